/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retention - random users against the definitions as they are written down
 *
 * The oracle looks at all events of a user for each cell, each day and each stay anew; it
 * keeps nothing but the events.  States are made of random parts in random order, saved and
 * loaded on the way: they are the same bytes as the state of all events in one piece.
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "base/rng.h"
#include "json/jread.h"
#include "retention/lifecycle.h"
#include "retention/retain_fold.h"
#include "retention/retain_state.h"

enum { CASES = 3000, EVENTS_MAX = 24, DAYS = 12, COLUMNS = 8, PARTS_MAX = 4 };

#define HOUR INT64_C(3600000000)
#define T0 INT64_C(1704067200000000)	/* 2024-01-01, a Monday */

struct event {
	int64_t at_us;
	bool    start, ret;
};

struct user {
	struct event ev[EVENTS_MAX];
	size_t       n;
};

static void
make_user(struct rng *g, struct user *u, bool same)
{
	/* A few hours, so that times coincide; some users span several words of a set. */
	int64_t far = rng_below(g, 20) == 0 ? 200 : 1;

	u->n = rng_below(g, EVENTS_MAX + 1);
	for (size_t i = 0; i < u->n; i++) {
		struct event *x = &u->ev[i];

		x->at_us = T0 + (int64_t)rng_below(g, DAYS * 4) * far * 6 * HOUR;
		x->start = rng_below(g, 3) == 0;
		x->ret = same ? x->start : rng_below(g, 2) == 0;
	}
}

static int64_t
day_of(int64_t at_us)
{
	return at_us / RFC3339_DAY_US;
}

/* ---- states in parts ---- */

static void
feed(const struct retain_plan *p, struct retain_state *s, const struct event *x)
{
	unsigned kind = (x->start ? (unsigned)MARK_START : 0) |
	    (x->ret ? (unsigned)MARK_RETURN : 0);

	if (!p->marks) {
		pset_hear(&s->set, (int32_t)day_of(x->at_us));
		if (x->ret)
			pset_add(&s->set, (int32_t)day_of(x->at_us));
		return;
	}
	if (x->at_us > s->last_us)
		s->last_us = x->at_us;
	if (p->keep.keep != MARKS_SPANS) {
		if (kind != 0)
			marks_add(&s->marks, &p->keep, x->at_us, kind);
		return;
	}
	if (x->start && !p->rule.same)
		marks_add(&s->marks, &p->keep, x->at_us, SPAN_BEGIN);
	if (kind != 0)
		marks_add(&s->marks, &p->keep, x->at_us, MARK_BOTH);
}

static struct retain_state *
new_state(const struct retain_plan *p)
{
	struct retain_state *s = mem_zalloc(sizeof(*s));

	(void)retain_fold_ops.init(p, s, NULL);
	return s;
}

static void
drop_state(const struct retain_plan *p, struct retain_state *s)
{
	retain_fold_ops.free(p, s);
	mem_free(s);
}

static struct buf
saved(const struct retain_plan *p, const struct retain_state *s)
{
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	retain_state_save(p, s, &w);
	return b;
}

static struct retain_state *
loaded(const struct retain_plan *p, struct sv text)
{
	struct retain_state *s = new_state(p);
	struct err e = { 0 };
	struct val v;

	T_QUIET(jread_value(text, &v, &e) == RC_OK && retain_state_load(p, s, &v, &e) == RC_OK,
	    "loads: %.*s: %s", (int)text.n, text.p, e.msg);
	return s;
}

/* All events, in random order and parts, some of them saved and loaded. */
static struct retain_state *
in_parts(struct rng *g, const struct retain_plan *p, const struct user *u)
{
	struct retain_state *part[PARTS_MAX], *all = new_state(p);
	size_t n = 1 + rng_below(g, PARTS_MAX), first = rng_below(g, PARTS_MAX), order[EVENTS_MAX];

	for (size_t i = 0; i < n; i++)
		part[i] = new_state(p);
	for (size_t i = 0; i < u->n; i++) {
		size_t k = rng_below(g, (uint32_t)i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	for (size_t i = 0; i < u->n; i++)
		feed(p, part[rng_below(g, (uint32_t)n)], &u->ev[order[i]]);
	for (size_t i = 0; i < n; i++) {
		struct retain_state *s = part[(first + i) % n];

		if (rng_below(g, 2) == 0) {
			struct buf b = saved(p, s);

			drop_state(p, s);
			s = loaded(p, buf_view(&b));
			buf_free(&b);
		}
		(void)retain_fold_ops.merge(p, all, s, NULL);
		drop_state(p, s);
	}
	return all;
}

static struct retain_state *
state_of(struct rng *g, const struct retain_plan *p, const struct user *u)
{
	struct retain_state *whole = new_state(p), *parts = in_parts(g, p, u), *again;
	struct buf a, b, c;

	for (size_t i = 0; i < u->n; i++)
		feed(p, whole, &u->ev[i]);
	a = saved(p, whole);
	b = saved(p, parts);
	T_QUIET(sv_eq(buf_view(&a), buf_view(&b)), "parts and whole:\n# %.*s\n# %.*s", (int)b.n,
	    b.p, (int)a.n, a.p);
	again = loaded(p, buf_view(&a));
	c = saved(p, again);
	T_QUIET(sv_eq(buf_view(&a), buf_view(&c)), "saved once more");
	drop_state(p, again);
	drop_state(p, whole);
	buf_free(&a);
	buf_free(&b);
	buf_free(&c);
	if (p->marks)
		marks_tidy(&parts->marks, &p->keep);
	return parts;
}

/* ---- retention ---- */

struct cell_sum {		/* of all cohorts: what was found, by cohort and column */
	const struct retain_plan *p;
	const struct user        *u;
	size_t                    cohorts;
};

/* The first start, or with @day that of this day; INT64_MAX: none. */
static int64_t
first_start(const struct user *u, int64_t day)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < u->n; i++)
		if (u->ev[i].start && u->ev[i].at_us < first &&
		    (day < 0 || day_of(u->ev[i].at_us) == day))
			first = u->ev[i].at_us;
	return first;
}

/* A start at @start_us and another event that is a return, so many periods later. */
static bool
naive_hit(const struct retain_plan *p, const struct user *u, int64_t start_us,
    const struct retention_column *c)
{
	if (p->rule.same && c->from == 0)
		return true;
	for (size_t s = 0; s < u->n; s++)
		for (size_t i = 0; i < u->n; i++) {
			int64_t at_us = u->ev[i].at_us, k = p->rule.rolling
			    ? (at_us - start_us) / RFC3339_DAY_US
			    : day_of(at_us) - day_of(start_us);

			if (s != i && u->ev[s].start && u->ev[s].at_us == start_us &&
			    u->ev[i].ret && at_us >= start_us && k >= c->from && k <= c->to)
				return true;
		}
	return false;
}

static void
check_entry(void *ctx, const struct retention_entry *x)
{
	struct cell_sum *sum = ctx;
	const struct retain_plan *p = sum->p;
	int64_t start_us = first_start(sum->u, p->rule.every ? x->cohort : -1);
	bool before = true;

	sum->cohorts++;
	T_QUIET(start_us != INT64_MAX && x->cohort == day_of(start_us), "the cohort");
	T_QUIET(!p->marks || x->start_us == start_us, "the start");
	for (size_t i = 0; i < p->ncol; i++) {
		bool hit = retention_hit(&p->col[i], x->k, x->n);

		T_QUIET(hit == naive_hit(p, sum->u, start_us, &p->col[i]), "cohort %" PRId64
		    ", k %" PRId64 " to %" PRId64 ": %d (every %d, rolling %d, same %d)", x->cohort,
		    p->col[i].from, p->col[i].to, hit, p->rule.every, p->rule.rolling,
		    p->rule.same);
		T_QUIET(p->col[i].to != RETENTION_OPEN || before || !hit,
		    "on-or-after never grows with k");
		before = hit;
	}
}

static void
make_columns(struct rng *g, struct retain_plan *p, struct retention_column *col)
{
	unsigned mode = (unsigned)rng_below(g, 3);

	p->col = col;
	p->ncol = COLUMNS;
	for (size_t i = 0; i < COLUMNS; i++) {
		col[i].from = mode == 2 ? (int64_t)rng_below(g, 8) : (int64_t)i;
		col[i].to = mode == 1 ? RETENTION_OPEN : mode == 0 ? col[i].from
		    : col[i].from + (int64_t)rng_below(g, 6);
	}
}

static size_t
check_retention(struct rng *g)
{
	struct retention_column col[COLUMNS];
	struct retain_plan p = { .ask = RETAIN_RETENTION, .rule = { .rolling = rng_below(g, 2),
		.every = rng_below(g, 2), .same = rng_below(g, 2) } };
	struct retention_scratch scratch = { 0 };
	struct retain_state *s;
	struct user u;
	struct cell_sum sum = { .p = &p, .u = &u };
	size_t cohorts = 0;

	make_columns(g, &p, col);
	p.marks = p.rule.rolling || !p.rule.same;
	p.keep = (struct marks_rule){ .keep = p.rule.rolling ? MARKS_ALL : MARKS_PERIODS,
		.every = p.rule.every, .same = 1 };
	make_user(g, &u, p.rule.same);
	s = state_of(g, &p, &u);
	if (p.marks) {
		retention_of_marks(&p.rule, &s->marks, &scratch, check_entry, &sum);
	} else {
		int32_t list[EVENTS_MAX];

		pset_list(&s->set, list);
		retention_of_set(&p.rule, list, pset_count(&s->set), &scratch, check_entry, &sum);
	}
	for (int64_t day = day_of(T0); day < day_of(T0) + DAYS * 200; day++)
		cohorts += first_start(&u, day) != INT64_MAX;
	if (!p.rule.every && cohorts > 1)
		cohorts = 1;
	T_QUIET(sum.cohorts == cohorts, "%zu of %zu cohorts", sum.cohorts, cohorts);
	retention_free(&scratch);
	drop_state(&p, s);
	return cohorts;
}

/* ---- lifecycle ---- */

static bool
active_on(const struct user *u, int64_t day, int64_t days)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->ev[i].ret && day_of(u->ev[i].at_us) <= day &&
		    day_of(u->ev[i].at_us) > day - days)
			return true;
	return false;
}

static void
check_day(const struct cohort_table *t, const struct user *u, size_t users, int64_t day)
{
	uint64_t want[LIFECYCLE_WIDTH] = { 0 }, active = 0, before = 0;
	static const uint64_t none[LIFECYCLE_WIDTH];
	const uint64_t *n = cohort_find(t, 0, day);

	if (n == NULL)
		n = none;
	for (size_t i = 0; i < users; i++) {
		bool is = active_on(&u[i], day, 1), was = active_on(&u[i], day - 1, 1);

		want[LIFECYCLE_NEW] += is && !active_on(&u[i], day - 1, 100000);
		want[LIFECYCLE_RETURNING] += is && was;
		want[LIFECYCLE_RESURRECTING] += is && !was && active_on(&u[i], day - 1, 100000);
		want[LIFECYCLE_DORMANT] += !is && was;
		active += is;
		before += was;
	}
	T_QUIET(memcmp(n, want, sizeof(want)) == 0, "day %" PRId64, day);
	T_QUIET(active == n[LIFECYCLE_NEW] + n[LIFECYCLE_RETURNING] + n[LIFECYCLE_RESURRECTING] &&
	    active - before == n[LIFECYCLE_NEW] + n[LIFECYCLE_RESURRECTING] - n[LIFECYCLE_DORMANT],
	    "the balance of day %" PRId64, day);
}

static void
check_active_day(const struct cohort_table *t, const struct user *u, size_t users, int64_t day,
    uint64_t *sum)
{
	static const int64_t days[] = { 1, LIFECYCLE_WEEK, LIFECYCLE_MONTH };
	const uint64_t *n = cohort_find(t, 0, day);

	sum[0] = 0;
	for (size_t k = 0; k < ACTIVE_WIDTH; k++) {
		uint64_t want = 0;

		sum[k] += n != NULL ? n[k] : 0;
		for (size_t i = 0; i < users; i++)
			want += active_on(&u[i], day, days[k]);
		T_QUIET(sum[k] == want, "day %" PRId64 ": %" PRIu64 " active in %" PRId64 " days",
		    day, sum[k], days[k]);
	}
}

static void
check_lifecycle(struct rng *g)
{
	struct retain_plan p = { .ask = RETAIN_LIFECYCLE, .rule.same = true };
	struct user u[4];
	struct cohort_table t, active;
	size_t users = 1 + rng_below(g, 4);
	uint64_t sum[ACTIVE_WIDTH] = { 0 };

	cohort_init(&t, LIFECYCLE_WIDTH, 1);
	cohort_init(&active, ACTIVE_WIDTH, 1);
	for (size_t i = 0; i < users; i++) {
		struct retain_state *s;
		int32_t list[EVENTS_MAX];
		size_t n;

		make_user(g, &u[i], true);
		s = state_of(g, &p, &u[i]);
		n = pset_count(&s->set);
		pset_list(&s->set, list);
		T_QUIET(n == 0 || pset_first(&s->set) == list[0], "the first of a set");
		lifecycle_add(&t, 0, list, n, INT64_MAX);
		lifecycle_add_active(&active, 0, list, n);
		drop_state(&p, s);
	}
	for (int64_t day = day_of(T0) - 1; day < day_of(T0) + 5 * DAYS; day++) {
		check_day(&t, u, users, day);
		check_active_day(&active, u, users, day, sum);
	}
	cohort_free(&t);
	cohort_free(&active);
}

/* ---- what is kept for --activation and --survival ---- */

static uint64_t
returns_within(const struct user *u, int64_t from_us, int64_t to_us)
{
	uint64_t n = 0;

	for (size_t i = 0; i < u->n; i++)
		n += u->ev[i].ret && u->ev[i].at_us >= from_us && u->ev[i].at_us <= to_us;
	return n;
}

static void
check_activation(struct rng *g)
{
	struct retain_plan p = { .ask = RETAIN_ACTIVATION, .marks = true };
	uint32_t times = 1 + (uint32_t)rng_below(g, 4);
	struct retain_state *s;
	struct user u;
	int64_t start_us;
	uint64_t n = 0, want;

	p.keep = (struct marks_rule){ .keep = MARKS_WITHIN, .same = times,
		.within_us = (int64_t)rng_below(g, 60) * HOUR };
	make_user(g, &u, rng_below(g, 2));
	start_us = first_start(&u, -1);
	s = state_of(g, &p, &u);
	for (uint32_t i = 0; i < s->marks.n; i++)
		n += (marks_kind(s->marks.mark[i]) & MARK_RETURN) != 0 &&
		    marks_time(s->marks.mark[i]) >= start_us;
	want = start_us == INT64_MAX ? 0 : returns_within(&u, start_us, start_us +
	    p.keep.within_us);
	T_QUIET((n >= times) == (want >= times), "%" PRIu64 " of %" PRIu64 " times", n, want);
	drop_state(&p, s);
}

static void
check_first(struct rng *g)
{
	struct retain_plan p = { .ask = RETAIN_SURVIVAL, .marks = true,
		.keep = { .keep = MARKS_FIRST, .same = 1 } };
	struct retain_state *s;
	struct user u;
	int64_t start_us, got = INT64_MAX, want = INT64_MAX;

	make_user(g, &u, rng_below(g, 2));
	start_us = first_start(&u, -1);
	s = state_of(g, &p, &u);
	for (uint32_t i = s->marks.n; i-- > 0;)
		if ((marks_kind(s->marks.mark[i]) & MARK_RETURN) != 0 &&
		    marks_time(s->marks.mark[i]) >= start_us)
			got = marks_time(s->marks.mark[i]);
	for (size_t i = 0; i < u.n; i++)
		if (u.ev[i].ret && u.ev[i].at_us >= start_us && u.ev[i].at_us < want)
			want = u.ev[i].at_us;
	T_QUIET(got == want, "the first event after the start");
	drop_state(&p, s);
}

/* Times from the start on until a pause is too long. */
static int64_t
naive_end(const struct user *u, int64_t start_us, int64_t idle_us)
{
	int64_t end = start_us;
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < u->n; i++)
			if ((u->ev[i].ret || u->ev[i].start) && u->ev[i].at_us > end &&
			    u->ev[i].at_us - end <= idle_us) {
				end = u->ev[i].at_us;
				more = true;
			}
	}
	return end;
}

static void
check_spans(struct rng *g)
{
	struct retain_plan p = { .ask = RETAIN_SURVIVAL, .marks = true,
		.rule.same = rng_below(g, 2),
		.keep = { .keep = MARKS_SPANS, .within_us = (int64_t)rng_below(g, 80) * HOUR } };
	struct retain_state *s;
	struct user u;
	int64_t start_us, begin = INT64_MAX, end = INT64_MAX;

	make_user(g, &u, p.rule.same);
	start_us = first_start(&u, -1);
	s = state_of(g, &p, &u);
	for (uint32_t i = 0; i < s->marks.n; i++) {
		int64_t at_us = marks_time(s->marks.mark[i]);
		unsigned kind = marks_kind(s->marks.mark[i]);

		if (begin == INT64_MAX && (kind == SPAN_BEGIN || p.rule.same))
			begin = at_us;
		if (end == INT64_MAX && begin != INT64_MAX && (kind == SPAN_SHUT ||
		    kind == MARK_BOTH))
			end = at_us;
	}
	T_QUIET(begin == start_us, "spans begin with the first start");
	T_QUIET(start_us == INT64_MAX || end == naive_end(&u, start_us, p.keep.within_us),
	    "and end before a pause");
	drop_state(&p, s);
}

int
main(void)
{
	struct rng g;
	size_t cohorts = 0;

	rng_init(&g, t_seed());
	for (size_t i = 0; i < CASES; i++) {
		cohorts += check_retention(&g);
		check_activation(&g);
		check_first(&g);
		check_spans(&g);
	}
	for (size_t i = 0; i < CASES / 20; i++)
		check_lifecycle(&g);
	T_OK(cohorts > CASES, "%zu cohorts of %d users", cohorts, (int)CASES);
	return t_done();
}
