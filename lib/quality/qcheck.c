/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qcheck - see qcheck.h
 */
#include "quality/qcheck.h"

#include "base/num.h"
#include "run/clock.h"

#include <inttypes.h>
#include <string.h>

const char *
qcheck_code(enum qplan_kind k)
{
	static const char *const codes[QPLAN_KINDS] = {
		[QPLAN_NOT_NULL] = "required_missing", [QPLAN_UNIQUE] = "duplicate",
		[QPLAN_IN] = "enum", [QPLAN_REF] = "ref", [QPLAN_RULE] = "rule",
		[QPLAN_LATE] = "late", [QPLAN_FUTURE] = "future", [QPLAN_FRESH] = "late",
		[QPLAN_SEQUENCE] = "gap", [QPLAN_VOLUME] = "volume"
	};

	return codes[k];
}

void
qcheck_init(struct qcheck_tally *t, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	*t = (struct qcheck_tally){ .last_us = INT64_MIN };
	hmap_init(&t->keys, a, sizeof(struct qcheck_run), seed);
	hmap_init(&t->blocks, a, sizeof(struct qcheck_block), seed);
	if (c->kind == QPLAN_UNIQUE) {
		t->seen = arena_zalloc(a, sizeof(*t->seen));
		qset_init(t->seen, c->max_us, c->max, seed);
	}
}

void
qcheck_free(struct qcheck_tally *t)
{
	hmap_free(&t->keys);
	hmap_free(&t->blocks);
	if (t->seen != NULL)
		qset_free(t->seen);
}

int64_t
qcheck_now(const struct qcheck_clock *clock)
{
	return clock->now_us != INT64_MIN ? clock->now_us : clock_wall_us();
}

static bool
in_values(const struct qplan_check *c, const struct val *x, struct arena *a)
{
	switch (x->kind) {
	case VAL_TRUE:
		return c->has_true;
	case VAL_FALSE:
		return c->has_false;
	case VAL_NUMBER:
		for (size_t i = 0; i < c->nnumber; i++)
			if (num_cmp(c->number[i], val_text(x, a)) == 0)
				return true;
		return false;
	default:
		return rule_keys_find(&c->text, val_text(x, a)) != RULE_NONE;
	}
}

static bool
time_of(const struct qcheck_clock *clock, const struct val *x, int64_t *at_us)
{
	const struct tstamp_cfg cfg = { .zone = clock->input_zone, .now_us = INT64_MIN };

	return tstamp_auto(x, &cfg, at_us);
}

/* @x no later than @max_us after @y; both are times. */
static bool
within(int64_t x, int64_t y, int64_t max_us)
{
	return x <= y || (uint64_t)x - (uint64_t)y <= (uint64_t)max_us;
}

static enum rc
unique(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock,
    const struct record *r, struct expr_eval *ev, const struct val *x, enum qcheck_answer *answer,
    struct err *e)
{
	struct val when;
	int64_t at_us = 0;
	bool again;

	if (c->received != NULL) {
		enum rc rc = expr_value(c->received, r, ev, &when, e);

		if (rc != RC_OK)
			return rc;
		if (!time_of(clock, &when, &at_us))
			at_us = t->seen->last_us;	/* what has no time is of now */
	}
	if (!qset_add(t->seen, val_text(x, expr_eval_arena(ev)), at_us, &again))
		return rc_err(e, RC_LIMIT, "%.*s: more than %" PRIu64
		    " values to remember: the plan's max_values allows more, within fewer",
		    DOC_SHOW(c->name), c->max);
	*answer = again ? QCHECK_BAD : QCHECK_GOOD;
	return RC_OK;
}

/* late, future: the time of the event against the time it was received. */
static enum rc
timely(const struct qplan_check *c, const struct qcheck_clock *clock, const struct record *r,
    struct expr_eval *ev, const struct val *x, enum qcheck_answer *answer, struct err *e)
{
	int64_t at_us, received = 0;
	struct val y;
	enum rc rc;

	if (c->received != NULL) {
		rc = expr_value(c->received, r, ev, &y, e);
		if (rc != RC_OK)
			return rc;
		if (val_null(&y)) {
			*answer = QCHECK_SKIP;
			return RC_OK;
		}
		if (!time_of(clock, &y, &received)) {
			*answer = QCHECK_BAD;
			return RC_OK;
		}
	} else {
		received = qcheck_now(clock);
	}
	*answer = QCHECK_BAD;
	if (!time_of(clock, x, &at_us))
		return RC_OK;
	if (c->kind == QPLAN_LATE ? within(received, at_us, c->max_us)
	    : within(at_us, received, c->max_us))
		*answer = QCHECK_GOOD;
	return RC_OK;
}

/* The payload of @key in @m, made when it is new; NULL when there are too many. */
static void *
kept(struct hmap *m, struct sv key, const struct qplan_check *c, bool *fresh, struct err *e)
{
	void *val = hmap_put(m, key, fresh);

	if (!*fresh || m->n <= QCHECK_KEYS_MAX)
		return val;
	(void)rc_err(e, RC_LIMIT, "%.*s: more than %d values to keep apart", DOC_SHOW(c->name),
	    QCHECK_KEYS_MAX);
	return NULL;
}

/* Whole numbers are kept as bits in blocks; a block's key is its number, then `by`. */
static enum rc
note_number(struct qcheck_tally *t, const struct qplan_check *c, struct sv by, int64_t i,
    struct arena *tmp, struct err *e)
{
	int64_t place = i % QCHECK_BLOCK, at = i / QCHECK_BLOCK;
	struct sv key = { NULL, sizeof(at) + by.n };
	char *p = arena_alloc(tmp, key.n);
	struct qcheck_run *run;
	struct qcheck_block *block;
	bool fresh;

	if (place < 0) {
		place += QCHECK_BLOCK;
		at--;
	}
	memcpy(p, &at, sizeof(at));
	memcpy(p + sizeof(at), by.p, by.n);
	key.p = p;
	block = kept(&t->blocks, key, c, &fresh, e);
	if (block == NULL)
		return RC_LIMIT;
	block->bits[place / 64] |= UINT64_C(1) << place % 64;
	run = kept(&t->keys, by, c, &fresh, e);
	if (run == NULL)
		return RC_LIMIT;
	run->first = fresh || i < run->first ? i : run->first;
	run->last = fresh || i > run->last ? i : run->last;
	return RC_OK;
}

static enum rc
sequence(struct qcheck_tally *t, const struct qplan_check *c, const struct record *r,
    struct expr_eval *ev, const struct val *x, enum qcheck_answer *answer, struct err *e)
{
	struct sv text = val_text(x, expr_eval_arena(ev)), key = { "", 0 };
	num_i128 units;
	struct val by;

	*answer = QCHECK_BAD;
	if (!num_units(text, &units) || units % 1000000000 != 0)
		return RC_OK;
	if (c->by != NULL) {
		enum rc rc = expr_value(c->by, r, ev, &by, e);

		if (rc != RC_OK)
			return rc;
		key = val_text(&by, expr_eval_arena(ev));
	}
	*answer = QCHECK_SKIP;
	return note_number(t, c, key, (int64_t)(units / 1000000000), expr_eval_arena(ev), e);
}

static enum rc
volume(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock,
    const struct val *x, enum qcheck_answer *answer, struct err *e)
{
	struct qcheck_run *run;
	struct twindow_span w;
	int64_t at_us;
	bool fresh;

	*answer = QCHECK_SKIP;
	if (!time_of(clock, x, &at_us))
		return RC_OK;
	w = twindow_at(&c->window, at_us);
	run = kept(&t->keys, (struct sv){ (const char *)&w.from_us, sizeof(w.from_us) }, c, &fresh,
	    e);
	if (run == NULL)
		return RC_LIMIT;
	run->count++;
	return RC_OK;
}

/* A time that is ahead of the clock by more than max_age is of a broken one, and no news. */
static enum rc
fresh(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock,
    const struct val *x, enum qcheck_answer *answer)
{
	int64_t at_us;

	*answer = QCHECK_SKIP;
	if (time_of(clock, x, &at_us) && at_us > t->last_us &&
	    within(at_us, qcheck_now(clock), c->max_us))
		t->last_us = at_us;
	return RC_OK;
}

static enum rc
judge(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock,
    const struct record *r, struct expr_eval *ev, const struct val *x, enum qcheck_answer *answer,
    struct err *e)
{
	switch (c->kind) {
	case QPLAN_UNIQUE:
		return unique(t, c, clock, r, ev, x, answer, e);
	case QPLAN_IN:
		*answer = in_values(c, x, expr_eval_arena(ev)) ? QCHECK_GOOD : QCHECK_BAD;
		return RC_OK;
	case QPLAN_REF:
		*answer = rule_keys_find(&c->text, val_text(x, expr_eval_arena(ev))) != RULE_NONE
		    ? QCHECK_GOOD : QCHECK_BAD;
		return RC_OK;
	case QPLAN_LATE:
	case QPLAN_FUTURE:
		return timely(c, clock, r, ev, x, answer, e);
	case QPLAN_FRESH:
		return fresh(t, c, clock, x, answer);
	case QPLAN_SEQUENCE:
		return sequence(t, c, r, ev, x, answer, e);
	case QPLAN_VOLUME:
		return volume(t, c, clock, x, answer, e);
	default:
		return RC_OK;
	}
}

enum rc
qcheck_step(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock,
    const struct record *r, struct expr_eval *ev, enum qcheck_answer *answer, struct val *x,
    struct err *e)
{
	enum expr_tri yes = EXPR_TRUE;
	enum rc rc = RC_OK;

	*answer = QCHECK_SKIP;
	*x = (struct val){ .kind = VAL_NONE };
	if (c->where != NULL)
		rc = expr_test(c->where, r, ev, &yes, e);
	if (rc != RC_OK || yes != EXPR_TRUE)
		return rc;
	if (c->kind == QPLAN_RULE) {
		rc = expr_test(c->x, r, ev, &yes, e);
		*answer = yes == EXPR_TRUE ? QCHECK_GOOD : QCHECK_BAD;
	} else {
		rc = expr_value(c->x, r, ev, x, e);
		if (rc == RC_OK && c->kind == QPLAN_NOT_NULL)
			*answer = val_null(x) ? QCHECK_BAD : QCHECK_GOOD;
		else if (rc == RC_OK && !val_null(x))
			rc = judge(t, c, clock, r, ev, x, answer, e);
	}
	if (rc != RC_OK)
		return rc;
	t->n += *answer != QCHECK_SKIP;
	t->bad += *answer == QCHECK_BAD;
	return RC_OK;
}

void
qcheck_merge(struct qcheck_tally *to, const struct qcheck_tally *from)
{
	to->n += from->n;
	to->bad += from->bad;
	to->last_us = from->last_us > to->last_us ? from->last_us : to->last_us;
	for (size_t i = 0; i < from->keys.n; i++) {
		const struct qcheck_run *x = from->keys.entry[i].val;
		bool new;
		struct qcheck_run *run = hmap_put(&to->keys, from->keys.entry[i].key, &new);

		run->first = new || x->first < run->first ? x->first : run->first;
		run->last = new || x->last > run->last ? x->last : run->last;
		run->count += x->count;
	}
	for (size_t i = 0; i < from->blocks.n; i++) {
		const struct qcheck_block *x = from->blocks.entry[i].val;
		struct qcheck_block *block = hmap_put(&to->blocks, from->blocks.entry[i].key, NULL);

		for (size_t k = 0; k < QCHECK_BLOCK / 64; k++)
			block->bits[k] |= x->bits[k];
	}
}

static uint64_t
sum(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* Whole numbers that should be there, and those that are not. */
static void
end_sequence(struct qcheck_tally *t)
{
	uint64_t expected = 0, seen = 0;

	for (size_t i = 0; i < t->keys.n; i++) {
		const struct qcheck_run *run = t->keys.entry[i].val;

		expected = sum(expected, (uint64_t)run->last - (uint64_t)run->first + 1);
	}
	for (size_t i = 0; i < t->blocks.n; i++) {
		const struct qcheck_block *block = t->blocks.entry[i].val;

		for (size_t k = 0; k < QCHECK_BLOCK / 64; k++)
			seen += (uint64_t)__builtin_popcountll(block->bits[k]);
	}
	t->n = sum(t->n, expected);
	t->bad = sum(t->bad, expected - seen);
}

static uint64_t
count_at(const struct qcheck_tally *t, int64_t from_us)
{
	const struct qcheck_run *run =
	    hmap_get(&t->keys, (struct sv){ (const char *)&from_us, sizeof(from_us) });

	return run != NULL ? run->count : 0;
}

/*
 * All windows from the first with events to the last.  Those two may not be whole, so
 * they can have too many events but not too few.
 */
static void
end_volume(struct qcheck_tally *t, const struct qplan_check *c)
{
	int64_t first = INT64_MAX, last = INT64_MIN, at;

	for (size_t i = 0; i < t->keys.n; i++) {
		memcpy(&at, t->keys.entry[i].key.p, sizeof(at));
		first = at < first ? at : first;
		last = at > last ? at : last;
	}
	for (at = first; at <= last; at = twindow_at(&c->window, at).to_us) {
		uint64_t count = count_at(t, at);

		if (++t->n > QCHECK_KEYS_MAX) {
			t->bad = t->n;	/* a time far from all others: no figure is right */
			return;
		}
		t->bad += count > c->max || (count < c->min && at != first && at != last);
	}
}

void
qcheck_end(struct qcheck_tally *t, const struct qplan_check *c, const struct qcheck_clock *clock)
{
	switch (c->kind) {
	case QPLAN_FRESH:
		t->n = t->last_us != INT64_MIN;
		t->bad = t->n != 0 && !within(qcheck_now(clock), t->last_us, c->max_us);
		break;
	case QPLAN_SEQUENCE:
		end_sequence(t);
		break;
	case QPLAN_VOLUME:
		end_volume(t, c);
		break;
	default:
		break;
	}
}
