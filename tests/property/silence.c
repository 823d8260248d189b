/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * silence - what did not come: drawn series with holes that are known
 *
 * Events by the minute, of a few groups, with random holes.  A live fold with --fill must
 * write the windows that a count by hand has, however late events are and the input is cut;
 * the detector's gaps must be the holes; and what a point is compared with must be what is
 * found by looking through all points before it.
 */
#include "../t.h"

#include "anomaly/lookback.h"
#include "anomaly/watch_gap.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "base/rng.h"
#include "fold/fold.h"
#include "fold/metric_fold.h"
#include "io/in.h"
#include "metric/metric.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { CASES = 40, GROUPS = 4, MINUTES = 160, FILES = 5, LATE_S = 150 };

static const int64_t EPOCH_S = 1767261600;

struct world {
	struct rng rng;
	char       dir[4096];
	unsigned   groups;
	size_t     minutes;
	unsigned   n[GROUPS][MINUTES];	/* events */
	size_t     files;
	size_t     gaps;		/* these two: compared, so that there was something to find */
	size_t     found;
};

static bool
chance(struct world *w, uint64_t of)
{
	return rng_below(&w->rng, of) == 0;
}

/* Some groups are there always but for holes, others now and then. */
static void
draw(struct world *w)
{
	w->groups = 1 + (unsigned)rng_below(&w->rng, GROUPS);
	w->minutes = 20 + rng_below(&w->rng, MINUTES - 20 + 1);
	memset(w->n, 0, sizeof(w->n));
	for (unsigned g = 0; g < w->groups; g++) {
		const uint64_t sparse = chance(w, 3) ? 5 : 0;
		size_t hole = 0;

		for (size_t m = 0; m < w->minutes; m++) {
			if (hole == 0 && chance(w, 25))
				hole = 1 + rng_below(&w->rng, chance(w, 3) ? 40 : 4);
			hole -= hole > 0;
			if (hole == 0 && (sparse == 0 || chance(w, sparse)))
				w->n[g][m] = 1 + (unsigned)rng_below(&w->rng, 3);
		}
	}
}

/* ---- runs ---- */

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}


static void
path_of(const struct world *w, const char *name, size_t i, char *path, size_t size)
{
	snprintf(path, size, "%s/%s%zu", w->dir, name, i);
}

static void
save(const struct world *w, const char *name, size_t i, struct sv text)
{
	char path[4200];
	FILE *f;

	path_of(w, name, i, path, sizeof(path));
	f = fopen(path, "w");
	if (T_QUIET(f != NULL, "input"))
		T_QUIET(fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0, "written");
}

/* Lines into files, cut anywhere between lines. */
static void
save_cut(struct world *w, struct sv text)
{
	size_t at = 0;

	w->files = 1 + rng_below(&w->rng, FILES);
	for (size_t i = 0; i < w->files; i++) {
		size_t to = i + 1 == w->files ? text.n : at + rng_below(&w->rng, text.n - at + 1);

		while (to > at && to < text.n && text.p[to - 1] != '\n')
			to++;
		save(w, "in", i, (struct sv){ text.p + at, to - at });
		at = to;
	}
}

typedef enum rc body_fn(struct job *j, const void *ctx, struct err *e);

/* What a run over the files writes, in @b. */
static void
run(struct world *w, body_fn *body, const void *ctx, const char *time, struct buf *b)
{
	char path[FILES][4200], out[4200], block[4096];
	const char *file[FILES];
	struct job j = { .name = "test", .say = silent, .seed = rng_u64(&w->rng) };
	struct err e = { 0 };
	size_t n;
	enum rc rc;
	FILE *f;

	for (size_t i = 0; i < w->files; i++) {
		path_of(w, "in", i, path[i], sizeof(path[i]));
		file[i] = path[i];
	}
	path_of(w, "out", 0, out, sizeof(out));
	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	j.given = (struct job_given){ .time = time, .output = out, .conf = 0.95, .threads = 1,
		.max_line = IN_MAX_LINE_DEFAULT, .file = file, .nfile = w->files };
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = body(&j, ctx, &e);
	T_QUIET(j.run.count.rejected == 0, "nothing is late or bad");
	rc = job_close(&j, rc, &e);
	T_QUIET(rc == RC_OK, "a run: %s", e.msg);
	arena_free(&j.arena);
	buf_clear(b);
	f = fopen(out, "r");
	while (f != NULL && (n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(b, block, n);
	if (f != NULL)
		fclose(f);
}

static void
put_time(struct buf *b, const char *name, int64_t at_s)
{
	char text[RFC3339_MAX];

	rfc3339_text(at_s * RFC3339_SEC_US, 0, text);
	buf_printf(b, "\"%s\":\"%s\"", name, text);
}

/* ---- a live fold ---- */

struct event {
	int64_t  at_s;
	int64_t  arrival_s;
	unsigned group;
	size_t   i;
};

static int
by_arrival(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;

	if (a->arrival_s != b->arrival_s)
		return a->arrival_s < b->arrival_s ? -1 : 1;
	return (a->i > b->i) - (a->i < b->i);
}

/* Each up to LATE_S behind its time. */
static void
write_events(struct world *w)
{
	struct event *ev = mem_array(NULL, GROUPS * MINUTES * 3, sizeof(*ev));
	struct buf b;
	size_t n = 0;

	buf_init(&b, SIZE_MAX);
	for (unsigned g = 0; g < w->groups; g++)
		for (size_t m = 0; m < w->minutes; m++)
			for (unsigned k = 0; k < w->n[g][m]; k++) {
				int64_t at = EPOCH_S + (int64_t)m * 60 + (int64_t)rng_below(&w->rng, 60);

				ev[n] = (struct event){ at, at + (int64_t)rng_below(&w->rng,
				    LATE_S + 1), g, n };
				n++;
			}
	qsort(ev, n, sizeof(*ev), by_arrival);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "{\"timestamp\":%" PRId64 ",\"k\":\"g%u\"}\n", ev[i].at_s,
		    ev[i].group);
	save_cut(w, buf_view(&b));
	buf_free(&b);
	mem_free(ev);
}

struct fill {
	bool     keys;
	uint64_t last;
};

static enum rc
fold_live(struct job *j, const void *ctx, struct err *e)
{
	const struct fill *f = ctx;
	const struct metric_cfg cfg = { .accuracy = METRIC_ACCURACY, .conf = 0.95,
		.max_values = METRIC_MAX_VALUES };
	struct fold_plan p = { .kind = "stat", .ops = &metric_fold_ops, .windowed = true,
		.window = { TWINDOW_FIXED, 60 * RFC3339_SEC_US, NULL }, .fill = true,
		.fill_last = f->last, .live = true, .lateness_us = LATE_S * RFC3339_SEC_US,
		.max_groups = FOLD_MAX_GROUPS };
	const struct metric_set *m;
	enum rc rc = metric_compile(&m, SV("n = count()"), &cfg, &j->query.env, e);

	if (rc == RC_OK && f->keys)
		rc = key_list_parse(&p.key, &p.nkey, "k", &j->query.env, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	if (rc != RC_OK)
		return rc;
	p.ctx = m;
	p.state_size = m->size;
	return fold_run(j, &p, e);
}

static unsigned
events_of(const struct world *w, const struct fill *f, unsigned g, size_t m)
{
	unsigned n = 0;

	for (unsigned k = 0; k < w->groups; k++)
		n += f->keys && k != g ? 0 : w->n[k][m];
	return n;
}

/* The group had an event in this window, or in one of the last ones before it. */
static bool
is_written(const struct world *w, const struct fill *f, unsigned g, size_t m)
{
	for (size_t k = 0; k <= (f->keys ? f->last : m) && k <= m; k++)
		if (events_of(w, f, g, m - k) > 0)
			return true;
	return false;
}

static void
expect_windows(const struct world *w, const struct fill *f, struct buf *want)
{
	size_t end = w->minutes;

	buf_clear(want);
	while (end > 0) {	/* behind the last event nothing is known to have passed */
		unsigned any = 0;

		for (unsigned g = 0; g < w->groups; g++)
			any += w->n[g][end - 1];
		if (any > 0)
			break;
		end--;
	}
	for (size_t m = 0; m < end; m++)
		for (unsigned g = 0; g < (f->keys ? w->groups : 1); g++) {
			if (!is_written(w, f, g, m))
				continue;
			buf_printf(want, "{\"kind\":\"stat\",");
			put_time(want, "window", EPOCH_S + (int64_t)m * 60);
			buf_c(want, ',');
			put_time(want, "window_end", EPOCH_S + (int64_t)m * 60 + 60);
			if (f->keys)
				buf_printf(want, ",\"k\":\"g%u\"", g);
			buf_printf(want, ",\"n\":%u}\n", events_of(w, f, g, m));
		}
}

static void
check_fill(struct world *w)
{
	const struct fill f = { !chance(w, 3), 1 + rng_below(&w->rng, 12) };
	struct buf got, want;

	buf_init(&got, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	write_events(w);
	run(w, fold_live, &f, "timestamp", &got);
	expect_windows(w, &f, &want);
	T_QUIET(sv_eq(buf_view(&got), buf_view(&want)), "windows: got\n%.*swant\n%.*s",
	    SV_SHOW(buf_view(&got)), SV_SHOW(buf_view(&want)));
	buf_free(&got);
	buf_free(&want);
}

/* ---- gaps ---- */

/* The points of all groups, a line each, in order of time. */
static void
write_points(struct world *w)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t m = 0; m < w->minutes; m++)
		for (unsigned g = 0; g < w->groups; g++) {
			if (w->n[g][m] == 0)
				continue;
			buf_c(&b, '{');
			put_time(&b, "window", EPOCH_S + (int64_t)m * 60);
			buf_printf(&b, ",\"k\":\"g%u\",\"n\":%u}\n", g, w->n[g][m]);
		}
	save_cut(w, buf_view(&b));
	buf_free(&b);
}

static void *
same_part(void *state, unsigned i)
{
	(void)i;
	return state;
}

static enum rc
watch_all(struct job *j, const void *ctx, struct err *e)
{
	const struct watch_query q = { .metrics = "n", .step = "1m", .history = 200,
		.max_groups = GROUPS };
	struct watch_plan p;
	struct watch w;
	enum rc rc = watch_compile(&p, &q, j, e);

	(void)ctx;
	if (rc != RC_OK)
		return rc;
	watch_init(&w, &p, j->seed);
	rc = map_run(j, &(struct map_plan){ .fn = watch_record, .serial = true, .part = same_part,
	    .state = &w }, e);
	if (rc == RC_OK)
		watch_gap_finish(&w, j);
	watch_free(&w);
	return rc;
}

static void
put_hole(struct buf *b, unsigned g, size_t from, size_t to)
{
	buf_printf(b, "{\"kind\":\"gap\",");
	put_time(b, "window", EPOCH_S + (int64_t)from * 60);
	buf_c(b, ',');
	put_time(b, "window_end", EPOCH_S + (int64_t)to * 60);
	buf_printf(b, ",\"k\":\"g%u\",\"missing\":%zu\n", g, to - from);
}

/* Holes that a later point ends, in order of that; then those that others go on beside. */
static void
expect_gaps(const struct world *w, struct buf *want)
{
	size_t last[GROUPS], latest = 0;	/* minute of a group's last point, from 1; 0: none */

	memset(last, 0, sizeof(last));
	buf_clear(want);
	for (size_t m = 0; m < w->minutes; m++)
		for (unsigned g = 0; g < w->groups; g++) {
			if (w->n[g][m] == 0)
				continue;
			if (last[g] != 0 && last[g] < m)
				put_hole(want, g, last[g], m);
			last[g] = m + 1;
			latest = m;
		}
	for (unsigned g = 0; g < w->groups; g++)
		if (last[g] != 0 && last[g] < latest)
			put_hole(want, g, last[g], latest);
}

/* The gaps of an output, as expect_gaps writes them. */
static size_t
keep_gaps(struct sv out, struct buf *got)
{
	static const char begin[] = "{\"kind\":\"gap\"", end[] = ",\"anomaly\":";
	size_t n = 0;

	buf_clear(got);
	for (size_t at = 0, to; at < out.n; at = to + 1) {
		struct sv line = { out.p + at, 0 };

		to = at + sv_find((struct sv){ out.p + at, out.n - at }, '\n');
		line.n = to - at;
		if (!sv_starts(line, sv_of(begin)))
			continue;
		for (size_t i = 0; i + sizeof(end) < line.n; i++)
			if (memcmp(line.p + i, end, sizeof(end) - 1) == 0)
				line.n = i;
		buf_sv(got, line);
		buf_c(got, '\n');
		n++;
	}
	return n;
}

/* Series whose first steps are all as far apart are refused; not by these. */
static bool
is_regular_wide(const struct world *w)
{
	size_t least = SIZE_MAX, most = 0, steps = 0, last[GROUPS];

	memset(last, 0, sizeof(last));
	for (size_t m = 0; m < w->minutes; m++)
		for (unsigned g = 0; g < w->groups; g++) {
			if (w->n[g][m] == 0)
				continue;
			if (last[g] != 0 && steps < WATCH_STEPS) {
				const size_t step = m + 1 - last[g];

				least = step < least ? step : least;
				most = step > most ? step : most;
				steps++;
			}
			last[g] = m + 1;
		}
	return steps == WATCH_STEPS && least >= 2 && most * 4 <= least * 5;
}

static void
check_gaps(struct world *w)
{
	struct buf out, got, want;

	if (is_regular_wide(w))
		return;
	buf_init(&out, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	write_points(w);
	run(w, watch_all, NULL, "window", &out);
	w->gaps += keep_gaps(buf_view(&out), &got);
	expect_gaps(w, &want);
	T_QUIET(sv_eq(buf_view(&got), buf_view(&want)), "gaps: got\n%.*swant\n%.*s",
	    SV_SHOW(buf_view(&got)), SV_SHOW(buf_view(&want)));
	buf_free(&out);
	buf_free(&got);
	buf_free(&want);
}

/* ---- looking back ---- */

static enum rc
look_back(struct job *j, const void *ctx, struct err *e)
{
	const struct lookback_query q = { "3m,1h", "2,5", "k", GROUPS };
	struct lookback b;
	enum rc rc = lookback_compile(&b, &q, j, e);

	(void)ctx;
	if (rc == RC_OK)
		rc = map_run(j, &(struct map_plan){ .fn = lookback_record, .serial = true,
		    .part = same_part, .state = &b }, e);
	lookback_free(&b);
	return rc;
}

static void
put_number(struct buf *b, const char *name, double x)
{
	struct jwrite w;

	buf_printf(b, ",\"%s\":", name);
	jwrite_init(&w, b);
	jwrite_double(&w, x);
}

/* The mean of the last @n points of a group up to a minute. */
static double
mean_of(const struct world *w, unsigned g, size_t m, size_t n)
{
	double sum = 0;
	size_t k = 0;

	for (size_t i = m + 1; i > 0 && k < n; i--)
		if (w->n[g][i - 1] > 0) {
			sum += w->n[g][i - 1];
			k++;
		}
	return k == n ? sum / (double)n : (double)NAN;
}

static void
expect_looks(struct world *w, struct buf *want)
{
	static const struct {
		const char *name, *change;
		size_t      minutes;
	} back[] = { { "n_3m", "n_3m_change", 3 }, { "n_1h", "n_1h_change", 60 } };

	buf_clear(want);
	for (size_t m = 0; m < w->minutes; m++)
		for (unsigned g = 0; g < w->groups; g++) {
			const double x = w->n[g][m];

			if (w->n[g][m] == 0)
				continue;
			buf_c(want, '{');
			put_time(want, "window", EPOCH_S + (int64_t)m * 60);
			buf_printf(want, ",\"k\":\"g%u\",\"n\":%u", g, w->n[g][m]);
			for (size_t i = 0; i < 2; i++) {
				bool is = m >= back[i].minutes && w->n[g][m - back[i].minutes] > 0;
				double was = is ? w->n[g][m - back[i].minutes] : (double)NAN;

				w->found += is;
				put_number(want, back[i].name, was);
				put_number(want, back[i].change, (x - was) / was);
			}
			put_number(want, "n_mean2", mean_of(w, g, m, 2));
			put_number(want, "n_mean5", mean_of(w, g, m, 5));
			buf_printf(want, "}\n");
		}
}

static void
check_looks(struct world *w)
{
	struct buf got, want;

	buf_init(&got, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	write_points(w);
	run(w, look_back, NULL, "timestamp", &got);
	expect_looks(w, &want);
	T_QUIET(sv_eq(buf_view(&got), buf_view(&want)), "looks: got\n%.*swant\n%.*s",
	    SV_SHOW(buf_view(&got)), SV_SHOW(buf_view(&want)));
	buf_free(&got);
	buf_free(&want);
}

static void
clean_up(const struct world *w)
{
	char path[4200];

	for (size_t i = 0; i < FILES; i++) {
		path_of(w, "in", i, path, sizeof(path));
		unlink(path);
	}
	path_of(w, "out", 0, path, sizeof(path));
	unlink(path);
	rmdir(w->dir);
}

int
main(void)
{
	static struct world w;

	rng_init(&w.rng, t_seed());
	if (!T_QUIET(mkdtemp(t_temporary(w.dir, sizeof(w.dir), "cx-silence")) != NULL, "a directory"))
		return t_done();
	for (size_t i = 0; i < CASES; i++) {
		draw(&w);
		check_fill(&w);
		check_gaps(&w);
		check_looks(&w);
	}
	T_OK(t_failed == 0 && w.gaps > CASES && w.found > CASES, "%d series: %zu gaps, %zu looks",
	    (int)CASES, w.gaps, w.found);
	clean_up(&w);
	return t_done();
}
