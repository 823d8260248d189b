/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - a line of an export is read by itself, whatever stands around it
 *
 * Known lines are drawn, some of them damaged by a changed, a lost or a doubled byte, and
 * read together.  That must give, line by line, what each of them gives alone: a damaged
 * line is rejected, or read as what it says, and never takes a field from another.  The
 * cut into blocks must not show.
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

#include <jansson.h>

enum { ROUNDS = 300, LINES_MAX = 12, SCHEMAS = 16 };

static struct rng rng;

struct known {
	const char *schema;
	const char *format;
	struct sv   line;
};

/* A copy of @s with one byte changed, lost or doubled. */
static void
put_damaged(struct buf *b, struct sv s)
{
	size_t at = rng_below(&rng, s.n), n = 1 + rng_below(&rng, 3);
	static const char bytes[] = "\"{}[]:,\\0a-.x \xc3\xff";

	n = n < s.n - at ? n : s.n - at;
	buf_add(b, s.p, at);
	switch (rng_below(&rng, 3)) {
	case 0:
		buf_c(b, bytes[rng_below(&rng, sizeof(bytes) - 1)]);
		buf_add(b, s.p + at + 1, s.n - at - 1);
		break;
	case 1:
		buf_add(b, s.p + at + n, s.n - at - n);
		break;
	default:
		buf_add(b, s.p + at, n);
		buf_add(b, s.p + at, s.n - at);
	}
}

/* What @line gives alone, as if it were line @no: rejects name it. */
static void
add_alone(struct buf *want, const struct known *k, struct sv line, size_t no)
{
	struct logrun r;
	const char *p;

	logrun_init(&r, k->format);
	r.cfg.schema = sv_of(k->schema);
	for (p = logrun(&r, line); *p != '\0';) {
		size_t n = strcspn(p, "\n") + 1;

		if (strncmp(p, "! 1:", 4) == 0)
			buf_printf(want, "! %zu:%.*s", no, (int)n - 4, p + 4);
		else
			buf_add(want, p, n);
		p += n;
	}
	buf_free(&r.out);
}

static bool
round_of(const struct known *known, size_t n)
{
	const struct known *k = &known[rng_below(&rng, n)];
	size_t lines = 1 + rng_below(&rng, LINES_MAX);
	struct buf text, want;
	struct logrun r;
	bool same;

	buf_init(&text, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	for (size_t i = 0; i < lines; i++) {
		const struct known *other = &known[rng_below(&rng, n)];
		struct sv line = strcmp(other->format, k->format) == 0 ? other->line : k->line;
		size_t from = text.n;

		if (rng_below(&rng, 2) == 0)
			put_damaged(&text, line);
		else
			buf_sv(&text, line);
		buf_c(&text, '\n');
		add_alone(&want, k, (struct sv){ text.p + from, text.n - from }, i + 1);
	}
	buf_c(&want, '\0');
	logrun_init(&r, k->format);
	r.cfg.schema = sv_of(k->schema);
	same = T_QUIET(strcmp(logrun(&r, buf_view(&text)), want.p) == 0, "%s: by line", k->schema);
	r.cut = 1 + rng_below(&rng, 2000);
	same = T_QUIET(strcmp(logrun(&r, buf_view(&text)), want.p) == 0, "%s: cut", k->schema) &&
	    same;
	if (!same)
		printf("# %s\n# want: %s\n# got:  %s\n", text.p, want.p, r.out.p);
	buf_free(&r.out);
	buf_free(&want);
	buf_free(&text);
	return same;
}

int
main(void)
{
	FILE *f = fopen("tests/data/exports/exports.ndjson", "rb");
	static json_t *row[256];
	static struct known known[256];
	size_t n = 0, same = 0;

	if (f == NULL) {
		printf("Bail out! no tests/data/exports: run tests from the top of the source\n");
		return 1;
	}
	while (n < 256 && (row[n] = json_loadf(f, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		known[n] = (struct known){ json_string_value(json_object_get(row[n], "schema")),
			json_string_value(json_object_get(row[n], "format")),
			sv_of(json_string_value(json_object_get(row[n], "line"))) };
		n++;
	}
	(void)fclose(f);
	rng_init(&rng, t_seed());
	for (size_t i = 0; i < ROUNDS; i++)
		same += round_of(known, n);
	T_OK(same == ROUNDS, "%d texts of known and damaged lines", ROUNDS);
	for (size_t i = 0; i < n; i++)
		json_decref(row[i]);
	return t_done();
}
