/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The official JSON Schema test suite, whole: a schema that is refused counts as
 * not supported and must be on the list; what is supported must be right
 */
#include "base/arena.h"
#include "base/buf.h"
#include "json/jread.h"
#include "schema/schema.h"
#include "schema/valid.h"
#include "spec/doc.h"

#include "../t.h"

#include <stdio.h>

#define SUITE "tests/data/json-schema-suite/suite.pack"

enum { FILES_MAX = 400 };

static struct suite_file {
	struct sv path;
	struct sv text;
} files[FILES_MAX];
static size_t nfile;

struct suite {
	struct arena arena;		/* of one file */
	const char  *file;
	struct schema_cfg cfg;
	struct sv    group;
	struct sv    schema;
	struct val   tests;
	unsigned     run, right, refused;
	struct schema *s;
	struct valid  *v;
	const struct rule *rule;
	char         why[ERR_MSG_MAX];
	char         name[200];
	bool         valid;
	struct val   data;
	struct buf   line;
};

/* Groups that are refused. */
static const char *const refused[] = {
	"vocabulary.json: schema that uses custom metaschema with with no validation vocabulary",
	"vocabulary.json: ignore unrecognized optional vocabulary",
	NULL
};

/* The text of a file of the suite, zeros behind it; NULL: it has none that is called so. */
static char *
unpack(struct arena *a, const char *path, size_t *n)
{
	for (size_t i = 0; i < nfile; i++) {
		char *text;

		if (!sv_is(files[i].path, path))
			continue;
		*n = files[i].text.n;
		text = arena_zalloc(a, *n + 64);
		memcpy(text, files[i].text.p, *n);
		return text;
	}
	return NULL;
}

/* Of each file a line with its path and size, then its bytes and a line feed. */
static bool
read_pack(struct buf *pack)
{
	FILE *f = fopen(SUITE, "rb");
	const char *at, *end;
	int c;

	while (f != NULL && (c = getc(f)) != EOF)
		buf_c(pack, (char)c);
	if (f == NULL || fclose(f) != 0)
		return false;
	buf_c(pack, '\0');
	at = pack->p;
	end = pack->p + pack->n - 1;
	for (nfile = 0; at < end && nfile < FILES_MAX; nfile++) {
		char path[200];
		size_t size;
		int head = 0;

		if (sscanf(at, "%199[^ ] %zu%n", path, &size, &head) != 2 || at[head] != '\n' ||
		    size + 1 > (size_t)(end - at - head - 1))
			return false;
		files[nfile].path = (struct sv){ at, strlen(path) };
		files[nfile].text = (struct sv){ at + head + 1, size };
		at += (size_t)head + 1 + size + 1;
	}
	return at == end;
}

static enum rc
fetch(void *ctx, struct sv uri, const struct doc **out, struct err *e)
{
	static const struct { const char *prefix, *dir; } known[] = {
		{ "http://localhost:1234/", "remotes/" },
		{ "https://json-schema.org/draft/", "metaschemas/draft" },
		{ "http://json-schema.org/draft-07/schema", "metaschemas/draft-07-schema.json" }
	};
	struct suite *t = ctx;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t n = strlen(known[i].prefix), len;
		char path[400], *text;
		struct docs *docs;

		if (!sv_starts(uri, sv_of(known[i].prefix)))
			continue;
		snprintf(path, sizeof(path), "%s%.*s", known[i].dir, (int)(uri.n - n), uri.p + n);
		text = unpack(&t->arena, path, &len);
		if (text == NULL)
			return RC_EMPTY;
		docs = arena_alloc(&t->arena, sizeof(*docs));
		*out = NULL;
		if (doc_parse(docs, arena_bytes(&t->arena, path, strlen(path)), (struct sv){ text, len },
		    &t->arena, e) != RC_OK)
			return RC_SYNTAX;
		*out = &docs->doc[0];
		return RC_OK;
	}
	return RC_EMPTY;
}

static bool
test_member(void *ctx, struct sv key, const struct val *v)
{
	struct suite *t = ctx;

	if (sv_is(key, "description"))
		snprintf(t->name, sizeof(t->name), "%.*s", (int)v->text.n, v->text.p);
	else if (sv_is(key, "valid"))
		t->valid = v->kind == VAL_TRUE;
	else if (sv_is(key, "data"))
		t->data = *v;
	return true;
}

static void
count_fault(void *ctx, const struct valid_fault *f)
{
	unsigned *n = ctx;

	*n += f->message.n != 0 && f->schema_path.n != 0;
}

/* Records also as a line of members, as they are read. */
static bool
as_record(struct suite *t)
{
	struct jread *r = jread_new(NULL, 0, true);
	struct jread_line line;
	uint64_t lines = 0;
	const char *at;
	struct err e;
	bool ok;

	buf_clear(&t->line);
	for (size_t i = 0; i < t->data.text.n; i++)
		buf_c(&t->line, t->data.text.p[i] == '\n' ? ' ' : t->data.text.p[i]);
	buf_c(&t->line, '\n');
	for (int i = 0; i < 128; i++)
		buf_c(&t->line, '\0');
	at = t->line.p;
	if (jread_next(r, &at, t->line.p + t->line.n - 128, &lines, NULL, &line, &e) != RC_OK) {
		jread_free(r);
		return false;
	}
	valid_record(t->v, line.text, line.member, line.nmember);
	ok = valid_check(t->v, t->rule, NULL, NULL);
	jread_free(r);
	return ok;
}

static bool
run_test(void *ctx, struct sv key, const struct val *v)
{
	struct suite *t = ctx;
	unsigned faults = 0;
	bool ok;

	(void)key;
	jread_each(v, test_member, t);
	t->run++;
	if (t->rule == NULL) {
		t->refused++;
		return true;
	}
	valid_value(t->v, &t->data);
	ok = valid_check(t->v, t->rule, count_fault, &faults);
	t->right += T_QUIET(ok == t->valid, "%s: %.*s: %s", t->file, (int)t->group.n, t->group.p, t->name);
	T_QUIET(ok == (faults == 0), "%s: %s: %u faults", t->file, t->name, faults);
	if (t->data.kind == VAL_OBJECT)
		T_QUIET(as_record(t) == t->valid, "%s: %.*s: %s as a record", t->file, (int)t->group.n,
		    t->group.p, t->name);
	return true;
}

static bool
group_member(void *ctx, struct sv key, const struct val *v)
{
	struct suite *t = ctx;

	if (sv_is(key, "description"))
		t->group = v->text;
	else if (sv_is(key, "schema"))
		t->schema = v->text;
	else if (sv_is(key, "tests"))
		t->tests = *v;
	return true;
}

static bool
may_refuse(const struct suite *t)
{
	char name[400];

	snprintf(name, sizeof(name), "%s: %.*s", t->file, (int)t->group.n, t->group.p);
	for (size_t i = 0; refused[i] != NULL; i++)
		if (strcmp(refused[i], name) == 0)
			return true;
	return false;
}

static bool
run_group(void *ctx, struct sv key, const struct val *v)
{
	struct suite *t = ctx;
	struct err e = { 0 };
	struct docs docs;
	enum rc rc;

	(void)key;
	jread_each(v, group_member, t);
	t->s = schema_new(&t->cfg, &t->arena);
	t->rule = NULL;
	rc = doc_parse(&docs, t->file, t->schema, &t->arena, &e);
	if (rc == RC_OK)
		rc = schema_add(t->s, &docs.doc[0], docs.doc[0].root, (struct sv){ "", 0 }, &t->rule, &e);
	if (rc != RC_OK) {
		t->rule = NULL;
		T_QUIET(may_refuse(t), "refused: %s: %.*s: %s", t->file, (int)t->group.n, t->group.p, e.msg);
	}
	t->v = valid_new(t->s);
	jread_each(&t->tests, run_test, t);
	valid_free(t->v);
	schema_free(t->s);
	return true;
}

static void
run_file(struct suite *t, const char *path)
{
	struct err e;
	struct val v;
	size_t n = 0;
	char *text = unpack(&t->arena, path, &n);

	t->file = strrchr(path, '/') + 1;
	if (text != NULL && jread_value((struct sv){ text, n }, &v, &e) == RC_OK)
		jread_each(&v, run_group, t);
	else
		T_OK(false, "%s: cannot be read", path);
	arena_reset(&t->arena);
}

/* All files that lie in @dir itself. */
static void
run_dir(const char *dir, const char *what, unsigned at_least, struct schema_cfg cfg)
{
	struct suite t = { .cfg = cfg };

	t.cfg.fetch = fetch;
	t.cfg.ctx = &t;
	arena_init(&t.arena);
	buf_init(&t.line, SIZE_MAX);
	for (size_t i = 0; i < nfile; i++) {
		char path[200];
		int n = snprintf(path, sizeof(path), "%.*s", (int)files[i].path.n, files[i].path.p);

		if (n > 0 && sv_starts(files[i].path, sv_of(dir)) && strchr(path + strlen(dir), '/') == NULL)
			run_file(&t, path);
	}
	arena_free(&t.arena);
	buf_free(&t.line);
	printf("# %s: %u of %u right (%.1f %%), %u of schemas that are refused\n", what, t.right, t.run,
	    t.run != 0 ? 100.0 * t.right / t.run : 0.0, t.refused);
	T_OK(t.run != 0 && t.right * 1000ULL >= t.run * (unsigned long long)at_least,
	    "%s: %u tests, at least %u.%u %% right", what, t.run, at_least / 10, at_least % 10);
}

int
main(void)
{
	const struct schema_cfg annotate = { .annotate = true }, seven = { .annotate = true,
	    .draft7 = true, .lax = true }, strict = { 0 };

	struct buf pack;

	buf_init(&pack, SIZE_MAX);
	T_OK(read_pack(&pack), "the suite is whole");
	run_dir("tests/draft2020-12/", "required tests of draft 2020-12", 990, annotate);
	run_dir("tests/draft2020-12/optional/", "some optional tests of 2020-12", 1000, annotate);
	run_dir("tests/draft2020-12/optional/format/", "formats of 2020-12", 1000, strict);
	run_dir("tests/draft7/", "required tests of draft 07, lax", 1000, seven);
	run_dir("tests/draft7/optional/format/", "formats of draft 07", 1000, strict);
	buf_free(&pack);
	return t_done();
}
