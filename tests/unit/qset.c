/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was seen, for ever and within a horizon; what is forgotten in time
 */
#include "quality/qset.h"

#include "../t.h"

static bool
again(struct qset *s, uint64_t i, int64_t at_us)
{
	char text[32];
	bool seen = false;
	int n = snprintf(text, sizeof(text), "%" PRIu64, i);

	T_QUIET(qset_add(s, (struct sv){ text, (size_t)n }, at_us, &seen), "there is room");
	return seen;
}

int
main(void)
{
	struct qset s;
	uint64_t hits = 0;

	qset_init(&s, 0, 1 << 24, 1);
	for (uint64_t i = 0; i < 100000; i++)
		hits += again(&s, i, 0);
	T_OK(hits == 0 && s.n == 100000, "100000 texts that differ");
	for (uint64_t i = 0; i < 100000; i++)
		hits += again(&s, i, 0);
	T_OK(hits == 100000 && s.n == 100000, "all of them again");
	qset_free(&s);

	qset_init(&s, 10, 1 << 24, 1);
	T_OK(!again(&s, 7, 100) && again(&s, 7, 110) && again(&s, 7, 120), "each within ten of the last");
	T_OK(!again(&s, 7, 131), "eleven later it is new");
	T_OK(again(&s, 7, 125), "events out of order");
	T_OK(!again(&s, 7, 142) && again(&s, 7, 142), "the latest time is kept");
	T_OK(!again(&s, 8, INT64_MIN) && !again(&s, 8, INT64_MAX), "the ends of time");
	qset_free(&s);

	hits = 0;
	qset_init(&s, 1000, 1 << 24, 1);
	for (uint64_t i = 0; i < 1000000; i++)
		hits += again(&s, i, (int64_t)i);
	T_OK(hits == 0 && qset_size(&s) <= 16384, "a horizon of 1000 keeps %zu places for 10^6 texts", qset_size(&s));
	for (uint64_t i = 999000; i < 1000000; i++)
		hits += again(&s, i, 1000000);
	T_OK(hits == 1000, "what is within it is there: %" PRIu64 " of 1000", hits);
	qset_free(&s);
	/* Each hundredth time is of a clock that is a year ahead: nothing within is forgotten. */
	hits = 0;
	qset_init(&s, 1000, 1 << 24, 1);
	for (uint64_t i = 0; i < 500000; i++) {
		hits += again(&s, i, (int64_t)(i + (i % 100 == 0 ? 31536000000 : 0)));
		if (i >= 500)
			hits += again(&s, i - 500, (int64_t)i);
	}
	T_OK(hits == 494505, "broken clocks: %" PRIu64 " of 494505", hits);
	T_OK(qset_size(&s) <= 32768, "in %zu places", qset_size(&s));
	qset_free(&s);

	/* The stream stops for long; then it is another time. */
	hits = 0;
	qset_init(&s, 1000, 1 << 24, 1);
	for (uint64_t i = 0; i < 400000; i++) {
		int64_t at_us = (int64_t)(i + (i < 200000 ? 0 : 31536000000));

		hits += again(&s, i, at_us);
		if (i >= 500 && (i < 200000 || i >= 200500))
			hits += again(&s, i - 500, at_us);
	}
	T_OK(hits == 399000 && qset_size(&s) <= 65536, "a jump: %" PRIu64 " of 399000, in %zu places", hits,
	    qset_size(&s));
	qset_free(&s);

	qset_init(&s, 0, 1000, 1);
	for (uint64_t i = 0; i < 1000; i++)
		(void)again(&s, i, 0);
	T_OK(again(&s, 5, 0), "what is known needs no room");
	T_OK(!qset_add(&s, SV("one more"), 0, &(bool){ false }), "no more than asked for");
	qset_free(&s);
	qset_init(&s, 100, 1000, 1);
	for (uint64_t i = 0; i < 10000; i++)
		(void)again(&s, i, (int64_t)i);
	T_OK(s.n <= 1000, "room is made of what is too old");
	qset_free(&s);
	return t_done();
}
