/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_detect - which format a sample is in
 *
 * Every candidate decodes the sample with all fields.  Of those that fit half of
 * the lines the best one captures the most: lines that fit times the fields that
 * the format has; ties go to a format whose own option is given, then to the order of
 * the registry.  So `combined` beats `common`, which fits the same lines.
 *
 * Formats in an envelope are tried where the envelope is on half of the lines.  If
 * it is on as many as any format without one fits, they go before all those: of
 * what an envelope says of a line, another format would make fields that mean nothing.
 *
 * A format of exports is tried with every schema, too.  What a schema reads of as many
 * lines, and no other schema, is likely to be no accident: it goes before what has none.
 *
 * Programs whose lines `combined` reads as well are tried where more lines tell of them than
 * do not, and then go before it.
 */
#include "log/log.h"

#include "access/server.h"
#include "base/mem.h"
#include "envelope/nest.h"
#include "json/jwrite.h"
#include "line/lvalue.h"
#include "log/lschema.h"

#include <stdio.h>
#include <string.h>

enum { FIELDS_MAX = 4096 };

struct trial {
	const struct log_format *format;	/* the inner one */
	char        name[LOG_NAME_MAX + 1];
	uint64_t    lines;	/* not blank */
	uint64_t    fits;
	uint64_t    fields;
	bool        wrapped;	/* its envelope is on as many lines as anything fits without */
	const char *schema;	/* whose export it is; NULL: of none */
	bool        refused;	/* the whole text, with `why` */
	bool        own;	/* an option that only it takes is given */
	bool        told;	/* lines tell of it, which counts as one field more */
	char        why[ERR_MSG_MAX];	/* "" when every line fits */
	char        left[LVALUE_SHOWN];	/* behind the format, of the first such line; "": none */
};

static double
share_of(const struct trial *t)
{
	return t->lines == 0 ? 0 : (double)t->fits / (double)t->lines;
}

static bool
fits_half(const struct trial *t)
{
	return 2 * t->fits >= t->lines;
}

/* @a goes before @b, which was tried before. */
static bool
is_better(const struct trial *a, const struct trial *b)
{
	const uint64_t more = a->fits * (a->fields + a->told);
	const uint64_t less = b->fits * (b->fields + b->told);

	if (fits_half(a) != fits_half(b))
		return fits_half(a);
	if (fits_half(a) && a->wrapped != b->wrapped)
		return a->wrapped;
	if (fits_half(a) && (a->schema != NULL) != (b->schema != NULL))
		return a->schema != NULL;
	return more != less ? more > less : (a->own && !b->own) ||
	    (a->told && !b->told);
}

static void
count_lines(struct trial *t, const struct block *b)
{
	const char *p = b->p, *end = b->p + b->n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		t->lines += sv_trim((struct sv){ p, (size_t)(nl - p) }).n > 0;
		p = nl + 1;
	}
}

/* Lines of a rejected text: a row of CSV may have several. */
static uint64_t
text_lines(struct sv s)
{
	uint64_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static void
note_reject(struct trial *t, const struct reject *rej)
{
	if (rej->col > 0)
		(void)snprintf(t->why, sizeof(t->why), "line %llu, column %llu: %.300s",
		    (unsigned long long)rej->line_no, (unsigned long long)rej->col, rej->msg);
	else
		(void)snprintf(t->why, sizeof(t->why), "line %llu: %.300s",
		    (unsigned long long)rej->line_no, rej->msg);
}

static void
note_left(struct trial *t, const struct decoder *d)
{
	struct sv left = { NULL, 0 };

	if (t->left[0] == '\0' && d->src->ops->left != NULL)
		left = d->src->ops->left(d);
	if (left.n > 0)
		(void)lvalue_shown(left, t->left);
}

/* @outer: fields of the envelope. */
static void
decode_all(struct trial *t, const struct source *s, const struct block *b, uint64_t outer)
{
	struct decoder *d = s->ops->decoder_new(s);
	struct sv *name = mem_array(NULL, FIELDS_MAX, sizeof(*name));
	struct record r;
	struct reject rej;
	uint64_t bad = 0, records = 0, most = 0, offered;
	enum rc rc;

	s->ops->begin(d, b);
	while ((rc = s->ops->next(d, &r, &rej)) != RC_END) {
		if (rc == RC_OK) {
			records++;
			most = r.nmember > most ? r.nmember : most;
			note_left(t, d);
			continue;
		}
		if (bad == 0 || rc == RC_USAGE)
			note_reject(t, &rej);
		bad += text_lines(rej.raw);
		if (rc == RC_USAGE) {
			t->refused = true;
			records = 0;
			break;
		}
	}
	offered = t->schema == NULL ? s->ops->names(d, name, FIELDS_MAX) : most;
	if (records > 0)
		t->fields = offered > most ? offered : most;
	t->fits = records > 0 && bad < t->lines ? t->lines - bad : 0;
	if ((s->flags & SOURCE_PIECES) != 0 && records > 0)	/* lines mean nothing to it */
		t->fits = (2 * t->lines * records + records + bad) / (2 * (records + bad));
	if ((t->format->flags & LOG_HEADER) != 0 && offered == outer + 1) {
		t->fits = t->fields = 0;
		(void)snprintf(t->why, sizeof(t->why), "line 1: a header with one column only");
	}
	s->ops->decoder_free(d);
	mem_free(name);
}

/* Decode the sample as @cfg has it; @outer as above. */
static void
try_cfg(struct trial *t, const struct source_cfg *cfg, const struct block *b, uint64_t outer,
    struct arena *a)
{
	const struct source *s;
	struct proj p;
	struct err e = { 0 };

	proj_init(&p, a);
	p.members = true;
	count_lines(t, b);
	if (log_open(&s, cfg, &p, a, &e) != RC_OK)
		(void)snprintf(t->why, sizeof(t->why), "%.300s", e.msg);
	else
		decode_all(t, s, b, outer);
}

/* The schema that fits more lines, or as many and more fields, than any; as many as without. */
static void
try_schemas(struct trial *t, struct source_cfg cfg, const struct block *b, uint64_t outer,
    struct arena *a)
{
	const struct trial plain = *t;
	const struct lschema *row;

	cfg.sure = true;
	for (size_t i = 0; (row = registry_row(&lschema_registry, i)) != NULL; i++) {
		struct trial s = plain;

		if (lschema_in(row, sv_of(t->format->name)) == NULL)
			continue;
		s.lines = s.fits = s.fields = 0;
		s.refused = false;
		s.why[0] = '\0';
		s.schema = row->name;
		cfg.schema = sv_of(row->name);
		try_cfg(&s, &cfg, b, outer, a);
		if (s.refused && !plain.refused && plain.fits == 0)
			memcpy(t->why, s.why, sizeof(t->why));
		if (s.fits > 0 && fits_half(&s) && s.fits >= plain.fits &&
		    (t->schema == NULL || is_better(&s, t)))
			*t = s;
	}
}

/* @in: the envelope alone as it was tried; NULL: no envelope. */
static void
try_format(struct trial *t, const struct log_format *f, const struct trial *in,
    const struct block *b, const struct source_cfg *given, struct arena *a)
{
	struct source_cfg cfg = *given;
	uint64_t outer = in != NULL ? in->fields - 1 : 0;

	memset(t, 0, sizeof(*t));
	t->format = f;
	t->wrapped = in != NULL && in->wrapped;
	t->own = (f->flags & (LOG_SERVER | LOG_REGEX | LOG_GROK)) != 0;
	t->told = f->server != NULL && f->server->tells != NULL;
	(void)snprintf(t->name, sizeof(t->name), "%s%s%s", in != NULL ? in->format->name : "",
	    in != NULL ? "+" : "", f->name);
	cfg.format = sv_of(t->name);
	if ((f->flags & LOG_SERVER) == 0)
		cfg.log_format = (struct sv){ NULL, 0 };
	if ((f->flags & LOG_REGEX) == 0)
		cfg.regex = (struct sv){ NULL, 0 };
	if ((f->flags & LOG_GROK) == 0)
		cfg.grok = (struct sv){ NULL, 0 };
	if ((f->flags & LOG_TABLE) == 0)
		cfg.table = (struct source_table){ .delim = '\0' };
	if ((f->flags & LOG_DELIMITER) == 0)
		cfg.table.delim = '\0';
	cfg.schema = (struct sv){ NULL, 0 };
	try_cfg(t, &cfg, b, outer, a);
	if ((f->flags & LOG_EXPORT) != 0)
		try_schemas(t, cfg, b, outer, a);
}

static void
report_trial(struct buf *report, const struct trial *t)
{
	struct jwrite w;

	jwrite_init(&w, report);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("kind"));
	jwrite_str(&w, SV("detect"));
	jwrite_key(&w, SV("format"));
	jwrite_str(&w, sv_of(t->name));
	if (t->schema != NULL)
		jwrite_put_text(&w, "schema", sv_of(t->schema));
	jwrite_key(&w, SV("lines"));
	jwrite_u64(&w, t->lines);
	jwrite_key(&w, SV("fits"));
	jwrite_u64(&w, t->fits);
	jwrite_key(&w, SV("share"));
	jwrite_double(&w, share_of(t));
	jwrite_key(&w, SV("fields"));
	jwrite_u64(&w, t->fields);
	if (t->why[0] != '\0') {
		jwrite_key(&w, SV("why"));
		jwrite_str(&w, sv_of(t->why));
	}
	if (t->left[0] != '\0') {
		jwrite_key(&w, SV("left"));
		jwrite_str(&w, sv_of(t->left));
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* The sample as a block: padded, the last line ended. */
static void
make_block(struct block *b, struct sv sample)
{
	memset(b, 0, sizeof(*b));
	b->cap = sample.n + 1 + IN_PAD;
	b->p = mem_zalloc(b->cap);
	b->n = sample.n;
	b->flags = BLOCK_FIRST | BLOCK_LAST;
	if (sample.n == 0)
		return;
	memcpy(b->p, sample.p, sample.n);
	if (b->p[b->n - 1] != '\n')
		b->p[b->n++] = '\n';
}

struct trials {
	struct trial            *t;
	size_t                  *order;		/* the best first */
	size_t                   n;
	uint64_t                 most;		/* lines that a format without envelope fits */
	const struct block      *b;
	const struct source_cfg *cfg;
	struct arena            *a;
};

/* What the lines that stand in an envelope, its `message`, tell of a program. */
static int64_t
told_inside(const struct trials *all, const struct server *server, const struct log_format *in)
{
	const struct nest_type *type = in->envelope;
	const struct sv name = sv_of(type->text != NULL ? type->text : "message");
	struct source_cfg cfg = { .format = sv_of(in->name), .time = all->cfg->time };
	const struct source *s;
	struct decoder *d;
	struct proj p;
	struct record r;
	struct reject rej;
	size_t slot;
	int64_t tells = 0;
	enum rc rc;

	proj_init(&p, all->a);
	if (proj_add(&p, name, &slot, NULL) != RC_OK ||
	    log_open(&s, &cfg, &p, all->a, NULL) != RC_OK)
		return 0;
	d = s->ops->decoder_new(s);
	s->ops->begin(d, all->b);
	while ((rc = s->ops->next(d, &r, &rej)) != RC_END)
		if (rc == RC_OK && r.slot[slot].kind == VAL_STRING)
			tells += server->tells(sv_trim(val_text(&r.slot[slot], all->a)));
	s->ops->decoder_free(d);
	return tells;
}

/* Whether a format that reads what `combined` reads is told by more lines than not. */
static bool
is_told(const struct trials *all, const struct log_format *f, const struct trial *in)
{
	const char *p = all->b->p, *end = p + all->b->n;
	int64_t tells = 0;

	if (f->server == NULL || f->server->tells == NULL)
		return true;
	if (in != NULL)
		return told_inside(all, f->server, in->format) > 0;
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const struct sv line = sv_trim((struct sv){ p, (size_t)(nl - p) });

		tells += line.n > 0 ? f->server->tells(line) : 0;
		p = nl + 1;
	}
	return tells > 0;
}

/*
 * Every format that the options do not rule out; of envelopes, which are the last
 * rows of the registry, those on half of the lines.
 */
static void
try_formats(struct trials *all, const struct trial *in)
{
	const struct source_cfg *cfg = all->cfg;
	const struct log_format *f;
	uint64_t before = 0;	/* lines that the format before fits */

	for (size_t i = 0; (f = registry_row(&log_registry, i)) != NULL; i++) {
		struct trial *t = &all->t[all->n];
		size_t k = all->n;

		if ((f->flags & LOG_DETECT) == 0 ||
		    ((f->flags & LOG_SERVER) != 0 && cfg->log_format.n == 0) ||
		    ((f->flags & LOG_REGEX) != 0 && cfg->regex.n == 0) ||
		    ((f->flags & LOG_GROK) != 0 && cfg->grok.n == 0) ||
		    (in != NULL && f->envelope != NULL) || !is_told(all, f, in))
			continue;
		try_format(t, f, in, all->b, cfg, all->a);
		if ((f->flags & LOG_MORE) != 0 && t->fits <= before)
			continue;
		before = t->fits;
		if (f->envelope != NULL && (t->fits == 0 || !fits_half(t)))
			continue;
		if (f->envelope != NULL)
			t->wrapped = t->fits >= all->most;
		else if (in == NULL && t->fits > all->most)
			all->most = t->fits;
		for (; k > 0 && is_better(t, &all->t[all->order[k - 1]]); k--)
			all->order[k] = all->order[k - 1];
		all->order[k] = all->n++;
	}
}

enum rc
log_detect(struct sv sample, const struct source_cfg *cfg, struct buf *report, struct err *e)
{
	struct arena a;
	struct block b;
	struct trials all = { .b = &b, .cfg = cfg, .a = &a };
	const struct trial *best;
	size_t formats = 0, alone;
	enum rc rc = RC_OK;

	while (registry_row(&log_registry, formats) != NULL)
		formats++;
	arena_init(&a);
	make_block(&b, sample);
	all.t = mem_array(NULL, formats * (formats + 1), sizeof(*all.t));
	all.order = mem_array(NULL, formats * (formats + 1), sizeof(*all.order));
	try_formats(&all, NULL);
	alone = all.n;
	for (size_t i = 0; i < alone; i++)
		if (all.t[i].format->envelope != NULL)
			try_formats(&all, &all.t[i]);
	for (size_t i = 0; i < all.n; i++)
		report_trial(report, &all.t[all.order[i]]);
	best = &all.t[all.order[0]];
	if (!fits_half(best) || best->fits == 0)
		rc = rc_err(e, RC_EMPTY, "no format fits half of the %llu lines",
		    (unsigned long long)best->lines);
	mem_free(b.p);
	mem_free(all.t);
	mem_free(all.order);
	arena_free(&a);
	return rc;
}
