/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lookahead costs is a series, which depends on x and T alone: of many customers with
 * the same two it is summed once, and remembered by each thread.
 */
#include "predict/predict_rows.h"

#include "base/hmap.h"
#include "base/mem.h"
#include "json/jwrite.h"
#include "run/map.h"

#include <math.h>

#define VALUE_MAX 1e100	/* squares of what is read are numbers too */

enum { DIGITS = 6, MEMO_MAX = 1 << 20 };

struct ahead {			/* of one x and T, per chance of being alive */
	double expected;
	double worth;		/* the same, discounted */
};

struct part {			/* of one thread */
	struct rowset rows;
	struct rowset spends;	/* --fit: (x, spend) */
	struct arena  arena;
	struct hmap   memo;	/* (x, T) to struct ahead */
	double       *feature;	/* and one more number */
};

struct predict_state {
	const struct predict_plan *p;
	uint64_t                   seed;
	struct part               *part[JOB_THREADS_MAX];
};

static unsigned
width_of(const struct predict_plan *p)
{
	if (!p->fit.model->logit)
		return p->fits ? 3 : 4;
	return p->fits ? (unsigned)p->fit.logit.model.k + 1 : 2;
}

static void *
new_part(void *state, unsigned i)
{
	struct predict_state *s = state;
	struct part *t = mem_zalloc(sizeof(*t));

	rowset_init(&t->rows, width_of(s->p));
	rowset_init(&t->spends, 2);
	arena_init(&t->arena);
	hmap_init(&t->memo, &t->arena, sizeof(struct ahead), s->seed);
	t->feature = mem_array(NULL, LOGIT_FEATURES_MAX + 1, sizeof(double));
	s->part[i] = t;
	return t;
}

static void
free_part(struct part *t)
{
	if (t == NULL)
		return;
	rowset_free(&t->rows);
	rowset_free(&t->spends);
	hmap_free(&t->memo);
	arena_free(&t->arena);
	mem_free(t->feature);
	mem_free(t);
}

/* ---- what a record says ---- */

static enum rc
number(const struct record *r, size_t slot, const char *name, double *v, struct err *e)
{
	if (val_number(&r->slot[slot], v) && fabs(*v) <= VALUE_MAX)
		return RC_OK;
	return rc_bad(e, "value", "expected a number up to 1e100 in '%s'", name);
}

/* RC_END: he never bought.  @spend is 0 where the record does not say. */
static enum rc
read_customer(const struct predict_plan *p, const struct record *r, struct customer *c,
    double *spend, struct err *e)
{
	enum rc rc;

	*spend = c->t_x = 0;
	if (val_null(&r->slot[p->T]))
		return RC_END;
	rc = number(r, p->T, "T", &c->T, e);
	if (rc == RC_OK)
		rc = number(r, p->x, "x", &c->x, e);
	if (rc == RC_OK && !val_null(&r->slot[p->t_x]))
		rc = number(r, p->t_x, "t_x", &c->t_x, e);
	if (rc == RC_OK && !val_null(&r->slot[p->spend]))
		rc = number(r, p->spend, "spend", spend, e);
	if (rc != RC_OK)
		return rc;
	if (!(c->x >= 0 && c->x <= (double)LIFETIME_X_MAX) || c->x > floor(c->x))
		return rc_bad(e, "value", "expected a whole number up to %d in 'x'",
		    (int)LIFETIME_X_MAX);
	if (!(c->T >= 0 && c->T < 1e9))
		return rc_bad(e, "value", "expected days, not negative, in 'T'");
	if (c->x > 0 ? !(c->t_x > 0 && c->t_x <= c->T) : c->t_x > 0 || c->t_x < 0)
		return rc_bad(e, "value", "expected a 't_x' %s", c->x > 0
		    ? "above 0 and up to T, where x is not 0" : "of 0, where x is 0");
	return RC_OK;
}

static enum rc
read_features(const struct predict_plan *p, const struct map_in *in, const struct record *r,
    struct err *e)
{
	struct part *t = in->part;

	for (size_t i = 0; i < p->fit.logit.model.k; i++) {
		struct val v;
		enum rc rc = expr_value(p->feature[i], r, in->ev, &v, e);

		if (rc != RC_OK)
			return rc;
		if (v.kind == VAL_TRUE || v.kind == VAL_FALSE)
			t->feature[i] = v.kind == VAL_TRUE;
		else if (!val_number(&v, &t->feature[i]) || fabs(t->feature[i]) > VALUE_MAX)
			return rc_bad(e, "value", "expected a number up to 1e100 of the feature "
			    "'%.*s'", SV_SHOW(p->fit.feature[i]));
	}
	return RC_OK;
}

static enum rc
read_target(const struct predict_plan *p, const struct map_in *in, const struct record *r,
    double *y, struct err *e)
{
	enum expr_tri is;
	enum rc rc = expr_test(p->target, r, in->ev, &is, e);

	if (rc == RC_OK && is == EXPR_UNKNOWN)
		return rc_bad(e, "value", "the target is neither true nor false");
	*y = is == EXPR_TRUE;
	return rc;
}

/* ---- looking ahead ---- */

/* What comes in each unit of time is worth what it is at the unit's end. */
static struct ahead
look(const struct predict_plan *p, const struct customer *c)
{
	const struct lifetime *m = &p->fit.lifetime.model;
	struct ahead a = { 0 };

	if (!(p->discount > 0)) {
		a.expected = a.worth = lifetime_if_alive(m, c, p->horizon);
		return a;
	}
	for (double end = 1; end < p->horizon + 1; end++) {
		double t = end < p->horizon ? end : p->horizon;
		double all = lifetime_if_alive(m, c, t);

		a.worth += (all - a.expected) * exp(-t * log1p(p->discount));
		a.expected = all;
	}
	return a;
}

static struct ahead
look_once(const struct predict_plan *p, struct part *t, const struct customer *c)
{
	double key[2] = { c->x, c->T };
	struct ahead *a;
	bool fresh;

	if (t->memo.n >= MEMO_MAX) {
		hmap_clear(&t->memo);
		arena_reset(&t->arena);
	}
	a = hmap_put(&t->memo, (struct sv){ (const char *)key, sizeof(key) }, &fresh);
	if (fresh)
		*a = look(p, c);
	return *a;
}

static struct customer
in_units(const struct predict_plan *p, struct customer c)
{
	double days = p->fit.unit->days;

	return (struct customer){ c.x, c.t_x / days, c.T / days };
}

/* ---- scores ---- */

static void
put(struct jwrite *w, const char *name, double v)
{
	if (isfinite(v))
		jwrite_put_double(w, name, num_digits(v, DIGITS));
}

static void
put_customer(const struct predict_plan *p, struct part *t, const struct customer *days,
    double spend, struct jwrite *w)
{
	struct customer c = in_units(p, *days);
	double alive = lifetime_alive(&p->fit.lifetime.model, &c), value;
	struct ahead a = look_once(p, t, &c);

	put(w, "p_alive", alive);
	put(w, "expected", alive * a.expected);
	if (!p->fit.spends)
		return;
	/* Who came back without a spend that is known is taken for one like all. */
	value = gamma_gamma_of(&p->fit.spend.model, spend > 0 ? c.x : 0, spend);
	put(w, "value_per_order", value);
	put(w, "clv", alive * a.worth * value);
}

static void
put_score(const struct predict_plan *p, const struct part *t, struct jwrite *w)
{
	double score = num_digits(logit_score(&p->fit.logit.model, t->feature), DIGITS);
	uint64_t decile = 1;

	for (int i = 0; i < RANKING_DECILES - 1; i++)
		decile += p->fit.cut[i] > score;
	put(w, "score", score);
	jwrite_put_u64(w, "decile", decile);
}

static enum rc
score_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct predict_plan *p = in->ctx;
	struct customer c = { 0 };
	struct jwrite w;
	struct val user;
	double spend = 0;
	enum rc rc = p->fit.model->logit ? read_features(p, in, r, e)
	    : read_customer(p, r, &c, &spend, e);

	if (rc == RC_END)
		return RC_OK;
	if (rc == RC_OK)
		rc = expr_value(p->user.key.x, r, in->ev, &user, e);
	if (rc == RC_OK)
		rc = user_key_check(&p->user, &user, e);
	if (rc != RC_OK)
		return rc;
	jwrite_init(&w, &out->o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("prediction"));
	jwrite_key(&w, SV("user"));
	jwrite_val(&w, &user);
	if (p->fit.model->logit)
		put_score(p, in->part, &w);
	else
		put_customer(p, in->part, &c, spend, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	return RC_OK;
}

/* ---- records gathered ---- */

static enum rc
gather_customer(const struct map_in *in, const struct record *r, struct err *e)
{
	const struct predict_plan *p = in->ctx;
	struct part *t = in->part;
	struct customer c;
	double row[4], spend;
	struct val v;
	enum rc rc = read_customer(p, r, &c, &spend, e);

	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	c = in_units(p, c);
	row[0] = c.x;
	row[1] = c.t_x;
	row[2] = c.T;
	if (p->actual != NULL) {
		rc = expr_value(p->actual, r, in->ev, &v, e);
		if (rc == RC_OK && (!val_number(&v, &row[3]) || row[3] < 0 || row[3] > VALUE_MAX))
			rc = rc_bad(e, "value", "expected a number, not negative, of --actual");
		if (rc != RC_OK)
			return rc;
	}
	rowset_add(&t->rows, row);
	if (p->fits && c.x > 0 && spend > 0)
		rowset_add(&t->spends, (const double[]){ c.x, spend });
	return RC_OK;
}

static enum rc
gather_features(const struct map_in *in, const struct record *r, struct err *e)
{
	const struct predict_plan *p = in->ctx;
	struct part *t = in->part;
	double y = 0;
	enum rc rc = read_features(p, in, r, e);

	if (rc == RC_OK)
		rc = read_target(p, in, r, &y, e);
	if (rc != RC_OK)
		return rc;
	if (p->fits) {
		t->feature[p->fit.logit.model.k] = y;
		rowset_add(&t->rows, t->feature);
	} else {
		rowset_add(&t->rows, (const double[]){
		    logit_score(&p->fit.logit.model, t->feature), y });
	}
	return RC_OK;
}

static enum rc
gather_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct predict_plan *p = in->ctx;

	(void)out;
	return p->fit.model->logit ? gather_features(in, r, e) : gather_customer(in, r, e);
}

static void
join_parts(struct predict_state *s, struct rowset *rows, struct rowset *spends)
{
	rowset_init(rows, width_of(s->p));
	rowset_init(spends, 2);
	for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
		if (s->part[i] == NULL)
			continue;
		rowset_join(rows, &s->part[i]->rows);
		rowset_join(spends, &s->part[i]->spends);
	}
	rowset_settle(rows);
	rowset_settle(spends);
}

enum rc
predict_run(struct job *j, struct predict_plan *p, struct err *e)
{
	struct predict_state s = { .p = p, .seed = j->seed };
	struct map_plan m = { .fn = p->scores ? score_record : gather_record, .ctx = p,
		.part = new_part, .state = &s };
	struct rowset rows, spends;
	enum rc rc = map_run(j, &m, e);

	join_parts(&s, &rows, &spends);
	for (size_t i = 0; i < JOB_THREADS_MAX; i++)
		free_part(s.part[i]);
	if (rc == RC_OK && p->fits)
		rc = predict_rows_fit(j, p, &rows, &spends, e);
	else if (rc == RC_OK && !p->scores)
		rc = predict_rows_judge(j, p, &rows, e);
	rowset_free(&rows);
	rowset_free(&spends);
	return rc;
}
