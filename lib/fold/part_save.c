/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/part.h"
#include "state/state.h"

struct part_cells
part_sort(struct part *t)
{
	group_end(&t->table);
	return (struct part_cells){ group_sort(&t->table), t->table.ncell };
}

void
part_save_some(struct state_writer *s, struct part *t, struct part_cells cells)
{
	const struct fold_plan *p = t->p;

	for (size_t i = 0; i < cells.n && !out_failed(s->to); i++) {
		struct group_cell *cell = cells.cell[i];
		struct jwrite *w;

		group_values(&t->table, group_slot_of(&t->table, cell), t->key);
		w = state_writer_open(s, t->key, p->windowed ? &p->window : NULL,
		    group_window_of(&t->table, cell)->span);
		p->ops->save(p->ctx, group_state(cell), w);
		state_writer_shut(s);
	}
}

void
part_save_cells(struct out *to, const struct job *j, const struct state_head *h,
    const struct state_sum *sum, struct part *t, struct part_cells cells)
{
	struct state_writer s;

	state_writer_begin(&s, to, j, h);
	s.sum = sum;
	part_save_some(&s, t, cells);
	state_writer_end(&s);
}

void
part_save(struct job *j, const struct state_head *h, struct part *t)
{
	part_save_cells(j->run.out, j, h, NULL, t, part_sort(t));
}
