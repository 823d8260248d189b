/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * segment_file - edges and centres, written to a file and read another day
 *
 * One record of one kind and version, with lists of numbers in it.  It is a document: what is
 * wrong with it is said with its place.
 */
#ifndef CX_SEGMENT_SEGMENT_FILE_H
#define CX_SEGMENT_SEGMENT_FILE_H

#include "json/jwrite.h"
#include "spec/doc.h"

#include <stddef.h>

enum { SEGMENT_FILE_VERSION = 1 };

/**
 * segment_file_read - the first line of a file
 * @kind: that the record must have, of this version
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:1:COL: ...".
 * Memory:  in @a.
 */
MUST_USE enum rc segment_file_read(const struct doc **d, const char *path, const char *kind,
    struct arena *a, struct err *e);

/** segment_file_numbers - a list of @n numbers; RC_SYNTAX when @list is something else */
MUST_USE enum rc segment_file_numbers(const struct doc *d, const struct node *list, double *x,
    size_t n, struct err *e);

/** segment_file_list - @list is a list of @n items; RC_SYNTAX when not */
MUST_USE enum rc segment_file_list(const struct doc *d, const struct node *list, size_t n,
    struct err *e);

/** segment_file_write - one record as all of a file, which appears whole or not at all */
MUST_USE enum rc segment_file_write(const char *path, struct sv record, struct err *e);

/** segment_file_put - a list of numbers */
void segment_file_put(struct jwrite *w, const double *x, size_t n);

#endif
