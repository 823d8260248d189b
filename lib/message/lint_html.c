/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One walk over the tags, with a stack of what is open: the colours and sizes that a text has
 * come from the elements around it.
 */
#include "base/num.h"
#include "message/colour.h"
#include "message/html.h"
#include "message/lint_say.h"

#include <stdio.h>

enum {
	DEPTH_MAX = 100,
	BYTES_MAX = 102 * 1024,
	ACTIONS_MAX = 8,
	PAIRS_MAX = 16		/* of colours that are said */
};

static const double width_max = 600;	/* pixels */

enum known { UNSAID, SAID, UNKNOWN };	/* UNKNOWN: said in a way that we do not read */

struct element {
	struct sv     name;
	struct colour ink, paper;
	enum known    has_ink, has_paper;
	double        size;	/* pixels */
	bool          bold;
	bool          hidden;
};

struct look {
	const struct lint *l;
	struct element     open[DEPTH_MAX];
	size_t             n;	/* of these; 0 is what mailers begin with */
	size_t             deeper;	/* elements open beyond DEPTH_MAX */
	bool               html, viewport, dark_said;
	struct colour      pair[PAIRS_MAX][2];	/* of bad contrast, that were said */
	size_t             npairs;
	/* The link at hand: */
	bool               link;
	size_t             link_off;
	bool               link_text;	/* something stands in it */
	struct sv          link_words;
	/* All of them: */
	struct sv          action[ACTIONS_MAX];	/* where buttons lead */
	size_t             nactions, second;	/* where the second one is */
	size_t             links;
	bool               unsubscribe;
};

static bool
is_blank(struct sv s)
{
	return sv_trim(s).n == 0;
}

/* Without the tags of blocks and comments at its beginning: they are no text. */
static struct sv
words_of(struct sv s)
{
	for (;;) {
		size_t end = 0;

		s = sv_trim(s);
		if (!sv_starts(s, SV("{{")) || s.n < 4 || (strchr("#/!", s.p[2]) == NULL &&
		    !sv_starts(s, SV("{{else}}"))))
			return s;
		while (end + 1 < s.n && (s.p[end] != '}' || s.p[end + 1] != '}'))
			end++;
		end = end + 2 < s.n ? end + 2 : s.n;
		s = (struct sv){ s.p + end, s.n - end };
	}
}

static bool
has_word(struct sv value, const char *word)
{
	return sv_has(value, sv_of(word));
}

/* ---- colours and sizes ---- */

static void
take_colour(struct sv value, struct colour *c, enum known *known)
{
	if (value.n > 0)
		*known = colour_read(value, c) ? SAID : UNKNOWN;
}

/* 12px, 9pt, 1.2em, 120%; false for what is none of these. */
static bool
read_size(struct sv s, double *size)
{
	static const struct { const char *unit; double pixels; double of; } units[] = {
		{ "px", 1, 0 }, { "pt", 4 / 3.0, 0 }, { "rem", 16, 0 }, { "em", 0, 1 },
		{ "%", 0, 0.01 }
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		const size_t n = strlen(units[i].unit);
		double d;

		if (s.n <= n || memcmp(s.p + s.n - n, units[i].unit, n) != 0 ||
		    num_double((struct sv){ s.p, s.n - n }, &d) != RC_OK)
			continue;
		*size = d * units[i].pixels + d * units[i].of * *size;
		return true;
	}
	return false;
}

static bool
is_bold(struct sv weight)
{
	uint64_t n;

	return html_same(weight, "bold") || html_same(weight, "bolder") ||
	    (num_u64(weight, &n) == RC_OK && n >= 700);
}

static double
heading_size(const struct html_token *t, double size)
{
	static const double times[] = { 2, 1.5, 1.17, 1, 0.83, 0.67 };

	if (t->text.n == 2 && (t->text.p[0] | 0x20) == 'h' && t->text.p[1] >= '1' &&
	    t->text.p[1] <= '6')
		return size * times[t->text.p[1] - '1'];
	return size;
}

static void
take_look(struct element *x, const struct html_token *t)
{
	struct sv value;

	x->size = heading_size(t, x->size);
	x->bold = x->bold || html_is(t, "b") || html_is(t, "strong") || html_is(t, "th") ||
	    (heading_size(t, 2) != 2.0 && t->text.n == 2);
	if (html_has(t, "bgcolor", &value))
		take_colour(value, &x->paper, &x->has_paper);
	if (html_is(t, "font") && html_has(t, "color", &value))
		take_colour(value, &x->ink, &x->has_ink);
	if (html_has(t, "background", NULL))
		x->has_paper = UNKNOWN;
	take_colour(html_style(t, "background"), &x->paper, &x->has_paper);
	take_colour(html_style(t, "background-color"), &x->paper, &x->has_paper);
	if (html_style(t, "background-image").n > 0)
		x->has_paper = UNKNOWN;
	/* A link has the mailer's colour. */
	if (html_is(t, "a"))
		x->has_ink = UNKNOWN;
	take_colour(html_style(t, "color"), &x->ink, &x->has_ink);
	(void)read_size(html_style(t, "font-size"), &x->size);
	value = html_style(t, "font-weight");
	if (value.n > 0)
		x->bold = is_bold(value);
	if (html_same(html_style(t, "display"), "none") || html_has(t, "hidden", NULL) ||
	    html_same(html_style(t, "visibility"), "hidden"))
		x->hidden = true;
}

static bool
same_colour(struct colour a, struct colour b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* A pair of colours is said once. */
static bool
is_new(struct look *k, struct colour ink, struct colour paper)
{
	for (size_t i = 0; i < k->npairs; i++)
		if (same_colour(k->pair[i][0], ink) && same_colour(k->pair[i][1], paper))
			return false;
	if (k->npairs == PAIRS_MAX)
		return false;
	k->pair[k->npairs][0] = ink;
	k->pair[k->npairs++][1] = paper;
	return true;
}

static void
check_contrast(struct look *k, size_t off)
{
	static const struct colour black = { 0, 0, 0 }, white = { 255, 255, 255 };
	const struct element *x = &k->open[k->n - 1];
	/* 18 points, or 14 of bold ones, are large. */
	const double need = x->size >= 24 || (x->bold && x->size > 18.66) ? 3 : 4.5;
	const struct colour ink = x->has_ink == SAID ? x->ink : black;
	const struct colour paper = x->has_paper == SAID ? x->paper : white;
	const double have = colour_contrast(ink, paper);

	if (x->has_ink == UNKNOWN || x->has_paper == UNKNOWN || x->hidden)
		return;
	if (have < need && is_new(k, ink, paper))
		lint_say(k->l, LINT_CONTRAST, LINT_HTML, off, "text of #%02x%02x%02x on "
		    "#%02x%02x%02x: a contrast of %.2f, where %.1f can be read", ink.r, ink.g,
		    ink.b,
		    paper.r, paper.g, paper.b, have, need);
	if (!k->dark_said && (x->has_ink == SAID) != (x->has_paper == SAID)) {
		k->dark_said = true;
		lint_say(k->l, LINT_DARK, LINT_HTML, off, "%s is set and %s is left to the mailer, "
		    "which may be dark", x->has_ink == SAID ? "the text's colour" :
		    "the background",
		    x->has_ink == SAID ? "the background" : "the text's colour");
	}
}

/* ---- the document ---- */

static bool
is_rtl(struct sv language)
{
	static const char *const list[] = { "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd",
		"ug", "ur", "yi", NULL };
	struct sv tag = { language.p, sv_find(language, '-') };

	for (size_t i = 0; list[i] != NULL; i++)
		if (html_same(tag, list[i]))
			return true;
	return false;
}

static void
check_document(struct look *k, const struct html_token *t)
{
	const struct sv want = k->l->m->language;
	struct sv lang = { "", 0 }, dir = { "", 0 }, tag;
	char primary[16];

	k->html = true;
	html_has(t, "dir", &dir);
	if (!html_has(t, "lang", &lang) || is_blank(lang)) {
		lint_say(k->l, LINT_LANGUAGE, LINT_HTML, t->off, "<html> without lang");
	} else if (want.n > 0 && !sv_has(lang, SV("{{"))) {
		tag = (struct sv){ want.p, sv_find(want, '-') };
		snprintf(primary, sizeof(primary), "%.*s", (int)(tag.n < 8 ? tag.n : 8), tag.p);
		if (!html_same((struct sv){ lang.p, sv_find(lang, '-') }, primary))
			lint_say(k->l, LINT_LANGUAGE, LINT_HTML, t->off,
			    "lang=\"%.*s\" in the text of '%.*s'", SV_SHOW(lang), SV_SHOW(want));
	}
	if (is_rtl(want.n > 0 ? want : lang) && !html_same(dir, "rtl"))
		lint_say(k->l, LINT_DIRECTION, LINT_HTML, t->off, "a language from right to left "
		    "without dir=\"rtl\"");
}

static void
check_width(struct look *k, const struct html_token *t)
{
	struct sv value = { "", 0 };
	double width = 0;
	uint64_t n;

	if (html_has(t, "width", &value) && num_u64(value, &n) == RC_OK)
		width = (double)n;
	value = html_style(t, "width");
	if (value.n > 2 && memcmp(value.p + value.n - 2, "px", 2) == 0)
		(void)read_size(value, &width);
	if (width > width_max && html_style(t, "max-width").n == 0)
		lint_say(k->l, LINT_PHONE, LINT_HTML, t->off,
		    "<%.*s> of %g pixels: a phone has fewer",
		    SV_SHOW(t->text), width);
}

static void
check_image(struct look *k, const struct html_token *t)
{
	struct sv alt = { "", 0 };

	if (!html_has(t, "alt", &alt))
		lint_say(k->l, LINT_ALT, LINT_HTML, t->off, "<img> without alt");
	if (k->link && !is_blank(alt))
		k->link_text = true;
}

/* ---- links ---- */

static bool
is_button(const struct html_token *t)
{
	struct sv value;

	if (html_has(t, "role", &value) && html_same(value, "button"))
		return true;
	if (html_has(t, "class", &value) && (has_word(value, "button") || has_word(value, "btn") ||
	    has_word(value, "cta")))
		return true;
	return html_style(t, "background").n > 0 || html_style(t, "background-color").n > 0;
}

static void
open_link(struct look *k, const struct html_token *t)
{
	struct sv href;
	bool new = true;

	if (!html_has(t, "href", &href))
		return;
	k->link = true;
	k->link_off = t->off;
	k->link_text = html_has(t, "aria-label", NULL);
	k->link_words = (struct sv){ "", 0 };
	if (has_word(href, "unsubscribe_url")) {
		k->unsubscribe = k->unsubscribe || !k->open[k->n - 1].hidden;
		return;
	}
	if (sv_starts(href, SV("mailto:")) || sv_starts(href, SV("tel:")) ||
	    sv_starts(href, SV("#")))
		return;
	k->links++;
	if (!is_button(t))
		return;
	for (size_t i = 0; i < k->nactions; i++)
		new = new && !sv_eq(k->action[i], href);
	if (!new || k->nactions == ACTIONS_MAX)
		return;
	k->action[k->nactions++] = href;
	if (k->nactions == 2)
		k->second = t->off;
}

static void
close_link(struct look *k)
{
	static const char *const list[] = { "here", "click here", "click", "more", "read more",
		"link", "this link", "hier", "ici", NULL };

	if (!k->link)
		return;
	k->link = false;
	if (!k->link_text) {
		lint_say(k->l, LINT_LINK_TEXT, LINT_HTML, k->link_off, "a link with nothing in it");
		return;
	}
	for (size_t i = 0; list[i] != NULL; i++)
		if (html_same(k->link_words, list[i]))
			lint_say(k->l, LINT_LINK_TEXT, LINT_HTML, k->link_off,
			    "a link that says '%s'",
			    list[i]);
}

/* ---- the walk ---- */

static void
open_tag(struct look *k, const struct html_token *t)
{
	struct element x;
	struct sv value;

	if (html_is(t, "html"))
		check_document(k, t);
	if (html_is(t, "meta") && html_has(t, "name", &value) && html_same(value, "viewport"))
		k->viewport = true;
	if (html_is(t, "img"))
		check_image(k, t);
	check_width(k, t);
	if (html_void(t))
		return;
	if (k->n == DEPTH_MAX) {
		k->deeper++;
		return;
	}
	x = k->open[k->n - 1];
	x.name = t->text;
	take_look(&x, t);
	k->open[k->n++] = x;
	if (html_is(t, "a"))
		open_link(k, t);
}

static bool
same_name(struct sv a, struct sv b)
{
	char small[16];

	if (a.n != b.n || a.n >= sizeof(small))
		return false;
	for (size_t i = 0; i < a.n; i++)
		small[i] = (char)(a.p[i] >= 'A' && a.p[i] <= 'Z' ? a.p[i] | 0x20 : a.p[i]);
	small[a.n] = '\0';
	return html_same(b, small);
}

/* What was opened inside and not closed ends with it, as browsers have it. */
static void
close_tag(struct look *k, const struct html_token *t)
{
	if (html_is(t, "a"))
		close_link(k);
	if (k->deeper > 0) {
		k->deeper--;
		return;
	}
	for (size_t i = k->n; i > 1; i--)
		if (same_name(k->open[i - 1].name, t->text)) {
			k->n = i - 1;
			return;
		}
}

static void
take_text(struct look *k, const struct html_token *t)
{
	const struct sv name = k->open[k->n - 1].name, words = words_of(t->text);

	if (html_same(name, "style") || html_same(name, "script") || html_same(name, "title") ||
	    words.n == 0)
		return;
	if (k->link) {
		k->link_words = k->link_text ? (struct sv){ "", 0 } : words;
		k->link_text = true;
	}
	check_contrast(k, (size_t)(words.p - k->l->m->source[LINT_HTML].p));
}

static void
check_whole(struct look *k)
{
	const struct lint_message *m = k->l->m;

	if (!k->html)
		lint_say(k->l, LINT_LANGUAGE, LINT_HTML, 0, "there is no <html lang=...> around "
		    "it");
	if (!k->viewport)
		lint_say(k->l, LINT_PHONE, LINT_HTML, 0, "there is no <meta name=\"viewport\">: "
		    "phones show it small");
	if (m->source[LINT_HTML].n > BYTES_MAX)
		lint_say(k->l, LINT_SIZE, LINT_HTML, BYTES_MAX,
		    "HTML of %zu bytes: Gmail clips it from here on", m->source[LINT_HTML].n);
	if (!m->marketing)
		return;
	if (!k->unsubscribe)
		lint_say(k->l, LINT_UNSUBSCRIBE, LINT_HTML, SIZE_MAX, "marketing without a link to "
		    "{{unsubscribe_url}} that can be seen");
	if (k->nactions > 1)
		lint_say(k->l, LINT_ACTION, LINT_HTML, k->second, "a second button: %zu ask for "
		    "different things", k->nactions);
	else if (k->links == 0)
		lint_say(k->l, LINT_ACTION, LINT_HTML, SIZE_MAX, "there is nothing to do: no link");
}

void
lint_html(const struct lint *l)
{
	struct look k = { .l = l, .n = 1, .open[0] = { .name = { "", 0 }, .size = 16 } };
	struct html h;
	struct html_token t;

	html_init(&h, l->m->source[LINT_HTML]);
	while (html_next(&h, &t)) {
		if (t.kind == HTML_TEXT)
			take_text(&k, &t);
		else if (t.kind == HTML_OPEN)
			open_tag(&k, &t);
		else
			close_tag(&k, &t);
	}
	check_whole(&k);
}
