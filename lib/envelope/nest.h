/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest - envelopes: what a collector of logs writes around the lines of a program
 *
 *     2026-11-29T19:31:23.728421975Z stdout F 127.0.0.1 - - [29/Nov/2026:19:18:07 ...
 *     `------------- envelope -------------' `-------- line of the program --------
 *
 * An envelope takes itself off a line.  What is left is read by another format, or is
 * a field, `message`.  The record is that of the inner format, with those fields of
 * the envelope that it does not have itself: the time first, the others last.
 *
 * Collectors cut long lines in pieces; these are joined, by stream, and what is
 * held is as long as one line may be (--max-line).  So the lines of such a log are read
 * in their order, in one thread.
 *
 * Lines that belong to the one before them (--continue) are joined in the same way, also
 * without an envelope: nest_lines takes nothing off.
 */
#ifndef CX_ENVELOPE_NEST_H
#define CX_ENVELOPE_NEST_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "base/val.h"
#include "record/source.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	NEST_FIELDS = 8,	/* of an envelope */
	NEST_STREAMS = 2	/* whose pieces may lie among each other */
};

struct nest_line {	/* what an envelope says of a line */
	struct sv   text;		/* the program's; good until the next line; p NULL: none */
	struct val  field[NEST_FIELDS];	/* as nest_type.field; all VAL_NONE before */
	bool        piece;		/* the text goes on in the next line of its stream */
	unsigned    stream;		/* below NEST_STREAMS */
};

struct nest_type {
	const char *name;
	const char *field[NEST_FIELDS + 1];	/* in the record; ended by NULL */
	const char *text;	/* field of what it is around, unless a format reads that;
				 * NULL: `message` */
	bool        pieces;
	size_t      size;	/* of a decoder's state, made of zeroes; 0: it has none */
	void      (*init)(void *state, const struct tstamp_cfg *time);	/* NULL: none needed */
	void      (*free)(void *state);		/* likewise */
	/*
	 * RC_OK; RC_BAD with code, column and message in @rej.  The text has no line end.
	 * Up to IN_PAD bytes behind the LF of the line may be read.
	 */
	enum rc   (*strip)(void *state, struct sv line, struct nest_line *out,
	                   struct reject *rej);
	/* Column of byte @at of the last text, which is not a slice of its line; NULL: it is. */
	size_t    (*column)(void *state, struct sv line, size_t at);
};

extern const struct nest_type docker_envelope;
extern const struct nest_type kafka_envelope;
extern const struct nest_type cri_envelope;
extern const struct nest_type syslog_envelope;
extern const struct nest_type compose_envelope;
extern const struct nest_type journald_envelope;
extern const struct nest_type prefixed_envelope;
extern const struct nest_type nest_lines;	/* nothing: each line is the text */
extern const struct nest_type zap_envelope;

/** nest_proj - the projection that the inner format is compiled against; in @a */
const struct proj *nest_proj(const struct proj *p, struct arena *a);

/**
 * nest_open - the source of lines in an envelope
 * @inner: of the lines of the program, compiled against nest_proj(@p); NULL: they are `message`
 *
 * The map of @cfg is that of the inner format; without one it names fields of the envelope.
 * Its `continues`, when not empty, joins lines to records here, behind what this envelope
 * takes off; the inner format is given each as a block of BLOCK_ONE.
 * Returns: RC_OK; RC_USAGE a map from a field that the envelope does not have, or no
 *          expression to continue by.
 */
MUST_USE enum rc nest_open(const struct source **s, const struct nest_type *type,
    const struct source *inner, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e);

/**
 * nest_column - nest_type.column of an envelope of JSON
 * @raw: the string that the text is, with its escapes, within @line
 */
size_t nest_column(struct sv line, struct sv raw, size_t at, struct arena *tmp);

#endif
