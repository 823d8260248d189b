/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rchart_draw - what the drawings of rchart share
 */
#ifndef CX_REPORT_RCHART_DRAW_H
#define CX_REPORT_RCHART_DRAW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "report/rcell.h"
#include "report/rtable.h"

#include <stdbool.h>
#include <stddef.h>

struct rchart_block {		/* rows of the same keys */
	struct sv title;	/* "channel: ads, country: AT"; empty without keys */
	size_t   *row;
	size_t    n;
};

struct rchart {
	const struct rtable      *t;
	const struct rcell_style *style;
	size_t                    width;	/* columns to draw in */
	struct arena              a;
	struct buf               *o;
	struct rchart_block      *block;	/* in order of appearance */
	size_t                    nblock;
	struct rcell_form        *form;		/* of each column, once it was asked for */
	bool                     *formed;
};

struct rchart_kind {		/* a drawing: a row of the registry */
	const char *name;	/* the kind of records */
	const char *summary;
	const char *more[3];	/* other kinds that it says something of; ended by NULL */
	const char *needs[5];	/* members without which there is nothing to draw; likewise */
	void      (*draw)(struct rchart *c);
};

/** rchart_cell - a cell of member @name as it reads in a table; empty where there is none */
struct rcell rchart_cell(struct rchart *c, size_t row, const char *name);

/** rchart_number - the number of member @name; false, and 0, where there is none */
bool rchart_number(const struct rchart *c, size_t row, const char *name, double *x);

/** rchart_is - the row's kind is @name */
bool rchart_is(const struct rchart *c, size_t row, const char *name);

/** rchart_title - a block's title as a line; nothing when it is empty */
void rchart_title(struct rchart *c, const struct rchart_block *b);

/** rchart_dim - text that is dim where there is colour: intervals */
void rchart_dim(struct rchart *c, struct sv text);

/** rchart_funnel - bars of those who reached each step, between them who went on */
void rchart_funnel(struct rchart *c);

/** rchart_shares - bars of the shares of segments */
void rchart_shares(struct rchart *c);

/** rchart_survival - curves of those who stay, with the band of their intervals */
void rchart_survival(struct rchart *c);

#endif
