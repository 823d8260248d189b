/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conf - log formats out of a server's own configuration
 *
 * Knows just enough of nginx's and Apache's syntax to find log_format and
 * LogFormat: quotes, escapes, comments, several lines.  Follows includes, from the directory of
 * the file on, or Apache's ServerRoot; where no format is found the message names those that
 * are not there.  nginx's own `combined` needs no directive.
 */
#ifndef CX_ACCESS_CONF_H
#define CX_ACCESS_CONF_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum conf_kind { CONF_NGINX, CONF_APACHE };

enum { CONF_MAX = 16 << 20 };	/* bytes of a configuration file */

struct conf_format {
	struct sv name;		/* empty: unnamed; of a CustomLog the log's */
	struct sv text;		/* parts joined, configuration quoting undone */
	size_t    col;		/* of text in what the user wrote; 0 unknown */
	struct sv file;		/* empty: not from a file */
	uint64_t  line;		/* where the directive begins */
	bool      of_log;	/* of a CustomLog */
};

/**
 * conf_format - the log format that --log-format means
 * @given: the text of a format; or a whole directive as it stands in the
 *         configuration; or @FILE or @FILE:NAME
 *
 * Without NAME it is the format that all logs of the configuration are written in, else the
 * only one that it has.
 * Returns: RC_OK; RC_IO "FILE: reason"; RC_USAGE no such format, or several and no NAME
 *          (the message lists them); RC_SYNTAX an unfinished directive; RC_LIMIT over CONF_MAX.
 * Memory:  in @a.
 */
MUST_USE enum rc conf_format(struct conf_format *out, enum conf_kind kind, struct sv given,
    struct arena *a, struct err *e);

#endif
