/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session - facts of sessions as a saved state may hold them
 *
 * The first byte chooses the rules; each line after it is [time, fact].  What the
 * check lets through must become lines of JSON, as many as there are facts or
 * sessions, and the same ones from the facts in another order.
 */
#include "base/mem.h"
#include "json/jread.h"
#include "run/scan_key.h"
#include "users/session_scan.h"

#include <stdlib.h>
#include <string.h>

enum { KEEP = 2, SPLIT = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool
element(void *ctx, struct sv key, const struct val *v)
{
	struct val **at = ctx;

	(void)key;
	*(*at)++ = *v;
	return v->kind == VAL_NUMBER;	/* one more behind a time */
}

/* The facts among the lines that the check takes. */
static void
collect(const struct session_plan *p, struct sv text, struct scan_list *l, struct arena *a)
{
	while (text.n > 0) {
		size_t n = sv_find(text, '\n');
		struct sv line = { text.p, n };
		struct val array, pair[2] = { { .kind = VAL_NONE }, { .kind = VAL_NONE } };
		struct val *at = pair;
		struct err e;
		int64_t us;

		n += n < text.n;
		text = (struct sv){ text.p + n, text.n - n };
		if (jread_value(line, &array, &e) != RC_OK || array.kind != VAL_ARRAY)
			continue;
		for (struct val **end = &at; end != NULL; end = NULL) {
			size_t commas = 0;

			for (size_t i = 0; i < array.text.n; i++)
				commas += array.text.p[i] == ',';
			if (commas > 0 && array.text.p[1] != '[')
				jread_each(&array, element, end);
		}
		if (num_i64(pair[0].text, &us) == RC_OK && pair[0].kind == VAL_NUMBER &&
		    session_scan_ops.check(p, &pair[1], &e) == RC_OK)
			scan_list_add(l, a, us, pair[1].text);
	}
}
