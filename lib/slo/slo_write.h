/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_write - verdicts as result records, kind "slo"; the last, over all of them, is a total
 *
 * Members are those that the type of the objective has; null is what is not known.
 */
#ifndef CX_SLO_SLO_WRITE_H
#define CX_SLO_SLO_WRITE_H

#include "json/jwrite.h"
#include "judge/judge.h"
#include "judge/needs.h"
#include "run/job.h"

/** slo_write_verdict - one line, {"kind":"slo",...} */
void slo_write_verdict(const struct slo_verdict *v, const struct slo_rule *rule, struct buf *o);

struct slo_write_overall {	/* of a run, over its gate objectives */
	struct sv                slo;		/* that all objectives are of; empty: several */
	enum slo_verdict_kind    verdict;
	const struct slo_rule   *rule;
	const struct slo_clock  *clock;
	const struct job_counts *count;
};

/** slo_write_overall - the last line, {"kind":"slo","total":true,...} */
void slo_write_overall(const struct slo_write_overall *all, struct buf *o);

/**
 * slo_write_needs - what an objective must see to pass, {"kind":"slo_needs",...}
 * @share: those that @n was made with
 */
void slo_write_needs(const struct needs *n, const double *share, size_t nshare, struct buf *o);

/** slo_write_aa - false alarms on the stable side, {"kind":"slo_aa",...} */
void slo_write_aa(const struct slo_verdict *v, unsigned trials, double rate, struct buf *o);

#endif
