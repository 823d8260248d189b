/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_rows.h"

#include "base/mem.h"
#include "io/stop.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "run/stream.h"

#include <math.h>
#include <string.h>

struct row {			/* the numbers lie before it, the key behind it */
	uint32_t nkey;
	bool     whole;
};

struct segment_rows_part {
	const struct segment_rows_plan *p;
	struct arena       arena;
	struct ksort_item *row;
	size_t             n;
	size_t             cap;
	struct buf         key;
};

static void *
new_part(void *ctx, unsigned i)
{
	struct segment_rows *rows = ctx;
	struct segment_rows_part *t = &rows->part[i];

	*t = (struct segment_rows_part){ .p = rows->p };
	arena_init(&t->arena);
	buf_init(&t->key, UINT32_MAX);
	rows->nparts = i + 1;
	return t;
}

/* The numbers of a record; *whole when all are there. */
static enum rc
read_values(const struct segment_rows_plan *p, const struct record *r, struct expr_eval *ev,
    double *x, bool *whole, struct err *e)
{
	*whole = true;
	for (size_t i = 0; i < p->n; i++) {
		const struct segment_feature *f = &p->feature[i];
		struct val v;
		enum rc rc = expr_value(f->x, r, ev, &v, e);

		if (rc != RC_OK)
			return rc;
		if (val_null(&v)) {
			*whole = false;
			continue;
		}
		if (!val_number(&v, &x[i]))
			return rc_bad(e, "value", "expected a number in '%.*s'",
			    SV_SHOW(f->name));
		if (f->log)
			x[i] = copysign(log1p(fabs(x[i])), x[i]);
	}
	return RC_OK;
}

static void
add_row(struct segment_rows_part *t, const double *x, bool whole)
{
	size_t before = t->p->n * sizeof(*x);
	char *mem = arena_alloc(&t->arena, before + sizeof(struct row) + t->key.n);
	struct row *row = (void *)(mem + before);

	memcpy(mem, x, before);
	*row = (struct row){ (uint32_t)t->key.n, whole };
	memcpy(row + 1, t->key.p, t->key.n);
	if (t->n == t->cap) {
		t->cap = t->cap * 2 + 64;
		t->row = mem_array(t->row, t->cap, sizeof(*t->row));
	}
	t->row[t->n++].item = row;
}

static enum rc
take_record(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct segment_rows_part *t = part;
	double x[SEGMENT_ROWS_MAX] = { 0 };
	bool whole;
	struct val user;
	enum rc rc = expr_value(t->p->user->key.x, r, ev, &user, e);

	(void)in;	/* a profile is of one time */
	(void)out;	/* what is written needs all of them */
	if (rc == RC_OK)
		rc = user_key_check(t->p->user, &user, e);
	if (rc == RC_OK)
		rc = read_values(t->p, r, ev, x, &whole, e);
	if (rc != RC_OK)
		return rc;
	key_bytes_put(&t->key, &user, 1, expr_eval_arena(ev));
	add_row(t, x, whole);
	return RC_OK;
}

static struct sv
row_key(const void *item)
{
	const struct row *row = item;

	return (struct sv){ (const char *)(row + 1), row->nkey };
}

/* ---- all of them ---- */

static void
join_parts(struct segment_rows *rows)
{
	size_t n = 0;

	for (unsigned i = 0; i < rows->nparts; i++)
		n += rows->part[i].n;
	rows->row = mem_array(NULL, n + 1, sizeof(*rows->row));
	for (unsigned i = 0; i < rows->nparts; i++) {
		struct segment_rows_part *t = &rows->part[i];

		if (t->n > 0)
			memcpy(rows->row + rows->n, t->row, t->n * sizeof(*t->row));
		rows->n += t->n;
		mem_free(t->row);
		t->row = NULL;
	}
	group_key_sort(rows->row, rows->n, 1, row_key);
}

static enum rc
check_single(const struct segment_rows *rows, struct err *e)
{
	for (size_t i = 1; i < rows->n; i++) {
		struct sv user = segment_rows_user(rows, i);
		struct arena tmp;
		struct val v;

		if (!sv_eq(user, segment_rows_user(rows, i - 1)))
			continue;
		arena_init(&tmp);
		group_key_read(user, 1, &v);
		rc_err(e, RC_SYNTAX, "user %.*s has more than one record: what is read are "
		    "profiles, one of each user", SV_SHOW(val_text(&v, &tmp)));
		arena_free(&tmp);
		return RC_SYNTAX;
	}
	return RC_OK;
}

enum rc
segment_rows_collect(struct segment_rows *rows, const struct segment_rows_plan *p,
    struct job *j, struct err *e)
{
	const struct stream s = { .ctx = rows, .part = new_part, .record = take_record };
	struct err later = { 0 };
	enum rc rc;

	*rows = (struct segment_rows){ .p = p };
	rows->part = arena_zalloc(&j->arena, JOB_THREADS_MAX * sizeof(*rows->part));
	rc = stream_run(j, &s, e);
	if ((rc != RC_OK && rc != RC_IO) || rows->nparts == 0)
		return rc;
	join_parts(rows);
	if (check_single(rows, &later) == RC_OK)
		return rc;
	*e = later;
	return RC_SYNTAX;
}

bool
segment_rows_ready(const struct segment_rows *rows, enum rc rc)
{
	return rows->row != NULL && (rc == RC_OK || rc == RC_IO);
}

bool
segment_rows_whole(enum rc rc)
{
	return rc == RC_OK && stop_signal() == 0;
}

struct sv
segment_rows_user(const struct segment_rows *rows, size_t i)
{
	return row_key(rows->row[i].item);
}

const double *
segment_rows_values(const struct segment_rows *rows, size_t i)
{
	const struct row *row = rows->row[i].item;

	return row->whole ? (const double *)(const void *)row - rows->p->n : NULL;
}

void
segment_rows_free(struct segment_rows *rows)
{
	for (unsigned i = 0; i < rows->nparts; i++) {
		mem_free(rows->part[i].row);
		buf_free(&rows->part[i].key);
		arena_free(&rows->part[i].arena);
	}
	mem_free(rows->row);
}
