/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lformat - a server's log format, compiled to a delimiter scanner
 *
 * A format is a list of fields, each with the literal text that ends it:
 *
 *     lead  field after  field after  ...  field after
 *     ""    %h    " "    %l    " "         %b    ""
 *
 * The front ends (nginx.c, apache.c) add directives and literals in turn;
 * lformat_finish decides how each field is found, which canonical names the
 * fields get, and which of them the projection wants.  Constant afterwards.
 * Memory class: the format's own text, in the caller's arena.
 *
 * Names.  A directive offers a canonical name and one of its own.  Where two
 * offer the same canonical name the higher rank gets it, then the first; the
 * other takes its own name, the parts of a request line give way.  `--map`
 * ranks above all.  What the client asked for ($request, $request_uri, %r) ranks above
 * what the server made of it ($uri, $args, %U, %q): a path and a query that lie side by
 * side are always of one source.
 */
#ifndef CX_ACCESS_LFORMAT_H
#define CX_ACCESS_LFORMAT_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"
#include "line/lvalue.h"
#include "record/proj.h"
#include "record/source.h"
#include "time/tstamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lformat_kind {
	LFORMAT_TEXT,
	LFORMAT_CLIENT,		/* address or host name, or a list of which the first counts */
	LFORMAT_USER,		/* text that does not begin with "- " */
	LFORMAT_REQUEST,	/* request line, split */
	LFORMAT_URL,		/* path?query, split */
	LFORMAT_PATH,		/* text; grows to LFORMAT_URL when a query follows at once */
	LFORMAT_QUERY,		/* with its leading '?' (Apache %q) */
	LFORMAT_QMARK,		/* '?' or nothing (nginx $is_args) */
	LFORMAT_ARGS,		/* text: a query without '?' */
	LFORMAT_STATUS,		/* 3 digits; 000 and 0 are absent */
	LFORMAT_COUNT,		/* digits */
	LFORMAT_DECIMAL,	/* digits with decimals */
	LFORMAT_MS,		/* decimal in another unit: times 10^shift */
	LFORMAT_SUM,		/* the same, a list to be added up */
	LFORMAT_STAGES,		/* three decimals of seconds and their sum: a request's way through
				 * a load balancer; -1 is none, then there is no sum */
	LFORMAT_CLF,		/* 10/Oct/2000:13:55:36 -0700 */
	LFORMAT_EPOCH,
	LFORMAT_LAYOUT,		/* strftime layout */
	LFORMAT_TIME		/* whatever tstamp_auto reads */
};

enum lformat_flags {
	LFORMAT_LIST = 1,	/* unquoted, may hold ", " and " : " */
	LFORMAT_DASH0 = 2,	/* "-" is 0, not absent */
	LFORMAT_WANTS_ARGS = 4,	/* a path with $is_args behind it, $args must follow */
	LFORMAT_DASHED = 8,	/* a path with $is_args$args: "-" without a query */
	LFORMAT_FORWARDED = 16,	/* a client as proxies tell it: it may be "unknown" */
	LFORMAT_PADDED = 32,	/* a number that blanks may stand before */
	LFORMAT_FREE = 64,	/* LVALUE_RAW: it may hold its literal, those behind it do not */
	LFORMAT_SQUID = 128,	/* a target may be error:NAME instead, or the host of a tunnel */
	LFORMAT_FAR = 256,	/* sets far */
	LFORMAT_BALANCER = 512,	/* a request that was none reads "- http://HOST:PORT- -" */
	LFORMAT_OR_MICROS = 1024	/* " micros (" may stand for its literal: thousandths */
};

/* How the end of a field is found. */
enum lformat_end {
	LFORMAT_AT_EOL,		/* it is the rest of the line */
	LFORMAT_AT_TAIL,	/* the line ends in its literal */
	LFORMAT_AT_QUOTE,	/* first '"' without an odd number of backslashes before it */
	LFORMAT_AT_BARE_QUOTE,	/* LVALUE_QUOTE: first '"' without a backslash, or the last before
				 * it, whichever its literal begins with */
	LFORMAT_AT_LAST,	/* LVALUE_RAW: its literal, the last one in quotes, stands last; */
	LFORMAT_FROM_END,	/* ... or `behind` more of it stand behind */
	LFORMAT_AT_CHAR,	/* its literal is one byte */
	LFORMAT_AT_TEXT,
	LFORMAT_AT_PORT,	/* the last of its literal, ':', before the end of the next field,
				 * which is a number */
	LFORMAT_AT_SLASH	/* first '/' before the end of the next field, or that end */
};

/*
 * What a field mostly looks like.  The kernels (lscan_kernel.inc) take such a
 * field in one pass; for any other they ask the rules (lscan_odd).
 */
enum lformat_look {
	LFORMAT_ANY,		/* the rules decide */
	LFORMAT_TOKEN,		/* text up to its literal */
	LFORMAT_ADDRESS,	/* likewise, and an address if a colon is in it */
	LFORMAT_PORTED,		/* likewise, with a colon, digits and their literal behind it */
	LFORMAT_QUOTED,		/* text up to a quote */
	LFORMAT_LINE,		/* a request line up to a quote */
	LFORMAT_CODE,		/* three digits */
	LFORMAT_DIGITS,
	LFORMAT_SECONDS,	/* digits and three decimals, wanted in thousandths */
	LFORMAT_STAMP,		/* a CLF time */
	LFORMAT_TARGET,		/* path?query, or a URL, up to its literal */
	LFORMAT_REST,		/* text to the end of the line */
	LFORMAT_MOMENT,		/* a time in the minute of the line before */
	LFORMAT_SINCE,		/* seconds since 1970 */
	LFORMAT_MICROS,		/* digits, wanted as thousands with decimals */
	LFORMAT_THREE		/* LFORMAT_STAGES */
};

/* Bytes of a literal that the kernels compare at once, and of the longest that they compare. */
enum { LFORMAT_LIT = 8, LFORMAT_LIT_MAX = 3 * LFORMAT_LIT };

/* Parts of a request line, as indices of lformat_op.out; other fields use the first only. */
enum lformat_part {
	LFORMAT_METHOD,
	LFORMAT_SCHEME,
	LFORMAT_HOST,
	LFORMAT_PATH_PART,
	LFORMAT_QUERY_PART,
	LFORMAT_PROTOCOL,
	LFORMAT_WHOLE,
	LFORMAT_PARTS,
	LFORMAT_STAGE = 0,	/* of LFORMAT_STAGES: the three of them, then the sum */
	LFORMAT_TOTAL = 3
};


struct lformat_op {
	enum lformat_kind           kind;
	enum lformat_end            end;
	unsigned                    flags;
	unsigned                    behind;	/* LFORMAT_FROM_END */
	int                         shift;	/* LFORMAT_MS, LFORMAT_SUM: decimal places */
	enum tstamp_unit            unit;	/* LFORMAT_EPOCH */
	bool                        want;	/* some part of it is projected */
	int                         out[LFORMAT_PARTS];	/* value it fills; -1 not wanted */
	struct sv                   after;	/* the literal that ends it */
	enum lformat_look           look;
	bool                        far;	/* targets are URLs with scheme and host */
	uint64_t                    lit[3];	/* the bytes of after, in memory order */
	uint64_t                    lit_mask[3];	/* 0xff for each of them */
	const struct tstamp_layout *layout;
	struct sv                   spec;	/* the directive as written */
	const char                 *canon;	/* NULL: none */
	struct sv                   own;
	struct sv                   own_query;	/* of a query that was joined to a path */
	int                         rank;
	struct sv                   layout_text;
	size_t                      col;	/* of the directive in the format text; 0 unknown */
};

/** lformat_is_rare - a part of a request line that most lines of a log do not have */
static inline bool
lformat_is_rare(const struct lformat_op *op, enum lformat_part part)
{
	if (op->kind == LFORMAT_STAGES)
		return false;
	return ((part == LFORMAT_SCHEME || part == LFORMAT_HOST) && !op->far) ||
	    part == LFORMAT_WHOLE;
}

enum { LFORMAT_COPY = 32 };	/* bytes that are copied at a time */

struct lformat_out {
	struct sv name;
	struct sv key;		/* as JSON */
	struct sv head;		/* ,"key":" with at least LFORMAT_COPY bytes readable */
	bool      key_esc;
	size_t    slot;		/* proj->n: no slot */
	unsigned  order;
	/* What it is when its field is plain (see lscan_is_plain): */
	const struct lformat_op *op;
	bool      rare;		/* nothing */
	bool      time;		/* a time, else a text or a number: */
	bool      clf;		/* ... whose seconds stand where those of a CLF time do */
	bool      text;		/* a text of any length, 2 * LFORMAT_COPY readable bytes */
	uint8_t   head_n;	/* bytes of head before it; 0: more than LFORMAT_COPY */
	uint8_t   quote;	/* bytes behind it */
};

struct lformat {
	struct arena       *arena;
	enum lvalue_escape  esc;
	bool                blank;	/* an unset field is empty (nginx escape=json, none) */
	bool                guess;	/* kernels take ends that the rules look for from behind */
	bool                trailing;	/* text behind the format that a space begins is ignored */
	struct sv           lead;	/* literal before the first field */
	struct lformat_op  *op;
	size_t              nop, cap;
	struct lformat_out *out;	/* in the order of members */
	size_t              nout;
	size_t              nval;	/* with proj.members one per output, else per slot */
};

/** lformat_init - an empty format; everything it holds goes to @a */
void lformat_init(struct lformat *f, enum lvalue_escape esc, struct arena *a);

/**
 * lformat_escape - take "escape=NAME " off the start of a format's text
 * @names: what each is called, LVALUE_RAW first; NULL: the server has no such
 * @text:  moved behind it, as is the column, unless that is 0
 * @esc:   what it asks for; LVALUE_C when nothing is said
 *
 * Returns: RC_OK; RC_SYNTAX another name.
 */
MUST_USE enum rc lformat_escape(const char *const names[LVALUE_ESCAPES], struct sv *text,
    size_t *col, enum lvalue_escape *esc, struct err *e);

/** lformat_literal - text between directives; copied */
void lformat_literal(struct lformat *f, struct sv text);

/**
 * lformat_field - a directive
 * @op: kind, flags, shift, unit, spec, canon, own, rank, layout_text, col; the rest is ignored
 *
 * A path and the query right behind it become one field, pieces of a time (%{%F}t.%{msec_frac}t)
 * one layout; a path may follow a host at once.
 * Returns: RC_OK; RC_SYNTAX when nothing tells where the directive before it ends.
 */
MUST_USE enum rc lformat_field(struct lformat *f, const struct lformat_op *op, struct err *e);

/**
 * lformat_finish - name the fields, resolve the projection
 * @cfg: of which the map is used; `from` is a canonical name, an own name or the directive itself
 *
 * Returns: RC_OK; RC_SYNTAX no field at all, or a bad time layout; RC_USAGE a map
 *          from a field that the format does not have.
 */
MUST_USE enum rc lformat_finish(struct lformat *f, const struct source_cfg *cfg,
    const struct proj *p, struct err *e);

#endif
