/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qset_state.h"

#include "base/buf.h"
#include "base/mem.h"
#include "json/jfields.h"

#include <inttypes.h>
#include <stdlib.h>

enum { WORD = 8, ENTRY = 3 * WORD };

static int
cmp_entries(const void *a, const void *b)
{
	const struct qset_entry *x = a, *y = b;

	if ((x->a | QSET_OLD) != (y->a | QSET_OLD))
		return (x->a | QSET_OLD) < (y->a | QSET_OLD) ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static void
put_word(struct buf *b, uint64_t word)
{
	for (int shift = 0; shift < 64; shift += 8)
		buf_c(b, (char)(unsigned char)(word >> shift));
}

static uint64_t
get_word(const char *p)
{
	uint64_t word = 0;

	for (int i = WORD - 1; i >= 0; i--)
		word = word << 8 | (unsigned char)p[i];
	return word;
}

void
qset_state_save(const struct qset *s, size_t shard, struct jwrite *w)
{
	const struct qset_shard *t = &s->shard[shard];
	struct qset_entry *all = mem_array(NULL, t->n + 1, sizeof(*all));
	struct buf b;
	size_t n = 0;

	for (size_t i = 0; i < t->size; i++)
		if (t->entry[i].a != 0)
			all[n++] = t->entry[i];
	qsort(all, n, sizeof(*all), cmp_entries);
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		put_word(&b, all[i].a);
		put_word(&b, all[i].b);
		put_word(&b, (uint64_t)all[i].at_us);
	}
	jwrite_open(w, '{');
	jwrite_key(w, SV("size"));
	jwrite_u64(w, t->size);
	jwrite_key(w, SV("seen"));
	jwrite_base64(w, buf_view(&b));
	jwrite_shut(w, '}');
	buf_free(&b);
	mem_free(all);
}

/* Places as many as a table of @n texts may have: between half and three quarters are used. */
static bool
is_size(uint64_t size, size_t n)
{
	return 4 * n <= 3 * size && (size == QSET_FIRST || size <= 2 * n);
}

static enum rc
load_entry(struct qset *s, size_t shard, const char *p, struct qset_entry *last, struct err *e)
{
	struct qset_shard *t = &s->shard[shard];
	struct qset_entry x = { get_word(p), get_word(p + WORD), (int64_t)get_word(p + 2 * WORD) };
	/* What is left of the hash that chose the table. */
	const uint64_t chosen = (QSET_SHARDS - 1) & ~(QSET_OLD | QSET_USED);

	if ((x.a & QSET_USED) == 0 || ((x.a ^ shard) & chosen) != 0)
		return rc_err(e, RC_SYNTAX, "seen: a hash that is not of this table");
	if (last->a != 0 && cmp_entries(last, &x) >= 0)
		return rc_err(e, RC_SYNTAX, "seen: expected ascending hashes");
	*last = x;
	*qset_place(s, t, x.a, x.b) = x;
	t->n++;
	s->n++;
	return RC_OK;
}

enum rc
qset_state_load(struct qset *s, size_t shard, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "size", .need = true }, { .name = "seen", .need = true } };
	struct qset_shard *t = &s->shard[shard];
	struct qset_entry last = { 0 };
	struct sv text;
	struct buf b;
	uint64_t size = 0;
	enum rc rc = jfields_read(v, f, 2, e);

	buf_init(&b, SIZE_MAX);
	if (rc == RC_OK)
		rc = jfields_count(&f[0], JFIELDS_COUNT_MAX, &size, e);
	if (rc == RC_OK)
		rc = jfields_text(&f[1], &text, e);
	if (rc == RC_OK && (!jfields_base64(text, &b) || b.n % ENTRY != 0))
		rc = rc_err(e, RC_SYNTAX, "seen: expected base64 of %d bytes each", ENTRY);
	if (rc == RC_OK && (t->size != 0 || !is_size(size, b.n / ENTRY)))
		rc = rc_err(e, RC_SYNTAX, "size: not that of %zu texts, or there before",
		    b.n / ENTRY);
	if (rc == RC_OK && b.n / ENTRY > s->max - s->n)
		rc = rc_err(e, RC_LIMIT, "more than %zu texts are remembered there", s->max);
	if (rc == RC_OK) {
		t->size = (size_t)size;
		t->entry = mem_zalloc(t->size * sizeof(*t->entry));
	}
	for (size_t i = 0; rc == RC_OK && i < b.n; i += ENTRY)
		rc = load_entry(s, shard, b.p + i, &last, e);
	buf_free(&b);
	return rc;
}
