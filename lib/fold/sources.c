/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold/sources.h"

#include "base/num.h"
#include "key/group_key.h"
#include "run/given.h"

enum { COUNT_MAX = 1000000 };

/* ---- options ---- */

/* The first of the names, which then are those behind it. */
static struct sv
next_name(struct sv *names)
{
	size_t comma = sv_find(*names, ',');
	struct sv first = sv_trim((struct sv){ names->p, comma });

	comma += comma < names->n;
	*names = (struct sv){ names->p + comma, names->n - comma };
	return first;
}

static enum rc
read_sources(struct sources_plan *p, const char *text, struct err *e)
{
	struct sv left = sv_of(text);
	bool bad = left.n == 0 || left.p[left.n - 1] == ',';

	if (num_u64(left, &p->n) == RC_OK && p->n > 0 && p->n <= COUNT_MAX)
		return RC_OK;
	p->names = left;
	bad |= num_u64(left, &p->n) == RC_OK;
	for (p->n = 0; left.n > 0; p->n++)
		bad |= next_name(&left).n == 0;
	return bad ? rc_err(e, RC_USAGE, "--sources: expected 1 to %d, or names such as 0,1,2,3, "
	    "got '%s'", (int)COUNT_MAX, text) : RC_OK;
}

enum rc
sources_compile(const struct sources_plan **out, const struct sources_given *g, struct job *j,
    struct err *e)
{
	struct sources_plan *p = arena_zalloc(&j->arena, sizeof(*p));
	enum rc rc;

	*out = NULL;
	if (g->source == NULL)
		return g->sources == NULL ? RC_OK :
		    rc_err(e, RC_USAGE, "--sources needs --source");
	rc = read_sources(p, g->sources, e);
	if (rc == RC_OK)
		rc = given_expr(&p->x, "--source", g->source, j, e);
	*out = p;
	return rc;
}

/* ---- who was heard ---- */

void
sources_init(struct sources *s, const struct sources_plan *p, uint64_t seed, int64_t now_us)
{
	struct sv left = p->names;

	*s = (struct sources){ .p = p, .wanted = p->n, .begun_us = now_us,
		.least_us = INT64_MAX };
	arena_init(&s->arena);
	hmap_init(&s->seen, &s->arena, sizeof(struct source_heard), seed);
	hmap_init(&s->named, &s->arena, sizeof(bool), seed);
	while (left.n > 0)
		hmap_put(&s->named, next_name(&left), NULL);
	if (p->names.n > 0)
		s->wanted = s->named.n;
}

static void
find_least(struct sources *s)
{
	s->least = NULL;
	s->least_us = INT64_MAX;
	for (size_t i = 0; i < s->seen.n; i++) {
		const struct source_heard *h = s->seen.entry[i].val;

		if (h->idle || (s->least != NULL && h->max_us >= s->least_us))
			continue;
		s->least = h;
		s->least_us = h->max_us;
	}
}

/* One that was not heard before. */
static void
greet(struct sources *s, struct sv name)
{
	bool *heard = hmap_get(&s->named, name);

	if (s->wanted == 0)
		return;
	if (s->p->names.n == 0)
		s->wanted--;
	else if (heard != NULL && !*heard)
		s->wanted--;
	if (heard != NULL)
		*heard = true;
}

enum rc
sources_take(struct sources *s, const struct record *r, struct expr_eval *ev, int64_t at_us,
    struct err *e)
{
	struct source_heard *h;
	struct val v;
	bool fresh;
	struct sv name;
	enum rc rc = expr_value(s->p->x, r, ev, &v, e);

	if (rc != RC_OK)
		return rc;
	if (val_null(&v))
		return rc_bad(e, "source", "no source: the record does not say it (see --source)");
	v = group_key_canonical(&v, expr_eval_arena(ev));
	name = v.kind == VAL_TRUE ? SV("true") : v.kind == VAL_FALSE ? SV("false") : v.text;
	h = hmap_put(&s->seen, name, &fresh);
	if (fresh)
		greet(s, name);
	h->spoke = true;
	if (!fresh && !h->idle && at_us <= h->max_us)
		return RC_OK;
	h->max_us = fresh || at_us > h->max_us ? at_us : h->max_us;
	if (fresh || h->idle || h == s->least) {
		h->idle = false;
		find_least(s);
	}
	return RC_OK;
}

void
sources_look(struct sources *s, int64_t now_us, int64_t idle_us)
{
	for (size_t i = 0; i < s->seen.n; i++) {
		struct source_heard *h = s->seen.entry[i].val;

		if (h->spoke)
			h->heard_us = now_us;
		h->spoke = false;
		h->idle = idle_us > 0 && now_us - h->heard_us >= idle_us;
	}
	if (idle_us > 0 && now_us - s->begun_us >= idle_us)
		s->wanted = 0;
	find_least(s);
}

int64_t
sources_least(const struct sources *s)
{
	return s->wanted > 0 || s->least == NULL ? INT64_MIN : s->least_us;
}

void
sources_free(struct sources *s)
{
	hmap_free(&s->seen);
	hmap_free(&s->named);
	arena_free(&s->arena);
}
