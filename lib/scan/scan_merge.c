/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"
#include "key/key_bytes.h"
#include "scan/scan_resume.h"
#include "scan/scan_sorted.h"
#include "scan/scan_spill.h"
#include "scan/scan_writer.h"

#include <inttypes.h>
#include <string.h>

struct held {			/* a fact that may not count */
	struct sv key;
	int64_t   at_us;
	struct sv fact;
};

enum {
	LOOK_EVERY = 64,	/* facts from one look at the memory to the next */
	HELD_MORE = 128		/* bytes that one takes beside its own, at most: the list doubles */
};

struct merge {
	const struct scan_plan    *p;
	const struct state_reader *r;
	struct scan_part          *part;
	struct scan_sorted        *sorted;	/* instead of it, with p->sorted */
	struct scan_spill         *spill;	/* where it goes when it is full; NULL */
	struct scan_part          *side;	/* with hold: on the way there */
	unsigned                   added;	/* facts, since the last look */
	struct fact_writer         fact;
	uint64_t                   seed;
	bool                       hold;	/* facts are held until their run has ended */
	struct held               *held;
	size_t                     nheld;
	size_t                     capheld;
	size_t                     bytes;	/* of those that are held */
	struct arena               arena;	/* of what is held */
	struct buf                 key;
	uint64_t                   group;	/* with sorted: the one read last */
	uint64_t                   at;	/* place in the list of facts, from 1 */
	unsigned                   n;	/* elements of the pair seen */
	struct val                 pair[2];
	struct val                *v;	/* the values of the fact */
	size_t                     nv;
	size_t                     capv;
	struct jread_member       *member;	/* of one that is an object */
	size_t                     nmember;
	size_t                     capmember;
	struct buf                 text;	/* of it */
	struct err                *e;
	enum rc                    rc;
};

static bool
pair_element(void *ctx, struct sv key, const struct val *v)
{
	struct merge *m = ctx;

	(void)key;	/* arrays have none */
	if (m->n < 2)
		m->pair[m->n] = *v;
	m->n++;
	return m->n < 3;
}

static bool
list_value(void *ctx, struct sv key, const struct val *v)
{
	struct merge *m = ctx;

	(void)key;	/* arrays have none */
	if (m->nv == m->capv) {
		m->capv = m->capv != 0 ? 2 * m->capv : 16;
		m->v = mem_array(m->v, m->capv, sizeof(*m->v));
	}
	m->v[m->nv++] = *v;
	return true;
}

static bool
list_member(void *ctx, struct sv key, const struct val *v)
{
	struct merge *m = ctx;

	if (m->nmember == m->capmember) {
		m->capmember = m->capmember != 0 ? 2 * m->capmember : 16;
		m->member = mem_array(m->member, m->capmember, sizeof(*m->member));
	}
	m->member[m->nmember++] = (struct jread_member){ .key = key, .val = *v };
	return true;
}

/* An object keeps less room when its members are known. */
static void
put_object(struct merge *m, const struct val *v)
{
	struct val copy = *v;

	buf_clear(&m->text);
	buf_sv(&m->text, v->text);
	if (buf_room(&m->text, SCAN_DICT_PAD))
		memset(m->text.p + m->text.n, 0, SCAN_DICT_PAD);
	copy.text = buf_view(&m->text);
	m->nmember = 0;
	jread_each(&copy, list_member, m);
	fact_put_object(&m->fact, copy.text, m->member, m->nmember);
}

static void
hold_fact(struct merge *m, int64_t at_us)
{
	if (m->nheld == m->capheld) {
		m->capheld = m->capheld != 0 ? 2 * m->capheld : 1024;
		m->held = mem_array(m->held, m->capheld, sizeof(*m->held));
	}
	m->held[m->nheld++] = (struct held){ arena_sv(&m->arena, buf_view(&m->key)), at_us,
		arena_sv(&m->arena, buf_view(&m->fact.b)) };
	m->bytes += m->key.n + m->fact.b.n + HELD_MORE;
}

static void
forget_held(struct merge *m)
{
	m->nheld = m->bytes = 0;
	arena_reset(&m->arena);
}

static enum rc
give_held(struct merge *m, struct scan_part *to)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < m->nheld; i++)
		rc = scan_part_add(to, m->held[i].key, m->held[i].at_us, m->held[i].fact, m->e);
	forget_held(m);
	return rc;
}

/* What is held is too much: it goes to disk, apart from what counts. */
static enum rc
spill_held(struct merge *m)
{
	enum rc rc;

	if (m->bytes <= scan_spill_share(m->spill))
		return RC_OK;
	if (m->side == NULL)
		m->side = scan_part_new(m->p->max_facts, m->seed);
	rc = give_held(m, m->side);
	return rc == RC_OK ? scan_spill_apart(m->spill, m->side, m->e) : rc;
}

/* Facts were added: to disk with them, if they are too many. */
static enum rc
look(struct merge *m)
{
	enum rc rc;

	if (m->spill == NULL || ++m->added < LOOK_EVERY)
		return RC_OK;
	m->added = 0;
	rc = scan_spill_part(m->spill, 0, m->part, m->e);
	return rc == RC_OK && m->hold ? spill_held(m) : rc;
}

/* The run that was read counts, or is dropped; another one may come. */
static enum rc
end_run(struct merge *m, bool counts)
{
	if (m->spill != NULL)
		scan_spill_decide(m->spill, counts);
	if (counts)
		return give_held(m, m->part);
	forget_held(m);
	return RC_OK;
}

static enum rc
add_fact(struct merge *m, int64_t at_us)
{
	enum rc rc;

	fact_writer_begin(&m->fact, at_us, key_bytes_string(buf_view(&m->key), m->p->nkey));
	for (size_t i = 0; i < m->nv; i++)
		if (m->v[i].kind == VAL_OBJECT)
			put_object(m, &m->v[i]);
		else
			fact_put_val(&m->fact, &m->v[i]);
	if (m->sorted != NULL) {
		const struct scan_wire w = { .at_us = at_us, .key = buf_view(&m->key),
			.fact = buf_view(&m->fact.b) };

		return scan_sorted_take(m->sorted, &w, m->e);
	}
	if (m->hold) {
		hold_fact(m, at_us);
		return look(m);
	}
	rc = scan_part_add(m->part, buf_view(&m->key), at_us, buf_view(&m->fact.b), m->e);
	return rc == RC_OK ? look(m) : rc;
}

static enum rc
check_fact(struct merge *m, struct err *why)
{
	if (m->pair[1].kind != VAL_ARRAY)
		return rc_err(why, RC_SYNTAX, "expected an array for a fact");
	m->nv = 0;
	jread_each(&m->pair[1], list_value, m);
	return m->p->ops->check == NULL ? RC_OK :
	    m->p->ops->check(m->p->ctx, m->v, m->nv, why);
}

static bool
load_fact(void *ctx, struct sv key, const struct val *v)
{
	struct merge *m = ctx;
	struct err why = { 0 };
	int64_t at_us;

	(void)key;	/* arrays have none */
	m->at++;
	m->n = 0;
	if (v->kind == VAL_ARRAY)
		jread_each(v, pair_element, m);
	if (m->n != 2 || m->pair[0].kind != VAL_NUMBER ||
	    num_i64(m->pair[0].text, &at_us) != RC_OK)
		m->rc = state_fail(m->r, m->e, "a state that cannot be: expected a time and a "
		    "fact in number %" PRIu64, m->at);
	else if (check_fact(m, &why) != RC_OK)
		m->rc = state_fail(m->r, m->e, "a state that cannot be: %s in number %" PRIu64,
		    why.msg, m->at);
	else
		m->rc = add_fact(m, at_us);
	return m->rc == RC_OK;
}

static enum rc
same_keys(const struct state_reader *r, const struct state_head *h, const struct state_head *first,
    struct err *e)
{
	if (h->nkey != first->nkey)
		return state_fail(r, e, "%zu keys, in the first states %zu", h->nkey, first->nkey);
	for (size_t i = 0; i < h->nkey; i++)
		if (!sv_eq(h->key[i].name, first->key[i].name) ||
		    !sv_eq(h->key[i].expr, first->key[i].expr))
			return state_differs(r, "the key", h->key[i].expr, first->key[i].expr, e);
	return RC_OK;
}

static enum rc
load_item(struct merge *m, const struct state_item *item, struct arena *tmp)
{
	if (item->state.kind != VAL_ARRAY)
		return state_fail(m->r, m->e, "a state that cannot be: expected a list of facts");
	key_bytes_put(&m->key, item->key, m->p->nkey, tmp);
	m->at = 0;
	m->rc = RC_OK;
	jread_each(&item->state, load_fact, m);
	return m->rc;
}

static enum rc
take_item(struct merge *m, struct state_reader *r, const struct state_item *item,
    const struct state_head *first, struct arena *tmp)
{
	enum rc rc;

	if (item->event == STATE_GROUP)
		return load_item(m, item, tmp);
	rc = end_run(m, item->event != STATE_DROP);
	if (rc != RC_OK || item->event == STATE_DROP)
		return rc;
	rc = state_same_query(r, item->head, first, true, m->e);
	return rc == RC_OK ? same_keys(r, item->head, first, m->e) : rc;
}

static enum rc
load_all(struct merge *m, struct state_reader *r, const struct state_head *first)
{
	struct state_item *item = mem_zalloc(sizeof(*item));
	struct arena tmp;
	enum rc rc = RC_OK;

	arena_init(&tmp);
	while (rc == RC_OK && (rc = state_next(r, item, m->e)) == RC_OK) {
		arena_reset(&tmp);
		if (m->sorted != NULL && item->group != m->group)
			scan_sorted_push(m->sorted);
		m->group = item->group;
		rc = take_item(m, r, item, first, &tmp);
	}
	if (rc == RC_END)
		rc = end_run(m, true);
	arena_free(&tmp);
	mem_free(item);
	return rc;
}

/* What the records that were counted had. */
static int64_t
latest_time(const struct identity *d)
{
	int64_t latest_us = INT64_MIN;

	for (size_t i = 0; i < d->n; i++)
		if (d->source[i].from_us <= d->source[i].to_us && d->source[i].to_us > latest_us)
			latest_us = d->source[i].to_us;
	return latest_us;
}

/* To where @m says. */
static enum rc
load_to(struct merge *m, struct state_reader *r, const struct state_head *first)
{
	enum rc rc;

	m->hold = state_may_drop(r);
	arena_init(&m->arena);
	fact_writer_init(&m->fact, m->part != NULL ? m->part->dict : NULL);
	buf_init(&m->key, SIZE_MAX);
	buf_init(&m->text, SIZE_MAX);
	rc = load_all(m, r, first);
	fact_writer_free(&m->fact);
	mem_free(m->v);
	mem_free(m->member);
	mem_free(m->held);
	scan_part_free(m->side);
	arena_free(&m->arena);
	buf_free(&m->key);
	buf_free(&m->text);
	return rc;
}

enum rc
scan_merge_load(const struct scan_plan *p, struct state_reader *r, const struct state_head *first,
    struct scan_part *part, struct err *e)
{
	struct merge m = { .p = p, .r = r, .e = e, .part = part };

	return load_to(&m, r, first);
}

/* Key by key. */
static enum rc
merge_sorted(struct job *j, const struct scan_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct merge m = { .p = p, .r = r, .e = e, .sorted = scan_sorted_new(j, p) };
	enum rc rc;

	scan_sorted_begin(m.sorted);
	rc = load_to(&m, r, first);
	if (rc == RC_OK)
		rc = scan_sorted_finish(m.sorted, e);
	scan_sorted_end(m.sorted, rc != RC_OK);
	return rc;
}

/* What was read is on disk, or all of it in memory. */
static enum rc
write_all(struct job *j, const struct scan_plan *p, struct scan_part *part,
    struct scan_spill *spill, struct err *e)
{
	struct scan_walk *walk;
	enum rc rc = RC_OK;

	if (scan_spill_some(spill))
		rc = scan_spill_walk(spill, &part, 1, &walk, e);
	else
		walk = scan_walk_parts(&part, 1, p->nkey);
	if (rc == RC_OK)
		rc = scan_writer_all(j, p, walk, latest_time(&j->run.identity), e);
	scan_walk_free(walk);
	return rc;
}

enum rc
scan_merge(struct job *j, const struct scan_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct merge m = { .p = p, .r = r, .e = e, .seed = j->seed };
	enum rc rc;

	if (p->sorted)
		return merge_sorted(j, p, r, first, e);
	m.part = scan_part_new(p->max_facts, j->seed);
	/* What may be dropped is held, and then on its way to disk. */
	if (p->spill.bytes != 0)
		m.spill = scan_spill_new(j, p, state_may_drop(r) ? 3 : 1);
	rc = load_to(&m, r, first);
	if (rc == RC_OK)
		rc = write_all(j, p, m.part, m.spill, e);
	scan_part_free(m.part);
	scan_spill_free(m.spill);
	return rc;
}
