/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * t - TAP from C: a test is a main that calls T_OK and friends and returns t_done()
 *
 * Seeded tests take the seed from CX_SEED, else 1, lest a check of unchanged source changes
 * its mind; t_seed prints it, make seeds draws others.
 */
#ifndef CX_TESTS_T_H
#define CX_TESTS_T_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned t_count, t_failed;

__attribute__((format(printf, 4, 5))) static inline bool
t_ok(bool ok, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	t_count++;
	t_failed += !ok;
	printf("%sok %u - ", ok ? "" : "not ", t_count);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	if (!ok) {
		printf("# at %s:%d\n", file, line);
		fflush(stdout);
	}
	return ok;
}

/* One TAP line a check; in long loops use T_QUIET, which speaks only of failures. */
#define T_OK(cond, ...) t_ok((cond), __FILE__, __LINE__, __VA_ARGS__)
#define T_QUIET(cond, ...) ((cond) ? true : t_ok(false, __FILE__, __LINE__, __VA_ARGS__))

#define T_STR(got, want, name) \
	t_str((got), (want), __FILE__, __LINE__, (name))

static inline bool
t_str(const char *got, const char *want, const char *file, int line, const char *name)
{
	bool ok = strcmp(got, want) == 0;

	t_ok(ok, file, line, "%s", name);
	if (!ok)
		printf("# got:  %s\n# want: %s\n", got, want);
	return ok;
}

/*
 * How many of @n rounds a test draws, a constant: under sanitizers, which are slow, a third.
 * With the same seed these are the first of the rounds that the plain tree has run.
 */
#define T_ROUNDS(n) (T_SANITIZED ? ((n) + 2) / 3 : (n))

#if defined(__has_feature)
# if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#  define T_SANITIZED 1
# endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
# define T_SANITIZED 1
#endif
#ifndef T_SANITIZED
# define T_SANITIZED 0
#endif

/* The name of a temporary file or folder, for mkstemp and mkdtemp, where TMPDIR says. */
static inline char *
t_temporary(char *to, size_t n, const char *name)
{
	const char *tmp = getenv("TMPDIR");
	int len = snprintf(to, n, "%s/%s.XXXXXX", tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp", name);

	if (len < 0 || (size_t)len >= n) {
		fprintf(stderr, "TMPDIR is too long\n");
		exit(2);
	}
	return to;
}

static inline uint64_t
t_seed(void)
{
	const char *s = getenv("CX_SEED");
	uint64_t seed = s != NULL ? strtoull(s, NULL, 0) : 1;

	printf("# CX_SEED=%" PRIu64 "\n", seed);
	return seed;
}

static inline int
t_done(void)
{
	printf("1..%u\n", t_count);
	return t_failed != 0;
}

#endif
