/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/unseen.h"

#include "access/nginx.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 4096 };	/* of one decoder */

static bool
was_seen(const struct job *j, struct decoder *const *d, size_t n, size_t slot)
{
	for (size_t i = 0; i < n; i++)
		if (d[i]->seen[slot])
			return true;
	return j->query.proj.field[slot].derived;
}

static int
cmp_names(const void *a, const void *b)
{
	return sv_cmp(*(const struct sv *)a, *(const struct sv *)b);
}

/* Of two decoders: <0 when what the first offers counts, 0 both, >0 the second. */
static int
cmp_places(const struct decoder *a, const struct decoder *b)
{
	if (a->names_file != b->names_file)
		return a->names_file < b->names_file ? -1 : 1;
	return (a->names_off > b->names_off) - (a->names_off < b->names_off);
}

/* What the input calls its fields, sorted: it is the same for any number of threads. */
static struct sv *
offered_names(const struct job *j, struct decoder *const *d, size_t nd, size_t *n)
{
	const struct decoder *best = NULL;
	struct sv *name = NULL;

	*n = 0;
	for (size_t i = 0; i < nd; i++) {
		size_t more;

		if (best != NULL && cmp_places(d[i], best) > 0)
			continue;
		name = mem_array(name, *n + NAMES_MAX, sizeof(*name));
		more = j->run.source->ops->names(d[i], name + *n, NAMES_MAX);
		if (more == 0)
			continue;
		if (best != NULL && cmp_places(d[i], best) < 0) {
			memmove(name, name + *n, more * sizeof(*name));
			*n = 0;
		}
		best = d[i];
		*n += more;
	}
	if (*n > 0)
		qsort(name, *n, sizeof(*name), cmp_names);
	return name;
}

/* The place of the name that @f stands for: what a log's variable is called, else the nearest. */
static size_t
find_meant(struct sv f, const struct sv *name, size_t n)
{
	struct sv canon = nginx_field(f);

	for (size_t i = 0; i < n; i++)
		if (canon.n != 0 && sv_eq(name[i], canon))
			return i;
	return sv_near(f, name, n);
}

/* GET, POST: a text that lacks its quotes, more likely than a field. */
static bool
is_capitals(struct sv name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] < 'A' || name.p[i] > 'Z') && name.p[i] != '_')
			return false;
	return name.n > 1;
}

void
unseen_say(struct job *j, struct decoder *const *d, size_t nd)
{
	struct err say;
	struct sv *name;
	size_t i, n, near;

	/* None, or none without reasons that say more; a row may be refused for such a field. */
	if (j->run.count.records == j->run.count.aside && (j->beside == NULL ||
	    j->run.count.rejected == j->run.count.foreign))
		return;
	name = offered_names(j, d, nd, &n);
	for (i = 0; i < j->query.proj.n; i++) {
		struct sv f = j->query.proj.field[i].name;

		if (was_seen(j, d, nd, i))
			continue;
		near = find_meant(f, name, n);
		if (near < n && sv_eq(name[near], f))
			near = n;	/* a field of the format that no line made use of */
		rc_err(&say, RC_OK, "no record had a field '%.*s'", SV_SHOW(f));
		if (near == n && is_capitals(f))
			rc_err(&say, RC_OK, "no record had a field '%.*s' (did you mean the text "
			    "\"%.*s\"?)", SV_SHOW(f), SV_SHOW(f));
		rc_hint(&say, RC_OK, near < n ? name[near] : SV(""));
		job_say(j, say.msg);
		j->run.count.missed++;
	}
	mem_free(name);
}

void
unseen_doubts(struct job *j, struct decoder *const *d, size_t nd)
{
	for (size_t k = 0; k < DECODER_DOUBTS; k++) {
		const struct decoder *first = NULL;

		for (size_t i = 0; i < nd; i++)
			if (d[i]->doubt[k] != NULL &&
			    (first == NULL || d[i]->doubt_at[k] < first->doubt_at[k]))
				first = d[i];
		if (first != NULL)
			job_say(j, first->doubt[k]);
	}
}
