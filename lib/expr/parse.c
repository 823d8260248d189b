/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parse - recursive descent, loosest first
 *
 *     or    = and { "||" and }
 *     and   = not { "&&" not }
 *     not   = "!" not | cmp
 *     cmp   = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum
 *           | ( "=~" | "!~" ) STRING | "in" "[" or { "," or } "]" ]
 *     sum   = term { ( "+" | "-" ) term }
 *     term  = sign { ( "*" | "/" | "%" ) sign }
 *     sign  = "-" sign | item
 *     item  = NUMBER | STRING | "true" | "false" | "null" | value { below }
 *     value = NAME | NAME "(" or { "," or } ")" | "(" or ")"
 *     below = "[" [ "-" ] NUMBER "]" | "." NAME
 */
#include "expr/parse.h"

#include "expr/eval.h"
#include "expr/func.h"
#include "expr/func_text.h"
#include "expr/pattern.h"

#include <math.h>
#include <string.h>

struct parse {
	struct lex            *l;
	const struct expr_env *env;
	struct err            *e;
	unsigned               nest;
};

struct kids {
	const struct node **v;
	size_t              n;
	size_t              cap;
};

static enum rc parse_or(struct parse *p, const struct node **n);

static void
kids_add(struct parse *p, struct kids *k, const struct node *n)
{
	const struct node **v = k->v;

	if (k->n == k->cap) {
		k->cap = k->cap != 0 ? 2 * k->cap : 4;
		k->v = arena_alloc(p->env->arena, k->cap * sizeof(*v));
		if (k->n != 0)
			memcpy(k->v, v, k->n * sizeof(*v));
	}
	k->v[k->n++] = n;
}

static enum rc
enter(struct parse *p)
{
	if (++p->nest > NODE_NEST_MAX)
		return rc_err_at(p->e, RC_SYNTAX, p->l->tok.col, "nested deeper than %d",
		    NODE_NEST_MAX);
	return RC_OK;
}

static struct node *
leaf(struct parse *p, enum node_op op)
{
	struct node *n = arena_zalloc(p->env->arena, sizeof(*n));

	n->op = op;
	n->depth = 1;
	return n;
}

/*
 * Finish a node whose op and data are set: give it its kids, and when they are
 * all constant put its value in its place.
 */
static enum rc
build(struct parse *p, struct node *n, const struct kids *k, const struct node **out)
{
	struct tstamp_cfg here = p->env->input;
	struct eval v = { .arena = p->env->arena, .here = &here, .input = &p->env->input,
		.channels = p->env->channels };
	struct node *made;
	bool fold;

	here.zone = p->env->zone;
	n->kid = k->v;
	n->nkid = k->n;
	n->fallible = n->pattern != NULL;
	fold = !n->fallible && n->parse == NULL;
	for (size_t i = 0; i < k->n; i++) {
		if (k->v[i]->depth >= n->depth)
			n->depth = k->v[i]->depth + 1;
		fold &= k->v[i]->op == NODE_CONST;
		n->fallible |= k->v[i]->fallible;
	}
	if (n->depth > NODE_DEPTH_MAX)
		return rc_err_at(p->e, RC_SYNTAX, p->l->prev.col,
		    "more than %d operators in a chain", NODE_DEPTH_MAX);
	*out = n;
	node_bind(n);
	node_arrange(n, p->env->arena);
	if (!fold)
		return RC_OK;
	made = leaf(p, NODE_CONST);
	*out = made;
	return eval_node(&v, n, &made->val);
}

static enum rc
build2(struct parse *p, enum node_op op, const struct node *a, const struct node *b,
    const struct node **out)
{
	struct kids k = { 0 };

	kids_add(p, &k, a);
	if (b != NULL)
		kids_add(p, &k, b);
	return build(p, leaf(p, op), &k, out);
}

/* Comma-separated expressions up to @shut, which is passed. */
static enum rc
parse_list(struct parse *p, struct kids *k, const char *shut)
{
	bool more = true;
	char what[16] = "',' or 'x'";
	enum rc rc = RC_OK;

	what[8] = shut[0];
	while (rc == RC_OK && more) {
		const struct node *n = NULL;

		rc = parse_or(p, &n);
		if (rc == RC_OK) {
			kids_add(p, k, n);
			rc = lex_accept(p->l, ",", &more, p->e);
		}
	}
	if (rc != RC_OK)
		return rc;
	return lex_is(p->l, shut) ? lex_next(p->l, p->e) : lex_fail(p->l, what, p->e);
}

static enum rc
wrong_count(struct parse *p, const struct func *f, size_t n, size_t col)
{
	const char *s = f->max == 1 ? "" : "s";

	if (f->max == FUNC_ANY)
		return rc_err_at(p->e, RC_SYNTAX, col, "%s(%s) takes at least %u argument, got %zu",
		    f->name, f->args, f->min, n);
	if (f->min == f->max)
		return rc_err_at(p->e, RC_SYNTAX, col, "%s() takes %u argument%s, got %zu", f->name,
		    f->min, s, n);
	return rc_err_at(p->e, RC_SYNTAX, col, "%s() takes %u or %u arguments, got %zu", f->name,
	    f->min, f->max, n);
}

static enum rc
unknown_function(struct parse *p, const struct lex_token *name)
{
	const struct func *f = func_near(name->text);

	return rc_hint(p->e, rc_err_at(p->e, RC_SYNTAX, name->col, "unknown function '%.*s'",
	    SV_SHOW(name->text)), f != NULL ? sv_of(f->name) : SV(""));
}

/* Constant arguments that are wrong for every record. */
static enum rc
check_args(struct parse *p, const struct func *f, const struct kids *k,
    const struct lex_token *name)
{
	double nth;

	for (size_t i = 0; i < k->n; i++) {
		const char *why = k->v[i]->op == NODE_CONST && !val_null(&k->v[i]->val) ?
		    func_text_check(f, i, &k->v[i]->val) : NULL;

		if (why != NULL)
			return rc_err_at(p->e, RC_SYNTAX, name->col, "%s", why);
	}
	if (strcmp(f->name, "client") != 0 || k->n < 2 || k->v[1]->op != NODE_CONST)
		return RC_OK;
	if (val_number(&k->v[1]->val, &nth) && nth >= 1 && nth <= (double)FUNC_FORWARDED_MAX &&
	    nth == floor(nth))
		return RC_OK;
	return rc_err_at(p->e, RC_SYNTAX, name->col, "client() counts addresses from 1 to %d",
	    FUNC_FORWARDED_MAX);
}

/* A regular expression: a literal text, so that it is compiled once. */
static enum rc
take_pattern(struct parse *p, struct node *made)
{
	const struct lex_token t = p->l->tok;
	size_t off = 0;
	enum rc rc;

	if (t.kind != LEX_STRING)
		return lex_fail(p->l, "a regular expression in quotes", p->e);
	rc = pattern_new(&made->pattern, arena_sv(p->env->arena, t.text), p->env->arena, &off,
	    p->e);
	if (rc == RC_OK)
		return lex_next(p->l, p->e);
	if (p->e != NULL)
		p->e->col = lex_string_col(p->l, &t, off);
	return rc;
}

/* What is behind the pattern: the number of a group, or what takes the match's place. */
static enum rc
check_behind(struct parse *p, const struct node *made, const struct node *arg, size_t col)
{
	struct err why = { 0 };
	double n;

	if (arg->op != NODE_CONST)
		return rc_err_at(p->e, RC_SYNTAX, col, "%s() takes %s that is written here",
		    made->func->name, made->func->form == FUNC_MATCH ? "the number of a group"
		    : "a text");
	if (made->func->form == FUNC_REPLACE) {
		if (arg->val.kind == VAL_STRING &&
		    pattern_check_replacement(made->pattern, arg->val.text, &why) == RC_OK)
			return RC_OK;
		return rc_err_at(p->e, RC_SYNTAX, col, "%s", why.rc != RC_OK ? why.msg
		    : "replace() takes a text");
	}
	if (val_number(&arg->val, &n) && n >= 0 && n <= pattern_groups(made->pattern) &&
	    n == floor(n))
		return RC_OK;
	return rc_err_at(p->e, RC_SYNTAX, col, "match() takes the number of a group, 0 to %u here",
	    (unsigned)pattern_groups(made->pattern));
}

/* The name of a format: a literal text, so that it is opened once. */
static enum rc
take_format(struct parse *p, struct node *made)
{
	const struct lex_token t = p->l->tok;
	const struct expr_env *env = p->env;
	struct node_parse *made_of = arena_zalloc(env->arena, sizeof(*made_of));
	struct err why = { 0 };
	enum rc rc;

	if (t.kind != LEX_STRING)
		return lex_fail(p->l, "the name of a format in quotes", p->e);
	if (env->parser == NULL)
		return rc_err_at(p->e, RC_SYNTAX, t.col,
		    "parse() reads records of the input alone");
	made_of->by = env->parser;
	made_of->name = arena_sv(env->arena, t.text);
	rc = env->parser->open(&made_of->format, made_of->name, &env->input, env->arena, &why);
	if (rc != RC_OK)
		return rc_err_at(p->e, RC_SYNTAX, t.col, "parse(): %s", why.msg);
	made->parse = made_of;
	return lex_next(p->l, p->e);
}

/* The arguments of parse(), of which the format is no kid. */
static enum rc
parse_format_args(struct parse *p, struct node *made, struct kids *k)
{
	const struct node *n = NULL;
	enum rc rc = parse_or(p, &n);

	if (rc == RC_OK)
		rc = lex_expect(p->l, ",", p->e);
	if (rc != RC_OK)
		return rc;
	kids_add(p, k, n);
	rc = take_format(p, made);
	return rc == RC_OK ? lex_expect(p->l, ")", p->e) : rc;
}

/* The arguments of a function whose second one is a pattern, which is no kid. */
static enum rc
parse_pattern_args(struct parse *p, struct node *made, struct kids *k)
{
	const struct func *f = made->func;
	const struct node *n = NULL;
	bool more = false;
	size_t col;
	enum rc rc = parse_or(p, &n);

	if (rc == RC_OK)
		rc = lex_expect(p->l, ",", p->e);
	if (rc != RC_OK)
		return rc;
	kids_add(p, k, n);
	rc = take_pattern(p, made);
	if (rc == RC_OK)
		rc = lex_accept(p->l, ",", &more, p->e);
	if (rc == RC_OK && more) {
		col = p->l->tok.col;
		rc = parse_or(p, &n);
		if (rc == RC_OK)
			rc = check_behind(p, made, n, col);
		kids_add(p, k, n);
	} else if (rc == RC_OK && f->min > 2) {
		return lex_fail(p->l, "','", p->e);
	}
	return rc == RC_OK ? lex_expect(p->l, ")", p->e) : rc;
}

static enum rc
parse_call(struct parse *p, const struct lex_token *name, const struct node **n)
{
	const struct func *f = func_find(name->text);
	struct kids k = { 0 };
	struct node *made;
	bool empty = false, pattern;
	enum rc rc;

	if (f == NULL)
		return unknown_function(p, name);
	made = leaf(p, NODE_CALL);
	made->func = f;
	pattern = f->form == FUNC_MATCH || f->form == FUNC_REPLACE || f->form == FUNC_PARSE;
	rc = lex_next(p->l, p->e);	/* "(" */
	if (rc == RC_OK)
		rc = lex_accept(p->l, ")", &empty, p->e);
	if (rc == RC_OK && !empty)
		rc = f->form == FUNC_PARSE ? parse_format_args(p, made, &k) :
		    pattern ? parse_pattern_args(p, made, &k) : parse_list(p, &k, ")");
	if (rc == RC_OK && (empty || !pattern) &&
	    (k.n < f->min || (f->max != FUNC_ANY && k.n > f->max)))
		rc = wrong_count(p, f, k.n, name->col);
	if (rc == RC_OK)
		rc = check_args(p, f, &k, name);
	return rc == RC_OK ? build(p, made, &k, n) : rc;
}

static enum rc
parse_name(struct parse *p, const struct node **n)
{
	static const struct {
		const char   *word;
		enum val_kind kind;
	} word[] = { { "true", VAL_TRUE }, { "false", VAL_FALSE }, { "null", VAL_NULL } };
	struct lex_token name = p->l->tok;
	struct node *made;
	enum rc rc;

	if (lex_is(p->l, "in"))
		return lex_fail(p->l, "a value", p->e);
	rc = lex_next(p->l, p->e);
	if (rc != RC_OK)
		return rc;
	if (lex_is(p->l, "(") && name.text.p[0] != '`')
		return parse_call(p, &name, n);
	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		if (sv_is(name.text, word[i].word)) {
			made = leaf(p, NODE_CONST);
			made->val.kind = (uint8_t)word[i].kind;
			*n = made;
			return RC_OK;
		}
	made = leaf(p, NODE_FIELD);
	*n = made;
	rc = proj_add(p->env->proj, name.text, &made->slot, p->e);
	if (rc != RC_OK && p->e != NULL)
		p->e->col = p->e->col != 0 ? p->e->col + name.col - 1 : name.col;
	return rc;
}

/* A number whose text is its double's shortest needs no text. */
static enum rc
number(struct parse *p, struct sv text, size_t col, const struct node **n)
{
	struct node *made = leaf(p, NODE_CONST);
	char shortest[NUM_TEXT_MAX];
	double d;

	if (num_double(text, &d) != RC_OK)
		return rc_err_at(p->e, RC_SYNTAX, col, "number is out of range");
	made->val = (struct val){ .kind = VAL_NUMBER, .text = text };
	if (d == 0 || sv_eq(text, (struct sv){ shortest, num_text(d, shortest) }))
		made->val = val_of_double(d + 0);	/* no -0 */
	*n = made;
	return RC_OK;
}

static void
step_add(struct parse *p, struct node_way *way, struct node_step step)
{
	way->step = arena_grow(p->env->arena, way->step, way->n * sizeof(*way->step),
	    (way->n + 1) * sizeof(*way->step));
	way->step[way->n++] = step;
}

/* [0], [-1], behind the bracket. */
static enum rc
parse_element(struct parse *p, struct node_way *way)
{
	bool minus = false;
	int64_t at;
	enum rc rc = lex_accept(p->l, "-", &minus, p->e);

	if (rc != RC_OK)
		return rc;
	if (p->l->tok.kind != LEX_NUMBER || num_i64(p->l->tok.text, &at) != RC_OK)
		return lex_fail(p->l, "the number of an element, 0 the first, -1 the last",
		    p->e);
	step_add(p, way, (struct node_step){ .element = true, .at = minus ? -at : at });
	rc = lex_next(p->l, p->e);
	return rc == RC_OK ? lex_expect(p->l, "]", p->e) : rc;
}

/* .a.b, behind the dot. */
static enum rc
parse_member(struct parse *p, struct node_way *way)
{
	const struct lex_token t = p->l->tok;
	struct sv *key;
	size_t n;
	enum rc rc;

	if (t.kind != LEX_NAME)
		return lex_fail(p->l, "a name", p->e);
	rc = proj_path(arena_sv(p->env->arena, t.text), p->env->arena, &key, &n, p->e);
	if (rc != RC_OK) {
		if (p->e != NULL)
			p->e->col = p->e->col != 0 ? p->e->col + t.col - 1 : t.col;
		return rc;
	}
	for (size_t i = 0; i < n; i++)
		step_add(p, way, (struct node_step){ .key = key[i] });
	return lex_next(p->l, p->e);
}

/* What lies below the value @of, if that is asked for: a dot leads on behind a bracket alone. */
static enum rc
parse_below(struct parse *p, const struct node *of, const struct node **n)
{
	struct node *made = NULL;
	struct kids k = { 0 };
	enum rc rc = RC_OK;

	while (rc == RC_OK && p->l->tok.kind == LEX_OP && (lex_is(p->l, "[") ||
	    (lex_is(p->l, ".") && p->l->prev.kind == LEX_OP))) {
		const bool element = lex_is(p->l, "[");

		made = made != NULL ? made : leaf(p, NODE_GET);
		rc = lex_next(p->l, p->e);
		if (rc == RC_OK)
			rc = element ? parse_element(p, &made->way) :
			    parse_member(p, &made->way);
	}
	*n = of;
	if (rc != RC_OK || made == NULL)
		return rc;
	kids_add(p, &k, of);
	return build(p, made, &k, n);
}

static enum rc
parse_item(struct parse *p, const struct node **n)
{
	const struct lex_token t = p->l->tok;
	struct node *made;
	enum rc rc;

	switch (t.kind) {
	case LEX_NAME:
		rc = parse_name(p, n);
		return rc == RC_OK ? parse_below(p, *n, n) : rc;
	case LEX_NUMBER:
		rc = number(p, arena_sv(p->env->arena, t.text), t.col, n);
		return rc == RC_OK ? lex_next(p->l, p->e) : rc;
	case LEX_STRING:
		made = leaf(p, NODE_CONST);
		made->val = val_of_text(arena_sv(p->env->arena, t.text));
		*n = made;
		return lex_next(p->l, p->e);
	default:
		break;
	}
	if (!lex_is(p->l, "("))
		return lex_fail(p->l, "a value", p->e);
	rc = lex_next(p->l, p->e);
	if (rc == RC_OK)
		rc = parse_or(p, n);
	if (rc == RC_OK)
		rc = lex_expect(p->l, ")", p->e);
	return rc == RC_OK ? parse_below(p, *n, n) : rc;
}

static enum rc
parse_sign(struct parse *p, const struct node **n)
{
	const struct node *x = NULL;
	struct sv text;
	size_t col;
	char *minus;
	enum rc rc;

	if (!lex_is(p->l, "-"))
		return parse_item(p, n);
	col = p->l->tok.col;
	rc = enter(p);
	if (rc == RC_OK)
		rc = lex_next(p->l, p->e);
	if (rc == RC_OK && p->l->tok.kind == LEX_NUMBER) {
		/* Kept as text: integers beyond 2^53 have a sign too. */
		text = p->l->tok.text;
		minus = arena_alloc(p->env->arena, text.n + 1);
		minus[0] = '-';
		memcpy(minus + 1, text.p, text.n);
		rc = number(p, (struct sv){ minus, text.n + 1 }, col, n);
		if (rc == RC_OK)
			rc = lex_next(p->l, p->e);
	} else if (rc == RC_OK) {
		rc = parse_sign(p, &x);
		if (rc == RC_OK)
			rc = build2(p, NODE_NEG, x, NULL, n);
	}
	p->nest--;
	return rc;
}

static bool
find_op(const struct lex *l, const char (*text)[3], const enum node_op *op, size_t n,
    enum node_op *found)
{
	if (l->tok.kind != LEX_OP)
		return false;
	for (size_t i = 0; i < n; i++)
		if (sv_is(l->tok.text, text[i])) {
			*found = op[i];
			return true;
		}
	return false;
}

/* The two levels of binary arithmetic: sums of terms, terms of signed items. */
static enum rc
parse_arith(struct parse *p, bool term, const struct node **n)
{
	static const char sum_text[][3] = { "+", "-" };
	static const enum node_op sum_op[] = { NODE_ADD, NODE_SUB };
	static const char term_text[][3] = { "*", "/", "%" };
	static const enum node_op term_op[] = { NODE_MUL, NODE_DIV, NODE_MOD };
	enum node_op op;
	enum rc rc = term ? parse_sign(p, n) : parse_arith(p, true, n);

	while (rc == RC_OK && (term ? find_op(p->l, term_text, term_op, 3, &op) :
	    find_op(p->l, sum_text, sum_op, 2, &op))) {
		const struct node *right = NULL;

		rc = lex_next(p->l, p->e);
		if (rc == RC_OK)
			rc = term ? parse_sign(p, &right) : parse_arith(p, true, &right);
		if (rc == RC_OK)
			rc = build2(p, op, *n, right, n);
	}
	return rc;
}

static enum rc
parse_pattern(struct parse *p, enum node_op op, const struct node *left, const struct node **n)
{
	struct node *made = leaf(p, op);
	struct kids k = { 0 };
	enum rc rc = take_pattern(p, made);

	kids_add(p, &k, left);
	return rc == RC_OK ? build(p, made, &k, n) : rc;
}

static enum rc
parse_in(struct parse *p, const struct node *left, const struct node **n)
{
	struct node *made = leaf(p, NODE_IN);
	struct kids k = { 0 };
	enum rc rc;

	kids_add(p, &k, left);
	rc = lex_expect(p->l, "[", p->e);
	if (rc == RC_OK)
		rc = parse_list(p, &k, "]");
	if (rc == RC_OK)
		rc = build(p, made, &k, n);
	if (rc == RC_OK && *n == made)
		made->set = node_set_new(made, p->env->arena);
	return rc;
}

static bool
is_null(const struct node *n)
{
	return n->op == NODE_CONST && val_null(&n->val);
}

static enum rc
parse_cmp(struct parse *p, const struct node **n)
{
	static const char text[][3] = { "==", "!=", "<", "<=", ">", ">=", "=~", "!~" };
	static const enum node_op ops[] = {
		NODE_EQ, NODE_NE, NODE_LT, NODE_LE, NODE_GT, NODE_GE, NODE_MATCH, NODE_NOMATCH
	};
	const struct node *left = NULL;
	const struct node *right = NULL;
	enum node_op op = NODE_IN;
	size_t col;
	enum rc rc = parse_arith(p, false, &left);

	*n = left;
	if (rc != RC_OK)
		return rc;
	if (lex_is(p->l, "=") && p->l->tok.kind == LEX_OP)
		return rc_err_at(p->e, RC_SYNTAX, p->l->tok.col, "use == to compare");
	col = p->l->tok.col;
	if (!lex_is(p->l, "in") && !find_op(p->l, text, ops, 8, &op))
		return RC_OK;
	rc = lex_next(p->l, p->e);
	if (rc == RC_OK && op == NODE_IN)
		rc = parse_in(p, left, n);
	else if (rc == RC_OK && (op == NODE_MATCH || op == NODE_NOMATCH))
		rc = parse_pattern(p, op, left, n);
	else if (rc == RC_OK) {
		rc = parse_arith(p, false, &right);
		if (rc == RC_OK && (is_null(left) || is_null(right)))
			return rc_err_at(p->e, RC_SYNTAX, col,
			    "a comparison with null is never true, write exists(x) or !exists(x)");
		if (rc == RC_OK)
			rc = build2(p, op, left, right, n);
	}
	if (rc == RC_OK && (lex_is(p->l, "in") || find_op(p->l, text, ops, 8, &op)))
		return rc_err_at(p->e, RC_SYNTAX, p->l->tok.col,
		    "comparisons do not chain, join them with &&");
	if (rc == RC_OK && lex_is(p->l, "="))
		return rc_err_at(p->e, RC_SYNTAX, p->l->tok.col, "use == to compare");
	return rc;
}

static enum rc
parse_not(struct parse *p, const struct node **n)
{
	const struct node *x = NULL;
	bool yes = false;
	enum rc rc = lex_accept(p->l, "!", &yes, p->e);

	if (rc != RC_OK || !yes)
		return rc == RC_OK ? parse_cmp(p, n) : rc;
	rc = enter(p);
	if (rc == RC_OK)
		rc = parse_not(p, &x);
	if (rc == RC_OK)
		rc = build2(p, NODE_NOT, x, NULL, n);
	p->nest--;
	return rc;
}

/*
 * A kid of a chain of || or &&: the kids of a chain of the same kind in its
 * stead, and of the constants only what they come to, in @all.
 */
static void
add_link(struct parse *p, enum node_op op, struct kids *k, const struct node *n,
    enum expr_tri *all)
{
	enum expr_tri stop = op == NODE_OR ? EXPR_TRUE : EXPR_FALSE;
	enum expr_tri t;

	if (n->op == op) {
		for (size_t i = 0; i < n->nkid; i++)
			add_link(p, op, k, n->kid[i], all);
	} else if (n->op == NODE_CONST) {
		t = n->val.kind == VAL_TRUE ? EXPR_TRUE :
		    n->val.kind == VAL_FALSE ? EXPR_FALSE : EXPR_UNKNOWN;
		if (t == stop || (t == EXPR_UNKNOWN && *all != stop))
			*all = t;
	} else {
		kids_add(p, k, n);
	}
}

static const struct node *
constant(struct parse *p, enum expr_tri t)
{
	struct node *n = leaf(p, NODE_CONST);

	n->val = t == EXPR_UNKNOWN ? (struct val){ .kind = VAL_NULL } :
	    val_of_bool(t == EXPR_TRUE);
	return n;
}

/* Chains of one operator are one node, however long and whatever their parentheses. */
static enum rc
parse_logic(struct parse *p, enum node_op op, const struct node **n)
{
	enum expr_tri stop = op == NODE_OR ? EXPR_TRUE : EXPR_FALSE;
	enum expr_tri all = op == NODE_OR ? EXPR_FALSE : EXPR_TRUE;
	const char *sign = op == NODE_OR ? "||" : "&&";
	struct kids k = { 0 };
	bool more = true;
	enum rc rc = op == NODE_OR ? parse_logic(p, NODE_AND, n) : parse_not(p, n);

	if (rc != RC_OK || !lex_is(p->l, sign))
		return rc;
	add_link(p, op, &k, *n, &all);
	rc = lex_next(p->l, p->e);
	while (rc == RC_OK && more) {
		rc = op == NODE_OR ? parse_logic(p, NODE_AND, n) : parse_not(p, n);
		if (rc != RC_OK)
			break;
		add_link(p, op, &k, *n, &all);
		rc = lex_accept(p->l, sign, &more, p->e);
	}
	if (rc != RC_OK)
		return rc;
	if (all == stop || k.n == 0) {
		*n = constant(p, all);
		return RC_OK;
	}
	if (all == EXPR_UNKNOWN)
		kids_add(p, &k, constant(p, all));
	return build(p, leaf(p, op), &k, n);
}

static enum rc
parse_or(struct parse *p, const struct node **n)
{
	enum rc rc = enter(p);

	if (rc == RC_OK)
		rc = parse_logic(p, NODE_OR, n);
	p->nest--;
	return rc;
}

enum rc
parse_tree(const struct node **n, struct lex *l, const struct expr_env *env, struct err *e)
{
	struct parse p = { l, env, e, 0 };

	*n = NULL;
	return parse_or(&p, n);
}
