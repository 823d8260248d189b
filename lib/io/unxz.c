/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unxz - xz by liblzma
 *
 * Streams one behind the other are one, zeros between them in fours are padding, as the
 * format has it.  Memory is the dictionary, which the limit on windows bounds, and little
 * more.  Of many streams at once it would be a lot: a decoder has all of its dictionary,
 * however little is in it.  So they are not looked for.
 */
#include "io/codec.h"

#include "base/mem.h"

#include <lzma.h>

#include <inttypes.h>
#include <string.h>

enum { BESIDE = 1 << 20 };	/* what a decoder needs beside its dictionary; it is less */

struct unxz {
	lzma_stream z;
	uint64_t    max;	/* bytes of memory */
	size_t      zeros;	/* seen since a stream has ended */
	bool        inside;	/* a stream has begun and not ended */
	bool        any;	/* one has ended */
};

static bool
unxz_match(const unsigned char *p, size_t n)
{
	static const unsigned char magic[6] = { 0xfd, '7', 'z', 'X', 'Z', 0 };

	return memcmp(p, magic, n < sizeof magic ? n : sizeof magic) == 0;
}

static void *
unxz_open(size_t max_window)
{
	struct unxz *u = mem_zalloc(sizeof *u);

	u->max = (uint64_t)max_window + BESIDE;
	return u;
}

/* Between streams: zeros are padding, anything else begins the next one. */
static enum rc
between(struct unxz *u, struct codec_io *io, struct err *e)
{
	while (u->any && io->n_in != 0 && io->in[0] == 0) {
		io->in++;
		io->n_in--;
		u->zeros++;
	}
	if (io->n_in == 0)
		return RC_OK;
	if (u->zeros % 4 != 0 || (u->any && !unxz_match(io->in, 1)))
		return rc_err(e, RC_IO, "garbage after the end of the xz data");
	if (lzma_stream_decoder(&u->z, u->max, 0) != LZMA_OK)
		mem_oom(0);
	u->inside = true;
	u->zeros = 0;
	return RC_OK;
}

static enum rc
fault(const struct unxz *u, lzma_ret z, struct err *e)
{
	if (z == LZMA_MEM_ERROR)
		mem_oom(0);
	if (z == LZMA_MEMLIMIT_ERROR)
		return rc_err(e, RC_IO, "xz data with a dictionary of %" PRIu64 " MiB "
		    "(--max-window allows it)", lzma_memusage(&u->z) >> 20);
	return rc_err(e, RC_IO, "damaged xz data");
}

static enum rc
unxz_step(void *state, struct codec_io *io, struct err *e)
{
	struct unxz *u = state;

	for (;;) {
		size_t n_in, n_out = io->n_out;
		lzma_ret z;

		if (!u->inside) {
			enum rc rc = between(u, io, e);

			if (rc != RC_OK || io->n_in == 0)
				return rc;
		}
		n_in = io->n_in;
		u->z.next_in = io->in;
		u->z.avail_in = n_in;
		u->z.next_out = (unsigned char *)io->out;
		u->z.avail_out = n_out;
		z = lzma_code(&u->z, LZMA_RUN);
		io->in += n_in - u->z.avail_in;
		io->n_in = u->z.avail_in;
		io->out += n_out - u->z.avail_out;
		io->n_out = u->z.avail_out;
		if (z == LZMA_STREAM_END) {
			u->inside = false;
			u->any = true;
		} else if (z != LZMA_OK && z != LZMA_BUF_ERROR) {
			return fault(u, z, e);
		}
		if (io->n_out == 0 || (io->n_in == 0 && io->n_out == n_out))
			return RC_OK;
	}
}

static enum rc
unxz_end(const void *state, struct err *e)
{
	const struct unxz *u = state;

	if (u->inside)
		return rc_err(e, RC_IO, "truncated xz stream");
	return u->zeros % 4 == 0 ? RC_OK :
	    rc_err(e, RC_IO, "garbage after the end of the xz data");
}

static void
unxz_close(void *state)
{
	struct unxz *u = state;

	lzma_end(&u->z);
	mem_free(u);
}

const struct codec unxz_codec = {
	"xz", 6, unxz_match, unxz_open, unxz_step, NULL, NULL, NULL, unxz_end, unxz_close
};
