/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective/sloth.h"

#include "json/jwrite.h"

/* How either form spells what it has. */
struct spelling {
	const char *error, *total, *ratio, *page, *ticket;
};

static const struct spelling plain = {
	"error_query", "total_query", "error_ratio_query", "page_alert", "ticket_alert"
};
static const struct spelling kubernetes = {
	"errorQuery", "totalQuery", "errorRatioQuery", "pageAlert", "ticketAlert"
};

struct draft {
	const struct doc      *d;
	const struct spelling *s;
	struct buf            *o;
	struct err            *e;
};

static bool
starts_with(const struct node *n, struct sv prefix)
{
	return n != NULL && n->kind == NODE_STRING && sv_starts(n->text, prefix);
}

bool
sloth_is(const struct node *root)
{
	return starts_with(node_get(root, "version"), SV("prometheus/")) ||
	    starts_with(node_get(root, "apiVersion"), SV("sloth.slok.dev/"));
}

/* ---- text ---- */

/* In JSON's quotes, which are YAML's too. */
static void
put_quoted(struct draft *r, const char *key, struct sv text)
{
	struct jwrite w;

	buf_sv(r->o, sv_of(key));
	jwrite_init(&w, r->o);
	jwrite_str(&w, text);
	buf_c(r->o, '\n');
}

/* A comment, each line of it. */
static void
put_comment(struct draft *r, const char *name, const struct node *n)
{
	if (n == NULL || n->kind != NODE_STRING)
		return;
	buf_sv(r->o, SV("    # "));
	buf_sv(r->o, sv_of(name));
	buf_sv(r->o, SV(": "));
	for (size_t i = 0; i < n->text.n; i++) {
		unsigned char c = (unsigned char)n->text.p[i];

		if (c == '\n' && i + 1 < n->text.n)
			buf_sv(r->o, SV("\n    #   "));
		else if (c >= 0x20 && c != 0x7f)
			buf_c(r->o, (char)c);
	}
	buf_c(r->o, '\n');
}

/* ---- one objective ---- */

/* The queries, for the person who knows what they mean of events. */
static enum rc
put_queries(struct draft *r, const struct node *slo)
{
	const struct node *sli, *events, *raw, *plugin;
	enum rc rc = doc_need(r->d, slo, "sli", &sli, r->e);

	if (rc != RC_OK)
		return rc;
	events = node_get(sli, "events");
	raw = node_get(sli, "raw");
	plugin = node_get(sli, "plugin");
	if (events == NULL && raw == NULL && plugin == NULL)
		return doc_fail(r->d, sli, r->e, "expected events, raw or plugin");
	put_comment(r, r->s->error, node_get(events, r->s->error));
	put_comment(r, r->s->total, node_get(events, r->s->total));
	put_comment(r, r->s->ratio, node_get(raw, r->s->ratio));
	if (plugin != NULL) {
		buf_sv(r->o, SV("    # a plugin's query is not in that file\n"));
		put_comment(r, "plugin", node_get(plugin, "id"));
	}
	buf_sv(r->o, SV("    bad:   # which events these are, such as status >= 500\n"));
	return RC_OK;
}

static enum rc
put_target(struct draft *r, const struct node *slo, double *allowed)
{
	const struct node *n;
	double percent = 0;
	enum rc rc = doc_need(r->d, slo, "objective", &n, r->e);

	if (rc == RC_OK)
		rc = doc_number(r->d, slo, "objective", 0, 100, &percent, r->e);
	if (rc == RC_OK && !(percent > 0 && percent < 100))
		rc = doc_fail(r->d, n, r->e, "a target is more than 0 and less than 100: nothing "
		    "is left to fail at 100");
	if (rc != RC_OK)
		return rc;
	*allowed = 1 - percent / 100;
	buf_sv(r->o, SV("    target: "));
	buf_sv(r->o, n->text);
	buf_sv(r->o, SV("%\n"));
	return RC_OK;
}

static enum rc
is_off(struct draft *r, const struct node *alert, bool *off)
{
	*off = false;
	return alert != NULL ? doc_bool(r->d, alert, "disable", off, r->e) : RC_OK;
}

struct pair {			/* two alerts of one severity */
	const struct node *alert;
	const char        *severity;	/* unless its labels say another */
	const char        *windows[2];
	double             factor[2];	/* burn, of a window of 30 days */
};

static void
put_alert(struct draft *r, const char *windows, const struct node *alerting,
    const struct node *alert, const char *usual)
{
	const struct node *name = node_get(alerting, "name");
	const struct node *severity = node_get(node_get(alert, "labels"), "severity");
	bool own = severity != NULL && severity->kind == NODE_STRING;
	struct jwrite w;

	buf_sv(r->o, SV("      - {"));
	buf_sv(r->o, sv_of(windows));
	buf_sv(r->o, SV(", severity: "));
	jwrite_init(&w, r->o);
	jwrite_str(&w, own ? severity->text : sv_of(usual));
	if (name != NULL && name->kind == NODE_STRING) {
		buf_sv(r->o, SV(", name: "));
		jwrite_init(&w, r->o);
		jwrite_str(&w, name->text);
	}
	buf_sv(r->o, SV("}\n"));
}

/* Those that are standard here, too; a pair can be off, and one that nothing fires is left out. */
static enum rc
put_alerts(struct draft *r, const struct node *slo, double allowed)
{
	const struct node *alerting = node_get(slo, "alerting");
	const struct pair pair[2] = {
		{ node_get(alerting, r->s->page), "page", { "budget: 2%, long: 1h, short: 5m",
			"budget: 5%, long: 6h, short: 30m" }, { 14.4, 6 } },
		{ node_get(alerting, r->s->ticket), "ticket", { "budget: 10%, long: 1d, short: 2h",
			"budget: 10%, long: 3d, short: 6h" }, { 3, 1 } }
	};
	bool any = false, off;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < 4; i++) {
		const struct pair *p = &pair[i / 2];

		rc = is_off(r, p->alert, &off);
		if (rc != RC_OK || off || p->factor[i % 2] * allowed >= 1)
			continue;
		buf_sv(r->o, any ? SV("") : SV("    alerts:\n"));
		any = true;
		put_alert(r, p->windows[i % 2], alerting, p->alert, p->severity);
	}
	if (rc == RC_OK && !any)
		buf_sv(r->o, SV("    alerts: none\n"));
	return rc;
}

static enum rc
put_slo(struct draft *r, const struct node *slo)
{
	struct sv name = { "", 0 }, text = { "", 0 };
	const struct node *n;
	double allowed = 0;
	enum rc rc = doc_kind(r->d, slo, NODE_MAP, r->e);

	if (rc == RC_OK)
		rc = doc_need(r->d, slo, "name", &n, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, slo, "name", &name, r->e);
	if (rc == RC_OK)
		rc = doc_text(r->d, slo, "description", &text, r->e);
	if (rc != RC_OK)
		return rc;
	put_quoted(r, "  - name: ", name);
	if (text.n > 0)
		put_quoted(r, "    description: ", text);
	rc = put_queries(r, slo);
	if (rc == RC_OK)
		rc = put_target(r, slo, &allowed);
	return rc == RC_OK ? put_alerts(r, slo, allowed) : rc;
}

/* ---- a document ---- */

static enum rc
put_document(struct draft *r)
{
	const struct node *root = r->d->root, *own = node_get(root, "spec"), *list;
	struct sv service = { "", 0 };
	enum rc rc = RC_OK;

	if (!sloth_is(root))
		return doc_fail(r->d, root, r->e, "no file of sloth: expected version: "
		    "prometheus/v1, or apiVersion: sloth.slok.dev/v1");
	r->s = node_get(root, "version") != NULL ? &plain : &kubernetes;
	own = r->s == &plain || own == NULL ? root : own;
	rc = doc_text(r->d, own, "service", &service, r->e);
	if (rc == RC_OK)
		rc = doc_need(r->d, own, "slos", &list, r->e);
	if (rc == RC_OK)
		rc = doc_kind(r->d, list, NODE_LIST, r->e);
	if (rc != RC_OK)
		return rc;
	put_quoted(r, "slo: ", service);
	put_quoted(r, "service: ", service);
	buf_sv(r->o, SV("window: 30d\nobjectives:\n"));
	for (size_t i = 0; rc == RC_OK && i < list->n; i++)
		rc = put_slo(r, &list->item[i]);
	return rc;
}

enum rc
sloth_draft(struct buf *o, const char *path, struct arena *a, struct err *e)
{
	struct docs d;
	size_t n = 0;
	enum rc rc = doc_load(&d, path, a, e);

	if (rc == RC_OK)
		buf_sv(o, SV("# Drafted from a file of sloth: say in each `bad` which events its "
		    "queries count.\n"));
	for (size_t i = 0; rc == RC_OK && i < d.n; i++) {
		struct draft r = { .d = &d.doc[i], .o = o, .e = e };

		if (r.d->root->kind == NODE_NULL)
			continue;
		if (n++ > 0)
			buf_sv(o, SV("---\n"));
		rc = put_document(&r);
	}
	return rc == RC_OK && n == 0 ? rc_err(e, RC_SYNTAX, "%s: nothing in it", path) : rc;
}
