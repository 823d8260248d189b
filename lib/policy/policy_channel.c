/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_channel - the ways messages go, and what each does when nothing is said of it
 *
 * Waits between tries: of webhooks those of Standard Webhooks, 75 hours in all; of a relay a few
 * hours, as it has a queue of its own (RFC 5321, 4.5.4.1).
 */
#include "policy/policy_read.h"

#include "base/address.h"
#include "base/num.h"

enum { CONCURRENCY_MAX = 256, RATE_MAX = 1000000, CODE_MIN = 100, CODE_MAX = 599 };

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)
#define COST_MAX 1e6

static const char *const ways[] = { "smtp", "webhook", "webpush", "exec", NULL };

static const char *const channel_keys[] = {
	"smtp", "webhook", "webpush", "exec", "address", "from", "reply_to", "unsubscribe",
	"auth_file", "sign_file", "vapid_file", "tls", "ca_file", "allow_nets", "timeout",
	"connect_timeout", "idempotent", "on_unknown", "receipts", "limit", "per_domain",
	"concurrency", "retry", "retry_codes", "breaker", "cost", NULL
};

/* Keys that only some ways have: bits of enum policy_way. */
static const struct { const char *key; unsigned ways; } own_keys[] = {
	{ "from", 1U << POLICY_SMTP }, { "reply_to", 1U << POLICY_SMTP },
	{ "unsubscribe", 1U << POLICY_SMTP | 1U << POLICY_WEBHOOK | 1U << POLICY_EXEC },
	{ "sign_file", 1U << POLICY_WEBHOOK },
	{ "vapid_file", 1U << POLICY_WEBPUSH },
	{ "auth_file", 1U << POLICY_SMTP | 1U << POLICY_WEBHOOK },
	{ "tls", 1U << POLICY_SMTP | 1U << POLICY_WEBHOOK },
	{ "ca_file", 1U << POLICY_SMTP | 1U << POLICY_WEBHOOK | 1U << POLICY_WEBPUSH },
	{ "allow_nets", 1U << POLICY_WEBPUSH },
	{ "idempotent", 1U << POLICY_WEBHOOK | 1U << POLICY_EXEC }
};

static const int64_t retry_smtp[] = {
	MINUTE_US, 5 * MINUTE_US, 15 * MINUTE_US, HOUR_US, 3 * HOUR_US
};
static const int64_t retry_http[] = {
	5 * SECOND_US, 5 * MINUTE_US, 30 * MINUTE_US, 2 * HOUR_US, 5 * HOUR_US, 10 * HOUR_US,
	14 * HOUR_US, 20 * HOUR_US, 24 * HOUR_US
};

bool
policy_channel_resends(const struct policy_channel *c, bool marketing)
{
	if (c->on_unknown != POLICY_UNKNOWN_BY_CLASS)
		return c->on_unknown == POLICY_UNKNOWN_RESEND;
	return c->idempotent || !marketing;
}

/* ---- where to ---- */

/* The host of a URL, without its port and brackets; empty: it has none. */
static struct sv
host_of(struct sv url)
{
	size_t from = 0;
	struct sv host;

	while (from + 3 <= url.n && memcmp(url.p + from, "://", 3) != 0)
		from++;
	if (from + 3 > url.n)
		return SV("");
	host = (struct sv){ url.p + from + 3, url.n - from - 3 };
	host.n = sv_find(host, '/');
	if (host.n > 0 && host.p[0] == '[' && sv_find(host, ']') < host.n) {
		size_t shut = sv_find(host, ']') + 1;

		return shut == host.n || host.p[shut] == ':' ? (struct sv){ host.p, shut } : SV("");
	}
	host.n = sv_find(host, ':');
	return host;
}

/* An address of this machine; a name that only begins like one is somebody else's. */
static bool
is_loopback(struct sv host)
{
	static const char *const nets[] = { "127.0.0.0/8", "::1/128" };
	struct network net;
	struct address a;
	const char *why;

	if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = (struct sv){ host.p + 1, host.n - 2 };
	for (size_t i = 0; i < sizeof(nets) / sizeof(nets[0]); i++)
		if (address_read(host, &a) && address_network(sv_of(nets[i]), &net, &why) &&
		    address_within(&a, &net))
			return true;
	return sv_is(host, "localhost");
}

static enum rc
check_url(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	bool mail = c->way == POLICY_SMTP;
	bool plain = sv_starts(c->url, mail ? SV("smtp://") : SV("http://"));
	bool safe = sv_starts(c->url, mail ? SV("smtps://") : SV("https://"));
	struct sv host = host_of(c->url);

	if ((!plain && !safe) || host.n == 0)
		return doc_fail(r->d, n, r->e, "expected a URL such as %s", mail
		    ? "smtp://relay.example.org:587" : "https://push.example.org/v1/send");
	for (size_t i = 0; i < c->url.n; i++)
		if (c->url.p[i] == ' ' || c->url.p[i] == '@')
			return doc_fail(r->d, n, r->e, "a URL has no '%c' here: secrets are in "
			    "auth_file", c->url.p[i]);
	if (is_loopback(host))
		c->tls = POLICY_TLS_NONE;
	if (plain && !mail && c->tls != POLICY_TLS_NONE && node_get(n->up, "tls") == NULL)
		return doc_fail(r->d, n, r->e, "http to another machine needs 'tls: none'; "
		    "https keeps it to the two");
	return RC_OK;
}

static enum rc
read_way(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	const struct node *at = NULL;
	enum rc rc;

	for (unsigned w = 0; ways[w] != NULL; w++) {
		const struct node *m = node_get(n, ways[w]);

		if (m != NULL && at != NULL)
			return doc_fail_key(r->d, m, r->e, "a channel is one of smtp, webhook, "
			    "webpush, exec");
		if (m != NULL) {
			at = m;
			c->way = (enum policy_way)w;
		}
	}
	if (at == NULL)
		return doc_fail_key(r->d, n, r->e, "expected smtp, webhook, webpush or exec: "
		    "which way it goes");
	if (c->way == POLICY_EXEC)
		return policy_read_texts(r, n, "exec", &c->command, &c->ncommand);
	rc = policy_read_text(r, n, ways[c->way],
	    c->way == POLICY_WEBPUSH ? &c->subject : &c->url);
	if (rc == RC_OK && c->way == POLICY_WEBPUSH && !sv_starts(c->subject, SV("mailto:")) &&
	    !sv_starts(c->subject, SV("https://")))
		rc = doc_fail(r->d, at, r->e, "expected who sends, mailto:ops@example.org or "
		    "https://shop.example");
	return rc == RC_OK && c->way != POLICY_WEBPUSH ? check_url(r, at, c) : rc;
}

static enum rc
check_own(const struct policy_reader *r, const struct node *n, const struct policy_channel *c)
{
	for (size_t i = 0; i < sizeof(own_keys) / sizeof(own_keys[0]); i++) {
		const struct node *m = node_get(n, own_keys[i].key);

		if (m != NULL && (own_keys[i].ways >> c->way & 1) == 0)
			return doc_fail_key(r->d, m, r->e, "%s means nothing to %s",
			    own_keys[i].key, ways[c->way]);
	}
	return RC_OK;
}

/* ---- e-mail ---- */

/* An address, perhaps with a name before it: name <local@domain>. */
static bool
is_mailbox(struct sv s)
{
	size_t open = sv_find(s, '<'), at;

	if (open < s.n) {
		if (s.p[s.n - 1] != '>')
			return false;
		s = (struct sv){ s.p + open + 1, s.n - open - 2 };
	}
	at = sv_find(s, '@');
	return at > 0 && at + 1 < s.n && sv_find(s, ' ') == s.n &&
	    sv_find((struct sv){ s.p + at + 1, s.n - at - 1 }, '@') == s.n - at - 1;
}

static enum rc
read_mailbox(const struct policy_reader *r, const struct node *n, const char *key, struct sv *out)
{
	enum rc rc = policy_read_text(r, n, key, out);

	if (rc == RC_OK && out->n > 0 && !is_mailbox(*out))
		rc = doc_fail(r->d, node_get(n, key), r->e, "expected an address such as "
		    "'Shop <no-reply@example.org>'");
	return rc;
}

static enum rc
read_mail(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	const struct node *at;
	enum rc rc = c->way == POLICY_SMTP ? doc_need(r->d, n, "from", &at, r->e) : RC_OK;

	if (rc == RC_OK)
		rc = read_mailbox(r, n, "from", &c->from);
	if (rc == RC_OK)
		rc = read_mailbox(r, n, "reply_to", &c->reply_to);
	if (rc == RC_OK)
		rc = policy_read_text(r, n, "unsubscribe", &c->unsubscribe);
	if (rc != RC_OK || c->unsubscribe.n == 0)
		return rc;
	at = node_get(n, "unsubscribe");
	if (!sv_starts(c->unsubscribe, SV("https://")) || !sv_has(c->unsubscribe, SV("{token}")))
		return doc_fail(r->d, at, r->e, "expected an https URL with {token} in it (RFC "
		    "8058), such as https://shop.example/u/{token}");
	if (node_get(node_get(r->d->root, "keys"), "unsubscribe_file") == NULL)
		return doc_fail(r->d, at, r->e, "tokens need a key: keys: unsubscribe_file");
	return RC_OK;
}

/* ---- how fast ---- */

/* "20/s", "5000/h", "100/10s" */
static bool
limit_of(struct sv s, struct policy_limit *l)
{
	static const struct { char unit; int64_t us; } units[] = {
		{ 's', SECOND_US }, { 'm', MINUTE_US }, { 'h', HOUR_US }, { 'd', DAY_US }
	};
	size_t slash = sv_find(s, '/');
	struct sv per;
	uint64_t n;

	if (slash == s.n || num_u64((struct sv){ s.p, slash }, &n) != RC_OK || n == 0 ||
	    n > RATE_MAX)
		return false;
	per = (struct sv){ s.p + slash + 1, s.n - slash - 1 };
	l->n = (uint32_t)n;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (per.n == 1 && per.p[0] == units[i].unit) {
			l->per_us = units[i].us;
			return true;
		}
	return tstamp_duration(per, &l->per_us) && l->per_us >= 1000 && l->per_us <= 31 * DAY_US;
}

static enum rc
read_limits(const struct policy_reader *r, const struct node *n, const char *key,
    struct policy_limit **out, size_t *count)
{
	const struct node *at = node_get(n, key);
	struct sv *text = NULL;
	enum rc rc = policy_read_texts(r, n, key, &text, count);

	if (rc != RC_OK || *count == 0)
		return rc;
	*out = arena_alloc(r->a, *count * sizeof(**out));
	for (size_t i = 0; i < *count; i++)
		if (!limit_of(text[i], &(*out)[i]))
			return doc_fail(r->d, at->kind == NODE_LIST ? &at->item[i] : at, r->e,
			    "expected a rate such as 20/s, 5000/h or 100/10s");
	return RC_OK;
}

static enum rc
read_breaker(const struct policy_reader *r, const struct node *n, struct policy_breaker *b)
{
	static const char *const known[] = {
		"failures", "share", "least", "window", "open", "open_max", NULL
	};
	uint64_t failures = 5, share = 50, least = 20;
	const struct node *map;
	enum rc rc = policy_read_map(r, n, "breaker", known, &map);

	*b = (struct policy_breaker){ .window_us = MINUTE_US, .open_us = 30 * SECOND_US,
		.open_max_us = 15 * MINUTE_US };
	if (rc == RC_OK && map != NULL)
		rc = doc_u64(r->d, map, "failures", 1, 10000, &failures, r->e);
	if (rc == RC_OK && map != NULL)
		rc = doc_u64(r->d, map, "share", 1, 100, &share, r->e);
	if (rc == RC_OK && map != NULL)
		rc = doc_u64(r->d, map, "least", 1, 100000, &least, r->e);
	if (rc == RC_OK)
		rc = policy_read_span(r, map, "window", SECOND_US, DAY_US, &b->window_us);
	if (rc == RC_OK)
		rc = policy_read_span(r, map, "open", SECOND_US, DAY_US, &b->open_us);
	if (rc == RC_OK)
		rc = policy_read_span(r, map, "open_max", SECOND_US, DAY_US, &b->open_max_us);
	if (rc == RC_OK && b->open_max_us < b->open_us)
		rc = doc_fail(r->d, map, r->e, "open_max is less than open");
	b->failures = (uint32_t)failures;
	b->share = (uint32_t)share;
	b->least = (uint32_t)least;
	return rc;
}

/* ---- again ---- */

static void
default_retry(struct policy_channel *c, struct arena *a)
{
	bool http = c->way == POLICY_WEBHOOK || c->way == POLICY_WEBPUSH;
	const int64_t *from = http ? retry_http : retry_smtp;

	c->nretry = http ? sizeof(retry_http) / sizeof(retry_http[0])
	    : sizeof(retry_smtp) / sizeof(retry_smtp[0]);
	c->retry_us = arena_alloc(a, c->nretry * sizeof(*c->retry_us));
	memcpy(c->retry_us, from, c->nretry * sizeof(*from));
}

static enum rc
read_retry(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	const struct node *list;
	enum rc rc = policy_read_list(r, n, "retry", POLICY_LIST_MAX, &list);

	default_retry(c, r->a);
	if (rc == RC_OK && list != NULL) {
		c->nretry = list->n;
		c->retry_us = arena_alloc(r->a, (list->n + 1) * sizeof(*c->retry_us));
	}
	for (size_t i = 0; rc == RC_OK && list != NULL && i < list->n; i++)
		rc = policy_read_duration(r, &list->item[i], 0, 31 * DAY_US, &c->retry_us[i]);
	if (rc == RC_OK)
		rc = policy_read_list(r, n, "retry_codes", POLICY_LIST_MAX, &list);
	if (rc != RC_OK || list == NULL)
		return rc;
	c->retry_code = arena_alloc(r->a, (list->n + 1) * sizeof(*c->retry_code));
	for (; c->nretry_code < list->n; c->nretry_code++) {
		const struct node *at = &list->item[c->nretry_code];
		uint64_t code;

		if (at->kind != NODE_NUMBER || num_u64(at->text, &code) != RC_OK ||
		    code < CODE_MIN || code > CODE_MAX)
			return doc_fail(r->d, at, r->e, "expected a code of %d to %d", CODE_MIN,
			    CODE_MAX);
		c->retry_code[c->nretry_code] = (int)code;
	}
	return RC_OK;
}

/* ---- the whole ---- */

static enum rc
read_safety(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	static const char *const tls[] = { "required", "none", NULL };
	static const char *const unknowns[] = { "by_class", "hold", "resend", NULL };
	unsigned how = (unsigned)c->tls, unknown = POLICY_UNKNOWN_BY_CLASS;
	enum rc rc = doc_choice(r->d, n, "tls", tls, &how, r->e);

	c->tls = (enum policy_tls)how;
	if (rc == RC_OK && c->tls == POLICY_TLS_REQUIRED && sv_starts(c->url, SV("http://")))
		rc = doc_fail(r->d, node_get(n, "tls"), r->e, "http has no TLS: say https");
	if (rc == RC_OK)
		rc = policy_read_file(r, n, "ca_file", &c->ca_file);
	if (rc == RC_OK)
		rc = policy_read_file(r, n, "auth_file", &c->auth_file);
	if (rc == RC_OK)
		rc = policy_read_files(r, n, "sign_file", &c->sign_file, &c->nsign_file);
	if (rc == RC_OK)
		rc = policy_read_file(r, n, "vapid_file", &c->vapid_file);
	if (rc == RC_OK && c->way == POLICY_WEBPUSH && c->vapid_file.n == 0)
		rc = doc_fail_key(r->d, n, r->e, "webpush needs 'vapid_file', the key it signs "
		    "with");
	if (rc == RC_OK)
		rc = doc_bool(r->d, n, "idempotent", &c->idempotent, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n, "on_unknown", unknowns, &unknown, r->e);
	c->on_unknown = (enum policy_unknown)unknown;
	return rc == RC_OK ? doc_bool(r->d, n, "receipts", &c->receipts, r->e) : rc;
}

static enum rc
read_nets(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	const struct node *at = node_get(n, "allow_nets");
	struct network net;
	const char *why = "";
	enum rc rc = policy_read_texts(r, n, "allow_nets", &c->allow_net, &c->nallow_net);

	for (size_t i = 0; i < c->nallow_net && rc == RC_OK; i++)
		if (!address_network(c->allow_net[i], &net, &why))
			rc = doc_fail(r->d, at->kind == NODE_LIST ? &at->item[i] : at, r->e, "%s",
			    why);
	return rc;
}

static enum rc
read_pace(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	uint64_t concurrency = c->way == POLICY_WEBHOOK || c->way == POLICY_WEBPUSH ? 16 : 4;
	enum rc rc = policy_read_span(r, n, "timeout", SECOND_US, HOUR_US, &c->timeout_us);

	if (rc == RC_OK)
		rc = policy_read_span(r, n, "connect_timeout", SECOND_US, HOUR_US,
		    &c->connect_us);
	if (rc == RC_OK)
		rc = read_limits(r, n, "limit", &c->limit, &c->nlimit);
	if (rc == RC_OK)
		rc = read_limits(r, n, "per_domain", &c->per_domain, &c->nper_domain);
	if (rc == RC_OK)
		rc = doc_u64(r->d, n, "concurrency", 1, CONCURRENCY_MAX, &concurrency, r->e);
	c->concurrency = (uint32_t)concurrency;
	if (rc == RC_OK)
		rc = read_retry(r, n, c);
	if (rc == RC_OK)
		rc = read_breaker(r, n, &c->breaker);
	return rc == RC_OK ? doc_number(r->d, n, "cost", 0, COST_MAX, &c->cost, r->e) : rc;
}

static enum rc
take_channel(const struct policy_reader *r, const struct node *n, struct policy_channel *c)
{
	enum rc rc = doc_keys(r->d, n, channel_keys, r->e);

	if (rc == RC_OK && sv_is(n->key, "any"))
		rc = doc_fail_key(r->d, n, r->e, "'any' is every channel, in caps");
	if (rc == RC_OK)
		rc = read_way(r, n, c);
	if (rc == RC_OK)
		rc = check_own(r, n, c);
	c->address = c->way == POLICY_SMTP ? SV("email") : c->way == POLICY_WEBPUSH ? SV("push")
	    : SV("");
	if (rc == RC_OK)
		rc = policy_read_text(r, n, "address", &c->address);
	if (rc == RC_OK)
		rc = read_safety(r, n, c);
	if (rc == RC_OK)
		rc = read_nets(r, n, c);
	if (rc == RC_OK)
		rc = read_mail(r, n, c);
	return rc == RC_OK ? read_pace(r, n, c) : rc;
}

enum rc
policy_channel_read(const struct policy_reader *r)
{
	struct policy *p = r->p;
	const struct node *map;
	enum rc rc = policy_read_named(r, r->d->root, "channels", POLICY_CHANNELS_MAX, &map);

	if (rc == RC_OK && map == NULL)
		rc = doc_fail(r->d, r->d->root, r->e, "expected 'channels', the ways messages go");
	if (rc != RC_OK)
		return rc;
	p->channel = arena_zalloc(r->a, map->n * sizeof(*p->channel));
	for (size_t i = 0; i < map->n && rc == RC_OK; i++) {
		const struct node *n = &map->item[i];
		struct sv none = SV("");

		p->channel[i] = (struct policy_channel){ .name = n->key, .line = n->key_line,
			.col = n->key_col, .url = none, .from = none, .reply_to = none,
			.unsubscribe = none, .auth_file = none, .vapid_file = none,
			.subject = none, .ca_file = none, .timeout_us = 30 * SECOND_US,
			.connect_us = 10 * SECOND_US };
		rc = take_channel(r, n, &p->channel[i]);
		p->nchannel = i + 1;
	}
	return rc;
}
