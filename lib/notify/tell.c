/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/tell.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "message/template.h"
#include "notify/weigh_text.h"
#include "policy/policy_template.h"
#include "secret/mac.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_TEXT = 24 };

#define OPERATORS SV("operators")		/* whose messages they are */
#define LIFE_US (3 * RFC3339_DAY_US)

struct tell {
	struct weigh *w;
	struct alert *alert;
	struct buf    group, vars, address;
};

struct tell *
tell_new(struct weigh *w, uint64_t seed)
{
	struct tell *t = mem_zalloc(sizeof(*t));

	t->w = w;
	t->alert = alert_new(w->cfg.policy, seed);
	if (w->cfg.clock != DECIDE_EVENT)
		alert_live(t->alert);
	buf_init(&t->group, SIZE_MAX);
	buf_init(&t->vars, SIZE_MAX);
	buf_init(&t->address, SIZE_MAX);
	return t;
}

enum rc
tell_record(struct tell *t, struct weigh_event *ev, size_t i, bool fires, struct err *e)
{
	const struct policy_alert *a = &t->w->cfg.policy->alert[i];
	struct jwrite w;
	enum rc rc = weigh_text_event(t->w, ev, e);

	buf_clear(&t->group);
	jwrite_init(&w, &t->group);
	jwrite_open(&w, '[');
	for (size_t k = 0; rc == RC_OK && k < a->ngroup; k++) {
		struct val v;

		rc = expr_value(a->group[k], ev->r, ev->in->ev, &v, e);
		if (rc == RC_OK)
			jwrite_val(&w, &v);
	}
	jwrite_shut(&w, ']');
	if (rc != RC_OK)
		return rc;
	t->w->changed = true;
	if (fires)
		alert_fire(t->alert, i, buf_view(&t->group), buf_view(&t->w->json), ev->at_us);
	else
		alert_over(t->alert, i, buf_view(&t->group), ev->at_us);
	return RC_OK;
}

static struct sv
number_text(int64_t n, char text[NUMBER_TEXT])
{
	return (struct sv){ text, (size_t)snprintf(text, NUMBER_TEXT, "%" PRId64, n) };
}

/* The record's own members first; then what the alert knows of it. */
static void
put_vars(struct tell *t, const struct alert_word *word, const struct policy_alert *a)
{
	struct jwrite w;

	buf_clear(&t->vars);
	if (word->record.n > 2)
		buf_add(&t->vars, word->record.p, word->record.n - 1);
	else
		buf_c(&t->vars, '{');
	jwrite_init(&w, &t->vars);
	w.comma = word->record.n > 2;
	jwrite_put_text(&w, "alert", a->name);
	jwrite_put_text(&w, "state", sv_of(alert_states[word->state]));
	jwrite_key(&w, SV("group"));
	jwrite_raw(&w, word->group);
	jwrite_key(&w, SV("since"));
	jwrite_time(&w, word->since_us);
	jwrite_put_u64(&w, "members", word->members);
	jwrite_put_u64(&w, "joined", word->joined);
	jwrite_put_u64(&w, "records", word->records);
	jwrite_shut(&w, '}');
}

static enum rc
try_texts(struct tell *t, const struct policy_alert *a, struct err *e)
{
	const struct policy *p = t->w->cfg.policy;
	const struct policy_version *v = policy_template_version(&p->template[a->template],
	    SV(""));
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < POLICY_PARTS; i++) {
		buf_clear(&t->w->trial);
		if (v->part[i] != NULL)
			rc = template_render(v->part[i], buf_view(&t->vars), &t->w->trial, e);
	}
	return rc;
}

static struct store_row
row_of(const struct tell *t, const struct alert_word *word)
{
	const struct policy *p = t->w->cfg.policy;
	const struct policy_alert *a = &p->alert[word->alert];
	char since[NUMBER_TEXT], turn[NUMBER_TEXT], step[NUMBER_TEXT];
	struct store_row r = { .event_us = word->since_us, .last_us = word->at_us,
		.at_us = word->at_us, .expires_us = word->at_us + LIFE_US,
		.priority = a->priority, .scenario = (uint16_t)(p->nscenario + word->alert),
		.category = STORE_NONE, .variant = STORE_NONE, .class = POLICY_TRANSACTIONAL,
		.channel = (uint8_t)a->step[word->step].channel, .state = STORE_HELD };

	mac_id((const struct sv[]){ a->name, OPERATORS, word->group,
	    number_text(word->since_us, since), number_text(word->turn, turn),
	    number_text((int64_t)word->step, step) }, 6, r.nkey.text);
	mac_id((const struct sv[]){ { r.nkey.text, STORE_KEY }, SV("0"),
	    p->channel[r.channel].name }, 3, r.dkey.text);
	r.base = r.nkey;
	return r;
}

static void
put_decision(struct tell *t, const struct alert_word *word, const struct store_row *row,
    const struct err *why, struct buf *o)
{
	const struct policy *p = t->w->cfg.policy;
	const struct policy_alert *a = &p->alert[word->alert];
	struct decision x = { .reason = why->rc == RC_OK ? DECISION_PLAN : DECISION_RENDER_ERROR,
		.ts_us = word->at_us, .user = OPERATORS, .scenario = a->name, .row = row,
		.next_ok_us = INT64_MIN };
	struct jwrite w;

	buf_clear(&t->w->parts);
	jwrite_init(&w, &t->w->parts);
	jwrite_key(&w, SV("group"));
	jwrite_raw(&w, word->group);
	jwrite_put_text(&w, "state", sv_of(alert_states[word->state]));
	x.parts = buf_view(&t->w->parts);
	if (why->rc != RC_OK) {
		x.by = (struct decision_why){ "template", p->template[a->template].name, 0,
			p->template[a->template].line, INT64_MIN };
		x.detail = sv_of(why->msg);
	}
	weigh_say(t->w, &x, OPERATORS, o);
}

static enum rc
say(struct tell *t, const struct alert_word *word, struct buf *o, struct err *e)
{
	const struct policy_alert *a = &t->w->cfg.policy->alert[word->alert];
	const struct sv to = a->step[word->step].to;
	struct store *s = t->w->cfg.store;
	struct store_row row = row_of(t, word);
	struct store_payload payload = { .rest = SV("[]") };
	struct store_who who = { .ukey = OPERATORS };
	struct err why = { 0 };
	struct jwrite w;
	enum rc rc = people_find(t->w->cfg.people, OPERATORS, true, &who.number, e);

	if (rc != RC_OK)
		return rc;
	put_vars(t, word, a);
	buf_clear(&t->address);
	jwrite_init(&w, &t->address);
	if (to.n > 0)
		jwrite_str(&w, to);
	else
		jwrite_null(&w);
	payload.address = buf_view(&t->address);
	payload.vars = buf_view(&t->vars);
	t->w->changed = true;
	if (try_texts(t, a, &why) == RC_OK) {
		why.rc = RC_OK;
		rc = s->ops->plan(s, &who, &row, &payload, e);
		t->w->count.plans += rc == RC_OK;
		if (rc == RC_NO)
			return RC_OK;	/* said in a run before */
	}
	if (rc == RC_OK)
		put_decision(t, word, &row, &why, o);
	return rc;
}

enum rc
tell_due(struct tell *t, struct buf *o, struct err *e)
{
	struct alert_word word;
	enum rc rc = RC_OK;

	while (rc == RC_OK && alert_next(t->alert, *t->w->cfg.now_us, &word))
		rc = say(t, &word, o, e);
	return rc;
}

struct alert *
tell_alert(struct tell *t)
{
	return t->alert;
}

void
tell_free(struct tell *t)
{
	if (t == NULL)
		return;
	alert_free(t->alert);
	buf_free(&t->group);
	buf_free(&t->vars);
	buf_free(&t->address);
	mem_free(t);
}
