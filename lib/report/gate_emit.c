/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/gate_emit.h"

#include <string.h>

struct format {
	const char *name;
	const char *summary;
	void      (*write)(const struct gate_report *r, struct buf *o);
};

static const struct format formats[] = {
	{ "junit", "JUnit's XML, as CI servers read it", gate_junit },
	{ "tap", "TAP 13 and 14", gate_tap },
	{ "github", "annotations of GitHub Actions, then every verdict", gate_github },
	{ "markdown", "a table for a job's summary or a comment", gate_markdown },
	{ "prometheus", "gauges for the textfile collector and OpenMetrics", gate_prometheus },
};

const struct registry gate_emit_registry =
    REGISTRY("report", "Reports", formats, struct format);

static enum rc
unknown_format(struct sv name, struct err *e)
{
	enum rc rc;
	struct buf b;

	buf_init(&b, ERR_MSG_MAX);
	registry_list(&gate_emit_registry, "|", &b);
	rc = rc_err(e, RC_USAGE, "--emit: expected one of %.*s, got '%.*s'", (int)b.n, b.p,
	    SV_SHOW(name));
	buf_free(&b);
	return registry_hint(&gate_emit_registry, name, rc, e);
}

static enum rc
open_one(struct gate_emits *l, const char *text, struct err *e)
{
	struct sv name = { text, strcspn(text, "=") };
	const struct format *f = registry_find(&gate_emit_registry, name);
	struct gate_emit *m = &l->emit[l->n];

	if (f == NULL)
		return unknown_format(name, e);
	*m = (struct gate_emit){ f->write, NULL };
	if (text[name.n] == '\0') {
		if (gate_emit_instead(l))
			return rc_err(e, RC_USAGE, "--emit: only one goes to standard output: "
			    "--emit %s=FILE", text);
		l->n++;
		return RC_OK;
	}
	if (text[name.n + 1] == '\0' || strcmp(text + name.n + 1, "-") == 0)
		return rc_err(e, RC_USAGE, "--emit: expected %s=FILE, got '%s'", f->name, text);
	l->n++;
	return out_open(&m->out, text + name.n + 1, e);
}

enum rc
gate_emit_open(struct gate_emits *l, const char *const *text, size_t n, struct arena *a,
    struct err *e)
{
	enum rc rc = RC_OK;

	l->emit = arena_zalloc(a, (n + 1) * sizeof(*l->emit));
	l->n = 0;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = open_one(l, text[i], e);
	return rc;
}

bool
gate_emit_instead(const struct gate_emits *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->emit[i].out == NULL)
			return true;
	return false;
}

enum rc
gate_emit_write(struct gate_emits *l, const struct gate_report *r, struct out *main,
    struct err *e)
{
	struct err later = { 0 };
	enum rc rc = RC_OK;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < l->n; i++) {
		struct gate_emit *m = &l->emit[i];
		struct out *o = m->out != NULL ? m->out : main;

		buf_clear(&b);
		m->write(r, &b);
		if (o != NULL)
			out_sv(o, buf_view(&b));
		if (m->out != NULL && out_close(m->out, rc == RC_OK ? e : &later) != RC_OK)
			rc = RC_IO;
	}
	l->n = 0;
	buf_free(&b);
	return rc;
}

void
gate_emit_abort(struct gate_emits *l)
{
	for (size_t i = 0; i < l->n; i++)
		out_abort(l->emit[i].out);
	l->n = 0;
}
