/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * draw_json - random JSON texts without line ends, and damage to them, for property tests
 */
#ifndef CX_TESTS_DRAW_JSON_H
#define CX_TESTS_DRAW_JSON_H

#include "base/rng.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DRAW_JSON_MAX = 1 << 16 };

struct draw_json {
	char  *p;
	size_t n;
};

static inline void
draw_json_put(struct draw_json *t, const char *s, size_t n)
{
	if (t->n + n < DRAW_JSON_MAX) {
		memcpy(t->p + t->n, s, n);
		t->n += n;
	}
}

static inline void
draw_json_text(struct draw_json *t, const char *s)
{
	draw_json_put(t, s, strlen(s));
}

static inline const char *
draw_json_pick(struct rng *r, const char *const *list, size_t n)
{
	return list[rng_below(r, n)];
}

#define DRAW_JSON_PICK(r, list) draw_json_pick((r), (list), sizeof(list) / sizeof((list)[0]))

static inline void
draw_json_space(struct rng *r, struct draw_json *t)
{
	static const char *const space[] = { " ", " ", "  ", "\t", "\r", " \t \r  " };

	if (rng_below(r, 6) == 0)
		draw_json_text(t, DRAW_JSON_PICK(r, space));
}

static inline void
draw_json_string(struct rng *r, struct draw_json *t)
{
	static const char *const piece[] = {
		"x", "ab", " ", "/", "0123456", "01234567", "plain text of some length, 35 bytes",
		"\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\u00e9",
		"\\uD83D\\uDE00", "\\ud800", "\\udfff", "\\udbff\\ue000", "\\ud800\\u0041",
		"\\ud800\\ud800\\udc00", "\\u0000", "\\uFFFF",
		"\xC3\xA9", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x9F\x98\x80",
		"\xF4\x8F\xBF\xBF", "\x7f", "{", "}", "[", "]", ",", ":", "'",
	};
	uint64_t n = rng_below(r, 7);

	draw_json_text(t, "\"");
	while (n-- > 0)
		draw_json_text(t, DRAW_JSON_PICK(r, piece));
	draw_json_text(t, "\"");
}

static inline void
draw_json_number(struct rng *r, struct draw_json *t)
{
	static const char *const odd[] = {
		"0", "-0", "-0.0", "1e400", "-1E+400", "1e-400", "9007199254740993", "1E5", "0e0",
		"123456789012345678901234567890", "18446744073709551616", "0.1", "1.7976931348623157e308",
		"5e-324", "12345678", "123456789", "1234567.12345678", "-1.5e+07", "2.2250738585072011e-308",
	};
	char text[40];

	if (rng_below(r, 3) == 0)
		draw_json_text(t, DRAW_JSON_PICK(r, odd));
	else if (rng_below(r, 2) == 0)
		draw_json_put(t, text, (size_t)snprintf(text, sizeof(text), "%" PRId64,
		    (int64_t)rng_u64(r) >> rng_below(r, 64)));
	else
		draw_json_put(t, text, (size_t)snprintf(text, sizeof(text), "%.*g", (int)rng_below(r, 17) + 1,
		    (rng_unit(r) - 0.5) * 1e4));
}

static inline void draw_json_value(struct rng *r, struct draw_json *t, int depth);

static inline void
draw_json_container(struct rng *r, struct draw_json *t, int depth, bool object)
{
	static const char *const key[] = {
		"\"a\"", "\"a\"", "\"a\"", "\"b\"", "\"b\"", "\"c\"", "\"\"", "\"a.b\"", "\"a.b.c\"",
		"\"long_key_name_one\"", "\"long_key_name_two\"", "\"long_key_name_\"", "\"\xC3\xA9\"",
		"\"\\u0061\"", "\"\\u00e9\"", "\"\\u0062\"", "\"A\"", "\"long_ke\"", "\"long_key\"",
		"\"long_key_name_two.\xC3\xA9\"",
	};
	uint64_t i, n = rng_below(r, depth == 0 ? 9 : 5);

	draw_json_text(t, object ? "{" : "[");
	for (i = 0; i < n; i++) {
		if (i != 0)
			draw_json_text(t, ",");
		draw_json_space(r, t);
		if (object) {
			if (rng_below(r, 20) == 0)
				draw_json_string(r, t);
			else
				draw_json_text(t, DRAW_JSON_PICK(r, key));
			draw_json_space(r, t);
			draw_json_text(t, ":");
			draw_json_space(r, t);
		}
		draw_json_value(r, t, depth + 1);
		draw_json_space(r, t);
	}
	if (n == 0)
		draw_json_space(r, t);
	draw_json_text(t, object ? "}" : "]");
}

static inline void
draw_json_value(struct rng *r, struct draw_json *t, int depth)
{
	static const char *const word[] = { "true", "false", "null" };
	uint64_t kind = rng_below(r, depth > 6 ? 3 : 8);

	if (kind == 0)
		draw_json_text(t, DRAW_JSON_PICK(r, word));
	else if (kind == 1)
		draw_json_number(r, t);
	else if (kind == 2)
		draw_json_string(r, t);
	else if (kind < 7)
		draw_json_container(r, t, depth, true);
	else
		draw_json_container(r, t, depth, false);
}

/* One small damage, anywhere. */
static inline void
draw_json_damage(struct rng *r, struct draw_json *t)
{
	static const char bytes[] = "\0\x01\x1f \t\r\"\\/,:{}[]-+.0123eEtfnul\x7f\x80\xBF"
	    "\xC0\xC3\xED\xF0\xF5\xFF";
	size_t at = (size_t)rng_below(r, t->n + 1), len, to;

	switch (rng_below(r, 6)) {
	case 0:
		if (at < t->n)
			t->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
		break;
	case 1:
		if (t->n + 1 < DRAW_JSON_MAX) {
			memmove(t->p + at + 1, t->p + at, t->n - at);
			t->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
			t->n++;
		}
		break;
	case 2:
		if (at < t->n) {
			memmove(t->p + at, t->p + at + 1, t->n - at - 1);
			t->n--;
		}
		break;
	case 3:
		t->n = at;
		break;
	case 4:
		if (at < t->n)
			t->p[at] = (char)(t->p[at] ^ (1 << rng_below(r, 8)));
		break;
	default:
		len = (size_t)rng_below(r, 12);
		to = (size_t)rng_below(r, t->n + 1);
		if (at + len <= t->n && to + len <= t->n)
			memmove(t->p + to, t->p + at, len);
		break;
	}
}

#endif
