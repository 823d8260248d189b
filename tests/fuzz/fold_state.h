/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fold_state - states of a fold from any text: loaded or refused with a reason, saved, loaded
 * again as the same, merged in any order to the same bytes
 */
#ifndef CX_TESTS_FUZZ_FOLD_STATE_H
#define CX_TESTS_FUZZ_FOLD_STATE_H

#include "base/buf.h"
#include "base/mem.h"
#include "fold/fold.h"
#include "json/jread.h"

#include <stdio.h>
#include <stdlib.h>

struct fold_state {		/* whose states */
	const char            *name;	/* of the target */
	const struct fold_ops *ops;
	const void            *ctx;
	size_t                 size;
};

static inline void
fold_state_check(const struct fold_state *f, bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "%s: %s\n", f->name, what);
		abort();
	}
}

static inline void *
fold_state_new(const struct fold_state *f)
{
	void *st = mem_zalloc(f->size);

	fold_state_check(f, f->ops->init(f->ctx, st, NULL) == RC_OK, "init");
	return st;
}

static inline void
fold_state_drop(const struct fold_state *f, void *st)
{
	if (st != NULL)
		f->ops->free(f->ctx, st);
	mem_free(st);
}

/* NULL: it was refused. */
static inline void *
fold_state_load(const struct fold_state *f, struct sv text)
{
	void *st = fold_state_new(f);
	struct err e = { 0 };
	struct val v;

	if (jread_value(text, &v, &e) == RC_OK && f->ops->load(f->ctx, st, &v, &e) == RC_OK)
		return st;
	fold_state_check(f, e.msg[0] != '\0', "refused, and no reason");
	fold_state_drop(f, st);
	return NULL;
}

static inline struct buf
fold_state_save(const struct fold_state *f, const void *st)
{
	struct jwrite w;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	f->ops->save(f->ctx, st, &w);
	return o;
}

static inline void
fold_state_same(const struct fold_state *f, const void *x, const void *y, const char *otherwise)
{
	struct buf one = fold_state_save(f, x), two = fold_state_save(f, y);

	fold_state_check(f, sv_eq(buf_view(&one), buf_view(&two)), otherwise);
	buf_free(&one);
	buf_free(&two);
}

static inline void
fold_state_again(const struct fold_state *f, const void *st)
{
	struct buf one = fold_state_save(f, st);
	void *again = fold_state_load(f, buf_view(&one));

	fold_state_check(f, again != NULL, "what was saved does not load");
	fold_state_same(f, st, again, "saved once more it is another");
	fold_state_drop(f, again);
	buf_free(&one);
}

/* Of those that are not NULL; NULL: they are more together than may be kept. */
static inline void *
fold_state_merge(const struct fold_state *f, const void *x, const void *y)
{
	void *st = fold_state_new(f);
	struct err e = { 0 };

	if ((x == NULL || f->ops->merge(f->ctx, st, x, &e) == RC_OK) &&
	    (y == NULL || f->ops->merge(f->ctx, st, y, &e) == RC_OK))
		return st;
	fold_state_check(f, e.msg[0] != '\0', "not merged, and no reason");
	fold_state_drop(f, st);
	return NULL;
}

/* The sum of both; NULL as above. */
static inline void *
fold_state_sum(const struct fold_state *f, const void *x, const void *y)
{
	void *xy = fold_state_merge(f, x, y), *yx = fold_state_merge(f, y, x);

	fold_state_check(f, (xy == NULL) == (yx == NULL), "merges in one order alone");
	if (xy != NULL)
		fold_state_same(f, xy, yx, "the order of a merge shows");
	fold_state_drop(f, yx);
	return xy;
}

#endif
