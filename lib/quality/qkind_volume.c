/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind_volume - as many events in each window of time as there should be
 */
#include "quality/qkind.h"
#include "time/twindow.h"

#include <string.h>

struct settings {
	struct twindow window;
	uint64_t       min, max;	/* events */
};

struct windows {
	struct hmap count;	/* by where the window begins, 8 bytes; payload uint64_t */
};

static enum rc
parse_volume(struct qplan_parse *l, const struct node *n, const struct node *at,
    struct qplan_check *c)
{
	struct settings *own = arena_zalloc(l->a, sizeof(*own));
	struct err inner = { 0 };
	enum rc rc = doc_kind(l->p->doc, at, NODE_STRING, l->e);

	c->own = own;
	if (rc == RC_OK && twindow_parse(&own->window, at->text, l->cfg->env->zone, &inner) !=
	    RC_OK)
		rc = doc_fail(l->p->doc, at, l->e, "volume: expected a window such as 1h or 1d");
	own->max = UINT64_MAX;
	if (rc == RC_OK)
		rc = doc_u64(l->p->doc, n, "min", 0, UINT64_MAX, &own->min, l->e);
	if (rc == RC_OK)
		rc = doc_u64(l->p->doc, n, "max", 0, UINT64_MAX, &own->max, l->e);
	if (rc == RC_OK && own->min == 0 && own->max == UINT64_MAX)
		rc = doc_fail(l->p->doc, n, l->e,
		    "volume: expected min or max (what is unusual for a day is cxanomaly's)");
	if (rc == RC_OK && l->p->time.n == 0)
		rc = doc_fail_key(l->p->doc, at, l->e, "volume: the plan names no time");
	return rc == RC_OK ? qplan_parse_expr(l, l->time, &c->x) : rc;
}

static void
init_volume(void *tally, const struct qplan_check *c, struct arena *a, uint64_t seed)
{
	struct windows *t = tally;

	(void)c;
	hmap_init(&t->count, a, sizeof(uint64_t), seed);
}

static struct sv
key_of(const int64_t *from_us)
{
	return (struct sv){ (const char *)from_us, sizeof(*from_us) };
}

static enum rc
step_volume(void *tally, struct qlook *k, struct err *e)
{
	const struct settings *own = k->c->own;
	struct windows *t = tally;
	struct twindow_span w;
	uint64_t *count;
	int64_t at_us;
	bool fresh;

	if (!qlook_time(k, &k->x, &at_us))
		return RC_OK;
	w = twindow_at(&own->window, at_us);
	count = qlook_keep(k, &t->count, key_of(&w.from_us), &fresh, e);
	if (count == NULL)
		return RC_LIMIT;
	++*count;
	return RC_OK;
}

static void
merge_volume(void *to, const void *from)
{
	const struct windows *x = from;
	struct windows *t = to;

	for (size_t i = 0; i < x->count.n; i++) {
		const uint64_t *other = x->count.entry[i].val;
		uint64_t *count = hmap_put(&t->count, x->count.entry[i].key, NULL);

		*count += *other;
	}
}

/*
 * Judge every window from the first with events to the last.  Those two may not be whole,
 * so they can have too many events but not too few.
 */
static void
end_volume(struct qkind_tally *t, const struct qplan_check *c, const struct qlook_clock *clock)
{
	const struct settings *own = c->own;
	const struct windows *x = t->own;
	int64_t first = INT64_MAX, last = INT64_MIN, at;

	(void)clock;
	for (size_t i = 0; i < x->count.n; i++) {
		memcpy(&at, x->count.entry[i].key.p, sizeof(at));
		first = at < first ? at : first;
		last = at > last ? at : last;
	}
	for (at = first; at <= last; at = twindow_at(&own->window, at).to_us) {
		const uint64_t *found = hmap_get(&x->count, key_of(&at));
		uint64_t count = found != NULL ? *found : 0;

		if (++t->n > QLOOK_KEYS_MAX) {
			t->bad = t->n;	/* a time far from all others: no figure is right */
			return;
		}
		t->bad += count > own->max || (count < own->min && at != first && at != last);
	}
}

static void
free_volume(void *tally)
{
	struct windows *t = tally;

	hmap_free(&t->count);
}

const struct qkind qkind_volume = {
	.name = "volume",
	.summary = "as many events in each window of time as min and max say",
	.code = "volume",
	.setting = { "min", "max" },
	.flags = QKIND_NO_FIELD | QKIND_FACT,
	.own_size = sizeof(struct windows),
	.parse = parse_volume,
	.init = init_volume,
	.step = step_volume,
	.merge = merge_volume,
	.end = end_volume,
	.free = free_volume
};
