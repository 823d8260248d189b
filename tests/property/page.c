/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page - documents of random parts and hostile texts, written in every form
 *
 * Each form is the same twice, in UTF-8, without control characters.  Of Markdown no line has
 * an element, code or a link out of the page, and rows of tables keep their cells.
 *
 * HTML is read by a strict reader of XML that knows no element and no attribute but those of
 * the writer: whatever a text contains, it comes out as that text, and as nothing else.
 */
#include "../t.h"

#include "base/rng.h"
#include "base/utf8.h"
#include "page/page_form.h"
#include "page/page_html.h"
#include "page/page_lang.h"

#include <math.h>

enum { PAGES = 300, DEEP = 32, IDS = 4096, NAME = 32 };

static const char *const hostile[] = {
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
	"</style><h1>", "</title>", "]]>", "<!--", "-->", "&lt;b&gt;", "&#x3c;", "&amp", "<", ">", "&",
	"\"", "'", "javascript:alert(1)", "| a | b |", "`x`", "**x**", "_x_", "# x", "- x", "1. x",
	"[a](http://x)", "![a](x)", "<http://x>", "\\", "~~~", "```", "   ", "x\ty", "한국어", "שלום",
	"\xef\xbf\xbe", "\xe2\x80\xae" "evil", "\x01\x1b[31m", "\xff\xfe", "e\xcc\x81\xcc\x81\xcc\x81",
	"/api/v1/orders/:id", "a\xc2\xa0" "b", "{0}", "%s%n", "http://example.com/?a=1&b=2", "=cmd()",
	"+1", "@x", "--", "---", "===", "a  b", "<a href=\"x\">", "0x10", "\xf0\x9f\x98\x80", "x\r\ny"
};

struct drawn {			/* a random document */
	struct rng   rng;
	struct arena a;
	unsigned     ids;
	struct sv    text[4096];	/* what must come out as it is */
	size_t       ntext;
};

static size_t
below(struct drawn *d, size_t n)
{
	return (size_t)rng_below(&d->rng, n);
}

/* One to three hostile pieces, fit to be shown as builders of pages make texts. */
static struct sv
draw_text(struct drawn *d)
{
	struct sv s;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t n = 1 + below(d, 3); n > 0; n--)
		buf_sv(&b, sv_of(hostile[below(d, sizeof(hostile) / sizeof(hostile[0]))]));
	for (size_t n = below(d, 60) == 0 ? 3000 : 0; n > 0; n--)
		buf_c(&b, "ab c"[n % 4]);
	s = utf8_safe(arena_sv(&d->a, buf_view(&b)), &d->a);
	buf_free(&b);
	if (s.n < 200 && d->ntext < sizeof(d->text) / sizeof(d->text[0]))
		d->text[d->ntext++] = s;
	return s;
}

static double
draw_value(struct drawn *d)
{
	static const double odd[] = { 0, 1, -1, 0.5, 1e300, -1e300, 1e-300, 123456789, 0.001, INFINITY,
		-INFINITY };

	if (below(d, 8) == 0)
		return NAN;
	if (below(d, 6) == 0)
		return odd[below(d, sizeof(odd) / sizeof(odd[0]))];
	return (rng_unit(&d->rng) - 0.3) * pow(10, (double)below(d, 6) - 2);
}

static struct page_num
draw_num(struct drawn *d)
{
	const size_t kept = d->ntext;
	struct page_trace *t = arena_alloc(&d->a, 2 * sizeof(*t));
	struct page_num n = { .value = draw_value(d), .lo = NAN, .hi = NAN, .scale = 1, .digits = 2,
		.op = (enum page_op)below(d, PAGE_OP_SUM + 1), .trace = t, .ntrace = 1 + below(d, 2) };

	for (size_t i = 0; i < 2; i++)
		t[i] = (struct page_trace){ draw_text(d), 1 + below(d, 1000), draw_text(d) };
	d->ntext = kept;	/* traces are attributes, and encoded */
	if (!isfinite(n.value)) {
		n.value = NAN;
		n.ntrace = 0;
		n.text = SV("-");
		return n;
	}
	n.text = page_lang_number(registry_row(&page_lang_registry, 0), n.value, 2, &d->a);
	if (below(d, 2) == 0) {
		n.lo = n.value - 1;
		n.hi = n.value + 1;
		n.range = SV("1–2");
	}
	n.unit = below(d, 2) == 0 ? SV("%") : below(d, 2) == 0 ? draw_text(d) : SV("");
	return n;
}

static const char *
draw_id(struct drawn *d)
{
	char *id = arena_alloc(&d->a, 16);

	snprintf(id, 16, "s%u", ++d->ids);
	return id;
}

static const struct page_table *
draw_table(struct drawn *d)
{
	struct page_table *t = arena_zalloc(&d->a, sizeof(*t));
	struct page_col *col;
	struct page_cell *cell;
	unsigned *row;

	t->ncol = 1 + below(d, 4);
	t->nrow = below(d, 4);
	t->col = col = arena_zalloc(&d->a, t->ncol * sizeof(*col));
	t->cell = cell = arena_zalloc(&d->a, (t->ncol * t->nrow + 1) * sizeof(*cell));
	t->row = row = arena_zalloc(&d->a, (t->nrow + 1) * sizeof(*row));
	t->caption = draw_text(d);
	t->left_out = below(d, 2) * 1234;
	for (size_t i = 0; i < t->ncol; i++)
		col[i] = (struct page_col){ draw_text(d), below(d, 2) == 0, i == 0 };
	for (size_t i = 0; i < t->ncol * t->nrow; i++) {
		cell[i].status = (enum page_status)below(d, 5);
		cell[i].flags = (unsigned)below(d, 64);
		if (below(d, 2) == 0) {
			struct page_num *n = arena_alloc(&d->a, sizeof(*n));

			*n = draw_num(d);
			cell[i].num = n;
		} else {
			cell[i].text = draw_text(d);
		}
	}
	for (size_t i = 0; i < t->nrow; i++)
		row[i] = (unsigned)below(d, 64);
	return t;
}

static const struct page_line *
draw_lines(struct drawn *d, size_t n, bool time)
{
	struct page_line *l = arena_zalloc(&d->a, (n + 1) * sizeof(*l));

	for (size_t i = 0; i < n; i++) {
		const size_t points = below(d, 12);
		struct page_point *p = arena_zalloc(&d->a, (points + 1) * sizeof(*p));

		l[i] = (struct page_line){ .name = draw_text(d), .point = p, .n = points,
			.faint = below(d, 3) == 0 };
		for (size_t k = 0; k < points; k++) {
			p[k] = (struct page_point){ .x = (double)k * (time ? 3.6e9 : 1), .y = draw_value(d),
				.lo = draw_value(d), .hi = draw_value(d), .label = SV("x"), .num = draw_num(d),
				.extra = draw_num(d), .expected = draw_value(d),
				.status = (enum page_status)below(d, 5), .flags = (unsigned)below(d, 64) };
		}
	}
	return l;
}

static const struct page_chart *
draw_chart(struct drawn *d)
{
	struct page_chart *c = arena_zalloc(&d->a, sizeof(*c));
	struct page_mark *mark = arena_alloc(&d->a, 2 * sizeof(*mark));
	struct page_limit *limit = arena_alloc(&d->a, sizeof(*limit));
	const size_t kept = d->ntext;

	c->kind = (enum page_chart_kind)below(d, PAGE_BUDGET + 1);
	c->time = c->kind == PAGE_SERIES || c->kind == PAGE_BUDGET;
	c->zero = below(d, 2) == 0;
	c->scale = below(d, 2) == 0 ? 100 : 1;
	c->unit = draw_text(d);
	c->x_title = draw_text(d);
	c->y_title = draw_text(d);
	c->nline = below(d, 4);
	c->line = draw_lines(d, c->nline, c->time);
	for (size_t i = 0; i < 2; i++)
		mark[i] = (struct page_mark){ (double)below(d, 12) * 3.6e9, draw_text(d), below(d, 2) == 0 };
	*limit = (struct page_limit){ draw_value(d), draw_text(d) };
	c->mark = mark;
	c->nmark = below(d, 3);
	c->limit = limit;
	c->nlimit = below(d, 2);
	d->ntext = kept;	/* what of these is shown depends on the drawing */
	c->id = draw_id(d);
	c->title = draw_text(d);
	c->alt = draw_text(d);
	c->table = draw_table(d);
	return c;
}

static const struct page_para *
draw_para(struct drawn *d)
{
	struct page_para *p = arena_zalloc(&d->a, sizeof(*p));
	struct page_span *s;

	p->role = (enum page_role)below(d, PAGE_CAVEAT + 1);
	p->status = (enum page_status)below(d, 5);
	p->n = 1 + below(d, 5);
	p->span = s = arena_zalloc(&d->a, p->n * sizeof(*s));
	for (size_t i = 0; i < p->n; i++) {
		s[i].kind = (enum page_span_kind)below(d, PAGE_SPAN_NUM + 1);
		s[i].at_us = (int64_t)below(d, 1000000) * 1000000;
		if (s[i].kind == PAGE_SPAN_NUM)
			s[i].num = draw_num(d);
		else
			s[i].text = draw_text(d);
	}
	p->link = below(d, 3) == 0 ? "summary" : NULL;
	return p;
}

static const struct page_figures *
draw_figures(struct drawn *d)
{
	struct page_figures *f = arena_zalloc(&d->a, sizeof(*f));
	struct page_figure *g;

	f->n = below(d, 4);
	f->figure = g = arena_zalloc(&d->a, (f->n + 1) * sizeof(*g));
	f->against = SV("last week");
	for (size_t i = 0; i < f->n; i++) {
		double *spark = arena_alloc(&d->a, 5 * sizeof(*spark));

		for (size_t k = 0; k < 5; k++)
			spark[k] = draw_value(d);
		g[i] = (struct page_figure){ draw_text(d), draw_num(d), draw_num(d), draw_num(d),
			draw_num(d), (enum page_status)below(d, 5), (unsigned)below(d, 64), spark, below(d, 6) };
	}
	return f;
}

static struct page_item
draw_item(struct drawn *d)
{
	struct page_item it = { .kind = (enum page_item_kind)below(d, PAGE_CHART + 1) };
	struct page_note *n;

	switch (it.kind) {
	case PAGE_PARA:
		it.para = draw_para(d);
		break;
	case PAGE_NOTE:
		it.note = n = arena_zalloc(&d->a, sizeof(*n));
		*n = (struct page_note){ draw_text(d), draw_text(d), draw_text(d) };
		break;
	case PAGE_FIGURES:
		it.figures = draw_figures(d);
		break;
	case PAGE_TABLE:
		it.table = draw_table(d);
		break;
	default:
		it.chart = draw_chart(d);
	}
	return it;
}

static void
draw_page(struct drawn *d, struct page *p)
{
	struct page_section *s;

	memset(p, 0, sizeof(*p));
	p->lang = registry_row(&page_lang_registry, below(d, 2));
	p->title = draw_text(d);
	p->subtitle = draw_text(d);
	p->made = draw_text(d);
	p->nsection = 1 + below(d, 3);
	p->section = s = arena_zalloc(&d->a, p->nsection * sizeof(*s));
	for (size_t i = 0; i < p->nsection; i++) {
		struct page_item *it;

		s[i].id = i == 0 ? "summary" : draw_id(d);
		s[i].title = draw_text(d);
		s[i].status = (enum page_status)below(d, 5);
		s[i].status_text = draw_text(d);
		s[i].greyed = below(d, 4) == 0;
		s[i].n = below(d, 6);
		s[i].item = it = arena_zalloc(&d->a, (s[i].n + 1) * sizeof(*it));
		for (size_t k = 0; k < s[i].n; k++)
			it[k] = draw_item(d);
	}
}

/* ---- a strict reader ---- */

static const char *const elements =
    " html head meta title style body svg defs symbol g path circle rect line use text a header h1 h2 h3 "
    "p nav ul ol li main section footer div span bdi strong time data figure figcaption details "
    "summary table caption thead tbody tr th td br i b ";
static const char *const attributes =
    " lang charset name content http-equiv class id href width height aria-hidden aria-label "
    "aria-labelledby role tabindex title datetime value data-op data-trace data-lo data-hi scope "
    "style viewBox preserveAspectRatio d r cx cy x y x1 x2 y1 y2 fill stroke stroke-width "
    "stroke-linecap stroke-linejoin ";

struct reader {
	const char *p, *end;
	char        open[DEEP][NAME];
	unsigned    deep;
	struct buf  text;		/* of all elements but style, references resolved */
	char       *id[IDS], *wanted[IDS];
	size_t      nid, nwanted;
	int         heading;
	const char *fault;
};

static bool
fault(struct reader *r, const char *what)
{
	if (r->fault == NULL)
		r->fault = what;
	r->p = r->end;
	return false;
}

static bool
is_listed(const char *list, const char *name)
{
	char padded[NAME + 3];

	snprintf(padded, sizeof(padded), " %s ", name);
	return strstr(list, padded) != NULL;
}

static bool
read_name(struct reader *r, char *name)
{
	size_t n = 0;

	while (r->p < r->end && n + 1 < NAME && (strchr("-", *r->p) != NULL ||
	    (*r->p >= 'a' && *r->p <= 'z') || (*r->p >= 'A' && *r->p <= 'Z') ||
	    (*r->p >= '0' && *r->p <= '9')))
		name[n++] = *r->p++;
	name[n] = '\0';
	return n > 0;
}

/* Characters up to @stop, which is not read; references are the five of XML, and line ends. */
static bool
read_chars(struct reader *r, char stop, struct buf *to)
{
	static const struct { const char *ref, *is; } refs[] = { { "&amp;", "&" }, { "&lt;", "<" },
		{ "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&#10;", "\n" } };

	while (r->p < r->end && *r->p != stop) {
		size_t i = 0;

		if (*r->p == '<')
			return fault(r, "< within an attribute");
		if (*r->p != '&') {
			buf_c(to, *r->p++);
			continue;
		}
		while (i < 6 && strncmp(r->p, refs[i].ref, strlen(refs[i].ref)) != 0)
			i++;
		if (i == 6)
			return fault(r, "a reference of others");
		buf_sv(to, sv_of(refs[i].is));
		r->p += strlen(refs[i].ref);
	}
	return r->p < r->end;
}

/* What an attribute may say. */
static void
check_value(struct reader *r, const char *element, const char *name, char *value)
{
	if (strcmp(name, "id") == 0) {
		for (size_t i = 0; i < r->nid; i++)
			if (strcmp(r->id[i], value) == 0)
				fault(r, "an id twice");
		if (r->nid < IDS)
			r->id[r->nid++] = strdup(value);
	} else if (strcmp(name, "href") == 0 || strcmp(name, "aria-labelledby") == 0) {
		if (name[0] == 'h' && value[0] != '#')
			fault(r, "a link to elsewhere");
		if (r->nwanted < IDS)
			r->wanted[r->nwanted++] = strdup(value + (name[0] == 'h'));
	} else if (strcmp(name, "style") == 0) {
		if (strncmp(value, "--a:", 4) != 0 || strspn(value + 4, "0123456789.") != strlen(value + 4))
			fault(r, "a style");
	} else if (strcmp(name, "data-trace") == 0 && strcmp(element, "data") == 0) {
		const char *space = strchr(value, ' ');

		if (space == NULL || space == value || space[-1] < '0' || space[-1] > '9')
			fault(r, "a trace");
	}
}

static bool
read_attributes(struct reader *r, const char *element)
{
	char name[NAME];
	struct buf value;
	bool ok = true, scope = false;

	buf_init(&value, SIZE_MAX);
	while (ok && r->p < r->end && *r->p == ' ') {
		r->p++;
		value.n = 0;
		ok = read_name(r, name) && is_listed(attributes, name) && r->end - r->p > 2 &&
		    r->p[0] == '=' && r->p[1] == '"';
		if (!ok) {
			fault(r, "an attribute");
			break;
		}
		r->p += 2;
		ok = read_chars(r, '"', &value);
		r->p++;
		buf_c(&value, '\0');
		scope = scope || strcmp(name, "scope") == 0;
		if (ok)
			check_value(r, element, name, value.p);
	}
	buf_free(&value);
	return ok && (strcmp(element, "th") != 0 || scope || fault(r, "a th without scope"));
}

static bool
read_open(struct reader *r)
{
	char name[NAME];

	if (!read_name(r, name) || !is_listed(elements, name))
		return fault(r, "an element");
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '3' && name[2] == '\0') {
		if (name[1] - '0' > r->heading + 1)
			return fault(r, "a heading that leaves one out");
		r->heading = name[1] - '0';
	}
	if (!read_attributes(r, name))
		return false;
	if (r->end - r->p > 1 && r->p[0] == '/' && r->p[1] == '>') {
		r->p += 2;
		return true;
	}
	if (*r->p != '>' || r->deep == DEEP)
		return fault(r, "the end of a tag");
	r->p++;
	strcpy(r->open[r->deep++], name);
	if (strcmp(name, "style") == 0)		/* ours alone: as far as its end */
		while (strncmp(r->p, "</style>", 8) != 0)
			if (*r->p++ == '<')
				return fault(r, "markup in the style");
	return true;
}

static void
read_all(struct reader *r)
{
	static const char doctype[] = "<!DOCTYPE html>\n";
	char name[NAME];

	if (strncmp(r->p, doctype, strlen(doctype)) != 0)
		fault(r, "no doctype");
	else
		r->p += strlen(doctype);
	while (r->p < r->end) {
		if (*r->p != '<') {
			if (!read_chars(r, '<', &r->text) && r->deep > 0)
				fault(r, "text at the end");
			continue;
		}
		r->p++;
		if (*r->p != '/') {
			read_open(r);
			continue;
		}
		r->p++;
		if (!read_name(r, name) || r->deep == 0 || strcmp(r->open[--r->deep], name) != 0 ||
		    *r->p != '>')
			fault(r, "an end of another element");
		else
			r->p++;
	}
	for (size_t i = 0; i < r->nwanted && r->fault == NULL; i++) {
		size_t k = 0;

		while (k < r->nid && strcmp(r->id[k], r->wanted[i]) != 0)
			k++;
		if (k == r->nid)
			fault(r, "nothing has an id that is referred to");
	}
	if (r->fault == NULL && r->deep > 0)
		fault(r, "an element without end");
}

/* A text as it comes out: what XML has no character for is replaced. */
static struct sv
shown(struct drawn *d, struct sv s)
{
	char *p = arena_alloc(&d->a, s.n + 1);

	memcpy(p, s.p, s.n);
	for (size_t i = 0; i + 3 <= s.n; i++)
		if (memcmp(p + i, "\xef\xbf\xbe", 3) == 0)
			p[i + 2] = '\xbd';
	p[s.n] = '\0';
	return (struct sv){ p, s.n };
}

static void
check_html(struct drawn *d, const struct page *p, unsigned round)
{
	struct reader r = { .heading = 0 };
	struct buf o, again;

	buf_init(&o, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	buf_init(&r.text, SIZE_MAX);
	page_html_write(p, &o);
	page_html_write(p, &again);
	T_QUIET(sv_eq(buf_view(&o), buf_view(&again)), "page %u is the same twice", round);
	T_QUIET(utf8_valid(buf_view(&o)) == o.n, "page %u is UTF-8", round);
	buf_c(&o, '\0');
	r.p = o.p;
	r.end = o.p + o.n - 1;
	read_all(&r);
	T_QUIET(r.fault == NULL, "page %u: %s", round, r.fault);
	buf_c(&r.text, '\0');
	for (size_t i = 0; i < d->ntext && r.fault == NULL; i++)
		T_QUIET(strstr(r.text.p, shown(d, d->text[i]).p) != NULL, "page %u has the text %.*s", round,
		    SV_SHOW(d->text[i]));
	for (size_t i = 0; i < r.nid; i++)
		free(r.id[i]);
	for (size_t i = 0; i < r.nwanted; i++)
		free(r.wanted[i]);
	buf_free(&r.text);
	buf_free(&again);
	buf_free(&o);
}

/* ---- the other forms ---- */

/* How many cells a row of a Markdown table has: by the bars that nothing escapes. */
static size_t
count_cells(struct sv line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\\')
			i++;
		else
			n += line.p[i] == '|';
	}
	return n;
}

/*
 * A line of Markdown: no element, no link but to a part of the page, no picture, no autolink;
 * within a table as many cells as in its first row.
 */
static const char *
check_markdown(struct sv line, size_t *cells)
{
	const size_t n = line.n > 0 && line.p[0] == '|' ? count_cells(line) : 0;
	const char *fault = NULL;

	if (n > 0 && *cells > 0 && n != *cells)
		fault = "a row of another length";
	*cells = n;
	for (size_t i = 0; i + 1 < line.n && fault == NULL; i++) {
		if (line.p[i] == '\\')
			i++;
		else if (line.p[i] == '<' && (strchr("/!?", line.p[i + 1]) != NULL ||
		    ((line.p[i + 1] | 32) >= 'a' && (line.p[i + 1] | 32) <= 'z')))
			fault = "an element";
		else if (line.p[i] == '`' && line.p[0] != '`')	/* but lines of small curves are */
			fault = "code";
		else if (line.p[i] == ']' && line.p[i + 1] == '(' && (i + 2 >= line.n || line.p[i + 2] != '#'))
			fault = "a link to elsewhere";
	}
	return fault;
}

static void
check_form(const struct page_form *f, const struct page *p, unsigned round)
{
	const bool md = strcmp(f->name, "md") == 0;
	struct buf o, again;
	size_t cells = 0, from = 0;

	buf_init(&o, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	f->write(p, &o);
	f->write(p, &again);
	T_QUIET(sv_eq(buf_view(&o), buf_view(&again)), "page %u, %s: the same twice", round, f->name);
	T_QUIET(utf8_valid(buf_view(&o)) == o.n, "page %u, %s: UTF-8", round, f->name);
	for (size_t i = 0; i < o.n; i++) {
		const struct sv line = { o.p + from, i - from };
		const char *fault;

		T_QUIET((unsigned char)o.p[i] >= 0x20 || o.p[i] == '\n', "page %u, %s: no controls", round,
		    f->name);
		if (o.p[i] != '\n')
			continue;
		from = i + 1;
		fault = md ? check_markdown(line, &cells) : NULL;
		T_QUIET(fault == NULL, "page %u, %s: %s: %.*s", round, f->name, fault, SV_SHOW(line));
	}
	T_QUIET(from == o.n, "page %u, %s: ends with a line", round, f->name);
	buf_free(&again);
	buf_free(&o);
}

int
main(void)
{
	static struct drawn d;
	struct page p;

	rng_init(&d.rng, t_seed());
	arena_init(&d.a);
	for (unsigned i = 0; i < T_ROUNDS(PAGES); i++) {
		d.ids = 0;
		d.ntext = 0;
		draw_page(&d, &p);
		check_html(&d, &p, i);
		for (size_t k = 0; registry_row(&page_form_registry, k) != NULL; k++)
			check_form(registry_row(&page_form_registry, k), &p, i);
		arena_reset(&d.a);
	}
	arena_free(&d.a);
	T_OK(t_failed == 0, "%d pages of hostile texts", T_ROUNDS(PAGES));
	return t_done();
}
