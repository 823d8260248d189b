/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * option - options as a table: one row yields parsing, help, completion, --dump-options,
 * what goes with what, and what of it a saved query holds
 *
 *     struct cfg { const char *by; uint64_t top; bool totals; const char **set; size_t nset; };
 *
 *     static const struct opt opts[] = {
 *             OPT_TEXT('b', "by",     cfg, by, "FIELDS", "group by these"),
 *             OPT_U64 ( 0,  "top",    cfg, top, 1, UINT32_MAX, "N", "keep N groups"),
 *             OPT_FLAG( 0,  "totals", cfg, totals, "add a line over all groups",
 *                 .not_with = "top"),
 *             OPT_LIST( 0,  "set",    cfg, set, "NEW=EXPR", "add a field"),
 *             OPT_SOURCE,
 *             OPT_COMMON,
 *             OPT_END
 *     };
 *
 * A row names a field of the filter's own struct (the tag comes third) and does
 * not compile when the field has another type.  The shared groups fill
 * job->given; a filter lists only those that it honours.  A field keeps its value
 * when its option is not given, so defaults are set before tool_start.  Behind the
 * help further members of the row may stand.  tool/opt.h parses, query/query.h saves.
 */
#ifndef CX_QUERY_OPTION_H
#define CX_QUERY_OPTION_H

#include "base/rc.h"
#include "base/registry.h"
#include "base/sv.h"
#include "io/place.h"
#include "log/log.h"
#include "log/lschema.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opt_kind {
	OPT_KIND_END,
	OPT_KIND_HEAD,		/* a heading in the help, no option */
	OPT_KIND_SAVED,		/* no option, but a member of the saved query */
	OPT_KIND_FLAG,		/* bool, set to true */
	OPT_KIND_TEXT,		/* const char *, not empty */
	OPT_KIND_LIST,		/* const char ** and its count, in the order given */
	OPT_KIND_CHOICE,	/* const char *: one of arg, "a|b|c", or the name of a row */
	OPT_KIND_U64,
	OPT_KIND_I64,
	OPT_KIND_DOUBLE,
	OPT_KIND_ASK		/* prints something and ends: which is in min.u */
};

enum opt_ask { OPT_ASK_NOTHING, OPT_ASK_USAGE, OPT_ASK_HELP, OPT_ASK_VERSION, OPT_ASK_DUMP };

enum opt_saved {		/* what a saved query holds of an option, by the name in `as` */
	OPT_SAVED_NOT,		/* nothing: it may be given to --merge too */
	OPT_SAVED_RECORDS,	/* nothing: it says which records are read; --merge reads none */
	OPT_SAVED_HEAD,		/* a member of the states' first line itself, not of the plan */
	OPT_SAVED_TEXT,		/* a text */
	OPT_SAVED_EXPRS,	/* a text of expressions with commas between them, as a list */
	OPT_SAVED_LIST,		/* a list of texts */
	OPT_SAVED_DURATION,	/* a duration, in microseconds; 0 is none */
	OPT_SAVED_FLAG,		/* true or false */
	OPT_SAVED_COUNT,	/* a whole number */
	OPT_SAVED_NUMBER	/* a number, as the text of its shortest form */
};

union opt_bound {
	uint64_t u;
	int64_t  i;
	double   d;
};

struct opt {
	enum opt_kind   kind;
	char            letter;		/* -x; 0: none */
	bool            shared;		/* the field is in job->given, not in the filter's struct */
	bool            none;		/* '' is a value too: a list of none */
	const char     *name;		/* --name; NULL: none */
	size_t          off;		/* of the field */
	size_t          off_n;		/* of a list's count */
	union opt_bound min, max;	/* of numbers, inclusive */
	const char     *arg;		/* what the value is called in the help; NULL: takes none */
	const char     *help;		/* one sentence, lower case, no full stop; %s in it stands
					 * for the names of the rows */
	const struct registry *of;	/* values are the names of its rows; NULL: of none */
	/*
	 * Names of other options with a space between them, each perhaps with the value that
	 * is meant, "overflow=other"; FILE stands for operands that are files.
	 */
	const char     *needs;		/* one of these must be given too */
	const char     *not_with;	/* none of these may; one of two rows says so */
	enum opt_saved  saved;
	bool            may_lack;	/* a saved query may be without: it was not given then */
	const char     *as;		/* member of the saved query; NULL: name */
	enum place_use  file;		/* the value names a file, used so; 0: it does not */
};

/* Offset of a field, refused by the compiler when the field is not of this type. */
#define OPT_OFF_(s, f, type) _Generic(((struct s *)0)->f, type : offsetof(struct s, f))

/* The help, and what may follow it, come last. */
#define OPT_ROW_(k, sh, c, l, a, ...) \
	.kind = (k), .shared = (sh), .letter = (c), .name = (l), .arg = (a), .help = __VA_ARGS__
#define OPT_FLAG_(sh, c, l, s, f, ...) \
	{ .off = OPT_OFF_(s, f, bool), OPT_ROW_(OPT_KIND_FLAG, sh, c, l, NULL, __VA_ARGS__) }
#define OPT_TEXT_(sh, c, l, s, f, a, ...) \
	{ .off = OPT_OFF_(s, f, const char *), OPT_ROW_(OPT_KIND_TEXT, sh, c, l, a, __VA_ARGS__) }
#define OPT_LIST_(sh, c, l, s, f, a, ...) \
	{ .off = OPT_OFF_(s, f, const char **), .off_n = OPT_OFF_(s, n##f, size_t), \
	  OPT_ROW_(OPT_KIND_LIST, sh, c, l, a, __VA_ARGS__) }
#define OPT_U64_(sh, c, l, s, f, lo, hi, a, ...) \
	{ .off = OPT_OFF_(s, f, uint64_t), .min.u = (lo), .max.u = (hi), \
	  OPT_ROW_(OPT_KIND_U64, sh, c, l, a, __VA_ARGS__) }
#define OPT_I64_(sh, c, l, s, f, lo, hi, a, ...) \
	{ .off = OPT_OFF_(s, f, int64_t), .min.i = (lo), .max.i = (hi), \
	  OPT_ROW_(OPT_KIND_I64, sh, c, l, a, __VA_ARGS__) }
#define OPT_DOUBLE_(sh, c, l, s, f, lo, hi, a, ...) \
	{ .off = OPT_OFF_(s, f, double), .min.d = (lo), .max.d = (hi), \
	  OPT_ROW_(OPT_KIND_DOUBLE, sh, c, l, a, __VA_ARGS__) }
#define OPT_ASK_(c, l, what, h) \
	{ .min.u = (what), OPT_ROW_(OPT_KIND_ASK, true, c, l, NULL, h) }

/* Rows of a filter: letter or 0, name, struct tag, field, [range,] value's name, help. */
#define OPT_FLAG(c, l, s, f, ...)		OPT_FLAG_(false, c, l, s, f, __VA_ARGS__)
#define OPT_TEXT(c, l, s, f, a, ...)		OPT_TEXT_(false, c, l, s, f, a, __VA_ARGS__)
#define OPT_KEYS(c, l, s, f, a, ...) \
	{ .off = OPT_OFF_(s, f, const char *), .none = true, \
	  OPT_ROW_(OPT_KIND_TEXT, false, c, l, a, __VA_ARGS__) }
#define OPT_LIST(c, l, s, f, a, ...)		OPT_LIST_(false, c, l, s, f, a, __VA_ARGS__)
/* Of a struct in the filter's: the member f of its member m. */
#define OPT_LIST_IN(c, l, s, m, f, a, ...) \
	{ .off = OPT_OFF_(s, m.f, const char **), .off_n = OPT_OFF_(s, m.n##f, size_t), \
	  OPT_ROW_(OPT_KIND_LIST, false, c, l, a, __VA_ARGS__) }
#define OPT_U64(c, l, s, f, lo, hi, a, ...)	OPT_U64_(false, c, l, s, f, lo, hi, a, __VA_ARGS__)
#define OPT_I64(c, l, s, f, lo, hi, a, ...)	OPT_I64_(false, c, l, s, f, lo, hi, a, __VA_ARGS__)
#define OPT_DOUBLE(c, l, s, f, lo, hi, a, ...) \
	OPT_DOUBLE_(false, c, l, s, f, lo, hi, a, __VA_ARGS__)
#define OPT_CHOICE(c, l, s, f, choices, ...) \
	{ .off = OPT_OFF_(s, f, const char *), \
	  OPT_ROW_(OPT_KIND_CHOICE, false, c, l, choices, __VA_ARGS__) }
/* Values are names of rows, which --help lists: one of them, or each with more behind it. */
#define OPT_ONE_OF(c, l, s, f, registry, a, ...) \
	{ .off = OPT_OFF_(s, f, const char *), .of = (registry), \
	  OPT_ROW_(OPT_KIND_CHOICE, false, c, l, a, __VA_ARGS__) }
#define OPT_LIST_OF(c, l, s, f, registry, a, ...) \
	{ .off = OPT_OFF_(s, f, const char **), .off_n = OPT_OFF_(s, n##f, size_t), \
	  .of = (registry), OPT_ROW_(OPT_KIND_LIST, false, c, l, a, __VA_ARGS__) }
/* Members of the saved query that no option sets: name, struct tag, field. */
#define OPT_SAVED_AS_TEXT(l, s, f) \
	{ .kind = OPT_KIND_SAVED, .as = (l), .saved = OPT_SAVED_TEXT, \
	  .off = OPT_OFF_(s, f, const char *) }
#define OPT_SAVED_AS_LIST(l, s, f) \
	{ .kind = OPT_KIND_SAVED, .as = (l), .saved = OPT_SAVED_LIST, \
	  .off = OPT_OFF_(s, f, const char **), .off_n = OPT_OFF_(s, n##f, size_t) }
#define OPT_SAVED_AS_FLAG(l, s, f) \
	{ .kind = OPT_KIND_SAVED, .as = (l), .saved = OPT_SAVED_FLAG, .off = OPT_OFF_(s, f, bool) }
#define OPT_SAVED_AS_COUNT(l, s, f) \
	{ .kind = OPT_KIND_SAVED, .as = (l), .saved = OPT_SAVED_COUNT, \
	  .off = OPT_OFF_(s, f, uint64_t), .max.u = UINT64_MAX }
#define OPT_HEAD(h)	{ .kind = OPT_KIND_HEAD, .help = (h) }
#define OPT_END		{ .kind = OPT_KIND_END }

/* The shared groups: the same letters, names and meaning in every filter. */
#define OPT_SOURCE \
	OPT_HEAD("Input"), \
	{ .off = OPT_OFF_(job_given, format, const char *), .of = &log_registry, \
	  OPT_ROW_(OPT_KIND_TEXT, true, 'f', "format", "FORMAT", \
	    "format of the input (default ndjson, one object a line); --help lists them", \
	    .saved = OPT_SAVED_RECORDS) }, \
	OPT_TEXT_(true, 0, "log-format", job_given, log_format, "TEXT", \
	    "the server's own log_format or LogFormat, or @FILE[:NAME] to find it in its " \
	    "configuration", .saved = OPT_SAVED_RECORDS, .file = PLACE_READ), \
	OPT_TEXT_(true, 0, "regex", job_given, regex, "REGEX", \
	    "fields are the named groups of this expression", .saved = OPT_SAVED_RECORDS), \
	{ .off = OPT_OFF_(job_given, schema, const char *), .of = &lschema_registry, \
	  OPT_ROW_(OPT_KIND_TEXT, true, 0, "schema", "SCHEMA", \
	    "the input is this product's export of events; --help lists them", \
	    .saved = OPT_SAVED_RECORDS) }, \
	OPT_TEXT_(true, 0, "run-start", job_given, run_start, "TIME", \
	    "when the run began, of a schema whose records do not say when they were", \
	    .saved = OPT_SAVED_RECORDS, .needs = "schema"), \
	OPT_LIST_(true, 0, "map", job_given, map, "NEW=OLD", \
	    "read field NEW from what the input calls OLD", .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "input-tz", job_given, input_tz, "ZONE", \
	    "zone of times that name none (default UTC)", .saved = OPT_SAVED_RECORDS), \
	OPT_I64_(true, 0, "year", job_given, year, 1, 9999, "YEAR", \
	    "year of dates that name none (default: inferred)", .saved = OPT_SAVED_RECORDS), \
	OPT_FLAG_(true, 0, "strict-fields", job_given, strict_fields, \
	    "end with status 4 when no record had a field, or a metric found no value")

#define OPT_WHERE \
	OPT_TEXT_(true, 'e', "where", job_given, where, "EXPR", \
	    "take only records for which EXPR is true", .saved = OPT_SAVED_HEAD)

/* Of filters that ask channel() by what they are given. */
#define OPT_CHANNELS \
	OPT_TEXT_(true, 0, "channels", job_given, channels, "FILE", \
	    "rules of channel() that go before the built-in ones, YAML", \
	    .saved = OPT_SAVED_RECORDS, .file = PLACE_READ)

#define OPT_TIME	OPT_TIME_OF("timestamp")
#define OPT_TIME_OF(field)	/* the one of struct tool */ \
	OPT_TIME_READ(field), \
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME", \
	    "the clock, for all that asks what time it is", .saved = OPT_SAVED_RECORDS)
#define OPT_TIME_CUT	/* of filters whose results depend on the time they are made, too */ \
	OPT_TIME_READ("timestamp"), \
	OPT_TIME_CUT_AT
#define OPT_TIME_CUT_AT \
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME", \
	    "the cut: later records are not taken, ages count to it (default: the latest record)")
/* Of filters where the range is one of results, of what: states are not limited by it. */
#define OPT_TIME_OF_RESULTS(what) \
	OPT_TIME_FIELD("timestamp"), \
	OPT_TEXT_(true, 0, "from", job_given, from, "TIME", \
	    "take only " what " at or after TIME"), \
	OPT_TEXT_(true, 0, "to", job_given, to, "TIME", "take only " what " before TIME"), \
	OPT_TIME_CUT_AT
#define OPT_TIME_READ(field) \
	OPT_TIME_FIELD(field), \
	OPT_TEXT_(true, 0, "from", job_given, from, "TIME", "take only records at or after TIME", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "to", job_given, to, "TIME", "take only records before TIME", \
	    .saved = OPT_SAVED_RECORDS)
#define OPT_TIME_FIELD(field) \
	OPT_HEAD("Time"), \
	OPT_TEXT_(true, 't', "time", job_given, time, "FIELD", \
	    "field with the record's time (default " field ")", .saved = OPT_SAVED_HEAD), \
	OPT_TEXT_(true, 0, "tz", job_given, tz, "ZONE", \
	    "zone in which days begin and dates are read (default UTC)", .saved = OPT_SAVED_HEAD)

/* Of filters that write records, with members readers and framed of their struct cfg. */
#define OPT_FOR(not)	/* options that choose fields too */ \
	OPT_LIST(0, "for", cfg, readers, "METRICS", \
	    "write only the fields that these metrics, keys or expressions read, and the time", \
	    .not_with = not), \
	OPT_FLAG(0, "framed", cfg, framed, \
	    "write records in frames, which a filter reads faster than lines")

#define OPT_CONF \
	OPT_DOUBLE_(true, 0, "conf", job_given, conf, 0.5, 0.999999, "P", \
	    "confidence of the intervals (default 0.95)")

#define OPT_THREADS \
	OPT_FLAG_(true, 0, "progress", job_given, progress, \
	    "show bytes, speed and time left on the terminal"), \
	OPT_U64_(true, 'j', "threads", job_given, threads, 1, 256, "N", \
	    "threads to work with (default: the cores for regular files, 1 on a pipe)")

#define OPT_OUTPUT \
	OPT_TEXT_(true, 'o', "output", job_given, output, "FILE", \
	    "write to FILE, which appears whole or not at all", .file = PLACE_OUTPUT)
#define OPT_ASKS \
	OPT_ASK_('h', NULL, OPT_ASK_USAGE, "this list"), \
	OPT_ASK_(0, "help", OPT_ASK_HELP, "this list, with notes and examples"), \
	OPT_ASK_(0, "version", OPT_ASK_VERSION, "the version")

/*
 * Of filters that go on where the last run ended (state/memory.h); @not: options they cannot
 * do so with.  Those that write records as they come write a file a run, or write some twice.
 */
#define OPT_RESUME(not) \
	OPT_HEAD("Going on"), \
	OPT_TEXT_(true, 0, "resume", job_given, resume, "PLACE", \
	    "read what the files have got since the last run, which PLACE tells, however they " \
	    "were rotated; and renew it", .saved = OPT_SAVED_RECORDS, .file = PLACE_WRITTEN, \
	    .not_with = not), \
	OPT_FLAG_(true, 0, "wait", job_given, wait, \
	    "wait for the end of another run that uses PLACE (default: status 2)", \
	    .saved = OPT_SAVED_RECORDS, .needs = "resume")
#define OPT_RESUME_RECORDS(not) \
	OPT_RESUME(not), \
	OPT_FLAG_(true, 0, "at-least-once", job_given, at_least_once, \
	    "write to standard output, where a run that was cut short is written again", \
	    .needs = "resume", .not_with = "output")

#define OPT_COMMON \
	OPT_HEAD("Common"), \
	OPT_OUTPUT, \
	OPT_TEXT_(true, 0, "rejects", job_given, rejects, "FILE", \
	    "keep rejected input in FILE, with the reasons", .file = PLACE_WRITTEN), \
	OPT_TEXT_(true, 0, "max-bad", job_given, max_bad, "N|P%", \
	    "end with status 4 when more is rejected (default 1%)"), \
	OPT_FLAG_(true, 0, "strict", job_given, strict, \
	    "stop at the first bad record, with status 2"), \
	OPT_U64_(true, 0, "max-line", job_given, max_line, 256, (uint64_t)1 << 40, "BYTES", \
	    "reject longer lines (default 67108864)"), \
	OPT_ASKS

#define OPT_COMMON_NO_RECORDS	/* of filters that read none */ \
	OPT_HEAD("Common"), \
	OPT_OUTPUT, \
	OPT_ASKS

/** option_label - how messages call a row, "--top" or "-h"; in @text, which holds @n bytes */
const char *option_label(const struct opt *o, char *text, size_t n);

#endif
