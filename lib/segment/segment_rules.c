/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_rules.h"

#include "base/num.h"
#include "spec/doc.h"

#include <string.h>

/* ---- what is shipped ---- */

static const struct segment_set rows[] = {
	{ "activity", "by days since the user was last seen (the default)",
	    "limits:\n"
	    "  new_within: 14\n"
	    "  active_within: 30\n"
	    "  dormant_after: 90\n"
	    "  loyal_from: 5\n"
	    "rules:\n"
	    "  first_purchase: frequency == 1 && recency <= new_within\n"
	    "  new: age_days <= new_within\n"
	    "  dormant: idle_days > dormant_after\n"
	    "  at_risk: idle_days > active_within\n"
	    "  loyal: active_days_365 >= loyal_from\n"
	    "  active: idle_days <= active_within\n", "idle_days" },
	{ "pace", "likewise, but by the user's own median pause where it is known",
	    "limits:\n"
	    "  new_within: 14\n"
	    "  active_within: 30\n"
	    "  dormant_after: 90\n"
	    "  loyal_from: 5\n"
	    "  risk_pauses: 2\n"
	    "  dormant_pauses: 4\n"
	    "rules:\n"
	    "  first_purchase: frequency == 1 && recency <= new_within\n"
	    "  new: age_days <= new_within\n"
	    "  dormant: idle_days > coalesce(dormant_pauses * gap_days, dormant_after)\n"
	    "  at_risk: idle_days > coalesce(risk_pauses * gap_days, active_within)\n"
	    "  loyal: active_days_365 >= loyal_from\n"
	    "  active: exists(idle_days)\n", "idle_days" },
};

const struct registry segment_rules_registry =
    REGISTRY("rule set", "Rule sets", rows, struct segment_set);

const struct segment_set segment_rules_rfm = { "rfm", "by scores from 1 to 5",
	"rules:\n"
	"  champions: r >= 4 && f >= 4 && m >= 4\n"
	"  new_customers: r >= 4 && f == 1\n"
	"  promising: r == 3 && f == 1\n"
	"  loyal: r >= 3 && f >= 3 && m >= 3\n"
	"  potential_loyalist: r >= 4\n"
	"  need_attention: r == 3\n"
	"  cant_lose_them: r == 1 && f >= 4 && m >= 4\n"
	"  at_risk: f >= 3 || m >= 3\n"
	"  about_to_sleep: r == 2\n"
	"  lost: r == 1\n", "r"
};

/* ---- reading ---- */

struct loading {
	struct segment_rules           *s;
	const struct segment_rules_cfg *cfg;
	struct expr_env                 env;	/* its proj is where the rules' fields go */
	const struct doc               *doc;
	struct err                     *e;
};

static bool
is_own(const struct segment_rules *s, struct sv name)
{
	for (size_t i = 0; i < s->nown; i++)
		if (sv_eq(s->own[i].name, name))
			return true;
	return false;
}

/* A field that has its value from here; @as is all but its slot. */
static enum rc
add_own(struct loading *l, struct segment_own as, struct err *e)
{
	struct segment_rules *s = l->s;
	struct arena *a = l->env.arena;
	enum rc rc = proj_add(l->env.proj, as.name, &as.slot, e);

	if (rc != RC_OK)
		return rc;
	l->env.proj->field[as.slot].derived = true;
	s->own = arena_grow(a, s->own, s->nown * sizeof(*s->own),
	    (s->nown + 1) * sizeof(*s->own));
	s->own[s->nown++] = as;
	return RC_OK;
}

static enum rc
read_limit(struct loading *l, const struct node *n)
{
	struct err why = { 0 };
	enum rc rc;

	if (is_own(l->s, n->key))
		return doc_fail_key(l->doc, n, l->e, "the name '%.*s' is taken", SV_SHOW(n->key));
	if (sv_find(n->key, '.') < n->key.n || sv_find(n->key, '`') < n->key.n)
		return doc_fail_key(l->doc, n, l->e, "expected a name of letters, digits and _, "
		    "found '%.*s'", SV_SHOW(n->key));
	rc = doc_kind(l->doc, n, NODE_NUMBER, l->e);
	if (rc == RC_OK && add_own(l, (struct segment_own){ .name = n->key, .limit = true,
	    .val = { .kind = VAL_NUMBER, .text = n->text } }, &why) != RC_OK)
		rc = doc_fail_key(l->doc, n, l->e, "%s", why.msg);
	return rc;
}

static enum rc
read_limits(struct loading *l, const struct node *map)
{
	enum rc rc = map == NULL ? RC_OK : doc_kind(l->doc, map, NODE_MAP, l->e);

	for (size_t i = 0; map != NULL && rc == RC_OK && i < map->n; i++)
		rc = read_limit(l, &map->item[i]);
	return rc;
}

static enum rc
rule_name(const struct loading *l, const struct node *n)
{
	if (n->key.n == 0)
		return doc_fail_key(l->doc, n, l->e, "expected the name of a segment");
	if (sv_is(n->key, SEGMENT_OTHER))
		return doc_fail_key(l->doc, n, l->e,
		    "'" SEGMENT_OTHER "' is who is in no segment: call it something else");
	return RC_OK;
}

/* `everybody: true` is a truth to YAML, and an expression. */
static struct sv
rule_text(const struct node *n)
{
	return n->kind != NODE_BOOL ? n->text : n->truth ? SV("true") : SV("false");
}

static enum rc
read_rule(struct loading *l, const struct node *n)
{
	struct segment_rule *r = &l->s->rule[l->s->n];
	struct err why = { 0 };
	enum rc rc = rule_name(l, n);

	if (rc == RC_OK && n->kind != NODE_BOOL)
		rc = doc_kind(l->doc, n, NODE_STRING, l->e);
	if (rc != RC_OK)
		return rc;
	*r = (struct segment_rule){ .name = n->key, .text = rule_text(n), .line = n->key_line,
		.col = n->key_col };
	if (expr_compile(&r->when, r->text, &l->env, &why) != RC_OK)
		return doc_fail_in(l->doc, n, &why, l->e);
	if (l->cfg->nknown > 0 && l->env.proj->n > l->s->nown)
		return doc_fail(l->doc, n, l->e, "there is no field '%.*s' here: only the scores "
		    "r, f, m and recency, frequency, monetary",
		    SV_SHOW(l->env.proj->field[l->s->nown].name));
	l->s->n++;
	return RC_OK;
}

static enum rc
read_rules(struct loading *l, const struct node *root)
{
	static const char *const known[] = { "limits", "rules", NULL };
	const struct node *map;
	enum rc rc = doc_kind(l->doc, root, NODE_MAP, l->e);

	if (rc == RC_OK)
		rc = doc_keys(l->doc, root, known, l->e);
	if (rc == RC_OK)
		rc = doc_need(l->doc, root, "rules", &map, l->e);
	if (rc == RC_OK)
		rc = doc_kind(l->doc, map, NODE_MAP, l->e);
	if (rc == RC_OK && (map->n == 0 || map->n > SEGMENT_RULES_MAX))
		rc = doc_fail(l->doc, map, l->e, "expected 1 to %d rules, found %zu",
		    SEGMENT_RULES_MAX, map->n);
	if (rc == RC_OK)
		rc = read_limits(l, node_get(root, "limits"));
	if (rc != RC_OK)
		return rc;
	l->s->rule = arena_alloc(l->env.arena, map->n * sizeof(*l->s->rule));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++)
		rc = read_rule(l, &map->item[i]);
	return rc;
}

static enum rc
unknown_limit(const struct loading *l, const char *text, struct sv name)
{
	struct sv *cand = arena_alloc(l->env.arena, (l->s->nown + 1) * sizeof(*cand));
	size_t n = 0;

	for (size_t i = 0; i < l->s->nown; i++)
		if (l->s->own[i].limit)
			cand[n++] = l->s->own[i].name;
	rc_err(l->e, RC_USAGE, "--limit %s: %s has no such limit", text, l->s->file);
	return rc_near(l->e, RC_USAGE, name, cand, n);
}

static enum rc
set_limit(struct loading *l, const char *text)
{
	struct sv s = sv_of(text), name = { s.p, sv_find(s, '=') };
	struct sv number = { s.p + name.n + (name.n < s.n), s.n - name.n - (name.n < s.n) };

	if (!num_is(number))
		return rc_err(l->e, RC_USAGE, "--limit: expected NAME=NUMBER, got '%s'", text);
	for (size_t i = 0; i < l->s->nown; i++)
		if (l->s->own[i].limit && sv_eq(l->s->own[i].name, name)) {
			l->s->own[i].val.text = number;
			return RC_OK;
		}
	return unknown_limit(l, text, name);
}

static enum rc
read_text(struct loading *l, struct docs *d)
{
	const struct segment_rules_cfg *c = l->cfg;

	if (c->file != NULL)
		return doc_load(d, c->file, l->env.arena, l->e);
	return doc_parse(d, l->s->file, sv_of(c->set->text), l->env.arena, l->e);
}

enum rc
segment_rules_load(struct segment_rules *s, const struct segment_rules_cfg *cfg,
    const struct expr_env *env, struct err *e)
{
	struct loading l = { .s = s, .cfg = cfg, .env = *env, .e = e };
	size_t named = env->proj->n;
	struct docs d;
	enum rc rc = RC_OK;

	*s = (struct segment_rules){ .file = cfg->file != NULL ? cfg->file : cfg->set->name };
	if (cfg->nknown > 0) {
		proj_init(&s->alone, env->arena);
		l.env.proj = &s->alone;
	}
	s->proj = l.env.proj;
	for (size_t i = 0; rc == RC_OK && i < cfg->nknown; i++)
		rc = add_own(&l, (struct segment_own){ .name = sv_of(cfg->known[i].name),
		    .scores = cfg->known[i].scores }, e);
	s->nknown = cfg->nknown;
	if (rc == RC_OK)
		rc = read_text(&l, &d);
	if (rc == RC_OK && d.n != 1)
		rc = rc_err(e, RC_SYNTAX, "%s: expected one document, found %zu", s->file, d.n);
	if (rc != RC_OK)
		return rc;
	l.doc = &d.doc[0];
	rc = read_rules(&l, d.doc[0].root);
	for (size_t i = 0; rc == RC_OK && i < cfg->nlimit; i++)
		rc = set_limit(&l, cfg->limit[i]);
	for (size_t i = named; cfg->file == NULL && i < env->proj->n; i++)
		env->proj->field[i].derived |= !sv_is(env->proj->field[i].name, cfg->set->always);
	return rc;
}

/* ---- the segment of a record ---- */

enum rc
segment_rules_find(const struct segment_rules *s, const struct record *r,
    const struct val *known, struct expr_eval *ev, size_t *segment, struct err *e)
{
	struct record here = r != NULL ? *r : (struct record){ 0 };
	enum expr_tri is = EXPR_UNKNOWN;
	enum rc rc = RC_OK;

	if (s->nown > 0) {
		struct val *slot = arena_alloc(expr_eval_arena(ev), s->proj->n * sizeof(*slot));

		if (r != NULL)
			memcpy(slot, r->slot, s->proj->n * sizeof(*slot));
		for (size_t i = 0; i < s->nown; i++)
			slot[s->own[i].slot] = i < s->nknown ? known[i] : s->own[i].val;
		here.slot = slot;
	}
	for (*segment = 0; *segment < s->n; (*segment)++) {
		rc = expr_test(s->rule[*segment].when, &here, ev, &is, e);
		if (rc != RC_OK || is == EXPR_TRUE)
			break;
	}
	return rc;
}
