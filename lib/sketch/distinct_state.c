/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * distinct_state - see distinct_state.h
 */
#include "sketch/distinct_state.h"

#include "base/mem.h"
#include "json/jfields.h"
#include "sketch/runs.h"

#include <stdlib.h>

enum {
	REGS = 1 << DISTINCT_P,
	REG_MAX = 64 - DISTINCT_P + 1,
	HASH_BYTES = 8
};

static int
hash_cmp(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
save_hashes(const struct distinct *d, struct jwrite *w)
{
	uint64_t hash[DISTINCT_EXACT_MAX];
	char bytes[DISTINCT_EXACT_MAX * HASH_BYTES];
	size_t n = 0, at = 0;

	for (size_t i = 0; i < d->cap; i++)
		if (d->hash[i] != 0)
			hash[n++] = d->hash[i];
	qsort(hash, n, sizeof *hash, hash_cmp);
	for (size_t i = 0; i < n; i++)
		for (int shift = 0; shift < 64; shift += 8)
			bytes[at++] = (char)(unsigned char)(hash[i] >> shift);
	jwrite_key(w, SV("hashes"));
	jwrite_base64(w, (struct sv){ bytes, at });
}

static char
symbol_of(unsigned reg)
{
	if (reg == 0)
		return '.';
	if (reg == REG_MAX)
		return '+';
	return (char)(reg <= 26 ? 'a' + reg - 1 : 'A' + reg - 27);
}

/* The register of a symbol; -1 when it is none. */
static int
reg_of(char symbol)
{
	if (symbol == '.')
		return 0;
	if (symbol == '+')
		return REG_MAX;
	if (symbol >= 'a' && symbol <= 'z')
		return symbol - 'a' + 1;
	return symbol >= 'A' && symbol <= 'Z' ? symbol - 'A' + 27 : -1;
}

static void
save_registers(const struct distinct *d, struct jwrite *w)
{
	struct buf text;
	size_t n;

	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < REGS; i += n) {
		n = 1;
		while (i + n < REGS && d->reg[i + n] == d->reg[i])
			n++;
		runs_put(&text, symbol_of(d->reg[i]), n);
	}
	jwrite_key(w, SV("registers"));
	jwrite_str_raw(w, buf_view(&text));
	buf_free(&text);
}

void
distinct_state_save(const struct distinct *d, struct jwrite *w)
{
	jwrite_open(w, '{');
	if (d->reg == NULL)
		save_hashes(d, w);
	else
		save_registers(d, w);
	jwrite_shut(w, '}');
}

static enum rc
load_hashes(struct distinct *d, struct sv text, struct err *e)
{
	uint64_t last = 0;
	struct buf bytes;
	enum rc rc = RC_OK;

	buf_init(&bytes, (size_t)DISTINCT_EXACT_MAX * HASH_BYTES);
	if (!jfields_base64(text, &bytes) || bytes.over || bytes.n % HASH_BYTES != 0)
		rc = rc_err(e, RC_SYNTAX, "'hashes' must be the base64 of at most %d hashes",
		    DISTINCT_EXACT_MAX);
	for (size_t at = 0; at < bytes.n && rc == RC_OK; at += HASH_BYTES) {
		uint64_t hash = 0;

		for (size_t i = HASH_BYTES; i-- > 0;)
			hash = hash << 8 | (unsigned char)bytes.p[at + i];
		if (hash <= last)
			rc = rc_err(e, RC_SYNTAX, "'hashes' are not in ascending order");
		else
			distinct_add_hash(d, hash);
		last = hash;
	}
	buf_free(&bytes);
	return rc;
}

static enum rc
load_registers(struct distinct *d, struct sv rest, struct err *e)
{
	size_t at = 0;
	bool any = false;

	d->reg = mem_zalloc(REGS);
	while (rest.n != 0) {
		int reg = reg_of(rest.p[0]);
		uint64_t k;

		rest = (struct sv){ rest.p + 1, rest.n - 1 };
		if (reg < 0 || !runs_count(&rest, &k) || k == 0)
			return rc_err(e, RC_SYNTAX, "'registers' are no runs of symbols");
		if (k > REGS - at)
			return rc_err(e, RC_SYNTAX, "more than %d registers", REGS);
		any = any || reg != 0;
		for (; k > 0; k--)
			d->reg[at++] = (uint8_t)reg;
	}
	if (at != REGS || !any)
		return rc_err(e, RC_SYNTAX, "expected %d registers, some above 0", REGS);
	return RC_OK;
}

enum rc
distinct_state_load(struct distinct *d, const struct val *v, struct err *e)
{
	struct jfield f[] = { { .name = "hashes" }, { .name = "registers" } };
	struct sv text = { 0 };
	enum rc rc = jfields_read(v, f, sizeof f / sizeof *f, e);
	bool exact = f[0].v.kind != VAL_NONE, dense = f[1].v.kind != VAL_NONE;

	if (rc == RC_OK && exact == dense)
		rc = rc_err(e, RC_SYNTAX, "expected 'hashes' or 'registers'");
	if (rc == RC_OK)
		rc = jfields_text(&f[dense], &text, e);
	if (rc != RC_OK)
		return rc;
	return dense ? load_registers(d, text, e) : load_hashes(d, text, e);
}
