/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source - where records come from: NDJSON, text logs, CSV
 *
 * A source is compiled once and shared (constant); each thread has a decoder of
 * its own.  The run layer hands a decoder block after block:
 *
 *     ops->begin(d, &block);
 *     while ((rc = source_fill(d, &batch, &rej)) != RC_END)
 *             ...   RC_OK: some records;  RC_BAD: a rejected one
 *             ...   RC_USAGE: the file is not of this format, the reject says why: give up
 */
#ifndef CX_RECORD_SOURCE_H
#define CX_RECORD_SOURCE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "io/in.h"
#include "json/jcut.h"
#include "record/proj.h"
#include "record/record.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stdint.h>

enum source_flags {
	SOURCE_SERIAL = 1,	/* depends on earlier blocks (CSV): one decoder, blocks in order */
	SOURCE_PIECES = 2,	/* blocks may cut lines, and leave a tail to the next one */
	SOURCE_PLACES = 4,	/* the decoder says where a record begins: record.pos */
	SOURCE_EPOCHS = 8,	/* any number may be a time; else one from 1990 to 2099 alone */
	SOURCE_FRAMES = 16,	/* blocks may be of frames; then too, as if with SOURCE_PLACES */
	SOURCE_ONWARD = 32,	/* of the first two: a run may begin behind any line */
	/*
	 * With SOURCE_SERIAL: what a block needs of those before is handed on, and mostly known
	 * before it is read; then others may read it at the same time.
	 */
	SOURCE_CHAIN = 64,
	SOURCE_RETURNS = 128,	/* a CR alone may end its lines, */
	SOURCE_QUOTES = 256	/* ... but not between quotes */
};

/* What a value is as the field it is mapped onto; VAL_NONE: nothing.  In @a, or a slice. */
typedef struct val source_make(const struct val *v, struct arena *a);

struct source_map {		/* --map new=old */
	struct sv to;		/* canonical name */
	struct sv from;		/* name in the input */
};

struct source_table {		/* what is told of a table; zeroed: nothing is */
	char      delim;	/* --delimiter; NUL: it is found */
	bool      comma;	/* --decimal comma: numbers are 1,5 and 1.234,56 */
	uint64_t  skip;		/* --skip: lines of each file before its header */
	struct sv header;	/* --header a,b,c: the first row is none; empty: it is */
};

struct source_cfg {
	struct sv                format;	/* -f; empty: ndjson */
	struct sv                log_format;	/* --log-format TEXT or @FILE[:NAME] */
	struct sv                regex;		/* --regex */
	struct sv                grok;		/* --grok PATTERN or @FILE[:NAME] */
	struct sv                continues;	/* --continue REGEX or "indent"; empty: none */
	bool                     joined;	/* ... lines may have line ends in them for it */
	struct sv                schema;	/* --schema; empty: records are as they are */
	bool                     sure;		/* ... and of no other schema */
	bool                     run;		/* --run-start is given: */
	int64_t                  run_us;
	const struct source_map *map;
	size_t                   nmap;
	source_make *const      *make;		/* of each row of it, NULL: it is what it was; NULL:
						 * all are.  By source_json alone */
	struct tstamp_cfg        time;		/* --input-tz, --year, --now: of times it reads */
	struct source_table      table;		/* of csv and tsv */
	size_t                   max_line;	/* --max-line; 0: IN_MAX_LINE_DEFAULT */
};

struct reject {
	uint64_t    line_no;	/* 1-based within the block */
	uint64_t    col;	/* 1-based byte; 0 unknown */
	const char *code;	/* short and stable: "json", "log", "csv", "long-line", ... */
	char        msg[ERR_MSG_MAX];
	struct sv   raw;	/* the whole line */
	struct sv   more;	/* JSON object whose members the reject gets too; empty: none */
	bool        again;	/* of the same record as the one before: not counted, not said */
};

struct decoder;
struct source;

/* What a block leaves to the next one of its file: text that is read, and counted, with it. */
struct source_tail {
	struct buf  text;
	struct jcut cut;
	void       *link;		/* with SOURCE_CHAIN, in place of both; NULL at first */
	void      (*free_link)(void *link);
};

/* What a file ends in the middle of, when it waits for more: decoder.waits. */
struct source_open {
	uint64_t bytes;		/* up to its end, of the record that has no end; 0: none has */
	uint64_t lines;		/* that begin in them */
	bool     mixed;		/* among them are records that were given */
};

struct source_ops {
	struct decoder *(*decoder_new)(const struct source *s);
	/* Start on a block; its bytes stay put until the next begin. */
	void            (*begin)(struct decoder *d, const struct block *b);
	enum rc         (*next)(struct decoder *d, struct record *r, struct reject *rej);
	/* The same for up to b->max records, up to the first that is rejected; NULL: one by one. */
	enum rc         (*fill)(struct decoder *d, struct batch *b, struct reject *rej);
	/* Lines consumed in this block so far. */
	uint64_t        (*lines)(const struct decoder *d);
	void            (*decoder_free)(struct decoder *d);
	/* Names the input offers, for "did you mean": at most @max, in the decoder's memory. */
	size_t          (*names)(const struct decoder *d, struct sv *name, size_t max);
	/* What goes on behind the format in the first such line at hand; NULL: never anything. */
	struct sv       (*left)(const struct decoder *d);
	/*
	 * With SOURCE_PIECES.  A decoder that is given blocks in order keeps its tail itself.
	 * Else, before begin: join takes what the block before has left, or NULL when this one is
	 * BLOCK_FIRST or BLOCK_BORDER; and behind the last next, leave gives what is left now.
	 *
	 * With SOURCE_CHAIN likewise, of each block, and one tail goes through all of them;
	 * where passes, behind begin, is true, leave may be called then and not at the end.
	 */
	void            (*join)(struct decoder *d, struct source_tail *t);
	void            (*leave)(struct decoder *d, struct source_tail *t);
	bool            (*passes)(const struct decoder *d);
	/* With SOURCE_ONWARD, behind the last block of a file, before leave. */
	void            (*open)(const struct decoder *d, struct source_open *o);
	/* Likewise: lines to read before those that come next; none are records. */
	void            (*note)(const struct decoder *d, struct buf *lines);
};

enum { DECODER_DOUBTS = 2 };

/* Every source and decoder begins with these. */
struct source {
	const struct source_ops *ops;
	const char              *name;		/* of the format */
	unsigned                 flags;		/* enum source_flags */
	const struct proj       *proj;		/* compiled against; complete before source_open */
};

struct decoder {
	const struct source *src;
	bool                *seen;	/* per slot: some record had it */
	bool                 waits;	/* the file may go on: a record that is open stays so */
	/*
	 * The block of the record whose names it offers: of several decoders the first such
	 * record counts.  All zero in each: what any of them has met counts.
	 */
	uint32_t             names_file;
	uint64_t             names_off;
	/* What is odd about values that were asked for: in its memory, NULL when nothing is. */
	const char          *doubt[DECODER_DOUBTS];
	uint64_t             doubt_at[DECODER_DOUBTS];	/* 1 + where, by file and byte; 0 unknown */
};

/**
 * source_json - the NDJSON source
 * @cfg: of which the map is used: what path `from` finds is member `to` of the record
 *
 * With a map, records list their members even when the projection does not ask
 * for them, under their new names (values from nested paths last, an input
 * member whose name a rule takes is dropped), and record.json is false: the line
 * as it stands is not the record.  Slots hold what a reader of these members would
 * find: a top-level member that has been renamed is not found under its old name,
 * one from below the top level is still there too.
 * Returns: RC_OK; RC_USAGE "--map: 'NAME': ..." for what is no field name, and for a
 *          member that two rules give.
 * Memory: in @a, alive as long as its decoders.
 */
MUST_USE enum rc source_json(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/**
 * source_json_object - the record at *@at, of a decoder of source_json
 * @at:  a '{'; moved behind the object on RC_OK only
 * @end: as for jread_object; the block of the last begin only says which file it is
 * @e:   on RC_BAD: the column counts from *@at; NULL: not wanted
 */
MUST_USE enum rc source_json_object(struct decoder *d, const char **at, const char *end,
    struct record *r, struct err *e);

/**
 * source_fill - the next records of a block
 * @b: b->max is set; the records are the decoder's until its next call
 *
 * Returns: RC_OK and b->n >= 1 records; RC_BAD and one reject; RC_END; RC_USAGE, see above.
 */
static inline enum rc
source_fill(struct decoder *d, struct batch *b, struct reject *rej)
{
	const struct source_ops *ops = d->src->ops;

	if (ops->fill != NULL)
		return ops->fill(d, b, rej);
	b->row = &b->one;
	b->n = 1;
	return ops->next(d, &b->one, rej);
}

/** source_reject - fill a reject record, without more members; @raw is borrowed */
enum rc source_reject(struct reject *rej, const char *code, uint64_t line_no, uint64_t col,
    struct sv raw, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

#endif
