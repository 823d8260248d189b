/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc - see doc.h
 */
#include "spec/doc.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "io/side.h"
#include "spec/doc_build.h"

#include <string.h>

enum { NAMES = 80 };

/* One attempt.  What it says goes to @said: whose complaint counts is only known later. */
static enum rc
parse_as(enum rc (*parse)(struct doc_build *, struct docs *, size_t *), struct doc_build *b,
    struct docs *d, size_t *reach, struct err *said)
{
	struct err *kept = b->e;
	enum rc rc;

	b->e = said;
	rc = parse(b, d, reach);
	b->e = kept;
	return rc;
}

/* Text that begins as JSON and is not may be YAML; when it is neither, the one that got
 * further knows better what was meant. */
static enum rc
either(struct docs *d, struct doc_build *b, struct err *e)
{
	struct err json = { 0 }, yaml = { 0 };
	struct sv head = sv_trim(b->source);
	size_t reach_json = 0, reach_yaml = 0;
	bool maybe = head.n != 0 && (head.p[0] == '{' || head.p[0] == '[');
	enum rc rc = RC_SYNTAX, rc_json;

	if (maybe)
		rc = parse_as(doc_json, b, d, &reach_json, &json);
	if (rc == RC_OK)
		return rc;
	rc_json = rc;
	if (!maybe || reach_json < b->source.n) {
		b->n = b->depth = b->nodes = 0;
		d->n = 0;
		rc = parse_as(doc_yaml, b, d, &reach_yaml, &yaml);
		if (rc == RC_OK || !maybe || reach_yaml > reach_json) {
			if (rc != RC_OK && e != NULL)
				*e = yaml;
			return rc;
		}
	}
	if (e != NULL)
		*e = json;
	return rc_json;
}

enum rc
doc_parse(struct docs *d, const char *file, struct sv text, struct arena *a, struct err *e)
{
	struct doc_build b;
	struct doc_at at;
	size_t bad;
	enum rc rc;

	*d = (struct docs){ 0 };
	if (text.n > DOC_BYTES_MAX)
		return rc_err(e, RC_LIMIT, "%s: over %d bytes", file, DOC_BYTES_MAX);
	if (sv_starts(text, SV("\xEF\xBB\xBF"))) {
		text.p += 3;
		text.n -= 3;
	}
	doc_build_init(&b, file, arena_sv(a, text), a, e);
	bad = utf8_valid(b.source);
	if (bad < b.source.n) {
		at = doc_build_place(&b, bad);
		return doc_build_fail(&b, RC_SYNTAX, at, "not UTF-8");
	}
	rc = either(d, &b, e);
	d->source = b.source;
	doc_build_free(&b);
	return rc;
}

enum rc
doc_load(struct docs *d, const char *path, struct arena *a, struct err *e)
{
	const char *name = strcmp(path, "-") == 0 ? "stdin" : arena_bytes(a, path, strlen(path));
	struct buf b;
	struct err why = { 0 };
	enum rc rc;

	*d = (struct docs){ 0 };
	buf_init(&b, DOC_BYTES_MAX + 1);
	rc = side_text(path, DOC_BYTES_MAX, &b, &why);
	if (rc == RC_OK)
		rc = doc_parse(d, name, buf_view(&b), a, e);
	else
		rc = rc_err(e, rc, "%s: %s", name, why.msg);
	buf_free(&b);
	return rc;
}

enum rc
doc_fail(const struct doc *d, const struct node *n, struct err *e, const char *fmt, ...)
{
	struct doc_at at = { n->off, n->line, n->col };
	va_list ap;

	va_start(ap, fmt);
	doc_build_vfail(d->file, d->source, RC_SYNTAX, at, e, fmt, ap);
	va_end(ap);
	return RC_SYNTAX;
}

enum rc
doc_fail_key(const struct doc *d, const struct node *n, struct err *e, const char *fmt, ...)
{
	struct doc_at at = { n->key_off, n->key_line, n->key_col };
	va_list ap;

	if (n->up == NULL || n->up->kind != NODE_MAP)
		at = (struct doc_at){ n->off, n->line, n->col };
	va_start(ap, fmt);
	doc_build_vfail(d->file, d->source, RC_SYNTAX, at, e, fmt, ap);
	va_end(ap);
	return RC_SYNTAX;
}

/*
 * Where a byte of a scalar's decoded text stands in the source.  Folding and indentation
 * change nothing but white space, so the bytes that are none are counted off on both
 * sides; of quoted text an escape is as many as it decodes to.
 */

static bool
is_space(char c)
{
	return num_is_ws((unsigned char)c);
}

/* Length of an escape at a backslash, and how many bytes but white space it gives. */
static size_t
escape(struct sv s, size_t off, size_t *dark)
{
	char c = off + 1 < s.n ? s.p[off + 1] : '\0', out[4];
	size_t n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
	uint32_t cp = 0;

	*dark = c != '\0' && strchr("nrt \t\r\n", c) == NULL;
	if (c == 'N' || c == '_')
		*dark = 2;
	else if (c == 'L' || c == 'P')
		*dark = 3;
	for (size_t i = 0; i < n && off + 2 + i < s.n; i++) {
		char h = s.p[off + 2 + i];

		cp = cp * 16 +
		     (uint32_t)(num_is_digit((unsigned char)h) ? h - '0' : (h | 32) - 'a' + 10);
	}
	if (n != 0)
		*dark = cp < 128 && is_space((char)cp) ? 0 : utf8_put(cp, out);
	return 2 + n;
}

/* Where the text of a scalar begins: behind a quote, or a block's first line. */
static size_t
text_start(struct sv s, const struct node *n)
{
	size_t off = n->off;

	if (!n->quoted || off >= s.n)
		return off;
	if (s.p[off] == '|' || s.p[off] == '>')
		return off + sv_find((struct sv){ s.p + off, s.n - off }, '\n');
	return off + 1;
}

static size_t
place_in(struct sv s, const struct node *n, size_t upto)
{
	size_t off = text_start(s, n), want = 0, width, dark;
	char style = n->quoted && n->off < s.n ? s.p[n->off] : '\0';
	bool anywhere = upto >= n->text.n || is_space(n->text.p[upto]);

	for (size_t i = 0; i < upto && i < n->text.n; i++)
		want += !is_space(n->text.p[i]);
	for (; off < s.n; off += width) {
		width = 1;
		dark = !is_space(s.p[off]);
		if (style == '"' && s.p[off] == '\\')
			width = escape(s, off, &dark);
		else if (style == '\'' && s.p[off] == '\'')
			width = 2;
		if (want == 0 && (anywhere || dark != 0))
			break;
		want -= dark < want ? dark : want;
	}
	return off < s.n ? off : s.n;
}

enum rc
doc_fail_in(const struct doc *d, const struct node *n, const struct err *inner, struct err *e)
{
	struct doc_at at = { n->off, n->line, n->col };

	if (inner->col != 0 && n->kind == NODE_STRING)
		doc_build_seek(&at, d->source,
		    place_in(d->source, n, (size_t)inner->col - 1));
	return doc_fail(d, &(struct node){ .off = at.off, .line = at.line, .col = at.col }, e,
	    "%s", inner->msg);
}

enum rc
doc_kind(const struct doc *d, const struct node *n, enum node_kind kind, struct err *e)
{
	if (n->kind == kind)
		return RC_OK;
	if (kind == NODE_STRING && (n->kind == NODE_NUMBER || n->kind == NODE_BOOL))
		return doc_fail(d, n, e, "expected a string, found %s; put it in quotes",
		    node_kind_name(n->kind));
	if (n->kind == NODE_STRING)
		return doc_fail(d, n, e, "expected %s, found '%.*s'", node_kind_name(kind),
		    SV_SHOW(n->text));
	return doc_fail(d, n, e, "expected %s, found %s", node_kind_name(kind),
	    node_kind_name(n->kind));
}

/* "a, b or c", cut when there are too many of them. */
static const char *
list_names(const char *const *names, char *buf, size_t cap)
{
	size_t n = 0;

	buf[0] = '\0';
	for (size_t i = 0; names[i] != NULL; i++) {
		const char *glue = i == 0 ? "" : names[i + 1] == NULL ? " or " : ", ";
		size_t g = strlen(glue), len = strlen(names[i]);

		if (n + g + len + 5 > cap) {
			memcpy(buf + n, " ...", 5);
			break;
		}
		memcpy(buf + n, glue, g);
		memcpy(buf + n + g, names[i], len + 1);
		n += g + len;
	}
	return buf;
}

/* Empty when none is near. */
static struct sv
nearest_name(struct sv word, const char *const *names)
{
	struct sv cand[NAMES] = { { NULL, 0 } };
	size_t n = 0, near;

	for (; names[n] != NULL && n < NAMES; n++)
		cand[n] = sv_of(names[n]);
	near = sv_near(word, cand, n);
	return near < n ? cand[near] : SV("");
}

enum rc
doc_keys(const struct doc *d, const struct node *map, const char *const *known, struct err *e)
{
	char names[300];

	for (size_t i = 0; i < map->n; i++) {
		const struct node *n = &map->item[i];
		struct sv near;
		size_t k = 0;

		while (known[k] != NULL && !sv_is(n->key, known[k]))
			k++;
		if (known[k] != NULL)
			continue;
		near = nearest_name(n->key, known);
		if (near.n > 0)
			return rc_hint(e, doc_fail_key(d, n, e, "unknown key '%.*s'",
			    SV_SHOW(n->key)), near);
		return doc_fail_key(d, n, e, "unknown key '%.*s'; expected %s", SV_SHOW(n->key),
		    list_names(known, names, sizeof(names)));
	}
	return RC_OK;
}

enum rc
doc_text(const struct doc *d, const struct node *map, const char *key, struct sv *out,
    struct err *e)
{
	const struct node *n = node_get(map, key);
	enum rc rc = n != NULL ? doc_kind(d, n, NODE_STRING, e) : RC_OK;

	if (n == NULL || rc != RC_OK)
		return rc;
	if (sv_trim(n->text).n == 0)
		return doc_fail(d, n, e, "expected text, found none");
	*out = n->text;
	return RC_OK;
}

enum rc
doc_bool(const struct doc *d, const struct node *map, const char *key, bool *out, struct err *e)
{
	const struct node *n = node_get(map, key);
	enum rc rc = n != NULL ? doc_kind(d, n, NODE_BOOL, e) : RC_OK;

	if (n != NULL && rc == RC_OK)
		*out = n->truth;
	return rc;
}

enum rc
doc_number(const struct doc *d, const struct node *map, const char *key, double lo, double hi,
    double *out, struct err *e)
{
	const struct node *n = node_get(map, key);
	char from[NUM_TEXT_MAX], to[NUM_TEXT_MAX];
	enum rc rc = n != NULL ? doc_kind(d, n, NODE_NUMBER, e) : RC_OK;
	double v = 0;

	if (n == NULL || rc != RC_OK)
		return rc;
	if (num_double(n->text, &v) == RC_OK && v >= lo && v <= hi) {
		*out = v;
		return RC_OK;
	}
	if (num_text(lo, from) != 0 && num_text(hi, to) != 0)
		return doc_fail(d, n, e, "expected a number from %s to %s, found %.*s", from, to,
		    SV_SHOW(n->text));
	if (from[0] != '\0')
		return doc_fail(d, n, e, "expected a number from %s, found %.*s", from,
		    SV_SHOW(n->text));
	return doc_fail(d, n, e, "%.*s is beyond all numbers", SV_SHOW(n->text));
}

enum rc
doc_u64(const struct doc *d, const struct node *map, const char *key, uint64_t lo, uint64_t hi,
    uint64_t *out, struct err *e)
{
	const struct node *n = node_get(map, key);
	enum rc rc = n != NULL ? doc_kind(d, n, NODE_NUMBER, e) : RC_OK;
	uint64_t v = 0;

	if (n == NULL || rc != RC_OK)
		return rc;
	if (num_u64(n->text, &v) == RC_OK && v >= lo && v <= hi) {
		*out = v;
		return RC_OK;
	}
	if (hi == UINT64_MAX)
		return doc_fail(d, n, e, "expected a whole number from %llu, found %.*s",
		    (unsigned long long)lo, SV_SHOW(n->text));
	return doc_fail(d, n, e, "expected a whole number from %llu to %llu, found %.*s",
	    (unsigned long long)lo, (unsigned long long)hi, SV_SHOW(n->text));
}

enum rc
doc_choice(const struct doc *d, const struct node *map, const char *key, const char *const *names,
    unsigned *out, struct err *e)
{
	const struct node *n = node_get(map, key);
	char all[300];

	if (n == NULL)
		return RC_OK;
	for (unsigned i = 0; n->kind == NODE_STRING && names[i] != NULL; i++)
		if (sv_is(n->text, names[i])) {
			*out = i;
			return RC_OK;
		}
	(void)list_names(names, all, sizeof(all));
	if (n->kind != NODE_STRING)
		return doc_fail(d, n, e, "expected %s, found %s", all, node_kind_name(n->kind));
	return rc_hint(e, doc_fail(d, n, e, "expected %s, found '%.*s'", all, SV_SHOW(n->text)),
	    nearest_name(n->text, names));
}

enum rc
doc_need(const struct doc *d, const struct node *map, const char *key, const struct node **out,
    struct err *e)
{
	enum rc rc = doc_kind(d, map, NODE_MAP, e);

	if (rc != RC_OK)
		return rc;
	*out = node_get(map, key);
	return *out != NULL ? RC_OK : doc_fail(d, map, e, "expected the key '%s' in here", key);
}
