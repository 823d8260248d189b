/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/reshuffle.h"

#include <stdio.h>

bool
reshuffle_same_draw(const struct experiment *now, const struct experiment *before)
{
	const struct flag *f = &now->flag, *g = &before->flag;

	return f->hash == g->hash && sv_eq(f->key, g->key) && sv_eq(f->salt, g->salt) &&
	    sv_eq(f->rule_salt, g->rule_salt) && f->seeded == g->seeded && f->seed == g->seed;
}

bool
reshuffle_differs(const struct experiment *now, const struct flag_result *a,
    const struct experiment *before, const struct flag_result *b)
{
	const bool has_a = a->arm < now->flag.narm, has_b = b->arm < before->flag.narm;

	if (!a->in || !b->in || (!has_a && !has_b))
		return false;
	return has_a != has_b || !sv_eq(now->flag.arm[a->arm].name, before->flag.arm[b->arm].name);
}

/* How many of the invented units move, of those that are in by both. */
static size_t
count_moved(const struct experiment *now, const struct experiment *before, size_t *both)
{
	struct arena tmp;
	size_t moved = 0;

	*both = 0;
	arena_init(&tmp);
	for (int i = 0; i < RESHUFFLE_UNITS; i++) {
		char text[16];
		struct unit u = { UNIT_TEXT, { text,
		    (size_t)snprintf(text, sizeof(text), "unit-%d", i) } };
		struct flag_result a, b;

		flag_assign(&now->flag, &u, 1, &tmp, &a);
		flag_assign(&before->flag, &u, 1, &tmp, &b);
		*both += a.in && b.in;
		moved += reshuffle_differs(now, &a, before, &b);
		arena_reset(&tmp);
	}
	arena_free(&tmp);
	return moved;
}

enum rc
reshuffle_check(const struct config *c, const struct config *before, bool allow,
    const struct job *j, struct err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct experiment *now = &c->x[i], *was = config_find(before, now->name);
		size_t both, moved;
		struct err say;

		if (was == NULL || !reshuffle_same_draw(now, was))
			continue;
		moved = count_moved(now, was, &both);
		if (moved == 0)
			continue;
		rc_err(&say, RC_OK, "%.*s: of users that are in by '%s' too, %.2g %% get another "
		    "variant than there", SV_SHOW(now->name), before->file,
		    100.0 * (double)moved / (double)both);
		if (!allow)
			return rc_err(e, RC_USAGE, "%s: a new salt draws all anew, "
			    "--allow-reshuffle moves them", say.msg);
		job_say(j, say.msg);
	}
	return RC_OK;
}
