/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route - one pass to class each segment, more only where its bytes leave it open
 */
#include "expr/route.h"

#include "base/num.h"

#include <stdint.h>
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

/* What the bytes of a segment are: those of its bytes or-ed together. */
enum byte_class {
	O = 1,		/* other */
	D = 2,		/* digit */
	H = 4,		/* hex digit, no digit */
	L = 8,		/* letter, no hex digit */
	J = 16,		/* - and _ */
	A = 32,		/* perhaps of a mail address, */
	M = A | O,	/* as @ and % are */
	S = 64,		/* the slash that ends it */
	C = 128		/* the path ends: query or fragment */
};

static const uint8_t class_of[256] = {
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, C, O, M, O, O, O, O, O, O, O, J, O, S,
	D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, C,
	M, H, H, H, H, H, H, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, J,
	O, H, H, H, H, H, H, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
};

/* What the bytes of the segment say; the rules themselves only where they leave it open. */
static bool
is_id(struct sv seg, unsigned seen)
{
	if ((seen & (D | A)) == 0)
		return false;
	if (seen == D)
		return true;
	if ((seen & (O | J)) == 0 && seg.n < HEX_MIN)
		return false;
	return route_is_id(seg);
}

/* The segment at @at, which may be the last: its length; *seen its classes, *last the end's. */
static size_t
scan(struct sv path, size_t at, unsigned *seen, unsigned *last)
{
	size_t i = at;
	unsigned c = C, all = 0;

	for (; i < path.n; i++) {
		c = class_of[(unsigned char)path.p[i]];
		if (c >= S)
			break;
		all |= c;
	}
	*seen = all;
	*last = i < path.n ? c : C;
	return i - at;
}

struct sv
route_path(struct sv path, struct arena *a)
{
	char *out = NULL;
	size_t n = 0;
	size_t done = 0;	/* bytes of path that are in out */
	size_t at = 0;
	unsigned last = S;

	for (; last == S; at++) {
		unsigned seen;
		struct sv seg = { path.p + at, scan(path, at, &seen, &last) };

		at += seg.n;
		if (!is_id(seg, seen))
			continue;
		/* A digit and a slash become four bytes: at most 2 n + 1. */
		if (out == NULL)
			out = arena_alloc(a, 2 * path.n + 4);
		memcpy(out + n, path.p + done, at - seg.n - done);
		n += at - seg.n - done;
		memcpy(out + n, ":id", 3);
		n += 3;
		done = at;
	}
	at--;
	if (out == NULL)
		return (struct sv){ path.p, at };
	memcpy(out + n, path.p + done, at - done);
	return (struct sv){ out, n + at - done };
}
