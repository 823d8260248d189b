/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live - a fold over input that never ends: windows close one by one
 *
 * The watermark is the latest time seen less --lateness.  A window whose end it has
 * passed is written at once and forgotten; a record for it that comes later is set
 * aside (code "late").  Whether a record is late depends on the records before it
 * alone, not on how the input was cut.  Memory: the open windows, with --fill the
 * keys of recent groups.
 *
 * After --idle without input the watermark goes on with the wall clock, so that the
 * last windows of a source that falls silent close too.
 *
 * With --fill a window without records is written too, between the first one that closes
 * and the watermark: of the one group where there are no keys, else of the groups that the
 * last --fill-last windows had; and so are the groups among these that a window lacks.
 */
#ifndef CX_FOLD_LIVE_H
#define CX_FOLD_LIVE_H

#include "fold/fold.h"

/** live_run - as fold_run, with p->windowed and p->live; one thread, in input order */
MUST_USE enum rc live_run(struct job *j, const struct fold_plan *p, struct err *e);

#endif
