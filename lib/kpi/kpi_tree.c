/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kpi_tree - see kpi_tree.h: the KPIs, and how they hang together
 */
#include "kpi/kpi_tree.h"

#include "kpi/kpi_read.h"

#include <string.h>

const char *const kpi_tree_ops[] = { "metric", "sum", "product", "ratio", "share", NULL };
const char *const kpi_tree_folds[] = { "one", "sum", "mean", "last", "min", "max", NULL };
const char *const kpi_tree_roles[] = { "north_star", "driver", "indicator", "kpi", NULL };
const char *const kpi_tree_hows[] = { "rate", "value", "association", NULL };

static const char *const tree_keys[] = {
	"tree", "period", "north_star", "kpis", "indicators", "key_results", "ships", "journey",
	"trend", "lags", "correlate", "within", NULL
};
static const char *const node_keys[] = {
	"metric", "where", "fold", "sum", "product", "ratio", "share", "unit", "better", NULL
};

enum { TREND = 12, TREND_MIN = 5, TREND_MAX = 200, LAGS = 8 };

#define WITHIN_US (INT64_C(7) * 86400 * 1000000)

/* ---- measured KPIs ---- */

static enum rc
read_expr(const struct kpi_reader *r, const struct node *map, const char *key,
    const struct expr **x)
{
	const struct node *n = node_get(map, key);
	struct sv text = { NULL, 0 };
	struct err why = { 0 };
	enum rc rc = doc_text(r->d, map, key, &text, r->e);

	*x = NULL;
	if (rc != RC_OK || n == NULL)
		return rc;
	if (expr_compile(x, text, r->env, &why) != RC_OK)
		return doc_fail_in(r->d, n, &why, r->e);
	return RC_OK;
}

/* The field FIELD_lo beside FIELD, which may be missing. */
static enum rc
companion(const struct kpi_reader *r, size_t slot, const char *end, size_t *out)
{
	const struct proj_field *f = &r->env->proj->field[slot];
	struct sv last = f->key[f->nkey - 1];
	size_t n = strlen(end), nkey = f->nkey;
	struct sv *key = arena_alloc(r->a, nkey * sizeof(*key));
	char *text = arena_alloc(r->a, last.n + n);
	enum rc rc;

	memcpy(text, last.p, last.n);
	memcpy(text + last.n, end, n);
	memcpy(key, f->key, nkey * sizeof(*key));
	key[nkey - 1] = (struct sv){ text, last.n + n };
	rc = proj_add(r->env->proj, proj_name(key, nkey, r->a), out, r->e);
	if (rc == RC_OK)
		r->env->proj->field[*out].derived = true;
	return rc;
}

static enum rc
read_metric(const struct kpi_reader *r, struct kpi_node *n)
{
	unsigned fold = KPI_ONE;
	size_t slot;
	enum rc rc = read_expr(r, n->at, "metric", &n->metric);

	if (rc == RC_OK)
		rc = read_expr(r, n->at, "where", &n->where);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n->at, "fold", kpi_tree_folds + 1, &fold, r->e);
	if (rc == RC_OK && node_get(n->at, "fold") != NULL)
		n->fold = (enum kpi_fold)(fold + 1);
	n->slot_lo = n->slot_hi = n->slot_n = SIZE_MAX;
	if (rc != RC_OK || !expr_field(n->metric, &slot))
		return rc;
	n->field = r->env->proj->field[slot].name;
	rc = companion(r, slot, "_lo", &n->slot_lo);
	if (rc == RC_OK)
		rc = companion(r, slot, "_hi", &n->slot_hi);
	return rc == RC_OK ? companion(r, slot, "_n", &n->slot_n) : rc;
}

/* ---- computed KPIs ---- */

static enum rc
read_terms(const struct kpi_reader *r, struct kpi_node *n, const struct node *list)
{
	bool two = n->op == KPI_RATIO || n->op == KPI_SHARE;
	enum rc rc = doc_kind(r->d, list, NODE_LIST, r->e);

	if (rc == RC_OK && two && list->n != 2)
		rc = doc_fail(r->d, list, r->e, "expected two KPIs: [numerator, denominator]");
	if (rc == RC_OK && (list->n == 0 || list->n > KPI_TERMS_MAX))
		rc = doc_fail(r->d, list, r->e, "expected 1 to %d KPIs", KPI_TERMS_MAX);
	if (rc != RC_OK)
		return rc;
	n->term = arena_alloc(r->a, list->n * sizeof(*n->term));
	for (size_t i = 0; i < list->n && rc == RC_OK; i++) {
		const struct node *item = &list->item[i];
		struct kpi_term *t = &n->term[n->nterm++];
		struct sv name = item->text;

		rc = doc_kind(r->d, item, NODE_STRING, r->e);
		if (rc != RC_OK)
			break;
		t->minus = n->op == KPI_SUM && name.n > 0 && name.p[0] == '-';
		name = (struct sv){ name.p + t->minus, name.n - t->minus };
		rc = kpi_read_name(r, item, sv_trim(name), &t->node);
		for (size_t k = 0; k + 1 < n->nterm && rc == RC_OK; k++)
			if (n->term[k].node == t->node)
				rc = doc_fail(r->d, item, r->e, "'%.*s' is there already",
				    SV_SHOW(item->text));
	}
	return rc;
}

/* What the KPI is: one of metric, sum, product, ratio, share. */
static enum rc
read_op(const struct kpi_reader *r, struct kpi_node *n, const struct node **what)
{
	*what = NULL;
	for (unsigned op = 0; kpi_tree_ops[op] != NULL; op++) {
		const struct node *m = node_get(n->at, kpi_tree_ops[op]);

		if (m != NULL && *what != NULL)
			return doc_fail_key(r->d, m, r->e, "a KPI is one of metric, sum, product, "
			    "ratio or share");
		if (m != NULL) {
			*what = m;
			n->op = (enum kpi_op)op;
		}
	}
	if (*what == NULL)
		return doc_fail(r->d, n->at, r->e, "expected metric, sum, product, ratio or share");
	for (int i = 0; i < 2 && n->op != KPI_METRIC; i++) {
		const char *key = i == 0 ? "where" : "fold";

		if (node_get(n->at, key) != NULL)
			return doc_fail_key(r->d, node_get(n->at, key), r->e, "%s goes with "
			    "metric: what is computed has no records", key);
	}
	return RC_OK;
}

static enum rc
read_node(const struct kpi_reader *r, struct kpi_node *n)
{
	static const char *const betters[] = { "up", "down", NULL };
	const struct node *what;
	unsigned better = 0;
	enum rc rc = doc_keys(r->d, n->at, node_keys, r->e);

	if (rc == RC_OK)
		rc = read_op(r, n, &what);
	if (rc == RC_OK)
		rc = doc_text(r->d, n->at, "unit", &n->unit, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, n->at, "better", betters, &better, r->e);
	n->down = better == 1;
	if (n->op == KPI_SHARE && n->unit.n == 0)
		n->unit = SV(KPI_UNIT_SHARE);
	if (rc != RC_OK)
		return rc;
	return n->op == KPI_METRIC ? read_metric(r, n) : read_terms(r, n, what);
}

static enum rc
read_nodes(const struct kpi_reader *r)
{
	struct kpi_tree *t = r->t;
	const struct node *map;
	enum rc rc = doc_need(r->d, r->d->root, "kpis", &map, r->e);

	if (rc == RC_OK)
		rc = doc_kind(r->d, map, NODE_MAP, r->e);
	if (rc == RC_OK && (map->n == 0 || map->n > KPI_NODES_MAX))
		rc = doc_fail(r->d, map, r->e, "expected 1 to %d KPIs", KPI_NODES_MAX);
	if (rc != RC_OK)
		return rc;
	t->node = arena_zalloc(r->a, map->n * sizeof(*t->node));
	for (size_t i = 0; i < map->n && rc == RC_OK; i++) {
		const struct node *n = &map->item[i];

		t->node[t->n++] = (struct kpi_node){ .name = n->key, .at = n, .role = KPI_OTHER,
			.up = SIZE_MAX };
		rc = doc_kind(r->d, n, NODE_MAP, r->e);
		if (rc == RC_OK && (n->key.n == 0 || n->key.p[0] == '-'))
			rc = doc_fail_key(r->d, n, r->e, "expected the name of a KPI");
	}
	for (size_t i = 0; i < t->n && rc == RC_OK; i++)
		rc = read_node(r, &t->node[i]);
	return rc;
}

/* ---- the order ---- */

enum seen { UNSEEN, OPEN, DONE };

struct walk {
	const struct kpi_reader *r;
	unsigned char           *seen;
	size_t                   norder;
};

/* Drivers before what they drive; a KPI that is met while it is open drives itself. */
static enum rc
order_node(struct walk *w, size_t i)
{
	struct kpi_tree *t = w->r->t;
	const struct kpi_node *n = &t->node[i];
	enum rc rc = RC_OK;

	w->seen[i] = OPEN;
	for (size_t k = 0; k < n->nterm && rc == RC_OK; k++) {
		size_t to = n->term[k].node;

		if (w->seen[to] == OPEN)
			return doc_fail_key(w->r->d, n->at, w->r->e, "'%.*s' drives itself, by way "
			    "of '%.*s'", SV_SHOW(t->node[to].name), SV_SHOW(n->name));
		if (w->seen[to] == UNSEEN)
			rc = order_node(w, to);
	}
	w->seen[i] = DONE;
	t->order[w->norder++] = i;
	return rc;
}

static void
show_node(struct kpi_tree *t, size_t i, size_t *n)
{
	const struct kpi_node *at = &t->node[i];

	t->shown[(*n)++] = i;
	for (size_t k = 0; k < at->nterm; k++) {
		struct kpi_node *to = &t->node[at->term[k].node];

		if (to->role != KPI_OTHER)
			continue;
		to->role = KPI_DRIVER;
		to->depth = at->depth + 1;
		to->up = i;
		show_node(t, at->term[k].node, n);
	}
}

/* The tree from the top, then indicators that are not in it, then the rest as it is written. */
static enum rc
set_order(const struct kpi_reader *r)
{
	struct kpi_tree *t = r->t;
	struct walk w = { r, arena_zalloc(r->a, t->n), 0 };
	size_t n = 0;
	enum rc rc = RC_OK;

	t->order = arena_alloc(r->a, t->n * sizeof(*t->order));
	t->shown = arena_alloc(r->a, t->n * sizeof(*t->shown));
	for (size_t i = 0; i < t->n && rc == RC_OK; i++)
		if (w.seen[i] == UNSEEN)
			rc = order_node(&w, i);
	if (rc != RC_OK)
		return rc;
	t->node[t->star].role = KPI_STAR;
	show_node(t, t->star, &n);
	for (size_t i = 0; i < t->nindicator; i++) {
		struct kpi_node *at = &t->node[t->indicator[i]];

		if (at->role != KPI_OTHER)
			continue;
		at->role = KPI_INDICATOR;
		t->shown[n++] = t->indicator[i];
	}
	for (size_t i = 0; i < t->n; i++)
		if (t->node[i].role == KPI_OTHER)
			t->shown[n++] = i;
	return RC_OK;
}

/* ---- the whole ---- */

static enum rc
read_indicators(const struct kpi_reader *r)
{
	struct kpi_tree *t = r->t;
	const struct node *list;
	enum rc rc = kpi_read_list(r, r->d->root, "indicators", &list);

	if (rc != RC_OK || list == NULL)
		return rc;
	t->indicator = arena_alloc(r->a, (list->n + 1) * sizeof(*t->indicator));
	for (size_t i = 0; i < list->n && rc == RC_OK; i++) {
		const struct node *n = &list->item[i];
		size_t *at = &t->indicator[i];

		rc = doc_kind(r->d, n, NODE_STRING, r->e);
		if (rc == RC_OK)
			rc = kpi_read_name(r, n, n->text, at);
		if (rc == RC_OK && *at == t->star)
			rc = doc_fail(r->d, n, r->e, "the north star is no indicator of itself");
		for (size_t k = 0; k < i && rc == RC_OK; k++)
			if (t->indicator[k] == *at)
				rc = doc_fail(r->d, n, r->e, "'%.*s' is there already",
				    SV_SHOW(n->text));
		t->nindicator++;
	}
	return rc;
}

static enum rc
read_settings(const struct kpi_reader *r)
{
	static const char *const periods[] = { "day", "week", "month", NULL };
	static const char *const ons[] = { "changes", "values", NULL };
	const struct node *root = r->d->root, *within = node_get(root, "within");
	struct kpi_tree *t = r->t;
	uint64_t trend = TREND, lags = LAGS;
	unsigned period = TPERIOD_WEEK, on = 0;
	struct sv text = { NULL, 0 };
	enum rc rc = doc_text(r->d, root, "tree", &t->name, r->e);

	if (rc == RC_OK)
		rc = doc_choice(r->d, root, "period", periods, &period, r->e);
	if (rc == RC_OK)
		rc = doc_choice(r->d, root, "correlate", ons, &on, r->e);
	if (rc == RC_OK)
		rc = doc_u64(r->d, root, "trend", TREND_MIN, TREND_MAX, &trend, r->e);
	if (rc == RC_OK)
		rc = doc_u64(r->d, root, "lags", 1, KPI_LAGS_MAX, &lags, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, root, "within", &text, r->e);
	t->within_us = WITHIN_US;
	if (rc == RC_OK && within != NULL && !tstamp_duration(text, &t->within_us))
		rc = doc_fail(r->d, within, r->e, "expected a duration such as 7d, got '%.*s'",
		    SV_SHOW(text));
	t->period = (struct tperiod){ .unit = (enum tperiod_unit)period, .zone = r->env->zone };
	t->trend = (size_t)trend;
	t->lags = (size_t)lags;
	t->on_values = on == 1;
	return rc;
}

static enum rc
read_tree(const struct kpi_reader *r)
{
	const struct node *root = r->d->root;
	enum rc rc = doc_kind(r->d, root, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, root, tree_keys, r->e);
	if (rc == RC_OK)
		rc = read_settings(r);
	if (rc == RC_OK)
		rc = read_nodes(r);
	if (rc == RC_OK)
		rc = kpi_read_kpi(r, root, "north_star", &r->t->star);
	if (rc == RC_OK)
		rc = read_indicators(r);
	if (rc == RC_OK)
		rc = set_order(r);
	if (rc == RC_OK)
		rc = kpi_read_goals(r);
	if (rc == RC_OK)
		rc = kpi_read_ships(r);
	return rc == RC_OK ? kpi_read_journey(r) : rc;
}

static enum rc
read_docs(struct kpi_tree *t, const char *file, struct docs *docs, const struct expr_env *env,
    struct err *e)
{
	struct kpi_reader r = { t, NULL, env, env->arena, e };

	*t = (struct kpi_tree){ .star = 0 };
	if (docs->n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected one tree, found %zu documents", file,
		    docs->n);
	r.d = &docs->doc[0];	/* in the arena */
	return read_tree(&r);
}

enum rc
kpi_tree_text(struct kpi_tree *t, const char *file, struct sv text, const struct expr_env *env,
    struct err *e)
{
	struct docs docs;
	enum rc rc = doc_parse(&docs, file, text, env->arena, e);

	return rc == RC_OK ? read_docs(t, file, &docs, env, e) : rc;
}

enum rc
kpi_tree_load(struct kpi_tree *t, const char *path, const struct expr_env *env, struct err *e)
{
	struct docs docs;
	enum rc rc = doc_load(&docs, path, env->arena, e);

	return rc == RC_OK ? read_docs(t, path, &docs, env, e) : rc;
}
