/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles as they stand in saved states, times in microseconds:
 *
 *     "events":5
 *     "spans":[[first,length],...]          visits, ascending
 *     "orders":[[id,at,value],...]          by id, then time; of refunds below 0, or null
 *     "currency":["EUR"]                    the least and the greatest, where they differ
 *     "touch":[at,"google","cpc",""]        source, medium, channel
 */
#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "users/profile.h"
#include "users/profile_parts.h"

#include <string.h>

static void
save_orders(const struct profile_orders *all, struct jwrite *w)
{
	char text[NUM_TEXT_MAX];

	jwrite_key(w, SV("orders"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < all->n; i++) {
		jwrite_open(w, '[');
		jwrite_u64(w, all->at[i].id);
		jwrite_i64(w, all->at[i].at_us);
		if (all->at[i].units == PROFILE_WHOLE)
			jwrite_null(w);
		else
			jwrite_raw(w, (struct sv){ text, num_units_text(all->at[i].units, text) });
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
	if (all->lo[0] == '\0')
		return;
	jwrite_key(w, SV("currency"));
	jwrite_open(w, '[');
	jwrite_str(w, sv_of(all->lo));
	if (strcmp(all->lo, all->hi) != 0)
		jwrite_str(w, sv_of(all->hi));
	jwrite_shut(w, ']');
}

static void
save_touch(const struct profile *p, struct jwrite *w)
{
	struct sv text[PROFILE_TEXTS];

	profile_source(p, text);
	jwrite_key(w, SV("touch"));
	jwrite_open(w, '[');
	jwrite_i64(w, p->touch_us);
	for (size_t i = 0; i < PROFILE_TEXTS; i++)
		jwrite_str(w, text[i]);
	jwrite_shut(w, ']');
}

void
profile_save(const struct profile *p, struct jwrite *w)
{
	const struct profile_span *v = profile_spans(p);

	jwrite_put_u64(w, "events", p->events);
	jwrite_key(w, SV("spans"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < p->nspan; i++) {
		jwrite_open(w, '[');
		jwrite_i64(w, v[i].first_us);
		jwrite_u64(w, (uint64_t)v[i].last_us - (uint64_t)v[i].first_us);
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
	if (p->orders != NULL)
		save_orders(p->orders, w);
	if (p->touch != NULL)
		save_touch(p, w);
}

/* ---- reading ---- */

enum { ITEM_MAX = 1 + PROFILE_TEXTS };

struct item {			/* an array of few values */
	struct val v[ITEM_MAX];
	size_t     n;
};

static bool
take_value(void *ctx, struct sv key, const struct val *v)
{
	struct item *it = ctx;

	(void)key;
	if (it->n < ITEM_MAX)
		it->v[it->n] = *v;
	it->n++;
	return it->n <= ITEM_MAX;
}

static bool
read_item(const struct val *v, size_t n, struct item *it)
{
	it->n = 0;
	if (v->kind != VAL_ARRAY)
		return false;
	jread_each(v, take_value, it);
	return it->n == n;
}

static bool
read_i64(const struct val *v, int64_t *out)
{
	return v->kind == VAL_NUMBER && num_i64(v->text, out) == RC_OK;
}

static bool
read_u64(const struct val *v, uint64_t *out)
{
	return v->kind == VAL_NUMBER && num_u64(v->text, out) == RC_OK;
}

struct load {			/* of one profile; ok: all of it so far */
	struct profile           *p;
	const struct profile_cfg *cfg;
	uint64_t                  least;	/* events that the visits need */
	bool                      ok;
};

/* Visits are apart, and so each is added behind the last; in a long one no pause is too long. */
static bool
take_span(void *ctx, struct sv key, const struct val *v)
{
	struct load *l = ctx;
	uint64_t len = 0, gap = (uint64_t)l->cfg->gap_us;
	struct profile_span s = { 0, 0 };
	uint32_t n = l->p->nspan;
	struct item it;

	(void)key;
	l->ok = read_item(v, 2, &it) && read_i64(&it.v[0], &s.first_us) &&
	    read_u64(&it.v[1], &len) && len <= (uint64_t)INT64_MAX - (uint64_t)s.first_us &&
	    len <= INT64_MAX && (n == 0 || s.first_us > profile_last(l->p));
	if (!l->ok)
		return false;
	s.last_us = s.first_us + (int64_t)len;
	profile_add_span(l->p, l->cfg->gap_us, s);
	l->least += 1 + len / gap + (len % gap != 0);
	l->ok = l->p->nspan == n + 1;
	return l->ok;
}

static bool
take_order(void *ctx, struct sv key, const struct val *v)
{
	struct load *l = ctx;
	struct profile_order o = { .units = PROFILE_WHOLE };
	struct item it;
	bool refund;

	(void)key;
	l->ok = read_item(v, 3, &it) && read_u64(&it.v[0], &o.id) && read_i64(&it.v[1], &o.at_us);
	refund = (o.id & PROFILE_REFUND) != 0;
	if (l->ok && it.v[2].kind == VAL_NULL)
		l->ok = refund;
	else if (l->ok)
		l->ok = it.v[2].kind == VAL_NUMBER && val_units(&it.v[2], &o.units) &&
		    (!refund || o.units <= 0);
	if (l->ok)
		profile_add_order(l->p, &o);
	return l->ok;
}

static bool
load_orders(struct load *l, const struct val *v)
{
	struct profile_orders *all;
	size_t n;

	jread_each(v, take_order, l);
	all = l->p->orders;
	if (!l->ok || all == NULL)
		return false;
	n = all->n;
	profile_settle(l->p);
	return all->n == n && n <= l->p->events;
}

static bool
is_text(const struct val *v, size_t max)
{
	return v->kind == VAL_STRING && v->flags == 0 && v->text.n <= max;
}

static bool
load_currency(struct load *l, const struct val *v)
{
	struct item it;

	if (l->p->orders == NULL || (!read_item(v, 1, &it) && !read_item(v, 2, &it)))
		return false;
	for (size_t i = 0; i < it.n; i++) {
		if (!is_text(&it.v[i], SALE_CURRENCY_MAX) || it.v[i].text.n == 0)
			return false;
		profile_add_currency(l->p, it.v[i].text);
	}
	return it.n == 1 || strcmp(l->p->orders->lo, l->p->orders->hi) != 0;
}

/* Their escapes are decoded into @tmp. */
static bool
load_touch(struct load *l, const struct val *v, struct arena *tmp)
{
	struct sv text[PROFILE_TEXTS];
	int64_t at_us;
	struct item it;
	size_t n = 0;

	if (!read_item(v, 1 + PROFILE_TEXTS, &it) || !read_i64(&it.v[0], &at_us))
		return false;
	for (size_t i = 0; i < PROFILE_TEXTS; i++) {
		if (it.v[1 + i].kind != VAL_STRING)
			return false;
		text[i] = val_text(&it.v[1 + i], tmp);
		n += text[i].n;
	}
	if (n == 0)
		return false;
	profile_touch(l->p, l->cfg, at_us, text);
	return true;
}

enum rc
profile_load(struct profile *p, const struct profile_cfg *cfg, const struct val *v, struct err *e)
{
	struct load l = { .p = p, .cfg = cfg, .ok = true };
	struct jfield events = { .name = "events", .v = v[0] };
	struct arena tmp;
	enum rc rc = jfields_count(&events, JFIELDS_COUNT_MAX, &p->events, e);

	if (rc != RC_OK)
		return rc;
	jread_each(&v[1], take_span, &l);
	if (!l.ok || l.least == 0 || l.least > p->events)
		return rc_err(e, RC_SYNTAX, "spans: no visits of %s events",
		    p->events > 0 ? "its" : "no");
	if (v[2].kind != VAL_NONE && !load_orders(&l, &v[2]))
		return rc_err(e, RC_SYNTAX, "orders: no list of orders, each once");
	if (v[3].kind != VAL_NONE && !load_currency(&l, &v[3]))
		return rc_err(e, RC_SYNTAX, "currency: expected one or two texts");
	arena_init(&tmp);
	if (v[4].kind != VAL_NONE && !load_touch(&l, &v[4], &tmp))
		rc = rc_err(e, RC_SYNTAX, "touch: expected a time and three texts, not all empty");
	arena_free(&tmp);
	return rc;
}
