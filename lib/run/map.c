/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/map.h"

#include "run/stream.h"

struct map_state {
	struct job *j;
	map_fn     *fn;
	const void *plan;
	bool        heading;	/* --head: one thread, and what follows is in use */
	uint64_t    left;	/* lines still wanted */
	uint64_t    lines;	/* in the output of the block at hand */
	size_t      counted;	/* bytes of that output looked at */
	size_t      wanted;	/* bytes of it that hold the lines wanted */
};

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
map_record(void *part, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct buf *o, struct err *e)
{
	struct map_state *m = part;
	enum rc rc = m->fn(m->plan, r, ev, o, e);

	(void)in;	/* maps read times through fields */
	return rc == RC_OK && m->heading && enough(m, buf_view(o)) ? RC_END : rc;
}

static enum rc
map_commit(void *ctx, struct buf *o, struct err *e)
{
	struct map_state *m = ctx;
	struct sv s = buf_view(o);

	(void)e;	/* write errors latch in the output */
	if (m->heading) {
		s.n = m->wanted;
		m->left -= m->lines;
		m->lines = m->counted = m->wanted = 0;
	}
	out_sv(m->j->out, s);
	return (m->heading && m->left == 0) || out_failed(m->j->out) ? RC_END : RC_OK;
}

static int
map_idle(void *ctx)
{
	const struct map_state *m = ctx;

	out_flush(m->j->out);
	if (m->j->rejects != NULL)
		out_flush(m->j->rejects);
	return -1;
}

enum rc
map_run(struct job *j, map_fn *fn, const void *plan, uint64_t head, struct err *e)
{
	struct map_state m = {
		.j = j, .fn = fn, .plan = plan, .heading = head != 0, .left = head,
	};
	struct stream s = {
		.ctx = &m,
		.record = map_record,
		.commit = map_commit,
		.idle = map_idle,
		.serial = head != 0,	/* a second thread may hang in a read that is not needed */
	};

	return stream_run(j, &s, e);
}
