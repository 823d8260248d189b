/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * compose - what docker compose logs prints: the service, a bar, the line
 *
 *     web-1  | TEXT
 *
 * The name may be coloured, by SGR sequences of ECMA-48; the one that ends the
 * colour stands behind the name, the bar or the space.
 */
#include "envelope/nest.h"
#include "line/lvalue.h"

#include <string.h>

/* Behind a sequence ESC [ ... m, or @p. */
static const char *
skip_colour(const char *p, const char *e)
{
	const char *q = p + 2;

	if (e - p < 3 || p[0] != '\033' || p[1] != '[')
		return p;
	while (q < e && ((*q >= '0' && *q <= '9') || *q == ';'))
		q++;
	return q < e && *q == 'm' ? q + 1 : p;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-' || c == '.';
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	const char *e = line.p + line.n;
	const char *name = skip_colour(line.p, e), *p = name, *bar;
	char found[LVALUE_SHOWN];

	(void)state;	/* there is none */
	while (p < e && is_name(*p))
		p++;
	out->field[0] = val_of_text((struct sv){ name, (size_t)(p - name) });
	bar = p = skip_colour(p, e);
	while (bar < e && *bar == ' ')
		bar++;
	if (out->field[0].text.n == 0 || bar == p || bar == e || *bar != '|')
		return source_reject(rej, "log", 0, (uint64_t)(bar - line.p) + 1, line,
		    "expected the name of a service and ' | ', found %s",
		    lvalue_shown((struct sv){ bar, (size_t)(e - bar) }, found));
	p = name != line.p ? skip_colour(bar + 1, e) : bar + 1;
	p += p < e && *p == ' ';
	if (name != line.p)
		p = skip_colour(p, e);
	out->text = (struct sv){ p, (size_t)(e - p) };
	return RC_OK;
}

const struct nest_type compose_envelope = {
	.name = "compose",
	.field = { "service", NULL },
	.strip = strip,
};
