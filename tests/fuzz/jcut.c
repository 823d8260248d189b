/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * -f json of any text: the same records and rejects however it is cut into blocks, and
 * the elements that jansson finds; the first byte says how it is cut
 */
#include "../elements.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { SHORT = 40 };

static void
differ(const struct elements *a, const struct elements *b, const char *what)
{
	fprintf(stderr, "%s:\n%.*sbut\n%.*s", what, (int)a->out.n, a->out.p, (int)b->out.n,
	    b->out.p);
	abort();
}

static void
cut_alike(struct elements x[2], struct sv s, size_t cut, struct rng *r)
{
	elements_read(&x[0], s, 0, r);
	elements_read(&x[1], s, cut, r);
	if (!sv_eq(buf_view(&x[0].out), buf_view(&x[1].out)))
		differ(&x[0], &x[1], "another cut, other elements");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct elements x[2], brief[2];
	struct rng r;
	struct sv s;
	size_t deep;
	bool huge;
	char *copy;

	if (n == 0)
		return 0;
	for (int i = 0; i < 2 && x[i].source == NULL; i++) {
		elements_init(&x[i], 0);
		elements_init(&brief[i], SHORT);
	}
	rng_init(&r, data[0]);
	copy = neutral_copy((const char *)data + 1, n - 1, &deep, &huge);
	s = (struct sv){ copy, n - 1 };
	cut_alike(brief, s, 1 + data[0] % 16, &r);
	cut_alike(x, s, 1 + data[0] % 64, &r);
	if (!huge && !elements_check(&x[0], s))
		differ(&x[0], &x[1], "jansson finds others");
	free(copy);
	return 0;
}
