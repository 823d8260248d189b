/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "access/lscan_why.h"

#include "line/lvalue.h"

#include <stdio.h>

/* What the values of a kind look like, for messages. */
static const char *
kind_text(enum lformat_kind k)
{
	switch (k) {
	case LFORMAT_STATUS:
		return "a 3-digit status";
	case LFORMAT_COUNT:
		return "a whole number";
	case LFORMAT_DECIMAL:
	case LFORMAT_MS:
		return "a number";
	case LFORMAT_SUM:
		return "a list of numbers";
	case LFORMAT_STAGES:
		return "three times in seconds, or -1";
	case LFORMAT_CLIENT:
		return "an address or host name";
	case LFORMAT_USER:
		return "a user name";
	case LFORMAT_CLF:
		return "a time like 10/Oct/2000:13:55:36 -0700";
	case LFORMAT_EPOCH:
		return "seconds since 1970";
	default:
		return "a time";
	}
}

const char *
lscan_misfit(struct lscan *s, const struct lformat_op *op, const char *b, const char *e)
{
	struct sv found = { b, (size_t)(e - b) };
	char text[LVALUE_SHOWN];
	char stop = op->after.n > 0 ? op->after.p[0] : ' ';

	if (op->kind != LFORMAT_CLIENT && op->kind != LFORMAT_USER)
		found.n = sv_find(found, stop);
	s->misfit = b;
	(void)snprintf(s->msg, sizeof(s->msg), "%.*s: expected %s, found %s", SV_SHOW(op->spec),
	    op->kind == LFORMAT_EPOCH && op->unit == TSTAMP_MS   ? "milliseconds since 1970"
	    : op->kind == LFORMAT_EPOCH && op->unit == TSTAMP_US ? "microseconds since 1970"
	                                                         : kind_text(op->kind),
	    b == e ? "end of line" : lvalue_shown(found, text));
	return NULL;
}

/* Says so where a blank at the end is all that the line and its format differ in. */
static const char *
blank_end(struct sv lit, struct sv found)
{
	const bool wants = lit.n > 0 && lit.p[lit.n - 1] == ' ';
	const bool has = found.n > 0 && found.p[found.n - 1] == ' ';

	if (wants == has || !sv_eq(sv_trim(lit), sv_trim(found)))
		return "";
	return wants ? ": the format ends in a blank, the line does not" :
	    ": the line ends in a blank, the format does not";
}

bool
lscan_no_literal(struct lscan *s, const struct lformat_op *op, const char *at, const char *e)
{
	const struct lformat *f = s->f;
	const struct lformat_op *next = op == NULL ? f->op : op + 1;
	struct sv lit = op == NULL ? f->lead : op->after;
	bool last = op != NULL && next == f->op + f->nop;
	char want[LVALUE_SHOWN], found[LVALUE_SHOWN];

	s->misfit = at;
	s->cut = op != NULL && at == e && lit.n > 0 && lit.p[0] == '"' && e[-1] != '"';
	(void)snprintf(s->msg, sizeof(s->msg), "expected %s %s %.*s, found %s%s",
	    lit.n > 0 ? lvalue_shown(lit, want) : "end of line",
	    last ? "after" : "before", SV_SHOW(last ? op->spec : next->spec),
	    s->cut    ? "end of line: was the line cut when it was written?"
	    : at == e ? "end of line"
	              : lvalue_shown((struct sv){ at, (size_t)(e - at) }, found),
	    last && !s->cut ? blank_end(lit, (struct sv){ at, (size_t)(e - at) }) : "");
	return false;
}

void
lscan_beyond(struct lscan *s, size_t i)
{
	const struct lformat *f = s->f;
	const struct sv left = { s->at[i], (size_t)(s->end[i] - s->at[i]) };
	char found[LVALUE_SHOWN];

	s->misfit = left.p;
	(void)snprintf(s->msg, sizeof(s->msg), "expected end of line after %.*s, found %s%s",
	    SV_SHOW(f->op[f->nop - 1].spec), lvalue_shown(left, found),
	    blank_end(SV(""), left));
}
