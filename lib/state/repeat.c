/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/repeat.h"

#include "base/buf.h"

struct repeat_seen {
	struct identity_source    source;
	struct sv                 where;
	uint64_t                  chain;
	const struct repeat_seen *next;		/* that began alike */
};

struct alike {			/* the last one of a part, or of those that began alike */
	const struct repeat_seen *seen;
};

struct link {			/* a run of a chain */
	struct state_chain chain;
	struct sv          where;
	const struct link *next;
};

struct links {
	const struct link *seen;
};

static void
put_number(struct buf *b, uint64_t n)
{
	buf_add(b, (const char *)&n, sizeof(n));
}

static void
begun_key(struct buf *b, const struct identity_source *s)
{
	buf_clear(b);
	put_number(b, s->first);
	buf_sv(b, s->name);
}

void
repeat_init(struct repeat *r, struct arena *a, uint64_t seed)
{
	r->arena = a;
	hmap_init(&r->same, a, sizeof(struct repeat_seen), seed);
	hmap_init(&r->begun, a, sizeof(struct alike), seed);
	hmap_init(&r->parts, a, sizeof(struct alike), seed);
	hmap_init(&r->chains, a, sizeof(struct links), seed);
}

static bool
may_overlap(const struct identity_source *a, const struct identity_source *b)
{
	if (a->part.n > 0 && b->part.n > 0)
		return false;
	if (!identity_has_times(a) && !identity_has_times(b))
		return a->records != b->records || a->narrow != b->narrow;
	return identity_has_times(a) && identity_has_times(b) &&
	    a->from_us <= b->to_us && b->from_us <= a->to_us;
}

/* A name that is no UTF-8 was mended where it was written; its hash is that of the name. */
static void
part_key(struct buf *b, const struct identity_source *s)
{
	buf_clear(b);
	put_number(b, s->lines.low);
	buf_sv(b, s->part);
}

/* What was counted of the part that @s is of, if it is of one. */
static const struct repeat_seen *
find_part(const struct repeat *r, const struct identity_source *s, struct buf *key)
{
	const struct alike *part;

	if (s->part.n == 0)
		return NULL;
	part_key(key, s);
	part = hmap_get(&r->parts, buf_view(key));
	return part != NULL ? part->seen : NULL;
}

/* One that began alike and has times in common.  Standard input has no name to be known by. */
static const struct repeat_seen *
find_overlap(const struct repeat *r, uint64_t chain, const struct identity_source *s,
    struct buf *key)
{
	const struct alike *begun;
	const struct repeat_seen *seen;

	if (s->name.n == 0)
		return NULL;
	begun_key(key, s);
	begun = hmap_get(&r->begun, buf_view(key));
	for (seen = begun != NULL ? begun->seen : NULL; seen != NULL; seen = seen->next)
		if (may_overlap(s, &seen->source) && (chain == 0 || seen->chain != chain))
			return seen;
	return NULL;
}

/* Two runs of a chain: is what @b has in @a too? */
static enum repeat_kind
compare_links(const struct state_chain *a, const struct state_chain *b, enum repeat_why *why)
{
	*why = REPEAT_CHAIN;
	if (a->part && b->part)
		return a->run == b->run && a->from_us == b->from_us ? REPEAT_SAME : REPEAT_NEW;
	if (!a->part && !b->part)
		return a->run == b->run ? REPEAT_SAME : REPEAT_SHARED;
	*why = REPEAT_AHEAD;
	return (a->part ? a : b)->run > (a->part ? b : a)->run ? REPEAT_SHARED : REPEAT_NEW;
}

static enum repeat_kind
find_link(const struct repeat *r, const struct state_chain *c, struct repeat_found *f)
{
	const struct links *of = c->id == 0 ? NULL :
	    hmap_get(&r->chains, (struct sv){ (const char *)&c->id, sizeof(c->id) });
	const struct link *l;

	for (l = of != NULL ? of->seen : NULL; l != NULL; l = l->next) {
		enum repeat_why why;
		enum repeat_kind kind = compare_links(&l->chain, c, &why);

		if (kind == REPEAT_NEW)
			continue;
		*f = (struct repeat_found){ .where = l->where, .why = why };
		return kind;
	}
	return REPEAT_NEW;
}

/* @key: room */
static enum repeat_kind
find_source(const struct repeat *r, uint64_t chain, const struct identity_source *s,
    struct buf *key, struct repeat_found *f)
{
	const struct repeat_seen *seen;
	enum repeat_why why = REPEAT_SOURCE;

	identity_key(key, s);
	seen = hmap_get(&r->same, buf_view(key));
	if (seen != NULL && (chain == 0 || seen->chain != chain)) {
		*f = (struct repeat_found){ *s, seen->where, why };
		return REPEAT_SAME;
	}
	seen = find_part(r, s, key);
	if (seen != NULL) {
		why = REPEAT_PART;
	} else {
		seen = find_overlap(r, chain, s, key);
		if (!identity_has_times(s))
			why = REPEAT_GUESS;
	}
	if (seen == NULL)
		return REPEAT_NEW;
	*f = (struct repeat_found){ *s, seen->where, why };
	return REPEAT_SHARED;
}

enum repeat_kind
repeat_find(const struct repeat *r, const struct state_chain *c, const struct identity_source *s,
    size_t n, struct repeat_found *f)
{
	enum repeat_kind kind = find_link(r, c, f);
	size_t known = 0, some = 0, all = 0;
	struct buf key;

	if (kind != REPEAT_NEW)
		return kind;
	buf_init(&key, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		struct repeat_found one;

		if (s[i].records == 0)
			continue;
		kind = find_source(r, c->id, &s[i], &key, &one);
		all++;
		known += kind == REPEAT_SAME;
		if (kind != REPEAT_NEW && some++ == 0)
			*f = one;
	}
	buf_free(&key);
	if (some == 0)
		return REPEAT_NEW;
	return known == all ? REPEAT_SAME : REPEAT_SHARED;
}

static void
add_link(struct repeat *r, const struct state_chain *c, struct sv where)
{
	struct links *of;
	struct link *l;

	if (c->id == 0)
		return;
	of = hmap_put(&r->chains, (struct sv){ (const char *)&c->id, sizeof(c->id) }, NULL);
	l = arena_alloc(r->arena, sizeof(*l));
	*l = (struct link){ *c, where, of->seen };
	of->seen = l;
}

/* The ones before it under the same key. */
static const struct repeat_seen *
put_alike(struct hmap *of, const struct buf *key, const struct repeat_seen *seen)
{
	struct alike *x = hmap_put(of, buf_view(key), NULL);
	const struct repeat_seen *before = x->seen;

	x->seen = seen;
	return before;
}

void
repeat_add(struct repeat *r, const struct state_chain *c, const struct identity_source *s,
    size_t n, struct sv where)
{
	struct buf key;

	add_link(r, c, where);
	buf_init(&key, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		struct repeat_seen *seen;
		bool fresh;

		if (s[i].records == 0)
			continue;
		identity_key(&key, &s[i]);
		seen = hmap_put(&r->same, buf_view(&key), &fresh);
		if (!fresh)
			continue;
		seen->source = s[i];
		seen->where = where;
		seen->chain = c->id;
		if (s[i].part.n > 0) {
			part_key(&key, &s[i]);
			put_alike(&r->parts, &key, seen);
		}
		begun_key(&key, &s[i]);
		seen->next = put_alike(&r->begun, &key, seen);
	}
	buf_free(&key);
}

void
repeat_free(struct repeat *r)
{
	hmap_free(&r->same);
	hmap_free(&r->begun);
	hmap_free(&r->parts);
	hmap_free(&r->chains);
}
