/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_scalar - eight bytes at a time, on any machine
 *
 * Mycroft's test, as in json/jscan.h: a flag may be wrong behind the first one.
 */
#include "json/jscan.h"
#include "log/lscan.h"

#define LSCAN_NAME lscan_scalar
#define LSCAN_TARGET
#define LSCAN_WIDTH 8
#define LSCAN_SHIFT 3
#define LSCAN_TOP (UINT64_C(1) << 63)
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
	return jscan_load(p);
}

static inline uint64_t
vec_set(char c)
{
	return JSCAN_ALL((unsigned char)c);
}

static inline uint64_t
vec_equal(uint64_t v, uint64_t c)
{
	return is(v, c) & JSCAN_ALL(0x80);
}

static inline uint64_t
vec_token(uint64_t v, uint64_t c)
{
	uint64_t low = (v - JSCAN_ALL(0x21)) | v;
	uint64_t quote = is(v, JSCAN_ALL('"')) | is(v, JSCAN_ALL('\\'));

	return (low | quote | is(v, JSCAN_ALL(',')) | is(v, c)) & JSCAN_ALL(0x80);
}

static inline uint64_t
vec_quoted(uint64_t v)
{
	return jscan_stops(v) | (v & JSCAN_ALL(0x80));
}

static inline uint64_t
vec_nondigits(const char *p)
{
	uint64_t t = jscan_load(p) ^ JSCAN_ALL('0');

	return ((t + JSCAN_ALL(0x76)) | t) & JSCAN_ALL(0x80);
}

#include "log/lscan_kernel.inc"
