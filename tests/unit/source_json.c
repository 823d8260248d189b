/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source_json, worked cases: records, rejects, lines too long, --map, names
 */
#include "json/jwrite.h"
#include "record/source.h"

#include "../t.h"

enum { PAD = 64, MAPS = 4 };

struct fixture {
	struct arena         a;
	struct proj          p;
	const struct source *s;
	struct decoder      *d;
	struct block         b;
	enum rc              rc;
	struct err           e;
};

/* @fields: comma-separated; @maps: "new=old,..." */
static void
setup(struct fixture *f, const char *fields, const char *maps, bool members)
{
	struct source_map map[MAPS];
	struct source_cfg cfg = { .map = map };
	const char *p;
	size_t slot, n;

	*f = (struct fixture){ .rc = RC_OK };
	arena_init(&f->a);
	proj_init(&f->p, &f->a);
	f->p.members = members;
	for (p = fields; *p != '\0'; p += n + (p[n] == ',')) {
		n = strcspn(p, ",");
		T_QUIET(proj_add(&f->p, (struct sv){ p, n }, &slot, &f->e) == RC_OK, "%s", f->e.msg);
	}
	for (p = maps; *p != '\0'; p += n + (p[n] == ',')) {
		size_t eq = strcspn(p, "=");

		n = strcspn(p, ",");
		map[cfg.nmap++] = (struct source_map){ { p, eq }, { p + eq + 1, n - eq - 1 } };
	}
	f->rc = source_json(&f->s, &cfg, &f->p, &f->a, &f->e);
	if (f->rc == RC_OK)
		f->d = f->s->ops->decoder_new(f->s);
}

static void
feed(struct fixture *f, const char *text, unsigned flags)
{
	size_t n = strlen(text);

	free(f->b.p);	/* the bytes of the block before are gone */
	f->b = (struct block){ .p = calloc(n + PAD, 1), .n = n, .cap = n + PAD, .flags = flags };
	memcpy(f->b.p, text, n);
	f->s->ops->begin(f->d, &f->b);
}

static void
teardown(struct fixture *f)
{
	if (f->d != NULL)
		f->s->ops->decoder_free(f->d);
	free(f->b.p);
	arena_free(&f->a);
}

/* The next record as "line_no json slot slot ... {members}", a reject as "line_no! code col msg". */
static const char *
next(struct fixture *f, char *out, size_t max)
{
	struct record r;
	struct reject rej;
	struct buf b;
	struct jwrite w;
	size_t i;
	enum rc rc = f->s->ops->next(f->d, &r, &rej);

	if (rc == RC_END) {
		snprintf(out, max, "end");
	} else if (rc == RC_BAD) {
		snprintf(out, max, "%" PRIu64 "! %s %" PRIu64 " %s [%.*s]", rej.line_no, rej.code,
		    rej.col, rej.msg, (int)rej.raw.n, rej.raw.p);
	} else {
		buf_init(&b, SIZE_MAX);
		jwrite_init(&w, &b);
		buf_printf(&b, "%" PRIu64 "%s ", r.line_no, r.json ? "=" : "");
		jwrite_open(&w, '[');
		for (i = 0; i < f->p.n; i++)
			jwrite_val(&w, &r.slot[i]);
		jwrite_shut(&w, ']');
		if (r.nmember != 0) {
			w.comma = false;
			jwrite_open(&w, '{');
			for (i = 0; i < r.nmember; i++) {
				jwrite_key_raw(&w, r.member[i].key);
				jwrite_val(&w, &r.member[i].val);
			}
			jwrite_shut(&w, '}');
		}
		snprintf(out, max, "%.*s", (int)b.n, b.p);
		buf_free(&b);
	}
	return out;
}

static void
wants(struct fixture *f, const char *want)
{
	char got[ERR_MSG_MAX + 512];

	T_STR(next(f, got, sizeof(got)), want, want);
}

static void
test_records(void)
{
	struct fixture f;

	setup(&f, "status,req.path,`odd name`,gone", "", false);
	T_OK(f.rc == RC_OK && strcmp(f.s->name, "ndjson") == 0 &&
	    f.s->flags == (SOURCE_EPOCHS | SOURCE_FRAMES) &&
	    f.s->proj == &f.p, "a source");
	feed(&f, "{\"status\":200,\"req\":{\"path\":\"/\"},\"odd name\":null}\r\n\n"
	    "{\"status\":2 00}\n{\"req.path\":\"/x\"}\n[]\n", BLOCK_FIRST);
	wants(&f, "1= [200,\"/\",null,null]");
	wants(&f, "3! json 13 expected ',' or '}', found '0' [{\"status\":2 00}]");
	wants(&f, "4= [null,\"/x\",null,null]");
	wants(&f, "5! json 1 expected an object, found '[' [[]]");
	wants(&f, "end");
	wants(&f, "end");
	T_OK(f.s->ops->lines(f.d) == 5, "lines");
	T_OK(f.d->seen[0] && f.d->seen[1] && f.d->seen[2] && !f.d->seen[3], "seen");
	feed(&f, "{\"gone\":1}\n", 0);
	wants(&f, "1= [null,null,null,1]");
	T_OK(f.s->ops->lines(f.d) == 1 && f.d->seen[0] && f.d->seen[3],
	    "lines start anew with a block, seen does not");
	feed(&f, "", BLOCK_LAST);
	wants(&f, "end");
	T_OK(f.s->ops->lines(f.d) == 0, "an empty block");
	teardown(&f);
}

static void
test_long(void)
{
	struct fixture f;

	setup(&f, "a", "", false);
	feed(&f, "{\"a\":\"aaaaaa\n", BLOCK_LONG);
	wants(&f, "1! long-line 0 line is longer than --max-line [{\"a\":\"aaaaaa]");
	T_OK(f.s->ops->lines(f.d) == 1, "one line");
	wants(&f, "end");
	feed(&f, "{\"a\":1}\n", BLOCK_LAST);
	wants(&f, "1= [1]");
	wants(&f, "end");
	teardown(&f);
}

static void
test_members(void)
{
	struct fixture f;

	setup(&f, "b", "", true);
	feed(&f, "{\"a\\n\":1,\"b\":[2, 3],\"c\":{\"d\":1}}\n{}\n", 0);
	wants(&f, "1= [[2, 3]]{\"a\\n\":1,\"b\":[2, 3],\"c\":{\"d\":1}}");
	wants(&f, "2= [null]");
	teardown(&f);
}

static void
test_map(void)
{
	struct fixture f;

	setup(&f, "status,path,code,x.y", "status=code,path=req.url,x.y=`odd name`,new=code", true);
	T_OK(f.rc == RC_OK, "a map");
	feed(&f, "{\"code\":200,\"req\":{\"url\":\"/\"},\"odd name\":true,\"z\":0}\n"
	    "{\"status\":1,\"c\\u006fde\":2,\"path\":3,\"req.url\":4,\"x\":{\"y\":5}}\n", 0);
	wants(&f, "1 [200,\"/\",null,true]{\"status\":200,\"new\":200,\"req\":{\"url\":\"/\"},"
	    "\"x.y\":true,\"z\":0,\"path\":\"/\"}");
	wants(&f, "2 [2,4,null,5]{\"status\":2,\"new\":2,\"x\":{\"y\":5},\"path\":4}");
	teardown(&f);
	setup(&f, "a,b", "a=b,b=a", false);
	feed(&f, "{\"a\":1,\"b\":2}\n", 0);
	wants(&f, "1 [2,1]{\"b\":1,\"a\":2}");
	teardown(&f);
	setup(&f, "`q\"`", "`q\"`=a", false);
	feed(&f, "{\"a\":1}\n", 0);
	wants(&f, "1 [1]{\"q\\\"\":1}");
	teardown(&f);
	setup(&f, "a,b,a.x,b.x,c.x,d.b.x", "b=a,d.b=c", false);
	feed(&f, "{\"a\":{\"x\":1},\"c\":{\"x\":2}}\n{\"d\":{\"b\":{\"x\":3}},\"b\":4}\n", 0);
	wants(&f, "1 [null,{\"x\":1},null,1,null,null]{\"b\":{\"x\":1},\"d.b\":{\"x\":2}}");
	wants(&f, "2 [null,null,null,null,null,3]{\"d\":{\"b\":{\"x\":3}}}");
	T_OK(!f.d->seen[0] && f.d->seen[1] && !f.d->seen[2] && f.d->seen[5], "seen as renamed");
	teardown(&f);
	setup(&f, "a.b,w", "w=a.b", false);
	feed(&f, "{\"a\":{\"b\":1}}\n{\"a.b\":2}\n", 0);
	wants(&f, "1 [1,1]{\"a\":{\"b\":1},\"w\":1}");
	wants(&f, "2 [null,2]{\"w\":2}");
	teardown(&f);
	setup(&f, "a.b,`a.b`", "`a.b`=w", false);
	feed(&f, "{\"w\":1,\"a\":{\"b\":2}}\n{\"a\":{\"b\":2},\"w\":1}\n", 0);
	wants(&f, "1 [2,1]{\"a.b\":1,\"a\":{\"b\":2}}");
	wants(&f, "2 [1,1]{\"a\":{\"b\":2},\"a.b\":1}");
	teardown(&f);
	setup(&f, "a", "a.b=c,`a.b`=d", false);
	T_OK(f.rc == RC_USAGE, "two rules for one member");
	teardown(&f);
	setup(&f, "a", "a=b c", false);
	T_OK(f.rc == RC_USAGE, "no field name");
	T_STR(f.e.msg, "--map: 'b c': a field name with this character needs `backquotes`", "why");
	teardown(&f);
	setup(&f, "a", "=b", false);
	T_OK(f.rc == RC_USAGE, "no new name");
	T_STR(f.e.msg, "--map: '': expected a field name", "why");
	teardown(&f);
	setup(&f, "a", "a=b,`a`=c", false);
	T_OK(f.rc == RC_USAGE, "two rules for one field");
	T_STR(f.e.msg, "--map gives a twice", "why");
	teardown(&f);
}

static void
names(struct fixture *f, size_t max, const char *want)
{
	struct sv name[8];
	char got[256] = "";
	size_t n = f->s->ops->names(f->d, name, max), i;

	for (i = 0; i < n; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%.*s ", (int)name[i].n,
		    name[i].p);
	T_STR(got, want, "names");
}

static void
test_names(void)
{
	struct fixture f;
	char got[64];

	setup(&f, "a", "status=code", false);
	names(&f, 8, "");
	feed(&f, "x\n{\"b\":{\"x\":[]},\"odd name\":2,\"c.d\":3,\"\\u0065\":4,\"code\":5}\n{\"a\":1}\n", 0);
	while (strcmp(next(&f, got, sizeof(got)), "end") != 0)
		;
	feed(&f, "", BLOCK_LAST);
	next(&f, got, sizeof(got));
	names(&f, 8, "b `odd name` c.d e status ");
	names(&f, 2, "b `odd name` ");
	names(&f, 0, "");
	teardown(&f);
}

int
main(void)
{
	test_records();
	test_long();
	test_members();
	test_map();
	test_names();
	return t_done();
}
