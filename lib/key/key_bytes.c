/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/key_bytes.h"

#include "key/group_key.h"

static struct val
canonical_value(const struct val *v, struct arena *tmp)
{
	if (v->kind == VAL_STRING && v->flags == 0)
		return *v;
	if (v->kind == VAL_TIME)
		return val_of_text(val_text(v, tmp));
	return group_key_canonical(v, tmp);
}

void
key_bytes_put(struct buf *b, const struct val *key, size_t n, struct arena *tmp)
{
	struct val one, *v = n == 1 ? &one : arena_alloc(tmp, n * sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i] = canonical_value(&key[i], tmp);
	group_key_put(b, v, n);
}

struct sv
key_bytes_string(struct sv bytes, size_t n)
{
	if (n != 1 || bytes.n == 0 || bytes.p[0] != VAL_STRING)
		return (struct sv){ "", 0 };
	return (struct sv){ bytes.p + 1, bytes.n - 1 };
}
