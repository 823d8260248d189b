/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_kinds - every kind of objective and every reason of a verdict: what a row must have
 *
 * A sample of each kind is read, judged on good and on bad events, written and put into
 * words; a misspelt one is hinted at.  Help, manual and parser are tests/registry's.
 */
#include "../slo.h"
#include "../xbench.h"

#include "judge/judge_kind.h"
#include "objective/kind.h"
#include "objective/spec.h"
#include "slo/slo_kind.h"
#include "slo/slo_text.h"
#include "slo/slo_write.h"

static const struct sample {
	const char *kind;
	const char *text;
} samples[] = {
	{ "ratio", "bad: status >= 500, target: 95%" },
	{ "percentile", "value: ms, percentile: p95, limit: 300ms" },
	{ "liveness", "events: 500, slice: 1m, target: 95%" },
	{ "baseline", "bad: status >= 500, baseline: version == 'v1', floor: 5%" },
	{ "apdex", "value: ms, limit: 300ms, target: 0.85" },
	{ "composite", "of: [other]" },
};

static struct xbench bench;

static const char *
sample_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		if (strcmp(samples[i].kind, kind) == 0)
			return samples[i].text;
	return NULL;
}

static enum rc
read_sample(struct slo_spec *s, const char *type, const char *sample, struct err *e)
{
	struct slo_spec_cfg cfg = { .env = &bench.env };
	char text[512];

	snprintf(text, sizeof(text), "objectives:\n"
	    "  - {name: other, bad: status >= 500, target: 95%%}\n"
	    "  - {name: it, %s%s}\n", type, sample);
	return spec_text(s, "f.yaml", sv_of(text), &cfg, e);
}

/* An hour in which @bad of @n events a minute are bad, beside a good one. */
static struct slo_verdict
judge_sample(const struct slo_spec *s, uint64_t n, uint64_t bad)
{
	struct slo_made *made = slo_made(), *stable = slo_made();
	struct slo_rule rule = judge_rule();
	struct series side[2][2];
	struct slo_verdict v[2];

	for (int i = 0; i < 60; i++) {
		slo_made_add(made, i, n, bad, 0);
		slo_made_add(stable, i, 1000, 1, 0);
	}
	for (int i = 0; i < 2; i++) {
		side[i][0] = made->s;
		side[i][1] = stable->s;
		judge_objective(&v[i], &s->objective[i], NULL, side[i], &made->clock, &rule,
		    &bench.arena);
	}
	judge_all(v, 2, (const struct series (*)[2])side, s, &made->clock, &rule, &bench.arena);
	free(made);
	free(stable);
	return v[1];
}

static void
tell_sample(const char *kind, const struct slo_verdict *v)
{
	struct slo_rule rule = judge_rule();
	char want[64];

	buf_clear(&bench.out);
	slo_write_verdict(v, &rule, &bench.out);
	buf_c(&bench.out, '\0');
	snprintf(want, sizeof(want), "\"type\":\"%s\"", kind);
	T_QUIET(strstr(bench.out.p, want) != NULL, "%s: in its record: %s", kind, bench.out.p);
	T_QUIET(slo_text_message(v, &rule, &bench.arena).n > 10, "%s: in words", kind);
}

static void
check_halves(const struct kind *kind, const struct slo_objective *o)
{
	bool members = (kind->flags & KIND_MEMBERS) != 0, slices = (kind->flags & KIND_SLICES) != 0;

	T_QUIET((judge_kind_of(o)->judge == NULL) == members &&
	    (judge_kind_of(o)->compose != NULL) == members, "%s: judged one way", kind->name);
	T_QUIET((slo_kind_of(o)->meter == NULL) == members, "%s: counted, or its parts are",
	    kind->name);
	T_QUIET((slo_kind_of(o)->say == NULL) == slices && slo_kind_of(o)->put != NULL,
	    "%s: told", kind->name);
	T_QUIET((kind->signs & ~kind->keys) == 0, "%s: signs are keys", kind->name);
}

static void
check_hint(const struct kind *kind, const char *sample)
{
	struct slo_spec s;
	struct err e = { 0 };
	char type[64], want[64];

	snprintf(type, sizeof(type), "type: %.*s, ", (int)strlen(kind->name) - 1, kind->name);
	snprintf(want, sizeof(want), "(did you mean '%s'?)", kind->name);
	T_QUIET(read_sample(&s, type, sample, &e) == RC_SYNTAX && strstr(e.msg, want) != NULL,
	    "%s: hinted at: %s", kind->name, e.msg);
}

static void
walk_kinds(void)
{
	const struct kind *kind;
	size_t n;

	for (n = 0; (kind = kind_row(n)) != NULL; n++) {
		const char *sample = sample_of(kind->name);
		unsigned failed = t_failed;
		struct slo_spec s = { 0 };
		struct err e = { 0 };
		struct slo_verdict v;
		char type[64];

		snprintf(type, sizeof(type), "type: %s, ", kind->name);
		if (!T_OK(sample != NULL && read_sample(&s, type, sample, &e) == RC_OK,
		    "%s: a sample is read: %s", kind->name, e.msg))
			continue;
		T_QUIET(kind->type == n && s.objective[1].type == n && kind_of(&s.objective[1]) ==
		    kind, "%s: in its place", kind->name);
		check_halves(kind, &s.objective[1]);
		v = judge_sample(&s, 1000, 1);
		T_QUIET(v.verdict == SLO_PASS, "%s: good events pass", kind->name);
		tell_sample(kind->name, &v);
		v = judge_sample(&s, 100, 50);
		T_QUIET(v.verdict == SLO_FAIL, "%s: bad ones fail", kind->name);
		tell_sample(kind->name, &v);
		if (kind->signs != 0)
			T_QUIET(read_sample(&s, "", sample, &e) == RC_OK &&
			    s.objective[1].type == n, "%s: known by its keys", kind->name);
		check_hint(kind, sample);
		T_OK(t_failed == failed, "%s", kind->name);
	}
	T_OK(n == SLO_TYPES, "a row for each type");
}

/* ---- reasons ---- */

static char *
manual_page(void)
{
	enum { MAX = 200000 };
	FILE *f = fopen("man/cxslo.1", "r");
	char *text = calloc(1, MAX);

	if (f == NULL || text == NULL || fread(text, 1, MAX - 1, f) == 0)
		abort();
	fclose(f);
	return text;
}

static void
walk_reasons(void)
{
	char *page = manual_page(), *list = strstr(page, "says why:");
	unsigned failed = t_failed;

	T_QUIET(reason_row(REASON_NONE)->name == NULL && !reason_row(REASON_NONE)->harmless,
	    "no reason has no name");
	for (unsigned r = REASON_NONE + 1; r < REASONS; r++) {
		const struct reason_row *row = reason_row(r);

		T_QUIET(row->name != NULL && row->text != NULL && strcmp(row->name, row->text) != 0 &&
		    strlen(row->text) > 10, "reason %u: a name, and words of its own", r);
		for (unsigned k = REASON_NONE + 1; k < r; k++)
			T_QUIET(strcmp(reason_row(k)->name, row->name) != 0, "%s: once", row->name);
		T_QUIET(list != NULL && strstr(list, row->name) != NULL, "%s: in cxslo(1)",
		    row->name);
	}
	T_OK(t_failed == failed, "reasons");
	free(page);
}

int
main(void)
{
	xbench_init(&bench);
	walk_kinds();
	walk_reasons();
	xbench_free(&bench);
	return t_done();
}
