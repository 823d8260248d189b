/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * format - see format.h
 */
#include "schema/format.h"

#include "base/num.h"
#include "base/rfc3339.h"

#include <stdint.h>
#include <string.h>

enum {
	HOST_MAX = 253,
	LABEL_MAX = 63,
	LOCAL_MAX = 64,		/* of a mailbox, RFC 5321, section 4.5.3.1.1 */
	LEAP_MINUTE = 1439	/* 23:59 */
};

static const char *const names[FORMAT_N] = {
	[FORMAT_DATE_TIME] = "date-time", [FORMAT_DATE] = "date", [FORMAT_TIME] = "time",
	[FORMAT_UUID] = "uuid", [FORMAT_URI] = "uri", [FORMAT_URI_REFERENCE] = "uri-reference",
	[FORMAT_EMAIL] = "email", [FORMAT_IPV4] = "ipv4", [FORMAT_IPV6] = "ipv6",
	[FORMAT_HOSTNAME] = "hostname"
};

static const char *const others[] = {
	"duration", "idn-email", "idn-hostname", "iri", "iri-reference", "json-pointer",
	"relative-json-pointer", "regex", "uri-template", "unknown"
};

const char *
format_name(enum format f)
{
	return names[f];
}

enum format
format_find(struct sv name)
{
	unsigned i;

	for (i = 0; i < FORMAT_N && !sv_is(name, names[i]); i++)
		;
	return (enum format)i;
}

const char *
format_near(struct sv name)
{
	struct sv list[FORMAT_N];
	size_t at;

	for (unsigned i = 0; i < FORMAT_N; i++)
		list[i] = sv_of(names[i]);
	at = sv_near(name, list, FORMAT_N);
	return at < FORMAT_N ? names[at] : NULL;
}

bool
format_known(struct sv name)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (sv_is(name, others[i]))
			return true;
	return format_find(name) != FORMAT_N;
}

enum {
	ALNUM = 1,
	HEX = 2,
	URI = 4,		/* unreserved and sub-delims */
	ATEXT = 8,		/* of an unquoted local part, RFC 5321 */
	COLON = 16,
	AT = 32,
	SLASH = 64,
	QUESTION = 128
};

static const uint8_t classes[256] = {	/* of ASCII; nothing else has any */
	  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
	  0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
	  0,  12,   0,   8,  12,   8,  12,  12,   4,   4,  12,  12,   4,  12,   4,  72,
	 15,  15,  15,  15,  15,  15,  15,  15,  15,  15,  16,   4,   0,  12,   0, 136,
	 32,  15,  15,  15,  15,  15,  15,  13,  13,  13,  13,  13,  13,  13,  13,  13,
	 13,  13,  13,  13,  13,  13,  13,  13,  13,  13,  13,   0,   0,   0,   8,  12,
	  8,  15,  15,  15,  15,  15,  15,  13,  13,  13,  13,  13,  13,  13,  13,  13,
	 13,  13,  13,  13,  13,  13,  13,  13,  13,  13,  13,   8,   8,   8,  12,   0
};

static inline bool
in_class(unsigned class, char c)
{
	return (classes[(unsigned char)c] & class) != 0;
}

/* Two digits at @p, -1 when they are none. */
static int
two_at(const char *p)
{
	if (!num_is_digit((unsigned char)p[0]) || !num_is_digit((unsigned char)p[1]))
		return -1;
	return (p[0] - '0') * 10 + (p[1] - '0');
}

static bool
date_ok(const char *p)
{
	int century = two_at(p), year = two_at(p + 2), month = two_at(p + 5), day = two_at(p + 8);

	return century >= 0 && year >= 0 && p[4] == '-' && p[7] == '-' && month >= 1 && month <= 12
	    && day >= 1 && day <= rfc3339_month_days(century * 100 + year, month);
}

/* hh:mm:ss, a fraction, Z or an offset. */
static bool
time_ok(struct sv s)
{
	const char *p = s.p, *end = s.p + s.n;
	int hour, min, sec, off = 0, east = 0;

	if (s.n < 9)
		return false;
	hour = two_at(p);
	min = two_at(p + 3);
	sec = two_at(p + 6);
	if (p[2] != ':' || p[5] != ':' || hour < 0 || hour > 23 || min < 0 || min > 59 || sec < 0 ||
	    sec > 60)
		return false;
	p += 8;
	if (*p == '.') {
		const char *from = ++p;

		while (p < end && num_is_digit((unsigned char)*p))
			p++;
		if (p == from || p == end)
			return false;
	}
	if (*p == 'Z' || *p == 'z') {
		if (p + 1 != end)
			return false;
	} else {
		if (end - p != 6 || (*p != '+' && *p != '-') || p[3] != ':')
			return false;
		east = *p == '+' ? 1 : -1;
		if (two_at(p + 1) < 0 || two_at(p + 1) > 23 || two_at(p + 4) < 0 ||
		    two_at(p + 4) > 59)
			return false;
		off = two_at(p + 1) * 60 + two_at(p + 4);
	}
	return sec < 60 || (hour * 60 + min - east * off + 2880) % 1440 == LEAP_MINUTE;
}

static bool
date_time_ok(struct sv s)
{
	return s.n >= 20 && date_ok(s.p) && (s.p[10] == 'T' || s.p[10] == 't') &&
	    time_ok((struct sv){ s.p + 11, s.n - 11 });
}

static bool
uuid_ok(struct sv s)
{
	unsigned digits = 0;

	if (s.n != 36)
		return false;
	if (s.p[8] != '-' || s.p[13] != '-' || s.p[18] != '-' || s.p[23] != '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		digits += in_class(HEX, s.p[i]);
	return digits == 32;
}

static bool
ipv4_ok(struct sv s)
{
	size_t at = 0;

	for (int part = 0; part < 4; part++) {
		size_t from = at;
		int x = 0;

		if (part != 0 && (at == s.n || s.p[at++] != '.'))
			return false;
		for (from = at; at < s.n && at - from < 4 &&
		    num_is_digit((unsigned char)s.p[at]); at++)
			x = x * 10 + (s.p[at] - '0');
		if (at == from || at - from > 3 || x > 255 || (at - from > 1 && s.p[from] == '0'))
			return false;
	}
	return at == s.n;
}

static bool
ipv6_ok(struct sv s)
{
	size_t at = 0;
	int groups = 0;
	bool gap = false;

	if (s.n >= 2 && s.p[0] == ':' && s.p[1] == ':') {
		gap = true;
		at = 2;
	}
	while (at < s.n) {
		size_t from = at;

		while (at < s.n && at - from < 5 && in_class(HEX, s.p[at]))
			at++;
		if (at < s.n && s.p[at] == '.') {
			groups += 2;
			if (!ipv4_ok((struct sv){ s.p + from, s.n - from }))
				return false;
			at = s.n;
			break;
		}
		if (at == from || at - from > 4)
			return false;
		groups++;
		if (at == s.n)
			break;
		if (s.p[at++] != ':' || at == s.n)
			return false;
		if (s.p[at] == ':') {
			if (gap)
				return false;
			gap = true;
			at++;
		}
	}
	return gap ? groups <= 7 : groups == 8;
}

static bool
hostname_ok(struct sv s)
{
	size_t from = 0;

	if (s.n == 0 || s.n > HOST_MAX)
		return false;
	for (size_t at = 0; at <= s.n; at++) {
		if (at == s.n || s.p[at] == '.') {
			if (at == from || at - from > LABEL_MAX || s.p[from] == '-' ||
			    s.p[at - 1] == '-')
				return false;
			from = at + 1;
		} else if (!in_class(ALNUM, s.p[at]) && s.p[at] != '-') {
			return false;
		}
	}
	return true;
}

/* The part of a mailbox before its '@', and the '@'; 0 when it is none. */
static size_t
local_part(struct sv s)
{
	size_t at = 0;

	if (s.n != 0 && s.p[0] == '"') {
		for (at = 1; at < s.n && s.p[at] != '"'; at++) {
			at += s.p[at] == '\\' && at + 1 < s.n;
			if (s.p[at] < ' ' || s.p[at] > '~')
				return 0;
		}
		at++;
	} else {
		for (bool dot = true; at < s.n && s.p[at] != '@'; at++) {
			if (s.p[at] == '.' ? dot : !in_class(ATEXT, s.p[at]))
				return 0;
			dot = s.p[at] == '.';
		}
		if (at == 0 || s.p[at - 1] == '.')
			return 0;
	}
	return at < s.n && at <= LOCAL_MAX && s.p[at] == '@' ? at + 1 : 0;
}

static bool
email_ok(struct sv s)
{
	size_t at = local_part(s);
	struct sv domain = { s.p + at, s.n - at };

	if (at == 0)
		return false;
	if (domain.n < 2 || domain.p[0] != '[')
		return hostname_ok(domain);
	if (domain.p[domain.n - 1] != ']')
		return false;
	domain = (struct sv){ domain.p + 1, domain.n - 2 };
	if (sv_starts(domain, SV("IPv6:")))
		return ipv6_ok((struct sv){ domain.p + 5, domain.n - 5 });
	return ipv4_ok(domain);
}

/* From @at on, past what a part of a URI is made of: URI, %HH and the classes @more. */
static size_t
uri_chars(struct sv s, size_t at, unsigned more)
{
	while (at < s.n) {
		if (in_class(URI | more, s.p[at]))
			at++;
		else if (s.p[at] == '%' && s.n - at > 2 && in_class(HEX, s.p[at + 1]) &&
		    in_class(HEX, s.p[at + 2]))
			at += 3;
		else
			return at;
	}
	return at;
}

/* "[...]" of an authority. */
static bool
literal_ok(struct sv s)
{
	size_t at = 1;

	if (s.n == 0 || (s.p[0] | 0x20) != 'v')
		return ipv6_ok(s);
	while (at < s.n && in_class(HEX, s.p[at]))
		at++;
	return at > 1 && at + 1 < s.n && s.p[at] == '.' && sv_find(s, '%') == s.n &&
	    uri_chars(s, at + 1, COLON) == s.n;
}

static bool
authority_ok(struct sv s)
{
	size_t at = sv_find(s, '@');

	if (at != s.n) {
		if (uri_chars((struct sv){ s.p, at }, 0, COLON) != at)
			return false;
		s = (struct sv){ s.p + at + 1, s.n - at - 1 };
	}
	if (s.n != 0 && s.p[0] == '[') {
		at = sv_find(s, ']');
		if (at == s.n || !literal_ok((struct sv){ s.p + 1, at - 1 }))
			return false;
		at++;
	} else {
		at = uri_chars(s, 0, 0);
	}
	if (at < s.n && s.p[at] == ':')
		for (at++; at < s.n && num_is_digit((unsigned char)s.p[at]); at++)
			;
	return at == s.n;
}

/* Length of the scheme and its colon; 0: none. */
static size_t
scheme_length(struct sv s)
{
	size_t at = 0;

	if (s.n == 0 || !in_class(ALNUM, s.p[0]) || num_is_digit((unsigned char)s.p[0]))
		return 0;
	while (at < s.n && (in_class(ALNUM, s.p[at]) || s.p[at] == '+' || s.p[at] == '-' ||
	    s.p[at] == '.'))
		at++;
	return at < s.n && s.p[at] == ':' ? at + 1 : 0;
}

static bool
uri_ok(struct sv s, bool relative)
{
	size_t at = scheme_length(s), end;

	if (at == 0 && !relative)
		return false;
	if (s.n - at >= 2 && s.p[at] == '/' && s.p[at + 1] == '/') {
		at += 2;
		for (end = at; end < s.n && !in_class(SLASH | QUESTION, s.p[end]) && s.p[end] !=
		    '#'; end++)
			;
		if (!authority_ok((struct sv){ s.p + at, end - at }))
			return false;
		at = end;
	} else if (at == 0) {
		/* The first segment of a relative path has no colon: it would be a scheme. */
		end = uri_chars(s, 0, AT);
		if (end < s.n && s.p[end] == ':')
			return false;
	}
	at = uri_chars(s, at, COLON | AT | SLASH);
	if (at < s.n && s.p[at] == '?')
		at = uri_chars(s, at + 1, COLON | AT | SLASH | QUESTION);
	if (at < s.n && s.p[at] == '#')
		at = uri_chars(s, at + 1, COLON | AT | SLASH | QUESTION);
	return at == s.n;
}

bool
format_ok(enum format f, struct sv s)
{
	switch (f) {
	case FORMAT_DATE_TIME:
		return date_time_ok(s);
	case FORMAT_DATE:
		return s.n == 10 && date_ok(s.p);
	case FORMAT_TIME:
		return time_ok(s);
	case FORMAT_UUID:
		return uuid_ok(s);
	case FORMAT_URI:
		return uri_ok(s, false);
	case FORMAT_URI_REFERENCE:
		return uri_ok(s, true);
	case FORMAT_EMAIL:
		return email_ok(s);
	case FORMAT_IPV4:
		return ipv4_ok(s);
	case FORMAT_IPV6:
		return ipv6_ok(s);
	case FORMAT_HOSTNAME:
		return hostname_ok(s);
	case FORMAT_N:
		break;
	}
	return true;
}
