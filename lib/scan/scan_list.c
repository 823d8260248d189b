/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_list.h"

#include "base/mem.h"
#include "base/vtime.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_MIN = 32,		/* bytes, header included; all sizes are multiples of 16 */
	CHUNK_MAX = 4096
};

struct scan_chunk {
	struct scan_chunk *next;	/* of the last one: the first */
	uint16_t           cap;
	char               p[];
};

/* ---- writing ---- */

/* Half as much again each time: a third of the memory is free at most. */
static void
new_chunk(struct scan_list *l, struct arena *a)
{
	size_t head = offsetof(struct scan_chunk, p);
	size_t size = l->last != NULL ? l->last->cap + head : 0;
	struct scan_chunk *c;

	size = size == 0 ? CHUNK_MIN : (size + size / 2 + 15) & ~(size_t)15;
	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	c = arena_alloc(a, size);
	c->cap = (uint16_t)(size - head);
	c->next = c;
	if (l->last != NULL) {
		c->next = l->last->next;
		l->last->next = c;
	}
	l->last = c;
	l->n = 0;
	l->cap = c->cap;
}

static void
put_bytes(struct scan_list *l, struct arena *a, const char *p, size_t n)
{
	while (n > 0) {
		size_t room = (size_t)(l->cap - l->n);

		if (room == 0) {
			new_chunk(l, a);
			continue;
		}
		room = room < n ? room : n;
		memcpy(l->last->p + l->n, p, room);
		l->n = (uint16_t)(l->n + room);
		p += room;
		n -= room;
	}
}

void
scan_list_add(struct scan_list *l, struct arena *a, int64_t at_us, struct sv fact)
{
	char head[VTIME_MAX + VARINT_MAX];
	size_t n;

	n = vtime_put(head, l->prev_us, at_us);
	n += varint_put(head + n, fact.n);
	put_bytes(l, a, head, n);
	put_bytes(l, a, fact.p, fact.n);
	l->prev_us = at_us;
}

const char *
scan_list_tail(const struct scan_list *l)
{
	return l->last != NULL ? l->last->p + l->n : NULL;
}

const void *
scan_list_head(const struct scan_list *l)
{
	return l->last != NULL ? l->last->next : NULL;
}

/* ---- reading ---- */

/* Room for so many more bytes; facts that point to them move along. */
static void
need_bytes(struct scan_facts *f, size_t n)
{
	char *old = f->bytes;

	if (f->cap_bytes - f->nbytes >= n + SCAN_DICT_PAD)
		return;
	f->cap_bytes = f->nbytes + n + SCAN_DICT_PAD + f->cap_bytes / 2;
	f->bytes = mem_alloc(f->cap_bytes);
	if (f->nbytes > 0)
		memcpy(f->bytes, old, f->nbytes);
	for (size_t i = 0; i < f->n; i++)
		f->fact[i].p = f->bytes + (f->fact[i].p - old);
	mem_free(old);
}

static struct fact *
new_fact(struct scan_facts *f)
{
	if (f->n == f->cap) {
		f->cap = f->cap != 0 ? f->cap + f->cap / 2 : 64;
		f->fact = mem_array(f->fact, f->cap, sizeof(*f->fact));
	}
	return &f->fact[f->n++];
}

/* Bytes of a list that lie behind each other from @from on. */
static void
read_list(struct scan_facts *f, size_t from, uint32_t part)
{
	const char *p = f->bytes + from, *end = f->bytes + f->nbytes;
	int64_t at_us = 0;

	memset(f->bytes + f->nbytes, 0, SCAN_DICT_PAD);
	while (p < end) {
		struct fact *x = new_fact(f);

		x->at_us = at_us = vtime_get(&p, at_us);
		x->n = (uint32_t)varint_get(&p);
		x->p = p;
		x->part = part;
		p += x->n;
	}
}

/* The bytes of a chunk of the list, and the one behind it: NULL after the last. */
static struct sv
take_chunk(const struct scan_list *l, const struct scan_chunk **c)
{
	const struct scan_chunk *at = *c;

	*c = at != l->last ? at->next : NULL;
	return (struct sv){ at->p, at == l->last ? l->n : at->cap };
}

/* Bytes of a list behind those in @f. */
static void
add_bytes(struct scan_facts *f, struct sv bytes)
{
	need_bytes(f, bytes.n);
	memcpy(f->bytes + f->nbytes, bytes.p, bytes.n);
	f->nbytes += bytes.n;
}

/* Where the bytes of the next list begin: at the front when there are no facts. */
static size_t
begin_list(struct scan_facts *f)
{
	if (f->n == 0)
		f->nbytes = 0;
	return f->nbytes;
}

void
scan_list_unpack(const struct scan_list *l, uint32_t part, struct scan_facts *f)
{
	const size_t from = begin_list(f);

	for (const struct scan_chunk *c = scan_list_head(l); c != NULL;)
		add_bytes(f, take_chunk(l, &c));
	if (l->last != NULL)
		read_list(f, from, part);
}

void
scan_list_bytes(const struct scan_list *l, struct buf *o)
{
	for (const struct scan_chunk *c = scan_list_head(l); c != NULL;)
		buf_sv(o, take_chunk(l, &c));
}

void
scan_list_read(struct sv bytes, uint32_t part, struct scan_facts *f)
{
	const size_t from = begin_list(f);

	add_bytes(f, bytes);
	read_list(f, from, part);
}

/* ---- order ---- */

/* Where the times that ascend from @from on end. */
static size_t
run_end(const struct scan_facts *f, size_t from)
{
	size_t to = from + 1;

	while (to < f->n && f->fact[to - 1].at_us <= f->fact[to].at_us)
		to++;
	return to;
}

/* Two runs that lie side by side become one. */
static void
merge_runs(struct scan_facts *f, size_t from, size_t mid, size_t to)
{
	struct fact *out = f->fact + from;
	const struct fact *b = f->fact + mid, *end = f->fact + to;
	size_t n = mid - from, i = 0;

	if (n > f->cap_run) {
		f->cap_run = n + f->cap_run / 2;
		f->run = mem_array(f->run, f->cap_run, sizeof(*f->run));
	}
	memcpy(f->run, out, n * sizeof(*out));
	while (i < n)
		*out++ = b == end || f->run[i].at_us <= b->at_us ? f->run[i++] : *b++;
}

/* The parts of threads are runs, mostly: what is in order stays so. */
static void
sort_times(struct scan_facts *f)
{
	size_t mid;

	while (f->n > 0 && (mid = run_end(f, 0)) < f->n)
		for (size_t from = 0, to; mid < f->n; from = to, mid = run_end(f, from)) {
			to = run_end(f, mid);
			merge_runs(f, from, mid, to);
			if (to == f->n)
				break;
		}
}

struct tie {			/* a fact among those of one time */
	const char *text;
	size_t      at;		/* of the text, while the buffer grows */
	size_t      n;
	struct fact fact;
};

static int
cmp_ties(const void *pa, const void *pb)
{
	const struct tie *a = pa, *b = pb;

	return sv_cmp((struct sv){ a->text, a->n }, (struct sv){ b->text, b->n });
}

static bool
all_same(const struct fact *x, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (x[i].n != x[0].n || x[i].part != x[0].part ||
		    memcmp(x[i].p, x[0].p, x[0].n) != 0)
			return false;
	return true;
}

/* @n facts of one time. */
static void
sort_ties(struct scan_facts *f, struct fact *x, size_t n, const struct fact_frame *frame)
{
	struct tie *t;

	if (all_same(x, n))
		return;
	if (f->cap_order == 0)
		buf_init(&f->text, SIZE_MAX);
	if (n > f->cap_order) {
		f->cap_order = n + f->cap_order / 2;
		f->order = mem_array(f->order, f->cap_order, sizeof(*t));
	}
	t = f->order;
	buf_clear(&f->text);
	for (size_t i = 0; i < n; i++) {
		t[i] = (struct tie){ .at = f->text.n, .fact = x[i] };
		fact_read_all(frame, &x[i], &f->text);
		t[i].n = f->text.n - t[i].at;
	}
	for (size_t i = 0; i < n; i++)
		t[i].text = f->text.p + t[i].at;
	qsort(t, n, sizeof(*t), cmp_ties);
	for (size_t i = 0; i < n; i++)
		x[i] = t[i].fact;
}

void
scan_list_sort(struct scan_facts *f, const struct fact_frame *frame)
{
	sort_times(f);
	for (size_t from = 0, to; from < f->n; from = to) {
		for (to = from + 1; to < f->n && f->fact[to].at_us == f->fact[from].at_us;)
			to++;
		if (to - from > 1)
			sort_ties(f, f->fact + from, to - from, frame);
	}
}

void
scan_list_release(struct scan_facts *f)
{
	mem_free(f->fact);
	mem_free(f->run);
	mem_free(f->bytes);
	mem_free(f->order);
	buf_free(&f->text);
	*f = (struct scan_facts){ .fact = NULL };
}
