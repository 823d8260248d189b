/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sloth - objectives drafted from a file of sloth
 *
 * Sloth's queries ask Prometheus; here events are counted, and which of them are bad only a
 * person knows.  Everything else is taken over: names, descriptions, targets, the window, and
 * alerts with their severities.
 * Source: https://sloth.dev/specs/default/ (prometheus/v1), and its Kubernetes form,
 *         sloth.slok.dev/v1.
 */
#ifndef CX_OBJECTIVE_SLOTH_H
#define CX_OBJECTIVE_SLOTH_H

#include "base/buf.h"
#include "base/rc.h"
#include "spec/doc.h"

/** sloth_is - a document of sloth, in either form */
bool sloth_is(const struct node *root);

/**
 * sloth_draft - the short form of all objectives of @path, as YAML with comments
 *
 * `bad` is there without a value, which no run takes: the queries stand above it, or the name of
 * the plugin that has them.
 * Returns: RC_OK; RC_SYNTAX with place for what is no file of sloth; as doc_load.
 */
MUST_USE enum rc sloth_draft(struct buf *o, const char *path, struct arena *a, struct err *e);

#endif
