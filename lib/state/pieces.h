/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pieces - the lines of saved states, as they are, or several in one line of the file
 *
 *     {"kind":"states_line","lines":[{"kind":"states",...},{"kind":"state",...},...]}
 *
 * is a whole run.  Or each line of the file is a part of one, behind a word that sorts as the
 * groups do (key/key_text.h), with the first line of the run and a number that all its parts have:
 *
 *     KEY <tab> {"kind":"states_part","run":"...","lines":[{"kind":"states",...},...]}
 *
 * Behind the key `!` stands what was read.  Each line inside has its own check.  That these
 * begin exactly so is part of the form: such a line is not read twice.
 */
#ifndef CX_STATE_PIECES_H
#define CX_STATE_PIECES_H

#include "base/rc.h"
#include "base/sv.h"
#include "json/jread.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PIECES_LINE_BEGIN "{\"kind\":\"states_line\",\"lines\":["
#define PIECES_PART_BEGIN "{\"kind\":\"states_part\",\"run\":\""
#define PIECES_PART_LINES "\",\"lines\":["
#define PIECES_END        "]}"
#define PIECES_SUM        "!"

enum pieces_in {		/* what the line at hand is in */
	PIECES_FILE,		/* the file itself */
	PIECES_LINE,		/* a line that is a run */
	PIECES_PART		/* a line that is a part of one */
};

struct pieces {
	struct jread  *lines;
	struct jread  *inside;
	const char    *at;	/* in the block; NULL: there is none yet */
	const char    *end;	/* ... of it */
	const char    *stop;	/* the end of the line that holds lines */
	uint64_t       line;	/* of the file */
	enum pieces_in in;
	bool           begun;	/* a line stands before, in what is one line */
	uint64_t       run;	/* of a part */
	struct sv      key;	/* ... in the block */
};

/** pieces_init - a reader of lines, the @n members of which that @path names are read */
void pieces_init(struct pieces *p, const struct jread_path *path, size_t n);

/** pieces_block - go on in a block of whole lines, as io/in.h gives them */
void pieces_block(struct pieces *p, const char *text, size_t n);

/**
 * pieces_next - the next line of the block
 * @slot: as jread_next
 * @text: the line, without blanks around it; empty: what held lines ends here
 *
 * Returns: RC_OK; RC_END no more in the block; RC_BAD for what is no line, with the reason.
 */
MUST_USE enum rc pieces_next(struct pieces *p, struct val *slot, struct sv *text, struct err *e);

/**
 * pieces_here - where the next line would begin, when nothing but a line can stand there
 * @text: set to all that is left of what it is in: the block, or the line that holds it
 */
bool pieces_here(const struct pieces *p, struct sv *text);

/**
 * pieces_whole - the line that pieces_here has found ends in its check, as far as can be seen
 * @line: in: from its begin; out: the line
 * @at:   behind some of it
 */
bool pieces_whole(const struct pieces *p, struct sv *line, const char *at);

/** pieces_pass - go on behind the line */
void pieces_pass(struct pieces *p, struct sv line);

/** pieces_part - go on behind @head, the first line in a part of a run, if it stands there */
bool pieces_part(struct pieces *p, struct sv head);

/** pieces_free - release */
void pieces_free(struct pieces *p);

#endif
