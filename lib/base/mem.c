/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mem - see mem.h
 *
 * The hook is the one mutable file-scope state of the library; it is set
 * before threads start or by tests.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*oom_hook)(size_t wanted);

void
mem_oom(size_t wanted)
{
	static const char msg[] = "cxutils: out of memory\n";
	ssize_t w;

	if (oom_hook != NULL)
		oom_hook(wanted);
	w = write(STDERR_FILENO, msg, sizeof msg - 1);
	(void)w;	/* nothing is left to do about it */
	_exit(2);
}

void
mem_set_oom(void (*hook)(size_t wanted))
{
	oom_hook = hook;
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n != 0 ? n : 1);

	if (p == NULL)
		mem_oom(n);
	return p;
}

void *
mem_zalloc(size_t n)
{
	void *p = calloc(1, n != 0 ? n : 1);

	if (p == NULL)
		mem_oom(n);
	return p;
}

void *
mem_array(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (size != 0 && n > SIZE_MAX / size)
		mem_oom(SIZE_MAX);
	bytes = n * size;
	p = realloc(p, bytes != 0 ? bytes : 1);
	if (p == NULL)
		mem_oom(bytes);
	return p;
}

void
mem_free(void *p)
{
	free(p);
}

char *
mem_dup(const char *p, size_t n)
{
	char *d;

	if (n == SIZE_MAX)
		mem_oom(n);
	d = mem_alloc(n + 1);
	if (n != 0)
		memcpy(d, p, n);
	d[n] = '\0';
	return d;
}
