/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qddl - see qddl.h
 *
 * One pass over common and each event's schema collects the columns; what the event at
 * hand says of a column is settled when the next event names it, or at the end.
 */
#include "quality/qddl.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "base/num.h"
#include "schema/rule.h"

#include <string.h>

enum {
	DEPTH_MAX = 32,		/* of $ref, allOf ... that are followed */
	SCALE_MAX = 18
};

enum type {
	TYPE_TEXT, TYPE_INTEGER, TYPE_DECIMAL, TYPE_FLOAT, TYPE_BOOLEAN, TYPE_TIMESTAMP, TYPE_DATE,
	TYPE_UUID, TYPE_INET, TYPE_JSON, TYPES
};

static const struct dialect {
	const char *name;
	const char *type[TYPES];
	const char *decimal;		/* the scale and a parenthesis follow */
	char        quote;
	bool        any_case;		/* names that differ in case alone are one */
	size_t      name_max;		/* bytes */
	size_t      columns_max;
} dialects[QDDL_DIALECTS] = {
	[QDDL_POSTGRES] = { "postgres", { "text", "bigint", NULL, "double precision", "boolean",
	    "timestamptz", "date", "uuid", "inet", "jsonb" }, "numeric(38,", '"', false, 63, 1600 },
	[QDDL_CLICKHOUSE] = { "clickhouse", { "String", "Int64", NULL, "Float64", "Bool",
	    "DateTime64(6, 'UTC')", "Date32", "UUID", "String", "String" }, "Decimal(38, ",
	    '`', false, SIZE_MAX, SIZE_MAX },
	[QDDL_DUCKDB] = { "duckdb", { "VARCHAR", "BIGINT", NULL, "DOUBLE", "BOOLEAN", "TIMESTAMPTZ",
	    "DATE", "UUID", "VARCHAR", "JSON" }, "DECIMAL(38,", '"', true, SIZE_MAX, SIZE_MAX },
	[QDDL_BIGQUERY] = { "bigquery", { "STRING", "INT64", NULL, "FLOAT64", "BOOL", "TIMESTAMP",
	    "DATE", "STRING", "STRING", "JSON" }, "BIGNUMERIC(38,", '`', true, 300, 10000 }
};

struct column {
	struct sv               name;
	enum type               type;
	int                     scale;
	unsigned                seen;	/* 1 << enum type, of all schemas that say one */
	const struct rule_any *check;	/* values that common lists; NULL: none */
	bool                    listed, unlisted;	/* some schema lists values, does not */
	bool                    needed, filled;	/* by common: required, not null */
	bool                    now_needed, now_filled;	/* by the event at hand */
	size_t                  event;	/* that event, 1-based */
	size_t                  full;	/* events before it that always have a value */
};

struct table {
	struct hmap   column;	/* by name */
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

/* ---- what a rule says of a value ---- */

static unsigned
kinds_of(const struct val *v)
{
	static const uint8_t kinds[] = { [VAL_NULL] = RULE_NULL, [VAL_FALSE] = RULE_BOOLEAN,
	    [VAL_TRUE] = RULE_BOOLEAN, [VAL_NUMBER] = RULE_INTEGER | RULE_FRACTION,
	    [VAL_STRING] = RULE_STRING, [VAL_TIME] = RULE_STRING, [VAL_OBJECT] = RULE_OBJECT,
	    [VAL_ARRAY] = RULE_ARRAY };

	return v->kind == VAL_NUMBER && dec_whole(v->text) ? RULE_INTEGER : kinds[v->kind];
}

static unsigned types_of(const struct rule *r, int depth);

static unsigned
one_of(const struct rule_list *l, int depth)
{
	unsigned types = l->n == 0 ? RULE_ANY : 0;

	for (size_t i = 0; i < l->n; i++)
		types |= types_of(l->rule[i], depth);
	return types;
}

/* A set of enum rule_type, none too few. */
static unsigned
types_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	unsigned types = r->never ? 0 : r->types, some = 0;

	if (a == NULL || depth == DEPTH_MAX)
		return types;
	for (size_t i = 0; i < a->nvalue; i++)
		some |= kinds_of(&a->value[i]->v);
	if (a->listed)
		types &= some | (a->text.n != 0 ? RULE_STRING : 0);
	if (a->is != NULL)
		types &= kinds_of(&a->is->v);
	for (size_t i = 0; i < a->all.n; i++)
		types &= types_of(a->all.rule[i], depth + 1);
	if (a->ref != NULL)
		types &= types_of(a->ref, depth + 1);
	return types & one_of(&a->any, depth + 1) & one_of(&a->one, depth + 1);
}

/* The type of texts; TYPES: the rule does not say. */
static enum type
text_type(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	enum type type = TYPES;

	switch (r->string != NULL ? r->string->format : FORMAT_N) {
	case FORMAT_DATE_TIME:
		return TYPE_TIMESTAMP;
	case FORMAT_DATE:
		return TYPE_DATE;
	case FORMAT_UUID:
		return TYPE_UUID;
	case FORMAT_IPV4:
	case FORMAT_IPV6:
		return TYPE_INET;
	default:
		break;
	}
	if (a == NULL || depth == DEPTH_MAX)
		return TYPES;
	for (size_t i = 0; type == TYPES && i < a->all.n; i++)
		type = text_type(a->all.rule[i], depth + 1);
	if (type == TYPES && a->ref != NULL)
		type = text_type(a->ref, depth + 1);
	for (int k = 0; type == TYPES && k < 2; k++) {
		const struct rule_list *l = k == 0 ? &a->any : &a->one;

		for (size_t i = 0; i < l->n; i++) {
			enum type t = text_type(l->rule[i], depth + 1);

			if ((types_of(l->rule[i], depth + 1) & RULE_STRING) != 0)
				type = type == TYPES || type == t ? t : TYPE_TEXT;
			if (type == TYPES)
				break;
		}
	}
	return type;
}

/* What it says of numbers, itself or by reference; NULL: nothing. */
static const struct rule_number *
number_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any;
	const struct rule_number *n = r->number;

	if (a == NULL || depth == DEPTH_MAX)
		return n;
	for (size_t i = 0; n == NULL && i < a->all.n; i++)
		n = number_of(a->all.rule[i], depth + 1);
	return n == NULL && a->ref != NULL ? number_of(a->ref, depth + 1) : n;
}

static bool
is_wide(const struct rule_number *n)
{
	return n != NULL && ((n->max.text.n != 0 && num_cmp(n->max.text,
	    SV("9223372036854775807")) > 0) || (n->min.text.n != 0 &&
	    num_cmp(n->min.text, SV("-9223372036854775808")) < 0));
}

static enum type
type_of(const struct rule *r, unsigned types, int *scale)
{
	const struct rule_number *n = number_of(r, 0);
	enum type t;

	*scale = 0;
	switch (types & ~(unsigned)RULE_NULL) {
	case RULE_STRING:
		t = text_type(r, 0);
		return t == TYPES ? TYPE_TEXT : t;
	case RULE_INTEGER:
		return is_wide(n) ? TYPE_DECIMAL : TYPE_INTEGER;
	case RULE_INTEGER | RULE_FRACTION:
	case RULE_FRACTION:
		if (n == NULL || n->multiple.n == 0 || n->divisor.exp < -SCALE_MAX)
			return TYPE_FLOAT;
		*scale = n->divisor.exp < 0 ? (int)-n->divisor.exp : 0;
		return TYPE_DECIMAL;
	case RULE_BOOLEAN:
		return TYPE_BOOLEAN;
	default:
		return TYPE_JSON;
	}
}

/* The values it lists, when they are texts. */
static const struct rule_any *
list_of(const struct rule *r, int depth)
{
	const struct rule_any *a = r->any, *found = NULL;

	if (a == NULL || depth == DEPTH_MAX)
		return NULL;
	if (a->listed && a->text.n != 0) {
		for (size_t i = 0; i < a->nvalue; i++)
			if (a->value[i]->v.kind != VAL_NULL)
				return NULL;
		return a;
	}
	for (size_t i = 0; found == NULL && i < a->all.n; i++)
		found = list_of(a->all.rule[i], depth + 1);
	return found == NULL && a->ref != NULL ? list_of(a->ref, depth + 1) : found;
}

/* ---- columns ---- */

/* What the last event that named the column says together with common. */
static void
settle(struct column *c)
{
	c->full += c->event != 0 && (c->needed || c->now_needed) && (c->filled || c->now_filled);
	c->now_needed = c->now_filled = false;
}

static struct column *
column_of(struct table *t, struct sv name)
{
	bool fresh;
	struct column *c = hmap_put(&t->column, name, &fresh);

	if (fresh) {
		c->name = name;
		c->type = TYPE_JSON;
	}
	if (c->event != t->event) {
		settle(c);
		c->event = t->event;
	}
	return c;
}

static void
widen(struct column *c, enum type type, int scale)
{
	const unsigned numbers = 1u << TYPE_INTEGER | 1u << TYPE_DECIMAL | 1u << TYPE_FLOAT;
	const unsigned texts = 1u << TYPE_TEXT | 1u << TYPE_TIMESTAMP | 1u << TYPE_DATE |
	    1u << TYPE_UUID | 1u << TYPE_INET;

	c->scale = scale > c->scale ? scale : c->scale;
	c->seen |= 1u << type;
	if (c->seen == 1u << type)
		c->type = type;
	else if ((c->seen & ~numbers) == 0)
		c->type = (c->seen & 1u << TYPE_FLOAT) != 0 ? TYPE_FLOAT : TYPE_DECIMAL;
	else
		c->type = (c->seen & ~texts) == 0 ? TYPE_TEXT : TYPE_JSON;
}

/* @sure: the schema holds for the event whatever else is in it */
static void
property(struct table *t, struct sv name, const struct rule *r, bool sure)
{
	struct column *c = column_of(t, name);
	unsigned types = types_of(r, 0);
	const struct rule_any *list = list_of(r, 0);
	int scale;

	if ((types & ~(unsigned)RULE_NULL) != 0 && types != RULE_ANY) {
		enum type type = type_of(r, types, &scale);

		widen(c, type, scale);
	}
	if (types != RULE_ANY)
		*(list != NULL ? &c->listed : &c->unlisted) = true;
	if (!sure)
		return;
	if (t->event == 0 && list != NULL)
		c->check = list;
	if ((types & RULE_NULL) == 0)
		*(t->event == 0 ? &c->filled : &c->now_filled) = true;
}

static void
collect(struct table *t, const struct rule *r, bool sure, int depth)
{
	const struct rule_object *o = r->object;
	const struct rule_any *a = r->any;

	for (uint32_t i = 0; o != NULL && i < o->name.n; i++)
		if (o->member[i] != NULL)
			property(t, o->name.key[i], o->member[i], sure);
	for (size_t i = 0; o != NULL && i < o->nrequired; i++) {
		struct column *c = column_of(t, o->name.key[o->required[i]]);

		if (sure)
			*(t->event == 0 ? &c->needed : &c->now_needed) = true;
	}
	if (a == NULL || depth == DEPTH_MAX)
		return;
	for (size_t i = 0; i < a->all.n; i++)
		collect(t, a->all.rule[i], sure, depth + 1);
	if (a->ref != NULL)
		collect(t, a->ref, sure, depth + 1);
	for (size_t i = 0; i < a->any.n; i++)
		collect(t, a->any.rule[i], false, depth + 1);
	for (size_t i = 0; i < a->one.n; i++)
		collect(t, a->one.rule[i], false, depth + 1);
	if (a->then != NULL)
		collect(t, a->then, false, depth + 1);
	if (a->otherwise != NULL)
		collect(t, a->otherwise, false, depth + 1);
}

/* All events that pass are of a kind that has a schema. */
static bool
is_planned(const struct qplan *p)
{
	return p->event.n != 0 && p->unplanned == QPLAN_REJECT;
}

/* What names events is text, unless a schema says otherwise; in a plan of names it is there. */
static void
type_key(struct table *t, const struct qplan *p)
{
	struct column *c = p->key != NULL && p->key_path.n != 0 ? hmap_get(&t->column,
	    (struct sv){ p->key_path.p + 1, p->key_path.n - 1 }) : NULL;

	if (c == NULL)
		return;
	if (c->seen == 0)
		c->type = TYPE_TEXT;
	if (is_planned(p))
		c->needed = c->filled = true;
}

/* ---- names ---- */

/* As databases fold names that differ in case alone. */
static struct sv
folded(struct sv name, struct arena *a)
{
	char *p = arena_bytes(a, name.p, name.n);

	for (size_t i = 0; i < name.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct sv){ p, name.n };
}

/* Names that the database keeps for itself. */
static bool
is_taken(enum qddl_dialect d, struct sv name, struct arena *tmp)
{
	static const char *const postgres[] = { "tableoid", "xmin", "cmin", "xmax", "cmax",
	    "ctid" };
	static const char *const bigquery[] = { "_table_", "_file_", "_partition",
	    "_row_timestamp", "__root__", "_colidentifier" };

	for (size_t i = 0; d == QDDL_POSTGRES && i < sizeof(postgres) / sizeof(postgres[0]); i++)
		if (sv_is(name, postgres[i]))
			return true;
	for (size_t i = 0; d == QDDL_BIGQUERY && i < sizeof(bigquery) / sizeof(bigquery[0]); i++)
		if (sv_starts(folded(name, tmp), sv_of(bigquery[i])))
			return true;
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

static enum rc
put_name(struct buf *o, enum qddl_dialect d, struct sv name, struct err *e)
{
	const char quote = dialects[d].quote;

	if (name.n > dialects[d].name_max)
		return rc_err(e, RC_SYNTAX, "'%.*s': a name in %s has at most %zu bytes",
		    DOC_SHOW(name), dialects[d].name, dialects[d].name_max);
	if (name.n == 0 || memchr(name.p, '\0', name.n) != NULL ||
	    (d == QDDL_BIGQUERY && !is_word(name)))
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

/* No name is taken, or is another's. */
static enum rc
check_names(struct table *t, enum qddl_dialect d, struct err *e)
{
	struct hmap lower;
	enum rc rc = RC_OK;

	hmap_init(&lower, &t->arena, sizeof(struct sv), hash_seed());
	for (size_t i = 0; rc == RC_OK && i < t->column.n; i++) {
		struct sv name = t->column.entry[i].key, *other;
		bool fresh;

		if (is_taken(d, name, &t->arena))
			rc = rc_err(e, RC_SYNTAX, "'%.*s': %s keeps that name for itself",
			    DOC_SHOW(name), dialects[d].name);
		if (rc != RC_OK || !dialects[d].any_case)
			continue;
		other = hmap_put(&lower, folded(name, &t->arena), &fresh);
		if (!fresh)
			rc = rc_err(e, RC_SYNTAX, "'%.*s' and '%.*s' are the same column in %s",
			    DOC_SHOW(*other), DOC_SHOW(name), dialects[d].name);
		*other = name;
	}
	hmap_free(&lower);
	return rc;
}

/* ---- the statement ---- */

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

/* A literal of BigQuery, in double quotes. */
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

/* The values that may be in it. */
static void
put_values(struct buf *o, enum qddl_dialect d, const struct column *c)
{
	const struct rule_keys *k = c->check != NULL ? &c->check->text : NULL;

	if (k == NULL || d == QDDL_CLICKHOUSE)
		return;
	if (d == QDDL_BIGQUERY) {
		buf_printf(o, " OPTIONS(description=\"one of: ");
		for (uint32_t i = 0; i < k->n; i++) {
			buf_printf(o, i == 0 ? "" : ", ");
			put_escaped(o, k->key[i]);
		}
		buf_printf(o, "\")");
		return;
	}
	if (c->type != TYPE_TEXT)
		return;
	buf_printf(o, " CHECK (");
	(void)put_name(o, d, c->name, NULL);	/* it has been a name before */
	buf_printf(o, " IN (");
	for (uint32_t i = 0; i < k->n; i++) {
		buf_printf(o, i == 0 ? "" : ", ");
		put_text(o, k->key[i]);
	}
	buf_printf(o, "))");
}

static void
put_type(struct buf *o, enum qddl_dialect d, const struct column *c, bool needed)
{
	const bool house = d == QDDL_CLICKHOUSE;
	const bool few = house && c->type == TYPE_TEXT && c->listed && !c->unlisted;
	const bool wrap = house && !needed;

	buf_printf(o, " %s%s", few ? "LowCardinality(" : "", wrap ? "Nullable(" : "");
	if (c->type == TYPE_DECIMAL)
		buf_printf(o, "%s%d)", dialects[d].decimal, c->scale);
	else
		buf_printf(o, "%s", dialects[d].type[c->type]);
	buf_printf(o, "%s%s%s", wrap ? ")" : "", few ? ")" : "",
	    needed && !house ? " NOT NULL" : "");
}

/* The types that schemas say, when they are not one. */
static void
put_remark(struct buf *o, const struct column *c)
{
	static const char *const names[TYPES] = { "text", "integer", "decimal", "number", "boolean",
	    "date-time", "date", "uuid", "ip", "json" };
	const char *sep = "  -- ";

	if ((c->seen & (c->seen - 1)) == 0)
		return;
	for (unsigned i = 0; i < TYPES; i++)
		if ((c->seen & 1u << i) != 0) {
			buf_printf(o, "%s%s", sep, names[i]);
			sep = ", ";
		}
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
put_table(const struct qplan *p, enum qddl_dialect d, struct table *t, struct sv name,
    struct buf *o, struct err *e)
{
	bool timed = false;
	enum rc rc;

	buf_printf(o, "CREATE TABLE ");
	rc = put_name(o, d, name.n != 0 ? name : p->stream.n != 0 ? p->stream : SV("events"), e);
	buf_printf(o, " (");
	for (size_t i = 0; rc == RC_OK && i < t->column.n; i++) {
		struct column *c = t->column.entry[i].val;
		bool needed;

		settle(c);
		needed = (c->needed && c->filled) || (is_planned(p) && c->full == p->event.n);
		buf_printf(o, "\n\t");
		rc = put_name(o, d, c->name, e);
		put_type(o, d, c, needed);
		put_values(o, d, c);
		buf_printf(o, i + 1 < t->column.n ? "," : "");
		put_remark(o, c);
		timed |= needed && sv_eq(c->name, p->time);
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
	hmap_init(&t.column, &t.arena, sizeof(struct column), hash_seed());
	if (p->common != NULL)
		collect(&t, p->common, true, 0);
	for (t.event = 1; t.event <= p->event.n; t.event++)
		collect(&t, p->rule[t.event - 1], true, 0);
	type_key(&t, p);
	rc = check_names(&t, d, e);
	if (rc == RC_OK && t.column.n > dialects[d].columns_max)
		rc = rc_err(e, RC_LIMIT, "%zu columns: a table in %s has at most %zu", t.column.n,
		    dialects[d].name, dialects[d].columns_max);
	if (rc == RC_OK)
		rc = t.column.n != 0 ? put_table(p, d, &t, name, o, e)
		    : rc_err(e, RC_SYNTAX, "%s: the schemas name no properties: there is nothing "
		    "to make columns of", p->doc->file);
	hmap_free(&t.column);
	arena_free(&t.arena);
	return rc;
}
