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
#include "envelope/nest_json.h"

enum { PAYLOAD, TS, TOPIC, PARTITION, OFFSET, KEY, MEMBERS };

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	static const struct sv key[MEMBERS] = {
		[PAYLOAD] = { "payload", 7 }, [TS] = { "ts", 2 }, [TOPIC] = { "topic", 5 },
		[PARTITION] = { "partition", 9 }, [OFFSET] = { "offset", 6 }, [KEY] = { "key", 3 },
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
	enum val_kind kind;

	if (nest_json_read(j, line, rej) != RC_OK)
		return RC_BAD;
	kind = j->slot[PAYLOAD].kind;
	if (kind != VAL_STRING && kind != VAL_NULL)
		return source_reject(rej, "log", 0, 0, line, "expected a text \"payload\"");
	out->text = kind == VAL_NULL ? SV("") : nest_json_text(j, PAYLOAD);
	out->field[0] = nest_json_time(j, TS, VAL_NUMBER);
	for (int i = TOPIC; i <= KEY; i++)
		if (!val_null(&j->slot[i]))
			out->field[i - TS] = j->slot[i];
	return RC_OK;
}

static size_t
column(void *state, struct sv line, size_t at)
{
	struct nest_json *j = state;

	return nest_column(line, j->slot[PAYLOAD].text, at, &j->tmp);
}

const struct nest_type kafka_envelope = {
	.name = "kafka",
	.field = { "timestamp", "topic", "partition", "offset", "key", NULL },
	.size = sizeof(struct nest_json),
	.init = init_state,
	.free = free_state,
	.strip = strip,
	.column = column,
};
