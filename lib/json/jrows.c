/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jrows - around the kernels: what chunks are indexed, what is learnt, and whether it pays
 */
#include "json/jrows.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
	PAD = 64,		/* entries behind the last: of a shape, and of its lookup */
	BEYOND = 64,		/* bytes that are looked at behind a chunk */
	WINDOW = 64,		/* lines between two judgements */
	CREDIT = 256,		/* what learning may cost at first, */
	CREDIT_AGAIN = 64,	/* after a rest, */
	EARNED = 1,		/* and more of it after each window in which shapes paid */
	FAILED = 4,		/* a line that has no shape; others cost 1 */
	PAUSE = 256,		/* lines read by jread_next when they did not */
	PAUSE_MAX = 16 * 1024,
	NOWHERE = INT16_MIN	/* less than there is between any entries */
};

static bool
hex(char c)
{
	return (unsigned char)(c - '0') < 10 || (unsigned char)((c | 0x20) - 'a') < 6;
}

/* The backslash at @p begins an escape. */
static bool
escape_ok(const char *p)
{
	if (p[1] == 'u')
		return hex(p[2]) && hex(p[3]) && hex(p[4]) && hex(p[5]);
	return p[1] != '\0' && strchr("\"\\/bfnrt", p[1]) != NULL;
}

/* The part of COUNT bytes that holds the byte at @off. */
static unsigned
part_of(size_t off)
{
	return off < JROWS_LEAD ? 0 : (unsigned)((off - JROWS_LEAD) / JROWS_COUNT);
}

/* From where on jrows_odd is to look at lines, of which the next begins at @off. */
static void
set_odd(struct jrows *w, size_t off)
{
	unsigned part = part_of(off);
	uint32_t high = w->high >> part;

	w->odd = w->esc[w->esc_i];
	if (w->fixes || (high & 1) != 0)
		w->odd = 0;
	else if (high != 0 && (part + (unsigned)__builtin_ctz(high)) * JROWS_COUNT < w->odd)
		w->odd = (part + (unsigned)__builtin_ctz(high)) * (size_t)JROWS_COUNT;
}

/* Not all of the parts that hold the text from offset @off to @end is ASCII. */
static bool
is_high(const struct jrows *w, size_t off, size_t end)
{
	unsigned part = part_of(off);

	return (w->high >> part & ((UINT32_C(2) << (part_of(end) - part)) - 1)) != 0;
}

uint64_t
jrows_escapes(struct jrows *w, size_t at, uint64_t back, uint64_t bits)
{
	const char *p = w->text + at;

	if (w->carry == at)
		back &= ~UINT64_C(1);
	while (back != 0) {
		unsigned i = (unsigned)__builtin_ctzll(back);
		uint64_t next = UINT64_C(2) << i;

		w->esc[w->nesc++] = (uint16_t)(at + i + 1);
		if (!escape_ok(p + i))
			bits |= UINT64_C(1) << i;
		else if (p[i + 1] == '"')
			bits &= ~next;
		if (i == 63)
			w->carry = at + 64;
		back &= (back - 1) & ~next;
	}
	return bits;
}

uint8_t
jrows_bare(struct sv text)
{
	const char *p = text.p, *end;
	uint8_t kind = VAL_NUMBER;
	struct jscan scan;

	if (*p == '-' || (unsigned char)(*p - '0') < 10)
		end = jscan_number(&scan, p);
	else
		end = jscan_word(&scan, p, &kind);
	return end == p + text.n ? kind : VAL_NONE;
}

/* The quote at @off plus one ends a string by the shape. */
static bool
closes(const struct jrows_shape *s, const uint16_t *e, size_t off)
{
	for (size_t k = 1; k <= s->n; k++)
		if (s->close[k] != 0 && (size_t)e[k] - s->close[k] == off)
			return true;
	return false;
}

/* The escapes of the line: which strings have them, and the quotes among them. */
static bool
mark_escapes(struct jrows *w, const struct jrows_shape *s, const uint16_t *e, struct val *slot)
{
	uint64_t quotes = 0;

	for (; w->esc[w->esc_i] < e[s->n]; w->esc_i++) {
		const char *back = w->text + w->esc[w->esc_i] - 1;

		if (back[1] == '"') {
			quotes++;
			if (closes(s, e, w->esc[w->esc_i] + (size_t)1))
				return false;
		}
		for (const struct jrows_value *v = s->string; v < s->string_end; v++) {
			struct val *to = (void *)((char *)slot + v->to);

			if ((size_t)(back - to->text.p) < to->text.n)
				to->flags = VAL_ESC;
		}
	}
	w->due += quotes;
	return true;
}

bool
jrows_odd(struct jread *r, const struct jrows_shape *s, const uint16_t *e, struct sv text,
    struct val *slot)
{
	struct jrows *w = r->rows;

	if (is_high(w, e[0], e[s->n]) && utf8_valid_by(text, r->simd) != text.n)
		return false;
	if (!mark_escapes(w, s, e, slot))
		return false;
	if (r->nfix != 0) {
		memset(r->own, 0, (r->ncell - r->n) * sizeof(*r->own));
		jline_fixes(r, slot);
	}
	set_odd(w, e[s->n]);
	return true;
}

static void
forget_shapes(struct jrows *w)
{
	memset(w->set, 0, sizeof(w->set));
	w->nshape = 1;
	w->at = NULL;
}

static struct jrows_shape *
shape_new(const struct jread *r)
{
	return mem_zalloc(sizeof(struct jrows_shape) + r->n * sizeof(uint32_t));
}

/* CX_SIMD=avx2 is the kernel of 32 bytes, also where there is a wider one. */
static const struct jrows_kernel *
kernel_of(enum cpu_simd simd)
{
	const char *forced = getenv("CX_SIMD");

	if (simd == CPU_NEON)
		return &jline_neon_rows;
	return cpu_avx512() &&
	    (forced == NULL || strcmp(forced, cpu_simd_name(CPU_AVX2)) != 0) ?
	    &jline_avx512_rows : &jline_avx2_rows;
}

static struct jrows *
rows_new(const struct jread *r)
{
	struct jrows *w = mem_zalloc(sizeof(*w));

	w->kernel = kernel_of(r->simd);
	w->entry = mem_array(NULL, JROWS_CHUNK + BEYOND + PAD, sizeof(*w->entry));
	w->esc = mem_array(NULL, JROWS_CHUNK + BEYOND, sizeof(*w->esc));
	w->shape[0] = shape_new(r);
	w->shape[0]->least[0] = INT16_MAX;
	w->shape[0]->n = 1;
	w->fixes = r->nfix != 0;
	w->gap = 1;
	w->credit = CREDIT;
	w->pause = PAUSE;
	forget_shapes(w);
	return w;
}

void
jrows_free(struct jread *r)
{
	struct jrows *w = r->rows;

	if (w == NULL)
		return;
	for (size_t i = 0; i < JROWS_SHAPES && w->shape[i] != NULL; i++)
		mem_free(w->shape[i]);
	mem_free(w->entry);
	mem_free(w->esc);
	mem_free(w);
	r->rows = NULL;
}

/* When most lines since the last time were of no shape, others are read for a while. */
static void
judge(struct jrows *w)
{
	if (w->hit + w->miss < WINDOW)
		return;
	if (w->hit < w->miss) {
		w->rest = w->pause;
		w->pause = w->pause < PAUSE_MAX ? 2 * w->pause : PAUSE_MAX;
		if (w->credit < CREDIT_AGAIN)
			w->credit = CREDIT_AGAIN;
		if (w->nshape == JROWS_SHAPES)
			forget_shapes(w);
	} else {
		w->pause = PAUSE;
		w->credit = w->credit + EARNED < CREDIT ? w->credit + EARNED : CREDIT;
	}
	w->hit = w->miss = 0;
}

/* Index the lines from @at on, as many as a chunk holds whole; false: the first cannot be. */
static bool
begin_chunk(struct jrows *w, const char *at, const char *end)
{
	size_t n = (size_t)(end - at) < JROWS_CHUNK ? (size_t)(end - at) : JROWS_CHUNK;

	w->at = NULL;
	if (n <= JROWS_LEAD || at[0] != '{' || at[1] != '"' || (unsigned char)at[2] < ' ' ||
	    at[2] == '"' || at[2] == '\\')
		return false;
	w->text = at;
	w->end = end;
	w->i = w->nesc = w->esc_i = w->carry = w->sum_at = w->sum = 0;
	w->kernel->index(w, n);
	while (w->n > 1 && (w->entry[w->n - 1] > n || at[w->entry[w->n - 1] - 1] != '\n'))
		w->n--;
	if (w->n == 1)
		return false;
	for (size_t i = 0; i < PAD; i++)
		w->entry[w->n + i] = w->entry[w->n - 1];
	w->esc[w->nesc] = UINT16_MAX;
	set_odd(w, 0);
	w->at = at;
	return true;
}

/* As many quotes as are due stand before the next line, from the one at offset @from on. */
static bool
counted(struct jrows *w, size_t from)
{
	uint64_t before = w->sum_at == from ? w->sum : w->kernel->count(w, from);

	w->sum_at = w->entry[w->i];
	w->sum = w->kernel->count(w, w->sum_at);
	return w->sum - before == w->due;
}

bool
jrows_usable(const struct jread *r)
{
	return !r->members && (r->simd == CPU_AVX2 || r->simd == CPU_NEON);
}

size_t
jrows_take(struct jread *r, const char **at, const char *end, uint64_t *lines,
    struct val *slot, struct jread_row *row, size_t max)
{
	struct jrows *w = r->rows != NULL ? r->rows : (r->rows = rows_new(r));
	size_t n = 0;

	while (n < max && *at != end && w->rest == 0) {
		size_t from, got;

		if (*at != w->at || end != w->end || w->i + 1 == w->n) {
			judge(w);
			if (w->rest != 0 || !begin_chunk(w, *at, end))
				break;
		}
		from = w->entry[w->i];
		w->line = *lines;
		got = w->kernel->take(r, slot + n * r->n, row + n, max - n);
		if (got != 0 && !counted(w, from)) {
			w->rest = got;
			w->at = NULL;
			break;
		}
		*at = w->at = w->text + w->entry[w->i];
		*lines += got;
		w->hit += got;
		n += got;
		if (w->i + 1 != w->n)
			break;
	}
	return n;
}

/* The literal at @p, behind a value of @n; NULL when it is not remembered. */
static struct jline_node *
literal_at(struct jread *r, struct jline_node *n, const char *p)
{
	for (size_t i = 0; i < 2; i++) {
		struct jline_node *m = n->next[i];

		if (m->kind != JLINE_NONE && memcmp(p, m->lit, m->len) == 0 &&
		    (m->kind == JLINE_STRING || m->kind == JLINE_END ||
		    ((unsigned char)p[m->len] > ' ' && p[m->len] != '"')))
			return m;
	}
	n = jline_learn(r, n, p);
	return n != &r->odd ? n : NULL;
}

/* A line that a shape is learnt from. */
struct lesson {
	struct jread       *r;
	const char         *text;	/* of the chunk */
	const uint16_t     *e;		/* the entries of the line */
	struct jrows_shape *s;
	size_t              k;		/* of the entry that has been come to */
};

/* The literal @m at @at goes with entry k, and with no other. */
static bool
add_literal(struct lesson *l, const struct jline_node *m, const char *at)
{
	const uint16_t *e = l->e + l->k;
	size_t p = (size_t)(at - l->text), end = p + m->len, window = *e;
	struct jrows_lit *lit = &l->s->lit[l->k];

	if (l->k != 0)
		window -= l->r->rows->gap + (size_t)2;
	if (p < window || end > window + JLINE_LIT || (l->k != 0 && *e > end) ||
	    (m->kind != JLINE_END && e[1] <= end))
		return false;
	*lit = (struct jrows_lit){ { 0 }, { 0 } };
	memcpy(lit->text + (p - window), m->lit, m->len);
	memset(lit->mask + (p - window), 0xff, m->len);
	for (size_t i = 0; i < m->len; i++)
		l->s->quotes += m->lit[i] == '"';
	l->s->close[l->k] = (uint8_t)(m->after == JLINE_QUOTE ? *e - p - 1 : 0);
	return true;
}

/* Of members with one name the last one counts. */
static void
drop_earlier(struct jrows_shape *s, uint32_t to)
{
	struct jrows_value *v;

	for (v = s->bare; v < s->bare_end; v++)
		if (v->to == to)
			v->to = JLINE_NOTHING;
	for (v = s->string; v < s->string_end; v++)
		if (v->to == to)
			*v-- = *--s->string_end;
}

/* The value of @m at @at, behind entry k; @end is behind it. */
static bool
add_value(struct lesson *l, const struct jline_node *m, const char *at, const char *end)
{
	struct jrows_shape *s = l->s;
	const uint16_t *e = l->e + l->k;
	size_t from = (size_t)(at - l->text) - e[0], back = e[1] - (size_t)(end - l->text);
	struct jrows_value v = {
		.entry = (uint16_t)(l->k * sizeof(*e)), .from = (uint16_t)from,
		.less = (uint16_t)(from + back), .to = JLINE_NOTHING
	};

	if (back > JLINE_LIT || m->kept == JLINE_PUT)
		return false;
	s->least[l->k] = (int16_t)(v.less + (m->kind == JLINE_BARE));
	if (m->kept == JLINE_SLOT) {
		v.to = m->cell * (uint32_t)sizeof(struct val);
		drop_earlier(s, v.to);
	}
	if (m->kind == JLINE_BARE)
		*s->bare_end++ = v;
	else if (m->kept == JLINE_SLOT)
		*s->string_end++ = v;
	return true;
}

/* The value at @p, behind the literal @m, ends there; NULL for one in brackets. */
static const char *
value_end(struct jread *r, const struct jline_node *m, const char *p)
{
	struct val v;
	bool esc;

	if (m->kind == JLINE_STRING)
		return jscan_string(&r->scan, p, &esc);
	return m->kind == JLINE_BARE && *p != '{' && *p != '[' ?
	    jscan_scalar(&r->scan, p, &v) : NULL;
}

static bool
has_slot(const struct jrows_shape *s, uint32_t to)
{
	const struct jrows_value *v;

	for (v = s->bare; v < s->bare_end; v++)
		if (v->to == to)
			return true;
	for (v = s->string; v < s->string_end; v++)
		if (v->to == to)
			return true;
	return false;
}

/* What the kernels look at first. */
static void
pair_literals(struct jrows_shape *s)
{
	enum { HALF = JLINE_LIT / 2 };

	s->nmore = 0;
	for (size_t k = 0; k < 2 * JROWS_TWOS; k++) {
		const struct jrows_lit *lit = &s->lit[k];
		struct jrows_two *two = &s->two[k / 2];

		memcpy(two->text + k % 2 * HALF, lit->text, HALF);
		memcpy(two->mask + k % 2 * HALF, lit->mask, HALF);
		if (k <= s->n && memchr(lit->mask + HALF, 0xff, HALF) != NULL)
			s->more[s->nmore++] = (uint8_t)k;
	}
}

/* The literal at entry k ends the line. */
static bool
add_end(struct lesson *l)
{
	struct jrows_shape *s = l->s;
	size_t k = l->k;

	for (; k < JROWS_ENTRIES && l->text[l->e[k] - 1] != '\n'; k++)
		s->least[k] = NOWHERE;
	if (k == 0 || k >= JROWS_ENTRIES)
		return false;
	s->n = k;
	s->end = 1 + (l->text[l->e[k] - 2] == '\r');
	for (size_t i = l->k + 1; i <= JROWS_ENTRIES; i++) {
		s->lit[i] = (struct jrows_lit){ { 0 }, { 0 } };
		s->close[i] = 0;
	}
	pair_literals(s);
	for (; k < JROWS_ENTRIES; k++)
		s->least[k] = NOWHERE;
	for (size_t i = 0; i < l->r->n; i++) {
		uint32_t to = (uint32_t)(i * sizeof(struct val));

		if (!has_slot(s, to))
			s->none[s->nnone++] = to;
	}
	return true;
}

/* Members stand a space further from their commas than expected, or less: from now on expected. */
static bool
other_gap(struct jrows *w, const struct jline_node *m)
{
	size_t gap = m->key_at - 1 - (m->after == JLINE_QUOTE);

	if (gap == w->gap || gap > 2 || w->hit != 0)
		return false;
	w->gap = (uint8_t)gap;
	forget_shapes(w);
	return true;
}

/* The shape of the line; false when it has none. */
static bool
learn(struct lesson *l)
{
	const char *p = l->text + l->e[0], *end;
	struct jline_node *m = literal_at(l->r, &l->r->root, p), *next;

	for (; m != NULL && add_literal(l, m, p); m = next, p = end) {
		if (m->kind == JLINE_END)
			return add_end(l);
		end = value_end(l->r, m, p + m->len);
		if (end == NULL)
			return false;
		next = literal_at(l->r, m, end);
		if (next == NULL || (next->kind != JLINE_END && other_gap(l->r->rows, next)) ||
		    !add_value(l, m, p + m->len, end) || ++l->k == JROWS_ENTRIES)
			return false;
	}
	return false;
}

/* The line whose entries begin at @e; false when it has no shape. */
static bool
learn_line(struct jread *r, const uint16_t *e)
{
	struct jrows *w = r->rows;
	struct jrows_shape *s = w->shape[w->nshape];
	struct lesson l = { .r = r, .text = w->text, .e = e };
	uint8_t *set = w->set[jrows_set(w->text, e)];
	size_t i;

	if (s == NULL)
		w->shape[w->nshape] = s = shape_new(r);
	s->quotes = 0;
	s->nnone = 0;
	s->bare_end = s->bare;
	s->string_end = s->string;
	l.s = s;
	if (!learn(&l))
		return false;
	for (i = 1; i < w->nshape && (w->shape[i]->n != s->n ||
	    memcmp(w->shape[i]->lit, s->lit, (s->n + 1) * sizeof(s->lit[0])) != 0); i++)
		;
	w->nshape += i == w->nshape;
	if (set[0] != i) {
		set[1] = set[0];
		set[0] = (uint8_t)i;
	}
	return true;
}

void
jrows_past(struct jread *r, const char *line, const char *at, bool good)
{
	struct jrows *w = r->rows;
	size_t i = w->i;

	w->miss++;
	judge(w);
	if (w->at == NULL)
		return;
	while (w->i + 1 < w->n && w->text + w->entry[w->i] < at)
		w->i++;
	w->at = w->text + w->entry[w->i] == at ? at : NULL;
	while (w->esc[w->esc_i] <= w->entry[w->i])
		w->esc_i++;
	set_odd(w, w->entry[w->i]);
	if (good && w->at != NULL && line == w->text + w->entry[i] && w->credit >= FAILED &&
	    w->nshape < JROWS_SHAPES)
		w->credit -= learn_line(r, w->entry + i) ? 1 : FAILED;
}
