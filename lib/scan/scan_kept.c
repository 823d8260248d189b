/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_kept.h"

#include "base/varint.h"

void
scan_kept_put(struct buf *b, uint64_t u)
{
	if (buf_room(b, VARINT_MAX))
		b->n += varint_put(b->p + b->n, u);
}

void
scan_kept_put_i64(struct buf *b, int64_t i)
{
	scan_kept_put(b, (uint64_t)i << 1 ^ (0 - ((uint64_t)i >> 63)));
}

void
scan_kept_put_text(struct buf *b, struct sv s)
{
	scan_kept_put(b, s.n);
	buf_sv(b, s);
}

void
scan_kept_put_val(struct buf *b, const struct val *v)
{
	buf_c(b, (char)(v->kind | val_form(v) << 4));
	if (v->kind >= VAL_NUMBER)
		scan_kept_put_text(b, v->text);
}

uint64_t
scan_kept_get(const char **p)
{
	return varint_get(p);
}

int64_t
scan_kept_get_i64(const char **p)
{
	const uint64_t z = varint_get(p);

	return (int64_t)(z >> 1 ^ (0 - (z & 1)));
}

struct sv
scan_kept_get_text(const char **p)
{
	struct sv s;

	s.n = (size_t)varint_get(p);
	s.p = *p;
	*p += s.n;
	return s;
}

struct val
scan_kept_get_val(const char **p)
{
	const unsigned head = (unsigned char)*(*p)++;
	struct val v = { .kind = (uint8_t)(head & 15), .flags = (uint8_t)(head >> 4) };

	if (v.kind >= VAL_NUMBER)
		v.text = scan_kept_get_text(p);
	return v;
}
