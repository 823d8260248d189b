/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * route - the route behind a path: what varies by record becomes :id
 *
 *     /orders/8d3f1c2e/items/42?x=1  ->  /orders/:id/items/:id
 *
 * Query and fragment are cut (from the first '?' or '#').  A segment (between
 * slashes) is an id when it is, whole:
 *   1. digits, alone or in groups joined by single '-' or '_':  42  2024-05-01
 *   2. a UUID: hex digits 8-4-4-4-12
 *   3. at least 8 hex digits (either case), one of them 0-9:  8d3f1c2e, a Mongo id
 *   4. at least 16 ASCII letters and digits, with a letter and two digits:
 *      ULID, KSUID, session and API tokens
 *   5. anything with an '@' or "%40" in it: a mail address
 * Everything else stays, byte for byte: empty segments, a slash at the end,
 * percent-escapes, names of files.
 */
#ifndef CX_EXPR_ROUTE_H
#define CX_EXPR_ROUTE_H

#include "base/arena.h"
#include "base/sv.h"

#include <stdbool.h>

/** route_path - the route of @path: a slice of it, or in @a when an id was replaced; O(n) */
struct sv route_path(struct sv path, struct arena *a);

/** route_is_id - a single segment is an id by the rules above */
bool route_is_id(struct sv seg);

#endif
