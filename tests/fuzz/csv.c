/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * csv - fuzz target: the csv (first byte even) and tsv sources
 *
 * Rows lie across blocks here; the output must not show it.
 */
#include "../logrun.h"


int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct logrun r;
	struct sv text;
	char *whole;

	if (size == 0)
		return 0;
	text = (struct sv){ (const char *)data + 1, size - 1 };
	logrun_init(&r, data[0] % 2 == 0 ? "csv" : "tsv");
	logrun(&r, text);
	whole = mem_dup(r.out.p, r.out.n);
	for (r.cut = 1; r.cut < 40; r.cut = 2 * r.cut + 1)
		if (strcmp(whole, logrun(&r, text)) != 0)
			abort();
	mem_free(whole);
	buf_free(&r.out);
	return 0;
}
