/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_rate - rate(pred) and uptime(pred, slice)
 *
 * Both count records where the predicate is known; the others are N_null.
 * uptime cuts time into slices from 1970-01-01T00:00:00Z on; a slice is up when
 * the predicate was true for at least half of its records, and N is the share of
 * slices up among slices that have a record.
 *
 * Memory class: rate 24 bytes a state; uptime about 100 bytes a slice, at most
 * UPTIME_SLICES_MAX slices.
 */
#include "metric/agg.h"

#include "base/arena.h"
#include "base/map.h"

#include <string.h>

enum { UPTIME_SLICES_MAX = 1000000 };

struct rate {
	uint64_t yes;
	uint64_t n;
	uint64_t null;
};

static enum rc
rate_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	struct rate *r = st;
	unsigned kind = in->arg[0].kind;

	(void)cfg;
	(void)e;
	r->yes += kind == VAL_TRUE;
	r->n += kind == VAL_TRUE || kind == VAL_FALSE;
	r->null += kind != VAL_TRUE && kind != VAL_FALSE;
	return RC_OK;
}

static enum rc
rate_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
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

static void
rate_emit(const void *st, const struct fold_cfg *cfg, const struct fold_out *out,
    const struct fold_span *span, struct jwrite *w)
{
	const struct rate *r = st;

	(void)cfg;
	(void)span;
	agg_share(w, out, r->yes, r->n);
	agg_some(w, out, "_null", r->null);
}

const struct fold_type agg_rate = {
	.name = "rate",
	.args = "p",
	.summary = "share of records where a predicate is true",
	.version = 1,
	.size = sizeof(struct rate),
	.init = agg_init_none,
	.step = rate_step,
	.merge = rate_merge,
	.emit = rate_emit
};

struct slice {
	uint64_t yes;
	uint64_t n;
};

struct uptime {
	struct arena  arena;
	struct map    map;	/* slice index, 8 bytes -> struct slice */
	struct slice *last;	/* of the last record: logs are nearly sorted */
	int64_t       last_at;
	uint64_t      null;
};

static enum rc
uptime_init(void *st, const struct fold_cfg *cfg, struct err *e)
{
	struct uptime *u = st;

	if (cfg->slice_us <= 0)
		return rc_err(e, RC_RANGE, "uptime: the slice must be longer than 0");
	arena_init(&u->arena);
	map_init(&u->map, &u->arena, sizeof(struct slice), 0);
	return RC_OK;
}

static struct slice *
uptime_slice(struct uptime *u, struct sv key, struct err *e)
{
	bool fresh;
	struct slice *s = map_put(&u->map, key, &fresh);

	if (fresh && u->map.n > UPTIME_SLICES_MAX) {
		rc_err(e, RC_LIMIT, "uptime: more than %d slices; use a longer one",
		    UPTIME_SLICES_MAX);
		return NULL;
	}
	return s;
}

static enum rc
uptime_step(void *st, const struct fold_cfg *cfg, const struct fold_in *in, struct err *e)
{
	struct uptime *u = st;
	unsigned kind = in->arg[0].kind;
	int64_t at;

	if (!in->timed || (kind != VAL_TRUE && kind != VAL_FALSE)) {
		u->null++;
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
	u->last->yes += kind == VAL_TRUE;
	u->last->n++;
	return RC_OK;
}

static enum rc
uptime_merge(void *dst, const void *src, const struct fold_cfg *cfg, struct err *e)
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

static void
uptime_emit(const void *st, const struct fold_cfg *cfg, const struct fold_out *out,
    const struct fold_span *span, struct jwrite *w)
{
	const struct uptime *u = st;
	uint64_t up = 0;

	(void)cfg;
	(void)span;
	for (size_t i = 0; i < u->map.n; i++) {
		const struct slice *s = u->map.entry[i].val;

		up += s->yes >= s->n - s->yes;
	}
	agg_share(w, out, up, u->map.n);
	agg_some(w, out, "_null", u->null);
}

static void
uptime_free(void *st)
{
	struct uptime *u = st;

	map_free(&u->map);
	arena_free(&u->arena);
	memset(u, 0, sizeof(*u));
}

const struct fold_type agg_uptime = {
	.name = "uptime",
	.args = "pd",
	.summary = "share of time slices where a predicate held for at least half of the records",
	.flags = FOLD_TIMED,
	.version = 1,
	.size = sizeof(struct uptime),
	.init = uptime_init,
	.step = uptime_step,
	.merge = uptime_merge,
	.emit = uptime_emit,
	.free = uptime_free
};
