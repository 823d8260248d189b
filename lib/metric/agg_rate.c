/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_rate - rate(pred), any(pred) and uptime(pred, slice)
 *
 * All count records where the predicate is known; the others are N_null.
 * uptime cuts time into slices from 1970-01-01T00:00:00Z on; a slice is up when
 * the predicate was true for at least half of its records, and N is the share of
 * slices up among slices that have a record.  Its interval counts outages.
 *
 * Memory class: rate and any 24 bytes a state; uptime about 100 bytes a slice, at most
 * UPTIME_SLICES_MAX slices.
 */
#include "metric/agg.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "expr/expr.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "metric/agg_sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	UPTIME_SLICES_MAX = 1000000,
	UPTIME_OUTAGES_MIN = 5		/* the text of N_method has it too */
};

struct rate {
	uint64_t yes;
	uint64_t n;
	uint64_t null;
};

static void
rate_weighed(const struct agg_rows *in)
{
	const uint8_t *tri = in->arg[0]->tri;

	for (size_t i = 0; i < in->n; i++) {
		struct rate *r = agg_rows_state(in, i);

		r->yes += tri[i] == EXPR_TRUE ? in->weight[i] : 0;
		r->n += tri[i] != EXPR_UNKNOWN ? in->weight[i] : 0;
		r->null += tri[i] == EXPR_UNKNOWN ? in->weight[i] : 0;
	}
}

_Static_assert(EXPR_FALSE == 0 && EXPR_TRUE == 1 && EXPR_UNKNOWN == 2, "sums");

static void
rate_rows(const struct agg_cfg *cfg, const struct agg_rows *in)
{
	const uint8_t *tri = in->arg[0]->tri;
	bool all;

	(void)cfg;
	if (in->weight != NULL) {
		rate_weighed(in);
		return;
	}
	all = memchr(tri, EXPR_UNKNOWN, in->n) == NULL;
	for (size_t i = 0; i < in->n && all; i++) {
		struct rate *r = agg_rows_state(in, i);

		r->yes += tri[i];
		r->n++;
	}
	for (size_t i = 0; i < in->n && !all; i++) {
		struct rate *r = agg_rows_state(in, i);

		r->yes += tri[i] == EXPR_TRUE;
		r->n += tri[i] != EXPR_UNKNOWN;
		r->null += tri[i] == EXPR_UNKNOWN;
	}
}

static enum rc
rate_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct rate *d = dst;
	const struct rate *s = src;

	(void)cfg;
	(void)e;
	d->yes += s->yes;
	d->n += s->n;
	d->null += s->null;
	return RC_OK;
}

static const struct agg_member rate_members[] = {
	{ "yes", offsetof(struct rate, yes) },
	{ "n", offsetof(struct rate, n) },
	{ "null", offsetof(struct rate, null) }
};

/* {"yes":3,"n":12,"null":1} */
static void
rate_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	(void)cfg;
	agg_save_counts(w, st, rate_members, sizeof(rate_members) / sizeof(*rate_members));
}

static enum rc
rate_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	const struct rate *r = st;
	enum rc rc = agg_load_counts(st, rate_members,
	    sizeof(rate_members) / sizeof(*rate_members), v, e);

	(void)cfg;
	if (rc == RC_OK && r->yes > r->n)
		rc = rc_err(e, RC_SYNTAX, "'yes' is more than 'n'");
	return rc;
}

static bool
rate_read(void *st, const struct agg_cfg *cfg, struct jspelled *t, void *room)
{
	struct rate *r = st;

	(void)cfg;
	(void)room;
	if (JSPELLED_IS(t, "{\"yes\":")) {
		if (!jspelled_u64(t, &r->yes) || !JSPELLED_IS(t, ","))
			return false;
	} else if (!JSPELLED_IS(t, "{")) {
		return false;
	}
	if (!JSPELLED_IS(t, "\"n\":") || !jspelled_u64(t, &r->n) || r->yes > r->n)
		return false;
	if (JSPELLED_IS(t, ",\"null\":") && !jspelled_u64(t, &r->null))
		return false;
	return JSPELLED_IS(t, "}");
}

static void
rate_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct rate *r = st;

	(void)cfg;
	agg_share(w, out, span, r->yes, r->n);
	agg_some(w, out, "_null", r->null);
}

static void
rate_drawn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct rate *r = st, *square = span->square;

	(void)cfg;
	agg_sample_put_share(w, out, span, (struct agg_sample){ r->yes, square->yes },
	    (struct agg_sample){ r->n, square->n });
	agg_some(w, out, "_null", r->null);
}

static enum agg_use
rate_use(const void *st)
{
	const struct rate *s = st;

	return agg_use_of(s->n, s->null);
}

const struct agg_type agg_rate = {
	.name = "rate",
	.args = "p",
	.summary = "share of records where a predicate is true",
	.method = "counted",
	.interval = "Jeffreys, no end wrong too often",
	.version = 1,
	AGG_STATE(struct rate),
	.init = agg_init_none,
	.rows = rate_rows,
	.merge = rate_merge,
	.save = rate_save,
	.load = rate_load,
	.read = rate_read,
	.emit = rate_emit,
	.drawn = rate_drawn,
	.use = rate_use
};

static void
any_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct rate *r = st;

	(void)cfg;
	(void)span;
	agg_key(w, out, "");
	if (r->n > 0)
		jwrite_bool(w, r->yes > 0);
	else
		jwrite_null(w);
	agg_some(w, out, "_null", r->null);
}

const struct agg_type agg_any = {
	.name = "any",
	.args = "p",
	.summary = "whether a predicate is true of some record",
	.method = "counted",
	.version = 1,
	AGG_STATE(struct rate),
	.init = agg_init_none,
	.rows = rate_rows,
	.merge = rate_merge,
	.save = rate_save,
	.load = rate_load,
	.read = rate_read,
	.emit = any_emit,
	.use = rate_use
};

struct slice {
	uint64_t yes;
	uint64_t n;
};

struct uptime {
	struct arena  arena;
	struct hmap    map;	/* slice index, 8 bytes -> struct slice */
	struct slice *last;	/* of the last record: logs are nearly sorted */
	int64_t       last_at;
	uint64_t      null;
};

static enum rc
uptime_init(void *st, const struct agg_cfg *cfg, struct err *e)
{
	struct uptime *u = st;

	if (cfg->slice_us <= 0)
		return rc_err(e, RC_RANGE, "uptime: the slice must be longer than 0");
	arena_init(&u->arena);
	hmap_init(&u->map, &u->arena, sizeof(struct slice), hash_seed());
	return RC_OK;
}

static struct slice *
uptime_slice(struct uptime *u, struct sv key, struct err *e)
{
	bool fresh;
	struct slice *s = hmap_put(&u->map, key, &fresh);

	if (fresh && u->map.n > UPTIME_SLICES_MAX) {
		rc_err(e, RC_LIMIT, "uptime: more than %d slices; use a longer one",
		    UPTIME_SLICES_MAX);
		return NULL;
	}
	return s;
}

static enum rc
uptime_step(void *st, const struct agg_cfg *cfg, const struct agg_in *in, struct err *e)
{
	struct uptime *u = st;
	unsigned kind = in->arg[0].kind;
	int64_t at;

	if (!in->timed || (kind != VAL_TRUE && kind != VAL_FALSE)) {
		u->null += agg_times(in);
		return RC_OK;
	}
	at = in->at_us / cfg->slice_us - (in->at_us % cfg->slice_us < 0);
	if (u->last == NULL || at != u->last_at) {
		struct slice *s = uptime_slice(u, (struct sv){ (const char *)&at, sizeof(at) }, e);

		if (s == NULL)
			return RC_LIMIT;
		u->last = s;
		u->last_at = at;
	}
	u->last->yes += kind == VAL_TRUE ? agg_times(in) : 0;
	u->last->n += agg_times(in);
	return RC_OK;
}

static enum rc
uptime_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e)
{
	struct uptime *d = dst;
	const struct uptime *s = src;

	(void)cfg;
	for (size_t i = 0; i < s->map.n; i++) {
		const struct slice *from = s->map.entry[i].val;
		struct slice *to = uptime_slice(d, s->map.entry[i].key, e);

		if (to == NULL)
			return RC_LIMIT;
		to->yes += from->yes;
		to->n += from->n;
	}
	d->null += s->null;
	return RC_OK;
}

static bool
is_up(const struct slice *s)
{
	return s->yes >= s->n - s->yes;
}

struct slot {			/* a slice with its place in time */
	int64_t             at;
	const struct slice *slice;
};

static int
slot_cmp(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* The slices in order of time; for mem_free. */
static struct slot *
uptime_slots(const struct uptime *u)
{
	struct slot *s = mem_array(NULL, u->map.n + 1, sizeof(*s));

	for (size_t i = 0; i < u->map.n; i++) {
		memcpy(&s[i].at, u->map.entry[i].key.p, sizeof(s[i].at));
		s[i].slice = u->map.entry[i].val;
	}
	qsort(s, u->map.n, sizeof(*s), slot_cmp);
	return s;
}

/*
 * {"slices":[28333333,60,60,1,58,60],"null":1}: for each slice that has records, in
 * order of time, its number (its start since 1970 divided by its length; after the
 * first the step from the one before), records where the predicate was true, records.
 */
static void
uptime_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w)
{
	const struct uptime *u = st;
	struct slot *s = uptime_slots(u);

	(void)cfg;
	jwrite_open(w, '{');
	jwrite_key(w, SV("slices"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < u->map.n; i++) {
		if (i == 0)
			jwrite_i64(w, s[i].at);
		else
			jwrite_u64(w, (uint64_t)s[i].at - (uint64_t)s[i - 1].at);
		jwrite_u64(w, s[i].slice->yes);
		jwrite_u64(w, s[i].slice->n);
	}
	jwrite_shut(w, ']');
	agg_save_some(w, "null", u->null);
	jwrite_shut(w, '}');
	mem_free(s);
}

struct uptime_loading {
	struct uptime *u;
	int64_t        lo, hi;	/* slices there can be */
	int64_t        at;
	uint64_t       yes;
	unsigned       part;	/* of the three numbers of a slice */
	struct err    *e;
	enum rc        rc;
};

static enum rc
uptime_load_at(struct uptime_loading *to, struct sv text)
{
	uint64_t step;

	if (to->u->map.n == 0) {
		if (num_i64(text, &to->at) == RC_OK && to->at >= to->lo && to->at <= to->hi)
			return RC_OK;
	} else if (num_u64(text, &step) == RC_OK && step != 0 &&
	    step <= (uint64_t)to->hi - (uint64_t)to->at) {
		to->at = (int64_t)((uint64_t)to->at + step);
		return RC_OK;
	}
	return rc_err(to->e, RC_SYNTAX, "a slice is not at a later time, or beyond all time");
}

static enum rc
uptime_load_n(struct uptime_loading *to, struct sv text)
{
	struct slice *s;
	uint64_t n;

	if (num_u64(text, &n) != RC_OK || n == 0 || n > JFIELDS_COUNT_MAX || to->yes > n)
		return rc_err(to->e, RC_SYNTAX, "a slice has no records, or too many");
	s = uptime_slice(to->u, (struct sv){ (const char *)&to->at, sizeof(to->at) }, to->e);
	if (s == NULL)
		return RC_LIMIT;
	*s = (struct slice){ to->yes, n };
	return RC_OK;
}

static bool
uptime_load_number(void *ctx, struct sv key, const struct val *v)
{
	struct uptime_loading *to = ctx;

	(void)key;
	if (v->kind != VAL_NUMBER)
		to->rc = rc_err(to->e, RC_SYNTAX, "'slices' must be an array of integers");
	else if (to->part == 0)
		to->rc = uptime_load_at(to, v->text);
	else if (to->part == 2)
		to->rc = uptime_load_n(to, v->text);
	else if (num_u64(v->text, &to->yes) != RC_OK)
		to->rc = rc_err(to->e, RC_SYNTAX, "a slice has no count");
	to->part = (to->part + 1) % 3;
	return to->rc == RC_OK;
}

static enum rc
uptime_load(void *st, const struct agg_cfg *cfg, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "slices", .need = true }, { .name = "null" } };
	struct uptime *u = st;
	struct uptime_loading to = {
		.u = u,
		.lo = INT64_MIN / cfg->slice_us - (INT64_MIN % cfg->slice_us < 0),
		.hi = INT64_MAX / cfg->slice_us,
		.e = e
	};

	to.rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);
	if (to.rc == RC_OK && f[0].v.kind != VAL_ARRAY)
		to.rc = rc_err(e, RC_SYNTAX, "'slices' must be an array of integers");
	if (to.rc == RC_OK)
		jread_each(&f[0].v, uptime_load_number, &to);
	if (to.rc == RC_OK && to.part != 0)
		to.rc = rc_err(e, RC_SYNTAX, "'slices' are not three integers each");
	if (to.rc == RC_OK)
		to.rc = jfields_count(&f[1], JFIELDS_COUNT_MAX, &u->null, e);
	return to.rc;
}

struct outages {		/* stretches of slices that were down, in slices */
	uint64_t n;
	double   down;		/* sum of their lengths, */
	double   squares;	/* of the squares of these */
	double   most;		/* the longest */
};

/* A slice without a record is no proof that an outage was over. */
static struct outages
uptime_outages(const struct uptime *u)
{
	struct outages o = { 0 };
	struct slot *s = uptime_slots(u);
	double len = 0;

	for (size_t i = 0; i < u->map.n; i++) {
		bool up = is_up(s[i].slice);

		o.n += !up && len == 0;
		len = up ? 0 : len + 1;
		o.down += !up;
		if (len > 0)
			o.squares += 2 * len - 1;
		o.most = len > o.most ? len : o.most;
	}
	mem_free(s);
	return o;
}

/*
 * Slices of one outage are not independent: outages are what is counted, and how long they
 * are differs.  Below UPTIME_OUTAGES_MIN of them their lengths are not known well enough,
 * unless one is stated, which may come once more.
 */
static struct interval
uptime_interval(const struct outages *o, const struct agg_cfg *cfg, double n, double conf)
{
	double said = (double)cfg->outage_us / (double)cfg->slice_us;
	double most = o->most > said ? o->most : said;
	struct interval i;

	if (n == 0 || (o->n < UPTIME_OUTAGES_MIN && cfg->outage_us == 0))
		return agg_no_bounds();
	i = interval_weighted(o->down, o->squares, most, conf);
	return (struct interval){ i.hi < n ? 1 - i.hi / n : 0, 1 - i.lo / n };
}

static void
uptime_emit(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w)
{
	const struct uptime *u = st;
	const struct outages o = uptime_outages(u);
	const double n = (double)u->map.n;

	agg_key(w, out, "");
	agg_memo_double(span->memo, w, n != 0 ? (n - o.down) / n : (double)NAN);
	if (out->ci)
		agg_bounds(w, out, span, uptime_interval(&o, cfg, n, out->conf));
	agg_u64(w, out, "_n", u->map.n);
	agg_u64(w, out, "_outages", o.n);
	if (out->ci && n != 0 && o.n < UPTIME_OUTAGES_MIN && cfg->outage_us == 0) {
		agg_key(w, out, "_method");
		jwrite_str_raw(w, SV("fewer than 5 outages"));
	}
	agg_some(w, out, "_null", u->null);
}

static void
uptime_free(void *st)
{
	struct uptime *u = st;

	hmap_free(&u->map);
	arena_free(&u->arena);
	memset(u, 0, sizeof(*u));
}

static size_t
uptime_heap(const void *st)
{
	const struct uptime *u = st;

	return sizeof(*u) + hmap_heap(&u->map) + arena_heap(&u->arena);
}

static enum agg_use
uptime_use(const void *st)
{
	const struct uptime *s = st;

	return agg_use_of(s->map.n, s->null);
}

const struct agg_type agg_uptime = {
	.name = "uptime",
	.args = "pdD",
	.summary = "share of time slices where a predicate held for at least half of the records",
	.method = "counted by slice",
	.interval = "of outages, Fay and Feuer",
	.grows = "the slices, some 100 bytes each",
	.flags = FOLD_TIMED,
	.version = 1,
	AGG_STATE(struct uptime),
	.init = uptime_init,
	.step = uptime_step,
	.merge = uptime_merge,
	.save = uptime_save,
	.load = uptime_load,
	.emit = uptime_emit,
	.use = uptime_use,
	.heap = uptime_heap,
	.free = uptime_free
};
