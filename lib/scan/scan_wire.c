/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_wire.h"

#include "base/varint.h"

void
scan_wire_put(struct buf *o, const struct scan_wire *w)
{
	const uint64_t head[] = { w->line, (uint64_t)w->at_us, w->key.n, w->fact.n };

	if (!buf_room(o, sizeof(head) / sizeof(head[0]) * VARINT_MAX))
		return;
	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		o->n += varint_put(o->p + o->n, head[i]);
	buf_sv(o, w->key);
	buf_sv(o, w->fact);
}

bool
scan_wire_take(struct sv *s, struct scan_wire *w)
{
	const char *p = s->p, *end;

	if (s->n == 0)
		return false;
	end = p + s->n;
	w->line = varint_get(&p);
	w->at_us = (int64_t)varint_get(&p);
	w->key.n = (size_t)varint_get(&p);
	w->fact.n = (size_t)varint_get(&p);
	w->key.p = p;
	w->fact.p = p + w->key.n;
	p = w->fact.p + w->fact.n;
	*s = (struct sv){ p, (size_t)(end - p) };
	return true;
}
