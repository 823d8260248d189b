/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No heap allocation per record: counts what validation asks of malloc after its
 * first records, flat and nested, good and bad
 */
#include "schema/schema.h"
#include "schema/valid.h"

#include "../mallocs.h"
#include "../t.h"

#ifdef MALLOCS_COUNTED

static const char schema[] =
    "{\"type\":\"object\",\"required\":[\"id\",\"n\"],\"properties\":{"
    "\"id\":{\"type\":\"string\",\"format\":\"uuid\"},\"n\":{\"type\":\"integer\",\"minimum\":0},"
    "\"e\":{\"enum\":[\"a\",\"b\\u0063\",[1,{\"x\":2}]]},\"p\":{\"pattern\":\"^[a-z\\\\u00e9]+$\"},"
    "\"m\":{\"multipleOf\":0.01},\"list\":{\"items\":{\"$ref\":\"#/$defs/item\"},\"uniqueItems\":true}},"
    "\"unevaluatedProperties\":{\"anyOf\":[{\"type\":\"null\"},{\"maxLength\":3}]},"
    "\"$defs\":{\"item\":{\"type\":\"object\",\"required\":[\"sku\"]}}}";

static const char text[] =
    "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"n\":3,\"e\":\"b\\u0063\",\"p\":\"caf\\u00e9\","
    "\"m\":19.99,\"list\":[{\"sku\":1},{\"sku\":[2]},{\"sku\":\"\\n\"}],\"x\":null,\"k\\u0065y\":\"abc\"}\n"
    "{\"n\":-3.5,\"e\":[1,{\"x\":2.0}],\"p\":\"A\",\"m\":1e300,\"list\":[1,1,1,2,3,4,5,6,7,8,9,9],\"y\":\"long\"}\n"
    "{}\n";

static void
count(void *ctx, const struct valid_fault *f)
{
	unsigned *n = ctx;

	*n += f->message.n != 0;
}

int
main(void)
{
	const struct schema_cfg cfg = { 0 };
	struct schema *s;
	struct valid *v;
	struct jread *r = jread_new(NULL, 0, true);
	const struct rule *rule;
	struct arena arena;
	struct docs docs;
	struct err e = { 0 };
	static char block[4096];
	size_t n = sizeof(text) - 1, before = 0;
	unsigned faults = 0, first = 0;
	bool ok;

	arena_init(&arena);
	memcpy(block, text, n);
	s = schema_new(&cfg, &arena);
	ok = doc_parse(&docs, "s", sv_of(schema), &arena, &e) == RC_OK &&
	    schema_add(s, docs.doc, docs.doc->root, SV(""), &rule, &e) == RC_OK;
	T_OK(ok, "the schema compiles: %s", e.msg);
	if (!ok)
		return t_done();
	v = valid_new(s);
	for (int round = 0; round < 100; round++) {
		const char *at = block;
		struct jread_line line;
		uint64_t lines = 0;

		if (round == 10)
			before = mallocs;
		while (jread_next(r, &at, block + n, &lines, NULL, &line, &e) == RC_OK) {
			valid_record(v, line.text, line.member, line.nmember);
			(void)valid_check(v, rule, count, &faults);
		}
		if (round == 0)
			first = faults;
	}
	T_OK(first == 19 && faults == 100 * first, "%u faults in each round", first);
	T_OK(mallocs == before, "%zu allocations in 90 rounds", mallocs - before);
	valid_free(v);
	schema_free(s);
	jread_free(r);
	arena_free(&arena);
	return t_done();
}

#else
int
main(void)
{
	printf("1..0 # SKIP malloc cannot be counted here\n");
	return 0;
}
#endif
