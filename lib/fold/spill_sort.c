/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/spill_sort.h"

#include "base/mem.h"
#include "fold/group.h"
#include "fold/spill_state.h"
#include "key/group_key.h"

#include <string.h>

enum {
	FEW = 64,		/* items whose bits are not worth a look */
	AHEAD = 16		/* states on their way into the cache */
};

void
spill_sort_init(struct spill_sort *s, const struct fold_plan *p, spill_sort_group *group, void *ctx)
{
	*s = (struct spill_sort){ p, group, ctx, mem_zalloc(p->state_size + 1) };
}

void
spill_sort_release(struct spill_sort *s)
{
	mem_free(s->more);
}

static struct sv
key_of(const void *item)
{
	const char *p = item;
	struct spill_one one;

	spill_file_take(&p, false, &one);
	return one.key;
}

static struct sv
key_of_windowed(const void *item)
{
	const char *p = item;
	struct spill_one one;

	spill_file_take(&p, true, &one);
	return one.key;
}

static inline void
take(const struct spill_sort *s, const struct ksort_item *item, struct spill_one *one)
{
	const char *p = item->item;

	spill_file_take(&p, s->p->windowed, one);
}

/* A state that lies anywhere, and may reach into the next line of the cache. */
static inline __attribute__((always_inline)) void	/* else gcc sees no effect in it */
look_at(const struct ksort_item *item)
{
	__builtin_prefetch(item->item);
	__builtin_prefetch((const char *)item->item + GROUP_LINE - 1);
}

static inline bool
same_key(struct sv a, struct sv b)
{
	return a.n == b.n && sv_same(a.p, b.p, a.n);
}

enum rc
spill_sort_state(struct spill_sort *s, void *st, const struct spill_one *one,
    const struct ksort_item *item, size_t n, struct err *e)
{
	const struct fold_plan *p = s->p;
	enum rc rc = spill_state_load(p, st, one, e);

	for (size_t i = 1; i < n && rc == RC_OK; i++) {
		struct spill_one other;

		take(s, &item[i], &other);
		memset(s->more, 0, p->state_size);
		rc = spill_state_load(p, s->more, &other, e);
		if (rc == RC_OK)
			rc = p->ops->merge(p->ctx, st, s->more, e);
		p->ops->free(p->ctx, s->more);
	}
	return rc;
}

/* States in order, those of a group one after the other; all @n of them may be looked ahead at. */
static enum rc
put_groups(struct spill_sort *s, const struct ksort_item *item, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t from = 0, to; from < n && rc == RC_OK; from = to) {
		struct spill_one one, next;

		take(s, &item[from], &one);
		for (to = from + 1; to < n; to++) {
			take(s, &item[to], &next);
			if (!same_key(next.key, one.key))
				break;
		}
		for (size_t i = from; i < to && i + AHEAD < n; i++)
			look_at(&item[i + AHEAD]);
		rc = s->group(s->ctx, &one, item + from, to - from, e);
	}
	return rc;
}

static bool
all_same(const struct ksort_item *item, size_t n, group_key_of *of)
{
	const struct sv key = of(item[0].item);

	for (size_t i = 1; i < n; i++)
		if (!same_key(of(item[i].item), key))
			return false;
	return true;
}

enum rc
spill_sort_numbered(struct spill_sort *s, struct ksort_item *item, size_t n, struct err *e)
{
	group_key_of *of = s->p->windowed ? key_of_windowed : key_of;
	enum rc rc = RC_OK;

	if (n > FEW)
		ksort_pack(item, n);
	ksort_run(item, n);
	for (size_t from = 0, to; from < n && rc == RC_OK; from = to) {
		for (to = from + 1; to < n && item[to].key == item[from].key; to++)
			;
		for (size_t i = from; i < to && i + AHEAD < n; i++)
			look_at(&item[i + AHEAD]);
		if (to - from > 1 && !all_same(item + from, to - from, of))
			group_key_sort(item + from, to - from, s->p->nkey, of);
		rc = put_groups(s, item + from, to - from, e);
	}
	return rc;
}

static uint64_t
window_number(const struct spill_sort *s, const struct ksort_item *item)
{
	struct spill_one one;

	take(s, item, &one);
	return (uint64_t)one.span.from_us ^ UINT64_C(1) << 63;
}

enum rc
spill_sort_any(struct spill_sort *s, struct ksort_item *item, size_t n, struct err *e)
{
	enum rc rc = RC_OK;

	if (!s->p->windowed) {
		group_key_sort(item, n, s->p->nkey, key_of);
		return put_groups(s, item, n, e);
	}
	for (size_t i = 0; i < n; i++)
		item[i].key = window_number(s, &item[i]);
	ksort_run(item, n);
	for (size_t from = 0, to; from < n && rc == RC_OK; from = to) {
		for (to = from + 1; to < n && item[to].key == item[from].key; to++)
			;
		group_key_sort(item + from, to - from, s->p->nkey, key_of_windowed);
		rc = put_groups(s, item + from, to - from, e);
	}
	return rc;
}
