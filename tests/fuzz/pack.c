/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pack - see pack.h
 */
#include "pack.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/num.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sv head = { "cxpack 1 ", 9 };

uint64_t
pack_hash(struct sv input)
{
	return hash_sv(input, 0);
}

int
pack_order(struct sv a, struct sv b)
{
	uint64_t ha = pack_hash(a), hb = pack_hash(b);

	return ha != hb ? (ha > hb) - (ha < hb) : sv_cmp(a, b);
}

bool
pack_slurp(struct buf *to, const char *path)
{
	FILE *f = fopen(path, "rb");
	char block[65536];
	size_t n;
	bool ok;

	if (f == NULL)
		return false;
	while ((n = fread(block, 1, sizeof block, f)) != 0)
		buf_add(to, block, n);
	ok = ferror(f) == 0;
	fclose(f);
	return ok;
}

/* The number at the head of @rest, up to its LF; both are taken off. */
static bool
take_number(struct sv *rest, uint64_t *n)
{
	size_t end = sv_find(*rest, '\n');
	struct sv digits = { rest->p, end };

	if (end == rest->n || end == 0 || (end > 1 && digits.p[0] == '0') ||
	    num_u64(digits, n) != RC_OK)
		return false;
	*rest = (struct sv){ rest->p + end + 1, rest->n - end - 1 };
	return true;
}

/* The records behind the count; false, with why, at the first that cannot be. */
static bool
split_records(struct pack *k, struct sv rest, uint64_t count)
{
	uint64_t size;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!take_number(&rest, &size) || size > rest.n) {
			snprintf(k->why, sizeof k->why, "input %zu: bad size, or cut short", i);
			return false;
		}
		k->input[i] = (struct sv){ rest.p, (size_t)size };
		rest = (struct sv){ rest.p + size, rest.n - (size_t)size };
		if (i > 0 && pack_order(k->input[i - 1], k->input[i]) >= 0) {
			snprintf(k->why, sizeof k->why, "input %zu: out of order", i);
			return false;
		}
		k->n = i + 1;
	}
	if (rest.n != 0)
		snprintf(k->why, sizeof k->why, "more behind the last input");
	return rest.n == 0;
}

bool
pack_read(struct pack *k, const char *path)
{
	struct sv rest;
	uint64_t count;

	memset(k, 0, sizeof *k);
	buf_init(&k->bytes, SIZE_MAX);
	if (!pack_slurp(&k->bytes, path)) {
		snprintf(k->why, sizeof k->why, "%s", strerror(errno));
		return false;
	}
	rest = buf_view(&k->bytes);
	if (!sv_starts(rest, head)) {
		snprintf(k->why, sizeof k->why, "not a pack");
		return false;
	}
	rest = (struct sv){ rest.p + head.n, rest.n - head.n };
	/* A record has two bytes at least: a forged count asks for no more memory than the file. */
	if (!take_number(&rest, &count) || count > rest.n / 2) {
		snprintf(k->why, sizeof k->why, "bad count, or cut short");
		return false;
	}
	k->input = mem_array(NULL, (size_t)count + 1, sizeof *k->input);
	return split_records(k, rest, count);
}

void
pack_free(struct pack *k)
{
	buf_free(&k->bytes);
	mem_free(k->input);
}

static int
compare_inputs(const void *a, const void *b)
{
	return pack_order(*(const struct sv *)a, *(const struct sv *)b);
}

void
pack_write(struct buf *to, struct sv *input, size_t n)
{
	size_t i, kept = 0;

	qsort(input, n, sizeof *input, compare_inputs);
	for (i = 0; i < n; i++)
		if (i == 0 || pack_order(input[kept - 1], input[i]) != 0)
			input[kept++] = input[i];
	buf_sv(to, head);
	buf_printf(to, "%zu\n", kept);
	for (i = 0; i < kept; i++) {
		buf_printf(to, "%zu\n", input[i].n);
		buf_sv(to, input[i]);
	}
}
