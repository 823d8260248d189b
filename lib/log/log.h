/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - the registry of input formats, and the one place that opens a source
 *
 * Canonical fields (cx-events(7)) out of every format: `timestamp` VAL_TIME,
 * `duration_ms` and `upstream_ms` in milliseconds whatever the directive's
 * unit, `status` and `bytes` numbers, `-` absent, escapes decoded where they
 * form UTF-8, the request line split.
 */
#ifndef CX_LOG_LOG_H
#define CX_LOG_LOG_H

#include "base/buf.h"
#include "record/source.h"

#include <stddef.h>

struct log_format {
	const char *name;	/* as given to -f */
	const char *summary;	/* one line for help and man page */
	enum rc   (*open)(const struct source **s, const struct source_cfg *cfg,
	                  const struct proj *p, struct arena *a, struct err *e);
};

/** log_formats - the registry, ended by a NULL name */
const struct log_format *log_formats(void);

/**
 * log_open - compile the source that @cfg describes
 *
 * Returns: RC_OK; RC_USAGE unknown format (with the nearest), or options that do
 *          not go together; RC_SYNTAX in a format string or regex, with the column
 *          and the offending directive; RC_IO for @FILE.
 * Memory:  in @a.
 */
MUST_USE enum rc log_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/**
 * log_detect - try the formats on a sample
 * @sample: some whole lines
 * @report: gets one NDJSON record per candidate, best first:
 *          {"kind":"detect","format","lines","fits","share","fields","why"} where `fields` is
 *          how many the format offers and `why` the first line that did not fit, directive
 *          and column
 *
 * Returns: RC_OK and the best format's name in *best; RC_EMPTY when none fits half of the lines.
 */
MUST_USE enum rc log_detect(struct sv sample, const struct source_cfg *cfg, struct buf *report,
    const char **best, struct err *e);

#endif
