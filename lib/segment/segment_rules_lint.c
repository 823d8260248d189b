/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a rule is ever the first that is true is tried, not proven: on all combinations of
 * the values at which a comparison with a constant can turn out otherwise.
 */
#include "base/mem.h"
#include "base/rng.h"
#include "expr/lex.h"
#include "segment/segment_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MSG_MAX = 512 };

enum kind { KIND_TRUTH, KIND_TEXT, KIND_NUMBER, KINDS };

struct values {			/* of one kind */
	struct val *v;
	size_t      n;
	size_t      cap;
};

struct lint {
	const struct segment_rules *s;
	struct expr_env             env;	/* with a projection of its own */
	struct proj                 proj;
	struct arena               *arena;
	struct values               of[KINDS];
	size_t                     *field;	/* slots of s->proj that the rules read */
	unsigned                   *kinds;	/* of each, as bits: what it is compared with */
	size_t                      nfield;
	size_t                     *choice;	/* of each of these, which value */
	struct val                 *slot;	/* the record that is tried */
	size_t                     *by;		/* what comes before a rule, 1-based */
	bool                       *first;	/* it was the first once */
	struct val                 *example;	/* slots of the first uncovered combination */
};

/* ---- what the rules read and compare with ---- */

static void
add_value(struct values *all, struct val v, struct arena *a)
{
	if (all->n == all->cap) {
		size_t cap = all->cap * 2 + 16;

		all->v = arena_grow(a, all->v, all->n * sizeof(v), cap * sizeof(v));
		all->cap = cap;
	}
	all->v[all->n++] = v;
}

/* A text, one behind it, and what it may stand for as a regular expression. */
static void
add_text(struct lint *l, struct sv text)
{
	char *more = arena_alloc(l->arena, text.n + 1);
	struct sv bare = text;

	memcpy(more, text.p, text.n);
	more[text.n] = '~';
	if (bare.n > 0 && bare.p[0] == '^')
		bare = (struct sv){ bare.p + 1, bare.n - 1 };
	if (bare.n > 0 && bare.p[bare.n - 1] == '$')
		bare.n--;
	add_value(&l->of[KIND_TEXT], val_of_text(text), l->arena);
	add_value(&l->of[KIND_TEXT], val_of_text((struct sv){ more, text.n + 1 }), l->arena);
	if (bare.n < text.n)
		add_value(&l->of[KIND_TEXT], val_of_text(bare), l->arena);
}

static bool
is_one_of(const struct lex_token *t, const char *const *ops)
{
	for (; *ops != NULL; ops++)
		if ((t->kind == LEX_OP || t->kind == LEX_NAME) && sv_is(t->text, *ops))
			return true;
	return false;
}

/* What a field at token @i of @n is compared with; no bit where that cannot be seen. */
static unsigned
kinds_at(const struct lex_token *t, size_t n, size_t i)
{
	static const char *const compare[] = { "==", "!=", "<", "<=", ">", ">=", "=~", "!~", "in",
		NULL };
	static const char *const arithmetic[] = { "+", "-", "*", "/", "%", NULL };
	static const char *const logic[] = { "&&", "||", "!", "(", ")", NULL };
	bool before = i > 0, behind = i + 1 < n;
	const struct lex_token *other = NULL;

	if (behind && is_one_of(&t[i + 1], compare) && i + 2 < n)
		other = &t[i + 2 + (t[i + 2].kind == LEX_OP && sv_is(t[i + 2].text, "[") &&
		    i + 3 < n)];
	else if (before && is_one_of(&t[i - 1], compare) && i > 1)
		other = &t[i - 2];
	if (other != NULL)
		return 1u << (other->kind == LEX_STRING ? KIND_TEXT : KIND_NUMBER);
	if ((behind && is_one_of(&t[i + 1], arithmetic)) ||
	    (before && is_one_of(&t[i - 1], arithmetic)))
		return 1u << KIND_NUMBER;
	if ((!before || is_one_of(&t[i - 1], logic)) && (!behind || is_one_of(&t[i + 1], logic)) &&
	    !(i > 1 && t[i - 1].text.p[0] == '(' && t[i - 2].kind == LEX_NAME))
		return 1u << KIND_TRUTH;
	return 0;
}

/* @negative: a minus stands before it, which may be a sign. */
static enum rc
add_number(struct lint *l, struct sv text, bool negative, struct err *e)
{
	const struct expr *x;
	struct val v;
	double d;
	enum rc rc = expr_compile(&x, text, &l->env, e);

	if (rc != RC_OK || !expr_const(x, &v) || !val_number(&v, &d))
		return rc;
	add_value(&l->of[KIND_NUMBER], val_of_double(d), l->arena);
	if (negative)
		add_value(&l->of[KIND_NUMBER], val_of_double(-d), l->arena);
	return RC_OK;
}

/* The constants of one rule, and what its fields are compared with. */
static enum rc
read_tokens(struct lint *l, struct sv text, struct err *e)
{
	struct lex_token *t = NULL;
	struct lex lex;
	size_t n = 0;
	enum rc rc = lex_init(&lex, text, l->arena, e);

	for (; rc == RC_OK && lex.tok.kind != LEX_END; rc = lex_next(&lex, e)) {
		t = arena_grow(l->arena, t, n * sizeof(*t), (n + 1) * sizeof(*t));
		t[n++] = lex.tok;
		if (lex.tok.kind == LEX_STRING)
			add_text(l, lex.tok.text);
		if (lex.tok.kind == LEX_NUMBER || lex.tok.kind == LEX_DURATION)
			rc = add_number(l, lex_raw(&lex, &lex.tok),
			    n > 1 && sv_is(t[n - 2].text, "-"), e);
		if (rc != RC_OK)
			return rc;
	}
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		size_t f = t[i].kind == LEX_NAME ? proj_find(&l->proj, t[i].text) : l->proj.n;

		if (f < l->proj.n)
			l->kinds[f] |= kinds_at(t, n, i);
	}
	return rc;
}

static int
number_order(const void *a, const void *b)
{
	const struct val *x = a, *y = b;

	return (x->num > y->num) - (x->num < y->num);
}

/* Numbers on, between and beyond those that the rules compare with. */
static void
spread_numbers(struct lint *l)
{
	struct values all = { 0 }, *in = &l->of[KIND_NUMBER];
	size_t n = 0;

	add_value(in, val_of_double(0), l->arena);
	qsort(in->v, in->n, sizeof(*in->v), number_order);
	for (size_t i = 0; i < in->n; i++)
		if (n == 0 || in->v[i].num > in->v[n - 1].num)
			in->v[n++] = in->v[i];
	add_value(&all, val_of_double(in->v[0].num - 1), l->arena);
	for (size_t i = 0; i < n; i++) {
		double d = in->v[i].num;

		add_value(&all, in->v[i], l->arena);
		add_value(&all, val_of_double(i + 1 < n ? d + (in->v[i + 1].num - d) / 2 : d + 1),
		    l->arena);
	}
	*in = all;
}

static enum rc
collect(struct lint *l, struct err *e)
{
	const struct segment_rules *s = l->s;
	const struct expr *x;
	enum rc rc = RC_OK;

	add_value(&l->of[KIND_TRUTH], val_of_bool(true), l->arena);
	add_value(&l->of[KIND_TRUTH], val_of_bool(false), l->arena);
	for (size_t i = 0; rc == RC_OK && i < s->nown; i++)
		if (s->own[i].limit)
			rc = add_number(l, s->own[i].val.text, false, e);
	for (size_t i = 0; rc == RC_OK && i < s->n; i++)
		rc = expr_compile(&x, s->rule[i].text, &l->env, e);
	l->field = arena_alloc(l->arena, (l->proj.n + 1) * sizeof(*l->field));
	l->choice = arena_zalloc(l->arena, (l->proj.n + 1) * sizeof(*l->choice));
	l->kinds = arena_zalloc(l->arena, (l->proj.n + 1) * sizeof(*l->kinds));
	for (size_t i = 0; rc == RC_OK && i < s->n; i++)
		rc = read_tokens(l, s->rule[i].text, e);
	for (size_t i = 0; rc == RC_OK && i < l->proj.n; i++) {
		l->field[l->nfield++] = proj_find(s->proj, l->proj.field[i].name);
		if (l->kinds[i] == 0)
			l->kinds[i] = (1u << KINDS) - 1;
	}
	spread_numbers(l);
	return rc;
}

/* ---- combinations ---- */

static const struct segment_own *
own_of(const struct segment_rules *s, size_t slot)
{
	for (size_t i = 0; i < s->nown; i++)
		if (s->own[i].slot == slot)
			return &s->own[i];
	return NULL;
}

/* A field may be none at all, or of the kinds it is compared with. */
static size_t
choices(const struct lint *l, size_t f)
{
	const struct segment_own *own = own_of(l->s, l->field[f]);
	size_t n = 1;

	if (own != NULL && (own->limit || own->scores > 0))
		return own->limit ? 1 : own->scores;
	if (own != NULL)
		return l->of[KIND_NUMBER].n;
	for (unsigned k = 0; k < KINDS; k++)
		n += (l->kinds[f] >> k & 1) != 0 ? l->of[k].n : 0;
	return n;
}

static struct val
chosen(const struct lint *l, size_t f)
{
	const struct segment_own *own = own_of(l->s, l->field[f]);
	size_t at = l->choice[f];

	if (own != NULL && own->limit)
		return own->val;
	if (own != NULL && own->scores > 0)
		return val_of_double((double)(at + 1));
	if (own != NULL)
		return l->of[KIND_NUMBER].v[at];
	for (unsigned k = 0; k < KINDS && at > 0; k++) {
		size_t n = (l->kinds[f] >> k & 1) != 0 ? l->of[k].n : 0;

		if (at <= n)
			return l->of[k].v[at - 1];
		at -= n;
	}
	return (struct val){ .kind = VAL_NONE };
}

static size_t
combinations(const struct lint *l)
{
	size_t all = 1;

	for (size_t f = 0; f < l->nfield; f++) {
		size_t n = choices(l, f);

		if (all > SEGMENT_TRIES_MAX / n)
			return SIZE_MAX;
		all *= n;
	}
	return all;
}

static void
choose(struct lint *l, size_t number, struct rng *rng, bool all)
{
	for (size_t f = 0; f < l->nfield; f++) {
		size_t n = choices(l, f);

		l->choice[f] = all ? number % n : (size_t)rng_below(rng, n);
		number /= n;
		l->slot[l->field[f]] = chosen(l, f);
	}
}

static bool
has_all(const struct lint *l)
{
	for (size_t f = 0; f < l->nfield; f++)
		if (l->slot[l->field[f]].kind == VAL_NONE)
			return false;
	return true;
}

static enum rc
try_one(struct lint *l, struct expr_eval *ev, struct segment_lint *found, struct err *e)
{
	const struct segment_rules *s = l->s;
	const struct record r = { .slot = l->slot };
	size_t first = s->n;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < s->n; i++) {
		enum expr_tri is = EXPR_FALSE;

		if (first < s->n && (l->first[i] || l->by[i] != 0))
			continue;
		rc = expr_test(s->rule[i].when, &r, ev, &is, e);
		if (rc != RC_OK || is != EXPR_TRUE)
			continue;
		if (first == s->n)
			first = i;
		else
			l->by[i] = first + 1;
	}
	if (rc != RC_OK)
		return rc == RC_BAD ? RC_OK : rc;	/* a regular expression that gave up */
	if (first < s->n) {
		l->first[first] = true;
	} else if (has_all(l)) {
		if (found->uncovered++ == 0)
			memcpy(l->example, l->slot, s->proj->n * sizeof(*l->slot));
	}
	return RC_OK;
}

/* ---- what is said ---- */

static void
say_unreached(const struct lint *l, size_t i, char *msg)
{
	const struct segment_rule *r = &l->s->rule[i];
	int n = r->line == 0 ? 0 : snprintf(msg, MSG_MAX, "%s:%u:%u: ", l->s->file,
	    (unsigned)r->line, (unsigned)r->col);

	if (l->by[i] == 0)
		snprintf(msg + n, MSG_MAX - (size_t)n, "rule '%.*s' is never true",
		    SV_SHOW(r->name));
	else
		snprintf(msg + n, MSG_MAX - (size_t)n, "rule '%.*s' is never reached: where it "
		    "is true, one before it is, such as '%.*s'", SV_SHOW(r->name),
		    SV_SHOW(l->s->rule[l->by[i] - 1].name));
}

static void
say_uncovered(const struct lint *l, const struct segment_lint *found, char *msg)
{
	bool first = true;
	int n = snprintf(msg, MSG_MAX, "%s: %zu of %zu combinations %s are covered by no rule, "
	    "such as ", l->s->file, found->uncovered, found->tried, found->all ? "tried" : "drawn");

	for (size_t f = 0; f < l->nfield && n < MSG_MAX - 1; f++) {
		const char *between = first ? "" : ", ";
		const struct segment_own *own = own_of(l->s, l->field[f]);
		struct sv name = l->s->proj->field[l->field[f]].name;
		struct sv text = val_text(&l->example[l->field[f]], l->arena);

		if (own != NULL && own->limit)
			continue;
		n += snprintf(msg + n, MSG_MAX - (size_t)n, "%s%.*s = %.*s", between,
		    SV_SHOW(name), SV_SHOW(text));
		first = false;
	}
}

static enum rc
try_all(struct lint *l, struct segment_lint *found, struct err *e)
{
	size_t all = combinations(l);
	struct expr_eval *ev = expr_eval_new();
	struct rng rng;
	enum rc rc = RC_OK;

	rng_init(&rng, 0);
	found->all = all <= SEGMENT_TRIES_MAX;
	found->tried = found->all ? all : SEGMENT_TRIES_MAX;
	for (size_t i = 0; rc == RC_OK && i < found->tried; i++) {
		choose(l, i, &rng, found->all);
		rc = try_one(l, ev, found, e);
		expr_eval_reset(ev);
	}
	expr_eval_free(ev);
	return rc;
}

enum rc
segment_rules_lint(const struct segment_rules *s, const struct expr_env *env,
    void (*say)(const char *name, const char *msg), const char *name,
    struct segment_lint *found, struct err *e)
{
	struct lint l = { .s = s, .env = *env, .arena = env->arena };
	char msg[MSG_MAX];
	enum rc rc;

	*found = (struct segment_lint){ 0 };
	proj_init(&l.proj, l.arena);
	l.env.proj = &l.proj;
	l.slot = arena_zalloc(l.arena, (s->proj->n + 1) * sizeof(*l.slot));
	l.example = arena_zalloc(l.arena, (s->proj->n + 1) * sizeof(*l.example));
	l.by = arena_zalloc(l.arena, s->n * sizeof(*l.by));
	l.first = arena_zalloc(l.arena, s->n * sizeof(*l.first));
	rc = collect(&l, e);
	if (rc == RC_OK)
		rc = try_all(&l, found, e);
	for (size_t i = 0; rc == RC_OK && i < s->n; i++) {
		if (l.first[i])
			continue;
		found->unreached++;
		say_unreached(&l, i, msg);
		say(name, msg);
	}
	if (rc == RC_OK && found->uncovered > 0) {
		say_uncovered(&l, found, msg);
		say(name, msg);
	}
	return rc;
}
