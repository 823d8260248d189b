/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flat - schemas of records whose members are looked at one by one
 *
 * Most schemas of events say which members there are, which are required and what each one
 * may be, and nothing of the others.  Such a schema is judged by the fields of a record,
 * without its list of members.  What does not fit, or has values in values, is judged again
 * from the members, by valid.h, which has the words for it: flat_ok only ever lets pass.
 */
#ifndef CX_SCHEMA_FLAT_H
#define CX_SCHEMA_FLAT_H

#include "base/arena.h"
#include "record/proj.h"
#include "record/record.h"
#include "schema/valid.h"

struct flat;

/**
 * flat_new - the fields that a rule looks at, added to @p
 *
 * They are marked as derived where they are new: no record need have them.
 * Returns: NULL when the rule says more than that; @p may have grown all the same.
 * Memory:  in @a.
 */
const struct flat *flat_new(const struct schema *s, const struct rule *r, struct proj *p,
    struct arena *a);

/**
 * flat_ok - the record fits; false: it does not, or cannot be told from its fields
 *
 * Of a name given twice the last member counts, as in valid.h.
 * Cost: a glance at most members; what the rest of their rules asks for at the others.
 */
bool flat_ok(struct valid *v, const struct flat *f, const struct record *r);

#endif
