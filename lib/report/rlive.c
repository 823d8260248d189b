/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rlive.h"

#include "run/clock.h"
#include "run/stream.h"

enum { FIT_TRIES = 3 };		/* times a table is drawn with fewer rows until it fits */

struct state {
	const struct rlive *live;
	struct job         *j;
	struct rtable       t;
	size_t              shown;	/* rows before are not new */
	size_t              lines;	/* of the table that stands on the terminal */
	struct buf          header;	/* that was written last, spaces as one */
	int64_t             heard_us;
	enum rc             rc;
	struct err          e;
};

static size_t
count_lines(struct sv text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	return n;
}

/* The first of the last rows that are of one window, or of no other. */
static size_t
first_of_window(const struct rtable *t)
{
	size_t col = rtable_col_find(t, SV("window")), i = t->nrow;

	if (col == t->ncol || i == 0)
		return 0;
	while (i > 0 && val_cmp(rtable_cell(t, i - 1, col),
	    rtable_cell(t, t->nrow - 1, col), NULL) == 0)
		i--;
	return i;
}

/* Forget what will not be shown again, now and then. */
static void
drop_old(struct state *s, size_t keep)
{
	struct rtable old = s->t;

	rtable_init(&s->t);
	rtable_last(&s->t, &old, keep);
	s->shown = s->shown > old.nrow - s->t.nrow ? s->shown - (old.nrow - s->t.nrow) : 0;
	rtable_free(&old);
}

/* The last @n rows as text, in @o. */
static enum rc
draw(struct state *s, size_t n, struct buf *o)
{
	struct rtable part;
	enum rc rc;

	rtable_init(&part);
	rtable_last(&part, &s->t, n);
	buf_clear(o);
	rc = s->live->show(s->live->ctx, &part, o, &s->e);
	rtable_free(&part);
	return rc;
}

/* As many of the last rows as fit; they are at least one. */
static enum rc
redraw(struct state *s)
{
	const size_t height = s->live->height(s->live->ctx), room = height > 2 ? height - 1 : 1;
	size_t n = s->t.nrow - (s->live->latest ? first_of_window(&s->t) : 0), lines = 0;
	struct buf o;
	enum rc rc = RC_OK;

	buf_init(&o, SIZE_MAX);
	n = n < room || s->live->latest ? n : room;
	for (int i = 0; rc == RC_OK && i < FIT_TRIES; i++) {
		rc = draw(s, n, &o);
		lines = count_lines(buf_view(&o));
		if (lines <= room || n <= 1 || s->live->latest)
			break;
		n = n > lines - room ? n - (lines - room) : 1;
	}
	if (rc == RC_OK && s->lines > 0) {
		struct buf up;

		buf_init(&up, SIZE_MAX);
		buf_printf(&up, "\033[%zuA\r\033[J", s->lines);
		out_sv(s->j->run.out, buf_view(&up));
		buf_free(&up);
	}
	if (rc == RC_OK) {
		struct sv text = buf_view(&o);

		/* What is too high would scroll, and the cursor not come back to its first line. */
		for (; lines > room; lines--)
			for (text.n--; text.n > 0 && text.p[text.n - 1] != '\n'; text.n--)
				;
		out_sv(s->j->run.out, text);
		s->lines = lines;
	}
	buf_free(&o);
	return rc;
}

/* Whether the header of @text is another one than before; it is kept, without its padding. */
static bool
is_new_header(struct state *s, struct sv header)
{
	struct buf b;
	bool same;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < header.n; i++)
		if (header.p[i] != ' ' || (b.n > 0 && b.p[b.n - 1] != ' '))
			buf_c(&b, header.p[i]);
	same = sv_eq(buf_view(&b), buf_view(&s->header));
	buf_clear(&s->header);
	buf_sv(&s->header, buf_view(&b));
	buf_free(&b);
	return !same;
}

/* The new rows as lines; a table of them has a line each behind its header. */
static enum rc
append(struct state *s)
{
	struct sv text, header;
	struct buf o;
	size_t n;
	enum rc rc;

	buf_init(&o, SIZE_MAX);
	rc = draw(s, s->t.nrow - s->shown, &o);
	text = buf_view(&o);
	header = (struct sv){ text.p, sv_find(text, '\n') };
	if (rc == RC_OK && text.n > 0) {
		if (is_new_header(s, header)) {
			out_sv(s->j->run.out, header);
			out_sv(s->j->run.out, SV("\n"));
		}
		text = (struct sv){ text.p + header.n + 1, text.n - header.n - 1 };
		for (n = 0; n < s->t.nrow - s->shown && text.n > 0; n++) {
			size_t line = sv_find(text, '\n') + 1;

			out_sv(s->j->run.out, (struct sv){ text.p, line });
			text = (struct sv){ text.p + line, text.n - line };
		}
	}
	buf_free(&o);
	drop_old(s, 0);
	s->shown = 0;
	return rc;
}

static enum rc
show_now(struct state *s)
{
	if (s->t.nrow == s->shown || s->rc != RC_OK)
		return s->rc;
	s->rc = s->live->height != NULL ? redraw(s) : append(s);
	s->shown = s->t.nrow;
	out_flush(s->j->run.out);
	return s->rc;
}

/* Of lines those of a window, or of a kind, are a table of their own. */
static bool
begins_another(const struct state *s)
{
	const struct rtable *t = &s->t;

	if (s->live->height != NULL || t->nrow < s->shown + 2)
		return false;
	return t->row[t->nrow - 1].kind != t->row[t->nrow - 2].kind ||
	    (s->live->latest && first_of_window(t) == t->nrow - 1);
}

/* The last row is the first of another table: show those before it. */
static enum rc
split(struct state *s)
{
	struct rtable rest;
	enum rc rc;

	rtable_init(&rest);
	rtable_last(&rest, &s->t, 1);
	s->t.nrow--;
	rc = show_now(s);
	rtable_free(&s->t);
	s->t = rest;
	s->shown = 0;
	return rc;
}

static enum rc
add_row(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct state *s = ctx;
	const struct jread_member *m;
	enum rc rc = RC_OK;
	size_t n;

	(void)in;
	(void)out;
	m = rtable_reach_members(s->live->reach, r, ev, &n);
	rtable_add(&s->t, m, n);
	if (begins_another(s))
		rc = split(s);
	if (s->live->height == NULL && s->t.nrow - s->shown == RLIVE_ROWS)
		rc = show_now(s);
	if (s->t.nrow == 2 * RLIVE_ROWS)
		drop_old(s, RLIVE_ROWS);
	if (rc != RC_OK)
		*e = s->e;
	return rc;
}

static enum rc
taken(void *ctx, const struct stream_at *at, struct stream_out *out, struct err *e)
{
	struct state *s = ctx;

	(void)at;
	(void)out;
	s->heard_us = clock_us();
	if (s->rc != RC_OK)
		*e = s->e;
	else if (out_failed(s->j->run.out))
		return RC_END;
	return s->rc;
}

static int
paused(void *ctx)
{
	struct state *s = ctx;
	int64_t ms = (clock_us() - s->heard_us) / 1000;

	if (s->t.nrow == s->shown || s->rc != RC_OK)
		return -1;
	if (ms < RLIVE_PAUSE_MS)
		return (int)(RLIVE_PAUSE_MS - ms);
	(void)show_now(s);
	return -1;
}

enum rc
rlive_run(const struct rlive *live, struct job *j, struct err *e)
{
	struct state s = { .live = live, .j = j, .heard_us = clock_us() };
	struct stream stream = { .ctx = &s, .record = add_row, .commit = taken, .idle = paused,
		.serial = true };
	enum rc rc;

	rtable_init(&s.t);
	buf_init(&s.header, SIZE_MAX);
	rc = stream_run(j, &stream, e);
	if ((rc == RC_OK || rc == RC_IO) && show_now(&s) != RC_OK && rc == RC_OK) {
		rc = s.rc;
		*e = s.e;
	}
	rtable_free(&s.t);
	buf_free(&s.header);
	return rc;
}
