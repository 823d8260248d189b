/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "experiment/ab_result.h"

#include <math.h>

enum ab_status
ab_result_status(const struct ab_result *r)
{
	if (isnan(r->effect))
		return r->last ? AB_NEUTRAL : AB_UNKNOWN;
	if (r->role == AB_GUARDRAIL && !isnan(r->slack_lo)) {
		if (r->slack_lo > 0)
			return AB_NON_INFERIOR;
		if (r->slack_hi < 0)
			return AB_BREACH;
		if (r->good_hi < 0)
			return AB_HARM;
	} else if (r->p_adjusted < r->alpha) {
		return (r->effect > 0) != r->down ? AB_WIN : AB_HARM;
	}
	return r->last ? AB_NEUTRAL : AB_UNKNOWN;
}

const char *
ab_result_status_name(enum ab_status s)
{
	static const char *const name[AB_STATUSES] = { [AB_UNKNOWN] = "unknown",
		[AB_NEUTRAL] = "neutral", [AB_WIN] = "win", [AB_HARM] = "harm",
		[AB_NON_INFERIOR] = "non_inferior", [AB_BREACH] = "breach" };

	return name[s];
}
