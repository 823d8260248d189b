/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * anomaly - cxanomaly on any records, and on any memory
 *
 *     LETTER CUT LINES
 *
 * The letter picks the options.  In lower case the lines are records: a run over all of
 * them gives the bytes of two runs, cut at a line, that hand on their memory.  In upper
 * case they are a memory, each line with the check that it must end in: it is taken, or
 * refused with a reason, and what was taken is saved as it was.
 */
#include "base/hash.h"
#include "mains.h"

#include <inttypes.h>


enum { CHECK = 28, STATE_MAX = 1 << 20 };	/* ,"check":"0123456789abcdef"} */

static const char *const options[][8] = {
	{ "v", NULL },
	{ "--history", "100", "v,w", NULL },
	{ "--daily", "v", NULL },
	{ "--daily", "--period", "1mo", "--scale", "logit", "v,w", NULL },
	{ "--period", "1d", "--tz", "Europe/Berlin", "-b", "k", "v", NULL },
	{ "--period", "1w", "--cool-down", "1h", "--threshold", "0.1", "v", NULL },
};

enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

static char state_path[4096];

static void
remove_state(void)
{
	(void)unlink(state_path);
}

static void
make_path(void)
{
	if (state_path[0] != '\0')
		return;
	snprintf(state_path, sizeof(state_path), "%s/cx-anomaly.%ld", mains_dir(), (long)getpid());
	atexit(remove_state);
}

static void
go(struct mains *m, struct mains_run *r, unsigned o, bool state, struct sv in)
{
	static const char *arg[16];
	size_t n = 0;

	if (state) {
		arg[n++] = "--state";
		arg[n++] = state_path;
	}
	for (size_t i = 0; options[o][i] != NULL; i++)
		arg[n++] = options[o][i];
	arg[n] = NULL;
	mains_init_run(r, cxanomaly_main, arg, in);
	mains_go(m, r);
}

static void
records(struct mains *m, unsigned o, unsigned cut, struct sv in)
{
	struct mains_run whole, part;
	size_t at = in.n * cut / 256;
	struct buf both;

	while (at > 0 && in.p[at - 1] != '\n')
		at--;
	remove_state();
	buf_init(&both, SIZE_MAX);
	go(m, &whole, o, false, in);
	/* What is set aside in one run may have been judged already in two. */
	if (whole.status == 0 && whole.err.n == 0) {
		go(m, &part, o, true, (struct sv){ in.p, at });
		mains_check(part.status == 0, &part, "the first part was refused");
		buf_sv(&both, buf_view(&part.out));
		mains_free_run(&part);
		go(m, &part, o, true, (struct sv){ in.p + at, in.n - at });
		mains_check(part.status == 0, &part, "the second part was refused");
		buf_sv(&both, buf_view(&part.out));
		mains_check(sv_eq(buf_view(&both), buf_view(&whole.out)), &part,
		    "two runs found something else than one");
		mains_free_run(&part);
	}
	mains_free_run(&whole);
	buf_free(&both);
}

static void
seal(struct buf *b, struct sv line)
{
	size_t from = b->n;

	if (line.n > CHECK && sv_starts((struct sv){ line.p + line.n - CHECK, CHECK },
	    SV(",\"check\":\"")))
		line.n -= CHECK;
	else if (line.n > 0 && line.p[line.n - 1] == '}')
		line.n--;
	buf_sv(b, line);
	buf_printf(b, ",\"check\":\"%016" PRIx64 "\"}\n",
	    b->n > from ? hash_sv((struct sv){ b->p + from, b->n - from }, 0) : 0);
}

static void
write_state(struct sv s)
{
	FILE *f = fopen(state_path, "w");

	if (f == NULL || fwrite(s.p, 1, s.n, f) != s.n || fclose(f) != 0)
		abort();
}

static size_t
read_state(char *text)
{
	FILE *f = fopen(state_path, "r");
	size_t n;

	if (f == NULL)
		return 0;
	n = fread(text, 1, STATE_MAX, f);
	fclose(f);
	return n;
}

static void
memory(struct mains *m, unsigned o, struct sv lines)
{
	static char first[STATE_MAX], second[STATE_MAX];
	struct mains_run r;
	struct buf b;
	size_t n;

	buf_init(&b, SIZE_MAX);
	while (lines.n > 0) {
		size_t end = sv_find(lines, '\n');

		seal(&b, (struct sv){ lines.p, end });
		end += end < lines.n;
		lines = (struct sv){ lines.p + end, lines.n - end };
	}
	write_state(buf_view(&b));
	go(m, &r, o, true, SV(""));
	mains_check(r.status == 0 || (r.status == 2 && r.err.n > 0), &r, "refused without a reason");
	if (r.status == 0) {
		n = read_state(first);
		mains_free_run(&r);
		go(m, &r, o, true, SV(""));
		mains_check(r.status == 0, &r, "what was saved is refused");
		mains_check(sv_eq((struct sv){ first, n }, (struct sv){ second,
		    read_state(second) }), &r, "what was loaded was saved as something else");
	}
	mains_free_run(&r);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mains m;
	struct sv in = { (const char *)data + 2, size - 2 };

	if (size < 3 || size > 65536)
		return 0;
	make_path();
	if (data[0] >= 'a')
		records(&m, (data[0] - (unsigned)'a') % OPTIONS, data[1], in);
	else
		memory(&m, data[0] % OPTIONS, in);
	return 0;
}
