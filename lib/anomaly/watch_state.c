/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/watch_state.h"

#include "anomaly/watch_gap.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "query/query.h"
#include "state/state.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FILTER "cxanomaly"

/* ---- saving ---- */

struct remembered {		/* the settings that decide what is remembered */
	const char **metrics;
	size_t       nmetrics;
	const char **by;
	size_t       nby;
	bool         daily;
	const char  *step;
	uint64_t     period;
	uint64_t     history;
};

static const struct opt rows[] = {
	OPT_SAVED_AS_LIST("metrics", remembered, metrics),
	OPT_SAVED_AS_LIST("by", remembered, by),
	OPT_SAVED_AS_FLAG("daily", remembered, daily),
	{ .kind = OPT_KIND_SAVED, .as = "step", .saved = OPT_SAVED_TEXT, .may_lack = true,
	    .off = offsetof(struct remembered, step) },
	OPT_SAVED_AS_COUNT("period", remembered, period),
	OPT_SAVED_AS_COUNT("history", remembered, history),
	OPT_END
};

static const char **
texts_of(const struct sv *s, size_t n, struct arena *a)
{
	const char **text = arena_alloc(a, (n + 1) * sizeof(*text));

	for (size_t i = 0; i < n; i++)
		text[i] = arena_bytes(a, s[i].p, s[i].n);
	return text;
}

static enum rc
make_head(struct state_head *h, const struct watch_plan *p, const struct job *j, struct arena *a,
    struct err *e)
{
	struct remembered q = {
		.metrics = texts_of(p->metric, p->nmetric, a), .nmetrics = p->nmetric,
		.by = texts_of(p->by, p->nkey, a), .nby = p->nkey,
		.daily = p->daily, .step = p->step, .period = p->period,
		.history = p->daily ? DAILY_KEEP : p->history,
	};

	*h = (struct state_head){ .filter = SV(FILTER), .nkey = 1, .time = p->time,
		.tz = tzone_name(j->query.zone) };
	if (j->query.where != NULL)
		h->where = sv_of(j->given.where);
	h->key[0] = (struct state_key){ SV("series"), SV("") };
	return query_save(&h->plan, &(struct query){ rows, &q }, a, e);
}

static void
save_slots(const struct season *s, struct jwrite *w)
{
	if (s->n == 0)
		return;
	jwrite_key(w, SV("slot"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < s->n; i++) {
		const struct season_slot *slot = &s->slot[i];
		uint64_t from = slot->n > SEASON_KEEP ? slot->n - SEASON_KEEP : 0;

		jwrite_open(w, '[');
		jwrite_i64(w, slot->at_us);
		jwrite_u64(w, slot->n);
		for (uint64_t k = from; k < slot->n; k++)
			jwrite_double(w, slot->value[k % SEASON_KEEP]);
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
}

static void
save_days(const struct daily *d, struct jwrite *w)
{
	uint64_t from = d->n > DAILY_KEEP ? d->n - DAILY_KEEP : 0;

	jwrite_key(w, SV("n"));
	jwrite_u64(w, d->n);
	jwrite_key(w, SV("day"));
	jwrite_open(w, '[');
	for (uint64_t i = from; i < d->n; i++) {
		const struct daily_point *day = &d->day[i % DAILY_KEEP];

		jwrite_open(w, '[');
		jwrite_double(w, day->x);
		jwrite_double(w, day->n);
		jwrite_u64(w, day->slot);
		if (day->move != DAILY_STAYS)
			jwrite_i64(w, day->move);
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
}

static void
save_points(const struct residual *d, struct jwrite *w)
{
	size_t k = residual_kept(d);

	jwrite_key(w, SV("n"));
	jwrite_u64(w, d->n);
	jwrite_key(w, SV("x"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < k; i++)
		jwrite_double(w, residual_point(d, i));
	jwrite_shut(w, ']');
}

static void
save_series(const struct watch_plan *p, const struct watch_series *s, struct jwrite *w)
{
	jwrite_open(w, '{');
	if (s->alarm_us != INT64_MIN) {
		jwrite_key(w, SV("since"));
		jwrite_u64(w, s->since);
		jwrite_key(w, SV("alarm"));
		jwrite_i64(w, s->alarm_us);
	}
	if (s->side != 0) {
		jwrite_key(w, SV("side"));
		jwrite_i64(w, s->side);
		jwrite_key(w, SV("usual"));
		jwrite_double(w, s->usual);
	}
	if (p->daily)
		save_days(s->daily, w);
	else
		save_points(&s->residual, w);
	if (s->periodic.period != 0) {
		jwrite_key(w, SV("period"));
		jwrite_u64(w, s->periodic.period);
		jwrite_key(w, SV("left"));
		jwrite_open(w, '{');
		save_points(&s->periodic.left, w);
		jwrite_shut(w, '}');
	}
	save_slots(&s->season, w);
	jwrite_shut(w, '}');
}

static int
by_key(const void *a, const void *b)
{
	const struct watch_group *const *x = a, *const *y = b;

	return sv_cmp((*x)->key, (*y)->key);
}

static void
save_gap(const struct watch_plan *p, const struct watch_gap *g, struct jwrite *w)
{
	const struct presence known = watch_gap_presence(g, p);

	if (g->next_us == INT64_MIN)
		return;
	jwrite_key(w, SV("gap"));
	jwrite_open(w, '{');
	jwrite_key(w, SV("next"));
	jwrite_i64(w, g->next_us);
	jwrite_key(w, SV("step"));
	jwrite_i64(w, g->step_us);
	if (g->ahead_us != 0) {
		jwrite_key(w, SV("ahead"));
		jwrite_i64(w, g->ahead_us);
	}
	if (g->missing > 0) {
		jwrite_key(w, SV("since"));
		jwrite_i64(w, g->since_us);
		jwrite_key(w, SV("missing"));
		jwrite_u64(w, g->missing);
		jwrite_key(w, SV("alarm"));
		jwrite_u64(w, g->alarm);
		jwrite_key(w, SV("log"));
		jwrite_double(w, g->log);
		jwrite_key(w, SV("learning"));
		jwrite_bool(w, g->learning);
	}
	jwrite_key(w, SV("slot"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < known.n; i++) {
		jwrite_u64(w, known.slot[i].seen);
		jwrite_u64(w, known.slot[i].missed);
	}
	jwrite_shut(w, ']');
	jwrite_shut(w, '}');
}

static void
save_group(const struct watch *w, const struct watch_group *g, struct state_writer *sw)
{
	struct val key = { .kind = VAL_ARRAY, .text = g->key };
	struct jwrite *jw = state_writer_open(sw, &key, NULL, (struct twindow_span){ 0 });

	jwrite_open(jw, '{');
	jwrite_key(jw, SV("last"));
	jwrite_i64(jw, g->last_us);
	save_gap(w->plan, &g->gap, jw);
	jwrite_key(jw, SV("metric"));
	jwrite_open(jw, '[');
	for (size_t k = 0; k < w->plan->nmetric; k++)
		save_series(w->plan, &g->series[k], jw);
	jwrite_shut(jw, ']');
	jwrite_shut(jw, '}');
	state_writer_shut(sw);
}

static enum rc
save_watch(const void *ctx, const struct job *j, struct out *o, struct err *e)
{
	const struct watch *w = ctx;
	const struct watch_group **g = mem_array(NULL, w->map.n + 1, sizeof(*g));
	struct state_writer sw;
	struct state_head head;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	rc = make_head(&head, w->plan, j, &a, e);
	for (size_t i = 0; i < w->map.n; i++)
		g[i] = w->map.entry[i].val;
	qsort(g, w->map.n, sizeof(*g), by_key);
	if (rc == RC_OK) {
		state_writer_begin(&sw, o, j, &head);
		for (size_t i = 0; i < w->map.n; i++)
			save_group(w, g[i], &sw);
		state_writer_end(&sw);
	}
	arena_free(&a);
	mem_free(g);
	return rc;
}

/* ---- loading ---- */

struct numbers {		/* of an array */
	double *v;
	size_t  n;
	size_t  cap;
	bool    bad;
};

static bool
number_element(void *ctx, struct sv key, const struct val *v)
{
	struct numbers *l = ctx;
	double x;

	(void)key;	/* arrays have none */
	l->bad = v->kind != VAL_NUMBER || !val_number(v, &x) || fabs(x) > 2 * WATCH_VALUE_MAX;
	if (l->bad)
		return false;
	if (l->n == l->cap) {
		l->cap = l->cap != 0 ? 2 * l->cap : 256;
		l->v = mem_array(l->v, l->cap, sizeof(*l->v));
	}
	l->v[l->n++] = x;
	return true;
}

static bool
read_numbers(struct numbers *l, const struct val *v)
{
	l->n = 0;
	l->bad = v->kind != VAL_ARRAY;
	if (!l->bad)
		jread_each(v, number_element, l);
	return !l->bad;
}

struct loading {		/* a series */
	struct watch        *w;
	struct watch_series *s;
	struct numbers       list;
	uint64_t             n;
	struct err          *e;
	enum rc              rc;
};

static bool
day_element(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	const double *x;
	struct daily_point day;

	(void)key;	/* arrays have none */
	if (!read_numbers(&l->list, v) || l->list.n < 3 || l->list.n > 4 ||
	    !(l->list.v[2] >= 0 && l->list.v[2] <= 31) ||
	    (l->list.n == 4 && !(fabs(l->list.v[3]) <= (double)DAILY_DRIFTS))) {
		l->rc = rc_err(l->e, RC_SYNTAX, "day: expected [value, events, slot]");
		return false;
	}
	x = l->list.v;
	day = (struct daily_point){ x[0], x[1], (uint32_t)x[2], l->list.n == 4 ? (int)x[3] : 0 };
	daily_add(l->s->daily, &day);
	return true;
}

static enum rc
load_days(struct loading *l, const struct val *v)
{
	uint64_t kept = l->n < DAILY_KEEP ? l->n : DAILY_KEEP;
	struct daily *d = l->s->daily;

	d->n = l->n - kept;
	jread_each(v, day_element, l);
	if (l->rc == RC_OK && d->n != l->n)
		l->rc = rc_err(l->e, RC_SYNTAX, "day: expected %" PRIu64 " of them", kept);
	return l->rc;
}

static enum rc
load_points(struct loading *l, struct residual *d, uint64_t n, const struct val *v)
{
	uint64_t kept = n < d->max ? n : d->max;

	if (!read_numbers(&l->list, v) || l->list.n != kept)
		return rc_err(l->e, RC_SYNTAX, "x: expected %" PRIu64 " numbers", kept);
	residual_load(d, n, l->list.v, l->list.n);
	return RC_OK;
}

/* The period that was found, and what is left beyond it. */
static enum rc
load_periodic(struct loading *l, const struct jfield *period, const struct val *left)
{
	struct jfield f[] = { { .name = "n", .need = true }, { .name = "x", .need = true } };
	struct periodic *p = &l->s->periodic;
	uint64_t n = 0, k = 0;
	enum rc rc = jfields_count(period, PERIODIC_MOST, &k, l->e);

	if (rc == RC_OK && (l->w->plan->period != SEASON_FOUND || k < PERIODIC_LEAST))
		rc = rc_err(l->e, RC_SYNTAX, "period: not expected");
	if (rc == RC_OK)
		rc = jfields_read(left, f, 2, l->e);
	if (rc == RC_OK)
		rc = jfields_count(&f[0], l->n, &n, l->e);
	if (rc != RC_OK)
		return rc;
	p->period = (size_t)k;
	residual_init(&p->left, l->s->residual.max - RESIDUAL_MEAN);
	return load_points(l, &p->left, n, &f[1].v);
}

static bool
slot_element(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct season *s = &l->s->season;
	const struct numbers *list = &l->list;
	bool fine = read_numbers(&l->list, v) && list->n > 2 && list->v[0] >= 0 &&
	    list->v[0] < 32.0 * 86400e6 && list->v[1] >= 1 && list->v[1] < 0x1p53;
	uint64_t n = fine ? (uint64_t)list->v[1] : 0;
	int64_t at_us = fine ? (int64_t)list->v[0] : 0;

	(void)key;	/* arrays have none */
	if (!fine || list->n - 2 != (n < SEASON_KEEP ? n : SEASON_KEEP) ||
	    (s->n > 0 && s->slot[s->n - 1].at_us >= at_us)) {
		l->rc = rc_err(l->e, RC_SYNTAX, "slot: expected [time, count, values...]");
		return false;
	}
	for (size_t i = 2; l->rc == RC_OK && i < list->n; i++)
		l->rc = season_add(s, at_us, list->v[i], l->e);
	if (l->rc != RC_OK)
		return false;
	/* Values go on where they were: value i lies at i % SEASON_KEEP. */
	for (size_t i = 2; i < list->n; i++)
		s->slot[s->n - 1].value[(n - (list->n - i)) % SEASON_KEEP] = list->v[i];
	s->slot[s->n - 1].n = n;
	return true;
}

static enum rc
load_series(struct loading *l, const struct val *v)
{
	bool daily = l->w->plan->daily;
	struct jfield f[] = {
		{ .name = "n", .need = true }, { .name = daily ? "day" : "x", .need = true },
		{ .name = "since" }, { .name = "alarm" }, { .name = "slot" }, { .name = "period" },
		{ .name = "left" }, { .name = "side" },
		{ .name = "usual" },
	};
	int64_t side = 0;
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), l->e);

	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &l->n, l->e);
	if (rc == RC_OK)
		rc = jfields_count(&f[2], JFIELDS_COUNT_MAX, &l->s->since, l->e);
	if (rc == RC_OK && f[3].v.kind != VAL_NONE)
		rc = jfields_i64(&f[3], &l->s->alarm_us, l->e);
	if (rc == RC_OK && f[7].v.kind != VAL_NONE)
		rc = jfields_i64(&f[7], &side, l->e);
	if (rc == RC_OK && side != 0 && (side < -2 || side > 2 || !val_number(&f[8].v,
	    &l->s->usual) || !(l->s->usual >= 0 && l->s->usual <= 2 * WATCH_VALUE_MAX)))
		rc = rc_err(l->e, RC_SYNTAX, "side: expected 1, -1, 2 or -2, and what was usual");
	l->s->side = (int)side;
	if (rc == RC_OK)
		rc = daily ? load_days(l, &f[1].v) :
		    load_points(l, &l->s->residual, l->n, &f[1].v);
	if (rc == RC_OK && f[5].v.kind != VAL_NONE)
		rc = load_periodic(l, &f[5], &f[6].v);
	if (rc != RC_OK || f[4].v.kind == VAL_NONE)
		return rc;
	if (f[4].v.kind != VAL_ARRAY || l->w->plan->period == SEASON_NONE ||
	    l->w->plan->period == SEASON_FOUND || daily)
		return rc_err(l->e, RC_SYNTAX, "slot: not expected");
	jread_each(&f[4].v, slot_element, l);
	return l->rc;
}

struct group_loading {
	struct loading      l;
	struct watch_group *g;
	size_t              n;
	enum rc             rc;
};

static bool
metric_element(void *ctx, struct sv key, const struct val *v)
{
	struct group_loading *gl = ctx;

	(void)key;	/* arrays have none */
	if (gl->n == gl->l.w->plan->nmetric) {
		gl->n++;
		return false;
	}
	gl->l.s = &gl->g->series[gl->n++];
	gl->rc = load_series(&gl->l, v);
	return gl->rc == RC_OK;
}

/* Numbers in turn: how often there was a point in each slot, and how often none. */
static enum rc
load_slots(const struct presence *known, const struct val *v, struct err *e)
{
	struct numbers list = { .v = NULL };
	bool fine = read_numbers(&list, v) && list.n == 2 * known->n;

	for (size_t i = 0; fine && i < list.n; i++) {
		const double x = list.v[i];

		fine = x >= 0 && x < 2 * known->keep && x == floor(x);
		*(i % 2 == 0 ? &known->slot[i / 2].seen : &known->slot[i / 2].missed) =
		    fine ? (uint32_t)x : 0;
	}
	mem_free(list.v);
	return fine ? RC_OK : rc_err(e, RC_SYNTAX, "gap: slot: expected %zu counts", 2 * known->n);
}

static enum rc
load_gap(const struct watch_plan *p, struct watch_gap *g, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "next", .need = true }, { .name = "step", .need = true },
		{ .name = "slot", .need = true }, { .name = "since" }, { .name = "missing" },
		{ .name = "log" }, { .name = "learning" }, { .name = "alarm" },
		{ .name = "ahead" } };
	const struct presence known = watch_gap_presence(g, p);
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(*f), e);

	if (rc == RC_OK)
		rc = jfields_i64(&f[0], &g->next_us, e);
	if (rc == RC_OK)
		rc = jfields_i64(&f[1], &g->step_us, e);
	if (rc == RC_OK && f[3].v.kind != VAL_NONE)
		rc = jfields_i64(&f[3], &g->since_us, e);
	if (rc == RC_OK && f[8].v.kind != VAL_NONE)
		rc = jfields_i64(&f[8], &g->ahead_us, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[4], JFIELDS_COUNT_MAX, &g->missing, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[7], JFIELDS_COUNT_MAX, &g->alarm, e);
	if (rc != RC_OK)
		return rc;
	g->learning = f[6].v.kind == VAL_TRUE;
	if (g->ahead_us < -RFC3339_DAY_US || g->ahead_us > RFC3339_DAY_US)
		return rc_err(e, RC_SYNTAX, "gap: ahead: expected less than a day");
	if (g->step_us < 0 || (g->missing > 0 && (f[3].v.kind == VAL_NONE ||
	    f[5].v.kind != VAL_NUMBER || !val_number(&f[5].v, &g->log) || !(g->log <= 0))))
		return rc_err(e, RC_SYNTAX, "gap: expected since, missing and log");
	return load_slots(&known, &f[2].v, e);
}

static enum rc
load_group(struct watch *w, const struct state_item *item, struct err *e)
{
	struct jfield f[] = { { .name = "last", .need = true },
		{ .name = "metric", .need = true }, { .name = "gap" } };
	struct group_loading gl = { .l = { .w = w, .e = e } };
	size_t before = w->map.n;
	enum rc rc;

	if (item->key[0].kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, "expected the series' key");
	gl.g = watch_group(w, item->key[0].text);
	if (w->map.n == before)
		return rc_err(e, RC_SYNTAX, "a series that was there before");
	rc = jfields_read(&item->state, f, 3, e);
	if (rc == RC_OK)
		rc = jfields_i64(&f[0], &gl.g->last_us, e);
	if (rc == RC_OK && f[1].v.kind != VAL_ARRAY)
		rc = rc_err(e, RC_SYNTAX, "metric: expected an array");
	if (rc == RC_OK && f[2].v.kind != VAL_NONE)
		rc = load_gap(w->plan, &gl.g->gap, &f[2].v, e);
	if (rc != RC_OK)
		return rc;
	gl.g->loaded_us = gl.g->last_us;
	jread_each(&f[1].v, metric_element, &gl);
	mem_free(gl.l.list.v);
	if (gl.rc == RC_OK && gl.n != w->plan->nmetric)
		gl.rc = rc_err(e, RC_SYNTAX, "metric: expected %zu of them", w->plan->nmetric);
	return gl.rc;
}

static enum rc
load_all(struct watch *w, struct state_reader *r, const struct state_head *h, const struct job *j,
    struct err *e)
{
	struct state_item item = { 0 };
	struct state_head mine;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	rc = make_head(&mine, w->plan, j, &a, e);
	if (rc == RC_OK)
		rc = state_same_query(r, h, &mine, true, e);
	while (rc == RC_OK && (rc = state_next(r, &item, e)) == RC_OK) {
		struct err why = { 0 };

		if (item.event != STATE_GROUP)
			rc = state_fail(r, e, "the states of one run were expected");
		else if ((rc = load_group(w, &item, &why)) != RC_OK)
			rc = state_fail(r, e, "%s", why.msg);
	}
	arena_free(&a);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
load_watch(void *ctx, const char *path, const struct job *j, struct err *e)
{
	struct watch *w = ctx;
	const struct state_head *h;
	struct state_reader *r = NULL;
	enum rc rc = state_open_file(&r, path, rows, &h, e);

	if (rc == RC_EMPTY)
		rc = rc_err(e, RC_SYNTAX, "%s: no saved states in it", path);
	if (rc == RC_OK)
		rc = load_all(w, r, h, j, e);
	state_close(r);
	return rc;
}

const struct memory_ops watch_state_ops = { .load = load_watch, .save = save_watch };
