/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * infer - see infer.h
 */
#include "quality/infer.h"

#include "base/mem.h"
#include "base/sv.h"
#include "fold/fold.h"
#include "fold/part.h"
#include "io/out.h"
#include "quality/infer_node.h"
#include "quality/infer_write.h"
#include "spec/doc.h"

#include <stdlib.h>

enum { EVENTS_MAX = 1000 };

struct plan {
	struct sv          key_text;
	const struct expr *key;
	uint64_t           seed;
};

struct state {
	struct infer_node_pool pool;
	struct hmap             event;	/* payload struct infer_node */
	struct infer_node      unnamed;
};

static enum rc
init_state(const void *ctx, void *st, struct err *e)
{
	const struct plan *p = ctx;
	struct state *s = st;

	(void)e;
	infer_node_pool_init(&s->pool, p->seed);
	hmap_init(&s->event, &s->pool.arena, sizeof(struct infer_node), p->seed);
	s->unnamed = (struct infer_node){ 0 };
	return RC_OK;
}

static void
free_state(const void *ctx, void *st)
{
	struct state *s = st;

	(void)ctx;
	for (size_t i = 0; i < s->event.n; i++)
		infer_node_drop(&s->pool, s->event.entry[i].val);
	infer_node_drop(&s->pool, &s->unnamed);
	hmap_free(&s->event);
	infer_node_pool_free(&s->pool);
}

static enum rc
find_event(struct state *s, const struct plan *p, struct sv name, struct infer_node **t,
    struct err *e)
{
	*t = hmap_put(&s->event, name, NULL);
	if (s->event.n <= EVENTS_MAX)
		return RC_OK;
	return rc_err(e, RC_LIMIT, "more than %d names of events: is '%.*s' what names them?",
	    (int)EVENTS_MAX, SV_SHOW(p->key_text));
}

static enum rc
step_event(const void *ctx, void *st, const struct record *r, struct expr_eval *ev,
    const struct agg_in *in, struct err *e)
{
	const struct plan *p = ctx;
	struct state *s = st;
	struct infer_node *t = &s->unnamed;
	struct val key;
	struct sv name;
	enum rc rc = expr_value(p->key, r, ev, &key, e);

	(void)in;
	if (rc == RC_OK && !val_null(&key)) {
		name = val_text(&key, expr_eval_arena(ev));
		if (name.n <= INFER_NODE_NAME_MAX)
			rc = find_event(s, p, name, &t, e);
	}
	if (rc != RC_OK)
		return rc;
	infer_node_event(&s->pool, t, r->member, r->nmember);
	return infer_node_pool_full(&s->pool, e);
}

static enum rc
merge_states(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct state *from = src;
	struct state *to = dst;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < from->event.n; i++) {
		struct infer_node *t;

		rc = find_event(to, ctx, from->event.entry[i].key, &t, e);
		if (rc == RC_OK)
			infer_node_merge(&to->pool, t, from->event.entry[i].val);
	}
	infer_node_merge(&to->pool, &to->unnamed, &from->unnamed);
	return rc == RC_OK ? infer_node_pool_full(&to->pool, e) : rc;
}

static int
by_name(const void *a, const void *b)
{
	const struct infer_write_event *x = a, *y = b;

	return sv_cmp(x->name, y->name);
}

static void
put_draft(const struct plan *p, const struct state *s, struct out *to)
{
	struct infer_write_event *list = mem_array(NULL, s->event.n + 1, sizeof(*list));
	const struct infer_write d = { .key = p->key_text, .event = list, .n = s->event.n,
	    .unnamed = &s->unnamed };
	struct buf b;

	for (size_t i = 0; i < s->event.n; i++)
		list[i] = (struct infer_write_event){ s->event.entry[i].key,
		    s->event.entry[i].val };
	qsort(list, d.n, sizeof(*list), by_name);
	buf_init(&b, SIZE_MAX);
	infer_write_plan(&d, &b);
	out_sv(to, buf_view(&b));
	buf_free(&b);
	mem_free(list);
}

static enum rc
write_draft(const struct plan *p, struct part *t, struct out *to, struct err *e)
{
	struct group_cell **cell = group_sort(&t->table);
	const struct state *s = group_state(cell[0]);

	if (s->event.n == 0 && s->unnamed.n[INFER_NODE_OBJECT] == 0)
		return rc_err(e, RC_NOVERDICT, "no event to draft a plan from");
	put_draft(p, s, to);
	return RC_OK;
}

enum rc
infer_run(struct job *j, const struct infer_query *q, struct err *e)
{
	static const struct fold_ops ops = { .init = init_state, .step = step_event,
	    .merge = merge_states, .free = free_state };
	const char *key = q->key != NULL ? q->key : INFER_KEY;
	struct plan p = { .key_text = sv_of(key), .seed = j->seed };
	const struct fold_plan plan = { .kind = "plan", .ops = &ops, .ctx = &p, .state_size =
	    sizeof(struct state), .max_groups = 1 };
	struct fold_parts parts;
	struct err later = { 0 };
	size_t named = j->query.proj.n;
	enum rc rc = expr_compile(&p.key, p.key_text, &j->query.env, e), wrc = RC_OK;

	if (rc != RC_OK) {
		rc_in(e, "--key", key);
		return rc;
	}
	for (; q->key == NULL && named < j->query.proj.n; named++)
		j->query.proj.field[named].derived = true;	/* nobody asked for it */
	j->query.proj.members = true;
	rc = fold_collect(j, &plan, &parts, e);
	if (parts.whole != NULL)
		wrc = write_draft(&p, parts.whole, j->run.out, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	fold_parts_free(&parts);
	return rc;
}
