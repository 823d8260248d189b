/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jfields - the members of an object that must be what they are said to be
 *
 * For text that was saved: nothing is guessed.  A member that is missing, not
 * known, there twice or of another kind is refused by name.
 */
#ifndef CX_JSON_JFIELDS_H
#define CX_JSON_JFIELDS_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/val.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JFIELDS_COUNT_MAX UINT64_C(1000000000000000)	/* exact in a double; 18000 fit 64 bits */

struct jfield {
	const char *name;
	bool        need;	/* it must be there */
	struct val  v;		/* set by jfields_read; VAL_NONE when it is not there */
};

/**
 * jfields_read - take an object apart
 * @v: raw, already validated JSON of any kind
 *
 * Names are compared as written: one with escapes is another name.
 * Returns: RC_OK; RC_SYNTAX not an object, or a member missing, unknown or there twice.
 * Memory:  slices of @v.
 */
MUST_USE enum rc jfields_read(const struct val *v, struct jfield *f, size_t n, struct err *e);

/** jfields_count - an integer from 0 to @max, digits only; 0 when it is not there */
MUST_USE enum rc jfields_count(const struct jfield *f, uint64_t max, uint64_t *out,
    struct err *e);

/** jfields_i64 - an integer */
MUST_USE enum rc jfields_i64(const struct jfield *f, int64_t *out, struct err *e);

/** jfields_double - a finite number */
MUST_USE enum rc jfields_double(const struct jfield *f, double *out, struct err *e);

/** jfields_text - a string without escapes */
MUST_USE enum rc jfields_text(const struct jfield *f, struct sv *out, struct err *e);

/** jfields_base64 - append the bytes of RFC 4648 base64, padded; false for anything else */
bool jfields_base64(struct sv text, struct buf *out);

/** jfields_within - put "@name: " before e->msg and return @rc, unless @rc is RC_OK */
enum rc jfields_within(const char *name, enum rc rc, struct err *e);

#endif
