/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_write - the records of cxab: ab_health, ab_arm, ab, ab_verdict (record/rkind_experiment.c)
 */
#ifndef CX_SCORE_SCORE_WRITE_H
#define CX_SCORE_SCORE_WRITE_H

#include "effect/health.h"
#include "score/score_compare.h"

struct score_check {		/* a check of health */
	const char   *check;	/* "srm", a constant */
	struct health h;
	bool          decides;	/* when it fails nothing can be concluded */
	const char   *variant;	/* NULL */
	const char   *about;	/* a covariate, a segment; NULL */
	const char   *text;	/* for people; NULL */
};

/** score_write_check - a record of a check, behind what is in @b */
void score_write_check(struct buf *b, const struct score_experiment *x,
    const struct score_check *c);

/** score_write_arms - what the units of each arm of a group have, metric by metric */
void score_write_arms(struct buf *b, const struct score_ask *ask,
    const struct score_comparison *c);

/** score_write_effects - each variant against the control, metric by metric */
void score_write_effects(struct buf *b, const struct score_ask *ask,
    const struct score_comparison *c);

struct score_contrast {		/* an effect of factors */
	struct sv            contrast;	/* the factors that are held, a or a:b */
	struct sv            level;	/* their levels, x or x/y */
	struct sv            control;	/* those they are held against */
	const struct effect *effect;
	double               p, log10_p, p_adjusted;
};

/** score_write_contrast - one such record, of metric @k */
void score_write_contrast(struct buf *b, const struct score_ask *ask, const struct score_group *g,
    unsigned k, const struct score_contrast *c);

struct score_end {		/* what a verdict says beside itself */
	const struct verdict     *v;
	const struct verdict_ask *q;
	const struct score_result *best;	/* of its first goal; NULL: none */
	const char               *metric;	/* of that */
	double                    units;	/* of all arms */
	double                    need;		/* units that are still to come; NAN: not known */
	double                    need_days;	/* that they take; NAN: not known */
	int64_t                   from_us;	/* to_us < from_us: no times */
	int64_t                   to_us;
};

/** score_write_sentence - the verdict in one sentence, behind what is in @b */
void score_write_sentence(const struct score_end *end, struct buf *b);

/** score_write_verdict - what should be done; @sentence: in words */
void score_write_verdict(struct buf *b, const struct score_ask *ask,
    const struct score_experiment *x, const struct score_end *end, struct sv sentence);

#endif
