/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * group - what a key looks like, which spellings are one, order; see fold/group.c
 */
#include "../t.h"

#include "json/jread.h"
#include "fold/group.h"

static struct arena tmp;

/* The value of a JSON text; "" is an absent one. */
static struct val
value(const char *json)
{
	struct val v = { 0 };

	if (json[0] != '\0' && jread_value(sv_of(json), &v, NULL) != RC_OK)
		abort();
	return v;
}

static struct group_slot *
slot(struct group_table *t, const char *json)
{
	struct val v = value(json);

	return group_find(t, &v, &tmp);
}

static void
check_spellings(void)
{
	static const struct {
		const char *a, *b, *text;	/* two spellings of one key, and how it is kept */
	} same[] = {
		{ "1", "1.0", "1" },
		{ "100", "1e2", "100" },
		{ "0.5", "5E-1", "0.5" },
		{ "-0", "0.0e5", "0" },
		{ "-1.50", "-15e-1", "-1.5" },
		{ "0.000000001", "1e-9", "0.000000001" },
		{ "1e-10", "0.00000000010", "1e-10" },
		{ "0.00000012345678901", "1.2345678901e-7", "0.00000012345678901" },
		{ "3.14159265358979", "314159265358979e-14", "3.14159265358979" },
		{ "12345678901234567890", "1234567890123456789e1", "12345678901234567890" },
		{ "1e30", "1000.0e27", "1000000000000000000000000000000" },
		{ "1e400", "10e399", "1e400" },
		{ "1e99999999999", "10e99999999998", "1e99999999999" },
		{ "\"\\u0061\\/\"", "\"a/\"", "a/" },
		{ "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"", "\xf0\x9f\x98\x80" },
		{ "", "null", "" },
		{ "[1, 2]", "[1, 2]", "[1, 2]" },
	};
	static const char *const apart[] = { "null", "false", "true", "0", "1", "\"0\"", "\"\"", "\"null\"",
		"[1,2]", "[1, 2]", "{}", "12345678901234567890", "12345678901234567891", "1e-10", "1e-11",
		"1e400", "-1e400", "\"\\u0000\"" };
	enum { APART = sizeof(apart) / sizeof(apart[0]) };
	struct group_table t;

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		struct group_slot *s;
		struct val key;
		struct sv text;

		group_init(&t, &(struct group_shape){ 1, 8, true }, i);
		s = slot(&t, same[i].a);
		T_OK(slot(&t, same[i].b) == s && slot(&t, same[i].a) == s, "%s and %s are one", same[i].a,
		    same[i].b);
		group_values(&t, s, &key);
		text = val_text(&key, &tmp);
		T_OK(same[i].text == NULL || sv_is(text, same[i].text), "kept as %.*s", (int)text.n, text.p);
		group_free(&t);
	}
	group_init(&t, &(struct group_shape){ 1, 8, true }, 0);
	for (size_t i = 0; i < APART; i++)
		slot(&t, apart[i]);
	T_OK(t.nslot == APART, "%d different keys", (int)APART);
	group_free(&t);
}

/* Texts strung together must not be mistaken for others. */
static void
check_pairs(void)
{
	static const char *const pair[][2] = { { "\"ab\"", "\"c\"" }, { "\"a\"", "\"bc\"" },
		{ "\"\"", "\"abc\"" }, { "\"abc\"", "\"\"" }, { "", "\"abc\"" }, { "\"abc\"", "" },
		{ "1", "23" }, { "12", "3" }, { "1", "\"23\"" } };
	enum { PAIRS = sizeof(pair) / sizeof(pair[0]) };
	struct group_table t;

	group_init(&t, &(struct group_shape){ 2, 8, true }, 0);
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < PAIRS; i++) {
			struct val v[2] = { value(pair[i][0]), value(pair[i][1]) };

			group_find(&t, v, &tmp);
		}
	T_OK(t.nslot == PAIRS, "%d different pairs", (int)PAIRS);
	group_free(&t);
}

static int64_t
begin_of(const struct group_table *t, struct group_cell *c)
{
	return group_window_of(t, c)->span.from_us;
}

static void
check_windows(void)
{
	static const int64_t from[] = { 30, 10, 50, 20, 40, 10, 50, INT64_MIN };
	struct group_table t;
	struct group_slot *a, *b;
	struct group_cell **cell;
	int64_t *first;
	bool fresh, rising = true;

	group_init(&t, &(struct group_shape){ 1, sizeof(int64_t), true }, 0);
	b = slot(&t, "\"b\"");
	a = slot(&t, "\"a\"");
	first = group_state(group_cell_at(&t, b, (struct twindow_span){ 30, 40 }, &fresh));
	T_OK(fresh && *first == 0, "a new state is zero");
	*first = 7;
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		group_cell_at(&t, a, (struct twindow_span){ from[i], from[i] + 10 }, &fresh);
		group_cell_at(&t, b, (struct twindow_span){ from[i], from[i] + 10 }, &fresh);
	}
	T_OK(a->n == 6 && b->n == 6 && t.ncell == 12, "one cell for each window");
	T_OK(group_state(group_cell_at(&t, b, (struct twindow_span){ 30, 40 }, &fresh)) == first && !fresh &&
	    *first == 7, "states stay where they are");
	cell = group_sort(&t);
	for (size_t i = 1; i < t.ncell; i++)
		rising = rising && (begin_of(&t, cell[i - 1]) < begin_of(&t, cell[i]) ||
		    (begin_of(&t, cell[i - 1]) == begin_of(&t, cell[i]) &&
		    group_slot_of(&t, cell[i - 1]) == a && group_slot_of(&t, cell[i]) == b));
	T_OK(rising, "sorted by window, then key");
	group_free(&t);

	group_init(&t, &(struct group_shape){ 0, 8, true }, 0);
	T_OK(group_find(&t, NULL, NULL) == group_find(&t, NULL, NULL) && t.nslot == 1, "no key, one group");
	group_free(&t);
	group_init(&t, &(struct group_shape){ 3, 8, true }, 0);
	cell = group_sort(&t);
	T_OK(t.ncell == 0 && cell != NULL, "an empty table sorts");
	group_free(&t);
}

int
main(void)
{
	arena_init(&tmp);
	check_spellings();
	check_pairs();
	check_windows();
	arena_free(&tmp);
	return t_done();
}
