/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp - any bytes as a time, a layout and a duration
 *
 * The first line is a layout, the rest the text.  What reads as RFC 3339 must print
 * and read back as the same instant.
 */
#include "time/tstamp.h"
#include "base/rfc3339.h"
#include "time/twindow.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
check_layout(struct sv layout, struct sv text, struct arena *a)
{
	const struct tstamp_cfg cfg = { .now_us = 1700000000 * RFC3339_SEC_US };
	const struct tstamp_layout *l;
	struct err e = { 0 };
	size_t used = 0;
	int64_t at, again;
	bool ok;

	if (tstamp_layout_new(&l, layout, a, &e) != RC_OK) {
		check(e.rc == RC_SYNTAX && e.col >= 1 && e.col <= layout.n + (layout.n == 0));
		return;
	}
	ok = tstamp_layout_parse(l, text, &cfg, &at, &used);
	check(used <= text.n + !ok);
	if (ok)
		check(tstamp_layout_parse(l, (struct sv){ text.p, used }, &cfg, &again, NULL) &&
		      again == at);
	else
		check(!tstamp_layout_parse(l, text, &cfg, &at, NULL) && used >= 1);
}

/* Whichever way a value is asked for its time, the answer is the same. */
static void
check_value(struct val v)
{
	const struct tstamp_cfg cfg = { .year = 2024, .now_us = INT64_MIN };
	struct tstamp_minute m = { .set = false };
	int64_t at = 0, near = 0, wall = 0;
	bool ok = tstamp_auto(&v, &cfg, &at);

	check(tstamp_wall(&v, &cfg, &wall) == ok && (!ok || wall - at < 86400 * RFC3339_SEC_US));
	check(tstamp_near(&v, &cfg, &m, &near) == ok && (!ok || near == at));
	if (ok && tstamp_auto(&v, NULL, &near))
		check(near == at);	/* a year that is told is for those without one */
	check(tstamp_why(&v, &cfg) != NULL);
}

static void
check_text(struct sv text)
{
	char out[RFC3339_MAX];
	struct val v = { .kind = VAL_STRING, .text = text };
	struct twindow w;
	int64_t at = 0, back = 0;
	int32_t off;

	check_value(v);
	check_value((struct val){ .kind = VAL_NUMBER, .text = text });
	check_value((struct val){ .kind = VAL_STRING, .flags = VAL_ESC, .text = text });
	if (rfc3339_parse(text, &at, &off)) {
		check(off == INT32_MIN || (off > -86400 && off < 86400));
		check(tstamp_auto(&v, NULL, &back) && back == at);
		if (at >= -62167219200 * RFC3339_SEC_US && at < 253402300800 * RFC3339_SEC_US) {
			struct sv printed = { out, rfc3339_text(at, 0, out) };

			check(rfc3339_parse(printed, &back, &off) && back == at && off == 0);
		}
	}
	if (tstamp_clf(text, &at))
		check(tstamp_auto(&v, NULL, &back) && back == at);
	v.flags = VAL_ESC;
	(void)tstamp_auto(&v, NULL, &at);
	if (tstamp_epoch(text, TSTAMP_US, &at))
		check(num_is(text));
	if (tstamp_duration(text, &at))
		check(at >= 0 && !num_is(text));
	check(twindow_parse(&w, text, NULL, NULL) != RC_OK || w.n_us >= 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sv all = { (const char *)data, n }, layout, text;
	struct arena a;

	arena_init(&a);
	layout = (struct sv){ all.p, sv_find(all, '\n') };
	text = layout.n == n ? (struct sv){ all.p, 0 }
			     : (struct sv){ all.p + layout.n + 1, n - layout.n - 1 };
	check_layout(layout, text, &a);
	check_text(all);
	check_text(text);
	arena_free(&a);
	return 0;
}
