/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/map.h"

#include "run/stream.h"

struct map_state {
	struct job *j;
	map_fn     *fn;
	const void *plan;
	uint64_t    left;	/* lines still wanted; UINT64_MAX: all */
};

/* The first @left lines of @s; fewer when @s has fewer. */
static struct sv
first_lines(struct sv s, uint64_t *left)
{
	size_t at = 0;

	while (at < s.n && *left > 0) {
		const char *nl = memchr(s.p + at, '\n', s.n - at);

		at = (size_t)(nl - s.p) + 1;
		(*left)--;
	}
	return (struct sv){ s.p, at };
}

static enum rc
map_record(void *part, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct buf *o, struct err *e)
{
	const struct map_state *m = part;

	(void)in;	/* maps read times through fields */
	return m->fn(m->plan, r, ev, o, e);
}

static enum rc
map_commit(void *ctx, struct buf *o, struct err *e)
{
	struct map_state *m = ctx;
	struct sv s = buf_view(o);

	(void)e;	/* write errors latch in the output */
	if (m->left != UINT64_MAX)
		s = first_lines(s, &m->left);
	out_sv(m->j->out, s);
	return m->left == 0 || out_failed(m->j->out) ? RC_END : RC_OK;
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
		.j = j, .fn = fn, .plan = plan, .left = head != 0 ? head : UINT64_MAX,
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
