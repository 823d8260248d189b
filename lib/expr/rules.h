/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rules - what a user agent is, which channel a visit came by: rule tables
 *
 * The tables are the top of rules.c, one row a rule, tried from the top, upper
 * and lower case alike.  To change what is known, edit a row; channels have rules of the
 * user before these, see run/channels.h.
 *
 * Sources: user agents as the vendors document them (crawlers, MDN "Browser
 * detection using the user agent"); channels after Google Analytics 4's default
 * channel groups, with paid and organic video as one "Video" and what has no
 * group of its own here (paid other, shopping, audio, push) as "Other".
 */
#ifndef CX_EXPR_RULES_H
#define CX_EXPR_RULES_H

#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>

enum rules_device {
	RULES_DEVICE_UNKNOWN,
	RULES_DEVICE_BOT,
	RULES_DEVICE_TV,
	RULES_DEVICE_TABLET,
	RULES_DEVICE_MOBILE,
	RULES_DEVICE_DESKTOP
};

struct rules_cache;	/* per thread: user agents repeat */

/** rules_cache_new - an empty one, 256 KiB */
struct rules_cache *rules_cache_new(void);

/** rules_cache_free - NULL is fine */
void rules_cache_free(struct rules_cache *c);

/**
 * rules_agent - what @agent runs on; RULES_DEVICE_BOT for crawlers, monitors, libraries
 * @c: NULL: no cache
 */
enum rules_device rules_agent(struct sv agent, struct rules_cache *c);

/** rules_device_name - "bot", "tv", "tablet", "mobile", "desktop"; empty for unknown */
struct sv rules_device_name(enum rules_device d);

struct rules_channel {		/* a rule of the user; its texts are in small letters */
	struct sv        channel;
	const struct sv *source;	/* as in the tables; one of these, "": there is none */
	size_t           nsource;	/* 0: whatever the source is */
	const struct sv *medium;	/* likewise, with * at the end, or at both */
	size_t           nmedium;
};

struct rules_channels {
	const struct rules_channel *rule;	/* the first that fits decides */
	size_t                      n;
};

/**
 * rules_channel - the channel of a visit
 * @own:    rules that go before the tables; NULL: none
 * @source: a name ("google") or a host ("www.google.de"); empty when there is none
 * @medium: "cpc", "organic", "email" ...; empty when there is none
 *
 * Returns: "Direct", "Organic Search", "Paid Search", "Display", "Paid Social", "Organic Social",
 *          "Email", "Affiliates", "Referral", "Video", "SMS", "Other", or what @own says.
 */
struct sv rules_channel(const struct rules_channels *own, struct sv source, struct sv medium);

#endif
