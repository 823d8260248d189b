/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unseen - what the records did not have, or have in another way than it seems
 */
#ifndef CX_RUN_UNSEEN_H
#define CX_RUN_UNSEEN_H

#include "record/source.h"
#include "run/job.h"

/**
 * unseen_say - name them, each with the nearest name of those that there are
 * @d: the @n decoders of the job that have read all there was
 *
 * A field that no record had is likely a slip.  What is said does not depend on how the
 * input was shared among the decoders.  They are counted, for --strict-fields.  Nothing is
 * said when there were no records.
 */
void unseen_say(struct job *j, struct decoder *const *d, size_t n);

/** unseen_doubts - what the decoders found odd about the values, each once */
void unseen_doubts(struct job *j, struct decoder *const *d, size_t n);

#endif
