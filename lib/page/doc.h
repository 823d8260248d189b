/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc - a page before it has a form: what is said, of which numbers, in which order
 *
 *     records ──► the builder ──► struct page ──► a writer of page/page_form.h
 *
 * Data alone: writers walk it and decide nothing about content.  Every text is UTF-8 in the
 * page's language and fit to be shown (no control characters, none that turn text around:
 * utf8_safe), but comes from the input and is no markup: < & | * are what they are, and each
 * writer escapes for its form.  Empty texts have n 0, absent numbers are NAN.
 *
 * Each number keeps where it is from, so that it can be derived anew: page_num.
 * Memory: all of it in one arena, which the builder's caller owns.
 */
#ifndef CX_PAGE_DOC_H
#define CX_PAGE_DOC_H

#include "base/sv.h"
#include "page/page_lang.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum page_status {		/* how something stands; never told by colour alone */
	PAGE_NONE,		/* it is not judged */
	PAGE_GOOD,
	PAGE_WARN,		/* to be watched */
	PAGE_BAD,
	PAGE_UNSURE		/* judged, but there is not enough to say */
};

enum page_flags {
	PAGE_ANOMALY = 1,	/* cxanomaly found it unusual */
	PAGE_UP = 2,		/* ... and above what was expected */
	PAGE_DOWN = 4,		/* ... and below */
	PAGE_GREYED = 8,	/* conditional: what is above it in the triage does not hold */
	PAGE_TOTAL = 16,	/* a row over all others */
	PAGE_PARTIAL = 32	/* of a window or cohort that is not complete */
};

/* ---- numbers ---- */

struct page_trace {		/* "day.ndjson:12 errors" */
	struct sv file;		/* as the operand was given; "-" for standard input */
	uint64_t  line;		/* 1-based */
	struct sv member;
};

/* How a value comes from the members its traces name, a first, b second. */
enum page_op {
	PAGE_OP_SAME,		/* a */
	PAGE_OP_DIFF,		/* a - b */
	PAGE_OP_CHANGE,		/* a / b - 1 */
	PAGE_OP_SHARE,		/* a / b */
	PAGE_OP_LEFT,		/* 1 - a */
	PAGE_OP_COUNT,		/* how many traces there are */
	PAGE_OP_SUM		/* of all of them */
};

struct page_num {
	double    value;	/* in the record's unit; NAN: there is none, text says "-" */
	double    lo;		/* its interval, likewise; NAN without */
	double    hi;
	double    scale;	/* text shows value * scale: 100 for %, 0.001 for ms as s */
	int       digits;	/* decimals of text; -1: the digits are the record's own */
	struct sv text;		/* "98.72", "1,234": no unit, thousands as the language has it */
	struct sv range;	/* "98.1–99.2", without unit; empty without interval */
	struct sv unit;		/* "%", "ms", "" : stands behind text, a thin space apart but % */
	enum page_op             op;
	const struct page_trace *trace;	/* ntrace; at least one unless the value is NAN */
	size_t                   ntrace;
};

/* ---- text with numbers in it ---- */

enum page_span_kind {
	PAGE_SPAN_TEXT,
	PAGE_SPAN_STRONG,
	PAGE_SPAN_NAME,		/* of a metric, a route, a user: from the input, set apart */
	PAGE_SPAN_TIME,		/* text, with at_us */
	PAGE_SPAN_NUM
};

struct page_span {
	enum page_span_kind kind;
	struct sv           text;	/* not PAGE_SPAN_NUM; spaces around it are in it */
	int64_t             at_us;	/* PAGE_SPAN_TIME */
	struct page_num     num;	/* PAGE_SPAN_NUM: text, unit, and the range in brackets */
};

enum page_role {
	PAGE_PLAIN,
	PAGE_POINT,		/* an item of a list; neighbours are one list */
	PAGE_ACTION,		/* what to do first; likewise, numbered */
	PAGE_CAVEAT		/* how far what follows holds */
};

struct page_para {
	enum page_role           role;
	enum page_status         status;
	const struct page_span  *span;
	size_t                   n;
	const struct page_trace *trace;	/* records the sentence is made of, beyond its numbers */
	size_t                   ntrace;
	const char              *link;	/* id of the section that says more; NULL */
};

struct page_note {		/* findings by people, beside the numbers they explain */
	struct sv title;	/* may be empty */
	struct sv text;		/* plain text: no markup; '\n' ends a line, "\n\n" a paragraph */
	struct sv file;		/* where it is from */
};

/* ---- tables ---- */

struct page_cell {
	struct sv        text;		/* of cells that are no number; empty: nothing */
	const struct page_num *num;	/* NULL: text */
	enum page_status status;
	unsigned         flags;		/* enum page_flags */
};

struct page_col {
	struct sv title;
	bool      number;	/* right-aligned */
	bool      head;		/* names the row: <th scope=row> */
};

struct page_table {
	struct sv               caption;	/* what it is of */
	const struct page_col  *col;
	size_t                  ncol;
	const struct page_cell *cell;	/* nrow * ncol, row by row */
	const unsigned         *row;	/* flags of each row, nrow of them */
	size_t                  nrow;
	size_t                  left_out;	/* rows that were not kept */
};

/* ---- key figures: a few numbers to be read first ---- */

struct page_figure {
	struct sv        label;
	struct page_num  num;
	struct page_num  before;	/* the same weekday last week, or of --against */
	struct page_num  change;	/* against that */
	struct page_num  count;		/* n behind it */
	enum page_status status;
	unsigned         flags;
	const double    *spark;		/* its last values, oldest first; NAN is a gap */
	size_t           nspark;
};

struct page_figures {
	const struct page_figure *figure;
	size_t                    n;
	struct sv                 against;	/* what before is of: "same weekday last week" */
};

/* ---- charts ---- */

enum page_chart_kind {
	PAGE_SERIES,		/* lines over time with bands */
	PAGE_BARS,		/* line[0]: a bar a point, with its interval */
	PAGE_FUNNEL,		/* line[i] a way through the steps: y who reached it */
	PAGE_HEAT,		/* line[i] a row, points its cells; y 0 to 1, NAN is no cell */
	PAGE_FOREST,		/* line[0]: y with interval on one axis, mark at zero */
	PAGE_SURVIVAL,		/* steps down from 1, with bands */
	PAGE_BUDGET		/* line[i] an objective: what is left; below 0: overspent */
};

struct page_point {
	double           x;	/* us UTC where the chart is of time, else a number or an index */
	double           y;	/* NAN: a gap */
	double           lo;	/* band or whisker; NAN without */
	double           hi;
	struct sv        label;	/* of x, as it reads: a time, a step's name, "week 3" */
	struct page_num  num;	/* y as it reads */
	struct page_num  extra;	/* funnel: share of those at the step before; else value NAN */
	double           expected;	/* what was usual here; NAN */
	enum page_status status;
	unsigned         flags;	/* PAGE_ANOMALY: to be marked */
};

struct page_line {
	struct sv                name;
	const struct page_point *point;
	size_t                   n;
	bool                     faint;	/* to compare with: the week before */
};

struct page_mark {		/* a deploy, an incident: on the axis of x */
	double    x;
	struct sv label;
	bool      deploy;
};

struct page_limit {		/* a threshold: on the axis of y */
	double    y;
	struct sv label;
};

struct page_chart {
	enum page_chart_kind     kind;
	const char              *id;	/* of its own on the page: [a-z0-9-]+ */
	struct sv                title;
	struct sv                alt;	/* a sentence: what is to be seen */
	struct sv                x_title;
	struct sv                y_title;
	struct sv                unit;	/* of y as it reads: "%" */
	double                   scale;	/* y * scale is in that unit */
	bool                     time;	/* x is time: ticks by page_lang_time, in page.zone */
	bool                     zero;	/* the axis of y begins at 0 */
	const struct page_line  *line;
	size_t                   nline;
	const struct page_mark  *mark;
	size_t                   nmark;
	const struct page_limit *limit;
	size_t                   nlimit;
	const struct page_table *table;	/* the same as a table; never NULL */
};

/* ---- the page ---- */

enum page_item_kind { PAGE_PARA, PAGE_NOTE, PAGE_FIGURES, PAGE_TABLE, PAGE_CHART };

struct page_item {
	enum page_item_kind kind;
	union {
		const struct page_para    *para;
		const struct page_note    *note;
		const struct page_figures *figures;
		const struct page_table   *table;
		const struct page_chart   *chart;
	};
};

struct page_section {
	const char             *id;	/* of its own on the page: [a-z0-9-]+; "summary" is first */
	struct sv               title;
	enum page_status        status;
	struct sv               status_text;	/* "fail", in the page's language; empty */
	bool                    greyed;	/* what is above it does not hold: a caveat says so */
	const struct page_item *item;
	size_t                  n;
};

struct page_link {
	struct sv text;
	struct sv href;		/* relative, made by us: a file name of the archive */
};

struct page {
	const struct page_lang    *lang;
	const struct tzone        *zone;	/* of the wall clock that times are shown in */
	struct sv                  title;
	struct sv                  subtitle;	/* the day or span it is of, as it reads */
	struct sv                  made;	/* when it was made, as it reads; empty: not said */
	enum page_status           status;	/* of the worst section */
	const struct page_link    *link;	/* index, last week's page ... */
	size_t                     nlink;
	const struct page_section *section;
	size_t                     nsection;
	uint64_t                   records;	/* it was made of */
};

#endif
