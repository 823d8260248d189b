/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * continued - records over lines are those that a plain reading of the lines makes, however the
 * input is cut into blocks: with pieces and streams in an envelope, and without
 */
#include "../t.h"
#include "../logrun.h"

#include "base/rng.h"

enum { LOGS = T_ROUNDS(1000), LINES = 60, STREAMS = 2 };

#define AT "2026-01-02T03:04:05Z "

struct made {			/* a log, and its records */
	struct rng *g;
	struct buf log;
	struct buf want;
	struct buf open[STREAMS];	/* the record of each stream that may go on */
	struct buf piece[STREAMS];
	bool       on[STREAMS], cut[STREAMS];
};

static void
end_record(struct made *m, unsigned s, bool nested)
{
	struct jwrite w;

	if (!m->on[s])
		return;
	m->on[s] = false;
	jwrite_init(&w, &m->want);
	jwrite_open(&w, '{');
	if (nested) {
		jwrite_put_text(&w, "timestamp", SV("2026-01-02T03:04:05Z"));
		jwrite_put_text(&w, "stream", s == 0 ? SV("stdout") : SV("stderr"));
	}
	jwrite_put_text(&w, "message", buf_view(&m->open[s]));
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	buf_clear(&m->open[s]);
}

/* A line of the program is complete. */
static void
end_line(struct made *m, unsigned s, struct sv line, bool nested)
{
	bool more = line.n == 0 || line.p[0] == ' ' || line.p[0] == '\t';

	if (m->on[s] && more)
		buf_c(&m->open[s], '\n');
	else
		end_record(m, s, nested);
	m->on[s] = true;
	buf_sv(&m->open[s], line);
}

static void
draw_line(struct made *m, bool nested)
{
	static const char *const texts[] = { "a", " b", "\tc", "dd e", "  f g", "h" };
	struct sv text = sv_of(texts[rng_below(m->g, sizeof(texts) / sizeof(texts[0]))]);
	unsigned s = nested ? (unsigned)rng_below(m->g, STREAMS) : 0;
	bool cut = nested && rng_below(m->g, 4) == 0;

	if (nested)
		buf_printf(&m->log, AT "%s %c ", s == 0 ? "stdout" : "stderr", cut ? 'P' : 'F');
	buf_sv(&m->log, text);
	buf_c(&m->log, '\n');
	buf_sv(&m->piece[s], text);
	m->cut[s] = true;
	if (cut)
		return;
	end_line(m, s, buf_view(&m->piece[s]), nested);
	buf_clear(&m->piece[s]);
	m->cut[s] = false;
}

static void
check(struct rng *g, bool nested)
{
	struct made m = { .g = g };
	struct logrun r;

	buf_init(&m.log, SIZE_MAX);
	buf_init(&m.want, SIZE_MAX);
	for (int s = 0; s < STREAMS; s++) {
		buf_init(&m.open[s], SIZE_MAX);
		buf_init(&m.piece[s], SIZE_MAX);
	}
	for (uint64_t n = rng_below(g, LINES); n > 0; n--)
		draw_line(&m, nested);
	for (unsigned s = 0; s < STREAMS; s++)
		if (m.cut[s])
			end_line(&m, s, buf_view(&m.piece[s]), nested);
	for (unsigned s = 0; s < STREAMS; s++)
		end_record(&m, s, nested);
	buf_c(&m.want, '\0');
	logrun_init(&r, nested ? "cri" : "regex");
	r.cfg.regex = nested ? SV("") : SV("^(?<message>.*)");
	r.cfg.continues = rng_below(g, 2) == 0 ? SV("indent") : SV("^[ \\t]");
	for (size_t cut = 0; cut < 3; cut++) {
		r.cut = cut == 2 ? 1 + rng_below(g, 200) : cut;
		T_QUIET(strcmp(logrun(&r, buf_view(&m.log)), m.want.p) == 0,
		    "blocks of %zu bytes\n%.*s\ngot %s\nwant %s", r.cut, (int)m.log.n, m.log.p,
		    r.out.p, m.want.p);
	}
	buf_free(&r.out);
	buf_free(&m.log);
	buf_free(&m.want);
	for (int s = 0; s < STREAMS; s++) {
		buf_free(&m.open[s]);
		buf_free(&m.piece[s]);
	}
}

int
main(void)
{
	struct rng g;

	rng_init(&g, t_seed());
	for (int i = 0; i < LOGS; i++)
		check(&g, i % 2 == 0);
	T_OK(true, "records over lines");
	return t_done();
}
