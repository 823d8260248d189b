/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ab_plan - see ab_plan.h: reading
 */
#include "experiment/ab_plan.h"

#include "base/num.h"
#include "io/side.h"
#include "time/tstamp.h"

#include <math.h>
#include <string.h>

const char *const ab_plan_roles[] = {
	"goal", "guardrail", "secondary", "negative_control", NULL
};
const char *const ab_plan_betters[] = { "up", "down", NULL };
const char *const ab_plan_types[] = { "proportion", "mean", "ratio", NULL };
const char *const ab_plan_corrects[] = { "holm", "bh", "dunnett", "none", NULL };
const char *const ab_plan_attributions[] = { "first", "all", "experiment", NULL };
const char *const ab_plan_multis[] = { "exclude", "first", NULL };

static const char *const plan_keys[] = {
	"kind", "version", "experiment", "unit", "variant", "exposure", "salt", "arms", "control",
	"metrics", "alpha", "power", "correct", "monitor", "looks", "units", "daily", "days",
	"within", "delay", "attribution", "strict_window", "multi", "strata", "segments", "hash",
	NULL
};
static const char *const metric_keys[] = {
	"name", "metric", "role", "better", "mde", "margin", "cap_low", "cap", "covariates",
	"monitor", "alpha", "information", "n_star", "type", "baseline", "sd", "r2", "icc",
	"cluster", "cv", "n", "source", NULL
};

#define MANY 1e15		/* of units; beyond what doubles count */

struct loader {
	struct ab_plan   *p;
	const struct doc *d;
	struct arena     *a;
	struct err       *e;
};

void
ab_plan_init(struct ab_plan *p)
{
	*p = (struct ab_plan){ .unit = SV("user_id"), .variant = SV("variant"), .alpha = 0.05,
		.power = NAN, .units = NAN, .daily = NAN, .days = NAN };
}

const struct ab_plan_metric *
ab_plan_find(const struct ab_plan *p, struct sv name)
{
	for (size_t i = 0; i < p->nmetric; i++)
		if (sv_eq(p->metric[i].name, name))
			return &p->metric[i];
	return NULL;
}

size_t
ab_plan_find_arm(const struct ab_plan *p, struct sv name)
{
	size_t i = 0;

	while (i < p->narm && !sv_eq(p->arm[i].name, name))
		i++;
	return i;
}

double
ab_plan_share(const struct ab_plan *p, size_t arm)
{
	double all = 0;

	for (size_t i = 0; i < p->narm; i++)
		all += (double)p->arm[i].weight;
	return all > 0 ? (double)p->arm[arm].weight / all : 0;
}

size_t
ab_plan_treatments(const struct ab_plan *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->narm; i++)
		n += i != p->control && p->arm[i].weight > 0;
	return n;
}

/* ---- pieces ---- */

enum rc
ab_plan_amount_parse(struct ab_plan_amount *a, struct sv text, struct err *e)
{
	bool percent = text.n > 0 && text.p[text.n - 1] == '%';
	struct sv number = { text.p, text.n - percent };
	double v;

	if (num_double(number, &v) != RC_OK || !(v > 0))
		return rc_err(e, RC_SYNTAX,
		    "expected a number above 0, or a percentage of the control's, got '%.*s'",
		    SV_SHOW(text));
	*a = (struct ab_plan_amount){ v, percent };
	return RC_OK;
}

double
ab_plan_amount(const struct ab_plan_amount *a, double base)
{
	return a->percent ? a->value / 100 * fabs(base) : a->value;
}

static enum rc
read_amount(struct loader *l, const struct node *map, const char *key,
    struct ab_plan_amount *out)
{
	const struct node *n = node_get(map, key);
	struct err inner = { 0 };

	out->value = NAN;
	if (n == NULL)
		return RC_OK;
	if (n->kind != NODE_NUMBER && n->kind != NODE_STRING)
		return doc_fail(l->d, n, l->e, "expected a number or a percentage, found %s",
		    node_kind_name(n->kind));
	if (ab_plan_amount_parse(out, n->text, &inner) != RC_OK)
		return doc_fail(l->d, n, l->e, "%s", inner.msg);
	return RC_OK;
}

static enum rc
read_number(struct loader *l, const struct node *map, const char *key, double lo, double hi,
    double *out)
{
	*out = NAN;
	return doc_number(l->d, map, key, lo, hi, out, l->e);
}

static enum rc
read_time(struct loader *l, const char *key, int64_t *us)
{
	const struct node *n = node_get(l->d->root, key);
	struct sv text = { NULL, 0 };
	enum rc rc = doc_text(l->d, l->d->root, key, &text, l->e);

	*us = 0;
	if (rc != RC_OK || n == NULL)
		return rc;
	if (!tstamp_duration(text, us))
		return doc_fail(l->d, n, l->e, "expected a duration such as 7d, got '%.*s'",
		    SV_SHOW(text));
	return RC_OK;
}

static enum rc
read_choice(struct loader *l, const struct node *map, const char *key,
    const char *const *names, unsigned *out)
{
	*out = 0;
	return doc_choice(l->d, map, key, names, out, l->e);
}

/* A list of names, or one. */
static enum rc
read_names(struct loader *l, const struct node *map, const char *key,
    struct ab_plan_names *out)
{
	const struct node *n = node_get(map, key);
	size_t count;

	*out = (struct ab_plan_names){ NULL, 0 };
	if (n == NULL)
		return RC_OK;
	if (n->kind != NODE_STRING && n->kind != NODE_LIST)
		return doc_kind(l->d, n, NODE_LIST, l->e);
	count = n->kind == NODE_LIST ? n->n : 1;
	if (count > AB_PLAN_NAMES_MAX)
		return doc_fail(l->d, n, l->e, "more than %d", AB_PLAN_NAMES_MAX);
	out->of = arena_alloc(l->a, (count + 1) * sizeof(*out->of));
	for (size_t i = 0; i < count; i++) {
		const struct node *item = n->kind == NODE_LIST ? &n->item[i] : n;
		enum rc rc = doc_kind(l->d, item, NODE_STRING, l->e);

		if (rc != RC_OK)
			return rc;
		out->of[out->n++] = item->text;
	}
	return RC_OK;
}

static enum rc
read_monitor(struct loader *l, const struct node *map, struct monitor *m)
{
	const struct node *n = node_get(map, "monitor");
	struct sv text = { NULL, 0 };
	struct err inner = { 0 };
	enum rc rc = doc_text(l->d, map, "monitor", &text, l->e);

	if (rc == RC_OK && n != NULL && monitor_parse(m, text, &inner) != RC_OK)
		return doc_fail(l->d, n, l->e, "%s", inner.msg);
	return rc;
}

/* ---- arms ---- */

static enum rc
read_control(struct loader *l)
{
	struct ab_plan *p = l->p;
	struct sv name = SV("control");
	enum rc rc = doc_text(l->d, l->d->root, "control", &name, l->e);

	if (rc != RC_OK)
		return rc;
	p->control = ab_plan_find_arm(p, name);
	if (p->control == p->narm && node_get(l->d->root, "control") != NULL)
		return doc_fail(l->d, node_get(l->d->root, "control"), l->e,
		    "no arm '%.*s'", SV_SHOW(name));
	if (p->control == p->narm) {
		p->control = 0;
		for (size_t i = 1; i < p->narm; i++)
			if (sv_cmp(p->arm[i].name, p->arm[p->control].name) < 0)
				p->control = i;
	}
	if (p->arm[p->control].weight == 0)
		return doc_fail(l->d, node_get(l->d->root, "arms"), l->e,
		    "the control '%.*s' has no weight", SV_SHOW(p->arm[p->control].name));
	return RC_OK;
}

static enum rc
read_arms(struct loader *l)
{
	const struct node *n;
	struct ab_plan *p = l->p;
	enum rc rc = doc_need(l->d, l->d->root, "arms", &n, l->e);

	if (rc == RC_OK)
		rc = doc_kind(l->d, n, NODE_MAP, l->e);
	if (rc != RC_OK)
		return rc;
	if (n->n < 2 || n->n > AB_PLAN_ARMS_MAX)
		return doc_fail(l->d, n, l->e, "expected 2 to %d arms with their weights",
		    AB_PLAN_ARMS_MAX);
	p->arm = arena_alloc(l->a, n->n * sizeof(*p->arm));
	for (size_t i = 0; i < n->n; i++) {
		const struct node *w = &n->item[i];
		struct ab_plan_arm *arm = &p->arm[p->narm++];

		arm->name = w->key;
		if (w->kind != NODE_NUMBER || num_u64(w->text, &arm->weight) != RC_OK ||
		    arm->weight > INT32_MAX)
			return doc_fail(l->d, w, l->e,
			    "expected a whole number, the weight of the arm");
	}
	rc = read_control(l);
	if (rc == RC_OK && ab_plan_treatments(p) == 0)
		return doc_fail(l->d, n, l->e, "no arm but the control has weight");
	return rc;
}

/* ---- metrics ---- */

/* A number; of a share 10% as well as 0.1. */
static enum rc
read_mean(struct loader *l, const struct node *map, double *mean)
{
	const struct node *n = node_get(map, "baseline");
	struct ab_plan_amount share;

	if (n == NULL || n->kind != NODE_STRING)
		return read_number(l, map, "baseline", -1e300, 1e300, mean);
	if (ab_plan_amount_parse(&share, n->text, NULL) != RC_OK || !share.percent)
		return doc_fail(l->d, n, l->e, "expected a number or a percentage, found '%.*s'",
		    SV_SHOW(n->text));
	*mean = share.value / 100;
	return RC_OK;
}

static enum rc
read_baseline(struct loader *l, const struct node *n, struct ab_plan_baseline *b)
{
	unsigned type = AB_PROPORTION;
	enum rc rc;

	b->typed = node_get(n, "type") != NULL;
	rc = read_choice(l, n, "type", ab_plan_types, &type);
	if (rc == RC_OK)
		rc = read_mean(l, n, &b->mean);
	if (rc == RC_OK)
		rc = read_number(l, n, "sd", 0, 1e150, &b->sd);
	if (rc == RC_OK)
		rc = read_number(l, n, "r2", 0, 0.999999, &b->r2);
	if (rc == RC_OK)
		rc = read_number(l, n, "icc", 0, 1, &b->icc);
	if (rc == RC_OK)
		rc = read_number(l, n, "cluster", 1, MANY, &b->cluster);
	if (rc == RC_OK)
		rc = read_number(l, n, "cv", 0, 1e6, &b->cv);
	if (rc == RC_OK)
		rc = read_number(l, n, "n", 0, MANY, &b->n);
	if (rc == RC_OK)
		rc = doc_text(l->d, n, "source", &b->source, l->e);
	if (!b->typed && !isnan(b->sd))
		type = AB_MEAN;
	b->type = (enum ab_plan_type)type;
	if (rc == RC_OK && b->type == AB_PROPORTION && (b->mean <= 0 || b->mean >= 1))
		return doc_fail(l->d, node_get(n, "baseline"), l->e,
		    "expected a share between 0 and 1, or 'sd' beside a mean");
	return rc;
}

static enum rc
read_numbers(struct loader *l, const struct node *n, struct ab_plan_metric *m)
{
	enum rc rc = read_amount(l, n, "mde", &m->mde);

	if (rc == RC_OK)
		rc = read_amount(l, n, "margin", &m->margin);
	if (rc == RC_OK)
		rc = read_number(l, n, "cap_low", -1e300, 1e300, &m->cap_low);
	if (rc == RC_OK)
		rc = read_number(l, n, "cap", -1e300, 1e300, &m->cap_high);
	if (rc == RC_OK)
		rc = read_number(l, n, "alpha", 1e-12, 0.5, &m->alpha);
	if (rc == RC_OK)
		rc = read_number(l, n, "information", 0, 1e300, &m->information);
	if (rc == RC_OK)
		rc = read_number(l, n, "n_star", 1, MANY, &m->n_star);
	if (rc == RC_OK && m->cap_low >= m->cap_high)
		return doc_fail(l->d, node_get(n, "cap_low"), l->e, "expected less than 'cap'");
	return rc;
}

static enum rc
read_role(struct loader *l, const struct node *n, struct ab_plan_metric *m)
{
	unsigned role, better;
	enum rc rc = read_choice(l, n, "role", ab_plan_roles, &role);

	if (rc == RC_OK)
		rc = read_choice(l, n, "better", ab_plan_betters, &better);
	if (rc != RC_OK)
		return rc;
	m->role = (enum ab_plan_role)role;
	m->better = (enum ab_plan_better)better;
	m->sides = m->role == AB_GUARDRAIL ? 1 : 2;
	if (m->role == AB_GUARDRAIL && node_get(n, "margin") == NULL)
		return doc_fail(l->d, n, l->e,
		    "guardrail '%.*s' has no 'margin': the loss that is borne", SV_SHOW(m->name));
	return RC_OK;
}

/* @n: a map; by its key, or its member, it has a name */
static enum rc
read_metric(struct loader *l, const struct node *n, struct ab_plan_metric *m)
{
	enum rc rc = doc_kind(l->d, n, NODE_MAP, l->e);

	memset(m, 0, sizeof(*m));
	m->at = n;
	m->text_at = node_get(n, "metric");
	m->name = n->key;
	if (rc == RC_OK)
		rc = doc_keys(l->d, n, metric_keys, l->e);
	if (rc == RC_OK)
		rc = doc_text(l->d, n, "name", &m->name, l->e);
	if (rc == RC_OK && m->name.n == 0)
		return doc_fail(l->d, n, l->e, "a metric without a name");
	if (rc == RC_OK && ab_plan_find(l->p, m->name) != NULL)
		return doc_fail(l->d, n, l->e, "two metrics are called '%.*s'", SV_SHOW(m->name));
	if (rc == RC_OK)
		rc = doc_text(l->d, n, "metric", &m->text, l->e);
	if (rc == RC_OK)
		rc = read_role(l, n, m);
	if (rc == RC_OK)
		rc = read_names(l, n, "covariates", &m->covariates);
	if (rc == RC_OK)
		rc = read_monitor(l, n, &m->monitor);
	if (rc == RC_OK)
		rc = read_numbers(l, n, m);
	return rc == RC_OK ? read_baseline(l, n, &m->base) : rc;
}

static enum rc
read_metrics(struct loader *l)
{
	const struct node *n;
	struct ab_plan *p = l->p;
	enum rc rc = doc_need(l->d, l->d->root, "metrics", &n, l->e);

	if (rc != RC_OK)
		return rc;
	if ((n->kind != NODE_MAP && n->kind != NODE_LIST) || n->n == 0)
		return doc_fail(l->d, n, l->e, "expected metrics by their names");
	if (n->n > AB_PLAN_METRICS_MAX)
		return doc_fail(l->d, n, l->e, "more than %d metrics", AB_PLAN_METRICS_MAX);
	p->metric = arena_alloc(l->a, n->n * sizeof(*p->metric));
	for (size_t i = 0; i < n->n; i++) {
		rc = read_metric(l, &n->item[i], &p->metric[i]);
		if (rc != RC_OK)
			return rc;
		p->nmetric++;
	}
	return RC_OK;
}

/* ---- the whole ---- */

/* How many, or at which fractions of the information. */
static enum rc
read_looks(struct loader *l)
{
	const struct node *n = node_get(l->d->root, "looks");
	struct ab_plan *p = l->p;
	uint64_t count = 0;

	if (n == NULL)
		return RC_OK;
	if (n->kind == NODE_NUMBER && num_u64(n->text, &count) != RC_OK)
		count = 0;
	if (n->kind == NODE_LIST)
		count = n->n;
	if (count == 0 || count > GROUP_SEQ_LOOKS_MAX)
		return doc_fail(l->d, n, l->e, "expected 1 to %d looks, or a list of fractions",
		    GROUP_SEQ_LOOKS_MAX);
	p->nlook = (size_t)count;
	p->look = arena_alloc(l->a, p->nlook * sizeof(*p->look));
	for (size_t k = 0; k < p->nlook; k++) {
		const struct node *item = n->kind == NODE_LIST ? &n->item[k] : n;
		double before = k > 0 ? p->look[k - 1] : 0;

		p->look[k] = (double)(k + 1) / (double)p->nlook;
		if (n->kind != NODE_LIST)
			continue;
		if (item->kind != NODE_NUMBER || num_double(item->text, &p->look[k]) != RC_OK ||
		    !(p->look[k] > before) || p->look[k] > 1)
			return doc_fail(l->d, item, l->e,
			    "expected fractions of the information that rise up to 1");
	}
	if (p->look[p->nlook - 1] < 1)
		return doc_fail(l->d, &n->item[n->n - 1], l->e, "the last look has to be at 1");
	return RC_OK;
}

static enum rc
read_head(struct loader *l)
{
	const struct node *root = l->d->root;
	struct ab_plan *p = l->p;
	struct sv kind = { NULL, 0 };
	uint64_t version = AB_PLAN_VERSION;
	enum rc rc = doc_text(l->d, root, "kind", &kind, l->e);

	if (rc == RC_OK && kind.n > 0 && !sv_is(kind, "ab_plan"))
		return doc_fail(l->d, node_get(root, "kind"), l->e, "expected ab_plan");
	if (rc == RC_OK)
		rc = doc_u64(l->d, root, "version", 0, UINT64_MAX, &version, l->e);
	if (rc == RC_OK && version != AB_PLAN_VERSION)
		return doc_fail(l->d, node_get(root, "version"), l->e, "expected version %d",
		    AB_PLAN_VERSION);
	if (rc == RC_OK && node_get(root, "experiment") == NULL)
		return doc_fail(l->d, root, l->e, "expected 'experiment', its name");
	if (rc == RC_OK)
		rc = doc_text(l->d, root, "experiment", &p->experiment, l->e);
	if (rc == RC_OK)
		rc = doc_text(l->d, root, "unit", &p->unit, l->e);
	if (rc == RC_OK)
		rc = doc_text(l->d, root, "variant", &p->variant, l->e);
	if (rc == RC_OK)
		rc = doc_text(l->d, root, "exposure", &p->exposure, l->e);
	return rc == RC_OK ? doc_text(l->d, root, "salt", &p->salt, l->e) : rc;
}

static enum rc
read_choices(struct loader *l)
{
	const struct node *root = l->d->root;
	struct ab_plan *p = l->p;
	unsigned correct, attribution = 0, multi = 0;
	enum rc rc = read_choice(l, root, "correct", ab_plan_corrects, &correct);

	if (rc == RC_OK)
		rc = read_choice(l, root, "attribution", ab_plan_attributions, &attribution);
	if (rc == RC_OK)
		rc = read_choice(l, root, "multi", ab_plan_multis, &multi);
	if (rc == RC_OK)
		rc = doc_bool(l->d, root, "strict_window", &p->strict_window, l->e);
	p->correct = (enum ab_plan_correct)correct;
	p->attribution = (enum ab_plan_attribution)attribution;
	p->multi = (enum ab_plan_multi)multi;
	if (rc == RC_OK)
		rc = read_monitor(l, root, &p->monitor);
	if (rc == RC_OK)
		rc = read_time(l, "within", &p->within_us);
	if (rc == RC_OK)
		rc = read_time(l, "delay", &p->delay_us);
	if (rc == RC_OK)
		rc = read_names(l, root, "strata", &p->strata);
	return rc == RC_OK ? read_names(l, root, "segments", &p->segments) : rc;
}

static enum rc
read_sizes(struct loader *l)
{
	const struct node *root = l->d->root;
	struct ab_plan *p = l->p;
	enum rc rc = doc_number(l->d, root, "alpha", 1e-12, 0.5, &p->alpha, l->e);

	if (rc == RC_OK)
		rc = read_number(l, root, "power", 0, 1, &p->power);
	if (rc == RC_OK)
		rc = read_number(l, root, "units", 2, MANY, &p->units);
	if (rc == RC_OK)
		rc = read_number(l, root, "daily", 1e-6, MANY, &p->daily);
	if (rc == RC_OK)
		rc = read_number(l, root, "days", 1e-6, 1e6, &p->days);
	return rc == RC_OK ? read_looks(l) : rc;
}

/* The hash that it brings, against that of what it says. */
static enum rc
check_hash(struct loader *l)
{
	struct sv hash = { NULL, 0 };
	struct buf b;
	enum rc rc = doc_text(l->d, l->d->root, "hash", &hash, l->e);

	buf_init(&b, SIZE_MAX);
	ab_plan_write(l->p, &b);
	buf_free(&b);
	l->p->edited = hash.n > 0 && !sv_is(hash, l->p->hash);
	return rc;
}

static enum rc
read_plan(struct loader *l)
{
	enum rc rc = doc_kind(l->d, l->d->root, NODE_MAP, l->e);

	if (rc == RC_OK)
		rc = doc_keys(l->d, l->d->root, plan_keys, l->e);
	if (rc == RC_OK)
		rc = read_head(l);
	if (rc == RC_OK)
		rc = read_arms(l);
	if (rc == RC_OK)
		rc = read_choices(l);
	if (rc == RC_OK)
		rc = read_sizes(l);
	if (rc == RC_OK)
		rc = read_metrics(l);
	return rc == RC_OK ? check_hash(l) : rc;
}

/* Of what cxplan wrote, the line of the plan; else all of it. */
static struct sv
plan_line(struct sv text)
{
	struct sv head = SV("{\"kind\":\"ab_plan\",");
	const char *end = text.n > 0 ? memchr(text.p, '\n', text.n) : NULL;

	if (end == NULL || text.n < head.n || memcmp(text.p, head.p, head.n) != 0)
		return text;
	return (struct sv){ text.p, (size_t)(end - text.p) };
}

enum rc
ab_plan_text(struct ab_plan *p, const char *file, struct sv text, struct arena *a,
    struct err *e)
{
	struct loader l = { p, NULL, a, e };
	struct docs docs;
	enum rc rc = doc_parse(&docs, file, plan_line(text), a, e);

	ab_plan_init(p);
	if (rc != RC_OK)
		return rc;
	if (docs.n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected one plan, found %zu documents", file,
		    docs.n);
	p->doc = l.d = &docs.doc[0];
	return read_plan(&l);
}

enum rc
ab_plan_load(struct ab_plan *p, const char *path, struct arena *a, struct err *e)
{
	const char *name = strcmp(path, "-") == 0 ? "stdin" : arena_bytes(a, path, strlen(path));
	struct err why = { 0 };
	struct buf b;
	enum rc rc;

	buf_init(&b, DOC_BYTES_MAX + 1);
	rc = side_text(path, DOC_BYTES_MAX, &b, &why);
	if (rc == RC_OK)
		rc = ab_plan_text(p, name, buf_view(&b), a, e);
	else
		rc = rc_err(e, rc, "%s: %s", name, why.msg);
	buf_free(&b);
	return rc;
}
