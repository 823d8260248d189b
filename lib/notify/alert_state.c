/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * alert_state - what fires, from one run to the next
 *
 *     [{"alert":"slo","group":["checkout"],"firing":true,"said":1,"since":US,"fired":US,
 *       "spoken":US,"over":US,"turn":2,"steps":1,"members":[HASH,...],"told":1,"records":7,
 *       "record":{...}},...]
 *
 * Times are microseconds since 1970, null where there is none.
 */
#include "notify/alert_data.h"

#include <string.h>

#define NEVER INT64_MIN

static void
put_time(struct jwrite *w, const char *key, int64_t us)
{
	jwrite_key(w, sv_of(key));
	if (us == NEVER)
		jwrite_null(w);
	else
		jwrite_i64(w, us);
}

static void
put_bool(struct jwrite *w, const char *key, bool yes)
{
	jwrite_key(w, sv_of(key));
	jwrite_bool(w, yes);
}

void
alert_save(const struct alert *a, struct jwrite *w)
{
	jwrite_open(w, '[');
	for (size_t i = 0; i < a->n; i++) {
		const struct alert_group *g = a->group[i];

		jwrite_open(w, '{');
		jwrite_put_text(w, "alert", a->policy->alert[g->alert].name);
		jwrite_key(w, SV("group"));
		jwrite_raw(w, buf_view(&g->key));
		put_bool(w, "firing", g->firing);
		put_bool(w, "said", g->said);
		put_time(w, "since", g->since_us);
		put_time(w, "fired", g->fired_us);
		put_time(w, "spoken", g->said_us);
		put_time(w, "over", g->over_us);
		jwrite_put_u64(w, "turn", g->turn);
		jwrite_put_u64(w, "steps", g->steps);
		jwrite_key(w, SV("members"));
		jwrite_open(w, '[');
		for (size_t k = 0; k < g->nmember; k++)
			jwrite_u64(w, g->member[k]);
		jwrite_shut(w, ']');
		jwrite_put_u64(w, "told", g->said_members);
		jwrite_put_u64(w, "records", g->records);
		jwrite_key(w, SV("record"));
		jwrite_raw(w, g->record.n != 0 ? buf_view(&g->record) : SV("null"));
		jwrite_shut(w, '}');
	}
	jwrite_shut(w, ']');
}

/* ---- reading ---- */

struct reading {
	struct alert       *a;
	struct arena        tmp;
	struct alert_group *g;
	bool                good;
};

static struct val
below(struct reading *x, const struct val *obj, const char *key)
{
	struct sv k = sv_of(key);

	return jread_below(obj, &k, 1, &x->tmp);
}

/* A member that is a whole number from 0 on, up to @max. */
static bool
count(struct reading *x, const struct val *obj, const char *key, num_i128 max, num_i128 *to)
{
	const struct val v = below(x, obj, key);

	return v.kind == VAL_NUMBER && val_whole(&v, to) && *to >= 0 && *to <= max;
}

/* An instant, so far from the ends of time that spans can be added; null is NEVER. */
static bool
instant(struct reading *x, const struct val *obj, const char *key, int64_t *to)
{
	const struct val v = below(x, obj, key);
	num_i128 us;

	if (v.kind == VAL_NULL) {
		*to = NEVER;
		return true;
	}
	if (v.kind != VAL_NUMBER || !val_whole(&v, &us) || us < INT64_MIN / 4 || us > INT64_MAX / 4)
		return false;
	*to = (int64_t)us;
	return true;
}

static bool
flag(struct reading *x, const struct val *obj, const char *key, bool *to)
{
	const struct val v = below(x, obj, key);

	*to = v.kind == VAL_TRUE;
	return v.kind == VAL_TRUE || v.kind == VAL_FALSE;
}

static bool
load_member(void *ctx, struct sv key, const struct val *v)
{
	struct reading *x = ctx;
	num_i128 hash;

	(void)key;
	x->good = v->kind == VAL_NUMBER && val_whole(v, &hash) && hash >= 0 && hash <= UINT64_MAX;
	if (x->good)
		alert_data_join(x->g, (uint64_t)hash);
	return x->good;
}

static bool
load_times(struct reading *x, const struct val *v)
{
	struct alert_group *g = x->g;

	return instant(x, v, "since", &g->since_us) && instant(x, v, "fired", &g->fired_us) &&
	    instant(x, v, "spoken", &g->said_us) && instant(x, v, "over", &g->over_us) &&
	    (!g->firing || (g->since_us != NEVER && g->fired_us != NEVER)) &&
	    (!g->said || g->said_us != NEVER);
}

static bool
load_counts(struct reading *x, const struct policy_alert *p, const struct val *v)
{
	const struct val list = below(x, v, "members"), last = below(x, v, "record");
	struct alert_group *g = x->g;
	num_i128 n[4];

	if (!count(x, v, "turn", UINT32_MAX, &n[0]) || !count(x, v, "steps", UINT32_MAX, &n[1]) ||
	    !count(x, v, "told", UINT32_MAX, &n[2]) || !count(x, v, "records", INT64_MAX, &n[3]) ||
	    list.kind != VAL_ARRAY || (last.kind != VAL_OBJECT && last.kind != VAL_NULL))
		return false;
	jread_each(&list, load_member, x);
	g->turn = (uint32_t)n[0];
	g->steps = (size_t)n[1] < p->nstep ? (size_t)n[1] : p->nstep;
	g->said_members = (uint32_t)n[2];
	g->records = (uint64_t)n[3];
	if (last.kind == VAL_OBJECT)
		buf_sv(&g->record, last.text);
	return x->good && g->said_members <= g->nmember;
}

static bool
load_group(void *ctx, struct sv key, const struct val *v)
{
	struct reading *x = ctx;
	const struct policy *p = x->a->policy;
	const struct val by = below(x, v, "alert"), values = below(x, v, "group");

	(void)key;
	x->good = by.kind == VAL_STRING && values.kind == VAL_ARRAY;
	for (size_t i = 0; x->good && i < p->nalert; i++) {
		if (!sv_eq(val_text(&by, &x->tmp), p->alert[i].name))
			continue;
		x->g = alert_data_group(x->a, i, values.text);
		x->good = x->g->record.n == 0 && flag(x, v, "firing", &x->g->firing) &&
		    flag(x, v, "said", &x->g->said) && load_times(x, v) &&
		    load_counts(x, &p->alert[i], v);
	}
	return x->good;
}

enum rc
alert_load(struct alert *a, struct sv saved, struct err *e)
{
	struct reading x = { .a = a, .good = true };
	struct val v;
	enum rc rc = jread_value(saved, &v, NULL);

	arena_init(&x.tmp);
	a->next_us = NEVER;
	x.good = rc == RC_OK && v.kind == VAL_ARRAY;
	if (x.good)
		jread_each(&v, load_group, &x);
	arena_free(&x.tmp);
	return x.good ? RC_OK : rc_err(e, RC_SYNTAX, "a state of alerts that cannot be");
}
