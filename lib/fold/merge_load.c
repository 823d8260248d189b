/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/merge_load.h"

#include "base/mem.h"
#include "metric/agg_type.h"
#include "state/state_again.h"

#include <inttypes.h>
#include <string.h>

enum { AT_ONCE = 32 };		/* whose states the nearest cache has */

struct found {
	struct group_cell *cell;
	bool               fresh;
};

struct merge_load {
	const struct fold_plan *p;
	void                   *spelled;	/* of p->ops->spelled; NULL: none */
	struct state_again     *again;		/* NULL until there is need */
	void                   *loaded;		/* a state, as read */
	struct arena            tmp;
};

struct merge_load *
merge_load_new(const struct fold_plan *p)
{
	struct merge_load *l = mem_zalloc(sizeof(*l));

	l->p = p;
	if (p->ops->spelled != NULL)
		l->spelled = p->ops->spelled->make(p->ctx);
	l->loaded = mem_zalloc(p->state_size + 1);
	arena_init(&l->tmp);
	return l;
}

bool
merge_load_spelled(const struct merge_load *l)
{
	return l->spelled != NULL;
}

static enum rc
fail(const struct merge_one *one, const char *what, const struct err *why, struct err *e)
{
	return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": %s%s", one->file, one->line, what, why->msg);
}

static enum rc
load(const struct fold_plan *p, void *st, const struct merge_one *one, struct err *e)
{
	struct err why = { 0 };

	if (p->ops->load(p->ctx, st, &one->state, &why) == RC_OK)
		return RC_OK;
	return fail(one, "a state that cannot be: ", &why, e);
}

/* Into a cell that has something already. */
static enum rc
add(struct merge_load *l, void *st, const struct merge_one *one, struct err *e)
{
	const struct fold_plan *p = l->p;
	enum rc rc;

	memset(l->loaded, 0, p->state_size);
	rc = p->ops->init(p->ctx, l->loaded, e);
	if (rc == RC_OK)
		rc = load(p, l->loaded, one, e);
	if (rc == RC_OK)
		rc = p->ops->merge(p->ctx, st, l->loaded, e);
	p->ops->free(p->ctx, l->loaded);
	return rc;
}

/* What came spelled and cannot be read so is read as any other. */
static enum rc
read_again(struct merge_load *l, struct merge_one *one, struct err *e)
{
	struct err why = { 0 };

	if (l->again == NULL)
		l->again = state_again_new();
	if (state_again_read(l->again, one->text, &one->state, &why) == RC_OK)
		return RC_OK;
	return fail(one, "", &why, e);
}

static enum rc
find_cell(struct merge_load *l, struct part *t, const struct merge_one *one, struct found *f,
    struct err *e)
{
	const size_t ncell = t->table.ncell;
	struct group_slot *slot;
	enum rc rc;

	arena_reset(&l->tmp);
	rc = part_slot(t, one->key, &l->tmp, &slot, e);
	if (rc == RC_OK)
		rc = part_cell(t, slot, one->span, &f->cell, e);
	f->fresh = t->table.ncell > ncell;
	return rc;
}

static enum rc
put(struct merge_load *l, const struct found *f, const struct merge_one *one, struct err *e)
{
	struct merge_one odd = *one;
	const void *read;
	enum rc rc;

	if (one->spelled) {
		read = l->p->ops->spelled->read(l->spelled, one->state.text);
		if (read != NULL)
			return l->p->ops->merge(l->p->ctx, group_state(f->cell), read, e);
		rc = read_again(l, &odd, e);
		if (rc != RC_OK)
			return rc;
	}
	return f->fresh ? load(l->p, group_state(f->cell), &odd, e) :
	    add(l, group_state(f->cell), &odd, e);
}

/* Up to @n of them: cells of one stay while others are found. */
static enum rc
load_some(struct merge_load *l, struct part *t, const struct merge_one *one, size_t n,
    size_t *done, struct err *e)
{
	const struct fold_plan *p = l->p;
	struct found found[AT_ONCE];
	struct err later = { 0 };
	enum rc rc = RC_OK, frc = RC_OK;
	size_t k = 0;

	while (k < n && (frc = find_cell(l, t, &one[k], &found[k], &later)) == RC_OK)
		group_near(&t->table, found[k++].cell);
	for (unsigned step = 0; step < AGG_NEAR_STEPS && p->ops->near != NULL; step++)
		for (size_t i = 0; i < k; i++)
			p->ops->near(p->ctx, group_state(found[i].cell), step);
	for (*done = 0; *done < k; ++*done) {
		rc = put(l, &found[*done], &one[*done], e);
		if (rc != RC_OK)
			return rc;
	}
	if (frc != RC_OK)
		*e = later;
	return frc;
}

enum rc
merge_load_batch(struct merge_load *l, struct part *t, const struct merge_batch *b, size_t *done,
    struct err *e)
{
	/* With overflow a group may take the place of one that was found. */
	const size_t most = l->p->overflow ? 1 : AT_ONCE;
	enum rc rc = RC_OK;
	size_t some;

	for (*done = 0; *done < b->n && rc == RC_OK; *done += some) {
		some = b->n - *done < most ? b->n - *done : most;
		rc = load_some(l, t, b->one + *done, some, &some, e);
	}
	return rc;
}

void
merge_load_free(struct merge_load *l)
{
	if (l->spelled != NULL)
		l->p->ops->spelled->free(l->spelled);
	state_again_free(l->again);
	arena_free(&l->tmp);
	mem_free(l->loaded);
	mem_free(l);
}
