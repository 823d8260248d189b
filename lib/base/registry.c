/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * registry - see registry.h
 */
#include "base/registry.h"

#include "base/mem.h"

static const char *
text_at(const void *row, size_t off)
{
	return *(const char *const *)((const char *)row + off);
}

const char *
registry_name(const struct registry *r, const void *row)
{
	return text_at(row, r->name);
}

const char *
registry_summary(const struct registry *r, const void *row)
{
	return text_at(row, r->summary);
}

const char *
registry_args(const struct registry *r, const void *row)
{
	return r->args != 0 ? text_at(row, r->args) : NULL;
}

const void *
registry_find(const struct registry *r, struct sv name)
{
	const void *row;

	for (size_t i = 0; (row = registry_row(r, i)) != NULL; i++)
		if (sv_is(name, registry_name(r, row)))
			return row;
	return NULL;
}

const void *
registry_near(const struct registry *r, struct sv name)
{
	struct sv *cand = mem_array(NULL, r->n + 1, sizeof(*cand));
	const void *row;
	size_t n, near;

	for (n = 0; (row = registry_row(r, n)) != NULL; n++)
		cand[n] = sv_of(registry_name(r, row));
	near = sv_near(name, cand, n);
	mem_free(cand);
	return near < n ? registry_row(r, near) : NULL;
}

enum rc
registry_hint(const struct registry *r, struct sv name, enum rc rc, struct err *e)
{
	const void *near = registry_near(r, name);

	return rc_hint(e, rc, sv_of(near != NULL ? registry_name(r, near) : NULL));
}

void
registry_list(const struct registry *r, const char *between, struct buf *b)
{
	const void *row;

	for (size_t i = 0; (row = registry_row(r, i)) != NULL; i++) {
		if (i > 0)
			buf_sv(b, sv_of(between));
		buf_sv(b, sv_of(registry_name(r, row)));
	}
}
