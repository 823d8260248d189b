/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gen_data - invented traffic of a web shop, the same bytes for the same options
 *
 *     gen_data [--lines N] [--seed S] [--format ndjson|nginx] [--rate N]
 *              [--members optional|fixed|mixed] [--name host|route] [--bad N]
 *
 * ndjson: 13 fields, about 350 bytes a line.  nginx: the same requests as
 * combined lines with $request_time at the end.  Both tell the same status,
 * path, user, bytes and whole milliseconds, so that their answers can be
 * compared.  40 routes with ids in the path, of which few are frequent;
 * log-normal latencies by route; about 1 % errors of the server, more of them
 * while latencies are high; users by Zipf's law; times increase with a jitter of
 * 200 ms, as when several workers write.  What is unknown is absent, or "-".
 *
 * --rate     requests a second, on average (20)
 * --members  fixed: all 13 in each line, empty when unknown, as servers write
 *            them; mixed: eight orders of them, some without one or two
 * --name     route: the route ("GET /products/{id}") in the place of the host
 * --bad      every N-th line is cut short
 *
 * Only +, -, *, / and integers are used, so that every machine agrees.
 */
#include "base/num.h"
#include "base/rfc3339.h"
#include "base/rng.h"
#include "base/sv.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { NROUTES = 40, NUSERS_LOG2 = 17, JITTER_US = 200000 };
enum { NMEMBERS = 13, LINE_MAX_BYTES = 1536 };
enum { MEMBERS_OPTIONAL, MEMBERS_FIXED, MEMBERS_MIXED };

/* # is a number, @ a uuid, ~ a slug; ms is the median latency. */
struct route {
	const char *method;
	const char *path;
	unsigned    weight;
	unsigned    ms;
};

static const struct route route[NROUTES] = {
	{ "GET", "/", 900, 35 },
	{ "GET", "/products", 700, 80 },
	{ "GET", "/products/#", 1200, 60 },
	{ "GET", "/products/#/reviews", 300, 90 },
	{ "POST", "/products/#/reviews", 12, 140 },
	{ "GET", "/categories/~", 420, 85 },
	{ "GET", "/categories/~/products", 380, 110 },
	{ "GET", "/search", 520, 180 },
	{ "GET", "/api/v1/suggest", 460, 25 },
	{ "GET", "/cart", 260, 45 },
	{ "POST", "/cart/items", 180, 70 },
	{ "DELETE", "/cart/items/#", 40, 55 },
	{ "PUT", "/cart/items/#", 35, 60 },
	{ "GET", "/checkout", 90, 120 },
	{ "POST", "/checkout/address", 60, 95 },
	{ "POST", "/checkout/payment", 55, 620 },
	{ "GET", "/checkout/done/@", 50, 70 },
	{ "GET", "/orders", 70, 130 },
	{ "GET", "/orders/@", 85, 75 },
	{ "GET", "/orders/@/items/#", 45, 65 },
	{ "POST", "/orders/@/return", 6, 210 },
	{ "GET", "/account", 95, 50 },
	{ "PATCH", "/account", 14, 105 },
	{ "POST", "/login", 110, 240 },
	{ "POST", "/logout", 30, 30 },
	{ "POST", "/register", 18, 310 },
	{ "POST", "/password/reset", 7, 160 },
	{ "GET", "/api/v1/users/#", 150, 40 },
	{ "GET", "/api/v1/users/#/wishlist", 65, 70 },
	{ "POST", "/api/v1/users/#/wishlist", 22, 85 },
	{ "GET", "/api/v1/stock/#", 340, 15 },
	{ "GET", "/api/v1/prices", 210, 20 },
	{ "POST", "/api/v1/events", 640, 8 },
	{ "GET", "/blog", 50, 55 },
	{ "GET", "/blog/~", 75, 60 },
	{ "GET", "/static/app.~.js", 260, 4 },
	{ "GET", "/static/style.~.css", 200, 3 },
	{ "GET", "/images/#.webp", 800, 6 },
	{ "GET", "/health", 100, 1 },
	{ "GET", "/admin/reports/~", 3, 2400 },
};

static const char *const slug[] = {
	"shoes", "jackets", "kitchen", "garden-tools", "summer-sale", "books", "toys", "outdoor",
	"lamps", "bicycles", "coffee", "office", "winter-2026", "gift-cards", "bags", "music",
};

static const char *const referrer[] = {
	"", "", "", "https://www.google.com/", "https://shop.example.com/", "https://duckduckgo.com/",
	"https://shop.example.com/products", "https://shop.example.com/search?q=lamp",
	"https://www.bing.com/", "https://news.example.org/2026/best-shops",
};

static const char *const agent[] = {
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	"Chrome/141.0.0.0 Safari/537.36",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
	"Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 "
	"Mobile Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	"Version/18.6 Safari/605.1.15",
	"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
	"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
	"shop-app/4.12.0 (Android 14)",
};

struct request {
	const struct route *route;
	int64_t     at_us;
	char        path[128];
	char        query[64];
	char        ip[20];
	char        user[24];	/* empty: not logged in */
	unsigned    status;
	uint64_t    bytes;
	uint64_t    ms;
	const char *referrer;
	const char *agent;
};

struct options {
	uint64_t lines;
	uint64_t seed;
	uint64_t rate;
	uint64_t bad;		/* 0: none */
	unsigned members;
	bool     nginx;
	bool     route;
};

struct gen {
	struct rng rng;
	struct rng shapes;	/* of its own: the requests are the same in any shape */
	int64_t    clock_us;
	uint64_t   gap_us;
	unsigned   weights;
};

struct member {
	const char *name;
	const char *text;	/* NULL: not written */
	bool        number;
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* e^x for |x| < 8: a polynomial at x / 2^10, squared ten times. */
static double
exponential(double x)
{
	double t = x / 1024, y = 1 + t * (1 + t / 2 * (1 + t / 3 * (1 + t / 4)));
	int i;

	for (i = 0; i < 10; i++)
		y *= y;
	return y;
}

/* About normal, mean 0 and deviation 1: twelve uniforms. */
static double
normal(struct rng *r)
{
	double sum = -6;
	int i;

	for (i = 0; i < 12; i++)
		sum += rng_unit(r);
	return sum;
}

/* Zipf's law, in octaves: each has the same share of the traffic. */
static uint64_t
zipf(struct rng *r, unsigned octaves)
{
	uint64_t low = UINT64_C(1) << rng_below(r, octaves);

	return low + rng_below(r, low);
}

static const struct route *
draw_route(struct gen *g)
{
	uint64_t at = rng_below(&g->rng, g->weights);
	size_t i = 0;

	while (at >= route[i].weight)
		at -= route[i++].weight;
	return &route[i];
}

static void
draw_path(struct gen *g, const struct route *r, struct request *q)
{
	char *to = q->path, *end = q->path + sizeof(q->path);
	const char *p;

	for (p = r->path; *p != '\0'; p++) {
		size_t room = (size_t)(end - to);
		uint64_t a, b;

		switch (*p) {
		case '#':
			to += snprintf(to, room, "%" PRIu64, zipf(&g->rng, 16) + 1000);
			break;
		case '~':
			to += snprintf(to, room, "%s", slug[rng_below(&g->rng, COUNT(slug))]);
			break;
		case '@':
			a = rng_u64(&g->rng);
			b = rng_u64(&g->rng);
			to += snprintf(to, room, "%08x-%04x-4%03x-a%03x-%012" PRIx64, (unsigned)(a >> 32),
			    (unsigned)(a >> 16) & 0xFFFF, (unsigned)a & 0xFFF,
			    (unsigned)(b >> 52), b & 0xFFFFFFFFFFFF);
			break;
		default:
			*to++ = *p;
			*to = '\0';
		}
	}
	q->query[0] = '\0';
	if (strcmp(r->path, "/search") == 0) {
		/* One draw a statement: the order of arguments is the compiler's. */
		const char *what = slug[rng_below(&g->rng, COUNT(slug))];

		snprintf(q->query, sizeof(q->query), "q=%s&page=%u", what,
		    (unsigned)rng_below(&g->rng, 5) + 1);
	} else if (strcmp(r->path, "/products") == 0)
		snprintf(q->query, sizeof(q->query), "sort=price&page=%u",
		    (unsigned)rng_below(&g->rng, 30) + 1);
}

static unsigned
draw_status(struct gen *g, const struct route *r, double slow)
{
	uint64_t die = rng_below(&g->rng, 10000);
	uint64_t broken = slow > 4 ? 900 : 70;

	if (die < broken)
		return die % 8 == 0 ? 500 : die % 8 < 4 ? 502 : die % 8 < 7 ? 503 : 504;
	die -= broken;
	if (die < 190)
		return 404;
	if (die < 280)
		return strcmp(r->path, "/login") == 0 ? 401 : 400;
	if (die < 290)
		return 429;
	if (r->method[0] == 'P' && strchr(r->path, '/') != NULL && die % 3 == 0)
		return 201;
	if (r->method[0] == 'D')
		return 204;
	if (die < 1100 && r->method[0] == 'G')
		return die < 450 ? 302 : 304;
	return 200;
}

static void
draw(struct gen *g, struct request *q)
{
	const struct route *r = draw_route(g);
	uint64_t user = zipf(&g->rng, NUSERS_LOG2);
	double slow = exponential(normal(&g->rng) * 0.75), ms;

	q->route = r;
	draw_path(g, r, q);
	q->status = draw_status(g, r, slow);
	ms = r->ms * slow * (q->status >= 500 ? 3 : 1);
	q->ms = (uint64_t)(ms + 0.5);
	q->bytes = q->status == 204 || q->status == 304 ? 0 :
	    (uint64_t)(4000 * exponential(normal(&g->rng)));
	snprintf(q->ip, sizeof(q->ip), "%u.%u.%u.%u", (unsigned)(user * 7 % 223) + 1,
	    (unsigned)(user >> 4) & 255, (unsigned)(user >> 2) & 255, (unsigned)user & 255);
	q->user[0] = '\0';
	if (user % 4 != 0)
		snprintf(q->user, sizeof(q->user), "u%06" PRIu64, user);
	q->referrer = referrer[rng_below(&g->rng, COUNT(referrer))];
	q->agent = agent[user % COUNT(agent)];
	g->clock_us += (int64_t)rng_below(&g->rng, 2 * g->gap_us);
	q->at_us = g->clock_us + (int64_t)rng_below(&g->rng, JITTER_US);
	q->at_us -= q->at_us % 1000;
}

/* The pattern of the path, as a framework's router has it. */
static void
put_route(const struct route *r, char *to, size_t room)
{
	const char *p;
	int n = snprintf(to, room, "%s ", r->method);

	for (p = r->path; *p != '\0'; p++)
		n += snprintf(to + n, room - (size_t)n, "%.*s", *p == '#' || *p == '@' || *p == '~' ?
		    4 : 1, *p == '#' ? "{id}" : *p == '@' ? "{no}" : *p == '~' ? "{in}" : p);
}

/* Which of the 13 comes @i-th in shape @s of 8; 13 is a prime, so that each comes once. */
static size_t
shuffled(unsigned s, size_t i)
{
	return s == 0 ? i : (i * (s + 2) + s) % NMEMBERS;
}

static void
put_members(struct gen *g, unsigned members, struct member *m, char *line)
{
	unsigned shape = members == MEMBERS_MIXED ? (unsigned)rng_below(&g->shapes, 8) : 0;
	char *to = line, before = '{';
	size_t i;

	for (i = 0; i < NMEMBERS; i++) {
		const struct member *x = &m[shuffled(shape, i)];
		bool without = (shape % 2 == 1 && x == &m[7]) || (shape % 4 == 3 && x == &m[11]);

		if (x->text == NULL || without)
			continue;
		to += snprintf(to, (size_t)(line + LINE_MAX_BYTES - to),
		    x->number ? "%c\"%s\":%s" : "%c\"%s\":\"%s\"", before, x->name, x->text);
		before = ',';
	}
	snprintf(to, (size_t)(line + LINE_MAX_BYTES - to), "}");
}

static void
put_ndjson(struct gen *g, const struct options *o, const struct request *q, char *line)
{
	const char *absent = o->members == MEMBERS_OPTIONAL ? NULL : "";
	char at[RFC3339_MAX], name[160] = "shop.example.com", status[8], bytes[24], ms[24];
	struct member m[NMEMBERS] = {
		{ "timestamp", at, false },
		{ "client_ip", q->ip, false },
		{ "user_id", q->user[0] != '\0' ? q->user : absent, false },
		{ "method", q->route->method, false },
		{ o->route ? "route" : "host", name, false },
		{ "path", q->path, false },
		{ "query", q->query[0] != '\0' ? q->query : absent, false },
		{ "protocol", "HTTP/1.1", false },
		{ "status", status, true },
		{ "bytes", bytes, true },
		{ "duration_ms", ms, true },
		{ "referrer", q->referrer[0] != '\0' ? q->referrer : absent, false },
		{ "user_agent", q->agent, false },
	};

	rfc3339_text(q->at_us, 0, at);
	if (o->route)
		put_route(q->route, name, sizeof(name));
	snprintf(status, sizeof(status), "%u", q->status);
	snprintf(bytes, sizeof(bytes), "%" PRIu64, q->bytes);
	snprintf(ms, sizeof(ms), "%" PRIu64, q->ms);
	put_members(g, o->members, m, line);
}

static void
put_nginx(const struct request *q, char *line)
{
	static const char month[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct rfc3339_civil c = rfc3339_civil(q->at_us);

	snprintf(line, LINE_MAX_BYTES, "%s - %s [%02d/%.3s/%04d:%02d:%02d:%02d +0000] "
	    "\"%s %s%s%s HTTP/1.1\" %u %" PRIu64 " \"%s\" \"%s\" %" PRIu64 ".%03u", q->ip,
	    q->user[0] != '\0' ? q->user : "-", c.day, month + 3 * (c.month - 1), (int)c.year,
	    c.hour, c.min, c.sec, q->route->method, q->path,
	    q->query[0] != '\0' ? "?" : "", q->query, q->status, q->bytes,
	    q->referrer[0] != '\0' ? q->referrer : "-", q->agent, q->ms / 1000,
	    (unsigned)(q->ms % 1000));
}

static int
usage(void)
{
	fputs("usage: gen_data [--lines N] [--seed S] [--format ndjson|nginx] [--rate N]\n"
	    "    [--members optional|fixed|mixed] [--name host|route] [--bad N]\n", stderr);
	return 2;
}

static bool
option(struct options *o, const char *name, struct sv value)
{
	static const char *const members[] = { "optional", "fixed", "mixed" };
	unsigned i;

	if (strcmp(name, "--lines") == 0)
		return num_u64(value, &o->lines) == RC_OK;
	if (strcmp(name, "--seed") == 0)
		return num_u64(value, &o->seed) == RC_OK;
	if (strcmp(name, "--rate") == 0)
		return num_u64(value, &o->rate) == RC_OK && o->rate > 0 && o->rate <= 500000;
	if (strcmp(name, "--bad") == 0)
		return num_u64(value, &o->bad) == RC_OK;
	if (strcmp(name, "--format") == 0)
		return (o->nginx = sv_is(value, "nginx")) || sv_is(value, "ndjson");
	if (strcmp(name, "--name") == 0)
		return (o->route = sv_is(value, "route")) || sv_is(value, "host");
	for (i = 0; i < COUNT(members) && strcmp(name, "--members") == 0; i++)
		if (sv_is(value, members[i])) {
			o->members = i;
			return true;
		}
	return false;
}

static void
generate(struct gen *g, const struct options *o)
{
	char line[LINE_MAX_BYTES];
	struct request q;
	uint64_t i;

	for (i = 1; i <= o->lines && !ferror(stdout); i++) {
		draw(g, &q);
		if (o->nginx)
			put_nginx(&q, line);
		else
			put_ndjson(g, o, &q, line);
		if (o->bad != 0 && i % o->bad == 0)
			line[strlen(line) * 2 / 3] = '\0';
		puts(line);
	}
}

int
main(int argc, char **argv)
{
	struct options o = { .lines = 100000, .seed = 1, .rate = 20 };
	struct gen g = { .clock_us = INT64_C(1788220800000000) };	/* 2026-09-01 */
	size_t i;
	int a;

	for (a = 1; a + 1 < argc; a += 2)
		if (!option(&o, argv[a], sv_of(argv[a + 1])))
			return usage();
	if (a != argc)
		return usage();
	rng_init(&g.rng, o.seed);
	rng_init(&g.shapes, o.seed + 1);
	g.gap_us = 1000000 / o.rate;
	for (i = 0; i < NROUTES; i++)
		g.weights += route[i].weight;
	generate(&g, &o);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("gen_data: write error");
		return 2;
	}
	return 0;
}
