/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people_memory - wishes and contexts as JSON, for a memory that outlives the process
 *
 *     wishes    {"at":US,"max_per_day":2,"prefer":["email"],"quiet_from":"22:00",...}
 *     context   {"at":US,"values":{"device":"mobile",...}}
 *
 * Wishes are a preference as it comes among events, so that what is recalled is read and
 * checked by the same code; what is no such text is nothing.  at: microseconds since 1970.
 */
#include "base/mem.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "notify/people_data.h"

#include <stdio.h>
#include <string.h>

void
people_remember(struct people *s, const struct people_memory *m)
{
	s->memory = m != NULL ? *m : (struct people_memory){ .ctx = NULL };
	s->rc = RC_OK;
}

enum rc
people_remembered(const struct people *s, struct err *e)
{
	if (s->rc != RC_OK && e != NULL)
		*e = s->e;
	return s->rc;
}

/* ---- writing ---- */

static void
put_clock(struct jwrite *w, const char *key, int min)
{
	char text[16];

	if (min < 0)
		return;
	snprintf(text, sizeof(text), "%02d:%02d", min / 60, min % 60);
	jwrite_put_text(w, key, sv_of(text));
}

static void
put_wishes(const struct people *s, const struct people_wish *x, struct jwrite *w)
{
	size_t language = 0;

	while (language < PEOPLE_DATA_LANGUAGE && x->language[language] != '\0')
		language++;
	if (x->max_per_day != UINT32_MAX)
		jwrite_put_u64(w, "max_per_day", x->max_per_day);
	if (x->max_per_week != UINT32_MAX)
		jwrite_put_u64(w, "max_per_week", x->max_per_week);
	if (x->nprefer != 0) {
		jwrite_key(w, SV("prefer"));
		jwrite_open(w, '[');
		for (size_t i = 0; i < x->nprefer; i++)
			jwrite_str(w, s->policy->channel[x->prefer[i]].name);
		jwrite_shut(w, ']');
	}
	if (language != 0)
		jwrite_put_text(w, "language", (struct sv){ x->language, language });
	put_clock(w, "quiet_from", x->from_min);
	put_clock(w, "quiet_to", x->to_min);
	if (x->zone != 0)
		jwrite_put_text(w, "tz", policy_zone_name(s->zone, x->zone));
}

static void
put_context(struct people *s, uint32_t number, struct jwrite *w)
{
	people_data_read(s, number, PEOPLE_DATA_LAST);
	jwrite_key(w, SV("values"));
	jwrite_open(w, '{');
	for (size_t i = 0; i < s->nfield; i++)
		if (!val_null(&s->part[i])) {
			jwrite_key(w, s->field[i].name);
			jwrite_val(w, &s->part[i]);
		}
	jwrite_shut(w, '}');
}

static void
keep(struct people *s, uint32_t number, enum people_note what)
{
	struct people_wish wish;
	struct jwrite w;
	int64_t at_us;

	if (s->rc != RC_OK)
		return;
	wish = people_data_wish(s, number);
	at_us = what == PEOPLE_WISHES ? wish.at_us : people_data_row(s, number)->last_us;
	buf_clear(&s->text);
	jwrite_init(&w, &s->text);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("at"));
	jwrite_i64(&w, at_us);
	if (what == PEOPLE_WISHES)
		put_wishes(s, &wish, &w);
	else
		put_context(s, number, &w);
	jwrite_shut(&w, '}');
	s->rc = s->memory.keep(s->memory.ctx, people_id(s, number), what, at_us,
	    buf_view(&s->text), &s->e);
}

void
people_data_remember(struct people *s, uint32_t number, enum people_note what)
{
	struct people_row *row = people_data_row(s, number);

	if (s->memory.keep == NULL)
		return;
	if (what == PEOPLE_WISHES) {
		keep(s, number, what);
		return;
	}
	if (row->dirty)
		return;
	row->dirty = true;
	if (s->ndirty == s->capdirty) {
		s->capdirty = s->capdirty != 0 ? 2 * s->capdirty : PEOPLE_DATA_DIRTY;
		s->dirty = mem_array(s->dirty, s->capdirty, sizeof(*s->dirty));
	}
	s->dirty[s->ndirty++] = number;
	*s->memory.touched |= s->ndirty >= PEOPLE_DATA_DIRTY;
}

void
people_flush(struct people *s)
{
	for (size_t i = 0; i < s->ndirty; i++) {
		struct people_row *row = people_data_row(s, s->dirty[i]);

		arena_reset(&s->tmp);
		s->seen = 0;
		if (!row->erased)
			keep(s, s->dirty[i], PEOPLE_CONTEXT);
		row->dirty = false;
	}
	s->ndirty = 0;
}

/* ---- reading ---- */

static struct val
below(struct people *s, const struct val *obj, struct sv key)
{
	return jread_below(obj, &key, 1, &s->tmp);
}

static bool
take_at(struct people *s, const struct val *obj, int64_t *at_us)
{
	const struct val v = below(s, obj, SV("at"));
	num_i128 us;

	if (v.kind != VAL_NUMBER || !val_whole(&v, &us) || us < INT64_MIN || us > INT64_MAX)
		return false;
	*at_us = (int64_t)us;
	return true;
}

static void
recall_wishes(struct people *s, uint32_t number, const struct val *obj)
{
	struct people_wish w = people_data_wish(s, number);	/* those of nobody */
	struct val v[PEOPLE_DATA_WISHES];
	const struct val *at[PEOPLE_DATA_WISHES];

	for (size_t i = 0; i < PEOPLE_DATA_WISHES; i++) {
		v[i] = below(s, obj, sv_of(people_data_wishes[i]));
		at[i] = &v[i];
	}
	if (take_at(s, obj, &w.at_us) && people_data_take(s, at, &w, NULL) == RC_OK)
		memcpy(people_data_keep(s, &people_data_row(s, number)->wish, sizeof(w)), &w,
		    sizeof(w));
}

static void
recall_context(struct people *s, uint32_t number, const struct val *obj)
{
	const struct val values = below(s, obj, SV("values"));
	int64_t at_us;

	if (!take_at(s, obj, &at_us) || values.kind != VAL_OBJECT)
		return;
	people_data_row(s, number)->last_us = at_us;
	for (size_t i = 0; i < s->nfield; i++)
		s->part[i] = s->field[i].event != SIZE_MAX ? below(s, &values, s->field[i].name)
							   : (struct val){ .kind = VAL_NULL };
	people_data_write(s, number, PEOPLE_DATA_LAST);
}

static void
recall(struct people *s, uint32_t number, enum people_note what)
{
	struct val obj;

	buf_clear(&s->text);
	arena_reset(&s->tmp);
	s->seen = 0;
	s->rc = s->memory.recall(s->memory.ctx, people_id(s, number), what, &s->text, &s->e);
	if (s->rc == RC_NO)
		s->rc = RC_OK;
	else if (s->rc == RC_OK && jread_value(buf_view(&s->text), &obj, NULL) == RC_OK &&
	    obj.kind == VAL_OBJECT)
		(what == PEOPLE_WISHES ? recall_wishes : recall_context)(s, number, &obj);
}

void
people_data_recall(struct people *s, uint32_t number)
{
	struct people_row *row = people_data_row(s, number);

	if (row->recalled || s->memory.recall == NULL || s->rc != RC_OK)
		return;
	row->recalled = true;
	if (!row->erased)
		recall(s, number, PEOPLE_WISHES);
	if (s->lasts && s->rc == RC_OK && !row->erased)
		recall(s, number, PEOPLE_CONTEXT);
}
