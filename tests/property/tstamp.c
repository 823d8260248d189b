/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp - random times printed by the C library and read back; mangled ones refused
 *
 * Oracles: strftime and gmtime_r for layouts, forms and calendar, POSIX regular expressions
 * with timegm for what RFC 3339 and CLF are, 128-bit arithmetic for epochs.
 */
#define _DEFAULT_SOURCE
#include "time/tstamp.h"

#include "base/rfc3339.h"
#include "base/rng.h"

#include "../t.h"

#include <regex.h>
#include <time.h>

enum { ROUNDS = T_ROUNDS(200000), TEXT = 128, COLUMN = 40 };

/* A second in years 1 to 9999, mostly of our time. */
static int64_t
draw_sec(struct rng *r)
{
	int64_t lo = rfc3339_days(1, 1, 2), hi = rfc3339_days(9999, 12, 30);

	if (rng_below(r, 3))
		return (int64_t)rng_below(r, UINT64_C(4102444800));
	return (lo + (int64_t)rng_below(r, (uint64_t)(hi - lo))) * 86400 +
	       (int64_t)rng_below(r, 86400);
}

/* Through a pointer, since the layouts are drawn and no literals. */
static size_t (*const print)(char *, size_t, const char *, const struct tm *) = strftime;

static struct tm
civil(int64_t sec)
{
	time_t t = (time_t)sec;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		abort();
	return tm;
}

static void
check_calendar(struct rng *r)
{
	/* The C library's year is an int. */
	int64_t at = (int64_t)rng_u64(r) >> rng_below(r, 30);
	int64_t sec = at / 1000000 - (at % 1000000 < 0);
	struct rfc3339_civil c = rfc3339_civil(at);
	struct tm tm = civil(sec);

	T_QUIET(c.year == tm.tm_year + INT64_C(1900) && c.month == tm.tm_mon + 1 &&
		    c.day == tm.tm_mday && c.hour == tm.tm_hour && c.min == tm.tm_min &&
		    c.sec == tm.tm_sec && c.us == at - sec * 1000000,
	    "calendar of %" PRId64, at);
	T_QUIET(rfc3339_join(&c) == at, "and back, %" PRId64, at);
}

/* What is printed is what is read, in any offset. */
static void
check_text(struct rng *r)
{
	static const int64_t unit[] = { 1, 1000, 1000000 };
	char text[RFC3339_MAX];
	int64_t u = unit[rng_below(r, 3)];
	int64_t at = draw_sec(r) * 1000000 + (int64_t)rng_below(r, 1000000) / u * u, back = 0;
	int off = (int)rng_below(r, 2 * 86369 + 1) - 86369;
	int32_t off_back = 0;
	size_t n = rfc3339_text(at, off, text);

	T_QUIET(n == strlen(text) && rfc3339_parse(sv_of(text), &back, &off_back) && back == at &&
		    abs(off_back - off) <= 30,
	    "%s", text);
	T_QUIET((strchr(text, '.') != NULL) == (at % 1000000 != 0), "%s: fraction", text);
}

/* strftime's directives, each with what separates it from the next. */
static size_t
print_layout(struct rng *r, char *layout)
{
	static const char *const dates[] = { "%Y-%m-%d", "%F", "%d/%b/%Y", "%a %b %e %Y",
		"%A, %d %B %Y", "%j %Y", "%Y%m%d", "%m/%d/%Y", "%e.%m.%Y", "%h %d, %Y", "[%Y %j]",
		"%%%F%%" };
	static const char *const times[] = { "%T", "%H:%M:%S", "%I:%M:%S %p", "%H%M%S", "%R:%S",
		"%S s %M m %H h", "%p %I.%M.%S" };
	const char *d = dates[rng_below(r, sizeof dates / sizeof dates[0])];
	const char *t = times[rng_below(r, sizeof times / sizeof times[0])];

	return rng_below(r, 2) ? (size_t)snprintf(layout, TEXT, "%s %s", d, t)
			       : (size_t)snprintf(layout, TEXT, "%s%%n%s", t, d);
}

static void
check_layout(struct rng *r, struct arena *a)
{
	char layout[TEXT], text[TEXT + 32], with[TEXT + 16];
	const struct tstamp_layout *l;
	int64_t sec = draw_sec(r), at = 0, off = ((int64_t)rng_below(r, 2 * 1439 + 1) - 1439) * 60;
	struct tm tm = civil(sec);
	unsigned us = (unsigned)rng_below(r, 1000000), digits = 1 + (unsigned)rng_below(r, 9);
	static const unsigned pow10[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
	size_t n;

	if (tm.tm_year < -900) /* strftime does not pad %Y */
		return;
	(void)print_layout(r, layout);
	snprintf(with, sizeof with, "%s .%%f %%z", layout);
	n = print(text, TEXT, layout, &tm);
	if (digits < 6)
		us -= us % pow10[6 - digits];
	snprintf(text + n, sizeof text - n, " .%0*u%.*s %c%02d%s%02d",
	    (int)(digits < 6 ? digits : 6), digits < 6 ? us / pow10[6 - digits] : us,
	    (int)(digits > 6 ? digits - 6 : 0), "987", off < 0 ? '-' : '+',
	    (int)(llabs(off) / 3600), rng_below(r, 2) ? ":" : "", (int)(llabs(off) / 60 % 60));
	if (!T_QUIET(tstamp_layout_new(&l, sv_of(with), a, NULL) == RC_OK, "compiles %s", with))
		return;
	T_QUIET(tstamp_layout_parse(l, sv_of(text), NULL, &at, NULL) &&
		    at == (sec - off) * 1000000 + us,
	    "%s in %s: %" PRId64, text, with, at);
}

/* What programs write: before the decimals of a second, and behind the zone. */
static const struct form {
	const char *clock;
	const char *year;
	bool        told;	/* by struct tstamp_cfg */
} forms[] = {
	{ "%d/%b/%Y:%H:%M:%S", "", false },
	{ "%d-%b-%Y %H:%M:%S", "", false },
	{ "%d %b %Y %H:%M:%S", "", false },
	{ "%e %B %Y  %H:%M:%S", "", false },
	{ "%a, %d %b %Y %H:%M:%S", "", false },
	{ "%A %e-%b-%Y %H:%M:%S", "", false },
	{ "%Y/%m/%d %H:%M:%S", "", false },
	{ "%Y-%m-%d %H:%M:%S", "", false },
	{ "%Y-%m-%dT%H:%M:%S", "", false },
	{ "%Y%m%dT%H%M%S", "", false },
	{ "%Y%m%d-%H:%M:%S", "", false },
	{ "%Y%m%d%H%M%S", "", false },
	{ "%a %b %e %H:%M:%S", " %Y", false },
	{ "%b %d %Y %H:%M:%S", "", false },
	{ "%b %e %H:%M:%S", "", true },
	{ "%a, %B %d %H:%M:%S", "", true },
};

enum { NFORMS = sizeof(forms) / sizeof(forms[0]), DIGITS_ONLY = 11 };

/* A zone as it is written: its offset in seconds, or that of @here when nothing is. */
static int
print_zone(struct rng *r, int here, char *text)
{
	static const char *const utc[] = { "Z", " Z", " UTC", "GMT", " gmt (nothing more)" };
	static const char *const tails[] = { "", " CEST", " (CEST)", " (Moscow Standard Time)" };
	int off = (int)rng_below(r, 2 * 1439 + 1) - 1439, mag = off < 0 ? -off : off;

	if (rng_below(r, 4) == 0) {
		text[0] = '\0';
		return here;
	}
	if (rng_below(r, 4) == 0) {
		snprintf(text, TEXT, "%s", utc[rng_below(r, 5)]);
		return 0;
	}
	snprintf(text, TEXT, "%s%s%c%02d%s%02d", rng_below(r, 2) ? " " : "",
	    rng_below(r, 3) ? "" : "UTC", off < 0 ? '-' : '+', mag / 60,
	    rng_below(r, 2) ? ":" : "", mag % 60);
	if (strstr(text, "UTC") == NULL)
		snprintf(text + strlen(text), TEXT - strlen(text), "%s", tails[rng_below(r, 4)]);
	return off * 60;
}

/* Every form, in any zone, with blanks around it or not, reads as what was printed. */
static void
check_form(struct rng *r, const struct tzone *zone, int here)
{
	size_t k = rng_below(r, NFORMS);
	int64_t sec = draw_sec(r), at = 0, wall = 0, want;
	struct tm tm = civil(sec);
	struct tstamp_cfg cfg = { .zone = zone, .year = forms[k].told ? tm.tm_year + 1900 : 0,
		.now_us = INT64_MIN };
	unsigned us = (unsigned)rng_below(r, 1000000), digits = (unsigned)rng_below(r, 7);
	char text[4 * TEXT] = "", offset[TEXT];
	static const unsigned pow10[] = { 1000000, 100000, 10000, 1000, 100, 10, 1 };
	struct val v = { .kind = VAL_STRING };
	bool blanks = rng_below(r, 4) == 0;
	size_t n = blanks;
	int off = print_zone(r, here, offset);

	/* strftime does not pad %Y; a plain number is a date of our time only. */
	if (tm.tm_year < -900 || (k == DIGITS_ONLY && offset[0] == '\0' &&
	    (blanks || tm.tm_year < 90 || tm.tm_year >= 200)))
		return;
	us -= us % pow10[digits];
	text[0] = ' ';
	n += print(text + n, TEXT, forms[k].clock, &tm);
	if (digits > 0)
		n += (size_t)snprintf(text + n, TEXT, "%c%0*u",
		    rng_below(r, 2) || k == DIGITS_ONLY ? '.' : ',', (int)digits,
		    us / pow10[digits]);
	n += (size_t)snprintf(text + n, TEXT, "%s", offset);
	n += print(text + n, TEXT, forms[k].year, &tm);
	n += (size_t)snprintf(text + n, TEXT, "%s", blanks ? " \t" : "");
	v.text = (struct sv){ text, n };
	want = sec * 1000000 + us;
	T_QUIET(tstamp_auto(&v, &cfg, &at) && at == want - off * INT64_C(1000000),
	    "'%s': %" PRId64 ", not %" PRId64, text, at, want - off * INT64_C(1000000));
	T_QUIET(tstamp_wall(&v, &cfg, &wall) && wall == want,
	    "'%s' on the wall: %" PRId64 ", not %" PRId64, text, wall, want);
	cfg.year = 0;
	T_QUIET(!forms[k].told || !tstamp_auto(&v, &cfg, &at), "'%s' without a year", text);
}

/* 8, 12, 14 or 17 digits that begin with a year of our time: they may be a date. */
static bool
may_be_date(const char *digits)
{
	size_t n = strspn(digits, "0123456789");

	return (n == 8 || n == 12 || n == 14 || n == 17) &&
	    (strncmp(digits, "199", 3) == 0 || strncmp(digits, "20", 2) == 0);
}

/* A number of units as a decimal, its exact value known. */
static void
check_epoch(struct rng *r)
{
	static const struct {
		enum tstamp_unit unit;
		int decimals;
		int64_t limit;
	} units[] = { { TSTAMP_S, 6, 100000000000 }, { TSTAMP_MS, 3, 100000000000000 },
		{ TSTAMP_US, 0, 100000000000000000 }, { TSTAMP_NS, -3, INT64_MAX } };
	int k = (int)rng_below(r, 4), zeros = (int)rng_below(r, 3), extra = (int)rng_below(r, 4);
	int64_t at = (int64_t)rng_u64(r) >> rng_below(r, 60), got = 0, whole, want = at;
	struct val v = { .kind = rng_below(r, 2) ? VAL_STRING : VAL_NUMBER };
	bool neg = at < 0, auto_ok;
	char text[TEXT];
	static const uint64_t scales[] = { 1000000, 1000, 1, 1 };
	uint64_t mag = neg ? 0 - (uint64_t)at : (uint64_t)at, scale = scales[k];

	if (k == 3)
		snprintf(text, sizeof text, "%s%" PRIu64 "%s.%.*s", neg ? "-" : "", mag,
		    mag != 0 ? "000" : "", zeros + 1, "000");
	else
		snprintf(text, sizeof text, "%s%" PRIu64 ".%0*" PRIu64 "%.*s%.*s", neg ? "-" : "",
		    mag / scale, k == 2 ? 1 : units[k].decimals, mag % scale, zeros, "000", extra,
		    "417");
	/* Digits below a microsecond: floor. */
	if (k != 3 && neg && extra != 0)
		want--;
	if (at == INT64_MIN)
		return;
	T_QUIET(tstamp_epoch(sv_of(text), units[k].unit, &got) && got == want,
	    "epoch %s: %" PRId64 ", not %" PRId64, text, got, want);
	whole = (int64_t)(mag / scale);
	auto_ok = whole < units[k].limit && (k == 0 || whole >= units[k - 1].limit);
	auto_ok = k == 3 ? mag >= UINT64_C(100000000000000) : auto_ok;
	v.text = sv_of(text);
	if (auto_ok && !may_be_date(text))
		T_QUIET(tstamp_auto(&v, NULL, &got) && got == want,
		    "auto %s: %" PRId64 ", not %" PRId64, text, got, want);
}

#define DD   "(0[1-9]|[12][0-9]|3[01])"
#define HHMM "([01][0-9]|2[0-3])"
#define MM   "([0-5][0-9])"

static const char clf_re[] =
    "^( [1-9]|" DD ")/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/([0-9]{4}):" HHMM ":" MM
    ":([0-5][0-9]|60) ([+-])" HHMM MM "$";
static const char iso_re[] =
    "^([0-9]{4})-(0[1-9]|1[0-2])-" DD "([Tt _]" HHMM ":" MM
    "(:([0-5][0-9]|60)([.,]([0-9]+))?)?([Zz]|([+-])" HHMM "(:?" MM ")?)?)?$";

/* The number in a group, blanks skipped; 0 when the group took no part. */
static int
group(const char *text, const regmatch_t *m)
{
	int v = 0;

	for (regoff_t i = m->rm_so; i >= 0 && i < m->rm_eo; i++)
		v = text[i] == ' ' ? v : v * 10 + (text[i] - '0');
	return v;
}

/* Microseconds of a second's text and what may follow its point. */
static int64_t
fraction(const char *text, const regmatch_t *m, int sec)
{
	int64_t us = 0;

	if (m->rm_so < 0)
		return 0;
	for (int i = 0; i < 6; i++)
		us = us * 10 + (m->rm_so + i < m->rm_eo ? text[m->rm_so + i] - '0' : 0);
	return sec == 60 ? 999999 : us;
}

/* The instant of checked fields; false when the month has no such day. */
static bool
instant(struct tm *tm, int64_t off, int64_t us, int64_t *at)
{
	struct tm want = *tm;
	int64_t sec;

	want.tm_sec -= want.tm_sec == 60;
	*tm = want;
	sec = timegm(tm);
	*at = (sec - off) * 1000000 + us;
	return tm->tm_mday == want.tm_mday && tm->tm_mon == want.tm_mon;
}

static bool
clf_oracle(const regex_t *re, const char *text, int64_t *at)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	regmatch_t m[11];
	char name[4] = "";
	struct tm tm = { 0 };
	int off;

	if (regexec(re, text, 11, m, 0) != 0)
		return false;
	memcpy(name, text + m[3].rm_so, 3);
	tm.tm_mon = (int)(strstr(names, name) - names) / 3;
	tm.tm_mday = group(text, &m[1]);
	tm.tm_year = group(text, &m[4]) - 1900;
	tm.tm_hour = group(text, &m[5]);
	tm.tm_min = group(text, &m[6]);
	tm.tm_sec = group(text, &m[7]);
	off = (text[m[9].rm_so] - '0') * 36000 + (text[m[9].rm_so + 1] - '0') * 3600 +
	      group(text, &m[10]) * 60;
	return instant(&tm, text[m[8].rm_so] == '-' ? -off : off, 0, at);
}

static bool
iso_oracle(const regex_t *re, const char *text, int64_t *at, int32_t *offset)
{
	regmatch_t m[16];
	struct tm tm = { 0 };
	int off;

	if (regexec(re, text, 16, m, 0) != 0)
		return false;
	tm.tm_year = group(text, &m[1]) - 1900;
	tm.tm_mon = group(text, &m[2]) - 1;
	tm.tm_mday = group(text, &m[3]);
	tm.tm_hour = group(text, &m[5]);
	tm.tm_min = group(text, &m[6]);
	tm.tm_sec = group(text, &m[8]);
	off = 0;
	if (m[13].rm_so >= 0)
		off = (text[m[13].rm_so] - '0') * 36000 + (text[m[13].rm_so + 1] - '0') * 3600 +
		      group(text, &m[15]) * 60;
	off = m[12].rm_so >= 0 && text[m[12].rm_so] == '-' ? -off : off;
	*offset = m[11].rm_so < 0 ? INT32_MIN : off;
	return instant(&tm, off, fraction(text, &m[10], group(text, &m[8])), at);
}

static void
mangle(struct rng *r, char *text)
{
	static const char bytes[] =
	    "0123456789-+:/.,TZtz_ JFMASONDabceglnoprtuvy\x01\x7f\x80\xff[]\"\t";
	size_t n = strlen(text), at = rng_below(r, n + 1);

	switch (rng_below(r, 6)) {
	case 0: /* one byte more */
		memmove(text + at + 1, text + at, n + 1 - at);
		text[at] = bytes[rng_below(r, sizeof bytes - 1)];
		break;
	case 1: /* one less */
		if (at < n)
			memmove(text + at, text + at + 1, n - at);
		break;
	case 2:
		text[at] = '\0';
		break;
	case 3: /* another digit where one was */
		for (; at < n && (text[at] < '0' || text[at] > '9'); at++)
			;
		if (at < n)
			text[at] = (char)('0' + rng_below(r, 10));
		break;
	default:
		if (at < n)
			text[at] = bytes[rng_below(r, sizeof bytes - 1)];
	}
}

static const char *
any(struct rng *r, const char *const *v)
{
	size_t n = 0;

	while (v[n] != NULL)
		n++;
	return v[rng_below(r, n)];
}

static bool
check_clf(struct rng *r, const regex_t *re)
{
	int64_t sec = draw_sec(r), want = 0, got = 0;
	struct tm tm = civil(sec);
	char text[TEXT];
	bool is;
	size_t n = strftime(
	    text, TEXT, rng_below(r, 4) ? "%d/%b/%Y:%H:%M:%S " : "%e/%b/%Y:%H:%M:%S ", &tm);
	struct val v = { .kind = VAL_STRING };

	snprintf(text + n, sizeof text - n, "%c%02d%02d", rng_below(r, 2) ? '+' : '-',
	    (int)rng_below(r, 24), (int)rng_below(r, 60));
	for (uint64_t k = rng_below(r, 4); k > 0; k--)
		mangle(r, text);
	is = clf_oracle(re, text, &want);
	T_QUIET(tstamp_clf(sv_of(text), &got) == is && (!is || got == want), "CLF '%s' is%s one",
	    text, is ? "" : " not");
	v.text = sv_of(text);
	T_QUIET(!is || (tstamp_auto(&v, NULL, &got) && got == want), "CLF '%s', auto", text);
	return is;
}

static bool
check_iso(struct rng *r, const regex_t *re)
{
	static const char *const shapes[] = { "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S",
		"%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m-%dt%H:%M:60", NULL };
	static const char *const fractions[] = { "", "", ".5", ",25", ".123456", ".1234567890123",
		".000000001", ".", NULL };
	static const char *const offsets[] = { "", "Z", "z", "+00:00", "-07:00", "+0530", "-23:59",
		"+14", "-00", "+24:00", "+1", NULL };
	int64_t sec = draw_sec(r), want = 0, got = 0;
	int32_t want_off = 0, got_off = 0;
	struct tm tm = civil(sec);
	struct val v = { .kind = VAL_STRING };
	char text[TEXT];
	size_t n = print(text, TEXT, any(r, shapes), &tm);
	bool is;

	snprintf(text + n, sizeof text - n, "%s%s", any(r, fractions), any(r, offsets));
	for (uint64_t k = rng_below(r, 4); k > 0; k--)
		mangle(r, text);
	is = iso_oracle(re, text, &want, &want_off);
	T_QUIET(rfc3339_parse(sv_of(text), &got, &got_off) == is &&
		    (!is || (got == want && got_off == want_off)),
	    "RFC 3339 '%s' is%s one: %" PRId64 " %" PRId64, text, is ? "" : " not", got, want);
	v.text = sv_of(text);
	T_QUIET(!is || (tstamp_auto(&v, NULL, &got) && got == want), "RFC 3339 '%s', auto", text);
	return is;
}

/* Durations are sums; the parts from large to small. */
static void
check_duration(struct rng *r)
{
	static const struct {
		const char *name;
		int64_t ns;
		uint64_t max;
	} parts[] = { { "w", 604800000000000, 9000 }, { "d", 86400000000000, 9000 },
		{ "h", 3600000000000, 99999 }, { "m", 60000000000, 99999 },
		{ "s", 1000000000, 99999 }, { "ms", 1000000, 99999 }, { "us", 1000, 99999 },
		{ "ns", 1, 99999 } };
	char text[TEXT] = "";
	size_t n = 0;
	int64_t ns = 0, us = 0;
	uint64_t v, frac;

	for (size_t i = 0; i < 8; i++) {
		if (rng_below(r, 3) && !(i == 7 && n == 0))
			continue;
		v = rng_below(r, parts[i].max);
		frac = i < 7 ? rng_below(r, 1000) : 0;
		n += (size_t)snprintf(text + n, sizeof text - n,
		    frac != 0 ? "%" PRIu64 ".%03" PRIu64 "%s" : "%" PRIu64 "%.0" PRIu64 "%s", v,
		    frac, parts[i].name);
		ns += (int64_t)v * parts[i].ns + (int64_t)frac * parts[i].ns / 1000;
	}
	T_QUIET(tstamp_duration(sv_of(text), &us) && us == ns / 1000,
	    "%s: %" PRId64 ", not %" PRId64, text, us, ns / 1000);
}

/* One of a stream of times near each other, some damaged; @alike: most are in one minute. */
static struct val
draw_near(struct rng *r, bool alike, char *text, size_t max)
{
	static const char *const tail[] = { "Z", ".250Z", ".123456Z", ".1Z", ".1234567Z", "+00:00", "",
		".Z", "z", ".25+02:00", "ZZ", "." };
	static const char bytes[] = "0123456789:-.TZ +";
	unsigned sec = (unsigned)rng_below(r, 62), month = (unsigned)rng_below(r, 8) / 7 + 8;
	unsigned day = (unsigned)rng_below(r, 12) / 11, min = (unsigned)rng_below(r, 6) / 4;
	int n = snprintf(text, max, "2026-0%u-2%u%c12:3%u:%02u%s", alike ? 8 : month,
	    alike ? 1 : day, !alike && rng_below(r, 9) == 0 ? ' ' : 'T', alike ? 0 : min, sec,
	    tail[alike && rng_below(r, 9) != 0 ? 1 : rng_below(r, rng_below(r, 2) != 0 ? 3 : 12)]);

	if (rng_below(r, alike ? 40 : 6) == 0)
		text[rng_below(r, (uint64_t)n)] = bytes[rng_below(r, sizeof(bytes) - 1)];
	return (struct val){ .kind = VAL_STRING, .flags = rng_below(r, 20) == 0 ? VAL_ESC : 0,
	    .text = { text, (size_t)n } };
}

/* As if each were the first: one by one, and as columns. */
static void
check_near(struct rng *r)
{
	struct tstamp_minute m = { .set = false }, by_rows = { .set = false };
	char text[COLUMN][64];
	struct val v[COLUMN];
	const struct val *at[COLUMN];
	int64_t us[COLUMN], want[COLUMN];
	bool ok[COLUMN], alike = rng_below(r, 2) != 0, some_read = rng_below(r, 2) != 0;

	for (size_t i = 0; i < COLUMN; i++) {
		int64_t near = 1;

		want[i] = 1;
		v[i] = draw_near(r, alike, text[i], sizeof(text[i]));
		if (some_read && rng_below(r, 3) != 0)	/* as of logs: the decoder has read it */
			v[i] = (struct val){ .kind = VAL_TIME, .at_us = (int64_t)rng_u64(r) };
		at[i] = &v[i];
		ok[i] = tstamp_auto(&v[i], NULL, &want[i]);
		T_QUIET(tstamp_near(&v[i], NULL, &m, &near) == ok[i] && (!ok[i] || near == want[i]),
		    "'%s', after others: %" PRId64 ", not %" PRId64, text[i], near, want[i]);
	}
	for (size_t i = 0; i < COLUMN;) {
		size_t some = 1 + rng_below(r, COLUMN - i);
		size_t n = tstamp_rows(at + i, some, NULL, &by_rows, us + i);

		T_QUIET(n <= some && (n == some || !ok[i + n]), "'%s' has a time",
		    text[n < some ? i + n : i]);
		for (size_t k = i; k < i + n; k++)
			T_QUIET(ok[k] && us[k] == want[k], "'%s' of a column: %" PRId64
			    ", not %" PRId64, text[k], us[k], want[k]);
		i += n + (n < some);
	}
}

int
main(void)
{
	const struct tzone *zone;
	struct arena a, zones;
	struct rng r;
	regex_t clf, iso;
	int clfs = 0, isos = 0;

	rng_init(&r, t_seed());
	arena_init(&a);
	arena_init(&zones);
	if (tzone_load(&zone, SV("+05:30"), &zones, NULL) != RC_OK ||
	    regcomp(&clf, clf_re, REG_EXTENDED) != 0 || regcomp(&iso, iso_re, REG_EXTENDED) != 0)
		abort();
	for (int i = 0; i < ROUNDS; i++) {
		check_calendar(&r);
		check_text(&r);
		check_layout(&r, &a);
		check_form(&r, zone, 19800);
		check_epoch(&r);
		clfs += check_clf(&r, &clf);
		isos += check_iso(&r, &iso);
		check_duration(&r);
		check_near(&r);
		arena_reset(&a);
	}
	T_OK(clfs > ROUNDS / 8 && clfs < ROUNDS / 8 * 7 && isos > ROUNDS / 8 &&
		 isos < ROUNDS / 8 * 7,
	    "%d rounds; %d texts are CLF, %d RFC 3339", (int)ROUNDS, clfs, isos);
	regfree(&clf);
	regfree(&iso);
	arena_free(&zones);
	arena_free(&a);
	return t_done();
}
