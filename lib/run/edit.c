/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/edit.h"

#include "json/jread.h"
#include "json/jwrite.h"

#include <string.h>

struct edit_link {		/* a field that others read in what --set makes */
	size_t           slot;
	const struct sv *below;		/* path from the field that is made */
	size_t           nbelow;
};

struct edit_set {
	struct sv          name;
	const struct expr *x;
	struct edit_link  *link;
	size_t             nlink;
	bool               last;	/* no later --set makes the same field again */
};

struct edit_name {		/* --drop, --rename */
	struct sv old;
	struct sv name;		/* empty: dropped */
};

struct edit_field {		/* --fields */
	struct sv name;
	size_t    slot;
};

struct edit {
	struct arena      *arena;
	struct proj       *proj;
	struct edit_set   *set;
	size_t             nset;
	struct edit_name  *change;
	size_t             nchange;
	struct edit_field *field;
	size_t             nfield;
	size_t             nslot;	/* of the projection; explode and set work on a copy */
	size_t             explode;	/* slot, SIZE_MAX for none */
	struct sv          explode_name;
	bool               chosen;	/* --fields */
	bool               keep_raw;
	bool               plain;	/* no edit at all */
};

/*
 * Cut "a,b , c" at its commas, backquotes respected.  *rest shrinks, and is no text at
 * all behind the last item: an empty one is one too, and no field's name.
 */
static struct sv
next_item(struct sv *rest)
{
	size_t i;
	bool quoted = false;
	struct sv item;

	for (i = 0; i < rest->n && (quoted || rest->p[i] != ','); i++)
		quoted ^= rest->p[i] == '`';
	item = sv_trim((struct sv){ rest->p, i });
	*rest = i < rest->n ? (struct sv){ rest->p + i + 1, rest->n - i - 1 } : (struct sv){ 0 };
	return item;
}

/* The plain name of a field: what its member is called in the output. */
static struct sv
plain_name(const struct proj_field *f, struct arena *a)
{
	struct buf b;
	struct sv s;

	if (f->nkey == 1)
		return f->key[0];
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < f->nkey; i++) {
		if (i > 0)
			buf_c(&b, '.');
		buf_sv(&b, f->key[i]);
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static enum rc
add_field(struct edit *ed, const char *opt, struct sv name, size_t *slot, struct sv *plain,
    struct err *e)
{
	enum rc rc;

	if (name.n == 0)
		return rc_err(e, RC_USAGE, "%s: expected a,b, one of the names is empty", opt);
	rc = proj_add(ed->proj, name, slot, e);
	if (rc != RC_OK) {
		rc_in(e, opt, arena_bytes(ed->arena, name.p, name.n));
		return rc;
	}
	*plain = plain_name(&ed->proj->field[*slot], ed->arena);
	return RC_OK;
}

static enum rc
compile_fields(struct edit *ed, const char *text, struct err *e)
{
	struct sv rest = sv_of(text);
	enum rc rc = RC_OK;

	ed->chosen = true;
	while (rc == RC_OK && rest.p != NULL) {
		struct edit_field *f;

		ed->field = arena_grow(ed->arena, ed->field, ed->nfield * sizeof(*f),
		    (ed->nfield + 1) * sizeof(*f));
		f = &ed->field[ed->nfield++];
		rc = add_field(ed, "--fields", next_item(&rest), &f->slot, &f->name, e);
		for (size_t i = 0; rc == RC_OK && &ed->field[i] != f; i++)
			if (sv_eq(ed->field[i].name, f->name)) {
				ed->nfield--;	/* named before: a record has a field once */
				break;
			}
	}
	return rc;
}

/* "new=rest" cut at the first '=' outside backquotes. */
static bool
split(const char *text, struct sv *name, struct sv *rest)
{
	struct sv s = sv_of(text);
	bool quoted = false;
	size_t eq;

	for (eq = 0; eq < s.n && (quoted || s.p[eq] != '='); eq++)
		quoted ^= s.p[eq] == '`';
	if (eq == s.n)
		return false;
	*name = sv_trim((struct sv){ s.p, eq });
	*rest = sv_trim((struct sv){ s.p + eq + 1, s.n - eq - 1 });
	if (name->n > 2 && name->p[0] == '`' && name->p[name->n - 1] == '`')
		*name = (struct sv){ name->p + 1, name->n - 2 };
	return name->n > 0 && rest->n > 0;
}

static enum rc
compile_sets(struct edit *ed, const struct edit_cfg *cfg, struct job *j, struct err *e)
{
	ed->set = arena_zalloc(ed->arena, (cfg->nset + 1) * sizeof(*ed->set));
	for (size_t i = 0; i < cfg->nset; i++) {
		struct edit_set *s = &ed->set[i];
		struct sv text;
		enum rc rc;

		if (!split(cfg->set[i], &s->name, &text))
			return rc_err(e, RC_USAGE, "--set: expected NEW=EXPR, got '%s'",
			    cfg->set[i]);
		rc = expr_compile(&s->x, text, &j->query.env, e);
		if (rc != RC_OK) {
			if (e->col != 0)
				e->col += (uint64_t)(text.p - cfg->set[i]);
			rc_in(e, "--set", cfg->set[i]);
			return rc;
		}
	}
	ed->nset = cfg->nset;
	return RC_OK;
}

/* What --drop and --rename call a field, as its member is called. */
static enum rc
member_name(struct edit *ed, const char *opt, struct sv text, struct sv *name, struct err *e)
{
	struct proj p;
	size_t slot;
	enum rc rc;

	if (text.n == 0)
		return rc_err(e, RC_USAGE, "%s: expected a,b, one of the names is empty", opt);
	proj_init(&p, ed->arena);
	rc = proj_add(&p, text, &slot, e);
	if (rc != RC_OK) {
		rc_in(e, opt, arena_bytes(ed->arena, text.p, text.n));
		return rc;
	}
	*name = plain_name(&p.field[slot], ed->arena);
	return RC_OK;
}

static enum rc
add_change(struct edit *ed, const char *opt, struct sv old, struct sv name, struct err *e)
{
	struct edit_name c = { .name = name };
	enum rc rc = member_name(ed, opt, old, &c.old, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < ed->nchange && name.n > 0; i++) {
		const struct edit_name *was = &ed->change[i];
		struct sv twice = sv_eq(was->name, name) ? name : c.old;

		if (was->name.n > 0 && (sv_eq(was->name, name) || sv_eq(was->old, c.old)))
			return rc_err(e, RC_USAGE, "%s: '%.*s' is there twice", opt,
			    SV_SHOW(twice));
	}
	ed->change = arena_grow(ed->arena, ed->change, ed->nchange * sizeof(*ed->change),
	    (ed->nchange + 1) * sizeof(*ed->change));
	ed->change[ed->nchange++] = c;
	return RC_OK;
}

static enum rc
compile_changes(struct edit *ed, const struct edit_cfg *cfg, struct err *e)
{
	struct sv old, name;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < cfg->ndrop; i++) {
		struct sv rest = sv_of(cfg->drop[i]);

		while (rc == RC_OK && rest.p != NULL)
			rc = add_change(ed, "--drop", next_item(&rest), SV(""), e);
	}
	for (size_t i = 0; rc == RC_OK && i < cfg->nrename; i++) {
		if (!split(cfg->rename[i], &name, &old))
			return rc_err(e, RC_USAGE, "--rename: expected NEW=OLD, got '%s'",
			    cfg->rename[i]);
		rc = add_change(ed, "--rename", old, name, e);
	}
	return rc;
}

static void
link_set(struct edit *ed, struct edit_set *s)
{
	s->link = arena_alloc(ed->arena, ed->proj->n * sizeof(*s->link));
	for (size_t k = 0; k < ed->proj->n; k++) {
		struct proj_field *f = &ed->proj->field[k];
		struct edit_link l = { k, NULL, 0 };

		if (!sv_eq(plain_name(f, ed->arena), s->name)) {
			if (f->nkey == 1 || !sv_eq(f->key[0], s->name))
				continue;
			l = (struct edit_link){ k, f->key + 1, f->nkey - 1 };
		}
		s->link[s->nlink++] = l;
		f->derived = true;
	}
}

/* Fields that --set makes are not looked for in the input, but later expressions may read them. */
static void
link_sets(struct edit *ed)
{
	for (size_t i = 0; i < ed->nset; i++) {
		ed->set[i].last = true;
		for (size_t k = 0; k < i; k++)
			ed->set[k].last &= !sv_eq(ed->set[k].name, ed->set[i].name);
		link_set(ed, &ed->set[i]);
	}
}

enum rc
edit_compile(const struct edit **out, const struct edit_cfg *cfg, struct job *j, struct err *e)
{
	struct edit *ed = arena_zalloc(&j->arena, sizeof(*ed));
	bool ndjson = j->given.format == NULL || strcmp(j->given.format, "ndjson") == 0;
	enum rc rc;

	ed->arena = &j->arena;
	ed->proj = &j->query.proj;
	ed->explode = SIZE_MAX;
	ed->keep_raw = cfg->keep_raw;
	rc = compile_sets(ed, cfg, j, e);
	if (rc == RC_OK)
		rc = compile_changes(ed, cfg, e);
	if (rc == RC_OK && cfg->explode != NULL)
		rc = add_field(ed, "--explode", sv_of(cfg->explode), &ed->explode,
		    &ed->explode_name, e);
	if (rc == RC_OK && cfg->explode != NULL && cfg->fields == NULL &&
	    j->query.proj.field[ed->explode].nkey > 1)
		rc = rc_err(e, RC_USAGE, "--explode: '%s' is inside another field: say with "
		    "--fields what is to be written", cfg->explode);
	if (rc == RC_OK && cfg->fields != NULL)
		rc = compile_fields(ed, cfg->fields, e);
	if (rc != RC_OK)
		return rc;
	link_sets(ed);
	ed->plain = !ed->chosen && ed->nset == 0 && ed->nchange == 0 && !ed->keep_raw &&
	    ed->explode == SIZE_MAX;
	ed->nslot = j->query.proj.n;
	j->query.proj.members |= !ed->chosen && !(ed->plain && ndjson && j->given.nmap == 0);
	j->query.proj.text = ed->plain;
	*out = ed;
	return RC_OK;
}

/* Values of the --set expressions, in order; each is put where the next ones read it. */
static enum rc
eval_sets(const struct edit *ed, const struct record *r, struct val *slot, struct val *value,
    struct expr_eval *ev, struct err *e)
{
	for (size_t i = 0; i < ed->nset; i++) {
		enum rc rc = expr_value(ed->set[i].x, r, ev, &value[i], e);

		if (rc != RC_OK)
			return rc;
		for (size_t k = 0; k < ed->set[i].nlink; k++) {
			const struct edit_link *l = &ed->set[i].link[k];

			slot[l->slot] = jread_below(&value[i], l->below, l->nbelow,
			    expr_eval_arena(ev));
		}
	}
	return RC_OK;
}

static void
write_chosen(const struct edit *ed, const struct val *slot, struct jwrite *w)
{
	for (size_t i = 0; i < ed->nfield; i++) {
		const struct val *v = &slot[ed->field[i].slot];

		if (v->kind == VAL_NONE)
			continue;
		jwrite_key(w, ed->field[i].name);
		jwrite_val(w, v);
	}
}

/* The set that replaces a member, or nset. */
static size_t
find_set(const struct edit *ed, struct sv key)
{
	size_t i;

	for (i = 0; i < ed->nset && !(ed->set[i].last && sv_eq(ed->set[i].name, key)); i++)
		;
	return i;
}

/*
 * A member under the name it has in the end, if it has one.  @moved tells which
 * changes find their field in this record: what a field is renamed to gives way.
 */
static void
put_member(const struct edit *ed, const bool *moved, struct sv key, const struct sv *raw,
    const struct val *v, struct jwrite *w)
{
	size_t i;

	for (i = 0; i < ed->nchange && !sv_eq(ed->change[i].old, key); i++)
		;
	if (i < ed->nchange) {
		if (ed->change[i].name.n == 0)
			return;
		jwrite_key(w, ed->change[i].name);
		jwrite_val(w, v);
		return;
	}
	for (i = 0; i < ed->nchange; i++)
		if (moved[i] && sv_eq(ed->change[i].name, key))
			return;
	if (raw != NULL)
		jwrite_key_raw(w, *raw);
	else
		jwrite_key(w, key);
	jwrite_val(w, v);
}

/* Mark the changes whose field is @key. */
static void
mark_moved(const struct edit *ed, struct sv key, bool *moved)
{
	for (size_t i = 0; i < ed->nchange; i++)
		moved[i] |= sv_eq(ed->change[i].old, key);
}

static void
write_members(const struct edit *ed, const struct record *r, const struct val *slot,
    const struct val *value, struct jwrite *w, struct arena *tmp)
{
	bool *done = arena_zalloc(tmp, ed->nset + 1);
	bool *moved = arena_zalloc(tmp, ed->nchange + 1);
	struct sv *key = arena_alloc(tmp, (r->nmember + 1) * sizeof(*key));
	size_t i;

	for (i = 0; i < r->nmember; i++) {
		key[i] = r->member[i].key_esc ? val_unescape(r->member[i].key, tmp) :
		    r->member[i].key;
		mark_moved(ed, key[i], moved);
	}
	for (i = 0; i < ed->nset; i++)
		if (value[i].kind != VAL_NONE)
			mark_moved(ed, ed->set[i].name, moved);
	for (i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];
		bool exploded = ed->explode != SIZE_MAX && sv_eq(key[i], ed->explode_name);
		size_t set = find_set(ed, key[i]);

		if (ed->keep_raw && sv_is(key[i], "raw"))
			continue;	/* the whole line takes its place */
		if (set == ed->nset)
			put_member(ed, moved, key[i], &m->key,
			    exploded ? &slot[ed->explode] : &m->val, w);
		else if (!done[set] && value[set].kind != VAL_NONE)
			put_member(ed, moved, ed->set[set].name, NULL, &value[set], w);
		if (set < ed->nset)
			done[set] = true;
	}
	for (i = 0; i < ed->nset; i++)
		if (!done[i] && ed->set[i].last && value[i].kind != VAL_NONE)
			put_member(ed, moved, ed->set[i].name, NULL, &value[i], w);
}

struct writer {			/* one record on its way out, for each element of --explode */
	const struct edit   *ed;
	const struct record *r;
	struct expr_eval    *ev;
	struct buf          *o;
	struct err          *e;
	enum rc              rc;
};

static enum rc
write_one(struct writer *wr, const struct val *element)
{
	const struct edit *ed = wr->ed;
	struct arena *tmp = expr_eval_arena(wr->ev);
	struct val *slot = arena_alloc(tmp, (ed->nslot + 1) * sizeof(*slot));
	struct val *value = arena_alloc(tmp, (ed->nset + 1) * sizeof(*value));
	struct record r = *wr->r;
	struct jwrite w;
	enum rc rc;

	if (ed->nslot > 0)
		memcpy(slot, wr->r->slot, ed->nslot * sizeof(*slot));
	if (element != NULL)
		slot[ed->explode] = *element;
	r.slot = slot;
	rc = eval_sets(ed, &r, slot, value, wr->ev, wr->e);
	if (rc != RC_OK)
		return rc;
	jwrite_init(&w, wr->o);
	jwrite_open(&w, '{');
	if (ed->chosen)
		write_chosen(ed, slot, &w);
	else
		write_members(ed, &r, slot, value, &w, tmp);
	if (ed->keep_raw) {
		jwrite_key(&w, SV("raw"));
		jwrite_str(&w, r.line);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	return RC_OK;
}

static bool
each_element(void *ctx, struct sv key, const struct val *v)
{
	struct writer *wr = ctx;

	(void)key;	/* arrays have none */
	wr->rc = write_one(wr, v);
	return wr->rc == RC_OK;
}

enum rc
edit_write(const struct edit *ed, const struct record *r, struct expr_eval *ev, struct buf *o,
    struct err *e)
{
	struct writer wr = { ed, r, ev, o, e, RC_OK };
	size_t before = o->n;

	if (ed->plain && r->json) {
		buf_sv(o, r->line);
		buf_c(o, '\n');
		return RC_OK;
	}
	if (ed->plain && r->write != NULL) {
		r->write(r->writer, o);
		return RC_OK;
	}
	if (ed->explode != SIZE_MAX && r->slot[ed->explode].kind == VAL_ARRAY)
		jread_each(&r->slot[ed->explode], each_element, &wr);
	else
		wr.rc = write_one(&wr, NULL);
	if (wr.rc != RC_OK)
		o->n = before;
	return wr.rc;
}
