/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_detect - which format a sample is in
 *
 * Every candidate decodes the sample with all fields.  Of those that fit half of
 * the lines the best one captures the most: lines that fit times the fields that
 * the format has, ties to the order of the list.  So `combined` beats `common`,
 * which fits the same lines.
 */
#include "log/log.h"

#include "base/mem.h"
#include "json/jwrite.h"
#include "log/lvalue.h"

#include <stdio.h>
#include <string.h>

enum { FIELDS_MAX = 4096 };

static const char *const candidates[] = {
	"nginx", "apache", "regex", "ndjson", "vhost_combined", "combined", "common", "logfmt",
	"tsv", "csv"
};

enum { NCANDIDATE = sizeof(candidates) / sizeof(candidates[0]) };

struct trial {
	const char *format;
	uint64_t    lines;	/* not blank */
	uint64_t    fits;
	uint64_t    fields;
	char        why[ERR_MSG_MAX];	/* "" when every line fits */
};

static double
share(const struct trial *t)
{
	return t->lines == 0 ? 0 : (double)t->fits / (double)t->lines;
}

/* @a goes before @b: it fits half of the lines and @b does not, else it captures more. */
static bool
is_better(const struct trial *a, const struct trial *b)
{
	bool half_a = 2 * a->fits >= a->lines, half_b = 2 * b->fits >= b->lines;

	return half_a != half_b ? half_a : a->fits * a->fields > b->fits * b->fields;
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
decode_all(struct trial *t, const struct source *s, const struct block *b)
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
			continue;
		}
		if (bad == 0 && rej.col > 0)
			(void)snprintf(t->why, sizeof(t->why), "line %llu, column %llu: %.300s",
			    (unsigned long long)rej.line_no, (unsigned long long)rej.col, rej.msg);
		else if (bad == 0)
			(void)snprintf(t->why, sizeof(t->why), "line %llu: %.300s",
			    (unsigned long long)rej.line_no, rej.msg);
		bad += text_lines(rej.raw);
	}
	offered = s->ops->names(d, name, FIELDS_MAX);
	if (records > 0)
		t->fields = offered > most ? offered : most;
	t->fits = records > 0 && bad < t->lines ? t->lines - bad : 0;
	if ((s->flags & SOURCE_SERIAL) != 0 && offered == 1) {
		t->fits = t->fields = 0;
		(void)snprintf(t->why, sizeof(t->why), "line 1: a header with one column only");
	}
	s->ops->decoder_free(d);
	mem_free(name);
}

/* False when the options rule the format out. */
static bool
try_format(struct trial *t, const char *format, const struct block *b,
    const struct source_cfg *given, struct arena *a)
{
	struct source_cfg cfg = *given;
	const struct source *s;
	struct proj p;
	struct err e = { 0 };
	bool server = strcmp(format, "nginx") == 0 || strcmp(format, "apache") == 0;
	bool regex = strcmp(format, "regex") == 0;

	memset(t, 0, sizeof(*t));
	t->format = format;
	if ((server && given->log_format.n == 0) || (regex && given->regex.n == 0))
		return false;
	cfg.format = sv_of(format);
	if (!server)
		cfg.log_format = (struct sv){ NULL, 0 };
	if (!regex)
		cfg.regex = (struct sv){ NULL, 0 };
	proj_init(&p, a);
	p.members = true;
	count_lines(t, b);
	if (log_open(&s, &cfg, &p, a, &e) != RC_OK)
		(void)snprintf(t->why, sizeof(t->why), "%.300s", e.msg);
	else
		decode_all(t, s, b);
	return true;
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
	jwrite_str(&w, sv_of(t->format));
	jwrite_key(&w, SV("lines"));
	jwrite_u64(&w, t->lines);
	jwrite_key(&w, SV("fits"));
	jwrite_u64(&w, t->fits);
	jwrite_key(&w, SV("share"));
	jwrite_double(&w, share(t));
	jwrite_key(&w, SV("fields"));
	jwrite_u64(&w, t->fields);
	if (t->why[0] != '\0') {
		jwrite_key(&w, SV("why"));
		jwrite_str(&w, sv_of(t->why));
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

enum rc
log_detect(struct sv sample, const struct source_cfg *cfg, struct buf *report,
    const char **best, struct err *e)
{
	struct trial *t = mem_array(NULL, NCANDIDATE, sizeof(*t));
	size_t order[NCANDIDATE], n = 0;
	struct arena a;
	struct block b;
	enum rc rc = RC_OK;

	arena_init(&a);
	make_block(&b, sample);
	for (size_t i = 0; i < NCANDIDATE; i++) {
		size_t k = n;

		if (!try_format(&t[n], candidates[i], &b, cfg, &a))
			continue;
		for (; k > 0 && is_better(&t[n], &t[order[k - 1]]); k--)
			order[k] = order[k - 1];
		order[k] = n++;
	}
	for (size_t i = 0; i < n; i++)
		report_trial(report, &t[order[i]]);
	*best = t[order[0]].format;
	if (2 * t[order[0]].fits < t[order[0]].lines || t[order[0]].fits == 0)
		rc = rc_err(e, RC_EMPTY, "no format fits half of the %llu lines",
		    (unsigned long long)t[order[0]].lines);
	mem_free(b.p);
	mem_free(t);
	arena_free(&a);
	return rc;
}
