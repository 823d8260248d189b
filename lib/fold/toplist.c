/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/toplist.h"

#include "base/buf.h"
#include "base/mem.h"
#include "key/group_key.h"

#include <string.h>

enum { STATE_ALIGN = 16 };

struct chosen {			/* a group, with its state and its key behind it */
	double    x;
	bool      none;		/* it has no number */
	struct sv key;
};

struct ranked {			/* of a window */
	struct twindow_span span;
	struct chosen     **at;		/* a heap: none is behind its root in the order */
	size_t              n;
	size_t              cap;
	void               *rest;	/* NULL: there is none */
	size_t              next;	/* to be taken, once sorted */
	bool                sorted;
};

struct toplist {
	const struct fold_plan *p;
	struct ranked          *w;	/* in order */
	size_t                  n;
	size_t                  cap;
	size_t                  first;	/* that was not yet taken whole */
	struct buf              tmp;
	bool                    number;	/* some group has one, */
	bool                    other;	/* ... some has something else */
};

static size_t
state_at(void)
{
	return (sizeof(struct chosen) + STATE_ALIGN - 1) / STATE_ALIGN * STATE_ALIGN;
}

static void *
state_of(struct chosen *c)
{
	return (char *)c + state_at();
}

/* <0 where @a is written before @b. */
static int
cmp_chosen(const struct toplist *l, const struct chosen *a, const struct chosen *b)
{
	if (a->none != b->none)
		return a->none ? 1 : -1;
	if (!a->none && a->x != b->x)
		return a->x > b->x ? -1 : 1;
	return group_key_cmp(a->key, b->key, l->p->nkey);
}

struct toplist *
toplist_new(const struct fold_plan *p)
{
	struct toplist *l = mem_zalloc(sizeof(*l));

	l->p = p;
	buf_init(&l->tmp, SIZE_MAX);
	return l;
}

/* ---- states ---- */

/* @to = @st; @to is zeroed. */
static enum rc
copy_state(const struct fold_plan *p, void *to, const void *st, struct err *e)
{
	enum rc rc;

	if (p->ops->heap != NULL && p->ops->heap(p->ctx, st) == 0) {
		memcpy(to, st, p->state_size);
		return RC_OK;
	}
	rc = p->ops->init(p->ctx, to, e);
	return rc == RC_OK ? p->ops->merge(p->ctx, to, st, e) : rc;
}

static enum rc
add_rest(struct toplist *l, struct ranked *w, const void *st, struct err *e)
{
	if (w->rest != NULL)
		return l->p->ops->merge(l->p->ctx, w->rest, st, e);
	w->rest = mem_zalloc(l->p->state_size + 1);
	return copy_state(l->p, w->rest, st, e);
}

static void
free_chosen(struct toplist *l, struct chosen *c)
{
	l->p->ops->free(l->p->ctx, state_of(c));
	mem_free(c);
}

static void
free_window(struct toplist *l, struct ranked *w)
{
	for (size_t i = 0; i < w->n; i++)
		free_chosen(l, w->at[i]);
	mem_free(w->at);
	if (w->rest != NULL)
		l->p->ops->free(l->p->ctx, w->rest);
	mem_free(w->rest);
}

/* ---- the heap of a window ---- */

static void
sift_up(const struct toplist *l, struct ranked *w, size_t i)
{
	struct chosen *c = w->at[i];

	for (; i > 0 && cmp_chosen(l, w->at[(i - 1) / 2], c) < 0; i = (i - 1) / 2)
		w->at[i] = w->at[(i - 1) / 2];
	w->at[i] = c;
}

/* @c goes to @i or below, of the first @n. */
static void
sift_down(const struct toplist *l, struct ranked *w, size_t i, size_t n, struct chosen *c)
{
	for (size_t k; (k = 2 * i + 1) < n; i = k) {
		if (k + 1 < n && cmp_chosen(l, w->at[k], w->at[k + 1]) < 0)
			k++;
		if (cmp_chosen(l, c, w->at[k]) >= 0)
			break;
		w->at[i] = w->at[k];
	}
	w->at[i] = c;
}

static void
push(const struct toplist *l, struct ranked *w, struct chosen *c)
{
	if (w->n == w->cap) {
		w->cap = w->cap != 0 ? 2 * w->cap : 16;
		w->at = mem_array(w->at, w->cap, sizeof(struct chosen *));
	}
	w->at[w->n++] = c;
	sift_up(l, w, w->n - 1);
}

/* Does @c, of which the state may be elsewhere, get into the list of @w? */
static bool
gets_in(const struct toplist *l, const struct ranked *w, const struct chosen *c)
{
	return w->n < l->p->top || cmp_chosen(l, c, w->at[0]) < 0;
}

/* @c is in the list, and who is one too many with the rest. */
static enum rc
take_in(struct toplist *l, struct ranked *w, struct chosen *c, struct err *e)
{
	struct chosen *out;
	enum rc rc;

	if (w->n < l->p->top) {
		push(l, w, c);
		return RC_OK;
	}
	out = w->at[0];
	sift_down(l, w, 0, w->n, c);
	rc = add_rest(l, w, state_of(out), e);
	free_chosen(l, out);
	return rc;
}

/* From a heap to the order of results. */
static void
sort(const struct toplist *l, struct ranked *w)
{
	for (size_t n = w->n; n > 1;) {
		struct chosen *last = w->at[--n];
		struct chosen *least = w->at[0];

		sift_down(l, w, 0, n, last);
		w->at[n] = least;
	}
	w->sorted = true;
}

/* ---- windows ---- */

static struct ranked *
add_window(struct toplist *l, struct twindow_span span)
{
	if (l->n == l->cap) {
		l->cap = l->cap != 0 ? 2 * l->cap : 16;
		l->w = mem_array(l->w, l->cap, sizeof(*l->w));
	}
	l->w[l->n] = (struct ranked){ .span = span };
	return &l->w[l->n++];
}

static enum fold_number
rank(struct toplist *l, struct twindow_span window, const void *st, struct chosen *c)
{
	const struct fold_plan *p = l->p;
	const struct agg_span span = { .windowed = p->windowed, .window = window };
	enum fold_number is;

	buf_clear(&l->tmp);
	is = p->ops->number(p->ctx, st, p->top_by, &span, &l->tmp, &c->x);
	c->none = is != FOLD_NUMBER;
	return is;
}

enum rc
toplist_add(struct toplist *l, struct twindow_span window, const struct sv *key, const void *st,
    struct err *e)
{
	struct ranked *w = l->n > 0 ? &l->w[l->n - 1] : NULL;
	struct chosen like, *c;
	enum fold_number is;
	enum rc rc;

	if (w == NULL || w->span.from_us != window.from_us)
		w = add_window(l, window);
	if (key == NULL)
		return add_rest(l, w, st, e);
	is = rank(l, window, st, &like);
	l->number |= is == FOLD_NUMBER;
	l->other |= is == FOLD_NO_NUMBER;
	like.key = *key;
	if (!gets_in(l, w, &like))
		return add_rest(l, w, st, e);
	c = mem_zalloc(state_at() + l->p->state_size + key->n);
	*c = like;
	if (key->n > 0)
		memcpy((char *)state_of(c) + l->p->state_size, key->p, key->n);
	c->key.p = (char *)state_of(c) + l->p->state_size;
	rc = copy_state(l->p, state_of(c), st, e);
	if (rc == RC_OK)
		return take_in(l, w, c, e);
	free_chosen(l, c);
	return rc;
}

/* What @from has chosen of a window, into @to, of the same one. */
static enum rc
join_window(struct toplist *l, struct ranked *to, struct ranked *from, struct err *e)
{
	enum rc rc = from->rest != NULL ? add_rest(l, to, from->rest, e) : RC_OK;

	while (rc == RC_OK && from->n > 0) {
		struct chosen *c = from->at[--from->n];

		if (gets_in(l, to, c)) {
			rc = take_in(l, to, c, e);
		} else {
			rc = add_rest(l, to, state_of(c), e);
			free_chosen(l, c);
		}
	}
	free_window(l, from);
	return rc;
}

enum rc
toplist_join(struct toplist *l, struct toplist *src, struct err *e)
{
	struct toplist both = { .p = l->p };
	size_t a = l->first, b = src->first;
	enum rc rc = RC_OK;

	while (a < l->n || b < src->n) {
		struct ranked *x = a < l->n ? &l->w[a] : NULL, *y = b < src->n ? &src->w[b] : NULL;

		if (y == NULL || (x != NULL && x->span.from_us <= y->span.from_us)) {
			*add_window(&both, x->span) = *x;
			a++;
		} else {
			*add_window(&both, y->span) = *y;
			b++;
		}
		if (x == NULL || y == NULL || x->span.from_us != y->span.from_us)
			continue;
		if (rc == RC_OK)
			rc = join_window(l, &both.w[both.n - 1], y, e);
		else
			free_window(l, y);
		b++;
	}
	mem_free(l->w);
	l->w = both.w;
	l->n = both.n;
	l->cap = both.cap;
	l->first = 0;
	l->number |= src->number;
	l->other |= src->other;
	src->n = src->first = 0;
	toplist_free(src);
	return rc;
}

enum rc
toplist_next(struct toplist *l, int64_t before_us, struct toplist_one *one, struct err *e)
{
	const bool all = before_us == INT64_MAX;

	if (!l->number && !all)
		return RC_END;
	if (!l->number && l->other)
		return rc_err(e, RC_USAGE, "--top: the metric is no number");
	for (; l->first < l->n; l->first++) {
		struct ranked *w = &l->w[l->first];
		const size_t i = w->next;

		if (!all && w->span.from_us >= before_us)
			return RC_END;
		if (!w->sorted)
			sort(l, w);
		if (i < w->n + (w->rest != NULL)) {
			w->next++;
			*one = (struct toplist_one){ w->span, i < w->n ? &w->at[i]->key : NULL,
				i < w->n ? state_of(w->at[i]) : w->rest };
			return RC_OK;
		}
		free_window(l, w);
		*w = (struct ranked){ .span = w->span };
	}
	return RC_END;
}

void
toplist_free(struct toplist *l)
{
	if (l == NULL)
		return;
	for (size_t i = l->first; i < l->n; i++)
		free_window(l, &l->w[i]);
	mem_free(l->w);
	buf_free(&l->tmp);
	mem_free(l);
}
