/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qddl_table.h"

#include "base/mem.h"
#include "quality/qddl.h"
#include "quality/qddl_load.h"

static enum rc
put_keys(const struct qddl_dialect *d, const struct qtable *t, struct buf *o, struct err *e)
{
	enum rc rc;

	buf_printf(o, ",\n\tPRIMARY KEY ");
	rc = qddl_load_put_key(d, t, o, e);
	buf_printf(o, "%s", d->keys);
	for (size_t i = 0; rc == RC_OK && i < t->ncolumn; i++) {
		const struct qtable *to = t->column[i].refers;

		if (to == NULL)
			continue;
		buf_printf(o, ",\n\tFOREIGN KEY (");
		rc = qddl_dialect_put_name(d, t->column[i].c.name, o, e);
		buf_printf(o, ") REFERENCES ");
		if (rc == RC_OK)
			rc = qddl_dialect_put_name(d, to->name, o, e);
		buf_c(o, ' ');
		if (rc == RC_OK)
			rc = qddl_load_put_key(d, to, o, e);
		buf_printf(o, "%s", d->keys);
	}
	return rc;
}

static enum rc
put_table(const struct qddl_dialect *d, const struct qtable *t, struct buf *o, struct err *e)
{
	const struct qddl_column **c = mem_array(NULL, t->ncolumn + 1, sizeof(*c));
	enum rc rc;

	for (size_t i = 0; i < t->ncolumn; i++)
		c[i] = &t->column[i].c;
	if (t->latest != SIZE_MAX)
		buf_printf(o, "-- of rows with one key the one with the latest %.*s is kept\n",
		    SV_SHOW(t->column[t->latest].c.name));
	buf_printf(o, "CREATE TABLE ");
	rc = qddl_dialect_put_name(d, t->name, o, e);
	buf_printf(o, " (");
	if (rc == RC_OK)
		rc = qddl_put_columns(d, c, t->ncolumn, o, e);
	if (rc == RC_OK && d->keys != NULL)
		rc = put_keys(d, t, o, e);
	buf_printf(o, "\n)");
	if (rc == RC_OK && d->put_table_end != NULL)
		rc = d->put_table_end(d, t, o, e);
	buf_printf(o, ";\n");
	mem_free(c);
	return rc;
}

static enum rc
put_loaded(const struct qddl_dialect *d, struct buf *o, struct err *e)
{
	struct qtable_column c[] = {
		{ .c = { .name = SV("run"), .type = QDDL_INTEGER, .always = true } },
		{ .c = { .name = SV("table"), .type = QDDL_TEXT, .always = true } },
		{ .c = { .name = SV("rows"), .type = QDDL_INTEGER, .always = true } },
		{ .c = { .name = SV("xxh3"), .type = QDDL_TEXT, .always = true } }
	};
	size_t key[] = { 0, 1 };
	const struct qtable t = { .name = SV(QTABLE_LOADED), .column = c,
		.ncolumn = sizeof(c) / sizeof(*c), .key = key,
		.nkey = sizeof(key) / sizeof(*key), .latest = SIZE_MAX };

	return put_table(d, &t, o, e);
}

enum rc
qddl_table_write(const struct qplan *p, const struct qddl_dialect *d, struct sv only,
    struct buf *o, struct err *e)
{
	enum rc rc = RC_OK;

	if (only.n != 0 && qtable_find(p, only) == NULL)
		return rc_err(e, RC_USAGE, "--table: '%.*s' is none of the plan's tables",
		    SV_SHOW(only));
	for (size_t i = 0; rc == RC_OK && i < p->ntable; i++)
		if (only.n == 0 || sv_eq(p->table[i].name, only))
			rc = put_table(d, &p->table[i], o, e);
	return rc == RC_OK && only.n == 0 ? put_loaded(d, o, e) : rc;
}
