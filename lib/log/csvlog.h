/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvlog - the csv and tsv sources: the first row of each file names the fields
 *
 * Rows are read by csv/csvread.h; quoted fields may hold newlines, so blocks are
 * decoded in order (SOURCE_SERIAL).  Empty fields are absent; values are typed
 * by name and look (lname.h); ts, time, @timestamp that hold a time stand in for
 * timestamp.  A row with another number of fields, or bad quotes, is rejected
 * with code "csv"; its line number is that of its last line, wherever the
 * blocks were cut.  A file whose head does not go with the format is refused, and a
 * first line sep=X names its separator (csv/dialect.h).  An unnamed column is
 * column_N, a name used again gets _2.
 * Memory: one row, at most ROW_MAX bytes.
 */
#ifndef CX_LOG_CSVLOG_H
#define CX_LOG_CSVLOG_H

#include "record/source.h"

/** csvlog_csv - fields separated by ',' */
MUST_USE enum rc csvlog_csv(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** csvlog_tsv - fields separated by TAB */
MUST_USE enum rc csvlog_tsv(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
