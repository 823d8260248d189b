/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * charset - fuzz target: bytes in the encoding that the first byte chooses
 *
 * What comes out is UTF-8, and the same for any pieces that the bytes come in.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "io/charset.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_all(const char *name, const uint8_t *p, size_t n, size_t piece, struct buf *out)
{
	struct charset *c = charset_new(name);
	char room[100];
	struct codec_io io;

	for (size_t at = 0; at < n;) {
		size_t some = n - at < piece ? n - at : piece;

		io = (struct codec_io){ .in = p + at, .n_in = some, .out = room,
			.n_out = sizeof(room) };
		charset_step(c, &io);
		if (io.n_in == some && io.out == room)
			abort();
		at += some - io.n_in;
		buf_add(out, room, (size_t)(io.out - room));
	}
	io = (struct codec_io){ .in = p, .out = room, .n_out = sizeof(room) };
	charset_end(c, &io);
	buf_add(out, room, (size_t)(io.out - room));
	charset_free(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "utf-16", "utf-16be", "utf-32", "windows-1252", "SHIFT_JIS",
		"GB18030", "ISO-2022-JP" };
	const char *name;
	struct buf whole, parts;

	if (size == 0)
		return 0;
	name = names[data[0] % (sizeof(names) / sizeof(names[0]))];
	buf_init(&whole, SIZE_MAX);
	buf_init(&parts, SIZE_MAX);
	read_all(name, data + 1, size - 1, SIZE_MAX, &whole);
	if (utf8_valid(buf_view(&whole)) != whole.n)
		abort();
	for (size_t piece = 1; piece < 9; piece += 3) {
		buf_clear(&parts);
		read_all(name, data + 1, size - 1, piece, &parts);
		if (!sv_eq(buf_view(&whole), buf_view(&parts)))
			abort();
	}
	buf_free(&whole);
	buf_free(&parts);
	return 0;
}
