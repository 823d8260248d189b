/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lbag - see lbag.h
 */
#include "log/lbag.h"

#include "base/hash.h"
#include "base/mem.h"
#include "log/lvalue.h"

#include <stdio.h>
#include <string.h>

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
lbag_begin(struct lbag *b)
{
	arena_reset(&b->rec);
	b->gen++;
	b->nmember = 0;
	for (size_t i = 0; i < b->proj->n; i++)
		b->slot[i].kind = VAL_NONE;
}

static void
store_value(struct lbag *b, struct lbag_field *f, const void *by, const struct val *v)
{
	bool again = f->gen == b->gen;
	struct val odd;

	if (b->nul && v->kind == VAL_STRING) {
		odd = lvalue_string(v->text, &b->rec);
		v = &odd;
	}
	f->gen = b->gen;
	f->by = by;
	if (f->slot < b->proj->n) {
		b->slot[f->slot] = *v;
		b->decoder->seen[f->slot] = true;
	}
	if (!b->proj->members)
		return;
	if (again) {
		b->member[f->at].val = *v;
		return;
	}
	if (b->nmember == b->cap) {
		b->cap = b->cap == 0 ? 32 : 2 * b->cap;
		b->member = mem_array(b->member, b->cap, sizeof(*b->member));
		b->rank = mem_array(b->rank, b->cap, sizeof(*b->rank));
	}
	f->at = b->nmember++;
	b->member[f->at] = (struct jread_member){ f->key, f->key_esc, *v };
	b->rank[f->at] = f->rank;
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
time_of(const struct lbag *b, struct sv text, struct val *out)
{
	struct val v = bare_value(text);
	struct val t = { .kind = VAL_TIME, .text = text };

	if (!tstamp_auto(&v, &b->time, &t.at_us))
		return false;
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
store_text(struct lbag *b, struct sv name, const void *by, struct sv text)
{
	struct val v = val_of_text(text);

	if (text.n > 0)
		store_value(b, record_field(b, name), by, &v);
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
	store_text(b, SV("method"), by, r.method);
	store_text(b, SV("scheme"), by, r.scheme);
	store_text(b, SV("host"), by, r.host);
	store_text(b, SV("path"), by, r.path);
	store_text(b, SV("query"), by, r.query);
	store_text(b, SV("protocol"), by, r.protocol);
	return true;
}

/* Path and query of the target of a request. */
static void
put_target(struct lbag *b, const void *by, struct sv text)
{
	struct lvalue_request r = { 0 };

	lvalue_url(text, &r);
	store_text(b, SV("path"), by, r.path);
	store_text(b, SV("query"), by, r.query);
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

bool
lbag_put(struct lbag *b, const struct lbag_name *n, struct sv raw, enum lbag_text how)
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

void
lbag_put_value(struct lbag *b, const struct lbag_name *n, const struct val *v)
{
	b->nul = false;
	store_value(b, n->field, n, v);
}

/* Canonical members first, in their order; the others stay as they came. */
static void
sort_members(struct lbag *b)
{
	for (size_t i = 1; i < b->nmember; i++) {
		struct jread_member m = b->member[i];
		unsigned rank = b->rank[i];
		size_t k = i;

		for (; k > 0 && b->rank[k - 1] > rank; k--) {
			b->member[k] = b->member[k - 1];
			b->rank[k] = b->rank[k - 1];
		}
		b->member[k] = m;
		b->rank[k] = rank;
	}
}

void
lbag_end(struct lbag *b, struct record *r)
{
	sort_members(b);
	r->slot = b->slot;
	r->member = b->member;
	r->nmember = b->nmember;
	r->json = false;
	r->write = NULL;
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
	mem_free(b->rank);
}
