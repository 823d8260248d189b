/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/pieces.h"

#include "state/head.h"

#include <string.h>

void
pieces_init(struct pieces *p, const struct jread_path *path, size_t n)
{
	*p = (struct pieces){ .lines = jread_new(path, n, false) };
	p->inside = jread_new(path, n, false);
}

void
pieces_block(struct pieces *p, const char *text, size_t n)
{
	p->at = text;
	p->end = text + n;
}

/* *@at moves behind @what, if that stands there. */
static bool
take_text(const char **at, const char *end, struct sv what)
{
	if ((size_t)(end - *at) < what.n || memcmp(*at, what.p, what.n) != 0)
		return false;
	*at += what.n;
	return true;
}

/* At @at, behind its key, a line begins that is a part of a run. */
static bool
begin_part(struct pieces *p, const char *at)
{
	if (!take_text(&at, p->stop, SV(PIECES_PART_BEGIN)) || p->stop - at < HEAD_HEX ||
	    !head_unhex((struct sv){ at, HEAD_HEX }, &p->run))
		return false;
	at += HEAD_HEX;
	if (!take_text(&at, p->stop, SV(PIECES_PART_LINES)))
		return false;
	p->in = PIECES_PART;
	p->at = at;
	return true;
}

/* The line at hand holds lines: then p->at moves behind what stands before them. */
static bool
begin_line(struct pieces *p)
{
	const char *at = p->at, *tab;

	for (; at < p->end && (*at == '\n' || *at == '\r' || *at == ' '); at++)
		p->line += *at == '\n';
	p->at = at;
	if (at == p->end)
		return false;
	p->stop = memchr(at, '\n', (size_t)(p->end - at));
	p->begun = false;
	p->key = (struct sv){ at, 0 };
	if (take_text(&at, p->stop, SV(PIECES_LINE_BEGIN))) {
		p->in = PIECES_LINE;
		p->at = at;
		return true;
	}
	tab = *at != '{' ? memchr(at, '\t', (size_t)(p->stop - at)) : NULL;
	if (tab != NULL)
		p->key.n = (size_t)(tab - at);
	return begin_part(p, tab != NULL ? tab + 1 : at);
}

/* Behind the last line in one. */
static enum rc
end_line(struct pieces *p, struct err *e)
{
	const char *at = p->at;

	if (!take_text(&at, p->stop, SV(PIECES_END)))
		return rc_err(e, RC_BAD, "expected ',' or ']}' behind a line in a line");
	while (at < p->stop && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	if (at < p->stop)
		return rc_err(e, RC_BAD, "text behind the end of the line");
	p->at = p->stop + 1;
	p->in = PIECES_FILE;
	return RC_OK;
}

static enum rc
next_inside(struct pieces *p, struct val *slot, struct sv *text, struct err *e)
{
	struct jread_line line;
	enum rc rc;

	if (p->at < p->stop && *p->at == PIECES_END[0])
		return end_line(p, e);
	if (p->begun && !take_text(&p->at, p->stop, SV(",")))
		return end_line(p, e);
	p->begun = true;
	rc = jread_object(p->inside, &p->at, p->stop, slot, &line, e);
	*text = line.text;
	return rc;
}

enum rc
pieces_next(struct pieces *p, struct val *slot, struct sv *text, struct err *e)
{
	struct jread_line line;
	enum rc rc;

	*text = (struct sv){ NULL, 0 };
	if (p->in == PIECES_FILE && p->at != NULL && begin_line(p))
		p->line++;
	if (p->in != PIECES_FILE)
		return next_inside(p, slot, text, e);
	if (p->at == NULL || p->at == p->end)
		return RC_END;
	rc = jread_next(p->lines, &p->at, p->end, &p->line, slot, &line, e);
	/* What carries lines may leave blanks around them; they are no part of the check. */
	if (rc == RC_OK)
		*text = sv_trim(line.text);
	return rc;
}

bool
pieces_here(const struct pieces *p, struct sv *text)
{
	const char *at = p->at, *end = p->in == PIECES_FILE ? p->end : p->stop;

	if (at == NULL || at == end)
		return false;
	if (p->in != PIECES_FILE && (!p->begun || *at++ != ','))
		return false;
	*text = (struct sv){ at, (size_t)(end - at) };
	return true;
}

bool
pieces_whole(const struct pieces *p, struct sv *line, const char *at)
{
	const char *end = line->p + line->n;

	if (p->in == PIECES_FILE) {
		end = memchr(at, '\n', (size_t)(end - at));
		line->n = (size_t)(end - line->p);
		return end - at > HEAD_CHECK;
	}
	/* The first bracket behind what looks like a check. */
	for (const char *q = at; (q = memchr(q, '}', (size_t)(end - q))) != NULL;) {
		line->n = (size_t)(++q - line->p);
		if (q - at > HEAD_CHECK && head_checked(*line))
			return true;
	}
	return false;
}

void
pieces_pass(struct pieces *p, struct sv line)
{
	p->at = line.p + line.n;
	if (p->in != PIECES_FILE)
		return;
	p->at++;
	p->line++;
}

bool
pieces_part(struct pieces *p, struct sv head)
{
	return p->in == PIECES_PART && !p->begun && head.n > 0 &&
	    (p->begun = take_text(&p->at, p->stop, head));
}

void
pieces_free(struct pieces *p)
{
	jread_free(p->lines);
	jread_free(p->inside);
}
