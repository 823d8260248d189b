/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/template_place.h"

void
template_place_init(struct template_place *p, enum template_context context)
{
	*p = (struct template_place){ .context = context };
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

/* One more byte of a name, in small letters; what is too long is told by its count. */
static void
name_add(char *name, uint8_t *n, char c)
{
	if (*n > TEMPLATE_PLACE_NAME)
		return;
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (*n < TEMPLATE_PLACE_NAME)
		name[*n] = c;
	else
		name[0] = '\0';		/* none that we know */
	if (++*n <= TEMPLATE_PLACE_NAME)
		name[*n] = '\0';
}

static bool
one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* Elements whose content is text up to their own end tag (13.2.5.2 and following). */
static bool
holds_text(const char *tag)
{
	static const char *const list[] = { "script", "style", "title", "textarea", "xmp", "iframe",
		"noembed", "noframes", "noscript", "plaintext", NULL };

	return one_of(tag, list);
}

static void
tag_end(struct template_place *p)
{
	p->state = TEMPLATE_IN_TEXT;
	if (!p->closing && holds_text(p->tag))
		memcpy(p->raw, p->tag, sizeof(p->raw));
	else if (p->closing && strcmp(p->raw, p->tag) == 0)
		p->raw[0] = '\0';
}

static void
tag_begin(struct template_place *p)
{
	p->state = TEMPLATE_AT_TAG;
	p->ntag = 0;
	p->tag[0] = '\0';
	p->closing = false;
}

static void
attribute_begin(struct template_place *p, char c)
{
	p->state = TEMPLATE_IN_ATTRIBUTE;
	p->nattribute = p->nscheme = 0;
	p->attribute[0] = p->scheme[0] = '\0';
	p->begun = p->schemed = false;
	name_add(p->attribute, &p->nattribute, c);
}

/* Before, within and behind the name of an element. */
static void
feed_name(struct template_place *p, char c)
{
	switch (p->state) {
	case TEMPLATE_AT_TAG:
		if (c == '/' && !p->closing)
			p->closing = true;
		else if (is_letter(c) && (p->raw[0] == '\0' || p->closing)) {
			p->state = TEMPLATE_IN_NAME;
			name_add(p->tag, &p->ntag, c);
		} else if ((c == '!' || c == '?') && !p->closing && p->raw[0] == '\0') {
			p->state = c == '!' ? TEMPLATE_AT_BANG : TEMPLATE_IN_BANG;
			p->dashes = 0;
		} else if (c != '<') {
			p->state = TEMPLATE_IN_TEXT;
		} else {
			tag_begin(p);
		}
		break;
	default:		/* TEMPLATE_IN_NAME */
		if (c != '>' && c != '/' && !is_blank(c)) {
			name_add(p->tag, &p->ntag, c);
		} else if (p->raw[0] != '\0' && strcmp(p->raw, p->tag) != 0) {
			p->state = TEMPLATE_IN_TEXT;	/* </b> in a <title> is text */
		} else if (c == '>') {
			tag_end(p);
		} else {
			p->state = TEMPLATE_IN_TAG;
		}
	}
}

/* <!DOCTYPE html>, <!-- comments -->, <?xml?>. */
static void
feed_bang(struct template_place *p, char c)
{
	if (p->state == TEMPLATE_AT_BANG) {
		p->dashes = c == '-' ? (uint8_t)(p->dashes + 1) : 0;
		if (p->dashes == 2) {
			p->state = TEMPLATE_IN_COMMENT;
		} else if (c == '>') {
			p->state = TEMPLATE_IN_TEXT;
		} else if (c != '-') {
			p->state = TEMPLATE_IN_BANG;
		}
	} else if (p->state == TEMPLATE_IN_BANG) {
		if (c == '>')
			p->state = TEMPLATE_IN_TEXT;
	} else if (c == '>' && p->dashes >= 2) {
		p->state = TEMPLATE_IN_TEXT;	/* "<!-->" is one too */
	} else {
		p->dashes = c == '-' ? (uint8_t)(p->dashes < 2 ? p->dashes + 1 : 2) : 0;
	}
}

static void
feed_link(struct template_place *p, char c)
{
	/* A browser passes white space and control characters over before a scheme, and in it. */
	if ((unsigned char)c <= ' ')
		return;
	p->begun = true;
	if (p->schemed)
		return;
	if (c == ':' || c == '/' || c == '?' || c == '#') {
		p->schemed = true;
		if (c != ':')
			p->scheme[0] = '\0';
	} else {
		name_add(p->scheme, &p->nscheme, c);
	}
}

static void
feed_attribute(struct template_place *p, char c)
{
	switch (p->state) {
	case TEMPLATE_IN_ATTRIBUTE:
		if (c == '=')
			p->state = TEMPLATE_BEFORE_VALUE;
		else if (c == '>')
			tag_end(p);
		else if (c == '/')
			p->state = TEMPLATE_IN_TAG;
		else if (is_blank(c))
			p->state = TEMPLATE_AFTER_ATTRIBUTE;
		else
			name_add(p->attribute, &p->nattribute, c);
		break;
	case TEMPLATE_IN_TAG:
	case TEMPLATE_AFTER_ATTRIBUTE:
		if (c == '>')
			tag_end(p);
		else if (c == '=' && p->state == TEMPLATE_AFTER_ATTRIBUTE)
			p->state = TEMPLATE_BEFORE_VALUE;
		else if (c == '/')
			p->state = TEMPLATE_IN_TAG;
		else if (!is_blank(c))
			attribute_begin(p, c);
		break;
	default:		/* TEMPLATE_BEFORE_VALUE */
		if (c == '"')
			p->state = TEMPLATE_IN_DOUBLE;
		else if (c == '\'')
			p->state = TEMPLATE_IN_SINGLE;
		else if (c == '>')
			tag_end(p);
		else if (!is_blank(c)) {
			p->state = TEMPLATE_IN_BARE;
			feed_link(p, c);
		}
	}
}

static void
feed_html(struct template_place *p, char c)
{
	switch (p->state) {
	case TEMPLATE_IN_TEXT:
		if (c == '<')
			tag_begin(p);
		break;
	case TEMPLATE_AT_TAG:
	case TEMPLATE_IN_NAME:
		feed_name(p, c);
		break;
	case TEMPLATE_AT_BANG:
	case TEMPLATE_IN_BANG:
	case TEMPLATE_IN_COMMENT:
		feed_bang(p, c);
		break;
	case TEMPLATE_IN_DOUBLE:
	case TEMPLATE_IN_SINGLE:
		if (c == (p->state == TEMPLATE_IN_DOUBLE ? '"' : '\''))
			p->state = TEMPLATE_IN_TAG;
		else
			feed_link(p, c);
		break;
	case TEMPLATE_IN_BARE:
		if (c == '>')
			tag_end(p);
		else if (is_blank(c))
			p->state = TEMPLATE_IN_TAG;
		else
			feed_link(p, c);
		break;
	default:
		feed_attribute(p, c);
	}
}

bool
template_place_feed(struct template_place *p, struct sv s, size_t *bad)
{
	for (size_t i = 0; i < s.n; i++) {
		if (p->context == TEMPLATE_HTML) {
			feed_html(p, s.p[i]);
		} else if (p->context == TEMPLATE_URL) {
			feed_link(p, s.p[i]);
		}
		if ((p->context == TEMPLATE_URL || p->context == TEMPLATE_HEADER) &&
		    ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)) {
			*bad = i;
			return false;
		}
	}
	return true;
}

/* ---- values ---- */

static bool
takes_link(const char *attribute)
{
	static const char *const list[] = { "href", "src", "action", "formaction", "background",
		"cite", "poster", "longdesc", "data", "usemap", "manifest", "codebase",
		"xlink:href", NULL };

	return one_of(attribute, list);
}

static enum rc
in_link(struct template_place *p, enum template_escape *how, struct err *e)
{
	const bool html = p->context == TEMPLATE_HTML;

	if (p->schemed && p->scheme[0] != '\0' && !template_escape_scheme(sv_of(p->scheme)))
		return rc_err(e, RC_SYNTAX, "no value may stand in a link of '%s:'", p->scheme);
	if (p->begun)
		*how = html ? TEMPLATE_ESCAPE_QUERY : TEMPLATE_ESCAPE_PART;
	else
		*how = html ? TEMPLATE_ESCAPE_HREF : TEMPLATE_ESCAPE_LINK;
	/* What follows cannot make another scheme of it. */
	p->begun = p->schemed = true;
	p->scheme[0] = '\0';
	return RC_OK;
}

static enum rc
in_attribute(struct template_place *p, enum template_escape *how, struct err *e)
{
	static const char *const tags[] = { "script", "style", "meta", "base", "object", "embed",
		"iframe", "link", "svg", "math", NULL };
	static const char *const never[] = { "style", "srcset", "srcdoc", "ping", "http-equiv",
		"imagesrcset", NULL };

	if (p->nattribute > TEMPLATE_PLACE_NAME || p->ntag > TEMPLATE_PLACE_NAME)
		return rc_err(e, RC_SYNTAX, "a value in an attribute whose name is too long");
	if (one_of(p->tag, tags))
		return rc_err(e, RC_SYNTAX, "no value may stand in a <%s>", p->tag);
	if (one_of(p->attribute, never) || strncmp(p->attribute, "on", 2) == 0)
		return rc_err(e, RC_SYNTAX, "no value may stand in the attribute '%s'",
		    p->attribute);
	if (takes_link(p->attribute))
		return in_link(p, how, e);
	*how = TEMPLATE_ESCAPE_HTML;
	return RC_OK;
}

static enum rc
in_html(struct template_place *p, enum template_escape *how, struct err *e)
{
	switch (p->state) {
	case TEMPLATE_IN_TEXT:
		if (p->raw[0] != '\0' && strcmp(p->raw, "title") != 0 &&
		    strcmp(p->raw, "textarea") != 0)
			return rc_err(e, RC_SYNTAX, "no value may stand in a <%s>", p->raw);
		*how = TEMPLATE_ESCAPE_HTML;
		return RC_OK;
	case TEMPLATE_IN_DOUBLE:
	case TEMPLATE_IN_SINGLE:
		return in_attribute(p, how, e);
	case TEMPLATE_IN_BARE:
	case TEMPLATE_BEFORE_VALUE:
		return rc_err(e, RC_SYNTAX, "a value in an attribute needs quotes around it");
	case TEMPLATE_AT_BANG:
	case TEMPLATE_IN_BANG:
	case TEMPLATE_IN_COMMENT:
		return rc_err(e, RC_SYNTAX, "no value may stand in a comment or declaration");
	default:
		return rc_err(e, RC_SYNTAX, "no value may stand in a tag, outside of an "
		    "attribute's quotes");
	}
}

enum rc
template_place_value(struct template_place *p, enum template_escape *how, struct err *e)
{
	switch (p->context) {
	case TEMPLATE_TEXT: *how = TEMPLATE_ESCAPE_TEXT; break;
	case TEMPLATE_HEADER: *how = TEMPLATE_ESCAPE_HEADER; break;
	case TEMPLATE_URL: return in_link(p, how, e);
	case TEMPLATE_HTML: return in_html(p, how, e);
	}
	return RC_OK;
}

/* What may follow a link so far is the same behind any scheme that a message may have. */
static bool
same_link(const struct template_place *a, const struct template_place *b)
{
	if (a->begun != b->begun || a->schemed != b->schemed)
		return false;
	if (a->schemed && strcmp(a->scheme, b->scheme) != 0)
		return (a->scheme[0] == '\0' || template_escape_scheme(sv_of(a->scheme))) &&
		    (b->scheme[0] == '\0' || template_escape_scheme(sv_of(b->scheme)));
	return strcmp(a->scheme, b->scheme) == 0;
}

bool
template_place_same(const struct template_place *a, const struct template_place *b)
{
	/* Names of what has ended do not matter. */
	const bool in_tag = a->state >= TEMPLATE_IN_NAME;
	const bool in_attribute = a->state >= TEMPLATE_IN_ATTRIBUTE;

	if (a->state != b->state || strcmp(a->raw, b->raw) != 0 ||
	    (!in_tag && a->dashes != b->dashes))
		return false;
	if (in_tag && (a->closing != b->closing || strcmp(a->tag, b->tag) != 0))
		return false;
	if (in_attribute && strcmp(a->attribute, b->attribute) != 0)
		return false;
	if (a->context == TEMPLATE_URL || (in_attribute && takes_link(a->attribute)))
		return same_link(a, b);
	return true;
}
