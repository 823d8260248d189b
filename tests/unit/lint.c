/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lint - each rule says what it is for, where it is, and nothing of what is good
 *
 * Contrasts are those of WCAG's own examples and of WebAIM's checker.
 */
#include "message/colour.h"
#include "message/html.h"
#include "message/lint.h"

#include "../t.h"

#include <math.h>

#define HEAD	"<html lang=\"en\"><meta name=\"viewport\" content=\"width=device-width\">"
#define LEAVE	"<a href=\"{{unsubscribe_url}}\">Leave the list</a>"
#define SHOP	"<a href=\"{{shop_url}}\">To the shop</a>"

static const struct row {
	enum lint_part part;
	bool           marketing;
	const char    *language;
	const char    *text;
	const char    *want;	/* all that is said, a line each; without the place "t:" */
} rows[] = {
	{ LINT_SUBJECT, false, "", "Your order {{order_id}} is on its way", "" },
	{ LINT_SUBJECT, false, "", "Your order {{order_id}} is on its way, and will be with you in a day",
	    "1:1: a subject of 56 columns and its values: from 50 on it is cut [subject_length]\n" },
	{ LINT_SUBJECT, false, "", "{{#if a}}{{x|default:\"0123456789012345678901234567890123456789\"}} "
	    "0123456789{{else}}short{{/if}}", "1:1: a subject of 51 columns and its values: from 50 on "
	    "it is cut [subject_length]\n" },
	{ LINT_SUBJECT, false, "", "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4", "" },
	{ LINT_SUBJECT, false, "", "LAST CHANCE {{name}}", "1:1: a subject in capitals [shouting]\n" },
	{ LINT_SUBJECT, false, "", "Now!! {{LAST_CHANCE_OF_ALL}}", "1:4: a subject with more than one '!' "
	    "[shouting]\n" },
	{ LINT_TITLE, false, "", "Still yours, {{name}}!", "" },
	{ LINT_TITLE, false, "", "Things in your cart that you still want to have",
	    "1:1: a title of 47 columns and its values: from 40 on it is cut [title_length]\n" },
	{ LINT_BODY, false, "", "0123456789012345678901234567890123456789012345678901234567890123456789"
	    "01234567890123456789012345678901234567890", "1:1: a text of 111 columns and its values: from "
	    "110 on it is cut [body_length]\n" },
	{ LINT_TEXT, true, "", "Come back: {{shop_url}}\nLeave: {{unsubscribe_url}}\n", "" },
	{ LINT_TEXT, true, "", "Come back: {{shop_url}}\n",
	    "1:1: marketing without {{unsubscribe_url}} in its text [unsubscribe]\n" },
	{ LINT_TEXT, false, "", "Thank you.\n", "" },
	{ LINT_HTML, true, "en", HEAD "<p>{{text}}</p>" SHOP LEAVE, "" },
	{ LINT_HTML, true, "en-GB", HEAD "<p>x</p>" SHOP,
	    "1:1: marketing without a link to {{unsubscribe_url}} that can be seen [unsubscribe]\n" },
	{ LINT_HTML, true, "en", HEAD SHOP "<div style=\"display:none\">" LEAVE "</div>",
	    "1:1: marketing without a link to {{unsubscribe_url}} that can be seen [unsubscribe]\n" },
	{ LINT_HTML, true, "en", HEAD LEAVE, "1:1: there is nothing to do: no link [one_action]\n" },
	{ LINT_HTML, true, "en", HEAD "\n<a class=\"btn\" href=\"{{a}}\">Buy it</a> <a class='btn' "
	    "href=\"{{a}}\">Buy this</a>\n<a role=button href='https://x.example/b'>Sell it</a>" LEAVE,
	    "3:1: a second button: 2 ask for different things [one_action]\n" },
	{ LINT_HTML, false, "en", "<p>x</p>", "1:1: there is no <html lang=...> around it [language]\n"
	    "1:1: there is no <meta name=\"viewport\">: phones show it small [phone_width]\n" },
	{ LINT_HTML, false, "fr", HEAD "x", "1:1: lang=\"en\" in the text of 'fr' [language]\n" },
	{ LINT_HTML, false, "fr", "<html lang=\"{{l}}\"><meta name=viewport>x", "" },
	{ LINT_HTML, false, "", "<!DOCTYPE html>\n<html lang=''><meta name='viewport'>x",
	    "2:1: <html> without lang [language]\n" },
	{ LINT_HTML, false, "", "<html lang=\"ar\"><meta name='viewport'>x",
	    "1:1: a language from right to left without dir=\"rtl\" [direction]\n" },
	{ LINT_HTML, false, "he", "<html lang=\"he-IL\" dir=\"rtl\"><meta name='viewport'>x", "" },
	{ LINT_HTML, false, "", HEAD "<img src='a.png'><img src='b.png' alt=''>",
	    "1:68: <img> without alt [alt]\n" },
	{ LINT_HTML, false, "", HEAD "<a href='x'><img src='a.png' alt=' '></a><a href='x'><img src='a.png' "
	    "alt='A'></a><a href='x'>Click Here</a><a href='x'>read the <b>more</b></a>",
	    "1:68: a link with nothing in it [link_text]\n"
	    "1:150: a link that says 'click here' [link_text]\n" },
	{ LINT_HTML, false, "", HEAD "<table width=\"640\"><td style=\"width:700px;max-width:100%\">x"
	    "<td style='width: 601px'>y</table>",
	    "1:68: <table> of 640 pixels: a phone has fewer [phone_width]\n"
	    "1:127: <td> of 601 pixels: a phone has fewer [phone_width]\n" },
	{ LINT_HTML, false, "", HEAD "<p style=\"color:#777777;background:#fff\">a<b>b</b></p><p>c</p>",
	    "1:109: text of #777777 on #ffffff: a contrast of 4.48, where 4.5 can be read [contrast]\n"
	    "" },
	{ LINT_HTML, false, "", HEAD "<body bgcolor=white style='color:black'><h1 style=\"color:#777\">a</h1>"
	    "<p style='color:#777;font-size:18pt'>b</p><p style='color:#777;font-size:14pt'>c</p>"
	    "<p style='color:#777;font:x;font-weight:700;font-size:14pt'>d</p>",
	    "1:216: text of #777777 on #ffffff: a contrast of 4.48, where 4.5 can be read [contrast]\n" },
	{ LINT_HTML, false, "", HEAD "<p style='color:#222'>a</p><p style='color:#333'>b</p>",
	    "1:90: the text's colour is set and the background is left to the mailer, which may be dark "
	    "[dark_mode]\n" },
	{ LINT_HTML, false, "", HEAD "<div style='background-color:#000'><p style='color:url(x)'>a</p>b</div>",
	    "1:132: text of #000000 on #000000: a contrast of 1.00, where 4.5 can be read [contrast]\n"
	    "1:132: the background is set and the text's colour is left to the mailer, which may be dark "
	    "[dark_mode]\n" },
	{ LINT_HTML, false, "", HEAD "<div style='background:url(a.png)'>a</div><td background='b'>c", "" },
	{ LINT_HTML, false, "", HEAD "x<p title=\"", "" },
	{ LINT_HTML, false, "", HEAD "<style>p > a { color: #fff }</style><title>x</title><!-- <img> -->"
	    "<p title=\"a > {{x|default:\"<img>\"}}\">y</p>", "" }
};

static void
hear(void *ctx, const struct lint_rule *rule, const char *message)
{
	struct buf *b = ctx;

	(void)rule;
	buf_printf(b, "%s\n", strncmp(message, "t:", 2) == 0 ? message + 2 : message);
}

static enum template_context
context_of(enum lint_part part)
{
	return part == LINT_HTML ? TEMPLATE_HTML : part == LINT_SUBJECT ? TEMPLATE_HEADER : TEMPLATE_TEXT;
}

static void
test_rows(void)
{
	const struct template_origin origin = { "t", 1, 1 };
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *r = &rows[i];
		struct lint_message m = { .language = sv_of(r->language), .mail = r->part <= LINT_HTML,
			.push = r->part > LINT_HTML, .marketing = r->marketing };
		struct template *t = NULL, *text = NULL;
		struct err e = { 0 };

		T_OK(template_parse(&t, sv_of(r->text), context_of(r->part), &origin, &a, &e) == RC_OK &&
		    template_parse(&text, SV("{{unsubscribe_url}}"), TEMPLATE_TEXT, NULL, &a, &e) == RC_OK,
		    "row %zu: %s", i, e.msg);
		m.part[LINT_TEXT] = text;
		m.source[LINT_TEXT] = SV("{{unsubscribe_url}}");
		m.part[r->part] = t;
		m.source[r->part] = sv_of(r->text);
		buf_clear(&b);
		lint_message(&m, hear, &b);
		buf_c(&b, '\0');
		T_STR(b.p, r->want, r->text);
	}
	buf_free(&b);
	arena_free(&a);
}

static void
say_of(const struct lint_message *m, struct buf *b)
{
	buf_clear(b);
	lint_message(m, hear, b);
	buf_c(b, '\0');
}

/* What is long, or missing as a whole. */
static void
test_wholes(void)
{
	const struct template_origin quoted = { "p.yaml", 7, 0 };
	struct lint_message m = { .mail = true };
	struct template *t;
	struct err e = { 0 };
	struct arena a;
	struct buf b, text;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	buf_printf(&text, HEAD);
	while (text.n < 102 * 1024 + 1)
		buf_printf(&text, "<p>a</p>\n");
	T_OK(template_parse(&t, buf_view(&text), TEMPLATE_HTML, &quoted, &a, &e) == RC_OK, "parsed");
	m.part[LINT_HTML] = t;
	m.source[LINT_HTML] = buf_view(&text);
	say_of(&m, &b);
	T_STR(b.p, "p.yaml:7: there is no plain text beside it [text_part]\n"
	    "p.yaml:7: HTML of 104449 bytes: Gmail clips it from here on [size]\n", "large HTML alone");
	m = (struct lint_message){ .push = true };
	buf_clear(&text);
	buf_printf(&text, "https://x.example/?");
	while (text.n < 4000)
		buf_c(&text, 'a');
	T_OK(template_parse(&t, buf_view(&text), TEMPLATE_URL, NULL, &a, &e) == RC_OK, "parsed");
	m.part[LINT_URL] = t;
	m.source[LINT_URL] = buf_view(&text);
	say_of(&m, &b);
	T_STR(b.p, "a notification of 4031 bytes: Web Push has room for 3993 [payload]\n", "a long link");
	buf_free(&b);
	buf_free(&text);
	arena_free(&a);
}

static void
test_colours(void)
{
	static const struct { const char *a, *b; double want; } pairs[] = {
		{ "#000", "white", 21 }, { "#FFF", "#ffffff", 1 }, { "#777777", "#fff", 4.48 },
		{ "#767676", "rgb(255, 255,255)", 4.54 }, { "#0000ff", "#ffffff", 8.59 },
		{ "Red", "white", 4.00 }
	};
	static const char *const none[] = { "", "#12", "#12345g", "rgba(0,0,0,1)", "rgb(1,2)",
		"rgb(256,0,0)", "rgb(1,2,3", "transparent", "url(#000)", "rgb(1,2,3) x" };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct colour a, b;

		T_OK(colour_read(sv_of(pairs[i].a), &a) && colour_read(sv_of(pairs[i].b), &b) &&
		    fabs(colour_contrast(a, b) - pairs[i].want) < 0.005, "%s on %s is %.2f", pairs[i].a,
		    pairs[i].b, pairs[i].want);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct colour c;

		T_OK(!colour_read(sv_of(none[i]), &c), "'%s' is no colour", none[i]);
	}
}

int
main(void)
{
	test_rows();
	test_wholes();
	test_colours();
	return t_done();
}
