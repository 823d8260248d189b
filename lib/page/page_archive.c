/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_archive - see page_archive.h
 */
#include "page/page_archive.h"

#include "base/rfc3339.h"
#include "io/out.h"
#include "io/side.h"
#include "json/jwrite.h"
#include "page/page_html.h"
#include "page/page_num.h"
#include "page/page_table.h"
#include "spec/doc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST_MAX = 64 << 20, LINKS = 3 };

struct entry {			/* a page of the list */
	struct sv date;		/* and the stem of its files */
	struct sv status;
	struct sv headline;
};

struct archive {
	const char              *dir;
	const struct page_asked *asked;
	struct arena             a;
	struct page_build        b;	/* to say things with */
	struct page_list         entry;
};

/* ---- names ---- */

/* "2026-11-27", of an hour "2026-11-27T1300", of a week "2026-11-23--2026-11-29". */
static struct sv
stem_of(struct archive *ar, int64_t from_us, int64_t to_us)
{
	const struct tzone *z = ar->asked->set->zone;
	struct rfc3339_civil f = rfc3339_civil(tzone_local(z, from_us));
	struct rfc3339_civil t = rfc3339_civil(tzone_local(z, to_us - 1));
	struct sv s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%04d-%02d-%02d", (int)f.year, f.month, f.day);
	if (to_us - from_us < 20 * 3600 * RFC3339_SEC_US)
		buf_printf(&b, "T%02d%02d", f.hour, f.min);
	else if (to_us - from_us > 28 * 3600 * RFC3339_SEC_US)
		buf_printf(&b, "--%04d-%02d-%02d", (int)t.year, t.month, t.day);
	s = arena_sv(&ar->a, buf_view(&b));
	buf_free(&b);
	return s;
}

static struct sv
join(struct arena *a, struct sv x, const char *end)
{
	struct sv part[2] = { x, sv_of(end) };

	return page_lang_fill(SV("{0}{1}"), part, 2, a);
}

/* A path in the archive; arenas end what they hold by a NUL. */
static const char *
path_of(struct archive *ar, struct sv name)
{
	struct sv part[2] = { sv_of(ar->dir), name };

	return page_lang_fill(SV("{0}/{1}"), part, 2, &ar->a).p;
}

static enum rc
write_file(struct archive *ar, struct sv name, struct sv bytes, struct err *e)
{
	struct out *o;
	enum rc rc = out_open(&o, path_of(ar, name), e);

	if (rc != RC_OK)
		return rc;
	out_sv(o, bytes);
	return out_close(o, e);
}

static enum rc
write_html(struct archive *ar, struct sv stem, const struct page *p, struct err *e)
{
	struct buf o;
	enum rc rc;

	buf_init(&o, SIZE_MAX);
	page_html_write(p, &o);
	rc = write_file(ar, join(&ar->a, stem, ".html"), buf_view(&o), e);
	buf_free(&o);
	return rc;
}

/* ---- the page ---- */

static void
add_link(struct archive *ar, struct page_link *l, size_t *n, struct sv text, struct sv stem)
{
	struct sv name = join(&ar->a, stem, ".html");

	if (!sv_is(stem, "index") && access(path_of(ar, name), F_OK) != 0)
		return;
	l[(*n)++] = (struct page_link){ text, name };
}

/* The list, the period before, and the one that the page compares with. */
static struct page_link *
links_of(struct archive *ar, size_t *n)
{
	const struct twindow_span *p = &ar->asked->set->period;
	int64_t length_us = p->to_us - p->from_us, week_us = 7 * RFC3339_DAY_US;
	struct page_link *l = arena_zalloc(&ar->a, LINKS * sizeof(*l));
	const struct page_lang *lang = ar->asked->lang;

	*n = 0;
	add_link(ar, l, n, page_lang_word(lang, PAGE_WORD_ALL_PAGES), SV("index"));
	add_link(ar, l, n, page_lang_word(lang, PAGE_WORD_PAGE_BEFORE),
	    stem_of(ar, p->from_us - length_us, p->from_us));
	if (length_us < week_us)
		add_link(ar, l, n, page_lang_word(lang, PAGE_WORD_LAST_WEEK),
		    stem_of(ar, p->from_us - week_us, p->to_us - week_us));
	return l;
}

/* The first sentence of the summary, as text. */
static struct sv
headline_of(struct archive *ar, const struct page *p)
{
	const struct page_section *s = p->nsection > 0 ? &p->section[0] : NULL;
	const struct page_para *first = s != NULL && s->n > 0 && s->item[0].kind == PAGE_PARA
	    ? s->item[0].para : NULL;
	struct sv text = SV("");

	for (size_t i = 0; first != NULL && i < first->n; i++) {
		struct sv part[2] = { text, first->span[i].text };

		text = page_lang_fill(SV("{0}{1}"), part, 2, &ar->a);
	}
	return text;
}

/* ---- the list ---- */

static int
cmp_entries(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;

	return -sv_cmp(a->date, b->date);
}

/* A name that a page of ours can have: nothing else becomes a link. */
static bool
is_stem(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!num_is_digit((unsigned char)s.p[i]) && s.p[i] != '-' && s.p[i] != 'T')
			return false;
	return s.n >= 10 && s.n <= 32;
}

static enum rc
read_entry(struct archive *ar, const char *path, struct sv line, struct sv skip, struct err *e)
{
	struct entry got = { .date = SV("") }, *own;
	struct docs docs;
	enum rc rc = doc_parse(&docs, path, line, &ar->a, e);
	const struct doc *d;

	if (rc != RC_OK || docs.n == 0)
		return rc;
	d = &docs.doc[0];
	rc = doc_kind(d, d->root, NODE_MAP, e);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "date", &got.date, e);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "status", &got.status, e);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "headline", &got.headline, e);
	if (rc != RC_OK || !is_stem(got.date) || sv_eq(got.date, skip))
		return rc;
	own = page_build_push(&ar->b, &ar->entry, sizeof(*own));
	*own = got;
	return RC_OK;
}

/* The pages that are there already, but the one that is made anew. */
static enum rc
read_list(struct archive *ar, struct sv skip, struct err *e)
{
	const char *path = path_of(ar, SV("index.ndjson"));
	struct err inner = { 0 };
	enum rc rc;
	struct buf b;

	if (access(path, F_OK) != 0)
		return RC_OK;
	buf_init(&b, (size_t)LIST_MAX + 1);
	rc = side_text(path, LIST_MAX, &b, &inner);
	if (rc != RC_OK)
		rc = rc_err(e, rc, "%s: %s", path, inner.msg);
	for (size_t at = 0; rc == RC_OK && at < b.n;) {
		struct sv rest = { b.p + at, b.n - at };
		struct sv line = { rest.p, sv_find(rest, '\n') };

		if (line.n > 0)
			rc = read_entry(ar, path, line, skip, e);
		at += line.n + 1;
	}
	buf_free(&b);
	return rc;
}

static enum page_status
status_of(struct sv name)
{
	return sv_is(name, "good") ? PAGE_GOOD : sv_is(name, "warn") ? PAGE_WARN
	    : sv_is(name, "bad") ? PAGE_BAD : sv_is(name, "unsure") ? PAGE_UNSURE : PAGE_NONE;
}

static const char *
name_of(enum page_status s)
{
	static const char *const name[] = { [PAGE_NONE] = "none", [PAGE_GOOD] = "good",
		[PAGE_WARN] = "warn", [PAGE_BAD] = "bad", [PAGE_UNSURE] = "unsure" };

	return name[s];
}

static enum rc
write_list(struct archive *ar, struct err *e)
{
	const struct entry *l = ar->entry.p;
	struct buf o;
	enum rc rc;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < ar->entry.n; i++) {
		struct jwrite w;

		jwrite_init(&w, &o);
		jwrite_open(&w, '{');
		jwrite_key(&w, SV("date"));
		jwrite_str(&w, l[i].date);
		jwrite_key(&w, SV("status"));
		jwrite_str(&w, l[i].status);
		jwrite_key(&w, SV("headline"));
		jwrite_str(&w, l[i].headline);
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
	rc = write_file(ar, SV("index.ndjson"), buf_view(&o), e);
	buf_free(&o);
	return rc;
}

static enum rc
write_index(struct archive *ar, struct err *e)
{
	const struct page_lang *lang = ar->asked->lang;
	const struct entry *l = ar->entry.p;
	size_t n = ar->entry.n;
	struct page_grid *g = page_table_new(&ar->b, SV(""), 2, n);
	struct page_link *link = arena_zalloc(&ar->a, (n + 1) * sizeof(*link));
	struct page_item item = { .kind = PAGE_TABLE, .table = &g->t };
	struct page_section s = { .id = "pages", .item = &item, .n = 1,
		.title = page_lang_word(lang, PAGE_WORD_ALL_PAGES) };
	struct page p = { .lang = lang, .zone = ar->asked->set->zone, .title = s.title,
		.link = link, .nlink = n, .section = &s, .nsection = 1, .records = n };

	page_table_col(g, 0, page_lang_word(lang, PAGE_WORD_TIME), false);
	page_table_col(g, 1, page_lang_word(lang, PAGE_WORD_SUMMARY), false);
	for (size_t i = 0; i < n; i++) {
		page_table_put_text(g, i, 0, l[i].date);
		page_table_put_text(g, i, 1, page_build_sv(&ar->b, l[i].headline));
		page_table_cell(g, i, 1)->status = status_of(l[i].status);
		link[i] = (struct page_link){ l[i].date, join(&ar->a, l[i].date, ".html") };
	}
	p.status = n > 0 ? status_of(l[0].status) : PAGE_NONE;
	return write_html(ar, SV("index"), &p, e);
}

static enum rc
renew_list(struct archive *ar, struct sv stem, const struct page *page, struct err *e)
{
	struct entry *own;
	enum rc rc = read_list(ar, stem, e);

	if (rc != RC_OK)
		return rc;
	own = page_build_push(&ar->b, &ar->entry, sizeof(*own));
	*own = (struct entry){ stem, sv_of(name_of(page->status)), headline_of(ar, page) };
	qsort(ar->entry.p, ar->entry.n, sizeof(*own), cmp_entries);
	rc = write_list(ar, e);
	return rc == RC_OK ? write_index(ar, e) : rc;
}

static enum rc
keep(struct archive *ar, struct sv records, struct err *e)
{
	const struct twindow_span *p = &ar->asked->set->period;
	struct page_asked asked = *ar->asked;
	struct sv stem;
	struct page page;
	enum rc rc;

	if (p->to_us == 0)
		return rc_err(e, RC_USAGE, "--archive: no record has a window, so the page has no "
		    "date");
	if (mkdir(ar->dir, 0777) != 0 && errno != EEXIST)
		return rc_err(e, RC_IO, "%s: %s", ar->dir, strerror(errno));
	stem = stem_of(ar, p->from_us, p->to_us);
	asked.link = links_of(ar, &asked.nlink);
	asked.trace = join(&ar->a, stem, ".ndjson");
	rc = page_make(&page, &asked, &ar->a, e);
	if (rc == RC_OK)
		rc = write_file(ar, asked.trace, records, e);
	if (rc == RC_OK)
		rc = write_html(ar, stem, &page, e);
	return rc == RC_OK ? renew_list(ar, stem, &page, e) : rc;
}

enum rc
page_archive_keep(const char *dir, const struct page_asked *asked, struct sv records,
    struct err *e)
{
	struct archive ar = { .dir = dir, .asked = asked };
	enum rc rc;

	arena_init(&ar.a);
	ar.b = (struct page_build){ .a = &ar.a, .set = asked->set, .spec = asked->spec,
		.lang = asked->lang };
	rc = keep(&ar, records, e);
	/* The text that a caret would be put below goes with the arena. */
	if (rc != RC_OK && e != NULL)
		e->text = NULL;
	arena_free(&ar.a);
	return rc;
}
