/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * routput - see routput.h
 */
#include "report/routput.h"

#include "report/rchart.h"
#include "report/rcsv.h"
#include "report/rjson.h"
#include "report/rprom.h"
#include "report/rtext.h"

static const struct routput rows[] = {
	{ "table", "aligned text for people (the default)", ROUTPUT_COLOR | ROUTPUT_PLOTS |
	  ROUTPUT_LIVE | ROUTPUT_PERCENT | ROUTPUT_APART, rtext_table },
	{ "chart", "a picture: funnels, survival curves, segments",
	  ROUTPUT_COLOR | ROUTPUT_PLOTS | ROUTPUT_PERCENT, rchart_write },
	{ "csv", "comma-separated values for spreadsheets", 0, rcsv_csv },
	{ "tsv", "tab-separated values", 0, rcsv_tsv },
	{ "md", "a Markdown table", ROUTPUT_PERCENT | ROUTPUT_APART, rtext_markdown },
	{ "prom", "Prometheus text for node_exporter's textfile collector", 0, rprom_write },
	{ "json", "the records again, one JSON object a line", 0, rjson_write },
};

const struct registry routput_registry = REGISTRY("output", "Outputs", rows, struct routput);

/* "table", "table or html": the outputs with a flag. */
static void
list_with(unsigned flag, struct buf *b)
{
	const struct routput *row;

	for (size_t i = 0; (row = registry_row(&routput_registry, i)) != NULL; i++)
		if ((row->flags & flag) != 0)
			buf_printf(b, "%s%s", b->n > 0 ? " or " : "", row->name);
}

enum rc
routput_find(const struct routput **out, const char *as, const char *const needs[ROUTPUT_NEEDS],
    struct err *e)
{
	const struct routput *row = as != NULL ? registry_find(&routput_registry, sv_of(as))
	    : registry_row(&routput_registry, 0);
	struct buf b;

	if (row == NULL)
		return rc_err(e, RC_USAGE, "--as: unknown output '%s'", as);
	*out = row;
	for (unsigned i = 0; i < ROUTPUT_NEEDS; i++) {
		if (needs[i] == NULL || (row->flags & 1U << i) != 0)
			continue;
		buf_init(&b, ERR_MSG_MAX);
		list_with(1U << i, &b);
		rc_err(e, RC_USAGE, "%s goes with --as %.*s, not %s", needs[i], (int)b.n, b.p,
		    row->name);
		buf_free(&b);
		return RC_USAGE;
	}
	return RC_OK;
}
