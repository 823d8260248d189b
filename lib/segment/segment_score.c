/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_score.h"

#include "base/mem.h"
#include "segment/segment_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SCORES_DEFAULT = 5, PUSH_BYTES = 1 << 16, CODE_MAX = 16 };

/* ---- options ---- */

/* The edges of the cell at @n, in lists of lists as deep as the measure is nested. */
static enum rc
read_cells(struct rfm_edges *g, enum rfm_measure m, unsigned depth, size_t cell,
    const struct doc *d, const struct node *n, struct err *e)
{
	double *edge = g->edge[m] + cell * (g->scores - 1);
	enum rc rc;

	if (depth == 0 && n->kind == NODE_NULL && g->nested)
		return RC_OK;
	if (depth > 0) {
		rc = segment_file_list(d, n, g->scores, e);
		for (unsigned i = 0; rc == RC_OK && i < g->scores; i++)
			rc = read_cells(g, m, depth - 1, cell * g->scores + i, d, &n->item[i], e);
		return rc;
	}
	rc = segment_file_numbers(d, n, edge, g->scores - 1, e);
	for (unsigned i = 1; rc == RC_OK && i + 1 < g->scores; i++)
		if (edge[i] < edge[i - 1])
			rc = doc_fail(d, &n->item[i], e, "edges do not go down");
	return rc;
}

static enum rc
read_edges(struct segment_score *p, const struct segment_score_query *q, struct arena *a,
    struct err *e)
{
	const struct doc *d = NULL;
	struct sv method = SV("cut");
	uint64_t scores = SCORES_DEFAULT;
	const struct node *n;
	enum rc rc = segment_file_read(&d, q->edges, "segment_edges", a, e);

	if (rc == RC_OK)
		rc = doc_text(d, d->root, "method", &method, e);
	if (rc == RC_OK)
		rc = doc_u64(d, d->root, "scores", 2, RFM_SCORES_MAX, &scores, e);
	if (rc != RC_OK)
		return rc;
	p->method = registry_find(&rfm_method_registry, method);
	if (p->method != NULL && p->method->way == RFM_NESTED && scores > RFM_NESTED_MAX)
		return doc_fail(d, d->root, e, "expected at most %d nested scores",
		    (int)RFM_NESTED_MAX);
	if (p->method == NULL || !p->method->edged)
		return doc_fail(d, d->root, e, "there are no edges of the method '%.*s'",
		    SV_SHOW(method));
	if ((q->scores != 0 && q->scores != scores) ||
	    (q->method != NULL && !sv_is(method, q->method)))
		return doc_fail(d, d->root, e, "edges of %u scores by %s are not of what was "
		    "asked for", (unsigned)scores, p->method->name);
	p->scores = (unsigned)scores;
	rfm_edges_init(&p->edges, p->scores, p->method->way == RFM_NESTED, a);
	for (unsigned m = 0; rc == RC_OK && m < RFM_MEASURES; m++) {
		rc = doc_need(d, d->root, rfm_measure_name(m), &n, e);
		if (rc == RC_OK)
			rc = read_cells(&p->edges, m, p->edges.nested ? m : 0, 0, d, n, e);
	}
	p->given = true;
	return rc;
}

static enum rc
compile_measures(struct segment_score *p, const struct segment_score_query *q, struct job *j,
    struct err *e)
{
	static const char *const option[] = { "--recency", "--frequency", "--monetary" };

	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		const char *text = q->measure[m] != NULL ? q->measure[m] : rfm_measure_name(m);
		enum rc rc = expr_compile(&p->feature[m].x, sv_of(text), &j->query.env, e);

		p->feature[m].name = sv_of(text);
		if (rc != RC_OK) {
			rc_in(e, option[m], text);
			return rc;
		}
	}
	return RC_OK;
}

enum rc
segment_score_compile(struct segment_score *p, const struct segment_score_query *q,
    struct job *j, struct err *e)
{
	static const char *const letter[RFM_MEASURES] = { "r", "f", "m" };
	enum rc rc = RC_OK;

	*p = (struct segment_score){ .write = q->write };
	p->scores = q->scores != 0 ? (unsigned)q->scores : SCORES_DEFAULT;
	p->method = registry_find(&rfm_method_registry,
	    q->method != NULL ? sv_of(q->method) : SV("cut"));
	if (q->edges != NULL)
		rc = read_edges(p, q, &j->arena, e);
	if (rc == RC_OK && p->method->way == RFM_NESTED && p->scores > RFM_NESTED_MAX)
		rc = rc_err(e, RC_USAGE, "--scores: at most %d with --method nested",
		    (int)RFM_NESTED_MAX);
	if (rc == RC_OK && q->write != NULL && !p->method->edged)
		rc = rc_err(e, RC_USAGE, "--write-edges: --method %s has no edges",
		    p->method->name);
	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		p->known[m] = (struct segment_known){ letter[m], p->scores };
		p->known[RFM_MEASURES + m] = (struct segment_known){ rfm_measure_name(m), 0 };
	}
	return rc == RC_OK ? compile_measures(p, q, j, e) : rc;
}

/* ---- edges, written ---- */

static void
put_cells(struct jwrite *w, const struct rfm_edges *g, enum rfm_measure m, unsigned depth,
    size_t cell)
{
	const double *edge = g->edge[m] + cell * (g->scores - 1);

	if (depth == 0 && isnan(edge[0])) {
		jwrite_null(w);
	} else if (depth == 0) {
		segment_file_put(w, edge, g->scores - 1);
	} else {
		jwrite_open(w, '[');
		for (unsigned i = 0; i < g->scores; i++)
			put_cells(w, g, m, depth - 1, cell * g->scores + i);
		jwrite_shut(w, ']');
	}
}

static enum rc
write_edges(const struct segment_score *p, const struct rfm_edges *g, size_t n, struct err *e)
{
	struct jwrite w;
	struct buf o;
	enum rc rc;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("segment_edges"));
	jwrite_put_u64(&w, "version", SEGMENT_FILE_VERSION);
	jwrite_put_text(&w, "method", sv_of(p->method->name));
	jwrite_put_u64(&w, "scores", g->scores);
	jwrite_put_u64(&w, "n", n);
	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		jwrite_key(&w, sv_of(rfm_measure_name(m)));
		put_cells(&w, g, m, g->nested ? m : 0, 0);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	rc = segment_file_write(p->write, buf_view(&o), e);
	buf_free(&o);
	return rc;
}

/* ---- users ---- */

struct scoring {
	const struct segment_score *p;
	const struct segment_rules *rules;
	struct segment_sink        *sink;
	struct segment_rows         rows;
	struct rfm_edges            edges;
	bool                        whole;	/* of all the input: edges may be kept */
	size_t                      n;		/* users with values, */
	double                     *x[RFM_MEASURES];	/* ... these, in order of user */
	uint16_t                   *score[RFM_MEASURES];	/* by place; NULL: by edges */
	struct expr_eval           *ev;
	struct buf                  o;
};

static void
split_values(struct scoring *s)
{
	for (unsigned m = 0; m < RFM_MEASURES; m++)
		s->x[m] = mem_array(NULL, s->rows.n + 1, sizeof(double));
	for (size_t i = 0; i < s->rows.n; i++) {
		const double *x = segment_rows_values(&s->rows, i);

		for (unsigned m = 0; x != NULL && m < RFM_MEASURES; m++)
			s->x[m][s->n] = x[m];
		s->n += x != NULL;
	}
}

static void
find_scores(struct scoring *s, struct arena *a)
{
	const struct segment_score *p = s->p;
	const double *const x[RFM_MEASURES] = { s->x[0], s->x[1], s->x[2] };

	s->edges = p->edges;
	for (unsigned m = 0; !p->method->edged && m < RFM_MEASURES; m++) {
		s->score[m] = mem_array(NULL, s->n + 1, sizeof(uint16_t));
		rfm_place(p->method->way, m, p->scores, x[m], s->n, s->score[m]);
	}
	if (!p->method->edged || p->given)
		return;
	rfm_edges_init(&s->edges, p->scores, p->method->way == RFM_NESTED, a);
	if (s->n > 0)
		rfm_learn(&s->edges, x, s->n);
}

static void
put_code(struct jwrite *w, const unsigned score[RFM_MEASURES], unsigned scores)
{
	char text[CODE_MAX];
	const char *between = scores > 9 ? "-" : "";

	snprintf(text, sizeof(text), "%u%s%u%s%u", score[0], between, score[1], between, score[2]);
	jwrite_put_text(w, "rfm", sv_of(text));
}

static void
put_members(struct jwrite *w, const double *x, const unsigned score[RFM_MEASURES],
    unsigned scores)
{
	jwrite_put_double(w, "recency", x[RFM_RECENCY]);
	jwrite_put_double(w, "frequency", x[RFM_FREQUENCY]);
	jwrite_put_double(w, "monetary", x[RFM_MONETARY]);
	jwrite_put_u64(w, "r", score[RFM_RECENCY]);
	jwrite_put_u64(w, "f", score[RFM_FREQUENCY]);
	jwrite_put_u64(w, "m", score[RFM_MONETARY]);
	put_code(w, score, scores);
}

/* The @i-th user, of those with values the @at-th. */
static enum rc
one_user(struct scoring *s, size_t i, size_t at, struct err *e)
{
	const double *x = segment_rows_values(&s->rows, i);
	struct val known[SEGMENT_SCORE_KNOWN];
	unsigned score[RFM_MEASURES] = { 0 };
	size_t segment = s->rules->n;
	struct segment_line l;
	enum rc rc = RC_OK;

	if (x != NULL && s->p->method->edged)
		rfm_score(&s->edges, x, score);
	for (unsigned m = 0; x != NULL && m < RFM_MEASURES; m++) {
		if (!s->p->method->edged)
			score[m] = s->score[m][at];
		known[m] = val_of_double(score[m]);
		known[RFM_MEASURES + m] = val_of_double(x[m]);
	}
	if (x != NULL)
		rc = segment_rules_find(s->rules, NULL, known, s->ev, &segment, e);
	if (rc != RC_OK)
		return rc == RC_BAD ? RC_LIMIT : rc;
	segment_sink_begin(s->sink, &l, segment_rows_user(&s->rows, i), segment, &s->o);
	if (l.open && x != NULL)
		put_members(&l.w, x, score, s->p->scores);
	segment_sink_end(s->sink, &l);
	expr_eval_reset(s->ev);
	return RC_OK;
}

static enum rc
write_users(struct scoring *s, struct job *j, struct err *e)
{
	size_t at = 0;
	enum rc rc = RC_OK;

	split_values(s);
	find_scores(s, &j->arena);
	if (s->p->write != NULL && s->whole && s->n == 0)
		rc = rc_err(e, RC_RANGE, "--write-edges: there are no users with values");
	else if (s->p->write != NULL && s->whole)
		rc = write_edges(s->p, &s->edges, s->n, e);
	for (size_t i = 0; rc == RC_OK && i < s->rows.n; i++) {
		rc = one_user(s, i, at, e);
		at += segment_rows_values(&s->rows, i) != NULL;
		if (s->o.n >= PUSH_BYTES) {
			out_sv(j->run.out, buf_view(&s->o));
			buf_clear(&s->o);
		}
	}
	out_sv(j->run.out, buf_view(&s->o));
	for (unsigned m = 0; m < RFM_MEASURES; m++) {
		mem_free(s->x[m]);
		mem_free(s->score[m]);
	}
	return rc;
}

enum rc
segment_score_run(const struct segment_score *p, const struct user_key *user,
    const struct segment_rules *rules, struct segment_sink *sink, struct job *j, struct err *e)
{
	const struct segment_rows_plan plan = { user, p->feature, RFM_MEASURES };
	struct scoring s = { .p = p, .rules = rules, .sink = sink };
	struct err later = { 0 };
	enum rc wrc, rc = segment_rows_collect(&s.rows, &plan, j, e);

	if (segment_rows_ready(&s.rows, rc)) {
		s.ev = expr_eval_new();
		s.whole = segment_rows_whole(rc);
		buf_init(&s.o, SIZE_MAX);
		wrc = write_users(&s, j, &later);
		if (wrc != RC_OK && rc == RC_OK) {
			rc = wrc;
			*e = later;
		}
		buf_free(&s.o);
		expr_eval_free(s.ev);
	}
	segment_rows_free(&s.rows);
	return rc;
}
