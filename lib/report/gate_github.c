/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gate_github - verdicts as workflow commands of GitHub Actions
 *
 *     ::error file=F,line=L,title=T::message
 *
 * A step keeps ten annotations of a kind and drops the others without a word: the worst
 * come first, and the summary behind them has all.  Names are the input's, and a command
 * may stand anywhere in a line in the old spelling ("##[...]"): around the summary commands
 * are stopped, with a token that does not occur in it.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "report/gate_text.h"

#include <inttypes.h>
#include <stdio.h>

enum { KIND_ERROR, KIND_WARNING, KIND_NOTICE, KINDS, PER_KIND = 10 };

static void
put_message(struct buf *o, uint32_t cp)
{
	if (cp == '%' || cp == '\r' || cp == '\n')
		buf_printf(o, "%%%02X", (unsigned)cp);
	else
		gate_text_cp(o, cp);
}

static void
put_property(struct buf *o, uint32_t cp)
{
	if (cp == ':' || cp == ',')
		buf_printf(o, "%%%02X", (unsigned)cp);
	else
		put_message(o, cp);
}

static int
kind_of(const struct gate_report *r, const struct gate_case *c)
{
	switch (gate_text_face(r, c)) {
	case GATE_FACE_PASS:
		return KINDS;
	case GATE_FACE_SKIP:
		return c->advisory ? KIND_NOTICE : KIND_WARNING;
	case GATE_FACE_ADVICE:
		return KIND_WARNING;
	default:
		return KIND_ERROR;
	}
}

static void
put_name(struct buf *o, const struct gate_case *c, gate_text_fn *put)
{
	gate_text_put(o, c->suite, put);
	if (c->suite.n > 0)
		gate_text_put(o, SV(": "), put);
	gate_text_put(o, c->name, put);
}

static void
put_annotation(struct buf *o, int kind, const struct gate_case *c)
{
	static const char *const word[] = { "error", "warning", "notice" };

	buf_printf(o, "::%s ", word[kind]);
	if (c->file != NULL) {
		buf_sv(o, SV("file="));
		gate_text_put(o, sv_of(c->file), put_property);
		buf_printf(o, ",line=%u,", c->line != 0 ? (unsigned)c->line : 1);
	}
	buf_sv(o, SV("title="));
	put_name(o, c, put_property);
	buf_printf(o, "::%s", gate_text_state(c->state));
	buf_sv(o, c->message.n > 0 ? SV(": ") : SV(""));
	gate_text_put(o, c->message, put_message);
	buf_c(o, '\n');
}

static void
put_summary(const struct gate_report *r, const size_t *order, struct buf *o)
{
	buf_printf(o, "%s: ", r->tool);
	gate_text_count(r, o);
	buf_c(o, '\n');
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_case *c = &r->c[order[i]];

		buf_printf(o, "  %-12s  ", gate_text_state(c->state));
		put_name(o, c, gate_text_line);
		buf_sv(o, c->message.n > 0 ? SV("  ") : SV(""));
		gate_text_put(o, c->message, gate_text_line);
		buf_c(o, '\n');
	}
}

/* The text, with commands stopped around it: only the token, which it has not, ends that. */
static void
put_stopped(struct sv text, struct buf *o)
{
	char token[32];
	uint64_t seed = 0;

	do {
		snprintf(token, sizeof(token), "cx%016" PRIx64, hash_sv(text, seed++));
	} while (sv_has(text, sv_of(token)));
	buf_printf(o, "::stop-commands::%s\n", token);
	buf_sv(o, text);
	buf_printf(o, "::%s::\n", token);
}

void
gate_github(const struct gate_report *r, struct buf *o)
{
	size_t *order = gate_text_order(r);
	unsigned said[KINDS + 1] = { 0 };
	struct buf text;

	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < r->n; i++) {
		const struct gate_case *c = &r->c[order[i]];
		int kind = kind_of(r, c);

		if (kind < KINDS && said[kind]++ < PER_KIND)
			put_annotation(o, kind, c);
	}
	put_summary(r, order, &text);
	put_stopped(buf_view(&text), o);
	buf_free(&text);
	mem_free(order);
}
