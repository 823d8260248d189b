/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan - one line of a compiled format into values
 *
 * Every field is delimited and checked; only the wanted ones are converted.
 *
 * Two ways lead through a field.  The rules (lscan_field) know all there is to
 * know of it.  Most fields are plain, though: printable ASCII without quotes and
 * backslashes, so that nothing is to be decoded on the way in nor escaped on the
 * way out.  A kernel finds that out while it looks for the field's end, 8, 16 or
 * 32 bytes at a time, and leaves every field that is not plain, or that does not
 * end as expected, to the rules.  lscan_kernel.inc is compiled once for each
 * instruction set.
 *
 * Memory: what a format has of fields.  No allocation per line but from the
 * record's arena.
 */
#ifndef CX_LOG_LSCAN_H
#define CX_LOG_LSCAN_H

#include "base/cpu.h"
#include "log/lformat.h"
#include "record/source.h"

enum {
	LSCAN_PAD = 64,		/* bytes that are read behind a line, at most */
	LSCAN_NUMBER = 48	/* bytes of a number that is put together */
};

struct lscan_minute {		/* the one of the last CLF time */
	char    text[26];	/* that time; the seconds do not count */
	bool    set;
	int64_t at_us;
};

struct lscan {
	const struct lformat    *f;
	const struct tstamp_cfg *time;
	struct arena            *rec;
	struct val              *val;		/* lformat.nval */
	bool                    *plain;		/* ... its text may be copied: see lscan_put */
	char                   (*number)[LSCAN_NUMBER];	/* ... where one is put together */
	const char            *(*kernel)(struct lscan *s, const char *p, const char *e);
	struct lscan_minute      clf;
	struct tstamp_minute     near;
	const char              *bad;		/* where a line did not fit */
	char                     msg[ERR_MSG_MAX];
};

/** lscan_init - for a finished format; values lie in @rec until it is reset */
void lscan_init(struct lscan *s, const struct lformat *f, const struct tstamp_cfg *time,
    struct arena *rec);

/** lscan_simd - go on with the kernel of @simd; false, and no change, when it is not usable */
bool lscan_simd(struct lscan *s, enum cpu_simd simd);

/**
 * lscan_line - fit a line into the format
 * @line: without its line end, which is CR, LF or NUL; LSCAN_PAD readable bytes follow it
 *
 * Returns: true and all of val set; false with where and why in bad and msg.
 */
bool lscan_line(struct lscan *s, struct sv line);

/** lscan_free - give everything back */
void lscan_free(struct lscan *s);

/* What follows is for the kernels. */

/**
 * lscan_field - the field at @p and its literal, by the rules
 * @e: end of the line
 *
 * Returns: behind its literal; NULL with where and why in bad and msg.
 */
const char *lscan_field(struct lscan *s, const struct lformat_op *op, const char *p,
    const char *e) __attribute__((noinline));

/** lscan_avx2 - all fields from @p on: behind the last one, or NULL and bad and msg */
const char *lscan_avx2(struct lscan *s, const char *p, const char *e);
/** lscan_sse2 - likewise */
const char *lscan_sse2(struct lscan *s, const char *p, const char *e);
/** lscan_neon - likewise */
const char *lscan_neon(struct lscan *s, const char *p, const char *e);
/** lscan_scalar - likewise */
const char *lscan_scalar(struct lscan *s, const char *p, const char *e);

/**
 * lscan_put - a value that is plain: as JSON has it, with LFORMAT_COPY readable bytes from @p on
 * @n: 0 for none
 */
static inline void
lscan_put(struct lscan *s, int out, enum val_kind kind, const char *p, size_t n)
{
	struct val *v;

	if (out < 0)
		return;
	v = &s->val[out];
	v->kind = n != 0 ? (uint8_t)kind : (uint8_t)VAL_NONE;
	v->flags = 0;
	v->text.p = p;
	v->text.n = n;
	s->plain[out] = true;
}

/** lscan_none - no value, mostly */
static inline void
lscan_none(struct lscan *s, int out)
{
	if (out < 0)
		return;
	s->val[out].kind = VAL_NONE;
	s->plain[out] = false;
}

#endif
