/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * textlog - see textlog.h
 */
#include "access/textlog.h"

#include "access/apache.h"
#include "access/conf.h"
#include "access/lscan.h"
#include "access/lwrite.h"
#include "access/nginx.h"
#include "base/mem.h"
#include "envelope/nest.h"
#include "line/line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct textlog {
	struct line_source base;
	struct lformat    format;
	struct tstamp_cfg time;
	int              *slot_out;	/* output that fills a slot, -1 none; with proj.members */
};

/* Envelopes that a line may be in, told apart by their words before it. */
static const struct nest_type *const around[] = {
	&syslog_envelope, &cri_envelope, &compose_envelope
};

enum { AROUND = sizeof(around) / sizeof(around[0]) };

struct row_writer {		/* of the record of one row */
	struct decode *d;
	size_t         row;
};

/*
 * Lines are scanned in windows of up to BATCH_ROWS.  What is left of one when a bad line
 * has ended a batch is given by the next fill.
 */
struct decode {
	struct line_decoder  base;
	struct lscan         scan;
	struct lwrite        write;
	struct arena         rec;	/* of the lines in the window */
	size_t               unseen;	/* slots that no record had so far */
	size_t               given;	/* rows of the window that have been given */
	size_t               n;		/* rows in it */
	uint64_t             taken;	/* lines of the block up to its end */
	struct record        row[BATCH_ROWS];
	struct row_writer    writer[BATCH_ROWS];
	struct val          *slot;	/* with proj.members: of each row */
	struct jread_member *member;	/* of one row */
	void                *state[AROUND];	/* of the envelopes */
};

/* Rows of a window: members are listed of one record at a time. */
static size_t
window_rows(const struct proj *p)
{
	return p->members && !p->text ? 1 : BATCH_ROWS;
}

static void write_record(void *writer, struct buf *o);

static void
init_rows(struct decode *d, const struct proj *p)
{
	size_t rows = window_rows(p), stride = p->members ? p->n : d->scan.f->nval;

	d->slot = mem_zalloc((rows * p->n + 1) * sizeof(*d->slot));
	for (size_t i = 0; i < rows; i++) {
		struct record *r = &d->row[i];

		r->slot = (p->members ? d->slot : d->scan.val) + i * stride;
		r->member = d->member;
		d->writer[i] = (struct row_writer){ d, i };
		if (p->members && p->text) {
			r->write = write_record;
			r->writer = &d->writer[i];
		}
	}
}

static void
init_decoder(struct line_decoder *base)
{
	const struct textlog *t = (const struct textlog *)base->base.src;
	const struct proj *p = base->base.src->proj;
	struct decode *d = (struct decode *)base;

	d->member = mem_zalloc((t->format.nout + 1) * sizeof(*d->member));
	d->unseen = p->n;
	arena_init(&d->rec);
	lscan_init(&d->scan, &t->format, &t->time, &d->rec, window_rows(p));
	lwrite_init(&d->write, &t->format);
	init_rows(d, p);
	for (size_t i = 0; i < AROUND; i++) {
		d->state[i] = mem_zalloc(around[i]->size + 1);
		if (around[i]->init != NULL)
			around[i]->init(d->state[i], &t->time);
	}
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	mem_free(d->slot);
	mem_free(d->member);
	lscan_free(&d->scan);
	arena_free(&d->rec);
	for (size_t i = 0; i < AROUND; i++) {
		if (around[i]->free != NULL)
			around[i]->free(d->state[i]);
		mem_free(d->state[i]);
	}
}

static void
write_record(void *writer, struct buf *o)
{
	struct row_writer *w = writer;

	lwrite_record(&w->d->write, &w->d->scan, w->row, w->d->row[w->row].line.n, o);
}

/* The record of a window of one row. */
static void
list_members(struct decode *d)
{
	const struct lformat *f = d->scan.f;
	struct record *r = &d->row[0];

	r->nmember = 0;
	for (size_t i = 0; i < f->nout; i++) {
		struct jread_member *m = &d->member[r->nmember];

		if (d->scan.val[i].kind == VAL_NONE)
			continue;
		m->key = f->out[i].key;
		m->key_esc = f->out[i].key_esc;
		val_copy(&m->val, &d->scan.val[i]);
		r->nmember++;
	}
}

/* Slots of the rows [from, end) that are outputs as well. */
static void
copy_slots(struct decode *d, size_t from, size_t end)
{
	const struct textlog *t = (const struct textlog *)d->base.base.src;
	size_t n = t->base.base.proj->n;

	for (; from < end; from++)
		for (size_t i = 0; i < n; i++)
			if (t->slot_out[i] >= 0)
				val_copy(&d->slot[from * n + i],
				    &d->scan.val[from * t->format.nval + (size_t)t->slot_out[i]]);
}

/* Which slots the rows [from, end) have, while there are any that none had. */
static void
note_seen(struct decode *d, size_t from, size_t end)
{
	size_t n = d->base.base.src->proj->n;

	d->unseen = 0;
	for (size_t i = 0; i < n; i++) {
		bool *seen = &d->base.base.seen[i];

		for (size_t k = from; k < end && !*seen; k++)
			*seen = d->row[k].slot[i].kind != VAL_NONE;
		d->unseen += !*seen;
	}
}

/* The format reads what is in the envelope. */
static bool
reads_inside(struct decode *d, size_t envelope, struct sv line)
{
	struct nest_line in = { 0 };
	struct reject rej;

	return around[envelope]->strip(d->state[envelope], line, &in, &rej) == RC_OK &&
	    lscan_line(&d->scan, in.text);
}

/* The last quote has a backslash before it: an escape, or the end of a text without escapes. */
static bool
ends_in_backslash(const struct decode *d, struct sv line)
{
	const struct lformat *f = d->scan.f;

	return f->esc == LVALUE_C && f->op[0].spec.p[0] == '%' &&
	    d->scan.misfit == line.p + line.n && line.n > 2 &&
	    memcmp(line.p + line.n - 2, "\\\"", 2) == 0;
}

/*
 * The line of a row that is bad, fitted once more for the reason.  Where the line of a program
 * stands behind what a collector wrote, the message says so.
 */
static enum rc
reject_line(struct decode *d, const struct record *r, struct reject *rej)
{
	const char *name = d->base.base.src->name;
	char msg[sizeof(d->scan.msg)];
	uint64_t col;
	bool cut;

	(void)lscan_line(&d->scan, r->line);
	cut = d->scan.cut;
	col = (uint64_t)(d->scan.misfit - r->line.p) + 1;
	memcpy(msg, d->scan.msg, sizeof(msg));
	if (ends_in_backslash(d, r->line))
		return source_reject(rej, "log", r->line_no, col, r->line, "%s; if the program "
		    "escapes quotes alone: -f apache --log-format 'escape=quote ...'", msg);
	for (size_t i = 0; i < AROUND; i++)
		if (reads_inside(d, i, r->line))
			return source_reject(rej, "log", r->line_no, col, r->line,
			    "%s; -f %s+%s reads this line", msg, around[i]->name, name);
	return source_reject(rej, cut ? "truncated" : "log", r->line_no, col, r->line, "%s", msg);
}

/* The lines of the next window that are not blank, at most @max. */
static size_t
take_lines(struct decode *d, size_t max)
{
	struct line_decoder *l = &d->base;
	const char *end[BATCH_ROWS];
	size_t n = 0;

	while (n == 0 && l->at < l->end) {
		size_t lines = d->scan.ends(l->at, l->end, end, max);

		if (lines == 0)
			end[lines++] = l->end;
		for (size_t i = 0; i < lines; i++) {
			struct record *r = &d->row[n];

			r->line.p = l->at;
			l->at = end[i] + (end[i] < l->end);
			d->taken++;
			if (!line_bounds(&r->line, end[i]))
				continue;
			r->line_no = d->taken;
			d->scan.at[n] = r->line.p;
			d->scan.end[n++] = r->line.p + r->line.n;
		}
	}
	return n;
}

/* Scan the next window; false at the end of the block. */
static bool
next_window(struct decode *d, size_t max)
{
	d->given = 0;
	d->n = take_lines(d, max < d->scan.max ? max : d->scan.max);
	if (d->n == 0)
		return false;
	if (d->rec.used != 0)
		arena_reset(&d->rec);
	lscan_rows(&d->scan, d->n);
	return true;
}

/* No line is left, or the head of one that is too long. */
static enum rc
end_block(struct decode *d, struct reject *rej)
{
	enum rc rc = RC_END;

	d->base.lines = d->taken;
	if (line_is_long(&d->base))
		rc = line_reject_long(&d->base, rej);
	d->taken = d->base.lines;
	return rc;
}

static enum rc
fill_batch(struct line_decoder *base, struct batch *b, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct proj *p = base->base.src->proj;
	size_t from, end;

	if (d->given == d->n && (line_is_long(base) || !next_window(d, b->max)))
		return end_block(d, rej);
	from = end = d->given;
	while (end < d->n && !d->scan.bad[end] && end - from < b->max)
		end++;
	d->given = end + (end == from);
	base->lines = d->row[d->given - 1].line_no;
	if (end == from)
		return reject_line(d, &d->row[from], rej);
	if (p->members && p->n > 0)
		copy_slots(d, from, end);
	if (p->members && !p->text)
		list_members(d);
	if (d->unseen > 0)
		note_seen(d, from, end);
	b->row = &d->row[from];
	b->n = end - from;
	return RC_OK;
}

static void
begin_block(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	d->given = d->n = 0;
	d->taken = 0;
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct lformat *f = &((const struct textlog *)base->base.src)->format;
	size_t n = f->nout < max ? f->nout : max;

	for (size_t i = 0; i < n; i++)
		name[i] = f->out[i].name;
	return n;
}

static struct sv
left_out(const struct line_decoder *base)
{
	const struct decode *d = (const struct decode *)base;
	const struct lscan *s = &d->scan;

	for (size_t i = 0; i < d->n; i++)
		if (!s->bad[i] && s->at[i] < s->end[i])
			return (struct sv){ s->at[i], (size_t)(s->end[i] - s->at[i]) };
	return (struct sv){ NULL, 0 };
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.names = list_names,
	.fill = fill_batch,
	.begin = begin_block,
	.left = left_out,
};

typedef enum rc compile_fn(struct lformat *f, struct sv text, size_t col, struct arena *a,
    struct err *e);

struct preset {
	const char    *name;
	const char    *text;
	enum conf_kind kind;
	compile_fn    *compile;
};

static enum rc
finish_format(struct textlog *t, const char *name, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	enum rc rc = lformat_finish(&t->format, cfg, p, e);

	if (rc != RC_OK)
		return rc;
	line_source_init(&t->base, &ops, name, 0, p);
	t->time = cfg->time;
	t->slot_out = arena_alloc(a, (p->n + 1) * sizeof(*t->slot_out));
	for (size_t i = 0; i < p->n; i++) {
		t->slot_out[i] = -1;
		for (size_t k = 0; k < t->format.nout; k++)
			if (t->format.out[k].slot == i)
				t->slot_out[i] = (int)k;
	}
	return RC_OK;
}

/* A format the user gave: errors are placed in its file, or in its text. */
static enum rc
open_given(struct textlog *t, const struct preset *pre, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct conf_format c;
	struct err le = { 0 };
	enum rc rc = conf_format(&c, pre->kind, cfg->log_format, a, e);

	if (rc != RC_OK)
		return rc;
	rc = pre->compile(&t->format, c.text, c.col, a, &le);
	if (rc == RC_OK)
		rc = finish_format(t, pre->name, cfg, p, a, &le);
	if (rc == RC_OK || e == NULL)
		return rc;
	*e = le;
	if (rc == RC_SYNTAX && c.file.n > 0) {
		e->line = c.line;
		(void)snprintf(e->msg, sizeof(e->msg), "%.*s:%" PRIu64 ": %.*s", (int)c.file.n,
		    c.file.p, c.line, (int)sizeof(e->msg) - 300, le.msg);
	}
	return rc;
}

static enum rc
open_log(const struct source **s, const struct preset *pre, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e)
{
	struct textlog *t = arena_zalloc(a, sizeof(*t));
	enum rc rc;

	*s = &t->base.base;
	if (cfg->log_format.n > 0)
		return open_given(t, pre, cfg, p, a, e);
	rc = pre->compile(&t->format, sv_of(pre->text), 0, a, e);
	t->format.trailing = true;
	return rc != RC_OK ? rc : finish_format(t, pre->name, cfg, p, a, e);
}

enum rc
textlog_common(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = { "common", APACHE_COMMON, CONF_APACHE, apache_compile };

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_combined(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = {
		"combined", APACHE_COMBINED, CONF_APACHE, apache_compile
	};

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_vhost(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = {
		"vhost_combined", APACHE_VHOST_COMBINED, CONF_APACHE, apache_compile
	};

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_nginx(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = { "nginx", NGINX_COMBINED, CONF_NGINX, nginx_compile };

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_apache(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = { "apache", APACHE_COMBINED, CONF_APACHE, apache_compile };

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_ingress(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = {
		"ingress_nginx", NGINX_INGRESS, CONF_NGINX, nginx_compile
	};

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_tomcat(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	static const struct preset pre = { "tomcat", APACHE_COMMON, CONF_APACHE, apache_tomcat };

	return open_log(s, &pre, cfg, p, a, e);
}

enum rc
textlog_server(const struct source **s, const char *name, const struct server *server,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	struct textlog *t = arena_zalloc(a, sizeof(*t));
	enum rc rc = server_compile(&t->format, server, a, e);

	*s = &t->base.base;
	t->format.trailing = true;
	return rc == RC_OK ? finish_format(t, name, cfg, p, a, e) : rc;
}
