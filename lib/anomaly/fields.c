/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/fields.h"

#include <string.h>

static struct sv
trimmed(struct sv s)
{
	while (s.n > 0 && num_is_ws((unsigned char)s.p[0]))
		s = (struct sv){ s.p + 1, s.n - 1 };
	while (s.n > 0 && num_is_ws((unsigned char)s.p[s.n - 1]))
		s.n--;
	return s;
}

enum rc
fields_each(const char *text, fields_fn *add, void *ctx, struct job *j, struct err *e)
{
	struct sv rest = sv_of(text);
	enum rc rc = RC_OK;
	bool more = true;

	while (rc == RC_OK && more) {
		size_t comma = sv_find(rest, ',');
		struct sv name = trimmed((struct sv){ rest.p, comma });

		more = comma < rest.n;
		if (more)
			rest = (struct sv){ rest.p + comma + 1, rest.n - comma - 1 };
		rc = add(ctx, name, j, e);
	}
	if (rc != RC_OK && rc != RC_USAGE)
		rc_in(e, "metrics", text);
	return rc;
}

enum rc
fields_optional(struct job *j, struct sv name, size_t *slot, struct err *e)
{
	enum rc rc = proj_add(&j->query.proj, name, slot, e);

	if (rc == RC_OK)
		j->query.proj.field[*slot].derived = true;
	return rc;
}

enum rc
fields_beside(struct job *j, size_t slot, const char *suffix, size_t *beside, struct err *e)
{
	const struct proj_field *f = &j->query.proj.field[slot];
	struct arena *a = &j->arena;
	struct sv last = f->key[f->nkey - 1];
	size_t n = strlen(suffix);
	struct sv *key = arena_alloc(a, f->nkey * sizeof(*key));
	char *text = arena_alloc(a, last.n + n);

	memcpy(text, last.p, last.n);
	memcpy(text + last.n, suffix, n);
	memcpy(key, f->key, f->nkey * sizeof(*key));
	key[f->nkey - 1] = (struct sv){ text, last.n + n };
	return fields_optional(j, proj_name(key, f->nkey, a), beside, e);
}
