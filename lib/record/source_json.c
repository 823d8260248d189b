/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source_json - NDJSON as a source of records, with --map
 *
 * Without a map, slot i is path i of the reader and members are the reader's.
 * With one, the members are listed anew: top-level members under their new names,
 * values from below the top level appended, and members of the input that a rule has
 * taken the name of dropped.  Slots hold what a reader of that record would find: a
 * plain name is read from where its rule says, and what rules have a part in beyond
 * that is looked up in the new members.  Such a record is not its line any more, so
 * it does not pass byte for byte.
 */
#include "record/source.h"

#include "base/buf.h"
#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"

#include <string.h>

enum { NAMES_LINE_MAX = 64 * 1024 };	/* lines beyond are not looked at for names */

struct json_rule {
	struct sv         to;		/* canonical name */
	struct sv         to_text;	/* the same as one plain key */
	struct sv         to_raw;	/* ... escaped */
	struct sv         from_text;	/* components joined by dots */
	struct jread_path from;
	bool              top;		/* from is a plain top-level key */
	source_make      *make;		/* what becomes of its value; NULL: nothing */
	size_t            slot;		/* of the reader, when it is not */
};

struct json_odd {		/* a slot to be looked up in the new members */
	size_t                   slot;
	const struct proj_field *field;
	struct sv                text;	/* its components joined by dots */
};

struct json_made {		/* a slot that a rule makes the value of */
	size_t       slot;
	source_make *make;
};

struct json_source {
	struct source      src;
	struct jread_path *path;
	size_t             npath;	/* the projection's, then those of rules */
	struct json_rule  *rule;
	size_t             nrule;
	struct json_odd   *odd;
	size_t             nodd;
	struct json_made  *made;
	size_t             nmade;
};

struct json_decoder {
	struct decoder            dec;
	const struct json_source *src;
	struct jread             *reader;
	const char               *at;
	const char               *end;
	uint32_t                  file;		/* of the block */
	uint64_t                  off;
	uint64_t                  lines;
	struct framed            *framed;	/* NULL until there are frames */
	bool                      frames;	/* the block holds them */
	const char               *block;
	struct sv                 too_long;	/* head of a line over the limit; reported once */
	struct val               *slot;		/* of one record, or of a batch, row after row */
	struct record             row[BATCH_ROWS];
	bool                      one;		/* one by one: their members are listed */
	size_t                    unseen;	/* slots that no record had so far */
	struct jread_member      *member;	/* renamed */
	size_t                    nmember;
	size_t                    cap;
	struct arena              tmp;		/* decoded keys of one record */
	struct buf                first;	/* line of the first record, for json_names */
	struct arena             *names;
};

static struct decoder *
json_decoder_new(const struct source *s)
{
	const struct json_source *src = (const struct json_source *)s;
	struct json_decoder *d = mem_zalloc(sizeof(*d));

	d->dec.src = s;
	d->dec.seen = mem_zalloc(s->proj->n * sizeof(*d->dec.seen));
	d->src = src;
	d->reader = jread_new(src->path, src->npath, s->proj->members || src->nrule != 0);
	d->one = s->proj->members || src->nrule != 0;
	d->slot = mem_array(NULL, (d->one ? 1 : BATCH_ROWS) * src->npath, sizeof(*d->slot));
	for (size_t i = 0; i < BATCH_ROWS && !d->one; i++)
		d->row[i] = (struct record){ .slot = d->slot + i * src->npath, .json = true };
	d->unseen = s->proj->n;
	d->names = mem_alloc(sizeof(*d->names));
	arena_init(d->names);
	arena_init(&d->tmp);
	buf_init(&d->first, NAMES_LINE_MAX);
	return &d->dec;
}

static void
json_decoder_free(struct decoder *dec)
{
	struct json_decoder *d = (struct json_decoder *)dec;

	if (d == NULL)
		return;
	jread_free(d->reader);
	framed_free(d->framed);
	arena_free(&d->tmp);
	arena_free(d->names);
	buf_free(&d->first);
	mem_free(d->names);
	mem_free(d->member);
	mem_free(d->slot);
	mem_free(d->dec.seen);
	mem_free(d);
}

static void
json_begin(struct decoder *dec, const struct block *b)
{
	struct json_decoder *d = (struct json_decoder *)dec;

	d->at = d->end = b->p;
	d->file = b->file;
	d->off = b->off;
	d->lines = 0;
	d->too_long.n = 0;
	d->block = b->p;
	d->frames = (b->flags & BLOCK_FRAMES) != 0;
	if (d->frames && d->framed == NULL)
		d->framed = framed_new(d->src->path, d->src->npath, d->dec.src->proj);
	if (d->frames)
		framed_begin(d->framed, b);
	else if ((b->flags & BLOCK_LONG) != 0 && b->n != 0)
		d->too_long = (struct sv){ b->p, b->n };
	else if (b->n != 0)
		d->end = b->p + b->n;
}

static uint64_t
json_lines(const struct decoder *dec)
{
	return ((const struct json_decoder *)dec)->lines;
}

static void
push(struct json_decoder *d, struct sv key, bool esc, const struct val *v)
{
	if (d->nmember == d->cap) {
		d->cap = d->cap == 0 ? 32 : 2 * d->cap;
		d->member = mem_array(d->member, d->cap, sizeof(*d->member));
	}
	d->member[d->nmember++] = (struct jread_member){ key, esc, *v };
}

static void
push_to(struct json_decoder *d, const struct json_rule *r, const struct val *v)
{
	struct val made = r->make != NULL ? r->make(v, &d->tmp) : *v;

	if (made.kind != VAL_NONE)
		push(d, r->to_raw, !sv_eq(r->to_raw, r->to_text), &made);
}

/* One member of the input, under the names it has in the record: none, one or several. */
static void
rename_member(struct json_decoder *d, const struct jread_member *m)
{
	struct sv key = m->key_esc ? val_unescape(m->key, &d->tmp) : m->key;
	bool taken = false;
	size_t i;

	for (i = 0; i < d->src->nrule; i++) {
		const struct json_rule *r = &d->src->rule[i];

		taken = taken || sv_eq(r->from_text, key) || sv_eq(r->to_text, key);
		if (r->top && sv_eq(r->from_text, key))
			push_to(d, r, &m->val);
	}
	if (!taken)
		push(d, m->key, m->key_esc, &m->val);
}

static void
rename_members(struct json_decoder *d, const struct jread_line *line)
{
	size_t i;

	d->nmember = 0;
	arena_reset(&d->tmp);
	for (i = 0; i < line->nmember; i++)
		rename_member(d, &line->member[i]);
	for (i = 0; i < d->src->nrule; i++) {
		const struct json_rule *r = &d->src->rule[i];

		if (!r->top && d->slot[r->slot].kind != VAL_NONE)
			push_to(d, r, &d->slot[r->slot]);
	}
}

static bool
is_key(struct json_decoder *d, struct sv key, bool esc, struct sv name)
{
	return sv_eq(esc ? val_unescape(key, &d->tmp) : key, name);
}

/* As the reader has it: nested or under its whole name, whichever comes last. */
static void
look_up(struct json_decoder *d, const struct json_odd *odd)
{
	struct val whole = { .kind = VAL_NONE }, nested = { .kind = VAL_NONE };
	bool last = false;	/* the one under the whole name */

	for (size_t i = 0; i < d->nmember; i++) {
		const struct jread_member *m = &d->member[i];

		if (is_key(d, m->key, m->key_esc, odd->text)) {
			whole = m->val;
			last = true;
		} else if (is_key(d, m->key, m->key_esc, odd->field->key[0])) {
			nested = jread_below(&m->val, odd->field->key + 1, odd->field->nkey - 1,
			    &d->tmp);
			last = last && nested.kind == VAL_NONE;
		}
	}
	d->slot[odd->slot] = last ? whole : nested.kind != VAL_NONE ? nested : whole;
}

static void
note_seen(struct json_decoder *d, const struct val *slot)
{
	size_t i;

	d->unseen = 0;
	for (i = 0; i < d->dec.src->proj->n; i++) {
		d->dec.seen[i] |= slot[i].kind != VAL_NONE;
		d->unseen += !d->dec.seen[i];
	}
}

static void
note_first(struct json_decoder *d, struct sv line)
{
	buf_sv(&d->first, line);	/* nothing when too long: then the next */
	d->dec.names_file = d->file;
	d->dec.names_off = d->off;
}

/* The record of a line that has been read: all but its line_no. */
static inline __attribute__((always_inline)) void
fill_record(struct json_decoder *d, const struct jread_line *line, struct record *rec)
{
	if (d->src->nrule != 0)
		rename_members(d, line);
	for (size_t i = 0; i < d->src->nmade; i++) {
		const struct json_made *m = &d->src->made[i];

		if (d->slot[m->slot].kind != VAL_NONE)
			d->slot[m->slot] = m->make(&d->slot[m->slot], &d->tmp);
	}
	for (size_t i = 0; i < d->src->nodd; i++)
		look_up(d, &d->src->odd[i]);
	if (d->unseen != 0)
		note_seen(d, d->slot);
	if (d->first.n == 0)
		note_first(d, line->text);
	rec->slot = d->slot;	/* what is not set here is the run's */
	rec->member = d->src->nrule != 0 ? d->member : line->member;
	rec->nmember = d->src->nrule != 0 ? d->nmember : line->nmember;
	rec->line = line->text;
	rec->framed = NULL;
	rec->json = d->src->nrule == 0;
	rec->write = NULL;
	rec->writer = NULL;
}

enum rc
source_json_object(struct decoder *dec, const char **at, const char *end, struct record *rec,
    struct err *e)
{
	struct json_decoder *d = (struct json_decoder *)dec;
	struct jread_line line;
	enum rc rc = jread_object(d->reader, at, end, d->slot, &line, e);

	if (rc == RC_OK)
		fill_record(d, &line, rec);
	return rc;
}

/* A line over the limit is reported once; false when there is none. */
static bool
is_too_long(struct json_decoder *d, struct reject *rej)
{
	struct sv raw = { d->too_long.p, d->too_long.n - 1 };

	if (d->too_long.n == 0)
		return false;
	d->too_long.n = 0;
	source_reject(rej, "long-line", ++d->lines, 0, raw, "line is longer than --max-line");
	return true;
}

static enum rc
json_next(struct decoder *dec, struct record *rec, struct reject *rej)
{
	struct json_decoder *d = (struct json_decoder *)dec;
	struct jread_line line;
	struct err e;
	enum rc rc;

	if (is_too_long(d, rej))
		return RC_BAD;
	rc = jread_next(d->reader, &d->at, d->end, &d->lines, d->slot, &line, &e);
	if (rc == RC_END)
		return rc;
	if (rc != RC_OK)
		return source_reject(rej, "json", d->lines, e.col, line.text, "%s", e.msg);
	fill_record(d, &line, rec);
	rec->line_no = d->lines;
	return RC_OK;
}

static uint64_t
place_in_file(const struct json_decoder *d, struct sv entries)
{
	return d->off + (uint64_t)(entries.p - d->block);
}

/* The next record of a frame, by its line. */
static enum rc
fill_by_line(struct json_decoder *d, struct record *r, struct reject *rej)
{
	struct jread_line line;
	struct sv entries, text;
	const char *at;
	uint64_t lines = 0;
	struct err e;
	enum rc rc = framed_next(d->framed, &entries, &e);

	if (rc == RC_USAGE)
		source_reject(rej, "frame", d->lines + 1, 0, SV(""), "%s", e.msg);
	if (rc != RC_OK)
		return rc;
	text = framed_line(d->framed, entries);
	at = text.p;
	d->lines++;
	rc = jread_next(d->reader, &at, text.p + text.n + 1, &lines, d->slot, &line, &e);
	if (rc != RC_OK)
		return source_reject(rej, "json", d->lines, e.col, text, "%s", e.msg);
	fill_record(d, &line, r);
	r->line_no = d->lines;
	r->pos = place_in_file(d, entries);
	return RC_OK;
}

/* The next records of a frame; lines count as if they had come as such. */
static enum rc
fill_framed(struct json_decoder *d, struct batch *b, struct reject *rej)
{
	struct sv entries[BATCH_ROWS];
	enum rc rc = RC_EMPTY;
	struct err e;

	if (!d->one)
		rc = framed_rows(d->framed, d->slot, entries, b->max, &b->n, &e);
	if (rc == RC_USAGE)
		source_reject(rej, "frame", d->lines + 1, 0, SV(""), "%s", e.msg);
	if (rc == RC_EMPTY) {
		b->row = &b->one;
		b->n = 1;
		return fill_by_line(d, b->row, rej);
	}
	if (rc != RC_OK)
		return rc;
	b->row = d->row;
	for (size_t i = 0; i < b->n; i++) {
		d->row[i].line = entries[i];
		d->row[i].framed = d->framed;
		d->row[i].line_no = ++d->lines;
		d->row[i].pos = place_in_file(d, entries[i]);
		if (d->unseen != 0)
			note_seen(d, d->row[i].slot);
	}
	if (d->first.n == 0)
		note_first(d, framed_line(d->framed, entries[0]));
	return RC_OK;
}

static enum rc
json_fill(struct decoder *dec, struct batch *b, struct reject *rej)
{
	struct json_decoder *d = (struct json_decoder *)dec;
	struct jread_row row[BATCH_ROWS];
	struct err e;
	enum rc rc;

	if (d->frames)
		return fill_framed(d, b, rej);
	if (d->one) {
		b->row = &b->one;
		b->n = 1;
		return json_next(dec, b->row, rej);
	}
	if (is_too_long(d, rej))
		return RC_BAD;
	rc = jread_rows(d->reader, &d->at, d->end, &d->lines, d->slot, row, b->max, &b->n, &e);
	if (rc == RC_BAD)
		return source_reject(rej, "json", d->lines, e.col, row->text, "%s", e.msg);
	if (rc != RC_OK)
		return rc;
	b->row = d->row;
	for (size_t i = 0; i < b->n; i++) {
		d->row[i].line = row[i].text;
		d->row[i].framed = NULL;
		d->row[i].line_no = row[i].line;
	}
	for (size_t i = 0; i < b->n && d->unseen != 0; i++)
		note_seen(d, d->row[i].slot);
	if (d->first.n == 0)
		note_first(d, row->text);
	return RC_OK;
}

struct json_names {
	const struct json_decoder *d;
	struct sv                 *name;
	size_t                     n;
	size_t                     max;
};

static bool
add_name(void *ctx, struct sv raw, const struct val *v)
{
	struct json_names *names = ctx;
	struct arena *a = names->d->names;
	struct sv key = arena_sv(a, val_unescape(raw, a)), name = key;
	struct proj p;
	size_t i, slot;

	(void)v;	/* names only */
	proj_init(&p, a);
	if (proj_add(&p, key, &slot, NULL) != RC_OK)
		name = proj_name(&key, 1, a);
	for (i = 0; i < names->d->src->nrule; i++)
		if (sv_eq(names->d->src->rule[i].from_text, key))
			name = names->d->src->rule[i].to;
	if (names->n < names->max)
		names->name[names->n++] = name;
	return names->n < names->max;
}

static size_t
json_names(const struct decoder *dec, struct sv *name, size_t max)
{
	const struct json_decoder *d = (const struct json_decoder *)dec;
	struct json_names names = { .d = d, .name = name, .max = max };
	struct val v = { .kind = VAL_OBJECT, .text = sv_trim(buf_view(&d->first)) };

	arena_reset(d->names);
	/* What came in a frame was not read as text before. */
	if (jread_value(v.text, &v, NULL) == RC_OK)
		jread_each(&v, add_name, &names);
	return names.n;
}

static const struct source_ops json_ops = {
	.decoder_new = json_decoder_new,
	.begin = json_begin,
	.next = json_next,
	.fill = json_fill,
	.lines = json_lines,
	.decoder_free = json_decoder_free,
	.names = json_names,
};

/* The components of a field, joined by dots. */
static struct sv
joined(const struct proj_field *f, struct arena *a)
{
	struct buf b;
	struct sv text;
	size_t i;

	buf_init(&b, SIZE_MAX);
	for (i = 0; i < f->nkey; i++) {
		if (i != 0)
			buf_c(&b, '.');
		buf_sv(&b, f->key[i]);
	}
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

static struct sv
escaped(struct sv text, struct arena *a)
{
	struct buf b;
	struct jwrite w;
	struct sv raw;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_str(&w, text);
	raw = arena_sv(a, (struct sv){ b.p + 1, b.n - 2 });
	buf_free(&b);
	return raw;
}

static enum rc
map_field(struct proj *names, struct sv name, const struct proj_field **f, struct err *e)
{
	struct err why = { .rc = RC_OK };
	size_t slot;
	enum rc rc = proj_add(names, name, &slot, &why);

	if (rc != RC_OK)
		return rc_err_at(e, RC_USAGE, why.col, "--map: '%.*s': %.200s",
		    SV_SHOW(name), why.msg);
	*f = &names->field[slot];
	return RC_OK;
}

static enum rc
add_rule(struct json_source *s, const struct source_map *map, source_make *make, struct arena *a,
    struct err *e)
{
	struct json_rule *r = &s->rule[s->nrule];
	const struct proj_field *f;
	struct jread_path from;
	struct proj names;
	size_t i;
	enum rc rc;

	proj_init(&names, a);
	rc = map_field(&names, map->from, &f, e);
	if (rc != RC_OK)
		return rc;
	from = (struct jread_path){ f->key, f->nkey };
	r->from_text = joined(f, a);
	r->top = f->nkey == 1;
	rc = map_field(&names, map->to, &f, e);
	if (rc != RC_OK)
		return rc;
	r->to = f->name;
	r->to_text = joined(f, a);
	r->to_raw = escaped(r->to_text, a);
	for (i = 0; i < s->nrule; i++)
		if (sv_eq(s->rule[i].to_text, r->to_text))
			return rc_err(e, RC_USAGE, "--map gives %.*s twice",
			    SV_SHOW(r->to));
	r->from = from;
	r->make = make;
	if (!r->top) {
		r->slot = s->npath;
		s->path[s->npath++] = from;
	}
	s->nrule++;
	return RC_OK;
}

/* Where slot @i is read from, now that the rules are known. */
static void
place_slot(struct json_source *s, size_t i, struct arena *a)
{
	const struct proj_field *f = &s->src.proj->field[i];
	struct sv text = joined(f, a);
	bool odd = false;
	size_t k;

	s->path[i] = (struct jread_path){ f->key, f->nkey };
	for (k = 0; k < s->nrule; k++) {
		const struct json_rule *r = &s->rule[k];

		if (f->nkey == 1 && sv_eq(r->to_text, text)) {
			s->path[i] = r->from;
			if (r->make != NULL)
				s->made[s->nmade++] = (struct json_made){ i, r->make };
			return;
		}
		odd = odd || sv_eq(r->from_text, text) || sv_eq(r->to_text, text) ||
		    sv_eq(r->from_text, f->key[0]) || sv_eq(r->to_text, f->key[0]);
	}
	if (odd)
		s->odd[s->nodd++] = (struct json_odd){ i, f, text };
}

enum rc
source_json(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct json_source *js = arena_zalloc(a, sizeof(*js));
	size_t i;

	js->src = (struct source){ .ops = &json_ops, .name = "ndjson",
		.flags = SOURCE_EPOCHS | SOURCE_FRAMES,
		.proj = p };
	js->path = arena_alloc(a, (p->n + cfg->nmap) * sizeof(*js->path));
	js->rule = arena_zalloc(a, cfg->nmap * sizeof(*js->rule));
	js->odd = arena_alloc(a, p->n * sizeof(*js->odd));
	js->made = arena_alloc(a, p->n * sizeof(*js->made));
	js->npath = p->n;
	for (i = 0; i < cfg->nmap; i++) {
		enum rc rc = add_rule(js, &cfg->map[i], cfg->make != NULL ? cfg->make[i] : NULL, a,
		    e);

		if (rc != RC_OK)
			return rc;
	}
	for (i = 0; i < p->n; i++)
		place_slot(js, i, a);
	*s = &js->src;
	return RC_OK;
}
