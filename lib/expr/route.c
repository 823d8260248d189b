/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route - one pass to class each segment, a second only to copy
 */
#include "expr/route.h"

#include "base/num.h"

#include <string.h>

enum {
	UUID_LEN = 36,
	HEX_MIN = 8,
	TOKEN_MIN = 16,
	TOKEN_DIGITS = 2
};

struct count {		/* of the bytes of a segment, by class */
	size_t digit;
	size_t hex_letter;
	size_t letter;	/* the other letters */
	size_t joint;	/* - and _ */
	size_t other;
	bool   at;
};

static struct count
count_bytes(struct sv seg)
{
	struct count k = { 0 };

	for (size_t i = 0; i < seg.n; i++) {
		unsigned char c = (unsigned char)seg.p[i];
		unsigned char low = c | 0x20;

		if (num_is_digit(c))
			k.digit++;
		else if (low >= 'a' && low <= 'f')
			k.hex_letter++;
		else if (low >= 'g' && low <= 'z')
			k.letter++;
		else if (c == '-' || c == '_')
			k.joint++;
		else
			k.other++;
		k.at |= c == '@' || (c == '%' && seg.n - i >= 3 && seg.p[i + 1] == '4' &&
		    seg.p[i + 2] == '0');
	}
	return k;
}

static bool
is_uuid(struct sv seg, const struct count *k)
{
	return seg.n == UUID_LEN && k->joint == 4 && k->letter == 0 && k->other == 0 &&
	    seg.p[8] == '-' && seg.p[13] == '-' && seg.p[18] == '-' && seg.p[23] == '-';
}

/* Digits in groups: a joint stands between two digits. */
static bool
is_joined(struct sv seg)
{
	for (size_t i = 0; i < seg.n; i++)
		if (!num_is_digit((unsigned char)seg.p[i]) &&
		    (i == 0 || i + 1 == seg.n || !num_is_digit((unsigned char)seg.p[i - 1]) ||
		    !num_is_digit((unsigned char)seg.p[i + 1])))
			return false;
	return true;
}

bool
route_is_id(struct sv seg)
{
	struct count k = count_bytes(seg);
	size_t letters = k.letter + k.hex_letter;

	if (k.at)
		return true;
	if (k.other != 0 || k.digit == 0)
		return false;
	if (letters == 0)
		return is_joined(seg);
	if (k.joint != 0)
		return is_uuid(seg, &k);
	return (k.letter == 0 && seg.n >= HEX_MIN) ||
	    (seg.n >= TOKEN_MIN && k.digit >= TOKEN_DIGITS);
}

/* The path without query and fragment. */
static struct sv
cut(struct sv path)
{
	path.n = sv_find(path, '?');
	path.n = sv_find(path, '#');
	return path;
}

/* The segment that starts at @at. */
static struct sv
segment(struct sv path, size_t at)
{
	struct sv rest = { path.p + at, path.n - at };

	rest.n = sv_find(rest, '/');
	return rest;
}

struct sv
route_path(struct sv path, struct arena *a)
{
	char *out = NULL;
	size_t n = 0;
	size_t done = 0;	/* bytes of path that are in out */

	path = cut(path);
	for (size_t at = 0; at < path.n;) {
		struct sv seg = segment(path, at);

		if (seg.n != 0 && route_is_id(seg)) {
			/* A digit and a slash become four bytes: at most 2 n + 1. */
			if (out == NULL)
				out = arena_alloc(a, 2 * path.n + 4);
			memcpy(out + n, path.p + done, at - done);
			n += at - done;
			memcpy(out + n, ":id", 3);
			n += 3;
			done = at + seg.n;
		}
		at += seg.n + 1;
	}
	if (out == NULL)
		return path;
	memcpy(out + n, path.p + done, path.n - done);
	return (struct sv){ out, n + path.n - done };
}
