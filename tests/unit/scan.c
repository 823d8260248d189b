/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * scan - the parts of a scan: packed facts, canonical keys, keys with their facts
 */
#include "../t.h"

#include "base/mem.h"
#include "json/jread.h"
#include "key/scan_key.h"
#include "scan/scan_list.h"
#include "scan/scan_part.h"
#include "scan/scan_wire.h"

struct shelf {			/* a list and what its facts need */
	struct scan_list    l;
	struct scan_facts   f;
	struct fact_writer  w;
	struct scan_dict   *dict;
	struct arena        a;
	struct arena        tmp;
	struct fact_clock   clock;
};

static void
open_shelf(struct shelf *s)
{
	*s = (struct shelf){ .dict = scan_dict_new(1) };
	fact_writer_init(&s->w, s->dict);
	arena_init(&s->a);
	arena_init(&s->tmp);
}

static void
shut_shelf(struct shelf *s)
{
	scan_list_release(&s->f);
	fact_writer_free(&s->w);
	scan_dict_free(s->dict);
	arena_free(&s->a);
	arena_free(&s->tmp);
}

static void
put_fact(struct shelf *s, int64_t at_us, struct sv text)
{
	fact_writer_begin(&s->w, at_us, SV("key"));
	fact_put_text(&s->w, text);
	scan_list_add(&s->l, &s->a, at_us, buf_view(&s->w.b));
}

/* The facts of two parts, the second of which may be NULL. */
static const char *
listed(struct shelf *s, const struct shelf *other)
{
	static char text[1024];
	const struct scan_dict *dict[] = { s->dict, other != NULL ? other->dict : NULL };
	struct fact_frame frame = { dict, SV("key"), &s->clock, &s->tmp, NULL };
	size_t at = 0;
	struct buf o;

	text[0] = '\0';
	s->f.n = 0;
	scan_list_unpack(&s->l, 0, &s->f);
	if (other != NULL)
		scan_list_unpack(&other->l, 1, &s->f);
	scan_list_sort(&s->f, &frame);
	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < s->f.n; i++) {
		buf_clear(&o);
		fact_read_all(&frame, &s->f.fact[i], &o);
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%" PRId64 ":%.*s",
		    i > 0 ? " " : "", s->f.fact[i].at_us, (int)o.n, o.p);
	}
	buf_free(&o);
	return text;
}

static void
check_list(void)
{
	struct shelf l, m;

	open_shelf(&l);
	open_shelf(&m);
	T_STR(listed(&l, NULL), "", "nothing");
	put_fact(&l, 5, SV("b"));
	put_fact(&l, 5, SV("a"));
	put_fact(&l, -7, SV(""));
	put_fact(&l, 5, SV("ab"));
	T_STR(listed(&l, NULL), "-7:[\"\"] 5:[\"a\"] 5:[\"ab\"] 5:[\"b\"]",
	    "by time, then by what is saved");
	put_fact(&m, INT64_MAX, SV("last"));
	put_fact(&m, INT64_MIN, SV("first"));
	put_fact(&m, INT64_MAX, SV("last"));
	T_STR(listed(&m, NULL), "-9223372036854775808:[\"first\"] 9223372036854775807:[\"last\"] "
	    "9223372036854775807:[\"last\"]", "any times, and twice the same");
	put_fact(&m, 5, SV("aa"));
	T_STR(listed(&l, &m), "-9223372036854775808:[\"first\"] -7:[\"\"] 5:[\"a\"] 5:[\"aa\"] "
	    "5:[\"ab\"] 5:[\"b\"] 9223372036854775807:[\"last\"] "
	    "9223372036854775807:[\"last\"]", "of two parts");
	put_fact(&l, 6, SV("more"));
	T_OK(strstr(listed(&l, &m), "5:[\"b\"] 6:[\"more\"] 9") != NULL, "and added to");
	shut_shelf(&l);
	shut_shelf(&m);
}

/* Long and short texts, so that they lie across chunks of every size. */
static void
check_chunks(void)
{
	static char text[20000];
	size_t wrong = 0, bytes = 0;
	struct shelf s;

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 23);
	open_shelf(&s);
	for (size_t i = 0; i < 2000; i++) {
		size_t n = i % 97 == 0 ? i * 9 : i % 13;

		fact_writer_begin(&s.w, 0, SV(""));
		buf_add(&s.w.b, text, n);
		scan_list_add(&s.l, &s.a, (int64_t)(i * i * i), buf_view(&s.w.b));
		bytes += n + 5;
	}
	scan_list_unpack(&s.l, 3, &s.f);
	for (size_t i = 0; i < 2000; i++) {
		const struct fact *f = &s.f.fact[i];
		size_t n = i % 97 == 0 ? i * 9 : i % 13;

		wrong += f->at_us != (int64_t)(i * i * i) || f->n != n || f->part != 3 ||
		    memcmp(f->p, text, n) != 0;
	}
	T_OK(s.f.n == 2000 && wrong == 0, "2000 facts as they went in");
	T_OK(s.a.used < bytes + bytes / 20 + 8192, "in little more than their bytes: %zu for %zu",
	    s.a.used, bytes);
	shut_shelf(&s);
}

/* A million facts of so many keys, a second apart: bytes for each. */
static size_t
bytes_each(size_t nkey)
{
	enum { FACTS = 1000000 };
	struct scan_part *p = scan_part_new(FACTS, 1);
	struct fact_writer w;
	struct err e = { 0 };
	char key[16];
	size_t used, bad = 0;

	fact_writer_init(&w, p->dict);
	for (size_t i = 0; i < FACTS; i++) {
		int n = snprintf(key, sizeof(key), "%cuser%06zu", VAL_STRING, i % nkey);
		int64_t at_us = 1767261600000000 + (int64_t)i * 1000000;
		char page[32];

		fact_writer_begin(&w, at_us, SV(""));
		fact_put_text(&w, (struct sv){ page, (size_t)snprintf(page, sizeof(page),
		    "/products/%zu", i % 1000) });
		bad += scan_part_add(p, (struct sv){ key, (size_t)n }, at_us, buf_view(&w.b), &e) != RC_OK;
	}
	scan_part_sort(p, 1);
	T_QUIET(bad == 0 && p->nkey == nkey, "%zu keys", p->nkey);
	used = p->arena.used + nkey * sizeof(*p->order);
	fact_writer_free(&w);
	scan_part_free(p);
	return used / FACTS;
}

static void
check_memory(void)
{
	size_t one = bytes_each(1), hundred = bytes_each(10000), few = bytes_each(200000);

	T_OK(one <= 6, "a page and its time in %zu bytes", one);
	T_OK(hundred <= 10, "%zu with a key for a hundred", hundred);
	T_OK(few <= 32, "%zu with a key for five", few);
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

static struct sv
string_key(const char *text)
{
	static char bytes[4][64];
	static unsigned turn;
	char *p = bytes[turn++ % 4];

	p[0] = VAL_STRING;
	return (struct sv){ p, 1 + (size_t)snprintf(p + 1, sizeof(bytes[0]) - 1, "%s", text) };
}

static void
check_part(void)
{
	struct scan_part *p = scan_part_new(4, 1);
	struct sv fact = { "", 0 };
	struct scan_facts f = { .fact = NULL };
	struct err e = { 0 };
	char number[] = { VAL_NUMBER, '9' };

	T_OK(scan_part_add(p, string_key("b"), 1, fact, &e) == RC_OK &&
	    scan_part_add(p, string_key("a"), 3, fact, &e) == RC_OK &&
	    scan_part_add(p, string_key("a"), 2, fact, &e) == RC_OK &&
	    scan_part_add(p, (struct sv){ number, 2 }, 2, fact, &e) == RC_OK, "a part");
	T_OK(scan_part_add(p, string_key("c"), 1, fact, &e) == RC_LIMIT, "more than was allowed");
	T_STR(e.msg, "more than 4 records to keep (see --max-facts)", "and why");
	scan_part_sort(p, 1);
	T_OK(p->nkey == 3 && scan_part_key(p, 0).p[0] == VAL_NUMBER &&
	    sv_eq(scan_part_key(p, 1), string_key("a")) &&
	    sv_eq(scan_part_key(p, 2), string_key("b")), "keys in order");
	scan_list_unpack(&((struct scan_entry *)p->order[1].item)->list, 0, &f);
	T_OK(f.n == 2 && f.fact[0].at_us == 3 && f.fact[1].at_us == 2, "facts as they came");
	scan_list_release(&f);
	scan_part_free(p);
	scan_part_free(NULL);
}

/* Many keys: the index grows while facts wait, and keys of one hash slot stay apart. */
static void
check_index(void)
{
	enum { KEYS = 5000, ROUNDS = 3 };
	struct scan_part *p = scan_part_new(UINT64_MAX, 7);
	struct scan_facts f = { .fact = NULL };
	struct err e = { 0 };
	size_t wrong = 0;
	char key[16];

	for (size_t i = 0; i < KEYS * ROUNDS; i++) {
		int n = snprintf(key, sizeof(key), "%c%05zu", VAL_STRING, i * 7 % KEYS);

		wrong += scan_part_add(p, (struct sv){ key, (size_t)n }, (int64_t)(i * 7 % KEYS),
		    (struct sv){ key + 1, 5 }, &e) != RC_OK;
	}
	scan_part_sort(p, 1);
	for (size_t i = 0; i < p->nkey; i++) {
		const struct scan_entry *x = p->order[i].item;

		f.n = 0;
		scan_list_unpack(&x->list, 0, &f);
		for (size_t k = 0; k < f.n; k++)
			wrong += f.fact[k].at_us != (int64_t)i || memcmp(f.fact[k].p, x->key + 1, 5) != 0;
		wrong += f.n != ROUNDS;
	}
	T_OK(p->nkey == KEYS && wrong == 0, "%zu keys, each with its own facts", p->nkey);
	scan_list_release(&f);
	scan_part_free(p);
}

static void
check_wire(void)
{
	struct scan_wire in[] = {
		{ 1, INT64_MIN, SV("k"), SV("") }, { UINT64_MAX, INT64_MAX, SV(""), SV("fact") },
		{ 300, -1, SV("key"), SV("f") },
	}, out;
	struct sv rest;
	struct buf b;
	size_t n = 0;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < 3; i++)
		scan_wire_put(&b, &in[i]);
	for (rest = buf_view(&b); scan_wire_take(&rest, &out); n++)
		if (n < 3)
			T_QUIET(out.line == in[n].line && out.at_us == in[n].at_us &&
			    sv_eq(out.key, in[n].key) && sv_eq(out.fact, in[n].fact), "number %zu", n);
	T_OK(n == 3, "facts with their block");
	buf_free(&b);
}

int
main(void)
{
	check_list();
	check_chunks();
	check_memory();
	check_key();
	check_part();
	check_index();
	check_wire();
	return t_done();
}
