/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger_people - what the ledger knows of people: consents, receipts of what they got,
 * facts and keys; what is erased and what is kept
 */
#include "../ledger.h"

#include "ledger/ledger_db.h"

#include <sys/stat.h>

static struct arena arena;

static struct ledger_consent
consent(const char *channel, bool granted, int64_t at_us)
{
	return (struct ledger_consent){ .channel = sv_of(channel), .category = SV("promo"),
		.granted = granted, .at_us = at_us, .source = SV("at the till"), .text_version = SV("v1") };
}

static void
test_consents(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_consent said[] = { consent("email", true, 10), consent("email", false, 20),
		consent("email", true, 20), consent("email", true, 15), consent("push", true, 5),
		consent("push", false, 4), consent("", true, 1) }, *c;
	struct ledger_block *b;
	size_t n;

	LT_OK(ledger_begin(l, &lt_e));
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		LT_OK(ledger_consent_put(l, SV("ann"), &said[i], &lt_e));
	LT_OK(ledger_consent_put(l, SV("ann"), &said[0], &lt_e));
	LT_OK(ledger_consents(l, SV("ann"), &c, &n, &arena, &lt_e));
	T_OK(n == 3 && c[0].channel.n == 0 && c[0].granted && sv_is(c[1].channel, "email") &&
	    !c[1].granted && c[1].at_us == 20 && c[2].granted && sv_is(c[2].source, "at the till"),
	    "the latest holds, and of two of one time the withdrawal");
	LT_OK(ledger_suppress(l, SV("ann"), &(struct ledger_block){ SV("email"), SV("h1"),
	    SV("dead"), 7 }, &lt_e));
	LT_OK(ledger_suppress(l, SV("ann"), &(struct ledger_block){ SV("email"), SV("h1"),
	    SV("complaint"), 8 }, &lt_e));
	LT_OK(ledger_blocks(l, SV("ann"), &b, &n, &arena, &lt_e));
	T_OK(n == 1 && sv_is(b[0].reason, "dead") && b[0].at_us == 7, "the first reason stays");
	LT_OK(ledger_blocks(l, SV("bob"), &b, &n, &arena, &lt_e));
	T_OK(n == 0, "nobody else is meant");
	ledger_rollback(l);
	ledger_close(l);
}

/* Row @n is planned, and then on the wire; its id. */
static int64_t
shoot(struct ledger *l, unsigned n)
{
	struct ledger_row row[1];
	int64_t id;
	size_t got;

	LT_TX(l, (id = lt_plan(l, lt_row(n, 0)), RC_OK));
	LT_OK(ledger_lease_begin(l, LT_T0, &lt_e));
	LT_OK(ledger_claim(l, SV("email"), LT_T0, row, 1, &got, &arena, &lt_e));
	LT_OK(ledger_arm(l, &(struct ledger_shot){ .id = id }, 1, LT_T0, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	return id;
}

/* A row that is sent, and waits for a receipt until LT_T0 + @until. */
static void
send_one(struct ledger *l, unsigned n, enum ledger_await await, int64_t until)
{
	struct ledger_outcome o = { .id = shoot(l, n), .state = LEDGER_SENT, .await = await,
		.await_us = LT_T0 + until };

	LT_TURN(l, LT_T0 + 1, ledger_settle(l, &o, 1, LT_T0 + 1, &lt_e));
}

static void
receipt(struct ledger *l, unsigned n, const char *name, int64_t at_us, bool machine)
{
	struct ledger_key k = lt_key(n);
	struct ledger_receipt r = { sv_of(name), LT_T0 + at_us, SV(""), machine };
	struct ledger_row row;

	LT_TX(l, ledger_receipt_put(l, &k, &r, &row, &arena, &lt_e));
	T_QUIET(sv_is(row.ukey, "ann"), "whose it is");
}

/* As "n n": what no receipt has come of. */
static const char *
overdue(struct ledger *l, int64_t now)
{
	static char text[256];
	struct ledger_row row[8];
	size_t n, at = 0;

	text[0] = '\0';
	LT_TURN(l, LT_T0 + now, ledger_overdue(l, LT_T0 + now, row, 8, &n, &arena, &lt_e));
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%u", i > 0 ? " " : "",
		    lt_number(&row[i].dkey));
	return text;
}

static void
test_receipts(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_key k = lt_key(99);
	struct ledger_receipt r = { SV("opened"), LT_T0, SV(""), false };
	struct ledger_row row;
	int64_t due, later = 0;

	(void)lt_take(l, LT_T0);
	for (unsigned i = 0; i < 4; i++)
		send_one(l, i, i < 2 ? LEDGER_AWAIT_DELIVERED : LEDGER_AWAIT_OPENED, 100 + i);
	receipt(l, 0, "delivered", 10, false);
	receipt(l, 2, "delivered", 10, false);
	receipt(l, 2, "opened", 11, true);
	receipt(l, 3, "clicked", 12, false);
	receipt(l, 3, "clicked", 12, false);
	LT_TX(l, ledger_next_due(l, &due, &later, &lt_e));
	T_OK(due == LT_T0 + 101, "a receipt is waited for");
	T_STR(overdue(l, 100), "", "not over yet");
	T_STR(overdue(l, 200), "1 2", "what was not delivered, and what only a machine has opened");
	T_STR(overdue(l, 200), "", "once");
	send_one(l, 5, LEDGER_AWAIT_DELIVERED, 1000);
	receipt(l, 5, "bounced", 20, false);
	T_STR(overdue(l, 30), "5", "a bounce need not be waited for");
	LT_OK(ledger_begin(l, &lt_e));
	T_OK(ledger_receipt_put(l, &k, &r, &row, &arena, &lt_e) == RC_NO, "a receipt of nothing we know");
	ledger_rollback(l);
	ledger_close(l);
	l = lt_fresh();
	(void)lt_take(l, LT_T0);
	lt_leave_behind(l, &arena);
	ledger_close(l);
	l = lt_open();
	(void)lt_take(l, LT_T0 + 20);
	receipt(l, 1, "delivered", 30, false);
	T_OK(lt_state(l, 1) == LEDGER_SENT, "what was unknown was sent, says a receipt");
	T_STR(overdue(l, 40), "3", "what was refused is asked for its next step");
	ledger_close(l);
	l = lt_fresh();
	(void)lt_take(l, LT_T0);
	lt_leave_behind(l, &arena);
	ledger_close(l);
	l = lt_open();
	(void)lt_take(l, LT_T0 + 20);
	T_STR(overdue(l, 20), "1 3", "as is what nobody knows of");
	receipt(l, 1, "bounced", 30, false);
	T_STR(overdue(l, 40), "1", "and once more when it is known to be dead");
	ledger_close(l);
}

/* Receipts that are faster than the answer, or come in its place. */
static void
test_receipts_inflight(void)
{
	static const struct {
		const char       *receipt;
		enum ledger_state answer, state;
	} is[] = {
		{ "delivered", LEDGER_UNKNOWN, LEDGER_SENT },
		{ "delivered", LEDGER_PLANNED, LEDGER_SENT },
		{ "delivered", LEDGER_DEAD, LEDGER_DEAD },
		{ "bounced", LEDGER_UNKNOWN, LEDGER_DEAD },
		{ "bounced", LEDGER_PLANNED, LEDGER_PLANNED },
	};
	struct ledger *l = lt_fresh();

	(void)lt_take(l, LT_T0);
	for (unsigned i = 0; i < sizeof(is) / sizeof(is[0]); i++) {
		struct ledger_outcome o = { .id = shoot(l, i), .state = is[i].answer,
			.due_us = LT_T0 + 900, .await = LEDGER_AWAIT_OPENED,
			.await_us = LT_T0 + 100 + i };

		receipt(l, i, is[i].receipt, 1, false);
		LT_TURN(l, LT_T0 + 2, ledger_settle(l, &o, 1, LT_T0 + 2, &lt_e));
		T_OK(o.settled && o.state == is[i].state && lt_state(l, i) == is[i].state,
		    "%s, and the answer is %d: %d", is[i].receipt, (int)is[i].answer, (int)o.state);
	}
	T_STR(overdue(l, 500), "0 1", "what was delivered may still have to be opened");
	ledger_close(l);
}

/* A row whose answer was to try again, and receipts of it before that. */
static void
test_receipts_before_retry(void)
{
	static const struct {
		const char       *receipt;
		bool              tried;
		enum ledger_state state;
	} is[] = {
		{ "delivered", true, LEDGER_SENT },
		{ "opened", true, LEDGER_SENT },
		{ "bounced", true, LEDGER_PLANNED },
		{ "delivered", false, LEDGER_PLANNED },
	};
	struct ledger *l = lt_fresh();

	(void)lt_take(l, LT_T0);
	for (unsigned i = 0; i < sizeof(is) / sizeof(is[0]); i++) {
		struct ledger_outcome o = { .state = LEDGER_PLANNED, .due_us = LT_T0 + 10 };
		struct ledger_row row[1];
		size_t got = 0;

		if (is[i].tried) {
			o.id = shoot(l, i);
			LT_TURN(l, LT_T0 + 1, ledger_settle(l, &o, 1, LT_T0 + 1, &lt_e));
		} else {
			LT_TX(l, ((void)lt_plan(l, lt_row(i, 0)), RC_OK));
		}
		receipt(l, i, is[i].receipt, 2, false);
		T_OK(lt_state(l, i) == is[i].state, "%s, %s", is[i].receipt,
		    is[i].tried ? "tried once" : "not tried yet");
		LT_TURN(l, LT_T0 + 20, ledger_claim(l, SV("email"), LT_T0 + 20, row, 1, &got, &arena,
		    &lt_e));
		T_OK((got == 1) == (is[i].state == LEDGER_PLANNED), "%s: sent once more or not",
		    is[i].receipt);
	}
	ledger_close(l);
}

static enum rc
count_note(void *ctx, const struct ledger_note *n, struct err *e)
{
	(void)n;
	(void)e;
	return ++*(int *)ctx == 3 ? RC_END : RC_OK;
}

static void
test_notes(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_note n = { .ukey = SV("ann"), .at_us = 5, .value = SV("v") };
	const char *const key[] = { "a", "b|1", "b|2", "b|3", "b|4", "c" };
	int seen = 0;

	LT_OK(ledger_begin(l, &lt_e));
	for (size_t i = 0; i < 6; i++) {
		n.key = sv_of(key[i]);
		LT_OK(ledger_note_put(l, SV("s"), &n, &lt_e));
	}
	n.value = SV("w");
	LT_OK(ledger_note_put(l, SV("s"), &n, &lt_e));
	LT_OK(ledger_note_get(l, SV("s"), SV("c"), &n, &arena, &lt_e));
	T_OK(sv_is(n.value, "w") && n.at_us == 5, "a note is replaced");
	T_OK(ledger_notes(l, SV("s"), SV("b|"), count_note, &seen, &lt_e) == RC_OK && seen == 3,
	    "notes by prefix, until it is enough");
	LT_OK(ledger_note_drop(l, SV("s"), SV("b|1"), &lt_e));
	seen = 10;
	LT_OK(ledger_notes(l, SV("s"), SV("b"), count_note, &seen, &lt_e));
	T_OK(seen == 13, "one is gone");
	T_OK(ledger_note_get(l, SV("t"), SV("c"), &n, &arena, &lt_e) == RC_NO, "each space is its own");
	ledger_rollback(l);
	ledger_close(l);
}

/* Whether the bytes of @what are in the ledger's files. */
static bool
in_files(const char *what)
{
	static const char *const with[] = { "", "-wal" };
	char path[4300], block[1 << 16];
	bool yes = false;

	for (size_t i = 0; i < 2; i++) {
		FILE *f;
		size_t n, keep = strlen(what), have = 0;

		snprintf(path, sizeof(path), "%s%s", lt_path, with[i]);
		f = fopen(path, "r");
		while (f != NULL && (n = fread(block + have, 1, sizeof(block) - have, f)) > 0) {
			n += have;
			for (size_t j = 0; j + keep <= n; j++)
				yes |= memcmp(block + j, what, keep) == 0;
			have = n < keep ? n : keep;
			memmove(block, block + n - have, have);
		}
		if (f != NULL)
			fclose(f);
	}
	return yes;
}

static void
test_erase(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_note note = { SV("k"), SV("ann"), 1, SV("likes tea") };
	struct ledger_consent c = consent("email", true, 1), *got;
	struct ledger_member m = { .key = lt_key(50), .at_us = 1, .vars = SV("{\"cup\":\"blue\"}") };
	struct ledger_row row = lt_row(2, 0);
	struct ledger_block *b;
	size_t n;

	row.ukey = SV("bob");
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_join(l, lt_plan(l, lt_row(1, 0)), &m, &lt_e));
	(void)lt_plan(l, row);
	LT_OK(ledger_note_put(l, SV("s"), &note, &lt_e));
	LT_OK(ledger_consent_put(l, SV("ann"), &c, &lt_e));
	LT_OK(ledger_suppress(l, SV("ann"), &(struct ledger_block){ SV("email"), SV("h"), SV("dead"),
	    2 }, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	T_OK(in_files("ann@example.org") && in_files("likes tea") && in_files("\"blue\""),
	    "in the file as it is");
	LT_TX(l, ledger_erase(l, SV("ann"), LT_T0, &lt_e));
	LT_OK(ledger_vacuum(l, false, &lt_e));
	LT_TX(l, ledger_payload_get(l, 2, &(struct ledger_payload){ 0 }, &arena, &lt_e));
	T_OK(in_files("ann@example.org"), "another's is there still");
	LT_TX(l, ledger_erase(l, SV("bob"), LT_T0, &lt_e));
	LT_OK(ledger_vacuum(l, false, &lt_e));
	T_OK(!in_files("ann@example.org"), "and then no address");
	T_OK(!in_files("likes tea"), "no note");
	T_OK(!in_files("\"blue\""), "no member of a digest");
	T_OK(!in_files("at the till"), "no source of a consent");
	T_OK(lt_state(l, 1) == LEDGER_SUPPRESSED, "what was planned is suppressed");
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_blocks(l, SV("ann"), &b, &n, &arena, &lt_e));
	T_OK(n == 1 && sv_is(b[0].reason, "erased") && b[0].channel.n == 0, "nobody may write to him");
	LT_OK(ledger_consents(l, SV("ann"), &got, &n, &arena, &lt_e));
	T_OK(n == 1 && got[0].source.n == 0, "a consent without where it came from");
	ledger_rollback(l);
	ledger_close(l);
}

/* A key file of one line a key, the first in use. */
static struct pseudonym *
keys(const char *text)
{
	char path[4300];
	struct pseudonym *p;
	FILE *f;

	snprintf(path, sizeof(path), "%s.key", lt_path);
	(void)unlink(path);
	f = fopen(path, "w");
	if (f == NULL || fchmod(fileno(f), 0600) != 0 || fputs(text, f) < 0 || fclose(f) != 0)
		exit(2);
	LT_OK(pseudonym_new(&p, path, SV(""), &lt_e));
	(void)unlink(path);
	return p;
}

#define KEY_1 "k1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
#define KEY_2 "k2 ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"

static void
test_keys(void)
{
	struct ledger *l = lt_fresh();
	struct pseudonym *one = keys(KEY_1), *both = keys(KEY_2 KEY_1), *two = keys(KEY_2);
	struct ledger_consent c = consent("email", true, 1), *got;
	struct ledger_block *b;
	size_t n;

	LT_OK(ledger_keys(l, one, &lt_e));
	T_OK(ledger_keys(l, two, &lt_e) == RC_USAGE, "another key: %s", lt_e.msg);
	LT_OK(ledger_keys(l, one, &lt_e));
	LT_OK(ledger_keys(l, both, &lt_e));
	T_OK(ledger_keys(l, two, &lt_e) == RC_OK, "one that both were known with");
	T_OK(ledger_keys(l, one, &lt_e) == RC_USAGE, "but the first is no more");
	LT_OK(ledger_begin(l, &lt_e));
	(void)lt_plan(l, lt_row(1, 0));
	LT_OK(ledger_consent_put(l, SV("ann"), &c, &lt_e));
	LT_OK(ledger_consent_put(l, SV("lea"), &c, &lt_e));
	LT_OK(ledger_suppress(l, SV("ann"), &(struct ledger_block){ SV(""), SV(""), SV("erased"), 2 },
	    &lt_e));
	LT_OK(ledger_rename(l, SV("ann"), SV("lea"), &lt_e));
	LT_OK(ledger_consents(l, SV("lea"), &got, &n, &arena, &lt_e));
	T_OK(n == 1 && lt_user_rows(l, SV("lea"), 0) == 1 && lt_user_rows(l, SV("ann"), 0) == 0,
	    "rows go with the name");
	LT_OK(ledger_blocks(l, SV("lea"), &b, &n, &arena, &lt_e));
	T_OK(n == 1 && sv_is(b[0].reason, "erased"), "and that nobody may write to him");
	ledger_rollback(l);
	pseudonym_free(one);
	pseudonym_free(both);
	pseudonym_free(two);
	ledger_close(l);
}

static void
test_retain(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_row row = lt_row(1, 0);
	struct ledger_payload p;
	int64_t count = 0;

	LT_OK(ledger_begin(l, &lt_e));
	for (unsigned i = 0; i < 2500; i++) {
		row = lt_row(i, i);
		row.id = lt_plan(l, row);
		if (i % 2 == 0)
			LT_OK(ledger_end(l, row.id, LEDGER_CANCELLED, SV("cancelled"), LEDGER_PLANNED, &lt_e));
	}
	LT_OK(ledger_commit(l, &lt_e));
	LT_OK(ledger_retain(l, LT_T0 + 2200, LT_T0 + 2000, &lt_e));
	LT_OK(ledger_db_number(l, "SELECT count(*) FROM delivery", &count, &lt_e));
	T_OK(count == 2500 - 1001, "old rows that have ended are gone: %d", (int)count);
	LT_OK(ledger_db_number(l, "SELECT count(*) FROM payload", &count, &lt_e));
	T_OK(count == 2500 - 1101, "payloads sooner: %d", (int)count);
	LT_OK(ledger_begin(l, &lt_e));
	row = lt_row(0, 0);
	T_OK(ledger_plan(l, &row, NULL, &lt_e) == RC_NO, "what is gone is not planned again");
	T_OK(ledger_payload_get(l, 2, &p, &arena, &lt_e) == RC_OK, "what waits has its payload");
	ledger_rollback(l);
	LT_OK(ledger_vacuum(l, true, &lt_e));
	T_OK(lt_state(l, 1) == LEDGER_PLANNED, "and after a vacuum it is there");
	ledger_close(l);
}

/* What an event that comes once more, and a receipt that does not come, still ask for. */
static void
test_retain_needed(void)
{
	struct ledger *l = lt_fresh();
	struct ledger_member m = { .key = lt_key(70), .vars = SV("{}") };
	struct ledger_payload p;
	bool yes = false;
	int64_t id, count = -1;

	LT_OK(ledger_begin(l, &lt_e));
	id = lt_plan(l, lt_row(7, 0));
	LT_OK(ledger_join(l, id, &m, &lt_e));
	LT_OK(ledger_end(l, id, LEDGER_CANCELLED, SV("cancelled"), LEDGER_PLANNED, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	LT_OK(ledger_retain(l, LT_T0 + 1, LT_T0 + 1, &lt_e));
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_joined(l, &m.key, &yes, &lt_e));
	id = lt_plan(l, lt_row(8, 0));
	T_OK(yes && ledger_join(l, id, &m, &lt_e) == RC_NO, "an event of a digest that is gone is known");
	LT_OK(ledger_end(l, id, LEDGER_CANCELLED, SV("cancelled"), LEDGER_PLANNED, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
	(void)lt_take(l, LT_T0);
	send_one(l, 9, LEDGER_AWAIT_OPENED, 5000);
	LT_OK(ledger_db_number(l, "SELECT id FROM delivery WHERE await_us IS NOT NULL", &id, &lt_e));
	LT_OK(ledger_retain(l, LT_T0 + 4000, LT_T0 + 4000, &lt_e));
	LT_TX(l, ledger_payload_get(l, id, &p, &arena, &lt_e));
	T_STR(overdue(l, 5000), "9", "what waits for a receipt is there for the next step");
	send_one(l, 10, LEDGER_AWAIT_OPENED, 5000);
	LT_OK(ledger_retain(l, LT_T0 + 6000, LT_T0 + 6000, &lt_e));
	LT_OK(ledger_db_number(l, "SELECT count(*) FROM delivery", &count, &lt_e));
	T_OK(count == 0, "and not for ever");
	ledger_close(l);
}

int
main(void)
{
	lt_start("cx-ledger-people");
	arena_init(&arena);
	test_consents();
	test_receipts();
	test_receipts_inflight();
	test_receipts_before_retry();
	test_notes();
	test_erase();
	test_keys();
	test_retain();
	test_retain_needed();
	arena_free(&arena);
	return lt_done();
}
