/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind - the tables of members are sound, and every record that a CLI case expects of our
 * filters is one of the kinds, with members of its types and units and no others
 */
#include "../t.h"

#include "base/buf.h"
#include "json/jread.h"
#include "record/rkind.h"

#include <dirent.h>

enum { MEMBERS_MAX = 200 };

struct members {
	struct jread_member m[MEMBERS_MAX];
	size_t              n;
};

static bool
add_member(void *ctx, struct sv key, const struct val *v)
{
	struct members *ms = ctx;

	ms->m[ms->n++] = (struct jread_member){ key, false, *v };
	return ms->n < MEMBERS_MAX;
}

static bool
read_line(struct sv line, struct members *ms)
{
	struct val v;

	ms->n = 0;
	if (jread_value(line, &v, NULL) != RC_OK || v.kind != VAL_OBJECT)
		return false;
	jread_each(&v, add_member, ms);
	return true;
}

static const struct rkind *
kind_of(const char *json)
{
	struct members ms;

	return read_line(sv_of(json), &ms) ? rkind_read(ms.m, ms.n) : NULL;
}

static void
tables(void)
{
	const struct rkind *k;

	for (size_t i = 0; (k = registry_row(&rkind_registry, i)) != NULL; i++) {
		size_t n = 0;

		for (const struct rkind_member *m = k->member; m->name != NULL; m++, n++) {
			size_t len = strlen(m->name);

			T_QUIET(rkind_member(k, sv_of(m->name)) == m, "%s: %s is there twice",
			    k->name, m->name);
			T_QUIET(len < 3 || strcmp(m->name + len - 2, "_s") != 0 ||
			    (m->unit != NULL && strcmp(m->unit, "s") == 0),
			    "%s: %s is in seconds", k->name, m->name);
			T_QUIET(len < 4 || strcmp(m->name + len - 3, "_ms") != 0 ||
			    (m->unit != NULL && strcmp(m->unit, "ms") == 0),
			    "%s: %s is in milliseconds", k->name, m->name);
		}
		T_OK(n > 1, "%s: %zu members", k->name, n);
	}
}

static void
readings(void)
{
	const struct rkind *slo = kind_of("{\"kind\":\"slo\",\"n\":5,\"rate\":null,\"mine\":[1]}");

	T_OK(slo != NULL && strcmp(slo->name, "slo") == 0, "a verdict, with a key");
	T_OK(rkind_member(slo, SV("rate_lo")) == rkind_member(slo, SV("rate")) &&
	    rkind_member(slo, SV("rate_hi"))->type == RKIND_INTERVAL, "ends of an interval");
	T_OK(rkind_member(slo, SV("n_lo")) == NULL && rkind_member(slo, SV("rate_n")) == NULL &&
	    rkind_member(slo, SV("mine")) == NULL, "others are not its own");
	T_OK(kind_of("{\"n\":5}") == NULL && kind_of("{\"kind\":5}") == NULL &&
	    kind_of("{\"kind\":\"sloth\"}") == NULL && kind_of("{}") == NULL, "no kind of ours");
	T_OK(kind_of("{\"n\":5,\"kind\":\"sloth\",\"kind\":\"slo\"}") == slo, "the last one counts");
	T_OK(kind_of("{\"kind\":\"slo\",\"n\":\"5\"}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"n\":-5}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"n\":5.5}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"rate_hi\":true}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"window\":\"2026\"}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"total\":1}") == NULL &&
	    kind_of("{\"kind\":\"slo\",\"alerts\":{}}") == NULL &&
	    kind_of("{\"kind\":\"fault\",\"first\":[]}") == NULL, "of types that ours never have");
	T_OK(rkind_taken("cxslo", SV("stable_value_hi")) && rkind_taken("cxslo", SV("at_50")) &&
	    rkind_taken("cxslo", SV("kind")) && rkind_taken("cxstat", SV("window")) &&
	    !rkind_taken("cxstat", SV("slo")) && !rkind_taken("cxslo", SV("user")),
	    "names that are taken");
}

/* Of a whole record that one of our filters wrote; @n counts those. */
static void
check_record(struct sv line, const char *where, size_t *n)
{
	const struct rkind *k;
	struct members ms;
	double x;

	if (!sv_starts(line, SV("{\"kind\":\"")) || !read_line(line, &ms) ||
	    sv_starts(ms.m[0].val.text, SV("state")))
		return;
	k = rkind_read(ms.m, ms.n);
	if (!T_QUIET(k != NULL, "%s: of no kind: %.*s", where, (int)line.n, line.p))
		return;
	++*n;
	for (size_t i = 1; i < ms.n; i++) {
		const struct rkind_member *m = rkind_member(k, ms.m[i].key);

		T_QUIET(m != NULL || k->more != RKIND_FIXED, "%s: %s has no %.*s", where, k->name,
		    (int)ms.m[i].key.n, ms.m[i].key.p);
		if (m != NULL && m->unit != NULL && strcmp(m->unit, "share") == 0 &&
		    val_number(&ms.m[i].val, &x))
			T_QUIET(x >= 0 && x <= 1, "%s: %s is no share", where, m->name);
	}
}

static void
check_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "r");
	struct buf b;
	char part[4096];
	size_t got;
	struct sv left;

	if (f == NULL)
		abort();
	buf_init(&b, SIZE_MAX);
	while ((got = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&b, part, got);
	fclose(f);
	left = buf_view(&b);
	while (left.n > 0) {
		size_t end = sv_find(left, '\n');

		if (sv_starts(left, SV("#> ")))
			check_record((struct sv){ left.p + 3, end - 3 }, path, n);
		end += end < left.n;
		left = (struct sv){ left.p + end, left.n - end };
	}
	buf_free(&b);
}

static void
written(const char *filter)
{
	char path[600];
	DIR *d;
	struct dirent *f;
	size_t n = 0;

	snprintf(path, sizeof(path), "tests/cli/%s", filter);
	d = opendir(path);
	if (d == NULL)
		abort();
	while ((f = readdir(d)) != NULL) {
		size_t len = strlen(f->d_name);

		if (len < 3 || strcmp(f->d_name + len - 3, ".sh") != 0)
			continue;
		snprintf(path, sizeof(path), "tests/cli/%s/%.255s", filter, f->d_name);
		check_file(path, &n);
	}
	closedir(d);
	T_OK(n > 0, "%zu records of %s are of their kinds", n, filter);
}

int
main(void)
{
	static const char *const filter[] = { "cxattribute", "cxcheck", "cxparse", "cxretain",
		"cxsegment", "cxsession", "cxslo", "cxstat", "cxuser" };

	tables();
	readings();
	for (size_t i = 0; i < sizeof(filter) / sizeof(filter[0]); i++)
		written(filter[i]);
	return t_done();
}
