/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rows - many records at once give what they give one by one: predicates, values and
 * aggregates
 *
 * Drawn expressions and lists of metrics over drawn records, cut into drawn batches; the
 * definition is expr_test, expr_value and one aggregate after the other.  Some records cannot
 * be judged: the same must be rejected, for the same reason, and leave no trace; and what
 * fails for good must fail at the same record.
 */
#include "base/rng.h"
#include "metric/metric.h"
#include "stats/quiet.h"

#include "../agg_step.h"
#include "../t.h"
#include "../xbench.h"

enum { FIELDS = 5, RECORDS = 300, GROUPS = 3, METRICS = 8, EXPRS = 3000, SETS = 600, TEXT = 4096 };

static const char *const number[] = {
	"0", "7", "9", "42", "404", "499", "500", "503", "1234", "99999999", "100000000", "300", "1200",
	"12345678901", "9007199254740992", "9007199254740993",
	"123456789012345678901234567890", "0.5", "499.5", "12.25",
	"1e3", "5e2", "500.0", "500.00000000000000000001", "-3", "-0", "1e-400", "1e400", "0.123456789",
	"0.1234567891", "-12.5e-3", "1", "2", "3", "4", "5"
};

static const char *const other[] = {
	"\"500\"", "\"GET\"", "\"P\\u004fST\"", "\"POST\"", "\"\"", "\"GETS\"", "\"0.25\"", "\"1e2\"",
	"\"2026-09-01T00:00:00Z\"", "\"2026-09-01T02:00:00+02:00\"", "\"1788220800\"", "\"aaa\"",
	"\"\\u0035\\u0030\\u0030\"", "null", "true", "false", "{\"a\":1}", "[1,\"GET\"]"
};

#define RUNAWAY "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\""

static const char *const atom[] = {
	"%s >= 500", "%s == 500", "500 != %s", "%s < 499.5", "0 <= %s", "%s > -1", "%s < 99999999",
	"%s != 500.00000000000000000001", "%s == 5e2", "%s > 1e10", "%s == 'GET'", "%s != 'POST'",
	"'500' == %s", "%s == '2026-09-01T00:00:00Z'", "%s == '1788220800'", "%s == ''", "%s < 'H'",
	"%s in ['GET', 'POST', '1788220800']", "%s in [500, 503, 1e3]", "%s in ['GET', 500]",
	"%s in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '1788220800', 'GET']",
	"%s in [1, 2, 3, 4, 5, 6, 7, 8, 9, 500, 499]", "contains(%s, 'E')", "starts(%s, 'P')",
	"exists(%s)", "%s", "%s + 1 > 500", "!%s", "%s =~ 'ET$'", "if(%s, true, false)", "%s == f0",
	"is_bot(%s)", "len(%s) > 3"
};

static const char *const value[] = {
	"%s", "%s", "%s", "%s + 1", "%s * f1", "lower(%s)", "coalesce(%s, 7)", "if(%s > 5, f0, f1)",
	"len(%s)", "'x'", "12", "%s == 500", "number(%s)"
};

static const char *const metric[] = {
	"count()", "rate(P)", "sum(V)", "mean(V)", "sd(V)", "ratio(V, V)", "min(V)", "max(V)", "p95(V)",
	"median(V)", "p99(V)", "distinct(V)", "apdex(V, 300)", "apdex(V, 0.5, P)", "top(V, 3)",
	"largest(V, 2)", "first(V)", "last(V)", "hist(V)", "throughput()", "uptime(P, 1s)", "nps(V)",
	"csat(V)", "ces(V)"
};

#define ANY(r, list) list[rng_below(r, sizeof(list) / sizeof((list)[0]))]

static void
put_one(struct buf *b, const char *form, struct rng *r)
{
	char field[8];
	const char *at = strstr(form, "%s");

	snprintf(field, sizeof(field), "f%d", (int)rng_below(r, FIELDS));
	if (at == NULL)
		buf_printf(b, "%s", form);
	else
		buf_printf(b, "%.*s%s%s", (int)(at - form), form, field, at + 2);
}

static void
put_predicate(struct buf *b, struct rng *r, int depth, bool runaway)
{
	const char *sign = rng_below(r, 2) != 0 ? "&&" : "||";

	if (depth == 0 || rng_below(r, 3) == 0) {
		put_one(b, runaway && rng_below(r, 4) == 0 ? "%s =~ '^(a+)+$'" : ANY(r, atom), r);
		return;
	}
	buf_printf(b, rng_below(r, 4) == 0 ? "!(" : "(");
	for (uint64_t n = 1 + rng_below(r, 3); n > 0; n--) {
		put_predicate(b, r, depth - 1, runaway);
		buf_printf(b, " %s ", sign);
	}
	put_predicate(b, r, depth - 1, runaway);
	buf_c(b, ')');
}

static void
put_value(struct buf *b, struct rng *r, bool runaway)
{
	if (rng_below(r, 8) == 0)
		put_predicate(b, r, 1, runaway);
	else
		put_one(b, ANY(r, value), r);
}

static void
put_metrics(struct buf *b, struct rng *r, bool runaway)
{
	for (uint64_t i = 0, n = 1 + rng_below(r, METRICS); i < n; i++) {
		buf_printf(b, "%sm%d = ", i != 0 ? ", " : "", (int)i);
		for (const char *p = ANY(r, metric); *p != '\0'; p++) {
			if (*p == 'P')
				put_predicate(b, r, 1, runaway);
			else if (*p == 'V')
				put_value(b, r, runaway);
			else
				buf_c(b, *p);
		}
		if (rng_below(r, 4) == 0) {
			buf_printf(b, " where ");
			put_predicate(b, r, 1, runaway);
		}
	}
}

/* Records of all kinds of values, or most of them numbers, as in logs. */
static const struct record *
draw_record(struct xbench *b, struct rng *r, bool plain, bool runaway)
{
	char text[TEXT];
	size_t n = 0;

	text[n++] = '{';
	for (int i = 0; i < FIELDS; i++) {
		const char *v = rng_below(r, plain ? 20 : 2) == 0 ? ANY(r, other) : ANY(r, number);

		if (runaway && rng_below(r, 15) == 0)
			v = RUNAWAY;
		if (rng_below(r, 12) == 0)
			continue;
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s\"f%d\":%s", n > 1 ? "," : "", i,
		    v);
	}
	text[n++] = '}';
	T_QUIET(xbench_record(b, (struct sv){ text, n }), "%.*s", (int)n, text);
	return xbench_keep(b);
}

struct fields {			/* a bench whose reader knows them */
	struct xbench b;
	struct xbench one;	/* of a round: its arena goes with it */
	struct proj   proj;
};

static void
round_begin(struct fields *f)
{
	f->one = f->b;
	f->proj = f->b.proj;
	arena_init(&f->one.arena);
	f->one.env = (struct expr_env){ .arena = &f->one.arena, .proj = &f->proj };
	f->proj.arena = &f->one.arena;
}

static void
round_end(struct fields *f)
{
	expr_eval_reset(f->one.ev);
	f->b.block = f->one.block;
	f->b.out = f->one.out;
	arena_free(&f->one.arena);
}

/* One by one: up to the first that cannot be judged, of which *e tells. */
static size_t
test_alone(struct xbench *b, const struct expr *x, const struct record *const *rec, size_t n,
    uint8_t *tri, struct err *e)
{
	enum expr_tri t = EXPR_UNKNOWN;
	size_t i;

	for (i = 0; i < n && expr_test(x, rec[i], b->ev, &t, e) == RC_OK; i++)
		tri[i] = (uint8_t)t;
	return i;
}

static void
check_expr(struct fields *f, struct rng *r)
{
	const bool runaway = rng_below(r, 20) == 0, plain = rng_below(r, 2) != 0;
	const struct record *rec[BATCH_ROWS];
	const struct val *at[BATCH_ROWS];
	struct val room[BATCH_ROWS], v;
	uint8_t tri[BATCH_ROWS] = { 0 }, want[BATCH_ROWS] = { 0 };
	struct err e = { 0 }, alone = { 0 };
	struct expr_rows rows = { .rec = rec, .ev = f->b.ev, .e = &e };
	size_t n = 1 + rng_below(r, BATCH_ROWS), judged;
	const struct expr *x = NULL;
	struct xbench *b = &f->one;
	struct buf text;

	round_begin(f);
	buf_init(&text, TEXT);
	if (rng_below(r, 4) == 0)
		put_value(&text, r, runaway);
	else
		put_predicate(&text, r, 3, runaway);
	T_QUIET(expr_compile(&x, arena_sv(&b->arena, buf_view(&text)), &b->env, &e) == RC_OK,
	    "%.*s: %s", (int)text.n, text.p, e.msg);
	for (size_t i = 0; i < n; i++)
		rec[i] = draw_record(b, r, plain, runaway);
	judged = test_alone(b, x, rec, n, want, &alone);
	rows.n = n;
	expr_test_rows(x, &rows, tri);
	T_QUIET(rows.n == judged && (rows.rc == RC_BAD) == (judged < n) &&
	    strcmp(e.msg, alone.msg) == 0, "%.*s: %zu of %zu judged: %s", (int)text.n, text.p, rows.n,
	    n, e.msg);
	for (size_t i = 0; i < judged; i++)
		T_QUIET(tri[i] == want[i], "%.*s of %.*s, row %zu of %zu", (int)text.n, text.p,
		    (int)rec[i]->line.n, rec[i]->line.p, i, n);
	rows = (struct expr_rows){ .rec = rec, .n = n, .ev = b->ev, .e = &e };
	expr_value_rows(x, &rows, room, at);
	T_QUIET(rows.n == judged, "%.*s: values", (int)text.n, text.p);
	for (size_t i = 0; i < judged; i++)
		T_QUIET(expr_value(x, rec[i], b->ev, &v, &alone) == RC_OK && v.kind == at[i]->kind &&
		    v.flags == at[i]->flags &&
		    sv_eq(val_text(&v, &b->arena), val_text(at[i], &b->arena)),
		    "value of %.*s of %.*s, row %zu of %zu", (int)text.n, text.p,
		    (int)rec[i]->line.n, rec[i]->line.p, i, n);
	expr_free(x);
	buf_free(&text);
	round_end(f);
}

/* The definition: all that is asked first, then aggregate by aggregate. */
static enum rc
step_alone(const struct metric_set *m, void *st, const struct record *rec, struct expr_eval *ev,
    const struct agg_in *time, struct err *e)
{
	struct val arg[2 * METRICS][FOLD_ARGS_MAX] = { { { .kind = VAL_NONE } } };
	enum expr_tri yes[2 * METRICS];
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->nagg && rc == RC_OK; i++) {
		const struct metric_agg *agg = &m->agg[i];

		yes[i] = EXPR_TRUE;
		if (agg->where != NULL)
			rc = expr_test(agg->where, rec, ev, &yes[i], e);
		for (size_t k = 0; k < agg->narg && rc == RC_OK && yes[i] == EXPR_TRUE; k++) {
			rc = expr_value(agg->arg[k], rec, ev, &arg[i][k], e);
			if (arg[i][k].kind == VAL_NONE)
				arg[i][k].kind = VAL_NULL;
		}
	}
	for (size_t i = 0; i < m->nagg && rc == RC_OK; i++) {
		struct agg_in in = { .arg = arg[i], .at_us = time->at_us, .timed = time->timed,
		    .tmp = expr_eval_arena(ev) };

		if (yes[i] == EXPR_TRUE)
			rc = agg_step(m->agg[i].type, (char *)st + m->agg[i].off, &m->agg[i].cfg, &in, e);
	}
	return rc;
}

struct folded {			/* what came of the records */
	char     *st[GROUPS];
	bool      rejected[RECORDS];
	enum rc   rc;		/* what ended it */
	size_t    at;		/* at this record */
	struct err e;
	struct buf reasons;
};

struct stream {
	const struct record *rec[RECORDS];
	int64_t              at_us[RECORDS];
	bool                 timed[RECORDS];
	uint8_t              group[RECORDS];
	size_t               n;
};

static void
folded_init(struct folded *o, const struct metric_set *m, struct arena *a)
{
	memset(o, 0, sizeof(*o));
	buf_init(&o->reasons, SIZE_MAX);
	for (int i = 0; i < GROUPS; i++) {
		o->st[i] = arena_zalloc(a, m->size);
		T_QUIET(metric_init(m, o->st[i], &o->e) == RC_OK, "states");
	}
}

/* Record @i was looked at. */
static void
note(struct folded *o, size_t i, enum rc rc)
{
	o->rejected[i] = rc == RC_BAD;
	if (rc == RC_BAD)
		buf_printf(&o->reasons, "%zu %s\n", i, o->e.msg);
	if (rc == RC_OK || rc == RC_BAD)
		return;
	o->rc = rc;
	o->at = i;
}

static void
fold_alone(struct folded *o, const struct metric_set *m, const struct stream *s,
    struct expr_eval *ev)
{
	for (size_t i = 0; i < s->n && o->rc == RC_OK; i++) {
		struct agg_in time = { .at_us = s->at_us[i], .timed = s->timed[i] };

		note(o, i, step_alone(m, o->st[s->group[i]], s->rec[i], ev, &time, &o->e));
		expr_eval_reset(ev);
	}
}

static void
fold_rows(struct folded *o, const struct metric_set *m, const struct stream *s,
    struct expr_eval *ev, struct rng *r)
{
	const size_t max = rng_below(r, 3) == 0 ? 3 : BATCH_ROWS;

	for (size_t i = 0; i < s->n && o->rc == RC_OK;) {
		struct rows rows = { s->rec + i, s->at_us + i, s->timed + i, 1 + rng_below(r, max), NULL };
		void *st[BATCH_ROWS];
		size_t done = 0;
		enum rc rc;

		if (rows.n > s->n - i)
			rows.n = s->n - i;
		for (size_t k = 0; k < rows.n; k++)
			st[k] = o->st[s->group[i + k]];
		rc = metric_step_rows(m, st, &rows, ev, &done, &o->e);
		T_QUIET(done >= 1 && done <= rows.n && (rc != RC_OK || done == rows.n),
		    "%zu of %zu rows done", done, rows.n);
		i += done;
		note(o, i - 1, rc);
		expr_eval_reset(ev);
	}
}

static void
state_text(const struct metric_set *m, const void *st, struct buf *b)
{
	struct agg_span span = { .window = { 0, 60000000 }, .windowed = true };
	struct jwrite w;

	buf_clear(b);
	jwrite_init(&w, b);
	jwrite_open(&w, '{');
	metric_emit(m, st, &span, &w);
	jwrite_shut(&w, '}');
	metric_save(m, st, &w);
}

static void
compare(const struct metric_set *m, const struct folded *a, const struct folded *b, struct sv text)
{
	struct buf x, y;

	T_QUIET(a->rc == b->rc && a->at == b->at && (a->rc == RC_OK || strcmp(a->e.msg, b->e.msg) == 0),
	    "%.*s: ends with %d at %zu, not %d at %zu: %s, not %s", (int)text.n, text.p, (int)b->rc,
	    b->at, (int)a->rc, a->at, b->e.msg, a->e.msg);
	T_QUIET(memcmp(a->rejected, b->rejected, sizeof(a->rejected)) == 0 &&
	    sv_eq(buf_view(&a->reasons), buf_view(&b->reasons)), "%.*s: rejected %.*s, not %.*s",
	    (int)text.n, text.p, (int)b->reasons.n, b->reasons.p, (int)a->reasons.n, a->reasons.p);
	buf_init(&x, SIZE_MAX);
	buf_init(&y, SIZE_MAX);
	for (int i = 0; i < GROUPS && a->rc == RC_OK; i++) {
		state_text(m, a->st[i], &x);
		state_text(m, b->st[i], &y);
		T_QUIET(sv_eq(buf_view(&x), buf_view(&y)), "%.*s: %.*s, not %.*s", (int)text.n, text.p,
		    (int)y.n, y.p, (int)x.n, x.p);
	}
	buf_free(&x);
	buf_free(&y);
}

static void
draw_stream(struct stream *s, struct xbench *b, struct rng *r, bool runaway)
{
	const bool plain = rng_below(r, 3) != 0;
	const size_t few = 1 + rng_below(r, 12);
	const struct record *some[12];

	s->n = 1 + rng_below(r, rng_below(r, 3) == 0 ? RECORDS : 20);
	for (size_t i = 0; i < few; i++)
		some[i] = draw_record(b, r, plain, runaway);
	for (size_t i = 0; i < s->n; i++) {
		s->rec[i] = rng_below(r, 2) != 0 ? some[rng_below(r, few)] :
		    draw_record(b, r, plain, runaway);
		s->at_us[i] = (int64_t)rng_below(r, 60000000);
		s->timed[i] = rng_below(r, 9) != 0;
		s->group[i] = (uint8_t)(rng_below(r, 4) / 2);
	}
}

/* Returns what ended it. */
static enum rc
check_set(struct fields *f, struct rng *r, uint64_t *rejected)
{
	const bool runaway = rng_below(r, 10) == 0;
	const struct metric_cfg cfg = { .accuracy = 0.01, .conf = 0.95, .ci = true,
		.exact = rng_below(r, 5) == 0, .max_values = rng_below(r, 3) == 0 ? 8 : 100000 };
	const struct metric_set *m = NULL;
	struct xbench *b = &f->one;
	struct folded alone, rows;
	struct err e = { 0 };
	struct stream s;
	struct buf text;
	struct sv kept;

	round_begin(f);
	buf_init(&text, TEXT);
	put_metrics(&text, r, runaway);
	kept = arena_sv(&b->arena, buf_view(&text));
	T_QUIET(metric_compile(&m, kept, &cfg, &b->env, &e) == RC_OK, "%.*s: %s", (int)kept.n, kept.p,
	    e.msg);
	draw_stream(&s, b, r, runaway);
	folded_init(&alone, m, &b->arena);
	folded_init(&rows, m, &b->arena);
	fold_alone(&alone, m, &s, b->ev);
	fold_rows(&rows, m, &s, b->ev, r);
	compare(m, &alone, &rows, kept);
	for (size_t i = 0; i < s.n; i++)
		*rejected += alone.rejected[i];
	for (int i = 0; i < GROUPS; i++) {
		metric_free(m, alone.st[i]);
		metric_free(m, rows.st[i]);
	}
	for (size_t i = 0; i < m->ncolumn; i++)
		expr_free(m->column[i].x);
	buf_free(&alone.reasons);
	buf_free(&rows.reasons);
	buf_free(&text);
	round_end(f);
	return alone.rc;
}

int
main(void)
{
	uint64_t rejected = 0, limited = 0;
	struct fields f;
	struct rng r;

	quiet_gsl();
	rng_init(&r, t_seed());
	xbench_init(&f.b);
	for (int i = 0; i < FIELDS; i++) {
		char name[8];
		size_t slot;

		snprintf(name, sizeof(name), "f%d", i);
		T_QUIET(proj_add(&f.b.proj, sv_of(name), &slot, NULL) == RC_OK, "%s", name);
	}
	T_QUIET(xbench_record(&f.b, SV("{}")), "a reader");
	for (int i = 0; i < EXPRS; i++)
		check_expr(&f, &r);
	T_OK(true, "%d expressions", EXPRS);
	for (int i = 0; i < SETS; i++)
		limited += check_set(&f, &r, &rejected) == RC_LIMIT;
	T_OK(rejected != 0 && limited != 0, "%d lists of metrics: %d records rejected, %d at a limit",
	    SETS, (int)rejected, (int)limited);
	xbench_free(&f.b);
	return t_done();
}
