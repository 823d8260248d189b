/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * attribution_path - see attribution_path.h
 *
 * The transforms are those of Snowplow's and Google's fractribution, where the order in which
 * they are applied matters as well.
 */
#include "attribution/attribution_path.h"

#include "base/bug.h"

/* ---- transforms ---- */

static size_t
keep_exposures(struct attribution_touch *t, size_t n, uint32_t is,
    struct attribution_marks *marks, size_t channels)
{
	size_t k = 1;

	(void)is;
	(void)marks;
	(void)channels;
	for (size_t i = 1; i < n; i++)
		if (t[i].channel != t[k - 1].channel)
			t[k++] = t[i];
	return k;
}

static size_t
keep_firsts(struct attribution_touch *t, size_t n, uint32_t is, struct attribution_marks *marks,
    size_t channels)
{
	size_t k = 0;

	(void)is;
	attribution_marks_begin(marks, channels);
	for (size_t i = 0; i < n; i++)
		if (attribution_marks_first(marks, t[i].channel))
			t[k++] = t[i];
	return k;
}

static size_t
remove_named(struct attribution_touch *t, size_t n, uint32_t is,
    struct attribution_marks *marks, size_t channels)
{
	size_t k = 0;

	(void)marks;
	(void)channels;
	for (size_t i = 0; i < n; i++)
		k += (t[i].is & is) == 0;
	if (k == 0)
		return n;
	k = 0;
	for (size_t i = 0; i < n; i++)
		if ((t[i].is & is) == 0)
			t[k++] = t[i];
	return k;
}

static size_t
remove_last(struct attribution_touch *t, size_t n, uint32_t is, struct attribution_marks *marks,
    size_t channels)
{
	size_t k = n;

	(void)marks;
	(void)channels;
	while (k > 0 && (t[k - 1].is & is) != 0)
		k--;
	return k > 0 ? k : n;
}

static const struct attribution_path_step steps[] = {
	{ "exposure", "of touches of one channel in a row the first", false, keep_exposures },
	{ "first", "of each channel the first touch", false, keep_firsts },
	{ "remove-if-not-all", "no touches of channel :NAME, unless there are no others", true,
	  remove_named },
	{ "remove-if-last-and-not-all", "none of channel :NAME at the end, likewise", true,
	  remove_last },
};

const struct registry attribution_path_registry =
    REGISTRY("path transform", "Transforms of paths", steps, struct attribution_path_step);

static enum rc
unknown_step(struct sv name, struct err *e)
{
	struct buf names;

	buf_init(&names, ERR_MSG_MAX);
	registry_list(&attribution_path_registry, ", ", &names);
	rc_err(e, RC_USAGE, "--transform: expected one of %.*s, got '%.*s'", (int)names.n, names.p,
	    SV_SHOW(name));
	buf_free(&names);
	return registry_hint(&attribution_path_registry, name, RC_USAGE, e);
}

enum rc
attribution_path_parse(struct attribution_path_rule *r, const char *text, struct err *e)
{
	struct sv all = sv_of(text);
	size_t colon = sv_find(all, ':');
	struct sv step = { all.p, colon };
	struct sv name = colon < all.n ? (struct sv){ all.p + colon + 1, all.n - colon - 1 } :
	    SV("");
	const struct attribution_path_step *s = registry_find(&attribution_path_registry, step);

	if (s == NULL)
		return unknown_step(step, e);
	if (s->named != (name.n > 0) || (!s->named && colon < all.n))
		return rc_err(e, RC_USAGE, s->named ?
		    "--transform: expected the name of a channel, as in %s:direct" :
		    "--transform: %s takes nothing behind its name", s->name);
	if (r->ntransform == ATTRIBUTION_PATH_TRANSFORMS)
		return rc_err(e, RC_USAGE, "--transform: at most %d of them",
		    (int)ATTRIBUTION_PATH_TRANSFORMS);
	r->transform[r->ntransform++] = (struct attribution_path_transform){ s, name };
	return RC_OK;
}

/* ---- names ---- */

void
attribution_path_names_init(struct attribution_path_names *n,
    const struct attribution_path_rule *rule, uint64_t seed)
{
	n->rule = rule;
	arena_init(&n->arena);
	hmap_init(&n->map, &n->arena, sizeof(struct attribution_path_name), seed);
}

struct attribution_path_name
attribution_path_names_put(struct attribution_path_names *n, struct sv s)
{
	const struct attribution_path_rule *r = n->rule;
	bool fresh;
	struct attribution_path_name *name = hmap_put(&n->map, s, &fresh);

	if (!fresh)
		return *name;
	name->number = (uint32_t)(n->map.n - 1);
	if (attribution_like(s, r->direct))
		name->is |= ATTRIBUTION_DIRECT;
	for (size_t i = 0; i < r->ntransform; i++)
		if (r->transform[i].step->named && attribution_like(s, r->transform[i].name))
			name->is |= UINT32_C(2) << i;
	return *name;
}

void
attribution_path_names_free(struct attribution_path_names *n)
{
	hmap_free(&n->map);
	arena_free(&n->arena);
}

/* ---- orders ---- */

struct open_order {		/* of a transaction */
	size_t at;
	bool   cancelled;
};

static bool
is_refund(const struct attribution_path_order *o)
{
	return o->refund || (o->valued && o->value < 0);
}

static void
take_off(struct attribution_path_order *o, struct open_order *open, num_i128 *loose,
    const struct attribution_path_order *refund)
{
	const num_i128 back = refund->value < 0 ? -refund->value : refund->value;

	if (open == NULL) {
		*loose += refund->valued ? back : 0;
		return;
	}
	open->cancelled |= !refund->valued;
	o = &o[open->at];
	o->value = open->cancelled ? 0 : (o->valued ? o->value : 0) - back;
	o->valued = true;
}

size_t
attribution_path_settle(struct attribution_path_order *o, size_t n, num_i128 *loose,
    struct arena *tmp)
{
	struct attribution_path_order *refund = arena_alloc(tmp, (n + 1) * sizeof(*refund));
	size_t norder = 0, nrefund = 0;
	struct open_order *open;
	struct hmap by;
	bool fresh = true;

	*loose = 0;
	hmap_init(&by, tmp, sizeof(*open), 1);
	for (size_t i = 0; i < n; i++) {
		if (is_refund(&o[i])) {
			refund[nrefund++] = o[i];
			continue;
		}
		if (o[i].transaction.n > 0) {
			open = hmap_put(&by, o[i].transaction, &fresh);
			if (!fresh)
				continue;
			open->at = norder;
		}
		o[norder++] = o[i];
	}
	for (size_t i = 0; i < nrefund; i++)
		take_off(o, refund[i].transaction.n > 0 ? hmap_get(&by, refund[i].transaction) :
		    NULL, loose, &refund[i]);
	hmap_free(&by);
	return norder;
}

/* ---- paths ---- */

struct walk {
	const struct attribution_path_rule *r;
	const struct attribution_path_user *u;
	attribution_path_fn                *fn;
	void                               *ctx;
	struct attribution_touch           *copy;	/* that transforms work on */
	struct err                         *e;
};

static uint64_t
time_between(int64_t from_us, int64_t to_us)
{
	BUG_IF(from_us > to_us, "touches out of order");
	return (uint64_t)to_us - (uint64_t)from_us;
}

static enum rc
give_path(const struct walk *w, const struct attribution_path_order *order, size_t from, size_t to)
{
	const struct attribution_path_rule *r = w->r;
	size_t n = to - from;

	if (n == 0)
		return w->fn(w->ctx, order, NULL, 0, w->e);
	if (r->ntransform == 0)
		return w->fn(w->ctx, order, w->u->touch + from, n, w->e);
	memcpy(w->copy, w->u->touch + from, n * sizeof(*w->copy));
	for (size_t i = 0; i < r->ntransform; i++)
		n = r->transform[i].step->apply(w->copy, n, UINT32_C(2) << i, w->u->marks,
		    w->u->channels);
	return w->fn(w->ctx, order, w->copy, n, w->e);
}

/* Touches [from, to) that no order takes. */
static enum rc
give_rest(const struct walk *w, size_t from, size_t to)
{
	const struct attribution_touch *t = w->u->touch;
	enum rc rc = RC_OK;

	while (rc == RC_OK && from < to) {
		size_t end = from + 1;

		while (end < to && time_between(t[from].at_us, t[end].at_us) <= w->r->lookback_us)
			end++;
		rc = give_path(w, NULL, from, end);
		from = end;
	}
	return rc;
}

enum rc
attribution_path_each(const struct attribution_path_rule *r, const struct attribution_path_user *u,
    attribution_path_fn *fn, void *ctx, struct err *e)
{
	struct walk w = { r, u, fn, ctx, NULL, e };
	size_t from = 0, to = 0, taken = 0;	/* the order's touches; those before are in paths */
	enum rc rc = RC_OK;

	if (r->ntransform > 0)
		w.copy = arena_alloc(u->tmp, (u->n + 1) * sizeof(*w.copy));
	for (size_t i = 0; rc == RC_OK && i < u->norder; i++) {
		const struct attribution_path_order *o = &u->order[i];

		while (to < u->n && u->touch[to].at_us <= o->at_us)
			to++;
		if (!r->keep)
			from = taken;
		while (from < to && time_between(u->touch[from].at_us, o->at_us) > r->lookback_us)
			from++;
		if (from > taken)
			rc = give_rest(&w, taken, from);
		if (rc == RC_OK)
			rc = give_path(&w, o, from, to);
		taken = to;
	}
	return rc == RC_OK ? give_rest(&w, taken, u->n) : rc;
}
