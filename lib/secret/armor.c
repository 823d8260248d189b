/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/armor.h"

#include <stdint.h>

struct alphabet {
	const char *digits;
	unsigned    bits;	/* of each digit */
	unsigned    group;	/* digits of a whole group: padding fills up to it */
	bool        pads;	/* we write padding */
	bool        folds;	/* capitals are small letters */
};

static const struct alphabet alphabets[] = {
	[ARMOR_BASE32] = { "abcdefghijklmnopqrstuvwxyz234567", 5, 8, false, true },
	[ARMOR_BASE64] = { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 4,
	    true, false },
	[ARMOR_BASE64URL] = { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
	    6, 4, false, false }
};

void
armor_put(struct buf *out, enum armor how, struct sv bytes)
{
	const struct alphabet *a = &alphabets[how];
	const uint32_t mask = (1U << a->bits) - 1;
	uint32_t held = 0;
	unsigned n = 0;
	size_t written = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		held = (held << 8 | (unsigned char)bytes.p[i]) & 0xffff;
		for (n += 8; n >= a->bits; written++) {
			n -= a->bits;
			buf_c(out, a->digits[held >> n & mask]);
		}
	}
	if (n > 0) {
		buf_c(out, a->digits[held << (a->bits - n) & mask]);
		written++;
	}
	for (; a->pads && written % a->group != 0; written++)
		buf_c(out, '=');
}

static int
digit_of(const struct alphabet *a, char c)
{
	if (a->folds && c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	for (int i = 0; i < 1 << a->bits; i++)
		if (a->digits[i] == c)
			return i;
	return -1;
}

bool
armor_get(struct buf *out, enum armor how, struct sv text)
{
	const struct alphabet *a = &alphabets[how];
	const size_t whole = text.n;
	uint32_t held = 0;
	unsigned n = 0;

	while (text.n > 0 && text.p[text.n - 1] == '=')
		text.n--;
	if (whole != text.n && (whole % a->group != 0 || whole - text.n >= a->group))
		return false;
	for (size_t i = 0; i < text.n; i++) {
		const int digit = digit_of(a, text.p[i]);

		if (digit < 0)
			return false;
		held = (held << a->bits | (uint32_t)digit) & 0xffff;
		n += a->bits;
		if (n >= 8) {
			n -= 8;
			buf_c(out, (char)(held >> n & 0xff));
		}
	}
	return n < a->bits && (held & ((1U << n) - 1)) == 0;
}

void
armor_id(const unsigned char *bytes, char *text)
{
	const struct alphabet *a = &alphabets[ARMOR_BASE32];
	uint32_t held = 0;
	unsigned n = 0;

	for (int i = 0; i < 16; i++) {
		held = (held << 8 | bytes[i]) & 0xffff;
		for (n += 8; n >= 5;) {
			n -= 5;
			*text++ = a->digits[held >> n & 31];
		}
	}
	*text = a->digits[held << (5 - n) & 31];
}
