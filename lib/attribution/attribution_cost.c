/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribution/attribution_cost.h"

#include "base/hash.h"
#include "csv/csvread.h"
#include "io/side.h"
#include "json/jread.h"

#include <inttypes.h>

enum { CHANNEL, COST, COLUMNS };

static const char *const column[] = { "channel", "cost" };

struct loading {
	struct attribution_cost *c;
	struct side             *from;
	struct csvread          *csv;		/* NULL: lines are JSON */
	bool                     header;	/* was read: at[] says where the columns are */
	size_t                   at[COLUMNS];
	struct buf               line;
	struct arena             tmp;
	struct val               v[COLUMNS];
	struct err              *e;
};

static enum rc
fail(const struct loading *l, const char *why, struct sv what)
{
	return rc_err(l->e, RC_SYNTAX, "%s:%" PRIu64 ": %s '%.*s'", l->from->path, l->from->line,
	    why, SV_SHOW(what));
}

static enum rc
add_cost(struct loading *l)
{
	const num_i128 max = (num_i128)1000000000000 * 1000000000;
	struct sv channel = val_text(&l->v[CHANNEL], &l->tmp);
	num_i128 units, *cost;

	for (size_t i = 0; i < COLUMNS; i++)
		if (val_null(&l->v[i]))
			return fail(l, "expected a value of", sv_of(column[i]));
	if (channel.n == 0)
		return fail(l, "expected a value of", sv_of(column[CHANNEL]));
	if (!val_units(&l->v[COST], &units) || units < 0 || units > max)
		return fail(l, "expected a cost from 0 to 1e12, of at most nine decimals, got",
		    val_text(&l->v[COST], &l->tmp));
	cost = hmap_put(&l->c->map, channel, NULL);
	if (*cost > max * 1000000 - units)
		return fail(l, "too much cost of channel", channel);
	*cost += units;
	return RC_OK;
}

static enum rc
read_header(struct loading *l, const struct sv *field, size_t n)
{
	l->header = true;
	for (size_t i = 0; i < COLUMNS; i++) {
		l->at[i] = n;
		for (size_t k = 0; k < n; k++)
			if (sv_is(sv_trim(field[k]), column[i]))
				l->at[i] = k;
		if (l->at[i] == n)
			return fail(l, "the header has no column", sv_of(column[i]));
	}
	return RC_OK;
}

static enum rc
csv_line(struct loading *l, struct sv line)
{
	const struct sv *field;
	struct err why = { 0 };
	enum rc rc;
	size_t n;

	buf_clear(&l->line);
	buf_sv(&l->line, line);
	buf_c(&l->line, '\n');
	rc = csvread_line(l->csv, buf_view(&l->line), &why);
	if (rc == RC_EMPTY)
		return RC_OK;
	if (rc != RC_OK)
		return fail(l, why.msg, line);
	n = csvread_row(l->csv, &field);
	if (!l->header)
		return read_header(l, field, n);
	for (size_t i = 0; i < COLUMNS; i++)
		l->v[i] = l->at[i] < n ? val_of_text(field[l->at[i]]) : (struct val){ 0 };
	return add_cost(l);
}

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct sv name = val_unescape(key, &l->tmp);

	for (size_t i = 0; i < COLUMNS; i++)
		if (sv_is(name, column[i]))
			l->v[i] = *v;
	return true;
}

static enum rc
json_line(struct loading *l, struct sv line)
{
	struct val all;

	if (sv_trim(line).n == 0)
		return RC_OK;
	if (jread_value(line, &all, NULL) != RC_OK || all.kind != VAL_OBJECT)
		return fail(l, "expected a JSON object, got", line);
	for (size_t i = 0; i < COLUMNS; i++)
		l->v[i] = (struct val){ 0 };
	jread_each(&all, take_member, l);
	return add_cost(l);
}

static enum rc
add_line(struct loading *l, struct sv line)
{
	arena_reset(&l->tmp);
	if (!l->header && l->csv == NULL) {
		if (sv_trim(line).n == 0)
			return RC_OK;
		l->header = sv_starts(sv_trim(line), SV("{"));
		if (!l->header)
			l->csv = csvread_new(',');
	}
	return l->csv != NULL ? csv_line(l, line) : json_line(l, line);
}

enum rc
attribution_cost_load(struct attribution_cost *c, const char *path, struct err *e)
{
	struct side from;
	struct loading l = { .c = c, .from = &from, .e = e };
	struct sv line;
	enum rc rc = side_open(&from, path, e);

	arena_init(&c->arena);
	arena_init(&l.tmp);
	buf_init(&l.line, SIZE_MAX);
	hmap_init(&c->map, &c->arena, sizeof(num_i128), hash_seed());
	while (rc == RC_OK && (rc = side_next(&from, &line, e)) == RC_OK)
		rc = add_line(&l, line);
	if (rc == RC_END && l.csv != NULL && csvread_open(l.csv))
		rc = fail(&l, "a quoted field that does not end in", sv_of(path));
	side_close(&from);
	csvread_free(l.csv);
	buf_free(&l.line);
	arena_free(&l.tmp);
	return rc == RC_END ? RC_OK : rc;
}

bool
attribution_cost_of(const struct attribution_cost *c, struct sv channel, num_i128 *cost)
{
	const num_i128 *found = hmap_get(&c->map, channel);

	if (found != NULL)
		*cost = *found;
	return found != NULL;
}

void
attribution_cost_free(struct attribution_cost *c)
{
	hmap_free(&c->map);
	arena_free(&c->arena);
}
