/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fault - what the preloaded object and the programs that use it agree on
 *
 * CX_FAULT_MAP names a file that holds a struct fault; the preloaded object maps it,
 * counts every call there and does what the plan says.
 */
#ifndef CX_TESTS_FAULT_H
#define CX_TESTS_FAULT_H

#include <stdint.h>

enum fault_call {
	FAULT_READ,
	FAULT_PREAD,
	FAULT_WRITE,		/* any but to standard error */
	FAULT_MESSAGE,		/* write to standard error */
	FAULT_OPEN,		/* open, fopen, opendir */
	FAULT_CLOSE_IN,
	FAULT_CLOSE_OUT,	/* of what was open for writing */
	FAULT_FSYNC,
	FAULT_FSYNC_DIR,
	FAULT_RENAME,		/* rename, link */
	FAULT_UNLINK,
	FAULT_POLL,
	FAULT_STAT,		/* stat, fstat, faccessat, lseek, readlink */
	FAULT_FCNTL,		/* fcntl, dup, pipe, flock */
	FAULT_MODE,		/* fchmod, fchown; ftruncate and pwrite, which only a lock has */
	FAULT_MMAP,		/* by libraries; the heap's own cannot be seen */
	FAULT_THREAD,		/* pthread_create */
	FAULT_ALLOC,		/* malloc, calloc, realloc, posix_memalign, aligned_alloc */
	FAULT_CALLS
};

enum fault_mode {
	FAULT_NTH,		/* call number nth of what fails with error; 0: none does */
	FAULT_FROM,		/* and every later one too */
	FAULT_DIE,		/* the process is killed before call nth of all but allocations; of
				 * a write it makes the first half */
	FAULT_BYTE,		/* reads and writes move one byte at a time */
	FAULT_FLAKY		/* short reads and writes, EINTR, EAGAIN at random */
};

struct fault {
	uint32_t mode;
	uint32_t what;
	uint64_t nth;
	int32_t  error;
	uint32_t fired;			/* it has happened */
	uint64_t seed;
	uint64_t calls;			/* all but allocations */
	uint64_t count[FAULT_CALLS];
};

#endif
