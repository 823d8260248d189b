/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store - what the decision remembers of its messages: in memory, or in a ledger
 *
 *     decide ──► user ──► rows of that user, what he has withdrawn and what is suppressed
 *            └─► plan, change, join, consent, suppress, receipt, erase ──► commit
 *
 * A message is planned as one row, of its first channel; what is tried behind it is the
 * delivery's, which adds rows of later steps under the same nkey.  The decision is the same
 * code over both: store_ram forgets with the process, and takes a message for sent at its
 * instant; store_ledger is a transaction in a ledger that the delivery changes, too.
 *
 * One thread.  Views and rows belong to the store, good until its next call of user.
 */
#ifndef CX_NOTIFY_STORE_H
#define CX_NOTIFY_STORE_H

#include "base/rc.h"
#include "base/sv.h"
#include "policy/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	STORE_KEY = 26,		/* characters of a key: 128 bits in base32, see mac_id */
	STORE_SAMES = 4,	/* values of a trigger that cancels compare with, of one scenario */
	STORE_NONE = 0xffff	/* of scenario, category, variant: not in the policy */
};

struct store_key {
	char text[STORE_KEY];	/* no NUL */
};

struct store_who {
	uint32_t  number;	/* of the person in memory, small: what memory is found by */
	struct sv ukey;		/* the pseudonym, or the id: what a ledger is found by */
	struct sv id;		/* as events have it; empty: not known */
};

enum store_state {
	STORE_HELD,		/* planned: it may be moved, preempted and cancelled */
	STORE_TAKEN,		/* claimed by a delivery, or on its way */
	STORE_SPENT,		/* sent, or nobody knows */
	STORE_GONE,		/* dead, expired, cancelled, preempted ...: counts in no cap */
	STORE_SHADOW		/* held out: counts for held out messages alone */
};

struct store_row {
	struct store_key nkey;		/* message_id */
	struct store_key dkey;		/* delivery_id: unique */
	struct store_key base;		/* what makes a message the same one; nkey, unless an
					 * earlier one of it was forgotten or did not go out */
	uint64_t same[STORE_SAMES];	/* hashes of values that cancel_on compares; 0: none */
	uint64_t digest;		/* hash of the digest's key; 0: no digest */
	int64_t  event_us;		/* of the trigger: of a digest the first */
	int64_t  last_us;		/* ... the latest that has joined or moved it */
	int64_t  at_us;			/* not_before, and where it stands in caps */
	int64_t  expires_us;
	int32_t  priority;
	uint32_t items;			/* of a digest, at least 1; 0: it is none */
	uint16_t scenario;		/* index of the policy; STORE_NONE: it has none so called */
	uint16_t category;		/* the first scenario of the policy with the category
					 * that the row was planned with */
	uint16_t variant;
	uint8_t  channel;		/* POLICY_CHANNELS_MAX: none of the policy */
	uint8_t  step;			/* 0: planned here; others: the delivery's */
	uint8_t  class;			/* enum policy_class */
	uint8_t  state;			/* enum store_state */
	bool     counts;		/* in caps */
	int64_t  id;			/* the store's own */
};

struct store_payload {		/* for the delivery; lives until its end and some days */
	struct sv address;	/* JSON of the profile's member: "a@example.org", or an array */
	struct sv vars;		/* JSON object for templates: event over profile */
	struct sv rest;		/* JSON array of the channels behind the first, in order:
				 * [{"channel":"email","address":...}, ...] */
	struct sv language;	/* of the person; empty: unknown */
	struct sv event_id;	/* of the trigger; empty: none */
	struct sv tz, country;	/* likewise, for quiet hours later on */
};

struct store_member {		/* of a digest: one event */
	struct store_key key;		/* what makes it the same one */
	uint64_t  same[STORE_SAMES];	/* as of a row */
	struct sv vars;			/* as of a payload */
	int64_t   event_us;
};

struct store_consent {
	size_t    channel;	/* POLICY_ANY: all */
	struct sv category;	/* empty: all */
	bool      granted;
	int64_t   at_us;
	struct sv source, text_version;
};

struct store_user {		/* what is known of one user's messages */
	struct store_row *const    *row;	/* in no order */
	size_t                      n;
	const struct store_consent *consent;	/* those of the store; memory has them in people */
	size_t                      nconsent;
	uint64_t                    suppressed;	/* bits of channels: dead address, complaint */
	bool                        erased;
};

struct store_receipt {
	struct sv name;		/* delivered opened clicked bounced complained opt_out rated
				 * permission_lost */
	struct sv dkey;		/* base32; empty: none, then channel and the user say whose */
	size_t    channel;	/* POLICY_ANY: not said */
	int64_t   at_us;
	struct sv detail;	/* rating, code; empty */
	bool      machine;	/* a scanner or a proxy opened it */
};

struct store_delivery {		/* what a word is about; texts live until the next call */
	size_t    channel;	/* POLICY_ANY: the policy no longer has it */
	struct sv category;
};

struct store;

struct store_ops {
	/*
	 * What is known of a user; rows whose at_us and event_us lie before @since_us may be left
	 * out unless they are held.
	 */
	enum rc (*user)(struct store *s, const struct store_who *who, int64_t since_us,
	    struct store_user *u, struct err *e);
	/* A new row, copied.  RC_OK; RC_NO there is one with its dkey: nothing has changed. */
	enum rc (*plan)(struct store *s, const struct store_who *who, const struct store_row *row,
	    const struct store_payload *p, struct err *e);
	/*
	 * state, at_us, expires_us, last_us and items of a row of the view are what @row says now.
	 * @p: what takes the place of its payload, or NULL.
	 * @why: of STORE_GONE: cancelled, preempted, suppressed, expired, erased; else NULL.
	 * RC_OK; RC_NO: it was claimed meanwhile, nothing has changed.
	 */
	enum rc (*change)(struct store *s, const struct store_who *who, const struct store_row *row,
	    const struct store_payload *p, const char *why, struct err *e);
	/*
	 * One more member of a digest's row, which is no member of any.  A row without id is the
	 * one that was planned last.
	 */
	enum rc (*join)(struct store *s, const struct store_who *who, const struct store_row *row,
	    const struct store_member *m, struct err *e);
	/* Whether there is a member with this key, in whatever digest of the user. */
	enum rc (*joined)(struct store *s, const struct store_who *who, const struct store_key *key,
	    bool *yes, struct err *e);
	/* Members of a row whose same[@i] is @same leave it; *left are left. */
	enum rc (*leave)(struct store *s, const struct store_row *row, size_t i, uint64_t same,
	    uint32_t *left, struct err *e);
	enum rc (*consent)(struct store *s, const struct store_who *who,
	    const struct store_consent *c, struct err *e);
	/* No more by these channels (all bits: by none); @why: complaint, bounced, dead. */
	enum rc (*suppress)(struct store *s, const struct store_who *who, uint64_t channels,
	    const char *why, int64_t at_us, struct err *e);
	/* A word on a delivery; *who's texts live until the next call.  RC_NO: of none we know. */
	enum rc (*receipt)(struct store *s, const struct store_receipt *r, struct store_who *who,
	    struct store_delivery *of, struct err *e);
	enum rc (*erase)(struct store *s, const struct store_who *who, int64_t at_us,
	    struct err *e);
	/* All since the last commit. */
	enum rc (*commit)(struct store *s, struct err *e);
	/* Others wait for the next commit: to have looked at a user is enough for that. */
	bool    (*pending)(const struct store *s);
	void    (*free)(struct store *s);
};

struct store {			/* every store begins with this */
	const struct store_ops *ops;
	const struct policy    *policy;
};

/**
 * store_ram_new - a store that forgets with the process; ops->free
 * @now_us: the clock, which the caller moves: held rows of an earlier instant are spent
 *
 * Memory: 200 bytes a row, for as long as the longest window, memory of duplicates and
 *         digest of the policy; 16 bytes a person who was ever written to.
 */
struct store *store_ram_new(const struct policy *p, const int64_t *now_us);

#endif
