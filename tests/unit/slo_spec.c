/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_spec, worked cases: what specifications say as compiled objectives, every refusal
 * with its place and words, OpenSLO's own examples retold, presets
 */
#include "objective/spec.h"

#include "base/rfc3339.h"
#include "objective/clause.h"
#include "stats/quiet.h"

#include "../t.h"
#include "../xbench.h"

struct spec_case {
	const char *text;
	const char *want;
};

static struct xbench bench;

static void
add_expr(struct buf *o, const char *name, const struct expr *x)
{
	if (x != NULL) {
		struct sv s = expr_text(x, &bench.arena);

		buf_printf(o, " %s=[%.*s]", name, (int)s.n, s.p);
	}
}

static void
add_text(struct buf *o, const char *name, struct sv s)
{
	if (s.n != 0)
		buf_printf(o, " %s=%.*s", name, (int)s.n, s.p);
}

static void
add_us(struct buf *o, const char *name, int64_t us)
{
	if (us != 0)
		buf_printf(o, " %s=%lldm", name, (long long)(us / SLO_MINUTE_US));
}

static void
add_window(struct buf *o, const struct slo_window *w)
{
	char start[RFC3339_MAX];

	if (w->span == SLO_SPAN_ALL)
		return;
	buf_printf(o, " window=%u%c/%lldm", w->n, w->unit, (long long)(w->length_us / SLO_MINUTE_US));
	if (w->span == SLO_SPAN_CALENDAR) {
		struct sv zone = w->zone != NULL ? tzone_name(w->zone) : SV("UTC");

		rfc3339_text(w->start_us, 0, start);
		buf_printf(o, "@%s,%.*s", start, (int)zone.n, zone.p);
	}
}

static void
add_alert(struct buf *o, const struct slo_alert *a)
{
	buf_printf(o, " alert={%.*s", (int)a->severity.n, a->severity.p);
	add_text(o, "name", a->name);
	add_us(o, "long", a->long_us);
	add_us(o, "short", a->short_us);
	buf_printf(o, " %s %.17g", a->op == SLO_GT ? "gt" : a->op == SLO_GTE ? "gte" : "?", a->factor);
	if (a->trickle)
		buf_sv(o, SV(" trickle"));
	if (a->min_bad != 3)
		buf_printf(o, " min_bad=%" PRIu64, a->min_bad);
	add_us(o, "after", a->after_us);
	buf_c(o, '}');
}

/* How it judges; only what is no default. */
static void
add_rules(struct buf *o, const struct slo_objective *x)
{
	static const char *const severity[] = { "gate", "warn", "info" };
	static const char *const empty[] = { "exclude", "good", "bad" };
	static const char *const nodata[] = { "inconclusive", "fail", "pass" };

	if (x->severity != SLO_GATE)
		buf_printf(o, " severity=%s", severity[x->severity]);
	add_us(o, "slice", x->slice_us);
	if (x->slice_e0 != 0)
		buf_printf(o, " slice_e0=%.17g", x->slice_e0);
	if (x->slice_events != 0)
		buf_printf(o, " events=%" PRIu64, x->slice_events);
	if (x->empty != SLO_EMPTY_EXCLUDE)
		buf_printf(o, " empty=%s", empty[x->empty]);
	add_us(o, "settle", x->settle_us);
	if (x->nodata != SLO_NODATA_INCONCLUSIVE)
		buf_printf(o, " nodata=%s", nodata[x->nodata]);
	if (x->min_total != 0)
		buf_printf(o, " min_total=%" PRIu64, x->min_total);
	if (x->min_coverage != 0)
		buf_printf(o, " min_coverage=%g", x->min_coverage);
	if (x->margin != 0)
		buf_printf(o, " margin=%g", x->margin);
	if (x->min_bad != 2)
		buf_printf(o, " min_bad=%" PRIu64, x->min_bad);
	if (x->increase != .25)
		buf_printf(o, " increase=%g", x->increase);
	if (x->floor_e0 != 0)
		buf_printf(o, " floor=%g", x->floor_e0);
	if (x->alert_nodata)
		buf_sv(o, SV(" alert_nodata"));
	if (x->level != NULL)
		buf_printf(o, " level=%s", x->level);
	if (x->after != SIZE_MAX)
		buf_printf(o, " after=%zu", x->after);
}

static void
add_objective(struct buf *o, const struct slo_objective *x)
{
	static const char *const type[] = { "ratio", "percentile", "liveness", "baseline", "apdex",
		"composite" };
	static const char *const method[] = { "", "/timeslices", "/ratio-timeslices" };
	static const char *const op[] = { "<=", "<", ">=", ">" };

	buf_printf(o, "%.*s/%.*s %s%s", (int)x->slo.n, x->slo.p, (int)x->name.n, x->name.p,
	    type[x->type], method[x->method]);
	add_text(o, "service", x->service);
	add_expr(o, "where", x->where);
	add_expr(o, "good", x->good);
	add_expr(o, "bad", x->bad);
	add_expr(o, "value", x->value);
	add_expr(o, "per", x->unit);
	if (x->q.num != 0)
		buf_printf(o, " q=%" PRIu64 "/10^%u", x->q.num, x->q.dec);
	if (x->limit_text.n != 0)
		buf_printf(o, " limit%s%.17g", op[x->op], x->limit);
	if (x->e0 != 0)
		buf_printf(o, " e0=%.17g", x->e0);
	add_text(o, "target", x->target_text);
	add_expr(o, "baseline", x->baseline);
	for (size_t i = 0; i < x->nkey; i++)
		add_expr(o, "by", x->key[i].x);
	add_window(o, &x->window);
	add_rules(o, x);
	for (size_t i = 0; i < x->nalert; i++)
		add_alert(o, &x->alert[i]);
	for (size_t i = 0; i < x->nmember; i++)
		buf_printf(o, " of=%zu*%g", x->member[i].objective, x->member[i].weight);
	buf_c(o, '\n');
}

static const char *
read_with(const char *text, const struct slo_spec_cfg *cfg)
{
	static struct err e;
	struct slo_spec s;
	enum rc rc;

	e = (struct err){ 0 };
	buf_clear(&bench.out);
	rc = spec_text(&s, "dir/f.yaml", sv_of(text), cfg, &e);
	if (rc != RC_OK) {
		(void)T_QUIET(rc == RC_SYNTAX && e.rc == rc, "the kind of refusal: %s", e.msg);
		return strncmp(e.msg, "dir/f.yaml:", 11) == 0 ? e.msg + 11 : e.msg;
	}
	for (size_t i = 0; i < s.n; i++)
		add_objective(&bench.out, &s.objective[i]);
	buf_c(&bench.out, '\0');
	return bench.out.p;
}

static const char *
read_spec(const char *text)
{
	struct slo_spec_cfg cfg = { .env = &bench.env };

	return read_with(text, &cfg);
}

static const struct spec_case shorts[] = {
	/* The shape of the man page. */
	{ "slo: shop\n"
	  "where: host == \"shop\"\n"
	  "window: 30d\n"
	  "objectives:\n"
	  "  - {name: availability, bad: status >= 500, target: 99.9%}\n"
	  "  - {name: checkout p99, where: path =~ \"^/checkout\", value: duration_ms, percentile: p99,"
	  " limit: 400}\n"
	  "  - {name: alive, type: liveness, events: 10, slice: 1m, target: 99%}\n"
	  "  - {name: canary errors, type: baseline, bad: status >= 500, baseline: version == \"v1\","
	  " increase: 20%, floor: 0.1%}\n"
	  "  - {name: canary p95, type: baseline, value: duration_ms, percentile: p95,"
	  " baseline: version == \"v1\", increase: 10%}\n"
	  "  - {name: overall, type: composite, of: [{objective: availability, weight: 2},"
	  " checkout p99]}\n",
	  "shop/availability ratio where=[host == \"shop\"] bad=[status >= 500] e0=0.001"
	  " target=99.9% window=30d/43200m\n"
	  "shop/checkout p99 percentile where=[(host == \"shop\") && (path =~ \"^/checkout\")]"
	  " value=[duration_ms] q=99/10^2 limit<=400 e0=0.01 target=p99 window=30d/43200m\n"
	  "shop/alive liveness/timeslices where=[host == \"shop\"] e0=0.01 target=99%"
	  " window=30d/43200m slice=1m events=10 empty=bad\n"
	  "shop/canary errors baseline where=[host == \"shop\"] bad=[status >= 500]"
	  " baseline=[version == \"v1\"] window=30d/43200m increase=0.2 floor=0.001\n"
	  "shop/canary p95 baseline where=[host == \"shop\"] value=[duration_ms] q=95/10^2"
	  " target=p95 baseline=[version == \"v1\"] window=30d/43200m increase=0.1\n"
	  "shop/overall composite window=30d/43200m of=0*2 of=1*1\n" },
	/* The name of the file; JSON. */
	{ "{\"objectives\": [{\"name\": \"a\", \"good\": \"status < 500\", \"target\": 0.999}]}",
	  "f/a ratio good=[status < 500] e0=0.001 target=0.999\n" },
	/* Targets, exactly. */
	{ "objectives:\n"
	  "- {name: a, bad: x, target: 99.99%}\n- {name: b, bad: x, target: 0.9999}\n"
	  "- {name: c, bad: x, target: 0.7}\n- {name: d, bad: x, target: '99.95 %'}\n"
	  "- {name: e, bad: x, target: 9.99e-1}\n- {name: f, bad: x, target: 99.9999999%}\n"
	  "- {name: g, bad: x, target: '0.95'}\n",
	  "f/a ratio bad=[x] e0=0.0001 target=99.99%\nf/b ratio bad=[x] e0=0.0001 target=0.9999\n"
	  "f/c ratio bad=[x] e0=0.29999999999999999 target=0.7\n"
	  "f/d ratio bad=[x] e0=0.00050000000000000001 target=99.95 %\n"
	  "f/e ratio bad=[x] e0=0.001 target=9.99e-1\n"
	  "f/f ratio bad=[x] e0=1.0000000000000001e-09 target=99.9999999%\n"
	  "f/g ratio bad=[x] e0=0.050000000000000003 target=0.95\n" },
	/* Everything an objective of events may have. */
	{ "slo: all\nwindow: 1h30m\nby: route(path), host\nseverity: warn\nnodata: fail\n"
	  "settle: 5m\nmin_total: 100\nmin_coverage: 90%\nmargin: 10%\nmin_bad: 5\nservice: shop\n"
	  "objectives:\n- {name: a, bad: x, target: 99%}\n"
	  "- {name: b, value: v, percentile: p99.9, limit: 2.5s, op: lt, severity: gate,"
	  " window: all, nodata: pass}\n",
	  "all/a ratio service=shop bad=[x] e0=0.01 target=99% by=[route(path)] by=[host]"
	  " window=90m/90m severity=warn settle=5m nodata=fail min_total=100 min_coverage=0.9"
	  " margin=0.1 min_bad=5\n"
	  "all/b percentile service=shop value=[v] q=999/10^3 limit<2500 e0=0.001 target=p99.9"
	  " by=[route(path)] by=[host] settle=5m nodata=pass min_total=100 min_coverage=0.9"
	  " margin=0.1 min_bad=5\n" },
	/* Percentiles downwards. */
	{ "objectives:\n- {name: a, value: rate, percentile: p5, limit: 10, op: gte}\n"
	  "- {name: b, value: rate, percentile: median, limit: 1e1, op: gt}\n",
	  "f/a percentile value=[rate] q=5/10^2 limit>=10 e0=0.050000000000000003 target=p5\n"
	  "f/b percentile value=[rate] q=50/10^2 limit>10 e0=0.5 target=median\n" },
	/* Slices. */
	{ "slice: 5m\nobjectives:\n"
	  "- {name: a, bad: x, method: timeslices, slice_target: 95%, target: 99%, empty: bad}\n"
	  "- {name: b, bad: x, method: timeslices, slice_target: 100%, target: 99%, slice: 1h}\n"
	  "- {name: c, bad: x, method: ratio-timeslices, target: 99%, empty: good}\n"
	  "- {name: d, value: v, percentile: p95, limit: 1, method: timeslices, target: 99.5%}\n"
	  "- {name: e, events: 1, target: 100%}\n"
	  "- {name: f, of: [a, d], method: timeslices, target: 99%, margin: 5%}\n"
	  "- {name: g, of: [a, c], method: ratio-timeslices, target: 99%, nodata: fail}\n"
	  "- {name: h, of: [{objective: a, weight: .5}, e]}\n",
	  "f/a ratio/timeslices bad=[x] e0=0.01 target=99% slice=5m slice_e0=0.050000000000000003"
	  " empty=bad\n"
	  "f/b ratio/timeslices bad=[x] e0=0.01 target=99% slice=60m\n"
	  "f/c ratio/ratio-timeslices bad=[x] e0=0.01 target=99% slice=5m empty=good\n"
	  "f/d percentile/timeslices value=[v] q=95/10^2 limit<=1 e0=0.0050000000000000001"
	  " target=99.5% slice=5m slice_e0=0.050000000000000003\n"
	  "f/e liveness/timeslices target=100% slice=5m events=1 empty=bad\n"
	  "f/f composite/timeslices e0=0.01 target=99% slice=5m margin=0.05 of=0*1 of=3*1\n"
	  "f/g composite/ratio-timeslices e0=0.01 target=99% slice=5m nodata=fail of=0*1 of=2*1\n"
	  "f/h composite slice=5m of=0*0.5 of=4*1\n" },
	/* Windows. */
	{ "objectives:\n"
	  "- {name: a, bad: x, target: 99%, window: 4w}\n"
	  "- {name: b, bad: x, target: 99%, window: {calendar: month}}\n"
	  "- {name: c, bad: x, target: 99%, window: {calendar: week, tz: Europe/Berlin}}\n"
	  "- {name: d, bad: x, target: 99%, window: {calendar: quarter, start: 2026-02-01,"
	  " tz: America/New_York}}\n"
	  "- {name: e, bad: x, target: 99%, window: {calendar: day, start: 2026-07-01 06:00:00,"
	  " tz: '+01:00'}}\n"
	  "- {name: g, bad: x, target: 99%, window: {calendar: year}}\n",
	  "f/a ratio bad=[x] e0=0.01 target=99% window=4w/40320m\n"
	  "f/b ratio bad=[x] e0=0.01 target=99% window=1M/43200m@1970-01-01T00:00:00Z,UTC\n"
	  "f/c ratio bad=[x] e0=0.01 target=99% window=1w/10080m@1970-01-04T23:00:00Z,Europe/Berlin\n"
	  "f/d ratio bad=[x] e0=0.01 target=99%"
	  " window=1Q/129600m@2026-02-01T05:00:00Z,America/New_York\n"
	  "f/e ratio bad=[x] e0=0.01 target=99% window=1d/1440m@2026-07-01T05:00:00Z,+01:00\n"
	  "f/g ratio bad=[x] e0=0.01 target=99% window=1Y/525600m@1970-01-01T00:00:00Z,UTC\n" },
	/* Alerts: the textbook's, of other windows (Sloth: 13.44 5.6 2.8 .933), one's own. */
	{ "alerts: standard\nwindow: 30d\nobjectives:\n- {name: a, bad: x, target: 99.9%}\n"
	  "- {name: b, bad: x, target: 99.9%, window: 28d}\n"
	  "- {name: c, bad: x, target: 99.9%, window: 7d}\n"
	  "- {name: d, bad: x, target: 99.9%, alerts: none}\n"
	  "- {name: e, bad: x, target: 99.9%, window: {calendar: month}}\n",
	  "f/a ratio bad=[x] e0=0.001 target=99.9% window=30d/43200m"
	  " alert={page long=60m short=5m gt 14.4} alert={page long=360m short=30m gt 6}"
	  " alert={ticket long=1440m short=120m gt 3} alert={ticket long=4320m short=360m gt 1}\n"
	  "f/b ratio bad=[x] e0=0.001 target=99.9% window=28d/40320m"
	  " alert={page long=60m short=5m gt 13.44} alert={page long=360m short=30m gt"
	  " 5.5999999999999996} alert={ticket long=1440m short=120m gt 2.7999999999999998}"
	  " alert={ticket long=4320m short=360m gt 0.93333333333333335}\n"
	  "f/c ratio bad=[x] e0=0.001 target=99.9% window=7d/10080m"
	  " alert={page long=60m short=5m gt 3.3599999999999999}"
	  " alert={page long=360m short=30m gt 1.3999999999999999}\n"
	  "f/d ratio bad=[x] e0=0.001 target=99.9% window=30d/43200m\n"
	  "f/e ratio bad=[x] e0=0.001 target=99.9% window=1M/43200m@1970-01-01T00:00:00Z,UTC"
	  " alert={page long=60m short=5m gt 14.4} alert={page long=360m short=30m gt 6}"
	  " alert={ticket long=1440m short=120m gt 3} alert={ticket long=4320m short=360m gt 1}\n" },
	{ "window: 30d\nobjectives:\n- name: a\n  bad: x\n  target: 99%\n  alerts:\n"
	  "  - {long: 1h, short: 5m, factor: 14.4, severity: wake, name: fast, min_bad: 10, after: 2m}\n"
	  "  - {long: 2h, factor: 6}\n"
	  "  - {long: 5m, factor: 6}\n"
	  "  - {long: 1h, budget: 2%}\n"
	  "  - {trickle: 24h, min_bad: 5, severity: ticket}\n",
	  "f/a ratio bad=[x] e0=0.01 target=99% window=30d/43200m"
	  " alert={wake name=fast long=60m short=5m gt 14.4 min_bad=10 after=2m}"
	  " alert={page long=120m short=10m gt 6} alert={page long=5m gt 6}"
	  " alert={page long=60m short=5m gt 14.4}"
	  " alert={ticket long=1440m gt 1 trickle min_bad=5}\n" },
	/* Apdex, users, levels. */
	{ "objectives:\n- {name: a, type: apdex, value: ms, limit: 500ms, bad: failed, target: 0.85,"
	  " level: speed}\n"
	  "- {name: u, bad: crashed, per: user_id, target: 99%, level: functionality, after: a}\n",
	  "f/a apdex bad=[failed] value=[ms] limit<=500 e0=0.14999999999999999 target=0.85"
	  " level=speed\n"
	  "f/u ratio bad=[crashed] per=[user_id] e0=0.01 target=99% level=functionality after=0\n" },
	/* Defaults of baselines; documents. */
	{ "slo: one\nbaseline: version == 'v1'\nincrease: 50%\nobjectives:\n"
	  "- {name: a, type: baseline, bad: x}\n"
	  "- {name: b, type: baseline, good: y, increase: 0, min_bad: 4}\n"
	  "---\nslo: two\nobjectives: [{name: a, bad: x, target: 99%}]\n---\n",
	  "one/a baseline bad=[x] baseline=[version == 'v1'] increase=0.5\n"
	  "one/b baseline good=[y] baseline=[version == 'v1'] min_bad=4 increase=0\n"
	  "two/a ratio bad=[x] e0=0.01 target=99%\n" },
	/* Block scalars. */
	{ "objectives:\n- name: a\n  bad: >\n    status >= 500 &&\n    path != '/x'\n  target: 99%\n",
	  "f/a ratio bad=[status >= 500 && path != '/x'] e0=0.01 target=99%\n" },
};

#define RATIO(more) "objectives:\n- {name: a, bad: x, target: 99%, " more "}\n"

static const struct spec_case short_faults[] = {
	{ "", " nothing in it" },
	{ "# only\n---\n", " nothing in it" },
	{ "[1]\n", "1:1: expected a map, found a list" },
	{ "slo: x\n", "1:1: expected the key 'objectives' in here" },
	{ "version: \"prometheus/v1\"\nservice: s\nslos: []\n", "1:1: this is a file of sloth, "
	  "whose queries are Prometheus'; events are counted here: cxslo --from-sloth drafts what "
	  "cx-spec(5) has" },
	{ "slo: 5\nobjectives: []\n", "1:6: expected a string, found a number; put it in quotes" },
	{ "objectives: {}\n", "1:13: expected a list, found a map" },
	{ "objectives: []\n", "1:13: expected objectives, found none" },
	{ "objetcives: []\n", "1:1: unknown key 'objetcives' (did you mean 'objectives'?)" },
	{ "bad: x\nobjectives: []\n",
	  "1:1: 'bad' belongs to an objective; list them under 'objectives'" },
	{ "severity: warn\nfloor: 1%\nobjectives:\n- {name: a, bad: x, target: 99%}\n",
	  "2:1: no objective takes its 'floor' from here" },
	{ "slice_target: 95%\n" RATIO("slice: 1m"),
	  "1:1: no objective takes its 'slice_target' from here" },
	{ "objectives:\n- x\n", "2:3: expected a map, found 'x'" },
	{ "objectives:\n- {bad: x, target: 99%}\n", "2:3: expected the key 'name' in here" },
	{ "objectives:\n- {name: '', bad: x, target: 99%}\n", "2:10: expected text, found none" },
	{ "objectives:\n- {name: a, bad: x, target: 99%}\n- {name: a, bad: x, target: 99%}\n",
	  "3:10: two objectives are called 'a'" },
	{ "slo: s\nobjectives: [{name: a, bad: x, target: 99%}]\n---\n"
	  "slo: s\nobjectives: [{name: a, bad: x, target: 99%}]\n",
	  "4:1: two documents are called 's'; give each a name: slo: ..." },
	{ "objectives:\n- {name: a, bda: x, target: 99%}\n",
	  "2:13: unknown key 'bda' (did you mean 'bad'?)" },
	{ "objectives:\n- {name: a, type: ration, bad: x}\n",
	  "2:19: expected ratio, percentile, liveness, baseline, apdex or composite, found 'ration' "
	  "(did you mean 'ratio'?)" },
	{ "objectives:\n- {name: a, target: 99%}\n",
	  "2:3: nothing here says what to count: expected good or bad, total_count, "
	  "value and percentile, events, or of" },
	{ "objectives:\n- {name: a, value: ms, limit: 5}\n",
	  "2:3: a value needs a percentile, such as percentile: p99, or type: apdex" },
	{ RATIO("percentile: p99"),
	  "2:13: 'bad' means nothing for an objective of type percentile; it belongs to ratio, "
	  "baseline, apdex" },
	{ RATIO("type: ratio, op: lt"),
	  "2:47: 'op' means nothing for an objective of type ratio; it belongs to percentile" },
	{ RATIO("good: y"),
	  "2:13: give good or bad: each event that is not the one is the other" },
	{ "objectives:\n- {name: a, type: ratio, target: 99%}\n",
	  "2:3: objective 'a': expected the key 'bad' or 'good'" },
	{ RATIO("total_count: n"),
	  "2:13: 'bad' judges events one by one, and good_count, bad_count and total_count are of "
	  "records that count them" },
	{ "objectives:\n- {name: a, bad_count: x, total_count: n, per: u, target: 99%}\n",
	  "2:43: 'per' judges events one by one, and good_count, bad_count and total_count are of "
	  "records that count them" },
	{ "objectives:\n- {name: a, bad_count: x, target: 99%}\n",
	  "2:3: objective 'a': expected the key 'total_count': of how many, such as "
	  "total_count: requests" },
	{ "objectives:\n- {name: a, total_count: x, target: 99%}\n",
	  "2:3: objective 'a': expected the key 'bad_count' or 'good_count' beside total_count" },
	{ "objectives:\n- {name: a, good_count: x, bad_count: y, total_count: n, target: 99%}\n",
	  "2:28: give good_count or bad_count: what of total_count is not the one is the other" },
	{ "objectives:\n- {name: a, bad: x}\n",
	  "2:3: objective 'a': expected the key 'target' such as target: 99.9%" },
	/* Expressions. */
	{ "objectives:\n- {name: a, bad: status = 500, target: 99%}\n",
	  "2:25: use == to compare" },
	{ "objectives:\n- name: a\n  bad: >\n    status >= 500 &&\n    path = 'x'\n  target: 99%\n",
	  "5:10: use == to compare" },
	{ "where: status >\n" RATIO("slice: 1m"), "1:16: expected a value, found end of text" },
	{ "objectives:\n- {name: a, bad: 5, target: 99%}\n",
	  "2:18: expected a string, found a number; put it in quotes" },
	{ "by: 'route('\n" RATIO("slice: 1m"), "1:12: expected a value, found end of text" },
	{ "by: a,b,c,d,e,f,g,h,i\n" RATIO("slice: 1m"), "1:5: more than 8 keys" },
	{ "by: \"a\\0\"\n" RATIO("slice: 1m"), "1:5: a key with a NUL in it" },
	/* Targets. */
	{ "objectives:\n- {name: a, bad: x, target: 1}\n",
	  "2:29: a target of 100% leaves no room for a single bad event: no sample can show it and "
	  "there is no budget to burn; ask for 99.9% or 99.99%" },
	{ "objectives:\n- {name: a, bad: x, target: 100%}\n",
	  "2:29: a target of 100% leaves no room for a single bad event: no sample can show it and "
	  "there is no budget to burn; ask for 99.9% or 99.99%" },
	{ "objectives:\n- {name: a, bad: x, target: 99.9}\n",
	  "2:29: 99.9 is more than all events; a share is written 99.9% or 0.999" },
	{ "objectives:\n- {name: a, bad: x, target: 101%}\n", "2:29: 101% is more than all events" },
	{ "objectives:\n- {name: a, bad: x, target: 0%}\n",
	  "2:29: a target of 0 promises nothing" },
	{ "objectives:\n- {name: a, bad: x, target: -1%}\n",
	  "2:29: a share is not negative, found -1%" },
	{ "objectives:\n- {name: a, bad: x, target: 0.12345678901}\n",
	  "2:29: a share has at most 9 decimals, found 0.12345678901" },
	{ "objectives:\n- {name: a, bad: x, target: 1e9}\n", "2:29: 1e9 is no share" },
	{ "objectives:\n- {name: a, bad: x, target: high}\n",
	  "2:29: expected a share such as 99.9% or 0.999, found high" },
	{ "objectives:\n- {name: a, bad: x, target: [1]}\n",
	  "2:29: expected a share such as 99.9% or 0.999, found a list" },
	/* A decimal comma, where a point is meant. */
	{ "objectives:\n- {name: a, bad: x, target: 99,9%}\n", "2:29: '99,9%' is two things here: "
	  "a number is written with a point: 99.9%" },
	{ "objectives:\n- name: a\n  bad: x\n  target: 99,9%\n",
	  "4:11: a number is written with a point: 99.9%, found 99,9%" },
	{ RATIO("margin: 0,5%"), "2:42: '0,5%' is two things here: a number is written with a point: "
	  "0.5%" },
	{ RATIO("margin: 0,5"),
	  "2:44: the comma ends the number here: it is written with a point, as 0.5" },
	{ "margin: 0,5\nobjectives: []\n", "2:13: expected objectives, found none" },
	{ "objectives:\n- {name: a, value: x, percentile: 'p99,9', limit: 1}\n",
	  "2:35: a number is written with a point: p99.9, found p99,9" },
	{ "objectives:\n- {name: a, value: x, percentile: p99, limit: '0,5'}\n",
	  "2:47: a number is written with a point: 0.5, found 0,5" },
	/* Common keys. */
	{ RATIO("severity: high"), "2:44: expected gate, warn or info, found 'high'" },
	{ RATIO("nodata: fial"),
	  "2:42: expected inconclusive, fail or pass, found 'fial' (did you mean 'fail'?)" },
	{ RATIO("min_total: -1"), "2:45: expected a whole number from 0 to 9007199254740992, "
	  "found -1" },
	{ RATIO("min_bad: 0"), "2:43: expected a whole number from 1 to 9007199254740992, found 0" },
	{ RATIO("min_coverage: 110%"), "2:48: expected at most 100%, found 110%" },
	{ RATIO("margin: 20"), "2:42: expected at most 1000%, found 20" },
	{ RATIO("level: fast"),
	  "2:41: expected availability, functionality or speed, found 'fast'" },
	{ RATIO("after: b"), "2:41: no objective above is called 'b'" },
	{ RATIO("after: a"), "2:41: no objective above is called 'a'" },
	{ RATIO("service: 5"), "2:43: expected a string, found a number; put it in quotes" },
	{ RATIO("description: 5"), "2:47: expected a string, found a number; put it in quotes" },
	/* Windows. */
	{ RATIO("window: 30"),
	  "2:42: expected a duration such as 5m or 1h, found 30 without a unit" },
	{ RATIO("window: 30x"), "2:42: expected a duration such as 5m or 1h, found '30x'" },
	{ RATIO("window: []"), "2:42: expected a duration such as 5m or 1h, found a list" },
	{ RATIO("window: 90s"),
	  "2:42: '90s' is not a whole number of minutes: events are counted by the minute" },
	{ RATIO("window: 0m"), "2:42: expected at least 1m, found '0m'" },
	{ RATIO("window: 4000d"), "2:42: expected at most 10 years, found '4000d'" },
	{ RATIO("window: 1M"), "2:42: months, quarters and years roll over no fixed length; write "
	  "days such as 30d, or {calendar: month}" },
	{ RATIO("window: {calendar: fortnight}"),
	  "2:53: expected day, week, month, quarter or year, found 'fortnight'" },
	{ RATIO("window: {start: 2026-01-01}"), "2:42: expected the key 'calendar' in here" },
	{ RATIO("window: {calendar: day, zone: UTC}"),
	  "2:58: unknown key 'zone'; expected calendar, start or tz" },
	{ RATIO("window: {calendar: day, tz: Europe/Berln}"),
	  "2:62: unknown time zone 'Europe/Berln' (did you mean 'Europe/Berlin'?)" },
	{ RATIO("window: {calendar: day, start: tomorrow}"),
	  "2:65: expected a date and time such as 2026-01-01 00:00:00, found tomorrow" },
	{ RATIO("window: {calendar: day, start: '2026-01-01T00:00:00Z'}"),
	  "2:65: the time zone stands in a key of its own, not behind the time" },
	{ RATIO("window: {calendar: day, start: '2026-01-01 00:00:30'}"),
	  "2:65: '2026-01-01 00:00:30' is not a whole minute: events are counted by the minute" },
	{ RATIO("settle: 5"), "2:42: expected a duration such as 5m or 1h, found 5 without a unit" },
	/* Slices. */
	{ RATIO("method: slices"),
	  "2:42: expected occurrences, timeslices or ratio-timeslices, found 'slices'" },
	{ RATIO("method: timeslices"), "2:3: objective 'a': expected the key 'slice' for a method of "
	  "slices, such as slice: 1m" },
	{ RATIO("method: timeslices, slice: 1m"), "2:3: objective 'a': expected the key "
	  "'slice_target' for method: timeslices: the share of good events that makes a slice good" },
	{ RATIO("slice_target: 95%"), "2:34: 'slice_target' belongs to method: timeslices" },
	{ RATIO("method: ratio-timeslices, slice: 1m, slice_target: 95%"),
	  "2:71: 'slice_target' belongs to method: timeslices" },
	{ RATIO("empty: bad"), "2:34: 'empty' belongs to a method of slices" },
	{ RATIO("slice: 0m"), "2:41: expected at least 1m, found '0m'" },
	{ RATIO("per: u, method: timeslices, slice: 1m, slice_target: 95%"),
	  "2:34: 'per' counts over the whole window, not by slices" },
	{ "alerts: standard\nwindow: 30d\n" RATIO("per: u"),
	  "1:1: alerts count events, and this objective counts each 'per' once; say alerts: none "
	  "here" },
	/* Percentiles. */
	{ "objectives:\n- {name: a, value: ms, percentile: 99, limit: 5}\n",
	  "2:36: expected a percentile such as p99, p99.9 or median, found 99" },
	{ "objectives:\n- {name: a, value: ms, percentile: p100, limit: 5}\n",
	  "2:36: expected a percentile such as p99, p99.9 or median, found p100" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99.9999999999, limit: 5}\n",
	  "2:36: a percentile has at most 9 decimals" },
	{ "objectives:\n- {name: a, value: ms, percentile: mean, limit: 5}\n",
	  "2:36: expected a percentile such as p99, p99.9 or median, found mean" },
	{ "objectives:\n- {name: a, percentile: p99, limit: 5}\n",
	  "2:3: objective 'a': expected the key 'value', what to measure, such as value: "
	  "duration_ms" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99}\n",
	  "2:3: objective 'a': expected the key 'limit' such as limit: 400ms" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99, limit: fast}\n",
	  "2:48: expected a number, or a duration such as 400ms or 2.5s, found fast" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99, limit: [5]}\n",
	  "2:48: expected a number, or a duration such as 400ms or 2.5s, found a list" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99, limit: 5, op: le}\n",
	  "2:55: expected lte, lt, gte or gt, found 'le' (did you mean 'lte'?)" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99, limit: 5, target: 99%}\n",
	  "2:51: 'target' is the percentile itself: p99 asks for 99% of the events; it belongs to "
	  "method: timeslices" },
	{ "objectives:\n- {name: a, value: ms, percentile: p99, limit: 5, slice: 1m,"
	  " method: ratio-timeslices}\n",
	  "2:62: objective 'a': a percentile has no ratio of its own; use method: timeslices or "
	  "occurrences" },
	/* Liveness. */
	{ "objectives:\n- {name: a, type: liveness, target: 99%}\n",
	  "2:3: objective 'a': expected the key 'events', how many a slice must have" },
	{ "objectives:\n- {name: a, events: 5, target: 99%}\n",
	  "2:3: objective 'a': expected the key 'slice' such as slice: 1m" },
	{ "objectives:\n- {name: a, events: 0, slice: 1m, target: 99%}\n",
	  "2:21: expected a whole number from 1 to 9007199254740992, found 0" },
	/* Baselines. */
	{ "objectives:\n- {name: a, type: baseline, bad: x}\n",
	  "2:3: objective 'a' compares with a stable side: say which events are, here as baseline: "
	  "version == \"v1\", or with --baseline or --baseline-file" },
	{ "objectives:\n- {name: a, baseline: v, bad: x, value: ms, percentile: p95}\n",
	  "2:26: 'bad' counts events; a baseline of a percentile has value and percentile only" },
	{ "objectives:\n- {name: a, baseline: v, value: ms, percentile: p95, floor: 1%}\n",
	  "2:54: 'floor' is a share of bad events; a percentile has none" },
	{ "objectives:\n- {name: a, baseline: v, value: ms, percentile: p95, min_bad: 3}\n",
	  "2:54: 'min_bad' counts bad events; a percentile has none" },
	{ "objectives:\n- {name: a, baseline: v, value: ms}\n",
	  "2:3: objective 'a': expected the key 'percentile' such as percentile: p99" },
	{ "objectives:\n- {name: a, baseline: v, bad: x, increase: -5%}\n",
	  "2:44: a share is not negative, found -5%" },
	/* Apdex. */
	{ "objectives:\n- {name: a, type: apdex, limit: 5, target: 85%}\n",
	  "2:3: objective 'a': expected the key 'value', how long it took, such as value: "
	  "duration_ms" },
	{ "objectives:\n- {name: a, type: apdex, value: ms, limit: 0, target: 85%}\n",
	  "2:44: the T of Apdex is more than 0" },
	{ "objectives:\n- {name: a, type: apdex, value: ms, target: 85%}\n",
	  "2:3: objective 'a': expected the key 'limit', the T of Apdex, such as limit: 500ms" },
	/* Composites. */
	{ "objectives:\n- {name: a, of: []}\n", "2:17: expected objectives, found none" },
	{ "objectives:\n- {name: a, of: x}\n", "2:17: expected a list, found 'x'" },
	{ "objectives:\n- {name: a, type: composite}\n",
	  "2:3: objective 'a': expected the key 'of', a list of objectives" },
	{ "objectives:\n- {name: aa, bad: x, target: 99%}\n- {name: b, of: [aaa]}\n",
	  "3:18: no objective is called 'aaa' (did you mean 'aa'?)" },
	{ RATIO("slice: 1m") "- {name: b, of: [a, a]}\n", "3:21: 'a' is named twice" },
	{ RATIO("slice: 1m") "- {name: b, of: [b]}\n",
	  "3:18: 'b' cannot be a part: a composite is made of ratios, percentiles and liveness" },
	{ RATIO("by: k") "- {name: b, of: [a]}\n",
	  "3:18: 'a' cannot be a part: it has a verdict for each key (by), and a composite has none" },
	{ RATIO("per: k") "- {name: b, of: [a]}\n",
	  "3:18: 'a' cannot be a part: it counts over its whole window (per)" },
	{ RATIO("slice: 1m") "- {name: b, of: [{objective: a, weight: 0}]}\n",
	  "3:41: a weight is more than 0" },
	{ RATIO("slice: 1m") "- {name: b, of: [{objective: a, wieght: 1}]}\n",
	  "3:33: unknown key 'wieght' (did you mean 'weight'?)" },
	{ RATIO("slice: 1m") "- {name: b, of: [{weight: 1}]}\n",
	  "3:18: expected the key 'objective' in here" },
	{ RATIO("slice: 1m") "- {name: b, of: [a], target: 99%}\n",
	  "3:22: 'target' belongs to a method of slices: by occurrences the members have targets, "
	  "and the composite holds while the sum of weight * burn is at most 1" },
	{ RATIO("slice: 1m") "- {name: b, of: [a], margin: 9%}\n",
	  "3:22: 'margin' belongs to a method of slices" },
	{ RATIO("slice: 1m") "- {name: b, of: [a], method: timeslices, slice: 1m, target: 99%}\n",
	  "3:18: 'a' cannot be a part: a composite by timeslices is made of objectives by "
	  "timeslices" },
	{ RATIO("slice: 2m, method: timeslices, slice_target: 99%")
	  "- {name: b, of: [a], method: timeslices, slice: 1m, target: 99%}\n",
	  "3:18: 'a' cannot be a part: its slices are of another length" },
	{ "objectives:\n- {name: a, events: 1, slice: 1m, target: 99%}\n"
	  "- {name: b, of: [a], method: ratio-timeslices, slice: 1m, target: 99%}\n",
	  "3:18: 'a' cannot be a part: liveness has no ratio of events" },
	{ "objectives:\n- {name: a, of: [b], where: x}\n- {name: b, bad: x, target: 99%}\n",
	  "2:22: 'where' means nothing for an objective of type composite; it belongs to ratio, "
	  "percentile, liveness, baseline, apdex" },
	/* Alerts. */
	{ RATIO("alerts: standard"), "2:42: standard alerts are scaled to the window; give one, "
	  "such as window: 30d" },
	{ RATIO("window: 1d, alerts: standard"),
	  "2:54: the window is too short for standard alerts; name your own" },
	{ RATIO("alerts: 5"), "2:42: expected standard, none or a list of alerts, found a number" },
	{ RATIO("alerts: std"), "2:42: expected standard, none or a list of alerts, found std" },
	{ RATIO("alerts: [x]"), "2:43: expected a map, found 'x'" },
	{ RATIO("alerts: [{factor: 2}]"), "2:43: expected the key 'long' in here" },
	{ RATIO("alerts: [{long: 1h}]"),
	  "2:43: an alert needs a factor (a burn) or a budget (a share of it), one of them" },
	{ RATIO("alerts: [{long: 1h, factor: 2, budget: 2%}]"),
	  "2:43: an alert needs a factor (a burn) or a budget (a share of it), one of them" },
	{ RATIO("alerts: [{long: 1h, factor: 0}]"), "2:62: a burn is more than 0" },
	{ RATIO("alerts: [{long: 1h, budget: 2%}]"), "2:62: a share of the budget is that of the "
	  "window; give one, such as window: 30d" },
	{ RATIO("window: 30d, alerts: [{long: 1h, budget: 0%}]"), "2:75: expected more than 0%" },
	{ RATIO("alerts: [{long: 1h, short: 1h, factor: 2}]"),
	  "2:61: the short window is shorter than the long" },
	{ RATIO("alerts: [{trickle: 24h, factor: 2}]"),
	  "2:58: a trickle alert has no 'factor': it fires at a burn beyond 1" },
	{ RATIO("alerts: [{trickle: 5m}]"), "2:53: expected at least 60m, found '5m'" },
	{ RATIO("alerts: [{long: 1h, factor: 2, min_bad: 0}]"),
	  "2:74: expected a whole number from 1 to 9007199254740992, found 0" },
	{ RATIO("alerts: [{lnog: 1h, factor: 2}]"),
	  "2:44: unknown key 'lnog' (did you mean 'long'?)" },
	{ RATIO("alerts: [{long: 1h, factor: 100}]"),
	  "2:43: the alert at a burn of 100 can never fire at a target of 99%: when every event is "
	  "bad the burn is 100; lower the factor, or raise the target" },
	{ "window: 30d\nalerts: standard\nobjectives:\n- {name: a, bad: x, target: 90%}\n",
	  "2:9: the alert at a burn of 14.4 can never fire at a target of 90%: when every event is "
	  "bad the burn is 10; lower the factor, or raise the target" },
	/* Both kinds. */
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\nspec: {}\n---\nslo: x\n",
	  "6:1: this document has no apiVersion, another one in the file has: OpenSLO and the short "
	  "form do not mix" },
};

/* ---- OpenSLO ---- */

#define SLI_OK "ratioMetric: {bad: {metricSource: {type: ndjson, spec: {where: status >= 500}}}," \
	" total: {metricSource: {type: ndjson, spec: {}}}}"
#define HEAD(kind, name) "apiVersion: openslo/v1\nkind: " kind "\nmetadata: {name: " name "}\nspec:\n"
#define SLO_HEAD HEAD("SLO", "a") "  service: s\n"
#define INDICATOR "  indicator: {metadata: {name: i}, spec: {" SLI_OK "}}\n"
#define WINDOW "  timeWindow: [{duration: 30d, isRolling: true}]\n"
#define METHOD "  budgetingMethod: Occurrences\n"
#define OBJECTIVE "  objectives: [{target: 0.999}]\n"
#define SLO_OK SLO_HEAD INDICATOR WINDOW METHOD OBJECTIVE
#define CONDITION "condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h}"

static const struct spec_case opens[] = {
	/* The smallest file, JSON. */
	{ "{\"apiVersion\":\"openslo/v1\",\"kind\":\"SLO\",\"metadata\":{\"name\":"
	  "\"checkout-availability\"},\"spec\":{\"service\":\"shop\",\"indicator\":{\"metadata\":"
	  "{\"name\":\"checkout-ok\"},\"spec\":{\"ratioMetric\":{\"counter\":false,\"bad\":"
	  "{\"metricSource\":{\"type\":\"ndjson\",\"spec\":{\"where\":\"status>=500\"}}},\"total\":"
	  "{\"metricSource\":{\"type\":\"ndjson\",\"spec\":{\"where\":\"path=='/checkout'\"}}}}}},"
	  "\"timeWindow\":[{\"duration\":\"30d\",\"isRolling\":true}],\"budgetingMethod\":"
	  "\"Occurrences\",\"objectives\":[{\"target\":0.999}]}}",
	  "checkout-availability/checkout-ok ratio service=shop where=[path == '/checkout']"
	  " bad=[status >= 500] e0=0.001 target=0.999 window=30d/43200m\n" },
	/* examples of the project, retold: a list of objects, calendar weeks of New York */
	{ "- apiVersion: openslo/v1\n  kind: SLO\n  metadata:\n    name: web-availability\n"
	  "    displayName: SLO for web availability\n    labels:\n      env:\n        - prod\n"
	  "      team:\n        - team-a\n        - team-b\n  spec:\n"
	  "    description: X% of search requests are successful\n    service: web\n"
	  "    indicator:\n      metadata:\n        name: web-successful-requests-ratio\n"
	  "      spec:\n        ratioMetric:\n          counter: true\n          good:\n"
	  "            metricSource:\n              type: log\n              spec:\n"
	  "                where: status < 300 || (status >= 400 && status < 500)\n"
	  "          total:\n            metricSource:\n              type: log\n"
	  "              spec:\n                where: component == 'web'\n"
	  "    timeWindow:\n      - duration: 1w\n        isRolling: false\n        calendar:\n"
	  "          startTime: 2022-01-01 12:00:00\n          timeZone: America/New_York\n"
	  "    budgetingMethod: Timeslices\n    objectives:\n      - displayName: Good\n"
	  "        op: gt\n        target: 0.995\n        timeSliceTarget: 0.95\n"
	  "        timeSliceWindow: 1m\n",
	  "web-availability/Good ratio/timeslices service=web where=[component == 'web']"
	  " good=[status < 300 || (status >= 400 && status < 500)] e0=0.0050000000000000001"
	  " target=0.995 window=1w/10080m@2022-01-01T17:00:00Z,America/New_York slice=1m"
	  " slice_e0=0.050000000000000003\n" },
	{ "# main page\napiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: main-page\n"
	  "  displayName: Main page availability\nspec:\n"
	  "  description: Our main page should be available always\n  service: web-shop\n"
	  "  indicator:\n    metadata:\n      name: response-code\n"
	  "      displayName: Response codes of requests to main page\n    spec:\n"
	  "      ratioMetric:\n        good:\n          metricSource:\n            type: ndjson\n"
	  "            spec:\n              where: status >= 200 && status < 300\n        total:\n"
	  "          metricSource:\n            type: ndjson\n            spec:\n"
	  "              where: path == '/'\n  timeWindow:\n   - duration: 2w\n"
	  "     isRolling: true\n  budgetingMethod: RatioTimeslices\n  objectives:\n"
	  "    - displayName: Good\n      op: gt\n      timeSliceWindow: 1m\n      target: 0.99\n"
	  "  alertPolicies:\n",
	  "main-page/Good ratio/ratio-timeslices service=web-shop where=[path == '/']"
	  " good=[status >= 200 && status < 300] e0=0.01 target=0.99 window=2w/20160m slice=1m\n" },
	/* References across documents, a DataSource that tells the type, a policy, a threshold. */
	{ HEAD("DataSource", "events") "  type: ndjson\n  connectionDetails: [{url: none}]\n---\n"
	  HEAD("SLI", "lag") "  description: how far behind\n  thresholdMetric:\n    metricSource:\n"
	  "      metricSourceRef: events\n      spec: {value: lag / 2, where: topic == 'in'}\n---\n"
	  HEAD("AlertCondition", "memory-usage-breach") "  severity: page\n  condition:\n"
	  "    kind: burnrate\n    op: gt\n    threshold: 2\n    lookbackWindow: 1h\n"
	  "    alertAfter: 5m\n---\n"
	  HEAD("AlertPolicy", "high-priority") "  alertWhenBreaching: true\n"
	  "  alertWhenNoData: true\n  alertWhenResolved: false\n"
	  "  conditions: [{conditionRef: memory-usage-breach}]\n"
	  "  notificationTargets: [{targetRef: on-call-pd-notification}]\n---\n"
	  HEAD("AlertPolicy", "tells-nobody") "  alertWhenNoData: true\n  notificationTargets:\n"
	  "---\n" HEAD("AlertNotificationTarget", "on-call-pd-notification") "  target: pagerduty\n---\n"
	  HEAD("Service", "annotator") "  description: the annotator\n---\n"
	  HEAD("SLO", "annotator-throughput") "  service: annotator\n  indicatorRef: lag\n"
	  "  timeWindow: [{duration: 1M, isRolling: true}]\n  budgetingMethod: Occurrences\n"
	  "  objectives: [{displayName: in time, op: lte, value: 100, targetPercent: 99.9}]\n"
	  "  alertPolicies: [high-priority, {alertPolicyRef: high-priority}]\n",
	  "annotator-throughput/in time ratio service=annotator where=[topic == 'in']"
	  " good=[(lag / 2) <= 100] limit<=100 e0=0.001 target=99.9% window=1M/43200m alert_nodata"
	  " alert={page name=memory-usage-breach long=60m gt 2 after=5m}"
	  " alert={page name=memory-usage-breach long=60m gt 2 after=5m}\n" },
	/* Everything inline; two objectives of one indicator; a raw ratio. */
	{ SLO_HEAD
	  "  indicator: {metadata: {name: i}, spec: {ratioMetric: {rawType: failure, raw:"
	  " {metricSource: {type: ndjson, spec: {where: failed}}}}}}\n"
	  "  timeWindow: [{duration: 1Q, isRolling: true}]\n" METHOD
	  "  objectives: [{target: 0.99}, {target: 0.999}, {displayName: i, target: 0.9}]\n"
	  "  alertPolicies:\n  - kind: AlertPolicy\n    metadata: {name: p}\n    spec:\n"
	  "      alertWhenBreaching: true\n      conditions:\n      - kind: AlertCondition\n"
	  "        metadata: {name: c}\n        spec: {severity: page, " CONDITION "}\n"
	  "      notificationTargets:\n      - kind: AlertNotificationTarget\n"
	  "        metadata: {name: t}\n        spec: {target: email}\n",
	  "a/i ratio service=s bad=[failed] e0=0.01 target=0.99 window=1Q/129600m"
	  " alert={page name=c long=60m gt 2}\n"
	  "a/i (2) ratio service=s bad=[failed] e0=0.001 target=0.999 window=1Q/129600m"
	  " alert={page name=c long=60m gt 2}\n"
	  "a/i (3) ratio service=s bad=[failed] e0=0.10000000000000001 target=0.9 window=1Q/129600m"
	  " alert={page name=c long=60m gt 2}\n" },
	/* Composite: by occurrences the members have targets, by slices the strictest counts. */
	{ HEAD("SLI", "ok") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW METHOD
	  "  objectives:\n  - {indicatorRef: ok, target: 0.99, compositeWeight: 2}\n"
	  "  - {displayName: fast, target: 0.95, op: lt, value: 400, indicator: {metadata: {name: ms},"
	  " spec: {thresholdMetric: {metricSource: {type: ndjson, spec: {value: ms}}}}}}\n",
	  "a/ok ratio service=s bad=[status >= 500] e0=0.01 target=0.99 window=30d/43200m"
	  " severity=info\n"
	  "a/fast ratio service=s good=[(ms) < 400] limit<400 e0=0.050000000000000003 target=0.95"
	  " window=30d/43200m severity=info\n"
	  "a/a composite service=s window=30d/43200m of=0*2 of=1*1\n" },
	{ HEAD("SLI", "ok") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW "  budgetingMethod: Timeslices\n"
	  "  objectives:\n"
	  "  - {indicatorRef: ok, target: 0.99, timeSliceTarget: 1, timeSliceWindow: 5}\n"
	  "  - {indicatorRef: ok, target: 0.999, timeSliceTarget: 0.9, timeSliceWindow: 5m}\n",
	  "a/ok ratio/timeslices service=s bad=[status >= 500] e0=0.01 target=0.99"
	  " window=30d/43200m severity=info slice=5m\n"
	  "a/ok (2) ratio/timeslices service=s bad=[status >= 500] e0=0.001 target=0.999"
	  " window=30d/43200m severity=info slice=5m slice_e0=0.10000000000000001\n"
	  "a/a composite/timeslices service=s e0=0.001 target=0.999 window=30d/43200m slice=5m"
	  " of=0*1 of=1*1\n" },
	/* One objective with its own indicator is no composite. */
	{ SLO_HEAD WINDOW METHOD "  objectives: [{target: 0.99, indicator: {metadata: {name: i}, spec: {"
	  SLI_OK "}}}]\n",
	  "a/i ratio service=s bad=[status >= 500] e0=0.01 target=0.99 window=30d/43200m\n" },
};

static const struct spec_case open_faults[] = {
	/* Objects. */
	{ "apiVersion: openslo/v1alpha\nkind: SLO\n",
	  "1:13: expected openslo/v1, found 'openslo/v1alpha'" },
	{ "apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\n",
	  "1:13: this is a file of sloth, whose queries ask a database; events are counted here: "
	  "cxslo --from-sloth drafts what cx-spec(5) has" },
	{ "apiVersion: openslo/v1\n", "1:1: expected the key 'kind' in here" },
	{ "apiVersion: openslo/v1\nkind: SLi\n", "2:7: expected DataSource, SLO, SLI, AlertPolicy, "
	  "AlertCondition, AlertNotificationTarget or Service, found 'SLi' (did you mean 'SLO'?)" },
	{ "apiVersion: openslo/v1\nkind: SLO\nmeta: {}\n",
	  "3:1: unknown key 'meta'; expected apiVersion, kind, metadata or spec" },
	{ "apiVersion: openslo/v1\nkind: SLO\n", "1:1: expected the key 'metadata' in here" },
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\n",
	  "1:1: expected the key 'spec' in here" },
	{ HEAD("Service", "TestSLO") "  {}\n", "3:18: 'TestSLO' is no name by RFC 1123: at most 63 of "
	  "a-z, 0-9 and, not at the ends, '-'" },
	{ HEAD("Service", "-a") "  {}\n", "3:18: '-a' is no name by RFC 1123: at most 63 of a-z, 0-9 "
	  "and, not at the ends, '-'" },
	{ HEAD("Service", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") "  {}\n",
	  "3:18: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' is no name by RFC "
	  "1123: at most 63 of a-z, 0-9 and, not at the ends, '-'" },
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a, labels: {b: 1}}\nspec: {}\n",
	  "3:33: expected a string, found a number; put it in quotes" },
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a, labels: {b: [1]}}\nspec: {}\n",
	  "3:34: expected a string, found a number; put it in quotes" },
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a, annotations: {b: [c]}}\n"
	  "spec: {}\n", "3:38: expected a string, found a list" },
	{ "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a, title: b}\nspec: {}\n",
	  "3:21: unknown key 'title'; expected name, displayName, labels or annotations" },
	{ HEAD("Service", "a") "  descripton: x\n",
	  "5:3: unknown key 'descripton' (did you mean 'description'?)" },
	{ HEAD("Service", "a") "  {}\n---\n" HEAD("Service", "a") "  {}\n",
	  "9:18: two objects of kind Service are called 'a'" },
	{ HEAD("Service", "a") "  {}\n", "1:1: no object of kind SLO in this file" },
	/* An SLO. */
	{ HEAD("SLO", "a") "  {}\n", "5:3: expected the key 'service' in here" },
	{ SLO_HEAD, "5:3: expected the key 'timeWindow' in here" },
	{ SLO_HEAD "  timeWindow: []\n", "6:15: expected exactly one time window, found 0" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d}, {duration: 1d}]\n",
	  "6:15: expected exactly one time window, found 2" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d}]\n",
	  "6:16: a window is rolling (isRolling: true) or has a calendar" },
	{ SLO_HEAD "  timeWindow: [{isRolling: true}]\n", "6:16: expected the key 'duration' in here" },
	{ SLO_HEAD "  timeWindow: [{duration: 30s, isRolling: true}]\n",
	  "6:27: '30s': OpenSLO has no seconds; m is the least" },
	{ SLO_HEAD "  timeWindow: [{duration: 1h30m, isRolling: true}]\n",
	  "6:27: expected a count and one of m h d w M Q Y, such as 30d, found '1h30m'" },
	{ SLO_HEAD "  timeWindow: [{duration: -1h, isRolling: true}]\n",
	  "6:27: expected a count and one of m h d w M Q Y, such as 30d, found '-1h'" },
	{ SLO_HEAD "  timeWindow: [{duration: 30, isRolling: true}]\n",
	  "6:27: expected a duration such as 30d, found a number" },
	{ SLO_HEAD "  timeWindow: [{duration: 0d, isRolling: true}]\n",
	  "6:27: expected a duration from 1m to 10 years, found '0d'" },
	{ SLO_HEAD "  timeWindow: [{duration: 11Y, isRolling: true}]\n",
	  "6:27: expected a duration from 1m to 10 years, found '11Y'" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d, isRolling: true, calendar: {}}]\n",
	  "6:48: a rolling window has no calendar" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d, calendar: {}}]\n",
	  "6:41: expected the key 'timeZone' in here" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d, calendar: {timeZone: UTC}}]\n",
	  "6:41: expected the key 'startTime' in here" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d, calendar: {timeZone: Mars, startTime: x}}]\n",
	  "6:52: unknown time zone 'Mars', expected a name like Europe/Berlin, an offset like "
	  "+03:30, UTC or local" },
	{ SLO_HEAD "  timeWindow: [{duration: 1d, calendar: {timeZone: UTC, startTime: 2026-01-01}}]\n",
	  "6:68: expected a time such as 2026-01-01 00:00:00" },
	{ SLO_HEAD WINDOW, "5:3: expected the key 'budgetingMethod' in here" },
	{ SLO_HEAD WINDOW "  budgetingMethod: Occurences\n",
	  "7:20: expected Occurrences, Timeslices or RatioTimeslices, found 'Occurences' (did you "
	  "mean 'Occurrences'?)" },
	{ SLO_HEAD WINDOW METHOD INDICATOR, "5:3: expected the key 'objectives' in here" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: []\n",
	  "9:15: expected objectives, found none" },
	{ SLO_HEAD WINDOW METHOD OBJECTIVE,
	  "8:16: expected the key 'indicator' or 'indicatorRef' in here, or in the SLO" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  indicatorRef: x\n" OBJECTIVE,
	  "9:3: give indicator or indicatorRef, not both" },
	{ SLO_HEAD WINDOW METHOD "  indicatorRef: x\n" OBJECTIVE,
	  "8:17: no SLI in this file is called 'x'; all documents stand in one file, apart by ---" },
	{ HEAD("SLI", "search") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW METHOD
	  "  indicatorRef: serach\n" OBJECTIVE,
	  "14:17: no SLI in this file is called 'serach' (did you mean 'search'?)" },
	/* Objectives. */
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{}]\n",
	  "9:16: expected the key 'target' or 'targetPercent' in here" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, targetPercent: 90}]\n",
	  "9:30: give target or targetPercent, not both" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 99%}]\n",
	  "9:25: expected a number, found '99%'" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 1}]\n",
	  "9:25: a target of 100% leaves no room for a single bad event: no sample can show it and "
	  "there is no budget to burn; ask for 99.9% or 99.99%" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{targetPercent: 100}]\n",
	  "9:32: a target of 100% leaves no room for a single bad event: no sample can show it and "
	  "there is no budget to burn; ask for 99.9% or 99.99%" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, value: 5}]\n",
	  "9:30: 'value' belongs to a thresholdMetric" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, op: lte}]\n",
	  "9:34: the share of good events is to be at least the target: gte, gt, or no op" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, timeSliceTarget: 0.9}]\n",
	  "9:30: timeSliceTarget belongs to Timeslices" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, timeSliceWindow: 1m}]\n",
	  "9:30: timeSliceWindow belongs to Timeslices and RatioTimeslices" },
	{ SLO_HEAD WINDOW "  budgetingMethod: Timeslices\n" INDICATOR OBJECTIVE,
	  "9:16: expected the key 'timeSliceTarget' in here" },
	{ SLO_HEAD WINDOW "  budgetingMethod: RatioTimeslices\n" INDICATOR OBJECTIVE,
	  "9:16: expected the key 'timeSliceWindow' in here" },
	{ SLO_HEAD WINDOW "  budgetingMethod: RatioTimeslices\n" INDICATOR
	  "  objectives: [{target: 0.9, timeSliceWindow: 0}]\n",
	  "9:47: expected a whole number from 1 to 525600, found 0" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, compositeWeight: 2}]\n",
	  "9:30: 'compositeWeight' belongs to a composite SLO, which has no indicator of its own" },
	{ SLO_HEAD WINDOW METHOD INDICATOR "  objectives: [{target: 0.9, goal: 2}]\n",
	  "9:30: unknown key 'goal'; expected displayName, op, value, target, targetPercent, "
	  "timeSliceTarget, timeSliceWindow, indicator, indicatorRef or compositeWeight" },
	{ HEAD("SLI", "ok") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW METHOD "  objectives:\n"
	  "  - {indicatorRef: ok, target: 0.99, compositeWeight: 0}\n"
	  "  - {indicatorRef: ok, target: 0.95}\n", "15:55: a weight is more than 0" },
	{ HEAD("SLI", "ok") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW
	  "  budgetingMethod: RatioTimeslices\n  objectives:\n"
	  "  - {indicatorRef: ok, target: 0.99, timeSliceWindow: 1}\n"
	  "  - {indicatorRef: ok, target: 0.95, timeSliceWindow: 2}\n",
	  "16:5: all parts of a composite have slices of one length" },
	{ HEAD("SLI", "ok") "  " SLI_OK "\n---\n" SLO_HEAD WINDOW METHOD "  objectives:\n"
	  "  - {indicatorRef: ok, target: 0.99}\n  - {indicatorRef: ok, target: 0.95}\n"
	  "  alertPolicies: [x]\n",
	  "17:3: alerts of a composite SLO cannot be evaluated; give them to SLOs of their own" },
};

#define WITH_SLI(sli) SLO_HEAD WINDOW METHOD OBJECTIVE "  indicator:\n    metadata: {name: i}\n" \
	"    spec:\n      " sli "\n"
#define SOURCE(text) "{metricSource: " text "}"
#define NDJSON SOURCE("{type: ndjson, spec: {where: x}}")
#define RATIO_OF(sources) WITH_SLI("ratioMetric: {" sources "}")
#define WITH_POLICY(spec) SLO_OK "  alertPolicies:\n  - kind: AlertPolicy\n" \
	"    metadata: {name: p}\n    spec: {" spec "}\n"
#define WITH_CONDITION(text) WITH_POLICY("alertWhenBreaching: true, conditions: [" \
	"{kind: AlertCondition, metadata: {name: c}, spec: {" text "}}]")

static const struct spec_case source_faults[] = {
	/* Indicators. */
	{ WITH_SLI("{}"), "12:7: expected the key 'ratioMetric' or 'thresholdMetric' in here" },
	{ WITH_SLI("{ratioMetric: {}, thresholdMetric: {}}"),
	  "12:25: an indicator has a ratioMetric or a thresholdMetric, not both" },
	{ RATIO_OF("total: " NDJSON), "12:20: expected the key 'good' or 'bad' in here" },
	{ RATIO_OF("good: " NDJSON), "12:20: expected the key 'total' in here" },
	{ RATIO_OF("good: " NDJSON ", bad: " NDJSON), "12:77: a ratioMetric has good or bad, not both" },
	{ RATIO_OF("counter: 5"), "12:30: expected true or false, found a number" },
	{ RATIO_OF("good: " SOURCE("{type: ndjson, spec: {}}") ", total: " NDJSON),
	  "12:63: expected the key 'where' in here: which events are meant" },
	{ RATIO_OF("good: " SOURCE("{type: ndjson}") ", total: " NDJSON),
	  "12:42: expected the key 'spec' in here" },
	{ RATIO_OF("good: " SOURCE("{spec: {where: x}}") ", total: " NDJSON),
	  "12:42: expected the key 'type' in here: ndjson or log" },
	{ RATIO_OF("good: " SOURCE("{metricSourceRef: prom, spec: {where: x}}") ", total: " NDJSON),
	  "12:60: no DataSource in this file is called 'prom'; all documents stand in one file, apart "
	  "by ---" },
	{ RATIO_OF("good: " SOURCE("{type: Prometheus, spec: {query: up}}") ", total: " NDJSON),
	  "12:49: a metricSource of type Prometheus cannot be asked from here: events are read and "
	  "counted; write type: ndjson with spec: {where: EXPR}, or {value: EXPR} of a "
	  "thresholdMetric, EXPR as in cx-expr(7)" },
	{ RATIO_OF("good: " SOURCE("{type: ndjson, spec: {query: up}}") ", total: " NDJSON),
	  "12:64: unknown key 'query'; expected where" },
	{ RATIO_OF("good: " SOURCE("{type: ndjson, spec: {where: x =}}") ", total: " NDJSON),
	  "12:73: use == to compare" },
	{ RATIO_OF("good: {source: x}, total: " NDJSON),
	  "12:28: unknown key 'source'; expected metricSource" },
	{ RATIO_OF("rawType: success"), "12:20: expected the key 'raw' in here" },
	{ RATIO_OF("raw: " NDJSON), "12:20: expected the key 'rawType' in here" },
	{ RATIO_OF("raw: " NDJSON ", rawType: good"), "12:85: expected success or failure, found 'good'" },
	{ RATIO_OF("raw: " NDJSON ", rawType: success, total: " NDJSON),
	  "12:94: a raw ratio has no good, bad or total" },
	{ RATIO_OF("raw: " SOURCE("{type: log, spec: {value: x}}") ", rawType: success"),
	  "12:60: unknown key 'value'; expected where" },
	{ WITH_SLI("thresholdMetric: " NDJSON), "12:60: expected the key 'value' in here" },
	{ WITH_SLI("thresholdMetric: " SOURCE("{type: log, spec: {value: ms}}")),
	  "8:16: expected the key 'op' in here" },
	{ WITH_SLI("counterMetric: {}"),
	  "12:7: unknown key 'counterMetric'; expected description, thresholdMetric or ratioMetric" },
	{ SLO_HEAD WINDOW METHOD "  objectives: [{target: 0.9, op: lt, value: 1}, {target: 0.8}]\n"
	  "  indicator: {metadata: {name: i}, spec: {thresholdMetric: "
	  SOURCE("{type: log, spec: {value: ms}}") "}}\n",
	  "8:15: a thresholdMetric has exactly one objective, found 2" },
	{ HEAD("DataSource", "prom") "  type: Prometheus\n  connectionDetails: []\n---\n"
	  RATIO_OF("good: " SOURCE("{metricSourceRef: prom, spec: {where: x}}") ", total: " NDJSON),
	  "5:9: a metricSource of type Prometheus cannot be asked from here: events are read and "
	  "counted; write type: ndjson with spec: {where: EXPR}, or {value: EXPR} of a "
	  "thresholdMetric, EXPR as in cx-expr(7)" },
	/* Alerts. */
	{ SLO_OK "  alertPolicies: [foo]\n",
	  "10:19: no AlertPolicy in this file is called 'foo'; all documents stand in one file, apart "
	  "by ---" },
	{ SLO_HEAD INDICATOR METHOD OBJECTIVE "  timeWindow:\n  - duration: 1m\n"
	  "    isRolling: false\n    calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}\n",
	  "10:15: a calendar window of '1m' is shorter than a day: m is minutes, M is months" },
	{ SLO_HEAD INDICATOR METHOD OBJECTIVE "  timeWindow:\n  - duration: 23h\n"
	  "    calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}\n",
	  "10:15: a calendar window of '23h' is shorter than a day: m is minutes, M is months" },
	{ WITH_POLICY("alertWhenBreaching: true, conditions: "),
	  "13:11: expected a condition: what is breaching" },
	{ SLO_OK "  alertPolicies: {}\n", "10:18: expected a list, found a map" },
	{ WITH_POLICY(""),
	  "13:11: this policy never alerts: say alertWhenBreaching: true or alertWhenNoData: true" },
	{ WITH_POLICY("alertWhenResolved: true"),
	  "13:31: alertWhenResolved cannot be evaluated: one run does not know what fired before; "
	  "say false" },
	{ WITH_POLICY("alertWhenBreaching: true"), "13:11: expected a condition: what is breaching" },
	{ WITH_POLICY("alertWhenBreaching: true, conditions: [{conditionRef: a}, {conditionRef: b}]"),
	  "13:50: a policy has at most one condition, found 2" },
	{ WITH_POLICY("alertWhenBreaching: true, conditions: [{conditionRef: a}]"),
	  "13:66: no AlertCondition in this file is called 'a'; all documents stand in one file, "
	  "apart by ---" },
	{ WITH_POLICY("alertWhenNoData: true, notificationTargets: [{ref: x}]"),
	  "13:58: unknown key 'ref'; expected targetRef, kind, apiVersion, metadata or spec" },
	{ WITH_POLICY("alertWhenNoData: true, notificationTargets: [{targetRef: 5}]"),
	  "13:69: expected a string, found a number; put it in quotes" },
	{ WITH_CONDITION(CONDITION), "13:101: expected the key 'severity' in here" },
	{ WITH_CONDITION("severity: page"), "13:101: expected the key 'condition' in here" },
	{ WITH_CONDITION("severity: page, condition: {kind: latency}"),
	  "13:136: expected burnrate, found 'latency'" },
	{ WITH_CONDITION("severity: page, condition: {kind: burnrate, op: lte, threshold: 2,"
	  " lookbackWindow: 1h}"),
	  "13:150: an alert at a burn of less fires while all is well; the example in OpenSLO's text "
	  "that has lte means gte" },
	{ WITH_CONDITION("severity: page, condition: {kind: burnrate, op: gt, lookbackWindow: 1h}"),
	  "13:129: expected the key 'threshold' in here" },
	{ WITH_CONDITION("severity: page, condition: {kind: burnrate, op: gt, threshold: 2}"),
	  "13:129: expected the key 'lookbackWindow' in here" },
	{ WITH_CONDITION("severity: page, condition: {kind: burnrate, threshold: 2,"
	  " lookbackWindow: -1h}"),
	  "13:176: expected a count and one of m h d w M Q Y, such as 30d, found '-1h'" },
	{ WITH_CONDITION("severity: page, condition: {kind: burnrate, threshold: 2000,"
	  " lookbackWindow: 1h}"),
	  "11:5: the alert at a burn of 2000 can never fire at a target of 0.999: when every event is "
	  "bad the burn is 1000; lower the factor, or raise the target" },
};

static void
run(const struct spec_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		T_STR(read_spec(c[i].text), c[i].want, c[i].want);
}

static void
test_long_description(void)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, SV(SLO_OK "  description: "));
	for (int i = 0; i < 1050; i++)
		buf_sv(&b, SV("\xC3\xA4"));
	buf_c(&b, '\0');
	T_OK(strncmp(read_spec(b.p), "a/i ratio", 9) == 0, "1050 characters, not bytes");
	b.n--;
	buf_sv(&b, SV("x"));
	buf_c(&b, '\0');
	T_STR(read_spec(b.p), "10:16: a description has at most 1050 characters", "and no more");
	buf_free(&b);
}

static void
test_baseline(void)
{
	struct slo_spec_cfg cfg = { .env = &bench.env, .baseline = "version == 'v1'" };
	struct slo_spec s;
	struct err e = { 0 };

	T_STR(read_with("objectives: [{name: a, type: baseline, bad: x}]\n", &cfg),
	    "f/a baseline bad=[x] baseline=[version == 'v1']\n", "--baseline");
	T_STR(read_with("objectives: [{name: a, baseline: v, bad: x}]\n", &cfg),
	    "f/a baseline bad=[x] baseline=[v]\n", "its own goes first");
	T_OK(spec_text(&s, "f", SV(RATIO("slice: 1m")), &cfg, &e) == RC_USAGE,
	    "--baseline for nothing");
	T_STR(e.msg, "--baseline: no objective of f is of type baseline", "is refused");
	cfg.baseline = "version =";
	T_OK(spec_text(&s, "f", SV("objectives: [{name: a, type: baseline, bad: x}]"), &cfg,
	    &e) == RC_SYNTAX, "a mistake in --baseline");
	T_OK(e.what != NULL && strcmp(e.what, "--baseline") == 0 && e.col == 9, "is there: %" PRIu64,
	    e.col);
	cfg = (struct slo_spec_cfg){ .env = &bench.env, .files = true };
	T_STR(read_with("objectives: [{name: a, type: baseline, bad: x}]\n", &cfg),
	    "f/a baseline bad=[x]\n", "files tell the side");
}

static void
test_presets(void)
{
	struct slo_spec_cfg cfg = { .env = &bench.env };
	struct slo_spec s;
	struct err e = { 0 };

	T_OK(preset("nosuch").n == 0, "no such preset");
	for (const char *const *p = preset_names(); *p != NULL; p++) {
		T_OK(preset(*p).n != 0, "%s", *p);
		T_OK(spec_text(&s, *p, preset(*p), &cfg, &e) == RC_OK, "compiles: %s", e.msg);
	}
	T_OK(spec_text(&s, "dcx", preset("dcx"), &cfg, &e) == RC_OK && s.n == 8, "dcx");
	T_OK(s.objective[0].severity == SLO_GATE && s.objective[0].after == SIZE_MAX,
	    "availability goes first");
	T_OK(s.objective[3].unit != NULL && s.objective[3].after == 0, "users are counted once");
	T_OK(s.objective[4].type == SLO_APDEX && s.objective[4].limit == 500, "apdex");
	T_OK(s.objective[7].e0 == .25 && s.objective[7].limit == .1, "layout shift at p75");
}

static void
test_limits(void)
{
	struct slo_spec_cfg cfg = { .env = &bench.env };
	struct slo_spec s;
	struct err e = { 0 };
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, SV("objectives:\n"));
	for (int i = 0; i < SLO_OBJECTIVES_MAX; i++)
		buf_printf(&b, "- {name: o%d, bad: x, target: 99%%}\n", i);
	T_OK(spec_text(&s, "f", buf_view(&b), &cfg, &e) == RC_OK && s.n == 1000,
	    "a thousand objectives");
	T_OK(s.objective[999].line == 1001 && s.objective[999].col == 3, "with their places");
	buf_sv(&b, SV("- {name: more, bad: x, target: 99%}\n"));
	T_OK(spec_text(&s, "f", buf_view(&b), &cfg, &e) != RC_OK, "and no more");
	T_STR(e.msg, "f:1002:3: more than 1000 objectives", "is said");
	buf_clear(&b);
	buf_sv(&b, SV("objectives:\n- name: c\n  of:\n"));
	for (int i = 0; i < SLO_MEMBERS_MAX + 1; i++)
		buf_printf(&b, "  - o%d\n", i);
	(void)!spec_text(&s, "f", buf_view(&b), &cfg, &e);
	T_STR(e.msg, "f:4:3: more than 64 members", "members");
	buf_clear(&b);
	buf_sv(&b, SV("objectives:\n- name: c\n  bad: x\n  target: 99%\n  alerts:\n"));
	for (int i = 0; i < SLO_ALERTS_MAX + 1; i++)
		buf_sv(&b, SV("  - {long: 1h, factor: 2}\n"));
	(void)!spec_text(&s, "f", buf_view(&b), &cfg, &e);
	T_STR(e.msg, "f:22:5: more than 16 alerts", "alerts");
	buf_free(&b);
	T_OK(spec_load(&s, "/nonexistent", &cfg, &e) == RC_IO, "no file");
	T_STR(e.msg, "/nonexistent: No such file or directory", "is said");
}

int
main(void)
{
	quiet_gsl();
	xbench_init(&bench);
	run(shorts, sizeof(shorts) / sizeof(shorts[0]));
	run(short_faults, sizeof(short_faults) / sizeof(short_faults[0]));
	run(opens, sizeof(opens) / sizeof(opens[0]));
	run(open_faults, sizeof(open_faults) / sizeof(open_faults[0]));
	run(source_faults, sizeof(source_faults) / sizeof(source_faults[0]));
	test_long_description();
	test_baseline();
	test_presets();
	test_limits();
	xbench_free(&bench);
	return t_done();
}
