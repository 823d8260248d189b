/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * limit - see limit.h
 */
#include "send/limit.h"

#include "base/mem.h"

#include <string.h>

enum { FIRST_CAP = 8 };

void
limit_init(struct limit *l, uint64_t n, int64_t period_us)
{
	memset(l, 0, sizeof(*l));
	l->n = n < LIMIT_MAX ? n : LIMIT_MAX;
	l->period_us = period_us;
}

int64_t
limit_at(const struct limit *l, int64_t now_us)
{
	int64_t free_us;

	if (l->have < l->n)
		return now_us;
	free_us = l->past[l->first] + l->period_us;
	return free_us > now_us ? free_us : now_us;
}

size_t
limit_room(const struct limit *l, int64_t now_us, size_t max)
{
	size_t room = (size_t)l->n - l->have, at = l->first;

	for (size_t i = 0; i < l->have && room < max; i++) {
		if (l->past[at] + l->period_us > now_us)
			break;
		room++;
		at = at + 1 == l->have ? 0 : at + 1;
	}
	return room < max ? room : max;
}

void
limit_take(struct limit *l, int64_t now_us)
{
	if (l->have < l->n) {
		if (l->have == l->cap) {
			l->cap = l->cap == 0 ? FIRST_CAP : 2 * l->cap;
			l->past = mem_array(l->past, l->cap, sizeof(l->past[0]));
		}
		l->past[l->have++] = now_us;
		return;
	}
	l->past[l->first] = now_us;
	l->first = l->first + 1 == l->have ? 0 : l->first + 1;
}

void
limit_free(struct limit *l)
{
	mem_free(l->past);
	l->past = NULL;
	l->have = l->cap = l->first = 0;
}

int64_t
limit_all_at(const struct limit *l, size_t n, int64_t now_us)
{
	int64_t at_us = now_us;

	for (size_t i = 0; i < n; i++) {
		int64_t one_us = limit_at(&l[i], now_us);

		if (one_us > at_us)
			at_us = one_us;
	}
	return at_us;
}

size_t
limit_all_room(const struct limit *l, size_t n, int64_t now_us, size_t max)
{
	for (size_t i = 0; i < n; i++)
		max = limit_room(&l[i], now_us, max);
	return max;
}

void
limit_all_take(struct limit *l, size_t n, int64_t now_us)
{
	for (size_t i = 0; i < n; i++)
		limit_take(&l[i], now_us);
}

/* All have seen the same messages: the one that remembers most knows what each does. */
void
limit_all_carry(struct limit *to, size_t n, const struct limit *from, size_t nfrom)
{
	const struct limit *most = from;

	for (size_t i = 1; i < nfrom; i++)
		if (from[i].have > most->have)
			most = &from[i];
	for (size_t i = 0; nfrom > 0 && i < most->have; i++)
		limit_all_take(to, n, most->past[(most->first + i) % most->have]);
}
