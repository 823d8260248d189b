/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schemas: what is refused and where, what a fault says; decimals, URIs, patterns
 */
#include "schema/dec.h"
#include "schema/ecma.h"
#include "schema/item.h"
#include "schema/schema.h"
#include "schema/uri.h"
#include "schema/valid.h"

#include "../t.h"

struct bench {
	struct arena    arena;
	struct schema *s;
	struct valid  *v;
	const struct rule *rule;
	char            said[4000];
};

static bool
load(struct bench *b, const char *schema, struct schema_cfg cfg, struct err *e)
{
	struct docs docs;

	arena_init(&b->arena);
	b->s = schema_new(&cfg, &b->arena);
	*e = (struct err){ 0 };
	if (doc_parse(&docs, "s.json", sv_of(schema), &b->arena, e) != RC_OK ||
	    schema_add(b->s, docs.doc, docs.doc->root, SV(""), &b->rule, e) != RC_OK)
		return false;
	b->v = valid_new(b->s);
	return true;
}

static void
drop(struct bench *b)
{
	valid_free(b->v);
	schema_free(b->s);
	arena_free(&b->arena);
	b->v = NULL;
}

static void
say(void *ctx, const struct valid_fault *f)
{
	struct bench *b = ctx;
	size_t n = strlen(b->said);

	snprintf(b->said + n, sizeof(b->said) - n, "%s%s %.*s %.*s %.*s: %.*s", n != 0 ? "\n" : "",
	    valid_code_name(f->code), (int)f->path.n, f->path.p, (int)f->shape.n, f->shape.p,
	    (int)f->schema_path.n, f->schema_path.p, (int)f->message.n, f->message.p);
}

static void
faults(const char *schema, const char *value, const char *want)
{
	struct bench b = { 0 };
	struct err e;
	struct val v;

	if (!load(&b, schema, (struct schema_cfg){ 0 }, &e) ||
	    jread_value(sv_of(value), &v, &e) != RC_OK) {
		T_OK(false, "%s: %s", schema, e.msg);
	} else {
		valid_value(b.v, &v);
		(void)valid_check(b.v, b.rule, say, &b);
		T_STR(b.said, want, schema);
	}
	drop(&b);
}

static void
refused(const char *schema, const char *want)
{
	struct bench b = { 0 };
	struct err e;
	bool ok = load(&b, schema, (struct schema_cfg){ 0 }, &e);

	T_STR(ok ? "taken" : e.msg, want, schema);
	drop(&b);
}

static void
test_faults(void)
{
	faults("{\"type\":\"integer\"}", "1.5", "type_mismatch   s.json#/type: expected integer, found "
	    "a fraction");
	faults("{\"type\":[\"string\",\"null\"]}", "{}", "type_mismatch   s.json#/type: expected null or "
	    "string, found object");
	faults("{\"required\":[\"a\",\"b\"],\"properties\":{\"c\":{\"minimum\":3}}}", "{\"c\":1}",
	    "range /c /c s.json#/properties/c/minimum: minimum is 3\n"
	    "required_missing /a /a s.json#/required: is missing\n"
	    "required_missing /b /b s.json#/required: is missing");
	faults("{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"x/y~\":2}",
	    "additional_property /x~1y~0 /x~1y~0 s.json#/additionalProperties: is not in the schema");
	faults("{\"items\":{\"properties\":{\"p\":{\"enum\":[1,\"a\"]}}}}", "[{\"p\":1},{\"p\":2}]",
	    "enum /1/p /*/p s.json#/items/properties/p/enum: is none of the 2 values allowed");
	faults("{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"format\":\"uuid\"}]}", "\"x\"",
	    "format   s.json#/anyOf/1/format: is no uuid");
	faults("{\"anyOf\":[{\"const\":1},{\"const\":2}]}", "3",
	    "alternative   s.json#/anyOf: fits none of 2 alternatives");
	faults("{\"oneOf\":[{\"minimum\":1},{\"minimum\":2}]}", "3",
	    "alternative   s.json#/oneOf: fits more than one of 2 alternatives");
	faults("{\"not\":{\"type\":\"null\"}}", "null", "alternative   s.json#/not: fits what it must not");
	faults("{\"maxLength\":2,\"pattern\":\"^a\"}", "\"bcd\"",
	    "length   s.json#/maxLength: 3 characters, maxLength is 2\n"
	    "pattern   s.json#/pattern: does not match ^a");
	faults("{\"uniqueItems\":true}", "[{\"a\":1,\"b\":2},{\"b\":2.0,\"a\":1}]",
	    "duplicate /1 /* s.json#/uniqueItems: equals an item before it");
	faults("{\"properties\":{\"a\":false}}", "{\"a\":0}",
	    "forbidden /a /a s.json#/properties/a/false: nothing is allowed here");
	faults("{\"$defs\":{\"n\":{\"multipleOf\":0.01}},\"items\":{\"$ref\":\"#/$defs/n\"}}",
	    "[19.99,19.999]", "range /1 /* s.json#/$defs/n/multipleOf: multipleOf is 0.01");
	faults("{\"unevaluatedProperties\":false,\"allOf\":[{\"properties\":{\"a\":true}}]}",
	    "{\"a\":1,\"b\":1}",
	    "additional_property /b /b s.json#/unevaluatedProperties: is not in the schema");
	faults("{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}",
	    "required_missing /b /b s.json#/dependentRequired: is missing");
	faults("{\"propertyNames\":{\"maxLength\":1}}", "{\"ab\":1}",
	    "length /ab /ab s.json#/propertyNames/maxLength: 2 characters, maxLength is 1");
}

static void
test_refused(void)
{
	refused("{\"typo\":1}", "s.json:1:2: unknown keyword 'typo' (did you mean 'type'?)");
	refused("{\"properties\":{\"a\":{\"maxLenght\":1}}}",
	    "s.json:1:21: unknown keyword 'maxLenght' (did you mean 'maxLength'?)");
	refused("{\"type\":\"int\"}", "s.json:1:9: unknown type 'int'; known are null, boolean, integer, "
	    "number, string, object, array");
	refused("{\"items\":[{}]}", "s.json:1:10: items: a list is prefixItems in draft 2020-12");
	refused("{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"prefixItems\":[]}",
	    "s.json:1:54: 'prefixItems' is not a keyword of draft 07");
	refused("{\"$schema\":\"https://example.com/mine\"}",
	    "s.json:1:12: $schema is none of drafts 2020-12, 2019-09, 07, 06 and 04");
	refused("{\"format\":\"emial\"}", "s.json:1:11: format 'emial' is not asserted (did you mean "
	    "'email'?)");
	refused("{\"format\":\"iri\"}", "s.json:1:11: format 'iri' is not asserted");
	refused("{\"$ref\":\"#/$defs/x\"}", "s.json:1:9: $ref leads nowhere: '#/$defs/x' is not there");
	refused("{\"$ref\":\"other.json\"}", "s.json:1:9: $ref leads to another document, 'other.json'");
	refused("{\"$ref\":\"#\"}", "s.json:1:1: references lead back to this schema, or through more "
	    "than 256 others, without going into the value");
	refused("{\"allOf\":[{\"anyOf\":[{\"not\":{\"$ref\":\"#/allOf/0\"}}]}]}", "s.json:1:1: references "
	    "lead back to this schema, or through more than 256 others, without going into the value");
	refused("{\"pattern\":\"a(?i)b\"}", "s.json:1:14: there is no such group in ECMA-262");
	refused("{\"pattern\":\"(\"}", "s.json:1:12: pattern: regular expression: missing closing "
	    "parenthesis");
	refused("{\"multipleOf\":0}", "s.json:1:15: multipleOf: expected a number above 0 of at most 36 "
	    "digits");
	refused("{\"minLength\":-1}", "s.json:1:14: minLength: expected a whole number from 0 on");
	refused("{\"x-note\":1,\"items\":{\"$ref\":\"#\"}}", "taken");
	refused("{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"$recursiveRef\":\"#\"}",
	    "s.json:1:59: '$recursiveRef' is not supported");
	refused("[]", "s.json:1:1: expected a schema: a map, true or false; found a list");
	refused("{\"required\":true}", "s.json:1:13: required: expected a list of names in the object's "
	    "schema, found true or false");
}

static void
test_decimals(void)
{
	static const struct { const char *of, *by; bool yes; } multiple[] = {
		{ "19.99", "0.01", true }, { "0.0075", "0.0001", true }, { "0.00751", "0.0001", false },
		{ "1e308", "0.5", true }, { "1e308", "0.123456789", false }, { "1e400", "2e399", true },
		{ "1e400", "3", false }, { "3e400", "3", true }, { "0", "7", true }, { "-12", "4", true },
		{ "12391239123", "1e-8", true }, { "1e-20", "1e-21", true }, { "1e-21", "1e-20", false },
		{ "1234567890123456789012345678901234567890", "10", true },
		{ "1234567890123456789012345678901234567891", "10", false }, { "4.50", "1.5", true }
	};
	static const struct { const char *n; bool whole; } whole[] = {
		{ "1", true }, { "-1.0", true }, { "1.5", false }, { "15e-1", false }, { "1.5e1", true },
		{ "1e400", true }, { "1e-400", false }, { "0e-9", true }, { "0.0", true },
		{ "100e-2", true }, { "1000.000", true }
	};
	static const char *const same[][2] = {
		{ "1", "1.000" }, { "0", "-0.0" }, { "12e3", "12000" }, { "0.001", "1E-3" },
		{ "-5.5", "-55e-1" }
	};

	for (size_t i = 0; i < sizeof(multiple) / sizeof(multiple[0]); i++) {
		struct dec_divisor d;

		T_OK(dec_divisor_of(&d, sv_of(multiple[i].by)) &&
		    dec_divides(&d, sv_of(multiple[i].of)) == multiple[i].yes, "%s is %s multiple of %s",
		    multiple[i].of, multiple[i].yes ? "a" : "no", multiple[i].by);
	}
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		T_OK(dec_whole(sv_of(whole[i].n)) == whole[i].whole, "%s whole", whole[i].n);
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		T_OK(dec_hash(sv_of(same[i][0]), 7) == dec_hash(sv_of(same[i][1]), 7), "%s hashes as %s",
		    same[i][0], same[i][1]);
	T_OK(dec_hash(SV("1"), 7) != dec_hash(SV("10"), 7), "1 and 10 differ");
}

/* RFC 3986, section 5.4; fragments apart. */
static void
test_uris(void)
{
	static const char *const t[][2] = {
		{ "g:h", "g:h" }, { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" }, { "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q" }, { "g#s", "http://a/b/c/g" }, { ";x", "http://a/b/c/;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y" }, { "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" }, { "./", "http://a/b/c/" }, { "..", "http://a/b/" },
		{ "../", "http://a/b/" }, { "../g", "http://a/b/g" }, { "../..", "http://a/" },
		{ "../../", "http://a/" }, { "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
		{ "../../../../g", "http://a/g" }, { "/./g", "http://a/g" }, { "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." }, { ".g", "http://a/b/c/.g" }, { "g..", "http://a/b/c/g.." },
		{ "..g", "http://a/b/c/..g" }, { "./../g", "http://a/b/g" },
		{ "./g/.", "http://a/b/c/g/" }, { "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" }, { "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ "g;x=1/../y", "http://a/b/c/y" }, { "g?y/./x", "http://a/b/c/g?y/./x" },
		{ "http:g", "http:g" }
	};
	struct arena a;
	struct sv frag, uri;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		uri = uri_resolve(SV("http://a/b/c/d;p?q"), sv_of(t[i][0]), &frag, &a);
		T_OK(sv_is(uri, t[i][1]), "'%s' is %s, got %.*s", t[i][0], t[i][1], (int)uri.n, uri.p);
	}
	uri = uri_resolve(SV("plans/a.json"), SV("../b.json#/x%25y"), &frag, &a);
	T_OK(sv_is(uri, "b.json") && sv_is(frag, "/x%y"), "a file beside, a fragment decoded");
	arena_free(&a);
}

static void
test_patterns(void)
{
	static const struct { const char *re, *text; int match; } t[] = {	/* -1: refused */
		{ "^a$", "a\\n", 0 }, { "^.$", "\\u2028", 0 }, { "^\\\\s$", "\\u00a0", 1 },
		{ "^[\\\\s]$", "\\u3000", 1 }, { "^[^\\\\S]$", "\\u3000", 1 }, { "^[\\\\S]$", "\\u3000", 0 },
		{ "^[^]$", "\\n", 1 }, { "[]", "a", 0 }, { "^\\\\u0061$", "a", 1 },
		{ "^\\\\ud83d\\\\udc32$", "\\ud83d\\udc32", 1 }, { "^\\\\u{1f432}$", "\\ud83d\\udc32", 1 },
		{ "^\\\\p{Lu}\\\\p{Script=Greek}$", "A\\u03b1", 1 }, { "^\\\\p{gc=Decimal_Number}$", "7", 1 },
		{ "^a{,2}$", "a{,2}", 1 }, { "^a{2}$", "aa", 1 }, { "^[[:alpha:]]$", "a]", 1 },
		{ "^[\\\\D]$", "\\u07c0", 1 }, { "^[\\\\W_]$", "\\u00e9", 1 }, { "(a)\\\\1", "aa", 1 },
		{ "(?<x>a)\\\\k<x>", "aa", 1 }, { "(?<!b)a", "ba", 0 }, { "^\\\\cJ$", "\\n", 1 },
		{ "a++", "a", -1 }, { "a*?b", "aab", 1 }, { "\\\\Aa", "a", -1 }, { "(?>a)", "a", -1 },
		{ "(?i)a", "a", -1 }, { "\\\\Qa", "a", -1 }, { "(*FAIL)", "a", -1 }, { "[a", "a", -1 },
		{ "\\\\u12", "a", -1 }, { "\\\\p{Nope}", "a", -1 }, { "\\\\", "a", -1 }
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		char schema[200], value[100];
		struct bench b = { 0 };
		struct err e;
		struct val v;
		int got = -1;

		snprintf(schema, sizeof(schema), "{\"pattern\":\"%s\"}", t[i].re);
		snprintf(value, sizeof(value), "\"%s\"", t[i].text);
		if (load(&b, schema, (struct schema_cfg){ 0 }, &e) &&
		    jread_value(sv_of(value), &v, &e) == RC_OK) {
			valid_value(b.v, &v);
			got = valid_check(b.v, b.rule, NULL, NULL);
		}
		T_OK(got == t[i].match, "%s on %s: %d, got %d", t[i].re, t[i].text, t[i].match, got);
		drop(&b);
	}
}

/* Two alternatives that both go on: the work would double with each level. */
static void
test_steps(void)
{
	const char *schema = "{\"anyOf\":[{\"properties\":{\"c\":{\"$ref\":\"#\"}},\"required\":[\"a\"]},"
	    "{\"properties\":{\"c\":{\"$ref\":\"#\"}},\"required\":[\"b\"]}]}";
	char value[2000] = "";

	for (int i = 0; i < 60; i++)
		strncat(value, "{\"c\":", sizeof(value) - strlen(value) - 1);
	strncat(value, "{}", sizeof(value) - strlen(value) - 1);
	for (int i = 0; i < 60; i++)
		strncat(value, "}", sizeof(value) - strlen(value) - 1);
	faults(schema, value, "size   s.json#/type: takes too many steps to be checked");
}

static void
test_settings(void)
{
	struct bench b = { 0 };
	struct err e;
	struct val v;
	struct schema_cfg lax = { .lax = true }, annotate = { .annotate = true };

	T_OK(load(&b, "{\"typo\":1,\"format\":\"iri\"}", lax, &e), "lax takes what it does not know");
	drop(&b);
	T_OK(load(&b, "{\"format\":\"email\"}", annotate, &e), "format as an annotation");
	T_OK(jread_value(SV("\"x\""), &v, &e) == RC_OK, "a value");
	valid_value(b.v, &v);
	T_OK(valid_check(b.v, b.rule, NULL, NULL), "... asserts nothing");
	drop(&b);
}

int
main(void)
{
	test_faults();
	test_refused();
	test_decimals();
	test_uris();
	test_patterns();
	test_steps();
	test_settings();
	return t_done();
}
