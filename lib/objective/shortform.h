/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shortform - the short form of specifications, see cx-spec(5)
 *
 *     shortform.c         a document, an objective
 *     kind_*.c            what each kind of objective has of its own
 *     shortform_common.c  what they share: windows, methods, alerts, targets
 *     shortform_key.c     the keys, and their values
 *
 * A key that would mean nothing where it stands is refused, and so is a default that no
 * objective takes.
 */
#ifndef CX_OBJECTIVE_SHORTFORM_H
#define CX_OBJECTIVE_SHORTFORM_H

#include "objective/shortform_key.h"

/** shortform_read - all objectives of a document of the short form */
MUST_USE enum rc shortform_read(struct clause *p);

/** shortform_common - severity, window, which events, how many */
MUST_USE enum rc shortform_common(struct shortform *r);

/** shortform_method - occurrences or slices, and what belongs to these */
MUST_USE enum rc shortform_method(struct shortform *r);

/** shortform_alerts - none, the standard ones, or a list; after e0 and window are known */
MUST_USE enum rc shortform_alerts(struct shortform *r);

/** shortform_target - the share that must be good, and the margin; @all: 100% may be asked */
MUST_USE enum rc shortform_target(struct shortform *r, bool all);

/** shortform_cluster - by whom bad events may come together; not of slices */
MUST_USE enum rc shortform_cluster(struct shortform *r);

/** shortform_good_or_bad - one of the two, or one of their counts with the total; must be there */
MUST_USE enum rc shortform_good_or_bad(struct shortform *r);

/** shortform_quantile - value and percentile; the shares of values above and below it */
MUST_USE enum rc shortform_quantile(struct shortform *r, double *above, double *below);

/** shortform_limit - the limit, which must be there; @why follows in the message */
MUST_USE enum rc shortform_limit(struct shortform *r, const char *why);

#endif
