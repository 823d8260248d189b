/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_sorted.h"

#include "base/mem.h"
#include "key/group_key.h"
#include "key/scan_key.h"
#include "scan/scan_list.h"
#include "scan/scan_part.h"
#include "scan/scan_sink.h"
#include "scan/scan_writer.h"

enum { SHOWN = 64 };		/* bytes of a key in a message */

struct scan_sorted {
	struct job             *j;
	const struct scan_plan *p;
	struct scan_writer      w;
	const struct scan_dict *none;	/* they keep no texts */
	struct state_writer     states;
	bool                    writing;
	struct buf              o;
	struct buf              key;	/* the one at hand */
	struct arena            arena;	/* of its facts */
	struct scan_list        list;
	uint64_t                nfact;
};

struct scan_sorted *
scan_sorted_new(struct job *j, const struct scan_plan *p)
{
	struct scan_sorted *s = mem_zalloc(sizeof(*s));

	s->j = j;
	s->p = p;
	arena_init(&s->arena);
	buf_init(&s->key, SIZE_MAX);
	buf_init(&s->o, SIZE_MAX);
	return s;
}

static enum rc
pass_key(struct scan_sorted *s, struct err *e)
{
	enum rc rc = RC_OK;

	if (s->nfact > 0) {
		scan_list_unpack(&s->list, 0, &s->w.facts);
		rc = scan_writer_key(&s->w, buf_view(&s->key), &s->o, e);
	}
	s->list = (struct scan_list){ .n = 0 };
	s->nfact = 0;
	arena_reset(&s->arena);
	return rc;
}

/* A key as messages show it. */
static struct sv
shown_key(const struct scan_sorted *s, struct sv key, struct buf *b, struct arena *tmp)
{
	struct val *v = arena_alloc(tmp, s->p->nkey * sizeof(*v));

	group_key_read(key, s->p->nkey, v);
	buf_init(b, SIZE_MAX);
	scan_key_text(b, v, s->p->nkey, tmp);
	return (struct sv){ b->p + 1, b->n - 2 < SHOWN ? b->n - 2 : SHOWN };
}

static enum rc
not_sorted(const struct scan_sorted *s, struct sv key, uint64_t line, struct err *e)
{
	struct arena tmp;
	struct buf b[2];
	struct sv was, is;
	enum rc rc;

	arena_init(&tmp);
	was = shown_key(s, buf_view(&s->key), &b[0], &tmp);
	is = shown_key(s, key, &b[1], &tmp);
	rc = rc_err(e, RC_SYNTAX, "%.*s comes after %.*s: not sorted, do without --sorted",
	    SV_SHOW(is), SV_SHOW(was));
	e->line = line;
	buf_free(&b[0]);
	buf_free(&b[1]);
	arena_free(&tmp);
	return rc;
}

enum rc
scan_sorted_take(struct scan_sorted *s, const struct scan_wire *w, struct err *e)
{
	enum rc rc = RC_OK;

	if (!sv_eq(w->key, buf_view(&s->key))) {
		if (s->key.n > 0 && group_key_cmp(buf_view(&s->key), w->key, s->p->nkey) > 0)
			return not_sorted(s, w->key, w->line, e);
		rc = pass_key(s, e);
		buf_clear(&s->key);
		buf_sv(&s->key, w->key);
	}
	if (rc == RC_OK && s->nfact++ >= s->p->max_facts)
		rc = scan_part_limit(s->p->max_facts, e);
	if (rc == RC_OK)
		scan_list_add(&s->list, &s->arena, w->at_us, w->fact);
	return rc;
}

void
scan_sorted_begin(struct scan_sorted *s)
{
	if (s->writing)
		return;
	s->writing = true;
	if (s->p->partial != NULL)
		state_writer_begin(&s->states, s->j->run.out, s->j, s->p->partial);
	scan_writer_begin(&s->w, s->j, s->p, &s->none, s->p->partial != NULL ? &s->states : NULL);
	s->w.latest_us = INT64_MIN;
	if (s->p->into != NULL && s->p->partial == NULL)
		s->w.sink = scan_sink_new(s->p->into);
	if (s->p->sum != NULL && s->p->partial == NULL)
		s->w.sum = s->p->sum->begin(s->p->ctx);
}

void
scan_sorted_push(struct scan_sorted *s)
{
	if (s->w.sink == NULL)
		scan_writer_push(&s->w, &s->o);
}

enum rc
scan_sorted_finish(struct scan_sorted *s, struct err *e)
{
	enum rc rc;

	scan_sorted_begin(s);
	rc = pass_key(s, e);
	if (rc == RC_OK && s->w.sum != NULL)
		rc = s->p->sum->write(s->p->ctx, s->w.sum, s->j, e);
	if (rc != RC_OK || s->w.sink == NULL)
		return rc;
	scan_writer_push(&s->w, &s->o);
	if (s->w.rc == RC_OK)
		return scan_sink_write(s->j, s->p->into, &s->w.sink, 1, e);
	*e = s->w.e;
	return s->w.rc;
}

/* @failed: not for an input that broke off, which gives what it held. */
static void
end_writing(struct scan_sorted *s, bool failed)
{
	if (!s->writing)
		return;
	if (!failed)
		scan_writer_push(&s->w, &s->o);
	scan_sink_free(s->w.sink);
	if (s->w.sum != NULL)
		s->p->sum->free(s->w.sum);
	if (s->p->partial != NULL && !failed)
		state_writer_end(&s->states);
	else if (s->p->partial != NULL)
		state_writer_abort(&s->states);
	scan_writer_end(&s->w);
}

void
scan_sorted_end(struct scan_sorted *s, bool failed)
{
	if (s == NULL)
		return;
	end_writing(s, failed);
	buf_free(&s->key);
	buf_free(&s->o);
	arena_free(&s->arena);
	mem_free(s);
}
