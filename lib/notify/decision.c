/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/decision.h"

#include "json/jwrite.h"

#include <inttypes.h>
#include <stdio.h>

enum { SPAN_TEXT = 64 };

const char *const decision_reasons[] = {
	"", "no_consent", "withdrawn", "suppressed", "erased", "dup", "capped", "preempted",
	"quiet_expired", "expired", "cancelled", "holdout", "no_channel", "no_profile", "audience",
	"render_error", "bad_input", "no_match", NULL,
};

static struct sv
key_sv(const struct store_key *k)
{
	return (struct sv){ k->text, STORE_KEY };
}

static void
put_time(struct jwrite *w, const char *key, int64_t at_us)
{
	jwrite_key(w, sv_of(key));
	jwrite_time(w, at_us);
}

static void
put_some(struct jwrite *w, const char *key, struct sv s)
{
	if (s.n > 0)
		jwrite_put_text(w, key, s);
}

/* 45m, 1d12h, 1.5s: as a policy may say it. */
static struct sv
span_text(int64_t us, char text[SPAN_TEXT])
{
	static const struct { int64_t us; char unit; } unit[] = {
		{ INT64_C(86400000000), 'd' }, { INT64_C(3600000000), 'h' },
		{ INT64_C(60000000), 'm' }, { INT64_C(1000000), 's' },
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++) {
		int64_t many = us / unit[i].us;

		if (many != 0)
			n += (size_t)snprintf(text + n, SPAN_TEXT - n, "%" PRId64 "%c", many,
			    unit[i].unit);
		us -= many * unit[i].us;
	}
	if (us != 0)
		n += (size_t)snprintf(text + n, SPAN_TEXT - n, "%" PRId64 "us", us);
	return (struct sv){ text, n };
}

static void
put_why(struct jwrite *w, const struct decision_why *y)
{
	char text[SPAN_TEXT];

	jwrite_open(w, '{');
	jwrite_put_text(w, "rule", sv_of(y->rule));
	put_some(w, "text", y->span_us > 0 ? span_text(y->span_us, text) : y->text);
	if (y->line != 0)
		jwrite_put_u64(w, "line", y->line);
	if (y->until_us != INT64_MIN)
		put_time(w, "until", y->until_us);
	jwrite_shut(w, '}');
}

static void
put_row(struct jwrite *w, const struct policy *p, const struct store_row *r)
{
	if (r->channel < p->nchannel)
		jwrite_put_text(w, "delivery_channel", p->channel[r->channel].name);
	jwrite_put_text(w, "delivery_id", key_sv(&r->dkey));
	jwrite_put_text(w, "message_id", key_sv(&r->nkey));
}

static void
put_plan(struct jwrite *w, const struct decision *x, const struct policy *p, struct sv tzdata)
{
	const struct store_row *r = x->row;

	put_row(w, p, r);
	jwrite_put_text(w, "class", sv_of(policy_classes[r->class]));
	if (r->category < p->nscenario)
		jwrite_put_text(w, "category", p->scenario[r->category].category);
	jwrite_key(w, SV("priority"));
	jwrite_i64(w, r->priority);
	put_some(w, "experiment", x->experiment);
	put_some(w, "variant", x->variant);
	put_time(w, "not_before", r->at_us);
	put_time(w, "expires_at", r->expires_us);
	if (r->items > 0) {
		jwrite_key(w, SV("digest"));
		jwrite_bool(w, true);
		jwrite_put_u64(w, "items", r->items);
	}
	if (x->moved) {
		jwrite_key(w, SV("moved"));
		jwrite_bool(w, true);
	}
	jwrite_key(w, SV("why"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < x->nwhy; i++)
		put_why(w, &x->why[i]);
	jwrite_shut(w, ']');
	if (x->parts.n > 0)
		jwrite_raw(w, x->parts);
	jwrite_put_text(w, "policy", sv_of(p->hash));
	put_some(w, "tzdata", tzdata);
}

static void
put_drop(struct jwrite *w, const struct decision *x, const struct policy *p)
{
	if (x->row != NULL)
		put_row(w, p, x->row);
	else if (x->message != NULL)
		jwrite_put_text(w, "message_id", key_sv(x->message));
	jwrite_put_text(w, "reason", sv_of(decision_reasons[x->reason]));
	if (x->by.rule != NULL) {
		jwrite_put_text(w, "rule", x->by.text.n > 0 ? x->by.text : sv_of(x->by.rule));
		if (x->by.line != 0)
			jwrite_put_u64(w, "line", x->by.line);
	}
	put_some(w, "text", x->detail);
	put_some(w, "experiment", x->experiment);
	put_some(w, "variant", x->variant);
	if (x->held_out)
		put_time(w, "not_before", x->row->at_us);
	if (x->next_ok_us != INT64_MIN)
		put_time(w, "next_ok", x->next_ok_us);
}

void
decision_write(const struct decision *x, const struct policy *p, struct sv tzdata, struct buf *o)
{
	const bool plan = x->reason == DECISION_PLAN;
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", plan ? SV("plan") : SV("drop"));
	put_time(&w, "ts", x->ts_us);
	put_some(&w, "user", x->user);
	put_some(&w, "scenario", x->scenario);
	if (plan)
		put_plan(&w, x, p, tzdata);
	else
		put_drop(&w, x, p);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
