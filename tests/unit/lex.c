/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lex, worked cases: every kind of token, columns, and each kind of mistake
 */
#include "expr/lex.h"

#include "../t.h"

static const char *
kind_name(enum lex_kind k)
{
	static const char *const name[] = { "end", "name", "number", "duration", "string", "op" };

	return name[k];
}

/* All tokens as "kind:text@col ", or "error@col: message". */
static const char *
tokens(const char *text, struct arena *a)
{
	static char out[4096];
	struct err e = { 0 };
	struct lex l;
	enum rc rc = lex_init(&l, sv_of(text), a, &e);
	size_t n = 0;

	out[0] = '\0';
	while (rc == RC_OK && l.tok.kind != LEX_END) {
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s:%.*s@%zu", n != 0 ? " " : "",
		    kind_name(l.tok.kind), (int)l.tok.text.n, l.tok.text.p, l.tok.col);
		rc = lex_next(&l, &e);
	}
	if (rc != RC_OK)
		snprintf(out + n, sizeof(out) - n, "%serror@%d: %s", n != 0 ? " " : "", (int)e.col,
		    e.msg);
	return out;
}

static const struct {
	const char *text;
	const char *want;
} cases[] = {
	{ "", "" },
	{ " \t\r\n", "" },
	{ "a.b_c.`odd name` @t $x\xC3\xA4",
	  "name:a.b_c.`odd name`@1 name:@t@18 name:$x\xC3\xA4@21" },
	{ "`a``b`.c", "name:`a``b`.c@1" },
	{ "p99.9", "name:p99.9@1" },
	{ "a.0.b", "name:a.0.b@1" },
	{ "a - b a-b", "name:a@1 op:-@3 name:b@5 name:a@7 op:-@8 name:b@9" },
	{ "0 12 1.5 1e3 2E-5 1e+2", "number:0@1 number:12@3 number:1.5@6 number:1e3@10 "
	  "number:2E-5@14 number:1e+2@19" },
	{ "1+2 1e3+4", "number:1@1 op:+@2 number:2@3 number:1e3@5 op:+@8 number:4@9" },
	{ "250ms 5m 1h30m 1.5s", "duration:250ms@1 duration:5m@7 duration:1h30m@10 duration:1.5s@16" },
	{ "5m-3m", "duration:5m@1 op:-@3 duration:3m@4" },
	{ "'a\"b' \"c'd\" ''", "string:a\"b@1 string:c'd@7 string:@13" },
	{ "'\\u00e4\\n\\/\\\\\\'\\\"\\t'", "string:\xC3\xA4\n/\\'\"\t@1" },
	{ "'\\uD83D\\uDE00\\uD83D!'", "string:\xF0\x9F\x98\x80\xEF\xBF\xBD!@1" },
	{ "||&&==!=<=>=<>", "op:||@1 op:&&@3 op:==@5 op:!=@7 op:<=@9 op:>=@11 "
	  "error@13: write != for 'not equal'" },
	{ "=~!~!<>", "op:=~@1 op:!~@3 op:!@5 error@6: write != for 'not equal'" },
	{ "(a)[b],= + * / % > <", "op:(@1 name:a@2 op:)@3 op:[@4 name:b@5 op:]@6 op:,@7 op:=@8 "
	  "op:+@10 op:*@12 op:/@14 op:%@16 op:>@18 op:<@20" },
	{ "a & b", "name:a@1 error@3: write && for 'and'" },
	{ "a | b", "name:a@1 error@3: write || for 'or'" },
	{ "a ~ b", "name:a@1 error@3: write =~ to match a regular expression" },
	{ "a ; b", "name:a@1 error@3: unexpected ';'" },
	{ "a \x01", "name:a@1 error@3: unexpected byte \\x01" },
	{ "a \xFF", "error@3: byte \\xFF is not UTF-8" },
	{ "'abc", "error@1: string without a closing '" },
	{ "x == \"abc\\\"", "name:x@1 op:==@3 error@6: string without a closing \"" },
	{ "'a\\d'", "error@3: unknown escape '\\d', write '\\\\' for a backslash" },
	{ "'a\\u12'", "error@3: unknown escape '\\u', write '\\\\' for a backslash" },
	{ "'a\\\xC3\xA4'", "error@3: unknown escape '\\\xC3\xA4', write '\\\\' for a backslash" },
	{ "`abc", "error@1: name without a closing `" },
	{ "a.", "error@3: expected a name behind the dot" },
	{ "a..b", "error@3: expected a name behind the dot" },
	{ "01", "error@1: '01' is neither a number nor a duration" },
	{ "1.", "error@1: '1.' is neither a number nor a duration" },
	{ "5 + 3x", "number:5@1 op:+@3 error@5: '3x' is neither a number nor a duration" },
	{ "1.5.2", "error@1: '1.5.2' is neither a number nor a duration" },
	{ "a == \xE2\x80\x9C" "b\xE2\x80\x9D",
	  "name:a@1 op:==@3 error@6: typographic quote, write \" or ' instead" },
	{ "a\xC2\xA0== 1", "error@2: no-break space, write a plain one" },
};

static void
test_helpers(struct arena *a)
{
	char text[SV_SHOWN_MAX + 2], want[SV_SHOWN_MAX + 40];
	struct err e = { 0 };
	struct lex l;
	bool yes = true;

	T_OK(lex_init(&l, SV("a '(' ( x"), a, &e) == RC_OK && lex_is(&l, "a"), "the bare word");
	T_OK(lex_accept(&l, "b", &yes, &e) == RC_OK && !yes, "another word is not accepted");
	T_OK(lex_accept(&l, "a", &yes, &e) == RC_OK && yes, "the word is");
	T_OK(!lex_is(&l, "("), "a string is never an operator");
	T_OK(lex_expect(&l, "(", &e) == RC_SYNTAX && e.col == 3 && e.rc == RC_SYNTAX,
	    "expected at the string");
	T_STR(e.msg, "expected '(', found ''(''", "... and says so");
	T_OK(lex_next(&l, &e) == RC_OK && lex_expect(&l, "(", &e) == RC_OK, "the operator is passed");
	T_OK(lex_next(&l, &e) == RC_OK && l.tok.kind == LEX_END && l.tok.col == 10, "the end");
	lex_fail(&l, "more", &e);
	T_STR(e.msg, "expected more, found end of text", "the end in a message");
	T_OK(lex_next(&l, &e) == RC_OK && l.tok.kind == LEX_END, "the end comes again");
	T_OK(lex_init(&l, (struct sv){ NULL, 0 }, a, NULL) == RC_OK, "an empty slice of NULL");

	T_OK(lex_init(&l, SV("  'a\\n\\u00e4b\\\\c'"), a, &e) == RC_OK, "a string with escapes");
	T_OK(lex_string_col(&l, &l.tok, 0) == 4 && lex_string_col(&l, &l.tok, 1) == 5 &&
	    lex_string_col(&l, &l.tok, 2) == 7 && lex_string_col(&l, &l.tok, 4) == 13 &&
	    lex_string_col(&l, &l.tok, 5) == 14 && lex_string_col(&l, &l.tok, 6) == 16 &&
	    lex_string_col(&l, &l.tok, 7) == 17, "columns of decoded bytes");

	memset(text, '0', sizeof(text));
	text[0] = text[sizeof(text) - 1] = '\'';
	T_OK(lex_init(&l, (struct sv){ text, sizeof(text) }, a, &e) == RC_OK, "a long string");
	lex_fail(&l, "less", &e);
	snprintf(want, sizeof(want), "expected less, found '%.*s...'", (int)SV_SHOWN_MAX, text);
	T_STR(e.msg, want, "long tokens are cut");
}

int
main(void)
{
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		T_STR(tokens(cases[i].text, &a), cases[i].want, cases[i].text);
	test_helpers(&a);
	arena_free(&a);
	return t_done();
}
