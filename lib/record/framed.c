/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * framed - see framed.h
 *
 * Names are looked up once a frame, and not again while frames begin with the same ones.
 */
#include "record/framed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "io/frame.h"
#include "io/in.h"
#include "json/jwrite.h"

#include <inttypes.h>
#include <string.h>

enum {				/* where a value goes, if to no slot */
	TO_NONE = 0xffff,	/* nobody asked for it */
	TO_LINE = 0xfffe,	/* the record goes by its line */
	TO_NOWHERE = 0xfffd	/* its id has no name */
};

struct framed {
	const struct jread_path *path;
	size_t                   n;
	const struct proj       *proj;
	struct sv               *joined;	/* path i, with dots */
	struct arena             own;
	struct arena             tmp;		/* a name without its escapes */
	const char              *at;		/* in a frame, or at the next one */
	const char              *end;		/* of the frame */
	const char              *block_end;
	uint32_t                 left;		/* records of the frame */
	bool                     chosen;	/* all its names are those it begins with, */
	struct buf               names;		/* ... which are these */
	struct buf               text;		/* of framed_line, in the making */
	struct arena             lines;		/* made since the last record was read */
	uint16_t                 to[FRAME_IDS];
	struct sv                key[FRAME_IDS];
};

static struct sv
joined(const struct jread_path *path, struct arena *a)
{
	struct buf b;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < path->n; i++) {
		if (i != 0)
			buf_c(&b, '.');
		buf_sv(&b, path->key[i]);
	}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

struct framed *
framed_new(const struct jread_path *path, size_t n, const struct proj *p)
{
	struct framed *f = mem_zalloc(sizeof(*f));

	f->path = path;
	f->n = n;
	f->proj = p;
	arena_init(&f->own);
	arena_init(&f->tmp);
	arena_init(&f->lines);
	buf_init(&f->names, SIZE_MAX);
	buf_init(&f->text, SIZE_MAX);
	f->joined = arena_alloc(&f->own, n * sizeof(*f->joined));
	for (size_t i = 0; i < n; i++)
		f->joined[i] = joined(&path[i], &f->own);
	return f;
}

void
framed_free(struct framed *f)
{
	if (f == NULL)
		return;
	arena_free(&f->own);
	arena_free(&f->tmp);
	arena_free(&f->lines);
	buf_free(&f->names);
	buf_free(&f->text);
	mem_free(f);
}

void
framed_begin(struct framed *f, const struct block *b)
{
	f->at = f->end = b->p;
	f->block_end = b->p + b->n;
	f->left = 0;
}

static enum rc
malformed(const char *what, struct err *e)
{
	return rc_err(e, RC_USAGE, "malformed frame: %s", what);
}

/* Where the values of member @key go. */
static uint16_t
place_of(struct framed *f, struct sv key)
{
	size_t to = TO_NONE;

	arena_reset(&f->tmp);
	key = val_unescape(key, &f->tmp);
	for (size_t i = 0; i < f->n; i++) {
		if (sv_eq(key, f->joined[i]))
			to = to == TO_NONE && i < TO_NOWHERE ? i : TO_LINE;
		else if (f->path[i].n > 1 && sv_eq(key, f->path[i].key[0]))
			to = TO_LINE;
	}
	return (uint16_t)to;
}

static void
name_id(struct framed *f, unsigned id, struct sv key)
{
	f->key[id] = key;
	f->to[id] = place_of(f, key);
}

/* Whether one of the names holds path @i, or what it leads into. */
static bool
is_written(struct framed *f, size_t i)
{
	const char *p = f->names.p, *end = p + f->names.n;
	struct frame_entry x;

	while (p < end && frame_entry(&p, end, &x)) {
		struct sv key;

		arena_reset(&f->tmp);
		key = val_unescape(x.text, &f->tmp);
		if (sv_eq(key, f->joined[i]) || sv_eq(key, f->path[i].key[0]))
			return true;
	}
	return false;
}

/* Fields that are made on the way are not asked of the writer. */
static enum rc
check_written(struct framed *f, struct err *e)
{
	for (size_t i = 0; i < f->proj->n; i++)
		if (!f->proj->field[i].derived && !is_written(f, i))
			return rc_err(e, RC_USAGE, "the writer left out '%.*s': its --for or "
			    "--fields has to name it", SV_SHOW(f->proj->field[i].name));
	return RC_OK;
}

/* The names a frame begins with are @lead. */
static enum rc
learn_names(struct framed *f, struct sv lead, bool chosen, struct err *e)
{
	struct frame_entry x;
	const char *p, *end;

	if (chosen && f->chosen && sv_eq(lead, buf_view(&f->names)))
		return RC_OK;
	for (size_t i = 0; i < FRAME_IDS; i++)
		f->to[i] = TO_NOWHERE;
	buf_clear(&f->names);
	if (buf_room(&f->names, lead.n + FRAME_PAD))
		buf_sv(&f->names, lead);
	p = f->names.p;
	end = p + f->names.n;
	while (p < end && frame_entry(&p, end, &x))
		name_id(f, x.id, x.text);
	f->chosen = chosen;
	return chosen ? check_written(f, e) : RC_OK;
}

static enum rc
open_frame(struct framed *f, struct err *e)
{
	struct frame_head head = frame_head(f->at);
	const char *from = f->at + FRAME_HEAD, *p = from, *lead = from;
	const bool chosen = (head.flags & FRAME_CHOSEN) != 0;
	struct frame_entry x;

	f->end = from + head.length;
	f->left = head.records;
	while (chosen && p < f->end && (frame_load(p) & 15) == FRAME_NAME &&
	    frame_entry(&p, f->end, &x))
		lead = p;
	f->at = lead;
	if ((f->left == 0) != (f->at == f->end))
		return malformed("it does not have the records it counts", e);
	if (f->left == 0)
		return RC_OK;
	return learn_names(f, (struct sv){ from, (size_t)(lead - from) }, chosen, e);
}

/* There is a record at f->at; RC_END behind the last one of the block. */
static enum rc
find_record(struct framed *f, struct err *e)
{
	arena_reset(&f->lines);
	while (f->left == 0) {
		enum rc rc;

		if (f->at != f->end)
			return malformed("it has more records than it counts", e);
		if (f->at == f->block_end)
			return RC_END;
		rc = open_frame(f, e);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* The kinds of entries that are values, and as their texts say. */
#define TEXTS (1U << FRAME_NULL | 1U << FRAME_FALSE | 1U << FRAME_TRUE | 1U << FRAME_NUMBER | \
    1U << FRAME_TEXT | 1U << FRAME_ESCAPED | 1U << FRAME_OBJECT | 1U << FRAME_ARRAY)

/* Kind and flags of values by the kind of their entry; 0: it is no value that is its text. */
static const uint8_t kind_of[16][2] = {
	[FRAME_NULL] = { VAL_NULL }, [FRAME_FALSE] = { VAL_FALSE }, [FRAME_TRUE] = { VAL_TRUE },
	[FRAME_NUMBER] = { VAL_NUMBER }, [FRAME_TEXT] = { VAL_STRING },
	[FRAME_ESCAPED] = { VAL_STRING, VAL_ESC }, [FRAME_OBJECT] = { VAL_OBJECT },
	[FRAME_ARRAY] = { VAL_ARRAY },
};

static inline void
set_text(struct val *v, unsigned kind, struct sv text)
{
	val_head(v, kind_of[kind][0], kind_of[kind][1]);
	v->text = text;
}

/* What most entries are: a short text that goes to a slot; false, and *p stays, for others. */
static inline bool
take_text(const struct framed *f, const char **p, const char *stop, struct val *slot)
{
	uint32_t word = frame_load(*p);
	size_t n = word >> 16, to = f->to[word >> 4 & (FRAME_IDS - 1)];

	if ((TEXTS >> (word & 15) & 1) == 0 || to >= TO_NOWHERE || n == FRAME_LONG ||
	    n + sizeof(word) > (size_t)(stop - *p))
		return false;
	set_text(&slot[to], word & 15, (struct sv){ *p + sizeof(word), n });
	*p += sizeof(word) + n;
	return true;
}

static inline bool
is_value(const struct frame_entry *x)
{
	return kind_of[x->kind][0] != 0 ||
	    (x->kind == FRAME_TIME && x->text.n == sizeof(int64_t));
}

static inline void
set_value(struct val *v, const struct frame_entry *x)
{
	if (kind_of[x->kind][0] != 0) {
		set_text(v, x->kind, x->text);
		return;
	}
	val_head(v, VAL_TIME, 0);
	v->text = (struct sv){ x->text.p, 0 };
	v->at_us = (int64_t)frame_load_long(x->text.p);
}

/*
 * The record at f->at into @slot, NULL: over it; *end is behind it.  What is wrong with it does
 * not depend on where its values go, nor on whether it is met for the first time: names that it
 * brings have a meaning from then on.
 */
static inline __attribute__((always_inline)) enum rc
read_record(struct framed *f, struct val *slot, const char **end, struct err *e)
{
	const char *p = f->at, *const stop = f->end;
	struct frame_entry x;

	for (size_t i = 0; slot != NULL && i < f->n; i++)
		val_head(&slot[i], VAL_NONE, 0);
	while (p < stop) {
		unsigned to;

		if (slot != NULL && take_text(f, &p, stop, slot))
			continue;
		if (!frame_entry(&p, stop, &x))
			break;
		to = f->to[x.id];
		if (x.kind == FRAME_RECORD) {
			*end = p;
			return RC_OK;
		}
		if (x.kind == FRAME_NAME) {
			if (f->chosen)
				return malformed("a name behind those it begins with", e);
			if (slot != NULL && to != TO_NOWHERE)
				return RC_EMPTY;	/* rows before it keep its old name */
			name_id(f, x.id, x.text);
			continue;
		}
		if (to == TO_NOWHERE)
			return malformed("a value without a name", e);
		if (!is_value(&x))
			return malformed("a value of no kind", e);
		if (to == TO_NONE || slot == NULL)
			continue;
		if (__builtin_expect(to == TO_LINE, 0))
			return RC_EMPTY;
		set_value(&slot[to], &x);
	}
	return malformed("a record without its end", e);
}

/* The record that ends at @end has been read. */
static inline struct sv
take_record(struct framed *f, const char *end)
{
	struct sv row = { f->at, (size_t)(end - f->at) };

	f->at = end;
	f->left--;
	return row;
}

enum rc
framed_rows(struct framed *f, struct val *slot, struct sv *row, size_t max, size_t *got,
    struct err *e)
{
	const char *end = f->at;
	enum rc rc = find_record(f, e);

	for (*got = 0; rc == RC_OK && *got < max && (*got == 0 || f->left > 0); (*got)++) {
		rc = read_record(f, slot + *got * f->n, &end, e);
		if (rc != RC_OK)
			return *got > 0 ? RC_OK : rc;	/* the next call meets it again */
		row[*got] = take_record(f, end);
	}
	return rc;
}

enum rc
framed_next(struct framed *f, struct sv *row, struct err *e)
{
	const char *end = f->at;
	enum rc rc = find_record(f, e);

	if (rc == RC_OK)
		rc = read_record(f, NULL, &end, e);
	if (rc == RC_OK)
		*row = take_record(f, end);
	return rc;
}

struct sv
framed_line(struct framed *f, struct sv row)
{
	const char *p = row.p, *end = row.p + row.n;
	struct frame_entry x;
	struct jwrite w;
	size_t n;
	char *line;

	buf_clear(&f->text);
	jwrite_init(&w, &f->text);
	jwrite_open(&w, '{');
	while (p < end && frame_entry(&p, end, &x) && x.kind != FRAME_RECORD) {
		struct val v;

		if (x.kind == FRAME_NAME) {
			f->key[x.id] = x.text;
			continue;
		}
		if (!is_value(&x))
			continue;	/* what is of no kind says nothing */
		set_value(&v, &x);
		jwrite_key_raw(&w, f->key[x.id]);
		jwrite_val(&w, &v);
	}
	jwrite_shut(&w, '}');
	n = f->text.n;
	line = arena_alloc(&f->lines, n + 1 + IN_PAD);
	memcpy(line, f->text.p, n);
	line[n] = '\n';
	memset(line + n + 1, 0, IN_PAD);
	return (struct sv){ line, n };
}
