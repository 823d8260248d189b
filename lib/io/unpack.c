/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unpack - see unpack.h
 *
 * A piece is a part of the file that has a state of its codec of its own: members, whose bytes
 * it holds, or the next of the one stream that the file is where nobody knows where a member
 * ends.  What is made of it are chunks: one of small members and of the stream, as many as it
 * takes of a large member, on which any thread may go on, one at a time.
 *
 * Who comes for bytes takes those of the first piece, while they are in some cache, when there
 * is more to make ahead of it; else makes the next chunk
 *
 *     of the piece that it made the last one of, as tables and window are warm
 *     of the first piece, as all wait for it
 *     of any other, while not too much waits to be taken
 *     of members that nobody has begun
 *     of the stream
 *
 * and when there is nothing of this to do, sleeps until something has moved.  The stream is gone
 * on with only when all pieces before have ended well, as it cannot be taken back; pieces of
 * members keep what they were made of until then.  Where the end of a member that the stream is
 * in shows up, what is left of it becomes a piece, too, and threads go on behind it.
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
	SLACK = 4096,		/* bytes more than a member says that it makes: it is never full */
	RAW_KEPT = 1 << 20	/* bytes that a piece may keep room for when its own are used up */
};

/* In the place of a number of bytes: what was looked at were all there are. */
#define LOOKED_AT_ALL SIZE_MAX

/* What was made at once. */
struct chunk {
	struct chunk *next;
	char         *base;	/* base[LEAD + at .. LEAD + n) is to be taken */
	size_t        at, n, cap;
};

struct piece {
	bool                stream;	/* it is of that, not of members */
	void               *state;	/* of the file's codec; NULL when it is sound */
	const struct block *by;		/* whose thread has made the last chunk */
	bool                busy;	/* a thread makes the next one */
	bool                rest;	/* it began as the stream */
	bool                made;	/* there will be no more */
	bool                sound;	/* it has ended well, between two members */
	bool                damaged;
	struct err          fault;
	size_t              read_size, want;	/* bytes of room for a chunk, for the next one */
	unsigned char      *raw;	/* members: raw[raw_at .. nraw) is left of them */
	size_t              raw_at, nraw, cap_raw;
	struct chunk       *chunk, **last;	/* to be taken, in order */
	unsigned            nchunk;
};

struct unpack {
	pthread_mutex_t lock;
	pthread_cond_t  moved;		/* a chunk is made, or the turn has passed on */
	unsigned        threads;
	unsigned        waiting;	/* of them sleep for it */
	unsigned        making;		/* chunks that are being made */
	bool            reading;	/* a thread is between begin and end */
	bool            streaming;	/* one of them is of the stream */
	bool            many;		/* a member of the file has ended, and another begun */
	bool            fresh;		/* the stream's state is, until its piece has ended well */
	size_t          looked;		/* bytes in which the next one was seen to have no end */
	size_t          ahead;		/* bytes that wait to be taken */
	size_t          held;		/* raw ones, of pieces */
	struct chunk   *spare;		/* the last one used first, as it is warm */
	unsigned        slots;
	unsigned        enough;		/* chunks of the first piece, or of the stream, that wait */
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

	u->threads = threads;
	u->slots = slots;
	u->enough = threads + 1;
	u->state = mem_array(NULL, slots + 2, sizeof *u->state);
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

/* There are bytes to be taken, or there will be none that are known to be right. */
static bool
is_due(const struct piece *p)
{
	return p->chunk != NULL || (p->made && !p->busy);
}

/* More can be made of it, and nobody does. */
static bool
is_open(const struct piece *p)
{
	return !p->stream && !p->made && !p->busy;
}

/* Its bytes are what the file has: what follows may be told from them. */
static bool
has_ended_well(const struct piece *p)
{
	return p->stream || (p->made && p->sound);
}

static struct chunk *
take_spare(struct unpack *u)
{
	struct chunk *c = u->spare;

	if (c == NULL)
		return mem_zalloc(sizeof *c);
	u->spare = c->next;
	c->next = NULL;
	c->at = c->n = 0;
	return c;
}

static void
give_spare(struct unpack *u, struct chunk *c)
{
	c->next = u->spare;
	u->spare = c;
}

static void
put_chunk(struct unpack *u, struct piece *p, struct chunk *c)
{
	if (c->n == 0) {
		give_spare(u, c);
		return;
	}
	*p->last = c;
	p->last = &c->next;
	p->nchunk++;
	u->ahead += c->n;
}

/* The first one is used up. */
static void
drop_chunk(struct unpack *u, struct piece *p)
{
	struct chunk *c = p->chunk;

	p->chunk = c->next;
	if (p->chunk == NULL)
		p->last = &p->chunk;
	p->nchunk--;
	u->ahead -= c->n;
	give_spare(u, c);
}

static void
drop_raw(struct unpack *u, struct piece *p)
{
	u->held -= p->nraw;
	p->raw_at = p->nraw = 0;
	if (p->cap_raw <= RAW_KEPT)
		return;
	mem_free(p->raw);
	p->raw = NULL;
	p->cap_raw = 0;
}

/* Pieces that are used up, of which nothing else is to be known, make room. */
static void
drop_used(struct unpack *u)
{
	for (; u->n > 0; u->n--) {
		struct piece *p = nth(u, 0);

		if (p->chunk != NULL || !p->made || p->busy || !has_ended_well(p))
			return;
		drop_raw(u, p);
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
need_room(struct chunk *c, size_t n)
{
	n += LEAD + 1 + IN_PAD;
	if (n <= c->cap)
		return;
	c->cap = n;
	c->base = mem_array(c->base, n, 1);
}

/*
 * More raw bytes, or the end of them, without waiting, while less than @most are there; @grow:
 * in more memory, if need be.  What is there is moved only when as much has been used up since,
 * or room is doubled next: members that do not show where they end may be small and many.
 */
static bool
read_on(struct feed *f, size_t most, bool grow)
{
	const size_t left = f->n - f->at;
	struct err e = { 0 };
	size_t got;

	if (f->over || f->broken || left >= most || (!f->regular && !fd_ready(f->fd)))
		return false;
	if (f->at >= left || (f->n == f->cap_raw && grow)) {
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

/* It is made in more than one chunk, and kept out of the way of others. */
static bool
is_large(const struct codec_member *m)
{
	return m->out > UNPACK_MADE;
}

/*
 * The member where the file stands, which @find of its codec finds.  It is looked for again in
 * twice as many bytes as it was not found in, so that each byte is looked at twice.
 */
static bool
find_member(struct unpack *u, struct feed *f, codec_find *find, struct codec_member *m)
{
	const size_t most = (size_t)UNPACK_PACKED * u->threads;

	for (;;) {
		const size_t left = f->n - f->at;
		const bool look = u->looked != LOOKED_AT_ALL && (f->over || left / 2 >= u->looked);

		if (look && left > 0 && find(f->raw + f->at, left, f->over, m)) {
			u->looked = m->need <= UNPACK_NEED ? 0 : LOOKED_AT_ALL;
			return u->looked == 0;
		}
		if (look)
			u->looked = f->over ? LOOKED_AT_ALL : left;
		if (u->held >= most || !read_on(f, most - u->held, true))
			return false;
	}
}

/* It, and those behind it that make about one read together. */
static bool
find_members(struct unpack *u, struct feed *f, struct codec_member *all)
{
	const size_t enough = f->cfg.read_size;
	struct codec_member m;

	if (!find_member(u, f, f->codec->member, all))
		return false;
	while (all->n < enough && all->out < enough) {
		const size_t at = f->at + all->n;

		if (at == f->n || !f->codec->member(f->raw + at, f->n - at, f->over, &m)) {
			if (f->n - at >= enough || !read_on(f, 2 * enough, false))
				break;
			continue;
		}
		if (all->n + m.n > enough || all->out + m.out > enough || m.need > UNPACK_NEED)
			break;
		all->n += m.n;
		all->out += m.out;
	}
	return true;
}

static struct piece *
new_piece(struct unpack *u, struct feed *f)
{
	struct piece *p = nth(u, u->n++);

	p->state = NULL;
	p->by = NULL;
	p->stream = p->busy = p->rest = p->made = p->sound = p->damaged = false;
	p->raw_at = p->nraw = 0;
	p->chunk = NULL;
	p->last = &p->chunk;
	p->nchunk = 0;
	p->read_size = p->want = f->cfg.read_size;
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

/* What @b holds is used up: its memory, which is warm, is what the chunk is made in. */
static void
exchange(struct chunk *c, struct block *b)
{
	char *base = b->p != NULL ? b->p - b->lead : NULL;
	size_t cap = b->cap + b->lead;

	b->p = c->base;
	b->cap = c->cap;
	b->lead = 0;
	c->base = base;
	c->cap = cap;
}

/* A piece of the bytes of @m, where the file stands. */
static struct piece *
hold_members(struct unpack *u, struct feed *f, const struct codec_member *m)
{
	struct piece *p = new_piece(u, f);

	need_raw(p, m->n);
	memcpy(p->raw, f->raw + f->at, m->n);
	p->nraw = m->n;
	f->at += m->n;
	u->held += m->n;
	if (!is_large(m) && m->out > p->read_size)
		p->want = (size_t)m->out;
	p->want += SLACK;
	return p;
}

static struct piece *
claim_members(struct unpack *u, struct feed *f)
{
	struct codec_member m;
	struct piece *p;

	if (!find_members(u, f, &m))
		return NULL;
	p = hold_members(u, f, &m);
	p->state = take_state(u, f);
	return p;
}

/* All that is before the stream is known to be right, so that it may go on. */
static bool
may_stream(struct unpack *u)
{
	for (unsigned i = 0; i < u->n; i++)
		if (!has_ended_well(nth(u, i)))
			return false;
	return true;
}

/* What is left of the member that the stream is in. */
static struct piece *
claim_rest(struct unpack *u, struct feed *f)
{
	struct codec_member m;
	struct piece *p;

	if (!find_member(u, f, f->codec->rest, &m))
		return NULL;
	p = hold_members(u, f, &m);
	p->state = f->state;
	p->rest = true;
	f->state = take_state(u, f);
	u->fresh = true;
	return p;
}

static struct piece *
claim_stream(struct unpack *u, struct feed *f)
{
	struct piece *p;

	while (f->at == f->n)
		if (!read_on(f, 1, false))
			return NULL;
	p = new_piece(u, f);
	p->stream = true;
	u->streaming = true;
	return p;
}

/* There is room for another chunk ahead of the first piece. */
static bool
may_go_ahead(const struct unpack *u, const struct feed *f)
{
	return u->ahead + f->cfg.read_size <= (size_t)UNPACK_AHEAD * u->threads;
}

/* A piece, but for the first @from, that has been begun and may be gone on with. */
static struct piece *
open_piece(struct unpack *u, const struct feed *f, const struct block *b, unsigned from)
{
	const unsigned n = may_go_ahead(u, f) && stop_signal() == 0 ? u->n : u->n > 0;
	struct piece *found = NULL;

	for (unsigned i = from; i < n; i++) {
		struct piece *p = nth(u, i);

		if (!is_open(p) || (found != NULL && p->by != b))
			continue;
		found = p;
		if (p->by == b)
			break;
	}
	return found;
}

/* Members may be looked for where the file stands. */
static bool
is_between(const struct unpack *u, const struct feed *f)
{
	return f->codec->member != NULL && (u->fresh || f->codec->between(f->state));
}

/* A piece that nobody has begun. */
static struct piece *
claim_new(struct unpack *u, struct feed *f, bool due)
{
	const bool between = is_between(u, f);
	struct piece *p = NULL;

	u->many |= between && f->at < f->n;
	if (between && (u->n == 0 || may_go_ahead(u, f)))
		p = claim_members(u, f);
	if (p != NULL || !may_stream(u) || (due && u->n >= u->enough))
		return p;
	if (!between && u->many && f->codec->rest != NULL)
		p = claim_rest(u, f);
	return p != NULL ? p : claim_stream(u, f);
}

/* A piece of which a chunk is to be made; NULL: there is none, or one had better be taken. */
static struct piece *
claim(struct unpack *u, struct feed *f, const struct block *b)
{
	const bool due = u->n > 0 && is_due(nth(u, 0));
	const bool more = f->codec != NULL && f->looked && !u->streaming && u->n < u->slots &&
	    !f->damaged && !f->broken && stop_signal() == 0;
	struct piece *p = open_piece(u, f, b, due);

	if (!due)
		return p != NULL || !more ? p : claim_new(u, f, due);
	if (p != NULL || (more && is_between(u, f) && u->looked == 0))
		return NULL;
	p = nth(u, 0);
	if (is_open(p) && p->nchunk < u->enough)
		return p;
	return more ? claim_new(u, f, due) : NULL;
}

/* The next chunk of what members make; true when it is the last one. */
static bool
make_members(struct piece *p, struct chunk *c, size_t room, const struct codec *codec)
{
	struct codec_io io = { .in = p->raw + p->raw_at, .n_in = p->nraw - p->raw_at,
		.out = c->base + LEAD, .n_out = room };

	p->damaged = codec->step(p->state, &io, &p->fault) != RC_OK;
	c->n = room - io.n_out;
	p->raw_at = p->nraw - io.n_in;
	if (!p->damaged && io.n_out == 0)
		return false;
	p->sound = !p->damaged && io.n_in == 0 && codec->between(p->state);
	return true;
}

static bool
make_stream(struct feed *f, struct chunk *c, size_t room)
{
	struct codec_io io = { .in = f->raw + f->at, .n_in = f->n - f->at,
		.out = c->base + LEAD, .n_out = room, .pause = true };

	f->damaged = f->codec->step(f->state, &io, &f->fault) != RC_OK;
	f->at = f->n - io.n_in;
	c->n = room - io.n_out;
	return true;
}

/* The stream has come on from byte @had of the raw ones. */
static void
end_stream(struct unpack *u, const struct feed *f, size_t had)
{
	const size_t used = f->at - had;

	u->streaming = false;
	if (is_between(u, f))
		u->looked = 0;
	else if (u->looked != LOOKED_AT_ALL)
		u->looked -= used < u->looked ? used : u->looked;
}

/* What the piece began with, or the file is to go on with, is used again. */
static void
change_states(struct unpack *u, struct feed *f, struct piece *p)
{
	void *state = f->state;

	f->state = p->state;
	p->state = state;
	u->fresh = false;
}

static void
give_state(struct unpack *u, struct piece *p)
{
	u->state[u->nstate++] = p->state;
	p->state = NULL;
}

/*
 * Outside of the lock: the piece is this thread's, and the stream, if it is of that.  In the
 * memory of @b, unless it is NULL.
 */
static void
make(struct unpack *u, struct feed *f, struct piece *p, struct block *b)
{
	const struct codec *codec = u->codec;
	struct chunk *c = take_spare(u);
	const size_t want = p->want, had = f->at;
	bool made;

	if (b != NULL)
		exchange(c, b);
	p->by = b;
	p->want = p->read_size;
	p->busy = true;
	u->making++;
	pthread_mutex_unlock(&u->lock);
	need_room(c, want);
	made = p->stream ? make_stream(f, c, want) : make_members(p, c, want, codec);
	take_lock(u);
	if (p->stream)
		end_stream(u, f, had);
	p->busy = false;
	p->made = made;
	put_chunk(u, p, c);
	if (p->sound && p->rest)
		change_states(u, f, p);
	if (p->sound)
		give_state(u, p);
	u->making--;
	drop_used(u);	/* it may have no bytes at all */
	say_moved(u);
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
	for (; u->n > 0; u->n--) {
		struct piece *p = nth(u, u->n - 1);

		while (p->chunk != NULL)
			drop_chunk(u, p);
		if (p->state != NULL)
			u->codec->close(p->state);
		drop_raw(u, p);
	}
}

/* Nothing more is wanted: what is left of a large member is not made. */
static void
give_up(struct unpack *u, struct feed *f)
{
	wait_makers(u);
	drop_all(u);
	f->at = f->n;
}

void
unpack_begin(struct unpack *u, struct feed *f, struct block *b)
{
	struct piece *p;

	take_lock(u);
	for (;;) {
		if (u->reading)
			wait_moved(u);
		else if (stop_signal() != 0 && u->n > 0 && is_open(nth(u, 0)))
			give_up(u, f);
		else if ((p = claim(u, f, b)) != NULL)
			make(u, f, p, b);
		else if (u->n > 0 && !is_due(nth(u, 0)))
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

/* The first piece has not ended where it should: the file goes on with what it has come to. */
static void
go_on(struct unpack *u, struct feed *f)
{
	struct piece *p = nth(u, 0);

	wait_makers(u);
	put_back(u, f);
	change_states(u, f, p);
	give_state(u, p);	/* members were looked for where one had ended */
	f->damaged = p->damaged;
	f->fault = p->fault;
	u->looked = 0;
	drop_all(u);
}

/* The piece that has the next bytes; NULL: there is none. */
static struct piece *
first_piece(struct unpack *u, struct feed *f)
{
	for (drop_used(u); u->n > 0; drop_used(u)) {
		struct piece *p = nth(u, 0);

		if (p->chunk != NULL)
			return p;
		if (p->busy) {
			wait_moved(u);
		} else if (!p->made) {
			make(u, f, p, NULL);	/* others wait until this thread has read */
		} else {
			go_on(u, f);
			return NULL;
		}
	}
	return NULL;
}

enum rc
unpack_read(struct unpack *u, struct feed *f, char *p, size_t n, size_t *got)
{
	struct piece *first = first_piece(u, f);
	struct chunk *c;

	if (first == NULL)
		return RC_EMPTY;
	c = first->chunk;
	*got = c->n - c->at < n ? c->n - c->at : n;
	memcpy(p, c->base + LEAD + c->at, *got);
	c->at += *got;
	if (c->at == c->n)
		drop_chunk(u, first);
	return RC_OK;
}

bool
unpack_give(struct unpack *u, struct feed *f, struct block *b, size_t most)
{
	const char *had = b->p;
	const size_t n = b->n;
	struct piece *p;
	struct chunk *c;

	if (f->charset != NULL || f->text_at < f->ntext || b->n > LEAD)
		return false;
	p = first_piece(u, f);
	if (p == NULL || p->chunk->at > 0 || p->chunk->n > most)
		return false;
	c = p->chunk;
	exchange(c, b);
	b->lead = LEAD - n;
	b->p += b->lead;
	b->cap -= b->lead;
	if (n > 0)
		memcpy(b->p, had, n);
	b->n = n + c->n;
	drop_chunk(u, p);
	return true;
}

void
unpack_drop(struct unpack *u)
{
	wait_makers(u);
	drop_all(u);
	u->many = u->fresh = false;
	u->looked = 0;
}

void
unpack_free(struct unpack *u)
{
	if (u == NULL)
		return;
	for (unsigned i = 0; i < u->slots; i++)
		mem_free(u->piece[i].raw);
	for (struct chunk *next, *c = u->spare; c != NULL; c = next) {
		next = c->next;
		mem_free(c->base);
		mem_free(c);
	}
	close_states(u);
	mem_free(u->state);
	pthread_cond_destroy(&u->moved);
	pthread_mutex_destroy(&u->lock);
	mem_free(u);
}
