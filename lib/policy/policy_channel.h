/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_channel - the ways messages go, as a policy has them: where to, how fast, how often again
 */
#ifndef CX_POLICY_POLICY_CHANNEL_H
#define CX_POLICY_POLICY_CHANNEL_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum policy_way { POLICY_SMTP, POLICY_WEBHOOK, POLICY_WEBPUSH, POLICY_EXEC };
enum policy_tls { POLICY_TLS_REQUIRED, POLICY_TLS_NONE };
enum policy_unknown { POLICY_UNKNOWN_BY_CLASS, POLICY_UNKNOWN_HOLD, POLICY_UNKNOWN_RESEND };

struct policy_limit {		/* a token bucket: n in each per_us; several hold together */
	uint32_t n;
	int64_t  per_us;
};

struct policy_breaker {		/* opens, lets one try through, opens for twice as long */
	uint32_t failures;	/* one behind the other */
	uint32_t share;		/* or so many percent */
	uint32_t least;		/* ... of at least so many */
	int64_t  window_us;	/* ... within */
	int64_t  open_us;	/* first time */
	int64_t  open_max_us;
};

struct policy_channel {
	struct sv             name;
	uint32_t              line, col;
	enum policy_way       way;
	struct sv             url;	/* smtp:// smtps:// https:// http://; Web Push: empty */
	struct sv            *command;	/* POLICY_EXEC: program and its arguments */
	size_t                ncommand;
	struct sv             address;	/* the profile's member with it: email, push, phone;
					 * empty: who receives needs none */
	struct sv             from;	/* "Shop <no-reply@example.org>" */
	struct sv             reply_to;
	struct sv             unsubscribe;	/* https URL, {token} in it is replaced */
	struct sv             auth_file;	/* SMTP: USER:PASSWORD; webhook: Authorization */
	struct sv            *sign_file;	/* Standard Webhooks secrets: all of them sign */
	size_t                nsign_file;
	struct sv             vapid_file;	/* Web Push: PEM of the P-256 key */
	struct sv             subject;	/* Web Push: mailto: or https: of who sends */
	enum policy_tls       tls;
	struct sv             ca_file;	/* certificates to trust; empty: the system's */
	struct sv            *allow_net;	/* 10.0.0.0/8: private ones that may be reached */
	size_t                nallow_net;
	int64_t               timeout_us;
	int64_t               connect_us;
	bool                  idempotent;	/* the receiver knows a key it has seen */
	enum policy_unknown   on_unknown;
	bool                  receipts;	/* it says delivered and opened, and can be believed */
	struct policy_limit  *limit;	/* of all it sends */
	size_t                nlimit;
	struct policy_limit  *per_domain;	/* of each domain of addresses, host of endpoints */
	size_t                nper_domain;
	uint32_t              concurrency;
	int64_t              *retry_us;	/* before each try behind the first */
	size_t                nretry;
	int                  *retry_code;	/* tried again though the table says no */
	size_t                nretry_code;
	struct policy_breaker breaker;
	double                cost;	/* of one message, in the policy's money */
};

/**
 * policy_channel_resends - a message whose outcome is unknown is sent again
 * @marketing: its class is
 *
 * By class: of an idempotent receiver, or not marketing.
 */
bool policy_channel_resends(const struct policy_channel *c, bool marketing);

#endif
