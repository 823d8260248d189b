/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/live.h"

#include "base/mem.h"
#include "fold/part.h"
#include "fold/recent.h"
#include "fold/result.h"
#include "fold/served.h"
#include "fold/sources.h"
#include "run/clock.h"
#include "run/stream.h"

#include <inttypes.h>
#include <string.h>

enum {
	LIVE_TICK_MS = 250,		/* how often an idle source is looked at */
	LIVE_FILL_MAX = 10000000	/* empty windows that one record, or a silence, may close */
};

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
	struct sources          sources;	/* with p->sources */
	uint64_t                cells;		/* ... states of open windows */
	struct recent           recent;	/* --fill: groups that get zeroes, */
	int64_t                 next_us;	/* and the next window; INT64_MIN: none yet */
	enum rc                 rc;	/* of what went wrong while the source was silent */
	struct err              e;
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

/* The watermark of a time, or its lowest value when there is none yet. */
static int64_t
mark_of(const struct live *l, int64_t max_us)
{
	if (max_us == INT64_MIN || max_us < INT64_MIN + l->p->lateness_us)
		return INT64_MIN;
	return max_us - l->p->lateness_us;
}

static int64_t
watermark_of(const struct live *l)
{
	return mark_of(l, l->p->sources != NULL ? sources_least(&l->sources) : l->max_us);
}

static void
move_mark(struct live *l)
{
	int64_t mark = watermark_of(l);

	l->closed_us = mark > l->closed_us ? mark : l->closed_us;
}

/* With sources windows may stay open for long: their states are counted together. */
static enum rc
step_counted(struct live *l, struct part *t, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	size_t before = t->table.ncell;
	enum rc rc = part_step(t, r, ev, in, e);

	l->cells += t->table.ncell - before;
	if (rc == RC_OK && l->cells > l->p->max_groups)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups in open windows (see "
		    "--max-groups): one of the sources lags behind, or was not heard yet",
		    l->p->max_groups);
	return rc;
}

static enum rc
live_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct live *l = ctx;
	enum rc rc;

	(void)out;	/* windows are written when they close */
	if (in->at_us < l->closed_us &&
	    twindow_at(&l->p->window, in->at_us).to_us <= l->closed_us) {
		return rc_bad(e, "late", "late: its window was closed (see --lateness)");
	}
	if (l->p->sources != NULL) {
		rc = sources_take(&l->sources, r, ev, in->at_us, e);
		if (rc != RC_OK)
			return rc;
	}
	if (in->at_us > l->max_us)
		l->max_us = in->at_us;
	move_mark(l);
	if (l->p->sources != NULL)
		return step_counted(l, window_at(l, in->at_us)->part, r, ev, in, e);
	return part_step(window_at(l, in->at_us)->part, r, ev, in, e);
}

/* The results of a window, whose part is given back. */
static enum rc
write_window(struct live *l, struct part *t, struct twindow_span span, struct err *e)
{
	enum rc rc = l->p->fill ? recent_close(&l->recent, t, span, e) : RC_OK;

	if (rc == RC_OK)
		rc = result_write(l->j, t, e);
	part_free(t);
	l->next_us = span.to_us;
	if (rc == RC_OK && out_failed(l->j->run.out))
		rc = RC_END;
	return rc;
}

/* --fill: the windows between the last one that is written and @to_us; none before the first. */
static enum rc
write_empty(struct live *l, int64_t to_us, struct err *e)
{
	const struct twindow *w = &l->p->window;
	enum rc rc = RC_OK;
	struct twindow_span span;

	if (!l->p->fill || l->next_us == INT64_MIN || l->next_us >= to_us)
		return RC_OK;
	if (l->p->nkey == 0 && w->unit == TWINDOW_FIXED &&
	    ((uint64_t)to_us - (uint64_t)l->next_us) / (uint64_t)w->n_us > LIVE_FILL_MAX)
		return rc_err(e, RC_LIMIT, "--fill would write more than %d windows at once, up to "
		    "a time far ahead: choose wider windows, or set a limit by --to",
		    (int)LIVE_FILL_MAX);
	while (rc == RC_OK && (span = twindow_at(w, l->next_us)).to_us <= to_us) {
		if (recent_none(&l->recent, l->p->nkey)) {
			l->next_us = twindow_at(w, to_us).from_us;
			return RC_OK;
		}
		rc = write_window(l, part_new(l->p, l->j->seed), span, e);
	}
	return rc;
}

/* Write and forget the windows that end at or before @mark; INT64_MAX: those that are open. */
static enum rc
close_until(struct live *l, int64_t mark, struct err *e)
{
	const int64_t next_us = l->next_us;
	enum rc rc = RC_OK;
	size_t n = 0;

	while (rc == RC_OK && n < l->n && l->win[n].span.to_us <= mark) {
		const struct open_window *w = &l->win[n];

		rc = write_empty(l, w->span.from_us, e);
		if (rc != RC_OK)
			break;
		served_add(&l->served, w->part);
		l->cells -= l->p->sources != NULL ? w->part->table.ncell : 0;
		rc = write_window(l, w->part, w->span, e);
		n++;
	}
	if (n > 0) {	/* there may be no windows at all */
		memmove(l->win, l->win + n, (l->n - n) * sizeof(*l->win));
		l->n -= n;
		l->last = NULL;
	}
	if (rc == RC_OK && mark != INT64_MAX)
		rc = write_empty(l, mark, e);
	if (l->next_us == next_us)	/* as when no output could be opened */
		return rc;
	out_flush(l->j->run.out);
	return rc == RC_OK && out_failed(l->j->run.out) ? RC_END : rc;
}

static enum rc
live_commit(void *ctx, const struct stream_at *at, struct stream_out *out, struct err *e)
{
	struct live *l = ctx;

	(void)at;
	(void)out;
	l->heard_us = clock_us();
	if (l->rc != RC_OK) {
		*e = l->e;
		return l->rc;
	}
	if (l->p->sources != NULL) {
		sources_look(&l->sources, l->heard_us, l->p->idle_us);
		move_mark(l);
	}
	return close_until(l, l->closed_us, e);
}

/* Time goes on for a source that is silent. */
static int
live_idle(void *ctx)
{
	struct live *l = ctx;
	int64_t silent = clock_us() - l->heard_us, mark = mark_of(l, l->max_us);

	out_flush(l->j->run.out);
	if (l->j->run.rejects != NULL)
		out_flush(l->j->run.rejects);
	if (l->p->idle_us == 0 || l->rc != RC_OK ||
	    (l->n == 0 && (!l->p->fill || l->next_us == INT64_MIN)))
		return -1;
	if (silent >= l->p->idle_us && mark != INT64_MIN && mark <= INT64_MAX - silent) {
		l->closed_us = mark + silent > l->closed_us ? mark + silent : l->closed_us;
		l->rc = close_until(l, l->closed_us, &l->e);
	}
	return LIVE_TICK_MS;
}

enum rc
live_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct live l = {
		.j = j, .p = p, .max_us = INT64_MIN, .closed_us = INT64_MIN, .next_us = INT64_MIN,
		.heard_us = clock_us(),
	};
	struct stream s = {
		.ctx = &l, .record = live_record, .commit = live_commit, .idle = live_idle,
		.serial = true,
	};
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	if (p->sources != NULL)
		sources_init(&l.sources, p->sources, j->seed, l.heard_us);
	recent_init(&l.recent, p->fill_last, j->seed);
	rc = stream_run(j, &s, e);
	if (l.rc != RC_OK) {
		wrc = l.rc;
		later = l.e;
	} else if (rc == RC_OK || (rc == RC_IO && j->run.out != NULL)) {
		wrc = close_until(&l, INT64_MAX, &later);
	}
	if (rc == RC_OK && wrc != RC_OK && wrc != RC_END) {
		rc = wrc;
		*e = later;
	}
	if (rc == RC_OK)
		served_say(&l.served, j);
	served_free(&l.served);
	if (p->sources != NULL)
		sources_free(&l.sources);
	recent_free(&l.recent);
	for (size_t i = 0; i < l.n; i++)
		part_free(l.win[i].part);
	mem_free(l.win);
	return rc;
}
