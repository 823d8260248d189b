/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Our own draw, base/draw.h: holdouts and layers are salted by their own names, so that all
 * experiments that name them mean the same users.
 *
 *     number = hash * W >> 64, W the sum of the weights        arm: lo <= number < hi
 *
 * Whether a unit takes part and which arm it gets are two draws: more coverage adds units,
 * and moves none.
 */
#include "assign/flag_way.h"
#include "base/draw.h"

#include <math.h>

void
flag_native_heads(struct flag *f, struct arena *a)
{
	struct sv salt = f->salt.n != 0 ? f->salt : f->key;

	f->head = draw_head(salt, SV("variant"), a);
	f->head2 = draw_head(salt, SV("coverage"), a);
	f->head3 = draw_head(f->layer, SV("layer"), a);
	f->head4 = draw_head(f->holdout, SV("holdout"), a);
}

void
flag_native(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	struct sv unit;
	uint64_t x, at = 0;

	(void)n;
	if (!flag_simple(u, r, &unit))
		return;
	if (unit.n == 0) {
		flag_out(r, FLAG_NO_UNIT, NAN);
		return;
	}
	if (f->held.given && (x = draw_below(f->head4, unit, FLAG_PARTS, tmp)) < f->held.parts) {
		flag_out(r, FLAG_HOLDOUT, (double)x);
		return;
	}
	if (f->layered) {
		x = draw_below(f->head3, unit, FLAG_PARTS, tmp);
		if ((double)x < f->layer_at.lo || (double)x >= f->layer_at.hi) {
			flag_out(r, FLAG_LAYER, (double)x);
			return;
		}
	}
	if (f->coverage.given && f->coverage.parts < FLAG_PARTS) {
		x = draw_below(f->head2, unit, FLAG_PARTS, tmp);
		if (x >= f->coverage.parts) {
			flag_out(r, FLAG_COVERAGE, (double)x);
			return;
		}
		if (f->narm == 1) {
			flag_in(r, 0, (double)x);
			return;
		}
	}
	x = draw_below(f->head, unit, (uint64_t)f->sum, tmp);
	for (size_t i = 0; i < f->narm; i++) {
		at += (uint64_t)f->arm[i].weight;
		if (x < at) {
			flag_in(r, i, (double)x);
			return;
		}
	}
}
