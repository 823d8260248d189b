/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/map.h"

#include "run/stream.h"

enum { MAP_FLUSH = 64 * 1024 };		/* output gathered before it is handed on */

struct map_state {
	struct job *j;
	map_fn     *fn;
	const void *plan;
	struct buf  o;
	uint64_t    left;	/* lines still wanted */
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
hand_on(struct map_state *m)
{
	struct sv s = buf_view(&m->o);

	if (m->left != UINT64_MAX)
		s = first_lines(s, &m->left);
	out_sv(m->j->out, s);
	buf_clear(&m->o);
	return m->left == 0 || out_failed(m->j->out) ? RC_END : RC_OK;
}

static enum rc
map_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct err *e)
{
	struct map_state *m = ctx;
	enum rc rc = m->fn(m->plan, r, ev, &m->o, e);

	(void)in;	/* maps read times through fields */
	if (rc == RC_OK && m->o.n >= MAP_FLUSH)
		rc = hand_on(m);
	return rc;
}

static enum rc
map_block(void *ctx, struct err *e)
{
	(void)e;	/* write errors latch in the output */
	return hand_on(ctx);
}

static void
map_idle(void *ctx)
{
	struct map_state *m = ctx;

	out_flush(m->j->out);
	if (m->j->rejects != NULL)
		out_flush(m->j->rejects);
}

enum rc
map_run(struct job *j, map_fn *fn, const void *plan, uint64_t head, struct err *e)
{
	struct map_state m = {
		.j = j, .fn = fn, .plan = plan, .left = head != 0 ? head : UINT64_MAX,
	};
	struct job_idle idle = { map_idle, &m };
	struct stream f = { &m, map_record, map_block };
	enum rc rc = job_open(j, &idle, e);

	buf_init(&m.o, SIZE_MAX);
	if (rc == RC_OK)
		rc = stream_run(j, &f, e);
	buf_free(&m.o);
	return rc == RC_END ? RC_OK : rc;
}
