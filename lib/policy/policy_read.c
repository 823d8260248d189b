/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_read - see policy_read.h
 */
#include "policy/policy_read.h"

#include "base/num.h"
#include "time/tstamp.h"

#include <stdarg.h>
#include <stdio.h>

enum { CONTROL_BELOW = 0x20, DELETE = 0x7f };

void
policy_read_warn(const struct policy_reader *r, const struct node *n, const char *fmt, ...)
{
	char text[ERR_MSG_MAX], why[ERR_MSG_MAX / 2];
	va_list ap;

	if (r->env->warn == NULL)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	(void)snprintf(text, sizeof(text), "%.200s:%u:%u: %s", r->d->file, (unsigned)n->line,
	    (unsigned)n->col, why);
	r->env->warn(r->env->ctx, text);
}

/* ---- maps and lists ---- */

enum rc
policy_read_map(const struct policy_reader *r, const struct node *map, const char *key,
    const char *const *known, const struct node **out)
{
	enum rc rc;

	*out = node_get(map, key);
	if (*out == NULL)
		return RC_OK;
	rc = doc_kind(r->d, *out, NODE_MAP, r->e);
	return rc == RC_OK ? doc_keys(r->d, *out, known, r->e) : rc;
}

/* What is called by it elsewhere: in records, in options, in lists of names. */
static bool
is_name(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c == '_' || c == '-' || c == '.' || (c >= '0' && c <= '9') ||
		    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			return false;
	}
	return s.n > 0 && s.n <= 64;
}

enum rc
policy_read_named(const struct policy_reader *r, const struct node *map, const char *key,
    size_t max, const struct node **out)
{
	enum rc rc = RC_OK;

	*out = node_get(map, key);
	if (*out == NULL)
		return RC_OK;
	rc = doc_kind(r->d, *out, NODE_MAP, r->e);
	if (rc == RC_OK && ((*out)->n == 0 || (*out)->n > max))
		rc = doc_fail(r->d, *out, r->e, "expected 1 to %zu of them", max);
	for (size_t i = 0; rc == RC_OK && i < (*out)->n; i++) {
		const struct node *n = &(*out)->item[i];

		if (!is_name(n->key))
			return doc_fail_key(r->d, n, r->e, "a name is up to 64 letters, digits "
			    "and _ - . , found '%.*s'", SV_SHOW(n->key));
		rc = doc_kind(r->d, n, NODE_MAP, r->e);
	}
	return rc;
}

enum rc
policy_read_list(const struct policy_reader *r, const struct node *map, const char *key,
    size_t max, const struct node **out)
{
	enum rc rc;

	*out = node_get(map, key);
	if (*out == NULL)
		return RC_OK;
	rc = doc_kind(r->d, *out, NODE_LIST, r->e);
	if (rc == RC_OK && (*out)->n > max)
		rc = doc_fail(r->d, *out, r->e, "more than %zu", max);
	return rc;
}

void
policy_read_items(const struct node *n, const struct node **item, size_t *count)
{
	*item = n->kind == NODE_LIST ? n->item : n;
	*count = n->kind == NODE_LIST ? n->n : 1;
}

/* A member as a list of 1 to POLICY_LIST_MAX values; *n is 0 when it is absent. */
static enum rc
some(const struct policy_reader *r, const struct node *map, const char *key,
    const struct node **item, size_t *n)
{
	const struct node *at = node_get(map, key);

	*n = 0;
	if (at == NULL)
		return RC_OK;
	policy_read_items(at, item, n);
	if (*n == 0 || *n > POLICY_LIST_MAX)
		return doc_fail(r->d, at, r->e, "expected 1 to %d of them", POLICY_LIST_MAX);
	return RC_OK;
}

/* ---- texts and files ---- */

static enum rc
check_text(const struct policy_reader *r, const struct node *n)
{
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);

	if (rc == RC_OK && n->text.n == 0)
		rc = doc_fail(r->d, n, r->e, "expected a text, found an empty one");
	for (size_t i = 0; rc == RC_OK && i < n->text.n; i++) {
		unsigned char c = (unsigned char)n->text.p[i];

		if (c < CONTROL_BELOW || c == DELETE)
			rc = doc_fail(r->d, n, r->e, "a line end or another control character "
			    "is in it");
	}
	return rc;
}

enum rc
policy_read_text(const struct policy_reader *r, const struct node *map, const char *key,
    struct sv *out)
{
	const struct node *n = node_get(map, key);
	enum rc rc;

	if (n == NULL)
		return RC_OK;
	rc = check_text(r, n);
	if (rc == RC_OK)
		*out = n->text;
	return rc;
}

enum rc
policy_read_texts(const struct policy_reader *r, const struct node *map, const char *key,
    struct sv **out, size_t *n)
{
	const struct node *item = NULL;
	enum rc rc = some(r, map, key, &item, n);

	if (rc != RC_OK || *n == 0)
		return rc;
	*out = arena_alloc(r->a, *n * sizeof(**out));
	for (size_t i = 0; i < *n && rc == RC_OK; i++) {
		rc = check_text(r, &item[i]);
		(*out)[i] = item[i].text;
	}
	return rc;
}

static struct sv
beside(const struct policy_reader *r, struct sv name)
{
	size_t n = name.p[0] == '/' ? 0 : r->dir.n;
	char *path = arena_alloc(r->a, n + name.n + 1);

	if (n > 0)
		memcpy(path, r->dir.p, n);
	memcpy(path + n, name.p, name.n);
	path[n + name.n] = '\0';
	return (struct sv){ path, n + name.n };
}

enum rc
policy_read_files(const struct policy_reader *r, const struct node *map, const char *key,
    struct sv **out, size_t *n)
{
	enum rc rc = policy_read_texts(r, map, key, out, n);

	for (size_t i = 0; i < *n && rc == RC_OK; i++)
		(*out)[i] = beside(r, (*out)[i]);
	return rc;
}

enum rc
policy_read_file(const struct policy_reader *r, const struct node *map, const char *key,
    struct sv *out)
{
	struct sv name = { NULL, 0 };
	enum rc rc = policy_read_text(r, map, key, &name);

	if (rc == RC_OK && name.n > 0)
		*out = beside(r, name);
	return rc;
}

/* ---- times and numbers ---- */

/* A length as people write it: in the largest unit that goes into it. */
static const char *
span_text(int64_t us, char *text, size_t size)
{
	static const struct { int64_t us; const char *unit; } units[] = {
		{ INT64_C(86400000000), "d" }, { INT64_C(3600000000), "h" },
		{ INT64_C(60000000), "m" }, { INT64_C(1000000), "s" }, { 1000, "ms" }, { 1, "us" }
	};
	size_t i = 0;

	while (i + 1 < sizeof(units) / sizeof(units[0]) && us % units[i].us != 0)
		i++;
	(void)snprintf(text, size, "%lld%s", (long long)(us / units[i].us),
	    us == 0 ? "" : units[i].unit);
	return text;
}

enum rc
policy_read_duration(const struct policy_reader *r, const struct node *n, int64_t lo, int64_t hi,
    int64_t *us)
{
	char least[24], most[24];

	if (n->kind == NODE_NUMBER && sv_is(n->text, "0") && lo == 0) {
		*us = 0;
		return RC_OK;
	}
	if (n->kind != NODE_STRING || !tstamp_duration(n->text, us))
		return doc_fail(r->d, n, r->e, "expected a duration such as 45m, found %.*s",
		    SV_SHOW(n->kind == NODE_STRING || n->kind == NODE_NUMBER ? n->text
		    : sv_of(node_kind_name(n->kind))));
	if (*us < lo || *us > hi)
		return doc_fail(r->d, n, r->e, "expected a duration of %s to %s, found %.*s",
		    span_text(lo, least, sizeof(least)), span_text(hi, most, sizeof(most)),
		    SV_SHOW(n->text));
	return RC_OK;
}

enum rc
policy_read_span(const struct policy_reader *r, const struct node *map, const char *key,
    int64_t lo, int64_t hi, int64_t *us)
{
	const struct node *n = node_get(map, key);

	return n == NULL ? RC_OK : policy_read_duration(r, n, lo, hi, us);
}

enum rc
policy_read_minute(const struct policy_reader *r, const struct node *map, const char *key,
    bool end, int32_t *minute)
{
	const struct node *n = node_get(map, key);
	struct sv s = n != NULL ? n->text : SV("");
	uint64_t h = 0, m = 0;
	size_t colon = sv_find(s, ':');

	if (n == NULL)
		return RC_OK;
	if (n->kind != NODE_STRING || colon == s.n || colon == 0 || colon > 2 ||
	    s.n - colon - 1 != 2 || num_u64((struct sv){ s.p, colon }, &h) != RC_OK ||
	    num_u64((struct sv){ s.p + colon + 1, 2 }, &m) != RC_OK || m > 59 || h > 24 ||
	    (h == 24 && (!end || m > 0)))
		return doc_fail(r->d, n, r->e, "expected a time of day such as %s, found %.*s",
		    end ? "08:00 or 24:00" : "21:30", SV_SHOW(n->kind == NODE_STRING ? s
		    : sv_of(node_kind_name(n->kind))));
	*minute = (int32_t)(h * 60 + m);
	return RC_OK;
}

enum rc
policy_read_share(const struct policy_reader *r, const struct node *map, const char *key,
    uint32_t *out)
{
	const struct node *n = node_get(map, key);
	struct sv text;
	bool percent;
	const double all = POLICY_SHARE;
	double v = 0, parts;

	if (n == NULL)
		return RC_OK;
	text = n->text;
	percent = n->kind == NODE_STRING && text.n > 1 && text.p[text.n - 1] == '%';
	if (percent)
		text.n--;
	if ((n->kind != NODE_NUMBER && !percent) || num_double(text, &v) != RC_OK || !(v >= 0))
		return doc_fail(r->d, n, r->e, "expected a share such as 10%% or 0.1");
	parts = v * all / (percent ? 100 : 1);
	if (parts > all / 2 + 1e-6)
		return doc_fail(r->d, n, r->e, "a holdout is at most half, 50%%");
	*out = (uint32_t)(parts + 0.5);
	if (parts - *out > 1e-6 || parts - *out < -1e-6)
		return doc_fail(r->d, n, r->e, "a share has steps of 0.01%%");
	return RC_OK;
}

/* ---- expressions and records ---- */

static enum rc
compile(const struct policy_reader *r, const struct node *n, bool person, const struct expr **x)
{
	struct err why = { 0 };
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);

	if (rc == RC_OK && expr_compile(x, n->text, person ? r->env->person : r->env->event,
	    &why) != RC_OK)
		rc = doc_fail_in(r->d, n, &why, r->e);
	return rc;
}

enum rc
policy_read_expr(const struct policy_reader *r, const struct node *map, const char *key,
    bool person, const struct expr **x)
{
	const struct node *n = node_get(map, key);

	*x = NULL;
	return n == NULL ? RC_OK : compile(r, n, person, x);
}

enum rc
policy_read_exprs(const struct policy_reader *r, const struct node *map, const char *key,
    struct policy_exprs *out)
{
	const struct node *item = NULL;
	enum rc rc = some(r, map, key, &item, &out->n);

	if (rc != RC_OK || out->n == 0)
		return rc;
	out->x = arena_zalloc(r->a, out->n * sizeof(*out->x));
	out->name = arena_alloc(r->a, out->n * sizeof(*out->name));
	for (size_t i = 0; i < out->n && rc == RC_OK; i++) {
		rc = compile(r, &item[i], false, &out->x[i]);
		out->name[i] = item[i].text;
	}
	return rc;
}

static enum rc
read_match(const struct policy_reader *r, const struct node *n, struct policy_match *m)
{
	const struct node *event = node_get(n, "event"), *kind = node_get(n, "kind");
	enum rc rc;

	if ((event == NULL) == (kind == NULL))
		return doc_fail(r->d, n, r->e, "expected 'event' or 'kind', the name of what "
		    "happens");
	m->of = event != NULL ? POLICY_EVENT : POLICY_KIND;
	m->line = n->line;
	rc = policy_read_text(r, n, event != NULL ? "event" : "kind", &m->name);
	return rc == RC_OK ? policy_read_expr(r, n, "where", false, &m->where) : rc;
}

static enum rc
take_match(const struct policy_reader *r, const struct node *n, bool same, struct policy_match *m)
{
	static const char *const known[] = { "event", "kind", "where", "match", NULL };
	static const char *const plain[] = { "event", "kind", "where", NULL };
	enum rc rc;

	*m = (struct policy_match){ .of = POLICY_EVENT, .line = n->line, .same_name = SV("") };
	if (n->kind == NODE_STRING) {
		m->name = n->text;
		return check_text(r, n);
	}
	if (n->kind != NODE_MAP)
		return doc_fail(r->d, n, r->e, "expected the name of an event, or a map with "
		    "'event' or 'kind', found %s", node_kind_name(n->kind));
	rc = doc_keys(r->d, n, same ? known : plain, r->e);
	if (rc == RC_OK)
		rc = read_match(r, n, m);
	if (rc == RC_OK)
		rc = policy_read_expr(r, n, "match", false, &m->same);
	if (rc == RC_OK && m->same != NULL)
		m->same_name = node_get(n, "match")->text;
	return rc;
}

enum rc
policy_read_matches(const struct policy_reader *r, const struct node *map, const char *key,
    bool same, struct policy_match **out, size_t *n)
{
	const struct node *item = NULL;
	enum rc rc = some(r, map, key, &item, n);

	if (rc != RC_OK || *n == 0)
		return rc;
	*out = arena_alloc(r->a, *n * sizeof(**out));
	for (size_t i = 0; i < *n && rc == RC_OK; i++)
		rc = take_match(r, &item[i], same, &(*out)[i]);
	return rc;
}

/* ---- names ---- */

static enum rc
unknown(const struct policy_reader *r, const struct node *n, const char *what,
    const struct sv *cand, size_t ncand)
{
	doc_fail(r->d, n, r->e, "no %s is called '%.*s'", what, SV_SHOW(n->text));
	return rc_near(r->e, RC_SYNTAX, n->text, cand, ncand);
}

enum rc
policy_read_channel(const struct policy_reader *r, const struct node *n, size_t *out)
{
	const struct policy *p = r->p;
	struct sv cand[POLICY_CHANNELS_MAX];
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);

	if (rc != RC_OK)
		return rc;
	*out = policy_find_channel(p, n->text);
	if (*out != POLICY_ANY)
		return RC_OK;
	for (size_t i = 0; i < p->nchannel; i++)
		cand[i] = p->channel[i].name;
	return unknown(r, n, "channel", cand, p->nchannel);
}

enum rc
policy_read_channels(const struct policy_reader *r, const struct node *map, const char *key,
    size_t **out, size_t *n)
{
	const struct node *item = NULL;
	uint64_t seen = 0;
	enum rc rc = some(r, map, key, &item, n);

	if (rc != RC_OK || *n == 0)
		return rc;
	*out = arena_alloc(r->a, *n * sizeof(**out));
	for (size_t i = 0; i < *n && rc == RC_OK; i++) {
		rc = policy_read_channel(r, &item[i], &(*out)[i]);
		if (rc == RC_OK && (seen >> (*out)[i] & 1) != 0)
			rc = doc_fail(r->d, &item[i], r->e, "'%.*s' is there already",
			    SV_SHOW(item[i].text));
		if (rc == RC_OK)
			seen |= UINT64_C(1) << (*out)[i];
	}
	return rc;
}

enum rc
policy_read_template(const struct policy_reader *r, const struct node *n, size_t *out)
{
	const struct policy *p = r->p;
	struct sv *cand;
	enum rc rc = doc_kind(r->d, n, NODE_STRING, r->e);

	if (rc != RC_OK)
		return rc;
	for (*out = 0; *out < p->ntemplate; (*out)++)
		if (sv_eq(p->template[*out].name, n->text))
			return RC_OK;
	cand = arena_alloc(r->a, (p->ntemplate + 1) * sizeof(*cand));
	for (size_t i = 0; i < p->ntemplate; i++)
		cand[i] = p->template[i].name;
	return unknown(r, n, "template", cand, p->ntemplate);
}
