/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * docker - the files of Docker's json-file driver
 *
 *     {"log":"TEXT\n","stream":"stdout","time":"2026-11-29T19:31:23.514882507Z"}
 *
 * The driver cuts a line into pieces of PIECE bytes; all but the last lack the \n.  A
 * shorter one without it is what a program left behind when it ended: nothing
 * follows.  Bytes that were not UTF-8 are U+FFFD already, which makes a piece longer.
 * Source: moby, daemon/logger/jsonfilelog and daemon/logger/copier.go.
 */
#include "envelope/nest_json.h"

enum { PIECE = 16 * 1024 };

enum { LOG, STREAM, TIME, MEMBERS };

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	static const struct sv key[MEMBERS] = {
		[LOG] = { "log", 3 }, [STREAM] = { "stream", 6 }, [TIME] = { "time", 4 },
	};

	nest_json_init(state, time, key, MEMBERS);
}

static void
free_state(void *state)
{
	nest_json_free(state);
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct nest_json *j = state;
	struct sv *text = &out->text;

	if (nest_json_read(j, line, rej) != RC_OK)
		return RC_BAD;
	if (j->slot[LOG].kind != VAL_STRING)
		return source_reject(rej, "log", 0, 0, line, "expected a text \"log\"");
	*text = nest_json_text(j, LOG);
	out->piece = text->n >= PIECE && text->p[text->n - 1] != '\n';
	text->n -= text->n > 0 && text->p[text->n - 1] == '\n';
	text->n -= text->n > 0 && text->p[text->n - 1] == '\r';
	out->field[0] = nest_json_time(j, TIME, VAL_STRING);
	if (j->slot[STREAM].kind == VAL_STRING)
		out->field[1] = j->slot[STREAM];
	out->stream = sv_is(j->slot[STREAM].text, "stderr");
	return RC_OK;
}

static size_t
column(void *state, struct sv line, size_t at)
{
	struct nest_json *j = state;

	return nest_column(line, j->slot[LOG].text, at, &j->tmp);
}

const struct nest_type docker_envelope = {
	.name = "docker",
	.field = { "timestamp", "stream", NULL },
	.pieces = true,
	.size = sizeof(struct nest_json),
	.init = init_state,
	.free = free_state,
	.strip = strip,
	.column = column,
};
