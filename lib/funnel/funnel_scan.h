/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_scan - the scan that looks how far each user gets
 *
 * Facts are of events that are steps or exclusions alone, and of all where others matter
 * (a strict order).  They are lists of values, trailing nulls left out:
 *
 *     [mask, hold..., by..., value, currency, transaction]
 *
 * The mask is that of struct funnel_event, and FUNNEL_REFUND.  The last three are there
 * with --value, of the last step and of refunds.  A path is turned into a record of its own
 * (--per-user) or is counted (funnel/funnel_tally.h).
 *
 * Memory: 5 bytes and the values for an event: one for a mask of few steps, one or two for a
 * held or broken-down text that is frequent.
 */
#ifndef CX_FUNNEL_FUNNEL_SCAN_H
#define CX_FUNNEL_FUNNEL_SCAN_H

#include "funnel/funnel.h"
#include "funnel/funnel_like.h"
#include "query/option.h"
#include "scan/scan_live.h"
#include "users/user_key.h"

#include <stdatomic.h>

#define FUNNEL_REFUND	FUNNEL_EXCLUSION(FUNNEL_EXCLUSIONS_MAX)
#define FUNNEL_REFUND_EXPR	"event_name == \"refund\""

struct funnel_query {		/* options as given; NULL: none, or the default */
	struct user_key_query who;
	const char **step;		/* [NAME:]EXPR[?] */
	size_t       nstep;
	const char  *within;		/* DURATION, default 1d */
	const char **step_within;	/* K=DURATION */
	size_t       nstep_within;
	const char **exclude;		/* EXPR[@I-J] */
	size_t       nexclude;
	const char  *excluded;		/* drop|discard */
	const char  *order;		/* loose|strict|any */
	const char  *entry;		/* latest|first|every */
	const char  *ties;		/* forward|strict */
	const char  *like;		/* a row of funnel_like_registry */
	const char  *hold;		/* EXPR,... as --by */
	const char  *unit;		/* user|pair */
	const char  *by;		/* EXPR,... */
	const char  *attr;		/* first|last|step:K|any */
	const char  *value;		/* EXPR */
	const char  *refund;		/* EXPR, default FUNNEL_REFUND_EXPR */
	bool         per_user;
	const char  *compare;		/* a value of the one that is broken down by */
	struct scan_live_query live;
	const char  *stuck;		/* DURATION */
};

/* Its rows in an option table: of the struct s, whose member q it is. */
#define FUNNEL_OPTIONS(s, q) \
	USER_KEY_OPTIONS(s, q.who), \
	OPT_LIST_IN('s', "step", s, q, step, "[NAME:]EXPR[?]", \
	    "a step: a predicate or the name of an event; with a ? it may be left out", \
	    .saved = OPT_SAVED_LIST), \
	OPT_TEXT(0, "within", s, q.within, "DURATION", \
	    "from the first step to the last (default 1d)", .saved = OPT_SAVED_DURATION, \
	    .min.u = 1, .as = "within_us"), \
	OPT_LIST_IN(0, "step-within", s, q, step_within, "K=DURATION", \
	    "from the step before to step K", .saved = OPT_SAVED_LIST, .may_lack = true, \
	    .not_with = "order=any"), \
	OPT_LIST_IN(0, "exclude", s, q, exclude, "EXPR[@I-J]", \
	    "an event that ends it between steps I and J (default: anywhere)", \
	    .saved = OPT_SAVED_LIST, .may_lack = true, .not_with = "order=any order=strict"), \
	OPT_CHOICE(0, "excluded", s, q.excluded, "drop|discard", \
	    "who was excluded got so far, or never entered (default drop)", \
	    .saved = OPT_SAVED_TEXT, .needs = "exclude", .may_lack = true, .not_with = "like"), \
	OPT_CHOICE(0, "order", s, q.order, "loose|strict|any", \
	    "other events may come between, none may, or steps come as they like (default loose)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = "like"), \
	OPT_CHOICE(0, "entry", s, q.entry, "latest|first|every", \
	    "which events of the first step begin an entry (default latest)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = "like order=any"), \
	OPT_CHOICE(0, "ties", s, q.ties, "forward|strict", \
	    "events of one time may be steps in any order, or one step at most (default forward)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .not_with = "like order=any"), \
	OPT_TEXT(0, "like", s, q.like, "RULES", \
	    "go by the rules of another program: --help lists them", \
	    .of = &funnel_like_registry, .saved = OPT_SAVED_TEXT, .may_lack = true), \
	OPT_TEXT(0, "hold", s, q.hold, "EXPR,...", \
	    "all steps of a path have the same value of these", .saved = OPT_SAVED_EXPRS, \
	    .may_lack = true), \
	OPT_CHOICE(0, "unit", s, q.unit, "pair|user", \
	    "what is counted: users with each held value, or users (default pair)", \
	    .saved = OPT_SAVED_TEXT, .needs = "hold", .may_lack = true, \
	    .not_with = "entry=every"), \
	OPT_KEYS('b', "by", s, q.by, "EXPR,...", "break down by these", \
	    .saved = OPT_SAVED_EXPRS, .may_lack = true), \
	OPT_TEXT(0, "attr", s, q.attr, "first|last|step:K|any", \
	    "which step of a path says what --by is (default first: the first that knows)", \
	    .saved = OPT_SAVED_TEXT, .needs = "by", .may_lack = true), \
	OPT_TEXT(0, "value", s, q.value, "EXPR", \
	    "sum up what the last step is worth, per entry", .saved = OPT_SAVED_TEXT, \
	    .may_lack = true, .not_with = "order=any"), \
	OPT_TEXT(0, "refund", s, q.refund, "EXPR", \
	    "what takes value back: EXPR, or the name of an event (default refund)", \
	    .saved = OPT_SAVED_TEXT, .may_lack = true, .needs = "value"), \
	OPT_FLAG(0, "per-user", s, q.per_user, "write the path of each entry instead"), \
	OPT_TEXT(0, "compare", s, q.compare, "VALUE", \
	    "compare the other groups with the one whose --by is VALUE", .needs = "by", \
	    .not_with = "per-user")

/* Likewise, of input without end. */
#define FUNNEL_LIVE_OPTIONS(s, q) \
	SCAN_LIVE_OPTIONS(s, q.live, \
	    "endless input: an entry is over when records are TIME behind its window", \
	    .needs = "per-user", .not_with = "sorted partial merge now entry=latest entry=first " \
	    "order=any like unit=user value"), \
	OPT_TEXT(0, "stuck", s, q.stuck, "TIME", \
	    "say who does not get on from a step within TIME", .needs = "lateness")

enum funnel_attr { FUNNEL_ATTR_FIRST, FUNNEL_ATTR_LAST, FUNNEL_ATTR_STEP, FUNNEL_ATTR_ANY };

struct funnel_step {
	struct sv          name;
	const struct expr *x;
};

struct fold_plan;

struct funnel_plan {
	struct funnel_rule     rule;
	bool                   discard;		/* who was excluded never entered */
	bool                   once;		/* a user counts once, whatever is held */
	bool                   per_user;
	struct user_key        user;
	struct funnel_step     step[FUNNEL_STEPS_MAX];
	const struct expr     *exclude[FUNNEL_EXCLUSIONS_MAX];
	const struct key_expr *hold;
	size_t                 nhold;
	const struct key_expr *by;
	size_t                 nby;
	enum funnel_attr       attr;
	unsigned               attr_step;	/* from 0 */
	const struct expr     *value;		/* NULL: none */
	const struct expr     *currency;	/* these three with value */
	const struct expr     *transaction;
	const struct expr     *refund;
	const char            *compare;		/* NULL: none */
	double                 conf;
	int64_t                now_us;		/* INT64_MIN: the latest time of the data */
	const struct tzone    *zone;		/* in which times are printed */
	uint64_t               seed;
	const struct fold_plan *tally;		/* of funnel/funnel_tally.h */
	atomic_uint_least64_t *met;		/* steps that some record was; all threads' */
	struct scan_live_plan  live;		/* these two with --lateness */
	int64_t                stuck_us;	/* INT64_MAX: nobody is */
};

/** funnel_scan_ops - ctx is a const struct funnel_plan; what each gives are lines */
extern const struct scan_ops funnel_scan_ops;

struct funnel_stuck {		/* in a step, of an entry under way */
	const struct funnel_path *path;
	int64_t  since_us;
	int64_t  at_us;		/* when it was long enough */
	uint64_t tries;		/* events of the step since, with the one that reached it */
	int64_t  tried_us;	/* the last of them */
};

/**
 * funnel_scan_tell - one path, as a record behind what is in @o
 * @s:      a user and facts
 * @ev:     the events that these are
 * @now_us: windows that end later are open
 */
void funnel_scan_tell(const struct funnel_plan *p, const struct scan_seq *s,
    struct funnel_event *ev, const struct funnel_path *path, int64_t now_us, struct buf *o);

/** funnel_scan_tell_stuck - likewise of someone who does not get on */
void funnel_scan_tell_stuck(const struct funnel_plan *p, const struct scan_seq *s,
    struct funnel_event *ev, const struct funnel_stuck *stuck, struct buf *o);

/** funnel_scan_event - what the fact @i of @s is; funnel_scan_tell wants all of them so */
struct funnel_event funnel_scan_event(const struct funnel_plan *p, const struct scan_seq *s,
    size_t i);

/**
 * funnel_scan_compile - check the options and compile them for a job
 *
 * --from and --to of the job limit entries: what it reads is no more limited by --to.
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX with the option and the column.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc funnel_scan_compile(struct funnel_plan *p, const struct funnel_query *q,
    struct job *j, struct err *e);

/**
 * funnel_scan_say - after a run over all: the steps that no record was, as missed fields
 *
 * Nothing of an input without records.
 */
void funnel_scan_say(const struct funnel_plan *p, struct job *j);

/** funnel_scan_query - the options that @p is, all in their one form; in the job's arena */
void funnel_scan_query(struct funnel_query *q, const struct funnel_plan *p, struct job *j);

/**
 * funnel_scan_adopt - what a head says of a query beside the plan, which @q has: the user
 *
 * Returns: RC_OK; RC_SYNTAX when it is no head of funnels.
 */
MUST_USE enum rc funnel_scan_adopt(struct funnel_query *q, const struct state_head *h,
    struct job *j, struct err *e);

#endif
