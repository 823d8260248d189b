/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line is read again as it was written, and what may stay of it is appended behind it, then
 * moved into its place: nothing is allocated for a record.
 */
#include "quality/conceal.h"

#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "quality/qclass.h"
#include "quality/qplan.h"
#include "run/explain.h"
#include "secret/pseudonym.h"

struct name {			/* --pseudonym: a tree of names */
	struct sv    name;
	bool         ends;	/* a field: else it leads to some */
	struct name *child, *next;
};

struct conceal {
	struct pseudonym    *pseudonym;	/* NULL: no key */
	struct name          all;
	const struct qclass *classes;	/* NULL: no --max-class */
	enum qclass_level    max;
	const struct expr   *key;	/* of the plan: what names an event */
};

/* ---- settings ---- */

static struct name *
find_name(const struct name *in, struct sv name)
{
	struct name *n = in->child;

	while (n != NULL && !sv_eq(n->name, name))
		n = n->next;
	return n;
}

static enum rc
add_name(struct conceal *c, struct sv text, struct arena *a, struct err *e)
{
	struct name *in = &c->all;
	struct proj p;
	size_t slot;
	enum rc rc = RC_OK;

	proj_init(&p, a);
	if (text.n == 0)
		return rc_err(e, RC_USAGE, "--pseudonym: expected a,b, one of the names is empty");
	rc = proj_add(&p, text, &slot, e);
	if (rc != RC_OK) {
		rc_in(e, "--pseudonym", arena_bytes(a, text.p, text.n));
		return rc;
	}
	for (size_t i = 0; i < p.field[slot].nkey; i++) {
		struct name *n = find_name(in, p.field[slot].key[i]);

		if (n == NULL) {
			n = arena_zalloc(a, sizeof(*n));
			n->name = p.field[slot].key[i];
			n->next = in->child;
			in->child = n;
		}
		in = n;
	}
	in->ends = true;
	return RC_OK;
}

/* a,b with backquotes around what has a comma in it. */
static enum rc
add_names(struct conceal *c, const char *text, struct arena *a, struct err *e)
{
	bool quoted = false;
	enum rc rc = RC_OK;

	for (const char *from = text, *p = text; rc == RC_OK; p++) {
		quoted ^= *p == '`';
		if (*p != '\0' && (quoted || *p != ','))
			continue;
		rc = add_name(c, sv_trim((struct sv){ from, (size_t)(p - from) }), a, e);
		from = p + 1;
		if (*p == '\0')
			break;
	}
	return rc;
}

/* What its checks read is no field that records must have here. */
static enum rc
read_plan(struct conceal *c, const char *path, struct job *j, struct err *e)
{
	struct expr_env env = j->query.env;
	const struct qplan_cfg cfg = { .env = &env, .job = j };
	const struct node *key;
	struct qplan plan;
	enum rc rc;

	env.proj = arena_alloc(&j->arena, sizeof(*env.proj));
	proj_init(env.proj, &j->arena);
	rc = qplan_load(&plan, path, &cfg, e);
	qplan_free(&plan);
	c->classes = plan.classes;
	if (rc == RC_OK && c->classes == NULL)
		rc = rc_err(e, RC_SYNTAX, "%s: the plan has no classes: give fields x-class, or "
		    "the plan class", path);
	if (rc == RC_OK && c->classes->outside != NULL)
		rc = doc_fail(plan.doc, c->classes->outside, e, "--max-class follows a $ref within "
		    "the schema alone ('#/$defs/NAME'): what is elsewhere may be secret");
	if (rc != RC_OK || plan.key == NULL)	/* plans of one kind of events need no names */
		return rc;
	key = node_get(plan.doc->root, "key");
	return expr_compile(&c->key, key != NULL ? key->text : SV("event_name"), &j->query.env, e);
}

enum rc
conceal_compile(struct conceal **out, const struct conceal_query *q, struct job *j,
    struct err *e)
{
	struct conceal *c;
	enum rc rc = RC_OK;

	*out = NULL;
	if (q->nfields == 0 && q->max_class == NULL)
		return RC_OK;
	*out = c = arena_zalloc(&j->arena, sizeof(*c));
	if (q->key_file != NULL)
		rc = pseudonym_new(&c->pseudonym, q->key_file, sv_of(q->tenant), e);
	for (size_t i = 0; rc == RC_OK && i < q->nfields; i++)
		rc = add_names(c, q->fields[i], &j->arena, e);
	if (rc == RC_OK && q->max_class != NULL) {
		c->max = qclass_find(sv_of(q->max_class));
		rc = read_plan(c, q->plan, j, e);
	}
	return rc;
}

/* ---- records ---- */

struct writer {
	const struct conceal *c;
	struct arena         *a;
	struct buf           *o;
	struct jwrite         w;
	/* Of what is walked: */
	const struct name    *name;	/* NULL: no pseudonyms in it */
	struct qclass_at      at;
	bool                  list;
	bool                  asked;	/* all that is in it becomes pseudonyms */
};

static void
put_pseudonym(struct writer *wr, const struct val *v)
{
	char text[PSEUDONYM_LEN];

	pseudonym_of(wr->c->pseudonym, 0, val_text(v, wr->a), text);
	jwrite_str(&wr->w, (struct sv){ text, sizeof(text) });
}

/* The names below a member: what is called a.b at once, or stands below a. */
static const struct name *
below(const struct name *in, struct sv name)
{
	const struct name *n = in != NULL ? find_name(in, name) : NULL;
	const size_t dot = sv_find(name, '.');

	if (n != NULL || in == NULL || dot == name.n)
		return n;
	n = find_name(in, (struct sv){ name.p, dot });
	return below(n, (struct sv){ name.p + dot + 1, name.n - dot - 1 });
}

static bool write_inside(struct writer *wr, const struct val *v);

/* A value whose place is that of the writer; false: nothing of it may be seen. */
static bool
write_value(struct writer *wr, const struct val *v)
{
	const struct conceal *c = wr->c;
	bool seen;

	if (v->kind != VAL_ARRAY)
		wr->at = qclass_alone(&wr->at);
	seen = c->classes == NULL || qclass_level(c->classes, &wr->at) <= c->max;
	wr->asked = wr->asked || (wr->name != NULL && wr->name->ends) ||
	    (!seen && wr->at.pseudonym && c->pseudonym != NULL);
	if (v->kind == VAL_OBJECT && wr->asked)
		return false;
	if (v->kind == VAL_OBJECT || v->kind == VAL_ARRAY) {
		const bool any = write_inside(wr, v);

		return any || (seen && !wr->asked);
	}
	if (!seen && !wr->asked)
		return false;
	if (wr->asked && v->kind != VAL_NULL)
		put_pseudonym(wr, v);
	else
		jwrite_val(&wr->w, v);
	return true;
}

struct walk {
	struct writer *wr;
	bool           any;	/* something was written */
};

static bool
write_one(void *ctx, struct sv key, const struct val *v)
{
	struct walk *k = ctx;
	struct writer *wr = k->wr;
	const struct writer before = *wr;
	const size_t from = wr->o->n;

	if (wr->list) {
		wr->at = qclass_element(&before.at);
	} else {
		const struct sv name = sv_find(key, '\\') < key.n ? val_unescape(key, wr->a) : key;

		wr->name = below(before.name, name);
		wr->at = qclass_member(&before.at, name);
		jwrite_key_raw(&wr->w, key);
	}
	if (write_value(wr, v)) {
		k->any = true;
	} else {
		wr->o->n = from;
		wr->w.comma = before.w.comma;
	}
	wr->name = before.name;
	wr->at = before.at;
	wr->list = before.list;
	wr->asked = before.asked;
	return true;
}

/* Objects and lists; whether anything is in what was written. */
static bool
write_inside(struct writer *wr, const struct val *v)
{
	struct walk k = { wr, false };

	wr->list = v->kind == VAL_ARRAY;
	jwrite_open(&wr->w, wr->list ? '[' : '{');
	jread_each(v, write_one, &k);
	jwrite_shut(&wr->w, v->kind == VAL_ARRAY ? ']' : '}');
	return k.any;
}

/* The lines from @from on; what is made of them is behind them at first. */
static void
conceal_lines(struct writer *wr, size_t from)
{
	const struct qclass_at at = wr->at;
	const size_t end = wr->o->n;

	for (size_t line = from; line < end;) {
		/* The buffer may move as it grows: the line is copied out of it. */
		const char *nl = memchr(wr->o->p + line, '\n', end - line);
		const size_t n = (size_t)(nl - (wr->o->p + line));
		const struct sv text = arena_sv(wr->a, (struct sv){ wr->o->p + line, n });
		const size_t open = sv_find(text, '{');
		const struct val v = { .kind = VAL_OBJECT,
			.text = sv_trim((struct sv){ text.p + open, n - open }) };

		wr->name = &wr->c->all;
		wr->at = at;
		wr->asked = false;
		jwrite_init(&wr->w, wr->o);
		write_inside(wr, &v);
		jwrite_nl(&wr->w);
		line += n + 1;
	}
	memmove(wr->o->p + from, wr->o->p + end, wr->o->n - end);
	wr->o->n -= end - from;
}

enum rc
conceal_write(const struct conceal *c, const struct edit *ed, const struct map_in *in,
    const struct record *r, struct buf *o, struct err *e)
{
	const size_t from = o->n;
	struct writer wr = { .c = c, .a = expr_eval_arena(in->ev), .o = o };
	struct val name = { .kind = VAL_NONE };
	enum rc rc = edit_write(ed, r, in->ev, in->framing, o, e);

	if (rc != RC_OK || c == NULL || o->n == from)
		return rc;
	if (c->key != NULL)
		rc = expr_value(c->key, r, in->ev, &name, e);
	if (rc != RC_OK) {
		o->n = from;
		return rc;
	}
	if (c->classes != NULL)
		wr.at = qclass_event(c->classes, val_null(&name) ? (struct sv){ 0 } :
		    val_text(&name, wr.a));
	conceal_lines(&wr, from);
	return RC_OK;
}

void
conceal_explain(const struct conceal_query *q, struct job *j)
{
	for (size_t i = 0; i < q->nfields; i++)
		explain_write(j, &(struct explain_row){ .part = "pseudonym",
		    .is = sv_of(q->fields[i]), .method = "HMAC-SHA256" });
	if (q->max_class != NULL)
		explain_write(j, &(struct explain_row){ .part = "class", .name = sv_of(q->plan),
		    .is = sv_of(q->max_class) });
}

void
conceal_free(struct conceal *c)
{
	if (c != NULL)
		pseudonym_free(c->pseudonym);
}
