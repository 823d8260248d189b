/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sources - how far each source of a live input has come, when they come one after the other
 *
 *     source 0  ──────────────●            the latest time of each; windows close
 *     source 1  ────────●                  behind the least of them
 *     source 2  ─────────────────●
 *
 * As partitions of a topic that are read again, or files that are followed.  Until as many as
 * there must be have been heard nothing closes; one that is silent for --idle holds nothing up
 * before it is heard again.
 *
 * Memory: 100 bytes a source.
 */
#ifndef CX_FOLD_SOURCES_H
#define CX_FOLD_SOURCES_H

#include "base/hmap.h"
#include "expr/expr.h"
#include "query/option.h"
#include "run/job.h"

#include <stdbool.h>
#include <stdint.h>

struct sources_given {		/* options as given */
	const char *source;	/* --source; NULL: all is one */
	const char *sources;	/* --sources: how many, or their names */
};

/* Rows of an option table: of the struct s, whose member m holds them. */
#define SOURCES_OPTIONS(s, m) \
	OPT_TEXT(0, "source", s, m.source, "EXPR", \
	    "live: records are late by their own source, which EXPR tells", \
	    .needs = "sources", .not_with = "resume"), \
	OPT_TEXT(0, "sources", s, m.sources, "N|NAMES", \
	    "how many there are, or their names: no window closes before each was heard", \
	    .needs = "lateness")

struct sources_plan {
	const struct expr *x;
	uint64_t           n;		/* how many there must be; with names their number */
	struct sv          names;	/* as given; empty: any */
};

/**
 * sources_compile - what the options ask for
 * @p: in the job's arena; NULL: nothing
 *
 * Returns: RC_OK; RC_USAGE, RC_SYNTAX.
 */
MUST_USE enum rc sources_compile(const struct sources_plan **p, const struct sources_given *g,
    struct job *j, struct err *e);

struct source_heard {
	int64_t max_us;		/* latest time */
	int64_t heard_us;	/* monotonic clock, when it was looked at last and had spoken */
	bool    spoke;		/* since then */
	bool    idle;
};

struct sources {
	const struct sources_plan *p;
	struct arena arena;
	struct hmap  seen;		/* name -> struct source_heard */
	struct hmap  named;		/* p->names, that were not heard yet -> bool: heard */
	uint64_t     wanted;		/* that were not heard yet */
	int64_t      begun_us;		/* monotonic clock */
	int64_t      least_us;		/* of those that are not idle; INT64_MAX: there are none */
	const struct source_heard *least;	/* which it is of */
};

/** sources_init - nobody heard yet; @now_us of the monotonic clock */
void sources_init(struct sources *s, const struct sources_plan *p, uint64_t seed, int64_t now_us);

/**
 * sources_take - a record of the source that its record says
 *
 * Returns: RC_OK; RC_BAD it does not say it.
 */
MUST_USE enum rc sources_take(struct sources *s, const struct record *r, struct expr_eval *ev,
    int64_t at_us, struct err *e);

/** sources_look - who has been silent for @idle_us, 0 for ever, by the monotonic clock */
void sources_look(struct sources *s, int64_t now_us, int64_t idle_us);

/** sources_least - how far all have come; INT64_MIN: not known yet */
int64_t sources_least(const struct sources *s);

/** sources_free - release */
void sources_free(struct sources *s);

#endif
