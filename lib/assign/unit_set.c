/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign/unit_set.h"

#include "users/user_key.h"

#include <math.h>
#include <string.h>

static enum rc
compile_set(struct unit_set *s, const struct experiment *x, struct job *j, struct err *e)
{
	const char *text = user_key_text(x->unit, &j->arena);
	enum rc rc;

	*s = (struct unit_set){ .text = x->unit, .together = x->together };
	rc = key_list_parse(&s->key, &s->nkey, text, &j->query.env, e);
	if (rc != RC_OK)
		rc_in(e, "unit", text);
	return rc;
}

enum rc
unit_sets_compile(struct unit_sets *s, struct config *c, struct job *j, struct err *e)
{
	s->n = 0;
	s->set = arena_alloc(&j->arena, (c->n + 1) * sizeof(*s->set));
	for (size_t i = 0; i < c->n; i++) {
		struct experiment *x = &c->x[i];
		size_t k;

		for (k = 0; k < s->n; k++)
			if (strcmp(s->set[k].text, x->unit) == 0 &&
			    s->set[k].together == x->together)
				break;
		x->set = k;
		if (k == s->n) {
			enum rc rc = compile_set(&s->set[s->n++], x, j, e);

			if (rc != RC_OK)
				return rc;
		}
	}
	return RC_OK;
}

static bool
is_there(const struct unit *u)
{
	return u->kind != UNIT_NONE && !(u->kind == UNIT_TEXT && u->text.n == 0);
}

/* The text of all that is hashed. */
static struct sv
text_of(const struct unit *u, size_t n, struct arena *a)
{
	struct sv text = unit_text(&u[0], UNIT_TEXT_JS, a);

	if (n == 1)
		(void)unit_own(&u[0], &text);	/* all its digits, if it is a whole number */
	for (size_t i = 1; i < n; i++)
		text = FLAG_JOIN(a, text, SV("."), unit_text(&u[i], UNIT_TEXT_JS, a));
	return text;
}

enum rc
unit_set_find(const struct unit_set *s, const struct record *r, struct expr_eval *ev,
    struct unit_found *found, struct err *e)
{
	struct arena *a = expr_eval_arena(ev);
	struct unit *u = arena_alloc(a, s->nkey * sizeof(*u));

	*found = (struct unit_found){ .u = u };
	for (size_t i = 0; i < s->nkey; i++) {
		struct val v;
		enum rc rc = expr_value(s->key[i].x, r, ev, &v, e);

		if (rc != RC_OK)
			return rc;
		u[i] = unit_of(&v, a);
		if (s->together ? u[i].kind == UNIT_NONE : is_there(&u[i])) {
			if (s->together)
				return RC_OK;
			u[0] = u[i];
			found->n = 1;
			break;
		}
		/* An empty text alone is what some products draw for. */
		if (!s->together && s->nkey == 1 && u[i].kind == UNIT_TEXT)
			found->n = 1;
	}
	if (s->together)
		found->n = s->nkey;
	if (found->n != 0)
		found->text = text_of(u, found->n, a);
	return RC_OK;
}

static bool
known_arm(const struct hmap *m, struct sv text, enum flag_why why, struct flag_result *r)
{
	const size_t *arm = m->n != 0 ? hmap_get(m, text) : NULL;

	if (arm == NULL)
		return false;
	flag_in(r, *arm, NAN);
	r->why = why;
	return true;
}

void
unit_set_assign(const struct experiment *x, const struct unit_found *found, struct arena *tmp,
    struct flag_result *r)
{
	const struct flag *f = &x->flag;

	r->arm = f->narm;
	r->before = NAN;
	if (found->n == 0) {
		flag_out(r, FLAG_NO_UNIT, NAN);
		return;
	}
	for (size_t i = 0; i < found->n; i++)
		if (found->u[i].kind == UNIT_OTHER) {
			flag_out(r, FLAG_REFUSED, NAN);
			return;
		}
	if (known_arm(&x->force, found->text, FLAG_FORCED, r))
		return;
	if (f->coverage.given && f->coverage.parts == 0)
		flag_out(r, FLAG_COVERAGE, NAN);
	else if (!known_arm(&x->sticky, found->text, FLAG_STICKY, r))
		flag_assign(f, found->u, found->n, tmp, r);
}
