/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * guard - what may stand in a header or a command, and where a connection may go
 *
 * libcurl passes on what it is given: a line end in an address would be a command of its own.
 */
#ifndef CX_WIRE_GUARD_H
#define CX_WIRE_GUARD_H

#include "base/address.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

enum { GUARD_URL_MAX = 2048, GUARD_ADDRESS_MAX = 254, GUARD_LOCAL_MAX = 64, GUARD_ID_MAX = 64 };

/**
 * guard_header - @value can stand in a header: UTF-8, no control character but the tab
 * @what: names it, in the message
 *
 * Returns: RC_OK; RC_BAD.
 */
MUST_USE enum rc guard_header(const char *what, struct sv value, struct err *e);

struct guard_mailbox {		/* slices of what was read */
	struct sv name;		/* what stands before the address, without quotes; empty none */
	struct sv local;	/* of the address: before the last '@' */
	struct sv domain;
	struct sv address;	/* local@domain */
	bool      utf8;		/* not ASCII: it needs SMTPUTF8 (RFC 6531) */
};

/**
 * guard_mailbox - ana@example.org, or Ana <ana@example.org>, or "Ana, \"A.\"" <ana@example.org>
 * @what: names it, in the message
 *
 * Comments, groups, lists and address literals are refused; a quoted local part is taken when
 * its quotes are balanced.  Names and domains may be UTF-8.
 * Returns: RC_OK; RC_BAD.
 */
MUST_USE enum rc guard_mailbox(const char *what, struct sv text, struct guard_mailbox *m,
    struct err *e);

/** guard_id - letters, digits, '-' and '_', GUARD_ID_MAX at most; RC_BAD */
MUST_USE enum rc guard_id(struct sv id, struct err *e);

struct guard_url {		/* slices of what was read */
	struct sv scheme;	/* as written */
	struct sv host;		/* without brackets */
	struct sv origin;	/* scheme://host[:port] */
	unsigned  port;		/* of the scheme, when none is written; 0 for schemes not known */
	bool      bracketed;
	bool      loopback;	/* host is localhost, 127.0.0.0/8 or ::1 */
};

/**
 * guard_url - the parts of a URL that say where a connection goes
 * @what: names it, in the message
 *
 * Printable ASCII without spaces and quotes; a scheme of https http smtp smtps; a host; no
 * user, no password.
 * Returns: RC_OK; RC_BAD.
 */
MUST_USE enum rc guard_url(const char *what, struct sv url, struct guard_url *u, struct err *e);

struct guard_nets {		/* private networks that may be reached after all */
	const struct network *net;
	size_t                n;
};

/**
 * guard_endpoint - a URL that somebody else gave: https, port 443
 *
 * One whose host is an address within @nets may have any port, and be http.
 * Returns: RC_OK; RC_BAD.
 */
MUST_USE enum rc guard_endpoint(struct sv url, const struct guard_nets *nets, struct guard_url *u,
    struct err *e);

/**
 * guard_public - a connection for such a URL may go to @a: asked behind the resolver
 *
 * Not private, loopback, link-local, shared, multicast, reserved or of documentation (IANA's
 * registries of special addresses), also behind NAT64 and 6to4; or within @nets.
 */
bool guard_public(const struct address *a, const struct guard_nets *nets);

/** guard_loopback - an address of this machine */
bool guard_loopback(const struct address *a);

#endif
