/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/merge_batch.h"

#include "json/jspelled.h"

#include <string.h>

void
merge_batch_init(struct merge_batch *b)
{
	b->n = 0;
	arena_init(&b->text);
}

/* The whole line, in which key and state are. */
static void
copy_line(struct merge_one *one, struct val *key, size_t nkey, struct arena *a)
{
	const struct sv line = one->text;
	char *copy = arena_alloc(a, line.n + JSPELLED_PAD);

	memcpy(copy, line.p, line.n);
	memset(copy + line.n, 0, JSPELLED_PAD);
	one->text.p = copy;
	one->state.text.p = copy + (one->state.text.p - line.p);
	for (size_t i = 0; i < nkey; i++)
		key[i].text.p = copy + (key[i].text.p - line.p);
}

void
merge_batch_add(struct merge_batch *b, const struct merge_one *one, size_t nkey)
{
	struct merge_one *to = &b->one[b->n++];
	struct val *key = arena_alloc(&b->text, (nkey + 1) * sizeof(*key));

	*to = *one;
	to->key = key;
	for (size_t i = 0; i < nkey; i++)
		key[i] = one->key[i];
	if (one->spelled) {
		copy_line(to, key, nkey, &b->text);
		return;
	}
	for (size_t i = 0; i < nkey; i++)
		key[i].text = arena_sv(&b->text, one->key[i].text);
	to->state.text = arena_sv(&b->text, one->state.text);
}

void
merge_batch_clear(struct merge_batch *b)
{
	b->n = 0;
	arena_reset(&b->text);
}

void
merge_batch_free(struct merge_batch *b)
{
	arena_free(&b->text);
}
