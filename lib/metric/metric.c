/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metric - see metric.h
 *
 *     metrics = metric { "," metric }
 *     metric  = [ NAME "=" ] NAME "(" [ arg { "," arg } ] ")" [ "where" expr ]
 *
 * What an arg is says the aggregate (agg_type.args).  Every aggregate is set up
 * once on a scratch state while compiling, so that a setting it refuses is an
 * error with a column and no surprise at the first record.
 */
#include "metric/metric.h"

#include "base/num.h"
#include "base/utf8.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "metric/agg_memo.h"
#include "metric/columns.h"
#include "time/tstamp.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_BYTES = 64 };

struct parse {
	struct lex               l;
	const struct expr_env   *env;
	const struct metric_cfg *cfg;
	struct err              *e;
	struct metric_set       *set;
	size_t                  *col;	/* of each output's name */
	size_t                   cap;	/* of outputs, aggregates and columns */
};

/* What other tools call an aggregate. */
static const char *
known_as(struct sv name)
{
	static const char *const pair[][2] = {
		{ "avg", "mean" }, { "average", "mean" }, { "stddev", "sd" }, { "stdev", "sd" },
		{ "count_distinct", "distinct" }, { "uniq", "distinct" }, { "unique", "distinct" },
		{ "percentile", "quantile" }, { "histogram", "hist" }, { "topk", "top" },
		{ "rps", "throughput" }, { "qps", "throughput" }, { "availability", "rate" },
	};

	for (size_t i = 0; i < sizeof(pair) / sizeof(pair[0]); i++)
		if (sv_is(name, pair[i][0]))
			return pair[i][1];
	return NULL;
}

static enum rc
unknown_aggregate(struct parse *p)
{
	const struct agg_type *t;
	const char *other = known_as(p->l.tok.text);
	struct sv name = p->l.tok.text;
	struct sv cand[64] = { SV("median"), SV("p50"), SV("p95"), SV("p99") };
	size_t n = 4;

	if (name.n > 1 && name.p[0] == 'p' && num_is_digit((unsigned char)name.p[1]))
		return rc_err_at(p->e, RC_SYNTAX, p->l.tok.col,
		    "'%.*s' is no quantile between p0 and p100, as p95 or p99.9", SV_SHOW(name));
	if (p->l.tok.end < p->l.text.n && p->l.text.p[p->l.tok.end] == '-')
		return rc_err_at(p->e, RC_SYNTAX, p->l.tok.end + 1,
		    "a name has no '-', as '%.*s-' has; '_' is allowed", SV_SHOW(name));
	if (other != NULL)
		return rc_err_at(p->e, RC_SYNTAX, p->l.tok.col,
		    "unknown aggregate '%.*s': here it is called '%s'", SV_SHOW(name), other);
	for (size_t i = 0; (t = agg_type_at(i)) != NULL && n < sizeof(cand) / sizeof(cand[0]); i++)
		cand[n++] = sv_of(t->name);
	return rc_near(p->e, rc_err_at(p->e, RC_SYNTAX, p->l.tok.col, "unknown aggregate '%.*s'",
	    SV_SHOW(name)), name, cand, n);
}

/* "x, k": what the arguments of a type are, for messages. */
static void
describe_args(const struct agg_type *t, bool has_q, char *out, size_t max)
{
	static const char letter[] = "pxktqd";
	static const char *const word[] = {
		"predicate", "value", "count", "threshold", "quantile", "duration"
	};
	size_t n = 0;

	out[0] = '\0';
	for (const char *a = t->args; *a != '\0'; a++) {
		const char *at = strchr(letter, *a | 0x20);
		const char *w = at != NULL ? word[at - letter] : "value";
		const char *sep = n != 0 ? ", " : "";
		const char *open = *a >= 'a' ? "" : "[";
		const char *shut = *a >= 'a' ? "" : "]";

		if (has_q && *a == 'q')
			continue;
		n += (size_t)snprintf(out + n, max - n, "%s%s%s%s", open, sep, w, shut);
		if (n >= max)
			return;
	}
}

static enum rc
wrong_args(struct parse *p, const struct agg_type *t, bool has_q, const struct lex_token *name)
{
	char args[96];

	describe_args(t, has_q, args, sizeof(args));
	if (args[0] == '\0')
		return rc_err_at(p->e, RC_SYNTAX, p->l.tok.col, "%.*s() takes no arguments%s",
		    SV_SHOW(name->text), sv_is(name->text, "count") ?
		    ": sum(if(CONDITION, 1, 0)) counts some of the records" : "");
	return rc_err_at(p->e, RC_SYNTAX, p->l.tok.col, "the arguments are %.*s(%s)",
	    SV_SHOW(name->text), args);
}

static enum rc
parse_count(struct parse *p, uint64_t *k)
{
	if (p->l.tok.kind != LEX_NUMBER || num_u64(p->l.tok.text, k) != RC_OK || *k == 0)
		return lex_fail(&p->l, "a positive integer", p->e);
	return lex_next(&p->l, p->e);
}

static enum rc
parse_threshold(struct parse *p, struct val *out)
{
	size_t col = p->l.tok.col;
	const struct expr *x;
	double d;
	enum rc rc = expr_parse(&x, &p->l, p->env, p->e);

	if (rc != RC_OK)
		return rc;
	if (!expr_const(x, out) || out->kind != VAL_NUMBER || !val_number(out, &d))
		return rc_err_at(p->e, RC_SYNTAX, col, "the threshold must be a number");
	return RC_OK;
}

/* 0.999 is 999 / 10^3: from its decimal text, exactly. */
static enum rc
parse_quantile(struct parse *p, struct agg_q *q)
{
	struct sv s = p->l.tok.text;
	uint64_t num = 0;
	unsigned dec = 0;

	if (p->l.tok.kind != LEX_NUMBER || !sv_starts(s, SV("0.")) || s.n > 19)
		return lex_fail(&p->l, "a quantile between 0 and 1, as 0.95", p->e);
	for (size_t i = 2; i < s.n; i++, dec++) {
		if (!num_is_digit((unsigned char)s.p[i]))
			return lex_fail(&p->l, "a quantile between 0 and 1, as 0.95", p->e);
		num = num * 10 + (uint64_t)(s.p[i] - '0');
	}
	if (num == 0)
		return lex_fail(&p->l, "a quantile between 0 and 1, as 0.95", p->e);
	*q = (struct agg_q){ num, dec };
	return lex_next(&p->l, p->e);
}

static enum rc
parse_duration(struct parse *p, int64_t *us)
{
	if (p->l.tok.kind != LEX_DURATION || !tstamp_duration(p->l.tok.text, us) || *us <= 0)
		return lex_fail(&p->l, "a duration, as 30s or 5m", p->e);
	return lex_next(&p->l, p->e);
}

static enum rc
parse_arg(struct parse *p, char letter, struct metric_agg *agg, struct agg_q *q)
{
	switch (letter) {
	case 'k':
		return parse_count(p, &agg->cfg.k);
	case 't':
		return parse_threshold(p, &agg->cfg.threshold);
	case 'q':
		return parse_quantile(p, q);
	case 'd':
		return parse_duration(p, agg->cfg.slice_us == 0 ? &agg->cfg.slice_us
		    : &agg->cfg.outage_us);
	default:
		return expr_parse(&agg->arg[agg->narg++], &p->l, p->env, p->e);
	}
}

/* The arguments, from behind "(" to behind ")". */
static enum rc
parse_args(struct parse *p, const struct lex_token *name, bool has_q, struct metric_agg *agg,
    struct agg_q *q)
{
	const struct agg_type *t = agg->type;
	bool first = true;
	bool comma = false;
	enum rc rc = RC_OK;

	for (const char *a = t->args; *a != '\0' && rc == RC_OK; a++) {
		if (has_q && *a == 'q')
			continue;
		if (lex_is(&p->l, ")") && !comma && *a < 'a')
			break;
		if (!first && !comma)
			return lex_is(&p->l, ")") ? wrong_args(p, t, has_q, name) :
			    expr_stray(&p->l, "',' or ')'", p->e);
		if (lex_is(&p->l, ")"))
			return wrong_args(p, t, has_q, name);
		rc = parse_arg(p, *a | 0x20, agg, q);
		first = false;
		if (rc == RC_OK)
			rc = lex_accept(&p->l, ",", &comma, p->e);
	}
	if (rc != RC_OK)
		return rc;
	if (comma || (first && !lex_is(&p->l, ")")))
		return wrong_args(p, t, has_q, name);
	if (!lex_is(&p->l, ")"))
		return expr_stray(&p->l, "')'", p->e);
	return lex_next(&p->l, p->e);
}

static bool
same_expr(const struct expr *a, const struct expr *b)
{
	return a == b || (a != NULL && b != NULL && expr_same(a, b));
}

static bool
same_agg(const struct metric_agg *a, const struct metric_agg *b)
{
	const struct agg_cfg *x = &a->cfg;
	const struct agg_cfg *y = &b->cfg;
	double tx = 0;
	double ty = 0;

	if (a->type != b->type || a->narg != b->narg || !same_expr(a->where, b->where))
		return false;
	for (size_t i = 0; i < a->narg; i++)
		if (!same_expr(a->arg[i], b->arg[i]))
			return false;
	if (x->threshold.kind != y->threshold.kind || x->k != y->k ||
	    x->slice_us != y->slice_us || x->outage_us != y->outage_us)
		return false;
	if (x->threshold.kind == VAL_NUMBER && (!val_number(&x->threshold, &tx) ||
	    !val_number(&y->threshold, &ty) || tx != ty ||
	    x->threshold.flags != y->threshold.flags ||
	    !sv_eq(x->threshold.text, y->threshold.text)))
		return false;
	return true;	/* accuracy, exact and max_values are those of the command line */
}

/* The members that an output writes, by writing what an empty state has. */
struct members {
	struct parse *p;
	size_t        out;	/* whose they are */
	struct sv     clash;	/* a member that another output is named */
	size_t        with;
};

static bool
check_member(void *ctx, struct sv key, const struct val *v)
{
	struct members *m = ctx;
	const struct metric_set *set = m->p->set;

	(void)v;
	for (size_t i = 0; i < set->nout && m->clash.n == 0; i++)
		if (i != m->out && sv_eq(key, set->out[i].out.name)) {
			m->clash = set->out[i].out.name;
			m->with = i;
		}
	return m->clash.n == 0;
}

typedef void emit_fn(const void *st, const struct agg_cfg *cfg, const struct agg_out *out,
    const struct agg_span *span, struct jwrite *w);

static emit_fn *
emit_of(const struct metric_out *o, const struct metric_agg *agg)
{
	return o->square == METRIC_NONE ? agg->type->emit : agg->type->drawn;
}

static enum rc
check_clash(struct parse *p, size_t out, const void *st)
{
	const struct metric_out *o = &p->set->out[out];
	const struct metric_agg *agg = &p->set->agg[o->agg];
	const struct agg_span span = { .window = { 0, 1000000 }, .windowed = true,
		.square = o->square != METRIC_NONE ? st : NULL };
	struct members m = { .p = p, .out = out };
	struct val v = { .kind = VAL_NULL };
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	emit_of(o, agg)(st, &agg->cfg, &o->out, &span, &w);
	jwrite_shut(&w, '}');
	if (jread_value(buf_view(&b), &v, NULL) == RC_OK)
		jread_each(&v, check_member, &m);
	buf_free(&b);
	if (m.clash.n == 0)
		return RC_OK;
	return rc_err_at(p->e, RC_SYNTAX, p->col[m.with],
	    "'%.*s' is also written by '%.*s' (column %zu), choose another name",
	    SV_SHOW(m.clash), SV_SHOW(o->out.name), p->col[out]);
}

/*
 * The column of @x among the records that @where chooses, added when it is a new one.  A
 * column behind another that is the same tells nothing new, so that the order of first
 * appearance is that of the faults in a record.
 */
static size_t
column_of(struct metric_set *set, const struct expr *x, size_t where, bool predicate)
{
	struct metric_column *c = set->column;
	size_t slot, i;
	struct val v;

	for (i = 0; i < set->ncolumn; i++)
		if (c[i].where == where && c[i].predicate == predicate && same_expr(c[i].x, x))
			return i;
	set->ncolumn++;
	c[i] = (struct metric_column){ .x = x, .where = where, .predicate = predicate,
	    .stands = expr_field(x, &slot) || expr_const(x, &v) };
	return i;
}

/* What an aggregate asks of a record, its where first. */
static void
add_columns(struct parse *p, struct metric_agg *agg)
{
	struct metric_set *set = p->set;
	unsigned want = agg->type->rows != NULL ? FOLD_DOUBLE | FOLD_EXACT : 0;
	size_t where = METRIC_NONE;

	if (agg->where != NULL) {
		where = column_of(set, agg->where, METRIC_NONE, true);
		set->column[where].chooses = true;
	}
	agg->chosen = where;
	for (size_t i = 0; i < FOLD_ARGS_MAX; i++)
		agg->column[i] = METRIC_NONE;
	for (const char *a = agg->type->args; *a != '\0'; a++) {
		bool predicate = (*a | 0x20) == 'p';
		size_t i = agg->nread;

		if (!predicate && (*a | 0x20) != 'x')
			continue;
		agg->nread++;
		if (i == agg->narg)
			continue;
		agg->column[i] = column_of(set, agg->arg[i], where, predicate);
		if (!predicate)
			set->column[agg->column[i]].want |= (uint8_t)(agg->type->flags & want);
	}
}

static void *
grown(struct arena *a, const void *old, size_t n, size_t cap, size_t size)
{
	void *p = arena_alloc(a, cap * size);

	if (n != 0)
		memcpy(p, old, n * size);
	return p;
}

/* Of a sample: a second state, of squared weights, where the variance asks for it. */
static void
add_squares(struct parse *p)
{
	struct metric_set *set = p->set;
	const size_t n = set->nagg;

	set->agg = grown(p->env->arena, set->agg, n, 2 * n, sizeof(*set->agg));
	for (size_t i = 0; i < n; i++) {
		if (set->agg[i].type->drawn == NULL)
			continue;
		for (size_t o = 0; o < set->nout; o++)
			if (set->out[o].agg == i)
				set->out[o].square = set->nagg;
		set->agg[set->nagg] = set->agg[i];
		set->agg[set->nagg++].square = true;
	}
}

/* Set the aggregates up once, lay their states out, look for members of two outputs. */
static enum rc
finish(struct parse *p, const size_t *agg_col)
{
	struct metric_set *set = p->set;
	enum rc rc = RC_OK;

	if (set->sampled)
		add_squares(p);
	set->column = arena_alloc(p->env->arena,
	    set->nagg * (FOLD_ARGS_MAX + 1) * sizeof(*set->column));
	for (size_t i = 0; i < set->nagg && rc == RC_OK; i++) {
		struct metric_agg *agg = &set->agg[i];
		void *st = arena_zalloc(p->env->arena, agg->type->size);

		add_columns(p, agg);
		agg->off = (set->size + agg->type->align - 1) / agg->type->align *
		    agg->type->align;
		set->size = agg->off + agg->type->size;
		set->timed |= (agg->type->flags & FOLD_TIMED) != 0;
		rc = agg->type->init(st, &agg->cfg, p->e);
		if (rc != RC_OK) {
			if (p->e != NULL)
				p->e->col = agg_col[i];
			return rc;
		}
		if (agg->type->ready != NULL)
			agg->type->ready(&agg->cfg, p->env->arena);
		for (size_t o = 0; o < set->nout && rc == RC_OK; o++)
			if (set->out[o].agg == i)
				rc = check_clash(p, o, st);
		if (agg->type->free != NULL)
			agg->type->free(st);
	}
	return rc;
}

static enum rc
add_out(struct parse *p, const struct metric_agg *agg, const struct metric_out *out, size_t col,
    size_t **agg_col, size_t at)
{
	struct metric_set *set = p->set;
	struct arena *a = p->env->arena;
	size_t i = 0;

	for (i = 0; i < set->nout; i++)
		if (sv_eq(set->out[i].out.name, out->out.name))
			return rc_err_at(p->e, RC_SYNTAX, col,
			    "'%.*s' is the name at column %zu too, write NAME = in front of one",
			    SV_SHOW(out->out.name), p->col[i]);
	if (set->nout == p->cap) {
		p->cap = p->cap != 0 ? 2 * p->cap : 8;
		set->out = grown(a, set->out, set->nout, p->cap, sizeof(*set->out));
		set->agg = grown(a, set->agg, set->nagg, p->cap, sizeof(*set->agg));
		p->col = grown(a, p->col, set->nout, p->cap, sizeof(*p->col));
		*agg_col = grown(a, *agg_col, set->nagg, p->cap, sizeof(**agg_col));
	}
	for (i = 0; i < set->nagg && !same_agg(&set->agg[i], agg); i++)
		;
	if (i == set->nagg) {
		(*agg_col)[i] = at;
		set->agg[set->nagg++] = *agg;
	}
	p->col[set->nout] = col;
	set->out[set->nout] = *out;
	set->out[set->nout++].agg = i;
	return RC_OK;
}

/* [NAME "="], leaving the aggregate's name as the present token. */
static enum rc
parse_label(struct parse *p, struct sv *name)
{
	struct lex ahead = p->l;
	struct sv label = p->l.tok.text;
	enum rc rc;

	*name = (struct sv){ 0 };
	if (p->l.tok.kind != LEX_NAME)
		return lex_fail(&p->l, "a metric, as count() or errors = rate(status >= 500)",
		    p->e);
	rc = lex_next(&ahead, p->e);
	if (rc != RC_OK || !lex_is(&ahead, "="))
		return rc;
	if (sv_find(label, '`') != label.n)
		return rc_err_at(p->e, RC_SYNTAX, p->l.tok.col,
		    "a metric's name is letters, digits, _ and . without backquotes");
	p->l = ahead;
	rc = lex_next(&p->l, p->e);
	*name = arena_sv(p->env->arena, label);
	if (rc == RC_OK && p->l.tok.kind != LEX_NAME)
		rc = lex_fail(&p->l, "an aggregate, as count() or p95(duration_ms)", p->e);
	return rc;
}

/* Most members are written as they are. */
static void
set_head(struct agg_out *out)
{
	if (out->name.n + 1 > AGG_HEAD)
		return;
	for (size_t i = 0; i < out->name.n; i++) {
		unsigned char c = (unsigned char)out->name.p[i];

		if (c < 0x20 || c > 0x7e || c == '"' || c == '\\')
			return;
		out->head[i + 1] = (char)c;
	}
	out->head[0] = '"';
	out->nhead = (uint8_t)(out->name.n + 1);
}

static enum rc
parse_metric(struct parse *p, size_t **agg_col)
{
	const struct metric_cfg *c = p->cfg;
	struct metric_agg agg = {
		.cfg = { .accuracy = c->accuracy, .exact = c->exact, .max_values = c->max_values,
		    .sampled = c->sampled }
	};
	struct metric_out out = { .square = METRIC_NONE,
		.out = { .conf = c->conf, .ci = c->ci, .plain = c->plain } };
	size_t col = p->l.tok.col;
	struct lex_token name;
	bool has_q = false;
	bool where = false;
	enum rc rc = parse_label(p, &out.out.name);

	if (rc != RC_OK)
		return rc;
	name = p->l.tok;
	agg.type = agg_type_find(name.text, &out.out.q, &has_q);
	if (agg.type == NULL)
		return unknown_aggregate(p);
	if (c->sampled && agg.type->sampled != NULL)
		agg.type = agg.type->sampled;
	rc = lex_next(&p->l, p->e);
	if (rc == RC_OK && !lex_is(&p->l, "("))
		rc = lex_fail(&p->l, "'(' behind the aggregate, as in count()", p->e);
	if (rc == RC_OK)
		rc = lex_next(&p->l, p->e);
	if (rc == RC_OK)
		rc = parse_args(p, &name, has_q, &agg, &out.out.q);
	if (rc == RC_OK)
		rc = lex_accept(&p->l, "where", &where, p->e);
	if (rc == RC_OK && where)
		rc = expr_parse(&agg.where, &p->l, p->env, p->e);
	if (rc != RC_OK)
		return rc;
	if (out.out.name.n == 0)
		out.out.name = expr_member((struct sv){ p->l.text.p + name.col - 1,
		    p->l.prev.end + 1 - name.col }, p->env->arena);
	set_head(&out.out);
	return add_out(p, &agg, &out, col, agg_col, name.col);
}

enum rc
metric_compile(const struct metric_set **m, struct sv text, const struct metric_cfg *cfg,
    const struct expr_env *env, struct err *e)
{
	struct parse p = { .env = env, .cfg = cfg, .e = e };
	size_t *agg_col = NULL;
	bool more = true;
	enum rc rc = lex_init(&p.l, text, env->arena, e);

	p.set = arena_zalloc(env->arena, sizeof(*p.set));
	p.set->sampled = cfg->sampled;
	while (rc == RC_OK && more) {
		rc = parse_metric(&p, &agg_col);
		if (rc == RC_OK)
			rc = lex_accept(&p.l, ",", &more, e);
	}
	if (rc == RC_OK && p.l.tok.kind != LEX_END)
		rc = expr_stray(&p.l, "',', 'where' or the end", e);
	if (rc == RC_OK)
		rc = finish(&p, agg_col);
	if (rc == RC_OK)
		*m = p.set;
	return rc;
}

static void *
state(void *st, const struct metric_agg *agg)
{
	return (char *)st + agg->off;
}

static const void *
const_state(const void *st, const struct metric_agg *agg)
{
	return (const char *)st + agg->off;
}

enum rc
metric_init(const struct metric_set *m, void *st, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->nagg && rc == RC_OK; i++)
		rc = m->agg[i].type->init(state(st, &m->agg[i]), &m->agg[i].cfg, e);
	return rc;
}

enum rc
metric_step(const struct metric_set *m, void *st, const struct record *r, struct expr_eval *ev,
    const struct agg_in *time, struct err *e)
{
	const uint64_t weight = agg_times(time);
	struct rows one = { &r, &time->at_us, &time->timed, 1,
		time->again > 0 ? &weight : NULL };
	size_t done;

	return columns_step(m, &st, &one, ev, &done, e);
}

enum rc
metric_step_rows(const struct metric_set *m, void *const *st, const struct rows *rows,
    struct expr_eval *ev, size_t *done, struct err *e)
{
	return columns_step(m, st, rows, ev, done, e);
}

enum rc
metric_merge(const struct metric_set *m, void *dst, const void *src, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->nagg && rc == RC_OK; i++)
		rc = m->agg[i].type->merge(state(dst, &m->agg[i]), const_state(src, &m->agg[i]),
		    &m->agg[i].cfg, e);
	return rc;
}

void
metric_emit(const struct metric_set *m, const void *st, const struct agg_span *span,
    struct jwrite *w)
{
	struct agg_span own = *span;

	for (size_t i = 0; i < m->nout; i++) {
		const struct metric_agg *agg = &m->agg[m->out[i].agg];

		if (m->sampled)
			own.square = m->out[i].square == METRIC_NONE ? NULL :
			    const_state(st, &m->agg[m->out[i].square]);
		emit_of(&m->out[i], agg)(const_state(st, agg), &agg->cfg, &m->out[i].out, &own, w);
	}
	agg_memo_forget(span->memo);
}

void
metric_emit_plain(const struct metric_set *m, size_t out, const void *st,
    const struct agg_span *span, struct jwrite *w)
{
	const struct metric_agg *agg = &m->agg[m->out[out].agg];
	struct agg_out o = m->out[out].out;

	o.ci = false;
	agg->type->emit(const_state(st, agg), &agg->cfg, &o, span, w);
}

enum agg_use
metric_use(const struct metric_set *m, size_t out, const void *st)
{
	const struct metric_agg *agg = &m->agg[m->out[out].agg];

	return agg->type->use == NULL ? AGG_USE_SOME : agg->type->use(const_state(st, agg));
}

void
metric_save(const struct metric_set *m, const void *st, struct jwrite *w)
{
	jwrite_open(w, '[');
	for (size_t i = 0; i < m->nagg; i++)
		m->agg[i].type->save(const_state(st, &m->agg[i]), &m->agg[i].cfg, w);
	jwrite_shut(w, ']');
}

struct loading {
	const struct metric_set *m;
	void                    *st;
	size_t                   n;	/* states seen */
	struct err              *e;
	enum rc                  rc;
};

static bool
load_one(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	size_t i = l->n++;
	const struct metric_agg *agg = &l->m->agg[i];
	char name[LABEL_BYTES];

	(void)key;
	if (i >= l->m->nagg)
		return false;
	l->rc = agg->type->load(state(l->st, agg), &agg->cfg, v, l->e);
	if (l->rc == RC_OK)
		return true;
	snprintf(name, sizeof(name), "state %zu, %s", i + 1, agg->type->name);
	l->rc = jfields_within(name, l->rc, l->e);
	return false;
}

enum rc
metric_load(const struct metric_set *m, void *st, const struct val *v, struct err *e)
{
	struct loading l = { .m = m, .st = st, .e = e };

	if (v->kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, "expected an array of states");
	jread_each(v, load_one, &l);
	if (l.rc == RC_OK && l.n != m->nagg)
		return rc_err(e, RC_SYNTAX, "expected %zu states", m->nagg);
	return l.rc;
}

const char **
metric_describe(const struct metric_set *m, struct arena *a)
{
	const char **form = arena_alloc(a, (m->nagg + 1) * sizeof(*form));
	char text[LABEL_BYTES];

	for (size_t i = 0; i < m->nagg; i++) {
		int n = snprintf(text, sizeof(text), "%s/%u", m->agg[i].type->name,
		    m->agg[i].type->version);

		form[i] = arena_bytes(a, text, (size_t)n);
	}
	return form;
}

size_t
metric_heap(const struct metric_set *m, const void *st)
{
	size_t n = 0;

	for (size_t i = 0; i < m->nagg; i++)
		if (m->agg[i].type->heap != NULL)
			n += m->agg[i].type->heap(const_state(st, &m->agg[i]));
	return n;
}

void
metric_near(const struct metric_set *m, const void *st, unsigned step)
{
	for (size_t i = 0; i < m->nagg; i++)
		if (m->agg[i].type->near != NULL)
			m->agg[i].type->near(const_state(st, &m->agg[i]), step);
}

void
metric_free(const struct metric_set *m, void *st)
{
	for (size_t i = 0; i < m->nagg; i++)
		if (m->agg[i].type->free != NULL)
			m->agg[i].type->free(state(st, &m->agg[i]));
}
