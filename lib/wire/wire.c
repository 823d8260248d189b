/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire - messages on their way out: channels, threads, results
 */
#include "wire/wire_job.h"

#include "base/bug.h"
#include "base/mem.h"
#include "base/thread.h"
#include "io/fd.h"
#include "run/clock.h"
#include "wire/code.h"
#include "wire/wire_exec.h"
#include "wire/wire_http.h"
#include "wire/wire_smtp.h"

#include <curl/curl.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { CONCURRENCY_MAX = 1000 };

/* ---- jobs ---- */

void
wire_job_put(struct wire_queue *q, struct wire_job *j)
{
	j->next = NULL;
	if (q->last != NULL)
		q->last->next = j;
	else
		q->first = j;
	q->last = j;
}

struct wire_job *
wire_job_take(struct wire_queue *q)
{
	struct wire_job *j = q->first;

	if (j != NULL) {
		q->first = j->next;
		if (q->first == NULL)
			q->last = NULL;
	}
	return j;
}

static bool
retries(const struct wire_settings *s, int code)
{
	for (size_t i = 0; i < s->nretry_code; i++)
		if (s->retry_code[i] == code)
			return true;
	return false;
}

void
wire_job_done(struct wire_job *j)
{
	struct wire *w = j->ch->wire;

	j->r.took_us = clock_us() - j->began_us;
	if (j->r.verdict == WIRE_PERMANENT && j->r.code != 0 && retries(&j->ch->s, j->r.code)) {
		j->r.verdict = WIRE_TRANSIENT;
		j->r.dead_address = false;
	}
	pthread_mutex_lock(&w->lock);
	wire_job_put(&w->done, j);
	pthread_mutex_unlock(&w->lock);
	/* When the pipe is full there are bytes enough in it. */
	if (write(w->fd[1], "", 1) < 0)
		return;
}

void
wire_job_refuse(struct wire_job *j, enum rc rc, const struct err *e)
{
	j->r.stage = WIRE_NOWHERE;
	j->r.verdict = rc == RC_IO ? WIRE_TRANSIENT : WIRE_PERMANENT;
	code_text(&j->r, sv_of(e->msg));
}

enum rc
wire_job_thread(pthread_t *t, void *(*fn)(void *), void *arg, struct err *e)
{
	sigset_t all;
	sigset_t was;
	int no;

	sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &was);
	no = thread_start(t, fn, arg);
	(void)pthread_sigmask(SIG_SETMASK, &was, NULL);
	return no == 0 ? RC_OK : rc_err(e, RC_IO, "no thread: %s", strerror(no));
}

/* ---- channels ---- */

static enum rc
bad(struct err *e, const struct wire_settings *s, const char *why)
{
	return rc_err(e, RC_USAGE, "channel %.*s: %s", SV_SHOW(s->name), why);
}

static enum rc
check_url(struct wire_channel *c, struct err *e)
{
	const struct wire_settings *s = &c->s;
	bool mail = s->kind == WIRE_SMTP;
	struct err inner = { 0 };
	struct sv scheme;

	if (s->url.n == 0)
		return s->kind == WIRE_WEBHOOK || s->kind == WIRE_WEBPUSH ? RC_OK :
		    bad(e, s, "no URL");
	if (guard_url("url", s->url, &c->url, &inner) != RC_OK)
		return bad(e, s, inner.msg);
	scheme = c->url.scheme;
	if (mail != (sv_is(scheme, "smtp") || sv_is(scheme, "smtps")))
		return bad(e, s, mail ? "expected an smtp or smtps URL" :
		    "expected an https URL");
	if (sv_is(scheme, "http") && !s->plain && !c->url.loopback)
		return bad(e, s, "http without tls: none goes to this machine alone");
	if (s->auth.n > 0 && !c->url.loopback &&
	    (sv_is(scheme, "http") || (sv_is(scheme, "smtp") && s->plain)))
		return bad(e, s, "credentials do not travel without TLS");
	return RC_OK;
}

/* USER:PASSWORD, of one line. */
static enum rc
smtp_auth(struct wire_channel *c, struct err *e)
{
	struct sv auth = c->s.auth;
	size_t colon = sv_find(auth, ':');
	struct err inner = { 0 };

	if (auth.n == 0)
		return RC_OK;
	if (guard_header("credentials", auth, &inner) != RC_OK || colon == auth.n || colon == 0)
		return bad(e, &c->s, "credentials: expected USER:PASSWORD");
	c->user = arena_bytes(&c->mem, auth.p, colon);
	c->password = arena_bytes(&c->mem, auth.p + colon + 1, auth.n - colon - 1);
	return RC_OK;
}

static enum rc
webhook_keys(struct wire_channel *c, struct err *e)
{
	struct err inner = { 0 };

	if (guard_header("credentials", c->s.auth, &inner) != RC_OK)
		return bad(e, &c->s, inner.msg);
	if (c->s.nsign > 0 && webhook_new(&c->sign, c->s.sign, c->s.nsign, &inner) != RC_OK)
		return bad(e, &c->s, inner.msg);
	return RC_OK;
}

static enum rc
push_keys(struct wire_channel *c, struct err *e)
{
	struct err inner = { 0 };

	if (!sv_starts(c->s.subject, SV("mailto:")) && !sv_starts(c->s.subject, SV("https:")))
		return bad(e, &c->s, "subject: expected mailto: or https: of who sends");
	if (p256_read(&c->vapid, c->s.vapid, &inner) != RC_OK)
		return bad(e, &c->s, inner.msg);
	return RC_OK;
}

static enum rc
program(struct wire_channel *c, struct err *e)
{
	size_t n = c->s.ncommand;

	if (n == 0 || c->s.command[0].n == 0)
		return bad(e, &c->s, "no program");
	c->argv = arena_alloc(&c->mem, (n + 1) * sizeof(char *));
	for (size_t i = 0; i < n; i++) {
		if (sv_find(c->s.command[i], '\0') != c->s.command[i].n)
			return bad(e, &c->s, "a NUL in an argument");
		c->argv[i] = arena_bytes(&c->mem, c->s.command[i].p, c->s.command[i].n);
	}
	c->argv[n] = NULL;
	return RC_OK;
}

static enum rc
networks(struct wire_channel *c, struct err *e)
{
	struct network *net = arena_alloc(&c->mem, (c->s.nallow_net + 1) * sizeof(*net));

	for (size_t i = 0; i < c->s.nallow_net; i++) {
		const char *why = "";

		if (!address_network(c->s.allow_net[i], &net[i], &why))
			return bad(e, &c->s, why);
	}
	c->nets = (struct guard_nets){ net, c->s.nallow_net };
	return RC_OK;
}

static enum rc
prepare(struct wire_channel *c, struct err *e)
{
	enum rc rc = networks(c, e);

	if (rc == RC_OK && c->s.kind != WIRE_EXEC)
		rc = check_url(c, e);
	if (rc != RC_OK)
		return rc;
	switch (c->s.kind) {
	case WIRE_SMTP:
		return smtp_auth(c, e);
	case WIRE_WEBHOOK:
		return webhook_keys(c, e);
	case WIRE_WEBPUSH:
		return push_keys(c, e);
	case WIRE_EXEC:
		break;
	}
	return program(c, e);
}

static void
copy(struct wire_channel *c, const struct wire_settings *s)
{
	int *code = arena_alloc(&c->mem, (s->nretry_code + 1) * sizeof(*code));

	c->s = *s;
	c->s.name = arena_sv(&c->mem, s->name);
	c->s.url = arena_sv(&c->mem, s->url);
	c->s.ca_file = arena_sv(&c->mem, s->ca_file);
	c->s.auth = arena_sv(&c->mem, s->auth);
	c->s.subject = arena_sv(&c->mem, s->subject);
	if (s->nretry_code > 0)
		memcpy(code, s->retry_code, s->nretry_code * sizeof(*code));
	c->s.retry_code = code;
}

/* What is used up while the channel is made is not kept. */
static void
forget(struct wire_channel *c)
{
	c->s.sign = NULL;
	c->s.vapid = SV("");
	c->s.command = NULL;
	c->s.allow_net = NULL;
}

static void
channel_free(struct wire_channel *c)
{
	webhook_free(c->sign);
	p256_free(c->vapid);
	pthread_cond_destroy(&c->work);
	mem_free(c->thread);
	arena_free(&c->mem);
	mem_free(c);
}

enum rc
wire_channel(struct wire *w, const struct wire_settings *s, unsigned concurrency,
    struct wire_channel **out, struct err *e)
{
	struct wire_channel *c = mem_zalloc(sizeof(*c));
	enum rc rc = RC_OK;

	BUG_IF(concurrency == 0, "a channel that sends nothing");
	arena_init(&c->mem);
	pthread_cond_init(&c->work, NULL);
	copy(c, s);
	c->wire = w;
	c->concurrency = concurrency < CONCURRENCY_MAX ? concurrency : CONCURRENCY_MAX;
	c->thread = mem_array(NULL, c->concurrency, sizeof(pthread_t));
	rc = prepare(c, e);
	forget(c);
	if (rc == RC_OK && w->http == NULL && (s->kind == WIRE_WEBHOOK || s->kind == WIRE_WEBPUSH))
		rc = wire_http_new(&w->http, e);
	if (rc != RC_OK) {
		channel_free(c);
		return rc;
	}
	c->next = w->channel;
	w->channel = c;
	*out = c;
	return RC_OK;
}

/* ---- threads of SMTP and of programs ---- */

static struct wire_job *
next_job(struct wire_channel *c)
{
	struct wire_job *j;

	pthread_mutex_lock(&c->wire->lock);
	c->idle++;
	while ((j = wire_job_take(&c->todo)) == NULL && !c->stop)
		pthread_cond_wait(&c->work, &c->wire->lock);
	c->idle--;
	c->ntodo -= j != NULL;
	pthread_mutex_unlock(&c->wire->lock);
	return j;
}

static void *
run(void *arg)
{
	struct wire_channel *c = arg;
	struct wire_smtp *smtp = c->s.kind == WIRE_SMTP ? wire_smtp_new(c) : NULL;
	struct wire_job *j;

	while ((j = next_job(c)) != NULL) {
		if (smtp != NULL)
			wire_smtp_send(smtp, j);
		else
			wire_exec_send(c, j);
		wire_job_done(j);
	}
	wire_smtp_free(smtp);
	return NULL;
}

/* To a thread that waits, or one more; without any the message is told to be tried again. */
static void
hand_over(struct wire_channel *c, struct wire_job *j)
{
	struct err e = { 0 };
	bool more;

	pthread_mutex_lock(&c->wire->lock);
	/* One that was woken still counts as idle until it has taken its message. */
	wire_job_put(&c->todo, j);
	c->ntodo++;
	more = c->ntodo > c->idle;
	pthread_cond_signal(&c->work);
	pthread_mutex_unlock(&c->wire->lock);
	if (!more || c->nthread == c->concurrency)
		return;
	if (wire_job_thread(&c->thread[c->nthread], run, c, &e) == RC_OK) {
		c->nthread++;
		return;
	}
	if (c->nthread > 0)
		return;
	pthread_mutex_lock(&c->wire->lock);
	(void)wire_job_take(&c->todo);
	c->ntodo--;
	pthread_mutex_unlock(&c->wire->lock);
	wire_job_refuse(j, RC_IO, &e);
	wire_job_done(j);
}

/* ---- the caller's side ---- */

enum rc
wire_open(struct wire **out, struct err *e)
{
	struct wire *w = mem_zalloc(sizeof(*w));

	if (pipe(w->fd) != 0) {
		mem_free(w);
		return rc_err(e, RC_IO, "pipe: %s", strerror(errno));
	}
	for (int i = 0; i < 2; i++) {
		w->fd[i] = fd_above_std(w->fd[i]);
		(void)fcntl(w->fd[i], F_SETFD, FD_CLOEXEC);
		(void)fcntl(w->fd[i], F_SETFL, O_NONBLOCK);
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		close(w->fd[0]);
		close(w->fd[1]);
		mem_free(w);
		return rc_err(e, RC_IO, "libcurl cannot be used");
	}
	pthread_mutex_init(&w->lock, NULL);
	pthread_mutex_init(&w->spawn, NULL);
	*out = w;
	return RC_OK;
}

unsigned
wire_room(const struct wire_channel *c)
{
	return c->concurrency - c->in_flight;
}

void
wire_start(struct wire_channel *c, const struct wire_message *m, void *tag)
{
	struct wire_job *j = mem_zalloc(sizeof(*j));

	BUG_IF(wire_room(c) == 0, "more messages in flight than the channel has room for");
	j->m = m;
	j->tag = tag;
	j->ch = c;
	j->began_us = clock_us();
	c->in_flight++;
	c->wire->busy++;
	if (c->s.kind == WIRE_WEBHOOK || c->s.kind == WIRE_WEBPUSH)
		wire_http_send(c->wire->http, j);
	else
		hand_over(c, j);
}

size_t
wire_busy(const struct wire *w)
{
	return w->busy;
}

static bool
take_done(struct wire *w, void **tag, struct wire_result *result)
{
	struct wire_job *j;

	pthread_mutex_lock(&w->lock);
	j = wire_job_take(&w->done);
	pthread_mutex_unlock(&w->lock);
	if (j == NULL)
		return false;
	*tag = j->tag;
	*result = j->r;
	j->ch->in_flight--;
	w->busy--;
	mem_free(j);
	return true;
}

static int
sleep_ms(int64_t timeout_us, int64_t until_us)
{
	int64_t left = until_us - clock_us();

	if (timeout_us < 0)
		return -1;
	if (left <= 0)
		return 0;
	return left / 1000 < INT_MAX ? (int)((left + 999) / 1000) : INT_MAX;
}

bool
wire_wait(struct wire *w, int64_t timeout_us, int wake_fd, void **tag, struct wire_result *result)
{
	int64_t until_us = timeout_us > 0 ? clock_us() + timeout_us : 0;

	for (;;) {
		struct pollfd fd[2] = { { w->fd[0], POLLIN, 0 }, { wake_fd, POLLIN, 0 } };
		char bytes[256];
		int ms;

		if (take_done(w, tag, result))
			return true;
		ms = timeout_us == 0 ? 0 : sleep_ms(timeout_us, until_us);
		if (ms == 0 || poll(fd, 2, ms) < 0 || fd[1].revents != 0)
			return false;
		if (fd[0].revents != 0 && read(w->fd[0], bytes, sizeof(bytes)) < 0 &&
		    errno != EAGAIN)
			return false;
	}
}

static void
stop_threads(struct wire_channel *c)
{
	pthread_mutex_lock(&c->wire->lock);
	c->stop = true;
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->wire->lock);
}

void
wire_close(struct wire *w)
{
	struct wire_channel *next;
	struct wire_job *j;

	if (w == NULL)
		return;
	for (struct wire_channel *c = w->channel; c != NULL; c = c->next)
		stop_threads(c);
	wire_http_free(w->http);
	for (struct wire_channel *c = w->channel; c != NULL; c = c->next)
		for (unsigned i = 0; i < c->nthread; i++)
			pthread_join(c->thread[i], NULL);
	while ((j = wire_job_take(&w->done)) != NULL)
		mem_free(j);
	for (struct wire_channel *c = w->channel; c != NULL; c = next) {
		next = c->next;
		channel_free(c);
	}
	curl_global_cleanup();
	close(w->fd[0]);
	close(w->fd[1]);
	pthread_mutex_destroy(&w->lock);
	pthread_mutex_destroy(&w->spawn);
	mem_free(w);
}

const char *
wire_verdict_name(enum wire_verdict v)
{
	static const char *const names[] = {
		"sent", "transient", "permanent", "config", "ambiguous"
	};

	return names[v];
}
