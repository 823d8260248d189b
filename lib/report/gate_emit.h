/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_emit - --emit FORMAT[=FILE]: reports to files, and at most one in place of the records
 */
#ifndef CX_REPORT_GATE_EMIT_H
#define CX_REPORT_GATE_EMIT_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/registry.h"
#include "io/out.h"
#include "report/gate.h"

#include <stdbool.h>
#include <stddef.h>

struct gate_emit {
	void      (*write)(const struct gate_report *r, struct buf *o);
	struct out *out;	/* NULL: in place of the records */
};

struct gate_emits {
	struct gate_emit *emit;
	size_t            n;
};

/** gate_emit_registry - the formats, in the order in which help lists them */
extern const struct registry gate_emit_registry;

/**
 * gate_emit_open - read the option's values, begin their files
 * @text: "junit", "junit=FILE" ...
 *
 * A file appears whole, when gate_emit_write is done, or stays as it was.
 * Returns: RC_OK; RC_USAGE no such format (the nearest is named), two without a file;
 *          RC_IO.  After a failure gate_emit_abort.
 * Memory:  in @a.
 */
MUST_USE enum rc gate_emit_open(struct gate_emits *l, const char *const *text, size_t n,
    struct arena *a, struct err *e);

/** gate_emit_instead - one of them is for standard output */
bool gate_emit_instead(const struct gate_emits *l);

/**
 * gate_emit_write - write the reports, and close their files
 * @main: where the one in place of the records goes
 *
 * Returns: RC_OK; RC_IO for the first file that failed.
 */
MUST_USE enum rc gate_emit_write(struct gate_emits *l, const struct gate_report *r,
    struct out *main, struct err *e);

/** gate_emit_abort - leave files as they were; after gate_emit_write nothing is left to do */
void gate_emit_abort(struct gate_emits *l);

#endif
