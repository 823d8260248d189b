/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_show - pieces of records and messages that several kinds of objectives have
 */
#ifndef CX_SLO_SLO_SHOW_H
#define CX_SLO_SLO_SHOW_H

#include "base/buf.h"
#include "json/jwrite.h"
#include "judge/judge.h"

/** slo_show_op - "<=" ... */
const char *slo_show_op(enum slo_op op);

/** slo_show_interval - members of a value with its bounds: key, key_lo, key_hi */
void slo_show_interval(struct jwrite *w, const char *key, double x, double lo, double hi);

/** slo_show_rate - members of the bad share and what is allowed */
void slo_show_rate(struct jwrite *w, const struct slo_verdict *v);

/** slo_show_share - "0.2% [0.13%, 0.29%]"; what there is not is left out */
void slo_show_share(struct buf *b, double x, double lo, double hi);

/** slo_show_value - "412 [398, 431]", with so many digits; "unknown" */
void slo_show_value(struct buf *b, int digits, double x, double lo, double hi);

/** slo_show_allowed - ", allowed 0.1%"; nothing where none is */
void slo_show_allowed(struct buf *b, const struct slo_objective *o);

/** slo_show_events - "@bad 20 of 10000: 0.2% [0.13%, 0.29%], allowed 0.1%" */
void slo_show_events(struct buf *b, const struct slo_verdict *v, const char *bad);

/** slo_show_q - "p99.9" */
void slo_show_q(struct buf *b, const struct agg_q *q);

#endif
