/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/append.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool
append_open(struct buf *o)
{
	size_t n = o->n;

	while (is_blank(o->p[n - 1]))
		n--;
	o->n = --n;		/* the bracket */
	while (is_blank(o->p[n - 1]))
		n--;
	return o->p[n - 1] != '{';
}
