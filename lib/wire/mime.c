/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mime - a message as e-mail
 *
 * Bodies are quoted-printable or base64, whichever is shorter: no relay needs to change them,
 * no line is too long, none begins with what an old program takes for a mark ("." and
 * "From "), and a boundary that begins with "=_" cannot be in them.
 *
 * Oracle: Python's email package, tests/oracle/mime.tap.
 */
#include "wire/mime.h"

#include "base/rfc3339.h"
#include "base/utf8.h"
#include "secret/armor.h"

enum {
	LINE = 76,		/* of bodies, and of headers with encoded words: RFC 2045, 2047 */
	WORD_MAX = 75,		/* an encoded word */
	FOLD = 78
};

static const char hex[] = "0123456789ABCDEF";

/* ---- headers ---- */

static bool
plain_ascii(struct sv s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] > '~')
			return false;
	return true;
}

/* The longest word of @s. */
static size_t
longest(struct sv s)
{
	size_t best = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		n = s.p[i] == ' ' ? 0 : n + 1;
		if (n > best)
			best = n;
	}
	return best;
}

/* Text as it is, @col columns into a line: folded before a word that would pass FOLD. */
static void
put_folded(struct buf *out, struct sv s, size_t col)
{
	for (size_t i = 0; i < s.n;) {
		size_t to = i;

		while (to < s.n && s.p[to] == ' ')
			to++;
		while (to < s.n && s.p[to] != ' ')
			to++;
		if (col + (to - i) > FOLD && i > 0 && s.p[i] == ' ') {
			buf_add(out, "\r\n", 2);
			col = 0;
		}
		buf_add(out, s.p + i, to - i);
		col += to - i;
		i = to;
	}
}

/* What stands as it is in an encoded word by "Q", wherever the word stands (RFC 2047, 5). */
static bool
q_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c != 0 && strchr("!*+-/", c) != NULL);
}

static size_t
q_cost(struct sv s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += q_plain((unsigned char)s.p[i]) || s.p[i] == ' ' ? 1 : 3;
	return n;
}

static void
put_q(struct buf *out, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == ' ') {
			buf_c(out, '_');
		} else if (q_plain(c)) {
			buf_c(out, (char)c);
		} else {
			buf_c(out, '=');
			buf_c(out, hex[c >> 4]);
			buf_c(out, hex[c & 15]);
		}
	}
}

/* How much of @s, whole characters, one encoded word of @room bytes takes; at least one. */
static size_t
word_takes(struct sv s, bool q, size_t room)
{
	size_t at = 0;
	size_t cost = 0;

	room = room > 12 ? room - 12 : 0;	/* =?UTF-8?Q? and ?= */
	while (at < s.n) {
		size_t next = at;

		(void)utf8_next(s, &next);
		cost = q ? cost + q_cost((struct sv){ s.p + at, next - at }) : (next + 2) / 3 * 4;
		if (cost > room && at > 0)
			break;
		at = next;
	}
	return at;
}

/* Text as encoded words, @col columns into a line. */
static void
put_words(struct buf *out, struct sv s, size_t col)
{
	bool q = q_cost(s) <= (s.n + 2) / 3 * 4;

	while (s.n > 0) {
		size_t room = LINE - col < WORD_MAX ? LINE - col : WORD_MAX;
		size_t n = word_takes(s, q, room);

		buf_printf(out, "=?UTF-8?%c?", q ? 'Q' : 'B');
		if (q)
			put_q(out, (struct sv){ s.p, n });
		else
			armor_put(out, ARMOR_BASE64, (struct sv){ s.p, n });
		buf_add(out, "?=", 2);
		s = (struct sv){ s.p + n, s.n - n };
		if (s.n > 0)
			buf_add(out, "\r\n ", 3);
		col = 1;
	}
}

static void
put_name(struct buf *out, const char *name, struct sv value)
{
	buf_printf(out, "%s: ", name);
	buf_sv(out, value);
	buf_add(out, "\r\n", 2);
}

static enum rc
put_subject(struct buf *out, struct sv s, struct err *e)
{
	enum rc rc = guard_header("subject", s, e);

	if (rc != RC_OK)
		return rc;
	s = sv_trim(s);
	if (s.n > MIME_SUBJECT_MAX)
		return rc_err(e, RC_BAD, "subject: over %d bytes", MIME_SUBJECT_MAX);
	buf_add(out, "Subject: ", 9);
	if (plain_ascii(s) && !sv_has(s, SV("=?")) && longest(s) <= FOLD - 10)
		put_folded(out, s, 9);
	else
		put_words(out, s, 9);
	buf_add(out, "\r\n", 2);
	return RC_OK;
}

/* A quoted string is as it was, but for its quotes: \" and \\ have their backslash. */
static void
unquote(struct buf *out, struct sv name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] != '\\' || ++i < name.n)
			buf_c(out, name.p[i]);
}

static void
put_mailbox(struct buf *out, const char *header, const struct guard_mailbox *m)
{
	struct buf name;
	struct sv s;

	buf_init(&name, SIZE_MAX);
	unquote(&name, m->name);
	s = buf_view(&name);
	buf_printf(out, "%s: ", header);
	if (s.n == 0) {
		buf_sv(out, m->address);
		buf_add(out, "\r\n", 2);
		buf_free(&name);
		return;
	}
	if (plain_ascii(s) && s.n < FOLD - 20 && !sv_has(s, SV("=?"))) {
		buf_c(out, '"');
		for (size_t i = 0; i < s.n; i++) {
			if (s.p[i] == '"' || s.p[i] == '\\')
				buf_c(out, '\\');
			buf_c(out, s.p[i]);
		}
		buf_c(out, '"');
	} else {
		put_words(out, s, strlen(header) + 2);
	}
	buf_add(out, "\r\n <", 4);
	buf_sv(out, m->address);
	buf_add(out, ">\r\n", 3);
	buf_free(&name);
}

static void
put_date(struct buf *out, int64_t at_us)
{
	static const char days[] = "ThuFriSatSunMonTueWed";	/* of 1970-01-01 on */
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct rfc3339_civil c = rfc3339_civil(at_us);
	int64_t day = rfc3339_days(c.year, c.month, c.day) % 7;

	buf_printf(out, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +0000\r\n",
	    days + 3 * ((day + 7) % 7), c.day, months + 3 * (c.month - 1), (int)c.year, c.hour,
	    c.min, c.sec);
}

static enum rc
put_unsubscribe(struct buf *out, struct sv url, struct err *e)
{
	struct guard_url u;
	enum rc rc = guard_url("unsubscribe URL", url, &u, e);

	if (rc == RC_OK && (!sv_is(u.scheme, "https") || url.n > MIME_UNSUBSCRIBE_MAX ||
	    sv_has(url, SV(","))))
		rc = rc_err(e, RC_BAD, "unsubscribe URL: expected https, no comma, up to %d bytes",
		    MIME_UNSUBSCRIBE_MAX);
	if (rc != RC_OK)
		return rc;
	buf_add(out, "List-Unsubscribe: <", 19);
	buf_sv(out, url);
	buf_add(out, ">\r\n", 3);
	put_name(out, "List-Unsubscribe-Post", SV("List-Unsubscribe=One-Click"));
	return RC_OK;
}

static enum rc
put_language(struct buf *out, struct sv tag, struct err *e)
{
	for (size_t i = 0; i < tag.n; i++)
		if (tag.n > 35 || (!q_plain((unsigned char)tag.p[i]) && tag.p[i] != '-') ||
		    strchr("!*+/", tag.p[i]) != NULL)
			return rc_err(e, RC_BAD, "language: expected a tag such as fr or pt-BR");
	if (tag.n > 0)
		put_name(out, "Content-Language", tag);
	return RC_OK;
}

static enum rc
put_headers(struct buf *out, const struct wire_message *m, struct mime_envelope *env,
    struct err *e)
{
	struct guard_mailbox reply;
	enum rc rc = guard_mailbox("sender", m->from, &env->from, e);

	if (rc == RC_OK)
		rc = guard_mailbox("recipient", m->to, &env->to, e);
	if (rc == RC_OK)
		rc = guard_id(m->id, e);
	if (rc != RC_OK)
		return rc;
	put_date(out, m->now_us);
	put_mailbox(out, "From", &env->from);
	if (m->reply_to.n > 0) {
		rc = guard_mailbox("reply_to", m->reply_to, &reply, e);
		if (rc != RC_OK)
			return rc;
		put_mailbox(out, "Reply-To", &reply);
	}
	put_mailbox(out, "To", &env->to);
	rc = put_subject(out, m->subject, e);
	if (rc != RC_OK)
		return rc;
	buf_add(out, "Message-ID: <", 13);
	buf_sv(out, m->id);
	buf_c(out, '@');
	buf_sv(out, env->from.domain);
	buf_add(out, ">\r\n", 3);
	if (m->unsubscribe_url.n > 0)
		rc = put_unsubscribe(out, m->unsubscribe_url, e);
	if (rc == RC_OK)
		rc = put_language(out, m->language, e);
	if (rc == RC_OK) {
		put_name(out, "Auto-Submitted", SV("auto-generated"));
		put_name(out, "MIME-Version", SV("1.0"));
	}
	return rc;
}

/* ---- bodies ---- */

static bool
q_text(unsigned char c)
{
	return c >= ' ' && c <= '~' && c != '=';
}

/* Bytes of a line end at @s: CR LF, LF or CR; 0 there is none. */
static size_t
line_end(struct sv s, size_t i)
{
	if (s.p[i] == '\r')
		return i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
	return s.p[i] == '\n';
}

/* A blank at the end of a line, and what some program takes for a mark at its beginning. */
static bool
must_encode(struct sv s, size_t i, size_t col)
{
	unsigned char c = (unsigned char)s.p[i];

	if (c == ' ' || c == '\t')
		return i + 1 == s.n || line_end(s, i + 1) > 0;
	return col == 0 && (c == '.' || c == 'F' || c == '-');
}

static void
put_quoted(struct buf *out, struct sv s)
{
	size_t col = 0;

	for (size_t i = 0; i < s.n; i++) {
		size_t end = line_end(s, i);
		unsigned char c = (unsigned char)s.p[i];
		bool plain;

		if (end > 0) {
			buf_add(out, "\r\n", 2);
			i += end - 1;
			col = 0;
			continue;
		}
		plain = (q_text(c) || c == '\t') && !must_encode(s, i, col);
		if (col + (plain ? 1 : 3) > LINE - 1) {
			buf_add(out, "=\r\n", 3);
			col = 0;
			plain = plain && !must_encode(s, i, col);
		}
		if (plain) {
			buf_c(out, (char)c);
		} else {
			buf_c(out, '=');
			buf_c(out, hex[c >> 4]);
			buf_c(out, hex[c & 15]);
		}
		col += plain ? 1 : 3;
	}
	if (col > 0)
		buf_add(out, "\r\n", 2);
}

/* In base64 line ends are CR LF too (RFC 2045, 6.8), so they are made so first. */
static void
put_base64(struct buf *out, struct sv s)
{
	struct buf lines;
	enum { BYTES = LINE / 4 * 3 };

	buf_init(&lines, SIZE_MAX);
	for (size_t i = 0; i < s.n; i++) {
		size_t end = line_end(s, i);

		if (end > 0)
			buf_add(&lines, "\r\n", 2);
		else
			buf_c(&lines, s.p[i]);
		i += end > 0 ? end - 1 : 0;
	}
	for (size_t i = 0; i < lines.n; i += BYTES) {
		size_t n = lines.n - i < BYTES ? lines.n - i : BYTES;

		armor_put(out, ARMOR_BASE64, (struct sv){ lines.p + i, n });
		buf_add(out, "\r\n", 2);
	}
	buf_free(&lines);
}

static void
put_part(struct buf *out, const char *type, struct sv s)
{
	size_t encoded = 0;
	bool quoted;

	for (size_t i = 0; i < s.n; i++)
		encoded += !q_text((unsigned char)s.p[i]) && s.p[i] != '\n' && s.p[i] != '\r';
	quoted = s.n + 2 * encoded <= (s.n + 2) / 3 * 4;
	buf_printf(out, "Content-Type: %s; charset=utf-8\r\n", type);
	put_name(out, "Content-Transfer-Encoding",
	    quoted ? SV("quoted-printable") : SV("base64"));
	buf_add(out, "\r\n", 2);
	if (quoted)
		put_quoted(out, s);
	else
		put_base64(out, s);
}

static enum rc
check_text(const char *what, struct sv s, struct err *e)
{
	if (utf8_valid(s) != s.n)
		return rc_err(e, RC_BAD, "%s: not UTF-8", what);
	if (sv_find(s, '\0') != s.n)
		return rc_err(e, RC_BAD, "%s: a NUL", what);
	return RC_OK;
}

enum rc
mime_write(struct buf *out, const struct wire_message *m, struct mime_envelope *env,
    struct err *e)
{
	enum rc rc = check_text("text", m->text, e);

	if (rc == RC_OK)
		rc = check_text("HTML", m->html, e);
	if (rc == RC_OK)
		rc = put_headers(out, m, env, e);
	if (rc != RC_OK)
		return rc;
	if (m->html.n == 0) {
		put_part(out, "text/plain", m->text);
	} else if (m->text.n == 0) {
		put_part(out, "text/html", m->html);
	} else {
		buf_printf(out, "Content-Type: multipart/alternative;\r\n"
		    " boundary=\"=_%.*s\"\r\n\r\n--=_%.*s\r\n", SV_SHOW(m->id), SV_SHOW(m->id));
		put_part(out, "text/plain", m->text);
		buf_printf(out, "\r\n--=_%.*s\r\n", SV_SHOW(m->id));
		put_part(out, "text/html", m->html);
		buf_printf(out, "\r\n--=_%.*s--\r\n", SV_SHOW(m->id));
	}
	return RC_OK;
}
