/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * line - see line.h
 */
#include "line/line.h"

#include "base/mem.h"

#include <string.h>

static struct decoder *
decoder_new(const struct source *src)
{
	const struct line_ops *ops = ((const struct line_source *)src)->ops;
	struct line_decoder *d = mem_zalloc(ops->size);

	d->base.src = src;
	d->base.seen = mem_zalloc((src->proj->n + 1) * sizeof(*d->base.seen));
	d->ops = ops;
	ops->init(d);
	return &d->base;
}

static void
decoder_free(struct decoder *base)
{
	struct line_decoder *d = (struct line_decoder *)base;

	if (d == NULL)
		return;
	d->ops->free(d);
	mem_free(d->base.seen);
	mem_free(d);
}

static void
begin_block(struct decoder *base, const struct block *b)
{
	struct line_decoder *d = (struct line_decoder *)base;

	d->at = d->from = b->p;
	d->end = b->p + b->n;
	d->before = (b->flags & BLOCK_FIRST) != 0 ? 0 : d->before + d->lines;
	d->lines = 0;
	d->off = b->off;
	d->file = b->file;
	d->flags = b->flags;
	if ((b->flags & BLOCK_FIRST) != 0 && d->ops->start != NULL)
		d->ops->start(d);
	if (d->ops->begin != NULL)
		d->ops->begin(d);
}

static uint64_t
count_lines(const struct decoder *base)
{
	return ((const struct line_decoder *)base)->lines;
}

static size_t
list_names(const struct decoder *base, struct sv *name, size_t max)
{
	const struct line_decoder *d = (const struct line_decoder *)base;

	return d->ops->names(d, name, max);
}

static struct sv
left_out(const struct decoder *base)
{
	const struct line_decoder *d = (const struct line_decoder *)base;

	return d->ops->left != NULL ? d->ops->left(d) : (struct sv){ NULL, 0 };
}

static void
left_open(const struct decoder *base, struct source_open *o)
{
	const struct line_decoder *d = (const struct line_decoder *)base;

	*o = (struct source_open){ 0 };
	if (d->ops->open != NULL)
		d->ops->open(d, o);
}

static void
note_lines(const struct decoder *base, struct buf *lines)
{
	const struct line_decoder *d = (const struct line_decoder *)base;

	if (d->ops->note != NULL)
		d->ops->note(d, lines);
}

bool
line_whole(struct line_decoder *d, struct sv *line)
{
	const char *p = d->at;
	const char *nl;

	if (p == d->end)
		return false;
	nl = memchr(p, '\n', (size_t)(d->end - p));
	d->at = nl != NULL ? nl + 1 : d->end;
	d->lines++;
	*line = (struct sv){ p, (size_t)(d->at - p) };
	return true;
}

enum rc
line_reject_long(struct line_decoder *d, struct reject *rej)
{
	struct sv raw = { d->at, (size_t)(d->end - d->at) };

	while (raw.n > 0 && (raw.p[raw.n - 1] == '\n' || raw.p[raw.n - 1] == '\r'))
		raw.n--;
	if (d->ops->drop != NULL)
		d->ops->drop(d, raw);
	d->at = d->end;
	return source_reject(rej, "long-line", ++d->lines, 0, raw,
	    "line is longer than --max-line");
}

enum rc
line_end(struct line_decoder *d, struct record *r, struct reject *rej)
{
	enum rc rc = RC_EMPTY;

	if ((d->flags & BLOCK_LAST) != 0 && d->ops->finish != NULL && !d->base.waits)
		rc = d->ops->finish(d, r, rej);
	return rc == RC_EMPTY ? RC_END : rc;
}

static enum rc
next_line(struct decoder *base, struct record *r, struct reject *rej)
{
	struct line_decoder *d = (struct line_decoder *)base;
	enum rc rc = d->ops->rest != NULL ? d->ops->rest(d, r, rej) : RC_EMPTY;

	if (rc != RC_EMPTY)
		return rc;
	do {
		rc = line_take(d, r, rej);
		if (rc == RC_OK)
			rc = d->ops->line(d, r->line, r, rej);
	} while (rc == RC_EMPTY);
	return rc == RC_END ? line_end(d, r, rej) : rc;
}

static enum rc
next_whole(struct decoder *base, struct record *r, struct reject *rej)
{
	struct line_decoder *d = (struct line_decoder *)base;
	enum rc rc = RC_EMPTY;

	if (line_is_long(d))
		return line_reject_long(d, rej);
	while (rc == RC_EMPTY && line_whole(d, &r->line)) {
		r->line_no = d->lines;
		rc = d->ops->line(d, r->line, r, rej);
	}
	return rc == RC_EMPTY ? line_end(d, r, rej) : rc;
}

static enum rc
fill_batch(struct decoder *base, struct batch *b, struct reject *rej)
{
	struct line_decoder *d = (struct line_decoder *)base;

	return d->ops->fill(d, b, rej);
}

static enum rc
next_of_batch(struct decoder *base, struct record *r, struct reject *rej)
{
	struct batch b = { .max = 1 };
	enum rc rc = fill_batch(base, &b, rej);

	if (rc == RC_OK)
		*r = *b.row;
	return rc;
}

static const struct source_ops by_line = {
	.decoder_new = decoder_new, .begin = begin_block, .next = next_line,
	.lines = count_lines, .decoder_free = decoder_free, .names = list_names,
	.left = left_out, .open = left_open, .note = note_lines,
};

static const struct source_ops by_whole = {
	.decoder_new = decoder_new, .begin = begin_block, .next = next_whole,
	.lines = count_lines, .decoder_free = decoder_free, .names = list_names,
	.left = left_out, .open = left_open, .note = note_lines,
};

static const struct source_ops by_batch = {
	.decoder_new = decoder_new, .begin = begin_block, .next = next_of_batch,
	.fill = fill_batch,
	.lines = count_lines, .decoder_free = decoder_free, .names = list_names,
	.left = left_out, .open = left_open, .note = note_lines,
};

static void
join_tail(struct decoder *base, struct source_tail *t)
{
	struct line_decoder *d = (struct line_decoder *)base;

	d->ops->join(d, t);
}

static void
leave_tail(struct decoder *base, struct source_tail *t)
{
	struct line_decoder *d = (struct line_decoder *)base;

	d->ops->leave(d, t);
}

static bool
passes(const struct decoder *base)
{
	const struct line_decoder *d = (const struct line_decoder *)base;

	return d->ops->passes(d);
}

/* Likewise, with SOURCE_CHAIN. */
static const struct source_ops by_chain = {
	.decoder_new = decoder_new, .begin = begin_block, .next = next_of_batch,
	.fill = fill_batch,
	.lines = count_lines, .decoder_free = decoder_free, .names = list_names,
	.left = left_out, .open = left_open, .note = note_lines,
	.join = join_tail, .leave = leave_tail, .passes = passes,
};

void
line_source_init(struct line_source *s, const struct line_ops *ops, const char *name,
    unsigned flags, const struct proj *p)
{
	const struct source_ops *how = ops->ends ? &by_whole : &by_line;

	if (ops->fill != NULL)
		how = ops->join != NULL ? &by_chain : &by_batch;
	s->base = (struct source){ how, name, flags, p };
	s->ops = ops;
}
