/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jcut - see jcut.h
 *
 * An element is scanned strictly until its first fault, then loosely: brackets and
 * strings only.  When it is found bad, the lines behind its first one are looked at
 * again from its beginning: which of them may begin another element depends on where it
 * begins, not on where the fault is.  What is longer than the limit cannot be gone back
 * to: from there on only lines ahead count.
 *
 * An element that is no object is scanned like one when it is an array or a string.
 * Anything else runs to the end of its line, in an array to a comma or a bracket.
 */
#include "json/jcut.h"

#include "json/jscan.h"

#include <string.h>

enum expect {
	VALUE,
	VALUE_OR_END,
	KEY,
	KEY_OR_END,
	COLON,
	NEXT			/* a comma or the end */
};

void
jcut_init(struct jcut *c)
{
	*c = (struct jcut){ .last = false };
}

void
jcut_text(struct jcut *c, const char *p, const char *end, bool last)
{
	c->from = c->line = p;
	c->end = end;
	c->last = last;
	c->lines = 0;
}

static bool
is_white(char ch)
{
	return ch == ' ' || ch == '\t' || ch == '\r';
}

static bool
is_word(char ch)
{
	return (ch >= '0' && ch <= '9') || ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z') ||
	    ch == '+' || ch == '-' || ch == '.';
}

/* jcut.border with @ch behind what stood before. */
static uint8_t
border_step(uint8_t border, char ch)
{
	if (ch == '}')
		return JCUT_BRACE;
	if (ch == '\r')
		return border == JCUT_BRACE ? JCUT_BRACE_CR : 0;
	return ch == '\n' && (border == JCUT_BRACE || border == JCUT_BRACE_CR) ? JCUT_BORDER : 0;
}

/* The same behind the text from @p to @q. */
static uint8_t
border_behind(const struct jcut *c, const char *p, const char *q)
{
	uint8_t border = c->border;

	if (q - p > JCUT_BORDER)
		p = q - JCUT_BORDER;
	for (; p < q; p++)
		border = border_step(border, *p);
	return border;
}

uint64_t
jcut_column(const struct jcut *c, const char *p)
{
	return c->before + (uint64_t)(p - c->line) + 1;
}

/* White space at the start of the line of @p, up to it. */
static size_t
indent_at(const struct jcut *c, const char *p)
{
	const char *q = c->line;

	if (c->before > c->lead)
		return c->lead;
	while (q < p && is_white(*q))
		q++;
	return c->before + (size_t)(q - c->line);
}

void
jcut_rest(struct jcut *c, const char *p)
{
	size_t lead = indent_at(c, p);

	c->before += (size_t)(p - c->line);
	c->lead = lead;
	c->line = p;
}

/* A line begins at @p, behind its newline. */
static void
new_line(struct jcut *c, const char *p)
{
	c->lines++;
	c->line = p;
	c->before = c->lead = 0;
}

static enum jcut_got
fault(struct jcut *c, const char *what)
{
	c->fault = what;
	return JCUT_FAULT;
}

static enum jcut_got
leave_array(struct jcut *c)
{
	c->array = c->after = c->comma = false;
	return fault(c, JCUT_OPEN_ARRAY);
}

/* An element at @p; in an array it needs a comma before it. */
static enum jcut_got
find_element(struct jcut *c, const char *p)
{
	if (c->array && *p == '{' && c->border == JCUT_BORDER)
		return leave_array(c);
	if (c->array && c->after && !c->comma) {
		c->comma = true;
		return fault(c, "expected ',' or ']' before the next element");
	}
	c->comma = false;
	return *p == '{' ? JCUT_OBJECT : JCUT_OTHER;
}

static enum jcut_got
take_comma(struct jcut *c)
{
	if (!c->array)
		return fault(c, "expected an object, found ','");
	if (!c->after || c->comma)
		return fault(c, "expected an element, found ','");
	c->comma = true;
	return JCUT_END;
}

static enum jcut_got
take_bracket(struct jcut *c)
{
	bool trailing = c->comma, open = c->array;

	c->array = c->after = c->comma = false;
	if (!open)
		return fault(c, "expected an object, found ']'");
	return trailing ? fault(c, "expected an element, found ']'") : JCUT_END;
}

/* A byte between elements that is no white space: JCUT_END when it is past. */
static enum jcut_got
look_between(struct jcut *c, const char *p)
{
	switch (*p) {
	case JCUT_RS:
		return c->array ? leave_array(c) : JCUT_END;
	case ',':
		return take_comma(c);
	case ']':
		return take_bracket(c);
	case '[':
		if (c->array)
			return find_element(c, p);
		c->array = true;
		c->after = c->comma = false;
		return JCUT_END;
	default:
		return find_element(c, p);
	}
}

enum jcut_got
jcut_seek(struct jcut *c, const char **at)
{
	const char *p = *at;

	for (; p < c->end; p++) {
		enum jcut_got got;

		if (*p == '\n')
			new_line(c, p + 1);
		if (*p == '\n' || is_white(*p)) {
			c->border = border_step(c->border, *p);
			continue;
		}
		if (*p == '\0') {	/* a hole, see jread_next */
			c->border = 0;
			continue;
		}
		got = look_between(c, p);
		c->border = 0;
		if (got == JCUT_END)
			continue;
		*at = p;
		c->fault_n = *p == ',' || *p == ']';
		return got;
	}
	*at = p;
	c->fault_n = 0;
	return c->last && c->array ? leave_array(c) : JCUT_MORE;
}

void
jcut_begin(struct jcut *c, const char *p)
{
	c->inside = true;
	c->bad = c->skip = c->ended = c->string = c->word = false;
	c->run = *p != '{' && (!c->array || (*p != '[' && *p != '"'));
	c->expect = VALUE;
	c->depth = c->over = c->done = 0;
	c->indent = indent_at(c, p);
}

static void
push_level(struct jcut *c, char bracket)
{
	uint64_t bit = UINT64_C(1) << (c->depth % 64), *word = &c->square[c->depth / 64];

	c->expect = bracket == '{' ? KEY_OR_END : VALUE_OR_END;
	if (c->depth == JREAD_DEPTH_MAX) {
		c->over++;
		return;
	}
	*word = bracket == '[' ? *word | bit : *word & ~bit;
	c->depth++;
}

static bool
is_square(const struct jcut *c, size_t level)
{
	return (c->square[level / 64] >> (level % 64) & 1) != 0;
}

static bool
wants_value(const struct jcut *c)
{
	return c->expect == VALUE || c->expect == VALUE_OR_END;
}

/* On in a string, to its end: behind its quote; at a control character, or at @stop. */
static const char *
string_on(struct jcut *c, const char *p, const char *stop)
{
	for (;;) {
		uint64_t flags;

		for (; stop - p >= 8; p += 8) {
			flags = jscan_stops(word_load(p));
			if (flags != 0) {
				p += jscan_first(flags);
				break;
			}
		}
		while (p < stop && *p != '"' && *p != '\\' && (unsigned char)*p >= ' ')
			p++;
		if (p == stop || (*p == '\\' && p + 1 == stop))
			return p;
		if (*p == '"') {
			c->string = false;
			return p + 1;
		}
		if (*p != '\\')
			return p;
		p += 1 + ((unsigned char)p[1] >= ' ');
	}
}

/* One token, no string, at @p: behind it; NULL when it cannot stand there. */
static const char *
strict_token(struct jcut *c, const char *p)
{
	bool square = c->depth > 0 && is_square(c, c->depth - 1);

	switch (*p) {
	case '{': case '[':
		if (!wants_value(c) || c->depth == JREAD_DEPTH_MAX)
			return NULL;
		push_level(c, *p);
		return p + 1;
	case '}': case ']':
		if (square != (*p == ']') || (c->expect != NEXT &&
		    c->expect != (square ? VALUE_OR_END : KEY_OR_END)))
			return NULL;
		c->depth--;
		c->expect = NEXT;
		return p + 1;
	case ',':
		if (c->expect != NEXT)
			return NULL;
		c->expect = square ? VALUE : KEY;
		return p + 1;
	case ':':
		if (c->expect != COLON)
			return NULL;
		c->expect = VALUE;
		return p + 1;
	case '"':
		if (c->expect == COLON || c->expect == NEXT)
			return NULL;
		c->expect = wants_value(c) ? NEXT : COLON;
		c->string = true;
		return p + 1;
	default:
		break;
	}
	if (!wants_value(c) || !is_word(*p))
		return NULL;
	c->expect = NEXT;
	c->word = true;
	return p;
}

/* On in a number or word. */
static const char *
word_on(struct jcut *c, const char *p, const char *stop)
{
	while (p < stop && is_word(*p))
		p++;
	c->word = p == stop;
	return p;
}

/* Until the element is over, or bad, or @stop. */
static const char *
scan_strictly(struct jcut *c, const char *p, const char *stop, bool *over)
{
	while (p < stop) {
		const char *q;

		if (c->string) {
			p = string_on(c, p, stop);
			if (c->string) {
				c->bad = p < stop && *p != '\\';
				return p;
			}
		} else if (c->word) {
			p = word_on(c, p, stop);
			continue;
		} else if (is_white(*p) || *p == '\n') {
			p++;
			continue;
		} else {
			q = strict_token(c, p);
			if (q == NULL) {
				c->bad = true;
				return p;
			}
			p = q;
		}
		*over = c->depth == 0 && c->expect == NEXT && !c->string;
		if (*over)
			return p;
	}
	return p;
}

/* Whether the line at @p may begin another element; *known: its text is there. */
static bool
is_start(const struct jcut *c, const char *p, uint8_t border, bool *known)
{
	size_t n = 0;

	while (p + n < c->end && n <= c->indent && is_white(p[n]))
		n++;
	*known = p + n < c->end || c->last;
	if (p + n == c->end)
		return false;
	if (n == c->indent && (p[n] == '{' || p[n] == '['))
		return true;
	return n == 0 && *p == '{' && border == JCUT_BORDER;
}

/* The first line end from @q to @to with a line behind it that may begin an element; or NULL. */
static const char *
look_back(const struct jcut *c, const char *p, const char *q, const char *to)
{
	bool known;

	while ((q = memchr(q, '\n', (size_t)(to - q))) != NULL) {
		q++;
		if (is_start(c, q, border_behind(c, p, q), &known))
			return q;
	}
	return NULL;
}

/* The bracket that closes some level; false: it closes none in the element. */
static bool
close_level(struct jcut *c, char bracket)
{
	size_t level = c->depth;

	if (c->over > 0) {
		c->over--;
		return true;
	}
	while (level > 0 && is_square(c, level - 1) != (bracket == ']'))
		level--;
	if (level == 0)
		return false;
	c->depth = level - 1;
	return true;
}

/* As scan_strictly, of a bad element that begins at @from; without *known more text is wanted. */
static const char *
scan_loosely(struct jcut *c, const char *from, const char *p, const char *stop, bool *over,
    bool *known)
{
	for (; p < stop; p++) {
		if (c->string) {
			p = string_on(c, p, stop);
			if (c->string && (p == stop || *p == '\\'))
				return p;
			if (!c->string)
				p--;		/* at its quote */
			else if (*p == '\n' || *p == JCUT_RS)
				c->string = false;
			if (c->string || *p == '"')
				continue;
		}
		switch (*p) {
		case '\n':
			*over = is_start(c, p + 1, border_behind(c, from, p + 1), known);
			if (*over || !*known)
				return p + *over;
			break;
		case JCUT_RS:
			*over = true;
			return p;
		case '{': case '[':
			push_level(c, *p);
			break;
		case '}': case ']':
			*over = close_level(c, *p) ? c->depth == 0 : *p == ']' && c->array;
			if (*over)
				return p + (c->depth == 0);
			break;
		case '"':
			c->string = true;
			break;
		default:
			break;
		}
	}
	return p;
}

/* As scan_strictly, of text that is no element. */
static const char *
scan_run(const struct jcut *c, const char *p, const char *stop, bool *over)
{
	while (p < stop && *p != '\n' && *p != JCUT_RS &&
	    !(c->array && (*p == ',' || *p == ']' || *p == '{')))
		p++;
	*over = p < stop;
	return p;
}

/*
 * Where a bad element may end before @q, where it was found bad.  What is longer than the
 * limit has lost its earlier lines: only what begins the line of the fault counts.
 */
static const char *
look_for_start(const struct jcut *c, const char *p, const char *q)
{
	const char *from = c->skip ? q : p;

	while (c->skip && from > p && is_white(from[-1]))
		from--;
	from -= c->skip && from > p;
	return look_back(c, p, from, q);
}

/* Text up to @q can go, but for a line that has only been indented so far. */
static const char *
keep_indent(const struct jcut *c, const char *p, const char *q)
{
	const char *at = q;

	while (at > p && is_white(at[-1]) && (size_t)(q - at) <= c->indent)
		at--;
	return at > p && at[-1] == '\n' && !c->string ? at - 1 : q;
}

enum jcut_got
jcut_take(struct jcut *c, const char *p, size_t limit, const char **end)
{
	bool beyond = !c->skip && (size_t)(c->end - p) > limit;
	const char *q = p + c->done, *stop = beyond ? p + limit + 1 : c->end;
	bool over = c->ended, known = true, was_bad = c->bad;

	if (c->run && !over) {
		q = scan_run(c, q, stop, &over);
	} else if (!c->bad && !over) {
		q = scan_strictly(c, q, stop, &over);
		/* Beyond the limit it is too long, whether this is known to be the end or not. */
		c->bad = c->bad || (!over && !beyond && stop == c->end && c->last);
	}
	if (c->bad && !was_bad) {
		const char *start = look_for_start(c, p, q);

		over = start != NULL;
		q = over ? start : q;
	}
	if (c->bad && !over)
		q = scan_loosely(c, p, q, stop, &over, &known);
	if (!over && stop == c->end && c->last) {
		over = true;
		q = stop;
	}
	*end = q;
	if (over && (!beyond || (size_t)(q - p) <= limit))
		return JCUT_END;
	c->ended = over;
	c->done = (size_t)(q - p);
	if (!c->skip && (!beyond || !known))
		return JCUT_MORE;
	if (!c->bad && !c->run && !over)
		*end = keep_indent(c, p, q);
	c->done = 0;
	if (c->skip)
		return JCUT_MORE;
	c->skip = true;
	return JCUT_LONG;
}

void
jcut_pass(struct jcut *c, const char *p, const char *end)
{
	const char *q = p;

	c->border = border_behind(c, p, end);
	while ((q = memchr(q, '\n', (size_t)(end - q))) != NULL)
		new_line(c, ++q);
	c->done = 0;
}

void
jcut_took(struct jcut *c, const char *p, const char *end)
{
	jcut_pass(c, p, end);
	c->inside = false;
	c->after = c->array;
}

/* Behind the run at @p: of white space, of other bytes outside of strings, or within one. */
static const char *
run_end(const char *p, const char *end, bool *string)
{
	if (is_white(*p) || *p == '\n') {
		while (p < end && (is_white(*p) || *p == '\n'))
			p++;
		return p;
	}
	while (p < end && *p != '"' && !is_white(*p) && *p != '\n')
		p++;
	*string = p < end && *p == '"';
	return p + *string;
}

/* Behind the string at @p, with its quote or the line end that breaks it off. */
static const char *
string_end(const char *p, const char *end)
{
	for (; p < end; p++) {
		uint64_t stop = jscan_stops(word_load(p));

		if (stop == 0) {
			p += 7;
			continue;
		}
		p += jscan_first(stop);
		if (p >= end)
			break;
		if (*p == '"' || *p == '\n')
			return p + 1;
		p += *p == '\\' && (unsigned char)p[1] >= ' ';
	}
	return end;
}

size_t
jcut_join(struct sv s, char *to, size_t off, size_t *at)
{
	const char *end = s.p + s.n, *p = s.p, *q;
	bool lines = s.n > 0 && memchr(s.p, '\n', s.n) != NULL, string = false, gap = false;
	size_t n = 0;

	while (end > p && (is_white(end[-1]) || end[-1] == '\n'))
		end--;
	*at = (size_t)(end - s.p);
	for (; p < end; p = q) {
		bool in_string = string, white = !string && (is_white(*p) || *p == '\n');

		q = in_string ? string_end(p, end) : run_end(p, end, &string);
		string = string && !in_string;
		if (lines && white) {
			gap = true;
			continue;
		}
		if (gap && n > 0 && is_word(to[n - 1]) && is_word(*p))
			to[n++] = ' ';		/* two words stay two */
		gap = false;
		if (off >= n && off - n < (size_t)(q - p))
			*at = (size_t)(p - s.p) + (off - n);
		memcpy(to + n, p, (size_t)(q - p));
		n += (size_t)(q - p);
	}
	to[n] = '\n';
	return n;
}
