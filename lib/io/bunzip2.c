/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bunzip2 - bzip2 by libbz2
 *
 * Blocks of at most 900 kB, 4 MB of memory.  Members one behind the other, as parallel
 * compressors write them, are one stream.
 *
 * On damage inside of a block the library may keep back what the call has made.  So that this
 * is as much however much room there is, a call ends where MADE bytes of the member are full.
 */
#include "io/codec.h"

#include "base/mem.h"

#include <bzlib.h>

#include <limits.h>
#include <string.h>

enum {
	HEAD = 10,	/* bytes of a stream's head and its first block's */
	PACKED = 8,	/* bytes of text that one byte makes, about */
	MADE = 4096
};

struct bunzip2 {
	bz_stream z;
	bool      inside;	/* a member has begun and not ended */
	bool      open;		/* z has memory of its own */
	bool      any;		/* one has ended */
	unsigned  phase;	/* bytes of the member modulo MADE */
	unsigned  at, n;	/* kept[at .. n) was made for want of room for all of MADE */
	int       result;	/* of the call that made it */
	char      kept[MADE];
};

static bool
bunzip2_match(const unsigned char *p, size_t n)
{
	static const char block[] = "1AY&SY", end[] = "\x17\x72\x45\x38\x50\x90";
	size_t more = n < HEAD ? n : HEAD;

	if (n > 0 && memcmp(p, "BZh", n < 3 ? n : 3) != 0)
		return false;
	if (n <= 3)
		return true;
	more -= 4;
	return p[3] >= '1' && p[3] <= '9' &&
	    (memcmp(p + 4, block, more) == 0 || memcmp(p + 4, end, more) == 0);
}

static void *
bunzip2_open(size_t max_window)
{
	(void)max_window;	/* its largest is small */
	return mem_zalloc(sizeof(struct bunzip2));
}

static void
begin(struct bunzip2 *b)
{
	memset(&b->z, 0, sizeof b->z);
	if (BZ2_bzDecompressInit(&b->z, 0, 0) != BZ_OK)
		mem_oom(sizeof b->z);
	b->open = b->inside = true;
	b->phase = 0;
}

static void
finish(struct bunzip2 *b)
{
	(void)BZ2_bzDecompressEnd(&b->z);
	b->open = b->inside = false;
	b->any = true;
}

static unsigned
clamp(size_t n)
{
	return n < UINT_MAX ? (unsigned)n : UINT_MAX;
}

static enum rc
damaged(const struct bunzip2 *b, int z, struct err *e)
{
	if (z == BZ_MEM_ERROR)
		mem_oom(0);
	if (z == BZ_DATA_ERROR_MAGIC && b->any)
		return rc_err(e, RC_IO, "garbage after the end of the bzip2 data");
	return rc_err(e, RC_IO, "damaged bzip2 data");
}

/* A call of the library, with room for @n bytes at @out; how many it made. */
static unsigned
call(struct bunzip2 *b, struct codec_io *io, char *out, unsigned n, int *z)
{
	const unsigned n_in = clamp(io->n_in);

	b->z.next_in = (char *)(uintptr_t)io->in;	/* it is only read */
	b->z.avail_in = n_in;
	b->z.next_out = out;
	b->z.avail_out = n;
	*z = BZ2_bzDecompress(&b->z);
	io->in += n_in - b->z.avail_in;
	io->n_in -= n_in - b->z.avail_in;
	b->phase = (b->phase + n - b->z.avail_out) % MADE;
	return n - b->z.avail_out;
}

/* Of what is kept, as much as there is room for. */
static unsigned
give_kept(struct bunzip2 *b, const struct codec_io *io)
{
	const unsigned left = b->n - b->at, n = io->n_out < left ? (unsigned)io->n_out : left;

	memcpy(io->out, b->kept + b->at, n);
	b->at += n;
	return n;
}

/* As many bytes as a call makes; *@z is what it says, once all of them are given. */
static unsigned
make_some(struct bunzip2 *b, struct codec_io *io, int *z)
{
	const unsigned room = MADE - b->phase;
	unsigned made;

	if (b->at == b->n && io->n_out >= room)
		return call(b, io, io->out, room, z);
	if (b->at == b->n) {
		b->at = 0;
		b->n = call(b, io, b->kept, room, &b->result);
	}
	made = give_kept(b, io);
	*z = b->at == b->n ? b->result : BZ_OK;
	return made;
}

static enum rc
bunzip2_step(void *state, struct codec_io *io, struct err *e)
{
	struct bunzip2 *b = state;

	for (;;) {
		const size_t had = io->n_in;
		unsigned made;
		int z;

		if (!b->open && had == 0)
			return RC_OK;
		if (!b->open)
			begin(b);
		made = make_some(b, io, &z);
		io->out += made;
		io->n_out -= made;
		if (z == BZ_STREAM_END)
			finish(b);
		else if (z != BZ_OK)
			return damaged(b, z, e);
		if (io->n_out == 0 || (z == BZ_OK && io->n_in == had && made == 0) ||
		    (z == BZ_STREAM_END && io->pause))
			return RC_OK;
	}
}

static bool
bunzip2_between(const void *state)
{
	return !((const struct bunzip2 *)state)->inside;
}

/* What looks like the head of another one ends it, from byte @at > 0 on. */
static bool
find_end(const unsigned char *p, size_t n, size_t at, bool all, struct codec_member *m)
{
	while (n - at >= HEAD && !bunzip2_match(p + at, HEAD)) {
		const unsigned char *next = memchr(p + at + 1, 'B', n - at - 1);

		at = next != NULL ? (size_t)(next - p) : n;
	}
	at = n - at < HEAD ? n : at;
	*m = (struct codec_member){ .n = at, .out = (uint64_t)at * PACKED };
	return at < n || all;
}

static bool
bunzip2_member(const unsigned char *p, size_t n, bool all, struct codec_member *m)
{
	return n >= HEAD && bunzip2_match(p, HEAD) && find_end(p, n, HEAD, all, m);
}

static bool
bunzip2_rest(const unsigned char *p, size_t n, bool all, struct codec_member *m)
{
	return find_end(p, n, 1, all, m);
}

static enum rc
bunzip2_end(const void *state, struct err *e)
{
	const struct bunzip2 *b = state;

	return !b->inside ? RC_OK : rc_err(e, RC_IO, "truncated bzip2 stream");
}

static void
bunzip2_close(void *state)
{
	struct bunzip2 *b = state;

	if (b->open)
		(void)BZ2_bzDecompressEnd(&b->z);
	mem_free(b);
}

const struct codec bunzip2_codec = {
	"bzip2", HEAD, bunzip2_match, bunzip2_open, bunzip2_step, bunzip2_between, bunzip2_member,
	bunzip2_rest, bunzip2_end, bunzip2_close
};
