/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_zone - the clocks of a recipient: of his zone, of his country, or the policy's own
 *
 * Countries are those of zone1970.tab: lines of codes, a place and a zone, with tabs between.
 * It leaves out zones that have agreed with another one of the list since 1970; zone.tab, where
 * there is no other, has them.
 */
#include "policy/policy_zone.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CODE = 2, COUNTRY_ZONES = 64 };

struct country {
	const struct tzone *zone[COUNTRY_ZONES];
	size_t n;
	const struct tzone *home;
};

struct policy_zone {
	const struct policy_zones *of;
	struct arena  arena;
	struct hmap   number;		/* of uint16_t by name; 0: there is no such zone */
	struct hmap   country;		/* of struct country by code */
	const struct tzone **zone;	/* number 1 and on: room for all, for it never moves */
	uint16_t      n;
	struct err    failed;		/* of the first file that could not be read; RC_OK: none */
	bool          tabled;
	struct sv     table;		/* zone1970.tab */
};

struct policy_zone *
policy_zone_new(const struct policy_zones *of)
{
	struct policy_zone *z = mem_zalloc(sizeof(*z));
	const uint64_t seed = hash_seed();

	z->of = of;
	z->zone = mem_zalloc(POLICY_ZONE_MAX * sizeof(*z->zone));
	arena_init(&z->arena);
	hmap_init(&z->number, &z->arena, sizeof(uint16_t), seed);
	hmap_init(&z->country, &z->arena, sizeof(struct country), seed);
	return z;
}

/* Numbers are given while there are any; "local" would be the clock of who runs this. */
static void
load_zone(struct policy_zone *z, struct sv name, uint16_t *number)
{
	const struct tzone *zone;
	struct err e = { 0 };
	enum rc rc;

	if (name.n == 0 || sv_is(name, "local") || z->n == POLICY_ZONE_MAX)
		return;
	rc = tzone_load(&zone, name, &z->arena, &e);
	if (rc == RC_IO && z->failed.rc == RC_OK)
		z->failed = e;
	if (rc != RC_OK)
		return;
	z->zone[z->n] = zone;
	*number = ++z->n;
}

uint16_t
policy_zone_number(struct policy_zone *z, struct sv name)
{
	uint16_t *number;
	bool fresh;

	number = hmap_put(&z->number, name, &fresh);
	if (fresh)
		load_zone(z, name, number);
	return *number;
}

struct sv
policy_zone_name(const struct policy_zone *z, uint16_t number)
{
	return number != 0 ? tzone_name(z->zone[number - 1]) : SV("");
}

/* The text before the next @end, which is taken off @s with it. */
static struct sv
cut(struct sv *s, char end)
{
	size_t n = sv_find(*s, end);
	struct sv part = { s->p, n };

	n += n < s->n;
	*s = (struct sv){ s->p + n, s->n - n };
	return part;
}

static bool
lists(struct sv codes, struct sv code)
{
	while (codes.n != 0)
		if (sv_eq(cut(&codes, ','), code))
			return true;
	return false;
}

static enum rc
cannot_read(const char *file, struct err *e)
{
	return rc_err(e, RC_IO, "%s of the time zones: %s", file, strerror(errno));
}

static void
read_table(struct policy_zone *z)
{
	static const char *const file[] = { "zone1970.tab", "zone.tab" };
	enum rc rc = RC_END;

	z->tabled = true;
	z->table = SV("");
	for (size_t i = 0; rc == RC_END && i < 2; i++) {
		rc = tzone_database(file[i], &z->arena, &z->table);
		if (rc == RC_IO && z->failed.rc == RC_OK)
			(void)cannot_read(file[i], &z->failed);
	}
}

static void
read_country(struct policy_zone *z, struct sv code, struct country *c)
{
	struct sv table;

	if (!z->tabled)
		read_table(z);
	table = z->table;
	while (table.n != 0 && c->n < COUNTRY_ZONES) {
		struct sv line = cut(&table, '\n'), codes = cut(&line, '\t');
		uint16_t number;

		if (!lists(codes, code))
			continue;
		(void)cut(&line, '\t');
		number = policy_zone_number(z, cut(&line, '\t'));
		if (number != 0)
			c->zone[c->n++] = z->zone[number - 1];
	}
}

static void
find_country(struct policy_zone *z, struct sv code, struct country *c)
{
	for (size_t i = 0; i < z->of->n; i++) {
		const struct policy_country *own = &z->of->country[i];

		if (!sv_eq(own->code, code) || own->nzone == 0)
			continue;
		for (; c->n < own->nzone && c->n < COUNTRY_ZONES; c->n++)
			c->zone[c->n] = own->zone[c->n];
		c->home = own->zone[0];
		return;
	}
	read_country(z, code, c);
	c->home = c->n == 1 ? c->zone[0] : z->of->fallback;
}

struct policy_clocks
policy_zone_clocks(struct policy_zone *z, uint16_t number, struct sv country)
{
	char code[CODE];
	struct country *c;
	bool fresh;

	if (number != 0)
		return (struct policy_clocks){ z->zone[number - 1], &z->zone[number - 1], 1 };
	if (country.n != CODE)
		return (struct policy_clocks){ z->of->fallback, &z->of->fallback, 1 };
	for (size_t i = 0; i < CODE; i++)
		code[i] = (char)(country.p[i] >= 'a' && country.p[i] <= 'z' ? country.p[i] - 32
									     : country.p[i]);
	c = hmap_put(&z->country, (struct sv){ code, CODE }, &fresh);
	if (fresh)
		find_country(z, (struct sv){ code, CODE }, c);
	if (c->n == 0)
		return (struct policy_clocks){ z->of->fallback, &z->of->fallback, 1 };
	return (struct policy_clocks){ c->home, c->zone, c->n };
}

enum rc
policy_zone_failed(const struct policy_zone *z, struct err *e)
{
	return z->failed.rc == RC_OK ? RC_OK : rc_err(e, z->failed.rc, "%s", z->failed.msg);
}

enum rc
policy_zone_data(char *text, struct err *e)
{
	struct arena a;
	struct sv file, line;
	enum rc rc;

	arena_init(&a);
	snprintf(text, POLICY_ZONE_DATA, "unknown");
	rc = tzone_database("tzdata.zi", &a, &file);
	if (rc == RC_IO)
		rc = cannot_read("tzdata.zi", e);
	if (rc == RC_OK) {
		line = cut(&file, '\n');
		if (sv_starts(line, SV("# version ")))
			snprintf(text, POLICY_ZONE_DATA, "%.*s", (int)(line.n - 10), line.p + 10);
	}
	arena_free(&a);
	return rc == RC_END ? RC_OK : rc;
}

void
policy_zone_free(struct policy_zone *z)
{
	if (z == NULL)
		return;
	hmap_free(&z->number);
	hmap_free(&z->country);
	mem_free(z->zone);
	arena_free(&z->arena);
	mem_free(z);
}
