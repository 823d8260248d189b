/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * seen - any bytes as the saved table of a set of texts
 *
 * The first byte is the table's number.  What is taken is saved as the same bytes, whatever
 * white space stood in it.
 */
#include "json/jread.h"
#include "quality/qset_state.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static enum rc
load(struct qset *s, size_t shard, struct sv text, uint64_t seed)
{
	struct err e = { 0 };
	struct val v;
	enum rc rc;

	qset_init(s, 1000, 1 << 16, seed);
	if (jread_value(text, &v, NULL) != RC_OK)
		return RC_BAD;
	rc = qset_state_load(s, shard, &v, &e);
	check(rc == RC_OK || ((rc == RC_SYNTAX || rc == RC_LIMIT) && e.msg[0] != '\0'));
	return rc;
}

static void
save(const struct qset *s, size_t shard, struct buf *b)
{
	struct jwrite w;

	buf_init(b, SIZE_MAX);
	jwrite_init(&w, b);
	qset_state_save(s, shard, &w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t shard = n > 0 ? data[0] % QSET_SHARDS : 0;
	struct sv text = { (const char *)data + (n > 0), n - (n > 0) };
	struct qset s, t;
	struct buf a, b;

	if (load(&s, shard, text, 1) == RC_OK) {
		save(&s, shard, &a);
		check(load(&t, shard, buf_view(&a), 2) == RC_OK && t.n == s.n);
		save(&t, shard, &b);
		check(sv_eq(buf_view(&a), buf_view(&b)));
		buf_free(&a);
		buf_free(&b);
		qset_free(&t);
	}
	qset_free(&s);
	return 0;
}
