/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel/funnel_scan.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "funnel/funnel_tally.h"
#include "funnel/funnel_write.h"
#include "key/key_bytes.h"

#include <string.h>

enum { VALUES = 3 };		/* value, currency, transaction */

#define WANTED	(UINT64_C(1) << 63)	/* in a mark: it matters, whatever it is */

static const struct val null = { .kind = VAL_NULL };

/* ---- facts ---- */

/* How many values a fact has at most, and the place of some. */
static size_t
fact_width(const struct funnel_plan *p)
{
	return 1 + p->nhold + p->nby + (p->value != NULL ? VALUES : 0);
}

static size_t
first_by(const struct funnel_plan *p)
{
	return 1 + p->nhold;
}

static size_t
first_value(const struct funnel_plan *p)
{
	return 1 + p->nhold + p->nby;
}

/* Steps, exclusions, refunds: what a record may be. */
static unsigned
nrule(const struct funnel_plan *p)
{
	return p->rule.nstep + p->rule.nexclusion + (p->refund != NULL);
}

static const struct expr *
rule_of(const struct funnel_plan *p, unsigned i)
{
	if (i < p->rule.nstep)
		return p->step[i].x;
	i -= p->rule.nstep;
	return i < p->rule.nexclusion ? p->exclude[i] : p->refund;
}

static uint64_t
bit_of(const struct funnel_plan *p, unsigned i)
{
	if (i < p->rule.nstep)
		return FUNNEL_STEP(i);
	i -= p->rule.nstep;
	return i < p->rule.nexclusion ? FUNNEL_EXCLUSION(i) : FUNNEL_REFUND;
}

/* Records that matter, marked by what they are. */
static void
funnel_choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct funnel_plan *p = ctx;
	const uint64_t all = funnel_whole(&p->rule) ? WANTED : 0;
	uint8_t tri[BATCH_ROWS];

	for (size_t k = 0; k < r->n; k++)
		mark[k] = all;
	for (unsigned i = 0; i < nrule(p); i++) {
		const uint64_t bit = bit_of(p, i);

		expr_test_rows(rule_of(p, i), r, tri);
		for (size_t k = 0; k < r->n; k++)
			mark[k] |= tri[k] == EXPR_TRUE ? bit : 0;
	}
}

/* What is held of an event without it is not known: it belongs to no path.  RC_END. */
static enum rc
eval_held(const struct funnel_plan *p, const struct record *r, struct expr_eval *ev,
    struct val *v, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < p->nhold; i++) {
		rc = expr_value(p->hold[i].x, r, ev, &v[i], e);
		if (rc == RC_OK && val_null(&v[i]))
			rc = RC_END;
	}
	return rc;
}

static enum rc
eval_rest(const struct funnel_plan *p, uint64_t mask, const struct record *r,
    struct expr_eval *ev, struct val *v, struct err *e)
{
	const uint64_t valued = FUNNEL_STEP(p->rule.nstep - 1) | FUNNEL_REFUND;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && (uint32_t)mask != 0 && i < p->nby; i++)
		rc = expr_value(p->by[i].x, r, ev, &v[i], e);
	v += p->nby;
	if (rc != RC_OK || p->value == NULL || (mask & valued) == 0)
		return rc;
	rc = expr_value(p->value, r, ev, &v[0], e);
	if (rc == RC_OK)
		rc = expr_value(p->currency, r, ev, &v[1], e);
	return rc == RC_OK ? expr_value(p->transaction, r, ev, &v[2], e) : rc;
}

/* An entry is at the latest just before --to. */
static bool
too_late(const struct funnel_rule *r, int64_t at_us)
{
	return at_us >= r->to_us && !funnel_in(at_us, r->to_us, r->within_us);
}

static enum rc
funnel_fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct funnel_plan *p = ctx;
	size_t n = fact_width(p);
	struct val *v = arena_alloc(expr_eval_arena(ev), n * sizeof(*v));
	double worth;
	uint64_t mask = w->mark & ~WANTED;
	enum rc rc;

	if (too_late(&p->rule, w->at_us) && (mask & FUNNEL_REFUND) == 0)
		return RC_END;
	rc = user_key_check(&p->user, key, e);
	for (size_t i = 1; i < n; i++)
		v[i] = null;
	if (rc == RC_OK && mask != FUNNEL_REFUND)
		rc = eval_held(p, r, ev, v + 1, e);
	if (rc == RC_OK)
		rc = eval_rest(p, mask, r, ev, v + first_by(p), e);
	if (rc != RC_OK)
		return rc;
	if (p->value != NULL && val_number(&v[first_value(p)], &worth) && worth < 0)
		mask |= FUNNEL_REFUND;
	while (n > 1 && val_null(&v[n - 1]))
		n--;
	fact_put_i64(w, (int64_t)mask);
	for (size_t i = 1; i < n; i++)
		fact_put_val(w, &v[i]);
	return RC_OK;
}

static bool
read_mask(const struct val *v, uint64_t *mask)
{
	uint32_t small;

	if (val_small(v, &small)) {
		*mask = small;
		return true;
	}
	return v->kind == VAL_NUMBER && num_u64(v->text, mask) == RC_OK;
}

static enum rc
funnel_check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	const struct funnel_plan *p = ctx;
	const uint64_t steps = FUNNEL_STEP(p->rule.nstep) - 1;
	const uint64_t exclusions = (FUNNEL_STEP(p->rule.nexclusion) - 1) << FUNNEL_STEPS_MAX;
	const uint64_t refund = p->refund != NULL ? FUNNEL_REFUND : 0;
	uint64_t mask;

	if (n < 1 || n > fact_width(p))
		return rc_err(e, RC_SYNTAX, "expected 1 to %zu values", fact_width(p));
	if (v[0].kind != VAL_NUMBER || !read_mask(&v[0], &mask) ||
	    (mask & ~(steps | exclusions | refund)) != 0)
		return rc_err(e, RC_SYNTAX, "expected a number that tells which of %u steps it is",
		    p->rule.nstep);
	return RC_OK;
}

/* ---- paths ---- */

struct walk {			/* over the facts of one user */
	const struct funnel_plan  *p;
	const struct scan_seq     *seq;
	struct funnel_event       *ev;		/* of the pair at hand, */
	uint32_t                  *fact;	/* ... and the fact of each */
	size_t                     n;
	struct val                *v;		/* scratch: values of a fact */
	uint32_t                  *refund;	/* facts of the user that are one */
	size_t                     nrefund;
	uint64_t                   met;		/* what all facts are, together */
	int64_t                    now_us;
	struct buf                *o;		/* lines, or NULL */
	bool                       any;		/* with p->once: the best of all pairs so far */
	struct funnel_path         best;
	struct funnel_event       *best_ev;
	uint32_t                  *best_fact;
	struct err                *e;
	enum rc                    rc;
};

/* The values of a fact; those left out are null. */
static void
read_fact(struct walk *k, uint32_t i)
{
	struct fact_reader r;

	fact_read_begin(&r, &k->seq->frame, &k->seq->fact[i]);
	for (size_t c = 0; c < fact_width(k->p); c++)
		k->v[c] = fact_read_more(&r) ? fact_read_val(&r) : null;
}

static int64_t
time_of(const struct walk *k, const struct funnel_path *p, unsigned s)
{
	return k->ev[p->at[s]].at_us;
}

/* Which steps give the values of --by: one for each of them, or -1 where none does. */
static void
attribute_by(struct walk *k, const struct funnel_path *p, struct val *by, int *from)
{
	const struct funnel_plan *f = k->p;
	const bool last = f->attr == FUNNEL_ATTR_LAST;

	for (size_t i = 0; i < f->nby; i++) {
		by[i] = null;
		from[i] = -1;
	}
	for (unsigned c = 0; c < f->rule.nstep; c++) {
		unsigned s = last ? f->rule.nstep - 1 - c : c;

		if (!funnel_on_path(p, s) || (f->attr == FUNNEL_ATTR_STEP && s != f->attr_step))
			continue;
		read_fact(k, k->fact[p->at[s]]);
		for (size_t i = 0; i < f->nby; i++) {
			const struct val *v = &k->v[first_by(f) + i];

			if (from[i] >= 0 || val_null(v))
				continue;
			by[i] = *v;
			from[i] = (int)s;
		}
	}
}

/* The window that begins at @start_us ends after all that is known. */
static bool
is_open(const struct walk *k, int64_t start_us)
{
	return k->now_us != INT64_MIN &&
	    (uint64_t)k->now_us - (uint64_t)start_us < (uint64_t)k->p->rule.within_us;
}

/* What is left of @v when @back of it was given back, of either sign. */
static struct val
less_refund(const struct val *v, const struct val *back, struct arena *tmp)
{
	num_i128 a, b;
	double x, y;
	char text[NUM_TEXT_MAX];
	size_t n;

	if (val_units(v, &a) && val_units(back, &b)) {
		n = num_units_text(a - (b < 0 ? -b : b), text);
		return (struct val){ .kind = VAL_NUMBER,
			.text = arena_sv(tmp, (struct sv){ text, n }) };
	}
	if (!val_number(v, &x) || !val_number(back, &y))
		return *v;
	return val_of_double(x - (y < 0 ? -y : y));
}

/* What the last step, fact @last, is worth without what was refunded of its transaction. */
static void
tell_value(struct walk *k, uint32_t last, struct funnel_told *t)
{
	struct arena *tmp = k->seq->tmp;
	const struct val *v = k->v + first_value(k->p);
	struct val transaction;

	read_fact(k, last);
	t->value = v[0];
	t->currency = v[1];
	transaction = v[2];
	if (val_null(&transaction))
		return;
	for (size_t i = 0; i < k->nrefund; i++) {
		if (k->refund[i] == last)
			continue;
		read_fact(k, k->refund[i]);
		if (val_cmp(&v[2], &transaction, tmp) == 0)
			t->value = less_refund(&t->value, &v[0], tmp);
	}
}

static void
tell_event(struct walk *k, const struct funnel_path *p, struct funnel_told *t)
{
	const struct funnel_plan *f = k->p;

	*t = (struct funnel_told){ .p = p, .ev = k->ev, .now_us = k->now_us };
	t->open = p->far < f->rule.nstep && !p->excluded &&
	    is_open(k, time_of(k, p, 0));
	if (f->value != NULL && p->far == f->rule.nstep)
		tell_value(k, k->fact[p->at[f->rule.nstep - 1]], t);
}

/* ---- a record for each ---- */

/* What a record of the path says beside its steps. */
static void
begin_record(struct walk *k, const struct funnel_path *p, const struct val *by,
    struct funnel_record *r)
{
	const struct funnel_plan *f = k->p;
	struct val *hold = arena_alloc(k->seq->tmp, (f->nhold + 1) * sizeof(*hold));

	*r = (struct funnel_record){ .p = f, .user = k->seq->text, .path = p, .ev = k->ev,
		.hold = hold, .by = by };
	for (unsigned s = 0; s < f->rule.nstep; s++)
		if (funnel_on_path(p, s))
			r->at_us[s] = k->seq->fact[k->fact[p->at[s]]].at_us;
	read_fact(k, k->fact[p->at[0]]);
	for (size_t i = 0; i < f->nhold; i++)
		hold[i] = k->v[1 + i];
}

static void
put_record(struct walk *k, const struct funnel_told *t, const struct val *by, const int *from)
{
	struct funnel_record r;

	begin_record(k, t->p, by, &r);
	funnel_write_user(&r, t, from, k->seq->tmp, k->o);
}

/* ---- counted ---- */

static bool
same_values(const struct val *a, const struct val *b, size_t n, struct arena *tmp)
{
	for (size_t i = 0; i < n; i++)
		if (val_cmp(&a[i], &b[i], tmp) != 0)
			return false;
	return true;
}

/* Into each group that a step of the path is of, once. */
static enum rc
count_any(struct walk *k, const struct funnel_told *t)
{
	const size_t nby = k->p->nby;
	struct val *seen = arena_alloc(k->seq->tmp, k->p->rule.nstep * nby * sizeof(*seen));
	size_t n = 0;
	enum rc rc = RC_OK;

	for (unsigned s = 0; rc == RC_OK && s < k->p->rule.nstep; s++) {
		struct val *by = seen + n * nby;
		size_t i = 0;

		if (!funnel_on_path(t->p, s))
			continue;
		read_fact(k, k->fact[t->p->at[s]]);
		memcpy(by, k->v + first_by(k->p), nby * sizeof(*by));
		while (i < n && !same_values(seen + i * nby, by, nby, k->seq->tmp))
			i++;
		if (i < n)
			continue;
		n++;
		rc = funnel_tally_add(k->p, k->seq->sum, by, t, k->seq->tmp, k->e);
	}
	return rc;
}

static void
deliver_path(struct walk *k, const struct funnel_path *p)
{
	const struct funnel_plan *f = k->p;
	struct val *by = arena_alloc(k->seq->tmp, (f->nby + 1) * sizeof(*by));
	int *from = arena_alloc(k->seq->tmp, (f->nby + 1) * sizeof(*from));
	struct funnel_told t;

	if (k->rc != RC_OK)
		return;
	tell_event(k, p, &t);
	if (f->nby > 0)
		attribute_by(k, p, by, from);
	if (k->seq->sum == NULL) {
		if (!p->excluded || !f->discard)
			put_record(k, &t, by, from);
		scan_push(k->seq, k->o);
	} else if (f->attr == FUNNEL_ATTR_ANY && f->nby > 0) {
		k->rc = count_any(k, &t);
	} else {
		k->rc = funnel_tally_add(f, k->seq->sum, by, &t, k->seq->tmp, k->e);
	}
}

/* ---- pairs ---- */

/* Of the paths of one user: the farthest, then the earliest; of first entries the first. */
static bool
is_better(const struct walk *k, const struct funnel_path *p)
{
	const struct funnel_path *b = &k->best;
	const int64_t start = time_of(k, p, 0);
	int64_t was;

	if (!k->any)
		return true;
	was = k->best_ev[b->at[0]].at_us;
	if (k->p->rule.entry == FUNNEL_FIRST && start != was)
		return start < was;
	if (p->far != b->far)
		return p->far > b->far;
	if (p->excluded != b->excluded)
		return b->excluded;
	return time_of(k, p, p->far - 1) < k->best_ev[b->at[b->far - 1]].at_us;
}

static void
take_path(void *ctx, const struct funnel_path *p)
{
	struct walk *k = ctx;

	if (!k->p->once) {
		deliver_path(k, p);
		return;
	}
	if (!is_better(k, p))
		return;
	k->any = true;
	k->best = *p;
	k->best_ev = k->ev;
	k->best_fact = k->fact;
}

static void
run_events(struct walk *k)
{
	funnel_run(&k->p->rule, k->ev, k->n, take_path, k, k->seq->tmp);
}

/* Which pair each event is of: those of one held value, numbered as they come. */
static size_t
number_pairs(struct walk *k, size_t n, uint32_t *pair)
{
	struct arena *tmp = k->seq->tmp;
	struct hmap m;
	struct buf b;
	size_t npair;

	buf_init(&b, SIZE_MAX);
	hmap_init(&m, tmp, sizeof(uint32_t), k->p->seed);
	for (size_t i = 0; i < n; i++) {
		uint32_t *number;
		bool fresh;

		read_fact(k, (uint32_t)i);
		key_bytes_put(&b, k->v + 1, k->p->nhold, tmp);
		number = hmap_put(&m, buf_view(&b), &fresh);
		if (fresh)
			*number = (uint32_t)m.n - 1;
		pair[i] = *number;
	}
	npair = m.n;
	hmap_free(&m);
	buf_free(&b);
	return npair;
}

/* Each pair's events by themselves, in the order they are in. */
static void
run_pairs(struct walk *k)
{
	struct arena *tmp = k->seq->tmp;
	const size_t n = k->n;
	struct funnel_event *all = k->ev, *ev = arena_alloc(tmp, n * sizeof(*ev));
	uint32_t *pair = arena_alloc(tmp, n * sizeof(*pair));
	uint32_t *fact = arena_alloc(tmp, n * sizeof(*fact));
	size_t npair = number_pairs(k, n, pair);
	size_t *end = arena_zalloc(tmp, (npair + 1) * sizeof(*end));

	for (size_t i = 0; i < n; i++)
		end[pair[i] + 1]++;
	for (size_t i = 1; i <= npair; i++)
		end[i] += end[i - 1];
	for (size_t i = 0; i < n; i++) {
		size_t to = end[pair[i]]++;

		ev[to] = all[i];
		fact[to] = (uint32_t)i;
	}
	for (size_t i = 0, from = 0; i < npair && k->rc == RC_OK; i++) {
		k->ev = ev + from;
		k->fact = fact + from;
		k->n = end[i] - from;
		run_events(k);
		from = end[i];
	}
	if (k->any) {
		k->ev = k->best_ev;
		k->fact = k->best_fact;
		deliver_path(k, &k->best);
	}
}

static void
read_event(struct walk *k, uint32_t i)
{
	const struct funnel_event ev = funnel_scan_event(k->p, k->seq, i);

	k->met |= ev.mask;
	if ((ev.mask & FUNNEL_REFUND) != 0)
		k->refund[k->nrefund++] = i;
	k->ev[i] = (struct funnel_event){ ev.at_us, ev.mask & ~FUNNEL_REFUND };
	k->fact[i] = i;
}

static enum rc
funnel_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct funnel_plan *p = ctx;
	struct walk k = { .p = p, .seq = s, .o = o, .e = e };

	if (s->n > UINT32_MAX)
		return rc_err(e, RC_LIMIT, "more than 4294967295 events of one user");
	k.now_us = p->now_us != INT64_MIN ? p->now_us : s->latest_us;
	k.v = arena_alloc(s->tmp, fact_width(p) * sizeof(*k.v));
	k.ev = arena_alloc(s->tmp, s->n * sizeof(*k.ev));
	k.fact = arena_alloc(s->tmp, s->n * sizeof(*k.fact));
	k.refund = arena_alloc(s->tmp, (p->refund != NULL ? s->n : 0) * sizeof(*k.refund));
	while (k.n < s->n && (p->now_us == INT64_MIN || s->fact[k.n].at_us <= p->now_us))
		read_event(&k, (uint32_t)k.n++);
	if ((k.met & ~atomic_load_explicit(p->met, memory_order_relaxed)) != 0)
		atomic_fetch_or_explicit(p->met, k.met, memory_order_relaxed);
	if (p->nhold > 0)
		run_pairs(&k);
	else
		run_events(&k);
	return k.rc;
}

void
funnel_scan_say(const struct funnel_plan *p, struct job *j)
{
	const uint64_t met = atomic_load(p->met);
	struct err say;

	for (unsigned s = 0; s < p->rule.nstep && j->run.count.records > 0; s++) {
		if ((met & FUNNEL_STEP(s)) != 0)
			continue;
		rc_err(&say, RC_OK, "no record is step %u, '%.*s'", s + 1,
		    SV_SHOW(p->step[s].name));
		j->say(j->name, say.msg);
		j->run.count.missed++;
	}
}

const struct scan_ops funnel_scan_ops = { funnel_fact, funnel_check, funnel_each,
	funnel_choose };

/* ---- told one by one ---- */

static void
begin_telling(struct walk *k, const struct funnel_plan *p, const struct scan_seq *s,
    struct funnel_event *ev, struct buf *o)
{
	*k = (struct walk){ .p = p, .seq = s, .ev = ev, .n = s->n, .now_us = s->latest_us, .o = o };
	k->v = arena_alloc(s->tmp, fact_width(p) * sizeof(*k->v));
	k->fact = arena_alloc(s->tmp, s->n * sizeof(*k->fact));
	for (size_t i = 0; i < s->n; i++)
		k->fact[i] = (uint32_t)i;
}

void
funnel_scan_tell(const struct funnel_plan *p, const struct scan_seq *s, struct funnel_event *ev,
    const struct funnel_path *path, int64_t now_us, struct buf *o)
{
	struct walk k;

	begin_telling(&k, p, s, ev, o);
	k.now_us = now_us;
	deliver_path(&k, path);
}

void
funnel_scan_tell_stuck(const struct funnel_plan *p, const struct scan_seq *s,
    struct funnel_event *ev, const struct funnel_stuck *stuck, struct buf *o)
{
	struct val *by = arena_alloc(s->tmp, (p->nby + 1) * sizeof(*by));
	int *from = arena_alloc(s->tmp, (p->nby + 1) * sizeof(*from));
	struct funnel_record r;
	struct walk k;

	begin_telling(&k, p, s, ev, o);
	if (p->nby > 0)
		attribute_by(&k, stuck->path, by, from);
	begin_record(&k, stuck->path, by, &r);
	funnel_write_stuck(&r, stuck, o);
}

struct funnel_event
funnel_scan_event(const struct funnel_plan *p, const struct scan_seq *s, size_t i)
{
	struct fact_reader r;
	struct val v;
	uint64_t mask = 0;

	fact_read_begin(&r, &s->frame, &s->fact[i]);
	if (!fact_read_small(&r, &mask)) {
		v = fact_read_val(&r);
		read_mask(&v, &mask);
	}
	return (struct funnel_event){ funnel_tick(&p->rule, s->fact[i].at_us), mask };
}
