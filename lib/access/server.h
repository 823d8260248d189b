/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * server - access logs as programs write them when nobody tells them how
 *
 * One row a program: its own format, in the spelling of nginx, and how it escapes.  Adding
 * one: its row here, a row in log/log.c, an item in the lists of cxparse(1) and cxutils(7), lines
 * that it wrote with their truth in tests/data/logs/servers.
 */
#ifndef CX_ACCESS_SERVER_H
#define CX_ACCESS_SERVER_H

#include "access/lformat.h"

struct server {
	enum lvalue_escape esc;
	const char        *text;	/* $name is a field, all else stands there */
	/*
	 * Where `combined` reads these lines as well: above 0, a line that this program writes
	 * and no server of combined does, below 0 one that it does not write.  NULL: it needs none.
	 */
	int              (*tells)(struct sv line);
};

extern const struct server server_alb;
extern const struct server server_elb;
extern const struct server server_envoy;
extern const struct server server_gunicorn;
extern const struct server server_istio;
extern const struct server server_lighttpd;
extern const struct server server_s3;
extern const struct server server_squid;
extern const struct server server_squid_combined;
extern const struct server server_traefik;
extern const struct server server_uwsgi;
extern const struct server server_varnish;

/** server_compile - the fields of a program's log; @f is set up here by lformat_init */
MUST_USE enum rc server_compile(struct lformat *f, const struct server *s, struct arena *a,
    struct err *e);

#endif
