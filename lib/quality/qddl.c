/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qddl.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "quality/qddl_columns.h"

/* Refuse names that the database keeps, and two that it cannot tell apart. */
static enum rc
check_names(struct qddl_columns *t, const struct qddl_dialect *d, struct err *e)
{
	struct hmap lower;
	enum rc rc = RC_OK;

	hmap_init(&lower, &t->arena, sizeof(struct sv), hash_seed());
	for (size_t i = 0; rc == RC_OK && i < t->column.n; i++) {
		struct sv name = t->column.entry[i].key, *other;
		bool fresh;

		if (qddl_dialect_keeps(d, name, &t->arena))
			rc = rc_err(e, RC_SYNTAX, "'%.*s': %s keeps that name for itself",
			    SV_SHOW(name), d->name);
		if (rc != RC_OK || !d->any_case)
			continue;
		other = hmap_put(&lower, qddl_dialect_fold(name, &t->arena), &fresh);
		if (!fresh)
			rc = rc_err(e, RC_SYNTAX, "'%.*s' and '%.*s' are the same column in %s",
			    SV_SHOW(*other), SV_SHOW(name), d->name);
		*other = name;
	}
	hmap_free(&lower);
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

static enum rc
put_table(const struct qplan *p, const struct qddl_dialect *d, const struct qddl_columns *t,
    struct sv name, struct buf *o, struct err *e)
{
	const struct qddl_column *time = NULL;
	enum rc rc;

	buf_printf(o, "CREATE TABLE ");
	rc = qddl_dialect_put_name(d, name.n != 0 ? name : p->stream.n != 0 ? p->stream
	    : SV("events"), o, e);
	buf_printf(o, " (");
	for (size_t i = 0; rc == RC_OK && i < t->column.n; i++) {
		const struct qddl_column *c = t->column.entry[i].val;

		buf_printf(o, "\n\t");
		rc = qddl_dialect_put_name(d, c->name, o, e);
		d->put_type(d, c, o);
		if (c->check != NULL && d->put_values != NULL)
			d->put_values(d, c, o);
		buf_printf(o, i + 1 < t->column.n ? "," : "");
		put_remark(o, c);
		if (c->always && sv_eq(c->name, p->time))
			time = c;
	}
	buf_printf(o, "\n)");
	if (rc == RC_OK && d->put_end != NULL)
		rc = d->put_end(d, time, o, e);
	buf_printf(o, ";\n");
	return rc;
}

enum rc
qddl_write(const struct qplan *p, const struct qddl_dialect *d, struct sv name, struct buf *o,
    struct err *e)
{
	struct qddl_columns t;
	enum rc rc;

	qddl_columns_init(&t, p);
	rc = check_names(&t, d, e);
	if (rc == RC_OK && t.column.n > d->columns_max)
		rc = rc_err(e, RC_LIMIT, "%zu columns: a table in %s has at most %zu", t.column.n,
		    d->name, d->columns_max);
	if (rc == RC_OK)
		rc = t.column.n != 0 ? put_table(p, d, &t, name, o, e)
		    : rc_err(e, RC_SYNTAX, "%s: the schemas name no properties: there is nothing "
		    "to make columns of", p->doc->file);
	qddl_columns_free(&t);
	return rc;
}
