/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qclass - who may see a field, by the tracking plan: public, internal, personal, secret
 *
 *     class: internal                       # of fields that say nothing (secret)
 *     common:
 *       properties:
 *         user_id: {x-class: personal, x-pseudonym: true}
 *         client_ip: {x-class: personal}
 *     schemas:
 *       search: {properties: {query: {x-class: internal}}}
 *
 * A class goes for all that is in a field, unless what is in it says its own.  Where several
 * schemas speak of a field, common and that of the event, allOf, anyOf, oneOf, what a $ref into the
 * same schema leads to, the strictest counts.
 */
#ifndef CX_QUALITY_QCLASS_H
#define CX_QUALITY_QCLASS_H

#include "base/arena.h"
#include "base/rc.h"
#include "schema/rule.h"
#include "spec/doc.h"

#include <stdbool.h>

enum qclass_level {		/* the strictest last */
	QCLASS_PUBLIC, QCLASS_INTERNAL, QCLASS_PERSONAL, QCLASS_SECRET,
	QCLASS_UNSAID
};

/* The names of the levels, ended by NULL. */
extern const char *const qclass_names[];

struct qclass_node {
	struct sv            name;	/* as a member */
	enum qclass_level    level;	/* QCLASS_UNSAID: that of what it is in */
	bool                 pseudonym;	/* x-pseudonym */
	struct qclass_node  *child;	/* members */
	struct qclass_node  *rest;	/* members that have no name here; NULL: nothing said */
	struct qclass_node  *item;	/* elements; likewise */
	struct qclass_node  *next;
};

struct qclass {
	enum qclass_level          otherwise;	/* of what nothing is said of */
	const struct qclass_node  *common;	/* NULL: nothing said */
	struct rule_keys           event;
	const struct qclass_node **of;		/* by event */
	const struct node         *outside;	/* a $ref out of its schema, which was not followed:
						 * more may be known there; NULL: none */
};

struct qclass_at {		/* a place in an event: in common, and in its own schema */
	const struct qclass_node *node[2];	/* NULL: nothing is said of it there */
	enum qclass_level         level[2];	/* inherited, or its own */
	bool                      pseudonym;
};

/**
 * qclass_parse - the classes that a plan names
 * @out: NULL when it names none
 *
 * Returns: RC_OK; RC_SYNTAX at an x-class that is none; RC_LIMIT too many schemas in schemas.
 */
MUST_USE enum rc qclass_parse(const struct qclass **out, const struct doc *d,
    const struct node *root, struct arena *a, struct err *e);

/** qclass_find - the level of a name; QCLASS_UNSAID: none */
enum qclass_level qclass_find(struct sv name);

/** qclass_event - the record of an event of this name; p NULL: of none */
struct qclass_at qclass_event(const struct qclass *c, struct sv name);

/** qclass_member - a member of what is at @at; dots lead down where the whole name is unknown */
struct qclass_at qclass_member(const struct qclass_at *at, struct sv name);

/** qclass_element - likewise an element of a list */
struct qclass_at qclass_element(const struct qclass_at *at);

/** qclass_alone - what is no list: where the schemas speak of lists, it is an element of one */
struct qclass_at qclass_alone(const struct qclass_at *at);

/** qclass_level - of what is at @at */
enum qclass_level qclass_level(const struct qclass *c, const struct qclass_at *at);

#endif
