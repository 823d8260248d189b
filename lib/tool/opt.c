/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * opt - see opt.h
 *
 * getopt_long is not used: it writes its own messages, keeps its place in
 * global variables, and guesses at abbreviated names, which turn ambiguous
 * when an option is added.
 */
#include "tool/opt.h"

#include "base/arena.h"
#include "base/bug.h"
#include "base/num.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_MAX = 64 };

const struct opt *
opt_at(const struct opt *table, size_t i)
{
	struct registry r = { .what = "option", .table = table, .size = sizeof(*table),
		.name = offsetof(struct opt, name), .summary = offsetof(struct opt, help) };

	while (table[r.n].kind != OPT_KIND_END)
		r.n++;
	return registry_row(&r, i);
}

void
opt_arg(const struct opt *o, struct buf *b)
{
	if (o->kind == OPT_KIND_CHOICE && o->of != NULL)
		registry_list(o->of, "|", b);
	else
		buf_sv(b, sv_of(o->arg));
}

static void *
field_at(const struct opt_args *a, const struct opt *o, size_t off)
{
	return (char *)(o->shared ? (void *)&a->job->given : a->cfg) + off;
}

/* The array doubles at powers of two, which the count alone tells. */
static void
append_text(struct arena *arena, const char ***list, size_t *n, const char *text)
{
	if ((*n & (*n - 1)) == 0)
		*list = arena_grow(arena, *list, *n * sizeof(**list),
		    (*n == 0 ? 1 : 2 * *n) * sizeof(**list));
	(*list)[(*n)++] = text;
}

static enum rc
set_u64(uint64_t *to, const struct opt *o, const char *text, struct err *e)
{
	char label[LABEL_MAX];
	uint64_t v;

	if (num_u64(sv_of(text), &v) != RC_OK || v < o->min.u || v > o->max.u) {
		option_label(o, label, sizeof(label));
		if (o->max.u == UINT64_MAX)
			return rc_err(e, RC_USAGE, "%s: expected a number from %" PRIu64
			    ", got '%s'", label, o->min.u, text);
		return rc_err(e, RC_USAGE, "%s: expected %" PRIu64 "..%" PRIu64 ", got '%s'", label,
		    o->min.u, o->max.u, text);
	}
	*to = v;
	return RC_OK;
}

static enum rc
set_i64(int64_t *to, const struct opt *o, const char *text, struct err *e)
{
	char label[LABEL_MAX];
	int64_t v;

	if (num_i64(sv_of(text), &v) != RC_OK || v < o->min.i || v > o->max.i)
		return rc_err(e, RC_USAGE, "%s: expected %" PRId64 "..%" PRId64 ", got '%s'",
		    option_label(o, label, sizeof(label)), o->min.i, o->max.i, text);
	*to = v;
	return RC_OK;
}

static enum rc
set_double(double *to, const struct opt *o, const char *text, struct err *e)
{
	char label[LABEL_MAX], lo[NUM_TEXT_MAX], hi[NUM_TEXT_MAX];
	double v;

	if (num_double(sv_of(text), &v) != RC_OK || v < o->min.d || v > o->max.d) {
		num_text(o->min.d, lo);
		num_text(o->max.d, hi);
		return rc_err(e, RC_USAGE, "%s: expected %s..%s, got '%s'",
		    option_label(o, label, sizeof(label)), lo, hi, text);
	}
	*to = v;
	return RC_OK;
}

/* @text is one of what the help calls a|b|c. */
static bool
is_choice(struct sv left, struct sv want)
{
	while (left.n > 0) {
		size_t bar = sv_find(left, '|');

		if (sv_eq((struct sv){ left.p, bar }, want))
			return true;
		bar += bar < left.n;
		left = (struct sv){ left.p + bar, left.n - bar };
	}
	return false;
}

static enum rc
refuse_value(const struct opt *o, const char *text, struct err *e)
{
	char label[LABEL_MAX];
	struct buf b;

	buf_init(&b, ERR_MSG_MAX);
	opt_arg(o, &b);
	rc_err(e, RC_USAGE, "%s: expected %.*s, got '%s'", option_label(o, label, sizeof(label)),
	    (int)b.n, b.p, text);
	buf_free(&b);
	return RC_USAGE;
}

static enum rc
set_choice(const char **to, const struct opt *o, const char *text, struct err *e)
{
	if (o->of != NULL ? registry_find(o->of, sv_of(text)) == NULL
	    : !is_choice(sv_of(o->arg), sv_of(text)))
		return refuse_value(o, text, e);
	*to = text;
	return RC_OK;
}

static enum rc
set_value(const struct opt_args *a, const struct opt *o, const char *text, struct err *e)
{
	void *to = field_at(a, o, o->off);

	a->given[o - a->table] = true;
	if (text[0] == '\0' && !o->none)
		return refuse_value(o, text, e);
	switch (o->kind) {
	case OPT_KIND_LIST:
		append_text(&a->job->arena, to, field_at(a, o, o->off_n), text);
		return RC_OK;
	case OPT_KIND_U64:
		return set_u64(to, o, text, e);
	case OPT_KIND_I64:
		return set_i64(to, o, text, e);
	case OPT_KIND_DOUBLE:
		return set_double(to, o, text, e);
	case OPT_KIND_CHOICE:
	case OPT_KIND_FORM:
		return set_choice(to, o, text, e);
	case OPT_KIND_TEXT:
		*(const char **)to = text;
		return RC_OK;
	default:
		BUG("an option of this kind takes no value");
	}
}

/* What takes no value, or has none: a flag, a form or a question. */
static void
set_flag(struct opt_args *a, const struct opt *o)
{
	a->given[o - a->table] = true;
	if (o->kind == OPT_KIND_ASK)
		a->ask = (enum opt_ask)o->min.u;
	else if (o->kind == OPT_KIND_FORM)
		*(const char **)field_at(a, o, o->off) = "";
	else
		*(bool *)field_at(a, o, o->off) = true;
}

static size_t
count_rows(const struct opt *table)
{
	size_t n = 0;

	while (table[n].kind != OPT_KIND_END)
		n++;
	return n;
}

static const struct opt *
find_long(const struct opt *table, struct sv name)
{
	const struct opt *o;

	for (size_t i = 0; (o = opt_at(table, i)) != NULL; i++)
		if (o->name != NULL && sv_is(name, o->name))
			return o;
	return NULL;
}

static const struct opt *
find_letter(const struct opt *table, char letter)
{
	const struct opt *o;

	for (size_t i = 0; (o = opt_at(table, i)) != NULL; i++)
		if (o->letter != 0 && o->letter == letter)
			return o;
	return NULL;
}

/* What the same thing is called elsewhere; of those that a filter has the first. */
static const struct {
	const char *word;
	const char *name;
} alias[] = {
	{ "window", "within" }, { "conversion-window", "within" }, { "timeout", "gap" },
	{ "inactivity", "gap" }, { "attribution-window", "lookback" },
	{ "group-by", "by" }, { "group", "by" }, { "breakdown", "by" }, { "dimensions", "by" },
	{ "filter", "where" }, { "condition", "where" }, { "query", "where" },
	{ "interval", "period" }, { "granularity", "period" }, { "window", "period" },
	{ "dau", "active" }, { "wau", "active" }, { "mau", "active" },
	{ "user-id", "user" }, { "distinct-id", "user" }, { "id", "user" }, { "uid", "user" },
	{ "on", "key" }, { "using", "key" }, { "limit", "top" }, { "limit", "head" },
	{ "columns", "fields" }, { "select", "fields" }, { "timezone", "tz" }, { "zone", "tz" },
	{ "since", "from" }, { "after", "from" }, { "start-date", "from" },
	{ "until", "to" }, { "before", "to" }, { "end-date", "to" },
	{ "jobs", "threads" }, { "workers", "threads" },
};

static size_t
find_alias(struct sv word, const struct sv *name, size_t n)
{
	for (size_t i = 0; i < sizeof(alias) / sizeof(alias[0]); i++)
		for (size_t k = 0; k < n && sv_is(word, alias[i].word); k++)
			if (sv_is(name[k], alias[i].name))
				return k;
	return n;
}

static enum rc
unknown_long(const struct opt_args *a, struct sv name, struct err *e)
{
	struct sv *cand = arena_alloc(&a->job->arena, (count_rows(a->table) + 1) * sizeof(*cand));
	const struct opt *o;
	char label[LABEL_MAX] = "";
	size_t n = 0, near;

	while (opt_at(a->table, n) != NULL)
		n++;
	cand = arena_alloc(&a->job->arena, (n + 1) * sizeof(*cand));
	n = 0;
	for (size_t i = 0; (o = opt_at(a->table, i)) != NULL; i++)
		if (o->name != NULL)
			cand[n++] = sv_of(o->name);
	near = sv_near(name, cand, n);
	if (near == n)
		near = find_alias(name, cand, n);
	if (near < n)
		snprintf(label, sizeof(label), "--%s", cand[near].p);
	return rc_hint(e, rc_err(e, RC_USAGE, "unknown option '--%.*s'", SV_SHOW(name)),
	    sv_of(label));
}

/* A value is what follows, whatever it looks like; argv ends in NULL. */
static enum rc
take_next(const struct opt_args *a, const struct opt *o, char ***at, struct err *e)
{
	char label[LABEL_MAX];

	if ((*at)[1] == NULL)
		return rc_err(e, RC_USAGE, "%s: expected %s, got nothing",
		    option_label(o, label, sizeof(label)), o->arg);
	(*at)++;
	return set_value(a, o, **at, e);
}

static enum rc
parse_long(struct opt_args *a, char ***at, struct err *e)
{
	const char *text = **at + 2;
	struct sv name = sv_of(text);
	size_t eq = sv_find(name, '=');
	bool has_value = eq < name.n;
	const struct opt *o;

	name.n = eq;
	if (sv_is(name, "dump-options") && !has_value) {
		a->ask = OPT_ASK_DUMP;
		return RC_OK;
	}
	o = find_long(a->table, name);
	if (o == NULL)
		return unknown_long(a, name, e);
	if (o->arg == NULL || (o->kind == OPT_KIND_FORM && !has_value)) {
		if (has_value)
			return rc_err(e, RC_USAGE, "--%s: takes no value, got '%s'", o->name,
			    text + eq + 1);
		set_flag(a, o);
		return RC_OK;
	}
	return has_value ? set_value(a, o, text + eq + 1, e) : take_next(a, o, at, e);
}

static enum rc
parse_letters(struct opt_args *a, char ***at, struct err *e)
{
	const char *p = **at + 1;

	for (; *p != '\0'; p++) {
		const struct opt *o = find_letter(a->table, *p);

		if (o == NULL)
			return rc_err(e, RC_USAGE, "unknown option '-%c'", *p);
		if (o->arg != NULL)
			return p[1] != '\0' ? set_value(a, o, p + 1, e) : take_next(a, o, at, e);
		set_flag(a, o);
	}
	return RC_OK;
}

enum rc
opt_parse(struct opt_args *a, int argc, char **argv, struct err *e)
{
	char **at = argv + (argc > 0);
	enum rc rc = RC_OK;
	bool only_operands = false;

	a->operand = NULL;
	a->noperand = 0;
	a->given = arena_zalloc(&a->job->arena, count_rows(a->table) + 1);
	a->ask = OPT_ASK_NOTHING;
	for (; rc == RC_OK && a->ask == OPT_ASK_NOTHING && *at != NULL; at++) {
		const char *s = *at;

		if (only_operands || s[0] != '-' || s[1] == '\0')
			append_text(&a->job->arena, &a->operand, &a->noperand, s);
		else if (s[1] != '-')
			rc = parse_letters(a, &at, e);
		else if (s[2] == '\0')
			only_operands = true;
		else
			rc = parse_long(a, &at, e);
	}
	return rc;
}
