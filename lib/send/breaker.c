/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * breaker - see breaker.h
 */
#include "send/breaker.h"

#include <string.h>

/* Twice as long as before, @max at most. */
static int64_t
longer(int64_t before_us, int64_t first_us, int64_t max_us)
{
	if (before_us == 0)
		return first_us;
	return before_us > max_us / 2 ? max_us : 2 * before_us;
}

static void
open_it(struct breaker *b, int64_t now_us)
{
	b->wait_us = longer(b->wait_us, b->cfg->open_us, b->cfg->open_max_us);
	b->until_us = now_us + b->wait_us;
	b->state = BREAKER_OPEN;
	b->row = 0;
	memset(b->bin, 0, sizeof(b->bin));
}

static void
close_it(struct breaker *b)
{
	b->state = BREAKER_CLOSED;
	b->row = 0;
	b->wait_us = b->pause_us = 0;
}

int64_t
breaker_at(const struct breaker *b, int64_t now_us)
{
	int64_t at_us = now_us;

	if (b->state == BREAKER_PROBING)
		return INT64_MAX;
	if (b->state == BREAKER_OPEN && b->until_us > at_us)
		at_us = b->until_us;
	return b->pause_until_us > at_us ? b->pause_until_us : at_us;
}

void
breaker_take(struct breaker *b, int64_t now_us)
{
	if (b->state == BREAKER_OPEN && now_us >= b->until_us)
		b->state = BREAKER_PROBING;
}

void
breaker_untake(struct breaker *b)
{
	if (b->state == BREAKER_PROBING)
		b->state = BREAKER_OPEN;
}

/* Count it in its bin: is the share of failures in the window too large? */
static bool
too_many(struct breaker *b, bool failed, int64_t now_us)
{
	int64_t len_us = b->cfg->window_us / BREAKER_BINS + 1;
	int64_t from_us = now_us / len_us * len_us;
	struct breaker_bin *bin = &b->bin[now_us / len_us % BREAKER_BINS];
	uint64_t n = 0, bad = 0;

	if (bin->at_us != from_us)
		*bin = (struct breaker_bin){ .at_us = from_us };
	bin->n++;
	bin->failed += failed;
	for (int i = 0; i < BREAKER_BINS; i++) {
		if (b->bin[i].at_us <= now_us - b->cfg->window_us)
			continue;
		n += b->bin[i].n;
		bad += b->bin[i].failed;
	}
	return n >= b->cfg->least && 100 * bad >= b->cfg->share * n;
}

bool
breaker_result(struct breaker *b, bool failed, int64_t now_us)
{
	bool many;

	if (b->state == BREAKER_OPEN) {		/* it left before: late news change nothing */
		return false;
	} else if (b->state == BREAKER_PROBING) {
		if (failed)
			open_it(b, now_us);
		else
			close_it(b);
		return failed;
	}
	many = too_many(b, failed, now_us);
	b->row = failed ? b->row + 1 : 0;
	if (!failed)
		close_it(b);
	if (!failed || (b->row < b->cfg->failures && !many))
		return false;
	open_it(b, now_us);
	return true;
}

bool
breaker_trip(struct breaker *b, int64_t now_us)
{
	if (b->state == BREAKER_OPEN && b->until_us > now_us)
		return false;
	open_it(b, now_us);
	return true;
}

void
breaker_throttle(struct breaker *b, int64_t after_us, int64_t now_us)
{
	if (after_us <= 0) {
		if (b->pause_until_us > now_us)	/* of one that had left before */
			return;
		b->pause_us = longer(b->pause_us, BREAKER_PAUSE_US, BREAKER_PAUSE_MAX_US);
		after_us = b->pause_us;
	}
	if (after_us > BREAKER_ASKED_MAX_US)
		after_us = BREAKER_ASKED_MAX_US;
	if (b->pause_until_us < now_us + after_us)
		b->pause_until_us = now_us + after_us;
}
