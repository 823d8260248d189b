/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qinfer - see qinfer.h
 */
#include "quality/qinfer.h"

#include "base/utf8.h"
#include "json/jwrite.h"
#include "quality/jdec.h"
#include "quality/jformat.h"
#include "quality/jrule.h"
#include "record/proj.h"

#include <inttypes.h>
#include <string.h>

enum {
	ENUM_REPEAT = 20,	/* times a value of an enumeration is seen, on average */
	ENUM_TEXT_MAX = 40,
	FIGURE_MAX = 32
};

struct qinfer_object {
	uint64_t   n;
	struct map field;	/* payload struct field */
	bool       open;	/* too many names */
	bool       made;
};

struct figure {			/* a number's text; long ones are left out */
	char   text[FIGURE_MAX];
	size_t n;
};

struct field {
	uint64_t              n;
	uint64_t              kind[JRULE_ARRAY + 1];	/* by enum jrule_type */
	unsigned              formats;		/* bit i: all strings so far are of format i */
	struct sv             value[QINFER_VALUES + 1];	/* the first strings that differ */
	unsigned              nvalue;
	struct figure         min, max;		/* numbers */
	size_t                longest;		/* string, characters */
	struct qinfer_object *object;
	struct field         *item;
	bool                  unique;		/* strings so far */
	struct qset           seen;
};

void
qinfer_init(struct qinfer *q, uint64_t seed)
{
	*q = (struct qinfer){ .seed = seed };
	arena_init(&q->arena);
	jitem_init(&q->items);
	map_init(&q->event, &q->arena, sizeof(struct qinfer_object), seed);
}

static void
free_object(struct qinfer_object *o);

static void
free_field(struct field *f)
{
	qset_free(&f->seen);
	if (f->object != NULL)
		free_object(f->object);
	if (f->item != NULL)
		free_field(f->item);
}

static void
free_object(struct qinfer_object *o)
{
	for (size_t i = 0; i < o->field.n; i++)
		free_field(o->field.entry[i].val);
	if (o->made)
		map_free(&o->field);
}

void
qinfer_free(struct qinfer *q)
{
	for (size_t i = 0; i < q->event.n; i++)
		free_object(q->event.entry[i].val);
	map_free(&q->event);
	jitem_free(&q->items);
	arena_free(&q->arena);
}

/* ---- what is seen ---- */

static void see_object(struct qinfer *q, struct qinfer_object *o, const struct jitem *x,
    unsigned depth);

static void
see_string(struct qinfer *q, struct field *f, const struct jitem *x, unsigned depth)
{
	struct sv text = jitem_text(x, &q->items.arena);
	size_t n = utf8_count(text);
	unsigned i;
	bool again;

	f->longest = n > f->longest ? n : f->longest;
	for (i = 0; f->formats != 0 && i < JFORMAT_N; i++)
		if ((f->formats >> i & 1) != 0 && !jformat_ok((enum jformat)i, text))
			f->formats &= ~(1U << i);
	/* Only of what looks like a key it is asked whether it comes once. */
	if (f->unique && depth == 1) {
		f->unique = (f->formats >> JFORMAT_UUID & 1) != 0 &&
		    qset_add(&f->seen, text, 0, &again) && !again;
		if (!f->unique)
			qset_free(&f->seen);
	}
	for (i = 0; i < f->nvalue && !sv_eq(f->value[i], text); i++)
		;
	if (i == f->nvalue && f->nvalue <= QINFER_VALUES)
		f->value[f->nvalue++] = arena_sv(&q->arena, text);
}

static struct sv
figure(const struct figure *x)
{
	return (struct sv){ x->text, x->n };
}

static void
set_figure(struct figure *x, struct sv text)
{
	memcpy(x->text, text.p, text.n);
	x->n = text.n;
}

static void
see_number(struct field *f, const struct jitem *x)
{
	if (x->v.text.n > FIGURE_MAX)
		return;
	if (f->min.n == 0 || num_cmp(x->v.text, figure(&f->min)) < 0)
		set_figure(&f->min, x->v.text);
	if (f->max.n == 0 || num_cmp(x->v.text, figure(&f->max)) > 0)
		set_figure(&f->max, x->v.text);
}

static void
field_init(struct qinfer *q, struct field *f)
{
	f->formats = (1U << JFORMAT_N) - 1;
	f->unique = true;
	qset_init(&f->seen, 0, q->seed);
}

static void
see(struct qinfer *q, struct field *f, const struct jitem *x, unsigned depth)
{
	const struct jitem *m = x + 1;

	f->n++;
	switch (x->v.kind) {
	case VAL_NUMBER:
		f->kind[jdec_whole(x->v.text) ? JRULE_INTEGER : JRULE_FRACTION]++;
		see_number(f, x);
		break;
	case VAL_STRING:
		f->kind[JRULE_STRING]++;
		see_string(q, f, x, depth);
		break;
	case VAL_TRUE:
	case VAL_FALSE:
		f->kind[JRULE_BOOLEAN]++;
		break;
	case VAL_OBJECT:
		f->kind[JRULE_OBJECT]++;
		if (f->object == NULL)
			f->object = arena_zalloc(&q->arena, sizeof(*f->object));
		see_object(q, f->object, x, depth + 1);
		break;
	case VAL_ARRAY:
		f->kind[JRULE_ARRAY]++;
		if (f->item == NULL) {
			f->item = arena_zalloc(&q->arena, sizeof(*f->item));
			field_init(q, f->item);
		}
		for (uint32_t i = 0; depth < QINFER_DEPTH_MAX && i < x->n; i++, m += m->next)
			see(q, f->item, m, depth + 1);
		break;
	default:
		f->kind[JRULE_NULL]++;
	}
}

static void
see_object(struct qinfer *q, struct qinfer_object *o, const struct jitem *x, unsigned depth)
{
	const struct jitem *m = x + 1;

	if (!o->made)
		map_init(&o->field, &q->arena, sizeof(struct field), q->seed);
	o->made = true;
	o->n++;
	for (uint32_t i = 0; i < x->n; i++, m += m->next) {
		struct field *f = map_get(&o->field, m->key);
		bool fresh = f == NULL;

		o->open |= depth > QINFER_DEPTH_MAX || (fresh && o->field.n == QINFER_NAMES_MAX);
		if (o->open)
			return;
		if (fresh) {
			f = map_put(&o->field, m->key, NULL);
			field_init(q, f);
		}
		see(q, f, m, depth);
	}
}

void
qinfer_add(struct qinfer *q, struct sv line, const struct jread_member *m, size_t n,
    const struct val *name)
{
	struct qinfer_object *o;
	struct sv text = { "", 0 };

	if (!jitem_record(&q->items, line, m, n, true))
		return;
	q->n++;
	if (val_null(name))
		q->unnamed++;
	else
		text = val_text(name, &q->items.arena);
	o = map_get(&q->event, text);
	if (o == NULL && q->event.n == QINFER_EVENTS_MAX) {
		q->many = true;
		return;
	}
	o = map_put(&q->event, text, NULL);
	see_object(q, o, q->items.item, 1);
}

/* ---- the draft ---- */

/* A scalar that needs no quotes, whatever reads it. */
static bool
plain(struct sv s)
{
	static const char *const words[] = { "true", "false", "null", "yes", "no", "on", "off", "y",
		"n", "True", "False", "Null", "Yes", "No", "On", "Off", "Y", "N", "TRUE", "FALSE",
		    "NULL",
		"YES", "NO", "ON", "OFF" };

	for (size_t i = 0; i < s.n; i++) {
		bool letter = (unsigned char)((s.p[i] | 0x20) - 'a') < 26 || s.p[i] == '_';

		if (!letter && (i == 0 || !num_is_digit((unsigned char)s.p[i])) &&
		    (i == 0 || i + 1 == s.n || s.p[i] != ' '))
			return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (sv_is(s, words[i]))
			return false;
	return s.n != 0;
}

static void
put_scalar(struct buf *o, struct sv s)
{
	struct jwrite w;

	if (plain(s)) {
		buf_sv(o, s);
		return;
	}
	jwrite_init(&w, o);
	jwrite_str(&w, s);
}

static void
put_indent(struct buf *o, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_add(o, "  ", 2);
}

static void
put_types(struct buf *o, const struct field *f)
{
	static const struct { unsigned kind; const char *name; } known[] = {
		{ JRULE_STRING, "string" }, { JRULE_INTEGER, "integer" }, { JRULE_FRACTION,
		    "number" },
		{ JRULE_BOOLEAN, "boolean" }, { JRULE_OBJECT, "object" }, { JRULE_ARRAY, "array" },
		{ JRULE_NULL, "\"null\"" }
	};
	unsigned n = 0;
	bool fraction = f->kind[JRULE_FRACTION] != 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		n += f->kind[known[i].kind] != 0 && !(fraction && known[i].kind == JRULE_INTEGER);
	buf_printf(o, n > 1 ? "type: [" : "type: ");
	n = 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (f->kind[known[i].kind] != 0 && !(fraction && known[i].kind == JRULE_INTEGER))
			buf_printf(o, "%s%s", n++ > 0 ? ", " : "", known[i].name);
	if (n > 1)
		buf_c(o, ']');
}

static bool
enumerated(const struct field *f)
{
	if (f->nvalue == 0 || f->nvalue > QINFER_VALUES || f->longest > ENUM_TEXT_MAX ||
	    f->n != f->kind[JRULE_STRING])
		return false;
	return f->n >= (uint64_t)ENUM_REPEAT * f->nvalue;
}

/* The narrowest of the formats that all strings have. */
static enum jformat
format_of(const struct field *f)
{
	static const enum jformat order[] = { JFORMAT_DATE_TIME, JFORMAT_DATE, JFORMAT_TIME,
	    JFORMAT_UUID,
		JFORMAT_IPV4, JFORMAT_IPV6, JFORMAT_EMAIL, JFORMAT_URI };

	if (f->kind[JRULE_STRING] == 0)
		return JFORMAT_N;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if ((f->formats >> order[i] & 1) != 0)
			return order[i];
	return JFORMAT_N;
}

/* What goes behind the type, on the same line. */
static void
put_limits(struct buf *o, const struct field *f)
{
	enum jformat format = format_of(f);

	if (f->min.n != 0 && num_cmp(figure(&f->min), SV("0")) >= 0)
		buf_printf(o, ", minimum: 0");
	if (format != JFORMAT_N) {
		buf_printf(o, ", format: %s", jformat_name(format));
	} else if (enumerated(f)) {
		buf_printf(o, ", enum: [");
		for (unsigned i = 0; i < f->nvalue; i++) {
			buf_printf(o, i > 0 ? ", " : "");
			put_scalar(o, f->value[i]);
		}
		buf_c(o, ']');
	}
}

/* What was seen, for whoever reads the draft. */
static void
put_remark(struct buf *o, const struct field *f, uint64_t among)
{
	const char *before = "  # ";

	if (f->n < among) {
		buf_printf(o, "%sin %.3g%%", before, 100 * (double)f->n / (double)among);
		before = ", ";
	}
	if (f->min.n != 0) {
		buf_printf(o, "%s%.*s to %.*s", before, (int)f->min.n, f->min.text, (int)f->max.n,
		    f->max.text);
		before = ", ";
	}
	if (f->longest != 0 && format_of(f) == JFORMAT_N && !enumerated(f))
		buf_printf(o, "%sup to %zu characters", before, f->longest);
	buf_c(o, '\n');
}

static void put_object(struct buf *o, const struct qinfer_object *x, unsigned depth);

static void
put_field(struct buf *o, const struct field *f, uint64_t among, unsigned depth)
{
	bool inner = (f->object != NULL && !f->object->open && f->object->field.n != 0);
	bool items = f->item != NULL && f->item->n != 0;

	if (!inner && !items) {
		buf_printf(o, " {");
		put_types(o, f);
		put_limits(o, f);
		buf_c(o, '}');
		put_remark(o, f, among);
		return;
	}
	put_remark(o, f, among);
	put_indent(o, depth + 1);
	put_types(o, f);
	buf_c(o, '\n');
	if (inner)
		put_object(o, f->object, depth + 1);
	if (items) {
		put_indent(o, depth + 1);
		buf_printf(o, "items:");
		put_field(o, f->item, f->item->n, depth + 1);
	}
}

static void
put_object(struct buf *o, const struct qinfer_object *x, unsigned depth)
{
	size_t n = 0;

	if (x->open || x->field.n == 0)
		return;
	for (size_t i = 0; i < x->field.n; i++) {
		const struct field *f = x->field.entry[i].val;

		if (f->n < x->n)
			continue;
		if (n == 0)
			put_indent(o, depth);
		buf_printf(o, n++ == 0 ? "required: [" : ", ");
		put_scalar(o, x->field.entry[i].key);
	}
	if (n != 0)
		buf_printf(o, "]\n");
	put_indent(o, depth);
	buf_printf(o, "properties:\n");
	for (size_t i = 0; i < x->field.n; i++) {
		put_indent(o, depth + 1);
		put_scalar(o, x->field.entry[i].key);
		buf_c(o, ':');
		put_field(o, x->field.entry[i].val, x->n, depth + 1);
	}
}

/* A field that all events have as @format; its name is of the first event's. */
static bool
everywhere(const struct qinfer *q, struct sv name, enum jformat format, bool unique)
{
	for (size_t i = 0; i < q->event.n; i++) {
		const struct qinfer_object *o = q->event.entry[i].val;
		const struct field *f = o->made && !o->open ? map_get(&o->field, name) : NULL;

		if (f == NULL || f->n < o->n || f->kind[JRULE_STRING] < f->n ||
		    format_of(f) != format || (unique && !f->unique))
			return false;
	}
	return true;
}

static bool
find(const struct qinfer *q, enum jformat format, bool unique, struct sv *name)
{
	const struct qinfer_object *o = q->event.n != 0 ? q->event.entry[0].val : NULL;

	for (size_t i = 0; o != NULL && o->made && i < o->field.n; i++)
		if (everywhere(q, o->field.entry[i].key, format, unique)) {
			*name = o->field.entry[i].key;
			return true;
		}
	return false;
}

static void
put_head(const struct qinfer *q, struct sv key, bool named, struct sv time, struct buf *o)
{
	buf_printf(o, "# Drafted from %" PRIu64 " events: what was seen, not what should be.\n",
	    q->n);
	if (q->many)
		buf_printf(o, "# There are more than %d names of events: is it the right key?\n",
		    QINFER_EVENTS_MAX);
	if (named) {
		buf_printf(o, "key: ");
		put_scalar(o, key);
		buf_printf(o, "\nunplanned: reject\n");
	}
	if (time.n != 0) {
		buf_printf(o, "time: ");
		put_scalar(o, time);
		buf_c(o, '\n');
	}
}

void
qinfer_write(struct qinfer *q, struct sv key, struct buf *o)
{
	struct sv time = { "", 0 }, id;
	bool named = q->n > q->unnamed;

	if (find(q, JFORMAT_DATE_TIME, false, &time))
		time = proj_name(&time, 1, &q->arena);
	put_head(q, key, named, time, o);
	if (named)
		buf_printf(o, "schemas:\n");
	for (size_t i = 0; i < q->event.n; i++) {
		const struct qinfer_object *x = q->event.entry[i].val;

		if (named && q->event.entry[i].key.n == 0)
			continue;
		if (named) {
			buf_printf(o, "  ");
			put_scalar(o, q->event.entry[i].key);
			buf_printf(o, ":  # %" PRIu64 " events\n    type: object\n", x->n);
		} else {
			buf_printf(o, "common:\n    type: object\n");
		}
		put_object(o, x, 2);
	}
	if (find(q, JFORMAT_UUID, true, &id)) {
		buf_printf(o, "checks:\n  - unique: ");
		put_scalar(o, proj_name(&id, 1, &q->arena));
		buf_c(o, '\n');
	}
}
