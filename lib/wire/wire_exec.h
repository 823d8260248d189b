/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_exec - a program that gets the message on standard input, and says by its status
 */
#ifndef CX_WIRE_WIRE_EXEC_H
#define CX_WIRE_WIRE_EXEC_H

#include "wire/wire_job.h"

/**
 * wire_exec_send - run it; j->r gets what came of it
 *
 * What it writes, to standard output and error, is the text.  Over its time it is killed, with
 * those it started (its process group), and the verdict is WIRE_AMBIGUOUS.
 */
void wire_exec_send(const struct wire_channel *ch, struct wire_job *j);

#endif
