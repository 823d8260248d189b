/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log_shift - lines of servers with a field left out, two of them exchanged, and words put
 * before: rejected, or each value is one that the line had
 *
 * Shifted fields show as values that are no field of the line: parts of two of them, or
 * several at once.
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"
#include "line/lvalue.h"

enum { WORDS = 64 };

#define TIMED "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent " \
	"\"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time " \
	"\"$upstream_addr\" \"$upstream_status\" $upstream_connect_time $upstream_header_time"

static const struct {
	const char *format;
	const char *log_format;
	const char *file;
} logs[] = {
	{ "combined", NULL, "varnish_ncsa" },
	{ "combined", NULL, "lighttpd" },
	{ "nginx", TIMED, "nginx_timed" },
};

struct words {
	struct sv word[WORDS];
	size_t    n;
};

/* Apart by spaces, but for those in quotes, in brackets, and in a list "a, b". */
static void
split_words(struct sv line, struct words *w)
{
	const char *p = line.p, *e = line.p + line.n;

	for (w->n = 0; p < e && w->n < WORDS; w->n++) {
		const char *from = p;
		char shut = *p == '"' ? '"' : *p == '[' ? ']' : '\0';

		for (p++; p < e && (shut != '\0' || *p != ' ' || p[-1] == ','); p++) {
			if (*p == '\\' && p + 1 < e)
				p++;
			else if (*p == shut)
				shut = '\0';
		}
		w->word[w->n] = (struct sv){ from, (size_t)(p - from) };
		p += p < e;
	}
}

static void
join_words(const struct words *w, struct buf *b)
{
	buf_clear(b);
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			buf_c(b, ' ');
		buf_sv(b, w->word[i]);
	}
	buf_c(b, '\n');
}

/* The JSON @value is a word of the line, or what is between its quotes; "-" of %b is 0. */
static bool
is_word(const struct words *w, struct sv value)
{
	struct arena a;
	struct buf b;
	struct jwrite j;
	bool is = sv_is(value, "0");

	arena_init(&a);
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < w->n && !is; i++) {
		struct sv s = w->word[i];

		if (s.n >= 2 && s.p[0] == '"')
			s = (struct sv){ s.p + 1, s.n - 2 };
		buf_clear(&b);
		jwrite_init(&j, &b);
		jwrite_str(&j, lvalue_text(s, LVALUE_C, &a));
		is = sv_eq(s, value) || sv_eq(buf_view(&b), value);
	}
	buf_free(&b);
	arena_free(&a);
	return is;
}

/* Each value of @got is one of @was or a word; durations are those in another unit. */
static bool
holds_own(const char *got, const char *was, const struct words *w)
{
	const char *p = got + 1;

	while (*p == '"') {
		const char *key = p, *value = strstr(p, "\":") + 2, *end = value;
		bool quoted = *value == '"', ms = memcmp(value - 5, "_ms\":", 5) == 0;
		char member[600];

		if (quoted)
			for (end++; *end != '"'; end++)
				end += *end == '\\';
		else
			end += strcspn(end, ",}");
		snprintf(member, sizeof(member), ":%.*s", (int)(end - value) + quoted, value);
		if (!ms && strstr(was, member) == NULL &&
		    !is_word(w, (struct sv){ value, (size_t)(end - value) + quoted })) {
			printf("# not of the line: %.*s\n", (int)(end - key) + quoted, key);
			return false;
		}
		p = end + quoted;
		p += *p == ',';
	}
	return true;
}

static bool
check_words(struct logrun *r, const struct words *w, const char *was, const struct words *all,
    bool may_fit)
{
	struct buf line;
	bool ok;

	buf_init(&line, SIZE_MAX);
	join_words(w, &line);
	r->good = r->bad = 0;
	logrun(r, buf_view(&line));
	ok = r->good == 0 || (may_fit && holds_own(r->out.p, was, all));
	if (!T_QUIET(ok, "shifted"))
		printf("# line: %.*s# got:  %s# was:  %s", (int)line.n, line.p, r->out.p, was);
	buf_free(&line);
	return ok;
}

/* All of one line. */
static bool
check_line(struct logrun *r, struct sv text, struct rng *rng)
{
	static const char *const before[] = { "Nov 29 19:00:00 web1 nginx:", "web-1  |",
		"2026-11-29T19:00:00.123456789Z stdout F", "<134>1 2026-11-29T19:00:00Z h nginx - - -",
		"nginx:", "a b", "INFO" };
	struct words all, w;
	char *was;
	bool ok;

	split_words(text, &all);
	(void)logrun(r, text);
	was = mem_dup(r->out.p, r->out.n);
	ok = T_QUIET(r->good == 1, "not read: %.*s", (int)text.n, text.p);
	for (size_t i = 0; ok && i < all.n; i++) {
		w = all;
		memmove(&w.word[i], &w.word[i + 1], (w.n - i - 1) * sizeof(w.word[0]));
		w.n--;
		ok = check_words(r, &w, was, &all, false);
	}
	for (size_t i = 0; ok && i < all.n; i++) {
		size_t k = (size_t)rng_below(rng, all.n);

		w = all;
		w.word[i] = all.word[k];
		w.word[k] = all.word[i];
		ok = check_words(r, &w, was, &all, true);
	}
	for (size_t i = 0; ok && i < sizeof(before) / sizeof(before[0]); i++) {
		w.word[0] = sv_of(before[i]);
		memcpy(&w.word[1], all.word, all.n * sizeof(w.word[0]));
		w.n = all.n + 1;
		ok = check_words(r, &w, was, &all, false);
	}
	mem_free(was);
	return ok;
}

int
main(void)
{
	struct rng rng;

	rng_init(&rng, t_seed());
	for (size_t i = 0; i < sizeof(logs) / sizeof(logs[0]); i++) {
		struct logrun r;
		struct buf text;
		char path[100];
		size_t lines = 0;
		bool ok = true;

		snprintf(path, sizeof(path), "tests/data/logs/servers/%s.log", logs[i].file);
		logrun_init(&r, logs[i].format);
		r.cfg.log_format = logs[i].log_format != NULL ? sv_of(logs[i].log_format)
		                                              : (struct sv){ NULL, 0 };
		for (struct sv left = logrun_file(path, &text); ok && left.n > 0; lines++) {
			size_t n = sv_find(left, '\n');

			ok = check_line(&r, (struct sv){ left.p, n }, &rng);
			left.p += n + 1;
			left.n -= n + 1;
		}
		T_OK(ok && lines > 20, "%zu lines of %s", lines, logs[i].file);
		buf_free(&text);
		buf_free(&r.out);
	}
	return t_done();
}
