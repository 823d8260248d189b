/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/stitch.h"

#include "fold/part.h"
#include "json/jwrite.h"
#include "state/head.h"
#include "users/user_key.h"

#include <string.h>

enum { WRITTEN = 1 << 16 };	/* bytes that are handed on together */

/* ---- the fold: which sets of ids there are, nothing of them ---- */

static enum rc
init_set(const void *ctx, void *st, struct err *e)
{
	(void)ctx;
	(void)st;
	(void)e;
	return RC_OK;
}

static enum rc
see_sets(const void *ctx, void *const *st, const struct rows *rows, struct expr_eval *ev,
    size_t *done, struct err *e)
{
	(void)ctx;
	(void)st;
	(void)ev;
	(void)e;
	*done = rows->n;
	return RC_OK;
}

static enum rc
merge_set(const void *ctx, void *dst, const void *src, struct err *e)
{
	(void)ctx;
	(void)dst;
	(void)src;
	(void)e;
	return RC_OK;
}

static void
free_set(const void *ctx, void *st)
{
	(void)ctx;
	(void)st;
}

static void
save_set(const void *ctx, const void *st, struct jwrite *w)
{
	(void)ctx;
	(void)st;
	jwrite_bool(w, true);
}

static enum rc
load_set(const void *ctx, void *st, const struct val *v, struct err *e)
{
	(void)ctx;
	(void)st;
	return v->kind == VAL_TRUE ? RC_OK : rc_err(e, RC_SYNTAX, "expected true");
}

static const struct fold_ops stitch_ops = {
	.init = init_set,
	.rows = see_sets,
	.merge = merge_set,
	.free = free_set,
	.save = save_set,
	.load = load_set
};

enum rc
stitch_compile(struct stitch_plan *p, const char *list, uint64_t max, struct job *j,
    struct err *e)
{
	const char *text = user_key_text(list != NULL ? list : STITCH_IDS, &j->arena);
	enum rc rc;

	*p = (struct stitch_plan){ .nid = 0 };
	if (list != NULL && text != list)
		return rc_err(e, RC_USAGE, "--stitch: an address that people share makes them no "
		    "one user: without @ipua");
	rc = key_list_parse(&p->id, &p->nid, text, &j->query.env, e);
	if (rc != RC_OK) {
		rc_in(e, "--user", text);
		return rc;
	}
	if (p->nid < 2 || p->nid > STATE_KEYS_MAX)
		return rc_err(e, RC_USAGE, "--stitch: expected two to %d ids in --user, such as "
		    "user_id,anonymous_id", (int)STATE_KEYS_MAX);
	p->fold = (struct fold_plan){ .kind = "identity", .ops = &stitch_ops, .ctx = p,
		.key = p->id, .nkey = p->nid, .max_groups = max,
		.many = "sets of ids (see --max-users)" };
	return RC_OK;
}

/* (a != "" && b != "") || (a != "" && c != "") ...: null is not unequal to anything. */
enum rc
stitch_narrow(const struct stitch_plan *p, struct job *j, struct err *e)
{
	struct buf b;
	enum rc rc;

	buf_init(&b, SIZE_MAX);
	if (j->given.where != NULL)
		buf_printf(&b, "(%s) && ", j->given.where);
	buf_c(&b, '(');
	for (size_t i = 0; i < p->nid; i++) {
		struct sv one = expr_text(p->id[i].x, &j->arena);

		for (size_t k = i + 1; k < p->nid; k++) {
			struct sv other = expr_text(p->id[k].x, &j->arena);

			buf_sv(&b, i + k > 1 ? SV(" || (") : SV("("));
			buf_sv(&b, one);
			buf_sv(&b, SV(" != \"\" && "));
			buf_sv(&b, other);
			buf_sv(&b, SV(" != \"\")"));
		}
	}
	buf_c(&b, ')');
	rc = expr_compile(&j->query.where, arena_sv(&j->arena, buf_view(&b)), &j->query.env, e);
	buf_free(&b);
	return rc;
}

/* ---- joining ---- */

struct node {			/* an id */
	struct group_slot *up;		/* to the one that stands for its set, whose is itself */
	struct group_slot *user;	/* of that one: the least of the set, a known one first */
	bool               known;
	bool               user_known;
};

static struct node *
node_of(const struct group_table *t, struct group_slot *s)
{
	return group_state(group_cell_nth(t, s, 0));
}

/* Who stands for the set; the way there gets shorter. */
static struct group_slot *
top_of(const struct group_table *t, struct group_slot *s)
{
	while (node_of(t, s)->up != s) {
		node_of(t, s)->up = node_of(t, node_of(t, s)->up)->up;
		s = node_of(t, s)->up;
	}
	return s;
}

static struct group_slot *
node_at(struct group_table *t, const struct val *id, struct arena *tmp)
{
	static const struct twindow_span always = { INT64_MIN, INT64_MAX };
	struct group_slot *s = group_find(t, id, tmp);
	bool fresh;

	group_cell_at(t, s, always, &fresh);
	if (fresh)
		node_of(t, s)->up = s;
	return s;
}

static bool
is_id(const struct val *v)
{
	return !val_null(v) && (v->kind != VAL_STRING || v->text.n > 0);
}

static void
join_set(struct group_table *t, const struct val *id, size_t n, struct arena *tmp)
{
	struct group_slot *first = NULL;

	for (size_t i = 0; i < n; i++) {
		struct group_slot *s;

		if (!is_id(&id[i]))
			continue;
		s = node_at(t, &id[i], tmp);
		node_of(t, s)->known |= i == 0;
		if (first == NULL)
			first = s;
		else
			node_of(t, top_of(t, s))->up = top_of(t, first);
	}
}

static void
join_all(struct group_table *t, const struct part *all)
{
	struct val *id = arena_alloc(&t->arena, (all->p->nkey + 1) * sizeof(*id));
	struct arena tmp;

	arena_init(&tmp);
	for (size_t i = 0; i < all->table.nslot; i++) {
		group_values(&all->table, all->table.slot[i], id);
		join_set(t, id, all->p->nkey, &tmp);
		arena_reset(&tmp);
	}
	arena_free(&tmp);
}

/* Slots come in output order: the first one that may be the user is. */
static void
choose_users(const struct group_table *t)
{
	for (size_t i = 0; i < t->nslot; i++) {
		struct group_slot *s = t->slot[i];
		struct node *top = node_of(t, top_of(t, s));

		if (top->user == NULL || (node_of(t, s)->known && !top->user_known)) {
			top->user = s;
			top->user_known = node_of(t, s)->known;
		}
	}
}

static void
write_map(const struct group_table *t, struct job *j)
{
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < t->nslot; i++) {
		struct group_slot *user = node_of(t, top_of(t, t->slot[i]))->user;
		struct val id, is;

		if (user == t->slot[i])
			continue;
		group_values(t, t->slot[i], &id);
		group_values(t, user, &is);
		jwrite_init(&w, &b);
		jwrite_open(&w, '{');
		jwrite_put_text(&w, "kind", SV("identity"));
		jwrite_key(&w, SV("id"));
		jwrite_val(&w, &id);
		jwrite_key(&w, SV("user"));
		jwrite_val(&w, &is);
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
		if (b.n >= WRITTEN) {
			out_sv(j->run.out, buf_view(&b));
			buf_clear(&b);
		}
	}
	out_sv(j->run.out, buf_view(&b));
	buf_free(&b);
}

enum rc
stitch_write(const struct stitch_plan *p, struct fold_parts *parts, struct job *j, struct err *e)
{
	struct group_table ids;

	if (p->fold.partial != NULL)
		return fold_write(j, parts->whole, e);
	group_init(&ids, &(struct group_shape){ 1, sizeof(struct node), false }, j->seed);
	join_all(&ids, parts->whole);
	group_order(&ids);
	choose_users(&ids);
	write_map(&ids, j);
	group_free(&ids);
	return RC_OK;
}
