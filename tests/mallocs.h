/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mallocs - how often the heap was asked, for tests that count
 *
 * Where it can be counted, with glibc and without sanitizers, MALLOCS_COUNTED is defined
 * and `mallocs` goes up with every call.
 */
#ifndef CX_TESTS_MALLOCS_H
#define CX_TESTS_MALLOCS_H

#include <stdlib.h>

#if defined(__has_feature)
# if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#  define SANITIZED
# endif
#endif

#if defined(__GLIBC__) && !defined(SANITIZED) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define MALLOCS_COUNTED

static size_t mallocs;

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *
malloc(size_t n)
{
	mallocs++;
	return __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	mallocs++;
	return __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	mallocs++;
	return __libc_realloc(p, n);
}

#endif
#endif
