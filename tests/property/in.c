/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in against a split of the whole data: random lines, plain, gzip or zstd, in
 * random cuts, from a file and from a pipe, read in turn or in pieces that are
 * fetched in any order; then cut short and damaged
 */
#include "../feed.h"
#include "../t.h"

#include "base/buf.h"
#include "base/rng.h"
#include "io/in.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { ROUNDS = 600, CUTS = 300, PARTS = 400, HAND = 9 };

static struct rng r;
static char file[4096];
static unsigned pieces;
static const struct buf *whole;	/* what a file of parts holds, decompressed */
static struct in_taken taken;	/* of it */

/* What in should give: lines of @s, each after 'L' when long (only its head) or 'l'. */
static void
split(struct buf *want, struct sv s, size_t max_line)
{
	buf_clear(want);
	if (sv_starts(s, SV("\xef\xbb\xbf"))) {
		s.p += 3;
		s.n -= 3;
	}
	while (s.n != 0) {
		size_t n = sv_find(s, '\n'), skip = n < s.n ? n + 1 : n, nuls = 0;
		bool big;

		while (nuls < n && s.p[nuls] == '\0')
			nuls++;
		if (nuls > max_line && (nuls < n || n < skip)) {
			s.p += nuls;
			s.n -= nuls;
			n -= nuls;
			skip -= nuls;
		} else if (nuls > max_line) {
			break;
		}
		big = n > max_line;
		buf_c(want, big ? 'L' : 'l');
		buf_add(want, s.p, big && n > IN_LONG_HEAD ? IN_LONG_HEAD : n);
		buf_c(want, '\n');
		s.p += skip;
		s.n -= skip;
	}
}

/* Blocks at hand; the first @n of them, after which the input gave @rc. */
struct hand {
	struct block b[HAND];
	size_t       n;
	enum rc      rc;
};

/* The next blocks; those that are pieces are fetched in a random order. */
static void
take(struct in *in, struct hand *h, bool claim, struct err *e)
{
	size_t want = claim ? 1 + (size_t)rng_below(&r, HAND) : 1, at;

	h->rc = RC_OK;
	for (h->n = 0; h->n < want; h->n++) {
		h->rc = claim ? in_claim(in, &h->b[h->n], e) : in_next(in, &h->b[h->n], e);
		if (h->rc != RC_OK)
			break;
	}
	if (h->n == 0)
		return;
	at = (size_t)rng_below(&r, h->n);
	for (size_t i = 0; i < h->n; i++) {
		struct block *b = &h->b[(at + i * 7) % h->n];

		pieces += b->from != NULL;
		if (b->from != NULL)
			T_QUIET(in_fetch(in, b, e) == RC_OK, "a piece: %s", e->msg);
	}
	/* A step of 7 meets them all but when 7 divides their number. */
	for (size_t i = 0; i < h->n; i++)
		if (h->b[i].from != NULL)
			T_QUIET(in_fetch(in, &h->b[i], e) == RC_OK, "a piece: %s", e->msg);
}

static void
add_block(struct buf *got, const struct block *b)
{
	for (size_t at = 0, end; at < b->n; at = end + 1) {
		end = at + sv_find((struct sv){ b->p + at, b->n - at }, '\n');
		buf_c(got, (b->flags & BLOCK_LONG) != 0 ? 'L' : 'l');
		buf_add(got, b->p + at, end + 1 - at);
	}
	for (size_t i = 0; i < IN_PAD; i++)
		T_QUIET(b->p[b->n + i] == 0, "pad is zero");
}

/* What was taken of the file, so far, is known to the byte. */
static void
check_taken(const struct in *in, struct in_taken *t)
{
	in_taken(in, 0, t);
	T_QUIET(t->opened && t->bytes <= whole->n && t->ntail <= t->bytes, "taken of what is there");
	T_QUIET(memcmp(t->tail, whole->p + t->bytes - t->ntail, t->ntail) == 0,
	    "the %zu bytes before byte %" PRIu64 " of %zu", t->ntail, t->bytes, whole->n);
}

/* What it gives; the result of the first call that was not RC_OK. */
static enum rc
collect(struct buf *got, const struct in_cfg *cfg, struct err *e)
{
	static struct hand h; /* reused, as callers do */
	struct in *in;
	unsigned last = 0;
	bool claim = false, steady = true;
	uint64_t off = cfg->part != NULL ? cfg->part->from : 0;
	enum rc rc = in_open(&in, cfg, e);

	if (cfg->part == NULL)
		buf_clear(got);
	else
		steady = false;
	if (rc != RC_OK)
		return rc;
	do {
		claim = claim || rng_below(&r, 3) == 0;
		take(in, &h, claim, e);
		for (size_t i = 0; i < h.n; i++) {
			/* Long lines, holes and a byte order mark leave gaps. */
			steady = steady && (h.b[i].flags & BLOCK_LONG) == 0 && in_holes(in) == 0;
			if (steady)
				T_QUIET(h.b[i].off == off, "blocks follow each other");
			off = h.b[i].off + h.b[i].n;
			add_block(got, &h.b[i]);
			last += (h.b[i].flags & BLOCK_LAST) != 0;
		}
		if (cfg->part != NULL)
			check_taken(in, &taken);
	} while (h.rc == RC_OK);
	T_QUIET(last == 1, "a file ends once, not %u times", last);
	if (h.rc == RC_IO)
		T_QUIET(in_next(in, &h.b[0], NULL) == RC_END, "after its error comes the end");
	in_close(in);
	return h.rc;
}

static void
draw_text(struct buf *t)
{
	size_t lines = (size_t)rng_below(&r, 60);
	uint64_t longest = UINT64_C(1) << rng_below(&r, 11);

	buf_clear(t);
	if (rng_below(&r, 4) == 0)
		buf_sv(t, SV("\xef\xbb\xbf"));
	for (size_t i = 0; i < lines; i++) {
		for (uint64_t n = rng_below(&r, 5) == 0 ? rng_below(&r, 2 * longest) : 0; n > 0; n--)
			buf_c(t, '\0');
		for (uint64_t n = rng_below(&r, longest); n > 0; n--) {
			char c = (char)rng_below(&r, 256);

			buf_c(t, c != '\n' ? c : 'n');
		}
		if (i + 1 < lines || rng_below(&r, 2) == 0)
			buf_sv(t, rng_below(&r, 4) == 0 ? SV("\r\n") : SV("\n"));
	}
}

static void
add_gz(struct buf *b, const char *p, size_t n)
{
	static unsigned char out[256 * 1024];
	z_stream z = { 0 };

	deflateInit2(&z, (int)rng_below(&r, 10), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	z.next_out = out;
	z.avail_out = sizeof out;
	deflate(&z, Z_FINISH);
	buf_add(b, (char *)out, sizeof out - z.avail_out);
	deflateEnd(&z);
}

static void
add_zst(struct buf *b, const char *p, size_t n)
{
	static char out[256 * 1024];
	ZSTD_CCtx *c = ZSTD_createCCtx();

	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, 1 + (int)rng_below(&r, 5));
	buf_add(b, out, ZSTD_compress2(c, out, sizeof out, p, n));
	ZSTD_freeCCtx(c);
}

/* @text in members of random sizes.  @kind: 0 plain, 1 gzip, 2 zstd. */
static void
encode(struct buf *b, struct sv text, int kind)
{
	buf_clear(b);
	if (kind == 0) {
		buf_sv(b, text);
		return;
	}
	do {
		size_t n = rng_below(&r, 3) == 0 ? (size_t)rng_below(&r, text.n + 1) : text.n;

		(kind == 1 ? add_gz : add_zst)(b, text.p, n);
		text.p += n;
		text.n -= n;
	} while (text.n != 0);
}

/* Like collect, through a pipe that is written in random portions. */
static enum rc
collect_pipe(struct buf *got, struct sv s, struct in_cfg cfg, struct err *e)
{
	static const char *const std[] = { "-" };
	const pid_t pid = feed_stdin(s, 1 + rng_below(&r, 3000), &r);
	int status;
	enum rc rc;

	cfg.path = std;
	rc = collect(got, &cfg, e);
	waitpid(pid, &status, 0);
	return rc;
}

static size_t
draw_max(void)
{
	return rng_below(&r, 2) == 0
		   ? 0
		   : 1 + (size_t)rng_below(&r, UINT64_C(1) << (1 + rng_below(&r, 10)));
}

static size_t
draw_read(void)
{
	return rng_below(&r, 3) == 0 ? 0
				     : 1 + (size_t)rng_below(&r, rng_below(&r, 2) == 0 ? 7 : 2000);
}

static void
prop_same_lines(void)
{
	const char *const path[] = { file };
	struct buf text, coded, want, got;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	for (int i = 0; i < ROUNDS; i++) {
		int kind = (int)rng_below(&r, 3);
		struct in_cfg cfg = {
			.path = path, .n = 1, .max_line = draw_max(), .read_size = draw_read()
		};
		struct err e = { 0 };
		enum rc rc;

		draw_text(&text);
		encode(&coded, buf_view(&text), kind);
		feed_file(file, buf_view(&coded));
		split(
		    &want, buf_view(&text), cfg.max_line != 0 ? cfg.max_line : IN_MAX_LINE_DEFAULT);
		if (rng_below(&r, 4) == 0)
			rc = collect_pipe(&got, buf_view(&coded), cfg, &e);
		else
			rc = collect(&got, &cfg, &e);
		T_QUIET(rc == RC_END && sv_eq(buf_view(&got), buf_view(&want)),
		    "round %d: kind %d, %zu bytes, max_line %zu, read_size %zu %s", i, kind, text.n,
		    cfg.max_line, cfg.read_size, e.msg);
	}
	T_OK(pieces > ROUNDS / 4, "the same lines in every cut, %u pieces", pieces);
	buf_free(&text);
	buf_free(&coded);
	buf_free(&want);
	buf_free(&got);
}

/* A file that grows, read in parts: each line comes once, and whole. */
static void
prop_parts(void)
{
	const char *const path[] = { file };
	struct buf text, coded, want, got;
	unsigned waited = 0;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	whole = &text;
	for (int i = 0; i < PARTS; i++) {
		int kind = (int)rng_below(&r, 3);
		struct in_part part = { .fd = -1, .wait = true };
		struct in_cfg cfg = { .path = path, .n = 1, .part = &part,
			.max_line = draw_max(), .read_size = draw_read() };
		struct err e = { 0 };
		size_t there = 0;

		draw_text(&text);
		split(
		    &want, buf_view(&text), cfg.max_line != 0 ? cfg.max_line : IN_MAX_LINE_DEFAULT);
		buf_clear(&got);
		while (part.wait) {
			there += (size_t)rng_below(&r, text.n - there + 1);
			part.wait = rng_below(&r, 5) != 0;
			there = part.wait ? there : text.n;
			encode(&coded, (struct sv){ text.p, there }, kind);
			feed_file(file, buf_view(&coded));
			if (rng_below(&r, 2) == 0)
				part.fd = open(file, O_RDONLY | O_CLOEXEC);
			T_QUIET(collect(&got, &cfg, &e) == RC_END, "round %d: %s", i, e.msg);
			if (part.fd >= 0)
				close(part.fd);
			part.fd = -1;
			waited += taken.bytes < there;
			T_QUIET(taken.bytes >= part.from && taken.bytes <= there &&
			    (part.wait || taken.bytes == there || there == 3 ||
				text.p[taken.bytes] == '\0'), "round %d: %" PRIu64 " of %zu", i,
			    taken.bytes, there);	/* 3: a byte order mark alone */
			part.from = taken.bytes;
		}
		T_QUIET(sv_eq(buf_view(&got), buf_view(&want)),
		    "round %d: kind %d, %zu bytes, max_line %zu, read_size %zu", i, kind, text.n,
		    cfg.max_line, cfg.read_size);
	}
	T_OK(waited > PARTS / 4, "lines of a growing file, %u times one had no end yet", waited);
	buf_free(&text);
	buf_free(&coded);
	buf_free(&want);
	buf_free(&got);
}

/* A compressed file cut anywhere gives whole lines from its start, then an error. */
static void
prop_cut_short(void)
{
	const char *const path[] = { file };
	struct buf text, coded, want, got;
	unsigned errors = 0;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	for (int i = 0; i < CUTS; i++) {
		int kind = 1 + (int)rng_below(&r, 2);
		struct in_cfg cfg = { .path = path, .n = 1, .read_size = draw_read() };
		struct err e = { 0 };
		size_t cut;
		enum rc rc;

		do
			draw_text(&text);
		while (text.n == 0);
		coded.n = 0;
		(kind == 1 ? add_gz : add_zst)(&coded, text.p, text.n);
		cut = 4 + (size_t)rng_below(&r, coded.n - 4);
		feed_file(file, (struct sv){ coded.p, cut });
		split(&want, buf_view(&text), IN_MAX_LINE_DEFAULT);
		rc = collect(&got, &cfg, &e);
		T_QUIET(rc == RC_IO && strstr(e.msg, "truncated") != NULL, "cut at %zu of %zu: %s",
		    cut, coded.n, e.msg);
		T_QUIET(sv_starts(buf_view(&want), buf_view(&got)),
		    "what comes is whole lines from the start");

		coded.p[cut] = (char)(coded.p[cut] ^ (1 << rng_below(&r, 8)));
		feed_file(file, buf_view(&coded));
		rc = collect(&got, &cfg, &e);
		errors += rc == RC_IO;
		T_QUIET(rc == RC_IO || sv_eq(buf_view(&got), buf_view(&want)),
		    "byte %zu of %zu damaged: an error, or it did not matter", cut, coded.n);
	}
	T_OK(errors > CUTS / 2, "%u of %d damaged files were errors", errors, CUTS);
	buf_free(&text);
	buf_free(&coded);
	buf_free(&want);
	buf_free(&got);
}

static unsigned
lines_of(const struct buf *b)
{
	unsigned n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->p[i] == '\n';
	return n;
}

/* Large blocks: what was good before the end is cut off, or damaged, must come out. */
static void
prop_nothing_lost(void)
{
	const char *const path[] = { file };
	struct in_cfg cfg = { .path = path, .n = 1 };
	struct buf text, coded, got;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	for (int i = 0; i < 300000; i++)
		buf_printf(&text, "%d\n", i);
	for (int kind = 1; kind <= 2; kind++) {
		struct err e = { 0 };
		static char out[4 << 20];
		size_t n = sizeof out;
		enum rc rc;

		if (kind == 1) {
			z_stream z = { 0 };

			deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
			z.next_in = (Bytef *)text.p;
			z.avail_in = (uInt)text.n;
			z.next_out = (Bytef *)out;
			z.avail_out = sizeof out;
			deflate(&z, Z_FINISH);
			n -= z.avail_out;
			deflateEnd(&z);
		} else {
			ZSTD_CCtx *c = ZSTD_createCCtx();

			ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
			n = ZSTD_compress2(c, out, sizeof out, text.p, text.n);
			ZSTD_freeCCtx(c);
		}
		feed_file(file, (struct sv){ out, n - 40 });
		rc = collect(&got, &cfg, &e);
		T_OK(rc == RC_IO && lines_of(&got) > 240000, "%u lines of 300000 before the cut",
		    lines_of(&got));
		memset(out + n - 400, 0xff, 100);
		feed_file(file, (struct sv){ out, n });
		rc = collect(&got, &cfg, &e);
		T_OK(rc == RC_IO && lines_of(&got) > 240000, "%u lines of 300000 before the damage",
		    lines_of(&got));
	}
	buf_free(&text);
	buf_free(&coded);
	buf_free(&got);
}

int
main(void)
{
	int fd;

	rng_init(&r, t_seed());
	fd = mkstemp(t_temporary(file, sizeof(file), "cx-in"));
	if (fd < 0)
		return 1;
	close(fd);
	prop_same_lines();
	prop_parts();
	prop_cut_short();
	prop_nothing_lost();
	unlink(file);
	return t_done();
}
