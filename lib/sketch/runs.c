/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * runs - see runs.h
 */
#include "sketch/runs.h"

#include "base/num.h"
#include "json/jread.h"

#include <inttypes.h>

enum { STEP_MAX = 26 };

/* How often, when not once. */
static inline void
put_count(struct buf *b, uint64_t k)
{
	if (k != 1 && buf_room(b, NUM_TEXT_MAX))
		b->n += num_u64_text(k, b->p + b->n);
}

/* States have very many, of few digits: a store for both, whether there is a digit or none. */
void
runs_put(struct buf *b, char symbol, uint64_t k)
{
	if (k < 10 && b->cap - b->n >= 2) {
		b->p[b->n] = symbol;
		b->p[b->n + 1] = (char)('0' + k);
		b->n += k != 1 ? 2 : 1;
		return;
	}
	buf_c(b, symbol);
	put_count(b, k);
}

bool
runs_count(struct sv *rest, uint64_t *k)
{
	struct sv digits = { rest->p, 0 };

	*k = 1;
	while (digits.n < rest->n && num_is_digit((unsigned char)rest->p[digits.n]))
		digits.n++;
	if (digits.n == 0)
		return true;
	*rest = (struct sv){ rest->p + digits.n, rest->n - digits.n };
	return (digits.p[0] != '0' || digits.n == 1) && num_u64(digits, k) == RC_OK;
}

void
runs_bins_add(struct runs_bins *r, int32_t bin, uint64_t k)
{
	int32_t step = bin - r->last;

	if (!r->any) {
		buf_init(&r->text, SIZE_MAX);
		r->first = bin;
		r->any = true;
		put_count(&r->text, k);
	} else {
		for (; step > STEP_MAX; step -= STEP_MAX)
			runs_put(&r->text, 'z', 0);
		runs_put(&r->text, (char)('a' + step - 1), k);
	}
	r->last = bin;
}

void
runs_bins_save(struct runs_bins *r, struct jwrite *w)
{
	jwrite_open(w, '[');
	if (r->any) {
		jwrite_i64(w, r->first);
		jwrite_str_raw(w, buf_view(&r->text));
		buf_free(&r->text);
	}
	jwrite_shut(w, ']');
	*r = (struct runs_bins){ 0 };
}

struct pair {			/* the two elements */
	struct val v[2];
	size_t     n;
};

static bool
take_pair(void *ctx, struct sv key, const struct val *v)
{
	struct pair *p = ctx;

	(void)key;
	if (p->n < 2)
		p->v[p->n] = *v;
	return ++p->n <= 2;
}

static enum rc
walk(struct sv rest, int64_t at, int64_t hi, uint64_t max, uint64_t *total, runs_fn *fn, void *ctx,
    struct err *e)
{
	enum rc rc = RC_OK;
	uint64_t k = 0;

	for (;;) {
		if (!runs_count(&rest, &k) || k > max - *total)
			return rc_err(e, RC_SYNTAX, "a count is no integer, or too large");
		if (at > hi)
			return rc_err(e, RC_SYNTAX, "a bin is beyond %" PRId64, hi);
		*total += k;
		if (k != 0)
			rc = fn(ctx, (int32_t)at, k, e);
		if (rc != RC_OK || rest.n == 0)
			break;
		if (rest.p[0] < 'a' || rest.p[0] > 'z')
			return rc_err(e, RC_SYNTAX, "expected a step from 'a' to 'z'");
		at += rest.p[0] - 'a' + 1;
		rest = (struct sv){ rest.p + 1, rest.n - 1 };
	}
	if (rc == RC_OK && k == 0)
		return rc_err(e, RC_SYNTAX, "the last bin has no count");
	return rc;
}

enum rc
runs_bins_load(const struct val *v, int32_t lo, int32_t hi, uint64_t max, uint64_t *total,
    runs_fn *fn, void *ctx, struct err *e)
{
	struct pair p = { .n = 0 };
	int64_t first;

	*total = 0;
	if (v->kind == VAL_ARRAY)
		jread_each(v, take_pair, &p);
	if (v->kind == VAL_ARRAY && p.n == 0)
		return RC_OK;
	if (v->kind != VAL_ARRAY || p.n != 2 || p.v[0].kind != VAL_NUMBER ||
	    num_i64(p.v[0].text, &first) != RC_OK || p.v[1].kind != VAL_STRING ||
	    (p.v[1].flags & VAL_ESC) != 0)
		return rc_err(e, RC_SYNTAX, "expected [first bin, \"counts\"]");
	if (first < lo || first > hi)
		return rc_err(e, RC_SYNTAX, "the first bin must be from %" PRId32 " to %" PRId32,
		    lo, hi);
	return walk(p.v[1].text, first, hi, max, total, fn, ctx, e);
}
