/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire - messages sent as tests ask for them: a JSON object a line, settings first
 *
 *     {"kind":"smtp","url":"smtp://127.0.0.1:2525"}
 *     {"id":"m1","from":"a@example.org","to":"b@example.org","subject":"Hi","text":"there"}
 *
 * Written is, for each message, what came of it.  With "mail" as an argument nothing is sent:
 * written is the e-mail of each.
 */
#include "wire/wire.h"
#include "wire/mime.h"

#include "base/mem.h"
#include "base/num.h"
#include "json/jread.h"
#include "json/jwrite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST = 16 };

struct settings {
	struct wire_settings s;
	struct sv            sign[LIST], command[LIST], net[LIST];
	int                  code[LIST];
	uint64_t             concurrency;
};

static struct arena mem;

static void
fail(const char *why)
{
	fprintf(stderr, "wire: %s\n", why);
	exit(2);
}

static struct sv
text_of(const struct val *v)
{
	struct buf *b = arena_zalloc(&mem, sizeof(*b));

	return v->kind == VAL_STRING ? arena_sv(&mem, val_text(v, &mem)) : (buf_init(b, 0), v->text);
}

static int64_t
number_of(const struct val *v)
{
	int64_t n = 0;

	if (num_i64(v->text, &n) != RC_OK)
		fail("a number is none");
	return n;
}

static enum wire_kind
kind_of(struct sv name)
{
	return sv_is(name, "smtp") ? WIRE_SMTP : sv_is(name, "webhook") ? WIRE_WEBHOOK :
	    sv_is(name, "webpush") ? WIRE_WEBPUSH : WIRE_EXEC;
}

struct list {
	struct sv *text;
	int       *number;
	size_t     n;
};

static bool
item(void *ctx, struct sv key, const struct val *v)
{
	struct list *l = ctx;

	(void)key;
	if (l->n == LIST)
		fail("a list is too long");
	if (l->text != NULL)
		l->text[l->n++] = text_of(v);
	else
		l->number[l->n++] = (int)number_of(v);
	return true;
}

static size_t
list_of(const struct val *v, struct sv *text, int *number)
{
	struct list l = { text, number, 0 };

	jread_each(v, item, &l);
	return l.n;
}

static bool
setting(void *ctx, struct sv key, const struct val *v)
{
	struct settings *c = ctx;
	struct wire_settings *s = &c->s;

	if (sv_is(key, "kind"))
		s->kind = kind_of(v->text);
	else if (sv_is(key, "url"))
		s->url = text_of(v);
	else if (sv_is(key, "plain"))
		s->plain = v->kind == VAL_TRUE;
	else if (sv_is(key, "ca_file"))
		s->ca_file = text_of(v);
	else if (sv_is(key, "auth"))
		s->auth = text_of(v);
	else if (sv_is(key, "vapid"))
		s->vapid = text_of(v);
	else if (sv_is(key, "subject"))
		s->subject = text_of(v);
	else if (sv_is(key, "connect_us"))
		s->connect_us = number_of(v);
	else if (sv_is(key, "timeout_us"))
		s->timeout_us = number_of(v);
	else if (sv_is(key, "idempotent"))
		s->idempotent = v->kind == VAL_TRUE;
	else if (sv_is(key, "concurrency"))
		c->concurrency = (uint64_t)number_of(v);
	else if (sv_is(key, "sign"))
		s->nsign = list_of(v, c->sign, NULL);
	else if (sv_is(key, "command"))
		s->ncommand = list_of(v, c->command, NULL);
	else if (sv_is(key, "allow_net"))
		s->nallow_net = list_of(v, c->net, NULL);
	else if (sv_is(key, "retry_code"))
		s->nretry_code = list_of(v, NULL, c->code);
	else
		fail("a setting is not known");
	return true;
}

static bool
member(void *ctx, struct sv key, const struct val *v)
{
	static const struct {
		const char *name;
		size_t      at;
	} texts[] = {
#define TEXT(m) { #m, offsetof(struct wire_message, m) }
		TEXT(id), TEXT(from), TEXT(to), TEXT(reply_to), TEXT(subject), TEXT(text),
		TEXT(html), TEXT(language), TEXT(unsubscribe_url), TEXT(json), TEXT(endpoint),
		TEXT(p256dh), TEXT(auth)
#undef TEXT
	};
	struct wire_message *m = ctx;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (sv_is(key, texts[i].name)) {
			struct sv text = text_of(v);

			memcpy((char *)m + texts[i].at, &text, sizeof(text));
			return true;
		}
	if (sv_is(key, "now_us"))
		m->now_us = number_of(v);
	else if (sv_is(key, "expires_us"))
		m->expires_us = number_of(v);
	else if (sv_is(key, "high"))
		m->high = v->kind == VAL_TRUE;
	else
		fail("a member is not known");
	return true;
}

static void
say(const struct wire_message *m, const struct wire_result *r)
{
	static const char *const stages[] = {
		"nowhere", "connect", "sender", "recipient", "content"
	};
	struct buf b;
	struct jwrite w;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "id", m->id);
	jwrite_put_text(&w, "verdict", sv_of(wire_verdict_name(r->verdict)));
	jwrite_put_text(&w, "stage", sv_of(stages[r->stage]));
	jwrite_put_u64(&w, "code", (uint64_t)r->code);
	jwrite_put_text(&w, "enhanced", sv_of(r->enhanced));
	jwrite_key(&w, SV("flags"));
	jwrite_open(&w, '[');
	if (r->throttle)
		jwrite_str(&w, SV("throttle"));
	if (r->dead_address)
		jwrite_str(&w, SV("dead"));
	if (r->mailbox_full)
		jwrite_str(&w, SV("full"));
	if (r->reputation)
		jwrite_str(&w, SV("reputation"));
	jwrite_shut(&w, ']');
	jwrite_put_u64(&w, "retry_after_us", (uint64_t)r->retry_after_us);
	jwrite_put_u64(&w, "took_us", (uint64_t)r->took_us);
	jwrite_put_text(&w, "text", sv_of(r->text));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	fwrite(b.p, 1, b.n, stdout);
	fflush(stdout);
	buf_free(&b);
}

static void
say_mail(const struct wire_message *m)
{
	struct mime_envelope env;
	struct err e = { 0 };
	struct buf mail;
	struct buf b;
	struct jwrite w;
	enum rc rc;

	buf_init(&mail, SIZE_MAX);
	buf_init(&b, SIZE_MAX);
	rc = mime_write(&mail, m, &env, &e);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	if (rc == RC_OK)
		jwrite_put_text(&w, "mail", buf_view(&mail));
	else
		jwrite_put_text(&w, "refused", sv_of(e.msg));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
	buf_free(&mail);
}

static bool
next_object(char **line, size_t *cap, struct val *v)
{
	ssize_t n = getline(line, cap, stdin);

	if (n < 0)
		return false;
	if (jread_value(arena_sv(&mem, (struct sv){ *line, (size_t)n }), v, NULL) != RC_OK ||
	    v->kind != VAL_OBJECT)
		fail("a line is no object");
	return true;
}

static void
wait_one(struct wire *w)
{
	struct wire_result r;
	void *tag;

	if (wire_wait(w, -1, -1, &tag, &r))
		say(tag, &r);
}

int
main(int argc, char **argv)
{
	struct settings c = { .concurrency = 1 };
	struct wire_channel *ch = NULL;
	struct wire *w = NULL;
	struct err e = { 0 };
	struct val v;
	char *line = NULL;
	size_t cap = 0;
	bool mail = argc > 1 && strcmp(argv[1], "mail") == 0;

	arena_init(&mem);
	if (!mail) {
		if (!next_object(&line, &cap, &v))
			fail("no settings");
		jread_each(&v, setting, &c);
		c.s.name = SV("c");
		c.s.sign = c.sign;
		c.s.command = c.command;
		c.s.allow_net = c.net;
		c.s.retry_code = c.code;
		if (wire_open(&w, &e) != RC_OK ||
		    wire_channel(w, &c.s, (unsigned)c.concurrency, &ch, &e) != RC_OK)
			fail(e.msg);
	}
	while (next_object(&line, &cap, &v)) {
		struct wire_message *m = arena_zalloc(&mem, sizeof(*m));

		jread_each(&v, member, m);
		if (mail) {
			say_mail(m);
			continue;
		}
		while (wire_room(ch) == 0)
			wait_one(w);
		wire_start(ch, m, m);
	}
	while (w != NULL && wire_busy(w) > 0)
		wait_one(w);
	wire_close(w);
	free(line);
	arena_free(&mem);
	return 0;
}
