/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/preview.h"

#include "message/template_escape.h"

struct page {
	const struct lint_message *m;
	struct buf                *out;
	struct buf                 sample;	/* JSON: what the templates are filled with */
	struct buf                 text;	/* of a part, filled */
	enum rc                    rc;
	struct err                *e;
};

static const char *const heads[LINT_PARTS] = { "Subject", "Text", "HTML", "Notification", "Body",
	"Link" };

static void
put(struct buf *out, const char *text)
{
	buf_sv(out, sv_of(text));
}

static void
put_escaped(struct buf *out, struct sv text)
{
	(void)template_escape_put(out, TEMPLATE_ESCAPE_HTML, text);
}

void
preview_head(struct buf *out, struct sv title)
{
	put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "style-src 'unsafe-inline'; img-src https: data:\">\n<title>");
	put_escaped(out, title);
	put(out, "</title>\n<style>\n"
	    ":root { color-scheme: light dark }\n"
	    "body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; "
	    "max-width: 80rem }\n"
	    "html { background: #fff; color: #111 } a { color: #0b5394 }\n"
	    "@media (prefers-color-scheme: dark) { html { background: #121212; color: #f0f0f0 } "
	    "a { color: #9ecbff } }\n"
	    "h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }\n"
	    "pre, .card { border: 1px solid #888; border-radius: .5rem; padding: 1rem; "
	    "white-space: pre-wrap; overflow-wrap: anywhere; max-width: 40rem; margin: 0 }\n"
	    ".card { max-width: 22rem; white-space: normal } .card p { margin: 0 }\n"
	    ".frames { display: flex; flex-wrap: wrap; gap: 1rem }\n"
	    "figure { margin: 0; max-width: 100% } figcaption { padding-bottom: .25rem }\n"
	    "iframe { border: 1px solid #888; max-width: 100%; height: 40rem; display: block }\n"
	    ".wide { width: 38rem } .phone { width: 23.4375rem }\n"
	    ".light { color-scheme: light; background: #fff }\n"
	    ".dark { color-scheme: dark; background: #121212 }\n"
	    "</style>\n</head>\n<body>\n<main>\n<h1>");
	put_escaped(out, title);
	put(out, "</h1>\n");
}

/* Fill a part; false: it is not there, or cannot be filled, and the page says why. */
static bool
fill(struct page *p, enum lint_part part)
{
	struct err why = { 0 };
	enum rc rc;

	buf_clear(&p->text);
	if (p->m->part[part] == NULL)
		return false;
	rc = template_render(p->m->part[part], buf_view(&p->sample), &p->text, &why);
	if (rc == RC_OK)
		return true;
	put(p->out, "<p><strong>");
	put_escaped(p->out, sv_of(why.msg));
	put(p->out, "</strong></p>\n");
	if (p->rc == RC_OK) {
		p->rc = rc;
		if (p->e != NULL)
			*p->e = why;
	}
	return false;
}

static void
put_part(struct page *p, enum lint_part part)
{
	if (p->m->part[part] == NULL)
		return;
	put(p->out, "<h2>");
	put(p->out, heads[part]);
	put(p->out, "</h2>\n");
	if (!fill(p, part))
		return;
	put(p->out, "<pre tabindex=\"0\">");
	put_escaped(p->out, buf_view(&p->text));
	put(p->out, "</pre>\n");
}

static void
put_card(struct page *p)
{
	if (p->m->part[LINT_TITLE] == NULL && p->m->part[LINT_BODY] == NULL)
		return;
	put(p->out, "<h2>Notification</h2>\n<div class=\"card\">\n");
	if (fill(p, LINT_TITLE)) {
		put(p->out, "<p><strong>");
		put_escaped(p->out, buf_view(&p->text));
		put(p->out, "</strong></p>\n");
	}
	if (fill(p, LINT_BODY)) {
		put(p->out, "<p>");
		put_escaped(p->out, buf_view(&p->text));
		put(p->out, "</p>\n");
	}
	put(p->out, "</div>\n");
}

/*
 * The document in the frame of one scheme.  What it asks of the reader's scheme is answered in
 * its place, (prefers-color-scheme: dark) by what is always or never so: a frame has the scheme
 * of the browser, whatever is around it.
 */
static void
put_document(struct buf *out, struct sv s, struct sv scheme)
{
	const struct sv ask = SV("prefers-color-scheme");
	size_t from = 0;

	for (size_t at = 0; at + ask.n <= s.n; at++) {
		size_t end = at + ask.n;
		struct sv asked;

		if (memcmp(s.p + at, ask.p, ask.n) != 0)
			continue;
		while (end < s.n && (s.p[end] == ' ' || s.p[end] == ':'))
			end++;
		asked.p = s.p + end;
		while (end < s.n && s.p[end] >= 'a' && s.p[end] <= 'z')
			end++;
		asked.n = (size_t)(s.p + end - asked.p);
		put_escaped(out, (struct sv){ s.p + from, at - from });
		put(out, sv_eq(asked, scheme) ? "min-width: 0" : "max-width: 0");
		from = end;
		at = end - 1;
	}
	put_escaped(out, (struct sv){ s.p + from, s.n - from });
}

static void
put_frame(struct page *p, const char *scheme, const char *width, const char *caption)
{
	struct buf *out = p->out;

	put(out, "<figure>\n<figcaption>");
	put(out, caption);
	put(out, "</figcaption>\n<iframe sandbox class=\"");
	put(out, scheme);
	put(out, " ");
	put(out, width);
	put(out, "\" title=\"");
	put(out, caption);
	put(out, "\" srcdoc=\"");
	put_document(out, buf_view(&p->text), sv_of(scheme));
	put(out, "&lt;style&gt;:root{color-scheme:");
	put(out, scheme);
	put(out, "}&lt;/style&gt;\"></iframe>\n</figure>\n");
}

static void
put_html(struct page *p)
{
	if (p->m->part[LINT_HTML] == NULL)
		return;
	put(p->out, "<h2>HTML</h2>\n");
	if (!fill(p, LINT_HTML))
		return;
	put(p->out, "<div class=\"frames\">\n");
	put_frame(p, "light", "wide", "light");
	put_frame(p, "dark", "wide", "dark");
	put_frame(p, "light", "phone", "a phone, light");
	put_frame(p, "dark", "phone", "a phone, dark");
	put(p->out, "</div>\n");
}

static void
put_finding(void *ctx, const struct lint_rule *rule, const char *message)
{
	struct buf *out = ctx;

	put(out, "<li>");
	put_escaped(out, sv_of(message));
	put(out, ": ");
	put_escaped(out, sv_of(rule->summary));
	put(out, " (");
	put_escaped(out, sv_of(rule->source));
	put(out, ")</li>\n");
}

static void
put_findings(struct page *p)
{
	struct buf list;

	buf_init(&list, SIZE_MAX);
	lint_message(p->m, put_finding, &list);
	put(p->out, "<h2>What its readers may stumble over</h2>\n");
	if (list.n == 0) {
		put(p->out, "<p>Nothing was found.</p>\n");
	} else {
		put(p->out, "<ul>\n");
		buf_sv(p->out, buf_view(&list));
		put(p->out, "</ul>\n");
	}
	buf_free(&list);
}

enum rc
preview_page(const struct lint_message *m, struct sv name, struct buf *out, struct err *e)
{
	struct page p = { .m = m, .out = out, .rc = RC_OK, .e = e };

	buf_init(&p.sample, SIZE_MAX);
	buf_init(&p.text, SIZE_MAX);
	template_sample(m->part, LINT_PARTS, &p.sample);
	preview_head(out, name);
	put_part(&p, LINT_SUBJECT);
	put_html(&p);
	put_part(&p, LINT_TEXT);
	put_card(&p);
	put_part(&p, LINT_URL);
	put_findings(&p);
	put(out, "<h2>What it was filled with</h2>\n<pre tabindex=\"0\">");
	put_escaped(out, buf_view(&p.sample));
	put(out, "</pre>\n</main>\n</body>\n</html>\n");
	buf_free(&p.sample);
	buf_free(&p.text);
	return p.rc;
}
