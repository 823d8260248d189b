/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/summary.h"

#include "base/mem.h"
#include "fold/result_pen.h"
#include "fold/toplist.h"

struct summary {
	const struct fold_plan *p;
	struct result_pen      *pen;
	struct toplist         *top;	/* NULL: groups are written elsewhere */
	void                   *total;	/* the state of all; of chosen ones when they are written */
};

bool
summary_wanted(const struct fold_plan *p)
{
	return p->top != 0 || p->totals;
}

enum rc
summary_new(struct summary **s, const struct fold_plan *p, struct err *e)
{
	*s = mem_zalloc(sizeof(**s));
	(*s)->p = p;
	(*s)->pen = result_pen_new(p);
	if (p->top != 0)
		(*s)->top = toplist_new(p);
	if (!p->totals)
		return RC_OK;
	(*s)->total = mem_zalloc(p->state_size + 1);
	return p->ops->init(p->ctx, (*s)->total, e);
}

enum rc
summary_add(struct summary *s, struct twindow_span window, const struct sv *key, const void *st,
    struct err *e)
{
	return s->top != NULL ? toplist_add(s->top, window, key, st, e) :
	    s->p->ops->merge(s->p->ctx, s->total, st, e);
}

enum rc
summary_join(struct summary *s, struct summary *src, struct err *e)
{
	enum rc rc = RC_OK;

	if (s->top != NULL) {
		rc = toplist_join(s->top, src->top, e);
		src->top = NULL;
	}
	if (rc == RC_OK && s->total != NULL)
		rc = s->p->ops->merge(s->p->ctx, s->total, src->total, e);
	summary_free(src);
	return rc;
}

static enum rc
write_top(struct summary *s, int64_t before_us, struct buf *o, struct out *out, struct err *e)
{
	struct toplist_one one;
	enum rc rc;

	while ((rc = toplist_next(s->top, before_us, &one, e)) == RC_OK) {
		buf_clear(o);
		result_pen_put(s->pen, one.window, one.key, one.st, o);
		out_sv(out, buf_view(o));
		if (s->total != NULL)
			rc = s->p->ops->merge(s->p->ctx, s->total, one.st, e);
		if (rc != RC_OK)
			return rc;
	}
	return rc == RC_END ? RC_OK : rc;
}

enum rc
summary_write(struct summary *s, int64_t before_us, struct out *out, struct err *e)
{
	enum rc rc = RC_OK;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	if (s->top != NULL)
		rc = write_top(s, before_us, &o, out, e);
	if (rc == RC_OK && s->total != NULL && before_us == SUMMARY_ALL) {
		buf_clear(&o);
		result_pen_total(s->pen, s->total, &o);
		out_sv(out, buf_view(&o));
	}
	buf_free(&o);
	return rc;
}

void
summary_free(struct summary *s)
{
	if (s == NULL)
		return;
	result_pen_free(s->pen);
	toplist_free(s->top);
	if (s->total != NULL)
		s->p->ops->free(s->p->ctx, s->total);
	mem_free(s->total);
	mem_free(s);
}
