/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_conf - formats found in a server's own configuration
 */
#include "../t.h"
#include "../logrun.h"

#define CONF "tests/data/conf/"

static void
check(const char *format, const char *ref, const char *line, const char *want)
{
	struct logrun r;

	logrun_init(&r, format);
	r.cfg.log_format = sv_of(ref);
	T_STR(logrun(&r, sv_of(line)), want, ref);
	buf_free(&r.out);
}

int
main(void)
{
	check("nginx", "@" CONF "nginx.conf:timed",
	    "::1 [2015-09-06T05:58:05+09:00] \"GET / HTTP/2.0\" 200 0.250 0.1, 0.1\n",
	    "{\"timestamp\":\"2015-09-05T20:58:05Z\",\"client_ip\":\"::1\",\"method\":\"GET\",\"path\":\"/\","
	    "\"protocol\":\"HTTP/2.0\",\"status\":200,\"duration_ms\":250,\"upstream_ms\":200}\n");
	check("nginx", "@" CONF "nginx.conf:main",
	    "::1 - - [06/Sep/2015:05:58:05 +0900] \"-\" 400 0 \"-\" \"-\" \"1.1.1.1\"\n",
	    "{\"timestamp\":\"2015-09-05T20:58:05Z\",\"client_ip\":\"::1\",\"status\":400,\"bytes\":0,"
	    "\"http_x_forwarded_for\":\"1.1.1.1\"}\n");
	check("nginx", "@" CONF "nginx.conf:broken", "",
	    "error 0 " CONF "nginx.conf:13: '$status$body_bytes_sent': nothing between the two tells "
	    "where the first one ends\n");
	check("nginx", "@" CONF "nginx.conf:timd", "",
	    "error 0 " CONF "nginx.conf: no log_format 'timd'; it has main, "
	    "timed, broken (did you mean 'timed'?)\n");
	check("nginx", "@" CONF "nginx.conf",	/* what its access_log has */
	    "::1 [2015-09-06T05:58:05+09:00] \"GET / HTTP/2.0\" 200 0.250 -\n",
	    "{\"timestamp\":\"2015-09-05T20:58:05Z\",\"client_ip\":\"::1\",\"method\":\"GET\",\"path\":\"/\","
	    "\"protocol\":\"HTTP/2.0\",\"status\":200,\"duration_ms\":250}\n");
	check("apache", "@" CONF "httpd.conf", "x\n",
	    "! 1:2 log expected ' ' before %l, found end of line\n");
	check("nginx", "@" CONF "httpd.conf", "", "error 0 " CONF "httpd.conf: no log_format in it\n");
	check("apache", "@" CONF "httpd.conf:timed",
	    "h - - [06/Sep/2015:05:58:05 +0900] \"GET /\" 200 - 1500\n",
	    "{\"timestamp\":\"2015-09-05T20:58:05Z\",\"client_ip\":\"h\",\"method\":\"GET\",\"path\":\"/\","
	    "\"status\":200,\"bytes\":0,\"duration_ms\":1.5}\n");
	check("apache", "@" CONF "httpd.conf:zzz", "",
	    "error 0 " CONF "httpd.conf: no LogFormat 'zzz'; it has combined, timed\n");
	check("nginx", "@no/such.conf", "", "error 0 no/such.conf: No such file or directory\n");
	check("nginx", "@no/such.conf:x", "", "error 0 no/such.conf: No such file or directory\n");
	check("nginx", "log_format x '$status", "", "error 0 log_format: a quote is not closed\n");
	return t_done();
}
