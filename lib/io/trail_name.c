/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stamp that is no plain number must look like a date, lest app-1.log and app-2.log, two
 * logs that are written at the same time, are taken for one.
 */
#include "io/trail_name.h"

#include "base/num.h"

#include <stdbool.h>
#include <string.h>

enum {
	NUMBER_MAX = 5,		/* digits of .1, .2 ... */
	YEAR = 4,		/* digits of a stamp behind the whole name, at least */
	MONTH = 6		/* digits of one before the extension, at least */
};

static bool
ends(struct sv s, struct sv with)
{
	return s.n > with.n && memcmp(s.p + s.n - with.n, with.p, with.n) == 0;
}

struct sv
trail_name_plain(struct sv name)
{
	static const char *const ending[] = { ".gz", ".zst", ".bz2", ".xz" };

	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		if (ends(name, sv_of(ending[i])))
			return (struct sv){ name.p, name.n - strlen(ending[i]) };
	return name;
}

/* .7, or a date and time of @digits at least: -20261129, .2026-11-29T19:00:00Z. */
static bool
is_stamp(struct sv s, size_t digits)
{
	size_t n = 0;

	if (s.n < 2 || memchr(".-_", s.p[0], 3) == NULL || !num_is_digit((unsigned char)s.p[1]))
		return false;
	for (size_t i = 1; i < s.n; i++) {
		bool digit = num_is_digit((unsigned char)s.p[i]);

		if (!digit && memchr("-._:+TZ", s.p[i], 7) == NULL)
			return false;
		n += digit;
	}
	return (s.p[0] == '.' && n == s.n - 1 && n <= NUMBER_MAX) || n >= digits;
}

/* From the last dot on; empty for none. */
static struct sv
extension(struct sv name)
{
	for (size_t i = name.n; i > 1; i--)
		if (name.p[i - 1] == '.')
			return (struct sv){ name.p + i - 1, name.n - i + 1 };
	return (struct sv){ name.p + name.n, 0 };
}

unsigned
trail_name_number(struct sv base, struct sv name)
{
	struct sv plain = trail_name_plain(name), ext = extension(base);
	size_t at = sv_starts(plain, base) ? base.n : base.n - ext.n;
	size_t end = sv_starts(plain, base) ? plain.n : plain.n - ext.n;
	unsigned n = 0;

	if (trail_name_of(base, name) != TRAIL_NAME_ROTATED || at >= end ||
	    plain.p[at] != '.' || end - at > NUMBER_MAX + 1)
		return 0;
	for (at++; at < end && num_is_digit((unsigned char)plain.p[at]); at++)
		n = 10 * n + (unsigned)(plain.p[at] - '0');
	return at == end ? n : 0;
}

enum trail_name
trail_name_of(struct sv base, struct sv name)
{
	struct sv plain = trail_name_plain(name), ext = extension(base);
	size_t stem = base.n - ext.n;

	if (sv_eq(name, base))
		return TRAIL_NAME_BASE;
	if (sv_starts(plain, base)) {
		struct sv rest = { plain.p + base.n, plain.n - base.n };

		if (rest.n == 0 || is_stamp(rest, YEAR) || sv_eq(rest, SV(".old")))
			return TRAIL_NAME_ROTATED;
	}
	if (ext.n > 1 && plain.n > base.n && memcmp(plain.p, base.p, stem) == 0 &&
	    ends(plain, ext) &&
	    is_stamp((struct sv){ plain.p + stem, plain.n - base.n }, MONTH))
		return TRAIL_NAME_ROTATED;
	return TRAIL_NAME_OTHER;
}
