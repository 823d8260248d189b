/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document - JSON that is a document, not a record: read whole into jansson's tree
 *
 * What is off the per-record path goes through here: saved queries, the heads of saved
 * states.  Their canonical text has its members sorted, no spaces, and of numbers only
 * whole ones; any other number stands as a string, in its shortest form, so that no
 * library's way of printing shows in the bytes.  Memory: the tree, on the heap.
 */
#ifndef CX_QUERY_DOCUMENT_H
#define CX_QUERY_DOCUMENT_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdint.h>

struct json_t;			/* jansson's */

/**
 * document_start - let jansson allocate as the rest does: out of memory ends the program
 * @seed: of its hash tables; without one it would read /dev/urandom, and go on if that fails
 */
void document_start(uint64_t seed);

/**
 * document_load - read one JSON object
 *
 * Returns: RC_OK and *doc, to be given to document_free; RC_SYNTAX with the reason: no
 *          object, a member that is there twice, nested too deep, text behind it.
 */
MUST_USE enum rc document_load(struct json_t **doc, struct sv text, struct err *e);

/** document_normal - numbers as the canonical text has them, and no member that is null */
void document_normal(struct json_t *doc);

/**
 * document_text - the canonical text, in @a
 *
 * Returns: RC_OK; RC_SYNTAX when @doc is NULL, as jansson makes it of what is not UTF-8.
 */
MUST_USE enum rc document_text(struct sv *text, const struct json_t *doc, struct arena *a,
    struct err *e);

/** document_canon - the canonical text of @text, in @a; as document_load */
MUST_USE enum rc document_canon(struct sv *canon, struct sv text, struct arena *a,
    struct err *e);

/** document_number - a number as the canonical text has it; NULL for NaN and infinities */
struct json_t *document_number(double v);

/** document_string - a string; NULL when it is not UTF-8 */
struct json_t *document_string(struct sv s);

/** document_sv - the text of a string, valid as long as it is; empty for all else */
struct sv document_sv(const struct json_t *string);

/** document_free - give it back; NULL is fine */
void document_free(struct json_t *doc);

#endif
