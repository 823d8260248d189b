/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every kernel of jread beside jansson and beside the others on the same bytes.
 *
 * A reader learns from one line for the next, so each case is a stream that
 * goes through the same readers: what was learnt must never decide whether a
 * line is valid or what it holds.
 */
#include "base/cpu.h"
#include "base/rng.h"
#include "json/jline.h"

#include "../oracle.h"
#include "../t.h"

enum { LINE_MAX = 1 << 12, STREAMS = T_ROUNDS(60), STREAM_LINES = 200, KEYS = 14 };

struct line {
	char   p[LINE_MAX];
	size_t n;
};

static const char *const name_of[CPU_SIMD_N] = { "scalar", "sse2", "avx2", "neon" };

static void
put(struct line *l, const char *s)
{
	size_t n = strlen(s);

	if (l->n + n < LINE_MAX) {
		memcpy(l->p + l->n, s, n);
		l->n += n;
	}
}

/* One oracle for each usable kernel. */
struct bank {
	struct oracle o[CPU_SIMD_N];
	bool          on[CPU_SIMD_N];
};

static void
bank_init(struct bank *b)
{
	for (int i = 0; i < CPU_SIMD_N; i++) {
		b->on[i] = cpu_simd_usable((enum cpu_simd)i);
		if (!b->on[i])
			continue;
		oracle_init(&b->o[i]);
		if (!jread_simd(b->o[i].slots, (enum cpu_simd)i) ||
		    !jread_simd(b->o[i].listing, (enum cpu_simd)i))
			abort();
	}
}

static void
bank_free(struct bank *b)
{
	for (int i = 0; i < CPU_SIMD_N; i++)
		if (b->on[i])
			oracle_free(&b->o[i]);
}

static bool
bank_check(struct bank *b, const char *p, size_t n)
{
	bool ok = true;

	for (int i = 0; i < CPU_SIMD_N && ok; i++) {
		if (!b->on[i])
			continue;
		ok = T_QUIET(oracle_check(&b->o[i], p, n), "%s: %s", name_of[i], b->o[i].why);
		if (!ok)
			printf("# %.*s\n", (int)n, p);
	}
	return ok;
}

/* How the values of a key look in a stream. */
enum look { WORD, FIXED, SHORT, LONG, INT, FIXED_INT, FLOAT, BOOL, OBJECT, LIST, ANY, LOOKS };

struct shape {
	const char *key[KEYS];
	enum look   look[KEYS];
	unsigned    often[KEYS];	/* of 16 lines */
	const char *comma, *colon;
};

static void
gen_look(struct rng *r, struct line *l, enum look look)
{
	static const char *const word[] = { "\"GET\"", "\"POST\"", "\"\"", "\"DELETE\"" };
	static const char *const odd[] = { "\"a\\\"b\"", "\"\xC3\xA9\xE2\x82\xAC\"", "\"\\u0041\\n\"",
		"null", "-1", "0", "1e5", "0.25", "-0.5E-3", "[]", "{}", "\"x\"", "true",
		"123456789012345678901234567890", "\"0123456789012345678901234567890\"",
		"\"01234567890123456789012345678901\"", "\"\xF0\x9F\x98\x80\"" };
	char text[200] = "\"";
	size_t n;

	if (look != ANY && rng_below(r, 40) == 0)
		look = ANY;
	switch (look) {
	case WORD:
		put(l, word[rng_below(r, 4)]);
		return;
	case FIXED:
		snprintf(text, sizeof(text), "\"2026-09-01T%02u:%02uZ\"", (unsigned)rng_below(r, 24),
		    (unsigned)rng_below(r, 60));
		break;
	case SHORT:
	case LONG:
		n = (size_t)rng_below(r, look == SHORT ? 12 : 150);
		memset(text + 1, 'a' + (int)rng_below(r, 26), n);
		text[n + 1] = '"';
		break;
	case INT:
		snprintf(text, sizeof(text), "%u", (unsigned)(rng_u64(r) >> (32 + rng_below(r, 32))));
		break;
	case FIXED_INT:
		snprintf(text, sizeof(text), "%u", 200 + (unsigned)rng_below(r, 300));
		break;
	case FLOAT:
		snprintf(text, sizeof(text), "%u.%03u", (unsigned)rng_below(r, 300),
		    (unsigned)rng_below(r, 1000));
		break;
	case BOOL:
		strcpy(text, rng_below(r, 2) != 0 ? "true" : "false");
		break;
	case OBJECT:
		snprintf(text, sizeof(text), "{\"b\":%u,\"c\" : {\"d\":[1,\"}\"]}}",
		    (unsigned)rng_below(r, 9));
		break;
	case LIST:
		strcpy(text, "[1, {\"a\":2}, \"x\"]");
		break;
	default:
		put(l, odd[rng_below(r, sizeof(odd) / sizeof(odd[0]))]);
		return;
	}
	put(l, text);
}

static void
gen_shape(struct rng *r, struct shape *s)
{
	static const char *const key[] = {
		"a", "b", "c", "a.b", "a.b.c", "long_key_name_one", "long_key_name_two", "", "timestamp",
		"status", "a_key_of_more_than_thirty_two_bytes_in_all", "\xC3\xA9", "\\u0061", "path",
	};
	static const char *const comma[] = { ",", ",", ", ", " ,", ",\t" };
	static const char *const colon[] = { ":", ":", ": ", " :", ":  " };

	for (size_t i = 0; i < KEYS; i++) {
		s->key[i] = key[rng_below(r, 20) == 0 ? rng_below(r, KEYS) : i];
		s->look[i] = (enum look)rng_below(r, LOOKS);
		s->often[i] = rng_below(r, 3) == 0 ? 1 + (unsigned)rng_below(r, 15) : 16;
	}
	for (size_t i = KEYS; i > 1; i--) {
		size_t k = (size_t)rng_below(r, i);
		const char *t = s->key[i - 1];

		s->key[i - 1] = s->key[k];
		s->key[k] = t;
	}
	s->comma = comma[rng_below(r, 5)];
	s->colon = colon[rng_below(r, 5)];
}

static void
gen_line(struct rng *r, const struct shape *s, struct line *l)
{
	bool first = true;

	l->n = 0;
	put(l, rng_below(r, 50) == 0 ? " {" : "{");
	for (size_t i = 0; i < KEYS; i++) {
		if (rng_below(r, 16) >= s->often[i])
			continue;
		if (!first)
			put(l, s->comma);
		first = false;
		put(l, "\"");
		put(l, s->key[i]);
		put(l, "\"");
		put(l, rng_below(r, 100) == 0 ? " :\t" : s->colon);
		gen_look(r, l, s->look[i]);
	}
	put(l, rng_below(r, 50) == 0 ? " } \r" : "}");
}

static void
damage(struct rng *r, struct line *l)
{
	static const char bytes[] = "\0\x01\x1f \t\"\\/,:{}[]-+.0123eEtfn\x7f\x80\xBF\xC3\xED\xFF";
	size_t at = (size_t)rng_below(r, l->n);

	switch (rng_below(r, 4)) {
	case 0:
		l->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
		break;
	case 1:
		memmove(l->p + at, l->p + at + 1, --l->n - at);
		break;
	case 2:
		memmove(l->p + at + 1, l->p + at, l->n - at);
		l->p[at] = bytes[rng_below(r, sizeof(bytes) - 1)];
		l->n++;
		break;
	default:
		l->n = at;
	}
}

static void
test_streams(struct rng *r)
{
	struct bank b;
	struct line l;
	size_t failed = 0, bad = 0, lines = 0;

	bank_init(&b);
	for (size_t i = 0; i < STREAMS && failed < 3; i++) {
		struct shape s[8];
		size_t shapes = 1 + (size_t)rng_below(r, 8);

		if (i % 10 == 9) {
			bank_free(&b);
			bank_init(&b);
		}
		for (size_t k = 0; k < shapes; k++)
			gen_shape(r, &s[k]);
		for (size_t k = 0; k < STREAM_LINES && failed < 3; k++, lines++) {
			gen_line(r, &s[rng_below(r, shapes)], &l);
			if (rng_below(r, 4) == 0)
				damage(r, &l);
			failed += !bank_check(&b, l.p, l.n);
		}
	}
	for (int i = 0; i < CPU_SIMD_N; i++)
		bad += b.on[i] && b.o[i].objects == 0;
	T_OK(failed == 0 && bad == 0, "%zu lines of changing shapes, each kernel as jansson", lines);
	bank_free(&b);
}

static bool
check_lines(struct bank *b, const char *lines)
{
	static const char k[] = "\"k\"", key[] = "\"long_key_name_one\"";
	struct line l = { .n = 0 };
	bool ok = true;

	for (const char *p = lines; ok; p++) {
		if (*p == '\n' || *p == '\0') {
			ok = bank_check(b, l.p, l.n);
			l.n = 0;
			if (*p == '\0')
				return ok;
		} else if (strncmp(p, k, sizeof(k) - 1) == 0) {
			put(&l, key);
			p += sizeof(k) - 2;
		} else {
			l.p[l.n++] = *p;
		}
	}
	return ok;
}

/*
 * @first, one line or several, often enough to be foretold, then @then, then
 * @first again.  A key named k stands for one that is projected and has no
 * paths below it, as a has.
 */
static void
after(const char *what, const char *first, const char *const *then, size_t n)
{
	struct bank b;
	bool ok = true;

	bank_init(&b);
	for (size_t i = 0; i < n && ok; i++) {
		for (int k = 0; k < 70 && ok; k++)
			ok = check_lines(&b, first);
		ok = ok && check_lines(&b, then[i]) && check_lines(&b, then[i]) &&
		    check_lines(&b, first);
	}
	T_OK(ok, "%s", what);
	bank_free(&b);
}

#define AFTER(what, first, ...) do { \
	static const char *const then_[] = { __VA_ARGS__ }; \
	after(what, first, then_, sizeof(then_) / sizeof(then_[0])); \
} while (0)

static void
test_traps(void)
{
	AFTER("a literal does not say how the value begins", "{\"k\":1,\"b\":2}",
	    "{\"k\":\"x\",\"b\":\"y\"}", "{\"k\": 1,\"b\":\t2}", "{\"k\":null,\"b\":true}",
	    "{\"k\":{\"b\":1},\"b\":[2]}", "{\"k\":-1,\"b\":-2.5e3}", "{\"k\":,\"b\":2}",
	    "{\"k\": ,\"b\":2}", "{\"k\":x,\"b\":2}", "{\"k\":\x01,\"b\":2}", "{\"k\":", "{\"k\": ");
	AFTER("what was a string before a literal is no string now", "{\"c\":\"x\",\"b\":1}",
	    "{\"c\":1,\"b\":1}", "{\"c\":1\",\"b\":1}", "{\"c\":null\",\"b\":1}", "{\"c\":x\",\"b\":1}",
	    "{\"c\":\"x,\"b\":1}", "{\"c\":\"x\"\",\"b\":1}");
	AFTER("a literal known from elsewhere", "{\"b\":2,\"c\":\"x\",\"k\":1}\n{\"b\":2,\"d\":1}\n"
	    "{\"k\":1,\"d\":2}\n{\"c\":\"x\",\"d\":1}\n{\"d\":2,\"b\":3}\n{\"d\":\"x\"}",
	    "{\"k\":1{\"b\":2,\"c\":\"x\"}", "{\"b\":\"x\"{\"b\":2}", "{,\"c\":\"x\"}",
	    "{\"b\":\"x\",\"k\":1,\"c\":\"x\"}", "{\"b\":2\",\"k\":1}", "{\"c\":\"x,\"c\":\"x\"}",
	    "{\"c\":\"x\",\"c\":\"x\"}", "{\"k\":1,\"c\":\"x\"}", "{\"b\":2}", "\",\"k\":1}");
	AFTER("keys with escapes or beyond ASCII", "{\"\\u0061\":1,\"\xC3\xA9\":2,\"b\":3}",
	    "{\"k\":1,\"\xC3\xA9\":2,\"b\":3}", "{\"\\u0062\":1,\"\xC3\":2,\"b\":3}",
	    "{\"\\u006\":1}", "{\"\\u0061\":1,\"\xC3\xA9\":2,\"b\":\"\xC3\"}");
	AFTER("numbers that may be null", "{\"k\":1,\"b\":null,\"c\":2}", "{\"k\":null,\"b\":1,\"c\":2}",
	    "{\"k\":null,\"b\":null,\"c\":null}", "{\"k\":\"1\",\"b\":nul,\"c\":2}",
	    "{\"k\":1,\"b\":nulll,\"c\":2}");
	AFTER("integers of a length that was foretold", "{\"k\":200,\"b\":1}", "{\"k\":2000,\"b\":1}",
	    "{\"k\":20,\"b\":1}", "{\"k\":020,\"b\":1}", "{\"k\":000,\"b\":1}", "{\"k\":200.5,\"b\":1}",
	    "{\"k\":200.,\"b\":1}", "{\"k\":2e3,\"b\":1}", "{\"k\":200e3,\"b\":1}", "{\"k\":200e,\"b\":1}",
	    "{\"k\":200-,\"b\":1}", "{\"k\":200 ,\"b\":1}", "{\"k\":200\"b\":1}", "{\"k\":200",
	    "{\"k\":1.5.5,\"b\":1}", "{\"k\":123456789012345678901234567890,\"b\":1}",
	    "{\"k\":1.123456789012345678901234567890,\"b\":1}", "{\"k\":0.5,\"b\":01.5}",
	    "{\"k\":00.5,\"b\":1}", "{\"k\":0,\"b\":1}", "{\"k\":200.5e-3,\"b\":1}", "{\"k\":-200,\"b\":1}");
	AFTER("strings of a length that was foretold", "{\"k\":\"0123456789\",\"b\":\"x\"}",
	    "{\"k\":\"012345678\",\"b\":\"x\"}", "{\"k\":\"01234567890\",\"b\":\"x\"}",
	    "{\"k\":\"01234\\\"789\",\"b\":\"x\"}", "{\"k\":\"012345678\\\",\"b\":\"x\"}",
	    "{\"k\":\"01234\\\\6789\\n\",\"b\":\"\\t\"}", "{\"k\":\"0123\x01" "56789\",\"b\":\"x\"}",
	    "{\"k\":\"0123456789", "{\"k\":\"012345678901234567890123456789012345678901234567890123456789"
	    "0123456789012345678901234567890123456789\",\"b\":\"x\"}", "{\"k\":\"0123456\xC3\xA9\","
	    "\"b\":\"x\"}", "{\"k\":\"01234567\xC3\",\"b\":\"x\"}", "{\"k\":\"\",\"b\":\"\"}",
	    "{\"k\":\"\xED\xA0\x80\",\"b\":\"x\"}", "{\"k\":\"0123456789\" ,\"b\":\"x\"}");
	AFTER("ends of records", "{\"k\":\"x\"}", "{\"k\":\"x\"} ", "{\"k\":\"x\"}\r", "{\"k\":\"x\"}}",
	    "{\"k\":\"x\"},", "{\"k\":\"x\",}", "{}", "{ }", "{,}", "", " ", "[]", "{\"k\":\"x\"}{\"k\":1}",
	    "{\"k\":\"x\" \"b\":1}", "{\"k\":\"x\",,\"b\":1}", "{\"k\"}", "{\"k\":\"x\"", "{", "{\"");
	AFTER("the same key again", "{\"a\":{\"b\":1},\"b\":2}", "{\"a\":{\"b\":1},\"a\":{\"c\":1},\"b\":2}",
	    "{\"a\":{\"b\":1},\"a\":3}", "{\"a\":{\"b\":1},\"a\":\"x\",\"a.b\":5}",
	    "{\"a.b\":5,\"a\":{\"b\":{\"c\":1}}}", "{\"a\":{\"b\":{\"c\":1},\"b\":{}}}", "{\"a\":{},\"a\":{}}",
	    "{\"a\":{\"b\":1,},\"b\":2}", "{\"a\":{\"b\":1 \"c\":2},\"b\":2}", "{\"a\":{,},\"b\":2}");
	AFTER("white space learnt is no white space owed", "{ \"k\" : 1 , \"b\" : \"x\" }",
	    "{\"k\":1,\"b\":\"x\"}", "{ \"k\" : 1, \"b\" : \"x\" }", "{ \"k\" : 1 , \"b\" :\"x\"}",
	    "{ \"k\" :  1 , \"b\" : \"x\" }", "{ \"k\" : 1 , \"b\" : x }", "{ \"k\" : 1 , \"b\" : }");
}

/* More literals than are remembered. */
static void
test_full(void)
{
	struct bank b;
	char text[128];
	bool ok = true;

	bank_init(&b);
	for (int i = 0; i < 2 * JLINE_NODES && ok; i++) {
		int n = snprintf(text, sizeof(text), "{\"k%d\":%d,\"a\":\"%d\",\"l%d\":[%d],\"b\":1}", i, i, i,
		    i % 700, i);

		ok = bank_check(&b, text, (size_t)n);
	}
	T_OK(ok, "more names than are remembered");
	bank_free(&b);
}

/* Each kernel is the one that was asked for, by the caller and by CX_SIMD. */
static void
test_forced(void)
{
	const char *(*const kernel[CPU_SIMD_N])(struct jread *, const char *, struct val *) = {
		jline_scalar, jline_sse2, jline_avx2, jline_neon
	};
	struct jread *r;

	for (int i = 0; i < CPU_SIMD_N; i++) {
		bool usable = cpu_simd_usable((enum cpu_simd)i);

		T_OK(strcmp(cpu_simd_name((enum cpu_simd)i), name_of[i]) == 0, "%s", name_of[i]);
		setenv("CX_SIMD", name_of[i], 1);
		r = jread_new(oracle_path, 1, false);
		T_OK((r->kernel == kernel[i]) == usable, "CX_SIMD=%s: %s", name_of[i],
		    usable ? "used" : "not usable here");
		jread_free(r);
		setenv("CX_SIMD", "no such thing", 1);
		r = jread_new(oracle_path, 1, false);
		T_OK(jread_simd(r, (enum cpu_simd)i) == usable, "jread_simd says so");
		T_OK(!usable || r->kernel == kernel[i], "and does so");
		jread_free(r);
	}
	unsetenv("CX_SIMD");
	T_OK(cpu_simd_usable(cpu_simd()) && (cpu_simd() != CPU_SCALAR || !(CPU_X86 || CPU_ARM)),
	    "the machine's own is %s", cpu_simd_name(cpu_simd()));
}

int
main(void)
{
	uint64_t seed = t_seed();
	struct rng r;

	rng_init(&r, seed);
	test_forced();
	test_traps();
	test_full();
	test_streams(&r);
	return t_done();
}
