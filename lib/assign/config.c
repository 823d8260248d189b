/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/config.h"

#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	UNITS_MAX = 16,
	SHARE_TEXT_MAX = 40,
	EPPO_SHARDS = 10000,
	STATSIG_BUCKETS = 1000,
	OPTIMIZELY_RANGE = 10000
};

struct reader {
	const struct doc  *doc;
	struct arena      *a;
	uint64_t           seed;
	const struct node *holdouts;
	const char        *unit;	/* of experiments that name none */
	struct err        *e;
};

/* ---- numbers ---- */

enum rc
config_share(struct sv text, struct flag_share *s, struct err *e)
{
	const bool percent = text.n > 1 && text.p[text.n - 1] == '%';
	const struct sv digits = { text.p, text.n - percent };
	char moved[SHARE_TEXT_MAX + 8];
	double other, own;
	num_i128 units;
	size_t n;

	if (digits.n > SHARE_TEXT_MAX || num_double(digits, &own) != RC_OK ||
	    !num_units(digits, &units))
		return rc_err(e, RC_SYNTAX, "expected a share such as 20%% or 0.2, of at most six "
		    "decimals, found '%.*s'", SV_SHOW(text));
	/* The point is moved in the text, so that both are the nearest doubles. */
	n = (size_t)snprintf(moved, sizeof(moved), "%.*s%s", SV_SHOW(digits),
	    percent ? "e-2" : "e2");
	if (num_double((struct sv){ moved, n }, &other) != RC_OK)
		other = percent ? own / 100 : own * 100;
	*s = (struct flag_share){ true, percent ? other : own, percent ? own : other, 0 };
	if (s->share < 0 || s->share > 1)
		return rc_err(e, RC_SYNTAX, "expected a share from 0 to 1 or 0%% to 100%%, found "
		    "'%.*s'", SV_SHOW(text));
	units /= percent ? 100 : 1;
	s->parts = (uint32_t)(units / (1000000000 / FLAG_PARTS));
	if ((double)s->parts / (double)FLAG_PARTS != s->share)
		return rc_err(e, RC_SYNTAX, "expected a share of whole millionths, found '%.*s'",
		    SV_SHOW(text));
	return RC_OK;
}

static enum rc
share_of(struct reader *rd, const struct node *n, struct flag_share *s)
{
	struct err why = { 0 };

	if (n->kind != NODE_NUMBER && n->kind != NODE_STRING)
		return doc_fail(rd->doc, n, rd->e, "expected a share such as 20%% or 0.2, found %s",
		    node_kind_name(n->kind));
	if (config_share(n->text, s, &why) != RC_OK)
		return doc_fail(rd->doc, n, rd->e, "%s", why.msg);
	return RC_OK;
}

static enum rc
number_of(struct reader *rd, const struct node *n, bool whole, double lo, double *out)
{
	if (n->kind != NODE_NUMBER || num_double(n->text, out) != RC_OK || *out < lo ||
	    *out > (double)FLAG_RANGE_MAX * 10.0)
		return doc_fail(rd->doc, n, rd->e, "expected a number of at least %g, found %s", lo,
		    n->kind == NODE_NUMBER ? "another one" : node_kind_name(n->kind));
	if (whole && *out != floor(*out))
		return doc_fail(rd->doc, n, rd->e, "expected a whole number, found '%.*s'",
		    SV_SHOW(n->text));
	return RC_OK;
}

/* A text, or a number as it is written: ids are both. */
static enum rc
text_of(struct reader *rd, const struct node *map, const char *key, struct sv *out)
{
	const struct node *n = node_get(map, key);

	if (n != NULL && n->kind == NODE_NUMBER) {
		*out = n->text;
		return RC_OK;
	}
	return doc_text(rd->doc, map, key, out, rd->e);
}

/* [lo, hi] */
static enum rc
range_of(struct reader *rd, const struct node *n, struct flag_range *r)
{
	enum rc rc;

	if (n->kind != NODE_LIST || n->n != 2)
		return doc_fail(rd->doc, n, rd->e, "expected [FROM, TO], found %s",
		    n->kind == NODE_LIST ? "a list of other length" : node_kind_name(n->kind));
	rc = number_of(rd, &n->item[0], false, 0, &r->lo);
	if (rc == RC_OK)
		rc = number_of(rd, &n->item[1], false, 0, &r->hi);
	if (rc == RC_OK && r->lo > r->hi)
		return doc_fail(rd->doc, n, rd->e, "expected a range that begins before it ends");
	return rc;
}

/* [[lo, hi], ...] */
static enum rc
ranges_of(struct reader *rd, const struct node *n, struct flag_ranges *at)
{
	enum rc rc = doc_kind(rd->doc, n, NODE_LIST, rd->e);
	struct flag_range *r;

	if (rc != RC_OK)
		return rc;
	at->range = r = arena_zalloc(rd->a, (n->n + 1) * sizeof(*r));
	at->n = n->n;
	for (size_t i = 0; i < n->n && rc == RC_OK; i++)
		rc = range_of(rd, &n->item[i], &r[i]);
	return rc;
}

/* ---- arms ---- */

static enum rc
arms_of(struct reader *rd, const struct node *n, struct flag *f)
{
	enum rc rc = doc_kind(rd->doc, n, NODE_MAP, rd->e);
	struct flag_arm *arm;
	double sum = 0;

	if (rc != RC_OK)
		return rc;
	if (n->n == 0 || n->n > FLAG_ARMS_MAX)
		return doc_fail(rd->doc, n, rd->e, "expected 1 to %d variants, found %zu",
		    FLAG_ARMS_MAX, n->n);
	f->arm = arm = arena_zalloc(rd->a, n->n * sizeof(*arm));
	f->narm = n->n;
	for (size_t i = 0; i < n->n && rc == RC_OK; i++) {
		arm[i].name = n->item[i].key;
		if (f->ranged)
			rc = ranges_of(rd, &n->item[i], &arm[i].at);
		else
			rc = number_of(rd, &n->item[i], f->hash->whole, f->hash->below_0 ?
			    -FLAG_RANGE_MAX : 0, &arm[i].weight);
		sum += arm[i].weight > 0 ? arm[i].weight : 0;
	}
	if (rc == RC_OK && !f->ranged && (sum <= 0 || sum > INT32_MAX))
		return doc_fail(rd->doc, n, rd->e, "expected weights whose sum is above 0 and at "
		    "most %ld", (long)INT32_MAX);
	return rc;
}

static enum rc
read_arms(struct reader *rd, const struct node *n, bool feature, struct experiment *x)
{
	static const struct flag_arm on = { .name = { "on", 2 }, .weight = 1 };
	const struct node *weights = node_get(n, "weights"), *ranges = node_get(n, "ranges");

	if (weights != NULL && ranges != NULL)
		return doc_fail_key(rd->doc, ranges, rd->e, "expected weights or ranges, not both");
	x->flag.ranged = ranges != NULL;
	if (weights != NULL || ranges != NULL)
		return arms_of(rd, weights != NULL ? weights : ranges, &x->flag);
	if (!feature)
		return doc_fail(rd->doc, n, rd->e, "expected weights: of each variant, such as "
		    "{control: 50, treatment: 50}");
	x->flag.arm = &on;
	x->flag.narm = 1;
	x->flag.rollout = true;
	return RC_OK;
}

static enum rc
read_force(struct reader *rd, const struct node *n, struct experiment *x)
{
	enum rc rc = n == NULL ? RC_OK : doc_kind(rd->doc, n, NODE_MAP, rd->e);

	hmap_init(&x->force, rd->a, sizeof(size_t), rd->seed);
	for (size_t i = 0; n != NULL && rc == RC_OK && i < n->n; i++) {
		const struct node *arm = &n->item[i];
		size_t k = arm->kind == NODE_STRING ? config_arm(x, arm->text) : x->flag.narm;

		if (k == x->flag.narm)
			return doc_fail(rd->doc, arm, rd->e, "expected a variant of '%.*s'",
			    SV_SHOW(x->name));
		*(size_t *)hmap_put(&x->force, arm->key, NULL) = k;
	}
	return rc;
}

static enum rc
read_steps(struct reader *rd, const struct node *n, struct experiment *x)
{
	enum rc rc = n == NULL ? RC_OK : doc_kind(rd->doc, n, NODE_LIST, rd->e);
	struct flag_share *step;

	if (n == NULL || rc != RC_OK)
		return rc;
	x->step = step = arena_zalloc(rd->a, (n->n + 1) * sizeof(*step));
	x->nstep = n->n;
	for (size_t i = 0; i < n->n; i++) {
		rc = share_of(rd, &n->item[i], &step[i]);
		if (rc != RC_OK)
			return rc;
		if (step[i].share <= (i > 0 ? step[i - 1].share : 0))
			return doc_fail(rd->doc, &n->item[i], rd->e,
			    "expected steps above 0 that grow");
	}
	if (!x->flag.coverage.given && n->n > 0)
		x->flag.coverage = step[0];
	return RC_OK;
}

/* ---- what products have of their own ---- */

static enum rc
read_layer(struct reader *rd, const struct node *n, struct flag *f)
{
	static const char *const known[] = { "name", "from", "to", NULL };
	const struct node *layer = node_get(n, "layer"), *hold = node_get(n, "holdout"), *at;
	struct flag_share from, to;
	enum rc rc = RC_OK;

	if (layer != NULL) {
		rc = doc_kind(rd->doc, layer, NODE_MAP, rd->e);
		if (rc == RC_OK)
			rc = doc_keys(rd->doc, layer, known, rd->e);
		if (rc == RC_OK)
			rc = doc_need(rd->doc, layer, "name", &at, rd->e);
		if (rc == RC_OK)
			rc = text_of(rd, layer, "name", &f->layer);
		if (rc == RC_OK)
			rc = doc_need(rd->doc, layer, "from", &at, rd->e);
		if (rc == RC_OK)
			rc = share_of(rd, at, &from);
		if (rc == RC_OK)
			rc = doc_need(rd->doc, layer, "to", &at, rd->e);
		if (rc == RC_OK)
			rc = share_of(rd, at, &to);
		if (rc != RC_OK)
			return rc;
		if (from.parts >= to.parts)
			return doc_fail(rd->doc, layer, rd->e, "expected from below to");
		f->layered = true;
		f->layer_at = (struct flag_range){ from.parts, to.parts };
	}
	if (hold == NULL)
		return RC_OK;
	rc = text_of(rd, n, "holdout", &f->holdout);
	if (rc != RC_OK)
		return rc;
	at = node_get_sv(rd->holdouts, f->holdout);
	if (at == NULL)
		return doc_fail(rd->doc, hold, rd->e, "expected a name that holdouts has, found "
		    "'%.*s'", SV_SHOW(f->holdout));
	return share_of(rd, at, &f->held);
}

static enum rc
read_filter(struct reader *rd, const struct node *n, struct flag_filter *filter)
{
	static const char *const known[] = { "seed", "ranges", "hash_version", NULL };
	const struct node *at;
	uint64_t version = 2;
	enum rc rc = doc_kind(rd->doc, n, NODE_MAP, rd->e);

	if (rc == RC_OK)
		rc = doc_keys(rd->doc, n, known, rd->e);
	if (rc == RC_OK)
		rc = text_of(rd, n, "seed", &filter->seed);
	if (rc == RC_OK)
		rc = doc_u64(rd->doc, n, "hash_version", 1, 2, &version, rd->e);
	if (rc == RC_OK)
		rc = doc_need(rd->doc, n, "ranges", &at, rd->e);
	filter->v1 = version == 1;
	return rc == RC_OK ? ranges_of(rd, at, &filter->at) : rc;
}

static enum rc
read_growthbook(struct reader *rd, const struct node *n, struct flag *f)
{
	const struct node *space = node_get(n, "namespace"), *filters = node_get(n, "filters");
	struct flag_filter *filter;
	enum rc rc = RC_OK;

	if (space != NULL) {
		if (space->kind != NODE_LIST || space->n != 3 ||
		    space->item[0].kind != NODE_STRING)
			return doc_fail(rd->doc, space, rd->e, "expected [NAME, FROM, TO]");
		f->layered = true;
		f->layer = space->item[0].text;
		rc = number_of(rd, &space->item[1], false, 0, &f->layer_at.lo);
		if (rc == RC_OK)
			rc = number_of(rd, &space->item[2], false, 0, &f->layer_at.hi);
	}
	if (filters == NULL || rc != RC_OK)
		return rc;
	rc = doc_kind(rd->doc, filters, NODE_LIST, rd->e);
	if (rc != RC_OK)
		return rc;
	f->filter = filter = arena_zalloc(rd->a, (filters->n + 1) * sizeof(*filter));
	f->nfilter = filters->n;
	for (size_t i = 0; i < filters->n && rc == RC_OK; i++)
		rc = read_filter(rd, &filters->item[i], &filter[i]);
	return rc;
}

static enum rc
read_mutex(struct reader *rd, const struct node *n, struct flag *f)
{
	static const char *const known[] = { "id", "from", "to", NULL };
	const struct node *mutex = node_get(n, "mutex");
	enum rc rc = mutex == NULL ? RC_OK : doc_kind(rd->doc, mutex, NODE_MAP, rd->e);

	if (mutex == NULL || rc != RC_OK)
		return rc;
	f->layered = true;
	f->layer_at.hi = OPTIMIZELY_RANGE;
	rc = doc_keys(rd->doc, mutex, known, rd->e);
	if (rc == RC_OK)
		rc = text_of(rd, mutex, "id", &f->layer);
	if (rc == RC_OK)
		rc = doc_number(rd->doc, mutex, "from", 0, OPTIMIZELY_RANGE, &f->layer_at.lo,
		    rd->e);
	if (rc == RC_OK)
		rc = doc_number(rd->doc, mutex, "to", 0, OPTIMIZELY_RANGE, &f->layer_at.hi, rd->e);
	return rc;
}

static enum rc
read_rule(struct reader *rd, const struct node *n, struct flag *f)
{
	static const char *const known[] = { "salt", "below", NULL };
	const struct node *bucket = node_get(n, "user_bucket");
	struct flag_range *at = arena_zalloc(rd->a, sizeof(*at));
	enum rc rc = text_of(rd, n, "rule_salt", &f->rule_salt);

	if (bucket == NULL || rc != RC_OK)
		return rc;
	rc = doc_kind(rd->doc, bucket, NODE_MAP, rd->e);
	if (rc == RC_OK)
		rc = doc_keys(rd->doc, bucket, known, rd->e);
	if (rc == RC_OK)
		rc = text_of(rd, bucket, "salt", &f->traffic_salt);
	if (rc == RC_OK)
		rc = doc_number(rd->doc, bucket, "below", 0, STATSIG_BUCKETS, &at->hi, rd->e);
	f->traffic = (struct flag_ranges){ at, 1 };
	return rc;
}

static enum rc
read_shards(struct reader *rd, const struct node *n, struct flag *f)
{
	static const char *const known[] = { "salt", "ranges", NULL };
	const struct node *traffic = node_get(n, "traffic"), *at;
	enum rc rc;

	f->total = EPPO_SHARDS;
	rc = doc_number(rd->doc, n, "total", 1, FLAG_RANGE_MAX, &f->total, rd->e);
	if (rc == RC_OK && f->total != floor(f->total))
		return doc_fail(rd->doc, node_get(n, "total"), rd->e, "expected a whole number");
	if (traffic == NULL || rc != RC_OK)
		return rc;
	rc = doc_kind(rd->doc, traffic, NODE_MAP, rd->e);
	if (rc == RC_OK)
		rc = doc_keys(rd->doc, traffic, known, rd->e);
	if (rc == RC_OK)
		rc = text_of(rd, traffic, "salt", &f->traffic_salt);
	if (rc == RC_OK)
		rc = doc_need(rd->doc, traffic, "ranges", &at, rd->e);
	return rc == RC_OK ? ranges_of(rd, at, &f->traffic) : rc;
}

static enum rc
read_own(struct reader *rd, const struct node *n, struct flag *f)
{
	static const char *const draws[] = { "weighted", "uniform", "bernoulli", NULL };
	static const char *const bys[] = { "key", "value", NULL };
	const unsigned keys = f->hash->keys;
	const struct node *seed = node_get(n, "seed");
	unsigned choice = 0;
	enum rc rc = read_layer(rd, n, f);

	if (rc == RC_OK)
		rc = read_growthbook(rd, n, f);
	if (rc == RC_OK)
		rc = read_mutex(rd, n, f);
	if (rc == RC_OK)
		rc = read_rule(rd, n, f);
	if (rc == RC_OK && (keys & FLAG_KEY_GROUP) != 0)
		rc = text_of(rd, n, "group", &f->rule_salt);
	if (rc == RC_OK && (keys & FLAG_KEY_BUCKET_BY) != 0)
		rc = text_of(rd, n, "prefix", &f->rule_salt);
	if (rc == RC_OK && (keys & FLAG_KEY_SHARDS) != 0)
		rc = read_shards(rd, n, f);
	if (rc == RC_OK)
		rc = doc_choice(rd->doc, n, "draw", draws, &choice, rd->e);
	f->draw = (enum flag_draw)choice;
	choice = 0;
	if (rc == RC_OK)
		rc = doc_choice(rd->doc, n, "bucket_by", bys, &choice, rd->e);
	f->bucket_by = (enum flag_bucket_by)choice;
	if (rc == RC_OK && f->rule_salt.n != 0 && f->bucket_by != FLAG_BY_VALUE &&
	    (keys & FLAG_KEY_BUCKET_BY) != 0)
		return doc_fail(rd->doc, n, rd->e, "prefix goes with bucket_by: value");
	f->seeded = seed != NULL;
	if (rc == RC_OK && seed != NULL && num_i64(seed->text, &f->seed) != RC_OK)
		return doc_fail(rd->doc, seed, rd->e, "expected a whole number");
	return rc;
}

/* ---- one experiment ---- */

static const struct key {	/* of an experiment, and with which hashes */
	const char *name;
	unsigned    of;		/* of enum flag_key; 0: with all */
} keys[] = {
	{ "hash", 0 }, { "key", 0 }, { "unit", 0 }, { "weights", 0 }, { "force", 0 },
	{ "coverage", FLAG_KEY_COVERAGE | FLAG_KEY_DRAW }, { "steps", FLAG_KEY_COVERAGE },
	{ "salt", FLAG_KEY_SALT },
	{ "layer", FLAG_KEY_LAYER }, { "holdout", FLAG_KEY_LAYER },
	{ "ranges", FLAG_KEY_GROWTHBOOK | FLAG_KEY_SHARDS },
	{ "namespace", FLAG_KEY_GROWTHBOOK }, { "filters", FLAG_KEY_GROWTHBOOK },
	{ "bucket_by", FLAG_KEY_BUCKET_BY }, { "prefix", FLAG_KEY_BUCKET_BY },
	{ "group", FLAG_KEY_GROUP },
	{ "seed", FLAG_KEY_SEED }, { "mutex", FLAG_KEY_MUTEX }, { "draw", FLAG_KEY_DRAW },
	{ "rule_salt", FLAG_KEY_RULE }, { "user_bucket", FLAG_KEY_RULE },
	{ "total", FLAG_KEY_SHARDS }, { "traffic", FLAG_KEY_SHARDS },
};

enum { NKEYS = sizeof(keys) / sizeof(keys[0]) };

static enum rc
check_keys(struct reader *rd, const struct node *n, const struct flag_hash *hash)
{
	const char *known[NKEYS + 1];
	enum rc rc;

	for (size_t i = 0; i < NKEYS; i++)
		known[i] = keys[i].name;
	known[NKEYS] = NULL;
	rc = doc_keys(rd->doc, n, known, rd->e);
	for (size_t i = 0; i < NKEYS && rc == RC_OK; i++) {
		const struct node *at = node_get(n, keys[i].name);

		if (at != NULL && keys[i].of != 0 && (keys[i].of & hash->keys) == 0)
			rc = doc_fail_key(rd->doc, at, rd->e, "hash %s has no %s", hash->name,
			    keys[i].name);
	}
	return rc;
}

static enum rc
read_units(struct reader *rd, const struct node *n, const char **unit)
{
	const struct node *item = n->kind == NODE_LIST ? n->item : n;
	size_t count = n->kind == NODE_LIST ? n->n : 1;
	struct sv text = { "", 0 };

	if (count == 0 || count > UNITS_MAX)
		return doc_fail(rd->doc, n, rd->e, "expected 1 to %d fields", UNITS_MAX);
	for (size_t i = 0; i < count; i++) {
		if (item[i].kind != NODE_STRING || item[i].text.n == 0)
			return doc_fail(rd->doc, &item[i], rd->e, "expected the name of a field");
		text = FLAG_JOIN(rd->a, text, i > 0 ? SV(", ") : SV(""), item[i].text);
	}
	*unit = arena_bytes(rd->a, text.p, text.n);
	return RC_OK;
}

static enum rc
read_hash(struct reader *rd, const struct node *n, const struct flag_hash **hash)
{
	const struct node *at = node_get(n, "hash");
	struct sv name = SV("native");
	enum rc rc = doc_text(rd->doc, n, "hash", &name, rd->e);

	if (rc != RC_OK)
		return rc;
	*hash = flag_hash(name);
	if (*hash == NULL)
		return registry_hint(&flag_registry, name, doc_fail(rd->doc, at, rd->e,
		    "there is no hash '%.*s'", SV_SHOW(name)), rd->e);
	return RC_OK;
}

/* What does not belong together, though each is right alone. */
static enum rc
check_whole(struct reader *rd, const struct node *n, const struct experiment *x)
{
	const struct flag *f = &x->flag;

	if (f->draw == FLAG_BERNOULLI ? !f->rollout || !f->coverage.given :
	    f->coverage.given && (f->hash->keys & FLAG_KEY_DRAW) != 0)
		return doc_fail(rd->doc, n, rd->e, "draw: bernoulli is a flag with coverage, and "
		    "coverage needs it with PlanOut");
	if ((f->hash->keys & FLAG_KEY_RULE) != 0 && !f->rollout)
		return doc_fail(rd->doc, n, rd->e, "Statsig's gates are flags, without weights");
	return RC_OK;
}

static enum rc
read_experiment(struct reader *rd, const struct node *n, bool feature, struct experiment *x)
{
	const struct node *coverage = node_get(n, "coverage"), *unit = node_get(n, "unit");
	struct flag *f = &x->flag;
	enum rc rc = doc_kind(rd->doc, n, NODE_MAP, rd->e);

	x->name = f->key = n->key;
	x->unit = rd->unit;
	if (rc == RC_OK)
		rc = read_hash(rd, n, &f->hash);
	if (rc == RC_OK)
		rc = check_keys(rd, n, f->hash);
	if (rc == RC_OK)
		rc = text_of(rd, n, "key", &f->key);
	if (rc == RC_OK)
		rc = text_of(rd, n, "salt", &f->salt);
	if (rc == RC_OK && unit != NULL)
		rc = read_units(rd, unit, &x->unit);
	if (rc == RC_OK && coverage != NULL)
		rc = share_of(rd, coverage, &f->coverage);
	if (rc == RC_OK)
		rc = read_arms(rd, n, feature, x);
	if (rc == RC_OK)
		rc = read_own(rd, n, f);
	if (rc == RC_OK)
		rc = read_steps(rd, node_get(n, "steps"), x);
	if (rc == RC_OK)
		rc = read_force(rd, node_get(n, "force"), x);
	if (rc == RC_OK)
		rc = check_whole(rd, n, x);
	if (rc != RC_OK)
		return rc;
	x->off = feature ? SV("off") : SV("");
	x->together = (f->hash->keys & FLAG_KEY_DRAW) != 0;
	hmap_init(&x->sticky, rd->a, sizeof(size_t), rd->seed);
	flag_prepare(f, rd->a);
	return RC_OK;
}

/* ---- the file ---- */

static enum rc
read_group(struct reader *rd, const struct node *n, bool feature, struct config *c)
{
	enum rc rc = n == NULL ? RC_OK : doc_kind(rd->doc, n, NODE_MAP, rd->e);

	for (size_t i = 0; n != NULL && rc == RC_OK && i < n->n; i++) {
		if (config_find(c, n->item[i].key) != NULL)
			return doc_fail_key(rd->doc, &n->item[i], rd->e,
			    "an experiment is called so, too");
		rc = read_experiment(rd, &n->item[i], feature, &c->x[c->n++]);
	}
	return rc;
}

static enum rc
read_docs(struct config *c, const struct docs *d, const char *unit, struct reader *rd)
{
	static const char *const known[] = { "unit", "holdouts", "experiments", "flags", NULL };
	const struct node *root, *x, *flags, *own;
	enum rc rc;

	if (d->n != 1)
		return rc_err(rd->e, RC_SYNTAX, "%s: expected one document of experiments, found "
		    "%zu", c->file, d->n);
	rd->doc = &d->doc[0];
	root = rd->doc->root;
	rc = doc_kind(rd->doc, root, NODE_MAP, rd->e);
	if (rc == RC_OK)
		rc = doc_keys(rd->doc, root, known, rd->e);
	if (rc != RC_OK)
		return rc;
	x = node_get(root, "experiments");
	flags = node_get(root, "flags");
	rd->holdouts = node_get(root, "holdouts");
	own = node_get(root, "unit");
	rd->unit = unit != NULL ? unit : "user_id";
	if (own != NULL && unit == NULL)
		rc = read_units(rd, own, &rd->unit);
	if (rc == RC_OK && rd->holdouts != NULL)
		rc = doc_kind(rd->doc, rd->holdouts, NODE_MAP, rd->e);
	if (rc != RC_OK)
		return rc;
	c->x = arena_zalloc(rd->a, (1 + (x != NULL ? x->n : 0) + (flags != NULL ? flags->n : 0)) *
	    sizeof(*c->x));
	rc = read_group(rd, x, false, c);
	if (rc == RC_OK)
		rc = read_group(rd, flags, true, c);
	if (rc == RC_OK && c->n == 0)
		return doc_fail(rd->doc, root, rd->e, "expected experiments: or flags:");
	return rc;
}

enum rc
config_parse(struct config *c, const char *file, struct sv text, const char *unit,
    struct arena *a, uint64_t seed, struct err *e)
{
	struct reader rd = { .a = a, .seed = seed, .e = e };
	struct docs d;
	enum rc rc = doc_parse(&d, file, text, a, e);

	*c = (struct config){ .file = file };
	return rc == RC_OK ? read_docs(c, &d, unit, &rd) : rc;
}

enum rc
config_read(struct config *c, const char *file, const char *unit, struct arena *a,
    uint64_t seed, struct err *e)
{
	struct reader rd = { .a = a, .seed = seed, .e = e };
	struct docs d;
	enum rc rc = doc_load(&d, file, a, e);

	*c = (struct config){ .file = file };
	return rc == RC_OK ? read_docs(c, &d, unit, &rd) : rc;
}

struct experiment *
config_find(const struct config *c, struct sv name)
{
	for (size_t i = 0; i < c->n; i++)
		if (sv_eq(c->x[i].name, name))
			return &c->x[i];
	return NULL;
}

size_t
config_arm(const struct experiment *x, struct sv name)
{
	size_t i;

	for (i = 0; i < x->flag.narm && !sv_eq(x->flag.arm[i].name, name); i++)
		;
	return i;
}

void
config_free(struct config *c)
{
	for (size_t i = 0; i < c->n; i++) {
		hmap_free(&c->x[i].force);
		hmap_free(&c->x[i].sticky);
	}
	c->n = 0;
}
