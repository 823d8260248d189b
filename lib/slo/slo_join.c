/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_join.h"

#include "fold/group.h"
#include "key/scan_key.h"
#include "slo/slo_track.h"

#include <stdlib.h>
#include <string.h>

struct place {			/* where a key has events */
	int64_t                  hour;
	struct slo_track *const *row;
};

struct keyed {			/* one key of a set, over all hours */
	struct sv     text;
	struct place *place;	/* ascending */
	size_t        n;
	size_t        cap;
};

struct joiner {
	const struct slo_plan *p;
	const struct group_table *t;
	struct group_cell    **cell;	/* hours, ascending */
	size_t                 ncell;
	struct arena          *a;
	struct slo_joined     *out;
	struct keyed         **keyed;	/* of each set, in order */
	size_t                *nkeyed;
};

/* ---- keys over all hours ---- */

static void
add_place(struct joiner *j, struct keyed *k, int64_t hour, struct slo_track *const *row)
{
	if (k->n == k->cap) {
		size_t cap = k->cap != 0 ? 2 * k->cap : 4;

		k->place = arena_grow(j->a, k->place, k->cap * sizeof(*k->place),
		    cap * sizeof(*k->place));
		k->cap = cap;
	}
	k->place[k->n++] = (struct place){ hour, row };
}

static void
find_keys(struct joiner *j, size_t set, struct hmap *index)
{
	for (size_t c = 0; c < j->ncell; c++) {
		const struct slo_tracks *s = group_state(j->cell[c]);
		size_t n = set == 0 ? 1 : s->set[set].n;
		int64_t hour = series_floor(group_window_of(j->t, j->cell[c])->span.from_us,
		    SLO_TRACK_HOUR_US) / SLO_TRACK_HOUR_US;

		for (size_t i = 0; i < n; i++) {
			struct sv key;
			struct slo_track *const *row = slo_track_row(s, set, i, &key);

			add_place(j, hmap_put(index, key, NULL), hour, row);
		}
	}
}

static void
gather_keys(struct joiner *j, size_t set)
{
	struct scan_key_place *k;
	struct arena tmp;
	struct hmap index;

	arena_init(&tmp);
	hmap_init(&index, &tmp, sizeof(struct keyed), j->p->seed);
	find_keys(j, set, &index);
	k = arena_alloc(&tmp, (index.n + 1) * sizeof(*k));
	for (size_t i = 0; i < index.n; i++)
		k[i] = (struct scan_key_place){ index.entry[i].key, i };
	if (set != 0)
		scan_key_sort(k, index.n, j->p->set[set].n);
	j->nkeyed[set] = index.n;
	j->keyed[set] = arena_alloc(j->a, (index.n + 1) * sizeof(struct keyed));
	for (size_t i = 0; i < index.n; i++) {
		j->keyed[set][i] = *(const struct keyed *)index.entry[k[i].at].val;
		j->keyed[set][i].text = arena_sv(j->a, k[i].text);
	}
	hmap_free(&index);
	arena_free(&tmp);
}

/* ---- series ---- */

static int
by_id(const void *a, const void *b)
{
	const struct slo_unit *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static size_t
add_units(struct slo_unit *u, const struct hmap *units, int64_t hour)
{
	for (size_t i = 0; i < units->n; i++) {
		u[i].hour = hour;
		u[i].state = (enum slo_unit_state)*(const uint8_t *)units->entry[i].val;
		memcpy(&u[i].id, units->entry[i].key.p, sizeof(u[i].id));
	}
	if (units->n > 0)
		qsort(u, units->n, sizeof(*u), by_id);
	return units->n;
}

static int
by_cluster_id(const void *a, const void *b)
{
	const struct slo_cluster *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void
clusters_of(struct joiner *j, const struct keyed *k, uint32_t at, struct series *s)
{
	struct slo_cluster *c;
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];

		n += t != NULL && t->cluster != NULL ? t->cluster->n : 0;
	}
	if (n == 0)
		return;
	s->cluster = c = arena_alloc(j->a, n * sizeof(*c));
	s->ncluster = n;
	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];
		size_t here = t != NULL && t->cluster != NULL ? t->cluster->n : 0;

		for (size_t x = 0; x < here; x++) {
			const struct slo_track_cluster *v = t->cluster->entry[x].val;

			c[x] = (struct slo_cluster){ .hour = k->place[i].hour, .n = v->n,
				.halves = v->halves };
			memcpy(&c[x].id, t->cluster->entry[x].key.p, sizeof(c[x].id));
		}
		if (here > 0)
			qsort(c, here, sizeof(*c), by_cluster_id);
		c += here;
	}
}

/* Minutes and units of the tracks at @at, which may be missing in some hours. */
static void
series_of(struct joiner *j, const struct keyed *k, uint32_t at, struct series *s)
{
	struct slo_minute *minute;
	struct slo_unit *unit;
	size_t nunit = 0;
	bool units = false;

	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];

		s->n += t != NULL ? t->n : 0;
		units = units || (t != NULL && t->unit != NULL);
		nunit += t != NULL && t->unit != NULL ? t->unit->n : 0;
	}
	minute = arena_alloc(j->a, (s->n + 1) * sizeof(*minute));
	unit = units ? arena_alloc(j->a, (nunit + 1) * sizeof(*unit)) : NULL;
	s->minute = minute;
	s->unit = unit;
	s->nunit = nunit;
	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];
		int64_t first = k->place[i].hour * SLO_TRACK_MINUTES;

		for (unsigned m = 0; t != NULL && m < SLO_TRACK_MINUTES; m++)
			if (t->at[m] != 0)
				*minute++ = (struct slo_minute){ first + m, t->c[t->at[m] - 1] };
		if (t != NULL && t->unit != NULL)
			unit += add_units(unit, t->unit, k->place[i].hour);
	}
}

static void
hours_of(struct joiner *j, const struct keyed *k, uint32_t at, struct series *s)
{
	struct slo_hour *hour = arena_alloc(j->a, (k->n + 1) * sizeof(*hour));

	s->hour = hour;
	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];

		if (t != NULL && t->q != NULL && t->q->n > 0)
			hour[s->nhour++] = (struct slo_hour){ k->place[i].hour, t->q };
	}
	s->qcfg = &j->p->qcfg;
}

/* All of a series whose tracks are at @at. */
static struct slo_counts
sum_of(const struct keyed *k, uint32_t at)
{
	struct slo_counts c = { 0 };

	for (size_t i = 0; i < k->n; i++) {
		const struct slo_track *t = k->place[i].row[at];

		for (unsigned m = 0; t != NULL && m < t->n; m++)
			series_add(&c, &t->c[m]);
	}
	return c;
}

/*
 * Of a sample: the variance of the share of losses beside that of as many events drawn one by
 * one.  As in metric/agg_sample.h, one bad record more is reckoned with than were drawn: it has the
 * weight of an event on the whole.  A loss of a half is taken for half a loss, as it is
 * elsewhere.
 */
static double
each_of(const struct slo_counts *c, const struct slo_counts *square)
{
	const double more = (double)square->n / (double)c->n;
	const double n = (double)c->n + more, p = (series_loss(c) + more) / n;
	const double losses = series_loss(square) + more * more;

	if (c->n == 0 || !(p < 1))
		return c->n == 0 ? 1 : more;
	return (losses * (1 - 2 * p) + p * p * ((double)square->n + more * more)) /
	    (n * p * (1 - p));
}

static struct series *
add_line(struct joiner *j, size_t objective)
{
	struct slo_joined *o = j->out;

	if (o->n == o->cap) {
		size_t cap = o->cap != 0 ? 2 * o->cap : 16;

		o->objective = arena_grow(j->a, o->objective, o->cap * sizeof(*o->objective),
		    cap * sizeof(*o->objective));
		o->key = arena_grow(j->a, o->key, o->cap * sizeof(*o->key), cap * sizeof(*o->key));
		o->series = arena_grow(j->a, o->series, o->cap * sizeof(*o->series),
		    cap * sizeof(*o->series));
		o->cap = cap;
	}
	o->objective[o->n] = objective;
	o->key[o->n] = NULL;
	memset(&o->series[o->n], 0, sizeof(o->series[o->n]));
	return o->series[o->n++];
}

static const struct val *
key_values(struct joiner *j, const struct keyed *k, size_t nkey)
{
	struct val *v = arena_alloc(j->a, (nkey + 1) * sizeof(*v));

	scan_key_read(k->text, v, nkey);
	return v;
}

static void
add_key(struct joiner *j, size_t i, const struct keyed *k)
{
	const struct slo_plan *p = j->p;
	const struct slo_meter *m = &p->meter[p->of[i]];
	const struct slo_meter *values = p->sketch[i] != SLO_PLAN_NONE ? &p->meter[p->sketch[i]]
	    : NULL;
	struct series side[2] = { { 0 }, { 0 } };
	struct series *line;

	for (unsigned at = 0; at < slo_plan_sides(m); at++) {
		series_of(j, k, m->at + at, &side[at]);
		if (p->square[i] != SLO_PLAN_NONE) {
			const struct slo_counts c = sum_of(k, m->at + at);
			const struct slo_counts q = sum_of(k, p->meter[p->square[i]].at + at);

			side[at].each = each_of(&c, &q);
		}
		clusters_of(j, k, m->at + at, &side[at]);
		if (values != NULL)
			hours_of(j, k, values->at + at, &side[at]);
	}
	/* A row is made by whatever counts by these keys: of this objective there may be none. */
	if (m->set != 0 && side[0].n == 0 && side[1].n == 0)
		return;
	line = add_line(j, i);
	memcpy(line, side, sizeof(side));
	if (m->set != 0)
		j->out->key[j->out->n - 1] = key_values(j, k, p->set[m->set].n);
}

static enum rc
check_hours(struct joiner *j, struct err *e)
{
	j->out->first_us = INT64_MAX;
	j->out->last_us = INT64_MIN;
	for (size_t i = 0; i < j->ncell; i++) {
		const struct slo_tracks *s = group_state(j->cell[i]);
		const struct twindow_span *span = &group_window_of(j->t, j->cell[i])->span;

		if (s->first_us > s->last_us)
			continue;
		if (s->first_us < span->from_us || s->last_us >= span->to_us)
			return rc_err(e, RC_SYNTAX, "a state that cannot be: its events are not of "
			    "its window");
		j->out->first_us = s->first_us < j->out->first_us ? s->first_us : j->out->first_us;
		j->out->last_us = s->last_us > j->out->last_us ? s->last_us : j->out->last_us;
	}
	return RC_OK;
}

enum rc
slo_join(struct slo_joined *out, const struct slo_plan *p, struct part *t, struct arena *a,
    struct err *e)
{
	struct joiner j = { .p = p, .t = &t->table, .cell = group_sort(&t->table),
		.ncell = t->table.ncell, .a = a, .out = out };
	enum rc rc;

	*out = (struct slo_joined){ 0 };
	rc = check_hours(&j, e);
	if (rc != RC_OK)
		return rc;
	j.keyed = arena_zalloc(a, (p->nset + 1) * sizeof(*j.keyed));
	j.nkeyed = arena_zalloc(a, (p->nset + 1) * sizeof(*j.nkeyed));
	for (size_t set = 0; set < p->nset; set++)
		gather_keys(&j, set);
	for (size_t i = 0; i < p->spec->n; i++) {
		size_t had = out->n, set = p->of[i] != SLO_PLAN_NONE ? p->meter[p->of[i]].set : 0;

		for (size_t k = 0; p->of[i] != SLO_PLAN_NONE && k < j.nkeyed[set]; k++)
			add_key(&j, i, &j.keyed[set][k]);
		if (out->n == had)
			add_line(&j, i);
	}
	return RC_OK;
}
