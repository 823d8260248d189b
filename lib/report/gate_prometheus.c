/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_prometheus - verdicts as gauges for the textfile collector
 *
 * What both text format 0.0.4 and OpenMetrics 1.0 read: gauges only, HELP and TYPE before
 * them, all samples of a name together, no timestamps (the textfile collector refuses the
 * whole file for one), no other comments, "# EOF" at the end.
 */
#include "base/mem.h"
#include "base/num.h"
#include "report/gate_text.h"
#include "report/prom_name.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 80 };

static void
put_label(struct buf *o, uint32_t cp)
{
	if (cp == '\n')
		buf_sv(o, SV("\\n"));
	else if (cp == '\\' || cp == '"')
		buf_printf(o, "\\%c", (char)cp);
	else
		gate_text_line(o, cp);
}

static void
add_label(struct buf *o, const char *name, struct sv text)
{
	if (o->p[o->n - 1] != '{')
		buf_c(o, ',');
	buf_printf(o, "%s=\"", name);
	gate_text_put(o, text, put_label);
	buf_c(o, '"');
}

/* Labels that verdicts have of themselves. */
static bool
is_ours(const struct gate_report *r, struct sv name)
{
	static const char *const more[] = { "verdict", "window", "alert" };

	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (sv_is(name, more[i]))
			return true;
	return sv_is(name, r->words.suite) || sv_is(name, r->words.name);
}

/* A key is a label of its own; key_ before it where there is one of that name already. */
static void
add_keys(const struct gate_report *r, struct buf *o, const struct gate_case *c)
{
	struct sv *name = mem_array(NULL, c->nkey + 1, sizeof(*name));
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < c->nkey; i++) {
		struct buf b;
		bool taken;

		name[i] = prom_name_label(c->key[i].name, &a);
		taken = is_ours(r, name[i]);
		for (size_t k = 0; k < i; k++)
			taken = taken || sv_eq(name[k], name[i]);
		buf_init(&b, SIZE_MAX);
		buf_printf(&b, "%s%.*s", taken ? "key_" : "", SV_SHOW(name[i]));
		buf_c(&b, '\0');
		if (c->key[i].value.n > 0)
			add_label(o, b.p, c->key[i].value);
		buf_free(&b);
	}
	arena_free(&a);
	mem_free(name);
}

static void
put_head(struct buf *o, const char *name, const char *help)
{
	buf_printf(o, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void
put_value(struct buf *o, double d)
{
	char text[NUM_TEXT_MAX];

	if (isinf(d))
		buf_sv(o, d > 0 ? SV(" +Inf\n") : SV(" -Inf\n"));
	else
		buf_printf(o, " %.*s\n", (int)num_text(d, text), text);
}

static void
put_sample(const struct gate_report *r, struct buf *o, const char *name,
    const struct gate_case *c, const char *more, struct sv more_value)
{
	buf_printf(o, "%s{", name);
	add_label(o, r->words.suite, c->suite);
	add_label(o, r->words.name, c->nkey > 0 ? c->bare : c->name);
	add_keys(r, o, c);
	if (more != NULL)
		add_label(o, more, more_value);
	buf_c(o, '}');
}

static void
put_verdicts(const struct gate_report *r, struct buf *o)
{
	char name[NAME_MAX_BYTES], help[2 * NAME_MAX_BYTES];

	snprintf(name, sizeof(name), "%s_verdict", r->words.prefix);
	snprintf(help, sizeof(help), "1 for the verdict of %s %s, 0 for the others",
	    strchr("aeiou", r->words.name[0]) != NULL ? "an" : "a", r->words.name);
	if (r->n > 0)
		put_head(o, name, help);
	for (size_t i = 0; i < r->n; i++)
		for (int s = GATE_PASS; s <= GATE_ERROR; s++) {
			put_sample(r, o, name, &r->c[i], "verdict",
			    sv_of(gate_text_state((enum gate_state)s)));
			put_value(o, (int)r->c[i].state == s);
		}
}

/* Every sample of the name of @first, which stands in case @from and before none. */
static void
put_family(const struct gate_report *r, size_t from, const struct gate_number *first, struct buf *o)
{
	put_head(o, first->name, first->help);
	for (size_t i = from; i < r->n; i++)
		for (size_t k = 0; k < r->c[i].nnumber; k++) {
			const struct gate_number *n = &r->c[i].number[k];

			if (isnan(n->value) || strcmp(n->name, first->name) != 0)
				continue;
			put_sample(r, o, n->name, &r->c[i], n->label, n->label_value);
			put_value(o, n->value);
		}
}

/* No case before @i is of its suite.  Those of one suite stand together, all but a last one. */
static bool
first_of_suite(const struct gate_report *r, size_t i)
{
	for (size_t k = i; k-- > 0;)
		if (sv_eq(r->c[k].suite, r->c[i].suite))
			return false;
	return true;
}

/*
 * One sample for each suite: jobs write files of their own, and of two samples with the same
 * name and labels the collector drops one.
 */
static void
put_evaluation_time(const struct gate_report *r, struct buf *o)
{
	char name[NAME_MAX_BYTES];

	snprintf(name, sizeof(name), "%s_last_evaluation_timestamp_seconds", r->words.prefix);
	if (r->at_us == 0 || r->n == 0)
		return;
	put_head(o, name, "Time the verdicts speak of: the clock given, or the end of the data");
	for (size_t i = 0; i < r->n; i++) {
		if (!first_of_suite(r, i))
			continue;
		buf_printf(o, "%s{", name);
		add_label(o, r->words.suite, r->c[i].suite);
		buf_c(o, '}');
		put_value(o, (double)r->at_us / 1e6);
	}
}

void
gate_prometheus(const struct gate_report *r, struct buf *o)
{
	enum { NAMES_MAX = 64 };
	const char *done[NAMES_MAX];
	size_t ndone = 0;

	put_verdicts(r, o);
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->c[i].nnumber; k++) {
			const struct gate_number *n = &r->c[i].number[k];
			size_t at = 0;

			while (at < ndone && strcmp(done[at], n->name) != 0)
				at++;
			if (at < ndone || isnan(n->value) || ndone == NAMES_MAX)
				continue;
			done[ndone++] = n->name;
			put_family(r, i, n, o);
		}
	put_evaluation_time(r, o);
	buf_sv(o, SV("# EOF\n"));
}
