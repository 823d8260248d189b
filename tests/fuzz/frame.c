/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * frame - fuzz target: frames whose sums hold and whose entries say anything
 *
 *     FLAGS RECORDS LENGTH ENTRIES ... FLAGS RECORDS LENGTH ENTRIES ...
 *
 * A byte each, the length in units of eight.  What is read must lie in the frame, and is the
 * same however many records a step takes; what is written of it may be no JSON then.
 */
#include "base/hash.h"
#include "io/frame.h"
#include "mains.h"
#include "pick.h"

enum { INPUT_MAX = 8192, UNIT = 8, SHORT = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put_frame(struct buf *o, const uint8_t *head, struct sv entries)
{
	size_t at = o->n;

	frame_open(o, head[0] & (FRAME_END | FRAME_CHOSEN));
	buf_sv(o, entries);
	frame_close(o, at, head[1]);
}

static void
read_frames(struct mains *m, mains_fn *fn, const char *const *arg, struct sv in, struct buf *out)
{
	struct mains_run r;

	mains_init_run(&r, fn, arg, in);
	mains_go(m, &r);
	buf_sv(out, buf_view(&r.out));
	mains_free_run(&r);
}

static void
compare(struct mains *m, mains_fn *fn, const char *const *arg, struct sv in)
{
	struct buf many, one;

	buf_init(&many, SIZE_MAX);
	buf_init(&one, SIZE_MAX);
	read_frames(m, fn, arg, in, &many);
	setenv("CX_BATCH", "1", 1);
	read_frames(m, fn, arg, in, &one);
	unsetenv("CX_BATCH");
	if (!sv_eq(buf_view(&many), buf_view(&one))) {
		fprintf(stderr, "one by one:\n%.*smany at once:\n%.*s", (int)one.n, one.p,
		    (int)many.n, many.p);
		abort();
	}
	buf_free(&many);
	buf_free(&one);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mains m;
	static const char *const stat[] = {
		"--max-bad", "100%", "-b", "a", "count(), sum(b), first(c), top(a.b, 3)", NULL
	};
	static const char *const select[] = { "--max-bad", "100%", "-e", "!(b == 2)", NULL };
	static const char *const session[] = { "--max-bad", "100%", "-u", "a", NULL };
	const uint64_t hash = hash_sv((struct sv){ (const char *)data, size }, 0);
	struct buf in;
	size_t at = 0;

	if (size > INPUT_MAX)
		return 0;
	buf_init(&in, SIZE_MAX);
	while (size - at >= SHORT) {
		size_t n = UNIT * (size_t)data[at + 2];

		n = n < size - at - SHORT ? n : size - at - SHORT;
		put_frame(&in, data + at, (struct sv){ (const char *)data + at + SHORT, n });
		at += SHORT + n;
	}
	frame_seal(&in);
	if (pick(hash, 3, 0))
		compare(&m, cxstat_main, stat, buf_view(&in));
	if (pick(hash, 3, 1))
		compare(&m, cxselect_main, select, buf_view(&in));
	if (pick(hash, 3, 2))
		compare(&m, cxsession_main, session, buf_view(&in));
	buf_free(&in);
	return 0;
}
