/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/document.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/num.h"

#include <jansson.h>

#include <math.h>

#define WHOLE_MAX 0x1p53	/* whole numbers up to here are written as such */

void
document_start(uint64_t seed)
{
	json_object_seed((size_t)seed | 1);	/* 0 would ask it for one */
	json_set_alloc_funcs(mem_alloc, mem_free);
}

enum rc
document_load(struct json_t **doc, struct sv text, struct err *e)
{
	json_error_t why = { 0 };

	*doc = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &why);
	if (*doc == NULL)
		return rc_err(e, RC_SYNTAX, "%s", why.text[0] != '\0' ? why.text :
		    "jansson cannot read it, and says no reason");
	if (json_is_object(*doc))
		return RC_OK;
	document_free(*doc);
	*doc = NULL;
	return rc_err(e, RC_SYNTAX, "expected an object");
}

static json_t *
normal_value(json_t *v)
{
	if (json_is_real(v))
		return document_number(json_real_value(v));
	document_normal(v);
	return json_incref(v);
}

void
document_normal(struct json_t *doc)
{
	const char *key;
	json_t *v;
	size_t i;
	void *safe;

	if (json_is_array(doc))
		json_array_foreach(doc, i, v)
			(void)json_array_set_new(doc, i, normal_value(v));
	json_object_foreach_safe(doc, safe, key, v)
		if (json_is_null(v))
			(void)json_object_del(doc, key);
		else
			(void)json_object_set_new(doc, key, normal_value(v));
}

static int
to_buf(const char *p, size_t n, void *b)
{
	buf_add(b, p, n);
	return 0;
}

enum rc
document_text(struct sv *text, const struct json_t *doc, struct arena *a, struct err *e)
{
	struct buf b;
	int bad;

	buf_init(&b, SIZE_MAX);
	bad = json_dump_callback(doc, to_buf, &b, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);
	*text = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return bad == 0 ? RC_OK : rc_err(e, RC_SYNTAX, "a query with text that is not UTF-8");
}

enum rc
document_canon(struct sv *canon, struct sv text, struct arena *a, struct err *e)
{
	struct json_t *doc;
	enum rc rc = document_load(&doc, text, e);

	if (rc == RC_OK) {
		document_normal(doc);
		rc = document_text(canon, doc, a, e);
	}
	document_free(doc);
	return rc;
}

struct json_t *
document_number(double v)
{
	char text[NUM_TEXT_MAX];

	if (v == floor(v) && fabs(v) <= WHOLE_MAX)
		return json_integer((json_int_t)v);
	if (!isfinite(v))
		return NULL;
	num_text(v, text);
	return json_string(text);
}

struct json_t *
document_string(struct sv s)
{
	return json_stringn(s.n > 0 ? s.p : "", s.n);
}

struct sv
document_sv(const struct json_t *string)
{
	return (struct sv){ json_string_value(string), json_string_length(string) };
}

void
document_free(struct json_t *doc)
{
	json_decref(doc);
}
