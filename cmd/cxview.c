/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxview - show results: aligned tables, charts, CSV, TSV, Markdown, Prometheus
 *
 * Holds the records, which are few.  Plots and colour only on a terminal unless
 * asked for.  See cxview(1).
 */
#include "record/rkind.h"
#include "report/rchart.h"
#include "report/rlive.h"
#include "report/routput.h"
#include "tool/terminal.h"
#include "tool/tool.h"

#include <string.h>
#include <unistd.h>

struct cfg {
	const char *as;		/* --as */
	const char *fields;	/* --fields */
	const char *label;	/* --label */
	const char *sort;	/* --sort */
	const char *pivot;	/* --pivot */
	const char *percent;	/* --percent */
	uint64_t    top;	/* --top */
	const char *color;	/* --color */
	const char *plots;	/* --plots */
	bool        live;	/* --live */
};

static const struct opt opts[] = {
	OPT_ONE_OF(0, "as", cfg, as, &routput_registry, "FORM", "output form (default table)"),
	OPT_TEXT(0, "fields", cfg, fields, "a,b", "show only these columns, in this order"),
	OPT_TEXT(0, "label", cfg, label, "a,b", "number columns that are keys, not values"),
	OPT_TEXT(0, "sort", cfg, sort, "a,-b", "sort by columns; - for descending"),
	OPT_TEXT(0, "pivot", cfg, pivot, "COLUMN[:VALUE]",
	    "long to wide: each value of COLUMN becomes a column, filled with VALUE"),
	OPT_TEXT(0, "percent", cfg, percent, "a,b", "shares to show as percentages"),
	OPT_U64(0, "top", cfg, top, 1, UINT64_MAX, "N", "show the first N rows"),
	OPT_CHOICE(0, "color", cfg, color, "auto|always|never",
	    "terminal attributes (default auto: on a terminal)"),
	OPT_CHOICE(0, "plots", cfg, plots, "auto|always|never",
	    "bars and sparklines (default auto: on a terminal)"),
	OPT_FLAG(0, "live", cfg, live,
	    "show results as they come: a terminal's table is drawn anew in its place"),
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &rkind_registry, &rchart_registry, NULL };

static const struct tool tool = {
	.name = "cxview",
	.usage = "[--as FORM] [OPTION...] [FILE...]",
	.summary = "Show results as a table, a chart, CSV, Markdown or Prometheus text.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxstat -f combined -b path 'n = count()' access.log |\n"
	    "      cxview --sort -n --top 10\n",
};

static bool
is_word(const char *text, const char *word)
{
	return text != NULL && strcmp(text, word) == 0;
}

/* What the options ask of an output, by its flags. */
static enum rc
find_output(const struct routput **out, const struct cfg *cfg, struct err *e)
{
	const char *const needs[ROUTPUT_NEEDS] = {
		is_word(cfg->color, "always") ? "--color always" : NULL,
		is_word(cfg->plots, "always") ? "--plots always" : NULL,
		cfg->live ? "--live" : NULL,
		cfg->percent != NULL ? "--percent" : NULL,
	};

	return routput_find(out, cfg->as, needs, e);
}

struct view {			/* how the records are to be shown */
	const struct routput *out;
	const struct cfg     *cfg;
	struct job           *j;
	struct rtable_reach  *reach;
	struct rcell_widths  *lines;	/* of lines that follow each other; NULL: of one table */
};

static struct rcell_style
style_of(const struct routput *out, const struct cfg *cfg, const struct job *j)
{
	struct terminal term = terminal_look(out_tty(j->run.out));
	struct rcell_style style = { 0 };

	if ((out->flags & ROUTPUT_COLOR) != 0)
		style.color = is_word(cfg->color, "always") ||
		    (!is_word(cfg->color, "never") && term.color);
	if ((out->flags & ROUTPUT_PLOTS) == 0)
		return style;
	style.plots = is_word(cfg->plots, "always") || (!is_word(cfg->plots, "never") && term.tty);
	style.ascii = !term.utf8;
	style.width = term.tty ? term.width : 0;
	return style;
}

static enum rc
show_table(struct rtable *t, const struct view *v, struct buf *o, struct err *e)
{
	const struct cfg *cfg = v->cfg;
	enum rc rc = RC_OK;
	struct rcell_style style;

	if (t->nrow == 0)
		return RC_OK;
	rtable_link(t);
	if (cfg->label != NULL)
		rc = rtable_label(t, cfg->label, e);
	if (rc == RC_OK && cfg->percent != NULL)
		rc = rtable_percent(t, cfg->percent, e);
	if (rc == RC_OK && cfg->sort != NULL)
		rc = rtable_sort(t, cfg->sort, e);
	if (rc == RC_OK && cfg->pivot == NULL && cfg->top != 0)
		rtable_top(t, cfg->top);
	if (rc == RC_OK && cfg->fields != NULL)
		rc = rtable_choose(t, cfg->fields, e);
	if (rc == RC_OK && cfg->pivot != NULL) {
		rc = rtable_pivot(t, cfg->pivot, e);
		if (rc == RC_OK && cfg->top != 0)
			rtable_top(t, cfg->top);
	}
	if (rc != RC_OK)
		return rc;
	style = style_of(v->out, cfg, v->j);
	style.least = v->lines;
	return v->out->write(t, &style, o, e);
}

/* Whether columns are asked for by name: then they are of one table. */
static bool
is_picked(const struct cfg *cfg)
{
	return cfg->label != NULL || cfg->percent != NULL || cfg->sort != NULL ||
	    cfg->fields != NULL || cfg->pivot != NULL || cfg->top != 0;
}

/* Records of several kinds have little in common: a table each, where those are for people. */
static enum rc
show_kinds(const void *ctx, struct rtable *t, struct buf *o, struct err *e)
{
	const struct view *v = ctx;
	const struct rkind *kind[RTABLE_KINDS_MAX];
	size_t n = rtable_kinds(t, kind);
	enum rc rc = RC_OK;

	if (n < 2 || (v->out->flags & ROUTPUT_APART) == 0 || is_picked(v->cfg))
		return show_table(t, v, o, e);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct rtable part;

		rtable_init(&part);
		rtable_take(&part, t, kind[i]);
		if (i > 0)
			buf_c(o, '\n');
		rc = show_table(&part, v, o, e);
		rtable_free(&part);
	}
	return rc;
}

static size_t
height(const void *ctx)
{
	(void)ctx;	/* asked each time: windows change */
	return terminal_look(true).height;
}

static enum rc
show_live(const struct view *given, struct err *e)
{
	struct rcell_widths widths = { { 0 }, { 0 } };
	struct view view = *given, *v = &view;
	struct rlive live = { .ctx = v, .show = show_kinds, .reach = v->reach,
		.latest = v->cfg->sort != NULL || v->cfg->top != 0 || v->cfg->pivot != NULL };

	v->j->query.proj.members = true;
	if (v->j->given.output == NULL && terminal_look(isatty(STDOUT_FILENO)).cursor)
		live.height = height;
	else
		v->lines = &widths;
	return rlive_run(&live, v->j, e);
}

/* An input that breaks off is shown as far as it went. */
static enum rc
show_all(const struct view *v, struct err *e)
{
	struct job *j = v->j;
	struct rtable t;
	enum rc rc;

	rtable_init(&t);
	j->query.proj.members = true;
	rc = rtable_read(&t, v->reach, j, e);
	if (j->run.out != NULL && (rc == RC_OK || rc == RC_IO)) {
		struct err more = { 0 };
		struct buf o;
		enum rc shown;

		buf_init(&o, SIZE_MAX);
		shown = show_kinds(v, &t, &o, &more);
		out_sv(j->run.out, buf_view(&o));
		buf_free(&o);
		if (rc == RC_OK && shown != RC_OK) {
			rc = shown;
			*e = more;
		}
	}
	rtable_free(&t);
	return rc;
}

static void
reach_names(struct rtable_reach *reach, const struct cfg *cfg, struct job *j)
{
	const char *const names[] = { cfg->fields, cfg->label, cfg->sort, cfg->pivot,
		cfg->percent };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		rtable_reach_names(reach, names[i], j);
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { 0 };
	struct err e = { 0 };
	struct job job;
	struct rtable_reach reach = { 0 };
	struct view view = { .cfg = &cfg, .j = &job, .reach = &reach };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	job.given.results = true;
	if (rc == RC_OK)
		rc = find_output(&view.out, &cfg, &e);
	if (rc == RC_OK) {
		reach_names(&reach, &cfg, &job);
		rc = cfg.live ? show_live(&view, &e) : show_all(&view, &e);
	}
	rtable_reach_free(&reach);
	return tool_finish(&tool, &job, rc, &e);
}
