/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * logrun - decode a text with a source and print what came out, for tests
 *
 * Records are printed as JSON lines, or print themselves, rejected ones as "! LINE:COLUMN CODE MESSAGE".
 */
#ifndef CX_TESTS_LOGRUN_H
#define CX_TESTS_LOGRUN_H

#include "base/buf.h"
#include "base/mem.h"
#include "json/jwrite.h"
#include "log/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct logrun {
	struct source_cfg cfg;
	const char       *fields;	/* slots instead of members: names, one a word */
	bool              text;		/* records may write themselves */
	unsigned          flags;	/* more flags for the blocks */
	size_t            cut;		/* blocks of about so many bytes; 0: one block */
	size_t            batch;	/* records at a time, at most; 0: one by one, by next */
	bool              numbered;	/* print the line of each record, and at last which slots it saw */
	struct buf        out;
	uint64_t          good, bad;
	uint64_t          last_bad;	/* line of the last rejected record */
	bool              quiet;	/* count only */
	uint64_t          status[1000];
};

static inline void
logrun_init(struct logrun *r, const char *format)
{
	memset(r, 0, sizeof(*r));
	r->cfg.format = sv_of(format);
	r->cfg.time.now_us = INT64_C(1700000000000000);
	buf_init(&r->out, SIZE_MAX);
}

static inline void
logrun_record(struct logrun *r, const struct proj *p, const struct record *rec)
{
	struct jwrite w;

	for (size_t i = 0; i < rec->nmember; i++)
		if (rec->member[i].key.n == 6 && memcmp(rec->member[i].key.p, "status", 6) == 0 &&
		    rec->member[i].val.text.n == 3)
			r->status[strtoul(rec->member[i].val.text.p, NULL, 10) % 1000]++;
	if (r->quiet)
		return;
	if (r->numbered)
		buf_printf(&r->out, "%" PRIu64 " ", rec->line_no);
	if (rec->write != NULL) {
		rec->write(rec->writer, &r->out);
		return;
	}
	jwrite_init(&w, &r->out);
	jwrite_open(&w, '{');
	for (size_t i = 0; p->members && i < rec->nmember; i++) {
		jwrite_key_raw(&w, rec->member[i].key);
		jwrite_val(&w, &rec->member[i].val);
	}
	for (size_t i = 0; !p->members && i < p->n; i++) {
		if (rec->slot[i].kind == VAL_NONE)
			continue;
		jwrite_key(&w, p->field[i].name);
		jwrite_val(&w, &rec->slot[i]);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static inline enum rc
logrun_fill(struct decoder *d, struct batch *b, struct reject *rej)
{
	if (b->max > 0)
		return source_fill(d, b, rej);
	b->row = &b->one;
	b->n = 1;
	return d->src->ops->next(d, &b->one, rej);
}

static inline void
logrun_block(struct logrun *r, struct decoder *d, const struct proj *p, struct block *b,
    uint64_t *base)
{
	const struct source_ops *ops = d->src->ops;
	struct batch batch = { .max = r->batch };
	struct reject rej;
	enum rc rc;

	ops->begin(d, b);
	while ((rc = logrun_fill(d, &batch, &rej)) != RC_END) {
		for (size_t i = 0; rc == RC_OK && i < batch.n; i++) {
			r->good++;
			logrun_record(r, p, &batch.row[i]);
		}
		if (rc == RC_OK)
			continue;
		r->bad++;
		r->last_bad = *base + rej.line_no;
		if (!r->quiet)
			buf_printf(&r->out, "! %" PRIu64 ":%" PRIu64 " %s %s\n", r->last_bad, rej.col,
			    rej.code, rej.msg);
	}
	*base += ops->lines(d);
}

/* The text in blocks of whole lines. */
static inline void
logrun_text(struct logrun *r, struct decoder *d, const struct proj *p, struct sv text)
{
	uint64_t base = 0;
	size_t at = 0;
	bool first = true;

	do {
		size_t n = text.n - at;
		struct block b = { 0 };

		if (r->cut != 0 && n > r->cut) {
			const char *nl = memchr(text.p + at + r->cut, '\n', n - r->cut);

			n = nl != NULL ? (size_t)(nl - text.p) + 1 - at : n;
		}
		b.cap = n + 1 + IN_PAD;
		b.p = mem_zalloc(b.cap);
		if (n > 0)
			memcpy(b.p, text.p + at, n);
		b.n = n;
		if (n > 0 && b.p[n - 1] != '\n')
			b.p[b.n++] = '\n';
		at += n;
		b.flags = (first ? BLOCK_FIRST : 0U) | (at == text.n ? BLOCK_LAST : 0U) | r->flags;
		first = false;
		logrun_block(r, d, p, &b, &base);
		mem_free(b.p);
	} while (at < text.n);
}

/* The printed output, or "error COLUMN MESSAGE"; valid until the next call. */
static inline const char *
logrun(struct logrun *r, struct sv text)
{
	struct arena a;
	struct proj p;
	const struct source *s;
	struct err e = { 0 };
	enum rc rc = RC_OK;
	size_t slot;

	arena_init(&a);
	proj_init(&p, &a);
	buf_clear(&r->out);
	r->good = r->bad = 0;
	memset(r->status, 0, sizeof(r->status));
	p.members = r->fields == NULL;
	p.text = r->text;
	for (struct sv left = sv_of(r->fields); rc == RC_OK && left.n > 0;) {
		size_t n = sv_find(left, ' ');

		rc = proj_add(&p, (struct sv){ left.p, n }, &slot, &e);
		left.p += n + (n < left.n);
		left.n -= n + (n < left.n);
	}
	if (rc == RC_OK)
		rc = log_open(&s, &r->cfg, &p, &a, &e);
	if (rc == RC_OK) {
		struct decoder *d = s->ops->decoder_new(s);

		logrun_text(r, d, &p, text);
		for (size_t i = 0; r->numbered && i < p.n; i++)
			buf_c(&r->out, d->seen[i] ? 'y' : 'n');
		s->ops->decoder_free(d);
	} else {
		buf_printf(&r->out, "error %" PRIu64 " %s\n", e.col, e.msg);
	}
	buf_c(&r->out, '\0');
	arena_free(&a);
	return r->out.p;
}

/* A whole file; ends the test when it is not there. */
static inline struct sv
logrun_file(const char *path, struct buf *b)
{
	FILE *f = fopen(path, "rb");
	size_t n = 1;

	buf_init(b, SIZE_MAX);
	if (f == NULL) {
		printf("Bail out! %s is missing: run tests from the top of the source\n", path);
		exit(1);
	}
	while (n > 0 && buf_room(b, 65536)) {
		n = fread(b->p + b->n, 1, 65536, f);
		b->n += n;
	}
	(void)fclose(f);
	return buf_view(b);
}

#endif
