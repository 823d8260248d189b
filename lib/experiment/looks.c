/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/looks.h"

#include "base/hash.h"
#include "base/rfc3339.h"
#include "io/side.h"
#include "json/jfields.h"
#include "json/jread.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void
looks_init(struct looks *l)
{
	*l = (struct looks){ 0 };
	arena_init(&l->a);
}

void
looks_free(struct looks *l)
{
	arena_free(&l->a);
}

static bool
is_key(const struct looks_key *a, const struct looks_key *b)
{
	return sv_eq(a->metric, b->metric) && sv_eq(a->variant, b->variant) &&
	    sv_eq(a->experiment, b->experiment);
}

const struct look *
looks_next(const struct looks *l, const struct looks_key *key, size_t *at)
{
	while (*at < l->n) {
		const struct look *k = &l->look[(*at)++];

		if (is_key(&k->key, key))
			return k;
	}
	return NULL;
}

const struct look *
looks_seen(const struct looks *l, const struct looks_key *key, struct sv data)
{
	const struct look *k;
	size_t at = 0;

	while ((k = looks_next(l, key, &at)) != NULL)
		if (sv_eq(k->data, data))
			return k;
	return NULL;
}

/* ---- bounds ---- */

void
looks_past_of(struct looks_past *p, const struct looks *l, const struct looks_key *key,
    struct sv data, struct arena *a)
{
	const struct look *k;
	size_t at = 0;

	*p = (struct looks_past){ 0 };
	if (l == NULL)
		return;
	p->before = arena_alloc(a, (l->n + 1) * sizeof(*p->before));
	while (p->seen == NULL && (k = looks_next(l, key, &at)) != NULL) {
		if (sv_eq(k->data, data))
			p->seen = k;
		else
			p->before[p->n++] = k;
	}
}

enum rc
looks_judge(const struct looks_past *p, const struct monitor *m, const struct monitor_design *d,
    struct look *now, struct arena *a, struct err *e)
{
	struct group_seq g = { .n = p->n + 1 };
	const struct group_seq_look *last;

	if (p->seen != NULL) {
		now->look = p->seen->look;
		now->fraction = p->seen->fraction;
		now->bound = p->seen->bound;
		now->alpha_spent = p->seen->alpha_spent;
		return RC_OK;
	}
	if (p->n >= GROUP_SEQ_LOOKS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d looks at one comparison",
		    GROUP_SEQ_LOOKS_MAX);
	g.look = arena_zalloc(a, g.n * sizeof(*g.look));
	for (size_t i = 0; i < p->n; i++)
		g.look[i].info = p->before[i]->information;
	g.look[p->n].info = now->information;
	monitor_bounds(m, d, &g);
	last = &g.look[p->n];
	now->look = g.n;
	now->fraction = last->t;
	now->bound = isfinite(last->bound) ? last->bound : NAN;
	now->alpha_spent = last->spent;
	return RC_OK;
}

/* ---- writing ---- */

void
looks_put(const struct look *k, struct jwrite *w)
{
	if (k->key.experiment.n > 0)
		jwrite_put_text(w, "experiment", k->key.experiment);
	jwrite_put_text(w, "metric", k->key.metric);
	jwrite_put_text(w, "variant", k->key.variant);
	jwrite_put_u64(w, "look", k->look);
	jwrite_put_text(w, "data", k->data);
	if (k->at_us != 0) {
		jwrite_key(w, SV("at"));
		jwrite_time(w, k->at_us);
	}
	jwrite_put_u64(w, "n", k->n);
	jwrite_put_double(w, "information", k->information);
	jwrite_put_double(w, "fraction", k->fraction);
	jwrite_put_double(w, "bound", k->bound);
	jwrite_put_double(w, "stat", k->stat);
	jwrite_put_double(w, "alpha_spent", k->alpha_spent);
	jwrite_put_double(w, "effect", k->effect);
	jwrite_put_double(w, "effect_se", k->effect_se);
}

/* The line of a look up to its chain, which begins with a comma. */
static void
put_line(const struct look *k, struct buf *b)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("ab_look"));
	looks_put(k, &w);
}

static const char chain_key[] = ",\"chain\":\"";
enum { CHAIN_DIGITS = 16, CHAIN_BYTES = sizeof(chain_key) - 1 + CHAIN_DIGITS + 2 };

static void
grow(struct looks *l)
{
	size_t n = l->n;

	if ((n & (n - 1)) != 0)		/* room is a power of two */
		return;
	l->look = arena_grow(&l->a, l->look, n * sizeof(*l->look),
	    (n == 0 ? 1 : 2 * n) * sizeof(*l->look));
	l->line = arena_grow(&l->a, l->line, n * sizeof(*l->line),
	    (n == 0 ? 1 : 2 * n) * sizeof(*l->line));
}

static struct looks_key
copy_key(struct arena *a, const struct looks_key *k)
{
	return (struct looks_key){ arena_sv(a, k->experiment), arena_sv(a, k->metric),
		arena_sv(a, k->variant) };
}

enum rc
looks_add(struct looks *l, const struct look *look, struct err *e)
{
	struct look *k;
	struct buf b;
	size_t at = 0;

	if (l->n == LOOKS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d looks", LOOKS_MAX);
	grow(l);
	k = &l->look[l->n];
	*k = *look;
	k->key = copy_key(&l->a, &look->key);
	k->data = arena_sv(&l->a, look->data);
	for (k->look = 1; looks_next(l, &k->key, &at) != NULL; k->look++)
		;
	buf_init(&b, SIZE_MAX);
	put_line(k, &b);
	l->chain = hash_sv(buf_view(&b), l->chain);
	buf_printf(&b, "%s%016" PRIx64 "\"}", chain_key, l->chain);
	l->line[l->n++] = arena_sv(&l->a, buf_view(&b));
	buf_free(&b);
	return RC_OK;
}

static enum rc
save_looks(const void *ctx, const struct job *j, struct out *o, struct err *e)
{
	const struct looks *l = ctx;

	(void)j;
	(void)e;
	for (size_t i = 0; i < l->n; i++) {
		out_sv(o, l->line[i]);
		out_sv(o, SV("\n"));
	}
	return RC_OK;
}

/* ---- reading ---- */

enum { F_KIND, F_EXPERIMENT, F_METRIC, F_VARIANT, F_LOOK, F_DATA, F_AT, F_N, F_INFORMATION,
	F_FRACTION, F_BOUND, F_STAT, F_SPENT, F_EFFECT, F_SE, F_CHAIN, F_MAX };

static enum rc
read_text(const struct jfield *f, struct arena *a, struct sv *out, struct err *e)
{
	if (f->v.kind != VAL_NONE && f->v.kind != VAL_STRING)
		return rc_err(e, RC_SYNTAX, "%s: expected a text", f->name);
	*out = f->v.kind == VAL_NONE ? SV("") : arena_sv(a, val_text(&f->v, a));
	return RC_OK;
}

static enum rc
read_number(const struct jfield *f, double *out, struct err *e)
{
	*out = NAN;
	return f->v.kind == VAL_NULL ? RC_OK : jfields_double(f, out, e);
}

static enum rc
read_at(const struct jfield *f, int64_t *at_us, struct err *e)
{
	struct sv text;
	int32_t offset;
	enum rc rc;

	if (f->v.kind == VAL_NONE)
		return RC_OK;
	rc = jfields_text(f, &text, e);
	if (rc == RC_OK && !rfc3339_parse(text, at_us, &offset))
		rc = rc_err(e, RC_SYNTAX, "at: expected a time");
	return rc;
}

static enum rc
read_numbers(const struct jfield *f, struct look *k, struct err *e)
{
	const struct {
		int     field;
		double *to;
	} number[] = { { F_INFORMATION, &k->information }, { F_FRACTION, &k->fraction },
		{ F_BOUND, &k->bound }, { F_STAT, &k->stat }, { F_SPENT, &k->alpha_spent },
		{ F_EFFECT, &k->effect }, { F_SE, &k->effect_se } };
	enum rc rc = jfields_count(&f[F_LOOK], LOOKS_MAX, &k->look, e);

	if (rc == RC_OK)
		rc = jfields_count(&f[F_N], JFIELDS_COUNT_MAX, &k->n, e);
	for (size_t i = 0; rc == RC_OK && i < sizeof(number) / sizeof(number[0]); i++)
		rc = read_number(&f[number[i].field], number[i].to, e);
	return rc;
}

static enum rc
read_fields(const struct jfield *f, struct look *k, struct arena *a, struct err *e)
{
	struct sv kind;
	enum rc rc = jfields_text(&f[F_KIND], &kind, e);

	if (rc == RC_OK && !sv_is(kind, "ab_look"))
		rc = rc_err(e, RC_SYNTAX, "expected kind \"ab_look\"");
	if (rc == RC_OK)
		rc = read_text(&f[F_EXPERIMENT], a, &k->key.experiment, e);
	if (rc == RC_OK)
		rc = read_text(&f[F_METRIC], a, &k->key.metric, e);
	if (rc == RC_OK)
		rc = read_text(&f[F_VARIANT], a, &k->key.variant, e);
	if (rc == RC_OK)
		rc = read_text(&f[F_DATA], a, &k->data, e);
	if (rc == RC_OK)
		rc = read_at(&f[F_AT], &k->at_us, e);
	return rc == RC_OK ? read_numbers(f, k, e) : rc;
}

static enum rc
read_line(struct sv line, struct look *k, struct arena *a, struct err *e)
{
	static const struct jfield rows[F_MAX] = { [F_KIND] = { "kind", true, { 0 } },
		[F_EXPERIMENT] = { "experiment", false, { 0 } },
		[F_METRIC] = { "metric", true, { 0 } }, [F_VARIANT] = { "variant", true, { 0 } },
		[F_LOOK] = { "look", true, { 0 } }, [F_DATA] = { "data", true, { 0 } },
		[F_AT] = { "at", false, { 0 } }, [F_N] = { "n", true, { 0 } },
		[F_INFORMATION] = { "information", true, { 0 } },
		[F_FRACTION] = { "fraction", true, { 0 } }, [F_BOUND] = { "bound", true, { 0 } },
		[F_STAT] = { "stat", true, { 0 } }, [F_SPENT] = { "alpha_spent", true, { 0 } },
		[F_EFFECT] = { "effect", true, { 0 } }, [F_SE] = { "effect_se", true, { 0 } },
		[F_CHAIN] = { "chain", true, { 0 } } };
	struct jfield f[F_MAX];
	struct val v;
	enum rc rc = jread_value(line, &v, e);

	if (rc != RC_OK)
		return RC_SYNTAX;
	memcpy(f, rows, sizeof(f));
	rc = jfields_read(&v, f, F_MAX, e);
	return rc == RC_OK ? read_fields(f, k, a, e) : rc;
}

/* Does the line hold what its chain says, behind those before it? */
static bool
check_chain(struct looks *l, struct sv line)
{
	char want[CHAIN_BYTES + 1];
	struct sv head = { line.p, line.n - CHAIN_BYTES };

	if (line.n <= CHAIN_BYTES)
		return false;
	l->chain = hash_sv(head, l->chain);
	snprintf(want, sizeof(want), "%s%016" PRIx64 "\"}", chain_key, l->chain);
	return memcmp(line.p + head.n, want, CHAIN_BYTES) == 0;
}

static enum rc
load_line(struct looks *l, struct sv line, struct err *e)
{
	struct look *k;
	enum rc rc;

	if (l->n == LOOKS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d looks", LOOKS_MAX);
	grow(l);
	k = &l->look[l->n];
	*k = (struct look){ 0 };
	l->line[l->n] = arena_sv(&l->a, line);
	rc = read_line(l->line[l->n], k, &l->a, e);
	if (rc == RC_OK && !check_chain(l, line))
		rc = rc_err(e, RC_SYNTAX, "the chain is broken: this line or one before it was "
		    "changed, dropped or moved");
	l->n += rc == RC_OK;
	return rc;
}

static enum rc
load_looks(void *ctx, const char *path, const struct job *j, struct err *e)
{
	struct looks *l = ctx;
	struct side s;
	struct sv line;
	enum rc rc = side_open(&s, path, e);

	(void)j;
	while (rc == RC_OK && (rc = side_next(&s, &line, e)) == RC_OK) {
		struct err why = { 0 };

		rc = load_line(l, line, &why);
		if (rc != RC_OK)
			rc = rc_err(e, rc, "%s:%" PRIu64 ": %s", path, s.line, why.msg);
	}
	side_close(&s);
	return rc == RC_END ? RC_OK : rc;
}

const struct memory_ops looks_memory_ops = { .load = load_looks, .save = save_looks };
