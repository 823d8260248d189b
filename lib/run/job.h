/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * job - what every run shares: what was given, what is asked, what is open
 *
 *     given    options and operands as the command line has them; lib/tool writes them
 *     query    compiled from them by job_prepare and the filter; constant while it runs
 *     run      source, files and counts, from job_open to job_close
 */
#ifndef CX_RUN_JOB_H
#define CX_RUN_JOB_H

#include "base/arena.h"
#include "base/num.h"
#include "base/rc.h"
#include "expr/expr.h"
#include "io/in.h"
#include "io/out.h"
#include "io/place.h"
#include "io/trail.h"
#include "record/proj.h"
#include "record/source.h"
#include "run/identity.h"
#include "run/offsets.h"
#include "time/tstamp.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	JOB_SHOWN = 5,		/* bad records said one by one */
	JOB_THREADS_MAX = 256,
	JOB_UNIT = 1000000000	/* of --max-bad: decimals compare exactly */
};

struct job_given {		/* option values and operands */
	const char *format;		/* -f */
	const char *log_format;		/* --log-format */
	const char *regex;		/* --regex */
	const char *grok;		/* --grok */
	const char *continues;		/* --continue */
	const char *schema;		/* --schema */
	const char *run_start;		/* --run-start */
	const char **map;		/* --map new=old, repeatable */
	size_t      nmap;
	const char *input_tz;		/* --input-tz */
	int64_t     year;		/* --year */
	const char *layout;		/* --time-layout */
	const char *encoding;		/* --encoding */
	const char *delimiter;		/* --delimiter */
	const char *decimal;		/* --decimal */
	const char *header;		/* --header */
	uint64_t    skip;		/* --skip lines */
	const char *where;		/* -e */
	const char *channels;		/* --channels */
	const char *time;		/* -t, default "timestamp" */
	const char *tz;			/* --tz, default UTC */
	const char *from;		/* --from */
	const char *to;			/* --to */
	const char *now;		/* --now */
	double      conf;		/* --conf, default 0.95 */
	uint64_t    threads;		/* -j, 0: choose */
	const char *output;		/* -o */
	const char *rejects;		/* --rejects */
	const char *max_bad;		/* --max-bad N or P%, default 1% */
	const char *resume;		/* --resume */
	bool        wait;		/* --wait */
	bool        at_least_once;	/* --at-least-once */
	const char *partial;		/* --partial: its form, "" the plain one; NULL: not given */
	bool        key_lines;		/* --key-lines */
	const char *offsets;		/* --offsets */
	const char *label;		/* --label, of what is read; NULL: none */
	const char *part;		/* --part, likewise */
	bool        strict;		/* --strict */
	bool        strict_fields;	/* --strict-fields */
	uint64_t    max_line;		/* --max-line bytes */
	uint64_t    max_window;		/* --max-window bytes */
	bool        progress;		/* --progress */
	bool        results;		/* it reads results alone, and has no -f */
	const char *program;		/* first operand of filters that have one */
	const char **file;		/* operands after the program */
	size_t      nfile;
	const bool *row;		/* whether each row of the option table was given */
};

struct job_weight {		/* how many events a record stands for */
	const struct expr *x;	/* NULL: each is one */
	struct sv          text;
	bool               sampled;	/* it was drawn out of so many; else they are all alike */
	uint64_t           least, most;
};

struct job_query {
	struct proj          proj;		/* the fields that are read */
	const struct tzone  *zone;		/* --tz */
	struct tstamp_cfg    input;		/* --input-tz, --year and --now: times of records */
	struct expr_env      env;
	struct sv            channels;		/* name of the rules of --channels; empty: none */
	const struct expr   *where;		/* NULL: keep all */
	struct job_weight    weight;
	const struct key_expr *offset;		/* --offsets: topic, partition, offset; NULL */
	int64_t              from_us;		/* INT64_MIN: open */
	int64_t              to_us;		/* INT64_MAX: open; exclusive */
	bool                 timed;		/* the time is read: see job_need_time */
	bool                 time_required;	/* a record without one is rejected */
	size_t               time_slot;
	num_i128             max_bad;		/* in 1e-9: a count, or % */
	bool                 max_bad_share;
	bool                 max_bad_each;	/* of merged runs each is judged too: gates */
};

struct job_counts {
	uint64_t records;	/* accepted, before --where */
	uint64_t aside;		/* of these: set aside by the filter's own judgement */
	uint64_t missed;	/* fields that no record had, metrics that found no value */
	uint64_t rejected;	/* cannot be used: what --max-bad is about */
	uint64_t foreign;	/* of the first JOB_SHOWN of these: not JSON */
	uint64_t layout;	/* likewise: JSON that needs -f json, by the looks of it */
	uint64_t told;		/* of both: given to job_reject */
	uint64_t rejected_before;	/* by the runs whose saved states were merged */
	uint64_t kept_records;		/* by the runs that this one goes on from, accepted, */
	uint64_t kept_rejected;		/* ... and rejected: of no account but for gates */
	bool     too_bad_before;	/* one of these rejected more than --max-bad allows */
	uint64_t left;		/* files of --resume that could not be read yet */
	uint64_t lacking;	/* what --expect names and no state was of */
	bool     beside_too_bad;	/* likewise a table that was read beside the input */
	bool     sound_times;	/* there was a text, or a number from 1990 to 2099 */
	uint64_t odd_times;	/* times that are other numbers */
	int64_t  odd_us;	/* the first of these */
};

struct job_run {
	const struct trail_plan *plan;		/* --resume: what is read; NULL: the operands */
	const struct source *source;
	struct in           *in;
	struct out          *out;
	struct out          *rejects;		/* NULL: none */
	struct job_counts    count;
	struct identity      identity;		/* of what was read, or of merged states */
	struct offsets       offsets;		/* likewise */
};

struct job {
	const char          *name;		/* of the filter, for messages */
	const char          *beside;		/* a file beside the input; NULL: none */
	struct arena         arena;		/* process lifetime */
	uint64_t             seed;		/* of hash tables */
	struct job_given     given;
	struct job_query     query;
	struct job_run       run;
	const struct place_file *place;	/* what the command line reads and writes */
	size_t               nplace;

	void               (*say)(const char *name, const char *msg);	/* a line to stderr */
	/* Renew the line on the terminal, NULL takes it off; NULL when there is no terminal. */
	void               (*show)(const char *name, const char *msg);
};

/**
 * job_prepare - derive zone, where, from and to from the settings
 *
 * Call once after the options are parsed and before the plan is compiled.
 */
MUST_USE enum rc job_prepare(struct job *j, struct err *e);

/**
 * job_need_time - the plan reads the record's time: adds the -t field to proj
 * @required: a record without a usable time is rejected; else it goes on untimed
 */
MUST_USE enum rc job_need_time(struct job *j, bool required, struct err *e);

/**
 * job_reads - a file that something else names is read, too
 * @what: for messages: "$ref"
 *
 * Returns: RC_OK; RC_USAGE when it is one that the command line would write (place_clash).
 */
MUST_USE enum rc job_reads(const struct job *j, const char *what, const char *path,
    struct err *e);

/** job_time - a time that option @opt, "--at", was given; RC_OK; RC_USAGE when it is none */
MUST_USE enum rc job_time(const struct job *j, const char *opt, const char *text, int64_t *at_us,
    struct err *e);

/** job_now - what --now says; *at_us stays as it is without it; RC_USAGE when it is no time */
MUST_USE enum rc job_now(const struct job *j, int64_t *at_us, struct err *e);

/** job_source_cfg - how the options describe the source, for those who open it themselves */
MUST_USE enum rc job_source_cfg(struct job *j, struct source_cfg *src, struct err *e);

struct job_idle {		/* called before a read that would block, and behind it */
	int  (*fn)(void *ctx);	/* as in_cfg.idle */
	void (*ready)(void *ctx);	/* as in_cfg.ready */
	void  *ctx;
};

/**
 * job_files - the files that are read, in this order: the operands; with --resume what of
 * them, and of the files they were rotated to, is new
 * @n: how many; 0: standard input
 */
const char *const *job_files(const struct job *j, size_t *n);

/**
 * job_open - open source, input, output and rejects; proj must be complete
 * @idle: NULL for none
 */
MUST_USE enum rc job_open(struct job *j, const struct job_idle *idle, struct err *e);

/** job_say - a line to stderr; of which file it is, if that is one beside the input */
void job_say(const struct job *j, const char *msg);

/** job_open_rejects - the file of --rejects alone, unless it is open; RC_OK, RC_IO */
MUST_USE enum rc job_open_rejects(struct job *j, struct err *e);

/**
 * job_open_files - the part of job_open that needs no source: input, output, rejects
 *
 * A job of a file beside the input has no output, and the rejects that it was given.
 */
MUST_USE enum rc job_open_files(struct job *j, const struct job_idle *idle, struct err *e);

/**
 * job_reject - set one input record aside
 * @source: name of its file
 * @line:   1-based in that file
 *
 * Keeps it in --rejects, says the first JOB_SHOWN of them.  With rej->again it is kept
 * only: it is one more reason for the same record.
 * Returns: RC_OK; RC_LIMIT under --strict, with the reason in @e.
 */
MUST_USE enum rc job_reject(struct job *j, const struct reject *rej, const char *source,
    uint64_t line, struct err *e);

/**
 * job_close - close everything, sum up the rejects
 * @rc: how the run ended; when it failed, -o leaves the old file
 *
 * Returns: @rc, or RC_IO when a write failed and @rc was no failure; the detail in @e.
 */
enum rc job_close(struct job *j, enum rc rc, struct err *e);

/** job_threads - how many threads the run may have: -j, else the cores */
unsigned job_threads(const struct job *j);

/** job_too_bad - more input was rejected than --max-bad allows, or files were left out */
bool job_too_bad(const struct job *j);

/** job_exceeds - @rejected records beside @accepted ones are more than --max-bad allows */
bool job_exceeds(const struct job *j, uint64_t rejected, uint64_t accepted);

#endif
