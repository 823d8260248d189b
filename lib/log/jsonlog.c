/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jsonlog - see jsonlog.h
 *
 *     | tail of the blocks before | block |      one text; the block itself without a tail
 *                 ^ at, between elements or at one that has begun
 *
 * An object that stands in one line is read where it is, by the reader of NDJSON, which
 * finds its end while it validates it.  Where that fails, jcut looks for the end; the
 * text in between is joined to one line and read again.  The decoder around the one of
 * source_json has a projection with the times behind the fields that were asked for.
 */
#include "log/jsonlog.h"

#include "base/bug.h"
#include "base/mem.h"
#include "base/num.h"
#include "json/jcut.h"
#include "line/lname.h"
#include "line/lvalue.h"
#include "time/tstamp.h"

#include <stdio.h>
#include <string.h>

enum { TIMES = 4 };

static const char *const time_names[TIMES] = { "timestamp", "ts", "time", "@timestamp" };

struct jsonlog {
	struct source        base;
	const struct source *inner;
	struct proj          proj;		/* of the inner source */
	size_t               slot[TIMES];	/* in proj; proj.n: not looked at */
	size_t               own[TIMES];	/* in the proj of base; its n: not asked for */
	bool                 look;		/* for the time of a record */
	struct tstamp_cfg    time;
	size_t               max_line;
};

struct decode {
	struct decoder       base;
	struct decoder      *inner;
	struct jcut          cut;
	struct buf           text;	/* the tail, and the block behind it when there is one */
	const char          *at;	/* in the text */
	uint64_t             off;	/* of the text, in its file */
	bool                 kept;	/* what is left of the text is the tail */
	bool                 too_long;	/* the block is the head of a long line */
	struct buf           line;	/* an element, joined */
	struct val          *slot;
	struct jread_member *member;
	size_t               cap;
	struct arena         tmp;	/* decoded names of one record */
};

static const struct jsonlog *
jsonlog_of(const struct decode *d)
{
	return (const struct jsonlog *)d->base.src;
}

static struct decoder *
new_decoder(const struct source *src)
{
	const struct jsonlog *l = (const struct jsonlog *)src;
	struct decode *d = mem_zalloc(sizeof(*d));

	d->base.src = src;
	d->base.seen = mem_zalloc((src->proj->n + 1) * sizeof(*d->base.seen));
	d->slot = mem_zalloc((src->proj->n + 1) * sizeof(*d->slot));
	d->inner = l->inner->ops->decoder_new(l->inner);
	jcut_init(&d->cut);
	buf_init(&d->text, SIZE_MAX);
	buf_init(&d->line, SIZE_MAX);
	arena_init(&d->tmp);
	return &d->base;
}

static void
free_decoder(struct decoder *base)
{
	struct decode *d = (struct decode *)base;

	if (d == NULL)
		return;
	d->inner->src->ops->decoder_free(d->inner);
	buf_free(&d->text);
	buf_free(&d->line);
	arena_free(&d->tmp);
	mem_free(d->base.seen);
	mem_free(d->slot);
	mem_free(d->member);
	mem_free(d);
}

/* No tail, at the start of a line. */
static void
start_anew(struct decode *d)
{
	jcut_init(&d->cut);
	buf_clear(&d->text);
}

static void
join_tail(struct decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;
	struct buf b = d->text;

	if (t == NULL) {
		start_anew(d);
		return;
	}
	d->text = t->text;
	d->cut = t->cut;
	t->text = b;
}

static void
begin_block(struct decoder *base, const struct block *b)
{
	struct decode *d = (struct decode *)base;
	const char *end = b->p + b->n;

	d->inner->src->ops->begin(d->inner, b);
	if ((b->flags & BLOCK_FIRST) != 0)
		start_anew(d);
	d->off = b->off - d->text.n;
	d->kept = false;
	d->too_long = (b->flags & BLOCK_LONG) != 0 && b->n > 0;
	d->at = b->p;
	if (d->text.n > 0) {
		buf_add(&d->text, b->p, b->n);
		BUG_IF(!buf_room(&d->text, IN_PAD), "a text without a ceiling");
		memset(d->text.p + d->text.n, 0, IN_PAD);
		d->at = d->text.p;
		end = d->at + d->text.n;
	}
	jcut_text(&d->cut, d->at, end, (b->flags & BLOCK_BEFORE) != 0 ||
	    ((b->flags & BLOCK_LAST) != 0 && !base->waits));
}

static uint64_t
count_lines(const struct decoder *base)
{
	return ((const struct decode *)base)->cut.lines;
}

static size_t
list_names(const struct decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;

	return d->inner->src->ops->names(d->inner, name, max);
}

/* Of the text from @p on, to be read together with the next block. */
static void
keep_tail(struct decode *d, const char *p)
{
	size_t n = (size_t)(d->cut.end - p);

	if (d->kept)
		return;
	d->kept = true;
	jcut_rest(&d->cut, p);
	if (d->cut.from == d->text.p && d->text.n > 0) {
		if (n > 0)
			memmove(d->text.p, p, n);
		d->text.n = n;
	} else {
		buf_clear(&d->text);
		buf_add(&d->text, p, n);
	}
}

static struct sv
without_space(struct sv s)
{
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r' || s.p[s.n - 1] == ' ' ||
	    s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* What is at @p is longer than the limit. */
static enum rc
reject_long(const struct decode *d, const char *p, struct reject *rej)
{
	size_t n = jsonlog_of(d)->max_line;

	return source_reject(rej, "long-line", d->cut.lines + 1, 0,
	    (struct sv){ p, n < IN_LONG_HEAD ? n : IN_LONG_HEAD },
	    "record is longer than --max-line");
}

/* What is at @p, to @end, is no object. */
static enum rc
reject_other(const struct decode *d, const char *p, const char *end, struct reject *rej)
{
	struct sv raw = without_space((struct sv){ p, (size_t)(end - p) });
	unsigned char c = (unsigned char)*p;
	char found[16];

	if (c > ' ' && c < 0x7f)
		(void)snprintf(found, sizeof(found), "'%c'", c);
	else
		(void)snprintf(found, sizeof(found), "byte 0x%02X", c);
	return source_reject(rej, "json", d->cut.lines + 1, jcut_column(&d->cut, p), raw,
	    "expected an object, found %s", found);
}

/* An object at @p that is bad at byte @at of it, where @e is what is wrong. */
static enum rc
reject_object(const struct decode *d, struct sv text, size_t at, const struct err *e,
    struct reject *rej)
{
	uint64_t line = d->cut.lines + 1, col = jcut_column(&d->cut, text.p) + at;

	for (size_t i = 0; i < at && i < text.n; i++)
		if (text.p[i] == '\n') {
			line++;
			col = at - i;
		}
	return source_reject(rej, "json", line, col, without_space(text), "%s", e->msg);
}

/* The object from @p to @end, which may have several lines, or be none. */
static enum rc
read_joined(struct decode *d, const char *p, const char *end, struct record *r,
    struct reject *rej)
{
	struct sv text = { p, (size_t)(end - p) };
	struct err e = { 0 };
	const char *at;
	size_t n, off;
	enum rc rc;

	buf_clear(&d->line);
	BUG_IF(!buf_room(&d->line, text.n + 1 + IN_PAD), "a line without a ceiling");
	n = jcut_join(text, d->line.p, 0, &off);
	memset(d->line.p + n + 1, 0, IN_PAD);
	at = d->line.p;
	rc = source_json_object(d->inner, &at, d->line.p + n, r, &e);
	BUG_IF(rc == RC_OK && (d->cut.bad || at != d->line.p + n), "two ends of one object");
	if (rc == RC_OK)
		return rc;
	(void)jcut_join(text, d->line.p, (size_t)e.col - 1, &off);
	return reject_object(d, text, off, &e, rej);
}

/* On with the element at d->at, whose end is not known.  RC_END: there is no more text. */
static enum rc
read_element(struct decode *d, struct record *r, struct reject *rej)
{
	const char *p = d->at, *end;
	bool skipped = d->cut.skip;
	enum jcut_got got = jcut_take(&d->cut, p, jsonlog_of(d)->max_line, &end);
	enum rc rc = RC_EMPTY;

	if (got == JCUT_MORE && !skipped) {
		keep_tail(d, p);
		return RC_END;
	}
	if (got == JCUT_LONG)
		rc = reject_long(d, p, rej);
	else if (!skipped && *p != '{')
		rc = reject_other(d, p, end, rej);
	else if (!skipped)
		rc = read_joined(d, p, end, r, rej);
	r->line_no = d->cut.lines + 1;
	r->pos = d->off + (uint64_t)(p - d->cut.from);
	if (got == JCUT_END)
		jcut_took(&d->cut, p, end);
	else
		jcut_pass(&d->cut, p, end);
	d->at = end;
	if (got == JCUT_MORE) {
		keep_tail(d, end);
		return RC_END;
	}
	return rc;
}

/* The object at d->at, if it stands in one line. */
static inline __attribute__((always_inline)) enum rc
read_object(struct decode *d, struct record *r, struct reject *rej)
{
	const char *p = d->at, *end = p;
	enum rc rc = source_json_object(d->inner, &end, d->cut.end, r, NULL);

	if (rc != RC_OK) {
		jcut_begin(&d->cut, p);
		return read_element(d, r, rej);
	}
	r->line_no = d->cut.lines + 1;
	r->pos = d->off + (uint64_t)(p - d->cut.from);
	if ((size_t)(end - p) > jsonlog_of(d)->max_line)
		rc = reject_long(d, p, rej);
	d->at = jcut_took_line(&d->cut, end);
	return rc;
}

/* The next element, or what is wrong before it.  RC_EMPTY: nothing to tell of. */
static enum rc
next_element(struct decode *d, struct record *r, struct reject *rej)
{
	const char *p;

	if (d->too_long) {	/* the source inside has been given the block, too */
		d->too_long = false;
		d->at = d->cut.end;
		d->cut.lines++;
		return d->inner->src->ops->next(d->inner, r, rej);
	}
	if (d->cut.inside)
		return read_element(d, r, rej);
	switch (jcut_seek(&d->cut, &d->at)) {
	case JCUT_OBJECT:
		return read_object(d, r, rej);
	case JCUT_OTHER:
		jcut_begin(&d->cut, d->at);
		return read_element(d, r, rej);
	case JCUT_FAULT:
		p = d->at;
		d->at += d->cut.fault_n;
		return source_reject(rej, "json", d->cut.lines + 1, jcut_column(&d->cut, p),
		    (struct sv){ p, d->cut.fault_n }, "%s", d->cut.fault);
	default:
		keep_tail(d, d->at);
		return RC_END;
	}
}

static void
leave_tail(struct decoder *base, struct source_tail *t)
{
	struct decode *d = (struct decode *)base;
	struct buf b = t->text;

	t->text = d->text;
	t->cut = d->cut;
	d->text = b;
	buf_clear(&d->text);
}

/*
 * An element that has no end yet, from the start of its line on.  What else is in that line
 * would be read twice, or as the start of one.
 */
static void
left_open(const struct decoder *base, struct source_open *o)
{
	const struct decode *d = (const struct decode *)base;

	*o = (struct source_open){ 0 };
	if (!d->cut.inside)
		return;
	o->bytes = d->text.n + d->cut.before;
	o->mixed = d->cut.skip || d->cut.before != d->cut.lead;
}

/* The array that it is in, up to where it came in it. */
static void
note_array(const struct decoder *base, struct buf *lines)
{
	const struct jcut *c = &((const struct decode *)base)->cut;

	if (c->array)
		buf_sv(lines, !c->after && !c->comma ? SV("[\n") :
		    c->comma || c->inside ? SV("[0,\n") : SV("[0\n"));
}

/* A number, or the text of one: only as many digits as a time has make it one. */
static bool
is_digits(const struct val *v)
{
	return v->kind == VAL_NUMBER || (v->kind == VAL_STRING && num_is(v->text));
}

/* Which of the names holds the time of the record: its index and the time, or TIMES. */
static size_t
find_time(const struct jsonlog *l, const struct record *r, struct val *out)
{
	for (size_t i = 0; i < TIMES; i++) {
		const struct val *v;

		if (l->slot[i] == l->proj.n)
			continue;
		v = &r->slot[l->slot[i]];
		*out = (struct val){ .kind = VAL_TIME, .text = v->text };
		if (!val_null(v) && tstamp_auto(v, &l->time, &out->at_us) &&
		    (!is_digits(v) || tstamp_plausible(out->at_us)))
			return i;
		if (i == 0 && v->kind != VAL_NONE)
			return TIMES;
	}
	return TIMES;
}

/* The members of the record may be changed from here on. */
static void
own_members(struct decode *d, struct record *r)
{
	if (r->member == d->member)
		return;
	if (r->nmember > d->cap) {
		d->cap = 2 * r->nmember;
		d->member = mem_array(d->member, d->cap, sizeof(*d->member));
	}
	if (r->nmember > 0)
		memcpy(d->member, r->member, r->nmember * sizeof(*d->member));
	r->member = d->member;
}

/* The member called `from` under its canonical name and as a time. */
static void
rename_time(struct decode *d, struct record *r, const char *from, const struct val *time)
{
	own_members(d, r);
	for (size_t i = 0; i < r->nmember; i++) {
		struct jread_member *m = &d->member[i];

		if (sv_is(m->key_esc ? val_unescape(m->key, &d->tmp) : m->key, from))
			*m = (struct jread_member){ SV("timestamp"), false, *time };
	}
}

/* A text that says how long something took is a number of milliseconds. */
static bool
take_duration(struct decode *d, struct val *v)
{
	struct sv ms;

	if (v->kind != VAL_STRING || v->flags != 0 || !lvalue_ms(v->text, &d->tmp, &ms))
		return false;
	*v = (struct val){ .kind = VAL_NUMBER, .text = ms };
	return true;
}

/* Likewise of the fields whose name says that they are milliseconds. */
static void
take_durations(struct decode *d, struct record *r)
{
	const struct proj *p = d->base.src->proj;

	for (size_t i = 0; i < p->n; i++) {
		const struct proj_field *f = &p->field[i];

		if (lname_is_ms(f->key[f->nkey - 1]))
			(void)take_duration(d, &d->slot[i]);
	}
	for (size_t i = 0; p->members && i < r->nmember; i++) {
		struct val v = r->member[i].val;

		if (!lname_is_ms(r->member[i].key) || !take_duration(d, &v))
			continue;
		own_members(d, r);
		d->member[i].val = v;
		r->json = false;
	}
}

static enum rc
next_record(struct decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct jsonlog *l = jsonlog_of(d);
	size_t n = base->src->proj->n;
	struct val time;
	size_t k;
	enum rc rc;

	if (jcut_at_object(&d->cut, d->at) && !d->too_long)
		rc = read_object(d, r, rej);
	else
		rc = next_element(d, r, rej);
	while (rc == RC_EMPTY)
		rc = next_element(d, r, rej);
	if (rc != RC_OK)
		return rc;
	base->names_file = d->inner->names_file;
	base->names_off = d->inner->names_off;
	arena_reset(&d->tmp);
	k = l->look ? find_time(l, r, &time) : TIMES;
	if (n > 0)
		memcpy(d->slot, r->slot, n * sizeof(*d->slot));
	if (k < TIMES && l->own[k] < n) {	/* it is timestamp now, but to -t */
		d->slot[l->own[k]] = time;
		if (!base->src->proj->field[l->own[k]].timed)
			d->slot[l->own[k]].kind = VAL_NONE;
	}
	if (k < TIMES && l->own[0] < n)
		d->slot[l->own[0]] = time;
	for (size_t i = 0; i < n; i++)
		base->seen[i] |= d->slot[i].kind != VAL_NONE;
	r->slot = d->slot;
	if (k < TIMES) {
		r->json = false;
		if (base->src->proj->members)
			rename_time(d, r, time_names[k], &time);
	}
	take_durations(d, r);
	return RC_OK;
}

static const struct source_ops ops = {
	.decoder_new = new_decoder,
	.begin = begin_block,
	.next = next_record,
	.lines = count_lines,
	.decoder_free = free_decoder,
	.names = list_names,
	.join = join_tail,
	.leave = leave_tail,
	.open = left_open,
	.note = note_array,
};

/* --map gives timestamp: no other name is tried. */
static bool
is_mapped(const struct source_cfg *cfg)
{
	for (size_t i = 0; i < cfg->nmap; i++)
		if (sv_is(cfg->map[i].to, "timestamp"))
			return true;
	return false;
}

enum rc
jsonlog_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct jsonlog *l = arena_zalloc(a, sizeof(*l));
	size_t slot, ntimes = is_mapped(cfg) ? 1 : TIMES;
	enum rc rc = RC_OK;

	proj_init(&l->proj, a);
	l->proj.members = p->members;
	for (size_t i = 0; rc == RC_OK && i < p->n; i++)
		rc = proj_add(&l->proj, p->field[i].name, &slot, e);
	l->look = p->members && cfg->schema.n == 0;
	for (size_t i = 0; i < TIMES; i++) {
		l->own[i] = lname_slot(p, sv_of(time_names[i]));
		l->slot[i] = SIZE_MAX;
		l->look = l->look || l->own[i] < p->n;
	}
	for (size_t i = 0; rc == RC_OK && i < ntimes && l->look; i++)
		rc = proj_add(&l->proj, sv_of(time_names[i]), &l->slot[i], e);
	for (size_t i = 0; i < TIMES; i++)
		if (l->slot[i] == SIZE_MAX)
			l->slot[i] = l->proj.n;
	if (rc != RC_OK)
		return rc;
	l->base = (struct source){ &ops, "json",
		SOURCE_PIECES | SOURCE_PLACES | SOURCE_ONWARD, p };
	l->max_line = cfg->max_line != 0 ? cfg->max_line : IN_MAX_LINE_DEFAULT;
	l->time = cfg->time;
	*s = &l->base;
	return source_json(&l->inner, cfg, &l->proj, a, e);
}
