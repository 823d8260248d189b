/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * claims - what holds for the output of every run of a filter
 */
#ifndef CX_TESTS_FUZZ_CLAIMS_H
#define CX_TESTS_FUZZ_CLAIMS_H

#include "../neutral.h"
#include "base/utf8.h"
#include "json/jread.h"
#include "mains.h"

#include <jansson.h>

/* The next line without its line feed; false when @s is used up. */
static inline bool
claims_line(struct sv *s, struct sv *line)
{
	size_t used;

	if (s->n == 0)
		return false;
	*line = (struct sv){ s->p, sv_find(*s, '\n') };
	used = line->n + (line->n < s->n);
	*s = (struct sv){ s->p + used, s->n - used };
	return true;
}

static inline size_t
claims_count(struct sv s)
{
	struct sv line;
	size_t n = 0;

	while (claims_line(&s, &line))
		n++;
	return n;
}

/* UTF-8 without controls, those in @but apart, and without anything that turns text around. */
static inline bool
claims_clean(struct sv s, const char *but)
{
	size_t at = 0;

	if (utf8_valid(s) != s.n)
		return false;
	while (at < s.n) {
		uint32_t cp = utf8_next(s, &at);

		if (cp < 0x20 && (cp == 0 || strchr(but, (int)cp) == NULL))
			return false;
		if ((cp >= 0x7f && cp < 0xa0) || (cp >= 0x202a && cp <= 0x202e) ||
		    (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e || cp == 0x200f || cp == 0x61c)
			return false;
	}
	return true;
}

/* One JSON object; what jansson cannot judge counts as one. */
static inline bool
claims_object(struct sv line, size_t flags)
{
	size_t deep;
	bool huge, ok;
	char *copy = neutral_copy(line.p, line.n, &deep, &huge);
	json_t *root = json_loadb(copy, line.n, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL | flags,
	    NULL);

	ok = huge || deep > JREAD_DEPTH_MAX || json_is_object(root);
	json_decref(root);
	free(copy);
	return ok;
}

/* Whole lines, each an object; @once: no name twice in one. */
static inline void
claims_ndjson(const struct mains_run *r, bool once)
{
	struct sv rest = buf_view(&r->out), line;

	mains_check(rest.n == 0 || rest.p[rest.n - 1] == '\n', r, "half a line");
	while (claims_line(&rest, &line))
		mains_check(claims_object(line, once ? JSON_REJECT_DUPLICATES : 0), r,
		    "a line that is no JSON object");
}

/* Messages cannot move a cursor, nor pass for those of another program. */
static inline void
claims_messages(const struct mains_run *r)
{
	struct sv rest = buf_view(&r->err), line;

	mains_check(claims_clean(rest, "\n"), r, "control characters in a message");
	while (claims_line(&rest, &line))
		mains_check(sv_starts(line, SV("cx")) || sv_starts(line, SV("  ")) ||
		    sv_starts(line, SV("try 'cx")), r, "a message that is not the filter's");
	mains_check(r->status == 0 || r->err.n > 0 || r->status == 3, r, "failed without a word");
	mains_check(r->status >= 0 && r->status <= 4, r, "an exit status there is none of");
}

/* "N of M records rejected"; false when nothing was. */
static inline bool
claims_rejected(const struct mains_run *r, unsigned long *rejected, unsigned long *all)
{
	struct sv rest = buf_view(&r->err), line;

	while (claims_line(&rest, &line)) {
		char text[160] = { 0 }, name[16];

		memcpy(text, line.p, line.n < sizeof(text) ? line.n : sizeof(text) - 1);
		if (sscanf(text, "%15[a-z]: %lu of %lu records rejected (", name, rejected, all) == 3)
			return true;
	}
	return false;
}

static inline bool
claims_blank(struct sv line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] == '\0')	/* of a log that was cut short, left out */
		i++;
	for (; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

/*
 * Every line of the input that is not blank is a record, which was written or rejected.
 * Not of -f json, whose elements go over lines and stand in one.
 */
static inline void
claims_accounts(const struct mains_run *r)
{
	unsigned long rejected = 0, all = 0, lines = 0;
	struct sv rest = r->in, line;
	bool some = claims_rejected(r, &rejected, &all);

	while (claims_line(&rest, &line))
		lines += !claims_blank(line);
	mains_check(!some || all == lines, r, "records and rejects are not the input's lines");
	mains_check(claims_count(buf_view(&r->out)) + rejected == lines, r,
	    "records and rejects do not add up");
}

/* Two runs that must not differ in anything. */
static inline void
claims_same(const struct mains_run *a, const struct mains_run *b, const char *what)
{
	if (a->status == b->status && sv_eq(buf_view(&a->out), buf_view(&b->out)) &&
	    sv_eq(buf_view(&a->err), buf_view(&b->err)))
		return;
	fprintf(stderr, "the other run: status %d, messages:\n%.*s  output:\n%.*s\n", a->status,
	    (int)a->err.n, a->err.p, (int)a->out.n, a->out.p);
	mains_fail(b, what);
}

/* Compressed input has other lines than we see, and so has a byte order mark. */
static inline bool
claims_coded(struct sv in)
{
	return sv_starts(in, SV("\xef\xbb\xbf")) || sv_starts(in, SV("\x1f\x8b")) ||
	    sv_starts(in, SV("\x28\xb5\x2f\xfd")) ||
	    (in.n > 4 && memcmp(in.p + 1, "\x2a\x4d\x18", 3) == 0);
}

#endif
