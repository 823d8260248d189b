/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lvalue - the texts of log fields made into values
 *
 * Results are slices of the input when nothing had to change, else they lie in
 * the record's arena.  No allocation once that arena has grown to its size.
 */
#ifndef CX_LINE_LVALUE_H
#define CX_LINE_LVALUE_H

#include "base/arena.h"
#include "base/sv.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>

enum lvalue_escape {
	LVALUE_RAW,	/* backslashes mean nothing */
	LVALUE_QUOTE,	/* \" only: gunicorn, Traefik */
	LVALUE_C,	/* \" \\ \n \r \t \b \v \xHH: Apache, nginx escape=default */
	LVALUE_JSON,	/* RFC 8259: nginx escape=json */
	LVALUE_GO,	/* both, \a and \UHHHHHHHH: quoted logfmt (Go's strconv.Quote) */
	LVALUE_ESCAPES
};

/** lvalue_plain - lvalue_text gives @s itself, and there is no NUL in it */
bool lvalue_plain(struct sv s, enum lvalue_escape esc);

/**
 * lvalue_text - decode a field
 *
 * Bytes of the decoded text that are not UTF-8 are spelt \xhh, whether they stood in @raw as
 * such or escaped.  With LVALUE_C a backslash before anything else tells that the
 * writer does not escape them: LVALUE_QUOTE holds then.
 * Cost: one pass over @raw when it is ASCII without a backslash.
 */
struct sv lvalue_text(struct sv raw, enum lvalue_escape esc, struct arena *a);

/** lvalue_string - decoded text as a value; with a NUL in it, as JSON: written as \u0000 */
struct val lvalue_string(struct sv text, struct arena *a);

/**
 * lvalue_scale - decimal text times 10^@shift, exactly
 * @s: digits, optionally '.' and digits
 *
 * Returns: true and the shortest plain decimal in *out; false for any other text.
 */
bool lvalue_scale(struct sv s, int shift, struct arena *a, struct sv *out);

/**
 * lvalue_sum - sum of a list of decimals, times 10^@shift
 * @s: parts separated by ", " or " : " (nginx upstream lists); "-" and empty parts do not count
 *
 * Returns: true, *out empty when no part is a number; false when a part is
 *          neither, or has more decimals than num_units takes.
 */
bool lvalue_sum(struct sv s, int shift, struct arena *a, struct sv *out);

struct lvalue_request {		/* empty: not there */
	struct sv method;
	struct sv scheme;	/* of an absolute URL only */
	struct sv host;		/* of an absolute URL only, port kept */
	struct sv path;
	struct sv query;	/* without '?' */
	struct sv protocol;
	struct sv whole;	/* the line, when it could not be split */
};

/**
 * lvalue_request - split "METHOD target PROTOCOL"
 *
 * The target may hold spaces (broken clients); HTTP/0.9 has no protocol, then
 * the target must begin with '/'.  A method or target "-" is not there.
 */
void lvalue_request(struct sv line, struct lvalue_request *r);

/** lvalue_url - split a target into path and query, and scheme and host when absolute */
void lvalue_url(struct sv target, struct lvalue_request *r);

/**
 * lvalue_client - the first address of "a, b, c"; false when one has a space or a quote in it
 * @first: without a port or brackets; empty when a proxy does not tell it: "unknown" or a
 *         name that begins with _, RFC 7239
 */
bool lvalue_client(struct sv s, struct sv *first);

enum { LVALUE_GROUP = 4 };	/* digits of a group of an IPv6 address */

/**
 * lvalue_is_address - @s may be an address or a host name
 *
 * The first colon is at most LVALUE_GROUP bytes from the start (IPv6, "unix:"), or it stands
 * before the port of an IPv4 address.  That of a time or a program's name ("nginx:"),
 * which an envelope has before the line, does not.
 */
bool lvalue_is_address(struct sv s);

/** lvalue_ms - a tstamp_elapsed text ("1.5s") in milliseconds, as text; false when it is none */
bool lvalue_ms(struct sv s, struct arena *a, struct sv *out);

/** lvalue_digits - decimal digits without leading zeros */
static inline struct sv
lvalue_digits(struct sv s)
{
	while (s.n > 1 && s.p[0] == '0') {
		s.p++;
		s.n--;
	}
	return s;
}

enum { LVALUE_SHOWN = 64 };

/** lvalue_shown - a few characters of @s for a message, in quotes; at least LVALUE_SHOWN bytes */
const char *lvalue_shown(struct sv s, char *text);

#endif
