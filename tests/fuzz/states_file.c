/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * states_file - any file of saved states merges or is refused with a reason; in what
 * order the states stand does not show, and what is merged and saved merges alike
 *
 *     LETTER LINES
 *
 * The letter picks the query: the head and the last line are those that the filter
 * itself writes for it ('A' is the first; past the last the input brings its own).
 * Each line gets the check that it must end in, so that what is behind it is reached; one that
 * holds lines has none.
 */
#include "base/hash.h"
#include "claims.h"
#include "pick.h"
#include "state/pieces.h"
#include "state/resume.h"

#include <inttypes.h>

enum { INPUT_MAX = 16384, CHECK = 28 };	/* ,"check":"0123456789abcdef"} */

struct query {
	mains_fn   *fn;
	const char *arg[16];
};

#define PARTIAL(...) { "--partial", __VA_ARGS__, NULL }

static const struct query queries[] = {
	{ cxstat_main, PARTIAL("-b", "r, m", "-w", "1d", "count(), rate(x > 50), sum(x), p95(x)") },
	{ cxstat_main, PARTIAL("-b", "r", "distinct(u), top(u, 2), first(x), last(x), sd(x)") },
	{ cxstat_main, PARTIAL("hist(x), min(x), max(x), apdex(x, 100), nps(x), csat(x), ces(x)") },
	{ cxstat_main, PARTIAL("-w", "1h", "--tz", "Europe/Berlin",
	    "throughput(), uptime(x > 50, 1m), mean(x), ratio(x, y), largest(x, 2)") },
	{ cxstat_main, PARTIAL("--exact", "-b", "r", "p50(x), distinct(u)") },
	{ cxsession_main, PARTIAL("-u", "u", "--gap", "10m") },
	{ cxsession_main, PARTIAL("-u", "u", "--sessions", "--split", "r", "--keep", "m",
	    "--key-event", "x > 1") },
	{ cxuser_main, PARTIAL("-u", "u", "--order", "x > 10", "--refund", "x < 0", "--value", "y",
	    "--map", "source=r", "--feature", "mean(x)") },
	{ cxuser_main, PARTIAL("--stitch", "-u", "u, r") },
	{ cxattribute_main, PARTIAL("-u", "u", "--channel", "r", "--order", "x > 1", "--value", "x") },
	{ cxfunnel_main, PARTIAL("-u", "u", "-s", "x > 1", "-s", "x > 50", "-b", "r", "--value", "x",
	    "--exclude", "x == 5") },
	{ cxfunnel_main, PARTIAL("-u", "u", "-s", "x > 1", "-s", "y?", "-s", "m", "--hold", "r") },
	{ cxpredict_main, PARTIAL("--hours", "-u", "u", "--sent", "x > 1", "--segment", "r") },
	{ cxpredict_main, PARTIAL("--items", "-u", "u", "--saw", "x > 1", "--took", "y", "--item",
	    "r") },
	{ cxstat_main, PARTIAL("-b", "r", "-w", "1h", "count(), rate(x > 50), p95(x)") },
};

enum { QUERIES = sizeof(queries) / sizeof(queries[0]) };

struct bench {
	struct mains        m;
	char               *head[QUERIES];	/* a line each, once asked for */
	const struct query *q;
	bool                own;		/* the input has its own heads */
	bool                plain;		/* nothing but states: their order is free */
};

static const char *const merge[] = { "--merge", "--max-bad", "100%", NULL };
static const char *const resave[] = { "--merge", "--partial", "--max-bad", "100%", NULL };
static const char *const in_line[] = { "--merge", "--partial=line", "--max-bad", "100%", NULL };
static const char *const keyed[] = { "--merge", "--partial", "--key-lines", "--max-bad", "100%",
	NULL };

static bool
holds_lines(struct sv line)
{
	size_t tab = sv_find(line, '\t');

	if (tab < line.n)
		line = (struct sv){ line.p + tab + 1, line.n - tab - 1 };
	return sv_starts(line, SV(PIECES_LINE_BEGIN)) || sv_starts(line, SV(PIECES_PART_BEGIN));
}

static void
seal(struct buf *b, struct sv line)
{
	struct sv end = { line.p + line.n - (line.n >= CHECK ? CHECK : 0), CHECK };
	size_t from = b->n;

	if (holds_lines(line)) {
		buf_sv(b, line);
		buf_c(b, '\n');
		return;
	}
	if (line.n >= CHECK && sv_starts(end, SV(",\"check\":\"")))
		line.n -= CHECK;
	else if (line.n > 0 && line.p[line.n - 1] == '}')
		line.n--;
	buf_sv(b, line);
	buf_printf(b, ",\"check\":\"%016" PRIx64 "\"}\n",
	    b->n > from ? hash_sv((struct sv){ b->p + from, b->n - from }, 0) : 0);
}

/* What the filter writes over no input: the head, and the end, which we write ourselves. */
static const char *
head_of(struct bench *b)
{
	char **head = &b->head[b->q - queries];
	struct mains_run r;

	if (*head != NULL)
		return *head;
	mains_init_run(&r, b->q->fn, b->q->arg, SV(""));
	mains_go(&b->m, &r);
	mains_check(r.status == 0, &r, "a query that is none");
	*head = mem_dup(r.out.p, sv_find(buf_view(&r.out), '\n') + 1);
	mains_free_run(&r);
	return *head;
}

/* The states as a file; last line first when @reverse. */
static void
compose(struct bench *b, struct sv text, bool reverse, struct buf *o)
{
	struct sv line[INPUT_MAX + 1];
	size_t n = 0;
	char end[64];

	b->plain = !b->own;
	while (claims_line(&text, &line[n])) {
		b->plain = b->plain && sv_starts(line[n], SV("{\"kind\":\"state\","));
		n++;
	}
	if (!b->own)
		buf_sv(o, sv_of(head_of(b)));
	for (size_t i = 0; i < n; i++)
		seal(o, line[reverse ? n - 1 - i : i]);
	if (b->own)
		return;
	snprintf(end, sizeof(end), "{\"kind\":\"states_end\",\"groups\":%zu,\"records\":9}", n);
	seal(o, sv_of(end));
}

static void
go(struct bench *b, struct mains_run *r, const char *const *arg, struct sv in)
{
	mains_init_run(r, b->q->fn, arg, in);
	mains_go(&b->m, r);
	claims_messages(r);
	if (arg != keyed)	/* which stands before each line */
		claims_ndjson(r, false);
	mains_check(r->status == 0 || r->status == 2, r, "neither merged nor refused");
	mains_check(r->status == 0 || r->out.n == 0, r, "refused, and yet there is output");
}

static void
try_reversed(struct bench *b, struct sv text, const struct mains_run *one)
{
	struct mains_run r;
	struct buf in;

	buf_init(&in, SIZE_MAX);
	compose(b, text, true, &in);
	go(b, &r, merge, buf_view(&in));
	if (r.status != one->status || !sv_eq(buf_view(&r.out), buf_view(&one->out)))
		claims_same(one, &r, "the order of the states shows");
	mains_free_run(&r);
	buf_free(&in);
}

/* Saved once more, they merge to the same and save to the same. */
static void
try_resaved(struct bench *b, const struct mains_run *one)
{
	struct mains_run saved, again, r;

	go(b, &saved, resave, one->in);
	mains_check(saved.status == 0, &saved, "what merges cannot be saved");
	go(b, &r, merge, buf_view(&saved.out));
	if (r.status != 0 || !sv_eq(buf_view(&r.out), buf_view(&one->out)))
		claims_same(one, &r, "what was merged and saved is another");
	go(b, &again, resave, buf_view(&saved.out));
	if (again.status != 0 || !sv_eq(buf_view(&again.out), buf_view(&saved.out)))
		claims_same(&saved, &again, "what was saved saves otherwise");
	mains_free_run(&saved);
	mains_free_run(&again);
	mains_free_run(&r);
}

/* In another form they merge to the same. */
static void
try_form(struct bench *b, const struct mains_run *one, const char *const *form)
{
	struct mains_run saved, r;

	go(b, &saved, form, one->in);
	mains_check(saved.status == 0, &saved, "what merges cannot be saved in another form");
	go(b, &r, merge, buf_view(&saved.out));
	if (r.status != 0 || !sv_eq(buf_view(&r.out), buf_view(&one->out)))
		claims_same(one, &r, "what was saved in another form is another");
	mains_free_run(&saved);
	mains_free_run(&r);
}

/* The first line as the place of --resume: taken, or refused with a reason. */
static void
try_place(struct sv in)
{
	struct trail *t = trail_new(0);
	struct err e = { 0 };
	struct resume place;
	struct arena a;
	enum rc rc;

	arena_init(&a);
	in.n = sv_find(in, '\n');
	rc = resume_read(&place, t, "cxstat", in, &a, &e);
	if (rc != RC_OK && (rc != RC_SYNTAX || e.msg[0] == '\0')) {
		fprintf(stderr, "states_file: a place neither taken nor refused\n");
		abort();
	}
	arena_free(&a);
	trail_free(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bench b;
	struct sv text = { (const char *)data + 1, size - 1 };
	struct mains_run r;
	struct buf in;
	uint64_t hash;
	unsigned letter;

	if (size == 0 || size > INPUT_MAX)
		return 0;
	letter = (unsigned)(uint8_t)(data[0] - 'A') % (2 * QUERIES);
	b.q = &queries[letter % QUERIES];
	b.own = letter >= QUERIES;
	hash = hash_sv(text, 0);
	buf_init(&in, SIZE_MAX);
	compose(&b, text, false, &in);
	go(&b, &r, merge, buf_view(&in));
	if (b.own)
		try_place(buf_view(&in));
	if (b.plain && pick(hash, 2, 0))
		try_reversed(&b, text, &r);
	if (r.status == 0) {
		if (pick(hash, 4, 1))
			try_resaved(&b, &r);
		if (pick(hash, 4, 2))
			try_form(&b, &r, in_line);
		if (pick(hash, 4, 3))
			try_form(&b, &r, keyed);
	}
	mains_free_run(&r);
	buf_free(&in);
	return 0;
}
