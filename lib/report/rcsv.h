/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rcsv - a table for spreadsheets: CSV (RFC 4180) and TSV
 *
 * Every column, values as they are; of a single column an empty one is "".  Text
 * that a spreadsheet would run as a formula (it begins with = + - @, tab, CR or LF
 * and is no number) gets a ' in front; in TSV tab, newline, CR and backslash are
 * \t \n \r \\.  Other control and direction characters become \xHH.
 */
#ifndef CX_REPORT_RCSV_H
#define CX_REPORT_RCSV_H

#include "report/routput.h"

/** rcsv_csv - header and rows, fields between commas; an output */
MUST_USE enum rc rcsv_csv(const struct rtable *t, const struct rcell_style *style, struct buf *o,
    struct err *e);

/** rcsv_tsv - likewise, between tabs */
MUST_USE enum rc rcsv_tsv(const struct rtable *t, const struct rcell_style *style, struct buf *o,
    struct err *e);

#endif
