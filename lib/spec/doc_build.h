/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc_build - nodes from the events of a parser: what YAML and JSON have in common
 *
 *     open map, key, scalar, key, open list, scalar, close, close
 *
 * Nodes whose container is still open wait on one stack; closing a container moves
 * them into the arena, for good.
 */
#ifndef CX_SPEC_DOC_BUILD_H
#define CX_SPEC_DOC_BUILD_H

#include "base/arena.h"
#include "base/rc.h"
#include "spec/doc.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct doc_at {			/* a place in the source */
	uint32_t off;
	uint32_t line;
	uint32_t col;
};

struct doc_frame {		/* a container that is open */
	struct node   self;
	size_t        first;	/* of its items, on the stack */
	bool          has_key;	/* of a map: the next value is its value */
	struct sv     key;
	struct doc_at key_at;
	void         *tag;	/* the parser's own, */
	size_t        serial;	/* likewise */
};

struct doc_build {
	struct arena    *arena;
	const char      *file;
	struct sv        source;
	struct doc_at    at;	/* the place last asked for */
	struct node     *stack;	/* heap */
	size_t           n;
	size_t           cap;
	struct doc_frame frame[DOC_DEPTH_MAX];
	size_t           depth;
	size_t           nodes;	/* of the file */
	struct err      *e;
};

/** doc_build_init - nothing open, at the start of @source */
void doc_build_init(struct doc_build *b, const char *file, struct sv source, struct arena *a,
    struct err *e);

/** doc_build_free - give the stack back */
void doc_build_free(struct doc_build *b);

/** doc_build_seek - line and column of a byte: @at, a known place, is moved there */
void doc_build_seek(struct doc_at *at, struct sv source, size_t off);

/** doc_build_place - line and column of a byte of the source; cheap when asked in order */
struct doc_at doc_build_place(struct doc_build *b, size_t off);

/** doc_build_want_key - what comes next is a key of the innermost map */
bool doc_build_want_key(const struct doc_build *b);

/** doc_build_key - the key of the next value; @key lies in the arena */
void doc_build_key(struct doc_build *b, struct sv key, struct doc_at at);

/** doc_build_add - a complete node: kind, text, truth, place; its key is the pending one */
MUST_USE enum rc doc_build_add(struct doc_build *b, struct node n);

/** doc_build_open - a map or list begins; RC_LIMIT when nested too deeply */
MUST_USE enum rc doc_build_open(struct doc_build *b, enum node_kind kind, struct doc_at at);

/** doc_build_close - the innermost one ends; *made (NULL is fine) is it */
MUST_USE enum rc doc_build_close(struct doc_build *b, struct node *made);

/** doc_build_root - what was built, in the arena; the builder is ready for another document */
struct node *doc_build_root(struct doc_build *b);

/** doc_build_copy - add a copy of a node and of all below it, within the limits */
MUST_USE enum rc doc_build_copy(struct doc_build *b, const struct node *n);

/** doc_build_fail - "FILE:LINE:COL: ..." and the caret's place */
enum rc doc_build_fail(struct doc_build *b, enum rc rc, struct doc_at at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/** doc_build_vfail - the same with its parts, for doc_fail and its kin */
enum rc doc_build_vfail(const char *file, struct sv source, enum rc rc, struct doc_at at,
    struct err *e, const char *fmt, va_list ap) __attribute__((format(printf, 6, 0)));

/** doc_json - one document of RFC 8259 text; RC_SYNTAX, *reached: how far it was JSON */
MUST_USE enum rc doc_json(struct doc_build *b, struct docs *d, size_t *reached);

/** doc_yaml - all documents of YAML text; *reached as above */
MUST_USE enum rc doc_yaml(struct doc_build *b, struct docs *d, size_t *reached);

/** doc_build_done - append the root as one more document of @d */
void doc_build_done(struct doc_build *b, struct docs *d);

#endif
