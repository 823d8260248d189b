/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * url - the few parts of a URL, and of a forwarding list, that logs are asked for
 */
#ifndef CX_EXPR_URL_H
#define CX_EXPR_URL_H

#include "base/arena.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * url_host - host of "scheme://user@host:port/..." or "//host/..."
 *
 * Returns: true and *host, in lower case (a slice of @url or in @a), without user and port;
 *          an IPv6 address keeps its brackets.  False when there is none.
 */
bool url_host(struct sv url, struct arena *a, struct sv *host);

/**
 * url_param - value of the first query parameter called @name
 * @url: a URL or path with a '?', or the query alone ("a=b&c=d")
 *
 * Names and values are decoded (%XX, '+' is a space) before they are compared
 * and returned; a value that is not UTF-8 then is returned as written.  A
 * parameter without '=' is empty.
 * Returns: true and *value; false when the query has none of that name.
 */
bool url_param(struct sv url, struct sv name, struct arena *a, struct sv *value);

/** url_decode - %XX decoded; in @a, or @s itself: unchanged, or what is no UTF-8 then */
struct sv url_decode(struct sv s, struct arena *a);

/**
 * url_segment - the @nth part between slashes, 1 the first, -1 the last; empty ones do not count
 * @url: a URL with its scheme, or a path; query and fragment are left out
 *
 * Returns: true and *segment, as written; false when there are fewer.
 */
bool url_segment(struct sv url, int64_t nth, struct sv *segment);

/**
 * url_forwarded - the @nth address from the right of an X-Forwarded-For list, 1 the last
 *
 * Returns: true and *addr, trimmed; false when the list is shorter or the element empty.
 */
bool url_forwarded(struct sv list, size_t nth, struct sv *addr);

/** url_address - an address without brackets and port; false when nothing is left */
bool url_address(struct sv text, struct sv *addr);

#endif
