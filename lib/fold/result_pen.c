/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/result_pen.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "key/group_key.h"
#include "metric/agg_memo.h"
#include "record/time_member.h"

enum { RESULT_MANY = 64 };	/* for so many it pays to remember intervals */

struct result_pen {
	const struct fold_plan *p;
	struct val      *key;		/* of the result at hand */
	struct buf      *name;		/* of each key, as it is written */
	struct buf       head;		/* how results of the window at hand begin, */
	int64_t          from_us;	/* ... which begins then */
	struct agg_memo *memo;
};

/* The keys of a group, canonical bytes; NULL: of `other`, which names itself by the first. */
static void
put_keys(struct jwrite *w, const struct result_pen *f, const struct sv *key)
{
	const struct fold_plan *p = f->p;

	if (key != NULL)
		group_key_read(*key, p->nkey, f->key);
	for (size_t i = 0; i < p->nkey; i++) {
		jwrite_raw(w, buf_view(&f->name[i]));
		w->comma = false;
		if (key != NULL)
			jwrite_val(w, &f->key[i]);
		else if (i == 0)
			jwrite_str(w, SV("other"));
		else
			jwrite_null(w);
	}
	if (key == NULL) {
		jwrite_key(w, SV("truncated"));
		jwrite_bool(w, true);
	}
}

/* What all results of a window begin with, {"kind":"stat","window":...: made once. */
static void
begin_record(struct result_pen *f, struct jwrite *w, const struct twindow_span *window, bool total,
    struct buf *o)
{
	const struct fold_plan *p = f->p;

	if (f->head.n == 0 || (window != NULL && window->from_us != f->from_us)) {
		buf_clear(&f->head);
		jwrite_init(w, &f->head);
		jwrite_open(w, '{');
		jwrite_key(w, SV("kind"));
		jwrite_str(w, sv_of(p->kind));
		if (total) {
			jwrite_key(w, SV("total"));
			jwrite_bool(w, true);
		} else if (p->windowed) {
			time_member_write(w, "window", p->window.zone, window->from_us);
			time_member_write(w, "window_end", p->window.zone, window->to_us);
		}
		f->from_us = window != NULL ? window->from_us : 0;
	}
	buf_sv(o, buf_view(&f->head));
	*w = (struct jwrite){ .b = o, .comma = true };
}

/* @window: NULL for the result over everything; @key: NULL for it, and for `other`. */
static inline void
emit_record(struct result_pen *f, const struct twindow_span *window, const struct sv *key,
    const void *st, struct buf *o)
{
	const struct fold_plan *p = f->p;
	struct agg_span span = { .windowed = p->windowed && window != NULL, .memo = f->memo };
	struct jwrite w;

	begin_record(f, &w, window, window == NULL, o);
	if (span.windowed)
		span.window = *window;
	if (window != NULL)
		put_keys(&w, f, key);
	p->ops->emit(p->ctx, st, &span, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

struct result_pen *
result_pen_new(const struct fold_plan *p)
{
	struct result_pen *f = mem_zalloc(sizeof(*f));
	struct jwrite w;

	f->p = p;
	f->key = mem_zalloc((p->nkey + 1) * sizeof(*f->key));
	f->name = mem_zalloc((p->nkey + 1) * sizeof(*f->name));
	for (size_t k = 0; k < p->nkey; k++) {
		buf_init(&f->name[k], SIZE_MAX);
		jwrite_init(&w, &f->name[k]);
		jwrite_key(&w, p->key[k].name);
	}
	buf_init(&f->head, SIZE_MAX);
	return f;
}

void
result_pen_many(struct result_pen *f, size_t n)
{
	if (f->memo == NULL && n >= RESULT_MANY)
		f->memo = agg_memo_new();
}

void
result_pen_put(struct result_pen *f, struct twindow_span window, const struct sv *key,
    const void *st, struct buf *o)
{
	emit_record(f, &window, key, st, o);
}

void
result_pen_total(struct result_pen *f, const void *st, struct buf *o)
{
	buf_clear(&f->head);
	emit_record(f, NULL, NULL, st, o);
	buf_clear(&f->head);
}

void
result_pen_free(struct result_pen *f)
{
	agg_memo_free(f->memo);
	buf_free(&f->head);
	for (size_t k = 0; k < f->p->nkey; k++)
		buf_free(&f->name[k]);
	mem_free(f->name);
	mem_free(f->key);
	mem_free(f);
}
