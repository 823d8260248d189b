/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jschema - JSON Schemas compiled to a constant program
 *
 *     doc.h nodes ──► resources and anchors by URI ──► rules (jrule.h) ──► jvalid.h
 *
 * Draft 2020-12, 2019-09, 07, 06 and 04, as $schema says (none: 2020-12).  All of
 * their assertions and applicators, $ref to any place of the document or of
 * documents the caller fetches, $id, $anchor, $dynamicRef; `format` asserted for the
 * names of jformat.h; patterns by jecma.h.
 * Refused by name, with file:line:col: keywords that are none and do not begin with
 * x- (lax ignores them), formats that are not asserted, $recursiveRef, metaschemas of
 * one's own, a $ref that leads back to itself, contentSchema is an annotation.
 *
 * Memory: rules in the caller's arena; machine code of patterns until jschema_free.
 */
#ifndef CX_QUALITY_JSCHEMA_H
#define CX_QUALITY_JSCHEMA_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "spec/doc.h"

#include <stdbool.h>

struct jrule;
struct jschema;

/**
 * jschema_fetch_fn - a document that a $ref names
 * @uri: resolved, without fragment
 *
 * Returns: RC_OK and *out, which must outlive the program; RC_EMPTY there is none; an error.
 */
typedef enum rc jschema_fetch_fn(void *ctx, struct sv uri, const struct doc **out, struct err *e);

struct jschema_cfg {
	bool              lax;		/* unknown keywords and formats are annotations */
	bool              annotate;	/* format asserts nothing */
	bool              draft7;	/* where no $schema says: else 2020-12 */
	jschema_fetch_fn *fetch;	/* NULL: other documents are refused */
	void             *ctx;
};

/** jschema_new - an empty program; @a must outlive it */
struct jschema *jschema_new(const struct jschema_cfg *cfg, struct arena *a);

/**
 * jschema_add - compile one schema
 * @d:    its document
 * @root: the schema in it; references are resolved against it
 * @uri:  where it comes from, base of relative references; empty: the document's file
 * @rule: what jvalid_check takes
 *
 * Returns: RC_OK; RC_SYNTAX "FILE:LINE:COL: ..."; what fetch returned.
 */
MUST_USE enum rc jschema_add(struct jschema *s, const struct doc *d, const struct node *root,
    struct sv uri, const struct jrule **rule, struct err *e);

/** jschema_free - give back machine code; before the arena goes */
void jschema_free(struct jschema *s);

#endif
