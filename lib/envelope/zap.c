/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * zap - what Caddy and other programs with Go's zap print for people: words, then JSON
 *
 *     TIME <TAB> LEVEL [<TAB> LOGGER] [<TAB> FILE.go:LINE] <TAB> MESSAGE [<TAB> {JSON}]
 *
 * The level may be coloured, by SGR sequences of ECMA-48.  A line without JSON is as one with
 * an object that has no members.
 * Source: go.uber.org/zap/zapcore, console_encoder.go.
 */
#include "envelope/nest.h"
#include "line/lvalue.h"

#include <string.h>
#include <strings.h>

enum { F_TIME, F_LEVEL, F_LOGGER, F_CALLER, F_MESSAGE };

enum { WORDS = 3 };	/* behind the level: logger, caller, message */

struct state {
	const struct tstamp_cfg *time;
	struct arena             tmp;	/* decoded words of a line */
};

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	struct state *s = state;

	s->time = time;
	arena_init(&s->tmp);
}

static void
free_state(void *state)
{
	arena_free(&((struct state *)state)->tmp);
}

/* Up to the TAB at or behind *p, which is passed; all that is left without one. */
static struct sv
take_word(const char **p, const char *e)
{
	const char *tab = memchr(*p, '\t', (size_t)(e - *p)), *end = tab != NULL ? tab : e;
	struct sv word = { *p, (size_t)(end - *p) };

	*p = tab != NULL ? tab + 1 : e;
	return word;
}

/* @s without the sequence ESC [ ... m before it and the one behind it. */
static struct sv
without_colour(struct sv s)
{
	size_t i = 2;

	if (s.n < 3 || s.p[0] != '\033' || s.p[1] != '[')
		return s;
	i += sv_find((struct sv){ s.p + i, s.n - i }, 'm');
	i += i < s.n;
	s.p += i;
	s.n -= i;
	s.n = sv_find(s, '\033');
	return s;
}

/* The level in small letters; empty when it is none. */
static struct sv
level_of(struct sv s)
{
	static const char *const levels[] = {
		"debug", "info", "warn", "error", "dpanic", "panic", "fatal"
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strlen(levels[i]) == s.n && strncasecmp(levels[i], s.p, s.n) == 0)
			return sv_of(levels[i]);
	return (struct sv){ NULL, 0 };
}

/* FILE.go:LINE */
static bool
is_caller(struct sv s)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	return n < s.n && n >= 4 && memcmp(s.p + n - 4, ".go:", 4) == 0;
}

static enum rc
reject_word(struct sv line, struct sv word, const char *want, struct reject *rej)
{
	char found[LVALUE_SHOWN];

	return source_reject(rej, "log", 0, (uint64_t)(word.p - line.p) + 1, line,
	    "expected %s, found %s", want, word.n > 0 ? lvalue_shown(word, found) : "nothing");
}

static bool
is_time(struct val *v, const struct tstamp_cfg *cfg)
{
	if (v->text.n < 10 || !tstamp_auto(v, cfg, &v->at_us))
		return false;
	v->kind = VAL_TIME;
	return tstamp_plausible(v->at_us);
}

static struct val
text_of(struct state *st, struct sv word)
{
	if (word.n == 0)
		return (struct val){ .kind = VAL_NONE };
	return lvalue_string(lvalue_text(word, LVALUE_RAW, &st->tmp), &st->tmp);
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct state *st = state;
	const char *p = line.p, *e = line.p + line.n;
	struct sv word = take_word(&p, e), level;
	size_t n = 0;

	arena_reset(&st->tmp);
	out->field[F_TIME] = val_of_text(word);
	if (!is_time(&out->field[F_TIME], st->time))
		return reject_word(line, word, "a time and a TAB", rej);
	word = take_word(&p, e);
	level = level_of(without_colour(word));
	if (level.n == 0)
		return reject_word(line, word, "a level between TABs", rej);
	out->field[F_LEVEL] = val_of_text(level);
	for (word.n = 0; p < e && *p != '{' && n < WORDS; n++) {
		if (n > 0)
			out->field[is_caller(word) ? F_CALLER : F_LOGGER] = text_of(st, word);
		word = take_word(&p, e);
	}
	if (n > 0)
		out->field[F_MESSAGE] = text_of(st, word);
	if (p < e && *p != '{')
		return reject_word(line, (struct sv){ p, (size_t)(e - p) }, "a JSON object", rej);
	out->text = p < e ? (struct sv){ p, (size_t)(e - p) } : SV("{}");
	return RC_OK;
}

const struct nest_type zap_envelope = {
	.name = "zap",
	.field = { "timestamp", "level", "logger", "caller", "message", NULL },
	.text = "fields",
	.size = sizeof(struct state),
	.init = init_state,
	.free = free_state,
	.strip = strip,
};
