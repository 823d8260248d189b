/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * resource - schemas by URI, places in them by anchor and pointer; private to lib/schema
 */
#ifndef CX_SCHEMA_RESOURCE_H
#define CX_SCHEMA_RESOURCE_H

#include "base/rc.h"
#include "schema/rule.h"

/**
 * resource_add - a document's schema, with all that have an $id in it
 * @uri: where it comes from, may be relative
 *
 * Returns: RC_OK; RC_SYNTAX: an unknown $schema, an $id or anchor that is none.
 */
MUST_USE enum rc resource_add(struct schema *s, const struct doc *d, const struct node *root,
    struct sv uri, const struct resource **out, struct err *e);

/**
 * resource_ref - where a $ref leads
 * @from: the resource it stands in
 * @ref:  its value, a string
 * @node: the target, in *@to
 * @dyn:  the anchor's name when the target is a $dynamicAnchor, else empty; may be NULL
 *
 * Returns: RC_OK; RC_SYNTAX at @ref: nothing there; what fetch returned.
 */
MUST_USE enum rc resource_ref(struct schema *s, const struct resource *from,
    const struct node *ref, const struct resource **to, const struct node **node, struct sv *dyn,
    struct err *e);

#endif
