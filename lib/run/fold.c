/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/fold.h"

#include "base/rfc3339.h"
#include "metric/metric.h"
#include "run/stream.h"
#include "run/group.h"

#include <inttypes.h>
#include <string.h>

enum {
	FOLD_FLUSH = 64 * 1024,		/* output gathered before it is handed on */
	FOLD_FILL_MAX = 10000000	/* records --fill may make */
};

struct fold_state {
	struct job             *j;
	const struct fold_plan *p;
	struct group_table      table;
	struct val             *key;	/* of the record at hand */
	struct twindow_span     span;	/* of the last record: most fall into it again */
	struct buf              o;
};

/* The state of (key, window), made and initialised when new. */
static enum rc
cell_at(struct fold_state *f, struct group_slot *s, struct twindow_span span,
    struct group_cell **cell, struct err *e)
{
	bool fresh;

	if (f->table.ncell >= f->p->max_groups && (s->last == NULL ||
	    s->last->span.from_us != span.from_us)) {
		size_t before = f->table.ncell;

		*cell = group_cell_at(&f->table, s, span, &fresh);
		if (f->table.ncell == before)
			return RC_OK;
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " groups (see --max-groups)",
		    f->p->max_groups);
	}
	*cell = group_cell_at(&f->table, s, span, &fresh);
	return fresh ? f->p->ops->init(f->p->ctx, (*cell)->state, e) : RC_OK;
}

static enum rc
fold_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct fold_in *in,
    struct err *e)
{
	struct fold_state *f = ctx;
	const struct fold_plan *p = f->p;
	struct group_cell *cell;
	enum rc rc;

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
	const struct group_table *t = &f->table;

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
	int64_t from_us, to_us, at;
	struct group_cell *c;
	enum rc rc;

	if (!fill_range(f, &from_us, &to_us))
		return RC_OK;
	if (f->p->nkey == 0)
		group_find(&f->table, f->key, NULL);
	for (at = from_us; at < to_us;) {
		struct twindow_span span = twindow_at(&f->p->window, at);

		for (size_t i = 0; i < f->table.nslot; i++) {
			if (f->table.ncell >= FOLD_FILL_MAX)
				return rc_err(e, RC_LIMIT, "--fill would make more than %d records; "
				    "choose wider windows or a shorter time", (int)FOLD_FILL_MAX);
			rc = cell_at(f, f->table.slot[i], span, &c, e);
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
	struct group_cell all = { .state = arena_zalloc(&f->table.arena, p->state_size) };
	enum rc rc = p->ops->init(p->ctx, all.state, e);

	for (size_t i = 0; rc == RC_OK && i < f->table.nslot; i++)
		for (size_t k = 0; rc == RC_OK && k < f->table.slot[i]->n; k++)
			rc = p->ops->merge(p->ctx, all.state, f->table.slot[i]->cell[k]->state, e);
	if (rc == RC_OK)
		emit(f, &all, true);
	p->ops->free(p->ctx, all.state);
	return rc;
}

static enum rc
write_results(struct fold_state *f, struct err *e)
{
	struct group_cell **cell;
	enum rc rc = RC_OK;

	if (f->p->windowed && f->p->fill)
		rc = fill(f, e);
	if (rc != RC_OK)
		return rc;
	cell = group_sort(&f->table);
	for (size_t i = 0; i < f->table.ncell && !out_failed(f->j->out); i++)
		emit(f, cell[i], false);
	if (f->p->totals)
		rc = total(f, e);
	out_sv(f->j->out, buf_view(&f->o));
	return rc;
}

static void
free_states(struct fold_state *f)
{
	for (size_t i = 0; i < f->table.nslot; i++)
		for (size_t k = 0; k < f->table.slot[i]->n; k++)
			f->p->ops->free(f->p->ctx, f->table.slot[i]->cell[k]->state);
	group_free(&f->table);
}

enum rc
fold_run(struct job *j, const struct fold_plan *p, struct err *e)
{
	struct fold_state f = { .j = j, .p = p };
	struct stream stream = { &f, fold_record, NULL };
	struct err later = { 0 };
	struct group_cell *c;
	enum rc rc = job_open(j, NULL, e), wrc = RC_OK;

	if (rc != RC_OK)
		return rc;
	group_init(&f.table, p->nkey, p->state_size, j->seed);
	buf_init(&f.o, SIZE_MAX);
	f.key = arena_zalloc(&j->arena, (p->nkey + 1) * sizeof(*f.key));
	if (p->nkey == 0 && !p->windowed)
		rc = cell_at(&f, group_find(&f.table, f.key, NULL), f.span, &c, e);
	if (rc == RC_OK)
		rc = stream_run(j, &stream, e);
	if (rc == RC_OK || rc == RC_IO)
		wrc = write_results(&f, &later);
	if (wrc != RC_OK && rc == RC_OK) {
		rc = wrc;
		*e = later;
	}
	free_states(&f);
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
