/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in - input as blocks of whole lines
 *
 * Files in order, "-" for standard input, regular files and pipes alike; gzip,
 * zstd, bzip2 and xz recognised by content, concatenated members included.  Streaming:
 * memory is one read buffer, the longest line, and each caller's own block.
 *
 *     | line \n line \n ... line \n | >= IN_PAD zero bytes |
 *       ^ block.p                     ^ p + n
 *
 * A missing last newline is appended.  A UTF-8 byte order mark at the start of
 * a file is dropped.  Lines keep their CR.  NULs that a line begins with are left out
 * when they are more than a line may have, and never held.  How a stream is cut into
 * blocks means nothing: no result may depend on it.
 *
 * A file of framed records (io/frame.h) is known by its first bytes, and gives blocks of
 * whole, sound frames to those who take them.  One that is damaged, cut or without its end
 * is a failed read.
 */
#ifndef CX_IO_IN_H
#define CX_IO_IN_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	IN_PAD = 64,			/* readable zero bytes after a block */
	IN_READ = 256 * 1024,		/* bytes asked of read(2); stays in L2 */
	IN_LONG_HEAD = 256,		/* bytes kept of a line that is too long */
	IN_TAIL = 512,			/* bytes kept of what was read last, of a part */
	IN_IDLE_END = -2
};

#define IN_MAX_LINE_DEFAULT ((size_t)64 << 20)

enum block_flags {
	BLOCK_FIRST = 1,	/* first block of its file */
	BLOCK_LAST = 2,		/* last block of its file; may be empty */
	BLOCK_LONG = 4,		/* holds only the head of one line over max_line: reject it */
	BLOCK_BORDER = 8,	/* begins with '{' or RS, right behind "}\n" or "}\r\n" */
	BLOCK_BEFORE = 16,	/* the next block of its file is BLOCK_BORDER */
	BLOCK_FRAMES = 32,	/* holds frames, whole ones, and no lines */
	BLOCK_ONE = 64		/* of a source within another: a line, with line ends in it */
};

struct block {
	char    *p;		/* owned; good until in_next gets the block again or it is freed; */
	size_t   lead;		/* ... behind so many bytes of its memory */
	size_t   n;		/* bytes; p[n-1] == '\n' when n > 0, unless in pieces or frames */
	size_t   cap;
	uint64_t number;	/* of blocks, and reads that failed, before it */
	uint64_t off;		/* bytes of its (decompressed) file before this block */
	uint32_t file;		/* index into the paths */
	unsigned flags;
	struct ranges *from;	/* not NULL: in_fetch has yet to read it, from byte at on */
	uint64_t at;
};

enum in_returns {		/* a CR alone */
	IN_RETURNS_NONE,	/* is a byte like any other */
	IN_RETURNS_ALL,		/* ends a line, and is given as LF */
	IN_RETURNS_UNQUOTED	/* likewise, except between '"' */
};

struct in;

struct in_part {		/* what of a regular file is read */
	int      fd;		/* where it is open, left open; -1: the path is opened */
	uint64_t from;		/* (decompressed) byte to begin at; what is left of a line there
				 * is no line */
	bool     wait;		/* a last line without its newline is not delivered */
};

struct in_taken {		/* of a part */
	bool     opened;
	uint64_t dev;		/* when it was: which file it was */
	uint64_t ino;
	uint64_t bytes;		/* (decompressed) from the start of the file to what is next */
	size_t   ntail;		/* bytes known of those before; 0 when none was read here */
	char     tail[IN_TAIL];
};

struct in_cfg {
	const char *const *path;	/* "-" is standard input; n 0 means standard input */
	size_t             n;
	size_t             max_line;	/* bytes; 0: IN_MAX_LINE_DEFAULT */
	size_t             read_size;	/* bytes a read asks for; 0: IN_READ */
	size_t             max_window;	/* of compressed files, bytes; 0: as feed_cfg has it */
	/*
	 * Lines may be cut: a block without a line end is delivered when it is large, or when
	 * a '}' is in it and there is nothing more to read yet.  Then no line is too long.
	 */
	bool               pieces;
	bool               frames;	/* framed records are taken; else a file of them is RC_IO */
	enum in_returns    returns;	/* what a CR is that no LF follows, where the first line of
					 * a file ends in one; not with part */
	const char        *encoding;	/* a name for charset_new; NULL: UTF-8, or UTF-16 and UTF-32
					 * where they are told by the first bytes */
	bool               uncounted;	/* lines are counted by the caller, for in_after */
	/* Of each path, no "-", nor frames, and n 0 means no file; NULL: all of them are read. */
	const struct in_part *part;
	/*
	 * Called before a read that would block; may be NULL.  Returns the milliseconds after
	 * which it wants to be called again if there is still nothing to read; -1: never;
	 * IN_IDLE_END: nothing more is wanted, the file ends here.
	 */
	int              (*idle)(void *ctx);
	void             (*ready)(void *ctx);	/* called when it waits no more; may be NULL */
	void              *idle_ctx;
};

/**
 * in_open - check every path, open the first
 *
 * A path that is missing, a directory or not readable fails here, before
 * anything was written.
 * Returns: RC_OK, RC_IO with "PATH: reason".
 * Memory:  *in is the caller's, in_close frees it; @cfg->path must outlive it.
 */
MUST_USE enum rc in_open(struct in **in, const struct in_cfg *cfg, struct err *e);

/**
 * in_next - the next block
 * @b: zeroed at first; its buffer is reused
 *
 * Every file that could be opened ends in exactly one block with BLOCK_LAST.  A
 * truncated or damaged compressed file, or one that cannot be read on, gives the
 * whole lines it held and its last block, then RC_IO; a last line that was not
 * seen to its end is dropped, and the message says so.  A pipe's line is
 * delivered as soon as it is there, however small the block.
 * Returns: RC_OK; RC_END after the last file, or when stop_signal() ends the input (a line
 *          that has not come whole is dropped then); RC_IO with "PATH: reason", after
 *          which the next call goes on with the next file.
 * Cost:    no copy but of the line that lies across two blocks; compressed files are looked
 *          through for newlines, unless in_cfg.uncounted.
 */
MUST_USE enum rc in_next(struct in *in, struct block *b, struct err *e);

/**
 * in_after - the error of a damaged file says behind how many of its lines
 * @e: RC_IO of in_next with in_cfg.uncounted; what is no such error stays as it is
 */
void in_after(struct err *e, uint64_t lines);

/**
 * in_share - from here on @threads threads may be in in_claim at the same time
 *
 * They decompress a file together (io/unpack.h).  Without it one at a time may.
 */
void in_share(struct in *in, unsigned threads);

/**
 * in_claim - as in_next, but the bytes of a block may still be to be read
 *
 * Blocks of regular, uncompressed files are cut off without being read, so that
 * several threads may read theirs at once: a block with b->from goes to in_fetch, which
 * needs no lock.  Others are whole, and blocks are the same, by their numbers, as from in_next,
 * which may be called before the first in_claim, not after.
 */
MUST_USE enum rc in_claim(struct in *in, struct block *b, struct err *e);

/**
 * in_fetch - read the bytes of a block from in_claim
 *
 * A file that has become shorter meanwhile gives what is there.
 * Returns: RC_OK; RC_IO with "PATH: reason": the block is empty, and the file ends soon.
 */
MUST_USE enum rc in_fetch(const struct in *in, struct block *b, struct err *e);

/**
 * in_taken - how far file @file was delivered, exactly: byte order marks, NUL bytes and
 * lines that are too long count as they lie there
 * @t: of a file not come to, only bytes is set, to where it would begin
 *
 * For an input of parts.  Blocks of in_claim count as delivered.
 */
void in_taken(const struct in *in, size_t file, struct in_taken *t);

/**
 * in_alone - what is left of the current file is all that @in gives from now on
 *
 * Returns: the number of the file behind it, from which on others may take theirs.
 */
size_t in_alone(struct in *in);

/**
 * in_other - one file of those of @in, to be read on its own, with the same settings
 *
 * Its blocks say which file of @in it is.  No part of a file, and none that may block.
 * Returns: RC_OK; RC_IO with "PATH: reason".
 * Memory:  *other is the caller's, in_close frees it; before @in.
 */
MUST_USE enum rc in_other(const struct in *in, size_t file, struct in **other, struct err *e);

/** in_count - @n bytes of its files were read by others; any thread may say so */
void in_count(struct in *in, uint64_t n);

/** in_coded - the current file is compressed, as far as it has been looked at; by who reads */
bool in_coded(const struct in *in);

/** in_name - how to call file @file in messages: its path, "-" as "stdin" */
const char *in_name(const struct in *in, uint32_t file);

/**
 * in_bytes - raw bytes read so far; any thread may ask
 * @total: of all inputs when they are regular files, else 0
 */
uint64_t in_bytes(const struct in *in, uint64_t *total);

/** in_bad_text - pieces of text that were no characters of their encoding; likewise */
uint64_t in_bad_text(const struct in *in);

/** in_holes - NULs left out so far; of who has read all, or who reads */
uint64_t in_holes(const struct in *in);

/** in_close - close and free; NULL is fine */
void in_close(struct in *in);

/** in_block_free - free the buffer of a block */
void in_block_free(struct block *b);

#endif
