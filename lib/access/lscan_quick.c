/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan_quick - plain times and durations of many lines, without vectors; what is not plain
 * is left to the rules
 */
#include "access/lscan_rule.h"

#include "base/num.h"

/* Digits at *p, which moves behind them, as a number; false: none, or more than @max. */
static bool
take_digits(const char **p, int max, int64_t *out)
{
	const char *b = *p, *q = b;
	int64_t n = 0;

	for (; num_is_digit((unsigned char)*q) && q - b <= max; q++)
		n = n * 10 + (*q - '0');
	*p = q;
	*out = n;
	return q > b && q - b <= max;
}

/* Decimals behind a point at *p, which moves behind them, as millionths; false: another number. */
static bool
take_micros(const char **p, int64_t *out)
{
	const char *b = *p;
	int64_t n;

	if (*b != '.')
		return false;
	++*p;
	if (!take_digits(p, 6, &n))
		return false;
	for (int64_t k = *p - b - 1; k < 6; k++)
		n *= 10;
	*out = n;
	return true;
}

/* Quick fields: behind them and their literal, or NULL when they are for the rules. */
static const char *
quick_moment(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *v)
{
	const char *q = lmoment_scan(&s->moment[op - s->f->op], p, e, &v->at_us);

	v->text = (struct sv){ p, q != NULL ? (size_t)(q - p) : 0 };
	return q != NULL ? lscan_past(op, q, e) : NULL;
}

static const char *
quick_since(const struct lformat_op *op, const char *p, const char *e, struct val *v)
{
	const char *q = p;
	int64_t sec, us = 0;

	if (p == e || *p == '0' || !take_digits(&q, 11, &sec) ||
	    (*q == '.' && !take_micros(&q, &us)))
		return NULL;
	v->at_us = sec * 1000000 + us;
	v->text = (struct sv){ p, (size_t)(q - p) };
	return lscan_past(op, q, e);
}

/* Millionths of a second as milliseconds; the text, in the record's memory, is copied in steps. */
static struct val
ms_value(struct lscan *s, int64_t us)
{
	char *to = arena_alloc(s->rec, LSCAN_NUMBER + LFORMAT_COPY), *end = to + LSCAN_NUMBER / 2,
	    *at = end;
	int64_t ms = us / 1000, rest = us % 1000;

	do
		*--at = (char)('0' + ms % 10);
	while ((ms /= 10) != 0);
	if (rest != 0) {
		*end++ = '.';
		for (int64_t unit = 100; rest != 0; rest %= unit, unit /= 10)
			*end++ = (char)('0' + rest / unit);
	}
	return lscan_number((struct sv){ at, (size_t)(end - at) });
}

static const char *
quick_micros(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *v)
{
	int64_t us;

	if (p == e || !take_digits(&p, 15, &us))
		return NULL;
	p = lscan_past(op, p, e);
	if (p != NULL)
		*v = ms_value(s, us);
	return p;
}

/* The stages, and their sum. */
static const char *
quick_stages(struct lscan *s, const struct lformat_op *op, const char *p, const char *e,
    struct val *row)
{
	int64_t sec, us = 0, sum = 0;
	struct val v;

	for (int i = LFORMAT_STAGE; i < LFORMAT_TOTAL; i++) {
		p += i > LFORMAT_STAGE;
		if (e - p < 2 || (p[0] == '0' && p[1] != '.') || !take_digits(&p, 9, &sec) ||
		    !take_micros(&p, &us) ||
		    (i + 1 < LFORMAT_TOTAL && *p != ' '))
			return NULL;
		sum += sec * 1000000 + us;
		if (op->out[i] < 0)
			continue;
		v = ms_value(s, sec * 1000000 + us);
		val_copy(&row[op->out[i]], &v);
	}
	if (op->out[LFORMAT_TOTAL] >= 0) {
		v = ms_value(s, sum);
		val_copy(&row[op->out[LFORMAT_TOTAL]], &v);
	}
	return lscan_past(op, p, e);
}

void
lscan_quick(struct lscan *s, const struct lformat_op *op, size_t n)
{
	size_t step = s->f->nval;

	for (size_t i = 0; i < n; i++) {
		struct val v = { .kind = VAL_TIME };
		const char *p = s->at[i], *e = s->end[i], *q;

		if (op->look == LFORMAT_MOMENT)
			q = quick_moment(s, op, p, e, &v);
		else if (op->look == LFORMAT_SINCE)
			q = quick_since(op, p, e, &v);
		else if (op->look == LFORMAT_MICROS)
			q = quick_micros(s, op, p, e, &v);
		else
			q = quick_stages(s, op, p, e, s->val + i * step);
		if (q == NULL)
			q = lscan_odd(s, op, i);
		else if (op->look != LFORMAT_THREE && op->out[0] >= 0)
			val_copy(&s->val[i * step + (size_t)op->out[0]], &v);
		s->at[i] = q;
	}
}
