/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_tree - what is to become better, what drives it, and by when: as it is written down
 *
 *     tree.yaml ──► kpi_tree_load ──► nodes, each behind its drivers ──► kpi_series, kpi_show
 *
 * The language is cx-kpi(5).  A KPI is measured (an expression over records) or computed from
 * others by a sum, product, ratio or share; several may have a driver in common, none drives
 * itself.  Expressions are compiled against the job's fields.
 *
 * Memory: all of it in the caller's arena.
 */
#ifndef CX_KPI_KPI_TREE_H
#define CX_KPI_KPI_TREE_H

#include "expr/expr.h"
#include "spec/doc.h"
#include "time/tperiod.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KPI_NODES_MAX = 1000,
	KPI_TERMS_MAX = 32,		/* drivers of one KPI */
	KPI_ITEMS_MAX = 1000,		/* key results, ships, stages, indicators */
	KPI_LAGS_MAX = 52
};

#define KPI_UNIT_SHARE "share"	/* of what is a share of 1, where nothing else is said */

enum kpi_op { KPI_METRIC, KPI_SUM, KPI_PRODUCT, KPI_RATIO, KPI_SHARE };
enum kpi_fold { KPI_ONE, KPI_FOLD_SUM, KPI_FOLD_MEAN, KPI_FOLD_LAST, KPI_FOLD_MIN, KPI_FOLD_MAX };
enum kpi_role { KPI_STAR, KPI_DRIVER, KPI_INDICATOR, KPI_OTHER };

/* Their names, in this order, ended by NULL; that of KPI_ONE is what nobody writes. */
extern const char *const kpi_tree_ops[], *const kpi_tree_folds[], *const kpi_tree_roles[];

struct kpi_term {
	size_t node;
	bool   minus;		/* of a sum: it is taken off */
};

struct kpi_node {
	struct sv          name;
	struct sv          unit;	/* empty: not said */
	bool               down;	/* less is better */
	enum kpi_op        op;
	const struct expr *metric;	/* KPI_METRIC: the value a record has */
	const struct expr *where;	/* ... of records for which this is true; NULL: of all */
	struct sv          field;	/* ... the field that the value is; empty: it is computed */
	size_t             slot_lo;	/* ... of FIELD_lo, FIELD_hi, FIELD_n; SIZE_MAX: none */
	size_t             slot_hi;
	size_t             slot_n;
	enum kpi_fold      fold;	/* ... of several records in one period */
	struct kpi_term   *term;	/* others: their drivers; of ratios the numerator first */
	size_t             nterm;
	enum kpi_role      role;
	size_t             depth;	/* below the north star, by the first way to it */
	size_t             up;		/* its KPI on that way; SIZE_MAX: none */
	const struct node *at;
};

struct kpi_goal {		/* a key result */
	struct sv name;
	struct sv owner;
	size_t    node;
	double    start;
	double    target;	/* another number than start */
	int64_t   from_us;
	int64_t   by_us;	/* later than from_us; of a day its end */
};

struct kpi_shipped {
	struct sv name;
	struct sv why;
	struct sv whom;
	struct sv owner;
	struct sv experiment;
	size_t    node;
	int64_t   at_us;
};

enum kpi_how { KPI_RATE, KPI_VALUE, KPI_ASSOCIATION };
extern const char *const kpi_tree_hows[];

struct kpi_stage {
	struct sv    name;
	size_t       node;
	enum kpi_how how;
	double       point;	/* the change that is valued, in the KPI's unit; not 0 */
	size_t       affects;	/* KPI_ASSOCIATION: the rate that goes with it */
};

struct kpi_journey {
	struct sv         name;
	size_t            orders;
	size_t            revenue;	/* SIZE_MAX: not said */
	struct kpi_stage *stage;
	size_t            n;		/* 0: there is no journey */
};

struct kpi_tree {
	struct sv           name;	/* empty: not said */
	struct tperiod      period;
	size_t              trend;	/* periods of a trend, 5 or more */
	size_t              lags;	/* the longest that is tried */
	bool                on_values;	/* correlate values, not their changes */
	int64_t             within_us;	/* of a ship: when a shift still counts */
	struct kpi_node    *node;
	size_t              n;
	size_t              star;
	size_t             *order;	/* all nodes, each behind its drivers */
	size_t             *shown;	/* all nodes as they are written */
	size_t             *indicator;
	size_t              nindicator;
	struct kpi_goal    *goal;
	size_t              ngoal;
	struct kpi_shipped *ship;
	size_t              nship;
	struct kpi_journey  journey;
};

/**
 * kpi_tree_load - read a tree from a file; "-" is standard input
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX with FILE:LINE:COLUMN: unknown members and names (the nearest
 *          is said), a KPI that drives itself, dates that are none.
 */
MUST_USE enum rc kpi_tree_load(struct kpi_tree *t, const char *path, const struct expr_env *env,
    struct err *e);

/** kpi_tree_text - the same from memory; @file, for messages, must outlive @t */
MUST_USE enum rc kpi_tree_text(struct kpi_tree *t, const char *file, struct sv text,
    const struct expr_env *env, struct err *e);

#endif
