/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A log that grows and is rotated, read by runs that go on: each line comes out once,
 * whatever happened between two runs.
 *
 * Appends, half lines, renames with a writer that goes on in the old file, copies that are
 * then emptied, compression now and later, runs cut short by a folder that is not there.
 */
#define _XOPEN_SOURCE 700

#include "../t.h"
#include "base/rng.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 8, STEPS = 24, LINES_MAX = 4096, KEPT = 4 };

struct log {
	struct rng *d;
	unsigned     next;	/* number of the line to write */
	bool         half;	/* the file ends within a line */
	bool         moved;	/* the writer goes on in log.1 */
	unsigned     runs;
};

static void
shell(const char *command)
{
	int status = system(command);

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		T_OK(false, "%s: status %d", command, WEXITSTATUS(status));
		exit(1);
	}
}

static void
append(struct log *l, const char *path)
{
	unsigned n = 1 + (unsigned)rng_below(l->d, 4);
	FILE *f = fopen(path, "a");

	if (l->half)
		fputs("}\n", f);
	l->half = false;
	for (unsigned i = 0; i < n; i++)
		fprintf(f, "{\"n\":%u}\n", l->next++);
	if (rng_below(l->d, 4) == 0) {
		fprintf(f, "{\"n\":%u", l->next++);
		l->half = true;
	}
	fclose(f);
}

/* All names one further; the oldest are compressed, as with delaycompress or without. */
static void
shift(bool compress)
{
	shell("for i in 9 8 7 6 5 4 3 2 1; do k=$((i + 1)); for s in '' .gz; do "
	    "[ ! -e log.$i$s ] || mv log.$i$s log.$k$s; done; done");
	if (compress)
		shell("[ ! -e log.2 ] || gzip log.2");
}

static void
run(struct log *l, const char *more)
{
	char command[128];

	snprintf(command, sizeof(command), "cxselect --resume place -o out/ %s log", more);
	shell(command);
	l->runs++;
}

/* What a writer that was not told has yet to write goes to the renamed file. */
static void
end_writer(struct log *l)
{
	if (l->moved && rng_below(l->d, 2))
		append(l, "log.1");
	if (l->moved && l->half) {
		FILE *f = fopen("log.1", "a");

		fputs("}\n", f);
		fclose(f);
		l->half = false;
	}
	l->moved = false;
}

static void
step(struct log *l)
{
	switch (rng_below(l->d, 8)) {
	case 0:			/* renamed, and made anew at once; the writer is told later */
		end_writer(l);
		shift(rng_below(l->d, 2));
		shell("mv log log.1; : > log");
		l->moved = true;
		break;
	case 1:			/* copied and emptied: nobody writes meanwhile */
		end_writer(l);
		if (l->half)
			append(l, "log");
		if (l->half)
			break;
		shift(rng_below(l->d, 2));
		shell("cp log log.1; : > log");
		break;
	case 2:			/* its output cannot be written: nothing of it counts */
		shell("! cxselect --resume place -o out/ --rejects none/ log 2> err");
		break;
	case 3:
	case 4:
		run(l, rng_below(l->d, 2) ? "-j1" : "-j2");
		break;
	default:
		if (l->moved && !l->half && rng_below(l->d, 2))
			l->moved = false;
		append(l, l->moved ? "log.1" : "log");
	}
}

/* Each line once; a half one not at all. */
static bool
each_once(const struct log *l)
{
	static unsigned char seen[LINES_MAX];
	unsigned n, wanted = l->next - l->half;
	bool fine = true;
	FILE *f;

	memset(seen, 0, sizeof(seen));
	shell("cat out/* > all");
	f = fopen("all", "r");
	while (fscanf(f, "{\"n\":%u}\n", &n) == 1) {
		fine = fine && n < wanted && seen[n] == 0;
		seen[n < LINES_MAX ? n : 0] = 1;
	}
	fclose(f);
	for (n = 0; n < wanted; n++)
		fine = fine && seen[n] != 0;
	return fine;
}

static bool
one_round(struct rng *d)
{
	struct log l = { .d = d };
	bool fine;

	shell("rm -rf out log* place* all err; mkdir out; : > log");
	run(&l, "");
	for (int i = 0; i < STEPS; i++)
		step(&l);
	end_writer(&l);
	run(&l, "");
	run(&l, "");
	fine = each_once(&l);
	return T_QUIET(fine, "%u lines, %u runs", l.next, l.runs);
}

int
main(void)
{
	char dir[] = "/tmp/cx-resume.XXXXXX";
	struct rng d;
	bool fine = true;

	rng_init(&d, t_seed());
	if (mkdtemp(dir) == NULL || chdir(dir) != 0)
		return 2;
	for (int i = 0; i < ROUNDS && fine; i++)
		fine = one_round(&d);
	T_OK(fine, "each line once, in %d logs that were rotated", (int)ROUNDS);
	if (fine && chdir("/") == 0) {
		char command[64];

		snprintf(command, sizeof(command), "rm -rf %s", dir);
		shell(command);
	}
	return t_done();
}
