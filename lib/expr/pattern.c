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
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct pattern {
	pcre2_code *code;
	pcre2_code *any;	/* for text that is not UTF-8 */
	struct sv   text;
};

struct pattern_scratch {
	pcre2_match_data    *data;
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

enum pattern_result
pattern_test(const struct pattern *p, struct sv subject, struct pattern_scratch *s)
{
	bool good = utf8_valid(subject) == subject.n;
	int n;

	pcre2_set_match_limit(s->ctx, pattern_limit(subject.n));
	n = pcre2_match(good ? p->code : p->any, (PCRE2_SPTR)(subject.n != 0 ? subject.p : ""),
	    subject.n, 0, good ? PCRE2_NO_UTF_CHECK : 0, s->data, s->ctx);
	if (n >= 0)
		return PATTERN_YES;
	return n == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_GAVE_UP;
}
