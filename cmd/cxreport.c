/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxreport - the day's page: results as one page for people, in HTML, Markdown or plain text
 *
 * Holds the records, which are few.  See cxreport(1).
 */
#include "base/rfc3339.h"
#include "base/utf8.h"
#include "io/side.h"
#include "page/page_archive.h"
#include "page/page_form.h"
#include "page/page_make.h"
#include "page/page_merge.h"
#include "tool/tool.h"

#include <string.h>

enum { NOTES_MAX = 1 << 20 };

struct cfg {
	const char  *as;	/* --as */
	const char  *spec;	/* --spec */
	const char  *lang;	/* --lang */
	const char  *against;	/* --against */
	const char  *at;	/* --at */
	const char  *archive;	/* --archive */
	const char  *calendar;	/* --calendar */
	const char **notes;	/* --notes */
	size_t       nnotes;
	bool         merge;	/* --merge */
};

static const struct opt opts[] = {
	OPT_ONE_OF(0, "as", cfg, as, &page_form_registry, "FORM",
	    "form of the page (default html)"),
	OPT_TEXT(0, "spec", cfg, spec, "FILE", "titles, order, thresholds, language: cx-page(5)",
	    .file = PLACE_READ),
	OPT_ONE_OF(0, "lang", cfg, lang, &page_lang_registry, "LANG", "language (default en)"),
	OPT_TEXT(0, "at", cfg, at, "TIME", "the period that holds it (default: the last day)"),
	OPT_TEXT(0, "against", cfg, against, "PERIOD", "what to compare with (default 1w before)"),
	OPT_LIST(0, "notes", cfg, notes, "FILE", "findings by people, beside the figures",
	    .file = PLACE_READ),
	OPT_TEXT(0, "calendar", cfg, calendar, "FILE",
	    "opening hours, holidays and maintenance: days that are not like others",
	    .file = PLACE_READ),
	OPT_FLAG(0, "merge", cfg, merge,
	    "files may be states of --partial: their filters add them up"),
	OPT_TEXT(0, "archive", cfg, archive, "DIR",
	    "keep the page as HTML, and its records, by date, with a list of all"),
	OPT_TEXT_(true, 0, "tz", job_given, tz, "ZONE",
	    "zone of the page's clock (default: that of the windows)"),
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME",
	    "when the page is made; ages of the data count to it"),
	OPT_COMMON,
	OPT_END
};

static const struct tool tool = {
	.name = "cxreport",
	.usage = "[--as FORM] [--spec FILE] [OPTION...] [FILE...]",
	.summary = "Make one page of results: what happened, to whom, since when.",
	.opts = opts,
	.example =
	    "  cxreport --lang ko -o page.html daily.ndjson slo.ndjson funnel.ndjson\n",
};

struct plan {
	struct page_spec        spec;
	const struct page_form *form;
	const struct page_lang *lang;
	int64_t                 at_us;		/* INT64_MAX: the last period */
	int64_t                 now_us;		/* likewise: not said */
	struct page_list        note;
	struct page_merge       merge;
	struct calendar         calendar;
};

/* A time of an option: a date alone is the zone's. */
static enum rc
read_time(int64_t *at_us, const char *opt, const char *text, const struct job *j, struct err *e)
{
	int32_t offset_s;

	if (text == NULL)
		return RC_OK;
	if (!rfc3339_parse(sv_of(text), at_us, &offset_s))
		return rc_err(e, RC_USAGE, "%s: expected a time such as 2026-11-27, got '%s'", opt,
		    text);
	if (offset_s == INT32_MIN)
		*at_us = tzone_utc(j->query.zone, *at_us);
	return RC_OK;
}

static enum rc
read_notes(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < cfg->nnotes && rc == RC_OK; i++) {
		struct err inner = { 0 };
		struct buf b;

		buf_init(&b, (size_t)NOTES_MAX + 1);
		rc = side_text(cfg->notes[i], NOTES_MAX, &b, &inner);
		if (rc != RC_OK)
			rc = rc_err(e, rc, "%s: %s", cfg->notes[i], inner.msg);
		else if (utf8_valid(buf_view(&b)) != b.n)
			rc = rc_err(e, RC_SYNTAX, "%s: is not UTF-8", cfg->notes[i]);
		else
			page_make_notes(&p->note, sv_of(cfg->notes[i]),
			    arena_sv(&j->arena, buf_view(&b)), &j->arena);
		buf_free(&b);
	}
	return rc;
}

static enum rc
compile(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	*p = (struct plan){ .at_us = INT64_MAX, .now_us = INT64_MAX };
	page_spec_init(&p->spec);
	p->form = cfg->as != NULL ? registry_find(&page_form_registry, sv_of(cfg->as))
	    : registry_row(&page_form_registry, 0);
	if (cfg->spec != NULL)
		rc = page_spec_load(&p->spec, cfg->spec, &j->arena, e);
	p->lang = cfg->lang != NULL ? registry_find(&page_lang_registry, sv_of(cfg->lang))
	    : p->spec.lang != NULL ? p->spec.lang : registry_row(&page_lang_registry, 0);
	if (rc == RC_OK && cfg->calendar != NULL)
		rc = calendar_load(&p->calendar, cfg->calendar,
		    j->given.tz != NULL ? j->query.zone : NULL, &j->arena, e);
	if (rc == RC_OK)
		rc = read_time(&p->at_us, "--at", cfg->at, j, e);
	if (rc == RC_OK)
		rc = read_time(&p->now_us, "--now", j->given.now, j, e);
	if (rc == RC_OK)
		rc = read_notes(p, cfg, j, e);
	p->merge.spec = &p->spec;
	if (rc == RC_OK && cfg->merge) {
		rc = page_merge_split(&p->merge, j->given.file, j->given.nfile, &j->arena, e);
		j->given.file = p->merge.file;
		j->given.nfile = p->merge.nfile;
	}
	j->query.proj.members = true;
	return rc;
}

static enum rc
write_page(struct page_set *s, const struct plan *p, const struct cfg *cfg, struct job *j,
    struct err *e)
{
	struct page_asked asked = { .set = s, .spec = &p->spec, .lang = p->lang,
		.against = cfg->against, .now_us = p->now_us, .note = p->note.p,
		.nnote = p->note.n,
		.calendar = cfg->calendar != NULL ? &p->calendar : NULL };
	struct page page;
	struct buf o;
	enum rc rc = page_set_settle(s, j->given.tz != NULL ? j->query.zone : NULL, p->at_us, e);

	if (rc == RC_OK)
		rc = page_make(&page, &asked, &s->arena, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&o, SIZE_MAX);
	p->form->write(&page, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
	return cfg->archive != NULL && s->lines != NULL
	    ? page_archive_keep(cfg->archive, &asked, buf_view(s->lines), e) : RC_OK;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	struct plan plan = { .at_us = INT64_MAX };
	struct page_set set;
	struct buf lines;
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	page_set_init(&set);
	buf_init(&lines, SIZE_MAX);
	if (cfg.archive != NULL)
		set.lines = &lines;
	job.given.results = true;
	if (rc == RC_OK)
		rc = compile(&plan, &cfg, &job, &e);
	plan.merge.self = argv[0];
	if (rc == RC_OK)
		rc = page_set_read(&set, &job, &e);
	if (rc == RC_OK)
		rc = page_merge_run(&plan.merge, &set, &job.run.count.beside_too_bad, &e);
	/* An input that breaks off is shown as far as it went, and not kept. */
	if (rc == RC_IO)
		set.lines = NULL;
	if (job.run.out != NULL && (rc == RC_OK || rc == RC_IO)) {
		struct err more = { 0 };
		enum rc shown = write_page(&set, &plan, &cfg, &job, &more);

		if (rc == RC_OK && shown != RC_OK) {
			rc = shown;
			e = more;
		}
	}
	page_set_free(&set);
	buf_free(&lines);
	return tool_finish(&tool, &job, rc, &e);
}
