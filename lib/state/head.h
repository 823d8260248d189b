/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * head - the lines of saved states that speak of the whole: which query they belong to,
 * and what was read for them (cx-state(5))
 *
 * They are documents, few and untrusted: jansson reads them, strictly.  Version 2 is read
 * too, whose sums of lines are others and shorter, and version 1, which knew no sources and
 * skipped members that it did not know.
 */
#ifndef CX_STATE_HEAD_H
#define CX_STATE_HEAD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "json/jwrite.h"
#include "run/identity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	STATE_VERSION = 3,
	STATE_KEYS_MAX = 64,
	HEAD_HEX = 16,
	HEAD_CHECK = HEAD_HEX + 12	/* ,"check":"0123456789abcdef"} ends every line */
};

struct state_key {
	struct sv name;
	struct sv expr;		/* canonical text */
};

/*
 * Runs that go on from one PLACE write a chain: the place, and the periods that have left it.
 * Each record is in one of them; a part of a run behind that of the place has what the place
 * still has.
 */
struct state_chain {
	uint64_t  id;		/* 0: of none */
	uint64_t  run;		/* that wrote it */
	bool      part;		/* a period; else the place itself */
	int64_t   from_us;	/* ... when it began */
	int64_t   latest_us;	/* of the place: the latest time read; INT64_MIN none */
	int64_t   closed_us;	/* ... where the periods end that have left it; INT64_MIN none */
	struct sv every;	/* ... their length, as given; empty: nothing leaves it */
};

enum state_form {		/* how lines of states are put into lines of a file */
	STATE_LINES,		/* as they are */
	STATE_LINE,		/* a whole run in one */
	STATE_KEYED		/* each with its key before it */
};

struct state_head {		/* the query that states belong to */
	struct sv        filter;
	struct sv        plan;		/* the filter's own settings, canonical */
	struct sv        where;		/* expression text, empty for none */
	struct sv        time;		/* field */
	struct sv        tz;
	struct sv        window;	/* as given to -w, empty for none */
	struct sv        channels;	/* name of the rules of --channels, empty for none */
	struct state_key key[STATE_KEYS_MAX];
	size_t           nkey;
	struct state_chain chain;
	enum state_form  form;		/* how they are to be written */
};

/** head_begin - begin a line of this kind in the empty @b */
void head_begin(struct jwrite *w, struct buf *b, const char *kind);

/** head_seal - end the line that was begun, with its check */
void head_seal(struct jwrite *w, struct buf *b);

/** head_checked - a line ends as one with a check does, whatever the check is */
bool head_checked(struct sv line);

/** head_sealed - the check of a whole line, without its line end, holds */
bool head_sealed(struct sv line);

/** head_hex - a number that is exact as a text: HEAD_HEX digits and a NUL */
void head_hex(char *hex, uint64_t v);

/** head_unhex - the inverse; false for any other text */
bool head_unhex(struct sv hex, uint64_t *v);

/** head_write - the members of a first line, behind its kind */
void head_write(const struct state_head *h, struct jwrite *w);

/**
 * head_read - the inverse, from a whole line
 *
 * Returns: RC_OK, texts in @a; RC_SYNTAX with the reason: also a version that is newer, and
 *          a need that is not known here.
 */
MUST_USE enum rc head_read(struct state_head *h, struct sv line, struct arena *a, struct err *e);

/** head_write_source - the members of a line about a source, behind its kind */
void head_write_source(const struct identity_source *s, struct jwrite *w);

/** head_read_source - the inverse, from a whole line; RC_SYNTAX with the reason */
MUST_USE enum rc head_read_source(struct identity_source *s, struct sv line, struct arena *a,
    struct err *e);

#endif
