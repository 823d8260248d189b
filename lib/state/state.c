/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/state.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "io/stop.h"
#include "json/jwrite.h"
#include "key/key_list.h"
#include "query/query.h"
#include "state/expected.h"
#include "state/one_state.h"
#include "state/part_order.h"
#include "state/pieces.h"
#include "state/repeat.h"
#include "state/shape.h"
#include "state/slices.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

enum slot {
	SLOT_KIND = ONE_STATE_KIND,
	SLOT_GROUPS = ONE_STATE_N, SLOT_SOURCES, SLOT_RECORDS, SLOT_REJECTED, SLOT_BYTES,
	SLOT_OFFSETS, SLOT_N
};

static const char *const slot_name[] = {
	"groups", "sources", "records", "rejected", "bytes", "offsets"
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
	struct arena       heads;	/* heads and their text */
	struct one_state_reader item;
	struct shape       shape;	/* of the lines under the head */
	bool               spelled;	/* state_take_spelled */
	struct block       block;
	struct pieces      lines;	/* of the block */
	uint64_t           pass;	/* bytes of lines that are no states */
	struct part_order  parts;	/* of runs, that were read */
	struct sv          head_text;	/* of the head read last, in heads */
	struct state_head *last;	/* ... what it says */
	struct state_head *head;	/* of the run we are in; NULL between runs */
	uint64_t           groups;	/* read since the head */
	struct identity    run;		/* sources since the head; in heads */
	struct sv          begun;	/* where the run did: "b.state:1" */
	struct repeat      counted;
	struct slices      slices;	/* of logs, that are counted */
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
	    r->lines.line, msg);
}

const char *
state_place(const struct state_reader *r, uint64_t *line)
{
	*line = r->lines.line;
	return in_name(r->in, r->block.file);
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
	struct pieces *l = &r->lines;
	uint64_t n = (uint64_t)(l->end - l->at);

	n = n < r->pass ? n : r->pass;
	for (const char *p = l->at, *end = l->at + n; p < end; p++, l->line++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (p == NULL)
			break;
	}
	l->at += n;
	r->pass -= n;
}

static enum rc
truncated(const struct state_reader *r, struct err *e)
{
	return state_fail(r, e, "the states end before their last line: truncated");
}

static enum rc
next_block(struct state_reader *r, struct err *e)
{
	enum rc rc;

	if (r->block.flags & BLOCK_LAST && r->head != NULL && r->lines.at != NULL &&
	    stop_signal() == 0)
		return truncated(r, e);
	rc = in_next(r->in, &r->block, e);
	if (rc != RC_OK)
		return rc;
	if (r->block.flags & BLOCK_FIRST)
		r->lines.line = 0;
	pieces_block(&r->lines, r->block.p, r->block.n);
	r->lines.line += (r->block.flags & BLOCK_LONG) != 0;
	if (r->block.flags & BLOCK_LONG)
		return state_fail(r, e, "line is longer than --max-line");
	return RC_OK;
}

/* The next line, its slots filled and its check verified. */
static enum rc
next_line(struct state_reader *r, struct err *e)
{
	enum rc rc;

	do {
		enum pieces_in in = r->lines.in;

		if (r->pass > 0 && r->lines.at != NULL)
			pass_lines(r);
		rc = pieces_next(&r->lines, r->slot, &r->text, e);
		if (rc == RC_END)
			rc = next_block(r, e);
		else if (rc != RC_OK)
			return state_fail(r, e, "not a saved state: %s", e->msg);
		else if (r->text.n == 0 && in == PIECES_LINE && r->head != NULL)
			return truncated(r, e);
		else if (r->text.n == 0)
			r->head = NULL;
	} while (rc == RC_OK && r->text.n == 0);
	if (rc == RC_OK && !head_sealed(r->text))
		return state_fail(r, e, "not a saved state, or damaged: its check does not match");
	return rc;
}

/* Parts of runs have the same first line again and again. */
static enum rc
read_head(struct state_reader *r, struct err *e)
{
	const bool part = r->lines.in == PIECES_PART;
	struct state_head *h = r->last;
	struct err why = { 0 };
	char where[ERR_MSG_MAX];

	r->groups = r->run.n = 0;
	if (part && h != NULL && sv_eq(r->text, r->head_text)) {
		r->head = h;
		return RC_OK;
	}
	h = arena_zalloc(&r->heads, sizeof(*h));
	if (head_read(h, r->text, &r->heads, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	snprintf(where, sizeof(where), "%s:%" PRIu64, in_name(r->in, r->block.file),
	    r->lines.line);
	r->begun = arena_sv(&r->heads, sv_of(where));
	r->head_text = part ? arena_sv(&r->heads, r->text) : (struct sv){ NULL, 0 };
	r->last = r->head = h;
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
	struct sv name = f->source.part.n > 0 ? f->source.part :
	    f->source.name.n > 0 ? f->source.name : SV("stdin");

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
	if (f->why == REPEAT_PART)
		return state_fail(r, e, "the states from %.*s on and those from %.*s on are both "
		    "of the part '%.*s', but not of the same records: one was cut short, or two "
		    "have one name; --allow-repeat counts both", SV_SHOW(r->begun),
		    SV_SHOW(f->where), SV_SHOW(name));
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

	if (num_u64(of->text, &n) != RC_OK || (n != r->groups && r->lines.in != PIECES_PART))
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
		s.part = arena_sv(a, s.part);
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

/* Slices of a log are of one run alone. */
static enum rc
add_offsets(struct state_reader *r, const struct offsets *o, struct err *e)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct offsets_slice *s = &o->slice[i];
		const struct slices_one *x = r->cfg.repeats ? NULL : slices_meet(&r->slices, s);
		int64_t from, to;

		if (r->cfg.repeats)
			continue;
		if (x == NULL) {
			slices_add(&r->slices, s, r->begun, &r->heads);
			continue;
		}
		from = x->slice.from > s->from ? x->slice.from : s->from;
		to = x->slice.to < s->to ? x->slice.to : s->to;
		return state_fail(r, e, "the states from %.*s on and those from %.*s on are of the "
		    "same records: offsets %" PRId64 " to %" PRId64 " of %.*s [%" PRId64 "]; "
		    "--allow-repeat counts them twice", SV_SHOW(r->begun), SV_SHOW(x->where), from,
		    to - 1, SV_SHOW(s->topic), s->partition);
	}
	return RC_OK;
}

/* What was read of logs, to what was before. */
static enum rc
count_offsets(struct state_reader *r, struct err *e)
{
	struct offsets o = { .n = 0 };
	struct err why = { 0 };
	enum rc rc = RC_OK;

	if (slices_read(&o, &r->slot[SLOT_OFFSETS], &r->heads, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	rc = add_offsets(r, &o, e);
	for (size_t i = 0; rc == RC_OK && i < o.n; i++)
		offsets_put(&r->j->run.offsets, &o.slice[i], &r->j->arena);
	return rc;
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
	if (rc == RC_OK && !*drop && r->j != NULL)
		rc = count_offsets(r, e);
	if (rc == RC_OK && !*drop && (r->j != NULL || r->sum != NULL))
		count_run(r);
	r->head = NULL;
	return rc;
}

/*
 * A part of a run, among others: *again when it counts no more.  Without --sorted a run that is
 * read twice is known by what was read, when all of it has been added.
 */
static enum rc
place_part(struct state_reader *r, struct state_item *item, bool *again, struct err *e)
{
	const struct pieces *l = &r->lines;
	struct err why = { 0 };

	*again = false;
	if (!r->cfg.sorted && l->in == PIECES_PART && r->cfg.once)
		return state_fail(r, e, "--once needs --sorted for states with keys");
	if (!r->cfg.sorted)
		return RC_OK;
	if (l->in != PIECES_PART || l->key.n == 0)
		return state_fail(r, e, "--sorted takes states with keys (--key-lines)");
	if (part_order_next(&r->parts, l->key, l->run, again, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	item->group = r->parts.group;
	if (*again && !r->cfg.once && !r->cfg.repeats)
		return state_fail(r, e, "a state that this run had before: --once leaves repeats "
		    "out, --allow-repeat counts them");
	*again = *again && r->cfg.once;
	return RC_OK;
}

/* The item at hand is of this run. */
static void
count_item(struct state_reader *r, const struct state_item *item)
{
	if (r->cfg.expect != NULL && r->head->window.n > 0)
		expected_window(&r->expected, &item->span);
	r->groups++;
}

static enum rc
read_item(struct state_reader *r, struct state_item *item, struct err *e)
{
	struct err why = { 0 };

	if (one_state_read(&r->item, r->head, r->slot, item, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	count_item(r, item);
	return RC_OK;
}

/* ---- states spelled as ours ---- */

/* The head of the last part again: all that it says is known. */
static void
pass_head(struct state_reader *r)
{
	if (r->head == NULL && r->last != NULL && pieces_part(&r->lines, r->head_text)) {
		r->groups = r->run.n = 0;
		r->head = r->last;
	}
}

/* The next line, if it is a state, and sealed; its value is for the caller to tell. */
static bool
next_spelled(struct state_reader *r, struct state_item *item)
{
	struct sv line;
	const char *at;

	if (r->lines.in == PIECES_PART)
		pass_head(r);
	if (r->head == NULL || !pieces_here(&r->lines, &line))
		return false;
	shape_of(&r->shape, r->head);
	at = shape_read(&r->shape, line.p, line.p + line.n, item->key, &item->span);
	if (at == NULL || !pieces_whole(&r->lines, &line, at) || !head_sealed(line))
		return false;
	pieces_pass(&r->lines, line);
	item->head = r->head;
	item->event = STATE_GROUP;
	item->state = (struct val){ .kind = VAL_ARRAY,
		.text = { at, (size_t)(line.p + line.n - at) - HEAD_CHECK } };
	item->line = line;
	item->spelled = true;
	return true;
}

void
state_take_spelled(struct state_reader *r)
{
	r->spelled = true;
}

/* A line that is no state; *event says what it means for who reads them, if anything. */
static enum rc
read_other(struct state_reader *r, struct sv kind, enum state_event *event, struct err *e)
{
	bool drop = false;
	enum rc rc;

	*event = STATE_GROUP;	/* nothing */
	if (sv_is(kind, "states")) {
		const struct state_head *before = r->last;

		rc = r->head != NULL ? state_fail(r, e, "the states before have no last line: "
		    "truncated") : read_head(r, e);
		if (r->last != before)
			*event = STATE_RUN;
		return rc;
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
	if (drop && r->lines.in != PIECES_PART)
		*event = STATE_DROP;
	return rc;
}

/* At the end: what --expect names and was not there; offsets between those that were. */
static void
say_lacking(struct state_reader *r)
{
	struct err say;
	size_t i = 0;

	if (r->cfg.expect != NULL)
		expected_end(&r->expected, r->cfg.expect, r->j);
	for (; !r->cfg.gaps && slices_gap(&r->slices, &i); i++) {
		const struct offsets_slice *a = &r->slices.one[i].slice;
		const struct offsets_slice *b = &r->slices.one[i + 1].slice;

		rc_err(&say, RC_OK, "there are no states of offsets %" PRId64 " to %" PRId64
		    " of %.*s [%" PRId64 "] (see --allow-gaps)", a->to, b->from - 1,
		    SV_SHOW(a->topic), a->partition);
		job_say(r->j, say.msg);
		r->j->run.count.lacking++;
	}
}

enum rc
state_next(struct state_reader *r, struct state_item *item, struct err *e)
{
	enum state_event event;
	bool again;
	enum rc rc;

	do {
		event = STATE_GROUP;
		if (r->spelled && next_spelled(r, item)) {
			rc = place_part(r, item, &again, e);
			if (rc != RC_OK || again)
				continue;
			count_item(r, item);
			return RC_OK;
		}
		rc = next_line(r, e);
		if (rc == RC_END && item != NULL)
			say_lacking(r);
		if (rc != RC_OK)
			return rc;
		if (r->head == NULL || !sv_is(r->slot[SLOT_KIND].text, "state")) {
			rc = read_other(r, r->slot[SLOT_KIND].text, &event, e);
			continue;
		}
		rc = place_part(r, item, &again, e);
		if (rc == RC_OK && !again)
			return read_item(r, item, e);
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
	struct sv key[SLOT_N + 1];

	for (size_t i = 0; i < SLOT_N; i++) {
		key[i] = sv_of(i < ONE_STATE_N ? one_state_name[i] : slot_name[i - ONE_STATE_N]);
		path[i] = (struct jread_path){ &key[i], 1 };
	}
	/* In what else there is to say: more.offsets. */
	key[SLOT_N] = key[SLOT_OFFSETS];
	key[SLOT_OFFSETS] = SV("more");
	path[SLOT_OFFSETS] = (struct jread_path){ &key[SLOT_OFFSETS], 2 };
	pieces_init(&r->lines, path, SLOT_N);
	arena_init(&r->heads);
	one_state_init(&r->item);
	shape_init(&r->shape);
	repeat_init(&r->counted, &r->heads, seed);
	part_order_init(&r->parts, &r->heads, seed);
	return r;
}

static enum rc
first_head(struct state_reader *r, const struct state_head **head, struct err *e)
{
	enum rc rc = state_next(r, NULL, e);

	*head = r->head;
	return rc == RC_END ? rc_err(e, RC_EMPTY, "no saved states in the input (what may be "
	    "empty: put before it those of --partial /dev/null)") : rc;
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
	return r->cfg.once && !r->cfg.sorted;
}

void
state_close(struct state_reader *r)
{
	if (r == NULL)
		return;
	pieces_free(&r->lines);
	in_block_free(&r->block);
	if (r->own)
		in_close(r->in);
	repeat_free(&r->counted);
	part_order_free(&r->parts);
	expected_free(&r->expected);
	arena_free(&r->heads);
	one_state_free(&r->item);
	shape_free(&r->shape);
	mem_free(r);
}
