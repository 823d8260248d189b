/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_sink.h"

#include "base/mem.h"
#include "run/unseen.h"
#include "run/worker.h"

#include <string.h>

struct scan_sink {
	const struct scan_into *into;
	struct stream           stream;
	struct worker           w;
	struct worker_result    result;
	struct part            *part;
	uint64_t                records;
};

static enum rc
step_part(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	(void)out;	/* a fold writes at the end */
	return part_step(part, r, ev, in, e);
}

struct scan_sink *
scan_sink_new(const struct scan_into *into)
{
	struct scan_sink *s = mem_zalloc(sizeof(*s));

	s->into = into;
	s->part = part_new(into->fold, into->records->seed);
	s->stream = (struct stream){ .record = step_part };
	worker_init(&s->w, into->records, &s->stream, s->part);
	worker_result_init(&s->result);
	return s;
}

enum rc
scan_sink_feed(struct scan_sink *s, struct buf *o, struct err *e)
{
	const struct worker_result *r = &s->result;
	enum rc rc;

	if (o->n == 0)
		return RC_OK;
	if (buf_room(o, IN_PAD))
		memset(o->p + o->n, 0, IN_PAD);
	s->w.block = (struct block){ .p = o->p, .n = o->n };
	worker_block(&s->w, NULL, &s->result);
	s->w.block = (struct block){ .n = 0 };	/* its bytes are not the worker's to free */
	s->records += r->records;
	buf_clear(o);
	rc = r->rc;
	if (rc != RC_OK)
		*e = r->e;
	else if (r->out.nreject > 0)
		rc = rc_err(e, RC_SYNTAX, "%s", r->out.reject[0].msg);
	return rc;
}

/* A field that no record had is named, as it would be by a process of its own. */
static void
say_unseen(struct job *j, struct job *records, struct scan_sink **sink, unsigned n)
{
	struct decoder **d = mem_array(NULL, n, sizeof(*d));

	for (unsigned i = 0; i < n; i++) {
		d[i] = sink[i]->w.d;
		records->run.count.records += sink[i]->records;
	}
	unseen_doubts(records, d, n);
	unseen_say(records, d, n);
	j->run.count.missed += records->run.count.missed;
	mem_free(d);
}

enum rc
scan_sink_write(struct job *j, const struct scan_into *into, struct scan_sink **sink, unsigned n,
    struct err *e)
{
	struct part **part = mem_array(NULL, n, sizeof(*part));
	enum rc rc;

	for (unsigned i = 0; i < n; i++)
		part[i] = sink[i]->part;
	say_unseen(j, into->records, sink, n);
	rc = part_join(part, n, e);
	if (rc == RC_OK)
		rc = part_answer(part[0], e);
	if (rc == RC_OK)
		rc = fold_write(j, part[0], e);
	mem_free(part);
	return rc;
}

void
scan_sink_free(struct scan_sink *s)
{
	if (s == NULL)
		return;
	part_free(s->part);
	worker_result_free(&s->result);
	worker_free(&s->w);
	mem_free(s);
}
