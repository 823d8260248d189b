/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * backoff - see backoff.h
 */
#include "send/backoff.h"

#include "base/hash.h"

enum { MILLION = 1000000, SPREAD = 200000 };	/* a fifth, in millionths */

enum backoff
backoff_next(const struct backoff_ask *a, int64_t *at_us)
{
	int64_t wait, after = a->retry_after_us, spread;

	if (a->attempt > a->n)
		return BACKOFF_SPENT;
	wait = a->wait_us[a->attempt - 1];
	spread = (int64_t)(hash_sv(a->id, a->attempt) % (2 * SPREAD + 1)) - SPREAD;
	wait += wait / MILLION * spread + wait % MILLION * spread / MILLION;
	if (after > BACKOFF_AFTER_MAX_US)
		after = BACKOFF_AFTER_MAX_US;
	if (wait < after)
		wait = after;
	if (wait >= a->expires_us - a->now_us)
		return BACKOFF_LATE;
	*at_us = a->now_us + wait;
	return BACKOFF_AGAIN;
}
