/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quant_state - see quant_state.h
 */
#include "sketch/quant_state.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/runs.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
value_cmp(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
save_values(const struct quant *q, struct jwrite *w)
{
	double few[QUANT_EXACT_MAX], *value = few;

	if (!quant_sorted(q, few)) {
		value = mem_array(NULL, (size_t)q->n, sizeof *value);
		memcpy(value, quant_values(q), (size_t)q->n * sizeof *value);
		qsort(value, (size_t)q->n, sizeof *value, value_cmp);
	}
	jwrite_open(w, '[');
	for (size_t i = 0; i < q->n; i++)
		jwrite_double(w, value[i]);
	jwrite_shut(w, ']');
	if (value != few)
		mem_free(value);
}

static void
save_bins(const struct bins *b, struct sv name, struct jwrite *w)
{
	struct runs_bins text = { 0 };
	uint64_t k;

	if (b->total == 0)
		return;
	jwrite_key(w, name);
	for (int32_t bin = bins_next(b, b->at, &k); k != 0; bin = bins_next(b, bin + 1, &k))
		runs_bins_add(&text, bin, k);
	runs_bins_save(&text, w);
}

static void
save_tiny(const struct quant_sketch *s, struct jwrite *w)
{
	if (s->tiny_pos != 0) {
		jwrite_key(w, SV("tiny_pos"));
		jwrite_u64(w, s->tiny_pos);
	}
	if (s->tiny_neg != 0) {
		jwrite_key(w, SV("tiny_neg"));
		jwrite_u64(w, s->tiny_neg);
	}
}

void
quant_state_save(const struct quant *q, struct jwrite *w)
{
	const struct quant_sketch *s;

	if (!quant_sketched(q, NULL)) {
		save_values(q, w);
		return;
	}
	s = q->many.sketch;
	jwrite_open(w, '{');
	jwrite_key(w, SV("n"));
	jwrite_u64(w, q->n);
	jwrite_key(w, SV("min"));
	jwrite_double(w, q->many.min);
	jwrite_key(w, SV("max"));
	jwrite_double(w, q->many.max);
	if (s->zero != 0) {
		jwrite_key(w, SV("zero"));
		jwrite_u64(w, s->zero);
	}
	save_tiny(s, w);
	save_bins(&s->pos, SV("pos"), w);
	save_bins(&s->neg, SV("neg"), w);
	if (s->pos.collapsed || s->neg.collapsed) {
		jwrite_key(w, SV("collapsed"));
		jwrite_str(w, s->pos.collapsed && s->neg.collapsed ? SV("both") :
		    s->pos.collapsed ? SV("pos") : SV("neg"));
	}
	jwrite_shut(w, '}');
}

struct values {
	struct quant           *q;
	const struct quant_cfg *c;
	double                  last;	/* when there is one */
	struct err             *e;
	enum rc                 rc;
};

static bool
load_value(void *ctx, struct sv key, const struct val *v)
{
	struct values *to = ctx;
	struct quant *q = to->q;
	bool text = v->kind == VAL_STRING && (v->flags & VAL_ESC) == 0;
	double x = 0;

	(void)key;
	if ((v->kind != VAL_NUMBER && !text) || num_double(v->text, &x) != RC_OK ||
	    (text && fabs(x) < 1e18))
		to->rc = rc_err(to->e, RC_SYNTAX, "a value is no number in the range of doubles");
	else if (q->n != 0 && x < to->last)
		to->rc = rc_err(to->e, RC_SYNTAX, "the values are not in ascending order");
	else if (!to->c->exact && q->n == QUANT_EXACT_MAX)
		to->rc = rc_err(to->e, RC_SYNTAX, "more than %d values, which belong in a sketch",
		    QUANT_EXACT_MAX);
	else
		quant_add(q, to->c, x);
	to->last = x;
	return to->rc == RC_OK;
}

struct side {			/* the bins of one sign */
	struct bins *b;
	int32_t      low;	/* the lowest; when there is one */
};

static enum rc
load_bin(void *ctx, int32_t bin, uint64_t k, struct err *e)
{
	struct side *s = ctx;

	if (s->b->total == 0)
		s->low = bin;
	else if (bin - s->low >= BINS_MAX)
		return rc_err(e, RC_SYNTAX, "more than %d bins from the first to the last",
		    BINS_MAX);
	bins_add(s->b, bin, k);
	return RC_OK;
}

static enum rc
load_side(struct side *s, const struct jfield *f, const struct ddmap *map, struct err *e)
{
	int32_t lo = ddmap_bin(map, QUANT_TINY), hi = ddmap_bin(map, DBL_MAX);
	uint64_t total;

	if (f->v.kind == VAL_NONE)
		return RC_OK;
	return jfields_within(f->name, runs_bins_load(&f->v, lo, hi, JFIELDS_COUNT_MAX, &total,
	    load_bin, s, e), e);
}

/*
 * Whether the outermost value on one side is where the bins say; @x is max, or
 * -min with the sides exchanged.  A collapsed bin holds values from below it.
 */
static bool
fits(const struct side *far, uint64_t zero, const struct side *near, double x,
    const struct ddmap *map)
{
	int32_t bin;

	if (far->b->total != 0)
		return x >= QUANT_TINY && ddmap_bin(map, x) == far->b->top;
	if (zero != 0)
		return fabs(x) < QUANT_TINY;
	if (x > -QUANT_TINY)
		return false;
	bin = ddmap_bin(map, -x);
	return near->b->collapsed ? bin < near->low : bin == near->low;
}

static enum rc
load_collapsed(struct side *pos, struct side *neg, const struct jfield *f, struct err *e)
{
	struct sv text;
	enum rc rc;

	if (f->v.kind == VAL_NONE)
		return RC_OK;
	rc = jfields_text(f, &text, e);
	if (rc != RC_OK)
		return rc;
	pos->b->collapsed = sv_is(text, "pos") || sv_is(text, "both");
	neg->b->collapsed = sv_is(text, "neg") || sv_is(text, "both");
	if (!pos->b->collapsed && !neg->b->collapsed)
		return rc_err(e, RC_SYNTAX, "'collapsed' must be \"pos\", \"neg\" or \"both\"");
	for (const struct side *s = pos; s != NULL; s = s == pos ? neg : NULL)
		if (s->b->collapsed && (s->b->total == 0 || s->low != bins_border(s->b)))
			return rc_err(e, RC_SYNTAX, "'collapsed' without a bin %d below the last",
			    BINS_MAX - 1);
	return RC_OK;
}

struct loading {
	struct quant_sketch *s;
	uint64_t             n;
	double               min, max;
};

/* A state that names neither is of a program that took them for 0: min and max may know better. */
static enum rc
load_tiny(struct loading *l, const struct jfield *pos, const struct jfield *neg, struct err *e)
{
	struct quant_sketch *s = l->s;
	enum rc rc = jfields_count(pos, s->zero, &s->tiny_pos, e);

	if (rc == RC_OK)
		rc = jfields_count(neg, s->zero - s->tiny_pos, &s->tiny_neg, e);
	if (rc != RC_OK)
		return rc;
	if (pos->v.kind == VAL_NONE && neg->v.kind == VAL_NONE) {
		s->tiny_pos = l->min > 0 ? s->zero : 0;
		s->tiny_neg = l->max < 0 ? s->zero : 0;
	}
	if ((s->tiny_pos != 0 && l->max <= 0) || (s->tiny_neg != 0 && l->min >= 0) ||
	    (s->tiny_pos + s->tiny_neg != s->zero && (l->min > 0 || l->max < 0)))
		return rc_err(e, RC_SYNTAX,
		    "'tiny_pos' and 'tiny_neg' are not between 'min' and 'max'");
	return RC_OK;
}

static enum rc
load_members(struct loading *l, const struct val *v, struct err *e)
{
	struct jfield f[] = {
		{ .name = "n", .need = true }, { .name = "min", .need = true },
		{ .name = "max", .need = true }, { .name = "zero" }, { .name = "pos" },
		{ .name = "neg" }, { .name = "collapsed" }, { .name = "tiny_pos" },
		{ .name = "tiny_neg" }
	};
	struct quant_sketch *s = l->s;
	struct side pos = { &s->pos, 0 }, neg = { &s->neg, 0 };
	enum rc rc = jfields_read(v, f, sizeof f / sizeof *f, e);

	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &l->n, e);
	if (rc == RC_OK)
		rc = jfields_double(&f[1], &l->min, e);
	if (rc == RC_OK)
		rc = jfields_double(&f[2], &l->max, e);
	if (rc == RC_OK)
		rc = jfields_count(&f[3], JFIELDS_COUNT_MAX, &s->zero, e);
	if (rc == RC_OK)
		rc = load_side(&pos, &f[4], &s->map, e);
	if (rc == RC_OK)
		rc = load_side(&neg, &f[5], &s->map, e);
	if (rc == RC_OK)
		rc = load_collapsed(&pos, &neg, &f[6], e);
	if (rc != RC_OK)
		return rc;
	l->min += 0.0;
	l->max += 0.0;
	if (l->n <= QUANT_EXACT_MAX)
		return rc_err(e, RC_SYNTAX, "a sketch of %d values or less", QUANT_EXACT_MAX);
	if (l->n != s->zero + s->pos.total + s->neg.total)
		return rc_err(e, RC_SYNTAX, "'n' is not the sum of the bins");
	if (l->min > l->max || !fits(&pos, s->zero, &neg, l->max, &s->map) ||
	    !fits(&neg, s->zero, &pos, -l->min, &s->map))
		return rc_err(e, RC_SYNTAX, "'min' and 'max' are not where the bins end");
	return load_tiny(l, &f[7], &f[8], e);
}

static enum rc
load_sketch(struct quant *q, const struct quant_cfg *c, const struct val *v, struct err *e)
{
	struct loading l = { .s = mem_zalloc(sizeof *l.s) };
	enum rc rc;

	ddmap_init(&l.s->map, c->accuracy);
	rc = load_members(&l, v, e);
	if (rc == RC_OK)
		quant_of_sketch(q, l.s, l.n, l.min, l.max);
	else
		quant_sketch_free(l.s);
	return rc;
}

enum rc
quant_state_load(struct quant *q, const struct quant_cfg *c, const struct val *v, struct err *e)
{
	struct values to = { q, c, 0, e, RC_OK };

	if (v->kind == VAL_OBJECT && !c->exact)
		return load_sketch(q, c, v, e);
	if (v->kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, c->exact ? "expected an array of values" :
		    "expected an array of values or a sketch");
	jread_each(v, load_value, &to);
	return to.rc;
}

/* ---- as it is spelled ---- */

static bool
read_values(struct quant *q, struct jspelled *t, double *value)
{
	double last = -DBL_MAX;
	size_t n = 0;

	if (JSPELLED_IS(t, "]"))
		return true;
	do {
		if (n == QUANT_EXACT_MAX || !jspelled_double(t, &value[n]) || value[n] < last)
			return false;
		last = value[n++] += 0.0;
	} while (*t->at == ',' && JSPELLED_IS(t, ","));
	if (!JSPELLED_IS(t, "]"))
		return false;
	quant_of_values(q, value, n);
	return true;
}

/* The count of a bin: 1 without digits. */
static bool
read_count(const char **at, uint32_t *k)
{
	const char *p = *at;
	uint32_t n = 0;
	unsigned d;

	if ((unsigned char)*p - (unsigned)'0' >= 10) {
		*k = 1;
		return true;
	}
	if (*p == '0' && (unsigned char)p[1] - (unsigned)'0' < 10)
		return false;
	for (; (d = (unsigned char)*p - (unsigned)'0') < 10 && p - *at < 9; p++)
		n = n * 10 + d;
	*at = p;
	*k = n;
	return d >= 10;
}

/* [412,"3ab12z0c"] of positive counts at both ends, to @b. */
static bool
read_bins(struct bins *b, struct jspelled *t, struct quant_room *room)
{
	bool below = JSPELLED_IS(t, "[-");
	uint64_t first, total = 0;
	uint32_t k = 0, i = 0, *count = room->count;
	const char *p;

	if ((!below && !JSPELLED_IS(t, "[")) || !jspelled_u64(t, &first) || first > INT32_MAX ||
	    (below && first == 0) || !JSPELLED_IS(t, ",\""))
		return false;
	b->at = below ? -(int32_t)first : (int32_t)first;
	if (b->at < room->lo || b->at > room->hi)
		return false;
	for (p = t->at; read_count(&p, &k); p++) {
		unsigned step = (unsigned char)*p - (unsigned)'a' + 1;

		if (i == 0 && k == 0)
			return false;
		count[i] = k;
		total += k;
		if (step - 1 >= 26)
			break;
		if (i + step >= BINS_MAX)
			return false;
		while (--step > 0)
			count[++i] = 0;
		i++;
	}
	t->at = p;
	b->count = count;
	b->width = sizeof(*count);
	b->n = (uint16_t)(i + 1);
	b->top = b->at + (int32_t)i;
	b->total = total;
	b->collapsed = false;
	return k != 0 && b->top <= room->hi && JSPELLED_IS(t, "\"]}");
}

static bool
read_sketch(struct quant *q, const struct quant_cfg *c, struct jspelled *t,
    struct quant_room *room)
{
	struct quant_sketch *s = &room->sketch;
	double min, max;
	uint64_t n;

	if (s->map.accuracy == 0) {
		ddmap_init(&s->map, c->accuracy);
		room->lo = ddmap_bin(&s->map, QUANT_TINY);
		room->hi = ddmap_bin(&s->map, DBL_MAX);
	}
	if (!JSPELLED_IS(t, "\"n\":") || !jspelled_u64(t, &n) || n <= QUANT_EXACT_MAX ||
	    !JSPELLED_IS(t, ",\"min\":") || !jspelled_double(t, &min) ||
	    !JSPELLED_IS(t, ",\"max\":") || !jspelled_double(t, &max) ||
	    !JSPELLED_IS(t, ",\"pos\":") || !read_bins(&s->pos, t, room) ||
	    s->pos.total != n || min < QUANT_TINY || min > max ||
	    ddmap_bin(&s->map, min) != s->pos.at || ddmap_bin(&s->map, max) != s->pos.top)
		return false;
	quant_of_sketch(q, s, n, min, max);
	return true;
}

bool
quant_state_read(struct quant *q, const struct quant_cfg *c, struct jspelled *t,
    struct quant_room *room)
{
	if (JSPELLED_IS(t, "["))
		return read_values(q, t, room->value);
	return !c->exact && JSPELLED_IS(t, "{") && read_sketch(q, c, t, room);
}
