/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_run - judge what a fold has counted, and say so everywhere it was asked to be said
 *
 *     fold_collect ──► slo_run_judge ──► slo_run_finish: records, reports
 *
 * Nothing is written before the whole input was read: of input that breaks off there is
 * no verdict, and the reports say that.
 */
#ifndef CX_SLO_SLO_RUN_H
#define CX_SLO_SLO_RUN_H

#include "fold/part.h"
#include "judge/judge.h"
#include "report/gate_emit.h"
#include "slo/slo_past.h"
#include "slo/slo_plan.h"
#include "state/state.h"

enum slo_inconclusive { SLO_INCONCLUSIVE_KEEP, SLO_INCONCLUSIVE_PASS, SLO_INCONCLUSIVE_FAIL };

struct slo_answer {		/* filled by slo_run_judge */
	struct buf           records;
	struct gate_case    *c;
	size_t               n;
	const struct slo_verdict *v;	/* of the first of c */
	size_t               nverdict;
	int64_t              now_us;
	enum rc              rc;	/* RC_OK, RC_NO, RC_NOVERDICT */
	bool                 done;
};

struct slo_run {
	struct slo_plan       plan;	/* ctx of the fold */
	struct slo_rule       rule;
	enum slo_inconclusive inconclusive;
	bool                  aa;	/* false alarms instead of verdicts */
	int64_t               now_us;	/* INT64_MIN: the end of the data */
	struct slo_past       stable;	/* states of the stable side; part NULL: none */
	struct gate_emits     emits;
};

/**
 * slo_run_judge - judge all hours together
 * @t: what was counted, of slo_fold_ops
 * @x: zeros, with records initialised
 *
 * Nothing is written but to x->records, and said where --aa has nothing to deal.
 * Returns: RC_OK, with what was found in x->rc; as slo_join.
 * Memory:  in j->arena.
 */
MUST_USE enum rc slo_run_judge(const struct slo_run *r, struct job *j, struct part *t,
    struct slo_answer *x, struct err *e);

/**
 * slo_run_finish - after the fold: write records, reports and messages
 * @rc: how the fold ended; @e why
 *
 * Of a run that failed, or was interrupted, the reports have one case: an error.
 * Returns: @rc when it is a failure; RC_IO; else RC_OK pass, RC_NO fail, RC_NOVERDICT.
 */
enum rc slo_run_finish(struct slo_run *r, struct slo_answer *x, struct job *j, enum rc rc,
    struct err *e);

/**
 * slo_run_settle - ignore the newest @text of the input, for every objective
 *
 * Returns: RC_OK; RC_USAGE for what is no duration in whole minutes.
 * Memory:  in @a.
 */
MUST_USE enum rc slo_run_settle(struct slo_spec *spec, const char *text, struct arena *a,
    struct err *e);

/**
 * slo_run_calendar - minutes that a calendar leaves out do not count, for any objective
 * @zone: of a calendar that names none; NULL: UTC
 *
 * Returns: RC_OK; as calendar_load.  Memory: in @a.
 */
MUST_USE enum rc slo_run_calendar(struct slo_spec *spec, const char *path,
    const struct tzone *zone, struct arena *a, struct err *e);

/** slo_run_inconclusive - "keep", "pass" or "fail"; keep for NULL */
enum slo_inconclusive slo_run_inconclusive(const char *text);

/** slo_run_compares - RC_USAGE, in the name of @option, where no objective has a stable side */
MUST_USE enum rc slo_run_compares(const struct slo_spec *spec, const char *option, struct err *e);

/**
 * slo_run_files - read @n files of the stable side behind those of the operands
 *
 * Returns: the place of the first one; SIZE_MAX: there is none.
 */
size_t slo_run_files(struct job *j, const char *const *path, size_t n);

/**
 * slo_run_past - load what the run is compared with: states of the stable side, and those that
 *                know how failures come (bursts: from)
 * @fold: how the run folds
 * @n:    files of states of the stable side
 *
 * Returns: RC_OK; RC_USAGE for states that no objective compares with; as slo_past_load.
 *          slo_past_free(&r->stable), whatever it was.
 */
MUST_USE enum rc slo_run_past(struct slo_run *r, const struct fold_plan *fold,
    const char *const *path, size_t n, struct job *j, struct err *e);

/**
 * slo_run_states - open the job's files as saved states, and take their --where, --time, --tz
 *
 * What they counted is compared by slo_plan_adopt; how it is judged is the specification's.
 * Returns: RC_OK; RC_USAGE an option that the states decide; as state_open.  state_close
 *          whatever it was.
 */
MUST_USE enum rc slo_run_states(struct state_reader **in, const struct state_head **h,
    struct job *j, const struct state_cfg *cfg, struct err *e);

/** slo_run_draft - in place of a run: write what sloth_draft makes of @path */
MUST_USE enum rc slo_run_draft(const char *path, struct job *j, struct err *e);

/**
 * slo_run_needs - in place of a run: write what each objective must see to pass
 * @rate: events a time, "250/s", "1000/h"; NULL: not known
 *
 * Returns: RC_OK; RC_USAGE for what is no rate; as job_open_files.
 */
MUST_USE enum rc slo_run_needs(const struct slo_run *r, const char *rate, struct job *j,
    struct err *e);

#endif
