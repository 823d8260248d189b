/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fact is [bits, item]: 1 he saw it, 2 he took it, 3 both.
 */
#include "predict/affinity.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "base/num.h"
#include "json/jwrite.h"
#include "run/given.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAW = 1, TOOK = 2, DIGITS = 6 };

double
affinity_lift(const struct affinity_counts *c)
{
	return (double)c->both * (double)c->all / ((double)c->saw * (double)c->took);
}

/* One bound of the ratio of p2 to p1: @a is the bound of p2, @b the other one of p1. */
static double
ratio_bound(double p1, double p2, double a, double b, bool lower)
{
	double c = a * (2 * p2 - a), d = b * (2 * p1 - b), q = p1 * p2;
	double root = sqrt(fmax(0, q * q - c * d));

	return lower ? (c > 0 ? c / (q + root) : 0) : d > 0 ? (q + root) / d : INFINITY;
}

struct interval
affinity_interval(const struct affinity_counts *c, double conf)
{
	const uint64_t unseen = c->all - c->saw, other = c->took - c->both;
	double w = (double)c->saw / (double)c->all, p1, p2, ratio, up, down, mid;
	struct interval in, in1, in2, inw = interval_wilson(c->saw, c->all, conf);

	if (unseen == 0)
		return (struct interval){ 1, 1 };
	p1 = (double)c->both / (double)c->saw;
	p2 = (double)other / (double)unseen;
	in1 = interval_wilson(c->both, c->saw, conf);
	in2 = interval_wilson(other, unseen, conf);
	ratio = p2 / p1;
	in.lo = ratio_bound(p1, p2, in2.lo, in1.hi, true);
	in.hi = ratio_bound(p1, p2, in2.hi, in1.lo, false);
	mid = w + (1 - w) * ratio;
	/* More who saw it make it more where the ratio is below 1, and less above. */
	up = (1 - ratio) * ((ratio < 1 ? inw.hi : inw.lo) - w);
	down = (1 - ratio) * (w - (ratio < 1 ? inw.lo : inw.hi));
	up = mid + hypot(up, (1 - w) * (in.hi - ratio));
	down = mid - hypot(down, (1 - w) * (ratio - in.lo));
	return (struct interval){ 1 / up, down > 0 ? 1 / down : INFINITY };
}

enum rc
affinity_compile(struct affinity_plan *p, const struct affinity_query *q,
    const struct user_key *user, struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct affinity_plan){ .user = user, .q = *q, .conf = j->given.conf };
	rc = given_event(&p->saw, "--saw", q->saw, AFFINITY_SAW, j, e);
	if (rc == RC_OK)
		rc = given_event(&p->took, "--took", q->took, AFFINITY_TOOK, j, e);
	if (rc == RC_OK)
		rc = given_expr(&p->item, "--item", q->item != NULL ? q->item : AFFINITY_ITEM,
		    j, e);
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

void
affinity_save(struct affinity_query *q, const struct affinity_plan *p, struct job *j)
{
	*q = (struct affinity_query){ .items = true, .saw = given_text(p->saw, &j->arena),
		.took = given_text(p->took, &j->arena), .item = given_text(p->item, &j->arena) };
}

static void
choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct affinity_plan *p = ctx;

	scan_mark_two(p->saw, p->took, r, mark);	/* SAW, TOOK */
}

static enum rc
fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct affinity_plan *p = ctx;
	struct val item;
	enum rc rc = expr_value(p->item, r, ev, &item, e);

	if (rc == RC_OK && val_null(&item))
		return RC_END;
	if (rc == RC_OK)
		rc = user_key_check(p->user, key, e);
	if (rc != RC_OK)
		return rc;
	fact_put_i64(w, (int64_t)w->mark);
	fact_put_val(w, &item);
	return RC_OK;
}

static enum rc
check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	uint32_t bits = 0;

	(void)ctx;
	if (n == 2 && v[0].kind == VAL_NUMBER && val_small(&v[0], &bits) && bits >= SAW &&
	    bits <= (SAW | TOOK) && !val_null(&v[1]))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "expected 1, 2 or 3, and an item");
}

/* ---- what all users come to ---- */

struct item {
	struct sv text;		/* as JSON */
	uint32_t  number;
	uint32_t  saw, took;	/* users */
	uint32_t  mine;		/* bits of the user at hand */
};

struct pair_key {
	uint32_t saw, took;	/* numbers */
};

struct pair {
	uint32_t users;
};

struct sum {
	struct arena  arena;
	struct hmap   item;	/* JSON text to struct item */
	struct hmap   pair;	/* struct pair_key to struct pair */
	struct item **mine;	/* of the user at hand */
	size_t        capmine;
	uint64_t      users;
	uint64_t      left_out;
	struct buf    tmp;
};

static void *
sum_begin(const void *ctx)
{
	struct sum *s = mem_zalloc(sizeof(*s));
	uint64_t seed = hash_seed();

	(void)ctx;
	arena_init(&s->arena);
	hmap_init(&s->item, &s->arena, sizeof(struct item), seed);
	hmap_init(&s->pair, &s->arena, sizeof(struct pair), seed);
	buf_init(&s->tmp, SIZE_MAX);
	return s;
}

static void
sum_free(void *sum)
{
	struct sum *s = sum;

	hmap_free(&s->item);
	hmap_free(&s->pair);
	arena_free(&s->arena);
	buf_free(&s->tmp);
	mem_free(s->mine);
	mem_free(s);
}

static struct item *
item_of(struct sum *s, struct sv text)
{
	bool fresh;
	struct item *x = hmap_put(&s->item, text, &fresh);

	if (fresh) {
		x->number = (uint32_t)(s->item.n - 1);
		x->text = s->item.entry[x->number].key;
	}
	return x;
}

static enum rc
add_pair(struct sum *s, const struct affinity_plan *p, struct pair_key key, uint32_t users,
    struct err *e)
{
	struct pair *x = hmap_put(&s->pair, (struct sv){ (const char *)&key, sizeof(key) }, NULL);

	x->users += users;
	if (s->pair.n <= p->q.max_pairs)
		return RC_OK;
	return rc_err(e, RC_LIMIT, "more than %" PRIu64 " pairs of items (--max-pairs): leave out "
	    "rare items with --where, or users with many with --max-items", p->q.max_pairs);
}

/* Keys of the table lie where they fit. */
static struct pair_key
key_of(const struct hmap_entry *x)
{
	struct pair_key key;

	memcpy(&key, x->key.p, sizeof(key));
	return key;
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct sum *from = src;
	struct sum *to = dst;
	uint32_t *number = mem_array(NULL, from->item.n + 1, sizeof(*number));
	enum rc rc = RC_OK;

	to->users += from->users;
	to->left_out += from->left_out;
	for (size_t i = 0; i < from->item.n; i++) {
		const struct item *x = from->item.entry[i].val;
		struct item *mine = item_of(to, x->text);

		mine->saw += x->saw;
		mine->took += x->took;
		number[i] = mine->number;
	}
	for (size_t i = 0; rc == RC_OK && i < from->pair.n; i++) {
		const struct hmap_entry *x = &from->pair.entry[i];
		struct pair_key key = key_of(x), mine = { number[key.saw], number[key.took] };

		rc = add_pair(to, ctx, mine, ((const struct pair *)x->val)->users, e);
	}
	mem_free(number);
	return rc;
}

/* The items of a user, each once, in s->mine. */
static size_t
gather(struct sum *s, const struct scan_seq *q)
{
	size_t n = 0;

	for (size_t i = 0; i < q->n; i++) {
		struct fact_reader r;
		struct val bits;
		struct item *x;
		double how = 0;

		fact_read_begin(&r, &q->frame, &q->fact[i]);
		bits = fact_read_val(&r);
		buf_clear(&s->tmp);
		fact_read_json(&r, &s->tmp);
		x = item_of(s, buf_view(&s->tmp));
		if (x->mine == 0) {
			if (n == s->capmine) {
				s->capmine = s->capmine != 0 ? 2 * s->capmine : 64;
				s->mine = mem_array(s->mine, s->capmine, sizeof(struct item *));
			}
			s->mine[n++] = x;
		}
		if (val_number(&bits, &how))
			x->mine |= (uint32_t)how;
	}
	return n;
}

static enum rc
count_pairs(struct sum *s, const struct affinity_plan *p, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const struct item *a = s->mine[i];

		for (size_t k = 0; rc == RC_OK && k < n && (a->mine & SAW) != 0; k++) {
			const struct item *b = s->mine[k];

			if (k != i && (b->mine & TOOK) != 0)
				rc = add_pair(s, p, (struct pair_key){ a->number, b->number }, 1,
				    e);
		}
	}
	return rc;
}

static enum rc
each(const void *ctx, const struct scan_seq *q, struct buf *o, struct err *e)
{
	const struct affinity_plan *p = ctx;
	struct sum *s = q->sum;
	size_t n = gather(s, q);
	bool person = n <= p->q.max_items;
	enum rc rc = person ? count_pairs(s, p, n, e) : RC_OK;

	(void)o;
	s->users += person;
	s->left_out += !person;
	for (size_t i = 0; i < n; i++) {
		struct item *x = s->mine[i];

		x->saw += person && (x->mine & SAW) != 0;
		x->took += person && (x->mine & TOOK) != 0;
		x->mine = 0;
	}
	return rc;
}

const struct scan_ops affinity_ops = { fact, check, each, choose };

/* ---- results ---- */

struct ranked {
	const struct item *saw, *took;
	uint32_t           both;
	double             lift;
	struct interval    in;
};

/* By the item; of one the surest lift first. */
static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int c = x->saw == y->saw ? 0 : sv_cmp(x->saw->text, y->saw->text);

	if (c == 0)
		c = (x->in.lo < y->in.lo) - (x->in.lo > y->in.lo);
	if (c == 0)
		c = (x->both < y->both) - (x->both > y->both);
	return c != 0 ? c : sv_cmp(x->took->text, y->took->text);
}

static size_t
rank(const struct affinity_plan *p, const struct sum *s, struct ranked *to)
{
	size_t n = 0;

	for (size_t i = 0; i < s->pair.n; i++) {
		const struct hmap_entry *x = &s->pair.entry[i];
		struct pair_key key = key_of(x);
		struct affinity_counts c = { .all = s->users,
			.both = ((const struct pair *)x->val)->users };
		struct ranked *r = &to[n];

		if (c.both < p->q.min_users)
			continue;
		r->saw = s->item.entry[key.saw].val;
		r->took = s->item.entry[key.took].val;
		c.saw = r->saw->saw;
		c.took = r->took->took;
		r->both = (uint32_t)c.both;
		r->lift = num_digits(affinity_lift(&c), DIGITS);
		r->in = affinity_interval(&c, p->conf);
		r->in.lo = num_digits(r->in.lo, DIGITS);
		r->in.hi = num_digits(r->in.hi, DIGITS);
		n++;
	}
	if (n > 0)
		qsort(to, n, sizeof(*to), by_rank);
	return n;
}

static void
put_ranked(const struct affinity_plan *p, const struct sum *s, const struct ranked *r,
    struct buf *o)
{
	struct interval rate = interval_wilson(r->both, r->saw->saw, p->conf);
	struct jwrite w;

	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("affinity"));
	jwrite_key(&w, SV("item"));
	jwrite_raw(&w, r->saw->text);
	jwrite_key(&w, SV("other"));
	jwrite_raw(&w, r->took->text);
	jwrite_put_u64(&w, "n", r->saw->saw);
	jwrite_put_u64(&w, "both", r->both);
	jwrite_put_double(&w, "rate", num_digits((double)r->both / r->saw->saw, DIGITS));
	jwrite_put_double(&w, "rate_lo", num_digits(rate.lo, DIGITS));
	jwrite_put_double(&w, "rate_hi", num_digits(rate.hi, DIGITS));
	jwrite_put_double(&w, "usual", num_digits((double)r->took->took / (double)s->users,
	    DIGITS));
	jwrite_put_double(&w, "lift", r->lift);
	jwrite_put_double(&w, "lift_lo", r->in.lo);
	jwrite_put_double(&w, "lift_hi", r->in.hi);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static enum rc
sum_write(const void *ctx, void *sum, struct job *j, struct err *e)
{
	const struct affinity_plan *p = ctx;
	struct sum *s = sum;
	struct ranked *r = mem_array(NULL, s->pair.n + 1, sizeof(*r));
	size_t n = rank(p, s, r), of = 0;
	char msg[80];

	(void)e;
	for (size_t i = 0; i < n; i++) {
		of = i > 0 && r[i].saw == r[i - 1].saw ? of + 1 : 0;
		if (of >= p->q.per_item)
			continue;
		buf_clear(&s->tmp);
		put_ranked(p, s, &r[i], &s->tmp);
		out_sv(j->run.out, buf_view(&s->tmp));
	}
	if (s->item.n == 0 && j->run.count.records > 0) {
		j->say(j->name, "no record shows or takes an item (--saw, --took, --item)");
		j->run.count.missed++;
	}
	if (s->left_out > 0) {
		snprintf(msg, sizeof(msg), "users with more than %" PRIu64 " items are left "
		    "out: %" PRIu64, p->q.max_items, s->left_out);
		j->say(j->name, msg);
	}
	mem_free(r);
	return RC_OK;
}

const struct scan_sum affinity_sum = {
	.begin = sum_begin, .merge = sum_merge, .write = sum_write, .free = sum_free,
};
