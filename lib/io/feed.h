/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * feed - the bytes of one file, decompressed and made UTF-8 when they need it
 *
 * Plain bytes go straight into the caller's memory; compressed ones, and those of another
 * encoding, pass through a buffer of FEED_RAW bytes for each.
 */
#ifndef CX_IO_FEED_H
#define CX_IO_FEED_H

#include "base/rc.h"
#include "io/charset.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_RAW = 64 * 1024 };

struct codec;
struct unpack;

struct feed_cfg {
	size_t read_size;		/* most bytes of one read(2) */
	size_t max_window;		/* of compressed data, bytes; 0: CODEC_WINDOW_DEFAULT */
	int  (*idle)(void *ctx);	/* called before a read that would block; may be NULL;
					 * returns as in_cfg.idle */
	void (*ready)(void *ctx);	/* called when there is something after all, or the end */
	void  *idle_ctx;
	const char *encoding;		/* a name for charset_new, or of UTF-8; NULL: UTF-8 ... */
	bool        guess;		/* ... or UTF-16, UTF-32 by the first bytes; else RC_IO */
};

struct feed {
	struct feed_cfg     cfg;
	int                 fd;
	bool                regular;	/* never blocks */
	bool                sniffed;	/* codec is decided */
	bool                over;	/* read(2) has said end of file */
	const struct codec *codec;	/* NULL: plain */
	void               *state;	/* of codec */
	unsigned char      *raw;	/* FEED_RAW bytes or more, kept from file to file */
	size_t              at, n;	/* raw[at .. n) is still to be used */
	size_t              cap_raw;
	bool                broken;	/* read(2) has failed, why says how */
	struct err          why;
	struct unpack      *unpack;	/* several threads make compressed bytes plain; or NULL */
	bool                damaged;	/* codec has failed, fault says why */
	struct err          fault;
	struct charset     *charset;	/* NULL: UTF-8 */
	bool                looked;	/* what the codec gives has been looked at */
	unsigned char      *text;	/* FEED_RAW decompressed bytes, kept likewise: of which */
	size_t              text_at, ntext;	/* ... text[text_at .. ntext) is to be used */
	char                spare[CHARSET_ROOM];	/* made where the caller had no room, */
	size_t              spare_at, nspare;	/* ... likewise */
	uint64_t            bad;	/* no characters, of all files that are closed */
	atomic_uint_fast64_t bytes;	/* read from the system, all files together */
};

/** feed_init - no file yet */
void feed_init(struct feed *f, const struct feed_cfg *cfg);

/** feed_open - begin with @path ("-": standard input); RC_OK, RC_IO and the reason alone */
MUST_USE enum rc feed_open(struct feed *f, const char *path, struct err *e);

/** feed_take - begin with the file that is open as @fd, at its start; @fd stays the caller's */
MUST_USE enum rc feed_take(struct feed *f, int fd, struct err *e);

/**
 * feed_skip - go on behind the first @n (decompressed) bytes of a regular file; before any read
 * @inside: set when the last of them was no newline
 *
 * A plain file may end before them: then there is nothing to read.
 * Returns: RC_OK; RC_IO and the reason alone.
 * Cost:    compressed ones are decompressed up to there.
 */
MUST_USE enum rc feed_skip(struct feed *f, uint64_t n, bool *inside, struct err *e);

/**
 * feed_read - the next bytes
 * @got: at least 1 on RC_OK
 *
 * Returns what one read(2) gave: it never waits while it holds bytes for the caller.
 * Returns: RC_OK; RC_END; RC_IO and a reason without the path.
 */
MUST_USE enum rc feed_read(struct feed *f, char *p, size_t n, size_t *got, struct err *e);

/** feed_raw - one read(2), which may wait, of the file as it lies there; as feed_read */
MUST_USE enum rc feed_raw(struct feed *f, void *p, size_t n, size_t *got, struct err *e);

/** feed_window - how much a codec may look back to, bytes */
size_t feed_window(const struct feed *f);

/** feed_direct - the file is regular and plain, and no byte of it is held here */
bool feed_direct(const struct feed *f);

/** feed_waits - a read of it may block, whatever is held here */
bool feed_waits(const struct feed *f);

/** feed_count - so many bytes of the file were read by others */
void feed_count(struct feed *f, size_t n);

/** feed_bad - how many pieces of text were no characters of their encoding; of who reads */
uint64_t feed_bad(const struct feed *f);

/** feed_bytes - read from the system so far; any thread may ask */
uint64_t feed_bytes(const struct feed *f);

/** feed_close - done with this file; nothing open is fine */
void feed_close(struct feed *f);

/** feed_free - feed_close, and give the buffer back */
void feed_free(struct feed *f);

#endif
