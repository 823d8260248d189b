/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rprom - samples, labels and names; what the collector would refuse is refused
 */
#include "../rlines.h"
#include "report/rprom.h"

#define HEAD(name, of) "# HELP cx_" name " cxutils result " of "\n# TYPE cx_" name " gauge\n"

/* What is written, or the message. */
static const char *
written(const char *lines, const char *label, struct buf *o)
{
	static const struct rcell_style plain = { 0 };
	struct err e = { 0 };
	struct rtable t;
	enum rc rc = RC_OK;

	buf_clear(o);
	rlines(&t, lines);
	if (label != NULL)
		rc = rtable_label(&t, label, &e);
	if (rc == RC_OK)
		rc = rprom_write(&t, &plain, o, &e);
	T_QUIET(rc == RC_OK || (rc == RC_USAGE && o->n == 0), "an error writes nothing");
	rtable_free(&t);
	if (rc != RC_OK)
		buf_sv(o, sv_of(e.msg));
	return rlines_text(o);
}

int
main(void)
{
	static const struct { const char *lines, *label, *want, *name; } cases[] = {
		{ "", NULL, "", "nothing" },
		{ "{\"kind\":\"stat\",\"k\":\"a\",\"n\":1}\n{\"kind\":\"stat\",\"k\":\"b\",\"n\":null}\n", NULL,
		  HEAD("n", "n") "cx_n{k=\"a\"} 1\n", "null is no sample, one kind no label" },
		{ "{\"kind\":\"stat\",\"n\":1}\n{\"kind\":\"slo\",\"n\":2}\n", NULL,
		  HEAD("n", "n") "cx_n{kind=\"stat\"} 1\ncx_n{kind=\"slo\"} 2\n", "two kinds" },
		{ "{\"k\":\"a\",\"n\":null}\n", NULL, "", "no samples, no head" },
		{ "{\"k\":\"q\\\"\\\\\\n\",\"a\\\"\\\\\\nb\":1}\n", NULL,
		  HEAD("a___b", "a\"\\\\\\nb") "cx_a___b{k=\"q\\\"\\\\\\n\"} 1\n", "escapes" },
		{ "{\"9k\":\"a\",\"__x\":\"b\",\"\":\"c\",\"4xx\":1}\n", NULL,
		  HEAD("4xx", "4xx") "cx_4xx{_9k=\"a\",_x=\"b\",_=\"c\"} 1\n", "names of labels" },
		{ "{\"k\":\"\",\"l\":\"x\",\"n\":1}\n", NULL, HEAD("n", "n") "cx_n{l=\"x\"} 1\n",
		  "an empty label is none" },
		{ "{\"payment_method\":\"card\",\"n\":1,\"n_method\":\"exact\"}\n", NULL,
		  HEAD("n", "n") "cx_n{payment_method=\"card\"} 1\n", "a method of nothing is a label" },
		{ "{\"total\":true,\"n\":3}\n{\"n\":1,\"k\":\"a\"}\n", NULL,
		  HEAD("n", "n") "cx_n{total=\"true\"} 3\ncx_n{k=\"a\"} 1\n", "a total" },
		{ "{\"status\":200,\"n\":5}\n{\"status\":500,\"n\":1}\n", NULL,
		  "--as prom: two rows have no labels; name the number columns that are keys with "
		  "--label, perhaps --label status", "no labels" },
		{ "{\"status\":200,\"n\":5}\n{\"status\":500,\"n\":1}\n", "status",
		  HEAD("n", "n") "cx_n{status=\"200\"} 5\ncx_n{status=\"500\"} 1\n", "with labels" },
		{ "{\"window\":\"2026-01-01T00:00:00Z\",\"k\":\"a\",\"n\":1}\n"
		  "{\"window\":\"2026-01-01T01:00:00+01:00\",\"k\":\"a\",\"n\":2}\n", NULL,
		  "--as prom: two rows of one window have the labels {k=\"a\"}; name the number columns "
		  "that are keys with --label", "one window in two words" },
		{ "{\"window\":\"2026-01-01T00:00:00Z\",\"k\":\"a\",\"n\":1}\n"
		  "{\"window\":\"2026-01-01T02:00:00Z\",\"k\":\"a\",\"n\":2}\n"
		  "{\"window\":\"2026-01-01T00:00:00Z\",\"k\":\"a\",\"n\":3}\n", NULL,
		  "--as prom: two rows of one window have the labels {k=\"a\"}; name the number columns "
		  "that are keys with --label", "twins although not the latest" },
		{ "{\"window\":\"2026-01-01T02:00:00+03:00\",\"n\":1}\n{\"window\":\"2026-01-01T00:00:00Z\",\"n\":2}\n"
		  "{\"window\":\"2025-12-31T23:30:00Z\",\"n\":3}\n", NULL,
		  HEAD("n", "n") "cx_n 2\n", "the latest instant" },
		{ "{\"window\":\"2026-01-01T00:00:00Z\",\"n\":1}\n{\"n\":2}\n", NULL,
		  "--as prom: two rows have no labels; name the number columns that are keys with "
		  "--label", "with and without a window" },
		{ "{\"a-b\":1,\"a_b\":2}\n", NULL,
		  "--as prom: 'a-b' and 'a_b' would both be the metric cx_a_b; leave one out with "
		  "--fields, or rename it with cxselect", "metrics of one name" },
		{ "{\"a-b\":\"x\",\"a_b\":\"y\",\"n\":1}\n", NULL,
		  "--as prom: 'a-b' and 'a_b' would both be the label a_b; leave one out with "
		  "--fields, or rename it with cxselect", "labels of one name" },
		{ "{\"a-b\":\"x\",\"a_b\":1}\n", NULL, HEAD("a_b", "a_b") "cx_a_b{a_b=\"x\"} 1\n",
		  "a label and a metric of one name" },
	};
	struct buf o;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		T_STR(written(cases[i].lines, cases[i].label, &o), cases[i].want, cases[i].name);
	buf_free(&o);
	return t_done();
}
