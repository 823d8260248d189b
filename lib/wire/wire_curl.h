/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_curl - what both ways of libcurl have in common: limits, TLS, where connections may go
 */
#ifndef CX_WIRE_WIRE_CURL_H
#define CX_WIRE_WIRE_CURL_H

#include "wire/wire_job.h"

struct wire_curl {		/* of a transfer; must live as long as it */
	const struct wire_channel *ch;
	bool                       endpoint;	/* to a URL of a profile: public networks only */
	bool                       local;	/* plain because it is this machine */
	bool                       refused;	/* a connection was not allowed */
};

/**
 * wire_curl_set - time limits, TLS 1.2 and certificates, no proxy, the guard of connections
 * @handle: a CURL, reset
 * @g:      ch and endpoint are set
 * @u:      of the URL that is going to be asked for
 * @error:  CURL_ERROR_SIZE bytes
 */
void wire_curl_set(void *handle, struct wire_curl *g, const struct guard_url *u, char *error);

/**
 * wire_curl_verdict - what a failure without an answer means
 * @code: a CURLcode
 * @said: the error buffer
 */
void wire_curl_verdict(struct wire_result *r, const struct wire_curl *g, int code,
    const char *said);

#endif
