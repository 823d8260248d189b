/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/map.h"

#include "io/frame.h"
#include "io/stop.h"

#include <string.h>

struct map_state;

struct map_seat {		/* of one thread */
	struct map_state *m;
	void             *part;
	struct framing   *framing;
};

struct map_state {
	struct job            *j;
	const struct map_plan *p;
	uint64_t               left;	/* lines still wanted */
	uint64_t               lines;	/* in the output of the block at hand */
	size_t                 counted;	/* bytes of that output looked at */
	size_t                 wanted;	/* bytes of it that hold the lines wanted */
	struct map_seat        seat[JOB_THREADS_MAX];
};

static void *
new_seat(void *ctx, unsigned i)
{
	struct map_state *m = ctx;
	struct map_seat *seat = &m->seat[i];

	seat->m = m;
	if (m->p->part != NULL)
		seat->part = m->p->part(m->p->state, i);
	if (m->p->edit != NULL)
		seat->framing = edit_framing(m->p->edit);
	return seat;
}

/* Count the lines a record has added; true when there are enough. */
static bool
enough(struct map_state *m, struct sv o)
{
	while (m->counted < o.n && m->lines < m->left) {
		const char *nl = memchr(o.p + m->counted, '\n', o.n - m->counted);

		m->counted = (size_t)(nl - o.p) + 1;
		m->wanted = m->counted;
		m->lines++;
	}
	return m->lines == m->left;
}

static enum rc
map_record(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	const struct map_seat *seat = part;
	const struct map_plan *p = seat->m->p;
	struct map_in at = { p->ctx, seat->part, ev, seat->framing, in->timed, in->at_us };
	enum rc rc = p->fn(&at, r, out, e);

	return rc == RC_OK && p->head != 0 && enough(seat->m, buf_view(&out->o)) ? RC_END : rc;
}

static enum rc
map_commit(void *ctx, const struct stream_at *at, struct stream_out *out, struct err *e)
{
	struct map_state *m = ctx;
	struct sv s = buf_view(&out->o);
	enum rc rc = RC_OK;

	if (m->seat[0].framing != NULL)
		frame_seal(&out->o);
	if (m->p->head != 0) {
		s.n = m->wanted;
		m->left -= m->lines;
		m->lines = m->counted = m->wanted = 0;
	}
	out_sv(m->j->run.out, s);
	if (m->p->note != NULL && out->note.n != 0)
		rc = m->p->note(m->p->state, at, buf_view(&out->note), e);
	if (rc != RC_OK)
		return rc;
	return (m->p->head != 0 && m->left == 0) || out_failed(m->j->run.out) ? RC_END : RC_OK;
}

static int
map_idle(void *ctx)
{
	const struct map_state *m = ctx;

	out_flush(m->j->run.out);
	if (m->j->run.rejects != NULL)
		out_flush(m->j->run.rejects);
	return -1;
}

/* All input has been written: the reader may rely on what it got. */
static void
end_frames(struct job *j)
{
	struct buf end;

	buf_init(&end, SIZE_MAX);
	frame_open(&end, FRAME_END);
	frame_seal(&end);
	out_sv(j->run.out, buf_view(&end));
	buf_free(&end);
}

enum rc
map_run(struct job *j, const struct map_plan *p, struct err *e)
{
	struct map_state m = { .j = j, .p = p, .left = p->head };
	struct stream s = {
		.ctx = &m,
		.part = new_seat,
		.record = map_record,
		.commit = map_commit,
		.idle = map_idle,
		/* With --head a second thread may hang in a read that is not needed. */
		.serial = p->serial || p->head != 0,
	};
	enum rc rc = stream_run(j, &s, e);

	if (rc == RC_OK && m.seat[0].framing != NULL && stop_signal() == 0)
		end_frames(j);
	for (size_t i = 0; i < JOB_THREADS_MAX; i++)
		framing_free(m.seat[i].framing);
	return rc;
}
