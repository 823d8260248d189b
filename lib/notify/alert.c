/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert - what operators are told of records that say something is wrong, and when it is over
 *
 * Each group knows by itself when its next word is due and what it is; the earliest of all is
 * said first.  A word goes to every step that was reached, one after the other: cursor says to
 * which it goes next.
 *
 * wait, interval and repeat are Alertmanager's group_wait, group_interval and repeat_interval,
 * each on a clock of its own: a repeat is not put off to the next interval.
 */
#include "notify/alert.h"

#include "base/hash.h"
#include "base/mem.h"
#include "notify/alert_data.h"

#include <stdlib.h>
#include <string.h>

#define NEVER INT64_MIN

const char *const alert_states[] = { "firing", "escalated", "resolved", NULL };

struct alert *
alert_new(const struct policy *p, uint64_t seed)
{
	struct alert *a = mem_zalloc(sizeof(*a));

	a->policy = p;
	a->seed = seed;
	a->clock_us = a->next_us = NEVER;
	return a;
}

void
alert_live(struct alert *a)
{
	a->live = true;
}

static void
free_group(struct alert_group *g)
{
	buf_free(&g->key);
	buf_free(&g->record);
	mem_free(g->member);
	mem_free(g);
}

void
alert_free(struct alert *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->n; i++)
		free_group(a->group[i]);
	mem_free(a->group);
	mem_free(a);
}

/* ---- groups ---- */

static struct alert_group *
find_group(const struct alert *a, size_t i, struct sv key, uint64_t hash)
{
	for (size_t k = 0; k < a->n; k++) {
		struct alert_group *g = a->group[k];

		if (g->hash == hash && g->alert == i && sv_eq(buf_view(&g->key), key))
			return g;
	}
	return NULL;
}

struct alert_group *
alert_data_group(struct alert *a, size_t i, struct sv key)
{
	const uint64_t hash = hash_sv(key, a->seed);
	struct alert_group *g = find_group(a, i, key, hash);

	if (g != NULL)
		return g;
	if (a->n == a->cap) {
		a->cap = 2 * a->cap + 16;
		a->group = mem_array(a->group, a->cap, sizeof(struct alert_group *));
	}
	g = mem_zalloc(sizeof(*g));
	g->hash = hash;
	g->alert = i;
	g->said_us = g->over_us = NEVER;
	buf_init(&g->key, SIZE_MAX);
	buf_sv(&g->key, key);
	buf_init(&g->record, SIZE_MAX);
	a->group[a->n++] = g;
	return g;
}

void
alert_data_join(struct alert_group *g, uint64_t member)
{
	for (size_t i = 0; i < g->nmember; i++)
		if (g->member[i] == member)
			return;
	if ((g->nmember & (g->nmember - 1)) == 0)
		g->member = mem_array(g->member, g->nmember != 0 ? 2 * (size_t)g->nmember : 1,
		    sizeof(*g->member));
	g->member[g->nmember++] = member;
}

/* It fires no more; what is left says when the next time may begin. */
static void
put_out(struct alert_group *g)
{
	g->firing = g->said = false;
	g->over_us = NEVER;
	g->nmember = g->said_members = 0;
	g->records = 0;
	g->turn = 0;
	g->steps = 0;
}

/* Groups that are out, and whose last word holds nothing back any more. */
static void
drop_groups(struct alert *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		struct alert_group *g = a->group[i];

		if (g->firing || a->clock_us == NEVER || (g->said_us != NEVER &&
			a->clock_us - g->said_us < a->policy->alert[g->alert].interval_us))
			a->group[n++] = g;
		else
			free_group(g);
	}
	a->n = n;
}

/* ---- records ---- */

static bool
add_text(void *ctx, struct sv key, const struct val *v)
{
	uint64_t *sum = ctx;
	int64_t us;
	int32_t offset;

	if (v->kind == VAL_STRING && !rfc3339_parse(v->text, &us, &offset))
		*sum += hash_sv(v->text, hash_sv(key, 0));
	return true;
}

static int64_t
move_clock(struct alert *a, int64_t at_us)
{
	if (at_us > a->clock_us)
		a->clock_us = at_us;
	return a->clock_us;
}

void
alert_fire(struct alert *a, size_t i, struct sv group, struct sv record, int64_t at_us)
{
	struct alert_group *g = alert_data_group(a, i, group);
	uint64_t member = 0;

	at_us = move_clock(a, at_us);
	a->next_us = NEVER;
	jread_each(&(struct val){ .kind = VAL_OBJECT, .text = record }, add_text, &member);
	if (!g->firing) {
		g->firing = true;
		g->since_us = at_us;
	}
	g->over_us = NEVER;
	g->fired_us = at_us;
	g->records++;
	alert_data_join(g, member);
	buf_clear(&g->record);
	buf_sv(&g->record, record);
}

void
alert_over(struct alert *a, size_t i, struct sv group, int64_t at_us)
{
	struct alert_group *g = find_group(a, i, group, hash_sv(group, a->seed));

	at_us = move_clock(a, at_us);
	if (g == NULL || !g->firing || g->over_us != NEVER)
		return;
	g->over_us = at_us;
	a->next_us = NEVER;
	if (!g->said)
		put_out(g);
}

/* ---- words ---- */

struct due {
	int64_t          at_us;
	enum alert_state state;
};

static void
sooner(struct due *d, int64_t at_us, enum alert_state state)
{
	if (at_us < d->at_us)
		*d = (struct due){ at_us, state };
}

/* When it is over; INT64_MAX: nobody knows. */
static int64_t
end_of(const struct policy_alert *p, const struct alert_group *g)
{
	if (g->over_us != NEVER)
		return g->over_us;
	return p->quiet_us > 0 ? g->fired_us + p->quiet_us : INT64_MAX;
}

/* When it is said, first or again. */
static int64_t
word_of(const struct policy_alert *p, const struct alert_group *g)
{
	int64_t first_us = g->since_us + p->wait_us;

	if (g->said)
		return g->said_us +
		    (g->nmember > g->said_members ? p->interval_us : p->repeat_us);
	if (g->said_us != NEVER && first_us < g->said_us + p->interval_us)
		return g->said_us + p->interval_us;
	return first_us;
}

/* What a group has to say next; of one time that it is over comes first. */
static struct due
due_of(const struct policy_alert *p, const struct alert_group *g)
{
	struct due d = { INT64_MAX, ALERT_FIRING };

	if (!g->firing)
		return d;
	sooner(&d, end_of(p, g), ALERT_RESOLVED);
	sooner(&d, word_of(p, g), ALERT_FIRING);
	if (g->said && g->steps < p->nstep)
		sooner(&d, g->since_us + p->step[g->steps].after_us, ALERT_ESCALATED);
	return d;
}

/* What was due before @now_us, said now. */
static struct due
late(const struct policy_alert *p, const struct alert_group *g, int64_t now_us)
{
	return (struct due){ now_us, end_of(p, g) <= now_us ? ALERT_RESOLVED :
	    word_of(p, g) <= now_us ? ALERT_FIRING : ALERT_ESCALATED };
}

static bool
is_before(const struct due *d, const struct alert_group *g, const struct due *than,
    const struct alert_group *h)
{
	if (d->at_us != than->at_us)
		return d->at_us < than->at_us;
	if (g->alert != h->alert)
		return g->alert < h->alert;
	return sv_cmp(buf_view(&g->key), buf_view(&h->key)) < 0;
}

static struct alert_group *
first_due(const struct alert *a, struct due *first)
{
	struct alert_group *best = NULL;

	*first = (struct due){ INT64_MAX, ALERT_FIRING };
	for (size_t i = 0; i < a->n; i++) {
		struct alert_group *g = a->group[i];
		const struct due d = due_of(&a->policy->alert[g->alert], g);

		if (d.at_us != INT64_MAX && (best == NULL || is_before(&d, g, first, best))) {
			best = g;
			*first = d;
		}
	}
	return best;
}

int64_t
alert_due(const struct alert *a)
{
	struct due d;

	if (a->cursor < a->cursor_end)
		return a->word.at_us;
	(void)first_due(a, &d);
	return d.at_us;
}

/* Steps [*from, *to) are told; those whose time came while it waited are told with the first. */
static void
pick_steps(const struct policy_alert *p, struct alert_group *g, const struct due *d, size_t *from,
    size_t *to)
{
	*from = 0;
	if (d->state == ALERT_ESCALATED)
		*from = g->steps++;
	else if (d->state == ALERT_FIRING)
		while (g->steps < p->nstep &&
		    g->since_us + p->step[g->steps].after_us <= d->at_us)
			g->steps++;
	*to = g->steps;
}

static void
begin_word(struct alert *a, struct alert_group *g, const struct due *d)
{
	a->word = (struct alert_word){ .alert = g->alert, .state = d->state,
		.group = buf_view(&g->key), .at_us = d->at_us, .since_us = g->since_us,
		.turn = g->turn++, .members = g->nmember,
		.joined = g->nmember - g->said_members, .records = g->records,
		.record = buf_view(&g->record) };
	pick_steps(&a->policy->alert[g->alert], g, d, &a->cursor, &a->cursor_end);
	if (d->state == ALERT_FIRING || d->state == ALERT_RESOLVED) {
		g->said = true;
		g->said_us = d->at_us;
		g->said_members = g->nmember;
	}
}

bool
alert_next(struct alert *a, int64_t now_us, struct alert_word *w)
{
	struct alert_group *g;
	struct due d;

	if (now_us < a->next_us) {
		(void)move_clock(a, now_us);
		return false;
	}
	if (a->cursor == 0 && a->cursor_end == 0)
		drop_groups(a);
	while (a->cursor == a->cursor_end) {
		a->cursor = a->cursor_end = 0;
		g = first_due(a, &d);
		if (g == NULL || d.at_us > now_us) {
			(void)move_clock(a, now_us);
			a->next_us = d.at_us;
			return false;
		}
		if (a->live && d.at_us < now_us)
			d = late(&a->policy->alert[g->alert], g, now_us);
		if (d.state != ALERT_RESOLVED) {
			begin_word(a, g, &d);
			continue;
		}
		if (g->said && a->policy->alert[g->alert].say_resolved)
			begin_word(a, g, &d);
		put_out(g);
	}
	*w = a->word;
	w->step = a->cursor++;
	return true;
}
