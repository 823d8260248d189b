/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_composite - the burn of its members together told, or their share of slices
 */
#include "objective/kind.h"
#include "slo/slo_kind.h"
#include "slo/slo_show.h"

static void
put_members(struct jwrite *w, const struct slo_verdict *v)
{
	if (kind_has_share(v->objective))
		slo_show_rate(w, v);
}

static void
say_seen(struct buf *b, const struct slo_verdict *v)
{
	buf_printf(b, "burn of its members together %.3g, allowed 1", v->burn);
}

const struct slo_kind slo_composite = {
	.put = put_members,
	.say = say_seen,
};
