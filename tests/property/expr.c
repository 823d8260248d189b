/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr against a naive tree walker: random trees over random records, printed
 * with every parenthesis and with as few as the grammar needs, compiled, and
 * compared with what the walker below makes of the tree.  Also: the canonical
 * text compiles to the same tree; mangled text is refused at a column inside it;
 * route() of a route is itself.
 *
 * The walker knows null, booleans, doubles and C strings, nothing of slices,
 * escapes, constants or short cuts.
 */
#include "base/num.h"
#include "base/rng.h"
#include "expr/route.h"

#include "../t.h"
#include "../xbench.h"

#include <math.h>

enum { FIELDS = 6, KIDS = 4, ROUNDS = T_ROUNDS(20000), RECORDS = 4, TEXT = 1 << 16 };

enum kind { NUL, BOOL, NUM, STR };

struct value {
	enum kind   kind;
	double      num;	/* of BOOL: 0 or 1 */
	const char *str;
};

enum op {
	LIT, FIELD, OR, AND, NOT, EQ, NE, LT, LE, GT, GE, IN, ADD, SUB, MUL, DIV, MOD, NEG,
	EXISTS, COALESCE, IF, MIN, MAX, STARTS, CONTAINS, ENDS, LEN, NOPS
};

struct tree {
	enum op      op;
	struct value lit;
	int          field;
	int          n;
	struct tree *kid[KIDS];
};

static const char *const strs[] = { "", "a", "abc", "b", "5", "10", "0.5", "-3", "abca" };

/* Binding power of an operator's result, and what it asks of left and right. */
static int
level(enum op op)
{
	switch (op) {
	case OR: return 1;
	case AND: return 2;
	case NOT: return 3;
	case EQ: case NE: case LT: case LE: case GT: case GE: case IN: return 4;
	case ADD: case SUB: return 5;
	case MUL: case DIV: case MOD: return 6;
	case NEG: return 7;
	default: return 8;
	}
}

static struct value
random_value(struct rng *r, bool null_too)
{
	static const double nums[] = { 0, 1, 2, 3, 5, 10, 0.5, 2.25, 1e6 };

	switch (rng_below(r, null_too ? 8 : 7)) {
	case 0:
		return (struct value){ BOOL, (double)rng_below(r, 2), NULL };
	case 1: case 2: case 3:
		return (struct value){ NUM, nums[rng_below(r, 9)], NULL };
	case 7:
		return (struct value){ NUL, 0, NULL };
	default:
		return (struct value){ STR, 0, strs[rng_below(r, sizeof(strs) / sizeof(strs[0]))] };
	}
}

static struct tree *
random_tree(struct rng *r, struct arena *a, int depth)
{
	static const int arity[NOPS] = {
		[OR] = 2, [AND] = 2, [NOT] = 1, [EQ] = 2, [NE] = 2, [LT] = 2, [LE] = 2, [GT] = 2,
		[GE] = 2, [IN] = 4, [ADD] = 2, [SUB] = 2, [MUL] = 2, [DIV] = 2, [MOD] = 2, [NEG] = 1,
		[EXISTS] = 1, [COALESCE] = 3, [IF] = 3, [MIN] = 2, [MAX] = 2, [STARTS] = 2,
		[CONTAINS] = 2, [ENDS] = 2, [LEN] = 1
	};
	struct tree *t = arena_zalloc(a, sizeof(*t));

	if (depth == 0 || rng_below(r, 6) == 0) {
		t->op = rng_below(r, 3) == 0 ? LIT : FIELD;
		t->lit = random_value(r, false);
		t->field = (int)rng_below(r, FIELDS);
		return t;
	}
	t->op = (enum op)(OR + (int)rng_below(r, NOPS - OR));
	t->n = arity[t->op];
	for (int i = 0; i < t->n; i++)
		t->kid[i] = random_tree(r, a, depth - 1);
	return t;
}

static bool
number_of(struct value v, double *d)
{
	char *end;

	if (v.kind == NUM) {
		*d = v.num;
		return true;
	}
	if (v.kind != STR || v.str[0] == '\0')
		return false;
	*d = strtod(v.str, &end);
	return *end == '\0';
}

static struct value
of_num(double d)
{
	return isfinite(d) ? (struct value){ NUM, d, NULL } : (struct value){ NUL, 0, NULL };
}

static struct value
of_bool(bool b)
{
	return (struct value){ BOOL, b, NULL };
}

static const struct value unknown = { NUL, 0, NULL };

/* -1 0 1, 2: equal or not but without order and different, 3: the same without order, 4: unknown */
static int
compare(struct value x, struct value y)
{
	double a;
	double b;
	int c;

	if (x.kind == NUL || y.kind == NUL)
		return 4;
	if (x.kind == STR && y.kind == STR) {
		c = strcmp(x.str, y.str);
		return (c > 0) - (c < 0);
	}
	if (x.kind == BOOL && y.kind == BOOL)
		return x.num == y.num ? 3 : 2;
	if (x.kind == BOOL || y.kind == BOOL || !number_of(x, &a) || !number_of(y, &b))
		return 2;
	return (a > b) - (a < b);
}

static struct value
judge(enum op op, int c)
{
	bool equal = c == 0 || c == 3;

	if (c == 4)
		return unknown;
	if (op == EQ || op == IN)
		return of_bool(equal);
	if (op == NE)
		return of_bool(!equal);
	if (c >= 2)
		return unknown;
	return of_bool(op == LT ? c < 0 : op == LE ? c <= 0 : op == GT ? c > 0 : c >= 0);
}

static const char *
text_of(struct value v, struct arena *a)
{
	char buf[NUM_TEXT_MAX];

	if (v.kind == STR)
		return v.str;
	if (v.kind == BOOL)
		return v.num != 0 ? "true" : "false";
	return arena_bytes(a, buf, num_text(v.num, buf));
}

static struct value walk(const struct tree *t, const struct value *rec, struct arena *a);

static struct value
walk_logic(const struct tree *t, const struct value *rec, struct arena *a)
{
	struct value x = walk(t->kid[0], rec, a);
	struct value y = walk(t->kid[1], rec, a);
	bool is_or = t->op == OR;

	if ((x.kind == BOOL && (x.num != 0) == is_or) || (y.kind == BOOL && (y.num != 0) == is_or))
		return of_bool(is_or);
	return x.kind == BOOL && y.kind == BOOL ? of_bool(!is_or) : unknown;
}

static struct value
walk_arith(const struct tree *t, const struct value *rec, struct arena *a)
{
	double x;
	double y = 1;

	if (!number_of(walk(t->kid[0], rec, a), &x) ||
	    (t->n > 1 && !number_of(walk(t->kid[1], rec, a), &y)))
		return unknown;
	switch (t->op) {
	case ADD: return of_num(x + y);
	case SUB: return of_num(x - y);
	case MUL: return of_num(x * y);
	case DIV: return y == 0 ? unknown : of_num(x / y);
	case MOD: return y == 0 ? unknown : of_num(fmod(x, y));
	case MIN: return of_num(y < x ? y : x);
	case MAX: return of_num(y > x ? y : x);
	default: return of_num(-x);
	}
}

static struct value
walk_text(const struct tree *t, const struct value *rec, struct arena *a)
{
	struct value x = walk(t->kid[0], rec, a);
	struct value y = t->n > 1 ? walk(t->kid[1], rec, a) : x;
	const char *s;
	const char *w;

	if (x.kind == NUL || y.kind == NUL)
		return unknown;
	s = text_of(x, a);
	w = text_of(y, a);
	switch (t->op) {
	case STARTS: return of_bool(strncmp(s, w, strlen(w)) == 0);
	case CONTAINS: return of_bool(strstr(s, w) != NULL);
	case ENDS: return of_bool(strlen(w) <= strlen(s) && strcmp(s + strlen(s) - strlen(w), w) == 0);
	default: return of_num((double)strlen(s));
	}
}

static struct value
walk_in(const struct tree *t, const struct value *rec, struct arena *a)
{
	struct value x = walk(t->kid[0], rec, a);
	struct value all = of_bool(false);

	for (int i = 1; i < t->n; i++) {
		struct value v = judge(EQ, compare(x, walk(t->kid[i], rec, a)));

		if (v.kind == BOOL && v.num != 0)
			return v;
		if (v.kind == NUL)
			all = v;
	}
	return all;
}

static struct value
walk(const struct tree *t, const struct value *rec, struct arena *a)
{
	struct value x;

	switch (t->op) {
	case LIT:
		return t->lit;
	case FIELD:
		return rec[t->field];
	case OR: case AND:
		return walk_logic(t, rec, a);
	case NOT:
		x = walk(t->kid[0], rec, a);
		return x.kind == BOOL ? of_bool(x.num == 0) : unknown;
	case EQ: case NE: case LT: case LE: case GT: case GE:
		return judge(t->op, compare(walk(t->kid[0], rec, a), walk(t->kid[1], rec, a)));
	case IN:
		return walk_in(t, rec, a);
	case EXISTS:
		return of_bool(walk(t->kid[0], rec, a).kind != NUL);
	case COALESCE:
		for (int i = 0; i < t->n; i++) {
			x = walk(t->kid[i], rec, a);
			if (x.kind != NUL)
				return x;
		}
		return unknown;
	case IF:
		x = walk(t->kid[0], rec, a);
		return walk(t->kid[x.kind == BOOL && x.num != 0 ? 1 : 2], rec, a);
	case STARTS: case CONTAINS: case ENDS: case LEN:
		return walk_text(t, rec, a);
	default:
		return walk_arith(t, rec, a);
	}
}

static void
put_value(struct buf *b, struct value v, struct rng *r)
{
	if (v.kind == NUL)
		buf_printf(b, "null");
	else if (v.kind == BOOL)
		buf_printf(b, v.num != 0 ? "true" : "false");
	else if (v.kind == NUM)
		buf_printf(b, "%.17g", v.num);
	else {
		buf_c(b, '"');
		for (const char *p = v.str; *p != '\0'; p++) {
			if (rng_below(r, 8) == 0)
				buf_printf(b, "\\u%04x", (unsigned)*p);
			else
				buf_c(b, *p);
		}
		buf_c(b, '"');
	}
}

static const char *const op_text[NOPS] = {
	[OR] = "||", [AND] = "&&", [NOT] = "!", [EQ] = "==", [NE] = "!=", [LT] = "<", [LE] = "<=",
	[GT] = ">", [GE] = ">=", [ADD] = "+", [SUB] = "-", [MUL] = "*", [DIV] = "/", [MOD] = "%",
	[NEG] = "-", [EXISTS] = "exists", [COALESCE] = "coalesce", [IF] = "if", [MIN] = "min",
	[MAX] = "max", [STARTS] = "starts", [CONTAINS] = "contains", [ENDS] = "ends", [LEN] = "len"
};

static void
space(struct buf *b, struct rng *r)
{
	for (uint64_t i = rng_below(r, 3); i > 0; i--)
		buf_c(b, " \t\n"[rng_below(r, 3)]);
}

/* @need: parenthesize what binds looser; 9 parenthesizes everything. */
static void
put_tree(struct buf *b, const struct tree *t, int need, bool full, struct rng *r)
{
	int own = level(t->op);
	int left = full ? 9 : own == 4 ? 5 : own;
	int right = full ? 9 : own + 1;
	bool paren = t->op > FIELD && own < need;

	if (paren)
		buf_c(b, '(');
	space(b, r);
	if (t->op == LIT) {
		put_value(b, t->lit, r);
	} else if (t->op == FIELD) {
		buf_printf(b, rng_below(r, 8) == 0 ? "`f%d`" : "f%d", t->field);
	} else if (own == 8) {
		buf_printf(b, "%s(", op_text[t->op]);
		for (int i = 0; i < t->n; i++) {
			if (i != 0)
				buf_c(b, ',');
			put_tree(b, t->kid[i], full ? 9 : 1, full, r);
		}
		buf_c(b, ')');
	} else if (t->op == IN) {
		put_tree(b, t->kid[0], left, full, r);
		buf_printf(b, " in[");
		for (int i = 1; i < t->n; i++) {
			if (i != 1)
				buf_c(b, ',');
			put_tree(b, t->kid[i], full ? 9 : 1, full, r);
		}
		buf_c(b, ']');
	} else if (t->n == 1) {
		buf_printf(b, "%s", op_text[t->op]);
		put_tree(b, t->kid[0], full ? 9 : own, full, r);
	} else {
		put_tree(b, t->kid[0], left, full, r);
		buf_printf(b, "%s", op_text[t->op]);
		put_tree(b, t->kid[1], right, full, r);
	}
	space(b, r);
	if (paren)
		buf_c(b, ')');
}

static bool
same(struct value want, const struct val *got, struct arena *a)
{
	double d;

	switch (want.kind) {
	case NUL:
		return val_null(got);
	case BOOL:
		return got->kind == (want.num != 0 ? VAL_TRUE : VAL_FALSE);
	case NUM:
		return got->kind == VAL_NUMBER && val_number(got, &d) && d == want.num;
	case STR:
		return got->kind == VAL_STRING && sv_is(val_text(got, a), want.str);
	}
	return false;
}

static void
record_text(struct buf *b, const struct value *rec, struct rng *r)
{
	bool comma = false;

	buf_c(b, '{');
	for (int i = 0; i < FIELDS; i++) {
		if (rec[i].kind == NUL && rng_below(r, 2) == 0)
			continue;	/* absent is null */
		buf_printf(b, "%s\"f%d\":", comma ? "," : "", i);
		put_value(b, rec[i], r);
		comma = true;
	}
	buf_c(b, '}');
}

/* The @n records at @kept, drawn into a batch, give what each of them gives alone. */
static void
check_rows(struct xbench *b, const struct expr *x, const struct record *const *kept, size_t n,
    struct rng *r, struct sv text)
{
	const struct record *rec[BATCH_ROWS];
	const struct val *at[BATCH_ROWS];
	struct val room[BATCH_ROWS];
	uint8_t tri[BATCH_ROWS];
	struct err e = { 0 };
	struct expr_rows rows = { .rec = rec, .ev = b->ev, .e = &e };
	size_t some = 1 + rng_below(r, BATCH_ROWS);

	rows.n = some;
	for (size_t i = 0; i < some; i++)
		rec[i] = kept[rng_below(r, n)];
	expr_test_rows(x, &rows, tri);
	expr_value_rows(x, &rows, room, at);
	T_QUIET(rows.n == some && rows.rc == RC_OK, "%.*s over %zu rows", (int)text.n, text.p, some);
	for (size_t i = 0; i < some; i++) {
		enum expr_tri t = EXPR_UNKNOWN;
		struct val v = { .kind = VAL_NONE };
		struct sv alone;

		T_QUIET(expr_test(x, rec[i], b->ev, &t, &e) == RC_OK &&
		    expr_value(x, rec[i], b->ev, &v, &e) == RC_OK, "%.*s", (int)text.n, text.p);
		alone = arena_sv(&b->arena, sv_of(xbench_text(b, &v)));
		T_QUIET(tri[i] == t, "%.*s of row %zu: %.*s", (int)text.n, text.p, i,
		    (int)rec[i]->line.n, rec[i]->line.p);
		T_QUIET(sv_is(alone, xbench_text(b, at[i])) && val_null(&v) == val_null(at[i]),
		    "%.*s of %.*s in row %zu is %s, not %.*s", (int)text.n, text.p,
		    (int)rec[i]->line.n, rec[i]->line.p, i, xbench_text(b, at[i]),
		    (int)alone.n, alone.p);
	}
}

/* Returns whether both texts of the tree compile. */
static bool
check_tree(struct xbench *b, const struct tree *t, struct rng *r, uint64_t *refused)
{
	const struct expr *x[2] = { NULL, NULL };
	const struct record *kept[RECORDS];
	struct err e = { 0 };
	struct buf text;

	buf_init(&text, TEXT);
	for (int i = 0; i < 2; i++) {
		buf_clear(&text);
		put_tree(&text, t, 0, i == 0, r);
		if (expr_compile(&x[i], arena_sv(&b->arena, buf_view(&text)), &b->env, &e) != RC_OK) {
			/* The one thing the walker takes and the compiler does not. */
			T_QUIET(strncmp(e.msg, "a comparison with null", 22) == 0, "%.*s: %s",
			    (int)text.n, text.p, e.msg);
			++*refused;
			buf_free(&text);
			return false;
		}
	}
	T_QUIET(expr_same(x[0], x[1]), "%.*s: parentheses change nothing", (int)text.n, text.p);
	for (int k = 0; k < RECORDS; k++) {
		struct value rec[FIELDS];
		struct value want;
		struct buf line;

		for (int i = 0; i < FIELDS; i++)
			rec[i] = random_value(r, true);
		buf_init(&line, TEXT);
		record_text(&line, rec, r);
		want = walk(t, rec, &b->arena);
		T_QUIET(xbench_record(b, buf_view(&line)), "%.*s", (int)line.n, line.p);
		for (int i = 0; i < 2; i++) {
			enum expr_tri tri = EXPR_UNKNOWN;
			struct val v = { .kind = VAL_NONE };
			enum rc rc = expr_value(x[i], &b->rec, b->ev, &v, &e);

			T_QUIET(rc == RC_OK && same(want, &v, &b->arena),
			    "%.*s of %.*s is %s, not kind %d %g %s", (int)text.n, text.p,
			    (int)line.n, line.p, xbench_text(b, &v), (int)want.kind, want.num,
			    want.kind == STR ? want.str : "");
			T_QUIET(expr_test(x[i], &b->rec, b->ev, &tri, &e) == RC_OK &&
			    tri == (want.kind != BOOL ? EXPR_UNKNOWN : want.num != 0 ? EXPR_TRUE :
			    EXPR_FALSE), "%.*s as a predicate", (int)text.n, text.p);
		}
		kept[k] = xbench_keep(b);
		buf_free(&line);
		expr_eval_reset(b->ev);
	}
	check_rows(b, x[0], kept, RECORDS, r, buf_view(&text));
	expr_eval_reset(b->ev);
	buf_free(&text);
	return true;
}

static void
check_text(struct xbench *b, const struct tree *t, struct rng *r)
{
	const struct expr *x = NULL;
	const struct expr *y = NULL;
	struct err e = { 0 };
	struct buf text;
	struct sv once;
	struct sv twice;
	enum rc rc;

	buf_init(&text, TEXT);
	put_tree(&text, t, 0, false, r);
	rc = expr_compile(&x, arena_sv(&b->arena, buf_view(&text)), &b->env, &e);
	once = rc == RC_OK ? expr_text(x, &b->arena) : SV("");
	T_QUIET(rc == RC_OK && expr_compile(&y, once, &b->env, &e) == RC_OK && expr_same(x, y),
	    "%.*s: canonical %.*s", (int)text.n, text.p, (int)once.n, once.p);
	twice = y != NULL ? expr_text(y, &b->arena) : SV("");
	T_QUIET(sv_eq(once, twice), "%.*s: canonical again", (int)once.n, once.p);

	for (int i = 0; i < 4 && text.n > 0; i++) {	/* mangle it a little more each time */
		size_t at = rng_below(r, text.n);

		if (rng_below(r, 2) == 0) {
			memmove(text.p + at, text.p + at + 1, text.n - at - 1);
			text.n--;
		} else {
			text.p[at] = "()[]!=<>&|+-*/%,.'\"`a1 \\~"[rng_below(r, 26)];
		}
		e = (struct err){ 0 };
		rc = expr_compile(&x, buf_view(&text), &b->env, &e);
		T_QUIET(rc == RC_OK || (rc == RC_SYNTAX && e.col >= 1 && e.col <= text.n + 1 &&
		    e.msg[0] != '\0'), "%.*s: rc %d column %d", (int)text.n, text.p, (int)rc,
		    (int)e.col);
	}
	buf_free(&text);
}

/* The route, segment by segment, each by the rule for one. */
static bool
same_route(struct sv got, struct sv path)
{
	char want[2048];
	size_t n = 0;

	path.n = sv_find(path, '?');
	path.n = sv_find(path, '#');
	for (size_t at = 0;;) {
		struct sv seg = { path.p + at, path.n - at };

		seg.n = sv_find(seg, '/');
		if (seg.n != 0 && route_is_id(seg))
			n += (size_t)snprintf(want + n, sizeof(want) - n, ":id");
		else
			n += (size_t)snprintf(want + n, sizeof(want) - n, "%.*s", (int)seg.n, seg.p);
		at += seg.n + 1;
		if (at > path.n)
			break;
		want[n++] = '/';
	}
	return sv_eq(got, (struct sv){ want, n });
}

static void
check_routes(struct rng *r)
{
	static const char *const part[] = {
		"/", "/", "a", "orders", "42", "8d3f1c2e", "-", "_", "2024", "@", "%40", "x9", "?", "#",
		"01ARZ3NDEKTSV4RRFFQ69G5FAV", ".", "123e4567-e89b-12d3-a456-426614174000", ":id"
	};
	struct arena a;

	arena_init(&a);
	for (int i = 0; i < 20000; i++) {
		char path[512];
		size_t n = 0;
		struct sv once;
		struct sv twice;
		size_t slashes[2] = { 0, 0 };

		for (uint64_t k = rng_below(r, 9); k > 0; k--)
			n += (size_t)snprintf(path + n, sizeof(path) - n, "%s",
			    part[rng_below(r, sizeof(part) / sizeof(part[0]))]);
		once = route_path((struct sv){ path, n }, &a);
		twice = route_path(once, &a);
		T_QUIET(sv_eq(once, twice), "route of %.*s", (int)n, path);
		for (size_t k = 0; k < n && path[k] != '?' && path[k] != '#'; k++)
			slashes[0] += path[k] == '/';
		for (size_t k = 0; k < once.n; k++)
			slashes[1] += once.p[k] == '/';
		T_QUIET(slashes[0] == slashes[1], "slashes of %.*s", (int)n, path);
		T_QUIET(same_route(once, (struct sv){ path, n }), "%.*s by its segments", (int)n, path);
		arena_reset(&a);
	}
	arena_free(&a);
}

int
main(void)
{
	uint64_t refused = 0;
	uint64_t done = 0;
	struct xbench b;
	struct rng r;

	rng_init(&r, t_seed());
	xbench_init(&b);
	for (int i = 0; i < FIELDS; i++) {
		char name[8];
		size_t slot;

		snprintf(name, sizeof(name), "f%d", i);
		T_QUIET(proj_add(&b.proj, sv_of(name), &slot, NULL) == RC_OK, "%s", name);
	}
	T_QUIET(xbench_record(&b, SV("{}")), "a reader");
	for (int i = 0; i < ROUNDS; i++) {
		struct arena a;
		struct tree *t;
		struct proj proj = b.proj;
		struct xbench one = b;

		arena_init(&a);		/* everything of this round goes with it */
		one.arena = a;
		one.env = (struct expr_env){ .arena = &one.arena, .proj = &proj };
		proj.arena = &one.arena;
		t = random_tree(&r, &one.arena, 1 + (int)rng_below(&r, 5));
		if (check_tree(&one, t, &r, &refused)) {
			check_text(&one, t, &r);
			done++;
		}
		b.block = one.block;
		b.reader = one.reader;
		b.slot = one.slot;
		b.out = one.out;
		arena_free(&one.arena);
	}
	check_routes(&r);
	T_OK(done > ROUNDS / 2, "%d trees, %d with a constant null", (int)done, (int)refused);
	xbench_free(&b);
	return t_done();
}
