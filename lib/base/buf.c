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
	char small[256], *text = small;
	int n;

	/* Aside: the NUL that vsnprintf writes may have no room under the ceiling. */
	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof small) {
		text = mem_alloc((size_t)n + 1);
		va_start(ap, fmt);
		n = vsnprintf(text, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	if (n > 0)
		buf_add(b, text, (size_t)n);
	if (text != small)
		mem_free(text);
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
