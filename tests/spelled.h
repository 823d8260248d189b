/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spelled - what agg_type.read takes is what load makes of it
 */
#ifndef CX_TESTS_SPELLED_H
#define CX_TESTS_SPELLED_H

#include "base/buf.h"
#include "base/mem.h"
#include "metric/agg_type.h"

#include <string.h>

enum spelled_is { SPELLED_NOT, SPELLED_SAME, SPELLED_OTHER };

static inline void
spelled_save(const struct agg_type *t, const struct agg_cfg *cfg, const void *st, struct buf *b)
{
	struct jwrite w;

	buf_init(b, SIZE_MAX);
	jwrite_init(&w, b);
	t->save(st, cfg, &w);
}

/* @text as it is read, merged into nothing; @st is what was loaded of it, NULL: it was refused. */
static inline enum spelled_is
spelled_as(const struct agg_type *t, const struct agg_cfg *cfg, struct sv text, const void *st)
{
	char *copy = mem_zalloc(text.n + JSPELLED_PAD);
	struct jspelled at = { copy, copy + text.n };
	void *read = mem_zalloc(t->size), *sum = mem_zalloc(t->size), *room;
	enum spelled_is is = SPELLED_NOT;
	struct buf one, two;

	room = mem_zalloc(t->room + 1);
	memcpy(copy, text.p, text.n);
	if (t->read != NULL && t->read(read, cfg, &at, room) && at.at == at.end) {
		is = SPELLED_OTHER;
		if (st != NULL && t->init(sum, cfg, NULL) == RC_OK &&
		    t->merge(sum, read, cfg, NULL) == RC_OK) {
			spelled_save(t, cfg, st, &one);
			spelled_save(t, cfg, sum, &two);
			is = sv_eq(buf_view(&one), buf_view(&two)) ? SPELLED_SAME : SPELLED_OTHER;
			buf_free(&one);
			buf_free(&two);
		}
		if (t->free != NULL)
			t->free(sum);
	}
	mem_free(copy);
	mem_free(read);
	mem_free(sum);
	mem_free(room);
	return is;
}

#endif
