/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_response.h"

#include "base/hmap.h"
#include "key/key_bytes.h"
#include "run/given.h"
#include "segment/segment_rules.h"
#include "users/figure.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct sv segment_response_name[SEGMENT_RESPONSE_NAMES] = {
	{ "never", 5 }, { "sometimes", 9 }, { "always", 6 },
	{ SEGMENT_OTHER, sizeof(SEGMENT_OTHER) - 1 }
};

/* ---- options ---- */

static enum rc
compile_one(const struct expr **x, const char *opt, const char *given, const char *otherwise,
    struct job *j, struct err *e)
{
	const char *text = given != NULL ? given : otherwise;
	size_t named = j->query.proj.n;
	enum rc rc = expr_compile(x, sv_of(text), &j->query.env, e);

	if (rc != RC_OK)
		rc_in(e, opt, text);
	for (size_t i = named; given == NULL && i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = !sv_is(j->query.proj.field[i].name, "event_name");
	return rc;
}

static enum rc
compile_event(const struct expr **x, const char *opt, const char *given, const char *otherwise,
    struct job *j, struct err *e)
{
	if (given != NULL)
		return given_event(x, opt, given, NULL, j, e);
	return compile_one(x, opt, NULL, otherwise, j, e);
}

enum rc
segment_response_compile(struct segment_response *p, const struct segment_response_query *q,
    const struct user_key *user, struct job *j, struct err *e)
{
	int64_t within = 0, now = INT64_MAX;
	enum rc rc;

	*p = (struct segment_response){ .user = user, .last = q->last, .conf = j->given.conf,
		.seed = j->seed, .until_us = INT64_MAX };
	rc = q->within != NULL ? given_duration(&within, "--within", q->within, 1, "7d", e) : RC_OK;
	if (rc != RC_OK)
		return rc;
	p->within_us = (uint64_t)within;
	rc = job_now(j, &now, e);
	if (rc == RC_OK && within > 0 && now != INT64_MAX)
		p->until_us = now >= INT64_MIN + within ? now - within : INT64_MIN;
	if (rc == RC_OK)
		rc = compile_event(&p->sent, "--sent", q->sent, SEGMENT_RESPONSE_SENT, j, e);
	if (rc == RC_OK)
		rc = compile_event(&p->reaction, "--reaction", q->reaction,
		    SEGMENT_RESPONSE_REACTION, j, e);
	if (rc == RC_OK)
		rc = compile_one(&p->message, "--message", q->message, SEGMENT_RESPONSE_MESSAGE,
		    j, e);
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

void
segment_response_save(struct segment_response_query *q, const struct segment_response *p,
    struct job *j)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRIu64 "us", p->within_us);

	*q = (struct segment_response_query){
		.last = p->last,
		.sent = given_text(p->sent, &j->arena),
		.reaction = given_text(p->reaction, &j->arena),
		.message = given_text(p->message, &j->arena),
		.within = p->within_us > 0 ? arena_bytes(&j->arena, text, (size_t)n) : NULL,
	};
}

enum rc
segment_response_adopt(struct user_key_query *q, const struct state_head *h, struct job *j,
    struct err *e)
{
	if (h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "a query without time");
	return user_key_adopt(q, h, j, e);
}

/* ---- facts ---- */

enum { SENT = 1 };		/* a mark; of what is none a reaction */

static void
response_choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct segment_response *p = ctx;

	scan_mark_two(p->sent, p->reaction, r, mark);
}

static enum rc
response_fact(const void *ctx, const struct val *key, const struct record *r,
    struct expr_eval *ev, struct fact_writer *w, struct err *e)
{
	const struct segment_response *p = ctx;
	struct val message, kind;
	enum rc rc = user_key_check(p->user, key, e);

	if (rc == RC_OK)
		rc = expr_value(p->message, r, ev, &message, e);
	if (rc != RC_OK)
		return rc;
	kind = val_of_bool((w->mark & SENT) == 0);
	fact_put_val(w, &kind);
	if (!val_null(&message))
		fact_put_val(w, &message);
	return RC_OK;
}

static enum rc
response_check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	(void)ctx;	/* any message may be called anything */
	if (n >= 1 && n <= 2 && (v[0].kind == VAL_TRUE || v[0].kind == VAL_FALSE))
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "expected true or false, and perhaps a message");
}

/* ---- one user ---- */

struct message {
	int64_t at_us;
	bool    reacted;
};

struct walk {
	const struct segment_response *p;
	const struct scan_seq *seq;
	struct message *m;		/* in order of time, each once */
	size_t          n;
	struct hmap     named;		/* from its name to its number, 1-based */
	struct buf      key;
	size_t         *of;		/* of each fact: the number of a message new there, or 0 */
};

/* The name's bytes; false when the fact has none. */
static bool
read_fact(struct walk *k, size_t i, bool *reaction)
{
	struct fact_reader r;
	struct val v;

	fact_read_begin(&r, &k->seq->frame, &k->seq->fact[i]);
	*reaction = fact_read_val(&r).kind == VAL_TRUE;
	if (!fact_read_more(&r))
		return false;
	v = fact_read_val(&r);
	key_bytes_put(&k->key, &v, 1, k->seq->tmp);
	return true;
}

/* A message that is delivered to us twice is one. */
static void
list_messages(struct walk *k)
{
	for (size_t i = 0; i < k->seq->n; i++) {
		bool reaction, fresh = true, named = read_fact(k, i, &reaction);

		k->of[i] = 0;
		if (reaction)
			continue;
		if (named) {
			size_t *number = hmap_put(&k->named, buf_view(&k->key), &fresh);

			if (fresh)
				*number = k->n + 1;
		}
		if (!fresh)
			continue;
		k->m[k->n++] = (struct message){ k->seq->fact[i].at_us, false };
		k->of[i] = k->n;
	}
}

static void
match_reactions(struct walk *k)
{
	size_t last = 0;

	for (size_t i = 0; i < k->seq->n; i++) {
		bool reaction, named = read_fact(k, i, &reaction);
		size_t number = last, *known;
		int64_t at_us = k->seq->fact[i].at_us;

		if (!reaction) {
			last = k->of[i] != 0 ? k->of[i] : last;
			continue;
		}
		if (named) {
			known = hmap_get(&k->named, buf_view(&k->key));
			number = known != NULL ? *known : 0;
		}
		if (number == 0)
			continue;	/* to a message that was sent before all we know */
		if (k->p->within_us == 0 || at_us <= k->m[number - 1].at_us ||
		    (uint64_t)at_us - (uint64_t)k->m[number - 1].at_us <= k->p->within_us)
			k->m[number - 1].reacted = true;
	}
}

struct judged {
	uint64_t messages;
	uint64_t reacted;
	uint64_t ignored;	/* in a row, the last ones */
};

static struct judged
judge_last(const struct walk *k)
{
	struct judged g = { 0 };

	for (size_t i = k->n; i-- > 0 && g.messages < k->p->last;) {
		if (!k->m[i].reacted && k->m[i].at_us > k->p->until_us)
			continue;
		g.messages++;
		g.reacted += k->m[i].reacted;
		g.ignored += g.reacted == 0;
	}
	return g;
}

static enum segment_response_name
segment_of(const struct judged *g)
{
	if (g->messages == 0)
		return SEGMENT_RESPONSE_OTHER;
	if (g->reacted == 0)
		return SEGMENT_RESPONSE_NEVER;
	return g->reacted < g->messages ? SEGMENT_RESPONSE_SOMETIMES : SEGMENT_RESPONSE_ALWAYS;
}

static void
put_members(struct jwrite *w, const struct judged *g, double conf)
{
	jwrite_put_u64(w, "messages", g->messages);
	jwrite_put_u64(w, "reacted", g->reacted);
	if (g->messages == 0)
		return;
	figure_share(w, "share", g->reacted, g->messages, conf);
	jwrite_put_u64(w, "ignored", g->ignored);
}

static enum rc
response_each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct segment_response *p = ctx;
	struct walk k = { .p = p, .seq = s };
	struct segment_line l;
	struct judged g;
	struct buf user;

	(void)e;	/* any facts can be judged */
	buf_init(&k.key, SIZE_MAX);
	buf_init(&user, SIZE_MAX);
	hmap_init(&k.named, s->tmp, sizeof(size_t), p->seed);
	k.m = arena_alloc(s->tmp, s->n * sizeof(*k.m));
	k.of = arena_alloc(s->tmp, s->n * sizeof(*k.of));
	list_messages(&k);
	match_reactions(&k);
	g = judge_last(&k);
	key_bytes_put(&user, s->key, 1, s->tmp);
	segment_sink_begin(p->sink, &l, buf_view(&user), segment_of(&g), o);
	if (l.open)
		put_members(&l.w, &g, p->conf);
	segment_sink_end(p->sink, &l);
	hmap_free(&k.named);
	buf_free(&user);
	buf_free(&k.key);
	return RC_OK;
}

const struct scan_ops segment_response_ops = { response_fact, response_check, response_each,
	response_choose };
