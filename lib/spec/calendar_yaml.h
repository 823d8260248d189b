/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * calendar_yaml - a calendar in YAML, and its pieces for other documents
 */
#ifndef CX_SPEC_CALENDAR_YAML_H
#define CX_SPEC_CALENDAR_YAML_H

#include "spec/calendar.h"
#include "spec/doc.h"

/**
 * calendar_yaml - read @text
 * @c: with the zone it has when the text names none; holidays and stops as they come
 *
 * Returns: RC_OK; RC_SYNTAX "FILE:LINE:COL: ...".
 */
MUST_USE enum rc calendar_yaml(struct calendar *c, const char *path, struct sv text,
    struct arena *a, struct err *e);

/**
 * calendar_yaml_days - days of the week: mon-fri, [sat, sun]
 * @n:  NULL: all days
 * @on: of seven, from Monday on: those named become true
 */
MUST_USE enum rc calendar_yaml_days(const struct doc *d, const struct node *n, bool *on,
    struct err *e);

/**
 * calendar_days - "2026-12-24..2026-12-26 a note"
 *
 * Returns: RC_OK, the note being part of @s; RC_SYNTAX with e->col and what was expected.
 */
MUST_USE enum rc calendar_days(struct calendar_days *out, struct sv s, struct err *e);

/** calendar_add_days - one more; *@cap is what there is room for, 0 at first */
void calendar_add_days(struct calendar *c, size_t *cap, const struct calendar_days *d,
    struct arena *a);

#endif
