/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cmp - see cmp.h
 */
#include "expr/cmp.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "time/tstamp.h"

#include <math.h>

enum { DIGITS_EXACT = 15 };	/* decimal digits that any double holds */

static enum cmp_result
order(int c)
{
	return c < 0 ? CMP_LESS : c > 0 ? CMP_GREATER : CMP_EQUAL;
}

bool
cmp_is_time(struct sv s)
{
	int64_t us;
	int32_t offset;

	return cmp_may_be_time(s) && rfc3339_parse(s, &us, &offset);
}

/* The integers among texts compare as their doubles do. */
static bool
short_integer(struct sv s)
{
	if (s.n == 0 || s.n > DIGITS_EXACT)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!num_is_digit((unsigned char)s.p[i]))
			return false;
	return true;
}

/* Rounding keeps order: only doubles that agree need a look at their decimals. */
static enum cmp_result
numbers(const struct val *x, const struct val *y, struct arena *a)
{
	double dx;
	double dy;

	if (!val_number(x, &dx))
		return x->kind == VAL_NUMBER ? CMP_UNKNOWN : CMP_DIFFER;
	if (!val_number(y, &dy))
		return y->kind == VAL_NUMBER ? CMP_UNKNOWN : CMP_DIFFER;
	if (dx != dy)
		return dx < dy ? CMP_LESS : CMP_GREATER;
	if ((x->flags & y->flags & VAL_DOUBLE) != 0)
		return CMP_EQUAL;
	if (short_integer(x->text) && short_integer(y->text))
		return CMP_EQUAL;
	return order(num_cmp(val_text(x, a), val_text(y, a)));
}

static bool
instant(struct cmp_side s, struct arena *a, int64_t *us)
{
	struct val v = *s.val;

	if (v.kind == VAL_STRING && (v.flags & VAL_ESC) != 0)
		v = val_of_text(val_text(&v, a));
	return tstamp_auto(&v, s.time, us);
}

/* A time of a log, or the text that cxparse writes of it: both compare alike. */
static bool
is_time(struct cmp_side s, struct arena *a)
{
	if (s.val->kind == VAL_STRING)
		return cmp_may_be_time(s.val->text) && cmp_is_time(val_text(s.val, a));
	return s.val->kind == VAL_TIME;
}

/* One of the two is a time. */
static enum cmp_result
times(struct cmp_side x, struct cmp_side y, struct arena *a)
{
	int64_t ux;
	int64_t uy;

	if (instant(x, a, &ux) && instant(y, a, &uy))
		return order((ux > uy) - (ux < uy));
	if (x.val->kind == VAL_NUMBER || y.val->kind == VAL_NUMBER)
		return CMP_DIFFER;
	return order(sv_cmp(val_text(x.val, a), val_text(y.val, a)));
}

static int64_t
to_utc(int64_t us, int32_t offset, const struct tstamp_cfg *t)
{
	return offset == INT32_MIN && t != NULL && t->zone != NULL ? tzone_utc(t->zone, us) : us;
}

static enum cmp_result
strings(struct cmp_side x, struct cmp_side y, struct arena *a)
{
	struct sv sx = val_text(x.val, a);
	struct sv sy = val_text(y.val, a);
	int64_t ux;
	int64_t uy;
	int32_t ox;
	int32_t oy;

	if (cmp_may_be_time(sx) && cmp_may_be_time(sy) && rfc3339_parse(sx, &ux, &ox) &&
	    rfc3339_parse(sy, &uy, &oy)) {
		if (ox != oy) {	/* neither named one: they are wall clocks of the same wall */
			ux = to_utc(ux, ox, x.time);
			uy = to_utc(uy, oy, y.time);
		}
		return order((ux > uy) - (ux < uy));
	}
	return order(sv_cmp(sx, sy));
}

/* Kinds that may stand for a number or a time. */
static bool
is_scalar(enum val_kind k)
{
	return k == VAL_NUMBER || k == VAL_STRING || k == VAL_TIME;
}

enum cmp_result
cmp_vals(struct cmp_side x, struct cmp_side y, struct arena *a)
{
	enum val_kind kx = x.val->kind;
	enum val_kind ky = y.val->kind;

	if (kx <= VAL_NULL || ky <= VAL_NULL)
		return CMP_UNKNOWN;
	if (kx == VAL_NUMBER && ky == VAL_NUMBER)
		return numbers(x.val, y.val, a);
	if (is_scalar(kx) && is_scalar(ky)) {
		bool tx = is_time(x, a), ty = is_time(y, a);

		if ((tx || ty) && !(tx && ty && kx == VAL_STRING && ky == VAL_STRING))
			return times(x, y, a);
		if (kx == VAL_STRING && ky == VAL_STRING)
			return strings(x, y, a);
		return numbers(x.val, y.val, a);
	}
	if (kx != ky)
		return CMP_DIFFER;
	if (kx == VAL_OBJECT || kx == VAL_ARRAY)
		return sv_eq(x.val->text, y.val->text) ? CMP_SAME : CMP_DIFFER;
	return CMP_SAME;	/* the same boolean */
}
