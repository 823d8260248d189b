/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire - messages on their way out: SMTP to a relay, webhooks, Web Push, programs
 *
 *     wire_open ─► wire_channel ... ─► wire_start ─► (threads) ─► wire_wait: a verdict a message
 *
 * SMTP and programs have a thread a connection, since libcurl waits for the last reply of an
 * SMTP transaction without giving way; HTTP of all channels shares one thread.  What went
 * wrong is told by the reply alone (wire/code.h).  A message that the wire may or may not have
 * taken is WIRE_AMBIGUOUS, and nothing else is: before that, another try is safe.
 *
 * What is given is checked before libcurl sees it: addresses, headers, URLs (wire/guard.h).
 * Nothing follows a redirect, asks the environment for a proxy, or speaks without TLS unless
 * to this machine or told to.
 *
 * Threads: one thread calls these functions.  SIGPIPE does not reach it.
 * Memory: a few hundred bytes a message in flight, and what libcurl needs a connection.
 */
#ifndef CX_WIRE_WIRE_H
#define CX_WIRE_WIRE_H

#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wire_kind { WIRE_SMTP, WIRE_WEBHOOK, WIRE_WEBPUSH, WIRE_EXEC };

enum wire_verdict {
	WIRE_SENT,		/* accepted */
	WIRE_TRANSIENT,		/* not accepted, another try may be */
	WIRE_PERMANENT,		/* not accepted, and never will be */
	WIRE_CONFIG,		/* not the message's fault: settings, credentials, certificates */
	WIRE_AMBIGUOUS		/* all of it was handed over, and no answer came */
};

enum wire_stage {		/* how far it came */
	WIRE_NOWHERE,		/* refused here, by a guard */
	WIRE_CONNECT,		/* name, connection, TLS, greeting, EHLO, credentials */
	WIRE_SENDER,		/* SMTP: MAIL */
	WIRE_RECIPIENT,		/* SMTP: RCPT */
	WIRE_CONTENT		/* SMTP: DATA and behind it; else: the request was on its way */
};

enum { WIRE_TEXT_MAX = 512 };	/* bytes of what the other side said */

struct wire_result {
	enum wire_verdict verdict;
	enum wire_stage   stage;
	int      code;		/* SMTP reply, HTTP status, exit status; 0 none came */
	char     enhanced[12];	/* 4.7.1; empty: none */
	bool     throttle;	/* the destination has enough: wait with all that goes there */
	bool     dead_address;	/* nobody has this address or subscription any more */
	bool     mailbox_full;	/* try three times in three days, then give up */
	bool     reputation;	/* refused for what we are said to be, not for the address */
	int64_t  retry_after_us;	/* as the answer asks, unclamped; 0 it does not */
	int64_t  took_us;
	char     text[WIRE_TEXT_MAX + 1];	/* UTF-8 without controls, NUL-terminated */
};

struct wire_message {
	struct sv id;		/* the delivery's: the same at every try; [A-Za-z0-9_-]{1,64} */
	int64_t   now_us;	/* of this try */
	int64_t   expires_us;	/* Web Push: kept for the device until; 0 four weeks */
	bool      high;		/* Web Push: wake the device */

	/* SMTP */
	struct sv from;		/* Shop <no-reply@example.org> */
	struct sv to;
	struct sv reply_to;	/* empty none */
	struct sv subject;
	struct sv text, html;	/* UTF-8; at least one */
	struct sv language;	/* of both: fr, pt-BR; empty unknown */
	struct sv unsubscribe_url;	/* https, one click (RFC 8058); empty none */

	/* the others */
	struct sv json;		/* body; program: standard input; Web Push: encrypted */
	struct sv endpoint;	/* of a profile: Web Push's; else instead of url, and then
				 * without credentials; or empty */
	struct sv p256dh, auth;	/* Web Push: keys of the subscription, base64url */
};

struct wire_settings {
	struct sv        name;	/* of the channel, in messages */
	enum wire_kind   kind;
	struct sv        url;	/* smtp smtps http https; others: empty */
	bool             plain;	/* without TLS also to other machines, and without credentials */
	struct sv        ca_file;	/* certificates to trust instead of the system's; with it
					 * TLS is asked of this machine's relay too; empty */
	struct sv        auth;	/* USER:PASSWORD; webhook: value of Authorization */
	const struct sv *sign;	/* Standard Webhooks: whsec_BASE64, all of them sign */
	size_t           nsign;
	struct sv        vapid;	/* Web Push: PEM of a P-256 private key */
	struct sv        subject;	/* Web Push: mailto: or https: of who sends */
	int64_t          connect_us;	/* until greeting or request; 0: 10 s */
	int64_t          timeout_us;	/* of a try, and each reply; 0: 30 s.  SMTP may need it
					 * twice, when the relay gave up a kept connection */
	bool             idempotent;	/* it knows an id: libcurl may try again itself */
	const struct sv *command;	/* program, in PATH unless it has a slash; arguments */
	size_t           ncommand;
	const struct sv *allow_net;	/* 10.0.0.0/8: private, endpoints may lie there */
	size_t           nallow_net;
	const int       *retry_code;	/* WIRE_PERMANENT of these is WIRE_TRANSIENT */
	size_t           nretry_code;
};

struct wire;
struct wire_channel;

/** wire_open - the threads' common ground; wire_close */
MUST_USE enum rc wire_open(struct wire **w, struct err *e);

/**
 * wire_channel - a way out
 * @s:           copied
 * @concurrency: messages in flight at most: connections, programs; at least 1
 *
 * Nothing is connected to.  The channel is the wire's.
 * Returns: RC_OK; RC_USAGE a setting that cannot be used, in words that hold no secret.
 */
MUST_USE enum rc wire_channel(struct wire *w, const struct wire_settings *s, unsigned concurrency,
    struct wire_channel **c, struct err *e);

/** wire_room - how many messages may be started on @c now */
unsigned wire_room(const struct wire_channel *c);

/**
 * wire_start - send a message
 * @m:   with all it points to it must live until wire_wait has given @tag back
 * @tag: the caller's own
 *
 * wire_room(@c) must not be 0.  Ends at once; whatever happens, the result says.
 */
void wire_start(struct wire_channel *c, const struct wire_message *m, void *tag);

/** wire_busy - messages started, of which wire_wait has not told the result yet */
size_t wire_busy(const struct wire *w);

/**
 * wire_wait - the result of a message, in the order in which they end
 * @timeout_us: sleep at most so long; 0 not at all; below 0 without end
 * @wake_fd:    the sleep also ends when this can be read; -1 none
 *
 * Returns: true with *@tag and *@result; false: time is over, @wake_fd, or a signal.
 */
bool wire_wait(struct wire *w, int64_t timeout_us, int wake_fd, void **tag,
    struct wire_result *result);

/**
 * wire_close - connections closed, threads ended
 *
 * Waits for what is in flight, at most for its timeouts; results not asked for are lost.
 * NULL is fine.
 */
void wire_close(struct wire *w);

/** wire_verdict_name - sent, transient, permanent, config, ambiguous */
const char *wire_verdict_name(enum wire_verdict v);

#endif
