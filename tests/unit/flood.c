/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flood - keys chosen to collide
 *
 * Whoever knows the seed of a hash table can send keys that all fall into a few of its
 * places, and every look-up walks past the others.  Such keys, made for seed 0, are in
 * no way special under a seed drawn by the program; and which seed it is shows nowhere.
 */
#include "../t.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "fold/group.h"

enum { KEYS = 12000, MASK = 0x7ff, ORDINARY = 3 };

static char text[KEYS][16];
static size_t len[KEYS];

/* Keys whose hash under seed 0 ends in eleven zero bits. */
static void
make_keys(void)
{
	char key[16];

	for (unsigned long i = 0, n = 0; n < KEYS; i++) {
		int k = snprintf(key, sizeof(key), "user%lx", i);

		if ((hash_sv((struct sv){ key, (size_t)k }, 0) & MASK) != 0)
			continue;
		memcpy(text[n], key, (size_t)k);
		len[n++] = (size_t)k;
	}
}

/* Places that the look-ups of all keys walk past, for each. */
static double
walk(const struct hmap *m)
{
	uint64_t sum = 0;

	for (size_t at = 0; at < m->nslot; at++)
		if (m->slot[at] != 0)
			sum += (at - m->entry[m->slot[at] - 1].hash) & (m->nslot - 1);
	return (double)sum / (double)m->n;
}

static double
walk_groups(const struct group_table *t)
{
	uint64_t sum = 0;

	for (size_t at = 0; at < t->nindex; at++)
		if (t->index[at].name != 0)
			sum += (at - t->index[at].hash) & (t->nindex - 1);
	return (double)sum / (double)t->nslot;
}

static double
walk_of(uint64_t seed)
{
	struct arena a;
	struct hmap m;
	double w;

	arena_init(&a);
	hmap_init(&m, &a, 1, seed);
	for (size_t i = 0; i < KEYS; i++)
		hmap_put(&m, (struct sv){ text[i], len[i] }, NULL);
	w = walk(&m);
	hmap_free(&m);
	arena_free(&a);
	return w;
}

static void
order(void)
{
	struct group_table t[2];
	struct group_cell **cell[2];
	struct arena tmp;
	bool same = true, fresh;

	arena_init(&tmp);
	for (size_t k = 0; k < 2; k++) {
		group_init(&t[k], &(struct group_shape){ 1, 1, true }, hash_seed());
		for (size_t i = 0; i < KEYS; i++) {
			struct val v = val_of_text((struct sv){ text[i], len[i] });

			group_cell_at(&t[k], group_find(&t[k], &v, &tmp), (struct twindow_span){ 0, 0 },
			    &fresh);
			arena_reset(&tmp);
		}
		cell[k] = group_sort(&t[k]);
		T_OK(walk_groups(&t[k]) < (double)ORDINARY, "groups: %.2f", walk_groups(&t[k]));
	}
	for (size_t i = 0; i < KEYS; i++)
		same = same && sv_eq(group_bytes(group_slot_of(&t[0], cell[0][i])),
		    group_bytes(group_slot_of(&t[1], cell[1][i])));
	T_OK(same, "two seeds, one order");
	for (size_t k = 0; k < 2; k++)
		group_free(&t[k]);
	arena_free(&tmp);
}

int
main(void)
{
	make_keys();
	T_OK(walk_of(0) > 100, "seed 0: %.0f slots a look-up", walk_of(0));
	for (int i = 0; i < 5; i++) {
		double w = walk_of(hash_seed());

		T_OK(w < (double)ORDINARY, "a seed of our own: %.2f", w);
	}
	order();
	return t_done();
}
