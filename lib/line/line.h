/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * line - what a format has to know about one line, and the source made of it
 *
 * A format says how a line becomes a record (struct line_ops).  What all formats
 * have in common is here: a decoder's memory, where a line ends, blank lines,
 * lines over --max-line, how many lines there were.
 *
 * The scanners of access logs and of tables take many lines at a time (fill).  The other
 * formats give their records one by one: an envelope has to hand each line to another decoder,
 * logfmt reads byte by byte and regular expressions cost so much more than the way of a
 * record that batches would not show.  JSON is no source of lines: see log/jsonlog.h.
 */
#ifndef CX_LINE_LINE_H
#define CX_LINE_LINE_H

#include "base/rc.h"
#include "base/sv.h"
#include "io/in.h"
#include "record/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct line_ops;

/* Every decoder of lines begins with it; base.seen has a place per slot. */
struct line_decoder {
	struct decoder         base;
	const struct line_ops *ops;
	const char            *at;	/* of the next line in the block */
	const char            *end;
	const char            *from;	/* of the block */
	const char            *begun;	/* where line_take found the line */
	uint64_t               lines;	/* consumed in this block */
	uint64_t               before;	/* in the blocks of the file before it */
	uint64_t               off;	/* of the block */
	uint32_t               file;
	unsigned               flags;	/* enum block_flags */
};

/* Each may be NULL except init, free, names, and one of line and fill. */
struct line_ops {
	size_t   size;		/* of the decoder, made of zeroes */
	bool     ends;		/* lines come with their end, blank ones too */
	void   (*init)(struct line_decoder *d);
	void   (*free)(struct line_decoder *d);
	/*
	 * One line without CR and LF; the byte behind it and IN_PAD more may be read.
	 * Sets slot, member, nmember, json and write of a record; line and line_no are set,
	 * and may be changed.  RC_OK; RC_BAD; RC_EMPTY the line is no record, or not yet.
	 */
	enum rc (*line)(struct line_decoder *d, struct sv line, struct record *r,
	                struct reject *rej);
	/* What the line before holds beside its first record, one a call, then RC_EMPTY. */
	enum rc (*rest)(struct line_decoder *d, struct record *r, struct reject *rej);
	void   (*start)(struct line_decoder *d);	/* a file begins */
	void   (*drop)(struct line_decoder *d, struct sv head);	/* a line was too long */
	/* The file is over: what is held back, one a call, then RC_EMPTY. */
	enum rc (*finish)(struct line_decoder *d, struct record *r, struct reject *rej);
	size_t (*names)(const struct line_decoder *d, struct sv *name, size_t max);
	struct sv (*left)(const struct line_decoder *d);	/* as source_ops.left */
	/* In place of line: records of a block, as source_ops.fill; it keeps d->lines. */
	enum rc (*fill)(struct line_decoder *d, struct batch *b, struct reject *rej);
	void   (*begin)(struct line_decoder *d);	/* a block begins */
	/* As in source_ops; the first three with SOURCE_CHAIN. */
	void   (*join)(struct line_decoder *d, struct source_tail *t);
	void   (*leave)(struct line_decoder *d, struct source_tail *t);
	bool   (*passes)(const struct line_decoder *d);
	void   (*open)(const struct line_decoder *d, struct source_open *o);
	void   (*note)(const struct line_decoder *d, struct buf *lines);
};

/* Every source of lines begins with it. */
struct line_source {
	struct source          base;
	const struct line_ops *ops;
};

/** line_source_init - a source of the lines that @ops decodes; @name outlives it */
void line_source_init(struct line_source *s, const struct line_ops *ops, const char *name,
    unsigned flags, const struct proj *p);

/** line_off - where @p of the block lies in the file */
static inline uint64_t
line_off(const struct line_decoder *d, const char *p)
{
	return d->off + (uint64_t)(p - d->from);
}

/** line_is_long - what is left of the block is the head of a line over --max-line */
static inline bool
line_is_long(const struct line_decoder *d)
{
	return (d->flags & BLOCK_LONG) != 0 && d->at < d->end;
}

/** line_reject_long - take that head and reject it */
enum rc line_reject_long(struct line_decoder *d, struct reject *rej);

/** line_whole - the next line with its end, whatever is in it; false: there is none */
bool line_whole(struct line_decoder *d, struct sv *line);

/** line_end - the block has no more lines: what finish gives behind the last one, else RC_END */
enum rc line_end(struct line_decoder *d, struct record *r, struct reject *rej);

/** line_is_blank - nothing is in the line from *p to @e; *p moves behind NULs it begins with */
static inline bool
line_is_blank(const char **p, const char *e)
{
	const char *c = *p;

	while (c < e && *c == '\0')
		c++;
	for (*p = c; c < e && (*c == ' ' || *c == '\t' || *c == '\r');)
		c++;
	return c == e;
}

/**
 * line_bounds - *line begins at its p and ends at @e: without CR and NULs before it
 *
 * Returns: whether there is anything in it.
 */
static inline bool
line_bounds(struct sv *line, const char *e)
{
	const char *p = line->p;

	if (e > p && e[-1] == '\r')
		e--;
	if (__builtin_expect((unsigned char)*p <= ' ', 0) && line_is_blank(&p, e))
		return false;
	*line = (struct sv){ p, (size_t)(e - p) };
	return true;
}

/**
 * line_take - the next line that is not blank
 * @r: gets line, without CR and LF, and line_no
 *
 * NULs before a line are no content of it.  They are a hole: a rotation emptied the file,
 * and a writer that does not append went on where it was.
 *
 * Returns: RC_OK; RC_END; RC_BAD a line over --max-line.
 */
static inline enum rc
line_take(struct line_decoder *d, struct record *r, struct reject *rej)
{
	if (line_is_long(d))
		return line_reject_long(d, rej);
	while (d->at < d->end) {
		const char *p = d->at;
		const char *nl = (d->flags & BLOCK_ONE) != 0 ? d->end - 1 :
		    memchr(p, '\n', (size_t)(d->end - p));
		const char *e = nl != NULL ? nl : d->end;

		d->at = nl != NULL ? nl + 1 : e;
		d->begun = p;
		d->lines++;
		r->line.p = p;
		if (!line_bounds(&r->line, e))
			continue;
		r->line_no = d->lines;
		return RC_OK;
	}
	return RC_END;
}

#endif
