/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * thread - see thread.h
 */
#include "base/thread.h"

#include <stddef.h>

static const size_t stack = 8 << 20;

int
thread_start(pthread_t *t, void *(*fn)(void *), void *ctx)
{
	pthread_attr_t a;
	int no = pthread_attr_init(&a);

	if (no != 0)
		return no;
	no = pthread_attr_setstacksize(&a, stack);
	if (no == 0)
		no = pthread_create(t, &a, fn, ctx);
	(void)pthread_attr_destroy(&a);
	return no;
}
