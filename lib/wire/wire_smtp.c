/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_smtp - one connection to a relay, a recipient a transaction
 *
 * libcurl's result does not say which command was refused, and the code it keeps may be that
 * of an earlier one.  So commands and replies are watched as they pass: the last command gives
 * the stage, and a reply belongs to it or to nothing.  When all of the text was handed over and
 * no reply came, the relay may have taken it (RFC 5321, 4.5.3.2.6, RFC 1047).
 */
#include "wire/wire_smtp.h"

#include "base/mem.h"
#include "wire/code.h"
#include "wire/mime.h"
#include "wire/wire_curl.h"

#include <curl/curl.h>

#include <string.h>

enum {
	REPLY_MAX = 4096,	/* bytes of a reply that are kept */
	IDLE_S = 60,		/* an idle connection is not used again after so long */
	GOODBYE_S = 2
};

enum utf8_word { UTF8_UNKNOWN, UTF8_YES, UTF8_NO };	/* SMTPUTF8 in the last EHLO */

struct wire_smtp {
	CURL             *curl;
	struct wire_curl  guard;
	const struct wire_channel *ch;
	char              error[CURL_ERROR_SIZE];
	struct buf        mail;		/* the message */
	size_t            given;	/* bytes of it that libcurl has */
	enum wire_stage   stage;	/* of the last command */
	bool              ehlo;		/* it is EHLO */
	bool              over;		/* QUIT was said: what comes is no answer to us */
	int               code;		/* of its reply; 0: none yet */
	bool              whole;	/* the reply's last line has come */
	struct buf        reply;	/* its text */
	enum utf8_word    utf8;
	bool              need_utf8;
	bool              tls;		/* no EHLO follows for STARTTLS */
};

struct wire_smtp *
wire_smtp_new(const struct wire_channel *ch)
{
	struct wire_smtp *s = mem_zalloc(sizeof(*s));

	s->ch = ch;
	s->guard.ch = ch;
	s->curl = curl_easy_init();
	if (s->curl == NULL)
		mem_oom(1);
	buf_init(&s->mail, SIZE_MAX);
	buf_init(&s->reply, REPLY_MAX);
	return s;
}

static size_t
give(char *to, size_t size, size_t n, void *ctx)
{
	struct wire_smtp *s = ctx;
	size_t left = s->mail.n - s->given;

	n = size * n < left ? size * n : left;
	memcpy(to, s->mail.p + s->given, n);
	s->given += n;
	s->code = 0;	/* 354 is answered now */
	return n;
}

static const struct {
	const char     *verb;
	enum wire_stage stage;
} verbs[] = {
	{ "MAIL", WIRE_SENDER },
	{ "RCPT", WIRE_RECIPIENT },
	{ "DATA", WIRE_CONTENT },
};

/* What libcurl says; credentials pass here too, and nothing of them is kept. */
static int
watch(CURL *curl, curl_infotype type, char *p, size_t n, void *ctx)
{
	struct wire_smtp *s = ctx;
	struct sv line = { p, n };

	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	s->over = s->over || sv_starts(line, SV("QUIT"));
	if (s->over)
		return 0;
	s->ehlo = sv_starts(line, SV("EHLO"));
	s->tls = s->tls || sv_starts(line, SV("STARTTLS"));
	if (s->ehlo)
		s->utf8 = UTF8_NO;
	s->stage = WIRE_CONNECT;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (sv_starts(line, sv_of(verbs[i].verb)))
			s->stage = verbs[i].stage;
	s->code = 0;
	return 0;
}

/* A line of a reply: 250-SIZE 1000, 250 Ok. */
static size_t
hear(char *p, size_t size, size_t n, void *ctx)
{
	struct wire_smtp *s = ctx;
	struct sv line = sv_trim((struct sv){ p, size * n });
	int code = 0;

	n *= size;
	if (s->over || line.n < 3)
		return n;
	for (size_t i = 0; i < 3; i++) {
		if (line.p[i] < '0' || line.p[i] > '9')
			return n;
		code = 10 * code + (line.p[i] - '0');
	}
	if (s->code == 0 || s->whole)
		buf_clear(&s->reply);
	else
		buf_c(&s->reply, ' ');
	s->code = code;
	s->whole = line.n == 3 || line.p[3] == ' ';
	line = line.n > 4 ? (struct sv){ line.p + 4, line.n - 4 } : SV("");
	buf_sv(&s->reply, line);
	if (s->ehlo && sv_starts(line, SV("SMTPUTF8")))
		s->utf8 = UTF8_YES;
	/* Not a byte of such an address goes to who does not understand it. */
	if (s->ehlo && s->whole && s->tls && s->need_utf8 && s->utf8 == UTF8_NO)
		return 0;
	return n;
}

static void
set_all(struct wire_smtp *s, const struct mime_envelope *env, struct curl_slist **to)
{
	const struct wire_channel *ch = s->ch;
	struct buf address;
	bool starttls;

	curl_easy_reset(s->curl);
	wire_curl_set(s->curl, &s->guard, &ch->url, s->error);
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(s->curl, CURLOPT_URL, ch->s.url.p);
	starttls = sv_is(ch->url.scheme, "smtp") && !ch->s.plain && !s->guard.local;
	curl_easy_setopt(s->curl, CURLOPT_USE_SSL,
	    (long)(starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	s->tls = !starttls;
	if (ch->user != NULL) {
		curl_easy_setopt(s->curl, CURLOPT_USERNAME, ch->user);
		curl_easy_setopt(s->curl, CURLOPT_PASSWORD, ch->password);
	}
	curl_easy_setopt(s->curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S);
	curl_easy_setopt(s->curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGFUNCTION, watch);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)s->mail.n);
	buf_init(&address, SIZE_MAX);
	buf_printf(&address, "<%.*s>", (int)env->from.address.n, env->from.address.p);
	buf_c(&address, '\0');
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, address.p);
	buf_clear(&address);
	buf_printf(&address, "<%.*s>", (int)env->to.address.n, env->to.address.p);
	buf_c(&address, '\0');
	*to = curl_slist_append(NULL, address.p);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, *to);
	buf_free(&address);
}

static void
verdict(const struct wire_smtp *s, CURLcode rc, struct wire_result *r)
{
	bool handed = s->stage == WIRE_CONTENT && s->given == s->mail.n;

	r->stage = s->stage;
	if (s->need_utf8 && s->utf8 == UTF8_NO && s->stage == WIRE_CONNECT &&
	    (rc == CURLE_WRITE_ERROR || rc == CURLE_OK)) {
		r->verdict = WIRE_PERMANENT;
		code_text(r, SV("the relay takes no address that is not ASCII (SMTPUTF8)"));
	} else if (s->code != 0 &&
	    (rc == CURLE_OK || s->code >= 400 || (handed && s->code / 100 == 2))) {
		code_smtp(r, s->stage, s->code, buf_view(&s->reply));
	} else {
		wire_curl_verdict(r, &s->guard, (int)rc, s->error);
		if (handed)
			r->verdict = WIRE_AMBIGUOUS;
	}
}

static CURLcode
transaction(struct wire_smtp *s, const struct mime_envelope *env)
{
	struct curl_slist *to = NULL;
	CURLcode rc;

	s->given = 0;
	s->stage = WIRE_CONNECT;
	s->ehlo = s->over = s->whole = false;
	s->code = 0;
	buf_clear(&s->reply);
	set_all(s, env, &to);
	rc = curl_easy_perform(s->curl);
	curl_slist_free_all(to);
	return rc;
}

void
wire_smtp_send(struct wire_smtp *s, struct wire_job *j)
{
	struct mime_envelope env;
	struct err e = { 0 };
	enum rc rc;
	CURLcode code;
	long fresh = 1;

	buf_clear(&s->mail);
	rc = mime_write(&s->mail, j->m, &env, &e);
	if (rc != RC_OK) {
		wire_job_refuse(j, rc, &e);
		return;
	}
	s->need_utf8 = env.from.utf8 || env.to.utf8;
	if (s->need_utf8 && s->utf8 == UTF8_NO) {
		/* What the connection said that libcurl would take again. */
		s->stage = WIRE_CONNECT;
		verdict(s, CURLE_OK, &j->r);
		return;
	}
	code = transaction(s, &env);
	(void)curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &fresh);
	/* A kept connection that the relay had given up: nothing was said yet. */
	if (code != CURLE_OK && fresh == 0 && s->given == 0 && (s->code == 0 || s->code == 421))
		code = transaction(s, &env);
	verdict(s, code, &j->r);
}

void
wire_smtp_free(struct wire_smtp *s)
{
	if (s == NULL)
		return;
	curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)GOODBYE_S);
	curl_easy_cleanup(s->curl);
	buf_free(&s->mail);
	buf_free(&s->reply);
	mem_free(s);
}
