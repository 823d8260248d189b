/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unpack - see unpack.h
 *
 * Who comes for bytes does the first of these that can be done:
 *
 *     the stream is free, few pieces are made    make the next piece of it; its thread goes
 *                                                on with it, as tables and window are warm
 *     the first piece is made                    take it
 *     members are there, and room for a piece    make one of them
 *     else                                       sleep until something has moved
 *
 * With members the first two change places: what a thread has made it takes itself, if it can,
 * while it is in its cache.  The stream is gone on with only when all pieces before have ended
 * well, as it cannot be taken back; pieces of members keep what they were made of.
 */
#include "io/unpack.h"

#include "base/mem.h"
#include "io/codec.h"
#include "io/fd.h"
#include "io/feed.h"
#include "io/stop.h"

#include <pthread.h>
#include <string.h>

enum {
	LEAD = 16 * 1024,	/* room before what is made, for the line that it goes on with */
	SPINS = 2000,		/* looks at the lock before a thread sleeps: some 20 us */
	SLACK = 4096		/* bytes more than a member says that it makes: it is never full */
};

struct piece {
	struct feed        *feed;	/* whose stream it is; NULL: it is of members */
	void               *state;	/* of the file's codec; NULL when it is sound */
	bool                made;
	bool                sound;	/* it has ended well, between two members */
	bool                damaged;
	struct err          fault;
	size_t              read_size, want;	/* bytes of room for it, at first */
	unsigned char      *raw;	/* members: raw[raw_at .. nraw) is left of them */
	size_t              raw_at, nraw, cap_raw;
	char               *base;	/* base[LEAD + at .. LEAD + n) is to be taken */
	size_t              at, n, cap;
};

struct unpack {
	pthread_mutex_t lock;
	pthread_cond_t  moved;		/* a piece is made, or the turn has passed on */
	unsigned        waiting;	/* threads that sleep for it */
	unsigned        making;		/* pieces that are being made */
	bool            reading;	/* a thread is between begin and end */
	bool            streaming;	/* one of them is of the stream */
	bool            unknown;	/* where the next member ends cannot be told */
	unsigned        slots;
	unsigned        enough;		/* pieces of the stream that wait to be taken */
	unsigned        first, n;	/* pieces in use */
	const struct codec *codec;	/* of states, which may begin with a member: */
	void          **state;		/* ... the last one is the next to be used, as it is warm */
	unsigned        nstate;
	struct piece    piece[];
};

struct unpack *
unpack_new(unsigned threads)
{
	const unsigned slots = 2 * threads + 2;
	struct unpack *u = mem_zalloc(sizeof *u + slots * sizeof u->piece[0]);

	u->slots = slots;
	u->enough = threads + 1;
	u->state = mem_array(NULL, slots, sizeof *u->state);
	pthread_mutex_init(&u->lock, NULL);
	pthread_cond_init(&u->moved, NULL);
	return u;
}

/* Who has the lock moves some bytes with it: that is over before a thread is asleep. */
static void
take_lock(struct unpack *u)
{
	for (unsigned i = 0; i < SPINS; i++)
		if (pthread_mutex_trylock(&u->lock) == 0)
			return;
	pthread_mutex_lock(&u->lock);
}

static void
wait_moved(struct unpack *u)
{
	u->waiting++;
	pthread_cond_wait(&u->moved, &u->lock);
	u->waiting--;
}

static void
say_moved(struct unpack *u)
{
	if (u->waiting > 0)
		pthread_cond_broadcast(&u->moved);
}

static struct piece *
nth(struct unpack *u, unsigned i)
{
	return &u->piece[(u->first + i) % u->slots];
}

/* Pieces that are used up, of which nothing else is to be known, make room. */
static void
drop_used(struct unpack *u)
{
	for (; u->n > 0; u->n--) {
		const struct piece *p = nth(u, 0);

		if (!p->made || p->at < p->n || (p->feed == NULL && !p->sound))
			return;
		u->first = (u->first + 1) % u->slots;
	}
}

static void
need_raw(struct piece *p, size_t n)
{
	if (n <= p->cap_raw)
		return;
	p->cap_raw = n;
	p->raw = mem_array(p->raw, n, 1);
}

/* Room for @n bytes, the newline and the pad that a block has. */
static void
need_room(struct piece *p, size_t n)
{
	n += LEAD + 1 + IN_PAD;
	if (n <= p->cap)
		return;
	p->cap = n;
	p->base = mem_array(p->base, n, 1);
}

/*
 * More raw bytes, or the end of them, without waiting; @grow: in more memory, if need be.  What
 * is there is moved only when as much has been used up since: members that do not show where
 * they end may be small and many.
 */
static bool
read_on(struct feed *f, bool grow)
{
	const size_t left = f->n - f->at;
	struct err e = { 0 };
	size_t got;

	if (f->over || f->broken || left >= UNPACK_RAW || (!f->regular && !fd_ready(f->fd)))
		return false;
	if (f->at >= left) {
		memmove(f->raw, f->raw + f->at, left);
		f->at = 0;
		f->n = left;
	}
	if (f->n == f->cap_raw && !grow)
		return false;
	if (f->n == f->cap_raw) {
		f->cap_raw *= 2;
		f->raw = mem_array(f->raw, f->cap_raw, 1);
	}
	if (feed_raw(f, f->raw + f->n, f->cap_raw - f->n, &got, &e) == RC_OK)
		f->n += got;
	return !f->broken && stop_signal() == 0;
}

/* Members that make about one read together, or the first one alone; false: there are none. */
static bool
find_members(struct feed *f, struct codec_member *all)
{
	const size_t enough = f->cfg.read_size;

	*all = (struct codec_member){ 0 };
	for (;;) {
		const size_t at = f->at + all->n;
		struct codec_member m;

		if (at < f->n && f->codec->member(f->raw + at, f->n - at, f->over, &m)) {
			if (m.out > UNPACK_MADE || (all->n > 0 &&
			    (all->n + m.n > enough || all->out + m.out > enough)))
				break;
			all->n += m.n;
			all->out += m.out;
		} else if (!read_on(f, all->n == 0)) {
			break;
		}
	}
	return all->n > 0;
}

static struct piece *
new_piece(struct unpack *u, struct feed *f)
{
	struct piece *p = nth(u, u->n++);

	u->making++;
	u->unknown = false;
	p->feed = NULL;
	p->state = NULL;
	p->made = p->sound = p->damaged = false;
	p->at = p->n = p->raw_at = p->nraw = 0;
	p->read_size = f->cfg.read_size;
	return p;
}

static void
close_states(struct unpack *u)
{
	while (u->nstate > 0)
		u->codec->close(u->state[--u->nstate]);
}

/* A state that may begin with a member. */
static void *
take_state(struct unpack *u, const struct feed *f)
{
	if (u->codec != f->codec)
		close_states(u);
	u->codec = f->codec;
	return u->nstate > 0 ? u->state[--u->nstate] : f->codec->open(feed_window(f));
}

/* What @b holds is used up: its memory, which is warm, is what the piece is made in. */
static void
exchange(struct piece *p, struct block *b)
{
	char *base = b->p != NULL ? b->p - b->lead : NULL;
	size_t cap = b->cap + b->lead;

	b->p = p->base;
	b->cap = p->cap;
	b->lead = 0;
	p->base = base;
	p->cap = cap;
}

static struct piece *
claim_members(struct unpack *u, struct feed *f)
{
	struct codec_member m;
	struct piece *p;

	if (u->unknown || !find_members(f, &m)) {
		u->unknown = true;
		return NULL;
	}
	p = new_piece(u, f);
	p->state = take_state(u, f);
	need_raw(p, m.n);
	memcpy(p->raw, f->raw + f->at, m.n);
	p->nraw = m.n;
	f->at += m.n;
	p->want = (m.out > p->read_size ? (size_t)m.out : p->read_size) + SLACK;
	return p;
}

static struct piece *
claim_stream(struct unpack *u, struct feed *f)
{
	struct piece *p;

	for (unsigned i = 0; i < u->n; i++)
		if (nth(u, i)->feed == NULL && (!nth(u, i)->made || !nth(u, i)->sound))
			return NULL;
	while (f->at == f->n)
		if (!read_on(f, false))
			return NULL;
	p = new_piece(u, f);
	p->feed = f;
	u->streaming = true;
	p->want = p->read_size;
	return p;
}

/* A piece to be made; NULL: there is none, or one had better be taken. */
static struct piece *
claim(struct unpack *u, struct feed *f)
{
	const bool due = u->n > 0 && nth(u, 0)->made;
	struct piece *p = NULL;
	bool between;

	if (f->codec == NULL || !f->looked || u->streaming || u->n == u->slots || f->damaged ||
	    f->broken || stop_signal() != 0)
		return NULL;
	between = f->codec->member != NULL && f->codec->between(f->state);
	if (due && (between || u->n >= u->enough))
		return NULL;
	if (between)
		p = claim_members(u, f);
	return p != NULL ? p : claim_stream(u, f);
}

/* All that the members make, unless it is more than a piece may be. */
static void
make_members(struct piece *p, const struct codec *codec)
{
	struct codec_io io = { .in = p->raw, .n_in = p->nraw };
	size_t room;

	do {
		if (p->n == p->cap - LEAD - 1 - IN_PAD)
			need_room(p, p->n < UNPACK_MADE / 2 ? 2 * p->n : UNPACK_MADE);
		room = p->cap - LEAD - 1 - IN_PAD - p->n;
		io.out = p->base + LEAD + p->n;
		io.n_out = room;
		p->damaged = codec->step(p->state, &io, &p->fault) != RC_OK;
		p->n += room - io.n_out;
	} while (!p->damaged && io.n_out == 0 && p->n < UNPACK_MADE);
	p->raw_at = p->nraw - io.n_in;
	p->sound = !p->damaged && io.n_in == 0 && io.n_out > 0 && codec->between(p->state);
}

static void
make_stream(struct piece *p)
{
	struct feed *f = p->feed;
	struct codec_io io = { .in = f->raw + f->at, .n_in = f->n - f->at,
		.out = p->base + LEAD, .n_out = p->read_size, .pause = true };

	f->damaged = f->codec->step(f->state, &io, &f->fault) != RC_OK;
	f->at = f->n - io.n_in;
	p->n = p->read_size - io.n_out;
}

static void
give_state(struct unpack *u, struct piece *p)
{
	u->state[u->nstate++] = p->state;
	p->state = NULL;
}

/* Outside of the lock: the piece is this thread's, and the stream, if it is of that. */
static void
make(struct unpack *u, struct piece *p, struct block *b)
{
	const struct codec *codec = u->codec;

	exchange(p, b);
	pthread_mutex_unlock(&u->lock);
	need_room(p, p->want);
	if (p->feed != NULL)
		make_stream(p);
	else
		make_members(p, codec);
	take_lock(u);
	if (p->feed != NULL)
		u->streaming = false;
	if (p->sound)
		give_state(u, p);
	p->made = true;
	u->making--;
	drop_used(u);	/* it may have no bytes at all */
	say_moved(u);
}

void
unpack_begin(struct unpack *u, struct feed *f, struct block *b)
{
	struct piece *p;

	take_lock(u);
	for (;;) {
		if (u->reading)
			wait_moved(u);
		else if ((p = claim(u, f)) != NULL)
			make(u, p, b);
		else if (u->n > 0 && !nth(u, 0)->made)
			wait_moved(u);
		else
			break;
	}
	u->reading = true;
}

void
unpack_end(struct unpack *u)
{
	drop_used(u);
	u->reading = false;
	say_moved(u);
	pthread_mutex_unlock(&u->lock);
}

/* Room for @n bytes before those that are still to be used. */
static void
need_before(struct feed *f, size_t n)
{
	const size_t left = f->n - f->at;

	if (n <= f->at)
		return;
	if (n + left > f->cap_raw) {
		f->cap_raw = n + left;
		f->raw = mem_array(f->raw, f->cap_raw, 1);
	}
	memmove(f->raw + n, f->raw + f->at, left);
	f->at = n;
	f->n = n + left;
}

/* Pieces behind the first one are what was not read: their bytes go back to where they were. */
static void
put_back(struct unpack *u, struct feed *f)
{
	unsigned char *to;
	size_t n = 0;

	for (unsigned i = 0; i < u->n; i++)
		n += nth(u, i)->nraw - nth(u, i)->raw_at * (i == 0);
	need_before(f, n);
	f->at -= n;
	to = f->raw + f->at;
	for (unsigned i = 0; i < u->n; i++) {
		const struct piece *p = nth(u, i);
		const size_t from = i == 0 ? p->raw_at : 0;

		memcpy(to, p->raw + from, p->nraw - from);
		to += p->nraw - from;
	}
}

static void
wait_makers(struct unpack *u)
{
	while (u->making > 0)
		wait_moved(u);
}

static void
drop_all(struct unpack *u)
{
	for (; u->n > 0; u->n--)
		if (nth(u, u->n - 1)->state != NULL)
			u->codec->close(nth(u, u->n - 1)->state);
}

/* The first piece has not ended where it should: the file goes on with what it has come to. */
static void
go_on(struct unpack *u, struct feed *f)
{
	struct piece *p = nth(u, 0);
	void *state = f->state;

	wait_makers(u);
	put_back(u, f);
	f->state = p->state;
	p->state = state;
	give_state(u, p);	/* members were looked for where one had ended */
	f->damaged = p->damaged;
	f->fault = p->fault;
	drop_all(u);
}

/* The piece that has the next bytes; NULL: there is none. */
static struct piece *
first_piece(struct unpack *u, struct feed *f)
{
	drop_used(u);
	while (u->n > 0) {
		struct piece *p = nth(u, 0);

		while (!p->made)
			wait_moved(u);
		if (p->at < p->n)
			return p;
		if (p->feed == NULL && !p->sound) {
			go_on(u, f);
			return NULL;
		}
		drop_used(u);
	}
	return NULL;
}

enum rc
unpack_read(struct unpack *u, struct feed *f, char *p, size_t n, size_t *got)
{
	struct piece *first = first_piece(u, f);

	if (first == NULL)
		return RC_EMPTY;
	*got = first->n - first->at < n ? first->n - first->at : n;
	memcpy(p, first->base + LEAD + first->at, *got);
	first->at += *got;
	return RC_OK;
}

bool
unpack_give(struct unpack *u, struct feed *f, struct block *b, size_t most)
{
	const char *had = b->p;
	const size_t n = b->n;
	struct piece *p;

	if (f->charset != NULL || f->text_at < f->ntext || b->n > LEAD)
		return false;
	p = first_piece(u, f);
	if (p == NULL || p->at > 0 || p->n > most)
		return false;
	exchange(p, b);
	b->lead = LEAD - n;
	b->p += b->lead;
	b->cap -= b->lead;
	if (n > 0)
		memcpy(b->p, had, n);
	b->n = n + p->n;
	p->at = p->n;
	return true;
}

void
unpack_drop(struct unpack *u)
{
	wait_makers(u);
	drop_all(u);
	u->unknown = false;
}

void
unpack_free(struct unpack *u)
{
	if (u == NULL)
		return;
	for (unsigned i = 0; i < u->slots; i++) {
		mem_free(u->piece[i].raw);
		mem_free(u->piece[i].base);
	}
	close_states(u);
	mem_free(u->state);
	pthread_cond_destroy(&u->moved);
	pthread_mutex_destroy(&u->lock);
	mem_free(u);
}
