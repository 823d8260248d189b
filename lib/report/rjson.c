/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/rjson.h"

#include "json/jwrite.h"

enum rc
rjson_write(const struct rtable *t, const struct rcell_style *style, struct buf *o, struct err *e)
{
	(void)style;
	(void)e;
	for (size_t r = 0; r < t->nrow; r++) {
		struct jwrite w;

		jwrite_init(&w, o);
		jwrite_open(&w, '{');
		for (size_t c = 0; c < t->ncol; c++) {
			const struct val *v = rtable_cell(t, r, c);

			if (v->kind == VAL_NONE || t->col[c].carried)
				continue;
			jwrite_key(&w, t->col[c].name);
			jwrite_val(&w, v);
		}
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
	}
	return RC_OK;
}
