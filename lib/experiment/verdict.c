/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/verdict.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const struct verdict_rule_row rules[] = {
	{ "strict_ni", "a goal wins, none is harmed, every guardrail is within its margin",
		VERDICT_STRICT_NI },
	{ "clear_signals", "every goal wins, no guardrail is lost", VERDICT_CLEAR_SIGNALS },
	{ "do_no_harm", "all that was planned has been seen, and nothing is lost",
		VERDICT_DO_NO_HARM },
};

const struct registry verdict_rule_registry =
	REGISTRY("rule", "Rules", rules, struct verdict_rule_row);

static const struct {
	const char *name;
	const char *text;
} codes[VERDICT_CODES] = {
	[VERDICT_HEALTH] = { "health", "the experiment is not sound" },
	[VERDICT_NEGATIVE_MOVED] = { "negative_moved", "moved, which it cannot have" },
	[VERDICT_GOAL_WIN] = { "goal_win", "better" },
	[VERDICT_GOAL_HARM] = { "goal_harm", "worse" },
	[VERDICT_GOAL_UNKNOWN] = { "goal_unknown", "not decided yet" },
	[VERDICT_GOAL_NEUTRAL] = { "goal_neutral", "no difference shown" },
	[VERDICT_GUARDRAIL_OK] = { "guardrail_ok", "within its margin" },
	[VERDICT_GUARDRAIL_BREACH] = { "guardrail_breach", "worse by more than its margin" },
	[VERDICT_GUARDRAIL_HARM] = { "guardrail_harm", "worse" },
	[VERDICT_GUARDRAIL_UNKNOWN] = { "guardrail_unknown", "not shown to be within its margin" },
	[VERDICT_EARLY] = { "early", "the planned horizon is not reached" },
	[VERDICT_NO_LOOKS] = { "no_looks", "nobody records the looks: give --looks" },
	[VERDICT_BURN_IN] = { "burn_in", "too few units for limits that hold at any time" },
	[VERDICT_FUTILE] = { "futile", "no goal is likely to win any more" },
	[VERDICT_NO_GOAL] = { "no_goal", "no metric is a goal" },
	[VERDICT_VARIANT] = { "variant", "is to be switched off" },
};

struct view {			/* of one variant, while it is judged */
	const struct verdict_ask *q;
	struct arena             *a;
	struct verdict            v;
	size_t goals;
	size_t wins;		/* that may be acted on */
	size_t lost_goals;
	size_t guardrails;
	size_t within;		/* guardrails */
	size_t lost_guardrails;
	bool   held;		/* something would count, but may not be acted on */
	bool   all_seen;	/* every result is at its last look */
};

static void
add(struct arena *a, struct verdict_reason **list, size_t *n, struct verdict_reason r)
{
	struct verdict_reason *at = arena_grow(a, *list, *n * sizeof(r), (*n + 1) * sizeof(r));

	at[*n] = r;
	*list = at;
	*n += 1;
}

static void
add_why(struct view *w, enum verdict_code code, const char *about)
{
	add(w->a, &w->v.why, &w->v.nwhy, (struct verdict_reason){ code, about });
}

static void
add_blocking(struct view *w, enum verdict_code code, const char *about)
{
	add(w->a, &w->v.blocking, &w->v.nblocking, (struct verdict_reason){ code, about });
}

/* ---- one variant ---- */

static bool
look_health(struct view *w)
{
	bool sound = true;

	for (size_t i = 0; i < w->q->nhealth; i++)
		if (w->q->health[i].fails) {
			add_blocking(w, VERDICT_HEALTH, w->q->health[i].check);
			sound = false;
		}
	return sound;
}

static enum verdict_code
code_of_hold(enum ab_hold h)
{
	static const enum verdict_code code[AB_HOLDS] = { [AB_HOLD_EARLY] = VERDICT_EARLY,
		[AB_HOLD_LOOKS] = VERDICT_NO_LOOKS, [AB_HOLD_BURN_IN] = VERDICT_BURN_IN };

	return code[h];
}

/* A result that says something: true when that may be acted on. */
static bool
may_act(struct view *w, const struct ab_result *r)
{
	if (r->hold == AB_HOLD_NONE)
		return true;
	add_blocking(w, code_of_hold(r->hold), r->metric);
	w->held = true;
	return false;
}

static void
look_goal(struct view *w, const struct ab_result *r)
{
	enum ab_status s = ab_result_status(r);

	w->goals++;
	if (s == AB_WIN) {
		if (may_act(w, r)) {
			w->wins++;
			add_why(w, VERDICT_GOAL_WIN, r->metric);
		}
	} else if (s == AB_HARM) {
		if (may_act(w, r)) {
			w->lost_goals++;
			add_why(w, VERDICT_GOAL_HARM, r->metric);
		}
	} else {
		add_blocking(w, s == AB_NEUTRAL ? VERDICT_GOAL_NEUTRAL : VERDICT_GOAL_UNKNOWN,
		    r->metric);
	}
}

static void
look_guardrail(struct view *w, const struct ab_result *r)
{
	enum ab_status s = ab_result_status(r);

	w->guardrails++;
	if (s == AB_NON_INFERIOR || s == AB_WIN) {
		if (may_act(w, r)) {
			w->within++;
			add_why(w, VERDICT_GUARDRAIL_OK, r->metric);
		}
	} else if (s == AB_BREACH || s == AB_HARM) {
		if (may_act(w, r)) {
			w->lost_guardrails++;
			add_why(w, s == AB_BREACH ? VERDICT_GUARDRAIL_BREACH :
			    VERDICT_GUARDRAIL_HARM, r->metric);
		}
	} else {
		add_blocking(w, VERDICT_GUARDRAIL_UNKNOWN, r->metric);
	}
}

/* False when a negative control moved, which is as good as a failed check of health. */
static bool
look_results(struct view *w)
{
	bool sound = true;

	w->all_seen = true;
	for (size_t i = 0; i < w->q->n; i++) {
		const struct ab_result *r = &w->q->r[i];
		enum ab_status s = ab_result_status(r);

		if (strcmp(r->variant, w->v.variant) != 0)
			continue;
		if (r->role == AB_GOAL)
			look_goal(w, r);
		else if (r->role == AB_GUARDRAIL)
			look_guardrail(w, r);
		if (r->role == AB_GOAL || r->role == AB_GUARDRAIL)
			w->all_seen = w->all_seen && r->last;
		if (r->role == AB_NEGATIVE_CONTROL && (s == AB_WIN || s == AB_HARM) &&
		    r->hold == AB_HOLD_NONE) {
			add_blocking(w, VERDICT_NEGATIVE_MOVED, r->metric);
			sound = false;
		}
	}
	return sound;
}

static bool
may_ship(const struct view *w)
{
	bool lost = w->lost_goals > 0 || w->lost_guardrails > 0;

	switch (w->q->rule) {
	case VERDICT_STRICT_NI:
		return !lost && w->wins > 0 && w->within == w->guardrails;
	case VERDICT_CLEAR_SIGNALS:
		return !lost && w->goals > 0 && w->wins == w->goals;
	case VERDICT_DO_NO_HARM:
		return !lost && !w->held && w->all_seen && w->goals + w->guardrails > 0;
	}
	return false;
}

static enum verdict_decision
decide(struct view *w)
{
	if (w->lost_goals > 0 || w->lost_guardrails > 0)
		return VERDICT_ROLLBACK;
	if (may_ship(w))
		return VERDICT_SHIP;
	if (w->goals == 0 && w->q->rule != VERDICT_DO_NO_HARM)
		add_blocking(w, VERDICT_NO_GOAL, NULL);
	if (w->goals + w->guardrails > 0 && w->all_seen && !w->held)
		return w->wins > 0 || w->goals == 0 ? VERDICT_REVIEW : VERDICT_STOP_FUTILE;
	if (w->q->futile && w->goals > 0 && w->wins == 0) {
		add_why(w, VERDICT_FUTILE, NULL);
		return VERDICT_STOP_FUTILE;
	}
	return VERDICT_KEEP_RUNNING;
}

struct verdict
verdict_of(const struct verdict_ask *q, const char *variant, struct arena *a)
{
	struct view w = { .q = q, .a = a, .v.variant = variant };
	bool sound = look_health(&w);

	sound = look_results(&w) && sound;
	w.v.decision = sound ? decide(&w) : VERDICT_INVALID;
	w.v.valid = w.v.decision != VERDICT_INVALID && w.v.decision != VERDICT_KEEP_RUNNING;
	return w.v;
}

/* ---- all variants ---- */

/* How much the first goal of a variant that won is better, of what the control has. */
static double
gain_of(const struct verdict_ask *q, const char *variant)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct ab_result *r = &q->r[i];

		if (r->role == AB_GOAL && strcmp(r->variant, variant) == 0 &&
		    ab_result_status(r) == AB_WIN) {
			double gain = isnan(r->lift) ? r->effect : r->lift;

			return r->down ? -gain : gain;
		}
	}
	return -INFINITY;
}

struct verdict
verdict_overall(const struct verdict_ask *q, const struct verdict *v, size_t n, struct arena *a)
{
	const struct verdict *best = &v[0];
	struct verdict all;

	for (size_t i = 1; i < n; i++) {
		if (v[i].decision < best->decision || (v[i].decision == best->decision &&
		    v[i].decision == VERDICT_SHIP &&
		    gain_of(q, v[i].variant) > gain_of(q, best->variant)))
			best = &v[i];
	}
	all = *best;
	if (n == 1)
		return all;
	if (all.decision != VERDICT_SHIP && all.decision != VERDICT_ROLLBACK)
		all.variant = NULL;
	for (size_t i = 0; i < n; i++)
		if (v[i].decision == VERDICT_ROLLBACK)
			add(a, &all.why, &all.nwhy,
			    (struct verdict_reason){ VERDICT_VARIANT, v[i].variant });
	return all;
}

enum rc
verdict_rc(const struct verdict *v)
{
	switch (v->decision) {
	case VERDICT_SHIP:
		return RC_OK;
	case VERDICT_INVALID:
	case VERDICT_ROLLBACK:
		return RC_NO;
	default:
		return RC_NOVERDICT;
	}
}

/* ---- words ---- */

const char *
verdict_decision_name(enum verdict_decision d)
{
	static const char *const name[VERDICT_DECISIONS] = { [VERDICT_INVALID] = "invalid",
		[VERDICT_SHIP] = "ship", [VERDICT_ROLLBACK] = "rollback",
		[VERDICT_KEEP_RUNNING] = "keep_running", [VERDICT_REVIEW] = "review",
		[VERDICT_STOP_FUTILE] = "stop_futile" };

	return name[d];
}

const char *
verdict_code_name(enum verdict_code c)
{
	return codes[c].name;
}

const char *
verdict_code_text(enum verdict_code c)
{
	return codes[c].text;
}

/* Two digits, or all of a whole number that has more. */
static void
put_percent(struct buf *b, const char *before, double share)
{
	buf_printf(b, fabs(share) < 0.995 ? "%s%+.2g %%" : "%s%+.0f %%", before, 100 * share);
}

static void
put_lift(struct buf *b, const struct ab_result *r)
{
	put_percent(b, " (", r->lift);
	if (!isnan(r->lift_lo) && !isnan(r->lift_hi)) {
		put_percent(b, ", ", r->lift_lo);
		put_percent(b, " to ", r->lift_hi);
	}
	buf_c(b, ')');
}

static const struct ab_result *
find_result(const struct verdict_ask *q, const char *variant, const char *metric)
{
	for (size_t i = 0; i < q->n; i++)
		if ((variant == NULL || strcmp(q->r[i].variant, variant) == 0) &&
		    strcmp(q->r[i].metric, metric) == 0)
			return &q->r[i];
	return NULL;
}

static void
put_reasons(const struct verdict *v, const struct verdict_ask *q,
    const struct verdict_reason *list, size_t n, struct buf *b)
{
	for (size_t i = 0; i < n; i++) {
		const struct verdict_reason *r = &list[i];
		const struct ab_result *x;

		buf_printf(b, "%s%s%s%s", i == 0 ? ": " : "; ", r->about == NULL ? "" : r->about,
		    r->about == NULL ? "" : " ", codes[r->code].text);
		x = r->about == NULL || (r->code != VERDICT_GOAL_WIN &&
		    r->code != VERDICT_GOAL_HARM) ? NULL : find_result(q, v->variant, r->about);
		if (x != NULL && !isnan(x->lift))
			put_lift(b, x);
	}
}

void
verdict_sentence(const struct verdict *v, const struct verdict_ask *q, uint64_t need_units,
    struct buf *b)
{
	static const char *const what[VERDICT_DECISIONS] = {
		[VERDICT_INVALID] = "do not act, the experiment is not valid",
		[VERDICT_SHIP] = "ship", [VERDICT_ROLLBACK] = "roll back",
		[VERDICT_KEEP_RUNNING] = "keep running", [VERDICT_REVIEW] = "review",
		[VERDICT_STOP_FUTILE] = "stop" };
	bool acts = v->decision == VERDICT_SHIP || v->decision == VERDICT_ROLLBACK ||
	    (v->nwhy > 0 && v->why[v->nwhy - 1].code == VERDICT_FUTILE);

	buf_printf(b, "%s", what[v->decision]);
	if (v->variant != NULL && v->decision != VERDICT_INVALID)
		buf_printf(b, " %s", v->variant);
	if (v->decision == VERDICT_KEEP_RUNNING && need_units > 0)
		buf_printf(b, ", %" PRIu64 " more units", need_units);
	if (acts || v->nblocking == 0)
		put_reasons(v, q, v->why, v->nwhy, b);
	else
		put_reasons(v, q, v->blocking, v->nblocking, b);
}
