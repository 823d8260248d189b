/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unpack - fuzz target: a file that may be compressed, read by one thread and by several
 *
 * The first byte chooses how many, and how much they read at once.  They give the same lines
 * and the same messages.
 */
#include "../shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const std[] = { "-" };
	struct in_cfg cfg = { .path = std, .n = 1, .max_window = 1 << 20 };
	const unsigned how = size > 0 ? data[0] : 0;
	struct buf want, got;
	FILE *f;

	if (size == 0 || (f = tmpfile()) == NULL)
		return 0;
	if (fwrite(data + 1, 1, size - 1, f) != size - 1 || fflush(f) != 0 ||
	    dup2(fileno(f), STDIN_FILENO) < 0 || lseek(STDIN_FILENO, 0, SEEK_SET) != 0)
		abort();
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	cfg.read_size = (size_t)1 << (how >> 4);
	shared_alone(&want, &cfg);
	if (lseek(STDIN_FILENO, 0, SEEK_SET) != 0)
		abort();
	shared_together(&got, &cfg, 1 + how % SHARED_THREADS, 1 + (how >> 2) % 4);
	if (!shared_same(&got, &want))
		abort();
	buf_free(&want);
	buf_free(&got);
	fclose(f);
	return 0;
}
