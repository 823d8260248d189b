/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of explain.h.  All that is added up is taken in one order, that of the keys' values,
 * so that what comes out does not depend on how the results came.
 */
#include "anomaly/change.h"
#include "anomaly/explain.h"
#include "base/mem.h"
#include "json/jwrite.h"
#include "key/scan_key.h"
#include "record/time_member.h"
#include "stats/adjust.h"
#include "stats/interval.h"
#include "stats/proportion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALPHA 0.05
#define CONF 0.95		/* of intervals in results */
#define A_TENTH 0.1		/* of the change: what explains less explains nothing */
#define WHOLE 1e-6		/* how far NAME * NAME_n of a rate is from a whole number */

struct result {			/* a result of one of the two windows */
	const uint32_t            *id;	/* in the order of the values */
	const struct explain_cell *cell;
	int                        side;
	size_t                     nkey;
	size_t                     nmetric;
};

struct row {			/* a value of a key */
	size_t               key;
	struct sv            value;	/* JSON array of it alone */
	struct change_part   part;
	struct change_effect f;
	double               spread;	/* of its key */
	double               p;
	double               p_adjusted;
	size_t               rank;	/* from 1; 0: none */
	bool                 explains;
	bool                 taken;
};

struct table {			/* of one metric */
	const struct explain *x;
	const struct result  *result;
	size_t                nresult;
	size_t                metric;
	enum change_of        of;
	struct row           *row;	/* of the first key, of the next ..., by value */
	size_t                nrow;
	size_t                first[EXPLAIN_KEYS_MAX];	/* of a key */
	struct change_part    all;
	double                each;	/* events that one record of a sample stands for */
};

/* ---- which windows ---- */

static int
by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The distinct windows, ascending; how many. */
static size_t
all_windows(const struct explain *x, int64_t *at)
{
	size_t n = 0;

	if (x->n > 0)
		memcpy(at, x->window, x->n * sizeof(*at));
	qsort(at, x->n, sizeof(*at), by_time);
	for (size_t i = 0; i < x->n; i++)
		if (n == 0 || at[i] != at[n - 1])
			at[n++] = at[i];
	return n;
}

static bool
is_there(const int64_t *at, size_t n, int64_t us)
{
	return bsearch(&us, at, n, sizeof(*at), by_time) != NULL;
}

static enum rc
choose(const struct explain *x, int64_t *window, struct job *j, struct err *e)
{
	const struct explain_plan *p = x->plan;
	int64_t *at = mem_array(NULL, x->n + 1, sizeof(*at)), before = p->against_us;
	size_t n = all_windows(x, at), last = n;
	enum rc rc = RC_OK;

	if (p->at_us != INT64_MIN && !is_there(at, n, p->at_us))
		rc = rc_err(e, RC_USAGE, "--at: no result is of that window");
	while (last > 0 && p->at_us != INT64_MIN && at[last - 1] > p->at_us)
		last--;
	window[CHANGE_AFTER] = last > 0 ? at[last - 1] : INT64_MIN;
	if (rc == RC_OK && p->ago_us > 0 && last > 0 &&
	    __builtin_sub_overflow(at[last - 1], p->ago_us, &before))
		before = INT64_MIN;
	if (rc == RC_OK && before != INT64_MIN && last > 0 && (before == at[last - 1] ||
	    !is_there(at, n, before)))
		rc = rc_err(e, RC_USAGE, "--against: no result is of that window");
	if (before == INT64_MIN && last > 1)
		before = at[last - 2];
	window[CHANGE_BEFORE] = before;
	mem_free(at);
	if (rc != RC_OK || (before != INT64_MIN && last > 0))
		return rc;
	j->say(j->name, "there are no two windows to compare");
	return RC_NOVERDICT;
}

/* ---- results of the two, in one order ---- */

static int
by_text(const void *a, const void *b)
{
	const struct hmap_entry *const *x = a, *const *y = b;
	struct arena tmp;
	int order;

	arena_init(&tmp);
	order = scan_key_cmp((*x)->key, (*y)->key, 1, &tmp);
	arena_free(&tmp);
	return order;
}

/* The values of a key in their order: @text, and the place of each by its number. */
static void
order_values(const struct hmap *map, struct sv *text, uint32_t *place)
{
	const struct hmap_entry **entry = mem_array(NULL, map->n + 1, sizeof(*entry));

	for (size_t i = 0; i < map->n; i++)
		entry[i] = &map->entry[i];
	qsort(entry, map->n, sizeof(*entry), by_text);
	for (size_t i = 0; i < map->n; i++) {
		text[i] = entry[i]->key;
		place[*(const uint32_t *)entry[i]->val] = (uint32_t)i;
	}
	mem_free(entry);
}

static int
by_number(double x, double y)
{
	return isnan(x) || isnan(y) ? isnan(x) - isnan(y) : (x > y) - (x < y);
}

static int
by_keys(const void *a, const void *b)
{
	const struct result *x = a, *y = b;
	int order = 0;

	for (size_t k = 0; order == 0 && k < x->nkey; k++)
		order = (x->id[k] > y->id[k]) - (x->id[k] < y->id[k]);
	if (order == 0)
		order = x->side - y->side;
	for (size_t m = 0; order == 0 && m < x->nmetric; m++) {
		order = by_number(x->cell[m].x, y->cell[m].x);
		if (order == 0)
			order = by_number(x->cell[m].n, y->cell[m].n);
		if (order == 0)
			order = by_number(x->cell[m].half, y->cell[m].half);
	}
	return order;
}

static size_t
gather(struct explain *x, const int64_t *window, struct result *s)
{
	const size_t nkey = x->plan->nkey, nmetric = x->plan->nmetric;
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++) {
		if (x->window[i] != window[CHANGE_BEFORE] && x->window[i] != window[CHANGE_AFTER])
			continue;
		s[n++] = (struct result){ &x->id[i * nkey], &x->cell[i * nmetric],
			x->window[i] == window[CHANGE_AFTER] ? CHANGE_AFTER : CHANGE_BEFORE,
			nkey, nmetric };
	}
	qsort(s, n, sizeof(*s), by_keys);
	return n;
}

/* ---- sums ---- */

static enum change_of
kind_of(const struct table *t)
{
	const struct explain_metric *m = &t->x->plan->metric[t->metric];
	bool events = true, counts = m->count, rate = true;

	for (size_t i = 0; i < t->nresult; i++) {
		const struct explain_cell *c = &t->result[i].cell[t->metric];
		double k = c->x * c->n;

		if (isnan(c->x))
			continue;
		events = events && c->n > 0;
		counts = counts && c->x >= 0 && c->x == floor(c->x);
		rate = rate && c->n == floor(c->n) && c->x >= 0 && c->x <= 1 &&
		    fabs(k - round(k)) < WHOLE;
	}
	if (counts)
		return CHANGE_COUNT;
	if (!events)
		return CHANGE_SUM;
	return m->total ? CHANGE_TOTAL : rate ? CHANGE_RATE : CHANGE_MEAN;
}

static void
add_cell(enum change_of of, struct change_side *s, const struct explain_cell *c)
{
	double sd, rows;

	if (isnan(c->x) || (of != CHANGE_COUNT && of != CHANGE_SUM && !(c->n > 0)))
		return;
	switch (of) {
	case CHANGE_RATE:
		s->n += c->n;
		s->sum += round(c->x * c->n);
		break;
	case CHANGE_MEAN:
	case CHANGE_TOTAL:	/* of a single event nothing is known of how it varies */
		rows = c->n / c->each;
		sd = rows > 1 ? c->half / interval_t(CONF, rows - 1) : 0;
		s->n += c->n;
		s->sum += c->n * c->x;
		s->own += c->n * rows * sd * sd;
		s->squares += c->n * c->x * c->x;
		break;
	case CHANGE_COUNT:
	case CHANGE_SUM:
		s->sum += c->x;
		break;
	}
}

/*
 * Variances over a sample, by how many events there are, are too small by what one record stands
 * for: of cells that differ in it the mean by their events, which is what sums of them have.
 */
static double
each_of(const struct table *t)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < t->nresult; i++) {
		const struct explain_cell *c = &t->result[i].cell[t->metric];
		double events = c->n > 0 ? c->n : fabs(c->x);

		if (isnan(c->x))
			continue;
		n += events;
		sum += events * c->each;
	}
	return n > 0 && sum > n ? sum / n : 1;
}

static bool
is_taken(const struct table *t, const struct result *s)
{
	for (size_t k = 0; k < s->nkey; k++)
		if (t->row[t->first[k] + s->id[k]].taken)
			return true;
	return false;
}

static void
add_up(struct table *t)
{
	memset(&t->all, 0, sizeof(t->all));
	for (size_t i = 0; i < t->nrow; i++)
		memset(&t->row[i].part, 0, sizeof(t->row[i].part));
	for (size_t i = 0; i < t->nresult; i++) {
		const struct result *s = &t->result[i];
		const struct explain_cell *c = &s->cell[t->metric];

		if (is_taken(t, s))
			continue;
		add_cell(t->of, &t->all.side[s->side], c);
		for (size_t k = 0; k < s->nkey; k++)
			add_cell(t->of, &t->row[t->first[k] + s->id[k]].part.side[s->side], c);
	}
}

static double
whole_change(const struct table *t)
{
	return change_value(t->of, &t->all.side[CHANGE_AFTER]) -
	    change_value(t->of, &t->all.side[CHANGE_BEFORE]);
}

/* ---- what explains it ---- */

static bool
is_seen(const struct row *r)
{
	const struct change_side *s = r->part.side;

	return s[0].n > 0 || s[1].n > 0 || s[0].sum != 0 || s[1].sum != 0;
}

/* The rows of one key: its values are compared with each other. */
static void
judge_key(struct table *t, size_t from, size_t to)
{
	struct change_step *step = mem_array(NULL, to - from + 1, sizeof(*step));
	double spread[2];

	for (int events = 0; events < 2; events++) {
		for (size_t i = from; i < to; i++)
			step[i - from] = change_step_of(t->of, &t->row[i].part, events != 0);
		spread[events] = fmax(change_spread(step, to - from), t->each);
	}
	for (size_t i = from; i < to; i++) {
		struct row *r = &t->row[i];

		r->f = change_effect_of(t->of, &t->all, &r->part);
		r->f.differs /= sqrt(t->each);
		r->spread = spread[0];
		r->p = is_seen(r) ? change_p(&r->f, spread) : (double)NAN;
	}
	mem_free(step);
}

/* Holm over all values of all keys; @whole: of the change that is to be explained. */
static void
judge(struct table *t, double whole, double alpha)
{
	double *p = mem_array(NULL, t->nrow + 1, sizeof(*p)), left = whole_change(t);
	size_t nkey = t->x->plan->nkey;
	struct arena a;

	arena_init(&a);
	for (size_t k = 0; k < nkey; k++)
		judge_key(t, t->first[k], k + 1 < nkey ? t->first[k + 1] : t->nrow);
	for (size_t i = 0; i < t->nrow; i++)
		p[i] = t->row[i].p;
	adjust_holm(p, t->nrow, p, &a);
	for (size_t i = 0; i < t->nrow; i++) {
		struct row *r = &t->row[i];

		r->p_adjusted = p[i];
		r->explains = p[i] < alpha && (r->f.without - left) * whole < 0 &&
		    fabs(r->f.without - left) >= A_TENTH * fabs(whole);
	}
	arena_free(&a);
	mem_free(p);
}

/* Without which the least is left; more surely so, where that is the same. */
static struct row *
best_of(struct table *t)
{
	struct row *best = NULL;

	for (size_t i = 0; i < t->nrow; i++) {
		struct row *r = &t->row[i];

		if (!r->explains || r->taken)
			continue;
		if (best == NULL || fabs(r->f.without) < fabs(best->f.without) ||
		    (fabs(r->f.without) <= fabs(best->f.without) && r->p < best->p))
			best = r;
	}
	return best;
}

/*
 * What explains most, then what explains most of what is left, as long as that is some of the
 * whole: more surely each time, since it is asked once more.
 */
static void
rank(struct table *t)
{
	struct row *keep = mem_array(NULL, t->nrow + 1, sizeof(*keep));
	struct change_part all = t->all;
	double whole = whole_change(t);
	size_t n = 0;

	memcpy(keep, t->row, t->nrow * sizeof(*keep));
	while (n < EXPLAIN_RANKS) {
		struct row *r = whole_change(t) * whole > 0 ? best_of(t) : NULL;

		if (r == NULL)
			break;
		keep[r - t->row].rank = ++n;
		r->taken = true;
		add_up(t);
		judge(t, whole, ALPHA / (double)(n + 1));
	}
	memcpy(t->row, keep, t->nrow * sizeof(*keep));
	t->all = all;
	mem_free(keep);
}

/* ---- what is written ---- */

static void
put_double(struct jwrite *w, const char *name, double x)
{
	jwrite_key(w, sv_of(name));
	jwrite_double(w, x);
}

static void
put_head(struct jwrite *w, const struct table *t, const char *kind, const int64_t *window)
{
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	jwrite_put_text(w, "metric", t->x->plan->metric[t->metric].name);
	time_member_write(w, "window", t->x->plan->zone, window[CHANGE_AFTER]);
	time_member_write(w, "against", t->x->plan->zone, window[CHANGE_BEFORE]);
}

static void
put_tail(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

/* Values on both sides, and of how many events they are. */
static void
put_sides(struct jwrite *w, const struct table *t, const struct change_part *p)
{
	const struct change_side *s = p->side;
	const bool events = t->of != CHANGE_COUNT && t->of != CHANGE_SUM;

	put_double(w, "before", change_value(t->of, &s[CHANGE_BEFORE]));
	put_double(w, "after", change_value(t->of, &s[CHANGE_AFTER]));
	put_double(w, "n_before", events ? s[CHANGE_BEFORE].n : (double)NAN);
	put_double(w, "n_after", events ? s[CHANGE_AFTER].n : (double)NAN);
}

/* So many events, as the records of a sample that know of them. */
static uint64_t
records_of(const struct table *t, double events)
{
	return (uint64_t)fmax(round(events / t->each), events > 0 ? 1 : 0);
}

static void
put_change(struct buf *o, const struct table *t, const int64_t *window)
{
	const struct change_side *b = &t->all.side[CHANGE_BEFORE], *a = &t->all.side[CHANGE_AFTER];
	double d = whole_change(t), sd = hypot(change_sd(t->of, a), change_sd(t->of, b)) *
	    sqrt(t->each);
	struct interval in = { d - interval_z(CONF) * sd, d + interval_z(CONF) * sd };
	struct jwrite w;

	if (t->of == CHANGE_RATE && a->n > 0 && b->n > 0)
		in = proportion_compare(records_of(t, a->sum), records_of(t, a->n),
		    records_of(t, b->sum), records_of(t, b->n), CONF).in;
	jwrite_init(&w, o);
	put_head(&w, t, "change", window);
	put_sides(&w, t, &t->all);
	put_double(&w, "change", d);
	put_double(&w, "change_lo", in.lo);
	put_double(&w, "change_hi", in.hi);
	put_tail(&w);
}

static void
put_key(struct buf *o, const struct table *t, const int64_t *window, size_t k)
{
	size_t to = k + 1 < t->x->plan->nkey ? t->first[k + 1] : t->nrow;
	double within = 0, mix = 0;
	uint64_t values = 0, explaining = 0;
	struct jwrite w;

	for (size_t i = t->first[k]; i < to; i++) {
		const struct row *r = &t->row[i];

		if (!is_seen(r))
			continue;
		values++;
		explaining += r->explains;
		within += r->f.within;
		mix += r->f.mix;
	}
	jwrite_init(&w, o);
	put_head(&w, t, "change_key", window);
	jwrite_put_text(&w, "key", t->x->plan->key[k].name);
	jwrite_key(&w, SV("values"));
	jwrite_u64(&w, values);
	jwrite_key(&w, SV("explaining"));
	jwrite_u64(&w, explaining);
	put_double(&w, "change", whole_change(t));
	put_double(&w, "within", within);
	put_double(&w, "mix", mix);
	put_double(&w, "mix_share", mix / whole_change(t));
	put_tail(&w);
}

static void
put_part(struct buf *o, const struct table *t, const int64_t *window, const struct row *r,
    double z)
{
	const struct change_effect *f = &r->f;
	double off = z * f->sd * sqrt(r->spread);
	struct jwrite w;
	struct val v;

	scan_key_read(r->value, &v, 1);
	jwrite_init(&w, o);
	put_head(&w, t, "change_part", window);
	jwrite_put_text(&w, "key", t->x->plan->key[r->key].name);
	jwrite_key(&w, SV("value"));
	jwrite_val(&w, &v);
	jwrite_key(&w, SV("rank"));
	if (r->rank > 0)
		jwrite_u64(&w, r->rank);
	else
		jwrite_null(&w);
	jwrite_key(&w, SV("explains"));
	jwrite_bool(&w, r->explains);
	put_sides(&w, t, &r->part);
	put_double(&w, "contribution", f->contribution);
	put_double(&w, "contribution_lo", f->contribution - off);
	put_double(&w, "contribution_hi", f->contribution + off);
	put_double(&w, "share", f->contribution / whole_change(t));
	put_double(&w, "within", f->within);
	put_double(&w, "mix", f->mix);
	put_double(&w, "without", f->without);
	put_double(&w, "p", r->p);
	put_double(&w, "p_adjusted", r->p_adjusted);
	put_tail(&w);
}

/* What explains something first, then what comes nearest to it. */
static int
by_rank(const void *a, const void *b)
{
	const struct row *const *px = a, *const *py = b;
	const struct row *x = *px, *y = *py;
	int order = (y->rank > 0) - (x->rank > 0);

	if (order == 0)
		order = (x->rank > y->rank) - (x->rank < y->rank);
	if (order == 0)
		order = y->explains - x->explains;
	if (order == 0)
		order = by_number(x->p, y->p);
	if (order == 0)
		order = by_number(-fabs(x->f.contribution), -fabs(y->f.contribution));
	return order != 0 ? order : (x > y) - (x < y);
}

static void
write_table(struct buf *o, const struct table *t, const int64_t *window)
{
	const struct row **row = mem_array(NULL, t->nrow + 1, sizeof(*row));
	size_t n = 0, tests = 0;
	double z;

	for (size_t i = 0; i < t->nrow; i++) {
		if (is_seen(&t->row[i]))
			row[n++] = &t->row[i];
		tests += isnan(t->row[i].p) ? 0 : 1;
	}
	z = interval_z(1 - ALPHA / (double)(tests > 0 ? tests : 1));
	qsort(row, n, sizeof(*row), by_rank);
	put_change(o, t, window);
	for (size_t k = 0; k < t->x->plan->nkey; k++)
		put_key(o, t, window, k);
	for (size_t i = 0; i < n; i++)
		put_part(o, t, window, row[i], z);
	mem_free(row);
}

/* ---- all together ---- */

/* Rows for the values of every key; the numbers in the results become their places. */
static void
make_rows(struct explain *x, struct table *t)
{
	const struct explain_plan *p = x->plan;
	size_t at = 0;

	for (size_t k = 0; k < p->nkey; k++)
		t->nrow += x->value[k].n;
	t->row = mem_array(NULL, t->nrow + 1, sizeof(*t->row));
	memset(t->row, 0, (t->nrow + 1) * sizeof(*t->row));
	for (size_t k = 0; k < p->nkey; k++) {
		size_t n = x->value[k].n;
		struct sv *text = mem_array(NULL, n + 1, sizeof(*text));
		uint32_t *place = mem_array(NULL, n + 1, sizeof(*place));

		order_values(&x->value[k], text, place);
		for (size_t i = 0; i < x->n; i++)
			x->id[i * p->nkey + k] = place[x->id[i * p->nkey + k]];
		t->first[k] = at;
		for (size_t i = 0; i < n; i++, at++)
			t->row[at] = (struct row){ .key = k, .value = text[i] };
		mem_free(text);
		mem_free(place);
	}
}

enum rc
explain_finish(struct explain *x, struct job *j, struct err *e)
{
	struct table t = { .x = x };
	struct result *s;
	int64_t window[CHANGE_SIDES];
	struct buf o;
	enum rc rc = choose(x, window, j, e);

	if (rc != RC_OK)
		return rc;
	make_rows(x, &t);
	s = mem_array(NULL, x->n + 1, sizeof(*s));
	t.result = s;
	t.nresult = gather(x, window, s);
	buf_init(&o, SIZE_MAX);
	for (t.metric = 0; t.metric < x->plan->nmetric; t.metric++) {
		for (size_t i = 0; i < t.nrow; i++)
			t.row[i].rank = 0;
		t.of = kind_of(&t);
		t.each = each_of(&t);
		add_up(&t);
		judge(&t, whole_change(&t), ALPHA);
		rank(&t);
		write_table(&o, &t, window);
	}
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	mem_free(s);
	mem_free(t.row);
	return RC_OK;
}
