/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * agg_type - the registry is well formed, names find their aggregate
 */
#include "metric/agg_type.h"
#include "stats/quiet.h"
#include "../t.h"

static void
finds(const char *name, uint64_t num, unsigned dec)
{
	struct agg_q q = { 0 };
	bool has_q = false;
	const struct agg_type *t = agg_type_find(sv_of(name), &q, &has_q);

	T_OK(t != NULL && strcmp(t->name, "quantile") == 0 && has_q && q.num == num && q.dec == dec,
	    "%s is a quantile", name);
}

static void
test_find(void)
{
	static const char *const bad[] = { "p100", "p0", "pxx", "p", "p1.", "p.5", "p0.0", "p100.0",
		"p99..9", "p-1", "p99.9999999999999999", "counts", "", "Count", "median2", "p1e1" };
	struct agg_q q = { 0 };
	bool has_q = true;

	T_OK(agg_type_find(SV("count"), &q, &has_q) != NULL && !has_q, "count");
	T_OK(agg_type_find(SV("quantile"), &q, &has_q) != NULL && !has_q, "quantile brings no q");
	finds("median", 50, 2);
	finds("p50", 50, 2);
	finds("p99.99", 9999, 4);
	finds("p0.1", 1, 3);
	finds("p5", 5, 2);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		T_OK(agg_type_find(sv_of(bad[i]), &q, &has_q) == NULL && !has_q,
		    "'%s' is none", bad[i]);
}

static void
test_registry(void)
{
	const struct agg_type *t;
	struct agg_q q;
	bool has_q;

	for (size_t i = 0; (t = agg_type_at(i)) != NULL; i++) {
		size_t n = strspn(t->args, "pxktqd");

		T_OK(agg_type_find(sv_of(t->name), &q, &has_q) == t && !has_q,
		    "%s is found", t->name);
		T_OK(n + strspn(t->args + n, "PXKTQD") == strlen(t->args)
		    && strlen(t->args) <= FOLD_ARGS_MAX,
		    "%s: arguments of known kinds, optional ones last", t->name);
		T_OK(t->size != 0 && t->version != 0 && t->summary[0] != '\0'
		    && t->init != NULL && (t->step != NULL) != (t->rows != NULL)
		    && t->merge != NULL && t->emit != NULL,
		    "%s: complete", t->name);
	}
}

int
main(void)
{
	quiet_gsl();
	test_registry();
	test_find();
	return t_done();
}
