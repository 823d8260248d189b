/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/state.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "io/stop.h"
#include "json/jwrite.h"
#include "record/time_member.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CHECK_LEN = 28 };	/* ,"check":"0123456789abcdef"} */

/* ---- writing ---- */

/* Turn the closed object in @b into a line with its check. */
static void
seal(struct buf *b)
{
	uint64_t h = hash_sv((struct sv){ b->p, b->n - 1 }, 0);

	b->n--;
	buf_printf(b, ",\"check\":\"%016" PRIx64 "\"}\n", h);
}

static void
begin(struct jwrite *w, struct buf *b, const char *kind)
{
	jwrite_init(w, b);
	jwrite_open(w, '{');
	jwrite_key(w, SV("kind"));
	jwrite_str(w, sv_of(kind));
}

static void
member(struct jwrite *w, const char *key, struct sv text)
{
	jwrite_key(w, sv_of(key));
	if (text.n == 0)
		jwrite_null(w);
	else
		jwrite_str(w, text);
}

static void
write_head(const struct state_head *h, struct buf *b)
{
	struct jwrite w;

	begin(&w, b, "states");
	member(&w, "filter", h->filter);
	jwrite_key(&w, SV("version"));
	jwrite_u64(&w, STATE_VERSION);
	jwrite_key(&w, SV("plan"));
	jwrite_raw(&w, h->plan);
	member(&w, "where", h->where);
	member(&w, "time", h->time);
	member(&w, "tz", h->tz);
	member(&w, "window", h->window);
	jwrite_key(&w, SV("by"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < h->nkey; i++) {
		jwrite_open(&w, '{');
		member(&w, "name", h->key[i].name);
		member(&w, "expr", h->key[i].expr);
		jwrite_shut(&w, '}');
	}
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	seal(b);
}

void
state_writer_begin(struct state_writer *s, struct out *to, const struct job *j,
    const struct state_head *h)
{
	*s = (struct state_writer){ .to = to, .j = j, .h = h };
	buf_init(&s->b, SIZE_MAX);
	write_head(h, &s->b);
}

struct jwrite *
state_writer_open(struct state_writer *s, const struct val *key, const struct twindow *window,
    struct twindow_span span)
{
	out_sv(s->to, buf_view(&s->b));
	buf_clear(&s->b);
	begin(&s->w, &s->b, "state");
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
	jwrite_shut(&s->w, '}');
	seal(&s->b);
	s->groups++;
}

void
state_writer_end(struct state_writer *s)
{
	out_sv(s->to, buf_view(&s->b));
	buf_clear(&s->b);
	begin(&s->w, &s->b, "states_end");
	jwrite_key(&s->w, SV("groups"));
	jwrite_u64(&s->w, s->groups);
	jwrite_key(&s->w, SV("records"));
	jwrite_u64(&s->w, s->j->run.count.records);
	jwrite_key(&s->w, SV("rejected"));
	jwrite_u64(&s->w, s->j->run.count.rejected + s->j->run.count.rejected_before);
	jwrite_shut(&s->w, '}');
	seal(&s->b);
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
	j->given.where = state_text(h->where, &j->arena);
	j->given.tz = state_text(h->tz, &j->arena);
	j->given.time = state_text(h->time, &j->arena);
	return job_prepare(j, e);
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
		buf_sv(&b, proj_name(&h->key[i].name, 1, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, h->key[i].expr);
	}
	text = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return text;
}

/* ---- reading ---- */

enum slot {
	SLOT_KIND, SLOT_FILTER, SLOT_VERSION, SLOT_PLAN, SLOT_WHERE, SLOT_TIME, SLOT_TZ,
	SLOT_WINDOW, SLOT_WINDOW_END, SLOT_BY, SLOT_KEY, SLOT_STATE, SLOT_GROUPS, SLOT_RECORDS,
	SLOT_REJECTED, SLOT_N
};

static const char *const slot_name[SLOT_N] = {
	"kind", "filter", "version", "plan", "where", "time", "tz", "window", "window_end", "by",
	"key", "state", "groups", "records", "rejected",
};

struct state_reader {
	struct job        *j;		/* whose counts go on; NULL: nobody's */
	struct in         *in;
	bool               own;		/* in is to be closed */
	const char        *path;	/* of own */
	struct jread      *jr;
	struct arena       heads;	/* heads and their text */
	struct arena       tmp;		/* of one item */
	struct block       block;
	const char        *at;		/* in the block */
	uint64_t           line;	/* of the file */
	struct state_head *head;	/* of the run we are in; NULL between runs */
	uint64_t           groups;	/* read since the head */
	bool               eof;
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

enum rc
state_same_query(const struct state_reader *r, const struct state_head *h,
    const struct state_head *first, bool timed, struct err *e)
{
	if (!sv_eq(h->filter, first->filter))
		return state_differs(r, "the filter", h->filter, first->filter, e);
	if (!sv_eq(h->plan, first->plan))
		return state_differs(r, "the query", h->plan, first->plan, e);
	if (!sv_eq(h->where, first->where))
		return state_differs(r, "--where", h->where, first->where, e);
	if (!sv_eq(h->tz, first->tz))
		return state_differs(r, "--tz", h->tz, first->tz, e);
	if (timed && !sv_eq(h->time, first->time))
		return state_differs(r, "--time", h->time, first->time, e);
	return RC_OK;
}

static bool
check_holds(struct sv line)
{
	char want[CHECK_LEN + 1];
	struct sv body;

	if (line.n <= CHECK_LEN)
		return false;
	body = (struct sv){ line.p, line.n - CHECK_LEN };
	snprintf(want, sizeof(want), ",\"check\":\"%016" PRIx64 "\"}", hash_sv(body, 0));
	return memcmp(line.p + body.n, want, CHECK_LEN) == 0;
}

/* The next line, its slots filled and its check verified. */
static enum rc
next_line(struct state_reader *r, struct err *e)
{
	struct jread_line line;
	enum rc rc = RC_END;

	for (;;) {
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
	if (!check_holds(line.text))
		return state_fail(r, e, "not a saved state, or damaged: its check does not match");
	return RC_OK;
}

static struct sv
text_of(const struct state_reader *r, enum slot s, struct arena *a)
{
	return arena_sv(a, val_text(&r->slot[s], a));
}

struct by_ctx {
	struct state_head *h;
	struct arena      *a;
	bool               bad;
};

static bool
by_member(void *ctx, struct sv key, const struct val *v)
{
	struct by_ctx *c = ctx;
	struct sv text = arena_sv(c->a, val_text(v, c->a));

	if (sv_is(key, "name"))
		c->h->key[c->h->nkey].name = text;
	else if (sv_is(key, "expr"))
		c->h->key[c->h->nkey].expr = text;
	return true;
}

static bool
by_element(void *ctx, struct sv key, const struct val *v)
{
	struct by_ctx *c = ctx;

	(void)key;	/* arrays have none */
	c->bad = v->kind != VAL_OBJECT || c->h->nkey == STATE_KEYS_MAX;
	if (c->bad)
		return false;
	c->h->key[c->h->nkey] = (struct state_key){ { NULL, 0 }, { NULL, 0 } };
	jread_each(v, by_member, c);
	c->h->nkey++;
	return true;
}

static enum rc
read_head(struct state_reader *r, struct err *e)
{
	struct state_head *h = arena_zalloc(&r->heads, sizeof(*h));
	struct by_ctx by = { h, &r->heads, false };
	uint64_t version;

	if (num_u64(r->slot[SLOT_VERSION].text, &version) != RC_OK || version == 0)
		return state_fail(r, e, "expected a version");
	if (version > STATE_VERSION)
		return state_fail(r, e, "states of version %" PRIu64 ", this program reads up "
		    "to %d: written by a newer cxutils", version, (int)STATE_VERSION);
	if (r->slot[SLOT_PLAN].kind != VAL_OBJECT || r->slot[SLOT_BY].kind != VAL_ARRAY)
		return state_fail(r, e, "expected a plan and by");
	h->filter = text_of(r, SLOT_FILTER, &r->heads);
	h->plan = arena_sv(&r->heads, r->slot[SLOT_PLAN].text);
	h->where = text_of(r, SLOT_WHERE, &r->heads);
	h->time = text_of(r, SLOT_TIME, &r->heads);
	h->tz = text_of(r, SLOT_TZ, &r->heads);
	h->window = text_of(r, SLOT_WINDOW, &r->heads);
	jread_each(&r->slot[SLOT_BY], by_element, &by);
	if (by.bad)
		return state_fail(r, e, "expected at most %d keys in by, each an object",
		    (int)STATE_KEYS_MAX);
	r->head = h;
	r->groups = 0;
	return RC_OK;
}

static enum rc
read_tail(struct state_reader *r, struct err *e)
{
	uint64_t groups, records = 0, rejected = 0;

	if (num_u64(r->slot[SLOT_GROUPS].text, &groups) != RC_OK || groups != r->groups)
		return state_fail(r, e, "%" PRIu64 " states were read, the last line "
		    "speaks of %.*s: lines are missing or doubled", r->groups,
		    SV_SHOW(r->slot[SLOT_GROUPS].text));
	if (r->j != NULL && num_u64(r->slot[SLOT_RECORDS].text, &records) == RC_OK)
		r->j->run.count.records += records;
	if (r->j != NULL && num_u64(r->slot[SLOT_REJECTED].text, &rejected) == RC_OK)
		r->j->run.count.rejected_before += rejected;
	if (r->j != NULL && job_exceeds(r->j, rejected, records))
		r->j->run.count.too_bad_before = true;
	r->head = NULL;
	return RC_OK;
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

/*
 * A time as it is written: also years beyond four digits, signed.  The calendar
 * repeats every 400 years: the time in the years from 2000, and how many of those.
 */
static bool
window_time(struct sv s, int64_t *at_us)
{
	const num_i128 era_us = (num_i128)146097 * RFC3339_DAY_US;
	char text[RFC3339_MAX];
	size_t n = s.n > 0 ? 1 + sv_find((struct sv){ s.p + 1, s.n - 1 }, '-') : 0;
	int64_t year = 0, eras;
	int32_t offset;
	num_i128 at;

	if (s.n == 0 || (s.p[0] != '+' && s.p[0] != '-'))
		return rfc3339_parse(s, at_us, &offset);
	if (n < 5 || n > 7 || n == s.n)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
		year = 10 * year + (s.p[i] - '0');
	}
	year = (s.p[0] == '-' ? -year : year) - 2000;
	eras = year / 400 - (year % 400 < 0);
	n = (size_t)snprintf(text, sizeof(text), "%d%.*s", (int)(year - eras * 400) + 2000,
	    (int)(s.n - n < 32 ? s.n - n : 32), s.p + n);
	if (n >= sizeof(text) || !rfc3339_parse((struct sv){ text, n }, at_us, &offset))
		return false;
	at = *at_us + eras * era_us;
	*at_us = (int64_t)at;
	return at == *at_us;
}

static enum rc
read_item(struct state_reader *r, struct state_item *item, struct err *e)
{
	struct key_ctx ctx = { r->head, item, &r->tmp };

	arena_reset(&r->tmp);
	memset(item->key, 0, sizeof(item->key));
	item->head = r->head;
	item->group = true;
	item->state = r->slot[SLOT_STATE];
	item->span = (struct twindow_span){ 0, 0 };
	if (r->slot[SLOT_KEY].kind != VAL_OBJECT || val_null(&item->state))
		return state_fail(r, e, "expected a key and a state");
	jread_each(&r->slot[SLOT_KEY], key_member, &ctx);
	if (r->head->window.n > 0 &&
	    (!window_time(r->slot[SLOT_WINDOW].text, &item->span.from_us) ||
	    !window_time(r->slot[SLOT_WINDOW_END].text, &item->span.to_us) ||
	    item->span.from_us >= item->span.to_us))
		return state_fail(r, e, "expected a window and its end");
	r->groups++;
	return RC_OK;
}

enum rc
state_next(struct state_reader *r, struct state_item *item, struct err *e)
{
	for (;;) {
		struct sv kind;
		enum rc rc = next_line(r, e);

		if (rc != RC_OK)
			return rc;
		kind = r->slot[SLOT_KIND].text;
		if (sv_is(kind, "states") && r->head != NULL)
			rc = state_fail(r, e, "the states before have no last line: truncated");
		else if (sv_is(kind, "states"))
			rc = read_head(r, e);
		else if (r->head == NULL)
			rc = state_fail(r, e, "expected the first line of saved states");
		else if (sv_is(kind, "states_end"))
			rc = read_tail(r, e);
		else if (sv_is(kind, "state"))
			return read_item(r, item, e);
		else
			rc = state_fail(r, e, "expected a saved state, found kind '%.*s'",
			    SV_SHOW(kind));
		if (rc != RC_OK)
			return rc;
		if (item != NULL) {
			item->head = r->head;
			item->group = false;
		}
		if (r->head != NULL)
			return RC_OK;
	}
}

static struct state_reader *
reader_new(void)
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
state_open(struct state_reader **out, struct job *j, const struct state_head **head, struct err *e)
{
	struct state_reader *r = *out = reader_new();
	enum rc rc = job_open_files(j, NULL, e);

	r->j = j;
	r->in = j->run.in;
	return rc == RC_OK ? first_head(r, head, e) : rc;
}

enum rc
state_open_file(struct state_reader **out, const char *path, const struct state_head **head,
    struct err *e)
{
	struct state_reader *r = *out = reader_new();
	enum rc rc;

	r->path = path;
	rc = in_open(&r->in, &(struct in_cfg){ .path = &r->path, .n = 1 }, e);
	r->own = rc == RC_OK;
	return rc == RC_OK ? first_head(r, head, e) : rc;
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
	arena_free(&r->heads);
	arena_free(&r->tmp);
	mem_free(r);
}
