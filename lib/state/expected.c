/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/expected.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED_MAX = 20, COUNT_MAX = 10000 };

struct lacking {		/* of one --expect */
	struct buf names;
	uint64_t   n;
};

/* "7d": how many, and what of; *n is 0 for what is none, or too many.  False: these are names. */
static bool
read_periods(const char *text, uint64_t *n, struct twindow *one, const struct tzone *zone)
{
	struct sv s = sv_of(text), unit;
	char window[8];
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	unit = (struct sv){ s.p + digits, s.n - digits };
	if (digits == 0 || (!sv_is(unit, "h") && !sv_is(unit, "d") && !sv_is(unit, "w") &&
	    !sv_is(unit, "mo")))
		return false;
	snprintf(window, sizeof(window), "1%.*s", SV_SHOW(unit));
	if (num_u64((struct sv){ s.p, digits }, n) != RC_OK || *n > COUNT_MAX ||
	    twindow_parse(one, sv_of(window), zone, NULL) != RC_OK)
		*n = 0;
	return true;
}

/* The first of the names, which then are those behind it. */
static struct sv
next_name(struct sv *names)
{
	size_t comma = sv_find(*names, ',');
	struct sv first = sv_trim((struct sv){ names->p, comma });

	*names = comma < names->n ? (struct sv){ names->p + comma + 1, names->n - comma - 1 } :
	    (struct sv){ names->p + names->n, 0 };
	return first;
}

enum rc
expected_check(const char *text, const struct job *j, struct err *e)
{
	struct sv names = sv_of(text);
	bool good = names.n > 0 && names.p[names.n - 1] != ',';
	struct twindow one;
	uint64_t n;

	if (read_periods(text, &n, &one, j->query.zone))
		return n > 0 ? RC_OK : rc_err(e, RC_USAGE, "--expect: expected 1 to %d days, "
		    "hours, weeks or months, got '%s'", (int)COUNT_MAX, text);
	while (good && names.n > 0)
		good = next_name(&names).n > 0;
	return good ? RC_OK : rc_err(e, RC_USAGE, "--expect: expected names such as web1,web2, or "
	    "a time such as 7d, got '%s'", text);
}

void
expected_window(struct expected *x, const struct twindow_span *span)
{
	if (x->n > 0 && x->window[x->n - 1].from_us == span->from_us &&
	    x->window[x->n - 1].to_us == span->to_us)
		return;		/* states are sorted by window */
	if (x->n == x->cap) {
		x->cap = x->cap != 0 ? 2 * x->cap : 64;
		x->window = mem_array(x->window, x->cap, sizeof(*x->window));
	}
	x->window[x->n++] = *span;
}

static void
add_lacking(struct lacking *l, struct sv name)
{
	if (l->n++ < NAMED_MAX)
		buf_printf(&l->names, "%s%.*s", l->n > 1 ? ", " : "", SV_SHOW(name));
}

static void
find_names(struct lacking *l, struct sv names, const struct identity *d)
{
	while (names.n > 0) {
		struct sv name = next_name(&names);
		size_t i = 0;

		while (i < d->n && !sv_eq(d->source[i].label, name) &&
		    !sv_eq(d->source[i].part, name) && !sv_eq(d->source[i].name, name))
			i++;
		if (i == d->n)
			add_lacking(l, name);
	}
}

static int
cmp_spans(const void *a, const void *b)
{
	const struct twindow_span *x = a, *y = b;

	return (x->from_us > y->from_us) - (x->from_us < y->from_us);
}

/* When there was something, sorted by where it begins: windows as the periods they are in. */
static struct twindow_span *
seen_spans(const struct expected *x, const struct twindow *one, const struct identity *d,
    size_t *n)
{
	struct twindow_span *s = mem_array(NULL, x->n + d->n + 1, sizeof(*s));
	bool windows = x->n > 0;
	size_t last = 0;

	for (size_t i = 0; i < x->n && windows; i++) {
		s[i] = twindow_at(one, x->window[i].from_us);
		windows = x->window[i].to_us <= s[i].to_us;
	}
	*n = windows ? x->n : 0;
	for (size_t i = 0; i < d->n && !windows; i++)
		if (d->source[i].from_us <= d->source[i].to_us)
			s[(*n)++] = (struct twindow_span){ d->source[i].from_us,
				d->source[i].to_us + (d->source[i].to_us < INT64_MAX) };
	qsort(s, *n, sizeof(*s), cmp_spans);
	for (size_t i = 1; i < *n && windows; i++)
		if (s[i].from_us != s[last].from_us)
			s[++last] = s[i];
	*n = windows ? last + 1 : *n;
	return s;
}

/* Is there any of @n spans, sorted, that has something of @in? */
static bool
is_met(const struct twindow_span *s, size_t n, const struct twindow_span *in)
{
	for (size_t i = 0; i < n && s[i].from_us < in->to_us; i++)
		if (s[i].to_us > in->from_us)
			return true;
	return false;
}

static void
find_periods(struct lacking *l, const struct expected *x, uint64_t count,
    const struct twindow *one, const struct identity *d)
{
	size_t n;
	struct twindow_span *seen = seen_spans(x, one, d, &n);
	struct twindow_span *want = mem_array(NULL, count, sizeof(*want));
	int64_t end = INT64_MIN;
	uint64_t k = 0;

	for (size_t i = 0; i < n; i++)
		end = seen[i].to_us > end ? seen[i].to_us : end;
	for (int64_t at = end; k < count && at > INT64_MIN; at = want[k++].from_us)
		want[k] = twindow_at(one, at - 1);
	while (k-- > 0) {
		char name[TWINDOW_NAME_MAX];

		if (is_met(seen, n, &want[k]))
			continue;
		twindow_name(one, want[k].from_us, name);
		add_lacking(l, sv_of(name));
	}
	if (n == 0)
		add_lacking(l, SV("any time"));
	mem_free(seen);
	mem_free(want);
}

void
expected_end(const struct expected *x, const char *text, struct job *j)
{
	struct lacking l = { .n = 0 };
	struct twindow one;
	struct err say;
	uint64_t n;

	buf_init(&l.names, SIZE_MAX);
	if (read_periods(text, &n, &one, j->query.zone))
		find_periods(&l, x, n, &one, &j->run.identity);
	else
		find_names(&l, sv_of(text), &j->run.identity);
	j->run.count.lacking = l.n;
	if (l.n > 0) {
		rc_err(&say, RC_OK, "--expect: there is nothing of %.*s%s",
		    SV_SHOW(buf_view(&l.names)), l.n > NAMED_MAX ? " and more" : "");
		job_say(j, say.msg);
	}
	buf_free(&l.names);
}

void
expected_free(struct expected *x)
{
	mem_free(x->window);
}
