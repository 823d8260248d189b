/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "envelope/nest_json.h"

#include "base/bug.h"

void
nest_json_init(struct nest_json *j, const struct tstamp_cfg *time, const struct sv *key, size_t n)
{
	struct jread_path path[NEST_JSON_MAX];

	BUG_IF(n > NEST_JSON_MAX, "more members than there is room for");
	for (size_t i = 0; i < n; i++)
		path[i] = (struct jread_path){ &key[i], 1 };
	j->time = *time;
	j->reader = jread_new(path, n, false);
	arena_init(&j->tmp);
}

void
nest_json_free(struct nest_json *j)
{
	jread_free(j->reader);
	arena_free(&j->tmp);
}

enum rc
nest_json_read(struct nest_json *j, struct sv line, struct reject *rej)
{
	const char *at = line.p, *end = line.p + line.n;
	struct jread_line whole;
	struct err e = { 0 };
	uint64_t lines = 0;

	while (*end != '\n')
		end++;		/* a CR */
	if (jread_next(j->reader, &at, end + 1, &lines, j->slot, &whole, &e) != RC_OK)
		return source_reject(rej, "json", 0, e.col, line, "%s", e.msg);
	arena_reset(&j->tmp);
	return RC_OK;
}

struct sv
nest_json_text(struct nest_json *j, size_t member)
{
	const struct val *v = &j->slot[member];

	return (v->flags & VAL_ESC) != 0 ? val_unescape(v->text, &j->tmp) : v->text;
}

struct val
nest_json_time(const struct nest_json *j, size_t member, enum val_kind kind)
{
	struct val v = j->slot[member];

	v.kind = VAL_NONE;
	if (j->slot[member].kind == kind && tstamp_auto(&j->slot[member], &j->time, &v.at_us))
		v.kind = VAL_TIME;
	return v;
}
