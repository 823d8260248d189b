/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate - verdicts for continuous integration: JUnit, TAP, GitHub, Markdown, Prometheus
 *
 * One form for every filter that judges.  Names and messages come from the input and
 * are escaped as each format demands: a name cannot end an element, start a workflow
 * command, or add a row.  Bytes that are not UTF-8, control characters and those that
 * turn text around are U+FFFD everywhere.
 * Formats: see each writer.
 */
#ifndef CX_REPORT_GATE_H
#define CX_REPORT_GATE_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gate_state { GATE_PASS, GATE_FAIL, GATE_INCONCLUSIVE, GATE_ERROR };

struct gate_number {		/* for Prometheus */
	const char *name;	/* "slo_bad_ratio": constants of the program */
	const char *help;	/* no quotes, no line feeds; of one name always the same */
	double      value;	/* NAN: not written */
	const char *label;	/* one more label; NULL for none */
	struct sv   label_value;
};

struct gate_key {
	struct sv name;
	struct sv value;	/* empty: not written */
};

struct gate_case {
	struct sv       suite;
	struct sv       name;		/* with its keys: "checkout p99 [route=/a]" */
	struct sv       bare;		/* without them: "checkout p99" */
	const struct gate_key *key;	/* these, for Prometheus; n 0: bare is not looked at */
	size_t          nkey;
	enum gate_state state;
	bool            advisory;	/* not a gate: shown, never failing */
	struct sv       message;	/* one line: counts, interval, limit, what is needed */
	const char     *file;		/* of the specification; NULL */
	uint32_t        line;		/* 0: unknown */
	const struct gate_number *number;
	size_t          nnumber;
};

struct gate_words {		/* what cases are called; constants of the program */
	const char *prefix;	/* of metrics: "slo" makes slo_verdict */
	const char *suite;	/* label: "slo" */
	const char *name;	/* label, and head of a column: "objective" */
	const char *title;	/* head of the suites' column: "SLO" */
};

#define GATE_WORDS_SLO	{ "slo", "slo", "objective", "SLO" }

struct gate_report {
	struct gate_words       words;
	const char             *tool;		/* "cxslo" */
	const struct gate_case *c;
	size_t                  n;
	bool                    inconclusive_fails;	/* --inconclusive fail */
	int64_t                 at_us;		/* what time the verdicts speak of; 0 unknown */
};

/** gate_junit - Ant/Jenkins XML; inconclusive is skipped, or an error when it fails */
void gate_junit(const struct gate_report *r, struct buf *o);

/** gate_tap - TAP, in what versions 13 and 14 share */
void gate_tap(const struct gate_report *r, struct buf *o);

/**
 * gate_github - workflow commands: the worst first, at most ten of each kind, then a summary
 *
 * The summary has every case on a line, with commands stopped around it.
 */
void gate_github(const struct gate_report *r, struct buf *o);

/** gate_markdown - a table, the worst first, for a job's summary or a comment; under 1 MiB */
void gate_markdown(const struct gate_report *r, struct buf *o);

/** gate_prometheus - gauges, valid both as text format 0.0.4 and OpenMetrics 1.0 */
void gate_prometheus(const struct gate_report *r, struct buf *o);

#endif
