/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pipes - cxparse | cxstat says what cxstat -f says, by lines and by frames
 *
 *     LETTER FORMAT STRING '\n' METRICS '\n' LOG
 *
 * The letter picks the format.  Records that --map or a format makes must measure the
 * same whether they are written out and read again or not.
 */
#include "base/hash.h"
#include "claims.h"
#include "pick.h"

enum { INPUT_MAX = 8192, TEXT_MAX = 300 };

struct format {
	const char *name;
	const char *option;	/* that the format string goes with; NULL: none */
};

static const struct format formats[] = {
	{ "combined", NULL }, { "common", NULL }, { "vhost_combined", NULL },
	{ "nginx", "--log-format" }, { "apache", "--log-format" }, { "regex", "--regex" },
	{ "logfmt", "--map" }, { "json", "--map" }, { "csv", "--map" }, { "tsv", "--map" },
	{ "docker+combined", NULL }, { "cri+ndjson", "--map" }, { "syslog+logfmt", "--map" },
	{ "compose+csv", "--map" }, { "docker", "--map" }, { "kafka+ndjson", "--map" }, { "syslog", "--map" },
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

#define NOW "--now", "2026-03-01T12:00:00Z"
#define ALL "--max-bad", "100%"

/* A line of the input as an argument; false when it cannot be one. */
static bool
take_text(struct sv *s, char *text)
{
	struct sv line;

	if (!claims_line(s, &line) || line.n > TEXT_MAX || memchr(line.p, '\0', line.n) != NULL)
		return false;
	memcpy(text, line.p, line.n);
	text[line.n] = '\0';
	return text[0] != '@' && text[0] != '-';
}

/* The arguments that both ways have in common: how to read, or what to measure. */
static size_t
reading(const struct format *f, const char *text, const char **arg)
{
	size_t n = 0;

	arg[n++] = "-f";
	arg[n++] = f->name;
	if (f->option != NULL && text[0] != '\0') {
		arg[n++] = f->option;
		arg[n++] = text;
	}
	return n;
}

static void
measuring(const char *metrics, bool windows, const char **arg)
{
	static const char *const common[] = { NOW, ALL, "-b", "status,method", NULL };
	size_t n = 0;

	for (; common[n] != NULL; n++)
		arg[n] = common[n];
	if (windows) {
		arg[n++] = "-w";
		arg[n++] = "1h";
	}
	arg[n++] = metrics;
	arg[n] = NULL;
}

/* What came by lines is @s: by frames, which @arg makes, it is the same. */
static void
compare_framed(struct mains *m, const char *const *arg, const struct mains_run *s, struct sv in)
{
	struct mains_run p, f;

	mains_init_run(&p, cxparse_main, arg, in);
	mains_go(m, &p);
	mains_check(p.status != 2, &p, "it cannot be framed");
	mains_init_run(&f, cxstat_main, s->arg, buf_view(&p.out));
	mains_go(m, &f);
	mains_check(f.status == s->status && sv_eq(buf_view(&f.out), buf_view(&s->out)), &f,
	    "frames say something else than lines");
	mains_free_run(&p);
	mains_free_run(&f);
}

static void
compare(struct mains *m, const struct format *f, const char *text, const char *metrics,
    struct sv in)
{
	static const char *const parsing[] = { NOW, ALL, NULL };
	static const char *const framing[] = { NOW, ALL, "--framed", NULL };
	const char *const choosing[] = { NOW, ALL, "--framed", "--for", metrics, "--for",
		"status,method", NULL };
	const char *parse[MAINS_ARGS], *stat[MAINS_ARGS], *direct[MAINS_ARGS];
	struct mains_run p, s, d;
	const size_t n = reading(f, text, parse);
	const uint64_t hash = hash_sv(in, hash_sv(sv_of(metrics), 0));

	memcpy(parse + n, parsing, sizeof(parsing));
	measuring(metrics, in.n % 2 == 0, stat);
	measuring(metrics, in.n % 2 == 0, direct + reading(f, text, direct));
	mains_init_run(&p, cxparse_main, parse, in);
	mains_go(m, &p);
	claims_messages(&p);
	claims_ndjson(&p, false);
	mains_init_run(&s, cxstat_main, stat, buf_view(&p.out));
	mains_init_run(&d, cxstat_main, direct, in);
	mains_go(m, &s);
	mains_go(m, &d);
	mains_check(d.status == (p.status > s.status ? p.status : s.status), &d,
	    "directly and through a pipe it ends otherwise");
	if (d.status == 0 && !sv_eq(buf_view(&s.out), buf_view(&d.out))) {
		fprintf(stderr, "parsed:\n%.*sthen measured:\n%.*s%.*s", (int)p.out.n, p.out.p,
		    (int)s.err.n, s.err.p, (int)s.out.n, s.out.p);
		mains_fail(&d, "cxparse | cxstat is not cxstat -f");
	}
	memcpy(parse + n, framing, sizeof(framing));
	if (p.status != 2 && pick(hash, 3, 1))
		compare_framed(m, parse, &s, in);
	memcpy(parse + n, choosing, sizeof(choosing));
	if (p.status != 2 && s.status != 2 && pick(hash, 3, 2))
		compare_framed(m, parse, &s, in);
	mains_free_run(&p);
	mains_free_run(&s);
	mains_free_run(&d);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mains m;
	struct sv all = { (const char *)data + 1, size - 1 };
	char text[TEXT_MAX + 1], metrics[TEXT_MAX + 1];

	if (size == 0 || size > INPUT_MAX || !take_text(&all, text) ||
	    !take_text(&all, metrics) || metrics[0] == '\0')
		return 0;
	compare(&m, &formats[(unsigned)(uint8_t)(data[0] - 'A') % FORMATS], text, metrics, all);
	return 0;
}
