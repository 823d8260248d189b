/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qddl_dialect.h"

#include "base/num.h"
#include "quality/qddl_load.h"
#include "quality/qtable.h"
#include "spec/doc.h"

#include <string.h>

/* ---- names ---- */

struct sv
qddl_dialect_fold(struct sv name, struct arena *a)
{
	char *p = arena_bytes(a, name.p, name.n);

	for (size_t i = 0; i < name.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct sv){ p, name.n };
}

bool
qddl_dialect_keeps(const struct qddl_dialect *d, struct sv name, struct arena *tmp)
{
	for (size_t i = 0; d->kept != NULL && d->kept[i] != NULL; i++) {
		struct sv kept = sv_of(d->kept[i]);

		if (d->kept_starts ? sv_starts(qddl_dialect_fold(name, tmp), kept)
		    : sv_eq(name, kept))
			return true;
	}
	return false;
}

static bool
is_word(struct sv name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_' &&
		    (i == 0 || !num_is_digit((unsigned char)c)))
			return false;
	}
	return true;
}

enum rc
qddl_dialect_put_name(const struct qddl_dialect *d, struct sv name, struct buf *o, struct err *e)
{
	if (name.n > d->name_max)
		return rc_err(e, RC_SYNTAX, "'%.*s': a name in %s has at most %zu bytes",
		    SV_SHOW(name), d->name, d->name_max);
	if (name.n == 0 || memchr(name.p, '\0', name.n) != NULL || (d->words && !is_word(name)))
		return rc_err(e, RC_SYNTAX, "'%.*s' cannot be a name in %s", SV_SHOW(name),
		    d->name);
	buf_c(o, d->quote);
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == d->quote)
			buf_c(o, d->escaped ? '\\' : d->quote);
		else if (name.p[i] == '\\' && d->escaped)
			buf_c(o, '\\');
		buf_c(o, name.p[i]);
	}
	buf_c(o, d->quote);
	return RC_OK;
}

/* ---- types ---- */

static void
put_bare_type(const struct qddl_dialect *d, const struct qddl_column *c, struct buf *o)
{
	buf_printf(o, "%s", d->type[c->type]);
	if (c->type == QDDL_DECIMAL)
		buf_printf(o, "%d)", c->scale);
}

static void
put_type(const struct qddl_dialect *d, const struct qddl_column *c, struct buf *o)
{
	buf_c(o, ' ');
	put_bare_type(d, c, o);
	if (c->always)
		buf_printf(o, " NOT NULL");
}

static void
put_type_clickhouse(const struct qddl_dialect *d, const struct qddl_column *c, struct buf *o)
{
	const bool few = c->type == QDDL_TEXT && c->listed && !c->unlisted;

	buf_printf(o, " %s%s", few ? "LowCardinality(" : "", c->always ? "" : "Nullable(");
	put_bare_type(d, c, o);
	buf_printf(o, "%s%s", c->always ? "" : ")", few ? ")" : "");
}

/* ---- values ---- */

static void
put_text(struct buf *o, struct sv s)
{
	buf_c(o, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_c(o, '\'');
		buf_c(o, s.p[i]);
	}
	buf_c(o, '\'');
}

static void
put_check(const struct qddl_dialect *d, const struct qddl_column *c, struct buf *o)
{
	const struct rule_keys *k = &c->check->text;

	if (c->type != QDDL_TEXT)
		return;
	buf_printf(o, " CHECK (");
	(void)qddl_dialect_put_name(d, c->name, o, NULL);	/* it has been a name before */
	buf_printf(o, " IN (");
	for (uint32_t i = 0; i < k->n; i++) {
		buf_printf(o, i == 0 ? "" : ", ");
		put_text(o, k->key[i]);
	}
	buf_printf(o, "))");
}

/* In a literal of BigQuery, in double quotes. */
static void
put_escaped(struct buf *o, struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c == '"' || c == '\\')
			buf_printf(o, "\\x%02x", c);
		else
			buf_c(o, s.p[i]);
	}
}

static void
put_description(const struct qddl_dialect *d, const struct qddl_column *c, struct buf *o)
{
	const struct rule_keys *k = &c->check->text;

	(void)d;
	buf_printf(o, " OPTIONS(description=\"one of: ");
	for (uint32_t i = 0; i < k->n; i++) {
		buf_printf(o, i == 0 ? "" : ", ");
		put_escaped(o, k->key[i]);
	}
	buf_printf(o, "\")");
}

/* ---- the end ---- */

/* ClickHouse wants an order: by time where there is one that is always there. */
static enum rc
put_engine(const struct qddl_dialect *d, const struct qddl_column *time, struct buf *o,
    struct err *e)
{
	enum rc rc = RC_OK;

	buf_printf(o, "\nENGINE = MergeTree\nORDER BY ");
	if (time != NULL)
		rc = qddl_dialect_put_name(d, time->name, o, e);
	else
		buf_printf(o, "tuple()");
	return rc;
}

/* The last row of a key stays: of a table with latest the latest. */
static enum rc
put_replacing(const struct qddl_dialect *d, const struct qtable *t, struct buf *o, struct err *e)
{
	enum rc rc = RC_OK;

	buf_printf(o, "\nENGINE = ReplacingMergeTree(");
	if (t->latest != SIZE_MAX)
		rc = qddl_dialect_put_name(d, t->column[t->latest].c.name, o, e);
	buf_printf(o, ")\nORDER BY ");
	return rc == RC_OK ? qddl_load_put_key(d, t, o, e) : rc;
}

/* ---- the rows ---- */

static const char *const kept_postgres[] = { "tableoid", "xmin", "cmin", "xmax", "cmax", "ctid",
	NULL };
static const char *const kept_bigquery[] = { "_table_", "_file_", "_partition", "_row_timestamp",
	"__root__", "_colidentifier", NULL };

static const struct qddl_dialect dialects[] = {
	{
		.name = "postgres",
		.summary = "PostgreSQL: at most 1600 columns, names of 63 bytes",
		.type = { "text", "bigint", "numeric(38,", "double precision", "boolean",
		    "timestamptz", "date", "uuid", "inet", "jsonb" },
		.quote = '"', .name_max = 63, .columns_max = 1600, .kept = kept_postgres,
		.keys = "", .loader = &qddl_load_postgres,
		.put_type = put_type, .put_values = put_check
	}, {
		.name = "clickhouse",
		.summary = "ClickHouse: a MergeTree, ordered by time",
		.type = { "String", "Int64", "Decimal(38, ", "Float64", "Bool",
		    "DateTime64(6, 'UTC')", "Date32", "UUID", "String", "String" },
		.quote = '`', .escaped = true, .name_max = SIZE_MAX, .columns_max = SIZE_MAX,
		.put_type = put_type_clickhouse, .put_end = put_engine,
		.put_table_end = put_replacing, .loader = &qddl_load_clickhouse
	}, {
		.name = "duckdb",
		.summary = "DuckDB: names that differ in case alone are refused",
		.type = { "VARCHAR", "BIGINT", "DECIMAL(38,", "DOUBLE", "BOOLEAN", "TIMESTAMPTZ",
		    "DATE", "UUID", "VARCHAR", "JSON" },
		.quote = '"', .any_case = true, .name_max = SIZE_MAX, .columns_max = SIZE_MAX,
		.keys = "", .loader = &qddl_load_duckdb,
		.put_type = put_type, .put_values = put_check
	}, {
		.name = "bigquery",
		.summary = "BigQuery: values in descriptions, names of letters, digits and _",
		.type = { "STRING", "INT64", "BIGNUMERIC(38,", "FLOAT64", "BOOL", "TIMESTAMP",
		    "DATE", "STRING", "STRING", "JSON" },
		.quote = '`', .words = true, .any_case = true, .name_max = 300,
		.columns_max = 10000, .keys = " NOT ENFORCED", .kept = kept_bigquery,
		.kept_starts = true,
		.put_type = put_type, .put_values = put_description
	}
};

const struct registry qddl_dialect_registry =
    REGISTRY("database", "Databases", dialects, struct qddl_dialect);
