/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_text - what the writers of report/gate.h share: how a case shows, safe text
 */
#ifndef CX_REPORT_GATE_TEXT_H
#define CX_REPORT_GATE_TEXT_H

#include "report/gate.h"

/* What a reader of test results makes of a case; rising badness. */
enum gate_face {
	GATE_FACE_PASS,
	GATE_FACE_SKIP,		/* inconclusive, and that may be */
	GATE_FACE_ADVICE,	/* failed, but it is no gate */
	GATE_FACE_FAIL,
	GATE_FACE_ERROR,	/* no verdict where there must be one */
	GATE_FACES
};

/** gate_text_face - how a case shows in a report */
enum gate_face gate_text_face(const struct gate_report *r, const struct gate_case *c);

/** gate_text_state - "pass", "fail", "inconclusive", "error" */
const char *gate_text_state(enum gate_state s);

/** gate_text_order - indices of all cases, the worst first, else as they stand; mem_free */
size_t *gate_text_order(const struct gate_report *r);

/** gate_text_count - "2 pass, 1 fail, 1 inconclusive"; what there is none of is left out */
void gate_text_count(const struct gate_report *r, struct buf *o);

/** gate_text_fn - writes one code point as a format wants it */
typedef void gate_text_fn(struct buf *o, uint32_t cp);

/** gate_text_put - every code point of @s through @put; unsafe ones as U+FFFD, not tab, CR, LF */
void gate_text_put(struct buf *o, struct sv s, gate_text_fn *put);

/** gate_text_plain - the byte s.p[at] begins and ends no markup where it stands */
typedef bool gate_text_plain(struct sv s, size_t at);

/**
 * gate_text_markdown - @s as text of Markdown, HTML in it too
 *
 * All punctuation that can begin or end markup is behind a backslash; < > & @ and : are
 * entities but where @plain says that they are plain.
 */
void gate_text_markdown(struct buf *o, struct sv s, gate_text_plain *plain);

/** gate_text_cp - one code point as it is: a gate_text_fn, and the end of others */
void gate_text_cp(struct buf *o, uint32_t cp);

/** gate_text_line - as it is, but tab, CR and LF are spaces: a gate_text_fn */
void gate_text_line(struct buf *o, uint32_t cp);

#endif
