/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * marks - see marks.h
 *
 * Marks are appended, and tidied when the list is full: if that leaves it nearly full, it
 * doubles.  So a mark costs O(log n) comparisons whatever the order they come in.
 */
#include "retention/marks.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CAP_MIN = 4, BOTHS = 2 };

static int
by_mark(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* ---- starts and returns ---- */

struct tidying {
	const struct marks_rule *r;
	int64_t                 *mark;
	size_t                   n;
	bool                     started;
	struct twindow_span      span;		/* of the period looked at last */
	int64_t                  start_us;	/* the one that was kept last */
};

static bool
in_span(const struct tidying *t, int64_t at_us)
{
	return at_us >= t->span.from_us && at_us < t->span.to_us;
}

static void
enter_period(struct tidying *t, int64_t at_us)
{
	if (in_span(t, at_us))
		return;
	tperiod_at(&t->r->period, at_us, &t->span);
	t->started = t->started && !t->r->every;
}

static void
put_marks(struct tidying *t, int64_t at_us, unsigned kind, size_t n)
{
	for (size_t i = 0; i < n; i++)
		t->mark[t->n++] = at_us * 4 + (int64_t)kind;
}

static size_t
at_most(size_t n, size_t max)
{
	return n < max ? n : max;
}

/*
 * All marks of one time: @n[kind] of each.  A start is the one event that is no return, if there
 * is one; what is left over are returns.  It cannot grow: what it writes was there.
 */
static void
tidy_time(struct tidying *t, int64_t at_us, const size_t *n)
{
	size_t returns = n[MARK_RETURN], both = at_most(n[MARK_BOTH], BOTHS);
	bool start = false, is_both = false;

	if (t->r->every)
		enter_period(t, at_us);
	if (!t->started && n[MARK_START] + both > 0) {
		start = true;
		is_both = n[MARK_START] == 0;
		t->started = true;
		t->start_us = at_us;
	}
	if (t->r->keep == MARKS_WITHIN)
		both = n[MARK_BOTH];
	returns += both - is_both;
	put_marks(t, at_us, MARK_START, start && !is_both);
	put_marks(t, at_us, MARK_RETURN, at_most(returns, t->r->same));
	put_marks(t, at_us, MARK_BOTH, is_both);
}

static void
tidy_starts(struct tidying *t, size_t n)
{
	for (size_t i = 0, k; i < n; i = k) {
		int64_t at_us = marks_time(t->mark[i]);
		size_t count[4] = { 0 };

		for (k = i; k < n && marks_time(t->mark[k]) == at_us; k++)
			count[marks_kind(t->mark[k])]++;
		tidy_time(t, at_us, count);
	}
}

/* Of the returns that are nothing else only the last of each period, from the end on. */
static void
keep_last(struct tidying *t)
{
	size_t to = t->n;
	bool seen = false;

	t->span = (struct twindow_span){ 0, 0 };
	for (size_t i = t->n; i-- > 0;) {
		int64_t at_us = marks_time(t->mark[i]);

		if (!in_span(t, at_us)) {
			tperiod_at(&t->r->period, at_us, &t->span);
			seen = false;
		}
		if (marks_kind(t->mark[i]) == MARK_RETURN) {
			if (seen)
				continue;
			seen = true;
		}
		t->mark[--to] = t->mark[i];
	}
	t->n -= to;
	memmove(t->mark, t->mark + to, t->n * sizeof(*t->mark));
}

/* Returns after the start: up to within_us, or the first one. */
static void
keep_near(struct tidying *t)
{
	bool first = t->r->keep == MARKS_FIRST, any = false;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		int64_t at_us = marks_time(t->mark[i]);
		unsigned kind = marks_kind(t->mark[i]);
		bool after = t->started && at_us >= t->start_us && (kind & MARK_RETURN) != 0;

		if (after && kind == MARK_RETURN &&
		    (first ? any : at_us - t->start_us > t->r->within_us))
			continue;
		any = any || after;
		t->mark[n++] = t->mark[i];
	}
	t->n = n;
}

/* ---- spans ---- */

struct sweep {			/* over spans in order of time */
	int64_t *mark;
	size_t   n;
	size_t   depth;		/* spans that are open here */
	int64_t  from_us, to_us;
	bool     any;		/* one is at hand: from_us to to_us, so far */
	bool     begun;
};

static void
put_span(struct sweep *s)
{
	if (!s->any)
		return;
	if (s->from_us == s->to_us) {
		s->mark[s->n++] = s->from_us * 4 + MARK_BOTH;
		return;
	}
	s->mark[s->n++] = s->from_us * 4 + SPAN_OPEN;
	s->mark[s->n++] = s->to_us * 4 + SPAN_SHUT;
}

/* Two of them never become more marks than they were, nor are written before they are read. */
static void
tidy_spans(struct sweep *s, size_t n, int64_t within_us)
{
	int64_t begin = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t at_us = marks_time(s->mark[i]);
		unsigned kind = marks_kind(s->mark[i]);

		if (kind == SPAN_BEGIN) {
			begin = s->begun ? begin : s->mark[i];
			s->begun = true;
			continue;
		}
		if (s->depth == 0 && (!s->any || at_us - s->to_us > within_us)) {
			put_span(s);
			s->any = true;
			s->from_us = at_us;
		}
		s->depth += kind == SPAN_OPEN;
		s->depth -= kind == SPAN_SHUT;
		s->to_us = at_us;
	}
	put_span(s);
	if (!s->begun)
		return;
	/* It goes where it belongs: there is room, as it was read. */
	n = s->n++;
	for (; n > 0 && s->mark[n - 1] > begin; n--)
		s->mark[n] = s->mark[n - 1];
	s->mark[n] = begin;
}

/* ---- lists ---- */

void
marks_tidy(struct marks *m, const struct marks_rule *r)
{
	struct tidying t = { .r = r, .mark = m->mark };
	struct sweep s = { .mark = m->mark };

	if ((m->cap & MARKS_ROUGH) == 0 || m->n == 0)
		return;
	qsort(m->mark, m->n, sizeof(*m->mark), by_mark);
	m->cap &= ~MARKS_ROUGH;
	if (r->keep == MARKS_SPANS) {
		tidy_spans(&s, m->n, r->within_us);
		m->n = (uint32_t)s.n;
		return;
	}
	tidy_starts(&t, m->n);
	if (r->keep == MARKS_PERIODS)
		keep_last(&t);
	else if (r->keep != MARKS_ALL)
		keep_near(&t);
	m->n = (uint32_t)t.n;
}

void
marks_reserve(struct marks *m, const struct marks_rule *r, size_t more)
{
	size_t cap = m->cap & ~MARKS_ROUGH, want;

	if (m->n + more <= cap)
		return;
	marks_tidy(m, r);
	want = m->n + more;
	if (want <= cap - cap / 4)
		return;
	for (cap = cap != 0 ? cap : CAP_MIN; want > cap - cap / 4;)
		cap *= 2;
	if (cap >= MARKS_ROUGH)
		mem_oom(SIZE_MAX);
	m->mark = mem_array(m->mark, cap, sizeof(*m->mark));
	m->cap = (uint32_t)cap;
}

void
marks_add(struct marks *m, const struct marks_rule *r, int64_t at_us, unsigned kind)
{
	marks_reserve(m, r, 1);
	m->mark[m->n++] = at_us * 4 + (int64_t)kind;
	m->cap |= MARKS_ROUGH;
}

/* All at once: a span that is cut in two while it is added would be none. */
void
marks_merge(struct marks *dst, const struct marks *src, const struct marks_rule *r)
{
	if (src->n == 0)
		return;
	marks_reserve(dst, r, src->n);
	memcpy(dst->mark + dst->n, src->mark, src->n * sizeof(*src->mark));
	dst->n += src->n;
	dst->cap |= MARKS_ROUGH;
}

void
marks_pack(const struct marks *m, struct buf *b)
{
	buf_add(b, (const char *)m->mark, m->n * sizeof(*m->mark));
}

void
marks_unpack(struct marks *m, const char **at)
{
	const size_t n = m->n * sizeof(*m->mark);

	m->cap = m->n | (m->cap & MARKS_ROUGH);
	m->mark = m->n > 0 ? mem_alloc(n) : NULL;
	if (n > 0)
		memcpy(m->mark, *at, n);
	*at += n;
}

void
marks_free(struct marks *m)
{
	mem_free(m->mark);
	*m = (struct marks){ 0 };
}
