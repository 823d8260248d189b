/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lbag - records of named texts: what logfmt, CSV and regex groups have in common
 *
 * A decoder asks for a name once (lbag_name) and then puts texts
 * under it.  --map, the projection and the type that goes with the name are
 * looked up at that time, not per record.  Memory: a bounded dictionary of
 * names (LBAG_NAMES), one record.
 */
#ifndef CX_LINE_LBAG_H
#define CX_LINE_LBAG_H

#include "base/hmap.h"
#include "line/lmoment.h"
#include "line/lname.h"
#include "line/lput.h"
#include "record/source.h"
#include "time/tstamp.h"

enum { LBAG_NAMES = 4096 };	/* names remembered; others are looked up again in each record */

enum lbag_flags {
	LBAG_TIMES = 1,		/* ts, time, @timestamp (logfmt: t) stand in for timestamp; a
				 * field that the projection has for the time keeps its name too */
	LBAG_LOGFMT = 2,	/* lvl, msg; dur, duration, elapsed with a unit are duration_ms */
	LBAG_ACCESS = 4,	/* `request` is a request line: split it, and its target, as where
				 * --map gives one, `request_uri`; a `status` 0 is none */
	LBAG_TABLE = 8,		/* values that tell of another dialect are a decoder.doubt */
	LBAG_COMMA = 16		/* numbers have a comma: 1,5 and 1.234,56 */
};

enum lbag_text {
	LBAG_QUOTED,	/* a string whatever it looks like, with escapes (LVALUE_GO) */
	LBAG_BARE,	/* a number when it reads as one; without escapes */
	LBAG_TRUE	/* a key without a value */
};

enum lbag_part {		/* what its name says of a field of an access log */
	LBAG_WHOLE,	/* nothing */
	LBAG_STATUS,
	LBAG_REQUEST	/* it is taken apart */
};

enum { LBAG_PARTS = 6 };	/* of a request line */

struct lbag_field {
	struct sv          name;	/* in the record */
	struct sv          key;		/* as JSON */
	struct sv          head;	/* ,"key": with LBAG_COPY bytes to be read */
	bool               key_esc;
	enum lbag_part     part;
	enum lname_kind    kind;
	unsigned           rank;
	size_t             slot;	/* proj->n: none */
	uint64_t           gen;		/* record that it was last put into */
	size_t             at;		/* its member there */
	const void        *by;		/* the lbag_name that put it there */
};

struct lbag_name {			/* a name in the input */
	struct sv          name;
	struct lbag_field *field;
	struct lbag_field *alias;	/* canonical field that it stands in for, or NULL */
	bool               mapped;	/* --map gives the field's name */
	bool               kept;	/* lives until lbag_free, else until the next record */
};

enum { LBAG_COPY = 32 };	/* bytes that are copied at a time */

struct lbag_item {			/* a member of the record */
	struct lbag_field *field;
	bool               plain;	/* its text is as JSON has it */
};

struct lbag {
	const struct proj       *proj;
	const struct source_map *map;		/* plain names */
	size_t                   nmap;
	struct tstamp_cfg        time;
	unsigned                 flags;
	struct decoder          *decoder;	/* of which seen and doubt are set */
	struct arena             own;		/* names */
	struct arena             rec;		/* the record */
	struct hmap               names;		/* input name to struct lbag_name */
	struct hmap               fields;	/* name in the record to struct lbag_field */
	struct val              *slot;
	struct jread_member     *member;
	struct lbag_item        *item;		/* of each member */
	struct lbag_field      **last;		/* of the record before, as they were put */
	size_t                  *order;		/* in which they are written */
	size_t                   nmember, nlast, cap;
	bool                     moved;		/* they are others than in the record before */
	struct sv                line;		/* LBAG_COPY bytes behind it can be read */
	struct lbag_field       *request[LBAG_PARTS];
	struct lmoment           moment;
	struct lput              clock;
	uint64_t                 gen;
	bool                     nul;		/* in the text that is being put */
	const char              *why;		/* tstamp_why of the text that was refused last */
};

/**
 * lbag_map - the map of @cfg with plain names; in @a
 *
 * Returns: RC_OK; RC_USAGE a name that is none, or two rules for one name.
 */
MUST_USE enum rc lbag_map(const struct source_map **map, const struct source_cfg *cfg,
    struct arena *a, struct err *e);

/** lbag_init - for a decoder, whose seen has a place per slot of @p; @map from lbag_map */
void lbag_init(struct lbag *b, const struct proj *p, const struct source_map *map,
    const struct source_cfg *cfg, unsigned flags, struct decoder *d);

/** lbag_name - what the input calls @name; see lbag_name.kept for how long it lives */
const struct lbag_name *lbag_name(struct lbag *b, struct sv name);

/**
 * lbag_begin - start a record; what the last one held is gone
 * @line: that texts of it are slices of, with LBAG_COPY readable bytes behind it; or empty
 */
void lbag_begin(struct lbag *b, struct sv line);

/**
 * lbag_put - a value of the record; the last one under a name counts
 * @raw: as written, see lvalue_text; alive as long as the record; empty is absent
 *
 * Returns: true; false, and b->why, when the field is `timestamp` by name and @raw no time.
 */
bool lbag_put(struct lbag *b, const struct lbag_name *n, struct sv raw, enum lbag_text how);

/** lbag_put_value - likewise, a value that is made already; alive as long as the record */
void lbag_put_value(struct lbag *b, const struct lbag_name *n, const struct val *v);

/** lbag_end - the record's slots and members, canonical ones first */
void lbag_end(struct lbag *b, struct record *r);

/** lbag_names - names of fields seen so far */
size_t lbag_names(const struct lbag *b, struct sv *name, size_t max);

/** lbag_free - give everything back */
void lbag_free(struct lbag *b);

#endif
