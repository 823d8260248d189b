/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_rows.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fold/part.h"
#include "fold/spill_deal.h"
#include "fold/spill_sort.h"
#include "fold/spill_state.h"
#include "key/group_key.h"

#include <string.h>

enum {
	ALIGN = 16,		/* of a state */
	ITEMS_MIN = 1024,
	SORTING = 2		/* times the items, while they are sorted */
};

struct spill_rows {
	const struct fold_plan *p;
	struct spill_packer    *packer;
	struct spill_sort       sort;
	struct spill_deal      *deal;	/* NULL: b */
	pthread_mutex_t        *lock;	/* of p->whole */
	struct buf              b;	/* states, as in a run; */
	struct ksort_item      *item;	/* of each, until they are sorted, where in there it is */
	size_t                  n, cap;
	struct twindow_span     span;	/* of the record before */
	struct buf              key;	/* of the one at hand */
	char                   *state;	/* of each row of a batch */
	size_t                  size;	/* of a state */
	bool                    plain;
	struct spill_file      *to;	/* of spill_rows_put, */
	size_t                  groups;
};

struct dealt {			/* where in b a row is */
	size_t key, state, end;
	bool   plain;
};

bool
spill_rows_will_do(const struct fold_plan *p)
{
	return p->nkey != 0 && p->whole == NULL && p->ops->settle == NULL;
}

/* A whole group of the run. */
static enum rc
put_group(void *ctx, const struct spill_one *one, const struct ksort_item *item, size_t n,
    struct err *e)
{
	struct spill_rows *s = ctx;
	struct spill_one all = { .key = one->key, .span = one->span };
	void *st = s->state;
	enum rc rc;

	s->groups++;
	if (n == 1) {
		spill_file_put(s->to, one);
		return RC_OK;
	}
	memset(st, 0, s->size);
	rc = spill_sort_state(&s->sort, st, one, item, n, e);
	if (rc == RC_OK) {
		spill_packer_pack(s->packer, st, &all);
		spill_file_put(s->to, &all);
	}
	s->p->ops->free(s->p->ctx, st);
	return rc;
}

struct spill_rows *
spill_rows_new(const struct fold_plan *p, struct spill_deal *deal, pthread_mutex_t *lock)
{
	struct spill_rows *s = mem_zalloc(sizeof(*s));

	s->p = p;
	s->deal = deal;
	s->lock = lock;
	s->packer = spill_packer_new(p);
	spill_sort_init(&s->sort, p, put_group, s);
	buf_init(&s->b, SIZE_MAX);
	buf_init(&s->key, SIZE_MAX);
	s->size = (p->state_size + ALIGN - 1) / ALIGN * ALIGN;
	s->state = mem_alloc(BATCH_ROWS * s->size + 1);
	s->plain = true;
	return s;
}

/* ---- adding ---- */

static bool
is_plain_text(const struct val *v)
{
	return v->kind == VAL_STRING && v->flags == 0;
}

/* The canonical key of row @i, in s->key. */
static struct sv
key_of_row(struct spill_rows *s, const struct part_keys *keys, size_t i, struct arena *tmp)
{
	const size_t nkey = s->p->nkey;
	const struct val *first = keys->key[i];
	struct val *c;

	if (nkey == 1 && is_plain_text(first)) {
		group_key_put(&s->key, first, 1);
		return buf_view(&s->key);
	}
	c = arena_alloc(tmp, nkey * sizeof(*c));
	for (size_t k = 0; k < nkey; k++) {
		const struct val *v = keys->key[k * BATCH_ROWS + i];

		c[k] = is_plain_text(v) ? *v : group_key_canonical(v, tmp);
	}
	group_key_put(&s->key, c, nkey);
	return buf_view(&s->key);
}

static void
set_window(struct spill_rows *s, int64_t at_us)
{
	const uint64_t from = (uint64_t)s->span.from_us;

	if (s->p->windowed && (uint64_t)at_us - from >= (uint64_t)s->span.to_us - from)
		s->span = twindow_at(&s->p->window, at_us);
}

/* A state of a row, to the others; false: it owns nothing. */
static bool
add_state(struct spill_rows *s, struct sv key, const void *st)
{
	struct spill_one one = { .key = key, .span = s->span };

	spill_packer_pack(s->packer, st, &one);
	s->plain &= one.plain;
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? 2 * s->cap : ITEMS_MIN;
		s->item = mem_array(s->item, s->cap, sizeof(*s->item));
	}
	if (!buf_room(&s->b, SPILL_FILE_HEAD + key.n + one.state.n + SPILL_STATE_SLACK))
		return true;	/* of SIZE_MAX there is always room */
	s->item[s->n++].key = s->b.n;
	s->b.n += spill_file_lay(s->b.p + s->b.n, s->p->windowed, &one);
	return !one.plain;
}

/*
 * Rows whose states are dealt out, on the way of a batch through the cache: keys and states, then
 * hashes, then what is copied.  What was just written in pieces would be waited for when it is
 * read at once.
 */
static void
deal_states(struct spill_rows *s, const struct part_keys *keys, void *const *st, size_t n,
    struct arena *tmp)
{
	struct dealt *to = arena_alloc(tmp, n * sizeof(*to) + 1);
	struct sv text[BATCH_ROWS];
	uint64_t hash[BATCH_ROWS];

	buf_clear(&s->b);
	for (size_t i = 0; i < n; i++) {
		to[i].key = s->b.n;
		buf_sv(&s->b, key_of_row(s, keys, i, tmp));
		to[i].state = s->b.n;
		to[i].plain = spill_packer_add(s->packer, st[i], &s->b);
		to[i].end = s->b.n;
		if (!to[i].plain)
			s->p->ops->free(s->p->ctx, st[i]);
	}
	for (size_t i = 0; i < n; i++)
		text[i] = group_key_hashed((struct sv){ s->b.p + to[i].key,
		    to[i].state - to[i].key });
	hash_rows(text, n, spill_deal_seed(s->deal), hash);
	for (size_t i = 0; i < n; i++) {
		struct spill_one one = { .plain = to[i].plain,
			.key = { s->b.p + to[i].key, to[i].state - to[i].key },
			.state = { s->b.p + to[i].state, to[i].end - to[i].state } };

		spill_deal_add(s->deal, &one, hash[i]);
	}
}

static void
look_at(struct spill_rows *s, void *const *st, size_t n)
{
	const struct fold_whole *whole = s->p->whole;

	if (s->deal == NULL || n == 0)
		return;
	pthread_mutex_lock(s->lock);
	whole->look_states(whole->ctx, st, n);
	pthread_mutex_unlock(s->lock);
}

enum rc
spill_rows_add(struct spill_rows *s, const struct rows *rows, struct expr_eval *ev, size_t *done,
    struct err *e)
{
	const struct fold_plan *p = s->p;
	struct err of_key = { 0 }, of_state = { 0 };
	struct part_keys keys;
	enum rc rc, krc = part_keys(p, rows, ev, &keys, &of_key), irc = RC_OK;
	void *st[BATCH_ROWS];
	struct rows some;
	size_t n = 0;

	memset(s->state, 0, keys.n * s->size);
	while (n < keys.n && irc == RC_OK) {
		st[n] = s->state + n * s->size;
		irc = p->ops->init(p->ctx, st[n], &of_state);
		n += irc == RC_OK;
	}
	some = rows_part(rows, 0, n);
	rc = part_apply(p, st, &some, ev, done, e);
	look_at(s, st, *done);
	if (s->deal != NULL)
		deal_states(s, &keys, st, *done, expr_eval_arena(ev));
	for (size_t i = 0; i < *done && s->deal == NULL; i++) {
		set_window(s, rows->at_us[i]);
		if (add_state(s, key_of_row(s, &keys, i, expr_eval_arena(ev)), st[i]))
			p->ops->free(p->ctx, st[i]);
	}
	for (size_t i = *done; i < n; i++)
		p->ops->free(p->ctx, st[i]);
	if (rc == RC_OK && (irc != RC_OK || krc != RC_OK)) {
		++*done;	/* the row that has no state, or no key */
		rc = irc != RC_OK ? irc : krc;
		*e = irc != RC_OK ? of_state : of_key;
	}
	return rc;
}

size_t
spill_rows_heap(const struct spill_rows *s)
{
	return s->b.n + s->n * sizeof(*s->item) * SORTING;
}

size_t
spill_rows_n(const struct spill_rows *s)
{
	return s->n;
}

/* ---- writing ---- */

enum rc
spill_rows_put(struct spill_rows *s, struct spill_file *f, size_t *groups, bool *plain,
    struct err *e)
{
	enum rc rc;

	for (size_t i = 0; i < s->n; i++)
		s->item[i].item = s->b.p + s->item[i].key;
	s->to = f;
	s->groups = 0;
	rc = spill_sort_any(&s->sort, s->item, s->n, e);
	*groups = s->groups;
	*plain = s->plain;
	buf_clear(&s->b);
	s->n = 0;
	s->plain = true;
	return rc;
}

void
spill_rows_free(struct spill_rows *s)
{
	if (s == NULL)
		return;
	spill_packer_free(s->packer);
	spill_sort_release(&s->sort);
	buf_free(&s->b);
	buf_free(&s->key);
	mem_free(s->item);
	mem_free(s->state);
	mem_free(s);
}
