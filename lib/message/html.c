/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/html.h"

void
html_init(struct html *h, struct sv document)
{
	*h = (struct html){ .s = document };
}

bool
html_same(struct sv a, const char *b)
{
	size_t i = 0;

	for (; i < a.n && b[i] != '\0'; i++) {
		const char c = a.p[i];

		if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != b[i])
			return false;
	}
	return i == a.n && b[i] == '\0';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the template's tag that begins at @at, or @at when none does. */
static size_t
skip_template(struct sv s, size_t at)
{
	if (at + 1 >= s.n || s.p[at] != '{' || s.p[at + 1] != '{')
		return at;
	for (size_t i = at + 2; i + 1 < s.n; i++)
		if (s.p[i] == '}' && s.p[i + 1] == '}')
			return i + 2;
	return s.n;
}

static size_t
find(struct sv s, size_t at, struct sv what)
{
	for (; at + what.n <= s.n; at++)
		if (memcmp(s.p + at, what.p, what.n) == 0)
			return at;
	return s.n;
}

/* A name, up to one of @ends, white space or the end. */
static struct sv
take_name(struct html *h, const char *ends)
{
	const size_t from = h->at;

	while (h->at < h->s.n && !is_blank(h->s.p[h->at]) &&
	    (h->s.p[h->at] == '\0' || strchr(ends, h->s.p[h->at]) == NULL)) {
		const size_t behind = skip_template(h->s, h->at);

		h->at = behind > h->at ? behind : h->at + 1;
	}
	return (struct sv){ h->s.p + from, h->at - from };
}

static void
skip_blank(struct html *h)
{
	while (h->at < h->s.n && is_blank(h->s.p[h->at]))
		h->at++;
}

static struct sv
take_value(struct html *h)
{
	struct sv value;
	char quote;
	size_t from;

	skip_blank(h);
	if (h->at == h->s.n || (h->s.p[h->at] != '"' && h->s.p[h->at] != '\''))
		return take_name(h, ">");
	quote = h->s.p[h->at++];
	from = h->at;
	while (h->at < h->s.n && h->s.p[h->at] != quote) {
		const size_t behind = skip_template(h->s, h->at);

		h->at = behind > h->at ? behind : h->at + 1;
	}
	value = (struct sv){ h->s.p + from, h->at - from };
	if (h->at < h->s.n)
		h->at++;
	return value;
}

/* Behind the name of an element, up to its '>'. */
static void
take_attributes(struct html *h, struct html_token *t)
{
	for (;;) {
		struct html_attribute a = { .value = { "", 0 } };
		const size_t from = h->at;

		skip_blank(h);
		if (h->at == h->s.n)
			return;
		if (h->s.p[h->at] == '>') {
			h->at++;
			return;
		}
		a.name = take_name(h, "/>=");
		skip_blank(h);
		if (h->at < h->s.n && h->s.p[h->at] == '=') {
			h->at++;
			a.value = take_value(h);
		} else if (h->at < h->s.n && h->s.p[h->at] == '/') {
			h->at++;
		}
		if (h->at == from)
			return;
		if (a.name.n > 0 && t->n < HTML_ATTRIBUTES_MAX)
			t->attribute[t->n++] = a;
	}
}

/* A comment, a declaration, or what is no tag at all; false: it is a tag. */
static bool
pass_over(struct html *h)
{
	const struct sv s = h->s;
	const size_t at = h->at;
	const char next = at + 1 < s.n ? s.p[at + 1] : '\0';

	if (next != '!' && next != '?')
		return false;
	if (at + 3 < s.n && s.p[at + 2] == '-' && s.p[at + 3] == '-') {
		h->at = find(s, at + 4, SV("-->"));
		h->at = h->at + 3 < s.n ? h->at + 3 : s.n;
	} else {
		h->at = find(s, at, SV(">"));
		h->at = h->at < s.n ? h->at + 1 : s.n;
	}
	return true;
}

/* Whether a tag stands at @at: its name, and of which kind it is. */
static bool
tag_at(const struct html *h, size_t at, bool *closing)
{
	const struct sv s = h->s;
	size_t name = at + 1;

	*closing = name < s.n && s.p[name] == '/';
	name += *closing;
	if (s.p[at] != '<' || name >= s.n || !is_letter(s.p[name]))
		return false;
	return h->raw == NULL || (*closing && s.n - name >= strlen(h->raw) &&
	    html_same((struct sv){ s.p + name, strlen(h->raw) }, h->raw));
}

static const char *
raw_of(struct sv name)
{
	return html_same(name, "style") ? "style" : html_same(name, "script") ? "script" : NULL;
}

bool
html_next(struct html *h, struct html_token *t)
{
	const struct sv s = h->s;
	size_t from;
	bool closing;

	while (h->at < s.n && h->raw == NULL && s.p[h->at] == '<' && pass_over(h))
		;
	if (h->at >= s.n)
		return false;
	*t = (struct html_token){ .off = h->at };
	if (tag_at(h, h->at, &closing)) {
		t->kind = closing ? HTML_CLOSE : HTML_OPEN;
		h->at += closing ? 2 : 1;
		t->text = take_name(h, "/>");
		take_attributes(h, t);
		h->raw = closing ? NULL : raw_of(t->text);
		return true;
	}
	for (from = h->at; h->at < s.n;) {
		const size_t behind = skip_template(s, h->at);

		if (behind > h->at) {
			h->at = behind;
			continue;
		}
		if (h->at > from && s.p[h->at] == '<' && (tag_at(h, h->at, &closing) ||
		    (h->raw == NULL && h->at + 1 < s.n && s.p[h->at + 1] == '!')))
			break;
		h->at++;
	}
	t->text = (struct sv){ s.p + from, h->at - from };
	return true;
}

bool
html_is(const struct html_token *t, const char *name)
{
	return t->kind != HTML_TEXT && html_same(t->text, name);
}

bool
html_has(const struct html_token *t, const char *name, struct sv *value)
{
	for (size_t i = 0; i < t->n; i++)
		if (html_same(t->attribute[i].name, name)) {
			if (value != NULL)
				*value = t->attribute[i].value;
			return true;
		}
	return false;
}

struct sv
html_style(const struct html_token *t, const char *property)
{
	struct sv style, found = { "", 0 };

	if (!html_has(t, "style", &style))
		return found;
	while (style.n > 0) {
		const size_t end = sv_find(style, ';');
		const struct sv one = { style.p, end };
		const size_t colon = sv_find(one, ':');

		if (colon < one.n && html_same(sv_trim((struct sv){ one.p, colon }), property))
			found = sv_trim((struct sv){ one.p + colon + 1, one.n - colon - 1 });
		style = end < style.n ? (struct sv){ style.p + end + 1, style.n - end - 1 } :
		    (struct sv){ "", 0 };
	}
	return found;
}

bool
html_void(const struct html_token *t)
{
	static const char *const list[] = { "area", "base", "br", "col", "embed", "hr", "img",
		"input", "link", "meta", "source", "track", "wbr", NULL };

	for (size_t i = 0; list[i] != NULL; i++)
		if (html_is(t, list[i]))
			return true;
	return false;
}
