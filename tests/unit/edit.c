/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit - what a map writes of a record
 */
#include "../t.h"

#include "log/log.h"
#include "run/edit.h"

enum { TEXTS = 8 };

/* What @cfg makes of @in, the error in angle brackets when it does not compile. */
static const char *
edited(const struct edit_cfg *cfg, const char *format, const char *in)
{
	static char text[TEXTS][4096];
	static unsigned turn;
	char *out = text[turn++ % TEXTS];
	struct job j = { .name = "test", .given.format = format };
	struct err e = { 0 };
	struct source_cfg src;
	const struct edit *ed;
	struct reject rej;
	struct expr_eval *ev;
	struct decoder *d;
	struct record r = { 0 };
	struct block b = { .n = strlen(in), .flags = BLOCK_FIRST | BLOCK_LAST };
	struct buf o;
	enum rc rc;

	arena_init(&j.arena);
	proj_init(&j.query.proj, &j.arena);
	rc = job_prepare(&j, &e);
	if (rc == RC_OK)
		rc = edit_compile(&ed, cfg, &j, &e);
	if (rc == RC_OK)
		rc = job_source_cfg(&j, &src, &e);
	if (rc == RC_OK)
		rc = log_open(&j.run.source, &src, &j.query.proj, &j.arena, &e);
	if (rc != RC_OK) {
		snprintf(out, sizeof(text[0]), "<%s>", e.msg);
		arena_free(&j.arena);
		return out;
	}
	b.p = arena_zalloc(&j.arena, b.n + IN_PAD);
	memcpy(b.p, in, b.n);
	d = j.run.source->ops->decoder_new(j.run.source);
	ev = expr_eval_new();
	buf_init(&o, SIZE_MAX);
	j.run.source->ops->begin(d, &b);
	while ((rc = j.run.source->ops->next(d, &r, &rej)) != RC_END) {
		expr_eval_reset(ev);
		if (rc != RC_OK || edit_write(ed, &r, ev, NULL, &o, &e) != RC_OK)
			buf_sv(&o, SV("<bad>\n"));
	}
	snprintf(out, sizeof(text[0]), "%.*s", (int)o.n, o.n > 0 ? o.p : "");
	buf_free(&o);
	expr_eval_free(ev);
	j.run.source->ops->decoder_free(d);
	arena_free(&j.arena);
	return out;
}

#define LIST(...) (const char *[]){ __VA_ARGS__ }

static const char *
set(const char *a, const char *b, const char *in)
{
	return edited(&(struct edit_cfg){ .set = LIST(a, b), .nset = b != NULL ? 2 : 1 }, NULL, in);
}

static const char *
drop(const char *what, const char *in)
{
	return edited(&(struct edit_cfg){ .drop = LIST(what), .ndrop = 1 }, NULL, in);
}

static const char *
rename_to(const char *a, const char *b, const char *in)
{
	return edited(&(struct edit_cfg){ .rename = LIST(a, b), .nrename = b != NULL ? 2 : 1 },
	    NULL, in);
}

static const char *
fields(const char *names, const char *in)
{
	return edited(&(struct edit_cfg){ .fields = names }, NULL, in);
}

static void
check_plain(void)
{
	const struct edit_cfg none = { 0 }, raw = { .keep_raw = true };

	T_STR(edited(&none, NULL, " { \"a\" : 1.0 }\r\n"), " { \"a\" : 1.0 }\n", "a line as it came");
	T_STR(edited(&none, "logfmt", "a=1 b=\"x\"\n"), "{\"a\":1,\"b\":\"x\"}\n", "a log becomes JSON");
	T_STR(edited(&raw, NULL, "{\"a\":\"\\n\"}\n"), "{\"a\":\"\\n\",\"raw\":\"{\\\"a\\\":\\\"\\\\n\\\"}\"}\n",
	    "the line as raw");
	T_STR(edited(&raw, "logfmt", "a=\"x\"\n"), "{\"a\":\"x\",\"raw\":\"a=\\\"x\\\"\"}\n", "a log's too");
}

static void
check_fields(void)
{
	T_STR(fields("b,a", "{\"a\":1.0,\"b\":\"\\u0041\"}\n"), "{\"b\":\"\\u0041\",\"a\":1.0}\n",
	    "chosen, in the order asked for, as spelled");
	T_STR(fields("a.b,c", "{\"a\":{\"b\":[1, 2]},\"c\":null}\n"), "{\"a.b\":[1, 2],\"c\":null}\n",
	    "nested ones under their path");
	T_STR(fields("a", "{\"b\":1}\n"), "{}\n", "an absent one is not written");
	T_STR(fields("a", "{\"a\":1,\"a\":2}\n"), "{\"a\":2}\n", "the last of two counts");
	T_STR(fields("a,b,a", "{\"a\":1,\"b\":2}\n"), "{\"a\":1,\"b\":2}\n", "named twice, written once");
	T_STR(fields("`a,b`", "{\"a,b\":1}\n"), "{\"a,b\":1}\n", "odd names in backquotes");
	T_STR(fields("a b", "{}\n"), "<a field name with this character needs `backquotes`>", "or not at all");
}

static void
check_set(void)
{
	T_STR(set("b=a + 1", NULL, "{\"a\":1}\n"), "{\"a\":1,\"b\":2}\n", "a new field");
	T_STR(set("a=a + 1", NULL, "{\"a\":1,\"b\":2}\n"), "{\"a\":2,\"b\":2}\n", "replaced in its place");
	T_STR(set("a=7", NULL, "{\"a\":1,\"b\":2,\"a\":3}\n"), "{\"a\":7,\"b\":2}\n", "all that were there");
	T_STR(set("b=a * 2", "c=b + 1", "{\"a\":2}\n"), "{\"a\":2,\"b\":4,\"c\":5}\n", "one sees the other");
	T_STR(set("a=a + 1", "a=a * 10", "{\"a\":1}\n"), "{\"a\":20}\n", "twice the same");
	T_STR(set("\\u0062=1", NULL, "{\"a\":1}\n"), "{\"a\":1,\"\\\\u0062\":1}\n", "a name is no JSON");
	T_STR(set("b=1", NULL, "{\"\\u0062\":0}\n"), "{\"b\":1}\n", "but JSON names are read");
	T_STR(set("b=a", NULL, "{}\n"), "{}\n", "what is absent is not written");
	T_STR(set("b=a", NULL, "{\"b\":1}\n"), "{}\n", "even where something was");
	T_STR(set("b=a + 1", NULL, "{}\n"), "{\"b\":null}\n", "a result that is unknown is null");
	T_STR(set("`b=c`=a == 1", NULL, "{\"a\":1}\n"), "{\"a\":1,\"b=c\":true}\n", "= in a name");
	T_STR(set("b", NULL, "{}\n"), "<--set: expected NEW=EXPR, got 'b'>", "no expression");
	T_STR(set("b=1 +", NULL, "{}\n"), "<expected a value, found end of text>", "half of one");
}

static void
check_drop(void)
{
	T_STR(drop("a, c", "{\"a\":1,\"b\":{\"a\":2},\"c\":3,\"a\":4}\n"), "{\"b\":{\"a\":2}}\n", "dropped");
	T_STR(drop("a", "{\"\\u0061\":1,\"b\":2}\n"), "{\"b\":2}\n", "however it is spelled");
	T_STR(drop("`a,b`,c", "{\"a,b\":1,\"c\":2,\"d\":3}\n"), "{\"d\":3}\n", "an odd name");
	T_STR(drop("a.b", "{\"a.b\":1,\"c\":2}\n"), "{\"c\":2}\n", "a name with a point");
	T_STR(edited(&(struct edit_cfg){ .set = LIST("t=a * 2", "u=t + 1"), .nset = 2,
	    .drop = LIST("t"), .ndrop = 1 }, NULL, "{\"a\":1}\n"), "{\"a\":1,\"u\":3}\n",
	    "what --set made for others");
}

static void
check_rename(void)
{
	T_STR(rename_to("x=a", NULL, "{\"a\":\"\\/\",\"b\":2}\n"), "{\"x\":\"\\/\",\"b\":2}\n", "renamed");
	T_STR(rename_to("b=a", "a=b", "{\"a\":1,\"b\":2}\n"), "{\"b\":1,\"a\":2}\n", "swapped");
	T_STR(rename_to("b=a", NULL, "{\"a\":1,\"b\":2}\n"), "{\"b\":1}\n", "takes the other's place");
	T_STR(rename_to("b=a", NULL, "{\"b\":2,\"a\":1}\n"), "{\"b\":1}\n", "behind it too");
	T_STR(rename_to("b=a", NULL, "{\"b\":2}\n"), "{\"b\":2}\n", "only when it is there");
	T_STR(rename_to("x=`a b`", NULL, "{\"a b\":1}\n"), "{\"x\":1}\n", "an odd name");
	T_STR(rename_to("`x y`=a", NULL, "{\"a\":1}\n"), "{\"x y\":1}\n", "an odd new name");
	T_STR(rename_to("q\"=a", NULL, "{\"a\":1}\n"), "{\"q\\\"\":1}\n", "escaped on its way out");
	T_STR(rename_to("x=a", "x=b", "{}\n"), "<--rename: 'x' is there twice>", "two to one name");
	T_STR(rename_to("x=a", "y=a", "{}\n"), "<--rename: 'a' is there twice>", "one to two names");
	T_STR(edited(&(struct edit_cfg){ .set = LIST("n=1"), .nset = 1, .rename = LIST("m=n"),
	    .nrename = 1 }, NULL, "{\"m\":0}\n"), "{\"m\":1}\n", "what --set made");
}

static void
check_explode(void)
{
	const struct edit_cfg plain = { .explode = "a" };
	const struct edit_cfg chosen = { .explode = "o.l", .fields = "o.l,k" };
	const struct edit_cfg all = { .explode = "a", .set = LIST("b=a.x"), .nset = 1,
		.drop = LIST("k"), .ndrop = 1, .rename = LIST("e=a"), .nrename = 1 };

	T_STR(edited(&plain, NULL, "{\"k\":1,\"a\":[1, {\"x\":2} ,[]]}\n"),
	    "{\"k\":1,\"a\":1}\n{\"k\":1,\"a\":{\"x\":2}}\n{\"k\":1,\"a\":[]}\n", "one for each element");
	T_STR(edited(&plain, NULL, "{\"a\":[]}\n{\"a\":{}}\n{}\n"), "{\"a\":{}}\n{}\n",
	    "an empty array gives none, others pass");
	T_STR(edited(&chosen, NULL, "{\"o\":{\"l\":[1,2]},\"k\":3}\n"),
	    "{\"o.l\":1,\"k\":3}\n{\"o.l\":2,\"k\":3}\n", "a nested one");
	T_STR(edited(&all, NULL, "{\"k\":1,\"a\":[5]}\n"), "{\"e\":5}\n", "before the other edits");
}

int
main(void)
{
	check_plain();
	check_fields();
	check_set();
	check_drop();
	check_rename();
	check_explode();
	return t_done();
}
