/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jread beside jansson: accept and reject alike, find the same values
 */
#include "../oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct oracle o;	/* kept: state from one input to the next must not matter */

	if (o.slots == NULL)
		oracle_init(&o);
	if (!oracle_check(&o, (const char *)data, n)) {
		fprintf(stderr, "differs: %s\n", o.why);
		abort();
	}
	return 0;
}
