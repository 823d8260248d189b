/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/unique.h"

#include "key/key_bytes.h"
#include "quality/qset_state.h"
#include "query/query.h"
#include "run/given.h"
#include "state/memory.h"
#include "state/state.h"

#include <inttypes.h>

enum rc
unique_compile(struct unique *u, const struct unique_query *q, struct job *j, struct err *e)
{
	struct buf texts;
	enum rc rc;

	*u = (struct unique){ .q = q };
	rc = q->within != NULL
	    ? given_duration(&u->within_us, "--within", q->within, 1, "7d", e) : RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = key_list_parse(&u->key, &u->nkey, q->keys, &j->query.env, e);
	if (rc != RC_OK)
		rc_in(e, "--unique", q->keys);
	if (rc == RC_OK && u->within_us != 0)
		rc = job_need_time(j, true, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&texts, SIZE_MAX);
	for (size_t i = 0; i < u->nkey; i++) {
		buf_sv(&texts, i > 0 ? SV(", ") : SV(""));
		buf_sv(&texts, expr_text(u->key[i].x, &j->arena));
	}
	u->texts = arena_sv(&j->arena, buf_view(&texts));
	buf_free(&texts);
	if (u->within_us != 0)
		u->time = j->query.proj.field[j->query.time_slot].name;
	return RC_OK;
}

enum rc
unique_take(struct unique *u, const struct map_in *in, const struct record *r, bool *first,
    struct err *e)
{
	struct arena *tmp = expr_eval_arena(in->ev);
	struct val *key = arena_alloc(tmp, (u->nkey + 1) * sizeof(*key));
	bool again;

	*first = true;
	u->n++;
	for (size_t i = 0; i < u->nkey; i++) {
		enum rc rc = expr_value(u->key[i].x, r, in->ev, &key[i], e);

		if (rc != RC_OK || val_null(&key[i]))
			return rc;
	}
	key_bytes_put(&u->bytes, key, u->nkey, tmp);
	if (!qset_add(&u->seen, buf_view(&u->bytes), in->at_us, &again)) {
		enum rc rc = rc_err(e, RC_LIMIT, "more than %" PRIu64 " keys to remember: "
		    "--max-keys may allow more, --within forgets some", u->q->max_keys);

		e->line = r->line_no;
		return rc;
	}
	*first = !again;
	u->again += again;
	return RC_OK;
}

/* ---- memory ---- */

struct remembered {		/* the settings that decide what is remembered */
	const char *keys;
	uint64_t    within_us;
};

static const struct opt rows[] = {
	OPT_SAVED_AS_TEXT("unique", remembered, keys),
	OPT_SAVED_AS_COUNT("within_us", remembered, within_us),
	OPT_END
};

static enum rc
make_head(struct state_head *h, const struct unique *u, const struct job *j, struct arena *a,
    struct err *e)
{
	struct remembered q = { arena_bytes(a, u->texts.p, u->texts.n), (uint64_t)u->within_us };

	*h = (struct state_head){ .filter = SV("cxselect"), .nkey = 1, .time = u->time,
		.tz = tzone_name(j->query.zone), .channels = j->query.channels };
	if (j->query.where != NULL)
		h->where = sv_of(j->given.where);
	h->key[0] = (struct state_key){ SV("table"), SV("") };
	return query_save(&h->plan, &(struct query){ rows, &q }, a, e);
}

static enum rc
save_seen(const void *ctx, const struct job *j, struct out *o, struct err *e)
{
	const struct unique *u = ctx;
	struct state_writer sw;
	struct state_head head;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	rc = make_head(&head, u, j, &a, e);
	if (rc == RC_OK) {
		state_writer_begin(&sw, o, j, &head);
		for (size_t i = 0; i < QSET_SHARDS; i++) {
			struct val key = val_of_double((double)i);

			if (u->seen.shard[i].size == 0)
				continue;
			qset_state_save(&u->seen, i, state_writer_open(&sw, &key, NULL,
			    (struct twindow_span){ 0 }));
			state_writer_shut(&sw);
		}
		state_writer_end(&sw);
	}
	arena_free(&a);
	return rc;
}

static enum rc
load_table(struct unique *u, const struct state_item *item, struct err *e)
{
	uint32_t shard;

	if (item->event != STATE_GROUP)
		return rc_err(e, RC_SYNTAX, "the states of one run were expected");
	if (!val_small(&item->key[0], &shard) || shard >= QSET_SHARDS)
		return rc_err(e, RC_SYNTAX, "table: expected a number from 0 to %d",
		    QSET_SHARDS - 1);
	return qset_state_load(&u->seen, shard, &item->state, e);
}

static enum rc
load_all(struct unique *u, struct state_reader *r, const struct state_head *h, const struct job *j,
    struct err *e)
{
	struct state_item item = { 0 };
	struct state_head mine;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	rc = make_head(&mine, u, j, &a, e);
	if (rc == RC_OK)
		rc = state_same_query(r, h, &mine, u->within_us != 0, e);
	while (rc == RC_OK && (rc = state_next(r, &item, e)) == RC_OK) {
		struct err why = { 0 };

		rc = load_table(u, &item, &why);
		if (rc != RC_OK)
			rc = state_fail(r, e, "%s", why.msg);
	}
	arena_free(&a);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
load_seen(void *ctx, const char *path, const struct job *j, struct err *e)
{
	const struct state_head *h;
	struct state_reader *r = NULL;
	enum rc rc = state_open_file(&r, path, rows, &h, e);

	if (rc == RC_EMPTY)
		rc = rc_err(e, RC_SYNTAX, "%s: no saved states in it", path);
	if (rc == RC_OK)
		rc = load_all(ctx, r, h, j, e);
	state_close(r);
	return rc;
}

static const struct memory_ops ops = { .load = load_seen, .save = save_seen };

/* ---- the run ---- */

static void
say_doubles(const struct unique *u, const struct job *j)
{
	struct err say;

	if (u->again == 0)
		return;
	rc_err(&say, RC_OK, "%" PRIu64 " of %" PRIu64 " records left out: their key was there "
	    "before", u->again, u->n);
	job_say(j, say.msg);
}

enum rc
unique_run(struct unique *u, struct job *j, const struct map_plan *p, struct err *e)
{
	struct memory memory;
	enum rc rc = RC_OK;

	qset_init(&u->seen, u->within_us, u->q->max_keys, j->seed);
	u->seen.from_first = true;
	buf_init(&u->bytes, SIZE_MAX);
	memory_init(&memory, &ops, u);
	if (u->q->state != NULL)
		rc = memory_open(&memory, "--state", u->q->state, j, e);
	if (rc == RC_OK)
		rc = memory_resume(&memory, j, MEMORY_RECORDS, e);
	if (rc == RC_OK && !memory_idle(&memory))
		rc = map_run(j, p, e);
	if (rc == RC_OK)
		say_doubles(u, j);
	if (rc == RC_OK)
		rc = memory_write(&memory, j, e);
	rc = memory_close(&memory, j, rc, e);
	qset_free(&u->seen);
	buf_free(&u->bytes);
	return rc;
}
