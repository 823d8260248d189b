/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/state.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "io/stop.h"
#include "json/jwrite.h"
#include "key/key_list.h"
#include "query/query.h"
#include "record/time_member.h"
#include "state/expected.h"
#include "state/repeat.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- writing ---- */

void
state_writer_begin(struct state_writer *s, struct out *to, const struct job *j,
    const struct state_head *h)
{
	*s = (struct state_writer){ .to = to, .j = j, .h = h };
	buf_init(&s->b, SIZE_MAX);
	head_begin(&s->w, &s->b, "states");
	head_write(h, &s->w);
	head_seal(&s->w, &s->b);
}

struct jwrite *
state_writer_open(struct state_writer *s, const struct val *key, const struct twindow *window,
    struct twindow_span span)
{
	out_sv(s->to, buf_view(&s->b));
	buf_clear(&s->b);
	head_begin(&s->w, &s->b, "state");
	jwrite_key(&s->w, SV("key"));
	jwrite_open(&s->w, '{');
	for (size_t i = 0; i < s->h->nkey; i++) {
		jwrite_key(&s->w, s->h->key[i].name);
		jwrite_val(&s->w, &key[i]);
	}
	jwrite_shut(&s->w, '}');
	if (window != NULL) {
		time_member_write(&s->w, "window", window->zone, span.from_us);
		time_member_write(&s->w, "window_end", window->zone, span.to_us);
	}
	jwrite_key(&s->w, SV("state"));
	return &s->w;
}

void
state_writer_shut(struct state_writer *s)
{
	head_seal(&s->w, &s->b);
	s->groups++;
}

/* By name and label, then by time; the rest makes equal sources equal bytes. */
static int
cmp_sources(const void *a, const void *b)
{
	const struct identity_source *x = a, *y = b;
	int cmp = sv_cmp(x->name, y->name);

	if (cmp == 0)
		cmp = sv_cmp(x->label, y->label);
	if (cmp == 0)
		cmp = (x->from_us > y->from_us) - (x->from_us < y->from_us);
	if (cmp == 0)
		cmp = (x->to_us > y->to_us) - (x->to_us < y->to_us);
	if (cmp == 0)
		cmp = (x->lines > y->lines) - (x->lines < y->lines);
	return cmp != 0 ? cmp : (x->records > y->records) - (x->records < y->records);
}

/* Of the sources that had something, or have a label: that one is to be known as well. */
static uint64_t
write_sources(struct state_writer *s)
{
	const struct identity *d = s->sum != NULL ? &s->sum->read : &s->j->run.identity;
	struct identity_source *list = mem_array(NULL, d->n + 1, sizeof(*list));
	uint64_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->source[i].lines != 0 || d->source[i].records != 0 ||
		    d->source[i].label.n > 0)
			list[n++] = d->source[i];
	qsort(list, n, sizeof(*list), cmp_sources);
	for (size_t i = 0; i < n; i++) {
		out_sv(s->to, buf_view(&s->b));
		buf_clear(&s->b);
		head_begin(&s->w, &s->b, "state_source");
		head_write_source(&list[i], &s->w);
		head_seal(&s->w, &s->b);
	}
	mem_free(list);
	return n;
}

void
state_writer_end(struct state_writer *s)
{
	const struct job_counts *count = &s->j->run.count;
	uint64_t sources = write_sources(s);

	out_sv(s->to, buf_view(&s->b));
	buf_clear(&s->b);
	head_begin(&s->w, &s->b, "states_end");
	jwrite_put_u64(&s->w, "groups", s->groups);
	jwrite_put_u64(&s->w, "sources", sources);
	jwrite_put_u64(&s->w, "records", s->sum != NULL ? s->sum->records : count->records);
	jwrite_put_u64(&s->w, "rejected", s->sum != NULL ? s->sum->rejected :
	    count->rejected + count->rejected_before);
	head_seal(&s->w, &s->b);
	out_sv(s->to, buf_view(&s->b));
	buf_free(&s->b);
}

const char *
state_text(struct sv s, struct arena *a)
{
	return s.n > 0 ? arena_bytes(a, s.p, s.n) : NULL;
}

enum rc
state_adopt(const struct state_head *h, struct job *j, struct err *e)
{
	enum rc rc;

	j->given.where = state_text(h->where, &j->arena);
	j->given.tz = state_text(h->tz, &j->arena);
	j->given.time = state_text(h->time, &j->arena);
	rc = job_prepare(j, e);
	j->query.channels = h->channels;
	return rc;
}

const char *
state_by(const struct state_head *h, struct arena *a)
{
	struct buf b;
	const char *text;

	if (h->nkey == 0)
		return NULL;
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < h->nkey; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, key_list_name(h->key[i].name, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, h->key[i].expr);
	}
	text = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return text;
}

/* ---- reading ---- */

enum slot {
	SLOT_KIND, SLOT_WINDOW, SLOT_WINDOW_END, SLOT_KEY, SLOT_STATE, SLOT_GROUPS, SLOT_SOURCES,
	SLOT_RECORDS, SLOT_REJECTED, SLOT_BYTES, SLOT_N
};

static const char *const slot_name[SLOT_N] = {
	"kind", "window", "window_end", "key", "state", "groups", "sources", "records", "rejected",
	"bytes",
};

struct state_reader {
	struct job        *j;		/* whose counts go on; NULL: nobody's */
	struct state_sum  *sum;		/* ... or these; NULL */
	struct arena      *sum_arena;	/* of their text */
	struct expected    expected;	/* with cfg.expect */
	struct state_cfg   cfg;
	struct in         *in;
	bool               own;		/* in is to be closed */
	const char        *path;	/* of own */
	struct jread      *jr;
	struct arena       heads;	/* heads and their text */
	struct arena       tmp;		/* of one item */
	struct block       block;
	const char        *at;		/* in the block */
	uint64_t           pass;	/* bytes of lines that are no states */
	uint64_t           line;	/* of the file */
	struct state_head *head;	/* of the run we are in; NULL between runs */
	uint64_t           groups;	/* read since the head */
	struct identity    run;		/* sources since the head; in heads */
	struct sv          begun;	/* where the run did: "b.state:1" */
	struct repeat      counted;
	struct sv          text;	/* of the line */
	struct val         slot[SLOT_N];
};

enum rc
state_fail(const struct state_reader *r, struct err *e, const char *fmt, ...)
{
	char msg[ERR_MSG_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": %s", in_name(r->in, r->block.file),
	    r->line, msg);
}

enum rc
state_differs(const struct state_reader *r, const char *what, struct sv here, struct sv first,
    struct err *e)
{
	return state_fail(r, e, "%s differs: here '%.*s', in the first states '%.*s'", what,
	    SV_SHOW(here), SV_SHOW(first));
}

static struct sv
or_none(struct sv name)
{
	return name.n > 0 ? name : SV("none");
}

enum rc
state_same_query(const struct state_reader *r, const struct state_head *h,
    const struct state_head *first, bool timed, struct err *e)
{
	struct err why = { 0 };

	if (!sv_eq(h->filter, first->filter))
		return state_differs(r, "the filter", h->filter, first->filter, e);
	if (query_same(r->cfg.rows, h->plan, first->plan, "in the first states", &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	if (!sv_eq(h->where, first->where))
		return state_differs(r, "--where", h->where, first->where, e);
	if (!sv_eq(h->tz, first->tz))
		return state_differs(r, "--tz", h->tz, first->tz, e);
	if (!sv_eq(h->channels, first->channels))
		return state_differs(r, "--channels", or_none(h->channels),
		    or_none(first->channels), e);
	if (timed && !sv_eq(h->time, first->time))
		return state_differs(r, "--time", h->time, first->time, e);
	return RC_OK;
}

/* Results that were kept behind states (state/kept.h) are whole lines. */
static void
pass_lines(struct state_reader *r)
{
	uint64_t n = (uint64_t)(r->block.p + r->block.n - r->at);

	n = n < r->pass ? n : r->pass;
	for (const char *p = r->at, *end = r->at + n; p < end; p++, r->line++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (p == NULL)
			break;
	}
	r->at += n;
	r->pass -= n;
}

/* The next line, its slots filled and its check verified. */
static enum rc
next_line(struct state_reader *r, struct err *e)
{
	struct jread_line line;
	enum rc rc = RC_END;

	for (;;) {
		if (r->pass > 0 && r->at != NULL)
			pass_lines(r);
		if (r->at != NULL && r->at < r->block.p + r->block.n)
			rc = jread_next(r->jr, &r->at, r->block.p + r->block.n, &r->line, r->slot,
			    &line, e);
		if (rc != RC_END)
			break;
		if (r->block.flags & BLOCK_LAST && r->head != NULL && r->at != NULL &&
		    stop_signal() == 0)
			return state_fail(r, e, "the states end before their last line: truncated");
		rc = in_next(r->in, &r->block, e);
		if (rc != RC_OK)
			return rc;
		if (r->block.flags & BLOCK_FIRST)
			r->line = 0;
		r->at = r->block.p;
		rc = RC_END;
		r->line += (r->block.flags & BLOCK_LONG) != 0;
		if (r->block.flags & BLOCK_LONG)
			return state_fail(r, e, "line is longer than --max-line");
	}
	if (rc != RC_OK)
		return state_fail(r, e, "not a saved state: %s", e->msg);
	/* What carries lines may leave blanks around them; they are no part of the check. */
	r->text = sv_trim(line.text);
	if (!head_sealed(r->text))
		return state_fail(r, e, "not a saved state, or damaged: its check does not match");
	return RC_OK;
}

static enum rc
read_head(struct state_reader *r, struct err *e)
{
	struct state_head *h = arena_zalloc(&r->heads, sizeof(*h));
	struct err why = { 0 };
	char where[ERR_MSG_MAX];

	if (head_read(h, r->text, &r->heads, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	snprintf(where, sizeof(where), "%s:%" PRIu64, in_name(r->in, r->block.file), r->line);
	r->begun = arena_sv(&r->heads, sv_of(where));
	r->head = h;
	r->groups = r->run.n = 0;
	return RC_OK;
}

static enum rc
read_source(struct state_reader *r, struct err *e)
{
	struct identity_source s;
	struct err why = { 0 };

	if (head_read_source(&s, r->text, &r->heads, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	identity_put(&r->run, &s, &r->heads);
	return RC_OK;
}

/* Why the run at hand was counted before. */
static enum rc
refuse_repeat(const struct state_reader *r, enum repeat_kind kind, const struct repeat_found *f,
    struct err *e)
{
	struct sv name = f->source.name.n > 0 ? f->source.name : SV("stdin");

	if (f->why == REPEAT_AHEAD)
		return state_fail(r, e, "the states from %.*s on and those from %.*s on: one is "
		    "of a run that did not end, and the other has its records too: do that run "
		    "again, or leave its states out", SV_SHOW(r->begun), SV_SHOW(f->where));
	if (f->why == REPEAT_CHAIN)
		return state_fail(r, e, "the states from %.*s on and those from %.*s on are of "
		    "the same records%s", SV_SHOW(r->begun), SV_SHOW(f->where),
		    kind == REPEAT_SAME ? ": --once leaves repeats out" :
		    ", written by two runs that went on from one place");
	if (kind == REPEAT_SAME)
		return state_fail(r, e, "the states from %.*s on are of the same records as those "
		    "from %.*s on ('%.*s'): --once leaves repeats out, --allow-repeat counts them",
		    SV_SHOW(r->begun), SV_SHOW(f->where),
		    SV_SHOW(name));
	if (f->why == REPEAT_GUESS)
		return state_fail(r, e, "the states from %.*s on and those from %.*s on are of "
		    "files '%.*s' that begin with the same record: one that has grown would be "
		    "counted twice; --allow-repeat counts both", SV_SHOW(r->begun),
		    SV_SHOW(f->where), SV_SHOW(name));
	return state_fail(r, e, "the states from %.*s on share records of '%.*s' with those from "
	    "%.*s on: --allow-repeat counts them twice", SV_SHOW(r->begun),
	    SV_SHOW(name), SV_SHOW(f->where));
}

/* What was counted before is an error, or dropped when it is all of the run. */
static enum rc
find_repeat(struct state_reader *r, bool *drop, struct err *e)
{
	struct repeat_found f;
	enum repeat_kind kind = r->cfg.repeats ? REPEAT_NEW :
	    repeat_find(&r->counted, &r->head->chain, r->run.source, r->run.n, &f);

	*drop = kind == REPEAT_SAME && r->cfg.once;
	return *drop || kind == REPEAT_NEW ? RC_OK : refuse_repeat(r, kind, &f, e);
}

static enum rc
check_counts(const struct state_reader *r, struct err *e)
{
	const struct val *of = &r->slot[SLOT_GROUPS];
	uint64_t n;

	if (num_u64(of->text, &n) != RC_OK || n != r->groups)
		return state_fail(r, e, "%" PRIu64 " states were read, the last line "
		    "speaks of %.*s: lines are missing or doubled", r->groups, SV_SHOW(of->text));
	of = &r->slot[SLOT_SOURCES];
	n = 0;
	if ((!val_null(of) && num_u64(of->text, &n) != RC_OK) || n != r->run.n)
		return state_fail(r, e, "%zu sources were read, the last line speaks of %" PRIu64
		    ": lines are missing or doubled", r->run.n, n);
	return RC_OK;
}

/* What the run is made of, to the job or the sum. */
static void
count_run(struct state_reader *r)
{
	uint64_t records = 0, rejected = 0;

	if (num_u64(r->slot[SLOT_RECORDS].text, &records) != RC_OK)
		records = 0;
	if (num_u64(r->slot[SLOT_REJECTED].text, &rejected) != RC_OK)
		rejected = 0;
	for (size_t i = 0; i < r->run.n; i++) {
		struct arena *a = r->j != NULL ? &r->j->arena : r->sum_arena;
		struct identity_source s = r->run.source[i];

		s.name = arena_sv(a, s.name);
		s.label = arena_sv(a, s.label);
		if (r->j != NULL)
			identity_put(&r->j->run.identity, &s, a);
		else
			identity_join(&r->sum->read, &s, a);
	}
	if (r->j == NULL) {
		r->sum->records += records;
		r->sum->rejected += rejected;
		return;
	}
	r->j->run.count.records += records;
	r->j->run.count.rejected_before += rejected;
	if (job_exceeds(r->j, rejected, records))
		r->j->run.count.too_bad_before = true;
}

static enum rc
read_tail(struct state_reader *r, bool *drop, struct err *e)
{
	enum rc rc = check_counts(r, e);

	*drop = false;
	if (rc == RC_OK && r->j != NULL)
		rc = find_repeat(r, drop, e);
	if (rc == RC_OK && !*drop && r->j != NULL)
		repeat_add(&r->counted, &r->head->chain, r->run.source, r->run.n, r->begun);
	if (rc == RC_OK && !*drop && (r->j != NULL || r->sum != NULL))
		count_run(r);
	r->head = NULL;
	return rc;
}

struct key_ctx {
	const struct state_head *h;
	struct state_item       *item;
	struct arena            *tmp;
};

static bool
key_member(void *ctx, struct sv key, const struct val *v)
{
	struct key_ctx *c = ctx;
	struct sv name = val_unescape(key, c->tmp);

	for (size_t i = 0; i < c->h->nkey; i++)
		if (sv_eq(name, c->h->key[i].name))
			c->item->key[i] = *v;
	return true;
}

static enum rc
read_item(struct state_reader *r, struct state_item *item, struct err *e)
{
	struct key_ctx ctx = { r->head, item, &r->tmp };

	arena_reset(&r->tmp);
	memset(item->key, 0, sizeof(item->key));
	item->head = r->head;
	item->event = STATE_GROUP;
	item->state = r->slot[SLOT_STATE];
	item->span = (struct twindow_span){ 0, 0 };
	if (r->slot[SLOT_KEY].kind != VAL_OBJECT || val_null(&item->state))
		return state_fail(r, e, "expected a key and a state");
	jread_each(&r->slot[SLOT_KEY], key_member, &ctx);
	if (r->head->window.n > 0 &&
	    (!time_member_read(r->slot[SLOT_WINDOW].text, &item->span.from_us) ||
	    !time_member_read(r->slot[SLOT_WINDOW_END].text, &item->span.to_us) ||
	    item->span.from_us >= item->span.to_us))
		return state_fail(r, e, "expected a window and its end");
	if (r->cfg.expect != NULL && r->head->window.n > 0)
		expected_window(&r->expected, &item->span);
	r->groups++;
	return RC_OK;
}

/* A line that is no state; *event says what it means for who reads them, if anything. */
static enum rc
read_other(struct state_reader *r, struct sv kind, enum state_event *event, struct err *e)
{
	bool drop = false;
	enum rc rc;

	*event = STATE_GROUP;	/* nothing */
	if (sv_is(kind, "states")) {
		*event = STATE_RUN;
		return r->head != NULL ? state_fail(r, e, "the states before have no last line: "
		    "truncated") : read_head(r, e);
	}
	if (r->head == NULL && sv_is(kind, "place"))
		return RC_OK;
	if (r->head == NULL && sv_is(kind, "state_results"))
		return num_u64(r->slot[SLOT_BYTES].text, &r->pass) == RC_OK ? RC_OK :
		    state_fail(r, e, "expected how many bytes of results follow");
	if (r->head == NULL)
		return state_fail(r, e, "expected the first line of saved states");
	if (sv_is(kind, "state_source"))
		return read_source(r, e);
	if (!sv_is(kind, "states_end"))
		return state_fail(r, e, "expected a saved state, found kind '%.*s'", SV_SHOW(kind));
	rc = read_tail(r, &drop, e);
	if (drop)
		*event = STATE_DROP;
	return rc;
}

enum rc
state_next(struct state_reader *r, struct state_item *item, struct err *e)
{
	enum state_event event;
	enum rc rc;

	do {
		rc = next_line(r, e);
		if (rc == RC_END && r->cfg.expect != NULL && item != NULL)
			expected_end(&r->expected, r->cfg.expect, r->j);
		if (rc != RC_OK)
			return rc;
		if (r->head != NULL && sv_is(r->slot[SLOT_KIND].text, "state"))
			return read_item(r, item, e);
		rc = read_other(r, r->slot[SLOT_KIND].text, &event, e);
	} while (rc == RC_OK && event == STATE_GROUP);
	if (rc == RC_OK && item != NULL) {
		item->head = r->head;
		item->event = event;
	}
	return rc;
}

static struct state_reader *
reader_new(uint64_t seed)
{
	struct state_reader *r = mem_zalloc(sizeof(*r));
	struct jread_path path[SLOT_N];
	struct sv key[SLOT_N];

	for (size_t i = 0; i < SLOT_N; i++) {
		key[i] = sv_of(slot_name[i]);
		path[i] = (struct jread_path){ &key[i], 1 };
	}
	r->jr = jread_new(path, SLOT_N, false);
	arena_init(&r->heads);
	arena_init(&r->tmp);
	repeat_init(&r->counted, &r->heads, seed);
	return r;
}

static enum rc
first_head(struct state_reader *r, const struct state_head **head, struct err *e)
{
	enum rc rc = state_next(r, NULL, e);

	*head = r->head;
	return rc == RC_END ? rc_err(e, RC_EMPTY, "no saved states in the input") : rc;
}

enum rc
state_open(struct state_reader **out, struct job *j, const struct state_cfg *cfg,
    const struct state_head **head, struct err *e)
{
	struct state_reader *r = *out = reader_new(j->seed);
	enum rc rc = RC_OK;

	if (cfg->expect != NULL)
		rc = expected_check(cfg->expect, j, e);
	if (rc == RC_OK)
		rc = job_open_files(j, NULL, e);
	r->j = j;
	r->cfg = *cfg;
	r->in = j->run.in;
	return rc == RC_OK ? first_head(r, head, e) : rc;
}

enum rc
state_open_file(struct state_reader **out, const char *path, const struct opt *rows,
    const struct state_head **head, struct err *e)
{
	struct state_reader *r = *out = reader_new(0);
	enum rc rc;

	r->cfg.rows = rows;
	r->path = path;
	rc = in_open(&r->in, &(struct in_cfg){ .path = &r->path, .n = 1 }, e);
	r->own = rc == RC_OK;
	return rc == RC_OK ? first_head(r, head, e) : rc;
}

void
state_sum_to(struct state_reader *r, struct state_sum *sum, struct arena *a)
{
	r->sum = sum;
	r->sum_arena = a;
}

bool
state_may_drop(const struct state_reader *r)
{
	return r->cfg.once;
}

void
state_close(struct state_reader *r)
{
	if (r == NULL)
		return;
	jread_free(r->jr);
	in_block_free(&r->block);
	if (r->own)
		in_close(r->in);
	repeat_free(&r->counted);
	expected_free(&r->expected);
	arena_free(&r->heads);
	arena_free(&r->tmp);
	mem_free(r);
}
