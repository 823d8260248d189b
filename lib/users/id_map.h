/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * id_map - which user an id belongs to: --ids, a file of records of the kind "identity"
 *
 *     {"kind":"identity","id":"a-17","user":"anna"}
 *
 * Read whole, before the first record; then constant, for all threads.  Memory: some 150
 * bytes an id, and its text and its user's.
 */
#ifndef CX_USERS_ID_MAP_H
#define CX_USERS_ID_MAP_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/val.h"

#include <stddef.h>
#include <stdint.h>

struct id_map;

enum { ID_MAP_DIGITS = 16 };	/* of its name, hexadecimal */

/**
 * id_map_read - the map in the file @path
 * @a: it and its texts live there
 *
 * Members but kind, id and user are passed over, and so are blank lines.
 * Returns: RC_OK; RC_SYNTAX for a line that is no such record, and an id that has two users,
 *          RC_IO, RC_LIMIT; all with the file and line.
 */
MUST_USE enum rc id_map_read(const struct id_map **m, const char *path, uint64_t seed,
    struct arena *a, struct err *e);

/** id_map_name - ID_MAP_DIGITS digits and a NUL, of a hash of all it says, in any order */
const char *id_map_name(const struct id_map *m);

/** id_map_user - the user of @id, as an expr_map's fn: @id itself where the map is silent */
struct val id_map_user(const void *map, const struct val *id, struct arena *tmp);

#endif
