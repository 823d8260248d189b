/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scales, ticks and escapes of the page, against values worked by hand
 */
#include "base/rfc3339.h"
#include "page/page_html_text.h"
#include "page/page_lang.h"
#include "page/svg_draw.h"
#include "page/svg_scale.h"
#include "../t.h"

#include <math.h>

/* ---- scales of numbers ---- */

static void
ticks_are(double lo, double hi, unsigned want, unsigned flags, const char *must)
{
	struct svg_scale s;
	char got[512] = "";
	size_t n = 0;

	svg_scale_fit(&s, lo, hi, want, flags);
	n += (size_t)snprintf(got, sizeof(got), "%g..%g:", s.lo, s.hi);
	for (size_t i = 0; i < s.n; i++)
		n += (size_t)snprintf(got + n, sizeof(got) - n, " %.*f", s.decimals, s.tick[i]);
	T_STR(got, must, must);
}

static void
test_numbers(void)
{
	struct svg_scale s;
	bool sound = true;

	ticks_are(0, 1, 5, 0, "0..1: 0.0 0.2 0.4 0.6 0.8 1.0");
	ticks_are(0, 100, 4, 0, "0..100: 0 20 40 60 80 100");
	ticks_are(90.4, 99.8, 4, 0, "90..100: 90 92 94 96 98 100");
	ticks_are(-10.1, 5.5, 5, 0, "-15..10: -15 -10 -5 0 5 10");
	ticks_are(0.1, 0.3, 2, 0, "0.1..0.3: 0.1 0.2 0.3");
	ticks_are(12, 3, 3, SVG_SCALE_ZERO, "0..15: 0 5 10 15");
	ticks_are(-2, 7, 4, SVG_SCALE_EVEN, "-10..10: -10 -5 0 5 10");
	ticks_are(1, 30, 6, SVG_SCALE_TIGHT, "1..30: 5 10 15 20 25 30");
	ticks_are(0, 3, 12, SVG_SCALE_WHOLE, "0..3: 0 1 2 3");
	ticks_are(0.00031, 0.00049, 4, 0, "0.0003..0.0005: 0.00030 0.00035 0.00040 0.00045 0.00050");
	ticks_are(5, 5, 4, 0, "2..8: 2 3 4 5 6 7 8");
	ticks_are(0, 0, 2, 0, "0..1: 0.0 0.5 1.0");
	ticks_are(NAN, 3, 2, 0, "0..1: 0.0 0.5 1.0");
	ticks_are(-INFINITY, INFINITY, 2, 0, "0..1: 0.0 0.5 1.0");
	ticks_are(1e300, 3e300, 4, 0, "0..1: 0.0 0.2 0.4 0.6 0.8 1.0");

	/* Every tick is the nearest double of its decimal text, and in its place. */
	for (int e = -12; e <= 12; e++)
		for (unsigned want = 2; want <= 12; want++)
			for (int k = 1; k < 40; k++) {
				const double at = k * pow(10, e);

				svg_scale_fit(&s, -at / 3, at, want, 0);
				for (size_t i = 0; i < s.n; i++) {
					char text[64];

					snprintf(text, sizeof(text), "%.*f", s.decimals, s.tick[i]);
					sound = sound && strtod(text, NULL) == s.tick[i] &&
					    s.tick[i] >= s.lo && s.tick[i] <= s.hi &&
					    (i == 0 || s.tick[i] > s.tick[i - 1]);
				}
				sound = sound && s.n >= 2 && s.n <= want + want / 4 + 3 &&
				    s.lo <= -at / 3 * (1 - 1e-8) && s.hi >= at * (1 - 1e-8);
			}
	T_OK(sound, "ticks are what they read as, in order, around all there is");
	svg_scale_fit(&s, 0, 10, 5, 0);
	T_OK(svg_scale_at(&s, 0) == 0 && svg_scale_at(&s, 10) == 1 && svg_scale_at(&s, 5) == 0.5 &&
	    svg_scale_at(&s, 1e300) == 2 && svg_scale_at(&s, -1e300) == -1 && svg_scale_at(&s, NAN) == -1,
	    "places are shares of the axis, and bounded");
}

/* ---- scales of time ---- */

static int64_t
instant(const char *text)
{
	int64_t at = 0;
	int32_t offset = 0;

	T_QUIET(rfc3339_parse(sv_of(text), &at, &offset), "%s", text);
	return at;
}

static void
times_are(const struct tzone *zone, const char *from, const char *to, unsigned want,
    int64_t least_us, const char *must)
{
	struct svg_scale_time s;
	char got[1024] = "", text[RFC3339_MAX];
	size_t n = 0;

	svg_scale_time_fit(&s, instant(from), instant(to), zone, want, least_us);
	for (size_t i = 0; i < s.n; i++) {
		rfc3339_text(s.tick_us[i], tzone_offset(zone, s.tick_us[i]), text);
		text[s.grain == SVG_SCALE_SECOND ? 19 : 16] = '\0';
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s%s", i > 0 ? " " : "", text,
		    s.outer[i] ? "*" : "");
	}
	T_STR(got, must, must);
}

static void
test_times(void)
{
	const struct tzone *seoul, *berlin;
	struct arena a;
	struct err e;
	struct svg_scale_time s;

	arena_init(&a);
	if (!T_OK(tzone_load(&seoul, SV("Asia/Seoul"), &a, &e) == RC_OK &&
	    tzone_load(&berlin, SV("Europe/Berlin"), &a, &e) == RC_OK, "zones"))
		return;
	times_are(seoul, "2026-11-27T00:00:00+09:00", "2026-11-28T00:00:00+09:00", 8, 0,
	    "2026-11-27T00:00* 2026-11-27T06:00 2026-11-27T12:00 2026-11-27T18:00 2026-11-28T00:00*");
	times_are(seoul, "2026-11-27T22:10:00+09:00", "2026-11-28T01:10:00+09:00", 8, 0,
	    "2026-11-27T22:30* 2026-11-27T23:00 2026-11-27T23:30 2026-11-28T00:00* "
	    "2026-11-28T00:30 2026-11-28T01:00");
	times_are(NULL, "2025-12-15T00:00:00Z", "2026-01-10T00:00:00Z", 5, 0,
	    "2025-12-15T00:00* 2025-12-22T00:00 2025-12-29T00:00 2026-01-05T00:00*");
	times_are(NULL, "2026-11-25T00:00:00Z", "2026-11-27T00:00:00Z", 8, RFC3339_DAY_US,
	    "2026-11-25T00:00* 2026-11-26T00:00 2026-11-27T00:00");
	/* A day of 25 hours: midnights are midnights. */
	times_are(berlin, "2026-10-23T00:00:00+02:00", "2026-10-27T12:00:00+01:00", 6, 0,
	    "2026-10-23T00:00* 2026-10-24T00:00 2026-10-25T00:00 2026-10-26T00:00 2026-10-27T00:00");
	times_are(NULL, "2024-01-20T00:00:00Z", "2026-11-01T00:00:00Z", 6, 0,
	    "2024-07-01T00:00* 2025-01-01T00:00* 2025-07-01T00:00 2026-01-01T00:00* 2026-07-01T00:00");
	times_are(NULL, "2026-11-27T10:00:07Z", "2026-11-27T10:01:10Z", 4, 0,
	    "2026-11-27T10:00:15* 2026-11-27T10:00:30 2026-11-27T10:00:45 2026-11-27T10:01:00");
	svg_scale_time_fit(&s, INT64_MIN, INT64_MAX, berlin, 8, 0);
	T_OK(s.n <= 8, "all of time has an axis");
	svg_scale_time_fit(&s, 5, 5, NULL, 8, 0);
	T_OK(s.from_us < s.to_us && s.n <= 8, "so has an instant");
	svg_scale_time_fit(&s, 0, 100, NULL, 8, 0);
	T_OK(svg_scale_time_at(&s, 0) == 0 && svg_scale_time_at(&s, 100) == 1 &&
	    svg_scale_time_at(&s, 25) == 0.25 && svg_scale_time_at(&s, 1e18) == 2 &&
	    svg_scale_time_at(&s, NAN) == -1,
	    "places of times");
	arena_free(&a);
}

/* ---- text ---- */

static const char *
flushed(struct buf *b)
{
	buf_c(b, '\0');
	b->n = 0;
	return b->p;
}

static void
test_text(void)
{
	const struct page_trace trace[] = {
		{ SV("a day.ndjson"), 12, SV("errors") }, { SV("50%.ndjson"), 18446744073709551615U,
		SV("\"n\"\n<x>") },
	};
	struct page_num n = { .value = 0.98721, .lo = 0.981, .hi = 0.992, .scale = 100, .digits = 2,
		.text = SV("98.72"), .range = SV("98.10–99.20"), .unit = SV("%"), .trace = trace, .ntrace = 1 };
	static char wide[2000];
	struct buf b;

	buf_init(&b, SIZE_MAX);
	page_html_text_put(&b, SV("a<b>&amp;\"'\x01\x7f\xc2\x85\xff\xef\xbf\xbe\t\n한"));
	T_STR(flushed(&b), "a&lt;b&gt;&amp;amp;&quot;&#39;\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	    "\xef\xbf\xbd\t\n한", "markup, controls and what is no character");
	page_html_text_attr(&b, "title", SV("\" onload=\"x"));
	T_STR(flushed(&b), " title=\"&quot; onload=&quot;x\"", "an attribute is not left");
	memset(wide, 'x', sizeof(wide));
	page_html_text_short(&b, (struct sv){ wide, sizeof(wide) });
	T_OK(b.n == PAGE_HTML_TEXT_COLS + 3, "long text is cut, and says so");
	b.n = 0;
	for (size_t i = 1; i + 2 <= sizeof(wide); i += 2)
		memcpy(wide + i, "\xcc\x81", 2);	/* accents on accents: no width at all */
	page_html_text_short(&b, (struct sv){ wide, sizeof(wide) - 1 });
	T_OK(b.n <= 4 * (size_t)PAGE_HTML_TEXT_COLS + 3, "so is what has no width");
	b.n = 0;
	page_html_text_trace(&b, trace, 2);
	T_STR(flushed(&b), " data-trace=\"a%20day.ndjson:12 errors&#10;50%25.ndjson:18446744073709551615 "
	    "&quot;n&quot;%0A&lt;x&gt;\"", "traces can be told apart");
	page_html_text_num(&b, &n);
	T_STR(flushed(&b), "<data value=\"0.98721\" data-trace=\"a%20day.ndjson:12 errors\">98.72</data>"
	    "<span class=\"u\">%</span> <span class=\"ci\" data-lo=\"0.981\" data-hi=\"0.992\">98.10–99.20"
	    "</span>", "a number has all its digits behind it");
	n.op = PAGE_OP_CHANGE;
	n.ntrace = 0;
	n.unit = SV("ms");
	n.range = SV("");
	page_html_text_num(&b, &n);
	T_STR(flushed(&b), "<data value=\"0.98721\" data-op=\"change\">98.72</data>"
	    "<span class=\"u\">\xe2\x80\xafms</span>", "an operation, and a unit that stands apart");
	n.value = NAN;
	n.text = SV("–");
	page_html_text_num(&b, &n);
	T_STR(flushed(&b), "–", "no number is no number");
	svg_draw_number(&b, 12.345);
	buf_c(&b, ' ');
	svg_draw_number(&b, -0.001);
	buf_c(&b, ' ');
	svg_draw_number(&b, -7.5);
	buf_c(&b, ' ');
	svg_draw_number(&b, INFINITY);
	buf_c(&b, ' ');
	svg_draw_number(&b, 100);
	buf_c(&b, ' ');
	svg_draw_number(&b, 0.05);
	T_STR(flushed(&b), "12.35 0 -7.5 0 100 0.05", "places have two decimals at most");
	buf_free(&b);
}

int
main(void)
{
	test_numbers();
	test_times();
	test_text();
	return t_done();
}
