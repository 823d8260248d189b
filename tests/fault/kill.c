/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kill - runs with --resume that are killed at every call into the system in turn
 *
 * A log is read, rotated and read again; that second run is killed, the log is rotated once
 * more and gets more lines, and two runs follow.  Then each line that was ever written must
 * be in what the filter has written, once: records, and those it has set aside.  What folds
 * write at the end is compared with one run over all lines.  The same where a call fails
 * instead: then the run may fail or not, and no line may be missing or doubled in the end.
 *
 * CX_FAULT_FULL=1 kills at every call; else at SAMPLE of them for each filter, drawn with
 * CX_SEED, and as many fail.  Run from the top of the source, with BUILD set.  Prints TAP, and how many kills.
 */
#define _GNU_SOURCE 1

#include "../t.h"
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

enum { ARGS_MAX = 16, SAMPLE = 25, SECONDS = 100, LINES = 1000, SHOWN_MAX = 10 };

struct command {
	const char *argv[ARGS_MAX];
	const char *oracle;	/* of a fold, for sh: the same of "all"; NULL: it writes records */
	const char *results;	/* what writes all results; NULL: each run does */
	bool        stamped;	/* it reads access logs */
};

#define FOLDED "count(), sum(n), p95(n), distinct(n), first(n)"

static const struct command commands[] = {
	{ { "cxselect", "--resume", "place", "-e", "n >= 0", "-o", "out/", "--rejects", "bad/",
	    "access.log" }, NULL, NULL, false },
	{ { "cxselect", "-j2", "--resume", "place", "--unique", "n", "-o", "out/", "--rejects", "bad/",
	    "access.log" }, NULL, NULL, false },
	{ { "cxcheck", "--max-bad", "3%", "--resume", "place", "-o", "out/", "--rejects", "bad/", "rules",
	    "access.log" }, NULL, NULL, false },
	{ { "cxjoin", "-k", "k", "--resume", "place", "-o", "out/", "--rejects", "bad/", "table",
	    "access.log" }, NULL, NULL, false },
	{ { "cxparse", "-f", "combined", "--map", "n=bytes", "--resume", "place", "-o", "out/",
	    "--rejects", "bad/", "access.log" }, NULL, NULL, true },
	{ { "cxstat", "--resume", "place", "-b", "k", FOLDED, "access.log" },
	    "cxstat -b k '" FOLDED "' all", NULL, false },
	{ { "cxstat", "-j2", "--resume", "place", "-w", "1m", "--rotate-state", "out/", "--rotate-every",
	    "1m", FOLDED, "access.log" },
	    "cxstat -w 1m '" FOLDED "' all", "cxstat --merge out/*.state place", false },
	{ { "cxsession", "-u", "k", "--sessions", "--resume", "place", "access.log" },
	    "cxsession -u k --sessions all", NULL, false },
	{ { "cxfunnel", "-u", "k", "-s", "n > 5", "-s", "n > 100", "--resume", "place", "access.log" },
	    "cxfunnel -u k -s 'n > 5' -s 'n > 100' all", NULL, false },
};

struct blow {			/* what happens to the run */
	enum fault_mode mode;
	enum fault_call what;
	uint64_t        nth;
};

static struct fault *plan;
static char dir[4096], preload[4096], build[4096];
static unsigned kills, failures, lost, doubled, shown;
static uint64_t rnd;
static bool stamped;
static FILE *every;		/* all lines that were ever written, for the oracle */

static uint64_t
draw(void)
{
	rnd ^= rnd << 13;
	rnd ^= rnd >> 7;
	return rnd ^= rnd << 17;
}

/* ---- the log ---- */

static bool
is_bad(int n)
{
	return n % 50 == 7;
}

static void
write_line(FILE *f, int n)
{
	if (stamped && !is_bad(n))
		fprintf(f, "10.0.0.1 - - [30/Nov/2026:10:%02d:%02d +0000] \"GET / HTTP/1.1\" 200 %d "
		    "\"-\" \"-\"\n", n / 60 % 60, n % 60, n);
	else if (!is_bad(n))
		fprintf(f, "{\"timestamp\":\"2026-11-30T10:%02d:%02dZ\",\"k\":\"%c\",\"n\":%d}\n",
		    n / 60 % 60, n % 60, 'a' + n % 3, n);
	else
		fprintf(f, "{\"n\":%d,oops\n", n);
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

/* Lines @from up to, but not with, @to; @cut: the first half of that one too. */
static void
add(const char *name, int from, int to, bool cut)
{
	FILE *f = fopen(name, "a");
	char line[256];

	if (f == NULL)
		abort();
	for (int n = from; n < to; n++) {
		write_line(f, n);
		write_line(every, n);
	}
	if (cut) {
		FILE *m = fmemopen(line, sizeof(line), "w");

		write_line(m, to);
		fclose(m);
		fwrite(line, 1, strlen(line) / 2, f);
	}
	fclose(f);
}

/* The second half of a line. */
static void
end_line(const char *name, int n)
{
	char line[256];
	FILE *f = fopen(name, "a"), *m = fmemopen(line, sizeof(line), "w");

	if (f == NULL || m == NULL)
		abort();
	write_line(m, n);
	fclose(m);
	fputs(line + strlen(line) / 2, f);
	fputs(line, every);
	fclose(f);
}

static void
move(const char *from, const char *to)
{
	if (rename(from, to) != 0)
		abort();
}

static void
compress_file(const char *from, const char *to)
{
	char part[4096];
	gzFile z = gzopen(to, "wb");
	FILE *f = fopen(from, "r");
	size_t n;

	while (f != NULL && (n = fread(part, 1, sizeof(part), f)) > 0)
		if (gzwrite(z, part, (unsigned)n) == 0)
			abort();
	fclose(f);
	gzclose(z);
	unlink(from);
}

/* ---- runs ---- */

static void
run_child(const char *const *argv, const char *out, bool struck)
{
	int o = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	int e = open("got.err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	char program[4200];

	dup2(open("/dev/null", O_RDONLY), 0);
	dup2(o, 1);
	dup2(e, 2);
	for (int fd = 3; fd < 20; fd++)
		close(fd);
	alarm(SECONDS);
	if (struck) {
		setenv("CX_FAULT_MAP", "plan", 1);
		setenv("LD_PRELOAD", preload, 1);
	}
	snprintf(program, sizeof(program), "%s/bin/%s", build, argv[0]);
	execv(program, (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Its exit status; -n: signal n.  @b: NULL for nothing. */
static int
run(const char *const *argv, const char *out, const struct blow *b)
{
	int status;
	pid_t pid;

	if (b != NULL) {
		plan->mode = b->mode;
		plan->what = b->what;
		plan->nth = b->nth;
		plan->error = b->what == FAULT_ALLOC ? ENOMEM : EIO;
	}
	memset(plan->count, 0, sizeof(plan->count));
	plan->calls = 0;
	plan->fired = 0;
	fflush(stdout);
	fflush(every);
	pid = fork();
	if (pid == 0)
		run_child(argv, out, b != NULL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
remove_files(const char *name)
{
	DIR *d = opendir(name);
	const struct dirent *x;
	char path[4096];

	while (d != NULL && (x = readdir(d)) != NULL) {
		snprintf(path, sizeof(path), "%.2000s/%.1000s", name, x->d_name);
		if (strcmp(x->d_name, "plan") != 0)
			unlink(path);
	}
	if (d != NULL)
		closedir(d);
}

/* ---- what was written ---- */

/* The numbers in the lines of every segment in @folder. */
static void
count_in(const char *folder, unsigned char *count)
{
	DIR *d = opendir(folder);
	const struct dirent *x;
	char path[4096], line[4096];

	while (d != NULL && (x = readdir(d)) != NULL) {
		size_t n = strlen(x->d_name);
		FILE *f;

		if (n < 7 || strcmp(x->d_name + n - 7, ".ndjson") != 0)
			continue;
		snprintf(path, sizeof(path), "%.2000s/%.1000s", folder, x->d_name);
		f = fopen(path, "r");
		while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
			const char *at = strstr(line, "\"n\":");
			int k;

			at = at != NULL ? at + 4 : strstr(line, "\\\"n\\\":");
			k = at == NULL ? LINES - 1 : atoi(at + (*at == '\\' ? 6 : 0));
			count[k >= 0 && k < LINES ? k : LINES - 1]++;
		}
		if (f != NULL)
			fclose(f);
	}
	if (d != NULL)
		closedir(d);
}

static bool
judge_map(int lines)
{
	unsigned char good[LINES] = { 0 }, bad[LINES] = { 0 };
	unsigned fewer = 0, more = 0;

	count_in("out", good);
	count_in("bad", bad);
	for (int i = 0; i < LINES; i++) {
		unsigned want = i < lines, got = is_bad(i) ? bad[i] : good[i];

		got += is_bad(i) ? good[i] : bad[i];
		fewer += got < want;
		more += got > want;
	}
	lost += fewer;
	doubled += more;
	return fewer == 0 && more == 0;
}

/* And there is something in them. */
static bool
same_files(const char *a, const char *b)
{
	FILE *f = fopen(a, "r"), *g = fopen(b, "r");
	size_t n = 0;
	int c, d;

	do {
		c = f != NULL ? getc(f) : EOF;
		d = g != NULL ? getc(g) : EOF;
		n++;
	} while (c == d && c != EOF);
	if (f != NULL)
		fclose(f);
	if (g != NULL)
		fclose(g);
	return c == d && n > 1;
}

static void
shell(const char *command, const char *out)
{
	char line[4096];

	snprintf(line, sizeof(line), "%s >%s 2>>got.err", command, out);
	fflush(every);
	if (system(line) == -1)
		abort();
}

static bool
judge(const struct command *c, int lines)
{
	bool same;

	if (c->oracle == NULL)
		return judge_map(lines);
	if (c->results != NULL)
		shell(c->results, "got.out");
	shell(c->oracle, "want.out");
	same = same_files("got.out", "want.out");
	lost += !same;
	return same;
}

/* ---- a case ---- */

static void
complain(const struct command *c, const struct blow *b, int status, const char *why)
{
	char line[512];
	FILE *f = fopen("got.err", "r");

	if (shown++ >= SHOWN_MAX)
		return;
	printf("# %s: %s %d, call %" PRIu64 ", status %d\n#  ", why,
	    b->mode == FAULT_DIE ? "killed" : "failure of kind", (int)b->what, b->nth, status);
	for (size_t i = 0; c->argv[i] != NULL; i++)
		printf(" '%s'", c->argv[i]);
	printf("\n");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		printf("#   %s", line);
	if (f != NULL)
		fclose(f);
	if (getenv("CX_FAULT_DEBUG") != NULL)
		abort();
}

static bool
ends_well(int status)
{
	/* 4: what was set aside is more than 1 %; 3: nothing new, and so nothing to judge. */
	return status == 0 || status == 3 || status == 4;
}

/* How the run that was struck ended. */
static bool
is_struck(const struct blow *b, int status)
{
	if (!plan->fired)
		return ends_well(status);
	kills += b->mode == FAULT_DIE;
	failures += b->mode != FAULT_DIE;
	return b->mode == FAULT_DIE ? status == -SIGKILL : status >= 0;
}

/* The whole of a case; false when it is not right.  *seen: the calls that were made. */
static bool
go(const struct command *c, const struct blow *b, struct fault *seen)
{
	int status;
	bool ok;

	remove_files(".");
	remove_files("out");
	remove_files("bad");
	every = fopen("all", "w");
	if (every == NULL)
		abort();
	put("rules", "time: timestamp\ncommon: {required: [n]}\n");
	put("table", "{\"k\":\"a\",\"name\":\"x\"}\n");
	add("access.log", 0, 100, false);
	ok = ends_well(run(c->argv, "got.out", NULL));
	add("access.log", 100, 150, false);
	move("access.log", "access.log.1");
	add("access.log.1", 150, 170, false);
	add("access.log", 170, 220, true);
	status = run(c->argv, "got.out", b);
	*seen = *plan;
	ok &= is_struck(b, status);
	end_line("access.log", 220);
	add("access.log", 221, 240, false);
	compress_file("access.log.1", "access.log.2.gz");
	move("access.log", "access.log.1");
	add("access.log", 240, 260, false);
	status = run(c->argv, "got.out", NULL);
	ok &= ends_well(status);
	status = run(c->argv, "got.out", NULL);
	ok &= ends_well(status);
	if (!ok)
		complain(c, b, status, "a run that nothing happened to failed, or did not die");
	else if (!judge(c, 260)) {
		complain(c, b, status, "a line is missing, or doubled");
		ok = false;
	}
	fclose(every);
	return ok;
}

/* Of @n calls some, each of another stretch; @b: the rest of what happens. */
static bool
strike(const struct command *c, struct blow b, uint64_t n, uint64_t tries)
{
	struct fault seen;
	bool ok = true;

	tries = tries < n ? tries : n;
	for (uint64_t i = 0; i < tries; i++) {
		uint64_t from = n * i / tries, to = n * (i + 1) / tries;

		b.nth = 1 + from + draw() % (to - from);
		ok &= go(c, &b, &seen);
	}
	return ok;
}

static void
sweep(const struct command *c, bool full)
{
	struct blow none = { FAULT_DIE, FAULT_READ, UINT64_MAX };
	uint64_t sample = T_ROUNDS(SAMPLE);
	struct fault seen;
	char name[512] = "";
	unsigned before = kills;
	bool ok;

	for (size_t i = 0, n = 0; c->argv[i] != NULL; i++)
		n += (size_t)snprintf(name + n, sizeof(name) - n, "%s%.40s", i > 0 ? " " : "", c->argv[i]);
	stamped = c->stamped;
	ok = go(c, &none, &seen);
	T_OK(ok && seen.calls > 10, "%s: %" PRIu64 " calls", name, seen.calls);
	ok = strike(c, none, seen.calls, full ? seen.calls : sample);
	T_OK(ok, "%s: killed %u times", name, kills - before);
	before = failures;
	ok = true;
	for (int what = 0; what < FAULT_CALLS; what++)
		if (what != FAULT_ALLOC || !T_SANITIZED)
			ok &= strike(c, (struct blow){ FAULT_NTH, (enum fault_call)what, 0 },
			    seen.count[what], full && what != FAULT_ALLOC ? seen.count[what] :
			    full ? 10 * sample : 1 + sample / FAULT_CALLS);
	T_OK(ok, "%s: failed %u times", name, failures - before);
}

static void
make_plan(void)
{
	int fd = open("plan", O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || ftruncate(fd, sizeof(*plan)) != 0)
		exit(2);
	plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (plan == MAP_FAILED)
		exit(2);
	close(fd);
}

int
main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL, *to = getenv("BUILD");
	char path[8192];
	bool full = getenv("CX_FAULT_FULL") != NULL;

	rnd = t_seed() | 1;
	if (to == NULL || realpath(to, build) == NULL) {
		fprintf(stderr, "kill: BUILD is not set\n");
		return 2;
	}
	snprintf(preload, sizeof(preload), "%.4000s/fault/preload.so", build);
	snprintf(path, sizeof(path), "%s/bin:%s", build, getenv("PATH"));
	setenv("PATH", path, 1);
	setenv("LC_ALL", "C", 1);
	setenv("TZ", "UTC", 1);
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-kill")) == NULL || chdir(dir) != 0 ||
	    mkdir("out", 0700) != 0 || mkdir("bad", 0700) != 0) {
		perror(dir);
		return 2;
	}
	make_plan();
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (only == NULL || strstr(commands[i].argv[0], only) != NULL)
			sweep(&commands[i], full);
	T_OK(kills > 0 && failures > 0, "%u kills and %u failures: %u lines lost, %u counted twice", kills,
	    failures, lost, doubled);
	remove_files(".");
	remove_files("out");
	remove_files("bad");
	(void)unlink("plan");
	(void)rmdir("out");
	(void)rmdir("bad");
	if (chdir("/") == 0)
		(void)rmdir(dir);
	return t_done();
}
