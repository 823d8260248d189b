/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/jread.h"
#include "json/jwrite.h"
#include "run/edit_plan.h"

/* What others read in @v. */
static void
fill_links(const struct edit_link *link, size_t n, const struct val *v, struct val *slot,
    struct expr_eval *ev)
{
	for (size_t i = 0; i < n; i++)
		slot[link[i].slot] = jread_below(v, link[i].below, link[i].nbelow,
		    expr_eval_arena(ev));
}

static bool
is_above(const struct val *x, const struct val *y)
{
	return x->kind == VAL_NUMBER && y->kind == VAL_NUMBER && val_cmp(x, y, NULL) > 0;
}

/* Of x, x_lo and x_hi: where the expression falls, the upper end is made of the lower one. */
static bool
swap_ends(struct val *x)
{
	struct val was = x[1];

	if (!is_above(&x[1], &x[2]) && !is_above(&x[1], &x[0]) && !is_above(&x[0], &x[2]))
		return false;
	x[1] = x[2];
	x[2] = was;
	return true;
}

/* Values of the --set expressions, in order; each is put where the next ones read it. */
static enum rc
eval_sets(const struct edit *ed, const struct record *r, struct val *slot, struct val *value,
    struct expr_eval *ev, struct err *e)
{
	for (size_t i = 0; i < ed->nset; i++) {
		const struct edit_set *s = &ed->set[i];
		enum rc rc;

		value[i] = (struct val){ .kind = VAL_NONE };
		if (s->watch != SIZE_MAX && slot[s->watch].kind != VAL_NONE)
			atomic_store_explicit(&ed->stale[i], true, memory_order_relaxed);
		rc = s->from == SIZE_MAX || slot[s->from].kind != VAL_NONE ?
		    expr_value(s->x, r, ev, &value[i], e) : RC_OK;
		if (rc != RC_OK)
			return rc;
		fill_links(s->link, s->nlink, &value[i], slot, ev);
		if (s->upper && swap_ends(&value[i - 2])) {
			fill_links(ed->set[i - 1].link, ed->set[i - 1].nlink, &value[i - 1], slot,
			    ev);
			fill_links(s->link, s->nlink, &value[i], slot, ev);
		}
	}
	return RC_OK;
}

struct writer {			/* one record on its way out, for each element of --explode */
	const struct edit   *ed;
	const struct record *r;
	struct expr_eval    *ev;
	struct framing      *f;		/* NULL: lines */
	struct buf          *o;
	struct jwrite        w;
	struct err          *e;
	enum rc              rc;
};

static void
put(struct writer *wr, struct sv key, const struct val *v)
{
	if (wr->f != NULL) {
		framing_put(wr->f, wr->o, key, v);
		return;
	}
	jwrite_key_raw(&wr->w, key);
	jwrite_val(&wr->w, v);
}

/* The field of the record that has these slots; @own is room for one that is computed. */
static enum rc
find_chosen(struct writer *wr, const struct edit_field *f, const struct val *slot,
    const struct val **v, struct val *own)
{
	struct record r = *wr->r;

	*v = f->x == NULL ? &slot[f->slot] : own;
	if (f->x == NULL)
		return RC_OK;
	r.slot = slot;
	return expr_value(f->x, &r, wr->ev, own, wr->e);
}

static enum rc
write_chosen(struct writer *wr, const struct val *slot)
{
	const struct edit *ed = wr->ed;
	size_t skip = 1;	/* the comma */

	for (size_t i = 0; i < ed->nfield; i++) {
		struct sv head = ed->field[i].head;
		const struct val *v;
		struct val own;
		enum rc rc = find_chosen(wr, &ed->field[i], slot, &v, &own);

		if (rc != RC_OK)
			return rc;
		if (v->kind == VAL_NONE)
			continue;
		if (wr->f != NULL) {
			framing_put_at(wr->f, wr->o, i, v);
			continue;
		}
		buf_add(wr->o, head.p + skip, head.n - skip);
		wr->w.comma = false;
		jwrite_val(&wr->w, v);
		skip = 0;
	}
	return RC_OK;
}

/* The set that replaces a member, or nset. */
static size_t
find_set(const struct edit *ed, struct sv key)
{
	size_t i;

	for (i = 0; i < ed->nset && !(ed->set[i].last && sv_eq(ed->set[i].name, key)); i++)
		;
	return i;
}

/*
 * A member under the name it has in the end, if it has one.  @moved tells which
 * changes find their field in this record: what a field is renamed to gives way.
 */
static void
put_member(struct writer *wr, const bool *moved, struct sv name, struct sv key,
    const struct val *v)
{
	const struct edit *ed = wr->ed;
	size_t i;

	for (i = 0; i < ed->nchange && !sv_eq(ed->change[i].old, name); i++)
		;
	if (i < ed->nchange) {
		if (ed->change[i].name.n != 0)
			put(wr, ed->change[i].key, v);
		return;
	}
	for (i = 0; i < ed->nchange; i++)
		if (moved[i] && sv_eq(ed->change[i].name, name))
			return;
	put(wr, key, v);
}

/* Mark the changes whose field is @key. */
static void
mark_moved(const struct edit *ed, struct sv key, bool *moved)
{
	for (size_t i = 0; i < ed->nchange; i++)
		moved[i] |= sv_eq(ed->change[i].old, key);
}

static void
write_members(struct writer *wr, const struct val *slot, const struct val *value,
    struct arena *tmp)
{
	const struct edit *ed = wr->ed;
	const struct record *r = wr->r;
	bool *done = arena_zalloc(tmp, ed->nset + 1);
	bool *moved = arena_zalloc(tmp, ed->nchange + 1);
	struct sv *key = arena_alloc(tmp, (r->nmember + 1) * sizeof(*key));
	size_t i;

	for (i = 0; i < r->nmember; i++) {
		key[i] = r->member[i].key_esc ? val_unescape(r->member[i].key, tmp) :
		    r->member[i].key;
		mark_moved(ed, key[i], moved);
	}
	for (i = 0; i < ed->nset; i++)
		if (value[i].kind != VAL_NONE)
			mark_moved(ed, ed->set[i].name, moved);
	for (i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];
		bool exploded = ed->explode != SIZE_MAX && sv_eq(key[i], ed->explode_name);
		size_t set = find_set(ed, key[i]);

		if (ed->keep_raw && sv_is(key[i], "raw"))
			continue;	/* the whole line takes its place */
		if (set == ed->nset)
			put_member(wr, moved, key[i], m->key,
			    exploded ? &slot[ed->explode] : &m->val);
		else if (!done[set] && value[set].kind != VAL_NONE)
			put_member(wr, moved, ed->set[set].name, ed->set[set].key, &value[set]);
		if (set < ed->nset)
			done[set] = true;
	}
	for (i = 0; i < ed->nset; i++)
		if (!done[i] && ed->set[i].last && value[i].kind != VAL_NONE)
			put_member(wr, moved, ed->set[i].name, ed->set[i].key, &value[i]);
}

/* The line it came in, whatever its bytes are: as JSON has it. */
static void
put_raw(struct writer *wr, struct sv line)
{
	struct val v = { .kind = VAL_STRING, .flags = VAL_ESC };
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_str(&w, line);
	v.text = (struct sv){ b.p + 1, b.n - 2 };
	if (wr->f != NULL && wr->ed->chosen)
		framing_put_at(wr->f, wr->o, wr->ed->nfield, &v);
	else
		put(wr, SV("raw"), &v);
	buf_free(&b);
}

static enum rc
end_record(struct writer *wr)
{
	if (wr->f != NULL)
		return framing_end(wr->f, wr->o) ? RC_OK :
		    rc_bad(wr->e, "long-line", "the record is too large for a frame");
	jwrite_shut(&wr->w, '}');
	jwrite_nl(&wr->w);
	return RC_OK;
}

/* Slots with the element that --explode is at, and what --set makes of them. */
static enum rc
work_out(struct writer *wr, const struct val *element, struct val *slot, struct val *value)
{
	const struct edit *ed = wr->ed;
	struct record r = *wr->r;

	if (ed->nslot > 0)
		memcpy(slot, wr->r->slot, ed->nslot * sizeof(*slot));
	if (element != NULL) {
		slot[ed->explode] = *element;
		fill_links(ed->member, ed->nmember, element, slot, wr->ev);
	}
	r.slot = slot;
	return eval_sets(ed, &r, slot, value, wr->ev, wr->e);
}

static enum rc
write_one(struct writer *wr, const struct val *element)
{
	const struct edit *ed = wr->ed;
	struct arena *tmp = expr_eval_arena(wr->ev);
	const struct val *slot = wr->r->slot;
	struct val *value = NULL;
	enum rc rc = RC_OK;

	if (element != NULL || ed->nset > 0) {
		struct val *own = arena_alloc(tmp, (ed->nslot + 1) * sizeof(*own));

		value = arena_alloc(tmp, (ed->nset + 1) * sizeof(*value));
		rc = work_out(wr, element, own, value);
		slot = own;
	}
	if (rc != RC_OK)
		return rc;
	jwrite_init(&wr->w, wr->o);
	if (wr->f != NULL)
		framing_begin(wr->f, wr->o);
	else
		jwrite_open(&wr->w, '{');
	if (ed->chosen)
		rc = write_chosen(wr, slot);
	else if (ed->as_is)
		for (size_t i = 0; i < wr->r->nmember; i++)
			put(wr, wr->r->member[i].key, &wr->r->member[i].val);
	else
		write_members(wr, slot, value, tmp);
	if (rc != RC_OK)
		return rc;
	if (ed->keep_raw)
		put_raw(wr, record_line(wr->r));
	return end_record(wr);
}

static bool
each_element(void *ctx, struct sv key, const struct val *v)
{
	struct writer *wr = ctx;

	(void)key;	/* arrays have none */
	wr->rc = write_one(wr, v);
	return wr->rc == RC_OK;
}

/* Records that could not be written whole: none of them is. */
static void
take_back(struct writer *wr, size_t before)
{
	if (wr->f != NULL)
		framing_undo(wr->f, wr->o);
	else
		wr->o->n = before;
}

enum rc
edit_write(const struct edit *ed, const struct record *r, struct expr_eval *ev,
    struct framing *f, struct buf *o, struct err *e)
{
	struct writer wr = { .ed = ed, .r = r, .ev = ev, .f = f, .o = o, .e = e };
	size_t before = o->n;

	if (ed->plain && r->json) {
		buf_sv(o, record_line(r));
		buf_c(o, '\n');
		return RC_OK;
	}
	if (ed->plain && r->write != NULL) {
		r->write(r->writer, o);
		return RC_OK;
	}
	if (f != NULL)
		framing_mark(f, o);
	if (ed->explode != SIZE_MAX && r->slot[ed->explode].kind == VAL_ARRAY)
		jread_each(&r->slot[ed->explode], each_element, &wr);
	else
		wr.rc = write_one(&wr, NULL);
	if (wr.rc != RC_OK)
		take_back(&wr, before);
	return wr.rc;
}
