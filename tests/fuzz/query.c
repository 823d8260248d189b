/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * query - any text is taken up as a saved query, as the head of states or as a source of
 * theirs, or is refused with a reason; what is taken up is saved as something that is taken
 * up as the same
 *
 * Input: a letter that picks (Q a query, H a head, else a source), and the text.
 */
#include "query/query.h"
#include "state/head.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct values {			/* an option of every form */
	const char  *text, *maybe, *exprs, *pause, *limit;
	const char **list;
	size_t       nlist;
	bool         flag;
	uint64_t     count;
	double       number;
};

static const struct opt rows[] = {
	OPT_TEXT('t', "text", values, text, "T", "a text", .saved = OPT_SAVED_TEXT),
	OPT_TEXT(0, "maybe", values, maybe, "T", "a text or none", .saved = OPT_SAVED_TEXT,
	    .may_lack = true, .needs = "flag"),
	OPT_TEXT(0, "exprs", values, exprs, "X,...", "expressions", .saved = OPT_SAVED_EXPRS),
	OPT_TEXT(0, "pause", values, pause, "TIME", "a duration", .saved = OPT_SAVED_DURATION,
	    .min.u = 1, .as = "pause_us"),
	OPT_TEXT(0, "limit", values, limit, "TIME", "or none", .saved = OPT_SAVED_DURATION),
	OPT_FLAG(0, "flag", values, flag, "a flag", .saved = OPT_SAVED_FLAG, .not_with = "list"),
	OPT_U64(0, "count", values, count, 1, 1000000, "N", "a count", .saved = OPT_SAVED_COUNT),
	OPT_DOUBLE(0, "number", values, number, -9.5, 1e300, "N", "a number",
	    .saved = OPT_SAVED_NUMBER),
	OPT_LIST(0, "list", values, list, "T", "texts", .saved = OPT_SAVED_LIST, .may_lack = true),
	OPT_END
};

static void
check(bool ok, const char *what)
{
	if (!ok) {
		fprintf(stderr, "query: %s\n", what);
		abort();
	}
}

static void
check_refused(const struct err *e)
{
	check((e->rc == RC_SYNTAX || e->rc == RC_USAGE) && e->msg[0] != '\0',
	    "refused without a reason");
}

static void
one_query(struct sv text, struct arena *a)
{
	struct values v = { 0 }, again = { 0 };
	struct err e = { 0 };
	struct sv saved, twice;

	if (query_adopt(&(struct query){ rows, &v }, text, a, &e) != RC_OK) {
		check_refused(&e);
		return;
	}
	/* Lists of expressions are split again: what is no expression cannot be. */
	if (query_save(&saved, &(struct query){ rows, &v }, a, &e) != RC_OK) {
		check_refused(&e);
		return;
	}
	check(query_same(rows, saved, saved, "the same", &e) == RC_OK, "not the same as itself");
	if (query_adopt(&(struct query){ rows, &again }, saved, a, &e) != RC_OK) {
		check_refused(&e);
		return;
	}
	check(query_save(&twice, &(struct query){ rows, &again }, a, &e) == RC_OK, "saved once only");
	check(sv_eq(saved, twice), "saved, taken up and saved it is another");
}

/* What @write makes of it, as a whole line. */
static struct sv
line_of(const struct state_head *h, const struct identity_source *s, struct arena *a)
{
	struct jwrite w;
	struct buf b;
	struct sv line;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("x"));
	if (h != NULL)
		head_write(h, &w);
	else
		head_write_source(s, &w);
	jwrite_put_text(&w, "check", SV("x"));
	jwrite_shut(&w, '}');
	line = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return line;
}

static void
one_head(struct sv text, struct arena *a)
{
	static struct state_head h, again;
	struct err e = { 0 };
	struct sv line;

	if (head_read(&h, text, a, &e) != RC_OK) {
		check_refused(&e);
		return;
	}
	line = line_of(&h, NULL, a);
	check(head_read(&again, line, a, &e) == RC_OK, "what was written is no head");
	check(sv_eq(line_of(&again, NULL, a), line), "what was written is another head");
}

static void
one_source(struct sv text, struct arena *a)
{
	struct identity_source s, again;
	struct err e = { 0 };
	struct sv line;

	if (head_read_source(&s, text, a, &e) != RC_OK) {
		check_refused(&e);
		return;
	}
	line = line_of(NULL, &s, a);
	check(head_read_source(&again, line, a, &e) == RC_OK, "what was written is no source");
	check(sv_eq(line_of(NULL, &again, a), line), "what was written is another source");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data + 1, size - 1 };
	struct arena a;

	if (size == 0)
		return 0;
	arena_init(&a);
	if (data[0] == 'Q')
		one_query(text, &a);
	else if (data[0] == 'H')
		one_head(text, &a);
	else
		one_source(text, &a);
	arena_free(&a);
	return 0;
}
