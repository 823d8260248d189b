/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jsonlog - see jsonlog.h.  A decoder around the one of source_json, whose
 * projection has the times behind the fields that were asked for.
 */
#include "log/jsonlog.h"

#include "base/mem.h"
#include "log/line.h"
#include "log/lname.h"
#include "time/tstamp.h"

#include <string.h>

enum { TIMES = 4 };

static const char *const time_names[TIMES] = { "timestamp", "ts", "time", "@timestamp" };

struct jsonlog {
	struct line_source   base;
	const struct source *inner;
	struct proj          proj;		/* of the inner source */
	size_t               slot[TIMES];	/* in proj; proj.n: not looked at */
	size_t               own[TIMES];	/* in the proj of base; its n: not asked for */
	bool                 look;		/* for the time of a record */
	struct tstamp_cfg    time;
};

struct decode {
	struct line_decoder  base;
	struct decoder      *inner;
	struct val          *slot;
	struct jread_member *member;
	size_t               cap;
	struct arena         tmp;	/* decoded names of one record */
};

static void
init_decoder(struct line_decoder *base)
{
	const struct jsonlog *l = (const struct jsonlog *)base->base.src;
	struct decode *d = (struct decode *)base;

	d->slot = mem_zalloc((l->base.base.proj->n + 1) * sizeof(*d->slot));
	d->inner = l->inner->ops->decoder_new(l->inner);
	arena_init(&d->tmp);
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	d->inner->src->ops->decoder_free(d->inner);
	arena_free(&d->tmp);
	mem_free(d->slot);
	mem_free(d->member);
}

static void
begin_block(struct line_decoder *base, const struct block *b)
{
	struct decode *d = (struct decode *)base;

	d->inner->src->ops->begin(d->inner, b);
}

static size_t
list_names(const struct line_decoder *base, struct sv *name, size_t max)
{
	const struct decode *d = (const struct decode *)base;

	return d->inner->src->ops->names(d->inner, name, max);
}

/* Which of the names holds the time of the record: its index and the time, or TIMES. */
static size_t
find_time(const struct jsonlog *l, const struct record *r, struct val *out)
{
	for (size_t i = 0; i < TIMES; i++) {
		const struct val *v;

		if (l->slot[i] == l->proj.n)
			continue;
		v = &r->slot[l->slot[i]];
		*out = (struct val){ .kind = VAL_TIME, .text = v->text };
		if (!val_null(v) && tstamp_auto(v, &l->time, &out->at_us) &&
		    (i == 0 || v->kind != VAL_NUMBER || lname_plausible(out->at_us)))
			return i;
		if (i == 0 && v->kind != VAL_NONE)
			return TIMES;
	}
	return TIMES;
}

/* The members, the one called `from` under its canonical name and as a time. */
static void
copy_members(struct decode *d, struct record *r, const char *from, const struct val *time)
{
	if (r->nmember > d->cap) {
		d->cap = 2 * r->nmember;
		d->member = mem_array(d->member, d->cap, sizeof(*d->member));
	}
	if (r->nmember > 0)
		memcpy(d->member, r->member, r->nmember * sizeof(*d->member));
	arena_reset(&d->tmp);
	for (size_t i = 0; i < r->nmember; i++) {
		struct jread_member *m = &d->member[i];

		if (sv_is(m->key_esc ? val_unescape(m->key, &d->tmp) : m->key, from))
			*m = (struct jread_member){ SV("timestamp"), false, *time };
	}
	r->member = d->member;
}

static enum rc
next_record(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct jsonlog *l = (const struct jsonlog *)base->base.src;
	size_t n = base->base.src->proj->n;
	enum rc rc = d->inner->src->ops->next(d->inner, r, rej);
	struct val time;
	size_t k;

	base->lines = d->inner->src->ops->lines(d->inner);
	if (rc != RC_OK)
		return rc;
	base->base.names_file = d->inner->names_file;
	base->base.names_off = d->inner->names_off;
	k = l->look ? find_time(l, r, &time) : TIMES;
	if (n > 0)
		memcpy(d->slot, r->slot, n * sizeof(*d->slot));
	if (k < TIMES && l->own[k] < n)
		d->slot[l->own[k]].kind = VAL_NONE;	/* it is timestamp now */
	if (k < TIMES && l->own[0] < n)
		d->slot[l->own[0]] = time;
	for (size_t i = 0; i < n; i++)
		base->base.seen[i] |= d->slot[i].kind != VAL_NONE;
	r->slot = d->slot;
	if (k < TIMES) {
		r->json = false;
		if (base->base.src->proj->members)
			copy_members(d, r, time_names[k], &time);
	}
	return RC_OK;
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.names = list_names,
	.block = begin_block,
	.next = next_record,
};

/* --map gives timestamp: no other name is tried. */
static bool
is_mapped(const struct source_cfg *cfg)
{
	for (size_t i = 0; i < cfg->nmap; i++)
		if (sv_is(cfg->map[i].to, "timestamp"))
			return true;
	return false;
}

enum rc
jsonlog_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	struct jsonlog *l = arena_zalloc(a, sizeof(*l));
	size_t slot, ntimes = is_mapped(cfg) ? 1 : TIMES;
	enum rc rc = RC_OK;

	proj_init(&l->proj, a);
	l->proj.members = p->members;
	for (size_t i = 0; rc == RC_OK && i < p->n; i++)
		rc = proj_add(&l->proj, p->field[i].name, &slot, e);
	l->look = p->members;
	for (size_t i = 0; i < TIMES; i++) {
		l->own[i] = lname_slot(p, sv_of(time_names[i]));
		l->slot[i] = SIZE_MAX;
		l->look = l->look || l->own[i] < p->n;
	}
	for (size_t i = 0; rc == RC_OK && i < ntimes && l->look; i++)
		rc = proj_add(&l->proj, sv_of(time_names[i]), &l->slot[i], e);
	for (size_t i = 0; i < TIMES; i++)
		if (l->slot[i] == SIZE_MAX)
			l->slot[i] = l->proj.n;
	if (rc != RC_OK)
		return rc;
	line_source_init(&l->base, &ops, "json", 0, p);
	l->time = (struct tstamp_cfg){ cfg->input_zone, cfg->year, cfg->now_us };
	*s = &l->base.base;
	return source_json(&l->inner, cfg, &l->proj, a, e);
}
