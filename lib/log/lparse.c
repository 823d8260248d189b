/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lparse - see lparse.h
 */
#include "log/lparse.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "log/log.h"

#include <string.h>

struct reader {
	struct decoder *d;
	struct buf      line;	/* a block of one */
	struct buf      json;
};

static enum rc
open_format(const void **format, struct sv name, const struct tstamp_cfg *time, struct arena *a,
    struct err *e)
{
	struct source_cfg cfg = { .format = name, .time = *time };
	struct proj *p = arena_alloc(a, sizeof(*p));
	const struct source *s = NULL;
	enum rc rc;

	if (name.n == 0)
		return rc_err(e, RC_USAGE, "expected the name of a format");
	proj_init(p, a);
	p->members = p->text = true;
	rc = log_open(&s, &cfg, p, a, e);
	if (rc == RC_OK && (s->flags & (SOURCE_SERIAL | SOURCE_PIECES)) != 0)
		rc = rc_err(e, RC_USAGE, "'%.*s' reads more than a line by itself", SV_SHOW(name));
	*format = s;
	return rc;
}

static void *
begin_reader(const void *format)
{
	const struct source *s = format;
	struct reader *r = mem_zalloc(sizeof(*r));

	r->d = s->ops->decoder_new(s);
	buf_init(&r->line, SIZE_MAX);
	buf_init(&r->json, SIZE_MAX);
	return r;
}

static void
end_reader(void *own)
{
	struct reader *r = own;

	r->d->src->ops->decoder_free(r->d);
	buf_free(&r->line);
	buf_free(&r->json);
	mem_free(r);
}

static void
write_record(const struct record *rec, struct buf *o)
{
	struct jwrite w;

	if (rec->write != NULL) {
		rec->write(rec->writer, o);
		return;
	}
	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	for (size_t i = 0; i < rec->nmember; i++) {
		jwrite_key_raw(&w, rec->member[i].key);
		jwrite_val(&w, &rec->member[i].val);
	}
	jwrite_shut(&w, '}');
}

/* A text of several lines, a line end behind the last left out, is no line. */
static bool
read_line(void *own, struct sv text, struct arena *a, struct sv *json)
{
	static const char pad[IN_PAD] = { 0 };
	struct reader *r = own;
	struct block b = { .flags = BLOCK_FIRST | BLOCK_LAST };
	struct reject rej;
	struct record rec = { 0 };

	text.n -= text.n > 0 && text.p[text.n - 1] == '\n';
	if (text.n == 0 || memchr(text.p, '\n', text.n) != NULL)
		return false;
	buf_clear(&r->line);
	buf_sv(&r->line, text);
	buf_c(&r->line, '\n');
	buf_add(&r->line, pad, sizeof(pad));
	b.p = r->line.p;
	b.n = text.n + 1;
	r->d->src->ops->begin(r->d, &b);
	if (r->d->src->ops->next(r->d, &rec, &rej) != RC_OK)
		return false;
	buf_clear(&r->json);
	write_record(&rec, &r->json);
	*json = arena_sv(a, sv_trim(buf_view(&r->json)));
	return true;
}

const struct expr_parser lparse_lines = {
	.open = open_format, .begin = begin_reader, .line = read_line, .end = end_reader,
};
