/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * saved sketches, worked cases: runs, base64, what quantiles and distinct values
 * refuse, and the ends of the doubles
 */
#include "base/buf.h"
#include "base/hash.h"
#include "json/jfields.h"
#include "json/jread.h"
#include "sketch/distinct_state.h"
#include "sketch/quant_state.h"
#include "sketch/runs.h"
#include "sketch/topk_state.h"
#include "sketch/xsum_state.h"

#include "../t.h"

#include <float.h>

static struct val
value(const char *text)
{
	struct val v = { .kind = VAL_NONE };

	if (jread_value(sv_of(text), &v, NULL) != RC_OK)
		T_OK(false, "%s is JSON", text);
	return v;
}

static void
base64(void)
{
	static const char *const good[][2] = {
		{ "", "" }, { "Zg==", "f" }, { "Zm8=", "fo" }, { "Zm9v", "foo" },
		{ "Zm9vYg==", "foob" }, { "Zm9vYmE=", "fooba" }, { "Zm9vYmFy", "foobar" }
	};
	static const char *const bad[] = {
		"Z", "Zg", "Zg=", "Zg===", "=", "====", "Zm9=", "Zh==", "Zm9vYh==", "Zm 9", "Zm-_",
		"Zg==Zg==", "Z===", "\\n=="
	};
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		buf_clear(&b);
		T_OK(jfields_base64(sv_of(good[i][0]), &b) && sv_is(buf_view(&b), good[i][1]),
		    "base64 of '%s'", good[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		T_OK(!jfields_base64(sv_of(bad[i]), &b), "'%s' is no base64", bad[i]);
	buf_free(&b);
}

struct seen {
	char   text[256];
	size_t n;
};

static enum rc
see(void *ctx, int32_t bin, uint64_t k, struct err *e)
{
	struct seen *s = ctx;

	(void)e;
	s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n, "%" PRId32 ":%" PRIu64 " ",
	    bin, k);
	return RC_OK;
}

static void
runs(void)
{
	static const char *const c[][2] = {
		{ "[]", "" },
		{ "[412,\"3ab12z0c\"]", "412:3 413:1 415:12 444:1 " },
		{ "[-5,\"\"]", "-5:1 " },
		{ "[-5,\"z18446744073709551614\"]", "-5:1 21:18446744073709551614 " },
		{ "[2147483646,\"a\"]", "2147483646:1 2147483647:1 " }
	};
	struct runs_bins r = { 0 };
	struct seen s;
	struct jwrite w;
	struct buf b;
	uint64_t total;
	struct val v;

	for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
		v = value(c[i][0]);
		s = (struct seen){ .n = 0 };
		T_OK(runs_bins_load(&v, INT32_MIN, INT32_MAX, UINT64_MAX, &total, see, &s, NULL) ==
		    RC_OK, "%s", c[i][0]);
		T_STR(s.text, c[i][1], "... are these bins");
	}
	v = value("[2147483647,\"a\"]");
	T_OK(runs_bins_load(&v, INT32_MIN, INT32_MAX, UINT64_MAX, &total, see, &s, NULL) ==
	    RC_SYNTAX, "a step past the bins there are");
	v = value("[0,\"18446744073709551615a\"]");
	T_OK(runs_bins_load(&v, INT32_MIN, INT32_MAX, UINT64_MAX, &total, see, &s, NULL) ==
	    RC_SYNTAX, "counts past 64 bits");
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	runs_bins_add(&r, -2, 1);
	runs_bins_add(&r, 24, 7);
	runs_bins_add(&r, 51, 1);
	runs_bins_add(&r, 52, UINT64_MAX);
	runs_bins_save(&r, &w);
	runs_bins_save(&r, &w);
	buf_c(&b, '\0');
	T_STR(b.p, "[-2,\"z7z0aa18446744073709551615\"],[]", "bins as text");
	buf_free(&b);
}

static const char *
saved(const struct quant *q, struct buf *b)
{
	struct jwrite w;

	buf_clear(b);
	jwrite_init(&w, b);
	quant_state_save(q, &w);
	buf_c(b, '\0');
	return b->p;
}

/* At 10 %: bin 0 begins at 1, 1000 is in bin 34 and 2000 in 37. */
static const char *const sketches[][2] = {
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[0,\"100z0h200\"]}", "" },
	{ "{\"n\":300,\"min\":-1000,\"max\":-1,\"neg\":[0,\"100z0h200\"]}", "" },
	{ "{\"n\":300,\"min\":-1e-10,\"max\":1000,\"zero\":100,\"pos\":[34,\"200\"]}", "" },
	{ "{\"n\":257,\"min\":0,\"max\":0,\"zero\":257}", "" },
	{ "{\"n\":300,\"min\":-1e-10,\"max\":1000,\"zero\":100,\"tiny_pos\":98,\"tiny_neg\":2,"
	  "\"pos\":[34,\"200\"]}", "" },
	{ "{\"n\":300,\"min\":0,\"max\":1000,\"zero\":100,\"tiny_pos\":101,\"pos\":[34,\"200\"]}",
	  "'tiny_pos' must be an integer from 0 to 100" },
	{ "{\"n\":300,\"min\":0,\"max\":1000,\"zero\":100,\"tiny_pos\":99,\"tiny_neg\":2,"
	  "\"pos\":[34,\"200\"]}", "'tiny_neg' must be an integer from 0 to 1" },
	{ "{\"n\":300,\"min\":0,\"max\":1000,\"zero\":100,\"tiny_neg\":2,\"pos\":[34,\"200\"]}",
	  "'tiny_pos' and 'tiny_neg' are not between 'min' and 'max'" },
	{ "{\"n\":300,\"min\":1e-12,\"max\":1000,\"zero\":100,\"tiny_pos\":99,"
	  "\"pos\":[34,\"200\"]}", "'tiny_pos' and 'tiny_neg' are not between 'min' and 'max'" },
	{ "{}", "no member 'n'" },
	{ "{\"n\":0,\"min\":0,\"max\":0}", "a sketch of 256 values or less" },
	{ "{\"n\":256,\"min\":0,\"max\":0,\"zero\":256}", "a sketch of 256 values or less" },
	{ "{\"n\":258,\"min\":0,\"max\":0,\"zero\":257}", "'n' is not the sum of the bins" },
	{ "{\"n\":257,\"min\":1,\"max\":0,\"zero\":257}", "'min' and 'max' are not where the bins end" },
	{ "{\"n\":257,\"min\":0,\"max\":1e-9,\"zero\":257}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":1,\"max\":2000,\"pos\":[0,\"100z0h200\"]}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":2,\"max\":1000,\"pos\":[0,\"100z0h200\"]}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":-1,\"max\":1000,\"pos\":[0,\"100z0h200\"]}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":1.01,\"max\":1,\"pos\":[0,\"300\"]}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":-1000,\"max\":-2,\"neg\":[0,\"100z0h200\"]}",
	  "'min' and 'max' are not where the bins end" },
	{ "{\"n\":300,\"min\":1,\"max\":1e400,\"pos\":[0,\"100z0h200\"]}",
	  "'max' must be a number in the range of doubles" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[-9999999,\"300\"]}",
	  "pos: the first bin must be from -105 to 3572" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[3572,\"a\"]}", "pos: a bin is beyond 3572" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[0,\"100a1.5\"]}",
	  "pos: expected a step from 'a' to 'z'" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[0,\"100z0h200\"],\"collapsed\":\"pos\"}",
	  "'collapsed' without a bin 2047 below the last" },
	{ "{\"n\":257,\"min\":0,\"max\":0,\"zero\":257,\"collapsed\":\"both\"}",
	  "'collapsed' without a bin 2047 below the last" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[0,\"100z0h200\"],\"collapsed\":\"\"}",
	  "'collapsed' must be \"pos\", \"neg\" or \"both\"" },
	{ "{\"n\":300,\"min\":1,\"max\":1000,\"pos\":[0,\"100z0h200\"],\"extra\":0}",
	  "unknown member 'extra'" },
	{ "5", "expected an array of values or a sketch" },
	{ "[2,1]", "the values are not in ascending order" },
	{ "[1,null]", "a value is no number in the range of doubles" },
	{ "[1,\"2\"]", "a value is no number in the range of doubles" },
	{ "[-1e999]", "a value is no number in the range of doubles" },
	{ "[]", "" }, { "[0]", "" },
	{ "[-1.7976931348623157e308,-5e-324,0,5e-324,2.2250738585072014e-308,0.1,"
	  "1.7976931348623157e308]", "" }
};

static void
quantiles(void)
{
	struct quant_cfg c, all;
	struct quant q = { 0 };
	struct err e = { 0 };
	struct buf b, out;
	struct val v;

	buf_init(&b, SIZE_MAX);
	buf_init(&out, SIZE_MAX);
	quant_cfg_init(&c, 0.1, false);
	quant_cfg_init(&all, 0.1, true);
	for (size_t i = 0; i < sizeof sketches / sizeof *sketches; i++) {
		enum rc rc;

		v = value(sketches[i][0]);
		rc = quant_state_load(&q, &c, &v, &e);
		T_STR(rc == RC_OK ? "" : e.msg, sketches[i][1], sketches[i][0]);
		if (rc == RC_OK)
			T_STR(saved(&q, &b), sketches[i][0], "... is saved as it was");
		quant_free(&q);
	}
	buf_clear(&b);
	for (int i = 0; i < 257; i++)
		buf_printf(&b, "%s%d", i != 0 ? "," : "[", i);
	buf_add(&b, "]", 2);
	v = value(b.p);
	T_OK(quant_state_load(&q, &c, &v, &e) == RC_SYNTAX, "257 values");
	T_STR(e.msg, "more than 256 values, which belong in a sketch", "... are too many");
	quant_free(&q);
	T_OK(quant_state_load(&q, &all, &v, &e) == RC_OK, "... but not where all are wanted");
	T_STR(saved(&q, &out), b.p, "... which is saved as it was");
	quant_free(&q);
	v = value(sketches[0][0]);
	T_OK(quant_state_load(&q, &all, &v, &e) == RC_SYNTAX, "a sketch where all are wanted");
	T_STR(e.msg, "expected an array of values", "... is refused");
	quant_free(&q);
	buf_free(&b);
	buf_free(&out);
}

/* Collapsed below, exact above: the lowest bin holds what min says lies below it. */
static void
collapsed(void)
{
	struct quant_cfg c;
	struct quant q = { 0 }, r = { 0 };
	struct err e = { 0 };
	struct buf b, again;
	struct val v;
	char *at;

	buf_init(&b, SIZE_MAX);
	buf_init(&again, SIZE_MAX);
	quant_cfg_init(&c, 0.01, false);
	for (int i = 0; i < 300; i++)
		quant_add(&q, &c, i % 2 != 0 ? 1e-5 * i : -1e290 - i);
	for (int i = 0; i < 300; i++)
		quant_add(&q, &c, i % 2 != 0 ? 1e290 : -1e-8);
	saved(&q, &b);
	T_OK(strstr(b.p, ",\"collapsed\":\"both\"}") != NULL, "both sides collapsed: %.60s", b.p);
	v = value(b.p);
	T_OK(quant_state_load(&r, &c, &v, &e) == RC_OK, "... load (%s)", e.msg);
	T_STR(saved(&r, &again), b.p, "... and save again");
	quant_free(&r);
	at = strstr(b.p, "\"both\"");
	memcpy(at, "\"pos\" ", 6);
	v = value(b.p);
	T_OK(quant_state_load(&r, &c, &v, &e) == RC_OK, "... min and max say nothing of the other");
	quant_free(&r);
	quant_free(&q);
	for (int i = 0; i < 300; i++)
		quant_add(&q, &c, i % 2 != 0 ? 1e-5 * i : 1e290);
	saved(&q, &b);
	at = strstr(b.p, ",\"collapsed\":\"pos\"");
	T_OK(at != NULL, "one side collapsed");
	memset(at, ' ', 18);
	v = value(b.p);
	T_OK(quant_state_load(&r, &c, &v, &e) == RC_SYNTAX, "... that does not say so, is refused");
	quant_free(&r);
	quant_free(&q);
	buf_free(&b);
	buf_free(&again);
}

static const char *const distincts[][2] = {
	{ "{\"hashes\":\"\"}", "" },
	{ "{\"hashes\":\"AQAAAAAAAAACAAAAAAAAAA==\"}", "" },
	{ "{\"registers\":\"a.4095\"}", "" },
	{ "{\"registers\":\"+4096\"}", "" },
	{ "{\"registers\":\".4095Z\"}", "" },
	{ "{}", "expected 'hashes' or 'registers'" },
	{ "{\"hashes\":\"\",\"registers\":\"a.4095\"}", "expected 'hashes' or 'registers'" },
	{ "{\"hashes\":\"AQAAAAAAAAABAAAAAAAAAA==\"}", "'hashes' are not in ascending order" },
	{ "{\"hashes\":\"AAAAAAAAAAA=\"}", "'hashes' are not in ascending order" },
	{ "{\"hashes\":\"AQAA\"}", "'hashes' must be the base64 of at most 512 hashes" },
	{ "{\"hashes\":\"!\"}", "'hashes' must be the base64 of at most 512 hashes" },
	{ "{\"hashes\":[]}", "'hashes' must be a string without escapes" },
	{ "{\"registers\":\"\"}", "expected 4096 registers, some above 0" },
	{ "{\"registers\":\".4096\"}", "expected 4096 registers, some above 0" },
	{ "{\"registers\":\"a4095\"}", "expected 4096 registers, some above 0" },
	{ "{\"registers\":\"a4097\"}", "more than 4096 registers" },
	{ "{\"registers\":\"a.4096\"}", "more than 4096 registers" },
	{ "{\"registers\":\"a.18446744073709551616\"}", "'registers' are no runs of symbols" },
	{ "{\"registers\":\"a0.4096\"}", "'registers' are no runs of symbols" },
	{ "{\"registers\":\"4096\"}", "'registers' are no runs of symbols" },
	{ "{\"registers\":\"-.4095\"}", "'registers' are no runs of symbols" }
};

static void
save_distinct(const struct distinct *d, struct buf *b)
{
	struct jwrite w;

	buf_clear(b);
	jwrite_init(&w, b);
	distinct_state_save(d, &w);
	buf_c(b, '\0');
}

static void
different(void)
{
	struct distinct d = { 0 };
	struct err e = { 0 };
	struct buf b;
	struct val v;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < sizeof distincts / sizeof *distincts; i++) {
		enum rc rc;

		v = value(distincts[i][0]);
		rc = distinct_state_load(&d, &v, &e);
		T_STR(rc == RC_OK ? "" : e.msg, distincts[i][1], distincts[i][0]);
		if (rc == RC_OK) {
			save_distinct(&d, &b);
			T_STR(b.p, distincts[i][0], "... is saved as it was");
		}
		distinct_free(&d);
	}
	for (uint64_t i = 0; i < 513; i++)
		distinct_add_hash(&d, (i + 1) << 40);
	T_OK(!distinct_exact(&d), "513 hashes are registers");
	distinct_free(&d);
	buf_clear(&b);
	buf_add(&b, "{\"hashes\":\"", 11);
	for (int i = 0; i < 513 * 8 / 3; i++)
		buf_add(&b, "AQID", 4);
	buf_add(&b, "\"}", 3);
	v = value(b.p);
	T_OK(distinct_state_load(&d, &v, &e) == RC_SYNTAX, "513 hashes");
	T_STR(e.msg, "'hashes' must be the base64 of at most 512 hashes", "... are too many");
	distinct_free(&d);
	buf_free(&b);
}

static void
bytes(void)
{
	struct topk t = { 0 }, u = { 0 };
	struct jwrite w;
	struct buf b;
	struct val v;
	uint64_t n = 0;
	enum rc rc = RC_OK;

	buf_init(&b, SIZE_MAX);
	rc = topk_add(&t, SV("\xff\0b"), 2, 9, NULL);
	rc = rc == RC_OK ? topk_add(&t, SV(""), 3, 9, NULL) : rc;
	rc = rc == RC_OK ? topk_add(&t, SV("\"\n"), 4, 9, NULL) : rc;
	jwrite_init(&w, &b);
	topk_state_save(&t, &w);
	buf_c(&b, '\0');
	T_STR(rc == RC_OK ? b.p : "", "[\"\",3,\"\\\"\\n\",4,[\"/wBi\"],2]", "values of any bytes");
	v = value(b.p);
	T_OK(topk_state_load(&u, 3, 3, &n, &v, NULL) == RC_OK && n == 9 && u.map.n == 3 &&
	    *(uint64_t *)hmap_get(&u.map, SV("\xff\0b")) == 2, "... load");
	topk_free(&u);
	T_OK(topk_state_load(&u, 3, 2, &n, &v, NULL) == RC_SYNTAX, "... unless one is too long");
	topk_free(&u);
	T_OK(topk_state_load(&u, 2, 3, &n, &v, NULL) == RC_LIMIT, "... or there are too many");
	topk_free(&u);
	topk_free(&t);
	buf_free(&b);
}

/* What a fold reaches only after 1e11 values: units beyond 128 bits. */
static void
sums(void)
{
	static const char big[] =
	    "{\"n\":1000000000000,\"units\":\"-170141183460469231731687303715884105728\"}";
	struct xsum s = { 0 }, t = { 0 };
	struct jwrite w;
	struct buf b;
	struct val v = value(big);

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	T_OK(xsum_state_load(&s, &v, NULL) == RC_OK && xsum_state_load(&t, &v, NULL) == RC_OK,
	    "-2^127 units load");
	xsum_merge(&s, &t);
	xsum_merge(&s, &t);
	xsum_state_save(&s, &w);
	buf_c(&b, '\0');
	T_STR(b.p, "{\"n\":3000000000000,\"units\":\"-510423550381407695195061911147652317184\"}",
	    "... three times that adds up");
	T_OK(xsum_total(&s) == -0x1p127 * 3 / 1e9, "... and is the number it says");
	xsum_free(&s);
	xsum_free(&t);
	buf_free(&b);
}

int
main(void)
{
	base64();
	runs();
	quantiles();
	collapsed();
	different();
	bytes();
	sums();
	return t_done();
}
