/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rc - see rc.h
 *
 * The message is composed aside and copied, so that a caller may wrap the one
 * it holds: rc_err(e, rc, "%s: %s", name, e->msg).
 */
#include "base/rc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>


__attribute__((format(printf, 4, 0))) static void
record(struct err *e, enum rc rc, uint64_t col, const char *fmt, va_list ap)
{
	char msg[ERR_MSG_MAX];

	if (e == NULL)
		return;
	if (vsnprintf(msg, sizeof msg, fmt, ap) < 0)
		msg[0] = '\0';
	memcpy(e->msg, msg, strlen(msg) + 1);
	e->rc = rc;
	e->line = 0;
	e->col = col;
	e->what = e->text = e->code = NULL;
}

enum rc
rc_err(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(e, rc, 0, fmt, ap);
	va_end(ap);
	return rc;
}

enum rc
rc_err_at(struct err *e, enum rc rc, uint64_t col, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(e, rc, col, fmt, ap);
	va_end(ap);
	return rc;
}

enum rc
rc_bad(struct err *e, const char *code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(e, RC_BAD, 0, fmt, ap);
	va_end(ap);
	if (e != NULL)
		e->code = code;
	return RC_BAD;
}

enum rc
rc_hint(struct err *e, enum rc rc, struct sv near)
{
	size_t n;

	if (e == NULL || near.n == 0)
		return rc;
	n = strlen(e->msg);
	snprintf(e->msg + n, sizeof(e->msg) - n, " (did you mean '%.*s'?)",
	    SV_SHOW(near));
	return rc;
}

enum rc
rc_near(struct err *e, enum rc rc, struct sv word, const struct sv *cand, size_t n)
{
	size_t at = sv_near(word, cand, n);

	return at < n ? rc_hint(e, rc, cand[at]) : rc;
}

void
rc_in(struct err *e, const char *what, const char *text)
{
	if (e == NULL)
		return;
	e->what = what;
	e->text = text;
}
