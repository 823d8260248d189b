/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_part - what each driver gave to the change of what it drives
 */
#include "kpi/kpi_view.h"

#include "kpi/kpi_split.h"

#include <math.h>

static void
put_part(const struct kpi_view *v, size_t node, size_t k, struct buf *o)
{
	const struct kpi_tree *t = v->t;
	const struct kpi_node *n = &t->node[node], *driver = &t->node[n->term[k].node];
	const struct kpi_change *c = &v->change[node], *d = &v->change[n->term[k].node];
	double change = (double)(c->value - c->before);
	struct jwrite w;

	kpi_view_open(v, &w, o, "kpi_part");
	kpi_view_put_window(v, &w, "window", v->now);
	kpi_view_put_window(v, &w, "against", v->before);
	jwrite_put_text(&w, "of", n->name);
	kpi_view_put_text(&w, "of_unit", n->unit);
	jwrite_put_text(&w, "op", sv_of(kpi_tree_ops[n->op]));
	jwrite_put_text(&w, "kpi", driver->name);
	kpi_view_put_text(&w, "unit", driver->unit);
	jwrite_put_double(&w, "before", kpi_split_double(d->before, d->grid));
	jwrite_put_double(&w, "value", kpi_split_double(d->value, d->grid));
	jwrite_put_double(&w, "change", kpi_split_double(d->value - d->before, d->grid));
	jwrite_put_double(&w, "contribution", kpi_split_double(c->part[k], c->grid));
	kpi_view_put(&w, "contribution_share", change < 0 || change > 0 ?
	    (double)c->part[k] / change : (double)NAN);
	if (c->star != NULL) {
		jwrite_put_text(&w, "north_star", t->node[t->star].name);
		jwrite_put_double(&w, "north_star_contribution",
		    kpi_split_double(c->star[k], v->change[t->star].grid));
		jwrite_put_u64(&w, "depth", n->depth + 1);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
kpi_part_write(const struct kpi_view *v, struct buf *o)
{
	for (size_t i = 0; i < v->t->n; i++) {
		size_t node = v->t->shown[i];

		for (size_t k = 0; v->change[node].part != NULL && k < v->t->node[node].nterm; k++)
			put_part(v, node, k, o);
	}
}
