/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread_value - one JSON text that is not in a padded block
 *
 * Works on a padded copy: on the stack when short, else on the heap.
 */
#include "json/jread.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "json/jscan.h"

#include <string.h>

enum { STACK_MAX = 1024 };

/* The text between @p and s->end. */
static enum rc
value(struct jscan *s, const char *p, struct val *out, struct err *e)
{
	const char *from = p, *q;
	struct sv text = { from, (size_t)(s->end - from) };
	size_t good;

	p = jscan_space(s, p);
	q = jscan_value(s, p, out, 0);
	if (q != NULL) {
		q = jscan_space(s, q);
		if (q != s->end)
			q = jscan_fail(s, JSCAN_END, q);
		else if ((s->high & JSCAN_ALL(0x80)) != 0 && (good = utf8_valid(text)) != text.n)
			q = jscan_fail(s, JSCAN_UTF8, from + good);
	}
	return q != NULL ? RC_OK : jscan_err(s, from, e);
}

enum rc
jread_value(struct sv s, struct val *out, struct err *e)
{
	char stack[STACK_MAX];
	char *copy = s.n + JSCAN_PAD <= sizeof(stack) ? stack : mem_array(NULL, s.n + JSCAN_PAD, 1);
	struct jscan scan = { .end = copy + s.n };
	struct val v = { .kind = VAL_NONE };
	enum rc rc;

	if (s.n != 0)
		memcpy(copy, s.p, s.n);
	memset(copy + s.n, 0, JSCAN_PAD);
	rc = value(&scan, copy, &v, e);
	if (rc == RC_OK) {
		v.text.p = s.p + (v.text.p - copy);
		*out = v;
	}
	if (copy != stack)
		mem_free(copy);
	return rc;
}
