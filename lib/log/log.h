/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - the registry of input formats, and the one place that opens a source
 *
 * A format is one row here: help, completion, messages, --detect and the tests take it
 * from there.  Its sample lines are its first test.
 *
 * An envelope is a format around another: `docker+combined`, `docker:combined`.
 *
 * Adding a format: a file with what it knows of a line (line/line.h), or of what stands around
 * one (envelope/nest.h); a row; an item in the lists of cxparse(1) and cxutils(7).
 *
 * Canonical fields (cx-events(7)) out of every format: `timestamp` VAL_TIME,
 * `duration_ms` and `upstream_ms` in milliseconds whatever the directive's
 * unit, `status` and `bytes` numbers, `-` absent, escapes decoded where they
 * form UTF-8, the request line split.
 */
#ifndef CX_LOG_LOG_H
#define CX_LOG_LOG_H

#include "base/buf.h"
#include "base/registry.h"
#include "record/source.h"

#include <stddef.h>

enum log_flags {
	LOG_DETECT = 1,		/* --detect tries it */
	LOG_SERVER = 2,		/* it takes --log-format */
	LOG_REGEX = 4,		/* it takes --regex */
	LOG_HEADER = 8,		/* its first row names the fields; one name alone proves nothing */
	LOG_MORE = 16,		/* with LOG_DETECT: where it fits more than the row before it */
	LOG_EXPORT = 32,	/* exports come in it: it may take --schema */
	LOG_GROK = 64,		/* it takes --grok */
	LOG_OVER = 128,		/* it takes --continue: records may have several lines */
	LOG_EACH = 256,		/* an envelope that is around each line of such a record */
	LOG_TABLE = 512,	/* it takes --skip, --header and --decimal */
	LOG_DELIMITER = 1024,	/* it takes --delimiter */
	LOG_ALONE = 2048	/* nothing is around its lines, of which blank ones count */
};

struct nest_type;
struct server;

struct log_format {
	const char             *name;		/* as given to -f */
	const char             *summary;	/* one line for help and man page */
	unsigned                flags;
	const char             *given;		/* for its option, to fit the sample */
	const char             *sample;		/* lines, each ended, of two records or more */
	enum rc               (*open)(const struct source **s, const struct source_cfg *cfg,
	                              const struct proj *p, struct arena *a, struct err *e);
	const struct server    *server;		/* in place of open: a program's own log */
	const struct nest_type *envelope;	/* likewise: NAME and NAME+FORMAT */
};

enum { LOG_NAME_MAX = 64 };	/* bytes of ENVELOPE+...+FORMAT */

extern const struct registry log_registry;	/* of struct log_format */

/**
 * log_open - compile the source that @cfg describes
 *
 * Returns: RC_OK; RC_USAGE unknown format (with the nearest), a format around another that
 *          is no envelope, or options that do not go together; RC_SYNTAX in a format string
 *          or regex, with the column and the offending directive; RC_IO for @FILE.
 * Memory:  in @a.
 */
MUST_USE enum rc log_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/**
 * log_detect - try the formats on a sample, and those in an envelope that half of the lines have
 * @sample: some whole lines
 * @report: gets one NDJSON record per candidate, best first:
 *          {"kind":"detect","format","schema","lines","fits","share","fields","why","left"}
 *          where `schema` is that of an export, `fields` how many the format offers, `why` the
 *          first line that did not fit, directive and column, and `left` what stands behind
 *          the format in the first line that goes on there
 *
 * Returns: RC_OK; RC_EMPTY when none fits half of the lines.
 */
MUST_USE enum rc log_detect(struct sv sample, const struct source_cfg *cfg, struct buf *report,
    struct err *e);

#endif
