/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mime - a message as e-mail: RFC 5322, 2045-2047, 2369 and 8058
 *
 * Every line ends in CR LF and has at most 998 bytes, nearly all at most 78; all is ASCII, but
 * for addresses that are not.  The same message and time give the same bytes.
 */
#ifndef CX_WIRE_MIME_H
#define CX_WIRE_MIME_H

#include "base/buf.h"
#include "base/rc.h"
#include "wire/guard.h"
#include "wire/wire.h"

enum { MIME_SUBJECT_MAX = 4000, MIME_UNSUBSCRIBE_MAX = 900 };

struct mime_envelope {		/* slices of the message */
	struct guard_mailbox from, to;
};

/**
 * mime_write - append the e-mail of a message
 * @m: from, to, reply_to, subject, text, html, language, unsubscribe_url, id, now_us
 *
 * With both texts they are alternatives, the plain one first.  Message-ID is the id at the
 * domain of the sender, hence the same at every try; Date is now_us.
 * Returns: RC_OK; RC_BAD something of it cannot be sent so, by name: a control character in a
 *          header, no address, text that is not UTF-8 ...; @out may then have some of it.
 */
MUST_USE enum rc mime_write(struct buf *out, const struct wire_message *m,
    struct mime_envelope *env, struct err *e);

#endif
