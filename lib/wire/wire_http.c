/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire_http - requests of all channels, in one thread
 *
 * On a connection that is used again libcurl repeats a POST by itself when the other side is
 * gone before its first byte: the receiver may get it twice, and nobody here knows.  So each
 * message has a connection of its own, unless the channel says that the receiver is idempotent.
 */
#include "wire/wire_http.h"

#include "base/mem.h"
#include "run/clock.h"
#include "wire/code.h"
#include "wire/webpush.h"
#include "wire/wire_curl.h"

#include <curl/curl.h>

#include <inttypes.h>
#include <string.h>

enum { ANSWER_MAX = 64 << 10, SLEEP_MS = 60000 };

struct transfer {
	struct transfer   *next;	/* of those that are free */
	struct wire_job   *job;
	CURL              *curl;
	struct wire_curl   guard;
	struct curl_slist *headers;
	struct buf         body;
	struct buf         answer;
	struct buf         reason;	/* of the status line */
	size_t             head;	/* bytes of headers */
	char               error[CURL_ERROR_SIZE];
};

struct wire_http {
	CURLM            *multi;
	pthread_t         thread;
	pthread_mutex_t   lock;
	struct wire_queue todo;		/* under the lock */
	bool              stop;		/* likewise */
	struct transfer  *spare;
	unsigned          running;
};

/* ---- a request ---- */

static size_t
hear_body(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	buf_add(&t->answer, p, size * n);
	return t->answer.over ? 0 : size * n;
}

static size_t
hear_head(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct sv line = sv_trim((struct sv){ p, size * n });
	size_t at = sv_find(line, ' ');

	t->head += size * n;
	if (sv_starts(line, SV("HTTP/")) && at + 4 < line.n) {
		buf_clear(&t->reason);
		buf_add(&t->reason, line.p + at + 4, line.n - at - 4);
	}
	return t->head > ANSWER_MAX ? 0 : size * n;
}

static void
add_header(struct transfer *t, const char *name, struct sv value)
{
	struct buf line;

	buf_init(&line, SIZE_MAX);
	buf_printf(&line, "%s: ", name);
	buf_sv(&line, value);
	buf_c(&line, '\0');
	t->headers = curl_slist_append(t->headers, line.p);
	buf_free(&line);
}

static void
add_number(struct transfer *t, const char *name, int64_t v)
{
	struct buf text;

	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "%" PRId64, v);
	add_header(t, name, buf_view(&text));
	buf_free(&text);
}

static void
webhook_headers(struct transfer *t)
{
	const struct wire_channel *ch = t->job->ch;
	const struct wire_message *m = t->job->m;
	int64_t at_s = m->now_us / 1000000;
	struct buf signature;

	buf_sv(&t->body, m->json);
	add_header(t, "Content-Type", SV("application/json"));
	add_header(t, "Idempotency-Key", m->id);
	add_header(t, "webhook-id", m->id);
	add_number(t, "webhook-timestamp", at_s);
	if (ch->sign != NULL) {
		buf_init(&signature, SIZE_MAX);
		webhook_sign(ch->sign, m->id, at_s, m->json, &signature);
		add_header(t, "webhook-signature", buf_view(&signature));
		buf_free(&signature);
	}
	/* What opens our provider's door is not for a host that a profile names. */
	if (ch->s.auth.n > 0 && !t->guard.endpoint)
		add_header(t, "Authorization", ch->s.auth);
}

/* The topic makes a push service put a second try in the place of the first. */
static enum rc
push_headers(struct transfer *t, const struct guard_url *u, struct err *e)
{
	const struct wire_message *m = t->job->m;
	int64_t ttl = m->expires_us > 0 ? (m->expires_us - m->now_us) / 1000000 : WEBPUSH_TTL_MAX;
	struct buf token;
	enum rc rc = webpush_fresh(&t->body, m->json, m->p256dh, m->auth, e);

	if (rc != RC_OK)
		return rc;
	buf_init(&token, SIZE_MAX);
	rc = webpush_token(&token, t->job->ch->vapid, u->origin, t->job->ch->s.subject,
	    m->now_us / 1000000, e);
	if (rc == RC_OK)
		add_header(t, "Authorization", buf_view(&token));
	buf_free(&token);
	add_header(t, "Content-Type", SV("application/octet-stream"));
	add_header(t, "Content-Encoding", SV("aes128gcm"));
	add_number(t, "TTL", ttl < 0 ? 0 : ttl < WEBPUSH_TTL_MAX ? ttl : WEBPUSH_TTL_MAX);
	add_header(t, "Urgency", m->high ? SV("high") : SV("normal"));
	if (m->id.n <= 32)
		add_header(t, "Topic", m->id);
	return rc;
}

static void
set_request(struct transfer *t, struct sv url, const struct guard_url *u)
{
	CURL *c = t->curl;
	char *text = mem_dup(url.p, url.n);
	long fresh = t->job->ch->s.idempotent ? 0 : 1;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_URL, text);
	mem_free(text);
	wire_curl_set(c, &t->guard, u, t->error);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, fresh);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, fresh);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "cxsend/" CX_VERSION);
	curl_easy_setopt(c, CURLOPT_POST, 1L);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->body.n);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, t->body.n > 0 ? t->body.p : "");
	/* No Expect: 100-continue: a second for servers that do not know it. */
	t->headers = curl_slist_append(t->headers, "Expect:");
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, hear_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, hear_head);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(c, CURLOPT_PRIVATE, t);
}

static enum rc
make_request(struct transfer *t, struct err *e)
{
	const struct wire_channel *ch = t->job->ch;
	const struct wire_message *m = t->job->m;
	struct guard_url u = ch->url;
	struct sv url = ch->s.url;
	enum rc rc = guard_id(m->id, e);

	if (rc == RC_OK && m->endpoint.n > 0) {
		url = m->endpoint;
		rc = guard_endpoint(url, &ch->nets, &u, e);
	} else if (rc == RC_OK && url.n == 0) {
		rc = rc_err(e, RC_BAD, "endpoint: none");
	}
	t->guard = (struct wire_curl){ .ch = ch, .endpoint = m->endpoint.n > 0 };
	if (rc != RC_OK)
		return rc;
	if (ch->s.kind == WIRE_WEBPUSH)
		rc = push_headers(t, &u, e);
	else
		webhook_headers(t);
	if (rc == RC_OK)
		set_request(t, url, &u);
	return rc;
}

static void
release(struct wire_http *h, struct transfer *t)
{
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	curl_easy_reset(t->curl);
	t->next = h->spare;
	h->spare = t;
}

static void
begin(struct wire_http *h, struct wire_job *j)
{
	struct transfer *t = h->spare;
	struct err e = { 0 };
	enum rc rc;

	if (t != NULL) {
		h->spare = t->next;
		buf_clear(&t->body);
		buf_clear(&t->answer);
		buf_clear(&t->reason);
	} else {
		t = mem_zalloc(sizeof(*t));
		t->curl = curl_easy_init();
		if (t->curl == NULL)
			mem_oom(1);
		buf_init(&t->body, SIZE_MAX);
		buf_init(&t->answer, ANSWER_MAX);
		buf_init(&t->reason, WIRE_TEXT_MAX);
	}
	t->job = j;
	t->head = 0;
	rc = make_request(t, &e);
	if (rc == RC_OK && curl_multi_add_handle(h->multi, t->curl) != CURLM_OK)
		rc = rc_err(&e, RC_IO, "libcurl refused");
	if (rc == RC_OK) {
		h->running++;
		return;
	}
	wire_job_refuse(j, rc, &e);
	release(h, t);
	wire_job_done(j);
}

/* ---- an answer ---- */

static void
verdict(struct transfer *t, CURLcode rc)
{
	struct wire_result *r = &t->job->r;
	bool push = t->job->ch->s.kind == WIRE_WEBPUSH;
	curl_off_t wait_s = 0;
	long sent = 0;
	long code = 0;

	(void)curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &code);
	/* Not the time before the transfer: libcurl 8 sets it without a connection, too. */
	(void)curl_easy_getinfo(t->curl, CURLINFO_REQUEST_SIZE, &sent);
	if (code >= 200) {
		code_http(r, push, (int)code, buf_view(&t->answer));
		if (t->answer.n == 0)
			code_text(r, buf_view(&t->reason));
		(void)curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &wait_s);
		if (wait_s > 0 && wait_s < INT64_MAX / 1000000)
			r->retry_after_us = wait_s * 1000000;
		return;
	}
	r->stage = sent > 0 ? WIRE_CONTENT : WIRE_CONNECT;
	wire_curl_verdict(r, &t->guard, (int)rc, t->error);
	if (sent > 0)
		r->verdict = WIRE_AMBIGUOUS;
}

static void
reap(struct wire_http *h)
{
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct transfer *t = NULL;
		CURLcode rc = msg->data.result;
		struct wire_job *j;

		if (msg->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		verdict(t, rc);
		(void)curl_multi_remove_handle(h->multi, t->curl);
		j = t->job;
		release(h, t);
		h->running--;
		wire_job_done(j);
	}
}

static void *
run(void *arg)
{
	struct wire_http *h = arg;

	for (;;) {
		struct wire_queue todo;
		struct wire_job *j;
		bool stop;
		int running;

		pthread_mutex_lock(&h->lock);
		todo = h->todo;
		h->todo = (struct wire_queue){ NULL, NULL };
		stop = h->stop;
		pthread_mutex_unlock(&h->lock);
		while ((j = wire_job_take(&todo)) != NULL)
			begin(h, j);
		(void)curl_multi_perform(h->multi, &running);
		reap(h);
		if (stop && h->running == 0)
			return NULL;
		(void)curl_multi_poll(h->multi, NULL, 0, SLEEP_MS, NULL);
	}
}

enum rc
wire_http_new(struct wire_http **out, struct err *e)
{
	struct wire_http *h = mem_zalloc(sizeof(*h));
	enum rc rc;

	h->multi = curl_multi_init();
	if (h->multi == NULL)
		mem_oom(1);
	pthread_mutex_init(&h->lock, NULL);
	rc = wire_job_thread(&h->thread, run, h, e);
	if (rc == RC_OK) {
		*out = h;
		return RC_OK;
	}
	curl_multi_cleanup(h->multi);
	pthread_mutex_destroy(&h->lock);
	mem_free(h);
	return rc;
}

void
wire_http_send(struct wire_http *h, struct wire_job *j)
{
	pthread_mutex_lock(&h->lock);
	wire_job_put(&h->todo, j);
	pthread_mutex_unlock(&h->lock);
	(void)curl_multi_wakeup(h->multi);
}

void
wire_http_free(struct wire_http *h)
{
	if (h == NULL)
		return;
	pthread_mutex_lock(&h->lock);
	h->stop = true;
	pthread_mutex_unlock(&h->lock);
	(void)curl_multi_wakeup(h->multi);
	pthread_join(h->thread, NULL);
	while (h->spare != NULL) {
		struct transfer *t = h->spare;

		h->spare = t->next;
		curl_easy_cleanup(t->curl);
		buf_free(&t->body);
		buf_free(&t->answer);
		buf_free(&t->reason);
		mem_free(t);
	}
	curl_multi_cleanup(h->multi);
	pthread_mutex_destroy(&h->lock);
	mem_free(h);
}
