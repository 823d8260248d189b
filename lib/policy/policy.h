/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy - who is written to, when, by which channel and how often: as it is written down
 *
 *     policy.yaml ──► policy_load ──► scenarios, channels, rules ──► notify/, send/
 *
 * The language is cx-policy(5).  Every default is filled in here: readers ask for no key, and
 * nothing is looked up by name while events run.  Names are indices into the policy's
 * tables; sets of channels are bits.  Conditions on events are compiled against the fields
 * of events; those on people against the fields of a person: his profile, laid over by
 * facts, and the context of his last event.
 *
 * Memory: all of it in the caller's arena.
 */
#ifndef CX_POLICY_POLICY_H
#define CX_POLICY_POLICY_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "expr/expr.h"
#include "policy/policy_channel.h"
#include "policy/policy_template.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	POLICY_SCENARIOS_MAX = 1000,
	POLICY_CHANNELS_MAX = 64,	/* a set of them is a uint64_t */
	POLICY_RULES_MAX = 256,		/* quiet hours, caps: of each */
	POLICY_LIST_MAX = 64,		/* triggers, cancels, variants ... of one scenario */
	POLICY_SAMES_MAX = 4,		/* values that cancels of one scenario compare */
	POLICY_SHARE = 10000,		/* shares of holdouts are in 1/10000 */
	POLICY_DAY_MINUTES = 24 * 60
};

#define POLICY_ANY SIZE_MAX		/* an index that says: whichever */

enum policy_class { POLICY_MARKETING, POLICY_TRANSACTIONAL, POLICY_CRITICAL };
enum { POLICY_CLASSES = POLICY_CRITICAL + 1 };

/* Their names, in the order of the enum, ended by NULL. */
extern const char *const policy_classes[];

/* ---- which records ---- */

enum policy_of { POLICY_EVENT, POLICY_KIND };	/* by event_name, or by kind */

struct policy_match {
	enum policy_of     of;
	struct sv          name;	/* purchase; slo */
	const struct expr *where;	/* NULL: all of them; of events */
	const struct expr *same;	/* cancel_on: of the record what it is of the trigger's;
					 * NULL: any record of the same user; of events */
	struct sv          same_name;	/* the field as written; empty */
	uint32_t           line;
};

/* An event of an item goes to everybody who has it in his cart, or looked at it. */
struct policy_holders {
	const struct expr *item;	/* of the event; NULL: it is an event of a user */
	bool               cart;	/* those who have it in the cart */
	bool               viewed;	/* those who looked at it */
	int64_t            within_us;	/* ... so long ago at most */
};

struct policy_items {		/* how carts and views are known; n 0: not asked */
	const struct expr   *item;	/* the field with the item's id, of events */
	struct policy_match *add, *remove, *clear, *view;
	size_t               nadd, nremove, nclear, nview;
};

/* ---- one scenario ---- */

enum policy_fallback {
	POLICY_FALL_NONE,
	POLICY_FALL_DEAD,
	POLICY_FALL_UNDELIVERED,	/* or no receipt says that it was delivered */
	POLICY_FALL_UNOPENED		/* or none that it was opened or clicked */
};
enum policy_digest { POLICY_DIGEST_NONE, POLICY_DIGEST_FIXED, POLICY_DIGEST_DEBOUNCE,
	POLICY_DIGEST_AT };
enum policy_per { POLICY_PER_EVENT, POLICY_PER_EVER, POLICY_PER_DAY, POLICY_PER_WEEK,
	POLICY_PER_MONTH };	/* an occurrence is: an event by its id, all, a local day ... */

struct policy_variant {
	struct sv id;
	uint32_t  weight;	/* of the sum of them */
	size_t    template;
};

struct policy_scenario {
	struct sv            name;
	uint32_t             line, col;
	struct policy_match *on;	/* any of them */
	size_t               non;
	struct policy_holders holders;	/* of an event of an item */
	int64_t              delay_us;
	bool                 restart;	/* delay_from: last: a later trigger of the same
					 * message moves one that is not claimed yet */
	int64_t              best_within_us;	/* best_hour: within so long behind the delay;
						 * 0: at once */
	int32_t              at_min;	/* at: local minute of the day; -1: none */
	struct policy_match *cancel;
	size_t               ncancel;
	enum policy_class    class;
	struct sv            category;
	int32_t              priority;	/* 0..100, more is first */
	struct sv           *segment;	/* audience: in one of these; n 0: in any */
	size_t               nsegment;
	struct sv           *exclude;	/* ... in none of these */
	size_t               nexclude;
	const struct expr   *who;	/* ... and of whom this is true; NULL: all; of persons */
	size_t              *channel;	/* in order of preference */
	size_t               nchannel;
	bool                 wish;	/* a user's own order of channels comes first */
	enum policy_fallback fallback;
	int64_t              fallback_us;	/* how long a receipt is waited for */
	bool                 fallback_unknown;	/* an unknown outcome falls back too */
	const struct expr  **entity;	/* dedupe: values of the event; n 0: none; of events */
	struct sv           *entity_name;
	size_t               nentity;
	enum policy_per      per;
	int64_t              ttl_us;	/* how long a message is remembered */
	int64_t              expires_us;	/* behind the instant before quiet hours and caps
						 * move it */
	enum policy_digest   digest;
	int64_t              digest_us;	/* fixed: length; debounce: silence */
	int64_t              digest_max_us;	/* debounce: ceiling */
	int32_t              digest_min;	/* at: local minute of the day */
	const struct expr  **digest_key;	/* beside the user; of events */
	size_t               ndigest_key;
	bool                 digest_lead;	/* the first goes at once */
	uint32_t             digest_items;	/* listed, others are a number */
	size_t               digest_single;	/* template of one; POLICY_ANY: as of many */
	struct policy_variant *variant;	/* at least one; a single template has no id */
	size_t               nvariant;
	uint32_t             holdout;	/* of POLICY_SHARE */
	bool                 quiet;	/* quiet hours hold it */
	bool                 capped;	/* caps hold it */
	bool                 counts;	/* it counts in caps */
	bool                 preempts;	/* takes the place of a lower one that is not claimed */
};

/* ---- rules for all ---- */

enum policy_then { POLICY_HOLD, POLICY_DROP, POLICY_NEXT };

struct policy_quiet_rule {
	uint64_t         channels;	/* bits */
	unsigned         days;		/* bit 0 Monday .. bit 6 Sunday: of the day it begins on */
	int32_t          from_min;	/* local minute of the day, 0..1439 */
	int32_t          to_min;	/* 1..1440, not from_min; below it: of the next day */
	bool             strict;	/* zone unknown: quiet while it is in any of them */
	enum policy_then then;
	int64_t          spread_us;	/* releases are spread over so long */
	uint32_t         line;
};

enum policy_window { POLICY_ROLLING, POLICY_DAY, POLICY_WEEK, POLICY_MONTH };
enum policy_over { POLICY_OVER_DROP, POLICY_OVER_DEFER, POLICY_OVER_DIGEST, POLICY_OVER_NEXT };

struct policy_cap {
	struct sv          name;	/* "any/promo 2 in 24h", for people */
	uint64_t           channels;	/* bits; any: all bits */
	bool               any_channel;	/* counted over all channels together */
	struct sv          category;	/* empty: any */
	unsigned           classes;	/* bits of enum policy_class */
	enum policy_window window;
	int64_t            len_us;	/* POLICY_ROLLING */
	uint32_t           max;		/* at least 1 */
	enum policy_over   over;
	uint32_t           line;
};

struct policy_people {		/* of who said nothing himself; 0: no limit */
	uint32_t max_per_day, max_per_week;
};

struct policy_country {		/* in the policy's own map */
	struct sv            code;	/* FR */
	const struct tzone **zone;	/* all it has */
	size_t               nzone;
};

struct policy_zones {
	const struct tzone    *fallback;	/* default_tz */
	struct policy_country *country;
	size_t                 n;
};

struct policy_keys {		/* files, see secret/keyfile.h, NUL-terminated; empty: none */
	struct sv ledger;
	struct sv experiment;
	struct sv unsubscribe;
};

/* ---- operators ---- */

struct policy_step {		/* who is told, from after_us on while it fires */
	int64_t after_us;
	size_t  channel;
	struct sv to;		/* address; empty: the channel's own */
};

struct policy_alert {
	struct sv            name;
	uint32_t             line;
	struct policy_match *on;	/* fires; of events */
	size_t               non;
	struct policy_match *off;	/* is over; or after quiet_us without firing */
	size_t               noff;
	const struct expr  **group;	/* one alert for each value; of events */
	struct sv           *group_name;
	size_t               ngroup;
	int64_t              wait_us;	/* before the first word, for others of the group to join */
	int64_t              interval_us;	/* between words of a group that changed */
	int64_t              repeat_us;	/* of one that did not change; at least interval_us */
	int64_t              quiet_us;	/* resolve_after; 0: never */
	bool                 say_resolved;
	struct policy_step  *step;	/* in order of after_us; the first has 0 */
	size_t               nstep;
	size_t               template;
	int32_t              priority;
};

/* ---- the whole ---- */

struct policy {
	const char               *file;
	char                      hash[17];	/* of it and files it names: 16 hex digits */
	struct policy_zones       zones;
	struct policy_keys        keys;
	struct policy_quiet_rule *quiet;
	size_t                    nquiet;
	struct policy_cap        *cap;
	size_t                    ncap;
	struct policy_people      people;
	uint32_t                  holdout;	/* global, of POLICY_SHARE */
	struct sv                 holdout_salt;
	struct policy_items       items;
	struct policy_channel    *channel;
	size_t                    nchannel;
	struct policy_scenario   *scenario;
	size_t                    nscenario;
	struct policy_alert      *alert;
	size_t                    nalert;
	struct policy_template   *template;
	size_t                    ntemplate;
};

struct policy_env {
	const struct expr_env *event;	/* fields of events, and the arena of all */
	const struct expr_env *person;	/* fields of persons */
	/* What is allowed but can hardly be meant, "FILE:LINE:COL: ..."; NULL: not wanted. */
	void                 (*warn)(void *ctx, const char *message);
	void                  *ctx;
};

/**
 * policy_load - read a policy from a file; "-" is standard input
 *
 * A name of policy_registry is that policy, when there is no such file.  Files that it names
 * are looked for beside it.
 * Returns: RC_OK; RC_IO; RC_SYNTAX with FILE:LINE:COLUMN.
 */
MUST_USE enum rc policy_load(struct policy *p, const char *path, const struct policy_env *env,
    struct err *e);

/** policy_text - the same from memory; @file, for messages and files beside it, must outlive @p */
MUST_USE enum rc policy_text(struct policy *p, const char *file, struct sv text,
    const struct policy_env *env, struct err *e);

/** policy_free - give back what its expressions have outside the arena, for processes that go on */
void policy_free(const struct policy *p);

/** policy_find_scenario - index of a scenario, or of an alert behind all scenarios; POLICY_ANY */
size_t policy_find_scenario(const struct policy *p, struct sv name);

/** policy_find_channel - index of a channel; POLICY_ANY */
size_t policy_find_channel(const struct policy *p, struct sv name);

#endif
