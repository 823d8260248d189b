/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * expr - any text compiles or is refused at a column inside it; what compiles has
 * a value for any record, and a canonical text that compiles to the same tree,
 * and gives many records at once what it gives each alone
 *
 * Input: an expression, a line feed, a record.
 */
#include "../xbench.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
evaluate(struct xbench *b, const struct expr *x, struct sv json)
{
	struct err e = { 0 };
	struct val v;
	enum expr_tri t;
	enum rc rc;

	if (!xbench_record(b, json) && !xbench_record(b, SV("{}")))
		abort();
	for (int i = 0; i < 2; i++) {
		rc = expr_value(x, &b->rec, b->ev, &v, &e);
		check(rc == RC_OK || (rc == RC_BAD && e.msg[0] != '\0'));
		if (rc == RC_OK) {
			(void)xbench_text(b, &v);
			rc = expr_test(x, &b->rec, b->ev, &t, &e);
			check(rc == RC_OK && (t == EXPR_TRUE) == (v.kind == VAL_TRUE));
		}
		expr_eval_reset(b->ev);
	}
}

/* Of many records at once, each gives what it gives alone, up to one that cannot be judged. */
static void
evaluate_rows(struct xbench *b, const struct expr *x, struct sv json)
{
	const struct record *rec[5], *full, *empty;
	const struct val *at[5];
	struct val room[5], v;
	uint8_t tri[5];
	struct err e = { 0 }, alone = { 0 };
	struct expr_rows r = { .rec = rec, .n = 5, .ev = b->ev, .e = &e };
	enum rc rc = RC_OK;
	size_t n = 0;

	check(xbench_record(b, SV("{}")));
	empty = full = xbench_keep(b);
	if (xbench_record(b, json))
		full = xbench_keep(b);
	for (size_t i = 0; i < 5; i++)
		rec[i] = i % 2 == 0 ? empty : full;
	expr_test_rows(x, &r, tri);
	while (n < 5 && (rc = expr_value(x, rec[n], b->ev, &v, &alone)) == RC_OK) {
		check(n < r.n && (tri[n] == EXPR_TRUE) == (v.kind == VAL_TRUE) &&
		    (tri[n] == EXPR_FALSE) == (v.kind == VAL_FALSE));
		n++;
	}
	check(r.n == n && r.rc == rc && (rc == RC_OK || strcmp(e.msg, alone.msg) == 0));
	r = (struct expr_rows){ .rec = rec, .n = 5, .ev = b->ev, .e = &e };
	expr_value_rows(x, &r, room, at);
	check(r.n == n && r.rc == rc && (rc == RC_OK || strcmp(e.msg, alone.msg) == 0));
	for (size_t i = 0; i < n; i++) {
		check(expr_value(x, rec[i], b->ev, &v, &alone) == RC_OK &&
		    v.kind == at[i]->kind && v.flags == at[i]->flags &&
		    sv_eq(val_text(&v, &b->arena), val_text(at[i], &b->arena)));
	}
	expr_eval_reset(b->ev);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv all = { (const char *)data, size };
	struct sv text = { all.p, sv_find(all, '\n') };
	struct sv rest = SV("");
	const struct expr *x = NULL;
	const struct expr *y = NULL;
	struct xbench b;
	struct err e = { 0 };
	enum rc rc;

	if (text.n < all.n)
		rest = (struct sv){ all.p + text.n + 1, all.n - text.n - 1 };
	rest.n = sv_find(rest, '\n');
	xbench_init(&b);
	rc = expr_compile(&x, text, &b.env, &e);
	if (rc == RC_OK) {
		struct sv canon = expr_text(x, &b.arena);

		check(expr_compile(&y, canon, &b.env, &e) == RC_OK && expr_same(x, y));
		check(sv_eq(expr_text(y, &b.arena), canon));
		evaluate(&b, x, rest);
		evaluate_rows(&b, x, rest);
		expr_free(y);
		expr_free(x);
	} else {
		check(rc == RC_SYNTAX && e.col >= 1 && e.col <= text.n + 1 && e.msg[0] != '\0');
	}
	xbench_free(&b);
	return 0;
}
