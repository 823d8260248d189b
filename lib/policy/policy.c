/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy - see policy.h: the whole of a policy
 */
#include "policy/policy.h"

#include "policy/policy_example.h"
#include "policy/policy_read.h"

#include <stdio.h>
#include <unistd.h>

const char *const policy_classes[] = { "marketing", "transactional", "critical", NULL };
const char *const policy_parts[] = { "subject", "text", "html", "title", "body", "url", NULL };

static const char *const policy_keys[] = {
	"policy", "version", "tz", "countries", "keys", "critical", "quiet_hours", "caps",
	"people", "holdout", "items", "channels", "scenarios", "alerts", "templates", NULL
};

size_t
policy_find_scenario(const struct policy *p, struct sv name)
{
	for (size_t i = 0; i < p->nscenario; i++)
		if (sv_eq(p->scenario[i].name, name))
			return i;
	for (size_t i = 0; i < p->nalert; i++)
		if (sv_eq(p->alert[i].name, name))
			return p->nscenario + i;
	return POLICY_ANY;
}

size_t
policy_find_channel(const struct policy *p, struct sv name)
{
	for (size_t i = 0; i < p->nchannel; i++)
		if (sv_eq(p->channel[i].name, name))
			return i;
	return POLICY_ANY;
}

/* ---- giving back ---- */

static void
free_expr(const struct expr *x)
{
	if (x != NULL)
		expr_free(x);
}

static void
free_matches(const struct policy_match *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free_expr(m[i].where);
		free_expr(m[i].same);
	}
}

static void
free_exprs(const struct expr *const *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free_expr(x[i]);
}

void
policy_free(const struct policy *p)
{
	const struct policy_items *it = &p->items;

	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *s = &p->scenario[i];

		free_matches(s->on, s->non);
		free_matches(s->cancel, s->ncancel);
		if (s->holders.item != it->item)
			free_expr(s->holders.item);
		free_expr(s->who);
		free_exprs(s->entity, s->nentity);
		free_exprs(s->digest_key, s->ndigest_key);
	}
	for (size_t i = 0; i < p->nalert; i++) {
		free_matches(p->alert[i].on, p->alert[i].non);
		free_matches(p->alert[i].off, p->alert[i].noff);
		free_exprs(p->alert[i].group, p->alert[i].ngroup);
	}
	free_expr(it->item);
	free_matches(it->add, it->nadd);
	free_matches(it->remove, it->nremove);
	free_matches(it->clear, it->nclear);
	free_matches(it->view, it->nview);
}

/* ---- reading ---- */

static enum rc
read_policy(const struct policy_reader *r)
{
	/* Each needs those before it: rules and scenarios name channels and templates. */
	static enum rc (*const part[])(const struct policy_reader *r) = {
		policy_channel_read, policy_rules_read, policy_template_read,
		policy_scenario_read, policy_alert_read, policy_check_all
	};
	const struct node *root = r->d->root;
	uint64_t version = 1;
	struct sv name = SV("");
	enum rc rc = doc_kind(r->d, root, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_keys(r->d, root, policy_keys, r->e);
	if (rc == RC_OK)
		rc = policy_read_text(r, root, "policy", &name);
	if (rc == RC_OK)
		rc = doc_u64(r->d, root, "version", 1, 1, &version, r->e);
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]) && rc == RC_OK; i++)
		rc = part[i](r);
	return rc;
}

static enum rc
read_docs(struct policy *p, const char *file, const struct docs *d, const struct policy_env *env,
    struct err *e)
{
	struct policy_reader r = { .p = p, .env = env, .a = env->event->arena, .e = e };
	const char *slash = strrchr(file, '/');
	enum rc rc;

	*p = (struct policy){ .file = file };
	if (d->n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected one policy, found %zu documents", file,
		    d->n);
	r.d = &d->doc[0];
	r.dir = (struct sv){ file, slash != NULL ? (size_t)(slash - file) + 1 : 0 };
	r.hash = hash_stream_new();
	hash_stream_add(r.hash, d->source);
	rc = read_policy(&r);
	(void)snprintf(p->hash, sizeof(p->hash), "%016llx",
	    (unsigned long long)hash_stream_end(r.hash));
	hash_stream_free(r.hash);
	return rc;
}

enum rc
policy_text(struct policy *p, const char *file, struct sv text, const struct policy_env *env,
    struct err *e)
{
	struct docs d;
	enum rc rc = doc_parse(&d, file, text, env->event->arena, e);

	return rc == RC_OK ? read_docs(p, file, &d, env, e) : rc;
}

enum rc
policy_load(struct policy *p, const char *path, const struct policy_env *env, struct err *e)
{
	const struct policy_example *x = registry_find(&policy_registry, sv_of(path));
	struct arena *a = env->event->arena;
	struct docs d;
	enum rc rc;

	if (x != NULL && access(path, F_OK) != 0)
		return policy_text(p, x->name, sv_of(x->text), env, e);
	rc = doc_load(&d, path, a, e);
	return rc == RC_OK ? read_docs(p, strcmp(path, "-") == 0 ? "stdin"
	    : arena_bytes(a, path, strlen(path)), &d, env, e) : rc;
}
