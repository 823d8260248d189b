/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_cluster.h"

#include "base/hash.h"
#include "base/mem.h"
#include "segment/segment_file.h"
#include "segment/segment_rules.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HASH_LEN = 16, PUSH_BYTES = 1 << 16, NAME_MAX_LEN = 8 };

/* ---- features ---- */

/* Where the item at the start of @s ends: at a comma that is in no quotes or brackets. */
static size_t
item_end(struct sv s)
{
	unsigned depth = 0;
	char quote = 0;
	size_t i;

	for (i = 0; i < s.n && (s.p[i] != ',' || depth > 0 || quote != 0); i++) {
		char c = s.p[i];

		if (quote != 0) {
			i += c == '\\' && i + 1 < s.n;
			quote = c == quote ? 0 : quote;
		} else if (c == '"' || c == '\'' || c == '`') {
			quote = c;
		} else if (c == '(' || c == '[') {
			depth++;
		} else if ((c == ')' || c == ']') && depth > 0) {
			depth--;
		}
	}
	return i;
}

static enum rc
add_feature(struct segment_cluster *p, struct sv item, struct job *j, struct err *e)
{
	struct segment_feature *f = &p->feature[p->n];
	struct arena *a = &j->arena;
	struct sv text = sv_trim(item);
	struct buf b;
	enum rc rc;

	if (p->n == SEGMENT_ROWS_MAX)
		return rc_err(e, RC_USAGE, "--features: at most %d", (int)SEGMENT_ROWS_MAX);
	f->log = sv_starts(text, SV("log:"));
	if (f->log)
		text = sv_trim((struct sv){ text.p + 4, text.n - 4 });
	text = arena_sv(a, text);
	rc = expr_compile(&f->x, text, &j->query.env, e);
	if (rc != RC_OK) {
		rc_in(e, "--features", text.p);
		return rc;
	}
	buf_init(&b, SIZE_MAX);
	buf_sv(&b, f->log ? SV("log:") : SV(""));
	buf_sv(&b, expr_text(f->x, a));
	f->name = p->text[p->n++] = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return RC_OK;
}

static enum rc
parse_features(struct segment_cluster *p, struct sv list, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	p->feature = arena_zalloc(&j->arena, SEGMENT_ROWS_MAX * sizeof(*p->feature));
	p->text = arena_zalloc(&j->arena, SEGMENT_ROWS_MAX * sizeof(*p->text));
	for (bool more = true; rc == RC_OK && more;) {
		size_t n = item_end(list);

		rc = add_feature(p, (struct sv){ list.p, n }, j, e);
		more = n < list.n;
		list = (struct sv){ list.p + n + more, list.n - n - more };
	}
	return rc;
}

/* Of the features' texts: centres are of these features and of no others. */
static struct sv
features_hash(const struct segment_cluster *p, char text[HASH_LEN + 1])
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < p->n; i++) {
		buf_sv(&b, p->text[i]);
		buf_c(&b, '\n');
	}
	snprintf(text, HASH_LEN + 1, "%016" PRIx64, hash_sv(buf_view(&b), 0));
	buf_free(&b);
	return (struct sv){ text, HASH_LEN };
}

/* ---- saved centres ---- */

static enum rc
model_features(struct segment_cluster *p, const struct segment_cluster_query *q,
    const struct doc *d, struct job *j, struct err *e)
{
	char text[HASH_LEN + 1];
	struct sv hash = { NULL, 0 };
	const struct node *list;
	struct err why = { 0 };
	enum rc rc = doc_need(d, d->root, "features", &list, e);

	if (rc == RC_OK)
		rc = doc_kind(d, list, NODE_LIST, e);
	if (rc == RC_OK && (list->n == 0 || list->n > SEGMENT_ROWS_MAX))
		rc = doc_fail(d, list, e, "expected 1 to %d features", (int)SEGMENT_ROWS_MAX);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "hash", &hash, e);
	if (rc != RC_OK)
		return rc;
	if (q->features != NULL) {
		rc = parse_features(p, sv_of(q->features), j, e);
	} else {
		p->feature = arena_zalloc(&j->arena, list->n * sizeof(*p->feature));
		p->text = arena_zalloc(&j->arena, list->n * sizeof(*p->text));
		for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
			rc = doc_kind(d, &list->item[i], NODE_STRING, e);
			if (rc == RC_OK && add_feature(p, list->item[i].text, j, &why) != RC_OK)
				rc = doc_fail(d, &list->item[i], e, "%s", why.msg);
		}
	}
	if (rc == RC_OK && !sv_eq(hash, features_hash(p, text)))
		rc = doc_fail(d, list, e, "these centres are of other features than %s",
		    q->features != NULL ? "--features" : "it says");
	return rc;
}

static enum rc
model_numbers(struct segment_cluster *p, const struct doc *d, struct arena *a, struct err *e)
{
	const struct node *mean, *sd, *center;
	enum rc rc = doc_need(d, d->root, "mean", &mean, e);

	p->mean = arena_alloc(a, p->n * sizeof(double));
	p->sd = arena_alloc(a, p->n * sizeof(double));
	if (rc == RC_OK)
		rc = doc_need(d, d->root, "sd", &sd, e);
	if (rc == RC_OK)
		rc = doc_need(d, d->root, "centers", &center, e);
	if (rc == RC_OK)
		rc = segment_file_numbers(d, mean, p->mean, p->n, e);
	if (rc == RC_OK)
		rc = segment_file_numbers(d, sd, p->sd, p->n, e);
	if (rc == RC_OK)
		rc = doc_kind(d, center, NODE_LIST, e);
	if (rc == RC_OK && (center->n == 0 || center->n > KMEANS_MAX))
		rc = doc_fail(d, center, e, "expected 1 to %d centres", (int)KMEANS_MAX);
	if (rc != RC_OK)
		return rc;
	p->k = p->most = (unsigned)center->n;
	p->center = arena_alloc(a, p->k * p->n * sizeof(double));
	for (size_t c = 0; rc == RC_OK && c < p->k; c++)
		rc = segment_file_numbers(d, &center->item[c], p->center + c * p->n, p->n, e);
	return rc;
}

static enum rc
read_model(struct segment_cluster *p, const struct segment_cluster_query *q, struct job *j,
    struct err *e)
{
	const struct doc *d = NULL;
	enum rc rc = segment_file_read(&d, q->centers, "segment_model", &j->arena, e);

	if (rc == RC_OK)
		rc = model_features(p, q, d, j, e);
	return rc == RC_OK ? model_numbers(p, d, &j->arena, e) : rc;
}

/* ---- options ---- */

static enum rc
parse_k(struct segment_cluster *p, const char *text, struct err *e)
{
	struct sv s = sv_of(text), first = { s.p, sv_find(s, '.') }, last = s;
	uint64_t lo = 0, hi = 0;

	p->choice = first.n + 2 < s.n && s.p[first.n + 1] == '.';
	if (p->choice)
		last = (struct sv){ s.p + first.n + 2, s.n - first.n - 2 };
	if (num_u64(first, &lo) != RC_OK || num_u64(last, &hi) != RC_OK || lo < 1 || lo > hi ||
	    hi > KMEANS_MAX)
		return rc_err(e, RC_USAGE, "--kmeans: expected 1 to %d clusters, or a range such "
		    "as 2..8, got '%s'", (int)KMEANS_MAX, text);
	p->k = (unsigned)lo;
	p->most = (unsigned)hi;
	return RC_OK;
}

static void
name_clusters(struct segment_cluster *p, struct arena *a)
{
	p->name = arena_alloc(a, (p->k + 1) * sizeof(*p->name));
	for (unsigned c = 0; c < p->k; c++) {
		char text[NAME_MAX_LEN];
		int n = snprintf(text, sizeof(text), "c%u", c + 1);

		p->name[c] = arena_sv(a, (struct sv){ text, (size_t)n });
	}
	p->name[p->k] = SV(SEGMENT_OTHER);
}

enum rc
segment_cluster_compile(struct segment_cluster *p, const struct segment_cluster_query *q,
    struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct segment_cluster){ .seed = q->seed, .starts = (unsigned)q->starts,
		.write = q->write };
	if (q->centers != NULL) {
		rc = read_model(p, q, j, e);
	} else {
		rc = parse_k(p, q->k, e);
		if (rc == RC_OK)
			rc = parse_features(p, sv_of(q->features != NULL ? q->features
			    : SEGMENT_CLUSTER_FEATURES), j, e);
	}
	if (rc == RC_OK)
		name_clusters(p, &j->arena);
	return rc;
}

/* ---- the model, written ---- */

struct clustering {
	const struct segment_cluster *p;
	struct segment_rows  rows;
	bool                 whole;	/* of all the input: the model may be kept */
	struct kmeans_rows   x;		/* scaled, of those who have all features */
	double              *value;	/* of which x is */
	double              *mean;
	double              *sd;
	struct kmeans        m;
	struct arena         arena;
	struct buf           o;
};

static void
put_fit(struct jwrite *w, const struct clustering *c)
{
	size_t n;

	jwrite_put_double(w, "inertia", c->m.inertia);
	if (c->m.k > 1) {
		jwrite_put_double(w, "silhouette",
		    kmeans_silhouette(&c->m, &c->x, c->p->seed, &n));
		jwrite_put_u64(w, "silhouette_n", n);
	}
	jwrite_put_u64(w, "rounds", c->m.rounds);
}

/* A centre in the units of its features; of logarithms what they are of. */
static void
put_typical(struct jwrite *w, const struct clustering *c, unsigned at)
{
	const struct segment_cluster *p = c->p;
	double x[SEGMENT_ROWS_MAX];

	for (size_t f = 0; f < p->n; f++) {
		x[f] = c->m.center[at * p->n + f] * c->sd[f] + c->mean[f];
		if (p->feature[f].log)
			x[f] = copysign(expm1(fabs(x[f])), x[f]);
	}
	segment_file_put(w, x, p->n);
}

static void
put_features(struct jwrite *w, const struct segment_cluster *p)
{
	char text[HASH_LEN + 1];

	jwrite_key(w, SV("features"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < p->n; i++)
		jwrite_str(w, p->text[i]);
	jwrite_shut(w, ']');
	jwrite_put_text(w, "hash", features_hash(p, text));
}

static enum rc
write_model(struct clustering *c, struct err *e)
{
	const struct segment_cluster *p = c->p;
	struct jwrite w;
	struct buf o;
	enum rc rc;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("segment_model"));
	jwrite_put_u64(&w, "version", SEGMENT_FILE_VERSION);
	jwrite_put_u64(&w, "k", c->m.k);
	jwrite_put_u64(&w, "n", c->x.n);
	put_fit(&w, c);
	put_features(&w, p);
	jwrite_key(&w, SV("mean"));
	segment_file_put(&w, c->mean, p->n);
	jwrite_key(&w, SV("sd"));
	segment_file_put(&w, c->sd, p->n);
	jwrite_key(&w, SV("sizes"));
	jwrite_open(&w, '[');
	for (unsigned i = 0; i < c->m.k; i++)
		jwrite_u64(&w, c->m.size[i]);
	jwrite_shut(&w, ']');
	jwrite_key(&w, SV("centers"));
	jwrite_open(&w, '[');
	for (unsigned i = 0; i < c->m.k; i++)
		segment_file_put(&w, c->m.center + i * p->n, p->n);
	jwrite_shut(&w, ']');
	jwrite_key(&w, SV("typical"));
	jwrite_open(&w, '[');
	for (unsigned i = 0; i < c->m.k; i++)
		put_typical(&w, c, i);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	rc = segment_file_write(p->write, buf_view(&o), e);
	buf_free(&o);
	return rc;
}

/* ---- clusters ---- */

static void
gather_rows(struct clustering *c)
{
	unsigned d = (unsigned)c->p->n;

	c->value = mem_array(NULL, c->rows.n * d + 1, sizeof(*c->value));
	c->x = (struct kmeans_rows){ c->value, 0, d };
	for (size_t i = 0; i < c->rows.n; i++) {
		const double *x = segment_rows_values(&c->rows, i);

		if (x != NULL)
			memcpy(c->value + c->x.n++ * d, x, d * sizeof(*x));
	}
	c->mean = arena_alloc(&c->arena, d * sizeof(double));
	c->sd = arena_alloc(&c->arena, d * sizeof(double));
}

static void
apply_model(struct clustering *c)
{
	const struct segment_cluster *p = c->p;

	c->m = (struct kmeans){ .k = p->k, .center = p->center };
	c->m.of = arena_alloc(&c->arena, (c->x.n + 1) * sizeof(uint32_t));
	for (size_t i = 0; i < c->x.n; i++) {
		double *x = c->value + i * p->n;

		for (size_t f = 0; f < p->n; f++)
			x[f] = p->sd[f] > 0 ? (x[f] - p->mean[f]) / p->sd[f] : 0;
		c->m.of[i] = kmeans_nearest(&c->m, x, (unsigned)p->n);
	}
}

static enum rc
fit_model(struct clustering *c, unsigned k, struct err *e)
{
	kmeans_init(&c->m, k, &c->x, &c->arena);
	if (kmeans_fit(&c->m, &c->x, c->p->seed, c->p->starts))
		return RC_OK;
	return rc_err(e, RC_RANGE, "--kmeans %u: there are fewer different users than that "
	    "(%zu with all features)", k, c->x.n);
}

static void
write_users(struct clustering *c, struct segment_sink *sink, struct job *j)
{
	struct segment_line l;
	size_t at = 0;

	for (size_t i = 0; i < c->rows.n; i++) {
		bool whole = segment_rows_values(&c->rows, i) != NULL;

		segment_sink_begin(sink, &l, segment_rows_user(&c->rows, i),
		    whole ? c->m.of[at] : c->p->k, &c->o);
		segment_sink_end(sink, &l);
		at += whole;
		if (c->o.n >= PUSH_BYTES) {
			out_sv(j->run.out, buf_view(&c->o));
			buf_clear(&c->o);
		}
	}
}

static enum rc
write_clusters(struct clustering *c, struct segment_sink *sink, struct job *j, struct err *e)
{
	const struct segment_cluster *p = c->p;
	enum rc rc = RC_OK;

	if (p->mean != NULL) {
		apply_model(c);
	} else if (c->x.n > 0) {
		kmeans_scale(c->value, c->x.n, c->x.d, c->mean, c->sd);
		rc = fit_model(c, p->k, e);
		if (rc == RC_OK && p->write != NULL && c->whole)
			rc = write_model(c, e);
	} else if (p->write != NULL && c->whole) {
		rc = rc_err(e, RC_RANGE, "--write-centers: there are no users with all features");
	}
	if (rc == RC_OK)
		write_users(c, sink, j);
	return rc;
}

/* What each k comes to; `explained` is the share of the whole spread that is between them. */
static enum rc
write_choice(struct clustering *c, struct err *e)
{
	const struct segment_cluster *p = c->p;
	double whole = 0;
	struct jwrite w;

	kmeans_scale(c->value, c->x.n, c->x.d, c->mean, c->sd);
	for (size_t i = 0; i < c->x.n * c->x.d; i++)
		whole += c->value[i] * c->value[i];
	for (unsigned k = p->k; c->x.n > 0 && k <= p->most; k++) {
		enum rc rc = fit_model(c, k, e);

		if (rc != RC_OK)
			return rc;
		jwrite_init(&w, &c->o);
		jwrite_open(&w, '{');
		jwrite_put_text(&w, "kind", SV("segment_choice"));
		jwrite_put_u64(&w, "k", k);
		jwrite_put_u64(&w, "n", c->x.n);
		put_fit(&w, c);
		jwrite_put_double(&w, "explained", whole > 0 ? 1 - c->m.inertia / whole : 0);
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
	return RC_OK;
}

enum rc
segment_cluster_run(const struct segment_cluster *p, const struct user_key *user,
    struct segment_sink *sink, struct job *j, struct err *e)
{
	const struct segment_rows_plan plan = { user, p->feature, p->n };
	struct clustering c = { .p = p };
	struct err later = { 0 };
	enum rc wrc, rc = segment_rows_collect(&c.rows, &plan, j, e);

	arena_init(&c.arena);
	buf_init(&c.o, SIZE_MAX);
	if (segment_rows_ready(&c.rows, rc)) {
		gather_rows(&c);
		c.whole = segment_rows_whole(rc);
		wrc = sink == NULL ? write_choice(&c, &later)
		    : write_clusters(&c, sink, j, &later);
		out_sv(j->run.out, buf_view(&c.o));
		if (wrc != RC_OK && rc == RC_OK) {
			rc = wrc;
			*e = later;
		}
	}
	mem_free(c.value);
	buf_free(&c.o);
	arena_free(&c.arena);
	segment_rows_free(&c.rows);
	return rc;
}
