/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_scalar - eight bytes at a time, on any machine
 *
 * Mycroft's test, as in json/jscan.h: a flag may be wrong behind the first one.
 */
#include "access/lscan.h"
#include "json/jscan.h"

#define LSCAN_NAME lscan_scalar
#define LSCAN_TARGET
#define LSCAN_WIDTH 8
#define LSCAN_SHIFT 3
#define LSCAN_TOP (UINT64_C(1) << 63)
#define LSCAN_LINES 8
#define lscan_vec uint64_t

/* Bit 7 of the bytes that are @c, up to the first. */
static inline uint64_t
is(uint64_t v, uint64_t c)
{
	uint64_t x = v ^ c;

	return (x - JSCAN_ALL(1)) & ~x;
}

static inline uint64_t
vec_load(const char *p)
{
	return word_load(p);
}

static inline uint64_t
vec_set(char c)
{
	return JSCAN_ALL((unsigned char)c);
}

static inline uint64_t
vec_token(uint64_t v, uint64_t c)
{
	uint64_t low = (v - JSCAN_ALL(0x21)) | v;
	uint64_t quote = is(v, JSCAN_ALL('"')) | is(v, JSCAN_ALL('\\'));

	return (low | quote | is(v, JSCAN_ALL(',')) | is(v, c)) & JSCAN_ALL(0x80);
}

static inline uint64_t
vec_quoted(const char *p)
{
	uint64_t v = word_load(p);

	return jscan_stops(v) | (v & JSCAN_ALL(0x80));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	uint64_t t = word_load(p) ^ JSCAN_ALL('0');

	return ((t + JSCAN_ALL(0x76)) | t) & JSCAN_ALL(0x80);
}

static inline uint64_t
vec_bytes(const char *p, char c)
{
	return is(word_load(p), vec_set(c)) & JSCAN_ALL(0x80);
}

#include "access/lscan_kernel.inc"

/* The C library searches in larger steps. */
size_t
lscan_scalar_ends(const char *p, const char *e, const char **end, size_t max)
{
	size_t n = 0;

	while (n < max && p < e && (end[n] = memchr(p, '\n', (size_t)(e - p))) != NULL)
		p = end[n++] + 1;
	return n;
}
