/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fact - random values, and records, come back as the JSON text that they are written as
 *
 * Texts are drawn from few and from many, so that they are met for the first time, for
 * the second and when the dictionary knows them; half the writers have none.  Times are
 * any int64, in steps of every unit.
 */
#include "../t.h"

#include "base/num.h"
#include "base/rng.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "scan/scan_list.h"

enum { ROUNDS = 60, FACTS = 400, VALUES = 6, TEXT = 400, PAD = 64, ALL = 200000 };

struct world {
	struct rng          rng;
	struct scan_dict   *dict;
	struct fact_writer  w;
	struct scan_list    l;
	struct scan_facts   f;
	struct arena        arena;	/* of the list */
	struct arena        tmp;
	struct fact_clock   clock;
	struct buf          want;	/* all facts as JSON, one behind the other */
	size_t              from[FACTS + 1];
	int64_t             at_us[FACTS];
};

/* ---- random values ---- */

static size_t
random_text(struct world *w, char *text)
{
	static const char *const common[] = {
		"GET", "shop.example.com", "/products/#", "/products/#/reviews", "#.#.#.#", "u#",
		"Mozilla/5.0 (X11; Linux x86_64)", "#", "##", "0#", "caf\xc3\xa9", "a\"b", "x\\y",
		"tab\there", "bad\xff", "\x01", "", "é-#", "#-#-#-#-#", "9#9#9#9#9#9#9#9",
	};
	const char *s = common[rng_below(&w->rng, sizeof(common) / sizeof(common[0]))];
	size_t n = 0;

	if (rng_below(&w->rng, 20) == 0) {
		n = rng_below(&w->rng, TEXT);
		memset(text, 'a' + (int)rng_below(&w->rng, 3), n);
		return n;
	}
	for (; *s != '\0'; s++)
		if (*s == '#')
			n += (size_t)snprintf(text + n, 32, "%" PRIu64,
			    rng_u64(&w->rng) >> rng_below(&w->rng, 64));
		else
			text[n++] = *s;
	return n;
}

static struct val
random_number(struct world *w, char *text)
{
	static const char *const odd[] = {
		"-0", "0", "1.0", "1e400", "0.10", "-1", "31", "32", "255", "256", "65536",
		"999999999999999999", "1000000000000000000", "18446744073709551616", "-9223372036854775808",
		"12.5E-1", "-17",
	};
	size_t n;

	if (rng_below(&w->rng, 4) == 0)
		return val_of_double((double)rng_u64(&w->rng) / 1024 - 1e15);
	if (rng_below(&w->rng, 2) == 0)
		return (struct val){ .kind = VAL_NUMBER,
			.text = sv_of(odd[rng_below(&w->rng, sizeof(odd) / sizeof(odd[0]))]) };
	n = (size_t)snprintf(text, 32, "%s%" PRIu64, rng_below(&w->rng, 2) ? "-" : "",
	    1 + (rng_u64(&w->rng) >> 1 >> rng_below(&w->rng, 62)));
	return (struct val){ .kind = VAL_NUMBER, .text = { text, n } };
}

/* The time of the fact as some string, or nearly so. */
static struct val
random_time(struct world *w, int64_t at_us, char *text)
{
	size_t n = rfc3339_text((int64_t)((uint64_t)at_us + (rng_below(&w->rng, 4) == 0)), 0, text);

	if (n > 0 && rng_below(&w->rng, 3) == 0)	/* with decimals of nothing */
		n = n - 1 + (size_t)snprintf(text + n - 1, 8, n == 20 ? ".000Z" : "000Z");
	return val_of_text((struct sv){ text, n });
}

static struct val
random_val(struct world *w, int64_t at_us, char *text)
{
	switch (rng_below(&w->rng, 9)) {
	case 0:
		return (struct val){ .kind = rng_below(&w->rng, 2) ? VAL_NULL : VAL_NONE };
	case 1:
		return val_of_bool(rng_below(&w->rng, 2) != 0);
	case 2:
		return random_number(w, text);
	case 3:
		return random_time(w, at_us, text);
	case 4:
		return val_of_time((int64_t)((uint64_t)at_us + rng_below(&w->rng, 2) * 1000000));
	case 5:
		return (struct val){ .kind = VAL_STRING, .flags = VAL_ESC, .text = SV("a\\u0000\\n") };
	case 6:
		return (struct val){ .kind = VAL_ARRAY, .text = SV("[1, {\"a\":\"]\"}]") };
	case 7:
		return val_of_text(SV("key"));
	default:
		return val_of_text((struct sv){ text, random_text(w, text) });
	}
}

/* ---- facts ---- */

static int64_t
next_time(struct world *w, int64_t at_us)
{
	static const int64_t unit[] = { 1, 1000, 1000000, 3600000000 };
	int64_t step = unit[rng_below(&w->rng, 4)] * ((int64_t)rng_below(&w->rng, 2000) - 1000);

	if (rng_below(&w->rng, 10) == 0)
		return rng_below(&w->rng, 2) ? INT64_MIN + (int64_t)rng_below(&w->rng, 3) :
		    INT64_MAX - (int64_t)rng_below(&w->rng, 3);
	if (rng_below(&w->rng, 10) == 0)
		return (int64_t)rng_u64(&w->rng);
	return at_us > INT64_MAX / 2 || at_us < INT64_MIN / 2 ? 1767261600000000 : at_us + step;
}

/* A record, its line as it is written and its members as the reader lists them. */
static void
put_line(struct world *w, int64_t at_us, struct jwrite *jw)
{
	static const char *const name[] = { "timestamp", "method", "path", "status", "user", "x y" };
	char text[VALUES][TEXT + PAD];
	struct jread *r = jread_new(NULL, 0, true);
	struct jread_line line;
	struct jwrite lw;
	uint64_t lines = 0;
	const char *at;
	struct buf b;
	struct err e;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&lw, &b);
	jwrite_open(&lw, '{');
	for (size_t i = 0; i < VALUES; i++)
		if (rng_below(&w->rng, 4) != 0) {
			struct val v = random_val(w, at_us, text[i]);

			jwrite_key(&lw, sv_of(name[i]));
			jwrite_val(&lw, &v);
		}
	jwrite_shut(&lw, '}');
	jwrite_nl(&lw);
	if (buf_room(&b, PAD))
		memset(b.p + b.n, 0, PAD);
	at = b.p;
	T_QUIET(jread_next(r, &at, b.p + b.n, &lines, NULL, &line, &e) == RC_OK, "a line");
	fact_put_object(&w->w, line.text, line.member, line.nmember);
	jwrite_raw(jw, line.text);
	buf_free(&b);
	jread_free(r);
}

static void
put_fact(struct world *w, size_t i, struct jwrite *jw)
{
	char text[TEXT + PAD];

	w->at_us[i] = next_time(w, i > 0 ? w->at_us[i - 1] : 0);
	w->from[i] = w->want.n;
	fact_writer_begin(&w->w, w->at_us[i], SV("key"));
	jwrite_init(jw, &w->want);
	jwrite_open(jw, '[');
	for (size_t n = rng_below(&w->rng, VALUES + 1); n > 0; n--) {
		struct val v;

		if (rng_below(&w->rng, 4) == 0) {
			put_line(w, w->at_us[i], jw);
			continue;
		}
		v = random_val(w, w->at_us[i], text);
		fact_put_val(&w->w, &v);
		jwrite_val(jw, &v);
	}
	jwrite_shut(jw, ']');
	scan_list_add(&w->l, &w->arena, w->at_us[i], buf_view(&w->w.b));
}

/* Value by value: what a filter reads prints as what was put. */
static void
read_values(const struct fact_frame *f, const struct fact *x, struct buf *o)
{
	struct fact_reader r;
	struct jwrite jw;

	buf_clear(o);
	jwrite_init(&jw, o);
	jwrite_open(&jw, '[');
	for (fact_read_begin(&r, f, x); fact_read_more(&r);) {
		struct val v;
		uint64_t small;

		if (fact_read_small(&r, &small)) {
			T_QUIET(small < 32, "a small number");
			jwrite_u64(&jw, small);
			continue;
		}
		v = fact_read_val(&r);
		T_QUIET(v.kind != VAL_NUMBER || v.text.n > 1, "any digit is a small number");
		jwrite_val(&jw, &v);
	}
	jwrite_shut(&jw, ']');
}

static void
check_facts(struct world *w)
{
	const struct scan_dict *dict[] = { w->dict };
	struct fact_frame frame = { dict, SV("key"), &w->clock, &w->tmp, NULL };
	struct buf o;

	buf_init(&o, SIZE_MAX);
	w->f.n = 0;
	scan_list_unpack(&w->l, 0, &w->f);
	T_QUIET(w->f.n == FACTS, "%zu facts", w->f.n);
	for (size_t i = 0; i < w->f.n; i++) {
		const struct fact *x = &w->f.fact[i];
		struct sv want = { w->want.p + w->from[i], w->from[i + 1] - w->from[i] };

		buf_clear(&o);
		fact_read_all(&frame, x, &o);
		T_QUIET(sv_eq(buf_view(&o), want), "fact %zu\n# got:  %.*s\n# want: %.*s", i, (int)o.n,
		    o.p, (int)want.n, want.p);
		T_QUIET(x->at_us == w->at_us[i], "its time, %" PRId64 " not %" PRId64, x->at_us,
		    w->at_us[i]);
		read_values(&frame, x, &o);
		T_QUIET(sv_eq(buf_view(&o), want), "values of fact %zu\n# got:  %.*s\n# want: %.*s", i,
		    (int)o.n, o.p, (int)want.n, want.p);
		arena_reset(&w->tmp);
	}
	scan_list_sort(&w->f, &frame);
	buf_clear(&w->want);
	for (size_t i = 1; i < w->f.n; i++) {
		const struct fact *x = &w->f.fact[i - 1];
		size_t at;

		buf_clear(&o);
		fact_read_all(&frame, x, &o);
		at = o.n;
		fact_read_all(&frame, x + 1, &o);
		T_QUIET(x[0].at_us < x[1].at_us || (x[0].at_us == x[1].at_us &&
		    sv_cmp((struct sv){ o.p, at }, (struct sv){ o.p + at, o.n - at }) <= 0),
		    "facts %zu and %zu in order", i - 1, i);
	}
	buf_free(&o);
}

static void
check_round(struct world *w, bool dict)
{
	struct jwrite jw;

	arena_init(&w->arena);
	arena_init(&w->tmp);
	buf_init(&w->want, SIZE_MAX);
	w->l = (struct scan_list){ .n = 0 };
	w->dict = dict ? scan_dict_new(rng_u64(&w->rng)) : NULL;
	fact_writer_init(&w->w, w->dict);
	for (size_t i = 0; i < FACTS; i++)
		put_fact(w, i, &jw);
	w->from[FACTS] = w->want.n;
	check_facts(w);
	fact_writer_free(&w->w);
	scan_dict_free(w->dict);
	buf_free(&w->want);
	arena_free(&w->arena);
	arena_free(&w->tmp);
}

/* More texts than it takes, each twice: those that got in keep their numbers. */
static void
check_full(struct world *w)
{
	struct scan_dict *d = scan_dict_new(rng_u64(&w->rng));
	size_t wrong = 0, known = 0;
	char text[32];

	for (size_t i = 0; i < ALL; i++) {
		struct sv s = { text, (size_t)snprintf(text, sizeof(text), "text %zu", i) };

		wrong += scan_dict_put(d, s) != SCAN_DICT_NONE;
		scan_dict_put(d, s);
	}
	T_OK(wrong <= 1, "no text is kept that was met once");	/* but for equal hashes */
	wrong = 0;
	T_OK(d->n == SCAN_DICT_MAX, "as many as there may be: %u", d->n);
	for (size_t i = 0; i < ALL; i++) {
		struct sv s = { text, (size_t)snprintf(text, sizeof(text), "text %zu", i) };
		uint32_t id = scan_dict_put(d, s);

		known += id != SCAN_DICT_NONE;
		wrong += id != SCAN_DICT_NONE && !sv_eq(scan_dict_get(d, id), s);
	}
	T_OK(wrong == 0 && known == SCAN_DICT_MAX, "each by its number: %zu", known);
	scan_dict_free(d);
	scan_dict_free(NULL);
}

/* Against what prints times everywhere else, with decimals added or not to be had. */
static void
check_clock(struct world *w)
{
	struct fact_clock c = { .set = false };
	int64_t at_us = 0;

	for (size_t i = 0; i < ALL; i++) {
		char want[RFC3339_MAX], got[RFC3339_MAX];
		size_t n, decimals;

		at_us = next_time(w, at_us);
		n = rfc3339_text(at_us, 0, want);
		decimals = n == 20 ? 0 : n == 24 ? 3 : 6;
		if (at_us < INT64_C(-62167219200000000) || at_us >= INT64_C(253402300800000000))
			n = 0;
		T_QUIET(fact_clock_text(&c, at_us, (unsigned)decimals, got) == n &&
		    memcmp(got, want, n) == 0, "%" PRId64 ": %.*s, not %.*s", at_us, (int)n, got,
		    (int)n, want);
		T_QUIET(decimals == 0 || fact_clock_text(&c, at_us, 0, got) == 0, "nothing is lost");
	}
}

int
main(void)
{
	static struct world w;

	rng_init(&w.rng, t_seed());
	for (size_t i = 0; i < ROUNDS; i++)
		check_round(&w, i % 2 == 0);
	T_OK(t_failed == 0, "%d facts and their times", ROUNDS * FACTS);
	check_full(&w);
	check_clock(&w);
	T_OK(t_failed == 0, "times as text");
	scan_list_release(&w.f);
	return t_done();
}
