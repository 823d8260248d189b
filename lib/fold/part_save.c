/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/part.h"
#include "state/state.h"

void
part_save(struct job *j, const struct state_head *h, struct part *t)
{
	const struct fold_plan *p = t->p;
	struct group_cell **cell;
	struct state_writer s;

	group_end(&t->table);
	cell = group_sort(&t->table);
	state_writer_begin(&s, j->run.out, j, h);
	for (size_t i = 0; i < t->table.ncell && !out_failed(j->run.out); i++) {
		struct jwrite *w;

		group_values(&t->table, group_slot_of(&t->table, cell[i]), t->key);
		w = state_writer_open(&s, t->key, p->windowed ? &p->window : NULL,
		    group_window_of(&t->table, cell[i])->span);
		p->ops->save(p->ctx, group_state(cell[i]), w);
		state_writer_shut(&s);
	}
	state_writer_end(&s);
}
