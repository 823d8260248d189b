/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_track.h"

#include <string.h>

size_t
slo_track_size(const struct slo_plan *p)
{
	return sizeof(struct slo_tracks) + p->nset * sizeof(struct hmap);
}

void
slo_track_init(struct slo_tracks *s, const struct slo_plan *p)
{
	arena_init(&s->arena);
	buf_init(&s->scratch, SIZE_MAX);
	s->seed = p->seed;
	s->first_us = INT64_MAX;
	s->last_us = INT64_MIN;
	s->only = arena_zalloc(&s->arena, (p->set[0].ntrack + 1) * sizeof(struct slo_track *));
	for (size_t i = 1; i < p->nset; i++)
		hmap_init(&s->set[i], &s->arena, p->set[i].ntrack * sizeof(struct slo_track *),
		    p->seed);
}

/* ---- rows and tracks ---- */

enum rc
slo_track_find(struct slo_tracks *s, size_t set, struct sv key, struct slo_track ***row,
    struct err *e)
{
	*row = s->only;
	if (set == 0)
		return RC_OK;
	*row = hmap_put(&s->set[set], key, NULL);
	if (s->set[set].n > SLO_TRACK_ROWS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d values of 'by' in an hour",
		    (int)SLO_TRACK_ROWS_MAX);
	return RC_OK;
}

struct slo_track *const *
slo_track_row(const struct slo_tracks *s, size_t set, size_t i, struct sv *key)
{
	*key = (struct sv){ NULL, 0 };
	if (set == 0)
		return s->only;
	*key = s->set[set].entry[i].key;
	return s->set[set].entry[i].val;
}

struct slo_track *
slo_track_at(struct slo_tracks *s, struct slo_track **row, const struct slo_meter *m,
    unsigned side)
{
	struct slo_track **t = &row[m->at + side];

	if (*t != NULL)
		return *t;
	*t = arena_zalloc(&s->arena, sizeof(**t));
	if (m->kind == SLO_METER_SKETCH)
		(*t)->q = arena_zalloc(&s->arena, sizeof(*(*t)->q));
	if (m->unit != SLO_PLAN_NONE) {
		(*t)->unit = arena_zalloc(&s->arena, sizeof(*(*t)->unit));
		hmap_init((*t)->unit, &s->arena, sizeof(uint8_t), s->seed);
	}
	if (m->cluster != SLO_PLAN_NONE) {
		(*t)->cluster = arena_zalloc(&s->arena, sizeof(*(*t)->cluster));
		hmap_init((*t)->cluster, &s->arena, sizeof(struct slo_track_cluster), s->seed);
	}
	return *t;
}

enum rc
slo_track_add_cluster(struct slo_track *t, uint64_t id, const struct slo_track_cluster *more,
    struct err *e)
{
	char key[sizeof(id)];
	struct slo_track_cluster *sum;

	memcpy(key, &id, sizeof(id));
	sum = hmap_put(t->cluster, (struct sv){ key, sizeof(key) }, NULL);
	if (t->cluster->n > SLO_TRACK_UNITS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d values of 'cluster' in an hour",
		    (int)SLO_TRACK_UNITS_MAX);
	sum->n += more->n;
	sum->halves += more->halves;
	return RC_OK;
}

enum rc
slo_track_unit(struct slo_track *t, uint64_t id, enum slo_unit_state state, struct err *e)
{
	char key[sizeof(id)];
	uint8_t *worst;

	memcpy(key, &id, sizeof(id));
	worst = hmap_put(t->unit, (struct sv){ key, sizeof(key) }, NULL);
	if (t->unit->n > SLO_TRACK_UNITS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d units in an hour",
		    (int)SLO_TRACK_UNITS_MAX);
	if (state > *worst)
		*worst = (uint8_t)state;
	return RC_OK;
}

struct slo_counts *
slo_track_new_minute(struct slo_tracks *s, struct slo_track *t, unsigned minute)
{
	if (t->n == t->cap) {
		unsigned cap = t->cap == 0 ? 4 : t->cap < 32 ? 2 * t->cap : SLO_TRACK_MINUTES;

		t->c = arena_grow(&s->arena, t->c, t->cap * sizeof(*t->c), cap * sizeof(*t->c));
		t->cap = (uint8_t)cap;
	}
	t->c[t->n] = (struct slo_counts){ 0 };
	t->at[minute] = ++t->n;
	return &t->c[t->n - 1];
}

/* ---- merge and release ---- */

static enum rc
merge_track(const struct slo_plan *p, struct slo_tracks *d, struct slo_track *to,
    const struct slo_track *from, struct err *e)
{
	enum rc rc = RC_OK;
	uint64_t id;

	for (unsigned i = 0; i < SLO_TRACK_MINUTES; i++) {
		const struct slo_counts *c;
		struct slo_counts *sum;

		if (from->at[i] == 0)
			continue;
		c = &from->c[from->at[i] - 1];
		sum = slo_track_minute(d, to, i);
		sum->n += c->n;
		sum->bad += c->bad;
		sum->half += c->half;
		sum->unknown += c->unknown;
	}
	if (from->q != NULL)
		quant_merge(to->q, from->q, &p->qcfg);
	for (size_t i = 0; rc == RC_OK && from->cluster != NULL && i < from->cluster->n; i++) {
		const struct hmap_entry *c = &from->cluster->entry[i];

		memcpy(&id, c->key.p, sizeof(id));
		rc = slo_track_add_cluster(to, id, c->val, e);
	}
	for (size_t i = 0; rc == RC_OK && from->unit != NULL && i < from->unit->n; i++) {
		const struct hmap_entry *u = &from->unit->entry[i];

		memcpy(&id, u->key.p, sizeof(id));
		rc = slo_track_unit(to, id, (enum slo_unit_state)*(const uint8_t *)u->val, e);
	}
	return rc;
}

static enum rc
merge_row(const struct slo_plan *p, size_t set, struct slo_tracks *d, struct slo_track **to,
    struct slo_track *const *from, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < p->nmeter; i++) {
		const struct slo_meter *m = &p->meter[i];

		if (m->set != set)
			continue;
		for (unsigned k = 0; rc == RC_OK && k < slo_plan_sides(m); k++)
			if (from[m->at + k] != NULL)
				rc = merge_track(p, d, slo_track_at(d, to, m, k),
				    from[m->at + k], e);
	}
	return rc;
}

enum rc
slo_track_merge(struct slo_tracks *d, const struct slo_tracks *s, const struct slo_plan *p,
    struct err *e)
{
	struct slo_track **to;
	struct sv key;
	enum rc rc;

	d->first_us = s->first_us < d->first_us ? s->first_us : d->first_us;
	d->last_us = s->last_us > d->last_us ? s->last_us : d->last_us;
	rc = merge_row(p, 0, d, d->only, s->only, e);
	for (size_t set = 1; set < p->nset; set++)
		for (size_t i = 0; rc == RC_OK && i < s->set[set].n; i++) {
			struct slo_track *const *from = slo_track_row(s, set, i, &key);

			rc = slo_track_find(d, set, key, &to, e);
			if (rc == RC_OK)
				rc = merge_row(p, set, d, to, from, e);
		}
	return rc;
}

static void
free_row(struct slo_track *const *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (row[i] != NULL && row[i]->q != NULL)
			quant_free(row[i]->q);
		if (row[i] != NULL && row[i]->unit != NULL)
			hmap_free(row[i]->unit);
		if (row[i] != NULL && row[i]->cluster != NULL)
			hmap_free(row[i]->cluster);
	}
}

void
slo_track_release(struct slo_tracks *s, const struct slo_plan *p)
{
	struct sv key;

	free_row(s->only, p->set[0].ntrack);
	for (size_t set = 1; set < p->nset; set++) {
		for (size_t i = 0; i < s->set[set].n; i++)
			free_row(slo_track_row(s, set, i, &key), p->set[set].ntrack);
		hmap_free(&s->set[set]);
	}
	buf_free(&s->scratch);
	arena_free(&s->arena);
}
