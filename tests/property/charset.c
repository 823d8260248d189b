/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * charset - texts in other encodings against iconv(3), in whatever pieces they come
 */
#include "../t.h"

#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "io/charset.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

enum { TEXTS = 400, CHARS = 300, ROOM = 16 * CHARS };

/* What charset makes of @n bytes in pieces drawn at random; the length. */
static size_t
read_pieces(struct rng *rng, const char *name, const unsigned char *p, size_t n, char *out,
    uint64_t *bad)
{
	struct charset *c = charset_new(name);
	struct codec_io last;
	char *to = out;

	while (n > 0) {
		size_t piece = 1 + (size_t)rng_below(rng, n < 40 ? n : 40);
		struct codec_io io = { .in = p, .n_in = piece, .out = to,
			.n_out = CHARSET_ROOM + (size_t)rng_below(rng, 60) };
		const char *from = to;

		charset_step(c, &io);
		to = io.out;
		n -= piece - io.n_in;
		p = io.in;
		if (piece == io.n_in && to == from) {	/* no progress */
			charset_free(c);
			return SIZE_MAX;
		}
	}
	last = (struct codec_io){ .in = p, .out = to, .n_out = CHARSET_ROOM };
	charset_end(c, &last);
	*bad = charset_bad(c);
	charset_free(c);
	return (size_t)(last.out - out);
}

static uint32_t
draw_char(struct rng *rng, const char *name)
{
	static const uint32_t cp1252[] = { 0x20ac, 0x201e, 0x160, 0x2019, 0x178, 0xe9, 0xff, 0xa0 };
	uint32_t cp;

	if (rng_below(rng, 3) != 0)
		return 1 + (uint32_t)rng_below(rng, 0x7f);
	if (strcmp(name, "windows-1252") == 0)
		return cp1252[rng_below(rng, 8)];
	if (strcmp(name, "latin1") == 0)
		return 0x80 + (uint32_t)rng_below(rng, 0x80);
	if (strcmp(name, "KOI8-R") == 0)
		return 0x410 + (uint32_t)rng_below(rng, 64);
	cp = (uint32_t)rng_below(rng, rng_below(rng, 2) != 0 ? 0x110000 : 0x3000);
	return (cp >= 0xd800 && cp <= 0xdfff) || cp == 0xfeff || cp == 0xfffe || cp == 0 ? 'x' : cp;
}

static bool
reads(struct rng *rng, const char *name, const char *theirs)
{
	char *utf = mem_alloc(ROOM), *out = mem_alloc(2 * ROOM), *in = utf;
	unsigned char *coded = mem_alloc(ROOM);
	char *at = (char *)coded;
	size_t n = 0, left = ROOM, rest;
	iconv_t cd = iconv_open(theirs, "UTF-8");
	uint64_t bad = 0;
	bool ok;

	for (uint64_t k = rng_below(rng, CHARS); k > 0; k--)
		n += utf8_put(draw_char(rng, name), utf + n);
	rest = n;
	ok = (intptr_t)cd != -1;
	if (ok) {
		ok = iconv(cd, &in, &rest, &at, &left) != (size_t)-1;
		(void)iconv_close(cd);
	}
	ok = ok && read_pieces(rng, name, coded, ROOM - left, out, &bad) == n &&
	    memcmp(out, utf, n) == 0 && bad == 0;
	mem_free(utf);
	mem_free(out);
	mem_free(coded);
	return ok;
}

/* Any bytes give UTF-8, and the same whatever the pieces. */
static bool
bears(struct rng *rng, const char *name)
{
	unsigned char bytes[200];
	size_t n = (size_t)rng_below(rng, sizeof(bytes)), one, two;
	char a[8 * sizeof(bytes)], b[8 * sizeof(bytes)];
	uint64_t bad[2];

	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)(rng_below(rng, 3) == 0 ? 0xd8 + rng_below(rng, 8) :
		    rng_below(rng, 256));
	one = read_pieces(rng, name, bytes, n, a, &bad[0]);
	two = read_pieces(rng, name, bytes, n, b, &bad[1]);
	return one == two && one <= sizeof(a) && memcmp(a, b, one) == 0 && bad[0] == bad[1] &&
	    utf8_valid((struct sv){ a, one }) == one;
}

int
main(void)
{
	static const struct {
		const char *ours;
		const char *theirs;
	} names[] = { { "utf-16le", "UTF-16LE" }, { "utf-16be", "UTF-16BE" },
		{ "utf-16", "UTF-16LE" }, { "UTF-32LE", "UTF-32LE" }, { "utf-32be", "UTF-32BE" },
		{ "latin1", "ISO-8859-1" }, { "windows-1252", "CP1252" }, { "KOI8-R", "KOI8-R" } };
	struct rng rng;

	rng_init(&rng, t_seed());
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		unsigned good = 0, sound = 0;

		for (int k = 0; k < TEXTS; k++) {
			good += reads(&rng, names[i].ours, names[i].theirs);
			sound += bears(&rng, names[i].ours);
		}
		T_OK(good == TEXTS, "%s: %u of %d texts as iconv has them", names[i].ours, good, TEXTS);
		T_OK(sound == TEXTS, "%s: %u of %d random texts", names[i].ours, sound, TEXTS);
	}
	T_OK(charset_new("no such") == NULL && charset_is_utf8("UTF8"), "names");
	return t_done();
}
