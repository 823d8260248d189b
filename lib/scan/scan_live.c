/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two heaps: facts that wait, by time and key; and keys, by the time that they asked for.
 * A key whose time moves on, which most facts do to it, stays where it is in its heap, since
 * an earlier place is harmless: when it comes to the top it sinks to where it belongs.
 */
#include "scan/scan_live.h"

#include "base/bug.h"
#include "base/hash.h"
#include "base/mem.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "key/scan_key.h"
#include "run/clock.h"
#include "run/given.h"
#include "scan/scan_list.h"
#include "scan/scan_part.h"

#include <string.h>

enum {
	TICK_MS = 250,			/* how often an idle source is looked at */
	CHUNK = 64 * 1024,		/* bytes of facts that wait */
	GATHER = 64 * 1024,		/* output gathered before it is handed on */
	INDEX_MIN = 64,
	KEPT_MAX = 1 << 30		/* bytes of a key, and of its state */
};

#define NOBODY UINT32_MAX

struct live_chunk {		/* bytes of facts, in order of arrival */
	size_t n;
	size_t cap;
	size_t facts;		/* that still wait */
	char   p[];
};

struct live_fact {
	int64_t            at_us;
	struct live_chunk *chunk;
	const char        *p;	/* the key, the fact behind it */
	uint32_t           nkey;
	uint32_t           nfact;
};

struct live_key {		/* that has a state */
	uint64_t hash;
	int64_t  due_us;
	char    *p;		/* the key, the state behind it; NULL: this place is free */
	uint32_t nkey;
	uint32_t nstate;
	uint32_t cap;
	uint32_t pos;		/* in the heap; of a free one: the next free place */
};

struct live_due {
	int64_t  at_us;		/* not after the key's due_us */
	uint32_t id;
};

struct scan_live {
	struct job             *j;
	const struct scan_plan *p;

	struct live_fact       *wait;	/* heap */
	size_t                  nwait;
	size_t                  capwait;
	struct live_chunk      *chunk;	/* that the next fact goes into */
	struct live_chunk      *spare;

	struct live_key        *key;
	size_t                  nkey;	/* places, free ones too */
	size_t                  capkey;
	size_t                  open;	/* keys */
	uint32_t                free;	/* the first free place */
	uint32_t               *index;	/* place + 1 by hash, linear probing; 0: none */
	size_t                  nindex;	/* power of two, or 0 */
	struct live_due        *due;	/* heap, of all keys */
	size_t                  capdue;

	int64_t                 max_us;		/* latest time; INT64_MIN: none */
	int64_t                 mark_us;	/* what is before it was taken, or is late */
	int64_t                 heard_us;	/* monotonic clock at the last block */

	/* of the turn at hand */
	struct live_fact       *taken;
	struct scan_facts       facts;
	size_t                  captaken;
	const struct scan_dict *none;	/* facts that stand alone have no dictionary */
	struct fact_clock       clock;
	struct val             *val;
	struct buf              text;
	struct buf              state;
	struct buf              o;
	struct arena            tmp;
	enum rc                 rc;	/* of a turn when nobody could be told */
	struct err              e;
};

enum rc
scan_live_compile(struct scan_live_plan *p, const struct scan_live_query *q, struct err *e)
{
	enum rc rc = given_duration(&p->lateness_us, "--lateness", q->lateness, 0, "10s", e);

	return rc == RC_OK && q->idle != NULL ?
	    given_duration(&p->idle_us, "--idle", q->idle, 1, "10s", e) : rc;
}

struct scan_live *
scan_live_new(struct job *j, const struct scan_plan *p)
{
	struct scan_live *l = mem_zalloc(sizeof(*l));

	l->j = j;
	l->p = p;
	l->free = NOBODY;
	l->max_us = l->mark_us = INT64_MIN;
	l->heard_us = clock_us();
	l->val = mem_array(NULL, p->nkey, sizeof(*l->val));
	buf_init(&l->text, SIZE_MAX);
	buf_init(&l->state, SIZE_MAX);
	buf_init(&l->o, SIZE_MAX);
	arena_init(&l->tmp);
	return l;
}

void
scan_live_free(struct scan_live *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nwait; i++)
		if (--l->wait[i].chunk->facts == 0 && l->wait[i].chunk != l->chunk)
			mem_free(l->wait[i].chunk);
	for (size_t i = 0; i < l->nkey; i++)
		mem_free(l->key[i].p);
	mem_free(l->wait);
	mem_free(l->chunk);
	mem_free(l->spare);
	mem_free(l->key);
	mem_free(l->index);
	mem_free(l->due);
	mem_free(l->taken);
	scan_list_release(&l->facts);
	mem_free(l->val);
	buf_free(&l->text);
	buf_free(&l->state);
	buf_free(&l->o);
	arena_free(&l->tmp);
	mem_free(l);
}

/* ---- facts that wait ---- */

static bool
fact_before(const struct scan_live *l, const struct live_fact *a, const struct live_fact *b)
{
	if (a->at_us != b->at_us)
		return a->at_us < b->at_us;
	return group_key_cmp((struct sv){ a->p, a->nkey }, (struct sv){ b->p, b->nkey },
	    l->p->nkey) < 0;
}

static void
push_fact(struct scan_live *l, struct live_fact f)
{
	size_t i = l->nwait++;

	if (l->nwait > l->capwait) {
		l->capwait = l->capwait != 0 ? 2 * l->capwait : 256;
		l->wait = mem_array(l->wait, l->capwait, sizeof(*l->wait));
	}
	for (; i > 0 && fact_before(l, &f, &l->wait[(i - 1) / 2]); i = (i - 1) / 2)
		l->wait[i] = l->wait[(i - 1) / 2];
	l->wait[i] = f;
}

static struct live_fact
pop_fact(struct scan_live *l)
{
	struct live_fact top = l->wait[0], last = l->wait[--l->nwait];
	size_t i = 0;

	for (size_t c; (c = 2 * i + 1) < l->nwait; i = c) {
		if (c + 1 < l->nwait && fact_before(l, &l->wait[c + 1], &l->wait[c]))
			c++;
		if (!fact_before(l, &l->wait[c], &last))
			break;
		l->wait[i] = l->wait[c];
	}
	l->wait[i] = last;
	return top;
}

/* A chunk with room; one that is full lives as long as a fact in it waits. */
static struct live_chunk *
chunk_for(struct scan_live *l, size_t n)
{
	struct live_chunk *c = l->chunk;

	if (c != NULL && c->facts == 0)
		c->n = 0;
	if (c != NULL && c->cap - c->n >= n)
		return c;
	if (c != NULL && c->facts == 0)
		mem_free(c);
	c = l->spare;
	l->spare = NULL;
	if (c == NULL || c->cap < n) {
		size_t cap = n > CHUNK ? n : CHUNK;

		mem_free(c);
		c = mem_alloc(sizeof(*c) + cap);
		c->cap = cap;
	}
	c->n = c->facts = 0;
	return l->chunk = c;
}

static void
release_fact(struct scan_live *l, struct live_chunk *c)
{
	if (--c->facts > 0 || c == l->chunk)
		return;
	mem_free(l->spare);
	l->spare = c;
}

enum rc
scan_live_add(struct scan_live *l, struct sv key, int64_t at_us, struct sv fact, struct err *e)
{
	struct live_chunk *c;
	char *p;

	if (at_us < l->mark_us)
		return rc_bad(e, "late", "late: the watermark had passed it (see --lateness)");
	if (l->nwait + l->open >= l->p->max_facts)
		return scan_part_limit(l->p->max_facts, e);
	if (key.n > KEPT_MAX || fact.n > UINT32_MAX)
		return rc_err(e, RC_LIMIT, "more than 1 GiB to keep of one record");
	c = chunk_for(l, key.n + fact.n + SCAN_DICT_PAD);
	p = c->p + c->n;
	memcpy(p, key.p, key.n);
	if (fact.n > 0)
		memcpy(p + key.n, fact.p, fact.n);
	memset(p + key.n + fact.n, 0, SCAN_DICT_PAD);
	c->n += key.n + fact.n + SCAN_DICT_PAD;
	c->facts++;
	push_fact(l, (struct live_fact){ at_us, c, p, (uint32_t)key.n, (uint32_t)fact.n });
	return RC_OK;
}

/* ---- keys ---- */

static void
put_index(struct scan_live *l, uint32_t id)
{
	size_t at = (size_t)l->key[id].hash & (l->nindex - 1);

	while (l->index[at] != 0)
		at = (at + 1) & (l->nindex - 1);
	l->index[at] = id + 1;
}

static void
grow_index(struct scan_live *l)
{
	l->nindex = l->nindex != 0 ? 2 * l->nindex : INDEX_MIN;
	mem_free(l->index);
	l->index = mem_zalloc(l->nindex * sizeof(*l->index));
	for (size_t i = 0; i < l->nkey; i++)
		if (l->key[i].p != NULL)
			put_index(l, (uint32_t)i);
}

static uint32_t
find_key(const struct scan_live *l, uint64_t hash, struct sv key)
{
	if (l->nindex == 0)
		return NOBODY;
	for (size_t at = (size_t)hash & (l->nindex - 1); l->index[at] != 0;
	    at = (at + 1) & (l->nindex - 1)) {
		const struct live_key *k = &l->key[l->index[at] - 1];

		if (k->hash == hash && sv_eq((struct sv){ k->p, k->nkey }, key))
			return l->index[at] - 1;
	}
	return NOBODY;
}

/* What was pushed on by the one that leaves moves back, so that no search ends too early. */
static void
leave_index(struct scan_live *l, uint32_t id)
{
	const size_t mask = l->nindex - 1;
	size_t at = (size_t)l->key[id].hash & mask;

	while (l->index[at] != id + 1)
		at = (at + 1) & mask;
	for (size_t i = (at + 1) & mask; l->index[i] != 0; i = (i + 1) & mask) {
		size_t home = (size_t)l->key[l->index[i] - 1].hash & mask;

		if (((i - home) & mask) < ((i - at) & mask))
			continue;
		l->index[at] = l->index[i];
		at = i;
	}
	l->index[at] = 0;
}

static bool
due_before(const struct live_due *a, const struct live_due *b)
{
	return a->at_us < b->at_us || (a->at_us == b->at_us && a->id < b->id);
}

static void
place_due(struct scan_live *l, size_t i, struct live_due d)
{
	l->due[i] = d;
	l->key[d.id].pos = (uint32_t)i;
}

/* @d goes to the place @i, or to where it belongs from there. */
static void
sift_due(struct scan_live *l, size_t i, struct live_due d)
{
	for (; i > 0 && due_before(&d, &l->due[(i - 1) / 2]); i = (i - 1) / 2)
		place_due(l, i, l->due[(i - 1) / 2]);
	for (size_t c; (c = 2 * i + 1) < l->open; i = c) {
		if (c + 1 < l->open && due_before(&l->due[c + 1], &l->due[c]))
			c++;
		if (!due_before(&l->due[c], &d))
			break;
		place_due(l, i, l->due[c]);
	}
	place_due(l, i, d);
}

/* The key's state is the one in l->state. */
static void
keep_state(struct scan_live *l, uint32_t id)
{
	struct live_key *k = &l->key[id];
	size_t n = k->nkey + l->state.n;

	if (n > k->cap || n + 64 < k->cap / 2) {
		k->cap = (uint32_t)((n + 15) & ~(size_t)15);
		k->p = mem_array(k->p, k->cap, 1);
	}
	memcpy(k->p + k->nkey, l->state.p, l->state.n);
	k->nstate = (uint32_t)l->state.n;
}

static void
new_key(struct scan_live *l, uint64_t hash, struct sv key, int64_t due_us)
{
	struct live_key *k;
	uint32_t id = l->free;

	if (4 * (l->open + 1) > 3 * l->nindex)
		grow_index(l);
	if (id == NOBODY) {
		id = (uint32_t)l->nkey++;
		if (l->nkey > l->capkey) {
			l->capkey = l->capkey != 0 ? 2 * l->capkey : INDEX_MIN;
			l->key = mem_array(l->key, l->capkey, sizeof(*l->key));
		}
	} else {
		l->free = l->key[id].pos;
	}
	k = &l->key[id];
	*k = (struct live_key){ .hash = hash, .due_us = due_us, .nkey = (uint32_t)key.n,
		.cap = (uint32_t)((key.n + l->state.n + 15) & ~(size_t)15) };
	k->p = mem_alloc(k->cap);
	memcpy(k->p, key.p, key.n);
	keep_state(l, id);
	put_index(l, id);
	if (l->open == l->capdue) {
		l->capdue = l->capdue != 0 ? 2 * l->capdue : INDEX_MIN;
		l->due = mem_array(l->due, l->capdue, sizeof(*l->due));
	}
	l->open++;
	sift_due(l, l->open - 1, (struct live_due){ due_us, id });
}

static void
forget_key(struct scan_live *l, uint32_t id)
{
	struct live_key *k = &l->key[id];
	struct live_due last = l->due[--l->open];

	leave_index(l, id);
	if (last.id != id)
		sift_due(l, k->pos, last);
	mem_free(k->p);
	k->p = NULL;
	k->pos = l->free;
	l->free = id;
}

/* ---- turns ---- */

/* The facts of l->facts to a key, or none; what becomes of its state. */
static enum rc
take_turn(struct scan_live *l, uint32_t id, struct sv key, int64_t at_us, bool end, struct err *e)
{
	struct scan_seq s = { .key = l->val, .tmp = &l->tmp, .latest_us = at_us };
	struct scan_turn t = { .at_us = at_us, .end = end, .state = &l->state,
		.due_us = INT64_MAX, .o = &l->o };
	enum rc rc;

	group_key_read(key, l->p->nkey, l->val);
	buf_clear(&l->text);
	scan_key_text(&l->text, l->val, l->p->nkey, &l->tmp);
	s.text = buf_view(&l->text);
	s.frame = (struct fact_frame){ &l->none, key_bytes_string(key, l->p->nkey), &l->clock,
		&l->tmp, NULL };
	scan_list_sort(&l->facts, &s.frame);
	s.fact = l->facts.fact;
	s.n = l->facts.n;
	if (id != NOBODY)
		t.old = (struct sv){ l->key[id].p + l->key[id].nkey, l->key[id].nstate };
	buf_clear(&l->state);
	rc = l->p->live->turn(l->p->ctx, &s, &t, e);
	if (rc == RC_OK && l->state.n > KEPT_MAX)
		rc = rc_err(e, RC_LIMIT, "more than 1 GiB to keep of one user");
	arena_reset(&l->tmp);
	if (rc != RC_OK)
		return rc;
	BUG_IF(!end && l->state.n > 0 && t.due_us <= at_us, "a time that has passed is asked for");
	if (id != NOBODY && (l->state.n == 0 || end)) {
		forget_key(l, id);
	} else if (id != NOBODY) {
		keep_state(l, id);
		l->key[id].due_us = t.due_us;
		if (t.due_us < l->due[l->key[id].pos].at_us)
			sift_due(l, l->key[id].pos, (struct live_due){ t.due_us, id });
	} else if (l->state.n > 0) {
		new_key(l, hash_sv(key, l->j->seed), key, t.due_us);
	}
	return RC_OK;
}

/* The first facts that wait, of one key and time. */
static enum rc
take_facts(struct scan_live *l, struct err *e)
{
	const int64_t at_us = l->wait[0].at_us;
	struct sv key = { l->wait[0].p, l->wait[0].nkey };
	size_t n = 0;
	enum rc rc;

	while (l->nwait > 0 && l->wait[0].at_us == at_us &&
	    sv_eq(key, (struct sv){ l->wait[0].p, l->wait[0].nkey })) {
		if (n == l->captaken) {
			l->captaken = l->captaken != 0 ? 2 * l->captaken : 16;
			l->taken = mem_array(l->taken, l->captaken, sizeof(*l->taken));
			l->facts.cap = l->captaken;
			l->facts.fact = mem_array(l->facts.fact, l->facts.cap,
			    sizeof(*l->facts.fact));
		}
		l->taken[n] = pop_fact(l);
		l->facts.fact[n] = (struct fact){ .at_us = at_us,
			.p = l->taken[n].p + l->taken[n].nkey, .n = l->taken[n].nfact };
		n++;
	}
	l->facts.n = n;
	rc = take_turn(l, find_key(l, hash_sv(key, l->j->seed), key), key, at_us, false, e);
	l->facts.n = 0;
	for (size_t i = 0; i < n; i++)
		release_fact(l, l->taken[i].chunk);
	return rc;
}

/* The key whose time is next, NOBODY: there is none. */
static uint32_t
next_due(struct scan_live *l)
{
	while (l->open > 0) {
		const uint32_t id = l->due[0].id;

		if (l->due[0].at_us == l->key[id].due_us)
			return id;
		sift_due(l, 0, (struct live_due){ l->key[id].due_us, id });
	}
	return NOBODY;
}

static enum rc
take_key(struct scan_live *l, uint32_t id, int64_t at_us, bool end, struct err *e)
{
	/* A copy: the key's bytes move when its state does. */
	struct sv key = arena_sv(&l->tmp, (struct sv){ l->key[id].p, l->key[id].nkey });

	return take_turn(l, id, key, at_us, end, e);
}

static void
write_lines(struct scan_live *l)
{
	out_sv(l->j->run.out, buf_view(&l->o));
	buf_clear(&l->o);
}

/* All facts before @mark, or all there are, and the keys that asked for @mark or before. */
static enum rc
advance(struct scan_live *l, int64_t mark, bool all, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK) {
		const uint32_t id = next_due(l);
		const bool due = id != NOBODY && l->key[id].due_us <= mark;

		if (due && (l->nwait == 0 || l->key[id].due_us <= l->wait[0].at_us))
			rc = take_key(l, id, l->key[id].due_us, false, e);
		else if (l->nwait > 0 && (all || l->wait[0].at_us < mark))
			rc = take_facts(l, e);
		else
			break;
		if (l->o.n >= GATHER)
			write_lines(l);
	}
	return rc;
}

static enum rc
go_to(struct scan_live *l, int64_t mark, struct err *e)
{
	enum rc rc = l->rc;

	if (rc != RC_OK) {
		*e = l->e;
		return rc;
	}
	rc = advance(l, mark, false, e);
	if (l->o.n > 0) {
		write_lines(l);
		out_flush(l->j->run.out);
	}
	return rc == RC_OK && out_failed(l->j->run.out) ? RC_END : rc;
}

void
scan_live_heard(struct scan_live *l, int64_t at_us)
{
	const int64_t late = l->p->live->lateness_us;

	if (at_us <= l->max_us)
		return;
	l->max_us = at_us;
	if (at_us >= INT64_MIN + late && at_us - late > l->mark_us)
		l->mark_us = at_us - late;
}

enum rc
scan_live_go(struct scan_live *l, struct err *e)
{
	l->heard_us = clock_us();
	return go_to(l, l->mark_us, e);
}

int
scan_live_idle(struct scan_live *l)
{
	const struct scan_live_plan *p = l->p->live;
	const int64_t silent = clock_us() - l->heard_us;

	out_flush(l->j->run.out);
	if (l->j->run.rejects != NULL)
		out_flush(l->j->run.rejects);
	if (p->idle_us == 0 || l->nwait + l->open == 0)
		return -1;
	if (silent < p->idle_us || l->max_us > INT64_MAX - silent ||
	    l->max_us < INT64_MIN + p->lateness_us)
		return TICK_MS;
	if (l->max_us - p->lateness_us + silent > l->mark_us)
		l->mark_us = l->max_us - p->lateness_us + silent;
	l->rc = go_to(l, l->mark_us, &l->e);
	return l->rc == RC_OK ? TICK_MS : IN_IDLE_END;
}

enum rc
scan_live_end(struct scan_live *l, struct err *e)
{
	const int64_t behind = l->max_us < INT64_MAX ? l->max_us + 1 : INT64_MAX;
	uint32_t id;
	enum rc rc = l->rc;

	if (rc != RC_OK)
		*e = l->e;
	else
		rc = advance(l, behind > l->mark_us ? behind : l->mark_us, true, e);
	while (rc == RC_OK && (id = next_due(l)) != NOBODY) {
		rc = take_key(l, id, l->max_us, true, e);
		if (l->o.n >= GATHER)
			write_lines(l);
	}
	write_lines(l);
	return rc == RC_END ? RC_OK : rc;
}
