/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lgrok - see lgrok.h
 *
 * Each pattern is put in place as a group that captures nothing, or as a named one.  Groups
 * have names of their own, since those of fields may have characters that PCRE2 does not
 * take, and one field may stand in several places.
 */
#include "log/lgrok.h"

#include "base/buf.h"
#include "io/side.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct pattern_row {
	struct sv name;
	struct sv text;
};

#define ROW(name, text) { { (name), sizeof(name) - 1 }, { (text), sizeof(text) - 1 } }

/* The names that patterns of Logstash, Vector and Elastic have; what they take is our wording. */
static const struct pattern_row built_in[] = {
	ROW("USERNAME", "[a-zA-Z0-9._-]+"),
	ROW("USER", "%{USERNAME}"),
	ROW("EMAILLOCALPART", "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+"),
	ROW("EMAILADDRESS", "%{EMAILLOCALPART}@%{HOSTNAME}"),
	ROW("INT", "[+-]?[0-9]+"),
	ROW("BASE10NUM", "(?<![0-9.+-])[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)"),
	ROW("NUMBER", "%{BASE10NUM}"),
	ROW("BASE16NUM", "(?<![0-9A-Fa-f])[+-]?(?:0x)?[0-9A-Fa-f]+"),
	ROW("BASE16FLOAT", "\\b(?<![0-9A-Fa-f.])[+-]?(?:0x)?(?:[0-9A-Fa-f]+(?:\\.[0-9A-Fa-f]*)?|"
	    "\\.[0-9A-Fa-f]+)\\b"),
	ROW("POSINT", "\\b[1-9][0-9]*\\b"),
	ROW("NONNEGINT", "\\b[0-9]+\\b"),
	ROW("WORD", "\\b\\w+\\b"),
	ROW("NOTSPACE", "\\S+"),
	ROW("SPACE", "\\s*"),
	ROW("DATA", ".*?"),
	ROW("GREEDYDATA", ".*"),
	ROW("QUOTEDSTRING", "(?<!\\\\)(?:\"(?:\\\\.|[^\\\\\"])*+\"|'(?:\\\\.|[^\\\\'])*+'|"
	    "`(?:\\\\.|[^\\\\`])*+`)"),
	ROW("QS", "%{QUOTEDSTRING}"),
	ROW("UUID", "[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}"),
	ROW("URN", "urn:[0-9A-Za-z][0-9A-Za-z-]{0,31}:(?:%[0-9a-fA-F]{2}|"
	    "[0-9A-Za-z()+,.:=@;$_!*'/?#-])+"),
	ROW("MAC", "(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})"),
	ROW("CISCOMAC", "(?:[A-Fa-f0-9]{4}\\.){2}[A-Fa-f0-9]{4}"),
	ROW("WINDOWSMAC", "(?:[A-Fa-f0-9]{2}-){5}[A-Fa-f0-9]{2}"),
	ROW("COMMONMAC", "(?:[A-Fa-f0-9]{2}:){5}[A-Fa-f0-9]{2}"),
	/* A run of groups with :: in it or eight of them, perhaps IPv4 at its end, and a zone. */
	ROW("IPV6", "(?<![0-9A-Fa-f:.])(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]{1,4}:){6}"
	    "(?:[0-9A-Fa-f]{1,4}:|[0-9]{1,3}\\.))"
	    "(?:(?:[0-9A-Fa-f]{1,4}:){1,7}|:)(?:(?::?[0-9A-Fa-f]{1,4}(?![0-9.]))|:){0,7}"
	    "(?:%{IPV4})?(?:%[0-9A-Za-z]+)?(?![0-9A-Fa-f:])"),
	ROW("IPV4", "(?<![0-9])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}"
	    "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9])"),
	ROW("IP", "(?:%{IPV6}|%{IPV4})"),
	ROW("HOSTNAME", "\\b[0-9A-Za-z](?:[0-9A-Za-z-]{0,62})(?:\\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*"
	    "(?:\\.?|\\b)"),
	ROW("IPORHOST", "(?:%{IP}|%{HOSTNAME})"),
	ROW("HOST", "%{HOSTNAME}"),
	ROW("HOSTPORT", "%{IPORHOST}:%{POSINT}"),
	ROW("PATH", "(?:%{UNIXPATH}|%{WINPATH})"),
	ROW("UNIXPATH", "(?:/[\\w%!$@:.,+~-]*)+"),
	ROW("WINPATH", "(?:[A-Za-z]+:|\\\\)(?:\\\\[^\\\\?*]*)+"),
	ROW("TTY", "/dev/(?:pts|tty(?:[pq])?)(?:\\w+)?/?(?:[0-9]+)"),
	ROW("URIPROTO", "[A-Za-z][A-Za-z0-9+.-]*"),
	ROW("URIHOST", "%{IPORHOST}(?::%{POSINT})?"),
	ROW("URIPATH", "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_\\-]*)+"),
	ROW("URIQUERY", "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\-\\[\\]<>]*"),
	ROW("URIPARAM", "\\?%{URIQUERY}"),
	ROW("URIPATHPARAM", "%{URIPATH}(?:%{URIPARAM})?"),
	ROW("URI", "%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?"),
	ROW("MONTH", "\\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
	    "Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b"),
	ROW("MONTHNUM", "(?:0?[1-9]|1[0-2])"),
	ROW("MONTHNUM2", "(?:0[1-9]|1[0-2])"),
	ROW("MONTHDAY", "(?:0[1-9]|[12][0-9]|3[01]|[1-9])"),
	ROW("DAY", "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|"
	    "Sat(?:urday)?|Sun(?:day)?)"),
	ROW("YEAR", "(?:[0-9]{2}){1,2}"),
	ROW("HOUR", "(?:2[0-3]|[01]?[0-9])"),
	ROW("MINUTE", "[0-5][0-9]"),
	ROW("SECOND", "(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?"),
	ROW("TIME", "(?<![0-9])%{HOUR}:%{MINUTE}(?::%{SECOND})(?![0-9])"),
	ROW("DATE_US", "%{MONTHNUM}[/-]%{MONTHDAY}[/-]%{YEAR}"),
	ROW("DATE_EU", "%{MONTHDAY}[./-]%{MONTHNUM}[./-]%{YEAR}"),
	ROW("ISO8601_TIMEZONE", "(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))"),
	ROW("ISO8601_SECOND", "%{SECOND}"),
	ROW("TIMESTAMP_ISO8601", "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}"
	    "(?::?%{SECOND})?%{ISO8601_TIMEZONE}?"),
	ROW("DATE", "(?:%{DATE_US}|%{DATE_EU})"),
	ROW("DATESTAMP", "%{DATE}[- ]%{TIME}"),
	ROW("TZ", "[A-Z]{3,4}"),
	ROW("DATESTAMP_RFC822", "%{DAY} %{MONTH} %{MONTHDAY} %{YEAR} %{TIME} %{TZ}"),
	ROW("DATESTAMP_RFC2822", "%{DAY}, %{MONTHDAY} %{MONTH} %{YEAR} %{TIME} "
	    "%{ISO8601_TIMEZONE}"),
	ROW("DATESTAMP_OTHER", "%{DAY} %{MONTH} %{MONTHDAY} %{TIME} %{TZ} %{YEAR}"),
	ROW("DATESTAMP_EVENTLOG", "%{YEAR}%{MONTHNUM2}%{MONTHDAY}%{HOUR}%{MINUTE}%{SECOND}"),
	ROW("HTTPDATE", "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}"),
	ROW("SYSLOGTIMESTAMP", "%{MONTH} +%{MONTHDAY} %{TIME}"),
	ROW("PROG", "[\\x21-\\x5a\\x5c\\x5e-\\x7e]+"),
	ROW("SYSLOGPROG", "%{PROG:service}(?:\\[%{POSINT:pid:int}\\])?"),
	ROW("SYSLOGHOST", "%{IPORHOST}"),
	ROW("SYSLOGFACILITY", "<%{NONNEGINT:facility:int}\\.%{NONNEGINT:priority:int}>"),
	ROW("SYSLOGBASE", "%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?"
	    "%{SYSLOGHOST:hostname} %{SYSLOGPROG}:"),
	ROW("LOGLEVEL", "\\b(?i:trace|debug|info(?:rmation)?|notice|warn(?:ing)?|err(?:or)?|"
	    "crit(?:ical)?|fatal|severe|alert|emerg(?:ency)?|panic)\\b"),
	ROW("HTTPDUSER", "(?:%{EMAILADDRESS}|%{USER})"),
	ROW("COMMONAPACHELOG", "%{IPORHOST:client_ip} %{HTTPDUSER:ident} %{HTTPDUSER:user_id} "
	    "\\[%{HTTPDATE:timestamp}\\] \"(?:%{DATA:request})\" %{NUMBER:status} "
	    "(?:%{NUMBER:bytes}|-)"),
	ROW("COMBINEDAPACHELOG", "%{COMMONAPACHELOG} \"%{DATA:referrer}\" \"%{DATA:user_agent}\""),
	ROW("HTTPD_COMMONLOG", "%{COMMONAPACHELOG}"),
	ROW("HTTPD_COMBINEDLOG", "%{COMBINEDAPACHELOG}"),
};

enum { BUILT_IN = sizeof(built_in) / sizeof(built_in[0]) };

struct compile {
	struct lgrok       *g;
	struct arena       *a;
	struct buf          out;
	struct pattern_row *own;	/* of a file, the last of a name counts */
	size_t              nown;
	size_t              cap;
};

static const struct pattern_row *
find_pattern(const struct compile *c, struct sv name)
{
	for (size_t i = c->nown; i-- > 0;)
		if (sv_eq(c->own[i].name, name))
			return &c->own[i];
	for (size_t i = 0; i < BUILT_IN; i++)
		if (sv_eq(built_in[i].name, name))
			return &built_in[i];
	return NULL;
}

/* No pattern has this name: which may be meant. */
static enum rc
unknown_pattern(const struct compile *c, struct sv name, size_t col, struct err *e)
{
	struct sv *cand = arena_alloc(c->a, (BUILT_IN + c->nown) * sizeof(*cand));
	size_t n = 0;

	for (size_t i = 0; i < c->nown; i++)
		cand[n++] = c->own[i].name;
	for (size_t i = 0; i < BUILT_IN; i++)
		cand[n++] = built_in[i].name;
	return rc_near(e, rc_err_at(e, RC_SYNTAX, col, "no pattern is called '%.*s'",
	    SV_SHOW(name)), name, cand, n);
}

/* [a][b] as a.b. */
static struct sv
field_name(struct sv s, struct arena *a)
{
	char *p, *at;

	if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return s;
	p = at = arena_alloc(a, s.n);
	for (size_t i = 1; i + 1 < s.n; i++) {
		if (s.p[i] == ']' && s.p[i + 1] == '[') {
			*at++ = '.';
			i++;
		} else {
			*at++ = s.p[i];
		}
	}
	return (struct sv){ p, (size_t)(at - p) };
}

static bool
find_type(struct sv s, enum lgrok_type *type)
{
	static const struct {
		const char     *name;
		enum lgrok_type type;
	} types[] = {
		{ "int", LGROK_INT }, { "long", LGROK_INT }, { "float", LGROK_FLOAT },
		{ "double", LGROK_FLOAT }, { "string", LGROK_TEXT }, { "boolean", LGROK_BOOL },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (sv_is(s, types[i].name)) {
			*type = types[i].type;
			return true;
		}
	return false;
}

struct ref {			/* %{NAME:field:type} */
	struct sv name;
	struct sv field;	/* empty: what it takes is no field */
	struct sv type;		/* likewise */
};

/* The reference at @at of @s, a "%{": its length, or 0. */
static size_t
read_ref(struct ref *r, struct sv s, size_t at)
{
	struct sv in = { s.p + at + 2, s.n - at - 2 }, *part[] = { &r->name, &r->field, &r->type };
	size_t end = sv_find(in, '}');

	*r = (struct ref){ { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	if (end == in.n)
		return 0;
	in.n = end;
	for (size_t i = 0; i < 3; i++) {
		size_t n = i < 2 ? sv_find(in, ':') : in.n;

		*part[i] = (struct sv){ in.p, n };
		n += n < in.n;
		in = (struct sv){ in.p + n, in.n - n };
	}
	return end + 3;
}

/* Open the group of a reference. */
static enum rc
open_group(struct compile *c, const struct ref *r, size_t col, struct err *e)
{
	struct lgrok *g = c->g;
	struct lgrok_field *f;
	char name[24];

	if (r->field.n == 0) {
		buf_sv(&c->out, SV("(?:"));
		return RC_OK;
	}
	if ((g->n & (g->n - 1)) == 0)	/* a power of two, or 0: full */
		g->field = arena_grow(c->a, g->field, g->n * sizeof(*g->field),
		    (g->n != 0 ? 2 * g->n : 1) * sizeof(*g->field));
	f = &g->field[g->n++];
	(void)snprintf(name, sizeof(name), "_grok_%zu", g->n);
	*f = (struct lgrok_field){ arena_sv(c->a, sv_of(name)), field_name(r->field, c->a),
		LGROK_ANY };
	if (r->type.n > 0 && !find_type(r->type, &f->type))
		return rc_err_at(e, RC_SYNTAX, col, "expected int, float, string or boolean "
		    "behind the field, found '%.*s'", SV_SHOW(r->type));
	buf_printf(&c->out, "(?<%s>", name);
	return RC_OK;
}

/* A pattern with those that it names in their places; columns are of the outermost alone. */
static enum rc
put_pattern(struct compile *c, struct sv text, unsigned depth, struct err *e)
{
	size_t at = 0;

	if (depth == LGROK_DEPTH)
		return rc_err(e, RC_LIMIT, "patterns within one another, more than %d deep",
		    LGROK_DEPTH);
	while (at < text.n) {
		const struct pattern_row *row;
		size_t col = depth == 0 ? at + 1 : 0, n;
		struct ref r;
		enum rc rc;

		if (text.p[at] == '\\' && at + 1 < text.n) {
			buf_add(&c->out, text.p + at, 2);
			at += 2;
			continue;
		}
		if (text.n - at < 2 || memcmp(text.p + at, "%{", 2) != 0) {
			buf_c(&c->out, text.p[at++]);
			continue;
		}
		n = read_ref(&r, text, at);
		if (n == 0)
			return rc_err_at(e, RC_SYNTAX, col, "'%%{' without a '}'");
		row = find_pattern(c, r.name);
		if (row == NULL)
			return unknown_pattern(c, r.name, col, e);
		rc = open_group(c, &r, col, e);
		if (rc == RC_OK)
			rc = put_pattern(c, row->text, depth + 1, e);
		if (rc != RC_OK)
			return rc;
		buf_c(&c->out, ')');
		at += n;
	}
	return c->out.over ? rc_err(e, RC_LIMIT, "the expression is longer than %d bytes",
	    LGROK_REGEX_MAX) : RC_OK;
}

/* NAME, a space, the expression; lines that are empty or begin with # define nothing. */
static enum rc
read_definitions(struct compile *c, struct sv text, struct sv file, struct err *e)
{
	for (uint64_t line = 1; text.n > 0; line++) {
		size_t n = sv_find(text, '\n'), space;
		struct sv one = sv_trim((struct sv){ text.p, n });

		n += n < text.n;
		text = (struct sv){ text.p + n, text.n - n };
		if (one.n == 0 || one.p[0] == '#')
			continue;
		for (space = 0; space < one.n && one.p[space] != ' ' && one.p[space] != '\t';)
			space++;
		if (space == one.n)
			return rc_err(e, RC_USAGE, "%.*s:%" PRIu64 ": expected a name and a "
			    "pattern", SV_SHOW(file), line);
		if ((c->nown & (c->nown - 1)) == 0)
			c->own = arena_grow(c->a, c->own, c->nown * sizeof(*c->own),
			    (c->nown != 0 ? 2 * c->nown : 1) * sizeof(*c->own));
		c->own[c->nown++] = (struct pattern_row){ { one.p, space },
			sv_trim((struct sv){ one.p + space, one.n - space }) };
	}
	return RC_OK;
}

static enum rc
read_file(struct sv *text, struct sv file, struct arena *a, struct err *e)
{
	const char *path = arena_bytes(a, file.p, file.n);
	struct err why = { 0 };
	struct buf b;
	enum rc rc;

	buf_init(&b, LGROK_FILE_MAX + 1);
	rc = side_text(path, LGROK_FILE_MAX, &b, &why);
	if (rc == RC_OK)
		*text = arena_sv(a, buf_view(&b));
	else
		rc = rc_err(e, rc, "%s: %s", path, why.msg);
	buf_free(&b);
	return rc;
}

/* The pattern of @FILE or @FILE:NAME. */
static enum rc
from_file(struct compile *c, struct sv ref, struct sv *pattern, struct err *e)
{
	struct sv file = ref, name = { NULL, 0 }, text;
	enum rc rc = read_file(&text, file, c->a, e);
	size_t colon = ref.n;

	while (colon > 0 && ref.p[colon - 1] != ':')
		colon--;
	if (rc == RC_IO && colon > 1) {
		file.n = colon - 1;
		name = (struct sv){ ref.p + colon, ref.n - colon };
		rc = read_file(&text, file, c->a, e);
	}
	if (rc == RC_OK)
		rc = read_definitions(c, text, file, e);
	if (rc != RC_OK)
		return rc;
	if (name.n == 0 && c->nown != 1)
		return rc_err(e, RC_USAGE, c->nown == 0 ? "no pattern in %.*s" :
		    "%.*s has several patterns: which of them? @FILE:NAME", SV_SHOW(file));
	if (name.n == 0)
		name = c->own[0].name;
	*pattern = arena_sv(c->a, name);
	if (find_pattern(c, name) == NULL)
		return unknown_pattern(c, name, 0, e);
	*pattern = find_pattern(c, name)->text;
	return RC_OK;
}

enum rc
lgrok_compile(struct lgrok *g, struct sv given, struct arena *a, struct err *e)
{
	struct compile c = { .g = g, .a = a };
	bool file = given.n > 1 && given.p[0] == '@';
	enum rc rc = RC_OK;

	*g = (struct lgrok){ { NULL, 0 }, NULL, 0 };
	buf_init(&c.out, LGROK_REGEX_MAX);
	if (file)
		rc = from_file(&c, (struct sv){ given.p + 1, given.n - 1 }, &given, e);
	if (rc == RC_OK)
		rc = put_pattern(&c, given, file ? 1 : 0, e);
	if (rc == RC_OK)
		g->regex = arena_sv(a, buf_view(&c.out));
	else if (file && rc == RC_SYNTAX)
		rc = RC_USAGE;	/* there is no column in a file's pattern */
	buf_free(&c.out);
	return rc;
}
