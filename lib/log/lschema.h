/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - event exports of other products, made canonical: the registry and its source
 *
 * A schema says where each field of cx-events(7) is: rules, in lschema_table.c
 * and lschema_probe.c.  The first
 * rule for a field that finds a value counts.  A rule's path is of lfind.h.
 *
 * Unknown is absent: null, "", what the schema lists as unknown, and what is not of the
 * field's type.  Ids that are numbers become texts, numbers in quotes become numbers.
 * What no rule leads to is left out: its names mean something else there, and --map takes
 * what is missed.  What the product does not write a schema says, too: who asks for such a
 * field is refused with the reason, so that nobody gates on what nobody knows.
 *
 * Of some products several records are one event (struct lschema_gather): k6 writes a
 * record for each time that it took of a request, an exporter one for each number.
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
	LSCHEMA_US,		/* microseconds, likewise */
	LSCHEMA_SECONDS,	/* likewise, or a text with its unit, "1.5s" */
	LSCHEMA_SPAN_NS,	/* likewise, from the time at one path to that at a second */
	LSCHEMA_SEVERITY,	/* 1 to 24, OpenTelemetry's number: trace to fatal */
	LSCHEMA_ONE,		/* a text, or a list of just one */
	LSCHEMA_FIRST,		/* a text, or the first one of a list */
	LSCHEMA_CLIENT,		/* likewise, an address without a port */
	LSCHEMA_MARKED,		/* a text behind "$device:" */
	LSCHEMA_UNMARKED,	/* a text without it */
	LSCHEMA_PATH,		/* the path of a request target */
	LSCHEMA_QUERY,		/* ... its query */
	LSCHEMA_SCHEME,		/* ... of a URL its scheme */
	LSCHEMA_HOST,		/* ... and its host, with the port */
	LSCHEMA_BOOL,		/* true or false, also as a text */
	LSCHEMA_OFFSET,		/* a time: seconds since --run-start */
	LSCHEMA_RUN		/* a time: --run-start, whatever the value */
};

struct lschema_rule {
	const char      *to;	/* field of the event */
	const char      *from;	/* path in the record */
	enum lschema_how how;
	/*
	 * What holds where the rule counts, with & between: PATH is there, !PATH is not,
	 * PATH=TEXT, PATH!=TEXT, PATH^=TEXT it begins with it, PATH!^=TEXT.
	 * A text is that of a string, or null, true or false.  NULL: always.
	 */
	const char      *when;
	const char      *words;	/* texts that read as others, "warn=warning|n/a=": to nothing */
	const char      *behind;	/* the value stands behind this text; NULL: it is all */
};

struct lschema_cannot {		/* what the product does not tell */
	const char *field;
	const char *why;	/* a sentence without its end */
};

/* How records become one event; conditions are written as in lschema_rule.when. */
struct lschema_gather {
	const char *only;	/* records of which events are made; others are passed over */
	const char *first;	/* of these, where an event begins in any case; NULL */
	const char *same;	/* paths that find the same in all records of an event; NULL */
	const char *once;	/* paths: what is found there is in no two records of an event */
	/* Records behind an event that add to it what it has not, with the same at these paths. */
	const char *adds, *adds_same;
	const char *worst;	/* a field of theirs: of several the record with false counts */
	const char *with[2];	/* a field that is there only where a second one is; NULL */
	/* Each record is an event; hops of a request follow it as LABEL-0, LABEL-1 ...: what
	 * is found here tells the label and who has sent it.  NULL: there are none. */
	const char *label, *sender;
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
	const char *header;	/* of tables of csv or tsv, which have none; NULL: they have one */
	const char *formats;	/* that it comes in, likewise, the usual one first; NULL: JSON */
	const struct lschema *also;	/* the same in other formats, where it looks different */
	const struct lschema_cannot *cannot;	/* ended by one without a field; NULL: none */
	const char *untimed;	/* why no record has a time; NULL: records have one */
	const char *binary;	/* bytes near the start of its files in another form; NULL */
	const char *instead;	/* ... and what to do about it */
	const char *total;	/* what holds of the record that sums up its file; NULL */
	const char *counts;	/* ... and where what it sums up is in each */
	const char *missing;	/* what no record tells of, and a status seems to; NULL */
	const struct lschema_gather *gather;	/* NULL: a record is an event */
};

extern const struct registry lschema_registry;	/* of struct lschema */

/** lschema_in - the shape of a schema in a format, @format empty: the usual one; NULL: none */
const struct lschema *lschema_in(const struct lschema *schema, struct sv format);

/** lschema_format - the usual format of the schema of that name; of an unknown one ndjson */
struct sv lschema_format(struct sv name);

/**
 * lschema_open - the source of the events of --schema
 * @cfg:  schema is the name of a row, format one that it comes in; the map adds rules,
 *        which take the place of those for the same field
 *
 * Returns: RC_OK; RC_USAGE unknown schema (with the nearest), a format that it does not come
 *          in, a field asked for that it cannot tell, or a map with a bad or double name.
 * Memory:  in @a; each decoder has one record.
 */
MUST_USE enum rc lschema_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
