/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * identity - what was read, by source: enough to tell that something was read before
 *
 * Made of the input alone: no clock, no random number, and the same for any number of
 * threads and any cutting into blocks.  Hashes of lines are added up (base/linesum.h), so
 * that parts add up to the whole, and the order of lines does not show.  Cost: a hash of
 * every byte, and only where it is asked for (identity_want).
 */
#ifndef CX_RUN_IDENTITY_H
#define CX_RUN_IDENTITY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/linesum.h"
#include "base/sv.h"
#include "io/in.h"
#include "record/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct identity_source {
	struct sv name;		/* as it was given; empty: standard input */
	struct sv label;	/* of --label; empty: none */
	struct sv part;		/* of --part; empty: known by its lines */
	uint64_t  records;	/* accepted */
	struct linesum lines;	/* all lines that are not empty; of the records, where blocks may
				 * cut lines */
	bool      narrow;	/* no sum, but 64 bits in lines.low: see cx-state(5); so of parts */
	uint64_t  first;	/* XXH3 of the first record's line; 0: no record */
	int64_t   from_us;	/* times of the records that were taken, least and greatest; */
	int64_t   to_us;	/* to_us < from_us: none, or the time was not read */
};

struct identity {
	bool                    wanted;
	bool                    brief;	/* lines are not hashed: they are known otherwise */
	struct identity_source *source;
	size_t                  n;
	size_t                  cap;
};

/**
 * identity_want - from now on what @n files give is to be told; none: standard input
 * @label: what all of them are called by, too; NULL: nothing
 * @part: by which all of them are known in place of their lines, which are not hashed then;
 *        NULL: by their lines
 */
void identity_want(struct identity *d, const char *const *file, size_t n, const char *label,
    const char *part, struct arena *a);

/** identity_clear - nothing read yet */
void identity_clear(struct identity_source *s);

/**
 * identity_key - what tells a source from others, as bytes, in place of what @b holds
 *
 * Equal for two that are of the same records.  With times, or of a part, the name says nothing:
 * files are renamed.
 */
void identity_key(struct buf *b, const struct identity_source *s);

/** identity_has_times - the times of its records were read */
static inline bool
identity_has_times(const struct identity_source *s)
{
	return s->from_us <= s->to_us;
}

/* A block of whole lines, of which those before `at` have been told. */
struct identity_text {
	const char *at;
	const char *end;	/* at == end: none are told of it */
};

/**
 * identity_rows - the lines up to that of the last of @n records, where these are whole lines
 *
 * In any other case lines are left to identity_rest.  Records are not of several lines.
 */
void identity_rows(struct identity_source *s, const struct linesum_key *k,
    struct identity_text *t, const struct record *row, size_t n);

/** identity_rest - all lines of the block that were not told */
void identity_rest(struct identity_source *s, const struct linesum_key *k,
    struct identity_text *t);

/**
 * identity_accept - @n records were accepted
 * @k: their lines are told now, since blocks may cut those of the input; NULL: they are not
 */
void identity_accept(struct identity_source *s, const struct linesum_key *k,
    const struct record *row, size_t n);

/** identity_time - a record with this time was taken */
static inline void
identity_time(struct identity_source *s, int64_t at_us)
{
	s->from_us = at_us < s->from_us ? at_us : s->from_us;
	s->to_us = at_us > s->to_us ? at_us : s->to_us;
}

/** identity_add - @more was read behind what @s holds */
void identity_add(struct identity_source *s, const struct identity_source *more);

/** identity_put - one more source, its name and label kept by pointer */
void identity_put(struct identity *d, const struct identity_source *s, struct arena *a);

/**
 * identity_join - likewise, but added to the source before that has its name, label and part
 *
 * @s was read behind that one.
 */
void identity_join(struct identity *d, const struct identity_source *s, struct arena *a);

#endif
