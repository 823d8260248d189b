/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * apache - Apache LogFormat text (mod_log_config, mod_logio), taken verbatim
 */
#ifndef CX_ACCESS_APACHE_H
#define CX_ACCESS_APACHE_H

#include "access/lformat.h"

#define APACHE_COMMON "%h %l %u %t \"%r\" %>s %b"
#define APACHE_COMBINED APACHE_COMMON " \"%{Referer}i\" \"%{User-Agent}i\""
#define APACHE_VHOST_COMBINED \
	"%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\""

/**
 * apache_compile - add the directives of a LogFormat
 * @f:    set up here by lformat_init
 * @text: the format, \" and "" alike; \n \t \\ as the server reads them
 * @col:  column of @text in what the user wrote, 0 unknown
 *
 * Headers, cookies, environment and notes become text fields: %{X-Id}i is
 * http_x_id, %{X-Id}o sent_http_x_id, %{sid}C cookie_sid, %{V}e env_v, %{n}n note_n.
 * Returns: RC_OK; RC_SYNTAX with the column and the directive.
 */
MUST_USE enum rc apache_compile(struct lformat *f, struct sv text, size_t col, struct arena *a,
    struct err *e);

/** apache_tomcat - likewise a pattern of Tomcat's AccessLogValve up to 9, whose %D are ms */
MUST_USE enum rc apache_tomcat(struct lformat *f, struct sv text, size_t col, struct arena *a,
    struct err *e);

#endif
