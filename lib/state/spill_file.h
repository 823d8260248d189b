/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spill_file - a temporary file of sorted runs of states
 *
 *     run     = one after the other, in the order of results
 *     one     = n | 2m + plain | [ window ] | key, n bytes | state, m bytes
 *                varints         8 + 8
 *
 * A run may have marks: where in it some keys lie, one every so many bytes.
 *
 * It has no name from the moment it was made: whichever way the program ends, nothing stays
 * behind.  What is in it is read by the process that wrote it, and by no other.
 */
#ifndef CX_STATE_SPILL_FILE_H
#define CX_STATE_SPILL_FILE_H

#include "base/rc.h"
#include "base/sv.h"
#include "base/varint.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct spill_file;
struct spill_reader;

struct spill_one {		/* the state of a group in a window */
	struct sv           key;	/* canonical, key/group_key.h */
	struct twindow_span span;	/* as written by one with windows; else all zero */
	bool                plain;	/* the state is its own bytes; else what it was saved as */
	struct sv           state;
};

struct spill_run {		/* where a run lies */
	struct spill_file *file;
	uint64_t           from;
	uint64_t           to;
	uint64_t           n;		/* states */
	size_t             mark;	/* the first of its marks; see spill_file_marks */
	size_t             nmark;
};

struct spill_runs {		/* all zero: none */
	struct spill_run *run;
	size_t            n, cap;
};

struct spill_mark {		/* a state of a run, the first one among them */
	uint64_t  at;		/* where it lies in the file */
	uint64_t  before;	/* states of the run before it */
	int64_t   from_us;
	struct sv key;
};

/**
 * spill_file_new - an empty file
 * @dir:     where it is made; alive as long as the file, for messages
 * @windows: states have windows
 *
 * Returns: RC_OK; RC_IO it cannot be made.
 */
MUST_USE enum rc spill_file_new(struct spill_file **f, const char *dir, bool windows,
    struct err *e);

/**
 * spill_file_mark - the runs from here on have marks, @bytes apart, or 16 times their keys
 *
 * The first two are less apart, each time by another length: marks of many runs over the same
 * keys are spread evenly.  Memory: 40 bytes and the key for each: of long keys a sixteenth of
 * what is on disk.
 */
void spill_file_mark(struct spill_file *f, size_t bytes);

/** spill_file_marks - those of a run, run->nmark; valid until the next put; NULL: none */
const struct spill_mark *spill_file_marks(const struct spill_run *run);

enum { SPILL_FILE_HEAD = 2 * VARINT_MAX + 16 };	/* bytes before a key, at most */

/** spill_file_lay - @one as it is in a run, to @to, where SPILL_FILE_HEAD, key and state have
 * room; how many bytes */
static inline size_t
spill_file_lay(char *to, bool windows, const struct spill_one *one)
{
	size_t n = varint_put(to, one->key.n);

	n += varint_put(to + n, (uint64_t)one->state.n << 1 | one->plain);
	if (windows) {
		memcpy(to + n, &one->span.from_us, 8);
		memcpy(to + n + 8, &one->span.to_us, 8);
		n += 16;
	}
	sv_copy(to + n, one->key.p, one->key.n);
	n += one->key.n;
	sv_copy(to + n, one->state.p, one->state.n);
	return n + one->state.n;
}

/** spill_file_put - one more of the run that is being written; write errors latch */
void spill_file_put(struct spill_file *f, const struct spill_one *one);

/** spill_file_block - whole states, as spill_file_lay made them, of a run without marks, which is
 * no further use of put; write errors latch; where in the file they lie */
uint64_t spill_file_block(struct spill_file *f, struct sv block);

/** spill_file_end - the run is whole, and the last of @to; the next one begins; RC_IO: it is not */
MUST_USE enum rc spill_file_end(struct spill_file *f, struct spill_runs *to, struct err *e);

/** spill_file_list - all of @more behind those of @to */
void spill_file_list(struct spill_runs *to, const struct spill_runs *more);

/** spill_file_free - give the file back; NULL is fine */
void spill_file_free(struct spill_file *f);

/** spill_file_load - @n bytes of a run, from @at in its file on, into @to; RC_IO */
MUST_USE enum rc spill_file_load(const struct spill_run *run, uint64_t at, size_t n, char *to,
    struct err *e);

/** spill_file_head - what stands before a key at *p, into @one; *p is where the key is then */
static inline void
spill_file_head(const char **p, bool windows, struct spill_one *one)
{
	const char *at = *p;

	one->key.n = (size_t)varint_get(&at);
	one->state.n = (size_t)varint_get(&at);
	one->plain = (one->state.n & 1) != 0;
	one->state.n >>= 1;
	one->span = (struct twindow_span){ 0, 0 };
	if (windows) {
		memcpy(&one->span.from_us, at, 8);
		memcpy(&one->span.to_us, at + 8, 8);
		at += 16;
	}
	*p = at;
}

/** spill_file_take - the state at *p, bytes of a run, into @one; *p moves behind it */
static inline void
spill_file_take(const char **p, bool windows, struct spill_one *one)
{
	spill_file_head(p, windows, one);
	one->key.p = *p;
	one->state.p = one->key.p + one->key.n;
	*p = one->state.p + one->state.n;
}

/** spill_file_read - read a run from its beginning, @size bytes at a time */
struct spill_reader *spill_file_read(const struct spill_run *run, size_t size);

/**
 * spill_file_next - the next state of a run
 * @one: valid until the next call
 *
 * Returns: RC_OK; RC_END; RC_IO.
 */
MUST_USE enum rc spill_file_next(struct spill_reader *r, struct spill_one *one, struct err *e);

/** spill_file_shut - give a reader back; NULL is fine */
void spill_file_shut(struct spill_reader *r);

#endif
