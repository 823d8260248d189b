/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gen_events - invented people in a web shop, the same bytes for the same options
 *
 *     gen_events [--lines N] [--seed S] [--users N] [--days N] [--bad N]
 *
 * Canonical events (cx-events(7)), about 250 bytes a line: page_view, view_item, add_to_cart,
 * begin_checkout, purchase, refund, login.  Users by Zipf's law; each has a channel that most
 * of his visits come by, a country and a pace; visits of several events, at the hours when people are
 * awake; who has bought comes back more often, who came by email buys more readily.  Some
 * events come twice, as collectors deliver them.  Times increase with a jitter of seconds.
 *
 * --users    (1,000,000)
 * --days     that the events are of, from 1 September 2026 (60)
 * --bad      every N-th line is cut short
 *
 * Only +, -, *, / and integers are used, so that every machine agrees.
 */
#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "base/rng.h"
#include "base/sv.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { LINE_ROOM = 1024, NITEMS = 400, DAY_S = 86400 };

#define START_US INT64_C(1788220800000000)	/* 2026-09-01 */

struct options {
	uint64_t lines;
	uint64_t seed;
	uint64_t users;
	uint64_t days;
	uint64_t bad;
};

/* Who comes by it, of 100; how many of 1,000 go on from one step to the next. */
struct channel {
	const char *name;
	const char *source;
	const char *medium;
	unsigned    share;
	unsigned    eager;
};

static const struct channel channel[] = {
	{ "organic_search", "google", "organic", 34, 430 },
	{ "direct", NULL, NULL, 22, 480 },
	{ "paid_search", "google", "cpc", 18, 400 },
	{ "email", "newsletter", "email", 12, 620 },
	{ "social", "instagram", "social", 9, 290 },
	{ "affiliate", "partner", "affiliate", 5, 350 },
};

static const char *const country[] = { "DE", "DE", "DE", "AT", "CH", "FR", "NL", "PL" };
static const char *const category[] = { "shoes", "jackets", "kitchen", "books", "toys", "lamps" };

enum step { PAGE, ITEM, CART, CHECKOUT, PURCHASE, REFUND, LOGIN, NSTEPS };

static const char *const event_name[NSTEPS] = { "page_view", "view_item", "add_to_cart",
	"begin_checkout", "purchase", "refund", "login" };

struct visit {			/* that goes on */
	uint64_t user;
	int64_t  at_us;
	enum step next;
	unsigned item;
	unsigned order;		/* of his, that was bought last */
	bool     known;		/* logged in */
	unsigned left;		/* pages */
	const struct channel *channel;
};

struct person {			/* what stays of a user */
	uint8_t  channel;	/* and 1; 0: not drawn */
	uint16_t orders;
};

struct gen {
	struct rng     rng;
	struct person *person;
	const struct options *o;
	struct visit  *open;	/* a heap by time */
	size_t         nopen;
	size_t         room;
	int64_t        clock_us;
	uint64_t       gap_us;	/* between visits that begin, on average */
	uint64_t       events;
};

/* Zipf's law, in octaves: each has the same share of the visits. */
static uint64_t
draw_user(struct gen *g)
{
	unsigned octaves = 1;
	uint64_t low;

	while (UINT64_C(2) << octaves <= g->o->users)
		octaves++;
	low = UINT64_C(1) << rng_below(&g->rng, octaves);
	return low + rng_below(&g->rng, low);
}

static bool
earlier(const struct visit *a, const struct visit *b)
{
	return a->at_us != b->at_us ? a->at_us < b->at_us : a->user < b->user;
}

static void
push(struct gen *g, const struct visit *v)
{
	size_t i = g->nopen++;

	if (g->nopen > g->room) {
		g->room = 2 * g->nopen;
		g->open = mem_array(g->open, g->room, sizeof(*g->open));
	}
	while (i > 0 && earlier(v, &g->open[(i - 1) / 2])) {
		g->open[i] = g->open[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	g->open[i] = *v;
}

static struct visit
pop(struct gen *g)
{
	struct visit top = g->open[0], last = g->open[--g->nopen];
	size_t i = 0, k;

	while ((k = 2 * i + 1) < g->nopen) {
		if (k + 1 < g->nopen && earlier(&g->open[k + 1], &g->open[k]))
			k++;
		if (!earlier(&g->open[k], &last))
			break;
		g->open[i] = g->open[k];
		i = k;
	}
	g->open[i] = last;
	return top;
}

static bool
chance(struct gen *g, unsigned per_mille)
{
	return rng_below(&g->rng, 1000) < per_mille;
}

static unsigned
draw_channel(struct gen *g)
{
	uint64_t at = rng_below(&g->rng, 100);
	unsigned i = 0;

	while (at >= channel[i].share)
		at -= channel[i++].share;
	return i;
}

/* The channel of a visit: that of the first one, or another. */
static const struct channel *
channel_of(struct gen *g, uint64_t user)
{
	struct person *p = &g->person[user % g->o->users];

	if (p->channel == 0)
		p->channel = (uint8_t)(draw_channel(g) + 1);
	else if (chance(g, 350))
		return &channel[draw_channel(g)];
	return &channel[p->channel - 1];
}

/* People sleep: a visit of the night begins in the morning or evening after. */
static int64_t
waking(struct gen *g, int64_t at_us)
{
	int64_t hour_us = INT64_C(3600) * 1000000, hour = at_us / hour_us % 24;

	if (hour < 6)
		at_us += ((hour % 2 == 0 ? 8 : 18) - hour) * hour_us;
	return at_us + (int64_t)rng_below(&g->rng, 1000000);
}

static void
begin_visit(struct gen *g)
{
	struct visit v = { .user = draw_user(g) };
	const struct person *p = &g->person[v.user % g->o->users];

	g->clock_us += (int64_t)rng_below(&g->rng, 2 * g->gap_us);
	/* Who never bought is away more often. */
	if (p->orders == 0 && chance(g, 300))
		v.user = draw_user(g);
	v.at_us = waking(g, g->clock_us);
	v.next = PAGE;
	v.left = (unsigned)rng_below(&g->rng, 4);
	v.item = (unsigned)rng_below(&g->rng, NITEMS / 4);
	v.item *= 1 + (unsigned)rng_below(&g->rng, 4);
	v.known = p->orders > 0 && chance(g, 850);
	v.channel = channel_of(g, v.user);
	push(g, &v);
}

/* What the visit does next; false: it is over. */
static bool
go_on(struct gen *g, struct visit *v, enum step was)
{
	unsigned eager = v->channel->eager;
	const struct person *p = &g->person[v->user % g->o->users];
	uint64_t pause_s = 5 + rng_below(&g->rng, 90);

	if (p->orders > 0)
		eager += 120;
	switch (was) {
	case PAGE:
		v->next = v->left > 0 ? PAGE : ITEM;
		v->left -= v->left > 0;
		if (!chance(g, 750))
			return false;
		break;
	case ITEM:
		v->next = chance(g, eager / 2) ? CART : chance(g, 500) ? ITEM : PAGE;
		if (v->next != CART && !chance(g, 600))
			return false;
		break;
	case CART:
		v->next = !v->known && chance(g, 500) ? LOGIN : CHECKOUT;
		if (!chance(g, eager + 150))
			return false;
		break;
	case LOGIN:
		v->known = true;
		v->next = CHECKOUT;
		break;
	case CHECKOUT:
		v->next = PURCHASE;
		pause_s += rng_below(&g->rng, 240);
		if (!chance(g, eager + 200))
			return false;
		break;
	case PURCHASE:
		v->next = REFUND;
		pause_s += (2 + rng_below(&g->rng, 8)) * DAY_S;
		if (!chance(g, 40))
			return false;
		break;
	default:
		return false;
	}
	v->at_us += (int64_t)pause_s * 1000000 + (int64_t)rng_below(&g->rng, 1000) * 1000;
	return true;
}

static unsigned
price_of(unsigned item)
{
	return 495 + item * 7919 % 12000;	/* cents */
}

static int
put_source(char *line, const struct channel *c)
{
	int n = sprintf(line, ",\"channel\":\"%s\"", c->name);

	if (c->source != NULL)
		n += sprintf(line + n, ",\"source\":\"%s\",\"medium\":\"%s\"", c->source, c->medium);
	return n;
}

static void
put_event(struct gen *g, struct visit *v, char *line)
{
	struct person *p = &g->person[v->user % g->o->users];
	unsigned cents = price_of(v->item);
	char at[RFC3339_MAX];
	int n;

	rfc3339_text(v->at_us - v->at_us % 1000, 0, at);
	n = snprintf(line, LINE_ROOM, "{\"timestamp\":\"%s\",\"event_name\":\"%s\",\"event_id\":\"e%" PRIu64 "\"",
	    at, event_name[v->next], g->events);
	if (v->known || v->next == REFUND || v->next == PURCHASE)
		n += sprintf(line + n, ",\"user_id\":\"u%" PRIu64 "\"", v->user);
	if (v->next != REFUND)
		n += sprintf(line + n, ",\"anonymous_id\":\"a%" PRIu64 "\"", v->user * 2654435761 % 4294967296);
	n += put_source(line + n, v->channel);
	n += sprintf(line + n, ",\"country\":\"%s\"", country[v->user * 31 % COUNT(country)]);
	if (v->next == PAGE)
		n += sprintf(line + n, ",\"path\":\"/%s\"", v->left == 0 ? "" : category[v->item % COUNT(category)]);
	else if (v->next != LOGIN && v->next != REFUND)
		n += sprintf(line + n, ",\"item_id\":\"i%u\",\"item_category\":\"%s\",\"price\":%u.%02u",
		    v->item, category[v->item % COUNT(category)], cents / 100, cents % 100);
	if (v->next == PURCHASE) {
		p->orders++;
		v->order = p->orders;
	}
	if (v->next == PURCHASE || v->next == REFUND)
		n += sprintf(line + n, ",\"transaction_id\":\"t%" PRIu64 "-%u\",\"value\":%s%u.%02u,\"currency\":\"EUR\"",
		    v->user, v->order, v->next == REFUND ? "-" : "", cents / 100, cents % 100);
	sprintf(line + n, "}");
}

static void
write_event(struct gen *g, const char *line)
{
	size_t n = strlen(line);

	g->events++;
	if (g->o->bad != 0 && g->events % g->o->bad == 0)
		n = n / 2 + g->events % 7;
	fwrite(line, 1, n, stdout);
	putchar('\n');
}

static void
generate(struct gen *g)
{
	char line[LINE_ROOM];

	while (g->events < g->o->lines && !ferror(stdout)) {
		struct visit v;
		enum step was;

		while (g->nopen == 0 || g->clock_us <= g->open[0].at_us)
			begin_visit(g);
		v = pop(g);
		put_event(g, &v, line);
		write_event(g, line);
		if (chance(g, 5) && g->events < g->o->lines)	/* delivered twice */
			write_event(g, line);
		was = v.next;
		if (go_on(g, &v, was))
			push(g, &v);
	}
}

static int
usage(void)
{
	fputs("usage: gen_events [--lines N] [--seed S] [--users N] [--days N] [--bad N]\n", stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	struct options o = { .lines = 100000, .seed = 1, .users = 1000000, .days = 60 };
	const struct {
		const char *name;
		uint64_t   *to;
		uint64_t    least;
	} known[] = {
		{ "--lines", &o.lines, 0 }, { "--seed", &o.seed, 0 }, { "--users", &o.users, 4 },
		{ "--days", &o.days, 1 }, { "--bad", &o.bad, 0 },
	};
	static struct gen g;

	for (int i = 1; i < argc; i += 2) {
		size_t k = 0;

		while (k < COUNT(known) && strcmp(argv[i], known[k].name) != 0)
			k++;
		if (k == COUNT(known) || i + 1 == argc ||
		    num_u64(sv_of(argv[i + 1]), known[k].to) != RC_OK ||
		    *known[k].to < known[k].least || *known[k].to > UINT64_C(1) << 40)
			return usage();
	}
	g.o = &o;
	g.person = mem_zalloc((o.users + 1) * sizeof(*g.person));
	g.clock_us = START_US;
	/* A visit has 3.5 events or so. */
	g.gap_us = o.days * UINT64_C(86400000000) * 7 / 2 / (o.lines + 1) + 1;
	rng_init(&g.rng, o.seed);
	generate(&g);
	mem_free(g.person);
	mem_free(g.open);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
