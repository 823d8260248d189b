/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/pset.h"

#include "base/mem.h"

#include <string.h>

struct word {
	int32_t  at;
	uint64_t bits;		/* not 0 */
};

struct pset_words {		/* n of them, ascending */
	uint32_t    n;
	uint32_t    cap;
	struct word word[];
};

enum { WORDS_MIN = 4 };

void
pset_init(struct pset *s)
{
	*s = (struct pset){ .word = PSET_EMPTY, .last = PSET_EMPTY };
}

static struct pset_words *
new_words(struct pset_words *old, uint32_t cap)
{
	struct pset_words *m = mem_array(old, 1, sizeof(*m) + cap * sizeof(m->word[0]));

	m->cap = cap;
	return m;
}

/* Room for word @w, which is new, at place @at. */
static struct pset_words *
insert_word(struct pset_words *m, uint32_t at, int32_t w)
{
	if (m->n == m->cap)
		m = new_words(m, 2 * m->cap);
	memmove(m->word + at + 1, m->word + at, (m->n - at) * sizeof(m->word[0]));
	m->word[at] = (struct word){ w, 0 };
	m->n++;
	return m;
}

void
pset_add_word(struct pset *s, int32_t w, uint64_t bits)
{
	struct pset_words *m;
	uint32_t at;

	if (s->word == PSET_EMPTY || s->word == w) {
		s->bits = s->word == w ? s->bits | bits : bits;
		s->word = w;
		return;
	}
	if (s->word != PSET_MANY) {
		m = new_words(NULL, WORDS_MIN);
		m->n = 1;
		m->word[0] = (struct word){ s->word, s->bits };
		s->word = PSET_MANY;
		s->many = m;
	}
	m = s->many;
	for (at = m->n; at > 0 && m->word[at - 1].at >= w;)
		at--;
	if (at == m->n || m->word[at].at != w)
		m = s->many = insert_word(m, at, w);
	m->word[at].bits |= bits;
}

/* The words as a list of @n, whichever way they are kept. */
static const struct word *
words_of(const struct pset *s, struct word *one, uint32_t *n)
{
	if (s->word == PSET_MANY) {
		*n = s->many->n;
		return s->many->word;
	}
	*one = (struct word){ s->word, s->bits };
	*n = s->word != PSET_EMPTY;
	return one;
}

void
pset_merge(struct pset *dst, const struct pset *src)
{
	struct word one;
	uint32_t n;
	const struct word *w = words_of(src, &one, &n);

	for (uint32_t i = 0; i < n; i++)
		pset_add_word(dst, w[i].at, w[i].bits);
	pset_hear(dst, src->last);
}

size_t
pset_count(const struct pset *s)
{
	struct word one;
	uint32_t n;
	const struct word *w = words_of(s, &one, &n);
	size_t all = 0;

	for (uint32_t i = 0; i < n; i++)
		all += (size_t)__builtin_popcountll(w[i].bits);
	return all;
}

int32_t
pset_first(const struct pset *s)
{
	struct word one;
	uint32_t n;
	const struct word *w = words_of(s, &one, &n);

	return n > 0 ? w[0].at * 64 + __builtin_ctzll(w[0].bits) : PSET_EMPTY;
}

void
pset_list(const struct pset *s, int32_t *to)
{
	struct word one;
	uint32_t n;
	const struct word *w = words_of(s, &one, &n);

	for (uint32_t i = 0; i < n; i++)
		for (uint64_t bits = w[i].bits; bits != 0; bits &= bits - 1)
			*to++ = w[i].at * 64 + __builtin_ctzll(bits);
}

static size_t
words_size(uint32_t n)
{
	return sizeof(struct pset_words) + n * sizeof(struct word);
}

size_t
pset_heap(const struct pset *s)
{
	return s->word == PSET_MANY ? words_size(s->many->cap) : 0;
}

void
pset_pack(const struct pset *s, struct buf *b)
{
	if (s->word == PSET_MANY)
		buf_add(b, (const char *)s->many, words_size(s->many->n));
}

void
pset_unpack(struct pset *s, const char **at)
{
	uint32_t n;

	if (s->word != PSET_MANY)
		return;
	memcpy(&n, *at + offsetof(struct pset_words, n), sizeof(n));
	s->many = mem_alloc(words_size(n));
	memcpy(s->many, *at, words_size(n));
	s->many->cap = n;
	*at += words_size(n);
}

void
pset_free(struct pset *s)
{
	if (s->word == PSET_MANY)
		mem_free(s->many);
	pset_init(s);
}
