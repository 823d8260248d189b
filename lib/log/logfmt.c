/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * logfmt - see logfmt.h.  Grammar: github.com/kr/logfmt.
 */
#include "log/logfmt.h"

#include "line/bagline.h"
#include "line/lvalue.h"

enum { NEAR = 32 };	/* pairs whose keys are remembered by their place in the line */

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *near[NEAR];	/* of the records before, by place */
};

static void
init_decoder(struct line_decoder *base)
{
	bagline_init(base, LBAG_TIMES | LBAG_LOGFMT);
}

/* Records of one program have the same keys in the same places. */
static const struct lbag_name *
find_name(struct decode *d, size_t i, struct sv key, enum lvalue_escape esc)
{
	const struct lbag_name *n;

	key = lvalue_text(key, esc, &d->line.bag.rec);
	if (i < NEAR && d->near[i] != NULL && sv_eq(d->near[i]->name, key))
		return d->near[i];
	n = lbag_name(&d->line.bag, key);
	if (i < NEAR && n->kept)
		d->near[i] = n;
	return n;
}

/* Behind the bytes above 0x20, but = and ", at @p; the line's end is none of them. */
static const char *
skip_ident(const char *p, const char *e)
{
	const uint64_t ones = JSCAN_ALL(1);

	for (; p < e; p += 8) {
		uint64_t w = word_load(p), equal = w ^ JSCAN_ALL('='), quote = w ^ JSCAN_ALL('"');
		uint64_t stop = (((w - JSCAN_ALL(0x21)) & ~w) | ((equal - ones) & ~equal) |
		    ((quote - ones) & ~quote)) & JSCAN_ALL(0x80);

		if (stop != 0) {
			p += jscan_first(stop);
			break;
		}
	}
	return p < e ? p : e;
}

struct pair {
	struct sv          key;		/* as written, between its quotes if it has them */
	enum lvalue_escape key_esc;
	struct sv          value;	/* likewise */
	enum lbag_text     how;
};

/* Behind the bytes but " and backslash at @p. */
static const char *
skip_text(const char *p, const char *e)
{
	const uint64_t ones = JSCAN_ALL(1);

	for (; p < e; p += 8) {
		uint64_t w = word_load(p), back = w ^ JSCAN_ALL('\\'), quote = w ^ JSCAN_ALL('"');
		uint64_t stop = (((back - ones) & ~back) | ((quote - ones) & ~quote)) &
		    JSCAN_ALL(0x80);

		if (stop != 0) {
			p += jscan_first(stop);
			break;
		}
	}
	return p < e ? p : e;
}

/* The text in quotes at @p: behind its closing quote, or NULL. */
static const char *
read_quoted(struct sv *out, const char *p, const char *e)
{
	const char *b = ++p;

	while ((p = skip_text(p, e)) < e && *p == '\\')
		p += 2;
	if (p >= e)
		return NULL;
	*out = (struct sv){ b, (size_t)(p - b) };
	return p + 1;
}

/* The key at @p: behind it, or NULL with *why.  One in quotes has a value. */
static const char *
read_key(struct pair *out, const char *p, const char *e, const char **why)
{
	const char *b = p;

	out->key_esc = LVALUE_RAW;
	if (p < e && *p == '"') {
		out->key_esc = LVALUE_GO;
		p = read_quoted(&out->key, p, e);
		*why = "expected a key";
		return p == NULL || p == e || *p != '=' || out->key.n == 0 ? NULL : p;
	}
	p = skip_ident(p, e);
	out->key = (struct sv){ b, (size_t)(p - b) };
	*why = p < e && *p == '=' ? "expected a key before '='" : "expected a key";
	return p == b ? NULL : p;
}

/* The pair at @p: behind it, or NULL with *bad and *why. */
static const char *
read_pair(struct pair *out, const char *p, const char *e, const char **bad, const char **why)
{
	const char *b;

	*out = (struct pair){ .how = LBAG_TRUE };
	*bad = p;
	p = read_key(out, p, e, why);
	if (p == NULL)
		return NULL;
	*bad = p;
	*why = "expected '=' or a space after the key";
	if (p == e || *p != '=')
		return p < e && *p == '"' ? NULL : p;
	b = ++p;
	if (p < e && *p == '"') {
		out->how = LBAG_QUOTED;
		*bad = p;
		*why = "a quote is not closed";
		p = read_quoted(&out->value, p, e);
		if (p == NULL)
			return NULL;
		*why = "expected a space after the closing quote";
	} else {
		out->how = LBAG_BARE;
		p = skip_ident(p, e);
		out->value = (struct sv){ b, (size_t)(p - b) };
		*why = "expected a space after the value";
	}
	*bad = p;
	return p < e && (unsigned char)*p > 0x20 ? NULL : p;
}

/* NULL, or where the line does not fit and why. */
static const char *
read_pairs(struct decode *d, struct sv line, const char **why)
{
	const char *p = line.p, *e = line.p + line.n, *bad = p;
	size_t values = 0;

	for (size_t i = 0;; i++) {
		struct pair pair;
		const struct lbag_name *name;

		while (p < e && (unsigned char)*p <= 0x20)
			p++;
		if (p == e)
			break;
		p = read_pair(&pair, p, e, &bad, why);
		if (p == NULL)
			return bad;
		name = find_name(d, i, pair.key, pair.key_esc);
		values += pair.how != LBAG_TRUE;
		*why = "timestamp: expected a time";
		if (!lbag_put(&d->line.bag, name, pair.value, pair.how))
			return pair.key.p;
	}
	*why = "expected key=value";
	return values > 0 ? NULL : line.p;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const char *why = "", *bad;

	bagline_begin(&d->line, line);
	bad = read_pairs(d, line, &why);
	return bagline_end(&d->line, line, bad, why, r, rej);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = bagline_free,
	.line = read_line,
	.names = bagline_names,
};

enum rc
logfmt_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "logfmt", 0, cfg, p, a, e);
}
