/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mem - the heap, in one place: never NULL, sizes checked
 *
 * An allocation that fails calls the hook, which must not return; the default
 * writes one line to standard error and ends with status 2.
 */
#ifndef CX_BASE_MEM_H
#define CX_BASE_MEM_H

#include <stddef.h>

/** mem_alloc - @n bytes, uninitialised; n 0 gives a unique pointer */
void *mem_alloc(size_t n) __attribute__((malloc, returns_nonnull));

/** mem_zalloc - @n zero bytes */
void *mem_zalloc(size_t n) __attribute__((malloc, returns_nonnull));

/** mem_array - realloc to @n items of @size bytes; overflow counts as out of memory */
void *mem_array(void *p, size_t n, size_t size) __attribute__((returns_nonnull));

/**
 * mem_huge - @n bytes that were just allocated will all be used, in no order
 *
 * Large ones may then get large pages, and cost fewer misses; else nothing happens.
 */
void mem_huge(void *p, size_t n);

/**
 * mem_huge_alloc - @n bytes, uninitialised, all of which will be used; mem_free
 *
 * Aligned such that a multiple of 2 MiB can be large pages wholly: see mem_huge.
 */
void *mem_huge_alloc(size_t n) __attribute__((malloc, returns_nonnull));

/**
 * mem_touch - @n bytes that were just allocated will all be written, soon
 *
 * Where the kernel can give them at once, the first write to each page costs no fault.
 */
void mem_touch(void *p, size_t n);

/** mem_free - give back; NULL is fine */
void mem_free(void *p);

/** mem_dup - NUL-terminated heap copy of @n bytes at @p */
char *mem_dup(const char *p, size_t n) __attribute__((malloc, returns_nonnull));

/** mem_oom - out of memory, @wanted bytes could not be had: the hook, else message and end */
void mem_oom(size_t wanted) __attribute__((noreturn));

/** mem_set_oom - replace the out-of-memory hook (tests); NULL restores the default */
void mem_set_oom(void (*hook)(size_t wanted));

#endif
