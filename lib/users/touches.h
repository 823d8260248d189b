/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * touches - the texts of last touches, each kept once for all users
 *
 * Sources, mediums and channels are few, users many.  Threads share the table without a
 * lock: what is in it stays where it is.
 *
 * Memory class: 32 KiB, and the texts, at most 256 KiB; what finds no room its user keeps.
 */
#ifndef CX_USERS_TOUCHES_H
#define CX_USERS_TOUCHES_H

#include "base/arena.h"
#include "base/sv.h"

struct touches;

/** touches_new - an empty table, in @a */
struct touches *touches_new(struct arena *a);

/**
 * touches_keep - the one copy of a text; NULL: there is no room for it
 *
 * Several threads may call at once.  Cost: a hash, and some comparisons.
 */
const char *touches_keep(struct touches *t, struct sv text);

/** touches_name - a small number for a text that touches_keep has given */
size_t touches_name(const struct touches *t, const char *kept);

/** touches_named - the inverse */
const char *touches_named(const struct touches *t, size_t name);

#endif
