/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay - run a fuzz target over its corpus, as a TAP test
 *
 * The corpus of NAME, which is what the program is called, is the pack
 * tests/fuzz/corpus/NAME.pack (see pack.h) and the files in tests/fuzz/corpus/NAME,
 * inputs that once showed a fault, each called after it.  The empty input goes
 * first.  A crash ends the program, after the name of the input that caused it.
 */
#include "pack.h"
#include "pick.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In a heap block of exactly its size, so that sanitizers see a read past the end. */
static void
replay_input(struct sv input)
{
	uint8_t *data = malloc(input.n);

	fflush(stdout);
	if (input.n != 0)
		memcpy(data, input.p, input.n);
	LLVMFuzzerTestOneInput(data, input.n);
	free(data);
}

/* The inputs of a pack that is sound from end to end; how many were run. */
static size_t
replay_pack(const char *path, bool *bad)
{
	struct pack k;
	size_t i, n = 0;

	if (pack_read(&k, path)) {
		for (i = 0; i < k.n; i++) {
			printf("# %s: input %zu, %016" PRIx64 "\n", path, i, pack_hash(k.input[i]));
			replay_input(k.input[i]);
		}
		n = k.n;
	} else {
		printf("# %s: %s\n", path, k.why);
		*bad = true;
	}
	pack_free(&k);
	return n;
}

/* The files of a directory, which need not be there; how many were run. */
static size_t
replay_files(const char *dir, bool *bad)
{
	struct dirent **entry;
	struct buf bytes;
	char path[8192];
	int i, n = scandir(dir, &entry, NULL, alphasort);
	size_t run = 0;

	buf_init(&bytes, SIZE_MAX);
	for (i = 0; i < n; i++) {
		if (entry[i]->d_name[0] != '.') {
			snprintf(path, sizeof path, "%s/%s", dir, entry[i]->d_name);
			printf("# %s\n", path);
			buf_clear(&bytes);
			if (pack_slurp(&bytes, path)) {
				replay_input(buf_view(&bytes));
				run++;
			} else {
				printf("# cannot be read\n");
				*bad = true;
			}
		}
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	buf_free(&bytes);
	return run;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : argv[0];
	char path[4096];
	bool bad = false;
	size_t run;

	(void)argc;
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	snprintf(path, sizeof path, "tests/fuzz/corpus/%s.pack", name);
	run = replay_pack(path, &bad);
	snprintf(path, sizeof path, "tests/fuzz/corpus/%s", name);
	pick_all = true;
	run += replay_files(path, &bad);
	bad = bad || run == 0;
	printf("%sok 1 - %s: %zu inputs replayed\n1..1\n", bad ? "not " : "", name, run);
	return bad;
}
