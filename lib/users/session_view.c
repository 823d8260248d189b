/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_view.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "run/given.h"
#include "users/figure.h"

#include <stdlib.h>
#include <string.h>

/* Beside the pages, in the numbers of transitions and steps. */
enum { ENTRY = SESSION_VIEW_MAX, EXIT };

struct node {			/* of a page */
	uint32_t     number;	/* its place in the table */
	uint64_t     views;
	uint64_t     sessions;
	uint64_t     entries;
	uint64_t     exits;
	uint64_t     repeats;
	uint64_t     session;	/* the last one that had it */
	uint64_t     user;	/* the last one who did, and when */
	int64_t      at_us;
	struct quant ms;	/* until the next page of the session */
};

struct way {			/* of a pair of pages, of a path, of a step and its page */
	uint64_t     n;
	uint64_t     converted;	/* of paths: with a key event */
	struct quant ms;	/* of pairs */
};

struct session_view_sum {
	const struct session_view *v;
	struct arena     arena;
	struct hmap      node;		/* the page's JSON to struct node */
	struct hmap      way;		/* numbers of pages to struct way */
	struct quant_cfg quant;
	uint64_t         users;
	uint64_t         sessions;	/* so far: marks the one at hand, as users does */
	uint64_t         anchors;	/* users with a key event */
	bool             anchored;	/* the user at hand has had it */
	uint32_t        *page;		/* of the session at hand */
	size_t           cap;
};

struct session_view_type {
	enum rc (*add)(struct session_view_sum *s, const struct session_step *step, size_t n,
	    struct err *e);
	void    (*write)(struct session_view_sum *s, struct jwrite *w);
};

static struct node *
node_at(const struct session_view_sum *s, uint32_t page)
{
	return s->node.entry[page].val;
}

static enum rc
too_many(const char *what, struct err *e)
{
	return rc_err(e, RC_LIMIT, "over %d different %s: --page 'route(path)' makes fewer",
	    (int)SESSION_VIEW_MAX, what);
}

/* The one of these numbers, made when it is new; NULL: there are too many. */
static struct way *
way_of(struct session_view_sum *s, const uint32_t *number, size_t n)
{
	const struct sv key = { (const char *)number, n * sizeof(*number) };

	if (s->way.n >= SESSION_VIEW_MAX && hmap_get(&s->way, key) == NULL)
		return NULL;
	return hmap_put(&s->way, key, NULL);
}

static double
between_ms(int64_t from_us, int64_t to_us)
{
	return (double)((uint64_t)to_us - (uint64_t)from_us) / 1000;
}

/* ---- pages ---- */

static enum rc
add_pages(struct session_view_sum *s, const struct session_step *step, size_t n, struct err *e)
{
	const struct session_step *last = NULL;

	(void)e;
	for (size_t i = 0; i < n; i++) {
		struct node *k;

		if (step[i].page == SESSION_VIEW_NONE)
			continue;
		k = node_at(s, step[i].page);
		k->views++;
		k->sessions += k->session != s->sessions;
		k->session = s->sessions;
		if (last == NULL)
			k->entries++;
		else
			quant_add(&node_at(s, last->page)->ms, &s->quant,
			    between_ms(last->at_us, step[i].at_us));
		last = &step[i];
	}
	if (last != NULL)
		node_at(s, last->page)->exits++;
	return RC_OK;
}

static int
cmp_nodes(const void *pa, const void *pb)
{
	const struct hmap_entry *a = *(const struct hmap_entry *const *)pa;
	const struct hmap_entry *b = *(const struct hmap_entry *const *)pb;
	const struct node *x = a->val, *y = b->val;

	if (x->views != y->views)
		return x->views > y->views ? -1 : 1;
	return sv_cmp(a->key, b->key);
}

/* All that were viewed, the most viewed first. */
static const struct hmap_entry **
sort_nodes(const struct session_view_sum *s, size_t *n)
{
	const struct hmap_entry **list = mem_array(NULL, s->node.n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < s->node.n; i++)
		if (((const struct node *)s->node.entry[i].val)->views > 0)
			list[(*n)++] = &s->node.entry[i];
	qsort(list, *n, sizeof(*list), cmp_nodes);
	return list;
}

static void
begin_result(struct jwrite *w, const char *kind)
{
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
}

static void
end_result(struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static void
write_pages(struct session_view_sum *s, struct jwrite *w)
{
	const double conf = s->v->conf;
	size_t n;
	const struct hmap_entry **list = sort_nodes(s, &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *k = list[i]->val;

		begin_result(w, "page");
		jwrite_key(w, SV("page"));
		jwrite_raw(w, list[i]->key);
		jwrite_put_u64(w, "views", k->views);
		jwrite_put_u64(w, "sessions", k->sessions);
		jwrite_put_u64(w, "entries", k->entries);
		jwrite_put_u64(w, "exits", k->exits);
		figure_share(w, "exit_rate", k->exits, k->views, conf);
		jwrite_put_u64(w, "dwell_n", k->ms.n);
		figure_quantile(w, "dwell_p50_ms", &k->ms, &s->quant, 50, conf);
		figure_quantile(w, "dwell_p90_ms", &k->ms, &s->quant, 90, conf);
		end_result(w);
	}
	mem_free(list);
}

/* ---- from page to page ---- */

static enum rc
add_pair(struct session_view_sum *s, uint32_t from, uint32_t to, int64_t from_us, int64_t to_us,
    struct err *e)
{
	struct way *k = way_of(s, (const uint32_t[]){ from, to }, 2);

	if (k == NULL)
		return too_many("pairs of pages", e);
	k->n++;
	if (from != ENTRY && to != EXIT)
		quant_add(&k->ms, &s->quant, between_ms(from_us, to_us));
	return RC_OK;
}

static enum rc
add_transitions(struct session_view_sum *s, const struct session_step *step, size_t n,
    struct err *e)
{
	uint32_t from = ENTRY;
	int64_t at_us = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (step[i].page == SESSION_VIEW_NONE)
			continue;
		node_at(s, step[i].page)->views++;
		rc = add_pair(s, from, step[i].page, at_us, step[i].at_us, e);
		from = step[i].page;
		at_us = step[i].at_us;
	}
	if (rc == RC_OK && from != ENTRY)
		rc = add_pair(s, from, EXIT, at_us, at_us, e);
	return rc;
}

struct ranked {			/* for qsort */
	const struct session_view_sum *s;
	const uint32_t   *number;
	size_t            nnumber;
	const struct way *way;
};

/* Entries before all pages, exits behind them. */
static int
cmp_pages(const struct session_view_sum *s, uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	if (a == ENTRY || b == EXIT)
		return -1;
	if (b == ENTRY || a == EXIT)
		return 1;
	return sv_cmp(s->node.entry[a].key, s->node.entry[b].key);
}

/* The most frequent first. */
static int
cmp_ranked(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;

	if (a->way->n != b->way->n)
		return a->way->n > b->way->n ? -1 : 1;
	for (size_t i = 0; i < a->nnumber && i < b->nnumber; i++) {
		int cmp = cmp_pages(a->s, a->number[i], b->number[i]);

		if (cmp != 0)
			return cmp;
	}
	return (a->nnumber > b->nnumber) - (a->nnumber < b->nnumber);
}

static struct ranked *
sort_ways(const struct session_view_sum *s, int (*cmp)(const void *, const void *))
{
	struct ranked *list = mem_array(NULL, s->way.n + 1, sizeof(*list));

	for (size_t i = 0; i < s->way.n; i++) {
		const struct hmap_entry *x = &s->way.entry[i];
		uint32_t *number = arena_alloc(s->node.arena, x->key.n);

		memcpy(number, x->key.p, x->key.n);
		list[i] = (struct ranked){ s, number, x->key.n / sizeof(*number), x->val };
	}
	qsort(list, s->way.n, sizeof(*list), cmp);
	return list;
}

static void
put_page(const struct session_view_sum *s, struct jwrite *w, const char *name, uint32_t page)
{
	if (name != NULL)
		jwrite_key(w, sv_of(name));
	if (page == ENTRY || page == EXIT)
		jwrite_str(w, page == ENTRY ? SV("(entry)") : SV("(exit)"));
	else
		jwrite_raw(w, s->node.entry[page].key);
}

/* How often a session was at a page, or began. */
static uint64_t
visits_of(const struct session_view_sum *s, uint32_t page)
{
	uint64_t n = 0;

	if (page != ENTRY)
		return node_at(s, page)->views;
	for (size_t i = 0; i < s->way.n; i++) {
		uint32_t from;

		memcpy(&from, s->way.entry[i].key.p, sizeof(from));
		if (from == ENTRY)
			n += ((const struct way *)s->way.entry[i].val)->n;
	}
	return n;
}

static void
write_transitions(struct session_view_sum *s, struct jwrite *w)
{
	struct ranked *list = sort_ways(s, cmp_ranked);
	uint64_t begun = visits_of(s, ENTRY);

	for (size_t i = 0; i < s->way.n; i++) {
		uint32_t from = list[i].number[0];
		const struct way *k = list[i].way;

		begin_result(w, "transition");
		put_page(s, w, "from", from);
		put_page(s, w, "to", list[i].number[1]);
		jwrite_put_u64(w, "n", k->n);
		figure_share(w, "share", k->n, from == ENTRY ? begun : visits_of(s, from),
		    s->v->conf);
		figure_quantile(w, "p50_ms", &k->ms, &s->quant, 50, s->v->conf);
		end_result(w);
	}
	mem_free(list);
}

/* ---- paths ---- */

/* A page that is asked for again at once is the same step of the way. */
static size_t
collapse_pages(struct session_view_sum *s, const struct session_step *step, size_t n)
{
	size_t k = 0;

	if (n > s->cap) {
		s->cap = 2 * n;
		s->page = mem_array(s->page, s->cap, sizeof(*s->page));
	}
	for (size_t i = 0; i < n; i++)
		if (step[i].page != SESSION_VIEW_NONE &&
		    (k == 0 || s->page[k - 1] != step[i].page))
			s->page[k++] = step[i].page;
	return k;
}

static enum rc
add_path(struct session_view_sum *s, const struct session_step *step, size_t n, struct err *e)
{
	size_t k = collapse_pages(s, step, n);
	bool converted = false;
	struct way *way;

	if (k == 0)
		return RC_OK;
	for (size_t i = 0; i < n; i++)
		converted = converted || step[i].key;
	if (k > SESSION_VIEW_PATH) {	/* it goes on */
		s->page[SESSION_VIEW_PATH] = EXIT;
		k = SESSION_VIEW_PATH + 1;
	}
	way = way_of(s, s->page, k);
	if (way == NULL)
		return too_many("paths", e);
	way->n++;
	way->converted += converted;
	return RC_OK;
}

static void
write_paths(struct session_view_sum *s, struct jwrite *w)
{
	struct ranked *list = sort_ways(s, cmp_ranked);
	uint64_t all = 0;

	for (size_t i = 0; i < s->way.n; i++)
		all += list[i].way->n;
	for (size_t i = 0; i < s->way.n && i < s->v->n; i++) {
		size_t n = list[i].nnumber, shown = n > SESSION_VIEW_PATH ? n - 1 : n;

		begin_result(w, "path");
		jwrite_key(w, SV("path"));
		jwrite_open(w, '[');
		for (size_t k = 0; k < shown; k++)
			put_page(s, w, NULL, list[i].number[k]);
		jwrite_shut(w, ']');
		if (shown < n) {
			jwrite_key(w, SV("truncated"));
			jwrite_bool(w, true);
		}
		jwrite_put_u64(w, "sessions", list[i].way->n);
		figure_share(w, "share", list[i].way->n, all, s->v->conf);
		if (s->v->keyed)
			figure_share(w, "converted", list[i].way->converted, list[i].way->n,
			    s->v->conf);
		end_result(w);
	}
	mem_free(list);
}

/* ---- repeats ---- */

static enum rc
add_repeats(struct session_view_sum *s, const struct session_step *step, size_t n, struct err *e)
{
	(void)e;
	for (size_t i = 0; i < n; i++) {
		struct node *k;

		if (step[i].page == SESSION_VIEW_NONE)
			continue;
		k = node_at(s, step[i].page);
		k->views++;
		k->repeats += k->user == s->users &&
		    (uint64_t)step[i].at_us - (uint64_t)k->at_us <= (uint64_t)s->v->within_us;
		k->user = s->users;
		k->at_us = step[i].at_us;
	}
	return RC_OK;
}

static void
write_repeats(struct session_view_sum *s, struct jwrite *w)
{
	size_t n;
	const struct hmap_entry **list = sort_nodes(s, &n);

	for (size_t i = 0; i < n; i++) {
		const struct node *k = list[i]->val;

		begin_result(w, "repeat");
		jwrite_key(w, SV("page"));
		jwrite_raw(w, list[i]->key);
		jwrite_put_u64(w, "views", k->views);
		jwrite_put_u64(w, "repeats", k->repeats);
		figure_share(w, "share", k->repeats, k->views, s->v->conf);
		end_result(w);
	}
	mem_free(list);
}

/* ---- around an event ---- */

static enum rc
add_step(struct session_view_sum *s, uint64_t offset, uint32_t page, struct err *e)
{
	struct way *k = way_of(s, (const uint32_t[]){ (uint32_t)offset, page }, 2);

	if (k == NULL)
		return too_many("pages", e);
	k->n++;
	return RC_OK;
}

/* Offsets are counted from SESSION_VIEW_AROUND, where the event is. */
static enum rc
add_around(struct session_view_sum *s, const struct session_step *step, size_t n, struct err *e)
{
	uint64_t at = SESSION_VIEW_AROUND, end = SESSION_VIEW_AROUND + s->v->n;
	size_t a = 0, i;
	enum rc rc = RC_OK;

	while (a < n && !step[a].key)
		a++;
	if (s->anchored || a == n)
		return RC_OK;
	s->anchored = true;
	s->anchors++;
	if (step[a].page != SESSION_VIEW_NONE)
		rc = add_step(s, at, step[a].page, e);
	for (i = a; rc == RC_OK && i > 0 && at > SESSION_VIEW_AROUND - s->v->n; i--)
		if (step[i - 1].page != SESSION_VIEW_NONE)
			rc = add_step(s, --at, step[i - 1].page, e);
	if (rc == RC_OK && at > SESSION_VIEW_AROUND - s->v->n)
		rc = add_step(s, at - 1, ENTRY, e);
	at = SESSION_VIEW_AROUND;
	for (i = a + 1; rc == RC_OK && i < n && at < end; i++)
		if (step[i].page != SESSION_VIEW_NONE)
			rc = add_step(s, ++at, step[i].page, e);
	if (rc == RC_OK && at < end)
		rc = add_step(s, at + 1, EXIT, e);
	return rc;
}

static int
cmp_steps(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;

	if (a->number[0] != b->number[0])
		return a->number[0] < b->number[0] ? -1 : 1;
	if (a->way->n != b->way->n)
		return a->way->n > b->way->n ? -1 : 1;
	return cmp_pages(a->s, a->number[1], b->number[1]);
}

static void
write_around(struct session_view_sum *s, struct jwrite *w)
{
	struct ranked *list = sort_ways(s, cmp_steps);

	for (size_t i = 0; i < s->way.n; i++) {
		begin_result(w, "around");
		jwrite_key(w, SV("step"));
		jwrite_i64(w, (int64_t)list[i].number[0] - SESSION_VIEW_AROUND);
		put_page(s, w, "page", list[i].number[1]);
		jwrite_put_u64(w, "users", list[i].way->n);
		figure_share(w, "share", list[i].way->n, s->anchors, s->v->conf);
		end_result(w);
	}
	mem_free(list);
}

/* ---- all of them ---- */

static const struct session_view_type pages = { add_pages, write_pages };
static const struct session_view_type transitions = { add_transitions, write_transitions };
static const struct session_view_type paths = { add_path, write_paths };
static const struct session_view_type repeats = { add_repeats, write_repeats };
static const struct session_view_type around = { add_around, write_around };

enum rc
session_view_compile(struct session_view *v, const struct session_view_query *q,
    const struct job *j, struct err *e)
{
	*v = (struct session_view){ .conf = j->given.conf };
	if (q->pages) {
		v->type = &pages;
	} else if (q->transitions) {
		v->type = &transitions;
	} else if (q->paths > 0) {
		v->type = &paths;
		v->n = q->paths;
	} else if (q->repeats != NULL) {
		v->type = &repeats;
		return given_duration(&v->within_us, "--repeats", q->repeats, 1, "2s", e);
	} else if (q->around > 0) {
		v->type = &around;
		v->n = q->around;
	}
	return RC_OK;
}

struct session_view_sum *
session_view_new(const struct session_view *v)
{
	struct session_view_sum *s = mem_zalloc(sizeof(*s));

	s->v = v;
	arena_init(&s->arena);
	hmap_init(&s->node, &s->arena, sizeof(struct node), hash_seed());
	hmap_init(&s->way, &s->arena, sizeof(struct way), hash_seed());
	quant_cfg_init(&s->quant, 0.01, true);
	return s;
}

enum rc
session_view_page(struct session_view_sum *s, struct sv page, uint32_t *number, struct err *e)
{
	struct node *k;
	bool fresh;

	if (s->node.n >= SESSION_VIEW_MAX && hmap_get(&s->node, page) == NULL)
		return too_many("pages", e);
	k = hmap_put(&s->node, page, &fresh);
	if (fresh)
		k->number = (uint32_t)(s->node.n - 1);
	*number = k->number;
	return RC_OK;
}

enum rc
session_view_add(struct session_view_sum *s, const struct session_step *step, size_t n, bool first,
    struct err *e)
{
	s->sessions++;
	if (first) {
		s->users++;
		s->anchored = false;
	}
	return n > 0 ? s->v->type->add(s, step, n, e) : RC_OK;
}

static enum rc
merge_nodes(struct session_view_sum *dst, const struct session_view_sum *src, uint32_t *to,
    struct err *e)
{
	for (size_t i = 0; i < src->node.n; i++) {
		const struct node *from = src->node.entry[i].val;
		enum rc rc = session_view_page(dst, src->node.entry[i].key, &to[i], e);
		struct node *k;

		if (rc != RC_OK)
			return rc;
		k = node_at(dst, to[i]);
		k->views += from->views;
		k->sessions += from->sessions;
		k->entries += from->entries;
		k->exits += from->exits;
		k->repeats += from->repeats;
		quant_merge(&k->ms, &from->ms, &dst->quant);
	}
	return RC_OK;
}

static enum rc
merge_ways(struct session_view_sum *dst, const struct session_view_sum *src, const uint32_t *to,
    struct err *e)
{
	uint32_t number[SESSION_VIEW_PATH + 1];
	size_t first = dst->v->type == &around;		/* no page, an offset */

	for (size_t i = 0; i < src->way.n; i++) {
		const struct hmap_entry *x = &src->way.entry[i];
		size_t n = x->key.n / sizeof(*number);
		struct way *k;

		memcpy(number, x->key.p, x->key.n);
		for (size_t p = first; p < n; p++)
			if (number[p] != ENTRY && number[p] != EXIT)
				number[p] = to[number[p]];
		k = way_of(dst, number, n);
		if (k == NULL)
			return too_many("ways", e);
		k->n += ((const struct way *)x->val)->n;
		k->converted += ((const struct way *)x->val)->converted;
		quant_merge(&k->ms, &((const struct way *)x->val)->ms, &dst->quant);
	}
	return RC_OK;
}

enum rc
session_view_merge(struct session_view_sum *dst, const struct session_view_sum *src,
    struct err *e)
{
	uint32_t *to = mem_array(NULL, src->node.n + 1, sizeof(*to));
	enum rc rc = merge_nodes(dst, src, to, e);

	if (rc == RC_OK)
		rc = merge_ways(dst, src, to, e);
	dst->users += src->users;
	dst->sessions += src->sessions;
	dst->anchors += src->anchors;
	mem_free(to);
	return rc;
}

void
session_view_write(struct session_view_sum *s, struct buf *o)
{
	struct jwrite w;

	jwrite_init(&w, o);
	s->v->type->write(s, &w);
}

void
session_view_free(struct session_view_sum *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->node.n; i++)
		quant_free(&node_at(s, (uint32_t)i)->ms);
	for (size_t i = 0; i < s->way.n; i++)
		quant_free(&((struct way *)s->way.entry[i].val)->ms);
	hmap_free(&s->node);
	hmap_free(&s->way);
	arena_free(&s->arena);
	mem_free(s->page);
	mem_free(s);
}
