/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/metric_fold.h"

#include "base/buf.h"
#include "expr/lex.h"
#include "json/jread.h"
#include "metric/metric_spelled.h"
#include "record/rkind.h"

#include <string.h>
#include <unistd.h>

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
step_rows(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	return metric_step_rows(ctx, st, rows, ev, done, e);
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

static size_t
heap_of(const void *ctx, const void *st)
{
	return metric_heap(ctx, st);
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

static bool
use_of(const void *ctx, const void *st, size_t i, struct fold_use *use)
{
	const struct metric_set *m = ctx;

	if (i == m->nout)
		return false;
	use->use = metric_use(m, i, st);
	use->name = m->out[i].out.name;
	use->predicate = m->agg[m->out[i].agg].type->args[0] == 'p';
	return true;
}

static bool
take_number(void *ctx, struct sv key, const struct val *v)
{
	struct val *first = ctx;

	(void)key;
	*first = *v;
	return false;	/* the result itself comes first, what belongs to it behind */
}

static enum fold_number
number_of(const void *ctx, const void *st, size_t i, const struct agg_span *span, struct buf *tmp,
    double *x)
{
	struct val v = { 0 }, all = { .kind = VAL_OBJECT };
	struct jwrite w;

	jwrite_init(&w, tmp);
	jwrite_open(&w, '{');
	metric_emit_plain(ctx, i, st, span, &w);
	jwrite_shut(&w, '}');
	all.text = buf_view(tmp);
	jread_each(&all, take_number, &v);
	if (val_null(&v))
		return FOLD_NULL;
	return v.kind == VAL_NUMBER && val_number(&v, x) ? FOLD_NUMBER : FOLD_NO_NUMBER;
}

static void
near_state(const void *ctx, const void *st, unsigned step)
{
	metric_near(ctx, st, step);
}

static void *
spelled_make(const void *ctx)
{
	return metric_spelled_new(ctx);
}

static const void *
spelled_read(void *r, struct sv text)
{
	return metric_spelled_read(r, text);
}

static void
spelled_free(void *r)
{
	metric_spelled_free(r);
}

static const struct fold_spelled spelled = { spelled_make, spelled_read, spelled_free };

const struct fold_ops metric_fold_ops = {
	.init = init_state,
	.step = step_state,
	.rows = step_rows,
	.merge = merge_state,
	.emit = emit_state,
	.heap = heap_of,
	.free = free_state,
	.save = save_state,
	.load = load_state,
	.near = near_state,
	.spelled = &spelled,
	.use = use_of,
	.number = number_of
};

enum rc
metric_fold_compile(const struct metric_set **m, const struct metric_cfg *cfg, struct job *j,
    struct err *e)
{
	const char *text = j->given.program;
	enum rc rc = metric_compile(m, sv_of(text), cfg, &j->query.env, e);

	if (rc == RC_OK)
		return rc;
	if (strchr(text, '(') == NULL && (access(text, F_OK) == 0 ||
	    (j->given.nfile > 0 && strchr(j->given.file[0], '(') != NULL)))
		return rc_err(e, RC_USAGE, "the first operand is METRICS, such as 'n = count()'; "
		    "found '%.*s'", SV_SHOW(sv_of(text)));
	rc_in(e, "metrics", text);
	return rc;
}

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

enum rc
metric_fold_text(const char **out, struct sv metrics, struct arena *a, struct err *e)
{
	struct sv before = { NULL, 0 };
	struct buf b;
	struct lex l;
	enum rc rc = lex_init(&l, metrics, a, e);

	buf_init(&b, SIZE_MAX);
	while (rc == RC_OK && l.tok.kind != LEX_END) {
		struct sv tok = lex_raw(&l, &l.tok);

		if (stands_apart(before, tok))
			buf_c(&b, ' ');
		buf_sv(&b, tok);
		before = tok;
		rc = lex_next(&l, e);
	}
	*out = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return rc;
}

enum rc
metric_fold_top(struct fold_plan *p, const char *text, struct arena *a, struct err *e)
{
	const struct metric_set *m = p->ctx;
	struct sv all = sv_of(text), name = { NULL, 0 }, *known;
	const size_t colon = sv_find(all, ':');
	enum rc rc;

	if (num_u64((struct sv){ all.p, colon }, &p->top) != RC_OK || p->top == 0)
		return rc_err(e, RC_USAGE, "--top: expected N:METRIC, such as 10:n, found '%s'",
		    text);
	if (colon < all.n)
		name = (struct sv){ all.p + colon + 1, all.n - colon - 1 };
	known = arena_alloc(a, m->nout * sizeof(*known));
	for (p->top_by = 0; p->top_by < m->nout; p->top_by++) {
		known[p->top_by] = m->out[p->top_by].out.name;
		if (name.p == NULL || sv_eq(known[p->top_by], name))
			return RC_OK;
	}
	rc = rc_err(e, RC_USAGE, "--top: no metric is called '%.*s'", SV_SHOW(name));
	return rc_near(e, rc, name, known, m->nout);
}
