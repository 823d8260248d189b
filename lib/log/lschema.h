/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - event exports of other products, made canonical: the registry and its source
 *
 * A schema says where each field of cx-events(7) is: rules, in lschema_table.c.  The first
 * rule for a field that finds a value counts.  A rule's path is of lfind.h.
 *
 * Unknown is absent: null, "", what the schema lists as unknown, and what is not of the
 * field's type.  Ids that are numbers become texts, numbers in quotes become numbers.
 * What no rule leads to is left out: its names mean something else there, and --map takes
 * what is missed.
 *
 * Adding a schema: its rules and a row, its sample lines among them; an item in the list of
 * cx-schema(7).
 */
#ifndef CX_LOG_LSCHEMA_H
#define CX_LOG_LSCHEMA_H

#include "base/registry.h"
#include "record/source.h"

#include <stddef.h>

enum lschema_how {		/* how a value is read */
	LSCHEMA_NAMED,		/* as the field's name says: one of the next five */
	LSCHEMA_TEXT,		/* a text; a number gives its digits */
	LSCHEMA_NUMBER,		/* a number, also in quotes */
	LSCHEMA_TIME,		/* in any form; 0 is none */
	LSCHEMA_ITEMS,		/* a list of products, with the names of cx-events(7) */
	LSCHEMA_AS_IS,		/* any value */
	LSCHEMA_LOWER,		/* a text in small letters */
	LSCHEMA_COUNTRY,	/* a code of two letters, in capitals */
	LSCHEMA_NS,		/* nanoseconds, given in milliseconds */
	LSCHEMA_SECONDS,	/* likewise, or a text with its unit, "1.5s" */
	LSCHEMA_SPAN_NS,	/* likewise, from the time at one path to that at a second */
	LSCHEMA_SEVERITY,	/* 1 to 24, OpenTelemetry's number: trace to fatal */
	LSCHEMA_ONE,		/* a text, or a list of just one */
	LSCHEMA_MARKED,		/* a text behind "$device:" */
	LSCHEMA_UNMARKED,	/* a text without it */
	LSCHEMA_PATH,		/* the path of a request target */
	LSCHEMA_QUERY		/* ... its query */
};

struct lschema_rule {
	const char      *to;	/* field of the event */
	const char      *from;	/* path in the record */
	enum lschema_how how;
	/*
	 * What holds where the rule counts, with & between: PATH is there, PATH=TEXT, PATH!=TEXT.
	 * A text is that of a string, or null, true or false.  NULL: always.
	 */
	const char      *when;
	const char      *words;	/* texts that read as others, "warn=warning|n/a=": to nothing */
};

struct lschema {
	const char *name;	/* as given to --schema */
	const char *summary;
	const char *sample;	/* lines, each ended */
	/*
	 * Top-level names that each record has, with a space between, each perhaps one of
	 * several, "a|b"; !a must not be there.  And what tells it from all other schemas.
	 */
	const char *needs;
	const char *tells;
	const char *batch;	/* list of records in the body of a request; NULL: there is none */
	const char *unknown;	/* texts that mean it, with | between; NULL: none but "" */
	const struct lschema_rule *rule;
	size_t      nrule;
	const char *columns;	/* of a table without header, with a space between; NULL: none */
};

extern const struct registry lschema_registry;	/* of struct lschema */

/**
 * lschema_open - the source of the events of --schema
 * @cfg:  schema is the name of a row; of format json, ndjson or, with columns, tsv, or none of
 *        these; the map adds rules, which take the place of those for the same field
 *
 * Returns: RC_OK; RC_USAGE unknown schema (with the nearest), a format that it does not come
 *          in, or a map with a bad or double name.
 * Memory:  in @a; each decoder has one record.
 */
MUST_USE enum rc lschema_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
