/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time is the wall clock's where steps are days, weeks or months, else UTC: `clock` below.
 */
#include "anomaly/watch_gap.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "json/jread.h"
#include "key/scan_key.h"
#include "record/rkind.h"
#include "record/time_member.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MAX = 100000,	/* missing steps that are looked at one by one */
	STREAM_LEARN = 101,	/* steps, as points of a stream */
	STREAM_KEEP = 2000,
	WEEKDAY_KEEP = 13,
	DATE_KEEP = 3
};

#define DAILY_CHANCE 0.02	/* a silence as rare is an anomaly */
#define STREAM_CHANCE 0.001
#define SCORE_MAX 50.0

/* ---- steps ---- */

enum rc
watch_step(struct watch_plan *p, const char *text, struct err *e)
{
	struct err why = { 0 };

	p->step = text;
	p->step_us = 0;
	p->calendar_steps = p->daily;
	p->window = (struct twindow){ TWINDOW_DAY, 1, NULL };
	if (text == NULL)
		return RC_OK;
	if (twindow_parse(&p->window, sv_of(text), NULL, &why) != RC_OK)
		return rc_err(e, RC_USAGE, "--step: %s", why.msg);
	p->calendar_steps = p->window.unit != TWINDOW_FIXED;
	p->step_us = p->calendar_steps ? 0 : p->window.n_us;
	if (p->daily && !p->calendar_steps)
		return rc_err(e, RC_USAGE, "--step: days, weeks or months with --daily, got '%s'",
		    text);
	return RC_OK;
}

int64_t
watch_step_of(const struct watch_plan *p, int64_t local_us)
{
	return twindow_at(&p->window, local_us).from_us;
}

/* The slot of a step: a weekday, an hour of the week ... by what --period says recurs. */
static size_t
slot_of(const struct watch_plan *p, int64_t local_us)
{
	const int64_t hour = 3600 * RFC3339_SEC_US;
	const bool by_day = p->daily || p->period == SEASON_MONTH;

	return (size_t)(season_slot_of(p->period, local_us) / (by_day ? RFC3339_DAY_US : hour));
}

static size_t
slot_count(const struct watch_plan *p)
{
	switch (p->period) {
	case SEASON_DAY:
		return 24;
	case SEASON_WEEK:
		return p->daily ? 7 : 168;
	case SEASON_MONTH:
		return 31;
	case SEASON_NONE:
	case SEASON_FOUND:
		break;
	}
	return 1;
}

void
watch_gap_init(struct watch_gap *g, const struct watch_plan *p, struct arena *a)
{
	*g = (struct watch_gap){ .next_us = INT64_MIN };
	g->slot = arena_zalloc(a, slot_count(p) * sizeof(*g->slot));
}

struct presence
watch_gap_presence(const struct watch_gap *g, const struct watch_plan *p)
{
	const uint32_t daily = p->period == SEASON_WEEK ? WEEKDAY_KEEP :
	    p->period == SEASON_MONTH ? DATE_KEEP : DAILY_KEEP;

	return (struct presence){ g->slot, slot_count(p), p->daily ? daily : STREAM_KEEP };
}

/* ---- steps without a point ---- */

struct silence {		/* from g->next_us on */
	const struct watch_plan *p;
	struct watch_gap        *g;
	struct presence          known;
	int64_t                  ahead_us;	/* the wall clock less UTC */
	int64_t                  step_us;	/* 0: p->window's */
	int64_t                  from_us;	/* UTC: what is missing first, */
	int64_t                  to_us;		/* ... and the end of what is last */
	uint64_t                 missing;
	double                   log;		/* of its chance */
	uint64_t                 steps;		/* excluded ones too */
};

static int64_t
utc_of(const struct silence *s, int64_t clock)
{
	if (!s->p->calendar_steps)
		return clock;
	return s->p->zone != NULL ? tzone_reach(s->p->zone, clock) : clock - s->ahead_us;
}

static int64_t
local_of(const struct silence *s, int64_t clock)
{
	if (s->p->calendar_steps)
		return clock;
	return s->p->zone != NULL ? tzone_local(s->p->zone, clock) : clock + s->ahead_us;
}

static int64_t
next_step(const struct silence *s, int64_t clock)
{
	return s->step_us != 0 ? clock + s->step_us : twindow_at(&s->p->window, clock).to_us;
}

static bool
is_left_out(const struct silence *s, int64_t clock, int64_t end)
{
	const struct calendar_time t = { utc_of(s, clock), utc_of(s, end), s->ahead_us };

	return !calendar_none(&s->p->calendar) &&
	    calendar_of(&s->p->calendar, &t, NULL) != CALENDAR_OPEN;
}

/*
 * The steps that begin at or after s->g->next_us and before @until (clock) have no point.  They
 * are judged by what was known before, and are known afterwards.
 */
static void
walk(struct silence *s, int64_t until)
{
	const int64_t begin = s->g->next_us;
	uint64_t looked = 0;
	int64_t clock, end, next;

	for (clock = begin; clock < until && looked < LOOK_MAX; clock = end, looked++) {
		end = next_step(s, clock);
		s->steps++;
		if (is_left_out(s, clock, end))
			continue;
		s->from_us = s->missing == 0 ? utc_of(s, clock) : s->from_us;
		s->to_us = utc_of(s, end);
		s->missing++;
		s->log += presence_log(&s->known, slot_of(s->p, local_of(s, clock)));
	}
	next = clock;
	if (clock < until && s->step_us != 0) {	/* certain by now */
		uint64_t more = (uint64_t)(until - clock - 1) / (uint64_t)s->step_us + 1;

		s->steps += more;
		s->missing += more;
		next = clock + (int64_t)more * s->step_us;
		s->to_us = utc_of(s, next);
	}
	for (clock = begin; looked > 0; clock = end, looked--) {
		end = next_step(s, clock);
		if (!is_left_out(s, clock, end))
			presence_add(&s->known, slot_of(s->p, local_of(s, clock)), false);
	}
	s->g->next_us = next;
}

/* ---- what is written ---- */

static void
put_time(struct jwrite *w, const struct silence *s, const char *name, int64_t at_us)
{
	char text[RFC3339_MAX];

	if (s->p->zone != NULL || s->ahead_us == 0) {
		time_member_write(w, name, s->p->zone, at_us);
		return;
	}
	jwrite_key(w, sv_of(name));
	jwrite_str(w, (struct sv){ text, rfc3339_text(at_us,
	    (int)(s->ahead_us / RFC3339_SEC_US), text) });
}

struct put_keys {
	struct jwrite           *w;
	const struct watch_plan *p;
	struct arena            *tmp;
	struct sv                name;	/* of the value that comes next, without --by */
	size_t                   n;
};

/* A key that is called as a member of the record is left out. */
static bool
put_key(void *ctx, struct sv none, const struct val *v)
{
	struct put_keys *k = ctx;
	const size_t i = k->n++;

	(void)none;	/* arrays have no keys */
	if (k->p->nkey == 0 && i % 2 == 0) {
		k->name = val_text(v, k->tmp);
		return true;
	}
	if (k->p->nkey > 0)
		k->name = k->p->key[i].name;
	if (rkind_taken("cxanomaly", k->name))
		return true;
	jwrite_key(k->w, k->name);
	jwrite_val(k->w, v);
	return true;
}

/* A hole in a series that is known by its windows alone is told of when it is unusual. */
static bool
is_asked(const struct watch_plan *p)
{
	return p->daily || p->step != NULL;
}

/*
 * The silence so far, with what an earlier run has told of it: that it goes on is no news
 * before it is twice as long.
 */
static void
put_gap(struct watch *w, struct watch_group *g, const struct silence *s, struct buf *o)
{
	const struct watch_plan *p = w->plan;
	const struct val key = { .kind = VAL_ARRAY, .text = g->key };
	const double limit = log(p->daily ? DAILY_CHANCE : STREAM_CHANCE);
	const bool learning = g->gap.learning;
	double score = fmin(p->threshold * s->log / limit, SCORE_MAX);
	const bool unusual = !learning && score >= p->threshold;
	const bool anomaly = unusual && s->missing >= 2 * g->gap.alarm;
	const bool told = is_asked(p) || anomaly;
	struct put_keys k = { .p = p, .tmp = &w->tmp };
	struct jwrite jw;

	w->judged += told && !learning;
	w->anomalies += anomaly;
	g->gap.alarm = anomaly ? s->missing : g->gap.alarm;
	if (!told || (p->only && !anomaly))
		return;
	jwrite_init(&jw, o);
	k.w = &jw;
	jwrite_open(&jw, '{');
	jwrite_key(&jw, SV("kind"));
	jwrite_str(&jw, SV("gap"));
	put_time(&jw, s, "window", s->from_us);
	put_time(&jw, s, "window_end", s->to_us);
	jread_each(&key, put_key, &k);
	jwrite_key(&jw, SV("missing"));
	jwrite_u64(&jw, s->missing);
	jwrite_key(&jw, SV("anomaly"));
	jwrite_bool(&jw, anomaly);
	jwrite_key(&jw, SV("score"));
	jwrite_double(&jw, learning ? (double)NAN : score);
	jwrite_key(&jw, SV("shape"));
	if (anomaly)
		jwrite_str(&jw, SV("gap"));
	else
		jwrite_null(&jw);
	jwrite_key(&jw, SV("status"));
	jwrite_str(&jw, anomaly ? SV("anomaly") : unusual ? SV("seen") :
	    learning ? SV("learning") : SV("ok"));
	jwrite_shut(&jw, '}');
	jwrite_nl(&jw);
}

/* A silence that goes on from one that was told of; how many of its steps are new. */
static uint64_t
hear(struct watch *w, struct watch_group *g, struct silence *s, int64_t until)
{
	const uint64_t before = g->gap.missing;

	s->known = watch_gap_presence(&g->gap, w->plan);
	s->missing = before;
	s->log = g->gap.log;
	s->from_us = g->gap.since_us;
	if (before == 0)
		g->gap.learning = presence_known(&s->known) < (w->plan->daily ?
		    (uint64_t)DAILY_LEARN : (uint64_t)STREAM_LEARN);
	walk(s, until);
	w->missing += s->missing - before;
	w->silent += s->missing > before;
	return s->missing - before;
}

/* ---- points ---- */

/* How far points lie apart, in steps. */
static enum rc
count_step(struct watch *w, int64_t steps, struct err *e)
{
	const char *step = w->plan->step;

	w->step_min = w->nstep == 0 || steps < w->step_min ? steps : w->step_min;
	w->step_max = w->nstep == 0 || steps > w->step_max ? steps : w->step_max;
	w->nstep++;
	if (w->nstep != WATCH_STEPS || !is_asked(w->plan))
		return RC_OK;
	if (w->step_max == 0)
		return rc_err(e, RC_USAGE, "points lie less than --step %s apart: say what the "
		    "step is, or gather them (cxstat -w)", step);
	if (w->step_min < 2 || w->step_max * 4 > w->step_min * 5)
		return RC_OK;
	if (step != NULL)
		return rc_err(e, RC_USAGE, "points lie %" PRId64 " times --step %s apart, or more",
		    w->step_min, step);
	return rc_err(e, RC_USAGE, "points lie %" PRId64 " days apart, or more, and --daily takes "
	    "one a day: --step %s takes them as they are", w->step_min,
	    w->step_min >= 28 ? "1mo" : w->step_min == 7 ? "1w" : "Nd");
}

static int64_t
clock_of(const struct watch_plan *p, const struct watch_point *at)
{
	return p->calendar_steps ? watch_step_of(p, at->local_us) : at->at_us;
}

enum rc
watch_gap_point(struct watch *w, struct watch_group *g, const struct watch_point *at,
    bool excluded, struct buf *o, struct err *e)
{
	const struct watch_plan *p = w->plan;
	struct silence s = { .p = p, .g = &g->gap, .ahead_us = at->local_us - at->at_us };
	const int64_t clock = clock_of(p, at), next = g->gap.next_us;
	enum rc rc = RC_OK;

	s.step_us = p->calendar_steps ? 0 : p->step_us != 0 ? p->step_us : g->gap.step_us;
	if (next != INT64_MIN && (p->calendar_steps || s.step_us > 0)) {
		/* A point that is a little late is no missing one. */
		if (hear(w, g, &s, clock - s.step_us / 2) > 0)
			put_gap(w, g, &s, o);
		rc = count_step(w, (int64_t)s.steps + (clock - next >= -s.step_us / 2), e);
	}
	g->gap.missing = g->gap.alarm = 0;
	g->gap.log = 0;
	if (at->at_us > w->latest.at_us)
		w->latest = *at;
	g->gap.ahead_us = s.ahead_us;
	if (!p->calendar_steps && p->step_us == 0)
		g->gap.step_us = at->end_us > at->at_us ? at->end_us - at->at_us : 0;
	s.step_us = p->calendar_steps ? 0 : p->step_us != 0 ? p->step_us : g->gap.step_us;
	g->gap.next_us = p->calendar_steps || s.step_us > 0 ? next_step(&s, clock) : INT64_MIN;
	if (!excluded) {
		s.known = watch_gap_presence(&g->gap, p);
		presence_add(&s.known, slot_of(p, at->local_us), true);
	}
	return rc;
}

static int
by_key(const void *a, const void *b)
{
	const struct watch_group *const *x = a, *const *y = b;

	return sv_cmp((*x)->key, (*y)->key);
}

/* Steps of a group that begin before it are there or missing: up to where others have points. */
static int64_t
until_latest(const struct watch *w, const struct silence *s)
{
	const int64_t clock = clock_of(s->p, &w->latest);

	/* A whole step lies before: of days the one that begins there, too. */
	return s->p->daily ? next_step(s, clock) : clock - s->step_us + 1;
}

/* The same of all steps that have ended by --now. */
static int64_t
until_due(const struct silence *s)
{
	const struct watch_plan *p = s->p;
	const int64_t local_us = p->zone != NULL ? tzone_local(p->zone, p->due_us) :
	    p->due_us + s->ahead_us;

	return p->calendar_steps ? watch_step_of(p, local_us) : p->due_us - s->step_us + 1;
}

static void
finish_group(struct watch *w, struct watch_group *g, struct buf *o)
{
	const struct watch_plan *p = w->plan;
	const bool others = w->latest.at_us != INT64_MIN;
	struct silence s = { .p = p, .g = &g->gap,
		.ahead_us = others ? w->latest.local_us - w->latest.at_us : g->gap.ahead_us };
	int64_t until = INT64_MIN;

	s.step_us = p->calendar_steps ? 0 : p->step_us != 0 ? p->step_us : g->gap.step_us;
	if (g->gap.next_us == INT64_MIN || (!p->calendar_steps && s.step_us == 0))
		return;
	if (others)
		until = until_latest(w, &s);
	if (p->due_us != INT64_MIN && until_due(&s) > until)
		until = until_due(&s);
	if (hear(w, g, &s, until) == 0)
		return;
	put_gap(w, g, &s, o);
	g->gap.missing = s.missing;
	g->gap.log = s.log;
	g->gap.since_us = s.from_us;
}

void
watch_gap_finish(struct watch *w, struct job *j)
{
	struct watch_group **g = mem_array(NULL, w->map.n + 1, sizeof(struct watch_group *));
	struct err say;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < w->map.n; i++)
		g[i] = w->map.entry[i].val;
	qsort(g, w->map.n, sizeof(struct watch_group *), by_key);
	for (size_t i = 0; i < w->map.n; i++)
		finish_group(w, g[i], &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	mem_free(g);
	if (watch_say_steps(w, j) || w->missing == 0 || !is_asked(w->plan))
		return;
	(void)rc_err(&say, RC_OK, "%" PRIu64 " point%s missing, in %" PRIu64 " gap%s", w->missing,
	    w->missing == 1 ? " is" : "s are", w->silent, w->silent == 1 ? "" : "s");
	j->say(j->name, say.msg);
}
