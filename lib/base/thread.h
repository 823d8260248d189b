/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * thread - threads with as much stack as records, rules and expressions need
 *
 * What a C library gives a thread by itself differs: the limit of the process, 512 KiB,
 * 128 KiB.  What is nested as deeply as is allowed needs more than the least of these.
 */
#ifndef CX_BASE_THREAD_H
#define CX_BASE_THREAD_H

#include <pthread.h>

/**
 * thread_start - pthread_create(3), with a stack of 8 MiB, which a first thread has
 * @t:    the thread, for pthread_join(3); undefined on failure
 * @fn:   what it runs
 * @ctx:  its argument
 *
 * Returns:  0, or the error number of what failed.
 * Memory:   the stack is a mapping of which only the pages count that are touched.
 */
int thread_start(pthread_t *t, void *(*fn)(void *), void *ctx);

#endif
