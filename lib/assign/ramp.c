/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/ramp.h"

#include "experiment/verdict.h"
#include "io/side.h"
#include "json/jread.h"

#include <inttypes.h>
#include <stdio.h>

struct line {			/* members of one record; VAL_NONE: not there */
	struct val kind, experiment, decision, valid;
};

struct last {			/* verdict on an experiment */
	bool given;
	bool ship;
	bool rollback;
	bool valid;		/* may be acted on */
	char name[32];		/* of the decision */
};

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct line *l = ctx;

	if (sv_is(key, "kind"))
		l->kind = *v;
	else if (sv_is(key, "experiment"))
		l->experiment = *v;
	else if (sv_is(key, "decision"))
		l->decision = *v;
	else if (sv_is(key, "valid_to_act_now"))
		l->valid = *v;
	return true;
}

static enum rc
take_line(struct config *c, struct last *last, struct sv text, const struct side *s,
    struct arena *tmp, struct err *e)
{
	struct line l = { .kind = { .kind = VAL_NONE } };
	const struct experiment *x;
	struct sv decision;
	struct val v;

	if (sv_trim(text).n == 0)
		return RC_OK;
	if (jread_value(text, &v, NULL) != RC_OK || v.kind != VAL_OBJECT)
		return rc_err(e, RC_SYNTAX, "%s:%" PRIu64 ": expected a record of cxab", s->path,
		    s->line);
	jread_each(&v, take_member, &l);
	if (l.kind.kind != VAL_STRING || !sv_is(l.kind.text, "ab_verdict"))
		return RC_OK;
	x = val_null(&l.experiment) && c->n == 1 ? c->x :
	    config_find(c, val_text(&l.experiment, tmp));
	if (x == NULL)
		return RC_OK;
	last += x - c->x;
	decision = val_text(&l.decision, tmp);
	last->given = true;
	last->ship = sv_is(decision, verdict_decision_name(VERDICT_SHIP));
	last->rollback = sv_is(decision, verdict_decision_name(VERDICT_ROLLBACK));
	last->valid = l.valid.kind != VAL_FALSE;
	snprintf(last->name, sizeof(last->name), "%.*s", SV_SHOW(decision));
	return RC_OK;
}

static void
move(struct experiment *x, const struct last *last, const struct job *j)
{
	const struct flag_share was = x->flag.coverage;
	struct flag_share to = was;
	struct err say;

	if (last->ship && last->valid)
		for (size_t i = x->nstep; i > 0 && x->step[i - 1].share > was.share; i--)
			to = x->step[i - 1];
	if (last->rollback)
		to = (struct flag_share){ .given = true };
	x->flag.coverage = to;
	rc_err(&say, RC_OK, "%.*s: the last verdict is %s%s: coverage %s %g %%", SV_SHOW(x->name),
	    last->name, last->ship && !last->valid ? ", not to be acted on yet" : "",
	    to.share == was.share ? "stays" : to.share > was.share ? "grows to" : "falls to",
	    to.percent);
	job_say(j, say.msg);
}

enum rc
ramp_apply(struct config *c, const char *path, const struct job *j, struct err *e)
{
	struct last *last;
	struct arena tmp;
	struct side s;
	struct sv text;
	size_t stepped = 0;
	enum rc rc;

	for (size_t i = 0; i < c->n; i++)
		stepped += c->x[i].nstep != 0;
	if (stepped == 0)
		return rc_err(e, RC_USAGE, "--ramp: no experiment has steps");
	arena_init(&tmp);
	last = arena_zalloc(&tmp, c->n * sizeof(*last));
	rc = side_open(&s, path, e);
	while (rc == RC_OK && (rc = side_next(&s, &text, e)) == RC_OK)
		rc = take_line(c, last, text, &s, &tmp, e);
	side_close(&s);
	if (rc == RC_END)
		rc = RC_OK;
	for (size_t i = 0; i < c->n && rc == RC_OK; i++)
		if (c->x[i].nstep != 0 && last[i].given)
			move(&c->x[i], &last[i], j);
	arena_free(&tmp);
	return rc;
}
