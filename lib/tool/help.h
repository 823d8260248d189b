/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * help - what a filter says about itself: -h, --help, --version, --dump-options
 */
#ifndef CX_TOOL_HELP_H
#define CX_TOOL_HELP_H

#include "base/buf.h"
#include "tool/tool.h"

#include <stdbool.h>

/** help_text - usage and options; with @full also formats, notes, an example; 80 columns */
void help_text(struct buf *b, const struct tool *t, bool full);

/** help_version - name, version and licence */
void help_version(struct buf *b, const struct tool *t);

/**
 * help_dump - the option table as JSON, one option a line, members in this order
 *
 *     {"name","version","usage","summary","program","options":[
 *     {"short","long","kind","arg","shared","values":[...],"needs","not_with","help"}
 *     ,{...}
 *     ],"lists":[
 *     {"rows_of","names":[...]}
 *     ]}
 *
 * Absent texts are "".  Read by scripts/completion, scripts/check-man.awk and
 * tests/registry/walk.c.
 */
void help_dump(struct buf *b, const struct tool *t);

#endif
