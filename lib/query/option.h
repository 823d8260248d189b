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
#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opt_kind {
	OPT_KIND_END,
	OPT_KIND_HEAD,		/* a heading in the help, no option */
	OPT_KIND_SAVED,		/* no option, but a member of the saved query */
	OPT_KIND_FLAG,		/* bool, set to true */
	OPT_KIND_FORM,		/* const char *: "", or with --name=VALUE one of arg, "a|b|c" */
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
#define OPT_FORM_(sh, c, l, s, f, choices, ...) \
	{ .off = OPT_OFF_(s, f, const char *), \
	  OPT_ROW_(OPT_KIND_FORM, sh, c, l, choices, __VA_ARGS__) }
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

/** option_label - how messages call a row, "--top" or "-h"; in @text, which holds @n bytes */
const char *option_label(const struct opt *o, char *text, size_t n);

#endif
