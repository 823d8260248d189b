/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_evidence - what other filters found that concerns what was shipped
 *
 * Of verdicts on an experiment (cxab) the latest counts, of anomalies (cxanomaly) in the KPI
 * of a ship the first from its time on; the order of the records does not matter.
 */
#ifndef CX_KPI_KPI_EVIDENCE_H
#define CX_KPI_KPI_EVIDENCE_H

#include "kpi/kpi_tree.h"

#include <stdbool.h>
#include <stdint.h>

struct kpi_verdict {		/* of an experiment */
	bool      there;
	int64_t   to_us;	/* end of what it saw; INT64_MIN: not said */
	struct sv line;		/* the record, which decides between two of one time */
	struct sv decision;
	struct sv variant;
	struct sv metric;
	struct sv method;
	double    effect;	/* NAN: not said, likewise */
	double    lo;
	double    hi;
	bool      valid;	/* valid_to_act_now */
};

struct kpi_shift {		/* an anomaly */
	bool    there;
	int64_t at_us;
	bool    up;
	double  score;
	double  value;
	double  expected;
};

struct kpi_evidence {
	struct kpi_verdict *verdict;	/* of each ship of the tree */
	struct kpi_shift   *shift;	/* likewise */
};

/** kpi_evidence_init - nothing found yet; memory in @a */
void kpi_evidence_init(struct kpi_evidence *ev, const struct kpi_tree *t, struct arena *a);

/** kpi_evidence_verdict - a verdict on an experiment; texts are copied into @a where it counts */
void kpi_evidence_verdict(struct kpi_evidence *ev, const struct kpi_tree *t, struct sv experiment,
    const struct kpi_verdict *v, struct arena *a);

/** kpi_evidence_shift - an anomaly in what ship @i is about */
void kpi_evidence_shift(struct kpi_evidence *ev, const struct kpi_tree *t, size_t i,
    const struct kpi_shift *s);

#endif
