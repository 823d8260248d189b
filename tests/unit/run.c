/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run - what maps and folds are told beside the record, and what they say beside the output
 *
 * Two files of records in many blocks, by one thread and by several: notes come in
 * input order with lines of the file, parts add up, a record that is refused for
 * several reasons counts once.
 */
#include "../t.h"

#include "base/mem.h"
#include "fold/fold.h"
#include "run/map.h"
#include "fold/part.h"
#include "stats/quiet.h"

#include <pthread.h>
#include <unistd.h>

enum { LINES = 40000, PARTS = 256, ODD = 7 };

static char dir[4096];
static char path[4][4200];	/* a, b, out, rejects */
static const char *const file[] = { path[0], path[1] };

static void
make_files(void)
{
	for (int f = 0; f < 2; f++) {
		FILE *o = fopen(path[f], "w");

		if (o == NULL)
			exit(2);
		for (int i = 1; i <= LINES; i++) {
			if (i % 9 == 0)
				fprintf(o, "\n");	/* counts as a line, is no record */
			else
				fprintf(o, "{\"f\":%d,\"n\":%d,\"pad\":\"%060d\"}\n", f, i, i);
		}
		fclose(o);
	}
}

static char *
read_all(const char *name)
{
	FILE *f = fopen(name, "r");
	size_t n = 0, cap = 1 << 16;
	char *p = mem_alloc(cap);

	while (f != NULL && (n += fread(p + n, 1, cap - n - 1, f)) == cap - 1)
		p = mem_array(p, cap *= 2, 1);
	if (f != NULL)
		fclose(f);
	p[n] = '\0';
	return p;
}

static char said[4096];

static void
hear(const char *name, const char *msg)
{
	size_t n = strlen(said);

	(void)name;
	snprintf(said + n, sizeof(said) - n, "%s\n", msg);
}

static void
begin(struct job *j, uint64_t threads, const char *format)
{
	*j = (struct job){ .name = "test", .say = hear };
	j->given = (struct job_given){ .time = "t", .threads = threads, .output = path[2],
		.rejects = path[3], .max_line = IN_MAX_LINE_DEFAULT, .format = format,
		.file = (const char **)(uintptr_t)file, .nfile = 2 };
	arena_init(&j->arena);
	proj_init(&j->query.proj, &j->arena);
	said[0] = '\0';
}

struct look {			/* what the shape saw */
	size_t   slot;
	unsigned parts;
	uint64_t sum[PARTS];	/* of a part */
	uint64_t last[2];	/* line of the last note of a file */
	uint64_t notes;
	bool     judges;	/* every refused record is judged, not every second one */
	bool     wrong;
	bool     one_thread;
	pthread_t thread;
	uint64_t serial_line;	/* file_line of the record before */
};

static void *
new_part(void *state, unsigned i)
{
	struct look *l = state;

	l->parts++;
	return &l->sum[i];
}

struct mark {
	uint64_t line_no;
	uint64_t n;
};

static uint64_t
number(const struct record *r, size_t slot)
{
	return strtoull(r->slot[slot].text.p, NULL, 10);
}

/* Every ODD-th record has three reasons; the second, fourth ... of them is judged and so read. */
static enum rc
look(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	const struct look *l = in->ctx;
	struct mark m = { r->line_no, number(r, l->slot) };

	if (r->file_line != 0)
		return rc_err(e, RC_RANGE, "only serial runs know the line");
	*(uint64_t *)in->part += m.n;
	buf_add(&out->note, (const char *)&m, sizeof(m));
	if (m.n % ODD == 0) {
		stream_reject(out, r, "one", SV("{\"path\":\"/n\",\"got\":[1,2]}"), "reason %d", 1);
		stream_reject(out, r, "two", SV("{}"), "reason %d of %" PRIu64, 2, m.n);
		stream_reject(out, r, "three", (struct sv){ NULL, 0 }, "reason 3");
		return l->judges || m.n % (2 * ODD) == 0 ? RC_OK : RC_BAD;
	}
	buf_sv(&out->o, r->line);
	buf_c(&out->o, '\n');
	return RC_OK;
}

static enum rc
take_notes(void *state, const struct stream_at *at, struct sv note, struct err *e)
{
	struct look *l = state;

	(void)e;
	for (size_t i = 0; i < note.n; i += sizeof(struct mark)) {
		struct mark m;

		memcpy(&m, note.p + i, sizeof(m));
		/* The number of a record is its line. */
		l->wrong |= at->line_base + m.line_no != m.n || m.n <= l->last[at->file] ||
		    (at->file == 0 && l->last[1] != 0) ||
		    strcmp(at->source, path[at->file]) != 0;
		l->last[at->file] = m.n;
		l->notes++;
	}
	return RC_OK;
}

static char *wanted_out, *wanted_rejects;

static void
map_notes(uint64_t threads)
{
	struct look *l = mem_zalloc(sizeof(*l));
	struct map_plan p = { .fn = look, .ctx = l, .state = l, .part = new_part,
		.note = take_notes };
	struct job j;
	struct err e = { 0 };
	uint64_t sum = 0, want = 0, records = 0, rejected = 0, aside = 0;
	char *out, *rejects;
	enum rc rc;

	begin(&j, threads, NULL);
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = proj_add(&j.query.proj, SV("n"), &l->slot, &e);
	if (rc == RC_OK)
		rc = map_run(&j, &p, &e);
	T_OK(job_close(&j, rc, &e) == RC_OK, "%" PRIu64 " threads: %s", threads, e.msg);
	for (uint64_t i = 1; i <= LINES; i++) {
		want += i % 9 != 0 ? 2 * i : 0;
		records += i % 9 != 0 ? 2 : 0;
		rejected += i % 9 != 0 && i % (2 * ODD) == ODD ? 2 : 0;
		aside += i % 9 != 0 && i % (2 * ODD) == 0 ? 2 : 0;
	}
	for (unsigned i = 0; i < PARTS; i++)
		sum += l->sum[i];
	T_OK(sum == want, "parts add up");
	T_OK(l->parts >= 1 && l->parts <= threads, "a part a thread: %u", l->parts);
	T_OK(!l->wrong && l->notes == records, "notes in input order, with lines of the file");
	T_OK(j.run.count.rejected == rejected && j.run.count.records == records - rejected,
	    "a refused record counts once: %" PRIu64 " rejected", j.run.count.rejected);
	T_OK(j.run.count.aside == aside, "what is judged counts as read: %" PRIu64 " aside",
	    j.run.count.aside);
	out = read_all(path[2]);
	rejects = read_all(path[3]);
	if (threads == 1) {
		wanted_out = out;
		wanted_rejects = rejects;
	} else {
		T_OK(strcmp(out, wanted_out) == 0, "the same output");
		T_OK(strcmp(rejects, wanted_rejects) == 0, "the same rejects");
		mem_free(out);
		mem_free(rejects);
	}
	arena_free(&j.arena);
	mem_free(l);
}

static void
reject_text(void)
{
	char want[6 * sizeof(path[0])], *end = wanted_rejects;

	snprintf(want, sizeof(want),
	    "{\"kind\":\"reject\",\"source\":\"%s\",\"line\":7,\"code\":\"one\",\"message\":"
	    "\"reason 1\",\"path\":\"/n\",\"got\":[1,2],\"raw\":\"{\\\"f\\\":0,\\\"n\\\":7,"
	    "\\\"pad\\\":\\\"%060d\\\"}\"}\n"
	    "{\"kind\":\"reject\",\"source\":\"%s\",\"line\":7,\"code\":\"two\",\"message\":"
	    "\"reason 2 of 7\",\"raw\":\"{\\\"f\\\":0,\\\"n\\\":7,"
	    "\\\"pad\\\":\\\"%060d\\\"}\"}\n", path[0], 7, path[0], 7);
	for (int i = 0; i < 2; i++)
		end = strchr(end, '\n') + 1;
	*end = '\0';
	T_STR(wanted_rejects, want, "members of a reject");
	snprintf(want, sizeof(want), "%s:7: reason 1\n%s:14: reason 1\n%s:21: reason 1\n"
	    "%s:28: reason 1\n%s:35: reason 1\n", path[0], path[0], path[0], path[0], path[0]);
	T_OK(strncmp(said, want, strlen(want)) == 0 && strstr(said, "reason 2") == NULL,
	    "the first reason of the first records is said");
}

/* Under --strict the run ends at the first refused record, all whose reasons are kept. */
static void
strict(uint64_t threads, bool judges)
{
	struct look *l = mem_zalloc(sizeof(*l));
	struct map_plan p = { .fn = look, .ctx = l, .state = l, .part = new_part };
	struct job j;
	struct err e = { 0 };
	char *rejects, want[sizeof(path[0]) + 32];
	size_t n = 0;
	enum rc rc;

	begin(&j, threads, NULL);
	l->judges = judges;
	j.given.strict = true;
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = proj_add(&j.query.proj, SV("n"), &l->slot, &e);
	if (rc == RC_OK)
		rc = map_run(&j, &p, &e);
	T_OK(job_close(&j, rc, &e) == RC_LIMIT, "strict: a limit");
	snprintf(want, sizeof(want), "%s:7: reason 1", path[0]);
	T_STR(e.msg, want, "strict: the first reason");
	rejects = read_all(path[3]);
	for (const char *s = rejects; (s = strchr(s, '\n')) != NULL; s++)
		n++;
	T_OK(n == 3 && j.run.count.rejected == !judges && j.run.count.aside == judges,
	    "strict: every reason of one record, %zu", n);
	mem_free(rejects);
	arena_free(&j.arena);
	mem_free(l);
}

/* One thread whatever -j says; each record knows its line in the file and its file. */
static enum rc
in_turn(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	struct look *l = in->part;

	(void)out;
	(void)e;
	l->one_thread &= pthread_equal(l->thread, pthread_self()) != 0;
	l->wrong |= r->file_line != number(r, l->slot) || r->file > 1 ||
	    (r->file_line <= l->serial_line && r->file_line != 1);
	l->serial_line = r->file_line;
	l->notes++;
	return RC_OK;
}

static void *
one_part(void *state, unsigned i)
{
	return i == 0 ? state : NULL;
}

static void
serial(void)
{
	struct look *l = mem_zalloc(sizeof(*l));
	struct map_plan p = { .fn = in_turn, .ctx = l, .state = l, .part = one_part,
		.serial = true };
	struct job j;
	struct err e = { 0 };
	enum rc rc;

	l->one_thread = true;
	l->thread = pthread_self();
	begin(&j, 4, NULL);
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = proj_add(&j.query.proj, SV("n"), &l->slot, &e);
	if (rc == RC_OK)
		rc = map_run(&j, &p, &e);
	T_OK(job_close(&j, rc, &e) == RC_OK, "serial: %s", e.msg);
	T_OK(l->notes == 2 * (LINES - LINES / 9) && !l->wrong, "serial: lines of the file");
	T_OK(l->one_thread, "serial: one thread");
	arena_free(&j.arena);
	mem_free(l);
}

/* A fold that sums by operand, and writes what it likes. */
static enum rc
sum_init(const void *ctx, void *st, struct err *e)
{
	(void)ctx;
	(void)st;
	(void)e;
	return RC_OK;
}

static enum rc
sum_step(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	(void)ctx;
	(void)ev;
	(void)in;
	(void)e;
	((uint64_t *)st)[r->file]++;
	return RC_OK;
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;
	(void)e;
	((uint64_t *)dst)[0] += ((const uint64_t *)src)[0];
	((uint64_t *)dst)[1] += ((const uint64_t *)src)[1];
	return RC_OK;
}

static void
sum_free(const void *ctx, void *st)
{
	(void)ctx;
	(void)st;
}

/* Of all states together: no result for each is written. */
static void
sum_write(struct job *j, const struct part *t)
{
	char text[64];
	const uint64_t *st = group_state(group_cell_nth(&t->table, t->table.slot[0], 0));

	snprintf(text, sizeof(text), "%" PRIu64 " and %" PRIu64 "\n", st[0], st[1]);
	out_sv(j->run.out, sv_of(text));
}

static void
fold_files(uint64_t threads)
{
	static const struct fold_ops ops = { .init = sum_init, .step = sum_step,
		.merge = sum_merge, .free = sum_free };
	struct fold_plan p = { .kind = "sum", .ops = &ops, .state_size = 2 * sizeof(uint64_t),
		.max_groups = 1 };
	struct fold_parts parts;
	struct job j;
	struct err e = { 0 };
	size_t slot;
	char *out, want[64];
	enum rc rc;

	begin(&j, threads, NULL);
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = proj_add(&j.query.proj, SV("n"), &slot, &e);
	if (rc == RC_OK) {
		rc = fold_collect(&j, &p, &parts, &e);
		if (rc == RC_OK)
			sum_write(&j, parts.whole);
		fold_parts_free(&parts);
	}
	T_OK(job_close(&j, rc, &e) == RC_OK, "fold, %" PRIu64 " threads: %s", threads, e.msg);
	out = read_all(path[2]);
	snprintf(want, sizeof(want), "%d and %d\n", LINES - LINES / 9, LINES - LINES / 9);
	T_STR(out, want, "records know their file; what was collected is one part");
	mem_free(out);
	arena_free(&j.arena);
}

/* Nobody is called by a multiple of ODD. */
static enum rc
refuse_key(const void *ctx, const struct val *const *key, struct err *e)
{
	double n;

	(void)ctx;
	if (val_number(key[0], &n) && (uint64_t)n % ODD != 0)
		return RC_OK;
	return rc_bad(e, "user", "no user");
}

static uint64_t
sum_all(const struct part *t)
{
	uint64_t all = 0;

	for (size_t i = 0; i < t->table.nslot; i++) {
		const uint64_t *st = group_state(group_cell_nth(&t->table,
		    t->table.slot[i], 0));

		all += st[0] + st[1];
	}
	return all;
}

static void
fold_keys(uint64_t threads)
{
	static const struct fold_ops ops = { .key = refuse_key, .init = sum_init,
		.step = sum_step, .merge = sum_merge, .free = sum_free };
	struct fold_plan p = { .kind = "sum", .ops = &ops, .state_size = 2 * sizeof(uint64_t),
		.nkey = 1, .max_groups = LINES };
	struct fold_parts parts;
	uint64_t refused = 0, kept = 0;
	struct job j;
	struct err e = { 0 };
	enum rc rc;

	for (int i = 1; i <= LINES; i++) {
		refused += i % 9 != 0 && i % ODD == 0;
		kept += i % 9 != 0 && i % ODD != 0;
	}
	begin(&j, threads, NULL);
	j.given.max_bad = "50%";
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = key_list_parse(&p.key, &p.nkey, "n", &j.query.env, &e);
	if (rc == RC_OK)
		rc = fold_collect(&j, &p, &parts, &e);
	T_OK(rc == RC_OK && sum_all(parts.whole) == 2 * kept &&
	    parts.whole->table.nslot == kept, "keys that will do, %" PRIu64 " threads", threads);
	T_OK(j.run.count.rejected == 2 * refused && strstr(said, "no user") != NULL,
	    "and the others are rejected");
	fold_parts_free(&parts);
	T_OK(job_close(&j, rc, &e) == RC_OK, "to the end: %s", e.msg);
	arena_free(&j.arena);
}

int
main(void)
{
	static const char *const name[] = { "a", "b", "out", "rejects" };

	quiet_gsl();
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-run")) == NULL)
		return 2;
	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		snprintf(path[i], sizeof(path[i]), "%s/%s", dir, name[i]);
	make_files();
	map_notes(1);
	map_notes(2);
	map_notes(5);
	reject_text();
	strict(1, false);
	strict(3, false);
	strict(1, true);
	strict(3, true);
	serial();
	fold_files(1);
	fold_files(3);
	fold_keys(1);
	fold_keys(3);
	mem_free(wanted_out);
	mem_free(wanted_rejects);
	for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		(void)unlink(path[i]);
	(void)rmdir(dir);
	return t_done();
}
