/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - fuzz target: the csv and tsv sources, and what is told of a table, by the first byte
 *
 * Rows lie across blocks here, and go the short way or the careful one; the output must not
 * show it.
 */
#include "../logrun.h"

#include "base/hash.h"
#include "pick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delims[] = { '\0', '\0', ';', '|', '\t', ':', ' ', ',' };
	static const size_t cuts[] = { 1, 3, 7, 15, 31 }, rows[] = { 0, 5 };
	struct logrun r;
	struct sv text;
	uint64_t hash;
	char *whole;

	if (size == 0)
		return 0;
	text = (struct sv){ (const char *)data + 1, size - 1 };
	hash = hash_sv(text, 0);
	logrun_init(&r, data[0] % 2 == 0 ? "csv" : "tsv");
	if (data[0] % 2 == 0)
		r.cfg.table.delim = delims[data[0] >> 1 & 7];
	r.cfg.table.comma = (data[0] & 16) != 0;
	r.cfg.table.skip = (data[0] & 32) != 0 ? 1 : 0;
	if ((data[0] & 64) != 0)
		r.cfg.table.header = SV("timestamp,status,client_ip");
	logrun(&r, text);
	whole = mem_dup(r.out.p, r.out.n);
	for (size_t i = 0; i < 5; i++) {
		r.cut = cuts[i];
		if (pick(hash, 5, i) && strcmp(whole, logrun(&r, text)) != 0)
			abort();
	}
	r.text = true;
	r.batch = BATCH_ROWS;
	for (size_t i = 0; i < 2; i++) {
		r.cut = rows[i];
		if (pick(hash / 5, 2, i) && strcmp(whole, logrun(&r, text)) != 0)
			abort();
	}
	mem_free(whole);
	buf_free(&r.out);
	return 0;
}
