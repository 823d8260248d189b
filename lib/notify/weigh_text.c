/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/weigh_text.h"

#include "json/jwrite.h"
#include "message/template.h"
#include "policy/policy_template.h"

enum rc
weigh_text_event(struct weigh *w, struct weigh_event *ev, struct err *e)
{
	enum rc rc;

	if (ev->json)
		return RC_OK;
	buf_clear(&w->json);
	rc = edit_write(w->edit, ev->r, ev->in->ev, NULL, &w->json, e);
	if (w->json.n > 0 && w->json.p[w->json.n - 1] == '\n')
		w->json.n--;
	ev->json = rc == RC_OK;
	return rc;
}

struct sv
weigh_text_vars(const struct weigh *w)
{
	return buf_view(&w->vars);
}

struct sv
weigh_text_parts(const struct weigh *w)
{
	return buf_view(&w->parts);
}

/* [{"channel":"email","address":"a@example.org"}, ...] of those that he can be reached by. */
static void
put_rest(struct weigh *w, const struct weigh_text *t)
{
	struct jwrite o;

	buf_clear(&w->rest);
	jwrite_init(&o, &w->rest);
	jwrite_open(&o, '[');
	for (size_t i = 0; t->c->fallback != POLICY_FALL_NONE && i < t->nrest; i++) {
		struct sv address = people_address(w->cfg.people, t->number, t->rest[i]);

		jwrite_open(&o, '{');
		jwrite_put_text(&o, "channel", t->policy->channel[t->rest[i]].name);
		jwrite_key(&o, SV("address"));
		jwrite_raw(&o, address.n > 0 ? address : SV("null"));
		jwrite_shut(&o, '}');
	}
	jwrite_shut(&o, ']');
}

/* What is known when it goes out, behind the variables: stand-ins for it. */
static void
put_late(struct weigh *w, const struct weigh_text *t)
{
	const struct policy_channel *ch = &t->policy->channel[t->row->channel];
	struct sv vars = weigh_text_vars(w);
	struct jwrite o;

	buf_clear(&w->text);
	buf_add(&w->text, vars.p, vars.n - 1);
	jwrite_init(&o, &w->text);
	o.comma = vars.n > 2;
	jwrite_put_text(&o, "delivery_id", (struct sv){ t->row->dkey.text, STORE_KEY });
	jwrite_put_text(&o, "message_id", (struct sv){ t->row->nkey.text, STORE_KEY });
	if (ch->unsubscribe.n > 0)
		jwrite_put_text(&o, "unsubscribe_url", ch->unsubscribe);
	if (t->row->digest != 0) {
		jwrite_key(&o, SV("events"));
		jwrite_open(&o, '[');
		jwrite_raw(&o, vars);
		jwrite_shut(&o, ']');
		jwrite_put_u64(&o, "count", 1);
		jwrite_put_u64(&o, "more", 0);
	}
	jwrite_shut(&o, '}');
}

static enum rc
try_parts(struct weigh *w, const struct weigh_text *t, size_t template, struct err *e)
{
	const struct policy_template *tm = &t->policy->template[template];
	const struct policy_version *v = policy_template_version(tm, t->language);
	struct sv vars = buf_view(&w->text);
	struct jwrite o;
	enum rc rc = RC_OK;

	buf_clear(&w->parts);
	jwrite_init(&o, &w->parts);
	for (size_t i = 0; rc == RC_OK && i < POLICY_PARTS; i++) {
		if (v->part[i] == NULL)
			continue;
		buf_clear(&w->trial);
		rc = template_render(v->part[i], vars, &w->trial, e);
		if (rc == RC_OK && w->cfg.render)
			jwrite_put_text(&o, policy_parts[i], buf_view(&w->trial));
	}
	return rc;
}

/*
 * Of a digest that has a template for one event both are tried: which one it goes with shows
 * when it goes, but that one which leads goes alone.  What would go as it stands stays.
 */
static enum rc
try_all(struct weigh *w, const struct weigh_text *t, struct err *e)
{
	size_t many = t->c->variant[t->row->variant].template, one = t->c->digest_single;
	enum rc rc = RC_OK;

	if (t->row->digest == 0 || one == POLICY_ANY)
		return try_parts(w, t, many, e);
	if (t->joins)
		rc = try_parts(w, t, one, e);
	if (rc == RC_OK && t->row->items > 0)
		rc = try_parts(w, t, many, e);
	if (rc == RC_OK && !t->joins)
		rc = try_parts(w, t, one, e);
	return rc;
}

enum rc
weigh_text_make(struct weigh *w, const struct weigh_text *t, struct store_payload *p,
    struct err *e)
{
	buf_clear(&w->vars);
	buf_c(&w->vars, '{');
	people_vars(w->cfg.people, t->number, buf_view(&w->json), &w->vars);
	buf_c(&w->vars, '}');
	put_rest(w, t);
	p->address = people_address(w->cfg.people, t->number, t->row->channel);
	p->vars = weigh_text_vars(w);
	p->rest = buf_view(&w->rest);
	put_late(w, t);
	return try_all(w, t, e);
}
