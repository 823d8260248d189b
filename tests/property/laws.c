/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * laws - every registered aggregate is a commutative monoid, to the byte of its output
 *
 * One loop over agg_type_registry: random records, cut at random into parts, some of
 * them empty, each folded in a random order and merged along a random tree, must
 * emit and save what the single fold emits and saves, with some parts saved and
 * loaded on the way; init is neutral on both sides; a merge leaves its source
 * alone; a record that counts n times is n records; a memo changes nothing; damaged saves are
 * refused or load as a state that works.  Aggregates that break each law, made here, must be
 * caught.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/rng.h"
#include "json/jread.h"
#include "metric/agg_memo.h"
#include "metric/agg_type.h"
#include "stats/quiet.h"
#include "../agg_step.h"
#include "../spelled.h"
#include "../t.h"

#include <inttypes.h>
#include <math.h>

enum { PARTS_MAX = 8, CASES = T_ROUNDS(300), MUTANTS = 6, WEIGHED = 60, HEAVY = 400 };

/* What the values of x look like: fails for a registered type that is not here. */
static const struct recipe {
	const char *name;
	const char *x;		/* letters of value_of, drawn from evenly */
} recipes[] = {
	{ "count", "i" },
	{ "rate", "i" },
	{ "any", "i" },
	{ "ratio", "iiiddgw" },
	{ "sum", "idgGsqnw" },
	{ "mean", "idgsqnw" },
	{ "min", "bbuidgGsqnw" },
	{ "max", "bbuidgGsqnw" },
	{ "sd", "idgsqnw" },
	{ "quantile", "bbuiddgGsqnw" },
	{ "apdex", "ttttdsqn" },
	{ "distinct", "kkkkidsqeno" },
	{ "top", "kiidsqenoc" },
	{ "largest", "bbuidgGsqnw" },
	{ "first", "kidsqenoc" },
	{ "last", "kidsqenoc" },
	{ "hist", "idgGsqn" },
	{ "throughput", "i" },
	{ "uptime", "i" },
	{ "nps", "aaaaaaiqsn" },
	{ "csat", "aaaaaaiqsn" },
	{ "ces", "aaaaaaidqsn" }
};

struct gen {
	struct rng   rng;
	struct arena arena;
	const char  *x;		/* of the recipe, or the one letter of this case */
	unsigned     null_pct;
	unsigned     refused, taken;	/* damaged saves */
	unsigned     spelled;		/* saves that were read as they are spelled, too */
};

struct rec {
	struct val arg[FOLD_ARGS_MAX];
	int64_t    at_us;
	bool       timed;
};

static struct val
text_val(struct gen *g, enum val_kind kind, unsigned flags, const char *text)
{
	struct val v = { .kind = (uint8_t)kind, .flags = (uint8_t)flags };

	v.text = arena_sv(&g->arena, sv_of(text));
	return v;
}

/* Numbers around 1e18 and beyond, many of which share a double. */
static struct val
large_of(struct gen *g)
{
	static const char *const form[][2] = {
		{ "1764443650123456", "" }, { "-1764443650123456", "" }, { "1000000000000000", "" },
		{ "99999999999999999999999999999999999", "" }, { "1.764443650123456", "e18" },
		{ "999999999999999999999999999999999999", "" }, { "1764443650123456", ".0" },
		{ "1764443650123456", ".5" }, { "1", "e15" }
	};
	size_t i;
	struct rng *r = &g->rng;
	char t[64];

	if (rng_below(r, 10) == 0)
		return val_of_double(ldexp(6892358008294753 + (double)rng_below(r, 3), 8));
	i = (size_t)rng_below(r, sizeof(form) / sizeof(*form));
	(void)snprintf(t, sizeof(t), "%s%03d%s", form[i][0], (int)rng_below(r, 1000), form[i][1]);
	return text_val(g, rng_below(r, 5) == 0 ? VAL_STRING : VAL_NUMBER, 0, t);
}

static struct val
value_of(struct gen *g, char letter)
{
	static const char *const words[] = { "", "x", "GET", "1e", "0x10", "12 ", "\xc3\xa9" };
	static const char *const escaped[] = {
		"a\\/b", "\\u0061", "\\n", "\\ud800", "\\u00e9", "\\\""
	};
	struct rng *r = &g->rng;
	int64_t i = (int64_t)rng_u64(r);
	char t[400];

	switch (letter) {
	case 'a':
		snprintf(t, sizeof(t), "%d%s", (int)rng_below(r, 12),
		    rng_below(r, 9) == 0 ? ".0" : "");
		return text_val(g, VAL_NUMBER, 0, t);
	case 't':
		snprintf(t, sizeof(t), "%d%s", (int)rng_below(r, 6) * 300,
		    rng_below(r, 4) == 0 ? ".000000001" : "");
		return text_val(g, VAL_NUMBER, 0, t);
	case 'i':
		snprintf(t, sizeof(t), "%" PRId64,
		    i >> (rng_below(r, 3) == 0 ? 5 + rng_below(r, 8) : 50));
		return text_val(g, VAL_NUMBER, 0, t);
	case 'd':
		snprintf(t, sizeof(t), "%" PRId64 ".%0*d", i >> 53,
		    1 + (int)rng_below(r, 9), (int)rng_below(r, 10));
		return text_val(g, VAL_NUMBER, 0, t);
	case 'b':
		snprintf(t, sizeof(t), "%s900719925474099%d%s", rng_below(r, 2) != 0 ? "-" : "",
		    (int)rng_below(r, 10), rng_below(r, 2) != 0 ? "0" : "");
		return text_val(g, VAL_NUMBER, 0, t);
	case 'g':
		snprintf(t, sizeof(t), "%.17g",
		    (rng_unit(r) - 0.3) * (rng_below(r, 2) != 0 ? 1e-7 : 1e19));
		return text_val(g, VAL_NUMBER, 0, t);
	case 'G':
		snprintf(t, sizeof(t), "%s%.16fe%d", rng_below(r, 2) != 0 ? "-" : "",
		    rng_unit(r), (int)rng_below(r, 600) - 300);
		return text_val(g, VAL_NUMBER, 0, t);
	case 'u':	/* no decimals of 9 places, but nearest to a double that is one */
		snprintf(t, sizeof(t), "%s900719925474099%d%s.%se-%d",
		    rng_below(r, 2) != 0 ? "-" : "", (int)rng_below(r, 10),
		    rng_below(r, 2) != 0 ? "0" : "", "000000000000000000001",
		    (int)rng_below(r, 3));
		return text_val(g, VAL_NUMBER, 0, t);
	case 's':
		snprintf(t, sizeof(t), "%d.5", (int)rng_below(r, 50));
		return text_val(g, VAL_STRING, 0, t);
	case 'q':
		return text_val(g, VAL_STRING, 0,
		    words[rng_below(r, sizeof(words) / sizeof(*words))]);
	case 'e':
		return text_val(g, VAL_STRING, VAL_ESC,
		    escaped[rng_below(r, sizeof(escaped) / sizeof(*escaped))]);
	case 'w':
		return large_of(g);
	case 'k':
		snprintf(t, sizeof(t), "user-%d", (int)rng_below(r, 5000));
		return text_val(g, VAL_STRING, 0, t);
	case 'o':
		return text_val(g, rng_below(r, 2) != 0 ? VAL_OBJECT : VAL_ARRAY, 0, "{\"a\":[1]}");
	case 'c':
		return rng_below(r, 2) != 0 ? val_of_double(rng_unit(r)) : val_of_time(i >> 12);
	default:
		return rng_below(r, 2) != 0 ? val_of_bool(true) : text_val(g, VAL_NUMBER, 0, "-0");
	}
}

static struct val
pred_of(struct gen *g)
{
	switch (rng_below(&g->rng, 8)) {
	case 0:
		return (struct val){ .kind = VAL_NULL };
	case 1:
		return (struct val){ .kind = VAL_NONE };
	default:
		return val_of_bool(rng_below(&g->rng, 3) != 0);
	}
}

static struct rec *
records_of(struct gen *g, const struct agg_type *t, size_t n)
{
	struct rec *r = arena_zalloc(&g->arena, (n + 1) * sizeof(*r));
	int64_t spread = rng_below(&g->rng, 4) == 0 ? 3 : 20000000;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		r[i].at_us = (int64_t)rng_below(&g->rng, (uint64_t)spread) - 1000000;
		r[i].timed = rng_below(&g->rng, 20) != 0;
		for (const char *a = t->args; *a != '\0'; a++) {
			struct val v;

			if (strchr("pxPX", *a) == NULL)
				continue;
			if (*a == 'p' || *a == 'P')
				v = pred_of(g);
			else if (rng_below(&g->rng, 100) < g->null_pct)
				v = (struct val){ .kind = (uint8_t)rng_below(&g->rng, 2) };
			else if (i != 0 && rng_below(&g->rng, 10) == 0)
				v = r[rng_below(&g->rng, i)].arg[k];
			else
				v = value_of(g, g->x[rng_below(&g->rng, strlen(g->x))]);
			r[i].arg[k++] = v;
		}
	}
	return r;
}

static void *
state_new(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, enum rc *rc)
{
	void *st = arena_zalloc(&g->arena, t->size);
	enum rc got = t->init(st, cfg, NULL);

	if (*rc == RC_OK)
		*rc = got;
	return st;
}

static void
state_free(const struct agg_type *t, void *st)
{
	if (t->free != NULL)
		t->free(st);
}

static enum rc
state_step(const struct agg_type *t, void *st, const struct agg_cfg *cfg, const struct rec *r,
    uint64_t again, struct arena *tmp)
{
	struct agg_in in = { .arg = r->arg, .at_us = r->at_us, .timed = r->timed,
		.again = again, .tmp = tmp };
	enum rc rc = agg_step(t, st, cfg, &in, NULL);

	if (tmp != NULL)
		arena_reset(tmp);
	return rc;
}

/*
 * Everything a state can say: quantiles, confidences, with and without intervals and window, and
 * of a sample whose squared weights are those of @square.
 */
static void
sample_text(const struct agg_type *t, const void *st, const void *square,
    const struct agg_cfg *cfg, struct agg_memo *memo, struct buf *b)
{
	static const struct agg_out outs[] = {
		{ { "m", 1 }, { 50, 2 }, 0.95, true, false, 2, "\"m" },
		{ { "o", 1 }, { 1, 2 }, 0.90, true, false, 2, "\"o" },
		{ { "p", 1 }, { 999, 3 }, 0.999, true, false, 0, "" },
		{ { "q", 1 }, { 95, 2 }, 0.95, false, false, 2, "\"q" }
	};
	struct agg_span span = { .window = { 0, 60000000 }, .square = square, .memo = memo };
	struct jwrite w;

	buf_clear(b);
	for (size_t i = 0; i < sizeof(outs) / sizeof(*outs); i++) {
		span.windowed = i % 2 != 0;
		jwrite_init(&w, b);
		jwrite_open(&w, '{');
		jwrite_put_u64(&w, "i", i);
		t->emit(st, cfg, &outs[i], &span, &w);
		if (t->drawn != NULL)
			t->drawn(st, cfg, &outs[i], &span, &w);
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
}

/* Where everything weighs 1, so do the squares. */
static void
state_text(const struct agg_type *t, const void *st, const struct agg_cfg *cfg, struct buf *b)
{
	sample_text(t, st, st, cfg, NULL, b);
}

struct texts {
	struct buf want;	/* of the single fold */
	struct buf saved;	/* likewise */
	struct buf a, b;
};

static void
state_save(const struct agg_type *t, const void *st, const struct agg_cfg *cfg, struct buf *b)
{
	struct jwrite w;

	buf_clear(b);
	jwrite_init(&w, b);
	t->save(st, cfg, &w);
}

/* A new state from saved text; in any case to be freed. */
static void *
state_load(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, struct sv text,
    enum rc *rc, struct err *e)
{
	struct val v = { .kind = VAL_NONE };
	void *st = state_new(g, t, cfg, rc);

	if (*rc == RC_OK)
		*rc = jread_value(text, &v, e);
	if (*rc != RC_OK)
		return st;
	*rc = t->load(st, cfg, &v, e);
	switch (spelled_as(t, cfg, text, *rc == RC_OK ? st : NULL)) {
	case SPELLED_NOT:
		break;
	case SPELLED_SAME:
		g->spelled++;
		break;
	default:
		*rc = rc_err(e, RC_BAD, "as it is spelled it is another");
	}
	return st;
}

/* Whether @st emits and saves what the single fold did. */
static const char *
check_same(const struct agg_type *t, const void *st, const struct agg_cfg *cfg, struct texts *x)
{
	state_text(t, st, cfg, &x->a);
	if (!sv_eq(buf_view(&x->a), buf_view(&x->want)))
		return "emits something else";
	state_save(t, st, cfg, &x->a);
	return sv_eq(buf_view(&x->a), buf_view(&x->saved)) ? NULL : "saves something else";
}

/* With a memo a state says the same, when it is first asked and when that is remembered. */
static const char *
check_memo(const struct agg_type *t, const void *st, const struct agg_cfg *cfg, struct texts *x)
{
	struct agg_memo *memo = agg_memo_new();
	bool same = true;

	for (int i = 0; i < 2; i++) {
		sample_text(t, st, st, cfg, memo, &x->a);
		same = same && sv_eq(buf_view(&x->a), buf_view(&x->want));
		agg_memo_forget(memo);
	}
	agg_memo_free(memo);
	return same ? NULL : "emits something else with a memo";
}

/* A state that owns nothing is its bytes: their copy is as good, whatever becomes of it. */
static const char *
relocate(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, void **st,
    struct texts *x)
{
	void *copy = arena_alloc(&g->arena, t->size);

	if (t->free != NULL && t->heap == NULL)
		return "owns what it does not count";
	if (t->heap != NULL && t->heap(*st) != 0)
		return NULL;
	memcpy(copy, *st, t->size);
	memset(*st, 0xa5, t->size);
	*st = copy;
	return check_same(t, copy, cfg, x);
}

/* Saved and loaded, a state is what it was. */
static const char *
reload(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, void **st,
    struct texts *x)
{
	struct err e = { .rc = RC_OK };
	enum rc rc = RC_OK;
	void *loaded;

	state_save(t, *st, cfg, &x->a);
	loaded = state_load(g, t, cfg, buf_view(&x->a), &rc, &e);
	state_save(t, loaded, cfg, &x->b);
	state_free(t, *st);
	*st = loaded;
	if (rc != RC_OK)
		printf("# %s: %s\n", t->name, e.msg);
	if (rc != RC_OK)
		return "what was saved does not load";
	return sv_eq(buf_view(&x->a), buf_view(&x->b)) ? NULL : "what was loaded saves otherwise";
}

/* One to three small faults, mostly of the kind that keep it JSON. */
static void
mutate(struct rng *r, struct sv saved, struct buf *b)
{
	static const char odd[] = "0019-.,:[]{}\"aezAZ+=/ \\";
	size_t i, j;

	buf_clear(b);
	buf_sv(b, saved);
	for (int k = 1 + (int)rng_below(r, 3); k > 0 && b->n > 1; k--) {
		i = (size_t)rng_below(r, b->n);
		j = (size_t)rng_below(r, b->n);
		switch (rng_below(r, 5)) {
		case 0:		/* a digit for a digit, a letter for a letter */
			for (j = 0; j < b->n && !num_is_digit((unsigned char)b->p[i]); j++)
				i = (i + 1) % b->n;
			b->p[i] = (char)('0' + rng_below(r, 10));
			break;
		case 1:
			b->p[i] = odd[rng_below(r, sizeof(odd) - 1)];
			break;
		case 2:
			b->p[i] = b->p[j];
			break;
		case 3:
			memmove(b->p + i, b->p + i + 1, b->n - i - 1);
			b->n--;
			break;
		default:
			buf_c(b, odd[rng_below(r, sizeof(odd) - 1)]);
			memmove(b->p + i + 1, b->p + i, b->n - 1 - i);
			b->p[i] = odd[rng_below(r, sizeof(odd) - 1)];
		}
	}
}

/* A damaged save is refused with a reason, or is some state: then everything works on it. */
static const char *
check_damaged(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg,
    const void *whole, struct texts *x)
{
	struct err e = { .rc = RC_OK };
	enum rc rc = RC_OK;
	const char *broken = NULL;
	struct val v;
	void *st, *both;

	mutate(&g->rng, buf_view(&x->saved), &x->b);
	if (jread_value(buf_view(&x->b), &v, NULL) != RC_OK)
		return spelled_as(t, cfg, buf_view(&x->b), NULL) == SPELLED_NOT ? NULL :
		    "what is no JSON is read as it is spelled";
	st = state_load(g, t, cfg, buf_view(&x->b), &rc, &e);
	if (rc != RC_OK) {
		g->refused++;
		state_free(t, st);
		return (rc == RC_SYNTAX || rc == RC_LIMIT) && e.msg[0] != '\0' ? NULL :
		    "a damaged save is refused without a reason";
	}
	g->taken++;
	sample_text(t, whole, st, cfg, NULL, &x->a);
	state_text(t, st, cfg, &x->a);
	broken = reload(g, t, cfg, &st, x);
	both = state_new(g, t, cfg, &rc);
	if (t->merge(both, st, cfg, NULL) != RC_OK || t->merge(both, whole, cfg, NULL) != RC_OK ||
	    t->merge(st, both, cfg, NULL) != RC_OK)
		broken = "merge with a damaged save fails";
	state_text(t, st, cfg, &x->a);
	state_save(t, st, cfg, &x->a);
	if (jread_value(buf_view(&x->a), &v, NULL) != RC_OK)
		broken = "what a damaged save became saves no JSON";
	state_free(t, both);
	state_free(t, st);
	return broken;
}

/* Merge the @n states along a random tree; the survivor is state[0]. */
static const char *
merge_all(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, void **state,
    size_t n, struct texts *x)
{
	const char *broken = NULL;

	for (; n > 1; n--) {
		size_t j = (size_t)rng_below(&g->rng, n), i = (size_t)rng_below(&g->rng, n - 1);

		i += i >= j;
		if (rng_below(&g->rng, 3) == 0 && broken == NULL)
			broken = reload(g, t, cfg, &state[j], x);
		state_text(t, state[j], cfg, &x->a);
		if (t->merge(state[i], state[j], cfg, NULL) != RC_OK)
			broken = "merge fails";
		state_text(t, state[j], cfg, &x->b);
		if (!sv_eq(buf_view(&x->a), buf_view(&x->b)))
			broken = "merge changes its source";
		state_free(t, state[j]);
		state[j] = state[n - 1];
	}
	return broken;
}

static const char *
check_split(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, struct rec *r,
    size_t n, struct texts *x, struct arena *tmp)
{
	size_t parts = 1 + (size_t)rng_below(&g->rng, PARTS_MAX - 1);
	bool blocks = rng_below(&g->rng, 2) != 0;
	void *state[PARTS_MAX];
	enum rc rc = RC_OK;
	const char *broken, *differs;

	for (size_t i = 0; i < parts; i++)
		state[i] = state_new(g, t, cfg, &rc);
	for (size_t i = n; !blocks && i > 1; i--) {
		size_t j = (size_t)rng_below(&g->rng, i);
		struct rec keep = r[j];

		r[j] = r[i - 1];
		r[i - 1] = keep;
	}
	for (size_t i = 0, p = 0; i < n && rc == RC_OK; i++) {
		if (!blocks || rng_below(&g->rng, n) < parts)
			p = (size_t)rng_below(&g->rng, parts);
		rc = state_step(t, state[p], cfg, &r[i], 0, tmp);
	}
	broken = merge_all(g, t, cfg, state, parts, x);
	differs = check_same(t, state[0], cfg, x);
	if (broken == NULL && differs != NULL)
		broken = differs;
	state_free(t, state[0]);
	return rc != RC_OK ? "init or step fails" : broken;
}

static const char *
check_neutral(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg, void *whole,
    struct texts *x)
{
	enum rc rc = RC_OK;
	void *left = state_new(g, t, cfg, &rc), *right = state_new(g, t, cfg, &rc);
	const char *broken = NULL;

	if (t->merge(left, whole, cfg, NULL) != RC_OK || t->merge(whole, right, cfg, NULL) != RC_OK)
		broken = "merge with nothing fails";
	state_text(t, left, cfg, &x->a);
	state_text(t, whole, cfg, &x->b);
	if (!sv_eq(buf_view(&x->a), buf_view(&x->want)))
		broken = "init is not neutral on the left";
	if (!sv_eq(buf_view(&x->b), buf_view(&x->want)))
		broken = "init is not neutral on the right";
	state_free(t, left);
	state_free(t, right);
	return broken;
}

/* The first records, each of some weight, beside each as often as that. */
static const char *
check_weights(struct gen *g, const struct agg_type *t, const struct agg_cfg *cfg,
    const struct rec *r, size_t n, struct texts *x)
{
	enum rc rc = RC_OK;
	void *weighed = state_new(g, t, cfg, &rc), *single = state_new(g, t, cfg, &rc);
	const char *broken = NULL;

	for (size_t i = 0; i < n && i < WEIGHED && rc == RC_OK; i++) {
		uint64_t times = 1 + rng_below(&g->rng, rng_below(&g->rng, 8) == 0 ? HEAVY : 4);

		rc = state_step(t, weighed, cfg, &r[i], times - 1, NULL);
		for (; times > 0 && rc == RC_OK; times--)
			rc = state_step(t, single, cfg, &r[i], 0, NULL);
	}
	state_text(t, weighed, cfg, &x->a);
	state_text(t, single, cfg, &x->b);
	if (!sv_eq(buf_view(&x->a), buf_view(&x->b)))
		broken = "a record that counts n times emits something else than n records";
	state_save(t, weighed, cfg, &x->a);
	state_save(t, single, cfg, &x->b);
	if (!sv_eq(buf_view(&x->a), buf_view(&x->b)))
		broken = "a record that counts n times saves something else than n records";
	state_free(t, weighed);
	state_free(t, single);
	return rc != RC_OK ? "init or step fails" : broken;
}

/* One random case; NULL when the laws hold. */
static const char *
check_case(struct gen *g, const struct agg_type *t, struct texts *x)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 10, 255, 256, 257, 600, 1500 };
	static const double accuracies[] = { 0.01, 0.05, 0.1 };
	struct agg_cfg cfg = {
		.accuracy = accuracies[rng_below(&g->rng, 3)],
		.exact = rng_below(&g->rng, 5) == 0,
		.max_values = 1000000,
		.k = 1 + rng_below(&g->rng, 20),
		.threshold = { .kind = VAL_NUMBER, .text = SV("300") },
		.slice_us = 1 + (int64_t)rng_below(&g->rng, 3000000)
	};
	size_t n = sizes[rng_below(&g->rng, sizeof(sizes) / sizeof(*sizes))];
	struct rec *r = records_of(g, t, n);
	struct arena tmp;
	enum rc rc = RC_OK;
	void *whole = state_new(g, t, &cfg, &rc);
	const char *broken;

	arena_init(&tmp);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = state_step(t, whole, &cfg, &r[i], 0, NULL);
	state_text(t, whole, &cfg, &x->want);
	state_save(t, whole, &cfg, &x->saved);
	broken = check_neutral(g, t, &cfg, whole, x);
	if (broken == NULL)
		broken = check_memo(t, whole, &cfg, x);
	for (int i = 0; i < MUTANTS && broken == NULL; i++)
		broken = check_damaged(g, t, &cfg, whole, x);
	if (broken == NULL)
		broken = relocate(g, t, &cfg, &whole, x);
	if (broken == NULL)
		broken = reload(g, t, &cfg, &whole, x);
	if (broken == NULL)
		broken = check_same(t, whole, &cfg, x);
	if (broken == NULL)
		broken = check_weights(g, t, &cfg, r, n, x);
	if (broken == NULL && rc == RC_OK)
		broken = check_split(g, t, &cfg, r, n, x, &tmp);
	state_free(t, whole);
	arena_free(&tmp);
	return rc != RC_OK ? "init or step fails" : broken;
}

/* The laws over many cases: every value letter alone, then all of them mixed. */
static const char *
check_type(const struct agg_type *t, const char *x, uint64_t seed, bool aloud)
{
	const char *broken = NULL;
	struct texts texts;
	struct gen g;
	char one[2] = "";

	buf_init(&texts.want, SIZE_MAX);
	buf_init(&texts.saved, SIZE_MAX);
	buf_init(&texts.a, SIZE_MAX);
	buf_init(&texts.b, SIZE_MAX);
	arena_init(&g.arena);
	g.refused = g.taken = g.spelled = 0;
	rng_init(&g.rng, seed);
	for (int i = 0; i < CASES && broken == NULL; i++) {
		one[0] = x[rng_below(&g.rng, strlen(x))];
		g.x = i % 3 == 0 ? one : x;
		g.null_pct = i % 2 == 0 ? 0 : 10;
		broken = check_case(&g, t, &texts);
		arena_reset(&g.arena);
	}
	if (broken == NULL && (g.refused == 0 || g.taken == 0))
		broken = "damage is always refused, or never";
	if (broken == NULL && t->read != NULL && g.spelled == 0)
		broken = "nothing is read as it is spelled";
	if (broken != NULL && aloud)
		printf("# the whole, and something else:\n# %.*s# %.*s",
		    (int)sv_find(buf_view(&texts.want), '\n') + 1, texts.want.p,
		    (int)sv_find(buf_view(&texts.a), '\n') + 1, texts.a.p);
	arena_free(&g.arena);
	buf_free(&texts.want);
	buf_free(&texts.saved);
	buf_free(&texts.a);
	buf_free(&texts.b);
	return broken;
}

/* Aggregates that look right and are not. */

static enum rc
toy_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	(void)st;
	(void)cfg;
	(void)e;
	return RC_OK;
}

static void
toy_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const double *d = st;

	(void)cfg;
	(void)span;
	jwrite_key(w, out->name);
	jwrite_double(w, *d);
}

static void
toy_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const double *d = st;

	(void)cfg;
	jwrite_double(w, *d);
}

static enum rc
toy_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	(void)cfg;
	return v->kind == VAL_NUMBER && num_double(v->text, st) == RC_OK ? RC_OK :
	    rc_err(e, RC_SYNTAX, "no number");
}

static enum rc
toy_sum_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	double *d = st, x;

	(void)cfg;
	(void)e;
	if (val_number(&in->arg[0], &x))
		*d += x;
	return RC_OK;
}

static enum rc
toy_sum_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	double *d = dst;
	const double *s = src;

	(void)cfg;
	(void)e;
	*d += *s;
	return RC_OK;
}

static enum rc
toy_one_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	double *d = st;

	(void)cfg;
	(void)e;
	*d = 1;
	return RC_OK;
}

static enum rc
toy_count_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	double *d = st;

	(void)cfg;
	(void)e;
	*d += (double)agg_times(in);
	return RC_OK;
}

static enum rc
toy_record_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	double *d = st;

	(void)cfg;
	(void)in;
	(void)e;
	*d += 1;
	return RC_OK;
}

static enum rc
toy_seen_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	double *d = st, x;

	(void)cfg;
	(void)e;
	if (val_number(&in->arg[0], &x) && x != 0)
		*d = x;
	return RC_OK;
}

static enum rc
toy_seen_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	double *d = dst;
	const double *s = src;

	(void)cfg;
	(void)e;
	if (*s != 0)
		*d = *s;
	return RC_OK;
}

struct toy_heap {
	double  first;
	double *n;
};

static enum rc
toy_heap_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	struct toy_heap *h = st;

	(void)cfg;
	(void)e;
	h->n = mem_zalloc(sizeof(*h->n));
	return RC_OK;
}

static enum rc
toy_heap_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct toy_heap *h = st;

	(void)cfg;
	(void)e;
	*h->n += (double)agg_times(in);
	return RC_OK;
}

static enum rc
toy_heap_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct toy_heap *d = dst;
	const struct toy_heap *s = src;

	(void)cfg;
	(void)e;
	*d->n += *s->n;
	*s->n = 0;
	return RC_OK;
}

static void
toy_heap_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct toy_heap *h = st;

	toy_emit(h->n, cfg, out, span, w);
}

static void
toy_heap_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct toy_heap *h = st;

	toy_save(h->n, cfg, w);
}

static enum rc
toy_heap_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct toy_heap *h = st;

	return toy_load(h->n, cfg, v, e);
}

static size_t
toy_heap_heap(const void *st)
{
	(void)st;
	return sizeof(double);
}

static void
toy_heap_free(void *st)
{
	struct toy_heap *h = st;

	mem_free(h->n);
}

struct toy_seen {
	double n, last;
};

/* The value seen last shows in nothing that is emitted, but in what is saved. */
static enum rc
toy_trace_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct toy_seen *s = st;

	s->n += (double)agg_times(in);
	return toy_seen_step(&s->last, cfg, in, e);
}

static enum rc
toy_trace_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct toy_seen *d = dst;
	const struct toy_seen *s = src;

	d->n += s->n;
	return toy_seen_merge(&d->last, &s->last, cfg, e);
}

static void
toy_trace_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct toy_seen *s = st;

	(void)cfg;
	jwrite_open(w, '[');
	jwrite_double(w, s->n);
	jwrite_double(w, s->last);
	jwrite_shut(w, ']');
}

static bool
toy_trace_take(void *ctx, struct sv key, const struct val *v)
{
	double **d = ctx;

	(void)key;
	return v->kind == VAL_NUMBER && num_double(v->text, (*d)++) == RC_OK;
}

static enum rc
toy_trace_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	double x[64] = { 0 }, *at = x;

	(void)cfg;
	if (v->kind != VAL_ARRAY || v->text.n > 64)
		return rc_err(e, RC_SYNTAX, "no array");
	jread_each(v, toy_trace_take, &at);
	memcpy(st, x, sizeof(struct toy_seen));
	return at == x + 2 ? RC_OK : rc_err(e, RC_SYNTAX, "no pair");
}

static void
toy_round_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const double *d = st;

	(void)cfg;
	jwrite_double(w, trunc(*d / 10));
}

static enum rc
toy_lax_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	return toy_load(st, cfg, v, e) == RC_OK ? RC_OK : RC_OK;
}

static const struct agg_type toys[] = {
	{ .name = "a sum in doubles", .args = "x", AGG_STATE(double), .init = toy_init,
	  .step = toy_sum_step, .merge = toy_sum_merge, .save = toy_save, .load = toy_load,
	  .emit = toy_emit },
	{ .name = "a count that starts at 1", .args = "x", AGG_STATE(double),
	  .init = toy_one_init, .step = toy_count_step, .merge = toy_sum_merge,
	  .save = toy_save, .load = toy_load, .emit = toy_emit },
	{ .name = "the value seen last", .args = "x", AGG_STATE(double), .init = toy_init,
	  .step = toy_seen_step, .merge = toy_seen_merge, .save = toy_save, .load = toy_load,
	  .emit = toy_emit },
	{ .name = "a merge that empties its source", .args = "x", AGG_STATE(struct toy_heap),
	  .init = toy_heap_init, .step = toy_heap_step, .merge = toy_heap_merge,
	  .save = toy_heap_save, .load = toy_heap_load, .emit = toy_heap_emit,
	  .heap = toy_heap_heap, .free = toy_heap_free },
	{ .name = "a save that tells the order", .args = "x", AGG_STATE(struct toy_seen),
	  .init = toy_init, .step = toy_trace_step, .merge = toy_trace_merge,
	  .save = toy_trace_save, .load = toy_trace_load, .emit = toy_emit },
	{ .name = "a save that rounds", .args = "x", AGG_STATE(double), .init = toy_init,
	  .step = toy_count_step, .merge = toy_sum_merge, .save = toy_round_save,
	  .load = toy_load, .emit = toy_emit },
	{ .name = "a count of records, whatever they weigh", .args = "x", AGG_STATE(double),
	  .init = toy_init, .step = toy_record_step, .merge = toy_sum_merge,
	  .save = toy_save, .load = toy_load, .emit = toy_emit },
	{ .name = "a load that takes anything", .args = "x", AGG_STATE(double),
	  .init = toy_init, .step = toy_count_step, .merge = toy_sum_merge, .save = toy_save,
	  .load = toy_lax_load, .emit = toy_emit }
};

int
main(void)
{
	uint64_t seed = t_seed();
	const struct agg_type *t;
	const char *broken;

	quiet_gsl();
	for (size_t k = 0; (t = agg_type_at(k)) != NULL; k++) {
		const struct recipe *r = NULL;

		for (size_t i = 0; i < sizeof(recipes) / sizeof(*recipes); i++)
			if (strcmp(recipes[i].name, t->name) == 0)
				r = &recipes[i];
		if (!T_OK(r != NULL, "%s has values to be tested with", t->name))
			continue;
		if (!T_OK(t->save != NULL && t->load != NULL && t->version == 1,
		    "%s can be saved", t->name))
			continue;
		broken = check_type(t, r->x, seed, true);
		T_OK(broken == NULL, "%s obeys the laws%s%s", t->name,
		    broken != NULL ? ": " : "", broken != NULL ? broken : "");
	}
	for (size_t i = 0; i < sizeof(toys) / sizeof(*toys); i++) {
		broken = check_type(&toys[i], "idg", seed, false);
		T_OK(broken != NULL, "%s is caught: %s", toys[i].name,
		    broken != NULL ? broken : "it is not");
	}
	return t_done();
}
