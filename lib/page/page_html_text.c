/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_text - see page_html_text.h
 */
#include "page/page_html_text.h"

#include "base/num.h"
#include "base/utf8.h"

#include <math.h>

/* What XML 1.0 has characters for (its section 2.2), less the controls of C1. */
static bool
is_shown(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n';
	return cp < 0x7f || (cp >= 0xa0 && (cp & 0xfffe) != 0xfffe);
}

/* The reference of a character that would mean something; NULL: it means nothing. */
static const char *
reference(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
page_html_text_put(struct buf *o, struct sv s)
{
	size_t done = 0;

	for (size_t at = 0; at < s.n;) {
		const size_t from = at;
		const unsigned char c = (unsigned char)s.p[at];
		const char *ref = NULL;

		if (c >= 0x20 && c < 0x7f) {
			ref = reference(c);
			at++;
		} else if (!is_shown(utf8_next(s, &at)) || (at - from == 1 && c >= 0x80)) {
			ref = "\xef\xbf\xbd";
		}
		if (ref != NULL) {
			buf_add(o, s.p + done, from - done);
			buf_sv(o, sv_of(ref));
			done = at;
		}
	}
	if (done < s.n)
		buf_add(o, s.p + done, s.n - done);
}

void
page_html_text_short(struct buf *o, struct sv s)
{
	/* A column is at least a byte, so that most texts need not be measured. */
	struct sv cut = s.n <= PAGE_HTML_TEXT_COLS ? s : utf8_cut(s, PAGE_HTML_TEXT_COLS);

	/* Of characters without a width there may be any number. */
	if (cut.n > 4 * (size_t)PAGE_HTML_TEXT_COLS)
		cut.n = 4 * (size_t)PAGE_HTML_TEXT_COLS;
	while (cut.n < s.n && cut.n > 0 && ((unsigned char)s.p[cut.n] & 0xc0) == 0x80)
		cut.n--;
	page_html_text_put(o, cut);
	if (cut.n < s.n)
		buf_sv(o, SV("…"));
}

void
page_html_text_attr(struct buf *o, const char *name, struct sv s)
{
	buf_c(o, ' ');
	buf_sv(o, sv_of(name));
	buf_sv(o, SV("=\""));
	page_html_text_put(o, s);
	buf_c(o, '"');
}

static void
put_name(struct buf *o, struct sv s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t done = 0;

	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (c != '%' && !num_is_ws(c))
			continue;
		page_html_text_put(o, (struct sv){ s.p + done, i - done });
		buf_c(o, '%');
		buf_c(o, hex[c >> 4]);
		buf_c(o, hex[c & 15]);
		done = i + 1;
	}
	page_html_text_put(o, (struct sv){ s.p + done, s.n - done });
}

static void
put_whole(struct buf *o, uint64_t v)
{
	char text[20];
	size_t at = sizeof(text);

	do
		text[--at] = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	buf_add(o, text + at, sizeof(text) - at);
}

void
page_html_text_trace(struct buf *o, const struct page_trace *t, size_t n)
{
	if (n == 0)
		return;
	buf_sv(o, SV(" data-trace=\""));
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_sv(o, SV("&#10;"));
		put_name(o, t[i].file);
		buf_c(o, ':');
		put_whole(o, t[i].line);
		buf_c(o, ' ');
		put_name(o, t[i].member);
	}
	buf_c(o, '"');
}

static void
put_value(struct buf *o, const char *name, double v)
{
	char text[NUM_TEXT_MAX];
	size_t n = num_text(v, text);

	page_html_text_attr(o, name, (struct sv){ text, n });
}

/* A unit stands a narrow space apart, which does not break; % and degrees stand close. */
static void
put_unit(struct buf *o, struct sv unit)
{
	if (unit.n == 0)
		return;
	if (unit.p[0] != '%')
		buf_sv(o, SV("\xe2\x80\xaf"));
	page_html_text_put(o, unit);
}

void
page_html_text_value(struct buf *o, const struct page_num *n)
{
	static const char *const op[] = {
		[PAGE_OP_SAME] = NULL,
		[PAGE_OP_DIFF] = "diff",
		[PAGE_OP_CHANGE] = "change",
		[PAGE_OP_SHARE] = "share",
		[PAGE_OP_LEFT] = "left",
		[PAGE_OP_COUNT] = "count",
		[PAGE_OP_SUM] = "sum",
	};

	if (isnan(n->value)) {
		page_html_text_put(o, n->text);
		return;
	}
	buf_sv(o, SV("<data"));
	put_value(o, "value", n->value);
	if (op[n->op] != NULL)
		page_html_text_attr(o, "data-op", sv_of(op[n->op]));
	page_html_text_trace(o, n->trace, n->ntrace);
	buf_c(o, '>');
	page_html_text_put(o, n->text);
	buf_sv(o, SV("</data>"));
	if (n->unit.n > 0) {
		buf_sv(o, SV("<span class=\"u\">"));
		put_unit(o, n->unit);
		buf_sv(o, SV("</span>"));
	}
}

void
page_html_text_num(struct buf *o, const struct page_num *n)
{
	page_html_text_value(o, n);
	if (!isnan(n->value) && n->range.n > 0) {
		buf_sv(o, SV(" <span class=\"ci\""));
		put_value(o, "data-lo", n->lo);
		put_value(o, "data-hi", n->hi);
		buf_c(o, '>');
		page_html_text_put(o, n->range);
		buf_sv(o, SV("</span>"));
	}
}

void
page_html_text_plain(struct buf *o, const struct page_num *n)
{
	page_html_text_put(o, n->text);
	if (isnan(n->value))
		return;
	put_unit(o, n->unit);
	if (n->range.n > 0) {
		buf_sv(o, SV(" ["));
		page_html_text_put(o, n->range);
		buf_c(o, ']');
	}
}
