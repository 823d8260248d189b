/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan - any bytes are a plan or a fault inside them; a plan that was read is written and read
 * again to the same bytes
 */
#include "experiment/ab_plan.h"
#include "stats/quiet.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ab_plan p, q;
	struct arena a;
	struct err e = { 0 };
	struct buf b, c;
	enum rc rc;

	quiet_gsl();
	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	buf_init(&c, SIZE_MAX);
	rc = ab_plan_text(&p, "f", (struct sv){ (const char *)data, size }, &a, &e);
	check(rc == RC_OK || (rc == e.rc && e.msg[0] != '\0'));
	if (rc == RC_OK) {
		ab_plan_write(&p, &b);
		check(p.control < p.narm && p.nmetric > 0);
		check(ab_plan_text(&q, "f", (struct sv){ b.p, b.n }, &a, &e) == RC_OK);
		check(!q.edited);
		ab_plan_write(&q, &c);
		check(b.n == c.n && memcmp(b.p, c.p, b.n) == 0);
	}
	buf_free(&b);
	buf_free(&c);
	arena_free(&a);
	return 0;
}
