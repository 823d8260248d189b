/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * buf - growable bytes with a ceiling
 *
 * The ceiling latches: once a write would pass it, `over` is set and nothing
 * more is added.  Owner frees with buf_free.  buf_clear keeps the memory.
 */
#ifndef CX_BASE_BUF_H
#define CX_BASE_BUF_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char  *p;
	size_t n;	/* bytes used */
	size_t cap;	/* bytes there */
	size_t max;	/* ceiling, SIZE_MAX for none */
	bool   over;	/* a write was refused */
};

/** buf_init - empty, at most @max bytes; allocates nothing */
void buf_init(struct buf *b, size_t max);

/**
 * buf_room - make sure that @n more bytes fit
 *
 * Returns: true when p[n .. n+@n) may be written; false, and `over` set, at the ceiling.
 * Cost:    amortised O(1) per byte.
 */
bool buf_room(struct buf *b, size_t n);

/** buf_add - append @n bytes */
static inline void
buf_add(struct buf *b, const char *p, size_t n)
{
	if (n != 0 && (b->cap - b->n >= n || buf_room(b, n))) {
		memcpy(b->p + b->n, p, n);
		b->n += n;
	}
}

/** buf_sv - append a slice */
static inline void
buf_sv(struct buf *b, struct sv s)
{
	buf_add(b, s.p, s.n);
}

/** buf_c - append one byte */
static inline void
buf_c(struct buf *b, char c)
{
	if (b->cap != b->n || buf_room(b, 1))
		b->p[b->n++] = c;
}

/** buf_printf - append formatted text (cold paths only) */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/** buf_clear - empty, memory kept, `over` reset */
void buf_clear(struct buf *b);

/** buf_free - give the memory back; as after buf_init */
void buf_free(struct buf *b);

/** buf_view - what is in it, valid until the next change */
static inline struct sv
buf_view(const struct buf *b)
{
	return (struct sv){ b->p, b->n };
}

#endif
