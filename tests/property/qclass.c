/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qclass - the class of a field in drawn plans is that of a walk over the schemas themselves
 *
 * The walk knows no merged tree: it carries the schemas that speak of a place, step by step.
 */
#include "base/buf.h"
#include "base/rng.h"
#include "quality/qclass.h"
#include "spec/doc.h"

#include "../t.h"

enum { SCHEMAS_MAX = 4000, DEPTH = 3 };

static const char *const members[] = { "a", "b", "d" };

/* ---- plans ---- */

static void
draw_schema(struct rng *rng, struct buf *b, int depth, const char *refs)
{
	const char *comma = "";

	buf_c(b, '{');
	if (rng_below(rng, 3) == 0) {
		buf_printf(b, "\"x-class\":\"%s\"", qclass_names[rng_below(rng, 4)]);
		comma = ",";
	}
	if (depth > 0 && rng_below(rng, 3) > 0) {
		buf_printf(b, "%s\"properties\":{\"%s\":", comma, members[rng_below(rng, 3)]);
		draw_schema(rng, b, depth - 1, refs);
		buf_printf(b, ",\"c\":");
		draw_schema(rng, b, depth - 1, refs);
		buf_c(b, '}');
		comma = ",";
	}
	if (depth > 0 && rng_below(rng, 4) == 0) {
		buf_printf(b, "%s\"additionalProperties\":", comma);
		draw_schema(rng, b, depth - 1, refs);
		comma = ",";
	}
	if (depth > 0 && rng_below(rng, 4) == 0) {
		buf_printf(b, "%s\"items\":", comma);
		draw_schema(rng, b, depth - 1, refs);
		comma = ",";
	}
	if (depth > 0 && rng_below(rng, 4) == 0) {
		buf_printf(b, "%s\"allOf\":[", comma);
		draw_schema(rng, b, depth - 1, refs);
		buf_printf(b, ",");
		draw_schema(rng, b, depth - 1, refs);
		buf_c(b, ']');
		comma = ",";
	}
	if (refs != NULL && rng_below(rng, 5) == 0)
		buf_printf(b, "%s\"$ref\":\"%s\"", comma, refs);
	buf_c(b, '}');
}

/* One that refers to @last, which it has in itself. */
static void
draw_root(struct rng *rng, struct buf *b, const struct buf *last)
{
	struct buf one;

	buf_init(&one, SIZE_MAX);
	draw_schema(rng, &one, DEPTH, "#/$defs/last");
	buf_sv(b, SV("{\"$defs\":{\"last\":"));
	buf_sv(b, buf_view(last));
	buf_sv(b, one.n > 2 ? SV("},") : SV("}"));
	buf_add(b, one.p + 1, one.n - 1);
	buf_free(&one);
}

static void
draw_plan(struct rng *rng, struct buf *b)
{
	struct buf last;

	buf_init(&last, SIZE_MAX);
	draw_schema(rng, &last, DEPTH, NULL);
	buf_clear(b);
	buf_printf(b, "{\"class\":\"%s\",\"common\":", qclass_names[rng_below(rng, 4)]);
	draw_root(rng, b, &last);
	buf_printf(b, ",\"schemas\":{\"e\":");
	draw_root(rng, b, &last);
	buf_sv(b, SV(",\"last\":"));
	buf_sv(b, buf_view(&last));
	buf_sv(b, SV("}}"));
	buf_free(&last);
}

/* ---- the walk ---- */

struct set {			/* schemas that speak of one place */
	const struct node *n[SCHEMAS_MAX];
	size_t             count;
	int                level;	/* -1: nothing said yet */
	bool               named;	/* the step was by a name that one of them has */
};

static void
add(struct set *s, const struct node *root, const struct node *n)
{
	const struct node *all = node_get(n, "allOf");

	if (n == NULL || s->count == SCHEMAS_MAX)
		return;
	s->n[s->count++] = n;
	for (size_t i = 0; all != NULL && i < all->n; i++)
		add(s, root, &all->item[i]);
	if (node_get(n, "$ref") != NULL)
		add(s, root, node_get(node_get(root, "schemas"), "last"));
}

static void
settle(struct set *s)
{
	int own = -1;

	for (size_t i = 0; i < s->count; i++) {
		const struct node *x = node_get(s->n[i], "x-class");
		const int level = x != NULL ? (int)qclass_find(x->text) : -1;

		own = level > own ? level : own;
	}
	if (own >= 0)
		s->level = own;
}

static void
step(struct set *to, const struct set *from, const struct node *root, struct sv name)
{
	to->count = 0;
	to->level = from->level;
	to->named = false;
	for (size_t i = 0; i < from->count; i++) {
		const struct node *child = name.p == NULL ? node_get(from->n[i], "items") :
		    node_get_sv(node_get(from->n[i], "properties"), name);

		to->named = to->named || child != NULL;
		add(to, root, child);
	}
	for (size_t i = 0; name.p != NULL && !to->named && i < from->count; i++)
		add(to, root, node_get(from->n[i], "additionalProperties"));
	settle(to);
}

/* ---- both ---- */

static struct set sets[2][DEPTH + 2];

static bool
one_path(struct rng *rng, const struct qclass *c, const struct node *root, char *path)
{
	static const char *const names[] = { "a", "b", "c", "d" };
	const struct node *top[2] = { node_get(root, "common"),
		node_get(node_get(root, "schemas"), "e") };
	struct qclass_at at = qclass_event(c, SV("e"));
	int want = -1;

	path[0] = '\0';
	for (int k = 0; k < 2; k++) {
		sets[k][0] = (struct set){ .level = -1 };
		add(&sets[k][0], root, top[k]);
		settle(&sets[k][0]);
	}
	for (int i = 1; i <= DEPTH; i++) {
		const bool element = rng_below(rng, 4) == 0;
		const struct sv name = element ? (struct sv){ NULL, 0 } :
		    sv_of(names[rng_below(rng, 4)]);

		at = element ? qclass_element(&at) : qclass_member(&at, name);
		snprintf(path + strlen(path), 20, "/%.*s", (int)(element ? 1 : name.n),
		    element ? "*" : name.p);
		for (int k = 0; k < 2; k++)
			step(&sets[k][i], &sets[k][i - 1], root, name);
	}
	for (int k = 0; k < 2; k++)
		want = sets[k][DEPTH].level > want ? sets[k][DEPTH].level : want;
	if (want < 0)
		want = (int)c->otherwise;
	return want == (int)qclass_level(c, &at);
}

int
main(void)
{
	char path[200];
	struct arena a;
	struct buf plan;
	struct rng rng;
	bool ok = true;

	rng_init(&rng, t_seed());
	arena_init(&a);
	buf_init(&plan, SIZE_MAX);
	for (int i = 0; i < T_ROUNDS(2000); i++) {
		const struct qclass *c = NULL;
		struct err e = { 0 };
		struct docs d;

		arena_reset(&a);
		draw_plan(&rng, &plan);
		if (!T_QUIET(doc_parse(&d, "plan", buf_view(&plan), &a, &e) == RC_OK &&
		    qclass_parse(&c, d.doc, d.doc->root, &a, &e) == RC_OK && c != NULL,
		    "plan %d: %s", i, e.msg))
			return t_done();
		for (int k = 0; k < 20; k++)
			ok &= T_QUIET(one_path(&rng, c, d.doc->root, path), "plan %d, %s: %.*s", i,
			    path,
			    (int)plan.n, plan.p);
	}
	T_OK(ok, "classes of drawn plans are those of their schemas");
	buf_free(&plan);
	arena_free(&a);
	return t_done();
}
