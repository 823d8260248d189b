/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_http - requests of all channels, in one thread
 */
#ifndef CX_WIRE_WIRE_HTTP_H
#define CX_WIRE_WIRE_HTTP_H

#include "wire/wire_job.h"

/** wire_http_new - the thread; wire_http_free */
MUST_USE enum rc wire_http_new(struct wire_http **h, struct err *e);

/** wire_http_send - from another thread: wire_job_done is called in the end */
void wire_http_send(struct wire_http *h, struct wire_job *j);

/** wire_http_free - waits for what is in flight; NULL is fine */
void wire_http_free(struct wire_http *h);

#endif
