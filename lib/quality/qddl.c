/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quality/qddl.h"

#include "base/map.h"
#include "base/hash.h"
#include "base/num.h"
#include "quality/jrule.h"

#include <string.h>

enum {
	DEPTH_MAX = 32,		/* of $ref and allOf that are followed */
	BIGQUERY_NAME_MAX = 300
};

enum type {
	TYPE_TEXT, TYPE_INTEGER, TYPE_FLOAT, TYPE_DECIMAL, TYPE_BOOLEAN, TYPE_TIMESTAMP, TYPE_DATE,
	TYPE_UUID, TYPE_INET, TYPE_JSON, TYPES
};

static const struct dialect {
	const char *name;
	const char *type[TYPES];
	const char *decimal;		/* the scale and a parenthesis follow */
	char        quote;
} dialects[QDDL_DIALECTS] = {
	[QDDL_POSTGRES] = { "postgres", { "text", "bigint", "double precision", NULL, "boolean",
	    "timestamptz", "date", "uuid", "inet", "jsonb" }, "numeric(38,", '"' },
	[QDDL_CLICKHOUSE] = { "clickhouse", { "String", "Int64", "Float64", NULL, "Bool",
	    "DateTime64(6, 'UTC')", "Date32", "UUID", "String", "String" }, "Decimal(38, ",
	    '`' },
	[QDDL_DUCKDB] = { "duckdb", { "VARCHAR", "BIGINT", "DOUBLE", NULL, "BOOLEAN", "TIMESTAMPTZ",
	    "DATE", "UUID", "VARCHAR", "JSON" }, "DECIMAL(38,", '"' },
	[QDDL_BIGQUERY] = { "bigquery", { "STRING", "INT64", "FLOAT64", NULL, "BOOL", "TIMESTAMP",
	    "DATE", "STRING", "STRING", "JSON" }, "BIGNUMERIC(38,", '`' }
};

struct column {
	enum type type;
	int       scale;
	bool      typed;	/* some schema has said what it is */
	bool      nullable;	/* null is allowed somewhere */
	bool      common;	/* common requires it */
	size_t    required;	/* events that require it */
	size_t    counted;	/* the last of them, 1-based */
};

struct table {
	struct map   column;	/* by name */
	struct arena arena;
	size_t       event;	/* 1-based; 0: common */
};

enum qddl_dialect
qddl_dialect_of(const char *name)
{
	unsigned i;

	for (i = 0; i + 1 < QDDL_DIALECTS && strcmp(dialects[i].name, name) != 0; i++)
		;
	return (enum qddl_dialect)i;
}

static enum type
text_type(const struct jrule *r)
{
	switch (r->string != NULL ? r->string->format : JFORMAT_N) {
	case JFORMAT_DATE_TIME:
		return TYPE_TIMESTAMP;
	case JFORMAT_DATE:
		return TYPE_DATE;
	case JFORMAT_UUID:
		return TYPE_UUID;
	case JFORMAT_IPV4:
	case JFORMAT_IPV6:
		return TYPE_INET;
	default:
		return TYPE_TEXT;
	}
}

/* The types that the values listed have, when no keyword type says it. */
static unsigned
listed(const struct jrule_any *a)
{
	if (a == NULL)
		return JRULE_ANY;
	if (a->is != NULL)
		return a->is->v.kind == VAL_STRING ? JRULE_STRING : JRULE_ANY;
	return a->listed && a->nvalue == 0 ? JRULE_STRING : JRULE_ANY;
}

/* What a property is; false when the schema does not say. */
static bool
type_of(const struct jrule *r, struct column *c, int depth)
{
	unsigned types = r->types == JRULE_ANY ? listed(r->any) : r->types;

	if (types == JRULE_ANY) {
		for (size_t i = 0; r->any != NULL && depth < DEPTH_MAX && i <= r->any->all.n; i++) {
			const struct jrule *to =
			    i < r->any->all.n ? r->any->all.rule[i] : r->any->ref;

			if (to != NULL && type_of(to, c, depth + 1))
				return true;
		}
		c->type = TYPE_JSON;
		return false;
	}
	c->nullable |= (types & JRULE_NULL) != 0;
	switch (types & ~(unsigned)JRULE_NULL) {
	case JRULE_STRING:
		c->type = text_type(r);
		return true;
	case JRULE_INTEGER:
		c->type = TYPE_INTEGER;
		return true;
	case JRULE_INTEGER | JRULE_FRACTION:
		c->type = TYPE_FLOAT;
		if (r->number != NULL && r->number->multiple.n != 0 && r->number->divisor.exp < 0 &&
		    r->number->divisor.exp >= -18) {
			c->type = TYPE_DECIMAL;
			c->scale = (int)-r->number->divisor.exp;
		}
		return true;
	case JRULE_BOOLEAN:
		c->type = TYPE_BOOLEAN;
		return true;
	default:
		c->type = TYPE_JSON;
		return true;
	}
}

static void
property(struct table *t, struct sv name, const struct jrule *r)
{
	struct column *c = map_put(&t->column, name, NULL), now = { .type = TYPE_JSON };
	bool said = type_of(r, &now, 0);

	c->nullable |= now.nullable;
	if (!c->typed) {
		c->type = now.type;
		c->scale = now.scale;
		c->typed = said;
	} else if (said && (now.type != c->type || now.scale != c->scale)) {
		bool numbers = now.type >= TYPE_INTEGER && now.type <= TYPE_DECIMAL &&
		    c->type >= TYPE_INTEGER && c->type <= TYPE_DECIMAL;
		bool texts = (now.type == TYPE_TEXT || now.type >= TYPE_TIMESTAMP) && now.type !=
		    TYPE_JSON && (c->type == TYPE_TEXT || c->type >= TYPE_TIMESTAMP) && c->type !=
		    TYPE_JSON;

		c->type = numbers ? TYPE_FLOAT : texts ? TYPE_TEXT : TYPE_JSON;
	}
}

static void
collect(struct table *t, const struct jrule *r, int depth)
{
	const struct jrule_object *o = r->object;

	if (depth == DEPTH_MAX)
		return;
	for (uint32_t i = 0; o != NULL && i < o->name.n; i++)
		if (o->member[i] != NULL)
			property(t, o->name.key[i], o->member[i]);
	for (size_t i = 0; o != NULL && i < o->nrequired; i++) {
		struct column *c = map_put(&t->column, o->name.key[o->required[i]], NULL);

		if (!c->typed && c->required == 0 && !c->common)
			c->type = TYPE_JSON;
		if (t->event == 0)
			c->common = true;
		else if (c->counted != t->event)
			c->required++;
		c->counted = t->event;
	}
	for (size_t i = 0; r->any != NULL && i < r->any->all.n; i++)
		collect(t, r->any->all.rule[i], depth + 1);
	if (r->any != NULL && r->any->ref != NULL)
		collect(t, r->any->ref, depth + 1);
}

static enum rc
put_name(struct buf *o, enum qddl_dialect d, struct sv name, struct err *e)
{
	char quote = dialects[d].quote;
	bool plain = name.n != 0 && name.n <= BIGQUERY_NAME_MAX &&
	    !num_is_digit((unsigned char)name.p[0]);

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		plain &= num_is_digit((unsigned char)c) || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || c == '_';
	}
	if (name.n == 0 || memchr(name.p, '\0', name.n) != NULL || (d == QDDL_BIGQUERY && !plain))
		return rc_err(e, RC_SYNTAX, "'%.*s' cannot be a name in %s", DOC_SHOW(name),
		    dialects[d].name);
	buf_c(o, quote);
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == quote)
			buf_c(o, d == QDDL_CLICKHOUSE ? '\\' : quote);
		else if (name.p[i] == '\\' && d == QDDL_CLICKHOUSE)
			buf_c(o, '\\');
		buf_c(o, name.p[i]);
	}
	buf_c(o, quote);
	return RC_OK;
}

static void
put_type(struct buf *o, enum qddl_dialect d, const struct column *c, bool needed)
{
	bool wrap = d == QDDL_CLICKHOUSE && !needed;

	buf_printf(o, wrap ? " Nullable(" : " ");
	if (c->type == TYPE_DECIMAL)
		buf_printf(o, "%s%d)", dialects[d].decimal, c->scale);
	else
		buf_printf(o, "%s", dialects[d].type[c->type]);
	if (wrap)
		buf_c(o, ')');
	else if (needed && d != QDDL_CLICKHOUSE)
		buf_printf(o, " NOT NULL");
}

/* ClickHouse wants an order: by time where there is one that is always there. */
static enum rc
put_order(struct buf *o, const struct qplan *p, bool timed, struct err *e)
{
	enum rc rc = RC_OK;

	buf_printf(o, "\nENGINE = MergeTree\nORDER BY ");
	if (timed)
		rc = put_name(o, QDDL_CLICKHOUSE, p->time, e);
	else
		buf_printf(o, "tuple()");
	return rc;
}

static enum rc
put_table(const struct qplan *p, enum qddl_dialect d, const struct table *t, struct sv name,
    struct buf *o, struct err *e)
{
	enum rc rc;
	bool timed = false;

	buf_printf(o, "CREATE TABLE ");
	rc = put_name(o, d, name.n != 0 ? name : p->stream.n != 0 ? p->stream : SV("events"), e);
	buf_printf(o, " (");
	for (size_t i = 0; rc == RC_OK && i < t->column.n; i++) {
		const struct column *c = t->column.entry[i].val;
		bool all = p->event.n != 0 && p->unplanned == QPLAN_REJECT && c->required ==
		    p->event.n;
		bool needed = !c->nullable && (c->common || all);

		buf_printf(o, i == 0 ? "\n\t" : ",\n\t");
		rc = put_name(o, d, t->column.entry[i].key, e);
		put_type(o, d, c, needed);
		timed |= needed && sv_eq(t->column.entry[i].key, p->time);
	}
	buf_printf(o, "\n)");
	if (rc == RC_OK && d == QDDL_CLICKHOUSE)
		rc = put_order(o, p, timed, e);
	buf_printf(o, ";\n");
	return rc;
}

enum rc
qddl_write(const struct qplan *p, enum qddl_dialect d, struct sv name, struct buf *o, struct err *e)
{
	struct table t = { 0 };
	enum rc rc;

	arena_init(&t.arena);
	map_init(&t.column, &t.arena, sizeof(struct column), hash_seed());
	if (p->common != NULL)
		collect(&t, p->common, 0);
	for (t.event = 1; t.event <= p->event.n; t.event++)
		collect(&t, p->rule[t.event - 1], 0);
	rc = t.column.n != 0 ? put_table(p, d, &t, name, o, e)
	    : rc_err(e, RC_SYNTAX, "%s: the schemas name no properties: there is nothing to make "
	    "columns of", p->doc->file);
	map_free(&t.column);
	arena_free(&t.arena);
	return rc;
}
