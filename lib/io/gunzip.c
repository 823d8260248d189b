/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gunzip - RFC 1952 gzip by zlib
 *
 * Streaming, 32 KiB window.  After the last member only zero bytes may follow
 * (tape padding, as gzip(1) allows); anything else is damage and said so.
 */
#define ZLIB_CONST 1	/* next_in is read only */

#include "io/codec.h"

#include "base/mem.h"

#include <zlib.h>

#include <limits.h>
#include <string.h>

enum { WINDOW_GZIP = 15 + 16 };

enum where {
	IN_MEMBER,
	BETWEEN,	/* a member has ended */
	PADDING		/* zeros have been seen since */
};

struct gunzip {
	z_stream   z;
	enum where where;
};

static bool
gunzip_match(const unsigned char *p, size_t n)
{
	static const unsigned char magic[3] = { 0x1f, 0x8b, 8 };

	return memcmp(p, magic, n < sizeof magic ? n : sizeof magic) == 0;
}

static void *
gunzip_open(void)
{
	struct gunzip *g = mem_zalloc(sizeof *g);

	if (inflateInit2(&g->z, WINDOW_GZIP) != Z_OK)
		mem_oom(sizeof *g);
	return g;
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
	if (inflateReset2(&g->z, WINDOW_GZIP) != Z_OK)
		return rc_err(e, RC_IO, "gzip decoder cannot be reset");
	g->where = IN_MEMBER;
	return RC_OK;
}

static uInt
clamp(size_t n)
{
	return n < UINT_MAX ? (uInt)n : UINT_MAX;
}

static enum rc
gunzip_step(void *state, struct codec_io *io, struct err *e)
{
	struct gunzip *g = state;

	do {
		uInt n_in, n_out;
		int z;

		if (g->where != IN_MEMBER) {
			enum rc rc = between(g, io, e);

			if (rc != RC_OK || io->n_in == 0)
				return rc;
		}
		n_in = clamp(io->n_in);
		n_out = clamp(io->n_out);
		g->z.next_in = io->in;
		g->z.avail_in = n_in;
		g->z.next_out = (Bytef *)io->out;
		g->z.avail_out = n_out;
		z = inflate(&g->z, Z_NO_FLUSH);
		io->in += n_in - g->z.avail_in;
		io->n_in -= n_in - g->z.avail_in;
		io->out += n_out - g->z.avail_out;
		io->n_out -= n_out - g->z.avail_out;
		if (z == Z_MEM_ERROR)
			mem_oom(0);
		if (z == Z_STREAM_END)
			g->where = BETWEEN;
		else if (z == Z_BUF_ERROR)
			return RC_OK;	/* no progress possible: more input, or room */
		else if (z != Z_OK)
			return rc_err(e, RC_IO, "damaged gzip data (%s)",
			    g->z.msg != NULL ? g->z.msg : "unknown fault");
	} while (io->n_in != 0 && io->n_out != 0);
	return RC_OK;
}

static enum rc
gunzip_end(const void *state, struct err *e)
{
	const struct gunzip *g = state;

	return g->where != IN_MEMBER ? RC_OK : rc_err(e, RC_IO, "truncated gzip stream");
}

static void
gunzip_close(void *state)
{
	struct gunzip *g = state;

	(void)inflateEnd(&g->z);
	mem_free(g);
}

const struct codec gunzip_codec = {
	"gzip", 2, gunzip_match, gunzip_open, gunzip_step, gunzip_end, gunzip_close
};
