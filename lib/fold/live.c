/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/live.h"

#include "base/mem.h"
#include "fold/part.h"
#include "fold/result.h"
#include "fold/served.h"
#include "run/clock.h"
#include "run/stream.h"

#include <string.h>

enum { LIVE_TICK_MS = 250 };	/* how often an idle source is looked at */

struct open_window {
	struct twindow_span span;
	struct part        *part;
};

struct live {
	struct job             *j;
	const struct fold_plan *p;
	struct open_window     *win;	/* sorted by span */
	size_t                  n;
	size_t                  cap;
	struct open_window     *last;	/* used last */
	struct served           served;	/* in the windows that are closed */
	int64_t                 max_us;		/* latest time seen; INT64_MIN: none */
	int64_t                 closed_us;	/* windows that end at or before this are closed */
	int64_t                 heard_us;	/* monotonic clock at the last block */
};

/* The open window of a time, made when new. */
static struct open_window *
window_at(struct live *l, int64_t at_us)
{
	struct twindow_span span;
	size_t i;

	if (l->last != NULL && at_us >= l->last->span.from_us && at_us < l->last->span.to_us)
		return l->last;
	span = twindow_at(&l->p->window, at_us);
	for (i = l->n; i > 0 && l->win[i - 1].span.from_us > span.from_us; i--)
		;
	if (i > 0 && l->win[i - 1].span.from_us == span.from_us)
		return l->last = &l->win[i - 1];
	if (l->n == l->cap) {
		l->cap = l->cap != 0 ? 2 * l->cap : 16;
		l->win = mem_array(l->win, l->cap, sizeof(*l->win));
	}
	memmove(l->win + i + 1, l->win + i, (l->n - i) * sizeof(*l->win));
	l->win[i] = (struct open_window){ span, part_new(l->p, l->j->seed) };
	l->n++;
	return l->last = &l->win[i];
}

/* The watermark, or its lowest value when no record has a time yet. */
static int64_t
watermark_of(const struct live *l)
{
	if (l->max_us == INT64_MIN || l->max_us < INT64_MIN + l->p->lateness_us)
		return INT64_MIN;
	return l->max_us - l->p->lateness_us;
}

static enum rc
live_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct live *l = ctx;
	int64_t mark;

	(void)out;	/* windows are written when they close */
	if (in->at_us < l->closed_us &&
	    twindow_at(&l->p->window, in->at_us).to_us <= l->closed_us) {
		return rc_bad(e, "late", "late: its window was closed (see --lateness)");
	}
	if (in->at_us > l->max_us) {
		l->max_us = in->at_us;
		mark = watermark_of(l);
		l->closed_us = mark > l->closed_us ? mark : l->closed_us;
	}
	return part_step(window_at(l, in->at_us)->part, r, ev, in, e);
}

/* Write and forget the windows that end at or before @mark. */
static enum rc
close_until(struct live *l, int64_t mark, struct err *e)
{
	enum rc rc = RC_OK;
	size_t n = 0;

	while (rc == RC_OK && n < l->n && l->win[n].span.to_us <= mark) {
		served_add(&l->served, l->win[n].part);
		rc = result_write(l->j, l->win[n].part, e);
		part_free(l->win[n].part);
		n++;
	}
	if (n == 0)
		return rc;
	memmove(l->win, l->win + n, (l->n - n) * sizeof(*l->win));
	l->n -= n;
	l->last = NULL;
	out_flush(l->j->run.out);
	return out_failed(l->j->run.out) ? RC_END : rc;
}

static enum rc
live_commit(void *ctx, const struct stream_at *at, struct stream_out *out, struct err *e)
{
	struct live *l = ctx;

	(void)at;
	(void)out;
	l->heard_us = clock_us();
	return close_until(l, l->closed_us, e);
}

/* Time goes on for a source that is silent. */
static int
live_idle(void *ctx)
{
	struct live *l = ctx;
	struct err e = { 0 };
	int64_t silent = clock_us() - l->heard_us, mark = watermark_of(l);

	out_flush(l->j->run.out);
	if (l->j->run.rejects != NULL)
		out_flush(l->j->run.rejects);
	if (l->p->idle_us == 0 || l->n == 0)
		return -1;
	if (silent >= l->p->idle_us && mark != INT64_MIN && mark <= INT64_MAX - silent) {
		l->closed_us = mark + silent > l->closed_us ? mark + silent : l->closed_us;
		if (close_until(l, l->closed_us, &e) != RC_OK && e.msg[0] != '\0')
			l->j->say(l->j->name, e.msg);
	}
	return LIVE_TICK_MS;
}

enum rc
live_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct live l = {
		.j = j, .p = p, .max_us = INT64_MIN, .closed_us = INT64_MIN, .heard_us = clock_us(),
	};
	struct stream s = {
		.ctx = &l, .record = live_record, .commit = live_commit, .idle = live_idle,
		.serial = true,
	};
	struct err later = { 0 };
	enum rc rc = stream_run(j, &s, e), wrc = RC_OK;

	if (rc == RC_OK || rc == RC_IO)
		wrc = close_until(&l, INT64_MAX, &later);
	if (rc == RC_OK && wrc != RC_OK && wrc != RC_END) {
		rc = wrc;
		*e = later;
	}
	if (rc == RC_OK)
		served_say(&l.served, j);
	served_free(&l.served);
	for (size_t i = 0; i < l.n; i++)
		part_free(l.win[i].part);
	mem_free(l.win);
	return rc;
}
