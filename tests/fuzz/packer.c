/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * packer - the inputs of a fuzz target to one file, and back (see pack.h)
 *
 *   packer pack PACK DIR     the files of DIR are what PACK holds from now on
 *   packer unpack PACK DIR   each input is a file of DIR, called INDEX-HASH
 *   packer list PACK         index, hash and size of each input
 */
#include "pack.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
complain(const char *path, const char *why)
{
	fprintf(stderr, "packer: %s: %s\n", path, why);
	return 1;
}

/* To a new file first: who interrupts this loses nothing. */
static int
write_file(const char *path, struct sv bytes)
{
	char fresh[8300];
	FILE *f;
	bool ok;

	snprintf(fresh, sizeof fresh, "%s.new", path);
	f = fopen(fresh, "wb");
	if (f == NULL)
		return complain(fresh, strerror(errno));
	ok = fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
	ok = fclose(f) == 0 && ok;
	if (!ok || rename(fresh, path) != 0)
		return complain(path, strerror(errno));
	return 0;
}

/* The bytes of each regular file of @dir, one behind the other, and how many each has. */
static int
read_files(const char *dir, struct buf *bytes, size_t **size, size_t *n)
{
	struct dirent **entry;
	struct stat st;
	char path[8192];
	int i, found = scandir(dir, &entry, NULL, alphasort), status = 0;
	size_t before;

	if (found < 0)
		return complain(dir, strerror(errno));
	*size = mem_array(NULL, (size_t)found + 1, sizeof **size);
	for (i = 0; i < found; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, entry[i]->d_name);
		if (status == 0 && (stat(path, &st) != 0 || S_ISREG(st.st_mode))) {
			before = bytes->n;
			if (pack_slurp(bytes, path))
				(*size)[(*n)++] = bytes->n - before;
			else
				status = complain(path, strerror(errno));
		}
		free(entry[i]);
	}
	free(entry);
	return status;
}

static int
pack_directory(const char *path, const char *dir)
{
	struct buf bytes, pack;
	struct sv *input = NULL;
	size_t *size = NULL, n = 0, i, at = 0;
	int status;

	buf_init(&bytes, SIZE_MAX);
	buf_init(&pack, SIZE_MAX);
	status = read_files(dir, &bytes, &size, &n);
	if (status == 0) {
		input = mem_array(NULL, n + 1, sizeof *input);
		for (i = 0; i < n; at += size[i++])
			input[i] = (struct sv){ bytes.p + at, size[i] };
		pack_write(&pack, input, n);
		status = write_file(path, buf_view(&pack));
	}
	mem_free(input);
	mem_free(size);
	buf_free(&pack);
	buf_free(&bytes);
	return status;
}

static int
unpack(const struct pack *k, const char *dir)
{
	char path[8192];
	size_t i;
	int status = 0;

	for (i = 0; i < k->n && status == 0; i++) {
		snprintf(path, sizeof path, "%s/%05zu-%016" PRIx64, dir, i,
		    pack_hash(k->input[i]));
		status = write_file(path, k->input[i]);
	}
	return status;
}

static int
list(const struct pack *k)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		printf("%zu %016" PRIx64 " %zu\n", i, pack_hash(k->input[i]), k->input[i].n);
	return fflush(stdout) != 0 ? complain("output", strerror(errno)) : 0;
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	struct pack k;
	int status;

	if (argc == 4 && strcmp(verb, "pack") == 0)
		return pack_directory(argv[2], argv[3]);
	if (!(argc == 4 && strcmp(verb, "unpack") == 0) &&
	    !(argc == 3 && strcmp(verb, "list") == 0)) {
		fprintf(stderr, "usage: packer pack PACK DIR | unpack PACK DIR | list PACK\n");
		return 2;
	}
	if (!pack_read(&k, argv[2]))
		status = complain(argv[2], k.why);
	else
		status = argc == 4 ? unpack(&k, argv[3]) : list(&k);
	pack_free(&k);
	return status;
}
