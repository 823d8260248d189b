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

#include "base/buf.h"
#include "report/rtable.h"

/** rcsv_write - header and rows; @sep ',' or '\t' */
void rcsv_write(const struct rtable *t, char sep, struct buf *o);

#endif
