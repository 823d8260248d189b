/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_sum - see attribution_sum.h
 */
#include "attribution/attribution_sum.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rng.h"

static const int64_t one = ATTRIBUTION_ONE;

struct attribution_sum *
attribution_sum_new(const struct attribution_sum_cfg *cfg)
{
	struct attribution_sum *s = mem_zalloc(sizeof(*s));

	s->cfg = cfg;
	s->ncol = 1 + (size_t)cfg->replicates;
	arena_init(&s->arena);
	attribution_path_names_init(&s->names, &cfg->rule, hash_seed());
	for (size_t i = 0; i < cfg->nmodel; i++)
		s->ncredit += cfg->model[i].type->credit != NULL;
	s->total = arena_zalloc(&s->arena, s->ncol * sizeof(*s->total));
	s->weight = arena_zalloc(&s->arena, s->ncol);
	for (size_t i = 0; i < ATTRIBUTION_ORDER_MAX; i++)
		hmap_init(&s->chain[i], &s->arena, s->ncol * sizeof(uint64_t), hash_seed());
	hmap_init(&s->path, &s->arena, sizeof(struct attribution_sum_path), hash_seed());
	return s;
}

void
attribution_sum_free(struct attribution_sum *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < ATTRIBUTION_ORDER_MAX; i++)
		hmap_free(&s->chain[i]);
	hmap_free(&s->path);
	attribution_path_names_free(&s->names);
	attribution_marks_free(&s->marks);
	mem_free(s->channel);
	mem_free(s->credit);
	arena_free(&s->arena);
	mem_free(s);
}

/* ---- replicates ---- */

/* A Poisson variable of mean 1 from 32 uniform bits, by its distribution function in 2^-32. */
static uint8_t
poisson_one(uint32_t u)
{
	static const uint32_t below[] = { 0x5e2d58d8, 0xbc5ab1b1, 0xeb715e1d, 0xfb239797,
		0xff1025f5, 0xffd90f3b, 0xfffa8b71, 0xffff540c, 0xffffed1f, 0xfffffe21,
		0xffffffd4, 0xfffffffc };
	uint8_t k = 0;

	while (k < sizeof(below) / sizeof(below[0]) && u >= below[k])
		k++;
	return k;
}

void
attribution_sum_user(struct attribution_sum *s, struct sv text)
{
	struct rng r;
	uint64_t bits = 0;

	s->weight[0] = 1;
	if (s->ncol == 1)
		return;
	rng_init(&r, hash_sv(text, s->cfg->seed));
	for (size_t b = 1; b < s->ncol; b++) {
		bits = b % 2 == 1 ? rng_u64(&r) : bits >> 32;
		s->weight[b] = poisson_one((uint32_t)bits);
	}
}

/* ---- channels ---- */

struct attribution_path_name
attribution_sum_channel(struct attribution_sum *s, struct sv text)
{
	const size_t before = s->names.map.n;
	struct attribution_path_name name = attribution_path_names_put(&s->names, text);

	if (s->names.map.n == before)
		return name;
	if (before == s->cap) {
		s->cap = s->cap > 0 ? 2 * s->cap : 16;
		s->channel = mem_array(s->channel, s->cap, sizeof(*s->channel));
	}
	s->channel[before] = (struct attribution_sum_channel){ .touches = 0 };
	return name;
}

/* Only channels that are credited need cells: an input may have many of the others. */
static struct attribution_sum_cell *
channel_cells(struct attribution_sum *s, uint32_t number)
{
	struct attribution_sum_channel *c = &s->channel[number];
	const size_t bytes = s->ncredit * s->ncol * sizeof(*c->cell);

	if (c->cell == NULL) {
		c->cell = arena_zalloc(&s->arena, bytes);
		s->bytes += bytes;
	}
	return c->cell;
}

enum rc
attribution_sum_room(const struct attribution_sum *s, size_t bytes, struct err *e)
{
	if (bytes <= s->cfg->max_bytes)
		return RC_OK;
	return rc_err(e, RC_LIMIT, "more than %zu bytes of %s: take fewer channels%s",
	    s->cfg->max_bytes, s->cfg->paths ? "paths" : "sums",
	    s->ncol > 1 ? ", models or replicates (--bootstrap)" : "");
}

/* ---- a path ---- */

num_i128
attribution_sum_part(num_i128 amount, int64_t share)
{
	const num_i128 a = amount < 0 ? -amount : amount;
	const num_i128 part = (a >> ATTRIBUTION_BITS) * share +
	    (((a & (one - 1)) * share) >> ATTRIBUTION_BITS);

	return amount < 0 ? -part : part;
}

static void
add_cells(const struct attribution_sum *s, struct attribution_sum_cell *cell, num_i128 conversions,
    num_i128 value)
{
	for (size_t b = 0; b < s->ncol; b++) {
		cell[b].conversions += s->weight[b] * conversions;
		cell[b].value += s->weight[b] * value;
	}
}

/* What one model says of a path; what the shares leave of the value goes to the last one. */
static void
add_credit(struct attribution_sum *s, const struct attribution_model *m, size_t at,
    const struct attribution_path *p, num_i128 value)
{
	num_i128 left = value;
	size_t last = 0;

	m->type->credit(m, p, s->credit);
	for (size_t i = 0; i < p->n; i++)
		if (s->credit[i] != 0)
			last = i;
	for (size_t i = 0; i <= last; i++) {
		num_i128 part = i == last ? left : attribution_sum_part(value, s->credit[i]);

		left -= part;
		if (s->credit[i] != 0)
			add_cells(s, channel_cells(s, p->touch[i].channel) + at * s->ncol,
			    s->credit[i], part);
	}
}

static void
add_credits(struct attribution_sum *s, const struct attribution_touch *touch, size_t n,
    num_i128 value)
{
	struct attribution_path p = { touch, n, s->names.map.n, &s->marks };
	size_t at = 0;

	if (n > s->ncap) {
		s->ncap = 2 * n;
		s->credit = mem_array(s->credit, s->ncap, sizeof(*s->credit));
	}
	add_cells(s, s->total, one, value);
	for (size_t i = 0; i < s->cfg->nmodel; i++)
		if (s->cfg->model[i].type->credit != NULL)
			add_credit(s, &s->cfg->model[i], at++, &p, value);
}

static void
add_transition(struct attribution_sum *s, struct hmap *chain, const uint32_t *key,
    const uint64_t *more)
{
	bool fresh;
	uint64_t *count = hmap_put(chain, (struct sv){ (const char *)key,
		ATTRIBUTION_SUM_KEY * sizeof(*key) }, &fresh);

	for (size_t b = 0; b < s->ncol; b++)
		count[b] += more != NULL ? more[b] : s->weight[b];
	if (fresh)
		s->bytes += s->ncol * sizeof(*count);
}

/* Touches of one channel in a row are one visit. */
static void
add_walk(struct attribution_sum *s, unsigned order, bool converts,
    const struct attribution_touch *touch, size_t n)
{
	struct hmap *chain = &s->chain[order - 1];
	uint32_t key[ATTRIBUTION_SUM_KEY] = { 0 };

	for (size_t i = 0; i <= n; i++) {
		if (i > 0 && i < n && touch[i].channel == touch[i - 1].channel)
			continue;
		if (i < n)
			key[0] = touch[i].channel + 1;
		else
			key[0] = converts ? ATTRIBUTION_SUM_CONVERSION : ATTRIBUTION_SUM_NOTHING;
		add_transition(s, chain, key, NULL);
		for (size_t k = order; k > 0; k--)
			key[k] = key[k - 1];
	}
}

static void
add_path(struct attribution_sum *s, struct sv key, const struct attribution_sum_path *more)
{
	bool fresh;
	struct attribution_sum_path *p = hmap_put(&s->path, key, &fresh);

	p->n += more->n;
	p->conversions += more->conversions;
	p->value += more->value;
	if (fresh)
		s->bytes += sizeof(*p) + key.n;
}

static void
count_path(struct attribution_sum *s, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n)
{
	uint32_t *key = mem_array(NULL, n, sizeof(*key));

	for (size_t i = 0; i < n; i++)
		key[i] = touch[i].channel;
	add_path(s, (struct sv){ (const char *)key, n * sizeof(*key) },
	    &(struct attribution_sum_path){ 1, order != NULL,
	    order != NULL && order->valued ? order->value : 0 });
	mem_free(key);
}

enum rc
attribution_sum_add(struct attribution_sum *s, const struct attribution_path_order *order,
    const struct attribution_touch *touch, size_t n, struct err *e)
{
	num_i128 value = 0;
	unsigned done = 0;

	if (order != NULL && order->valued) {
		s->valued = true;
		value = order->value * ((num_i128)1 << ATTRIBUTION_SUM_VALUE_BITS);
	}
	if (n == 0) {
		s->loose.conversions += one;
		s->loose.value += value;
		return RC_OK;
	}
	for (size_t i = 0; i < n; i++)
		s->channel[touch[i].channel].touches++;
	if (order != NULL)
		add_credits(s, touch, n, value);
	for (size_t i = 0; i < s->cfg->nmodel; i++) {
		const unsigned k = s->cfg->model[i].order;

		if (k == 0 || (done >> k & 1) != 0)
			continue;
		add_walk(s, k, order != NULL, touch, n);
		done |= 1U << k;
	}
	if (s->cfg->paths)
		count_path(s, order, touch, n);
	return attribution_sum_room(s, s->bytes, e);
}

void
attribution_sum_refund(struct attribution_sum *s, num_i128 value)
{
	s->valued = true;
	s->loose.value -= value * ((num_i128)1 << ATTRIBUTION_SUM_VALUE_BITS);
}

/* ---- currencies ---- */

void
attribution_sum_currency(struct attribution_sum *s, struct sv currency)
{
	struct sv *c = s->currency;

	for (size_t i = 0; i < s->ncurrency; i++)
		if (sv_eq(c[i], currency))
			return;
	if (s->ncurrency == 2 && sv_cmp(currency, c[1]) > 0)
		return;
	currency = arena_sv(&s->arena, currency);
	if (s->ncurrency < 2)
		s->ncurrency++;
	if (s->ncurrency == 1 || sv_cmp(currency, c[0]) > 0) {
		c[s->ncurrency - 1] = currency;
		return;
	}
	c[1] = c[0];
	c[0] = currency;
}

enum rc
attribution_sum_one_currency(const struct attribution_sum *s, struct err *e)
{
	if (s->ncurrency < 2)
		return RC_OK;
	return rc_err(e, RC_RANGE, "values in two currencies, '%.*s' and '%.*s', do not add up: "
	    "take one (--order), or convert them first", SV_SHOW(s->currency[0]),
	    SV_SHOW(s->currency[1]));
}

/* ---- merge ---- */

static void
merge_cells(struct attribution_sum_cell *dst, const struct attribution_sum_cell *src, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dst[i].conversions += src[i].conversions;
		dst[i].value += src[i].value;
	}
}

static void
merge_chain(struct attribution_sum *dst, unsigned at, const struct hmap *src,
    const uint32_t *number)
{
	uint32_t key[ATTRIBUTION_SUM_KEY];

	for (size_t i = 0; i < src->n; i++) {
		memcpy(key, src->entry[i].key.p, sizeof(key));
		for (size_t k = 0; k < ATTRIBUTION_SUM_KEY; k++)
			if (key[k] > 0 && key[k] < ATTRIBUTION_SUM_NOTHING)
				key[k] = number[key[k] - 1] + 1;
		add_transition(dst, &dst->chain[at], key, src->entry[i].val);
	}
}

static void
merge_paths(struct attribution_sum *dst, const struct hmap *src, const uint32_t *number)
{
	for (size_t i = 0; i < src->n; i++) {
		const struct sv from = src->entry[i].key;
		uint32_t *key = mem_array(NULL, from.n / sizeof(*key), sizeof(*key));

		memcpy(key, from.p, from.n);
		for (size_t k = 0; k < from.n / sizeof(*key); k++)
			key[k] = number[key[k]];
		add_path(dst, (struct sv){ (const char *)key, from.n }, src->entry[i].val);
		mem_free(key);
	}
}

enum rc
attribution_sum_merge(struct attribution_sum *dst, const struct attribution_sum *src,
    struct err *e)
{
	uint32_t *number = mem_array(NULL, src->names.map.n + 1, sizeof(*number));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < src->names.map.n; i++) {
		number[i] = attribution_sum_channel(dst, src->names.map.entry[i].key).number;
		dst->channel[number[i]].touches += src->channel[i].touches;
		if (src->channel[i].cell != NULL)
			merge_cells(channel_cells(dst, number[i]), src->channel[i].cell,
			    dst->ncredit * dst->ncol);
	}
	merge_cells(dst->total, src->total, dst->ncol);
	merge_cells(&dst->loose, &src->loose, 1);
	dst->valued |= src->valued;
	for (size_t i = 0; i < src->ncurrency; i++)
		attribution_sum_currency(dst, src->currency[i]);
	for (unsigned i = 0; i < ATTRIBUTION_ORDER_MAX; i++)
		merge_chain(dst, i, &src->chain[i], number);
	merge_paths(dst, &src->path, number);
	rc = attribution_sum_room(dst, dst->bytes, e);
	mem_free(number);
	return rc;
}
