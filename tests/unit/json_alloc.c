/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No heap allocation per record: counts what the reader, the NDJSON source and
 * the writer ask of malloc after their first records
 */
#include "json/jwrite.h"
#include "record/source.h"

#include "../mallocs.h"
#include "../t.h"

#ifdef MALLOCS_COUNTED

static const char text[] =
    "{\"status\":200,\"req\":{\"path\":\"/a\\tb\",\"x\":[1,{\"y\":2}]},\"\\u0061\":\"caf\xC3\xA9\"}\n"
    "{\"status\":\"5\\u00302\",\"req\":{\"path\":\"/\"},\"t\":1.25,\"u\":null,\"v\":true,\"w\":[]}\n"
    "\n"
    "{\"status\":,}\n"
    "{\"b\\u0063\":{\"d\":{\"e\":{}}},\"status\":1e5,\"status\":2}\n";

/* All records of @rounds blocks, written out again. */
static size_t
run(struct decoder *d, struct block *b, struct buf *out, size_t rounds)
{
	const struct source_ops *ops = d->src->ops;
	size_t before = mallocs, i;
	struct reject rej;
	struct record r;
	enum rc rc;

	while (rounds-- > 0) {
		ops->begin(d, b);
		while ((rc = ops->next(d, &r, &rej)) != RC_END) {
			struct jwrite w;

			buf_clear(out);
			jwrite_init(&w, out);
			jwrite_open(&w, '{');
			for (i = 0; rc == RC_OK && i < r.nmember; i++) {
				jwrite_key_raw(&w, r.member[i].key);
				jwrite_val(&w, &r.member[i].val);
			}
			jwrite_key(&w, SV("t\xC3\xA9t\""));
			jwrite_double(&w, 0.1);
			jwrite_shut(&w, '}');
			jwrite_nl(&w);
		}
	}
	return mallocs - before;
}

static void
test_source(const struct source_map *map, size_t nmap, bool members)
{
	struct source_cfg cfg = { .map = map, .nmap = nmap };
	struct block b = { .p = calloc(sizeof(text) + 64, 1), .n = sizeof(text) - 1 };
	const struct source *s = NULL;
	struct decoder *d;
	struct arena a;
	struct proj p;
	struct buf out;
	size_t slot, first, later;

	memcpy(b.p, text, sizeof(text) - 1);
	arena_init(&a);
	proj_init(&p, &a);
	p.members = members;
	buf_init(&out, SIZE_MAX);
	if (proj_add(&p, SV("status"), &slot, NULL) != RC_OK ||
	    proj_add(&p, SV("req.path"), &slot, NULL) != RC_OK ||
	    source_json(&s, &cfg, &p, &a, NULL) != RC_OK)
		T_OK(false, "set up");
	d = s->ops->decoder_new(s);
	first = run(d, &b, &out, 2);
	later = run(d, &b, &out, 10000);
	T_OK(first > 0, "the first records allocate (%zu): the count works", first);
	T_OK(later == 0, "then %zu allocations in 40,000 lines, %zu map rules", later, nmap);
	s->ops->decoder_free(d);
	buf_free(&out);
	arena_free(&a);
	free(b.p);
}

int
main(void)
{
	const struct source_map map[] = {
		{ SV("code"), SV("status") }, { SV("path"), SV("req.path") }, { SV("a"), SV("`bc`") },
	};

	test_source(NULL, 0, false);
	test_source(NULL, 0, true);
	test_source(map, 3, true);
	return t_done();
}

#else

int
main(void)
{
	printf("1..0 # SKIP needs glibc's malloc, without sanitizers\n");
	return 0;
}

#endif
