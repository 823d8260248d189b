/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slo/slo_gate.h"

#include "base/buf.h"
#include "objective/kind.h"
#include "slo/slo_text.h"

#include <math.h>

struct numbers {
	struct gate_number *at;
	size_t              n;
	struct arena       *a;
};

static void
add_number(struct numbers *l, const char *name, const char *help, double x)
{
	l->at[l->n++] = (struct gate_number){ .name = name, .help = help, .value = x };
}

/* One series for each window that an alert looks at, and for the objective's own. */
static void
add_burn(struct numbers *l, struct sv window, double burn)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].label != NULL && sv_eq(l->at[i].label_value, window))
			return;
	l->at[l->n++] = (struct gate_number){ .name = "slo_burn_rate",
		.help = "Bad share over the allowed share; 1 spends the budget in its window",
		.value = burn, .label = "window", .label_value = window };
}

static struct sv
alert_name(const struct slo_alert *x, size_t i, struct arena *a)
{
	struct buf b;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%zu ", i + 1);
	buf_sv(&b, x->name.n > 0 ? x->name : x->severity);
	buf_c(&b, ' ');
	buf_sv(&b, slo_text_duration(x->long_us, a));
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

static void
put_numbers(struct gate_case *c, const struct slo_verdict *v, struct arena *a)
{
	const struct slo_objective *o = v->objective;
	struct numbers l = { arena_alloc(a, (8 + 3 * o->nalert) * sizeof(*l.at)), 0, a };
	unsigned flags = kind_of(o)->flags;
	bool burns = (flags & KIND_MEMBERS) != 0 && !kind_has_share(o);
	bool counted = (flags & (KIND_COMPARES | KIND_MEMBERS)) == 0;

	add_number(&l, "slo_bad_ratio", "Share of bad events, or slices, in the window",
	    burns ? (double)NAN : v->rate);
	add_number(&l, "slo_bad_ratio_lower", "Lower bound of the bad share",
	    burns ? (double)NAN : v->lo);
	add_number(&l, "slo_bad_ratio_upper", "Upper bound of the bad share",
	    burns ? (double)NAN : v->hi);
	add_number(&l, "slo_allowed_bad_ratio", "Allowed share: 1 minus the target",
	    o->e0 > 0 ? o->e0 : (double)NAN);
	add_number(&l, "slo_events", "Events in the window that could be judged",
	    counted ? (double)v->c.n : (double)NAN);
	add_number(&l, "slo_error_budget_remaining_ratio",
	    "Share of the error budget left; negative when overspent", v->budget_remaining);
	add_burn(&l, o->window.text.n > 0 ? o->window.text : SV("all"), v->burn);
	for (size_t i = 0; i < o->nalert; i++) {
		const struct slo_alert *x = v->alert[i].alert;

		add_burn(&l, slo_text_duration(x->long_us, a), v->alert[i].burn_long);
		if (x->short_us > 0)
			add_burn(&l, slo_text_duration(x->short_us, a), v->alert[i].burn_short);
		l.at[l.n++] = (struct gate_number){ .name = "slo_alert_firing",
			.help = "1 while a burn-rate alert fires", .value = v->alert[i].firing,
			.label = "alert", .label_value = alert_name(x, i, a) };
	}
	c->number = l.at;
	c->nnumber = l.n;
}

static void
put_keys(struct gate_case *c, const struct slo_verdict *v, struct arena *a)
{
	const struct slo_objective *o = v->objective;
	struct gate_key *key;

	if (v->key == NULL)
		return;
	key = arena_alloc(a, o->nkey * sizeof(*key));
	for (size_t i = 0; i < o->nkey; i++)
		key[i] = (struct gate_key){ o->key[i].name,
			val_null(&v->key[i]) ? SV("") : val_text(&v->key[i], a) };
	c->bare = o->name;
	c->key = key;
	c->nkey = o->nkey;
}

void
slo_gate_case(struct gate_case *c, const struct slo_verdict *v, const struct slo_rule *rule,
    const char *file, struct arena *a)
{
	*c = (struct gate_case){
		.suite = v->objective->slo,
		.name = slo_text_name(v, a),
		.state = v->verdict == SLO_PASS ? GATE_PASS : v->verdict == SLO_FAIL ? GATE_FAIL
		    : GATE_INCONCLUSIVE,
		.advisory = !judge_gates(v),
		.message = slo_text_message(v, rule, a),
		.file = file,
		.line = v->objective->line,
	};
	put_keys(c, v, a);
	put_numbers(c, v, a);
}
