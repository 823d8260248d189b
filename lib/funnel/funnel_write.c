/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel/funnel_write.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "json/jwrite.h"
#include "record/time_member.h"

typedef void put_step(struct jwrite *w, const struct funnel_record *r, unsigned s);

static void
put_list(struct jwrite *w, const struct funnel_record *r, const char *key, put_step *put)
{
	jwrite_key(w, sv_of(key));
	jwrite_open(w, '[');
	for (unsigned s = 0; s < r->p->rule.nstep; s++)
		if (funnel_on_path(r->path, s))
			put(w, r, s);
	jwrite_shut(w, ']');
}

static void
put_number(struct jwrite *w, const struct funnel_record *r, unsigned s)
{
	(void)r;
	jwrite_u64(w, s + 1);
}

static void
put_time(struct jwrite *w, const struct funnel_record *r, unsigned s)
{
	int64_t at_us = r->at_us[s];
	char text[RFC3339_MAX];

	jwrite_str_raw(w, (struct sv){ text, rfc3339_text(at_us, tzone_offset(r->p->zone, at_us),
	    text) });
}

static int64_t
time_of(const struct funnel_record *r, unsigned s)
{
	return r->ev[r->path->at[s]].at_us;
}

static void
put_lead(struct jwrite *w, const struct funnel_record *r, unsigned s)
{
	int before = funnel_before(&r->p->rule, r->path, s);
	char text[NUM_TEXT_MAX];
	size_t n;

	if (before < 0)
		return;
	n = num_units_text((num_i128)(time_of(r, s) - time_of(r, (unsigned)before)) * 1000000,
	    text);
	jwrite_raw(w, (struct sv){ text, n });
}

static void
put_val(struct jwrite *w, struct sv key, const struct val *v)
{
	if (val_null(v))
		return;
	jwrite_key(w, key);
	jwrite_val(w, v);
}

static void
put_sources(struct jwrite *w, const int *from, size_t n)
{
	jwrite_key(w, SV("attr_steps"));
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++)
		if (from[i] >= 0)
			jwrite_u64(w, (uint64_t)from[i] + 1);
		else
			jwrite_null(w);
	jwrite_shut(w, ']');
}

/* Of whom it is, and of what of him. */
static void
put_head(struct jwrite *w, const struct funnel_record *r, const char *kind, struct buf *o)
{
	const struct funnel_plan *f = r->p;

	jwrite_init(w, o);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	jwrite_key(w, SV("user"));
	jwrite_raw(w, (struct sv){ r->user.p + 1, r->user.n - 2 });	/* no brackets */
	for (size_t i = 0; i < f->nhold; i++)
		put_val(w, f->hold[i].name, &r->hold[i]);
	for (size_t i = 0; i < f->nby; i++)
		put_val(w, f->by[i].name, &r->by[i]);
}

void
funnel_write_user(const struct funnel_record *r, const struct funnel_told *t, const int *from,
    struct arena *tmp, struct buf *o)
{
	const struct funnel_plan *f = r->p;
	const struct funnel_path *p = r->path;
	struct jwrite w;

	put_head(&w, r, "funnel_user", o);
	if (f->nby > 0)
		put_sources(&w, from, f->nby);
	jwrite_put_u64(&w, "level", p->level);
	jwrite_key(&w, SV("converted"));
	jwrite_bool(&w, p->far == f->rule.nstep);
	put_list(&w, r, "steps", put_number);
	put_list(&w, r, "times", put_time);
	put_list(&w, r, "leads_ms", put_lead);
	put_val(&w, SV("value"), &t->value);
	put_val(&w, SV("currency"), &t->currency);
	jwrite_key(&w, SV("complete"));
	jwrite_bool(&w, !t->open);
	if (p->excluded)
		jwrite_put_text(&w, "excluded_by", expr_text(f->exclude[p->by], tmp));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

void
funnel_write_stuck(const struct funnel_record *r, const struct funnel_stuck *stuck, struct buf *o)
{
	const struct funnel_plan *f = r->p;
	struct jwrite w;

	put_head(&w, r, "funnel_stuck", o);
	jwrite_put_u64(&w, "step", stuck->path->far);
	jwrite_put_text(&w, "name", f->step[stuck->path->far - 1].name);
	jwrite_put_text(&w, "next", f->step[stuck->path->far].name);
	time_member_write(&w, "since", f->zone, stuck->since_us);
	jwrite_put_u64(&w, "tries", stuck->tries);
	time_member_write(&w, "tried", f->zone, stuck->tried_us);
	time_member_write(&w, "timestamp", f->zone, stuck->at_us);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}
