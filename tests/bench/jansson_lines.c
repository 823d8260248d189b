/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jansson_lines - lines of NDJSON read by Jansson, as one writes it by hand
 *
 * Reads standard input, looks up the four fields that the statistics of scripts/bench
 * need, and counts lines, errors and malformed lines: less than the filters do.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

int
main(void)
{
	static char line[65536];
	size_t good = 0, errors = 0, bad = 0;
	double sum = 0;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		json_t *object = json_loadb(line, strlen(line), 0, NULL);
		const json_t *status = json_object_get(object, "status");

		if (object == NULL) {
			bad++;
			continue;
		}
		good++;
		errors += json_integer_value(status) >= 500;
		sum += (double)json_integer_value(json_object_get(object, "duration_ms"));
		sum += json_object_get(object, "route") != NULL;
		sum += json_object_get(object, "timestamp") != NULL;
		json_decref(object);
	}
	printf("%zu %zu %zu %.0f\n", good, errors, bad, sum);
	return ferror(stdin) ? 2 : 0;
}
