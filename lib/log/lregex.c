/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lregex - see lregex.h
 */
#include "log/lregex.h"

#include "base/mem.h"
#include "expr/pattern.h"
#include "line/lbag.h"
#include "line/line.h"
#include "line/lvalue.h"
#include "log/lgrok.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string.h>

enum {
	HEAP_LIMIT_KIB = 16 * 1024,
	STACK_MIN = 32 * 1024,
	STACK_MAX = 1024 * 1024
};

struct group {
	uint32_t        number;
	struct sv       name;	/* of the field */
	enum lgrok_type type;
};

struct lregex {
	struct line_source       base;
	const struct source_map *map;
	struct source_cfg        cfg;
	pcre2_code              *code;
	struct group            *group;
	size_t                   ngroup;
};

struct decode {
	struct line_decoder      base;
	struct lbag              bag;
	const struct lbag_name **name;	/* of each group */
	pcre2_general_context   *heap;
	pcre2_match_context     *limits;
	pcre2_jit_stack         *stack;
	pcre2_match_data        *match;
};

/* The compiled expression lives in the source's arena. */
static void *
arena_malloc(size_t n, void *a)
{
	return arena_alloc(a, n);
}

static void
arena_nofree(void *p, void *a)
{
	(void)p;
	(void)a;
}

static void *
heap_malloc(size_t n, void *ctx)
{
	(void)ctx;
	return mem_alloc(n);
}

static void
heap_free(void *p, void *ctx)
{
	(void)ctx;
	mem_free(p);
}

static void
init_decoder(struct line_decoder *base)
{
	const struct lregex *l = (const struct lregex *)base->base.src;
	struct decode *d = (struct decode *)base;

	lbag_init(&d->bag, l->base.base.proj, l->map, &l->cfg, LBAG_ACCESS, &base->base);
	d->name = mem_zalloc(l->ngroup * sizeof(*d->name));
	for (size_t i = 0; i < l->ngroup; i++)
		d->name[i] = lbag_name(&d->bag, l->group[i].name);
	d->heap = pcre2_general_context_create(heap_malloc, heap_free, NULL);
	d->limits = pcre2_match_context_create(d->heap);
	d->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, d->heap);
	d->match = pcre2_match_data_create_from_pattern(l->code, d->heap);
	(void)pcre2_set_heap_limit(d->limits, HEAP_LIMIT_KIB);
	pcre2_jit_stack_assign(d->limits, NULL, d->stack);
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	pcre2_match_data_free(d->match);
	pcre2_jit_stack_free(d->stack);
	pcre2_match_context_free(d->limits);
	pcre2_general_context_free(d->heap);
	lbag_free(&d->bag);
	mem_free(d->name);
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	return lbag_names(&((const struct decode *)base)->bag, name, max);
}

static enum rc
no_match(int code, uint64_t line_no, struct sv line, struct reject *rej)
{
	unsigned char text[128];

	if (code == PCRE2_ERROR_NOMATCH)
		return source_reject(rej, "log", line_no, 0, line,
		    "the line does not match the expression");
	if (code == PCRE2_ERROR_MATCHLIMIT || code == PCRE2_ERROR_HEAPLIMIT ||
	    code == PCRE2_ERROR_DEPTHLIMIT || code == PCRE2_ERROR_JIT_STACKLIMIT)
		return source_reject(rej, "log", line_no, 0, line,
		    "the expression takes too long on this line");
	(void)pcre2_get_error_message(code, text, sizeof(text));
	return source_reject(rej, "log", line_no, 0, line, "the expression failed: %s",
	    (const char *)text);
}

/* A number as logs write it, a sign + or zeros before it, as JSON has it. */
static bool
make_number(struct sv raw, bool whole, struct arena *a, struct val *v)
{
	char *text = arena_alloc(a, raw.n + 2), *out = text;
	size_t i = raw.n > 0 && (raw.p[0] == '-' || raw.p[0] == '+');

	if (i == 1 && raw.p[0] == '-')
		*out++ = '-';
	while (raw.n - i > 1 && raw.p[i] == '0' && num_is_digit((unsigned char)raw.p[i + 1]))
		i++;
	if (i < raw.n && raw.p[i] == '.')
		*out++ = '0';
	if (i < raw.n)
		memcpy(out, raw.p + i, raw.n - i);
	out += raw.n - i;
	*v = (struct val){ .kind = VAL_NUMBER, .text = { text, (size_t)(out - text) } };
	if (!num_is(v->text))
		return false;
	if (whole && memchr(text, 'e', v->text.n) == NULL && memchr(text, 'E', v->text.n) == NULL)
		v->text.n = sv_find(v->text, '.');
	return true;
}

static bool
is_word(struct sv raw, const char *lower)
{
	size_t n = strlen(lower);

	for (size_t i = 0; i < n && raw.n == n; i++)
		if ((raw.p[i] | 0x20) != lower[i])
			return false;
	return raw.n == n;
}

/* What a group took as a value of its type; false when it is none. */
static bool
typed_value(struct sv raw, enum lgrok_type type, struct arena *a, struct val *v)
{
	if (type == LGROK_TEXT) {
		*v = lvalue_string(lvalue_text(raw, LVALUE_RAW, a), a);
		return true;
	}
	if (type == LGROK_BOOL) {
		*v = val_of_bool(is_word(raw, "true"));
		return v->kind == VAL_TRUE || is_word(raw, "false");
	}
	return make_number(raw, type == LGROK_INT, a, v);
}

/* False when it is the time of the record, and none.  What is not of its type is absent. */
static bool
put_group(struct decode *d, size_t i, struct sv raw)
{
	const struct lregex *l = (const struct lregex *)d->base.base.src;
	enum lgrok_type type = l->group[i].type;
	struct val v;

	if (type == LGROK_ANY || d->name[i]->field->kind == LNAME_TIME)
		return lbag_put(&d->bag, d->name[i], raw, LBAG_BARE);
	if (typed_value(raw, type, &d->bag.rec, &v))
		lbag_put_value(&d->bag, d->name[i], &v);
	return true;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct lregex *l = (const struct lregex *)base->base.src;
	const PCRE2_SIZE *at;
	char found[LVALUE_SHOWN];
	int n;

	(void)pcre2_set_match_limit(d->limits, pattern_limit(line.n));
	n = pcre2_match(l->code, (PCRE2_SPTR)(const void *)line.p, line.n, 0, 0, d->match,
	    d->limits);
	if (n < 0)
		return no_match(n, base->lines, line, rej);
	at = pcre2_get_ovector_pointer(d->match);
	lbag_begin(&d->bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < l->ngroup; i++) {
		size_t from = at[2 * l->group[i].number], to = at[2 * l->group[i].number + 1];
		struct sv raw;

		if (from == PCRE2_UNSET || to <= from || to > line.n)
			continue;
		raw = (struct sv){ line.p + from, to - from };
		if (raw.n == 1 && raw.p[0] == '-')
			continue;
		if (!put_group(d, i, raw))
			return source_reject(rej, "log", base->lines, from + 1, line,
			    "timestamp: expected a time, found %s%s", lvalue_shown(raw, found),
			    d->bag.why);
	}
	lbag_end(&d->bag, r);
	return RC_OK;
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
	.names = list_names,
};

static struct group
group_of(const struct lgrok *g, uint32_t number, struct sv name)
{
	for (size_t i = 0; g != NULL && i < g->n; i++)
		if (sv_eq(g->field[i].group, name))
			return (struct group){ number, g->field[i].name, g->field[i].type };
	return (struct group){ number, name, LGROK_ANY };
}

/* The named groups by their number, so that members come in the order of the expression. */
static void
list_groups(struct lregex *l, const struct lgrok *g, struct arena *a)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table;

	(void)pcre2_pattern_info(l->code, PCRE2_INFO_NAMECOUNT, &n);
	(void)pcre2_pattern_info(l->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	(void)pcre2_pattern_info(l->code, PCRE2_INFO_NAMETABLE, &table);
	l->group = arena_alloc(a, (n + 1) * sizeof(*l->group));
	for (uint32_t i = 0; i < n; i++) {
		const unsigned char *row = table + (size_t)i * size;
		struct group one = group_of(g, (uint32_t)row[0] << 8 | row[1],
		    sv_of((const char *)(const void *)(row + 2)));
		size_t k = l->ngroup++;

		for (; k > 0 && l->group[k - 1].number > one.number; k--)
			l->group[k] = l->group[k - 1];
		l->group[k] = one;
	}
}

/* @g: what the expression is made of; NULL: of itself. */
static enum rc
open_regex(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    const struct lgrok *g, struct arena *a, struct err *e)
{
	struct sv regex = g != NULL ? g->regex : cfg->regex;
	struct lregex *l = arena_zalloc(a, sizeof(*l));
	pcre2_general_context *own = pcre2_general_context_create(arena_malloc, arena_nofree, a);
	pcre2_compile_context *c = pcre2_compile_context_create(own);
	unsigned char text[200];
	PCRE2_SIZE at;
	int code;

	l->code = pcre2_compile((PCRE2_SPTR)(const void *)regex.p, regex.n,
	    cfg->joined ? PCRE2_DOTALL : 0, &code, &at, c);
	if (l->code == NULL) {
		(void)pcre2_get_error_message(code, text, sizeof(text));
		return g != NULL ? rc_err(e, RC_USAGE, "--grok: %s at byte %zu of what it comes "
		    "to, %.200s", (const char *)text, (size_t)at, regex.p) :
		    rc_err_at(e, RC_SYNTAX, at + 1, "%s", (const char *)text);
	}
	(void)pcre2_jit_compile(l->code, PCRE2_JIT_COMPLETE);	/* without it, it runs slower */
	list_groups(l, g, a);
	if (l->ngroup == 0)
		return rc_err(e, RC_USAGE, g != NULL ?
		    "--grok takes no field: %%{NAME:field} does" :
		    "--regex has no named group: (?<name>...) names a field");
	line_source_init(&l->base, &ops, g != NULL ? "grok" : "regex", 0, p);
	l->cfg = *cfg;
	*s = &l->base.base;
	return lbag_map(&l->map, cfg, a, e);
}

enum rc
lregex_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	if (cfg->regex.n == 0)
		return rc_err(e, RC_USAGE, "-f regex needs --regex with named groups");
	return open_regex(s, cfg, p, NULL, a, e);
}

enum rc
lregex_grok(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct lgrok g;
	enum rc rc;

	if (cfg->grok.n == 0)
		return rc_err(e, RC_USAGE, "-f grok needs --grok with %%{NAME:field}");
	rc = lgrok_compile(&g, cfg->grok, a, e);
	return rc != RC_OK ? rc : open_regex(s, cfg, p, &g, a, e);
}
