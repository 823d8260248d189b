/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_state - any text loads as a user of cxretain or is refused with a reason; what loads
 * saves, loads again as the same, merges in any order to the same bytes, and is counted:
 * the records are JSON
 *
 * Input: a digit, which question; a state; perhaps a line feed and another.
 */
#include "fold_state.h"
#include "fold/group.h"
#include "stats/quiet.h"
#include "retention/retain_count.h"
#include "retention/retain_fold.h"
#include "retention/retain_state.h"
#include "retention/retain_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define DAY INT64_C(86400000000)

static struct retention_column columns[] = { { 0, 0 }, { 1, 3 }, { 2, RETENTION_OPEN } };
static const struct key_expr by[] = { { .name = { "a", 1 } }, { .name = { "b", 1 } } };

enum { QUESTIONS = 10, SPAN_MAX = 60, COUNTED_MAX = 200 };

/* What is asked, by its digit. */
static struct retain_plan
question(unsigned i)
{
	static const enum retain_ask ask[QUESTIONS] = { RETAIN_RETENTION, RETAIN_LIFECYCLE,
		RETAIN_STICKINESS, RETAIN_ACTIVE, RETAIN_CHURN, RETAIN_RETENTION, RETAIN_RETENTION,
		RETAIN_ACTIVATION, RETAIN_SURVIVAL, RETAIN_SURVIVAL };
	static const enum marks_keep keep[QUESTIONS] = { [5] = MARKS_PERIODS, [6] = MARKS_ALL,
		[7] = MARKS_WITHIN, [8] = MARKS_FIRST, [9] = MARKS_SPANS };
	struct retain_plan p = { .ask = ask[i], .marks = i > 4, .col = columns, .ncol = 3,
		.times = 2, .within_us = DAY, .now_us = INT64_MIN, .conf = 0.95,
		.per_user = i == 6, .idle_us = i == 9 ? DAY : 0, .by = by, .nby = i % 3 };

	p.rule = (struct retention_rule){ .every = i == 5, .rolling = i == 6, .same = i < 5 };
	p.keep = (struct marks_rule){ .keep = keep[i], .every = i == 5, .same = i == 7 ? 2 : 1,
		.within_us = DAY };
	return p;
}

/*
 * Tables with a row for each period would be as long as the time between two states; all that is
 * written must stay in the buffer, as there is no output behind it.
 */
static bool
is_short(const struct retain_run *r)
{
	return r->now.begun - r->first < SPAN_MAX;
}

static void
counted(const struct fold_state *f, const struct retain_plan *p, void *st)
{
	struct retain_run r = { .p = p, .first = INT64_MAX, .now = { .now_us = INT64_C(1) << 59,
		.done = 20000, .begun = 20000 }, .user = val_of_text(SV("u")) };
	struct err e = { 0 };
	struct sv left;
	struct val v;

	cohort_init(&r.t, retain_count_width(p), 1);
	if (p->nby == 0)
		cohort_group(&r.t, SV(""));
	buf_init(&r.key, SIZE_MAX);
	buf_init(&r.out, SIZE_MAX);
	retain_count(&r, st);
	if (!p->per_user && (p->ask == RETAIN_RETENTION || p->marks || is_short(&r)))
		fold_state_check(f, retain_write(&r, &e) == RC_OK, e.msg);
	for (left = buf_view(&r.out); left.n > 0;) {
		struct sv line = { left.p, sv_find(left, '\n') };

		fold_state_check(f, jread_value(line, &v, &e) == RC_OK && v.kind == VAL_OBJECT,
		    "no record");
		left = (struct sv){ left.p + line.n + 1, left.n - line.n - 1 };
	}
	buf_free(&r.key);
	buf_free(&r.out);
	mem_free(r.period);
	retention_free(&r.scratch);
	cohort_free(&r.t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data + (size > 0), size - (size > 0) };
	struct sv one = { text.p, sv_find(text, '\n') };
	struct sv two = { text.p + one.n + (one.n < text.n), text.n - one.n - (one.n < text.n) };
	struct retain_plan p;
	struct fold_state f = { "retain_state", &retain_fold_ops, &p, 0 };
	void *x, *y;

	if (size == 0 || data[0] < '0' || data[0] > '9')
		return 0;
	quiet_gsl();
	p = question(data[0] - (unsigned)'0');
	f.size = retain_fold_size(&p);
	x = fold_state_load(&f, one);
	y = two.n > 0 ? fold_state_load(&f, two) : NULL;
	if (x != NULL) {
		void *xy = fold_state_sum(&f, x, y);

		fold_state_again(&f, x);
		fold_state_check(&f, xy != NULL, "merge");
		if (size < COUNTED_MAX)	/* more would have to be written somewhere */
			counted(&f, &p, xy);
		fold_state_drop(&f, xy);
	}
	fold_state_drop(&f, x);
	fold_state_drop(&f, y);
	return 0;
}
