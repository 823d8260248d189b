/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_spill.h"

#include "base/mem.h"
#include "base/varint.h"
#include "key/group_key.h"
#include "scan/scan_runs.h"

enum {
	READ_MIN = 4096,		/* bytes of a run that are read at a time */
	READ_MAX = 256 * 1024,
	WAYS_MIN = 16,			/* runs that are read side by side */
	WAYS_MAX = 256,
	SLICE_MIN = 1 << 20,		/* bytes of a slice of the keys */
	SLICE_RUN = 128 * 1024,		/* ... of each run */
	GATHER_MIN = 64 * 1024		/* output that waits for its turn */
};

struct spiller {		/* of one thread */
	struct spill_file *file;	/* NULL: all is in memory */
	struct spill_runs  runs;
	bool               failed;
};

struct scan_spill {
	const struct job       *j;
	const struct scan_plan *p;
	uint64_t                share;	/* bytes of a thread's part */
	struct spiller          by[JOB_THREADS_MAX];
	struct spiller          apart;	/* what may not count */
	struct spiller          fewer;	/* runs of all of them, longer ones */
	struct spill_runs       all;	/* to be walked; before, those that were apart and count */
};

enum rc
scan_spill_compile(struct scan_plan *p, const struct spill_given *given, struct err *e)
{
	if (given->max_memory != NULL)
		p->max_facts = UINT64_MAX;	/* the disk says how many */
	return spill_given_read(&p->spill, given, e);
}

struct scan_spill *
scan_spill_new(const struct job *j, const struct scan_plan *p, unsigned parts)
{
	struct scan_spill *s = mem_zalloc(sizeof(*s));

	s->j = j;
	s->p = p;
	s->share = spill_given_share(&p->spill, parts);
	return s;
}

uint64_t
scan_spill_share(const struct scan_spill *s)
{
	return s->share;
}

/* ---- parts become runs ---- */

/* @part: its number, under which its dictionary is found. */
static enum rc
write_run(struct scan_spill *s, struct spiller *by, unsigned i, struct scan_part *part,
    struct err *e)
{
	struct buf state;
	enum rc rc = RC_OK;

	scan_part_sort(part, s->p->nkey);
	if (part->nkey == 0)
		return RC_OK;
	if (by->file == NULL)
		rc = scan_runs_file(&by->file, s->p->spill.tmp, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&state, SIZE_MAX);
	for (size_t k = 0; k < part->nkey; k++) {
		const struct scan_entry *x = part->order[k].item;
		char head[VARINT_MAX];

		scan_part_ahead(part, k);
		buf_clear(&state);
		buf_add(&state, head, varint_put(head, i));
		scan_list_bytes(&x->list, &state);
		scan_runs_put(by->file, (struct sv){ x->key, x->nkey }, buf_view(&state));
	}
	buf_free(&state);
	return spill_file_end(by->file, &by->runs, e);
}

enum rc
scan_spill_part(struct scan_spill *s, unsigned i, struct scan_part *part, struct err *e)
{
	enum rc rc;

	if (scan_part_heap(part) <= s->share)
		return RC_OK;
	rc = write_run(s, &s->by[i], i, part, e);
	s->by[i].failed |= rc != RC_OK;
	scan_part_clear(part);
	return rc;
}

enum rc
scan_spill_apart(struct scan_spill *s, struct scan_part *part, struct err *e)
{
	enum rc rc = write_run(s, &s->apart, 0, part, e);

	scan_part_clear(part);
	return rc;
}

void
scan_spill_decide(struct scan_spill *s, bool counts)
{
	if (counts)
		spill_file_list(&s->all, &s->apart.runs);
	s->apart.runs.n = 0;
}

bool
scan_spill_some(const struct scan_spill *s)
{
	if (s != NULL && s->all.n > 0)
		return true;
	for (unsigned i = 0; s != NULL && i < JOB_THREADS_MAX; i++)
		if (s->by[i].runs.n > 0)
			return true;
	return false;
}

bool
scan_spill_failed(const struct scan_spill *s)
{
	for (unsigned i = 0; s != NULL && i < JOB_THREADS_MAX; i++)
		if (s->by[i].failed)
			return true;
	return false;
}

/* ---- many runs become fewer ---- */

/* What each of @n readers may have at a time, of each thread's share of a quarter. */
static size_t
read_size(const struct scan_spill *s, size_t n)
{
	uint64_t size = s->p->spill.bytes / 4 / job_threads(s->j) / (n + 1);

	return size < READ_MIN ? READ_MIN : size > READ_MAX ? READ_MAX : (size_t)size;
}

static size_t
ways(const struct scan_spill *s)
{
	uint64_t n = s->p->spill.bytes / 4 / job_threads(s->j) / READ_MIN;

	return n < WAYS_MIN ? WAYS_MIN : n > WAYS_MAX ? WAYS_MAX : (size_t)n;
}

static enum rc
merge_some(struct scan_spill *s, const struct spill_run *run, size_t n, struct spiller *to,
    struct err *e)
{
	struct scan_merger *m = scan_runs_merge(run, n, s->p->nkey, read_size(s, n));
	struct err later = { 0 };
	struct spill_one one;
	enum rc rc = scan_runs_seek(m, SV(""), SV(""), e), wrc;

	while (rc == RC_OK && (rc = scan_runs_next(m, &one, e)) == RC_OK)
		scan_runs_put(to->file, one.key, one.state);
	wrc = spill_file_end(to->file, &to->runs, &later);
	scan_runs_shut(m);
	if (rc != RC_END || wrc == RC_OK)
		return rc == RC_END ? RC_OK : rc;
	*e = later;
	return wrc;
}

static void
free_spiller(struct spiller *by)
{
	spill_file_free(by->file);
	mem_free(by->runs.run);
	*by = (struct spiller){ .file = NULL };
}

/* One pass over all runs. */
static enum rc
merge_all(struct scan_spill *s, struct err *e)
{
	const size_t most = ways(s);
	struct spiller to = { .file = NULL };
	enum rc rc = scan_runs_file(&to.file, s->p->spill.tmp, e);

	for (size_t i = 0; i < s->all.n && rc == RC_OK; i += most)
		rc = merge_some(s, s->all.run + i, s->all.n - i < most ? s->all.n - i : most, &to,
		    e);
	for (unsigned i = 0; i < JOB_THREADS_MAX; i++)
		free_spiller(&s->by[i]);
	free_spiller(&s->apart);
	free_spiller(&s->fewer);
	s->fewer = to;
	s->all.n = 0;
	spill_file_list(&s->all, &to.runs);
	return rc;
}

/* ---- the walk ---- */

struct walk {
	struct scan_walk   w;
	struct scan_spill *s;
	struct sv         *border;	/* where slices but the first begin */
};

struct cursor {
	const struct walk  *x;
	struct scan_merger *m;
	struct spill_one    one;	/* read ahead */
	bool                ahead;
	struct buf          key;	/* at hand */
};

static enum rc
go_to_slice(void *cursor, size_t k, struct err *e)
{
	struct cursor *c = cursor;
	const struct walk *x = c->x;
	enum rc rc = scan_runs_seek(c->m, k > 0 ? x->border[k - 1] : SV(""),
	    k + 1 < x->w.nslice ? x->border[k] : SV(""), e);

	if (rc == RC_OK)
		rc = scan_runs_next(c->m, &c->one, e);
	c->ahead = rc == RC_OK;
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
take_next(void *cursor, struct sv *key, struct scan_facts *f, struct err *e)
{
	struct cursor *c = cursor;

	if (!c->ahead)
		return RC_END;
	buf_clear(&c->key);
	buf_sv(&c->key, c->one.key);
	*key = buf_view(&c->key);
	while (c->ahead && sv_eq(c->one.key, *key)) {
		const char *p = c->one.state.p, *end = p + c->one.state.n;
		const uint64_t part = varint_get(&p);
		enum rc rc;

		scan_list_read((struct sv){ p, (size_t)(end - p) }, (uint32_t)part, f);
		rc = scan_runs_next(c->m, &c->one, e);
		c->ahead = rc == RC_OK;
		if (rc != RC_OK && rc != RC_END)
			return rc;
	}
	return RC_OK;
}

static void *
new_cursor(const struct scan_walk *w)
{
	const struct walk *x = (const struct walk *)w;
	const struct spill_runs *all = &x->s->all;
	struct cursor *c = mem_zalloc(sizeof(*c));

	c->x = x;
	c->m = scan_runs_merge(all->run, all->n, x->s->p->nkey, read_size(x->s, all->n));
	buf_init(&c->key, SIZE_MAX);
	return c;
}

static void
free_cursor(void *cursor)
{
	struct cursor *c = cursor;

	scan_runs_shut(c->m);
	buf_free(&c->key);
	mem_free(c);
}

static void
free_walk(struct scan_walk *w)
{
	struct walk *x = (struct walk *)w;	/* it is the first member */

	mem_free(x->w.dict);
	mem_free(x->border);
	mem_free(x);
}

static const struct scan_walk_ops ops = { new_cursor, free_cursor, go_to_slice, take_next,
	free_walk };

static struct sv
key_of(const void *item)
{
	return ((const struct spill_mark *)item)->key;
}

/* Every so many marks of all runs a slice begins, so that slices are of like size. */
static void
find_borders(struct walk *x)
{
	const struct spill_runs *all = &x->s->all;
	struct ksort_item *item;
	uint64_t bytes = 0;
	size_t n = 0, step, slice = SLICE_RUN * all->n > SLICE_MIN ? SLICE_RUN * all->n : SLICE_MIN;

	x->w.nslice = 1;
	for (size_t i = 0; i < all->n; i++) {
		n += all->run[i].nmark;
		bytes += all->run[i].to - all->run[i].from;
	}
	if (job_threads(x->s->j) < 2 || bytes < 2 * slice)
		return;
	item = mem_array(NULL, n + 1, sizeof(*item));
	n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct spill_mark *mark = spill_file_marks(&all->run[i]);

		for (size_t k = 0; k < all->run[i].nmark; k++)
			item[n++].item = (void *)(uintptr_t)&mark[k];	/* only read */
	}
	group_key_sort(item, n, x->s->p->nkey, key_of);
	step = (size_t)(slice * n / bytes) + 1;
	x->border = mem_array(NULL, n / step + 1, sizeof(*x->border));
	for (size_t i = step; i < n; i += step)
		x->border[x->w.nslice++ - 1] = key_of(item[i].item);
	mem_free(item);
}

static enum rc
spill_rest(struct scan_spill *s, struct scan_part **part, unsigned n, struct err *e)
{
	enum rc rc = RC_OK;

	for (unsigned i = 0; i < n && rc == RC_OK; i++) {
		rc = write_run(s, &s->by[i], i, part[i], e);
		scan_part_shut(part[i]);
		spill_file_list(&s->all, &s->by[i].runs);
	}
	while (rc == RC_OK && s->all.n > ways(s))
		rc = merge_all(s, e);
	return rc;
}

enum rc
scan_spill_walk(struct scan_spill *s, struct scan_part **part, unsigned n,
    struct scan_walk **walk, struct err *e)
{
	struct walk *x;
	enum rc rc = spill_rest(s, part, n, e);
	uint64_t gather = s->p->spill.bytes / 8 / job_threads(s->j);

	*walk = NULL;
	if (rc != RC_OK)
		return rc;
	x = mem_zalloc(sizeof(*x));
	x->s = s;
	x->w.ops = &ops;
	x->w.gather = gather < GATHER_MIN ? GATHER_MIN : (size_t)gather;
	x->w.dict = mem_array(NULL, n, sizeof(*x->w.dict));
	for (unsigned i = 0; i < n; i++)
		x->w.dict[i] = part[i]->dict;
	find_borders(x);
	*walk = &x->w;
	return RC_OK;
}

void
scan_spill_free(struct scan_spill *s)
{
	if (s == NULL)
		return;
	for (unsigned i = 0; i < JOB_THREADS_MAX; i++)
		free_spiller(&s->by[i]);
	free_spiller(&s->apart);
	free_spiller(&s->fewer);
	mem_free(s->all.run);
	mem_free(s);
}
