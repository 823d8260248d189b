/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fact is [kind, delivery, segment]: kind 0 of a message, 1 of an answer; what is absent at
 * the end is left out.
 */
#include "predict/best_hour_scan.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "json/jwrite.h"
#include "predict/best_hour.h"
#include "run/given.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SENT, ANSWERED, DIGITS = 6 };

#define HOUR_US INT64_C(3600000000)

enum rc
best_hour_compile(struct best_hour_plan *p, const struct best_hour_query *q,
    const struct user_key *user, struct job *j, struct err *e)
{
	enum rc rc;

	*p = (struct best_hour_plan){ .user = user, .zone = j->query.zone,
		.conf = j->given.conf };
	rc = given_event(&p->sent, "--sent", q->sent, BEST_HOUR_SENT, j, e);
	if (rc == RC_OK)
		rc = given_event(&p->answered, "--reaction", q->reaction,
		    BEST_HOUR_REACTION, j, e);
	if (rc == RC_OK && q->segment != NULL)
		rc = given_expr(&p->segment, "--segment", q->segment, j, e);
	if (rc == RC_OK)
		rc = proj_add(&j->query.proj, SV("delivery_id"), &p->delivery, e);
	if (rc == RC_OK)
		j->query.proj.field[p->delivery].derived = true;
	return rc == RC_OK ? job_need_time(j, true, e) : rc;
}

void
best_hour_save(struct best_hour_query *q, const struct best_hour_plan *p, struct job *j)
{
	*q = (struct best_hour_query){ .hours = true, .sent = given_text(p->sent, &j->arena),
		.reaction = given_text(p->answered, &j->arena),
		.segment = given_text(p->segment, &j->arena) };
}

static void
choose(const void *ctx, struct expr_rows *r, uint64_t *mark)
{
	const struct best_hour_plan *p = ctx;

	scan_mark_two(p->sent, p->answered, r, mark);
}

static enum rc
fact(const void *ctx, const struct val *key, const struct record *r, struct expr_eval *ev,
    struct fact_writer *w, struct err *e)
{
	const struct best_hour_plan *p = ctx;
	struct val segment = { .kind = VAL_NULL };
	enum rc rc = user_key_check(p->user, key, e);

	if (rc == RC_OK && p->segment != NULL)
		rc = expr_value(p->segment, r, ev, &segment, e);
	if (rc != RC_OK)
		return rc;
	fact_put_i64(w, (w->mark & 1) != 0 ? SENT : ANSWERED);
	if (!val_null(&r->slot[p->delivery]) || !val_null(&segment))
		fact_put_val(w, &r->slot[p->delivery]);
	if (!val_null(&segment))
		fact_put_val(w, &segment);
	return RC_OK;
}

static enum rc
check(const void *ctx, const struct val *v, size_t n, struct err *e)
{
	uint32_t kind = 0;

	(void)ctx;	/* a delivery and a segment may be called anything */
	if (n >= 1 && n <= 3 && v[0].kind == VAL_NUMBER && val_small(&v[0], &kind) &&
	    kind <= ANSWERED)
		return RC_OK;
	return rc_err(e, RC_SYNTAX, "expected 0 or 1, and perhaps a delivery and a segment");
}

/* ---- what all users come to ---- */

struct segment {
	uint32_t               number;	/* in the order in which they came */
	struct best_hour_prior prior;
	struct best_hour_user *user;	/* in the order of their keys */
	size_t                 n;
};

struct user {
	struct sv text;			/* the key as a JSON array */
	uint32_t  segment;		/* its number */
	uint32_t  ncell;
	size_t    cell;			/* the first */
};

struct sum {
	struct arena           arena;
	struct hmap            segment;		/* its name as JSON to struct segment */
	struct user           *user;
	size_t                 n, cap;
	struct best_hour_cell *cell;
	size_t                 ncell, capcell;
	struct buf             tmp;
	uint64_t               seed;
};

static void *
sum_begin(const void *ctx)
{
	struct sum *s = mem_zalloc(sizeof(*s));

	(void)ctx;
	arena_init(&s->arena);
	s->seed = hash_seed();
	hmap_init(&s->segment, &s->arena, sizeof(struct segment), s->seed);
	buf_init(&s->tmp, SIZE_MAX);
	return s;
}

static void
sum_free(void *sum)
{
	struct sum *s = sum;

	hmap_free(&s->segment);
	arena_free(&s->arena);
	mem_free(s->user);
	mem_free(s->cell);
	buf_free(&s->tmp);
	mem_free(s);
}

static uint32_t
segment_number(struct sum *s, struct sv name)
{
	bool fresh;
	struct segment *g = hmap_put(&s->segment, name, &fresh);

	if (fresh)
		g->number = (uint32_t)(s->segment.n - 1);
	return g->number;
}

static void
add_user(struct sum *s, struct sv text, struct sv segment, const struct best_hour_cell *cell,
    size_t n)
{
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? 2 * s->cap : 256;
		s->user = mem_array(s->user, s->cap, sizeof(*s->user));
	}
	while (s->capcell - s->ncell < n) {
		s->capcell = s->capcell != 0 ? 2 * s->capcell : 1024;
		s->cell = mem_array(s->cell, s->capcell, sizeof(*s->cell));
	}
	memcpy(s->cell + s->ncell, cell, n * sizeof(*cell));
	s->user[s->n++] = (struct user){ arena_sv(&s->arena, text), segment_number(s, segment),
		(uint32_t)n, s->ncell };
	s->ncell += n;
}

static enum rc
sum_merge(const void *ctx, void *dst, const void *src, struct err *e)
{
	const struct sum *from = src;

	(void)ctx;
	(void)e;
	for (size_t i = 0; i < from->n; i++) {
		const struct user *u = &from->user[i];

		add_user(dst, u->text, from->segment.entry[u->segment].key, from->cell + u->cell,
		    u->ncell);
	}
	return RC_OK;
}

/* ---- one user ---- */

struct message {
	int64_t at_us;
	bool    answered;
};

struct inbox {
	struct message *m;
	size_t          n;
	struct hmap     by_id;		/* delivery id to its number */
	struct buf      segment;	/* of the last message that has one, as JSON */
	struct buf      id;
};

static void
read_sent(struct inbox *in, const struct scan_seq *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct fact_reader r;
		struct val kind;
		double is = SENT;

		fact_read_begin(&r, &s->frame, &s->fact[i]);
		kind = fact_read_val(&r);
		if (!val_number(&kind, &is) || (int)is != SENT)
			continue;
		buf_clear(&in->id);
		if (fact_read_more(&r))
			fact_read_json(&r, &in->id);
		if (in->id.n > 0 && !sv_is(buf_view(&in->id), "null"))
			*(size_t *)hmap_put(&in->by_id, buf_view(&in->id), NULL) = in->n;
		if (fact_read_more(&r)) {
			buf_clear(&in->segment);
			fact_read_json(&r, &in->segment);
		}
		in->m[in->n++] = (struct message){ s->fact[i].at_us, false };
	}
}

static void
read_answers(struct inbox *in, const struct scan_seq *s)
{
	size_t before = 0;	/* messages that were sent up to the answer */

	for (size_t i = 0; i < s->n; i++) {
		struct fact_reader r;
		struct val kind;
		const size_t *which;
		double is = SENT;

		fact_read_begin(&r, &s->frame, &s->fact[i]);
		kind = fact_read_val(&r);
		if (!val_number(&kind, &is) || (int)is == SENT)
			continue;
		buf_clear(&in->id);
		if (fact_read_more(&r))
			fact_read_json(&r, &in->id);
		while (before < in->n && in->m[before].at_us <= s->fact[i].at_us)
			before++;
		if (in->id.n > 0 && !sv_is(buf_view(&in->id), "null")) {
			which = hmap_get(&in->by_id, buf_view(&in->id));
			if (which != NULL)
				in->m[*which].answered = true;
		} else if (before > 0) {
			in->m[before - 1].answered = true;
		}
	}
}

static unsigned
hour_of(const struct best_hour_plan *p, int64_t at_us)
{
	int64_t in_day = tzone_local(p->zone, at_us) % RFC3339_DAY_US;

	return (unsigned)((in_day < 0 ? in_day + RFC3339_DAY_US : in_day) / HOUR_US);
}

static enum rc
each(const void *ctx, const struct scan_seq *s, struct buf *o, struct err *e)
{
	const struct best_hour_plan *p = ctx;
	struct best_hour_cell hour[BEST_HOUR_HOURS] = { { 0 } }, cell[BEST_HOUR_HOURS];
	struct inbox in = { .m = arena_alloc(s->tmp, s->n * sizeof(*in.m)) };
	size_t n = 0;

	(void)o;
	(void)e;
	buf_init(&in.segment, SIZE_MAX);
	buf_init(&in.id, SIZE_MAX);
	hmap_init(&in.by_id, s->tmp, sizeof(size_t), ((const struct sum *)s->sum)->seed);
	read_sent(&in, s);
	read_answers(&in, s);
	for (size_t i = 0; i < in.n; i++) {
		struct best_hour_cell *c = &hour[hour_of(p, in.m[i].at_us)];

		c->sent++;
		c->answered += in.m[i].answered;
	}
	for (uint8_t h = 0; h < BEST_HOUR_HOURS; h++)
		if (hour[h].sent > 0) {
			cell[n] = hour[h];
			cell[n++].hour = h;
		}
	if (n > 0)
		add_user(s->sum, s->text, buf_view(&in.segment), cell, n);
	hmap_free(&in.by_id);
	buf_free(&in.segment);
	buf_free(&in.id);
	return RC_OK;
}

const struct scan_ops best_hour_ops = { fact, check, each, choose };

/* ---- results ---- */

static int
by_text(const void *a, const void *b)
{
	return sv_cmp(((const struct user *)a)->text, ((const struct user *)b)->text);
}

static void
fit_segments(struct sum *s)
{
	for (size_t i = 0; i < s->n; i++)
		((struct segment *)s->segment.entry[s->user[i].segment].val)->n++;
	for (size_t k = 0; k < s->segment.n; k++) {
		struct segment *g = s->segment.entry[k].val;

		g->user = mem_array(NULL, g->n, sizeof(*g->user));
		g->n = 0;
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct user *u = &s->user[i];
		struct segment *g = s->segment.entry[u->segment].val;

		g->user[g->n++] = (struct best_hour_user){ s->cell + u->cell, u->ncell };
	}
	for (size_t k = 0; k < s->segment.n; k++) {
		struct segment *g = s->segment.entry[k].val;

		best_hour_fit(&g->prior, g->user, g->n);
		mem_free(g->user);
	}
}

static void
put(struct jwrite *w, const char *name, double v)
{
	jwrite_put_double(w, name, num_digits(v, DIGITS));
}

static void
put_user(const struct best_hour_plan *p, const struct sum *s, const struct user *u,
    struct buf *o)
{
	const struct hmap_entry *g = &s->segment.entry[u->segment];
	const struct best_hour_prior *prior = &((const struct segment *)g->val)->prior;
	struct best_hour_user one = { s->cell + u->cell, u->ncell };
	struct best_hour b;
	struct jwrite w;
	uint64_t messages = 0;

	best_hour_of(&b, prior, &one, p->conf);
	for (size_t i = 0; i < one.n; i++)
		messages += one.cell[i].sent;
	jwrite_init(&w, o);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("best_hour"));
	jwrite_key(&w, SV("user"));
	jwrite_raw(&w, (struct sv){ u->text.p + 1, u->text.n - 2 });
	if (g->key.n > 0) {
		jwrite_key(&w, SV("segment"));
		jwrite_raw(&w, g->key);
	}
	jwrite_put_u64(&w, "hour", b.hour);
	put(&w, "rate", b.rate);
	put(&w, "rate_lo", b.in.lo);
	put(&w, "rate_hi", b.in.hi);
	put(&w, "usual", b.usual);
	put(&w, "segment_rate", prior->hour[b.hour]);
	jwrite_put_u64(&w, "n", b.sent);
	jwrite_put_u64(&w, "answered", b.answered);
	jwrite_put_u64(&w, "messages", messages);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

static enum rc
sum_write(const void *ctx, void *sum, struct job *j, struct err *e)
{
	struct sum *s = sum;

	(void)e;
	if (s->n == 0 && j->run.count.records > 0) {
		j->say(j->name, "no record is a message (--sent)");
		j->run.count.missed++;
	}
	if (s->n > 0)
		qsort(s->user, s->n, sizeof(*s->user), by_text);
	fit_segments(s);
	for (size_t i = 0; i < s->n; i++) {
		buf_clear(&s->tmp);
		put_user(ctx, s, &s->user[i], &s->tmp);
		out_sv(j->run.out, buf_view(&s->tmp));
	}
	return RC_OK;
}

const struct scan_sum best_hour_sum = {
	.begin = sum_begin, .merge = sum_merge, .write = sum_write, .free = sum_free,
};
