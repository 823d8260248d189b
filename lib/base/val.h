/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * val - one value: a slice of the input with a kind, or a computed result
 *
 * Numbers stay text until someone asks, but for short ones that a reader has in its
 * registers anyway; strings keep their JSON escapes until someone needs the text.  A val owns
 * nothing: its text lies in the input block, in the record's arena or in a compiled expression.
 */
#ifndef CX_BASE_VAL_H
#define CX_BASE_VAL_H

#include "base/arena.h"
#include "base/num.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum val_kind {
	VAL_NONE = 0,	/* absent: the record has no such field */
	VAL_NULL,	/* null */
	VAL_FALSE,
	VAL_TRUE,
	VAL_NUMBER,	/* text, or VAL_DOUBLE */
	VAL_STRING,	/* text: between the quotes */
	VAL_TIME,	/* at_us; text may hold what it was read from */
	VAL_OBJECT,	/* text: raw JSON, brackets included */
	VAL_ARRAY	/* text: raw JSON, brackets included */
};

enum val_flags {
	VAL_ESC = 1,	/* a string whose text has JSON escapes: val_text decodes */
	VAL_DOUBLE = 2,	/* a computed number: num holds it, there is no text */
	VAL_SMALL = 4	/* a number whose text num_small takes: small is what that gives */
};

struct val {
	uint8_t   kind;		/* enum val_kind */
	uint8_t   flags;	/* enum val_flags */
	struct sv text;
	union {
		double   num;
		int64_t  at_us;	/* UTC, microseconds since 1970 */
		uint64_t small;
	};
};

/** val_null - @v is absent or null */
static inline bool
val_null(const struct val *v)
{
	return v->kind <= VAL_NULL;
}

/** val_head - kind and flags by one store, as they are most often read by one load */
static inline void
val_head(struct val *v, uint8_t kind, uint8_t flags)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint16_t head = (uint16_t)(kind | flags << 8);

	memcpy(v, &head, sizeof(head));
#else
	v->kind = kind;
	v->flags = flags;
#endif
}

/** val_form - the flags without VAL_SMALL, which says nothing of a value that its text does not */
static inline uint8_t
val_form(const struct val *v)
{
	return v->flags & (VAL_ESC | VAL_DOUBLE);
}

/** val_copy - member by member: wide loads would wait for the narrow stores that made @v */
static inline void
val_copy(struct val *to, const struct val *v)
{
	val_head(to, v->kind, v->flags);
	to->text.p = v->text.p;
	to->text.n = v->text.n;
	to->at_us = v->at_us;
}

/** val_of_double - a computed number; NaN and infinities give null */
struct val val_of_double(double d);

/** val_of_bool - true or false */
struct val val_of_bool(bool b);

/** val_of_text - a plain string (no escapes) */
struct val val_of_text(struct sv s);

/** val_of_time - a time */
struct val val_of_time(int64_t at_us);

/**
 * val_number - the number a value stands for
 *
 * Numbers, and strings that are wholly one number ("200": logs quote theirs).
 * Returns: true and *out; false for anything else and for 1e400.
 */
bool val_number(const struct val *v, double *out);

/** val_written - a number or string whose text is as it is written, without escapes */
static inline bool
val_written(const struct val *v)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint16_t head;

	memcpy(&head, v, sizeof(head));
	return (uint16_t)((head & ~(VAL_SMALL << 8)) - VAL_NUMBER) <= VAL_STRING - VAL_NUMBER;
#else
	return (v->kind == VAL_NUMBER || v->kind == VAL_STRING) && val_form(v) == 0;
#endif
}

/** val_small - num_small of what stands for a number: also a string may */
static inline bool
val_small(const struct val *v, uint32_t *out)
{
	if ((v->flags & VAL_SMALL) != 0) {
		*out = (uint32_t)v->small;
		return true;
	}
	return val_written(v) && num_small(v->text, out);
}

/** val_number_short - likewise; whole numbers of up to eight digits without a call */
static inline bool
val_number_short(const struct val *v, double *out)
{
	uint32_t small;

	if (!val_small(v, &small))
		return val_number(v, out);
	*out = small;
	return true;
}

/** val_units - the same, exact, in units of 1e-9: see num_units */
bool val_units(const struct val *v, num_i128 *units);

/** val_whole - an integer of up to 38 digits: see num_whole; never of a computed number */
bool val_whole(const struct val *v, num_i128 *whole);

/**
 * val_text - the text of a value, escapes decoded
 * @a: where decoded or printed text goes; alive until @a is reset
 *
 * Strings decode (\u0000 and lone surrogates as U+FFFD), numbers and raw JSON
 * give their text, computed numbers print shortest, true/false their names,
 * times RFC 3339 UTC, null the empty slice.
 */
struct sv val_text(const struct val *v, struct arena *a);

/** val_unescape - decode the inside of a valid JSON string; into @a when it has escapes */
struct sv val_unescape(struct sv raw, struct arena *a);

/**
 * val_cmp - a total order for output: null < false < true < numbers < times < strings < raw JSON
 *
 * Numbers by value (exact units where both have them), strings by their decoded bytes.
 */
int val_cmp(const struct val *a, const struct val *b, struct arena *tmp);

#endif
