/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ledger - what tests of the ledger share: a file of their own, rows, one step in one line
 */
#ifndef CX_TESTS_LEDGER_H
#define CX_TESTS_LEDGER_H

#include "t.h"

#include "ledger/ledger_send.h"
#include "ledger/ledger_user.h"

#include <unistd.h>

#define LT_T0 INT64_C(1790000000000000)

static char lt_dir[4096], lt_path[4200];
static struct err lt_e;
static bool lt_frail;		/* calls of this process may fail: then it ends, with status 3 */

/* A call that has to work. */
#define LT_OK(call) \
	do { \
		lt_e.msg[0] = '\0'; \
		if ((call) != RC_OK) { \
			if (lt_frail) \
				_exit(lt_e.msg[0] != '\0' ? 3 : 4); \
			printf("Bail out! %s:%d: %s: %s\n", __FILE__, __LINE__, #call, lt_e.msg); \
			exit(1); \
		} \
	} while (0)

/* In a transaction of its own. */
#define LT_TX(l, call) \
	do { \
		LT_OK(ledger_begin((l), &lt_e)); \
		LT_OK(call); \
		LT_OK(ledger_commit((l), &lt_e)); \
	} while (0)

/* The same, of the sender. */
#define LT_TURN(l, now, call) \
	do { \
		LT_OK(ledger_lease_begin((l), (now), &lt_e)); \
		LT_OK(call); \
		LT_OK(ledger_commit((l), &lt_e)); \
	} while (0)

static inline void
lt_remove(void)
{
	static const char *const with[] = { "", "-wal", "-shm", "-sender" };
	char path[4300];

	for (size_t i = 0; i < sizeof(with) / sizeof(with[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", lt_path, with[i]);
		(void)unlink(path);
	}
}

static inline void
lt_start(const char *name)
{
	if (mkdtemp(t_temporary(lt_dir, sizeof(lt_dir), name)) == NULL) {
		perror(lt_dir);
		exit(2);
	}
	snprintf(lt_path, sizeof(lt_path), "%s/l.db", lt_dir);
}

static inline int
lt_done(void)
{
	lt_remove();
	(void)rmdir(lt_dir);
	return t_done();
}

static inline struct ledger *
lt_open(void)
{
	struct ledger *l;

	LT_OK(ledger_open(&l, lt_path, true, &lt_e));
	return l;
}

/* An empty one. */
static inline struct ledger *
lt_fresh(void)
{
	lt_remove();
	return lt_open();
}

/* The key that number @n stands for. */
static inline struct ledger_key
lt_key(unsigned n)
{
	struct ledger_key k;
	char text[LEDGER_KEY + 1];

	snprintf(text, sizeof(text), "%026u", n);
	memcpy(k.text, text, LEDGER_KEY);
	return k;
}

static inline unsigned
lt_number(const struct ledger_key *k)
{
	unsigned n = 0;

	for (size_t i = 0; i < LEDGER_KEY; i++)
		n = 10 * n + (unsigned)(k->text[i] - '0');
	return n;
}

/* A row that is due at LT_T0 + @at_us. */
static inline struct ledger_row
lt_row(unsigned n, int64_t at_us)
{
	return (struct ledger_row){ .dkey = lt_key(n), .nkey = lt_key(n), .base = lt_key(n),
		.ukey = SV("ann"), .scenario = SV("cart"), .channel = SV("email"),
		.category = SV("promo"), .variant = SV("a"), .policy = SV("0123456789abcdef"),
		.event_us = LT_T0, .last_us = LT_T0, .at_us = LT_T0 + at_us,
		.expires_us = LT_T0 + INT64_C(86400000000), .priority = 40, .counts = true };
}

static const struct ledger_payload lt_payload = { .address = { "\"ann@example.org\"", 17 },
	.vars = { "{\"items\":3}", 11 }, .rest = { "[]", 2 } };

/* Planned, in an open transaction; its id. */
static inline int64_t
lt_plan(struct ledger *l, struct ledger_row row)
{
	LT_OK(ledger_plan(l, &row, &lt_payload, &lt_e));
	return row.id;
}

static inline enum ledger_state
lt_state(struct ledger *l, unsigned n)
{
	struct ledger_key k = lt_key(n);
	struct ledger_row row;
	struct arena a;
	bool in = ledger_in(l);

	arena_init(&a);
	if (!in)
		LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_find(l, &k, &row, &a, &lt_e));
	if (!in)
		ledger_rollback(l);
	arena_free(&a);
	return row.state;
}

static inline enum rc
lt_count_row(void *ctx, const struct ledger_row *row, struct err *e)
{
	(void)row;
	(void)e;
	++*(size_t *)ctx;
	return RC_OK;
}

static inline size_t
lt_user_rows(struct ledger *l, struct sv ukey, int64_t since_us)
{
	size_t n = 0;

	LT_OK(ledger_user_rows(l, ukey, since_us, lt_count_row, &n, &lt_e));
	return n;
}

static inline struct ledger_reaped
lt_take(struct ledger *l, int64_t now_us)
{
	struct ledger_reaped r;
	int64_t until;

	LT_OK(ledger_lease_take(l, SV("test"), now_us, 600000000, &r, &until, &lt_e));
	return r;
}

/* One of each: inflight to be sent again, to be held, with receipts; and one that is claimed. */
static inline void
lt_leave_behind(struct ledger *l, struct arena *a)
{
	struct ledger_shot s[4];
	struct ledger_row row[9];
	struct ledger_key k[2] = { lt_key(2), lt_key(3) };
	size_t n;

	LT_OK(ledger_begin(l, &lt_e));
	for (unsigned i = 0; i < 4; i++)
		s[i] = (struct ledger_shot){ .id = lt_plan(l, lt_row(i, i)), .resend = i == 0 };
	(void)lt_plan(l, lt_row(4, 4));
	LT_OK(ledger_commit(l, &lt_e));
	LT_TURN(l, LT_T0 + 10, ledger_claim(l, SV("email"), LT_T0 + 10, row, 9, &n, a, &lt_e));
	T_OK(n == 5, "five are claimed: %d", (int)n);
	LT_TURN(l, LT_T0 + 10, ledger_arm(l, s, 4, LT_T0 + 10, &lt_e));
	LT_OK(ledger_begin(l, &lt_e));
	LT_OK(ledger_receipt_put(l, &k[0], &(struct ledger_receipt){ SV("opened"), LT_T0 + 11,
	    SV(""), true }, row, a, &lt_e));
	LT_OK(ledger_receipt_put(l, &k[1], &(struct ledger_receipt){ SV("bounced"), LT_T0 + 11,
	    SV(""), false }, row, a, &lt_e));
	LT_OK(ledger_commit(l, &lt_e));
}

#endif
