/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/state_again.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "io/in.h"
#include "json/jread.h"
#include "state/one_state.h"

struct state_again {
	struct jread *json;
	struct arena  tmp;
	struct buf    line;
};

struct state_again *
state_again_new(void)
{
	struct state_again *a = mem_zalloc(sizeof(*a));
	const struct sv key = SV("state");

	a->json = jread_new(&(struct jread_path){ &key, 1 }, 1, true);
	arena_init(&a->tmp);
	buf_init(&a->line, SIZE_MAX);
	return a;
}

/* What has been read of the line is all that it says of kind, key and window. */
static enum rc
no_doubles(struct state_again *a, const struct jread_line *line, struct err *e)
{
	size_t seen[ONE_STATE_N] = { 0 };

	arena_reset(&a->tmp);
	for (size_t i = 0; i < line->nmember; i++) {
		struct sv key = val_unescape(line->member[i].key, &a->tmp);

		for (size_t k = 0; k < ONE_STATE_N; k++)
			if (sv_is(key, one_state_name[k]) && ++seen[k] > 1)
				return rc_err(e, RC_SYNTAX, "member '%s' is there twice",
				    one_state_name[k]);
	}
	return RC_OK;
}

enum rc
state_again_read(struct state_again *a, struct sv line, struct val *state, struct err *e)
{
	static const char pad[IN_PAD];
	struct jread_line read;
	struct err why = { 0 };
	const char *at;
	uint64_t lines = 0;

	buf_clear(&a->line);
	buf_sv(&a->line, line);
	buf_c(&a->line, '\n');
	buf_add(&a->line, pad, sizeof(pad));
	at = a->line.p;
	if (jread_next(a->json, &at, at + line.n + 1, &lines, state, &read, &why) != RC_OK)
		return rc_err(e, RC_SYNTAX, "not a saved state: %s", why.msg);
	if (val_null(state))
		return rc_err(e, RC_SYNTAX, ONE_STATE_NONE);
	return no_doubles(a, &read, e);
}

void
state_again_free(struct state_again *a)
{
	if (a == NULL)
		return;
	jread_free(a->json);
	arena_free(&a->tmp);
	buf_free(&a->line);
	mem_free(a);
}
