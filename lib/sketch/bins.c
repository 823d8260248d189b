/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bins - see bins.h
 */
#include "sketch/bins.h"

#include "base/mem.h"

#include <stddef.h>
#include <string.h>

enum { STEP = 32 };	/* the window's ends are multiples of it */

static uint64_t
get_count(const struct bins *b, size_t i)
{
	switch (b->width) {
	case 1:
		return ((const uint8_t *)b->count)[i];
	case 2:
		return ((const uint16_t *)b->count)[i];
	case 4:
		return ((const uint32_t *)b->count)[i];
	default:
		return ((const uint64_t *)b->count)[i];
	}
}

static void
put_count(struct bins *b, size_t i, uint64_t k)
{
	switch (b->width) {
	case 1:
		((uint8_t *)b->count)[i] = (uint8_t)k;
		break;
	case 2:
		((uint16_t *)b->count)[i] = (uint16_t)k;
		break;
	case 4:
		((uint32_t *)b->count)[i] = (uint32_t)k;
		break;
	default:
		((uint64_t *)b->count)[i] = k;
	}
}

static bool
fits(uint64_t k, unsigned width)
{
	return width >= 8 || k >> (8 * width) == 0;
}

/* Lay the counts out anew over [at, at + n); what lies outside is 0 already. */
static void
relay(struct bins *b, int32_t at, uint16_t n, uint8_t width)
{
	struct bins old = *b;

	b->count = mem_zalloc((size_t)n * width);
	b->at = at;
	b->n = n;
	b->width = width;
	for (size_t i = 0; i < old.n; i++) {
		uint64_t k = get_count(&old, i);

		if (k != 0)
			put_count(b, (size_t)(old.at + (int32_t)i - at), k);
	}
	mem_free(old.count);
}

static int32_t
round_down(int32_t bin)
{
	int32_t over = bin % STEP;

	return bin - over - (over < 0 ? STEP : 0);
}

/* Make the window reach @bin, which is not below the border. */
static void
reach(struct bins *b, int32_t bin)
{
	int32_t lo = bin, hi = bin, border = bins_border(b);

	if (b->n != 0) {
		lo = b->at < lo ? b->at : lo;
		hi = b->top > hi ? b->top : hi;
	}
	if (lo < border)
		lo = border;
	lo = round_down(lo);
	hi = round_down(hi) + STEP;
	relay(b, lo, (uint16_t)(hi - lo), b->n != 0 ? b->width : 1);
}

void
bins_reserve(struct bins *b, int32_t lo, int32_t hi)
{
	if (b->n != 0)
		return;
	if (lo < hi - (BINS_MAX - 1))
		lo = hi - (BINS_MAX - 1);
	lo = round_down(lo) - STEP;
	hi = round_down(hi) + 2 * STEP;
	relay(b, lo, (uint16_t)(hi - lo), 1);
	b->top = INT32_MIN;	/* no bin is below it: bins_one goes to bins_add */
}

static void
inc(struct bins *b, int32_t bin, uint64_t k)
{
	size_t i = (size_t)(bin - b->at);
	uint64_t sum = get_count(b, i) + k;

	if (!fits(sum, b->width)) {
		uint8_t width = b->width;

		while (!fits(sum, width))
			width = (uint8_t)(width * 2);
		relay(b, b->at, b->n, width);
	}
	put_count(b, i, sum);
}

int32_t
bins_border(const struct bins *b)
{
	return b->top - (BINS_MAX - 1);
}

/* The top is now @top: take what the border has passed and return it. */
static uint64_t
raise_top(struct bins *b, int32_t top)
{
	uint64_t sum = 0;
	int32_t border;

	b->top = top;
	border = bins_border(b);
	for (size_t i = 0; i < b->n && b->at + (int32_t)i < border; i++) {
		sum += get_count(b, i);
		put_count(b, i, 0);
	}
	return sum;
}

static bool
inside(const struct bins *b, int32_t bin)
{
	return bin >= b->at && bin - b->at < b->n;
}

uint64_t
bins_at(const struct bins *b, int32_t bin)
{
	return inside(b, bin) ? get_count(b, (size_t)(bin - b->at)) : 0;
}

void
bins_add(struct bins *b, int32_t bin, uint64_t k)
{
	uint64_t low = 0;

	if (k == 0)
		return;
	if (b->total == 0)
		b->top = bin;
	else if (bin > b->top)
		low = raise_top(b, bin);
	b->total += k;
	if (bin < bins_border(b)) {
		bin = bins_border(b);
		b->collapsed = true;
	}
	if (!inside(b, bin))
		reach(b, bin);
	inc(b, bin, k);
	if (low != 0) {
		b->collapsed = true;
		if (!inside(b, bins_border(b)))
			reach(b, bins_border(b));
		inc(b, bins_border(b), low);
	}
}

/* From the top down: the border is then final before the low bins come. */
void
bins_merge(struct bins *dst, const struct bins *src)
{
	for (size_t i = src->n; i-- > 0;)
		bins_add(dst, src->at + (int32_t)i, get_count(src, i));
	dst->collapsed = dst->collapsed || src->collapsed;
}

int32_t
bins_seek(const struct bins *b, uint64_t rank)
{
	for (size_t i = 0; i < b->n; i++) {
		uint64_t k = get_count(b, i);

		if (rank <= k)
			return b->at + (int32_t)i;
		rank -= k;
	}
	return b->top;
}

void
bins_free(struct bins *b)
{
	mem_free(b->count);
	*b = (struct bins){ 0 };
}
