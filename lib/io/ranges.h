/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ranges - a regular file cut into pieces of whole lines without reading it all
 *
 *     |.... size bytes ....|..\n
 *     ^ at                 ^ only from here on is a newline looked for
 *
 * One thread at a time cuts; the pieces are read by whom they were given to, at
 * the same time and in any order.  Memory: a few hundred bytes.
 */
#ifndef CX_IO_RANGES_H
#define CX_IO_RANGES_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ranges;

/**
 * ranges_new - cut the file open as @fd, from byte @at on, where a line begins
 * @size: bytes of a piece, before its last line is made whole
 * @most: a piece is never larger
 *
 * Returns: the caller's hold on it; NULL when it is not worth while, or there is no
 *          descriptor to spare: @fd itself may be closed at any time.
 */
struct ranges *ranges_new(int fd, uint64_t at, size_t size, size_t most);

/**
 * ranges_next - the next piece: [*at, *at + *n), which ends with a newline
 * @border: on RC_OK, whether it is known that the next one is BLOCK_BORDER (io/in.h)
 *
 * RC_OK; RC_END when what is left is small, has a line that is too long, or cannot be
 * read: the rest, from *at on, is for who reads it in turn; RC_IO when reading a piece
 * has failed.
 */
MUST_USE enum rc ranges_next(struct ranges *r, uint64_t *at, size_t *n, bool *border);

/** ranges_read - the bytes of a piece; *got < @n when the file has shrunk; RC_IO and errno */
MUST_USE enum rc ranges_read(struct ranges *r, uint64_t at, char *p, size_t n, size_t *got);

/** ranges_hold - one more who reads */
struct ranges *ranges_hold(struct ranges *r);

/** ranges_drop - done with it; the last one closes the file; NULL is fine */
void ranges_drop(struct ranges *r);

#endif
