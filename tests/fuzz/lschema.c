/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema - fuzz target: exports of events
 *
 *     SCHEMA ' ' FORMAT '\n' LINES
 *
 * Whatever comes out, it must not depend on how the lines are cut into blocks, nor on which
 * fields are asked for; and a field by name is what the event lists.
 */
#include "../logrun.h"

#include "log/lschema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text in blocks of one line gives the same. */
static void
compare_cut(struct logrun *r, struct sv text, const char *want)
{
	r->cut = 1;
	if (strcmp(want, logrun(r, text)) != 0)
		abort();
	r->cut = 0;
}

/* The records are as many, whatever is asked for. */
static void
compare_fields(struct logrun *r, struct sv text)
{
	uint64_t good, bad;

	(void)logrun(r, text);
	good = r->good;
	bad = r->bad;
	r->fields = "value items.item_id user_id level";
	(void)logrun(r, text);
	if (good != r->good || bad != r->bad)
		abort();
	r->fields = NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data, size };
	size_t n = sv_find(text, '\n'), space;
	struct sv head = { text.p, n };
	struct logrun r;
	char *whole;

	text.p += n + (n < text.n);
	text.n -= n + (n < text.n);
	space = sv_find(head, ' ');
	logrun_init(&r, "");
	r.cfg.schema = (struct sv){ head.p, space };
	if (space < head.n)
		r.cfg.format = (struct sv){ head.p + space + 1, head.n - space - 1 };
	if (registry_find(&lschema_registry, r.cfg.schema) == NULL)
		return 0;
	(void)logrun(&r, text);
	whole = mem_dup(r.out.p, r.out.n);
	if (!sv_is(r.cfg.format, "json"))
		compare_cut(&r, text, whole);
	compare_fields(&r, text);
	mem_free(whole);
	buf_free(&r.out);
	return 0;
}
