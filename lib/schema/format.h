/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * format - the values of the keyword `format` that are asserted
 *
 * By the grammars the specification names, not by guess: RFC 3339 date-time, date
 * and time (leap seconds at 23:59:60 UTC only), RFC 4122 uuid, RFC 3986 uri and
 * uri-reference, RFC 5321 mailboxes, dotted-decimal ipv4, RFC 4291 ipv6 without
 * zone, RFC 1123 hostname.  Pure; no allocation.
 */
#ifndef CX_SCHEMA_FORMAT_H
#define CX_SCHEMA_FORMAT_H

#include "base/sv.h"

#include <stdbool.h>

enum format {
	FORMAT_DATE_TIME,
	FORMAT_DATE,
	FORMAT_TIME,
	FORMAT_UUID,
	FORMAT_URI,
	FORMAT_URI_REFERENCE,
	FORMAT_EMAIL,
	FORMAT_IPV4,
	FORMAT_IPV6,
	FORMAT_HOSTNAME,
	FORMAT_N
};

/** format_name - as it stands in a schema */
const char *format_name(enum format f);

/** format_find - by name; FORMAT_N: none of these */
enum format format_find(struct sv name);

/** format_near - the nearest name to one that is not there, NULL for none */
const char *format_near(struct sv name);

/** format_known - @name is one of the specification's, whether asserted here or not */
bool format_known(struct sv name);

/** format_ok - @s, decoded, is a text of this format */
bool format_ok(enum format f, struct sv s);

#endif
