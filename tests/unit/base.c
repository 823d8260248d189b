/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rc, sv, mem, arena, slab, buf, hash, rng, thread
 */
#include "../t.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/bug.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/rc.h"
#include "base/rng.h"
#include "base/slab.h"
#include "base/sv.h"
#include "base/thread.h"

#include <setjmp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf oom;
static size_t oom_wanted;

static void
on_oom(size_t wanted)
{
	oom_wanted = wanted;
	longjmp(oom, 1);
}

static void
test_rc(void)
{
	struct err e = { .line = 7, .col = 9 };
	char longer[ERR_MSG_MAX * 2];

	T_OK(rc_err(&e, RC_IO, "%s: %d", "a", 5) == RC_IO && e.rc == RC_IO,
	    "rc_err returns the code");
	T_STR(e.msg, "a: 5", "rc_err formats");
	T_OK(e.line == 0 && e.col == 0, "a new error forgets the old place");
	rc_err(&e, RC_BAD, "outer: %s", e.msg);
	T_STR(e.msg, "outer: a: 5", "a message may wrap itself");
	T_OK(rc_err_at(&e, RC_SYNTAX, 17, "x") == RC_SYNTAX && e.col == 17,
	    "rc_err_at keeps the column");
	T_OK(e.code == NULL && rc_bad(&e, "order", "late by %d", 3) == RC_BAD && e.rc == RC_BAD &&
	    strcmp(e.code, "order") == 0, "rc_bad keeps the code");
	T_STR(e.msg, "late by 3", "rc_bad formats");
	T_OK(rc_hint(&e, RC_USAGE, SV("four")) == RC_USAGE, "rc_hint gives back the code");
	T_STR(e.msg, "late by 3 (did you mean 'four'?)", "rc_hint adds to the message");
	(void)rc_hint(&e, RC_USAGE, SV(""));
	T_STR(e.msg, "late by 3 (did you mean 'four'?)", "nothing near adds nothing");
	rc_err(&e, RC_USAGE, "unknown 'cuont'");
	T_OK(e.code == NULL, "the next error has no code");
	(void)rc_near(&e, RC_USAGE, SV("cuont"), (struct sv[]){ SV("rate"), SV("count") }, 2);
	T_STR(e.msg, "unknown 'cuont' (did you mean 'count'?)", "rc_near takes the nearest");
	(void)rc_near(NULL, RC_USAGE, SV("a"), NULL, 0);
	T_OK(rc_err(NULL, RC_LIMIT, "x") == RC_LIMIT, "NULL drops the detail");
	memset(longer, 'y', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	rc_err(&e, RC_BAD, "%s", longer);
	T_OK(strlen(e.msg) == ERR_MSG_MAX - 1, "a long message is cut");
}

static void
test_sv(void)
{
	char wide[SV_SHOWN_MAX + 40], text[8];
	const struct sv empty = { 0 };
	const struct sv names[] = { SV("count"), SV("rate"), SV("median"), SV("distinct"),
		SV("sd") };
	const size_t n = sizeof names / sizeof names[0];
	char huge[100];

	memset(huge, 'x', sizeof huge);
	T_OK(sv_of(NULL).n == 0 && sv_of("abc").n == 3, "sv_of");
	T_OK(sv_eq(empty, SV("")) && !sv_eq(SV("a"), SV("b")) && sv_eq(SV("a\0b"), SV("a\0b")),
	    "sv_eq");
	T_OK(sv_is(SV("abc"), "abc") && !sv_is(SV("abc"), "abcd") && !sv_is(SV("abc"), "ab"),
	    "sv_is");
	T_OK(sv_cmp(SV("a"), SV("b")) < 0 && sv_cmp(SV("ab"), SV("a")) > 0 &&
		 sv_cmp(empty, SV("")) == 0,
	    "sv_cmp: bytes, then length");
	T_OK(sv_cmp(SV("\x80"), SV("a")) > 0, "sv_cmp: bytes are unsigned");
	T_OK(sv_starts(SV("abc"), SV("ab")) && sv_starts(SV("a"), empty) &&
		 !sv_starts(SV("a"), SV("ab")),
	    "sv_starts");
	memset(wide, 'x', sizeof(wide));
	T_OK(sv_shown((struct sv){ wide, 5 }) == 5 && sv_shown(empty) == 0 &&
	    sv_shown((struct sv){ wide, SV_SHOWN_MAX }) == SV_SHOWN_MAX &&
	    sv_shown((struct sv){ wide, sizeof(wide) }) == SV_SHOWN_MAX, "sv_shown");
	memcpy(wide + SV_SHOWN_MAX - 1, "\xe2\x82\xac", 3);
	T_OK(sv_shown((struct sv){ wide, sizeof(wide) }) == SV_SHOWN_MAX - 1,
	    "sv_shown: no half of a character");
	snprintf(text, sizeof(text), "<%.*s>", SV_SHOW(empty));
	T_STR(text, "<>", "SV_SHOW of nothing");
	T_OK(sv_is(sv_trim(SV(" \t a b\r\n")), "a b") && sv_trim(SV(" \n")).n == 0, "sv_trim");
	T_OK(sv_find(SV("abc"), 'c') == 2 && sv_find(SV("abc"), 'x') == 3 &&
		 sv_find(empty, 'x') == 0,
	    "sv_find");
	T_OK(sv_has(SV("abcab"), SV("cab")) && sv_has(SV("aab"), SV("ab")) &&
		 sv_has(SV("ab"), empty) && sv_has(empty, empty),
	    "sv_has");
	T_OK(!sv_has(SV("abcab"), SV("cb")) && !sv_has(SV("ab"), SV("abc")) &&
		 !sv_has(empty, SV("a")),
	    "sv_has not");
	T_OK(sv_near(SV("medain"), names, n) == 2, "sv_near: swapped letters");
	T_OK(sv_near(SV("cuont"), names, n) == 0, "sv_near: the nearest one");
	T_OK(sv_near(SV("distinkt"), names, n) == 3, "sv_near: another letter");
	T_OK(sv_near(SV("rat"), names, n) == 1, "sv_near: a letter missing");
	T_OK(sv_near(SV("zzzzzz"), names, n) == n, "sv_near: none is near");
	T_OK(sv_near(SV("d"), names, n) == 4, "sv_near: one change is always near");
	T_OK(sv_near((struct sv){ huge, sizeof huge }, names, n) == n, "sv_near: too long a word");
	T_OK(sv_near(SV("x"), names, 0) == 0, "sv_near: no candidates");
}

static void
test_mem(void)
{
	volatile int caught = 0;
	void *p = mem_alloc(0), *q = mem_zalloc(0);
	char *d = mem_dup("ab\0c", 4);
	char *z = mem_zalloc(100);
	bool zero = true;

	for (int i = 0; i < 100; i++)
		zero = zero && z[i] == 0;
	T_OK(p != NULL && q != NULL && p != q, "an empty allocation is a unique pointer");
	T_OK(memcmp(d, "ab\0c", 5) == 0, "mem_dup terminates");
	T_OK(zero, "mem_zalloc zeroes");
	mem_free(p);
	mem_free(q);
	mem_free(d);
	mem_free(NULL);
	z = mem_array(z, 0, 8);
	mem_free(z);
	mem_set_oom(on_oom);
	if (setjmp(oom) == 0)
		mem_array(NULL, SIZE_MAX / 2, 3);
	else
		caught++;
	if (setjmp(oom) == 0)
		mem_dup("", SIZE_MAX);
	else
		caught++;
	T_OK(caught == 2 && oom_wanted == SIZE_MAX, "sizes that overflow are out of memory");
	mem_set_oom(NULL);
}

static void
test_arena(void)
{
	struct arena a;
	char *p, *q;
	bool kept = true, aligned = true;
	char *block[2000];

	arena_init(&a);
	for (size_t i = 0; i < 2000; i++) {
		block[i] = arena_alloc(&a, i);
		aligned = aligned && (uintptr_t)block[i] % 16 == 0;
		memset(block[i], (int)(i & 0xff), i);
		if (i % 3 == 0)
			arena_bytes(&a, "odd", 3);
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t j = 0; j < i; j++)
			kept = kept && (unsigned char)block[i][j] == (i & 0xff);
	T_OK(aligned, "blocks are aligned to 16");
	T_OK(kept, "blocks do not overlap or move");
	T_OK(a.used == 1999 * 1000 + 667 * 4, "used counts what was handed out");
	arena_reset(&a);
	T_OK(a.used == 0, "reset forgets");
	T_OK(arena_sv(&a, SV("x")).p[1] == '\0', "copies are terminated");
	p = arena_alloc(&a, 10);
	memcpy(p, "0123456789", 10);
	q = arena_grow(&a, p, 10, 20);
	T_OK(p == q, "the last allocation grows in place");
	arena_alloc(&a, 1);
	q = arena_grow(&a, p, 20, 40);
	T_OK(p != q && memcmp(q, "0123456789", 10) == 0, "another one is copied");
	q = arena_grow(&a, NULL, 0, 8);
	T_OK(q != NULL, "growing nothing allocates");
	p = arena_alloc(&a, (size_t)5 << 20);
	memset(p, 1, (size_t)5 << 20);
	q = arena_alloc(&a, 16);
	T_OK(q != NULL, "blocks larger than any chunk");
	arena_free(&a);
	T_OK(a.head == NULL && a.spare == NULL && a.used == 0, "free leaves an empty arena");
	p = arena_zalloc(&a, 3);
	T_OK(p[0] == 0 && p[2] == 0, "which can be used again");
	p = arena_alloc(&a, 0);
	T_OK(p != NULL, "an empty block is not NULL");
	arena_free(&a);
}

/* A record's arena comes to rest: rounds of the same size take no new memory. */
static void
test_arena_steady(void)
{
	struct arena a;
	size_t chunks[3] = { 0 };

	arena_init(&a);
	for (int round = 0; round < 3; round++) {
		for (int again = 0; again < 10; again++) {
			arena_reset(&a);
			for (size_t i = 0; i < 300; i++)
				arena_alloc(&a, 100);
		}
		for (void *const *c = (void *const *)a.head; c != NULL; c = *c)
			chunks[round]++;
		for (void *const *c = (void *const *)a.spare; c != NULL; c = *c)
			chunks[round]++;
	}
	T_OK(chunks[0] == chunks[1] && chunks[1] == chunks[2], "a reset arena stops allocating");
	arena_free(&a);
}

static void
test_buf(void)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (int i = 0; i < 1000; i++)
		buf_c(&b, (char)('a' + i % 26));
	buf_sv(&b, SV("end"));
	buf_add(&b, NULL, 0);
	T_OK(b.n == 1003 && memcmp(b.p + 1000, "end", 3) == 0 && b.p[27] == 'b' && !b.over,
	    "buf grows");
	buf_clear(&b);
	buf_printf(&b, "%s-%d", "x", 42);
	T_OK(sv_is(buf_view(&b), "x-42"), "buf_printf");
	buf_printf(&b, "%01000d", 7);
	T_OK(b.n == 1004 && b.p[1003] == '7' && b.p[4] == '0', "buf_printf of much");
	buf_free(&b);
	T_OK(b.p == NULL && b.n == 0 && b.max == SIZE_MAX, "buf_free");

	buf_init(&b, 5);
	buf_sv(&b, SV("abc"));
	buf_sv(&b, SV("def"));
	T_OK(b.over && sv_is(buf_view(&b), "abc"), "a write over the ceiling adds nothing");
	buf_c(&b, 'x');
	T_OK(b.n == 4 || b.over, "the ceiling latches");
	buf_clear(&b);
	T_OK(!b.over && b.n == 0, "clear releases it");
	buf_sv(&b, SV("abcde"));
	T_OK(!b.over && b.n == 5, "exactly the ceiling fits");
	buf_c(&b, 'x');
	T_OK(b.over && b.n == 5, "one more does not");
	buf_clear(&b);
	buf_printf(&b, "%d", 12345);
	T_OK(!b.over && sv_is(buf_view(&b), "12345"), "printf of exactly the ceiling fits");
	buf_c(&b, 'x');
	T_OK(b.over && b.n == 5, "and no byte more");
	buf_clear(&b);
	buf_printf(&b, "%d", 123456);
	T_OK(b.over && b.n == 0, "printf over the ceiling adds nothing");
	buf_free(&b);
}

/* Published vectors of XXH3 64 (xxHash's own sanity test: the empty input). */
static void
test_hash(void)
{
	T_OK(hash_sv((struct sv){ 0 }, 0) == UINT64_C(0x2d06800538d394c2), "XXH3 of nothing");
	T_OK(hash_sv(SV("a"), 1) != hash_sv(SV("a"), 2), "the seed matters");
	T_OK(hash_sv(SV("a"), 1) == hash_sv(SV("a"), 1), "and nothing else");
	T_OK(hash_seed() != hash_seed(), "seeds differ");
}

static void
test_rng(void)
{
	struct rng r;
	uint64_t hist[7] = { 0 };
	double lo = 1, hi = 0;
	bool even = true;

	/* Reference values: splitmix64.c and xoshiro256starstar.c at prng.di.unimi.it. */
	rng_init(&r, 0);
	T_OK(r.s[0] == UINT64_C(0xe220a8397b1dcdaf) && r.s[1] == UINT64_C(0x6e789e6aa1b965f4),
	    "splitmix64 of 0");
	T_OK(rng_u64(&r) == UINT64_C(0x99ec5f36cb75f2b4), "xoshiro256** after it");
	for (int i = 0; i < 70000; i++) {
		double u = rng_unit(&r);

		hist[rng_below(&r, 7)]++;
		lo = u < lo ? u : lo;
		hi = u > hi ? u : hi;
	}
	for (int i = 0; i < 7; i++)
		even = even && hist[i] > 9500 && hist[i] < 10500;
	T_OK(even, "rng_below is even");
	T_OK(lo >= 0 && lo < 0.001 && hi < 1 && hi > 0.999, "rng_unit is in [0, 1)");
	T_OK(rng_below(&r, 1) == 0, "below 1 there is 0");
}

/* What a bug says, and that it ends the program by abort. */
static void
test_bug(void)
{
	char said[256] = "";
	int fd[2], status = 0;
	pid_t child;
	ssize_t n;

	if (pipe(fd) != 0 || (child = fork()) < 0) {
		T_OK(false, "a child to see it in");
		return;
	}
	if (child == 0) {
		struct rlimit none = { 0, 0 };

		setrlimit(RLIMIT_CORE, &none);
		signal(SIGABRT, SIG_DFL);
		dup2(fd[1], STDERR_FILENO);
		BUG_IF(said[0] == '\0', "nothing was said");
		_exit(0);
	}
	close(fd[1]);
	n = read(fd[0], said, sizeof(said) - 1);
	close(fd[0]);
	T_OK(waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
	    WTERMSIG(status) == SIGABRT, "BUG_IF aborts");
	T_OK(n > 0 && strstr(said, "base.c:") != NULL && strstr(said, "nothing was said") != NULL,
	    "and says where and why: %s", said);
}

/* Blocks of all sizes, some of them larger than a chunk. */
static void
test_slab(void)
{
	enum { BLOCKS = 20000 };
	static uint32_t name[BLOCKS];
	struct slab s;
	bool named = true, whole = true;

	slab_init(&s);
	for (size_t i = 0; i < BLOCKS; i++) {
		size_t n = i % 1000 == 999 ? 100 * i : 4 + i % 150;
		unsigned char *p = slab_alloc(&s, n, &name[i]);

		named = named && name[i] != 0 && (uintptr_t)p % SLAB_UNIT == 0 &&
		    slab_at(&s, name[i]) == p;
		memset(p, (int)(i & 255), n);
		memcpy(p, &name[i], sizeof(name[i]));
	}
	for (size_t i = 0; i < BLOCKS; i++)
		whole = whole && memcmp(slab_at(&s, name[i]), &name[i], sizeof(name[i])) == 0;
	T_OK(named, "a block has a name, and is found by it");
	T_OK(whole, "blocks lie apart and stay where they are");
	slab_free(&s);
	T_OK(s.n == 0 && s.chunk == NULL, "a slab is given back whole");
}

/* ---- threads ---- */

static int
descend(unsigned n)
{
	volatile char room[64 << 10];

	room[0] = (char)(n & 1);
	return n == 0 ? room[0] : descend(n - 1) + room[0];
}

static void *
deep(void *ctx)
{
	*(int *)ctx = descend(64);
	return NULL;
}

/* Of a process whose threads are to have little: whether 4 MiB of stack are there. */
static int
in_thread(void)
{
	pthread_t t;
	int odd = 0;

	if (thread_start(&t, deep, &odd) != 0 || pthread_join(t, NULL) != 0)
		return 1;
	return odd == 32 ? 0 : 2;
}

/* The limit that a C library may take from the process is read when this begins. */
static void
test_thread(char *self)
{
	struct rlimit stack = { 0 };
	char *argv[] = { self, (char[]){ "thread" }, NULL };
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		getrlimit(RLIMIT_STACK, &stack);
		stack.rlim_cur = 512 << 10;
		setrlimit(RLIMIT_STACK, &stack);
		execv(self, argv);
		_exit(3);
	}
	T_OK(child > 0 && waitpid(child, &status, 0) == child && status == 0,
	    "a thread has its stack whatever the process has");
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return in_thread();
	test_rc();
	test_sv();
	test_mem();
	test_arena();
	test_arena_steady();
	test_slab();
	test_buf();
	test_hash();
	test_rng();
	test_bug();
	test_thread(argv[0]);
	return t_done();
}
