/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest - a format in an envelope says what it says alone
 *
 * Lines of every format, some damaged, are wrapped as each collector of logs does it, with
 * pieces cut at random and lines of two streams among each other.  The records must be
 * those of the bare lines, with what the envelope adds; the rejected ones too, with their
 * columns in the line of the file.  The cut into blocks must not show.
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

enum { ROUNDS = 60, LINES_MAX = 24, LINE_BYTES = 600 };

#define TIME "2026-11-29T19:31:23Z"

enum envelope { DOCKER, KAFKA, CRI, SYSLOG, RFC5424, COMPOSE, ENVELOPES };

static const struct {
	const char *name;
	const char *before;	/* the line */
	const char *after;
	const char *adds;	/* NAME:VALUE in JSON, the time first if there is one */
} envelopes[ENVELOPES] = {
	{ "docker", "{\"stream\":\"stdout\",\"log\":\"", "\\n\",\"time\":\"" TIME "\"}",
	    "\"timestamp\":\"" TIME "\",\"stream\":\"stdout\"" },
	{ "kafka", "{\"topic\":\"t\",\"offset\":7,\"payload\":\"", "\",\"partition\":0}",
	    "\"topic\":\"t\",\"partition\":0,\"offset\":7" },
	{ "cri", TIME " stdout F ", "", "\"timestamp\":\"" TIME "\",\"stream\":\"stdout\"" },
	{ "syslog", TIME " h1 app[7]: ", "",
	    "\"timestamp\":\"" TIME "\",\"hostname\":\"h1\",\"service\":\"app\",\"pid\":7" },
	{ "syslog", "<13>1 - h1 app 7 - [x y=\"\\\"]\"] ", "", "\"level\":\"notice\","
	    "\"facility\":\"user\",\"hostname\":\"h1\",\"service\":\"app\",\"pid\":7,"
	    "\"structured_data\":\"[x y=\\\"\\\\\\\"]\\\"]\"" },
	{ "compose", "\033[36mweb-1  |\033[0m ", "", "\"service\":\"web-1\"" },
};

static struct rng rng;

struct wrapped {
	struct buf text;
	size_t     line[2 * LINES_MAX + 1];	/* of the file, of each line; 0: in pieces */
	size_t     at[LINES_MAX][LINE_BYTES + 1];	/* column of each byte, and of the end */
	bool       pieces[LINES_MAX];
	size_t     lines;
};

/* One byte as JSON has it, in one of its ways. */
static void
put_json(struct buf *b, const char **p, const char *e)
{
	unsigned char c = (unsigned char)**p;

	if (c == '"' || c == '\\')
		buf_printf(b, rng_below(&rng, 2) == 0 ? "\\%c" : "\\u%04x", c);
	else if (c < 32 || (c < 127 && rng_below(&rng, 8) == 0))
		buf_printf(b, "\\u%04X", c);
	else
		buf_c(b, (char)c);
	(*p)++;
	while (*p < e && ((unsigned char)**p & 0xc0) == 0x80)
		buf_c(b, *(*p)++);
}

static void
put_line(struct wrapped *w, enum envelope env, struct sv s, size_t i)
{
	const char *p = s.p, *e = s.p + s.n;
	size_t from = w->text.n;

	buf_sv(&w->text, sv_of(envelopes[env].before));
	while (p < e) {
		const char *b = p;
		size_t col = w->text.n - from + 1;

		if (env == DOCKER || env == KAFKA)
			put_json(&w->text, &p, e);
		else
			buf_c(&w->text, *p++);
		for (; b < p; b++)
			w->at[i][b - s.p] = col;
	}
	w->at[i][s.n] = w->text.n - from + 1;
	buf_printf(&w->text, "%s\n", envelopes[env].after);
	w->line[i] = ++w->lines;
}

/* A line of the other stream, blank: no record, but in a row of CSV that is not closed. */
static void
put_other(struct wrapped *w)
{
	buf_printf(&w->text, TIME " stderr F  \n");
	w->lines++;
}

static void
put_pieces(struct wrapped *w, struct sv s, size_t i, bool others)
{
	size_t at = 0;

	w->pieces[i] = true;
	do {
		size_t n = (size_t)rng_below(&rng, s.n - at + 1);

		buf_printf(&w->text, TIME " stdout P %.*s\n", (int)n, s.p + at);
		w->lines++;
		at += n;
		if (others && rng_below(&rng, 2) == 0)
			put_other(w);
	} while (rng_below(&rng, 4) != 0);
	buf_printf(&w->text, TIME " stdout F %.*s\n", (int)(s.n - at), s.p + at);
	w->line[i] = ++w->lines;
}

/* ---- what must come out ---- */

/* @json has a member called as the one at @name, up to its second quote. */
static bool
has_member(struct sv json, struct sv name)
{
	struct sv key = { name.p, sv_find((struct sv){ name.p + 1, name.n - 1 }, '"') + 3 };

	return sv_has(json, key);
}

static void
want_record(struct buf *b, struct sv json, const char *adds)
{
	struct sv left = sv_of(adds), body = { json.p + 1, json.n - 2 };
	bool any = false;

	buf_c(b, '{');
	if (sv_starts(left, SV("\"timestamp\""))) {
		size_t n = sv_find(left, ',');

		if (!has_member(json, left)) {
			buf_add(b, left.p, n);
			any = true;
		}
		left = (struct sv){ left.p + n + 1, left.n - n - 1 };
	}
	buf_printf(b, "%s%.*s", any && body.n > 0 ? "," : "", (int)body.n, body.p);
	any = any || body.n > 0;
	while (left.n > 0) {
		size_t n = sv_find(left, ',');

		if (!has_member(json, left)) {
			buf_printf(b, "%s%.*s", any ? "," : "", (int)n, left.p);
			any = true;
		}
		n += n < left.n;
		left = (struct sv){ left.p + n, left.n - n };
	}
	buf_sv(b, SV("}\n"));
}

/* "! LINE:COLUMN ..." of the bare line, as it is in the file. */
static void
want_reject(struct buf *b, const struct wrapped *w, struct sv said)
{
	unsigned long long line = 0, col = 0;
	int n = 0;

	T_QUIET(sscanf(said.p, "! %llu:%llu%n", &line, &col, &n) == 2 && line > 0, "a reject");
	line--;
	if (col > 0)
		col = w->pieces[line] ? 0 : w->at[line][col - 1];
	buf_printf(b, "! %zu:%llu%.*s\n", w->line[line], col, (int)said.n - n, said.p + n);
}

static void
compare(const struct source_cfg *cfg, enum envelope env, struct wrapped *w, struct sv bare)
{
	char name[LOG_NAME_MAX];
	struct logrun r;
	struct buf want;

	logrun_init(&r, "");
	r.cfg = *cfg;
	buf_init(&want, SIZE_MAX);
	for (struct sv left = sv_of(logrun(&r, bare)); left.n > 0;) {
		struct sv one = { left.p, sv_find(left, '\n') };

		if (one.n > 0 && one.p[0] == '{')
			want_record(&want, one, envelopes[env].adds);
		else if (one.n > 0)
			want_reject(&want, w, one);
		left = (struct sv){ one.p + one.n + 1, left.n - one.n - 1 };
	}
	buf_c(&want, '\0');
	snprintf(name, sizeof(name), "%s+%.*s", envelopes[env].name, (int)cfg->format.n,
	    cfg->format.p);
	r.cfg.format = sv_of(name);
	for (r.cut = 0; r.cut < 3; r.cut++)
		if (strcmp(logrun(&r, buf_view(&w->text)), want.p) != 0) {
			T_OK(false, "%s, cut %zu\n%.*s--- is\n%s--- wanted\n%s", name, r.cut,
			    (int)w->text.n, w->text.p, r.out.p, want.p);
			exit(1);
		}
	buf_free(&want);
	buf_free(&r.out);
}

/* ---- lines ---- */

/* Lines of the samples of @f in any order, some of them damaged; the header first. */
static void
draw_lines(const struct log_format *f, enum envelope env, struct buf *bare, struct wrapped *w)
{
	struct sv sample[LINES_MAX];
	/* Bare, what a damaged line of json has opened may go on in the next one. */
	bool whole = strcmp(f->name, "json") == 0;
	size_t n = 0, lines = 1 + (size_t)rng_below(&rng, LINES_MAX);

	for (struct sv left = sv_of(f->sample); left.n > 0; n++) {
		sample[n] = (struct sv){ left.p, sv_find(left, '\n') };
		left = (struct sv){ left.p + sample[n].n + 1, left.n - sample[n].n - 1 };
	}
	for (size_t i = 0; i < lines; i++) {
		bool header = i == 0 && (f->flags & LOG_HEADER) != 0;
		struct sv s = sample[header ? 0 : rng_below(&rng, n)];
		char line[LINE_BYTES];

		memcpy(line, s.p, s.n);
		while (!header && !whole && s.n > 1 && rng_below(&rng, 3) == 0) {
			static const char odd[] = "\" \\,=-1[{x\t'|:";

			line[rng_below(&rng, s.n)] = odd[rng_below(&rng, sizeof(odd) - 1)];
			s.n -= (size_t)rng_below(&rng, 2);
		}
		s.p = line;
		buf_printf(bare, "%.*s\n", (int)s.n, s.p);
		w->pieces[i] = false;
		if (env == CRI && rng_below(&rng, 3) == 0)
			put_pieces(w, s, i, (f->flags & LOG_HEADER) == 0);
		else
			put_line(w, env, s, i);
	}
}

static void
check(const struct log_format *f, enum envelope env)
{
	static struct wrapped w;
	struct source_cfg cfg = { .format = sv_of(f->name), .time.now_us = INT64_C(1798700000000000) };
	struct buf bare;

	if ((f->flags & LOG_SERVER) != 0)
		cfg.log_format = sv_of(f->given);
	if ((f->flags & LOG_REGEX) != 0)
		cfg.regex = sv_of(f->given);
	if ((f->flags & LOG_GROK) != 0)
		cfg.grok = sv_of(f->given);
	buf_init(&bare, SIZE_MAX);
	buf_init(&w.text, SIZE_MAX);
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++) {
		buf_clear(&bare);
		buf_clear(&w.text);
		w.lines = 0;
		draw_lines(f, env, &bare, &w);
		compare(&cfg, env, &w, buf_view(&bare));
	}
	T_OK(true, "%s+%s", envelopes[env].name, f->name);
	buf_free(&bare);
	buf_free(&w.text);
}

int
main(void)
{
	const struct log_format *f;

	rng_init(&rng, t_seed());
	for (size_t i = 0; (f = registry_row(&log_registry, i)) != NULL; i++)
		for (int env = 0; env < ENVELOPES; env++)
			if (f->envelope == NULL && (f->flags & LOG_ALONE) == 0)
				check(f, (enum envelope)env);
	return t_done();
}
