/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csvmark - where fields and lines of a table end, and what in it is not plain
 *
 * The bytes are looked at 64 at a time, by the vector instructions that base/cpu.h chooses.
 * Quotes mean nothing here: they are not plain, so whoever reads a line without odd
 * bytes reads what any reader of CSV does.
 * Memory: the struct, of its caller.
 * Source: the flags of Langdale, Lemire, Parsing Gigabytes of JSON per Second, VLDB J. 28(6), 2019.
 */
#ifndef CX_CSV_CSVMARK_H
#define CX_CSV_CSVMARK_H

#include "base/cpu.h"

#include <stddef.h>
#include <stdint.h>

enum {
	CSVMARK_WORDS = 256,		/* of 64 bytes, looked at in one call at most */
	CSVMARK_LINES = 64,		/* that end there, at most; and those of one word more */
	CSVMARK_PAD = 64		/* bytes that are read behind the end, at most */
};

struct csvmark {
	size_t   npos;
	size_t   nend;
	size_t   nword;
	uint32_t pos[CSVMARK_WORDS * 64 + 8];	/* offsets of separators and line feeds, in order */
	uint32_t end[CSVMARK_LINES + 64];	/* of the line feeds among them */
	/*
	 * A bit per byte, lowest first: a control but one that is a separator, a LF or a CR
	 * before a LF; a quote, a backslash, what is not ASCII.
	 */
	uint64_t odd[CSVMARK_WORDS];
};

typedef void csvmark_fn(struct csvmark *m, const char *p, const char *e, char delim);

/** csvmark_by - the function for these instructions; NULL when they are not usable */
csvmark_fn *csvmark_by(enum cpu_simd simd);

/**
 * csvmark_odd - is there an odd byte at offsets [@from, @to)?
 */
static inline bool
csvmark_odd(const struct csvmark *m, size_t from, size_t to)
{
	size_t first = from / 64, last = to / 64;
	uint64_t odd = m->odd[first] & ~UINT64_C(0) << from % 64;

	if (from == to)
		return false;
	for (; first < last; first++) {
		if (odd != 0)
			return true;
		odd = first + 1 < m->nword ? m->odd[first + 1] : 0;
	}
	return (odd & ((UINT64_C(1) << to % 64) - 1)) != 0;
}

#endif
