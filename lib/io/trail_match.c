/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/trail_match.h"

#include "base/hash.h"
#include "io/trail_name.h"

#include <stdlib.h>
#include <string.h>

static bool
same_log(const struct trail_match *x, const struct trail_file *f, const struct trail_mark *m)
{
	return strcmp(x->log[f->log].abs, m->log) == 0;
}

static void
own(struct trail_file *f, struct trail_known *k, enum trail_fate fate)
{
	k->owner = f;
	f->mark = &k->m;
	f->from = k->m.taken;
	f->fate = fate;
}

static void
disown(struct trail_match *x, struct trail_file *f)
{
	for (size_t k = 0; k < x->nknown; k++)
		if (x->known[k].owner == f)
			x->known[k].owner = NULL;
	f->mark = NULL;
	f->from = 0;
	f->fate = TRAIL_NEW;
}

static bool
same_print(struct trail_print a, struct trail_print b)
{
	return a.n == b.n && a.hash == b.hash;
}

/* Nothing is left to be read of a file that is as @m has it. */
static bool
is_done(const struct trail_mark *m)
{
	return m->all || m->taken == m->size;
}

static int
by_inode(const void *a, const void *b)
{
	const struct trail_known *x = a, *y = b;

	if (x->m.ino != y->m.ino)
		return x->m.ino < y->m.ino ? -1 : 1;
	return (x->m.dev > y->m.dev) - (x->m.dev < y->m.dev);
}

void
trail_match_sort(struct trail_known *known, size_t n)
{
	if (n != 0)
		qsort(known, n, sizeof(*known), by_inode);
}

/* The first mark of the inode of @f, or of one behind it. */
static size_t
first_of(const struct trail_match *x, const struct trail_file *f)
{
	size_t lo = 0, hi = x->nknown;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct trail_mark *m = &x->known[mid].m;

		if (m->ino < f->ino || (m->ino == f->ino && m->dev < f->dev))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_inode(const struct trail_match *x, size_t k, const struct trail_file *f)
{
	return k < x->nknown && x->known[k].m.ino == f->ino && x->known[k].m.dev == f->dev;
}

void
trail_match_stat(struct trail_match *x)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];

		for (size_t k = first_of(x, f); is_inode(x, k, f) && f->mark == NULL; k++) {
			const struct trail_mark *m = &x->known[k].m;

			if (m->size == f->size && m->mtime_ns == f->mtime_ns &&
			    x->known[k].owner == NULL)
				own(f, &x->known[k], is_done(m) ? TRAIL_SAME : TRAIL_KNOWN);
		}
	}
}

const struct trail_mark *
trail_match_known(const struct trail_match *x, const struct trail_file *f)
{
	for (size_t k = first_of(x, f); is_inode(x, k, f); k++)
		if (x->known[k].owner == NULL || x->known[k].owner == f)
			return &x->known[k].m;
	return NULL;
}

/* A plain file holds what was read for @m, all of it. */
static bool
holds(struct trail_file *f, const struct trail_mark *m)
{
	return m->nhead != 0 && f->size >= m->taken && trail_file_agrees(f, m) == 2 &&
	    same_print(trail_file_tail(f, m->taken, m->tail.n), m->tail);
}

static bool
is_open_question(const struct trail_file *f, bool coded)
{
	return f->looked && f->mark == NULL && f->fate == TRAIL_NEW && f->coded == coded;
}

/* The inode is that of a mark, and so is what is in it. */
static void
match_inodes(struct trail_match *x)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];

		/* It may have changed between stat(2) and the look. */
		if (f->looked && f->mark != NULL && !f->coded && !holds(f, f->mark))
			disown(x, f);
		for (size_t k = first_of(x, f); is_inode(x, k, f); k++)
			if (is_open_question(f, false) && x->known[k].owner == NULL &&
			    holds(f, &x->known[k].m))
				own(f, &x->known[k], TRAIL_KNOWN);
	}
}

static void
match_plain(struct trail_match *x, bool other_log)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];

		for (size_t k = 0; k < x->nknown && is_open_question(f, false); k++) {
			struct trail_known *n = &x->known[k];

			if (n->owner == NULL && same_log(x, f, &n->m) != other_log &&
			    holds(f, &n->m))
				own(f, n, TRAIL_KNOWN);
		}
	}
}

/* ---- copies of files that are there ---- */

/* The plain file @g may be what the compressed @f is made of, by how they begin. */
static bool
may_be_made_of(const struct trail_file *f, const struct trail_file *g)
{
	if (g == f || g->log != f->log || g->coded || g->fate == TRAIL_LEFT)
		return false;
	if (g->looked)
		return trail_file_begins(f, g);
	return g->mark != NULL && !g->mark->all && trail_file_agrees(f, g->mark) != 0;
}

/* A compressed file whose plain one is there too: it may yet be written. */
static enum rc
match_twin(struct trail_match *x, struct trail_file *f, struct err *e)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *g = &x->file[i];
		enum rc rc;

		if (!may_be_made_of(f, g))
			continue;
		rc = f->measured ? RC_OK : trail_file_measure(f, 0, 0, NULL, x->arena, e);
		if (rc != RC_OK)
			return rc;
		if (f->broken == NULL && (f->total > g->size ||
		    !same_print(trail_file_tail(g, f->total, f->last.n), f->last)))
			continue;
		f->twin = f->broken == NULL ? g : NULL;
		f->fate = TRAIL_COPY;
		return RC_OK;
	}
	return RC_OK;
}

/* All that is in @f is what @g begins with. */
static bool
is_copy(struct trail_file *f, struct trail_file *g)
{
	return g != f && g->log == f->log && g->looked && !g->coded && g->fate != TRAIL_LEFT &&
	    !f->base && f->size <= g->size && trail_file_begins(f, g) &&
	    same_print(trail_file_tail(f, f->size, TRAIL_TAIL),
		trail_file_tail(g, f->size, TRAIL_TAIL));
}

/* @g, which has not changed, is looked at when it may be what @f is a copy of. */
static enum rc
look_closer(struct trail_match *x, const struct trail_file *f, struct trail_file *g,
    struct err *e)
{
	enum rc rc = RC_OK;

	if (!g->looked && g->mark != NULL && g->log == f->log && !g->mark->all &&
	    trail_file_agrees(f, g->mark) != 0)
		rc = trail_file_look(g, g->mark->head_at, x->arena, e);
	return rc == RC_STOP ? rc : RC_OK;
}

/* A plain file that is being copied, or was just before the original is truncated. */
static enum rc
match_copies(struct trail_match *x, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];

		for (size_t k = 0; k < x->nfile && rc == RC_OK; k++) {
			struct trail_file *g = &x->file[k];

			if (!is_open_question(f, false) || f->nhead == 0 || g->fate == TRAIL_COPY)
				continue;
			rc = look_closer(x, f, g, e);
			/* Of two that are alike, and new, the second is the copy. */
			if (rc == RC_OK && is_copy(f, g) &&
			    (f->size < g->size || g->mark != NULL || g->base || k < i))
				f->fate = TRAIL_COPY;
		}
	}
	return rc;
}

/* ---- compressed ones ---- */

/* The plain name of the compressed @f is there: it is being made of that. */
static bool
has_plain_name(const struct trail_match *x, const struct trail_file *f)
{
	struct sv plain = trail_name_plain(sv_of(f->abs));

	for (size_t i = 0; i < x->nfile; i++)
		if (sv_eq(sv_of(x->file[i].abs), plain) && &x->file[i] != f)
			return true;
	return false;
}

static enum rc
match_coded(struct trail_match *x, struct trail_file *f, bool other_log, struct err *e)
{
	for (size_t k = 0; k < x->nknown && f->broken == NULL && f->mark == NULL; k++) {
		struct trail_known *n = &x->known[k];
		struct trail_print tail;
		int agrees = n->owner == NULL ? trail_file_agrees(f, &n->m) : 0;
		enum rc rc;

		if (agrees != 2 || same_log(x, f, &n->m) == other_log)
			continue;
		if (n->m.all && n->m.taken == 0) {	/* it was old, whatever it holds */
			own(f, n, TRAIL_SAME);
			return RC_OK;
		}
		rc = trail_file_measure(f, n->m.taken, n->m.tail.n, &tail, x->arena, e);
		if (rc != RC_OK)
			return rc;
		if (f->measured && f->total >= n->m.taken && same_print(tail, n->m.tail))
			own(f, n, f->total == n->m.taken ? TRAIL_SAME : TRAIL_KNOWN);
	}
	return RC_OK;
}

static enum rc
match_one_coded(struct trail_match *x, struct trail_file *f, struct err *e)
{
	bool wanted = x->log[f->log].known || f->operand;
	enum rc rc = RC_OK;

	if (wanted)
		rc = match_twin(x, f, e);
	if (rc == RC_OK && f->fate == TRAIL_NEW)
		rc = match_coded(x, f, false, e);
	if (rc == RC_OK && f->fate == TRAIL_NEW)
		rc = match_coded(x, f, true, e);
	if (rc == RC_OK && f->fate == TRAIL_NEW && wanted && !f->measured && f->broken == NULL)
		rc = trail_file_measure(f, 0, 0, NULL, x->arena, e);
	return rc;
}

/* Whole files only: of one that is cut no more is known than that it is not yet there. */
static enum rc
match_all_coded(struct trail_match *x, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < x->nfile && rc == RC_OK; i++) {
		struct trail_file *f = &x->file[i];

		/* Of one that is known a part was read. */
		if (is_open_question(f, true))
			rc = match_one_coded(x, f, e);
		else if (f->looked && f->coded && f->fate == TRAIL_KNOWN && !f->measured)
			rc = trail_file_measure(f, 0, 0, NULL, x->arena, e);
	}
	return rc;
}

/* ---- what is left of files that are gone ---- */

/*
 * copytruncate loses what is written between copy and truncation; where that was read, the
 * copy is shorter than what was.  A log under its own name in another inode is no copy.
 */
static bool
is_shortened(const struct trail_file *f, const struct trail_mark *m)
{
	uint64_t size = f->coded ? f->total : f->size;

	return f->broken == NULL && f->coded == f->measured && !m->all && size != 0 &&
	    size < m->taken && trail_file_agrees(f, m) != 0 && (!f->base || f->ino == m->ino);
}

static void
match_shortened(struct trail_match *x, bool base)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];

		if (f->base != base)
			continue;
		for (size_t k = 0; k < x->nknown && is_open_question(f, f->coded); k++) {
			struct trail_known *n = &x->known[k];

			if (n->owner != NULL || !same_log(x, f, &n->m) || !is_shortened(f, &n->m))
				continue;
			own(f, n, TRAIL_SAME);
			f->from = f->coded ? f->total : f->size;
		}
	}
}

/* What is still an open question. */
static void
judge_rest(struct trail_match *x)
{
	for (size_t i = 0; i < x->nfile; i++) {
		struct trail_file *f = &x->file[i];
		bool first = !x->log[f->log].known && !f->operand;

		if (!f->looked || f->mark != NULL || f->fate != TRAIL_NEW)
			continue;
		if (first)
			f->fate = TRAIL_OLD;
		else if (f->broken != NULL)
			f->fate = has_plain_name(x, f) ? TRAIL_COPY : TRAIL_LEFT;
	}
}

enum rc
trail_match_looked(struct trail_match *x, struct err *e)
{
	enum rc rc;

	match_inodes(x);
	match_plain(x, false);
	match_plain(x, true);
	rc = match_copies(x, e);
	if (rc == RC_OK)
		rc = match_all_coded(x, e);
	if (rc == RC_OK) {
		match_shortened(x, false);
		match_shortened(x, true);
		judge_rest(x);
	}
	return rc;
}
