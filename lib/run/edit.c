/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/frame.h"
#include "json/jwrite.h"
#include "line/lname.h"
#include "metric/metric.h"
#include "run/edit_plan.h"
#include "run/explain.h"

#include <string.h>

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

/* What goes on behind a field: [0], [-1], .a; whether there is any. */
static bool
leads_below(struct sv name, bool *sound)
{
	bool quoted = false, inside = false;
	size_t i = 0;

	for (; i < name.n && (quoted || name.p[i] != '['); i++)
		quoted ^= name.p[i] == '`';
	*sound = true;
	if (i == name.n)
		return false;
	for (; i < name.n; i++) {
		char c = name.p[i];

		if (inside ? c != ']' && c != '-' && !num_is_digit((unsigned char)c)
		           : strchr("+*/%() ,<>=!?&|\"'", c) != NULL)
			*sound = false;
		inside = c == '[' || (inside && c != ']');
	}
	return true;
}

/* A field below an array, under the name that it was given. */
static enum rc
add_below(struct edit *ed, const char *opt, struct sv name, struct edit_field *f, struct err *e)
{
	const struct sv text = proj_quoted(name, ed->arena);
	enum rc rc = expr_compile(&f->x, text, ed->env, e);

	f->name = arena_sv(ed->arena, name);
	if (rc != RC_OK)
		rc_in(e, opt, arena_bytes(ed->arena, text.p, text.n));
	return rc;
}

/* Field @name of the input is written. */
static enum rc
choose_field(struct edit *ed, const char *opt, struct sv name, struct err *e)
{
	struct edit_field *f;
	struct buf head;
	bool esc, sound, below = leads_below(name, &sound);
	enum rc rc;

	if (!sound)
		return rc_err(e, RC_USAGE, "%s: expected a field such as a, a.b or a[0].b, got "
		    "'%.*s'", opt, SV_SHOW(name));
	ed->chosen = true;
	ed->field = arena_grow(ed->arena, ed->field, ed->nfield * sizeof(*f),
	    (ed->nfield + 1) * sizeof(*f));
	f = &ed->field[ed->nfield];
	memset(f, 0, sizeof(*f));
	rc = below ? add_below(ed, opt, name, f, e)
	           : add_field(ed, opt, name, &f->slot, &f->name, e);
	for (size_t i = 0; rc == RC_OK && i < ed->nfield; i++)
		if (sv_eq(ed->field[i].name, f->name))
			return RC_OK;	/* named before: a record has a field once */
	if (rc != RC_OK)
		return rc;
	f->key = lname_key(f->name, &esc, ed->arena);
	buf_init(&head, SIZE_MAX);
	buf_sv(&head, SV(",\""));
	buf_sv(&head, f->key);
	buf_sv(&head, SV("\":"));
	f->head = arena_sv(ed->arena, buf_view(&head));
	buf_free(&head);
	ed->nfield++;
	return RC_OK;
}

static enum rc
compile_fields(struct edit *ed, const char *text, struct err *e)
{
	struct sv rest = sv_of(text);
	enum rc rc = RC_OK;

	while (rc == RC_OK && rest.p != NULL)
		rc = choose_field(ed, "--fields", next_item(&rest), e);
	return rc;
}

/* What a metric, or else an expression, perhaps with a name before it, is compiled against. */
static enum rc
compile_reader(struct sv text, const struct expr_env *env, struct err *e)
{
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = 0.95,
		.max_values = METRIC_MAX_VALUES };
	const struct metric_set *m;
	const struct expr *x;
	struct err other = { 0 };
	struct lex l, ahead;
	enum rc rc = metric_compile(&m, text, &cfg, env, &other);

	if (rc == RC_OK)
		return rc;
	rc = lex_init(&l, text, env->arena, e);
	ahead = l;
	if (rc == RC_OK && l.tok.kind == LEX_NAME && lex_next(&ahead, NULL) == RC_OK &&
	    lex_is(&ahead, "=")) {
		l = ahead;
		rc = lex_next(&l, e);
	}
	if (rc == RC_OK)
		rc = expr_parse(&x, &l, env, e);
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = expr_stray(&l, "',' or the end", e);
	if (rc != RC_OK && other.col > e->col)
		*e = other;	/* who reads further knows what was meant */
	return rc;
}

/* The items of a list: commas outside of brackets. */
static enum rc
item_end(struct lex *l, size_t *end, struct err *e)
{
	size_t depth = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && l->tok.kind != LEX_END && (depth > 0 || !lex_is(l, ","))) {
		depth += lex_is(l, "(") || lex_is(l, "[");
		depth -= depth > 0 && (lex_is(l, ")") || lex_is(l, "]"));
		rc = lex_next(l, e);
	}
	*end = l->tok.kind == LEX_END ? l->text.n : l->tok.col - 1;
	return rc;
}

/* One --for: all fields that its items read. */
static enum rc
compile_for(struct edit *ed, const char *text, const struct job *j, struct err *e)
{
	struct proj p;
	struct expr_env env = j->query.env;
	struct lex l;
	size_t from = 0, end = 0;
	enum rc rc = lex_init(&l, sv_of(text), ed->arena, e);

	proj_init(&p, ed->arena);
	env.proj = &p;
	while (rc == RC_OK && end < l.text.n) {
		rc = item_end(&l, &end, e);
		if (rc == RC_OK)
			rc = compile_reader((struct sv){ text + from, end - from }, &env, e);
		if (rc != RC_OK && e->col != 0)
			e->col += from;
		from = end + 1;
		if (rc == RC_OK && end < l.text.n)
			rc = lex_next(&l, e);
	}
	if (rc != RC_OK)
		rc_in(e, "--for", text);
	for (size_t i = 0; rc == RC_OK && i < p.n; i++)
		rc = choose_field(ed, "--for", p.field[i].name, e);
	return rc;
}

/* What the readers look at, and when it was: most of them ask that too. */
static enum rc
compile_readers(struct edit *ed, const struct edit_cfg *cfg, const struct job *j, struct err *e)
{
	const char *time = j->given.time != NULL ? j->given.time : "timestamp";
	enum rc rc = choose_field(ed, "--time", sv_of(time), e);

	for (size_t i = 0; rc == RC_OK && i < cfg->nreaders; i++)
		rc = compile_for(ed, cfg->readers[i], j, e);
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

/* One expression of the option @text, in which it stands at @at. */
static enum rc
compile_set(struct edit *ed, struct sv name, struct sv expr, struct job *j, struct err *e)
{
	struct edit_set *s = &ed->set[ed->nset];
	bool esc;

	*s = (struct edit_set){ .name = name, .key = lname_key(name, &esc, ed->arena),
		.from = SIZE_MAX, .watch = SIZE_MAX };
	ed->nset++;
	return expr_compile(&s->x, expr, &j->query.env, e);
}

static struct sv
with_end(struct sv name, const char *end, struct arena *a)
{
	struct buf b;
	struct sv full;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%.*s%s", SV_SHOW(name), end);
	full = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return full;
}

static bool
makes(const struct edit_cfg *cfg, struct sv name)
{
	struct sv made, text;

	for (size_t i = 0; i < cfg->nset; i++)
		if (split(cfg->set[i], &made, &text) && sv_eq(made, name))
			return true;
	return false;
}

/* The interval of a result follows what --set makes of it, or it is noticed that it does not. */
static enum rc
follow(struct edit *ed, const struct edit_cfg *cfg, struct sv name, struct sv expr, struct job *j,
    struct err *e)
{
	struct sv end_name[2] = { with_end(name, "_lo", ed->arena),
		with_end(name, "_hi", ed->arena) };
	struct edit_set *made = &ed->set[ed->nset - 1];
	const size_t before = ed->proj->n;
	struct edit_end end[2];
	enum rc rc = RC_OK;

	if (makes(cfg, end_name[0]) || makes(cfg, end_name[1]))
		return RC_OK;
	if (!edit_interval_follow(expr, end, ed->arena))
		rc = proj_add(ed->proj, proj_name(end_name, 1, ed->arena), &made->watch, e);
	else
		for (int i = 0; i < 2 && rc == RC_OK; i++) {
			rc = compile_set(ed, end_name[i], end[i].text, j, e);
			made[1 + i].upper = i == 1;
			if (rc == RC_OK)
				rc = proj_add(ed->proj, end[i].field, &made[1 + i].from, e);
		}
	/* They are not missed where there are none. */
	for (size_t i = before; i < ed->proj->n; i++)
		ed->proj->field[i].derived = true;
	return rc;
}

static enum rc
compile_sets(struct edit *ed, const struct edit_cfg *cfg, bool results, struct job *j,
    struct err *e)
{
	ed->set = arena_zalloc(ed->arena, (3 * cfg->nset + 1) * sizeof(*ed->set));
	ed->stale = arena_zalloc(ed->arena, (3 * cfg->nset + 1) * sizeof(*ed->stale));
	for (size_t i = 0; i < cfg->nset; i++) {
		struct sv name, text;
		enum rc rc;

		if (!split(cfg->set[i], &name, &text))
			return rc_err(e, RC_USAGE, "--set: expected NEW=EXPR, got '%s'",
			    cfg->set[i]);
		rc = compile_set(ed, name, text, j, e);
		if (rc != RC_OK) {
			if (e->col != 0)
				e->col += (uint64_t)(text.p - cfg->set[i]);
			rc_in(e, "--set", cfg->set[i]);
			return rc;
		}
		rc = results ? follow(ed, cfg, name, text, j, e) : RC_OK;
		if (rc != RC_OK)
			return rc;
	}
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
	bool esc;
	struct edit_name c = { .name = name, .key = lname_key(name, &esc, ed->arena) };
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

static bool
is_below(const struct proj_field *f, const struct proj_field *array)
{
	if (f->nkey <= array->nkey)
		return false;
	for (size_t i = 0; i < array->nkey; i++)
		if (!sv_eq(f->key[i], array->key[i]))
			return false;
	return true;
}

/*
 * What is named below the array is a member of each element.  The first @before fields are
 * read in the record as it came, where there is no such thing.
 */
static enum rc
link_members(struct edit *ed, size_t before, struct err *e)
{
	const struct proj_field *array = &ed->proj->field[ed->explode];

	ed->member = arena_alloc(ed->arena, ed->proj->n * sizeof(*ed->member));
	for (size_t k = 0; k < ed->proj->n; k++) {
		struct proj_field *f = &ed->proj->field[k];

		if (!is_below(f, array))
			continue;
		if (k < before)
			return rc_err(e, RC_USAGE, "'%.*s' is a member of the elements that "
			    "--explode makes records of at last: choose by it with a second "
			    "cxselect", SV_SHOW(f->name));
		ed->member[ed->nmember++] = (struct edit_link){ k, f->key + array->nkey,
			f->nkey - array->nkey };
		f->derived = true;
	}
	return RC_OK;
}

static void
list_keys(struct edit *ed)
{
	ed->key = arena_alloc(ed->arena, (ed->nfield + 1) * sizeof(*ed->key));
	for (size_t i = 0; i < ed->nfield; i++)
		ed->key[i] = ed->field[i].key;
	ed->key[ed->nfield] = SV("raw");
}

enum rc
edit_compile(const struct edit **out, const struct edit_cfg *cfg, struct job *j, struct err *e)
{
	struct edit *ed = arena_zalloc(&j->arena, sizeof(*ed));
	bool ndjson = (j->given.format == NULL || strcmp(j->given.format, "ndjson") == 0) &&
	    j->given.schema == NULL;
	const size_t before = j->query.proj.n;
	enum rc rc;

	ed->arena = &j->arena;
	ed->proj = &j->query.proj;
	ed->env = &j->query.env;
	ed->explode = SIZE_MAX;
	ed->keep_raw = cfg->keep_raw;
	ed->framed = cfg->framed;
	rc = compile_sets(ed, cfg, ndjson, j, e);
	if (rc == RC_OK)
		rc = compile_changes(ed, cfg, e);
	if (rc == RC_OK && cfg->explode != NULL)
		rc = add_field(ed, "--explode", sv_of(cfg->explode), &ed->explode,
		    &ed->explode_name, e);
	if (rc == RC_OK && cfg->explode != NULL && cfg->fields == NULL && cfg->nreaders == 0 &&
	    j->query.proj.field[ed->explode].nkey > 1)
		rc = rc_err(e, RC_USAGE, "--explode: '%s' is inside another field: say with "
		    "--fields what is to be written", cfg->explode);
	if (rc == RC_OK && cfg->fields != NULL)
		rc = compile_fields(ed, cfg->fields, e);
	if (rc == RC_OK && cfg->nreaders > 0)
		rc = compile_readers(ed, cfg, j, e);
	if (rc == RC_OK && cfg->framed && ed->nfield >= FRAME_IDS)
		rc = rc_err(e, RC_USAGE, "--framed takes less than %d fields", FRAME_IDS);
	if (rc != RC_OK)
		return rc;
	list_keys(ed);
	if (ed->explode != SIZE_MAX)
		rc = link_members(ed, before, e);
	if (rc != RC_OK)
		return rc;
	link_sets(ed);
	ed->as_is = !ed->chosen && ed->nset == 0 && ed->nchange == 0 && !ed->keep_raw &&
	    ed->explode == SIZE_MAX;
	ed->plain = ed->as_is && !ed->framed;
	ed->nslot = j->query.proj.n;
	j->query.proj.members |= !ed->chosen && !(ed->plain && ndjson && j->given.nmap == 0);
	j->query.proj.text = ed->plain;
	*out = ed;
	return RC_OK;
}

struct framing *
edit_framing(const struct edit *ed)
{
	size_t n = ed->nfield + ed->keep_raw;	/* "raw" is behind the keys */

	return ed->framed ? framing_new(ed->chosen ? ed->key : NULL, ed->chosen ? n : 0) : NULL;
}

/* NEW=TEXT if @made, else a list of names, in which a '=' is of a name. */
static void
explain_each(const char *part, bool made, const char *const *text, size_t n, struct job *j)
{
	for (size_t i = 0; i < n; i++) {
		struct explain_row row = { .part = part };

		if (!made || !split(text[i], &row.name, &row.is))
			row.is = sv_of(text[i]);
		explain_write(j, &row);
	}
}

void
edit_explain(const struct edit_cfg *cfg, struct job *j)
{
	explain_each("explode", false, &cfg->explode, cfg->explode != NULL, j);
	explain_each("set", true, cfg->set, cfg->nset, j);
	explain_each("drop", false, cfg->drop, cfg->ndrop, j);
	explain_each("rename", true, cfg->rename, cfg->nrename, j);
	explain_each("write", false, &cfg->fields, cfg->fields != NULL, j);
}

void
edit_tell(const struct edit *ed, const struct job *j)
{
	struct err say;

	for (size_t i = 0; i < ed->nset; i++) {
		if (!atomic_load(&ed->stale[i]))
			continue;
		rc_err(&say, RC_OK, "--set %.*s: the interval %.*s_lo, %.*s_hi stays as it was; "
		    "it follows where one field is added to or multiplied by constants",
		    SV_SHOW(ed->set[i].name), SV_SHOW(ed->set[i].name),
		    SV_SHOW(ed->set[i].name));
		job_say(j, say.msg);
	}
}
