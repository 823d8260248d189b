/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"
#include "key/scan_key.h"
#include "scan/scan.h"
#include "scan/scan_part.h"
#include "scan/scan_writer.h"

#include <inttypes.h>

struct merge {
	const struct scan_plan    *p;
	const struct state_reader *r;
	struct scan_part          *part;
	struct buf                 key;
	uint64_t                   at;	/* place in the list of facts, from 1 */
	unsigned                   n;	/* elements of the pair seen */
	struct val                 pair[2];
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
load_fact(void *ctx, struct sv key, const struct val *v)
{
	struct merge *m = ctx;
	struct err why = { 0 };
	struct sv text;
	int64_t at_us;

	(void)key;
	m->at++;
	m->n = 0;
	if (v->kind == VAL_ARRAY)
		jread_each(v, pair_element, m);
	if (m->n != 2 || m->pair[0].kind != VAL_NUMBER ||
	    num_i64(m->pair[0].text, &at_us) != RC_OK) {
		m->rc = state_fail(m->r, m->e, "a state that cannot be: expected a time and a "
		    "fact in number %" PRIu64, m->at);
	} else if (m->p->ops->check != NULL &&
	    m->p->ops->check(m->p->ctx, &m->pair[1], &why) != RC_OK) {
		m->rc = state_fail(m->r, m->e, "a state that cannot be: %s in number %" PRIu64,
		    why.msg, m->at);
	} else {
		text = m->pair[1].text;
		if (m->pair[1].kind == VAL_STRING)	/* back to where its quotes are */
			text = (struct sv){ text.p - 1, text.n + 2 };
		m->rc = scan_part_add(m->part, buf_view(&m->key), at_us, text, m->e);
	}
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
	buf_clear(&m->key);
	scan_key_text(&m->key, item->key, m->p->nkey, tmp);
	m->at = 0;
	m->rc = RC_OK;
	jread_each(&item->state, load_fact, m);
	return m->rc;
}

static enum rc
load_all(struct merge *m, struct state_reader *r, const struct state_head *first, struct err *e)
{
	struct state_item *item = mem_zalloc(sizeof(*item));
	struct arena tmp;
	enum rc rc = RC_OK;

	arena_init(&tmp);
	while (rc == RC_OK && (rc = state_next(r, item, e)) == RC_OK) {
		arena_reset(&tmp);
		if (item->group) {
			rc = load_item(m, item, &tmp);
			continue;
		}
		rc = state_same_query(r, item->head, first, true, e);
		if (rc == RC_OK)
			rc = same_keys(r, item->head, first, e);
	}
	arena_free(&tmp);
	mem_free(item);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
scan_merge(struct job *j, const struct scan_plan *p, struct state_reader *r,
    const struct state_head *first, struct err *e)
{
	struct merge m = {
		.p = p, .r = r, .e = e, .part = scan_part_new(p->max_facts, j->seed),
	};
	enum rc rc;

	buf_init(&m.key, SIZE_MAX);
	rc = load_all(&m, r, first, e);
	if (rc == RC_OK)
		rc = scan_writer_all(j, p, m.part, e);
	buf_free(&m.key);
	scan_part_free(m.part);
	return rc;
}
