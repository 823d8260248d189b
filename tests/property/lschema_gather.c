/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_gather - drawn requests, written as k6 and JMeter write them, are read as drawn
 *
 * Each request has a drawn part of its measurements, in drawn order behind the first, maybe
 * checks, hops and what belongs to no request.  The events are those that were drawn, as one
 * block and with a block for about so many bytes; and a field by name is what is listed.
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

enum { ROUNDS = 400, REQUESTS = 12 };

static struct rng rng;

struct drawn {
	struct buf text;
	struct buf want;
	size_t     events;
};

static void
begin(struct drawn *d)
{
	buf_init(&d->text, SIZE_MAX);
	buf_init(&d->want, SIZE_MAX);
	d->events = 0;
}

/* ---- k6 ---- */

static void
put_point(struct buf *b, const char *metric, unsigned s, const char *value, const char *tags)
{
	buf_printf(b, "{\"metric\":\"%s\",\"type\":\"Point\",\"data\":{\"time\":"
	    "\"2026-11-29T20:%02u:%02uZ\",\"value\":%s,\"tags\":{%s}}}\n", metric, s / 60, s % 60,
	    value, tags);
}

static void
put_rest(struct drawn *d, unsigned s, const char *tags, bool *timed, unsigned ms)
{
	static const char *const more[] = { "http_req_duration", "http_req_waiting",
		"http_req_failed", "http_req_blocked" };
	size_t from = rng_below(&rng, 4), n = rng_below(&rng, 5);
	char value[16];

	*timed = false;
	for (size_t i = 0; i < n; i++) {
		const char *metric = more[(from + i) % 4];

		*timed = *timed || (from + i) % 4 == 0;
		(void)snprintf(value, sizeof(value), "%u", (from + i) % 4 == 0 ? ms : 7777);
		put_point(&d->text, metric, s, value, tags);
	}
}

/* Checks behind a request: the first counts, or the first that failed. */
static void
put_checks(struct drawn *d, unsigned s, unsigned group)
{
	size_t n = rng_below(&rng, 4), counts = n;
	bool fine = true;
	char tags[64];

	for (size_t i = 0; i < n; i++) {
		bool ok = rng_below(&rng, 2) == 0, mine = rng_below(&rng, 5) > 0;

		(void)snprintf(tags, sizeof(tags), "\"check\":\"c%zu\",\"group\":\"g%u\"", i,
		    mine ? group : 99);
		put_point(&d->text, "checks", s + 1, ok ? "1" : "0", tags);
		if (mine && (counts == n || (fine && !ok))) {
			counts = i;
			fine = ok;
		}
	}
	if (counts < n)
		buf_printf(&d->want, ",\"check\":\"c%zu\",\"check_ok\":%s", counts,
		    fine ? "true" : "false");
}

static void
draw_k6(struct drawn *d)
{
	size_t n = 1 + rng_below(&rng, REQUESTS);
	unsigned s = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned group = (unsigned)rng_below(&rng, 3), ms = (unsigned)rng_below(&rng, 900);
		unsigned status = rng_below(&rng, 3) == 0 ? 0 : 200;
		size_t before = d->text.n;
		char tags[128];
		bool timed;

		s += (unsigned)rng_below(&rng, 2);
		(void)snprintf(tags, sizeof(tags), "\"group\":\"g%u\",\"status\":\"%u\",\"url\":"
		    "\"/%u\"%s", group, status, (unsigned)rng_below(&rng, 2),
		    status == 0 ? ",\"error\":\"EOF\"" : "");
		put_point(&d->text, "http_reqs", s, "1", tags);
		put_rest(d, s, tags, &timed, ms);
		buf_printf(&d->want, "{\"timestamp\":\"2026-11-29T20:%02u:%02uZ\",\"path\":\"%.2s\"",
		    s / 60, s % 60, strstr(d->text.p + before, "\"url\":\"") + 7);
		if (status != 0)
			buf_sv(&d->want, SV(",\"status\":200"));
		if (timed)
			buf_printf(&d->want, ",\"duration_ms\":%u", ms);
		if (status == 0)
			buf_sv(&d->want, SV(",\"error\":\"EOF\""));
		buf_printf(&d->want, ",\"group\":\"g%u\"", group);
		put_checks(d, s, group);
		buf_sv(&d->want, SV("}\n"));
		d->events++;
		if (rng_below(&rng, 3) == 0)
			put_point(&d->text, "iterations", s, "1", "\"group\":\"\"");
	}
}

/* ---- JMeter ---- */

static void
put_row(struct drawn *d, const char *label, unsigned thread, const char *part)
{
	unsigned ms = (unsigned)rng_below(&rng, 900);

	buf_printf(&d->text, "1795985937384,%u,%s,200,true,t%u\n", ms, label, thread);
	buf_printf(&d->want, "{\"timestamp\":\"2026-11-29T20:58:57.384Z\",\"event_name\":\"%s\","
	    "\"status\":200,\"duration_ms\":%u,\"ok\":true,\"thread\":\"t%u\"", label, ms, thread);
	if (part != NULL)
		buf_printf(&d->want, ",\"part\":\"%s\"", part);
	buf_sv(&d->want, SV("}\n"));
	d->events++;
}

static void
draw_jmeter(struct drawn *d)
{
	size_t n = 1 + rng_below(&rng, REQUESTS);

	buf_sv(&d->text, SV("timeStamp,elapsed,label,responseCode,success,threadName\n"));
	for (size_t i = 0; i < n; i++) {
		size_t hops = rng_below(&rng, 4) == 0 ? 1 + rng_below(&rng, 3) : 0;
		unsigned thread = (unsigned)rng_below(&rng, 3);
		char label[32];

		(void)snprintf(label, sizeof(label), "step %u%s", (unsigned)i,
		    rng_below(&rng, 2) == 0 ? "-a" : "");
		put_row(d, label, thread, hops > 0 ? "parent" : NULL);
		for (size_t k = 0; k < hops; k++) {
			char hop[64];

			(void)snprintf(hop, sizeof(hop), "%s-%u", label, (unsigned)k);
			put_row(d, hop, thread, "hop");
		}
	}
}

static bool
is_read(const struct drawn *d, const char *schema)
{
	struct logrun r;
	bool same;

	logrun_init(&r, "");
	r.cfg.schema = sv_of(schema);
	same = T_QUIET(sv_eq(sv_of(logrun(&r, buf_view(&d->text))), buf_view(&d->want)),
	    "%s: as drawn", schema);
	r.cut = 1 + rng_below(&rng, 3000);
	same = T_QUIET(sv_eq(sv_of(logrun(&r, buf_view(&d->text))), buf_view(&d->want)),
	    "%s: cut", schema) && same;
	r.fields = "check_ok part";
	(void)logrun(&r, buf_view(&d->text));
	same = T_QUIET(r.good == d->events && r.bad == 0, "%s: by name", schema) && same;
	if (!same)
		printf("# %.*s# want: %.*s\n", (int)d->text.n, d->text.p, (int)d->want.n, d->want.p);
	buf_free(&r.out);
	return same;
}

int
main(void)
{
	size_t fine = 0;

	rng_init(&rng, t_seed());
	for (size_t i = 0; i < ROUNDS; i++) {
		struct drawn d;
		bool k6 = i % 2 == 0;

		begin(&d);
		if (k6)
			draw_k6(&d);
		else
			draw_jmeter(&d);
		fine += is_read(&d, k6 ? "k6" : "jmeter");
		buf_free(&d.text);
		buf_free(&d.want);
	}
	T_OK(fine == ROUNDS, "%d files of drawn requests", ROUNDS);
	return t_done();
}
