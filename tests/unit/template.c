/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template - what each tag, escape and place makes of values, and what is refused where
 */
#include "message/template.h"

#include "../t.h"

static const char vars[] = "{\"name\":\"Ann <b>\\\"&'\",\"n\":3,\"empty\":\"\",\"no\":false,"
    "\"none\":null,\"zero\":0.0,\"yes\":true,\"list\":[{\"name\":\"a\",\"in\":{\"x\":1}},"
    "{\"name\":\"b\"}],\"words\":[\"x\",\"y\",\"z\"],\"nothing\":[ "
    "],\"o\":{\"p\":{\"q\":\"deep\"}},"
    "\"url\":\"https://shop.example/a?b=1&c='2'\",\"bad\":\"javascript:alert(1)\","
    "\"lines\":\"one\\r\\nBcc: two\\u0007\\u2028three \",\"channel\":\"<!channel> & \\\"q\\\"\","
    "\"big\":12345678901234567890,\"path\":\"a b/\\u00e9\",\"caps\":\"HTTPS://EXAMPLE.ORG/\","
    "\"mail\":\"mailto:a@example.org\",\"space\":\"https://example.org/a b\"}";

struct row {
	enum template_context context;
	const char *text;
	const char *want;	/* of an error its message */
	enum rc     rc;
};

static const struct row texts[] = {
	{ TEMPLATE_TEXT, "", "", RC_OK },
	{ TEMPLATE_TEXT, "plain } text { with } }} braces", "plain } text { with } }} braces",
	    RC_OK },
	{ TEMPLATE_TEXT, "Hi {{ name }}!", "Hi Ann <b>\"&'!", RC_OK },
	{ TEMPLATE_TEXT, "{{n}} {{zero}} {{yes}} {{no}} {{big}}", "3 0.0 true false "
	    "12345678901234567890", RC_OK },
	{ TEMPLATE_TEXT, "{{o.p.q}}", "deep", RC_OK },
	{ TEMPLATE_TEXT, "[{{empty}}]", "[]", RC_OK },
	{ TEMPLATE_TEXT, "{{gone|default:\"you }} \\\"there\\\\\"}}", "you }} \"there\\", RC_OK },
	{ TEMPLATE_TEXT, "{{none | default: \"x\"}}{{empty|default:\"y\"}}{{n|default:\"z\"}}"
	    "{{no|default:\"t\"}}{{gone|default:\"\"}}", "xy3false", RC_OK },
	{ TEMPLATE_TEXT, "a{{! no \" matter }}b", "ab", RC_OK },
	{ TEMPLATE_TEXT, "\\{{name}} {{n}}", "{{name}} 3", RC_OK },
	{ TEMPLATE_TEXT, "{{#if yes}}1{{/if}}{{#if no}}2{{/if}}{{#if none}}3{{/if}}{{#if "
	    "empty}}4{{/if}}"
	    "{{#if zero}}5{{/if}}{{#if gone}}6{{/if}}{{#if nothing}}7{{/if}}{{#if o}}8{{/if}}"
	    "{{#if words}}9{{/if}}{{#if n}}0{{/if}}", "1890", RC_OK },
	{ TEMPLATE_TEXT, "{{#if no}}a{{else}}b{{/if}}{{#if yes}}c{{else}}d{{/if}}", "bc", RC_OK },
	{ TEMPLATE_TEXT, "{{#each list}}{{@number}}.{{name}}/{{n}}{{#if @last}}{{else}}, {{/if}}"
	    "{{/each}}", "1.a/3, 2.b/3", RC_OK },
	{ TEMPLATE_TEXT, "{{#each words}}{{#if @first}}:{{/if}}{{.}}{{/each}}", ":xyz", RC_OK },
	{ TEMPLATE_TEXT, "{{#each nothing}}x{{else}}none{{/each}}", "none", RC_OK },
	{ TEMPLATE_TEXT, "{{#each list}}{{#each words}}{{@number}}{{/each}} {{/each}}", "123 123 ",
	    RC_OK },
	{ TEMPLATE_TEXT, "{{#each list}}{{#if in}}{{in.x}}{{else}}-{{/if}}{{/each}}", "1-", RC_OK },
	{ TEMPLATE_TEXT, "a\n  {{#if yes}}  \n b\n\t{{else}}\r\n c\n{{/if}}\n{{! c }}\nd\n",
	    "a\n b\nd\n",
	    RC_OK },
	{ TEMPLATE_TEXT, "{{#each words}}\n- {{.}}\n{{/each}}", "- x\n- y\n- z\n", RC_OK },
	{ TEMPLATE_TEXT, "a {{#if yes}}\nb{{/if}}\n", "a \nb\n", RC_OK },
	{ TEMPLATE_TEXT, "{{n}}\n{{n}}\n", "3\n3\n", RC_OK },
	{ TEMPLATE_TEXT, "{{lines}}", "one \nBcc: two \xe2\x80\xa8three ", RC_OK },
	{ TEMPLATE_TEXT, "{{path|url}}", "a%20b%2F%C3%A9", RC_OK },
	{ TEMPLATE_HEADER, "Re: {{lines}}{{name}}\r\n", "Re: one Bcc: two threeAnn <b>\"&'",
	    RC_OK },
	{ TEMPLATE_TEXT, "{{channel|slack}} <https://x.example|y>",
	    "&lt;!channel&gt; &amp; \"q\" <https://x.example|y>", RC_OK },
	{ TEMPLATE_TEXT, "{\"a\":\"{{name|json}}\",\"b\":\"{{lines|json}}\"}",
	    "{\"a\":\"Ann <b>\\\"&'\",\"b\":\"one\\r\\nBcc: two\\u0007\xe2\x80\xa8three \"}",
	    RC_OK },
	{ TEMPLATE_HTML, "<p title=\"{{channel|json}}\">", "<p title=\"&lt;!channel&gt; &amp; "
	    "\\&quot;q\\&quot;\">",
	    RC_OK },
	{ TEMPLATE_URL, "https://s.example/{{path}}?n={{n}}&u={{url}}\n",
	    "https://s.example/a%20b%2F%C3%A9?n=3&u=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c%3D%272%27",
	    RC_OK },
	{ TEMPLATE_URL, "{{url}}", "https://shop.example/a?b=1&c='2'", RC_OK },
	{ TEMPLATE_URL, "{{url}}&d={{n}}", "https://shop.example/a?b=1&c='2'&d=3", RC_OK },
	{ TEMPLATE_URL, "{{caps}}", "HTTPS://EXAMPLE.ORG/", RC_OK },
	{ TEMPLATE_URL, "tel:{{n}}", "tel:3", RC_OK }
};

static const struct row html[] = {
	{ TEMPLATE_HTML, "<p>{{name}}</p>", "<p>Ann &lt;b&gt;&quot;&amp;&#39;</p>", RC_OK },
	{ TEMPLATE_HTML, "<p title=\"{{name}}\" id='a{{n}}'>",
	    "<p title=\"Ann &lt;b&gt;&quot;&amp;&#39;"
	    "\" id='a3'>", RC_OK },
	{ TEMPLATE_HTML, "<a href=\"{{url}}\">", "<a "
	    "href=\"https://shop.example/a?b=1&amp;c=&#39;2&#39;\">",
	    RC_OK },
	{ TEMPLATE_HTML, "<A HREF = '{{mail}}'>", "<A HREF = 'mailto:a@example.org'>", RC_OK },
	{ TEMPLATE_HTML, "<a href=\"https://s.example/{{path}}?q={{name}}\">",
	    "<a href=\"https://s.example/a%20b%2F%C3%A9?q=Ann%20%3Cb%3E%22%26%27\">", RC_OK },
	{ TEMPLATE_HTML, "<a href=\"?q={{bad}}\">", "<a href=\"?q=javascript%3Aalert%281%29\">",
	    RC_OK },
	{ TEMPLATE_HTML, "<title>{{name}}</title><p class=\"{{#if yes}}a{{else}}b{{/if}}\">{{n}}",
	    "<title>Ann &lt;b&gt;&quot;&amp;&#39;</title><p class=\"a\">3", RC_OK },
	{ TEMPLATE_HTML, "<style>p > a { color: red }</style><script>if (a < b) "
	    "'</p>'</script>{{n}}",
	    "<style>p > a { color: red }</style><script>if (a < b) '</p>'</script>3", RC_OK },
	{ TEMPLATE_HTML, "<!DOCTYPE html><!-- a > b -- c --><!--->{{n}}",
	    "<!DOCTYPE html><!-- a > b -- c --><!--->3", RC_OK },
	{ TEMPLATE_HTML, "1 < 2 <3 {{n}} <br/> <input disabled value=x>{{n}}",
	    "1 < 2 <3 3 <br/> <input disabled value=x>3", RC_OK },
	{ TEMPLATE_HTML, "<a href=\"{{bad}}\">", "t.html:7:10: variable 'bad' is no link of http, "
	    "https, "
	    "mailto, tel or sms", RC_BAD },
	{ TEMPLATE_HTML, "<img src='{{space}}'>", "t.html:7:11: variable 'space' is no link of "
	    "http, "
	    "https, mailto, tel or sms", RC_BAD }
};

static const struct row faults[] = {
	{ TEMPLATE_TEXT, "a\nb {{gone}}", "t.html:8:3: variable 'gone' is missing", RC_BAD },
	{ TEMPLATE_TEXT, "{{none}}", "t.html:7:1: variable 'none' is null", RC_BAD },
	{ TEMPLATE_TEXT, "{{o.p.x}}", "t.html:7:1: variable 'o.p.x' is missing", RC_BAD },
	{ TEMPLATE_TEXT, "{{n.x}}", "t.html:7:1: variable 'n.x' is missing", RC_BAD },
	{ TEMPLATE_TEXT, "{{o}}", "t.html:7:1: variable 'o' is an object, not a text", RC_BAD },
	{ TEMPLATE_TEXT, "{{words}}", "t.html:7:1: variable 'words' is a list, not a text",
	    RC_BAD },
	{ TEMPLATE_TEXT, "{{#each n}}{{/each}}", "t.html:7:1: variable 'n' is no list", RC_BAD },
	{ TEMPLATE_TEXT, "{{#each gone}}{{/each}}", "t.html:7:1: variable 'gone' is missing",
	    RC_BAD },
	{ TEMPLATE_TEXT, "{{@number}}", "t.html:7:1: variable '@number' is missing", RC_BAD },
	{ TEMPLATE_TEXT, "x {{name", "t.html:7:3: '{{' without '}}'", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{{name}}}", "t.html:7:1: three braces: every value is escaped, use two",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{}}", "t.html:7:3: expected the name of a variable", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a..b}}", "t.html:7:5: expected the name of a variable", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{@index}}", "t.html:7:3: expected the name of a variable", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a b}}", "t.html:7:5: expected '|' or '}}'", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a|upper}}", "t.html:7:5: expected default:\"TEXT\", url, json or slack "
	    "behind '|'",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a|default:x}}", "t.html:7:13: expected a text in quotes", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a|default:\"x}}", "t.html:7:1: '{{' without '}}'", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a|default:\"x\"|default:\"y\"}}", "t.html:7:17: a second default",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{#unless a}}", "t.html:7:1: expected {{#if NAME}} or {{#each NAME}}",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{#if a b}}", "t.html:7:8: expected '}}'", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{#ifa}}", "t.html:7:1: expected {{#if NAME}} or {{#each NAME}}",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "\n\n {{#if a}}x", "t.html:9:2: {{#if}} ends with {{/if}}", RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{#if a}}x{{/each}}", "t.html:7:11: {{#if}} ends with {{/if}}",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{#if a}}{{else}}{{else}}{{/if}}", "t.html:7:18: a second {{else}}",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "x{{else}}", "t.html:7:2: {{else}} without a block", RC_SYNTAX },
	{ TEMPLATE_TEXT, "x{{/if}}", "t.html:7:2: {{/if}} without a block", RC_SYNTAX },
	{ TEMPLATE_HEADER, "one\ntwo", "t.html:7:4: a line end or control character, in what has "
	    "to be "
	    "one line", RC_SYNTAX },
	{ TEMPLATE_URL, "javascript:{{n}}", "t.html:7:12: no value may stand in a link of "
	    "'javascript:'",
	    RC_SYNTAX },
	{ TEMPLATE_TEXT, "{{a|url|json}}", "t.html:7:9: a value is encoded once", RC_SYNTAX },
	{ TEMPLATE_TEXT, "ab\n \xff", "t.html:8:2: not UTF-8", RC_SYNTAX },
	{ TEMPLATE_HTML, "<p id={{n}}>", "t.html:7:7: a value in an attribute needs quotes around "
	    "it",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<p id=a{{n}}>", "t.html:7:8: a value in an attribute needs quotes around "
	    "it",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<{{n}}>", "t.html:7:2: no value may stand in a tag, outside of an "
	    "attribute's "
	    "quotes", RC_SYNTAX },
	{ TEMPLATE_HTML, "<p {{n}}=1>", "t.html:7:4: no value may stand in a tag, outside of an "
	    "attribute's quotes", RC_SYNTAX },
	{ TEMPLATE_HTML, "<p onclick='a({{n}})'>", "t.html:7:15: no value may stand in the "
	    "attribute "
	    "'onclick'", RC_SYNTAX },
	{ TEMPLATE_HTML, "<p STYLE='color:{{n}}'>", "t.html:7:17: no value may stand in the "
	    "attribute "
	    "'style'", RC_SYNTAX },
	{ TEMPLATE_HTML, "<script>{{n}}</script>", "t.html:7:9: no value may stand in a <script>",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<style>a{color:{{n}}}</style>", "t.html:7:16: no value may stand in a "
	    "<style>",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<iframe src='{{url}}'>", "t.html:7:14: no value may stand in a <iframe>",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<meta content='0;url={{url}}'>", "t.html:7:22: no value may stand in a "
	    "<meta>",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<!-- {{n}} -->", "t.html:7:6: no value may stand in a comment or "
	    "declaration",
	    RC_SYNTAX },
	{ TEMPLATE_HTML, "<a href=' Java\tScript:{{n}}'>", "t.html:7:23: no value may stand in a "
	    "link of "
	    "'javascript:'", RC_SYNTAX },
	{ TEMPLATE_HTML, "{{#if a}}<p{{/if}}>", "t.html:7:1: a block has to end in the place of "
	    "the "
	    "document that it begins in: a tag, a quote or a string is left open, or closed, in a "
	    "part "
	    "of it", RC_SYNTAX },
	{ TEMPLATE_HTML, "{{#each a}}<p title=\"{{/each}}", "t.html:7:1: a block has to end in the "
	    "place "
	    "of the document that it begins in: a tag, a quote or a string is left open, or "
	    "closed, in a "
	    "part of it", RC_SYNTAX },
	{ TEMPLATE_HTML, "<a href=\"{{#if a}}{{url}}{{else}}https://x.example{{/if}}\">", NULL,
	    RC_OK },
	{ TEMPLATE_HTML, "<a href=\"{{#if a}}http:{{/if}}{{n}}\">",
	    "t.html:7:10: a block has to end in "
	    "the place of the document that it begins in: a tag, a quote or a string is left open, "
	    "or "
	    "closed, in a part of it", RC_SYNTAX }
};

static void
run(const struct row *rows, size_t n)
{
	const struct template_origin origin = { "t.html", 7, 1 };
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		struct template *t;
		struct err e = { 0 };
		enum rc rc;

		buf_clear(&b);
		buf_c(&b, '~');
		rc = template_parse(&t, sv_of(r->text), r->context, &origin, &a, &e);
		if (rc == RC_OK && r->want != NULL)
			rc = template_render(t, sv_of(vars), &b, &e);
		buf_c(&b, '\0');
		T_OK(rc == r->rc, "%s: %d", r->text, (int)rc);
		if (r->want != NULL)
			T_STR(rc == RC_OK ? b.p + 1 : e.msg, r->want, r->text);
		if (rc != RC_OK)
			T_OK(b.n == 2, "and nothing was written");
		arena_reset(&a);
	}
	buf_free(&b);
	arena_free(&a);
}

/* A text in a policy: places in it are not counted, or nothing is known of it. */
static void
test_origins(void)
{
	const struct template_origin quoted = { "p.yaml", 12, 0 };
	struct err e = { 0 };
	struct template *t;
	struct arena a;
	struct buf b;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	T_OK(template_parse(&t, SV("a {{b c}}"), TEMPLATE_TEXT, &quoted, &a, &e) == RC_SYNTAX &&
	    e.col == 7, "the byte of a fault, for who knows the text's place");
	T_STR(e.msg, "expected '|' or '}}'", "and the reason alone");
	T_OK(template_parse(&t, SV("a\n {{b}}"), TEMPLATE_TEXT, &quoted, &a, &e) == RC_OK &&
	    template_render(t, SV("{}"), &b, &e) == RC_BAD, "missing");
	T_STR(e.msg, "p.yaml:12: variable 'b' is missing", "with the line of the text");
	T_OK(template_parse(&t, SV("{{b}}"), TEMPLATE_TEXT, NULL, &a, &e) == RC_OK &&
	    template_render(t, SV("{}"), &b, &e) == RC_BAD, "missing again");
	T_STR(e.msg, "variable 'b' is missing", "without a place");
	T_OK(template_render(t, SV("[1]"), &b, &e) == RC_BAD, "a list has no names");
	T_OK(template_render(t, SV("{\"b\":"), &b, &e) == RC_BAD, "nor has half an object");
	buf_free(&b);
	arena_free(&a);
}

static void
test_limits(void)
{
	struct err e = { 0 };
	struct template *t;
	struct arena a;
	struct buf b, v;

	arena_init(&a);
	buf_init(&b, 100);
	buf_init(&v, SIZE_MAX);
	buf_printf(&v, "{\"x\":[0");
	for (int i = 1; i < 50; i++)
		buf_printf(&v, ",%d", i);
	buf_printf(&v, "]}");
	T_OK(template_parse(&t, SV("{{#each x}}{{#each x}}{{/each}}{{/each}}"), TEMPLATE_TEXT, NULL,
	    &a,
	    &e) == RC_OK && template_render(t, buf_view(&v), &b, &e) == RC_LIMIT, "rounds");
	T_STR(e.msg, "more than 2000 elements of lists", "and why");
	T_OK(template_parse(&t, SV("{{#each x}}{{.}}, {{/each}}"), TEMPLATE_TEXT, NULL, &a, &e) ==
	    RC_OK && template_render(t, buf_view(&v), &b, &e) == RC_LIMIT && b.n == 0 && !b.over,
	    "length");
	T_STR(e.msg, "the text becomes too long", "and why");
	T_OK(template_parse(&t, SV("{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}"
	    "{{#if a}}{{#if a}}"), TEMPLATE_TEXT, NULL, &a, &e) == RC_LIMIT, "depth");
	buf_free(&b);
	buf_free(&v);
	arena_free(&a);
}

static void
test_sample(void)
{
	static const char *const text[] = { "{{first_name|default:\"Hi\"}} {{cart.size}} {{total}}",
		"{{#each items}}<a href=\"{{link}}\">{{name}}</a>{{/each}}{{#if gift}}{{/if}}"
		"{{#if items}}{{#each tags}}{{.}}{{/each}}{{/if}}{{total}}{{#each "
		    "deep}}{{a.b}}{{/each}}" };
	const struct template *list[3] = { NULL };
	struct err e = { 0 };
	struct arena a;
	struct buf b, out;

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < 2; i++) {
		struct template *t;

		T_OK(template_parse(&t, sv_of(text[i]), i == 0 ? TEMPLATE_TEXT : TEMPLATE_HTML,
		    NULL, &a,
		    &e) == RC_OK, "parsed");
		list[i == 0 ? 0 : 2] = t;
	}
	template_sample(list, 3, &b);
	T_OK(template_render(list[0], buf_view(&b), &out, &e) == RC_OK &&
	    template_render(list[2], buf_view(&b), &out, &e) == RC_OK, "a sample has all: %s",
	    e.msg);
	buf_c(&b, '\0');
	T_STR(b.p, "{\"cart\":{\"size\":\"size\"},\"total\":\"total\",\"items\":["
	    "{\"link\":\"https://example.org/link\",\"name\":\"name\"},"
	    "{\"link\":\"https://example.org/link\",\"name\":\"name\"}],\"gift\":true,"
	    "\"tags\":[\"tags\",\"tags\"],\"deep\":[{\"a\":{\"b\":\"b\"}},{\"a\":{\"b\":\"b\"}}]}",
	    "sample");
	buf_free(&b);
	buf_free(&out);
	arena_free(&a);
}

int
main(void)
{
	run(texts, sizeof(texts) / sizeof(*texts));
	run(html, sizeof(html) / sizeof(*html));
	run(faults, sizeof(faults) / sizeof(*faults));
	test_origins();
	test_limits();
	test_sample();
	return t_done();
}
