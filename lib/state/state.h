/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * state - saved states: what --partial writes and --merge reads (cx-state(5))
 *
 *     {"kind":"states","filter":"cxstat","version":3,"plan":{...},"where":...,"by":[...],...}
 *     {"kind":"state","key":{"route":"/a"},"window":"...","window_end":"...","state":[...]}
 *     ...                                       one per group and window (of scans, one or
 *                                               more per key), sorted
 *     {"kind":"state_source","name":"a.log","records":20,"from":"...","to":"...","lines":"...",...}
 *     ...                                       one per file that was read
 *     {"kind":"states_end","groups":2,"sources":1,"records":20,"rejected":1}
 *
 * Every line ends in "check", the XXH3 of all bytes before it.  A file may hold
 * several such runs of lines, and before one the line of a place (state/memory.h), behind it
 * results (state/kept.h), which are passed over.  Nothing is guessed: a state that is damaged,
 * truncated, newer, of another query or of records that are counted already is refused
 * with the reason.
 */
#ifndef CX_STATE_STATE_H
#define CX_STATE_STATE_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"
#include "json/jread.h"
#include "json/jwrite.h"
#include "query/option.h"
#include "run/job.h"
#include "state/head.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct state_sum {		/* what states are made of */
	struct identity read;
	uint64_t        records;	/* accepted */
	uint64_t        rejected;
};

struct state_writer {		/* one run of lines, as it is written */
	struct out              *to;
	const struct job        *j;
	const struct state_sum  *sum;	/* what it is made of; NULL: what the job has read */
	const struct state_head *h;
	struct buf               b;	/* the line that is begun */
	struct buf               head;	/* with STATE_KEYED: the first line, without its end */
	struct buf               key;	/* ... what the line that is begun is known by */
	char                     run[HEAD_HEX + 1];	/* ... which run all of them are of */
	bool                     begun;	/* a line stands before, in what is one line */
	struct buf               window;	/* the members of the window written last, */
	struct twindow_span      span;	/* ... and which that was */
	struct jwrite            w;
	uint64_t                 groups;
};

/**
 * state_writer_begin - the head, to @to; the last line will have the counts of @j
 *
 * With STATE_KEYED all that is to be read has been.
 */
void state_writer_begin(struct state_writer *s, struct out *to, const struct job *j,
    const struct state_head *h);

/**
 * state_writer_open - begin a state
 * @key:    as many values as the head has keys
 * @window: what @span is one of; NULL for none
 *
 * Returns: where one JSON value, the state, is to be written; then state_writer_shut.
 */
struct jwrite *state_writer_open(struct state_writer *s, const struct val *key,
    const struct twindow *window, struct twindow_span span);

/** state_writer_shut - end the state that was opened */
void state_writer_shut(struct state_writer *s);

/** state_writer_end - what was read (job->identity), and the last line with the job's counts */
void state_writer_end(struct state_writer *s);

/** state_writer_abort - give back what it holds, instead of state_writer_end */
void state_writer_abort(struct state_writer *s);

/** state_text - a text of a head as an option's value, in @a; NULL when it is empty */
const char *state_text(struct sv s, struct arena *a);

/** state_adopt - take --where, --tz and --time from @h, and prepare the job anew; as job_prepare */
MUST_USE enum rc state_adopt(const struct state_head *h, struct job *j, struct err *e);

/** state_by - the keys of @h as --by would say them, in @a; NULL when there are none */
const char *state_by(const struct state_head *h, struct arena *a);

struct state_reader;

enum state_event {
	STATE_RUN,		/* the head itself: a new run begins; what came before counts */
	STATE_GROUP,
	STATE_DROP		/* the run at hand ends here, and is not to count: a repeat */
};

struct state_item {
	const struct state_head *head;	/* of the run of lines it is in */
	enum state_event         event;
	struct val               key[STATE_KEYS_MAX];	/* in the head's order */
	struct twindow_span      span;
	struct val               state;	/* raw JSON */
	uint64_t                 group;	/* counts the keys that stand before lines, with sorted */
	bool                     spelled;	/* state_take_spelled: this text may be anything */
	struct sv                line;	/* ... and this is all of the line */
};

struct state_cfg {		/* of --merge */
	const struct opt *rows;		/* by which messages name what differs; NULL: none */
	bool              once;		/* --once: STATE_DROP for repeats, instead of an error */
	bool              repeats;	/* --allow-repeat: they count */
	bool              sorted;	/* --sorted: lines with keys, in their order */
	bool              gaps;		/* --allow-gaps: offsets may lack */
	const char       *expect;	/* --expect: what must have been there; NULL: nothing */
};

/**
 * state_open - open the job's files as saved states, and its output
 * @head: of the first run of lines, alive as long as the reader
 *
 * Returns: RC_OK; RC_EMPTY no states at all; RC_SYNTAX, RC_IO with file and line.
 */
MUST_USE enum rc state_open(struct state_reader **r, struct job *j, const struct state_cfg *cfg,
    const struct state_head **head, struct err *e);

/**
 * state_open_file - the same from a file of its own, beside the job's input
 * @rows: as in state_cfg
 *
 * Returns: as state_open; state_close whatever it was.
 */
MUST_USE enum rc state_open_file(struct state_reader **r, const char *path,
    const struct opt *rows, const struct state_head **head, struct err *e);

/**
 * state_next - the next saved group, or the head of the next run of lines
 *
 * Of each run the records and rejects are added to the job's counts, and its sources to
 * what the job has read.  A run of which something was counted before is an error at its
 * last line; under cfg->once one that was counted as a whole is dropped.  At the end what
 * cfg->expect names and was not there is said, and the job's count has it.
 * Returns: RC_OK, @item valid until the next call; RC_END; RC_SYNTAX, RC_IO with file and line.
 */
MUST_USE enum rc state_next(struct state_reader *r, struct state_item *item, struct err *e);

/**
 * state_take_spelled - from now on states that are spelled as ours come as they are
 *
 * Of such an item the line's check has been verified, its key and span are read, and what
 * should be the state, with its end, is for the caller to read (json/jspelled.h).  Where that
 * cannot, state/state_again.h says what the line is.
 */
void state_take_spelled(struct state_reader *r);

/**
 * state_sum_to - of a file of its own: from now on each run of lines is added to @sum
 *
 * Sources of one name and label are put together.  Their text in @a.
 */
void state_sum_to(struct state_reader *r, struct state_sum *sum, struct arena *a);

/** state_may_drop - STATE_DROP can come: what a run gives is to be held until the next one */
bool state_may_drop(const struct state_reader *r);

/**
 * state_same_query - filter, settings, --where, --tz and (when @timed) --time are the same
 * @first: what the head @h of the item read last is compared with
 *
 * Returns: RC_OK; RC_SYNTAX: what differs, with both texts.
 */
MUST_USE enum rc state_same_query(const struct state_reader *r, const struct state_head *h,
    const struct state_head *first, bool timed, struct err *e);

/** state_differs - RC_SYNTAX: @what is @here, but was @first in the first states */
enum rc state_differs(const struct state_reader *r, const char *what, struct sv here,
    struct sv first, struct err *e);

/** state_place - file and line of the item read last; the name lives as long as the reader */
const char *state_place(const struct state_reader *r, uint64_t *line);

/** state_fail - an error at the item read last: "FILE:LINE: message" */
enum rc state_fail(const struct state_reader *r, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/** state_close - NULL is fine */
void state_close(struct state_reader *r);

#endif
