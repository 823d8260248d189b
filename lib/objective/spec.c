/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spec - see spec.h
 */
#include "objective/spec.h"

#include "objective/clause.h"
#include "objective/kind.h"
#include "objective/openslo.h"
#include "objective/shortform.h"
#include "spec/doc.h"

#include <string.h>

/* OpenSLO's objects say what they are; a list of them is as good as documents. */
static bool
is_open(const struct node *root)
{
	if (root->kind == NODE_LIST)
		return root->n != 0 && node_get(&root->item[0], "apiVersion") != NULL;
	return node_get(root, "apiVersion") != NULL;
}

/* Of two documents of a file with one name, verdicts could not be told apart. */
static enum rc
new_group(const struct clause *p, size_t first)
{
	for (size_t i = 0; i < first; i++)
		if (first < p->n && sv_eq(p->objective[i].slo, p->objective[first].slo))
			return doc_fail(p->doc, p->doc->root, p->e,
			    "two documents are called '%.*s'; "
			    "give each a name: slo: ...",
			    SV_SHOW(p->objective[first].slo));
	return RC_OK;
}

/*
 * A probe writes no status of a request that got no answer, but why it got none.  Such an
 * event is bad to all that asks for its status or how long it took (slo/slo_plan.h).  What
 * this reads nobody has asked for: inputs that do not have it are fine.
 */
static enum rc
read_unanswered(struct slo_spec *s, const struct expr_env *env, struct err *e)
{
	static const char *const asks[] = { "status", "duration_ms", "ttfb_ms" };
	struct proj *p = env->proj;
	size_t n = p->n;
	bool some = false;
	enum rc rc;

	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		some = some || proj_find(p, sv_of(asks[i])) < p->n;
	if (!some)
		return RC_OK;
	rc = expr_compile(&s->unanswered, SV("!exists(status) && exists(error)"), env, e);
	for (; n < p->n; n++)
		p->field[n].derived = true;
	return rc;
}

static enum rc
read_docs(struct slo_spec *s, const struct docs *d, const char *file,
    const struct slo_spec_cfg *cfg, struct err *e)
{
	struct clause p = { .cfg = cfg, .arena = cfg->env->arena, .e = e };
	const struct doc *open = NULL, *ours = NULL;
	size_t i, first;
	enum rc rc = RC_OK;

	for (i = 0; i < d->n; i++) {
		if (d->doc[i].root->kind == NODE_NULL)
			continue;
		p.doc = &d->doc[i];
		if (is_open(p.doc->root))
			open = p.doc;
		else
			ours = p.doc;
	}
	if (open == NULL && ours == NULL)
		return rc_err(e, RC_SYNTAX, "%s: nothing in it", file);
	if (open != NULL && ours != NULL)
		return doc_fail(ours, ours->root, e,
		    "this document has no apiVersion, another one in "
		    "the file has: OpenSLO and the short form do not mix");
	if (open != NULL) {
		p.doc = open;
		rc = openslo_read(&p, d);
	}
	for (i = 0; ours != NULL && rc == RC_OK && i < d->n; i++) {
		first = p.n;
		p.doc = &d->doc[i];
		if (p.doc->root->kind == NODE_NULL)
			continue;
		rc = shortform_read(&p);
		if (rc == RC_OK)
			rc = new_group(&p, first);
	}
	if (rc != RC_OK)
		return rc;
	*s = (struct slo_spec){ .name = p.objective[0].slo, .objective = p.objective, .n = p.n,
		.file = file };
	rc = read_unanswered(s, cfg->env, e);
	if (rc != RC_OK)
		return rc;
	for (i = 0; cfg->baseline != NULL && i < p.n; i++)
		if ((kind_of(&p.objective[i])->flags & KIND_COMPARES) != 0)
			return RC_OK;
	return cfg->baseline == NULL ? RC_OK : rc_err(e, RC_USAGE,
	    "--baseline: no objective of %s is of type baseline", file);
}

/* A log, or what else was given where SPEC was forgotten; "objectivs" is a slip of the pen. */
static bool
is_foreign(struct sv source)
{
	return !sv_has(source, SV("objectiv")) && !sv_has(source, SV("apiVersion"));
}

enum rc
spec_load(struct slo_spec *s, const char *path, const struct slo_spec_cfg *cfg, struct err *e)
{
	struct docs d;
	const char *file = strcmp(path, "-") == 0 ? "stdin"
	    : arena_bytes(cfg->env->arena, path, strlen(path));
	enum rc rc = doc_load(&d, path, cfg->env->arena, e);
	bool parsed = rc == RC_OK;

	if (parsed)
		rc = read_docs(s, &d, file, cfg, e);
	if (rc == RC_SYNTAX && (!parsed || d.n > 0) && d.source.n > 0 && is_foreign(d.source))
		return rc_err(e, RC_SYNTAX, "%s: no specification: neither 'objectives' nor "
		    "'apiVersion' is in it; the first operand is SPEC, and files of events follow "
		    "it", file);
	return rc;
}

enum rc
spec_text(struct slo_spec *s, const char *file, struct sv text,
    const struct slo_spec_cfg *cfg, struct err *e)
{
	struct docs d;
	enum rc rc = doc_parse(&d, file, text, cfg->env->arena, e);

	return rc == RC_OK ? read_docs(s, &d, file, cfg, e) : rc;
}
