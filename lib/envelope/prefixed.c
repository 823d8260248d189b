/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * prefixed - a JSON object behind what a logger writes before every message
 *
 *     2018/05/02 10:31:07 [I] {"user":"ann","status":200}
 *     `------ prefix ------'  `--------- text ----------'
 *
 * The object is what begins with the first { before a quote or }, and goes to the end of the
 * line.  What the prefix begins with is the time, if it is one, in brackets or not.  A line
 * without words before the object is not of this form: it is JSON.
 */
#include "envelope/nest.h"
#include "line/lmoment.h"
#include "line/lvalue.h"

#include <string.h>

enum {
	TIME_WORDS = 5,		/* Sun Nov 29 19:28:59 2026 */
	TIME_MAX = 48		/* bytes of a time */
};

struct prefixed {
	struct tstamp_cfg time;
	struct lmoment    moment;	/* of the line before */
	struct arena      tmp;	/* the prefix of one line, where it is not as written */
};

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	struct prefixed *x = state;

	x->time = *time;
	arena_init(&x->tmp);
}

static void
free_state(void *state)
{
	arena_free(&((struct prefixed *)state)->tmp);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool
is_time(const struct tstamp_cfg *cfg, struct sv s, struct val *out)
{
	struct val v = val_of_text(s);

	if (!tstamp_auto(&v, cfg, &out->at_us) || (num_is(s) && !tstamp_plausible(out->at_us)))
		return false;
	out->kind = VAL_TIME;
	out->text = s;
	return true;
}

/* Bytes that times are made of. */
static bool
is_of_time(char c)
{
	return num_is_digit((unsigned char)c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    c == ':' || c == '-' || c == '/' || c == '.' || c == ',' || c == '+' || is_space(c);
}

/* The time of the line before but for its seconds, and nothing behind it may belong to it. */
static bool
is_near(const struct lmoment *m, struct sv s, struct val *out)
{
	const char *e = s.p + s.n, *at = lmoment_scan(m, s.p, e, &out->at_us), *end = at;

	if (at == NULL || (at < e && !is_space(*at)))
		return false;
	while (at < e && is_space(*at))
		at++;
	if (at < e && is_of_time(*at))
		return false;
	out->kind = VAL_TIME;
	out->text = (struct sv){ s.p, (size_t)(end - s.p) };
	return true;
}

/* The longest time that @s begins with. */
static void
find_time(struct prefixed *x, struct sv s, struct val *out)
{
	const struct tstamp_cfg *cfg = &x->time;
	size_t word[TIME_WORDS], n = 0;

	if (is_near(&x->moment, s, out))
		return;
	if (s.n > 0 && s.p[0] == '[') {
		size_t end = sv_find(s, ']');

		if (end <= TIME_MAX && end < s.n)
			(void)is_time(cfg, (struct sv){ s.p + 1, end - 1 }, out);
		return;
	}
	for (size_t i = 0; i <= s.n && i <= TIME_MAX && n < TIME_WORDS; i++) {
		if (i > 0 && (i == s.n || is_space(s.p[i])) && !is_space(s.p[i - 1]))
			word[n++] = i;
		if (i == s.n || !is_of_time(s.p[i]))
			break;
	}
	while (n-- > 0)
		if (is_time(cfg, (struct sv){ s.p, word[n] }, out)) {
			lmoment_learn(&x->moment, out->text, out->at_us);
			return;
		}
}

/* Where an object may begin, or @e. */
static const char *
find_object(const char *p, const char *e)
{
	while ((p = memchr(p, '{', (size_t)(e - p))) != NULL) {
		const char *q = p + 1;

		while (q < e && is_space(*q))
			q++;
		if (q < e && (*q == '"' || *q == '}'))
			return p;
		p++;
	}
	return e;
}

/* Words, and not what JSON has before an object: brackets, a comma, a name in quotes. */
static bool
is_prefix(struct sv s)
{
	if (s.n == 0 || s.p[0] == '"' || s.p[0] == '{')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], low = c | 0x20;

		if ((low >= 'a' && low <= 'z') || num_is_digit(c) || c >= 0x80)
			return true;
	}
	return false;
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct prefixed *x = state;
	const char *e = line.p + line.n, *at;
	struct sv prefix;

	while (e > line.p && is_space(e[-1]))
		e--;
	at = find_object(line.p, e);
	if (at == e || e[-1] != '}')
		return source_reject(rej, "log", 0, 0, line,
		    "expected a JSON object behind a text, to the end of the line");
	prefix = sv_trim((struct sv){ line.p, (size_t)(at - line.p) });
	if (!is_prefix(prefix))
		return source_reject(rej, "log", 0, 1, line,
		    "expected words before the JSON object; -f json reads it without");
	arena_reset(&x->tmp);
	find_time(x, prefix, &out->field[0]);
	out->field[1] = lvalue_string(lvalue_text(prefix, LVALUE_RAW, &x->tmp), &x->tmp);
	out->text = (struct sv){ at, (size_t)(e - at) };
	return RC_OK;
}

const struct nest_type prefixed_envelope = {
	.name = "prefixed",
	.field = { "timestamp", "prefix", NULL },
	.size = sizeof(struct prefixed),
	.init = init_state,
	.free = free_state,
	.strip = strip,
};
