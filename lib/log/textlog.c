/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * textlog - see textlog.h
 */
#include "log/textlog.h"

#include "base/mem.h"
#include "log/apache.h"
#include "log/conf.h"
#include "log/line.h"
#include "log/lscan.h"
#include "log/lwrite.h"
#include "log/nest.h"
#include "log/nginx.h"

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

struct decode {
	struct line_decoder  base;
	struct lscan         scan;
	struct lwrite        write;
	size_t               line_n;
	struct arena         rec;
	struct val          *slot;
	struct jread_member *member;
	void                *state[AROUND];	/* of the envelopes */
};

static void
init_decoder(struct line_decoder *base)
{
	const struct textlog *t = (const struct textlog *)base->base.src;
	struct decode *d = (struct decode *)base;
	size_t nslot = base->base.src->proj->n;

	d->slot = mem_zalloc((nslot + 1) * sizeof(*d->slot));
	d->member = mem_zalloc((t->format.nout + 1) * sizeof(*d->member));
	arena_init(&d->rec);
	lscan_init(&d->scan, &t->format, &t->time, &d->rec);
	lwrite_init(&d->write, &t->format);
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
	struct decode *d = writer;

	lwrite_record(&d->write, &d->scan, d->line_n, o);
}

static void
list_members(struct decode *d, struct record *r)
{
	const struct lformat *f = d->scan.f;

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

static void
fill_record(struct decode *d, struct record *r)
{
	const struct textlog *t = (const struct textlog *)d->base.base.src;
	const struct proj *p = t->base.base.proj;

	for (size_t i = 0; p->members && i < p->n; i++)
		if (t->slot_out[i] >= 0)
			val_copy(&d->slot[i], &d->scan.val[t->slot_out[i]]);
	r->slot = p->members ? d->slot : d->scan.val;
	for (size_t i = 0; i < p->n; i++)
		d->base.base.seen[i] |= r->slot[i].kind != VAL_NONE;
	r->member = d->member;
	r->nmember = 0;
	r->json = false;
	r->write = NULL;
	if (p->members && p->text) {
		d->line_n = r->line.n;
		r->write = write_record;
		r->writer = d;
	} else if (p->members) {
		list_members(d, r);
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

/* Where the line of a program stands behind what a collector wrote, the message says so. */
static enum rc
reject_line(struct decode *d, const struct record *r, struct reject *rej)
{
	const char *name = d->base.base.src->name;
	uint64_t col = (uint64_t)(d->scan.bad - r->line.p) + 1;
	char msg[sizeof(d->scan.msg)];

	memcpy(msg, d->scan.msg, sizeof(msg));
	for (size_t i = 0; i < AROUND; i++)
		if (reads_inside(d, i, r->line))
			return source_reject(rej, "log", d->base.lines, col, r->line,
			    "%s; -f %s+%s reads this line", msg, around[i]->name, name);
	return source_reject(rej, "log", d->base.lines, col, r->line, "%s", msg);
}

static enum rc
next_record(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	enum rc rc = line_take(base, r, rej);

	if (rc != RC_OK)
		return rc;
	if (d->rec.used != 0)
		arena_reset(&d->rec);
	if (!lscan_line(&d->scan, r->line))
		return reject_line(d, r, rej);
	fill_record(d, r);
	return RC_OK;
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

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.names = list_names,
	.next = next_record,
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
	t->time = (struct tstamp_cfg){ cfg->input_zone, cfg->year, cfg->now_us };
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
