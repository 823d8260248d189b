/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users/session_alert.h"

#include "base/hash.h"
#include "base/num.h"
#include "run/given.h"
#include "scan/scan_kept.h"
#include "time/tstamp.h"

#include <string.h>

/* ---- options ---- */

/* Where the name before a ':' ends; 0: there is none. */
static size_t
name_end(struct sv s)
{
	size_t i = 0;

	while (i < s.n && (s.p[i] == '_' || s.p[i] == '-' || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
	    (s.p[i] >= 'A' && s.p[i] <= 'Z') || (i > 0 && num_is_digit((unsigned char)s.p[i]))))
		i++;
	return i < s.n && s.p[i] == ':' ? i : 0;
}

static enum rc
parse_count(struct session_alert_rule *r, struct sv s, const char *opt, bool timed, struct err *e)
{
	const size_t slash = sv_find(s, '/');
	const struct sv n = { s.p, slash };

	if (num_u64(n, &r->n) != RC_OK || r->n < 1 || r->n > SESSION_ALERT_RECORDS)
		return rc_err(e, RC_USAGE, "%s: expected a number from 1 to %d%s, got '%.*s'", opt,
		    (int)SESSION_ALERT_RECORDS, timed ? "" : " behind the last @", SV_SHOW(n));
	if (slash == s.n && !timed)
		return RC_OK;
	s = slash < s.n ? (struct sv){ s.p + slash + 1, s.n - slash - 1 } : SV("");
	if (!tstamp_duration(s, &r->within_us) || r->within_us <= 0)
		return rc_err(e, RC_USAGE, "%s: expected a duration such as 1m behind the /, got "
		    "'%.*s'", opt, SV_SHOW(s));
	return RC_OK;
}

static enum rc
parse_alert(struct session_alert_plan *p, const char *given, struct job *j, struct err *e)
{
	struct session_alert_rule *r = &p->rule[p->nexpr];
	struct sv s = sv_of(given), text;
	size_t at = s.n, name;
	enum rc rc;

	while (at > 0 && s.p[at - 1] != '@')
		at--;
	if (at == 0)
		return rc_err(e, RC_USAGE, "--alert: how many of them? expected EXPR@N or "
		    "EXPR@N/TIME, got '%s'", given);
	rc = parse_count(r, (struct sv){ s.p + at, s.n - at }, "--alert", false, e);
	if (rc != RC_OK)
		return rc;
	name = name_end((struct sv){ s.p, at - 1 });
	text = (struct sv){ s.p + (name > 0 ? name + 1 : 0), at - 1 - (name > 0 ? name + 1 : 0) };
	r->name = name > 0 ? (struct sv){ s.p, name } : sv_trim(text);
	rc = expr_compile(&r->x, text, &j->query.env, e);
	if (rc != RC_OK && e->col > 0) {
		e->col += (uint64_t)(text.p - given);
		rc_in(e, "--alert", given);
	}
	p->nexpr++;
	return rc;
}

enum rc
session_alert_compile(struct session_alert_plan *p, const struct session_alert_query *q,
    struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	*p = (struct session_alert_plan){ .seed = j->seed };
	if (q->nalert > SESSION_ALERT_MAX)
		return rc_err(e, RC_USAGE, "--alert: at most %d", (int)SESSION_ALERT_MAX);
	for (size_t i = 0; rc == RC_OK && i < q->nalert; i++)
		rc = parse_alert(p, q->alert[i], j, e);
	p->n = p->nexpr;
	if (rc == RC_OK && q->repeats != NULL) {
		p->rule[p->n].name = SV("repeats");
		rc = parse_count(&p->rule[p->n++], sv_of(q->repeats), "--alert-repeats", true, e);
	}
	return rc;
}

/* ---- a session ---- */

static bool
has_pages(const struct session_alerts *s)
{
	return s->p->n > s->p->nexpr;
}

void
session_alerts_init(struct session_alerts *s, const struct session_alert_plan *p, struct arena *a)
{
	s->p = p;
	for (size_t i = 0; i < p->nexpr; i++)
		s->rule[i].at_us = p->rule[i].within_us > 0 ?
		    arena_alloc(a, p->rule[i].n * sizeof(int64_t)) : NULL;
	s->page = has_pages(s) ? arena_alloc(a, SESSION_ALERT_PAGES * sizeof(*s->page)) : NULL;
	session_alerts_begin(s);
}

void
session_alerts_begin(struct session_alerts *s)
{
	for (size_t i = 0; i < s->p->n; i++) {
		s->rule[i].said = false;
		s->rule[i].n = 0;
		s->rule[i].since_us = 0;
	}
	s->npage = 0;
}

/* At most @us from one time to a later one. */
static bool
within(int64_t from_us, int64_t to_us, int64_t us)
{
	return (uint64_t)to_us - (uint64_t)from_us <= (uint64_t)us;
}

static void
take_in_row(struct session_alert *a, bool holds, int64_t at_us)
{
	if (!holds) {
		a->n = 0;
		return;
	}
	if (a->n++ == 0)
		a->since_us = at_us;
}

static void
take_in_time(struct session_alert *a, const struct session_alert_rule *r, int64_t at_us)
{
	size_t old = 0;

	while (old < a->n && !within(a->at_us[old], at_us, r->within_us))
		old++;
	a->n -= old;
	memmove(a->at_us, a->at_us + old, a->n * sizeof(*a->at_us));
	a->at_us[a->n++] = at_us;
	a->since_us = a->at_us[0];
}

/* What is known of a page; of a new one, which takes the place of the one seen longest ago. */
static struct session_alert_page *
page_of(struct session_alerts *s, uint64_t hash, int64_t at_us)
{
	struct session_alert_page *oldest = s->page;

	for (size_t i = 0; i < s->npage; i++) {
		if (s->page[i].hash == hash)
			return &s->page[i];
		if (s->page[i].last_us < oldest->last_us)
			oldest = &s->page[i];
	}
	if (s->npage < SESSION_ALERT_PAGES)
		oldest = &s->page[s->npage++];
	*oldest = (struct session_alert_page){ hash, 0, at_us, at_us };
	return NULL;
}

static void
take_page(struct session_alerts *s, struct sv page, int64_t at_us)
{
	const struct session_alert_rule *r = &s->p->rule[s->p->nexpr];
	struct session_alert *a = &s->rule[s->p->nexpr];
	struct session_alert_page *g = page_of(s, hash_sv(page, s->p->seed), at_us);

	a->n = 0;
	if (g == NULL)
		return;
	if (within(g->last_us, at_us, r->within_us))
		g->n++;
	else
		*g = (struct session_alert_page){ g->hash, 0, at_us, at_us };
	g->last_us = at_us;
	a->n = g->n;
	a->since_us = g->since_us;
}

void
session_alerts_take(struct session_alerts *s, const struct val *v, struct sv page, int64_t at_us,
    uint32_t *said)
{
	*said = 0;
	for (size_t i = 0; i < s->p->n; i++) {
		const struct session_alert_rule *r = &s->p->rule[i];
		struct session_alert *a = &s->rule[i];

		if (a->said)
			continue;
		if (r->x == NULL && page.n > 0)
			take_page(s, page, at_us);
		else if (r->x == NULL || val_null(&v[i]))
			continue;
		else if (r->within_us == 0)
			take_in_row(a, v[i].kind == VAL_TRUE, at_us);
		else if (v[i].kind == VAL_TRUE)
			take_in_time(a, r, at_us);
		if (a->n == r->n) {
			a->said = true;
			*said |= UINT32_C(1) << i;
		}
	}
}

/* ---- between turns ---- */

void
session_alerts_save(const struct session_alerts *s, struct buf *b)
{
	for (size_t i = 0; i < s->p->n; i++) {
		const struct session_alert *a = &s->rule[i];

		buf_c(b, a->said);
		if (a->said || s->p->rule[i].x == NULL)
			continue;
		scan_kept_put(b, a->n);
		if (a->n > 0)
			scan_kept_put_i64(b, a->since_us);
		for (size_t k = 1; a->at_us != NULL && k < a->n; k++)
			scan_kept_put_i64(b, a->at_us[k] - a->at_us[k - 1]);
	}
	if (!has_pages(s) || s->rule[s->p->nexpr].said)
		return;
	scan_kept_put(b, s->npage);
	buf_add(b, (const char *)s->page, s->npage * sizeof(*s->page));
}

void
session_alerts_load(struct session_alerts *s, const char **p)
{
	for (size_t i = 0; i < s->p->n; i++) {
		struct session_alert *a = &s->rule[i];

		a->said = *(*p)++ != 0;
		if (a->said || s->p->rule[i].x == NULL)
			continue;
		a->n = scan_kept_get(p);
		if (a->n > 0)
			a->since_us = scan_kept_get_i64(p);
		if (a->n > 0 && a->at_us != NULL)
			a->at_us[0] = a->since_us;
		for (size_t k = 1; a->at_us != NULL && k < a->n; k++)
			a->at_us[k] = a->at_us[k - 1] + scan_kept_get_i64(p);
	}
	if (!has_pages(s) || s->rule[s->p->nexpr].said)
		return;
	s->npage = (size_t)scan_kept_get(p);
	if (s->npage > 0)
		memcpy(s->page, *p, s->npage * sizeof(*s->page));
	*p += s->npage * sizeof(*s->page);
}
