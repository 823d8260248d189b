/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * logfmt - the logfmt source: key=value key="quoted value" key
 *
 *     line  = *( pair / space )
 *     pair  = ident [ "=" [ ident / quoted ] ]
 *     ident = bytes above 0x20 but = and "
 *
 * Escapes in quotes: \" \\ \/ \b \f \n \r \t \uXXXX, others stay.  `key` alone
 * is true, `key=` is absent; a duplicate key's last value counts.  Bare numbers,
 * true and false are typed, quoted values are strings.  ts, time, t and
 * @timestamp that hold a time become `timestamp`; lvl `level`; msg `message`;
 * dur, duration and elapsed with a unit ("12ms") `duration_ms`.
 * A line without a single key=value is rejected.  Streaming; memory: line/lbag.h.
 */
#ifndef CX_LOG_LOGFMT_H
#define CX_LOG_LOGFMT_H

#include "record/source.h"

/** logfmt_open - see the head of this file */
MUST_USE enum rc logfmt_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
