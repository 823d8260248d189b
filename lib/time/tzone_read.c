/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tzone_read - TZif files (RFC 8536 and 9636), versions 1 to 4
 *
 *   header  "TZif" version 15*0 isutcnt isstdcnt leapcnt timecnt typecnt charcnt
 *   block   timecnt times, timecnt type numbers, typecnt (offset 4, dst 1, name 1),
 *           charcnt name bytes, leapcnt leap seconds, isstdcnt + isutcnt flags
 *   version 2 on: a second header and block with 8-byte times, then \n rule \n
 *
 * All counts are checked against the bytes there are before anything is read.
 * Changes that leave the offset alone are dropped.  The rule is spelled out up to
 * the year 2100, so that the years people ask about cost one binary search.
 */
#include "time/tzone_data.h"

#include "base/rfc3339.h"

enum { HEADER = 44, FILE_MAX = 1 << 20, TABLE_YEAR = 2100 };

struct block {
	const unsigned char *times;
	const unsigned char *index;
	const unsigned char *types;
	const unsigned char *end;
	uint32_t ntime;
	uint32_t ntype;
	uint32_t nleap;
	unsigned width; /* bytes of a time */
};

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Two's complement without relying on the conversion of large unsigned values. */
static int64_t
be_signed(const unsigned char *p, unsigned width)
{
	uint64_t v = width == 8 ? (uint64_t)be32(p) << 32 | be32(p + 4) : be32(p);
	uint64_t sign = UINT64_C(1) << (8 * width - 1);

	if ((v & sign) == 0)
		return (int64_t)v;
	return -(int64_t)(sign - 1 - (v & (sign - 1))) - 1;
}

/* A header and its block at @p; false when they do not fit before @end. */
static bool
block_at(struct block *b, const unsigned char *p, const unsigned char *end, unsigned width)
{
	uint64_t isut, isstd, chars, size;

	if (end - p < HEADER || p[0] != 'T' || p[1] != 'Z' || p[2] != 'i' || p[3] != 'f')
		return false;
	isut = be32(p + 20);
	isstd = be32(p + 24);
	b->nleap = be32(p + 28);
	b->ntime = be32(p + 32);
	b->ntype = be32(p + 36);
	chars = be32(p + 40);
	b->width = width;
	size = (uint64_t)b->ntime * (width + 1U) + (uint64_t)b->ntype * 6 + chars +
	       (uint64_t)b->nleap * (width + 4U) + isstd + isut;
	if (size > (uint64_t)(end - p - HEADER))
		return false;
	b->times = p + HEADER;
	b->index = b->times + (size_t)b->ntime * width;
	b->types = b->index + b->ntime;
	b->end = p + HEADER + size;
	return true;
}

/* The table without the changes that change nothing; NULL or what is wrong. */
static const char *
read_table(struct tzone *z, const struct block *b, int64_t *at, int32_t *off)
{
	int64_t t, last = INT64_MIN;
	int32_t o, types[256];

	if (b->ntype == 0 || b->ntype > 256)
		return "the number of local time types";
	for (uint32_t i = 0; i < b->ntype; i++) {
		t = be_signed(b->types + (size_t)i * 6, 4);
		if (t > TZONE_EAST_MAX || t < -TZONE_WEST_MAX)
			return "an offset over a day";
		types[i] = (int32_t)t;
	}
	off[0] = types[0];
	for (uint32_t i = 0; i < b->ntime; i++) {
		t = be_signed(b->times + (size_t)i * b->width, b->width);
		if (b->index[i] >= b->ntype)
			return "the type of a change";
		if (i != 0 && t <= last)
			return "the order of changes";
		last = t;
		o = types[b->index[i]];
		if (o == off[z->n])
			continue;
		at[z->n++] = t;
		off[z->n] = o;
	}
	z->rule_from = last;
	return NULL;
}

/* Changes by rule from the file's last one to TABLE_YEAR. */
static void
spell_out(struct tzone *z, int64_t *at, int32_t *off)
{
	int64_t limit = rfc3339_days(TABLE_YEAR, 1, 1) * 86400;
	int64_t oldest = rfc3339_days(1800, 1, 1) * 86400;

	if (!z->rule.dst || z->rule_from < oldest)
		return;
	while (z->rule_from < limit) {
		struct tzone_part part = tzone_data_part(&z->rule, z->rule_from);

		if (part.off != off[z->n]) {
			at[z->n++] = z->rule_from;
			off[z->n] = part.off;
		}
		z->rule_from = part.to;
	}
}

/* The rule between two newlines after the second block; absent in version 1. */
static bool
read_rule(struct tzone *z, const unsigned char *p, const unsigned char *end)
{
	const unsigned char *from;

	if (p == end || *p++ != '\n')
		return false;
	for (from = p; p != end && *p != '\n'; p++)
		;
	if (p == end)
		return false;
	if (p == from)
		return true;
	z->ruled = true;
	return tzone_data_rule(&z->rule, (struct sv){ (const char *)from, (size_t)(p - from) });
}

enum rc
tzone_read(
    const struct tzone **zone, struct sv name, struct sv file, struct arena *a, struct err *e)
{
	const unsigned char *p = (const unsigned char *)file.p, *end;
	const char *wrong = "a header";
	struct block b;
	struct tzone *z;
	int64_t *at;
	int32_t *off;
	size_t max;

	if (file.n < HEADER || file.n > FILE_MAX)
		goto damaged;
	end = p + file.n;
	if (!block_at(&b, p, end, 4) || (p[4] >= '2' && !block_at(&b, b.end, end, 8)))
		goto damaged;
	if (b.nleap != 0)
		return rc_err(e, RC_RANGE, "time zone '%.*s' counts leap seconds, UTC does not",
		    SV_SHOW(name));
	max = (size_t)b.ntime + 2 * (TABLE_YEAR - 1800 + 3);
	z = arena_zalloc(a, sizeof *z);
	at = arena_alloc(a, max * sizeof *at);
	off = arena_alloc(a, (max + 1) * sizeof *off);
	z->name = arena_sv(a, name);
	z->at = at;
	z->off = off;
	if ((wrong = read_table(z, &b, at, off)) != NULL)
		goto damaged;
	wrong = "the rule at its end";
	if (p[4] >= '2' && !read_rule(z, b.end, end))
		goto damaged;
	spell_out(z, at, off);
	*zone = z;
	return RC_OK;
damaged:
	return rc_err(e, RC_SYNTAX, "time zone '%.*s': not a TZif file, or damaged (%s)",
	    SV_SHOW(name), wrong);
}

enum rc
tzone_rule(const struct tzone **zone, struct sv rule, struct arena *a, struct err *e)
{
	struct tzone_yearly r;
	struct tzone *z;

	if (!tzone_data_rule(&r, rule))
		return rc_err(e, RC_SYNTAX, "expected a POSIX time zone rule, got '%.*s'",
		    SV_SHOW(rule));
	z = arena_zalloc(a, sizeof *z);
	z->name = arena_sv(a, rule);
	z->ruled = true;
	z->rule_from = INT64_MIN;
	z->rule = r;
	*zone = z;
	return RC_OK;
}
