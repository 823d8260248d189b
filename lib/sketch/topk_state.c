/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * topk_state - see topk_state.h
 */
#include "sketch/topk_state.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "json/jfields.h"
#include "json/jread.h"

#include <stdlib.h>

static int
key_cmp(const void *a, const void *b)
{
	const struct topk_item *x = a, *y = b;

	return sv_cmp(x->key, y->key);
}

void
topk_state_save(const struct topk *t, struct jwrite *w)
{
	size_t n = t->map.n;
	struct topk_item *item = mem_array(NULL, n + 1, sizeof *item);

	for (size_t i = 0; i < n; i++) {
		item[i].key = t->map.entry[i].key;
		item[i].n = *(const uint64_t *)t->map.entry[i].val;
	}
	qsort(item, n, sizeof *item, key_cmp);
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++) {
		if (utf8_valid(item[i].key) == item[i].key.n) {
			jwrite_str(w, item[i].key);
		} else {
			jwrite_open(w, '[');
			jwrite_base64(w, item[i].key);
			jwrite_shut(w, ']');
		}
		jwrite_u64(w, item[i].n);
	}
	jwrite_shut(w, ']');
	mem_free(item);
}

struct loading {
	struct topk *t;
	uint64_t     max_values;
	size_t       max_bytes;
	uint64_t     n;
	struct buf   raw;	/* decoded base64 */
	struct arena tmp;
	struct sv    key;	/* awaits its count */
	bool         keyed;
	struct err  *e;
	enum rc      rc;
};

static bool
load_base64(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;

	(void)key;
	if (l->keyed || v->kind != VAL_STRING || !jfields_base64(v->text, &l->raw)) {
		l->keyed = false;
		return false;
	}
	l->key = buf_view(&l->raw);
	l->keyed = utf8_valid(l->key) != l->key.n;
	return l->keyed;
}

static enum rc
load_key(struct loading *l, const struct val *v)
{
	const struct hmap *m = &l->t->map;

	arena_reset(&l->tmp);
	buf_clear(&l->raw);
	if (v->kind == VAL_STRING) {
		l->key = val_text(v, &l->tmp);
		l->keyed = true;
	} else if (v->kind == VAL_ARRAY) {
		jread_each(v, load_base64, l);
	}
	if (!l->keyed)
		return rc_err(l->e, RC_SYNTAX, "a value is no string, nor [\"base64\"]");
	if (l->key.n > l->max_bytes)
		return rc_err(l->e, RC_SYNTAX, "a value is longer than %zu bytes", l->max_bytes);
	if (m->n != 0 && sv_cmp(m->entry[m->n - 1].key, l->key) >= 0)
		return rc_err(l->e, RC_SYNTAX, "the values are not in ascending order");
	return RC_OK;
}

static enum rc
load_count(struct loading *l, const struct val *v)
{
	uint64_t n;

	if (v->kind != VAL_NUMBER || num_u64(v->text, &n) != RC_OK || n == 0 ||
	    n > JFIELDS_COUNT_MAX - l->n)
		return rc_err(l->e, RC_SYNTAX, "a count is no integer above 0, or too large");
	l->n += n;
	l->keyed = false;
	return topk_add(l->t, l->key, n, l->max_values, l->e);
}

static bool
load_item(void *ctx, struct sv key, const struct val *v)
{
	struct loading *l = ctx;

	(void)key;
	l->rc = l->keyed ? load_count(l, v) : load_key(l, v);
	return l->rc == RC_OK;
}

enum rc
topk_state_load(struct topk *t, uint64_t max_values, size_t max_bytes, uint64_t *n,
    const struct val *v, struct err *e)
{
	struct loading l = { .t = t, .max_values = max_values, .max_bytes = max_bytes, .e = e };

	*n = 0;
	if (v->kind != VAL_ARRAY)
		return rc_err(e, RC_SYNTAX, "expected an array of values and counts");
	buf_init(&l.raw, max_bytes + 2);
	arena_init(&l.tmp);
	jread_each(v, load_item, &l);
	if (l.rc == RC_OK && l.keyed)
		l.rc = rc_err(e, RC_SYNTAX, "the last value has no count");
	*n = l.n;
	buf_free(&l.raw);
	arena_free(&l.tmp);
	return l.rc;
}
