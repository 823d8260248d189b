/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unzstd - RFC 8878 zstd by libzstd
 *
 * Streaming; the window is what the frame asks for, up to the limit given,
 * as a power of two.  Skippable frames are skipped.
 *
 * On damage the library keeps back all that the call has made.  So that just the damaged block is
 * lost, however much room there is, a call takes the body of one block and nothing else: not the
 * head of the next one, which the library asks for with it, and nothing at all while some of the
 * block before may be left.
 */
#include "io/codec.h"

#include "base/mem.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <inttypes.h>
#include <string.h>

enum {
	HEADER_MIN = 5,		/* least that tells how long a frame header is */
	HEADER_MAX = 18,
	BLOCK_HEAD = 3,		/* asked for with what is before it */
	PACKED = 16,		/* bytes of text that one byte makes, at most, about */
	WINDOW_LOG_MIN = 10,
	WINDOW_LOG_MAX = sizeof(size_t) == 4 ? 30 : 31
};

struct unzstd {
	ZSTD_DStream *z;
	size_t        want;	/* bytes that the next call is to take, at most */
	bool          inside;	/* a frame has begun and not ended */
	bool          full;	/* it had no room for more: some of a block may be left */
	unsigned char head[HEADER_MAX];	/* of the frame, with its magic number */
	size_t        n_head;
};

static const unsigned char frame[4] = { 0x28, 0xb5, 0x2f, 0xfd };

static bool
unzstd_match(const unsigned char *p, size_t n)
{
	static const unsigned char skippable[3] = { 0x2a, 0x4d, 0x18 };

	if (n > sizeof frame)
		n = sizeof frame;
	if (n == 0 || memcmp(p, frame, n) == 0)
		return true;
	return (p[0] & 0xf0) == 0x50 && memcmp(p + 1, skippable, n - 1) == 0;
}

static void *
unzstd_open(size_t max_window)
{
	struct unzstd *u = mem_zalloc(sizeof *u);
	int log = WINDOW_LOG_MIN;

	u->z = ZSTD_createDStream();
	if (u->z == NULL)
		mem_oom(sizeof *u);
	while (log < WINDOW_LOG_MAX && (size_t)1 << log < max_window)
		log++;
	if (ZSTD_isError(ZSTD_DCtx_setParameter(u->z, ZSTD_d_windowLogMax, log)))
		mem_oom(0);
	u->want = HEADER_MIN;
	return u;
}

static void
keep_head(struct unzstd *u, const unsigned char *p, size_t n)
{
	const size_t room = HEADER_MAX - u->n_head;

	n = n < room ? n : room;
	if (n > 0)
		memcpy(u->head + u->n_head, p, n);
	u->n_head += n;
}

/* Bytes of window that a frame asks for, RFC 8878 3.1.1.1: a number, or all its content. */
static uint64_t
window_of(const unsigned char *head)
{
	static const uint8_t dictionary[] = { 0, 1, 2, 4 };
	const unsigned char has = head[4];
	const unsigned n = 1U << (has >> 6);
	uint64_t size = 0;

	if ((has & 0x20) == 0) {
		size = UINT64_C(1) << (WINDOW_LOG_MIN + (head[5] >> 3));
		return size + size / 8 * (head[5] & 7);
	}
	for (unsigned i = 0; i < n; i++)
		size |= (uint64_t)head[5 + dictionary[has & 3] + i] << 8 * i;
	return n == 2 ? size + 256 : size;
}

static enum rc
fault(const struct unzstd *u, size_t z, struct err *e)
{
	uint64_t size;

	if (ZSTD_getErrorCode(z) == ZSTD_error_memory_allocation)
		mem_oom(0);
	if (ZSTD_getErrorCode(z) != ZSTD_error_frameParameter_windowTooLarge)
		return rc_err(e, RC_IO, "damaged zstd data (%s)", ZSTD_getErrorName(z));
	size = window_of(u->head);
	if (size > CODEC_WINDOW_MAX)
		return rc_err(e, RC_IO, "zstd data with a window of %" PRIu64 " MiB, more than "
		    "--max-window may allow", size >> 20);
	return rc_err(e, RC_IO, "zstd data with a window of %" PRIu64 " MiB (--max-window %" PRIu64
	    " allows it)", (size + 0xfffff) >> 20, size);
}

static enum rc
unzstd_step(void *state, struct codec_io *io, struct err *e)
{
	struct unzstd *u = state;

	for (;;) {
		const size_t most = u->full ? 0 : u->want;
		ZSTD_inBuffer in = { io->in, io->n_in < most ? io->n_in : most, 0 };
		ZSTD_outBuffer out = { io->out, io->n_out, 0 };
		size_t left = ZSTD_decompressStream(u->z, &out, &in);

		keep_head(u, io->in, ZSTD_isError(left) ? in.size : in.pos);
		io->in += in.pos;
		io->n_in -= in.pos;
		io->out += out.pos;
		io->n_out -= out.pos;
		if (ZSTD_isError(left))
			return fault(u, left, e);
		if (in.pos != 0 || out.pos != 0)
			u->inside = left != 0;
		u->want = left == 0 ? HEADER_MIN : left > BLOCK_HEAD ? left - BLOCK_HEAD : 1;
		u->full = left != 0 && io->n_out == 0;
		u->n_head = left != 0 ? u->n_head : 0;
		if (io->n_out == 0 || (io->n_in == 0 && out.pos == 0) || (left == 0 && io->pause))
			return RC_OK;
		if (in.size != 0 && in.pos == 0 && out.pos == 0)
			return rc_err(e, RC_IO, "damaged zstd data (no progress)");
	}
}

static bool
unzstd_between(const void *state)
{
	return !((const struct unzstd *)state)->inside;
}

/* It is none to be skipped. */
static bool
is_frame(const unsigned char *p)
{
	return memcmp(p, frame, sizeof(frame)) == 0;
}

/* A frame says how long each of its blocks is. */
static bool
unzstd_member(const unsigned char *p, size_t n, bool all, struct codec_member *m)
{
	const size_t size = n > HEADER_MAX ? ZSTD_findFrameCompressedSize(p, n) : 0;
	unsigned long long out;

	(void)all;	/* the end of input ends no frame */
	if (size == 0 || ZSTD_isError(size))
		return false;
	m->n = size;
	out = ZSTD_getFrameContentSize(p, n);	/* pzstd does not say it */
	m->out = out == ZSTD_CONTENTSIZE_UNKNOWN ? size * PACKED : out;
	if (out == ZSTD_CONTENTSIZE_ERROR)
		m->out = 0;
	m->need = is_frame(p) ? window_of(p) : 0;
	return true;
}

static enum rc
unzstd_end(const void *state, struct err *e)
{
	const struct unzstd *u = state;

	return !u->inside ? RC_OK : rc_err(e, RC_IO, "truncated zstd stream");
}

static void
unzstd_close(void *state)
{
	struct unzstd *u = state;

	(void)ZSTD_freeDStream(u->z);
	mem_free(u);
}

const struct codec unzstd_codec = {
	"zstd", 4, unzstd_match, unzstd_open, unzstd_step, unzstd_between, unzstd_member,
	NULL, unzstd_end, unzstd_close
};
