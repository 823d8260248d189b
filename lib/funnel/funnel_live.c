/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept of an entry:
 *
 *     | its chains | step that was told | tries | last try | n | time mask fact | time mask ...
 */
#include "funnel/funnel_live.h"

#include "key/scan_key.h"
#include "run/given.h"
#include "scan/scan_kept.h"

#include <string.h>

struct live_turn {		/* of one key */
	const struct funnel_plan *p;
	struct scan_turn         *t;
	struct scan_seq           seq;	/* the user; facts kept and new */
	struct fact              *fact;
	struct funnel_event      *ev;
	struct funnel_attempt    *x;
	bool                      ended;	/* an entry was told */
	unsigned                  told;		/* the step that he was said to be stuck in; 0 */
	uint64_t                  tries;	/* of the step reached last */
	int64_t                   tried_us;
};

static void
tell(void *ctx, const struct funnel_path *path)
{
	struct live_turn *k = ctx;

	/* What is over is complete, even if its window is not. */
	funnel_scan_tell(k->p, &k->seq, k->ev, path, k->t->end ? k->t->at_us : INT64_MAX, k->t->o);
	k->ended = true;
}

/* The facts are read by words: what is behind the last one can be read, too. */
static void
load(struct live_turn *k)
{
	struct sv old = k->t->old;
	char *copy = arena_alloc(k->seq.tmp, old.n + SCAN_DICT_PAD);
	const char *p = copy;
	size_t n = 0;

	memcpy(copy, old.p, old.n);
	memset(copy + old.n, 0, SCAN_DICT_PAD);
	funnel_attempt_load(k->x, &p);
	k->told = (unsigned)scan_kept_get(&p);
	k->tries = scan_kept_get(&p);
	k->tried_us = scan_kept_get_i64(&p);
	n = (size_t)scan_kept_get(&p);
	k->ev = arena_alloc(k->seq.tmp, (n + k->seq.n) * sizeof(*k->ev));
	k->fact = arena_alloc(k->seq.tmp, (n + k->seq.n) * sizeof(*k->fact));
	for (size_t i = 0; i < n; i++) {
		struct sv text;

		k->ev[i].at_us = scan_kept_get_i64(&p);
		k->ev[i].mask = scan_kept_get(&p);
		text = scan_kept_get_text(&p);
		k->fact[i] = (struct fact){ k->ev[i].at_us, text.p, (uint32_t)text.n, 0 };
	}
	memcpy(k->fact + n, k->seq.fact, k->seq.n * sizeof(*k->fact));
	k->seq.fact = k->fact;
	k->seq.n += n;
}

/* The events that the entry uses, by new numbers, and what is known of it. */
static void
save(const struct live_turn *k, struct buf *b)
{
	bool *used = arena_zalloc(k->seq.tmp, k->seq.n * sizeof(*used));
	uint32_t *number = arena_alloc(k->seq.tmp, k->seq.n * sizeof(*number)), n = 0;

	funnel_attempt_uses(k->x, used);
	for (size_t i = 0; i < k->seq.n; i++)
		if (used[i])
			number[i] = n++;
	funnel_attempt_save(k->x, number, b);
	scan_kept_put(b, k->told);
	scan_kept_put(b, k->tries);
	scan_kept_put_i64(b, k->tried_us);
	scan_kept_put(b, n);
	for (size_t i = 0; i < k->seq.n; i++) {
		if (!used[i])
			continue;
		scan_kept_put_i64(b, k->ev[i].at_us);
		scan_kept_put(b, k->ev[i].mask);
		scan_kept_put_text(b, (struct sv){ k->seq.fact[i].p, k->seq.fact[i].n });
	}
}

/* The events of the turn, the last @n there are. */
static void
take(struct live_turn *k, size_t n)
{
	const size_t from = k->seq.n - n;
	struct funnel_path path = { .far = 0 };
	unsigned was;
	uint64_t all = 0;

	(void)funnel_attempt_path(k->x, &path);
	was = path.far;
	for (size_t i = from; i < k->seq.n; i++) {
		k->ev[i] = funnel_scan_event(k->p, &k->seq, i);
		all |= k->ev[i].mask;
	}
	if (was == 0 && (all & FUNNEL_STEP(0)) == 0)
		return;		/* nothing begins here */
	funnel_attempt_take(k->x, k->ev, from, k->seq.n, tell, k, k->seq.tmp);
	if (!funnel_attempt_path(k->x, &path))
		return;
	if (path.far != was || k->ended)
		k->tries = k->told = 0;
	for (size_t i = from; i < k->seq.n; i++) {
		if ((k->ev[i].mask & FUNNEL_STEP(path.far - 1)) == 0)
			continue;
		k->tries++;
		k->tried_us = k->ev[i].at_us;
	}
}

/* When the step that @path has reached takes too long; INT64_MAX: never, or it is told. */
static int64_t
stuck_from(const struct live_turn *k, const struct funnel_path *path)
{
	const int64_t since_us = k->ev[path->at[path->far - 1]].at_us;

	if (path->excluded || k->told == path->far ||
	    (uint64_t)k->p->stuck_us >= (uint64_t)INT64_MAX - (uint64_t)since_us)
		return INT64_MAX;
	return since_us + k->p->stuck_us + 1;
}

/* Nothing came until the time that was asked for. */
static void
pass_time(struct live_turn *k)
{
	struct funnel_path path;
	struct funnel_stuck stuck;

	if (!funnel_attempt_path(k->x, &path))
		return;
	if (stuck_from(k, &path) <= k->t->at_us && !k->t->end) {
		const int64_t since_us = k->ev[path.at[path.far - 1]].at_us;

		stuck = (struct funnel_stuck){ &path, since_us, since_us + k->p->stuck_us, k->tries,
			k->tried_us };
		funnel_scan_tell_stuck(k->p, &k->seq, k->ev, &stuck, k->t->o);
		k->told = path.far;
	}
	if (k->t->end || funnel_attempt_until(k->x) < k->t->at_us)
		funnel_attempt_end(k->x, tell, k);
}

static enum rc
turn(const void *ctx, const struct scan_seq *s, struct scan_turn *t, struct err *e)
{
	const struct funnel_plan *p = ctx;
	struct live_turn k = { .p = p, .t = t, .seq = *s };
	struct funnel_path path;
	struct buf user;
	int64_t until, stuck;

	(void)e;
	buf_init(&user, SIZE_MAX);
	scan_key_text(&user, s->key, 1, s->tmp);
	k.seq.text = buf_view(&user);
	k.x = funnel_attempt_new(&p->rule, s->tmp);
	if (t->old.n > 0)
		load(&k);
	else
		k.ev = arena_alloc(s->tmp, s->n * sizeof(*k.ev));
	if (s->n > 0)
		take(&k, s->n);
	else
		pass_time(&k);
	if (funnel_attempt_path(k.x, &path)) {
		save(&k, t->state);
		until = funnel_attempt_until(k.x);
		stuck = stuck_from(&k, &path);
		until = until < INT64_MAX ? until + 1 : until;
		t->due_us = stuck < until ? stuck : until;
	}
	buf_free(&user);
	return RC_OK;
}

enum rc
funnel_live_compile(struct funnel_plan *f, struct scan_plan *s, const struct funnel_query *q,
    struct job *j, struct err *e)
{
	struct key_expr *key = arena_alloc(&j->arena, (1 + f->nhold) * sizeof(*key));
	enum rc rc;

	if (f->nhold >= STATE_KEYS_MAX)
		return rc_err(e, RC_USAGE, "--hold: at most %d values with --lateness",
		    (int)STATE_KEYS_MAX - 1);
	key[0] = f->user.key;
	for (size_t i = 0; i < f->nhold; i++)
		key[1 + i] = f->hold[i];
	s->key = key;
	s->nkey = 1 + f->nhold;
	s->live = &f->live;
	f->live.turn = turn;
	f->stuck_us = INT64_MAX;
	rc = scan_live_compile(&f->live, &q->live, e);
	if (rc == RC_OK && q->stuck != NULL)
		rc = given_duration(&f->stuck_us, "--stuck", q->stuck, 1, "5m", e);
	if (rc == RC_OK && q->stuck != NULL && f->stuck_us >= f->rule.within_us)
		rc = rc_err(e, RC_USAGE, "--stuck: expected less than --within, after which an "
		    "entry is over");
	return rc;
}
