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

	qset_init(&s, 0, 1);
	for (uint64_t i = 0; i < 100000; i++)
		hits += again(&s, i, 0);
	T_OK(hits == 0 && s.n == 100000, "100000 texts that differ");
	for (uint64_t i = 0; i < 100000; i++)
		hits += again(&s, i, 0);
	T_OK(hits == 100000 && s.n == 100000, "all of them again");
	qset_free(&s);

	qset_init(&s, 10, 1);
	T_OK(!again(&s, 7, 100) && again(&s, 7, 110) && again(&s, 7, 120), "each within ten of the last");
	T_OK(!again(&s, 7, 131), "eleven later it is new");
	T_OK(again(&s, 7, 125), "events out of order");
	T_OK(!again(&s, 7, 142) && again(&s, 7, 142), "the latest time is kept");
	T_OK(!again(&s, 8, INT64_MIN) && !again(&s, 8, INT64_MAX), "the ends of time");
	qset_free(&s);

	hits = 0;
	qset_init(&s, 1000, 1);
	for (uint64_t i = 0; i < 1000000; i++)
		hits += again(&s, i, (int64_t)i);
	T_OK(hits == 0 && s.mask + 1 <= 8192, "a horizon of 1000 keeps %zu places for 10^6 texts", s.mask + 1);
	for (uint64_t i = 999000; i < 1000000; i++)
		hits += again(&s, i, 1000000);
	T_OK(hits == 1000, "what is within it is there: %" PRIu64 " of 1000", hits);
	qset_free(&s);
	return t_done();
}
