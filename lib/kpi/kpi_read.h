/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_read - pieces of a tree's document, for the files that read it
 */
#ifndef CX_KPI_KPI_READ_H
#define CX_KPI_KPI_READ_H

#include "kpi/kpi_tree.h"

struct kpi_reader {
	struct kpi_tree       *t;
	const struct doc      *d;
	const struct expr_env *env;
	struct arena          *a;
	struct err            *e;
};

/** kpi_read_name - the KPI that a text names: *out is its index; RC_SYNTAX with the nearest */
MUST_USE enum rc kpi_read_name(const struct kpi_reader *r, const struct node *n, struct sv name,
    size_t *out);

/** kpi_read_kpi - the same for a member of a map that must be there */
MUST_USE enum rc kpi_read_kpi(const struct kpi_reader *r, const struct node *map, const char *key,
    size_t *out);

/** kpi_read_list - a member that is a list, in *list; NULL when it is not there */
MUST_USE enum rc kpi_read_list(const struct kpi_reader *r, const struct node *map, const char *key,
    const struct node **list);

/** kpi_read_goals - key_results */
MUST_USE enum rc kpi_read_goals(const struct kpi_reader *r);

/** kpi_read_ships - ships */
MUST_USE enum rc kpi_read_ships(const struct kpi_reader *r);

/** kpi_read_journey - journey */
MUST_USE enum rc kpi_read_journey(const struct kpi_reader *r);

#endif
