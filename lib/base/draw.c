/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/draw.h"

#include "base/hash.h"
#include "base/num.h"

#include <string.h>

struct sv
draw_head(struct sv salt, struct sv purpose, struct arena *a)
{
	char *p = arena_alloc(a, salt.n + purpose.n + 2);

	if (salt.n > 0)
		memcpy(p, salt.p, salt.n);
	p[salt.n] = '\0';
	memcpy(p + salt.n + 1, purpose.p, purpose.n);
	p[salt.n + 1 + purpose.n] = '\0';
	return (struct sv){ p, salt.n + purpose.n + 2 };
}

uint64_t
draw_below(struct sv head, struct sv unit, uint64_t of, struct arena *tmp)
{
	char *p = arena_alloc(tmp, head.n + unit.n);
	uint64_t h;

	memcpy(p, head.p, head.n);
	if (unit.n > 0)
		memcpy(p + head.n, unit.p, unit.n);
	h = hash_sv((struct sv){ p, head.n + unit.n }, 0);
	return (uint64_t)((num_i128)h * (num_i128)of >> 64);
}
