/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people_read - profiles, facts and consents out of files of records
 */
#include "key/group_key.h"
#include "notify/people_data.h"
#include "run/beside.h"

#include <string.h>

enum consent { CHANNEL, CATEGORY, STATE, SOURCE, TEXT_VERSION, CONSENT_FIELDS };
enum part { USERS, FACTS, CONSENTS };

struct reading {
	struct people *s;
	enum part      part;
	struct job     job;		/* of the file */
	size_t         user, user_id, kind, hour;
	size_t        *slot;		/* of each field of a person; SIZE_MAX: none */
	size_t         said[CONSENT_FIELDS];
};

static enum rc
want(struct reading *x, struct sv name, size_t *slot, struct err *e)
{
	struct proj *p = &x->job.query.proj;
	const size_t n = p->n;
	enum rc rc = proj_add(p, name, slot, e);

	if (rc == RC_OK && *slot == n)
		p->field[*slot].derived = true;
	return rc;
}

static enum rc
plan(struct reading *x, struct err *e)
{
	static const char *const said[CONSENT_FIELDS] = { "delivery_channel", "category", "state",
		"source", "text_version" };
	struct people *s = x->s;
	enum rc rc = want(x, SV("user"), &x->user, e);

	if (rc == RC_OK)
		rc = want(x, SV("user_id"), &x->user_id, e);
	if (rc == RC_OK)
		rc = want(x, SV("kind"), &x->kind, e);
	if (rc == RC_OK)
		rc = want(x, SV("hour"), &x->hour, e);
	if (x->part == CONSENTS) {
		for (size_t i = 0; rc == RC_OK && i < CONSENT_FIELDS; i++)
			rc = want(x, sv_of(said[i]), &x->said[i], e);
		return rc == RC_OK ? job_need_time(&x->job, true, e) : rc;
	}
	x->slot = arena_alloc(&x->job.arena, s->nfield * sizeof(*x->slot));
	for (size_t i = 0; rc == RC_OK && i < s->nfield; i++) {
		x->slot[i] = SIZE_MAX;
		if (!s->field[i].last)
			rc = want(x, s->field[i].name, &x->slot[i], e);
	}
	return rc;
}

static enum rc
find_user(struct reading *x, const struct record *r, struct arena *tmp, uint32_t *number,
    struct err *e)
{
	const struct val *v = &r->slot[x->user];
	struct val id;
	struct sv text;

	if (val_null(v))
		v = &r->slot[x->user_id];
	if (val_null(v))
		return rc_bad(e, "user", "the record has neither 'user' nor 'user_id'");
	id = group_key_canonical(v, tmp);
	text = val_text(&id, tmp);
	if (text.n == 0)
		return rc_bad(e, "user", "the user is the empty text");
	return people_find(x->s, text, true, number, e);
}

/* Of what cxpredict(1) writes on hours, the best one. */
static bool
is_best_hour(const struct reading *x, const struct record *r)
{
	const struct val *kind = &r->slot[x->kind];

	return kind->kind == VAL_STRING && sv_is(kind->text, "best_hour");
}

static const struct val *
value_of(const struct reading *x, const struct record *r, size_t field)
{
	if (field == x->s->own[PEOPLE_DATA_BEST_HOUR] && is_best_hour(x, r))
		return &r->slot[x->hour];
	return x->slot[field] != SIZE_MAX ? &r->slot[x->slot[field]] : NULL;
}

/* He is as one whose zone is unknown: a whole file of them is a mistake somebody should see. */
static void
check_zone(struct people *s, const struct val *v)
{
	struct sv name = v->kind == VAL_STRING ? val_text(v, &s->tmp) : SV("");

	if (name.n == 0 || policy_zone_number(s->zone, name) != 0)
		return;
	if (s->unzoned++ == 0)
		s->unzoned_first = arena_sv(&s->names, name);
}

/* A profile takes the place of the last one; of facts only what this one says. */
static void
take_profile(struct reading *x, const struct record *r, uint32_t number)
{
	struct people *s = x->s;
	struct people_row *row = people_data_row(s, number);
	const enum people_data_part part = x->part == USERS ? PEOPLE_DATA_PROFILE
							    : PEOPLE_DATA_FACTS;

	if (row->erased)
		return;
	arena_reset(&s->tmp);
	s->seen = 0;
	if (x->part == FACTS) {
		people_data_read(s, number, part);
		people_data_hold(s);
	}
	for (size_t i = 0; i < s->nfield; i++) {
		const struct val *v = value_of(x, r, i);

		if (v != NULL && i == s->own[PEOPLE_DATA_TZ])
			check_zone(s, v);
		if (v != NULL && !val_null(v))
			s->part[i] = *v;
		else if (x->part == USERS)
			s->part[i] = (struct val){ .kind = VAL_NULL };
	}
	people_data_write(s, number, part);
	row->known |= x->part == USERS;
}

static struct sv
said(const struct reading *x, const struct record *r, enum consent i, struct arena *tmp)
{
	const struct val *v = &r->slot[x->said[i]];

	return val_null(v) ? SV("") : val_text(v, tmp);
}

enum rc
people_words(const struct people *s, const struct people_said *t, struct store_consent *c,
    struct err *e)
{
	*c = (struct store_consent){ .channel = POLICY_ANY, .category = t->category,
		.granted = sv_is(t->state, "granted"), .at_us = t->at_us, .source = t->source,
		.text_version = t->text_version };
	if (!c->granted && !sv_is(t->state, "withdrawn"))
		return rc_bad(e, "consent", "state: expected 'granted' or 'withdrawn', got '%.*s'",
		    SV_SHOW(t->state));
	if (t->channel.n == 0)
		return RC_OK;
	c->channel = policy_find_channel(s->policy, t->channel);
	return c->channel != POLICY_ANY ? RC_OK : RC_EMPTY;
}

static enum rc
take_record(void *part, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct reading *x = part;
	struct arena *tmp = expr_eval_arena(ev);
	struct store_consent c;
	uint32_t number = 0;
	enum rc rc;

	(void)out;
	if (val_null(&r->slot[x->user]) && val_null(&r->slot[x->user_id]) &&
	    !val_null(&r->slot[x->kind]))
		return RC_OK;
	rc = find_user(x, r, tmp, &number, e);
	if (rc == RC_OK && x->part == CONSENTS) {
		rc = people_words(x->s, &(struct people_said){ said(x, r, CHANNEL, tmp),
		    said(x, r, CATEGORY, tmp), said(x, r, STATE, tmp), said(x, r, SOURCE, tmp),
		    said(x, r, TEXT_VERSION, tmp), in->at_us }, &c, e);
		if (rc == RC_OK)
			people_consented(x->s, number, &c);
		rc = rc == RC_EMPTY ? RC_OK : rc;
	} else if (rc == RC_OK) {
		take_profile(x, r, number);
	}
	if (rc != RC_OK && rc != RC_BAD)
		e->line = r->line_no;
	return rc;
}

enum rc
people_read(struct people *s, const char *option, const char *path, struct job *j, struct err *e)
{
	struct reading x = { .s = s, .part = strcmp(option, "users") == 0 ? USERS :
	    strcmp(option, "facts") == 0 ? FACTS : CONSENTS };
	const struct stream stream = { .ctx = &x, .record = take_record, .serial = true };
	enum rc rc = beside_init(&x.job, &(struct beside_cfg){ .path = path }, j, e);

	if (rc == RC_OK)
		rc = plan(&x, e);
	if (rc == RC_OK)
		rc = beside_run(&x.job, &stream, j, e);
	beside_free(&x.job);
	return rc;
}
