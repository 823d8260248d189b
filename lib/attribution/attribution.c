/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution - see attribution.h
 *
 * Shares that do not come out even leave a few units, 2^-60 of a conversion each: they go to
 * the earliest touches, of decay to the latest.
 */
#include "attribution/attribution.h"

#include "base/mem.h"
#include "base/num.h"
#include "time/tstamp.h"

#include <math.h>

enum { WEIGHT_BITS = 50 };	/* of decay: the latest touch weighs 2^50 */

static const int64_t one = ATTRIBUTION_ONE;

/* ---- what is asked ---- */

static enum rc
parse_percent(struct sv s, int64_t *share, struct err *e)
{
	const num_i128 all = (num_i128)100 * 1000000000;
	num_i128 units;

	if (!num_units(sv_trim(s), &units) || units < 0 || units > all)
		return rc_err(e, RC_USAGE, "expected a percentage from 0 to 100, got '%.*s'",
		    SV_SHOW(s));
	*share = (int64_t)(units * one / all);
	return RC_OK;
}

static enum rc
parse_position(struct attribution_model *m, struct sv args, struct err *e)
{
	size_t comma;
	enum rc rc;

	if (args.n == 0)
		args = SV("40,40");
	comma = sv_find(args, ',');
	if (comma == args.n)
		return rc_err(e, RC_USAGE, "expected two percentages such as 40,40, got '%.*s'",
		    SV_SHOW(args));
	rc = parse_percent((struct sv){ args.p, comma }, &m->first, e);
	if (rc == RC_OK)
		rc = parse_percent((struct sv){ args.p + comma + 1, args.n - comma - 1 }, &m->last,
		    e);
	if (rc == RC_OK && m->first > one - m->last)
		rc = rc_err(e, RC_USAGE, "'%.*s' are more than 100 percent together",
		    SV_SHOW(args));
	return rc;
}

static enum rc
parse_decay(struct attribution_model *m, struct sv args, struct err *e)
{
	if (args.n == 0)
		args = SV("7d");
	if (!tstamp_duration(args, &m->half_us) || m->half_us <= 0)
		return rc_err(e, RC_USAGE, "expected a half-life such as 7d, got '%.*s'",
		    SV_SHOW(args));
	return RC_OK;
}

static enum rc
parse_markov(struct attribution_model *m, struct sv args, struct err *e)
{
	uint64_t order = 1;

	if (args.n > 0 && (num_u64(args, &order) != RC_OK || order < 1 ||
	    order > ATTRIBUTION_ORDER_MAX))
		return rc_err(e, RC_USAGE, "expected an order from 1 to %d, got '%.*s'",
		    (int)ATTRIBUTION_ORDER_MAX, SV_SHOW(args));
	m->order = (unsigned)order;
	return RC_OK;
}

/* ---- credits ---- */

static void
give_none(const struct attribution_path *p, int64_t *credit)
{
	for (size_t i = 0; i < p->n; i++)
		credit[i] = 0;
}

/* @amount over @n touches alike. */
static void
spread(int64_t amount, size_t n, int64_t *credit)
{
	const int64_t each = amount / (int64_t)n, rest = amount % (int64_t)n;

	for (size_t i = 0; i < n; i++)
		credit[i] = each + ((int64_t)i < rest);
}

static void
credit_first(const struct attribution_model *m, const struct attribution_path *p, int64_t *credit)
{
	(void)m;
	give_none(p, credit);
	credit[0] = one;
}

static void
credit_last(const struct attribution_model *m, const struct attribution_path *p, int64_t *credit)
{
	(void)m;
	give_none(p, credit);
	credit[p->n - 1] = one;
}

static void
credit_last_non_direct(const struct attribution_model *m, const struct attribution_path *p,
    int64_t *credit)
{
	size_t i = p->n;

	(void)m;
	give_none(p, credit);
	while (i > 0 && (p->touch[i - 1].is & ATTRIBUTION_DIRECT) != 0)
		i--;
	credit[i > 0 ? i - 1 : p->n - 1] = one;
}

static void
credit_linear(const struct attribution_model *m, const struct attribution_path *p, int64_t *credit)
{
	(void)m;
	spread(one, p->n, credit);
}

static void
credit_position(const struct attribution_model *m, const struct attribution_path *p,
    int64_t *credit)
{
	const int64_t ends = m->first + m->last;

	if (p->n == 1) {
		credit[0] = one;
	} else if (p->n == 2) {
		credit[0] = ends > 0 ? (int64_t)((num_i128)m->first * one / ends) : one / 2;
		credit[1] = one - credit[0];
	} else {
		credit[0] = m->first;
		spread(one - ends, p->n - 2, credit + 1);
		credit[p->n - 1] = m->last;
	}
}

/* Ages count from the latest touch: shares stay the same, and weights do not all vanish. */
static void
credit_decay(const struct attribution_model *m, const struct attribution_path *p, int64_t *credit)
{
	const int64_t last_us = p->touch[p->n - 1].at_us;
	num_i128 sum = 0;
	int64_t left = one;

	for (size_t i = 0; i < p->n; i++) {
		double age_us = (double)((uint64_t)last_us - (uint64_t)p->touch[i].at_us);

		credit[i] = (int64_t)ldexp(exp2(-age_us / (double)m->half_us), WEIGHT_BITS);
		sum += credit[i];
	}
	for (size_t i = 0; i < p->n; i++) {
		credit[i] = (int64_t)((num_i128)credit[i] * one / sum);
		left -= credit[i];
	}
	credit[p->n - 1] += left;
}

/*
 * v(S) = conversions whose channels all are in S: each conversion is a unanimity game of its
 * channels, whose Shapley value is an equal share for each, whatever the order and the repeats
 * (Shapley 1953; Zhao, Mahboobi, Bagheri, arXiv:1804.05327, theorem 1).
 */
static void
credit_shapley(const struct attribution_model *m, const struct attribution_path *p,
    int64_t *credit)
{
	size_t distinct = 0, at = 0;
	int64_t each, rest;

	(void)m;
	attribution_marks_begin(p->marks, p->channels);
	for (size_t i = 0; i < p->n; i++) {
		credit[i] = attribution_marks_first(p->marks, p->touch[i].channel);
		distinct += (size_t)credit[i];
	}
	each = one / (int64_t)distinct;
	rest = one % (int64_t)distinct;
	for (size_t i = 0; i < p->n; i++)
		if (credit[i] != 0)
			credit[i] = each + ((int64_t)at++ < rest);
}

static const struct attribution_type types[] = {
	{ "first", "all to the first touch", NULL, credit_first },
	{ "last", "all to the last touch", NULL, credit_last },
	{ "last-non-direct", "all to the last touch that is not --direct, if there is one", NULL,
	  credit_last_non_direct },
	{ "linear", "the same to each touch", NULL, credit_linear },
	{ "position", "40 % to the first, 40 % to the last, the rest to those between (:40,40)",
	  parse_position, credit_position },
	{ "decay", "half as much for each 7 days before the last touch (:7d)", parse_decay,
	  credit_decay },
	{ "markov", "by what would be lost without the channel, in a Markov chain (:ORDER)",
	  parse_markov, NULL },
	{ "shapley", "Shapley value: the same to each channel of the path", NULL, credit_shapley },
};

const struct registry attribution_registry =
    REGISTRY("attribution model", "Models of attribution", types, struct attribution_type);

/* ---- the list ---- */

/* A comma ends a model when a name follows: arguments begin with a digit. */
static struct sv
take_model(struct sv *rest)
{
	struct sv all = *rest;
	size_t n = 0;

	while (n < all.n && !(all.p[n] == ',' && n + 1 < all.n &&
	    !num_is_digit((unsigned char)all.p[n + 1])))
		n++;
	*rest = n < all.n ? (struct sv){ all.p + n + 1, all.n - n - 1 } : SV("");
	return sv_trim((struct sv){ all.p, n });
}

static enum rc
unknown_model(struct sv name, struct err *e)
{
	struct buf names;

	buf_init(&names, ERR_MSG_MAX);
	registry_list(&attribution_registry, ", ", &names);
	rc_err(e, RC_USAGE, "--model: expected one of %.*s, got '%.*s'", (int)names.n, names.p,
	    SV_SHOW(name));
	buf_free(&names);
	return registry_hint(&attribution_registry, name, RC_USAGE, e);
}

static enum rc
one_model(struct attribution_model *m, struct sv text, struct err *e)
{
	size_t colon = sv_find(text, ':');
	struct sv name = { text.p, colon };
	struct sv args = colon < text.n ? (struct sv){ text.p + colon + 1, text.n - colon - 1 } :
	    SV("");
	struct err why = { 0 };

	*m = (struct attribution_model){ .type = registry_find(&attribution_registry, name),
		.name = text };
	if (m->type == NULL)
		return unknown_model(name, e);
	if (m->type->parse == NULL && colon < text.n)
		return rc_err(e, RC_USAGE, "--model: %s takes nothing behind its name, got '%.*s'",
		    m->type->name, SV_SHOW(text));
	if (m->type->parse != NULL && m->type->parse(m, args, &why) != RC_OK)
		return rc_err(e, RC_USAGE, "--model %s: %s", m->type->name, why.msg);
	return RC_OK;
}

enum rc
attribution_parse(struct attribution_model *model, size_t max, size_t *n, const char *text,
    struct err *e)
{
	struct sv rest = sv_of(text);
	enum rc rc = RC_OK;

	do {
		struct sv name = take_model(&rest);

		if (*n == max)
			return rc_err(e, RC_USAGE, "--model: at most %zu models", max);
		for (size_t i = 0; i < *n; i++)
			if (sv_eq(model[i].name, name))
				return rc_err(e, RC_USAGE, "--model: '%.*s' is given twice",
				    SV_SHOW(name));
		rc = one_model(&model[*n], name, e);
		*n += rc == RC_OK;
	} while (rc == RC_OK && rest.n > 0);
	return rc;
}

/* ---- channels ---- */

void
attribution_marks_begin(struct attribution_marks *m, size_t channels)
{
	if (channels > m->n) {
		m->at = mem_array(m->at, 2 * channels, sizeof(*m->at));
		memset(m->at + m->n, 0, (2 * channels - m->n) * sizeof(*m->at));
		m->n = 2 * channels;
	}
	if (++m->now == 0) {
		memset(m->at, 0, m->n * sizeof(*m->at));
		m->now = 1;
	}
}

bool
attribution_marks_first(struct attribution_marks *m, uint32_t channel)
{
	const bool first = m->at[channel] != m->now;

	m->at[channel] = m->now;
	return first;
}

void
attribution_marks_free(struct attribution_marks *m)
{
	mem_free(m->at);
	*m = (struct attribution_marks){ 0 };
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
attribution_like(struct sv a, struct sv b)
{
	size_t i = 0;

	while (a.n == b.n && i < a.n && lower(a.p[i]) == lower(b.p[i]))
		i++;
	return a.n == b.n && i == a.n;
}
