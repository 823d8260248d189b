/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qplan_check - one check of a plan
 *
 * What is asked is the member named like the kind; the others are its settings.
 */
#include "quality/qplan_parse.h"

#include "base/buf.h"
#include "base/num.h"
#include "io/feed.h"

#include <string.h>

enum { READ = 1 << 16 };

/* Settings beside name, target, severity and where, which all have. */
static const struct kind {
	const char *more[4];
	bool        field;	/* the value is an expression */
} kinds[QPLAN_KINDS] = {
	[QPLAN_NOT_NULL] = { { NULL }, true },
	[QPLAN_UNIQUE] = { { "within", "time", "max_values", NULL }, true },
	[QPLAN_IN] = { { "values", NULL }, true },
	[QPLAN_REF] = { { "file", NULL }, true },
	[QPLAN_RULE] = { { NULL }, true },
	[QPLAN_LATE] = { { "max", "received", NULL }, true },
	[QPLAN_FUTURE] = { { "max", "received", NULL }, true },
	[QPLAN_FRESH] = { { "max_age", NULL }, true },
	[QPLAN_SEQUENCE] = { { "by", NULL }, true },
	[QPLAN_VOLUME] = { { "min", "max", NULL }, false }
};

static enum rc
kind_of(struct qplan_parse *l, const struct node *n, enum qplan_kind *kind, const struct node **at)
{
	struct sv names[QPLAN_KINDS];
	unsigned hits = 0;

	for (unsigned k = 0; k < QPLAN_KINDS; k++) {
		const struct node *m = node_get(n, qplan_kind_name((enum qplan_kind)k));

		names[k] = sv_of(qplan_kind_name((enum qplan_kind)k));
		if (m == NULL)
			continue;
		*kind = (enum qplan_kind)k;
		*at = m;
		if (++hits == 2)
			return doc_fail_key(l->p->doc, m, l->e,
			    "one check asks for one thing: make two of "
			    "it");
	}
	if (hits == 1)
		return RC_OK;
	for (size_t i = 0; i < n->n; i++) {
		size_t k = sv_near(n->item[i].key, names, QPLAN_KINDS);

		if (k < QPLAN_KINDS)
			return rc_hint(l->e, doc_fail_key(l->p->doc, &n->item[i], l->e,
			    "unknown key '%.*s'", DOC_SHOW(n->item[i].key)), names[k]);
	}
	return doc_fail(l->p->doc, n, l->e,
	    "expected a check: not_null, unique, in, ref, rule, late, "
	    "future, fresh, sequence or volume");
}

static enum rc
settings(struct qplan_parse *l, const struct node *n, enum qplan_kind kind)
{
	const char *known[12] = { "name", "target", "severity", "where", qplan_kind_name(kind),
	    NULL };

	for (size_t i = 0; kinds[kind].more[i] != NULL; i++) {
		known[5 + i] = kinds[kind].more[i];
		known[6 + i] = NULL;
	}
	return doc_keys(l->p->doc, n, known, l->e);
}

static enum rc
duration(struct qplan_parse *l, const struct node *n, const char *key, bool need, int64_t *us)
{
	const struct node *m = node_get(n, key);

	if (m == NULL && !need)
		return RC_OK;
	if (m == NULL)
		return doc_need(l->p->doc, n, key, &m, l->e);
	if (m->kind == NODE_STRING && tstamp_duration(m->text, us))
		return RC_OK;
	return doc_fail(l->p->doc, m, l->e, "%s: expected a duration such as 5m or 24h", key);
}

static enum rc
values(struct qplan_parse *l, const struct node *n, struct qplan_check *c)
{
	const struct node *list = NULL;
	struct sv *text, *number;
	size_t ntext = 0;
	enum rc rc = doc_need(l->p->doc, n, "values", &list, l->e);

	if (rc == RC_OK)
		rc = doc_kind(l->p->doc, list, NODE_LIST, l->e);
	if (rc != RC_OK)
		return rc;
	text = arena_alloc(l->a, (list->n + 1) * sizeof(*text));
	c->number = number = arena_alloc(l->a, (list->n + 1) * sizeof(*number));
	for (size_t i = 0; i < list->n; i++) {
		const struct node *m = &list->item[i];

		if (m->kind == NODE_STRING)
			text[ntext++] = m->text;
		else if (m->kind == NODE_NUMBER)
			number[c->nnumber++] = m->text;
		else if (m->kind == NODE_BOOL)
			*(m->truth ? &c->has_true : &c->has_false) = true;
		else
			return doc_fail(l->p->doc, m, l->e,
			    "values: expected strings, numbers, true or "
			    "false");
	}
	rule_keys_set(&c->text, text, ntext, l->a);
	return RC_OK;
}

/* Lines of a file, without CR; empty ones are none. */
static enum rc
lines(struct qplan_parse *l, struct sv all, struct rule_keys *k, const struct node *at)
{
	struct sv *text;
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++)
		n += all.p[i] == '\n';
	if (n >= QPLAN_VALUES_MAX)
		return doc_fail(l->p->doc, at, l->e, "more than %d values", QPLAN_VALUES_MAX);
	text = arena_alloc(l->a, (n + 1) * sizeof(*text));
	for (n = 0; all.n != 0;) {
		size_t end = sv_find(all, '\n');
		struct sv line = { all.p, end - (end != 0 && all.p[end - 1] == '\r') };

		if (line.n != 0)
			text[n++] = line;
		end += end < all.n;
		all = (struct sv){ all.p + end, all.n - end };
	}
	rule_keys_set(k, text, n, l->a);
	return RC_OK;
}

static enum rc
file(struct qplan_parse *l, const struct node *n, struct qplan_check *c)
{
	const struct node *m = NULL;
	enum rc rc = doc_need(l->p->doc, n, "file", &m, l->e);
	struct err inner = { 0 };
	struct feed f;
	struct buf b;
	size_t got;

	if (rc == RC_OK)
		rc = doc_kind(l->p->doc, m, NODE_STRING, l->e);
	if (rc != RC_OK)
		return rc;
	feed_init(&f, &(struct feed_cfg){ .read_size = READ });
	buf_init(&b, SIZE_MAX);
	rc = feed_open(&f, qplan_parse_path(l, m->text), &inner);
	while (rc == RC_OK && buf_room(&b, READ)) {
		rc = feed_read(&f, b.p + b.n, READ, &got, &inner);
		b.n += rc == RC_OK ? got : 0;
	}
	feed_free(&f);
	if (rc == RC_END)
		rc = lines(l, arena_sv(l->a, buf_view(&b)), &c->text, m);
	else
		rc = doc_fail(l->p->doc, m, l->e, "%.*s: %s", DOC_SHOW(m->text), inner.msg);
	buf_free(&b);
	return rc;
}

static enum rc
volume(struct qplan_parse *l, const struct node *n, const struct node *at, struct qplan_check *c)
{
	struct err inner = { 0 };
	enum rc rc = doc_kind(l->p->doc, at, NODE_STRING, l->e);

	if (rc == RC_OK && twindow_parse(&c->window, at->text, l->cfg->env->zone, &inner) != RC_OK)
		rc = doc_fail(l->p->doc, at, l->e, "volume: expected a window such as 1h or 1d");
	c->max = UINT64_MAX;
	if (rc == RC_OK)
		rc = doc_u64(l->p->doc, n, "min", 0, UINT64_MAX, &c->min, l->e);
	if (rc == RC_OK)
		rc = doc_u64(l->p->doc, n, "max", 0, UINT64_MAX, &c->max, l->e);
	if (rc == RC_OK && c->min == 0 && c->max == UINT64_MAX)
		rc = doc_fail(l->p->doc, n, l->e,
		    "volume: expected min or max (what is unusual for a day "
		    "is cxanomaly's)");
	if (rc == RC_OK && l->p->time.n == 0)
		rc = doc_fail_key(l->p->doc, at, l->e, "volume: the plan names no time");
	if (rc == RC_OK)
		rc = qplan_parse_expr(l, l->time, &c->x);
	return rc;
}

static enum rc
special(struct qplan_parse *l, const struct node *n, const struct node *at, struct qplan_check *c)
{
	const struct node *m;
	enum rc rc;

	switch (c->kind) {
	case QPLAN_UNIQUE:
		c->max = QPLAN_KEPT;
		rc = duration(l, n, "within", false, &c->max_us);
		if (rc == RC_OK)
			rc = doc_u64(l->p->doc, n, "max_values", 1, QPLAN_KEPT_MAX, &c->max, l->e);
		m = node_get(n, "time") != NULL ? node_get(n, "time") : l->time;
		if (rc == RC_OK && c->max_us != 0 && m == NULL)
			return doc_fail(l->p->doc, n, l->e,
			    "unique within a time: the plan names no time");
		return rc == RC_OK && c->max_us != 0 ? qplan_parse_expr(l, m, &c->received) : rc;
	case QPLAN_IN:
		return values(l, n, c);
	case QPLAN_REF:
		return file(l, n, c);
	case QPLAN_LATE:
	case QPLAN_FUTURE:
		rc = duration(l, n, "max", true, &c->max_us);
		m = node_get(n, "received") != NULL ? node_get(n, "received") : l->received;
		return rc == RC_OK ? qplan_parse_expr(l, m, &c->received) : rc;
	case QPLAN_FRESH:
		return duration(l, n, "max_age", true, &c->max_us);
	case QPLAN_SEQUENCE:
		return qplan_parse_expr(l, node_get(n, "by"), &c->by);
	case QPLAN_VOLUME:
		return volume(l, n, at, c);
	default:
		return RC_OK;
	}
}

/* FILE#/checks/N, and the name by default: the kind and its field. */
static void
name(struct qplan_parse *l, size_t i, struct qplan_check *c)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s#/checks/%zu", l->p->doc->file, i);
	c->where_text = arena_sv(l->a, buf_view(&b));
	buf_clear(&b);
	buf_printf(&b, "%s ", qplan_kind_name(c->kind));
	buf_sv(&b, c->field);
	if (c->name.n == 0)
		c->name = arena_sv(l->a, buf_view(&b));
	buf_free(&b);
}

enum rc
qplan_parse_check(struct qplan_parse *l, const struct node *n, size_t i, struct qplan_check *c)
{
	static const char *const severities[] = { "error", "warn", "info", NULL };
	const struct node *at = NULL;
	unsigned severity = QPLAN_ERROR;
	enum rc rc = doc_kind(l->p->doc, n, NODE_MAP, l->e);

	c->node = n;
	c->e0 = l->e0;
	if (rc == RC_OK)
		rc = kind_of(l, n, &c->kind, &at);
	if (rc == RC_OK)
		rc = settings(l, n, c->kind);
	if (rc == RC_OK)
		rc = doc_text(l->p->doc, n, "name", &c->name, l->e);
	if (rc == RC_OK)
		rc = doc_choice(l->p->doc, n, "severity", severities, &severity, l->e);
	c->severity = (enum qplan_severity)severity;
	if (c->kind == QPLAN_FRESH || c->kind == QPLAN_VOLUME)
		c->e0 = 0;
	if (rc == RC_OK)
		rc = qplan_parse_target(l, n, "target", &c->e0);
	if (rc == RC_OK)
		rc = qplan_parse_expr(l, node_get(n, "where"), &c->where);
	if (rc == RC_OK && kinds[c->kind].field)
		rc = qplan_parse_expr(l, at, &c->x);
	if (rc == RC_OK)
		rc = special(l, n, at, c);
	if (rc != RC_OK)
		return rc;
	c->field = at->text;
	c->path = c->x != NULL ? qplan_parse_pointer(l, c->x, at->text) : at->text;
	name(l, i, c);
	return RC_OK;
}
