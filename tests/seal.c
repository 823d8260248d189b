/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * seal - lines of saved states, from standard input, with the check that is right for them
 *
 * For tests that forge states: what the check would refuse is not what they are about.
 */
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CHECK ",\"check\":\""

int
main(void)
{
	static char line[1 << 20];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		size_t n = strcspn(line, "\n");
		char *old;

		line[n] = '\0';
		old = strstr(line, CHECK);
		n = old != NULL ? (size_t)(old - line) : n > 0 ? n - 1 : 0;
		line[n] = '\0';
		printf("%s" CHECK "%016" PRIx64 "\"}\n", line, hash_sv((struct sv){ line, n }, 0));
	}
	return 0;
}
