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

int32_t
bins_next(const struct bins *b, int32_t bin, uint64_t *k)
{
	const uint8_t *one = b->count;
	size_t i = bin > b->at ? (size_t)(bin - b->at) : 0;
	size_t end = b->total > 0 ? (size_t)(b->top + 1 - b->at) : 0;

	if (b->width == 1)
		while (i < end && one[i] == 0)
			i++;
	else
		while (i < end && get_count(b, i) == 0)
			i++;
	*k = i < end ? get_count(b, i) : 0;
	return b->at + (int32_t)i;
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

/* @n counts, each @fw bytes wide, to others of @tw; the first whose sum does not fit, or @n. */
static inline __attribute__((always_inline)) size_t
sum_wide(char *to, unsigned tw, const char *from, unsigned fw, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct bins f = { .count = (void *)(uintptr_t)from, .width = (uint8_t)fw };
		struct bins t = { .count = to, .width = (uint8_t)tw };
		uint64_t sum = get_count(&t, i) + get_count(&f, i);

		if (!fits(sum, tw))
			return i;
		put_count(&t, i, sum);
	}
	return n;
}

static inline __attribute__((always_inline)) size_t
sum_to(char *to, unsigned tw, const char *from, unsigned fw, size_t n)
{
	switch (fw) {
	case 1:
		return sum_wide(to, tw, from, 1, n);
	case 2:
		return sum_wide(to, tw, from, 2, n);
	case 4:
		return sum_wide(to, tw, from, 4, n);
	default:
		return sum_wide(to, tw, from, 8, n);
	}
}

/* The counts of @src from @lo up to @hi, which is not counted, to @dst, whose window has them. */
static void
sum_counts(struct bins *dst, const struct bins *src, int32_t lo, int32_t hi)
{
	while (lo < hi) {
		const unsigned fw = src->width;
		char *to = (char *)dst->count + (size_t)(lo - dst->at) * dst->width;
		const char *from = (const char *)src->count + (size_t)(lo - src->at) * fw;
		size_t n = (size_t)(hi - lo);

		if (dst->width == 1)
			n = sum_to(to, 1, from, fw, n);
		else if (dst->width == 2)
			n = sum_to(to, 2, from, fw, n);
		else if (dst->width == 4)
			n = sum_to(to, 4, from, fw, n);
		else
			n = sum_to(to, 8, from, fw, n);
		lo += (int32_t)n;
		if (lo < hi) {
			inc(dst, lo, bins_at(src, lo));
			lo++;
		}
	}
}

/* The highest bin first: then the border is final, and most often no other one is below it. */
void
bins_merge(struct bins *dst, const struct bins *src)
{
	int32_t lo = src->at;

	if (src->total == 0)
		return;
	bins_add(dst, src->top, bins_at(src, src->top));
	while (bins_at(src, lo) == 0)
		lo++;
	if (lo < bins_border(dst)) {
		for (int32_t bin = src->top; bin-- > lo;)
			bins_add(dst, bin, bins_at(src, bin));
	} else {
		if (!inside(dst, lo))
			reach(dst, lo);
		sum_counts(dst, src, lo, src->top);
		dst->total += src->total - bins_at(src, src->top);
	}
	dst->collapsed = dst->collapsed || src->collapsed;
}

/*
 * Bins in front that hold fewer than @rank counts together, which then are no more in *rank: the
 * sums of eight at a time, of counts of one byte.
 */
static size_t
skip_eights(const struct bins *b, uint64_t *rank)
{
	const uint64_t even = UINT64_C(0x00ff00ff00ff00ff), ones = UINT64_C(0x0001000100010001);
	const char *count = b->count;
	size_t i = 0;

	for (; b->width == 1 && i + 8 <= b->n; i += 8) {
		uint64_t w, sum;

		memcpy(&w, count + i, sizeof(w));
		sum = ((w & even) + (w >> 8 & even)) * ones >> 48;
		if (sum >= *rank)
			break;
		*rank -= sum;
	}
	return i;
}

int32_t
bins_seek(const struct bins *b, uint64_t rank)
{
	for (size_t i = skip_eights(b, &rank); i < b->n; i++) {
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
