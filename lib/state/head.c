/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/head.h"

#include "base/hash.h"
#include "base/num.h"
#include "query/document.h"
#include "record/time_member.h"

#include <jansson.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NEED_CHANNELS "channels"	/* what a reader must know of, and its member of `more` */

/* ---- any line ---- */

/* Every state has one: no printf. */
static void
put_hex(char hex[HEAD_HEX], uint64_t v)
{
	for (int i = HEAD_HEX; i-- > 0; v >>= 4)
		hex[i] = "0123456789abcdef"[v & 15];
}

#define CHECK ",\"check\":\""

static void
put_check(char check[HEAD_CHECK], uint64_t h)
{
	memcpy(check, CHECK, sizeof(CHECK) - 1);
	put_hex(check + sizeof(CHECK) - 1, h);
	memcpy(check + HEAD_CHECK - 2, "\"}", 2);
}

void
head_begin(struct jwrite *w, struct buf *b, const char *kind)
{
	jwrite_init(w, b);
	jwrite_open(w, '{');
	jwrite_key(w, SV("kind"));
	jwrite_str(w, sv_of(kind));
}

void
head_seal(struct jwrite *w, struct buf *b)
{
	char check[HEAD_CHECK];
	uint64_t h;

	jwrite_shut(w, '}');
	h = hash_sv((struct sv){ b->p, b->n - 1 }, 0);
	b->n--;
	put_check(check, h);
	buf_add(b, check, HEAD_CHECK);
	buf_c(b, '\n');
}

bool
head_checked(struct sv line)
{
	return line.n > HEAD_CHECK &&
	    memcmp(line.p + line.n - HEAD_CHECK, CHECK, sizeof(CHECK) - 1) == 0 &&
	    memcmp(line.p + line.n - 2, "\"}", 2) == 0;
}

bool
head_sealed(struct sv line)
{
	char want[HEAD_CHECK];
	struct sv body;

	if (line.n <= HEAD_CHECK)
		return false;
	body = (struct sv){ line.p, line.n - HEAD_CHECK };
	put_check(want, hash_sv(body, 0));
	return memcmp(line.p + body.n, want, HEAD_CHECK) == 0;
}

void
head_hex(char *hex, uint64_t v)
{
	put_hex(hex, v);
	hex[HEAD_HEX] = '\0';
}

bool
head_unhex(struct sv hex, uint64_t *v)
{
	*v = 0;
	for (size_t i = 0; i < hex.n; i++) {
		const char *digit = memchr("0123456789abcdef", hex.p[i], HEAD_HEX);

		if (digit == NULL)
			return false;
		*v = *v << 4 | (uint64_t)(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
	}
	return hex.n == HEAD_HEX;
}

/* ---- writing ---- */

static void
write_text(struct jwrite *w, const char *key, struct sv text)
{
	jwrite_key(w, sv_of(key));
	if (text.n == 0)
		jwrite_null(w);
	else
		jwrite_str(w, text);
}

static void
write_hash(struct jwrite *w, const char *key, uint64_t hash)
{
	char hex[HEAD_HEX + 1];

	head_hex(hex, hash);
	jwrite_put_text(w, key, sv_of(hex));
}

static void
write_chain(struct jwrite *w, const struct state_chain *c)
{
	jwrite_key(w, SV("chain"));
	jwrite_open(w, '{');
	write_hash(w, "id", c->id);
	jwrite_put_u64(w, "run", c->run);
	if (c->part)
		time_member_write(w, "period", NULL, c->from_us);
	if (c->latest_us != INT64_MIN)
		time_member_write(w, "latest", NULL, c->latest_us);
	if (c->closed_us != INT64_MIN)
		time_member_write(w, "closed", NULL, c->closed_us);
	if (c->every.n > 0)
		write_text(w, "every", c->every);
	jwrite_shut(w, '}');
}

void
head_write(const struct state_head *h, struct jwrite *w)
{
	write_text(w, "filter", h->filter);
	jwrite_put_u64(w, "version", STATE_VERSION);
	jwrite_key(w, SV("plan"));
	jwrite_raw(w, h->plan);
	write_text(w, "where", h->where);
	write_text(w, "time", h->time);
	write_text(w, "tz", h->tz);
	write_text(w, "window", h->window);
	jwrite_key(w, SV("by"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < h->nkey; i++) {
		jwrite_open(w, '{');
		write_text(w, "name", h->key[i].name);
		write_text(w, "expr", h->key[i].expr);
		jwrite_shut(w, '}');
	}
	jwrite_shut(w, ']');
	if (h->channels.n > 0) {
		jwrite_key(w, SV("need"));
		jwrite_open(w, '[');
		jwrite_str(w, SV(NEED_CHANNELS));
		jwrite_shut(w, ']');
	}
	if (h->channels.n == 0 && h->chain.id == 0)
		return;
	jwrite_key(w, SV("more"));
	jwrite_open(w, '{');
	if (h->channels.n > 0)
		write_text(w, NEED_CHANNELS, h->channels);
	if (h->chain.id != 0)
		write_chain(w, &h->chain);
	jwrite_shut(w, '}');
}

static void
write_lines(struct jwrite *w, const struct identity_source *s)
{
	char hex[2 * HEAD_HEX + 1];

	if (s->narrow) {
		write_hash(w, "lines", s->lines.low);
		return;
	}
	head_hex(hex, s->lines.high);
	head_hex(hex + HEAD_HEX, s->lines.low);
	jwrite_put_text(w, "lines", sv_of(hex));
}

void
head_write_source(const struct identity_source *s, struct jwrite *w)
{
	write_text(w, "name", s->name);
	jwrite_put_u64(w, "records", s->records);
	if (s->from_us <= s->to_us) {
		time_member_write(w, "from", NULL, s->from_us);
		time_member_write(w, "to", NULL, s->to_us);
	}
	write_lines(w, s);
	if (s->records > 0)
		write_hash(w, "first", s->first);
	if (s->label.n == 0 && s->part.n == 0)
		return;
	jwrite_key(w, SV("more"));
	jwrite_open(w, '{');
	if (s->label.n > 0)
		write_text(w, "label", s->label);
	if (s->part.n > 0)
		write_text(w, "part", s->part);
	jwrite_shut(w, '}');
}

/* ---- reading ---- */

/* A text, or null for an empty one. */
static bool
read_text(struct sv *to, const json_t *v, struct arena *a)
{
	*to = (struct sv){ NULL, 0 };
	if (json_is_string(v))
		*to = arena_sv(a, document_sv(v));
	return json_is_string(v) || json_is_null(v);
}

/* A time that may lack. */
static bool
read_time(int64_t *at_us, const json_t *v)
{
	*at_us = INT64_MIN;
	return v == NULL || (json_is_string(v) && time_member_read(document_sv(v), at_us));
}

/* Of `more`, what chain it is part of. */
static enum rc
read_chain(struct state_chain *c, const json_t *v, struct arena *a, struct err *e)
{
	const json_t *run = json_object_get(v, "run"), *period = json_object_get(v, "period");
	const json_t *every = json_object_get(v, "every");

	if (v == NULL)
		return RC_OK;
	c->run = (uint64_t)json_integer_value(run);
	c->part = period != NULL;
	if (!head_unhex(document_sv(json_object_get(v, "id")), &c->id) || c->id == 0 ||
	    !json_is_integer(run) || json_integer_value(run) < 0 ||
	    !read_time(&c->from_us, period) ||
	    !read_time(&c->latest_us, json_object_get(v, "latest")) ||
	    !read_time(&c->closed_us, json_object_get(v, "closed")) ||
	    (every != NULL && !read_text(&c->every, every, a)))
		return rc_err(e, RC_SYNTAX, "a chain that cannot be");
	return RC_OK;
}

/* What a reader must know of to get it right. */
static enum rc
read_need(struct state_head *h, const json_t *need, const json_t *more, struct arena *a,
    struct err *e)
{
	const json_t *v, *name = json_object_get(more, NEED_CHANNELS);
	size_t i;

	if (need != NULL && !json_is_array(need))
		return rc_err(e, RC_SYNTAX, "need: expected a list of names");
	json_array_foreach(need, i, v) {
		struct sv what = document_sv(v);

		if (what.n == 0)
			return rc_err(e, RC_SYNTAX, "need: expected a list of names");
		if (!sv_is(what, NEED_CHANNELS))
			return rc_err(e, RC_SYNTAX, "the states need '%.*s', which this program "
			    "does not know: written by a newer cxutils", SV_SHOW(what));
		if (json_string_length(name) != HEAD_HEX)
			return rc_err(e, RC_SYNTAX, "expected the name of the rules of channel() "
			    "in more");
		h->channels = arena_sv(a, document_sv(name));
	}
	return RC_OK;
}

static enum rc
read_by(struct state_head *h, const json_t *by, struct arena *a, struct err *e)
{
	const json_t *v;
	size_t i;

	json_array_foreach(by, i, v) {
		if (i == STATE_KEYS_MAX || !json_is_object(v) ||
		    !read_text(&h->key[i].name, json_object_get(v, "name"), a) ||
		    !read_text(&h->key[i].expr, json_object_get(v, "expr"), a))
			return rc_err(e, RC_SYNTAX, "expected at most %d keys in by, each with "
			    "a name and expr", (int)STATE_KEYS_MAX);
		h->nkey++;
	}
	return json_is_array(by) ? RC_OK : rc_err(e, RC_SYNTAX, "expected a plan and by");
}

static enum rc
read_version(const json_t *doc, json_int_t *version, struct err *e)
{
	const json_t *v = json_object_get(doc, "version");

	*version = json_integer_value(v);
	if (*version < 1)
		return rc_err(e, RC_SYNTAX, "expected a version");
	if (*version > STATE_VERSION)
		return rc_err(e, RC_SYNTAX, "states of version %lld, this program reads up to %d: "
		    "written by a newer cxutils", (long long)*version, (int)STATE_VERSION);
	return RC_OK;
}

static enum rc
read_members(struct state_head *h, json_t *doc, json_int_t version, struct arena *a,
    struct err *e)
{
	json_t *filter, *plan, *where, *time, *tz, *window, *by, *need = NULL, *more = NULL;
	const char *kind, *check;
	json_error_t why = { 0 };
	enum rc rc;

	if (json_unpack_ex(doc, &why, version == 1 ? 0 : JSON_STRICT,
	    "{s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s?o,s?o,s:s,s:I}", "kind", &kind, "filter", &filter,
	    "plan", &plan, "where", &where, "time", &time, "tz", &tz, "window", &window, "by",
	    &by, "need", &need, "more", &more, "check", &check, "version", &version) != 0)
		return rc_err(e, RC_SYNTAX, "no first line of version %lld: %s",
		    (long long)version, why.text);
	rc = read_need(h, need, more, a, e);
	if (rc == RC_OK && (!json_is_object(plan) || (more != NULL && !json_is_object(more))))
		rc = rc_err(e, RC_SYNTAX, "expected a plan and by");
	if (rc == RC_OK)
		rc = read_chain(&h->chain, json_object_get(more, "chain"), a, e);
	if (rc == RC_OK && (!read_text(&h->filter, filter, a) || !read_text(&h->where, where, a) ||
	    !read_text(&h->time, time, a) || !read_text(&h->tz, tz, a) ||
	    !read_text(&h->window, window, a)))
		rc = rc_err(e, RC_SYNTAX, "expected texts for filter, where, time, tz and window");
	if (rc == RC_OK)
		rc = read_by(h, by, a, e);
	if (rc == RC_OK) {
		document_normal(plan);
		rc = document_text(&h->plan, plan, a, e);
	}
	return rc;
}

enum rc
head_read(struct state_head *h, struct sv line, struct arena *a, struct err *e)
{
	json_int_t version;
	json_t *doc;
	enum rc rc = document_load(&doc, line, e);

	memset(h, 0, sizeof(*h));
	if (rc == RC_OK)
		rc = read_version(doc, &version, e);
	if (rc == RC_OK)
		rc = read_members(h, doc, version, a, e);
	document_free(doc);
	return rc;
}

/* A sum; or the half of one, which is another thing. */
static bool
read_lines(struct identity_source *s, struct sv hex)
{
	struct sv high = { hex.p, HEAD_HEX };

	s->narrow = hex.n == HEAD_HEX;
	if (s->narrow)
		return head_unhex(hex, &s->lines.low);
	return hex.n == (size_t)2 * HEAD_HEX && head_unhex(high, &s->lines.high) &&
	    head_unhex((struct sv){ hex.p + HEAD_HEX, HEAD_HEX }, &s->lines.low);
}

/* Both times or none; a source without any has them the wrong way round. */
static bool
read_times(struct identity_source *s, const json_t *from, const json_t *to)
{
	if (from == NULL && to == NULL)
		return true;
	return json_is_string(from) && json_is_string(to) &&
	    time_member_read(document_sv(from), &s->from_us) &&
	    time_member_read(document_sv(to), &s->to_us) && s->from_us <= s->to_us;
}

/* What a source is called beside its name, a text that may lack. */
static bool
read_called(struct sv *to, const json_t *more, const char *member, struct arena *a)
{
	const json_t *v = json_object_get(more, member);

	return v == NULL || (json_string_length(v) > 0 && read_text(to, v, a));
}

enum rc
head_read_source(struct identity_source *s, struct sv line, struct arena *a, struct err *e)
{
	json_t *doc, *name, *lines, *first = NULL, *from = NULL, *to = NULL, *more = NULL;
	json_int_t records = 0;
	const char *kind, *check;
	json_error_t why = { 0 };
	enum rc rc = document_load(&doc, line, e);

	identity_clear(s);
	if (rc == RC_OK && json_unpack_ex(doc, &why, JSON_STRICT,
	    "{s:s,s:o,s:I,s?o,s?o,s:o,s?o,s?o,s:s}", "kind", &kind, "name", &name, "records",
	    &records, "from", &from, "to", &to, "lines", &lines, "first", &first, "more", &more,
	    "check", &check) != 0)
		rc = rc_err(e, RC_SYNTAX, "no source: %s", why.text);
	if (rc == RC_OK && (!read_text(&s->name, name, a) || records < 0 ||
	    !read_times(s, from, to) || !read_lines(s, document_sv(lines)) ||
	    (records > 0) != (first != NULL) ||
	    (first != NULL && !head_unhex(document_sv(first), &s->first)) ||
	    (more != NULL && !json_is_object(more))))
		rc = rc_err(e, RC_SYNTAX, "a source that cannot be");
	if (rc == RC_OK && !read_called(&s->label, more, "label", a))
		rc = rc_err(e, RC_SYNTAX, "a source whose label is no text");
	if (rc == RC_OK && (!read_called(&s->part, more, "part", a) ||
	    (s->part.n > 0 && !s->narrow)))
		rc = rc_err(e, RC_SYNTAX, "a source whose part is no text, or has a sum of lines");
	s->records = (uint64_t)records;
	document_free(doc);
	return rc;
}
