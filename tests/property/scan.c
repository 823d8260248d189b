/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan - whole runs over random records against a naive oracle
 *
 * Records with random keys, spelled in several ways, are put in order here by
 * insertion.  However the input is ordered, cut into files and shared among
 * threads, sorted before or saved and merged, in memory or on disk, a run must write just
 * that, or a sum of it.
 */
#include "../t.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/in.h"
#include "key/group_key.h"
#include "scan/scan.h"
#include "scan/scan_runs.h"

#include <sys/stat.h>
#include <unistd.h>

enum { CASES = 20, RECORDS_MAX = 120, FILES_MAX = 5, MANY = 24000, SPELLINGS = 3 };

/* Keys in output order; each with spellings that mean the same. */
static const struct key {
	const char *canon;
	const char *spelling[SPELLINGS];	/* "": the field is absent */
} keys[] = {
	{ "null", { "null", "", "null" } },
	{ "false", { "false", "false", "false" } },
	{ "true", { "true", "true", "true" } },
	{ "-3.5", { "-3.5", "-3.50", "-35e-1" } },
	{ "0", { "0", "-0", "0.0" } },
	{ "1", { "1", "1.0", "10e-1" } },
	{ "10", { "10", "1e1", "10.000" } },
	{ "\"\"", { "\"\"", "\"\"", "\"\"" } },
	{ "\"\\n\"", { "\"\\n\"", "\"\\u000a\"", "\"\\u000A\"" } },
	{ "\"1\"", { "\"1\"", "\"\\u0031\"", "\"1\"" } },
	{ "\"a\"", { "\"a\"", "\"\\u0061\"", "\"a\"" } },
	{ "\"a b\"", { "\"a b\"", "\"a\\u0020b\"", "\"a b\"" } },
	{ "\"a\\\"\"", { "\"a\\\"\"", "\"a\\u0022\"", "\"\\u0061\\\"\"" } },
	{ "\"a/\"", { "\"a/\"", "\"a\\/\"", "\"\\u0061/\"" } },
	{ "\"ab\"", { "\"ab\"", "\"a\\u0062\"", "\"ab\"" } },
	{ "\"\xc3\xa9\"", { "\"\xc3\xa9\"", "\"\\u00e9\"", "\"\\u00E9\"" } },
	{ "[1,\"a\"]", { "[1,\"a\"]", "[1,\"a\"]", "[1,\"a\"]" } },
};

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

struct rec {
	size_t  key[2];
	int64_t at_us;
	char    text[48];	/* the fact */
	char    line[160];
};

struct world {
	struct rng  rng;
	char        dir[4096];
	struct rec *rec;
	size_t      n;
	size_t      nkey;
	int64_t     latest_us;	/* the time of records that are no facts, behind all others */
	uint64_t    memory;	/* for facts; 0: all there is */
	struct buf  want;
	char        said[512];	/* the last message of a run */
};

/* ---- records and what must come of them ---- */

static void
make_record(struct world *w, struct rec *r, int64_t spread)
{
	static const char *const field[] = { "k", "l" };
	size_t at = 0;

	r->at_us = INT64_C(1767261600000000) + (int64_t)rng_below(&w->rng, (uint64_t)spread);
	snprintf(r->text, sizeof(r->text), "[%d,\"%s\"]", (int)rng_below(&w->rng, 12),
	    rng_below(&w->rng, 3) != 0 ? "x" : "\\u0078");
	at += (size_t)snprintf(r->line, sizeof(r->line), "{\"t\":%" PRId64 ",\"v\":%s", r->at_us,
	    r->text);
	for (size_t i = 0; i < w->nkey; i++) {
		const char *s;

		r->key[i] = rng_below(&w->rng, KEYS);
		s = keys[r->key[i]].spelling[rng_below(&w->rng, SPELLINGS)];
		if (*s != '\0')
			at += (size_t)snprintf(r->line + at, sizeof(r->line) - at, ",\"%s\":%s",
			    field[i], s);
	}
	snprintf(r->line + at, sizeof(r->line) - at, "}");
}

static int
cmp_records(const struct rec *a, const struct rec *b, size_t nkey)
{
	for (size_t i = 0; i < nkey; i++)
		if (a->key[i] != b->key[i])
			return a->key[i] < b->key[i] ? -1 : 1;
	if (a->at_us != b->at_us)
		return a->at_us < b->at_us ? -1 : 1;
	return strcmp(a->text, b->text);
}

static bool
same_key(const struct rec *a, const struct rec *b, size_t nkey)
{
	return a->key[0] == b->key[0] && (nkey == 1 || a->key[1] == b->key[1]);
}

static void
sort_records(struct world *w)
{
	for (size_t gap = w->n / 2; gap > 0; gap /= 2)
		for (size_t i = gap; i < w->n; i++)
			for (size_t k = i; k >= gap &&
			    cmp_records(&w->rec[k - gap], &w->rec[k], w->nkey) > 0; k -= gap) {
				struct rec r = w->rec[k];

				w->rec[k] = w->rec[k - gap];
				w->rec[k - gap] = r;
			}
}

static void
shuffle(struct world *w)
{
	for (size_t i = w->n; i > 1; i--) {
		size_t k = rng_below(&w->rng, i);
		struct rec r = w->rec[i - 1];

		w->rec[i - 1] = w->rec[k];
		w->rec[k] = r;
	}
}

/* The records are sorted. */
static void
expect(struct world *w)
{
	buf_clear(&w->want);
	for (size_t i = 0; i < w->n; i++) {
		const struct rec *r = &w->rec[i];
		bool first = i == 0 || !same_key(r, &w->rec[i - 1], w->nkey);
		bool last = i + 1 == w->n || !same_key(r, &w->rec[i + 1], w->nkey);

		if (first)
			buf_printf(&w->want, w->nkey == 1 ? "[%s]:" : "[%s,%s]:", keys[r->key[0]].canon,
			    keys[r->key[1]].canon);
		buf_printf(&w->want, " %" PRId64 "=%s", r->at_us, r->text);
		if (last)
			buf_c(&w->want, '\n');
	}
}

/* ---- the scan ---- */

enum { CHOSEN = 7 };		/* a mark */

struct plan {
	bool    chosen;		/* records come with marks */
	size_t  slot;		/* of v */
	int64_t latest_us;	/* that each is to be told */
};

static bool
put_value(void *ctx, struct sv key, const struct val *v)
{
	(void)key;	/* arrays have none */
	fact_put_val(ctx, v);
	return true;
}

static enum rc
fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct plan *p = ctx;

	(void)key;
	(void)ev;
	(void)e;
	T_QUIET(!p->chosen || w->mark == CHOSEN, "its mark");
	if (r->slot[p->slot].kind != VAL_ARRAY)
		return RC_END;
	jread_each(&r->slot[p->slot], put_value, w);
	return RC_OK;
}

static void
choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct plan *p = ctx;

	for (size_t i = 0; i < r->n; i++)
		mark[i] = r->rec[i]->slot[p->slot].kind == VAL_ARRAY ? CHOSEN : 0;
}

static void
put_line(const struct scan_seq *s, struct buf *o)
{
	buf_sv(o, s->text);
	buf_c(o, ':');
	for (size_t i = 0; i < s->n; i++) {
		buf_printf(o, " %" PRId64 "=", s->fact[i].at_us);
		fact_read_all(&s->frame, &s->fact[i], o);
	}
	buf_c(o, '\n');
}

struct sum {			/* of lines, in any order */
	uint64_t n;
	uint64_t hash;
};

static void
add_line(struct sum *sum, struct sv line)
{
	sum->n++;
	sum->hash += hash_sv(line, 1);
}

static enum rc
each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct plan *p = ctx;
	struct buf line;

	(void)e;
	T_QUIET(s->latest_us == p->latest_us, "the latest time of all");
	if (s->sum == NULL) {
		put_line(s, o);
		return RC_OK;
	}
	buf_init(&line, SIZE_MAX);
	put_line(s, &line);
	add_line(s->sum, buf_view(&line));
	buf_free(&line);
	return RC_OK;
}

static void *
sum_begin(const void *ctx)
{
	(void)ctx;
	return mem_zalloc(sizeof(struct sum));
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct sum *b = src;
	struct sum *a = dst;

	(void)ctx;
	(void)e;
	a->n += b->n;
	a->hash += b->hash;
	return RC_OK;
}

static void
put_sum(const struct sum *s, struct buf *o)
{
	buf_printf(o, "%" PRIu64 " %" PRIu64 "\n", s->n, s->hash);
}

static enum rc
sum_write(const void *ctx, void *sum, struct job *j, struct err *e)
{
	struct buf o;

	(void)ctx;
	(void)e;
	buf_init(&o, SIZE_MAX);
	put_sum(sum, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return RC_OK;
}

static void
sum_free(void *sum)
{
	mem_free(sum);
}

static const struct scan_ops ops = { fact, NULL, each, NULL };
static const struct scan_ops choosy = { fact, NULL, each, choose };
static const struct scan_sum sums = { sum_begin, sum_merge, sum_write, sum_free };

enum how { SORTED = 1, PARTIAL = 2, MERGE = 4, SUM = 8 };

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}

static enum rc
compile(struct job *j, struct scan_plan *p, struct plan *plan, struct key_expr *key,
    struct state_head *h, struct err *e)
{
	static const char *const name[] = { "k", "l" };
	enum rc rc = job_prepare(j, e);

	h->filter = SV("test");
	h->plan = SV("{}");
	h->time = SV("t");
	h->tz = SV("UTC");
	h->nkey = p->nkey;
	for (size_t i = 0; rc == RC_OK && i < p->nkey; i++) {
		key[i].name = sv_of(name[i]);
		rc = expr_compile(&key[i].x, key[i].name, &j->query.env, e);
		h->key[i] = (struct state_key){ key[i].name, key[i].name };
	}
	if (rc == RC_OK)
		rc = proj_add(&j->query.proj, SV("v"), &plan->slot, e);
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

/* One run over files 0..n-1 of the world's directory (states: those named s), to its file "out". */
static enum rc
run(struct world *w, size_t n, unsigned how, uint64_t threads, uint64_t max_facts)
{
	char path[FILES_MAX][4200], out[4200];
	const char *file[FILES_MAX];
	struct job j = { .name = "test", .say = silent, .seed = rng_u64(&w->rng) };
	struct scan_plan p = { .ops = &ops, .nkey = w->nkey, .max_facts = max_facts,
		.spill = { w->memory, w->dir } };
	struct key_expr key[2];
	struct state_head *h;
	const struct state_head *first;
	struct state_reader *r = NULL;
	struct plan plan;
	struct err e = { 0 };
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		snprintf(path[i], sizeof(path[i]), "%s/%c%zu", w->dir, how & MERGE ? 's' : 'f', i);
		file[i] = path[i];
	}
	snprintf(out, sizeof(out), "%s/out", w->dir);
	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	h = arena_zalloc(&j.arena, sizeof(*h));
	j.given = (struct job_given){ .time = "t", .threads = threads, .output = out,
		.max_line = IN_MAX_LINE_DEFAULT };
	j.given.file = file;
	j.given.nfile = n;
	p.ctx = &plan;
	p.key = key;
	p.sorted = how & SORTED;
	p.partial = how & PARTIAL ? h : NULL;
	p.sum = how & SUM ? &sums : NULL;
	p.ops = rng_below(&w->rng, 2) != 0 ? &choosy : &ops;
	plan.chosen = p.ops == &choosy;
	plan.latest_us = how & SORTED ? INT64_MIN : w->latest_us;
	rc = compile(&j, &p, &plan, key, h, &e);
	if (rc == RC_OK && (how & MERGE)) {
		rc = state_open(&r, &j, &(struct state_cfg){ .repeats = true }, &first, &e);
		if (rc == RC_OK)
			rc = scan_merge(&j, &p, r, first, &e);
		state_close(r);
	} else if (rc == RC_OK) {
		rc = scan_run(&j, &p, &e);
	}
	rc = job_close(&j, rc, &e);
	snprintf(w->said, sizeof(w->said), "%s", rc == RC_OK ? "" : e.msg);
	arena_free(&j.arena);
	return rc;
}

/* ---- files ---- */

static void
read_out(struct world *w, struct buf *b)
{
	char path[4200], block[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/out", w->dir);
	buf_clear(b);
	f = fopen(path, "r");
	if (!T_QUIET(f != NULL, "output"))
		return;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(b, block, n);
	fclose(f);
}

/* Records [from, to) into file @i. */
static void
write_file(struct world *w, size_t i, size_t from, size_t to)
{
	char path[4200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/f%zu", w->dir, i);
	f = fopen(path, "w");
	if (!T_QUIET(f != NULL, "input"))
		return;
	for (; from < to; from++)
		fprintf(f, "%s\n", w->rec[from].line);
	fprintf(f, "{\"t\":%" PRId64 ",\"v\":7}\n", w->latest_us);
	fclose(f);
}

/* All records into 1..FILES_MAX files, in the order they are in. */
static size_t
write_files(struct world *w)
{
	size_t n = 1 + rng_below(&w->rng, FILES_MAX), at = 0;

	for (size_t i = 0; i < n; i++) {
		size_t to = i + 1 == n ? w->n : at + rng_below(&w->rng, w->n - at + 1);

		write_file(w, i, at, to);
		at = to;
	}
	return n;
}

/* The last output becomes the i-th saved state. */
static void
keep_state(struct world *w, size_t i)
{
	char from[4200], to[4200];

	snprintf(from, sizeof(from), "%s/out", w->dir);
	snprintf(to, sizeof(to), "%s/s%zu", w->dir, i);
	T_QUIET(rename(from, to) == 0, "state %zu", i);
}

static void
is_text(struct world *w, const struct buf *want, const char *what)
{
	struct buf got;

	buf_init(&got, SIZE_MAX);
	read_out(w, &got);
	T_QUIET(sv_eq(buf_view(&got), buf_view(want)), "%s of %zu records\n# got:\n%.*s# want:\n%.*s",
	    what, w->n, (int)(got.n < 2000 ? got.n : 2000), got.n > 0 ? got.p : "",
	    (int)(want->n < 2000 ? want->n : 2000), want->n > 0 ? want->p : "");
	buf_free(&got);
}

static void
is_wanted(struct world *w, const char *what)
{
	is_text(w, &w->want, what);
}

static void
is_summed(struct world *w, const char *what)
{
	struct sum sum = { 0, 0 };
	struct buf want;

	for (size_t at = 0; at < w->want.n;) {
		struct sv rest = { w->want.p + at, w->want.n - at };
		size_t n = sv_find(rest, '\n') + 1;

		add_line(&sum, (struct sv){ rest.p, n });
		at += n;
	}
	buf_init(&want, SIZE_MAX);
	put_sum(&sum, &want);
	is_text(w, &want, what);
	buf_free(&want);
}

/* ---- the checks ---- */

static void
check_orders(struct world *w)
{
	for (uint64_t threads = 1; threads <= 3; threads++) {
		shuffle(w);
		T_QUIET(run(w, write_files(w), 0, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		is_wanted(w, "shuffled and cut");
		T_QUIET(run(w, write_files(w), SUM, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		is_summed(w, "the sum of it");
	}
}

static void
check_sorted(struct world *w)
{
	sort_records(w);
	/* The times within a key may come in any order. */
	for (size_t i = 1; i < w->n; i++)
		if (same_key(&w->rec[i - 1], &w->rec[i], w->nkey) && rng_below(&w->rng, 2) != 0) {
			struct rec r = w->rec[i];

			w->rec[i] = w->rec[i - 1];
			w->rec[i - 1] = r;
		}
	for (uint64_t threads = 1; threads <= 3; threads += 2) {
		T_QUIET(run(w, write_files(w), SORTED, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		is_wanted(w, "sorted");
		T_QUIET(run(w, write_files(w), SORTED | SUM, threads, UINT64_MAX) == RC_OK, "%s",
		    w->said);
		is_summed(w, "the sum of what is sorted");
	}
}

/* A record put where it does not belong is named by its line. */
static void
check_unsorted(struct world *w)
{
	char want[4200];
	size_t at = 1;

	shuffle(w);
	write_file(w, 0, 0, w->n);
	while (at < w->n && (same_key(&w->rec[at - 1], &w->rec[at], w->nkey) ||
	    cmp_records(&w->rec[at - 1], &w->rec[at], w->nkey) < 0))
		at++;
	if (at >= w->n)
		return;
	T_QUIET(run(w, 1, SORTED, 2, UINT64_MAX) == RC_SYNTAX, "not sorted, and not seen");
	snprintf(want, sizeof(want), "%s/f0:%zu: ", w->dir, at + 1);
	T_QUIET(strncmp(w->said, want, strlen(want)) == 0, "the line: %s, not %s", w->said, want);
}

/* Without what they say of the files they are from, which comes at the end. */
static struct sv
states_in(const struct buf *b)
{
	static const char source[] = "{\"kind\":\"state_source\"";
	size_t n = 0;

	while (n < b->n && !sv_starts((struct sv){ b->p + n, b->n - n }, sv_of(source)))
		n += 1 + sv_find((struct sv){ b->p + n, b->n - n }, '\n');
	return (struct sv){ b->p, n < b->n ? n : b->n };
}

static void
check_states(struct world *w)
{
	struct buf whole, merged;
	size_t n, parts;

	buf_init(&whole, SIZE_MAX);
	buf_init(&merged, SIZE_MAX);
	shuffle(w);
	n = write_files(w);
	T_QUIET(run(w, n, PARTIAL | SUM, 2, UINT64_MAX) == RC_OK, "%s", w->said);
	read_out(w, &whole);
	shuffle(w);
	parts = 1 + rng_below(&w->rng, FILES_MAX);
	for (size_t i = 0, at = 0; i < parts; i++) {
		size_t to = i + 1 == parts ? w->n : at + rng_below(&w->rng, w->n - at + 1);

		write_file(w, 0, at, to);
		at = to;
		T_QUIET(run(w, 1, PARTIAL, 1, UINT64_MAX) == RC_OK, "%s", w->said);
		keep_state(w, i);
	}
	T_QUIET(run(w, parts, MERGE, 1, UINT64_MAX) == RC_OK, "%s", w->said);
	is_wanted(w, "saved and merged");
	T_QUIET(run(w, parts, MERGE | SUM, 2, UINT64_MAX) == RC_OK, "%s", w->said);
	is_summed(w, "the sum of what was saved and merged");
	T_QUIET(run(w, parts, MERGE | PARTIAL, 1, UINT64_MAX) == RC_OK, "%s", w->said);
	read_out(w, &merged);
	T_QUIET(sv_eq(states_in(&whole), states_in(&merged)), "merged states are those of the whole");
	buf_free(&whole);
	buf_free(&merged);
}

/* Facts that go to disk, in runs of any size. */
static void
check_spilled(struct world *w)
{
	struct buf whole, spilled;

	buf_init(&whole, SIZE_MAX);
	buf_init(&spilled, SIZE_MAX);
	for (uint64_t threads = 1; threads <= 3; threads++) {
		size_t n;

		w->memory = UINT64_C(1) << rng_below(&w->rng, 20);
		shuffle(w);
		n = write_files(w);
		T_QUIET(run(w, n, 0, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		is_wanted(w, "spilled");
		T_QUIET(run(w, n, SUM, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		is_summed(w, "the sum of what was spilled");
		T_QUIET(run(w, n, PARTIAL, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		read_out(w, &spilled);
		w->memory = 0;
		T_QUIET(run(w, n, PARTIAL, threads, UINT64_MAX) == RC_OK, "%s", w->said);
		read_out(w, &whole);
		T_QUIET(sv_eq(buf_view(&whole), buf_view(&spilled)), "the same states");
	}
	buf_free(&whole);
	buf_free(&spilled);
}

/* ---- runs ---- */

enum { RUNS_MAX = 9, RUN_KEYS = 3000, KEY_SIZE = 12 };

static struct sv
number_key(uint64_t i, char *text)
{
	return (struct sv){ text, (size_t)snprintf(text, KEY_SIZE, "%c%07" PRIu64,
	    i % 3 != 0 ? VAL_STRING : VAL_NUMBER, 1000000 + i) };
}

/* A run of random keys, ascending, some of them twice; of each state the number of the key. */
static void
write_run(struct rng *r, struct spill_file *f, uint64_t *seen)
{
	char text[KEY_SIZE], state[200];

	for (unsigned kind = 0; kind < 2; kind++)	/* numbers come before strings */
		for (uint64_t i = 0; i < RUN_KEYS; i++) {
			size_t n = rng_below(r, 4), size = sizeof(i) + rng_below(r, 190);

			memset(state, 'x', sizeof(state));
			memcpy(state, &i, sizeof(i));
			for (; (i % 3 != 0) == kind && n > 1; n--) {
				scan_runs_put(f, number_key(i, text), (struct sv){ state, size });
				seen[i]++;
			}
		}
}

/* Keys of [from, to) of all runs, in their order, as often as they were written. */
static void
check_range(struct scan_merger *m, struct sv from, struct sv to, const uint64_t *seen)
{
	uint64_t *got = mem_zalloc(RUN_KEYS * sizeof(*got)), i, wrong = 0;
	struct spill_one one;
	struct err e = { 0 };
	char last[KEY_SIZE], text[KEY_SIZE];
	struct sv before = { last, 0 };
	enum rc rc = scan_runs_seek(m, from, to, &e);

	while (rc == RC_OK && (rc = scan_runs_next(m, &one, &e)) == RC_OK) {
		memcpy(&i, one.state.p, sizeof(i));
		got[i]++;
		wrong += !sv_eq(number_key(i, text), one.key);
		wrong += before.n > 0 && group_key_cmp(before, one.key, 1) > 0;
		memcpy(last, one.key.p, one.key.n);
		before.n = one.key.n;
	}
	for (i = 0; i < RUN_KEYS; i++) {
		struct sv key = number_key(i, text);
		bool in = (from.n == 0 || group_key_cmp(key, from, 1) >= 0) &&
		    (to.n == 0 || group_key_cmp(key, to, 1) < 0);

		wrong += got[i] != (in ? seen[i] : 0);
	}
	T_QUIET(rc == RC_END && wrong == 0, "a range of runs: %" PRIu64 " keys wrong", wrong);
	mem_free(got);
}

static void
check_runs(struct world *w)
{
	uint64_t *seen = mem_zalloc(RUN_KEYS * sizeof(*seen));
	struct spill_runs runs = { .n = 0 };
	struct spill_file *f = NULL;
	struct scan_merger *m;
	struct err e = { 0 };
	char a[KEY_SIZE], b[KEY_SIZE];
	size_t n = 1 + rng_below(&w->rng, RUNS_MAX);

	T_QUIET(scan_runs_file(&f, w->dir, &e) == RC_OK, "%s", e.msg);
	for (size_t i = 0; i < n; i++) {
		if (i % 5 != 3)		/* that one is empty */
			write_run(&w->rng, f, seen);
		T_QUIET(spill_file_end(f, &runs, &e) == RC_OK, "%s", e.msg);
	}
	m = scan_runs_merge(runs.run, n, 1, 64 + rng_below(&w->rng, 9000));
	check_range(m, SV(""), SV(""), seen);
	for (size_t i = 0; i < 5; i++) {
		uint64_t k = rng_below(&w->rng, RUN_KEYS);

		check_range(m, number_key(k, a), number_key(k + rng_below(&w->rng, 900), b), seen);
		check_range(m, SV(""), number_key(k, b), seen);
		check_range(m, spill_file_marks(&runs.run[0])[k % runs.run[0].nmark].key, SV(""),
		    seen);
	}
	scan_runs_shut(m);
	mem_free(runs.run);
	spill_file_free(f);
	mem_free(seen);
}

static void
check_limit(struct world *w)
{
	write_file(w, 0, 0, w->n);
	T_QUIET(run(w, 1, 0, 2, w->n) == RC_OK, "as many as allowed: %s", w->said);
	T_QUIET(w->n < 2 || run(w, 1, 0, 2, w->n - 1) == RC_LIMIT, "more than allowed");
}

static void
make_world(struct world *w, size_t n)
{
	int64_t spread = rng_below(&w->rng, 3) == 0 ? 4 : 5000000;

	w->n = n;
	w->nkey = 1 + rng_below(&w->rng, 2);
	w->latest_us = INT64_C(1767261600000000) + spread;
	for (size_t i = 0; i < n; i++)
		make_record(w, &w->rec[i], spread);
	sort_records(w);
	expect(w);
}

int
main(void)
{
	static struct rec rec[MANY];
	struct world w = { .rec = rec };

	rng_init(&w.rng, t_seed());
	if (!T_OK(mkdtemp(t_temporary(w.dir, sizeof(w.dir), "cx-scan")) != NULL,
	    "a directory to work in"))
		return t_done();
	buf_init(&w.want, SIZE_MAX);
	for (size_t i = 0; i < CASES; i++) {
		make_world(&w, rng_below(&w.rng, RECORDS_MAX));
		check_orders(&w);
		check_sorted(&w);
		check_unsorted(&w);
		check_states(&w);
		check_limit(&w);
	}
	T_OK(t_failed == 0, "%d small inputs", (int)CASES);
	check_runs(&w);
	T_OK(t_failed == 0, "runs");
	make_world(&w, MANY);
	check_orders(&w);
	check_sorted(&w);
	check_unsorted(&w);
	check_states(&w);
	check_spilled(&w);
	check_limit(&w);
	T_OK(t_failed == 0, "one of many blocks");
	buf_free(&w.want);
	for (size_t i = 0; i < FILES_MAX; i++) {
		char path[4200];

		snprintf(path, sizeof(path), "%s/f%zu", w.dir, i);
		unlink(path);
		snprintf(path, sizeof(path), "%s/s%zu", w.dir, i);
		unlink(path);
		snprintf(path, sizeof(path), "%s/out", w.dir);
		unlink(path);
	}
	T_OK(rmdir(w.dir) == 0, "nothing is left behind");
	return t_done();
}
