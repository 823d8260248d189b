/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_spec - see page_spec.h
 */
#include "page/page_spec.h"

#include "base/num.h"
#include "base/rfc3339.h"
#include "spec/doc.h"
#include "time/twindow.h"

#include <math.h>
#include <string.h>

enum { ROWS = 12 };

static const char *const topics[PAGE_TOPICS + 1] = { "freshness", "availability", "functionality",
	"speed", "sentiment", "business", "journey", "funnels", "sessions", "retention", "segments",
	"experiments", "attribution", "messages", "predictions", "key-results", "other", NULL };

static const char *const units[] = { "auto", "number", "share", "ms", "s", NULL };
static const char *const betters[] = { "down", "neither", "up", NULL };

void
page_spec_init(struct page_spec *s)
{
	*s = (struct page_spec){ .rows = ROWS };
}

const char *
page_spec_topic(enum page_topic t)
{
	return topics[t];
}

enum page_topic
page_spec_find(struct sv name)
{
	unsigned i = 0;

	while (i < PAGE_TOPICS && !sv_is(name, topics[i]))
		i++;
	return (enum page_topic)i;
}

/* ---- what names tell ---- */

struct hint {			/* a name with this in it is of a metric like that */
	const char     *part;
	enum page_topic topic;
	int             better;
};

static const struct hint hints[] = {		/* the first that fits counts */
	{ "delivery_rate", PAGE_TOPIC_MESSAGE, 1 },
	{ "click_rate", PAGE_TOPIC_MESSAGE, 1 },
	{ "open_rate", PAGE_TOPIC_MESSAGE, 1 },
	{ "opt_out", PAGE_TOPIC_MESSAGE, -1 },
	{ "complaint_rate", PAGE_TOPIC_MESSAGE, -1 },
	{ "dead_rate", PAGE_TOPIC_MESSAGE, -1 },
	{ "unknown_rate", PAGE_TOPIC_MESSAGE, -1 },
	{ "approval", PAGE_TOPIC_FUNCTION, 1 },
	{ "success", PAGE_TOPIC_FUNCTION, 1 },
	{ "crash_free", PAGE_TOPIC_FUNCTION, 1 },
	{ "crash", PAGE_TOPIC_FUNCTION, -1 },
	{ "js_error", PAGE_TOPIC_FUNCTION, -1 },
	{ "avail", PAGE_TOPIC_AVAILABILITY, 1 },
	{ "uptime", PAGE_TOPIC_AVAILABILITY, 1 },
	{ "error", PAGE_TOPIC_AVAILABILITY, -1 },
	{ "fail", PAGE_TOPIC_AVAILABILITY, -1 },
	{ "5xx", PAGE_TOPIC_AVAILABILITY, -1 },
	{ "apdex", PAGE_TOPIC_SPEED, 1 },
	{ "latency", PAGE_TOPIC_SPEED, -1 },
	{ "duration", PAGE_TOPIC_SPEED, -1 },
	{ "ttfb", PAGE_TOPIC_SPEED, -1 },
	{ "lcp", PAGE_TOPIC_SPEED, -1 },
	{ "inp", PAGE_TOPIC_SPEED, -1 },
	{ "cls", PAGE_TOPIC_SPEED, -1 },
	{ "fcp", PAGE_TOPIC_SPEED, -1 },
	{ "_ms", PAGE_TOPIC_SPEED, -1 },
	{ "nps", PAGE_TOPIC_SENTIMENT, 1 },
	{ "csat", PAGE_TOPIC_SENTIMENT, 1 },
	{ "ces", PAGE_TOPIC_SENTIMENT, 1 },
	{ "rating", PAGE_TOPIC_SENTIMENT, 1 },
	{ "complaint", PAGE_TOPIC_SENTIMENT, -1 },
	{ "ticket", PAGE_TOPIC_SENTIMENT, -1 },
	{ "refund", PAGE_TOPIC_BUSINESS, -1 },
	{ "order", PAGE_TOPIC_BUSINESS, 1 },
	{ "purchase", PAGE_TOPIC_BUSINESS, 1 },
	{ "payment", PAGE_TOPIC_BUSINESS, 1 },
	{ "revenue", PAGE_TOPIC_BUSINESS, 1 },
	{ "sales", PAGE_TOPIC_BUSINESS, 1 },
	{ "conver", PAGE_TOPIC_BUSINESS, 1 },
	{ "cvr", PAGE_TOPIC_BUSINESS, 1 },
	{ "aov", PAGE_TOPIC_BUSINESS, 1 },
	{ "user", PAGE_TOPIC_BUSINESS, 1 },
	{ "visitor", PAGE_TOPIC_BUSINESS, 1 },
	{ "session", PAGE_TOPIC_BUSINESS, 1 },
};

/* p50 or p95_ms, and nothing that only begins with p. */
static bool
is_percentile(struct sv name)
{
	size_t i = 1;

	while (i < name.n && (num_is_digit((unsigned char)name.p[i]) || name.p[i] == '.'))
		i++;
	return name.n > 1 && name.p[0] == 'p' && i > 1 && (i == name.n || name.p[i] == '_');
}

static void
guess(struct page_metric *m, bool share)
{
	m->topic = PAGE_TOPIC_BUSINESS;
	if (is_percentile(m->name)) {
		m->topic = PAGE_TOPIC_SPEED;
		m->better = -1;
	}
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (sv_has(m->name, sv_of(hints[i].part))) {
			m->topic = hints[i].topic;
			m->better = hints[i].better;
			break;
		}
	if (sv_has(m->name, SV("_ms")))
		m->unit = PAGE_UNIT_MS;
	else if (share && !sv_has(m->name, SV("apdex")))
		m->unit = PAGE_UNIT_SHARE;
}

struct page_metric
page_spec_metric(const struct page_spec *s, struct sv name, bool share)
{
	struct page_metric m = { .name = name, .topic = PAGE_TOPICS, .better = 2, .warn = NAN,
		.bad = NAN };
	struct page_metric known;

	for (size_t i = 0; i < s->nmetric; i++)
		if (sv_eq(s->metric[i].name, name))
			m = s->metric[i];
	known = m;
	guess(&known, share);
	if (m.topic == PAGE_TOPICS)
		m.topic = known.topic;
	if (m.unit == PAGE_UNIT_AUTO)
		m.unit = known.unit;
	if (m.better == 2)
		m.better = known.better == 2 ? 0 : known.better;
	/* Providers take less from who is complained of: 0.1% is a sign, 0.3% too much. */
	if (isnan(m.warn) && isnan(m.bad) && sv_is(name, "complaint_rate")) {
		m.warn = 0.001;
		m.bad = 0.003;
	}
	return m;
}

bool
page_spec_placed(const struct page_spec *s, struct sv name)
{
	for (size_t i = 0; i < s->nmetric; i++)
		if (sv_eq(s->metric[i].name, name))
			return s->metric[i].topic != PAGE_TOPICS;
	return false;
}

/* ---- reading ---- */

static enum rc
read_sections(struct page_spec *s, const struct doc *d, const struct node *list, struct err *e)
{
	static const char *const known[] = { "section", "title", NULL };
	enum rc rc = list != NULL ? doc_kind(d, list, NODE_LIST, e) : RC_OK;

	for (size_t i = 0; list != NULL && rc == RC_OK && i < list->n; i++) {
		const struct node *n = &list->item[i], *name = n;
		struct sv title = { 0 };
		enum page_topic t;

		if (n->kind == NODE_MAP) {
			rc = doc_keys(d, n, known, e);
			if (rc == RC_OK)
				rc = doc_need(d, n, "section", &name, e);
			if (rc == RC_OK)
				rc = doc_text(d, n, "title", &title, e);
		}
		if (rc == RC_OK)
			rc = doc_kind(d, name, NODE_STRING, e);
		if (rc != RC_OK)
			return rc;
		t = page_spec_find(name->text);
		if (t == PAGE_TOPICS)
			return doc_fail(d, name, e, "no section is called '%.*s'",
			    SV_SHOW(name->text));
		if (s->topic[t].named)
			return doc_fail(d, name, e, "'%s' is there already", topics[t]);
		s->topic[t] = (struct page_title){ true, title };
		s->order[s->norder++] = t;
	}
	return rc;
}

static enum rc
read_metric(struct page_metric *m, const struct doc *d, const struct node *n, struct err *e)
{
	static const char *const known[] = { "section", "title", "unit", "suffix", "better", "warn",
		"bad", "hidden", NULL };
	unsigned topic = PAGE_TOPICS, unit = PAGE_UNIT_AUTO, better = 3;
	enum rc rc = doc_kind(d, n, NODE_MAP, e);

	*m = (struct page_metric){ .name = n->key, .warn = NAN, .bad = NAN };
	if (rc == RC_OK)
		rc = doc_keys(d, n, known, e);
	if (rc == RC_OK)
		rc = doc_choice(d, n, "section", topics, &topic, e);
	if (rc == RC_OK)
		rc = doc_text(d, n, "title", &m->title, e);
	if (rc == RC_OK)
		rc = doc_choice(d, n, "unit", units, &unit, e);
	if (rc == RC_OK)
		rc = doc_text(d, n, "suffix", &m->suffix, e);
	if (rc == RC_OK)
		rc = doc_choice(d, n, "better", betters, &better, e);
	if (rc == RC_OK)
		rc = doc_number(d, n, "warn", -HUGE_VAL, HUGE_VAL, &m->warn, e);
	if (rc == RC_OK)
		rc = doc_number(d, n, "bad", -HUGE_VAL, HUGE_VAL, &m->bad, e);
	if (rc == RC_OK)
		rc = doc_bool(d, n, "hidden", &m->hidden, e);
	m->topic = (enum page_topic)topic;
	m->unit = (enum page_unit)unit;
	m->better = (int)better - 1;
	if (rc == RC_OK && m->better == 0 && !(isnan(m->warn) && isnan(m->bad)))
		return doc_fail(d, n, e, "limits need a better of up or down");
	return rc;
}

static enum rc
read_metrics(struct page_spec *s, const struct doc *d, const struct node *map, struct arena *a,
    struct err *e)
{
	enum rc rc = map != NULL ? doc_kind(d, map, NODE_MAP, e) : RC_OK;
	struct page_metric *m;

	if (map == NULL || rc != RC_OK)
		return rc;
	m = arena_zalloc(a, (map->n + 1) * sizeof(*m));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++)
		rc = read_metric(&m[i], d, &map->item[i], e);
	s->metric = m;
	s->nmetric = map->n;
	return rc;
}

static enum rc
read_deploys(struct page_spec *s, const struct doc *d, const struct node *list, struct arena *a,
    struct err *e)
{
	static const char *const known[] = { "at", "what", NULL };
	enum rc rc = list != NULL ? doc_kind(d, list, NODE_LIST, e) : RC_OK;
	struct page_event *v;

	if (list == NULL || rc != RC_OK)
		return rc;
	v = arena_zalloc(a, (list->n + 1) * sizeof(*v));
	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		const struct node *n = &list->item[i], *at = NULL;
		int32_t offset_s = 0;

		v[i].row = SIZE_MAX;
		rc = doc_kind(d, n, NODE_MAP, e);
		if (rc == RC_OK)
			rc = doc_keys(d, n, known, e);
		if (rc == RC_OK)
			rc = doc_need(d, n, "at", &at, e);
		if (rc == RC_OK)
			rc = doc_text(d, n, "what", &v[i].what, e);
		if (rc == RC_OK && (at->kind != NODE_STRING ||
		    !rfc3339_parse(at->text, &v[i].at_us, &offset_s) || offset_s == INT32_MIN))
			rc = doc_fail(d, at, e, "expected a time with its offset");
	}
	s->deploy = v;
	s->ndeploy = list->n;
	return rc;
}

static enum rc
read_freshness(struct page_spec *s, const struct doc *d, const struct node *map, struct err *e)
{
	static const char *const known[] = { "max_age", NULL };
	enum rc rc = map != NULL ? doc_kind(d, map, NODE_MAP, e) : RC_OK;
	struct sv text = { 0 };
	struct err inner = { 0 };
	struct twindow w;

	if (map == NULL || rc != RC_OK)
		return rc;
	rc = doc_keys(d, map, known, e);
	if (rc == RC_OK)
		rc = doc_text(d, map, "max_age", &text, e);
	if (rc != RC_OK || text.n == 0)
		return rc;
	if (twindow_parse(&w, text, NULL, &inner) != RC_OK || w.unit == TWINDOW_MONTH)
		return doc_fail(d, node_get(map, "max_age"), e, "expected a duration such as 2h");
	s->max_age_us = w.unit == TWINDOW_FIXED ? w.n_us
	    : w.n_us * RFC3339_DAY_US * (w.unit == TWINDOW_WEEK ? 7 : 1);
	return RC_OK;
}

/* A filter's arguments: a list of texts, passed as they are. */
static enum rc
read_args(struct page_merge_args *m, const struct doc *d, const struct node *list, struct arena *a,
    struct err *e)
{
	struct sv *arg = arena_zalloc(a, (list->n + 1) * sizeof(*arg));
	enum rc rc = doc_kind(d, list, NODE_LIST, e);

	for (size_t i = 0; rc == RC_OK && i < list->n; i++) {
		const struct node *n = &list->item[i];

		if (n->kind != NODE_STRING && n->kind != NODE_NUMBER)
			return doc_kind(d, n, NODE_STRING, e);
		arg[i] = n->text;
	}
	*m = (struct page_merge_args){ list->key, arg, list->n };
	return rc;
}

static enum rc
read_merge(struct page_spec *s, const struct doc *d, const struct node *map, struct arena *a,
    struct err *e)
{
	enum rc rc = map != NULL ? doc_kind(d, map, NODE_MAP, e) : RC_OK;
	struct page_merge_args *m;

	if (map == NULL || rc != RC_OK)
		return rc;
	m = arena_zalloc(a, (map->n + 1) * sizeof(*m));
	for (size_t i = 0; rc == RC_OK && i < map->n; i++)
		rc = read_args(&m[i], d, &map->item[i], a, e);
	s->merge = m;
	s->nmerge = map->n;
	return rc;
}

static enum rc
read_lang(struct page_spec *s, const struct doc *d, const struct node *root, struct err *e)
{
	struct sv name = { 0 };
	enum rc rc = doc_text(d, root, "lang", &name, e);

	if (rc != RC_OK || name.n == 0)
		return rc;
	s->lang = registry_find(&page_lang_registry, name);
	if (s->lang == NULL)
		return doc_fail(d, node_get(root, "lang"), e, "no language is called '%.*s'",
		    SV_SHOW(name));
	return RC_OK;
}

enum rc
page_spec_load(struct page_spec *s, const char *path, struct arena *a, struct err *e)
{
	static const char *const known[] = { "title", "lang", "against", "sections", "metrics",
		"deploys", "freshness", "rows", "merge", NULL };
	const struct node *root;
	const struct doc *d;
	struct docs docs;
	enum rc rc = doc_load(&docs, path, a, e);

	if (rc != RC_OK)
		return rc;
	if (docs.n != 1)
		return rc_err(e, RC_SYNTAX, "%s: expected one document, found %zu", path, docs.n);
	d = &docs.doc[0];
	root = d->root;
	rc = doc_kind(d, root, NODE_MAP, e);
	if (rc == RC_OK)
		rc = doc_keys(d, root, known, e);
	if (rc == RC_OK)
		rc = doc_text(d, root, "title", &s->title, e);
	if (rc == RC_OK)
		rc = doc_text(d, root, "against", &s->against, e);
	if (rc == RC_OK)
		rc = doc_u64(d, root, "rows", 1, 1000, &s->rows, e);
	if (rc == RC_OK)
		rc = read_lang(s, d, root, e);
	if (rc == RC_OK)
		rc = read_sections(s, d, node_get(root, "sections"), e);
	if (rc == RC_OK)
		rc = read_metrics(s, d, node_get(root, "metrics"), a, e);
	if (rc == RC_OK)
		rc = read_deploys(s, d, node_get(root, "deploys"), a, e);
	if (rc == RC_OK)
		rc = read_merge(s, d, node_get(root, "merge"), a, e);
	if (rc == RC_OK)
		rc = read_freshness(s, d, node_get(root, "freshness"), e);
	return rc;
}
