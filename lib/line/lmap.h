/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lmap - what --map makes of a member of JSON, by the name that it gives
 *
 *     a text of cx-events(7)    of an array its first element
 *     client_ip                 likewise, and an address: the first of a list, without a port
 *     request_uri               path and query, in its place
 *
 * Sources of named texts do the same by themselves (lbag.h).
 */
#ifndef CX_LINE_LMAP_H
#define CX_LINE_LMAP_H

#include "record/source.h"

/** lmap_compile - @cfg with the map made so; in @a.  Names that are none stay as they are */
void lmap_compile(struct source_cfg *cfg, struct arena *a);

#endif
