/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/metric_fold.h"

#include "json/jread.h"
#include "record/rkind.h"

static enum rc
init_state(const void *ctx, void *st, struct err *e)
{
	return metric_init(ctx, st, e);
}

static enum rc
step_state(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	return metric_step(ctx, st, r, ev, in, e);
}

static enum rc
merge_state(const void *ctx, void *dst, const void *src, struct err *e)
{
	return metric_merge(ctx, dst, src, e);
}

static void
emit_state(const void *ctx, const void *st, const struct agg_span *span, struct jwrite *w)
{
	metric_emit(ctx, st, span, w);
}

static void
free_state(const void *ctx, void *st)
{
	metric_free(ctx, st);
}

static void
save_state(const void *ctx, const void *st, struct jwrite *w)
{
	metric_save(ctx, st, w);
}

static enum rc
load_state(const void *ctx, void *st, const struct val *v, struct err *e)
{
	return metric_load(ctx, st, v, e);
}

const struct fold_ops metric_fold_ops = { init_state, step_state, merge_state, emit_state,
	free_state, save_state, load_state };

enum rc
metric_fold_check_names(const struct fold_plan *p, struct err *e)
{
	const struct metric_set *m = p->ctx;

	for (size_t i = 0; i < p->nkey + m->nout; i++) {
		struct sv name = i < p->nkey ? p->key[i].name : m->out[i - p->nkey].out.name;

		if (rkind_taken("cxstat", name))
			return rc_err(e, RC_USAGE, "the name '%.*s' is taken: choose another",
			    SV_SHOW(name));
		for (size_t k = 0; k < i && k < p->nkey; k++)
			if (sv_eq(name, p->key[k].name))
				return rc_err(e, RC_USAGE, "two results are called '%.*s': name "
				    "one of them (new = ...)", SV_SHOW(name));
	}
	return RC_OK;
}

/* Which tokens have a space between them in the one form of a text. */
static bool
stands_apart(struct sv before, struct sv tok)
{
	if (before.n == 0 || sv_is(before, "(") || sv_is(before, "["))
		return false;
	return !sv_is(tok, "(") && !sv_is(tok, ")") && !sv_is(tok, "]") && !sv_is(tok, ",");
}

/* The tokens of @text with one space between them, where there is any. */
static enum rc
fold_space(struct buf *b, struct sv text, struct arena *a, struct err *e)
{
	struct sv before = { NULL, 0 };
	struct lex l;
	enum rc rc = lex_init(&l, text, a, e);

	while (rc == RC_OK && l.tok.kind != LEX_END) {
		struct sv tok = lex_raw(&l, &l.tok);

		if (stands_apart(before, tok))
			buf_c(b, ' ');
		buf_sv(b, tok);
		before = tok;
		rc = lex_next(&l, e);
	}
	return rc;
}

enum rc
metric_fold_save_plan(struct sv *plan, struct sv metrics, const struct metric_cfg *cfg,
    const struct metric_set *m, struct arena *a, struct err *e)
{
	struct buf text, b;
	struct jwrite w;
	enum rc rc;

	buf_init(&text, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	rc = fold_space(&text, metrics, a, e);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("metrics"));
	jwrite_str(&w, buf_view(&text));
	jwrite_key(&w, SV("accuracy"));
	jwrite_double(&w, cfg->accuracy);
	jwrite_key(&w, SV("exact"));
	jwrite_bool(&w, cfg->exact);
	jwrite_key(&w, SV("max_values"));
	jwrite_u64(&w, cfg->max_values);
	jwrite_key(&w, SV("aggregates"));
	metric_describe(m, &w);
	jwrite_shut(&w, '}');
	*plan = arena_sv(a, buf_view(&b));
	buf_free(&b);
	buf_free(&text);
	return rc;
}

struct loaded {
	struct sv         *metrics;
	struct metric_cfg *cfg;
	struct arena      *a;
	unsigned           found;	/* members that make sense, a bit each */
};

static bool
plan_member(void *ctx, struct sv key, const struct val *v)
{
	struct loaded *l = ctx;
	struct sv text = val_text(v, l->a);

	if (sv_is(key, "metrics")) {
		*l->metrics = arena_sv(l->a, text);
		l->found |= v->kind == VAL_STRING && text.n > 0 ? 1 : 0;
	} else if (sv_is(key, "accuracy")) {
		l->found |= val_number(v, &l->cfg->accuracy) && l->cfg->accuracy >= 0.0001 &&
		    l->cfg->accuracy <= 0.1 ? 2 : 0;
	} else if (sv_is(key, "exact")) {
		l->cfg->exact = v->kind == VAL_TRUE;
		l->found |= v->kind == VAL_TRUE || v->kind == VAL_FALSE ? 4 : 0;
	} else if (sv_is(key, "max_values")) {
		l->found |= num_u64(text, &l->cfg->max_values) == RC_OK &&
		    l->cfg->max_values > 0 ? 8 : 0;
	}
	return true;
}

bool
metric_fold_load_plan(struct sv plan, struct sv *metrics, struct metric_cfg *cfg, struct arena *a)
{
	struct loaded l = { metrics, cfg, a, 0 };
	struct val v = { .kind = VAL_OBJECT, .text = plan };

	jread_each(&v, plan_member, &l);
	return l.found == 15;
}

enum rc
metric_fold_check_plan(struct sv plan, struct sv metrics, const struct metric_cfg *cfg,
    const struct metric_set *m, struct arena *a, struct err *e)
{
	struct sv now;
	enum rc rc = metric_fold_save_plan(&now, metrics, cfg, m, a, e);

	if (rc == RC_OK && !sv_eq(plan, now))
		rc = rc_err(e, RC_SYNTAX, "states of another version: their query is %.*s, here it "
		    "would be %.*s", SV_SHOW(plan),
		    SV_SHOW(now));
	return rc;
}
