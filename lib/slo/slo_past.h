/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_past - saved states beside the events of a run: the stable side of a baseline, and how
 *            failures have come before
 *
 *     states ──► counts of the same meters ──► series, joined to a run's by objective and key
 *
 * They are states of --partial or --resume of cxslo, of a specification that counts the same.
 * Memory: as slo/slo_join.h, and the states.
 */
#ifndef CX_SLO_SLO_PAST_H
#define CX_SLO_SLO_PAST_H

#include "fold/part.h"
#include "run/job.h"
#include "slo/slo_join.h"

struct slo_past {
	struct slo_plan   plan;		/* with what of the states is which meter */
	struct fold_plan  fold;
	struct part      *part;
	struct slo_joined in;
};

/**
 * slo_past_are - the files' first lines are those of saved states
 * @option: for messages
 *
 * Returns: RC_OK; RC_USAGE where some are and some are not; RC_IO for what cannot be read.
 */
MUST_USE enum rc slo_past_are(bool *are, const char *const *path, size_t n, const char *option,
    struct err *e);

/**
 * slo_past_load - add up the states of @n files
 * @fold: how the run itself folds: its ctx is the plan
 * @what: the option, or the key, that names them, for messages
 *
 * Returns: RC_OK; RC_USAGE for states of another --where; RC_SYNTAX, RC_IO with file and line.
 *          slo_past_free, whatever it was.
 */
MUST_USE enum rc slo_past_load(struct slo_past *x, const char *const *path, size_t n,
    const struct fold_plan *fold, const char *what, struct job *j, struct err *e);

/**
 * slo_past_join - the stable sides of @in: of what compares with files, each key its own
 *
 * What has no events in @in is not joined.
 */
void slo_past_join(const struct slo_past *x, struct slo_joined *in, const struct slo_plan *p,
    struct arena *a);

/** slo_past_free - the series too, and what was joined from them */
void slo_past_free(struct slo_past *x);

#endif
