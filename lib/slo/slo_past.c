/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_past.h"

#include "io/side.h"
#include "key/scan_key.h"
#include "state/saved.h"
#include "state/state.h"

static enum rc
is_state(bool *is, const char *path, struct err *e)
{
	struct side s;
	struct sv line = { NULL, 0 };
	enum rc rc = side_open(&s, path, e);

	*is = false;
	if (rc == RC_OK)
		rc = side_next(&s, &line, e);
	*is = rc == RC_OK && sv_starts(line, SV("{\"kind\":\"state"));
	side_close(&s);
	/* What has no line, or one that is too long, is no state: who reads it as a log says so. */
	return rc == RC_END || rc == RC_LIMIT ? RC_OK : rc;
}

enum rc
slo_past_are(bool *are, const char *const *path, size_t n, const char *option, struct err *e)
{
	enum rc rc = RC_OK;
	size_t states = 0;
	bool is;

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		rc = is_state(&is, path[i], e);
		states += is;
	}
	*are = states > 0;
	return rc == RC_OK && states > 0 && states < n
	    ? rc_err(e, RC_USAGE, "%s: some are saved states and some are not", option) : rc;
}

static enum rc
load_file(struct slo_past *x, const char *path, const char *what, struct job *j, struct err *e)
{
	const struct state_head *mine = saved_head(j, NULL, 0), *h = NULL;
	struct state_reader *r = NULL;
	struct err why = { 0 };
	enum rc rc = state_open_file(&r, path, NULL, &h, e);

	if (rc == RC_EMPTY)
		rc = rc_err(e, RC_SYNTAX, "%s: %s: no saved states in it", what, path);
	if (rc == RC_OK && !sv_is(h->filter, j->name))
		rc = state_fail(r, e, "%s: states of %.*s, not of %s", what, SV_SHOW(h->filter),
		    j->name);
	if (rc == RC_OK && !sv_eq(h->where, mine->where))
		rc = rc_err(e, RC_USAGE, "%s: %s: its events are of --where '%.*s', those here of "
		    "'%.*s'", what, path, SV_SHOW(h->where), SV_SHOW(mine->where));
	if (rc == RC_OK) {
		rc = slo_plan_adopt(&x->plan, h->plan, &j->arena, &why);
		if (rc != RC_OK)
			rc = rc_err(e, rc, "%s: %s: %s", what, path, why.msg);
	}
	if (rc == RC_OK)
		rc = fold_merge_load(j, &x->fold, r, h, x->part, e);
	state_close(r);
	return rc;
}

enum rc
slo_past_load(struct slo_past *x, const char *const *path, size_t n, const struct fold_plan *fold,
    const char *what, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	*x = (struct slo_past){ .plan = *(const struct slo_plan *)fold->ctx, .fold = *fold };
	x->fold.ctx = &x->plan;
	x->part = part_new(&x->fold, j->seed);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = load_file(x, path[i], what, j, e);
	return rc == RC_OK ? slo_join(&x->in, &x->plan, x->part, &j->arena, e) : rc;
}

/* ---- joined to a run ---- */

static struct sv
name_of(struct buf *b, const struct slo_joined *in, size_t i, const struct slo_plan *p,
    struct arena *tmp)
{
	size_t objective = in->objective[i];

	buf_clear(b);
	buf_printf(b, "%zu ", objective);
	if (in->key[i] != NULL)
		scan_key_text(b, in->key[i], p->spec->objective[objective].nkey, tmp);
	return buf_view(b);
}

static bool
has_files(const struct slo_plan *p, size_t objective)
{
	return p->of[objective] != SLO_PLAN_NONE && p->meter[p->of[objective]].files;
}

void
slo_past_join(const struct slo_past *x, struct slo_joined *in, const struct slo_plan *p,
    struct arena *a)
{
	struct arena tmp;
	struct hmap index;
	struct buf b;

	arena_init(&tmp);
	buf_init(&b, SIZE_MAX);
	hmap_init(&index, a, sizeof(struct series *), p->seed);
	for (size_t i = 0; i < x->in.n; i++) {
		const struct series **at = hmap_put(&index, name_of(&b, &x->in, i, p, &tmp), NULL);

		*at = &x->in.series[i][0];
	}
	for (size_t i = 0; i < in->n; i++) {
		const struct series **at;

		if (!has_files(p, in->objective[i]))
			continue;
		at = hmap_get(&index, name_of(&b, in, i, p, &tmp));
		if (at != NULL)
			in->series[i][1] = **at;
		in->series[i][1].past = true;
	}
	hmap_free(&index);
	buf_free(&b);
	arena_free(&tmp);
}

void
slo_past_free(struct slo_past *x)
{
	part_free(x->part);
	*x = (struct slo_past){ .part = NULL };
}
