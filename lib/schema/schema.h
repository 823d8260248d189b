/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * schema - JSON Schemas compiled to a constant program
 *
 *     spec/doc.h ──► resources and anchors by URI ──► rules (rule.h) ──► valid.h
 *
 * Draft 2020-12, 2019-09, 07, 06 and 04, as $schema says (none: 2020-12).  All of
 * their assertions and applicators, $ref to any place of the document or of
 * documents the caller fetches, $id, $anchor, $dynamicRef; `format` asserted for the
 * names of format.h; patterns by ecma.h.
 * Refused by name, with file:line:col: keywords that are none and do not begin with
 * x- (lax ignores them), formats that are not asserted, $recursiveRef, metaschemas of
 * one's own, a $ref that leads back to itself, contentSchema is an annotation.
 *
 * Memory: rules in the caller's arena; machine code of patterns until schema_free.
 */
#ifndef CX_SCHEMA_SCHEMA_H
#define CX_SCHEMA_SCHEMA_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "spec/doc.h"

#include <stdbool.h>

struct rule;
struct schema;

/**
 * schema_fetch_fn - a document that a $ref names
 * @uri: resolved, without fragment
 *
 * Returns: RC_OK and *out, which must outlive the program; RC_EMPTY there is none; an error.
 */
typedef enum rc schema_fetch_fn(void *ctx, struct sv uri, const struct doc **out, struct err *e);

struct schema_cfg {
	bool              lax;		/* unknown keywords and formats are annotations */
	bool              annotate;	/* format asserts nothing */
	bool              draft7;	/* where no $schema says: else 2020-12 */
	schema_fetch_fn *fetch;	/* NULL: other documents are refused */
	void             *ctx;
};

/** schema_new - an empty program; @a must outlive it */
struct schema *schema_new(const struct schema_cfg *cfg, struct arena *a);

/**
 * schema_add - compile one schema
 * @d:    its document
 * @root: the schema in it; references are resolved against it
 * @uri:  where it comes from, base of relative references; empty: the document's file
 * @rule: what valid_check takes
 *
 * Returns: RC_OK; RC_SYNTAX "FILE:LINE:COL: ..."; what fetch returned.
 */
MUST_USE enum rc schema_add(struct schema *s, const struct doc *d, const struct node *root,
    struct sv uri, const struct rule **rule, struct err *e);

/** schema_free - give back machine code; before the arena goes */
void schema_free(struct schema *s);

#endif
