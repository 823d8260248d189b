/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr - see expr.h
 */
#include "expr/expr.h"

#include "base/mem.h"
#include "expr/eval.h"
#include "expr/func.h"
#include "expr/node.h"
#include "expr/parse.h"
#include "expr/pattern.h"
#include "expr/rows.h"

#include <string.h>

enum rc
expr_parse(const struct expr **x, struct lex *l, const struct expr_env *env, struct err *e)
{
	struct expr *made = arena_zalloc(env->arena, sizeof(*made));
	size_t from = l->tok.col - 1;
	enum rc rc = parse_tree(&made->root, l, env, e);

	if (rc != RC_OK)
		return rc;
	made->text = arena_sv(env->arena,
	    (struct sv){ l->text.p + from, l->prev.end - from });
	made->here = made->input = env->input;
	made->here.zone = env->zone;
	made->channels = env->channels;
	*x = made;
	return RC_OK;
}

enum rc
expr_stray(const struct lex *l, const char *what, struct err *e)
{
	static const struct {
		const char *word;
		const char *hint;
	} slip[] = {
		{ "and", "write && for 'and'" }, { "AND", "write && for 'and'" },
		{ "or", "write || for 'or'" }, { "OR", "write || for 'or'" },
		{ "is", "write exists(x) or !exists(x) for null, else ==" },
		{ "IS", "write exists(x) or !exists(x) for null, else ==" },
		{ "IN", "write in" }, { "like", "write =~ with a regular expression" },
		{ "LIKE", "write =~ with a regular expression" },
		{ "between", "write x >= a && x <= b" }, { "BETWEEN", "write x >= a && x <= b" },
	};

	for (size_t i = 0; i < sizeof(slip) / sizeof(slip[0]); i++)
		if (lex_is(l, slip[i].word))
			return rc_err_at(e, RC_SYNTAX, l->tok.col, "%s", slip[i].hint);
	if (l->prev.kind == LEX_NAME && (sv_is(l->prev.text, "not") || sv_is(l->prev.text, "NOT")))
		return rc_err_at(e, RC_SYNTAX, l->prev.col, "write ! for 'not'");
	if (lex_is(l, "not") || lex_is(l, "NOT"))
		return rc_err_at(e, RC_SYNTAX, l->tok.col, "write !(x in [...]) for 'not in'");
	return lex_fail(l, what, e);
}

enum rc
expr_compile(const struct expr **x, struct sv text, const struct expr_env *env, struct err *e)
{
	struct lex l;
	enum rc rc = lex_init(&l, text, env->arena, e);

	if (rc == RC_OK)
		rc = expr_parse(x, &l, env, e);
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = expr_stray(&l, "an operator or the end", e);
	return rc;
}

struct mapped {			/* a function that no text can name */
	struct func     func;
	struct expr_map map;
};

static struct val
call_map(const struct func_call *c)
{
	const struct mapped *m = (const void *)c->func;

	return m->map.fn(m->map.ctx, &c->arg[0], c->arena);
}

const struct expr *
expr_mapped(const struct expr *x, const struct expr_map *m, struct arena *a)
{
	const struct func f = { .name = "", .min = 1, .max = 1, .fn = call_map };
	struct mapped *own = arena_alloc(a, sizeof(*own));
	const struct node **kid = arena_alloc(a, sizeof(struct node *));
	struct node *n = arena_zalloc(a, sizeof(*n));
	struct expr *made = arena_alloc(a, sizeof(*made));

	*own = (struct mapped){ f, *m };
	*kid = x->root;
	*n = (struct node){ .op = NODE_CALL, .depth = x->root->depth + 1,
		.fallible = x->root->fallible, .nkid = 1, .kid = kid, .func = &own->func };
	*made = *x;
	made->root = n;
	return made;
}

bool
expr_const(const struct expr *x, struct val *out)
{
	if (x->root->op != NODE_CONST)
		return false;
	*out = x->root->val;
	return true;
}

bool
expr_field(const struct expr *x, size_t *slot)
{
	if (x->root->op != NODE_FIELD)
		return false;
	*slot = x->root->slot;
	return true;
}

static bool
same_times(const struct tstamp_cfg *a, const struct tstamp_cfg *b)
{
	return a->zone == b->zone && a->year == b->year && a->now_us == b->now_us;
}

bool
expr_same(const struct expr *a, const struct expr *b)
{
	return a->here.zone == b->here.zone && same_times(&a->input, &b->input) &&
	    node_same(a->root, b->root);
}

/* A minus, or a !, that has its operand on the right only. */
static bool
is_prefix(const struct lex *l)
{
	if (lex_is(l, "!"))
		return true;
	if (!lex_is(l, "-"))
		return false;
	return l->prev.kind == LEX_END || (l->prev.kind == LEX_OP &&
	    !sv_is(l->prev.text, ")") && !sv_is(l->prev.text, "]")) ||
	    (l->prev.kind == LEX_NAME && sv_is(l->prev.text, "in"));
}

static bool
has_token(const char *set, const struct lex_token *t)
{
	return t->kind == LEX_OP && t->text.n == 1 && strchr(set, t->text.p[0]) != NULL;
}

/* What the token belongs to stands right before it: a call, an element, a member. */
static bool
is_postfix(const struct lex *l)
{
	const struct lex_token *before = &l->prev;
	bool value = has_token(")]", before) || (before->kind == LEX_NAME &&
	    !sv_is(before->text, "in"));

	return value && (lex_is(l, "[") || lex_is(l, ".") ||
	    (lex_is(l, "(") && before->kind == LEX_NAME));
}

struct sv
expr_text(const struct expr *x, struct arena *a)
{
	/* A space goes between tokens, at most: twice the length is room enough. */
	char *out = arena_alloc(a, 2 * x->text.n + 1);
	bool glue = true;	/* no space in front of the next token */
	size_t n = 0;
	struct lex l;
	enum rc rc = lex_init(&l, x->text, a, NULL);

	while (rc == RC_OK && l.tok.kind != LEX_END) {
		struct sv raw = lex_raw(&l, &l.tok);

		if (!glue && !is_postfix(&l) && !has_token("),]", &l.tok))
			out[n++] = ' ';
		memcpy(out + n, raw.p, raw.n);
		n += raw.n;
		glue = has_token("([.", &l.tok) || is_prefix(&l);
		rc = lex_next(&l, NULL);
	}
	return (struct sv){ out, n };
}

static void
free_patterns(const struct node *n)
{
	if (n->pattern != NULL)
		pattern_free(n->pattern);
	for (size_t i = 0; i < n->nkid; i++)
		free_patterns(n->kid[i]);
}

void
expr_free(const struct expr *x)
{
	if (x != NULL)
		free_patterns(x->root);
}

struct expr_eval *
expr_eval_new(void)
{
	struct expr_eval *ev = mem_zalloc(sizeof(*ev));

	arena_init(&ev->arena);
	return ev;
}

void
expr_eval_free(struct expr_eval *ev)
{
	if (ev == NULL)
		return;
	for (struct eval_reader *r = ev->reader, *next; r != NULL; r = next) {
		next = r->next;
		r->of->by->end(r->own);
		mem_free(r);
	}
	pattern_scratch_free(ev->scratch);
	rules_cache_free(ev->cache);
	arena_free(&ev->arena);
	mem_free(ev);
}

struct arena *
expr_eval_arena(struct expr_eval *ev)
{
	return &ev->arena;
}

void
expr_eval_reset(struct expr_eval *ev)
{
	arena_reset(&ev->arena);
}

static __attribute__((noinline)) enum rc
walk(const struct expr *x, const struct record *r, struct expr_eval *ev, struct val *out,
    struct err *e)
{
	struct eval v = { r, ev, &ev->arena, &x->here, &x->input, x->channels, e };

	return eval_node(&v, x->root, out);
}

/* What most keys, arguments and predicates are is told without a walk. */
enum rc
expr_value(const struct expr *x, const struct record *r, struct expr_eval *ev, struct val *out,
    struct err *e)
{
	bool holds;

	if (x->root->op == NODE_FIELD) {
		val_copy(out, &r->slot[x->root->slot]);
		return RC_OK;
	}
	if (eval_bound(x->root, r, &holds)) {
		val_copy(out, &(struct val){ .kind = holds ? VAL_TRUE : VAL_FALSE });
		return RC_OK;
	}
	return walk(x, r, ev, out, e);
}

enum rc
expr_test(const struct expr *x, const struct record *r, struct expr_eval *ev, enum expr_tri *out,
    struct err *e)
{
	struct val v;
	bool holds;
	enum rc rc;

	if (eval_bound(x->root, r, &holds)) {
		*out = holds ? EXPR_TRUE : EXPR_FALSE;
		return RC_OK;
	}
	rc = expr_value(x, r, ev, &v, e);
	if (rc == RC_OK)
		*out = v.kind == VAL_TRUE ? EXPR_TRUE : v.kind == VAL_FALSE ? EXPR_FALSE :
		    EXPR_UNKNOWN;
	return rc;
}

void
expr_test_rows(const struct expr *x, struct expr_rows *r, uint8_t *tri)
{
	rows_test(x, r, tri);
}

void
expr_value_rows(const struct expr *x, struct expr_rows *r, struct val *room,
    const struct val **at)
{
	rows_value(x, r, room, at);
}

struct sv
expr_member(struct sv text, struct arena *a)
{
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;
	bool gap = false;

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		unsigned char low = c | 0x20;

		if (c < 0x80 && !num_is_digit(c) && !(low >= 'a' && low <= 'z')) {
			gap = n != 0;
			continue;
		}
		if (gap)
			out[n++] = '_';
		gap = false;
		out[n++] = (char)c;
	}
	return (struct sv){ out, n };
}
