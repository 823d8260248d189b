/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template - values cannot leave the place they stand in
 *
 * Texts are drawn around a value, and the value from bytes that mean something somewhere.  What was
 * written for it is read by rules that are not those that wrote it: entities, percents
 * and escapes are undone and give the value again, and no byte of it has a meaning there.
 */
#include "base/arena.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "message/template.h"

#include "../t.h"

static const char *const pieces[] = { "<", ">", "\"", "'", "&", "&amp;", "{{x}}", "{{", "}}", "\\",
    "\n",
	"\r\n", "\t", " ", "-->", "<!--", "</title>", "javascript:", "https://", "/", "?", "#", "=",
	    "%", "%41",
	"a", "Z", "0", "é", "\xe2\x80\xae", "\xe2\x80\xa8", "\x7f", "\x01", "\xc2\x85", "日本",
	    "\xf0\x9f\x98\x80",
	"</script>", ";", ",", ":", "`", "{", "}", "|", "~", "_", "-" };

static struct sv
draw_value(struct rng *rng, struct buf *b)
{
	buf_clear(b);
	for (uint64_t n = rng_below(rng, 12); n > 0; n--)
		buf_sv(b, sv_of(pieces[rng_below(rng, sizeof(pieces) / sizeof(*pieces))]));
	return buf_view(b);
}

/* Before and behind a value of each context; the value is undone as @undo says. */
static const struct around {
	enum template_context context;
	const char *before, *after;
	const char *undo;
} arounds[] = {
	{ TEMPLATE_TEXT, "Hi <", ">,\n", "blank" },
	{ TEMPLATE_HEADER, "Re: ", "!", "line" },
	{ TEMPLATE_TEXT, "*<https://x.example|", ">*", "slack" },
	{ TEMPLATE_TEXT, "{\"a\":\"", "\"}", "json" },
	{ TEMPLATE_URL, "https://x.example/?q=", "&b=1", "percent" },
	{ TEMPLATE_HTML, "<p>", "</p>", "html" },
	{ TEMPLATE_HTML, "<title>", "</title>", "html" },
	{ TEMPLATE_HTML, "<p title=\"", "\">", "html" },
	{ TEMPLATE_HTML, "<p class=x title='", "'>", "html" },
	{ TEMPLATE_HTML, "<a href=\"https://x.example/", "\">", "percent" },
	{ TEMPLATE_HTML, "<a href='", "'>", "link" }
};

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

/* What a value is to read as once entities are undone: blanks for control characters. */
static void
blanked(struct sv s, struct buf *out)
{
	buf_clear(out);
	for (size_t at = 0, from; at < s.n;) {
		uint32_t cp;

		from = at;
		cp = utf8_next(s, &at);
		if (is_control(cp) && cp != '\t' && cp != '\n')
			buf_c(out, ' ');
		else
			buf_add(out, s.p + from, at - from);
	}
}

static void
undo_entities(struct sv s, struct buf *out)
{
	static const char *const entity[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	buf_clear(out);
	for (size_t at = 0; at < s.n;) {
		size_t k = 0;

		while (k < 5 && !sv_starts((struct sv){ s.p + at, s.n - at }, sv_of(entity[k])))
			k++;
		buf_c(out, k < 5 ? "&<>\"'"[k] : s.p[at]);
		at += k < 5 ? strlen(entity[k]) : 1;
	}
}

static void
undo_percent(struct sv s, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < s.n; i++) {
		unsigned byte = (unsigned char)s.p[i];

		if (s.p[i] == '%' && i + 2 < s.n && sscanf(s.p + i + 1, "%2x", &byte) == 1)
			i += 2;
		buf_c(out, (char)byte);
	}
}

static bool
has_any(struct sv s, const char *bytes)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(bytes, s.p[i]) != NULL && s.p[i] != '\0')
			return true;
	return false;
}

static bool
one_line(struct sv s)
{
	for (size_t at = 0; at < s.n;) {
		const uint32_t cp = utf8_next(s, &at);

		if (is_control(cp) || cp == 0x2028 || cp == 0x2029 || (cp >= 0x202a &&
		    cp <= 0x202e))
			return false;
	}
	return true;
}

/* @got is what the template wrote for @value. */
static bool
stays(const char *undo, struct sv value, struct sv got, struct buf *b, struct buf *want)
{
	blanked(value, want);
	if (strcmp(undo, "blank") == 0)
		return sv_eq(got, buf_view(want));
	if (strcmp(undo, "line") == 0)
		return one_line(got);
	if (strcmp(undo, "slack") == 0 || strcmp(undo, "html") == 0) {
		undo_entities(got, b);
		return !has_any(got, strcmp(undo, "html") == 0 ? "<>\"'" : "<>") &&
		    sv_eq(buf_view(b), buf_view(want));
	}
	if (strcmp(undo, "percent") == 0) {
		undo_percent(got, b);
		return !has_any(got, "<>\"' &/?#:=\\\n\r\t") && sv_eq(buf_view(b), value);
	}
	undo_entities(got, b);	/* a link */
	return !has_any(got, "<>\"' \n") && sv_eq(buf_view(b), value) &&
	    (sv_starts(value, SV("https:")) || sv_starts(value, SV("http:")));
}

static bool
stays_json(struct sv all, struct sv value, struct buf *want, struct arena *a)
{
	const struct sv key = SV("a");
	struct err e = { 0 };
	struct val v;

	if (jread_value(all, &v, &e) != RC_OK)
		return false;
	v = jread_below(&v, &key, 1, a);
	/* A text has no control characters that JSON would leave in it. */
	buf_clear(want);
	for (size_t at = 0, from; at < value.n;) {
		uint32_t cp;

		from = at;
		cp = utf8_next(value, &at);
		if (cp >= 0x7f && is_control(cp))
			buf_c(want, ' ');
		else
			buf_add(want, value.p + from, at - from);
	}
	return v.kind == VAL_STRING && sv_eq(val_text(&v, a), buf_view(want));
}

struct scratch {
	struct arena a;
	struct buf   value, vars, text, out, b, want;
};

static bool
one_round(struct scratch *s, struct rng *rng)
{
	const struct around *w = &arounds[rng_below(rng, sizeof(arounds) / sizeof(*arounds))];
	const struct sv value = draw_value(rng, &s->value);
	const size_t before = strlen(w->before), after = strlen(w->after);
	const bool filtered = strcmp(w->undo, "json") == 0 || strcmp(w->undo, "slack") == 0;
	struct err e = { 0 };
	struct jwrite j;
	struct template *t;
	struct sv got;
	enum rc rc;

	arena_reset(&s->a);
	buf_clear(&s->vars);
	buf_clear(&s->text);
	buf_clear(&s->out);
	jwrite_init(&j, &s->vars);
	jwrite_open(&j, '{');
	jwrite_put_text(&j, "v", value);
	jwrite_put_text(&j, "x", SV("no template"));
	jwrite_shut(&j, '}');
	buf_printf(&s->text, "%s{{v%s%s}}%s", w->before, filtered ? "|" : "", filtered ? w->undo :
	    "",
	    w->after);
	if (template_parse(&t, buf_view(&s->text), w->context, NULL, &s->a, &e) != RC_OK)
		return false;
	rc = template_render(t, buf_view(&s->vars), &s->out, &e);
	if (strcmp(w->undo, "link") == 0 && rc == RC_BAD)
		return strstr(e.msg, "is no link") != NULL && s->out.n == 0;
	if (rc != RC_OK || s->out.n < before + after || memcmp(s->out.p, w->before, before) != 0 ||
	    memcmp(s->out.p + s->out.n - after, w->after, after) != 0)
		return false;
	got = (struct sv){ s->out.p + before, s->out.n - before - after };
	if (strcmp(w->undo, "json") == 0)
		return stays_json(buf_view(&s->out), value, &s->want, &s->a);
	return stays(w->undo, value, got, &s->b, &s->want);
}

int
main(void)
{
	struct scratch s = { .value = { 0 } };
	struct buf *const bufs[] = { &s.value, &s.vars, &s.text, &s.out, &s.b, &s.want };
	struct rng rng;
	int links = 0;
	bool ok = true;

	arena_init(&s.a);
	for (size_t i = 0; i < 6; i++)
		buf_init(bufs[i], SIZE_MAX);
	rng_init(&rng, t_seed());
	for (int i = 0; i < T_ROUNDS(30000); i++) {
		ok &= T_QUIET(one_round(&s, &rng), "round %d: %.*s of %.*s gave %.*s", i,
		    SV_SHOW(buf_view(&s.text)), SV_SHOW(buf_view(&s.value)),
		    SV_SHOW(buf_view(&s.out)));
		links += sv_starts(buf_view(&s.text), SV("<a href='{{")) && s.out.n > 0;
	}
	T_OK(ok, "values stay in their places");
	T_OK(links > 0, "some were links");
	for (size_t i = 0; i < 6; i++)
		buf_free(bufs[i]);
	arena_free(&s.a);
	return t_done();
}
