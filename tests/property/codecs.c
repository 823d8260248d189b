/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * codecs - bzip2, xz and zstd, made by their libraries: members one behind the other, cut,
 * damaged and fed in pieces
 *
 * Whole input gives the same bytes.  Cut input gives the bytes that are before the cut and
 * is called truncated, unless it ends between members.  Damaged input is never taken for a
 * whole one of other bytes, and comes to the same message after the same bytes in whatever
 * pieces it is fed.
 */
#include "../t.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/codec.h"

#include <bzlib.h>
#include <lzma.h>
#include <zstd.h>

enum { TEXT_MAX = 60000, PACKED_MAX = 80000, MEMBERS = 3, ROUNDS = T_ROUNDS(60), CUTS = 8,
	FLIPS = 5 };

static size_t
pack_bzip2(const char *p, size_t n, char *out)
{
	unsigned k = PACKED_MAX;

	return BZ2_bzBuffToBuffCompress(out, &k, (char *)(uintptr_t)p, (unsigned)n, 1, 0, 0) ==
	    BZ_OK ? k : 0;
}

static size_t
pack_xz(const char *p, size_t n, char *out)
{
	size_t k = 0;

	return lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, NULL, (const uint8_t *)p, n,
	    (uint8_t *)out, &k, PACKED_MAX) == LZMA_OK ? k : 0;
}

static size_t
pack_zstd(const char *p, size_t n, char *out)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t k;

	(void)ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	(void)ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, 10 + (int)(n % 8));	/* and blocks */
	k = ZSTD_compress2(c, out, PACKED_MAX, p, n);
	(void)ZSTD_freeCCtx(c);
	return ZSTD_isError(k) ? 0 : k;
}

static const struct {
	const struct codec *codec;
	size_t (*pack)(const char *p, size_t n, char *out);
} kinds[] = {
	{ &bunzip2_codec, pack_bzip2 }, { &unxz_codec, pack_xz }, { &unzstd_codec, pack_zstd }
};

enum verdict { WHOLE, CUT, DAMAGED };

/* What the codec makes of @n bytes, in pieces; they are copied so that reading past them is seen. */
static enum verdict
unpack(const struct codec *codec, struct rng *r, const char *p, size_t n, struct buf *out,
    struct err *e)
{
	const size_t in_max = 1 + rng_below(r, rng_below(r, 2) == 0 ? 5000 : PACKED_MAX);
	const size_t out_max = 1 + rng_below(r, rng_below(r, 2) == 0 ? 9000 : 2 * TEXT_MAX);
	void *state = codec->open(CODEC_WINDOW_DEFAULT);
	char *piece = mem_alloc(out_max);
	enum rc rc = RC_OK;
	enum verdict v;

	*e = (struct err){ 0 };
	buf_clear(out);
	for (size_t at = 0; rc == RC_OK && at < n;) {
		size_t k = 1 + rng_below(r, in_max), room;
		unsigned char *copy;
		struct codec_io io;

		k = k < n - at ? k : n - at;
		copy = mem_alloc(k);
		memcpy(copy, p + at, k);
		io = (struct codec_io){ .in = copy, .n_in = k };
		do {
			room = 1 + rng_below(r, out_max);
			io.out = piece;
			io.n_out = room;
			rc = codec->step(state, &io, e);
			buf_add(out, piece, room - io.n_out);
		} while (rc == RC_OK && io.n_out != room);
		T_QUIET(rc != RC_OK || io.n_in == 0, "%s: input is used up when no output comes",
		    codec->name);
		at += k - io.n_in;
		mem_free(copy);
	}
	v = rc != RC_OK ? DAMAGED : codec->end(state, e) == RC_OK ? WHOLE : CUT;
	codec->close(state);
	mem_free(piece);
	return v;
}

struct packed {
	struct buf text, all;
	size_t     text_end[MEMBERS + 1], end[MEMBERS + 1];	/* of members; 0 at first */
	size_t     n;
};

static void
make(struct packed *k, size_t kind, struct rng *r)
{
	static char out[PACKED_MAX];
	size_t n = 1 + rng_below(r, MEMBERS);

	buf_clear(&k->text);
	buf_clear(&k->all);
	for (k->n = 0; k->n < n; k->n++) {
		const size_t from = k->text.n, want = rng_below(r, rng_below(r, 3) == 0 ? TEXT_MAX : 99);
		const uint64_t letters = 1 + rng_below(r, 256);

		for (size_t i = 0; i < want; i++)
			buf_c(&k->text, (char)rng_below(r, letters));
		buf_add(&k->all, out, kinds[kind].pack(k->text.p + from, want, out));
		k->text_end[k->n + 1] = k->text.n;
		k->end[k->n + 1] = k->all.n;
	}
}

static bool
begins(const struct buf *b, const struct buf *text)
{
	return b->n <= text->n && (b->n == 0 || memcmp(b->p, text->p, b->n) == 0);
}

static void
try_cut(const struct packed *k, size_t kind, struct rng *r, struct buf *b)
{
	const size_t n = rng_below(r, k->all.n);
	struct err e;
	enum verdict v = unpack(kinds[kind].codec, r, k->all.p, n, b, &e);
	bool between = false;
	size_t whole = 0;

	for (size_t i = 0; i <= k->n; i++) {
		between |= k->end[i] == n;
		whole = k->end[i] <= n ? k->text_end[i] : whole;
	}
	T_QUIET(v == (between ? WHOLE : CUT), "%s: cut at %zu of %zu", kinds[kind].codec->name, n,
	    k->all.n);
	T_QUIET(begins(b, &k->text) && b->n >= whole, "%s: what was before the cut",
	    kinds[kind].codec->name);
}

static void
try_flip(struct packed *k, size_t kind, struct rng *r, struct buf *b, struct buf *again)
{
	const struct codec *codec = kinds[kind].codec;
	char *at = k->all.p + rng_below(r, k->all.n), was = *at;
	struct err e, f;
	enum verdict v;

	*at = (char)(was ^ (1 << rng_below(r, 8)));
	v = unpack(codec, r, k->all.p, k->all.n, b, &e);
	T_QUIET(v != WHOLE || begins(b, &k->text), "%s: damaged, and other bytes", codec->name);
	T_QUIET(unpack(codec, r, k->all.p, k->all.n, again, &f) == v &&
	    b->n == again->n && begins(b, again) && strcmp(e.msg, f.msg) == 0,
	    "%s: damaged, %zu bytes, %s; in other pieces %zu, %s", codec->name, b->n, e.msg,
	    again->n, f.msg);
	*at = was;
}

int
main(void)
{
	struct rng r;
	struct packed k = { .end = { 0 } };
	struct buf b, again;
	struct err e;

	rng_init(&r, t_seed());
	buf_init(&b, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	buf_init(&k.text, SIZE_MAX);
	buf_init(&k.all, SIZE_MAX);
	for (int i = 0; i < ROUNDS; i++)
		for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++) {
			make(&k, kind, &r);
			T_QUIET(unpack(kinds[kind].codec, &r, k.all.p, k.all.n, &b, &e) == WHOLE &&
			    b.n == k.text.n && begins(&b, &k.text), "%s: whole",
			    kinds[kind].codec->name);
			for (int n = 0; n < CUTS; n++)
				try_cut(&k, kind, &r, &b);
			for (int n = 0; n < FLIPS; n++)
				try_flip(&k, kind, &r, &b, &again);
		}
	T_OK(true, "bzip2, xz, zstd: whole, cut, damaged");
	buf_free(&k.all);
	buf_free(&k.text);
	buf_free(&again);
	buf_free(&b);
	return t_done();
}
