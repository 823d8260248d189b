/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg - the aggregates, and what they share
 *
 * Members an aggregate named N writes: N; N_lo and N_hi, its interval, with
 * out->ci; N_n, the values behind it; N_bad, values that were there but could
 * not be used (text where a number was wanted), only when there are some;
 * N_null, records that could not be judged, likewise.
 */
#ifndef CX_METRIC_AGG_H
#define CX_METRIC_AGG_H

#include "json/jfields.h"
#include "metric/agg_memo.h"
#include "metric/agg_type.h"
#include "sketch/xsum.h"
#include "stats/interval.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	AGG_TEXT_MAX = 64 * 1024,	/* bytes of a value that is kept; longer ones are bad */
	AGG_K_MAX = 1000000,		/* of top and largest */
	AGG_KEY_ROOM = AGG_HEAD + 32,	/* of a member's name, whatever is copied with it */
	AGG_MEMBERS_MAX = 8		/* of a state that is a few counts */
};

extern const struct agg_type agg_count, agg_throughput;
extern const struct agg_type agg_rate, agg_any, agg_uptime;
extern const struct agg_type agg_sum, agg_mean, agg_sd, agg_ratio;
extern const struct agg_type agg_min, agg_max, agg_first, agg_last, agg_largest;
extern const struct agg_type agg_quantile;
extern const struct agg_type agg_distinct;
extern const struct agg_type agg_top;
extern const struct agg_type agg_hist;
extern const struct agg_type agg_apdex, agg_nps, agg_csat, agg_ces;

/** agg_key_of - member name: the output's with @suffix */
void agg_key_of(struct jwrite *w, const struct agg_out *out, struct sv suffix);

/** agg_key - the same for a literal of at most 16 bytes; in line: most of a result is names */
static inline __attribute__((always_inline)) void
agg_key(struct jwrite *w, const struct agg_out *out, const char *suffix)
{
	const size_t n = strlen(suffix);
	char *p;

	if (out->nhead == 0 || w->b->cap - w->b->n < AGG_KEY_ROOM) {
		agg_key_of(w, out, (struct sv){ suffix, n });
		return;
	}
	p = w->b->p + w->b->n;
	*p = ',';
	p += w->comma;
	memcpy(p, out->head, AGG_HEAD);
	p += out->nhead;
	memcpy(p, suffix, n);
	p += n;
	memcpy(p, "\":", 2);
	w->b->n = (size_t)(p + 2 - w->b->p);
	w->comma = false;
}

/** agg_u64 - an integer member */
static inline void
agg_u64(struct jwrite *w, const struct agg_out *out, const char *suffix, uint64_t v)
{
	agg_key(w, out, suffix);
	jwrite_u64(w, v);
}

/** agg_some - an integer member, left out when 0 */
static inline void
agg_some(struct jwrite *w, const struct agg_out *out, const char *suffix, uint64_t v)
{
	if (v != 0)
		agg_u64(w, out, suffix, v);
}

/** agg_double - a number member; null for NaN and infinities */
void agg_double(struct jwrite *w, const struct agg_out *out, const char *suffix, double d);

/** agg_bounds - N_lo and N_hi with out->ci; a bound that is not finite is null */
void agg_bounds(struct jwrite *w, const struct agg_out *out, const struct agg_span *span,
    struct interval i);

/**
 * agg_net_interval - interval of the mean of scores 1, 0 and -1, of which there are so many
 *
 * Adjusted Wald: as many answers more as make it right at the ends of the scale, 3 at 95 %, a
 * quarter of them on either side, so that answers that are all alike do not promise
 * certainty.  Within [-1, 1], and never without its own value.
 */
struct interval agg_net_interval(double plus, double zero, double minus, double conf);

/** agg_no_bounds - the interval when there is none */
struct interval agg_no_bounds(void);

/** agg_share - N = k/n with its interval (interval_share) and N_n; null when n is 0 */
void agg_share(struct jwrite *w, const struct agg_out *out, const struct agg_span *span,
    uint64_t k, uint64_t n);

/**
 * agg_number - the number in a value
 * @bad: counts, @n times, a value that is neither null nor a number
 *
 * Returns: true and *x.
 */
bool agg_number(const struct val *v, struct xsum_num *x, uint64_t n, uint64_t *bad);

/**
 * agg_num_cmp - order of two numbers: <0, 0 or >0
 *
 * By nearest double, then exactly: a total order over what xsum_num holds, so that
 * integers beyond 2^53 are told apart.  Numbers that compare equal print alike.
 */
int agg_num_cmp(const struct xsum_num *a, const struct xsum_num *b);

/** agg_num_write - a number, every digit of a decimal or whole number kept */
void agg_num_write(struct jwrite *w, const struct xsum_num *x);

/** agg_too_long - the value's text is over AGG_TEXT_MAX */
bool agg_too_long(const struct val *v);

struct agg_member {		/* a uint64_t of a state, by its name in the saved one */
	const char *name;
	size_t      off;
};

/** agg_save_some - an integer member of a saved state, left out when 0 */
void agg_save_some(struct jwrite *w, const char *name, uint64_t v);

/** agg_save_counts - the object of @n members of @st */
void agg_save_counts(struct jwrite *w, const void *st, const struct agg_member *m, size_t n);

/** agg_load_counts - read it back into @st; at most AGG_MEMBERS_MAX members */
enum rc agg_load_counts(void *st, const struct agg_member *m, size_t n, const struct val *v,
    struct err *e);

/**
 * agg_num_save - a number such that agg_num_load gives the same again
 *
 * As agg_num_write; but where that looks like a decimal or whole number and the number
 * is none (it had more places or digits and was rounded to a double), as a string.
 */
void agg_num_save(struct jwrite *w, const struct xsum_num *x);

/** agg_num_load - read it back; RC_SYNTAX when it is neither number nor such a string */
enum rc agg_num_load(struct xsum_num *x, const struct val *v, struct err *e);

struct agg_moments {		/* state of mean, sd, ces */
	struct xsum      sum;
	struct xsum_prod square;
	uint64_t         bad;
};

/** agg_use_of - what a state was given: @used values, and @bad that it could not use */
static inline enum agg_use
agg_use_of(uint64_t used, uint64_t bad)
{
	return used > 0 ? AGG_USE_SOME : bad > 0 ? AGG_USE_NONE : AGG_USE_NOTHING;
}

/** agg_moments_use - agg_type.use of moments */
enum agg_use agg_moments_use(const void *st);

/** agg_moments_add - one more number */
void agg_moments_add(struct agg_moments *m, const struct xsum_num *x);

/** agg_moments_add_times - @n more of it */
void agg_moments_add_times(struct agg_moments *m, const struct xsum_num *x, uint64_t n);

/** agg_moments_merge - the merge of a agg_type over struct agg_moments */
enum rc agg_moments_merge(void *dst, const void *src, const struct agg_cfg *cfg, struct err *e);

/** agg_moments_save - the save: {"sum":{...},"squares":{...},"bad":n}, sketch/xsum_state.h */
void agg_moments_save(const void *st, const struct agg_cfg *cfg, struct jwrite *w);

/**
 * agg_spread - whether values exist that have this sum and this sum of squares
 *
 * By n squares >= sum^2 (Cauchy), and equality for one value.  Of two states that pass the
 * merged one passes too, so that merging never makes a state that cannot be loaded.
 */
bool agg_spread(const struct xsum *sum, const struct xsum_prod *square);

/** agg_moments_read - the load, of the members "sum", "squares" and "bad" */
enum rc agg_moments_read(struct agg_moments *m, const struct jfield f[3], struct err *e);

/** agg_moments_load - the load; also checks the squares, see agg_spread */
enum rc agg_moments_load(void *st, const struct agg_cfg *cfg, const struct val *v,
    struct err *e);

/** agg_moments_interval - Student's interval of the mean; none below 2 values, or without ci */
struct interval agg_moments_interval(const struct agg_moments *m, const struct agg_out *out,
    const struct agg_span *span);

/** agg_moments_heap - the heap */
size_t agg_moments_heap(const void *st);

/** agg_moments_free - the free */
void agg_moments_free(void *st);

/** agg_init_none - the init of types whose zeroed state is ready */
enum rc agg_init_none(void *st, const struct agg_cfg *cfg, struct err *e);

#endif
