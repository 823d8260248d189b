/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/fold.h"

#include "base/mem.h"
#include "base/rfc3339.h"
#include "metric/metric.h"
#include "run/group.h"
#include "run/stream.h"

#include <inttypes.h>
#include <string.h>

enum {
	FOLD_FLUSH = 64 * 1024,		/* output gathered before it is handed on */
	FOLD_FILL_MAX = 10000000,	/* records --fill may make */
	FOLD_PARTS_MAX = 256
};

struct fold_part {		/* of one thread */
	const struct fold_plan *p;
	struct group_table      table;
	struct val             *key;	/* of the record at hand */
	struct twindow_span     span;	/* of the last record: most fall into it again */
};

struct fold_state {
	struct job             *j;
	const struct fold_plan *p;
	struct fold_part       *part[FOLD_PARTS_MAX];	/* the first holds everything in the end */
	unsigned                nparts;
	struct buf              o;
};

static enum rc
too_many(const struct fold_plan *p, struct err *e)
{
	return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups (see --max-groups)", p->max_groups);
}

/* The state of (key, window), made and initialised when new. */
static enum rc
cell_at(struct fold_part *f, struct group_slot *s, struct twindow_span span,
    struct group_cell **cell, struct err *e)
{
	bool fresh;

	*cell = group_cell_at(&f->table, s, span, &fresh);
	if (!fresh)
		return RC_OK;
	if (f->table.ncell > f->p->max_groups)
		return too_many(f->p, e);
	return f->p->ops->init(f->p->ctx, (*cell)->state, e);
}

static enum rc
fold_record(void *part, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct buf *o, struct err *e)
{
	struct fold_part *f = part;
	const struct fold_plan *p = f->p;
	struct group_cell *cell;
	enum rc rc;

	(void)o;	/* a fold writes at the end */
	for (size_t i = 0; i < p->nkey; i++) {
		rc = expr_value(p->key[i].x, r, ev, &f->key[i], e);
		if (rc != RC_OK)
			return rc;
	}
	if (p->windowed && (in->at_us < f->span.from_us || in->at_us >= f->span.to_us))
		f->span = twindow_at(&p->window, in->at_us);
	rc = cell_at(f, group_find(&f->table, f->key, expr_eval_arena(ev)), f->span, &cell, e);
	return rc == RC_OK ? p->ops->step(p->ctx, cell->state, r, ev, in, e) : rc;
}

static void *
new_part(void *ctx, unsigned i)
{
	struct fold_state *f = ctx;
	struct fold_part *part = mem_zalloc(sizeof(*part));

	part->p = f->p;
	part->key = mem_zalloc((f->p->nkey + 1) * sizeof(*part->key));
	group_init(&part->table, f->p->nkey, f->p->state_size, f->j->seed);
	f->part[i] = part;
	f->nparts = i + 1;
	return part;
}

/* dst += src, slot by slot; src stays as it is. */
static enum rc
merge_part(struct fold_part *dst, const struct fold_part *src, struct arena *tmp, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < src->table.nslot; i++) {
		const struct group_slot *s = src->table.slot[i];
		struct group_slot *into = group_find(&dst->table, s->key, tmp);
		struct group_cell *cell;

		for (size_t k = 0; rc == RC_OK && k < s->n; k++) {
			rc = cell_at(dst, into, s->cell[k]->span, &cell, e);
			if (rc == RC_OK)
				rc = dst->p->ops->merge(dst->p->ctx, cell->state, s->cell[k]->state, e);
		}
		arena_reset(tmp);
	}
	return rc;
}

static enum rc
merge_parts(struct fold_state *f, struct err *e)
{
	enum rc rc = RC_OK;
	struct arena tmp;

	arena_init(&tmp);
	for (unsigned i = 1; rc == RC_OK && i < f->nparts; i++)
		rc = merge_part(f->part[0], f->part[i], &tmp, e);
	arena_free(&tmp);
	return rc;
}

/* Windows read in the zone that cut them: a day starts at its own midnight. */
static void
write_time(struct jwrite *w, const char *key, const struct tzone *zone, int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, zone != NULL ? tzone_offset(zone, at_us) : 0, text);

	jwrite_key(w, sv_of(key));
	jwrite_str(w, (struct sv){ text, n });
}

static void
emit(struct fold_state *f, const struct group_cell *c, bool total)
{
	const struct fold_plan *p = f->p;
	struct fold_span span = { c->span, p->windowed && !total };
	struct jwrite w;

	jwrite_init(&w, &f->o);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("kind"));
	jwrite_str(&w, sv_of(p->kind));
	if (total) {
		jwrite_key(&w, SV("total"));
		jwrite_bool(&w, true);
	}
	if (span.windowed) {
		write_time(&w, "window", p->window.zone, c->span.from_us);
		write_time(&w, "window_end", p->window.zone, c->span.to_us);
	}
	for (size_t i = 0; i < p->nkey && !total; i++) {
		jwrite_key(&w, p->key[i].name);
		jwrite_val(&w, &c->slot->key[i]);
	}
	p->ops->emit(p->ctx, c->state, &span, &w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	if (f->o.n >= FOLD_FLUSH) {
		out_sv(f->j->out, buf_view(&f->o));
		buf_clear(&f->o);
	}
}

/* First and last instant that --fill covers: --from and --to, else what was seen. */
static bool
fill_range(const struct fold_state *f, int64_t *from_us, int64_t *to_us)
{
	const struct group_table *t = &f->part[0]->table;

	*from_us = INT64_MAX;
	*to_us = INT64_MIN;
	for (size_t i = 0; i < t->nslot; i++) {
		const struct group_slot *s = t->slot[i];

		if (s->n == 0)
			continue;
		if (s->cell[0]->span.from_us < *from_us)
			*from_us = s->cell[0]->span.from_us;
		if (s->cell[s->n - 1]->span.to_us > *to_us)
			*to_us = s->cell[s->n - 1]->span.to_us;
	}
	if (f->j->from_us != INT64_MIN)
		*from_us = f->j->from_us;
	if (f->j->to_us != INT64_MAX)
		*to_us = f->j->to_us;
	return *from_us < *to_us;
}

/* Make the windows that no record fell into. */
static enum rc
fill(struct fold_state *f, struct err *e)
{
	struct fold_part *part = f->part[0];
	int64_t from_us, to_us, at;
	struct group_cell *c;
	enum rc rc;

	if (!fill_range(f, &from_us, &to_us))
		return RC_OK;
	if (f->p->nkey == 0)
		group_find(&part->table, part->key, NULL);
	for (at = from_us; at < to_us;) {
		struct twindow_span span = twindow_at(&f->p->window, at);

		for (size_t i = 0; i < part->table.nslot; i++) {
			if (part->table.ncell >= FOLD_FILL_MAX)
				return rc_err(e, RC_LIMIT, "--fill would make more than %d records; "
				    "choose wider windows or a shorter time", (int)FOLD_FILL_MAX);
			rc = cell_at(part, part->table.slot[i], span, &c, e);
			if (rc != RC_OK)
				return rc;
		}
		at = span.to_us;
	}
	return RC_OK;
}

static enum rc
total(struct fold_state *f, struct err *e)
{
	const struct fold_plan *p = f->p;
	struct group_table *t = &f->part[0]->table;
	struct group_cell all = { .state = arena_zalloc(&t->arena, p->state_size) };
	enum rc rc = p->ops->init(p->ctx, all.state, e);

	for (size_t i = 0; rc == RC_OK && i < t->nslot; i++)
		for (size_t k = 0; rc == RC_OK && k < t->slot[i]->n; k++)
			rc = p->ops->merge(p->ctx, all.state, t->slot[i]->cell[k]->state, e);
	if (rc == RC_OK)
		emit(f, &all, true);
	p->ops->free(p->ctx, all.state);
	return rc;
}

static enum rc
write_results(struct fold_state *f, struct err *e)
{
	struct fold_part *part = f->part[0];
	struct group_cell **cell, *c;
	enum rc rc = merge_parts(f, e);

	/* Without keys and windows there is an answer even to nothing. */
	if (rc == RC_OK && f->p->nkey == 0 && !f->p->windowed)
		rc = cell_at(part, group_find(&part->table, part->key, NULL), part->span, &c, e);
	if (rc == RC_OK && f->p->windowed && f->p->fill)
		rc = fill(f, e);
	if (rc != RC_OK)
		return rc;
	cell = group_sort(&part->table);
	for (size_t i = 0; i < part->table.ncell && !out_failed(f->j->out); i++)
		emit(f, cell[i], false);
	if (f->p->totals)
		rc = total(f, e);
	out_sv(f->j->out, buf_view(&f->o));
	return rc;
}

static void
free_part(struct fold_part *part)
{
	for (size_t i = 0; i < part->table.nslot; i++)
		for (size_t k = 0; k < part->table.slot[i]->n; k++)
			part->p->ops->free(part->p->ctx, part->table.slot[i]->cell[k]->state);
	group_free(&part->table);
	mem_free(part->key);
	mem_free(part);
}

enum rc
fold_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct fold_state f = { .j = j, .p = p };
	struct stream s = { .ctx = &f, .part = new_part, .record = fold_record };
	struct err later = { 0 };
	enum rc rc, wrc = RC_OK;

	buf_init(&f.o, SIZE_MAX);
	rc = stream_run(j, &s, e);
	if ((rc == RC_OK || rc == RC_IO) && f.nparts > 0)
		wrc = write_results(&f, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	for (unsigned i = 0; i < f.nparts; i++)
		free_part(f.part[i]);
	buf_free(&f.o);
	return rc;
}

/* What a key is called when it was not named: a field's own name, else the text of the expression. */
static struct sv
key_name(const struct expr *x, const struct expr_env *env)
{
	const struct proj_field *field;
	size_t slot;

	if (!expr_field(x, &slot))
		return metric_name(expr_text(x, env->arena), env->arena);
	field = &env->proj->field[slot];
	return field->nkey == 1 ? field->key[0] : field->name;
}

static enum rc
parse_key(struct fold_key *k, struct lex *l, const struct expr_env *env, struct err *e)
{
	struct lex ahead = *l;
	bool named = false;
	enum rc rc;

	if (l->tok.kind == LEX_NAME)
		named = lex_next(&ahead, e) == RC_OK && lex_is(&ahead, "=");
	if (named) {
		k->name = arena_sv(env->arena, l->tok.text);
		*l = ahead;
		rc = lex_next(l, e);
		if (rc != RC_OK)
			return rc;
	}
	rc = expr_parse(&k->x, l, env, e);
	if (rc == RC_OK && !named)
		k->name = key_name(k->x, env);
	return rc;
}

enum rc
fold_keys(const struct fold_key **key, size_t *n, const char *text, const struct expr_env *env,
    struct err *e)
{
	struct fold_key *k = NULL;
	struct lex l;
	bool more = true;
	enum rc rc = lex_init(&l, sv_of(text), env->arena, e);

	*n = 0;
	while (rc == RC_OK && more) {
		k = arena_grow(env->arena, k, *n * sizeof(*k), (*n + 1) * sizeof(*k));
		rc = parse_key(&k[*n], &l, env, e);
		if (rc == RC_OK)
			rc = lex_accept(&l, ",", &more, e);
		(*n)++;
	}
	if (rc == RC_OK && l.tok.kind != LEX_END)
		rc = lex_fail(&l, "',' or the end", e);
	if (rc != RC_OK)
		rc_in(e, "--by", text);
	*key = k;
	return rc;
}
