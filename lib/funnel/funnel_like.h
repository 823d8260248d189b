/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * funnel_like - the rules by which other programs judge funnels
 *
 * What they answer that their rules do not say is ported too, bugs included, as whoever asks
 * for it compares numbers.  Adding one: its row here, in the list of --like in cxfunnel(1), and
 * a case of tests/unit/funnel.c on which it differs from ours.
 */
#ifndef CX_FUNNEL_FUNNEL_LIKE_H
#define CX_FUNNEL_FUNNEL_LIKE_H

#include "base/registry.h"
#include "funnel/funnel.h"

enum funnel_like_flags {	/* of ClickHouse's modes */
	FUNNEL_LIKE_ORDER = 1,
	FUNNEL_LIKE_DEDUPLICATION = 2,
	FUNNEL_LIKE_INCREASE = 4
};

struct funnel_like {
	const char        *name;
	const char        *summary;
	enum funnel_order  order;	/* these as in struct funnel_rule */
	enum funnel_entry  entry;
	bool               strict_ties;
	bool               discard;	/* who was excluded never entered */
	bool               once;	/* users count once, whatever is held */
	bool               required;	/* times are told from one required step to the next */
	bool               plain;	/* it knows no exclusions, optional steps, limits by step */
	bool               no_limits;	/* it knows no limits by step */
	int64_t            tick_us;	/* times within it are the same; 0: none */
	unsigned           flags;
	/* Its own way: p->far is 0 for who never enters.  NULL: ours, with these settings. */
	void             (*run)(const struct funnel_rule *r, const struct funnel_event *ev,
	    size_t n, struct funnel_path *p);
};

/** funnel_like_registry - the rows */
extern const struct registry funnel_like_registry;

#endif
