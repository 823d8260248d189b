/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compose - see compose.h
 */
#include "send/compose.h"

#include "json/jread.h"
#include "json/jwrite.h"
#include "message/template.h"
#include "secret/armor.h"
#include "wire/guard.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BODY_MAX = 4 << 20 };

/* ---- keys ---- */

void
compose_key(const struct ledger_key *k, char *text)
{
	memcpy(text, k->text, LEDGER_KEY);
	text[LEDGER_KEY] = '\0';
}

enum rc
compose_key_of(struct sv text, struct ledger_key *k, struct err *e)
{
	bool ok = text.n == LEDGER_KEY;

	for (size_t i = 0; i < text.n && ok; i++)
		ok = (text.p[i] >= 'a' && text.p[i] <= 'z') ||
		    (text.p[i] >= '2' && text.p[i] <= '7');
	if (!ok)
		return rc_err(e, RC_BAD, "'%.*s' is no delivery_id", SV_SHOW(text));
	memcpy(k->text, text.p, LEDGER_KEY);
	return RC_OK;
}

/* ---- JSON of the payload ---- */

static struct sv
kept(struct buf *b, struct arena *a)
{
	struct sv s = arena_sv(a, buf_view(b));

	buf_free(b);
	return s;
}

static struct sv
text_at(const struct val *v, const char *const *path, size_t n, struct arena *a)
{
	struct sv key[2];
	struct val found;

	for (size_t i = 0; i < n; i++)
		key[i] = sv_of(path[i]);
	found = jread_below(v, key, n, a);
	return found.kind == VAL_STRING ? arena_sv(a, val_text(&found, a)) : SV("");
}

static bool
take_first(void *ctx, struct sv key, const struct val *v)
{
	struct val *first = ctx;

	(void)key;
	*first = *v;
	return false;
}

/* The address, of several the first. */
static struct val
address_of(struct sv json)
{
	struct val v = { .kind = VAL_NONE };

	if (json.n == 0 || jread_value(json, &v, NULL) != RC_OK)
		return (struct val){ .kind = VAL_NONE };
	if (v.kind == VAL_ARRAY) {
		struct val first = { .kind = VAL_NONE };

		jread_each(&v, take_first, &first);
		return first;
	}
	return v;
}

/* An object without its brackets. */
static struct sv
inside(struct sv object)
{
	object = sv_trim(object);
	if (object.n < 2 || object.p[0] != '{')
		return SV("");
	return sv_trim((struct sv){ object.p + 1, object.n - 2 });
}

/* ---- unsubscribing ---- */

/* DELIVERY_ID-MAC: nobody else can make it, and it says nothing. */
static struct sv
unsubscribe_url(const struct compose_ask *ask, const char *dkey, struct arena *a)
{
	const struct sv place = SV("{token}");
	struct sv pattern = ask->channel->unsubscribe;
	unsigned char tag[MAC_SIZE];
	struct buf b;
	char text[ARMOR_ID];

	if (pattern.n == 0)
		return SV("");
	buf_init(&b, GUARD_URL_MAX);
	for (size_t i = 0; i < pattern.n; i++) {
		if (!sv_starts((struct sv){ pattern.p + i, pattern.n - i }, place)) {
			buf_c(&b, pattern.p[i]);
			continue;
		}
		buf_sv(&b, sv_of(dkey));
		if (ask->unsubscribe != NULL) {
			mac_of(ask->unsubscribe, &(struct sv){ dkey, LEDGER_KEY }, 1, tag);
			armor_id(tag, text);
			buf_c(&b, '-');
			buf_add(&b, text, ARMOR_ID);
		}
		i += place.n - 1;
	}
	return kept(&b, a);
}

/* ---- variables ---- */

/* How many events are in the message; 0: it is of no digest.  One that leads has no members. */
static size_t
events_in(const struct compose_ask *ask, const struct policy_scenario *s)
{
	if (ask->row->items > 0)
		return ask->nmember;
	return s != NULL && s->digest_lead ? 1 : 0;
}

/* The variables of each event of a digest, as far as the scenario lists them. */
static void
put_events(struct jwrite *w, const struct compose_ask *ask, size_t n, size_t listed)
{
	jwrite_key(w, SV("events"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n && i < listed; i++)
		jwrite_raw(w, ask->row->items > 0 ? ask->member[i].vars : ask->payload->vars);
	jwrite_shut(w, ']');
	jwrite_put_u64(w, "count", n);
	jwrite_put_u64(w, "more", n > listed ? n - listed : 0);
}

static struct sv
variables(const struct compose_ask *ask, const struct composed *m,
    const struct policy_scenario *s, struct arena *a)
{
	size_t n = events_in(ask, s);
	struct sv vars = inside(ask->payload->vars);
	struct jwrite w;
	struct buf b;

	buf_init(&b, BODY_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	if (vars.n > 0)
		jwrite_raw(&w, vars);
	jwrite_put_text(&w, "delivery_id", sv_of(m->dkey));
	jwrite_put_text(&w, "message_id", sv_of(m->nkey));
	if (m->wire.unsubscribe_url.n > 0)
		jwrite_put_text(&w, "unsubscribe_url", m->wire.unsubscribe_url);
	if (n > 0 || ask->row->items > 0)
		put_events(&w, ask, n, s == NULL ? 0 : s->digest_items);
	jwrite_shut(&w, '}');
	return kept(&b, a);
}

/* ---- which template ---- */

static size_t
template_of(const struct compose_ask *ask, const struct policy_scenario **of)
{
	const struct policy *p = ask->policy;
	size_t i = policy_find_scenario(p, ask->row->scenario);
	const struct policy_scenario *s;

	*of = NULL;
	if (i == POLICY_ANY)
		return POLICY_ANY;
	if (i >= p->nscenario)
		return p->alert[i - p->nscenario].template;
	*of = s = &p->scenario[i];
	if (events_in(ask, s) == 1 && s->digest_single != POLICY_ANY)
		return s->digest_single;
	for (size_t k = 0; k < s->nvariant; k++)
		if (sv_eq(s->variant[k].id, ask->row->variant))
			return s->variant[k].template;
	return POLICY_ANY;
}

static enum rc
fill_in(const struct policy_version *v, struct sv vars, struct sv part[POLICY_PARTS],
    struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;

	for (int i = 0; i < POLICY_PARTS && rc == RC_OK; i++) {
		struct buf b;

		part[i] = (struct sv){ NULL, 0 };
		if (v->part[i] == NULL)
			continue;
		buf_init(&b, TEMPLATE_OUT_MAX);
		rc = template_render(v->part[i], vars, &b, e);
		part[i] = kept(&b, a);
	}
	return rc == RC_OK ? rc : RC_BAD;
}

/* ---- each way ---- */

static struct sv
small(struct sv s, struct arena *a)
{
	char *p = arena_bytes(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct sv){ p, s.n };
}

static enum rc
mail(struct composed *m, const struct compose_ask *ask, const struct sv *part, struct arena *a,
    struct err *e)
{
	struct val to = address_of(ask->payload->address);
	struct guard_mailbox box;
	enum rc rc;

	if (to.kind != VAL_STRING)
		return rc_err(e, RC_BAD, "no address");
	m->wire.to = arena_sv(a, val_text(&to, a));
	rc = guard_mailbox("to", m->wire.to, &box, e);
	if (rc != RC_OK)
		return rc;
	m->domain = small(box.domain, a);
	m->wire.from = ask->channel->from;
	m->wire.reply_to = ask->channel->reply_to;
	m->wire.subject = part[POLICY_SUBJECT];
	m->wire.text = part[POLICY_TEXT];
	m->wire.html = part[POLICY_HTML];
	return RC_OK;
}

static enum rc
push(struct composed *m, const struct compose_ask *ask, const struct sv *part, struct arena *a,
    struct err *e)
{
	static const char *const endpoint[] = { "endpoint" };
	static const char *const p256dh[] = { "keys", "p256dh" };
	static const char *const auth[] = { "keys", "auth" };
	struct val to = address_of(ask->payload->address);
	struct guard_url url;
	struct jwrite w;
	struct buf b;
	enum rc rc;

	if (to.kind != VAL_OBJECT)
		return rc_err(e, RC_BAD, "no subscription");
	m->wire.endpoint = text_at(&to, endpoint, 1, a);
	m->wire.p256dh = text_at(&to, p256dh, 2, a);
	m->wire.auth = text_at(&to, auth, 2, a);
	rc = guard_url("endpoint", m->wire.endpoint, &url, e);
	if (rc != RC_OK)
		return rc;
	m->domain = small(url.host, a);
	buf_init(&b, BODY_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	for (int i = POLICY_TITLE; i <= POLICY_URL; i++)
		if (part[i].p != NULL)
			jwrite_put_text(&w, policy_parts[i], part[i]);
	if (part[POLICY_BODY].p == NULL && part[POLICY_TEXT].p != NULL)
		jwrite_put_text(&w, "body", part[POLICY_TEXT]);
	jwrite_put_text(&w, "tag", sv_of(m->nkey));
	jwrite_shut(&w, '}');
	m->wire.json = kept(&b, a);
	m->wire.high = ask->row->class != POLICY_MARKETING;
	return RC_OK;
}

static const char *
class_name(unsigned class)
{
	return class < POLICY_CLASSES ? policy_classes[class] : "";
}

static void
object(struct composed *m, const struct compose_ask *ask, const struct sv *part, struct sv vars,
    struct arena *a)
{
	const struct ledger_row *r = ask->row;
	struct val to = address_of(ask->payload->address);
	struct jwrite w;
	struct buf b;

	buf_init(&b, BODY_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "id", sv_of(m->dkey));
	jwrite_put_text(&w, "message_id", sv_of(m->nkey));
	jwrite_put_text(&w, "scenario", r->scenario);
	jwrite_put_text(&w, "delivery_channel", r->channel);
	jwrite_put_text(&w, "class", sv_of(class_name(r->class)));
	jwrite_put_text(&w, "category", r->category);
	if (r->variant.n > 0)
		jwrite_put_text(&w, "variant", r->variant);
	jwrite_put_text(&w, "user", r->ukey);
	jwrite_key(&w, SV("to"));
	jwrite_val(&w, &to);
	if (ask->payload->language.n > 0)
		jwrite_put_text(&w, "language", ask->payload->language);
	jwrite_key(&w, SV("expires_at"));
	jwrite_time(&w, r->expires_us);
	for (int i = 0; i < POLICY_PARTS; i++)
		if (part[i].p != NULL)
			jwrite_put_text(&w, policy_parts[i], part[i]);
	jwrite_put_u64(&w, "attempt", ask->attempt);
	jwrite_key(&w, SV("variables"));
	jwrite_raw(&w, vars);
	jwrite_shut(&w, '}');
	m->wire.json = kept(&b, a);
}

enum rc
compose_message(struct composed *m, const struct compose_ask *ask, struct arena *a, struct err *e)
{
	const struct policy_scenario *s;
	size_t template = template_of(ask, &s);
	struct sv part[POLICY_PARTS], vars;
	enum rc rc;

	memset(m, 0, sizeof(*m));
	compose_key(&ask->row->dkey, m->dkey);
	compose_key(&ask->row->nkey, m->nkey);
	if (template == POLICY_ANY)
		return RC_EMPTY;
	m->wire.id = (struct sv){ m->dkey, LEDGER_KEY };
	m->wire.expires_us = ask->row->expires_us;
	m->wire.language = ask->payload->language;
	if (ask->row->class == POLICY_MARKETING)
		m->wire.unsubscribe_url = unsubscribe_url(ask, m->dkey, a);
	vars = variables(ask, m, s, a);
	rc = fill_in(policy_template_version(&ask->policy->template[template],
	    ask->payload->language), vars, part, a, e);
	if (rc != RC_OK)
		return rc;
	switch (ask->channel->way) {
	case POLICY_SMTP:
		return mail(m, ask, part, a, e);
	case POLICY_WEBPUSH:
		return push(m, ask, part, a, e);
	case POLICY_WEBHOOK:
	case POLICY_EXEC:
		object(m, ask, part, vars, a);
		break;
	}
	return RC_OK;
}

/* ---- the next step ---- */

struct rest {
	struct val first;
	struct buf others;
	struct jwrite w;
	size_t n;
};

static bool
split_rest(void *ctx, struct sv key, const struct val *v)
{
	struct rest *r = ctx;

	(void)key;
	if (r->n++ == 0)
		r->first = *v;
	else
		jwrite_val(&r->w, v);
	return true;
}

/* The first of the channels that are left, and the others as JSON. */
static bool
shift(struct ledger_payload *p, struct sv *channel, struct arena *a)
{
	static const char *const name[] = { "channel" };
	struct rest r = { .n = 0 };
	struct val v, address;

	if (p->rest.n == 0 || jread_value(p->rest, &v, NULL) != RC_OK || v.kind != VAL_ARRAY)
		return false;
	buf_init(&r.others, SIZE_MAX);
	jwrite_init(&r.w, &r.others);
	jwrite_open(&r.w, '[');
	jread_each(&v, split_rest, &r);
	jwrite_shut(&r.w, ']');
	p->rest = kept(&r.others, a);
	if (r.n == 0)
		return false;
	*channel = text_at(&r.first, name, 1, a);
	address = jread_below(&r.first, &SV("address"), 1, a);
	buf_init(&r.others, SIZE_MAX);
	jwrite_init(&r.w, &r.others);
	jwrite_val(&r.w, &address);
	p->address = kept(&r.others, a);
	return true;
}

enum rc
compose_next(const struct policy *policy, const struct ledger_row *row, struct ledger_payload *p,
    int64_t now_us, struct ledger_row *next, struct arena *a)
{
	char step[16];
	struct sv channel;

	do {
		if (!shift(p, &channel, a))
			return RC_EMPTY;
	} while (policy_find_channel(policy, channel) == POLICY_ANY);
	*next = *row;
	next->id = 0;
	next->channel = channel;
	next->step = row->step + 1;
	next->state = LEDGER_PLANNED;
	next->attempt = 0;
	next->code = 0;
	next->reason = SV("");
	next->at_us = next->due_us = now_us;
	(void)snprintf(step, sizeof(step), "%u", next->step);
	mac_id((const struct sv[]){ { row->nkey.text, LEDGER_KEY }, sv_of(step), channel }, 3,
	    next->dkey.text);
	return RC_OK;
}
