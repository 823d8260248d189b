/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * in - see in.h
 *
 * in_next fills the caller's block from two places: what the last block left
 * over, then the feed.
 *
 *     block:  | whole lines ... \n | part of a line |
 *             `---- delivered ----' `---- rest ----'   kept for the next block
 *
 * A block of at most max_line bytes cannot hold a line that is too long, so
 * lines are looked at one by one only when it is larger.  Reads ask for at most
 * max_line bytes for the same reason: what is copied when a block is split at a
 * long line is then never much more than that line.
 */
#include "io/in.h"

#include "base/mem.h"
#include "io/feed.h"
#include "io/frame.h"
#include "io/ranges.h"
#include "io/stop.h"
#include "io/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	RS = 0x1e,
	PIECE_LINE = 4		/* reads: a longer line is read in turn, when it may be cut */
};

struct in {
	const char *const *path;
	size_t             n_path;
	size_t             base;	/* blocks are of this file and on */
	size_t             max_line;
	size_t             read_size;
	bool               uncounted;
	bool               pieces;
	bool               frames;	/* are taken */
	enum in_returns    returns;
	uint64_t           total;	/* bytes of all files; 0 unknown */
	uint64_t           number;	/* of the next block */
	const struct in_part *part;	/* of each path; NULL all are read whole */
	struct in_taken   *taken;	/* of each path, where there are parts */
	struct feed        feed;
	struct ranges     *ranges;	/* pieces of the current file; NULL none */
	bool               in_turn;	/* its rest is read in turn */

	size_t      file;	/* index of the current one */
	bool        open;
	bool        begun;	/* a block of it has been delivered */
	bool        bom;	/* its first bytes have been looked at */
	size_t      dropped;	/* ... and so many are no text */
	bool        told;	/* what ends its lines is known: */
	bool        by_return;	/* ... CR alone */
	bool        quoted;	/* what was read last stands between quotes, */
	bool        after_return;	/* ... or is a CR that does not */
	bool        skip;	/* inside a long line whose head has been delivered */
	bool        border;	/* the next block is BLOCK_BORDER */
	bool        framed;	/* it is one of frames, */
	bool        complete;	/* ... and the last one so far was FRAME_END */
	bool        cut;	/* its last line delivered has no end yet */
	bool        failed;	/* fault is to be told next */
	uint64_t    lines;	/* delivered from it, when compressed and they are counted */
	uint64_t    off;	/* bytes of it (decompressed) before the next block */
	uint64_t    nuls;	/* that the next line begins with and that are not held */
	uint64_t    holes;	/* NULs left out so far, of all files */
	uint64_t    hole;	/* ... by the last of them, */
	uint64_t    hole_end;	/* ... before this byte of the file */
	struct err  fault;

	char  *rest;		/* bytes that belong to the next block */
	size_t n_rest;
	size_t cap_rest;
};

static const char *const just_stdin[] = { "-" };

static const char *
name_of(const char *path)
{
	return strcmp(path, "-") == 0 ? "stdin" : path;
}

/* What is wrong with @path, as errno; its size is added to *total, or *regular cleared. */
static int
check(const char *path, uint64_t *total, bool *regular)
{
	struct stat st;
	off_t at = 0;
	bool std = strcmp(path, "-") == 0;

	if ((std ? fstat(STDIN_FILENO, &st) : stat(path, &st)) != 0)
		return errno;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	if (!std && faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return errno;
	if (!S_ISREG(st.st_mode)) {
		*regular = false;
		return 0;
	}
	if (std)
		at = lseek(STDIN_FILENO, 0, SEEK_CUR);
	if (at >= 0 && st.st_size > at)
		*total += (uint64_t)(st.st_size - at);
	return 0;
}

/* As check, of a part: also a file that is open and has lost its name. */
static int
check_part(const char *path, const struct in_part *part, uint64_t *total)
{
	struct stat st;

	if ((part->fd >= 0 ? fstat(part->fd, &st) : stat(path, &st)) != 0)
		return errno;
	if (!S_ISREG(st.st_mode))
		return EINVAL;
	*total += (uint64_t)st.st_size > part->from ? (uint64_t)st.st_size - part->from : 0;
	return 0;
}

/* The part of the file in->file that is read. */
static enum rc
start_part(struct in *in, struct err *why)
{
	const struct in_part *part = &in->part[in->file];
	struct in_taken *taken = &in->taken[in->file];
	struct stat st;
	enum rc rc = part->fd >= 0 ? feed_take(&in->feed, part->fd, why)
	                           : feed_open(&in->feed, in->path[in->file], why);

	if (rc != RC_OK)
		return rc;
	if (fstat(in->feed.fd, &st) != 0)
		return rc_err(why, RC_IO, "%s", strerror(errno));
	taken->opened = true;
	taken->dev = (uint64_t)st.st_dev;
	taken->ino = (uint64_t)st.st_ino;
	rc = feed_skip(&in->feed, part->from, &in->skip, why);
	in->off = part->from;
	in->bom = part->from != 0;
	return rc;
}

/* Open the file in->file and get ready for its first block. */
static enum rc
start_file(struct in *in, struct err *e)
{
	const char *path = in->path[in->file];
	struct err why = { 0 };

	in->begun = in->bom = in->skip = in->failed = in->in_turn = in->border = false;
	in->framed = in->complete = in->cut = false;
	in->told = in->returns == IN_RETURNS_NONE;
	in->by_return = in->quoted = in->after_return = false;
	in->lines = in->off = in->nuls = in->hole = 0;
	in->n_rest = in->dropped = 0;
	if ((in->part != NULL ? start_part(in, &why) : feed_open(&in->feed, path, &why)) != RC_OK) {
		in->file++;
		return rc_err(e, RC_IO, "%s: %s", name_of(path), why.msg);
	}
	in->open = true;
	return RC_OK;
}

/* Bytes of the file before what is next; a byte order mark alone is nothing yet. */
static uint64_t
bytes_taken(const struct in *in)
{
	return in->off != 0 ? in->off + in->dropped : 0;
}

static void
end_file(struct in *in)
{
	if (in->taken != NULL)
		in->taken[in->file].bytes = bytes_taken(in);
	feed_close(&in->feed);
	ranges_drop(in->ranges);
	in->ranges = NULL;
	in->open = false;
	in->file++;
}

enum rc
in_open(struct in **out, const struct in_cfg *cfg, struct err *e)
{
	struct in *in;
	struct feed_cfg feed = { .idle = cfg->idle, .ready = cfg->ready,
		.idle_ctx = cfg->idle_ctx };
	bool regular = true;
	uint64_t total = 0;
	bool all = cfg->n != 0 || cfg->part != NULL;
	size_t n = all ? cfg->n : 1;
	const char *const *path = all ? cfg->path : just_stdin;
	enum rc rc;

	for (size_t i = 0; i < n; i++) {
		int why = cfg->part != NULL ? check_part(path[i], &cfg->part[i], &total)
		                            : check(path[i], &total, &regular);

		if (why != 0)
			return rc_err(e, RC_IO, "%s: %s", name_of(path[i]), strerror(why));
	}
	in = mem_zalloc(sizeof *in);
	in->path = path;
	in->n_path = n;
	in->total = regular ? total : 0;
	in->max_line = cfg->max_line != 0 ? cfg->max_line : IN_MAX_LINE_DEFAULT;
	in->uncounted = cfg->uncounted;
	in->read_size = cfg->read_size != 0 ? cfg->read_size : IN_READ;
	in->pieces = cfg->pieces;
	in->frames = cfg->frames;
	in->returns = cfg->returns;
	if (in->read_size > in->max_line && !in->pieces)
		in->read_size = in->max_line > IN_LONG_HEAD ? in->max_line : IN_LONG_HEAD;
	feed.read_size = in->read_size;
	feed.max_window = cfg->max_window;
	feed.encoding = cfg->encoding;
	feed.guess = cfg->part == NULL;
	feed_init(&in->feed, &feed);
	in->part = cfg->part;
	if (in->part != NULL)
		in->taken = mem_zalloc(n * sizeof *in->taken);
	for (size_t i = 0; i < n && in->part != NULL; i++)
		in->taken[i].bytes = in->part[i].from;
	rc = n > 0 ? start_file(in, e) : RC_OK;
	if (rc != RC_OK) {
		in_close(in);
		return rc;
	}
	*out = in;
	return RC_OK;
}

/* @n bytes of the block to the start of its memory. */
static void
move_to_start(struct block *b, size_t n)
{
	char *start = b->p != NULL ? b->p - b->lead : NULL;

	if (n != 0)
		memmove(start, b->p, n);
	b->p = start;
	b->cap += b->lead;
	b->lead = 0;
}

/* Room for @n bytes, a newline that may be missing and the pad. */
static void
reserve(struct block *b, size_t n)
{
	n += 1 + IN_PAD;
	if (n > b->cap && b->lead != 0)
		move_to_start(b, b->n);
	if (n <= b->cap)
		return;
	b->cap = n + n / 4;	/* geometric for one long line, slack for what comes over */
	b->p = mem_array(b->p, b->cap, 1);
}

static void
keep_rest(struct in *in, const char *p, size_t n)
{
	if (n > in->cap_rest) {
		in->rest = mem_array(in->rest, n, 1);
		in->cap_rest = n;
	}
	if (n != 0)
		memcpy(in->rest, p, n);
	in->n_rest = n;
}

/* Newlines in @n bytes, 16 at a time: only for the message about a damaged file. */
static uint64_t
count_lines(const char *p, size_t n)
{
	typedef unsigned char bytes __attribute__((vector_size(16)));
	bytes nl;
	uint64_t lines = 0;
	size_t i = 0;

	memset(&nl, '\n', sizeof nl);
	while (n - i >= sizeof nl) {
		size_t end = n - i > 255 * sizeof nl ? i + 255 * sizeof nl : n;
		bytes sum = { 0 };

		for (; end - i >= sizeof nl; i += sizeof nl) {
			bytes v;

			memcpy(&v, p + i, sizeof v);
			sum -= (bytes)(v == nl);	/* -1 where they are equal */
		}
		for (size_t k = 0; k < sizeof nl; k++)
			lines += sum[k];
	}
	for (; i < n; i++)
		lines += p[i] == '\n';
	return lines;
}

/* Whether a block of lines may be told to begin at p[n], without what is before it. */
static bool
is_border(const char *p, size_t n)
{
	const char *q = p + n;

	if ((*q != '{' && *q != RS) || n < 2 || q[-1] != '\n')
		return false;
	q -= n > 2 && q[-2] == '\r';
	return q[-2] == '}';
}

/* The last of @n bytes that end where the next block begins are known; 0: they are not. */
static void
note_tail(struct in *in, const char *p, size_t n)
{
	struct in_taken *t = in->taken != NULL ? &in->taken[in->file] : NULL;

	if (t == NULL)
		return;
	t->ntail = n < IN_TAIL ? n : IN_TAIL;
	if (n != 0)
		memcpy(t->tail, p + n - t->ntail, t->ntail);
}

/* Hand out b->p[0 .. @end); what follows until b->n is kept. */
static enum rc
deliver(struct in *in, struct block *b, size_t end, unsigned flags)
{
	bool border = end < b->n && is_border(b->p, end);

	if (end != 0)
		note_tail(in, b->p, end);

	if (end < b->n)
		keep_rest(in, b->p + end, b->n - end);
	if (in->feed.codec != NULL && !in->framed && !in->uncounted)
		in->lines += count_lines(b->p, end);
	memset(b->p + end, 0, IN_PAD);
	b->n = end;
	b->off = in->off;
	in->off += end;
	b->file = (uint32_t)(in->base + in->file);
	b->flags = flags | (in->begun ? 0 : BLOCK_FIRST) | (in->border ? BLOCK_BORDER : 0) |
	    (border ? BLOCK_BEFORE : 0);
	in->begun = true;
	in->border = border;
	if (end != 0)
		in->cut = b->p[end - 1] != '\n' && (flags & BLOCK_FRAMES) == 0;
	return RC_OK;
}

/*
 * The first line of the block, @len bytes, is too long: only its head goes out.
 * @end: where the next line begins; b->n when its newline has not come yet.
 */
static enum rc
deliver_long(struct in *in, struct block *b, size_t len, size_t end, unsigned flags)
{
	size_t head = len < IN_LONG_HEAD ? len : IN_LONG_HEAD;

	keep_rest(in, b->p + end, b->n - end);
	b->p[head] = '\n';
	b->n = head + 1;
	(void)deliver(in, b, b->n, flags | BLOCK_LONG);
	note_tail(in, NULL, 0);
	in->off = b->off + end;
	return RC_OK;
}

/* Whole lines end at @end > max_line: look for one that is too long. */
static enum rc
deliver_checked(struct in *in, struct block *b, size_t end)
{
	size_t at = 0, next;

	for (; at < end; at = next) {
		const char *nl = memchr(b->p + at, '\n', end - at);

		next = (size_t)(nl - b->p) + 1;
		if (next - 1 - at <= in->max_line)
			continue;
		return at != 0 ? deliver(in, b, at, 0) : deliver_long(in, b, next - 1, next, 0);
	}
	return deliver(in, b, end, 0);
}

/* What is left of a part has no newline yet: it waits, and so do the NULs before it. */
static void
leave_line(struct in *in, struct block *b)
{
	b->n = 0;
	if (in->hole != 0 && in->off == in->hole_end) {
		in->off -= in->hole;
		in->holes -= in->hole;
		in->hole = 0;
	}
}

/* The newline that the block ends in is not in the file. */
static void
uncount_newline(struct in *in)
{
	in->off--;
	if (in->taken != NULL)
		in->taken[in->file].ntail--;
}

/* The file has ended well; what is left, or was cut, is its last line without a newline. */
static enum rc
deliver_last(struct in *in, struct block *b)
{
	enum rc rc;

	if (in->part != NULL && in->part[in->file].wait)
		leave_line(in, b);
	if (b->n > in->max_line && !in->pieces) {
		rc = deliver_long(in, b, b->n, b->n, BLOCK_LAST);
	} else {
		bool ended = b->n == 0 && !in->cut;

		if (!ended)
			b->p[b->n++] = '\n';
		rc = deliver(in, b, b->n, BLOCK_LAST);
		if (!ended)
			uncount_newline(in);
	}
	end_file(in);
	return rc;
}

/* @text into the message, at byte @at of it; what has no room is left out. */
static void
add_text(struct err *e, size_t at, const char *text)
{
	char rest[ERR_MSG_MAX];

	memcpy(rest, e->msg + at, strlen(e->msg + at) + 1);
	(void)snprintf(e->msg + at, sizeof e->msg - at, "%s%s", text, rest);
}

void
in_after(struct err *e, uint64_t lines)
{
	char after[64];

	if (e->col == 0)
		return;
	(void)snprintf(after, sizeof after, " after %" PRIu64 " line%s", lines,
	    lines == 1 ? "" : "s");
	add_text(e, e->col - 1, after);
	e->col = 0;
}

/* The file has failed: close it with an empty block, tell the reason with the next call. */
static enum rc
deliver_fault(struct in *in, struct block *b, const struct err *why)
{
	bool coded = in->feed.codec != NULL && !in->framed;

	(void)rc_err(&in->fault, RC_IO, "%s: %s", name_of(in->path[in->file]), why->msg);
	in->fault.col = coded ? strlen(in->fault.msg) + 1 : 0;
	if (b->n != 0 && !in->skip && !in->framed)
		add_text(&in->fault, strlen(in->fault.msg), ", partial last line dropped");
	if (!in->uncounted)
		in_after(&in->fault, in->lines);
	in->failed = true;
	b->n = 0;
	return deliver(in, b, 0, BLOCK_LAST);
}

/* The bytes [@from, @end) of the block, which are new: a CR that ends a line becomes LF. */
static void
turn_returns(struct in *in, struct block *b, size_t from)
{
	const bool quotes = in->returns == IN_RETURNS_UNQUOTED;

	for (size_t i = from; i < b->n; i++) {
		char c = b->p[i];

		if (in->after_return) {
			in->told = true;
			in->by_return = c != '\n';
			in->after_return = false;
			if (in->by_return)
				b->p[i - 1] = '\n';
		}
		if (in->told && !in->by_return)
			return;
		in->quoted ^= quotes && c == '"';
		if (in->quoted || (c != '\r' && c != '\n'))
			continue;
		if (in->by_return && c == '\r')
			b->p[i] = '\n';
		in->after_return = !in->by_return && c == '\r';
		in->told |= c == '\n';
	}
}

/* More bytes behind b->n.  RC_OK, RC_END, RC_IO as feed_read. */
static enum rc
read_more(struct in *in, struct block *b, struct err *e)
{
	static const char bom[] = "\xef\xbb\xbf";
	size_t got;
	enum rc rc;

	if (in->feed.unpack == NULL || !unpack_give(in->feed.unpack, &in->feed, b, in->max_line)) {
		reserve(b, b->n + in->read_size);
		rc = feed_read(&in->feed, b->p + b->n, in->read_size, &got, e);
		if (rc != RC_OK)
			return rc;
		b->n += got;
	}
	if (in->bom)
		return RC_OK;
	if (frame_match(b->p, b->n)) {
		in->bom = in->framed = b->n >= FRAME_MAGIC;
		if (in->framed && in->part != NULL)
			return rc_err(e, RC_IO, "holds framed records, which have no lines to go "
			    "on from");
		if (in->framed && !in->frames)
			return rc_err(e, RC_IO, "holds framed records, which only readers of "
			    "ndjson take");
		return RC_OK;
	}
	in->bom = b->n >= 3 || memcmp(b->p, bom, b->n) != 0;
	if (b->n >= 3 && memcmp(b->p, bom, 3) == 0) {
		b->n -= 3;
		memmove(b->p, b->p + 3, b->n);
		in->dropped = 3;
	}
	return RC_OK;
}

static enum rc
fill(struct in *in, struct block *b, struct err *e)
{
	size_t from = b->n;
	bool marked = !in->bom;
	enum rc rc = read_more(in, b, e);

	/* A byte order mark that was cut out has moved what is there. */
	if (rc == RC_OK && (!in->told || in->by_return) && in->bom && !in->framed)
		turn_returns(in, b, marked ? 0 : from);
	return rc;
}

/* All of a hole is left out. */
static void
end_hole(struct in *in)
{
	in->holes += in->nuls;
	in->off += in->nuls;
	in->hole = in->nuls;
	in->hole_end = in->off;
	in->nuls = 0;
	note_tail(in, NULL, 0);
}

/* Forget the bytes of a long line whose head went out. */
static void
skip_line(struct in *in, struct block *b)
{
	const char *nl = b->n != 0 ? memchr(b->p, '\n', b->n) : NULL;
	size_t end = nl != NULL ? (size_t)(nl - b->p) + 1 : b->n;

	b->n -= end;
	in->off += end;
	if (end != 0)
		note_tail(in, NULL, 0);
	if (b->n != 0)
		memmove(b->p, b->p + end, b->n);
	in->skip = nl == NULL;
}

/* The NULs that were taken out and were no more than a line may have. */
static void
put_nuls(struct in *in, struct block *b)
{
	size_t n = (size_t)in->nuls;

	reserve(b, b->n + n);
	memmove(b->p + n, b->p, b->n);
	memset(b->p, 0, n);
	b->n += n;
	in->nuls = 0;
}

/* A line begins with NULs: a log was truncated while somebody wrote. */
static bool
is_hole(const struct in *in, const struct block *b)
{
	return b->n != 0 && b->p[0] == '\0' && !in->pieces && !in->skip;
}

/* These NULs are counted, and left out when they are too many for a line, all of them. */
static void
skip_nuls(struct in *in, struct block *b)
{
	size_t n = 0;

	while (n < b->n && b->p[n] == '\0')
		n++;
	if (n != b->n && in->nuls + n <= in->max_line) {
		put_nuls(in, b);
		return;
	}
	in->nuls += n;
	b->n -= n;
	memmove(b->p, b->p + n, b->n);
	if (b->n != 0)
		end_hole(in);
}

/* A part of a line that is not to wait for the rest. */
static bool
is_piece(const struct in *in, const struct block *b)
{
	if (b->n == 0 || !in->bom)
		return false;
	return b->n >= in->read_size ||
	    (memchr(b->p, '}', b->n) != NULL && feed_waits(&in->feed));
}

/* *end moves behind the whole frames at it; why there are no more, as frame_check. */
static enum rc
skip_frames(struct in *in, const struct block *b, size_t *end, struct err *e)
{
	uint64_t max = 2 * (uint64_t)in->max_line + FRAME_BYTES;
	struct frame_head head;
	enum rc rc;

	while ((rc = frame_check(b->p + *end, b->n - *end, max, &head, e)) == RC_OK) {
		*end += FRAME_HEAD + head.length;
		in->complete = (head.flags & FRAME_END) != 0;
	}
	return rc;
}

/* The end of a file of frames, where each must be whole and the last one says so. */
static enum rc
end_frames(struct in *in, struct block *b)
{
	struct err why = { 0 };

	if (stop_signal() != 0)
		b->n = 0;
	else if (b->n != 0)
		rc_err(&why, RC_IO, "ends within a frame, at byte %" PRIu64, in->off);
	else if (!in->complete)
		rc_err(&why, RC_IO, "framed records without their end: the writer did not finish");
	return why.rc == RC_OK ? deliver_last(in, b) : deliver_fault(in, b, &why);
}

static enum rc
next_frames(struct in *in, struct block *b)
{
	struct err why = { 0 }, where = { 0 };
	size_t end = 0;
	enum rc rc;

	for (;;) {
		rc = skip_frames(in, b, &end, &why);
		if (end > 0)
			return deliver(in, b, end, BLOCK_FRAMES);	/* and then the fault */
		if (rc == RC_EMPTY)
			rc = fill(in, b, &where);
		else
			rc_err(&where, rc, "%s, at byte %" PRIu64, why.msg, in->off);
		if (rc == RC_END)
			return end_frames(in, b);
		if (rc != RC_OK)
			return deliver_fault(in, b, &where);
	}
}

static enum rc
next_block(struct in *in, struct block *b)
{
	struct err why = { 0 };
	size_t seen = 0, end;
	bool looked = false;
	enum rc rc;

	for (;;) {
		if (in->framed && in->frames)
			return next_frames(in, b);
		if (in->skip) {
			skip_line(in, b);
			seen = 0;
		}
		if (!looked && (in->nuls != 0 || is_hole(in, b))) {
			skip_nuls(in, b);
			looked = b->n != 0;
			seen = 0;
		}
		end = b->n;
		if (in->pieces && b->n > seen && memchr(b->p + seen, '\n', b->n - seen) == NULL)
			end = seen;
		for (; end > seen && b->p[end - 1] != '\n';)
			end--;
		if (end > seen)
			return end > in->max_line && !in->pieces ? deliver_checked(in, b, end)
			                          : deliver(in, b, end, 0);
		if (in->pieces && is_piece(in, b))
			return deliver(in, b, b->n, 0);
		if (!in->skip && b->n > in->max_line && b->n >= IN_LONG_HEAD && !in->pieces) {
			in->skip = true;
			return deliver_long(in, b, b->n, b->n, 0);
		}
		seen = in->bom ? b->n : 0;	/* a byte order mark may yet be cut out */
		rc = fill(in, b, &why);
		if (rc == RC_END && stop_signal() != 0)
			b->n = 0;	/* interrupted: what is left may be half a line */
		if (rc == RC_END && in->part != NULL && in->part[in->file].wait)
			in->nuls = 0;	/* they begin a line that has yet to come */
		if (in->nuls > in->max_line && rc != RC_OK)
			end_hole(in);
		else if (in->nuls != 0 && rc != RC_OK)
			put_nuls(in, b);
		if (rc == RC_END)
			return deliver_last(in, b);
		if (rc != RC_OK)
			return deliver_fault(in, b, &why);
	}
}

static enum rc
start_block(struct in *in, struct block *b, struct err *e)
{
	if (in->failed) {
		in->failed = false;
		end_file(in);
		if (e != NULL)
			*e = in->fault;
		return RC_IO;
	}
	if (!in->open) {
		enum rc rc;

		if (in->file >= in->n_path || stop_signal() != 0)
			return RC_END;
		rc = start_file(in, e);
		if (rc != RC_OK)
			return rc;
	}
	b->n = 0;
	move_to_start(b, 0);
	reserve(b, in->n_rest);
	if (in->n_rest != 0)
		memcpy(b->p, in->rest, in->n_rest);
	b->n = in->n_rest;
	in->n_rest = 0;
	return next_block(in, b);
}

enum rc
in_next(struct in *in, struct block *b, struct err *e)
{
	enum rc rc = start_block(in, b, e);

	b->number = in->number;
	in->number += rc != RC_END;
	return rc;
}

/* The current file is one to cut up, from the end of the last block on. */
static void
start_ranges(struct in *in)
{
	off_t at;

	if (in->ranges != NULL)
		return;
	in->in_turn = true;
	if (!feed_direct(&in->feed))
		return;
	at = lseek(in->feed.fd, 0, SEEK_CUR);
	if (at < (off_t)in->n_rest)
		return;
	at -= (off_t)in->n_rest;
	in->ranges = ranges_new(in->feed.fd, (uint64_t)at, in->read_size,
	    in->pieces ? PIECE_LINE * in->read_size : in->max_line);
	if (in->ranges == NULL)
		return;
	in->n_rest = 0;
	in->in_turn = false;
}

/* What is left of the file, from byte @at on, is read in turn. */
static enum rc
stop_ranges(struct in *in, uint64_t at, struct err *e)
{
	enum rc rc = RC_OK;

	if (lseek(in->feed.fd, (off_t)at, SEEK_SET) < 0)
		rc = rc_err(e, RC_IO, "%s", strerror(errno));
	ranges_drop(in->ranges);
	in->ranges = NULL;
	in->in_turn = true;
	return rc;
}

/* The next block, which may be one that in_fetch is to read. */
static enum rc
claim(struct in *in, struct block *b, struct err *e)
{
	struct err why = { 0 };
	bool border;
	enum rc rc;

	if (in->open && in->begun && !in->in_turn && !in->skip && !in->failed && !in->framed &&
	    in->told && !in->by_return)
		start_ranges(in);
	if (in->ranges == NULL || stop_signal() != 0)
		return in_next(in, b, e);
	move_to_start(b, 0);
	border = in->border;
	rc = ranges_next(in->ranges, &b->at, &b->n, &in->border);
	if (rc == RC_OK) {
		b->number = in->number++;
		b->off = in->off;
		b->file = (uint32_t)in->file;
		b->flags = (border ? BLOCK_BORDER : 0) | (in->border ? BLOCK_BEFORE : 0);
		b->from = ranges_hold(in->ranges);
		in->cut = false;
		in->off += b->n;
		note_tail(in, NULL, 0);
		feed_count(&in->feed, b->n);
		return RC_OK;
	}
	b->n = 0;
	reserve(b, 0);
	if (rc == RC_IO) {	/* who read the piece has told the reason */
		b->number = in->number++;
		(void)deliver(in, b, 0, BLOCK_LAST);
		end_file(in);
		return RC_OK;
	}
	if (stop_ranges(in, b->at, &why) == RC_OK)
		return in_next(in, b, e);
	b->number = in->number++;
	return deliver_fault(in, b, &why);
}

enum rc
in_claim(struct in *in, struct block *b, struct err *e)
{
	enum rc rc;

	if (in->feed.unpack == NULL)
		return claim(in, b, e);
	unpack_begin(in->feed.unpack, &in->feed, b);
	rc = claim(in, b, e);
	unpack_end(in->feed.unpack);
	return rc;
}

void
in_share(struct in *in, unsigned threads)
{
	in->feed.unpack = unpack_new(threads);
}

enum rc
in_fetch(const struct in *in, struct block *b, struct err *e)
{
	size_t got;
	enum rc rc;

	reserve(b, b->n);
	rc = ranges_read(b->from, b->at, b->p, b->n, &got);
	if (rc != RC_OK) {
		(void)rc_err(e, rc, "%s: %s", in_name(in, b->file), strerror(errno));
		got = 0;
	}
	ranges_drop(b->from);
	b->from = NULL;
	b->n = got;
	if (got != 0 && b->p[got - 1] != '\n')
		b->p[b->n++] = '\n';
	memset(b->p + b->n, 0, IN_PAD);
	return rc;
}

size_t
in_alone(struct in *in)
{
	size_t next = in->open ? in->file + 1 : in->file;

	in->n_path = next;
	return next;
}

enum rc
in_other(const struct in *in, size_t file, struct in **other, struct err *e)
{
	const struct in_cfg cfg = { .path = in->path + file, .n = 1, .max_line = in->max_line,
		.read_size = in->read_size, .max_window = in->feed.cfg.max_window,
		.pieces = in->pieces, .frames = in->frames, .returns = in->returns,
		.encoding = in->feed.cfg.encoding, .uncounted = in->uncounted };
	enum rc rc = in_open(other, &cfg, e);

	if (rc == RC_OK)
		(*other)->base = file;
	return rc;
}

void
in_count(struct in *in, uint64_t n)
{
	feed_count(&in->feed, n);
}

void
in_taken(const struct in *in, size_t file, struct in_taken *t)
{
	*t = in->taken[file];
	if (in->open && file == in->file)
		t->bytes = bytes_taken(in);
}

bool
in_coded(const struct in *in)
{
	return in->feed.codec != NULL;
}

const char *
in_name(const struct in *in, uint32_t file)
{
	return name_of(in->path[file]);
}

uint64_t
in_bad_text(const struct in *in)
{
	return feed_bad(&in->feed);
}

uint64_t
in_holes(const struct in *in)
{
	return in->holes;
}

uint64_t
in_bytes(const struct in *in, uint64_t *total)
{
	if (total != NULL)
		*total = in->total;
	return feed_bytes(&in->feed);
}

void
in_close(struct in *in)
{
	if (in == NULL)
		return;
	feed_free(&in->feed);
	ranges_drop(in->ranges);
	mem_free(in->rest);
	mem_free(in->taken);
	mem_free(in);
}

void
in_block_free(struct block *b)
{
	ranges_drop(b->from);
	mem_free(b->p != NULL ? b->p - b->lead : NULL);
	*b = (struct block){ 0 };
}
