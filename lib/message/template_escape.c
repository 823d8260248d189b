/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/template_escape.h"

#include "base/utf8.h"
#include "json/jwrite.h"

static bool
control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

/* Line and paragraph ends, and what turns the direction of the text behind it. */
static bool
unseen(uint32_t cp)
{
	return cp == 0x2028 || cp == 0x2029 || (cp >= 0x202a && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069);
}

static void
put_text(struct buf *out, struct sv s)
{
	for (size_t at = 0, from; at < s.n;) {
		uint32_t cp;

		from = at;
		cp = utf8_next(s, &at);
		if (control(cp) && cp != '\n' && cp != '\t')
			buf_c(out, ' ');
		else
			buf_add(out, s.p + from, at - from);
	}
}

static void
put_header(struct buf *out, struct sv s)
{
	bool blank = false, any = false;

	for (size_t at = 0, from; at < s.n;) {
		uint32_t cp;

		from = at;
		cp = utf8_next(s, &at);
		if (cp == ' ' || control(cp) || unseen(cp)) {
			blank = any;
			continue;
		}
		if (blank)
			buf_c(out, ' ');
		buf_add(out, s.p + from, at - from);
		any = true;
		blank = false;
	}
}

static struct sv
entity(char c, bool quotes)
{
	switch (c) {
	case '&': return SV("&amp;");
	case '<': return SV("&lt;");
	case '>': return SV("&gt;");
	case '"': return quotes ? SV("&quot;") : SV("");
	case '\'': return quotes ? SV("&#39;") : SV("");
	default: return SV("");
	}
}

static void
put_html(struct buf *out, struct sv s, bool quotes)
{
	for (size_t at = 0, from; at < s.n;) {
		uint32_t cp;
		struct sv e;

		from = at;
		cp = utf8_next(s, &at);
		e = entity(s.p[from], quotes);
		if (e.n > 0)
			buf_sv(out, e);
		else if (control(cp) && cp != '\n' && cp != '\t')
			buf_c(out, ' ');
		else
			buf_add(out, s.p + from, at - from);
	}
}

static void
put_json(struct buf *out, struct sv s)
{
	const size_t from = out->n;
	struct jwrite w;

	jwrite_init(&w, out);
	jwrite_str(&w, s);
	if (out->over)
		return;
	/* Without its quotes. */
	memmove(out->p + from, out->p + from + 1, out->n - from - 2);
	out->n -= 2;
}

static bool
unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~';
}

static void
put_percent(struct buf *out, struct sv s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (unreserved(s.p[i])) {
			buf_c(out, s.p[i]);
		} else {
			buf_c(out, '%');
			buf_c(out, hex[c >> 4]);
			buf_c(out, hex[c & 15]);
		}
	}
}

bool
template_escape_scheme(struct sv scheme)
{
	static const char *const known[] = { "http", "https", "mailto", "tel", "sms" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		size_t k = 0;

		/* Letters alone, so that the bit of capitals is all that may differ. */
		while (k < scheme.n && known[i][k] != '\0' && (scheme.p[k] | 0x20) == known[i][k])
			k++;
		if (k == scheme.n && known[i][k] == '\0')
			return true;
	}
	return false;
}

/* Links are passed as they are: what may not stand in one, by RFC 3986, is refused. */
static bool
is_link(struct sv s)
{
	const size_t colon = sv_find(s, ':');

	if (colon == s.n || !template_escape_scheme((struct sv){ s.p, colon }))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
			return false;
	}
	return true;
}

static bool
put_link(struct buf *out, struct sv s, bool html)
{
	if (!is_link(s))
		return false;
	if (html)
		put_html(out, s, true);
	else
		buf_sv(out, s);
	return true;
}

bool
template_escape_put(struct buf *out, enum template_escape how, struct sv text)
{
	switch (how) {
	case TEMPLATE_ESCAPE_TEXT: put_text(out, text); break;
	case TEMPLATE_ESCAPE_HEADER: put_header(out, text); break;
	case TEMPLATE_ESCAPE_HTML: put_html(out, text, true); break;
	case TEMPLATE_ESCAPE_SLACK: put_html(out, text, false); break;
	case TEMPLATE_ESCAPE_JSON: put_json(out, text); break;
	case TEMPLATE_ESCAPE_LINK: return put_link(out, text, false);
	case TEMPLATE_ESCAPE_HREF: return put_link(out, text, true);
	case TEMPLATE_ESCAPE_PART:	/* what is left of it needs no escape in HTML */
	case TEMPLATE_ESCAPE_QUERY: put_percent(out, text); break;
	}
	return true;
}
