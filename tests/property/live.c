/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live - sessions and entries told while the input goes on are those of the input at rest
 *
 * Random events of a few users, in an order that is late by no more than --lateness, go
 * through the scan of cxsession or cxfunnel under random options, at rest and live.  The
 * records must be the same; live they must come in one order, however the events arrive and
 * are cut into files.  Who is stuck is worked out anew from all events before each time.
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "funnel/funnel_live.h"
#include "io/in.h"
#include "users/session_scan.h"

#include <stdlib.h>
#include <unistd.h>

enum { CASES = 60, EVENTS_MAX = 90, FILES_MAX = 9, USERS = 40, LATE = 10, LINES_MAX = 400,
	STEPS = 3, FUNNELS = 30 };

static const int64_t EPOCH_S = 1767261600;

struct event {
	unsigned user;
	int64_t  at;		/* seconds */
	unsigned name;		/* 0..STEPS: that step, or none */
	char     line[256];
};

struct world {
	struct rng   rng;
	char         dir[4096];
	struct event ev[EVENTS_MAX];
	size_t       n;
	unsigned     users;
	size_t       files;
	size_t       alerts;	/* these two: told, so that there was something to compare */
	size_t       stuck;
};

static bool
chance(struct world *w, uint64_t of)
{
	return rng_below(&w->rng, of) == 0;
}

static void
make_events(struct world *w)
{
	static const char *const name[] = { "a", "b", "c", "other" };
	int64_t at = 0;

	w->n = rng_below(&w->rng, EVENTS_MAX + 1);
	w->users = chance(w, 3) ? USERS : 4;
	for (size_t i = 0; i < w->n; i++) {
		struct event *v = &w->ev[i];
		const bool tie = i > 0 && chance(w, 4);	/* with the one before */
		size_t k = 0;

		at += tie ? 0 : (int64_t)rng_below(&w->rng, 8) * (chance(w, 6) ? 20 : 1);
		v->at = at;
		v->user = tie ? v[-1].user : (unsigned)rng_below(&w->rng, w->users);
		v->name = (unsigned)rng_below(&w->rng, STEPS + 1);
		k += (size_t)snprintf(v->line, sizeof(v->line),
		    "{\"timestamp\":%" PRId64 ",\"user_id\":\"u%u\",\"event_name\":\"%s\"",
		    EPOCH_S + at, v->user, name[v->name]);
		if (!chance(w, 4))
			k += (size_t)snprintf(v->line + k, sizeof(v->line) - k,
			    ",\"page\":\"/%d\",\"status\":%d", (int)rng_below(&w->rng, 3),
			    chance(w, 2) ? 200 : 500);
		if (!chance(w, 3))
			k += (size_t)snprintf(v->line + k, sizeof(v->line) - k,
			    ",\"channel\":\"%c\\u0061\",\"value\":%d,\"transaction_id\":%d,"
			    "\"currency\":\"%s\"", "xy"[rng_below(&w->rng, 2)],
			    (int)rng_below(&w->rng, 90), (int)rng_below(&w->rng, 5),
			    chance(w, 9) ? "USD" : "EUR");
		snprintf(v->line + k, sizeof(v->line) - k, "}");
	}
}

static int
cmp_arrival(const void *pa, const void *pb)
{
	const int64_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* As they arrive: each up to LATE behind its time.  Into files, however they are cut. */
static void
write_files(struct world *w)
{
	int64_t arrival[EVENTS_MAX + 1][2];
	char path[4200];
	size_t at = 0;

	for (size_t i = 0; i < w->n; i++) {
		arrival[i][0] = w->ev[i].at + (chance(w, 3) ? LATE :
		    (int64_t)rng_below(&w->rng, LATE + 1));
		arrival[i][1] = (int64_t)i;
	}
	qsort(arrival, w->n, sizeof(arrival[0]), cmp_arrival);
	w->files = 1 + rng_below(&w->rng, FILES_MAX);
	for (size_t i = 0; i < w->files; i++) {
		size_t to = i + 1 == w->files ? w->n : at + rng_below(&w->rng, w->n - at + 1);
		FILE *f;

		snprintf(path, sizeof(path), "%s/f%zu", w->dir, i);
		f = fopen(path, "w");
		if (!T_QUIET(f != NULL, "input"))
			return;
		for (; at < to; at++)
			fprintf(f, "%s\n", w->ev[arrival[at][1]].line);
		fclose(f);
	}
}

/* ---- runs ---- */

static void
silent(const char *name, const char *msg)
{
	(void)name;
	(void)msg;
}

struct ask {			/* one of them */
	struct session_query session;
	struct funnel_query  funnel;	/* with steps */
};

struct plans {
	struct session_plan   session;
	struct funnel_plan    funnel;
	struct scan_live_plan live;
};

static enum rc
compile(struct scan_plan *p, struct plans *plans, const struct ask *ask, bool live,
    struct job *j, struct err *e)
{
	static const char lateness[] = "10s";
	struct funnel_query funnel = ask->funnel;
	struct session_query session = ask->session;
	enum rc rc = job_prepare(j, e);

	*p = (struct scan_plan){ .nkey = 1, .max_facts = UINT64_MAX };
	if (rc != RC_OK)
		return rc;
	funnel.live.lateness = live ? lateness : NULL;
	session.live = live;
	if (funnel.nstep > 0) {
		p->ops = &funnel_scan_ops;
		p->ctx = &plans->funnel;
		p->key = &plans->funnel.user.key;
		rc = funnel_scan_compile(&plans->funnel, &funnel, j, e);
		return rc == RC_OK && live ?
		    funnel_live_compile(&plans->funnel, p, &funnel, j, e) : rc;
	}
	p->ops = &session_scan_ops;
	p->ctx = &plans->session;
	p->key = &plans->session.user.key;
	rc = session_scan_compile(&plans->session, &session, j, e);
	plans->live = (struct scan_live_plan){ .turn = session_scan_turn };
	p->live = live ? &plans->live : NULL;
	return rc == RC_OK && live ? scan_live_compile(&plans->live, &funnel.live, e) : rc;
}

/* The output of one run over the files, in @b. */
static void
run(struct world *w, const struct ask *ask, bool live, struct buf *b)
{
	char path[FILES_MAX][4200], out[4200], block[4096];
	const char *file[FILES_MAX];
	struct job j = { .name = "test", .say = silent, .seed = rng_u64(&w->rng) };
	struct scan_plan p;
	struct plans *plans = mem_zalloc(sizeof(*plans));
	struct err e = { 0 };
	size_t n;
	enum rc rc;
	FILE *f;

	for (size_t i = 0; i < w->files; i++) {
		snprintf(path[i], sizeof(path[i]), "%s/f%zu", w->dir, i);
		file[i] = path[i];
	}
	snprintf(out, sizeof(out), "%s/out", w->dir);
	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	j.given = (struct job_given){ .time = "timestamp", .output = out, .conf = 0.95,
		.threads = 1 + rng_below(&w->rng, 3), .max_line = IN_MAX_LINE_DEFAULT,
		.file = file, .nfile = w->files };
	rc = compile(&p, plans, ask, live, &j, &e);
	if (rc == RC_OK)
		rc = scan_run(&j, &p, &e);
	T_QUIET(j.run.count.rejected == 0, "nothing is late or bad");
	rc = job_close(&j, rc, &e);
	T_QUIET(rc == RC_OK, "a run: %s", e.msg);
	arena_free(&j.arena);
	mem_free(plans);
	buf_clear(b);
	f = fopen(out, "r");
	if (!T_QUIET(f != NULL, "output"))
		return;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(b, block, n);
	fclose(f);
}

/* ---- lines ---- */

struct lines {
	char  *line[LINES_MAX];
	size_t n;
	char  *text;
};

static int
cmp_lines(const void *pa, const void *pb)
{
	return strcmp(*(char *const *)pa, *(char *const *)pb);
}

/* Live nobody knows how many sessions came before. */
static void
drop_number(char *line)
{
	static const char member[] = ",\"session_number\":";
	char *at = strstr(line, member), *end;

	if (at == NULL)
		return;
	end = at + sizeof(member) - 1;
	while (*end >= '0' && *end <= '9')
		end++;
	memmove(at, end, strlen(end) + 1);
}

/* The lines in their order by bytes, without those of kind @without. */
static void
sort_lines(struct lines *l, struct sv text, const char *without)
{
	l->n = 0;
	l->text = mem_dup(text.p, text.n);
	for (char *at = l->text, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		drop_number(at);
		if (without == NULL || strstr(at, without) == NULL)
			if (T_QUIET(l->n < LINES_MAX, "room for lines"))
				l->line[l->n++] = at;
	}
	qsort(l->line, l->n, sizeof(l->line[0]), cmp_lines);
}

static bool
same_lines(struct sv a, struct sv b, const char *without)
{
	static struct lines x, y;
	bool same;

	sort_lines(&x, a, NULL);
	sort_lines(&y, b, without);
	same = x.n == y.n;
	for (size_t i = 0; i < x.n && same; i++)
		same = strcmp(x.line[i], y.line[i]) == 0;
	mem_free(x.text);
	mem_free(y.text);
	return same;
}

static size_t
count(struct sv text, const char *what)
{
	struct lines l;
	size_t n = 0;

	sort_lines(&l, text, NULL);
	for (size_t i = 0; i < l.n; i++)
		n += strstr(l.line[i], what) != NULL;
	mem_free(l.text);
	return n;
}

/* ---- laws ---- */

static void
check(struct world *w, const struct ask *ask, const char *what)
{
	struct buf rest, live, again;

	buf_init(&rest, SIZE_MAX);
	buf_init(&live, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	write_files(w);
	run(w, ask, false, &rest);
	run(w, ask, true, &live);
	T_QUIET(same_lines(buf_view(&rest), buf_view(&live), "\"funnel_stuck\""), "%s: at rest\n%.*slive\n%.*s", what,
	    SV_SHOW(buf_view(&rest)), SV_SHOW(buf_view(&live)));
	write_files(w);
	run(w, ask, true, &again);
	T_QUIET(sv_eq(buf_view(&live), buf_view(&again)), "%s: one order\n%.*sand\n%.*s", what,
	    SV_SHOW(buf_view(&live)), SV_SHOW(buf_view(&again)));
	w->alerts += count(buf_view(&live), "\"session_alert\"");
	buf_free(&rest);
	buf_free(&live);
	buf_free(&again);
}

static void
check_sessions(struct world *w)
{
	static const char *alerts[] = { "bad:status >= 500@2", "status < 500@5/15s",
	    "c:event_name == \"c\"@1" };
	struct ask ask = { .session = {
		.gap = chance(w, 2) ? "30s" : "7s",
		.at_gap = chance(w, 2),
		.max = chance(w, 3) ? "50s" : NULL,
		.split = chance(w, 3) ? "channel" : chance(w, 6) ? "channel, midnight" : NULL,
		.sessions = chance(w, 2),
	} };

	if (chance(w, 2)) {
		ask.session.alert = (struct session_alert_query){ alerts,
			rng_below(&w->rng, 4), chance(w, 2) ? "1/9s" : "2/40s" };
		ask.session.page = chance(w, 2) ? "page" : NULL;
	}
	if (ask.session.sessions) {
		ask.session.key_event = chance(w, 2) ? "status >= 500" : NULL;
		ask.session.keep = chance(w, 2) ? "channel, page" : NULL;
		ask.session.sale.order = "event_name == \"c\"";
	}
	check(w, &ask, "sessions");
}

/* An event behind all windows: whatever ended early is complete at rest, too. */
static void
add_late_event(struct world *w)
{
	struct event *v = &w->ev[w->n < EVENTS_MAX ? w->n++ : w->n - 1];

	*v = (struct event){ 0, 1000000, STEPS, "" };
	snprintf(v->line, sizeof(v->line), "{\"timestamp\":%" PRId64 ",\"user_id\":\"u0\","
	    "\"event_name\":\"other\"}", EPOCH_S + v->at);
}

static void
check_funnels(struct world *w)
{
	static const char *steps[] = { "a", "b", "c" }, *optional[] = { "a", "b?", "c" };
	static const char *exclude[] = { "other", "status >= 500@1-2" }, *limit[] = { "2=9s", "3=5s" };
	const bool strict = chance(w, 3), limits = chance(w, 3);
	struct ask ask = { .funnel = {
		.step = !strict && chance(w, 2) ? optional : steps,
		.nstep = STEPS - chance(w, 4),
		.within = chance(w, 2) ? "30s" : "90s",
		.order = strict ? "strict" : NULL,
		.exclude = exclude,
		.nexclude = strict ? 0 : rng_below(&w->rng, 3),
		.step_within = limit,
		.entry = "every",
		.ties = chance(w, 3) ? "strict" : NULL,
		.hold = chance(w, 3) ? "channel" : NULL,
		.by = chance(w, 3) ? "page" : NULL,
		.stuck = chance(w, 2) ? "9s" : NULL,
		.per_user = true,
	} };

	if (ask.funnel.nstep < STEPS)
		ask.funnel.step = steps;
	ask.funnel.nstep_within = limits ? ask.funnel.nstep - 1 : 0;
	ask.funnel.attr = ask.funnel.by != NULL && chance(w, 2) ? "last" : NULL;
	if (strict || limits)
		add_late_event(w);
	check(w, &ask, "funnels");
}

/* ---- who is stuck, from all events before a time ---- */

struct last_path {
	struct funnel_path p;
	size_t             n;
};

static void
take_path(void *ctx, const struct funnel_path *p)
{
	struct last_path *last = ctx;

	last->p = *p;
	last->n++;
}

enum { WITHIN = 60, STUCK = 11 };

/* Whom the run must tell of @user when nothing behind @at is known. */
static void
expect_stuck(const struct world *w, unsigned user, int64_t at, struct buf *want, struct arena *tmp)
{
	const struct funnel_rule r = { .nstep = STEPS, .within_us = WITHIN,
		.step_us = { INT64_MAX, INT64_MAX, INT64_MAX }, .entry = FUNNEL_EVERY,
		.from_us = INT64_MIN, .to_us = INT64_MAX };
	struct funnel_event ev[EVENTS_MAX];
	struct last_path last = { .n = 0 };
	int64_t since;
	size_t n = 0, tries = 0;

	for (size_t i = 0; i < w->n && w->ev[i].at <= at; i++)
		if (w->ev[i].user == user)
			ev[n++] = (struct funnel_event){ w->ev[i].at, w->ev[i].name < STEPS ?
				FUNNEL_STEP(w->ev[i].name) : 0 };
	funnel_run(&r, ev, n, take_path, &last, tmp);
	if (last.n == 0 || last.p.far == STEPS || at - ev[last.p.at[0]].at_us > WITHIN)
		return;
	since = ev[last.p.at[last.p.far - 1]].at_us;
	if (since != at - STUCK)
		return;
	for (size_t i = 0; i < n; i++)
		tries += ev[i].at_us >= since && ev[i].mask == FUNNEL_STEP(last.p.far - 1);
	buf_printf(want, "{\"kind\":\"funnel_stuck\",\"user\":\"u%u\",\"step\":%u,\"tries\":%zu}\n",
	    user, last.p.far, tries);
}

/* A member of a line, up to what is behind its value. */
static void
put_member(struct buf *b, const char *line, const char *member)
{
	const char *at = strstr(line, member);

	if (T_QUIET(at != NULL, "%s in %s", member, line))
		buf_printf(b, ",%.*s", (int)strcspn(at, ",}"), at);
}

/* A record of the run as expect_stuck writes it. */
static void
shorten(const char *line, struct buf *b)
{
	buf_printf(b, "{\"kind\":\"funnel_stuck\"");
	put_member(b, line, "\"user\":");
	put_member(b, line, "\"step\":");
	put_member(b, line, "\"tries\":");
	buf_printf(b, "}\n");
}

static void
check_stuck(struct world *w)
{
	static const char *steps[] = { "a", "b", "c" };
	struct ask ask = { .funnel = { .step = steps, .nstep = STEPS, .within = "60s",
		.entry = "every", .stuck = "11s", .per_user = true } };
	struct buf live, got, want;
	struct arena tmp;

	arena_init(&tmp);
	buf_init(&live, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	write_files(w);
	run(w, &ask, true, &live);
	buf_c(&live, '\0');
	for (char *at = live.p, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		if (strstr(at, "\"funnel_stuck\"") != NULL)
			shorten(at, &got);
	}
	for (int64_t at = 0; w->n > 0 && at <= w->ev[w->n - 1].at; at++)
		for (unsigned u = 0; u < w->users; u++) {
			expect_stuck(w, u, at, &want, &tmp);
			arena_reset(&tmp);
		}
	T_QUIET(same_lines(buf_view(&want), buf_view(&got), NULL),
	    "stuck: expected\n%.*sgot\n%.*s", SV_SHOW(buf_view(&want)), SV_SHOW(buf_view(&got)));
	w->stuck += count(buf_view(&got), "\"funnel_stuck\"");
	buf_free(&live);
	buf_free(&got);
	buf_free(&want);
	arena_free(&tmp);
}

static void
clean_up(const struct world *w)
{
	char path[4200];

	for (size_t i = 0; i < FILES_MAX; i++) {
		snprintf(path, sizeof(path), "%s/f%zu", w->dir, i);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/out", w->dir);
	unlink(path);
	rmdir(w->dir);
}

int
main(void)
{
	static struct world w;

	rng_init(&w.rng, t_seed());
	if (!T_QUIET(mkdtemp(t_temporary(w.dir, sizeof(w.dir), "cx-live")) != NULL, "a directory"))
		return t_done();
	for (size_t i = 0; i < CASES; i++) {
		make_events(&w);
		check_sessions(&w);
		check_funnels(&w);
	}
	T_OK(t_failed == 0 && w.alerts > CASES / 3, "%d runs of sessions and funnels, %zu alerts",
	    (int)CASES, w.alerts);
	for (size_t i = 0; i < FUNNELS; i++) {
		make_events(&w);
		check_stuck(&w);
	}
	T_OK(t_failed == 0 && w.stuck > FUNNELS, "who is stuck: %zu", w.stuck);
	clean_up(&w);
	return t_done();
}
