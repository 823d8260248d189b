/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nginx - nginx log_format text, taken verbatim
 */
#ifndef CX_ACCESS_NGINX_H
#define CX_ACCESS_NGINX_H

#include "access/lformat.h"

#define NGINX_COMBINED \
	"$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent " \
	"\"$http_referer\" \"$http_user_agent\""

/* ingress-nginx's, whose last name is $req_id. */
#define NGINX_INGRESS \
	NGINX_COMBINED " $request_length $request_time [$proxy_upstream_name] " \
	"[$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length " \
	"$upstream_response_time $upstream_status $req_id"

/**
 * nginx_compile - add the directives of a log_format
 * @f:    set up here by lformat_init
 * @text: the format, its parts concatenated; may begin with "escape=default|json|none "
 * @col:  column of @text in what the user wrote, 0 unknown
 *
 * Variables without a canonical name become text fields of their own name:
 * $upstream_status is upstream_status, $http_x_id is http_x_id.
 * Returns: RC_OK; RC_SYNTAX with the column.
 */
MUST_USE enum rc nginx_compile(struct lformat *f, struct sv text, size_t col, struct arena *a,
    struct err *e);

/** nginx_field - the field that variable @name is read as; empty when it keeps its name */
struct sv nginx_field(struct sv name);

#endif
