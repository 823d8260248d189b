/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Policies: what is filled in where nothing is said, each mistake with its place, warnings, and
 * the policies that come with the program.
 */
#include "policy/policy.h"
#include "policy/policy_example.h"
#include "../t.h"

#include <unistd.h>

#define S INT64_C(1000000)
#define M (60 * S)
#define H (60 * M)
#define D (24 * H)

struct read {			/* a policy and all it lies in */
	struct arena    a;
	struct proj     event, person;
	struct expr_env event_env, person_env;
	struct policy   p;
	struct err      e;
	enum rc         rc;
	char            warning[4096];	/* all of them, a line each */
};

static void
warn(void *ctx, const char *message)
{
	struct read *r = ctx;
	size_t n = strlen(r->warning);

	snprintf(r->warning + n, sizeof(r->warning) - n, "%s\n", message);
}

static void
begin(struct read *r, struct policy_env *env)
{
	memset(r, 0, sizeof(*r));
	arena_init(&r->a);
	proj_init(&r->event, &r->a);
	proj_init(&r->person, &r->a);
	r->event_env = (struct expr_env){ .arena = &r->a, .proj = &r->event };
	r->person_env = (struct expr_env){ .arena = &r->a, .proj = &r->person };
	*env = (struct policy_env){ &r->event_env, &r->person_env, warn, r };
}

static void
read_text(struct read *r, const char *text)
{
	struct policy_env env;

	begin(r, &env);
	r->rc = policy_text(&r->p, "p.yaml", sv_of(text), &env, &r->e);
}

static void
end(struct read *r)
{
	if (r->rc == RC_OK)
		policy_free(&r->p);
	arena_free(&r->a);
}

/* ---- a policy with everything left to defaults ---- */

#define CHANNELS \
	"channels:\n" \
	"  mail: {smtp: smtps://relay.example.org, from: a@example.org, unsubscribe: \"https://example.org/{token}\"}\n" \
	"  hook: {webhook: https://example.org/hook}\n"
#define KEYS "keys: {unsubscribe_file: u.key}\n"
#define TEMPLATES "templates: {t: {subject: s, text: t}}\n"

static const char small[] =
    KEYS CHANNELS
    "scenarios:\n"
    "  cart: {on: add_to_cart, class: marketing, category: promo, channels: [mail, hook], template: t}\n"
    "  code: {on: {kind: login}, class: transactional, category: auth, channels: hook, template: t}\n"
    TEMPLATES;

static void
test_defaults(void)
{
	struct read r;
	const struct policy *p = &r.p;
	const struct policy_scenario *s;

	read_text(&r, small);
	if (!T_OK(r.rc == RC_OK, "a small policy: %s", r.e.msg))
		exit(1);
	T_STR(r.warning, "", "... without a warning");
	s = &p->scenario[0];
	T_OK(s->class == POLICY_MARKETING && s->expires_us == D && s->ttl_us == 30 * D &&
	    s->priority == 50 && s->quiet && s->capped && s->counts && !s->preempts,
	    "marketing: a day, remembered for 30, quiet, capped, counted");
	T_OK(s->delay_us == 0 && s->at_min == -1 && s->best_within_us == 0 &&
	    s->per == POLICY_PER_EVENT && s->digest == POLICY_DIGEST_NONE && s->holdout == 0,
	    "... at once, every event, to all");
	T_OK(s->nvariant == 1 && s->variant[0].id.n == 0 && s->wish &&
	    s->fallback == POLICY_FALL_DEAD && s->nchannel == 2, "... falls back when dead");
	s = &p->scenario[1];
	T_OK(s->expires_us == 3 * D && !s->counts && s->quiet && s->on->of == POLICY_KIND &&
	    s->fallback == POLICY_FALL_NONE, "transactional: three days, not counted");
	T_OK(p->ncap == 2 && p->cap[0].classes == 1U << POLICY_TRANSACTIONAL &&
	    p->cap[0].max == 20 && p->cap[0].len_us == D && p->cap[1].max == 10 &&
	    p->cap[1].len_us == H && p->cap[1].line == 0, "guards against loops");
	T_OK(p->channel[0].nretry == 5 && p->channel[0].retry_us[0] == M &&
	    p->channel[1].nretry == 9 && p->channel[1].retry_us[8] == D, "waits of each way");
	T_OK(p->channel[0].timeout_us == 30 * S && p->channel[1].breaker.failures == 5 &&
	    sv_is(p->channel[0].address, "email") && p->channel[1].address.n == 0, "channels");
	T_OK(!policy_channel_resends(&p->channel[1], true) &&
	    policy_channel_resends(&p->channel[1], false), "unknown: held, or sent again");
	T_OK(p->zones.fallback == NULL, "UTC");
	T_OK(strlen(p->hash) == 16, "a hash of 16 digits");
	end(&r);
}

/* ---- everything said ---- */

static const char full[] =
    "policy: Full\nversion: 1\ntz: Europe/Paris\n"
    "countries: {US: [America/New_York, America/Los_Angeles], FR: Europe/Paris}\n"
    "keys: {ledger_file: new.key, experiment_file: e.key, unsubscribe_file: u.key}\n"
    "critical: [login]\n"
    "quiet_hours:\n"
    "  - {channels: [hook], days: [fri-sun], from: \"21:30\", to: \"08:00\", unknown_tz: default, then: drop, spread: 0}\n"
    "  - {from: \"23:00\", to: \"00:00\"}\n"
    "caps:\n"
    "  - {channel: hook, category: promo, class: [marketing, transactional], rolling: 36h, max: 2, over: defer, name: two}\n"
    "  - {calendar: week, max: 7}\n"
    "people: {max_per_day: 3}\n"
    "holdout: {global: 2%, salt: s}\n"
    "items: {item: item_id, cart: {add: add, remove: [rm], clear: purchase}, views: [view, {event: look, where: ms > 5}]}\n"
    "channels:\n"
    "  mail: {smtp: \"smtp://127.0.0.1:25\", from: Shop <a@example.org>, reply_to: b@example.org, unsubscribe: \"https://example.org/{token}\", auth_file: auth}\n"
    "  hook: {webhook: https://example.org/hook, sign_file: [a, b], idempotent: true, receipts: true, limit: [20/s, 100/10s], per_domain: 5/m, concurrency: 7, retry: [0s, 5m], retry_codes: [404], timeout: 5s, cost: 0.5, address: phone, on_unknown: hold}\n"
    "  web: {webpush: \"mailto:a@example.org\", vapid_file: v.pem, allow_nets: [10.0.0.0/8]}\n"
    "  run: {exec: [say, -v], breaker: {failures: 2, open: 1m, open_max: 2m}}\n"
    "scenarios:\n"
    "  cart:\n"
    "    on: [{event: add, where: total >= 20}]\n"
    "    delay: 45m\n    delay_from: last\n    best_hour: 12h\n"
    "    cancel_on: [{event: purchase, match: cart_id}, rm]\n"
    "    class: marketing\n    category: promo\n    priority: 40\n    preempt: true\n"
    "    audience: {segments: [a, b], exclude: c, where: score > 0.5 && country == \"FR\"}\n"
    "    channels: [hook, mail]\n    prefer: policy\n"
    "    fallback: {on: undelivered, after: 30m, unknown: true}\n"
    "    dedupe: {entity: [cart_id, shop], per: day, ttl: 2d}\n    expires: 2d\n"
    "    digest: {quiet: 10m, max: 1h, key: shop, lead: true, max_items: 9, single: t}\n"
    "    variants: [{id: a, weight: 3, template: t}, {id: b, template: u}]\n"
    "    holdout: 0.1\n"
    "  drop:\n"
    "    on: price_changed\n    holders: {in: [cart, views], within: 7d}\n    at: \"18:05\"\n"
    "    class: marketing\n    category: promo\n    channels: [web, run]\n    template: u\n"
    "  login: {on: login, class: critical, category: security, channels: hook, template: t}\n"
    "alerts:\n"
    "  slo:\n"
    "    on: {kind: slo, where: verdict == \"fail\"}\n    resolve_on: {kind: slo, where: verdict == \"pass\"}\n"
    "    group: [slo, objective]\n    wait: 0s\n    interval: 1m\n    repeat: 1h\n    say_resolved: false\n"
    "    tell: [{channel: mail, to: o@example.org}, {channel: run, after: 10m}]\n    template: t\n"
    "templates:\n"
    "  t: {subject: \"s {{a}}\", text: t, title: x}\n"
    "  u: {fr: {title: bonjour, body: b, text: t, subject: s}, en: {title: hello, url: \"https://example.org/{{a}}\", text: t, subject: s}}\n";

static void
test_rules(const struct policy *p)
{
	const struct policy_quiet_rule *q = p->quiet;

	T_OK(sv_is(p->zones.country[0].code, "US") && p->zones.country[0].nzone == 2, "zones");
	T_OK(sv_is(p->keys.ledger, "new.key") && sv_is(p->keys.unsubscribe, "u.key"), "keys");
	T_OK(q[0].channels == 2 && q[0].days == 0x70 && q[0].from_min == 21 * 60 + 30 &&
	    q[0].to_min == 480 && !q[0].strict && q[0].then == POLICY_DROP && q[0].spread_us == 0,
	    "quiet hours");
	T_OK(q[1].channels == 15 && q[1].days == 0x7f && q[1].to_min == 1440 && q[1].strict &&
	    q[1].spread_us == 15 * M, "... by default");
	T_OK(p->cap[0].channels == 2 && !p->cap[0].any_channel && p->cap[0].classes == 3 &&
	    p->cap[0].len_us == 36 * H && p->cap[0].over == POLICY_OVER_DEFER &&
	    sv_is(p->cap[0].name, "two"), "a cap");
	T_OK(p->cap[1].window == POLICY_WEEK && p->cap[1].any_channel && p->cap[1].classes == 1 &&
	    sv_is(p->cap[1].name, "any/any 7 in week") && p->ncap == 3, "... of a week");
	T_OK(p->people.max_per_day == 3 && p->people.max_per_week == 0 && p->holdout == 200,
	    "people, holdout");
	T_OK(p->items.nadd == 1 && p->items.nremove == 1 && p->items.nclear == 1 &&
	    p->items.nview == 2 && p->items.view[1].where != NULL, "items");
}

static void
test_channels(const struct policy *p)
{
	const struct policy_channel *c = p->channel;

	T_OK(c[0].tls == POLICY_TLS_NONE && sv_is(c[0].auth_file, "auth"), "loopback is plain");
	T_OK(c[1].nsign_file == 2 && c[1].idempotent && c[1].nlimit == 2 && c[1].limit[0].n == 20 &&
	    c[1].limit[0].per_us == S && c[1].limit[1].per_us == 10 * S &&
	    c[1].per_domain[0].per_us == M && c[1].concurrency == 7 && c[1].nretry == 2 &&
	    c[1].retry_us[0] == 0 && c[1].retry_code[0] == 404 && c[1].timeout_us == 5 * S &&
	    c[1].cost > 0.49 && c[1].tls == POLICY_TLS_REQUIRED, "a webhook");
	T_OK(!policy_channel_resends(&c[1], false), "what is said of unknown wins");
	T_OK(c[2].way == POLICY_WEBPUSH && sv_is(c[2].subject, "mailto:a@example.org") &&
	    sv_is(c[2].vapid_file, "v.pem") && sv_is(c[2].address, "push") && c[2].nallow_net == 1,
	    "Web Push");
	T_OK(c[3].way == POLICY_EXEC && c[3].ncommand == 2 && sv_is(c[3].command[1], "-v") &&
	    c[3].breaker.failures == 2 && c[3].breaker.open_max_us == 2 * M, "a program");
}

static void
test_scenario(const struct policy *p)
{
	const struct policy_scenario *s = p->scenario;

	T_OK(s->delay_us == 45 * M && s->restart && s->best_within_us == 12 * H &&
	    s->ncancel == 2 && s->cancel[0].same != NULL && sv_is(s->cancel[0].same_name, "cart_id") &&
	    s->cancel[1].same == NULL && s->preempts, "when");
	T_OK(s->nsegment == 2 && s->nexclude == 1 && s->who != NULL && s->channel[0] == 1 && !s->wish,
	    "who");
	T_OK(s->fallback == POLICY_FALL_UNDELIVERED && s->fallback_us == 30 * M &&
	    s->fallback_unknown, "fallback");
	T_OK(s->nentity == 2 && sv_is(s->entity_name[1], "shop") && s->per == POLICY_PER_DAY &&
	    s->ttl_us == 2 * D, "dedupe");
	T_OK(s->digest == POLICY_DIGEST_DEBOUNCE && s->digest_us == 10 * M && s->digest_max_us == H &&
	    s->ndigest_key == 1 && s->digest_lead && s->digest_items == 9 && s->digest_single == 0,
	    "digest");
	T_OK(s->nvariant == 2 && s->variant[0].weight == 3 && s->variant[1].template == 1 &&
	    s->holdout == 1000, "variants, holdout");
	T_OK(s[1].holders.cart && s[1].holders.viewed && s[1].holders.within_us == 7 * D &&
	    s[1].holders.item == p->items.item && s[1].at_min == 18 * 60 + 5, "holders");
	T_OK(s[2].class == POLICY_CRITICAL && !s[2].quiet && !s[2].capped && s[2].expires_us == H,
	    "critical");
}

static void
test_said(void)
{
	struct read r;
	const struct policy_alert *a;
	const struct policy_template *t;

	read_text(&r, full);
	if (!T_OK(r.rc == RC_OK, "all of it: %s", r.e.msg))
		exit(1);
	test_rules(&r.p);
	test_channels(&r.p);
	test_scenario(&r.p);
	a = r.p.alert;
	T_OK(a->non == 1 && a->noff == 1 && a->ngroup == 2 && a->wait_us == 0 && a->repeat_us == H &&
	    !a->say_resolved && a->nstep == 2 && a->step[1].after_us == 10 * M &&
	    sv_is(a->step[0].to, "o@example.org"), "an alert");
	t = &r.p.template[1];
	T_OK(sv_is(policy_template_version(t, SV("en-GB"))->language, "en") &&
	    sv_is(policy_template_version(t, SV("EN"))->language, "en") &&
	    sv_is(policy_template_version(t, SV("de"))->language, "fr") &&
	    sv_is(policy_template_version(t, SV(""))->language, "fr"), "languages");
	T_OK(t->version[1].part[POLICY_URL] != NULL && t->version[0].part[POLICY_URL] == NULL, "parts");
	T_OK(policy_find_scenario(&r.p, SV("slo")) == 3 &&
	    policy_find_scenario(&r.p, SV("x")) == POLICY_ANY, "names");
	end(&r);
}

/* ---- mistakes ---- */

#define WITH(scenario) KEYS CHANNELS "scenarios:\n  s: {" scenario "}\n" TEMPLATES
#define MOST "on: e, class: marketing, category: c, channels: hook, template: t"
#define CHANNEL(text) "channels: {x: {" text "}}\n"

static const struct { const char *text, *says; } mistakes[] = {
	{ "[]", "p.yaml:1:1: expected a map" },
	{ "chanels: {}", "p.yaml:1:1: unknown key 'chanels' (did you mean 'channels'?)" },
	{ "version: 2\n" CHANNELS, "p.yaml:1:10: " },
	{ "tz: Europe/Pariss\n" KEYS CHANNELS, "p.yaml:1:5: unknown time zone 'Europe/Pariss'" },
	{ KEYS CHANNELS, "p.yaml:1:1: expected 'scenarios' or 'alerts'" },
	{ "scenarios: {}\n", "p.yaml:1:1: expected 'channels'" },
	{ CHANNEL("smtp: relay"), "p.yaml:1:22: expected a URL such as smtp://" },
	{ CHANNEL("smtp: smtps://r.example.org"), "p.yaml:1:15: expected the key 'from'" },
	{ CHANNEL("webhook: http://h.example.org"), "p.yaml:1:25: http to another machine" },
	{ CHANNEL("webhook: http://127.0.0.1.example.org"), "p.yaml:1:25: http to another machine" },
	{ CHANNEL("webhook: http://localhost.example.org"), "p.yaml:1:25: http to another machine" },
	{ CHANNEL("webhook: \"http://[::1].example.org\""), "p.yaml:1:25: expected a URL such as" },
	{ CHANNEL("webhook: \"http://[::1]:8080/x\""), "p.yaml:1:1: expected 'scenarios'" },
	{ CHANNEL("webhook: http://127.9.9.9:80/x"), "p.yaml:1:1: expected 'scenarios'" },
	{ CHANNEL("webhook: https://a:b@h.example.org"), "p.yaml:1:25: a URL has no '@' here" },
	{ CHANNEL("webhook: https://h.example.org, exec: x"), "p.yaml:1:48: a channel is one of" },
	{ CHANNEL("webhook: https://h.example.org, from: a@b"), "p.yaml:1:48: from means nothing to" },
	{ CHANNEL("webpush: \"mailto:a@b\""), "p.yaml:1:12: webpush needs 'vapid_file'" },
	{ CHANNEL("exec: x, limit: 20"), "p.yaml:1:32: expected a string" },
	{ CHANNEL("exec: x, limit: 20/x"), "p.yaml:1:32: expected a rate such as 20/s" },
	{ CHANNEL("exec: x, retry: [5]"), "p.yaml:1:33: expected a duration such as 45m, found 5" },
	{ CHANNEL("exec: x, cost: -1"), "p.yaml:1:31: " },
	{ CHANNEL("exec: x, timeout: 2h"), "p.yaml:1:34: expected a duration of 1s to 1h, found 2h" },
	{ "channels: {\"a b\": {exec: x}}\n", "p.yaml:1:12: a name is up to 64 letters" },
	{ "channels: {m: {smtp: smtp://localhost, from: a@b, unsubscribe: \"https://b/{token}\"}}",
	    "p.yaml:1:64: tokens need a key" },
	{ "channels: {m: {smtp: smtp://localhost, from: a@b, unsubscribe: \"http://b/{token}\"}}",
	    "p.yaml:1:64: expected an https URL with {token}" },
	{ KEYS CHANNELS "quiet_hours: [{from: \"21:00\", to: \"21:00\"}]\n",
	    "p.yaml:5:35: it ends when it begins" },
	{ KEYS CHANNELS "quiet_hours: [{from: 25:00, to: \"21:00\"}]\n",
	    "p.yaml:5:22: expected a time of day" },
	{ KEYS CHANNELS "quiet_hours: [{from: \"00:00\", to: \"24:00\"}]\n",
	    "p.yaml:5:14: channel 'mail' is quiet all week" },
	{ KEYS CHANNELS "quiet_hours: [{channels: [hok], from: \"1:00\", to: \"2:00\"}]\n",
	    "p.yaml:5:27: no channel is called 'hok' (did you mean 'hook'?)" },
	{ KEYS CHANNELS "caps: [{max: 1}]\n", "p.yaml:5:8: expected 'rolling'" },
	{ KEYS CHANNELS "caps: [{rolling: 1d, max: 0}]\n", "p.yaml:5:27: a cap of 0" },
	{ WITH("on: e"), "p.yaml:6:6: expected the key 'class'" },
	{ WITH("on: e, class: critical"), "p.yaml:6:21: a critical scenario passes" },
	{ WITH("on: {where: a}, class: marketing"), "p.yaml:6:11: expected 'event' or 'kind'" },
	{ WITH("on: {event: e, where: a ==}, class: marketing"), "p.yaml:6:33: " },
	{ WITH(MOST ", delay: soon"), "p.yaml:6:81: expected a duration such as 45m, found soon" },
	{ WITH(MOST ", delay_from: last"), "p.yaml:6:74: without a delay" },
	{ WITH(MOST ", holdout: 60%"), "p.yaml:6:83: a holdout is at most half" },
	{ WITH(MOST ", holdout: 0.00001"), "p.yaml:6:83: a share has steps of 0.01%" },
	{ WITH(MOST ", quiet: false"), "p.yaml:6:81: marketing waits" },
	{ WITH(MOST ", holders: {in: cart}"), "p.yaml:6:74: who holds an item" },
	{ WITH(MOST ", digest: {}"), "p.yaml:6:82: expected one of 'every'" },
	{ WITH(MOST ", digest: {quiet: 5m}"), "p.yaml:6:82: 'quiet' and 'max' go together" },
	{ WITH(MOST ", fallback: undelivered"), "p.yaml:6:84: expected 'after'" },
	{ WITH(MOST ", variants: []"), "p.yaml:6:3: expected 'template', or 'variants'" },
	{ WITH(MOST ", cancel_on: [{event: a, match: a}, {event: a, match: b}, {event: a, match: c},"
	    " {event: a, match: d}, {event: a, match: e}]"), "p.yaml:6:85: more than 4" },
	{ WITH("on: e, class: transactional, category: c, channels: hook, template: t, holdout: 1%"),
	    "p.yaml:6:87: only marketing is held out" },
	{ WITH("on: e, class: marketing, category: c, channels: [hook, hook], template: t"),
	    "p.yaml:6:62: 'hook' is there already" },
	{ WITH("on: e, class: marketing, category: c, channels: hook, template: tt"),
	    "p.yaml:6:71: no template is called 'tt' (did you mean 't'?)" },
	{ "channels: {m: {smtp: smtp://localhost, from: a@b}}\n"
	    "scenarios: {s: {on: e, class: marketing, category: c, channels: m, template: t}}\n"
	    TEMPLATES, "p.yaml:2:65: marketing by e-mail needs a way out in one click" },
	{ KEYS CHANNELS "scenarios: {s: {on: e, class: marketing, category: c, channels: [mail, hook], "
	    "template: t, fallback: {on: unopened, after: 1h}}}\n" TEMPLATES,
	    "p.yaml:5:102: whether an e-mail was opened cannot be known" },
	{ KEYS CHANNELS "scenarios: {s: {on: e, class: marketing, category: c, channels: mail, "
	    "template: t}}\ntemplates: {t: {text: x}}\n",
	    "p.yaml:5:81: template 't' has no subject, which mail needs" },
	{ KEYS CHANNELS "scenarios: {s: {on: e, class: marketing, category: promo, channels: mail, "
	    "template: t}}\ncaps: [{category: prmo, rolling: 1d, max: 1}]\n" TEMPLATES,
	    "p.yaml:6:19: no scenario is of category 'prmo' (did you mean 'promo'?)" },
	{ KEYS CHANNELS "templates: {t: {text: \"a {{b\"}}\n", "p.yaml:5:2" },
	{ KEYS CHANNELS "templates: {t: {text_file: nowhere.txt}}\n",
	    "p.yaml:5:28: nowhere.txt: No such file" },
	{ KEYS CHANNELS "templates: {t: {xx-y: {subject: s}, q: {text: t}}}\n",
	    "p.yaml:5:37: expected a language" },
	{ KEYS CHANNELS "critical: [x]\n" "scenarios: {s: {" MOST "}}\n" TEMPLATES,
	    "p.yaml:5:12: no scenario is called 'x'" },
	{ KEYS CHANNELS "alerts: {a: {on: e, tell: [{channel: mail}], template: t}}\n" TEMPLATES,
	    "p.yaml:5:28: expected 'to'" },
	{ KEYS CHANNELS "alerts: {a: {on: e, repeat: 1m, tell: [{channel: hook}], template: t}}\n"
	    TEMPLATES, "p.yaml:5:21: repeat, of what did not change" },
	{ KEYS CHANNELS "alerts: {a: {on: e, tell: [{channel: hook, after: 1m}], template: t}}\n"
	    TEMPLATES, "p.yaml:5:28: the first is told at once" }
};

static void
test_mistakes(void)
{
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		struct read r;

		read_text(&r, mistakes[i].text);
		T_OK(r.rc == RC_SYNTAX && strncmp(r.e.msg, mistakes[i].says,
		    strlen(mistakes[i].says)) == 0, "%s", mistakes[i].says);
		if (strncmp(r.e.msg, mistakes[i].says, strlen(mistakes[i].says)) != 0)
			printf("# got: %s\n", r.e.msg);
		end(&r);
	}
}

/* ---- warnings ---- */

#define PLAIN "scenarios: {s: {on: e, class: marketing, category: c, channels: "

static const struct { const char *text, *says; } warnings[] = {
	{ KEYS CHANNELS PLAIN "hook, template: t}}\n" TEMPLATES, "nothing goes by channel 'mail'" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t}}\ntemplates: {t: {subject: s, text: t}, "
	    "u: {text: t}}\n", "nothing is said by template 'u'" },
	{ KEYS CHANNELS PLAIN "hook, template: t, fallback: dead}}\n" TEMPLATES,
	    "there is no second channel" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t, expires: 4h}}\n" TEMPLATES
	    "quiet_hours: [{from: \"22:00\", to: \"08:00\"}]\n", "it expires within the quiet hours" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t}}\n" TEMPLATES
	    "caps: [{rolling: 2d, max: 1}, {channel: hook, rolling: 1d, max: 2}]\n",
	    "this cap never binds: 'any/any 1 in 2d' of line 7 is tighter" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t}}\n" TEMPLATES
	    "caps: [{class: transactional, rolling: 2d, max: 1}]\n", "no scenario comes under" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t}}\n" TEMPLATES
	    "caps: [{rolling: 2d, max: 1, over: digest}]\n", "no scenario under this cap has a digest" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t}}\n" TEMPLATES
	    "caps: [{rolling: 2d, max: 1, over: next_channel}]\n", "the next one is capped, too" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t, holdout: 5%}}\n" TEMPLATES,
	    "every policy without them holds out the same people" },
	{ KEYS CHANNELS PLAIN "[hook, mail], template: t, expires: 3d, dedupe: {ttl: 1h}}}\n" TEMPLATES,
	    "it may be sent twice" },
	{ "channels: {h: {webhook: http://example.org, tls: none}}\n" PLAIN "h, template: t}}\n"
	    TEMPLATES, "can be read on the way" }
};

static void
test_warnings(void)
{
	for (size_t i = 0; i < sizeof(warnings) / sizeof(warnings[0]); i++) {
		struct read r;

		read_text(&r, warnings[i].text);
		T_OK(r.rc == RC_OK, "read: %s", r.e.msg);
		T_OK(strstr(r.warning, warnings[i].says) != NULL, "%s", warnings[i].says);
		if (strstr(r.warning, warnings[i].says) == NULL)
			printf("# got: %s\n", r.warning);
		end(&r);
	}
}

/* ---- files ---- */

static void
test_files(void)
{
	char dir[4096], path[4200], text[4300];
	struct policy_env env;
	struct read r;
	FILE *f;
	char hash[17];

	if (!T_OK(mkdtemp(t_temporary(dir, sizeof(dir), "cx-policy")) != NULL, "a directory"))
		return;
	snprintf(path, sizeof(path), "%s/t.txt", dir);
	snprintf(text, sizeof(text), "%s/p.yaml", dir);
	for (int i = 0; i < 2; i++) {
		f = fopen(path, "w");
		T_QUIET(f != NULL && fprintf(f, "hello %d {{name}}\n", i) > 0 && fclose(f) == 0, "text");
		f = fopen(text, "w");
		T_QUIET(f != NULL && fputs(KEYS CHANNELS PLAIN "hook, template: t}}\n"
		    "templates: {t: {text_file: t.txt}}\n", f) >= 0 && fclose(f) == 0, "policy");
		begin(&r, &env);
		r.rc = policy_load(&r.p, text, &env, &r.e);
		T_OK(r.rc == RC_OK && sv_has(r.p.template[0].version[0].source[POLICY_TEXT],
		    SV("hello")), "a file beside it: %s", r.e.msg);
		T_OK(i == 0 || strcmp(hash, r.p.hash) != 0, "its text is in the hash");
		memcpy(hash, r.p.hash, sizeof(hash));
		T_OK(r.p.keys.unsubscribe.n == strlen(dir) + 6, "so are keys: %s",
		    r.p.keys.unsubscribe.p);
		end(&r);
	}
	unlink(path);
	unlink(text);
	rmdir(dir);
	begin(&r, &env);
	r.rc = policy_load(&r.p, "/nowhere/p.yaml", &env, &r.e);
	T_STR(r.e.msg, "/nowhere/p.yaml: No such file or directory", "no such file");
	end(&r);
}

static void
test_examples(void)
{
	for (size_t i = 0; i < policy_registry.n; i++) {
		const struct policy_example *x = registry_row(&policy_registry, i);
		struct policy_env env;
		struct read r;

		begin(&r, &env);
		r.rc = policy_load(&r.p, x->name, &env, &r.e);
		T_OK(r.rc == RC_OK, "%s: %s", x->name, r.e.msg);
		T_STR(r.warning, "", "... without a warning");
		end(&r);
	}
}

int
main(void)
{
	test_defaults();
	test_said();
	test_mistakes();
	test_warnings();
	test_files();
	test_examples();
	return t_done();
}
