/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * buf - see buf.h
 */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>

enum { BUF_MIN = 64 };

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

bool
buf_room(struct buf *b, size_t n)
{
	size_t cap;

	if (b->over || n > b->max - b->n) {
		b->over = true;
		return false;
	}
	if (b->cap - b->n >= n)
		return true;
	cap = b->cap > b->max / 2 ? b->max : b->cap * 2;
	if (cap < b->n + n)
		cap = b->n + n;
	if (cap < BUF_MIN)
		cap = b->max < BUF_MIN ? b->max : BUF_MIN;
	b->p = mem_array(b->p, cap, 1);
	b->cap = cap;
	return true;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || n == 0 || !buf_room(b, (size_t)n))
		return;
	/* One byte more for the NUL that vsnprintf writes; the ceiling counts text only. */
	if (b->cap - b->n == (size_t)n) {
		b->p = mem_array(b->p, b->cap + 1, 1);
		b->cap++;
	}
	va_start(ap, fmt);
	(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

void
buf_free(struct buf *b)
{
	mem_free(b->p);
	buf_init(b, b->max);
}
