/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * channels - the user's own rules of channel(), a YAML file
 *
 *     - {channel: Newsletter, source: [crm, mailing.example], medium: email}
 *     - {channel: Paid Search, medium: "sea*"}
 *
 * The first rule that fits decides; what fits none goes by the tables of expr/rules.h, whose
 * rows the texts are like: a source is a name, or a host and what is below it; a medium may
 * have * at its end or at both.  A list fits with one of its texts, "" is none, and what a
 * rule does not name fits whatever it is.
 */
#ifndef CX_RUN_CHANNELS_H
#define CX_RUN_CHANNELS_H

#include "base/arena.h"
#include "base/rc.h"
#include "expr/rules.h"

/**
 * channels_load - read them
 * @name: 16 hexadecimal digits, of a hash of what the rules say: those that say the same in the
 *        same order have one name
 *
 * Returns: RC_OK; RC_IO; RC_SYNTAX "FILE:LINE:COL: ..." for what is no such rule, and for one
 *          that cannot be reached behind a rule that fits everything.
 * Memory:  in @a.
 */
MUST_USE enum rc channels_load(const struct rules_channels **out, struct sv *name,
    const char *path, struct arena *a, struct err *e);

#endif
