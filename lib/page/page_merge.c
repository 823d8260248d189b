/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_merge - see page_merge.h
 */
#include "page/page_merge.h"

#include "io/child.h"
#include "io/in.h"
#include "io/place.h"
#include "io/side.h"
#include "json/jread.h"
#include "page/page_build.h"
#include "state/head.h"

#include <string.h>
#include <unistd.h>

enum { HEADS = 2, RESULTS_MAX = 1 << 30, STATUS_TOO_BAD = 4, STATUS_NO_VERDICT = 3 };

struct page_states {
	struct sv        head;		/* line of the head: the query */
	const char      *filter;
	struct page_list file;		/* const char * */
};

static const char *const filters[] = { "cxab", "cxattribute", "cxfunnel", "cxpredict",
	"cxretain", "cxsegment", "cxsession", "cxslo", "cxstat", "cxuser" };

/* ---- which operands are states ---- */

/* The head of saved states among the first lines of a file; empty: there is none. */
static enum rc
read_head(struct sv *head, const char *path, struct arena *a, struct err *e)
{
	struct side s;
	struct sv line;
	enum rc rc = side_open(&s, path, e);

	*head = SV("");
	for (unsigned i = 0; i < HEADS && rc == RC_OK && head->n == 0; i++) {
		rc = side_next(&s, &line, e);
		if (rc == RC_OK && sv_starts(line, SV("{\"kind\":\"states\"")))
			*head = arena_sv(a, line);
		else if (rc == RC_OK && !sv_starts(line, SV("{\"kind\":\"place\"")))
			break;
	}
	side_close(&s);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
filter_of(const char **filter, const char *path, struct sv line, struct arena *a, struct err *e)
{
	struct state_head h;
	struct err inner = { 0 };

	if (head_read(&h, line, a, &inner) != RC_OK)
		return rc_err(e, RC_SYNTAX, "%s: %s", path, inner.msg);
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		if (sv_is(h.filter, filters[i])) {
			*filter = filters[i];
			return RC_OK;
		}
	return rc_err(e, RC_SYNTAX, "%s: states of '%.*s', which adds up none", path,
	    SV_SHOW(h.filter));
}

static void
push_file(struct page_list *l, const char *path, struct arena *a)
{
	struct page_build b = { .a = a };	/* only to grow a list */

	*(const char **)page_build_push(&b, l, sizeof(path)) = path;
}

enum rc
page_merge_split(struct page_merge *m, const char *const *file, size_t n, struct arena *a,
    struct err *e)
{
	struct page_list plain = { 0 };

	m->states = arena_zalloc(a, (n + 1) * sizeof(*m->states));
	for (size_t i = 0; i < n; i++) {
		struct sv head = SV("");
		enum rc rc = RC_OK;
		size_t k = 0;

		if (strcmp(file[i], "-") != 0)
			rc = read_head(&head, file[i], a, e);
		if (rc != RC_OK)
			return rc;
		if (head.n == 0) {
			push_file(&plain, file[i], a);
			continue;
		}
		while (k < m->n && !sv_eq(m->states[k].head, head))
			k++;
		if (k == m->n) {
			rc = filter_of(&m->states[k].filter, file[i], head, a, e);
			m->states[m->n++].head = head;
		}
		if (rc != RC_OK)
			return rc;
		push_file(&m->states[k].file, file[i], a);
	}
	/* Without a file of records none is read: standard input is not meant. */
	if (plain.n == 0)
		push_file(&plain, n > 0 ? "/dev/null" : "-", a);
	m->file = plain.p;
	m->nfile = plain.n;
	return RC_OK;
}

/* ---- adding up ---- */

static char *
own_text(struct arena *a, const char *s)
{
	return arena_bytes(a, s, strlen(s));
}

/* The filter beside this one, as they are built and installed; else its name, for PATH. */
static char *
program_of(const struct page_merge *m, const char *filter, struct arena *a)
{
	size_t dir = m->self != NULL ? place_dir(m->self) : 0;
	struct buf b;
	char *path;

	buf_init(&b, SIZE_MAX);
	buf_add(&b, m->self, dir);
	buf_sv(&b, sv_of(filter));
	path = arena_bytes(a, b.p, b.n);
	buf_free(&b);
	return dir > 0 && access(path, X_OK) == 0 ? path : own_text(a, filter);
}

static char **
arguments(const struct page_merge *m, const struct page_states *st, struct arena *a)
{
	const char *const *file = st->file.p;
	const struct page_merge_args *more = NULL;
	char **argv;
	size_t n = 0;

	for (size_t i = 0; i < m->spec->nmerge; i++)
		if (sv_is(m->spec->merge[i].filter, st->filter))
			more = &m->spec->merge[i];
	argv = arena_alloc(a, (st->file.n + (more != NULL ? more->n : 0) + 4) * sizeof(*argv));
	argv[n++] = program_of(m, st->filter, a);
	argv[n++] = own_text(a, "--merge");
	for (size_t i = 0; more != NULL && i < more->n; i++)
		argv[n++] = arena_bytes(a, more->arg[i].p, more->arg[i].n);
	argv[n++] = own_text(a, "--");
	for (size_t i = 0; i < st->file.n; i++)
		argv[n++] = own_text(a, file[i]);
	argv[n] = NULL;
	return argv;
}

/* The filter's output, with what a reader wants behind it. */
static enum rc
take_lines(struct page_set *s, const char *name, struct buf *b, struct err *e)
{
	static const char pad[IN_PAD];
	struct jread *r = jread_new(NULL, 0, true);
	struct jread_line line;
	struct err inner = { 0 };
	uint64_t n = 0;
	const char *at, *end;
	enum rc rc = RC_OK;
	uint32_t file = page_set_file(s, name);

	if (b->n > 0 && b->p[b->n - 1] != '\n')
		buf_c(b, '\n');
	end = NULL;
	buf_add(b, pad, sizeof(pad));
	at = b->p;
	end = b->p + b->n - sizeof(pad);
	while (rc == RC_OK && at < end) {
		rc = jread_next(r, &at, end, &n, NULL, &line, &inner);
		if (rc == RC_OK)
			page_set_take(s, line.member, line.nmember, line.text, file, n);
	}
	jread_free(r);
	return rc == RC_OK || rc == RC_END ? RC_OK
	    : rc_err(e, RC_SYNTAX, "%s: line %llu: %s", name, (unsigned long long)n, inner.msg);
}

static enum rc
run_one(const struct page_merge *m, const struct page_states *st, struct page_set *s, bool *bad,
    struct err *e)
{
	const char *const *file = st->file.p;
	struct sv part[2] = { sv_of(st->filter), sv_of(file[0]) };
	const char *name = page_lang_fill(SV("{0} --merge {1}"), part, 2, &s->arena).p;
	struct buf b;
	int status = 0;
	enum rc rc;

	buf_init(&b, RESULTS_MAX);
	rc = child_run(arguments(m, st, &s->arena), &b, &status, e);
	if (rc == RC_OK && status > 1 && status != STATUS_NO_VERDICT && status != STATUS_TOO_BAD)
		rc = rc_err(e, RC_IO, "%s: ended with status %d", name, status);
	*bad = *bad || status == STATUS_TOO_BAD;
	if (rc == RC_OK)
		rc = take_lines(s, name, &b, e);
	buf_free(&b);
	return rc;
}

enum rc
page_merge_run(const struct page_merge *m, struct page_set *s, bool *bad, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < m->n && rc == RC_OK; i++)
		rc = run_one(m, &m->states[i], s, bad, e);
	return rc;
}
