/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * personal - what is found by its form, and what looks like it and is not
 *
 * Cards are the numbers that payment services publish for tests.
 */
#include "quality/personal.h"

#include "../t.h"

static const struct {
	const char   *text;
	enum personal want;
} rows[] = {
	{ "ann@example.org", PERSONAL_EMAIL },
	{ "write to Ann <a.n-n+shop@mail.example.co.uk>, soon", PERSONAL_EMAIL },
	{ "/reset?mail=ann%40example.org&x=1", PERSONAL_EMAIL },
	{ "_@x.de", PERSONAL_EMAIL },
	{ "ann@example", PERSONAL_NOTHING },
	{ "@example.org", PERSONAL_NOTHING },
	{ "a @example.org", PERSONAL_NOTHING },
	{ "icon@2x.png", PERSONAL_NOTHING },
	{ "lodash@4.17.21", PERSONAL_NOTHING },
	{ "a@b.c1", PERSONAL_NOTHING },
	{ "a@b..org", PERSONAL_NOTHING },
	{ "4111111111111111", PERSONAL_CARD },
	{ "card 4111 1111-1111 1111.", PERSONAL_CARD },
	{ "378282246310005", PERSONAL_CARD },
	{ "5555555555554444", PERSONAL_CARD },
	{ "2223003122003222", PERSONAL_CARD },
	{ "6011111111111117", PERSONAL_CARD },
	{ "3530111333300000", PERSONAL_CARD },
	{ "30569309025904", PERSONAL_CARD },
	{ "4222222222222", PERSONAL_CARD },
	{ "4111111111111112", PERSONAL_NOTHING },
	{ "1795341600000000", PERSONAL_NOTHING },
	{ "0.4111111111111111", PERSONAL_NOTHING },
	{ "x4111111111111111", PERSONAL_NOTHING },
	{ "4111111111111111a", PERSONAL_NOTHING },
	{ "41111111111111111111", PERSONAL_NOTHING },
	{ "4111  1111 1111 1111", PERSONAL_NOTHING },
	{ "+49 30 1234567", PERSONAL_PHONE },
	{ "tel:+1-415-555-0132", PERSONAL_PHONE },
	{ "call +82 10/1234.5678 now", PERSONAL_PHONE },
	{ "?q=%2B441632960961", PERSONAL_PHONE },
	{ "+02:00", PERSONAL_NOTHING },
	{ "+0301234567", PERSONAL_NOTHING },
	{ "1e+12345678", PERSONAL_NOTHING },
	{ "+1234567", PERSONAL_NOTHING },
	{ "+1234567890123456", PERSONAL_NOTHING },
	{ "+12345678x", PERSONAL_NOTHING },
	{ "192.0.2.7", PERSONAL_ADDRESS },
	{ "192.0.2.7:8080", PERSONAL_ADDRESS },
	{ "2001:db8::7", PERSONAL_ADDRESS },
	{ "[2001:db8::7]:443", PERSONAL_ADDRESS },
	{ "Chrome/120.0.0.0", PERSONAL_NOTHING },
	{ "1.2.3", PERSONAL_NOTHING },
	{ "10:20", PERSONAL_NOTHING },
	{ "", PERSONAL_NOTHING },
	{ "+", PERSONAL_NOTHING },
	{ "%2", PERSONAL_NOTHING },
	{ "a@", PERSONAL_NOTHING },
	{ "2026-11-22T10:00:00Z", PERSONAL_NOTHING },
	{ "0f8fad5b-d9cb-469f-a165-70867728950e", PERSONAL_NOTHING }
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		/* In memory of its very size, so that a read past the end is seen. */
		const size_t n = strlen(rows[i].text);
		char *copy = malloc(n + 1);
		enum personal got;

		memcpy(copy, rows[i].text, n);
		copy = realloc(copy, n > 0 ? n : 1);
		got = personal_find((struct sv){ copy, n });
		T_OK(got == rows[i].want, "'%s' is %d", rows[i].text, (int)got);
		free(copy);
	}
	return t_done();
}
