/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * filters - whole runs of every filter over hostile command lines and input
 *
 *     LETTER ARGUMENT '\n' INPUT
 *
 * The letter picks a row of the table, the argument stands where the row has "%", or is
 * in the file that stands there.
 * Whatever comes in: what is promised to be NDJSON is, messages are clean, records
 * and rejects add up, and neither threads nor how the input arrives show anywhere.
 * States of two halves merge to what one run says, in either order.
 */
#define _GNU_SOURCE 1

#include "base/hash.h"
#include "claims.h"
#include "pick.h"

#include <sys/mman.h>

enum { INPUT_MAX = 8192, ARGUMENT_MAX = 400 };

enum row_flags {
	ROW_NDJSON = 1,
	ROW_ONCE = 2,		/* no name twice in a record */
	ROW_LINES = 4,		/* a line of input is a record is a line of output */
	ROW_THREADS = 8,	/* takes -j */
	ROW_STATES = 16,	/* takes --partial */
	ROW_FILE = 32,		/* the argument is what a file holds */
	MAP = ROW_NDJSON | ROW_THREADS,
	FOLD = ROW_NDJSON | ROW_ONCE | ROW_THREADS
};

struct row {
	mains_fn   *fn;
	unsigned    flags;
	const char *arg[16];
};

#define NOW "--now", "2026-03-01T12:00:00Z"
#define ALL "--max-bad", "100%"

static const struct row rows[] = {
	/* A */ { cxselect_main, MAP, { "-e", "%", NULL } },
	{ cxselect_main, MAP | ROW_LINES, { "--set", "%", "--set", "z=x", NULL } },
	{ cxselect_main, MAP, { "--explode", "%", "--set", "z=x+1", ALL, NULL } },
	{ cxselect_main, MAP, { "--sample", "50%", "--key", "%", NULL } },
	{ cxselect_main, MAP | ROW_LINES, { "--fields", "%", ALL, NULL } },
	/* F */ { cxselect_main, MAP | ROW_LINES, { "--drop", "%", "--rename", "q=x", NULL } },
	{ cxselect_main, MAP, { "--shard", "2/3", "--key", "%", NULL } },
	{ cxselect_main, ROW_NDJSON, { "--head", "3", "-e", "%", NULL } },
	{ cxselect_main, MAP | ROW_LINES, { "--rename", "%", "--map", "%", NOW, NULL } },
	{ cxparse_main, MAP | ROW_LINES, { "-f", "nginx", "--log-format", "%", NOW, NULL } },
	/* K */ { cxparse_main, MAP | ROW_LINES, { "-f", "apache", "--log-format", "%", NOW, NULL } },
	{ cxparse_main, MAP | ROW_LINES, { "-f", "regex", "--regex", "%", NOW, NULL } },
	{ cxparse_main, MAP | ROW_LINES, { "-f", "logfmt", "--keep-raw", "--map", "%", NOW, NULL } },
	{ cxparse_main, MAP, { "-f", "csv", "--map", "%", NOW, ALL, NULL } },
	{ cxparse_main, MAP, { "-f", "tsv", "--fields", "%", NOW, ALL, NULL } },
	/* P */ { cxparse_main, MAP, { "-f", "json", "--map", "%", NOW, NULL } },
	{ cxparse_main, MAP, { "-f", "combined", "-e", "%", NOW, NULL } },
	{ cxparse_main, MAP | ROW_LINES, { "-f", "common", "--input-tz", "%", "--keep-raw", NULL } },
	{ cxparse_main, MAP | ROW_LINES, { "-f", "vhost_combined", "--fields", "%", NOW, NULL } },
	{ cxparse_main, ROW_NDJSON | ROW_ONCE, { "--detect", NOW, NULL } },
	/* U */ { cxparse_main, MAP | ROW_LINES, { "-f", "ndjson", "--map", "%", "--year", "2016",
	    "--strict", NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "%", ALL, NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "-b", "%", "n=count(),p95(x),distinct(u),sum(x)", ALL,
	    NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "-w", "1h", "--tz", "Europe/Berlin", "-b", "r", "%",
	    ALL, NULL } },
	{ cxstat_main, FOLD, { "--max-groups", "2", "--overflow", "other", "-b", "r", "--totals",
	    "%", NULL } },
	/* Z */ { cxstat_main, FOLD, { "--lateness", "10s", "-w", "1m", "-b", "r", "%", NULL } },
	{ cxstat_main, FOLD, { "-w", "1d", "--fill", "--from", "2026-01-01", "--to", "2026-01-09",
	    "%", NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "-f", "combined", "-b", "method,status", "-w", "1d", "%",
	    ALL, NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "--exact", "--accuracy", "0.05", "--max-values",
	    "5", "-e", "%", "count(),p50(x),top(u,2),hist(x),first(x),last(u)", ALL, NULL } },
	{ cxstat_main, FOLD | ROW_STATES, { "-t", "%", "-w", "1w", "--tz", "America/New_York",
	    "rate(x>1),mean(x),uptime(x>1,1h),throughput()", ALL, NULL } },
	/* _ */ { cxsession_main, MAP | ROW_LINES | ROW_STATES, { "-u", "%", ALL, NULL } },
	{ cxsession_main, FOLD | ROW_STATES, { "--sessions", "--page", "%", "--key-event", "x > 1",
	    "--split", "r,midnight", "--gap", "10m", ALL, NULL } },
	{ cxsession_main, FOLD, { "-u", "u", "--sorted", "--sessions", "--keep", "%", "--max", "2h",
	    NULL } },
	{ cxview_main, 0, { "--sort", "%", "--plots", "always", "--color", "always", NULL } },
	{ cxview_main, 0, { "--as", "md", "--fields", "%", "--top", "3", NULL } },
	/* d */ { cxview_main, 0, { "--as", "prom", "--label", "%", NULL } },
	{ cxview_main, ROW_NDJSON | ROW_ONCE, { "--as", "json", "--fields", "%", NULL } },
	{ cxcheck_main, MAP | ROW_FILE, { NOW, ALL, "%", NULL } },
	{ cxcheck_main, MAP | ROW_FILE, { NOW, ALL, "--lax", "--mode", "gate", "--summary", "-", "%",
	    NULL } },
	{ cxsession_main, FOLD, { "--stat", "%", "-b", "engaged", "--gap", "10m", ALL, NULL } },
	{ cxpredict_main, MAP | ROW_FILE, { ALL, "-u", "u", "--map", "T=y", "--score", "%", NULL } },
	{ cxpredict_main, FOLD, { "--fit", "logit", "--target", "x > 2", "--features", "%", ALL,
	    NULL } },
	{ cxpredict_main, FOLD, { "--fit", "bgnbd", "--map", "T=y", "--map", "t_x=y", "-e", "%", ALL, NULL } },
	{ cxsegment_main, MAP | ROW_FILE, { "-u", "u", "--rules", "%", ALL, NULL } },
	{ cxsegment_main, FOLD | ROW_FILE, { "-u", "u", "--rfm", "--recency", "x", "--frequency",
	    "y", "--monetary", "x", "--edges", "%", NULL } },
	{ cxsegment_main, FOLD | ROW_FILE, { "-u", "u", "--centers", "%", "--summary", NULL } },
	{ cxsegment_main, FOLD | ROW_FILE, { "-u", "u", "--responses", "3", "--sent", "x > 1",
	    "--reaction", "x < 1", "--message", "r", "--prev", "%", NULL } },
	{ cxjoin_main, MAP | ROW_FILE, { "-k", "u", "--table-format", "json", "--duplicates", "last",
	    ALL, "%", NULL } },
	{ cxjoin_main, MAP | ROW_FILE, { "-k", "x", "--asof", "x", "--table-format", "json",
	    "--duplicates", "first", "--overwrite", ALL, "%", NULL } },
	{ cxjoin_main, MAP | ROW_FILE, { "-k", "u", "--cidr", "--table-format", "json", "--prefix",
	    "p", ALL, "%", NULL } },
	{ cxjoin_main, MAP, { "-k", "%", "--anti", ALL, "/dev/null", NULL } },
	{ cxuser_main, FOLD | ROW_STATES, { "-u", "u", "--order", "x > 1", "--refund", "x < 0",
	    "--value", "%", "--map", "source=r", ALL, NULL } },
	{ cxuser_main, FOLD | ROW_STATES, { "-u", "%", "--gap", "1h", "--tz",
	    "Europe/Berlin", "--feature", "m = mean(x)", "--feature", "top(r, 2)", ALL, NULL } },
	{ cxuser_main, FOLD | ROW_FILE, { "-u", "u,r", "--ids", "%", ALL, NULL } },
	{ cxuser_main, FOLD | ROW_STATES, { "--stitch", "-u", "u, r, a = %", ALL, NULL } },
	{ cxpredict_main, FOLD | ROW_STATES, { "--hours", "--segment", "%", "-u", "u", "--sent", "x > 1",
	    "--reaction", "x < 2", ALL, NULL } },
	{ cxpredict_main, FOLD, { "--items", "--item", "%", "-u", "u", "--saw", "true",
	    "--min-users", "1", ALL, NULL } },
	{ cxattribute_main, FOLD | ROW_STATES, { "-u", "u", "--channel", "%", "--order", "x > 1",
	    "--value", "x", ALL, NULL } },
	{ cxattribute_main, FOLD | ROW_FILE, { "-u", "u", "--channel", "r", "--order", "x > 1", "--value",
	    "x", "--model", "decay,markov:2,shapley", "--cost", "%", ALL, NULL } },
	{ cxretain_main, FOLD | ROW_STATES, { "-u", "u", "--start", "%", "--return", "x > 1",
	    "--cohort", "every", "-b", "r", "--period", "month", ALL, NULL } },
	{ cxretain_main, FOLD | ROW_STATES, { "-u", "%", "--clock", "rolling", "--tz",
	    "America/New_York", "--week-start", "sunday", "--period", "week", ALL, NULL } },
	{ cxretain_main, FOLD | ROW_STATES, { "-u", "u", "--survival", "--idle", "1h", "-b", "%",
	    "--start", "x > 1", ALL, NULL } },
	{ cxretain_main, FOLD | ROW_STATES, { "-u", "u", "--activation", "%", "--within", "1d", ALL,
	    NULL } },
	{ cxretain_main, FOLD | ROW_STATES, { "-u", "u", "--lifecycle", "--return", "%", "-b",
	    "r", ALL, NULL } },
	{ cxsegment_main, FOLD | ROW_STATES, { "-u", "u", "--responses", "2", "--sent", "x > 1",
	    "--reaction", "%", "--message", "r", "--within", "1h", ALL, NULL } },
	{ cxfunnel_main, FOLD | ROW_STATES, { "-u", "u", "-s", "x > 1", "-s", "m:%?", "-s",
	    "x < 90", "-b", "r", ALL, NULL } },
	{ cxfunnel_main, FOLD, { "-u", "u", "-s", "x", "-s", "%", "--per-user", "--hold", "r",
	    "--order", "strict", ALL, NULL } },
	{ cxsession_main, FOLD, { "-u", "u", "--sessions", "--lateness", "1h", "--alert", "%",
	    "--alert", "x > 1@2/1h", "--alert-repeats", "1/1h", "--page", "r", ALL, NULL } },
	{ cxfunnel_main, FOLD, { "-u", "u", "-s", "x", "-s", "%", "--per-user", "--hold", "r",
	    "--lateness", "1h", "--stuck", "1m", ALL, NULL } },
	{ cxassign_main, MAP | ROW_FILE, { "--config", "%", "-u", "u", "--overwrite", ALL, NULL } },
	{ cxassign_main, MAP | ROW_FILE, { "--config", "%", "-u", "u,r,x", "--audit", ALL, NULL } },
	{ cxassign_main, MAP, { "--experiment", "%", "--weights", "a=1,b=1", "--force", "%=a",
	    "-u", "u", "--overwrite", ALL, NULL } },
	{ cxassign_main, MAP | ROW_FILE | ROW_LINES, { "--experiment", "e", "--weights", "a=1,b=1",
	    "--sticky", "%", "-u", "u", "--overwrite", ALL, NULL } },
	{ cxab_main, FOLD | ROW_STATES, { "-u", "u", "--variant", "r", "--exposure", "x > 1", "-b",
	    "y", ALL, "%", NULL } },
	{ cxab_main, FOLD, { "--variant", "r", "-b", "%", "--covariate", "y", "--cap", "p90",
	    "--strata", "y", ALL, "mean(x), p50(x), ratio(x, y), any(x > 1)", NULL } },
	{ cxab_main, FOLD, { "--variant", "r", "--map", "n=x", "--map", "mean=y", "--map",
	    "variance=x", ALL, "%", NULL } },
	{ cxab_main, FOLD | ROW_FILE, { "--plan", "%", ALL, NULL } },
	{ cxselect_main, ROW_NDJSON | ROW_FILE, { "--tag", "%", "--map", "comment=r", "--map",
	    "label=u", "--map", "confidence=x", ALL, NULL } },
	{ cxselect_main, ROW_NDJSON | ROW_ONCE | ROW_FILE, { "--tag", "%", "--agreement", ALL,
	    NULL } },
	{ cxkpi_main, ROW_NDJSON | ROW_ONCE | ROW_FILE, { "-t", "timestamp", ALL, "%", NULL } },
	{ cxreport_main, ROW_FILE, { "--spec", "%", "--as", "md", "--against", "1d", ALL, NULL } },
	{ cxreport_main, ROW_FILE, { "--notes", "%", "--lang", "ko", NOW, ALL, NULL } },
	{ cxcheck_main, ROW_FILE, { "--ddl", "postgres", "%", NULL } },
	{ cxstat_main, FOLD, { "--lateness", "10s", "-w", "1h", "--fill", "--fill-last", "3", "-b",
	    "%", "n=count()", ALL, NULL } },
	{ cxselect_main, ROW_NDJSON, { "--compare", "1h,1d,1mo", "--moving", "2", "--key", "%", ALL,
	    NULL } },
	{ cxanomaly_main, ROW_NDJSON | ROW_FILE, { "--daily", "--step", "1w", "-t", "timestamp",
	    "--calendar", "%", ALL, "x", NULL } },
	{ cxanomaly_main, ROW_NDJSON, { "--step", "1h", "--period", "1d", "-t", "timestamp", "-b",
	    "%", ALL, "x", NULL } },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* The row's arguments, and @more behind them. */
static void
fill_in(const struct row *row, const char *text, const char *const *more, const char **arg)
{
	size_t n = 0;

	for (size_t i = 0; row->arg[i] != NULL; i++)
		arg[n++] = strcmp(row->arg[i], "%") == 0 ? text : row->arg[i];
	for (; *more != NULL; more++)
		arg[n++] = *more;
	arg[n] = NULL;
}

/* Where the second half begins: after a line. */
static size_t
middle(struct sv in)
{
	size_t at = in.n / 2;

	while (at > 0 && at < in.n && in.p[at - 1] != '\n')
		at++;
	return at;
}

static void
claims_of_row(const struct row *row, const struct mains_run *r)
{
	claims_messages(r);
	if (row->flags & ROW_NDJSON)
		claims_ndjson(r, (row->flags & ROW_ONCE) != 0);
	if ((row->flags & ROW_LINES) && (r->status == 0 || r->status == 4) && !claims_coded(r->in))
		claims_accounts(r);
}

/* One run in pieces, with @more arguments. */
static void
in_pieces(struct mains *m, const struct row *row, const char *text, const char *const *more,
    const struct mains_run *one)
{
	const char *arg[MAINS_ARGS];
	struct mains_run r;

	fill_in(row, text, more, arg);
	mains_init_run(&r, row->fn, arg, one->in);
	r.piece = 1 + one->in.n % 97;
	mains_go(m, &r);
	/* A run that fails may have said more or less of what it had seen by then. */
	if (r.status != 2 || one->status != 2 || !sv_eq(buf_view(&one->out), buf_view(&r.out)))
		claims_same(one, &r, "pieces or threads show");
	mains_free_run(&r);
}

static void
in_halves(struct mains *m, const struct row *row, const char *text, const struct mains_run *one)
{
	static const char *const partial[] = { "--partial", NULL };
	/* Halves may be the same records, and are to count. */
	static const char *const merge[] = { "--merge", "--allow-repeat", ALL, NULL };
	const char *arg[MAINS_ARGS];
	struct mains_run half[2], r;
	size_t cut = middle(one->in);

	/* What stands at the head of a file only means something else there. */
	if (claims_coded((struct sv){ one->in.p + cut, one->in.n - cut }))
		return;
	fill_in(row, text, partial, arg);
	for (int i = 0; i < 2; i++) {
		struct sv in = { one->in.p + (i ? cut : 0), i ? one->in.n - cut : cut };

		mains_init_run(&half[i], row->fn, arg, in);
		mains_go(m, &half[i]);
		claims_messages(&half[i]);
		claims_ndjson(&half[i], false);
		mains_check(half[i].status == one->status, &half[i], "half of it ends otherwise");
	}
	for (int i = 0; i < 2; i++) {
		struct buf in;

		buf_init(&in, SIZE_MAX);
		buf_sv(&in, buf_view(&half[i].out));
		buf_sv(&in, buf_view(&half[!i].out));
		mains_init_run(&r, row->fn, merge, buf_view(&in));
		mains_go(m, &r);
		if (r.status != one->status || !sv_eq(buf_view(&r.out), buf_view(&one->out))) {
			fprintf(stderr, "in one run:\n%.*s", (int)one->out.n, one->out.p);
			fprintf(stderr, "the states:\n%.*s", (int)in.n, in.p);
			mains_fail(&r, i ? "halves merged in reverse are another" :
			    "halves merged are another");
		}
		mains_free_run(&r);
		buf_free(&in);
	}
	mains_free_run(&half[0]);
	mains_free_run(&half[1]);
}

/* A file of @text, by a name; the descriptor stays open from run to run. */
static const char *
file_of(const char *text)
{
	static char name[40];
	static int fd = -1;

	if (fd < 0) {
		fd = memfd_create("argument", MFD_CLOEXEC);
		snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	}
	mains_refill(fd, (struct sv){ text, strlen(text) });
	return name;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mains m;
	static const char *const alone[] = { "-j", "1", NULL }, *const none[] = { NULL };
	static const char *const three[] = { "-j", "3", NULL };
	const uint64_t hash = hash_sv((struct sv){ (const char *)data, size }, 0);
	struct sv all = { (const char *)data, size }, first;
	const struct row *row;
	const char *arg[MAINS_ARGS], *given;
	char text[ARGUMENT_MAX + 1] = { 0 };
	struct mains_run r;

	if (size == 0 || size > INPUT_MAX)
		return 0;
	row = &rows[(unsigned)(uint8_t)(data[0] - 'A') % ROWS];
	all = (struct sv){ all.p + 1, all.n - 1 };
	if (!claims_line(&all, &first) || first.n > ARGUMENT_MAX)
		return 0;
	memcpy(text, first.p, first.n);
	/* Neither a file to read, nor another option than the row's. */
	if (text[0] == '@' || (text[0] == '-' && row->fn == cxstat_main))
		return 0;
	/* A plan may name files; those of the system have no end, or none to wait for. */
	if ((row->flags & ROW_FILE) && (strstr(text, "/dev") != NULL || strstr(text, "/proc") != NULL))
		return 0;
	given = row->flags & ROW_FILE ? file_of(text) : text;
	fill_in(row, given, row->flags & ROW_THREADS ? alone : none, arg);
	mains_init_run(&r, row->fn, arg, all);
	mains_go(&m, &r);
	claims_of_row(row, &r);
	if (pick(hash, 4, 0))
		in_pieces(&m, row, given, row->flags & ROW_THREADS ? three : none, &r);
	if (pick(hash, 4, 1))
		in_pieces(&m, row, given, row->flags & ROW_THREADS ? alone : none, &r);
	if ((row->flags & ROW_STATES) && r.status == 0 && !claims_coded(all) && pick(hash, 4, 2))
		in_halves(&m, row, text, &r);
	mains_free_run(&r);
	return 0;
}
