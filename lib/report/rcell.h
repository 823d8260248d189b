/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rcell - how one cell reads: sensible digits, joined intervals, safe text
 */
#ifndef CX_REPORT_RCELL_H
#define CX_REPORT_RCELL_H

#include "base/arena.h"
#include "base/sv.h"
#include "report/rtable.h"

#include <stdbool.h>
#include <stddef.h>

struct rcell_style {
	bool   color;		/* terminal attributes */
	bool   plots;		/* bars and sparklines */
	bool   ascii;		/* no UTF-8 in plots */
	size_t width;		/* columns to fit into, 0: any */
};

struct rcell {
	struct sv main;		/* the value */
	struct sv extra;	/* "[lo, hi]", may be empty */
};

/**
 * rcell_digits - decimals that show three significant digits of a column's least value
 *
 * 0 for whole numbers, at most 6; intervals are shown with the same.
 */
int rcell_digits(const struct rtable *t, size_t col);

/** rcell_text - a cell as text safe for a terminal, in @a; null reads "-" */
struct rcell rcell_text(const struct rtable *t, size_t row, size_t col, int digits,
    const struct rcell_style *style, struct arena *a);

/** rcell_safe - as utf8_safe, but the bytes in @keep (such as "\n") stay as they are */
struct sv rcell_safe(struct sv s, const char *keep, struct arena *a);

/** rcell_spark - a sparkline of @n values (NaN leaves a gap), in @a */
struct sv rcell_spark(const double *v, size_t n, bool ascii, struct arena *a);

/** rcell_bar - a bar for @frac of @cols columns, padded, in @a */
struct sv rcell_bar(double frac, size_t cols, bool ascii, struct arena *a);

#endif
