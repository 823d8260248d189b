/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qddl.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/mem.h"
#include "quality/qddl_columns.h"

/* Refuse names that the database keeps, and two that it cannot tell apart. */
static enum rc
check_names(const struct qddl_column *const *c, size_t n, const struct qddl_dialect *d,
    struct err *e)
{
	struct arena tmp;
	struct hmap lower;
	enum rc rc = RC_OK;

	arena_init(&tmp);
	hmap_init(&lower, &tmp, sizeof(struct sv), hash_seed());
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct sv name = c[i]->name, *other;
		bool fresh;

		if (qddl_dialect_keeps(d, name, &tmp))
			rc = rc_err(e, RC_SYNTAX, "'%.*s': %s keeps that name for itself",
			    SV_SHOW(name), d->name);
		if (rc != RC_OK || !d->any_case)
			continue;
		other = hmap_put(&lower, qddl_dialect_fold(name, &tmp), &fresh);
		if (!fresh)
			rc = rc_err(e, RC_SYNTAX, "'%.*s' and '%.*s' are the same column in %s",
			    SV_SHOW(*other), SV_SHOW(name), d->name);
		*other = name;
	}
	hmap_free(&lower);
	arena_free(&tmp);
	return rc;
}

/* Write a remark that names the types of the column where schemas disagree. */
static void
put_remark(struct buf *o, const struct qddl_column *c)
{
	static const char *const names[QDDL_TYPES] = { "text", "integer", "decimal", "number",
		"boolean", "date-time", "date", "uuid", "ip", "json" };
	const char *sep = "  -- ";

	if ((c->seen & (c->seen - 1)) == 0)
		return;
	for (unsigned i = 0; i < QDDL_TYPES; i++)
		if ((c->seen & 1u << i) != 0) {
			buf_printf(o, "%s%s", sep, names[i]);
			sep = ", ";
		}
}

enum rc
qddl_put_columns(const struct qddl_dialect *d, const struct qddl_column *const *c, size_t n,
    struct buf *o, struct err *e)
{
	enum rc rc = check_names(c, n, d, e);

	if (rc == RC_OK && n > d->columns_max)
		rc = rc_err(e, RC_LIMIT, "%zu columns: a table in %s has at most %zu", n, d->name,
		    d->columns_max);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		buf_printf(o, "\n\t");
		rc = qddl_dialect_put_name(d, c[i]->name, o, e);
		d->put_type(d, c[i], o);
		if (c[i]->check != NULL && d->put_values != NULL)
			d->put_values(d, c[i], o);
		buf_printf(o, i + 1 < n ? "," : "");
		put_remark(o, c[i]);
	}
	return rc;
}

static enum rc
put_table(const struct qplan *p, const struct qddl_dialect *d, const struct qddl_columns *t,
    struct sv name, struct buf *o, struct err *e)
{
	const struct qddl_column **c = mem_array(NULL, t->column.n + 1, sizeof(*c)), *time = NULL;
	enum rc rc;

	for (size_t i = 0; i < t->column.n; i++) {
		c[i] = t->column.entry[i].val;
		if (c[i]->always && sv_eq(c[i]->name, p->time))
			time = c[i];
	}
	buf_printf(o, "CREATE TABLE ");
	rc = qddl_dialect_put_name(d, name.n != 0 ? name : p->stream.n != 0 ? p->stream
	    : SV("events"), o, e);
	buf_printf(o, " (");
	if (rc == RC_OK)
		rc = qddl_put_columns(d, c, t->column.n, o, e);
	buf_printf(o, "\n)");
	if (rc == RC_OK && d->put_end != NULL)
		rc = d->put_end(d, time, o, e);
	buf_printf(o, ";\n");
	mem_free(c);
	return rc;
}

enum rc
qddl_write(const struct qplan *p, const struct qddl_dialect *d, struct sv name, struct buf *o,
    struct err *e)
{
	struct qddl_columns t;
	enum rc rc;

	qddl_columns_init(&t, p);
	rc = t.column.n != 0 ? put_table(p, d, &t, name, o, e)
	    : rc_err(e, RC_SYNTAX, "%s: the schemas name no properties: there is nothing "
	    "to make columns of", p->doc->file);
	qddl_columns_free(&t);
	return rc;
}
