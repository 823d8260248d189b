/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - fuzz target: the csv and tsv sources, and what is told of a table, by the first byte
 *
 * Rows lie across blocks here, and go the short way or the careful one; the output must not
 * show it.
 */
#include "../logrun.h"


int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delims[] = { '\0', '\0', ';', '|', '\t', ':', ' ', ',' };
	struct logrun r;
	struct sv text;
	char *whole;

	if (size == 0)
		return 0;
	text = (struct sv){ (const char *)data + 1, size - 1 };
	logrun_init(&r, data[0] % 2 == 0 ? "csv" : "tsv");
	if (data[0] % 2 == 0)
		r.cfg.table.delim = delims[data[0] >> 1 & 7];
	r.cfg.table.comma = (data[0] & 16) != 0;
	r.cfg.table.skip = (data[0] & 32) != 0 ? 1 : 0;
	if ((data[0] & 64) != 0)
		r.cfg.table.header = SV("timestamp,status,client_ip");
	logrun(&r, text);
	whole = mem_dup(r.out.p, r.out.n);
	for (r.cut = 1; r.cut < 40; r.cut = 2 * r.cut + 1)
		if (strcmp(whole, logrun(&r, text)) != 0)
			abort();
	r.text = true;
	r.batch = BATCH_ROWS;
	for (r.cut = 0; r.cut < 40; r.cut = 7 * r.cut + 5)
		if (strcmp(whole, logrun(&r, text)) != 0)
			abort();
	mem_free(whole);
	buf_free(&r.out);
	return 0;
}
