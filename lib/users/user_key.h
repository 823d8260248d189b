/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * user_key - whose record it is: -u of every filter that looks at people
 *
 *     -u user_id,anonymous_id         the first that is there, unlike -b, whose keys are
 *                                     all of them
 *     --ids MAP                       then the user that this id belongs to, so that a login
 *                                     does not cut one in two: users/id_map.h
 *
 * There is what is neither absent nor null nor the empty text.  @ipua stands for
 * ipua(client_ip, user_agent), and for nobody unless it is asked for.
 */
#ifndef CX_USERS_USER_KEY_H
#define CX_USERS_USER_KEY_H

#include "key/key_list.h"
#include "query/option.h"
#include "run/job.h"
#include "state/head.h"

struct user_key_query {		/* options as given; NULL: none, or the default */
	const char *user;	/* EXPR,..., default USER_KEY_FIELD */
	const char *ids;	/* FILE */
	const char *ids_name;	/* of a saved query: that of its map */
};

struct user_key {
	struct key_expr key;	/* called USER_KEY_NAME */
	const char     *asked;	/* as given, for messages */
	const char     *ids_name;	/* of the map that its values went through; NULL: none */
};

#define USER_KEY_FIELD "user_id"
#define USER_KEY_NAME "user"	/* what the key is called in results and states */

/* Its rows in an option table: of the struct s, whose member q it is. */
#define USER_KEY_OPTIONS(s, q)	USER_KEY_OPTIONS_OF(s, q, USER_KEY_FIELD)
#define USER_KEY_OPTIONS_OF(s, q, field)	/* with another default */ \
	OPT_TEXT('u', "user", s, q.user, "EXPR,...", \
	    "whose record it is: the first that is there (default " field ")", \
	    .saved = OPT_SAVED_HEAD), \
	OPT_TEXT(0, "ids", s, q.ids, "FILE", \
	    "ids that belong to one user, as cxuser --stitch writes them", \
	    .saved = OPT_SAVED_RECORDS, .file = PLACE_READ), \
	{ .kind = OPT_KIND_SAVED, .as = "ids", .saved = OPT_SAVED_TEXT, .may_lack = true, \
	  .off = OPT_OFF_(s, q.ids_name, const char *) }

/**
 * user_key_text - a list as it is compiled: @ipua written out
 *
 * Memory: in @a, or @list itself.
 */
const char *user_key_text(const char *list, struct arena *a);

/**
 * user_key_compile - compile the options for a job, read the map
 *
 * Returns: RC_OK; RC_SYNTAX with the option and the column; as id_map_read.
 * Memory:  in the job's arena.
 */
MUST_USE enum rc user_key_compile(struct user_key *user, const struct user_key_query *q,
    struct job *j, struct err *e);

/** user_key_save - the inverse: the options that @user is, in their one form */
void user_key_save(struct user_key_query *q, const struct user_key *user, struct job *j);

/**
 * user_key_adopt - what a head of states says of the user
 *
 * Returns: RC_OK; RC_SYNTAX when the states are of other keys.
 */
MUST_USE enum rc user_key_adopt(struct user_key_query *q, const struct state_head *h,
    struct job *j, struct err *e);

/** user_key_check - somebody is there: RC_OK; RC_BAD, with code "user", when not */
MUST_USE enum rc user_key_check(const struct user_key *user, const struct val *key,
    struct err *e);

#endif
