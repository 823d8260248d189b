/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sweep - every filter with every call into the system failing in its turn
 *
 * A case is a command line.  It runs once undisturbed; that run says how often it
 * reads, writes, allocates ...  Then it runs again and again, the first, second, ...
 * of those calls failing.  Never may it crash, hang, or end well with other bytes:
 *
 *     read, write, close of output, fsync, rename    status 2, -o untouched
 *     memory                                         the same, "out of memory"
 *     threads, messages                              as if nothing had been
 *     anything else                                  one or the other
 *
 * Short reads and writes, EINTR and EAGAIN must not change a byte.
 *
 * CX_FAULT_FULL=1 tries every call; else at most SAMPLE of a kind, drawn with CX_SEED, and
 * fewer under sanitizers, where a run takes ten times as long.  Each run has SECONDS, the
 * whole as long as it takes.  Run from the top of the source, with BUILD set.  Prints TAP.
 */
#define _GNU_SOURCE 1

#include "../t.h"
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 20, SAMPLE = 4, SAMPLE_SANITIZED = 1, SECONDS = 100, SHOWN_MAX = 20 };

enum flags {
	PIPED = 1,	/* standard input is a pipe, and nonblocking ends matter */
	OUTPUT = 2,	/* has -o out, over an old file */
	REJECTS = 4,	/* has --rejects bad */
	MAP = 8,	/* what a failed run wrote is the beginning of what a good one writes */
	THREADED = 16,
	MEMORY = 32	/* has --state memory: new only when the output is, too */
};

struct command {
	const char *argv[ARGS_MAX];
	const char *in;		/* standard input; NULL: /dev/null */
	unsigned    flags;
};

static const struct command commands[] = {
	{ { "cxselect", "-e", "v > 3", "--set", "w=v*2", "in" }, NULL, MAP },
	{ { "cxselect", "--rejects", "bad" }, "in", PIPED | MAP | REJECTS },
	{ { "cxselect", "--explode", "list", "-o", "out", "in.gz" }, NULL, OUTPUT },
	{ { "cxselect", "--rejects", "bad", "-o", "out", "in.zst", "in" }, NULL, OUTPUT | REJECTS },
	{ { "cxselect", "-j3", "-e", "k =~ '^a+b'", "many" }, NULL, MAP | THREADED },
	{ { "cxstat", "-j2", "-w", "1h", "--lateness", "100d", "count()", "many.gz" }, NULL, THREADED },
	{ { "cxselect", "-j3", "many.gz", "in", "many" }, NULL, THREADED },
	{ { "cxparse", "-f", "combined", "log" }, NULL, MAP },
	{ { "cxparse", "-f", "csv", "--input-tz", "Europe/Berlin", "-o", "out", "-" }, "csv",
	    PIPED | OUTPUT },
	{ { "cxparse", "-f", "regex", "--regex", "^(?<client_ip>\\S+) .*\" (?<status>\\d+)", "log" },
	    NULL, MAP },
	{ { "cxparse", "-f", "nginx", "--log-format", "@conf", "--keep-raw", "log" }, NULL, MAP },
	{ { "cxparse", "--detect" }, "log", PIPED },
	{ { "cxparse", "-f", "logfmt", "--map", "k=x", "--rejects", "bad", "fmt" }, NULL, MAP | REJECTS },
	{ { "cxstat", "-b", "k", "-w", "1h", "--tz", "America/New_York",
	    "count(), sum(v), p95(v), distinct(u), top(u, 2), first(u), hist(v)", "in" }, NULL, 0 },
	{ { "cxstat", "-b", "u", "--max-groups", "5", "--overflow", "other", "-o", "out",
	    "count(), mean(v), sd(v)" }, "in.gz", OUTPUT },
	{ { "cxstat", "-j3", "-b", "k", "count(), sum(v), p50(v)", "many" }, NULL, THREADED },
	{ { "cxstat", "-j1", "-b", "u, v", "--max-memory", "1", "--tmp", ".", "-o", "out",
	    "count(), p50(v), distinct(k)", "many" }, NULL, OUTPUT },
	{ { "cxstat", "--partial", "-b", "k", "-o", "out", "count(), sum(v), p95(v), distinct(u), "
	    "top(u, 2), first(u), uptime(v < 90, 1m)", "in" }, NULL, OUTPUT },
	{ { "cxstat", "--merge", "--allow-repeat", "state", "state" }, NULL, 0 },
	{ { "cxstat", "-w", "1m", "--lateness", "1m", "--rejects", "bad", "count(), max(v)" }, "in",
	    PIPED | REJECTS },
	{ { "cxstat", "--exact", "-b", "bot = is_bot(user_agent), route(path), channel(host, path)",
	    "-f", "combined", "p50(bytes), ratio(bytes, status), largest(bytes, 3)", "log" }, NULL, 0 },
	{ { "cxstat", "--help" }, NULL, 0 },
	{ { "cxjoin", "-k", "k", "--duplicates", "last", "--prefix", "t_", "in.zst", "in" }, NULL, MAP },
	{ { "cxjoin", "-k", "u,v", "--duplicates", "first", "--semi", "--rejects", "bad", "-o", "out",
	    "in", "in.gz" }, NULL, OUTPUT | REJECTS },
	{ { "cxassign", "--config", "exp", "-u", "u", "in.zst" }, NULL, MAP },
	{ { "cxassign", "--experiment", "e", "--weights", "a=1,b=1", "-u", "u", "--sticky", "given",
	    "-o", "out" }, "in", PIPED | OUTPUT },
	{ { "cxassign", "--audit", "--config", "exp", "-u", "u", "--previous", "exp", "in" }, NULL, 0 },
	{ { "cxview", "result" }, NULL, 0 },
	{ { "cxview", "--as", "csv", "--sort", "-count", "-o", "out" }, "result", PIPED | OUTPUT },
	{ { "cxview", "--as", "prom", "result" }, NULL, 0 },
	{ { "cxsession", "-u", "u", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxsession", "-u", "u", "--sessions" }, "in.zst", PIPED },
	{ { "cxsession", "-u", "u", "--lateness", "1m", "--alert", "v > 1@2/1h", "--alert-repeats",
	    "1/1h", "--rejects", "bad" }, "in", PIPED | REJECTS },
	{ { "cxuser", "-u", "u", "--ids", "ids", "--order", "v > 50", "--value", "v", "--feature",
	    "p50(v)", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxuser", "--stitch", "-u", "u,k" }, "in.zst", PIPED },
	{ { "cxuser", "-j1", "-u", "timestamp", "--max-memory", "1", "--tmp", ".", "--order", "v > 90",
	    "--value", "v", "--feature", "p50(v)", "-o", "out", "many" }, NULL, OUTPUT },
	{ { "cxuser", "-j3", "-u", "u", "--max-memory", "1", "--tmp", ".", "--order", "v > 90",
	    "--value", "v", "-o", "out", "many" }, NULL, OUTPUT | THREADED },
	{ { "cxretain", "-j1", "-u", "timestamp", "--max-memory", "1", "--tmp", ".", "-b",
	    "g = k", "--start", "v > 9", "-o", "out", "many" }, NULL, OUTPUT },
	{ { "cxretain", "-u", "u", "--start", "v > 50", "-b", "g = k", "--survival", "-o", "out", "in" },
	    NULL, OUTPUT },
	{ { "cxfunnel", "-u", "u", "-s", "v > 1", "-s", "v > 2", "-b", "k", "--value", "v", "-o",
	    "out", "in" }, NULL, OUTPUT },
	{ { "cxfunnel", "-j1", "-u", "u", "--max-memory", "1", "--tmp", ".", "-s", "v > 1", "-s",
	    "v > 50", "-b", "k", "-o", "out", "many" }, NULL, OUTPUT },
	{ { "cxfunnel", "-j3", "-u", "timestamp", "--max-memory", "1", "--tmp", ".", "-s", "v > 1",
	    "-s", "v > 50", "-b", "k", "-o", "out", "many" }, NULL, OUTPUT | THREADED },
	{ { "cxfunnel", "-u", "u", "-s", "v > 1", "-s", "v > 50", "--per-user", "--lateness", "100d",
	    "--stuck", "1s", "-o", "out", "in.gz" }, NULL, OUTPUT },
	{ { "cxsegment", "-u", "u", "--rules", "rules", "--prev", "day", "--changes", "also",
	    "--now", "2026-01-01", "-o", "out", "in.gz" }, NULL, OUTPUT },
	{ { "cxattribute", "-u", "u", "--channel", "k", "--order", "v > 50", "--value", "v", "--ci",
	    "--bootstrap", "10", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxab", "--before", "v < 50", "--after", "v > 50", "-b", "k", "--cap", "p90", "--covariate",
	    "v", "-o", "out", "mean(v), p50(v), any(v > 1)", "in" }, NULL, OUTPUT },
	{ { "cxab", "-u", "u", "--variant", "k", "--exposure", "v > 1", "--partial", "-o", "out",
	    "sum(v), p90(v), ratio(v, 1)" }, "in.zst", PIPED | OUTPUT },
	{ { "cxplan", "--metric", "m:mean:20:9", "--mde", "5%", "--monitor", "fixed", "-o", "out" },
	    NULL, OUTPUT },
	{ { "cxab", "--before", "v < 50", "--after", "v > 49", "-b", "k", "--cap", "p90", "-o", "out",
	    "m = mean(v), r = ratio(v, 1), q = p50(v)", "in" }, NULL, OUTPUT },
	{ { "cxab", "-u", "u", "--exposure", "v < 50", "--variant", "k", "--partial", "-o", "out",
	    "n = count(), s = sum(v)", "in.gz" }, NULL, OUTPUT },
	{ { "cxselect", "--pseudonym", "u", "--key-file", "key", "--max-class", "internal", "--plan",
	    "classes", "in" }, NULL, MAP },
	{ { "cxnotify", "--stateless", "--map", "event_name=k", "-u", "u", "--users", "who",
	    "--consents", "agreed", "policy", "in" }, NULL, MAP },
	{ { "cxnotify", "--stateless", "--map", "event_name=k", "-u", "u", "--users", "who",
	    "--explain", "user 7", "--render", "-o", "out", "policy" }, "in.gz", PIPED | OUTPUT },
	{ { "cxselect", "--tag", "tags", "--review", "report", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxkpi", "-t", "timestamp", "--rejects", "bad", "tree", "in.gz" }, NULL, REJECTS },
	{ { "cxpredict", "--fit", "logit", "--target", "v > 50", "--features", "v", "-o", "out", "in" },
	    NULL, OUTPUT },
	{ { "cxpredict", "--score", "model", "-u", "u", "in" }, NULL, MAP },
	{ { "cxpredict", "--evaluate", "model", "-o", "out" }, "in.zst", PIPED | OUTPUT },
	{ { "cxpredict", "--hours", "-u", "u", "--sent", "v > 1", "--reaction", "v > 50", "in.gz" },
	    NULL, 0 },
	{ { "cxpredict", "--items", "-u", "u", "--item", "k", "--saw", "true", "--took", "v > 50",
	    "--min-users", "1", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxslo", "--emit", "junit=report", "-o", "out", "spec", "in.gz" }, NULL, OUTPUT },
	{ { "cxslo", "--emit", "github", "--emit", "prometheus=report", "spec" }, "in", PIPED },
	{ { "cxslo", "-j3", "--rejects", "bad", "spec", "many" }, NULL, THREADED | REJECTS },
	{ { "cxslo", "--partial", "-o", "out", "spec", "in" }, NULL, OUTPUT },
	{ { "cxslo", "--merge", "--allow-repeat", "spec", "hours", "hours" }, NULL, 0 },
	{ { "cxcheck", "--max-bad", "2%", "--emit", "junit=report", "-o", "out", "events", "in.gz" },
	    NULL, OUTPUT },
	{ { "cxcheck", "--rejects", "bad", "--max-bad", "2%", "events" }, "in", PIPED | MAP | REJECTS },
	{ { "cxcheck", "-j3", "--rejects", "bad", "--summary", "report", "schema", "many" }, NULL,
	    MAP | THREADED | REJECTS },
	{ { "cxreport", "--lang", "ko", "-o", "out", "in" }, NULL, OUTPUT },
	{ { "cxreport", "--as", "md", "points" }, NULL, 0 },
	{ { "cxreport", "--merge", "--as", "text", "-o", "out", "state", "points" }, NULL, OUTPUT },
	{ { "cxanomaly", "-b", "k", "--period", "1d", "--settle", "1m", "v,w", "points" }, NULL, MAP },
	{ { "cxanomaly", "--state", "memory", "-o", "out", "v", "points" }, NULL, OUTPUT | MEMORY },
	{ { "cxselect", "--unique", "u", "--within", "2h", "--state", "memory", "in" }, NULL,
	    MAP | MEMORY },
	{ { "cxselect", "--unique", "u", "--within", "2h", "--state", "memory", "-o", "out", "in.gz" },
	    NULL, OUTPUT | MEMORY },
	{ { "cxanomaly", "--state", "memory", "--calendar", "days", "v" }, "points",
	    PIPED | MAP | MEMORY },
};

static const struct kind {
	const char *name;
	int         error;
	bool        fatal;	/* must end in status 2 */
	bool        harmless;	/* must change nothing */
} kinds[FAULT_CALLS] = {
	[FAULT_READ] = { "read", EIO, true, false },
	[FAULT_PREAD] = { "pread", EIO, false, false },
	[FAULT_WRITE] = { "write", ENOSPC, true, false },
	[FAULT_MESSAGE] = { "message", EIO, false, true },
	[FAULT_OPEN] = { "open", EMFILE, false, false },
	[FAULT_CLOSE_IN] = { "close of input", EIO, false, true },
	[FAULT_CLOSE_OUT] = { "close of output", ENOSPC, true, false },
	[FAULT_FSYNC] = { "fsync", EIO, true, false },
	[FAULT_FSYNC_DIR] = { "fsync of the directory", EIO, true, false },
	[FAULT_RENAME] = { "rename", EACCES, true, false },
	[FAULT_UNLINK] = { "unlink", EACCES, false, true },
	[FAULT_POLL] = { "poll", ENOMEM, false, false },
	[FAULT_STAT] = { "stat", EACCES, false, false },
	[FAULT_FCNTL] = { "fcntl", EMFILE, false, false },
	[FAULT_MODE] = { "fchmod", EPERM, false, false },
	[FAULT_MMAP] = { "mmap", ENOMEM, false, false },
	[FAULT_THREAD] = { "pthread_create", EAGAIN, false, true },
	[FAULT_ALLOC] = { "allocation", ENOMEM, false, false },
};

struct run {
	int    status;		/* exit status; -n: signal n */
	char  *out, *err;
	size_t nout, nerr;
	char  *file;		/* out, or NULL */
	char  *bad;		/* --rejects */
	char  *memory;		/* --state */
	size_t nfile, nbad, nmemory;
	char   left[256];	/* temporary files left behind */
	double seconds;
};

static struct fault *plan;
static char dir[4096], preload[4096], build[4096];
static unsigned runs, shown;
static bool full, sanitized;	/* a sanitizer has a heap of its own: it cannot fail */
static uint64_t rnd;

static uint64_t
draw(void)
{
	rnd ^= rnd << 13;
	rnd ^= rnd >> 7;
	return rnd ^= rnd << 17;
}

/* ---- files ---- */

static char *
slurp(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *p;
	ssize_t got;

	*n = 0;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) != 0 || (p = malloc((size_t)st.st_size + 1)) == NULL)
		abort();
	while (*n < (size_t)st.st_size && (got = read(fd, p + *n, (size_t)st.st_size - *n)) > 0)
		*n += (size_t)got;
	p[*n] = '\0';
	close(fd);
	return p;
}

static FILE *
create(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL) {
		perror(path);
		exit(2);
	}
	return f;
}

static void
records(const char *path, int n)
{
	FILE *f = create(path);

	for (int i = 0; i < n; i++) {
		if (n < 1000 && i % 97 == 50)
			fprintf(f, "{\"k\":\"a\",oops\n");
		fprintf(f, "{\"timestamp\":\"2026-03-%02dT%02d:%02d:00Z\",\"k\":\"%s\",\"u\":\"user %d\","
		    "\"v\":%d.%d%s,\"list\":[%d,\"x\\u00e9\"],\"deep\":{\"a\":[1,{}]}}\n", 28 + i / 200 % 3,
		    i / 10 % 24, i % 60, i % 3 == 0 ? "aab" : i % 3 == 1 ? "b\\u0062" : "c",
		    i * 7 % 41, i % 100, i % 10, i % 29 == 0 ? "e300" : i % 31 == 0 ? "e-12" : "", i);
	}
	fclose(f);
}

/* Of cxcheck. */
static void
plans(void)
{
	FILE *f;

	f = create("schema");
	fputs("key: k\nunplanned: warn\ntarget: 50%\ncommon: {required: [timestamp, u, v]}\n"
	    "schemas: {c: {properties: {v: {maximum: 1e9}, u: {pattern: '[0-8]$'}}}}\n"
	    "checks: [{sequence: v, by: k, severity: info}, {rule: v < 40, target: 1%},\n"
	    "  {ref: k, file: names}]\n", f);
	fclose(f);
	f = create("events");
	fputs("time: timestamp\ncommon: {$ref: 'schema.json#/$defs/a'}\n"
	    "checks: [{unique: u, within: 1h, target: 10%}, {volume: 1d, min: 3},\n"
	    "  {late: timestamp, max: 1h, received: timestamp}]\n", f);
	fclose(f);
	f = create("schema.json");
	fputs("{\"$defs\": {\"a\": {\"properties\": {\"list\": {\"uniqueItems\": true}}}}}\n", f);
	fclose(f);
	f = create("names");
	fputs("aab\nbb\nc\n", f);
	fclose(f);
}

static void
logs(void)
{
	FILE *f = create("log");

	for (int i = 0; i < 200; i++)
		fprintf(f, "10.0.0.%d - - [%02d/Mar/2026:10:00:%02d +0100] \"GET /a%d?b=\\x22%%41 HTTP/1.1\""
		    " %d %d \"-\" \"Mozilla/5.0 (X11)\"\n", i % 250, 1 + i % 28, i % 60, i % 7,
		    i % 9 ? 200 : 503, i * 13);
	fputs("not a log line\n", f);
	fclose(f);
	f = create("conf");
	fputs("http {\n\tlog_format main '$remote_addr - $remote_user [$time_local] '\n"
	    "\t\t'\"$request\" $status $bytes_sent \"$http_referer\" \"$http_user_agent\"';\n}\n", f);
	fclose(f);
	f = create("csv");
	fputs("timestamp,k,\"v \"\"q\"\"\"\n", f);
	for (int i = 0; i < 200; i++)
		fprintf(f, "2026-03-29 %02d:30:00,\"a, %d\",%d\n", i % 24, i, i);
	fputs("\"two\nlines\",1,2\n", f);
	fclose(f);
	f = create("fmt");
	for (int i = 0; i < 200; i++)
		fprintf(f, "ts=2026-03-01T00:00:00Z level=info x=%d msg=\"a \\\"b\\\" %d\"\n", i, i);
	fclose(f);
}

static void
documents(void)
{
	FILE *f = create("spec");

	fputs("slo: s\nobjectives:\n  - {name: a, bad: v > 1000, target: 80%}\n"
	    "  - {name: b, by: k, value: v, percentile: p50, limit: 90}\n"
	    "  - {name: c, per: u, bad: k == 'z', target: 50%}\n"
	    "  - {name: d, type: composite, of: [a], severity: info}\n", f);
	fclose(f);
	f = create("rules");
	fputs("limits: {some: 50}\nrules: {a: v > some, b: k =~ '^b'}\n", f);
	fclose(f);
	f = create("exp");
	fputs("holdouts: {h: 5%}\nexperiments:\n  e: {weights: {a: 1, b: 1}, coverage: 50%, holdout: h}\n"
	    "  g: {hash: growthbook2, weights: {a: 0.5, b: 0.5}}\n", f);
	fclose(f);
	f = create("given");
	for (int i = 0; i < 60; i++)
		fprintf(f, "{\"u\":%d,\"experiment\":\"e\",\"variant\":\"%c\"}\n", i, 'a' + i % 3);
	fclose(f);
	f = create("day");
	for (int i = 0; i < 60; i++)
		fprintf(f, "{\"user\":%d,\"segment\":\"%s\"}\n", i, i % 2 == 0 ? "a" : "gone");
	fclose(f);
	f = create("ids");
	for (int i = 0; i < 60; i++)
		fprintf(f, "{\"kind\":\"identity\",\"id\":%d,\"user\":\"some user %d\"}\n", i, i % 7);
	fclose(f);
	f = create("model");
	fputs("{\"kind\":\"fit\",\"model\":\"logit\",\"version\":1,\"target\":\"v > 20\","
	    "\"intercept\":-0.2,\"coef\":[2.6],\"mean\":[19.5],\"sd\":[11.5],"
	    "\"cuts\":[1,1,1,1,0.5,0.5,0,0,0],\"features\":[\"v\"],"
	    "\"features_hash\":\"06223effd0a485e9\"}\n", f);
	fclose(f);
	f = create("points");
	for (int i = 0; i < 300; i++)
		fprintf(f, "{\"kind\":\"stat\",\"window\":\"2026-03-%02dT%02d:00:00Z\",\"k\":\"a\",\"v\":%d,"
		    "\"w\":%d.5}\n", 1 + i / 24, i % 24, i == 250 ? 900 : i * 7 % 41, i % 24);
	fclose(f);
	f = create("classes");
	fputs("class: internal\ncommon: {properties: {v: {x-class: secret}}}\n", f);
	fclose(f);
	f = create("policy");
	fputs("policy: P\nkeys: {unsubscribe_file: key}\nquiet_hours: [{from: '21:00', to: '08:30'}]\n"
	    "caps: [{rolling: 24h, max: 1, over: defer}]\nholdout: {salt: s}\nchannels:\n  hook: {webhook: "
	    "'https://example.org/', address: phone}\nscenarios:\n  s:\n    on: {event: c, where: "
	    "v >= 20}\n    delay: 1h\n    class: marketing\n    category: promo\n"
	    "    channels: hook\n    holdout: 20%\n    template: t\ntemplates: {t: {text: 'Hello {{user}}'}}\n", f);
	fclose(f);
	f = create("who");
	for (int i = 0; i < 50; i++)
		fprintf(f, "{\"user\":\"user %d\",\"tz\":\"Asia/Tokyo\",\"phone\":\"%d\"}\n", i, i);
	fclose(f);
	f = create("agreed");
	for (int i = 0; i < 50; i++)
		fprintf(f, "{\"event_name\":\"consent\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"user_id\":"
		    "\"user %d\",\"delivery_channel\":\"hook\",\"category\":\"promo\",\"state\":\"granted\"}\n", i);
	fclose(f);
	f = create("key");
	fputs("k AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n", f);
	fclose(f);
	if (chmod("key", 0600) != 0)
		exit(2);
	f = create("tags");
	fputs("{text: k, label: u, confidence: v / 100, tags: {a: a}}\n", f);
	fclose(f);
	f = create("tree");
	fputs("north_star: a\nkpis:\n  a: {ratio: [v, u]}\n  v: {metric: v, fold: sum}\n"
	    "  u: {metric: u, fold: max}\n", f);
	fclose(f);
	f = create("days");
	fputs("2026-03-05..2026-03-06\n", f);
	fclose(f);
}

static void
inputs(void)
{
	plans();
	records("in", 240);
	records("many", 14000);
	logs();
	documents();
	if (system("gzip -k in many && zstd -qk in && cxstat --partial -b k -w 1h "
	    "'count(), sum(v), p95(v), distinct(u), top(u, 2), hist(v)' in > state 2> /dev/null && "
	    "cxstat -b k -w 1h 'count(), rate(v > 50), p95(v)' in > result 2> /dev/null && "
	    "cxslo --partial spec in > hours 2> /dev/null && "
	    "head -n 200 points | cxanomaly --state first.cxanomaly v > got 2> /dev/null; "
	    "head -n 90 in | cxselect --unique u --within 2h --state first.cxselect > got "
	    "2> /dev/null") == -1)
		exit(2);
}

/* ---- one run ---- */

static void
be_child(const struct command *c, bool faults, int in)
{
	int out = open("got.out", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	int err = open("got.err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	char program[4200];

	dup2(in, 0);
	dup2(out, 1);
	dup2(err, 2);
	for (int fd = 3; fd < 20; fd++)
		close(fd);
	signal(SIGPIPE, SIG_DFL);
	alarm(SECONDS);
	setenv("CX_FAULT_MAP", "plan", 1);
	if (faults)
		setenv("LD_PRELOAD", preload, 1);
	snprintf(program, sizeof(program), "%s/bin/%s", build, c->argv[0]);
	execv(program, (char *const *)(uintptr_t)c->argv);
	_exit(127);
}

/* All of it fits into a pipe. */
static int
piped(const char *path)
{
	size_t n;
	char *p = slurp(path, &n);
	int fd[2];

	if (pipe(fd) != 0 || fcntl(fd[1], F_SETPIPE_SZ, 1 << 20) < 0 ||
	    write(fd[1], p, n) != (ssize_t)n) {
		perror(path);
		exit(2);
	}
	close(fd[1]);
	free(p);
	return fd[0];
}

static void
leftovers(struct run *r)
{
	DIR *d = opendir(".");
	struct dirent *e;

	r->left[0] = '\0';
	while ((e = readdir(d)) != NULL)
		if (strstr(e->d_name, ".tmp") != NULL) {
			snprintf(r->left, sizeof(r->left), "%s", e->d_name);
			unlink(e->d_name);
		}
	closedir(d);
}

static void
put(const char *path, const char *text)
{
	FILE *f = create(path);

	fputs(text, f);
	fclose(f);
}

/* The same memory before every run of a filter. */
static void
remember(const char *filter)
{
	char name[40];
	size_t n;
	char *p;

	snprintf(name, sizeof(name), "first.%s", filter);
	p = slurp(name, &n);

	put("memory", p != NULL ? p : "");
	free(p);
}

static struct run
go(const struct command *c, bool faults)
{
	struct timespec a, b;
	struct run r = { 0 };
	int in, status;
	pid_t pid;

	memset(plan->count, 0, sizeof(plan->count));
	plan->fired = 0;
	if (c->flags & OUTPUT)
		put("out", "old\n");
	if (c->flags & REJECTS)
		put("bad", "old\n");
	if (c->flags & MEMORY)
		remember(c->argv[0]);
	in = c->in == NULL ? open("/dev/null", O_RDONLY)
	    : c->flags & PIPED ? piped(c->in) : open(c->in, O_RDONLY);
	clock_gettime(CLOCK_MONOTONIC, &a);
	fflush(stdout);
	pid = vfork();
	if (pid == 0)
		be_child(c, faults, in);
	close(in);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	clock_gettime(CLOCK_MONOTONIC, &b);
	r.seconds = (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
	r.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	r.out = slurp("got.out", &r.nout);
	r.err = slurp("got.err", &r.nerr);
	if (c->flags & OUTPUT)
		r.file = slurp("out", &r.nfile);
	if (c->flags & REJECTS)
		r.bad = slurp("bad", &r.nbad);
	if (c->flags & MEMORY)
		r.memory = slurp("memory", &r.nmemory);
	leftovers(&r);
	runs++;
	return r;
}

static void
forget(struct run *r)
{
	free(r->out);
	free(r->err);
	free(r->file);
	free(r->bad);
	free(r->memory);
}

/* ---- what is right ---- */

static bool
same(const char *a, size_t n, const char *b, size_t m)
{
	return (a == NULL) == (b == NULL) && n == m && (a == NULL || memcmp(a, b, n) == 0);
}

static bool
is_old(const char *p)
{
	return p != NULL && strcmp(p, "old\n") == 0;
}

static unsigned
lines(const struct run *r)
{
	unsigned n = 0;

	for (size_t i = 0; i < r->nerr; i++)
		n += r->err[i] == '\n';
	return n;
}

/* What a run that ended well must be; NULL: it is. */
static const char *
judge_good(const struct run *r, const struct run *good)
{
	if (!same(r->out, r->nout, good->out, good->nout))
		return "status as usual, another output";
	if (!same(r->file, r->nfile, good->file, good->nfile))
		return "status as usual, another -o";
	if (!same(r->bad, r->nbad, good->bad, good->nbad))
		return "status as usual, other --rejects";
	if (!same(r->memory, r->nmemory, good->memory, good->nmemory))
		return "status as usual, another --state";
	if (r->left[0] != '\0')
		return "status as usual, a temporary file left";
	return NULL;
}

/* A memory that knows what was not written has lost it. */
static bool
forgets(const struct command *c, const struct run *r, const struct run *good)
{
	bool written = (c->flags & OUTPUT) != 0 ? same(r->file, r->nfile, good->file, good->nfile) :
	    same(r->out, r->nout, good->out, good->nout);

	return (c->flags & MEMORY) != 0 && !written &&
	    same(r->memory, r->nmemory, good->memory, good->nmemory);
}

static const char *
judge_failed(const struct command *c, enum fault_call what, const struct run *r,
    const struct run *good)
{
	size_t whole = r->nout;

	if (r->nerr == 0 && what != FAULT_MESSAGE)
		return "status 2 without a message";
	if (what == FAULT_ALLOC && strstr(r->err, "out of memory\n") == NULL &&
	    strstr(r->err, strerror(ENOMEM)) == NULL)
		return "no memory, but not a word of it";
	if (what == FAULT_ALLOC && lines(r) > lines(good) + 1)
		return "no memory, and more than one line about it";
	if (forgets(c, r, good))
		return "status 2, the output is lost, but --state is new";
	if ((c->flags & OUTPUT) && !is_old(r->file) && !(c->flags & MEMORY) &&
	    !(what == FAULT_FSYNC_DIR && same(r->file, r->nfile, good->file, good->nfile)))
		return "status 2, but -o is not the old one";
	if (r->left[0] != '\0' && what != FAULT_UNLINK)
		return "status 2, a temporary file left";
	if ((c->flags & MAP) && (whole > good->nout || memcmp(r->out, good->out, whole) != 0))
		return "what was written before the failure is not how a good run begins";
	return NULL;
}

static const char *
judge(const struct command *c, enum fault_call what, const struct run *r, const struct run *good)
{
	if (r->status == -SIGALRM)
		return "hangs";
	if (r->status < 0)
		return "killed by a signal";
	if (!plan->fired)
		return r->status == good->status ? judge_good(r, good) : "nothing failed, yet";
	if (r->status == good->status && !kinds[what].fatal)
		return judge_good(r, good);
	if (r->status == 2 && !kinds[what].harmless)
		return judge_failed(c, what, r, good);
	return kinds[what].fatal ? "a failure, but not status 2" : "a status neither as usual nor 2";
}

static void
complain(const struct command *c, const char *fault, uint64_t nth, const struct run *r,
    const char *why)
{
	if (shown++ >= SHOWN_MAX)
		return;
	printf("# %s: %s %" PRIu64 ", status %d\n#  ", why, fault, nth, r->status);
	for (size_t i = 0; c->argv[i] != NULL; i++)
		printf(" '%s'", c->argv[i]);
	printf("%s%s\n# %s\n", c->in != NULL ? " < " : "", c->in != NULL ? c->in : "",
	    r->left[0] != '\0' ? r->left : "");
	for (char *line = strtok(r->err, "\n"); line != NULL; line = strtok(NULL, "\n"))
		printf("#   %s\n", line);
	if (getenv("CX_FAULT_DEBUG") != NULL)
		abort();
}

/* ---- the sweep ---- */

static bool
sweep_kind(const struct command *c, enum fault_call what, uint64_t n, const struct run *good)
{
	uint64_t limit = sanitized ? SAMPLE_SANITIZED : what == FAULT_ALLOC ? 3 * SAMPLE : SAMPLE;
	uint64_t tries = full || n <= limit ? n : limit;
	bool ok = true;

	for (uint64_t i = 0; i < tries; i++) {
		/* Of each stretch of calls one. */
		uint64_t from = n * i / tries, to = n * (i + 1) / tries;
		struct run r;
		const char *why;

		plan->mode = what == FAULT_ALLOC && draw() % 4 == 0 ? FAULT_FROM : FAULT_NTH;
		plan->what = what;
		plan->nth = 1 + from + draw() % (to - from);
		plan->error = kinds[what].error;
		r = go(c, true);
		why = judge(c, what, &r, good);
		if (why != NULL) {
			complain(c, kinds[what].name, plan->nth, &r, why);
			ok = false;
		}
		forget(&r);
	}
	return ok;
}

static bool
disturb(const struct command *c, enum fault_mode mode, unsigned times, const struct run *good)
{
	bool ok = true;

	for (unsigned i = 0; i < times; i++) {
		uint64_t seed = draw();
		const char *why;
		struct run r;

		plan->mode = mode;
		plan->seed = seed;
		r = go(c, true);
		why = r.status != good->status ? "another status" : judge_good(&r, good);
		if (why == NULL && !same(r.err, r.nerr, good->err, good->nerr))
			why = "another message";
		if (why != NULL) {
			complain(c, mode == FAULT_BYTE ? "byte by byte" : "flaky, seed", seed, &r, why);
			ok = false;
		}
		forget(&r);
	}
	return ok;
}

static void
sweep(const struct command *c)
{
	uint64_t count[FAULT_CALLS];
	struct run good, again;
	char name[512] = "";
	bool ok;
	unsigned before = runs;

	for (size_t i = 0, n = 0; c->argv[i] != NULL; i++)
		n += (size_t)snprintf(name + n, sizeof(name) - n, "%s%.40s", i > 0 ? " " : "", c->argv[i]);
	plan->mode = FAULT_NTH;
	plan->nth = 0;
	good = go(c, false);
	again = go(c, true);
	memcpy(count, plan->count, sizeof(count));
	if (!T_OK((good.status == 0 || good.status == 4) && again.status == good.status &&
	    judge_good(&again, &good) == NULL && (sanitized || count[FAULT_ALLOC] > 0), "%s", name))
		printf("# status %d: %s\n", good.status, good.err);
	forget(&again);
	for (int what = 0; what < FAULT_CALLS; what++) {
		if (count[what] == 0)
			continue;
		ok = sweep_kind(c, (enum fault_call)what, count[what], &good);
		if (!ok)
			T_OK(false, "%s: %s", name, kinds[what].name);
	}
	ok = (c->flags & THREADED) != 0 || disturb(c, FAULT_BYTE, 1, &good);
	ok &= disturb(c, FAULT_FLAKY, full ? 50 : 4, &good);
	T_OK(ok, "%s: short and interrupted, %u runs", name, runs - before);
	forget(&good);
}

static void
remove_all(void)
{
	DIR *d = opendir(".");
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		unlink(e->d_name);
	if (d != NULL)
		closedir(d);
	if (chdir("/") == 0)
		rmdir(dir);
}

static void
make_plan(void)
{
	int fd = open("plan", O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || ftruncate(fd, sizeof(*plan)) != 0) {
		perror("plan");
		exit(2);
	}
	plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (plan == MAP_FAILED)
		exit(2);
	close(fd);
}

int
main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL, *to = getenv("BUILD");
	const char *asan = getenv("ASAN_OPTIONS");
	char path[8192];

	full = getenv("CX_FAULT_FULL") != NULL;
	sanitized = getenv("SANITIZED") != NULL && getenv("SANITIZED")[0] != '\0';
	rnd = t_seed() | 1;
	if (to == NULL || realpath(to, build) == NULL) {
		fprintf(stderr, "sweep: BUILD is not set\n");
		return 2;
	}
	snprintf(preload, sizeof(preload), "%.4000s/fault/preload.so", build);
	snprintf(path, sizeof(path), "%s/bin:%s", build, getenv("PATH"));
	setenv("PATH", path, 1);
	setenv("LC_ALL", "C", 1);
	setenv("TZ", "UTC", 1);
	/* What a run that failed did not give back is gone with it; to look for it takes as long. */
	snprintf(path, sizeof(path), "%.4000s:detect_leaks=0", asan != NULL ? asan : "");
	setenv("ASAN_OPTIONS", path, 1);
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-fault")) == NULL || chdir(dir) != 0) {
		perror(dir);
		return 2;
	}
	make_plan();
	inputs();
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (only == NULL || strstr(commands[i].argv[0], only) != NULL)
			sweep(&commands[i]);
	printf("# %u runs\n", runs);
	remove_all();
	return t_done();
}
