/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is guessed: what no run can have saved is refused, as far as that shows.
 */
#include "slo/slo_fold_state.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "key/scan_key.h"
#include "sketch/quant_state.h"

#include <stdlib.h>
#include <string.h>

enum { UNIT_BYTES = 8, UNIT_STATES = 3, COUNTS = 4 };

/* ---- saving ---- */

static void
save_minute(struct jwrite *w, unsigned minute, const struct slo_counts *c)
{
	const uint64_t v[COUNTS] = { c->n - c->bad, c->bad, c->unknown, c->half };
	size_t n = COUNTS;

	while (v[n - 1] == 0 && n > 1)
		n--;
	jwrite_open(w, '[');
	jwrite_u64(w, minute);
	for (size_t i = 0; i < n; i++)
		jwrite_u64(w, v[i]);
	jwrite_shut(w, ']');
}

static int
by_id(const void *a, const void *b)
{
	return memcmp(a, b, UNIT_BYTES);
}

/* Hashes as eight bytes, the highest first, so that bytes sort as numbers do. */
static void
put_id(struct buf *b, uint64_t id)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_c(b, (char)(unsigned char)(id >> shift));
}

static void
save_units(struct jwrite *w, const struct hmap *units)
{
	struct buf b;
	uint64_t id;

	buf_init(&b, SIZE_MAX);
	jwrite_open(w, '[');
	for (uint8_t state = 0; state < UNIT_STATES; state++) {
		buf_clear(&b);
		for (size_t i = 0; i < units->n; i++) {
			memcpy(&id, units->entry[i].key.p, sizeof(id));
			if (*(const uint8_t *)units->entry[i].val == state)
				put_id(&b, id);
		}
		if (b.n > 0)
			qsort(b.p, b.n / UNIT_BYTES, UNIT_BYTES, by_id);
		jwrite_base64(w, buf_view(&b));
	}
	jwrite_shut(w, ']');
	buf_free(&b);
}

struct saved_cluster {
	uint64_t                        id;
	const struct slo_track_cluster *v;
};

static int
by_cluster(const void *a, const void *b)
{
	const struct saved_cluster *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* [hash, events, halves of bad ones, hash, ...], by hash */
static void
save_clusters(struct jwrite *w, const struct hmap *clusters)
{
	struct saved_cluster *c = mem_array(NULL, clusters->n + 1, sizeof(*c));

	for (size_t i = 0; i < clusters->n; i++) {
		memcpy(&c[i].id, clusters->entry[i].key.p, sizeof(c[i].id));
		c[i].v = clusters->entry[i].val;
	}
	qsort(c, clusters->n, sizeof(*c), by_cluster);
	jwrite_open(w, '[');
	for (size_t i = 0; i < clusters->n; i++) {
		jwrite_u64(w, c[i].id);
		jwrite_u64(w, c[i].v->n);
		jwrite_u64(w, c[i].v->halves);
	}
	jwrite_shut(w, ']');
	mem_free(c);
}

static void
save_track(struct jwrite *w, const struct slo_track *t, bool stable)
{
	if (t == NULL)
		return;
	if (t->n > 0) {
		jwrite_key(w, stable ? SV("stable") : SV("counts"));
		jwrite_open(w, '[');
		for (unsigned i = 0; i < SLO_TRACK_MINUTES; i++)
			if (t->at[i] != 0)
				save_minute(w, i, &t->c[t->at[i] - 1]);
		jwrite_shut(w, ']');
	}
	if (t->q != NULL) {
		jwrite_key(w, stable ? SV("stable_values") : SV("values"));
		quant_state_save(t->q, w);
	}
	if (t->unit != NULL && t->unit->n > 0) {
		jwrite_key(w, stable ? SV("stable_units") : SV("units"));
		save_units(w, t->unit);
	}
	if (t->cluster != NULL && t->cluster->n > 0) {
		jwrite_key(w, stable ? SV("stable_clusters") : SV("clusters"));
		save_clusters(w, t->cluster);
	}
}

static void
save_row(struct jwrite *w, const struct slo_meter *m, const struct slo_tracks *s, size_t at)
{
	struct sv key;
	struct slo_track *const *row = slo_track_row(s, m->set, at, &key);

	if (row[m->at] == NULL && (slo_plan_sides(m) == 1 || row[m->at + 1] == NULL))
		return;
	jwrite_open(w, '{');
	if (m->set != 0) {
		jwrite_key(w, SV("key"));
		jwrite_raw(w, key);
	}
	save_track(w, row[m->at], false);
	if (slo_plan_sides(m) == 2)
		save_track(w, row[m->at + 1], true);
	jwrite_shut(w, '}');
}

/* The places of a set's rows in order; one row without a key for the set that has none. */
static struct scan_key_place *
order_of(const struct slo_plan *p, const struct slo_tracks *s, size_t set, size_t *n)
{
	struct scan_key_place *k;

	*n = set == 0 ? 1 : s->set[set].n;
	k = mem_array(NULL, *n + 1, sizeof(*k));
	for (size_t i = 0; i < *n; i++) {
		slo_track_row(s, set, i, &k[i].text);
		k[i].at = i;
	}
	if (set != 0)
		scan_key_sort(k, *n, p->set[set].n);
	return k;
}

void
slo_fold_save(const void *ctx, const void *st, struct jwrite *w)
{
	const struct slo_plan *p = ctx;
	const struct slo_tracks *s = st;
	struct scan_key_place **row = mem_zalloc((p->nset + 1) * sizeof(struct scan_key_place *));
	size_t *n = mem_zalloc((p->nset + 1) * sizeof(*n));

	for (size_t set = 0; set < p->nset; set++)
		row[set] = order_of(p, s, set, &n[set]);
	jwrite_open(w, '{');
	if (s->first_us <= s->last_us) {
		jwrite_key(w, SV("first"));
		jwrite_i64(w, s->first_us);
		jwrite_key(w, SV("last"));
		jwrite_i64(w, s->last_us);
	}
	jwrite_key(w, SV("meters"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < p->nmeter; i++) {
		size_t set = p->meter[i].set;

		jwrite_open(w, '[');
		for (size_t k = 0; k < n[set]; k++)
			save_row(w, &p->meter[i], s, row[set][k].at);
		jwrite_shut(w, ']');
	}
	jwrite_shut(w, ']');
	jwrite_shut(w, '}');
	for (size_t set = 0; set < p->nset; set++)
		mem_free(row[set]);
	mem_free(row);
	mem_free(n);
}

/* ---- loading ---- */

struct loading {
	const struct slo_plan  *p;
	struct slo_tracks  *s;
	struct arena            tmp;	/* of a key */
	struct err             *e;
	enum rc                 rc;
	size_t                  saved;	/* place among the saved meters */
	const struct slo_meter *m;
	struct sv               before;	/* key of the row before; empty: none */
	struct slo_track       *t;
	int                     minute;	/* of the counts before; -1: none */
	unsigned                state;	/* of units */
	uint64_t                cluster[3];	/* as saved, as far as read */
	size_t                  ncluster;	/* numbers read */
};

static bool
fail_load(struct loading *l, const char *why)
{
	l->rc = rc_err(l->e, RC_SYNTAX, "%s", why);
	return false;
}

struct minute {
	uint64_t v[1 + COUNTS];
	size_t   n;
	bool     bad;
};

static bool
load_number(void *ctx, struct sv key, const struct val *v)
{
	struct minute *m = ctx;

	(void)key;	/* arrays have none */
	m->bad = m->n == 1 + COUNTS || v->kind != VAL_NUMBER ||
	    num_u64(v->text, &m->v[m->n]) != RC_OK || m->v[m->n] > JFIELDS_COUNT_MAX;
	m->n++;
	return !m->bad;
}

/* [minute, good, bad, unknown, half]: zeros at the end are left out, but for the first */
static bool
load_minute(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct minute m = { .n = 0 };
	struct slo_counts *c;

	(void)key;	/* arrays have none */
	if (v->kind != VAL_ARRAY)
		return fail_load(l, "'counts' must be arrays");
	jread_each(v, load_number, &m);
	if (m.bad || m.n < 2 || (m.v[m.n - 1] == 0) || m.v[0] >= SLO_TRACK_MINUTES ||
	    (int)m.v[0] <= l->minute || m.v[4] > m.v[1])
		return fail_load(l, "'counts' must be [minute, good, bad, unknown, half], "
		    "ascending, without zeros at the end");
	if (m.v[4] > 0 && l->m->kind != SLO_METER_APDEX)
		return fail_load(l, "'counts' have halves, and are not of an Apdex");
	if (m.v[2] > 0 && l->m->kind == SLO_METER_EVENTS)
		return fail_load(l, "'counts' have bad events, and nothing says which are");
	l->minute = (int)m.v[0];
	c = slo_track_minute(l->s, l->t, (unsigned)m.v[0]);
	*c = (struct slo_counts){ .n = m.v[1] + m.v[2], .bad = m.v[2], .unknown = m.v[3],
		.half = m.v[4] };
	return true;
}

static bool
load_state_units(struct loading *l, struct sv bytes)
{
	uint64_t id, before = 0;

	if (bytes.n % UNIT_BYTES != 0)
		return fail_load(l, "'units' must be hashes of 8 bytes");
	for (size_t i = 0; i < bytes.n; i += UNIT_BYTES) {
		size_t had = l->t->unit->n;

		id = 0;
		for (size_t k = 0; k < UNIT_BYTES; k++)
			id = id << 8 | (unsigned char)bytes.p[i + k];
		if (i > 0 && id <= before)
			return fail_load(l, "'units' must ascend");
		before = id;
		l->rc = slo_track_unit(l->t, id, (enum slo_unit_state)l->state, l->e);
		if (l->rc != RC_OK)
			return false;
		if (l->t->unit->n == had)
			return fail_load(l, "'units' must be in one state each");
	}
	return true;
}

static bool
load_units(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	struct buf b;
	bool ok;

	(void)key;	/* arrays have none */
	buf_init(&b, SIZE_MAX);
	ok = l->state < UNIT_STATES && v->kind == VAL_STRING && (v->flags & VAL_ESC) == 0 &&
	    jfields_base64(v->text, &b);
	ok = ok ? load_state_units(l, buf_view(&b))
	    : fail_load(l, "'units' must be three base64 texts");
	l->state++;
	buf_free(&b);
	return ok;
}

/* A number of the clusters: of three one more is known. */
static bool
load_cluster(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;
	uint64_t before = l->cluster[0], x;
	struct slo_track_cluster more;

	(void)key;	/* arrays have none */
	if (v->kind != VAL_NUMBER || num_u64(v->text, &x) != RC_OK ||
	    (l->ncluster % 3 == 0 && l->ncluster > 0 && x <= before) ||
	    (l->ncluster % 3 > 0 && x > JFIELDS_COUNT_MAX))
		return fail_load(l, "'clusters' must be hashes that ascend, each with counts");
	l->cluster[l->ncluster % 3] = x;
	if (++l->ncluster % 3 != 0)
		return true;
	more = (struct slo_track_cluster){ l->cluster[1], l->cluster[2] };
	if (more.n == 0 || more.halves / 2 > more.n)
		return fail_load(l, "'clusters' have more bad events than events, or none");
	l->rc = slo_track_add_cluster(l->t, l->cluster[0], &more, l->e);
	return l->rc == RC_OK;
}

static bool
load_clusters(struct loading *l, const struct val *v)
{
	l->ncluster = 0;
	if (v->kind == VAL_NONE)
		return true;
	if (l->m->cluster == SLO_PLAN_NONE || v->kind != VAL_ARRAY)
		return fail_load(l, "'clusters', and nothing says whose events these are");
	jread_each(v, load_cluster, l);
	if (l->rc == RC_OK && (l->ncluster == 0 || l->ncluster % 3 != 0))
		return fail_load(l, "'clusters' must be threes of numbers");
	return l->rc == RC_OK;
}

enum member { KEY, COUNTS_AT, STABLE_AT, VALUES_AT, STABLE_VALUES_AT, UNITS_AT, STABLE_UNITS_AT,
	CLUSTERS_AT, STABLE_CLUSTERS_AT, MEMBERS };

/* One side of a row: what of its three members there is. */
static bool
load_side(struct loading *l, struct slo_track **row, const struct jfield *f, unsigned side)
{
	const struct val *counts = &f[COUNTS_AT + side].v, *values = &f[VALUES_AT + side].v;
	const struct val *units = &f[UNITS_AT + side].v;
	const struct val *clusters = &f[CLUSTERS_AT + side].v;

	if (counts->kind == VAL_NONE && values->kind == VAL_NONE && units->kind == VAL_NONE &&
	    clusters->kind == VAL_NONE)
		return true;
	if (side >= slo_plan_sides(l->m))
		return fail_load(l, "a stable side, and nothing is compared");
	l->t = slo_track_at(l->s, row, l->m, side);
	if ((l->m->kind == SLO_METER_SKETCH) != (counts->kind == VAL_NONE) ||
	    (l->m->kind == SLO_METER_SKETCH) != (values->kind != VAL_NONE) ||
	    (units->kind != VAL_NONE && l->m->unit == SLO_PLAN_NONE))
		return fail_load(l, "'values' are of sketches, all else has 'counts'");
	l->minute = -1;
	if (counts->kind != VAL_NONE)
		jread_each(counts, load_minute, l);
	if (l->rc == RC_OK && counts->kind != VAL_NONE && l->t->n == 0)
		return fail_load(l, "'counts' must be an array with an element");
	if (l->rc == RC_OK && values->kind != VAL_NONE)
		l->rc = quant_state_load(l->t->q, &l->p->qcfg, values, l->e);
	if (l->rc == RC_OK && values->kind != VAL_NONE && l->t->q->n == 0)
		return fail_load(l, "'values' must not be empty");
	l->state = 0;
	if (l->rc == RC_OK && units->kind != VAL_NONE)
		jread_each(units, load_units, l);
	if (l->rc == RC_OK && units->kind != VAL_NONE && (l->state != UNIT_STATES ||
	    l->t->unit->n == 0))
		return fail_load(l, "'units' must be three texts, and not all empty");
	return l->rc == RC_OK && load_clusters(l, clusters);
}

struct key_reading {
	size_t n;
};

static bool
count_value(void *ctx, struct sv key, const struct val *v)
{
	struct key_reading *r = ctx;

	(void)key;	/* arrays have none */
	(void)v;
	r->n++;
	return true;
}

/* The row of a saved key, which must be spelled as we spell it and follow the one before. */
static bool
load_key(struct loading *l, const struct val *v, struct slo_track ***row)
{
	size_t nkey = l->p->set[l->m->set].n;
	struct key_reading r = { 0 };
	struct buf text;
	struct val *key;
	bool same;

	if (l->m->set == 0) {
		*row = l->s->only;
		return v->kind == VAL_NONE && l->before.n == 0 ? true
		    : fail_load(l, "a key, and there is nothing to tell apart");
	}
	jread_each(v, count_value, &r);
	if (v->kind != VAL_ARRAY || r.n != nkey)
		return fail_load(l, "'key' must be an array of the values of 'by'");
	arena_reset(&l->tmp);
	key = arena_alloc(&l->tmp, nkey * sizeof(*key));
	scan_key_read(v->text, key, nkey);
	buf_init(&text, SIZE_MAX);
	scan_key_text(&text, key, nkey, &l->tmp);
	same = sv_eq(buf_view(&text), v->text);
	buf_free(&text);
	if (!same)
		return fail_load(l, "a key that is not spelled as it is saved");
	if (l->before.n > 0 && scan_key_cmp(l->before, v->text, nkey, &l->tmp) >= 0)
		return fail_load(l, "keys must ascend");
	l->rc = slo_track_find(l->s, l->m->set, v->text, row, l->e);
	return l->rc == RC_OK;
}

static bool
load_row(void *ctx, struct sv none, const struct val *v)
{
	struct jfield f[MEMBERS] = {
		{ .name = "key" }, { .name = "counts" }, { .name = "stable" }, { .name = "values" },
		{ .name = "stable_values" }, { .name = "units" }, { .name = "stable_units" },
		{ .name = "clusters" }, { .name = "stable_clusters" }
	};
	struct loading *l = ctx;
	struct slo_track **row;
	bool some = false;

	(void)none;	/* arrays have no names */
	l->rc = jfields_read(v, f, MEMBERS, l->e);
	if (l->rc != RC_OK || !load_key(l, &f[KEY].v, &row))
		return false;
	for (size_t i = COUNTS_AT; i < MEMBERS; i++)
		some = some || f[i].v.kind != VAL_NONE;
	if (!some)
		return fail_load(l, "a key without counts");
	l->before = l->m->set == 0 ? SV("one") : f[KEY].v.text;
	return load_side(l, row, f, 0) && load_side(l, row, f, 1);
}

static bool
load_meter(void *ctx, struct sv none, const struct val *v)
{
	struct loading *l = ctx;
	size_t n = l->p->saved != NULL ? l->p->nsaved : l->p->nmeter;
	size_t at;

	(void)none;	/* arrays have no names */
	if (l->saved == n || v->kind != VAL_ARRAY)
		return fail_load(l, "'meters' must be as many arrays as the plan has");
	at = l->p->saved != NULL ? l->p->saved[l->saved] : l->saved;
	l->saved++;
	if (at == SLO_PLAN_NONE)
		return true;	/* of an objective that is no longer asked for */
	l->m = &l->p->meter[at];
	l->before = SV("");
	jread_each(v, load_row, l);
	return l->rc == RC_OK;
}

static enum rc
load_times(struct loading *l, const struct jfield *first, const struct jfield *last)
{
	struct slo_tracks *s = l->s;
	enum rc rc = RC_OK;

	if (first->v.kind == VAL_NONE && last->v.kind == VAL_NONE)
		return RC_OK;
	rc = jfields_i64(first, &s->first_us, l->e);
	if (rc == RC_OK)
		rc = jfields_i64(last, &s->last_us, l->e);
	if (rc == RC_OK && (s->first_us > s->last_us ||
	    series_floor(s->first_us, SLO_TRACK_HOUR_US) !=
	    series_floor(s->last_us, SLO_TRACK_HOUR_US)))
		rc = rc_err(l->e, RC_SYNTAX, "'first' and 'last' are not of one hour");
	return rc;
}

enum rc
slo_fold_load(const void *ctx, void *st, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "first" }, { .name = "last" },
		{ .name = "meters", .need = true } };
	struct loading l = { .p = ctx, .s = st, .e = e };
	enum rc rc = jfields_read(v, f, sizeof(f) / sizeof(f[0]), e);

	if (rc == RC_OK)
		rc = load_times(&l, &f[0], &f[1]);
	if (rc != RC_OK)
		return rc;
	arena_init(&l.tmp);
	jread_each(&f[2].v, load_meter, &l);
	if (l.rc == RC_OK && (f[2].v.kind != VAL_ARRAY ||
	    l.saved != (l.p->saved != NULL ? l.p->nsaved : l.p->nmeter)))
		fail_load(&l, "'meters' must be as many arrays as the plan has");
	if (l.rc == RC_OK && l.s->first_us > l.s->last_us &&
	    l.p->spec->calendar == NULL)
		fail_load(&l, "no events, and yet a state");
	arena_free(&l.tmp);
	return l.rc;
}
