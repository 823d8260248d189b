/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * option_group - options that filters share: the same letters, names and meaning in each
 *
 * Rows for a filter's table (query/option.h), by the group under which help lists them.
 */
#ifndef CX_QUERY_OPTION_GROUP_H
#define CX_QUERY_OPTION_GROUP_H

#include "io/codec.h"
#include "log/log.h"
#include "log/lschema.h"
#include "query/option.h"

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
	OPT_TEXT_(true, 0, "grok", job_given, grok, "TEXT", \
	    "fields are what %{NAME:field} takes of this pattern, or of @FILE[:NAME]", \
	    .saved = OPT_SAVED_RECORDS, .file = PLACE_READ), \
	OPT_TEXT_(true, 0, "continue", job_given, continues, "REGEX", \
	    "a line that it matches belongs to the record before it; 'indent': one that " \
	    "begins with a blank", .saved = OPT_SAVED_RECORDS), \
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
	OPT_TEXT_(true, 0, "time-layout", job_given, layout, "LAYOUT", \
	    "how times are written, in strptime's letters: %d.%m.%Y %H:%M; several with | " \
	    "between", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "encoding", job_given, encoding, "NAME", \
	    "encoding of the input (default UTF-8, and UTF-16 where it is told by its bytes)", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "delimiter", job_given, delimiter, "C", \
	    "what separates the fields of csv: a character, or tab (default: it is found)", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_U64_(true, 0, "skip", job_given, skip, 0, 1000, "N", \
	    "leave out N lines before the header of a table (default 0)", \
	    .saved = OPT_SAVED_RECORDS), \
	OPT_TEXT_(true, 0, "header", job_given, header, "a,b,c", \
	    "names of the columns of a table that has no header", .saved = OPT_SAVED_RECORDS), \
	{ .off = OPT_OFF_(job_given, decimal, const char *), \
	  OPT_ROW_(OPT_KIND_CHOICE, true, 0, "decimal", "point|comma", \
	    "what stands before the decimals of a table's numbers (default point)", \
	    .saved = OPT_SAVED_RECORDS) }, \
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

#define OPT_EXPLAIN(type, field, not) \
	OPT_FLAG(0, "explain", type, field, \
	    "say what the query would do, and read nothing", .not_with = not)

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
	OPT_U64_(true, 0, "max-window", job_given, max_window, 1024, CODEC_WINDOW_MAX, "BYTES", \
	    "memory for what zstd or xz looks back to (default 134217728)"), \
	OPT_ASKS

#define OPT_COMMON_NO_RECORDS	/* of filters that read none */ \
	OPT_HEAD("Common"), \
	OPT_OUTPUT, \
	OPT_ASKS

#endif
