/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * charset - text in other encodings as UTF-8
 *
 * Streaming, no look ahead beyond a character.  UTF-16, UTF-32, Latin-1 and Windows-1252 are
 * read here; all others by the system's iconv(3), where it has them.  What is no character of
 * its encoding becomes U+FFFD, and is counted.
 */
#ifndef CX_IO_CHARSET_H
#define CX_IO_CHARSET_H

#include "base/rc.h"
#include "io/codec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct charset;

enum { CHARSET_ROOM = 16 };	/* bytes of output that one step needs at least */

/**
 * charset_new - for one file
 * @name: "latin1", "windows-1252", "utf-16", "utf-16le" ..., or what iconv(3) knows, in any case
 *
 * "utf-16" and "utf-32" are told by their byte order mark, and are little-endian without one.
 * Returns: NULL when there is no such encoding; the caller's, charset_free.
 */
struct charset *charset_new(const char *name);

/** charset_is_utf8 - @name is UTF-8 itself, which needs no reading */
bool charset_is_utf8(const char *name);

/**
 * charset_guess - the encoding of a file that begins so: by its byte order mark, or two
 * characters of ASCII, every other byte a NUL
 *
 * The NULs that a log may begin with, after it was cut off under its writer, stand all together.
 * @more: the @n bytes may become such a beginning: no end of a line is among them
 *
 * Returns: a name for charset_new; NULL: it is not one of UTF-16 and UTF-32.
 */
const char *charset_guess(const unsigned char *p, size_t n, bool *more);

/**
 * charset_step - take input and make output until one of them is used up
 * @io: of its n_out CHARSET_ROOM at least
 */
void charset_step(struct charset *c, struct codec_io *io);

/** charset_end - input is over: what there is of a character becomes U+FFFD; as charset_step */
void charset_end(struct charset *c, struct codec_io *io);

/** charset_bad - how many pieces were no characters */
uint64_t charset_bad(const struct charset *c);

/** charset_free - NULL is fine */
void charset_free(struct charset *c);

#endif
