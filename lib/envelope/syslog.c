/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * syslog - lines of a system log, as daemons send and files keep them
 *
 *     [<PRI>]Mmm dd hh:mm:ss [HOST ]TAG[PID]: TEXT              RFC 3164
 *     [<PRI>]TIME [HOST ]TAG[PID]: TEXT                         the same, RFC 3339 time
 *     <PRI>1 TIME HOST TAG PID MSGID - or [ID NAME="..."]... TEXT   RFC 5424
 *
 * A length and a space may stand before the priority: octet counting, RFC 6587.
 *
 * TAG[PID]: may be missing, except where an RFC 3339 time begins the line: many a log
 * begins like that.  The first word behind the time is the host unless it is a tag.
 */
#include "envelope/syslog.h"

#include "base/bug.h"
#include "envelope/nest.h"
#include "line/lvalue.h"

#include <string.h>

enum { TIME, LEVEL, FACILITY, HOST, SERVICE, PID, MSGID, DATA };

enum { BSD_TIME = 15 };		/* bytes of "Mmm dd hh:mm:ss" */

struct syslog {
	struct tstamp_cfg           time;
	struct arena                own;
	const struct tstamp_layout *bsd;
};

/* What is left of a line, and what was taken off it last. */
struct rest {
	struct sv   line;
	const char *p;
	const char *e;
	struct sv   word;
};

const char *
syslog_level(unsigned severity)
{
	static const char *const level[SYSLOG_LEVELS] = { "emerg", "alert", "crit", "err",
		"warning", "notice", "info", "debug" };

	return level[severity];
}

const char *
syslog_facility(unsigned facility)
{
	static const char *const name[SYSLOG_FACILITIES] = { "kern", "user", "mail", "daemon",
		"auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit",
		"alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5",
		"local6", "local7" };

	return name[facility];
}

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	struct syslog *s = state;

	s->time = *time;
	arena_init(&s->own);
	BUG_IF(tstamp_layout_new(&s->bsd, SV("%b %e %H:%M:%S"), &s->own, NULL) != RC_OK,
	    "a layout of our own");
}

static void
free_state(void *state)
{
	arena_free(&((struct syslog *)state)->own);
}

static enum rc
reject_at(const struct rest *r, const char *at, const char *want, struct reject *rej)
{
	char found[LVALUE_SHOWN];

	return source_reject(rej, "log", 0, (uint64_t)(at - r->line.p) + 1, r->line,
	    "expected %s, found %s", want,
	    lvalue_shown((struct sv){ at, (size_t)(r->e - at) }, found));
}

/* A word and the space behind it; false when it is empty or the line ends with it. */
static bool
take_word(struct rest *r)
{
	const char *space = memchr(r->p, ' ', (size_t)(r->e - r->p));

	r->word = (struct sv){ r->p, (size_t)((space != NULL ? space : r->e) - r->p) };
	r->p = space != NULL ? space + 1 : r->e;
	return space != NULL && r->word.n > 0;
}

/* Behind the length that a stream of TCP has before each message, or @p. */
static const char *
skip_length(const char *p, const char *e)
{
	const char *q = p;

	while (q < e && *q >= '0' && *q <= '9' && q - p < 8)
		q++;
	return q > p && e - q >= 2 && q[0] == ' ' && q[1] == '<' ? q + 1 : p;
}

/* The priority, if there is one; false when it is none. */
static bool
take_priority(struct rest *r, struct nest_line *out)
{
	const char *p = r->p;
	unsigned pri = 0;

	if (p == r->e || *p != '<')
		return true;
	while (++p < r->e && *p >= '0' && *p <= '9' && p - r->p <= 3)
		pri = 10 * pri + (unsigned)(*p - '0');
	if (p == r->p + 1 || p == r->e || *p != '>' || pri > 191)
		return false;
	out->field[LEVEL] = val_of_text(sv_of(syslog_level(pri & 7)));
	out->field[FACILITY] = val_of_text(sv_of(syslog_facility(pri >> 3)));
	r->p = p + 1;
	return true;
}

static bool
is_rfc3339(const struct syslog *s, struct sv word, struct val *time)
{
	*time = val_of_text(word);
	if (word.n < 20 || word.p[4] != '-' || word.p[10] != 'T' ||
	    !tstamp_auto(time, &s->time, &time->at_us))
		return false;
	time->kind = VAL_TIME;
	return true;
}

/* "Mmm dd hh:mm:ss", for what has that form. */
static bool
is_bsd_form(const char *p)
{
	static const char form[BSD_TIME + 1] = "Aaa _0 00:00:00";

	for (int i = 0; i < BSD_TIME; i++) {
		char c = p[i];
		bool digit = c >= '0' && c <= '9';

		if (form[i] == 'A' ? c < 'A' || c > 'Z' : form[i] == 'a' ? c < 'a' || c > 'z' :
		    form[i] == '0' ? !digit : form[i] == '_' ? !digit && c != ' ' : c != form[i])
			return false;
	}
	return true;
}

/* The time and the space behind it.  One whose year nothing tells is a text. */
static bool
take_time(const struct syslog *s, struct rest *r, struct val *time)
{
	struct tstamp_cfg cfg = s->time;
	bool year = cfg.year != 0 || cfg.now_us != INT64_MIN;

	if (r->e - r->p <= BSD_TIME || !is_bsd_form(r->p) || r->p[BSD_TIME] != ' ')
		return take_word(r) && is_rfc3339(s, r->word, time);
	r->word = (struct sv){ r->p, BSD_TIME };
	*time = val_of_text(r->word);
	if (!year)
		cfg.year = 2000;	/* has every day that any year has */
	if (!tstamp_layout_parse(s->bsd, r->word, &cfg, &time->at_us, NULL))
		return false;
	if (year)
		time->kind = VAL_TIME;
	r->p += BSD_TIME + 1;
	return true;
}

/* A field of which "-" says that it is not there. */
static struct val
field_of(struct sv word)
{
	if (word.n == 0 || (word.n == 1 && word.p[0] == '-'))
		return (struct val){ .kind = VAL_NONE };
	return val_of_text(word);
}

static struct val
pid_of(struct sv word)
{
	struct val v = field_of(word);

	if (v.kind == VAL_STRING && num_is(word))
		v.kind = VAL_NUMBER;
	return v;
}

/* An address and its port, which no program is called. */
static bool
is_address(struct sv s)
{
	size_t i = 0;

	while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.'))
		i++;
	return i == s.n;
}

/* Behind "TAG[PID]:" and a space, or @p. */
static const char *
skip_tag(const char *p, const char *e, struct nest_line *out)
{
	const char *q = p, *from;
	struct sv tag, pid = { NULL, 0 };

	while (q < e && *q != ' ' && *q != ':' && *q != '[')
		q++;
	tag = (struct sv){ p, (size_t)(q - p) };
	if (q < e && *q == '[') {
		from = ++q;
		while (q < e && *q != ' ' && *q != ']')
			q++;
		pid = (struct sv){ from, (size_t)(q - from) };
		q += q < e && *q == ']';
	}
	if (is_address(tag) || q == e || *q != ':')
		return p;
	out->field[SERVICE] = val_of_text(tag);
	out->field[PID] = pid_of(pid);
	q++;
	return q + (q < e && *q == ' ');
}

static enum rc
read_bsd(const struct syslog *s, struct rest *r, struct nest_line *out, struct reject *rej)
{
	const char *at = r->p, *behind;
	bool bare = at == r->line.p && !(r->e - at > BSD_TIME && is_bsd_form(at));

	if (!take_time(s, r, &out->field[TIME]))
		return reject_at(r, at, "a time", rej);
	behind = skip_tag(r->p, r->e, out);
	if (behind == r->p) {
		(void)take_word(r);	/* a line may end with its host */
		out->field[HOST] = field_of(r->word);
		behind = skip_tag(r->p, r->e, out);
	}
	if (bare && behind == r->p)
		return reject_at(r, r->p, "a program and ':'", rej);
	out->text = (struct sv){ behind, (size_t)(r->e - behind) };
	return RC_OK;
}

/* Behind "-" or the elements in brackets; NULL when they do not end. */
static const char *
skip_data(const char *p, const char *e)
{
	bool quoted = false;

	if (p < e && *p == '-')
		return p + 1;
	if (p == e || *p != '[')
		return NULL;
	for (; p < e; p++) {
		if (quoted && *p == '\\')
			p++;
		else if (*p == '"')
			quoted = !quoted;
		else if (!quoted && *p == ']' && (p + 1 == e || p[1] != '['))
			return p + 1;
	}
	return NULL;
}

static enum rc
read_5424(const struct syslog *s, struct rest *r, struct nest_line *out, struct reject *rej)
{
	static const struct {
		int         field;
		const char *what;
	} part[] = {
		{ HOST, "a host" }, { SERVICE, "a program" }, { PID, "a process" },
		{ MSGID, "a message type" },
	};
	const char *at = r->p;

	if (!take_word(r) || (!sv_is(r->word, "-") &&
	    !is_rfc3339(s, r->word, &out->field[TIME])))
		return reject_at(r, at, "a time", rej);
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
		at = r->p;
		if (!take_word(r))
			return reject_at(r, at, part[i].what, rej);
		out->field[part[i].field] = part[i].field == PID ? pid_of(r->word)
		                                                 : field_of(r->word);
	}
	at = r->p;
	r->p = skip_data(at, r->e);
	if (r->p == NULL || (r->p < r->e && *r->p != ' '))
		return reject_at(r, at, "'-' or structured data", rej);
	out->field[DATA] = field_of((struct sv){ at, (size_t)(r->p - at) });
	r->p += r->p < r->e;
	if (r->e - r->p >= 3 && memcmp(r->p, "\xef\xbb\xbf", 3) == 0)
		r->p += 3;
	out->text = (struct sv){ r->p, (size_t)(r->e - r->p) };
	return RC_OK;
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct rest r = { .line = line, .e = line.p + line.n };

	r.p = skip_length(line.p, r.e);

	if (!take_priority(&r, out))
		return reject_at(&r, r.p, "a priority, <0> to <191>", rej);
	if (r.p > line.p && r.e - r.p >= 2 && r.p[0] == '1' && r.p[1] == ' ') {
		r.p += 2;
		return read_5424(state, &r, out, rej);
	}
	return read_bsd(state, &r, out, rej);
}

const struct nest_type syslog_envelope = {
	.name = "syslog",
	.field = { "timestamp", "level", "facility", "hostname", "service", "pid", "msgid",
		"structured_data", NULL },
	.size = sizeof(struct syslog),
	.init = init_state,
	.free = free_state,
	.strip = strip,
};
