/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_composite - several verdicts together: composites, Holm, levels, the overall verdict
 */
#include "../slo.h"

#include "stats/adjust.h"
#include "stats/mover.h"
#include "stats/quiet.h"

enum { MEMBERS = 3, ALL = MEMBERS + 1 };

struct suite {
	struct slo_made      *m[ALL];
	struct slo_objective  o[ALL];
	struct slo_verdict    v[ALL];
	struct series     series[ALL][2];
	struct slo_member     member[MEMBERS];
	struct slo_spec       spec;
	struct slo_rule       rule;
	struct slo_clock      clock;
	struct arena          a;
};

static void
reset(struct suite *s)
{
	for (size_t i = 0; i < ALL; i++) {
		slo_made_clear(s->m[i]);
		s->o[i] = slo_made_ratio(0.001);
	}
	for (size_t i = 0; i < MEMBERS; i++)
		s->member[i] = (struct slo_member){ i, 1 };
	s->o[MEMBERS].type = SLO_COMPOSITE;
	s->o[MEMBERS].e0 = 0;
	s->o[MEMBERS].member = s->member;
	s->o[MEMBERS].nmember = MEMBERS;
	s->spec = (struct slo_spec){ .objective = s->o, .n = ALL };
	s->rule = judge_rule();
	s->rule.holm = false;
}

static void
judge(struct suite *s)
{
	s->clock = (struct slo_clock){ INT64_MIN, INT64_MAX, INT64_MIN };
	for (size_t i = 0; i < ALL; i++) {
		const struct slo_clock *c = &s->m[i]->clock;

		if (c->first_us > c->last_us)
			continue;
		s->clock.first_us = c->first_us < s->clock.first_us ? c->first_us : s->clock.first_us;
		s->clock.last_us = c->last_us > s->clock.last_us ? c->last_us : s->clock.last_us;
		s->clock.now_us = c->now_us > s->clock.now_us ? c->now_us : s->clock.now_us;
	}
	for (size_t i = 0; i < ALL; i++) {
		s->series[i][0] = s->m[i]->s;
		s->series[i][1] = (struct series){ 0 };
		judge_objective(&s->v[i], &s->o[i], NULL, s->series[i], &s->clock, &s->rule, &s->a);
	}
	judge_all(s->v, ALL, (const struct series (*)[2])s->series, &s->spec, &s->clock,
	    &s->rule, &s->a);
}

static void
mover(void)
{
	/* A sum of equal parts: half-widths add in squares. */
	struct mover_part p[2] = { { 0.3, { 0.2, 0.5 } }, { 0.1, { 0.06, 0.2 } } };
	struct interval i = mover_sum(p, NULL, 2);
	double w[2] = { 2, -1 };

	T_OK(fabs(i.lo - (0.4 - sqrt(0.01 + 0.0016))) < 1e-12 &&
	    fabs(i.hi - (0.4 + sqrt(0.04 + 0.01))) < 1e-12, "a sum [%g, %g]", i.lo, i.hi);
	i = mover_difference(&p[0], &p[1]);
	T_OK(fabs(i.lo - (0.2 - sqrt(0.01 + 0.01))) < 1e-12 &&
	    fabs(i.hi - (0.2 + sqrt(0.04 + 0.0016))) < 1e-12, "a difference [%g, %g]", i.lo, i.hi);
	i = mover_sum(p, w, 2);
	T_OK(fabs(i.lo - (0.5 - sqrt(0.04 + 0.01))) < 1e-12, "weights of either sign");
	/* Newcombe 1998, table II (a): 56/70 - 48/80 is 0.2 [0.0524, 0.3339]. */
	p[0] = (struct mover_part){ 56.0 / 70, interval_wilson(56, 70, 0.95) };
	p[1] = (struct mover_part){ 48.0 / 80, interval_wilson(48, 80, 0.95) };
	i = mover_difference(&p[0], &p[1]);
	T_OK(fabs(i.lo - 0.0524) < 5e-5 && fabs(i.hi - 0.3339) < 5e-5,
	    "two proportions [%.4f, %.4f]", i.lo, i.hi);
}

static void
occurrences(struct suite *s)
{
	const struct slo_verdict *v = &s->v[MEMBERS];

	s->rule.mode = SLO_MODE_BUDGET;
	slo_made_add(s->m[0], 0, 100000, 20, 0);	/* burns 0.2 */
	slo_made_add(s->m[1], 0, 100000, 30, 0);
	slo_made_add(s->m[2], 0, 100000, 40, 0);
	judge(s);
	T_OK(v->verdict == SLO_PASS && fabs(v->burn - 0.9) < 1e-12 &&
	    fabs(v->budget_remaining - 0.1) < 1e-12, "burns add up: %g", v->burn);
	s->member[2].weight = 2;
	judge(s);
	T_OK(v->verdict == SLO_FAIL && fabs(v->burn - 1.3) < 1e-12, "by weight: %g", v->burn);
	s->member[2].weight = 1;
	s->rule.mode = SLO_MODE_GATE;
	judge(s);
	SLO_VERDICT(*v, SLO_INCONCLUSIVE, "sample", "0.9 of 1, with 90 bad events");
	T_OK(v->lo < 0.9 && v->hi > 1 && v->lo > 0.7 && v->hi < 1.15 && v->needed_n > 300000,
	    "[%.3f, %.3f], needs %d", v->lo, v->hi, (int)v->needed_n);
	s->m[0]->minute[0].c = (struct slo_counts){ 10000000, 2000, 0, 0 };
	s->m[1]->minute[0].c = (struct slo_counts){ 10000000, 3000, 0, 0 };
	s->m[2]->minute[0].c = (struct slo_counts){ 10000000, 4000, 0, 0 };
	judge(s);
	SLO_VERDICT(*v, SLO_PASS, "", "with a hundred times as many");
	s->m[2]->minute[0].c.bad = 6000;
	judge(s);
	T_OK(v->verdict == SLO_FAIL && v->p_raw < 0.01 && v->lo > 1, "1.1, shown");
	s->rule.sequential = true;
	judge(s);
	T_OK(v->verdict == SLO_FAIL && v->lo > 1 && v->lo < 1.1, "at any look: at least %.3f", v->lo);
	s->rule.sequential = false;
	s->m[2]->minute[0].c.bad = 4000;
	s->m[2]->minute[0].c.unknown = 10000;
	judge(s);
	SLO_VERDICT(*v, SLO_INCONCLUSIVE, "unknown", "unknown events of one member");
	slo_made_clear(s->m[2]);
	judge(s);
	SLO_VERDICT(*v, SLO_INCONCLUSIVE, "nodata", "a member without events");
}

/* Three members over ten slices; slices 1, 2 and 2, 3 bad, slice 9 empty. */
static void
slices(struct suite *s, enum slo_method method)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		s->o[i].method = method;
		s->o[i].slice_us = SLO_MINUTE_US;
		s->o[i].slice_e0 = 0.05;
		s->o[i].e0 = 0.2;
	}
	s->o[MEMBERS].method = method;
	s->o[MEMBERS].slice_us = SLO_MINUTE_US;
	s->o[MEMBERS].e0 = 0.35;
	for (uint64_t i = 0; i < 9; i++) {
		slo_made_add(s->m[0], (int64_t)i, 100, i == 1 || i == 2 ? 10 : 0, 0);
		slo_made_add(s->m[1], (int64_t)i, 10, i == 2 || i == 3 ? 5 : 0, 0);
	}
	slo_made_add(s->m[2], 0, 10, 0, 0);
	s->m[2]->clock.now_us = SLO_T0 + 10 * SLO_MINUTE_US;
}

static void
timeslices(struct suite *s)
{
	const struct slo_verdict *v = &s->v[MEMBERS];

	slices(s, SLO_TIMESLICES);
	s->rule.mode = SLO_MODE_BUDGET;
	judge(s);
	T_OK(v->verdict == SLO_PASS && v->slices == 9 && v->slices_bad == 3 && v->slices_empty == 1 &&
	    fabs(v->rate - 1.0 / 3) < 1e-12, "bad for any member: 3 of 9");
	s->o[MEMBERS].empty = SLO_EMPTY_BAD;
	judge(s);
	T_OK(v->verdict == SLO_FAIL && fabs(v->rate - 0.4) < 1e-12, "with the empty one: 4 of 10");
	s->o[MEMBERS].empty = SLO_EMPTY_GOOD;
	judge(s);
	T_OK(fabs(v->rate - 0.3) < 1e-12, "or not: 3 of 10");
	s->o[MEMBERS].empty = SLO_EMPTY_EXCLUDE;
	s->m[0]->minute[5].c.unknown = 50;
	judge(s);
	SLO_VERDICT(*v, SLO_INCONCLUSIVE, "unknown", "a slice that nobody knows");
	s->m[0]->minute[5].c.unknown = 0;
	s->rule.mode = SLO_MODE_GATE;
	judge(s);
	T_OK(v->verdict == SLO_INCONCLUSIVE && v->needed_n > 9, "as a gate: needs %d slices",
	    (int)v->needed_n);
	s->o[2].type = SLO_LIVENESS;
	s->o[2].slice_events = 1;
	s->rule.mode = SLO_MODE_BUDGET;
	judge(s);
	T_OK(v->slices == 10 && v->slices_bad == 9, "a member that must live, and does not: %d of %d",
	    (int)v->slices_bad, (int)v->slices);
	s->m[2]->clock.now_us = SLO_T0 + INT64_C(3650) * SLO_DAY_US;
	judge(s);
	T_OK(v->slices == 5256000 && v->slices_bad == 5256000 - 1 && s->a.used < 100000,
	    "ten years of silence by the minute: %d bad, %d bytes", (int)v->slices_bad,
	    (int)s->a.used);
}

static void
ratio_timeslices(struct suite *s)
{
	const struct slo_verdict *v = &s->v[MEMBERS];

	slices(s, SLO_RATIO_TIMESLICES);
	s->rule.mode = SLO_MODE_BUDGET;
	judge(s);
	T_OK(v->verdict == SLO_PASS && fabs(v->rate - (0.2 + 1.0) / 9) < 1e-12 && v->slices == 9,
	    "weighted shares of bad, over slices: %g", v->rate);
	s->member[1].weight = 0.5;
	s->o[MEMBERS].empty = SLO_EMPTY_BAD;
	judge(s);
	T_OK(fabs(v->rate - (0.2 + 0.5 + 1) / 10) < 1e-12, "an empty one bad: %g", v->rate);
	s->rule.mode = SLO_MODE_GATE;
	s->o[MEMBERS].empty = SLO_EMPTY_EXCLUDE;
	judge(s);
	T_OK(v->lo < v->rate && v->rate < v->hi && v->lo >= 0, "[%.3f, %.3f]", v->lo, v->hi);
	s->o[MEMBERS].e0 = 0;
	judge(s);
	T_OK(fabs(v->burn - v->rate / 0.001) > 1 && fabs(v->burn - v->rate / 0.2) < 1e-12,
	    "no target: the strictest member's");
}

static void
holm(struct suite *s)
{
	for (size_t i = 0; i < MEMBERS; i++)
		slo_made_add(s->m[i], 0, 500, i == 0 ? 3 : 0, 0);
	s->o[MEMBERS].severity = SLO_INFO;
	s->rule.holm = true;
	judge(s);
	T_OK(fabs(s->v[0].p_raw - 0.014330797584368905) < 1e-12 && fabs(s->v[0].p_holm - 3 * s->v[0].p_raw) < 1e-12 &&
	    s->v[0].verdict == SLO_FAIL, "3 of 500 among three: p %.4f, %.4f", s->v[0].p_raw,
	    s->v[0].p_holm);
	T_OK(isnan(s->v[MEMBERS].p_holm), "what is no gate is not of the family");
	T_OK(s->v[1].p_holm == 1, "the others never fail");
	s->m[0]->minute[0].c = (struct slo_counts){ 680, 3, 0, 0 };
	judge(s);
	SLO_VERDICT(s->v[0], SLO_INCONCLUSIVE, "holm", "3 of 680 fails alone only");
	T_OK(s->v[0].needed_n > 680 && s->v[0].needed_n < 5000, "needs %d", (int)s->v[0].needed_n);
	s->rule.holm = false;
	judge(s);
	T_OK(s->v[0].verdict == SLO_FAIL && isnan(s->v[0].p_holm), "alone");
	s->rule.holm = true;
	s->o[1].severity = s->o[2].severity = SLO_WARN;
	judge(s);
	T_OK(s->v[0].verdict == SLO_FAIL && s->v[0].p_holm == s->v[0].p_raw, "a family of one");
}

static void
levels(struct suite *s)
{
	slo_made_add(s->m[0], 0, 10000, 100, 0);
	slo_made_add(s->m[1], 0, 10000, 0, 0);
	slo_made_add(s->m[2], 0, 10000, 0, 0);
	s->o[1].after = 0;
	s->o[2].after = 1;
	s->o[MEMBERS].severity = SLO_INFO;
	judge(s);
	T_OK(!s->v[0].conditional && s->v[1].conditional && s->v[2].conditional,
	    "what comes after a fail is conditional, down to the last");
	T_OK(s->v[1].verdict == SLO_PASS && judge_overall(s->v, ALL) == SLO_FAIL, "overall: fail");
	s->o[0].severity = SLO_WARN;
	judge(s);
	T_OK(judge_overall(s->v, ALL) == SLO_PASS, "unless it is a warning");
	s->o[0].severity = SLO_GATE;
	s->m[0]->minute[0].c = (struct slo_counts){ 100, 0, 0, 0 };
	judge(s);
	T_OK(judge_overall(s->v, ALL) == SLO_INCONCLUSIVE, "inconclusive is worse than pass");
	s->m[0]->minute[0].c = (struct slo_counts){ 10000, 0, 0, 0 };
	judge(s);
	T_OK(judge_overall(s->v, ALL) == SLO_PASS && !s->v[2].conditional, "all pass");
	T_OK(judge_overall(s->v, 0) == SLO_PASS, "none: nothing to hold against");
}

int
main(void)
{
	struct suite s;
	void (*const test[])(struct suite *) = {
		occurrences, timeslices, ratio_timeslices, holm, levels
	};

	quiet_gsl();
	for (size_t i = 0; i < ALL; i++)
		s.m[i] = slo_made();
	arena_init(&s.a);
	mover();
	for (size_t i = 0; i < sizeof(test) / sizeof(*test); i++) {
		reset(&s);
		test[i](&s);
	}
	for (size_t i = 0; i < ALL; i++)
		free(s.m[i]);
	arena_free(&s.a);
	return t_done();
}
