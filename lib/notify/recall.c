/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify/recall.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "ledger/ledger_user.h"

#define HOLDS SV("holds")

struct recall {
	struct recall_cfg cfg;
	struct buf        key;
	struct buf        value;
	enum rc           rc;
	struct err        e;
};

static enum rc
begin(struct recall *r, struct err *e)
{
	if (ledger_in(r->cfg.ledger))
		return RC_OK;
	*r->cfg.touched = true;
	return ledger_begin(r->cfg.ledger, e);
}

static struct sv
space_of(enum people_note what)
{
	return what == PEOPLE_WISHES ? SV("wishes") : SV("context");
}

/* ---- people ---- */

/* In a transaction of its own when there is none: it is for no other's sake. */
static enum rc
get_note(void *ctx, struct sv id, enum people_note what, struct buf *value, struct err *e)
{
	struct recall *r = ctx;
	char ukey[PSEUDONYM_LEN];
	struct ledger_note n;
	struct arena a;
	const bool own = !ledger_in(r->cfg.ledger);
	enum rc rc = own ? ledger_begin(r->cfg.ledger, e) : RC_OK, end;

	arena_init(&a);
	if (rc == RC_OK)
		rc = RC_NO;
	for (size_t i = 0; rc == RC_NO && i < pseudonym_keys(r->cfg.keys); i++) {
		pseudonym_of(r->cfg.keys, i, id, ukey);
		rc = ledger_note_get(r->cfg.ledger, space_of(what),
		    (struct sv){ ukey, sizeof(ukey) }, &n, &a, e);
	}
	if (rc == RC_OK)
		buf_sv(value, n.value);
	arena_free(&a);
	if (!own || (rc != RC_OK && rc != RC_NO))
		return rc;
	end = ledger_commit(r->cfg.ledger, e);
	return end == RC_OK ? rc : end;
}

static enum rc
put_note(void *ctx, struct sv id, enum people_note what, int64_t at_us, struct sv value,
    struct err *e)
{
	struct recall *r = ctx;
	char text[PSEUDONYM_LEN];
	const struct sv ukey = { text, sizeof(text) };
	enum rc rc = begin(r, e);

	if (what == PEOPLE_WISHES)
		*r->cfg.touched = true;
	pseudonym_of(r->cfg.keys, 0, id, text);
	return rc != RC_OK ? rc : ledger_note_put(r->cfg.ledger, space_of(what),
	    &(struct ledger_note){ ukey, ukey, at_us, value }, e);
}

/* ---- who holds what: the key of a note is the pseudonym and the item ---- */

static void
put_time(struct jwrite *w, int64_t us)
{
	if (us == INT64_MIN)
		jwrite_null(w);
	else
		jwrite_i64(w, us);
}

static void
put_pair(void *ctx, const struct interest_pair *p)
{
	struct recall *r = ctx;
	char text[PSEUDONYM_LEN];
	const struct sv ukey = { text, sizeof(text) };
	struct jwrite w;

	if (r->rc == RC_OK)
		r->rc = begin(r, &r->e);
	if (r->rc != RC_OK)
		return;
	pseudonym_of(r->cfg.keys, 0, people_id(r->cfg.people, p->user), text);
	buf_clear(&r->key);
	buf_sv(&r->key, ukey);
	buf_sv(&r->key, p->item);
	buf_clear(&r->value);
	jwrite_init(&w, &r->value);
	jwrite_open(&w, '[');
	put_time(&w, p->view_us);
	put_time(&w, p->cart_us);
	jwrite_bool(&w, p->in_cart);
	jwrite_shut(&w, ']');
	r->rc = ledger_note_put(r->cfg.ledger, HOLDS, &(struct ledger_note){ buf_view(&r->key),
	    ukey, p->view_us > p->cart_us ? p->view_us : p->cart_us, buf_view(&r->value) }, &r->e);
}

struct loading {
	struct recall *r;
	struct arena   arena;
	struct hmap    number;	/* of everybody, by pseudonym; uint32_t */
	bool           known;	/* they were made */
	int64_t        since_us;
	struct buf     old;	/* keys of notes that nobody asks for: length, bytes */
};

static void
add_number(void *ctx, uint32_t number, struct sv id)
{
	struct loading *x = ctx;
	char ukey[PSEUDONYM_LEN];

	for (size_t i = 0; i < pseudonym_keys(x->r->cfg.keys); i++) {
		pseudonym_of(x->r->cfg.keys, i, id, ukey);
		*(uint32_t *)hmap_put(&x->number, (struct sv){ ukey, sizeof(ukey) }, NULL) = number;
	}
}

struct words {
	size_t               n;
	struct interest_pair p;
	bool                 good;
};

static bool
take_word(void *ctx, struct sv key, const struct val *v)
{
	struct words *x = ctx;
	num_i128 us = INT64_MIN;

	(void)key;
	if (x->n < 2) {
		x->good = v->kind == VAL_NULL || (v->kind == VAL_NUMBER && val_whole(v, &us) &&
		    us > INT64_MIN && us <= INT64_MAX);
		*(x->n == 0 ? &x->p.view_us : &x->p.cart_us) = (int64_t)us;
	} else {
		x->good = v->kind == VAL_TRUE || v->kind == VAL_FALSE;
		x->p.in_cart = v->kind == VAL_TRUE;
	}
	x->n++;
	return x->good && x->n < 4;
}

static enum rc
load_pair(void *ctx, const struct ledger_note *n, struct err *e)
{
	struct loading *x = ctx;
	struct words w = { .good = false };
	const uint32_t *number;
	struct val v;
	const size_t len = n->key.n;

	(void)e;
	if (n->at_us < x->since_us) {
		buf_add(&x->old, (const char *)&len, sizeof(len));
		buf_sv(&x->old, n->key);
		return RC_OK;
	}
	if (!x->known)
		people_each(x->r->cfg.people, add_number, x);
	x->known = true;
	number = hmap_get(&x->number, n->ukey);
	if (number == NULL || len < n->ukey.n || jread_value(n->value, &v, NULL) != RC_OK)
		return RC_OK;
	jread_each(&v, take_word, &w);
	w.p.user = *number;
	w.p.item = (struct sv){ n->key.p + n->ukey.n, len - n->ukey.n };
	if (w.good && w.n == 3)
		interest_recall(x->r->cfg.interest, &w.p);
	return RC_OK;
}

static enum rc
drop_old(struct loading *x, struct err *e)
{
	enum rc rc = RC_OK;
	size_t len;

	for (size_t at = 0; rc == RC_OK && at < x->old.n; at += len) {
		memcpy(&len, x->old.p + at, sizeof(len));
		at += sizeof(len);
		rc = ledger_note_drop(x->r->cfg.ledger, HOLDS,
		    (struct sv){ x->old.p + at, len }, e);
	}
	return rc;
}

enum rc
recall_load(struct recall *r, int64_t since_us, struct err *e)
{
	struct loading x = { .r = r, .since_us = since_us };
	enum rc rc;

	if (r->cfg.interest == NULL)
		return RC_OK;
	arena_init(&x.arena);
	hmap_init(&x.number, &x.arena, sizeof(uint32_t), hash_seed());
	buf_init(&x.old, SIZE_MAX);
	rc = begin(r, e);
	if (rc == RC_OK)
		rc = ledger_notes(r->cfg.ledger, HOLDS, SV(""), load_pair, &x, e);
	if (rc == RC_OK)
		rc = drop_old(&x, e);
	if (rc == RC_OK)
		rc = ledger_commit(r->cfg.ledger, e);
	buf_free(&x.old);
	hmap_free(&x.number);
	arena_free(&x.arena);
	return rc;
}

struct recall *
recall_new(const struct recall_cfg *cfg)
{
	struct recall *r = mem_zalloc(sizeof(*r));

	r->cfg = *cfg;
	buf_init(&r->key, SIZE_MAX);
	buf_init(&r->value, SIZE_MAX);
	people_remember(cfg->people, &(struct people_memory){ r, get_note, put_note,
	    cfg->touched });
	if (cfg->interest != NULL)
		interest_track(cfg->interest, cfg->touched);
	return r;
}

enum rc
recall_flush(struct recall *r, struct err *e)
{
	const bool touched = *r->cfg.touched;

	people_flush(r->cfg.people);
	if (r->cfg.interest != NULL)
		interest_flush(r->cfg.interest, put_pair, r);
	*r->cfg.touched = touched;	/* what it began, the caller is about to end */
	if (r->rc == RC_OK)
		return people_remembered(r->cfg.people, e);
	if (e != NULL)
		*e = r->e;
	return r->rc;
}

void
recall_free(struct recall *r)
{
	if (r == NULL)
		return;
	people_remember(r->cfg.people, NULL);
	if (r->cfg.interest != NULL)
		interest_track(r->cfg.interest, NULL);
	buf_free(&r->key);
	buf_free(&r->value);
	mem_free(r);
}
