/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unpack - a compressed file, made plain by several threads while others use it
 *
 *     file:   | member | member | member | member ....       compressed
 *     pieces: |  being made  | made | being made | ....      a ring, in the file's order
 *               thread 1       ^ taken by who asks for bytes next
 *
 * Whoever wants bytes and finds none that are made makes a piece: of members of its own, where
 * the file shows where they begin, else of the one stream there is, which is one thread's at a
 * time.  Where a member begins is a guess, and no more: the bytes of a piece count when the one
 * before it has ended well and just there.  If it has not, the pieces behind it are dropped, and
 * the file goes on from there as if one thread had read it.  So bytes, and what is wrong with
 * them, are the same for any number of threads; but how much of a damaged member is made before
 * the damage is seen may depend on how much its library is given at once.
 *
 * Raw bytes are read under the lock, in turn, and never wait: pipes may be read, too.
 *
 * Memory, for each thread: two small pieces; where a file has large members UNPACK_AHEAD bytes
 * of what they make, which are given back when the input is, and UNPACK_PACKED raw ones, in
 * which the ends of members are looked for, and twice, when the members are as large.  A file of
 * one member takes nothing of that.
 */
#ifndef CX_IO_UNPACK_H
#define CX_IO_UNPACK_H

#include "base/rc.h"
#include "io/in.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	UNPACK_MADE = 2 << 20,	/* bytes that are made at once, at most */
	UNPACK_AHEAD = 16 << 20,	/* bytes that are made and wait */
	UNPACK_PACKED = 8 << 20,	/* raw bytes that wait */
	UNPACK_NEED = 8 << 20	/* bytes that a member may need beside */
};

struct feed;
struct unpack;

/** unpack_new - for @threads threads that read one input */
struct unpack *unpack_new(unsigned threads);

/**
 * unpack_begin - wait for one's turn to read @f, and make pieces meanwhile
 * @b: used up; its memory may be exchanged for another's
 *
 * Locks: until unpack_end no other thread is between the two, but they make pieces.
 */
void unpack_begin(struct unpack *u, struct feed *f, struct block *b);

/** unpack_end - the next thread may read */
void unpack_end(struct unpack *u);

/**
 * unpack_read - bytes of pieces, between begin and end
 * @got: at least 1 on RC_OK
 *
 * Returns: RC_OK; RC_EMPTY when there are none: the file goes on where @f stands.
 */
MUST_USE enum rc unpack_read(struct unpack *u, struct feed *f, char *p, size_t n, size_t *got);

/**
 * unpack_give - all bytes of a piece behind those of @b, without a copy; between begin and end
 * @most: bytes that may be given at once
 *
 * Returns: false, and nothing is done, when there is no piece that is whole and small enough.
 */
bool unpack_give(struct unpack *u, struct feed *f, struct block *b, size_t most);

/** unpack_drop - forget all pieces of @f, which ends; between begin and end, or by one thread */
void unpack_drop(struct unpack *u);

/** unpack_free - nobody uses it; NULL is fine */
void unpack_free(struct unpack *u);

#endif
