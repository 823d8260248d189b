/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key/scan_key.h"

#include "base/ksort.h"
#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "key/group_key.h"

#include <string.h>

static void
put_value(struct jwrite *w, const struct val *v, struct arena *tmp)
{
	if (v->kind == VAL_NUMBER)
		jwrite_raw(w, group_key_canonical(v, tmp).text);
	else if (v->kind == VAL_STRING)
		jwrite_str(w, val_text(v, tmp));
	else
		jwrite_val(w, v);
}

void
scan_key_text(struct buf *b, const struct val *key, size_t n, struct arena *tmp)
{
	struct jwrite w;

	jwrite_init(&w, b);
	jwrite_open(&w, '[');
	for (size_t i = 0; i < n; i++)
		put_value(&w, &key[i], tmp);
	jwrite_shut(&w, ']');
}

struct reading {
	struct val *at;
	struct val *end;
};

static bool
take_value(void *ctx, struct sv key, const struct val *v)
{
	struct reading *r = ctx;

	(void)key;	/* arrays have none */
	if (r->at < r->end)
		*r->at++ = *v;
	return true;
}

void
scan_key_read(struct sv text, struct val *key, size_t n)
{
	struct val array = { .kind = VAL_ARRAY, .text = text };
	struct reading r = { key, key + n };

	memset(key, 0, n * sizeof(*key));
	jread_each(&array, take_value, &r);
}

/* The one string of a key that has no escapes: nothing to decode. */
static bool
plain_text(struct sv text, struct sv *s)
{
	*s = (struct sv){ text.p + 2, text.n - 4 };	/* ["..."] */
	return text.p[1] == '"' && sv_find(*s, '\\') == s->n;
}

int
scan_key_cmp(struct sv a, struct sv b, size_t n, struct arena *tmp)
{
	struct val *x, *y;
	struct sv p, q;
	int cmp = 0;

	if (n == 1 && a.n >= 4 && b.n >= 4 && plain_text(a, &p) && plain_text(b, &q))
		return sv_cmp(p, q);
	arena_reset(tmp);
	x = arena_alloc(tmp, 2 * n * sizeof(*x));
	y = x + n;
	scan_key_read(a, x, n);
	scan_key_read(b, y, n);
	for (size_t i = 0; i < n && cmp == 0; i++)
		cmp = val_cmp(&x[i], &y[i], tmp);
	return cmp != 0 ? cmp : sv_cmp(a, b);
}

/* ---- order of many ---- */

struct sorted_key {
	struct sv             bytes;	/* of key/group_key.h */
	struct scan_key_place place;
};

static struct sv
bytes_of(const void *item)
{
	return ((const struct sorted_key *)item)->bytes;
}

/* The bytes of a text as a group's key: its values in canonical form. */
static void
put_bytes(struct buf *b, struct sv text, struct val *v, size_t n, struct arena *tmp)
{
	struct val one = { .kind = VAL_STRING };

	buf_clear(b);
	if (n == 1 && text.n >= 4 && plain_text(text, &one.text)) {
		(void)group_key_put(b, &one, 1);
		return;
	}
	arena_reset(tmp);
	scan_key_read(text, v, n);
	for (size_t i = 0; i < n; i++)
		v[i] = group_key_canonical(&v[i], tmp);
	(void)group_key_put(b, v, n);
}

void
scan_key_sort(struct scan_key_place *k, size_t n, size_t nkey)
{
	struct sorted_key *key = mem_array(NULL, n + 1, sizeof(*key));
	struct ksort_item *s = mem_array(NULL, n + 1, sizeof(*s));
	struct val *v = mem_array(NULL, nkey + 1, sizeof(*v));
	struct arena all, tmp;
	struct buf b;

	arena_init(&all);
	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		put_bytes(&b, k[i].text, v, nkey, &tmp);
		key[i] = (struct sorted_key){ arena_sv(&all, buf_view(&b)), k[i] };
		s[i].item = &key[i];
	}
	group_key_sort(s, n, nkey, bytes_of);
	for (size_t i = 0; i < n; i++)
		k[i] = ((const struct sorted_key *)s[i].item)->place;
	buf_free(&b);
	arena_free(&tmp);
	arena_free(&all);
	mem_free(v);
	mem_free(s);
	mem_free(key);
}
