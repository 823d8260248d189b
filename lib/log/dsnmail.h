/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dsnmail - what mail servers say of mails that we sent: reports as receipts
 *
 *     From MAILER-DAEMON Mon Nov 30 ...         mails one behind the other (mbox), or one
 *     Content-Type: multipart/report; report-type=delivery-status; boundary="b"
 *     --b ... Reporting-MTA: dns; mx.example.net
 *             Final-Recipient: rfc822; ann@example.net
 *             Action: failed
 *             Status: 5.1.1
 *     --b ... Message-ID: <rn4c5k2v@example.org>
 *
 * A record for each recipient of a delivery status notification, and one for each complaint
 * (Feedback-Type: abuse): event_name, delivery_id, which is what stands before the @ of our own
 * Message-ID, and no address but its domain.  Other mails give none.
 *
 * class says what a bounce means for the address: permanent, nobody has it; transient, it was
 * tried for too long or the mailbox is full; refused, it is not the address.
 *
 * Blocks are decoded in order (SOURCE_SERIAL).  Memory: the fields of one mail, up to 1 MiB.
 * Source: RFC 3464, sections 2.2 and 2.3 (3462 around them); RFC 5965; RFC 3463 for the codes.
 */
#ifndef CX_LOG_DSNMAIL_H
#define CX_LOG_DSNMAIL_H

#include "record/source.h"

/** dsnmail_open - see the head of this file */
MUST_USE enum rc dsnmail_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
