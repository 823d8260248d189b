/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/side.h"

#include "io/feed.h"
#include "io/stop.h"

#include <inttypes.h>
#include <string.h>

enum { READ = 65536 };

enum rc
side_text(const char *path, size_t max, struct buf *b, struct err *e)
{
	struct feed f;
	size_t got;
	enum rc rc;

	feed_init(&f, &(struct feed_cfg){ .read_size = READ });
	rc = feed_open(&f, path, e);
	while (rc == RC_OK && b->n <= max) {
		size_t room = max + 1 - b->n < READ ? max + 1 - b->n : READ;

		(void)buf_room(b, room);
		rc = feed_read(&f, b->p + b->n, room, &got, e);
		b->n += rc == RC_OK ? got : 0;
	}
	feed_free(&f);
	if (stop_signal() != 0 && rc != RC_IO)
		return rc_err(e, RC_STOP, "interrupted");
	if (rc == RC_OK)
		return rc_err(e, RC_LIMIT, "over %zu bytes", max);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
side_open(struct side *s, const char *path, struct err *e)
{
	*s = (struct side){ .path = path };
	return in_open(&s->in, &(struct in_cfg){ .path = &s->path, .n = 1 }, e);
}

/* The block behind the one that is used up. */
static enum rc
next_block(struct side *s, struct err *e)
{
	enum rc rc = in_next(s->in, &s->block, e);

	s->at = s->block.p;
	if (rc == RC_OK && (s->block.flags & BLOCK_LONG) != 0)
		return rc_err(e, RC_LIMIT, "%s:%" PRIu64 ": line is longer than %d MiB", s->path,
		    s->line + 1, (int)(IN_MAX_LINE_DEFAULT >> 20));
	return rc;
}

enum rc
side_next(struct side *s, struct sv *line, struct err *e)
{
	const char *end;
	enum rc rc;

	while (s->at == NULL || s->at == s->block.p + s->block.n) {
		rc = next_block(s, e);
		if (rc != RC_OK)
			return rc;
	}
	end = memchr(s->at, '\n', (size_t)(s->block.p + s->block.n - s->at));
	*line = (struct sv){ s->at, (size_t)(end - s->at) };
	if (line->n > 0 && line->p[line->n - 1] == '\r')
		line->n--;
	s->at = end + 1;
	s->line++;
	return RC_OK;
}

void
side_close(struct side *s)
{
	in_block_free(&s->block);
	in_close(s->in);
	s->in = NULL;
}
