/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/audit.h"

#include "assign/audit_check.h"
#include "assign/audit_users.h"
#include "assign/reshuffle.h"
#include "io/stop.h"
#include "run/map.h"

struct audit {
	const struct audit_cfg *cfg;
	uint64_t                seed;
	struct audit_part      *part[JOB_THREADS_MAX];
};

struct look {			/* one record and experiment */
	const struct audit       *a;
	const struct experiment  *x;
	size_t                    k;	/* index of x */
	const struct record      *r;
	const struct unit_found  *found;
	struct arena             *tmp;
	struct audit_part        *part;
};

static void *
new_part(void *state, unsigned i)
{
	struct audit *a = state;

	a->part[i] = audit_users_new(a->cfg->c->n, a->seed);
	return a->part[i];
}

/* What the record says its user was given: an arm, narm for none; false: what is no arm. */
static bool
given_arm(const struct look *l, size_t *arm)
{
	const struct audit_cfg *cfg = l->a->cfg;
	const struct val *variant = &l->r->slot[cfg->variant];

	*arm = l->x->flag.narm;
	if (l->r->slot[cfg->in].kind == VAL_FALSE || val_null(variant))
		return true;
	*arm = config_arm(l->x, val_text(variant, l->tmp));
	return *arm < l->x->flag.narm;
}

static void
look_at(const struct look *l, bool given)
{
	const struct audit_cfg *cfg = l->a->cfg;
	const size_t none = l->x->flag.narm;
	struct audit_seen *seen;
	struct flag_result now, before;
	const struct experiment *was = NULL;
	size_t arm;

	unit_set_assign(l->x, l->found, l->tmp, &now);
	if (now.why == FLAG_NO_UNIT) {
		l->part->count[l->k].no_unit++;
		return;
	}
	seen = &audit_users_at(l->part, l->x->set, l->found->text, l->tmp)[l->k];
	seen->marks |= AUDIT_SEEN;
	arm = now.in ? now.arm : none;
	if (given && !given_arm(l, &arm))
		l->part->count[l->k].unknown++;
	else if (given && arm != (now.in ? now.arm : none))
		seen->marks |= AUDIT_DIFFERS;
	if (arm != none)
		seen->arms |= UINT64_C(1) << arm;
	if (cfg->previous != NULL)
		was = config_find(cfg->previous, l->x->name);
	if (was == NULL || !now.in)
		return;
	unit_set_assign(was, l->found, l->tmp, &before);
	if (before.in)
		seen->marks |= AUDIT_BOTH;
	if (reshuffle_differs(l->x, &now, was, &before))
		seen->marks |= AUDIT_MOVED;
}

static enum rc
audit_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	const struct audit *a = in->ctx;
	const struct audit_cfg *cfg = a->cfg;
	struct arena *tmp = expr_eval_arena(in->ev);
	struct unit_found *found = arena_zalloc(tmp, (cfg->sets->n + 1) * sizeof(*found));
	const bool given = !val_null(&r->slot[cfg->experiment]);
	struct sv name = val_text(&r->slot[cfg->experiment], tmp);
	enum rc rc = RC_OK;

	(void)out;
	for (size_t i = 0; i < cfg->sets->n && rc == RC_OK; i++)
		rc = unit_set_find(&cfg->sets->set[i], r, in->ev, &found[i], e);
	for (size_t k = 0; k < cfg->c->n && rc == RC_OK; k++) {
		const struct experiment *x = &cfg->c->x[k];

		if (!given || sv_eq(name, x->name))
			look_at(&(struct look){ a, x, k, r, &found[x->set], tmp, in->part }, given);
	}
	return rc;
}

enum rc
audit_run(struct job *j, const struct audit_cfg *cfg, struct err *e)
{
	struct audit a = { .cfg = cfg, .seed = j->seed };
	enum rc rc = map_run(j, &(struct map_plan){ .fn = audit_record, .ctx = &a, .state = &a,
	    .part = new_part }, e);

	for (size_t i = 1; i < JOB_THREADS_MAX && rc == RC_OK; i++)
		if (a.part[i] != NULL)
			audit_users_merge(a.part[0], a.part[i], cfg->c->n);
	if (rc == RC_OK && stop_signal() == 0 && a.part[0] != NULL)
		rc = audit_check_write(a.part[0], cfg->c, cfg->previous != NULL, j, e);
	for (size_t i = 0; i < JOB_THREADS_MAX; i++)
		audit_users_free(a.part[i]);
	return rc;
}
