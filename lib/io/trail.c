/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the modules below find is put in order here, and marked when it was read.  Files are
 * held open from the look until they are settled: what is read is what was looked at, under
 * whatever name it lies by then.
 */
#include "io/trail.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "io/trail_file.h"
#include "io/trail_list.h"
#include "io/trail_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
	TRIES = 20,		/* looks at folders whose names move */
	BEHIND = 2,		/* newer files behind one whose last line will get no end */
	GONE_MAX = 4096,	/* marks kept of files that are nowhere */
	DAY_S = 24 * 60 * 60
};

#define FRESH_NS INT64_C(3000000000)	/* a file written to so lately may change unseen */

struct trail {
	struct arena        arena;
	struct trail_known *known;	/* of the last run */
	size_t              nknown;
	struct trail_list   list;
	struct trail_match  match;
	struct trail_plan   plan;
	struct trail_file **piece;	/* of the plan, and so the next */
	const char        **path;
	struct in_part     *part;
	size_t             *operand;
	const char        **left;
	struct trail_mark  *mark;	/* for the next run */
	size_t              nmark;
	int64_t             now_ns;
	bool                moved;
};

struct trail *
trail_new(size_t max_window)
{
	struct trail *t = mem_zalloc(sizeof(*t));
	struct timespec now = { 0 };

	arena_init(&t->arena);
	trail_list_init(&t->list);
	t->list.max_window = max_window;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	t->now_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
	return t;
}

void
trail_add(struct trail *t, const struct trail_mark *m)
{
	struct trail_known *k;

	t->known = mem_array(t->known, t->nknown + 1, sizeof(*t->known));
	k = &t->known[t->nknown++];
	*k = (struct trail_known){ .m = *m };
	k->m.log = arena_sv(&t->arena, sv_of(m->log)).p;
	k->m.path = arena_sv(&t->arena, sv_of(m->path)).p;
	if (m->note != NULL)
		k->m.note = arena_sv(&t->arena, sv_of(m->note)).p;
}

/* ---- look ---- */

static int
newest_first(const void *a, const void *b)
{
	const struct trail_file *x = *(struct trail_file *const *)a;
	const struct trail_file *y = *(struct trail_file *const *)b;

	if (x->base != y->base)
		return x->base ? -1 : 1;
	if (x->mtime_ns != y->mtime_ns)
		return x->mtime_ns > y->mtime_ns ? -1 : 1;
	return strcmp(x->abs, y->abs);
}

/* How the files begin that have changed; the newest stay open. */
static enum rc
look(struct trail *t, struct err *e)
{
	size_t n = t->list.nfile, open = 0;
	struct trail_file **f = mem_array(NULL, n + 1, sizeof(*f));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n; i++)
		f[i] = &t->list.file[i];
	qsort(f, n, sizeof(struct trail_file *), newest_first);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		const struct trail_mark *m;

		if (f[i]->fate == TRAIL_SAME)
			continue;
		m = trail_match_known(&t->match, f[i]);
		rc = trail_file_look(f[i], m != NULL ? m->head_at : 0, &t->list.arena, e);
		if (++open > TRAIL_OPEN)
			trail_file_shut(f[i]);
	}
	mem_free(f);
	return rc;
}

static enum rc
gather(struct trail *t, struct err *e)
{
	enum rc rc;

	for (size_t k = 0; k < t->nknown; k++)
		t->known[k].owner = NULL;
	rc = trail_list_files(&t->list, e);
	if (rc != RC_OK)
		return rc;
	t->match = (struct trail_match){ t->list.file, t->list.nfile, t->known, t->nknown,
		t->list.log, &t->list.arena };
	t->plan.n = t->plan.nleft = 0;
	trail_match_stat(&t->match);
	return look(t, e);
}

/* What cannot be read is neither known nor new. */
static enum rc
check_failed(const struct trail *t, struct err *e)
{
	for (size_t i = 0; i < t->list.nfile; i++)
		if (t->list.file[i].failed != 0)
			return rc_err(e, RC_IO, "%s: %s", t->list.file[i].path,
			    strerror(t->list.file[i].failed));
	return RC_OK;
}

/* A file that was listed has another name by now, or none: what it was cannot be told. */
static bool
has_vanished(const struct trail *t)
{
	for (size_t i = 0; i < t->list.nfile; i++)
		if (t->list.file[i].vanished)
			return true;
	return false;
}

/* ---- marks ---- */

/* What a file that was read gets; m->taken is up to date, and so is @f. */
static void
mark_plain(struct trail_file *f, struct trail_mark *m)
{
	struct trail_print tail = trail_file_tail(f, m->taken, TRAIL_TAIL);

	if (tail.n == 0 && m->taken != 0)
		return;		/* it cannot be seen any more: what was known of it holds */
	m->tail = tail;
	trail_file_prints(f, m->taken, m);
}

static void
mark_coded(const struct trail_file *f, const struct in_taken *taken, struct trail_mark *m)
{
	m->all = f->measured && m->taken == f->total;
	if (m->all)
		m->tail = f->last;
	else if (taken != NULL && taken->ntail != 0)
		m->tail = (struct trail_print){ (uint32_t)taken->ntail,
			hash_sv((struct sv){ taken->tail, taken->ntail }, 0) };
	else if (f->mark == NULL || m->taken != f->mark->taken)
		m->tail = (struct trail_print){ 0 };
	trail_file_prints(f, m->taken, m);
}

/* One that was looked at and is not read, as long as it is open. */
static struct trail_mark *
mark_looked(struct trail *t, struct trail_file *f)
{
	struct trail_mark *m = arena_zalloc(&t->arena, sizeof(*m));

	if (f->mark != NULL)
		*m = *f->mark;
	m->taken = f->from;
	if (f->fate == TRAIL_OLD) {
		m->all = f->coded || f->broken != NULL;
		m->taken = m->all ? 0 : trail_file_line_end(f, 0);
		trail_file_prints(f, m->all ? UINT64_MAX : m->taken, m);
		if (!m->all)
			m->tail = trail_file_tail(f, m->taken, TRAIL_TAIL);
	} else if (f->coded) {
		if (f->fate != TRAIL_SAME || m->taken != 0)
			mark_coded(f, NULL, m);
	} else {
		mark_plain(f, m);
	}
	return m;
}

/* ---- plan ---- */

static int
oldest_first(const void *a, const void *b)
{
	const struct trail_file *x = *(struct trail_file *const *)a;
	const struct trail_file *y = *(struct trail_file *const *)b;

	if (x->log != y->log)
		return x->log < y->log ? -1 : 1;
	if (x->base != y->base)
		return x->base ? 1 : -1;
	if (x->number != y->number)
		return x->number > y->number ? -1 : 1;
	if (x->mtime_ns != y->mtime_ns)
		return x->mtime_ns < y->mtime_ns ? -1 : 1;
	return strcmp(x->abs, y->abs);
}

/* Numbers say which is older, where all files of a log have one; else times do. */
static void
use_numbers(struct trail *t)
{
	bool *other = arena_zalloc(&t->arena, t->list.nlog + 1);

	for (size_t i = 0; i < t->list.nfile; i++)
		other[t->list.file[i].log] |= !t->list.file[i].base && t->list.file[i].number == 0;
	for (size_t i = 0; i < t->list.nfile; i++)
		if (other[t->list.file[i].log])
			t->list.file[i].number = 0;
}

/* There is something to read of it, when @newer files of its log are behind it. */
static bool
is_piece(struct trail_file *f, size_t newer)
{
	if ((f->fate != TRAIL_NEW && f->fate != TRAIL_KNOWN) || f->broken != NULL)
		return false;
	if (f->coded)
		return f->total > f->from;
	return f->size > f->from &&
	    (newer >= BEHIND || trail_file_line_end(f, f->from) > f->from);
}

static void
add_piece(struct trail *t, struct trail_file *f, bool wait)
{
	size_t i = t->plan.n++;

	f->piece = i;
	t->piece[i] = f;
	t->path[i] = f->path;
	t->part[i] = (struct in_part){ -1, f->from, wait };
	t->operand[i] = t->list.log[f->log].operand;
	t->plan.lines[i] = f->mark != NULL ? f->mark->lines : 0;
	t->plan.note[i] = f->mark != NULL ? f->mark->note : NULL;
}

static void
add_left(struct trail *t, const struct trail_file *f)
{
	size_t n = strlen(f->path) + strlen(f->broken) + 32;
	char *text = arena_alloc(&t->arena, n);

	(void)snprintf(text, n, "%s: %s; left for the next run", f->path, f->broken);
	t->left[t->plan.nleft++] = text;
}

/* The newest stay open; the others are opened when it is their turn, and must be the same. */
static void
hold_pieces(struct trail *t)
{
	for (size_t i = 0; i < t->list.nfile; i++) {
		struct trail_file *f = &t->list.file[i];

		if (f->piece == SIZE_MAX || f->piece + TRAIL_OPEN < t->plan.n)
			trail_file_shut(f);
	}
	for (size_t i = 0; i < t->plan.n; i++)
		if (i + TRAIL_OPEN >= t->plan.n)
			t->part[i].fd = trail_file_fd(t->piece[i]);
}

static bool
is_shown(const struct trail_file *f)
{
	return f->fate != TRAIL_COPY && f->fate != TRAIL_LEFT;
}

static void
make_plan(struct trail *t)
{
	size_t n = t->list.nfile, newer = 0;
	struct trail_file **f = arena_alloc(&t->arena, (n + 1) * sizeof(*f));
	bool *piece = arena_zalloc(&t->arena, n + 1);

	t->piece = arena_alloc(&t->arena, (n + 1) * sizeof(*t->piece));
	t->path = arena_alloc(&t->arena, (n + 1) * sizeof(*t->path));
	t->part = arena_alloc(&t->arena, (n + 1) * sizeof(*t->part));
	t->operand = arena_alloc(&t->arena, (n + 1) * sizeof(*t->operand));
	t->left = arena_alloc(&t->arena, (n + 1) * sizeof(*t->left));
	t->plan.lines = arena_alloc(&t->arena, (n + 1) * sizeof(*t->plan.lines));
	t->plan.back = arena_zalloc(&t->arena, (n + 1) * sizeof(*t->plan.back));
	t->plan.note = arena_alloc(&t->arena, (n + 1) * sizeof(*t->plan.note));
	use_numbers(t);
	for (size_t i = 0; i < n; i++)
		f[i] = &t->list.file[i];
	qsort(f, n, sizeof(struct trail_file *), oldest_first);
	for (size_t i = n; i > 0; i--) {
		if (i == n || f[i - 1]->log != f[i]->log)
			newer = 0;
		piece[i - 1] = is_piece(f[i - 1], newer);
		f[i - 1]->wait = !f[i - 1]->coded && newer < BEHIND;
		newer += is_shown(f[i - 1]);
	}
	for (size_t i = 0; i < n; i++) {
		if (piece[i])
			add_piece(t, f[i], f[i]->wait);
		else if (f[i]->fate == TRAIL_LEFT)
			add_left(t, f[i]);
		if (!piece[i] && f[i]->looked && is_shown(f[i]))
			f[i]->next = mark_looked(t, f[i]);
	}
	t->plan.path = t->path;
	t->plan.part = t->part;
	t->plan.operand = t->operand;
	t->plan.left = t->left;
	hold_pieces(t);
}

/* One look at the folders; RC_EMPTY when files were renamed meanwhile, or, if @still, any. */
static enum rc
find_once(struct trail *t, bool still, struct err *e)
{
	enum rc rc = gather(t, e);

	if (rc != RC_OK)
		return rc;
	if (has_vanished(t) || (still && trail_list_moved(&t->list)))
		return RC_EMPTY;
	rc = trail_match_looked(&t->match, e);
	if (rc == RC_OK && !has_vanished(t))
		make_plan(t);
	if (rc == RC_OK && has_vanished(t))
		return RC_EMPTY;
	return rc == RC_OK ? check_failed(t, e) : rc;
}

enum rc
trail_find(struct trail *t, const char *const *operand, size_t n, struct err *e)
{
	enum rc rc;

	trail_match_sort(t->known, t->nknown);
	rc = trail_list_logs(&t->list, operand, n, t->known, t->nknown, e);
	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < TRIES; i++) {
		rc = find_once(t, i < TRIES / 2, e);
		if (rc != RC_EMPTY)
			return rc;
	}
	return rc_err(e, RC_IO, "%s: its files are renamed faster than they can be looked at",
	    operand[0]);
}

const struct trail_plan *
trail_plan(const struct trail *t)
{
	return &t->plan;
}

/* ---- what was taken ---- */

static enum rc
changed(const struct trail_file *f, const char *how, struct err *e)
{
	return rc_err(e, RC_IO, "%s: was %s while it was read; nothing of this run counts, run it "
	    "again", f->path, how);
}

/* A plain file still holds what was read of it: its head, and the last of it. */
static enum rc
verify(struct trail *t, struct trail_file *f, const struct in_taken *taken, struct err *e)
{
	char last[IN_TAIL];
	struct stat st;
	size_t n = taken->ntail;
	int fd = trail_file_fd(f);

	if (fd < 0 || fstat(fd, &st) != 0)
		return changed(f, "moved", e);
	trail_file_stat(f, &st);
	if (f->size < taken->bytes || !trail_file_reread(f, &t->list.arena) ||
	    trail_file_read(f, taken->bytes - n, last, n) != n ||
	    memcmp(last, taken->tail, n) != 0)
		return changed(f, "truncated", e);
	return RC_OK;
}

/* Of a piece of the plan; *m is its mark so far.  *known: there is something to be kept. */
static enum rc
mark_piece(struct trail *t, struct trail_file *f, const struct in *in, struct trail_mark *m,
    bool *known, struct err *e)
{
	struct in_taken taken;
	enum rc rc = RC_OK;

	in_taken(in, f->piece, &taken);
	*known = taken.opened || f->mark != NULL;
	if (!taken.opened)
		return RC_OK;
	if (taken.dev != f->dev || taken.ino != f->ino)
		return changed(f, "moved", e);
	m->taken = taken.bytes - t->plan.back[f->piece];
	m->lines = t->plan.lines[f->piece];
	m->note = t->plan.note[f->piece];
	if (f->coded) {
		mark_coded(f, &taken, m);
	} else {
		rc = verify(t, f, &taken, e);
		if (rc == RC_OK)
			mark_plain(f, m);
	}
	return rc;
}

static void
add_mark(struct trail *t, const struct trail_mark *m)
{
	t->mark = mem_array(t->mark, t->nmark + 1, sizeof(*t->mark));
	t->mark[t->nmark++] = *m;
}

static enum rc
mark_file(struct trail *t, struct trail_file *f, const struct in *in, struct err *e)
{
	struct trail_mark m = f->mark != NULL ? *f->mark : (struct trail_mark){ 0 };
	bool known = true;
	enum rc rc = RC_OK;

	if (f->piece != SIZE_MAX)
		rc = mark_piece(t, f, in, &m, &known, e);
	else if (f->next != NULL)
		m = *f->next;
	if (rc != RC_OK || !known)
		return rc;
	m.log = t->list.log[f->log].abs;
	m.path = f->abs;
	m.dev = f->dev;
	m.ino = f->ino;
	m.size = f->size;
	m.mtime_ns = t->now_ns - f->mtime_ns > FRESH_NS ? f->mtime_ns : 0;
	m.gone_s = 0;
	f->taken = m.taken;
	add_mark(t, &m);
	return RC_OK;
}

/* Compressed files whose plain ones were read as far: they need not be read when those go. */
static void
mark_twins(struct trail *t)
{
	for (size_t i = 0; i < t->list.nfile; i++) {
		struct trail_file *f = &t->list.file[i];
		struct trail_mark m = { .log = t->list.log[f->log].abs, .path = f->abs,
			.dev = f->dev, .ino = f->ino, .size = f->size, .mtime_ns = f->mtime_ns,
			.taken = f->total, .all = true, .tail = f->last };

		if (f->twin == NULL || f->twin->taken < f->total ||
		    t->now_ns - f->mtime_ns <= FRESH_NS)
			continue;
		trail_file_prints(f, f->total, &m);
		add_mark(t, &m);
	}
}

/* A log of which nothing is there yet is known all the same. */
static void
mark_logs(struct trail *t)
{
	for (size_t i = 0; i < t->list.nlog; i++) {
		const char *abs = t->list.log[i].abs;
		bool marked = false;

		for (size_t k = 0; k < t->nmark && !marked; k++)
			marked = strcmp(t->mark[k].log, abs) == 0;
		if (!marked)
			add_mark(t, &(struct trail_mark){ .log = abs, .path = abs });
	}
}

static bool
is_asked(const struct trail *t, const struct trail_mark *m)
{
	for (size_t i = 0; i < t->list.nlog; i++)
		if (strcmp(t->list.log[i].abs, m->log) == 0)
			return true;
	return false;
}

/* Files that were not found may yet be: renamed just then, or packed by who is not done. */
static void
mark_gone(struct trail *t)
{
	int64_t now_s = t->now_ns / 1000000000;
	size_t n = 0;

	for (size_t k = 0; k < t->nknown; k++) {
		struct trail_mark m = t->known[k].m;

		if (t->known[k].owner != NULL)
			continue;
		if (!is_asked(t, &m)) {		/* its log is not read this time */
			add_mark(t, &m);
			continue;
		}
		if (m.gone_s == 0)
			m.gone_s = now_s;
		if (m.nhead != 0 && now_s - m.gone_s < TRAIL_GONE_DAYS * DAY_S && n++ < GONE_MAX)
			add_mark(t, &m);
	}
}

static bool
same_note(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
same_mark(const struct trail_mark *a, const struct trail_mark *b)
{
	if (a->dev != b->dev || a->ino != b->ino || a->size != b->size ||
	    a->mtime_ns != b->mtime_ns || a->taken != b->taken || a->lines != b->lines ||
	    a->all != b->all || a->gone_s != b->gone_s || a->head_at != b->head_at ||
	    a->nhead != b->nhead || a->tail.n != b->tail.n || a->tail.hash != b->tail.hash ||
	    strcmp(a->path, b->path) != 0 || strcmp(a->log, b->log) != 0 ||
	    !same_note(a->note, b->note))
		return false;
	for (size_t i = 0; i < a->nhead; i++)
		if (a->head[i].n != b->head[i].n || a->head[i].hash != b->head[i].hash)
			return false;
	return true;
}

static int
by_mark(const void *a, const void *b)
{
	const struct trail_mark *x = a, *y = b;
	int order = strcmp(x->log, y->log);

	if (order == 0)
		order = strcmp(x->path, y->path);
	if (order == 0)
		order = (x->gone_s > y->gone_s) - (x->gone_s < y->gone_s);
	return order != 0 ? order : (x->ino > y->ino) - (x->ino < y->ino);
}

/* Whether the marks are others than they were. */
static bool
have_moved(const struct trail *t)
{
	struct trail_mark *was = mem_array(NULL, t->nknown + 1, sizeof(*was));
	bool same = t->nknown == t->nmark;

	for (size_t k = 0; k < t->nknown; k++)
		was[k] = t->known[k].m;
	qsort(was, t->nknown, sizeof(*was), by_mark);
	for (size_t i = 0; i < t->nmark && same; i++)
		same = same_mark(&t->mark[i], &was[i]);
	mem_free(was);
	return !same;
}

enum rc
trail_settle(struct trail *t, const struct in *in, struct err *e)
{
	t->nmark = 0;
	for (size_t i = 0; i < t->list.nfile; i++) {
		struct trail_file *f = &t->list.file[i];
		enum rc rc = is_shown(f) ? mark_file(t, f, in, e) : RC_OK;

		if (rc != RC_OK)
			return rc;
	}
	mark_twins(t);
	mark_gone(t);
	mark_logs(t);
	qsort(t->mark, t->nmark, sizeof(*t->mark), by_mark);
	t->moved = have_moved(t);
	return check_failed(t, e);
}

bool
trail_moved(const struct trail *t)
{
	return t->moved;
}

size_t
trail_marks(const struct trail *t)
{
	return t->nmark;
}

const struct trail_mark *
trail_mark(const struct trail *t, size_t i)
{
	return &t->mark[i];
}

void
trail_free(struct trail *t)
{
	if (t == NULL)
		return;
	trail_list_free(&t->list);
	mem_free(t->known);
	mem_free(t->mark);
	arena_free(&t->arena);
	mem_free(t);
}
