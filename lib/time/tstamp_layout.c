/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tstamp_layout - times in strptime-like layouts
 *
 * A layout compiles to one step a directive or literal byte; reading runs the
 * steps over the text once.  Memory class: the compiled layout, nothing per time.
 */
#include "time/tstamp_part.h"

#include "base/num.h"
#include "base/rfc3339.h"

#include <string.h>

enum {
	HAVE_YEAR = 1,
	HAVE_MONTH = 2,
	HAVE_DAY = 4,
	HAVE_YDAY = 8,
	HAVE_HOUR = 16,
	HAVE_HOUR12 = 32,
	HAVE_PM = 64,
	HAVE_OFFSET = 128,
	HAVE_EPOCH = 256,
	HAVE_FRACTION = 512
};

struct step {
	char code; /* directive; 0 a literal byte, ' ' white space */
	char lit;
};

struct tstamp_layout {
	size_t n;
	struct step *steps;
	unsigned have; /* what a text in this layout names */
	const struct tstamp_layout *next; /* of a list */
};

struct fields {
	int year;
	int year2;
	int month;
	int day;
	int yday;
	int hour;
	int hour12;
	int pm; /* 0 or 12 hours */
	int min;
	int sec;
	int ms;
	int us;
	int32_t off;
	int64_t epoch;
	const char *day_at;
	const char *hour_at;
};

/* Directives that are one number. */
struct number {
	char code;
	uint8_t min_len;
	uint8_t max_len;
	int16_t lo;
	int16_t hi;
	unsigned have;
	size_t field;
};

#define FIELD(name) offsetof(struct fields, name)

static const struct number numbers[] = {
	{ 'Y', 4, 4, 0, 9999, HAVE_YEAR, FIELD(year) },
	{ 'y', 2, 2, 0, 99, HAVE_YEAR, FIELD(year2) },
	{ 'm', 1, 2, 1, 12, HAVE_MONTH, FIELD(month) },
	{ 'd', 1, 2, 1, 31, HAVE_DAY, FIELD(day) },
	{ 'e', 1, 2, 1, 31, HAVE_DAY, FIELD(day) },
	{ 'j', 1, 3, 1, 366, HAVE_YDAY, FIELD(yday) },
	{ 'H', 1, 2, 0, 24, HAVE_HOUR, FIELD(hour) },
	{ 'I', 1, 2, 1, 12, HAVE_HOUR12, FIELD(hour12) },
	{ 'M', 1, 2, 0, 59, 0, FIELD(min) },
	{ 'S', 1, 2, 0, 60, 0, FIELD(sec) },
	{ 'L', 3, 3, 0, 999, HAVE_FRACTION, FIELD(ms) },
};

/* The others: one row each, so that compiling knows them and what they give. */
struct special {
	char code;
	unsigned have;
	const char *expands; /* to other directives */
};

static const struct special specials[] = {
	{ 'b', HAVE_MONTH, NULL },
	{ 'B', HAVE_MONTH, NULL },
	{ 'h', HAVE_MONTH, NULL },
	{ 'a', 0, NULL },
	{ 'A', 0, NULL },
	{ 'p', HAVE_PM, NULL },
	{ 'z', HAVE_OFFSET, NULL },
	{ 'Z', HAVE_OFFSET, NULL },
	{ 's', HAVE_EPOCH, NULL },
	{ 'f', HAVE_FRACTION, NULL },
	{ 'N', HAVE_FRACTION, NULL },
	{ 'T', 0, "%H:%M:%S" },
	{ 'R', 0, "%H:%M" },
	{ 'D', 0, "%m/%d/%y" },
	{ 'F', 0, "%Y-%m-%d" },
	{ 'n', 0, " " },
	{ 't', 0, " " },
};

enum {
	NNUMBER = sizeof numbers / sizeof numbers[0],
	NSPECIAL = sizeof specials / sizeof specials[0]
};

static const struct number *
number_of(char code)
{
	for (size_t i = 0; i < NNUMBER; i++)
		if (numbers[i].code == code)
			return &numbers[i];
	return NULL;
}

static const struct special *
special_of(char code)
{
	for (size_t i = 0; i < NSPECIAL; i++)
		if (specials[i].code == code)
			return &specials[i];
	return NULL;
}

static bool
is_ws(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Append the steps of @s to @l; the offset of an unknown directive, or s.n. */
static size_t
compile(struct tstamp_layout *l, struct sv s)
{
	const struct special *sp;
	const struct number *nu;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (is_ws(c)) {
			if (l->n == 0 || l->steps[l->n - 1].code != ' ')
				l->steps[l->n++] = (struct step){ ' ', ' ' };
			continue;
		}
		if (c != '%') {
			l->steps[l->n++] = (struct step){ 0, c };
			continue;
		}
		if (++i == s.n)
			return i - 1;
		c = s.p[i];
		nu = number_of(c);
		sp = special_of(c);
		if (c == '%')
			l->steps[l->n++] = (struct step){ 0, c };
		else if (nu == NULL && sp == NULL)
			return i - 1;
		else if (sp != NULL && sp->expands != NULL)
			(void)compile(l, sv_of(sp->expands));
		else
			l->steps[l->n++] = (struct step){ c, 0 };
		l->have |= (nu != NULL ? nu->have : 0) | (sp != NULL ? sp->have : 0);
	}
	return s.n;
}

enum rc
tstamp_layout_new(
    const struct tstamp_layout **out, struct sv layout, struct arena *a, struct err *e)
{
	struct tstamp_layout *l = arena_zalloc(a, sizeof *l);
	unsigned day;
	size_t at;

	/* The densest is %T: two bytes, five steps. */
	l->steps = arena_alloc(a, (layout.n * 5 / 2 + 1) * sizeof *l->steps);
	at = compile(l, layout);
	if (at + 1 < layout.n && layout.p[at + 1] > ' ' && layout.p[at + 1] <= '~')
		return rc_err_at(e, RC_SYNTAX, at + 1, "unknown directive '%%%c' in a time layout",
		    layout.p[at + 1]);
	if (at < layout.n)
		return rc_err_at(
		    e, RC_SYNTAX, at + 1, "expected a directive after '%%' in a time layout");
	day = l->have & (HAVE_YEAR | HAVE_MONTH | HAVE_DAY | HAVE_YDAY);
	if ((l->have & HAVE_EPOCH) == 0 && day == 0)
		return rc_err_at(e, RC_SYNTAX, 1, "a time layout needs a date or %%s, got '%.*s'",
		    SV_SHOW(layout));
	if ((day & HAVE_DAY) && (day & HAVE_MONTH) == 0)
		return rc_err_at(
		    e, RC_SYNTAX, 1, "a time layout with a day needs a month (%%m or %%b)");
	if ((l->have & HAVE_HOUR12) && (l->have & HAVE_PM) == 0)
		return rc_err_at(e, RC_SYNTAX, 1, "%%I in a time layout needs %%p");
	*out = l;
	return RC_OK;
}

/* Seconds since 1970, up to 12 digits: 13 would be milliseconds. */
static bool
take_epoch(struct tstamp_cur *c, int64_t *epoch)
{
	bool neg = c->p != c->end && *c->p == '-';

	c->p += neg;
	*epoch = tstamp_part_digits(c, 1, 12);
	if (*epoch < 0)
		return false;
	*epoch *= neg ? -1 : 1;
	return true;
}

static bool
take_number(struct tstamp_cur *c, const struct number *nu, struct fields *f)
{
	const char *from;
	int64_t v;
	int in;

	if ((nu->have & HAVE_DAY) && c->p != c->end && *c->p == ' ')
		c->p++;
	from = c->p;
	if (nu->have & (HAVE_DAY | HAVE_YDAY))
		f->day_at = from;
	if (nu->have & HAVE_HOUR)
		f->hour_at = from;
	v = tstamp_part_digits(c, nu->min_len, nu->max_len);
	if (v < 0)
		return false;
	if (v < nu->lo || v > nu->hi) {
		c->p = from;
		return false;
	}
	in = (int)v;
	memcpy((char *)f + nu->field, &in, sizeof in);
	if (nu->code == 'y')
		f->year = in + (in < 69 ? 2000 : 1900);
	if (nu->code == 'L')
		f->us = in * 1000;
	return true;
}

static bool
take_special(struct tstamp_cur *c, char code, struct fields *f)
{
	switch (code) {
	case 'a':
	case 'A':
		return tstamp_part_weekday(c);
	case 'b':
	case 'B':
	case 'h':
		f->month = tstamp_part_month(c);
		return f->month != 0;
	case 'p':
		f->pm = tstamp_part_word(c, SV("pm")) ? 12 : 0;
		return f->pm != 0 || tstamp_part_word(c, SV("am"));
	case 'z':
		return tstamp_part_offset(c, &f->off);
	case 'Z':
		return tstamp_part_utc(c);
	case 's':
		return take_epoch(c, &f->epoch);
	default:
		return tstamp_part_fraction(c, &f->us);
	}
}

static bool
take_step(struct tstamp_cur *c, struct step s, struct fields *f)
{
	const struct number *nu;
	const char *from = c->p;

	switch (s.code) {
	case 0:
		if (c->p == c->end || *c->p != s.lit)
			return false;
		c->p++;
		return true;
	case ' ':
		while (c->p != c->end && is_ws(*c->p))
			c->p++;
		return c->p != from;
	default:
		nu = number_of(s.code);
		return nu != NULL ? take_number(c, nu, f) : take_special(c, s.code, f);
	}
}

static bool
resolve(const struct tstamp_layout *l, const struct fields *f, const struct tstamp_cfg *cfg,
    int64_t *at_us)
{
	const unsigned have = l->have;
	bool hour12 = (have & (HAVE_HOUR | HAVE_HOUR12)) == HAVE_HOUR12;
	struct tstamp_civil t = {
		.month = f->month,
		.day = f->day,
		.yday = (have & HAVE_YDAY) && (have & (HAVE_MONTH | HAVE_DAY)) == 0 ? f->yday : 0,
		.us = tstamp_part_day_us(hour12 ? f->hour12 % 12 + f->pm : f->hour, f->min, f->sec,
		    f->us, (have & HAVE_FRACTION) != 0),
		.offset_s = (have & HAVE_OFFSET) ? f->off : INT32_MIN,
	};

	if (t.us > RFC3339_DAY_US)
		return false;
	if (have & HAVE_EPOCH) {
		*at_us = f->epoch * RFC3339_SEC_US + f->us;
		return true;
	}
	return have & HAVE_YEAR ? tstamp_part_at(&t, f->year, cfg, at_us)
	                        : tstamp_part_year(&t, cfg, at_us);
}

bool
tstamp_layout_parse(const struct tstamp_layout *l, struct sv s, const struct tstamp_cfg *cfg,
    int64_t *at_us, size_t *used)
{
	const char *from = s.n != 0 ? s.p : "";
	struct fields f = { .month = 1, .day = 1, .yday = 1, .day_at = from, .hour_at = from };
	struct tstamp_cur c = { from, from + s.n };
	bool ok = true;

	for (size_t i = 0; ok && i < l->n; i++)
		ok = take_step(&c, l->steps[i], &f);
	if (ok && used == NULL)
		ok = c.p == c.end;
	if (ok && !resolve(l, &f, cfg, at_us)) {
		ok = false;
		c.p = f.hour == 24 && (f.min | f.sec | f.us) != 0 ? f.hour_at : f.day_at;
	}
	if (used != NULL)
		*used = (size_t)(c.p - from) + !ok;
	return ok;
}

enum rc
tstamp_layout_list(
    const struct tstamp_layout **out, struct sv layouts, struct arena *a, struct err *e)
{
	const struct tstamp_layout **to = out;
	size_t from = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && from <= layouts.n) {
		struct sv rest = { layouts.p + from, layouts.n - from };
		size_t n = sv_find(rest, '|');
		struct tstamp_layout *l;

		rc = tstamp_layout_new(to, sv_trim((struct sv){ rest.p, n }), a, e);
		if (rc != RC_OK) {
			if (e != NULL)
				e->col += from;
			return rc;
		}
		l = arena_alloc(a, sizeof *l);
		*l = **to;
		*to = l;
		to = &l->next;
		from += n + 1;
	}
	return rc;
}

bool
tstamp_layout_auto(const struct tstamp_layout *l, struct sv s, const struct tstamp_cfg *cfg,
    int64_t *at_us, int32_t *offset_s)
{
	s = sv_trim(s);
	if (s.n == 0)
		return false;
	for (; l != NULL; l = l->next) {
		struct fields f = { .month = 1, .day = 1, .yday = 1, .day_at = s.p,
			.hour_at = s.p };
		struct tstamp_cur c = { s.p, s.p + s.n };
		bool ok = true;

		for (size_t i = 0; ok && i < l->n; i++)
			ok = take_step(&c, l->steps[i], &f);
		if (!ok || c.p != c.end || !resolve(l, &f, cfg, at_us))
			continue;
		*offset_s = (l->have & HAVE_OFFSET) ? f.off :
		    (l->have & HAVE_EPOCH) ? 0 : INT32_MIN;
		return true;
	}
	return false;
}
