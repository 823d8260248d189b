/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gunzip - RFC 1952 gzip; the deflate stream inside by ISA-L
 *
 * Streaming, 32 KiB window.  ISA-L decodes three times as fast as zlib does.  It is
 * asked for bare deflate: up to 2.31, at least, its arm64 code takes a block for the last one
 * when output ends just there, unless crc_flag is 0.  So header and trailer are read
 * here, byte by byte, since they may be cut anywhere, and the sum is made here.
 *
 * Of data that is cut short it gives all but, at most, the last two bytes.  Where a match has no
 * distance, or one that reaches too far back, its x86-64 code moves next_out behind the bytes
 * that it has not copied, and leaves avail_out wrong: so the place of next_out is what counts,
 * and before such damage as many bytes as a match may have are never given.  With avail_out wrong
 * it may also take as much as 274 bytes too few for a window of 32 KiB, which it keeps for the next
 * call, and read the rest of it from before the room for output.  So the first bytes of a step are
 * asked for in a small room, with which it keeps no window of what is there; what it may read
 * before a larger one is what was made just before.
 *
 * After the last member only zero bytes may follow (tape padding, as gzip(1)
 * allows); anything else is damage and said so.
 *
 * Where a member ends is told by what looks like the head of another one: blocks of BGZF and
 * members that are joined by cat are the same then.  By chance that is met once in 10^11 bytes.
 */
#include "io/codec.h"

#include "base/mem.h"

#include <isa-l.h>

#include <limits.h>
#include <string.h>

enum {			/* flags of a header */
	HEADER_CRC = 2,
	HEADER_EXTRA = 4,
	HEADER_NAME = 8,
	HEADER_COMMENT = 16,
	HEADER_UNKNOWN = 0xe0
};

enum where {
	FIXED,		/* the ten bytes every header begins with */
	EXTRA_LENGTH,
	EXTRA,
	NAME,
	COMMENT,
	CRC,		/* of the header */
	DATA,
	TRAILER,	/* sum and length */
	BROKEN,		/* fault is told when all that was made before it has gone out */
	BETWEEN,	/* a member has ended */
	PADDING		/* zeros have been seen since */
};

enum { FIXED_SIZE = 10, TRAILER_SIZE = 8, METHOD_DEFLATE = 8, SLACK = 1024 };

enum {				/* the last two bytes of FIXED */
	LEVEL = 8,		/* 0, 2 best or 4 fastest */
	SYSTEM = 9,		/* 0 to 13, or unknown: */
	SYSTEM_LAST = 13,
	SYSTEM_UNKNOWN = 255
};

enum {
	MATCH_MAX = 258,
	BEFORE = 16 + MATCH_MAX,	/* bytes that may be read before the room for output: */
	FIRST_ROOM = 16 * 1024		/* ... until they are made; less than a window by far */
};

struct gunzip {
	enum where           where;
	unsigned             flags;
	size_t               seen;	/* bytes of this part of the header, or of the trailer */
	unsigned             extra;	/* length of EXTRA */
	uint32_t             crc;	/* of the header so far; then of the data */
	unsigned             crc_read;
	uint32_t             length;	/* of the data so far */
	uint64_t             trailer;	/* as much as was seen */
	bool                 ended;	/* a member, in this step */
	size_t               made;	/* bytes, likewise */
	const char          *fault;
	struct inflate_state z;
	char                 slack[SLACK];	/* up to 2.32.0 a match may overrun z */
};

static bool
gunzip_match(const unsigned char *p, size_t n)
{
	static const unsigned char magic[3] = { 0x1f, 0x8b, METHOD_DEFLATE };

	return memcmp(p, magic, n < sizeof magic ? n : sizeof magic) == 0;
}

static void *
gunzip_open(size_t max_window)
{
	struct gunzip *g = mem_zalloc(sizeof *g);

	(void)max_window;	/* its window is small */
	isal_inflate_init(&g->z);
	return g;
}

static enum rc
damaged(struct err *e, const char *why)
{
	return rc_err(e, RC_IO, "damaged gzip data (%s)", why);
}

/* Zeros, or the first byte of another member. */
static enum rc
between(struct gunzip *g, struct codec_io *io, struct err *e)
{
	while (io->n_in != 0 && io->in[0] == 0) {
		io->in++;
		io->n_in--;
		g->where = PADDING;
	}
	if (io->n_in == 0)
		return RC_OK;
	if (g->where == PADDING || io->in[0] != 0x1f)
		return rc_err(e, RC_IO, "garbage after the end of the gzip data");
	g->where = FIXED;
	g->seen = 0;
	g->crc = 0;
	return RC_OK;
}

/* The next part of the header that is there, or the data. */
static void
next_part(struct gunzip *g)
{
	static const unsigned flag[] = {
		[EXTRA_LENGTH] = HEADER_EXTRA, [EXTRA] = HEADER_EXTRA, [NAME] = HEADER_NAME,
		[COMMENT] = HEADER_COMMENT, [CRC] = HEADER_CRC
	};

	do
		g->where++;
	while (g->where != DATA && !(g->flags & flag[g->where]));
	if (g->where == EXTRA && g->extra == 0)
		next_part(g);
	g->seen = 0;
	if (g->where != DATA)
		return;
	isal_inflate_reset(&g->z);
	g->z.crc_flag = ISAL_DEFLATE;
	g->crc = g->length = 0;
}

/* What is wrong with byte @i of the ten; NULL when nothing is. */
static const char *
fixed_fault(struct gunzip *g, size_t i, unsigned char c)
{
	switch (i) {
	case 0:
		return c != 0x1f ? "incorrect header check" : NULL;
	case 1:
		return c != 0x8b ? "incorrect header check" : NULL;
	case 2:
		return c != METHOD_DEFLATE ? "unknown compression method" : NULL;
	case 3:
		g->flags = c;
		return c & HEADER_UNKNOWN ? "unknown header flags set" : NULL;
	default:
		return NULL;
	}
}

/* One byte of the header; what is wrong with it, or NULL. */
static const char *
header_byte(struct gunzip *g, unsigned char c)
{
	const char *why = NULL;
	size_t i = g->seen++;
	bool done;

	switch (g->where) {
	case FIXED:
		why = fixed_fault(g, i, c);
		done = g->seen == FIXED_SIZE;
		break;
	case EXTRA_LENGTH:
		g->extra = i == 0 ? c : g->extra | (unsigned)c << 8;
		done = i == 1;
		break;
	case EXTRA:
		done = g->seen == g->extra;
		break;
	case NAME:
	case COMMENT:
		done = c == '\0';
		break;
	default:
		g->crc_read = i == 0 ? c : g->crc_read | (unsigned)c << 8;
		done = i == 1;
		if (done && g->crc_read != (g->crc & 0xffff))
			why = "header crc mismatch";
		break;
	}
	if (g->where != CRC && (g->flags & HEADER_CRC || i < FIXED_SIZE))
		g->crc = crc32_gzip_refl(g->crc, &c, 1);
	if (done && why == NULL)
		next_part(g);
	return why;
}

static uint32_t
clamp(size_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static const char *
fault_text(int z)
{
	switch (z) {
	case ISAL_INVALID_BLOCK:
		return "invalid block";
	case ISAL_INVALID_SYMBOL:
		return "invalid code";
	case ISAL_INVALID_LOOKBACK:
		return "invalid distance too far back";
	default:
		return "unknown fault";
	}
}

/* One byte of the trailer; what is wrong, or NULL. */
static const char *
trailer_byte(struct gunzip *g, unsigned char c)
{
	g->trailer |= (uint64_t)c << 8 * g->seen;
	if (++g->seen < TRAILER_SIZE)
		return NULL;
	g->where = BETWEEN;
	g->ended = true;
	if ((uint32_t)g->trailer != g->crc)
		return "incorrect data check";
	return g->trailer >> 32 != g->length ? "incorrect length check" : NULL;
}

/*
 * The data has ended: the @n bytes at the top of @bits have been taken from the input
 * beyond its end.  They are never more than the trailer.
 */
static void
start_trailer(struct gunzip *g, uint64_t bits, unsigned n)
{
	g->where = TRAILER;
	g->seen = 0;
	g->trailer = 0;
	for (; n > 0 && g->fault == NULL; n--, bits >>= 8)
		g->fault = trailer_byte(g, (unsigned char)bits);
	if (g->fault != NULL)
		g->where = BROKEN;
}

/* After damage: what ISA-L made and kept back. */
static enum rc
rescue(struct gunzip *g, struct codec_io *io, struct err *e)
{
	size_t n = (size_t)(g->z.tmp_out_valid - g->z.tmp_out_processed);

	if (n == 0)
		return damaged(e, g->fault);
	n = n < io->n_out ? n : io->n_out;
	memcpy(io->out, g->z.tmp_out_buffer + g->z.tmp_out_processed, n);
	g->z.tmp_out_processed += (int32_t)n;
	io->out += n;
	io->n_out -= n;
	return RC_OK;
}

/* Of @made bytes, and of those that ISA-L keeps back, without the last that may be none. */
static uint32_t
before_match(struct gunzip *g, uint32_t made)
{
	const uint32_t kept = (uint32_t)(g->z.tmp_out_valid - g->z.tmp_out_processed);
	const uint32_t more = kept < MATCH_MAX ? MATCH_MAX - kept : 0;

	g->z.tmp_out_valid -= (int32_t)(kept < MATCH_MAX ? kept : MATCH_MAX);
	return made > more ? made - more : 0;
}

/* As much of the data as there is input and room for; true when that was any. */
static bool
inflate_some(struct gunzip *g, struct codec_io *io)
{
	uint32_t n_in = clamp(io->n_in), n_out = clamp(io->n_out), made, taken;
	uint64_t bits = g->z.read_in;
	int had = g->z.read_in_length, z;

	if (g->made < BEFORE && n_out > FIRST_ROOM)
		n_out = FIRST_ROOM;
	g->z.next_in = (uint8_t *)(uintptr_t)io->in;	/* it is only read */
	g->z.avail_in = n_in;
	g->z.next_out = (uint8_t *)io->out;
	g->z.avail_out = n_out;
	z = isal_inflate(&g->z);
	made = (uint32_t)(g->z.next_out - (uint8_t *)io->out);
	if (z == ISAL_INVALID_LOOKBACK || z == ISAL_INVALID_SYMBOL)
		made = before_match(g, made);
	taken = g->z.avail_in <= n_in ? n_in - g->z.avail_in : 0;
	g->crc = crc32_gzip_refl(g->crc, (const unsigned char *)io->out, made);
	g->length += made;
	io->in += taken;
	io->n_in -= taken;
	io->out += made;
	io->n_out -= made;
	g->made += made;
	if (z < 0) {
		g->where = BROKEN;
		g->fault = fault_text(z);
	} else if (g->z.block_state == ISAL_BLOCK_FINISH && g->z.avail_in > n_in) {
		/* Newer ones give back what they took too much, even of an earlier call. */
		unsigned n = g->z.avail_in - n_in;

		start_trailer(g, bits >> (had - (int)(8 * n)), n);
	} else if (g->z.block_state == ISAL_BLOCK_FINISH) {
		start_trailer(g, g->z.read_in >> g->z.read_in_length % 8,
		    (unsigned)g->z.read_in_length / 8);
	}
	return g->where != DATA || taken != 0 || made != 0;
}

static enum rc
gunzip_step(void *state, struct codec_io *io, struct err *e)
{
	struct gunzip *g = state;
	enum rc rc = RC_OK;
	bool moved = true;

	g->ended = false;
	g->made = 0;
	while (rc == RC_OK && moved) {
		const char *why = NULL;

		if (g->ended && io->pause && g->where == BETWEEN)
			break;
		if (io->n_out == 0 && (g->where == DATA || g->where == BROKEN))
			break;
		if (g->where == DATA) {
			moved = inflate_some(g, io);
			continue;
		}
		if (g->where == BROKEN) {
			rc = rescue(g, io, e);
			continue;
		}
		if (g->where == BETWEEN || g->where == PADDING)
			rc = between(g, io, e);
		if (rc != RC_OK || io->n_in == 0)
			break;
		for (; io->n_in != 0 && g->where < DATA && why == NULL; io->in++, io->n_in--)
			why = header_byte(g, io->in[0]);
		for (; io->n_in != 0 && g->where == TRAILER && why == NULL; io->in++, io->n_in--)
			why = trailer_byte(g, io->in[0]);
		if (why != NULL)
			rc = damaged(e, why);
	}
	return rc;
}

static enum rc
gunzip_end(const void *state, struct err *e)
{
	const struct gunzip *g = state;

	return g->where == BETWEEN || g->where == PADDING ? RC_OK
	    : rc_err(e, RC_IO, "truncated gzip stream");
}

static bool
gunzip_between(const void *state)
{
	return ((const struct gunzip *)state)->where == BETWEEN;
}

static bool
is_head(const unsigned char *p)
{
	return gunzip_match(p, FIXED_SIZE) && (p[3] & HEADER_UNKNOWN) == 0 &&
	    (p[LEVEL] == 0 || p[LEVEL] == 2 || p[LEVEL] == 4) &&
	    (p[SYSTEM] <= SYSTEM_LAST || p[SYSTEM] == SYSTEM_UNKNOWN);
}

/*
 * The next head, from byte @at > 0 on.  Before it stands the length of the data, whose upper bits
 * are not there.
 */
static bool
find_end(const unsigned char *p, size_t n, size_t at, bool all, struct codec_member *m)
{
	uint64_t out = 0;

	while (n - at >= FIXED_SIZE && !is_head(p + at)) {
		const unsigned char *next = memchr(p + at + 1, 0x1f, n - at - 1);

		at = next != NULL ? (size_t)(next - p) : n;
	}
	if (n - at < FIXED_SIZE)
		at = n;
	for (size_t i = 1; i <= sizeof(uint32_t) && i <= at; i++)
		out = out << 8 | p[at - i];
	*m = (struct codec_member){ .n = at, .out = out };
	return at < n || all;
}

static bool
gunzip_member(const unsigned char *p, size_t n, bool all, struct codec_member *m)
{
	return n >= FIXED_SIZE + TRAILER_SIZE && is_head(p) &&
	    find_end(p, n, FIXED_SIZE + TRAILER_SIZE, all, m);
}

static bool
gunzip_rest(const unsigned char *p, size_t n, bool all, struct codec_member *m)
{
	return find_end(p, n, 1, all, m);
}

const struct codec gunzip_codec = {
	"gzip", 2, gunzip_match, gunzip_open, gunzip_step, gunzip_between, gunzip_member,
	gunzip_rest, gunzip_end, mem_free
};
