/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "judge/reason.h"

static const struct reason_row rows[REASONS] = {
	[REASON_NONE] = { 0 },
	[REASON_NODATA] = { "nodata", "no events in the window", false },
	[REASON_MIN_TOTAL] = { "min_total", "fewer events than min_total", true },
	[REASON_COVERAGE] = { "coverage", "too few slices of the window have events", false },
	[REASON_UNKNOWN] = { "unknown", "events without a field that is needed could turn it",
		false },
	[REASON_BURSTS] = { "bursts", "would be decided if bad events came singly", true },
	[REASON_MIN_BAD] = { "min_bad", "beyond the limit, but by too few incidents", true },
	[REASON_HOLM] = { "holm", "fails alone, but not among as many objectives", true },
	[REASON_SAMPLE] = { "sample", "not enough events", true },
	[REASON_WINDOW] = { "window", "no whole slice or hour in the window", false },
	[REASON_STABLE] = { "stable", "the stable side does not say enough", false },
	[REASON_SINGLY] = { "singly", "holds for failures that come singly: none was seen", true },
	[REASON_NEW] = { "new", "was not there before: there is nothing to compare it with", true },
	[REASON_SUSTAINED] = { "sustained", "beyond the limit, but not in one window after the "
		"other", true },
	[REASON_POSITIVE] = { "positive", "a percentile that is not above 0 has no ratio", false },
};

const struct reason_row *
reason_row(enum reason r)
{
	return &rows[r];
}
