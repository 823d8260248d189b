/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/offsets.h"

#include "base/arena.h"
#include "base/mem.h"
#include "notify/store_ledger.h"

enum { TOPIC, PARTITION, OFFSET, FIELDS };

struct part {
	struct sv topic;
	int64_t   partition;
	int64_t   next;
	bool      moved;	/* since the last commit */
};

struct offsets {
	struct ledger *l;
	struct part   *part;
	size_t         n;
	size_t         slot[FIELDS];
	struct arena   arena, tmp;
};

struct offsets *
offsets_new(struct ledger *l)
{
	struct offsets *o = mem_zalloc(sizeof(*o));

	o->l = l;
	arena_init(&o->arena);
	arena_init(&o->tmp);
	return o;
}

enum rc
offsets_compile(struct offsets *o, struct proj *p, struct err *e)
{
	static const char *const name[FIELDS] = { "topic", "partition", "offset" };
	enum rc rc = RC_OK;

	for (int i = 0; rc == RC_OK && i < FIELDS; i++)
		rc = proj_add(p, sv_of(name[i]), &o->slot[i], e);
	return rc;
}

/* What is remembered of a partition; one that is new is asked for. */
static enum rc
find(struct offsets *o, struct sv topic, int64_t partition, struct part **part, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < o->n; i++) {
		*part = &o->part[i];
		if (o->part[i].partition == partition && sv_eq(o->part[i].topic, topic))
			return RC_OK;
	}
	o->part = mem_array(o->part, o->n + 1, sizeof(*o->part));
	*part = &o->part[o->n++];
	**part = (struct part){ .topic = arena_sv(&o->arena, topic), .partition = partition };
	if (!ledger_in(o->l))
		rc = ledger_begin(o->l, e);
	if (rc == RC_OK)
		rc = ledger_offset_get(o->l, topic, partition, &(*part)->next, e);
	return rc == RC_NO ? RC_OK : rc;
}

static bool
whole(const struct val *v, int64_t *out)
{
	num_i128 x;

	if (!val_whole(v, &x) || x < 0 || x >= INT64_MAX)
		return false;
	*out = (int64_t)x;
	return true;
}

enum rc
offsets_take(struct offsets *o, const struct record *r, bool *seen, struct err *e)
{
	int64_t partition, offset;
	struct part *part;
	enum rc rc;

	*seen = false;
	if (val_null(&r->slot[o->slot[TOPIC]]) ||
	    !whole(&r->slot[o->slot[PARTITION]], &partition) ||
	    !whole(&r->slot[o->slot[OFFSET]], &offset))
		return rc_bad(e, "offset", "expected topic, partition and offset (-f kafka)");
	arena_reset(&o->tmp);
	rc = find(o, val_text(&r->slot[o->slot[TOPIC]], &o->tmp), partition, &part, e);
	if (rc != RC_OK)
		return rc;
	*seen = offset < part->next;
	if (!*seen) {
		part->next = offset + 1;
		part->moved = true;
	}
	return RC_OK;
}

enum rc
offsets_commit(struct offsets *o, struct store *s, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < o->n; i++) {
		struct part *p = &o->part[i];

		if (p->moved)
			rc = store_ledger_offset(s, p->topic, p->partition, p->next, e);
		p->moved = false;
	}
	return rc;
}

void
offsets_free(struct offsets *o)
{
	if (o == NULL)
		return;
	mem_free(o->part);
	arena_free(&o->arena);
	arena_free(&o->tmp);
	mem_free(o);
}
