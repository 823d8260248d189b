/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conf - see conf.h
 *
 * nginx: words separated by white space, ended by ; { or }, quoted by ' or ", a
 * comment from # at the start of a word (ngx_conf_read_token).  Apache: a
 * directive a line, a backslash at its end joins the next one, words quoted by
 * ' or " (ap_getword_conf).
 */
#include "access/conf.h"

#include "access/nginx.h"
#include "base/buf.h"
#include "io/side.h"

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DEPTH = 16 };	/* files that include one another */

struct found {
	struct conf_format *at;
	size_t              n, cap;
	struct sv           use;	/* format of the logs, the first that was met */
	bool                mixed;	/* there are others */
	struct sv           dirs[2];	/* that names of files begin in, the first that has them */
	struct buf          missing;	/* includes that name no file here, ", " between */
	size_t              left;	/* bytes that may be read yet */
	int                 depth;
	struct arena       *arena;
};

typedef enum rc scan_fn(struct found *f, struct sv conf, struct sv file, struct err *e);

static void
add_found(struct found *f, const struct conf_format *c)
{
	if (f->n == f->cap) {
		size_t old = f->cap * sizeof(*f->at);

		f->cap = f->cap == 0 ? 8 : 2 * f->cap;
		f->at = arena_grow(f->arena, f->at, old, f->cap * sizeof(*f->at));
	}
	f->at[f->n++] = *c;
}

static bool
ends_with(struct sv s, struct sv end)
{
	return s.n >= end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0;
}

/* A log of the configuration is written in the format of that name. */
static void
add_use(struct found *f, struct sv name)
{
	if (f->use.n == 0)
		f->use = arena_sv(f->arena, name);
	else if (!sv_eq(f->use, name))
		f->mixed = true;
}

static enum rc
read_file(struct sv *text, const char *path, struct found *f, struct err *e)
{
	struct buf b;
	struct err why = { 0 };
	enum rc rc;

	buf_init(&b, CONF_MAX + 1);
	rc = side_text(path, f->left, &b, &why);
	if (rc == RC_OK) {
		*text = arena_sv(f->arena, buf_view(&b));
		f->left -= b.n;
	} else {
		rc = rc_err(e, rc, "%s: %s%s", path, why.msg,
		    rc == RC_LIMIT ? ", no configuration file" : "");
	}
	buf_free(&b);
	return rc;
}

/* The files of a pattern, in their order; false when there is none. */
static bool
scan_files(struct found *f, const char *pattern, scan_fn *scan, enum rc *rc, struct err *e)
{
	glob_t g;
	bool any = false;

	if (glob(pattern, 0, NULL, &g) != 0)
		return false;
	for (size_t i = 0; i < g.gl_pathc && *rc == RC_OK; i++) {
		struct sv text;

		if (read_file(&text, g.gl_pathv[i], f, NULL) != RC_OK)
			continue;
		any = true;
		f->depth++;
		*rc = scan(f, text, arena_sv(f->arena, sv_of(g.gl_pathv[i])), e);
		f->depth--;
	}
	globfree(&g);
	return any;
}

/* What an include names; files that come with nginx have no formats. */
static enum rc
follow(struct found *f, struct sv name, scan_fn *scan, struct err *e)
{
	enum rc rc = RC_OK;
	bool any = false;

	if (ends_with(name, SV("mime.types")) || ends_with(name, SV("_params")) ||
	    ends_with(name, SV("fastcgi.conf")) || f->depth == DEPTH)
		return RC_OK;
	for (int i = 0; i < 2 && !any && rc == RC_OK; i++) {
		struct sv dir = name.n > 0 && name.p[0] == '/' ? SV("") : f->dirs[i];
		char *path = arena_alloc(f->arena, dir.n + name.n + 1);

		if (dir.n > 0)
			memcpy(path, dir.p, dir.n);
		if (name.n > 0)
			memcpy(path + dir.n, name.p, name.n);
		path[dir.n + name.n] = '\0';
		any = scan_files(f, path, scan, &rc, e);
	}
	if (any)
		return rc;
	if (f->missing.n > 0)
		buf_sv(&f->missing, SV(", "));
	buf_sv(&f->missing, name);
	return RC_OK;
}

struct scan {
	const char *p;
	const char *end;
	uint64_t    line;
	struct buf  word;
};

static char
next_char(struct scan *s)
{
	if (*s->p == '\n')
		s->line++;
	return *s->p++;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A backslash inside a word of nginx. */
static void
nginx_escape(struct scan *s)
{
	static const char from[] = "\"'\\trn";
	static const char to[] = "\"'\\\t\r\n";
	char c = s->p < s->end ? *s->p : '\0';
	const char *at = c != '\0' ? strchr(from, c) : NULL;

	if (at == NULL) {
		buf_c(&s->word, '\\');
	} else {
		buf_c(&s->word, to[at - from]);
		s->p++;
	}
}

enum word { WORD, WORD_STOP, WORD_END, WORD_OPEN };

/* The next word in s->word; WORD_STOP at ; { }, WORD_OPEN for a quote without an end. */
static enum word
nginx_word(struct scan *s)
{
	char quote = '\0';

	buf_clear(&s->word);
	for (;;) {
		while (s->p < s->end && is_space(*s->p))
			(void)next_char(s);
		if (s->p == s->end)
			return WORD_END;
		if (*s->p != '#')
			break;
		while (s->p < s->end && *s->p != '\n')
			s->p++;
	}
	if (*s->p == ';' || *s->p == '{' || *s->p == '}') {
		s->p++;
		return WORD_STOP;
	}
	if (*s->p == '\'' || *s->p == '"')
		quote = *s->p++;
	while (s->p < s->end) {
		char c = *s->p;

		if (quote == '\0' && (is_space(c) || c == ';' ||
		    (c == '{' && (s->word.n == 0 || s->word.p[s->word.n - 1] != '$'))))
			return WORD;
		c = next_char(s);
		if (quote != '\0' && c == quote)
			return WORD;
		if (c == '\\')
			nginx_escape(s);
		else
			buf_c(&s->word, c);
	}
	return quote != '\0' ? WORD_OPEN : WORD;
}

/* Behind the word log_format: name, escape=, parts. */
static enum word
nginx_format(struct scan *s, struct found *f, struct sv file, uint64_t line)
{
	struct conf_format c = { .file = file, .line = line };
	struct buf text;
	enum word w;

	buf_init(&text, CONF_MAX);
	for (size_t i = 0; (w = nginx_word(s)) == WORD; i++) {
		if (i == 0) {
			c.name = arena_sv(f->arena, buf_view(&s->word));
			continue;
		}
		buf_sv(&text, buf_view(&s->word));
		if (i == 1 && sv_starts(buf_view(&s->word), SV("escape=")))
			buf_c(&text, ' ');
	}
	c.text = arena_sv(f->arena, buf_view(&text));
	buf_free(&text);
	if (w == WORD_STOP)
		add_found(f, &c);
	return w;
}

/* Behind the word access_log: path, the name of a format, options. */
static enum word
nginx_use(struct scan *s, struct found *f)
{
	struct sv name = SV("combined");
	bool off = false;
	enum word w;

	for (size_t i = 0; (w = nginx_word(s)) == WORD; i++) {
		struct sv word = buf_view(&s->word);

		off |= i == 0 && sv_is(word, "off");
		if (i == 1 && sv_find(word, '=') == word.n)
			name = arena_sv(f->arena, word);
	}
	if (w == WORD_STOP && !off)
		add_use(f, name);
	return w;
}

static enum rc
nginx_scan(struct found *f, struct sv conf, struct sv file, struct err *e)
{
	struct scan s = { conf.p, conf.p + conf.n, 1, { 0 } };
	bool start = true;
	uint64_t line = 0;
	enum word w;
	enum rc rc = RC_OK;

	buf_init(&s.word, CONF_MAX);
	while (rc == RC_OK && ((w = nginx_word(&s)) == WORD || w == WORD_STOP)) {
		if (w == WORD && start && sv_is(buf_view(&s.word), "log_format")) {
			line = s.line;
			w = nginx_format(&s, f, file, line);
			if (w != WORD_STOP)
				break;
			line = 0;
		} else if (w == WORD && start && sv_is(buf_view(&s.word), "access_log")) {
			w = nginx_use(&s, f);
		} else if (w == WORD && start && sv_is(buf_view(&s.word), "include")) {
			w = nginx_word(&s);
			if (w == WORD)
				rc = follow(f, buf_view(&s.word), nginx_scan, e);
		}
		start = w == WORD_STOP;
	}
	buf_free(&s.word);
	if (line == 0 || rc != RC_OK)
		return rc;
	if (file.n == 0)
		return rc_err(e, RC_SYNTAX, "log_format: a quote is not closed");
	return rc_err(e, RC_SYNTAX, "%.*s:%" PRIu64 ": log_format without its ';'", SV_SHOW(file),
	    line);
}

/* The next argument of an Apache directive on the logical line; false when there is none. */
static bool
apache_word(struct scan *s)
{
	char quote = '\0';

	buf_clear(&s->word);
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\r'))
		s->p++;
	if (s->p == s->end)
		return false;
	if (*s->p == '\'' || *s->p == '"')
		quote = *s->p++;
	while (s->p < s->end) {
		char c = *s->p++;

		if (quote != '\0' ? c == quote : is_space(c))
			break;
		if (c == '\\' && s->p < s->end && quote != '\0' &&
		    (*s->p == '\\' || *s->p == quote))
			c = *s->p++;
		buf_c(&s->word, c);
	}
	return true;
}

static bool
is_word(const struct scan *s, const char *word)
{
	struct sv w = buf_view(&s->word);

	return w.n == strlen(word) && strncasecmp(w.p, word, w.n) == 0;
}

static enum rc apache_scan(struct found *f, struct sv conf, struct sv file, struct err *e);

/* Behind CustomLog and its path: a format, or the nickname of one. */
static void
apache_use(struct found *f, struct scan *s, struct conf_format *c)
{
	c->name = arena_sv(f->arena, buf_view(&s->word));
	c->of_log = true;
	if (!apache_word(s))
		return;
	if (memchr(s->word.p, '%', s->word.n) == NULL) {
		add_use(f, buf_view(&s->word));
		return;
	}
	c->text = arena_sv(f->arena, buf_view(&s->word));
	add_found(f, c);
}

/* Names of files begin there; the directory of the file is the other place. */
static void
set_root(struct found *f, struct sv dir)
{
	char *p = arena_alloc(f->arena, dir.n + 1);

	if (dir.n == 0)
		return;
	memcpy(p, dir.p, dir.n);
	p[dir.n] = '/';
	f->dirs[0] = (struct sv){ p, dir.n + 1 };
}

static enum rc
apache_line(struct found *f, struct sv text, struct sv file, uint64_t line, struct err *e)
{
	struct scan s = { text.p, text.p + text.n, line, { 0 } };
	struct conf_format c = { .file = file, .line = line };
	enum rc rc = RC_OK;

	buf_init(&s.word, CONF_MAX);
	if (!apache_word(&s)) {
		/* nothing on the line */
	} else if (is_word(&s, "LogFormat") && apache_word(&s)) {
		c.text = arena_sv(f->arena, buf_view(&s.word));
		if (apache_word(&s))
			c.name = arena_sv(f->arena, buf_view(&s.word));
		add_found(f, &c);
	} else if ((is_word(&s, "CustomLog") || is_word(&s, "GlobalLog")) && apache_word(&s)) {
		apache_use(f, &s, &c);
	} else if (is_word(&s, "ServerRoot") && apache_word(&s)) {
		set_root(f, buf_view(&s.word));
	} else if ((is_word(&s, "Include") || is_word(&s, "IncludeOptional")) && apache_word(&s)) {
		rc = follow(f, buf_view(&s.word), apache_scan, e);
	}
	buf_free(&s.word);
	return rc;
}

static enum rc
apache_scan(struct found *f, struct sv conf, struct sv file, struct err *e)
{
	struct buf line;
	uint64_t no = 0, first = 1;
	enum rc rc = RC_OK;

	buf_init(&line, CONF_MAX);
	while (rc == RC_OK && conf.n > 0) {
		struct sv one = { conf.p, sv_find(conf, '\n') };
		size_t used = one.n < conf.n ? one.n + 1 : one.n;

		no++;
		conf.p += used;
		conf.n -= used;
		if (one.n > 0 && one.p[one.n - 1] == '\r')
			one.n--;
		if (one.n > 0 && one.p[one.n - 1] == '\\' && conf.n > 0) {
			buf_add(&line, one.p, one.n - 1);
			continue;
		}
		buf_sv(&line, one);
		rc = apache_line(f, buf_view(&line), file, first, e);
		buf_clear(&line);
		first = no + 1;
	}
	buf_free(&line);
	return rc;
}

static const char *
directive_name(enum conf_kind kind)
{
	return kind == CONF_NGINX ? "log_format" : "LogFormat";
}

/* "main, timed" in a message */
static const char *
list_names(const struct found *f, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, 256);
	for (size_t i = 0; i < f->n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", SV_SHOW(f->at[i].name));
	text = arena_bytes(a, b.n > 0 ? b.p : "", b.n);
	buf_free(&b);
	return text;
}

/* The one format that is meant without a name: of a LogFormat, else of a CustomLog; or NULL. */
static const struct conf_format *
only_format(const struct found *f)
{
	const struct conf_format *named = NULL, *of_log = NULL;
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->at[i].of_log)
			of_log = &f->at[i];
		else
			named = &f->at[i];
		n += !f->at[i].of_log;
	}
	return n == 1 ? named : n == 0 && f->n == 1 ? of_log : NULL;
}

/* The last one of that name, as in the servers; nginx has `combined` built in. */
static bool
take_named(struct conf_format *out, const struct found *f, struct sv name, enum conf_kind kind)
{
	for (size_t i = f->n; i-- > 0 && name.n > 0;)
		if (sv_eq(f->at[i].name, name)) {
			*out = f->at[i];
			return true;
		}
	if (kind != CONF_NGINX || !sv_is(name, "combined"))
		return false;
	*out = (struct conf_format){ .text = SV(NGINX_COMBINED) };
	return true;
}

static enum rc
find_format(struct conf_format *out, const struct found *f, struct sv file, struct sv name,
    enum conf_kind kind, struct err *e)
{
	struct sv *names = arena_alloc(f->arena, (f->n + 1) * sizeof(*names));
	const struct conf_format *only = only_format(f);

	if (name.n == 0 && !f->mixed && take_named(out, f, f->use, kind))
		return RC_OK;
	if (name.n == 0 && only != NULL) {
		*out = *only;
		return RC_OK;
	}
	if (take_named(out, f, name, kind))
		return RC_OK;
	for (size_t i = 0; i < f->n; i++)
		names[i] = f->at[i].name;
	if (f->n == 0)
		return rc_err(e, RC_USAGE, "%.*s: no %s in it", SV_SHOW(file),
		    directive_name(kind));
	if (name.n == 0)
		return rc_err(e, RC_USAGE, "%.*s: several %s: add :NAME, one of %s", SV_SHOW(file),
		    directive_name(kind), list_names(f, f->arena));
	return rc_near(e, rc_err(e, RC_USAGE, "%.*s: no %s '%.*s'; it has %s", SV_SHOW(file),
	    directive_name(kind), SV_SHOW(name), list_names(f, f->arena)), name, names, f->n);
}

/* Of a file that is included and not here the message says so. */
static enum rc
choose_format(struct conf_format *out, const struct found *f, struct sv file, struct sv name,
    enum conf_kind kind, struct err *e)
{
	struct err why = { 0 };
	enum rc rc = find_format(out, f, file, name, kind, &why);

	if (rc == RC_OK)
		return RC_OK;
	if (f->missing.n == 0)
		return rc_err(e, rc, "%s", why.msg);
	return rc_err(e, rc, "%s; what it includes is not here: %.*s", why.msg, (int)f->missing.n,
	    f->missing.p);
}

/* The directory of a file, with the slash; empty: this one. */
static struct sv
dir_of(struct sv file)
{
	while (file.n > 0 && file.p[file.n - 1] != '/')
		file.n--;
	return file;
}

/* FILE[:NAME]; a file whose name has the colon goes first. */
static enum rc
from_file(struct conf_format *out, enum conf_kind kind, struct sv ref, struct arena *a,
    struct err *e)
{
	struct found f = { .left = CONF_MAX, .arena = a };
	struct sv file = ref, name = { NULL, 0 }, text = { NULL, 0 };
	char *path = arena_bytes(a, ref.p, ref.n);
	enum rc rc = read_file(&text, path, &f, e);
	size_t colon = ref.n;

	while (colon > 0 && ref.p[colon - 1] != ':')
		colon--;
	if (rc == RC_IO && colon > 1) {
		file.n = colon - 1;
		name = (struct sv){ ref.p + colon, ref.n - colon };
		path = arena_bytes(a, file.p, file.n);
		rc = read_file(&text, path, &f, e);
	}
	if (rc != RC_OK)
		return rc;
	f.dirs[0] = f.dirs[1] = dir_of(file);
	buf_init(&f.missing, ERR_MSG_MAX);
	rc = (kind == CONF_APACHE ? apache_scan : nginx_scan)(&f, text, file, e);
	if (rc == RC_OK)
		rc = choose_format(out, &f, file, name, kind, e);
	buf_free(&f.missing);
	return rc;
}

/* Begins with the directive's name and a space. */
static bool
is_directive(struct sv s, enum conf_kind kind)
{
	struct sv name = sv_of(directive_name(kind));

	return s.n > name.n && strncasecmp(s.p, name.p, name.n) == 0 && is_space(s.p[name.n]);
}

/* 'part' 'part', as between the name and the semicolon of a log_format */
static bool
is_parts(struct sv s)
{
	if (sv_starts(s, SV("escape="))) {
		size_t sp = sv_find(s, ' ');

		s.p += sp;
		s.n -= sp;
	}
	s = sv_trim(s);
	return s.n > 1 && s.p[0] == '\'' && s.p[s.n - 1] == '\'';
}

static bool
is_nickname(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.';
}

/* "..." with its inner quotes escaped, and perhaps the nickname */
static bool
is_quoted(struct sv s)
{
	bool inner = false;
	size_t i;

	if (s.n < 2 || s.p[0] != '"')
		return false;
	for (i = 1; i < s.n && s.p[i] != '"'; i++) {
		inner = inner || s.p[i] == ' ' || s.p[i] == '\\';
		if (s.p[i] == '\\')
			i++;
	}
	if (!inner || i >= s.n || (i + 1 < s.n && !is_space(s.p[i + 1])))
		return false;
	for (i++; i < s.n; i++)
		if (!is_space(s.p[i]) && !is_nickname(s.p[i]))
			return false;
	return true;
}

enum rc
conf_format(struct conf_format *out, enum conf_kind kind, struct sv given, struct arena *a,
    struct err *e)
{
	struct found f = { .arena = a };
	struct sv s = sv_trim(given);
	struct sv none = { NULL, 0 };
	struct buf b;
	enum rc rc = RC_OK;

	if (given.n > 1 && given.p[0] == '@')
		return from_file(out, kind, (struct sv){ given.p + 1, given.n - 1 }, a, e);
	*out = (struct conf_format){ .text = given, .col = 1 };
	if (kind == CONF_NGINX && sv_is(s, "combined"))
		out->text = SV(NGINX_COMBINED);
	while (kind == CONF_NGINX && s.n > 0 && s.p[s.n - 1] == ';')
		s = sv_trim((struct sv){ s.p, s.n - 1 });
	if (!is_directive(s, kind) && !(kind == CONF_NGINX ? is_parts(s) : is_quoted(s)))
		return RC_OK;
	buf_init(&b, CONF_MAX);
	if (!is_directive(s, kind))
		buf_printf(&b, "%s ", kind == CONF_NGINX ? "log_format x" : "LogFormat");
	buf_sv(&b, s);
	buf_c(&b, kind == CONF_NGINX ? ';' : '\n');
	rc = (kind == CONF_APACHE ? apache_scan : nginx_scan)(&f, buf_view(&b), none, e);
	buf_free(&b);
	if (rc == RC_OK && f.n == 1)
		*out = f.at[0];
	else if (rc == RC_OK)
		rc = rc_err(e, RC_SYNTAX, "expected one %s", directive_name(kind));
	return rc;
}
