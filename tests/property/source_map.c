/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * --map of NDJSON against the reader: the slots of a renamed record are what is found in
 * the record written out
 */
#include "../t.h"

#include "base/rng.h"
#include "json/jwrite.h"
#include "record/source.h"

enum { PAD = 64, ROUNDS = 3000, LINES = 8, RULES = 3, FIELDS = 8 };

static struct rng r;

/* Few keys, some of them with a dot or an escape, so that they meet. */
static const char *const keys[] = { "a", "b", "c", "a.b", "b.a", "a.b.c", "\\u0061", "a.\\u0062" };
static const char *const paths[] = {
	"a", "b", "c", "`a.b`", "`b.a`", "a.b", "b.a", "a.b.c", "a.a", "b.c", "c.a", "`a.b`.c",
};

static const char *
pick(const char *const *from, size_t n)
{
	return from[rng_below(&r, n)];
}

#define PICK(list) pick(list, sizeof(list) / sizeof(*(list)))

static void
put_value(struct buf *b, int depth)
{
	unsigned n = (unsigned)rng_below(&r, 4);

	if (depth == 0 || rng_below(&r, 2) == 0) {
		buf_printf(b, "%u", (unsigned)rng_below(&r, 1000));
		return;
	}
	buf_c(b, '{');
	for (unsigned i = 0; i < n; i++) {
		buf_printf(b, "%s\"%s\":", i != 0 ? "," : "", PICK(keys));
		put_value(b, depth - 1);
	}
	buf_c(b, '}');
}

/* Every record of @b by @s: its slots, and with @again what it is when written. */
static void
read_all(const struct source *s, struct buf *b, struct buf *slots, struct buf *again)
{
	struct decoder *d = s->ops->decoder_new(s);
	struct block block = { .n = b->n };
	struct jwrite w;
	struct record rec;
	struct reject rej;

	block.p = calloc(b->n + PAD, 1);
	if (b->n > 0)
		memcpy(block.p, b->p, b->n);
	s->ops->begin(d, &block);
	while (s->ops->next(d, &rec, &rej) == RC_OK) {
		jwrite_init(&w, slots);
		for (size_t i = 0; i < s->proj->n; i++)
			if (rec.slot[i].kind == VAL_NONE)
				buf_sv(slots, SV(" -"));
			else
				jwrite_val(&w, &rec.slot[i]);
		buf_c(slots, '\n');
		if (again == NULL)
			continue;
		jwrite_init(&w, again);
		jwrite_open(&w, '{');
		for (size_t i = 0; i < rec.nmember; i++) {
			jwrite_key_raw(&w, rec.member[i].key);
			jwrite_val(&w, &rec.member[i].val);
		}
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
	s->ops->decoder_free(d);
	free(block.p);
}

static void
one(struct arena *a)
{
	struct source_map map[RULES];
	struct source_cfg cfg = { .map = map }, plain = { 0 };
	const struct source *s, *t;
	struct buf in, mapped, written, found;
	struct proj p;
	size_t slot;

	proj_init(&p, a);
	for (int i = 0; i < FIELDS; i++)
		if (proj_add(&p, sv_of(PICK(paths)), &slot, NULL) != RC_OK)
			abort();
	for (int i = 0; i < RULES; i++)
		map[i] = (struct source_map){ sv_of(PICK(paths)), sv_of(PICK(paths)) };
	cfg.nmap = 1 + (size_t)rng_below(&r, RULES);
	if (source_json(&s, &cfg, &p, a, NULL) != RC_OK)
		return;		/* two rules give one member */
	T_QUIET(source_json(&t, &plain, &p, a, NULL) == RC_OK, "no map");
	buf_init(&in, SIZE_MAX);
	buf_init(&mapped, SIZE_MAX);
	buf_init(&written, SIZE_MAX);
	buf_init(&found, SIZE_MAX);
	for (int i = 0; i < LINES; i++) {
		size_t at = in.n;

		put_value(&in, 3);
		if (in.p[at] != '{')
			in.n = at;
		else
			buf_c(&in, '\n');
	}
	read_all(s, &in, &mapped, &written);
	read_all(t, &written, &found, NULL);
	T_QUIET(sv_eq(buf_view(&mapped), buf_view(&found)),
	    "%.*sby %.*s=%.*s ... gives\n%.*swhich has\n%.*snot\n%.*s", (int)in.n, in.p,
	    (int)map[0].to.n, map[0].to.p, (int)map[0].from.n, map[0].from.p, (int)written.n,
	    written.p, (int)found.n, found.p, (int)mapped.n, mapped.p);
	buf_free(&in);
	buf_free(&mapped);
	buf_free(&written);
	buf_free(&found);
}

int
main(void)
{
	struct arena a;

	rng_init(&r, t_seed());
	arena_init(&a);
	for (int i = 0; i < ROUNDS; i++) {
		one(&a);
		arena_reset(&a);
	}
	T_OK(true, "%d maps", ROUNDS);
	arena_free(&a);
	return t_done();
}
