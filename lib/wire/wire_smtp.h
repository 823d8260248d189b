/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_smtp - one connection to a relay, a recipient a transaction
 */
#ifndef CX_WIRE_WIRE_SMTP_H
#define CX_WIRE_WIRE_SMTP_H

#include "wire/wire_job.h"

struct wire_smtp;

/** wire_smtp_new - a connection that is opened by the first message, and kept; wire_smtp_free */
struct wire_smtp *wire_smtp_new(const struct wire_channel *ch);

/** wire_smtp_send - a transaction; j->r gets what came of it */
void wire_smtp_send(struct wire_smtp *s, struct wire_job *j);

/** wire_smtp_free - QUIT, for whose answer two seconds are waited; NULL is fine */
void wire_smtp_free(struct wire_smtp *s);

#endif
