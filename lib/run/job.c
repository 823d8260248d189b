/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/job.h"

#include "base/utf8.h"
#include "io/charset.h"
#include "io/stop.h"
#include "json/jwrite.h"
#include "key/key_list.h"
#include "log/log.h"
#include "log/lparse.h"
#include "run/channels.h"
#include "run/onward.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { RS = 0x1e };	/* RFC 7464 */

/* 2024, 202401: a year or a month of our time, which as a time would count from 1970. */
static bool
is_part_of_date(struct sv s)
{
	uint64_t n;

	if ((s.n != 4 && s.n != 6) || num_u64(s, &n) != RC_OK)
		return false;
	if (s.n == 6 && (n % 100 < 1 || n % 100 > 12))
		return false;
	n = s.n == 6 ? n / 100 : n;
	return n >= 1990 && n < 2100;
}

/* A time given to --from, --to or --now: a date means local midnight in --tz. */
enum rc
job_time(const struct job *j, const char *opt, const char *text, int64_t *at_us, struct err *e)
{
	struct tstamp_cfg cfg = j->query.input;
	struct val v = val_of_text(sv_of(text));

	cfg.zone = j->query.zone;
	cfg.layout = NULL;
	if (is_part_of_date(v.text))
		return rc_err(e, RC_USAGE, "%s: '%s' would be seconds since 1970; write the day, "
		    "as in 2026-11-22", opt, text);
	if (tstamp_auto(&v, &cfg, at_us))
		return RC_OK;
	return rc_err(e, RC_USAGE, "%s: expected a time such as 2026-11-22T19:00:00Z or "
	    "2026-11-22, got '%s'%s", opt, text, tstamp_why(&v, &cfg));
}

static enum rc
max_bad_option(struct job *j, struct err *e)
{
	struct sv s = sv_of(j->given.max_bad != NULL ? j->given.max_bad : "1%");

	j->query.max_bad_share = s.n > 0 && s.p[s.n - 1] == '%';
	s.n -= j->query.max_bad_share;
	if (!num_units(s, &j->query.max_bad) || j->query.max_bad < 0 ||
	    (j->query.max_bad_share && j->query.max_bad > (num_i128)100 * JOB_UNIT))
		return rc_err(e, RC_USAGE, "--max-bad: expected a count or a share such as "
		    "1%%, got '%s'",
		    j->given.max_bad);
	return RC_OK;
}

static enum rc
zone_option(const char *opt, const char *text, const struct tzone **zone, struct job *j,
    struct err *e)
{
	enum rc rc = tzone_load(zone, sv_of(text), &j->arena, e);

	return rc == RC_OK ? rc : rc_err(e, rc, "%s: %s", opt, e->msg);
}

static enum rc
offsets_option(struct job *j, struct err *e)
{
	size_t n;
	enum rc rc = key_list_parse(&j->query.offset, &n, j->given.offsets, &j->query.env, e);

	if (rc != RC_OK)
		rc_in(e, "--offsets", j->given.offsets);
	return rc != RC_OK || n == 3 ? rc : rc_err(e, RC_USAGE, "--offsets: expected three "
	    "expressions such as topic,partition,offset, got %zu", n);
}

enum rc
job_prepare(struct job *j, struct err *e)
{
	enum rc rc;

	rc = zone_option("--tz", j->given.tz != NULL ? j->given.tz : "UTC", &j->query.zone, j, e);
	if (rc != RC_OK)
		return rc;
	if (j->given.input_tz != NULL) {
		rc = zone_option("--input-tz", j->given.input_tz, &j->query.input.zone, j, e);
		if (rc != RC_OK)
			return rc;
	}
	if (j->given.layout != NULL) {
		rc = tstamp_layout_list(&j->query.input.layout, sv_of(j->given.layout), &j->arena,
		    e);
		if (rc != RC_OK)
			return rc_in(e, "--time-layout", j->given.layout), RC_USAGE;
	}
	j->query.input.year = j->given.year;
	j->query.input.now_us = INT64_MIN;
	rc = job_now(j, &j->query.input.now_us, e);
	if (rc != RC_OK)
		return rc;
	j->query.env = (struct expr_env){ .arena = &j->arena, .proj = &j->query.proj,
		.zone = j->query.zone, .input = j->query.input, .parser = &lparse_lines };
	j->query.from_us = INT64_MIN;
	j->query.to_us = INT64_MAX;
	rc = max_bad_option(j, e);
	if (rc == RC_OK && j->given.channels != NULL)
		rc = channels_load(&j->query.env.channels, &j->query.channels, j->given.channels,
		    &j->arena, e);
	if (rc == RC_OK && j->given.from != NULL)
		rc = job_time(j, "--from", j->given.from, &j->query.from_us, e);
	if (rc == RC_OK && j->given.to != NULL)
		rc = job_time(j, "--to", j->given.to, &j->query.to_us, e);
	if (rc == RC_OK && j->query.from_us >= j->query.to_us)
		rc = rc_err(e, RC_USAGE, "--from is not before --to: no record can be between "
		    "them");
	if (rc == RC_OK && (j->given.from != NULL || j->given.to != NULL))
		rc = job_need_time(j, true, e);
	if (rc == RC_OK && j->given.where != NULL) {
		rc = expr_compile(&j->query.where, sv_of(j->given.where), &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "--where", j->given.where);
	}
	return rc == RC_OK && j->given.offsets != NULL ? offsets_option(j, e) : rc;
}

enum rc
job_need_time(struct job *j, bool required, struct err *e)
{
	const char *name = j->given.time != NULL ? j->given.time : "timestamp";
	enum rc rc = proj_add(&j->query.proj, sv_of(name), &j->query.time_slot, e);

	j->query.timed = true;
	j->query.time_required |= required;
	if (rc != RC_OK)
		rc_in(e, "--time", name);
	else
		j->query.proj.field[j->query.time_slot].timed = true;
	return rc;
}

/* --delimiter C or tab, --decimal, --skip and --header, as the source wants them. */
static enum rc
table_options(const struct job_given *g, struct source_table *t, struct err *e)
{
	struct sv c = sv_of(g->delimiter);

	*t = (struct source_table){ .skip = g->skip, .header = sv_of(g->header),
		.comma = g->decimal != NULL && strcmp(g->decimal, "comma") == 0 };
	if (c.n == 0)
		return RC_OK;
	t->delim = sv_is(c, "tab") || sv_is(c, "\\t") ? '\t' : c.p[0];
	if ((c.n != 1 && t->delim != '\t') || (t->delim != '\t' && (t->delim <= ' ' ||
	    t->delim == '"' || t->delim > '~')))
		return rc_err(e, RC_USAGE, "--delimiter: expected a character of ASCII, or tab, "
		    "got '%s'", g->delimiter);
	return RC_OK;
}

/* --map new=old, as the source wants them. */
static enum rc
map_options(struct job *j, struct source_cfg *src, struct err *e)
{
	struct source_map *map = arena_alloc(&j->arena, (j->given.nmap + 1) * sizeof(*map));
	size_t i;

	for (i = 0; i < j->given.nmap; i++) {
		struct sv s = sv_of(j->given.map[i]);
		size_t eq = sv_find(s, '=');

		if (eq == 0 || eq + 1 >= s.n)
			return rc_err(e, RC_USAGE, "--map: expected NEW=OLD, got '%s'",
			    j->given.map[i]);
		map[i].to = sv_trim((struct sv){ s.p, eq });
		map[i].from = sv_trim((struct sv){ s.p + eq + 1, s.n - eq - 1 });
	}
	src->map = map;
	src->nmap = j->given.nmap;
	return RC_OK;
}

enum rc
job_reads(const struct job *j, const char *what, const char *path, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < j->nplace && rc == RC_OK; i++)
		rc = place_clash((const struct place_file[]){ j->place[i],
		    { what, path, PLACE_NO_FD, PLACE_READ } }, 2, e);
	return rc;
}

enum rc
job_now(const struct job *j, int64_t *at_us, struct err *e)
{
	return j->given.now != NULL ? job_time(j, "--now", j->given.now, at_us, e) : RC_OK;
}

enum rc
job_source_cfg(struct job *j, struct source_cfg *src, struct err *e)
{
	enum rc rc;

	*src = (struct source_cfg){
		.format = sv_of(j->given.format),
		.log_format = sv_of(j->given.log_format),
		.regex = sv_of(j->given.regex),
		.grok = sv_of(j->given.grok),
		.continues = sv_of(j->given.continues),
		.schema = sv_of(j->given.schema),
		.time = j->query.input,
		.max_line = j->given.max_line,
		.run = j->given.run_start != NULL,
	};
	rc = table_options(&j->given, &src->table, e);
	if (rc == RC_OK)
		rc = map_options(j, src, e);
	return rc == RC_OK && src->run ? job_time(j, "--run-start", j->given.run_start,
	    &src->run_us, e) : rc;
}

static enum rc
open_source(struct job *j, const struct source_cfg *src, struct err *e)
{
	enum rc rc = log_open(&j->run.source, src, &j->query.proj, &j->arena, e);

	/* A column counts in the text on the command line, if that is where the format is. */
	if (rc != RC_OK && e->col != 0 && j->given.regex != NULL)
		rc_in(e, "--regex", j->given.regex);
	else if (rc != RC_OK && e->col != 0 && j->given.grok != NULL &&
	    j->given.grok[0] != '@')
		rc_in(e, "--grok", j->given.grok);
	else if (rc != RC_OK && e->col != 0 && j->given.log_format != NULL &&
	    j->given.log_format[0] != '@')
		rc_in(e, "--log-format", j->given.log_format);
	return rc;
}

const char *const *
job_files(const struct job *j, size_t *n)
{
	*n = j->run.plan != NULL ? j->run.plan->n : j->given.nfile;
	return j->run.plan != NULL ? j->run.plan->path : j->given.file;
}

enum rc
job_open(struct job *j, const struct job_idle *idle, struct err *e)
{
	struct source_cfg src;
	enum rc rc = job_source_cfg(j, &src, e);

	if (rc == RC_OK)
		rc = open_source(j, &src, e);
	if (rc == RC_OK)
		rc = onward_check(j, e);
	return rc == RC_OK ? job_open_files(j, idle, e) : rc;
}

enum rc
job_open_rejects(struct job *j, struct err *e)
{
	if (j->given.rejects == NULL || j->run.rejects != NULL)
		return RC_OK;
	return out_open(&j->run.rejects, j->given.rejects, e);
}

/* Not NULL with a plan, which may be empty. */
static const struct in_part *
parts_of(const struct trail_plan *p)
{
	static const struct in_part none = { .fd = -1 };

	return p == NULL ? NULL : p->n != 0 ? p->part : &none;
}

static enum in_returns
returns_of(const struct source *s)
{
	return (s->flags & SOURCE_RETURNS) == 0 ? IN_RETURNS_NONE :
	    (s->flags & SOURCE_QUOTES) != 0 ? IN_RETURNS_UNQUOTED : IN_RETURNS_ALL;
}

static enum rc
check_encoding(const struct job *j, struct err *e)
{
	const char *name = j->given.encoding;
	struct charset *c = charset_is_utf8(name) ? NULL : charset_new(name);
	bool known = c != NULL || charset_is_utf8(name);

	charset_free(c);
	if (!known)
		return rc_err(e, RC_USAGE, "--encoding: there is no '%s'; iconv -l lists what "
		    "there is", name);
	if (j->run.plan != NULL && c != NULL)
		return rc_err(e, RC_USAGE, "--resume goes on behind a line, and a text in '%s' is "
		    "read from its start: iconv -f %s -t UTF-8", name, name);
	return RC_OK;
}

enum rc
job_open_files(struct job *j, const struct job_idle *idle, struct err *e)
{
	size_t n;
	struct in_cfg in = {
		.path = job_files(j, &n),
		.part = parts_of(j->run.plan),
		.max_line = j->given.max_line,
		.max_window = (size_t)j->given.max_window,
		.pieces = j->run.source != NULL && j->run.plan == NULL &&
		    (j->run.source->flags & SOURCE_PIECES) != 0,
		.frames = j->run.source != NULL && (j->run.source->flags & SOURCE_FRAMES) != 0,
		.uncounted = j->run.source != NULL &&
		    (j->run.source->flags & (SOURCE_PIECES | SOURCE_SERIAL)) == 0,
		.encoding = j->given.encoding,
		.idle = idle != NULL ? idle->fn : NULL,
		.ready = idle != NULL ? idle->ready : NULL,
		.idle_ctx = idle != NULL ? idle->ctx : NULL,
	};
	enum rc rc = RC_OK;

	in.n = n;
	if (j->run.plan == NULL && j->run.source != NULL)
		in.returns = returns_of(j->run.source);
	if (in.encoding != NULL)
		rc = check_encoding(j, e);
	if (rc == RC_OK)
		rc = in_open(&j->run.in, &in, e);
	if (rc == RC_OK && j->beside == NULL)
		rc = out_open(&j->run.out, j->given.output, e);
	return rc == RC_OK ? job_open_rejects(j, e) : rc;
}

/* {"kind":"reject","source","line","column","code","message",more...,"raw"|"raw_base64"} */
static void
keep_reject(struct job *j, const struct reject *rej, const char *source, uint64_t line)
{
	struct jwrite w;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	jwrite_open(&w, '{');
	jwrite_key(&w, SV("kind"));
	jwrite_str(&w, SV("reject"));
	jwrite_key(&w, SV("source"));
	jwrite_str(&w, sv_of(source));
	jwrite_key(&w, SV("line"));
	jwrite_u64(&w, line);
	if (rej->col != 0) {
		jwrite_key(&w, SV("column"));
		jwrite_u64(&w, rej->col);
	}
	jwrite_key(&w, SV("code"));
	jwrite_str(&w, sv_of(rej->code));
	jwrite_key(&w, SV("message"));
	jwrite_str(&w, sv_of(rej->msg));
	if (rej->more.n > 2) {		/* the members of an object */
		buf_c(&b, ',');
		buf_add(&b, rej->more.p + 1, rej->more.n - 2);
	}
	if (utf8_valid(rej->raw) == rej->raw.n) {
		jwrite_key(&w, SV("raw"));
		jwrite_str(&w, rej->raw);
	} else {
		jwrite_key(&w, SV("raw_base64"));
		jwrite_base64(&w, rej->raw);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	out_sv(j->run.rejects, buf_view(&b));
	buf_free(&b);
}

/* A line that begins an array, a text behind RS or an object over lines, or has two objects. */
static bool
is_laid_out(const struct reject *rej)
{
	struct sv s = sv_trim(rej->raw);

	if (s.n == 0 || strcmp(rej->code, "json") != 0)
		return false;
	if (*s.p == '[')
		s = sv_trim((struct sv){ s.p + 1, s.n - 1 });
	else if (*s.p == '{' && s.n > 1)
		return strcmp(rej->msg, "expected end of line, found '{'") == 0;
	return s.n == 0 || *s.p == '{' || *s.p == RS;
}

void
job_say(const struct job *j, const char *msg)
{
	char text[ERR_MSG_MAX * 2];

	if (j->beside == NULL) {
		j->say(j->name, msg);
		return;
	}
	snprintf(text, sizeof(text), "%s: %s", j->beside, msg);
	j->say(j->name, text);
}

enum rc
job_reject(struct job *j, const struct reject *rej, const char *source, uint64_t line,
    struct err *e)
{
	char msg[ERR_MSG_MAX * 2];

	if (j->run.rejects != NULL)
		keep_reject(j, rej, source, line);
	if (rej->again)
		return RC_OK;
	/* Of the first ones alone: how many more are told depends on how the input came. */
	if (j->run.count.told++ < JOB_SHOWN) {
		j->run.count.foreign += strcmp(rej->code, "json") == 0;
		j->run.count.layout += j->given.format == NULL && is_laid_out(rej);
	}
	if (rej->col != 0)
		snprintf(msg, sizeof(msg), "%s:%" PRIu64 ":%" PRIu64 ": %s", source, line, rej->col,
		    rej->msg);
	else
		snprintf(msg, sizeof(msg), "%s:%" PRIu64 ": %s", source, line, rej->msg);
	if (j->given.strict)
		return rc_err(e, RC_LIMIT, "%s", msg);
	if (j->run.count.told <= JOB_SHOWN)
		j->say(j->name, msg);
	return RC_OK;
}

unsigned
job_threads(const struct job *j)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t n = j->given.threads != 0 ? j->given.threads : cores < 1 ? 1 : (uint64_t)cores;

	return n < JOB_THREADS_MAX ? (unsigned)n : JOB_THREADS_MAX;
}

bool
job_exceeds(const struct job *j, uint64_t rejected, uint64_t accepted)
{
	num_i128 all = (num_i128)rejected + accepted;

	/* Exact: 29 of 100 are not more than 29%, whatever 0.29 * 100 is in doubles. */
	if (j->query.max_bad_share)
		return (num_i128)rejected * JOB_UNIT * 100 > j->query.max_bad * all;
	return (num_i128)rejected * JOB_UNIT > j->query.max_bad;
}

/* Rejected by this run, and by those whose states were merged. */
static uint64_t
rejected(const struct job *j)
{
	return j->run.count.rejected + j->run.count.rejected_before;
}

/* Of what this job has read itself, and of states; for a gate also of all that was kept. */
static bool
is_too_bad(const struct job *j)
{
	const struct job_counts *c = &j->run.count;

	return job_exceeds(j, rejected(j), c->records) ||
	    (j->query.max_bad_each && (c->too_bad_before ||
	    job_exceeds(j, rejected(j) + c->kept_rejected, c->records + c->kept_records)));
}

bool
job_too_bad(const struct job *j)
{
	return is_too_bad(j) || j->run.count.beside_too_bad || j->run.count.left > 0;
}

/* A line with the option that says the format of this file in it. */
static void
say_format(const struct job *j, const char *before, const char *behind)
{
	const char *option = j->beside != NULL ? "--table-format" : "-f";
	struct err say;

	rc_err(&say, RC_OK, "%s %s%s", before, option, behind);
	job_say(j, say.msg);
}

static void
sum_up(struct job *j)
{
	uint64_t n = rejected(j), all = j->run.count.records + n;
	char msg[ERR_MSG_MAX];

	if (n == 0)
		return;
	snprintf(msg, sizeof(msg), "%" PRIu64 " of %" PRIu64 " records rejected (%.3g%%)%s%s%s",
	    n, all, 100 * (double)n / (double)all,
	    is_too_bad(j) ? ", more than --max-bad allows" : "",
	    j->query.max_bad_each && j->run.count.too_bad_before &&
	    !job_exceeds(j, n, j->run.count.records) ? " of one state" : "",
	    j->run.rejects == NULL && j->run.count.rejected > JOB_SHOWN ?
	    "; --rejects FILE keeps them" : "");
	job_say(j, msg);
	if (j->given.results && (j->run.count.layout > 0 ||
	    (j->run.count.records == 0 && j->run.count.foreign > 0)))
		job_say(j, "reads results, an object a line; "
		    "a log goes through cxparse -f FORMAT, an array through cxparse -f json");
	else if (j->run.count.layout > 0)
		say_format(j, "is it JSON that is not one object a line?", " json reads it");
	else if (j->run.count.records == 0 && j->run.count.foreign > 0 && j->given.format == NULL)
		say_format(j, "is it a log or CSV? name its format with",
		    ", or try cxparse --detect");
}

/* Not all of the input, and with -o no result: who reads the log of a job must see it. */
static void
say_stopped(struct job *j)
{
	bool lost = j->given.output != NULL && j->run.out != NULL && out_replaces(j->run.out);
	char msg[ERR_MSG_MAX];

	snprintf(msg, sizeof(msg), "interrupted after %" PRIu64 " records%s%s%s",
	    j->run.count.records, lost ? ": '" : "", lost ? j->given.output : "",
	    lost ? "' was not written" : "");
	job_say(j, msg);
}

/* A run that ended like this has produced nothing to rely on. */
static bool
failed(enum rc rc)
{
	return rc != RC_OK && rc != RC_NO && rc != RC_NOVERDICT;
}

enum rc
job_close(struct job *j, enum rc rc, struct err *e)
{
	struct err later = { 0 };

	if (j->run.in != NULL && !(failed(rc) && j->given.strict))
		sum_up(j);
	if (j->run.in != NULL && stop_signal() != 0)
		say_stopped(j);
	in_close(j->run.in);
	/* First: when it fails, so has the run, and -o must not change. */
	if (j->run.rejects != NULL && j->beside == NULL &&
	    out_close(j->run.rejects, &later) != RC_OK && !failed(rc))
		rc = RC_IO;
	if ((failed(rc) || stop_signal() != 0) && j->run.out != NULL && out_replaces(j->run.out))
		out_abort(j->run.out);
	else if (j->run.out != NULL && out_close(j->run.out, &later) != RC_OK && !failed(rc))
		rc = RC_IO;
	if (rc == RC_IO && later.rc != RC_OK && e->rc == RC_OK)
		*e = later;
	j->run.in = NULL;
	j->run.out = j->run.rejects = NULL;
	return rc;
}
