/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy: what is drawn is what is read; the policies that come with the program, with lines and
 * bytes changed, lost and doubled, are read or have a fault with its place
 */
#include "policy/policy.h"
#include "policy/policy_example.h"
#include "../draw.h"
#include "../t.h"

enum { POLICIES = 2000, CHANGES = 4, TEXT_MAX = 16384, CAPS = 6 };

struct read {
	struct arena  a;
	struct policy p;
	struct err    e;
	enum rc       rc;
};

static void
read_text(struct read *r, struct sv text)
{
	struct proj event, person;
	struct expr_env events = { .arena = &r->a, .proj = &event };
	struct expr_env persons = { .arena = &r->a, .proj = &person };
	struct policy_env env = { &events, &persons, NULL, NULL };

	memset(r, 0, sizeof(*r));
	arena_init(&r->a);
	proj_init(&event, &r->a);
	proj_init(&person, &r->a);
	r->rc = policy_text(&r->p, "p", text, &env, &r->e);
}

static void
end(struct read *r)
{
	if (r->rc == RC_OK)
		policy_free(&r->p);
	arena_free(&r->a);
}

/* ---- what is drawn is what is read ---- */

static const char *const unit_name[] = { "s", "m", "h", "d" };
static const int64_t unit_us[] = { 1000000, 60000000, INT64_C(3600000000), INT64_C(86400000000) };

static void
check_drawn(struct rng *g)
{
	struct { uint64_t n; size_t unit; uint64_t max; bool calendar; } cap[CAPS];
	char text[TEXT_MAX];
	uint64_t delay = 1 + rng_below(g, 300), priority = rng_below(g, 101);
	uint64_t holdout = rng_below(g, 5001), from = rng_below(g, 1440), to = rng_below(g, 1440);
	size_t unit = rng_below(g, 4), ncap = rng_below(g, CAPS + 1), n;
	struct read r;

	if (from == to)
		to = (to + 1) % 1440;
	n = (size_t)snprintf(text, sizeof(text), "channels: {x: {exec: x}}\n"
	    "quiet_hours: [{from: \"%02" PRIu64 ":%02" PRIu64 "\", to: \"%02" PRIu64 ":%02" PRIu64
	    "\"}]\nscenarios: {s: {on: e, class: marketing, category: c, channels: x, template: t, "
	    "delay: %" PRIu64 "%s, priority: %" PRIu64 ", holdout: %" PRIu64 ".%02" PRIu64 "%%}}\n"
	    "templates: {t: {text: t}}\ncaps:\n  - {rolling: 1m, max: 1}\n", from / 60, from % 60,
	    to / 60, to % 60, delay, unit_name[unit], priority, holdout / 100, holdout % 100);
	for (size_t i = 0; i < ncap; i++) {
		cap[i].n = 1 + rng_below(g, 300);
		cap[i].unit = 1 + rng_below(g, 3);
		cap[i].max = 1 + rng_below(g, 100000);
		cap[i].calendar = rng_below(g, 2) == 0;
		n += (size_t)snprintf(text + n, sizeof(text) - n, cap[i].calendar
		    ? "  - {calendar: day, max: %" PRIu64 "}\n" : "  - {max: %" PRIu64
		    ", rolling: %" PRIu64 "%s}\n", cap[i].max, cap[i].n, unit_name[cap[i].unit]);
	}
	read_text(&r, (struct sv){ text, n });
	if (!T_QUIET(r.rc == RC_OK, "%s\n%s", r.e.msg, text))
		exit(1);
	T_QUIET(r.p.scenario[0].delay_us == (int64_t)delay * unit_us[unit] &&
	    r.p.scenario[0].priority == (int32_t)priority && r.p.scenario[0].holdout == holdout,
	    "scenario of\n%s", text);
	T_QUIET(r.p.quiet[0].from_min == (int32_t)from &&
	    r.p.quiet[0].to_min == (int32_t)(to == 0 ? 1440 : to), "quiet hours of\n%s", text);
	for (size_t i = 0; i < ncap; i++) {
		const struct policy_cap *c = &r.p.cap[i + 1];

		T_QUIET(c->max == cap[i].max && (c->window == POLICY_DAY) == cap[i].calendar &&
		    (cap[i].calendar || c->len_us == (int64_t)cap[i].n * unit_us[cap[i].unit]),
		    "cap %zu of\n%s", i, text);
	}
	end(&r);
}

/* ---- what is spoilt ---- */

/* One line or byte of the text lost, doubled or changed: its new length. */
static size_t
spoil(char *text, size_t n, struct rng *g)
{
	size_t at = rng_below(g, n), from = at, to = at;

	while (from > 0 && text[from - 1] != '\n')
		from--;
	while (to < n && text[to] != '\n')
		to++;
	to += to < n;
	switch (rng_below(g, 4)) {
	case 0:
		memmove(text + from, text + to, n - to);
		return n - (to - from);
	case 1:
		memmove(text + to + (to - from), text + to, n - to);
		memcpy(text + to, text + from, to - from);
		return n + (to - from);
	case 2:
		memmove(text + at, text + at + 1, n - at - 1);
		return n - 1;
	default:
		text[at] = " :-{}[],'\"#0aZ\n\t%.\xc3"[rng_below(g, 19)];
		return n;
	}
}

static void
check_spoilt(struct rng *g, size_t *sound)
{
	const struct policy_example *x = registry_row(&policy_registry,
	    rng_below(g, policy_registry.n));
	char *text = malloc(TEXT_MAX * 4);
	size_t n = strlen(x->text), changes = 1 + rng_below(g, CHANGES);
	struct read r;

	if (text == NULL || n > TEXT_MAX)
		exit(1);
	memcpy(text, x->text, n);
	for (size_t i = 0; i < changes && n > 1 && n < TEXT_MAX; i++)
		n = spoil(text, n, g);
	read_text(&r, (struct sv){ text, n });
	*sound += r.rc == RC_OK;
	T_QUIET(r.rc == RC_OK || ((r.rc == RC_SYNTAX || r.rc == RC_LIMIT) &&
	    strncmp(r.e.msg, "p:", 2) == 0 && strspn(r.e.msg + 2, "0123456789") > 0),
	    "a place in: %s", r.e.msg);
	end(&r);
	free(text);
}

int
main(void)
{
	size_t sound = 0, n = T_ROUNDS(POLICIES);
	struct rng g;

	rng_init(&g, t_seed());
	for (size_t i = 0; i < n; i++)
		check_drawn(&g);
	T_OK(true, "what was drawn was read");
	for (size_t i = 0; i < n; i++)
		check_spoilt(&g, &sound);
	T_OK(sound > n / 20 && sound < n - n / 20, "%zu of %zu spoilt ones are still policies",
	    sound, n);
	return t_done();
}
