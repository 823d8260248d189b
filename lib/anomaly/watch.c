/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group's key is a JSON array: the values of --by, or without it the names and values
 * of all text members in turn, ["route","/a","method","GET"].  Not of those that say how
 * a metric was computed (p95_ms_method): they change with the number of records.
 */
#include "anomaly/watch.h"

#include "anomaly/watch_gap.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "key/scan_key.h"
#include "run/clock.h"
#include "time/tstamp.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MEMBERS_MAX = 32, WEEK = 7 };

enum status { OK, LEARNING, ANOMALY, NODATA, EXCLUDED, UNSETTLED, SEEN, TOTAL };

static const char *const status_name[] = {
	"ok", "learning", "anomaly", "nodata", "excluded", "unsettled", "seen", "total",
};

const char *const watch_added[WATCH_ADDED] = {
	"metric", "anomaly", "score", "expected", "direction", "component", "shape", "status",
};

static const char *const part_name[RESIDUAL_PARTS] = { "level", "step", "shift" };
static const char *const part_shape[RESIDUAL_PARTS] = { "spike", "spike", "shift" };

struct finding {		/* about one point */
	enum status status;
	double      score;	/* NAN: none */
	double      expected;	/* NAN: none */
	const char *component;	/* NULL: none */
	const char *shape;	/* if it is an anomaly; NULL: none */
	bool        told;	/* before: it is no news */
	int         direction;	/* of the value from what was expected */
	struct residual_score of[2];	/* of a stream: as it is, beyond its period; */
	int         by;		/* ... of which the score is, */
	double      taken[2];	/* ... what has been taken off the point for each, */
	bool        periodic;	/* ... and whether there is the other */
};

void
watch_init(struct watch *w, const struct watch_plan *p, uint64_t seed)
{
	*w = (struct watch){ .plan = p, .latest.at_us = INT64_MIN };
	arena_init(&w->arena);
	arena_init(&w->tmp);
	buf_init(&w->key, SIZE_MAX);
	hmap_init(&w->map, &w->arena, sizeof(struct watch_group), seed);
}

struct watch_group *
watch_group(struct watch *w, struct sv key)
{
	bool fresh;
	struct watch_group *g = hmap_put(&w->map, key, &fresh);

	if (!fresh)
		return g;
	g->key = arena_sv(&w->arena, key);
	g->last_us = g->loaded_us = g->last_step = INT64_MIN;
	watch_gap_init(&g->gap, w->plan, &w->arena);
	g->series = arena_zalloc(&w->arena, w->plan->nmetric * sizeof(*g->series));
	for (size_t i = 0; i < w->plan->nmetric; i++) {
		struct watch_series *s = &g->series[i];

		s->alarm_us = INT64_MIN;
		if (w->plan->daily) {
			s->daily = arena_zalloc(&w->arena, sizeof(*s->daily));
			s->daily->scale = w->plan->scale;
		} else {
			residual_init(&s->residual, w->plan->history);
		}
	}
	return g;
}

/* A text member that says which series a record belongs to. */
static bool
tells(const struct watch_plan *p, const struct jread_member *m)
{
	static const char *const other[] = { "kind", "window", "window_end" };
	const struct sv method = SV("_method");

	if (m->val.kind != VAL_STRING || sv_eq(m->key, p->time))
		return false;
	if (m->key.n > method.n &&
	    memcmp(m->key.p + m->key.n - method.n, method.p, method.n) == 0)
		return false;
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (sv_is(m->key, other[i]))
			return false;
	for (size_t i = 0; i < p->nmetric; i++)
		if (sv_eq(m->key, p->metric[i]))
			return false;
	return true;
}

static enum rc
all_text(struct watch *w, const struct record *r, struct err *e)
{
	struct val v[2 * KEY_MEMBERS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];

		if (!tells(w->plan, m))
			continue;
		if (n == 2 * KEY_MEMBERS_MAX)
			return rc_bad(e, "key", "more than %d text members: say with --by which "
			    "of them tell series apart", KEY_MEMBERS_MAX);
		v[n] = val_of_text(m->key);
		v[n++].flags = m->key_esc ? VAL_ESC : 0;
		v[n++] = m->val;
	}
	scan_key_text(&w->key, v, n, &w->tmp);
	return RC_OK;
}

static enum rc
by_keys(struct watch *w, const struct map_in *in, const struct record *r, struct err *e)
{
	struct val v[STATE_KEYS_MAX];
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < w->plan->nkey; i++)
		rc = expr_value(w->plan->key[i].x, r, in->ev, &v[i], e);
	if (rc == RC_OK)
		scan_key_text(&w->key, v, w->plan->nkey, &w->tmp);
	return rc;
}

/* The value as the detector takes it; NAN: nothing was measured. */
static enum rc
number(const struct watch_plan *p, size_t metric, const struct record *r, double *x,
    struct err *e)
{
	const struct val *v = &r->slot[p->slot[metric]];
	struct sv name = p->metric[metric];

	*x = NAN;
	if (val_null(v))
		return RC_OK;
	if (val_number(v, x) && fabs(*x) <= WATCH_VALUE_MAX)
		return RC_OK;
	return rc_bad(e, "value", "expected a number up to 1e290 in '%.*s'", SV_SHOW(name));
}

static int
sign(double x)
{
	return (x > 0) - (x < 0);
}

static enum rc
judge_stream(const struct watch_plan *p, struct watch_series *s, int64_t local_us, double x,
    struct finding *f, struct err *e)
{
	int64_t slot = season_slot_of(p->period, local_us);
	const bool by_slot = p->period != SEASON_NONE && p->period != SEASON_FOUND;
	double usual = 0;
	bool known = !by_slot || season_usual(&s->season, slot, &usual);
	struct residual_score score;

	if (by_slot) {
		enum rc rc = season_add(&s->season, slot, x, e);

		if (rc != RC_OK)
			return rc;
	}
	f->status = LEARNING;
	if (!known)
		return RC_OK;
	f->of[0] = residual_next(&s->residual, x - usual);
	f->of[0].expected += usual;
	f->taken[0] = usual;
	f->periodic = p->period == SEASON_FOUND &&
	    periodic_next(&s->periodic, &s->residual, &f->of[1], &f->taken[1]);
	f->by = f->periodic && !f->of[0].learning && f->of[1].r > f->of[0].r;
	score = f->of[f->by];
	f->expected = score.expected;
	if (score.learning)
		return RC_OK;
	f->status = OK;
	f->score = score.r;
	f->component = part_name[score.part];
	f->shape = part_shape[score.part];
	f->direction = sign(x - f->expected);
	return RC_OK;
}

static void
judge_daily(const struct watch_plan *p, struct watch_series *s, int64_t local_us, double x,
    double n, struct finding *f)
{
	int64_t slot = season_slot_of(p->period, local_us) / RFC3339_DAY_US;
	struct daily_point today = { x, n, (uint32_t)slot, DAILY_STAYS };
	struct daily_score score = daily_judge(s->daily, &today);

	daily_add(s->daily, &today);
	f->status = score.learning ? LEARNING : OK;
	if (score.learning)
		return;
	f->score = fabs(score.z);
	f->expected = score.expected;
	f->component = "day";
	f->shape = "spike";
	f->direction = sign(score.z);
	if (!(fabs(score.run.z) >= p->threshold))
		return;
	daily_move(s->daily, &score.run);
	f->told = score.run.again;
	if (f->told)
		return;
	f->score = fmax(f->score, fabs(score.run.z));
	f->expected = score.run.expected;
	f->component = "run";
	f->shape = abs(score.run.move) == DAILY_SHIFTS ? "shift" : "trend";
	f->direction = sign(score.run.z);
}

/* Repeats of an alarm are not news. */
static bool
silent(const struct watch_plan *p, const struct watch_series *s, int64_t at_us)
{
	int64_t gone_us;

	if (s->alarm_us == INT64_MIN)
		return false;
	if (p->cool_us == INT64_MIN)
		return s->since < p->cool_points;
	return !__builtin_sub_overflow(at_us, s->alarm_us, &gone_us) && gone_us <= p->cool_us;
}

/*
 * A spike was the first of points that all are off: said once, whatever the cool-down says.  By
 * what was usual at the spike: of few points those since are a good part.
 */
static bool
stays(const struct watch_plan *p, struct watch_series *s, struct finding *f)
{
	const int by = abs(s->side) == 2;
	const int side = sign((double)s->side);
	double off;

	if (s->side == 0 || s->since != RESIDUAL_SHIFT - 1 || (by == 1 && !f->periodic))
		return false;
	off = (double)side * (by == 0 ? residual_off(&s->residual, f->of[0].level) :
	    residual_off(&s->periodic.left, f->of[1].level));
	if (!(off > 0) || !(off >= p->threshold * s->usual))
		return false;
	f->score = s->usual > 0 ? fmin(off / s->usual, DBL_MAX) : RESIDUAL_ENDLESS;
	f->expected = f->of[by].level + f->taken[by];
	f->direction = side;
	f->component = f->shape = "shift";
	s->side = 0;
	return true;
}

static enum rc
judge(struct watch *w, struct watch_series *s, const struct watch_point *at, double x, double n,
    struct finding *f, struct err *e)
{
	const struct watch_plan *p = w->plan;
	bool quiet = silent(p, s, at->at_us);
	enum rc rc = RC_OK;

	if (p->daily)
		judge_daily(p, s, at->local_us, x, n, f);
	else
		rc = judge_stream(p, s, at->local_us, x, f, e);
	s->since++;
	if (f->status == LEARNING)
		return rc;
	w->judged++;
	if (f->score < p->threshold || quiet || f->told) {
		if (stays(p, s, f)) {
			f->status = ANOMALY;
			w->anomalies++;
		}
		return rc;
	}
	f->status = ANOMALY;
	s->alarm_us = at->at_us;
	s->since = 0;
	s->side = !p->daily && strcmp(f->shape, "spike") == 0 ? f->direction * (f->by + 1) : 0;
	s->usual = s->side != 0 ? f->of[f->by].usual : 0;
	w->anomalies++;
	return rc;
}

static void
text_or_null(struct jwrite *w, const char *key, const char *text)
{
	jwrite_key(w, sv_of(key));
	if (text != NULL)
		jwrite_str(w, sv_of(text));
	else
		jwrite_null(w);
}

/* The record's line is in @o: what was found goes before its last bracket. */
static void
append(struct buf *o, struct sv metric, const struct finding *f)
{
	struct jwrite w;

	o->n -= 2;			/* "}\n" */
	jwrite_init(&w, o);
	w.comma = o->p[o->n - 1] != '{';
	jwrite_key(&w, SV("metric"));
	jwrite_str(&w, metric);
	jwrite_key(&w, SV("anomaly"));
	jwrite_bool(&w, f->status == ANOMALY);
	jwrite_key(&w, SV("score"));
	jwrite_double(&w, f->score);
	jwrite_key(&w, SV("expected"));
	jwrite_double(&w, f->expected);
	text_or_null(&w, "direction", f->component == NULL || f->direction == 0 ? NULL :
	    f->direction > 0 ? "up" : "down");
	text_or_null(&w, "component", f->component);
	text_or_null(&w, "shape", f->status == ANOMALY ? f->shape : NULL);
	jwrite_key(&w, SV("status"));
	jwrite_str(&w, sv_of(status_name[f->status]));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* The window ended less than --settle ago, or has not ended yet. */
static bool
unsettled(const struct watch_plan *p, const struct watch_point *at)
{
	int64_t now_us = p->now_us, limit_us;

	if (now_us == INT64_MIN)	/* asked each time: a live input goes on for days */
		now_us = clock_wall_us();
	return __builtin_sub_overflow(now_us, p->settle_us, &limit_us) ||
	    (at->end_us != INT64_MIN ? at->end_us : at->at_us) > limit_us;
}

/* By the calendar: of --daily the whole day, else the window, or the instant without one. */
static bool
is_excluded(const struct watch_plan *p, const struct watch_point *at)
{
	struct calendar_time t = { at->at_us, at->end_us, at->local_us - at->at_us };

	if (calendar_none(&p->calendar))
		return false;
	if (p->daily) {
		struct twindow_span day = twindow_at(&p->window, at->local_us);

		t.from_us = day.from_us - t.ahead_us;
		t.to_us = day.to_us - t.ahead_us;
	} else if (t.to_us <= t.from_us) {
		t.to_us = t.from_us + 1;
	}
	return calendar_of(&p->calendar, &t, NULL) != CALENDAR_OPEN;
}

/* What sets all of a record's points aside; OK: nothing does. */
static enum status
aside(const struct watch_plan *p, const struct watch_group *g, const struct watch_point *at)
{
	if (at->at_us <= g->loaded_us)
		return SEEN;
	if (p->settling && unsettled(p, at))
		return UNSETTLED;
	return is_excluded(p, at) ? EXCLUDED : OK;
}

/* The wall clock that the time was written by. */
static int64_t
wall_of(const struct watch_plan *p, const struct record *r, int64_t at_us)
{
	struct val v = r->slot[p->time_slot];
	int64_t local_us = at_us, same_us;

	if (v.kind == VAL_STRING && v.text.n > 0 && v.text.p[v.text.n - 1] == 'Z')
		return at_us;
	/* The text that a log's time was read from, if it says the same by itself. */
	if (v.kind == VAL_TIME && v.text.n > 0)
		v = val_of_text(v.text);
	if (tstamp_auto(&v, &p->input, &same_us) && same_us == at_us)
		(void)tstamp_wall(&v, &p->input, &local_us);
	return local_us;
}

/* Wall clocks are read in --tz; without it as they are written. */
static struct watch_point
point_of(const struct watch_plan *p, const struct record *r, int64_t at_us)
{
	struct watch_point at = { at_us, at_us, INT64_MIN };

	at.local_us = p->zone != NULL ? tzone_local(p->zone, at_us) : wall_of(p, r, at_us);
	if (!val_null(&r->slot[p->end_slot]))
		(void)tstamp_auto(&r->slot[p->end_slot], &p->input, &at.end_us);
	return at;
}

/* What we add must not be there: a member would be there twice. */
static enum rc
names_free(const struct watch_plan *p, const struct record *r, struct err *e)
{
	for (size_t i = 0; i < WATCH_ADDED; i++) {
		if (r->slot[p->added[i]].kind == VAL_NONE)
			continue;
		return rc_bad(e, "name", "the record has a field '%s' already: give it another "
		    "name (cxselect --rename)", watch_added[i]);
	}
	return RC_OK;
}

bool
watch_say_steps(const struct watch *w, struct job *j)
{
	char msg[ERR_MSG_MAX], to[32] = "";

	if (!w->plan->daily || w->plan->step != NULL || w->nstep == 0 ||
	    w->step_min < (w->nstep == 1 ? WEEK - 1 : 2))
		return false;
	if (w->step_max > w->step_min)
		(void)snprintf(to, sizeof(to), " to %" PRId64, w->step_max);
	(void)snprintf(msg, sizeof(msg), "points lie %" PRId64 "%s days apart, and --daily takes "
	    "one a day: see --step", w->step_min, to);
	j->say(j->name, msg);
	return true;
}

/* Points of a series come one after the other, of a daily one a day each. */
static enum rc
in_order(const struct watch *w, struct watch_group *g, const struct watch_point *at,
    struct err *e)
{
	const struct watch_plan *p = w->plan;

	if (at->at_us <= g->loaded_us)
		return RC_OK;	/* seen */
	if (at->at_us <= g->last_us)
		return rc_bad(e, "order", "a point that is not later than the one before it in its "
		    "series: sort the input by time");
	if (!p->daily)
		return RC_OK;
	if (watch_step_of(p, at->local_us) == g->last_step)
		return p->step != NULL ? rc_bad(e, "order", "a second point of one --step %s in "
		    "its series", p->step) : rc_bad(e, "order", "a second point of one day in its "
		    "series: --daily takes one a day");
	g->last_step = watch_step_of(p, at->local_us);
	return RC_OK;
}

static enum rc
find_group(struct watch *w, const struct map_in *in, const struct record *r,
    struct watch_group **g, struct err *e)
{
	enum rc rc = w->plan->nkey == 0 ? all_text(w, r, e) : by_keys(w, in, r, e);

	if (rc != RC_OK)
		return rc;
	if (w->map.n >= w->plan->max_groups && hmap_get(&w->map, buf_view(&w->key)) == NULL)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups: name fewer keys with "
		    "--by, or raise --max-groups", w->plan->max_groups);
	*g = watch_group(w, buf_view(&w->key));
	return RC_OK;
}

/* Only what is over all windows may be without a time. */
static enum rc
no_point(const struct watch_plan *p, const struct record *r, struct err *e)
{
	if (r->slot[p->total_slot].kind == VAL_TRUE)
		return RC_OK;
	if (val_null(&r->slot[p->time_slot]))
		return rc_bad(e, "time", "no time: the record has no field '%.*s' (see --time)",
		    SV_SHOW(p->time));
	return rc_bad(e, "time", "expected a time in '%.*s'", SV_SHOW(p->time));
}

/* The line is in w->key, behind the key: once for each metric, with what was found. */
static void
put_point(struct watch *w, size_t key_n, size_t metric, const struct finding *f, struct buf *o)
{
	if (w->plan->only && f->status != ANOMALY)
		return;
	buf_add(o, w->key.p + key_n, w->key.n - key_n);
	append(o, w->plan->metric[metric], f);
}

/* How many events a value is of, as daily_point.n: over a sample as many as its records say. */
static double
events_of(const struct watch_plan *p, size_t metric, const struct record *r)
{
	const double most = 0x1p53;
	double n, rows;

	if (!val_number(&r->slot[p->slot_n[metric]], &n) || !(n > 0 && n < most))
		n = 0;
	if (!val_number(&r->slot[p->slot_eff[metric]], &rows) || !(rows > 0 && rows < most))
		return n;
	return n > 0 ? fmin(rows, n) : -rows;
}

static enum rc
judge_all(struct watch *w, struct watch_group *g, const struct record *r,
    const struct watch_point *at, const double *x, struct buf *o, struct err *e)
{
	const struct watch_plan *p = w->plan;
	enum status why = g != NULL ? aside(p, g, at) : TOTAL;
	enum rc rc = RC_OK;

	if (why == OK || why == EXCLUDED)
		rc = watch_gap_point(w, g, at, why == EXCLUDED, o, e);
	for (size_t i = 0; rc == RC_OK && i < p->nmetric; i++) {
		struct finding f = { .status = why, .score = NAN, .expected = NAN };

		if (why == OK && isnan(x[i]))
			f.status = NODATA;
		if (f.status == OK)
			rc = judge(w, &g->series[i], at, x[i], events_of(p, i, r), &f, e);
		put_point(w, g != NULL ? g->key.n : 0, i, &f, o);
	}
	if (why == OK || why == EXCLUDED)
		g->last_us = at->at_us;
	return rc;
}

enum rc
watch_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	struct watch *w = in->part;
	const struct watch_plan *p = w->plan;
	struct watch_point at = point_of(p, r, in->at_us);
	double x[WATCH_METRICS_MAX];
	struct watch_group *g = NULL;	/* NULL: of no series */
	size_t start = out->o.n;
	enum rc rc = names_free(p, r, e);

	buf_clear(&w->key);
	arena_reset(&w->tmp);
	for (size_t i = 0; rc == RC_OK && i < p->nmetric; i++)
		rc = number(p, i, r, &x[i], e);
	if (rc == RC_OK)
		rc = in->timed ? find_group(w, in, r, &g, e) : no_point(p, r, e);
	if (rc == RC_OK && g != NULL)
		rc = in_order(w, g, &at, e);
	if (rc == RC_OK)
		rc = edit_write(p->edit, r, in->ev, NULL, &out->o, e);
	if (rc != RC_OK)
		return rc;
	buf_add(&w->key, out->o.p + start, out->o.n - start);
	out->o.n = start;
	return judge_all(w, g, r, &at, x, &out->o, e);
}

void
watch_free(struct watch *w)
{
	for (size_t k = 0; k < w->map.n; k++) {
		struct watch_group *g = w->map.entry[k].val;

		for (size_t i = 0; i < w->plan->nmetric; i++) {
			if (!w->plan->daily)
				residual_free(&g->series[i].residual);
			periodic_free(&g->series[i].periodic);
			season_free(&g->series[i].season);
		}
	}
	hmap_free(&w->map);
	buf_free(&w->key);
	arena_free(&w->arena);
	arena_free(&w->tmp);
}
