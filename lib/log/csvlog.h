/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog - the csv and tsv sources: the first row of each file names the fields
 *
 * Plain rows are taken many at a time (csvlog_fast.h), the others by csv/csvread.h.  Quoted
 * fields may hold newlines, so a block depends on those before; but most of them are told
 * from their bytes not to open a row, and several threads read (SOURCE_CHAIN).  Empty fields
 * are absent; values are typed by name and look (line/lname.h); ts, time, @timestamp that hold a
 * time stand in for timestamp.  A row with another number of fields, or bad quotes, is
 * rejected with code "csv"; its line number is that of its last line, wherever the blocks
 * were cut.  What separates is found (csvlog_head.h), or told by struct source_table or a first
 * line sep=X; a file whose head does not go with the format is refused (csv/dialect.h).  An
 * unnamed column is column_N, a name used again gets _2.
 * Memory: one row, at most ROW_MAX bytes, and one window of lines.
 */
#ifndef CX_LOG_CSVLOG_H
#define CX_LOG_CSVLOG_H

#include "record/source.h"

/** csvlog_csv - fields separated by ',', or by what is told or found */
MUST_USE enum rc csvlog_csv(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** csvlog_tsv - fields separated by TAB */
MUST_USE enum rc csvlog_tsv(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
