/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * code - what a reply, a status or an exit status means for a message
 *
 * Three tables, of SMTP, HTTP and programs; the first row that fits decides.  An enhanced
 * status code (RFC 3463) is more exact than the basic one, and comes first.
 */
#ifndef CX_WIRE_CODE_H
#define CX_WIRE_CODE_H

#include "base/sv.h"
#include "wire/wire.h"

#include <stdbool.h>

/**
 * code_smtp - the last reply of a transaction: 250 2.0.0 Ok: queued
 * @r:     gets code, enhanced, text, verdict and flags
 * @stage: of what was answered
 * @code:  0 when none came, then @text is why
 * @text:  what stands behind the code
 *
 * A stage before WIRE_CONTENT that was answered well is no success: the connection was lost.
 * The verdict is never WIRE_AMBIGUOUS: that no answer came is known where it was waited for.
 */
void code_smtp(struct wire_result *r, enum wire_stage stage, int code, struct sv text);

/**
 * code_http - a status, and what came with it
 * @push: it answered a Web Push, where also 404 says that the subscription is gone (RFC 8030)
 * @body: of the answer, or what there is of it
 *
 * The body of a 2xx is looked at too, {"ok":false,"error":"..."} is no success; that of another
 * for words of push services which say that an address is gone.
 */
void code_http(struct wire_result *r, bool push, int code, struct sv body);

/** code_exec - an exit status (sysexits: 75 try again, 67 no such address ...) and what was said */
void code_exec(struct wire_result *r, int status, struct sv text);

/** code_text - @said into r->text: UTF-8, blanks for controls, cut between characters */
void code_text(struct wire_result *r, struct sv said);

/** code_enhanced - "4.7.1" at the beginning of @text, of class 2, 4 or 5; empty: none */
struct sv code_enhanced(struct sv text);

#endif
