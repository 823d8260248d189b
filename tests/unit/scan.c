/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan - the parts of a scan: packed facts, canonical keys, parts that merge
 */
#include "../t.h"

#include "base/mem.h"
#include "json/jread.h"
#include "key/scan_key.h"
#include "scan/scan_list.h"
#include "scan/scan_part.h"

static const char *
listed(const struct scan_list *l, struct scan_facts *f)
{
	static char text[1024];
	size_t at = 0;

	text[0] = '\0';
	scan_list_read(l, f);
	for (size_t i = 0; i < l->n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%" PRId64 ":%.*s",
		    i > 0 ? " " : "", f->fact[i].at_us, (int)f->fact[i].text.n, f->fact[i].text.p);
	return text;
}

static void
check_list(void)
{
	struct scan_list l = { .n = 0 }, m = { .n = 0 }, none = { .n = 0 };
	struct scan_facts f = { .fact = NULL };
	struct arena a;

	arena_init(&a);
	T_STR(listed(&none, &f), "", "nothing");
	scan_list_add(&l, &a, 5, SV("b"));
	scan_list_add(&l, &a, 5, SV("a"));
	scan_list_add(&l, &a, -7, SV(""));
	scan_list_add(&l, &a, 5, SV("ab"));
	T_STR(listed(&l, &f), "-7: 5:a 5:ab 5:b", "by time, then bytes, then length");
	scan_list_add(&m, &a, INT64_MAX, SV("last"));
	scan_list_add(&m, &a, INT64_MIN, SV("first"));
	scan_list_add(&m, &a, INT64_MAX, SV("last"));
	T_STR(listed(&m, &f), "-9223372036854775808:first 9223372036854775807:last "
	    "9223372036854775807:last", "any times, and twice the same");
	scan_list_join(&l, &none);
	scan_list_join(&none, &m);
	T_STR(listed(&none, &f), "-9223372036854775808:first 9223372036854775807:last "
	    "9223372036854775807:last", "joined to nothing");
	scan_list_join(&l, &m);
	T_STR(listed(&l, &f), "-9223372036854775808:first -7: 5:a 5:ab 5:b 9223372036854775807:last "
	    "9223372036854775807:last", "joined");
	scan_list_add(&l, &a, 6, SV("more"));
	T_OK(l.n == 8 && strstr(listed(&l, &f), "5:b 6:more 9") != NULL, "and added to");
	scan_list_release(&f);
	arena_free(&a);
}

/* Long and short texts, so that they lie across chunks of every size. */
static void
check_chunks(void)
{
	struct scan_list l = { .n = 0 };
	struct scan_facts f = { .fact = NULL };
	static char text[20000];
	size_t wrong = 0, bytes = 0;
	struct arena a;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 23);
	arena_init(&a);
	for (size_t i = 0; i < 2000; i++) {
		size_t n = i % 97 == 0 ? i * 9 : i % 13;

		scan_list_add(&l, &a, (int64_t)(i * i * i), (struct sv){ text, n });
		bytes += n + 5;
	}
	scan_list_read(&l, &f);
	for (size_t i = 0; i < 2000; i++) {
		size_t n = i % 97 == 0 ? i * 9 : i % 13;

		wrong += f.fact[i].at_us != (int64_t)(i * i * i) || f.fact[i].text.n != n ||
		    memcmp(f.fact[i].text.p, text, n) != 0;
	}
	T_OK(wrong == 0, "2000 facts as they went in");
	T_OK(a.used < bytes + bytes / 20 + 8192, "in little more than their bytes: %zu for %zu",
	    a.used, bytes);
	arena_free(&a);

	arena_init(&a);
	l = (struct scan_list){ .n = 0 };
	for (size_t i = 0; i < 100000; i++)
		scan_list_add(&l, &a, 1767261600000000 + (int64_t)i * 1000000, SV("[]"));
	T_OK(a.used < 7 * 100000, "a second apart they take %zu bytes", a.used / 100000);
	scan_list_release(&f);
	arena_free(&a);
}

static struct val
json(const char *text)
{
	struct val v;
	struct err e;

	T_QUIET(jread_value(sv_of(text), &v, &e) == RC_OK, "JSON: %s", text);
	return v;
}

/* The canonical key of @n values. */
static const char *
key_of(size_t n, const char *a, const char *b)
{
	static char text[4][256];
	static unsigned turn;
	char *out = text[turn++ % 4];
	struct val v[2] = { { .kind = VAL_NONE }, { .kind = VAL_NONE } };
	struct arena tmp;
	struct buf o;

	arena_init(&tmp);
	buf_init(&o, SIZE_MAX);
	if (a != NULL)
		v[0] = json(a);
	if (b != NULL)
		v[1] = json(b);
	scan_key_text(&o, v, n, &tmp);
	snprintf(out, sizeof(text[0]), "%.*s", (int)o.n, o.p);
	buf_free(&o);
	arena_free(&tmp);
	return out;
}

static int
order(const char *a, const char *b, size_t n)
{
	struct arena tmp;
	int cmp, back;

	arena_init(&tmp);
	cmp = scan_key_cmp(sv_of(a), sv_of(b), n, &tmp);
	back = scan_key_cmp(sv_of(b), sv_of(a), n, &tmp);
	arena_free(&tmp);
	T_QUIET((cmp > 0) == (back < 0) && (cmp == 0) == (back == 0), "both ways: %s %s", a, b);
	return cmp;
}

static void
check_key(void)
{
	static const char *const ordered[] = {
		"[null]", "[false]", "[true]", "[-1]", "[0.5]", "[2]", "[10]", "[1e400]",
		"[\"\"]", "[\"\\u0001\"]", "[\" \"]", "[\"1\"]", "[\"a\"]", "[\"a!\"]",
		"[\"a\\\"\"]", "[\"a\\\\\"]", "[\"ab\"]", "[\"b\"]", "[[1]]", "[{\"a\":1}]",
	};
	size_t n = sizeof(ordered) / sizeof(ordered[0]), wrong = 0;
	struct val v[2];

	T_STR(key_of(1, "\"a\\u0062\\/\"", NULL), "[\"ab/\"]", "escapes are decoded");
	T_STR(key_of(1, "\"\\u000a\\\"\"", NULL), "[\"\\n\\\"\"]", "and written one way");
	T_STR(key_of(1, "\"\\ud800\"", NULL), "[\"\xef\xbf\xbd\"]", "half a pair is U+FFFD");
	T_STR(key_of(1, "1.50e1", NULL), "[15]", "numbers by value");
	T_STR(key_of(1, "-0", NULL), "[0]", "one zero");
	T_STR(key_of(1, "10e399", NULL), "[1e400]", "of any size");
	T_STR(key_of(1, "12345678901234567890123", NULL), "[12345678901234567890123]", "digits kept");
	T_STR(key_of(1, NULL, NULL), "[null]", "no field is null");
	T_STR(key_of(2, "\"a,b\"", "[1, {\"c\":\"]\"}]"), "[\"a,b\",[1, {\"c\":\"]\"}]]", "two values");
	scan_key_read(SV("[\"a,b\",[1, {\"c\":\"]\"}]]"), v, 2);
	T_OK(v[0].kind == VAL_STRING && sv_is(v[0].text, "a,b") && v[1].kind == VAL_ARRAY &&
	    sv_is(v[1].text, "[1, {\"c\":\"]\"}]"), "read back");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int cmp = order(ordered[i], ordered[k], 1);

			wrong += (cmp < 0) != (i < k) || (cmp == 0) != (i == k);
		}
	T_OK(wrong == 0, "in the order of results");
	T_OK(order("[\"a\",2]", "[\"a\",10]", 2) < 0 && order("[\"b\",2]", "[\"a\",10]", 2) > 0,
	    "the first value first");
}

static void
check_part(void)
{
	struct scan_part *p = scan_part_new(4, 1), *q = scan_part_new(4, 2);
	struct scan_facts f = { .fact = NULL };
	struct scan_entry *entry;
	struct err e = { 0 };

	T_OK(scan_part_add(p, SV("[\"b\"]"), 1, SV("1"), &e) == RC_OK &&
	    scan_part_add(p, SV("[\"a\"]"), 3, SV("3"), &e) == RC_OK &&
	    scan_part_add(q, SV("[\"a\"]"), 2, SV("2"), &e) == RC_OK &&
	    scan_part_add(q, SV("[9]"), 2, SV("2"), &e) == RC_OK, "two parts");
	T_OK(scan_part_merge(p, q, &e) == RC_OK && p->n == 4 && p->map.n == 3, "merge");
	entry = scan_part_order(p, 1);
	T_OK(sv_is(entry[0].text, "[9]") && sv_is(entry[1].text, "[\"a\"]") &&
	    sv_is(entry[2].text, "[\"b\"]"), "keys in order");
	T_STR(listed(entry[1].list, &f), "2:2 3:3", "facts too");
	mem_free(entry);
	T_OK(scan_part_add(p, SV("[1]"), 1, SV("1"), &e) == RC_LIMIT, "more than was allowed");
	T_STR(e.msg, "more than 4 records to keep (see --max-facts)", "and why");
	T_OK(scan_part_merge(p, q, &e) == RC_LIMIT, "nor by a merge");
	scan_list_release(&f);
	scan_part_free(p);
	scan_part_free(q);
	scan_part_free(NULL);
}

int
main(void)
{
	check_list();
	check_chunks();
	check_key();
	check_part();
	return t_done();
}
