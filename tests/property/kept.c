/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kept - runs that go on where the last one ended come to what one run over all lines does
 *
 * A log of random records grows, is rotated now and then, and is read in the middle of a
 * line.  Some runs die: before they renew the place, after its periods have got their names;
 * they leave these, and the next run does all of it again.  In the end, and in between, the
 * results of a fold and of a scan are those of one run over all whole lines, to the byte, or,
 * where periods leave the place, the sum of these and the place is.
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "fold/fold_resume.h"
#include "fold/metric_fold.h"
#include "io/in.h"
#include "scan/scan_resume.h"
#include "users/session_scan.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CASES = 25, RUNS = 7, LINES = 40, PATHS = 64, PATH = 4500 };

static const int64_t EPOCH_S = 1767225600;	/* a midnight */

static const char METRICS[] = "n = count(), s = sum(v), p50(v), first(v), last(v), "
    "distinct(u), sd(v), errors = rate(v > 4)";

struct world {
	struct rng rng;
	char       dir[4096];
	bool       scan;
	bool       windows;
	bool       rotate;	/* --rotate-state */
	int64_t    at_s;	/* of the next record, about */
	size_t     old;		/* files that the log was rotated to */
	size_t     runs;
	size_t     left;	/* files of periods, of all cases: there was something to leave */
	size_t     dead;
	char       line[256];	/* the last one */
	bool       open;	/* the log ends in the middle of it */
};

static bool
chance(struct world *w, uint64_t of)
{
	return rng_below(&w->rng, of) == 0;
}

static const char *
path_of(const struct world *w, char path[PATH], const char *name)
{
	snprintf(path, PATH, "%s/%s", w->dir, name);
	return path;
}

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}

/* ---- the log ---- */

static void
make_line(struct world *w)
{
	int64_t late_s = chance(w, 9) ? (int64_t)rng_below(&w->rng, 2 * 86400) : 0;

	w->at_s += (int64_t)rng_below(&w->rng, chance(w, 8) ? 40000 : 1500);
	snprintf(w->line, sizeof(w->line), "{\"timestamp\":%" PRId64 ",\"user_id\":\"u%d\","
	    "\"u\":%d,\"v\":%d.%d,\"event_name\":\"%c\"}\n", EPOCH_S + w->at_s - late_s,
	    (int)rng_below(&w->rng, 5), (int)rng_below(&w->rng, 20), (int)rng_below(&w->rng, 9),
	    (int)rng_below(&w->rng, 100), "abc"[rng_below(&w->rng, 3)]);
}

/* Append @text, @n bytes of it. */
static void
append(const struct world *w, const char *name, const char *text, size_t n)
{
	char path[PATH];
	FILE *f = fopen(path_of(w, path, name), "a");

	if (!T_QUIET(f != NULL, "%s", name))
		return;
	T_QUIET(fwrite(text, 1, n, f) == n, "%s is written", name);
	fclose(f);
}

static void
rotate_log(struct world *w)
{
	char from[PATH], to[PATH], name[32];

	for (size_t i = w->old; i > 0; i--) {
		snprintf(name, sizeof(name), "log.%zu", i);
		path_of(w, from, name);
		snprintf(name, sizeof(name), "log.%zu", i + 1);
		T_QUIET(rename(from, path_of(w, to, name)) == 0, "rotated");
	}
	T_QUIET(rename(path_of(w, from, "log"), path_of(w, to, "log.1")) == 0, "rotated");
	w->old++;
}

/* A line that was begun gets its end, and counts. */
static void
mend(struct world *w)
{
	const size_t n = strlen(w->line), half = n / 2;

	if (w->open) {
		append(w, "log", w->line + half, n - half);
		append(w, "all", w->line, n);
	}
	w->open = false;
}

/* Lines come; between two of them the log may be rotated, and the last one may be half. */
static void
grow(struct world *w)
{
	size_t n = rng_below(&w->rng, LINES);

	for (size_t i = 0; i < n; i++) {
		mend(w);
		if (chance(w, 30) && w->old < 9)
			rotate_log(w);
		make_line(w);
		append(w, "log", w->line, strlen(w->line));
		append(w, "all", w->line, strlen(w->line));
	}
	if (!w->open && chance(w, 3)) {
		make_line(w);
		append(w, "log", w->line, strlen(w->line) / 2);
		w->open = true;
	}
}

/* ---- runs ---- */

struct plans {
	struct session_plan session;
	struct fold_plan    fold;
	struct scan_plan    scan;
	struct kept         kept;
	struct state_head  *head;
};

static enum rc
compile(struct world *w, struct plans *p, struct job *j, struct err *e)
{
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = 0.95, .ci = true,
		.max_values = METRIC_MAX_VALUES };
	const struct metric_set *m;
	enum rc rc = job_prepare(j, e);

	if (rc == RC_OK && w->scan) {
		rc = session_scan_compile(&p->session,
		    &(struct session_query){ .sessions = true }, j, e);
		p->scan = (struct scan_plan){ .ops = &session_scan_ops, .ctx = &p->session,
			.key = &p->session.user.key, .nkey = 1, .max_facts = UINT64_MAX };
		p->head = saved_head(j, p->scan.key, 1);
	} else if (rc == RC_OK) {
		rc = metric_compile(&m, sv_of(METRICS), &cfg, &j->query.env, e);
		p->fold = (struct fold_plan){ .kind = "stat", .ops = &metric_fold_ops, .ctx = m,
			.state_size = m->size, .max_groups = FOLD_MAX_GROUPS,
			.windowed = w->windows };
		if (rc == RC_OK)
			rc = key_list_parse(&p->fold.key, &p->fold.nkey, "user_id", &j->query.env, e);
		if (rc == RC_OK)
			rc = twindow_parse(&p->fold.window, SV("1h"), j->query.zone, e);
		if (rc == RC_OK)
			rc = job_need_time(j, true, e);
		p->head = saved_head(j, p->fold.key, p->fold.nkey);
		p->head->window = w->windows ? SV("1h") : SV("");
	}
	p->head->plan = SV("{}");
	return rc;
}

static enum rc
go(struct world *w, struct plans *p, struct job *j, struct err *e)
{
	char days[PATH];
	const struct kept_rotate rotate = { path_of(w, days, "days"), NULL, "2h" };

	enum rc rc = compile(w, p, j, e);

	p->fold.partial = p->scan.partial = j->given.resume != NULL ? p->head : NULL;
	if (rc == RC_OK && w->scan) {
		scan_resume_plan(&p->scan, &p->kept, NULL, j);
		return scan_run(j, &p->scan, e);
	}
	if (rc == RC_OK)
		fold_resume_plan(&p->fold, &p->kept, NULL, j);
	if (rc == RC_OK && j->given.resume != NULL && w->rotate)
		rc = kept_rotate(&p->kept, &rotate, &p->fold.window, j, e);
	return rc == RC_OK ? fold_run(j, &p->fold, e) : rc;
}

static enum rc
merge(struct world *w, struct plans *p, struct job *j, struct err *e)
{
	const struct state_head *h = NULL;
	struct state_reader *r = NULL;
	enum rc rc = state_open(&r, j, &(struct state_cfg){ 0 }, &h, e);

	if (rc == RC_OK)
		rc = compile(w, p, j, e);
	if (rc == RC_OK)
		rc = w->scan ? scan_merge(j, &p->scan, r, h, e) : fold_merge(j, &p->fold, r, h, e);
	state_close(r);
	return rc;
}

struct ask {			/* a run */
	const char *file[PATHS];
	size_t      n;
	const char *resume;	/* NULL: none */
	bool        states;	/* they are states: add them up */
	bool        dies;	/* before the place is renewed */
};

static void
run(struct world *w, struct ask *ask, const char *output)
{
	char out[PATH];
	struct job j = { .name = "test", .say = silent, .seed = rng_u64(&w->rng) };
	struct plans *p = mem_zalloc(sizeof(*p));
	struct err e = { 0 };
	enum rc rc;

	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	j.given = (struct job_given){ .time = "timestamp", .output = path_of(w, out, output),
		.conf = 0.95, .threads = 1 + rng_below(&w->rng, 4), .max_bad = "100%",
		.max_line = IN_MAX_LINE_DEFAULT, .file = ask->file, .nfile = ask->n,
		.resume = ask->resume };
	rc = ask->states ? merge(w, p, &j, &e) : go(w, p, &j, &e);
	T_QUIET(rc == RC_OK, "a run: %s", e.msg);
	rc = kept_close(&p->kept, &j, ask->dies ? RC_IO : rc, &e);
	if (!ask->dies)
		rc = job_close(&j, rc, &e);
	T_QUIET(rc == (ask->dies ? RC_IO : RC_OK), "its end: %s", e.msg);
	arena_free(&j.arena);
	mem_free(p);
}

static void
slurp(const struct world *w, const char *name, struct buf *b)
{
	char path[PATH], block[4096];
	FILE *f = fopen(path_of(w, path, name), "r");
	size_t n;

	buf_clear(b);
	if (!T_QUIET(f != NULL, "%s", name))
		return;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(b, block, n);
	fclose(f);
}

/* The place and all periods that have left it, in any order. */
static void
add_states(struct world *w, struct ask *ask, char path[PATHS][PATH])
{
	char days[PATH];
	DIR *d = opendir(path_of(w, days, "days"));
	struct dirent *at;

	ask->file[ask->n++] = path_of(w, path[0], "place");
	while (d != NULL && (at = readdir(d)) != NULL) {
		char name[300];
		size_t k;

		if (at->d_name[0] == '.' || !T_QUIET(ask->n < PATHS, "room for periods"))
			continue;
		snprintf(name, sizeof(name), "days/%.255s", at->d_name);
		path_of(w, path[ask->n], name);
		k = rng_below(&w->rng, ask->n + 1);
		ask->file[ask->n] = ask->file[k];
		ask->file[k] = path[ask->n++];
		w->left++;
	}
	if (d != NULL)
		closedir(d);
}

/* ---- laws ---- */

static void
check(struct world *w)
{
	static char path[PATHS][PATH];
	char all[PATH];
	struct ask whole = { .file = { path_of(w, all, "all") }, .n = 1 };
	struct ask sum = { .states = true };
	struct buf want, got;

	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	run(w, &whole, "want");
	slurp(w, "want", &want);
	if (!w->rotate) {
		slurp(w, "got", &got);
		T_QUIET(sv_eq(buf_view(&want), buf_view(&got)), "run %zu:\n%.*swanted\n%.*s", w->runs,
		    SV_SHOW(buf_view(&got)), SV_SHOW(buf_view(&want)));
	}
	add_states(w, &sum, path);
	run(w, &sum, "sum");
	slurp(w, "sum", &got);
	T_QUIET(sv_eq(buf_view(&want), buf_view(&got)), "states of run %zu:\n%.*swanted\n%.*s", w->runs,
	    SV_SHOW(buf_view(&got)), SV_SHOW(buf_view(&want)));
	buf_free(&want);
	buf_free(&got);
}

/* All files in @folder. */
static void
clear(const struct world *w, const char *folder)
{
	char path[PATH];
	DIR *d = opendir(path_of(w, path, folder));
	struct dirent *at;

	while (d != NULL && (at = readdir(d)) != NULL) {
		char name[300];

		snprintf(name, sizeof(name), "%.16s/%.255s", folder, at->d_name);
		(void)unlink(path_of(w, path, name));
	}
	if (d != NULL)
		closedir(d);
}

static void
begin_case(struct world *w)
{
	char path[PATH];

	clear(w, "days");
	clear(w, ".");
	(void)mkdir(path_of(w, path, "days"), 0777);
	append(w, "log", "", 0);
	append(w, "all", "", 0);
	w->scan = chance(w, 3);
	w->windows = chance(w, 3);
	w->rotate = !w->scan && chance(w, 2);
	w->windows |= w->rotate;
	w->at_s = 0;
	w->old = 0;
	w->runs = 0;
	w->open = false;
}

static void
play(struct world *w)
{
	char log[PATH], place[PATH];
	struct ask next = { .file = { path_of(w, log, "log") }, .n = 1,
		.resume = path_of(w, place, "place") };

	begin_case(w);
	run(w, &next, "got");	/* files that are there before the first run are not read */
	for (w->runs = 0; w->runs < RUNS; w->runs++) {
		if (!chance(w, 6))
			grow(w);
		next.dies = chance(w, 4);
		w->dead += next.dies;
		run(w, &next, "got");
		if (next.dies)
			continue;
		check(w);
	}
	next.dies = false;
	run(w, &next, "got");
	check(w);
}

int
main(void)
{
	static struct world w;
	char path[PATH];

	rng_init(&w.rng, t_seed());
	if (!T_QUIET(mkdtemp(t_temporary(w.dir, sizeof(w.dir), "cx-kept")) != NULL, "a directory"))
		return t_done();
	for (int i = 0; i < T_ROUNDS(CASES); i++)
		play(&w);
	T_OK(t_failed == 0 && w.left > 0 && w.dead > 0, "%d logs, %zu periods that left, %zu runs "
	    "that died", (int)T_ROUNDS(CASES), w.left, w.dead);
	clear(&w, "days");
	clear(&w, ".");
	(void)rmdir(path_of(&w, path, "days"));
	(void)rmdir(w.dir);
	return t_done();
}
