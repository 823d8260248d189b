/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/part.h"

#include "key/group_key.h"
#include "state/state.h"

struct part_cells
part_sort(struct part *t)
{
	group_end(&t->table);
	return (struct part_cells){ group_sort(&t->table), t->table.ncell };
}

void
part_save_one(struct state_writer *s, const struct fold_plan *p, struct val *tmp, struct sv key,
    struct twindow_span span, const void *st)
{
	group_key_read(key, p->nkey, tmp);
	p->ops->save(p->ctx, st,
	    state_writer_open(s, tmp, p->windowed ? &p->window : NULL, span));
	state_writer_shut(s);
}

void
part_save_cells(struct out *to, const struct job *j, const struct state_head *h,
    const struct state_sum *sum, struct part *t, struct part_cells cells)
{
	struct state_writer s;

	state_writer_begin(&s, to, j, h);
	s.sum = sum;
	for (size_t i = 0; i < cells.n && !out_failed(to); i++) {
		struct group_cell *c = cells.cell[i];

		part_save_one(&s, t->p, t->key, group_bytes(group_slot_of(&t->table, c)),
		    group_window_of(&t->table, c)->span, group_state(c));
	}
	state_writer_end(&s);
}

void
part_save(struct job *j, const struct state_head *h, struct part *t)
{
	part_save_cells(j->run.out, j, h, NULL, t, part_sort(t));
}
