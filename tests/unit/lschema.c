/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - lines of exports give exactly the events that are known for them
 *
 * tests/data/exports: {"schema","format","line","events"}, a line in the exact shape of an
 * export and the truth.  Numbers are compared by value and times as times; what an event
 * has beside its truth is an error.
 */
#include "../t.h"
#include "../logrun.h"

#include "log/lschema.h"

#include <jansson.h>

#define EXPORTS "tests/data/exports/exports.ndjson"

static const char *
run(const char *schema, const char *format, struct sv text, struct logrun *r)
{
	logrun_init(r, format);
	r->cfg.schema = sv_of(schema);
	return logrun(r, text);
}

static bool
same_time(const json_t *a, const json_t *b)
{
	struct val x = val_of_text(sv_of(json_string_value(a)));
	struct val y = val_of_text(sv_of(json_string_value(b)));
	struct tstamp_cfg cfg = { .now_us = INT64_MIN };
	int64_t at, to;

	return tstamp_auto(&x, &cfg, &at) && tstamp_auto(&y, &cfg, &to) && at == to;
}

static bool
same(const char *name, const json_t *a, const json_t *b)
{
	const char *key;
	json_t *v;

	if (json_is_number(a) && json_is_number(b))
		return json_number_value(a) == json_number_value(b);
	if (strcmp(name, "timestamp") == 0 && json_is_string(a) && json_is_string(b))
		return same_time(a, b);
	if (json_is_array(a) && json_is_array(b)) {
		if (json_array_size(a) != json_array_size(b))
			return false;
		for (size_t i = 0; i < json_array_size(a); i++)
			if (!same("", json_array_get(a, i), json_array_get(b, i)))
				return false;
		return true;
	}
	if (!json_is_object(a) || !json_is_object(b))
		return json_equal(a, b) != 0;
	if (json_object_size(a) != json_object_size(b))
		return false;
	json_object_foreach((json_t *)(uintptr_t)a, key, v)
		if (!same(key, v, json_object_get(b, key)))
			return false;
	return true;
}

/* The lines of @got are the events of @want. */
static bool
are_events(const char *got, const json_t *want)
{
	size_t i = 0;

	while (*got != '\0') {
		size_t n = strcspn(got, "\n");
		json_t *e = json_loadb(got, n, 0, NULL);
		bool ok = e != NULL && same("", e, json_array_get(want, i++));

		json_decref(e);
		if (!ok)
			return false;
		got += n + (got[n] == '\n');
	}
	return i == json_array_size(want);
}

struct truth {
	json_t     *row[256];
	size_t      n;
};

static const char *
text_of(const struct truth *t, size_t i, const char *key)
{
	return json_string_value(json_object_get(t->row[i], key));
}

static void
load(struct truth *t)
{
	FILE *f = fopen(EXPORTS, "rb");

	t->n = 0;
	if (f == NULL) {
		printf("Bail out! no %s\n", EXPORTS);
		exit(1);
	}
	while (t->n < 256 && (t->row[t->n] = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)) != NULL)
		t->n++;
	(void)fclose(f);
}

/* A line alone gives its events: as lines, as elements of an array, cut, and by slots. */
static void
each_line(const struct truth *t)
{
	size_t fine = 0, events = 0;

	for (size_t i = 0; i < t->n; i++) {
		const char *schema = text_of(t, i, "schema"), *format = text_of(t, i, "format");
		const char *line = text_of(t, i, "line");
		const json_t *want = json_object_get(t->row[i], "events");
		bool json = strcmp(format, "ndjson") == 0;
		struct buf b;
		struct logrun r;
		const char *got = run(schema, format, sv_of(line), &r);

		fine += T_QUIET(are_events(got, want), "%s: %s gives %s", schema, line, got);
		events += r.good;
		T_QUIET(r.good == json_array_size(want) && r.bad == 0, "%s: all good", schema);
		buf_free(&r.out);
		if (!json)
			continue;
		buf_init(&b, SIZE_MAX);
		buf_printf(&b, "[\n%s,\r\n%s]", line, line);
		got = run(schema, "json", buf_view(&b), &r);
		T_QUIET(r.good == 2 * json_array_size(want) && r.bad == 0, "%s: in an array: %s",
		    schema, got);
		buf_free(&r.out);
		buf_free(&b);
	}
	T_OK(fine == t->n && t->n == 107, "%zu of %zu lines as is known", fine, t->n);
	T_OK(events == 111, "%zu events", events);
}

/* Of every event the fields by name are those it lists. */
static void
by_name(const struct truth *t)
{
	size_t fields = 0;

	for (size_t i = 0; i < t->n; i++) {
		const json_t *want = json_object_get(t->row[i], "events");
		const char *key;
		json_t *v;

		json_object_foreach(json_array_get(want, 0), key, v) {
			struct logrun r;
			json_t *got;

			logrun_init(&r, text_of(t, i, "format"));
			r.cfg.schema = sv_of(text_of(t, i, "schema"));
			r.fields = key;
			(void)logrun(&r, sv_of(text_of(t, i, "line")));
			got = json_loadb(r.out.p, strcspn(r.out.p, "\n"), 0, NULL);
			T_QUIET(same(key, v, json_object_get(got, key)), "%s alone: %s", key,
			    r.out.p);
			json_decref(got);
			buf_free(&r.out);
			fields++;
		}
	}
	T_OK(fields == 798, "%zu fields by name", fields);
}

/* Bodies that libraries send hold what lines hold. */
static void
batches(const struct truth *t)
{
	static const char *const member[][2] = { { "segment", "batch" }, { "posthog", "batch" },
		{ "rudderstack", "batch" }, { "amplitude", "events" } };

	for (size_t k = 0; k < sizeof(member) / sizeof(member[0]); k++) {
		json_t *want = json_array();
		struct buf b;
		struct logrun r;

		buf_init(&b, SIZE_MAX);
		buf_printf(&b, "{\"sentAt\":\"2026-03-29T01:00:00Z\",\"%s\" : [", member[k][1]);
		for (size_t i = 0; i < t->n; i++) {
			if (strcmp(text_of(t, i, "schema"), member[k][0]) != 0)
				continue;
			buf_printf(&b, "%s%s", json_array_size(want) > 0 ? " , " : "",
			    text_of(t, i, "line"));
			json_array_extend(want, json_object_get(t->row[i], "events"));
		}
		buf_printf(&b, "],\"x\":1}\n{\"%s\":[]}\n{\"%s\":[7]}\n", member[k][1],
		    member[k][1]);
		(void)run(member[k][0], "ndjson", buf_view(&b), &r);
		T_OK(r.bad == 1 && strstr(r.out.p, "expected an object in") != NULL,
		    "%s: what is no object", member[k][0]);
		*strchr(r.out.p, '!') = '\0';
		T_OK(are_events(r.out.p, want), "%s: %zu events of a body", member[k][0],
		    json_array_size(want));
		buf_free(&r.out);
		buf_free(&b);
		json_decref(want);
	}
}

/* The samples of each schema are read, and known again. */
static void
samples(void)
{
	const struct lschema *s;

	for (size_t i = 0; (s = registry_row(&lschema_registry, i)) != NULL; i++) {
		struct source_cfg cfg = { .time.now_us = INT64_MIN };
		struct err e = { 0 };
		char want[64];
		struct buf report;
		struct logrun r;

		logrun_init(&r, "");
		r.cfg.schema = sv_of(s->name);
		r.cfg.sure = true;
		(void)logrun(&r, sv_of(s->sample));
		T_OK(r.good >= 2 && r.bad == 0, "%s: its sample: %s", s->name, r.out.p);
		buf_free(&r.out);
		buf_init(&report, SIZE_MAX);
		(void)snprintf(want, sizeof(want), "\"%.*s\",\"schema\":\"%s\"",
		    SV_SHOW(lschema_format(sv_of(s->name))), s->name);
		T_OK(log_detect(sv_of(s->sample), &cfg, &report, &e) == RC_OK &&
		    sv_has((struct sv){ report.p, sv_find(buf_view(&report), '\n') },
		    sv_of(want)), "%s: known by --detect", s->name);
		buf_free(&report);
	}
}

static void
check(const char *schema, const char *format, const char *text, const char *want)
{
	struct logrun r;

	T_STR(run(schema, format, sv_of(text), &r), want, schema);
	buf_free(&r.out);
}

#define ECS(more) "{\"@timestamp\":\"2026-03-29T00:59:58Z\"" more "}"
#define ECS_EVENT(more) "{\"timestamp\":\"2026-03-29T00:59:58Z\"" more "}\n"
#define GA4(more) "{\"event_timestamp\":\"1774745998123456\",\"event_name\":\"a\"" more "}"
#define GA4_EVENT(more) \
	"{\"timestamp\":\"2026-03-29T00:59:58.123456Z\",\"event_name\":\"a\"" more "}\n"

static void
names(void)
{
	check("ecs", "", ECS(",\"http.request\":{\"method\":\"GET\"}"),
	    ECS_EVENT(",\"method\":\"GET\""));
	check("ecs", "", ECS(",\"http\":{\"request.method\":\"GET\",\"response\":7}"),
	    ECS_EVENT(",\"method\":\"GET\""));
	check("ecs", "", ECS(",\"user.id\":\"a\",\"us\\u0065r\":{\"id\":\"b\"}"),
	    ECS_EVENT(",\"user_id\":\"b\""));
	check("ecs", "", ECS(",\"user\":[{\"id\":\"b\"}],\"log\":{\"level\":\"WARN\"}"),
	    ECS_EVENT(",\"level\":\"warning\""));
	check("ga4", "", GA4(",\"event_params\":[{\"value\":{\"set\":1,\"int_value\":\"7\"},"
	    "\"key\":\"value\"},{\"key\":\"currency\"},{},7,{\"key\":\"coupon\",\"value\":\"X\"}]"),
	    GA4_EVENT(",\"value\":7,\"coupon\":\"X\""));
	check("ga4", "", GA4(",\"event_params\":{\"value\":3}"), GA4_EVENT(",\"value\":3"));
	check("ga4", "", GA4(",\"event_params\":[{\"key\":\"engagement_time_msec\",\"value\":"
	    "{\"int_value\":\"4210\"}},{\"key\":\"percent_scrolled\",\"value\":{\"int_value\":"
	    "\"90\"}}]"), GA4_EVENT(",\"engagement_ms\":4210,\"scroll_percent\":90"));
	check("ga4", "", GA4(",\"ecommerce\":{\"purchase_revenue\":30.0},\"items\":[{},3,"
	    "{\"item_id\":7,\"price\":\"(not set)\"}]"), GA4_EVENT(",\"items\":[{\"item_id\":\"7\"}]"));
	check("ga4", "", "{\"event_date\":\"20220827\",\"event_name\":\"a\"}",
	    "{\"timestamp\":\"2022-08-27T00:00:00Z\",\"event_name\":\"a\"}\n");
	check("segment", "", "{\"type\":\"track\",\"messageId\":1,\"event\":\"Products Searched\","
	    "\"properties\":{\"query\":\"mug\",\"name\":\"n\"}}",
	    "{\"event_name\":\"Products Searched\",\"event_id\":\"1\",\"search_term\":\"mug\"}\n");
}

static void
lists(void)
{
	static const char spans[] = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
	    "{\"name\":\"a\",\"startTimeUnixNano\":0}]},{},{\"scope\":{\"name\":\"s\"},"
	    "\"spans\":[7,{\"name\":\"b\"}]}]}],\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":"
	    "[{\"eventName\":\"c\",\"attributes\":[{\"key\":\"value\",\"value\":{\"doubleValue\":"
	    "\"NaN\"}},{\"key\":\"coupon\",\"value\":{\"arrayValue\":{}}}]}]}]}]}";

	check("otel", "", spans, "{\"event_name\":\"c\"}\n{\"event_name\":\"a\"}\n"
	    "{\"event_name\":\"b\",\"logger\":\"s\"}\n");
	check("otel", "", "{\"resourceSpans\":[]}", "");
	check("matomo", "", "{\"idVisit\":1,\"actionDetails\":[],\"deviceType\":\"Tv\"}", "");
	check("matomo", "", "{\"idVisit\":1,\"actionDetails\":[{\"type\":\"goal\"}],"
	    "\"deviceType\":\"Phablet\"}",
	    "{\"event_name\":\"goal\",\"session_id\":\"1\",\"device_category\":\"mobile\"}\n");
}

static void
faults(void)
{
	check("ga4", "", "{\"event\":\"a\",\"distinct_id\":\"u\"}\n[]\n{\"x\"\n",
	    "! 1:1 schema no record of ga4: expected 'event_timestamp' or 'event_date'; "
	    "is it --schema posthog?\n"
	    "! 2:1 json expected an object, found '['\n"
	    "! 3:5 json expected ':', found end of line\n");
	check("mixpanel", "", "{\"event\":\"a\",\"distinct_id\":\"u\",\"properties\":{}}",
	    "! 1:1 schema no record of mixpanel: expected no 'distinct_id'; is it --schema "
	    "posthog?\n");
	check("ecs", "", "{\"@timestamp\":\"soon\"}\n{\"@timestamp\":12}\n{\"@timestamp\":[]}\n",
	    "! 1:16 schema timestamp: expected a time, found 'soon'\n"
	    "! 2:15 schema timestamp: expected a time, found '12'\n{}\n");
	check("ecs", "json", "[{\"@timestamp\":\n\"soon\"}]",
	    "! 1:0 schema timestamp: expected a time, found 'soon'\n");
	check("snowplow", "tsv", "a\tb\napp_id\tplatform\n",
	    "! 1:0 schema no row of snowplow: expected 131 columns, found 2\n"
	    "! 2:0 schema no row of snowplow: expected 131 columns, found 2\n");
	check("ga4", "tsv", "", "error 0 --schema ga4 goes with -f ndjson or json, not tsv\n");
	check("snowplow", "csv", "",
	    "error 0 --schema snowplow goes with -f ndjson or json or tsv, not csv\n");
	check("docker", "", "", "error 0 --schema: unknown schema 'docker'\n");
	check("ga5", "", "", "error 0 --schema: unknown schema 'ga5' (did you mean 'ga4'?)\n");
	check("ecs", "docker+ndjson", "{\"log\":\"{\\\"@timestamp\\\":\\\"soon\\\"}\\n\"}\n"
	    "{\"log\":\"{\\\"@timestamp\\\":\\\"2026-03-29T00:59:58Z\\\",\\\"user.id\\\":7}\\n\","
	    "\"stream\":\"stderr\"}\n",
	    "! 1:27 schema timestamp: expected a time, found 'soon'\n"
	    ECS_EVENT(",\"user_id\":\"7\",\"stream\":\"stderr\""));
}

/* The manual names every place that a rule reads from, but for a field under its own name. */
static void
manual(void)
{
	const struct lschema *s;
	struct buf page;
	struct sv text = logrun_file("man/cx-schema.7", &page);

	for (size_t i = 0; (s = registry_row(&lschema_registry, i)) != NULL; i++) {
		size_t missing = 0;

		for (size_t k = 0; k < s->nrule; k++) {
			const char *from = s->rule[k].from, *at;

			while ((at = strstr(from, "[].")) != NULL)
				from = at + 3;
			at = strrchr(from, '.');
			if (strcmp(at != NULL ? at + 1 : from, s->rule[k].to) == 0)
				continue;
			missing += !T_QUIET(sv_has(text, sv_of(from)), "%s: no %s", s->name, from);
		}
		T_OK(missing == 0, "%s: %zu rules are in cx-schema(7)", s->name, s->nrule);
	}
	buf_free(&page);
}

/* --map takes more, and other places for what a schema takes. */
static void
maps(void)
{
	const struct source_map map[] = { { SV("tax"), SV("event_params.tax") },
		{ SV("value"), SV("event_value_in_usd") }, { SV("geo"), SV("geo") },
		{ SV("t"), SV("items.item_id") } };
	static const char line[] = GA4(",\"event_params\":[{\"key\":\"tax\",\"value\":"
	    "{\"double_value\":4.79}},{\"key\":\"value\",\"value\":{\"int_value\":\"30\"}}],"
	    "\"event_value_in_usd\":32.4,\"geo\":{\"city\":\"Bonn\"}");
	const struct source_map deep[] = { { SV("n"),
		SV("resourceLogs.scopeLogs.logRecords.attributes.n") } };
	struct logrun r;

	logrun_init(&r, "");
	r.cfg.schema = SV("ga4");
	r.cfg.map = map;
	r.cfg.nmap = 4;
	T_STR(logrun(&r, sv_of(line)), GA4_EVENT(",\"value\":32.4,\"tax\":4.79,"
	    "\"geo\":{\"city\":\"Bonn\"}"), "--map adds fields, and takes the place of rules");
	r.fields = "geo.city tax geo.x";
	T_STR(logrun(&r, sv_of(line)), "{\"geo.city\":\"Bonn\",\"tax\":4.79}\n", "... by name");
	r.cfg.schema = SV("otel");
	r.cfg.map = deep;
	r.cfg.nmap = 1;
	r.fields = NULL;
	T_STR(logrun(&r, SV("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":"
	    "[{\"key\":\"n\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":\"1\"},{},"
	    "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"boolValue\":true}}]}}]}}}"
	    "]}]}]}]}")), "{\"n\":[1,null,{\"a\":true}]}\n", "... out of lists, as plain JSON");
	buf_free(&r.out);
}

int
main(void)
{
	struct truth t;

	load(&t);
	each_line(&t);
	by_name(&t);
	batches(&t);
	samples();
	names();
	lists();
	faults();
	maps();
	manual();
	for (size_t i = 0; i < t.n; i++)
		json_decref(t.row[i]);
	return t_done();
}
