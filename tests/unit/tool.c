/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tool - option tables, the caret, and the help that comes out of a table
 */
#include "base/arena.h"
#include "base/buf.h"
#include "tool/caret.h"
#include "tool/help.h"
#include "tool/opt.h"
#include "tool/tool.h"

#include "../t.h"

struct cfg {
	const char  *by;
	const char  *as;
	const char **set;
	size_t       nset;
	uint64_t     top;
	uint64_t     seed;
	int64_t      shift;
	double       share;
	bool         invert;
	bool         totals;
};

static const struct opt opts[] = {
	OPT_TEXT('b', "by", cfg, by, "FIELDS", "group by these"),
	OPT_CHOICE(0, "as", cfg, as, "table|csv|json", "shape of the output"),
	OPT_LIST(0, "set", cfg, set, "NEW=EXPR", "add a field"),
	OPT_U64('n', "top", cfg, top, 1, UINT32_MAX, "N", "keep N groups"),
	OPT_U64(0, "seed", cfg, seed, 0, UINT64_MAX, "N", "seed of the sample"),
	OPT_I64(0, "shift", cfg, shift, -10, 10, "N", "move"),
	OPT_DOUBLE(0, "share", cfg, share, 0, 1, "P", "a share, with a text that is long enough to "
	    "be continued on a second line of the help"),
	OPT_FLAG('v', "invert", cfg, invert, "keep the others"),
	OPT_FLAG('s', "totals", cfg, totals, "a line over \"all\""),
	OPT_WHERE,
	OPT_TIME,
	OPT_CONF,
	OPT_SOURCE,
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxdemo", .usage = "[OPTION...] WHAT [FILE...]", .summary = "Shows.", .opts = opts,
	.program = "WHAT", .notes = "A note.\n", .example = "  cxdemo x\n",
};

enum { ARGS_MAX = 24 };

struct run {
	struct job      job;
	struct cfg      cfg;
	struct err      e;
	struct opt_args a;
	enum rc         rc;
	char            text[512];
	char           *argv[ARGS_MAX];
};

/* Arguments in one text, separated by '|'; an empty argument between two of them. */
static void
parse(struct run *r, const char *line)
{
	int argc = 0;
	char *p = r->text;

	memset(r, 0, sizeof(*r));
	snprintf(r->text, sizeof(r->text), "cxdemo%s%s", line[0] != '\0' ? "|" : "", line);
	while (argc < ARGS_MAX - 1) {
		char *bar = strchr(p, '|');

		r->argv[argc++] = p;
		if (bar == NULL)
			break;
		*bar = '\0';
		p = bar + 1;
	}
	arena_init(&r->job.arena);
	r->a = (struct opt_args){ .table = opts, .cfg = &r->cfg, .job = &r->job };
	r->rc = opt_parse(&r->a, argc, r->argv, &r->e);
}

static void
done(struct run *r)
{
	arena_free(&r->job.arena);
}

static void
accepted(void)
{
	struct run r;

	parse(&r, "-b|x|--top=7|in.log|--share|0.25|-vs|-ofile|--shift|-3|-|--|-n|--set");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_NOTHING, "a mixed line is accepted: %s", r.e.msg);
	T_STR(r.cfg.by != NULL ? r.cfg.by : "", "x", "-b x");
	T_OK(r.cfg.top == 7 && r.cfg.share == 0.25 && r.cfg.shift == -3, "numbers");
	T_OK(r.cfg.invert && r.cfg.totals, "bundled flags");
	T_STR(r.job.given.output != NULL ? r.job.given.output : "", "file", "-ofile, into the job");
	T_OK(r.a.noperand == 4, "operands between options and after --");
	if (r.a.noperand == 4) {
		T_STR(r.a.operand[0], "in.log", "an operand before options");
		T_STR(r.a.operand[1], "-", "- is an operand");
		T_STR(r.a.operand[2], "-n", "after -- nothing is an option");
		T_STR(r.a.operand[3], "--set", "nor a long one");
	}
	done(&r);

	parse(&r, "--set|a=1|--map=x=y|--set|b=--|--set=c|--set|d|--set|e|--as|csv|-vvbz|-by");
	T_OK(r.rc == RC_OK && r.cfg.nset == 5 && r.job.given.nmap == 1, "lists: %s", r.e.msg);
	if (r.cfg.nset == 5) {
		T_STR(r.cfg.set[0], "a=1", "list, first");
		T_STR(r.cfg.set[1], "b=--", "list, second");
		T_STR(r.cfg.set[4], "e", "list, last");
		T_STR(r.job.given.map[0], "x=y", "only the first = separates");
	}
	T_STR(r.cfg.by != NULL ? r.cfg.by : "", "y", "the last one counts");
	done(&r);

	parse(&r, "--seed|18446744073709551615|--top|1|--top|4294967295|-e|-x");
	T_OK(r.rc == RC_OK && r.cfg.seed == UINT64_MAX && r.cfg.top == UINT32_MAX, "bounds");
	T_STR(r.job.given.where != NULL ? r.job.given.where : "", "-x", "a value may begin with -");
	done(&r);

	parse(&r, "");
	T_OK(r.rc == RC_OK && r.a.noperand == 0, "no arguments");
	done(&r);
}

static void
refused(void)
{
	static const struct {
		const char *line, *msg;
	} c[] = {
		{ "--topp|3", "unknown option '--topp' (did you mean '--top'?)" },
		{ "--zzzzzzzz", "unknown option '--zzzzzzzz'" },
		{ "--inv", "unknown option '--inv'" },
		{ "-vq", "unknown option '-q'" },
		{ "--top|12x", "--top: expected 1..4294967295, got '12x'" },
		{ "-n12x", "--top: expected 1..4294967295, got '12x'" },
		{ "--top=0", "--top: expected 1..4294967295, got '0'" },
		{ "--top=-1", "--top: expected 1..4294967295, got '-1'" },
		{ "--top=4294967296", "--top: expected 1..4294967295, got '4294967296'" },
		{ "--seed=18446744073709551616",
		    "--seed: expected a number from 0, got '18446744073709551616'" },
		{ "--shift|11", "--shift: expected -10..10, got '11'" },
		{ "--share|1.5", "--share: expected 0..1, got '1.5'" },
		{ "--share|nan", "--share: expected 0..1, got 'nan'" },
		{ "--share|0x1", "--share: expected 0..1, got '0x1'" },
		{ "--conf=1", "--conf: expected 0.5..0.999999, got '1'" },
		{ "--as=tab", "--as: expected table|csv|json, got 'tab'" },
		{ "--as=", "--as: expected table|csv|json, got ''" },
		{ "-b||x", "--by: expected FIELDS, got ''" },
		{ "--by", "--by: expected FIELDS, got nothing" },
		{ "-vb", "--by: expected FIELDS, got nothing" },
		{ "--invert=yes", "--invert: takes no value, got 'yes'" },
		{ "--dump-options=1", "unknown option '--dump-options'" },
	};
	size_t i;

	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		struct run r;

		parse(&r, c[i].line);
		T_OK(r.rc == RC_USAGE && r.e.rc == RC_USAGE, "refused: %s", c[i].line);
		T_STR(r.e.msg, c[i].msg, "the message");
		done(&r);
	}
}

static void
questions(void)
{
	struct run r;

	parse(&r, "-v|-h|--nonsense");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_USAGE, "-h ends the parsing");
	done(&r);
	parse(&r, "--help");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_HELP, "--help");
	done(&r);
	parse(&r, "-vh");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_USAGE, "-h in a bundle");
	done(&r);
	parse(&r, "--version");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_VERSION, "--version");
	done(&r);
	parse(&r, "--dump-options");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_DUMP, "--dump-options");
	done(&r);
	parse(&r, "-b|--help|--|-h");
	T_OK(r.rc == RC_OK && r.a.ask == OPT_ASK_NOTHING, "not where a value stands, nor after --");
	done(&r);
}

static void
draws(const char *text, uint64_t col, const char *want, const char *name)
{
	struct arena tmp;
	struct buf b;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	caret_draw(&b, sv_of(text), col, &tmp);
	buf_c(&b, '\0');
	T_STR(b.p, want, name);
	buf_free(&b);
	arena_free(&tmp);
}

static void
carets(void)
{
	char text[300];
	struct arena tmp;
	struct buf b;

	draws("a >== 5", 5, "  a >== 5\n      ^\n", "in the middle");
	draws("a >=", 5, "  a >=\n      ^\n", "one past the end");
	draws("a >=", 999, "  a >=\n      ^\n", "beyond the end");
	draws("", 1, "  \n  ^\n", "an empty text");
	draws("one,\n\ttwo(,\nthree", 11, "   two(,\n       ^\n", "the line it is in, tabs as one space");
	draws("\xe6\x97\xa5 == ?", 8, "  \xe6\x97\xa5 == ?\n        ^\n", "wide characters");
	draws("a\x1b[1m?", 6, "  a\\x1b[1m?\n          ^\n", "controls are escaped");

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	text[200] = '!';
	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	caret_draw(&b, sv_of(text), 201, &tmp);
	buf_c(&b, '\0');
	T_OK(strncmp(b.p, "  ...x", 6) == 0 && strstr(b.p, "...\n") != NULL, "a long line is cut");
	T_OK(strcspn(b.p, "\n") <= 76, "to 76 columns");
	T_OK(strchr(b.p, '!') - b.p == strchr(b.p, '^') - strchr(b.p, '\n') - 1, "the caret fits");
	buf_free(&b);
	arena_free(&tmp);
}

static size_t
longest_line(const char *s)
{
	size_t max = 0;

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		max = n > max ? n : max;
		s += n + (s[n] != '\0');
	}
	return max;
}

static void
helps(void)
{
	const struct opt *o;
	struct buf b, full, dump;
	char want[64];

	buf_init(&b, SIZE_MAX);
	buf_init(&full, SIZE_MAX);
	buf_init(&dump, SIZE_MAX);
	help_text(&b, &tool, false);
	help_text(&full, &tool, true);
	help_dump(&dump, &tool);
	buf_c(&b, '\0');
	buf_c(&full, '\0');
	buf_c(&dump, '\0');
	T_OK(strstr(b.p, "usage: cxdemo [OPTION...] WHAT [FILE...]\nShows.\n") == b.p, "usage");
	T_OK(strstr(b.p, "\n  -n, --top N             keep N groups\n") != NULL, "a line per option");
	T_OK(strstr(b.p, "add a field; may be repeated\n") != NULL, "lists say so");
	T_OK(longest_line(full.p) < 80, "80 columns are enough");
	T_OK(strstr(full.p, "\nA note.\n") != NULL && strstr(full.p, "Example\n  cxdemo x\n") != NULL,
	    "--help has notes and an example");
	T_OK(strstr(b.p, "A note.") == NULL, "-h has not");
	for (o = opts; o->kind != OPT_KIND_END; o++) {
		if (o->name == NULL)
			continue;
		snprintf(want, sizeof(want), "--%s", o->name);
		T_OK(strstr(b.p, want) != NULL, "-h lists %s", want);
		snprintf(want, sizeof(want), "\"long\":\"%s\"", o->name);
		T_OK(strstr(dump.p, want) != NULL, "--dump-options has it");
	}
	T_OK(strstr(dump.p, "\"kind\":\"choice\",\"arg\":\"table|csv|json\",\"shared\":false,"
	    "\"values\":[\"table\",\"csv\",\"json\"],\"file\":\"\",\"needs\":\"\",\"not_with\":\"\",\"help\":\"shape of the output\"}\n") != NULL,
	    "a row of --dump-options");
	T_OK(strstr(dump.p, "a line over \\\"all\\\"") != NULL, "which is JSON");
	buf_free(&b);
	buf_free(&full);
	buf_free(&dump);
}

int
main(void)
{
	accepted();
	refused();
	questions();
	carets();
	helps();
	return t_done();
}
