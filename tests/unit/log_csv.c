/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_csv - the csv and tsv sources, however the blocks are cut
 */
#include "../t.h"
#include "../logrun.h"

static void
check(const char *format, const char *text, const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, format);
	T_STR(logrun(&r, sv_of(text)), want, name);
	for (r.cut = 1; r.cut < 6; r.cut++)
		T_QUIET(strcmp(logrun(&r, sv_of(text)), want) == 0, "%s, in blocks of %zu", name,
		    r.cut);
	buf_free(&r.out);
}

static void
rows(void)
{
	check("csv", "user_id,value,comment,timestamp\r\n17,12.50,\"a \"\"b\"\",\nc\",2026-11-22\r\n"
	    "\n18,,x\xff,1700000000\n",
	    "{\"timestamp\":\"2026-11-22T00:00:00Z\",\"user_id\":\"17\",\"value\":12.50,"
	    "\"comment\":\"a \\\"b\\\",\\nc\"}\n"
	    "{\"timestamp\":\"2023-11-14T22:13:20Z\",\"user_id\":\"18\",\"comment\":\"x\\\\xff\"}\n",
	    "quotes, newlines, empty fields, types");
	check("csv", "a,,a,b c\n1,2,3, 4 \n", "{\"a\":1,\"column_2\":2,\"a_2\":3,\"b c\":\" 4 \"}\n",
	    "names made up where the header has none");
	check("csv", "a,b\n1,2,3\n4\n5,6\n",
	    "! 2:0 csv expected 2 fields as in the header, found 3\n"
	    "! 3:0 csv expected 2 fields as in the header, found 1\n{\"a\":5,\"b\":6}\n",
	    "rows of another length");
	check("csv", "a,b\n1,x\"y\n\"1\"2,3\n5,6\n",
	    "! 2:4 csv quote inside a field that does not begin with one\n"
	    "! 3:4 csv expected ',' after the closing quote; quotes inside are doubled\n"
	    "{\"a\":5,\"b\":6}\n", "bad quotes");
	check("csv", "a,b\n1,\"open\n2,3\n4,5\n",
	    "! 4:0 csv a quoted field is not closed, 3 lines on\n", "an open quote");
	check("csv", "a,b\n1,\"open\n2,3\n4,\"5\n6,7\n",
	    "! 4:4 csv expected ',' after the closing quote; quotes inside are doubled\n"
	    "{\"a\":6,\"b\":7}\n", "an open quote that meets another");
	check("csv", "timestamp,a\nnever,1\n", "! 2:0 csv timestamp: expected a time, found 'never'\n",
	    "no time");
	check("csv", "ts,time\n1700000000,12.5\n",
	    "{\"timestamp\":\"2023-11-14T22:13:20Z\",\"time\":12.5}\n", "ts stands in for timestamp");
	check("csv", "sep=;\na;b\n1,5;2\n", "{\"a\":\"1,5\",\"b\":2}\n", "another separator, named");
	check("csv", "a;b\n1;\"2;3\"\n", "{\"a\":1,\"b\":\"2;3\"}\n", "another separator, not named");
	check("csv", "\"a b\"|\"c\"\n\"1\"|\"x\ny\"\n2|3\n",
	    "{\"a b\":1,\"c\":\"x\\ny\"}\n{\"a b\":2,\"c\":3}\n", "one behind quotes");
	check("csv", "a;b\n1;\"x,\n2\"\n3;4\n", "{\"a\":1,\"b\":\"x,\\n2\"}\n{\"a\":3,\"b\":4}\n",
	    "one found in a row of several lines");
	check("csv", "a;n\n\"p,q\";\"5\"x\n3;4\n", "! 2:10 csv expected ';' after the closing quote; "
	    "quotes inside are doubled\n{\"a\":3,\"n\":4}\n",
	    "a row that is bad by the one found");
	check("csv", "# made by x\n#\n#none\n\n#id\tb\n1\t2\n", "{\"#id\":1,\"b\":2}\n",
	    "comments before the header, and a header like one");
	check("csv", "a;b;c,d\n1;2;3,4\n", "! 2:0 csv 2 columns, and ';' would make 3 in every line: is "
	    "it separated by ';'? say so: --delimiter ';'\n", "one of two that may be");
	check("csv", "", "", "nothing");
	check("csv", "a,b\n", "", "only a header");
	check("tsv", "a\tb\n5\" disk\tx,y\n\"q\tr\"\tz\n",
	    "{\"a\":\"5\\\" disk\",\"b\":\"x,y\"}\n{\"a\":\"q\\tr\",\"b\":\"z\"}\n", "tsv");
}

static void
maps(void)
{
	const struct source_map map[] = { { SV("timestamp"), SV("`when it was`") },
		{ SV("value"), SV("amount") } };
	const struct source_map twice[] = { { SV("a"), SV("b") }, { SV("a"), SV("c") } };
	struct logrun r;

	logrun_init(&r, "csv");
	r.cfg.map = map;
	r.cfg.nmap = 2;
	T_STR(logrun(&r, SV("amount,when it was,ts\n3,2020-01-02T03:04:05Z,1700000000\n")),
	    "{\"timestamp\":\"2020-01-02T03:04:05Z\",\"value\":3,\"ts\":1700000000}\n", "--map");
	r.fields = "value ts nothing";
	T_STR(logrun(&r, SV("amount,when it was,ts\n3,2020-01-02T03:04:05Z,1700000000\n")),
	    "{\"value\":3,\"ts\":1700000000}\n", "slots");
	r.cfg.map = twice;
	T_STR(logrun(&r, SV("a\n")), "error 0 --map gives a twice\n", "--map twice");
	buf_free(&r.out);
}

int
main(void)
{
	rows();
	maps();
	return t_done();
}
