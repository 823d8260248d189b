/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric/agg_memo.h"

#include "base/mem.h"
#include "base/num.h"
#include "sketch/quant.h"

#include <math.h>
#include <string.h>

enum {
	ASKED = 4096, TEXTS = 2048, FORMS = 512,
	TEXT_MAX = 31,
	SHARE_DIGITS = 12
};

#define SMALL_MAX 1e4		/* below, whole numbers are put down without a branch */
#define WHOLE_MAX 1e15		/* below, whole numbers are as digits in jwrite_double */

enum kind { NOTHING, SHARE, POISSON, STUDENT, RANK, RANKS };

struct question {		/* a, b: counts; what they are depends on the kind */
	uint64_t a, b;
	double   conf;
	uint32_t kind;
	uint32_t dec;
};

struct answer {
	struct question q;
	union {
		struct interval       i;
		struct fold_memo_rank r;
	};
};

struct text {
	uint64_t bits;		/* of a double that is no small whole number */
	char     n;
	char     p[TEXT_MAX];
};

struct agg_memo {
	struct answer asked[ASKED];
	struct text   text[TEXTS];
	struct agg_form form[FORMS];
	const struct quant *sorted_of;	/* NULL: none of this group */
	double        sorted[QUANT_EXACT_MAX];
};

struct agg_memo *
agg_memo_new(void)
{
	return mem_zalloc(sizeof(struct agg_memo));
}

void
agg_memo_free(struct agg_memo *m)
{
	mem_free(m);
}

void
agg_memo_forget(struct agg_memo *m)
{
	if (m != NULL)
		m->sorted_of = NULL;
}

const double *
agg_memo_sorted(struct agg_memo *m, const struct quant *q)
{
	if (m == NULL)
		return NULL;
	if (m->sorted_of != q && !quant_sorted(q, m->sorted))
		return NULL;
	m->sorted_of = q;
	return m->sorted;
}

/* Where the answer to @q is, or belongs: then there is another kind's, or another's. */
static struct answer *
place(struct agg_memo *m, const struct question *q)
{
	uint64_t h = (q->a * UINT64_C(0x9e3779b97f4a7c15)) ^
	    ((q->b + q->kind) * UINT64_C(0xc2b2ae3d27d4eb4f));

	h += q->dec;
	h ^= h >> 32;
	return &m->asked[(h * UINT64_C(0x9e3779b97f4a7c15)) >> 52];
}

_Static_assert(ASKED == 1 << 12, "the upper 12 bits of 64 say where");

static bool
answers(const struct answer *at, const struct question *q)
{
	return at->q.kind == q->kind && at->q.a == q->a && at->q.b == q->b &&
	    at->q.dec == q->dec && at->q.conf == q->conf;
}

/* To SHARE_DIGITS, in the time of a few products: 10^22 is the last power that is a double. */
static double
rounded(double share)
{
	double scale = 1e12;

	if (share <= 0 || share >= 1)
		return share;
	while (share * scale < 1e11 && scale < 1e22)
		scale *= 10;
	if (share * scale < 1e11)
		return num_digits(share, SHARE_DIGITS);
	return rint(share * scale) / scale;
}

static struct interval
share(uint64_t k, uint64_t n, double conf)
{
	struct interval i = interval_share(k, n, conf);

	return (struct interval){ rounded(i.lo), rounded(i.hi) };
}

struct interval
agg_memo_share(struct agg_memo *m, uint64_t k, uint64_t n, double conf)
{
	struct question q = { k, n, conf, SHARE, 0 };
	struct answer *at;

	if (m == NULL)
		return share(k, n, conf);
	at = place(m, &q);
	if (!answers(at, &q))
		*at = (struct answer){ .q = q, .i = share(k, n, conf) };
	return at->i;
}

struct interval
agg_memo_poisson(struct agg_memo *m, uint64_t k, double conf)
{
	struct question q = { k, 0, conf, POISSON, 0 };
	struct answer *at;

	if (m == NULL)
		return interval_poisson(k, conf);
	at = place(m, &q);
	if (!answers(at, &q))
		*at = (struct answer){ .q = q, .i = interval_poisson(k, conf) };
	return at->i;
}

double
agg_memo_t(struct agg_memo *m, double conf, uint64_t df)
{
	struct question q = { df, 0, conf, STUDENT, 0 };
	struct answer *at;

	if (m == NULL)
		return interval_t(conf, (double)df);
	at = place(m, &q);
	if (!answers(at, &q))
		*at = (struct answer){ .q = q, .i = { interval_t(conf, (double)df), 0 } };
	return at->i.lo;
}

static struct fold_memo_rank
ranks(uint64_t n, const struct agg_out *out)
{
	struct fold_memo_rank r = { .at = quant_rank_of(out->q.num, out->q.dec, n) };
	struct interval_ranks i;
	double below = 1;

	if (!out->ci)
		return r;
	for (unsigned k = 0; k < out->q.dec; k++)
		below *= 10;
	i = interval_quantile(n, (double)out->q.num / below, out->conf);
	r.lo = i.lo;
	r.hi = i.hi;
	return r;
}

struct fold_memo_rank
agg_memo_ranks(struct agg_memo *m, uint64_t n, const struct agg_out *out)
{
	struct question q = { n, out->q.num, out->conf, out->ci ? RANKS : RANK, out->q.dec };
	struct answer *at;

	if (m == NULL)
		return ranks(n, out);
	at = place(m, &q);
	if (!answers(at, &q))
		*at = (struct answer){ .q = q, .r = ranks(n, out) };
	return at->r;
}

/* Of a double that is no whole number: what it says; NULL when that is longer than a text. */
static const struct text *
text_of(struct agg_memo *m, double d)
{
	char room[NUM_TEXT_MAX];
	struct text *at;
	uint64_t bits;
	size_t n;

	memcpy(&bits, &d, sizeof(bits));
	at = &m->text[(bits * UINT64_C(0x9e3779b97f4a7c15)) >> 53];
	if (at->bits != bits) {	/* those of 0 are in no question */
		n = num_text(d, room);
		if (n == 0 || n > TEXT_MAX)
			return NULL;
		at->bits = bits;
		at->n = (char)n;
		memcpy(at->p, room, n);
	}
	return at;
}

void
agg_memo_double(struct agg_memo *m, struct jwrite *w, double d)
{
	const struct text *at;

	if (d >= 0 && d < WHOLE_MAX && d == (double)(int64_t)d) {
		jwrite_u64(w, (uint64_t)d);
		return;
	}
	if (d != d) {
		jwrite_raw(w, SV("null"));
		return;
	}
	at = m != NULL && d != 0 ? text_of(m, d) : NULL;
	if (at == NULL) {
		jwrite_double(w, d);
		return;
	}
	jwrite_comma(w);
	if (w->b->cap - w->b->n < TEXT_MAX) {
		buf_add(w->b, at->p, (size_t)at->n);
		return;
	}
	memcpy(w->b->p + w->b->n, at->p, TEXT_MAX);	/* all of the room: no call */
	w->b->n += (size_t)at->n;
}

_Static_assert(TEXTS == 1 << 11, "the upper 11 bits of 64 say where");

/* ---- forms ---- */

struct agg_form *
agg_memo_form(struct agg_memo *m, const struct jwrite *w, const struct agg_out *out, uint64_t n,
    uint64_t k)
{
	struct agg_form *f;
	uint64_t h;

	if (m == NULL || n >= AGG_FORM_FEW || !w->comma || w->b->max != SIZE_MAX)
		return NULL;
	h = (uint64_t)(uintptr_t)out->name.p * UINT64_C(0x9e3779b97f4a7c15) + out->ci;
	h = (h >> 32) + n + k * AGG_FORM_FEW;
	f = &m->form[h % FORMS];
	if (f->name != out->name.p || f->n != n || f->k != k || f->ci != out->ci) {
		f->name = out->name.p;
		f->n = (uint16_t)n;
		f->k = (uint16_t)k;
		f->ci = out->ci;
		f->fresh = true;
		f->none = false;
	}
	return f->none ? NULL : f;
}

static char *
put_part(char *p, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i += AGG_FORM_STEP)
		memcpy(p + i, text + i, AGG_FORM_STEP);	/* no call; behind it is room */
	return p + n;
}

static char *
put_number(struct agg_memo *m, struct buf *b, char *p, double d)
{
	struct jwrite w = { .b = b };

	if (d >= 0 && d < SMALL_MAX && d == (double)(int32_t)d)
		return p + num_put_small((uint32_t)(int32_t)d, p);
	b->n = (size_t)(p - b->p);
	agg_memo_double(m, &w, d);
	return b->p + b->n;
}

void
agg_memo_put(struct agg_memo *m, struct jwrite *w, const struct agg_form *f, const double *number)
{
	const size_t most = AGG_FORM_TEXT + AGG_FORM_STEP + AGG_FORM_NUMBERS * NUM_TEXT_MAX;
	struct buf *b = w->b;
	size_t from = 0;
	char *p;

	if (b->cap - b->n < most && !buf_room(b, most))
		return;
	p = b->p + b->n;
	for (unsigned i = 0; i < f->numbers; i++) {
		p = put_part(p, f->text + from, f->end[i] - from);
		p = put_number(m, b, p, number[i]);
		from = f->end[i];
	}
	p = put_part(p, f->text + from, f->end[f->numbers] - from);
	b->n = (size_t)(p - b->p);
	w->comma = true;
}
