/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sv - see sv.h
 */
#include "base/sv.h"

#include <string.h>

enum { NEAR_MAX = 64 };

int
sv_shown(struct sv s)
{
	size_t n = s.n < SV_SHOWN_MAX ? s.n : SV_SHOWN_MAX;

	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return (int)n;
}

struct sv
sv_of(const char *s)
{
	return (struct sv){ s, s != NULL ? strlen(s) : 0 };
}

bool
sv_eq(struct sv a, struct sv b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
sv_is(struct sv a, const char *lit)
{
	return sv_eq(a, sv_of(lit));
}

int
sv_cmp(struct sv a, struct sv b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n != 0 ? memcmp(a.p, b.p, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
sv_starts(struct sv a, struct sv prefix)
{
	return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct sv
sv_trim(struct sv a)
{
	while (a.n != 0 && is_blank(a.p[a.n - 1]))
		a.n--;
	while (a.n != 0 && is_blank(a.p[0])) {
		a.p++;
		a.n--;
	}
	return a;
}

size_t
sv_find(struct sv a, char c)
{
	const char *at = a.n != 0 ? memchr(a.p, c, a.n) : NULL;

	return at != NULL ? (size_t)(at - a.p) : a.n;
}

bool
sv_has(struct sv a, struct sv what)
{
	if (what.n == 0)
		return true;
	for (size_t at = 0; a.n - at >= what.n; at++) {
		at += sv_find((struct sv){ a.p + at, a.n - at }, what.p[0]);
		if (a.n - at < what.n)
			return false;
		if (memcmp(a.p + at, what.p, what.n) == 0)
			return true;
	}
	return false;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Damerau-Levenshtein in the restricted form (no substring is edited twice):
 * a typed pair of swapped letters counts one.  Three rows of the usual table.
 */
static size_t
distance(struct sv a, struct sv b)
{
	size_t row[3][NEAR_MAX + 1];
	size_t *two = row[0], *one = row[1], *now = row[2], *swap;

	for (size_t j = 0; j <= b.n; j++)
		one[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t cost = a.p[i - 1] != b.p[j - 1];

			now[j] = least(least(one[j], now[j - 1]) + 1, one[j - 1] + cost);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2]
			    && a.p[i - 2] == b.p[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
		swap = two;
		two = one;
		one = now;
		now = swap;
	}
	return one[b.n];
}

size_t
sv_near(struct sv word, const struct sv *cand, size_t n)
{
	size_t best = n, best_d = 0;

	if (word.n > NEAR_MAX)
		return n;
	for (size_t i = 0; i < n; i++) {
		size_t longer = word.n > cand[i].n ? word.n : cand[i].n;
		size_t within = longer < 3 ? 1 : longer / 3;
		size_t d;

		if (cand[i].n > NEAR_MAX)
			continue;
		d = distance(word, cand[i]);
		if (d <= within && d < longer && (best == n || d < best_d)) {
			best = i;
			best_d = d;
		}
	}
	return best;
}
