/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/user_fold.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "fold/metric_fold.h"
#include "fold/part.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/xsum.h"

#include <string.h>

enum { FEATURES = (sizeof(struct profile) + 15) / 16 * 16 };	/* where their states begin */

size_t
user_fold_size(const struct user_plan *p)
{
	return FEATURES + (p->features != NULL ? p->features->size : 0);
}

static enum rc
init_user(const void *ctx, void *st, struct err *e)
{
	const struct user_plan *p = ctx;

	return p->features == NULL ? RC_OK : metric_init(p->features, (char *)st + FEATURES, e);
}

static enum rc
check_user(const void *ctx, const struct val *const *key, struct err *e)
{
	const struct user_plan *p = ctx;

	return user_key_check(&p->who, key[0], e);
}

static enum rc
merge_user(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct user_plan *p = ctx;

	profile_merge(dst, src, &p->cfg);
	return p->features == NULL ? RC_OK : metric_merge(p->features, (char *)dst + FEATURES,
	    (const char *)src + FEATURES, e);
}

static void
free_user(const void *ctx, void *st)
{
	const struct user_plan *p = ctx;

	profile_free(st);
	if (p->features != NULL)
		metric_free(p->features, (char *)st + FEATURES);
}

/* ---- records ---- */

struct take {			/* the records of one call, n of which are sound so far */
	const struct user_plan *p;
	const struct rows      *rows;
	struct expr_eval       *ev;
	struct err             *e;
	size_t                  n;
	enum rc                 rc;
	struct sale            *sale[BATCH_ROWS];	/* NULL: neither order nor refund */
	const struct val       *touch[PROFILE_TEXTS][BATCH_ROWS];
};

static void
stop_at(struct take *t, size_t n, enum rc rc)
{
	t->n = n;
	t->rc = rc;
}

static void
take_sales(struct take *t)
{
	struct expr_rows r = { t->rows->rec, t->n, RC_OK, t->ev, t->e };
	uint8_t order[BATCH_ROWS], refund[BATCH_ROWS];

	expr_test_rows(t->p->sale.order, &r, order);
	expr_test_rows(t->p->sale.refund, &r, refund);
	stop_at(t, r.n, r.rc);
	for (size_t i = 0; i < t->n; i++) {
		bool back = refund[i] == EXPR_TRUE;
		enum rc rc;

		t->sale[i] = NULL;
		if (!back && order[i] != EXPR_TRUE)
			continue;
		t->sale[i] = arena_alloc(expr_eval_arena(t->ev), sizeof(*t->sale[i]));
		rc = sale_read(&t->p->sale, t->rows->rec[i], back, t->ev, t->sale[i], t->e);
		if (rc != RC_OK)
			stop_at(t, i, rc);
	}
}

static void
take_touches(struct take *t)
{
	struct val *room = arena_alloc(expr_eval_arena(t->ev), BATCH_ROWS * sizeof(*room));

	for (size_t k = 0; k < PROFILE_TEXTS; k++) {	/* fields: nothing is computed into room */
		struct expr_rows r = { t->rows->rec, t->n, RC_OK, t->ev, t->e };

		expr_value_rows(t->p->touch[k], &r, room, t->touch[k]);
	}
}

static void
take_features(struct take *t, void *const *st)
{
	struct rows rows = rows_part(t->rows, 0, t->n);
	struct err why = { 0 };
	void *own[BATCH_ROWS];
	size_t done;
	enum rc rc;

	for (size_t i = 0; i < t->n; i++)
		own[i] = (char *)st[i] + FEATURES;
	rc = metric_step_rows(t->p->features, own, &rows, t->ev, &done, &why);
	if (rc == RC_OK)
		return;
	*t->e = why;
	stop_at(t, rc == RC_BAD ? done - 1 : 0, rc);
}

static void
apply_touch(const struct take *t, size_t i, struct profile *to)
{
	struct sv text[PROFILE_TEXTS];
	size_t n = 0;

	for (size_t k = 0; k < PROFILE_TEXTS; k++) {
		text[k] = val_null(t->touch[k][i]) ? SV("") :
		    val_text(t->touch[k][i], expr_eval_arena(t->ev));
		n += text[k].n;
	}
	if (n > 0)
		profile_touch(to, &t->p->cfg, t->rows->at_us[i], text);
}

static bool
has_touch(const struct take *t, size_t i)
{
	return !val_null(t->touch[0][i]) || !val_null(t->touch[1][i]) ||
	    !val_null(t->touch[2][i]);
}

static enum rc
step_users(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	struct take t;

	t.p = ctx;
	t.rows = rows;
	t.ev = ev;
	t.e = e;
	t.n = rows->n;
	for (size_t i = 0; i < t.n; i++)
		profile_near(st[i]);
	take_sales(&t);
	take_touches(&t);
	if (t.p->features != NULL && t.n > 0)
		take_features(&t, st);
	for (size_t i = 0; i < t.n; i++) {
		struct profile *to = st[i];

		profile_see(to, &t.p->cfg, rows->at_us[i]);
		if (has_touch(&t, i))
			apply_touch(&t, i, to);
		if (t.sale[i] != NULL)
			profile_sell(to, rows->at_us[i], t.sale[i]);
	}
	*done = t.n + (t.rc == RC_BAD);
	return t.rc;
}

/* ---- results ---- */

/*
 * Millions of profiles have twenty members each: those whose length is bounded are put side by
 * side where there is room for all of them, with what stands before them as a literal.
 */
enum { MEMBERS_MAX = 24 * 80 };

static inline char *
put_text(char *p, struct sv s)
{
	memcpy(p, s.p, s.n);
	return p + s.n;
}

static inline char *
put_count(char *p, struct sv before, uint64_t n)
{
	p = put_text(p, before);
	return p + num_u64_text(n, p);
}

static inline char *
put_units(char *p, struct sv before, num_i128 units)
{
	p = put_text(p, before);
	return p + num_units_text(units, p);
}

/* To a millionth, a twelfth of a second; @to_us is not before @from_us. */
static inline char *
put_days(char *p, struct sv before, int64_t from_us, int64_t to_us)
{
	const uint64_t us = (uint64_t)to_us - (uint64_t)from_us, of_day = 86400;

	return put_units(p, before, (num_i128)(us / of_day + (us % of_day >= of_day / 2)) * 1000);
}

static int
offset_at(const struct user_plan *plan, int64_t at_us)
{
	const struct tzone_span *steady = &plan->cfg.steady;

	return at_us >= steady->from_us && at_us < steady->to_us ? steady->offset_s :
	    tzone_offset(plan->zone, at_us);
}

/* In quotes, the first of which @before has. */
static inline char *
put_time(char *p, struct sv before, const struct user_plan *plan, int64_t at_us)
{
	p = put_text(p, before);
	p += rfc3339_text(at_us, offset_at(plan, at_us), p);
	*p++ = '"';
	return p;
}

static char *
put_sum(char *p, const struct user_plan *plan, const struct profile_sum *s, uint64_t events)
{
	p = put_time(p, SV(",\"first\":\""), plan, s->first_us);
	p = put_time(p, SV(",\"last\":\""), plan, s->last_us);
	p = put_days(p, SV(",\"age_days\":"), s->first_us, plan->now_us);
	p = put_days(p, SV(",\"idle_days\":"), s->last_us, plan->now_us);
	p = put_count(p, SV(",\"active_days\":"), s->active_days);
	p = put_count(p, SV(",\"active_days_365\":"), s->active_days_365);
	if (s->gap_days >= 0)
		p = put_count(p, SV(",\"gap_days\":"), (uint64_t)s->gap_days);
	p = put_count(p, SV(",\"events\":"), events);
	p = put_count(p, SV(",\"sessions\":"), s->sessions);
	p = put_count(p, SV(",\"orders\":"), s->orders);
	return put_units(p, SV(",\"value\":"), s->value);
}

static char *
put_orders(char *p, const struct user_plan *plan, const struct profile_sum *s)
{
	p = put_time(p, SV(",\"first_order\":\""), plan, s->first_order_us);
	p = put_time(p, SV(",\"last_order\":\""), plan, s->last_order_us);
	p = put_days(p, SV(",\"recency\":"), s->last_order_us, plan->now_us);
	p = put_count(p, SV(",\"frequency\":"), s->orders);
	p = put_units(p, SV(",\"monetary\":"), s->value);
	p = put_count(p, SV(",\"x\":"), s->x);
	p = put_count(p, SV(",\"t_x\":"), (uint64_t)s->t_x);
	return put_count(p, SV(",\"T\":"), (uint64_t)s->T);
}

static void
put_source(struct jwrite *w, const struct profile *p)
{
	static const char *const names[PROFILE_TEXTS] = { "source", "medium", "channel" };
	struct sv text[PROFILE_TEXTS];

	profile_source(p, text);
	for (size_t i = 0; i < PROFILE_TEXTS; i++)
		if (text[i].n > 0)
			jwrite_put_text(w, names[i], text[i]);
}

/* Behind the keys, so that there is a comma before each member. */
static void
emit_user(const void *ctx, const void *st, const struct agg_span *span, struct jwrite *w)
{
	const struct user_plan *p = ctx;
	const struct profile *of = st;
	struct buf *b = w->b;
	struct sv currency, same;
	struct profile_sum s;

	profile_sum_up(of, &p->cfg, p->now_us, &s);
	if (buf_room(b, MEMBERS_MAX))
		b->n = (size_t)(put_sum(b->p + b->n, p, &s, of->events) - b->p);
	profile_currency(of, &currency, &same);
	if (currency.n > 0)
		jwrite_put_text(w, "currency", currency);
	if (s.orders > 0 && buf_room(b, MEMBERS_MAX))
		b->n = (size_t)(put_orders(b->p + b->n, p, &s) - b->p);
	if (s.x > 0)
		jwrite_put_double(w, "spend", xsum_mean(&(struct xsum){ .n = s.x,
		    .units = s.repeat }));
	put_source(w, of);
	if (p->features != NULL)
		metric_emit(p->features, (const char *)st + FEATURES, span, w);
}

static bool
use_of(const void *ctx, const void *st, size_t i, struct fold_use *use)
{
	const struct user_plan *p = ctx;

	return p->features != NULL && metric_fold_ops.use(p->features,
	    (const char *)st + FEATURES, i, use);
}

/* ---- saved states ---- */

/* An object: what profile_save writes, and the states of the features as "features". */
static void
save_user(const void *ctx, const void *st, struct jwrite *w)
{
	const struct user_plan *p = ctx;

	jwrite_open(w, '{');
	profile_save(st, w);
	if (p->features != NULL) {
		jwrite_key(w, SV("features"));
		metric_save(p->features, (const char *)st + FEATURES, w);
	}
	jwrite_shut(w, '}');
}

static enum rc
load_user(const void *ctx, void *st, const struct val *v, struct err *e)
{
	const struct user_plan *p = ctx;
	struct jfield f[] = { { .name = "events", .need = true }, { .name = "spans", .need = true },
		{ .name = "orders" }, { .name = "currency" }, { .name = "touch" },
		{ .name = "features", .need = p->features != NULL } };
	enum { FIELDS = sizeof(f) / sizeof(*f) };
	struct val own[FIELDS - 1];
	enum rc rc = jfields_read(v, f, p->features != NULL ? FIELDS : FIELDS - 1, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < FIELDS - 1; i++)
		own[i] = f[i].v;
	rc = profile_load(st, &p->cfg, own, e);
	if (rc == RC_OK && p->features != NULL)
		rc = jfields_within("features", metric_load(p->features, (char *)st + FEATURES,
		    &f[FIELDS - 1].v, e), e);
	return rc;
}

/* ---- on disk ---- */

static size_t
heap_of(const void *ctx, const void *st)
{
	const struct user_plan *p = ctx;

	return profile_heap(st) + (p->features == NULL ? 0 :
	    metric_heap(p->features, (const char *)st + FEATURES));
}

/* The profile, then the features: their bytes when they own nothing, else as they are saved. */
static void
pack_user(const void *ctx, const void *st, struct buf *b)
{
	const struct user_plan *p = ctx;
	const char *features = (const char *)st + FEATURES;
	struct jwrite w;

	profile_pack(st, &p->cfg, b);
	if (p->features == NULL)
		return;
	buf_c(b, metric_heap(p->features, features) == 0);
	if (b->p[b->n - 1] != 0) {
		buf_add(b, features, p->features->size);
		return;
	}
	jwrite_init(&w, b);
	metric_save(p->features, features, &w);
}

static enum rc
unpack_user(const void *ctx, void *st, struct sv bytes, struct err *e)
{
	const struct user_plan *p = ctx;
	const char *at = bytes.p, *end = at + bytes.n;
	char *features = (char *)st + FEATURES;
	struct val v;
	enum rc rc;

	profile_unpack(st, &p->cfg, &at);
	if (p->features == NULL)
		return RC_OK;
	if (*at++ != 0) {
		memcpy(features, at, p->features->size);
		return RC_OK;
	}
	rc = metric_init(p->features, features, e);
	if (rc == RC_OK)
		rc = jread_value((struct sv){ at, (size_t)(end - at) }, &v, e);
	return rc == RC_OK ? metric_load(p->features, features, &v, e) : rc;
}

/* Users whose records were all rejected have no profile. */
static bool
settle_user(void *st)
{
	struct profile *p = st;

	profile_settle(p);
	return p->events > 0;
}

const struct fold_ops user_fold_ops = {
	.key = check_user,
	.init = init_user,
	.rows = step_users,
	.merge = merge_user,
	.emit = emit_user,
	.heap = heap_of,
	.free = free_user,
	.pack = pack_user,
	.unpack = unpack_user,
	.packs_all = true,
	.save = save_user,
	.load = load_user,
	.settle = settle_user,
	.use = use_of
};

/* ---- all users ---- */

static void
survey_user(struct user_survey *s, const struct profile *p)
{
	struct sv lo, hi;

	if (profile_last(p) > s->last_us)
		s->last_us = profile_last(p);
	profile_currency(p, &lo, &hi);
	if (lo.n > 0 && (s->lo[0] == '\0' || sv_cmp(lo, sv_of(s->lo)) < 0))
		memcpy(s->lo, lo.p, lo.n + 1);
	if (hi.n > 0 && sv_cmp(hi, sv_of(s->hi)) > 0)
		memcpy(s->hi, hi.p, hi.n + 1);
}

static void
look_at(void *ctx, const struct part *part)
{
	struct user_plan *p = ctx;
	const struct group_table *t = &part->table;

	for (size_t i = 0; i < t->nslot; i++) {
		group_ahead(t, t->slot, t->nslot, i);
		survey_user(&p->seen, group_state(group_cell_nth(t, t->slot[i], 0)));
	}
}

/* Values add up, and now is known. */
static enum rc
begin_users(void *ctx, struct err *e)
{
	struct user_plan *p = ctx;
	const struct user_survey *s = &p->seen;

	if (strcmp(s->lo, s->hi) != 0)
		return rc_err(e, RC_RANGE, "values in %s and in %s do not add up: convert "
		    "them, or choose one by --where", s->lo, s->hi);
	if (p->cut && s->last_us > p->now_us)
		return rc_err(e, RC_RANGE, "--now: the states have records after it");
	if (!p->cut)
		p->now_us = s->last_us;
	p->cfg.steady = tzone_span(p->zone, p->now_us);
	return RC_OK;
}

enum rc
user_fold_write(struct user_plan *p, struct fold_parts *parts, struct job *j, struct err *e)
{
	enum rc rc;

	look_at(p, parts->whole);
	rc = begin_users(p, e);
	return rc == RC_OK ? fold_write(j, parts->whole, e) : rc;
}

struct fold_whole
user_fold_whole(struct user_plan *p)
{
	return (struct fold_whole){ p, look_at, NULL, begin_users, NULL, NULL };
}
