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
#include "envelope/nest.h"
#include "io/in.h"
#include "json/jread.h"

enum { PIECE = 16 * 1024 };

enum { LOG, STREAM, TIME, MEMBERS };

struct docker {
	struct tstamp_cfg time;
	struct jread     *reader;
	struct val        slot[MEMBERS];
	struct arena      tmp;		/* the text of one line without its escapes */
};

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	static const struct sv key[MEMBERS] = {
		[LOG] = { "log", 3 }, [STREAM] = { "stream", 6 }, [TIME] = { "time", 4 },
	};
	struct jread_path path[MEMBERS];
	struct docker *d = state;

	for (int i = 0; i < MEMBERS; i++)
		path[i] = (struct jread_path){ &key[i], 1 };
	d->time = *time;
	d->reader = jread_new(path, MEMBERS, false);
	arena_init(&d->tmp);
}

static void
free_state(void *state)
{
	struct docker *d = state;

	jread_free(d->reader);
	arena_free(&d->tmp);
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct docker *d = state;
	const char *at = line.p, *end = line.p + line.n;
	const struct val *log = &d->slot[LOG];
	struct jread_line whole;
	struct err e = { 0 };
	uint64_t lines = 0;
	struct sv *text = &out->text;

	while (*end != '\n')
		end++;		/* a CR */
	if (jread_next(d->reader, &at, end + 1, &lines, d->slot, &whole, &e) != RC_OK)
		return source_reject(rej, "json", 0, e.col, line, "%s", e.msg);
	if (log->kind != VAL_STRING)
		return source_reject(rej, "log", 0, 0, line, "expected a text \"log\"");
	arena_reset(&d->tmp);
	*text = (log->flags & VAL_ESC) != 0 ? val_unescape(log->text, &d->tmp) : log->text;
	out->piece = text->n >= PIECE && text->p[text->n - 1] != '\n';
	text->n -= text->n > 0 && text->p[text->n - 1] == '\n';
	text->n -= text->n > 0 && text->p[text->n - 1] == '\r';
	out->field[0] = d->slot[TIME];
	out->field[0].kind = VAL_NONE;
	if (d->slot[TIME].kind == VAL_STRING &&
	    tstamp_auto(&d->slot[TIME], &d->time, &out->field[0].at_us))
		out->field[0].kind = VAL_TIME;
	if (d->slot[STREAM].kind == VAL_STRING)
		out->field[1] = d->slot[STREAM];
	out->stream = sv_is(d->slot[STREAM].text, "stderr");
	return RC_OK;
}

static size_t
column(void *state, struct sv line, size_t at)
{
	struct docker *d = state;

	return nest_column(line, d->slot[LOG].text, at, &d->tmp);
}

const struct nest_type docker_envelope = {
	.name = "docker",
	.field = { "timestamp", "stream", NULL },
	.pieces = true,
	.size = sizeof(struct docker),
	.init = init_state,
	.free = free_state,
	.strip = strip,
	.column = column,
};
