/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_plan - what cxab was asked of its records, compiled
 *
 * A metric is what one unit has: over its row, or over its events in the window behind its
 * exposure.  Units are told apart by nothing, each row being one, or joined by a key (-u).
 * How results are judged is not said here: that may be asked of saved states too.
 */
#ifndef CX_SCORE_SCORE_PLAN_H
#define CX_SCORE_SCORE_PLAN_H

#include "metric/metric.h"
#include "query/option.h"
#include "sketch/xsum.h"
#include "users/user_key.h"

enum {
	SCORE_METRICS_MAX = 48,
	SCORE_COVARIATES_MAX = 4,
	SCORE_BY_MAX = 8,		/* of segments and strata together */
	SCORE_KEYS = 2			/* of an arm, before these: experiment and variant */
};

#define SCORE_EXPOSURE "event_name == \"exposure\""
#define SCORE_MAX_VALUES 100000000	/* kept of a metric in an arm */

struct score_query {		/* options as given; NULL: none, or the default */
	struct user_key_query who;	/* user NULL: a record is a unit */
	const char  *variant;		/* EXPR */
	const char  *exposure;		/* EXPR */
	const char  *before;		/* EXPR */
	const char  *after;		/* EXPR */
	const char  *by;		/* EXPR,... */
	const char  *strata;		/* EXPR,... */
	const char **covariate;		/* EXPR, of rows and exposures */
	size_t       ncovariate;
	const char **cap;		/* [METRIC:]pNN, NUMBER, LOW..NUMBER or LOW.. */
	size_t       ncap;
	bool         cap_low;
	bool         cap_nonzero;
	const char  *within;		/* DURATION */
	const char  *delay;		/* DURATION */
	const char  *late;		/* DURATION */
	const char  *attribution;	/* first|all|experiment */
	bool         strict_window;
	const char  *multi;		/* exclude|first */
	uint64_t     max_values;
	bool         joined;		/* of a saved query: units are joined by a key */
	const char  *metrics;		/* of a saved query, in their one form */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define SCORE_OPTIONS(s, q) \
	OPT_TEXT('u', "user", s, q.who.user, "EXPR,...", \
	    "join exposures and events of one unit by the first of these that is there " \
	    "(default: each record is a unit)", .saved = OPT_SAVED_HEAD), \
	OPT_TEXT(0, "ids", s, q.who.ids, "FILE", \
	    "ids that belong to one user, as cxuser --stitch writes them", \
	    .saved = OPT_SAVED_RECORDS, .file = PLACE_READ, .needs = "user"), \
	{ .kind = OPT_KIND_SAVED, .as = "ids", .saved = OPT_SAVED_TEXT, .may_lack = true, \
	  .off = OPT_OFF_(s, q.who.ids_name, const char *) }, \
	OPT_SAVED_AS_FLAG("joined", s, q.joined), \
	OPT_SAVED_AS_TEXT("metrics", s, q.metrics), \
	OPT_TEXT(0, "variant", s, q.variant, "EXPR", \
	    "the arm of a row or an exposure (default variant)", .saved = OPT_SAVED_TEXT, \
	    .may_lack = true), \
	OPT_TEXT(0, "exposure", s, q.exposure, "EXPR", \
	    "which events are exposures (default " SCORE_EXPOSURE ")", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "before", s, q.before, "EXPR", \
	    "no experiment: units for which EXPR is true are what --after is compared with", \
	    .needs = "after", .not_with = "user variant", .saved = OPT_SAVED_TEXT, \
	    .may_lack = true), \
	OPT_TEXT(0, "after", s, q.after, "EXPR", "units behind a change, see --before", \
	    .needs = "before", .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_KEYS('b', "by", s, q.by, "EXPR,...", "also by segments: by these together", \
	    .saved = OPT_SAVED_EXPRS, .may_lack = true), \
	OPT_KEYS(0, "strata", s, q.strata, "EXPR,...", \
	    "post-stratify by these, of rows and exposures", .saved = OPT_SAVED_EXPRS, \
	    .may_lack = true), \
	OPT_LIST_IN(0, "covariate", s, q, covariate, "EXPR", \
	    "take out what this, known before exposure, explains (CUPED)", \
	    .saved = OPT_SAVED_LIST, .may_lack = true), \
	OPT_LIST_IN(0, "cap", s, q, cap, "[METRIC:]pNN|[LOW..]NUMBER", \
	    "values above this quantile of all arms, or above NUMBER, count as it", \
	    .saved = OPT_SAVED_LIST, .may_lack = true), \
	OPT_FLAG(0, "cap-low", s, q.cap_low, "cap at the opposite quantile too", \
	    .saved = OPT_SAVED_FLAG, .as = "cap_low", .needs = "cap"), \
	OPT_FLAG(0, "cap-nonzero", s, q.cap_nonzero, "quantiles to cap at are of values but 0", \
	    .saved = OPT_SAVED_FLAG, .as = "cap_nonzero", .needs = "cap"), \
	OPT_TEXT(0, "within", s, q.within, "DURATION", \
	    "how long events count behind an exposure (default: on)", .needs = "user merge"), \
	OPT_TEXT(0, "delay", s, q.delay, "DURATION", \
	    "and how long behind it they begin to (default 0)", .needs = "user merge"), \
	OPT_CHOICE(0, "attribution", s, q.attribution, "first|all|experiment", \
	    "behind the first exposure (default), behind any, or from the first to the end", \
	    .needs = "user merge"), \
	OPT_FLAG(0, "strict-window", s, q.strict_window, \
	    "leave out units whose window is not over yet", .needs = "within"), \
	OPT_TEXT(0, "late", s, q.late, "DURATION", \
	    "how long behind --to events count (default: while their window lasts)", \
	    .needs = "to"), \
	OPT_CHOICE(0, "multi", s, q.multi, "exclude|first", \
	    "units that were shown several arms are left out (default), or are of the first", \
	    .needs = "user merge"), \
	OPT_U64(0, "max-values", s, q.max_values, 1, UINT64_MAX, "N", \
	    "values to keep of a metric in an arm, to cap or rank (default 100000000)")

enum score_take {		/* what of a unit's records a metric takes */
	SCORE_RATE,		/* share of them */
	SCORE_ANY,		/* whether there is one */
	SCORE_COUNT,
	SCORE_SUM,
	SCORE_MEAN,
	SCORE_RATIO,
	SCORE_QUANTILE
};

enum score_kind {		/* what is compared */
	SCORE_SHARE,		/* of units: 0 or 1 each */
	SCORE_AVERAGE,		/* of units' values */
	SCORE_QUOTIENT,		/* sum of one over sum of another */
	SCORE_RANK		/* a quantile of values, which units have some of */
};

struct score_cap {
	bool         on;
	bool         fixed;	/* at a number, known beforehand; else at a quantile of all */
	struct xsum_num at;	/* fixed */
	struct xsum_num low;	/* fixed: values below it count as it; likewise has_low */
	bool         has_low;
	bool         has_high;
	struct agg_q q;
};

struct score_metric {
	struct sv          name;
	enum score_take    take;
	enum score_kind    kind;
	const struct expr *where;	/* NULL: all records */
	const struct expr *p;		/* predicate of rate and any; else NULL */
	const struct expr *x;		/* value; NULL: none is taken */
	const struct expr *d;		/* what a ratio divides by */
	struct agg_q       q;		/* of SCORE_QUANTILE */
	struct score_cap   cap;
	unsigned           base;	/* variables before the covariates: 1 or 2 */
	unsigned           nvar;	/* with each covariate, and whether it is missing */
	bool               keeps;	/* values are kept: to be capped at a quantile, or ranked */
};

struct score_test {		/* joined: a predicate that records are chosen by, asked once */
	const struct expr *x;
	uint64_t           wanted;	/* what a record is not unless it is true, */
	uint64_t           known;	/* ... or unless it is known; as the mask of a fact */
};

struct score_window {
	int64_t within_us;		/* INT64_MAX: on */
	int64_t delay_us;
	int64_t late_us;		/* INT64_MAX: on */
	int64_t from_us;		/* of exposures */
	int64_t to_us;
	bool    all;			/* behind any exposure */
	bool    whole;			/* from the first on, to the end */
	bool    strict;
	bool    first_arm;		/* crossovers are of the first arm, and not left out */
};

struct score_sums;
struct score_run;

struct score_plan {
	bool                 joined;
	struct user_key      user;	/* joined */
	const struct expr   *exposure;	/* joined */
	struct key_expr      key[SCORE_KEYS + SCORE_BY_MAX];	/* ..., by, strata */
	size_t               exposed, exposed_end;	/* fields that these ask for */
	size_t               nby;
	size_t               nstrata;
	const struct expr   *before;	/* no experiment, but a change; NULL: an experiment */
	const struct expr   *after;
	const struct expr   *covariate[SCORE_COVARIATES_MAX];
	const char          *covariate_name[SCORE_COVARIATES_MAX];
	unsigned             ncovariate;
	struct score_metric  metric[SCORE_METRICS_MAX];
	unsigned             nmetric;
	struct score_test    test[1 + 2 * SCORE_METRICS_MAX];
	unsigned             ntest;
	const struct score_sums *sums;	/* rows that are sums of others; NULL when joined */
	struct score_window  window;
	int64_t              now_us;	/* INT64_MIN: the latest time of the data */
	bool                 cap_low;
	bool                 cap_nonzero;
	uint64_t             max_values;
	const struct metric_set *set;	/* as compiled, for the names of saved states */
	const struct fold_plan  *arms;	/* joined: what units are summed into */
	uint64_t             seed;
	struct score_run    *run;	/* that it is of */
};

/** score_plan_nkey - how many keys an arm has */
static inline size_t
score_plan_nkey(const struct score_plan *p)
{
	return SCORE_KEYS + p->nby + p->nstrata;
}

/**
 * score_plan_compile - check the options and compile them for a job
 * @metrics: METRICS as given
 * @p:       stays where it is while the job runs
 *
 * Joined, --from and --to of the job limit exposures: what it reads is no more limited by --to.
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc score_plan_compile(struct score_plan *p, const struct score_query *q,
    const char *metrics, struct job *j, struct err *e);

/** score_plan_part - @p is of a part of the input: what exposures have may be elsewhere */
void score_plan_part(const struct score_plan *p, struct job *j);

/** score_plan_query - the options that @p is, all in their one form; in the job's arena */
MUST_USE enum rc score_plan_query(struct score_query *one, const struct score_plan *p,
    const struct score_query *q, const char *metrics, struct job *j, struct err *e);

#endif
