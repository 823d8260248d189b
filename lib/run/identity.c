/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/identity.h"

#include "base/hash.h"

#include <string.h>

void
identity_clear(struct identity_source *s)
{
	*s = (struct identity_source){ .from_us = INT64_MAX, .to_us = INT64_MIN };
}

void
identity_put(struct identity *d, const struct identity_source *s, struct arena *a)
{
	if (d->n == d->cap) {
		size_t cap = d->cap != 0 ? 2 * d->cap : 8;

		d->source = arena_grow(a, d->source, d->cap * sizeof(*s), cap * sizeof(*s));
		d->cap = cap;
	}
	d->source[d->n++] = *s;
}

void
identity_join(struct identity *d, const struct identity_source *s, struct arena *a)
{
	for (size_t i = 0; i < d->n; i++) {
		struct identity_source *x = &d->source[i];

		if (sv_eq(x->name, s->name) && sv_eq(x->label, s->label) &&
		    sv_eq(x->part, s->part)) {
			identity_add(x, s);
			return;
		}
	}
	identity_put(d, s, a);
}

void
identity_want(struct identity *d, const char *const *file, size_t n, const char *label,
    const char *part, struct arena *a)
{
	struct identity_source s;

	d->wanted = true;
	d->brief = part != NULL;
	for (size_t i = 0; i < (n > 0 ? n : 1); i++) {
		identity_clear(&s);
		s.label = sv_of(label != NULL ? label : "");
		if (part != NULL) {
			s.part = sv_of(part);
			s.narrow = true;
			s.lines.low = hash_sv(s.part, 0);
		}
		if (n > 0 && strcmp(file[i], "-") != 0)
			s.name = sv_of(file[i]);
		identity_put(d, &s, a);
	}
}

static void
put_number(struct buf *b, uint64_t n)
{
	buf_add(b, (const char *)&n, sizeof(n));
}

void
identity_key(struct buf *b, const struct identity_source *s)
{
	buf_clear(b);
	put_number(b, s->lines.high);
	put_number(b, s->lines.low);
	put_number(b, s->narrow);
	put_number(b, s->records);
	put_number(b, (uint64_t)s->from_us);
	put_number(b, (uint64_t)s->to_us);
	if (s->part.n > 0)
		buf_sv(b, s->part);
	else if (!identity_has_times(s))
		buf_sv(b, s->name);
}

/* In the order of the input: each line up to its LF, and what stands between two of them. */
void
identity_rows(struct identity_source *s, const struct linesum_key *k, struct identity_text *t,
    const struct record *row, size_t n)
{
	struct sv line[BATCH_ROWS];
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		struct sv x = row[i].line;
		const char *end = x.p + x.n;
		size_t at = (size_t)((uintptr_t)x.p - (uintptr_t)t->at);

		if (at >= (size_t)(t->end - t->at) || x.n == 0)
			continue;
		if (at > 0) {
			if (x.p[-1] != '\n')
				continue;
			linesum_text(k, (struct sv){ t->at, at }, &s->lines);
			t->at = x.p;
		}
		if (*end == '\n')
			x.n -= x.p[x.n - 1] == '\r';
		else if (*end++ != '\r' || *end != '\n')
			continue;
		t->at = end + 1;
		line[told] = x;
		told += x.n > 0;
	}
	linesum_rows(k, line, told, &s->lines);
}

void
identity_rest(struct identity_source *s, const struct linesum_key *k, struct identity_text *t)
{
	linesum_text(k, (struct sv){ t->at, (size_t)(t->end - t->at) }, &s->lines);
	t->at = t->end;
}

void
identity_accept(struct identity_source *s, const struct linesum_key *k, const struct record *row,
    size_t n)
{
	if (n > 0 && s->records == 0)
		s->first = hash_sv(record_line(row), 0);
	s->records += n;
	for (size_t i = 0; k != NULL && i < n; i++) {
		struct sv line = record_line(&row[i]);

		linesum_rows(k, &line, line.n > 0, &s->lines);
	}
}

void
identity_add(struct identity_source *s, const struct identity_source *more)
{
	if (s->records == 0)
		s->first = more->first;
	s->records += more->records;
	linesum_add(&s->lines, &more->lines);
	s->narrow |= more->narrow;
	if (more->from_us <= more->to_us) {
		identity_time(s, more->from_us);
		identity_time(s, more->to_us);
	}
}
