/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_gate.h"

#include "base/num.h"

#include <math.h>
#include <string.h>

enum rc
score_gate_open(struct score_gate *g, const char *const *text, size_t n, struct job *j,
    struct err *e)
{
	*g = (struct score_gate){ .a = &j->arena };
	return gate_emit_open(&g->emits, text, n, g->a, e);
}

void
score_gate_close(struct score_gate *g)
{
	gate_emit_abort(&g->emits);
}

static struct gate_case *
add_case(struct score_gate *g, struct sv suite, const char *name, const char *of)
{
	struct buf b;

	/* Room is a power of two. */
	if ((g->n & (g->n - 1)) == 0)
		g->c = arena_grow(g->a, g->c, g->n * sizeof(*g->c),
		    (g->n == 0 ? 1 : 2 * g->n) * sizeof(*g->c));
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s%s%s", name, of != NULL ? " " : "", of != NULL ? of : "");
	g->c[g->n] = (struct gate_case){ .suite = suite, .name = arena_sv(g->a, buf_view(&b)) };
	buf_free(&b);
	return &g->c[g->n++];
}

static enum gate_state
state_of(const struct ab_result *r)
{
	const enum ab_status s = ab_result_status(r);
	const bool moved = s == AB_WIN || s == AB_HARM;

	if (r->role == AB_NEGATIVE_CONTROL)
		return moved && r->hold == AB_HOLD_NONE ? GATE_FAIL : GATE_PASS;
	if (r->hold != AB_HOLD_NONE)
		return GATE_INCONCLUSIVE;
	if (s == AB_WIN || s == AB_NON_INFERIOR)
		return GATE_PASS;
	return s == AB_HARM || s == AB_BREACH ? GATE_FAIL : GATE_INCONCLUSIVE;
}

static void
put_number(struct buf *b, double v)
{
	char text[NUM_TEXT_MAX];

	buf_add(b, text, num_text(num_digits(v, 4), text));
}

static struct sv
message_of(const struct ab_result *r, struct arena *a)
{
	struct buf b;
	struct sv s;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s: effect ", ab_result_status_name(ab_result_status(r)));
	if (isnan(r->effect)) {
		buf_printf(&b, "not known");
	} else {
		put_number(&b, r->effect);
		buf_printf(&b, " [");
		put_number(&b, r->lo);
		buf_printf(&b, ", ");
		put_number(&b, r->hi);
		buf_printf(&b, "], p ");
		put_number(&b, r->p_adjusted);
	}
	s = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
add_numbers(struct score_gate *g, struct gate_case *c, const struct ab_result *r)
{
	const struct gate_number number[] = {
		{ "ab_effect", "Difference from the control", r->effect, NULL, { 0 } },
		{ "ab_effect_lower", "Lower bound of the difference", r->lo, NULL, { 0 } },
		{ "ab_effect_upper", "Upper bound of the difference", r->hi, NULL, { 0 } },
		{ "ab_lift", "Difference from the control, relative to it", r->lift, NULL, { 0 } },
		{ "ab_p_adjusted", "P-value of the look, for all goals and variants",
		  r->p_adjusted, NULL, { 0 } },
	};
	struct gate_number *to = arena_alloc(g->a, sizeof(number));

	memcpy(to, number, sizeof(number));
	c->number = to;
	c->nnumber = sizeof(number) / sizeof(*number);
}

static enum gate_state
state_of_verdict(const struct verdict *v)
{
	const enum rc rc = verdict_rc(v);

	return rc == RC_OK ? GATE_PASS : rc == RC_NO ? GATE_FAIL : GATE_INCONCLUSIVE;
}

void
score_gate_add(struct score_gate *g, struct sv experiment, const struct verdict *v,
    const struct verdict_ask *q, struct sv sentence, int64_t end_us)
{
	const struct sv suite = arena_sv(g->a, experiment.n > 0 ? experiment : SV("experiment"));
	struct gate_case *c;

	if (end_us > g->at_us)
		g->at_us = end_us;
	for (size_t i = 0; i < q->nhealth; i++)
		if (q->health[i].fails) {
			c = add_case(g, suite, q->health[i].check, q->health[i].about);
			c->state = GATE_FAIL;
			c->message = sv_of(verdict_code_text(VERDICT_HEALTH));
		}
	for (size_t i = 0; i < q->n; i++) {
		const struct ab_result *r = &q->r[i];

		c = add_case(g, suite, r->metric, r->variant);
		c->state = state_of(r);
		c->advisory = r->role == AB_SECONDARY;
		c->message = message_of(r, g->a);
		add_numbers(g, c, r);
	}
	c = add_case(g, suite, "verdict", NULL);
	c->state = state_of_verdict(v);
	c->message = arena_sv(g->a, sentence);
}

enum rc
score_gate_write(struct score_gate *g, struct job *j, enum rc rc, struct err *e)
{
	const bool failed = rc != RC_OK && rc != RC_NO && rc != RC_NOVERDICT;
	struct gate_report report = { .words = { "ab", "experiment", "case", "experiment" },
		.tool = j->name, .at_us = g->at_us };
	struct err later = { 0 };
	struct gate_case *c;

	if (failed || g->n == 0) {
		g->n = 0;
		c = add_case(g, SV("experiment"), "input", NULL);
		c->state = failed ? GATE_ERROR : GATE_INCONCLUSIVE;
		c->message = failed ? arena_sv(g->a, sv_of(e->msg)) : SV("no experiment in it");
	}
	report.c = g->c;
	report.n = g->n;
	return gate_emit_write(&g->emits, &report, j->run.out, failed ? &later : e);
}
