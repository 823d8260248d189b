/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gunzip against zlib: members of every kind, cut, damaged and fed in pieces
 *
 * Whole input gives the same bytes.  Cut input gives the same bytes as far as it
 * goes and is called truncated.  Damaged input is never taken for whole, and what
 * comes out before the damage is found is what zlib made as well: of what stands before a
 * bad match the last bytes may be missing, and nothing comes from behind it.
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "io/codec.h"

#include <zlib.h>

enum { TEXT_MAX = 300000, ROUNDS = T_ROUNDS(200), CUTS = 12, FLIPS = 12 };

/* Bytes that may be missing: before the end of cut data, and before a match that is none. */
enum { LOST_MAX = 2, MATCH_MAX = 258 };

struct bytes {
	unsigned char *p;
	size_t         n, cap;
};

static void
add(struct bytes *b, const void *p, size_t n)
{
	if (b->n + n > b->cap) {
		b->cap = (b->n + n) * 2;
		b->p = mem_array(b->p, b->cap, 1);
	}
	if (n != 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
}

/* Text that deflate finds nothing, little or much in. */
static void
make_text(struct rng *r, struct bytes *b)
{
	size_t n = rng_below(r, rng_below(r, 4) == 0 ? TEXT_MAX : 3000);
	unsigned kind = (unsigned)rng_below(r, 4);

	b->n = 0;
	while (b->n < n) {
		unsigned char c = (unsigned char)rng_below(r, kind == 0 ? 256 : kind == 1 ? 4 : 26);

		if (kind == 3 && b->n > 10 && rng_below(r, 3) != 0) {
			size_t from = rng_below(r, b->n < 40000 ? b->n : 40000) + 1;
			size_t len = rng_below(r, 300) + 3;

			for (size_t i = 0; i < len && b->n < n; i++) {
				c = b->p[b->n - from];
				add(b, &c, 1);
			}
			continue;
		}
		add(b, &c, 1);
	}
}

/* One member of @text with whatever a header may have. */
static void
add_member(struct rng *r, struct bytes *gz, const struct bytes *text)
{
	static unsigned char extra[3000], name[] = "a name", comment[] = "what it is";
	gz_header h = { .os = 3 };
	z_stream z = { 0 };
	size_t cap, at = 0, base = gz->n;

	if (rng_below(r, 2)) {
		h.extra = extra;
		h.extra_len = (uInt)rng_below(r, sizeof(extra));
	}
	h.name = rng_below(r, 2) ? name : NULL;
	h.comment = rng_below(r, 2) ? comment : NULL;
	h.hcrc = (int)rng_below(r, 2);
	deflateInit2(&z, (int)rng_below(r, 10), Z_DEFLATED, 16 + 9 + (int)rng_below(r, 7),
	    1 + (int)rng_below(r, 9), (int)rng_below(r, 5));
	deflateSetHeader(&z, &h);
	cap = deflateBound(&z, text->n) + 70000 + 3000;
	add(gz, extra, 0);
	if (gz->cap < base + cap) {
		gz->cap = base + cap;
		gz->p = mem_array(gz->p, gz->cap, 1);
	}
	z.next_out = gz->p + base;
	z.avail_out = (uInt)cap;
	while (at < text->n) {
		size_t n = rng_below(r, 30000) + 1000;

		n = n < text->n - at ? n : text->n - at;
		z.next_in = text->p + at;
		z.avail_in = (uInt)n;
		deflate(&z, rng_below(r, 3) == 0 ? (int)rng_below(r, 4) : Z_NO_FLUSH);
		at += n - z.avail_in;
		if (z.avail_out < 100)
			break;
	}
	deflate(&z, Z_FINISH);
	gz->n = base + cap - z.avail_out;
	deflateEnd(&z);
}

/* BAD_CODE: damaged, by a code or a distance that stands for nothing. */
enum verdict { WHOLE, CUT, DAMAGED, BAD_CODE };

/* The reason as zlib or the codec has it. */
static enum verdict
kind_of_damage(const char *why)
{
	static const char *const code[] = {
		"invalid code)", "invalid distance too far back", "invalid distance code",
		"invalid literal/length code"
	};

	for (size_t i = 0; i < sizeof(code) / sizeof(code[0]); i++)
		if (why != NULL && strstr(why, code[i]) != NULL)
			return BAD_CODE;
	return DAMAGED;
}

/* What zlib makes of it: all that is before a bad code. */
static enum verdict
by_zlib(const struct bytes *gz, struct bytes *out)
{
	static unsigned char piece[1 << 16];
	z_stream z = { 0 };
	enum verdict v = CUT;
	int rc = Z_OK;

	inflateInit2(&z, 15 + 16);
	z.next_in = gz->p;
	z.avail_in = (uInt)gz->n;
	out->n = 0;
	for (;;) {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		rc = inflate(&z, Z_NO_FLUSH);
		add(out, piece, sizeof(piece) - z.avail_out);
		if (rc == Z_STREAM_END && z.avail_in == 0) {
			v = WHOLE;
			break;
		}
		if (rc == Z_STREAM_END)
			rc = z.next_in[0] == 0x1f ? inflateReset(&z) : Z_DATA_ERROR;
		if (rc == Z_DATA_ERROR) {
			v = kind_of_damage(z.msg);
			break;
		}
		if (rc == Z_BUF_ERROR && z.avail_in == 0)
			break;
	}
	inflateEnd(&z);
	return v;
}

/* What the codec makes of it, in pieces of at most @in_max and @out_max bytes. */
static enum verdict
by_codec(struct rng *r, const struct bytes *gz, struct bytes *out, size_t in_max, size_t out_max)
{
	char *piece = mem_alloc(out_max);	/* so that reading before it is seen */
	void *g = gunzip_codec.open(CODEC_WINDOW_DEFAULT);
	struct err e = { 0 };
	size_t at = 0;
	enum verdict v;
	enum rc rc = RC_OK;

	out->n = 0;
	while (rc == RC_OK) {
		size_t n = at < gz->n ? rng_below(r, in_max) + 1 : 0, room;
		unsigned char *copy;
		struct codec_io io = { .pause = false };

		n = n < gz->n - at ? n : gz->n - at;
		copy = mem_alloc(n + 1);	/* so that reading past it is seen */
		memcpy(copy, gz->p + at, n);
		io.in = copy;
		io.n_in = n;
		do {
			room = rng_below(r, out_max) + 1;
			io.out = piece;
			io.n_out = room;
			rc = gunzip_codec.step(g, &io, &e);
			add(out, piece, room - io.n_out);
		} while (rc == RC_OK && io.n_out != room);
		T_QUIET(rc != RC_OK || io.n_in == 0, "input is used up when no output comes");
		at += n - io.n_in;
		mem_free(copy);
		if (n == 0)
			break;
	}
	v = rc != RC_OK ? kind_of_damage(e.msg) : gunzip_codec.end(g, &e) == RC_OK ? WHOLE : CUT;
	gunzip_codec.close(g);
	mem_free(piece);
	return v;
}

static bool
same(const struct bytes *a, const struct bytes *b)
{
	return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

static bool
begins(const struct bytes *a, const struct bytes *b)
{
	size_t n = a->n < b->n ? a->n : b->n;

	return n == 0 || memcmp(a->p, b->p, n) == 0;
}

struct tally {
	unsigned cuts, short_cuts, flips, short_flips, codes;
	size_t   worst_cut, worst_flip, worst_code;
};

static void
try_cuts(struct rng *r, struct bytes *gz, struct bytes *a, struct bytes *b, struct tally *t)
{
	size_t n = gz->n;

	for (int i = 0; i < CUTS; i++) {
		enum verdict va, vb;

		gz->n = i == 0 ? n - 1 - rng_below(r, n < 9 ? n : 9) : rng_below(r, n);
		va = by_zlib(gz, a);
		vb = by_codec(r, gz, b, 1 + rng_below(r, 70000), 1 + rng_below(r, 65536));
		if (gz->n != 0)
			T_QUIET(va == vb, "cut at %zu of %zu: %d, zlib %d", gz->n, n, vb, va);
		T_QUIET(begins(a, b) && b->n <= a->n, "cut at %zu: the same bytes", gz->n);
		t->cuts++;
		t->short_cuts += b->n < a->n;
		if (a->n - b->n > t->worst_cut)
			t->worst_cut = a->n - b->n;
	}
	gz->n = n;
}

static void
try_flips(struct rng *r, struct bytes *gz, const struct bytes *all, struct bytes *a,
    struct bytes *b, struct tally *t)
{
	for (int i = 0; i < FLIPS; i++) {
		size_t at = rng_below(r, gz->n);
		unsigned char was = gz->p[at];
		enum verdict va, vb;
		size_t lost;

		gz->p[at] ^= (unsigned char)(1U << rng_below(r, 8));
		va = by_zlib(gz, a);
		vb = by_codec(r, gz, b, 1 + rng_below(r, 70000), 1 + rng_below(r, 65536));
		/* Codes that zlib refuses though nothing uses them may pass: the sum is right. */
		T_QUIET(va != WHOLE || vb == WHOLE, "flip at %zu: %d, zlib %d", at, vb, va);
		T_QUIET(vb != WHOLE || same(all, b), "flip at %zu that does no harm", at);
		T_QUIET(begins(a, b), "flip at %zu: the same bytes before it", at);
		T_QUIET(va != BAD_CODE || b->n <= a->n, "flip at %zu: %zu bytes, and %zu behind them", at,
		    a->n, b->n - a->n);
		lost = b->n < a->n ? a->n - b->n : 0;
		t->flips++;
		t->codes += vb == BAD_CODE;
		t->short_flips += lost != 0;
		if (vb == BAD_CODE && lost > t->worst_code)
			t->worst_code = lost;
		if (vb != BAD_CODE && lost > t->worst_flip)
			t->worst_flip = lost;
		gz->p[at] = was;
	}
}

int
main(void)
{
	struct rng r;
	struct bytes text = { 0 }, all = { 0 }, gz = { 0 }, a = { 0 }, b = { 0 };
	struct tally t = { 0 };

	rng_init(&r, t_seed());
	for (int round = 0; round < ROUNDS; round++) {
		size_t members = 1 + rng_below(&r, 4);
		enum verdict v;

		gz.n = all.n = 0;
		for (size_t i = 0; i < members; i++) {
			make_text(&r, &text);
			add_member(&r, &gz, &text);
			add(&all, text.p, text.n);
		}
		v = by_codec(&r, &gz, &b, 1 + rng_below(&r, round % 2 ? 20 : 70000),
		    1 + rng_below(&r, round % 3 ? 65536 : 50));
		T_QUIET(v == WHOLE && same(&all, &b), "round %d: %zu members whole", round, members);
		try_cuts(&r, &gz, &a, &b, &t);
		try_flips(&r, &gz, &all, &a, &b, &t);
	}
	printf("# cuts: %u, %u of them gave less than zlib, at most %zu bytes less\n", t.cuts,
	    t.short_cuts, t.worst_cut);
	printf("# flips: %u, %u of them of codes; %u gave less than zlib, at most %zu and %zu bytes "
	    "less\n", t.flips, t.codes, t.short_flips, t.worst_flip, t.worst_code);
	T_OK(t.worst_cut <= LOST_MAX, "cut input gives all that zlib makes of it, but two bytes");
	T_OK(t.worst_flip <= LOST_MAX, "so does damaged input");
	T_OK(t.worst_code <= MATCH_MAX, "but a match before a bad code");
	T_OK(t_failed == 0, "%d rounds", ROUNDS);
	mem_free(text.p);
	mem_free(all.p);
	mem_free(gz.p);
	mem_free(a.p);
	mem_free(b.p);
	return t_done();
}
