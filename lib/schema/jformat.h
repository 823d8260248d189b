/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jformat - the values of the keyword `format` that are asserted
 *
 * By the grammars the specification names, not by guess: RFC 3339 date-time, date
 * and time (leap seconds at 23:59:60 UTC only), RFC 4122 uuid, RFC 3986 uri and
 * uri-reference, RFC 5321 mailboxes, dotted-decimal ipv4, RFC 4291 ipv6 without
 * zone, RFC 1123 hostname.  Pure; no allocation.
 */
#ifndef CX_QUALITY_JFORMAT_H
#define CX_QUALITY_JFORMAT_H

#include "base/sv.h"

#include <stdbool.h>

enum jformat {
	JFORMAT_DATE_TIME,
	JFORMAT_DATE,
	JFORMAT_TIME,
	JFORMAT_UUID,
	JFORMAT_URI,
	JFORMAT_URI_REFERENCE,
	JFORMAT_EMAIL,
	JFORMAT_IPV4,
	JFORMAT_IPV6,
	JFORMAT_HOSTNAME,
	JFORMAT_N
};

/** jformat_name - as it stands in a schema */
const char *jformat_name(enum jformat f);

/** jformat_find - by name; JFORMAT_N: none of these */
enum jformat jformat_find(struct sv name);

/** jformat_near - the nearest name to one that is not there, NULL for none */
const char *jformat_near(struct sv name);

/** jformat_known - @name is one of the specification's, whether asserted here or not */
bool jformat_known(struct sv name);

/** jformat_ok - @s, decoded, is a text of this format */
bool jformat_ok(enum jformat f, struct sv s);

#endif
