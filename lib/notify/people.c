/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people - who there is to write to: how they are kept and found, and what a decision asks
 *
 * A view is the three parts of a person laid over one another; it is made once and good until
 * that person changes.
 */
#include "notify/people.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/varint.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "notify/people_data.h"

#include <string.h>

enum { SLOTS_MIN = 64 };

/* ---- fields ---- */

/* The slot of a field that need not be there; SIZE_MAX when @name is none. */
static size_t
want(struct proj *p, struct sv name)
{
	const size_t n = p->n;
	size_t slot;

	if (proj_add(p, name, &slot, NULL) != RC_OK)
		return SIZE_MAX;
	if (slot == n)
		p->field[slot].derived = true;
	return slot;
}

/* Can a name of a variable have @c in it? */
static bool
in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* Words between {{ and }}: the variables are among them, and what else is there is no member. */
static void
add_words(struct people *s, struct sv text)
{
	bool inside = false;

	for (size_t i = 0, n; i < text.n; i += n) {
		n = 1;
		if (i + 1 < text.n && text.p[i] == text.p[i + 1] &&
		    (text.p[i] == '{' || text.p[i] == '}'))
			inside = text.p[i] == '{';
		if (!inside || !in_word(text.p[i]))
			continue;
		while (i + n < text.n && in_word(text.p[i + n]))
			n++;
		(void)hmap_put(&s->word, (struct sv){ text.p + i, n }, NULL);
	}
}

static void
want_words(struct people *s)
{
	const struct policy *p = s->policy;

	for (size_t i = 0; i < p->ntemplate; i++)
		for (size_t k = 0; k < p->template[i].n; k++)
			for (size_t part = 0; part < POLICY_PARTS; part++)
				add_words(s, p->template[i].version[k].source[part]);
	for (size_t i = 0; i < s->word.n; i++) {
		size_t *slot = s->word.entry[i].val;

		*slot = want(s->person, s->word.entry[i].key);
	}
}

static void
set_field(struct people *s, struct proj *event, size_t slot, bool read)
{
	const struct proj_field *f = &s->person->field[slot];
	struct people_field *to = &s->field[slot];

	to->name = f->name;
	to->last = f->nkey > 1 && sv_is(f->key[0], "last");
	to->event = !read ? SIZE_MAX : !to->last ? want(event, f->name) :
	    want(event, proj_name(f->key + 1, f->nkey - 1, &s->names));
	s->lasts |= to->event != SIZE_MAX;
}

static void
set_fields(struct people *s, struct proj *event)
{
	static const char *const own[PEOPLE_DATA_OWN] = { "tz", "country", "language", "segment",
		"segments", "best_hour", "dead_channels" };
	const size_t read = s->person->n;

	for (size_t i = 0; i < PEOPLE_DATA_OWN; i++)
		s->own[i] = want(s->person, sv_of(own[i]));
	for (size_t i = 0; i < PEOPLE_DATA_WISHES; i++)
		s->wish[i] = want(event, sv_of(people_data_wishes[i]));
	s->address = mem_zalloc((s->policy->nchannel + 1) * sizeof(*s->address));
	for (size_t i = 0; i < s->policy->nchannel; i++)
		s->address[i] = want(s->person, s->policy->channel[i].address);
	want_words(s);
	s->nfield = s->person->n;
	s->field = mem_zalloc(s->nfield * sizeof(*s->field));
	s->value = mem_zalloc(s->nfield * sizeof(*s->value));
	s->part = mem_zalloc(s->nfield * sizeof(*s->part));
	for (size_t i = 0; i < s->nfield; i++)
		set_field(s, event, i, i < read);
}

struct people *
people_new(const struct policy *p, struct proj *person, struct proj *event, uint64_t max,
    uint64_t seed)
{
	struct people *s = mem_zalloc(sizeof(*s));

	s->policy = p;
	s->person = person;
	s->seed = seed;
	s->max = max != 0 && max < PEOPLE_MAX ? max : PEOPLE_MAX;
	arena_init(&s->names);
	arena_init(&s->tmp);
	buf_init(&s->text, SIZE_MAX);
	buf_init(&s->made, SIZE_MAX);
	slab_init(&s->slab);
	hmap_init(&s->category, &s->names, sizeof(uint16_t), seed);
	hmap_init(&s->word, &s->names, sizeof(size_t), seed);
	s->zone = policy_zone_new(&p->zones);
	s->dict = scan_dict_new(seed);
	fact_writer_init(&s->writer, s->dict);
	set_fields(s, event);
	return s;
}

enum rc
people_failed(const struct people *s, struct err *e)
{
	return policy_zone_failed(s->zone, e);
}

void
people_free(struct people *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nchunk; i++)
		mem_free(s->chunk[i]);
	mem_free(s->chunk);
	mem_free(s->slot);
	mem_free(s->field);
	mem_free(s->value);
	mem_free(s->part);
	mem_free(s->address);
	mem_free(s->dirty);
	hmap_free(&s->category);
	hmap_free(&s->word);
	policy_zone_free(s->zone);
	fact_writer_free(&s->writer);
	scan_dict_free(s->dict);
	slab_free(&s->slab);
	arena_free(&s->names);
	arena_free(&s->tmp);
	buf_free(&s->text);
	buf_free(&s->made);
	mem_free(s);
}

/* ---- blocks ---- */

static size_t
units_of(size_t n)
{
	return (n + 1 + SLAB_UNIT - 1) / SLAB_UNIT;
}

void
people_data_drop(struct people *s, uint32_t *name)
{
	unsigned char *p;

	if (*name == 0)
		return;
	p = slab_at(&s->slab, *name);
	if (*p != 0) {		/* what it held is gone: it may have been somebody's */
		const uint32_t next = s->free[*p];

		s->free[*p] = *name;
		memset(p + 1, 0, *p * (size_t)SLAB_UNIT - 1);
		memcpy(p + 1, &next, sizeof(next));
	}
	*name = 0;
}

char *
people_data_keep(struct people *s, uint32_t *name, size_t n)
{
	const size_t units = units_of(n);
	unsigned char *p = *name != 0 ? slab_at(&s->slab, *name) : NULL;

	if (p != NULL && *p == units)
		return (char *)p + 1;
	people_data_drop(s, name);
	if (units <= PEOPLE_DATA_UNITS && s->free[units] != 0) {
		*name = s->free[units];
		p = slab_at(&s->slab, *name);
		memcpy(&s->free[units], p + 1, sizeof(s->free[units]));
		return (char *)p + 1;
	}
	p = slab_alloc(&s->slab, units * SLAB_UNIT, name);
	*p = (unsigned char)(units <= PEOPLE_DATA_UNITS ? units : 0);
	return (char *)p + 1;
}

/* ---- values: their number without the last ones that are null, and they themselves ---- */

static bool
is_of(const struct people_field *f, enum people_data_part part)
{
	return part == PEOPLE_DATA_LAST ? f->event != SIZE_MAX : !f->last;
}

void
people_data_write(struct people *s, uint32_t number, enum people_data_part part)
{
	struct people_row *row = people_data_row(s, number);
	struct fact_writer *w = &s->writer;
	size_t n = s->nfield, at;
	char head[VARINT_MAX], *p;

	while (n > 0 && (val_null(&s->part[n - 1]) || !is_of(&s->field[n - 1], part)))
		n--;
	if (n == 0) {
		people_data_drop(s, &row->part[part]);
	} else {
		fact_writer_begin(w, 0, SV(""));
		for (size_t i = 0; i < n; i++)
			if (is_of(&s->field[i], part))
				fact_put_val(w, &s->part[i]);
		at = varint_put(head, n);
		p = people_data_keep(s, &row->part[part], at + w->b.n);
		memcpy(p, head, at);
		memcpy(p + at, w->b.p, w->b.n);
	}
	s->seen = 0;
}

void
people_data_read(struct people *s, uint32_t number, enum people_data_part part)
{
	const uint32_t name = people_data_row(s, number)->part[part];
	const struct scan_dict *dict = s->dict;
	struct fact_frame frame = { &dict, SV(""), &s->clock, &s->tmp, &s->made };
	struct fact_reader r;
	const char *p;
	size_t n = 0;

	if (name != 0) {
		p = people_data_block(s, name);
		n = (size_t)varint_get(&p);
		fact_read_begin(&r, &frame, &(struct fact){ .p = p, .n = UINT32_MAX });
	}
	for (size_t i = 0; i < s->nfield; i++)
		s->part[i] = i < n && is_of(&s->field[i], part) ? fact_read_val(&r)
								: (struct val){ .kind = VAL_NULL };
}

void
people_data_hold(struct people *s)
{
	for (size_t i = 0; i < s->nfield; i++)
		if (s->part[i].text.n != 0)
			s->part[i].text = arena_sv(&s->tmp, s->part[i].text);
}

/* What is known of a person now: facts over the profile over the last event. */
static void
see(struct people *s, uint32_t number)
{
	if (s->seen == number)
		return;
	people_data_recall(s, number);
	arena_reset(&s->tmp);
	people_data_read(s, number, PEOPLE_DATA_LAST);
	memcpy(s->value, s->part, s->nfield * sizeof(*s->value));
	for (int part = PEOPLE_DATA_PROFILE; part <= PEOPLE_DATA_FACTS; part++) {
		people_data_read(s, number, (enum people_data_part)part);
		for (size_t i = 0; i < s->nfield; i++)
			if (!val_null(&s->part[i]))
				s->value[i] = s->part[i];
	}
	s->seen = number;
}

/* ---- the index ---- */

static uint32_t
tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 32);
}

static void
put_slot(struct people_slot *slot, size_t mask, uint32_t tag, uint32_t number, uint64_t at)
{
	size_t i = (size_t)at & mask;

	while (slot[i].number != 0)
		i = (i + 1) & mask;
	slot[i] = (struct people_slot){ number, tag };
}

/* The id of a number: its length, and its bytes. */
struct sv
people_id(const struct people *s, uint32_t number)
{
	const char *p = people_data_block(s, people_data_row(s, number)->id);
	const size_t n = (size_t)varint_get(&p);

	return (struct sv){ p, n };
}

static void
grow_index(struct people *s)
{
	const size_t n = s->nslot != 0 ? 2 * s->nslot : SLOTS_MIN;
	struct people_slot *slot = mem_zalloc(n * sizeof(*slot));

	for (uint32_t k = 1; k <= s->n; k++) {
		const uint64_t hash = hash_sv(people_id(s, k), s->seed);

		put_slot(slot, n - 1, tag_of(hash), k, hash);
	}
	mem_free(s->slot);
	s->slot = slot;
	s->nslot = n;
}

static uint32_t
look_up(const struct people *s, struct sv id, uint64_t hash)
{
	const size_t mask = s->nslot - 1;

	if (s->nslot == 0)
		return 0;
	for (size_t i = (size_t)hash & mask; s->slot[i].number != 0; i = (i + 1) & mask)
		if (s->slot[i].tag == tag_of(hash) && sv_eq(people_id(s, s->slot[i].number), id))
			return s->slot[i].number;
	return 0;
}

static uint32_t
add_row(struct people *s, struct sv id, uint64_t hash)
{
	struct people_row *row;
	char head[VARINT_MAX], *p;
	size_t at;

	if (s->n % PEOPLE_DATA_CHUNK == 0) {
		s->chunk = mem_array(s->chunk, s->nchunk + 1, sizeof(*s->chunk));
		s->chunk[s->nchunk++] = mem_zalloc(PEOPLE_DATA_CHUNK * sizeof(**s->chunk));
	}
	if (4 * ((uint64_t)s->n + 1) > 3 * (uint64_t)s->nslot)
		grow_index(s);
	s->n++;
	row = people_data_row(s, s->n);
	row->last_us = INT64_MIN;
	at = varint_put(head, id.n);
	p = people_data_keep(s, &row->id, at + id.n);
	memcpy(p, head, at);
	memcpy(p + at, id.p, id.n);
	put_slot(s->slot, s->nslot - 1, tag_of(hash), s->n, hash);
	return s->n;
}

enum rc
people_find(struct people *s, struct sv id, bool add, uint32_t *number, struct err *e)
{
	const uint64_t hash = hash_sv(id, s->seed);

	*number = look_up(s, id, hash);
	if (*number != 0)
		return RC_OK;
	if (!add)
		return RC_EMPTY;
	if (s->n >= s->max)
		return rc_err(e, RC_LIMIT, "more than %llu users", (unsigned long long)s->max);
	*number = add_row(s, id, hash);
	return RC_OK;
}

void
people_each(const struct people *s, void (*fn)(void *ctx, uint32_t number, struct sv id),
    void *ctx)
{
	for (uint32_t i = 1; i <= s->n; i++)
		fn(ctx, i, people_id(s, i));
}

uint64_t
people_unzoned(const struct people *s, struct sv *first)
{
	*first = s->unzoned_first;
	return s->unzoned;
}

uint64_t
people_count(const struct people *s)
{
	return s->n;
}

/* ---- one person ---- */

static struct sv
text_at(struct people *s, size_t slot)
{
	const struct val *v = slot != SIZE_MAX ? &s->value[slot] : NULL;

	return v != NULL && !val_null(v) ? val_text(v, &s->tmp) : SV("");
}

struct listed {			/* a text that is looked for in a list, or is it itself */
	struct sv     text;
	struct arena *tmp;
	bool          is;
};

static bool
see_element(void *ctx, struct sv key, const struct val *v)
{
	struct listed *l = ctx;

	(void)key;
	l->is = v->kind == VAL_STRING && sv_eq(val_text(v, l->tmp), l->text);
	return !l->is;
}

static bool
lists(struct people *s, size_t slot, struct sv text)
{
	struct listed l = { text, &s->tmp, false };

	if (slot == SIZE_MAX)
		return false;
	if (s->value[slot].kind == VAL_ARRAY)
		jread_each(&s->value[slot], see_element, &l);
	else
		(void)see_element(&l, SV(""), &s->value[slot]);
	return l.is;
}

/* An address that is there: neither "" nor []. */
static bool
has_address(const struct val *v)
{
	if (v->kind == VAL_ARRAY || v->kind == VAL_OBJECT)
		return sv_trim((struct sv){ v->text.p + 1, v->text.n - 2 }).n != 0;
	return v->kind == VAL_NUMBER || (v->kind == VAL_STRING && v->text.n != 0);
}

/* Of a channel without addresses who receives knows people by their ids. */
static uint64_t
reachable(struct people *s)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < s->policy->nchannel; i++) {
		const struct policy_channel *c = &s->policy->channel[i];
		const size_t slot = s->address[i];

		if ((c->address.n == 0 || (slot != SIZE_MAX && has_address(&s->value[slot]))) &&
		    !lists(s, s->own[PEOPLE_DATA_DEAD], c->name))
			bits |= UINT64_C(1) << i;
	}
	return bits;
}

static int
best_hour(const struct people *s)
{
	const struct val *v = &s->value[s->own[PEOPLE_DATA_BEST_HOUR]];
	double hour;

	return val_number(v, &hour) && hour >= 0 && hour < 24 ? (int)hour : -1;
}

static void
set_clocks(struct people *s, struct person *p)
{
	uint16_t number = s->said.zone;
	struct policy_clocks c;

	if (number == 0)
		number = policy_zone_number(s->zone, text_at(s, s->own[PEOPLE_DATA_TZ]));
	p->country = text_at(s, s->own[PEOPLE_DATA_COUNTRY]);
	c = policy_zone_clocks(s->zone, number, p->country);
	p->home = c.home;
	p->zone = c.zone;
	p->nzone = c.nzone;
	p->zone_known = number != 0;
	p->tz = policy_zone_name(s->zone, number);
}

void
people_person(struct people *s, uint32_t number, struct person *p)
{
	const struct people_row *row = people_data_row(s, number);
	const struct people_wish *w = &s->said;
	size_t language = 0;

	s->seen = 0;		/* what was handed out of the view goes with it */
	see(s, number);
	s->said = people_data_wish(s, number);
	while (language < PEOPLE_DATA_LANGUAGE && w->language[language] != '\0')
		language++;
	*p = (struct person){ .number = number, .id = people_id(s, number),
		.known = row->known, .erased = row->erased,
		.suppressed = row->suppressed, .reachable = reachable(s),
		.prefer = w->prefer, .nprefer = w->nprefer,
		.quiet_from_min = w->from_min, .quiet_to_min = w->to_min,
		.max_per_day = w->max_per_day != UINT32_MAX ? w->max_per_day
							    : s->policy->people.max_per_day,
		.max_per_week = w->max_per_week != UINT32_MAX ? w->max_per_week
							      : s->policy->people.max_per_week,
		.nothing = w->max_per_day == 0 || w->max_per_week == 0,
		.best_hour = best_hour(s) };
	if (w->from_min < 0 || w->to_min < 0)
		p->quiet_from_min = p->quiet_to_min = -1;
	p->language = language != 0 ? (struct sv){ w->language, language }
				    : text_at(s, s->own[PEOPLE_DATA_LANG]);
	set_clocks(s, p);
}

static bool
in_segment(struct people *s, struct sv segment)
{
	return lists(s, s->own[PEOPLE_DATA_SEGMENT], segment) ||
	    lists(s, s->own[PEOPLE_DATA_SEGMENTS], segment);
}

enum rc
people_audience(struct people *s, uint32_t number, const struct policy_scenario *c,
    struct expr_eval *ev, bool *in, struct err *e)
{
	struct record r = { .slot = s->value };
	enum expr_tri tri = EXPR_TRUE;
	enum rc rc = RC_OK;

	see(s, number);
	*in = c->nsegment == 0;
	for (size_t i = 0; !*in && i < c->nsegment; i++)
		*in = in_segment(s, c->segment[i]);
	for (size_t i = 0; *in && i < c->nexclude; i++)
		*in = !in_segment(s, c->exclude[i]);
	if (*in && c->who != NULL)
		rc = expr_test(c->who, &r, ev, &tri, e);
	*in = *in && rc == RC_OK && tri == EXPR_TRUE;
	return rc;
}

struct sv
people_address(struct people *s, uint32_t number, size_t channel)
{
	const size_t slot = s->address[channel];
	struct jwrite w;

	see(s, number);
	if (slot == SIZE_MAX || !has_address(&s->value[slot]))
		return SV("");
	buf_clear(&s->text);
	jwrite_init(&w, &s->text);
	jwrite_val(&w, &s->value[slot]);
	return arena_sv(&s->tmp, buf_view(&s->text));
}

/* ---- variables of templates ---- */

struct vars {
	struct people *s;
	struct jwrite  w;
	uint64_t       turn;	/* marks the words that the event has */
};

static bool
put_event_member(void *ctx, struct sv key, const struct val *v)
{
	struct vars *x = ctx;
	size_t *slot = hmap_get(&x->s->word, val_unescape(key, &x->s->tmp));

	if (slot == NULL)
		return true;
	jwrite_key_raw(&x->w, key);
	jwrite_val(&x->w, v);
	if (*slot != SIZE_MAX)
		x->s->field[*slot].turn = x->turn;
	return true;
}

void
people_vars(struct people *s, uint32_t number, struct sv event, struct buf *o)
{
	struct val v = { .kind = VAL_OBJECT, .text = event };
	struct vars x = { .s = s, .turn = ++s->turn };

	see(s, number);
	jwrite_init(&x.w, o);
	jread_each(&v, put_event_member, &x);
	for (size_t i = 0; i < s->word.n; i++) {
		const size_t slot = *(const size_t *)s->word.entry[i].val;

		if (slot == SIZE_MAX || s->field[slot].turn == x.turn ||
		    val_null(&s->value[slot]))
			continue;
		jwrite_key(&x.w, s->word.entry[i].key);
		jwrite_val(&x.w, &s->value[slot]);
	}
}
