/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mem_huge - see mem.h; a file of its own, since madvise is not of POSIX
 */
#define _DEFAULT_SOURCE

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 * 1024 * 1024, PAGE = 64 * 1024 /* the largest that a kernel has */ };

void
mem_huge(void *p, size_t n)
{
#ifdef MADV_HUGEPAGE
	size_t skip = (size_t)(-(uintptr_t)p & (HUGE_PAGE - 1));

	if (n >= skip && n - skip >= HUGE_PAGE)
		(void)madvise((char *)p + skip, (n - skip) / HUGE_PAGE * HUGE_PAGE,
		    MADV_HUGEPAGE);
#else
	(void)p;
	(void)n;
#endif
}

void
mem_touch(void *p, size_t n)
{
#ifdef MADV_POPULATE_WRITE
	const uintptr_t skip = -(uintptr_t)p & (PAGE - 1);

	if (n >= skip + PAGE)
		(void)madvise((char *)p + skip, (n - skip) / PAGE * PAGE, MADV_POPULATE_WRITE);
#else
	(void)p;
	(void)n;
#endif
}

void *
mem_huge_alloc(size_t n)
{
	void *p;

	if (posix_memalign(&p, HUGE_PAGE, n) != 0)
		mem_oom(n);
	mem_huge(p, n);
	return p;
}
