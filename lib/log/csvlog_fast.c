/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog_fast - see csvlog_fast.h
 *
 * Columns that need a look (times, addresses, milliseconds) are looked at in all rows of a
 * window before any is given.  A record that is to be written is written from the marks:
 * key, text, key, text.  A value that reads as a number is one.
 */
#include "log/csvlog_fast.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "csv/csvmark.h"
#include "line/lvalue.h"

#include <string.h>

enum {
	COPY = 32,		/* bytes of a key or a text that are copied at once */
	MINUTE_US = 60000000
};

struct column {
	enum lname_kind kind;
	bool            alias;		/* stands in for the time */
	size_t          slot;		/* proj->n: none */
	size_t          own;		/* slot of an alias' own name, if that has the time too */
	struct sv       head;		/* ,"name": with COPY readable bytes */
};

struct line {
	uint32_t from;		/* offset in the window */
	uint32_t end;		/* without CR and LF */
	uint32_t past;
	uint32_t mark;		/* index of its first field's end in csvmark.pos */
	bool     good;
};

struct writer {
	struct csvlog_fast *f;
	size_t              row;
};

struct csvlog_fast {
	const struct proj *proj;
	const struct tstamp_cfg *time;
	csvmark_fn    *mark;
	bool           usable;		/* the header is one for this way */
	char           delim;
	struct column *column;
	size_t         ncol;
	size_t        *order;		/* of columns in a record */
	size_t         timed;		/* column of the time; ncol: none */
	size_t         fixed;		/* bytes of a record that are not out of its line */
	bool          *seen;
	size_t         unseen;		/* slots that no record had so far */
	struct arena   keys;

	const char    *at;		/* of the window */
	size_t         nline;
	size_t         ngood;		/* lines of it that are for this way */
	size_t         given;		/* lines of it before the next one */
	struct line    line[BATCH_ROWS];
	int64_t        at_us[BATCH_ROWS];
	struct record  row[BATCH_ROWS];
	struct writer  writer[BATCH_ROWS];
	struct val    *slot;
	struct tstamp_minute near;
	char           minute[17];	/* "2026-09-01T12:34:", of the time written last */
	bool           minute_set;
	int64_t        minute_us;
	struct csvmark marks;
};

static void write_row(void *writer, struct buf *o);

struct csvlog_fast *
csvlog_fast_new(const struct proj *p, const struct source_cfg *cfg)
{
	struct csvlog_fast *f;

	if ((p->members && !p->text) || cfg->table.comma)
		return NULL;
	f = mem_zalloc(sizeof(*f));
	f->proj = p;
	f->time = &cfg->time;
	f->column = mem_zalloc(CSVLOG_COLUMNS * sizeof(*f->column));
	f->order = mem_zalloc(CSVLOG_COLUMNS * sizeof(*f->order));
	f->slot = mem_zalloc((BATCH_ROWS * p->n + 1) * sizeof(*f->slot));
	arena_init(&f->keys);
	for (size_t i = 0; i < BATCH_ROWS; i++) {
		f->writer[i] = (struct writer){ f, i };
		f->row[i].slot = f->slot + i * p->n;
		if (p->members) {
			f->row[i].write = write_row;
			f->row[i].writer = &f->writer[i];
		}
	}
	(void)csvlog_fast_simd(f, cpu_simd());
	return f;
}

bool
csvlog_fast_simd(struct csvlog_fast *f, enum cpu_simd simd)
{
	csvmark_fn *mark = csvmark_by(simd);

	f->mark = mark != NULL ? mark : f->mark;
	return mark != NULL;
}

void
csvlog_fast_free(struct csvlog_fast *f)
{
	if (f == NULL)
		return;
	arena_free(&f->keys);
	mem_free(f->column);
	mem_free(f->order);
	mem_free(f->slot);
	mem_free(f);
}

/* The field of a record that column @n fills: that of an alias is the time. */
static const struct lbag_field *
target(const struct lbag_name *n)
{
	return n->alias != NULL ? n->alias : n->field;
}

/* A column fills one field, and two columns never the same. */
static bool
is_simple(const struct csvlog_head *h)
{
	for (size_t i = 0; i < h->ncol; i++) {
		if (h->name[i]->mapped && sv_is(h->name[i]->field->name, "request_uri"))
			return false;
		for (size_t k = 0; k < i; k++)
			if (target(h->name[i]) == target(h->name[k]) ||
			    h->name[i]->field == target(h->name[k]) ||
			    target(h->name[i]) == h->name[k]->field)
				return false;
	}
	return true;
}

/* ,"name": */
static struct sv
head_of(struct csvlog_fast *f, const struct lbag_field *field)
{
	char *p = arena_zalloc(&f->keys, field->key.n + 4 + COPY);

	p[0] = ',';
	p[1] = '"';
	memcpy(p + 2, field->key.p, field->key.n);
	memcpy(p + 2 + field->key.n, "\":", 2);
	return (struct sv){ p, field->key.n + 4 };
}

/* Columns in the order of their fields in a record. */
static void
put_in_order(struct csvlog_fast *f, const struct csvlog_head *h)
{
	for (size_t i = 0; i < h->ncol; i++) {
		unsigned rank = target(h->name[i])->rank;
		size_t k = i;

		for (; k > 0 && target(h->name[f->order[k - 1]])->rank > rank; k--)
			f->order[k] = f->order[k - 1];
		f->order[k] = i;
	}
}

void
csvlog_fast_begin(struct csvlog_fast *f)
{
	f->at = NULL;
}

void
csvlog_fast_plan(struct csvlog_fast *f, const struct csvlog_head *h, bool *seen)
{
	csvlog_fast_begin(f);
	f->ncol = h->ncol;
	f->delim = h->delim;
	f->seen = seen;
	f->unseen = f->proj->n;
	f->usable = h->ncol > 0 && is_simple(h);
	if (!f->usable)
		return;
	arena_reset(&f->keys);
	memset(f->slot, 0, BATCH_ROWS * f->proj->n * sizeof(*f->slot));
	put_in_order(f, h);
	f->timed = f->ncol;
	f->fixed = 4 * COPY + RFC3339_MAX;
	for (size_t i = 0; i < f->ncol; i++) {
		const struct lbag_field *own = h->name[i]->field, *to = target(h->name[i]);
		struct column *c = &f->column[i];

		*c = (struct column){ .kind = to->kind, .alias = to != own, .slot = to->slot,
			.own = f->proj->n, .head = head_of(f, to) };
		if (c->alias && own->slot < f->proj->n && f->proj->field[own->slot].timed)
			c->own = own->slot;
		if (to->kind == LNAME_TIME)
			f->timed = i;
		f->fixed += c->head.n + 2;
	}
}

static inline struct sv
field_at(const struct csvlog_fast *f, const struct line *l, size_t i)
{
	const uint32_t *pos = f->marks.pos + l->mark;
	uint32_t from = i > 0 ? pos[i - 1] + 1 : l->from;
	uint32_t end = i + 1 < f->ncol ? pos[i] : l->end;

	return (struct sv){ f->at + from, end - from };
}

static inline size_t
skip_digits(struct sv s, size_t i)
{
	while (i < s.n && num_is_digit((unsigned char)s.p[i]))
		i++;
	return i;
}

/* As num_is; most texts are told by their first byte, most numbers are digits, or a decimal. */
static inline bool
is_number(struct sv s)
{
	size_t whole, end;

	if (s.n == 0 || (unsigned char)(s.p[0] - '0') > 9)
		return s.n > 1 && s.p[0] == '-' && num_is(s);
	whole = end = skip_digits(s, 1);
	if (end < s.n && s.p[end] == '.')
		end = skip_digits(s, end + 1);
	if (end < s.n)
		return num_is(s);
	return (whole == 1 || s.p[0] != '0') && s.p[end - 1] != '.';
}

static bool
read_time(struct csvlog_fast *f, struct sv text, int64_t *at_us)
{
	struct val v = val_of_text(text);

	if (!is_number(text))
		return tstamp_near(&v, f->time, &f->near, at_us);
	v.kind = VAL_NUMBER;
	return tstamp_auto(&v, f->time, at_us) && tstamp_plausible(*at_us);
}

static bool
is_ipv4(struct sv s)
{
	size_t dots = 0;

	for (size_t i = 0; i < s.n; i++) {
		dots += s.p[i] == '.';
		if (s.p[i] != '.' && !num_is_digit((unsigned char)s.p[i]))
			return false;
	}
	return dots == 3;
}

/* A text that is no number may be one of a country with decimal commas: the other way tells. */
static bool
may_have_comma(struct sv s)
{
	return s.n > 0 && (num_is_digit((unsigned char)s.p[0]) || s.p[0] == '-' || s.p[0] == '+') &&
	    memchr(s.p, ',', s.n) != NULL;
}

/* Is the value of column @i of line @k one of which no more is to be known? */
static bool
looks_good(struct csvlog_fast *f, const struct column *c, size_t i, size_t k)
{
	struct sv text = field_at(f, &f->line[k], i);

	if (text.n == 0)
		return true;
	switch (c->kind) {
	case LNAME_TIME:
		return read_time(f, text, &f->at_us[k]);
	case LNAME_CLIENT:
		return is_ipv4(text);
	case LNAME_MS:
		return is_number(text);
	case LNAME_ANY:
		return f->delim == ',' || !may_have_comma(text);
	default:
		return true;
	}
}

static void
look_at_columns(struct csvlog_fast *f)
{
	for (size_t i = 0; i < f->ncol; i++) {
		const struct column *c = &f->column[i];

		if (c->kind == LNAME_TEXT || (c->kind == LNAME_ANY && f->delim == ','))
			continue;
		for (size_t k = 0; k < f->nline; k++)
			f->line[k].good = f->line[k].good && looks_good(f, c, i, k);
	}
}

static void
set_slot(struct val *v, const struct column *c, struct sv text, int64_t at_us)
{
	v->text = text;
	if (text.n == 0) {
		val_head(v, VAL_NONE, 0);
	} else if (c->kind == LNAME_TIME) {
		val_head(v, VAL_TIME, 0);
		v->at_us = at_us;
	} else {
		bool number = c->kind != LNAME_TEXT && c->kind != LNAME_CLIENT && is_number(text);

		val_head(v, number ? VAL_NUMBER : VAL_STRING, 0);
	}
}

/* Slots of all lines, a column at a time. */
static void
fill_slots(struct csvlog_fast *f)
{
	const size_t n = f->proj->n;

	for (size_t i = 0; n > 0 && i < f->ncol; i++) {
		const struct column *c = &f->column[i];

		for (size_t k = 0; c->slot < n && k < f->nline; k++)
			if (f->line[k].good)
				set_slot(&f->slot[k * n + c->slot], c,
				    field_at(f, &f->line[k], i), f->at_us[k]);
		for (size_t k = 0; c->own < n && k < f->nline; k++)
			if (f->line[k].good)
				set_slot(&f->slot[k * n + c->own], c,
				    field_at(f, &f->line[k], i), f->at_us[k]);
	}
}

/* The lines of the window, and which of them have as many fields as there are columns. */
static void
cut_lines(struct csvlog_fast *f)
{
	const struct csvmark *m = &f->marks;
	size_t mark = 0;
	uint32_t from = 0;

	f->nline = m->nend < BATCH_ROWS ? m->nend : BATCH_ROWS;
	for (size_t k = 0; k < f->nline; k++) {
		struct line *l = &f->line[k];
		uint32_t end = m->end[k];
		size_t last = mark + f->ncol - 1;

		*l = (struct line){ from, end, end + 1, (uint32_t)mark, false };
		if (end > from && f->at[end - 1] == '\r')
			l->end--;
		if (last < m->npos && m->pos[last] == end) {
			mark = last + 1;
			l->good = l->end > from && !csvmark_odd(m, from, l->end);
		} else {
			while (m->pos[mark] != end)
				mark++;
			mark++;
		}
		from = end + 1;
	}
}

static void
next_window(struct csvlog_fast *f, const char *p, const char *e)
{
	f->at = p;
	f->given = 0;
	f->mark(&f->marks, p, e, f->delim);
	cut_lines(f);
	f->ngood = 0;
	for (size_t k = 0; k < f->nline; k++)
		f->ngood += f->line[k].good;
	if (f->ngood == 0)
		return;
	look_at_columns(f);
	fill_slots(f);
}

/* Which slots these rows have, while there are any that none had. */
static void
note_seen(struct csvlog_fast *f, size_t from, size_t end)
{
	const size_t n = f->proj->n;

	f->unseen = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = from; k < end && !f->seen[i]; k++)
			f->seen[i] = f->slot[k * n + i].kind != VAL_NONE;
		f->unseen += !f->seen[i];
	}
}

size_t
csvlog_fast_rows(struct csvlog_fast *f, const char *p, const char *e, size_t max,
    struct record **row)
{
	size_t from, end;

	if (!f->usable)
		return 0;
	while (f->at != NULL && f->given < f->nline && f->at + f->line[f->given].from < p)
		f->given++;
	if (f->at == NULL || f->given == f->nline || f->at + f->line[f->given].from != p)
		next_window(f, p, e);
	from = end = f->given;
	for (; end < f->nline && f->line[end].good && end - from < max; end++) {
		const struct line *l = &f->line[end];

		f->row[end].line = (struct sv){ f->at + l->from, l->end - l->from };
		f->row[end].line_no = end - from + 1;
	}
	f->given = end;
	if (f->unseen > 0 && end > from)
		note_seen(f, from, end);
	*row = &f->row[from];
	return end - from;
}

bool
csvlog_fast_none(const struct csvlog_fast *f)
{
	return f->nline > 0 && f->ngood == 0;
}

const char *
csvlog_fast_past(const struct csvlog_fast *f, const struct record *r)
{
	return f->at + f->line[r - f->row].past;
}

/* The text of a time at @to, which has RFC3339_MAX bytes; its length. */
static size_t
put_time(struct csvlog_fast *f, int64_t at_us, char *to)
{
	uint64_t in = (uint64_t)at_us - (uint64_t)f->minute_us;
	unsigned sec = (unsigned)(in / 1000000), us = (unsigned)(in % 1000000);
	size_t n;

	if (!f->minute_set || in >= MINUTE_US || us % 1000 != 0) {
		n = rfc3339_text(at_us, 0, to);
		f->minute_set = n >= 20 && to[16] == ':' && at_us >= 0;
		if (f->minute_set) {
			memcpy(f->minute, to, sizeof(f->minute));
			f->minute_us = at_us - at_us % MINUTE_US;
		}
		return n;
	}
	memcpy(to, f->minute, sizeof(f->minute));
	to[17] = (char)('0' + sec / 10);
	to[18] = (char)('0' + sec % 10);
	n = 19;
	if (us != 0) {
		to[19] = '.';
		to[20] = (char)('0' + us / 100000);
		to[21] = (char)('0' + us / 10000 % 10);
		to[22] = (char)('0' + us / 1000 % 10);
		n = 23;
	}
	to[n] = 'Z';
	return n + 1;
}

/* @n bytes at @p; beyond the end COPY bytes at most are read and written. */
static inline char *
put_bytes(char *to, const char *p, size_t n)
{
	memcpy(to, p, COPY);
	if (__builtin_expect(n > COPY, 0))
		memcpy(to + COPY, p + COPY, n - COPY);
	return to + n;
}

static inline char *
put_value(struct csvlog_fast *f, const struct column *c, struct sv text, size_t row, char *to)
{
	bool quote = c->kind == LNAME_TEXT || c->kind == LNAME_CLIENT || !is_number(text);

	to = put_bytes(to, c->head.p, c->head.n);
	if (c->kind == LNAME_TIME) {
		*to++ = '"';
		to += put_time(f, f->at_us[row], to);
		*to++ = '"';
		return to;
	}
	*to = '"';
	to = put_bytes(to + quote, text.p, text.n);
	*to = '"';
	return to + quote;
}

static void
write_row(void *writer, struct buf *o)
{
	const struct writer *w = writer;
	struct csvlog_fast *f = w->f;
	const struct line *l = &f->line[w->row];
	size_t from = o->n, room = f->fixed + (l->end - l->from);
	char *to;

	if (o->cap - o->n < room && !buf_room(o, room))
		return;
	to = o->p + from;
	for (size_t i = 0; i < f->ncol; i++) {
		const struct column *c = &f->column[f->order[i]];
		struct sv text = field_at(f, l, f->order[i]);

		if (text.n > 0)
			to = put_value(f, c, text, w->row, to);
	}
	to += to == o->p + from;
	o->p[from] = '{';
	memcpy(to, "}\n", 2);
	o->n = (size_t)(to + 2 - o->p);
}
