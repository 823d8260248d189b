/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retention.h"

#include "base/mem.h"

static void
make_room(struct retention_scratch *s, size_t n)
{
	if (n <= s->cap)
		return;
	s->cap = 2 * n;
	s->k = mem_array(s->k, s->cap, sizeof(*s->k));
	s->period = mem_array(s->period, s->cap, sizeof(*s->period));
}

void
retention_free(struct retention_scratch *s)
{
	mem_free(s->k);
	mem_free(s->period);
	*s = (struct retention_scratch){ 0 };
}

void
retention_of_set(const struct retention_rule *r, const int32_t *p, size_t n,
    struct retention_scratch *s, retention_visit *visit, void *ctx)
{
	make_room(s, n);
	for (size_t i = 0; i < n && (i == 0 || r->every); i++) {
		struct retention_entry x = { p[i], INT64_MIN, s->k, n - i };

		for (size_t k = i; k < n; k++)
			s->k[k - i] = (int64_t)p[k] - p[i];
		visit(ctx, &x);
	}
}

/* ---- marks ---- */

static void
put_k(struct retention_scratch *s, size_t *n, int64_t k)
{
	if (*n == 0 || s->k[*n - 1] != k)
		s->k[(*n)++] = k;
}

/* Returns to the start that is mark @at: the others of its time stand before and behind it. */
static size_t
returns_to(const struct retention_rule *r, const struct marks *m, size_t at,
    struct retention_scratch *s)
{
	int64_t start_us = marks_time(m->mark[at]), length = tperiod_length(&r->period);
	size_t i = at, n = 0;

	while (i > 0 && marks_time(m->mark[i - 1]) == start_us)
		i--;
	if (r->same)
		put_k(s, &n, 0);
	for (; i < m->n; i++) {
		if (i == at || (marks_kind(m->mark[i]) & MARK_RETURN) == 0)
			continue;
		put_k(s, &n, r->rolling ? (marks_time(m->mark[i]) - start_us) / length
		    : s->period[i] - s->period[at]);
	}
	return n;
}

void
retention_of_marks(const struct retention_rule *r, const struct marks *m,
    struct retention_scratch *s, retention_visit *visit, void *ctx)
{
	struct twindow_span span = { 0, 0 };
	int64_t number = 0;

	make_room(s, m->n + (size_t)1);
	for (size_t i = 0; i < m->n; i++) {
		int64_t at_us = marks_time(m->mark[i]);

		if (at_us < span.from_us || at_us >= span.to_us)
			number = tperiod_at(&r->period, at_us, &span);
		s->period[i] = number;
	}
	for (size_t i = 0; i < m->n; i++) {
		struct retention_entry x;

		if ((marks_kind(m->mark[i]) & MARK_START) == 0)
			continue;
		x = (struct retention_entry){ s->period[i], marks_time(m->mark[i]), s->k,
			returns_to(r, m, i, s) };
		visit(ctx, &x);
	}
}

/* ---- cells ---- */

bool
retention_hit(const struct retention_column *c, const int64_t *k, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (k[mid] < c->from)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && k[lo] <= c->to;
}

static int64_t
last_of(const struct retention_column *c)
{
	return c->to == RETENTION_OPEN ? c->from : c->to;
}

/* When @n periods by the clock from @us are over. */
static int64_t
after(const struct retention_rule *r, int64_t us, int64_t n)
{
	int64_t length = tperiod_length(&r->period);

	return us > INT64_MAX - n * length ? INT64_MAX : us + n * length;
}

bool
retention_complete(const struct retention_rule *r, int64_t cohort,
    const struct retention_column *c, const struct retention_now *now)
{
	if (!r->rolling)
		return cohort + last_of(c) < now->done;
	return after(r, tperiod_start(&r->period, cohort + 1), last_of(c) + 1) <= now->now_us;
}

bool
retention_complete_from(const struct retention_rule *r, const struct retention_entry *x,
    const struct retention_column *c, const struct retention_now *now)
{
	if (!r->rolling)
		return x->cohort + last_of(c) < now->done;
	return after(r, x->start_us, last_of(c) + 1) <= now->now_us;
}

bool
retention_begun(const struct retention_rule *r, int64_t cohort,
    const struct retention_column *c, const struct retention_now *now)
{
	if (!r->rolling)
		return cohort + c->from <= now->begun;
	return after(r, tperiod_start(&r->period, cohort), c->from) <= now->now_us;
}
