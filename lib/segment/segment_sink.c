/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_sink.h"

#include "base/hmap.h"
#include "io/side.h"
#include "json/jread.h"
#include "key/group_key.h"
#include "key/key_bytes.h"
#include "users/figure.h"

#include <inttypes.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 10000 };

struct past {			/* of a user of --prev */
	uint32_t    segment;	/* its name's number */
	atomic_uint seen;	/* it is here today, too */
};

struct segment_sink {
	struct arena   *arena;
	const char     *prev;	/* NULL: none */
	bool            records;
	bool            events;
	bool            summary;
	int64_t         now_us;
	struct sv      *name;	/* today's, then those that only --prev has, in order */
	size_t          n;	/* of today */
	size_t          nname;
	struct hmap     past;
	_Atomic uint64_t *size;	/* n */
	_Atomic uint64_t *move;	/* nname + 1 rows, the last of new users, of n */
};

/* ---- yesterday ---- */

struct seen_line {
	struct val kind, user, segment, event;
};

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct seen_line *l = ctx;

	if (sv_is(key, "kind"))
		l->kind = *v;
	else if (sv_is(key, "user"))
		l->user = *v;
	else if (sv_is(key, "segment"))
		l->segment = *v;
	else if (sv_is(key, "event_name"))
		l->event = *v;
	return true;
}

static size_t
name_number(struct segment_sink *s, struct sv name)
{
	for (size_t i = 0; i < s->nname; i++)
		if (sv_eq(s->name[i], name))
			return i;
	s->name = arena_grow(s->arena, s->name, s->nname * sizeof(name),
	    (s->nname + 1) * sizeof(name));
	s->name[s->nname] = arena_sv(s->arena, name);
	return s->nname++;
}

/* Other kinds of results and events are passed over: a whole day's output may be given. */
static bool
is_segment(const struct seen_line *l)
{
	if (l->kind.kind != VAL_NONE)
		return l->kind.kind == VAL_STRING && sv_is(l->kind.text, "segment");
	return l->event.kind == VAL_NONE && l->segment.kind != VAL_NONE;
}

static enum rc
take_line(struct segment_sink *s, struct sv text, struct buf *key, struct arena *tmp,
    struct err *e)
{
	struct seen_line l = { 0 };
	struct past *p;
	struct val v;
	enum rc rc = jread_value(text, &v, e);

	if (rc == RC_OK && v.kind != VAL_OBJECT)
		rc = rc_err(e, RC_SYNTAX, "expected an object");
	if (rc != RC_OK)
		return rc;
	jread_each(&v, take_member, &l);
	if (!is_segment(&l))
		return RC_OK;
	if (val_null(&l.user) || l.segment.kind != VAL_STRING)
		return rc_err(e, RC_SYNTAX, "expected a user and a segment");
	key_bytes_put(key, &l.user, 1, tmp);
	p = hmap_put(&s->past, buf_view(key), NULL);
	p->segment = (uint32_t)name_number(s, val_text(&l.segment, tmp));
	return s->nname <= NAMES_MAX ? RC_OK :
	    rc_err(e, RC_LIMIT, "more than %d segments", (int)NAMES_MAX);
}

static enum rc
read_lines(struct segment_sink *s, struct side *side, struct err *e)
{
	struct arena tmp;
	struct buf key;
	struct sv line;
	struct err why = { 0 };
	enum rc rc;

	arena_init(&tmp);
	buf_init(&key, SIZE_MAX);
	while ((rc = side_next(side, &line, e)) == RC_OK) {
		if (sv_trim(line).n == 0)
			continue;
		rc = take_line(s, line, &key, &tmp, &why);
		if (rc != RC_OK) {
			rc = rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": %s", s->prev, side->line,
			    why.msg);
			break;
		}
		arena_reset(&tmp);
	}
	buf_free(&key);
	arena_free(&tmp);
	return rc == RC_END ? RC_OK : rc;
}

static int
name_order(const void *a, const void *b)
{
	const struct sv *const *x = a, *const *y = b;

	return sv_cmp(**x, **y);
}

/* The names that today has not, in order, so that the order of --prev's lines is not seen. */
static void
order_names(struct segment_sink *s)
{
	size_t more = s->nname - s->n;
	const struct sv **by = arena_alloc(s->arena, (more + 1) * sizeof(*by));
	struct sv *sorted = arena_alloc(s->arena, s->nname * sizeof(*sorted));
	uint32_t *to = arena_alloc(s->arena, s->nname * sizeof(*to));

	for (size_t i = 0; i < more; i++)
		by[i] = &s->name[s->n + i];
	qsort(by, more, sizeof(*by), name_order);
	for (size_t i = 0; i < s->n; i++) {
		sorted[i] = s->name[i];
		to[i] = (uint32_t)i;
	}
	for (size_t i = 0; i < more; i++) {
		sorted[s->n + i] = *by[i];
		to[by[i] - s->name] = (uint32_t)(s->n + i);
	}
	for (size_t i = 0; i < s->past.n; i++) {
		struct past *p = s->past.entry[i].val;

		p->segment = to[p->segment];
	}
	s->name = sorted;
}

static enum rc
read_prev(struct segment_sink *s, struct err *e)
{
	struct side side;
	enum rc rc = side_open(&side, s->prev, e);

	if (rc == RC_OK)
		rc = read_lines(s, &side, e);
	side_close(&side);
	if (rc == RC_OK && s->past.n == 0)
		rc = rc_err(e, RC_SYNTAX, "%s: no segment records in it", s->prev);
	if (rc == RC_OK)
		order_names(s);
	return rc;
}

enum rc
segment_sink_new(struct segment_sink **to, const struct sv *name, size_t n,
    const struct segment_sink_query *q, struct job *j, struct err *e)
{
	struct segment_sink *s = arena_zalloc(&j->arena, sizeof(*s));
	bool only = q->changes != NULL && strcmp(q->changes, "only") == 0;
	enum rc rc = RC_OK;

	*to = s;
	s->arena = &j->arena;
	s->prev = q->prev;
	s->records = !q->summary && !only;
	s->events = q->changes != NULL;
	s->summary = q->summary;
	s->n = s->nname = n;
	s->name = arena_alloc(s->arena, n * sizeof(*name));
	memcpy(s->name, name, n * sizeof(*name));
	hmap_init(&s->past, s->arena, sizeof(struct past), j->seed);
	if (s->events && j->given.now == NULL)
		return rc_err(e, RC_USAGE, "--changes needs --now, the time of the changes");
	if (s->events)
		rc = job_now(j, &s->now_us, e);
	if (rc == RC_OK && s->prev != NULL)
		rc = read_prev(s, e);
	s->size = arena_zalloc(s->arena, n * sizeof(*s->size));
	s->move = arena_zalloc(s->arena, (s->nname + 1) * n * sizeof(*s->move));
	return rc;
}

void
segment_sink_free(struct segment_sink *s)
{
	if (s != NULL)
		hmap_free(&s->past);
}

/* ---- users ---- */

static void
count_user(struct segment_sink *s, size_t segment, struct past *p)
{
	size_t from = p != NULL ? p->segment : s->nname;

	if (p != NULL)
		atomic_store_explicit(&p->seen, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->size[segment], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->move[from * s->n + segment], 1, memory_order_relaxed);
}

void
segment_sink_begin(struct segment_sink *s, struct segment_line *l, struct sv user,
    size_t segment, struct buf *o)
{
	struct past *p = s->prev != NULL ? hmap_get(&s->past, user) : NULL;

	*l = (struct segment_line){ .open = s->records, .segment = segment,
		.previous = p != NULL ? p->segment : SIZE_MAX };
	jwrite_init(&l->w, o);
	group_key_read(user, 1, &l->user);
	if (s->summary)
		count_user(s, segment, p);
	if (!l->open)
		return;
	jwrite_open(&l->w, '{');
	jwrite_put_text(&l->w, "kind", SV("segment"));
	jwrite_key(&l->w, SV("user"));
	jwrite_val(&l->w, &l->user);
	jwrite_put_text(&l->w, "segment", s->name[segment]);
	if (p != NULL)
		jwrite_put_text(&l->w, "previous", s->name[p->segment]);
}

void
segment_sink_end(const struct segment_sink *s, struct segment_line *l)
{
	if (l->open) {
		jwrite_shut(&l->w, '}');
		jwrite_nl(&l->w);
	}
	if (!s->events || l->previous == l->segment)
		return;
	jwrite_open(&l->w, '{');
	jwrite_put_text(&l->w, "event_name", SV("stage_changed"));
	jwrite_key(&l->w, SV("user_id"));
	jwrite_val(&l->w, &l->user);
	if (l->previous != SIZE_MAX)
		jwrite_put_text(&l->w, "from", s->name[l->previous]);
	jwrite_put_text(&l->w, "to", s->name[l->segment]);
	jwrite_key(&l->w, SV("timestamp"));
	jwrite_time(&l->w, s->now_us);
	jwrite_shut(&l->w, '}');
	jwrite_nl(&l->w);
}

/* ---- all of them ---- */

/* How many of how many, the share, and its interval; of none there is none. */
static void
put_share(struct jwrite *w, uint64_t n, uint64_t of, double conf)
{
	jwrite_put_u64(w, "n", n);
	jwrite_put_u64(w, "of", of);
	figure_share_or_null(w, "share", n, of, conf);
	jwrite_shut(w, '}');
	jwrite_nl(w);
}

static void
put_sizes(const struct segment_sink *s, double conf, struct buf *o)
{
	uint64_t all = 0;
	struct jwrite w;

	for (size_t i = 0; i < s->n; i++)
		all += s->size[i];
	for (size_t i = 0; i < s->n; i++) {
		jwrite_init(&w, o);
		jwrite_open(&w, '{');
		jwrite_put_text(&w, "kind", SV("segment_size"));
		jwrite_put_text(&w, "segment", s->name[i]);
		put_share(&w, s->size[i], all, conf);
	}
}

/* One row of the matrix: those who were in a segment, or were not there. */
static void
put_moves(const struct segment_sink *s, size_t from, uint64_t gone, double conf, struct buf *o)
{
	const _Atomic uint64_t *row = &s->move[from * s->n];
	uint64_t all = gone;
	struct jwrite w;

	for (size_t to = 0; to < s->n; to++)
		all += row[to];
	for (size_t to = 0; all > 0 && to <= s->n; to++) {
		if (to == s->n && from == s->nname)
			break;		/* who was not there is not gone */
		jwrite_init(&w, o);
		jwrite_open(&w, '{');
		jwrite_put_text(&w, "kind", SV("segment_move"));
		if (from < s->nname)
			jwrite_put_text(&w, "from", s->name[from]);
		if (to < s->n)
			jwrite_put_text(&w, "to", s->name[to]);
		put_share(&w, to < s->n ? row[to] : gone, all, conf);
	}
}

static void
put_matrix(const struct segment_sink *s, double conf, struct buf *o)
{
	uint64_t *gone = arena_zalloc(s->arena, (s->nname + 1) * sizeof(*gone));

	for (size_t i = 0; i < s->past.n; i++) {
		const struct past *p = s->past.entry[i].val;

		gone[p->segment] += p->seen == 0;
	}
	for (size_t from = 0; from <= s->nname; from++)
		put_moves(s, from, gone[from], conf, o);
}

void
segment_sink_summary(const struct segment_sink *s, struct job *j)
{
	struct buf o;

	if (!s->summary)
		return;
	buf_init(&o, SIZE_MAX);
	put_sizes(s, j->given.conf, &o);
	if (s->prev != NULL)
		put_matrix(s, j->given.conf, &o);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
}
