/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay - run a fuzz target over its corpus, as a TAP test
 *
 * The corpus is tests/fuzz/corpus/NAME, where NAME is what the program is
 * called; the empty input goes first.  A crash ends the program, after the
 * name of the input that caused it.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In a heap block of exactly its size, so that sanitizers see a read past the end. */
static int
replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	size_t n;
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0) {
		if (f != NULL)
			fclose(f);
		return -1;
	}
	rewind(f);
	data = malloc((size_t)size);
	n = size != 0 ? fread(data, 1, (size_t)size, f) : 0;
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return n == (size_t)size ? 0 : -1;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : argv[0];
	struct dirent **entry;
	char path[4096];
	int i, n, run = 0, bad = 0;

	(void)argc;
	snprintf(path, sizeof(path), "tests/fuzz/corpus/%s", name);
	n = scandir(path, &entry, NULL, alphasort);
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (i = 0; i < n; i++) {
		if (entry[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "tests/fuzz/corpus/%s/%s", name, entry[i]->d_name);
			printf("# %s\n", path);
			fflush(stdout);
			run++;
			if (replay_file(path) != 0) {
				printf("# cannot be read\n");
				bad++;
			}
		}
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	printf("%sok 1 - %s: %d inputs replayed\n1..1\n", bad != 0 || run == 0 ? "not " : "", name, run);
	return bad != 0 || run == 0;
}
