/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * predict - what customers will do: models fitted, put to use and put to the test
 *
 *     --fit MODEL       records ──► rows, equal ones together ──► a model, one line
 *     --score FILE      record  ──► prediction, in input order
 *     --evaluate FILE   records ──► what was predicted and what happened, side by side
 *
 * bgnbd, mbgnbd and pnbd read profiles: x, t_x and T in days, and spend (predict/lifetime.h,
 * predict/gamma_gamma.h).  A record without T is of somebody who never bought, and is passed
 * over.  logit reads expressions (predict/logit.h); a record in which one has no value is bad.
 *
 * Memory: --score none; else 8 bytes a number and record, see predict/rowset.h.
 */
#ifndef CX_PREDICT_PREDICT_H
#define CX_PREDICT_PREDICT_H

#include "predict/predict_model.h"
#include "query/option.h"
#include "run/job.h"
#include "users/user_key.h"

struct predict_query {		/* options as given; NULL: not given */
	const char *fit;
	const char *score;
	const char *evaluate;
	struct user_key_query who;	/* of --score */
	const char *unit;	/* default week */
	const char *horizon;	/* default 13w of --score */
	double      discount;	/* a year, 0 for none */
	const char *features;
	const char *target;
	double      ridge;	/* below 0: not given, which is 1 */
	const char *actual;
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define PREDICT_OPTIONS(s, q) \
	OPT_ONE_OF(0, "fit", s, q.fit, &predict_model_registry, "MODEL", \
	    "fit a model to the records and write it", .not_with = "score evaluate merge"), \
	OPT_TEXT(0, "score", s, q.score, "FILE", \
	    "write what the model in FILE expects of each user", \
	    .not_with = "evaluate merge", \
	    .file = PLACE_READ), \
	OPT_TEXT(0, "evaluate", s, q.evaluate, "FILE", \
	    "compare what the model in FILE expects with what happened", \
	    .not_with = "merge", .file = PLACE_READ), \
	OPT_CHOICE(0, "unit", s, q.unit, "day|week|month", \
	    "unit of time of the parameters (default week)", .needs = "fit", \
	    .not_with = "fit=logit"), \
	OPT_TEXT(0, "horizon", s, q.horizon, "TIME", \
	    "how far to look ahead (default 13w)", .needs = "score evaluate"), \
	OPT_DOUBLE(0, "discount", s, q.discount, 0, 10, "RATE", \
	    "what later money is worth less, a year: 0.1 (default 0)", .needs = "score"), \
	OPT_TEXT(0, "features", s, q.features, "EXPR,...", \
	    "numbers from which to tell --target; those of a model can be repeated, not changed"), \
	OPT_TEXT(0, "target", s, q.target, "EXPR", \
	    "what is to be told, true or false (default of --evaluate: the model's)", \
	    .needs = "fit evaluate"), \
	OPT_DOUBLE(0, "ridge", s, q.ridge, 0, 1e9, "N", \
	    "how much coefficients are drawn towards 0 (default 1)", .needs = "fit"), \
	OPT_TEXT(0, "actual", s, q.actual, "EXPR", \
	    "purchases within --horizon after the profile was made", .needs = "evaluate")

struct predict_plan {
	struct predict_fit  fit;		/* the model read; of --fit what to fit */
	bool                fits;		/* --fit */
	bool                scores;		/* --score; else --evaluate */
	struct user_key     user;		/* of --score */
	size_t              x, t_x, T, spend;	/* slots of profiles */
	const struct expr **feature;
	const struct expr  *target;
	const struct expr  *actual;
	double              horizon;		/* in the model's unit */
	double              discount;		/* a unit: what is later is worth 1 / (1 + it) */
	double              conf;
};

/**
 * predict_compile - compile the options for a job, and read the model
 *
 * Returns: RC_OK; RC_USAGE; RC_SYNTAX with the option and column, or the model's file; RC_IO.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc predict_compile(struct predict_plan *p, const struct predict_query *q,
    struct job *j, struct err *e);

/**
 * predict_run - open the job, read its records and write what was asked for
 *
 * Returns: RC_OK; RC_EMPTY, RC_RANGE the records do not make a model; as map_run.  The job is
 *          closed by the caller.
 */
MUST_USE enum rc predict_run(struct job *j, struct predict_plan *p, struct err *e);

#endif
