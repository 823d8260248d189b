/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_stage.h"

#include "key/key_bytes.h"
#include "run/map.h"
#include "state/memory.h"

struct seat {			/* of one thread */
	struct buf key;
};

struct staging {
	const struct segment_rules *rules;
	const struct user_key      *user;
	struct segment_sink        *sink;
	struct seat                 seat[JOB_THREADS_MAX];
	unsigned                    nseats;
};

static void *
new_seat(void *state, unsigned i)
{
	struct staging *s = state;

	buf_init(&s->seat[i].key, UINT32_MAX);
	s->nseats = i + 1;
	return &s->seat[i];
}

static enum rc
judge_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct staging *s = in->ctx;
	struct seat *seat = in->part;
	struct segment_line l;
	struct val user;
	size_t segment;
	enum rc rc = expr_value(s->user->key.x, r, in->ev, &user, e);

	if (rc == RC_OK)
		rc = user_key_check(s->user, &user, e);
	if (rc == RC_OK)
		rc = segment_rules_find(s->rules, r, NULL, in->ev, &segment, e);
	if (rc != RC_OK)
		return rc;
	key_bytes_put(&seat->key, &user, 1, expr_eval_arena(in->ev));
	segment_sink_begin(s->sink, &l, buf_view(&seat->key), segment, &out->o);
	segment_sink_end(s->sink, &l);
	return RC_OK;
}

static enum rc
read_records(struct staging *s, struct job *j, struct err *e)
{
	enum rc rc = map_run(j, &(struct map_plan){ .fn = judge_record, .ctx = s, .state = s,
	    .part = new_seat }, e);

	for (unsigned i = 0; i < s->nseats; i++)
		buf_free(&s->seat[i].key);
	return rc;
}

enum rc
segment_stage_run(const struct segment_rules *rules, const struct user_key *user,
    struct segment_sink *sink, struct job *j, struct err *e)
{
	struct staging s = { .rules = rules, .user = user, .sink = sink };
	struct memory m;
	enum rc rc;

	if (j->given.resume == NULL)
		return read_records(&s, j, e);
	memory_init(&m, NULL, NULL);
	rc = memory_resume(&m, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&m))
		rc = read_records(&s, j, e);
	if (rc == RC_OK)
		rc = memory_write(&m, j, e);
	return memory_close(&m, j, rc, e);
}
