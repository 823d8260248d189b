/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * key_text - words sort as the keys do, and tell apart what they tell apart
 *
 * Keys are drawn so that they often agree in part: few digits and letters, exponents near and
 * far, texts that begin one another, bytes that are escaped.  Each pair is compared as keys
 * (group_key_cmp) and as words.  And no word has a byte that lines or tabs are made of.
 */
#include "../t.h"

#include "base/rng.h"
#include "key/group_key.h"
#include "key/key_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 2, WORDS = 700, TEXT_MAX = 48 };

static struct rng r;

static unsigned
below(unsigned n)
{
	return (unsigned)rng_below(&r, n);
}

static void
draw_number(char *text)
{
	size_t n = 0, digits = 1 + below(below(4) == 0 ? 20 : 3);

	if (below(2) == 0)
		text[n++] = '-';
	text[n++] = (char)('0' + below(3) * (below(2) == 0 ? 1 : 4));
	if (text[n - 1] != '0')
		for (size_t i = 1; i < digits; i++)
			text[n++] = "0019"[below(4)];
	if (below(2) == 0) {
		text[n++] = '.';
		for (size_t i = 0; i < digits; i++)
			text[n++] = "00159"[below(5)];
	}
	text[n] = '\0';
	if (below(3) == 0)
		snprintf(text + n, TEXT_MAX - n, "e%d", (int)below(below(2) == 0 ? 5 : 400) -
		    (int)below(below(2) == 0 ? 5 : 400));
}

static void
draw_text(char *text)
{
	static const char byte[] = "\x01\t\n !\"#a`~\x7f\xc3";
	size_t n = below(5);

	for (size_t i = 0; i < n; i++)
		text[i] = byte[below(sizeof(byte) - 1)];
	text[n] = '\0';
}

static struct val
draw_value(char *text, struct arena *a)
{
	static const enum val_kind kind[] = { VAL_NONE, VAL_NULL, VAL_FALSE, VAL_TRUE, VAL_TIME,
		VAL_NUMBER, VAL_NUMBER, VAL_NUMBER, VAL_STRING, VAL_STRING, VAL_ARRAY };
	struct val v = { .kind = (uint8_t)kind[below(sizeof(kind) / sizeof(kind[0]))] };

	text[0] = '\0';
	if (v.kind == VAL_NUMBER)
		draw_number(text);
	else if (v.kind == VAL_STRING)
		draw_text(text);
	else if (v.kind == VAL_ARRAY)
		snprintf(text, TEXT_MAX, "[%u]", below(3));
	v.text = sv_of(text);
	if (v.kind == VAL_TIME)
		v.at_us = below(3) == 0 ? INT64_MIN + (int64_t)below(2) : (int64_t)below(3) - 1;
	return group_key_canonical(&v, a);
}

struct word {
	struct sv key, text;
};

static struct word
draw_word(struct arena *a)
{
	char text[TEXT_MAX];
	struct val key[KEYS];
	struct word w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < KEYS; i++)
		key[i] = draw_value(text, a);
	group_key_put(&b, key, KEYS);
	w.key = arena_sv(a, buf_view(&b));
	buf_clear(&b);
	key_text_put(&b, key, KEYS, true);
	w.text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return w;
}

static int
sign(int x)
{
	return (x > 0) - (x < 0);
}

/* As sort(1) sees lines: what follows a word is a tab. */
static int
cmp_lines(struct sv a, struct sv b)
{
	return sign(sv_cmp(a, b));
}

static void
check_pair(const struct word *a, const struct word *b)
{
	int want = sign(group_key_cmp(a->key, b->key, KEYS)), got = cmp_lines(a->text, b->text);

	T_QUIET(want == got, "'%.*s' and '%.*s': %d, as keys %d", SV_SHOW(a->text),
	    SV_SHOW(b->text), got, want);
}

static void
check_bytes(const struct word *w)
{
	for (size_t i = 0; i < w->text.n; i++)
		T_QUIET((unsigned char)w->text.p[i] >= ' ', "byte %d in '%.*s'", w->text.p[i],
		    SV_SHOW(w->text));
}

static void
check_times(void)
{
	static const int64_t at[] = { INT64_MIN, -1000000, -1, 0, 1, 1788223123886000, INT64_MAX };
	char was[64] = "";
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		buf_clear(&b);
		key_text_time(&b, at[i]);
		key_text_put(&b, NULL, 0, false);
		buf_c(&b, '\0');
		T_OK(strcmp(was, b.p) < 0, "time %zu comes behind the one before", i);
		strcpy(was, b.p);
	}
	buf_free(&b);
}

int
main(void)
{
	struct word *w = calloc(WORDS, sizeof(*w));
	struct buf none;
	struct arena a;

	rng_init(&r, t_seed());
	arena_init(&a);
	for (size_t i = 0; i < WORDS; i++) {
		w[i] = draw_word(&a);
		check_bytes(&w[i]);
		for (size_t k = 0; k < i; k++)
			check_pair(&w[i], &w[k]);
	}
	T_OK(true, "%d keys, each against each", (int)WORDS);
	check_times();
	buf_init(&none, SIZE_MAX);
	key_text_put(&none, NULL, 0, true);
	T_OK(none.n == 1, "no key is a word, too");
	buf_free(&none);
	arena_free(&a);
	free(w);
	return t_done();
}
