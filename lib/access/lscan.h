/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan - lines of a compiled format into rows of values
 *
 * Every field is delimited and checked; only the wanted ones are converted.  Up to
 * BATCH_ROWS lines go through the format together: a field of all of them, then the next,
 * so that each loop has one thing to do, and no line waits for the one before.
 *
 * Two ways lead through a field.  The rules (lscan_odd) know all there is to
 * know of it.  Most fields are plain, though: printable ASCII without quotes and
 * backslashes, so that nothing is to be decoded on the way in nor escaped on the
 * way out.  A kernel finds that out while it looks for the field's end, 8, 16 or
 * 32 bytes at a time, and leaves every field that is not plain, or that does not
 * end as expected, to the rules.  lscan_kernel.inc is compiled once for each
 * instruction set.
 *
 * Memory: what a format has of fields, for each row.  No allocation per line but from the
 * arena.
 */
#ifndef CX_ACCESS_LSCAN_H
#define CX_ACCESS_LSCAN_H

#include "access/lformat.h"
#include "base/cpu.h"
#include "line/lmoment.h"
#include "record/source.h"

enum {
	LSCAN_FIELDS = 64,	/* that odd tells apart: those beyond are one with the last */
	LSCAN_PAD = 64,		/* bytes that are read behind a line, at most */
	LSCAN_NUMBER = 48	/* bytes of a number that is put together */
};

struct lscan_minute {		/* the one of the last CLF time */
	char    text[26];	/* that time; the seconds do not count */
	bool    set;
	int64_t at_us;
};

struct lscan {
	const struct lformat      *f;
	const struct tstamp_cfg   *time;
	struct arena              *rec;
	void                     (*fit)(struct lscan *s, size_t n);	/* kernel */
	size_t                   (*ends)(const char *p, const char *e, const char **end,
	                                 size_t max);	/* likewise */
	size_t                     max;		/* rows */
	struct val                *val;		/* lformat.nval of them a row, row after row */
	const char                *at[BATCH_ROWS];	/* how far each line was read */
	const char                *end[BATCH_ROWS];
	bool                       bad[BATCH_ROWS];	/* it does not fit */
	uint64_t                   odd[BATCH_ROWS];	/* bits of fields that the rules read */
	uint64_t                   parts;	/* bits of rows with a part that is rare */
	size_t                    *rare;	/* values of a row that are such parts */
	size_t                     nrare;
	size_t                     row;		/* the one that the rules are asked for */
	struct lscan_minute        clf;
	struct lmoment            *moment;	/* of each field */
	uint64_t                   loose;	/* bits of fields without a grammar of their own */
	const char                *from[BATCH_ROWS];	/* of lformat.guess: behind the lead */
	const char                *misfit;	/* where the last bad line did not fit */
	bool                       cut;		/* ... which ends in a text in quotes */
	char                       msg[ERR_MSG_MAX];
};

/** lscan_init - for a finished format and @max rows; values lie in @rec until it is reset */
void lscan_init(struct lscan *s, const struct lformat *f, const struct tstamp_cfg *time,
    struct arena *rec, size_t max);

/** lscan_simd - go on with the kernel of @simd; false, and no change, when it is not usable */
bool lscan_simd(struct lscan *s, enum cpu_simd simd);

/**
 * lscan_rows - fit lines into the format
 * @n: how many lie from at[i] to end[i], 1 to max; each without its line end, which is CR,
 *     LF or NUL; LSCAN_PAD readable bytes follow it
 *
 * Sets bad, and row i of val for each that is not.
 */
void lscan_rows(struct lscan *s, size_t n);

/**
 * lscan_line - fit one line into the format, as row 0
 *
 * Returns: true; false with where and why in misfit, cut and msg.
 */
bool lscan_line(struct lscan *s, struct sv line);

/** lscan_free - give everything back */
void lscan_free(struct lscan *s);

/** lscan_bit - of field @op, in odd */
static inline uint64_t
lscan_bit(const struct lformat *f, const struct lformat_op *op)
{
	size_t i = (size_t)(op - f->op);

	return UINT64_C(1) << (i < LSCAN_FIELDS ? i : LSCAN_FIELDS - 1);
}

/**
 * lscan_is_plain - what @op gave row @i is as JSON has it, LFORMAT_COPY bytes from its start on
 * are readable, and its length is 0 when there is none
 */
static inline bool
lscan_is_plain(const struct lscan *s, const struct lformat_op *op, size_t i)
{
	return (s->odd[i] & lscan_bit(s->f, op)) == 0;
}

/* What follows is for the kernels. */

/**
 * lscan_odd - the field of row @i that begins at at[i], and its literal, by the rules
 *
 * Returns: behind its literal; the line's end when it does not fit, or is bad already.
 */
const char *lscan_odd(struct lscan *s, const struct lformat_op *op, size_t i)
    __attribute__((noinline));

/** lscan_none - likewise, of a field of one of the looks for numbers perhaps: "-" is plain, too */
const char *lscan_none(struct lscan *s, const struct lformat_op *op, size_t i)
    __attribute__((noinline));

/**
 * lscan_quick - plain fields of all rows, of a look that needs no vectors: LFORMAT_MOMENT,
 * LFORMAT_SINCE, LFORMAT_MICROS, LFORMAT_THREE
 */
void lscan_quick(struct lscan *s, const struct lformat_op *op, size_t n);

/** lscan_avx2 - all fields of @n lines: each is bad, or has been read up to its at[i] */
void lscan_avx2(struct lscan *s, size_t n);
/** lscan_sse2 - likewise */
void lscan_sse2(struct lscan *s, size_t n);
/** lscan_neon - likewise */
void lscan_neon(struct lscan *s, size_t n);
/** lscan_scalar - likewise */
void lscan_scalar(struct lscan *s, size_t n);
/**
 * lscan_avx2_ends - where lines from @p on end: their newlines
 * @e: end of the block; LSCAN_PAD readable bytes follow it
 *
 * Returns: how many there are in end, at most @max.
 */
size_t lscan_avx2_ends(const char *p, const char *e, const char **end, size_t max);
/** lscan_sse2_ends - likewise */
size_t lscan_sse2_ends(const char *p, const char *e, const char **end, size_t max);
/** lscan_neon_ends - likewise */
size_t lscan_neon_ends(const char *p, const char *e, const char **end, size_t max);
/** lscan_scalar_ends - likewise */
size_t lscan_scalar_ends(const char *p, const char *e, const char **end, size_t max);

#endif
