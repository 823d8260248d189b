/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/calendar.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "io/side.h"

#include <inttypes.h>
#include <stdlib.h>

enum { DATE_LEN = 10 };		/* 2026-12-25 */

/* The date at the start of @s, as days since 1970. */
static bool
date(struct sv s, int32_t *day)
{
	struct sv text = { s.p, DATE_LEN };
	int64_t at_us;
	int32_t offset;

	if (s.n < DATE_LEN || s.p[4] != '-' || s.p[7] != '-' ||
	    !rfc3339_parse(text, &at_us, &offset))
		return false;
	*day = (int32_t)(at_us / RFC3339_DAY_US - (at_us % RFC3339_DAY_US < 0));
	return true;
}

static bool
ends_word(struct sv s, size_t i)
{
	return i == s.n || s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == ',';
}

/* One line: RC_OK, RC_END when it has no day, RC_SYNTAX with e->col and what was expected. */
static enum rc
parse_day(struct sv line, struct calendar_span *out, struct err *e)
{
	struct sv s = line;
	size_t n = DATE_LEN;

	while (s.n > 0 && num_is_ws((unsigned char)*s.p))
		s = (struct sv){ s.p + 1, s.n - 1 };
	if (s.n == 0 || *s.p == '#')
		return RC_END;
	if (!date(s, &out->from))
		return rc_err_at(e, RC_SYNTAX, (uint64_t)(s.p - line.p) + 1,
		    "expected a date such as 2026-12-25");
	out->to = out->from;
	if (s.n >= n + 2 && s.p[n] == '.' && s.p[n + 1] == '.') {
		struct sv rest = { s.p + n + 2, s.n - n - 2 };

		if (!date(rest, &out->to) || out->to < out->from)
			return rc_err_at(e, RC_SYNTAX, (uint64_t)(rest.p - line.p) + 1,
			    "expected the range's last date");
		n += 2 + DATE_LEN;
	}
	if (!ends_word(s, n))
		return rc_err_at(e, RC_SYNTAX, (uint64_t)(s.p - line.p) + n + 1,
		    "expected a space after the date");
	return RC_OK;
}

struct loading {
	struct calendar *c;
	struct arena    *a;
	size_t           cap;
};

static enum rc
add_line(struct loading *l, const struct side *from, struct sv line, struct err *e)
{
	struct calendar *c = l->c;
	struct err inner = { 0 };
	enum rc rc;

	if (c->n == l->cap) {
		size_t cap = l->cap != 0 ? 2 * l->cap : 64;

		c->span = arena_grow(l->a, c->span, l->cap * sizeof(*c->span),
		    cap * sizeof(*c->span));
		l->cap = cap;
	}
	rc = parse_day(line, &c->span[c->n], &inner);
	if (rc == RC_SYNTAX)
		return rc_err(e, rc, "%s:%" PRIu64 ":%" PRIu64 ": %s", from->path, from->line,
		    inner.col, inner.msg);
	c->n += rc == RC_OK;
	if (from->line > CALENDAR_LINES_MAX)
		return rc_err(e, RC_LIMIT, "%s: more than %d lines", from->path,
		    CALENDAR_LINES_MAX);
	return RC_OK;
}

static int
by_day(const void *a, const void *b)
{
	const struct calendar_span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Ascending, those that meet or overlap as one. */
static void
tidy(struct calendar *c)
{
	size_t n = 0;

	if (c->n > 1)
		qsort(c->span, c->n, sizeof(*c->span), by_day);
	for (size_t i = 0; i < c->n; i++) {
		const struct calendar_span s = c->span[i];

		if (n == 0 || s.from > c->span[n - 1].to + 1)
			c->span[n++] = s;
		else if (s.to > c->span[n - 1].to)
			c->span[n - 1].to = s.to;
	}
	c->n = n;
}

enum rc
calendar_load(struct calendar *c, const char *path, struct arena *a, struct err *e)
{
	struct loading l = { .c = c, .a = a };
	struct side from;
	struct sv line;
	enum rc rc = side_open(&from, path, e);

	*c = (struct calendar){ 0 };
	while (rc == RC_OK && (rc = side_next(&from, &line, e)) == RC_OK)
		rc = add_line(&l, &from, line, e);
	side_close(&from);
	tidy(c);
	return rc == RC_END ? RC_OK : rc;
}

bool
calendar_has(const struct calendar *c, int64_t local_us)
{
	int64_t day = local_us / RFC3339_DAY_US - (local_us % RFC3339_DAY_US < 0);
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->span[mid].to < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < c->n && day >= c->span[lo].from;
}
