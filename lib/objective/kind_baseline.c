/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kind_baseline - a ratio or a percentile beside that of the stable side
 */
#include "objective/kind.h"

#include "objective/shortform.h"

enum { SUSTAINED_MAX = 60 };

/* --baseline of the command line. */
static enum rc
given_baseline(struct shortform *r)
{
	const struct slo_spec_cfg *cfg = r->p->cfg;
	enum rc rc;

	if (cfg->baseline != NULL) {
		rc = expr_compile(&r->o->baseline, sv_of(cfg->baseline), cfg->env, r->p->e);
		if (rc != RC_OK)
			rc_in(r->p->e, "--baseline", cfg->baseline);
		return rc;
	}
	if (cfg->files)
		return RC_OK;
	return doc_fail(r->p->doc, r->own, r->p->e, "objective '%.*s' compares with a stable side: "
	    "say which events are, here as baseline: version == \"v1\", or with --baseline or "
	    "--baseline-file", SV_SHOW(r->o->name));
}

static enum rc
read_baseline(struct shortform *r)
{
	struct slo_objective *o = r->o;
	double above, below;
	bool value =
	    shortform_get(r, SLO_KEY_VALUE) != NULL || shortform_get(r, SLO_KEY_PERCENTILE) != NULL;
	static const enum slo_key of_events[] = { SLO_KEY_GOOD, SLO_KEY_BAD, SLO_KEY_GOOD_COUNT,
		SLO_KEY_BAD_COUNT, SLO_KEY_TOTAL_COUNT };
	const char *why = "counts events; a baseline of a percentile has value and percentile only";
	enum rc rc = RC_OK;

	if (value) {
		for (size_t i = 0; i < sizeof(of_events) / sizeof(of_events[0]) && rc == RC_OK; i++)
			rc = shortform_refuse(r, of_events[i], why);
		if (rc == RC_OK)
			rc = shortform_quantile(r, &above, &below);
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_FLOOR,
			    "is a share of bad events; a percentile has none");
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_MIN_BAD,
			    "counts bad events; a percentile has none");
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_BURSTS,
			    "is of bad events; a percentile has none");
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_CLUSTER,
			    "is of bad events; a percentile has none");
		if (rc == RC_OK)
			rc = shortform_refuse(r, SLO_KEY_SUSTAINED,
			    "is of shares of bad events; a percentile has none");
	} else {
		rc = shortform_good_or_bad(r);
		if (rc == RC_OK)
			rc = shortform_limited(r, SLO_KEY_FLOOR, 1, &o->floor_e0);
		if (rc == RC_OK)
			rc = shortform_cluster(r);
		if (rc == RC_OK)
			rc = shortform_count(r, SLO_KEY_SUSTAINED, 1, &o->sustained);
		if (rc == RC_OK && o->sustained > SUSTAINED_MAX)
			rc = doc_fail(r->p->doc, shortform_get(r, SLO_KEY_SUSTAINED), r->p->e,
			    "expected at most %d windows", SUSTAINED_MAX);
	}
	if (rc == RC_OK)
		rc = shortform_limited(r, SLO_KEY_INCREASE, 100, &o->increase);
	if (rc == RC_OK)
		rc = shortform_expr(r, SLO_KEY_BASELINE, &o->baseline);
	return rc == RC_OK && o->baseline == NULL ? given_baseline(r) : rc;
}

const struct kind kind_baseline = {
	.type = SLO_BASELINE,
	.name = "baseline",
	.summary = "a ratio or a percentile beside that of the stable side",
	.flags = KIND_COMPARES,
	.keys = SHORTFORM_KEY_EVENTS | SHORTFORM_KEY(MIN_TOTAL) | SHORTFORM_KEY(GOOD) |
	    SHORTFORM_KEY(BAD) | SHORTFORM_KEY_COUNTS |
	    SHORTFORM_KEY(VALUE) | SHORTFORM_KEY(PERCENTILE) |
	    SHORTFORM_KEY(BASELINE) | SHORTFORM_KEY(INCREASE) | SHORTFORM_KEY(FLOOR) |
	    SHORTFORM_KEY(SUSTAINED) | SHORTFORM_KEY(CLUSTER),
	.signs = SHORTFORM_KEY(BASELINE) | SHORTFORM_KEY(INCREASE) | SHORTFORM_KEY(FLOOR),
	.parse = read_baseline,
};
