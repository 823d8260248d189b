/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pattern - see pattern.h
 *
 * The compiled code lies in the caller's arena through PCRE2's own allocator
 * hooks; only the JIT's executable pages come from elsewhere.
 *
 * There are two of it: for UTF-8, and for text with bytes that are none, which PCRE2
 * wants to be told of when it compiles.  The JIT of the latter has \D, \S and \W match
 * nothing beyond ASCII (PCRE2 10.42): patterns with one of them are interpreted there.
 */
#include "expr/pattern.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <string.h>

enum { GROUP_NAME_MAX = 32 };	/* PCRE2's own limit */

struct pattern {
	pcre2_code *code;
	pcre2_code *any;	/* for text that is not UTF-8 */
	struct sv   text;
};

struct pattern_scratch {
	pcre2_match_data    *data;
	pcre2_match_data    *groups;	/* room for all groups that were asked for; NULL: none */
	uint32_t             ngroups;
	pcre2_match_context *ctx;
	pcre2_jit_stack     *stack;	/* NULL without JIT */
};

static void *
from_arena(size_t n, void *a)
{
	return arena_alloc(a, n);
}

static void
to_arena(void *p, void *a)
{
	(void)p;	/* the arena goes as a whole */
	(void)a;
}

static void *
from_heap(size_t n, void *unused)
{
	(void)unused;
	return mem_alloc(n);
}

static void
to_heap(void *p, void *unused)
{
	(void)unused;
	mem_free(p);
}

/* Maybe more than once too often: in a pattern, "\\D" is none. */
static bool
negates(struct sv s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '\\' && (s.p[i + 1] == 'D' || s.p[i + 1] == 'S' || s.p[i + 1] == 'W'))
			return true;
	return false;
}

enum rc
pattern_new(const struct pattern **p, struct sv text, struct arena *a, size_t *off, struct err *e)
{
	pcre2_general_context *gen = pcre2_general_context_create(from_arena, to_arena, a);
	pcre2_compile_context *ctx = pcre2_compile_context_create(gen);
	struct pattern *made = arena_zalloc(a, sizeof(*made));
	PCRE2_SPTR from = (PCRE2_SPTR)(text.n != 0 ? text.p : "");
	PCRE2_SIZE at = 0;
	int code = 0;

	pcre2_set_max_pattern_length(ctx, PATTERN_TEXT_MAX);
	made->text = text;
	made->code = pcre2_compile(from, text.n, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &at,
	    ctx);
	if (made->code != NULL)
		made->any = pcre2_compile(from, text.n,
		    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &code, &at, ctx);
	if (made->any == NULL) {
		PCRE2_UCHAR msg[256];

		*off = at < text.n ? at : text.n;
		if (pcre2_get_error_message(code, msg, sizeof(msg)) < 0)
			msg[0] = '\0';
		return rc_err(e, RC_SYNTAX, "regular expression: %s", (const char *)msg);
	}
	/* Without a JIT, or for the few patterns it cannot take, the interpreter runs. */
	(void)pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE);
	if (!negates(text))
		(void)pcre2_jit_compile(made->any, PCRE2_JIT_COMPLETE);
	*p = made;
	return RC_OK;
}

struct sv
pattern_text(const struct pattern *p)
{
	return p->text;
}

void
pattern_free(const struct pattern *p)
{
	pcre2_code_free(p->code);
	pcre2_code_free(p->any);
}

struct pattern_scratch *
pattern_scratch_new(void)
{
	pcre2_general_context *gen = pcre2_general_context_create(from_heap, to_heap, NULL);
	struct pattern_scratch *s = mem_zalloc(sizeof(*s));
	uint32_t jit = 0;

	s->data = pcre2_match_data_create(1, gen);
	s->ctx = pcre2_match_context_create(gen);
	pcre2_set_depth_limit(s->ctx, PATTERN_LIMIT);
	pcre2_set_heap_limit(s->ctx, PATTERN_HEAP_KIB);
	if (pcre2_config(PCRE2_CONFIG_JIT, &jit) >= 0 && jit != 0) {
		s->stack = pcre2_jit_stack_create(32 * 1024, PATTERN_STACK, gen);
		pcre2_jit_stack_assign(s->ctx, NULL, s->stack);
	}
	pcre2_general_context_free(gen);
	return s;
}

void
pattern_scratch_free(struct pattern_scratch *s)
{
	if (s == NULL)
		return;
	pcre2_match_data_free(s->data);
	pcre2_match_data_free(s->groups);
	pcre2_match_context_free(s->ctx);
	pcre2_jit_stack_free(s->stack);
	mem_free(s);
}

/*
 * PCRE2 begins to count anew with each starting point, and there are as many as bytes.
 * One that backtracks over the whole text once is always allowed up to 60 kB.
 */
uint32_t
pattern_limit(size_t n)
{
	uint64_t each = n != 0 ? UINT64_C(4000000000) / n : PATTERN_LIMIT;

	return each > PATTERN_LIMIT ? PATTERN_LIMIT
	    : each < PATTERN_LIMIT_MIN ? PATTERN_LIMIT_MIN : (uint32_t)each;
}

/* What PCRE2 says of a match or a replacement. */
static enum pattern_result
result_of(int n)
{
	if (n >= 0)
		return PATTERN_YES;
	return n == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_GAVE_UP;
}

static enum pattern_result
match(const struct pattern *p, struct sv subject, struct pattern_scratch *s,
    pcre2_match_data *data)
{
	bool good = utf8_valid(subject) == subject.n;

	pcre2_set_match_limit(s->ctx, pattern_limit(subject.n));
	return result_of(pcre2_match(good ? p->code : p->any,
	    (PCRE2_SPTR)(subject.n != 0 ? subject.p : ""), subject.n, 0,
	    good ? PCRE2_NO_UTF_CHECK : 0, data, s->ctx));
}

enum pattern_result
pattern_test(const struct pattern *p, struct sv subject, struct pattern_scratch *s)
{
	return match(p, subject, s, s->data);
}

uint32_t
pattern_groups(const struct pattern *p)
{
	uint32_t n = 0;

	(void)pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &n);
	return n;
}

/* Match data with room for the groups of @p. */
static pcre2_match_data *
groups_of(const struct pattern *p, struct pattern_scratch *s)
{
	const uint32_t n = pattern_groups(p) + 1;
	pcre2_general_context *gen;

	if (s->ngroups < n) {
		pcre2_match_data_free(s->groups);
		gen = pcre2_general_context_create(from_heap, to_heap, NULL);
		s->groups = pcre2_match_data_create(n, gen);
		s->ngroups = n;
		pcre2_general_context_free(gen);
	}
	return s->groups;
}

enum pattern_result
pattern_group(const struct pattern *p, struct sv subject, uint32_t n, struct pattern_scratch *s,
    struct sv *out)
{
	pcre2_match_data *data = groups_of(p, s);
	enum pattern_result r = match(p, subject, s, data);
	const PCRE2_SIZE *at;

	*out = (struct sv){ NULL, 0 };
	if (r != PATTERN_YES)
		return r;
	at = pcre2_get_ovector_pointer(data) + 2 * (size_t)n;
	/* \K in a lookahead can put the beginning behind the end. */
	if (at[0] != PCRE2_UNSET && at[0] <= at[1])
		*out = (struct sv){ (subject.n != 0 ? subject.p : "") + at[0], at[1] - at[0] };
	return r;
}

/* *n: room before, length behind, also when there is too little room. */
static int
substitute(const struct pattern *p, struct sv subject, struct sv with, struct pattern_scratch *s,
    char *to, PCRE2_SIZE *n)
{
	bool good = utf8_valid(subject) == subject.n;
	uint32_t how = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_UNSET_EMPTY |
	    PCRE2_SUBSTITUTE_OVERFLOW_LENGTH;

	pcre2_set_match_limit(s->ctx, pattern_limit(subject.n));
	return pcre2_substitute(good ? p->code : p->any,
	    (PCRE2_SPTR)(subject.n != 0 ? subject.p : ""), subject.n, 0, how,
	    groups_of(p, s), s->ctx, (PCRE2_SPTR)(with.n != 0 ? with.p : ""), with.n,
	    (PCRE2_UCHAR *)to, n);
}

static bool
is_word(char c)
{
	return num_is_digit((unsigned char)c) || c == '_' || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

/* The group that a reference names: its number, or that it is none. */
static enum rc
check_group(const struct pattern *p, struct sv name, struct err *e)
{
	char text[GROUP_NAME_MAX + 1];
	uint64_t n;

	if (name.n > 0 && num_is_digit((unsigned char)name.p[0])) {
		if (num_u64(name, &n) == RC_OK && n <= pattern_groups(p))
			return RC_OK;
	} else if (name.n > 0 && name.n <= GROUP_NAME_MAX) {
		memcpy(text, name.p, name.n);
		text[name.n] = '\0';
		if (pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)text) > 0)
			return RC_OK;
	}
	return rc_err(e, RC_SYNTAX, name.n == 0 ? "a $ is written $$" :
	    "the expression has no group '%.*s'; a $ is written $$", SV_SHOW(name));
}

enum rc
pattern_check_replacement(const struct pattern *p, struct sv with, struct err *e)
{
	for (size_t i = 0; i < with.n; i++) {
		struct sv name;
		bool braced;

		if (with.p[i] != '$')
			continue;
		if (++i < with.n && with.p[i] == '$')
			continue;
		braced = i < with.n && with.p[i] == '{';
		i += braced;
		name = (struct sv){ with.p + i, 0 };
		while (i < with.n && is_word(with.p[i]) && (braced || name.n == 0 ||
		    !num_is_digit((unsigned char)name.p[0]) ||
		    num_is_digit((unsigned char)with.p[i]))) {
			name.n++;
			i++;
		}
		if (braced && (i == with.n || with.p[i] != '}'))
			return rc_err(e, RC_SYNTAX, "expected '}' behind '${%.*s'",
			    SV_SHOW(name));
		if (check_group(p, name, e) != RC_OK)
			return RC_SYNTAX;
		i -= !braced;
	}
	return RC_OK;
}

enum pattern_result
pattern_replace(const struct pattern *p, struct sv subject, struct sv with,
    struct pattern_scratch *s, struct arena *a, struct sv *out)
{
	PCRE2_SIZE n = subject.n + with.n + 1, room = n;
	char *to = arena_alloc(a, n);
	int got = substitute(p, subject, with, s, to, &n);

	*out = subject;
	if (got == PCRE2_ERROR_NOMEMORY && n > room) {
		if (n > PATTERN_REPLACED_MAX)
			return PATTERN_TOO_LONG;
		to = arena_alloc(a, n);
		got = substitute(p, subject, with, s, to, &n);
	}
	if (got > 0)
		*out = (struct sv){ to, n };
	return got == 0 ? PATTERN_NO : result_of(got);
}
