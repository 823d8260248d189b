/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lbag - see lbag.h
 */
#include "line/lbag.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "json/jscan.h"
#include "json/jwrite.h"
#include "line/lvalue.h"

#include <stdio.h>
#include <string.h>

enum { METHOD, SCHEME, HOST, PATH, QUERY, PROTOCOL };	/* parts of a request */

static const struct {
	const char *from;
	const char *to;
	unsigned    flags;	/* any of these */
} aliases[] = {
	{ "ts", "timestamp", LBAG_TIMES },
	{ "time", "timestamp", LBAG_TIMES },
	{ "@timestamp", "timestamp", LBAG_TIMES },
	{ "t", "timestamp", LBAG_LOGFMT },
	{ "lvl", "level", LBAG_LOGFMT },
	{ "msg", "message", LBAG_LOGFMT },
	{ "duration", "duration_ms", LBAG_LOGFMT },
	{ "dur", "duration_ms", LBAG_LOGFMT },
	{ "elapsed", "duration_ms", LBAG_LOGFMT },
};

enum rc
lbag_map(const struct source_map **map, const struct source_cfg *cfg, struct arena *a,
    struct err *e)
{
	struct source_map *m = arena_alloc(a, (cfg->nmap + 1) * sizeof(*m));
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < cfg->nmap; i++) {
		rc = lname_plain(&m[i].to, cfg->map[i].to, a, e);
		if (rc == RC_OK)
			rc = lname_plain(&m[i].from, cfg->map[i].from, a, e);
		for (size_t k = 0; rc == RC_OK && k < i; k++)
			if (sv_eq(m[k].to, m[i].to))
				rc = rc_err(e, RC_USAGE, "--map gives %.*s twice",
				    SV_SHOW(m[i].to));
	}
	*map = m;
	return rc == RC_SYNTAX ? RC_USAGE : rc;
}

void
lbag_init(struct lbag *b, const struct proj *p, const struct source_map *map,
    const struct source_cfg *cfg, unsigned flags, struct decoder *d)
{
	memset(b, 0, sizeof(*b));
	b->proj = p;
	b->map = map;
	b->nmap = cfg->nmap;
	b->time = cfg->time;
	b->flags = flags;
	b->decoder = d;
	arena_init(&b->own);
	arena_init(&b->rec);
	hmap_init(&b->names, &b->own, sizeof(struct lbag_name), hash_seed());
	hmap_init(&b->fields, &b->own, sizeof(struct lbag_field), hash_seed());
	b->slot = mem_zalloc((p->n + 1) * sizeof(*b->slot));
	for (size_t i = 0; i < cfg->nmap; i++)
		if (sv_is(map[i].to, "timestamp"))
			b->flags &= ~(unsigned)LBAG_TIMES;
}

static enum lbag_part
part_of(struct sv name)
{
	if (sv_is(name, "status"))
		return LBAG_STATUS;
	return sv_is(name, "request") || sv_is(name, "request_uri") ? LBAG_REQUEST : LBAG_WHOLE;
}

/* ,"key": */
static struct sv
head_of(struct sv key, struct arena *a)
{
	char *p = arena_zalloc(a, key.n + 4 + LBAG_COPY);

	memcpy(p, ",\"", 2);
	memcpy(p + 2, key.p, key.n);
	memcpy(p + 2 + key.n, "\":", 2);
	return (struct sv){ p, key.n + 4 };
}

/* The field of the record called @name. */
static struct lbag_field *
record_field(struct lbag *b, struct sv name)
{
	struct lbag_field *f = hmap_get(&b->fields, name);
	struct arena *a = &b->own;

	if (f != NULL)
		return f;
	if (b->fields.n < LBAG_NAMES) {
		f = hmap_put(&b->fields, name, NULL);
		f->name = b->fields.entry[b->fields.n - 1].key;
	} else {
		a = &b->rec;
		f = arena_zalloc(a, sizeof(*f));
		f->name = arena_sv(a, name);
	}
	f->key = lname_key(f->name, &f->key_esc, a);
	f->head = head_of(f->key, a);
	f->part = part_of(f->name);
	f->kind = lname_kind(f->name);
	f->rank = lname_rank(f->name);
	f->slot = lname_slot(b->proj, f->name);
	return f;
}

static struct sv
mapped_name(const struct lbag *b, struct sv name)
{
	for (size_t i = 0; i < b->nmap; i++)
		if (sv_eq(b->map[i].from, name))
			return b->map[i].to;
	return name;
}

const struct lbag_name *
lbag_name(struct lbag *b, struct sv name)
{
	struct lbag_name *n = hmap_get(&b->names, name);
	struct sv to = mapped_name(b, name);

	if (n != NULL)
		return n;
	if (b->names.n < LBAG_NAMES && b->fields.n < LBAG_NAMES) {
		n = hmap_put(&b->names, name, NULL);
		n->name = b->names.entry[b->names.n - 1].key;
		n->kept = true;
	} else {
		n = arena_zalloc(&b->rec, sizeof(*n));
		n->name = name;
	}
	n->field = record_field(b, to);
	n->mapped = to.p != name.p;
	if (n->mapped)
		return n;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
		bool time = strcmp(aliases[i].to, "timestamp") == 0;

		if ((b->flags & aliases[i].flags) != 0 && sv_is(name, aliases[i].from) &&
		    (!time || (b->flags & LBAG_TIMES) != 0))
			n->alias = record_field(b, sv_of(aliases[i].to));
	}
	return n;
}

void
lbag_begin(struct lbag *b, struct sv line)
{
	arena_reset(&b->rec);
	b->gen++;
	b->line = line;
	b->nmember = 0;
	b->moved = false;
	for (size_t i = 0; i < b->proj->n; i++)
		b->slot[i].kind = VAL_NONE;
}

/* @p is in the line, so that LBAG_COPY bytes from there on can be read. */
static inline bool
is_in_line(const struct lbag *b, const char *p)
{
	return (uintptr_t)p - (uintptr_t)b->line.p < b->line.n;
}

/* A text that stands in JSON as it is; eight bytes at a time. */
static bool
is_plain(const struct lbag *b, struct sv s)
{
	const uint64_t highs = JSCAN_ALL(0x80);
	bool in_line = is_in_line(b, s.p);

	for (size_t i = 0; i < s.n; i += 8) {
		char last[8] = "       ";
		uint64_t w, stop;

		if (in_line || s.n - i >= 8) {
			w = word_load(s.p + i);
		} else {
			memcpy(last, s.p + i, s.n - i);
			last[7] = ' ';
			w = word_load(last);
		}
		stop = jscan_stops(w) | (w & highs);
		if (stop != 0 && i + jscan_first(stop) < s.n)
			return false;
	}
	return true;
}

static void
more_members(struct lbag *b)
{
	size_t old = b->cap;

	b->cap = b->cap == 0 ? 32 : 2 * b->cap;
	b->member = mem_array(b->member, b->cap, sizeof(*b->member));
	b->item = mem_array(b->item, b->cap, sizeof(*b->item));
	b->order = mem_array(b->order, b->cap, sizeof(*b->order));
	b->last = mem_array(b->last, b->cap, sizeof(*b->last));
	for (size_t i = old; i < b->cap; i++)
		b->last[i] = NULL;
}

/* @plain: the text of @v is as JSON has it, and has no NUL. */
static inline void
store(struct lbag *b, struct lbag_field *f, const void *by, const struct val *v, bool plain)
{
	bool again = f->gen == b->gen;
	size_t i = again ? f->at : b->nmember;

	f->gen = b->gen;
	f->by = by;
	if (f->slot < b->proj->n) {
		val_copy(&b->slot[f->slot], v);
		b->decoder->seen[f->slot] = true;
	}
	if (!b->proj->members)
		return;
	if (!again) {
		if (b->nmember == b->cap)
			more_members(b);
		f->at = b->nmember++;
		b->moved |= b->last[i] != f;
		b->item[i].field = f;
		b->member[i].key = f->key;
		b->member[i].key_esc = f->key_esc;
	}
	b->item[i].plain = plain;
	val_copy(&b->member[i].val, v);
}

static void
store_value(struct lbag *b, struct lbag_field *f, const void *by, const struct val *v)
{
	struct val odd;

	if (b->nul && v->kind == VAL_STRING) {
		odd = lvalue_string(v->text, &b->rec);
		v = &odd;
	}
	store(b, f, by, v, v->kind == VAL_NUMBER && val_form(v) == 0);
}

static struct val
bare_value(struct sv text)
{
	if (num_is(text))
		return (struct val){ .kind = VAL_NUMBER, .text = text };
	return val_of_text(text);
}

/* "true" and "false" without quotes are what they say in logfmt. */
static struct val
bare_logfmt(struct sv text)
{
	if (sv_is(text, "true") || sv_is(text, "false"))
		return val_of_bool(text.n == 4);
	return bare_value(text);
}

static bool
time_of(struct lbag *b, struct sv text, struct val *out)
{
	struct val v, t = { .kind = VAL_TIME, .text = text };

	if (lmoment_scan(&b->moment, text.p, text.p + text.n, &t.at_us) == text.p + text.n) {
		*out = t;
		return true;
	}
	v = bare_value(text);
	if (!tstamp_auto(&v, &b->time, &t.at_us))
		return false;
	if (v.kind == VAL_STRING)
		lmoment_learn(&b->moment, text, t.at_us);
	if (v.kind == VAL_NUMBER && !tstamp_plausible(t.at_us))
		return false;
	*out = t;
	return true;
}

/* The value under another name than its own; false when the text does not fit that. */
static bool
as_alias(struct lbag *b, const struct lbag_field *to, struct sv text, struct val *v)
{
	struct sv ms;

	if (to->kind == LNAME_TIME)
		return time_of(b, text, v);
	if (to->kind == LNAME_MS) {
		if (!lvalue_ms(text, &b->rec, &ms))
			return false;
		*v = (struct val){ .kind = VAL_NUMBER, .text = ms };
		return true;
	}
	*v = val_of_text(text);
	return true;
}

static void
store_text(struct lbag *b, struct lbag_field *f, const void *by, struct sv text)
{
	struct val v = val_of_text(text);

	if (is_plain(b, text))
		store(b, f, by, &v, true);
	else
		store_value(b, f, by, &v);
}

/* A part of a request, whose field is looked up once. */
static void
store_part(struct lbag *b, int part, const void *by, struct sv text)
{
	static const char *const name[LBAG_PARTS] = {
		"method", "scheme", "host", "path", "query", "protocol"
	};

	if (text.n == 0)
		return;
	if (b->request[part] == NULL)
		b->request[part] = hmap_get(&b->fields, sv_of(name[part]));
	store_text(b, b->request[part] != NULL ? b->request[part] :
	    record_field(b, sv_of(name[part])), by, text);
}

/* What servers write for a request that got no answer. */
static bool
is_no_status(const struct lbag_field *f, struct sv text)
{
	return (sv_is(text, "0") || sv_is(text, "000")) && sv_is(f->name, "status");
}

/* Method, path ... of a request line; false when it cannot be split. */
static bool
put_request(struct lbag *b, const void *by, struct sv text)
{
	struct lvalue_request r;

	lvalue_request(text, &r);
	if (r.whole.n > 0)
		return false;
	store_part(b, METHOD, by, r.method);
	store_part(b, SCHEME, by, r.scheme);
	store_part(b, HOST, by, r.host);
	store_part(b, PATH, by, r.path);
	store_part(b, QUERY, by, r.query);
	store_part(b, PROTOCOL, by, r.protocol);
	return true;
}

/* Path and query of the target of a request. */
static void
put_target(struct lbag *b, const void *by, struct sv text)
{
	struct lvalue_request r = { 0 };

	lvalue_url(text, &r);
	store_part(b, PATH, by, r.path);
	store_part(b, QUERY, by, r.query);
}

/* A request or its target, under the name that says so: it is taken apart. */
static bool
put_parts(struct lbag *b, const struct lbag_name *n, struct sv text)
{
	bool access = (b->flags & LBAG_ACCESS) != 0;

	if (access && is_no_status(n->field, text))
		return true;
	if (access && sv_is(n->field->name, "request"))
		return put_request(b, n, text);
	if ((!access && !n->mapped) || !sv_is(n->field->name, "request_uri"))
		return false;
	put_target(b, n, text);
	return true;
}

enum { COMMA, BYTES };		/* places of decoder.doubt */

static bool
is_doubted(const struct lbag *b, const struct lbag_field *f, int what)
{
	return (b->flags & LBAG_TABLE) != 0 && b->decoder->doubt[what] == NULL &&
	    (f->slot < b->proj->n || b->proj->members);
}

static size_t
skip_digits(struct sv s, size_t i)
{
	while (i < s.n && num_is_digit((unsigned char)s.p[i]))
		i++;
	return i;
}

/* Groups of three digits, each behind @sep, from @i on: behind them. */
static size_t
skip_groups(struct sv s, size_t i, char sep)
{
	while (i < s.n && s.p[i] == sep && skip_digits(s, i + 1) == i + 4)
		i += 4;
	return i;
}

/* 1,5 and 1.234,56 and 1,234.56: what would be a number elsewhere. */
static bool
has_comma(struct sv s)
{
	size_t i, at, end;

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = (struct sv){ s.p + 1, s.n - 1 };
	i = skip_digits(s, 0);
	if (i == 0 || i == s.n)
		return false;
	at = skip_groups(s, i, '.');
	if (at < s.n && s.p[at] == ',' && at + 1 < s.n && skip_digits(s, at + 1) == s.n)
		return true;
	at = skip_groups(s, i, ',');
	end = at < s.n && s.p[at] == '.' ? skip_digits(s, at + 1) : at;
	return at > i && i <= 3 && end == s.n;
}

/* As where decimals stand behind a comma, and points, if any, part groups of three digits. */
static struct val
comma_value(struct lbag *b, struct sv text)
{
	size_t sign = text.n > 0 && text.p[0] == '-', whole = skip_digits(text, sign);
	size_t i = 0, end = skip_groups(text, whole, '.');
	char *to, *at;
	struct sv s;

	if (end > whole && whole - sign > 3)
		return val_of_text(text);
	at = to = arena_alloc(&b->rec, text.n + 1);
	for (; i < end; i++)
		if (text.p[i] != '.')
			*at++ = text.p[i];
	for (; i < text.n; i++) {
		if (text.p[i] == '.')
			return val_of_text(text);
		*at++ = (char)(text.p[i] == ',' ? '.' : text.p[i]);
	}
	s = (struct sv){ to, (size_t)(at - to) };
	return num_is(s) ? (struct val){ .kind = VAL_NUMBER, .text = s } : val_of_text(text);
}

static void
doubt_comma(struct lbag *b, const struct lbag_field *f, struct sv text)
{
	char *msg;

	if (!is_doubted(b, f, COMMA) || !has_comma(text))
		return;
	msg = arena_alloc(&b->own, ERR_MSG_MAX);
	(void)snprintf(msg, ERR_MSG_MAX, "'%.*s' has numbers with a comma, such as '%.*s': they "
	    "are read as text; %s", SV_SHOW(f->name), SV_SHOW(text),
	    comma_value(b, text).kind == VAL_NUMBER ? "--decimal comma reads them" :
	    "a number has a point and no other separator");
	b->decoder->doubt[COMMA] = msg;
}

static void
doubt_bytes(struct lbag *b, const struct lbag_field *f, struct sv raw)
{
	char found[LVALUE_SHOWN], *msg;

	if (!is_doubted(b, f, BYTES))
		return;
	msg = arena_alloc(&b->own, ERR_MSG_MAX);
	(void)snprintf(msg, ERR_MSG_MAX, "'%.*s' has bytes that are not UTF-8, as in %s, kept as "
	    "\\xHH; is the table in Latin-1? try --encoding windows-1252",
	    SV_SHOW(f->name), lvalue_shown(raw, found));
	b->decoder->doubt[BYTES] = msg;
}

/* The value of a field as its name says it reads; false for a timestamp that is none. */
static bool
as_named(struct lbag *b, const struct lbag_field *f, struct sv text, enum lbag_text how,
    struct val *v)
{
	struct sv out;

	if (f->kind == LNAME_TIME)
		return time_of(b, text, v);
	if (how == LBAG_QUOTED || f->kind == LNAME_TEXT || f->kind == LNAME_CLIENT)
		*v = val_of_text(text);
	else
		*v = (b->flags & LBAG_LOGFMT) != 0 ? bare_logfmt(text) : bare_value(text);
	if ((b->flags & LBAG_COMMA) != 0 && how == LBAG_BARE &&
	    (f->kind == LNAME_ANY || f->kind == LNAME_MS))
		*v = comma_value(b, text);
	else if (v->kind == VAL_STRING && (f->kind == LNAME_ANY || f->kind == LNAME_MS))
		doubt_comma(b, f, text);
	if (f->kind == LNAME_MS && v->kind == VAL_STRING && lvalue_ms(text, &b->rec, &out))
		*v = (struct val){ .kind = VAL_NUMBER, .text = out };
	return true;
}

static struct sv
decode_text(struct lbag *b, struct sv raw, enum lvalue_escape esc)
{
	b->nul = false;
	if (lvalue_plain(raw, esc))
		return raw;
	raw = lvalue_text(raw, esc, &b->rec);
	b->nul = raw.n > 0 && memchr(raw.p, '\0', raw.n) != NULL;
	return raw;
}

/*
 * What most values are: a text or a number of the line that stands in JSON as it is, under a
 * name that says nothing else.  False, and nothing done, when this is no such one.
 */
static inline bool
put_plain(struct lbag *b, const struct lbag_name *n, struct sv raw, enum lbag_text how)
{
	struct lbag_field *f = n->field;
	bool text = how == LBAG_QUOTED || f->kind == LNAME_TEXT;
	struct val v = { .kind = VAL_STRING, .text = raw };
	char c;

	if (n->alias != NULL || how == LBAG_TRUE || raw.n == 0 || !is_plain(b, raw))
		return false;
	c = *raw.p;
	if (f->part == LBAG_REQUEST || (f->part == LBAG_STATUS && c == '0') ||
	    f->kind == LNAME_TIME || f->kind == LNAME_CLIENT)
		return false;
	if (!text && (b->flags & (LBAG_COMMA | LBAG_TABLE)) != 0)
		return false;
	if (!text && (num_is_digit((unsigned char)c) || c == '-') && num_is(raw))
		v.kind = VAL_NUMBER;
	else if (f->kind == LNAME_MS || (!text && (c == 't' || c == 'f')))
		return false;
	store(b, f, n, &v, true);
	return true;
}

/* Any other value: see lbag_put. */
static __attribute__((noinline)) bool
put_any(struct lbag *b, const struct lbag_name *n, struct sv raw, enum lbag_text how)
{
	struct sv text = decode_text(b, raw, how == LBAG_QUOTED ? LVALUE_GO : LVALUE_RAW);
	struct lbag_field *f = n->field;
	struct val v = val_of_bool(true);
	struct sv first;

	if (text.p != raw.p)
		doubt_bytes(b, f, raw);
	if (how != LBAG_TRUE) {
		if (f->kind == LNAME_CLIENT && lvalue_client(text, &first))
			text = first;
		if (text.n == 0)
			return true;
		if (n->alias != NULL && (n->alias->gen != b->gen || n->alias->by == n) &&
		    as_alias(b, n->alias, text, &v)) {
			store_value(b, n->alias, n, &v);
			if (f->slot < b->proj->n && b->proj->field[f->slot].timed) {
				b->slot[f->slot] = v;
				b->decoder->seen[f->slot] = true;
			}
			return true;
		}
		if (((b->flags & LBAG_ACCESS) != 0 || n->mapped) && put_parts(b, n, text))
			return true;
		if (!as_named(b, f, text, how, &v)) {
			v = bare_value(text);
			b->why = tstamp_why(&v, &b->time);
			return false;
		}
	}
	store_value(b, f, n, &v);
	return true;
}

bool
lbag_put(struct lbag *b, const struct lbag_name *n, struct sv raw, enum lbag_text how)
{
	return put_plain(b, n, raw, how) || put_any(b, n, raw, how);
}

void
lbag_put_value(struct lbag *b, const struct lbag_name *n, const struct val *v)
{
	b->nul = false;
	store_value(b, n->field, n, v);
}

/* Canonical members first, in their order; the others stay as they came. */
static void
find_order(struct lbag *b)
{
	for (size_t i = 0; i < b->nmember; i++) {
		unsigned rank = b->item[i].field->rank;
		size_t k = i;

		b->last[i] = b->item[i].field;
		for (; k > 0 && b->item[b->order[k - 1]].field->rank > rank; k--)
			b->order[k] = b->order[k - 1];
		b->order[k] = i;
	}
	b->nlast = b->nmember;
}

/* The members in the order of their ranks, where they are to be listed. */
static void
sort_members(struct lbag *b)
{
	for (size_t i = 1; i < b->nmember; i++) {
		struct jread_member m = b->member[i];
		struct lbag_item item = b->item[i];
		size_t k = i;

		for (; k > 0 && b->item[k - 1].field->rank > item.field->rank; k--) {
			b->member[k] = b->member[k - 1];
			b->item[k] = b->item[k - 1];
		}
		b->member[k] = m;
		b->item[k] = item;
	}
}

/* A text at @to, its end; in steps where more than it can be read and written. */
static inline char *
copy_text(const struct lbag *b, struct sv s, char *to)
{
	if (!is_in_line(b, s.p)) {
		memcpy(to, s.p, s.n);
		return to + s.n;
	}
	for (size_t i = 0; i < s.n; i += LBAG_COPY)
		memcpy(to + i, s.p + i, LBAG_COPY);
	return to + s.n;
}

/* A value whose text is to be written as JSON. */
static __attribute__((noinline)) void
write_any(const struct val *v, struct buf *o)
{
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_val(&w, v);
}

/* A member with the comma before it. */
static inline void
write_member(struct lbag *b, const struct lbag_item *item, const struct val *v, struct buf *o)
{
	struct sv head = item->field->head;
	size_t room = head.n + v->text.n + 3 * LBAG_COPY;
	char *to;

	if (o->cap - o->n < room && !buf_room(o, room))
		return;
	to = o->p + o->n;
	if (head.n <= LBAG_COPY)
		memcpy(to, head.p, LBAG_COPY);
	else
		memcpy(to, head.p, head.n);
	to += head.n;
	if (v->kind == VAL_TIME || (item->plain && v->kind == VAL_STRING)) {
		*to++ = '"';
		to = v->kind == VAL_TIME ? to + lput_time(&b->clock, v->at_us, to) :
		    copy_text(b, v->text, to);
		*to++ = '"';
		o->n = (size_t)(to - o->p);
	} else if (item->plain) {
		o->n = (size_t)(copy_text(b, v->text, to) - o->p);
	} else {
		o->n = (size_t)(to - o->p);
		write_any(v, o);
	}
}

static void
write_record(void *writer, struct buf *o)
{
	struct lbag *b = writer;
	size_t from = o->n;

	for (size_t i = 0; i < b->nmember; i++)
		write_member(b, &b->item[b->order[i]], &b->member[b->order[i]].val, o);
	if (b->nmember == 0)
		buf_c(o, '{');
	else if (o->n > from)
		o->p[from] = '{';
	buf_add(o, "}\n", 2);
}

void
lbag_end(struct lbag *b, struct record *r)
{
	bool text = b->proj->members && b->proj->text;

	if (text && (b->moved || b->nmember != b->nlast))
		find_order(b);
	else if (!text)
		sort_members(b);
	r->slot = b->slot;
	r->member = b->member;
	r->nmember = b->nmember;
	r->json = false;
	r->write = text ? write_record : NULL;
	r->writer = b;
}

size_t
lbag_names(const struct lbag *b, struct sv *name, size_t max)
{
	size_t n = b->fields.n < max ? b->fields.n : max;

	for (size_t i = 0; i < n; i++)
		name[i] = b->fields.entry[i].key;
	return n;
}

void
lbag_free(struct lbag *b)
{
	hmap_free(&b->names);
	hmap_free(&b->fields);
	arena_free(&b->own);
	arena_free(&b->rec);
	mem_free(b->slot);
	mem_free(b->member);
	mem_free(b->item);
	mem_free(b->order);
	mem_free(b->last);
}
