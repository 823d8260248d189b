/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lscan - see lscan.h
 *
 * Here the rows go by; a field is lscan_kernel.inc's, lscan_quick's or lscan_rule's, and
 * lscan_why says what does not fit.
 */
#include "access/lscan.h"

#include "access/lscan_why.h"
#include "base/mem.h"

#include <string.h>

/* Past the literal before the first field; a bad line lies behind it. */
static void
skip_lead(struct lscan *s, size_t i)
{
	struct sv lead = s->f->lead;
	const char *p = s->at[i], *e = s->end[i];

	s->bad[i] = (size_t)(e - p) < lead.n || memcmp(p, lead.p, lead.n) != 0;
	if (s->bad[i])
		(void)lscan_no_literal(s, NULL, p, e);
	s->at[i] = s->bad[i] ? e : p + lead.n;
}

/* Row @i has no part of a request that kernels leave alone, unless the rules put it anew. */
static void
clear_parts(struct lscan *s, size_t i)
{
	for (size_t k = 0; k < s->nrare; k++)
		s->val[i * s->f->nval + s->rare[k]].kind = VAL_NONE;
}

/* The values that clear_parts clears. */
static void
list_rare(struct lscan *s)
{
	const struct lformat *f = s->f;

	s->rare = mem_array(NULL, f->nop * LFORMAT_PARTS + 1, sizeof(*s->rare));
	for (size_t k = 0; k < f->nop * LFORMAT_PARTS; k++) {
		const struct lformat_op *op = &f->op[k / LFORMAT_PARTS];
		int out = op->out[k % LFORMAT_PARTS];

		if (out >= 0 && lformat_is_rare(op, (enum lformat_part)(k % LFORMAT_PARTS)))
			s->rare[s->nrare++] = (size_t)out;
	}
}

/* Row @i once more, by the rules alone: a kernel took an end that may be another. */
static void
read_again(struct lscan *s, size_t i)
{
	const struct lformat *f = s->f;

	s->at[i] = s->from[i];
	s->bad[i] = false;
	for (const struct lformat_op *op = f->op; op < f->op + f->nop; op++)
		s->at[i] = lscan_odd(s, op, i);
}

/* Where every text of a line was plain, and nothing is left of it, there is no other end. */
static void
check_guesses(struct lscan *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s->from[i] != NULL && (s->bad[i] || (s->odd[i] & s->loose) != 0 ||
		    s->at[i] != s->end[i]))
			read_again(s, i);
}

void
lscan_rows(struct lscan *s, size_t n)
{
	const struct lformat *f = s->f;

	for (size_t i = 0; s->parts != 0 && i < n; i++)
		if ((s->parts >> i & 1) != 0)
			clear_parts(s, i);
	s->parts &= n < BATCH_ROWS ? ~UINT64_C(0) << n : 0;
	memset(s->bad, 0, n * sizeof(s->bad[0]));
	memset(s->odd, 0, n * sizeof(s->odd[0]));
	for (size_t i = 0; f->lead.n > 0 && i < n; i++)
		skip_lead(s, i);
	for (size_t i = 0; f->guess && i < n; i++)
		s->from[i] = s->bad[i] ? NULL : s->at[i];
	s->fit(s, n);
	if (f->guess)
		check_guesses(s, n);
	for (size_t i = 0; i < n; i++)
		if (s->at[i] < s->end[i] && !(f->trailing && *s->at[i] == ' ')) {
			s->bad[i] = true;
			lscan_beyond(s, i);
		}
}

bool
lscan_line(struct lscan *s, struct sv line)
{
	s->cut = false;
	s->at[0] = line.p;
	s->end[0] = line.p + line.n;
	lscan_rows(s, 1);
	return !s->bad[0];
}

bool
lscan_simd(struct lscan *s, enum cpu_simd simd)
{
	if (!cpu_simd_usable(simd))
		return false;
	s->fit = simd == CPU_AVX2 ? lscan_avx2 : simd == CPU_SSE2 ? lscan_sse2 :
	    simd == CPU_NEON ? lscan_neon : lscan_scalar;
	s->ends = simd == CPU_AVX2 ? lscan_avx2_ends : simd == CPU_SSE2 ? lscan_sse2_ends :
	    simd == CPU_NEON ? lscan_neon_ends : lscan_scalar_ends;
	return true;
}

void
lscan_init(struct lscan *s, const struct lformat *f, const struct tstamp_cfg *time,
    struct arena *rec, size_t max)
{
	memset(s, 0, sizeof(*s));
	s->f = f;
	s->time = time;
	s->rec = rec;
	s->max = max;
	s->val = mem_zalloc((max * f->nval + 1) * sizeof(*s->val));
	s->moment = mem_zalloc(f->nop * sizeof(*s->moment));
	for (const struct lformat_op *op = f->op; op < f->op + f->nop; op++)
		if (op->kind < LFORMAT_STATUS || op->kind > LFORMAT_CLF)
			s->loose |= lscan_bit(f, op);
	list_rare(s);
	(void)lscan_simd(s, cpu_simd());
}

void
lscan_free(struct lscan *s)
{
	mem_free(s->val);
	mem_free(s->rare);
	mem_free(s->moment);
}
