/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_count.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "record/time_member.h"
#include "retention/lifecycle.h"
#include "retention/retain_record.h"

size_t
retain_count_width(const struct retain_plan *p)
{
	switch (p->ask) {
	case RETAIN_RETENTION:
		return p->all ? 2 * p->ncol : 1 + p->ncol;
	case RETAIN_ACTIVE:
		return ACTIVE_WIDTH;
	case RETAIN_STICKINESS:
		return 1;
	case RETAIN_ACTIVATION:
	case RETAIN_SURVIVAL:
		return 2;
	default:
		return LIFECYCLE_WIDTH;
	}
}

static void
put_time(struct retain_run *r, struct jwrite *w, const char *name, int64_t at_us)
{
	time_member_write(w, name, r->p->rule.period.zone, at_us);
}

/* ---- retention ---- */

static void
write_entry(struct retain_run *r, const struct retention_entry *x)
{
	struct jwrite w;

	retain_record_open(r, &w, "retention_user", r->group);
	put_time(r, &w, "cohort", tperiod_start(&r->p->rule.period, x->cohort));
	jwrite_key(&w, SV("k"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < x->n; i++)
		jwrite_i64(&w, x->k[i]);
	jwrite_shut(&w, ']');
	retain_record_shut(r, &w);
}

static void
add_entry(void *ctx, const struct retention_entry *x)
{
	struct retain_run *r = ctx;
	const struct retain_plan *p = r->p;
	uint64_t *n, *hit;

	if (p->per_user) {
		write_entry(r, x);
		return;
	}
	n = cohort_at(&r->t, r->group, p->all ? 0 : x->cohort);
	hit = n + (p->all ? p->ncol : 1);
	if (!p->all)
		n[0]++;
	for (size_t i = 0; i < p->ncol; i++) {
		if (p->all && !retention_complete_from(&p->rule, x, &p->col[i], &r->now))
			continue;
		if (p->all)
			n[i]++;
		hit[i] += retention_hit(&p->col[i], x->k, x->n);
	}
}

/* ---- periods ---- */

static int32_t *
period_room(struct retain_run *r, size_t n)
{
	if (n > r->cap) {
		r->cap = 2 * n;
		r->period = mem_array(r->period, r->cap, sizeof(*r->period));
	}
	return r->period;
}

/* The periods in which a user returned, ascending; *created as lifecycle_add has it. */
static size_t
periods_of(struct retain_run *r, const struct retain_state *s, int64_t *created)
{
	const struct tperiod *period = &r->p->rule.period;
	size_t n = 0;
	int32_t *to;

	*created = INT64_MAX;
	if (!r->p->marks) {
		n = pset_count(&s->set);
		pset_list(&s->set, period_room(r, n));
		return n;
	}
	to = period_room(r, s->marks.n + (size_t)1);
	for (uint32_t i = 0; i < s->marks.n; i++) {
		struct twindow_span span;
		int32_t at = (int32_t)tperiod_at(period, marks_time(s->marks.mark[i]), &span);
		unsigned kind = marks_kind(s->marks.mark[i]);

		if ((kind & MARK_START) != 0)
			*created = at;
		if ((kind & MARK_RETURN) != 0 && (n == 0 || to[n - 1] != at))
			to[n++] = at;
	}
	return n;
}

static void
add_retention(struct retain_run *r, const struct retain_state *s)
{
	int64_t created;
	size_t n;

	if (r->p->marks) {
		retention_of_marks(&r->p->rule, &s->marks, &r->scratch, add_entry, r);
		return;
	}
	n = periods_of(r, s, &created);
	retention_of_set(&r->p->rule, r->period, n, &r->scratch, add_entry, r);
}

/* Of periods that are over, the last ones. */
static void
add_stickiness(struct retain_run *r, const int32_t *p, size_t n)
{
	int64_t from = r->p->periods != 0 ? r->now.done - (int64_t)r->p->periods : INT64_MIN;
	size_t before = 0;

	while (n > 0 && p[n - 1] >= r->now.done)
		n--;
	while (before < n && p[before] < from)
		before++;
	if (before < n)
		cohort_at(&r->t, r->group, (int64_t)(n - before))[0]++;
}

/* ---- activation ---- */

static void
write_activation(struct retain_run *r, int64_t start_us, uint64_t done, bool complete)
{
	struct jwrite w;

	retain_record_open(r, &w, "activation_user", r->group);
	put_time(r, &w, "start", start_us);
	jwrite_put_u64(&w, "n", done);
	jwrite_key(&w, SV("activated"));
	if (complete || done >= r->p->times)
		jwrite_bool(&w, done >= r->p->times);
	else
		jwrite_null(&w);
	retain_record_shut(r, &w);
}

static void
add_activation(struct retain_run *r, const struct retain_state *s)
{
	const struct retain_plan *p = r->p;
	const int64_t *mark = s->marks.mark;
	struct twindow_span span;
	uint64_t done = 0, *n;
	int64_t start_us;
	bool complete;
	uint32_t i = 0;

	while (i < s->marks.n && (marks_kind(mark[i]) & MARK_START) == 0)
		i++;
	if (i == s->marks.n)
		return;
	start_us = marks_time(mark[i]);
	complete = start_us <= r->now.now_us - p->within_us;
	for (i = 0; i < s->marks.n; i++)
		done += (marks_kind(mark[i]) & MARK_RETURN) != 0 && marks_time(mark[i]) >= start_us;
	if (p->per_user) {
		write_activation(r, start_us, done, complete);
		return;
	}
	if (p->all && !complete)
		return;
	n = cohort_at(&r->t, r->group, p->all ? 0
	    : tperiod_at(&p->rule.period, start_us, &span));
	n[0]++;
	n[1] += done >= p->times;
}

/* ---- survival ---- */

struct stay {
	int64_t start_us;
	int64_t end_us;		/* gone, or no longer seen */
	bool    gone;
};

/* Until the first pause that is too long; false when nothing starts. */
static bool
stay_of_spans(const struct retain_run *r, const struct marks *m, struct stay *y)
{
	bool started = false;
	int64_t to_us = INT64_MIN;

	for (uint32_t i = 0; i < m->n; i++) {
		int64_t at_us = marks_time(m->mark[i]);
		unsigned kind = marks_kind(m->mark[i]);

		if (kind == SPAN_BEGIN || (r->p->rule.same && !started)) {
			y->start_us = at_us;
			started = true;
		}
		if (!started || kind == SPAN_BEGIN || kind == SPAN_OPEN)
			continue;
		to_us = at_us;	/* of the span that the start is in */
		break;
	}
	if (!started)
		return false;
	y->gone = r->now.now_us - to_us > r->p->idle_us;
	y->end_us = y->gone ? to_us + r->p->idle_us : r->now.now_us;
	return true;
}

static bool
stay_of_event(const struct retain_run *r, const struct marks *m, struct stay *y)
{
	uint32_t i = 0;

	while (i < m->n && (marks_kind(m->mark[i]) & MARK_START) == 0)
		i++;
	if (i == m->n)
		return false;
	*y = (struct stay){ marks_time(m->mark[i]), r->now.now_us, false };
	for (uint32_t k = 0; k < m->n && !y->gone; k++)
		if ((marks_kind(m->mark[k]) & MARK_RETURN) != 0 &&
		    marks_time(m->mark[k]) >= y->start_us) {
			y->end_us = marks_time(m->mark[k]);
			y->gone = true;
		}
	return true;
}

static void
write_stay(struct retain_run *r, const struct stay *y, int64_t t)
{
	struct jwrite w;

	retain_record_open(r, &w, "survival_user", r->group);
	put_time(r, &w, "start", y->start_us);
	put_time(r, &w, "end", y->end_us);
	jwrite_put_u64(&w, "t", (uint64_t)t);
	jwrite_put_text(&w, "unit", sv_of(tperiod_name(&r->p->rule.period)));
	jwrite_key(&w, SV("gone"));
	jwrite_bool(&w, y->gone);
	retain_record_shut(r, &w);
}

static void
add_survival(struct retain_run *r, const struct retain_state *s)
{
	struct stay y = { 0 };
	int64_t t;
	bool any = r->p->idle_us > 0 ? stay_of_spans(r, &s->marks, &y)
	    : stay_of_event(r, &s->marks, &y);

	if (!any)
		return;
	t = (y.end_us - y.start_us) / tperiod_length(&r->p->rule.period);
	if (r->p->per_user)
		write_stay(r, &y, t);
	else
		cohort_at(&r->t, r->group, t)[y.gone ? RETAIN_EVENTS : RETAIN_CENSORED]++;
}

/* ---- all ---- */

/* The group of a user: his first values, null where none is known. */
static void
find_group(struct retain_run *r, const struct retain_state *s)
{
	const struct retain_first *f = retain_fold_first(r->p, s);

	buf_clear(&r->key);
	buf_c(&r->key, '[');
	for (size_t i = 0; i < r->p->nby; i++) {
		if (i > 0)
			buf_c(&r->key, ',');
		if (f != NULL && f[i].text != NULL)	/* ["x"] without its brackets */
			buf_sv(&r->key, (struct sv){ f[i].text + 1, f[i].n - 2 });
		else
			buf_sv(&r->key, SV("null"));
	}
	buf_c(&r->key, ']');
	r->group = cohort_group(&r->t, buf_view(&r->key));
}

void
retain_count(struct retain_run *r, struct retain_state *s)
{
	const struct retain_plan *p = r->p;
	int64_t created;
	size_t n;

	if (p->marks)
		marks_tidy(&s->marks, &p->keep);
	if (p->marks ? s->marks.n == 0 : s->set.word == PSET_EMPTY)
		return;
	if (p->nby > 0)
		find_group(r, s);
	switch (p->ask) {
	case RETAIN_RETENTION:
		add_retention(r, s);
		return;
	case RETAIN_ACTIVATION:
		add_activation(r, s);
		return;
	case RETAIN_SURVIVAL:
		add_survival(r, s);
		return;
	default:
		break;
	}
	n = periods_of(r, s, &created);
	if (n > 0 && r->period[0] < r->first)
		r->first = r->period[0];
	if (p->ask == RETAIN_STICKINESS)
		add_stickiness(r, r->period, n);
	else if (p->ask == RETAIN_ACTIVE)
		lifecycle_add_active(&r->t, r->group, r->period, n);
	else
		lifecycle_add(&r->t, r->group, r->period, n, created);
}
