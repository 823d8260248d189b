/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jresource - schemas by URI, places in them by anchor and pointer; private to lib/quality
 */
#ifndef CX_QUALITY_JRESOURCE_H
#define CX_QUALITY_JRESOURCE_H

#include "base/rc.h"
#include "schema/jrule.h"

/**
 * jresource_add - a document's schema, with all that have an $id in it
 * @uri: where it comes from, may be relative
 *
 * Returns: RC_OK; RC_SYNTAX: an unknown $schema, an $id or anchor that is none.
 */
MUST_USE enum rc jresource_add(struct jschema *s, const struct doc *d, const struct node *root,
    struct sv uri, const struct jresource **out, struct err *e);

/**
 * jresource_ref - where a $ref leads
 * @from: the resource it stands in
 * @ref:  its value, a string
 * @node: the target, in *@to
 * @dyn:  the anchor's name when the target is a $dynamicAnchor, else empty; may be NULL
 *
 * Returns: RC_OK; RC_SYNTAX at @ref: nothing there; what fetch returned.
 */
MUST_USE enum rc jresource_ref(struct jschema *s, const struct jresource *from,
    const struct node *ref, const struct jresource **to, const struct node **node, struct sv *dyn,
    struct err *e);

#endif
