/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a policy is made ready once, for all messages of a run.
 */
#include "notify/weigh.h"

#include "base/draw.h"
#include "base/rfc3339.h"

/* Each field that cancels compare has one place in a row. */
static enum rc
place_sames(struct weigh_scenario *s, const struct policy_scenario *c, const char *file,
    struct err *e)
{
	for (size_t i = 0; i < c->ncancel; i++) {
		size_t at = 0;

		if (c->cancel[i].same == NULL)
			continue;
		while (at < STORE_SAMES && s->same_of[at] != NULL &&
		    !expr_same(s->same_of[at], c->cancel[i].same))
			at++;
		if (at == STORE_SAMES)
			return rc_err(e, RC_USAGE, "%s:%u: cancel_on of '%.*s' compares more than "
			    "%d fields", file, (unsigned)c->line, SV_SHOW(c->name), STORE_SAMES);
		s->same_of[at] = c->cancel[i].same;
		s->same[i] = (uint8_t)at;
	}
	return RC_OK;
}

/* How far back a row can matter: to dedupe, to a cap, to a digest that leads. */
static int64_t
memory_of(const struct policy *p)
{
	int64_t most_us = 0;

	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *c = &p->scenario[i];
		int64_t digest_us = c->digest == POLICY_DIGEST_AT ? 2 * RFC3339_DAY_US :
		    c->digest_us;

		most_us = c->ttl_us > most_us ? c->ttl_us : most_us;
		most_us = digest_us > most_us ? digest_us : most_us;
	}
	for (size_t i = 0; i < p->ncap; i++) {
		int64_t len_us = p->cap[i].window == POLICY_ROLLING ? p->cap[i].len_us :
		    32 * RFC3339_DAY_US;

		most_us = len_us > most_us ? len_us : most_us;
	}
	return most_us > 8 * RFC3339_DAY_US ? most_us : 8 * RFC3339_DAY_US;
}

static uint16_t
category_of(const struct policy *p, struct sv category)
{
	for (size_t i = 0; i < p->nscenario; i++)
		if (sv_eq(p->scenario[i].category, category))
			return (uint16_t)i;
	return STORE_NONE;
}

/* "scenario:NAME", behind the policy's salt and a blank where it has one. */
static struct sv
salt_of(const struct policy *p, struct sv experiment, struct arena *a)
{
	struct sv salt = experiment;
	struct buf b;

	if (p->holdout_salt.n == 0)
		return salt;
	buf_init(&b, SIZE_MAX);
	buf_sv(&b, p->holdout_salt);
	buf_c(&b, ' ');
	buf_sv(&b, experiment);
	salt = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return salt;
}

enum rc
weigh_init(struct weigh *w, struct arena *a, struct err *e)
{
	const struct policy *p = w->cfg.policy;
	enum rc rc = RC_OK;

	arena_init(&w->tmp);
	buf_init(&w->json, SIZE_MAX);
	buf_init(&w->vars, SIZE_MAX);
	buf_init(&w->rest, SIZE_MAX);
	buf_init(&w->text, SIZE_MAX);
	buf_init(&w->trial, SIZE_MAX);
	buf_init(&w->parts, SIZE_MAX);
	w->scenario = arena_zalloc(a, (p->nscenario + 1) * sizeof(*w->scenario));
	w->channel = arena_zalloc(a, (p->nchannel + 1) * sizeof(*w->channel));
	for (size_t i = 0; rc == RC_OK && i < p->nscenario; i++) {
		struct weigh_scenario *s = &w->scenario[i];
		const struct policy_scenario *c = &p->scenario[i];
		struct buf name;

		buf_init(&name, SIZE_MAX);
		buf_sv(&name, SV("scenario:"));
		buf_sv(&name, c->name);
		s->experiment = arena_sv(a, buf_view(&name));
		buf_free(&name);
		s->holdout_head = draw_head(salt_of(p, s->experiment, a), SV("holdout"), a);
		s->variant_head = draw_head(salt_of(p, s->experiment, a), SV("variant"), a);
		for (size_t k = 0; k < c->nvariant; k++)
			s->weights += c->variant[k].weight;
		s->category = category_of(p, c->category);
		rc = place_sames(s, c, p->file, e);
	}
	for (size_t i = 0; i < p->nchannel; i++)
		w->channel[i].window = policy_quiet_windows(p, i, &w->channel[i].n, a);
	w->global_head = draw_head(salt_of(p, SV("global"), a), SV("holdout"), a);
	w->memory_us = memory_of(p);
	w->explain = sv_of(w->cfg.explain);
	return rc == RC_OK ? policy_zone_data(w->tzdata, e) : rc;
}

void
weigh_free(struct weigh *w)
{
	cap_work_free(&w->work);
	arena_free(&w->tmp);
	buf_free(&w->json);
	buf_free(&w->vars);
	buf_free(&w->rest);
	buf_free(&w->text);
	buf_free(&w->trial);
	buf_free(&w->parts);
}
