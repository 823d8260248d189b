/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/audit_users.h"

#include "base/mem.h"

#include <string.h>

struct audit_part *
audit_users_new(size_t experiments, uint64_t seed)
{
	struct audit_part *p = mem_zalloc(sizeof(*p));

	arena_init(&p->arena);
	hmap_init(&p->users, &p->arena, experiments * sizeof(struct audit_seen), seed);
	p->count = arena_zalloc(&p->arena, (experiments + 1) * sizeof(*p->count));
	return p;
}

void
audit_users_free(struct audit_part *p)
{
	if (p == NULL)
		return;
	hmap_free(&p->users);
	arena_free(&p->arena);
	mem_free(p);
}

struct audit_seen *
audit_users_at(struct audit_part *p, size_t set, struct sv unit, struct arena *tmp)
{
	const char name[2] = { (char)set, (char)(set >> 8) };

	return hmap_put(&p->users, FLAG_JOIN(tmp, ((struct sv){ name, sizeof(name) }), unit), NULL);
}

void
audit_users_merge(struct audit_part *to, const struct audit_part *from, size_t experiments)
{
	for (size_t i = 0; i < from->users.n; i++) {
		const struct audit_seen *seen = from->users.entry[i].val;
		struct audit_seen *all = hmap_put(&to->users, from->users.entry[i].key, NULL);

		for (size_t k = 0; k < experiments; k++) {
			all[k].arms |= seen[k].arms;
			all[k].marks |= seen[k].marks;
		}
	}
	for (size_t k = 0; k < experiments; k++) {
		to->count[k].unknown += from->count[k].unknown;
		to->count[k].no_unit += from->count[k].no_unit;
	}
}

/* The one arm that there is, or SIZE_MAX. */
static size_t
only_arm(uint64_t arms)
{
	size_t i = 0;

	if (arms == 0 || (arms & (arms - 1)) != 0)
		return SIZE_MAX;
	while ((arms >>= 1) != 0)
		i++;
	return i;
}

void
audit_users_count(struct audit_part *p, const struct config *c, struct arena *a)
{
	for (size_t k = 0; k < c->n; k++)
		p->count[k].users = arena_zalloc(a, c->x[k].flag.narm * sizeof(uint64_t));
	for (size_t i = 0; i < p->users.n; i++) {
		const struct audit_seen *seen = p->users.entry[i].val;

		for (size_t k = 0; k < c->n; k++) {
			struct audit_counts *n = &p->count[k];
			size_t arm = only_arm(seen[k].arms);

			if (arm != SIZE_MAX) {
				n->users[arm]++;
				n->n++;
			}
			n->two_arms += seen[k].arms != 0 && arm == SIZE_MAX;
			n->seen += (seen[k].marks & AUDIT_SEEN) != 0;
			n->differs += (seen[k].marks & AUDIT_DIFFERS) != 0;
			n->both += (seen[k].marks & AUDIT_BOTH) != 0;
			n->moved += (seen[k].marks & AUDIT_MOVED) != 0;
		}
	}
}

void
audit_users_cross(const struct audit_part *p, const struct config *c, size_t a, size_t b,
    uint64_t *cell)
{
	const size_t width = c->x[b].flag.narm;

	memset(cell, 0, c->x[a].flag.narm * width * sizeof(*cell));
	for (size_t i = 0; i < p->users.n; i++) {
		const struct audit_seen *seen = p->users.entry[i].val;
		size_t row = only_arm(seen[a].arms), column = only_arm(seen[b].arms);

		if (row != SIZE_MAX && column != SIZE_MAX)
			cell[row * width + column]++;
	}
}
