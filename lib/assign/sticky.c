/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/sticky.h"

#include "assign/unit_set.h"
#include "run/beside.h"

#include <inttypes.h>

struct sticky {
	struct config    *c;
	struct unit_sets  sets;
	size_t            experiment;	/* slots */
	size_t            variant;
	size_t            in;
	uint64_t          gone;		/* of variants that are no more */
};

/* One thread: the first of a unit counts. */
static enum rc
take_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct sticky *s = ctx;
	struct arena *a = expr_eval_arena(ev);
	struct experiment *x = config_find(s->c, val_text(&r->slot[s->experiment], a));
	struct unit_found found;
	size_t arm, *slot;
	bool fresh;
	enum rc rc;

	(void)in;
	(void)out;
	if (x == NULL || r->slot[s->in].kind == VAL_FALSE)
		return RC_OK;
	rc = unit_set_find(&s->sets.set[x->set], r, ev, &found, e);
	if (rc != RC_OK || found.n == 0)
		return rc;
	arm = config_arm(x, val_text(&r->slot[s->variant], a));
	if (arm == x->flag.narm) {
		s->gone++;
		return RC_OK;
	}
	slot = hmap_put(&x->sticky, found.text, &fresh);
	if (fresh)
		*slot = arm;
	return RC_OK;
}

static enum rc
prepare(struct sticky *s, struct job *b, struct err *e)
{
	static const char *const names[] = { "experiment", "variant", "in" };
	size_t *const slots[] = { &s->experiment, &s->variant, &s->in };
	enum rc rc = unit_sets_compile(&s->sets, s->c, b, e);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && rc == RC_OK; i++)
		rc = proj_add(&b->query.proj, sv_of(names[i]), slots[i], e);
	if (rc == RC_OK)	/* those of SDKs need not have it */
		b->query.proj.field[s->in].derived = true;
	return rc;
}

enum rc
sticky_read(struct config *c, const char *path, struct job *j, struct err *e)
{
	struct sticky s = { .c = c };
	const struct stream stream = { .ctx = &s, .record = take_record, .serial = true };
	struct job b;
	enum rc rc = beside_init(&b, &(struct beside_cfg){ .path = path }, j, e);

	b.given.results = true;		/* its format has no option */
	if (rc == RC_OK)
		rc = prepare(&s, &b, e);
	if (rc == RC_OK)
		rc = beside_run(&b, &stream, j, e);
	if (rc == RC_OK && s.gone != 0) {
		struct err say;

		rc_err(&say, RC_OK, "'%s': %" PRIu64 " assignments are to variants that are no "
		    "more: drawn again", path, s.gone);
		job_say(j, say.msg);
	}
	beside_free(&b);
	return rc;
}
