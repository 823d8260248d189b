/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dialect - see dialect.h
 */
#include "csv/dialect.h"

#include "base/num.h"
#include "base/utf8.h"

#include <string.h>

static const char separators[] = { ',', '\t', ';', '|' };

enum { DIGITS_MAX = 9 };	/* of a number that may be a name */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
dialect_sep(struct sv line, char *delim)
{
	struct sv s = line;

	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	if (s.n == 7 && s.p[0] == '"' && s.p[6] == '"')
		s = (struct sv){ s.p + 1, 5 };
	if (s.n != 5 || memcmp(s.p, "sep=", 4) != 0 || s.p[4] == '"' || (s.p[4] & 0x80) != 0)
		return false;
	*delim = s.p[4];
	return true;
}

/* How often @c stands outside of quotes.  A comma before a blank separates words. */
static size_t
count_outside(struct sv text, char c)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && text.p[i] == c)
			n += !(c == ',' && i + 1 < text.n && text.p[i + 1] == ' ');
	}
	return n;
}

/* What to do with a table that @c separates and that was read as if @delim did. */
static const char *
remedy_of(char c, char delim)
{
	if (delim == '\t')
		return "try -f csv";
	switch (c) {
	case ',':
		return "say so: --delimiter ,";
	case '\t':
		return "say so: --delimiter tab";
	case ';':
		return "say so: --delimiter ';'";
	default:
		return "say so: --delimiter '|'";
	}
}

static const char *
shown_char(char c)
{
	return c == '\t' ? "a tab" : c == ',' ? "','" : c == ';' ? "';'" : "'|'";
}

bool
dialect_comment(struct sv line, char delim)
{
	if (line.n == 0 || line.p[0] != '#')
		return false;
	if (line.n == 1 || line.p[1] == ' ' || line.p[1] == '\t')
		return true;
	if (delim != '\0')
		return count_outside(line, delim) == 0;
	for (size_t i = 0; i < sizeof(separators); i++)
		if (count_outside(line, separators[i]) > 0)
			return false;
	return true;
}

bool
dialect_by_fields(struct sv text, size_t n, char *delim)
{
	size_t fit = 0;

	for (size_t i = 0; i < sizeof(separators); i++) {
		if (count_outside(text, separators[i]) + 1 != n)
			continue;
		*delim = separators[i];
		fit++;
	}
	return fit == 1;
}

bool
dialect_only(struct sv text, char delim, char *other)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof(separators); i++) {
		if (separators[i] == delim || count_outside(text, separators[i]) == 0)
			continue;
		*other = separators[i];
		n++;
	}
	return n == 1;
}

enum rc
dialect_broken(struct sv text, char delim, const char *why, char *other, struct err *e)
{
	bool one;

	*other = delim;
	one = dialect_only(text, delim, other);
	if (*other == delim)
		return rc_err(e, RC_USAGE, "the header cannot be read: %s", why);
	return rc_err(e, one ? RC_NO : RC_USAGE, "the header cannot be read: %s; is the table "
	    "separated by %s? %s", why, shown_char(*other), remedy_of(*other, delim));
}

/* A CR within a line, outside of quotes, that text follows. */
static bool
ends_in_cr(struct sv text, char delim)
{
	bool quoted = false;

	for (size_t i = 0; i + 1 < text.n; i++) {
		char next = text.p[i + 1];

		if (text.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && text.p[i] == '\r' && next != '\r' && next != '\n' &&
		    next != delim)
			return true;
	}
	return false;
}

/* Digits and dots, or hexadecimal digits and colons: 192.0.2.1, 2001:db8::7, 12:30:00. */
static bool
is_address(struct sv s)
{
	size_t dots = 0, colons = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], low = (char)(c | 0x20);

		dots += c == '.';
		colons += c == ':';
		if (c != '.' && c != ':' && !is_digit(c) && !(low >= 'a' && low <= 'f'))
			return false;
	}
	if (s.n == 0 || (dots > 0 && colons > 0))
		return false;
	for (size_t i = 0; dots > 0 && i < s.n; i++)
		if (s.p[i] != '.' && !is_digit(s.p[i]))
			return false;
	return (dots == 3 && is_digit(s.p[0]) && is_digit(s.p[s.n - 1])) || colons >= 2;
}

/* As @form has it: 0 stands for a digit. */
static bool
begins_like(struct sv s, const char *form)
{
	size_t i = 0;

	for (; form[i] != '\0'; i++)
		if (i == s.n || (form[i] == '0' ? !is_digit(s.p[i]) : s.p[i] != form[i]))
			return false;
	return i == s.n || !is_digit(s.p[i]);
}

static bool
is_date(struct sv s)
{
	return begins_like(s, "0000-00-00") || begins_like(s, "0000/00/00") ||
	    begins_like(s, "00.00.0000") || begins_like(s, "00/00/0000");
}

static bool
is_number(struct sv s)
{
	size_t i = 0;

	if (num_is(s))
		return true;
	while (i < s.n && is_digit(s.p[i]))
		i++;
	return s.n > 0 && i == s.n;
}

/* The number that a name is, when it is whole and short; else -1. */
static long
whole_of(struct sv s)
{
	long x = 0;

	if (s.n == 0 || s.n > DIGITS_MAX)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return -1;
		x = 10 * x + (s.p[i] - '0');
	}
	return x;
}

/*
 * Numbers that are names: years, the numbers of all columns from 0, three or more in even
 * steps, and in order behind an index that has no name.
 */
static bool
are_names(const struct dialect_head *h)
{
	bool years = true, even = true, up = true;
	long first = -1, last = -1, step = 0;
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++) {
		long x = whole_of(h->name[i]);

		if (!is_number(h->name[i]))
			continue;
		if (x < 0)
			return false;
		years = years && h->name[i].n == 4 && x >= 1900 && x <= 2100 && x != last;
		up = up && x > last;
		even = even && (n < 2 || x - last == step);
		step = n > 0 ? x - last : 0;
		first = n == 0 ? x : first;
		last = x;
		n++;
	}
	return years || (up && n > 0 && ((even && n >= 3) || h->name[0].n == 0 ||
	    (n == h->n && n > 1 && first == 0 && last == (long)n - 1)));
}

/* Dates that are names: two or more, in order. */
static bool
are_days(const struct dialect_head *h)
{
	struct sv last = { NULL, 0 };
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++) {
		if (!is_date(h->name[i]))
			continue;
		if (n++ > 0 && sv_cmp(last, h->name[i]) >= 0)
			return false;
		last = h->name[i];
	}
	return n >= 2;
}

static bool
is_quoted(struct sv text, struct sv field)
{
	for (size_t i = 0; i + field.n + 2 <= text.n; i++)
		if (text.p[i] == '"' && text.p[i + field.n + 1] == '"' &&
		    (field.n == 0 || memcmp(text.p + i + 1, field.p, field.n) == 0))
			return true;
	return false;
}

static bool
all_quoted(const struct dialect_head *h)
{
	size_t i = 0;

	while (i < h->n && is_quoted(h->text, h->name[i]))
		i++;
	return i == h->n;
}

enum rc
dialect_header(const struct dialect_head *h, struct err *e)
{
	bool numbers = are_names(h), days = are_days(h), quoted = all_quoted(h);

	if (ends_in_cr(h->text, h->delim))
		return rc_err(e, RC_USAGE, "lines end in CR alone: tr '\\r' '\\n' < FILE | ...");
	if (utf8_valid(h->text) < h->text.n)
		return rc_err(e, RC_USAGE, "the header is not UTF-8: is the table in Latin-1? "
		    "try --encoding windows-1252");
	for (size_t i = 0; i < h->n; i++) {
		struct sv s = h->name[i];

		if ((!is_address(s) && (!is_date(s) || days) && (!is_number(s) || numbers)) ||
		    (!quoted && is_quoted(h->text, s)))
			continue;
		return rc_err(e, RC_USAGE, "the header '%.*s' is no name: if the table has none, "
		    "give the names: --header NAME,NAME...; if it is one, quote it: \"%.*s\"",
		    SV_SHOW(s), SV_SHOW(s));
	}
	return RC_OK;
}

/* @a and @b begin with one label and a colon. */
static bool
same_label(struct sv a, struct sv b)
{
	size_t n = sv_find(a, ':');

	return n > 0 && n < a.n && n < b.n && memcmp(a.p, b.p, n + 1) == 0;
}

/* The separator, other than that of @h, which stands most often, and as often in header and row. */
static size_t
find_other(const struct dialect_head *h, struct sv text, char *other)
{
	size_t most = 0;

	for (size_t k = 0; k < sizeof(separators); k++) {
		char c = separators[k];
		size_t more = c != h->delim ? count_outside(h->text, c) : 0;

		if (more + 1 <= h->n || more != count_outside(text, c) || more <= most)
			continue;
		most = more;
		*other = c;
	}
	return most;
}

enum rc
dialect_row(const struct dialect_head *h, struct sv text, const struct sv *field, size_t n,
    char *other, struct err *e)
{
	size_t i = 0, more = find_other(h, text, other);
	enum rc rc = h->n == 1 || field == NULL || n != h->n ? RC_NO : RC_USAGE;

	if (more > 0 && h->n == 1)
		return rc_err(e, rc, "only one column, and %s stands in every line: is it "
		    "separated by %s? %s", shown_char(*other), shown_char(*other),
		    remedy_of(*other, h->delim));
	if (more > 0)
		return rc_err(e, rc, "%zu columns, and %s would make %zu in every line: is it "
		    "separated by %s? %s", h->n, shown_char(*other), more + 1,
		    shown_char(*other), remedy_of(*other, h->delim));
	while (i < h->n && i < n && same_label(h->name[i], field[i]))
		i++;
	if (h->delim == '\t' && i > 0 && i == h->n && i == n)
		return rc_err(e, RC_USAGE, "every field has a label, as '%.*s': it looks like "
		    "LTSV: -f ltsv", SV_SHOW(field[0]));
	return RC_OK;
}
