/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unpack - compressed files of many members, whole, damaged and cut, read by several threads
 *
 * Any number of threads gives the bytes and the messages that one gives.
 */
#include "../feed.h"
#include "../shared.h"
#include "../t.h"

#include "base/rng.h"
#include "io/unpack.h"

#include <bzlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { ROUNDS = T_ROUNDS(400), PACKED_MAX = 20 << 20 };

/* What a file of blocks of BGZF ends with, which is a block, and empty. */
static const char bgzf_end[28] = "\x1f\x8b\x08\x04\0\0\0\0\0\xff\6\0\x42\x43\2\0\x1b\0\3\0\0\0\0\0\0\0\0";

/* What looks like the head of a member, and of a stream of bzip2. */
static const char heads[2][10] = {
	{ '\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, 3 }, { 'B', 'Z', 'h', '9', '1', 'A', 'Y', '&', 'S', 'Y' }
};

static struct rng r;
static char file[256];
static char *packed;

static size_t
pack_gzip(const char *p, size_t n, int level)
{
	z_stream z = { 0 };

	deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)packed;
	z.avail_out = PACKED_MAX;
	deflate(&z, Z_FINISH);
	n = PACKED_MAX - z.avail_out;
	deflateEnd(&z);
	return n;
}

static size_t
pack_bzip2(const char *p, size_t n)
{
	unsigned k = PACKED_MAX;

	if (BZ2_bzBuffToBuffCompress(packed, &k, (char *)(uintptr_t)p, (unsigned)n, 1, 0, 0) != BZ_OK)
		abort();
	return k;
}

static void
add_member(struct buf *o, int kind, struct sv text)
{
	size_t n;

	switch (kind) {
	case 0:
	case 3:
		n = pack_gzip(text.p, text.n, kind == 3 ? 0 : (int)rng_below(&r, 10));
		if (rng_below(&r, 20) == 0)
			packed[8] = 1;	/* a level that nobody writes: no head is seen there */
		break;
	case 1:
		n = ZSTD_compress(packed, PACKED_MAX, text.p, text.n, 1 + (int)rng_below(&r, 5));
		break;
	default:
		n = pack_bzip2(text.p, text.n);
		break;
	}
	buf_add(o, packed, n);
}

static void
draw_text(struct buf *t, size_t lines)
{
	const uint64_t longest = UINT64_C(1) << (1 + rng_below(&r, 9));

	buf_clear(t);
	for (size_t i = 0; i < lines; i++) {
		for (uint64_t n = rng_below(&r, longest); n > 0; n--)
			buf_c(t, (char)(' ' + rng_below(&r, 95)));
		if (rng_below(&r, 9) == 0)
			buf_add(t, heads[rng_below(&r, 2)], sizeof heads[0]);
		buf_c(t, '\n');
	}
}

/* @text in members of random sizes, some of them empty, with what may be between them. */
static void
encode(struct buf *o, struct sv text, int kind, size_t most)
{
	static const char skipped[12] = "\x50\x2a\x4d\x18\4\0\0\0abcd";

	buf_clear(o);
	do {
		size_t n = (size_t)rng_below(&r, most);

		n = n < text.n ? n : text.n;
		add_member(o, kind, (struct sv){ text.p, n });
		text.p += n;
		text.n -= n;
		if (kind == 0 && rng_below(&r, 20) == 0)
			buf_add(o, bgzf_end, sizeof bgzf_end);
		if (kind == 1 && rng_below(&r, 5) == 0)
			buf_add(o, skipped, sizeof skipped);
	} while (text.n > 0);
	if (kind == 0 && rng_below(&r, 8) == 0)
		for (uint64_t n = rng_below(&r, 600); n > 0; n--)
			buf_c(o, 0);
}

static void
damage(struct buf *o)
{
	size_t at = (size_t)rng_below(&r, o->n);

	switch (rng_below(&r, 6)) {
	case 0:
		o->n = at;
		break;
	case 1:
		o->p[at] = (char)(o->p[at] ^ (1 << rng_below(&r, 8)));
		break;
	case 2:
		o->p[at] = (char)rng_below(&r, 256);
		if (buf_room(o, o->n))
			buf_add(o, o->p, (size_t)rng_below(&r, o->n));
		break;
	default:
		break;
	}
}

/* The file, and the same bytes from a pipe now and then; both are called stdin. */
static void
compare(struct in_cfg cfg, struct sv coded, const char *what)
{
	static const char *const std[] = { "-" };
	const unsigned threads = 1 + (unsigned)rng_below(&r, SHARED_THREADS);
	const unsigned first = 1 + (unsigned)rng_below(&r, 3);
	struct buf want, got;
	pid_t pid = 0;
	FILE *in;

	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	feed_file(file, coded);
	cfg.path = std;
	cfg.n = 1;
	in = freopen(file, "rb", stdin);
	if (in == NULL)
		abort();
	shared_alone(&want, &cfg);
	if (rng_below(&r, 4) == 0)
		pid = feed_stdin(coded, 1 + rng_below(&r, 5000) + coded.n / 100, &r);
	else if (lseek(STDIN_FILENO, 0, SEEK_SET) != 0)
		abort();
	shared_together(&got, &cfg, threads, first);
	if (pid != 0) {		/* what is not read ends its writer */
		close(STDIN_FILENO);
		waitpid(pid, NULL, 0);
	}
	T_QUIET(shared_same(&got, &want), "%s: %zu bytes, %u threads, max_line %zu, "
	    "read_size %zu, %zu and %zu bytes", what, coded.n, threads, cfg.max_line,
	    cfg.read_size, want.n, got.n);
	buf_free(&want);
	buf_free(&got);
}

static void
small_members(void)
{
	struct buf text, coded;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	for (int i = 0; i < ROUNDS; i++) {
		struct in_cfg cfg = {
			.max_line = rng_below(&r, 3) == 0 ? 256 + (size_t)rng_below(&r, 900) : 0,
			.read_size = 1 + (size_t)rng_below(&r, UINT64_C(1) << (1 + rng_below(&r, 14)))
		};

		draw_text(&text, 1 + (size_t)rng_below(&r, 200));
		encode(&coded, buf_view(&text), i % 3, 64 + (size_t)rng_below(&r, 5000));
		damage(&coded);
		compare(cfg, buf_view(&coded), "small members");
	}
	buf_free(&text);
	buf_free(&coded);
}

/*
 * Members that are made in many chunks, or longer than is looked for, and small ones behind them;
 * not compressed at all they are as long as it takes.
 */
static void
large_members(void)
{
	static const struct {
		int    kind;
		size_t text, most;
	} files[] = {
		{ 0, 3 * UNPACK_MADE, 2 * UNPACK_MADE }, { 1, 3 * UNPACK_MADE, 2 * UNPACK_MADE },
		{ 0, 4 * UNPACK_MADE, UNPACK_MADE }, { 1, 4 * UNPACK_MADE, UNPACK_MADE },
		{ 2, UNPACK_MADE / 2, UNPACK_MADE / 2 }, { 3, 4 * UNPACK_PACKED, 2 * UNPACK_PACKED }
	};
	struct buf text, coded;

	buf_init(&text, SIZE_MAX);
	buf_init(&coded, SIZE_MAX);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct in_cfg cfg = { .read_size = (size_t)1 << (13 + rng_below(&r, 6)) };

		draw_text(&text, 3000);
		while (text.n < files[i].text && buf_room(&text, text.n))
			buf_add(&text, text.p, text.n);
		encode(&coded, buf_view(&text), files[i].kind, files[i].most);
		for (int k = 0; k < 99; k++)
			add_member(&coded, files[i].kind,
			    (struct sv){ text.p, (size_t)rng_below(&r, 9000) });
		damage(&coded);
		compare(cfg, buf_view(&coded), "large members");
	}
	buf_free(&text);
	buf_free(&coded);
}

int
main(void)
{
	int fd = mkstemp(t_temporary(file, sizeof(file), "cx-unpack"));

	if (fd < 0)
		return 2;
	close(fd);
	rng_init(&r, t_seed());
	packed = malloc(PACKED_MAX);
	small_members();
	large_members();
	T_OK(true, "as many threads as there may be give what one gives");
	free(packed);
	(void)unlink(file);
	return t_done();
}
