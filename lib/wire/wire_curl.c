/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_curl - what both ways of libcurl have in common
 */
#include "wire/wire_curl.h"

#include "io/fd.h"
#include "wire/code.h"

#include <curl/curl.h>

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_US = 10 * 1000000, TOTAL_US = 30 * 1000000 };

static struct address
address_of(const struct sockaddr *sa)
{
	struct address a = { 0, 0, ADDRESS_V6 };
	/* in_addr is behind the port; in6_addr behind port and flow (RFC 3493, 3.3). */
	unsigned char raw[28];
	size_t from = sa->sa_family == AF_INET ? 4 : 8;

	memcpy(raw, sa, sa->sa_family == AF_INET ? 8 : 24);
	if (sa->sa_family == AF_INET) {
		a.family = ADDRESS_V4;
		for (size_t i = 0; i < 4; i++)
			a.hi = a.hi << 8 | raw[from + i];
		a.hi <<= 32;
		return a;
	}
	for (size_t i = 0; i < 8; i++) {
		a.hi = a.hi << 8 | raw[from + i];
		a.lo = a.lo << 8 | raw[from + 8 + i];
	}
	if (a.hi == 0 && a.lo >> 32 == 0xffff)
		a = (struct address){ a.lo << 32, 0, ADDRESS_V4 };
	return a;
}

/* Asked behind the resolver and before connect, so that no name leads elsewhere. */
static curl_socket_t
open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct wire_curl *g = ctx;
	int fd = -1;

	if (purpose == CURLSOCKTYPE_IPCXN &&
	    (to->family == AF_INET || to->family == AF_INET6)) {
		struct address a = address_of(&to->addr);

		g->refused = (g->endpoint && !guard_public(&a, &g->ch->nets)) ||
		    (g->local && !guard_loopback(&a));
		if (!g->refused)
			fd = fd_above_std(socket(to->family, to->socktype, to->protocol));
	}
	if (fd < 0)
		return CURL_SOCKET_BAD;
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

static long
ms_of(int64_t us, int64_t otherwise)
{
	int64_t ms = ((us > 0 ? us : otherwise) + 999) / 1000;

	return ms < 3600000 ? (long)ms : 3600000;
}

void
wire_curl_set(void *handle, struct wire_curl *g, const struct guard_url *u, char *error)
{
	const struct wire_settings *s = &g->ch->s;
	long total = ms_of(s->timeout_us, TOTAL_US);

	g->refused = false;
	g->local = u->loopback && !s->plain && s->ca_file.n == 0 &&
	    (sv_is(u->scheme, "smtp") || sv_is(u->scheme, "http"));
	error[0] = '\0';
	curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error);
	curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, ms_of(s->connect_us, CONNECT_US));
	curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, total);
	/* Without it the goodbye to a relay that hangs takes a minute more. */
	curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, (total + 999) / 1000);
	curl_easy_setopt(handle, CURLOPT_PROXY, "");
	curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, g);
	curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
	if (s->ca_file.n > 0)
		curl_easy_setopt(handle, CURLOPT_CAINFO, s->ca_file.p);
}

/* Nothing a message could help: the other side is not who it should be, or settings are wrong. */
static const CURLcode settings[] = {
	CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_LOGIN_DENIED,
	CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
	CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
	CURLE_SSL_ENGINE_INITFAILED, CURLE_TOO_MANY_REDIRECTS, CURLE_REMOTE_ACCESS_DENIED,
};

void
wire_curl_verdict(struct wire_result *r, const struct wire_curl *g, int code, const char *said)
{
	r->code = 0;
	r->enhanced[0] = '\0';
	r->verdict = WIRE_TRANSIENT;
	r->throttle = r->stage <= WIRE_CONNECT;
	code_text(r, sv_of(said[0] != '\0' ? said : curl_easy_strerror((CURLcode)code)));
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (settings[i] == (CURLcode)code) {
			r->verdict = WIRE_CONFIG;
			r->throttle = false;
		}
	if (!g->refused)
		return;
	r->stage = WIRE_NOWHERE;
	r->throttle = false;
	r->verdict = g->endpoint ? WIRE_PERMANENT : WIRE_CONFIG;
	r->dead_address = g->endpoint;
	code_text(r, g->endpoint ? SV("its network may not be reached from here") :
	    SV("the name of this machine leads to another one"));
}
