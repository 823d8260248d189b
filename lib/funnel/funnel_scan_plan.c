/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel/funnel_scan.h"

#include "base/buf.h"
#include "expr/lex.h"
#include "funnel/funnel_tally.h"
#include "json/jwrite.h"
#include "record/rkind.h"
#include "run/given.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define WITHIN "1d"

/* ---- steps and exclusions ---- */

/* What an event may be called without quotes. */
static bool
is_word(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_' && c < 0x80 &&
		    (i == 0 || (!num_is_digit(c) && c != '-' && c != '.')))
			return false;
	}
	return s.n > 0;
}

/* The whole of @s is one string, decoded in *text, or a word. */
static bool
is_name(struct sv s, struct arena *a, struct sv *text)
{
	struct err why = { 0 };
	struct lex l;

	*text = s;
	if (is_word(s))
		return true;
	if (lex_init(&l, s, a, &why) != RC_OK || l.tok.kind != LEX_STRING)
		return false;
	*text = l.tok.text;
	return lex_next(&l, &why) == RC_OK && l.tok.kind == LEX_END;
}

static struct sv
quoted(struct sv name, const char *before, struct arena *a)
{
	struct buf b;
	struct jwrite w;
	struct sv text;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, sv_of(before));
	jwrite_init(&w, &b);
	jwrite_str(&w, name);
	text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return text;
}

/* A predicate; a name alone is that of an event. */
static enum rc
compile_predicate(const struct expr **x, struct sv text, struct job *j, struct err *e)
{
	struct sv name;

	if (is_name(text, &j->arena, &name))
		text = quoted(name, "event_name == ", &j->arena);
	return expr_compile(x, text, &j->query.env, e);
}

/* Where NAME: ends; 0: there is none. */
static size_t
name_end(struct sv s, struct arena *a, struct sv *name)
{
	size_t i = 0;

	if (s.n > 0 && s.p[0] == '"')
		for (i = 1; i < s.n && s.p[i] != '"'; i++)
			i += s.p[i] == '\\';
	while (i < s.n && s.p[i] != ':')
		i++;
	return i < s.n && is_name(sv_trim((struct sv){ s.p, i }), a, name) ? i + 1 : 0;
}

static enum rc
parse_step(struct funnel_plan *p, const char *given, struct job *j, struct err *e)
{
	struct sv text = sv_trim(sv_of(given)), rest;
	struct funnel_step *s = &p->step[p->rule.nstep];
	size_t at;
	enum rc rc;

	if (text.n > 0 && text.p[text.n - 1] == '?') {
		p->rule.optional |= UINT32_C(1) << p->rule.nstep;
		text = sv_trim((struct sv){ text.p, text.n - 1 });
	}
	at = name_end(text, &j->arena, &s->name);
	rest = sv_trim((struct sv){ text.p + at, text.n - at });
	if (at == 0 && !is_name(rest, &j->arena, &s->name))
		s->name = rest;
	rc = compile_predicate(&s->x, rest, j, e);
	p->rule.nstep++;
	if (rc == RC_OK || e->col == 0)
		return rc;
	if (e->col <= rest.n && rest.p[e->col - 1] == ',')
		return rc_err(e, RC_USAGE, "--step: give each step with a -s of its own, as "
		    "-s view -s order, got '%s'", given);
	e->col += (uint64_t)(rest.p - given);
	rc_in(e, "--step", given);
	return rc;
}

static enum rc
check_optional(const struct funnel_plan *p, struct err *e)
{
	const uint32_t ends = 1 | UINT32_C(1) << (p->rule.nstep - 1);

	if ((p->rule.optional & ends) != 0)
		return rc_err(e, RC_USAGE, "--step: the first and the last cannot be left out");
	if (p->rule.optional != 0 && p->rule.order != FUNNEL_LOOSE)
		return rc_err(e, RC_USAGE, "--step: none may be left out with --order %s",
		    p->rule.order == FUNNEL_ANY ? "any" : "strict");
	return RC_OK;
}

static enum rc
parse_steps(struct funnel_plan *p, const struct funnel_query *q, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	if (q->nstep == 0)
		return rc_err(e, RC_USAGE, "no steps: give each with a -s of its own, as -s view "
		    "-s order");
	if (q->nstep > FUNNEL_STEPS_MAX)
		return rc_err(e, RC_USAGE, "--step: at most %d steps", (int)FUNNEL_STEPS_MAX);
	for (size_t i = 0; rc == RC_OK && i < q->nstep; i++)
		rc = parse_step(p, q->step[i], j, e);
	return rc == RC_OK ? check_optional(p, e) : rc;
}

/* A whole number from @s on; false when there is none, or a great one. */
static bool
take_count(struct sv *s, unsigned *n)
{
	size_t i = 0;

	for (*n = 0; i < s->n && i < 3 && num_is_digit((unsigned char)s->p[i]); i++)
		*n = 10 * *n + (unsigned)(s->p[i] - '0');
	s->p += i;
	s->n -= i;
	return i > 0;
}

/* "@I-J" at the end of @text, which then is without it. */
static bool
take_range(struct sv *text, struct funnel_exclusion *x)
{
	struct sv s;
	size_t at = text->n;

	while (at > 0 && text->p[at - 1] != '@')
		at--;
	if (at == 0)
		return false;
	s = (struct sv){ text->p + at, text->n - at };
	if (!take_count(&s, &x->from) || s.n == 0 || s.p[0] != '-')
		return false;
	s.p++;
	s.n--;
	if (!take_count(&s, &x->to) || s.n > 0)
		return false;
	text->n = at - 1;
	return true;
}

static enum rc
parse_exclusion(struct funnel_plan *p, const char *given, struct job *j, struct err *e)
{
	struct funnel_exclusion *x = &p->rule.exclusion[p->rule.nexclusion];
	struct sv text = sv_trim(sv_of(given));
	enum rc rc;

	*x = (struct funnel_exclusion){ 1, p->rule.nstep };
	if (take_range(&text, x) && (x->from < 1 || x->from >= x->to || x->to > p->rule.nstep))
		return rc_err(e, RC_USAGE, "--exclude: expected steps from 1 to %u, the first the "
		    "lesser, got '%u-%u'", p->rule.nstep, x->from, x->to);
	text = sv_trim(text);
	rc = compile_predicate(&p->exclude[p->rule.nexclusion++], text, j, e);
	if (rc != RC_OK && e->col > 0) {
		e->col += (uint64_t)(text.p - given);
		rc_in(e, "--exclude", given);
	}
	return rc;
}

static enum rc
parse_exclusions(struct funnel_plan *p, const struct funnel_query *q, struct job *j,
    struct err *e)
{
	enum rc rc = RC_OK;

	if (q->nexclude > FUNNEL_EXCLUSIONS_MAX)
		return rc_err(e, RC_USAGE, "--exclude: at most %d", (int)FUNNEL_EXCLUSIONS_MAX);
	for (size_t i = 0; rc == RC_OK && i < q->nexclude; i++)
		rc = parse_exclusion(p, q->exclude[i], j, e);
	return rc;
}

/* ---- limits ---- */

static enum rc
parse_duration(int64_t *us, const char *opt, struct sv text, struct err *e)
{
	if (!tstamp_duration(text, us) || *us <= 0)
		return rc_err(e, RC_USAGE, "%s: expected a duration such as 30m, got '%.*s'", opt,
		    SV_SHOW(text));
	return RC_OK;
}

static enum rc
parse_limit(struct funnel_rule *r, const char *given, struct err *e)
{
	struct sv s = sv_of(given);
	unsigned k;

	if (!take_count(&s, &k) || s.n == 0 || s.p[0] != '=')
		return rc_err(e, RC_USAGE, "--step-within: expected K=DURATION, got '%s'", given);
	if (k < 2 || k > r->nstep)
		return rc_err(e, RC_USAGE, "--step-within: a step from 2 to %u has one before it, "
		    "got %u", r->nstep, k);
	r->step_limits = true;
	return parse_duration(&r->step_us[k - 1], "--step-within",
	    (struct sv){ s.p + 1, s.n - 1 }, e);
}

static enum rc
parse_limits(struct funnel_plan *p, const struct funnel_query *q, struct err *e)
{
	const char *within = q->within != NULL ? q->within : WITHIN;
	enum rc rc = parse_duration(&p->rule.within_us, "--within", sv_of(within), e);

	for (size_t i = 0; i < FUNNEL_STEPS_MAX; i++)
		p->rule.step_us[i] = INT64_MAX;
	for (size_t i = 0; rc == RC_OK && i < q->nstep_within; i++)
		rc = parse_limit(&p->rule, q->step_within[i], e);
	return rc;
}

/* ---- rules ---- */

static bool
is_given(const char *value, const char *what)
{
	return value != NULL && strcmp(value, what) == 0;
}

static enum rc
check_like(const struct funnel_plan *p, struct err *e)
{
	const struct funnel_like *like = p->rule.like;
	const char *what = NULL;

	if (like == NULL)
		return RC_OK;
	if (p->rule.step_limits && (like->plain || like->no_limits))
		what = "--step-within";
	else if (p->rule.nexclusion > 0 && like->plain)
		what = "--exclude";
	else if (p->rule.optional != 0 && like->plain)
		what = "a step that may be left out";
	if (what == NULL)
		return RC_OK;
	return rc_err(e, RC_USAGE, "--like: the rules of %s have no place for %s", like->name,
	    what);
}

static enum rc
take_rules(struct funnel_plan *p, const struct funnel_query *q, struct err *e)
{
	const struct funnel_like *like;
	struct funnel_rule *r = &p->rule;

	r->order = is_given(q->order, "strict") ? FUNNEL_STRICT :
	    is_given(q->order, "any") ? FUNNEL_ANY : FUNNEL_LOOSE;
	r->entry = is_given(q->entry, "first") ? FUNNEL_FIRST :
	    is_given(q->entry, "every") || q->live.lateness != NULL ? FUNNEL_EVERY :
	    FUNNEL_LATEST;
	r->strict_ties = is_given(q->ties, "strict");
	p->discard = is_given(q->excluded, "discard");
	p->once = is_given(q->unit, "user");
	if (q->like == NULL)
		return RC_OK;
	like = registry_find(&funnel_like_registry, sv_of(q->like));
	if (like == NULL)
		return registry_hint(&funnel_like_registry, sv_of(q->like), rc_err(e, RC_USAGE,
		    "--like: no rules are called '%s'", q->like), e);
	r->like = like;
	r->entry = like->entry;
	r->strict_ties = like->strict_ties;
	p->discard = like->discard;
	p->once |= like->once && q->hold != NULL && q->unit == NULL;
	return RC_OK;
}

static enum rc
parse_attr(struct funnel_plan *p, const char *attr, struct err *e)
{
	struct sv s = attr != NULL ? sv_of(attr) : SV("first");
	unsigned k = 0;

	p->attr = sv_is(s, "last") ? FUNNEL_ATTR_LAST : sv_is(s, "any") ? FUNNEL_ATTR_ANY :
	    FUNNEL_ATTR_FIRST;
	if (p->attr != FUNNEL_ATTR_FIRST || sv_is(s, "first"))
		return RC_OK;
	p->attr = FUNNEL_ATTR_STEP;
	if (s.n > 5 && memcmp(s.p, "step:", 5) == 0) {
		s.p += 5;
		s.n -= 5;
		if (take_count(&s, &k) && s.n == 0 && k >= 1 && k <= p->rule.nstep) {
			p->attr_step = k - 1;
			return RC_OK;
		}
	}
	return rc_err(e, RC_USAGE, "--attr: expected first, last, any or step:K with K from 1 to "
	    "%u, got '%s'", p->rule.nstep, attr);
}

/* ---- keys and values ---- */

static enum rc
parse_keys(const struct key_expr **key, size_t *n, const char *opt, const char *text,
    struct job *j, struct err *e)
{
	enum rc rc;

	if (text == NULL)
		return RC_OK;
	rc = key_list_parse(key, n, text, &j->query.env, e);
	if (rc != RC_OK)
		rc_in(e, opt, text);
	for (size_t i = 0; rc == RC_OK && i < *n; i++) {
		if (rkind_taken("cxfunnel", (*key)[i].name))
			rc = rc_err(e, RC_USAGE, "%s: the name '%.*s' is taken: choose another "
			    "(new = ...)", opt, SV_SHOW((*key)[i].name));
		for (size_t k = 0; rc == RC_OK && k < i; k++)
			if (sv_eq((*key)[i].name, (*key)[k].name))
				rc = rc_err(e, RC_USAGE, "%s: two are called '%.*s': name one of "
				    "them (new = ...)", opt, SV_SHOW((*key)[i].name));
	}
	return rc;
}

/* What nobody asked for is not missed where there is none. */
static enum rc
parse_value(struct funnel_plan *p, const struct funnel_query *q, struct job *j, struct err *e)
{
	size_t named;
	enum rc rc;

	if (q->value == NULL)
		return RC_OK;
	rc = given_expr(&p->value, "--value", q->value, j, e);
	if (rc == RC_OK && q->refund != NULL)
		rc = given_event(&p->refund, "--refund", q->refund, NULL, j, e);
	named = j->query.proj.n;
	if (rc == RC_OK && q->refund == NULL)
		rc = given_expr(&p->refund, "--refund", FUNNEL_REFUND_EXPR, j, e);
	if (rc == RC_OK)
		rc = given_expr(&p->currency, "--value", "currency", j, e);
	if (rc == RC_OK)
		rc = given_expr(&p->transaction, "--value", "transaction_id", j, e);
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	return rc;
}

static enum rc
check_pairs(const struct funnel_plan *p, struct err *e)
{
	for (size_t i = 0; i < p->nhold; i++)
		for (size_t k = 0; k < p->nby; k++)
			if (p->per_user && sv_eq(p->hold[i].name, p->by[k].name))
				return rc_err(e, RC_USAGE, "--by: '%.*s' is held, and told anyway",
				    SV_SHOW(p->by[k].name));
	if (p->compare != NULL && p->nby != 1)
		return rc_err(e, RC_USAGE, "--compare: VALUE is one of --by, of one field");
	return RC_OK;
}

enum rc
funnel_scan_compile(struct funnel_plan *p, const struct funnel_query *q, struct job *j,
    struct err *e)
{
	enum rc rc;

	*p = (struct funnel_plan){ .per_user = q->per_user, .compare = q->compare,
		.conf = j->given.conf, .now_us = INT64_MIN, .zone = j->query.zone,
		.seed = j->seed };
	rc = user_key_compile(&p->user, &q->who, j, e);
	if (rc == RC_OK)
		rc = take_rules(p, q, e);
	if (rc == RC_OK)
		rc = parse_steps(p, q, j, e);
	if (rc == RC_OK)
		rc = parse_limits(p, q, e);
	if (rc == RC_OK)
		rc = parse_exclusions(p, q, j, e);
	if (rc == RC_OK)
		rc = check_like(p, e);
	if (rc == RC_OK)
		rc = parse_keys(&p->hold, &p->nhold, "--hold", q->hold, j, e);
	if (rc == RC_OK)
		rc = parse_keys(&p->by, &p->nby, "--by", q->by, j, e);
	if (rc == RC_OK)
		rc = parse_attr(p, q->attr, e);
	if (rc == RC_OK)
		rc = parse_value(p, q, j, e);
	if (rc == RC_OK)
		rc = check_pairs(p, e);
	if (rc == RC_OK)
		rc = job_now(j, &p->now_us, e);
	if (rc == RC_OK)
		rc = job_need_time(j, true, e);
	p->rule.from_us = j->query.from_us;
	p->rule.to_us = j->query.to_us;
	j->query.to_us = INT64_MAX;
	p->tally = funnel_tally_plan(p, j);
	p->met = arena_zalloc(&j->arena, sizeof(*p->met));
	return rc;
}

/* ---- saved ---- */

static const char *
text_of(struct sv s, struct arena *a)
{
	return s.n > 0 ? arena_bytes(a, s.p, s.n) : NULL;
}

static const char *
expr_of(const struct expr *x, struct arena *a)
{
	return x != NULL ? text_of(expr_text(x, a), a) : NULL;
}

static const char *
taken(struct buf *b, struct arena *a)
{
	const char *text = text_of(buf_view(b), a);

	buf_free(b);
	return text;
}

/* "view":event_name == "view"? */
static const char *
step_text(const struct funnel_plan *p, unsigned k, struct arena *a)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, quoted(p->step[k].name, "", a));
	buf_c(&b, ':');
	buf_sv(&b, expr_text(p->step[k].x, a));
	if ((p->rule.optional >> k & 1) != 0)
		buf_c(&b, '?');
	return taken(&b, a);
}

static const char *
exclusion_text(const struct funnel_plan *p, unsigned i, struct arena *a)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_sv(&b, expr_text(p->exclude[i], a));
	buf_printf(&b, "@%u-%u", p->rule.exclusion[i].from, p->rule.exclusion[i].to);
	return taken(&b, a);
}

static const char *
duration_text(int64_t us, struct arena *a)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%" PRId64 "us", us);
	return taken(&b, a);
}

static const char *
keys_text(const struct key_expr *key, size_t n, struct arena *a)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, proj_name(&key[i].name, 1, a));
		buf_sv(&b, SV(" = "));
		buf_sv(&b, expr_text(key[i].x, a));
	}
	return taken(&b, a);
}

static const char *
attr_text(const struct funnel_plan *p, struct arena *a)
{
	static const char *const name[] = {
		[FUNNEL_ATTR_LAST] = "last", [FUNNEL_ATTR_ANY] = "any"
	};
	struct buf b;

	if (p->attr != FUNNEL_ATTR_STEP)
		return name[p->attr];	/* NULL: the default */
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "step:%u", p->attr_step + 1);
	return taken(&b, a);
}

static void
save_lists(struct funnel_query *q, const struct funnel_plan *p, struct arena *a)
{
	q->step = arena_alloc(a, FUNNEL_STEPS_MAX * sizeof(*q->step));
	q->step_within = arena_alloc(a, FUNNEL_STEPS_MAX * sizeof(*q->step_within));
	q->exclude = arena_alloc(a, FUNNEL_EXCLUSIONS_MAX * sizeof(*q->exclude));
	for (unsigned k = 0; k < p->rule.nstep; k++) {
		struct buf b;

		q->step[q->nstep++] = step_text(p, k, a);
		if (p->rule.step_us[k] == INT64_MAX)
			continue;
		buf_init(&b, SIZE_MAX);
		buf_printf(&b, "%u=%" PRId64 "us", k + 1, p->rule.step_us[k]);
		q->step_within[q->nstep_within++] = taken(&b, a);
	}
	for (unsigned i = 0; i < p->rule.nexclusion; i++)
		q->exclude[q->nexclude++] = exclusion_text(p, i, a);
}

void
funnel_scan_query(struct funnel_query *q, const struct funnel_plan *p, struct job *j)
{
	static const char *const order[] = { NULL, "strict", "any" };
	static const char *const entry[] = { NULL, "first", "every" };
	const struct funnel_rule *r = &p->rule;
	struct arena *a = &j->arena;
	bool usual;

	*q = (struct funnel_query){ .within = duration_text(r->within_us, a) };
	user_key_save(&q->who, &p->user, j);
	save_lists(q, p, a);
	if (r->like != NULL) {
		q->like = r->like->name;
	} else {
		q->order = order[r->order];
		q->entry = entry[r->entry];
		q->ties = r->strict_ties ? "strict" : NULL;
		q->excluded = p->discard ? "discard" : NULL;
	}
	q->hold = keys_text(p->hold, p->nhold, a);
	usual = r->like != NULL && r->like->once && p->nhold > 0;
	q->unit = p->once == usual ? NULL : p->once ? "user" : "pair";
	q->by = keys_text(p->by, p->nby, a);
	q->attr = attr_text(p, a);
	q->value = expr_of(p->value, a);
	q->refund = expr_of(p->refund, a);
}

enum rc
funnel_scan_adopt(struct funnel_query *q, const struct state_head *h, struct job *j,
    struct err *e)
{
	if (h->time.n == 0)
		return rc_err(e, RC_SYNTAX, "a query without time");
	return user_key_adopt(&q->who, h, j, e);
}
