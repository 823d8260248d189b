/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/one_state.h"

#include "json/jread.h"
#include "record/time_member.h"

#include <string.h>

const char *const one_state_name[ONE_STATE_N] = { "kind", "window", "window_end", "key", "state" };

void
one_state_init(struct one_state_reader *r)
{
	memset(r, 0, sizeof(*r));
	arena_init(&r->tmp);
}

struct key_ctx {
	const struct state_head *h;
	struct state_item       *item;
	struct arena            *tmp;
};

static bool
key_member(void *ctx, struct sv key, const struct val *v)
{
	struct key_ctx *c = ctx;
	struct sv name = val_unescape(key, c->tmp);

	for (size_t i = 0; i < c->h->nkey; i++)
		if (sv_eq(name, c->h->key[i].name))
			c->item->key[i] = *v;
	return true;
}

/* States are sorted by window: most are of the one before. */
static bool
read_window(struct one_state_reader *r, const struct val *slot, struct twindow_span *span)
{
	struct sv from = slot[ONE_STATE_WINDOW].text, to = slot[ONE_STATE_WINDOW_END].text;

	if (from.n == 0 || to.n == 0 || from.n + to.n > sizeof(r->window))
		return false;
	if (from.n == r->from_n && from.n + to.n == r->window_n &&
	    memcmp(from.p, r->window, from.n) == 0 &&
	    memcmp(to.p, r->window + from.n, to.n) == 0) {
		*span = r->span;
		return true;
	}
	r->window_n = 0;
	if (!time_member_read(from, &span->from_us) || !time_member_read(to, &span->to_us) ||
	    span->from_us >= span->to_us)
		return false;
	memcpy(r->window, from.p, from.n);
	memcpy(r->window + from.n, to.p, to.n);
	r->from_n = from.n;
	r->window_n = from.n + to.n;
	r->span = *span;
	return true;
}

enum rc
one_state_read(struct one_state_reader *r, const struct state_head *h, const struct val *slot,
    struct state_item *item, struct err *e)
{
	struct key_ctx ctx = { h, item, &r->tmp };

	arena_reset(&r->tmp);
	memset(item->key, 0, (h->nkey > 0 ? h->nkey : 1) * sizeof(*item->key));
	item->head = h;
	item->event = STATE_GROUP;
	item->state = slot[ONE_STATE_STATE];
	item->spelled = false;
	item->span = (struct twindow_span){ 0, 0 };
	if (slot[ONE_STATE_KEY].kind != VAL_OBJECT || val_null(&item->state))
		return rc_err(e, RC_SYNTAX, ONE_STATE_NONE);
	jread_each(&slot[ONE_STATE_KEY], key_member, &ctx);
	if (h->window.n > 0 && !read_window(r, slot, &item->span))
		return rc_err(e, RC_SYNTAX, "expected a window and its end");
	return RC_OK;
}

void
one_state_free(struct one_state_reader *r)
{
	arena_free(&r->tmp);
}
