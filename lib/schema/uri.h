/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * uri - references resolved against a base, RFC 3986, section 5
 */
#ifndef CX_SCHEMA_URI_H
#define CX_SCHEMA_URI_H

#include "base/arena.h"
#include "base/sv.h"

/**
 * uri_resolve - the target of @ref as seen from @base
 * @base: may be relative itself, as names of files are
 * @frag: what follows '#', percent-decoded; empty when there is none
 *
 * Returns: the URI without fragment.  Memory: in @a.
 */
struct sv uri_resolve(struct sv base, struct sv ref, struct sv *frag, struct arena *a);

#endif
