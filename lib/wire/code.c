/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * code - what a reply, a status or an exit status means for a message
 *
 * SMTP: RFC 5321 4.2 and 4.5.4, RFC 3463, RFC 7504 and 7505 (521, 556), RFC 4954 (53x).
 * HTTP: RFC 9110 15, RFC 6585, RFC 8030 7.3, Standard Webhooks.  Programs: sysexits(3).
 */
#include "wire/code.h"

#include "base/utf8.h"
#include "json/jread.h"

enum { THROTTLE = 1, DEAD = 2, FULL = 4, REPUTATION = 8 };
enum {			/* sets of stages */
	EARLY = 1 << WIRE_CONNECT,
	MAIL = 1 << WIRE_SENDER,
	RCPT = 1 << WIRE_RECIPIENT,
	DATA = 1 << WIRE_CONTENT,
	LATE = RCPT | DATA,
	ALL = EARLY | MAIL | LATE
};

struct row {
	int               low, high;
	const char       *enhanced;	/* 5.1.1; 5.7. any of them; "" none; NULL whatever it is */
	unsigned          stages;
	enum wire_verdict verdict;
	unsigned          flags;
};

static const struct row smtp_rows[] = {
	{ 421, 421, NULL, ALL, WIRE_TRANSIENT, THROTTLE },	/* it hangs up: nobody's turn */
	{ 530, 530, NULL, ALL, WIRE_CONFIG, 0 },	/* credentials, or TLS, wanted */
	{ 534, 535, NULL, ALL, WIRE_CONFIG, 0 },
	{ 538, 538, NULL, ALL, WIRE_CONFIG, 0 },
	{ 500, 599, NULL, EARLY, WIRE_CONFIG, 0 },	/* no word of the message was said yet */
	{ 400, 599, "5.1.1", LATE, WIRE_PERMANENT, DEAD },	/* no such mailbox */
	{ 400, 599, "5.1.2", LATE, WIRE_PERMANENT, DEAD },	/* no such system */
	{ 400, 599, "5.1.3", LATE, WIRE_PERMANENT, DEAD },	/* no such form of address */
	{ 400, 599, "5.1.6", LATE, WIRE_PERMANENT, DEAD },	/* moved, nobody knows where */
	{ 400, 599, "5.1.10", LATE, WIRE_PERMANENT, DEAD },	/* null MX */
	{ 400, 599, "5.2.2", LATE, WIRE_TRANSIENT, FULL },
	{ 400, 599, "4.2.2", LATE, WIRE_TRANSIENT, FULL },
	{ 400, 599, "5.7.", ALL, WIRE_PERMANENT, REPUTATION },
	{ 400, 599, "4.7.", ALL, WIRE_TRANSIENT, THROTTLE },
	{ 400, 599, "4.", ALL, WIRE_TRANSIENT, 0 },
	{ 501, 501, NULL, RCPT, WIRE_PERMANENT, 0 },	/* this address, not our grammar */
	{ 500, 504, NULL, ALL, WIRE_CONFIG, 0 },
	{ 521, 521, NULL, LATE, WIRE_PERMANENT, DEAD },	/* the host takes no mail */
	{ 556, 556, NULL, LATE, WIRE_PERMANENT, DEAD },	/* the domain takes no mail */
	{ 552, 552, "", RCPT, WIRE_TRANSIENT, 0 },	/* too many recipients: a 452 of old */
	{ 552, 552, "", DATA, WIRE_TRANSIENT, FULL },
	{ 554, 554, "", ALL, WIRE_PERMANENT, REPUTATION },
	{ 400, 599, "5.", ALL, WIRE_PERMANENT, 0 },
	{ 400, 499, NULL, ALL, WIRE_TRANSIENT, 0 },
	{ 500, 599, NULL, ALL, WIRE_PERMANENT, 0 },
	{ 200, 299, NULL, DATA, WIRE_SENT, 0 },
	{ 0, 999, NULL, EARLY, WIRE_TRANSIENT, THROTTLE },	/* not reached, or lost */
	{ 0, 999, NULL, ALL, WIRE_TRANSIENT, 0 },
};

static const struct row http_rows[] = {
	{ 200, 299, NULL, ALL, WIRE_SENT, 0 },
	{ 300, 399, NULL, ALL, WIRE_CONFIG, 0 },	/* never followed */
	{ 401, 401, NULL, ALL, WIRE_CONFIG, 0 },
	{ 403, 403, NULL, ALL, WIRE_CONFIG, 0 },
	{ 407, 407, NULL, ALL, WIRE_CONFIG, 0 },
	{ 408, 409, NULL, ALL, WIRE_TRANSIENT, 0 },	/* 409: an earlier try is at work */
	{ 410, 410, NULL, ALL, WIRE_PERMANENT, DEAD },
	{ 421, 421, NULL, ALL, WIRE_TRANSIENT, 0 },
	{ 423, 423, NULL, ALL, WIRE_TRANSIENT, 0 },
	{ 425, 425, NULL, ALL, WIRE_TRANSIENT, 0 },
	{ 429, 429, NULL, ALL, WIRE_TRANSIENT, THROTTLE },
	{ 400, 499, NULL, ALL, WIRE_PERMANENT, 0 },
	{ 501, 501, NULL, ALL, WIRE_PERMANENT, 0 },
	{ 505, 505, NULL, ALL, WIRE_PERMANENT, 0 },
	{ 502, 504, NULL, ALL, WIRE_TRANSIENT, THROTTLE },
	{ 500, 599, NULL, ALL, WIRE_TRANSIENT, 0 },
	{ 0, 999, NULL, ALL, WIRE_PERMANENT, 0 },	/* no status of HTTP's */
};

static const struct row exec_rows[] = {
	{ 0, 0, NULL, ALL, WIRE_SENT, 0 },
	{ 64, 64, NULL, ALL, WIRE_CONFIG, 0 },		/* usage */
	{ 67, 68, NULL, ALL, WIRE_PERMANENT, DEAD },	/* no such user, host */
	{ 69, 69, NULL, ALL, WIRE_TRANSIENT, 0 },	/* unavailable */
	{ 71, 71, NULL, ALL, WIRE_TRANSIENT, 0 },	/* the system */
	{ 72, 73, NULL, ALL, WIRE_CONFIG, 0 },		/* its files */
	{ 74, 76, NULL, ALL, WIRE_TRANSIENT, 0 },	/* input, output; try again; protocol */
	{ 77, 78, NULL, ALL, WIRE_CONFIG, 0 },		/* not permitted; configuration */
	{ 126, 127, NULL, ALL, WIRE_CONFIG, 0 },	/* cannot be run; not found */
	{ 128, 255, NULL, ALL, WIRE_AMBIGUOUS, 0 },	/* killed: who knows after what */
	{ 0, 255, NULL, ALL, WIRE_PERMANENT, 0 },
};

#define ROWS(t) (t), sizeof(t) / sizeof((t)[0])

static bool
fits(const struct row *row, unsigned stage, int code, struct sv enhanced)
{
	struct sv want;

	if (code < row->low || code > row->high || (row->stages & stage) == 0)
		return false;
	if (row->enhanced == NULL)
		return true;
	want = sv_of(row->enhanced);
	if (want.n > 0 && want.p[want.n - 1] == '.')
		return sv_starts(enhanced, want);
	return sv_eq(enhanced, want);
}

static void
decide(struct wire_result *r, const struct row *row, size_t n, unsigned stage)
{
	struct sv enhanced = sv_of(r->enhanced);

	for (size_t i = 0; i + 1 < n && !fits(row, stage, r->code, enhanced); i++)
		row++;
	r->verdict = row->verdict;
	r->throttle = (row->flags & THROTTLE) != 0;
	r->dead_address = (row->flags & DEAD) != 0;
	r->mailbox_full = (row->flags & FULL) != 0;
	r->reputation = (row->flags & REPUTATION) != 0;
}

void
code_text(struct wire_result *r, struct sv said)
{
	size_t n = 0;

	said = sv_trim(said);
	for (size_t at = 0; at < said.n;) {
		char utf8[4];
		uint32_t cp = utf8_next(said, &at);
		size_t len = utf8_put(cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ? ' ' : cp, utf8);

		if (n + len > WIRE_TEXT_MAX)
			break;
		memcpy(r->text + n, utf8, len);
		n += len;
	}
	r->text[n] = '\0';
}

/* Digits at @s, @max at most. */
static size_t
digits(struct sv s, size_t max)
{
	size_t i = 0;

	while (i < s.n && i < max && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i;
}

struct sv
code_enhanced(struct sv text)
{
	size_t at = 1;

	if (text.n < 5 || (text.p[0] != '2' && text.p[0] != '4' && text.p[0] != '5'))
		return SV("");
	for (int part = 0; part < 2; part++) {
		size_t n;

		if (at == text.n || text.p[at] != '.')
			return SV("");
		at++;
		n = digits((struct sv){ text.p + at, text.n - at }, 3);
		if (n == 0)
			return SV("");
		at += n;
	}
	if (at < text.n && text.p[at] != ' ')
		return SV("");
	return (struct sv){ text.p, at };
}

void
code_smtp(struct wire_result *r, enum wire_stage stage, int code, struct sv text)
{
	struct sv enhanced = code >= 200 && code != 354 ? code_enhanced(text) : SV("");

	r->stage = stage;
	r->code = code;
	memcpy(r->enhanced, enhanced.p, enhanced.n);
	r->enhanced[enhanced.n] = '\0';
	code_text(r, text);
	decide(r, ROWS(smtp_rows), 1U << stage);
}

/* ---- HTTP ---- */

/* Words that say it, whatever the status is: FCM, APNs. */
static const struct {
	const char *word;
	bool        dead;
} gone[] = {
	{ "\"UNREGISTERED\"", true },
	{ "\"NotRegistered\"", true },
	{ "\"Unregistered\"", true },
	{ "\"BadDeviceToken\"", true },
};

/* Errors of {"ok":false,"error":...} that are no verdict on the message (Slack). */
static const struct {
	const char       *error;
	enum wire_verdict verdict;
	bool              throttle;
} not_ok[] = {
	{ "ratelimited", WIRE_TRANSIENT, true },
	{ "rate_limited", WIRE_TRANSIENT, true },
	{ "internal_error", WIRE_TRANSIENT, false },
	{ "fatal_error", WIRE_TRANSIENT, false },
	{ "service_unavailable", WIRE_TRANSIENT, true },
	{ "request_timeout", WIRE_TRANSIENT, false },
	{ "not_authed", WIRE_CONFIG, false },
	{ "invalid_auth", WIRE_CONFIG, false },
	{ "account_inactive", WIRE_CONFIG, false },
	{ "token_revoked", WIRE_CONFIG, false },
	{ "token_expired", WIRE_CONFIG, false },
	{ "missing_scope", WIRE_CONFIG, false },
};

struct answer {
	bool      refused;	/* "ok":false */
	struct sv error;
};

static bool
take_answer(void *ctx, struct sv key, const struct val *v)
{
	struct answer *a = ctx;

	if (sv_is(key, "ok"))
		a->refused = v->kind == VAL_FALSE;
	else if (sv_is(key, "error") && v->kind == VAL_STRING)
		a->error = v->text;
	return true;
}

static void
look_into(struct wire_result *r, struct sv body)
{
	struct answer a = { false, SV("") };
	struct val v;

	if (jread_value(body, &v, NULL) != RC_OK || v.kind != VAL_OBJECT)
		return;
	jread_each(&v, take_answer, &a);
	if (!a.refused)
		return;
	r->verdict = WIRE_PERMANENT;
	for (size_t i = 0; i < sizeof(not_ok) / sizeof(not_ok[0]); i++)
		if (sv_is(a.error, not_ok[i].error)) {
			r->verdict = not_ok[i].verdict;
			r->throttle = not_ok[i].throttle;
		}
}

void
code_http(struct wire_result *r, bool push, int code, struct sv body)
{
	r->stage = WIRE_CONTENT;
	r->code = code;
	r->enhanced[0] = '\0';
	code_text(r, body);
	decide(r, ROWS(http_rows), DATA);
	if (r->verdict == WIRE_SENT)
		look_into(r, body);
	if (r->verdict != WIRE_PERMANENT)
		return;
	if (push && code == 404)
		r->dead_address = true;
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		if (sv_has(body, sv_of(gone[i].word)))
			r->dead_address = true;
}

void
code_exec(struct wire_result *r, int status, struct sv text)
{
	r->stage = WIRE_CONTENT;
	r->code = status;
	r->enhanced[0] = '\0';
	code_text(r, text);
	decide(r, ROWS(exec_rows), DATA);
}
