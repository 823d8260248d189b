/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/state.h"

#include "base/hash.h"
#include "base/mem.h"
#include "key/key_text.h"
#include "record/time_member.h"
#include "state/pieces.h"
#include "state/slices.h"

#include <stdlib.h>
#include <string.h>

/* What was read, as one number: the same for the same input, whichever order it came in. */
static uint64_t
run_id(const struct identity *d)
{
	uint64_t id = 0;
	struct buf key;

	buf_init(&key, SIZE_MAX);
	for (size_t i = 0; i < d->n; i++) {
		if (d->source[i].records == 0)
			continue;
		identity_key(&key, &d->source[i]);
		id += hash_sv(buf_view(&key), 0);
	}
	buf_free(&key);
	return id;
}

static const struct identity *
identity_of(const struct state_writer *s)
{
	return s->sum != NULL ? &s->sum->read : &s->j->run.identity;
}

/* What stands before the lines of a run, or of a part of it, that are one line. */
static void
begin_line(struct state_writer *s)
{
	if (s->h->form == STATE_LINE) {
		out_sv(s->to, SV(PIECES_LINE_BEGIN));
		return;
	}
	out_sv(s->to, SV(PIECES_PART_BEGIN));
	out_sv(s->to, sv_of(s->run));
	out_sv(s->to, SV(PIECES_PART_LINES));
}

/* The line in s->b, whole; of a part of a run it follows the head, or another line. */
static void
put_line(struct state_writer *s)
{
	struct sv line = buf_view(&s->b);

	if (s->h->form != STATE_LINES)
		line.n--;
	if (s->h->form != STATE_LINES && s->begun)
		out_sv(s->to, SV(","));
	s->begun = true;
	out_sv(s->to, line);
	buf_clear(&s->b);
}

/* A part of a run: its key, and behind that the head. */
static void
begin_part(struct state_writer *s, struct sv key)
{
	out_sv(s->to, key);
	out_sv(s->to, SV("\t"));
	begin_line(s);
	out_sv(s->to, buf_view(&s->head));
	s->begun = true;
}

void
state_writer_begin(struct state_writer *s, struct out *to, const struct job *j,
    const struct state_head *h)
{
	*s = (struct state_writer){ .to = to, .j = j, .h = h };
	buf_init(&s->b, SIZE_MAX);
	buf_init(&s->head, SIZE_MAX);
	buf_init(&s->key, SIZE_MAX);
	buf_init(&s->window, SIZE_MAX);
	head_begin(&s->w, &s->b, "states");
	head_write(h, &s->w);
	head_seal(&s->w, &s->b);
	if (h->form == STATE_LINE)
		begin_line(s);
	if (h->form != STATE_KEYED) {
		put_line(s);
		return;
	}
	head_hex(s->run, run_id(identity_of(s)));
	buf_add(&s->head, s->b.p, s->b.n - 1);
	buf_clear(&s->b);
}

/* Of many states that come together the window is the same. */
static void
write_window(struct state_writer *s, const struct twindow *window, struct twindow_span span)
{
	size_t from = s->b.n;

	if (s->window.n > 0 && span.from_us == s->span.from_us && span.to_us == s->span.to_us) {
		buf_sv(&s->b, buf_view(&s->window));
		return;
	}
	time_member_write(&s->w, "window", window->zone, span.from_us);
	time_member_write(&s->w, "window_end", window->zone, span.to_us);
	buf_clear(&s->window);
	buf_add(&s->window, s->b.p + from, s->b.n - from);
	s->span = span;
}

struct jwrite *
state_writer_open(struct state_writer *s, const struct val *key, const struct twindow *window,
    struct twindow_span span)
{
	if (s->h->form == STATE_KEYED) {
		buf_clear(&s->key);
		if (window != NULL)
			key_text_time(&s->key, span.from_us);
		key_text_put(&s->key, key, s->h->nkey, window == NULL);
	}
	head_begin(&s->w, &s->b, "state");
	jwrite_key(&s->w, SV("key"));
	jwrite_open(&s->w, '{');
	for (size_t i = 0; i < s->h->nkey; i++) {
		jwrite_key(&s->w, s->h->key[i].name);
		jwrite_val(&s->w, &key[i]);
	}
	jwrite_shut(&s->w, '}');
	if (window != NULL)
		write_window(s, window, span);
	jwrite_key(&s->w, SV("state"));
	return &s->w;
}

void
state_writer_shut(struct state_writer *s)
{
	head_seal(&s->w, &s->b);
	s->groups++;
	if (s->h->form == STATE_KEYED)
		begin_part(s, buf_view(&s->key));
	put_line(s);
	if (s->h->form == STATE_KEYED)
		out_sv(s->to, SV(PIECES_END "\n"));
}

/* By name and label, then by time; the rest makes equal sources equal bytes. */
static int
cmp_sources(const void *a, const void *b)
{
	const struct identity_source *x = a, *y = b;
	int cmp = sv_cmp(x->name, y->name);

	if (cmp == 0)
		cmp = sv_cmp(x->label, y->label);
	if (cmp == 0)
		cmp = (x->from_us > y->from_us) - (x->from_us < y->from_us);
	if (cmp == 0)
		cmp = (x->to_us > y->to_us) - (x->to_us < y->to_us);
	if (cmp == 0)
		cmp = linesum_cmp(&x->lines, &y->lines);
	if (cmp == 0)
		cmp = (x->first > y->first) - (x->first < y->first);
	return cmp != 0 ? cmp : (x->records > y->records) - (x->records < y->records);
}

/* Of the sources that had something, or have a label: that one is to be known as well. */
static uint64_t
write_sources(struct state_writer *s)
{
	const struct identity *d = identity_of(s);
	struct identity_source *list = mem_array(NULL, d->n + 1, sizeof(*list));
	const struct linesum none = { 0, 0 };
	uint64_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		if (linesum_cmp(&d->source[i].lines, &none) != 0 || d->source[i].records != 0 ||
		    d->source[i].label.n > 0)
			list[n++] = d->source[i];
	qsort(list, n, sizeof(*list), cmp_sources);
	for (size_t i = 0; i < n; i++) {
		head_begin(&s->w, &s->b, "state_source");
		head_write_source(&list[i], &s->w);
		head_seal(&s->w, &s->b);
		put_line(s);
	}
	mem_free(list);
	return n;
}

/* Which part of a log was read. */
static void
write_offsets(struct state_writer *s)
{
	struct offsets o = s->j->run.offsets;

	if (o.n == 0)
		return;
	o.slice = mem_array(NULL, o.n, sizeof(*o.slice));
	memcpy(o.slice, s->j->run.offsets.slice, o.n * sizeof(*o.slice));
	offsets_settle(&o);
	jwrite_key(&s->w, SV("more"));
	jwrite_open(&s->w, '{');
	jwrite_key(&s->w, SV("offsets"));
	slices_write(&o, &s->w);
	jwrite_shut(&s->w, '}');
	mem_free(o.slice);
}

void
state_writer_end(struct state_writer *s)
{
	const struct job_counts *count = &s->j->run.count;
	uint64_t sources;

	if (s->h->form == STATE_KEYED)
		begin_part(s, SV(PIECES_SUM));
	sources = write_sources(s);
	head_begin(&s->w, &s->b, "states_end");
	jwrite_put_u64(&s->w, "groups", s->groups);
	jwrite_put_u64(&s->w, "sources", sources);
	jwrite_put_u64(&s->w, "records", s->sum != NULL ? s->sum->records : count->records);
	jwrite_put_u64(&s->w, "rejected", s->sum != NULL ? s->sum->rejected :
	    count->rejected + count->rejected_before);
	write_offsets(s);
	head_seal(&s->w, &s->b);
	put_line(s);
	if (s->h->form != STATE_LINES)
		out_sv(s->to, SV(PIECES_END "\n"));
	state_writer_abort(s);
}

void
state_writer_abort(struct state_writer *s)
{
	buf_free(&s->b);
	buf_free(&s->head);
	buf_free(&s->key);
	buf_free(&s->window);
}
