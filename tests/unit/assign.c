/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Flag products: what 31 of their SDKs answered (tests/data/ab), each case read as a
 * configuration and assigned by the hash that names the SDK; published vectors; the texts of
 * numbers
 *
 * Runs in the top directory.
 */
#include "assign/config.h"
#include "assign/digest.h"
#include "io/side.h"

#include "../t.h"

#include <jansson.h>
#include <math.h>

#define VECTORS "tests/data/ab/flag-vectors.ndjson.gz"

/* ---- the SDKs' answers ---- */

static const struct sdk {	/* which hash a line of the vectors is of */
	const char *vendor;
	const char *language;
	const char *hash;
} sdks[] = {
	{ "growthbook", "js", "growthbook2" }, { "growthbook", "python", "growthbook2-python" },
	{ "growthbook", "go", "growthbook2-go" },
	{ "flagd", "go", "flagd" }, { "flagd", "js", "flagd-js" },
	{ "flagd", "python", "flagd-python" }, { "flagd", "java", "flagd-java-0" },
	{ "unleash", "python", "unleash" }, { "unleash", "java", "unleash" },
	{ "unleash", "js", "unleash-node" },
	{ "launchdarkly", "js", "launchdarkly" },
	{ "launchdarkly", "python", "launchdarkly-python" },
	{ "launchdarkly", "go", "launchdarkly-go" }, { "launchdarkly", "java", "launchdarkly-java" },
	{ "optimizely", "js", "optimizely" }, { "optimizely", "python", "optimizely" },
	{ "optimizely", "java", "optimizely" },
	{ "planout", "python", "planout" }, { "planout", "js", "planout-js" },
	{ "statsig", "js", "statsig" }, { "statsig", "python", "statsig-python" },
	{ "posthog", "js", "posthog" }, { "posthog", "python", "posthog" },
	{ "eppo", "js", "eppo" }, { "eppo", "python", "eppo-python" },
	{ "configcat", "js", "configcat" }, { "configcat", "python", "configcat-python" },
	{ "configcat", "java", "configcat-java" },
	{ "goff", "go", "goff" }, { "goff", "python", "goff" },
};

/* What of the vectors is named otherwise here. */
static const struct same {
	const char *theirs;
	const char *ours;
} sames[] = {
	{ "seed", "seed" }, { "salt", "salt" }, { "coverage", "coverage" },
	{ "namespace", "namespace" },
	{ "groupId", "group" }, { "ruleSalt", "rule_salt" }, { "total", "total" },
	{ "flagKey", "key" }, { "feature", "key" }, { "expId", "key" },
	{ "experiment", "key" }, { "key", "key" }, { "flag", "key" },
	{ "gate", "key" },
};

static struct arena arena;

static const char *
text_at(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s != NULL ? s : "";
}

static const char *
hash_of(const json_t *line, char *name, size_t n)
{
	const char *v1 = json_integer_value(json_object_get(json_object_get(line, "input"),
	    "hashVersion")) == 1 ? "growthbook1" : NULL;

	for (size_t i = 0; i < sizeof(sdks) / sizeof(sdks[0]); i++)
		if (strcmp(sdks[i].vendor, text_at(line, "vendor")) == 0 &&
		    strcmp(sdks[i].language, text_at(line, "language")) == 0) {
			if (v1 == NULL)
				return sdks[i].hash;
			snprintf(name, n, "%s%s", v1, sdks[i].hash + strlen(v1));
			return name;
		}
	return NULL;
}

/* {"a": 1, ...} of [["a", 1], ...]; @ends: of running ends, [["a", 5], ["b", 9]] */
static json_t *
weights_of(const json_t *list, bool ends)
{
	json_t *to = json_object();
	double before = 0;
	size_t i;
	json_t *x;

	json_array_foreach(list, i, x) {
		double end = json_array_size(x) > 1 ?
		    json_number_value(json_array_get(x, 1)) : 1;

		json_object_set_new(to, json_string_value(json_array_get(x, 0)),
		    json_real(ends ? end - before : end));
		before = end;
	}
	return to;
}

static json_t *
numbered(const json_t *weights, const char *letter)
{
	json_t *to = json_object(), *x;
	char name[32];
	size_t i;

	json_array_foreach(weights, i, x) {
		snprintf(name, sizeof(name), "%s%zu", letter, i);
		json_object_set(to, name, x);
	}
	return to;
}

static void
set_percent(json_t *x, const json_t *percent)
{
	char text[64];
	double d = json_number_value(percent);

	snprintf(text, sizeof(text), "%.15g%%", d);
	json_object_set_new(x, "coverage", json_string(text));
}

/* Arms: names and weights, or ranges. */
static void
set_arms(json_t *x, const json_t *in, const char *vendor)
{
	const json_t *v;

	if ((v = json_object_get(in, "buckets")) != NULL ||
	    (v = json_object_get(in, "variants")) != NULL ||
	    (v = json_object_get(in, "options")) != NULL) {
		if (json_array_size(v) != 0)
			json_object_set_new(x, "weights", weights_of(v, false));
	} else if ((v = json_object_get(in, "alloc")) != NULL) {
		json_object_set_new(x, "weights", weights_of(v, true));
	} else if ((v = json_object_get(in, "pct")) != NULL) {
		json_object_set_new(x, "weights", json_deep_copy(v));
	} else if ((v = json_object_get(in, "splits")) != NULL) {
		json_t *ranges = json_object(), *split;
		size_t i;

		json_array_foreach(v, i, split)
			json_object_set(ranges, json_string_value(json_array_get(split, 0)),
			    json_array_get(split, 1));
		json_object_set_new(x, "ranges", ranges);
	} else if ((v = json_object_get(in, "choices")) != NULL) {
		json_t *to = json_object(), *weights = json_object_get(in, "weights"), *choice;
		size_t i;

		json_array_foreach(v, i, choice)
			json_object_set_new(to, json_string_value(choice), weights == NULL ?
			    json_integer(1) : json_deep_copy(json_array_get(weights, i)));
		json_object_set_new(x, "weights", to);
	} else if ((v = json_object_get(in, "ranges")) != NULL) {
		json_t *ranges = json_object(), *range;
		char name[32];
		size_t i;

		json_array_foreach(v, i, range) {
			snprintf(name, sizeof(name), "%zu", i);
			json_object_set_new(ranges, name, json_pack("[O]", range));
		}
		json_object_set_new(x, "ranges", ranges);
	} else if ((v = json_object_get(in, "weights")) != NULL) {
		json_object_set_new(x, "weights", numbered(v,
		    strcmp(vendor, "launchdarkly") == 0 ? "v" : ""));
	} else if (json_object_get(in, "n") != NULL) {
		json_t *equal = json_array();

		for (json_int_t i = 0; i < json_integer_value(json_object_get(in, "n")); i++)
			json_array_append_new(equal, json_integer(1));
		json_object_set_new(x, "weights", numbered(equal, ""));
		json_decref(equal);
	}
}

/* What one product alone has. */
static void
set_own(json_t *x, const json_t *in)
{
	json_t *v, *filter;
	size_t i;

	if (json_is_number(v = json_object_get(in, "rollout")) ||
	    json_is_number(v = json_object_get(in, "pass")))
		set_percent(x, v);
	if ((v = json_object_get(in, "bernoulli")) != NULL) {
		json_object_set(x, "coverage", v);
		json_object_set_new(x, "draw", json_string("bernoulli"));
	}
	if (json_object_get(in, "uniform") != NULL)
		json_object_set_new(x, "draw", json_string("uniform"));
	if (json_object_get(in, "buckets") != NULL && json_object_get(in, "bucketBy") != NULL)
		json_object_set_new(x, "bucket_by", json_string("value"));
	if (strcmp(text_at(in, "bucketBy"), "cat") == 0)
		json_object_set_new(x, "prefix", json_string("cat-"));
	if ((v = json_object_get(in, "userBucket")) != NULL)
		json_object_set_new(x, "user_bucket", json_pack("{s:O,s:O}", "salt",
		    json_array_get(v, 0), "below", json_array_get(v, 1)));
	if ((v = json_object_get(in, "traffic")) != NULL)
		json_object_set_new(x, "traffic", json_pack("{s:O,s:O}", "salt",
		    json_array_get(v, 0), "ranges", json_array_get(v, 1)));
	if ((v = json_object_get(in, "group")) != NULL)	/* ours is the first of it */
		json_object_set_new(x, "mutex", json_pack("{s:O,s:i,s:O}", "id",
		    json_array_get(v, 0), "from", 0, "to",
		    json_array_get(json_array_get(json_array_get(v, 1), 0), 1)));
	if ((v = json_object_get(in, "filters")) != NULL) {
		json_t *to = json_array();

		json_array_foreach(v, i, filter)
			json_array_append_new(to, json_pack("{s:O,s:O,s:O}", "seed",
			    json_object_get(filter, "seed"), "ranges",
			    json_object_get(filter, "ranges"), "hash_version",
			    json_object_get(filter, "hashVersion")));
		json_object_set_new(x, "filters", to);
	}
}

/* A line's settings as a file of ours. */
static char *
config_of(const json_t *line, const char *hash)
{
	const json_t *in = json_object_get(line, "input");
	const char *vendor = text_at(line, "vendor");
	json_t *x = json_object(), *whole;
	bool flag;
	char *text;

	json_object_set_new(x, "hash", json_string(hash));
	for (size_t i = 0; i < sizeof(sames) / sizeof(sames[0]); i++) {
		json_t *v = json_object_get(in, sames[i].theirs);

		if (v != NULL && !(json_is_string(v) && json_string_length(v) == 0))
			json_object_set(x, sames[i].ours, v);
	}
	if (strcmp(vendor, "growthbook") == 0 && json_object_get(x, "seed") != NULL) {
		json_object_set(x, "salt", json_object_get(x, "seed"));
		json_object_del(x, "seed");
	}
	set_arms(x, in, vendor);
	set_own(x, in);
	flag = json_object_get(x, "weights") == NULL && json_object_get(x, "ranges") == NULL;
	whole = json_pack("{s:{s:o}}", flag ? "flags" : "experiments", "x", x);
	text = json_dumps(whole, JSON_COMPACT | JSON_REAL_PRECISION(15));
	json_decref(whole);
	return text;
}

static bool
unit_at(const json_t *in, struct unit *u)
{
	const json_t *attribute = json_object_get(in, "attribute");
	const char *type = text_at(attribute, "type");
	const json_t *value = json_object_get(attribute, "value");

	*u = (struct unit){ UNIT_NONE, { NULL, 0 } };
	if (strcmp(text_at(in, "kind"), "experiment") == 0) {	/* draws by the key alone */
		*u = (struct unit){ UNIT_TEXT, SV("the-key") };
		return true;
	}
	if (strcmp(type, "string") == 0)
		u->kind = UNIT_TEXT;
	else if (strcmp(type, "int") == 0)
		u->kind = UNIT_WHOLE;
	else if (strcmp(type, "float") == 0)
		u->kind = UNIT_FLOAT;
	else if (strcmp(type, "bool") == 0)
		u->kind = json_is_true(value) ? UNIT_TRUE : UNIT_FALSE;
	if (json_is_string(value))
		u->text = (struct sv){ json_string_value(value), json_string_length(value) };
	return u->kind != UNIT_NONE;
}

/* What the SDK gave, as the name of an arm; NULL: none, or its caller's default. */
static const char *
answer_of(const json_t *line, char *name, size_t n)
{
	static const char *const none[] = { "DEFAULT", "dflt", "SDKDEFAULT", "fallback", "default" };
	const json_t *v = json_object_get(line, "variation");

	if (json_is_object(v)) {
		if (!json_is_true(json_object_get(v, "enabled")))
			return NULL;
		v = json_object_get(v, "variant");
	}
	if (json_is_true(v))
		return "on";
	if (json_is_integer(v) && json_object_get(json_object_get(line, "input"),
	    "bernoulli") != NULL)
		return json_integer_value(v) == 1 ? "on" : NULL;
	if (json_is_integer(v)) {
		snprintf(name, n, "%d", (int)json_integer_value(v));
		return name;
	}
	if (!json_is_string(v))
		return NULL;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (strcmp(json_string_value(v), none[i]) == 0)
			return NULL;
	return json_string_value(v);
}

static bool
same_bucket(const json_t *line, const struct flag_result *r)
{
	const json_t *b = json_object_get(line, "bucket"), *x;
	const char *key;

	if (strcmp(text_at(line, "vendor"), "configcat") == 0 &&
	    strcmp(text_at(line, "language"), "java") == 0)
		return true;	/* worked out for its file, not asked of the SDK */
	if (!r->in && (r->why == FLAG_REFUSED || json_object_get(json_object_get(line, "input"),
	    "traffic") != NULL))
		return true;	/* no draw of ours decided */
	if (json_is_number(b))
		return json_number_value(b) == r->bucket || json_number_value(b) == r->before;
	json_object_foreach((json_t *)(uintptr_t)b, key, x)
		if (json_number_value(x) != r->bucket && json_number_value(x) != r->before &&
		    r->why == FLAG_HASH)
			return false;
	return true;
}

static unsigned lines, right, missing, failing;

static void
check_line(const json_t *line)
{
	char name[32], hash_name[32], got[200];
	const char *hash = hash_of(line, hash_name, sizeof(hash_name));
	const char *want = answer_of(line, name, sizeof(name));
	const json_t *in = json_object_get(line, "input"), *more = json_object_get(in, "units");
	struct unit u[2];
	struct config c;
	struct flag_result r;
	struct err e = { 0 };
	char *text;
	enum rc rc;
	size_t n = 1;

	lines++;
	if (!unit_at(in, &u[0])) {
		missing++;
		return;
	}
	if (json_object_get(line, "error") != NULL &&
	    strncmp(text_at(line, "error"), "not representable", 17) == 0) {
		failing++;
		return;
	}
	if (more != NULL)
		u[n++] = (struct unit){ UNIT_TEXT,
		    sv_of(json_string_value(json_array_get(more, 0))) };
	text = config_of(line, hash);
	rc = config_parse(&c, "vector", sv_of(text), NULL, &arena, 1, &e);
	if (!T_QUIET(rc == RC_OK, "%s: %s: %s", hash, text, e.msg)) {
		free(text);
		return;
	}
	flag_assign(&c.x[0].flag, u, n, &arena, &r);
	snprintf(got, sizeof(got), "%.*s", SV_SHOW(r.arm < c.x[0].flag.narm ?
	    c.x[0].flag.arm[r.arm].name : SV("on")));
	if (T_QUIET(want == NULL ? !r.in : r.in && strcmp(got, want) == 0,
	    "%s: case %d: %s unit '%.*s': got %s, want %s", hash,
	    (int)json_integer_value(json_object_get(line, "case")), text, SV_SHOW(u[0].text),
	    r.in ? got : "none", want != NULL ? want : "none") &&
	    T_QUIET(same_bucket(line, &r), "%s: case %d: %s: '%.*s' bucket %.17g, %.17g: %s", hash,
	    (int)json_integer_value(json_object_get(line, "case")), text, SV_SHOW(u[0].text),
	    r.bucket, r.before, json_dumps(json_object_get(line, "bucket"), JSON_ENCODE_ANY)))
		right++;
	config_free(&c);
	free(text);
}

static void
test_vectors(void)
{
	struct side s;
	struct sv text;
	struct err e = { 0 };
	enum rc rc = side_open(&s, VECTORS, &e);

	while (rc == RC_OK && (rc = side_next(&s, &text, &e)) == RC_OK) {
		json_t *line = json_loadb(text.p, text.n, 0, NULL);

		check_line(line);
		json_decref(line);
		arena_reset(&arena);
	}
	side_close(&s);
	T_OK(rc == RC_END && lines == 3137, "%u answers of SDKs", lines);
	T_OK(right + missing + failing == lines, "%u right, %u of units that are not there, "
	    "%u that the SDK cannot be asked", right, missing, failing);
}

/* ---- published vectors ---- */

static void
test_published(void)
{
	T_OK(digest_murmur3(SV(""), 0) == 0 && digest_murmur3(SV(""), 1) == 0x514e28b7 &&
	    digest_murmur3(SV("test"), 0) == 0xba6bd213 &&
	    digest_murmur3(SV("Hello, world!"), 0x9747b28c) == 0x24884cba, "MurmurHash3");
	T_OK(digest_sha1(SV("abc")) == UINT64_C(0xa9993e364706816a) &&
	    digest_sha256(SV("abc")) == UINT64_C(0xba7816bf8f01cfea) &&
	    digest_md5(SV("abc")) == UINT64_C(0x900150983cd24fb0), "SHA-1, SHA-256, MD5 of abc");
	T_OK(digest_fnv1a(DIGEST_FNV_BASIS, SV("foobar")) == 0xbf9cf968 &&
	    digest_fnv1a_units(DIGEST_FNV_BASIS, SV("foobar")) == 0xbf9cf968, "FNV-1a of foobar");
}

/* The experiment x of a configuration. */
static struct experiment *
read_one(struct config *c, const char *text)
{
	struct err e = { 0 };

	if (T_QUIET(config_parse(c, "c", sv_of(text), NULL, &arena, 1, &e) == RC_OK, "%s: %s", text,
	    e.msg))
		return &c->x[0];
	exit(1);
}

static struct flag_result
drawn(const char *config, const char *unit)
{
	struct config c;
	struct experiment *x = read_one(&c, config);
	struct unit u = { UNIT_TEXT, sv_of(unit) };
	struct flag_result r;

	flag_assign(&x->flag, &u, 1, &arena, &r);
	config_free(&c);
	return r;
}

/* GrowthBook's packages/sdk-js/test/cases.json, version 0.8.0: hashes. */
static void
test_growthbook(void)
{
	static const struct {
		const char *hash, *seed, *unit;
		double      n;
	} cases[] = {
		{ "growthbook1", "b", "a", .946 }, { "growthbook1", "ef", "d", .652 },
		{ "growthbook1", "asdf", "8952klfjas09ujk", .549 },
		{ "growthbook2", "seed", "a", .0505 }, { "growthbook2", "seed", "b", .2696 },
		{ "growthbook2", "foo", "ab", .2575 }, { "growthbook2", "foo", "def", .2019 },
		{ "growthbook2", "89123klj", "8952klfjas09ujkasdf", .124 },
		{ "growthbook2", "90850943850283058242805", "123", .7516 },
		{ "growthbook2", "()**(%$##$%#$#", "___)((*\":&", .0128 },
	};
	char config[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(config, sizeof(config), "{experiments: {x: {hash: %s, salt: \"%s\", "
		    "weights: {a: 1, b: 0}}}}", cases[i].hash, cases[i].seed);
		T_OK(fabs(drawn(config, cases[i].unit).bucket - cases[i].n) < 1e-12,
		    "%s of '%s' under '%s'", cases[i].hash, cases[i].unit, cases[i].seed);
	}
}

/* flagd's core/pkg/evaluator/fractional_test.go, LaunchDarkly's and Optimizely's tests. */
static void
test_others(void)
{
	static const char colours[] = "{experiments: {x: {hash: flagd, key: %s, weights: "
	    "{red: 25, blue: 25, green: 25, yellow: 25}}}}";
	static const struct {
		const char *key, *unit;
		size_t      arm;
	} cases[] = {
		{ "headerColor", "rachel@faas.com", 1 }, { "headerColor", "monica@faas.com", 3 },
		{ "headerColor", "joey@faas.com", 0 }, { "headerColor", "ross@faas.com", 1 },
		{ "my-seed", "rachel@faas.com", 2 }, { "my-seed", "monica@faas.com", 0 },
		{ "my-seed", "joey@faas.com", 1 }, { "my-seed", "ross@faas.com", 2 },
	};
	char config[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(config, sizeof(config), colours, cases[i].key);
		T_OK(drawn(config, cases[i].unit).arm == cases[i].arm, "flagd: %s, %s",
		    cases[i].key, cases[i].unit);
	}
}

/* XXH3 of Python's xxhash 3.6, times the weights, by hand. */
static void
test_native(void)
{
	static const char halves[] = "{holdouts: {q4: 100%%}, experiments: {checkout: {weights: "
	    "{a: 50, b: 50}%s}}}";
	static const struct {
		const char *unit;
		double      variant, coverage, holdout, layer;
	} cases[] = {
		{ "ann", 98, 239712, 649178, 185333 }, { "bob", 44, 479085, 706731, 882906 },
		{ "cy", 57, 928948, 761531, 77788 },
	};
	char config[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct flag_result r;

		snprintf(config, sizeof(config), halves, "");
		r = drawn(config, cases[i].unit);
		T_OK(r.in && r.bucket == cases[i].variant && r.arm == (r.bucket >= 50),
		    "variant of %s", cases[i].unit);
		snprintf(config, sizeof(config), halves, ", coverage: 0.000001");
		r = drawn(config, cases[i].unit);
		T_OK(!r.in && r.why == FLAG_COVERAGE && r.bucket == cases[i].coverage,
		    "coverage of %s", cases[i].unit);
		snprintf(config, sizeof(config), halves, ", holdout: q4");
		r = drawn(config, cases[i].unit);
		T_OK(!r.in && r.why == FLAG_HOLDOUT && r.bucket == cases[i].holdout,
		    "holdout of %s", cases[i].unit);
		snprintf(config, sizeof(config), halves,
		    ", layer: {name: cart, from: 0, to: 0.000001}");
		r = drawn(config, cases[i].unit);
		T_OK(!r.in && r.why == FLAG_LAYER && r.bucket == cases[i].layer, "layer of %s",
		    cases[i].unit);
	}
}

/* ---- texts of numbers ---- */

static void
test_texts(void)
{
	static const struct {
		enum unit_kind kind;
		const char *text, *js, *python, *go, *rust, *brief, *java;
	} cases[] = {
		{ UNIT_WHOLE, "33", "33", "33", "33", "33", "33", "33" },
		{ UNIT_WHOLE, "-0", "0", "0", "0", "0", "0", "0" },
		{ UNIT_WHOLE, "9007199254740993", "9007199254740992", "9007199254740993",
		  "9007199254740992", "9007199254740993", "9007199254740993", "9007199254740993" },
		{ UNIT_WHOLE, "12345678901234567890", "12345678901234567000",
		  "12345678901234567890", "12345678901234567000", "12345678901234567890",
		  "12345678901234567890", "12345678901234567000" },
		{ UNIT_WHOLE, "18446744073709551616", "18446744073709552000",
		  "18446744073709551616", "18446744073709552000", "1.8446744073709552e+19",
		  "18446744073709551616", "18446744073709552000" },
		{ UNIT_FLOAT, "33.0", "33", "33.0", "33", "33.0", "33", "33" },
		{ UNIT_FLOAT, "-0.5", "-0.5", "-0.5", "-0.5", "-0.5", "-0.5", "-0.5" },
		{ UNIT_FLOAT, "-0.0", "0", "-0.0", "-0", "-0.0", "0", "-0e0" },
		{ UNIT_FLOAT, "0e5", "0", "0.0", "0", "0.0", "0", "0e0" },
		{ UNIT_FLOAT, "1e21", "1e+21", "1e+21", "1000000000000000000000", "1e+21", "1e+21",
		  "1e+21" },
		{ UNIT_FLOAT, "1e20", "100000000000000000000", "1e+20", "100000000000000000000",
		  "1e+20", "1e+20", "100000000000000000000" },
		{ UNIT_FLOAT, "1e15", "1000000000000000", "1000000000000000.0", "1000000000000000",
		  "1000000000000000.0", "1000000000000000", "1000000000000000" },
		{ UNIT_FLOAT, "123456789012345680.0", "123456789012345680",
		  "1.2345678901234568e+17", "123456789012345680", "1.2345678901234568e+17",
		  "1.2345678901234568e+17", "123456789012345680" },
		{ UNIT_FLOAT, "1e-7", "1e-7", "1e-07", "0.0000001", "1e-7", "1e-07", "1e-7" },
		{ UNIT_FLOAT, "0.0001", "0.0001", "0.0001", "0.0001", "0.0001", "0.0001", "0.0001" },
		{ UNIT_FLOAT, "0.00001", "0.00001", "1e-05", "0.00001", "0.00001", "1e-05",
		  "0.00001" },
		{ UNIT_FLOAT, "-12.5e-300", "-1.25e-299", "-1.25e-299", NULL, "-1.25e-299",
		  "-1.25e-299", "-1.25e-299" },
		{ UNIT_TRUE, "", "true", "True", "true", "true", "True", "true" },
		{ UNIT_FALSE, "", "false", "False", "false", "false", "False", "false" },
		{ UNIT_NONE, "", "", "", "", "", "", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const want[] = { cases[i].js, cases[i].python, cases[i].go,
			cases[i].rust, cases[i].brief, cases[i].java };
		struct unit u = { cases[i].kind, sv_of(cases[i].text) };

		for (size_t k = 0; k < sizeof(want) / sizeof(want[0]); k++) {
			struct sv got = unit_text(&u, (enum unit_text)k, &arena);

			if (want[k] != NULL)
				T_OK(sv_is(got, want[k]), "%s in language %zu: %.*s, want %s",
				    cases[i].text, k, SV_SHOW(got), want[k]);
		}
	}
}

/* ---- what a configuration may not say ---- */

static void
test_refused(void)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "{}", "c:1:1: expected experiments: or flags:" },
		{ "[1]", "c:1:1: expected a map, found a list" },
		{ "experiments: {x: {}}", "c:1:18: expected weights: of each variant, such as "
		  "{control: 50, treatment: 50}" },
		{ "experiments: {x: {weights: {}}}", "c:1:28: expected 1 to 64 variants, found 0" },
		{ "experiments: {x: {weights: {a: 0}}}",
		  "c:1:28: expected weights whose sum is above 0 and at most 2147483647" },
		{ "experiments: {x: {weights: {a: 1.5}}}",
		  "c:1:32: expected a whole number, found '1.5'" },
		{ "experiments: {x: {weights: {a: -1}}}",
		  "c:1:32: expected a number of at least 0, found another one" },
		{ "experiments: {x: {weight: {a: 1}}}",
		  "c:1:19: unknown key 'weight' (did you mean 'weights'?)" },
		{ "flags: {x: {hash: growthbok2}}",
		  "c:1:19: there is no hash 'growthbok2' (did you mean 'growthbook2'?)" },
		{ "flags: {x: {hash: goff, layer: {name: a, from: 0, to: 1}}}",
		  "c:1:25: hash goff has no layer" },
		{ "flags: {x: {coverage: 101%}}",
		  "c:1:23: expected a share from 0 to 1 or 0% to 100%, found '101%'" },
		{ "flags: {x: {coverage: 0.0000001}}",
		  "c:1:23: expected a share of whole millionths, found '0.0000001'" },
		{ "flags: {x: {coverage: much}}", "c:1:23: expected a share such as 20% or 0.2, of at "
		  "most six decimals, found 'much'" },
		{ "flags: {x: {layer: {name: a, from: 50%, to: 50%}}}",
		  "c:1:20: expected from below to" },
		{ "flags: {x: {holdout: q}}",
		  "c:1:22: expected a name that holdouts has, found 'q'" },
		{ "flags: {x: {steps: [5%, 5%]}}", "c:1:25: expected steps above 0 that grow" },
		{ "flags: {x: {force: {ann: on, bob: off}}}", "c:1:35: expected a variant of 'x'" },
		{ "{experiments: {x: {weights: {a: 1}}}, flags: {x: {}}}",
		  "c:1:47: an experiment is called so, too" },
		{ "flags: {x: {hash: planout, draw: bernoulli}}", "c:1:12: draw: bernoulli is a flag "
		  "with coverage, and coverage needs it with PlanOut" },
		{ "experiments: {x: {hash: statsig, weights: {a: 1}}}",
		  "c:1:18: Statsig's gates are flags, without weights" },
		{ "experiments: {x: {hash: eppo, weights: {a: 1}, ranges: {a: [[0, 1]]}}}",
		  "c:1:48: expected weights or ranges, not both" },
		{ "experiments: {x: {hash: eppo, ranges: {a: [[2, 1]]}}}",
		  "c:1:44: expected a range that begins before it ends" },
		{ "unit: []\nflags: {x: {}}", "c:1:7: expected 1 to 16 fields" },
		{ "flags: {x: {hash: flagd, prefix: a}}",
		  "c:1:12: prefix goes with bucket_by: value" },
		{ "--- {}\n--- {}\n", "c: expected one document of experiments, found 2" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config c;
		struct err e = { 0 };

		T_QUIET(config_parse(&c, "c", sv_of(cases[i].text), NULL, &arena, 1, &e) ==
		    RC_SYNTAX, "%s is refused", cases[i].text);
		T_STR(e.msg, cases[i].want, cases[i].text);
		config_free(&c);
	}
}

int
main(void)
{
	arena_init(&arena);
	test_vectors();
	test_published();
	test_growthbook();
	test_others();
	test_native();
	test_texts();
	test_refused();
	arena_free(&arena);
	return t_done();
}
