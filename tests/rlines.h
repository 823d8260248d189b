/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rlines - a result table from NDJSON text, for tests of what shows it
 */
#ifndef CX_TESTS_RLINES_H
#define CX_TESTS_RLINES_H

#include "base/buf.h"
#include "io/in.h"
#include "json/jread.h"
#include "report/rtable.h"
#include "t.h"

#include <string.h>

/* The records of @text, each line ended by '\n', as a table; linked. */
static inline void
rlines(struct rtable *t, const char *text)
{
	size_t n = strlen(text);
	char *block = calloc(1, n + IN_PAD);
	struct jread *r = jread_new(NULL, 0, true);
	const char *at = block;
	struct jread_line line;
	uint64_t lines = 0;
	enum rc rc;

	memcpy(block, text, n);
	rtable_init(t);
	while ((rc = jread_next(r, &at, block + n, &lines, NULL, &line, NULL)) == RC_OK)
		rtable_add(t, line.member, line.nmember);
	T_QUIET(rc == RC_END, "a line that is no record: %s", text);
	rtable_link(t);
	jread_free(r);
	free(block);
}

/* What was written, as a C string, alive until the next call. */
static inline const char *
rlines_text(struct buf *o)
{
	buf_c(o, '\0');
	o->n--;
	return o->p;
}

#endif
