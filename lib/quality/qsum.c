/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qsum.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "stats/interval.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAID_MAX = 10 };		/* groups of faults that are told on stderr */

static void
begin_record(struct jwrite *w, struct buf *b, const char *kind)
{
	jwrite_init(w, b);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
}

static void
end_record(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static void
put_total(struct buf *b, const struct qrun *q)
{
	const struct qrun_part *sum = q->part[0];
	struct jwrite w;

	begin_record(&w, b, "total");
	if (q->plan->stream.n != 0)
		jwrite_put_text(&w, "stream", q->plan->stream);
	jwrite_put_u64(&w, "events", sum->total.n);
	jwrite_put_u64(&w, "good", sum->total.n - sum->total.bad);
	jwrite_put_u64(&w, "bad", sum->total.bad);
	jwrite_put_u64(&w, "unreadable", q->job->run.count.rejected);
	end_record(&w);
}

static void
put_event(struct buf *b, struct sv name, const struct qrun_event *x)
{
	struct jwrite w;

	begin_record(&w, b, "event");
	jwrite_key(&w, SV("event"));
	if (name.p != NULL)
		jwrite_str(&w, name);
	else
		jwrite_null(&w);
	jwrite_put_u64(&w, "n", x->n);
	jwrite_put_u64(&w, "bad", x->bad);
	end_record(&w);
}

/* How many events there are of the kind whose faults the group counts. */
static uint64_t
events_among(const struct qrun *q, const struct qfault_group *g)
{
	uint32_t i = g->event.n != 0 ? rule_keys_find(&q->plan->event, g->event) : RULE_NONE;

	return i != RULE_NONE ? q->part[0]->event[i].n : q->part[0]->total.n;
}

static void
put_place(struct jwrite *w, const char *key, struct sv file, uint64_t line)
{
	jwrite_key(w, sv_of(key));
	jwrite_open(w, '{');
	jwrite_put_text(w, "source", file);
	jwrite_put_u64(w, "line", line);
	jwrite_shut(w, '}');
}

static void
put_fault(struct buf *b, const struct qrun *q, const struct qfault_group *g, double conf)
{
	uint64_t n = events_among(q, g);
	struct interval ci = { NAN, NAN };
	struct jwrite w;

	if (n != 0 && g->count <= n)
		ci = interval_clopper_pearson(g->count, n, conf);
	begin_record(&w, b, "fault");
	jwrite_key(&w, SV("event"));
	if (g->event.n != 0)
		jwrite_str(&w, g->event);
	else
		jwrite_null(&w);
	jwrite_put_text(&w, "path", g->shape);
	jwrite_put_text(&w, "code", sv_of(qfault_code(q->plan, g->reason)));
	jwrite_put_text(&w, "schema_path", g->where);
	jwrite_put_text(&w, "severity", sv_of(qplan_severity_name(g->severity)));
	jwrite_put_u64(&w, "count", g->count);
	jwrite_put_double(&w, "rate", n != 0 ? (double)g->count / (double)n : NAN);
	jwrite_put_double(&w, "lo", ci.lo);
	jwrite_put_double(&w, "hi", ci.hi);
	put_place(&w, "first", g->first_file, g->first);
	put_place(&w, "last", g->last_file, g->last);
	jwrite_key(&w, SV("samples"));
	jwrite_open(&w, '[');
	for (unsigned i = 0; i < g->nsample; i++) {
		jwrite_open(&w, '{');
		jwrite_put_u64(&w, "line", g->sample[i].line);
		if (g->sample[i].value.n != 0) {
			jwrite_key(&w, SV("value"));
			jwrite_raw(&w, g->sample[i].value);
		}
		jwrite_shut(&w, '}');
	}
	jwrite_shut(&w, ']');
	end_record(&w);
}

/* The target 1 - e0, rounded to what a person can have written. */
static double
target_share(double e0)
{
	return round((1 - e0) * 1e12) / 1e12;
}

static void
put_check(struct buf *b, const struct qverdict *v)
{
	struct jwrite w;

	begin_record(&w, b, "check");
	jwrite_put_text(&w, "check", v->name);
	jwrite_put_text(&w, "verdict", sv_of(qverdict_name(v->verdict)));
	jwrite_put_u64(&w, "n", v->n);
	jwrite_put_u64(&w, "bad", v->bad);
	jwrite_put_double(&w, "rate", v->rate);
	jwrite_put_double(&w, "lo", v->lo);
	jwrite_put_double(&w, "hi", v->hi);
	jwrite_put_double(&w, "target", target_share(v->e0));
	jwrite_put_text(&w, "type", sv_of(v->type));
	jwrite_put_text(&w, "severity", sv_of(qplan_severity_name(v->severity)));
	end_record(&w);
}

struct ranked {
	const struct qfault_group *g;
	size_t                   at;
};

static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->g->count != y->g->count)
		return x->g->count < y->g->count ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The groups in an array for mem_free, the one with most events first. */
static struct ranked *
rank_groups(const struct qrun *q, size_t *n)
{
	struct ranked *list = mem_array(NULL, q->groups.group.n + 1, sizeof(*list));

	for (size_t i = 0; i < q->groups.group.n; i++)
		list[i] = (struct ranked){ q->groups.group.entry[i].val, i };
	*n = q->groups.group.n;
	qsort(list, *n, sizeof(*list), by_rank);
	if (q->groups.rest.count != 0)
		list[(*n)++] = (struct ranked){ &q->groups.rest, *n };
	return list;
}

void
qsum_write(const struct qverdicts *l, const struct qrun *q, double conf, struct out *o)
{
	const struct qplan *p = q->plan;
	struct buf b;
	size_t n;
	struct ranked *list = rank_groups(q, &n);

	buf_init(&b, SIZE_MAX);
	put_total(&b, q);
	for (size_t i = 0; i < p->event.n; i++)
		put_event(&b, p->event.key[i], &q->part[0]->event[i]);
	if (p->event.n != 0)
		put_event(&b, (struct sv){ NULL, 0 }, &q->part[0]->event[p->event.n]);
	for (size_t i = 0; i < n; i++)
		put_fault(&b, q, list[i].g, conf);
	for (size_t i = 0; i < l->n; i++)
		put_check(&b, &l->v[i]);
	out_sv(o, buf_view(&b));
	buf_free(&b);
	mem_free(list);
}

/* Write "12 of 3400 bad (0.353%), target 99.9%". */
static void
put_words(struct buf *b, const struct qverdict *v)
{
	if (v->n == 0) {
		buf_printf(b, "nothing to judge");
		return;
	}
	buf_printf(b, "%" PRIu64 " of %" PRIu64 " bad (%.3g%%), target %.9g%%", v->bad, v->n,
	    100 * v->rate, 100 * target_share(v->e0));
	if (v->verdict == QVERDICT_INCONCLUSIVE)
		buf_printf(b, ", between %.3g%% and %.3g%% by this sample", 100 * v->lo,
		    100 * v->hi);
}

static void
say_line(const struct qrun *q, struct buf *b)
{
	buf_c(b, '\0');
	q->job->say(q->job->name, b->p);
	buf_clear(b);
}

static void
say_fault(const struct qrun *q, const struct qfault_group *g, struct buf *b)
{
	buf_printf(b, "%8" PRIu64 " x %s", g->count, qfault_code(q->plan, g->reason));
	if (g->shape.n != 0)
		buf_printf(b, " %.*s", SV_SHOW(g->shape));
	if (g->event.n != 0)
		buf_printf(b, " in %.*s", SV_SHOW(g->event));
	buf_printf(b, ", first at %.*s:%" PRIu64, (int)g->first_file.n, g->first_file.p, g->first);
	if (g->nsample != 0 && g->sample[0].value.n != 0)
		buf_printf(b, ": %.*s", SV_SHOW(g->sample[0].value));
	say_line(q, b);
}

/* What fails and is no error is called by its severity. */
static void
say_verdict(const struct qrun *q, const struct qverdict *v, struct buf *b)
{
	bool mild = v->severity != QPLAN_ERROR, fails = v->verdict == QVERDICT_FAIL;

	buf_printf(b, "%-12s %.*s: ", mild && fails ? qplan_severity_name(v->severity) :
	    qverdict_name(v->verdict), SV_SHOW(v->name));
	put_words(b, v);
	if (mild && !fails)
		buf_printf(b, " (%s)", qplan_severity_name(v->severity));
	say_line(q, b);
}

void
qsum_say(const struct qverdicts *l, const struct qrun *q)
{
	const struct qrun_part *sum = q->part[0];
	struct buf b;
	size_t n;
	struct ranked *list = rank_groups(q, &n);

	buf_init(&b, 2048);
	buf_printf(&b, "%" PRIu64 " events: %" PRIu64 " good, %" PRIu64 " bad", sum->total.n,
	    sum->total.n - sum->total.bad, sum->total.bad);
	say_line(q, &b);
	for (size_t i = 0; i < n && i < SAID_MAX; i++)
		say_fault(q, list[i].g, &b);
	if (n > SAID_MAX) {
		buf_printf(&b, "%8zu more kinds of faults: --summary FILE has them", n - SAID_MAX);
		say_line(q, &b);
	}
	for (size_t i = 0; i < l->n; i++)
		say_verdict(q, &l->v[i], &b);
	buf_free(&b);
	mem_free(list);
}

void
qsum_gate(struct gate_report *r, const struct qverdicts *l, const struct qrun *q, struct arena *a)
{
	static const enum gate_state states[] = {
		[QVERDICT_PASS] = GATE_PASS, [QVERDICT_NODATA] = GATE_INCONCLUSIVE,
		[QVERDICT_INCONCLUSIVE] = GATE_INCONCLUSIVE, [QVERDICT_FAIL] = GATE_FAIL
	};
	struct gate_case *c = arena_zalloc(a, (l->n + 1) * sizeof(*c));
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < l->n; i++) {
		const struct qverdict *v = &l->v[i];
		struct gate_number *number = arena_zalloc(a, 3 * sizeof(*number));

		buf_clear(&b);
		put_words(&b, v);
		number[0] = (struct gate_number){ .name = "check_bad_ratio",
			.help = "Share of events, or values, that are bad", .value = v->rate };
		number[1] = (struct gate_number){ .name = "check_events",
			.help = "Events, or values, looked at", .value = (double)v->n };
		number[2] = (struct gate_number){ .name = "check_target",
			.help = "Share that must be good", .value = target_share(v->e0) };
		c[i] = (struct gate_case){ .suite = q->plan->stream.n != 0 ? q->plan->stream
		    : SV("cxcheck"), .name = v->name, .state = states[v->verdict],
		    .advisory = v->severity != QPLAN_ERROR, .message = arena_sv(a, buf_view(&b)),
		    .file = q->plan->doc->file, .line = v->check != NULL ? v->check->node->line : 1,
		    .number = number, .nnumber = 3 };
	}
	buf_free(&b);
	*r = (struct gate_report){ .words = GATE_WORDS_SLO, .tool = "cxcheck", .c = c,
		.n = l->n };
}
