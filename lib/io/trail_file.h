/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail_file - one file of a log, looked at: how it begins, how it ends, how long it is
 *
 * The head of a file is what it holds, decompressed, from the first byte on that is no NUL,
 * TRAIL_HEAD bytes at most.
 */
#ifndef CX_IO_TRAIL_FILE_H
#define CX_IO_TRAIL_FILE_H

#include "base/arena.h"
#include "io/trail.h"

#include <sys/stat.h>

enum { TRAIL_TAIL = IN_TAIL };

enum trail_fate {
	TRAIL_NEW,		/* no mark knows it: read from its start */
	TRAIL_KNOWN,		/* its mark goes on, from byte from on */
	TRAIL_SAME,		/* as the mark has it, and read: not opened */
	TRAIL_OLD,		/* was there before the log was first read */
	TRAIL_COPY,		/* the same as another file that is there */
	TRAIL_LEFT		/* cannot be read */
};

struct trail_file {
	const char *path;	/* for who opens it, and for messages */
	const char *abs;	/* the same, absolute */
	size_t      log;	/* index */
	size_t      max_window;	/* when it is compressed, as feed_cfg has it */
	unsigned    number;	/* N of .N; 0 none */
	bool        base;	/* the name of the log, where a writer goes on */
	bool        operand;
	uint64_t    dev;
	uint64_t    ino;
	uint64_t    size;	/* as the file lies there */
	int64_t     mtime_ns;
	int         fd;		/* -1: not open */
	int         failed;	/* errno of a read of it that failed; 0 none */
	bool        vanished;	/* its name was another file's, or nobody's, when it was wanted */

	bool        looked;	/* the rest is known */
	bool        coded;	/* compressed */
	uint64_t    head_at;
	size_t      nhead;
	char       *head;
	const char *broken;	/* why it cannot be read, or not to its end; NULL: it can */
	bool        measured;	/* it is compressed, and was read to its end: */
	uint64_t    total;	/* so long it is */
	struct trail_print last;	/* of the bytes it ends in */

	enum trail_fate fate;
	struct trail_mark *mark;	/* that is its; NULL none */
	struct trail_mark *next;	/* the one to be saved, if it is not read; NULL: mark */
	uint64_t    from;
	struct trail_file *twin;	/* plain, for which it need not be read; NULL none */
	size_t      piece;		/* of the plan; SIZE_MAX: nothing of it is read */
	bool        wait;		/* its last line may yet get its end */
	uint64_t    taken;		/* when the run was settled */
};

/** trail_file_written - when it was, in nanoseconds since 1970 */
int64_t trail_file_written(const struct stat *st);

/** trail_file_stat - the members that stat(2) tells */
void trail_file_stat(struct trail_file *f, const struct stat *st);

/**
 * trail_file_look - open it, and see how it begins
 * @at:   where its head began when it was last seen
 *
 * Returns: RC_OK, and broken set if so, or vanished; RC_STOP.
 */
MUST_USE enum rc trail_file_look(struct trail_file *f, uint64_t at, struct arena *a,
    struct err *e);

/** trail_file_fd - where it is open, opened again if need be; -1 when it has vanished */
int trail_file_fd(struct trail_file *f);

/** trail_file_shut - close it; it may be opened again */
void trail_file_shut(struct trail_file *f);

/** trail_file_read - bytes of a plain file, @n wanted; how many there are from @at on */
size_t trail_file_read(struct trail_file *f, uint64_t at, char *p, size_t n);

/**
 * trail_file_reread - look at the head of a plain file again, after it was read
 *
 * Returns: false when it is not there, or does not begin with what was seen before.
 */
bool trail_file_reread(struct trail_file *f, struct arena *a);

/**
 * trail_file_tail - the print of the last bytes before byte @at of a plain file
 * @n: how many, at most TRAIL_TAIL and @at
 *
 * Returns: n 0 when they are not there.
 */
struct trail_print trail_file_tail(struct trail_file *f, uint64_t at, size_t n);

/**
 * trail_file_measure - decompress a file to its end
 * @at:   as trail_file_tail, and so @n and @tail; NULL: not wanted
 *
 * Sets measured, total and last, or broken when it is cut or damaged.
 * Returns: RC_OK; RC_STOP.
 */
MUST_USE enum rc trail_file_measure(struct trail_file *f, uint64_t at, size_t n,
    struct trail_print *tail, struct arena *a, struct err *e);

/** trail_file_line_end - behind the last newline of a plain file; @from when none is behind that */
uint64_t trail_file_line_end(struct trail_file *f, uint64_t from);

/** trail_file_prints - the prints of the head up to byte @taken of the file, into @m */
void trail_file_prints(const struct trail_file *f, uint64_t taken, struct trail_mark *m);

/** trail_file_agrees - it begins as @m does: 0 not, 1 with as many lines as it has, 2 with all */
int trail_file_agrees(const struct trail_file *f, const struct trail_mark *m);

/** trail_file_begins - it and @g begin alike, as far as both go, and not with nothing */
bool trail_file_begins(const struct trail_file *f, const struct trail_file *g);

#endif
