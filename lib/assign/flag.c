/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/flag.h"

#include "assign/flag_way.h"

#include <math.h>
#include <string.h>

enum {
	GROWTHBOOK = FLAG_KEY_COVERAGE | FLAG_KEY_SALT | FLAG_KEY_GROWTHBOOK,
	UNLEASH = FLAG_KEY_COVERAGE | FLAG_KEY_GROUP,
	LAUNCHDARKLY = FLAG_KEY_SALT | FLAG_KEY_SEED,
	PLANOUT = FLAG_KEY_SALT | FLAG_KEY_DRAW,
	STATSIG = FLAG_KEY_SALT | FLAG_KEY_RULE | FLAG_KEY_COVERAGE
};

#define WAY(fn)	.prepare = fn##_heads, .assign = fn

static const struct flag_hash rows[] = {
	{ "native", "our own draws: ramping up moves no one", UNIT_TEXT_JS,
	  .keys = FLAG_KEY_COVERAGE | FLAG_KEY_SALT | FLAG_KEY_LAYER, .whole = true,
	  WAY(flag_native) },
	{ "growthbook2", "GrowthBook for JavaScript, hash version 2", UNIT_TEXT_JS,
	  .keys = GROWTHBOOK, .quirks = FLAG_TRUE, WAY(flag_fnv_growthbook) },
	{ "growthbook2-python", "for Python", UNIT_TEXT_JS,
	  .keys = GROWTHBOOK, WAY(flag_fnv_growthbook) },
	{ "growthbook2-go", "for Go", UNIT_TEXT_GO,
	  .keys = GROWTHBOOK, WAY(flag_fnv_growthbook) },
	{ "growthbook1", "GrowthBook for JavaScript, hash version 1", UNIT_TEXT_JS,
	  .keys = GROWTHBOOK, .quirks = FLAG_V1 | FLAG_TRUE, WAY(flag_fnv_growthbook) },
	{ "growthbook1-python", "for Python", UNIT_TEXT_JS,
	  .keys = GROWTHBOOK, .quirks = FLAG_V1, WAY(flag_fnv_growthbook) },
	{ "growthbook1-go", "for Go", UNIT_TEXT_GO,
	  .keys = GROWTHBOOK, .quirks = FLAG_V1, WAY(flag_fnv_growthbook) },
	{ "flagd", "flagd's fractional, flagd itself", UNIT_TEXT_GO,
	  .keys = FLAG_KEY_BUCKET_BY, .whole = true, .below_0 = true,
	  WAY(flag_murmur_flagd) },
	{ "flagd-js", "the core for JavaScript", UNIT_TEXT_JS, .keys = FLAG_KEY_BUCKET_BY,
	  .quirks = FLAG_UTF16, .whole = true, .below_0 = true,
	  WAY(flag_murmur_flagd) },
	{ "flagd-python", "the core for Python 2", UNIT_TEXT_PYTHON,
	  .keys = FLAG_KEY_BUCKET_BY, .quirks = FLAG_CBOR, .whole = true, .below_0 = true,
	  WAY(flag_murmur_flagd) },
	{ "flagd-java-0", "the provider for Java 0.11", UNIT_TEXT_JAVA,
	  .keys = FLAG_KEY_BUCKET_BY, .quirks = FLAG_SIGNED | FLAG_BLANK, .whole = true,
	  .below_0 = true, WAY(flag_murmur_flagd) },
	{ "unleash", "Unleash's engine: Java, Python and others", UNIT_TEXT_RUST,
	  .keys = UNLEASH, .whole = true, WAY(flag_murmur_unleash) },
	{ "unleash-node", "for Node.js", UNIT_TEXT_JS,
	  .keys = UNLEASH, .quirks = FLAG_UTF16 | FLAG_BLANK, .whole = true,
	  WAY(flag_murmur_unleash) },
	{ "launchdarkly", "LaunchDarkly for Node.js", UNIT_TEXT_JS, .keys = LAUNCHDARKLY,
	  .quirks = FLAG_SEED_0, .whole = true, WAY(flag_sha_launchdarkly) },
	{ "launchdarkly-python", "for Python", UNIT_TEXT_PYTHON, .keys = LAUNCHDARKLY,
	  .quirks = FLAG_WHOLE, .whole = true, WAY(flag_sha_launchdarkly) },
	{ "launchdarkly-go", "for Go", UNIT_TEXT_GO, .keys = LAUNCHDARKLY,
	  .quirks = FLAG_SINGLE | FLAG_INT64, .whole = true, WAY(flag_sha_launchdarkly) },
	{ "launchdarkly-java", "for Java", UNIT_TEXT_GO, .keys = LAUNCHDARKLY,
	  .quirks = FLAG_SINGLE | FLAG_INT32, .whole = true, WAY(flag_sha_launchdarkly) },
	{ "optimizely", "Optimizely: JavaScript, Python, Java", UNIT_TEXT_JS,
	  .keys = FLAG_KEY_MUTEX, .whole = true,
	  .assign = flag_murmur_optimizely },
	{ "planout", "PlanOut for Python", UNIT_TEXT_PYTHON, .keys = PLANOUT,
	  .quirks = FLAG_ASCII, WAY(flag_sha_planout) },
	{ "planout-js", "PlanOut for JavaScript", UNIT_TEXT_JS, .keys = PLANOUT,
	  .quirks = FLAG_SHORT, WAY(flag_sha_planout) },
	{ "statsig", "Statsig for Node.js", UNIT_TEXT_JS, .keys = STATSIG,
	  WAY(flag_sha_statsig) },
	{ "statsig-python", "for Python", UNIT_TEXT_PYTHON, .keys = STATSIG,
	  WAY(flag_sha_statsig) },
	{ "posthog", "PostHog: JavaScript, Python", UNIT_TEXT_JS,
	  .keys = FLAG_KEY_COVERAGE, WAY(flag_sha_posthog) },
	{ "eppo", "Eppo for Node.js", UNIT_TEXT_JS,
	  .keys = FLAG_KEY_SALT | FLAG_KEY_SHARDS, .quirks = FLAG_BLANK, .whole = true,
	  WAY(flag_sha_eppo) },
	{ "eppo-python", "for Python", UNIT_TEXT_PYTHON,
	  .keys = FLAG_KEY_SALT | FLAG_KEY_SHARDS, .whole = true, WAY(flag_sha_eppo) },
	{ "configcat", "ConfigCat for JavaScript", UNIT_TEXT_JS, .whole = true,
	  WAY(flag_sha_configcat) },
	{ "configcat-python", "for Python", UNIT_TEXT_SHORT, .whole = true,
	  WAY(flag_sha_configcat) },
	{ "configcat-java", "for Java", UNIT_TEXT_JAVA, .whole = true,
	  WAY(flag_sha_configcat) },
	{ "goff", "GO Feature Flag", UNIT_TEXT_GO, WAY(flag_fnv_goff) },
};

const struct registry flag_registry = REGISTRY("hash", "Hashes", rows, struct flag_hash);

static const char *const whys[] = {
	[FLAG_HASH] = "hash",
	[FLAG_COVERAGE] = "coverage",
	[FLAG_LAYER] = "layer",
	[FLAG_HOLDOUT] = "holdout",
	[FLAG_FORCED] = "forced",
	[FLAG_STICKY] = "sticky",
	[FLAG_NO_UNIT] = "no_unit",
	[FLAG_REFUSED] = "refused",
};

const struct flag_hash *
flag_hash(struct sv name)
{
	return registry_find(&flag_registry, name);
}

const char *
flag_why_name(enum flag_why why)
{
	return whys[why];
}

void
flag_prepare(struct flag *f, struct arena *a)
{
	f->sum = 0;
	for (size_t i = 0; i < f->narm; i++)
		if (f->arm[i].weight > 0)
			f->sum += f->arm[i].weight;
	if (f->hash->prepare != NULL)
		f->hash->prepare(f, a);
}

void
flag_assign(const struct flag *f, const struct unit *u, size_t n, struct arena *tmp,
    struct flag_result *r)
{
	flag_out(r, FLAG_REFUSED, NAN);
	r->arm = f->narm;
	r->before = NAN;
	f->hash->assign(f, u, n, tmp, r);
}

bool
flag_within(const struct flag_ranges *at, double x)
{
	for (size_t i = 0; i < at->n; i++)
		if (x >= at->range[i].lo && x < at->range[i].hi)
			return true;
	return false;
}

struct sv
flag_join(struct arena *a, const struct sv *s, size_t n)
{
	size_t len = 0;
	char *p, *at;

	for (size_t i = 0; i < n; i++)
		len += s[i].n;
	at = p = arena_alloc(a, len + 1);
	for (size_t i = 0; i < n; i++)
		if (s[i].n != 0) {
			memcpy(at, s[i].p, s[i].n);
			at += s[i].n;
		}
	return (struct sv){ p, len };
}

void
flag_out(struct flag_result *r, enum flag_why why, double bucket)
{
	r->in = false;
	r->why = why;
	r->bucket = bucket;
}

void
flag_in(struct flag_result *r, size_t arm, double bucket)
{
	r->in = true;
	r->arm = arm;
	r->why = FLAG_HASH;
	r->bucket = bucket;
}

bool
flag_simple(const struct unit *u, struct flag_result *r, struct sv *text)
{
	if (unit_own(u, text))
		return true;
	flag_out(r, FLAG_REFUSED, NAN);
	return false;
}
