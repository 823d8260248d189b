/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * series - counts by the minute: all that a verdict needs of the events
 *
 * Minutes without events are not there.  Everything coarser (windows, slices, the
 * slices of the dispersion) is a sum over minutes; nothing finer is kept.
 */
#ifndef CX_SLO_SLO_SERIES_H
#define CX_SLO_SLO_SERIES_H

#include "sketch/quant.h"

#include <stddef.h>
#include <stdint.h>

struct slo_counts {
	uint64_t n;		/* valid events that could be judged */
	uint64_t bad;		/* of these */
	uint64_t unknown;	/* valid events of which nobody can say: a field was missing */
};

struct slo_minute {
	int64_t           minute;	/* since 1970, UTC */
	struct slo_counts c;
};

/* Values of a percentile over one hour; of use where a window holds whole hours. */
struct slo_hour {
	int64_t             hour;	/* since 1970, UTC */
	const struct quant *value;
};

struct slo_series {		/* of one objective, one value of its keys, one side */
	const struct slo_minute *minute;	/* ascending */
	size_t                   n;
	const struct slo_hour   *hour;	/* ascending; none unless the objective has a value */
	size_t                   nhour;
};

/** slo_series_sum - counts in [from_us, to_us), both whole minutes; O(log n + minutes) */
struct slo_counts slo_series_sum(const struct slo_series *s, int64_t from_us, int64_t to_us);

#endif
