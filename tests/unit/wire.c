/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wire - what is checked before a message leaves, and what is signed and sealed
 */
#include "secret/p256.h"
#include "wire/code.h"
#include "wire/guard.h"
#include "wire/mime.h"
#include "wire/webhook.h"
#include "wire/webpush.h"

#include "secret/armor.h"
#include "../t.h"

#include <time.h>
#include <unistd.h>

static void
mailboxes(void)
{
	static const struct {
		const char *text, *name, *address;	/* address NULL: refused */
	} rows[] = {
		{ "ana@example.org", "", "ana@example.org" },
		{ " ana@example.org ", "", "ana@example.org" },
		{ "Ana <ana@example.org>", "Ana", "ana@example.org" },
		{ "<ana@example.org>", "", "ana@example.org" },
		{ "\"Ana, \\\"A.\\\"\" <ana@example.org>", "Ana, \\\"A.\\\"", "ana@example.org" },
		{ "\"a b\"@example.org", "", "\"a b\"@example.org" },
		{ "a.b+c@ex-ample.org", "", "a.b+c@ex-ample.org" },
		{ "j\xc3\xb6rg@b\xc3\xbc" "cher.example", "", "j\xc3\xb6rg@b\xc3\xbc" "cher.example" },
		{ "Ana, B. <ana@example.org>", NULL, NULL },
		{ "Ana@B <ana@example.org>", NULL, NULL },
		{ "ana@example.org, bob@example.org", NULL, NULL },
		{ "ana@example.org>", NULL, NULL },
		{ "<<ana@example.org>>", NULL, NULL },
		{ "Ana <ana@example.org> x", NULL, NULL },
		{ "\"a\"b\"@example.org", NULL, NULL },
		{ "\"a@example.org", NULL, NULL },
		{ "\"<\"@example.org", NULL, NULL },
		{ "a..b@example.org", NULL, NULL },
		{ ".a@example.org", NULL, NULL },
		{ "a.@example.org", NULL, NULL },
		{ "a b@example.org", NULL, NULL },
		{ "a@b@example.org", NULL, NULL },
		{ "@example.org", NULL, NULL },
		{ "ana@", NULL, NULL },
		{ "ana", NULL, NULL },
		{ "", NULL, NULL },
		{ "ana@[127.0.0.1]", NULL, NULL },
		{ "ana@-example.org", NULL, NULL },
		{ "ana@example-.org", NULL, NULL },
		{ "ana@example..org", NULL, NULL },
		{ "ana@example.org.", NULL, NULL },
		{ "ana@exam_ple.org", NULL, NULL },
		{ "ana@example.org\r\nDATA", NULL, NULL },
		{ "ana\n@example.org", NULL, NULL },
		{ "ana@example.org\xff", NULL, NULL },
		{ "ana\xc2\x85@example.org", NULL, NULL },
	};
	struct guard_mailbox m;
	char local[80];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err e = { 0 };
		enum rc rc = guard_mailbox("to", sv_of(rows[i].text), &m, &e);

		T_OK(rows[i].address == NULL ? rc == RC_BAD : rc == RC_OK &&
		    sv_is(m.address, rows[i].address) && sv_is(m.name, rows[i].name),
		    "mailbox %zu: %s", i, rc == RC_OK ? "taken" : e.msg);
	}
	T_OK(guard_mailbox("to", (struct sv){ "a\0b@c.org", 9 }, &m, NULL) == RC_BAD, "a NUL");
	memset(local, 'a', sizeof(local));
	memcpy(local + 65, "@b.org", 6);
	T_OK(guard_mailbox("to", (struct sv){ local, 71 }, &m, NULL) == RC_BAD &&
	    guard_mailbox("to", (struct sv){ local + 1, 70 }, &m, NULL) == RC_OK,
	    "64 bytes before the @ at most");
	T_OK(guard_mailbox("to", SV("j\xc3\xb6rg@a.org"), &m, NULL) == RC_OK && m.utf8 &&
	    guard_mailbox("to", SV("J\xc3\xb6rg <j@a.org>"), &m, NULL) == RC_OK && !m.utf8,
	    "SMTPUTF8 for addresses, not for names");
}

static void
urls(void)
{
	static const struct {
		const char *url, *host;
		unsigned    port;
		bool        loopback;
	} rows[] = {
		{ "https://example.org", "example.org", 443, false },
		{ "https://example.org/a?b#c", "example.org", 443, false },
		{ "http://localhost:8080/", "localhost", 8080, true },
		{ "smtp://127.0.0.2", "127.0.0.2", 25, true },
		{ "smtps://mail.example.org:2465", "mail.example.org", 2465, false },
		{ "https://[::1]:8443/x", "::1", 8443, true },
		{ "https://[2001:db8::1]/x", "2001:db8::1", 443, false },
		{ "https://example.org?to=a@b", "example.org", 443, false },
		{ "https://user@example.org/", NULL, 0, false },
		{ "https://u:p@example.org/", NULL, 0, false },
		{ "https://example.org:0/", NULL, 0, false },
		{ "https://example.org:65536/", NULL, 0, false },
		{ "https://example.org:/", NULL, 0, false },
		{ "https://example.org:80x/", NULL, 0, false },
		{ "https:///x", NULL, 0, false },
		{ "https://", NULL, 0, false },
		{ "https:/example.org", NULL, 0, false },
		{ "//example.org", NULL, 0, false },
		{ "ftp://example.org", NULL, 0, false },
		{ "HTTPS://example.org", NULL, 0, false },
		{ "https://exa mple.org", NULL, 0, false },
		{ "https://example.org/\r\nX", NULL, 0, false },
		{ "https://example.org\\@evil.example/", NULL, 0, false },
		{ "https://b\xc3\xbc" "cher.example/", NULL, 0, false },
		{ "https://[::1%25eth0]/", NULL, 0, false },
		{ "https://[127.0.0.1]/", NULL, 0, false },
		{ "https://[::1", NULL, 0, false },
		{ "https://[[::1]]/", NULL, 0, false },
		{ "", NULL, 0, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct guard_url u;
		struct err e = { 0 };
		enum rc rc = guard_url("url", sv_of(rows[i].url), &u, &e);

		T_OK(rows[i].host == NULL ? rc == RC_BAD : rc == RC_OK &&
		    sv_is(u.host, rows[i].host) && u.port == rows[i].port &&
		    u.loopback == rows[i].loopback, "URL %zu: %s", i, rc == RC_OK ? "taken" : e.msg);
	}
}

static void
networks(void)
{
	/* The first address, the last, and those beside a network that is not public. */
	static const char *const refused[] = {
		"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0",
		"100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.0",
		"172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.0",
		"192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1",
		"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1", "fc00::1", "fd12::1",
		"fe80::1", "fec0::1", "ff02::1", "100::1", "2001::1", "2001:db8::1", "2001:1ff::1",
		"2002:7f00:1::1", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
		"3fff::1", "4000::1", "5f00::1",
	};
	static const char *const public[] = {
		"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
		"126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255",
		"172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
		"198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "2001:200::1", "2001:4860:4860::8888",
		"2606:4700::1111", "2002:808:808::1", "64:ff9b::808:808", "2a00::1", "3ffe::1",
	};
	struct guard_nets none = { NULL, 0 };
	struct network lan;
	struct guard_nets allowed = { &lan, 1 };
	const char *why;
	struct address a;

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		T_OK(address_read(sv_of(refused[i]), &a) && !guard_public(&a, &none),
		    "%s is not public", refused[i]);
	for (size_t i = 0; i < sizeof(public) / sizeof(public[0]); i++)
		T_OK(address_read(sv_of(public[i]), &a) && guard_public(&a, &none),
		    "%s is public", public[i]);
	T_OK(address_network(SV("10.1.0.0/16"), &lan, &why) && address_read(SV("10.1.2.3"), &a) &&
	    guard_public(&a, &allowed) && address_read(SV("10.2.2.3"), &a) &&
	    !guard_public(&a, &allowed), "what is allowed, and no more");
}

static void
enhanced_codes(void)
{
	static const struct { const char *text, *code; } rows[] = {
		{ "5.1.1 no such user", "5.1.1" }, { "4.7.28", "4.7.28" }, { "2.0.0 Ok", "2.0.0" },
		{ "5.7.509 x", "5.7.509" }, { "5.1.1x", "" }, { "5.1", "" }, { "5.1.", "" },
		{ "3.1.1 x", "" }, { "5.1.1.1 x", "" }, { "5.1234.1 x", "" }, { "no 5.1.1", "" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		T_OK(sv_is(code_enhanced(sv_of(rows[i].text)), rows[i].code), "enhanced code of '%s'",
		    rows[i].text);
}

static void
webhooks(void)
{
	/* Standard Webhooks' own vector. */
	struct sv key = SV("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
	struct sv short_key = SV("whsec_AAAA");
	struct webhook *k = NULL;
	struct buf out;

	buf_init(&out, SIZE_MAX);
	T_OK(webhook_new(&k, &key, 1, NULL) == RC_OK, "a key");
	webhook_sign(k, SV("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330,
	    SV("{\"test\": 2432232314}"), &out);
	T_OK(sv_is(buf_view(&out), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
	    "Standard Webhooks' vector");
	webhook_free(k);
	T_OK(webhook_new(&k, &short_key, 1, NULL) == RC_SYNTAX, "three bytes are no key");
	buf_free(&out);
}

static void
get(struct buf *b, const char *text)
{
	buf_clear(b);
	T_QUIET(armor_get(b, ARMOR_BASE64URL, sv_of(text)), "base64url of the vector");
}

/* RFC 8291, section 5 and appendix A. */
static void
pushes(void)
{
	static const char want[] = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
	    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZ"
	    "wbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
	struct sv p256dh = SV("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6S"
	    "RpkNtoIAiw4");
	struct sv auth = SV("BTBZMqHH6r4Tts7J_aSIgg");
	struct webpush_keys keys;
	struct p256 *own = NULL;
	struct buf b;
	struct buf text;
	char big[WEBPUSH_PLAIN_MAX + 1] = "";

	buf_init(&b, SIZE_MAX);
	buf_init(&text, SIZE_MAX);
	T_OK(p256_read(&own, SV("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), NULL) == RC_OK,
	    "the server's key");
	keys.own = own;
	get(&b, "DGv6ra1nlYgDCS1FRnbzlw");
	memcpy(keys.salt, b.p, WEBPUSH_SALT);
	buf_clear(&b);
	T_OK(webpush_seal(&b, SV("When I grow up, I want to be a watermelon"), p256dh, auth, &keys,
	    NULL) == RC_OK, "sealed");
	armor_put(&text, ARMOR_BASE64URL, buf_view(&b));
	T_OK(sv_is(buf_view(&text), want), "RFC 8291's vector");
	buf_clear(&b);
	T_OK(webpush_seal(&b, (struct sv){ big, WEBPUSH_PLAIN_MAX }, p256dh, auth, &keys, NULL) ==
	    RC_OK && b.n == 4096, "3993 bytes are 4096");
	T_OK(webpush_seal(&b, (struct sv){ big, sizeof(big) }, p256dh, auth, &keys, NULL) == RC_BAD,
	    "one more is too much");
	T_OK(webpush_seal(&b, SV("x"), auth, auth, &keys, NULL) == RC_BAD &&
	    webpush_seal(&b, SV("x"), p256dh, p256dh, &keys, NULL) == RC_BAD &&
	    webpush_seal(&b, SV("x"), SV(""), auth, &keys, NULL) == RC_BAD &&
	    webpush_seal(&b, SV("x"), SV("BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAAAAAAAAAAAAAAAAA"), auth, &keys, NULL) == RC_BAD, "keys of a subscription that are none");
	buf_clear(&text);
	T_OK(webpush_token(&text, own, SV("https://push.example.net"), SV("mailto:push@example.com"),
	    1453341305, NULL) == RC_OK && sv_starts(buf_view(&text),
	    SV("vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.")) &&
	    sv_has(buf_view(&text), SV(", k=BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
	    "InmYWAmS6TlzAC8wEqKK6PBru3jl7A8")), "a token, and who can check it");
	p256_free(own);
	buf_free(&b);
	buf_free(&text);
}

/* The text of an e-mail of @m, or why it is none. */
static const char *
mail_of(const struct wire_message *m, struct buf *b)
{
	struct mime_envelope env;
	struct err e = { 0 };

	buf_clear(b);
	if (mime_write(b, m, &env, &e) != RC_OK) {
		buf_clear(b);
		buf_printf(b, "%s", e.msg);
	}
	buf_c(b, '\0');
	return b->p;
}

static void
mails(void)
{
	struct wire_message m = {
		.id = SV("abc"), .now_us = INT64_C(1764500000000000),
		.from = SV("Caf\xc3\xa9 <shop@example.org>"), .to = SV("ana@example.com"),
		.subject = SV("50% off"), .text = SV("a \nFrom b\n.c\n"), .language = SV("fr"),
		.unsubscribe_url = SV("https://example.org/u/1"),
	};
	struct buf b;

	buf_init(&b, SIZE_MAX);
	T_STR(mail_of(&m, &b), "Date: Sun, 30 Nov 2025 10:53:20 +0000\r\n"
	    "From: =?UTF-8?B?Q2Fmw6k=?=\r\n <shop@example.org>\r\n"
	    "To: ana@example.com\r\nSubject: 50% off\r\nMessage-ID: <abc@example.org>\r\n"
	    "List-Unsubscribe: <https://example.org/u/1>\r\n"
	    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
	    "Content-Language: fr\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	    "a=20\r\n=46rom b\r\n=2Ec\r\n", "an e-mail");
	m.html = SV("<p>a");
	T_OK(strstr(mail_of(&m, &b), "\r\n boundary=\"=_abc\"\r\n\r\n--=_abc\r\n") != NULL &&
	    strstr(b.p, "\r\n\r\n--=_abc\r\nContent-Type: text/html; charset=utf-8") != NULL &&
	    strstr(b.p, "<p>a\r\n\r\n--=_abc--\r\n") != NULL, "two alternatives");
	m.text = (struct sv){ "a\0b", 3 };
	T_STR(mail_of(&m, &b), "text: a NUL", "a NUL in the text");
	m.text = SV("a\xff");
	T_STR(mail_of(&m, &b), "text: not UTF-8", "bytes that are none");
	m.text = SV("a");
	m.unsubscribe_url = SV("https://example.org/u,1");
	T_OK(strstr(mail_of(&m, &b), "no comma") != NULL, "a comma would begin another URL");
	buf_free(&b);
}

static unsigned
wait_all(struct wire *w, unsigned n)
{
	struct wire_result r;
	unsigned sent = 0;
	void *tag;

	while (n-- > 0)
		sent += wire_wait(w, INT64_C(60000000), -1, &tag, &r) && r.verdict == WIRE_SENT;
	return sent;
}

/* Two programs that wait for each other end only when both run. */
static void
together(void)
{
	char dir[4096];
	struct sv command[] = {
		SV("sh"), SV("-c"), SV("cd \"$0\" && read -r me other && : >$me && i=0 && "
		    "while [ ! -e $other ]; do sleep 0.05; i=$((i + 1)); [ $i -lt 200 ] || exit 75; done"),
		{ NULL, 0 }
	};
	struct wire_settings s = { .kind = WIRE_EXEC, .command = command, .ncommand = 4 };
	struct wire_message m[3] = {
		{ .json = SV("first first") }, { .json = SV("a b") }, { .json = SV("b a") }
	};
	const struct timespec moment = { 0, 100000000 };
	struct wire_channel *c = NULL;
	struct wire *w = NULL;

	T_OK(mkdtemp(t_temporary(dir, sizeof(dir), "wire")) != NULL, "a directory");
	command[3] = sv_of(dir);
	T_OK(wire_open(&w, NULL) == RC_OK && wire_channel(w, &s, 3, &c, NULL) == RC_OK &&
	    wire_room(c) == 3, "a channel");
	wire_start(c, &m[0], NULL);
	T_OK(wait_all(w, 1) == 1 && wire_busy(w) == 0, "one, whose thread then waits");
	nanosleep(&moment, NULL);
	wire_start(c, &m[1], NULL);
	wire_start(c, &m[2], NULL);
	T_OK(wire_room(c) == 1 && wait_all(w, 2) == 2, "two run at once");
	wire_close(w);
	for (size_t i = 0; i < 3; i++) {
		char path[5000];

		snprintf(path, sizeof(path), "%s/%.*s", dir, (int)sv_find(m[i].json, ' '), m[i].json.p);
		unlink(path);
	}
	rmdir(dir);
}

int
main(void)
{
	mailboxes();
	urls();
	networks();
	enhanced_codes();
	webhooks();
	pushes();
	mails();
	together();
	return t_done();
}
