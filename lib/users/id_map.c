/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/id_map.h"

#include "base/hash.h"
#include "io/side.h"
#include "json/jread.h"
#include "key/group_key.h"

#include <inttypes.h>
#include <stdio.h>

enum { PLACES_MIN = 64 };

struct entry {
	uint64_t   hash;
	struct val id;		/* canonical */
	struct val user;
};

struct id_map {			/* open addressing, at most half full; all of it in one arena */
	struct entry **at;	/* NULL: the place is free */
	size_t         places;	/* a power of two */
	size_t         n;
	uint64_t       seed;
	char           name[ID_MAP_DIGITS + 1];
};

/* A value as a text of its own: kind and all. */
static uint64_t
hash_val(const struct val *v, uint64_t seed)
{
	return hash_sv(v->text, seed + v->kind);
}

static struct entry **
place_of(const struct id_map *m, uint64_t hash, const struct val *id)
{
	size_t mask = m->places - 1, i = (size_t)hash & mask;

	for (; m->at[i] != NULL; i = (i + 1) & mask)
		if (m->at[i]->hash == hash && m->at[i]->id.kind == id->kind &&
		    sv_eq(m->at[i]->id.text, id->text))
			break;
	return &m->at[i];
}

static void
grow_map(struct id_map *m, struct arena *a)
{
	struct entry *const *old = m->at;
	size_t n = m->places;

	m->places = n != 0 ? 2 * n : PLACES_MIN;
	m->at = arena_zalloc(a, m->places * sizeof(struct entry *));
	for (size_t i = 0; i < n; i++)
		if (old[i] != NULL)
			*place_of(m, old[i]->hash, &old[i]->id) = old[i];
}

/* Entries add up, so that their order is nothing; user and id are not to be exchanged. */
static uint64_t
hash_entry(const struct val *id, const struct val *user)
{
	return hash_val(user, hash_val(id, 0));
}

/* ---- reading ---- */

struct line {			/* members of one record; VAL_NONE: not there */
	struct val kind, id, user;
};

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct line *l = ctx;

	if (sv_is(key, "kind"))
		l->kind = *v;
	else if (sv_is(key, "id"))
		l->id = *v;
	else if (sv_is(key, "user"))
		l->user = *v;
	return true;
}

static bool
is_id(const struct val *v)
{
	return v->kind == VAL_NUMBER || (v->kind == VAL_STRING && v->text.n > 0);
}

static bool
read_line(struct sv text, struct line *l)
{
	struct val v;

	*l = (struct line){ .kind = { .kind = VAL_NONE } };
	if (jread_value(text, &v, NULL) != RC_OK || v.kind != VAL_OBJECT)
		return false;
	jread_each(&v, take_member, l);
	return l->kind.kind == VAL_STRING && sv_is(l->kind.text, "identity") && is_id(&l->id) &&
	    is_id(&l->user);
}

static enum rc
add_line(struct id_map *m, struct sv text, const struct side *s, uint64_t *hash, struct arena *a,
    struct err *e)
{
	struct entry **at, *was;
	struct val id, user;
	struct line l;
	uint64_t own;

	if (!read_line(text, &l))
		return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": expected a record "
		    "{\"kind\":\"identity\",\"id\":...,\"user\":...}", s->path, s->line);
	id = group_key_canonical(&l.id, a);
	user = group_key_canonical(&l.user, a);
	own = hash_val(&id, m->seed);
	if (2 * m->n >= m->places)
		grow_map(m, a);
	at = place_of(m, own, &id);
	was = *at;
	if (was == NULL) {
		*at = arena_alloc(a, sizeof(**at));
		**at = (struct entry){ own, id, user };
		*hash += hash_entry(&id, &user);
		m->n++;
		return RC_OK;
	}
	if (was->user.kind == user.kind && sv_eq(was->user.text, user.text))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": '%.*s' is '%.*s' here, and was '%.*s' before",
	    s->path, s->line, SV_SHOW(id.text), SV_SHOW(user.text), SV_SHOW(was->user.text));
}

enum rc
id_map_read(const struct id_map **map, const char *path, uint64_t seed, struct arena *a,
    struct err *e)
{
	struct id_map *m = arena_zalloc(a, sizeof(*m));
	uint64_t hash = 0;
	struct side s;
	struct sv text;
	enum rc rc;

	m->seed = seed;
	grow_map(m, a);
	rc = side_open(&s, path, e);
	while (rc == RC_OK && (rc = side_next(&s, &text, e)) == RC_OK)
		if (sv_trim(text).n > 0)
			rc = add_line(m, text, &s, &hash, a, e);
	side_close(&s);
	snprintf(m->name, sizeof(m->name), "%016" PRIx64, hash);
	*map = m;
	return rc == RC_END ? RC_OK : rc;
}

const char *
id_map_name(const struct id_map *m)
{
	return m->name;
}

struct val
id_map_user(const void *map, const struct val *id, struct arena *tmp)
{
	const struct id_map *m = map;
	const struct entry *known;
	struct val own = *id;

	if (own.flags != 0 || own.kind == VAL_NUMBER)
		own = group_key_canonical(id, tmp);
	if (own.kind != VAL_STRING && own.kind != VAL_NUMBER)
		return *id;
	known = *place_of(m, hash_val(&own, m->seed), &own);
	return known != NULL ? known->user : *id;
}
