/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * haproxy - the logs of HAProxy: option httplog, httpslog, tcplog, with logasap or without
 *
 *     192.0.2.7:58134 [29/Nov/2026:19:22:31.926] web app/s1 0/0/0/1/1 200 149 - - --NI
 *         1/1/0/0/0 0/0 {tester/1.0|} {text/plain} "GET / HTTP/1.1"
 *
 * Five times make it a line of a request, three one of a connection.  What a phase that was
 * not reached has, -1, is absent.  A line that was cut when it was written, at 1024 bytes
 * unless told otherwise, is rejected with code "truncated".  Times name no zone.
 */
#ifndef CX_LOG_HAPROXY_H
#define CX_LOG_HAPROXY_H

#include "record/source.h"

/** haproxy_open - the source */
MUST_USE enum rc haproxy_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
