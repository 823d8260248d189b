/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_plan - see lschema_plan.h
 *
 * Only what is asked for is compiled: without members, the rules of fields that have a
 * slot, and those of the time, for which a record may be rejected.  The names that tell
 * schemas apart are looked up for all of them, so that a line that is none of this one can
 * be told of which it may be.
 */
#include "log/lschema_plan.h"

#include "base/mem.h"
#include "line/lname.h"
#include "line/lvalue.h"

#include <stdio.h>
#include <string.h>

/* The part of *s before @c, which moves behind it; false when nothing is left. */
static bool
take_part(struct sv *s, char c, struct sv *part)
{
	size_t n = sv_find(*s, c), used = n + (n < s->n);

	if (s->n == 0)
		return false;
	*part = (struct sv){ s->p, n };
	s->p += used;
	s->n -= used;
	return true;
}

static size_t
count_parts(struct sv s, char c)
{
	struct sv part;
	size_t n = 0;

	while (take_part(&s, c, &part))
		n++;
	return n;
}

/* ---- compiling ---- */

static void
compile_words(struct lschema_read *r, const char *words, struct arena *a)
{
	struct sv left = sv_of(words), part;
	struct lschema_word *w = arena_alloc(a, (count_parts(left, '|') + 1) * sizeof(*w));

	r->word = w;
	for (r->nword = 0; take_part(&left, '|', &part); r->nword++) {
		size_t eq = sv_find(part, '=');

		w[r->nword].from = (struct sv){ part.p, eq };
		w[r->nword].to = (struct sv){ part.p + eq + 1, part.n - eq - 1 };
	}
}

static void
compile_conds(struct lschema_plan *pl, struct lschema_conds *to, const char *when)
{
	struct sv left = sv_of(when), part;
	struct lschema_cond *c = arena_alloc(pl->arena,
	    (count_parts(left, '&') + 1) * sizeof(*c));

	to->cond = c;
	for (to->n = 0; take_part(&left, '&', &part); to->n++, c++) {
		size_t eq = sv_find(part, '=');
		struct sv path = { part.p, eq };

		c->any = eq == part.n;
		c->begins = !c->any && path.n > 0 && path.p[path.n - 1] == '^';
		path.n -= c->begins;
		c->not = c->any ? path.n > 0 && path.p[0] == '!' :
		    path.n > 0 && path.p[path.n - 1] == '!';
		path.n -= c->not;
		path.p += c->any && c->not;
		c->text = c->any ? SV("") : (struct sv){ part.p + eq + 1, part.n - eq - 1 };
		c->at = lfind_add(&pl->paths, path);
	}
}

static void
compile_places(struct lschema_plan *pl, struct lschema_places *to, const char *paths)
{
	struct sv left = sv_of(paths), part;

	to->at = arena_alloc(pl->arena, (count_parts(left, ' ') + 1) * sizeof(*to->at));
	for (to->n = 0; take_part(&left, ' ', &part); to->n++)
		to->at[to->n] = lfind_add(&pl->paths, part);
}

static void
compile_rule(struct lschema_plan *pl, struct lschema_field *f, const struct lschema_rule *r)
{
	struct lschema_alt *alt;
	struct sv left = sv_of(r->from), path = left, second = { NULL, 0 };

	f->alt = arena_grow(pl->arena, f->alt, f->nalt * sizeof(*f->alt),
	    (f->nalt + 1) * sizeof(*f->alt));
	alt = &f->alt[f->nalt++];
	memset(alt, 0, sizeof(*alt));
	if (r->how == LSCHEMA_SPAN_NS && take_part(&left, ' ', &path))
		second = left;
	alt->at = lfind_add(&pl->paths, path);
	alt->to = second.n > 0 ? lfind_add(&pl->paths, second) : NULL;
	alt->read.how = r->how != LSCHEMA_NAMED ? r->how : lschema_value_how(f->name);
	alt->read.behind = sv_of(r->behind);
	compile_words(&alt->read, r->words, pl->arena);
	compile_conds(pl, &alt->when, r->when);
}

/* Events are told from one another, or put right, by the field. */
static bool
is_gathered(const struct lschema *s, struct sv name)
{
	const struct lschema_gather *g = s->gather;

	return g != NULL && ((g->worst != NULL && sv_is(name, g->worst)) ||
	    (g->with[0] != NULL && (sv_is(name, g->with[0]) || sv_is(name, g->with[1]))));
}

/* The field called @name; NULL when nobody asks for it. */
static struct lschema_field *
field_of(struct lschema_plan *pl, struct sv name)
{
	struct lschema_field *f;
	size_t slot = lname_slot(pl->proj, name);
	bool asked = pl->proj->members || slot < pl->proj->n || sv_is(name, "timestamp") ||
	    is_gathered(pl->schema, name);

	for (size_t i = 0; i < pl->nname; i++)
		if (sv_eq(pl->name[i], name)) {
			for (size_t k = 0; k < pl->nfield; k++)
				if (sv_eq(pl->field[k].name, name))
					return &pl->field[k];
			return NULL;
		}
	pl->name[pl->nname++] = name;
	for (size_t i = 0; !asked && i < pl->proj->n; i++)
		asked = sv_eq(pl->proj->field[i].key[0], name);
	if (!asked)
		return NULL;
	f = &pl->field[pl->nfield++];
	f->name = name;
	f->key = lname_key(name, &f->key_esc, pl->arena);
	f->slot = slot;
	return f;
}

static enum rc
map_name(struct sv *plain, struct sv text, struct arena *a, struct err *e)
{
	struct err why = { .rc = RC_OK };

	if (lname_plain(plain, text, a, &why) == RC_OK)
		return RC_OK;
	return rc_err_at(e, RC_USAGE, why.col, "--map: '%.*s': %.200s", SV_SHOW(text), why.msg);
}

/* The rule of --map for a field, in place of those that the schema has for it. */
static void
put_rule(struct lschema_plan *pl, struct sv to, struct sv from, enum lschema_how how)
{
	struct lschema_rule r = { .how = how, .from = arena_sv(pl->arena, from).p };
	struct lschema_field *f = field_of(pl, to);

	if (f == NULL)
		return;
	f->nalt = 0;
	f->alt = NULL;
	compile_rule(pl, f, &r);
}

/* --map new=old; what a request asked for, request_uri, is its path and query. */
static enum rc
compile_map(struct lschema_plan *pl, const struct source_map *map, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		struct sv to, from;
		enum rc rc = map_name(&to, map[i].to, pl->arena, e);

		if (rc == RC_OK)
			rc = map_name(&from, map[i].from, pl->arena, e);
		if (rc != RC_OK)
			return rc;
		for (size_t k = 0; k < i; k++)
			if (sv_eq(map[k].to, map[i].to))
				return rc_err(e, RC_USAGE, "--map gives %.*s twice",
				    SV_SHOW(to));
		if (sv_is(to, "request_uri")) {
			put_rule(pl, SV("path"), from, LSCHEMA_PATH);
			put_rule(pl, SV("query"), from, LSCHEMA_QUERY);
		} else {
			put_rule(pl, to, from, lname_kind(to) == LNAME_TEXT ? LSCHEMA_FIRST
			                                                   : LSCHEMA_NAMED);
		}
	}
	return RC_OK;
}

/* --map gives @name. */
static bool
is_mapped(const struct source_cfg *cfg, const char *name)
{
	for (size_t i = 0; i < cfg->nmap; i++)
		if (sv_is(cfg->map[i].to, name))
			return true;
	return false;
}

/* What is asked for, but cannot be told, and why not. */
static enum rc
refuse_unknown(const struct lschema_plan *pl, const struct source_cfg *cfg, struct err *e)
{
	const struct lschema *s = pl->schema;

	for (size_t i = 0; i < pl->proj->n; i++) {
		const struct proj_field *f = &pl->proj->field[i];
		const struct lschema_cannot *c = s->cannot;

		if (f->derived)
			continue;
		for (; c != NULL && c->field != NULL; c++)
			if (sv_is(f->key[0], c->field) && !is_mapped(cfg, c->field))
				return rc_err(e, RC_USAGE, "--schema %s does not tell %s: %s",
				    s->name, c->field, c->why);
		if (s->untimed != NULL && !cfg->run && sv_is(f->key[0], "timestamp") &&
		    !is_mapped(cfg, "timestamp"))
			return rc_err(e, RC_USAGE, "--schema %s does not tell timestamp: %s; "
			    "--run-start TIME says when the run began", s->name, s->untimed);
	}
	if (cfg->run && s->untimed == NULL)
		return rc_err(e, RC_USAGE, "--run-start: the records of --schema %s have times of "
		    "their own", s->name);
	return RC_OK;
}

static size_t
index_of(const struct lschema_plan *pl, const char *name)
{
	size_t i = 0;

	while (i < pl->nfield && (name == NULL || !sv_is(pl->field[i].name, name)))
		i++;
	return i;
}

static void
compile_gather(struct lschema_plan *pl)
{
	const struct lschema_gather *g = pl->schema->gather;
	struct lschema_gathering *to = &pl->gather;

	if (g == NULL)
		return;
	compile_conds(pl, &to->only, g->only);
	compile_conds(pl, &to->first, g->first);
	compile_conds(pl, &to->adds, g->adds);
	compile_places(pl, &to->same, g->same);
	compile_places(pl, &to->once, g->once);
	compile_places(pl, &to->adds_same, g->adds_same);
	compile_places(pl, &to->label, g->label);
	compile_places(pl, &to->sender, g->sender);
	to->worst = index_of(pl, g->worst);
	to->with[0] = index_of(pl, g->with[0]);
	to->with[1] = index_of(pl, g->with[1]);
	to->part = index_of(pl, "part");
}

static void
compile_unknown(struct lschema_plan *pl)
{
	struct sv left = sv_of(pl->schema->unknown), part;

	pl->unknown = arena_alloc(pl->arena,
	    (count_parts(left, '|') + 1) * sizeof(*pl->unknown));
	while (take_part(&left, '|', &part))
		pl->unknown[pl->nunknown++] = part;
}

static void
add_needs(struct lschema_plan *pl, struct lschema_needs *s, const char *names)
{
	struct sv left = sv_of(names), all, one;

	while (take_part(&left, ' ', &all))
		while (take_part(&all, '|', &one)) {
			struct lschema_need *n = &s->need[s->n++];

			n->absent = one.p[0] == '!';
			one.p += n->absent;
			one.n -= n->absent;
			n->name = one;
			n->more = all.n > 0;
			n->at = lfind_add(&pl->paths, one);
		}
}

/* Behind @s the next shape of a schema; of all of them, the first behind NULL. */
static const struct lschema *
next_shape(const struct lschema *s, size_t *row)
{
	if (s != NULL && s->also != NULL)
		return s->also;
	return registry_row(&lschema_registry, (*row)++);
}

static void
compile_needs(struct lschema_plan *pl)
{
	const struct lschema *s = NULL;
	size_t shapes = 0, row = 0;

	while ((s = next_shape(s, &row)) != NULL)
		shapes++;
	pl->needs = arena_zalloc(pl->arena, shapes * sizeof(*pl->needs));
	for (row = 0; (s = next_shape(s, &row)) != NULL; pl->nneeds++) {
		struct lschema_needs *to = &pl->needs[pl->nneeds];
		const char *tells = s->tells != NULL ? s->tells : "";

		to->schema = s;
		to->need = arena_zalloc(pl->arena,
		    (strlen(s->needs) + strlen(tells)) * sizeof(*to->need));
		add_needs(pl, to, s->needs);
		to->base = to->n;
		add_needs(pl, to, tells);
		if (s == pl->schema)
			pl->own = pl->nneeds;
	}
}

/* Slots for what is below a field. */
static void
compile_below(struct lschema_plan *pl)
{
	const struct proj *p = pl->proj;

	pl->below = arena_alloc(pl->arena, (p->n + 1) * sizeof(*pl->below));
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < pl->nfield; k++)
			if (p->field[i].nkey > 1 && pl->field[k].slot != i &&
			    sv_eq(p->field[i].key[0], pl->field[k].name))
				pl->below[pl->nbelow++] = (struct lschema_below){ i, k,
				    p->field[i].key + 1, p->field[i].nkey - 1 };
}

enum rc
lschema_plan_new(struct lschema_plan *pl, const struct lschema *schema,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	size_t most = schema->nrule + 2 * cfg->nmap + 1;	/* one may give two */
	enum rc rc;

	*pl = (struct lschema_plan){ .schema = schema, .format = cfg->format, .proj = p,
		.arena = a, .time = cfg->time,
		.run = cfg->run, .run_us = cfg->run_us, .sure = cfg->sure };
	lfind_paths_init(&pl->paths, a);
	pl->field = arena_zalloc(a, most * sizeof(*pl->field));
	pl->name = arena_alloc(a, most * sizeof(*pl->name));
	for (size_t i = 0; i < schema->nrule; i++) {
		struct lschema_field *f = field_of(pl, sv_of(schema->rule[i].to));

		if (f != NULL)
			compile_rule(pl, f, &schema->rule[i]);
	}
	rc = compile_map(pl, cfg->map, cfg->nmap, e);
	if (rc == RC_OK)
		rc = refuse_unknown(pl, cfg, e);
	if (rc != RC_OK)
		return rc;
	compile_unknown(pl);
	compile_needs(pl);
	compile_gather(pl);
	compile_conds(pl, &pl->total, schema->total);
	pl->counts = schema->counts != NULL ? lfind_add(&pl->paths, sv_of(schema->counts)) : NULL;
	if (schema->batch != NULL)
		pl->batch = lfind_add(&pl->paths, sv_of(schema->batch));
	lfind_close(&pl->paths);
	compile_below(pl);
	return RC_OK;
}

/* ---- records ---- */

void
lschema_plan_maker(struct lschema_maker *m, const struct lschema_plan *pl, bool *seen)
{
	*m = (struct lschema_maker){ .plan = pl, .seen = seen };
	lfind_init(&m->find, &pl->paths);
	arena_init(&m->scratch.tmp);
	buf_init(&m->scratch.text, SIZE_MAX);
	m->scratch.time = &pl->time;
	m->scratch.run = pl->run;
	m->scratch.run_us = pl->run_us;
	m->scratch.unknown = pl->unknown;
	m->scratch.nunknown = pl->nunknown;
	m->value = mem_zalloc((pl->nfield + 1) * sizeof(*m->value));
	m->member = mem_zalloc((pl->nfield + 1) * sizeof(*m->member));
	m->slot = mem_zalloc((pl->proj->n + 1) * sizeof(*m->slot));
}

void
lschema_plan_free(struct lschema_maker *m)
{
	lfind_free(&m->find);
	arena_free(&m->scratch.tmp);
	buf_free(&m->scratch.text);
	mem_free(m->value);
	mem_free(m->member);
	mem_free(m->slot);
}

/* The first name that is missed, or there and should not be; NULL when all is well. */
static const struct lschema_need *
missed(const struct lschema_maker *m, const struct lschema_needs *s, bool tells)
{
	size_t n = tells ? s->n : s->base;

	for (size_t i = 0; i < n; i++) {
		const struct lschema_need *first = &s->need[i];
		bool fine = false;

		for (;; i++) {
			const struct lschema_need *one = &s->need[i];

			fine = fine || one->absent == val_null(&lfind_at(&m->find, one->at)->v);
			if (!one->more)
				break;
		}
		if (!fine)
			return first;
	}
	return NULL;
}

bool
lschema_plan_check(const struct lschema_maker *m, struct err *e)
{
	const struct lschema_plan *pl = m->plan;
	const struct lschema_needs *own = &pl->needs[pl->own];
	const struct lschema_need *need = missed(m, own, pl->sure);
	const char *other = NULL;
	char names[ERR_MSG_MAX / 4] = "";

	if (need == NULL)
		return true;
	for (size_t i = 0; i < pl->nneeds && other == NULL; i++)
		if (strcmp(pl->needs[i].schema->name, pl->schema->name) != 0 &&
		    lschema_in(pl->needs[i].schema, pl->format) != NULL &&
		    missed(m, &pl->needs[i], true) == NULL)
			other = pl->needs[i].schema->name;
	for (const struct lschema_need *n = need;; n++) {
		size_t len = strlen(names);

		(void)snprintf(names + len, sizeof(names) - len, "%s'%.*s'",
		    n > need ? " or " : "", (int)n->name.n, n->name.p);
		if (!n->more)
			break;
	}
	(void)rc_err(e, RC_BAD, "no record of %s: expected %s%s%s%s%s", pl->schema->name,
	    need->absent ? "no " : "", names, other != NULL ? "; is it --schema " : "",
	    other != NULL ? other : "", other != NULL ? "?" : "");
	return false;
}

static struct sv
literal(const struct val *v)
{
	switch (v->kind) {
	case VAL_NULL:
		return SV("null");
	case VAL_TRUE:
		return SV("true");
	case VAL_FALSE:
		return SV("false");
	case VAL_STRING:
	case VAL_NUMBER:
		return v->text;
	default:
		return SV("");
	}
}

bool
lschema_plan_hold(const struct lschema_maker *m, const struct lschema_conds *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct lschema_cond *c = &all->cond[i];
		const struct val *v = &lfind_at(&m->find, c->at)->v;
		bool yes = c->any ? !val_null(v) : c->begins ? sv_starts(literal(v), c->text) :
		    sv_eq(literal(v), c->text);

		if (yes == c->not)
			return false;
	}
	return true;
}

/* The value of a field by the first rule that knows it. */
static enum rc
value_of(struct lschema_maker *m, const struct lschema_field *f, struct val *out,
    struct sv *bad)
{
	for (size_t i = 0; i < f->nalt; i++) {
		const struct lschema_alt *alt = &f->alt[i];
		const struct lfind_found *at = lfind_at(&m->find, alt->at);
		enum rc rc;

		if (at->v.kind == VAL_NONE || !lschema_plan_hold(m, &alt->when))
			continue;
		rc = lschema_value(&m->scratch, &alt->read, at,
		    alt->to != NULL ? lfind_at(&m->find, alt->to) : NULL, out);
		if (rc == RC_BAD)
			*bad = at->v.text;
		if (rc != RC_EMPTY)
			return rc;
	}
	out->kind = VAL_NONE;
	return RC_EMPTY;
}

static void
fill_slots(struct lschema_maker *m, const struct val *value)
{
	const struct lschema_plan *pl = m->plan;
	const size_t n = pl->proj->n;

	for (size_t i = 0; i < n; i++)
		m->slot[i].kind = VAL_NONE;
	for (size_t i = 0; i < pl->nfield; i++)
		if (pl->field[i].slot < n)
			m->slot[pl->field[i].slot] = value[i];
	for (size_t i = 0; i < pl->nbelow; i++) {
		const struct lschema_below *b = &pl->below[i];

		m->slot[b->slot] = jread_below(&value[b->field], b->key, b->nkey,
		    &m->scratch.tmp);
	}
	for (size_t i = 0; i < n; i++)
		m->seen[i] |= m->slot[i].kind != VAL_NONE;
}

enum rc
lschema_plan_values(struct lschema_maker *m, struct sv *bad, struct err *e)
{
	const struct lschema_plan *pl = m->plan;
	char found[LVALUE_SHOWN];

	arena_reset(&m->scratch.tmp);
	for (size_t i = 0; i < pl->nfield; i++) {
		const struct lschema_field *f = &pl->field[i];

		if (value_of(m, f, &m->value[i], bad) != RC_BAD)
			continue;
		m->value[i].kind = VAL_NONE;
		if (sv_is(f->name, "timestamp"))	/* others nobody may have asked for */
			return rc_err(e, RC_BAD, "%.*s: expected a time, found %s",
			    SV_SHOW(f->name), lvalue_shown(*bad, found));
	}
	return RC_OK;
}

void
lschema_plan_give(struct lschema_maker *m, const struct val *value, struct record *r)
{
	const struct lschema_plan *pl = m->plan;
	size_t n = 0;

	for (size_t i = 0; i < pl->nfield; i++)
		if (value[i].kind != VAL_NONE)
			m->member[n++] = (struct jread_member){ pl->field[i].key,
			    pl->field[i].key_esc, value[i] };
	fill_slots(m, value);
	r->slot = m->slot;
	r->member = m->member;
	r->nmember = n;
	r->json = false;
	r->write = NULL;
	r->writer = NULL;
}
