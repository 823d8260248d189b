/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report - see report.h
 */
#include "send/report.h"

#include "json/jwrite.h"
#include "send/compose.h"

static const struct {
	const char *name, *event;
} states[LEDGER_STATES] = {
	[LEDGER_PLANNED] = { "retry", "notification_deferred" },
	[LEDGER_CLAIMED] = { "due", "notification_due" },
	[LEDGER_INFLIGHT] = { "inflight", "notification_deferred" },
	[LEDGER_SENT] = { "sent", "notification_sent" },
	[LEDGER_DEAD] = { "dead", "notification_failed" },
	[LEDGER_UNKNOWN] = { "unknown", "notification_unknown" },
	[LEDGER_SUPPRESSED] = { "suppressed", "notification_withdrawn" },
	[LEDGER_EXPIRED] = { "expired", "notification_withdrawn" },
	[LEDGER_CANCELLED] = { "cancelled", "notification_withdrawn" },
	[LEDGER_HOLDOUT] = { "holdout", "notification_withdrawn" },
};

const char *
report_state(enum ledger_state s)
{
	return states[s].name;
}

static void
put_key(struct jwrite *w, const char *name, const struct ledger_key *k)
{
	jwrite_put_text(w, name, (struct sv){ k->text, LEDGER_KEY });
}

static void
put_text(struct jwrite *w, const char *name, struct sv s)
{
	if (s.n > 0)
		jwrite_put_text(w, name, s);
}

static void
put_result(struct jwrite *w, const struct wire_result *r)
{
	if (r->code != 0) {
		jwrite_key(w, SV("code"));
		jwrite_i64(w, r->code);
	}
	put_text(w, "enhanced", sv_of(r->enhanced));
	put_text(w, "class", sv_of(wire_verdict_name(r->verdict)));
	jwrite_put_double(w, "duration_ms", (double)r->took_us / 1000);
	put_text(w, "text", sv_of(r->text));
}

void
report_delivery(const struct report *r, struct buf *out)
{
	const struct ledger_row *row = r->row;
	struct jwrite w;

	jwrite_init(&w, out);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("delivery"));
	jwrite_key(&w, SV("ts"));
	jwrite_time(&w, r->at_us);
	jwrite_put_text(&w, "event_name", sv_of(states[r->state].event));
	jwrite_put_text(&w, "user", row->ukey);
	jwrite_put_text(&w, "scenario", row->scenario);
	jwrite_put_text(&w, "delivery_channel", row->channel);
	put_key(&w, "delivery_id", &row->dkey);
	put_key(&w, "message_id", &row->nkey);
	put_text(&w, "category", row->category);
	put_text(&w, "variant", row->variant);
	if (r->attempt > 0)
		jwrite_put_u64(&w, "attempt", r->attempt);
	jwrite_put_text(&w, "state", sv_of(states[r->state].name));
	put_text(&w, "reason", sv_of(r->reason));
	if (r->next_us != 0) {
		jwrite_key(&w, SV("next"));
		jwrite_time(&w, r->next_us);
	}
	if (r->result != NULL)
		put_result(&w, r->result);
	put_text(&w, "provider", r->provider);
	put_text(&w, "domain", r->domain);
	if (r->channel != NULL && r->state == LEDGER_SENT && r->channel->cost > 0)
		jwrite_put_double(&w, "cost", r->channel->cost);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
report_status(const struct ledger_status *s, int64_t now_us, struct buf *out)
{
	struct jwrite w;

	jwrite_init(&w, out);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("delivery_status"));
	jwrite_key(&w, SV("ts"));
	jwrite_time(&w, now_us);
	jwrite_put_text(&w, "scenario", s->scenario);
	jwrite_put_text(&w, "delivery_channel", s->channel);
	jwrite_key(&w, SV("held"));
	jwrite_bool(&w, s->held);
	jwrite_put_u64(&w, "planned", s->count[LEDGER_PLANNED]);
	jwrite_put_u64(&w, "claimed", s->count[LEDGER_CLAIMED]);
	for (int i = LEDGER_INFLIGHT; i < LEDGER_STATES; i++)
		jwrite_put_u64(&w, states[i].name, s->count[i]);
	jwrite_put_u64(&w, "due", s->due);
	if (s->due > 0)
		jwrite_put_double(&w, "backlog_s", (double)(now_us - s->oldest_us) / 1e6);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
