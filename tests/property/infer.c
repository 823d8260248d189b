/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer - a drafted plan does not depend on order and split, accepts every event it was
 * drafted from, and no event that differs in a way it has never seen
 *
 * Random streams, in which each place of each kind of event has values of its own sort,
 * are drafted whole, and in parts that are merged in a random order: the same bytes.  The
 * plan is read back and compiled by those who read plans, and every event is held against
 * it.  Then a member that all events of its kind have is taken away, or a value becomes
 * one of a type never seen there: the plan must refuse it.
 */
#include "../inferred.h"

#include "base/hash.h"
#include "base/rng.h"
#include "schema/valid.h"
#include "spec/doc.h"

enum { CASES = T_ROUNDS(60), EVENTS = 120, PARTS = 6, MUTANTS = 40, SORTS = 18 };

static struct rng rng;
static uint64_t recipe;		/* of this stream */

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&rng, n);
}

/* ---- streams ---- */

static const char *const names[] = { "a", "b", "id", "n", "odd key", "quo\\\"te", "caf\\u00e9",
	"café", "null", "yes", "#", "", "\\ud800", "host", "ts", "k\\n", "a.b", "$ref", "type",
	"\\u0061" };

/* What stands at a place is of a sort that the place decides; @depth of containers above. */
static void
value(struct buf *b, uint64_t place, unsigned depth)
{
	static const char *const words[] = { "red", "green", "no", "", "a b", "\\u0000", "\\udfff" };
	unsigned sort = (unsigned)(place % SORTS), n;

	if (place / SORTS % 4 == 0 && below(5) == 0)
		sort = below(2) == 0 ? 99 : (unsigned)(place / 99 % SORTS);
	switch (sort) {
	case 0:
	case 1:
		buf_printf(b, "%s%u", sort == 1 && below(3) == 0 ? "-" : "", below(1000));
		break;
	case 2:
		buf_printf(b, "%u.%u%s", below(100), below(100), below(4) == 0 ? "e-3" : "");
		break;
	case 3:
		buf_printf(b, below(9) == 0 ? "1e400" : "-1E-400");
		break;
	case 4:
		buf_printf(b, below(2) == 0 ? "true" : "false");
		break;
	case 5:
	case 6:
		buf_printf(b, "\"%s\"", words[below(sort == 5 ? 3 : 7)]);
		break;
	case 7:
		buf_printf(b, "\"2026-01-%02uT00:00:%02uZ\"", 1 + below(28), below(60));
		break;
	case 8:
		buf_printf(b, "\"00000000-0000-4000-8000-%012u\"", below(1000000));
		break;
	case 9:
		buf_printf(b, below(2) == 0 ? "\"10.0.0.%u\"" : "\"host%u.example\"", below(256));
		break;
	case 10:
		buf_printf(b, "\"https://a.example/%u?ä\\u00e4\"", below(100));
		break;
	case 11:
		buf_printf(b, "\"%*s\"", (int)below(90), "ä");
		break;
	case 12:
	case 13:
		buf_c(b, '[');
		for (unsigned i = 0, k = below(4); i < k && depth < 9; i++) {
			buf_printf(b, i > 0 ? "," : "");
			value(b, place / SORTS + 1, depth + 1);
		}
		buf_c(b, ']');
		break;
	case 14:
	case 15:
	case 16:
		n = sort == 16 && place % 5 == 0 ? 40 : below(4);
		buf_c(b, '{');
		for (unsigned i = 0; i < n && depth < 9; i++) {
			buf_printf(b, i > 0 ? "," : "");
			if (n == 40)
				buf_printf(b, "\"key%u\":", below(3000));
			else
				buf_printf(b, "\"%s\":", names[below(sizeof(names) / sizeof(names[0]))]);
			value(b, place / SORTS + (n == 40 ? 0 : 7), depth + 1);
		}
		buf_c(b, '}');
		break;
	default:
		buf_printf(b, "null");
	}
}

static struct buf
event(void)
{
	static const char *const kinds[] = { "\"a\"", "\"Order: done\"", "\"no\"", "7", "\"\"",
	    "\"caf\\u00e9\"" };
	unsigned kind = below(sizeof(kinds) / sizeof(kinds[0])), any = below(40);
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "{\"event\":%s", any != 0 || recipe % 3 != 0 ? kinds[kind] : "null");
	for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		uint64_t place = hash_sv((struct sv){ names[i], strlen(names[i]) }, recipe +
		    (i % 3 == 0 ? 0 : kind));
		unsigned share = (unsigned)(place >> 40) % 4;	/* 0, 1: always */

		if (share == 3 || (share == 2 && below(3) != 0))
			continue;
		buf_printf(&b, ",\"%s\":", names[i]);
		value(&b, place >> 8, 1);
	}
	if (below(10) == 0)
		buf_printf(&b, ",\"%0*u\":1", INFER_NODE_NAME_MAX + (int)below(2), below(2));
	buf_c(&b, '}');
	return b;
}

/* ---- the plan, compiled ---- */

struct compiled {
	struct arena         arena;
	struct schema      *s;
	struct valid       *v;
	struct jread        *reader;
	const struct rule  *common;
	const struct node   *schemas;
	const struct rule **rule;
};

static bool
compile(struct compiled *c, const char *plan)
{
	struct docs d;
	struct err e = { 0 };
	bool ok;

	*c = (struct compiled){ .reader = jread_new(NULL, 0, true) };
	arena_init(&c->arena);
	c->s = schema_new(&(struct schema_cfg){ 0 }, &c->arena);
	ok = doc_parse(&d, "plan", sv_of(plan), &c->arena, &e) == RC_OK && d.n == 1 &&
	    schema_add(c->s, d.doc, node_get(d.doc->root, "common"), SV(""), &c->common, &e) ==
	    RC_OK;
	c->schemas = ok ? node_get(d.doc->root, "schemas") : NULL;
	if (c->schemas != NULL)
		c->rule = arena_zalloc(&c->arena, (c->schemas->n + 1) *
		    sizeof(const struct rule *));
	for (size_t i = 0; ok && c->schemas != NULL && i < c->schemas->n; i++)
		ok = schema_add(c->s, d.doc, &c->schemas->item[i], SV(""), &c->rule[i], &e) ==
		    RC_OK;
	if (!T_QUIET(ok, "the plan compiles: %s", e.msg))
		return false;
	c->v = valid_new(c->s);
	return true;
}

static void
drop(struct compiled *c)
{
	valid_free(c->v);
	schema_free(c->s);
	jread_free(c->reader);
	arena_free(&c->arena);
}

static void
tell(void *ctx, const struct valid_fault *f)
{
	(void)ctx;
	printf("# %.*s: %.*s\n", (int)f->path.n, f->path.p, (int)f->message.n, f->message.p);
}

static bool
accepts(struct compiled *c, struct sv line, bool aloud)
{
	struct jread_line l;
	struct arena tmp;
	struct buf block;
	struct sv name;
	bool ok = false;

	buf_init(&block, SIZE_MAX);
	arena_init(&tmp);
	if (inferred_line(c->reader, line, &block, &l)) {
		valid_record(c->v, l.text, l.member, l.nmember);
		ok = valid_check(c->v, c->common, aloud ? tell : NULL, NULL);
		if (ok && c->schemas != NULL && inferred_name(&l, &name, &tmp)) {
			const struct node *n = node_get_sv(c->schemas, name);

			ok = n != NULL && valid_check(c->v, c->rule[n - c->schemas->item], aloud
			    ? tell : NULL, NULL);
		}
	}
	arena_free(&tmp);
	buf_free(&block);
	return ok;
}

/* ---- mutants ---- */

enum { NULLS = 1, BOOLS = 2, WHOLE = 4, FRACTIONS = 8, TEXTS = 16, OBJECTS = 32, ARRAYS = 64 };

static unsigned
sort_of(const struct val *v)
{
	switch (v->kind) {
	case VAL_NUMBER:
		return memchr(v->text.p, '.', v->text.n) == NULL &&
		    memchr(v->text.p, 'e', v->text.n) == NULL &&
		    memchr(v->text.p, 'E', v->text.n) == NULL ? WHOLE : WHOLE | FRACTIONS;
	case VAL_STRING:
		return TEXTS;
	case VAL_OBJECT:
		return OBJECTS;
	case VAL_ARRAY:
		return ARRAYS;
	default:
		return v->kind == VAL_NULL ? NULLS : BOOLS;
	}
}

struct usage {			/* of one member in events of one kind */
	unsigned sorts;
	unsigned in;		/* events that have it */
	unsigned of;
};

/* @kind NULL: in events of all kinds. */
static struct usage
use(const struct buf *ev, const struct sv *kind, struct sv member)
{
	struct jread *r = jread_new(NULL, 0, true);
	struct usage u = { 0 };
	struct arena tmp;
	struct buf block;

	arena_init(&tmp);
	buf_init(&block, SIZE_MAX);
	for (size_t i = 0; i < EVENTS; i++) {
		struct jread_line l;
		struct sv name = { 0 };
		bool has = false;

		if (!inferred_line(r, buf_view(&ev[i]), &block, &l) ||
		    !inferred_name(&l, &name, &tmp) || (kind != NULL && !sv_eq(name, *kind)))
			continue;
		u.of++;
		for (size_t k = 0; k < l.nmember; k++)
			if (sv_eq(val_unescape(l.member[k].key, &tmp), member)) {
				u.sorts |= sort_of(&l.member[k].val);
				has = true;
			}
		u.in += has;
	}
	arena_free(&tmp);
	buf_free(&block);
	jread_free(r);
	return u;
}

/* An event without, or with another, member @at (not the name). */
static struct buf
mutant(const struct jread_line *l, size_t at, const char *instead)
{
	struct arena tmp;
	struct buf b;
	const char *sep = "{";
	struct sv gone;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	gone = val_unescape(l->member[at].key, &tmp);
	for (size_t i = 0; i < l->nmember; i++) {
		const struct jread_member *m = &l->member[i];
		const struct val *v = &m->val;
		bool hit = sv_eq(val_unescape(m->key, &tmp), gone);
		const char *quote = v->kind == VAL_STRING ? "\"" : "";

		if (hit && (instead == NULL || i != at))
			continue;
		buf_printf(&b, "%s\"", sep);
		buf_sv(&b, m->key);
		buf_printf(&b, "\":%s", hit ? instead : quote);
		if (!hit) {
			buf_sv(&b, v->text);
			buf_printf(&b, "%s", quote);
		}
		sep = ",";
	}
	buf_c(&b, '}');
	arena_free(&tmp);
	return b;
}

static void
refuses(struct compiled *c, const struct buf *ev, unsigned *tried)
{
	static const struct { unsigned sort; const char *text; } other[] = { { BOOLS, "true" },
		{ WHOLE, "12" }, { FRACTIONS, "0.5" }, { TEXTS, "\"text\"" }, { OBJECTS, "{}" },
		{ ARRAYS, "[]" }, { NULLS, "null" } };
	const struct buf *from = &ev[below(EVENTS)];
	unsigned pick = below(sizeof(other) / sizeof(other[0]));
	struct jread_line l;
	struct usage u;
	struct arena tmp;
	struct buf block, bad;
	struct sv kind;
	size_t at;

	buf_init(&block, SIZE_MAX);
	arena_init(&tmp);
	if (inferred_line(c->reader, buf_view(from), &block, &l) && inferred_name(&l, &kind, &tmp)) {
		struct jread *own = c->reader;

		at = 1 + below((unsigned)l.nmember - 1);
		u = use(ev, &kind, val_unescape(l.member[at].key, &tmp));
		/* What all kinds have is said once: whole here, fractions there are numbers. */
		if ((u.sorts & WHOLE) != 0)
			u.sorts |= use(ev, NULL, val_unescape(l.member[at].key, &tmp)).sorts &
			    FRACTIONS;
		if (l.member[at].key.n > INFER_NODE_NAME_MAX)
			u = (struct usage){ .of = 1 };
		for (int missing = 0; missing < 2; missing++) {
			if (missing != 0 ? u.in < u.of : u.in == 0 || u.sorts == NULLS ||
			    (u.sorts & other[pick].sort) != 0)
				continue;
			bad = mutant(&l, at, missing != 0 ? NULL : other[pick].text);
			c->reader = jread_new(NULL, 0, true);
			T_QUIET(!accepts(c, buf_view(&bad), false), "refused: %.*s",
			    bad.n < 3000 ? (int)bad.n : 3000, bad.p);
			jread_free(c->reader);
			c->reader = own;
			buf_free(&bad);
			++*tried;
		}
	}
	arena_free(&tmp);
	buf_free(&block);
}

/* ---- a stream ---- */

static struct buf
in_parts(const struct buf *ev)
{
	struct inferred part[PARTS];
	unsigned order[EVENTS], alive = PARTS;
	struct buf plan;

	for (unsigned i = 0; i < PARTS; i++)
		inferred_init(&part[i], rng_u64(&rng));
	for (unsigned i = 0; i < EVENTS; i++)
		order[i] = i;
	for (unsigned i = EVENTS; i > 1; i--) {
		unsigned k = below(i), x = order[i - 1];

		order[i - 1] = order[k];
		order[k] = x;
	}
	for (unsigned i = 0; i < EVENTS; i++) {
		inferred_add(&part[below(alive)], buf_view(&ev[order[i]]));
		if (alive > 1 && below(EVENTS / PARTS) == 0) {
			alive--;
			inferred_merge(&part[below(alive)], &part[alive]);
			inferred_free(&part[alive]);
		}
	}
	while (alive > 1) {
		alive--;
		inferred_merge(&part[below(alive)], &part[alive]);
		inferred_free(&part[alive]);
	}
	plan = inferred_plan(&part[0]);
	inferred_free(&part[0]);
	return plan;
}

static void
stream(unsigned *tried)
{
	struct inferred whole;
	struct buf ev[EVENTS], plan, other;
	struct compiled c;

	recipe = rng_u64(&rng);
	inferred_init(&whole, 1);
	for (unsigned i = 0; i < EVENTS; i++) {
		ev[i] = event();
		inferred_add(&whole, buf_view(&ev[i]));
	}
	plan = inferred_plan(&whole);
	for (unsigned i = 0; i < 3; i++) {
		other = in_parts(ev);
		T_QUIET(other.n == plan.n && memcmp(other.p, plan.p, plan.n) == 0,
		    "the same plan from parts, in another order");
		buf_free(&other);
	}
	if (compile(&c, plan.p)) {
		for (unsigned i = 0; i < EVENTS; i++)
			if (!T_QUIET(accepts(&c, buf_view(&ev[i]), false), "accepted: %.*s",
			    ev[i].n < 3000 ? (int)ev[i].n : 3000, ev[i].p))
				accepts(&c, buf_view(&ev[i]), true);
		for (unsigned i = 0; i < MUTANTS; i++)
			refuses(&c, ev, tried);
	}
	drop(&c);
	for (unsigned i = 0; i < EVENTS; i++)
		buf_free(&ev[i]);
	buf_free(&plan);
	inferred_free(&whole);
}

int
main(void)
{
	unsigned tried = 0;

	rng_init(&rng, t_seed());
	for (unsigned i = 0; i < CASES && t_failed < 5; i++)
		stream(&tried);
	T_OK(t_failed == 0, "%d streams: the same plan however split, accepting its events", CASES);
	T_OK(tried > CASES, "%u events refused that differ", tried);
	return t_done();
}
