/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people_said - what people say themselves: consents, wishes, erasure; what their last event had
 */
#include "json/jread.h"
#include "notify/people_data.h"
#include "policy/policy_quiet.h"

#include <string.h>

enum { ALL_CHANNELS = POLICY_CHANNELS_MAX };

#define UNSAID UINT32_MAX

/* ---- consents ---- */

uint16_t
people_data_category(struct people *s, struct sv name, bool add)
{
	uint16_t *number;

	if (!add || s->category.n == UINT16_MAX - 1)
		number = hmap_get(&s->category, name);
	else
		number = hmap_put(&s->category, name, NULL);
	if (number == NULL)
		return 0;
	if (*number == 0)
		*number = (uint16_t)s->category.n;
	return *number;
}

static struct people_word
word_at(const char *p, size_t i)
{
	struct people_word w;

	memcpy(&w, p + i * sizeof(w), sizeof(w));
	return w;
}

/* Does @w come behind @than, or outweigh it at the same time? */
static bool
outweighs(const struct people_word *w, const struct people_word *than)
{
	return w->at_us > than->at_us ||
	    (w->at_us == than->at_us && (w->granted == 0 || than->granted != 0));
}

static void
add_word(struct people *s, struct people_row *row, const struct people_word *w)
{
	uint32_t old = row->words, name = 0;
	const size_t n = row->nword * sizeof(*w);
	char *p;

	if (row->nword == UINT16_MAX)
		return;
	p = people_data_keep(s, &name, n + sizeof(*w));
	if (old != 0)
		memcpy(p, people_data_block(s, old), n);
	memcpy(p + n, w, sizeof(*w));
	people_data_drop(s, &old);
	row->words = name;
	row->nword++;
}

void
people_consented(struct people *s, uint32_t number, const struct store_consent *c)
{
	struct people_row *row = people_data_row(s, number);
	struct people_word w = { .at_us = c->at_us, .granted = c->granted,
		.channel = (uint8_t)(c->channel < ALL_CHANNELS ? c->channel : ALL_CHANNELS) };
	char *p;

	if (row->erased)
		return;
	if (c->category.n != 0) {
		w.category = people_data_category(s, c->category, true);
		if (w.category == 0)
			return;
	}
	p = row->words != 0 ? people_data_block(s, row->words) : NULL;
	for (size_t i = 0; i < row->nword; i++) {
		struct people_word was = word_at(p, i);

		if (was.channel != w.channel || was.category != w.category)
			continue;
		if (outweighs(&w, &was))
			memcpy(p + i * sizeof(w), &w, sizeof(w));
		return;
	}
	add_word(s, row, &w);
}

enum person_consent
people_consent(struct people *s, uint32_t number, size_t channel, struct sv category,
    int64_t *at_us)
{
	const struct people_row *row = people_data_row(s, number);
	const char *p = row->words != 0 ? people_data_block(s, row->words) : NULL;
	const uint16_t of = category.n != 0 ? people_data_category(s, category, false) : 0;
	struct people_word best = { .at_us = INT64_MIN, .granted = 1 };
	bool any = false;

	for (size_t i = 0; i < row->nword; i++) {
		struct people_word w = word_at(p, i);

		if ((w.channel != ALL_CHANNELS && w.channel != channel) ||
		    (w.category != 0 && w.category != of) || (any && !outweighs(&w, &best)))
			continue;
		best = w;
		any = true;
	}
	*at_us = best.at_us;
	return !any ? PERSON_UNASKED : best.granted != 0 ? PERSON_GRANTED : PERSON_WITHDRAWN;
}

/* ---- wishes ---- */

struct people_wish
people_data_wish(const struct people *s, uint32_t number)
{
	const uint32_t name = people_data_row(s, number)->wish;
	struct people_wish w = { .at_us = INT64_MIN, .max_per_day = UNSAID, .max_per_week = UNSAID,
		.from_min = -1, .to_min = -1 };

	if (name != 0)
		memcpy(&w, people_data_block(s, name), sizeof(w));
	return w;
}

static enum rc
refuse(struct err *e, const char *member, const struct val *v, const char *want)
{
	return rc_bad(e, "preference", "%s: expected %s, got '%.*s'", member, want,
	    SV_SHOW(v->text));
}

static enum rc
take_count(const struct val *v, const char *member, uint32_t *count, struct err *e)
{
	double d;

	if (v->kind == VAL_NULL) {
		*count = UNSAID;
		return RC_OK;
	}
	if (!val_number(v, &d) || d < 0 || d > 100000 || d != (double)(uint32_t)d)
		return refuse(e, member, v, "a whole number");
	*count = (uint32_t)d;
	return RC_OK;
}

static enum rc
take_clock(const struct val *v, const char *member, int16_t *min, struct err *e)
{
	*min = (int16_t)(v->kind == VAL_STRING ? policy_quiet_minute(v->text) : -1);
	return *min < 0 && v->kind != VAL_NULL ? refuse(e, member, v, "a time like 22:00") : RC_OK;
}

struct prefers {
	struct people      *s;
	struct people_wish *w;
	const struct val   *bad;	/* no channel; NULL: all are */
	struct val          copy;
};

static bool
take_channel(void *ctx, struct sv key, const struct val *v)
{
	struct prefers *x = ctx;
	const size_t channel = v->kind == VAL_STRING
				   ? policy_find_channel(x->s->policy, val_text(v, &x->s->tmp))
				   : POLICY_ANY;

	(void)key;
	if (channel == POLICY_ANY) {
		x->copy = *v;
		x->bad = &x->copy;
		return false;
	}
	if (x->w->nprefer < PEOPLE_DATA_PREFER)
		x->w->prefer[x->w->nprefer++] = (uint8_t)channel;
	return true;
}

static enum rc
take_prefer(struct people *s, const struct val *v, struct people_wish *w, struct err *e)
{
	struct prefers x = { .s = s, .w = w };

	w->nprefer = 0;
	if (v->kind == VAL_ARRAY)
		jread_each(v, take_channel, &x);
	else if (v->kind != VAL_NULL)
		(void)take_channel(&x, SV(""), v);
	return x.bad != NULL ? refuse(e, "prefer", x.bad, "names of channels") : RC_OK;
}

static enum rc
take_text(struct people *s, enum people_data_wish what, const struct val *v, struct people_wish *w,
    struct err *e)
{
	struct sv text = v->kind == VAL_STRING ? val_text(v, &s->tmp) : SV("");

	if (v->kind != VAL_STRING && v->kind != VAL_NULL)
		return refuse(e, what == PEOPLE_DATA_WISH_TZ ? "tz" : "language", v, "a text");
	if (what == PEOPLE_DATA_WISH_TZ) {
		w->zone = policy_zone_number(s->zone, text);
		return text.n != 0 && w->zone == 0 ? refuse(e, "tz", v, "a time zone") : RC_OK;
	}
	if (text.n > PEOPLE_DATA_LANGUAGE)
		return refuse(e, "language", v, "a short code");
	memset(w->language, 0, sizeof(w->language));
	memcpy(w->language, text.p != NULL ? text.p : "", text.n);
	return RC_OK;
}

static enum rc
take_wish(struct people *s, enum people_data_wish what, const struct val *v, struct people_wish *w,
    struct err *e)
{
	switch (what) {
	case PEOPLE_DATA_MAX_DAY:
		return take_count(v, "max_per_day", &w->max_per_day, e);
	case PEOPLE_DATA_MAX_WEEK:
		return take_count(v, "max_per_week", &w->max_per_week, e);
	case PEOPLE_DATA_PREFERS:
		return take_prefer(s, v, w, e);
	case PEOPLE_DATA_FROM:
		return take_clock(v, "quiet_from", &w->from_min, e);
	case PEOPLE_DATA_TO:
		return take_clock(v, "quiet_to", &w->to_min, e);
	case PEOPLE_DATA_WISH_LANG:
	case PEOPLE_DATA_WISH_TZ:
		return take_text(s, what, v, w, e);
	}
	return RC_OK;
}

/* Of quiet hours both ends, which differ, or none. */
static enum rc
check_hours(const struct people_wish *w, struct err *e)
{
	if (w->from_min < 0 && w->to_min < 0)
		return RC_OK;
	if (w->from_min < 0 || w->to_min < 0)
		return rc_bad(e, "preference", "quiet_from and quiet_to: one is not there");
	if (w->from_min == w->to_min || w->from_min == POLICY_DAY_MINUTES)
		return rc_bad(e, "preference", "quiet hours begin and end at the same time");
	return RC_OK;
}

const char *const people_data_wishes[PEOPLE_DATA_WISHES] = { "max_per_day", "max_per_week",
	"prefer", "language", "quiet_from", "quiet_to", "tz" };

enum rc
people_data_take(struct people *s, const struct val *const *v, struct people_wish *w, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < PEOPLE_DATA_WISHES; i++)
		if (v[i] != NULL && v[i]->kind != VAL_NONE)
			rc = take_wish(s, (enum people_data_wish)i, v[i], w, e);
	return rc == RC_OK ? check_hours(w, e) : rc;
}

static enum rc
take_wishes(struct people *s, uint32_t number, const struct record *r, int64_t at_us,
    struct err *e)
{
	struct people_row *row = people_data_row(s, number);
	const struct val *v[PEOPLE_DATA_WISHES];
	struct people_wish w;
	enum rc rc;

	people_data_recall(s, number);
	w = people_data_wish(s, number);
	if (at_us < w.at_us)
		return RC_OK;
	w.at_us = at_us;
	arena_reset(&s->tmp);
	s->seen = 0;
	for (size_t i = 0; i < PEOPLE_DATA_WISHES; i++)
		v[i] = s->wish[i] != SIZE_MAX ? &r->slot[s->wish[i]] : NULL;
	rc = people_data_take(s, v, &w, e);
	if (rc != RC_OK)
		return rc;
	memcpy(people_data_keep(s, &row->wish, sizeof(w)), &w, sizeof(w));
	people_data_remember(s, number, PEOPLE_WISHES);
	return RC_OK;
}

/* ---- the last event ---- */

/* Does the event say of some field what the last one did not? */
static bool
differs(const struct people *s, const struct record *r)
{
	for (size_t i = 0; i < s->nfield; i++) {
		const struct val *v = s->field[i].event != SIZE_MAX ? &r->slot[s->field[i].event]
								    : NULL;

		if (v != NULL && !val_null(v) && (v->kind != s->part[i].kind ||
			val_form(v) != val_form(&s->part[i]) || v->text.p == NULL ||
			!sv_eq(v->text, s->part[i].text)))
			return true;
	}
	return false;
}

static void
notice(struct people *s, uint32_t number, const struct record *r, int64_t at_us)
{
	s->seen = 0;
	arena_reset(&s->tmp);
	people_data_read(s, number, PEOPLE_DATA_LAST);
	people_data_row(s, number)->last_us = at_us;
	if (!differs(s, r))
		return;
	people_data_hold(s);
	for (size_t i = 0; i < s->nfield; i++)
		if (s->field[i].event != SIZE_MAX && !val_null(&r->slot[s->field[i].event]))
			s->part[i] = r->slot[s->field[i].event];
	people_data_write(s, number, PEOPLE_DATA_LAST);
	people_data_remember(s, number, PEOPLE_CONTEXT);
}

enum rc
people_event(struct people *s, uint32_t number, struct sv name, const struct record *r,
    int64_t at_us, struct err *e)
{
	struct people_row *row = people_data_row(s, number);

	if (row->erased)
		return RC_OK;
	if (sv_is(name, "preference"))
		return take_wishes(s, number, r, at_us, e);
	if (!s->lasts)
		return RC_OK;
	people_data_recall(s, number);
	if (at_us >= row->last_us)
		notice(s, number, r, at_us);
	return RC_OK;
}

bool
people_listen(const struct people *s)
{
	return s->lasts;
}

/* ---- no more ---- */

void
people_suppress(struct people *s, uint32_t number, uint64_t channels)
{
	people_data_row(s, number)->suppressed |= channels;
}

void
people_erase(struct people *s, uint32_t number)
{
	struct people_row *row = people_data_row(s, number);

	for (size_t i = 0; i < PEOPLE_DATA_PARTS; i++)
		people_data_drop(s, &row->part[i]);
	people_data_drop(s, &row->words);
	people_data_drop(s, &row->wish);
	row->nword = 0;
	row->last_us = INT64_MIN;
	row->known = false;
	row->erased = true;
	s->seen = 0;
}
