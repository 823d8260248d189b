/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * errlog - error logs of nginx and Apache
 *
 *     2026/11/29 19:18:08 [error] 26490#26490: *25 open() "/a" failed (2: No such file or
 *         directory), client: 192.0.2.7, server: shop.example, request: "GET /a HTTP/1.1"
 *     [Sun Nov 29 19:20:39.065702 2026] [core:info] [pid 16674:tid 16768] [client 192.0.2.7:80]
 *         AH00128: File does not exist: /srv/www/missing
 *
 * Times name no zone.  nginx escapes nothing: a quote ends a value where the next one, or the
 * end of the line, stands behind it.
 */
#ifndef CX_LOG_ERRLOG_H
#define CX_LOG_ERRLOG_H

#include "record/source.h"

/** errlog_nginx - the source of nginx's error_log */
MUST_USE enum rc errlog_nginx(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** errlog_apache - likewise of Apache's ErrorLog, 2.4 and 2.2 */
MUST_USE enum rc errlog_apache(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
