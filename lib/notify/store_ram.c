/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a user are a list, the newest first; those that no rule can ask about any more are
 * taken off it when the user is looked at, and used again.
 */
#include "base/mem.h"
#include "base/slab.h"
#include "notify/store.h"

#include <string.h>

struct member {
	uint32_t         next;		/* of the row; 0: none */
	bool             left;		/* ... it has been taken out, but is known */
	struct store_key key;
	uint64_t         same[STORE_SAMES];
};

struct held {
	struct store_row row;
	uint32_t         next;		/* of the user, or of what is free */
	uint32_t         member;	/* first of the digest's */
};

struct ram {
	struct store       store;
	const int64_t     *now_us;
	struct slab        slab;
	uint32_t          *head;	/* of the person with this number */
	size_t             nhead;
	uint32_t           free_row;
	uint32_t           free_member;
	struct store_row **view;
	size_t             cap;
};

static struct held *
row_at(const struct ram *s, uint32_t name)
{
	return slab_at(&s->slab, name);
}

static struct member *
member_at(const struct ram *s, uint32_t name)
{
	return slab_at(&s->slab, name);
}

/* The head of a person's list, made when new. */
static uint32_t *
head_of(struct ram *s, uint32_t number)
{
	if (number >= s->nhead) {
		size_t n = s->nhead > 0 ? s->nhead : 1024;

		while (n <= number)
			n *= 2;
		s->head = mem_array(s->head, n, sizeof(*s->head));
		memset(s->head + s->nhead, 0, (n - s->nhead) * sizeof(*s->head));
		s->nhead = n;
	}
	return &s->head[number];
}

/* Take the row that *@at names off its list. */
static void
drop_row(struct ram *s, uint32_t *at)
{
	uint32_t name = *at;
	struct held *h = row_at(s, name);

	*at = h->next;
	while (h->member != 0) {
		uint32_t m = h->member;

		h->member = member_at(s, m)->next;
		member_at(s, m)->next = s->free_member;
		s->free_member = m;
	}
	h->next = s->free_row;
	s->free_row = name;
}

static enum rc
ram_user(struct store *store, const struct store_who *who, int64_t since_us,
    struct store_user *u, struct err *e)
{
	struct ram *s = (struct ram *)store;
	uint32_t *at = head_of(s, who->number);
	size_t n = 0;

	(void)e;
	while (*at != 0) {
		struct held *h = row_at(s, *at);

		if (h->row.state == STORE_HELD && h->row.at_us <= *s->now_us)
			h->row.state = STORE_SPENT;
		if (h->row.state != STORE_HELD && h->row.at_us < since_us &&
		    h->row.last_us < since_us) {
			drop_row(s, at);
			continue;
		}
		if (n == s->cap) {
			s->cap = s->cap > 0 ? 2 * s->cap : 64;
			s->view = mem_array(s->view, s->cap, sizeof(struct store_row *));
		}
		s->view[n++] = &h->row;
		at = &h->next;
	}
	*u = (struct store_user){ .row = s->view, .n = n };
	return RC_OK;
}

static enum rc
ram_plan(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_payload *p, struct err *e)
{
	struct ram *s = (struct ram *)store;
	uint32_t *at = head_of(s, who->number), name;
	struct held *h;

	(void)p;
	(void)e;
	for (uint32_t i = *at; i != 0; i = row_at(s, i)->next)
		if (memcmp(&row_at(s, i)->row.dkey, &row->dkey, sizeof(row->dkey)) == 0)
			return RC_NO;
	name = s->free_row;
	if (name != 0)
		s->free_row = row_at(s, name)->next;
	else
		(void)slab_alloc(&s->slab, sizeof(*h), &name);
	h = row_at(s, name);
	*h = (struct held){ .row = *row, .next = *at };
	h->row.id = name;
	*at = name;
	return RC_OK;
}

static enum rc
ram_change(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_payload *p, const char *why, struct err *e)
{
	struct ram *s = (struct ram *)store;

	(void)who;
	(void)p;
	(void)why;
	(void)e;
	row_at(s, (uint32_t)row->id)->row = *row;
	return RC_OK;
}

static enum rc
ram_join(struct store *store, const struct store_who *who, const struct store_row *row,
    const struct store_member *m, struct err *e)
{
	struct ram *s = (struct ram *)store;
	uint32_t name = s->free_member, at = (uint32_t)row->id;
	struct member *to;
	struct held *h;

	(void)e;
	if (at == 0)	/* planned a moment ago: the newest of the user */
		at = *head_of(s, who->number);
	h = row_at(s, at);
	if (name != 0)
		s->free_member = member_at(s, name)->next;
	else
		(void)slab_alloc(&s->slab, sizeof(*to), &name);
	to = member_at(s, name);
	*to = (struct member){ .next = h->member, .key = m->key };
	memcpy(to->same, m->same, sizeof(to->same));
	h->member = name;
	return RC_OK;
}

static enum rc
ram_joined(struct store *store, const struct store_who *who, const struct store_key *key,
    bool *yes, struct err *e)
{
	struct ram *s = (struct ram *)store;

	(void)e;
	*yes = false;
	for (uint32_t i = *head_of(s, who->number); !*yes && i != 0; i = row_at(s, i)->next)
		for (uint32_t m = row_at(s, i)->member; !*yes && m != 0; m = member_at(s, m)->next)
			*yes = memcmp(&member_at(s, m)->key, key, sizeof(*key)) == 0;
	return RC_OK;
}

static enum rc
ram_leave(struct store *store, const struct store_row *row, size_t i, uint64_t same,
    uint32_t *left, struct err *e)
{
	struct ram *s = (struct ram *)store;

	(void)e;
	*left = 0;
	for (uint32_t at = row_at(s, (uint32_t)row->id)->member; at != 0;) {
		struct member *m = member_at(s, at);

		m->left = m->left || m->same[i] == same;
		*left += !m->left;
		at = m->next;
	}
	return RC_OK;
}

/* Consents and suppressions of memory are the people's, and go with them. */
static enum rc
ram_consent(struct store *store, const struct store_who *who, const struct store_consent *c,
    struct err *e)
{
	(void)store;
	(void)who;
	(void)c;
	(void)e;
	return RC_OK;
}

static enum rc
ram_suppress(struct store *store, const struct store_who *who, uint64_t channels,
    const char *why, int64_t at_us, struct err *e)
{
	(void)store;
	(void)who;
	(void)channels;
	(void)why;
	(void)at_us;
	(void)e;
	return RC_OK;
}

static enum rc
ram_receipt(struct store *store, const struct store_receipt *r, struct store_who *who,
    struct store_delivery *of, struct err *e)
{
	(void)store;
	(void)r;
	(void)who;
	(void)of;
	(void)e;
	return RC_NO;
}

static enum rc
ram_erase(struct store *store, const struct store_who *who, int64_t at_us, struct err *e)
{
	struct ram *s = (struct ram *)store;
	uint32_t *at = head_of(s, who->number);

	(void)at_us;
	(void)e;
	while (*at != 0)
		drop_row(s, at);
	return RC_OK;
}

static enum rc
ram_commit(struct store *store, struct err *e)
{
	(void)store;
	(void)e;
	return RC_OK;
}

static bool
ram_pending(const struct store *store)
{
	(void)store;
	return false;
}

static void
ram_free(struct store *store)
{
	struct ram *s = (struct ram *)store;

	slab_free(&s->slab);
	mem_free(s->head);
	mem_free(s->view);
	mem_free(s);
}

struct store *
store_ram_new(const struct policy *p, const int64_t *now_us)
{
	static const struct store_ops ops = { ram_user, ram_plan, ram_change, ram_join, ram_joined,
		ram_leave, ram_consent, ram_suppress, ram_receipt, ram_erase, ram_commit,
		ram_pending, ram_free };
	struct ram *s = mem_zalloc(sizeof(*s));

	s->store = (struct store){ &ops, p };
	s->now_us = now_us;
	slab_init(&s->slab);
	return &s->store;
}
