/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * framing - see framing.h
 *
 * Members come in much the same order in one record after the other: what has followed the
 * last one before, and those that followed that, are tried before the table.
 */
#include "record/framing.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "io/frame.h"
#include "json/jwrite.h"

enum {
	LAST_ID = FRAME_IDS - 1,	/* of names beyond the table: named again for each value */
	FOLLOW = 3,			/* names that are tried: members may be absent */
	LONG_TEXT = 64			/* bytes from which on a call pays */
};

struct framing_name {
	uint64_t             frame;	/* that it was last named in */
	unsigned             id;
	struct sv            key;
	struct framing_name *next;	/* that came behind it */
};

struct framing_place {
	size_t   start;		/* of a frame, in its buf */
	uint32_t records;	/* of it */
};

struct framing {
	const struct sv *name;		/* NULL: any */
	size_t           nname;
	struct framing_place at;	/* of the frame at hand */
	struct framing_place mark;
	size_t           marked;	/* end of the buf at the mark */
	bool             open;		/* the frame may go on */
	uint64_t         frame;		/* its number */
	unsigned         next_id;
	struct framing_name  first;	/* its next is the one that began a record */
	struct framing_name *last;	/* put; NULL: one that is not in the table */
	struct hmap      names;		/* key to struct framing_name */
	struct arena     own;
	struct buf       text;		/* of a value that is not as it shall be written */
};

struct framing *
framing_new(const struct sv *name, size_t n)
{
	struct framing *f = mem_zalloc(sizeof(*f));

	f->name = name;
	f->nname = n;
	arena_init(&f->own);
	hmap_init(&f->names, &f->own, sizeof(struct framing_name), hash_seed());
	buf_init(&f->text, SIZE_MAX);
	return f;
}

void
framing_free(struct framing *f)
{
	if (f == NULL)
		return;
	hmap_free(&f->names);
	arena_free(&f->own);
	buf_free(&f->text);
	mem_free(f);
}

static void
put_text(struct buf *o, enum frame_kind kind, unsigned id, struct sv s)
{
	if (!frame_room(o, s.n))
		return;
	frame_put(o, kind, id, s.n);
	buf_sv(o, s);
}

static void
start_frame(struct framing *f, struct buf *o)
{
	f->at = (struct framing_place){ .start = o->n };
	f->open = true;
	f->frame++;
	f->next_id = 0;
	frame_open(o, f->name != NULL ? FRAME_CHOSEN : 0);
	for (size_t i = 0; i < f->nname; i++)
		put_text(o, FRAME_NAME, (unsigned)i, f->name[i]);
}

void
framing_mark(struct framing *f, struct buf *o)
{
	f->marked = o->n;
	f->mark = f->at;
}

void
framing_begin(struct framing *f, struct buf *o)
{
	f->last = &f->first;
	if (o->n == 0 || !f->open || o->n - f->at.start > FRAME_BYTES)
		start_frame(f, o);
}

/* A string that is not UTF-8, mended as NDJSON has it. */
static __attribute__((noinline)) void
put_mended(struct framing *f, struct buf *o, unsigned id, struct sv s)
{
	struct jwrite w;

	if (utf8_valid(s) == s.n) {
		put_text(o, FRAME_TEXT, id, s);
		return;
	}
	buf_clear(&f->text);
	jwrite_init(&w, &f->text);
	jwrite_str(&w, s);
	put_text(o, FRAME_ESCAPED, id, (struct sv){ f->text.p + 1, f->text.n - 2 });
}

static void
put_double(struct buf *o, unsigned id, double d)
{
	char text[NUM_TEXT_MAX];
	size_t n = num_text(d, text);

	put_text(o, n != 0 ? FRAME_NUMBER : FRAME_NULL, id, (struct sv){ text, n });
}

static inline uint64_t
move_8(char *to, const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	memcpy(to, &v, sizeof(v));
	return v;
}

static inline uint64_t
move_4(char *to, const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	memcpy(to, &v, sizeof(v));
	return v | (uint64_t)v << 32;
}

/* Copy @n bytes to @to, some of them twice; the bits of all of them. */
static inline uint64_t
copy_bytes(char *to, const char *p, size_t n)
{
	uint64_t all = 0;
	size_t i = 0;

	if (n >= 8) {
		for (; i < n - 8; i += 8)
			all |= move_8(to + i, p + i);
		return all | move_8(to + n - 8, p + n - 8);
	}
	if (n >= 4)
		return move_4(to, p) | move_4(to + n - 4, p + n - 4);
	for (; i < n; i++) {
		to[i] = p[i];
		all |= (unsigned char)p[i];
	}
	return all;
}

/* What is seldom, or not written as it is: null, true, false, computed numbers. */
static __attribute__((noinline)) void
put_odd(struct buf *o, unsigned id, const struct val *v)
{
	static const uint8_t kind[] = {
		[VAL_NONE] = FRAME_NULL, [VAL_NULL] = FRAME_NULL, [VAL_FALSE] = FRAME_FALSE,
		[VAL_TRUE] = FRAME_TRUE,
	};

	if (v->kind == VAL_NUMBER)
		put_double(o, id, v->num);
	else
		put_text(o, (enum frame_kind)kind[v->kind], id, (struct sv){ NULL, 0 });
}

static void
put_time(struct buf *o, unsigned id, int64_t at_us)
{
	uint64_t u = (uint64_t)at_us;

	if (!frame_room(o, sizeof(u)))
		return;
	frame_put(o, FRAME_TIME, id, sizeof(u));
	frame_store(o->p + o->n, (uint32_t)u);
	frame_store(o->p + o->n + 4, (uint32_t)(u >> 32));
	o->n += sizeof(u);
}

static inline void
put_value(struct framing *f, struct buf *o, unsigned id, const struct val *v)
{
	static const uint8_t kinds[] = {
		[VAL_NUMBER] = FRAME_NUMBER, [VAL_STRING] = FRAME_TEXT,
		[VAL_OBJECT] = FRAME_OBJECT, [VAL_ARRAY] = FRAME_ARRAY,
	};
	enum frame_kind kind = (enum frame_kind)kinds[v->kind];
	size_t n = v->text.n, from = o->n;
	uint64_t all;

	if (v->kind == VAL_TIME) {
		put_time(o, id, v->at_us);
		return;
	}
	if (v->kind < VAL_NUMBER || (v->flags & VAL_DOUBLE) != 0) {
		put_odd(o, id, v);
		return;
	}
	if (v->kind == VAL_STRING && (v->flags & VAL_ESC) != 0)
		kind = FRAME_ESCAPED;
	if (!frame_room(o, n))
		return;
	frame_put(o, kind, id, n);
	if (n < LONG_TEXT) {
		all = copy_bytes(o->p + o->n, v->text.p, n);
	} else {
		memcpy(o->p + o->n, v->text.p, n);
		all = kind == FRAME_TEXT && utf8_valid(v->text) != n ? ~UINT64_C(0) : 0;
	}
	o->n += n;
	if (kind == FRAME_TEXT && (all & UINT64_C(0x8080808080808080)) != 0) {
		o->n = from;
		put_mended(f, o, id, v->text);
	}
}

void
framing_put_at(struct framing *f, struct buf *o, size_t i, const struct val *v)
{
	put_value(f, o, (unsigned)i, v);
}

/* The entry of a key in the table; NULL when that is full. */
static struct framing_name *
find_name(struct framing *f, struct sv key)
{
	struct framing_name *name = hmap_get(&f->names, key);

	if (name == NULL && f->names.n < LAST_ID) {
		name = hmap_put(&f->names, key, NULL);
		name->key = f->names.entry[f->names.n - 1].key;
	}
	return name;
}

static inline bool
is_key(struct sv a, struct sv b)
{
	size_t i = 0, n = a.n;

	if (n != b.n)
		return false;
	if (n >= 8) {
		for (; i < n - 8; i += 8)
			if (memcmp(a.p + i, b.p + i, 8) != 0)
				return false;
		return memcmp(a.p + n - 8, b.p + n - 8, 8) == 0;
	}
	if (n >= 4)
		return memcmp(a.p, b.p, 4) == 0 && memcmp(a.p + n - 4, b.p + n - 4, 4) == 0;
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i == n;
}

/* The name that @key is, if it is one that is likely behind the last one. */
static inline struct framing_name *
follow_name(const struct framing *f, struct sv key)
{
	struct framing_name *name = f->last != NULL ? f->last->next : NULL;

	for (int i = 0; i < FOLLOW && name != NULL; i++, name = name->next)
		if (is_key(name->key, key))
			return name;
	return NULL;
}

void
framing_put(struct framing *f, struct buf *o, struct sv key, const struct val *v)
{
	struct framing_name *name = follow_name(f, key);

	if (name == NULL) {
		name = find_name(f, key);
		if (f->last != NULL)
			f->last->next = name;
		f->last = name;
	}
	if (name == NULL) {
		put_text(o, FRAME_NAME, LAST_ID, key);
		put_value(f, o, LAST_ID, v);
		return;
	}
	f->last = name;
	if (name->frame != f->frame) {
		name->frame = f->frame;
		name->id = f->next_id++;
		put_text(o, FRAME_NAME, name->id, key);
	}
	put_value(f, o, name->id, v);
}

bool
framing_end(struct framing *f, struct buf *o)
{
	if (o->n - f->at.start > UINT32_MAX - FRAME_HEAD)
		return false;
	buf_c(o, '\n');
	frame_close(o, f->at.start, ++f->at.records);
	return true;
}

void
framing_undo(struct framing *f, struct buf *o)
{
	o->n = f->marked;
	f->at = f->mark;
	f->open = false;	/* names that it was the first to use are gone with it */
	if (o->n != 0)
		frame_close(o, f->at.start, f->at.records);
}
