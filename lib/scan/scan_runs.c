/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs are merged by a tree of losers: a run that goes on is compared with one other on each
 * level, log2 of their number (Knuth, The Art of Computer Programming 3, 5.4.1).
 */
#include "scan/scan_runs.h"

#include "base/mem.h"
#include "key/group_key.h"

#include <stdbool.h>

enum { MARK = 16 * 1024 };	/* bytes of a run between marks */

enum rc
scan_runs_file(struct spill_file **f, const char *dir, struct err *e)
{
	enum rc rc = spill_file_new(f, dir, false, e);

	if (rc == RC_OK)
		spill_file_mark(*f, MARK);
	return rc;
}

void
scan_runs_put(struct spill_file *f, struct sv key, struct sv state)
{
	const struct spill_one one = { .key = key, .plain = true, .state = state };

	spill_file_put(f, &one);
}

struct source {			/* a run that is being read */
	struct spill_reader *r;
	struct spill_one     one;
	bool                 over;
};

struct scan_merger {
	const struct spill_run *run;
	size_t                  n;
	size_t                  nkey;
	size_t                  size;
	struct source          *src;
	size_t                 *tree;	/* [0] who has won; else who has lost there */
	bool                    taken;	/* the winner's one was handed out */
	struct sv               to;
};

struct scan_merger *
scan_runs_merge(const struct spill_run *run, size_t n, size_t nkey, size_t size)
{
	struct scan_merger *m = mem_zalloc(sizeof(*m));

	m->run = run;
	m->n = n;
	m->nkey = nkey;
	m->size = size;
	m->src = mem_zalloc((n + 1) * sizeof(*m->src));
	m->tree = mem_zalloc((n + 1) * sizeof(*m->tree));
	return m;
}

static bool
comes_before(const struct scan_merger *m, size_t a, size_t b)
{
	if (m->src[a].over || m->src[b].over)
		return !m->src[a].over;
	return group_key_cmp(m->src[a].one.key, m->src[b].one.key, m->nkey) < 0;
}

/* Who wins below @node, where the leaves are n to 2n - 1; losers stay on the way. */
static size_t
play(struct scan_merger *m, size_t node)
{
	size_t a, b;
	bool left;

	if (node >= m->n)
		return node - m->n;
	a = play(m, 2 * node);
	b = play(m, 2 * node + 1);
	left = comes_before(m, a, b);
	m->tree[node] = left ? b : a;
	return left ? a : b;
}

/* The winner has another one: it plays again. */
static void
play_again(struct scan_merger *m)
{
	size_t won = m->tree[0];

	for (size_t node = (won + m->n) / 2; node > 0; node /= 2) {
		size_t other = m->tree[node];

		if (!comes_before(m, other, won))
			continue;
		m->tree[node] = won;
		won = other;
	}
	m->tree[0] = won;
}

static enum rc
go_on(struct source *s, struct err *e)
{
	enum rc rc = spill_file_next(s->r, &s->one, e);

	if (rc != RC_END)
		return rc;
	s->over = true;
	return RC_OK;
}

/* How many marks come before a key: one of a key that comes again may be at any of its places. */
static size_t
marks_before(const struct scan_merger *m, const struct spill_run *r, struct sv key)
{
	const struct spill_mark *mark = spill_file_marks(r);
	size_t from = 0, to = r->nmark;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (group_key_cmp(mark[mid].key, key, m->nkey) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static enum rc
seek_run(struct scan_merger *m, size_t i, struct sv from, struct sv to, struct err *e)
{
	const struct spill_run *r = &m->run[i];
	const struct spill_mark *mark = spill_file_marks(r);
	struct source *s = &m->src[i];
	struct spill_run run = *r;
	size_t k = from.n > 0 ? marks_before(m, r, from) : 0;
	enum rc rc;

	if (k > 0)
		run.from = mark[k - 1].at;
	k = to.n > 0 ? marks_before(m, r, to) : r->nmark;
	if (k < r->nmark)
		run.to = mark[k].at;
	spill_file_shut(s->r);
	*s = (struct source){ .r = spill_file_read(&run, m->size) };
	do
		rc = go_on(s, e);
	while (rc == RC_OK && !s->over && from.n > 0 &&
	    group_key_cmp(s->one.key, from, m->nkey) < 0);
	return rc;
}

enum rc
scan_runs_seek(struct scan_merger *m, struct sv from, struct sv to, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->n && rc == RC_OK; i++)
		rc = seek_run(m, i, from, to, e);
	m->to = to;
	m->taken = false;
	if (rc == RC_OK)
		m->tree[0] = play(m, 1);
	return rc;
}

enum rc
scan_runs_next(struct scan_merger *m, struct spill_one *one, struct err *e)
{
	struct source *s = &m->src[m->tree[0]];
	enum rc rc = RC_OK;

	if (m->taken) {
		rc = go_on(s, e);
		if (rc != RC_OK)
			return rc;
		play_again(m);
		s = &m->src[m->tree[0]];
	}
	m->taken = false;
	if (s->over || (m->to.n > 0 && group_key_cmp(s->one.key, m->to, m->nkey) >= 0))
		return RC_END;
	m->taken = true;
	*one = s->one;
	return RC_OK;
}

void
scan_runs_shut(struct scan_merger *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->n; i++)
		spill_file_shut(m->src[i].r);
	mem_free(m->src);
	mem_free(m->tree);
	mem_free(m);
}
