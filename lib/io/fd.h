/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fd - what the readers and the writer need to know about descriptors
 */
#ifndef CX_IO_FD_H
#define CX_IO_FD_H

#include <stdbool.h>

/** fd_above_std - @fd, moved above 2 when it took a closed standard stream's place; -1 and errno */
int fd_above_std(int fd);

/** fd_wait - sleep until @fd can be read, or written when @write; EINTR does not matter */
void fd_wait(int fd, bool write);

/** fd_ready - a read of @fd would not block */
bool fd_ready(int fd);

/**
 * fd_unblock - the pipe @fd is, opened anew and without blocking: its flags are shared with
 * others, those of the new one are ours
 *
 * Returns: a descriptor above 2; -1 when @fd is no pipe, or the system cannot.
 */
int fd_unblock(int fd);

/** fd_widen - ask for a pipe of 1 MiB, or the most the system gives; anything else is left alone */
void fd_widen(int fd);

#endif
