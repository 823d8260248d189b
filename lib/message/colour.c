/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/colour.h"

#include "base/num.h"
#include "message/html.h"

#include <math.h>

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_hex(struct sv s, struct colour *c)
{
	int d[6];

	if (s.n != 3 && s.n != 6)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		d[i] = hex_digit(s.p[i]);
		if (d[i] < 0)
			return false;
	}
	if (s.n == 3)
		*c = (struct colour){ (uint8_t)(17 * d[0]), (uint8_t)(17 * d[1]),
			(uint8_t)(17 * d[2]) };
	else
		*c = (struct colour){ (uint8_t)(16 * d[0] + d[1]), (uint8_t)(16 * d[2] + d[3]),
			(uint8_t)(16 * d[4] + d[5]) };
	return true;
}

/* R, G, B) */
static bool
read_rgb(struct sv s, struct colour *c)
{
	uint8_t *const part[] = { &c->r, &c->g, &c->b };

	for (int i = 0; i < 3; i++) {
		const size_t end = sv_find(s, i < 2 ? ',' : ')');
		uint64_t v;

		if (end == s.n || num_u64(sv_trim((struct sv){ s.p, end }), &v) != RC_OK || v > 255)
			return false;
		*part[i] = (uint8_t)v;
		s = (struct sv){ s.p + end + 1, s.n - end - 1 };
	}
	return s.n == 0;
}

bool
colour_read(struct sv text, struct colour *c)
{
	static const struct { const char *name; struct colour c; } names[] = {
		{ "black", { 0, 0, 0 } }, { "silver", { 192, 192, 192 } },
		{ "gray", { 128, 128, 128 } }, { "white", { 255, 255, 255 } },
		{ "maroon", { 128, 0, 0 } }, { "red", { 255, 0, 0 } },
		{ "purple", { 128, 0, 128 } }, { "fuchsia", { 255, 0, 255 } },
		{ "green", { 0, 128, 0 } }, { "lime", { 0, 255, 0 } },
		{ "olive", { 128, 128, 0 } }, { "yellow", { 255, 255, 0 } },
		{ "navy", { 0, 0, 128 } }, { "blue", { 0, 0, 255 } },
		{ "teal", { 0, 128, 128 } }, { "aqua", { 0, 255, 255 } }
	};

	text = sv_trim(text);
	if (text.n > 0 && text.p[0] == '#')
		return read_hex((struct sv){ text.p + 1, text.n - 1 }, c);
	if (sv_starts(text, SV("rgb(")))
		return read_rgb((struct sv){ text.p + 4, text.n - 4 }, c);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (html_same(text, names[i].name)) {
			*c = names[i].c;
			return true;
		}
	return false;
}

static double
linear(uint8_t v)
{
	const double s = v / 255.0;

	return s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
}

static double
luminance(struct colour c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double
colour_contrast(struct colour a, struct colour b)
{
	const double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}
