/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_check - what one rule of a policy says of another
 *
 * Errors are what would break the law or never end; warnings are what does nothing, or something
 * else than it looks like.
 */
#include "policy/policy_read.h"

#include <stdio.h>

enum { WEEK_MINUTES = 7 * POLICY_DAY_MINUTES };

#define MINUTE_US INT64_C(60000000)

/* Place of the @i-th value of a map at the top. */
static const struct node *
node_at(const struct policy_reader *r, const char *key, size_t i)
{
	return &node_get(r->d->root, key)->item[i];
}

/* A member of it when it is there, else itself. */
static const struct node *
member_or(const struct node *n, const char *key)
{
	const struct node *m = node_get(n, key);

	return m != NULL ? m : n;
}

/* ---- texts ---- */

static enum rc
check_version(const struct policy_reader *r, const struct node *at, const struct policy_channel *c,
    const struct policy_template *t, const struct policy_version *v)
{
	const char *wants = NULL;

	if (c->way == POLICY_SMTP && v->part[POLICY_SUBJECT] == NULL)
		wants = "subject";
	else if (c->way == POLICY_SMTP && v->part[POLICY_TEXT] == NULL)
		wants = "text";
	else if (c->way == POLICY_WEBPUSH && v->part[POLICY_TITLE] == NULL)
		wants = "title";
	if (wants == NULL)
		return RC_OK;
	return doc_fail(r->d, at, r->e, "template '%.*s'%s%.*s has no %s, which %.*s needs",
	    SV_SHOW(t->name), v->language.n > 0 ? " in " : "", SV_SHOW(v->language), wants,
	    SV_SHOW(c->name));
}

static enum rc
check_template(const struct policy_reader *r, const struct node *at, size_t channel, size_t i)
{
	const struct policy_template *t = &r->p->template[i];
	enum rc rc = RC_OK;

	for (size_t k = 0; k < t->n && rc == RC_OK; k++)
		rc = check_version(r, at, &r->p->channel[channel], t, &t->version[k]);
	return rc;
}

static enum rc
check_texts(const struct policy_reader *r, const struct node *n, const struct policy_scenario *s)
{
	enum rc rc = RC_OK;

	for (size_t c = 0; c < s->nchannel && rc == RC_OK; c++) {
		for (size_t v = 0; v < s->nvariant && rc == RC_OK; v++)
			rc = check_template(r, member_or(n, s->variant[v].id.n > 0 ? "variants"
			    : "template"), s->channel[c], s->variant[v].template);
		if (rc == RC_OK && s->digest_single != POLICY_ANY)
			rc = check_template(r, member_or(n, "digest"), s->channel[c],
			    s->digest_single);
	}
	return rc;
}

/* ---- channels of a scenario ---- */

static enum rc
check_unsubscribe(const struct policy_reader *r, const struct node *n,
    const struct policy_scenario *s)
{
	for (size_t i = 0; i < s->nchannel; i++) {
		const struct policy_channel *c = &r->p->channel[s->channel[i]];

		if (s->class == POLICY_MARKETING && c->way == POLICY_SMTP && c->unsubscribe.n == 0)
			return doc_fail(r->d, member_or(n, "channels"), r->e, "marketing by e-mail "
			    "needs a way out in one click (RFC 8058): 'unsubscribe' of channel "
			    "'%.*s'", SV_SHOW(c->name));
	}
	return RC_OK;
}

static enum rc
check_fallback(const struct policy_reader *r, const struct node *n,
    const struct policy_scenario *s)
{
	const struct node *at = member_or(n, "fallback");

	if (s->fallback != POLICY_FALL_NONE && s->nchannel == 1)
		policy_read_warn(r, at, "there is no second channel to fall back on");
	if (s->fallback_us >= s->expires_us && s->fallback_us > 0)
		policy_read_warn(r, at, "the message expires before the next channel is tried");
	for (size_t i = 0; i + 1 < s->nchannel && s->fallback >= POLICY_FALL_UNDELIVERED; i++) {
		const struct policy_channel *c = &r->p->channel[s->channel[i]];

		if (s->fallback == POLICY_FALL_UNOPENED && c->way == POLICY_SMTP)
			return doc_fail(r->d, at, r->e, "whether an e-mail was opened cannot be "
			    "known: programs open them");
		if (!c->receipts)
			return doc_fail(r->d, at, r->e, "channel '%.*s' sends no receipts "
			    "('receipts: true' says that it does): every message would fall back",
			    SV_SHOW(c->name));
	}
	return RC_OK;
}

static void
check_memory(const struct policy_reader *r, const struct node *n, const struct policy_scenario *s)
{
	int64_t longest = 0;

	for (size_t i = 0; i < s->nchannel; i++) {
		const struct policy_channel *c = &r->p->channel[s->channel[i]];
		int64_t sum = 0;

		for (size_t k = 0; k < c->nretry; k++)
			sum += c->retry_us[k];
		longest = sum > longest ? sum : longest;
	}
	if (longest > s->expires_us)
		longest = s->expires_us;
	if (s->ttl_us < longest)
		policy_read_warn(r, member_or(n, "dedupe"), "the message is forgotten while it is "
		    "still being tried: it may be sent twice");
}

/* ---- quiet hours ---- */

/* Minutes of the week, of one channel, in which nothing goes out. */
static void
fill_week(const struct policy *p, size_t channel, bool *week)
{
	memset(week, 0, WEEK_MINUTES);
	for (size_t i = 0; i < p->nquiet; i++) {
		const struct policy_quiet_rule *q = &p->quiet[i];
		int32_t len = q->to_min - q->from_min;

		if ((q->channels >> channel & 1) == 0)
			continue;
		len += len < 0 ? POLICY_DAY_MINUTES : 0;
		for (int day = 0; day < 7; day++)
			for (int32_t m = 0; (q->days >> day & 1) != 0 && m < len; m++)
				week[(day * POLICY_DAY_MINUTES + q->from_min + m) % WEEK_MINUTES] =
				    true;
	}
}

/* Minutes of the longest stretch; WEEK_MINUTES when it never ends. */
static int32_t
longest_quiet(const bool *week)
{
	int32_t longest = 0, run = 0;

	for (int32_t i = 0; i < 2 * WEEK_MINUTES; i++) {
		run = week[i % WEEK_MINUTES] ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest > WEEK_MINUTES ? WEEK_MINUTES : longest;
}

static enum rc
check_quiet(const struct policy_reader *r, int32_t *longest)
{
	const struct policy *p = r->p;
	bool *week = arena_alloc(r->a, WEEK_MINUTES);

	for (size_t c = 0; c < p->nchannel; c++) {
		fill_week(p, c, week);
		longest[c] = longest_quiet(week);
		if (longest[c] == WEEK_MINUTES)
			return doc_fail(r->d, node_get(r->d->root, "quiet_hours"), r->e,
			    "channel '%.*s' is quiet all week: it never opens",
			    SV_SHOW(p->channel[c].name));
	}
	return RC_OK;
}

static void
check_expiry(const struct policy_reader *r, const struct node *n, const struct policy_scenario *s,
    const int32_t *longest)
{
	for (size_t i = 0; i < s->nchannel && s->quiet; i++)
		if (s->expires_us <= longest[s->channel[i]] * MINUTE_US) {
			policy_read_warn(r, member_or(n, "expires"), "it expires within the quiet "
			    "hours of %.*s: what comes up when they begin is never sent",
			    SV_SHOW(r->p->channel[s->channel[i]].name));
			return;
		}
}

/* ---- caps ---- */

/* Whatever @b would hold back, @a holds back already. */
static bool
covers(const struct policy_cap *a, const struct policy_cap *b)
{
	if (a->max > b->max || a->window != b->window ||
	    (a->window == POLICY_ROLLING && a->len_us < b->len_us))
		return false;
	return (a->channels & b->channels) == b->channels && (a->any_channel || !b->any_channel) &&
	    (a->classes & b->classes) == b->classes &&
	    (a->category.n == 0 || sv_eq(a->category, b->category));
}

static bool
touches(const struct policy_cap *c, const struct policy_scenario *s)
{
	bool channel = false;

	for (size_t i = 0; i < s->nchannel; i++)
		channel = channel || (c->channels >> s->channel[i] & 1) != 0;
	return channel && s->capped && (c->classes >> s->class & 1) != 0 &&
	    (c->category.n == 0 || sv_eq(c->category, s->category));
}

static enum rc
unknown_category(const struct policy_reader *r, const struct node *n, struct sv name)
{
	const struct policy *p = r->p;
	struct sv *cand = arena_alloc(r->a, (p->nscenario + 1) * sizeof(*cand));

	for (size_t i = 0; i < p->nscenario; i++)
		cand[i] = p->scenario[i].category;
	doc_fail(r->d, member_or(n, "category"), r->e, "no scenario is of category '%.*s'",
	    SV_SHOW(name));
	return rc_near(r->e, RC_SYNTAX, name, cand, p->nscenario);
}

static enum rc
check_cap(const struct policy_reader *r, const struct node *n, size_t at)
{
	const struct policy *p = r->p;
	const struct policy_cap *c = &p->cap[at];
	bool used = false, category = c->category.n == 0, digest = false;

	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *s = &p->scenario[i];
		bool is_touched = touches(c, s);

		category = category || sv_eq(c->category, s->category);
		used = used || is_touched;
		digest = digest || (is_touched && s->digest != POLICY_DIGEST_NONE);
	}
	if (!category)
		return unknown_category(r, n, c->category);
	if (!used)
		policy_read_warn(r, n, "no scenario comes under this cap");
	else if (c->over == POLICY_OVER_DIGEST && !digest)
		policy_read_warn(r, member_or(n, "over"), "no scenario under this cap has a "
		    "digest: what waits goes as one, by the template of the scenario");
	if (c->over == POLICY_OVER_NEXT && c->any_channel)
		policy_read_warn(r, member_or(n, "over"), "the cap is of all channels together: "
		    "the next one is capped, too");
	for (size_t i = 0; i < p->ncap; i++)
		if (i != at && covers(&p->cap[i], c) && (!covers(c, &p->cap[i]) || i < at)) {
			policy_read_warn(r, n, "this cap never binds: '%.*s' of line %u is tighter",
			    SV_SHOW(p->cap[i].name), (unsigned)p->cap[i].line);
			break;
		}
	return RC_OK;
}

static enum rc
check_caps(const struct policy_reader *r)
{
	const struct node *list = node_get(r->d->root, "caps");
	enum rc rc = RC_OK;

	for (size_t i = 0; list != NULL && i < list->n && rc == RC_OK; i++)
		rc = check_cap(r, &list->item[i], i);
	return rc;
}

/* ---- what nobody uses ---- */

static void
check_unused(const struct policy_reader *r)
{
	const struct policy *p = r->p;
	bool *channel = arena_zalloc(r->a, p->nchannel + 1);
	bool *template = arena_zalloc(r->a, p->ntemplate + 1);

	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *s = &p->scenario[i];

		for (size_t k = 0; k < s->nchannel; k++)
			channel[s->channel[k]] = true;
		for (size_t k = 0; k < s->nvariant; k++)
			template[s->variant[k].template] = true;
		if (s->digest_single != POLICY_ANY)
			template[s->digest_single] = true;
	}
	for (size_t i = 0; i < p->nalert; i++) {
		template[p->alert[i].template] = true;
		for (size_t k = 0; k < p->alert[i].nstep; k++)
			channel[p->alert[i].step[k].channel] = true;
	}
	for (size_t i = 0; i < p->nchannel; i++)
		if (!channel[i])
			policy_read_warn(r, node_at(r, "channels", i),
			    "nothing goes by channel '%.*s'", SV_SHOW(p->channel[i].name));
	for (size_t i = 0; i < p->ntemplate; i++)
		if (!template[i])
			policy_read_warn(r, node_at(r, "templates", i), "nothing is said by "
			    "template '%.*s'", SV_SHOW(p->template[i].name));
}

static void
check_settings(const struct policy_reader *r)
{
	const struct policy *p = r->p;
	const struct node *draws = p->holdout > 0 ? node_get(r->d->root, "holdout") : NULL;

	for (size_t i = 0; i < p->nscenario && draws == NULL; i++)
		if (p->scenario[i].holdout > 0)
			draws = node_get(node_at(r, "scenarios", i), "holdout");
	if (draws != NULL && p->keys.experiment.n == 0 && p->holdout_salt.n == 0)
		policy_read_warn(r, draws, "without 'keys: experiment_file' or 'holdout: salt' "
		    "every policy without them holds out the same people");
	for (size_t i = 0; i < p->nchannel; i++) {
		const struct node *tls = node_get(node_at(r, "channels", i), "tls");

		if (tls != NULL && p->channel[i].tls == POLICY_TLS_NONE)
			policy_read_warn(r, tls, "messages and credentials of '%.*s' can be read "
			    "on the way", SV_SHOW(p->channel[i].name));
	}
}

/* ---- the whole ---- */

static enum rc
check_alerts(const struct policy_reader *r)
{
	const struct policy *p = r->p;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->nalert; i++)
		for (size_t k = 0; k < p->alert[i].nstep && rc == RC_OK; k++)
			rc = check_template(r, member_or(node_at(r, "alerts", i), "template"),
			    p->alert[i].step[k].channel, p->alert[i].template);
	return rc;
}

enum rc
policy_check_all(const struct policy_reader *r)
{
	const struct policy *p = r->p;
	int32_t longest[POLICY_CHANNELS_MAX] = { 0 };
	enum rc rc = check_quiet(r, longest);

	if (rc == RC_OK && p->nscenario == 0 && p->nalert == 0)
		rc = doc_fail(r->d, r->d->root, r->e, "expected 'scenarios' or 'alerts'");
	for (size_t i = 0; i < p->nscenario && rc == RC_OK; i++) {
		const struct policy_scenario *s = &p->scenario[i];
		const struct node *n = node_at(r, "scenarios", i);

		rc = check_texts(r, n, s);
		if (rc == RC_OK)
			rc = check_unsubscribe(r, n, s);
		if (rc == RC_OK)
			rc = check_fallback(r, n, s);
		check_memory(r, n, s);
		check_expiry(r, n, s, longest);
	}
	if (rc == RC_OK)
		rc = check_alerts(r);
	if (rc == RC_OK)
		rc = check_caps(r);
	if (rc != RC_OK)
		return rc;
	check_unused(r);
	check_settings(r);
	return RC_OK;
}
