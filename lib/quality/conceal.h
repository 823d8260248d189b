/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conceal - records without what their readers may not see: pseudonyms, and classes of fields
 *
 *     --pseudonym user_id,device.id --key-file F    ids become pseudonyms
 *     --max-class internal --plan PLAN                  what the plan calls personal or secret goes
 *
 * Works on what is to be written, by the names it is written under: whatever else a filter does
 * to a record has been done.  With a key, fields that the plan marks x-pseudonym stay, as
 * pseudonyms.  Of what is in a field each part has its own class; a field of a higher class stays
 * for what may be seen of it.  Lists are walked through; an object has no pseudonym, and goes.
 */
#ifndef CX_QUALITY_CONCEAL_H
#define CX_QUALITY_CONCEAL_H

#include "base/rc.h"
#include "query/option.h"
#include "run/edit.h"
#include "run/map.h"

struct conceal_query {		/* option values */
	const char **fields;	/* --pseudonym */
	size_t       nfields;
	const char  *key_file;	/* --key-file */
	const char  *tenant;	/* --tenant */
	const char  *max_class;	/* --max-class */
	const char  *plan;	/* --plan */
};

/* Rows of a filter's table, with a member conceal of its struct cfg; @not: other options. */
#define OPT_CONCEAL(not) \
	OPT_LIST_IN(0, "pseudonym", cfg, conceal, fields, "a,b", \
	    "write pseudonyms for the values of these fields", .needs = "key-file", \
	    .not_with = not), \
	OPT_TEXT(0, "key-file", cfg, conceal.key_file, "FILE", \
	    "the key of the pseudonyms: a name and base64 a line, the first is used", \
	    .needs = "pseudonym max-class", .file = PLACE_READ), \
	OPT_TEXT(0, "tenant", cfg, conceal.tenant, "NAME", \
	    "whose ids they are: other tenants have other pseudonyms", .needs = "key-file"), \
	OPT_CHOICE(0, "max-class", cfg, conceal.max_class, "public|internal|personal|secret", \
	    "leave out fields that the plan gives a higher class", .needs = "plan", \
	    .not_with = not), \
	OPT_TEXT(0, "plan", cfg, conceal.plan, "FILE", \
	    "tracking plan whose x-class says of which class a field is", \
	    .needs = "max-class", .file = PLACE_READ)

struct conceal;

/**
 * conceal_compile - read key and plan
 * @out: NULL when nothing is asked for; conceal_free it, whatever was returned
 *
 * Adds to job->proj what names an event.
 * Returns: RC_OK; RC_USAGE; RC_SYNTAX "FILE:LINE:COL: ..."; RC_IO.
 */
MUST_USE enum rc conceal_compile(struct conceal **out, const struct conceal_query *q,
    struct job *j, struct err *e);

/**
 * conceal_write - edit_write, and what it wrote concealed
 * @c: NULL: nothing is
 *
 * Returns: as edit_write.
 */
MUST_USE enum rc conceal_write(const struct conceal *c, const struct edit *ed,
    const struct map_in *in, const struct record *r, struct buf *o, struct err *e);

/** conceal_explain - what is done to each record, for --explain; the job is open */
void conceal_explain(const struct conceal_query *q, struct job *j);

/** conceal_free - NULL is fine */
void conceal_free(struct conceal *c);

#endif
