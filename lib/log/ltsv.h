/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ltsv - the LTSV source: label:value, with TABs between
 *
 *     time:[28/Feb/2013:12:00:00 +0900]<TAB>host:192.0.2.1<TAB>req:GET / HTTP/1.1<TAB>status:200
 *
 * Labels that ltsv.org recommends become canonical fields: host is `client_ip`, vhost `host`,
 * user `user_id`, ua `user_agent`, size `bytes`, req and uri are split, reqtime (seconds),
 * reqtime_microsec and apptime are milliseconds.  Other labels keep their names.  LTSV has no
 * escapes; those of nginx and Apache (\xHH, \") are decoded.  Empty and "-" are absent.  A line
 * with fewer than two labels is rejected.  Streaming; memory: line/lbag.h.
 */
#ifndef CX_LOG_LTSV_H
#define CX_LOG_LTSV_H

#include "record/source.h"

/** ltsv_open - see the head of this file */
MUST_USE enum rc ltsv_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
