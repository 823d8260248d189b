/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route - see route.h
 */
#include "send/route.h"

#include "base/hash.h"
#include "base/mem.h"
#include "secret/keyfile.h"
#include "wire/guard.h"

#include <string.h>

/* ---- opening ---- */

static enum rc
secret(struct routes *rs, struct sv file, struct sv *text, struct err *e)
{
	struct buf b;
	enum rc rc;

	*text = SV("");
	if (file.n == 0)
		return RC_OK;
	rc = keyfile_text(arena_bytes(&rs->arena, file.p, file.n), &b, e);
	if (rc != RC_OK)
		return rc;
	rs->secret = mem_array(rs->secret, rs->nsecret + 1, sizeof(rs->secret[0]));
	rs->secret[rs->nsecret++] = b;
	*text = buf_view(&b);
	return RC_OK;
}

static enum rc
secrets(struct routes *rs, const struct policy_channel *c, struct wire_settings *s, struct err *e)
{
	struct sv *sign = arena_alloc(&rs->arena, (c->nsign_file + 1) * sizeof(*sign));
	enum rc rc = secret(rs, c->auth_file, &s->auth, e);

	if (rc == RC_OK)
		rc = secret(rs, c->vapid_file, &s->vapid, e);
	for (size_t i = 0; i < c->nsign_file && rc == RC_OK; i++)
		rc = secret(rs, c->sign_file[i], &sign[i], e);
	s->sign = sign;
	s->nsign = c->nsign_file;
	return rc;
}

static struct limit *
limits(struct arena *a, const struct policy_limit *l, size_t n)
{
	struct limit *made = arena_alloc(a, (n + 1) * sizeof(*made));

	for (size_t i = 0; i < n; i++)
		limit_init(&made[i], l[i].n, l[i].per_us);
	return made;
}

/* Who takes them: the host of the URL, the program's name. */
static struct sv
provider(const struct policy_channel *c)
{
	struct guard_url u;
	struct sv name;

	if (c->way != POLICY_EXEC || c->ncommand == 0)
		return guard_url("url", c->url, &u, NULL) == RC_OK ? u.host : SV("");
	name = c->command[0];
	for (size_t i = 0; i < c->command[0].n; i++)
		if (c->command[0].p[i] == '/')
			name = (struct sv){ c->command[0].p + i + 1, c->command[0].n - i - 1 };
	return name;
}

static enum rc
open_one(struct routes *rs, struct route *r, const struct policy_channel *c, uint64_t concurrency,
    struct err *e)
{
	static const enum wire_kind kind[] = { [POLICY_SMTP] = WIRE_SMTP,
		[POLICY_WEBHOOK] = WIRE_WEBHOOK, [POLICY_WEBPUSH] = WIRE_WEBPUSH,
		[POLICY_EXEC] = WIRE_EXEC };
	struct wire_settings s = { .name = c->name, .kind = kind[c->way], .url = c->url,
		.plain = c->tls == POLICY_TLS_NONE, .ca_file = c->ca_file, .subject = c->subject,
		.connect_us = c->connect_us, .timeout_us = c->timeout_us,
		.idempotent = c->idempotent, .command = c->command, .ncommand = c->ncommand,
		.allow_net = c->allow_net, .nallow_net = c->nallow_net,
		.retry_code = c->retry_code, .nretry_code = c->nretry_code };
	enum rc rc = secrets(rs, c, &s, e);

	r->channel = c;
	r->provider = provider(c);
	r->concurrency = c->concurrency;
	if (concurrency != 0 && concurrency < r->concurrency)
		r->concurrency = (unsigned)concurrency;
	r->limit = limits(&rs->arena, c->limit, c->nlimit);
	r->breaker = (struct breaker){ .cfg = &c->breaker };
	hmap_init(&r->place, &rs->arena, sizeof(struct route_place), hash_seed());
	if (rc == RC_OK)
		rc = wire_channel(rs->wire, &s, r->concurrency, &r->wire, e);
	if (rc != RC_OK && e != NULL) {
		struct err why = *e;

		rc = rc_err(e, rc, "%s:%u:%u: channel %.*s: %s", rs->policy->file,
		    (unsigned)c->line, (unsigned)c->col, SV_SHOW(c->name), why.msg);
	}
	return rc;
}

enum rc
route_open(struct routes *rs, const struct policy *p, uint64_t concurrency, struct err *e)
{
	enum rc rc;

	memset(rs, 0, sizeof(*rs));
	arena_init(&rs->arena);
	rs->policy = p;
	rs->route = arena_zalloc(&rs->arena, (p->nchannel + 1) * sizeof(rs->route[0]));
	rc = wire_open(&rs->wire, e);
	for (size_t i = 0; i < p->nchannel && rc == RC_OK; i++, rs->n++)
		rc = open_one(rs, &rs->route[i], &p->channel[i], concurrency, e);
	if (rc != RC_OK)
		route_close(rs);
	return rc;
}

static void
free_limits(struct limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		limit_free(&l[i]);
}

void
route_close(struct routes *rs)
{
	wire_close(rs->wire);
	for (size_t i = 0; i < rs->n; i++) {
		struct route *r = &rs->route[i];

		free_limits(r->limit, r->channel->nlimit);
		for (size_t k = 0; k < r->place.n; k++) {
			struct route_place *place = r->place.entry[k].val;

			free_limits(place->limit, r->channel->nper_domain);
		}
		hmap_free(&r->place);
	}
	for (size_t i = 0; i < rs->nsecret; i++)
		keyfile_forget(&rs->secret[i]);
	mem_free(rs->secret);
	arena_free(&rs->arena);
	memset(rs, 0, sizeof(*rs));
}

/* ---- going ---- */

/* Push services are many, with a breaker each. */
static bool
by_host(const struct route *r)
{
	return r->channel->way == POLICY_WEBPUSH;
}

int64_t
route_at(const struct route *r, int64_t now_us)
{
	int64_t at_us = limit_all_at(r->limit, r->channel->nlimit, now_us);
	int64_t closed_us = by_host(r) ? now_us : breaker_at(&r->breaker, now_us);

	return closed_us > at_us ? closed_us : at_us;
}

size_t
route_room(struct route *r, int64_t now_us, size_t max)
{
	if (route_at(r, now_us) > now_us)
		return 0;
	if (max > wire_room(r->wire))
		max = wire_room(r->wire);
	if (max > 1 && !by_host(r) && r->breaker.state == BREAKER_OPEN)
		max = 1;	/* the probe */
	return limit_all_room(r->limit, r->channel->nlimit, now_us, max);
}

struct route_place *
route_place(struct route *r, struct sv name)
{
	struct route_place *place;
	bool fresh;

	if (name.n == 0 || (!by_host(r) && r->channel->nper_domain == 0))
		return NULL;
	place = hmap_put(&r->place, name, &fresh);
	if (fresh) {
		place->limit = limits(r->place.arena, r->channel->per_domain,
		    r->channel->nper_domain);
		place->breaker.cfg = &r->channel->breaker;
	}
	return place;
}

int64_t
route_place_at(const struct route *r, const struct route_place *place, int64_t now_us)
{
	int64_t at_us, closed_us;

	if (place == NULL)
		return now_us;
	at_us = limit_all_at(place->limit, r->channel->nper_domain, now_us);
	closed_us = by_host(r) ? breaker_at(&place->breaker, now_us) : now_us;
	return closed_us > at_us ? closed_us : at_us;
}

struct breaker *
route_breaker(struct route *r, struct route_place *place)
{
	return by_host(r) && place != NULL ? &place->breaker : &r->breaker;
}

static void
carry_pause(struct breaker *to, const struct breaker *from)
{
	to->pause_until_us = from->pause_until_us;
	to->pause_us = from->pause_us;
}

static void
carry_one(struct route *to, const struct route *from)
{
	const struct policy_channel *now = to->channel, *was = from->channel;

	limit_all_carry(to->limit, now->nlimit, from->limit, was->nlimit);
	if (sv_eq(to->provider, from->provider))
		carry_pause(&to->breaker, &from->breaker);
	for (size_t i = 0; i < from->place.n; i++) {
		const struct route_place *old = from->place.entry[i].val;
		struct route_place *place = route_place(to, from->place.entry[i].key);

		if (place == NULL)
			continue;
		limit_all_carry(place->limit, now->nper_domain, old->limit, was->nper_domain);
		carry_pause(&place->breaker, &old->breaker);
	}
}

void
route_carry(struct routes *to, const struct routes *from)
{
	for (size_t i = 0; i < to->n; i++)
		for (size_t k = 0; k < from->n; k++)
			if (sv_eq(to->route[i].channel->name, from->route[k].channel->name))
				carry_one(&to->route[i], &from->route[k]);
}

void
route_take(struct route *r, struct route_place *place, int64_t now_us)
{
	limit_all_take(r->limit, r->channel->nlimit, now_us);
	if (place != NULL)
		limit_all_take(place->limit, r->channel->nper_domain, now_us);
	breaker_take(route_breaker(r, place), now_us);
}
