/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rcell - how one cell reads: sensible digits, joined intervals, safe text
 *
 * Digits are a column's, so that its numbers can be compared.  They follow the
 * uncertainty where it is known: an interval spans a dozen units of the last one.
 */
#ifndef CX_REPORT_RCELL_H
#define CX_REPORT_RCELL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sv.h"
#include "report/rtable.h"

#include <stdbool.h>
#include <stddef.h>

enum { RCELL_WIDTHS = 32 };

struct rcell_widths {		/* of the first columns of tables that are to look like one */
	size_t main[RCELL_WIDTHS];
	size_t extra[RCELL_WIDTHS];
};

struct rcell_style {
	bool   color;		/* terminal attributes */
	bool   plots;		/* bars and sparklines */
	bool   ascii;		/* no UTF-8 in plots */
	size_t width;		/* columns to fit into, 0: any */
	struct rcell_widths *least;	/* what tables before had, and what this one has; NULL */
};

struct rcell_form {		/* how the numbers of a column read */
	int  digits;		/* decimals; -1: numbers as they are written */
	bool share;		/* all between 0 and 1: nothing less than 1 reads 1 */
	bool group;		/* thousands apart: 1,234,567 */
	bool interval;		/* "[lo, hi]" is shown */
	bool change;		/* a share by which something changed: +12.5% */
	bool percent;		/* a share that reads 12.5%; digits are of the percentage */
};

struct rcell {
	struct sv main;		/* the value */
	struct sv extra;	/* "[lo, hi]", may be empty */
};

/**
 * rcell_form - look at the values and intervals of a column of numbers, and settle how they read
 *
 * Decimals, 0 to 6, and no more than any of them has.  Of an interval so many that it is
 * at least 12 units of the last one wide, with two significant digits of its value and one
 * of its ends; of a value without an interval three, or two where others have one.
 * Shares count by what is nearer, 0 or 1.  Two decimals (prices) stay, and so do whole
 * numbers.  A column whose intervals all have no width does without them.  What is called
 * x_1w_change, as cxselect --compare calls it, reads as a percentage with its sign; of a
 * column that --percent names two decimals have gone into the percentage.
 */
struct rcell_form rcell_form(const struct rtable *t, size_t col);

/**
 * rcell_number - a number in a form, in @a
 *
 * What would read 0 (or, of shares, 1) and is not keeps the digits that say so.
 */
struct sv rcell_number(const struct val *v, const struct rcell_form *f, struct arena *a);

/** rcell_text - a cell as text safe for a terminal, in @a; null reads "-" */
struct rcell rcell_text(const struct rtable *t, size_t row, size_t col,
    const struct rcell_form *f, const struct rcell_style *style, struct arena *a);

/** rcell_put - append a text: cut to @cut columns, with a mark, or padded to @width */
void rcell_put(struct buf *o, struct sv s, size_t width, size_t cut, bool right, bool ascii);

/** rcell_safe - as utf8_safe, but the bytes in @keep (such as "\n") stay as they are */
struct sv rcell_safe(struct sv s, const char *keep, struct arena *a);

/** rcell_spark - a sparkline of @n values, from @lo to @hi (NaN leaves a gap), in @a */
struct sv rcell_spark(const double *v, size_t n, double lo, double hi, bool ascii,
    struct arena *a);

/** rcell_shade - one character, the darker the nearer @frac is to 1; blank for 0 */
struct sv rcell_shade(double frac, bool ascii);

/** rcell_bar - a bar for @frac of @cols columns, padded, in @a */
struct sv rcell_bar(double frac, size_t cols, bool ascii, struct arena *a);

#endif
