/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text and tags in turn.  A block is parsed by a call of its own, which ends at {{else}} or
 * {{/...}}; what a value may be escaped by comes from the place that the text before it leads
 * to, so all ways through a block have to lead to the same.
 */
#include "message/template.h"

#include "base/utf8.h"
#include "message/template_node.h"
#include "message/template_place.h"

#include <stdarg.h>
#include <stdio.h>

struct parser {
	struct sv                     text;
	size_t                        at;
	const struct template_origin *origin;
	struct template_place         place;
	struct arena                 *a;
	struct err                   *e;
	size_t                        nodes;
	unsigned                      depth;
};

struct tag {
	size_t    from;		/* of its "{{" */
	size_t    after;	/* behind its "}}" */
	struct sv body;		/* between, without blanks around */
	bool      alone;	/* its line has nothing else */
	size_t    line_from;	/* alone: where the line begins */
	size_t    line_after;	/* and the next one */
};

/* Line and column of a byte; 0 what cannot be known. */
static void
place_of(const struct parser *p, size_t off, uint32_t *line, uint32_t *col)
{
	*line = *col = 0;
	if (p->origin == NULL)
		return;
	*line = p->origin->line;
	if (p->origin->col == 0)
		return;
	*col = p->origin->col;
	for (size_t i = 0; i < off && i < p->text.n; i++) {
		if (p->text.p[i] == '\n') {
			++*line;
			*col = 1;
		} else {
			++*col;
		}
	}
}

__attribute__((format(printf, 4, 5))) static enum rc
fail(const struct parser *p, enum rc rc, size_t off, const char *fmt, ...)
{
	char why[ERR_MSG_MAX];
	uint32_t line, col;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	place_of(p, off, &line, &col);
	if (col > 0)
		return rc_err(p->e, rc, "%s:%u:%u: %s", p->origin->file, line, col, why);
	return rc_err_at(p->e, rc, off + 1, "%s", why);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

static struct template_node *
new_node(struct parser *p, enum template_kind kind, size_t off)
{
	struct template_node *n = arena_zalloc(p->a, sizeof(*n));

	n->kind = kind;
	place_of(p, off, &n->line, &n->col);
	p->nodes++;
	return n;
}

/* ---- tags ---- */

/* Whether the tag has its line for itself, as those of blocks and comments may. */
static void
find_line(const struct parser *p, struct tag *t)
{
	size_t from = t->from, after = t->after;

	while (from > 0 && is_space(p->text.p[from - 1]))
		from--;
	while (after < p->text.n && is_space(p->text.p[after]))
		after++;
	t->alone = from == 0 || p->text.p[from - 1] == '\n';
	if (after < p->text.n && p->text.p[after] == '\r')
		after++;
	if (after < p->text.n && p->text.p[after] != '\n')
		t->alone = false;
	t->line_from = from;
	t->line_after = after < p->text.n ? after + 1 : after;
}

/* The tag that opens at @from, where "{{" stands. */
static enum rc
read_tag(struct parser *p, size_t from, struct tag *t)
{
	const struct sv s = p->text;
	bool quoted = false;
	size_t i = from + 2;

	if (i < s.n && s.p[i] == '{')
		return fail(p, RC_SYNTAX, from, "three braces: every value is escaped, use two");
	for (; i < s.n; i++) {
		if (quoted && s.p[i] == '\\' && i + 1 < s.n)
			i++;
		else if (s.p[i] == '"' && s.p[from + 2] != '!')
			quoted = !quoted;
		else if (!quoted && s.p[i] == '}' && i + 1 < s.n && s.p[i + 1] == '}')
			break;
	}
	if (i >= s.n)
		return fail(p, RC_SYNTAX, from, "'{{' without '}}'");
	t->from = from;
	t->after = i + 2;
	t->body = sv_trim((struct sv){ s.p + from + 2, i - from - 2 });
	find_line(p, t);
	return RC_OK;
}

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-' || c == '$' || (unsigned char)c >= 0x80;
}

/* A name at the beginning of @s, which moves behind it. */
static enum rc
read_name(struct parser *p, struct sv *s, struct template_node *n)
{
	static const struct { struct sv name; enum template_special what; } special[] = {
		{ { "@number", 7 }, TEMPLATE_NUMBER }, { { "@first", 6 }, TEMPLATE_FIRST },
		{ { "@last", 5 }, TEMPLATE_LAST }, { { ".", 1 }, TEMPLATE_SELF }
	};
	struct sv *path;
	size_t i = 0, parts = 1, from = 0;

	while (i < s->n && (name_byte(s->p[i]) || s->p[i] == '.' || s->p[i] == '@'))
		i++;
	n->name = (struct sv){ s->p, i };
	s->p += i;
	s->n -= i;
	for (size_t k = 0; k < sizeof(special) / sizeof(*special); k++)
		if (sv_eq(n->name, special[k].name)) {
			n->special = special[k].what;
			return RC_OK;
		}
	for (size_t k = 0; k < i; k++)
		parts += n->name.p[k] == '.';
	path = arena_alloc(p->a, parts * sizeof(*path));
	for (size_t k = 0; k <= i; k++) {
		if (k < i && n->name.p[k] != '.' && n->name.p[k] != '@')
			continue;
		if (k == from || (k < i && n->name.p[k] == '@'))
			return fail(p, RC_SYNTAX, (size_t)(n->name.p - p->text.p) + k,
			    "expected the name of a variable");
		path[n->npath++] = (struct sv){ n->name.p + from, k - from };
		from = k + 1;
	}
	n->path = path;
	return RC_OK;
}

static void
skip_space(struct sv *s)
{
	while (s->n > 0 && is_space(s->p[0])) {
		s->p++;
		s->n--;
	}
}

/* "..." with \" and \\ at the beginning of @s. */
static enum rc
read_quoted(struct parser *p, struct sv *s, struct sv *out)
{
	const char *from = s->p;
	char *to;
	size_t n = 0;

	if (s->n == 0 || s->p[0] != '"')
		return fail(p, RC_SYNTAX, (size_t)(from - p->text.p), "expected a text in quotes");
	to = arena_alloc(p->a, s->n + 1);
	for (size_t i = 1; i < s->n; i++) {
		if (s->p[i] == '"') {
			*out = (struct sv){ to, n };
			s->p += i + 1;
			s->n -= i + 1;
			return RC_OK;
		}
		if (s->p[i] == '\\' && i + 1 < s->n)
			i++;
		to[n++] = s->p[i];
	}
	return fail(p, RC_SYNTAX, (size_t)(from - p->text.p), "a text in quotes does not end");
}

/* |url, |json, |slack. */
static enum rc
read_encoding(struct parser *p, struct sv *s, struct template_node *n)
{
	static const struct { const char *name; enum template_escape how; } filters[] = {
		{ "url", TEMPLATE_ESCAPE_PART }, { "json", TEMPLATE_ESCAPE_JSON },
		{ "slack", TEMPLATE_ESCAPE_SLACK }
	};
	const size_t off = (size_t)(s->p - p->text.p);
	size_t len = 0;

	while (len < s->n && name_byte(s->p[len]))
		len++;
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		if (!sv_is((struct sv){ s->p, len }, filters[i].name))
			continue;
		if (n->encode)
			return fail(p, RC_SYNTAX, off, "a value is encoded once");
		n->encode = true;
		n->filter = filters[i].how;
		s->p += len;
		s->n -= len;
		return RC_OK;
	}
	return fail(p, RC_SYNTAX, off, "expected default:\"TEXT\", url, json or slack behind '|'");
}

static enum rc
read_filter(struct parser *p, struct sv *s, struct template_node *n)
{
	const size_t off = (size_t)(s->p - p->text.p);
	enum rc rc = RC_OK;

	if (sv_starts(*s, SV("default:"))) {
		s->p += 8;
		s->n -= 8;
		skip_space(s);
		rc = n->text.p != NULL ? fail(p, RC_SYNTAX, off, "a second default") :
		    read_quoted(p, s, &n->text);
	} else {
		rc = read_encoding(p, s, n);
	}
	return rc;
}

static enum rc
read_value(struct parser *p, const struct tag *t, struct template_node **out)
{
	struct template_node *n = new_node(p, TEMPLATE_VALUE, t->from);
	struct sv s = t->body;
	struct err why = { 0 };
	enum rc rc = read_name(p, &s, n);

	while (rc == RC_OK) {
		skip_space(&s);
		if (s.n == 0)
			break;
		if (s.p[0] != '|')
			return fail(p, RC_SYNTAX, (size_t)(s.p - p->text.p),
			    "expected '|' or '}}'");
		s.p++;
		s.n--;
		skip_space(&s);
		rc = read_filter(p, &s, n);
	}
	if (rc != RC_OK)
		return rc;
	*out = n;
	if (template_place_value(&p->place, &n->escape, &why) != RC_OK)
		return fail(p, RC_SYNTAX, t->from, "%s", why.msg);
	return RC_OK;
}

/* ---- texts and blocks ---- */

static enum rc
add_text(struct parser *p, struct template_node ***end, size_t from, size_t to)
{
	struct template_node *n;
	size_t bad = 0;

	if (from >= to)
		return RC_OK;
	n = new_node(p, TEMPLATE_FIXED, from);
	n->text = (struct sv){ p->text.p + from, to - from };
	if (!template_place_feed(&p->place, n->text, &bad))
		return fail(p, RC_SYNTAX, from + bad, "a line end or control character, in "
		    "what has to be one line");
	**end = n;
	*end = &n->next;
	return RC_OK;
}

enum ending { ENDS_TEXT, ENDS_ELSE, ENDS_BLOCK };

static enum rc parse_nodes(struct parser *p, struct template_node **first, enum ending *ending,
    struct tag *last);

/* The word of a block's own tag: {{/if}} ends {{#if}}. */
static struct sv
word_of(enum template_kind kind)
{
	return kind == TEMPLATE_IF ? SV("if") : SV("each");
}

static enum rc
same_place(const struct parser *p, const struct template_place *a, const struct tag *open)
{
	if (template_place_same(a, &p->place))
		return RC_OK;
	return fail(p, RC_SYNTAX, open->from, "a block has to end in the place of the "
	    "document that it begins in: a tag, a quote or a string is left open, or closed, in a "
	    "part of it");
}

/*
 * Behind {{#if X}} or {{#each X}}, up to its end.  A round of each follows another, so all of it
 * leads where it began; of if the two ways have to end alike, the second being empty without
 * {{else}}.
 */
static enum rc
parse_block(struct parser *p, struct template_node *n, const struct tag *open)
{
	const struct template_place before = p->place;
	struct template_place first;
	enum ending ending;
	struct tag last;
	struct sv word;
	enum rc rc;

	if (++p->depth > TEMPLATE_DEPTH_MAX)
		return fail(p, RC_LIMIT, open->from, "blocks in more than %d blocks",
		    (int)TEMPLATE_DEPTH_MAX);
	rc = parse_nodes(p, &n->first, &ending, &last);
	first = p->place;
	if (rc == RC_OK && n->kind == TEMPLATE_EACH)
		rc = same_place(p, &before, open);
	p->place = before;
	if (rc == RC_OK && ending == ENDS_ELSE)
		rc = parse_nodes(p, &n->other, &ending, &last);
	if (rc == RC_OK && ending == ENDS_ELSE)
		return fail(p, RC_SYNTAX, last.from, "a second {{else}}");
	if (rc == RC_OK)
		rc = same_place(p, &first, open);
	if (rc != RC_OK)
		return rc;
	word = last.body;
	if (ending == ENDS_BLOCK)
		word = sv_trim((struct sv){ word.p + 1, word.n - 1 });
	if (ending != ENDS_BLOCK || !sv_eq(word, word_of(n->kind)))
		return fail(p, RC_SYNTAX, ending == ENDS_BLOCK ? last.from : open->from,
		    "{{#%.*s}} ends with {{/%.*s}}", SV_SHOW(word_of(n->kind)),
		    SV_SHOW(word_of(n->kind)));
	p->depth--;
	return RC_OK;
}

static enum rc
open_block(struct parser *p, const struct tag *t, struct template_node **out)
{
	struct sv s = { t->body.p + 1, t->body.n - 1 };
	struct template_node *n = new_node(p, TEMPLATE_IF, t->from);
	enum rc rc;

	if (sv_starts(s, SV("each"))) {
		n->kind = TEMPLATE_EACH;
	} else if (!sv_starts(s, SV("if"))) {
		return fail(p, RC_SYNTAX, t->from, "expected {{#if NAME}} or {{#each NAME}}");
	}
	s.p += word_of(n->kind).n;
	s.n -= word_of(n->kind).n;
	if (s.n == 0 || !is_space(s.p[0]))
		return fail(p, RC_SYNTAX, t->from, "expected {{#if NAME}} or {{#each NAME}}");
	skip_space(&s);
	rc = read_name(p, &s, n);
	if (rc == RC_OK && s.n > 0)
		return fail(p, RC_SYNTAX, (size_t)(s.p - p->text.p), "expected '}}'");
	if (rc == RC_OK)
		rc = parse_block(p, n, t);
	*out = n;
	return rc;
}

/* A tag that was read; *ending other than ENDS_TEXT ends the nodes. */
static enum rc
take_tag(struct parser *p, const struct tag *t, struct template_node ***end, enum ending *ending)
{
	struct template_node *n = NULL;
	enum rc rc = RC_OK;

	if (sv_is(t->body, "else"))
		*ending = ENDS_ELSE;
	else if (sv_starts(t->body, SV("/")))
		*ending = ENDS_BLOCK;
	else if (sv_starts(t->body, SV("#")))
		rc = open_block(p, t, &n);
	else if (!sv_starts(t->body, SV("!")))
		rc = read_value(p, t, &n);
	if (rc == RC_OK && n != NULL) {
		**end = n;
		*end = &n->next;
	}
	if (rc == RC_OK && p->nodes > TEMPLATE_NODES_MAX)
		rc = fail(p, RC_LIMIT, t->from, "a template of more than %d parts",
		    (int)TEMPLATE_NODES_MAX);
	return rc;
}

/* Where the next "{{" is, from @at on, or the end. */
static size_t
find_tag(struct sv s, size_t at)
{
	for (; at + 1 < s.n; at++)
		if (s.p[at] == '{' && s.p[at + 1] == '{')
			return at;
	return s.n;
}

static enum rc
parse_nodes(struct parser *p, struct template_node **first, enum ending *ending, struct tag *last)
{
	struct template_node **end = first;
	enum rc rc = RC_OK;

	*ending = ENDS_TEXT;
	while (rc == RC_OK && *ending == ENDS_TEXT && p->at < p->text.n) {
		const size_t from = p->at, open = find_tag(p->text, from);
		struct tag t;
		bool quiet;

		if (open == p->text.n) {
			p->at = open;
			return add_text(p, &end, from, open);
		}
		if (open > from && p->text.p[open - 1] == '\\') {
			rc = add_text(p, &end, from, open - 1);
			if (rc == RC_OK)
				rc = add_text(p, &end, open, open + 2);
			p->at = open + 2;
			continue;
		}
		rc = read_tag(p, open, &t);
		if (rc != RC_OK)
			break;
		quiet = t.alone && t.line_from >= from && (sv_is(t.body, "else") ||
		    (t.body.n > 0 && strchr("#/!", t.body.p[0]) != NULL));
		rc = add_text(p, &end, from, quiet ? t.line_from : open);
		p->at = quiet ? t.line_after : t.after;
		*last = t;
		if (rc == RC_OK)
			rc = take_tag(p, &t, &end, ending);
	}
	return rc;
}

enum rc
template_parse(struct template **out, struct sv text, enum template_context context,
    const struct template_origin *o, struct arena *a, struct err *e)
{
	struct parser p = { .text = text, .origin = o, .a = a, .e = e };
	struct template *t = arena_zalloc(a, sizeof(*t));
	enum ending ending;
	struct tag last;
	enum rc rc;

	if (text.n > TEMPLATE_TEXT_MAX)
		return fail(&p, RC_LIMIT, 0, "a template has at most %d bytes",
		    (int)TEMPLATE_TEXT_MAX);
	if (context == TEMPLATE_HEADER || context == TEMPLATE_URL)
		while (p.text.n > 0 && strchr("\r\n", p.text.p[p.text.n - 1]) != NULL)
			p.text.n--;
	if (utf8_valid(text) != text.n)
		return fail(&p, RC_SYNTAX, utf8_valid(text), "not UTF-8");
	template_place_init(&p.place, context);
	t->context = context;
	if (o != NULL) {
		t->file = o->file;
		t->line = o->line;
		t->col = o->col;
	}
	rc = parse_nodes(&p, &t->first, &ending, &last);
	if (rc == RC_OK && ending != ENDS_TEXT)
		rc = fail(&p, RC_SYNTAX, last.from, "{{%.*s}} without a block", SV_SHOW(last.body));
	*out = t;
	return rc;
}
