/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_read - pieces of a policy's document, for the files that read it
 *
 * A member that is absent leaves *out as it is.  Everything is RC_OK, or RC_SYNTAX with
 * FILE:LINE:COL and what was wanted.
 */
#ifndef CX_POLICY_POLICY_READ_H
#define CX_POLICY_POLICY_READ_H

#include "base/hash.h"
#include "policy/policy.h"
#include "spec/doc.h"

struct policy_reader {
	struct policy           *p;
	const struct doc        *d;
	const struct policy_env *env;
	struct arena            *a;
	struct err              *e;
	struct sv                dir;	/* of the policy, with its '/'; empty: where we are */
	struct hash_stream      *hash;	/* of the file and those it names */
};

/** policy_read_warn - say what is allowed at @n but can hardly be meant */
void policy_read_warn(const struct policy_reader *r, const struct node *n, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** policy_read_map - a member that is a map with no other keys than @known; NULL: absent */
MUST_USE enum rc policy_read_map(const struct policy_reader *r, const struct node *map,
    const char *key, const char *const *known, const struct node **out);

/** policy_read_named - a member that is a map of maps: what is written by name; NULL: absent */
MUST_USE enum rc policy_read_named(const struct policy_reader *r, const struct node *map,
    const char *key, size_t max, const struct node **out);

/** policy_read_list - a member that is a list of up to @max; NULL: absent */
MUST_USE enum rc policy_read_list(const struct policy_reader *r, const struct node *map,
    const char *key, size_t max, const struct node **out);

/** policy_read_items - a value as a list: one that is none is a list of itself */
void policy_read_items(const struct node *n, const struct node **item, size_t *count);

/** policy_read_text - a string, not empty, without control characters */
MUST_USE enum rc policy_read_text(const struct policy_reader *r, const struct node *map,
    const char *key, struct sv *out);

/** policy_read_texts - a string or a list of them */
MUST_USE enum rc policy_read_texts(const struct policy_reader *r, const struct node *map,
    const char *key, struct sv **out, size_t *n);

/** policy_read_files - the same for files: looked for beside the policy, NUL-terminated */
MUST_USE enum rc policy_read_files(const struct policy_reader *r, const struct node *map,
    const char *key, struct sv **out, size_t *n);

/** policy_read_file - one of them */
MUST_USE enum rc policy_read_file(const struct policy_reader *r, const struct node *map,
    const char *key, struct sv *out);

/** policy_read_span - a duration of @lo to @hi, or the number 0 where @lo is 0 */
MUST_USE enum rc policy_read_span(const struct policy_reader *r, const struct node *map,
    const char *key, int64_t lo, int64_t hi, int64_t *us);

/** policy_read_duration - the same of a value that is at hand */
MUST_USE enum rc policy_read_duration(const struct policy_reader *r, const struct node *n,
    int64_t lo, int64_t hi, int64_t *us);

/** policy_read_minute - "18:30" as a minute of the day, up to "24:00" when @end */
MUST_USE enum rc policy_read_minute(const struct policy_reader *r, const struct node *map,
    const char *key, bool end, int32_t *minute);

/** policy_read_share - "10%" or 0.1, in 1/POLICY_SHARE, up to half */
MUST_USE enum rc policy_read_share(const struct policy_reader *r, const struct node *map,
    const char *key, uint32_t *out);

/** policy_read_expr - an expression of events, or with @person of persons; NULL: absent */
MUST_USE enum rc policy_read_expr(const struct policy_reader *r, const struct node *map,
    const char *key, bool person, const struct expr **x);

struct policy_exprs {
	const struct expr **x;
	struct sv          *name;
	size_t              n;
};

/** policy_read_exprs - an expression of events or a list of them, with their texts */
MUST_USE enum rc policy_read_exprs(const struct policy_reader *r, const struct node *map,
    const char *key, struct policy_exprs *out);

/**
 * policy_read_matches - which records: a name, {event: NAME, where: EXPR}, {kind: ...}, a list
 * @same: `match` may be there too
 */
MUST_USE enum rc policy_read_matches(const struct policy_reader *r, const struct node *map,
    const char *key, bool same, struct policy_match **out, size_t *n);

/** policy_read_channel - the channel that a string names: *out is its index */
MUST_USE enum rc policy_read_channel(const struct policy_reader *r, const struct node *n,
    size_t *out);

/** policy_read_channels - a channel or a list of them, each once */
MUST_USE enum rc policy_read_channels(const struct policy_reader *r, const struct node *map,
    const char *key, size_t **out, size_t *n);

/** policy_read_template - the template that a string names: *out is its index */
MUST_USE enum rc policy_read_template(const struct policy_reader *r, const struct node *n,
    size_t *out);

/* What the files beside this one read, in the order in which they need each other. */

/** policy_rules_read - zones, keys, quiet hours, caps, people, holdout, items */
MUST_USE enum rc policy_rules_read(const struct policy_reader *r);

/** policy_channel_read - channels */
MUST_USE enum rc policy_channel_read(const struct policy_reader *r);

/** policy_template_read - templates */
MUST_USE enum rc policy_template_read(const struct policy_reader *r);

/** policy_scenario_read - scenarios */
MUST_USE enum rc policy_scenario_read(const struct policy_reader *r);

/** policy_alert_read - alerts of operators */
MUST_USE enum rc policy_alert_read(const struct policy_reader *r);

/** policy_check_all - what one rule says of another: errors, and warnings */
MUST_USE enum rc policy_check_all(const struct policy_reader *r);

#endif
