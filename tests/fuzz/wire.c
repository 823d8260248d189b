/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire - what servers answer, and what is to be sent
 *
 * The first byte says which, NULs separate the parts.  Of an answer the text is UTF-8 without
 * controls and the verdict one that fits; of an e-mail all lines end in CR LF and are short,
 * there is no header but ours, and the text can be read out of it again; an address or URL that
 * is taken has nothing in it that would end a command.
 */
#include "../../lib/wire/wire_smtp.c"

#include "base/utf8.h"
#include "secret/armor.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static struct sv
part(struct sv *rest)
{
	size_t n = sv_find(*rest, '\0');
	struct sv p = { rest->p, n };
	size_t skip = n < rest->n ? n + 1 : n;

	*rest = (struct sv){ rest->p + skip, rest->n - skip };
	return p;
}

static void
check_result(const struct wire_result *r)
{
	struct sv text = sv_of(r->text);

	check(text.n <= WIRE_TEXT_MAX && utf8_valid(text) == text.n);
	for (size_t i = 0; i < text.n; i++)
		check((unsigned char)text.p[i] >= ' ' && text.p[i] != 0x7f);
	check(strlen(r->enhanced) < sizeof(r->enhanced));
	check(!r->dead_address || r->verdict == WIRE_PERMANENT);
	check(!r->mailbox_full || r->verdict == WIRE_TRANSIENT);
	check(!r->reputation || r->verdict == WIRE_PERMANENT);
	check(r->verdict != WIRE_SENT || !r->throttle);
}

static void
answers(struct sv rest, uint8_t how)
{
	struct wire_result r = { .verdict = WIRE_SENT };
	int code = 0;

	for (size_t i = 0; i < 3 && rest.n > 0; i++) {
		code = code * 10 + (unsigned char)rest.p[0] % 10;
		rest = (struct sv){ rest.p + 1, rest.n - 1 };
	}
	code_http(&r, (how & 1) != 0, code, rest);
	check_result(&r);
	check(r.verdict != WIRE_AMBIGUOUS && (r.verdict != WIRE_SENT || code / 100 == 2));
	r = (struct wire_result){ .verdict = WIRE_SENT };
	code_exec(&r, code & 255, rest);
	check_result(&r);
	check((r.verdict == WIRE_SENT) == ((code & 255) == 0));
}

/* Commands and replies as libcurl tells of them, and where that leaves the message. */
static void
sessions(struct sv rest, uint8_t how)
{
	char said[][20] = {
		"EHLO x\r\n", "STARTTLS\r\n", "MAIL FROM:<a@b.c>\r\n", "RCPT TO:<a@b.c>\r\n", "DATA\r\n",
		"QUIT\r\n"
	};
	struct wire_channel ch = { .concurrency = 1 };
	struct wire_smtp s = { .ch = &ch, .guard = { .ch = &ch }, .need_utf8 = (how & 1) != 0,
		.tls = (how & 2) != 0 };
	struct wire_result r = { .verdict = WIRE_SENT };

	buf_init(&s.mail, SIZE_MAX);
	buf_init(&s.reply, REPLY_MAX);
	buf_add(&s.mail, "text", 4);
	while (rest.n > 0) {
		struct sv line = part(&rest);
		char heard[512];
		char to[8];

		if (line.n > 0 && line.p[0] >= 'a' && line.p[0] < 'g')
			(void)watch(NULL, CURLINFO_HEADER_OUT, said[line.p[0] - 'a'],
			    strlen(said[line.p[0] - 'a']), &s);
		else if (line.n > 0 && line.p[0] == 'g')
			(void)give(to, 1, sizeof(to), &s);
		if (line.n == 0 || (line.p[0] >= 'a' && line.p[0] <= 'g'))
			continue;
		line.n = line.n < sizeof(heard) ? line.n : sizeof(heard);
		memcpy(heard, line.p, line.n);
		(void)hear(heard, 1, line.n, &s);
	}
	verdict(&s, (how & 4) != 0 ? CURLE_OK : CURLE_RECV_ERROR, &r);
	check_result(&r);
	check(r.verdict != WIRE_SENT || (s.stage == WIRE_CONTENT && s.code / 100 == 2));
	check(r.verdict != WIRE_AMBIGUOUS || (s.stage == WIRE_CONTENT && s.given == s.mail.n));
	buf_free(&s.mail);
	buf_free(&s.reply);
}

static void
check_guards(struct sv text)
{
	static const char *const never[] = { "\r", "\n", "<", ">" };
	struct guard_mailbox m;
	struct guard_url u;
	struct guard_nets none = { NULL, 0 };

	if (guard_mailbox("x", text, &m, NULL) == RC_OK) {
		for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
			check(!sv_has(m.address, sv_of(never[i])));
		check(m.address.n <= GUARD_ADDRESS_MAX && m.local.n > 0 && m.domain.n > 0);
		check(m.local.n + 1 + m.domain.n == m.address.n);
	}
	if (guard_url("x", text, &u, NULL) == RC_OK) {
		check(u.port > 0 && u.port < 65536 && u.host.n > 0 && u.origin.n <= text.n);
		check(!sv_has(u.origin, SV("@")) && !sv_has(text, SV("\n")));
	}
	if (guard_endpoint(text, &none, &u, NULL) == RC_OK)
		check(u.port == 443 && sv_is(u.scheme, "https") && !u.loopback);
}

/* The text as it comes out of the body: quoted-printable or base64. */
static void
decode(struct sv body, bool quoted, struct buf *out)
{
	for (size_t i = 0; quoted && i < body.n; i++) {
		struct sv left = { body.p + i, body.n - i };

		if (sv_starts(left, SV("=\r\n"))) {
			i += 2;
		} else if (body.p[i] == '=') {
			char two[3] = { body.p[i + 1], body.p[i + 2], '\0' };

			buf_c(out, (char)strtoul(two, NULL, 16));
			i += 2;
		} else {
			buf_c(out, body.p[i]);
		}
	}
	while (!quoted && body.n > 0) {
		size_t n = sv_find(body, '\r');

		check(armor_get(out, ARMOR_BASE64, (struct sv){ body.p, n }) && n + 2 <= body.n);
		body = (struct sv){ body.p + n + 2, body.n - n - 2 };
	}
}

static void
canonical(struct sv text, struct buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
			continue;
		buf_add(out, text.p[i] == '\r' || text.p[i] == '\n' ? "\r\n" : text.p + i,
		    text.p[i] == '\r' || text.p[i] == '\n' ? 2 : 1);
	}
}

static void
check_lines(struct sv mail)
{
	size_t at = 0;

	for (size_t i = 0; i < mail.n; i++) {
		check(mail.p[i] != '\0' && (mail.p[i] != '\r' || mail.p[i + 1] == '\n'));
		if (mail.p[i] != '\n')
			continue;
		check(i > 0 && mail.p[i - 1] == '\r' && i - at <= 999);
		at = i + 1;
	}
	check(at == mail.n);
}

static size_t
count_headers(struct sv head)
{
	size_t n = 0;

	for (size_t i = 0; i < head.n; i++)
		n += (i == 0 || head.p[i - 1] == '\n') && head.p[i] != ' ' && head.p[i] != '\r';
	return n;
}

static void
mails(struct sv rest)
{
	struct wire_message m = { .id = SV("id"), .now_us = 1 };
	struct mime_envelope env;
	struct buf b, got, want;
	struct sv mail;
	size_t head = 0;
	bool quoted;

	m.from = part(&rest);
	m.to = part(&rest);
	m.subject = part(&rest);
	m.reply_to = part(&rest);
	m.language = part(&rest);
	m.unsubscribe_url = part(&rest);
	m.text = rest;
	buf_init(&b, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	if (mime_write(&b, &m, &env, NULL) == RC_OK) {
		mail = buf_view(&b);
		check_lines(mail);
		while (!sv_starts((struct sv){ mail.p + head, mail.n - head }, SV("\r\n\r\n")))
			head++;
		check(count_headers((struct sv){ mail.p, head + 2 }) ==
		    9U + (m.reply_to.n > 0) + (m.language.n > 0) + 2U * (m.unsubscribe_url.n > 0));
		quoted = sv_has((struct sv){ mail.p, head },
		    SV("\r\nContent-Transfer-Encoding: quoted-printable"));
		decode((struct sv){ mail.p + head + 4, mail.n - head - 4 }, quoted, &got);
		canonical(m.text, &want);
		/* A last line without an end gets one. */
		if (quoted && want.n > 0 && want.p[want.n - 1] != '\n')
			buf_add(&want, "\r\n", 2);
		check(sv_eq(buf_view(&got), buf_view(&want)));
	}
	buf_free(&b);
	buf_free(&got);
	buf_free(&want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sv rest = { (const char *)data, n };
	uint8_t how;

	if (n == 0)
		return 0;
	how = data[0];
	rest = (struct sv){ rest.p + 1, rest.n - 1 };
	switch (how & 3) {
	case 0:
		answers(rest, how >> 2);
		break;
	case 1:
		sessions(rest, how >> 2);
		break;
	case 2:
		check_guards(rest);
		break;
	default:
		mails(rest);
	}
	return 0;
}
