/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/personal.h"

#include "base/address.h"
#include "base/num.h"

#include <stdbool.h>

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return num_is_digit((unsigned char)c);
}

static bool
is_word(char c)
{
	return is_letter(c) || is_digit(c);
}

/* ---- e-mail ---- */

/* icon@2x.png is the name of a picture. */
static bool
is_file(struct sv ending)
{
	static const char *const list[] = { "png", "jpg", "jpeg", "gif", "svg", "webp", "avif",
		"css", "js", NULL };
	size_t i = 0;

	while (list[i] != NULL && !sv_is(ending, list[i]))
		i++;
	return list[i] != NULL;
}

/* Labels with dots between them, the last one of letters. */
static bool
domain_at(struct sv s, size_t at)
{
	size_t label = at, dots = 0, end = at;

	while (end < s.n && (is_word(s.p[end]) || s.p[end] == '-' || s.p[end] == '.')) {
		if (s.p[end] == '.') {
			if (end == label || end + 1 >= s.n || !is_word(s.p[end + 1]))
				break;
			label = end + 1;
			dots++;
		}
		end++;
	}
	if (dots == 0 || end - label < 2 || is_file((struct sv){ s.p + label, end - label }))
		return false;
	for (size_t i = label; i < end; i++)
		if (!is_letter(s.p[i]))
			return false;
	return true;
}

static bool
has_email(struct sv s)
{
	for (size_t i = 1; i < s.n; i++) {
		const bool encoded = i + 3 < s.n && s.p[i] == '%' && s.p[i + 1] == '4' &&
		    s.p[i + 2] == '0';

		if ((s.p[i] != '@' && !encoded) || !(is_word(s.p[i - 1]) || s.p[i - 1] == '_' ||
		    s.p[i - 1] == '-' || s.p[i - 1] == '+'))
			continue;
		if (domain_at(s, i + (encoded ? 3 : 1)))
			return true;
	}
	return false;
}

/* ---- numbers ---- */

enum { DIGITS_MAX = 20 };

/* Digits from @at on, of which each may follow one of @between; how many, and where they end. */
static size_t
take_digits(struct sv s, size_t at, const char *between, char *digits, size_t *end)
{
	size_t n = 0;

	*end = at;
	for (; at < s.n; at++) {
		if (is_digit(s.p[at])) {
			if (n < DIGITS_MAX)
				digits[n] = s.p[at];
			n++;
			*end = at + 1;
		} else if (strchr(between, s.p[at]) == NULL || s.p[at] == '\0' || at != *end) {
			break;
		}
	}
	return n;
}

static bool
luhn(const char *digits, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned)(digits[n - 1 - i] - '0');

		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

/* ISO 7812: the networks whose cards people pay with on the web, and how long their numbers are. */
static bool
is_issuer(const char *digits, size_t n)
{
	static const struct { unsigned from, to; size_t shortest, longest; } ranges[] = {
		{ 4000, 4999, 13, 19 }, { 5100, 5599, 16, 16 }, { 2221, 2720, 16, 16 },
		{ 3400, 3499, 15, 15 }, { 3700, 3799, 15, 15 }, { 6011, 6011, 16, 19 },
		{ 6440, 6599, 16, 19 }, { 3528, 3589, 16, 19 }, { 3000, 3059, 14, 19 },
		{ 3600, 3699, 14, 19 }, { 3800, 3999, 14, 19 }, { 6200, 6299, 16, 19 }
	};
	unsigned first = 0;

	for (int i = 0; i < 4; i++)
		first = first * 10 + (unsigned)(digits[i] - '0');
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (first >= ranges[i].from && first <= ranges[i].to && n >= ranges[i].shortest &&
		    n <= ranges[i].longest)
			return true;
	return false;
}

static bool
has_card(struct sv s)
{
	for (size_t i = 0, end; i < s.n; i = end) {
		char digits[DIGITS_MAX];
		size_t n;

		end = i + 1;
		if (!is_digit(s.p[i]))
			continue;
		n = take_digits(s, i, " -", digits, &end);
		/* Digits of a longer word, or behind a decimal point, are none of a card. */
		if (n < 13 || n > 19 || (i > 0 && (is_word(s.p[i - 1]) || s.p[i - 1] == '.')) ||
		    (end < s.n && is_word(s.p[end])))
			continue;
		if (is_issuer(digits, n) && luhn(digits, n))
			return true;
	}
	return false;
}

static bool
has_phone(struct sv s)
{
	for (size_t i = 0; i + 8 < s.n; i++) {
		const bool encoded = s.p[i] == '%' && s.p[i + 1] == '2' &&
		    (s.p[i + 2] == 'B' || s.p[i + 2] == 'b');
		const size_t from = i + (encoded ? 3 : 1);
		char digits[DIGITS_MAX];
		size_t n, end;

		if ((s.p[i] != '+' && !encoded) || (i > 0 && is_word(s.p[i - 1])) ||
		    !is_digit(s.p[from]) || s.p[from] == '0')
			continue;
		n = take_digits(s, from, " -./()", digits, &end);
		if (n >= 8 && n <= 15 && (end == s.n || !is_word(s.p[end])))
			return true;
	}
	return false;
}

const char *
personal_name(enum personal what)
{
	static const char *const names[] = { "nothing", "e-mail address", "card number",
		"phone number", "IP address" };

	return names[what];
}

enum personal
personal_find(struct sv s)
{
	struct address a;

	if (s.n < 2)
		return PERSONAL_NOTHING;
	if (has_email(s))
		return PERSONAL_EMAIL;
	if (has_card(s))
		return PERSONAL_CARD;
	if (has_phone(s))
		return PERSONAL_PHONE;
	return address_read(s, &a) ? PERSONAL_ADDRESS : PERSONAL_NOTHING;
}
