/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people - who there is to write to: profiles, facts, consents, wishes, what came last
 *
 *     --users, --facts, --consents ──► people ◄── consent, preference, erasure, context of events
 *                                        └─► struct person, audience, addresses, variables
 *
 * Kept are the fields that the policy reads of persons, its channels' addresses and what its
 * templates name, and nothing else.
 *
 * Memory: some 75 bytes a person and his id, a byte or the text of each field, 16 bytes a word
 *         on consent, 48 for wishes.  Of everybody who is named in an event, too.
 */
#ifndef CX_NOTIFY_PEOPLE_H
#define CX_NOTIFY_PEOPLE_H

#include "base/buf.h"
#include "notify/person.h"
#include "run/job.h"

#include <stdbool.h>
#include <stdint.h>

enum { PEOPLE_MAX = 500000000 };

struct people;

/**
 * people_new - nobody yet
 * @person: fields of persons that the policy's expressions read: complete; it gets those that
 *          channels, templates and people themselves read
 * @event:  fields of events: it gets those of the last event that @person has, and wishes'
 * @max:    one more person is RC_LIMIT; 0: PEOPLE_MAX
 *
 * A field of a person is what facts say of it, else the profile, else the last event that had
 * it, if an expression of the policy reads it; last.NAME is of the last event alone.
 */
struct people *people_new(const struct policy *p, struct proj *person, struct proj *event,
    uint64_t max, uint64_t seed);

/**
 * people_read - the profiles, facts or consents of a file
 * @option: "users", "facts" or "consents"
 *
 * Whose a record is says its member user, else user_id.  Of profiles the last one of a person
 * counts, as a whole; of each fact the last one that is not null; erased persons get none.
 * Results of other filters are facts: of a record of the kind best_hour the hour is best_hour,
 * and records of a kind that name no user are passed over.
 * Consents are the events of that name: delivery_channel, category, state, timestamp.
 * Returns: RC_OK; RC_LIMIT; as beside_run.
 */
MUST_USE enum rc people_read(struct people *s, const char *option, const char *path,
    struct job *j, struct err *e);

/**
 * people_find - the number of a person
 * @add: he gets one if he has none yet
 *
 * Returns: RC_OK; RC_EMPTY nobody of that id; RC_LIMIT.
 */
MUST_USE enum rc people_find(struct people *s, struct sv id, bool add, uint32_t *number,
    struct err *e);

/** people_person - all a decision asks; slices live until the people change */
void people_person(struct people *s, uint32_t number, struct person *p);

/**
 * people_consent - what he said about a channel and category
 * @at_us: when; INT64_MIN: never
 *
 * The latest word counts, of two at one time the withdrawal; one on all channels or all
 * categories counts for each.
 */
enum person_consent people_consent(struct people *s, uint32_t number, size_t channel,
    struct sv category, int64_t *at_us);

struct people_said {		/* the members of a record of consent; empty: it has none */
	struct sv channel, category, state, source, text_version;
	int64_t   at_us;
};

/**
 * people_words - a record of consent in the policy's terms
 *
 * No channel is all of them, no category likewise.
 * Returns: RC_OK; RC_EMPTY of a channel that the policy does not have; RC_BAD, code "consent":
 *          of no state that is one.
 */
MUST_USE enum rc people_words(const struct people *s, const struct people_said *t,
    struct store_consent *c, struct err *e);

/** people_consented - he said so: @c lives until this returns; of erased persons nothing is kept */
void people_consented(struct people *s, uint32_t number, const struct store_consent *c);

/**
 * people_audience - he is in the segments of a scenario, in none of those it leaves out, and
 * its condition is true of him
 *
 * Returns: RC_OK and *in; RC_BAD as expr_test.
 */
MUST_USE enum rc people_audience(struct people *s, uint32_t number,
    const struct policy_scenario *c, struct expr_eval *ev, bool *in, struct err *e);

/** people_address - JSON of the member with his address for a channel; empty: he has none */
struct sv people_address(struct people *s, uint32_t number, size_t channel);

/**
 * people_vars - append what templates are filled with, as members "a":1,"b":2 without brackets
 * @event: a JSON object, validated; its members come first, and win
 */
void people_vars(struct people *s, uint32_t number, struct sv event, struct buf *o);

/** people_listen - every event is of interest: fields of the last one are read of persons */
bool people_listen(const struct people *s);

/** people_suppress - no more by these channels */
void people_suppress(struct people *s, uint32_t number, uint64_t channels);

/**
 * people_event - what an event says of a person himself: preference, and its context
 * @name: event_name
 * @r:    with the slots of the projection of events
 *
 * What is older than what is known is passed over.  A preference changes the wishes that it
 * has a member for; null takes one back.
 * Returns: RC_OK; RC_BAD, a preference that cannot be read.
 */
MUST_USE enum rc people_event(struct people *s, uint32_t number, struct sv name,
    const struct record *r, int64_t at_us, struct err *e);

enum people_note { PEOPLE_WISHES, PEOPLE_CONTEXT };	/* what outlives the process, as JSON */

struct people_memory {		/* where it does */
	void *ctx;
	/* What was kept of a person last, appended to @value: RC_OK; RC_NO: nothing was. */
	enum rc (*recall)(void *ctx, struct sv id, enum people_note what, struct buf *value,
	    struct err *e);
	enum rc (*keep)(void *ctx, struct sv id, enum people_note what, int64_t at_us,
	    struct sv value, struct err *e);
	bool *touched;	/* set when there is so much to flush that it should be */
};

/**
 * people_remember - wishes and contexts are recalled from @m when a person is asked about
 * first, and kept there: wishes when they change, contexts by people_flush; NULL: in memory alone
 *
 * @m is copied.
 */
void people_remember(struct people *s, const struct people_memory *m);

/** people_flush - keep the contexts that have changed since */
void people_flush(struct people *s);

/** people_remembered - the first failure of the memory since people_remember; RC_OK */
MUST_USE enum rc people_remembered(const struct people *s, struct err *e);

/** people_id - the id of a person; until people are added */
struct sv people_id(const struct people *s, uint32_t number);

/** people_each - the ids of all persons, by number */
void people_each(const struct people *s, void (*fn)(void *ctx, uint32_t number, struct sv id),
    void *ctx);

/** people_erase - forget all but that he is erased */
void people_erase(struct people *s, uint32_t number);

/**
 * people_unzoned - how many of the profiles and facts that were read had a time zone that nobody
 * knows: it is as if they had none
 * @first: that of the first of them; as long as @s
 */
uint64_t people_unzoned(const struct people *s, struct sv *first);

/** people_count - persons there are */
uint64_t people_count(const struct people *s);

/** people_failed - RC_OK; RC_IO a time zone of theirs could not be read, see policy_zone_failed */
MUST_USE enum rc people_failed(const struct people *s, struct err *e);

/** people_free - NULL is fine */
void people_free(struct people *s);

#endif
