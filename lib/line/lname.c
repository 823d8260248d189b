/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lname - see lname.h.  Called while sources are opened and for names seen for
 * the first time, so the tables are searched in a line.
 */
#include "line/lname.h"

#include "base/buf.h"
#include "json/jwrite.h"

#include <string.h>

static const char *const ranked[] = { "timestamp", "client_ip", "user_id", "method", "scheme",
	"host", "path", "query", "protocol", "status", "bytes", "referrer", "user_agent",
	"duration_ms", "upstream_ms" };

/* Canonical fields that are text even when a value has only digits. */
static const char *const texts[] = { "id", "event_name", "page_location", "page_title",
	"page_referrer", "search_term", "country", "device_category", "currency", "coupon",
	"item_name", "item_brand", "item_category", "campaign", "term", "content", "source",
	"medium", "channel", "method", "scheme", "host", "path", "query", "protocol", "referrer",
	"user_agent", "experiment", "variant", "metric", "comment", "layer", "service",
	"error_type", "scenario", "delivery_channel", "level", "logger", "message", "request" };

enum lname_kind
lname_kind(struct sv name)
{
	if (sv_is(name, "timestamp"))
		return LNAME_TIME;
	if (lname_is_ms(name))
		return LNAME_MS;
	if (sv_is(name, "client_ip"))
		return LNAME_CLIENT;
	if (name.n > 3 && memcmp(name.p + name.n - 3, "_id", 3) == 0)
		return LNAME_TEXT;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (sv_is(name, texts[i]))
			return LNAME_TEXT;
	return LNAME_ANY;
}

unsigned
lname_rank(struct sv name)
{
	for (unsigned i = 0; i < sizeof(ranked) / sizeof(ranked[0]); i++)
		if (sv_is(name, ranked[i]))
			return i;
	return LNAME_RANKS;
}

struct sv
lname_snake(struct sv prefix, struct sv s, struct arena *a)
{
	char *p = arena_alloc(a, prefix.n + s.n + 1);

	if (prefix.n > 0)
		memcpy(p, prefix.p, prefix.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
			c = '_';
		p[prefix.n + i] = c;
	}
	return (struct sv){ p, prefix.n + s.n };
}

struct sv
lname_key(struct sv name, bool *esc, struct arena *a)
{
	struct buf b;
	struct jwrite w;
	struct sv key;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_str(&w, name);
	key = arena_sv(a, (struct sv){ b.p + 1, b.n - 2 });
	buf_free(&b);
	*esc = sv_find(key, '\\') < key.n;
	return key;
}

struct sv
lname_join(const struct sv *key, size_t n, struct arena *a)
{
	size_t len = n - 1;
	char *p;
	char *at;

	if (n == 1)
		return key[0];
	for (size_t i = 0; i < n; i++)
		len += key[i].n;
	at = p = arena_alloc(a, len);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*at++ = '.';
		if (key[i].n > 0)
			memcpy(at, key[i].p, key[i].n);
		at += key[i].n;
	}
	return (struct sv){ p, len };
}

/* The components of @f, joined by '.', are @name. */
static bool
joins_to(const struct proj_field *f, struct sv name)
{
	size_t at = 0;

	for (size_t i = 0; i < f->nkey; i++) {
		struct sv k = f->key[i];

		if (i > 0 && (at >= name.n || name.p[at++] != '.'))
			return false;
		if (name.n - at < k.n || (k.n > 0 && memcmp(name.p + at, k.p, k.n) != 0))
			return false;
		at += k.n;
	}
	return at == name.n;
}

size_t
lname_slot(const struct proj *p, struct sv name)
{
	for (size_t i = 0; i < p->n; i++)
		if (joins_to(&p->field[i], name))
			return i;
	return p->n;
}

enum rc
lname_plain(struct sv *plain, struct sv text, struct arena *a, struct err *e)
{
	struct proj p;
	size_t slot;
	enum rc rc;

	proj_init(&p, a);
	rc = proj_add(&p, text, &slot, e);
	if (rc == RC_OK)
		*plain = lname_join(p.field[slot].key, p.field[slot].nkey, a);
	return rc;
}
