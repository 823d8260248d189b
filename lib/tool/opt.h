/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * opt - options as a table: one row yields parsing, help, completion and --dump-options
 *
 *     struct cfg { const char *by; uint64_t top; bool totals; const char **set; size_t nset; };
 *
 *     static const struct opt opts[] = {
 *             OPT_TEXT('b', "by",     cfg, by, "FIELDS", "group by these"),
 *             OPT_U64 ( 0,  "top",    cfg, top, 1, UINT32_MAX, "N", "keep N groups"),
 *             OPT_FLAG( 0,  "totals", cfg, totals, "add a line over all groups"),
 *             OPT_LIST( 0,  "set",    cfg, set, "NEW=EXPR", "add a field"),
 *             OPT_SOURCE,
 *             OPT_COMMON,
 *             OPT_END
 *     };
 *
 * A row names a field of the filter's own struct (the tag comes third) and does
 * not compile when the field has another type.  The shared groups fill
 * job->given; a filter lists only those that it honours.  A field keeps its value
 * when its option is not given, so defaults are set before tool_start.
 */
#ifndef CX_TOOL_OPT_H
#define CX_TOOL_OPT_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/registry.h"
#include "base/sv.h"
#include "log/log.h"
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opt_kind {
	OPT_KIND_END,
	OPT_KIND_HEAD,		/* a heading in the help, no option */
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
};

/* Offset of a field, refused by the compiler when the field is not of this type. */
#define OPT_OFF_(s, f, type) _Generic(((struct s *)0)->f, type : offsetof(struct s, f))

#define OPT_ROW_(k, sh, c, l, a, h) \
	.kind = (k), .shared = (sh), .letter = (c), .name = (l), .arg = (a), .help = (h)
#define OPT_FLAG_(sh, c, l, s, f, h) \
	{ OPT_ROW_(OPT_KIND_FLAG, sh, c, l, NULL, h), .off = OPT_OFF_(s, f, bool) }
#define OPT_TEXT_(sh, c, l, s, f, a, h) \
	{ OPT_ROW_(OPT_KIND_TEXT, sh, c, l, a, h), .off = OPT_OFF_(s, f, const char *) }
#define OPT_LIST_(sh, c, l, s, f, a, h) \
	{ OPT_ROW_(OPT_KIND_LIST, sh, c, l, a, h), .off = OPT_OFF_(s, f, const char **), \
	  .off_n = OPT_OFF_(s, n##f, size_t) }
#define OPT_U64_(sh, c, l, s, f, lo, hi, a, h) \
	{ OPT_ROW_(OPT_KIND_U64, sh, c, l, a, h), .off = OPT_OFF_(s, f, uint64_t), \
	  .min.u = (lo), .max.u = (hi) }
#define OPT_I64_(sh, c, l, s, f, lo, hi, a, h) \
	{ OPT_ROW_(OPT_KIND_I64, sh, c, l, a, h), .off = OPT_OFF_(s, f, int64_t), \
	  .min.i = (lo), .max.i = (hi) }
#define OPT_DOUBLE_(sh, c, l, s, f, lo, hi, a, h) \
	{ OPT_ROW_(OPT_KIND_DOUBLE, sh, c, l, a, h), .off = OPT_OFF_(s, f, double), \
	  .min.d = (lo), .max.d = (hi) }
#define OPT_ASK_(c, l, what, h) \
	{ OPT_ROW_(OPT_KIND_ASK, true, c, l, NULL, h), .min.u = (what) }

/* Rows of a filter: letter or 0, name, struct tag, field, [range,] value's name, help. */
#define OPT_FLAG(c, l, s, f, h)			OPT_FLAG_(false, c, l, s, f, h)
#define OPT_TEXT(c, l, s, f, a, h)		OPT_TEXT_(false, c, l, s, f, a, h)
#define OPT_KEYS(c, l, s, f, a, h) \
	{ OPT_ROW_(OPT_KIND_TEXT, false, c, l, a, h), .off = OPT_OFF_(s, f, const char *), \
	  .none = true }
#define OPT_LIST(c, l, s, f, a, h)		OPT_LIST_(false, c, l, s, f, a, h)
#define OPT_U64(c, l, s, f, lo, hi, a, h)	OPT_U64_(false, c, l, s, f, lo, hi, a, h)
#define OPT_I64(c, l, s, f, lo, hi, a, h)	OPT_I64_(false, c, l, s, f, lo, hi, a, h)
#define OPT_DOUBLE(c, l, s, f, lo, hi, a, h)	OPT_DOUBLE_(false, c, l, s, f, lo, hi, a, h)
#define OPT_CHOICE(c, l, s, f, choices, h) \
	{ OPT_ROW_(OPT_KIND_CHOICE, false, c, l, choices, h), .off = OPT_OFF_(s, f, const char *) }
/* Values are names of rows, which --help lists: one of them, or each with more behind it. */
#define OPT_ONE_OF(c, l, s, f, registry, a, h) \
	{ OPT_ROW_(OPT_KIND_CHOICE, false, c, l, a, h), .off = OPT_OFF_(s, f, const char *), \
	  .of = (registry) }
#define OPT_LIST_OF(c, l, s, f, registry, a, h) \
	{ OPT_ROW_(OPT_KIND_LIST, false, c, l, a, h), .off = OPT_OFF_(s, f, const char **), \
	  .off_n = OPT_OFF_(s, n##f, size_t), .of = (registry) }
#define OPT_HEAD(h)	{ .kind = OPT_KIND_HEAD, .help = (h) }
#define OPT_END		{ .kind = OPT_KIND_END }

/* The shared groups: the same letters, names and meaning in every filter. */
#define OPT_SOURCE \
	OPT_HEAD("Input"), \
	{ OPT_ROW_(OPT_KIND_TEXT, true, 'f', "format", "FORMAT", \
	    "format of the input (default ndjson, one object a line); --help lists them"), \
	  .off = OPT_OFF_(job_given, format, const char *), .of = &log_registry }, \
	OPT_TEXT_(true, 0, "log-format", job_given, log_format, "TEXT", \
	    "the server's own log_format or LogFormat, or @FILE[:NAME] to find it in its " \
	    "configuration"), \
	OPT_TEXT_(true, 0, "regex", job_given, regex, "REGEX", \
	    "fields are the named groups of this expression"), \
	OPT_LIST_(true, 0, "map", job_given, map, "NEW=OLD", \
	    "read field NEW from what the input calls OLD"), \
	OPT_TEXT_(true, 0, "input-tz", job_given, input_tz, "ZONE", \
	    "zone of times that name none (default UTC)"), \
	OPT_I64_(true, 0, "year", job_given, year, 1, 9999, "YEAR", \
	    "year of dates that name none (default: inferred)")

#define OPT_WHERE \
	OPT_TEXT_(true, 'e', "where", job_given, where, "EXPR", \
	    "take only records for which EXPR is true")

#define OPT_TIME	OPT_TIME_OF("timestamp")
#define OPT_TIME_OF(field)	/* the one of struct tool */ \
	OPT_HEAD("Time"), \
	OPT_TEXT_(true, 't', "time", job_given, time, "FIELD", \
	    "field with the record's time (default " field ")"), \
	OPT_TEXT_(true, 0, "tz", job_given, tz, "ZONE", \
	    "zone in which days begin and dates are read (default UTC)"), \
	OPT_TEXT_(true, 0, "from", job_given, from, "TIME", "take only records at or after TIME"), \
	OPT_TEXT_(true, 0, "to", job_given, to, "TIME", "take only records before TIME"), \
	OPT_TEXT_(true, 0, "now", job_given, now, "TIME", \
	    "the clock, for all that asks what time it is")

#define OPT_CONF \
	OPT_DOUBLE_(true, 0, "conf", job_given, conf, 0.5, 0.999999, "P", \
	    "confidence of the intervals (default 0.95)")

#define OPT_THREADS \
	OPT_FLAG_(true, 0, "progress", job_given, progress, \
	    "show bytes, speed and time left on the terminal"), \
	OPT_U64_(true, 'j', "threads", job_given, threads, 1, 256, "N", \
	    "threads to work with (default: the cores for regular files, 1 on a pipe)")

#define OPT_COMMON \
	OPT_HEAD("Common"), \
	OPT_TEXT_(true, 'o', "output", job_given, output, "FILE", \
	    "write to FILE, which appears whole or not at all"), \
	OPT_TEXT_(true, 0, "rejects", job_given, rejects, "FILE", \
	    "keep rejected input in FILE, with the reasons"), \
	OPT_TEXT_(true, 0, "max-bad", job_given, max_bad, "N|P%", \
	    "end with status 4 when more is rejected (default 1%)"), \
	OPT_FLAG_(true, 0, "strict", job_given, strict, \
	    "stop at the first bad record, with status 2"), \
	OPT_U64_(true, 0, "max-line", job_given, max_line, 256, (uint64_t)1 << 40, "BYTES", \
	    "reject longer lines (default 67108864)"), \
	OPT_ASK_('h', NULL, OPT_ASK_USAGE, "this list"), \
	OPT_ASK_(0, "help", OPT_ASK_HELP, "this list, with notes and examples"), \
	OPT_ASK_(0, "version", OPT_ASK_VERSION, "the version")

struct opt_args {
	const struct opt *table;
	void             *cfg;		/* the filter's struct; NULL: no options of its own */
	struct job       *job;		/* shared options, and the arena for lists */
	const char      **operand;	/* result: what is no option, in order */
	size_t            noperand;
	enum opt_ask      ask;		/* result: help or the like was asked for */
};

/**
 * opt_parse - read a command line into the structs its table names
 * @a:    table, cfg and job are given; the operands and ask are filled
 * @argv: of main; texts are kept by pointer
 *
 * Takes -o FILE, -oFILE, --opt=value, --opt value, bundled flags, "--"; options
 * and operands mix, "-" is an operand.  An option with a value always takes the
 * next argument, so that negative numbers pass.  A repeated option: the last
 * one counts, except for lists.  Stops at the first that asks for help.
 * Returns: RC_OK; RC_USAGE with what was expected and got.
 * Memory:  lists and operands in job->arena.
 */
MUST_USE enum rc opt_parse(struct opt_args *a, int argc, char **argv, struct err *e);

/** opt_at - the @i-th row of a table; NULL behind the last */
const struct opt *opt_at(const struct opt *table, size_t i);

/** opt_arg - append what an option's value is called: "N", "a|b|c" */
void opt_arg(const struct opt *o, struct buf *b);

/** opt_label - how messages call an option, "--top" or "-h"; in @text, which holds @n bytes */
const char *opt_label(const struct opt *o, char *text, size_t n);

#endif
