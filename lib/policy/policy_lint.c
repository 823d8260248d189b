/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "policy/policy_lint.h"

#include "base/buf.h"
#include "io/out.h"
#include "message/lint.h"
#include "message/preview.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* The parts of both are the same, in the same order. */
_Static_assert((int)LINT_URL == (int)POLICY_URL && (int)LINT_PARTS == (int)POLICY_PARTS,
    "parts of messages");

/* ---- who uses a template ---- */

static void
take_channel(const struct policy *p, size_t channel, struct lint_message *m)
{
	const enum policy_way way = p->channel[channel].way;

	m->mail = m->mail || way == POLICY_SMTP;
	m->push = m->push || way == POLICY_WEBPUSH || way == POLICY_WEBHOOK;
}

static bool
uses(const struct policy_scenario *s, size_t template)
{
	for (size_t i = 0; i < s->nvariant; i++)
		if (s->variant[i].template == template)
			return true;
	return s->digest != POLICY_DIGEST_NONE && s->digest_single == template;
}

static void
take_uses(const struct policy *p, size_t template, struct lint_message *m)
{
	for (size_t i = 0; i < p->nscenario; i++) {
		const struct policy_scenario *s = &p->scenario[i];

		if (!uses(s, template))
			continue;
		m->marketing = m->marketing || s->class == POLICY_MARKETING;
		for (size_t k = 0; k < s->nchannel; k++)
			take_channel(p, s->channel[k], m);
	}
	for (size_t i = 0; i < p->nalert; i++)
		for (size_t k = 0; p->alert[i].template == template && k < p->alert[i].nstep; k++)
			take_channel(p, p->alert[i].step[k].channel, m);
	if (!m->mail && !m->push)
		m->mail = m->push = true;
}

static struct lint_message
message_of(const struct policy *p, size_t template, size_t version)
{
	const struct policy_version *v = &p->template[template].version[version];
	struct lint_message m = { .language = v->language };

	for (unsigned i = 0; i < LINT_PARTS; i++) {
		m.part[i] = v->part[i];
		m.source[i] = v->source[i];
	}
	take_uses(p, template, &m);
	return m;
}

static void
hear(void *ctx, const struct lint_rule *rule, const char *message)
{
	const struct policy_env *env = ctx;

	(void)rule;
	env->warn(env->ctx, message);
}

void
policy_lint(const struct policy *p, const struct policy_env *env)
{
	struct policy_env own = *env;

	if (env->warn == NULL)
		return;
	for (size_t i = 0; i < p->ntemplate; i++)
		for (size_t k = 0; k < p->template[i].n; k++) {
			const struct lint_message m = message_of(p, i, k);

			lint_message(&m, hear, &own);
		}
}

/* ---- pages ---- */

/* NAME@LANGUAGE: names have no '@', so no two pages have one name, nor that of the list. */
static void
page_name(struct buf *b, const struct policy *p, size_t template, size_t version)
{
	const struct policy_template *t = &p->template[template];
	const struct sv language = t->version[version].language;

	buf_sv(b, t->name);
	if (language.n > 0 || sv_is(t->name, "index"))
		buf_c(b, '@');
	buf_sv(b, language);
}

static enum rc
write_page(const char *dir, struct sv name, struct sv page, struct err *e)
{
	struct out *o = NULL;
	struct buf path;
	enum rc rc;

	buf_init(&path, SIZE_MAX);
	buf_printf(&path, "%s/", dir);
	buf_sv(&path, name);
	buf_add(&path, ".html", sizeof(".html"));
	rc = out_open(&o, path.p, e);
	if (rc == RC_OK) {
		out_sv(o, page);
		rc = out_close(o, e);
	}
	buf_free(&path);
	return rc;
}

struct pages {
	struct buf  name, page, list;
	struct err *e;
	enum rc     rc;		/* RC_BAD: one was not filled */
};

static enum rc
one_page(struct pages *s, const struct policy *p, const char *dir, size_t i, size_t k)
{
	const struct lint_message m = message_of(p, i, k);
	struct err why = { 0 };

	buf_clear(&s->name);
	buf_clear(&s->page);
	page_name(&s->name, p, i, k);
	if (preview_page(&m, buf_view(&s->name), &s->page, &why) != RC_OK && s->rc == RC_OK) {
		s->rc = rc_err(s->e, RC_SYNTAX, "%s", why.msg);
	}
	buf_sv(&s->list, SV("<li><a href=\""));
	buf_sv(&s->list, buf_view(&s->name));
	buf_sv(&s->list, SV(".html\">"));
	buf_sv(&s->list, buf_view(&s->name));
	buf_sv(&s->list, SV("</a></li>\n"));
	return write_page(dir, buf_view(&s->name), buf_view(&s->page), &why) == RC_OK ? RC_OK :
	    rc_err(s->e, RC_IO, "%s", why.msg);
}

enum rc
policy_lint_pages(const struct policy *p, const char *dir, struct err *e)
{
	struct pages s = { .e = e, .rc = RC_OK };
	struct buf *const bufs[] = { &s.name, &s.page, &s.list };
	enum rc rc = RC_OK;

	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return rc_err(e, RC_IO, "%s: %s", dir, strerror(errno));
	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		buf_init(bufs[i], SIZE_MAX);
	preview_head(&s.list, SV("Messages"));
	buf_sv(&s.list, SV("<ul>\n"));
	for (size_t i = 0; i < p->ntemplate; i++)
		for (size_t k = 0; rc == RC_OK && k < p->template[i].n; k++)
			rc = one_page(&s, p, dir, i, k);
	buf_sv(&s.list, SV("</ul>\n</main>\n</body>\n</html>\n"));
	if (rc == RC_OK)
		rc = write_page(dir, SV("index"), buf_view(&s.list), e);
	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		buf_free(bufs[i]);
	return rc == RC_OK ? s.rc : rc;
}
