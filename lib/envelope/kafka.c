/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * kafka - what kcat -J prints: a message of Kafka, and where it stands
 *
 *     {"topic":"shop","tstype":"create","ts":1795980000123,"broker":1,"partition":0,"offset":7,
 *      "key":"ann","payload":"TEXT"}
 *
 * A message without a payload is a tombstone: its text is empty.
 * Source: what kcat 1.7.1 prints.
 */
#include "envelope/nest.h"
#include "json/jread.h"

enum { PAYLOAD, TS, TOPIC, PARTITION, OFFSET, KEY, MEMBERS };

struct kafka {
	struct tstamp_cfg time;
	struct jread     *reader;
	struct val        slot[MEMBERS];
	struct arena      tmp;		/* the text of one line without its escapes */
};

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	static const struct sv key[MEMBERS] = {
		[PAYLOAD] = { "payload", 7 }, [TS] = { "ts", 2 }, [TOPIC] = { "topic", 5 },
		[PARTITION] = { "partition", 9 }, [OFFSET] = { "offset", 6 }, [KEY] = { "key", 3 },
	};
	struct jread_path path[MEMBERS];
	struct kafka *k = state;

	for (int i = 0; i < MEMBERS; i++)
		path[i] = (struct jread_path){ &key[i], 1 };
	k->time = *time;
	k->reader = jread_new(path, MEMBERS, false);
	arena_init(&k->tmp);
}

static void
free_state(void *state)
{
	struct kafka *k = state;

	jread_free(k->reader);
	arena_free(&k->tmp);
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct kafka *k = state;
	const char *at = line.p, *end = line.p + line.n;
	const struct val *text = &k->slot[PAYLOAD];
	struct jread_line whole;
	struct err e = { 0 };
	uint64_t lines = 0;

	while (*end != '\n')
		end++;		/* a CR */
	if (jread_next(k->reader, &at, end + 1, &lines, k->slot, &whole, &e) != RC_OK)
		return source_reject(rej, "json", 0, e.col, line, "%s", e.msg);
	if (text->kind != VAL_STRING && text->kind != VAL_NULL)
		return source_reject(rej, "log", 0, 0, line, "expected a text \"payload\"");
	arena_reset(&k->tmp);
	out->text = text->kind == VAL_NULL ? SV("") : (text->flags & VAL_ESC) != 0 ?
	    val_unescape(text->text, &k->tmp) : text->text;
	out->field[0] = k->slot[TS];
	out->field[0].kind = VAL_NONE;
	if (k->slot[TS].kind == VAL_NUMBER &&
	    tstamp_auto(&k->slot[TS], &k->time, &out->field[0].at_us))
		out->field[0].kind = VAL_TIME;
	for (int i = TOPIC; i <= KEY; i++)
		if (!val_null(&k->slot[i]))
			out->field[i - TS] = k->slot[i];
	return RC_OK;
}

static size_t
column(void *state, struct sv line, size_t at)
{
	struct kafka *k = state;

	return nest_column(line, k->slot[PAYLOAD].text, at, &k->tmp);
}

const struct nest_type kafka_envelope = {
	.name = "kafka",
	.field = { "timestamp", "topic", "partition", "offset", "key", NULL },
	.size = sizeof(struct kafka),
	.init = init_state,
	.free = free_state,
	.strip = strip,
	.column = column,
};
