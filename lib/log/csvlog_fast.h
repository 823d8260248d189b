/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog_fast - rows without quotes and other odd bytes, many at a time; for csvlog.c
 *
 * A window of lines is marked (csv/csvmark.h).  Of these the rows are taken here that are
 * plain ASCII, have as many fields as the header, and whose values need no more than a look;
 * each of the others is a line for the careful way, by libcsv and line/lbag.h, which says the
 * same of those that are taken here (tests/property/csv.c).
 * Memory: one window.
 */
#ifndef CX_LOG_CSVLOG_FAST_H
#define CX_LOG_CSVLOG_FAST_H

#include "log/csvlog_head.h"

struct csvlog_fast;

/**
 * csvlog_fast_new - for a projection
 *
 * Returns: NULL when records are wanted that are not written, or numbers have a comma: then
 *          all go the careful way.
 */
struct csvlog_fast *csvlog_fast_new(const struct proj *p, const struct source_cfg *cfg);

/** csvlog_fast_simd - go on with these instructions; false when they are not usable */
bool csvlog_fast_simd(struct csvlog_fast *f, enum cpu_simd simd);

/**
 * csvlog_fast_plan - get ready for the columns of @h
 * @seen: a place per slot: whether some record had it
 */
void csvlog_fast_plan(struct csvlog_fast *f, const struct csvlog_head *h, bool *seen);

/** csvlog_fast_begin - another block is at hand */
void csvlog_fast_begin(struct csvlog_fast *f);

/**
 * csvlog_fast_rows - rows from @p on
 * @e:   end of the block, behind a LF; CSVMARK_PAD bytes more may be read
 * @max: how many are wanted, at most BATCH_ROWS
 * @row: set to them: slots, line, line_no from 1; no pos
 *
 * Returns: how many; 0: the line at @p is one for the careful way.
 */
size_t csvlog_fast_rows(struct csvlog_fast *f, const char *p, const char *e, size_t max,
    struct record **row);

/** csvlog_fast_none - no line of the window that was looked at last is for this way */
bool csvlog_fast_none(const struct csvlog_fast *f);

/** csvlog_fast_past - behind the line of @r, one of those given last */
const char *csvlog_fast_past(const struct csvlog_fast *f, const struct record *r);

/** csvlog_fast_free - NULL is fine */
void csvlog_fast_free(struct csvlog_fast *f);

#endif
