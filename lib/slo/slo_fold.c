/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of a run of records everything is evaluated first, expression by expression, then they
 * are counted, meter by meter: a record that cannot be judged (RC_BAD) leaves no trace.  What
 * is evaluated is only what stands under no `where`, or one that is true.
 */
#include "slo/slo_fold.h"

#include "base/hash.h"
#include "json/jscan.h"
#include "key/scan_key.h"
#include "slo/slo_fold_state.h"

#include <math.h>
#include <string.h>

/* ---- a run of records: what is known of them ---- */

enum {
	KEY_SHORT = 256,	/* bytes of a key that is made without a buffer, */
	KEY_MORE = 10		/* with the brackets and quotes, and room for eight at a time */
};

#define SLO_COUNT_MAX 1e12	/* events that a record stands for */

struct known_value {
	double x;
	bool   number;		/* it is one */
};

struct known_unit {
	uint64_t id;
	bool     some;		/* it has one */
};

struct known_key {		/* of a set */
	const struct val  *value;
	struct slo_track **row;	/* NULL: not looked up */
};

/* As much of each as the plan has, for each record of the run: in the scratch of the eval. */
struct known {
	const struct slo_plan *p;
	struct expr_rows       rows;	/* of one hour */
	const int64_t         *at_us;
	const uint64_t        *weight;	/* NULL: each record is one event */
	struct buf            *scratch;
	uint8_t               *minute;	/* of the hour */
	uint8_t              (*test)[BATCH_ROWS];	/* enum expr_tri */
	struct known_value   (*value)[BATCH_ROWS];
	struct known_unit    (*unit)[BATCH_ROWS];
	struct known_key     (*key)[BATCH_ROWS];
};

static void
new_known(struct known *k)
{
	struct arena *a = expr_eval_arena(k->rows.ev);
	const struct slo_plan *p = k->p;

	k->minute = arena_alloc(a, BATCH_ROWS * sizeof(*k->minute));
	k->test = arena_alloc(a, p->ntest * sizeof(*k->test));
	k->value = arena_alloc(a, p->nvalue * sizeof(*k->value));
	k->unit = arena_alloc(a, p->nunit * sizeof(*k->unit));
	k->key = arena_alloc(a, p->nset * sizeof(*k->key));
}

static inline bool
guard_stops(const struct known *k, uint16_t guard, size_t i)
{
	return guard != SLO_PLAN_NONE && k->test[guard][i] != EXPR_TRUE;
}

/* Record @i cannot be judged: those before it are what is left of the run. */
static void
end_before(struct known *k, size_t i, enum rc rc)
{
	k->rows.n = i;
	k->rows.rc = rc;
}

/* Test @t of all records; where its guard stops it is unknown. */
static void
know_test(struct known *k, size_t t)
{
	const struct slo_term *term = &k->p->test[t];
	const struct record *rec[BATCH_ROWS];
	struct expr_rows some = k->rows;
	uint8_t at[BATCH_ROWS], yes[BATCH_ROWS];
	size_t n = 0;

	if (term->guard == SLO_PLAN_NONE) {
		expr_test_rows(term->x, &k->rows, k->test[t]);
		return;
	}
	for (size_t i = 0; i < k->rows.n; i++) {
		k->test[t][i] = EXPR_UNKNOWN;
		rec[n] = k->rows.rec[i];
		at[n] = (uint8_t)i;
		n += !guard_stops(k, term->guard, i);
	}
	some.rec = rec;
	some.n = n;
	expr_test_rows(term->x, &some, yes);
	for (size_t i = 0; i < some.n; i++)
		k->test[t][at[i]] = yes[i];
	if (some.n < n)
		end_before(k, at[some.n], some.rc);
}

static void
know_value(struct known *k, size_t t)
{
	for (size_t i = 0; i < k->rows.n; i++) {
		struct known_value *to = &k->value[t][i];
		struct val v;
		enum rc rc;

		to->number = false;
		if (guard_stops(k, k->p->value[t].guard, i))
			continue;
		rc = expr_value(k->p->value[t].x, k->rows.rec[i], k->rows.ev, &v, k->rows.e);
		if (rc == RC_OK)
			to->number = val_number_short(&v, &to->x);
		else
			end_before(k, i, rc);
	}
}

/* A unit is known by the hash of its canonical text; null is no unit. */
static void
know_unit(struct known *k, size_t t)
{
	for (size_t i = 0; i < k->rows.n; i++) {
		struct known_unit *to = &k->unit[t][i];
		struct val v;
		enum rc rc;

		to->some = false;
		if (guard_stops(k, k->p->unit[t].guard, i))
			continue;
		rc = expr_value(k->p->unit[t].x, k->rows.rec[i], k->rows.ev, &v, k->rows.e);
		if (rc != RC_OK)
			end_before(k, i, rc);
		if (rc != RC_OK || val_null(&v))
			continue;
		buf_clear(k->scratch);
		scan_key_text(k->scratch, &v, 1, expr_eval_arena(k->rows.ev));
		to->some = true;
		to->id = hash_sv(buf_view(k->scratch), 0);
	}
}

static void
know_key(struct known *k, size_t set)
{
	const struct slo_keys *s = &k->p->set[set];

	for (size_t i = 0; i < k->rows.n; i++) {
		struct val *v;
		enum rc rc = RC_OK;

		k->key[set][i].row = NULL;
		if (guard_stops(k, s->guard, i))
			continue;
		v = arena_alloc(expr_eval_arena(k->rows.ev), s->n * sizeof(*v));
		for (size_t n = 0; rc == RC_OK && n < s->n; n++)
			rc = expr_value(s->key[n].x, k->rows.rec[i], k->rows.ev, &v[n], k->rows.e);
		k->key[set][i].value = v;
		if (rc != RC_OK)
			end_before(k, i, rc);
	}
}

/* A whole number of events. */
static bool
is_count(const struct known_value *v)
{
	return v->number && v->x >= 0 && v->x <= SLO_COUNT_MAX && v->x == floor(v->x);
}

static uint64_t
times(const struct known *k, size_t i)
{
	return k->weight != NULL ? k->weight[i] : 1;
}

static enum rc
bad_counts(const struct known_value *total, const struct known_value *part, struct err *e)
{
	if (!is_count(total))
		return rc_bad(e, "count", "total_count: expected a whole number of events up to "
		    "1e12");
	if (is_count(part) && part->x <= total->x)
		return rc_bad(e, "count", "total_count: with its weight the record stands for more "
		    "than 1e12 events");
	return rc_bad(e, "count", "good_count, bad_count: expected a whole number up to %.15g, "
	    "which is total_count, found %.17g", total->x, part->x);
}

/* A record that counts events says how many; of how many nobody knows what they are, too. */
static void
know_counts(struct known *k, const struct slo_meter *m)
{
	for (size_t i = 0; i < k->rows.n; i++) {
		const struct known_value *total = &k->value[m->total][i];
		const struct known_value *part = &k->value[m->value][i];

		if (guard_stops(k, m->where, i) || (is_count(total) &&
		    total->x * (double)times(k, i) <= SLO_COUNT_MAX &&
		    (!part->number || (is_count(part) && part->x <= total->x))))
			continue;
		end_before(k, i, bad_counts(total, part, k->rows.e));
	}
}

/* Each looks only at what those before it could judge: the first that fails says why. */
static void
know_rows(struct known *k)
{
	const struct slo_plan *p = k->p;

	for (size_t t = 0; t < p->ntest; t++)
		know_test(k, t);
	for (size_t t = 0; t < p->nvalue; t++)
		know_value(k, t);
	for (size_t i = 0; i < p->nmeter; i++)
		if (p->meter[i].kind == SLO_METER_COUNTS)
			know_counts(k, &p->meter[i]);
	for (size_t t = 0; t < p->nunit; t++)
		know_unit(k, t);
	for (size_t set = 1; set < p->nset; set++)
		know_key(k, set);
	for (size_t i = 0; i < k->rows.n; i++) {
		int64_t in_hour = k->at_us[i] % SLO_TRACK_HOUR_US;

		k->minute[i] = (uint8_t)((in_hour < 0 ? in_hour + SLO_TRACK_HOUR_US : in_hour) /
		    SLO_MINUTE_US);
	}
}

/* ---- what meters make of it ---- */

enum outcome { SKIP, GOOD, BAD, HALF, COUNTED, UNKNOWN, VALUE };

enum sides { CANDIDATE = 1, STABLE = 2 };

/*
 * Which side counts event @i.  When the baseline predicate is unknown, both do, and *unknown
 * says so.  An event of a stable file counts for meters that compare files, and for no other.
 */
static unsigned
sides_of(const struct known *k, const struct slo_meter *m, size_t i, bool *unknown)
{
	bool stable = k->rows.rec[i]->file >= k->p->stable;
	uint8_t yes;

	*unknown = false;
	if (m->files)
		return stable ? STABLE : CANDIDATE;
	if (stable || m->baseline == SLO_PLAN_NONE)
		return stable ? 0 : CANDIDATE;
	yes = k->test[m->baseline][i];
	*unknown = yes == EXPR_UNKNOWN;
	return *unknown ? CANDIDATE | STABLE : yes == EXPR_TRUE ? STABLE : CANDIDATE;
}

static bool
is_within(enum slo_op op, double x, double limit)
{
	switch (op) {
	case SLO_LTE:
		return x <= limit;
	case SLO_LT:
		return x < limit;
	case SLO_GTE:
		return x >= limit;
	case SLO_GT:
		break;
	}
	return x > limit;
}

static inline bool
is_unanswered(const struct known *k, size_t i)
{
	return k->p->unanswered != SLO_PLAN_NONE &&
	    k->test[k->p->unanswered][i] == EXPR_TRUE;
}

static enum outcome
judge_apdex(const struct known *k, const struct slo_meter *m, size_t i)
{
	unsigned failed = m->test == SLO_PLAN_NONE ? EXPR_FALSE : k->test[m->test][i];
	double x = k->value[m->value][i].x;

	if (failed == EXPR_TRUE)
		return BAD;
	if (!k->value[m->value][i].number)
		return UNKNOWN;
	if (x > 4 * m->limit)
		return BAD;
	return failed == EXPR_UNKNOWN ? UNKNOWN : x <= m->limit ? GOOD : HALF;
}

/* A sketch leaves out what is no number: the count beside it says unknown. */
static inline enum outcome
judge_event(const struct known *k, const struct slo_meter *m, size_t i)
{
	if (m->waits && is_unanswered(k, i))
		return m->kind == SLO_METER_SKETCH ? SKIP : BAD;
	switch (m->kind) {
	case SLO_METER_EVENTS:
		return GOOD;
	case SLO_METER_GOOD:
	case SLO_METER_BAD:
		if (k->test[m->test][i] == EXPR_UNKNOWN)
			return is_unanswered(k, i) ? BAD : UNKNOWN;
		return (k->test[m->test][i] == EXPR_TRUE) == (m->kind == SLO_METER_GOOD) ?
		    GOOD : BAD;
	case SLO_METER_COUNTS:
		if (!(k->value[m->total][i].x > 0))
			return SKIP;
		return k->value[m->value][i].number ? COUNTED : UNKNOWN;
	case SLO_METER_LIMIT:
		if (!k->value[m->value][i].number)
			return UNKNOWN;
		return is_within(m->op, k->value[m->value][i].x, m->limit) ? GOOD : BAD;
	case SLO_METER_APDEX:
		return judge_apdex(k, m, i);
	case SLO_METER_SKETCH:
		break;
	}
	return k->value[m->value][i].number ? VALUE : SKIP;
}

static inline void
count_event(struct slo_counts *c, enum outcome out, bool unit)
{
	/* Of a unit the minutes say only how many events have none: the unit itself is unknown. */
	if (out == UNKNOWN && !unit) {
		c->unknown++;
		return;
	}
	c->n++;
	c->bad += out == BAD;
	c->half += out == HALF;
}

static bool
counts_many(const struct known *k, const struct slo_meter *m)
{
	return k->weight != NULL || m->kind == SLO_METER_COUNTS;
}

/* The same of a record that stands for many events, or counts them. */
static void
count_many(struct slo_counts *c, const struct known *k, const struct slo_meter *m,
    enum outcome out, bool unit, size_t i)
{
	const bool counts = m->kind == SLO_METER_COUNTS;
	const uint64_t n = times(k, i) * (counts ? (uint64_t)k->value[m->total][i].x :
	    m->square ? times(k, i) : 1);
	uint64_t part;

	if (out == UNKNOWN && !unit) {
		c->unknown += n;
		return;
	}
	c->n += n;
	c->half += out == HALF ? n : 0;
	if (out != COUNTED) {
		c->bad += out == BAD ? n : 0;
		return;
	}
	part = times(k, i) * (uint64_t)k->value[m->value][i].x;
	c->bad += m->part_good ? n - part : part;
}

static inline void
add_value(struct quant *q, const struct known *k, const struct slo_meter *m, size_t i)
{
	const double x = k->value[m->value][i].x;

	if (k->weight == NULL)
		quant_add(q, &k->p->qcfg, x);
	else
		quant_add_times(q, &k->p->qcfg, x, k->weight[i]);
}

/* A key that is one plain word is its own canonical text, but for the brackets and quotes. */
static bool
plain_key(const struct val *v, size_t n, char *text, struct sv *key)
{
	uint64_t odd = 0;

	if (n != 1 || v->kind != VAL_STRING || (v->flags & VAL_ESC) != 0 ||
	    v->text.n > KEY_SHORT - KEY_MORE)
		return false;
	memcpy(text + 2, v->text.p, v->text.n);
	memset(text + 2 + v->text.n, ' ', 8);
	for (size_t i = 0; i < v->text.n; i += 8) {
		uint64_t w = word_load(text + 2 + i);

		odd |= jscan_stops(w) | ((w | (w + JSCAN_ALL(1))) & JSCAN_ALL(0x80));
	}
	if (odd != 0)
		return false;
	memcpy(text, "[\"", 2);
	memcpy(text + 2 + v->text.n, "\"]", 2);
	*key = (struct sv){ text, v->text.n + 4 };
	return true;
}

static enum rc
find_row(struct known *k, struct slo_tracks *s, uint16_t set, size_t i)
{
	struct known_key *known = &k->key[set][i];
	size_t n = k->p->set[set].n;
	char word[KEY_SHORT];
	struct sv key;

	if (!plain_key(known->value, n, word, &key)) {
		buf_clear(k->scratch);
		scan_key_text(k->scratch, known->value, n, expr_eval_arena(k->rows.ev));
		key = buf_view(k->scratch);
	}
	return slo_track_find(s, set, key, &known->row, k->rows.e);
}

/* An event, and whose it is: what it adds to its minute it adds to its cluster. */
static enum rc
add_clustered(struct known *k, struct slo_tracks *s, struct slo_track *t,
    const struct slo_meter *m, enum outcome out, size_t i)
{
	struct slo_counts *c = slo_track_minute(s, t, k->minute[i]), before = *c;
	struct slo_track_cluster more;

	if (counts_many(k, m))
		count_many(c, k, m, out, false, i);
	else
		count_event(c, out, false);
	more = (struct slo_track_cluster){ c->n - before.n,
		2 * (c->bad - before.bad) + c->half - before.half };
	return more.n == 0 ? RC_OK
	    : slo_track_add_cluster(t, k->unit[m->cluster][i].id, &more, k->rows.e);
}

static enum rc
add_event(struct known *k, struct slo_tracks *s, const struct slo_meter *m, enum outcome out,
    unsigned side, size_t i)
{
	struct slo_track **row = k->key[m->set][i].row, *t = row[m->at + side];
	bool unit = m->unit != SLO_PLAN_NONE && k->unit[m->unit][i].some;

	if (t == NULL)
		t = slo_track_at(s, row, m, side);
	if (m->cluster != SLO_PLAN_NONE && k->unit[m->cluster][i].some)
		return add_clustered(k, s, t, m, out, i);
	if (out == VALUE)
		add_value(t->q, k, m, i);
	else if (counts_many(k, m))
		count_many(slo_track_minute(s, t, k->minute[i]), k, m, out, unit, i);
	else
		count_event(slo_track_minute(s, t, k->minute[i]), out, unit);
	if (!unit)
		return RC_OK;
	return slo_track_unit(t, k->unit[m->unit][i].id, out == UNKNOWN ? SLO_UNIT_UNKNOWN :
	    out == BAD ? SLO_UNIT_BAD : SLO_UNIT_GOOD, k->rows.e);
}

static enum rc
meter_event(struct known *k, struct slo_tracks *s, const struct slo_meter *m, size_t i)
{
	unsigned sides;
	enum outcome out;
	bool unknown;
	enum rc rc = RC_OK;

	if (guard_stops(k, m->where, i))
		return RC_OK;
	sides = sides_of(k, m, i, &unknown);
	out = sides != 0 ? judge_event(k, m, i) : SKIP;
	/* Of an unknown side: a sketch leaves the value out, a count has an unknown event. */
	if (unknown)
		out = m->kind == SLO_METER_SKETCH ? SKIP : UNKNOWN;
	if (m->unit != SLO_PLAN_NONE && out != SKIP && !k->unit[m->unit][i].some)
		out = UNKNOWN;
	if (out == SKIP)
		return RC_OK;
	if (k->key[m->set][i].row == NULL)
		rc = find_row(k, s, m->set, i);
	if (rc == RC_OK && (sides & CANDIDATE) != 0)
		rc = add_event(k, s, m, out, 0, i);
	if (rc == RC_OK && (sides & STABLE) != 0)
		rc = add_event(k, s, m, out, 1, i);
	return rc;
}

/* Most meters count for all, on one side, in the minute of the record before. */
static void
meter_plain(struct known *k, struct slo_tracks *s, const struct slo_meter *m)
{
	struct slo_track *t = NULL;	/* none before there is an event */
	struct slo_counts *c = NULL;
	const bool many = counts_many(k, m);
	unsigned minute = 0;

	for (size_t i = 0; i < k->rows.n; i++) {
		enum outcome out = guard_stops(k, m->where, i) ? SKIP : judge_event(k, m, i);

		if (out == SKIP)
			continue;
		if (t == NULL)
			t = slo_track_at(s, s->only, m, 0);
		if (out == VALUE) {
			add_value(t->q, k, m, i);
			continue;
		}
		if (c == NULL || k->minute[i] != minute) {
			minute = k->minute[i];
			c = slo_track_minute(s, t, minute);
		}
		if (many)
			count_many(c, k, m, out, false, i);
		else
			count_event(c, out, false);
	}
}

static enum rc
meter_rows(struct known *k, struct slo_tracks *s, const struct slo_meter *m)
{
	enum rc rc = RC_OK;

	if (m->set == 0 && m->unit == SLO_PLAN_NONE && m->cluster == SLO_PLAN_NONE &&
	    m->baseline == SLO_PLAN_NONE && !m->files && k->p->stable == SIZE_MAX) {
		meter_plain(k, s, m);
		return RC_OK;
	}
	for (size_t i = 0; rc == RC_OK && i < k->rows.n; i++)
		rc = meter_event(k, s, m, i);
	return rc;
}

struct hour_rows {		/* beside the records of a run */
	const int64_t  *at_us;
	const uint64_t *weight;	/* NULL: each is one event */
};

/* Records of one hour: how many were taken, in *done. */
static enum rc
count_run(const struct slo_plan *p, struct slo_tracks *s, const struct expr_rows *rows,
    const struct hour_rows *of, size_t *done)
{
	const int64_t *at_us = of->at_us;
	struct known k = { .p = p, .rows = *rows, .at_us = at_us, .weight = of->weight,
		.scratch = &s->scratch };
	enum rc rc = RC_OK;

	new_known(&k);
	for (size_t i = 0; i < rows->n; i++)
		k.key[0][i].row = s->only;
	know_rows(&k);
	for (size_t i = 0; i < k.rows.n; i++) {
		s->first_us = at_us[i] < s->first_us ? at_us[i] : s->first_us;
		s->last_us = at_us[i] > s->last_us ? at_us[i] : s->last_us;
	}
	for (size_t i = 0; rc == RC_OK && i < p->nmeter; i++)
		rc = meter_rows(&k, s, &p->meter[i]);
	*done = k.rows.n + (k.rows.rc != RC_OK);
	return rc != RC_OK ? rc : k.rows.rc;
}

/* The minutes of an hour that the calendar does not leave out. */
static void
open_minutes(const struct calendar *c, struct slo_tracks *s, int64_t at_us)
{
	int64_t hour_us = series_floor(at_us, SLO_TRACK_HOUR_US);

	if (s->opened)
		return;
	s->opened = true;
	for (int64_t i = 0; i < SLO_TRACK_MINUTES; i++) {
		const struct calendar_time t = { hour_us + i * SLO_MINUTE_US,
			hour_us + (i + 1) * SLO_MINUTE_US, 0 };

		s->open |= (uint64_t)(calendar_of(c, &t, NULL) == CALENDAR_OPEN) << i;
	}
}

/* Likewise of those in a minute that counts; the others are taken, and nothing more. */
static enum rc
count_open(const struct slo_plan *p, struct slo_tracks *s, const struct expr_rows *rows,
    const struct hour_rows *of, size_t *done)
{
	const struct record *rec[BATCH_ROWS];
	struct expr_rows some = *rows;
	int64_t when[BATCH_ROWS], minute;
	uint64_t weight[BATCH_ROWS];
	const struct hour_rows of_some = { when, of->weight != NULL ? weight : NULL };
	size_t at[BATCH_ROWS], n = 0, taken;
	enum rc rc;

	if (p->spec->calendar == NULL)
		return count_run(p, s, rows, of, done);
	open_minutes(p->spec->calendar, s, of->at_us[0]);
	for (size_t i = 0; i < rows->n; i++) {
		when[n] = of->at_us[i];
		minute = (when[n] - series_floor(when[n], SLO_TRACK_HOUR_US)) / SLO_MINUTE_US;
		rec[n] = rows->rec[i];
		weight[n] = of->weight != NULL ? of->weight[i] : 1;
		at[n] = i;
		n += s->open >> minute & 1;
	}
	some.rec = rec;
	some.n = n;
	*done = rows->n;
	if (n == 0)
		return RC_OK;
	rc = count_run(p, s, &some, &of_some, &taken);
	*done = taken < n || rc != RC_OK ? at[taken - 1] + 1 : rows->n;
	return rc;
}

static enum rc
count_rows(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	enum rc rc = RC_OK;

	for (*done = 0; *done < rows->n && rc == RC_OK;) {
		size_t from = *done, taken;
		struct expr_rows run = { .rec = rows->rec + from, .n = 1, .ev = ev, .e = e };

		const struct hour_rows of = { rows->at_us + from,
			rows->weight != NULL ? rows->weight + from : NULL };

		while (from + run.n < rows->n && st[from + run.n] == st[from])
			run.n++;
		rc = count_open(ctx, st[from], &run, &of, &taken);
		*done += taken;
	}
	return rc;
}

/* ---- the monoid ---- */

static enum rc
init_state(const void *ctx, void *st, struct err *e)
{
	(void)e;	/* nothing can fail */
	slo_track_init(st, ctx);
	return RC_OK;
}

static enum rc
merge_state(const void *ctx, void *dst, const void *src, struct err *e)
{
	return slo_track_merge(dst, src, ctx, e);
}

static void
free_state(const void *ctx, void *st)
{
	slo_track_release(st, ctx);
}

/* Nothing to emit: verdicts need all hours together. */
const struct fold_ops slo_fold_ops = {
	.init = init_state,
	.rows = count_rows,
	.merge = merge_state,
	.free = free_state,
	.save = slo_fold_save,
	.load = slo_fold_load,
};

struct fold_plan
slo_fold_plan(const struct slo_plan *p)
{
	return (struct fold_plan){ .kind = "slo", .ops = &slo_fold_ops, .ctx = p,
		.state_size = slo_track_size(p), .windowed = true, .max_groups = 1,
		.window = { .unit = TWINDOW_FIXED, .n_us = SLO_TRACK_HOUR_US } };
}
