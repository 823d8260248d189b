/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/user_fold.h"

#include "fold/metric_fold.h"
#include "fold/part.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "record/time_member.h"
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

/* Keys are written as they stand, with their quotes: one profile has twenty. */
static void
put_key(struct jwrite *w, struct sv key)
{
	jwrite_raw(w, key);
	w->comma = false;
}

static void
put_count(struct jwrite *w, struct sv key, uint64_t n)
{
	put_key(w, key);
	jwrite_u64(w, n);
}

static void
put_units(struct jwrite *w, struct sv key, num_i128 units)
{
	char text[NUM_TEXT_MAX];

	put_key(w, key);
	jwrite_raw(w, (struct sv){ text, num_units_text(units, text) });
}

/* To a millionth, a twelfth of a second. */
static void
put_days(struct jwrite *w, struct sv key, int64_t from_us, int64_t to_us)
{
	const num_i128 day_us = 86400000000, us = (num_i128)to_us - from_us;

	put_units(w, key, (us * 1000000 + day_us / 2) / day_us * 1000);
}

static void
put_orders(struct jwrite *w, const struct user_plan *p, const struct profile_sum *s)
{
	const struct xsum repeat = { .n = s->x, .units = s->repeat };

	time_member_write(w, "first_order", p->zone, s->first_order_us);
	time_member_write(w, "last_order", p->zone, s->last_order_us);
	put_days(w, SV("\"recency\":"), s->last_order_us, p->now_us);
	put_count(w, SV("\"frequency\":"), s->orders);
	put_units(w, SV("\"monetary\":"), s->value);
	put_count(w, SV("\"x\":"), s->x);
	put_count(w, SV("\"t_x\":"), (uint64_t)s->t_x);
	put_count(w, SV("\"T\":"), (uint64_t)s->T);
	if (s->x > 0)
		jwrite_put_double(w, "spend", xsum_mean(&repeat));
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

static void
emit_user(const void *ctx, const void *st, const struct agg_span *span, struct jwrite *w)
{
	const struct user_plan *p = ctx;
	const struct profile *of = st;
	struct sv currency, same;
	struct profile_sum s;

	profile_sum_up(of, &p->cfg, p->now_us, &s);
	time_member_write(w, "first", p->zone, s.first_us);
	time_member_write(w, "last", p->zone, s.last_us);
	put_days(w, SV("\"age_days\":"), s.first_us, p->now_us);
	put_days(w, SV("\"idle_days\":"), s.last_us, p->now_us);
	put_count(w, SV("\"active_days\":"), s.active_days);
	put_count(w, SV("\"active_days_365\":"), s.active_days_365);
	if (s.gap_days >= 0)
		put_count(w, SV("\"gap_days\":"), (uint64_t)s.gap_days);
	put_count(w, SV("\"events\":"), of->events);
	put_count(w, SV("\"sessions\":"), s.sessions);
	put_count(w, SV("\"orders\":"), s.orders);
	put_units(w, SV("\"value\":"), s.value);
	profile_currency(of, &currency, &same);
	if (currency.n > 0)
		jwrite_put_text(w, "currency", currency);
	if (s.orders > 0)
		put_orders(w, p, &s);
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

	profile_pack(st, b);
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

	profile_unpack(st, &at);
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
	return (struct fold_whole){ p, look_at, begin_users, NULL, NULL };
}
