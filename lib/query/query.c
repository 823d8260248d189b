/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/query.h"

#include "base/buf.h"
#include "expr/lex.h"
#include "query/document.h"
#include "query/relation.h"
#include "time/tstamp.h"

#include <jansson.h>

#include <stdio.h>
#include <string.h>

enum { LABEL_MAX = 64 };

static void *
field_at(const struct query *q, size_t off)
{
	return (char *)q->values + off;
}

/* In the plan, not in the head. */
static bool
is_saved(const struct opt *o)
{
	return o->saved >= OPT_SAVED_TEXT;
}

static const char *
member_name(const struct opt *o)
{
	return o->as != NULL ? o->as : o->name;
}

enum rc
query_refuse(const struct opt *rows, const bool *given, struct err *e)
{
	char label[LABEL_MAX];

	for (size_t i = 0; rows[i].kind != OPT_KIND_END; i++)
		if (given[i] && rows[i].saved != OPT_SAVED_NOT)
			return rc_err(e, RC_USAGE, "--merge takes the query from the states: "
			    "leave out %s", option_label(&rows[i], label, sizeof(label)));
	return RC_OK;
}

/* ---- saving ---- */

/* "a, f(b, c)" as ["a","f(b, c)"]: commas in brackets separate nothing. */
static enum rc
split_exprs(json_t **list, struct sv text, struct arena *a, struct err *e)
{
	size_t from = 0, depth = 0;
	struct lex l;
	enum rc rc = lex_init(&l, text, a, e);
	int bad = 0;

	*list = json_array();
	while (rc == RC_OK && text.n > 0) {
		bool end = l.tok.kind == LEX_END;

		if (end || (depth == 0 && lex_is(&l, ","))) {
			size_t to = end ? text.n : l.tok.end - 1;

			bad |= json_array_append_new(*list, document_string(sv_trim(
			    (struct sv){ text.p + from, to - from })));
			from = l.tok.end;
		}
		if (end)
			break;
		depth += lex_is(&l, "(") || lex_is(&l, "[");
		depth -= depth > 0 && (lex_is(&l, ")") || lex_is(&l, "]"));
		rc = lex_next(&l, e);
	}
	return rc == RC_OK && bad != 0 ? rc_err(e, RC_SYNTAX, "no expressions") : rc;
}

static json_t *
list_of(const char *const *item, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (json_array_append_new(list, json_string(item[i])) != 0) {
			json_decref(list);
			return NULL;
		}
	return list;
}

static enum rc
duration_of(json_t **us, const char *text, struct err *e)
{
	int64_t v = 0;

	*us = NULL;
	if (text != NULL && !tstamp_duration(sv_of(text), &v))
		return rc_err(e, RC_SYNTAX, "expected a duration, got '%s'", text);
	*us = json_integer(v);
	return RC_OK;
}

/* What a row's field holds; NULL when that is no text. */
static enum rc
value_of(json_t **v, const struct query *q, const struct opt *o, struct arena *a, struct err *e)
{
	const char *text = o->saved == OPT_SAVED_TEXT || o->saved == OPT_SAVED_EXPRS ||
	    o->saved == OPT_SAVED_DURATION ? *(const char **)field_at(q, o->off) : NULL;
	uint64_t n;

	switch (o->saved) {
	case OPT_SAVED_EXPRS:
		return split_exprs(v, sv_of(text), a, e);
	case OPT_SAVED_DURATION:
		return duration_of(v, text, e);
	case OPT_SAVED_LIST:
		*v = list_of(*(const char **const *)field_at(q, o->off),
		    *(size_t *)field_at(q, o->off_n));
		return RC_OK;
	case OPT_SAVED_FLAG:
		*v = json_boolean(*(bool *)field_at(q, o->off));
		return RC_OK;
	case OPT_SAVED_COUNT:	/* as many as nothing can reach are as good as more */
		n = *(uint64_t *)field_at(q, o->off);
		*v = json_integer(n < INT64_MAX ? (json_int_t)n : INT64_MAX);
		return RC_OK;
	case OPT_SAVED_NUMBER:
		*v = document_number(*(double *)field_at(q, o->off));
		return RC_OK;
	default:
		*v = document_string(sv_of(text));
		return RC_OK;
	}
}

/* The option's value says that it was not given. */
static bool
is_empty(const struct query *q, const struct opt *o)
{
	switch (o->saved) {
	case OPT_SAVED_TEXT:
	case OPT_SAVED_EXPRS:
	case OPT_SAVED_DURATION:
		return *(const char **)field_at(q, o->off) == NULL;
	case OPT_SAVED_LIST:
		return *(size_t *)field_at(q, o->off_n) == 0;
	case OPT_SAVED_FLAG:
		return !*(bool *)field_at(q, o->off);
	default:
		return false;
	}
}

enum rc
query_save(struct sv *text, const struct query *q, struct arena *a, struct err *e)
{
	json_t *doc = json_object();
	enum rc rc = RC_OK;

	for (const struct opt *o = q->rows; rc == RC_OK && o->kind != OPT_KIND_END; o++) {
		json_t *v = NULL;

		if (!is_saved(o) || (o->may_lack && is_empty(q, o)))
			continue;
		rc = value_of(&v, q, o, a, e);
		if (json_object_set_new(doc, member_name(o), v) != 0 && rc == RC_OK)
			rc = rc_err(e, RC_SYNTAX, "%s: text that is not UTF-8", member_name(o));
	}
	if (rc == RC_OK)
		rc = document_text(text, doc, a, e);
	json_decref(doc);
	return rc;
}

/* ---- adopting ---- */

static const char *
text_in(const json_t *string, struct arena *a)
{
	return arena_bytes(a, json_string_value(string), json_string_length(string));
}

/* Each is a text, not an empty one. */
static bool
are_texts(const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_string_length(json_array_get(list, i)) == 0)
			return false;
	return json_is_array(list);
}

/* ["a","b"] as an option says it: "a, b". */
static const char *
join_exprs(const json_t *list, struct arena *a)
{
	struct buf b;
	const char *text;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, document_sv(json_array_get(list, i)));
	}
	text = b.n > 0 ? arena_bytes(a, b.p, b.n) : NULL;
	buf_free(&b);
	return text;
}

static bool
adopt_list(const struct query *q, const struct opt *o, const json_t *v, struct arena *a)
{
	size_t n = json_array_size(v);
	const char **item = arena_alloc(a, (n + 1) * sizeof(*item));

	if (!are_texts(v))
		return false;
	for (size_t i = 0; i < n; i++)
		item[i] = text_in(json_array_get(v, i), a);
	*(const char ***)field_at(q, o->off) = item;
	*(size_t *)field_at(q, o->off_n) = n;
	return true;
}

/* Microseconds as an option says them; 0 is none. */
static bool
adopt_duration(const char **to, const struct opt *o, const json_t *v, struct arena *a)
{
	json_int_t us = json_integer_value(v);
	char text[32];
	int n = snprintf(text, sizeof(text), "%lldus", (long long)us);

	*to = us > 0 ? arena_bytes(a, text, (size_t)n) : NULL;
	return json_is_integer(v) && us >= 0 && (uint64_t)us >= o->min.u;
}

static bool
adopt_number(double *to, const struct opt *o, const json_t *v)
{
	if (json_is_integer(v))
		*to = (double)json_integer_value(v);
	else if (!json_is_string(v) || num_double(document_sv(v), to) != RC_OK)
		return false;
	return *to >= o->min.d && *to <= o->max.d;
}

static bool
adopt_value(const struct query *q, const struct opt *o, const json_t *v, struct arena *a)
{
	void *to = field_at(q, o->off);
	json_int_t n = json_integer_value(v);

	switch (o->saved) {
	case OPT_SAVED_EXPRS:
		*(const char **)to = are_texts(v) ? join_exprs(v, a) : NULL;
		return are_texts(v);
	case OPT_SAVED_LIST:
		return adopt_list(q, o, v, a);
	case OPT_SAVED_DURATION:
		return adopt_duration(to, o, v, a);
	case OPT_SAVED_FLAG:
		*(bool *)to = json_is_true(v);
		return json_is_boolean(v);
	case OPT_SAVED_COUNT:
		*(uint64_t *)to = (uint64_t)n;
		return json_is_integer(v) && n >= 0 && (uint64_t)n >= o->min.u &&
		    (uint64_t)n <= o->max.u;
	case OPT_SAVED_NUMBER:
		return adopt_number(to, o, v);
	default:
		*(const char **)to = json_string_length(v) > 0 ? text_in(v, a) : NULL;
		return json_string_length(v) > 0;
	}
}

static const char *
form_name(enum opt_saved form)
{
	static const char *const name[] = {
		[OPT_SAVED_TEXT] = "a text", [OPT_SAVED_EXPRS] = "a list of expressions",
		[OPT_SAVED_LIST] = "a list of texts", [OPT_SAVED_DURATION] = "microseconds",
		[OPT_SAVED_FLAG] = "true or false", [OPT_SAVED_COUNT] = "a whole number",
		[OPT_SAVED_NUMBER] = "a number",
	};

	return name[form];
}

static const struct opt *
row_of(const struct opt *rows, const char *member)
{
	for (const struct opt *o = rows; o != NULL && o->kind != OPT_KIND_END; o++)
		if (is_saved(o) && strcmp(member_name(o), member) == 0)
			return o;
	return NULL;
}

static enum rc
adopt_all(const struct query *q, json_t *doc, bool *given, struct arena *a, struct err *e)
{
	const char *key;
	json_t *v;

	json_object_foreach(doc, key, v)
		if (row_of(q->rows, key) == NULL)
			return rc_err(e, RC_SYNTAX, "a query with a member '%.*s', which this "
			    "program does not know", LABEL_MAX, key);
	for (size_t i = 0; q->rows[i].kind != OPT_KIND_END; i++) {
		const struct opt *o = &q->rows[i];
		const char *name = member_name(o);

		if (!is_saved(o))
			continue;
		v = json_object_get(doc, name);
		if (v == NULL && !o->may_lack)
			return rc_err(e, RC_SYNTAX, "a query without '%s'", name);
		if (v != NULL && !adopt_value(q, o, v, a))
			return rc_err(e, RC_SYNTAX, "a query whose '%s' is not %s as it can be",
			    name, form_name(o->saved));
		given[i] = v != NULL && !is_empty(q, o);
	}
	return RC_OK;
}

enum rc
query_adopt(const struct query *q, struct sv text, struct arena *a, struct err *e)
{
	size_t n = 0;
	json_t *doc;
	bool *given;
	enum rc rc = document_load(&doc, text, e);

	while (q->rows[n].kind != OPT_KIND_END)
		n++;
	given = arena_zalloc(a, n + 1);
	if (rc == RC_OK)
		rc = adopt_all(q, doc, given, a, e);
	if (rc == RC_OK && relation_check(q, &(struct relation_given){ .row = given }, e) != RC_OK)
		rc = RC_SYNTAX;
	document_free(doc);
	return rc;
}

/* ---- comparing ---- */

static struct sv
value_text(const json_t *v, struct arena *a)
{
	struct sv text = SV("");

	if (v == NULL || document_text(&text, v, a, NULL) != RC_OK)
		return SV("nothing");
	return text;
}

static enum rc
say_differs(const struct opt *rows, const char *key, const json_t *here, const json_t *there,
    const char *than, struct err *e)
{
	const struct opt *o = row_of(rows, key);
	char label[LABEL_MAX];
	struct arena tmp;
	struct sv a, b;

	arena_init(&tmp);
	a = value_text(here, &tmp);
	b = value_text(there, &tmp);
	if (o != NULL)
		option_label(o, label, sizeof(label));
	else
		snprintf(label, sizeof(label), "%s", key);
	rc_err(e, RC_SYNTAX, "the query differs: %s is here %.*s, %s %.*s", label,
	    SV_SHOW(a), than, SV_SHOW(b));
	arena_free(&tmp);
	return RC_SYNTAX;
}

enum rc
query_same(const struct opt *rows, struct sv here, struct sv other, const char *than,
    struct err *e)
{
	json_t *a = NULL, *b = NULL, *v;
	const char *key;
	enum rc rc = RC_SYNTAX;

	if (sv_eq(here, other))
		return RC_OK;
	if (document_load(&a, here, e) != RC_OK || document_load(&b, other, e) != RC_OK)
		goto out;
	rc = RC_OK;
	json_object_foreach(a, key, v)
		if (rc == RC_OK && !json_equal(v, json_object_get(b, key)))
			rc = say_differs(rows, key, v, json_object_get(b, key), than, e);
	json_object_foreach(b, key, v)
		if (rc == RC_OK && json_object_get(a, key) == NULL)
			rc = say_differs(rows, key, NULL, v, than, e);
out:
	document_free(a);
	document_free(b);
	return rc;
}
