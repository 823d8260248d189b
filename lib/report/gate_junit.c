/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_junit - verdicts as the XML that Jenkins, GitLab and others read as test results
 *
 * No standard; the shape of Ant's task, as Jenkins takes it.  Counts add up, a case has
 * one of failure, error and skipped at most.  What cannot fail is skipped: a failed
 * advisory case too, since a reader shows skipped ones and stays green.
 */
#include "base/rfc3339.h"
#include "report/gate_text.h"

struct tally {
	size_t tests;
	size_t failures;
	size_t errors;
	size_t skipped;
};

static void
put_xml(struct buf *o, uint32_t cp)
{
	switch (cp) {
	case '&':
		buf_sv(o, SV("&amp;"));
		break;
	case '<':
		buf_sv(o, SV("&lt;"));
		break;
	case '>':
		buf_sv(o, SV("&gt;"));
		break;
	case '"':
		buf_sv(o, SV("&quot;"));
		break;
	case '\t':
	case '\n':
	case '\r':	/* as they stand, attributes would read them as spaces */
		buf_printf(o, "&#%d;", (int)cp);
		break;
	default:
		gate_text_cp(o, cp);
	}
}

static void
put_attribute(struct buf *o, const char *name, struct sv text)
{
	buf_printf(o, " %s=\"", name);
	gate_text_put(o, text, put_xml);
	buf_c(o, '"');
}

static void
count_states(const struct gate_report *r, size_t from, size_t to, struct buf *o)
{
	struct tally t = { 0 };

	for (size_t i = from; i < to; i++) {
		enum gate_face face = gate_text_face(r, &r->c[i]);

		t.tests++;
		t.failures += face == GATE_FACE_FAIL;
		t.errors += face == GATE_FACE_ERROR;
		t.skipped += face == GATE_FACE_SKIP || face == GATE_FACE_ADVICE;
	}
	buf_printf(o, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\"",
	    t.tests, t.failures, t.errors, t.skipped);
}

/* <failure type="fail" message="...">...</failure>: some readers show one, some the other */
static void
put_outcome(struct buf *o, const char *element, const struct gate_case *c)
{
	buf_printf(o, "><%s type=\"%s\"", element, gate_text_state(c->state));
	put_attribute(o, "message", c->message);
	buf_c(o, '>');
	gate_text_put(o, c->message, put_xml);
	buf_printf(o, "</%s></testcase>\n", element);
}

static void
put_skipped(struct buf *o, const struct gate_case *c)
{
	struct buf text;

	buf_init(&text, SIZE_MAX);
	buf_printf(&text, "%s%s: ", c->advisory ? "advisory " : "", gate_text_state(c->state));
	buf_sv(&text, c->message);
	buf_sv(o, SV("><skipped"));
	put_attribute(o, "message", buf_view(&text));
	buf_sv(o, SV("/></testcase>\n"));
	buf_free(&text);
}

static void
test_case(const struct gate_report *r, const struct gate_case *c, struct buf *o)
{
	struct buf class;

	buf_init(&class, SIZE_MAX);
	buf_printf(&class, "%s.", r->tool);
	buf_sv(&class, c->suite);
	buf_sv(o, SV("<testcase"));
	put_attribute(o, "classname", buf_view(&class));
	put_attribute(o, "name", c->name);
	buf_sv(o, SV(" time=\"0\""));
	buf_free(&class);
	switch (gate_text_face(r, c)) {
	case GATE_FACE_FAIL:
		put_outcome(o, "failure", c);
		break;
	case GATE_FACE_ERROR:
		put_outcome(o, "error", c);
		break;
	case GATE_FACE_SKIP:
	case GATE_FACE_ADVICE:
		put_skipped(o, c);
		break;
	default:
		buf_sv(o, SV("/>\n"));
	}
}

/* ISO 8601 without a zone: readers take it for UTC. */
static void
put_timestamp(struct buf *o, int64_t at_us)
{
	char text[RFC3339_MAX];
	struct sv s = { text, rfc3339_text(at_us - at_us % RFC3339_SEC_US, 0, text) };

	if (at_us > 0)
		put_attribute(o, "timestamp", (struct sv){ s.p, s.n - 1 });
}

void
gate_junit(const struct gate_report *r, struct buf *o)
{
	buf_sv(o, SV("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"));
	put_attribute(o, "name", sv_of(r->tool));
	count_states(r, 0, r->n, o);
	buf_sv(o, SV(">\n"));
	for (size_t i = 0, end; i < r->n; i = end) {
		for (end = i + 1; end < r->n && sv_eq(r->c[end].suite, r->c[i].suite);)
			end++;
		buf_sv(o, SV("<testsuite"));
		put_attribute(o, "name", r->c[i].suite);
		count_states(r, i, end, o);
		put_timestamp(o, r->at_us);
		buf_sv(o, SV(">\n"));
		for (size_t k = i; k < end; k++)
			test_case(r, &r->c[k], o);
		buf_sv(o, SV("</testsuite>\n"));
	}
	buf_sv(o, SV("</testsuites>\n"));
}
