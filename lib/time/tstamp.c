/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp - times from text: RFC 3339, CLF, epochs
 *
 * Pure functions, no memory, no state: a date costs a few multiplications, less
 * than asking whether it is the one seen last.  Epochs are decimal arithmetic
 * on the digits; a double of nanoseconds since 1970 is 256 ns wide.
 */
#include "time/tstamp.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "time/tstamp_part.h"

#include <string.h>

/* The longest text tstamp_auto has to unescape: CLF with "\/" twice, decimals and a zone. */
enum { ESC_MAX = 64 };

/* Two digits as a number; 100 or more when they are not digits. */
static unsigned
two(const char *p)
{
	unsigned hi = (unsigned char)p[0] - (unsigned)'0';
	unsigned lo = (unsigned char)p[1] - (unsigned)'0';

	return hi > 9 || lo > 9 ? 100 : hi * 10 + lo;
}

#define MON(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

/* 1..12, or 0. */
static int
month_of(const char *p)
{
	switch (MON((unsigned char)p[0], (unsigned char)p[1], (unsigned char)p[2])) {
	case MON('J', 'a', 'n'):
		return 1;
	case MON('F', 'e', 'b'):
		return 2;
	case MON('M', 'a', 'r'):
		return 3;
	case MON('A', 'p', 'r'):
		return 4;
	case MON('M', 'a', 'y'):
		return 5;
	case MON('J', 'u', 'n'):
		return 6;
	case MON('J', 'u', 'l'):
		return 7;
	case MON('A', 'u', 'g'):
		return 8;
	case MON('S', 'e', 'p'):
		return 9;
	case MON('O', 'c', 't'):
		return 10;
	case MON('N', 'o', 'v'):
		return 11;
	case MON('D', 'e', 'c'):
		return 12;
	default:
		return 0;
	}
}

/* Columns: dd/Mon/yyyy:hh:mm:ss +hhmm, 26 bytes. */
bool
tstamp_clf(struct sv s, int64_t *at_us)
{
	const char *p = s.p;
	unsigned day, hour, min, sec, year, off_h, off_m, wrong;
	int32_t off;
	int64_t at;
	int month;

	if (s.n != 26)
		return false;
	wrong = (unsigned)((p[2] ^ '/') | (p[6] ^ '/') | (p[11] ^ ':') | (p[14] ^ ':') |
			   (p[17] ^ ':') | (p[20] ^ ' '));
	day = p[0] == ' ' ? (unsigned)(unsigned char)p[1] - '0' : two(p);
	month = month_of(p + 3);
	year = two(p + 7) * 100 + two(p + 9);
	hour = two(p + 12);
	min = two(p + 15);
	sec = two(p + 18);
	off_h = two(p + 22);
	off_m = two(p + 24);
	if (wrong != 0 || month == 0 || two(p + 7) > 99 || two(p + 9) > 99 || hour > 23 ||
	    min > 59 || sec > 60 || off_h > 23 || off_m > 59 || (p[21] != '+' && p[21] != '-'))
		return false;
	if (day - 1 > 27 && (day - 1 > 30 || (int)day > rfc3339_month_days(year, month)))
		return false;
	if (p[0] == ' ' && day > 9)
		return false;
	sec -= sec == 60;
	off = (int32_t)(off_h * 3600 + off_m * 60);
	at = rfc3339_days(year, month, (int)day) * 86400 + (int64_t)(hour * 3600 + min * 60 + sec);
	*at_us = (p[21] == '-' ? at + off : at - off) * RFC3339_SEC_US;
	return true;
}

/* An RFC 8259 number taken apart: digits with one point at most, times 10^exp. */
struct decimal {
	bool neg;
	const char *p;   /* first digit that is not 0 */
	const char *end; /* end of the digits */
	int64_t top;     /* power of ten of the first digit */
};

enum { EXP_MAX = 100000 };

/* False when @s is not a number. */
static bool
decimal_of(struct decimal *d, struct sv s)
{
	const char *p = s.p, *end, *first, *point;
	int64_t exp = 0;
	bool neg_exp = false;

	if (s.n == 0)
		return false;
	end = p + s.n;
	d->neg = *p == '-';
	p += d->neg;
	first = p;
	while (p != end && num_is_digit((unsigned char)*p))
		p++;
	if (p == first || (*first == '0' && p - first > 1))
		return false;
	point = p;
	if (p != end && *p == '.') {
		p++;
		while (p != end && num_is_digit((unsigned char)*p))
			p++;
		if (p - point == 1)
			return false;
	}
	d->end = p;
	if (p != end) {
		if ((*p != 'e' && *p != 'E') || ++p == end)
			return false;
		if (*p == '+' || *p == '-')
			neg_exp = *p++ == '-';
		if (p == end)
			return false;
		for (; p != end && num_is_digit((unsigned char)*p); p++)
			exp = exp > EXP_MAX ? exp : exp * 10 + (*p - '0');
		if (p != end)
			return false;
	}
	d->p = first;
	while (d->p != d->end && (*d->p == '0' || *d->p == '.'))
		d->p++;
	d->top = (d->p < point ? point - d->p - 1 : point - d->p) + (neg_exp ? -exp : exp);
	return true;
}

/* floor(@d * 10^@shift); false beyond int64. */
static bool
decimal_floor(const struct decimal *d, int shift, int64_t *out)
{
	int64_t pow = d->top + shift; /* of the digit at hand */
	uint64_t v = 0, limit = (uint64_t)INT64_MAX + d->neg;
	const char *p = d->p;

	if (p != d->end && pow > 18)
		return false;
	for (; p != d->end && pow >= 0; p++) {
		if (*p == '.')
			continue;
		v = v * 10 + (uint64_t)(*p - '0');
		pow--;
	}
	for (; p == d->end && p != d->p && pow >= 0; pow--)
		v *= 10;
	for (; d->neg && p != d->end; p++) {
		if (*p != '0' && *p != '.') {
			v++;
			break;
		}
	}
	if (v > limit)
		return false;
	if (!d->neg)
		*out = (int64_t)v;
	else
		*out = v == limit ? INT64_MIN : -(int64_t)v;
	return true;
}

static const int unit_shift[] = {
	[TSTAMP_S] = 6, [TSTAMP_MS] = 3, [TSTAMP_US] = 0, [TSTAMP_NS] = -3
};

bool
tstamp_epoch(struct sv s, enum tstamp_unit unit, int64_t *at_us)
{
	struct decimal d;

	return decimal_of(&d, s) && decimal_floor(&d, unit_shift[unit], at_us);
}

enum { CLOCK_DIGITS = 20 };	/* yyyymmddhhmmss, microseconds */

/* The time whose digits @d has before its point, see tstamp.h, at a wall; false when none. */
static bool
compact(const struct decimal *d, const struct tstamp_cfg *cfg, int64_t *at_us)
{
	char text[CLOCK_DIGITS + 1];
	struct tstamp_civil t = { .offset_s = INT32_MIN };
	const char *p = d->p;
	unsigned year, hour, min, sec;

	for (int n = 0; n < CLOCK_DIGITS; p += p != d->end)
		if (p == d->end || *p != '.')
			text[n++] = p == d->end ? '0' : *p;
	text[CLOCK_DIGITS] = '\0';
	/* Neither a day nor a minute has decimals. */
	if (d->top < 13 && strspn(text + d->top + 1, "0") != CLOCK_DIGITS - 1 - (size_t)d->top)
		return false;
	year = two(text) * 100 + two(text + 2);
	t.month = (int)two(text + 4);
	t.day = (int)two(text + 6);
	hour = two(text + 8);
	min = two(text + 10);
	sec = two(text + 12);
	if (year - 1990 >= 110 || (unsigned)t.month - 1 > 11 || t.day == 0 || hour > 24 ||
	    min > 59 || sec > 60)
		return false;
	t.us = tstamp_part_day_us((int)hour, (int)min, (int)sec, (int)(two(text + 14) * 10000 +
	    two(text + 16) * 100 + two(text + 18)), true);
	if (t.us > RFC3339_DAY_US)
		return false;
	return tstamp_part_at(&t, year, cfg, at_us);
}

/* Whether a number whose first digit is worth 10^@top may be a compact date, by its length. */
static bool
is_compact(const struct decimal *d)
{
	return !d->neg && (d->top == 7 || d->top == 11 || d->top == 13 || d->top == 16);
}

/* |x| < 1e11 is the same as: its first digit is worth at most 1e10. */
static bool
number_auto(struct sv s, const struct tstamp_cfg *cfg, int64_t *at_us, int32_t *offset_s)
{
	struct decimal d;
	int shift;

	if (cfg != NULL && cfg->layout != NULL &&
	    tstamp_layout_auto(cfg->layout, s, cfg, at_us, offset_s))
		return true;
	if (!decimal_of(&d, s))
		return false;
	*offset_s = INT32_MIN;
	if (is_compact(&d) && compact(&d, cfg, at_us))
		return true;
	*offset_s = 0;
	shift = d.top < 11 ? 6 : d.top < 14 ? 3 : d.top < 17 ? 0 : -3;
	return decimal_floor(&d, shift, at_us);
}

/* *@offset_s: what the text names, INT32_MIN when it leaves that to cfg->zone. */
static enum tstamp_fault
text_auto(struct sv s, const struct tstamp_cfg *cfg, int64_t *at_us, int32_t *offset_s)
{
	int64_t at;

	if (cfg != NULL && cfg->layout != NULL &&
	    tstamp_layout_auto(cfg->layout, s, cfg, at_us, offset_s))
		return TSTAMP_FINE;
	if (s.n >= 10 && s.p[4] == '-' && rfc3339_parse(s, &at, offset_s)) {
		if (*offset_s == INT32_MIN && cfg != NULL && cfg->zone != NULL)
			at = tzone_utc(cfg->zone, at);
		*at_us = at;
		return TSTAMP_FINE;
	}
	if (s.n == 26 && s.p[2] == '/' && tstamp_clf(s, at_us)) {
		*offset_s = (int32_t)(two(s.p + 22) * 3600 + two(s.p + 24) * 60);
		*offset_s = s.p[21] == '-' ? -*offset_s : *offset_s;
		return TSTAMP_FINE;
	}
	if (number_auto(s, cfg, at_us, offset_s))
		return TSTAMP_FINE;
	return tstamp_form(s, cfg, at_us, offset_s);
}

/* Of JSON's escapes only the needless "\/" occurs in a time. */
static enum tstamp_fault
escaped_auto(struct sv s, const struct tstamp_cfg *cfg, int64_t *at_us, int32_t *offset_s)
{
	char plain[ESC_MAX];
	size_t n = 0;

	if (s.n > ESC_MAX)
		return TSTAMP_NO_TIME;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && (++i == s.n || s.p[i] != '/'))
			return TSTAMP_NO_TIME;
		plain[n++] = s.p[i];
	}
	return text_auto((struct sv){ plain, n }, cfg, at_us, offset_s);
}

static enum tstamp_fault
value_auto(const struct val *v, const struct tstamp_cfg *cfg, int64_t *at_us, int32_t *offset_s)
{
	char text[NUM_TEXT_MAX];
	struct sv s = v->text;

	switch (v->kind) {
	case VAL_TIME:
		*at_us = v->at_us;
		*offset_s = 0;
		return TSTAMP_FINE;
	case VAL_STRING:
		if (v->flags & VAL_ESC)
			return escaped_auto(s, cfg, at_us, offset_s);
		return text_auto(s, cfg, at_us, offset_s);
	case VAL_NUMBER:
		if (v->flags & VAL_DOUBLE)
			s = (struct sv){ text, num_text(v->num, text) };
		return number_auto(s, cfg, at_us, offset_s) ? TSTAMP_FINE : TSTAMP_NO_TIME;
	default:
		return TSTAMP_NO_TIME;
	}
}

bool
tstamp_auto(const struct val *v, const struct tstamp_cfg *cfg, int64_t *at_us)
{
	int32_t offset_s;

	return value_auto(v, cfg, at_us, &offset_s) == TSTAMP_FINE;
}

bool
tstamp_wall(const struct val *v, const struct tstamp_cfg *cfg, int64_t *local_us)
{
	int64_t at_us;
	int32_t offset_s;

	if (value_auto(v, cfg, &at_us, &offset_s) != TSTAMP_FINE)
		return false;
	if (offset_s == INT32_MIN)
		*local_us = tzone_local(cfg != NULL ? cfg->zone : NULL, at_us);
	else if (__builtin_add_overflow(at_us, offset_s * RFC3339_SEC_US, local_us))
		*local_us = at_us;	/* at the end of time: clamped, as tzone_local does */
	return true;
}

const char *
tstamp_why(const struct val *v, const struct tstamp_cfg *cfg)
{
	static const char *const why[] = {
		[TSTAMP_FINE] = ", which counted from 1970 is no time from 1990 to 2099",
		[TSTAMP_NO_TIME] = "",
		[TSTAMP_NO_YEAR] = ", whose year is not told: give it by --year or --now",
		[TSTAMP_NO_DAY] = ", a day that there is not",
		[TSTAMP_NO_ZONE] = ", whose zone is a name; UTC, GMT, Z and offsets are read",
	};
	int64_t at_us;
	int32_t offset_s;

	return why[value_auto(v, cfg, &at_us, &offset_s)];
}

/* Seconds, up to six decimals of them, and Z: what may follow a minute. */
static bool
seconds(struct sv s, int64_t *us)
{
	unsigned sec = two(s.p), frac = 0;
	size_t i = 2;

	if (sec > 59)
		return false;
	if (s.n > 3) {
		if (s.p[2] != '.' || s.n == 4 || s.n > 10)
			return false;
		for (i = 3; i + 1 < s.n; i++) {
			unsigned d = (unsigned char)s.p[i] - (unsigned)'0';

			if (d > 9)
				return false;
			frac = frac * 10 + d;
		}
		for (size_t n = s.n; n < 10; n++)
			frac *= 10;
	}
	*us = (int64_t)sec * RFC3339_SEC_US + frac;
	return s.p[i] == 'Z';
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/*
 * ":SS.mmmZ" at @p, as most logs write the end of a time: microseconds.  The digits are
 * put together two by two: seconds in byte 1, in byte 4 what is before the last digit.
 */
static inline __attribute__((always_inline)) bool
millis(const char *p, int64_t *us)
{
	/* Separators become 0, digits 0 to 9. */
	uint64_t w = sv_load_8(p) ^ UINT64_C(0x5a3030302e30303a);
	uint64_t over = w + UINT64_C(0x7f7676767f76767f);
	uint64_t two = w * 10 + (w >> 8);
	unsigned sec = two >> 8 & 0xff, ms = (unsigned)(two >> 32 & 0xff) * 10 + (w >> 48 & 0xff);

	*us = (int64_t)(sec * 1000 + ms) * 1000;
	return ((w | over) & UINT64_C(0x8080808080808080)) == 0 && sec < 60;
}

static bool
same_minute(const char *p, const struct tstamp_minute *m)
{
	return sv_same(p, m->text, 16);
}
#else
static bool
millis(const char *p, int64_t *us)
{
	return p[0] == ':' && p[3] == '.' && seconds((struct sv){ p + 1, 7 }, us);
}

static bool
same_minute(const char *p, const struct tstamp_minute *m)
{
	return memcmp(p, m->text, 16) == 0;
}
#endif

bool
tstamp_near(const struct val *v, const struct tstamp_cfg *cfg, struct tstamp_minute *m,
    int64_t *at_us)
{
	const size_t n = sizeof(m->text);
	struct sv s = v->text;
	int64_t us;
	bool iso = v->kind == VAL_STRING && v->flags == 0 && s.n >= n + 3;

	if (iso && m->set && s.n == n + 7 && same_minute(s.p, m) && millis(s.p + n - 1, &us)) {
		*at_us = m->at_us + us;
		return true;
	}
	if (iso && m->set && memcmp(s.p, m->text, n) == 0 &&
	    seconds((struct sv){ s.p + n, s.n - n }, &us)) {
		*at_us = m->at_us + us;
		return true;
	}
	if (!tstamp_auto(v, cfg, at_us))
		return false;
	if (iso && (cfg == NULL || cfg->layout == NULL) && s.p[4] == '-' && s.p[n - 1] == ':' &&
	    seconds((struct sv){ s.p + n, s.n - n }, &us)) {
		memcpy(m->text, s.p, n);
		m->at_us = *at_us - us;
		m->set = true;
	}
	return true;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* As most of a column are: in the minute whose text begins with @lo and @hi. */
static inline bool
in_minute(const struct val *v, uint64_t lo, uint64_t hi, int64_t *us)
{
	const char *p = v->text.p;

	static const uint8_t of_text[2] = { VAL_STRING, 0 };

	return memcmp(v, of_text, sizeof(of_text)) == 0 && v->text.n == 24 &&
	    ((sv_load_8(p) ^ lo) | (sv_load_8(p + 8) ^ hi)) == 0 && millis(p + 16, us);
}

/* How many of the first are all in the minute @m. */
static size_t
minute_rows(const struct val *const *v, size_t n, const struct tstamp_minute *m, int64_t *at_us)
{
	uint64_t lo = sv_load_8(m->text), hi = sv_load_8(m->text + 8);
	int64_t us, from = m->at_us;
	size_t i = 0;

	for (; m->set && i < n && in_minute(v[i], lo, hi, &us); i++)
		at_us[i] = from + us;
	return i;
}
#else
static size_t
minute_rows(const struct val *const *v, size_t n, const struct tstamp_minute *m, int64_t *at_us)
{
	(void)v;
	(void)n;
	(void)m;
	(void)at_us;
	return 0;
}
#endif

/* How many of the first are times that the decoder has read. */
static size_t
read_rows(const struct val *const *v, size_t n, int64_t *at_us)
{
	size_t i = 0;

	for (; i < n && v[i]->kind == VAL_TIME; i++)
		at_us[i] = v[i]->at_us;
	return i;
}

size_t
tstamp_rows(const struct val *const *v, size_t n, const struct tstamp_cfg *cfg,
    struct tstamp_minute *m, int64_t *at_us)
{
	size_t i = 0;

	for (;; i++) {
		i += read_rows(v + i, n - i, at_us + i);
		i += minute_rows(v + i, n - i, m, at_us + i);
		if (i == n || !tstamp_near(v[i], cfg, m, &at_us[i]))
			return i;
	}
}
