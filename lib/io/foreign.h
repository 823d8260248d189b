/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * foreign - files that no reader here can read, told by their first bytes
 *
 * Their bytes hold no lines, or lines of nonsense: whatever the format asked
 * for, the file is refused by its name, with the command that makes text of it.
 */
#ifndef CX_IO_FOREIGN_H
#define CX_IO_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

/**
 * foreign_reason - what a file is that begins so, and what to do
 * @more: the @n bytes may become the beginning of such a file: no end of a line is among them
 *
 * Returns: a constant text; NULL for what may be read.
 */
const char *foreign_reason(const unsigned char *p, size_t n, bool *more);

#endif
