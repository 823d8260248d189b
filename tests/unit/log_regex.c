/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_regex - the regex source
 */
#include "../t.h"
#include "../logrun.h"

static void
check(const char *regex, const char *text, const char *want, const char *name)
{
	struct logrun r;

	logrun_init(&r, "regex");
	r.cfg.regex = sv_of(regex);
	T_STR(logrun(&r, sv_of(text)), want, name);
	buf_free(&r.out);
}

int
main(void)
{
	char line[20100];

	check("^(?<timestamp>\\S+) (?<level>[A-Z]+) (?<n>\\d+)(?: \"(?<request>[^\"]*)\")?(?<opt>x)?",
	    "2020-01-02T03:04:05Z WARN 7 \"GET /a?b HTTP/1.1\"\n2020-01-02T03:04:06Z INFO 8\nno\n"
	    "2020 INFO 8\n2020-13-01 INFO 8\n",
	    "{\"timestamp\":\"2020-01-02T03:04:05Z\",\"method\":\"GET\",\"path\":\"/a\",\"query\":\"b\","
	    "\"protocol\":\"HTTP/1.1\",\"level\":\"WARN\",\"n\":7}\n"
	    "{\"timestamp\":\"2020-01-02T03:04:06Z\",\"level\":\"INFO\",\"n\":8}\n"
	    "! 3:0 log the line does not match the expression\n"
	    "! 4:1 log timestamp: expected a time, found '2020', which counted from 1970 "
	    "is no time from 1990 to 2099\n"
	    "! 5:1 log timestamp: expected a time, found '2020-13-01'\n", "groups are fields");
	check("(?<a>.*)", "\xff\x01 x\n-\n", "{\"a\":\"\\\\xff\\u0001 x\"}\n{}\n",
	    "bytes; - is absent");
	check("^(?<status>\\S+) (?<n>\\S+) \"(?<request>[^\"]*)\"",
	    "000 0 \"- - HTTP/1.1\"\n0 000 \"GET / HTTP/1.1\"\n200 1 \"-\"\n00 1 \"-\"\n",
	    "{\"protocol\":\"HTTP/1.1\",\"n\":0}\n"
	    "{\"method\":\"GET\",\"path\":\"/\",\"protocol\":\"HTTP/1.1\",\"n\":\"000\"}\n"
	    "{\"status\":200,\"n\":1}\n{\"status\":\"00\",\"n\":1}\n",
	    "a status 0 or 000, a method and a path - are absent");
	check("(a", "", "error 3 missing closing parenthesis\n", "syntax");
	check("(a)", "", "error 0 --regex has no named group: (?<name>...) names a field\n",
	    "no named group");
	check("", "", "error 0 -f regex needs --regex with named groups\n", "no expression");
	memset(line, 'a', 20000);
	memcpy(line + 20000, "!\n", 3);
	check("^(?<x>(a+)+)$", line, "! 1:0 log the expression takes too long on this line\n",
	    "a hostile expression");
	return t_done();
}
