/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzif - any bytes as a TZif file; what is read must behave like a clock
 */
#include "base/rfc3339.h"
#include "time/twindow.h"
#include "time/tzone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

/* Records are of four-digit years; where 64 bits of microseconds end, windows are cut off. */
#define FAR (INT64_C(10000) * 366 * RFC3339_DAY_US)

static void
check_at(const struct tzone *z, int64_t at)
{
	static const char *const windows[] = { "7m", "1h", "6h", "1d", "2w", "3mo" };
	struct tzone_span s = tzone_span(z, at);
	int64_t wall = tzone_local(z, at), first;
	struct twindow w;
	struct twindow_span t;

	check(s.from_us <= at && (at < s.to_us || s.to_us == INT64_MAX) &&
	      s.offset_s == tzone_offset(z, at));
	check(s.from_us == INT64_MIN || tzone_span(z, s.from_us).from_us == s.from_us);
	check(s.from_us == INT64_MIN || tzone_span(z, s.from_us - 1).to_us == s.from_us);
	/* The wall clock showed this by now at the latest. */
	first = tzone_reach(z, wall);
	check(first <= at && tzone_local(z, first) >= wall && tzone_local(z, first - 1) < wall);
	check(tzone_utc(z, wall) >= first);
	for (size_t i = 0; at > -FAR && at < FAR && i < sizeof windows / sizeof windows[0]; i++) {
		check(twindow_parse(&w, sv_of(windows[i]), z, NULL) == RC_OK);
		t = twindow_at(&w, at);
		check(t.from_us <= at && at < t.to_us);
		check(twindow_at(&w, t.from_us).to_us == t.to_us &&
		      twindow_at(&w, t.to_us - 1).from_us == t.from_us);
		check(twindow_at(&w, t.to_us).from_us == t.to_us);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct tzone *z;
	struct tzone_span s;
	struct arena a;
	struct err e;
	struct sv file = { (const char *)data, n };
	enum rc rc;

	arena_init(&a);
	rc = tzone_read(&z, SV("fuzz"), file, &a, &e);
	check(rc == RC_OK || rc == RC_SYNTAX || rc == RC_RANGE);
	if (rc == RC_OK) {
		s = tzone_span(z, -100 * 366 * RFC3339_DAY_US);
		for (int i = 0; i < 12; i++) {
			check_at(z, s.from_us == INT64_MIN ? i * RFC3339_DAY_US : s.from_us);
			check_at(z, s.to_us == INT64_MAX ? -i * RFC3339_DAY_US : s.to_us - 1);
			s = tzone_span(z, s.to_us == INT64_MAX ? i * RFC3339_DAY_US : s.to_us);
		}
		check_at(z, 150 * 366 * RFC3339_DAY_US);
		(void)tzone_utc(z, INT64_MAX);
		(void)tzone_utc(z, INT64_MIN);
	}
	rc = tzone_rule(&z, file, &a, &e);
	check(rc == RC_OK || rc == RC_SYNTAX);
	arena_free(&a);
	return 0;
}
