/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc - any bytes give a tree or a fault inside them; libyaml's own document tree of
 * YAML, and jansson's of JSON, are the same tree
 */
#include "spec/doc.h"

#include "../doctree.h"

#include <jansson.h>
#include <yaml.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

/* Places rise in the order of the text, and every string is where it says. */
static void
places(const struct node *n, struct sv source)
{
	check(n->off <= source.n && n->line >= 1 && n->col >= 1);
	if (n->kind == NODE_STRING) {
		struct err inner = { .col = 1 + n->text.n / 2 };
		struct doc d = { "f", source, NULL };
		struct err e = { 0 };

		check(doc_fail_in(&d, n, &inner, &e) == RC_SYNTAX);
		check(e.col >= 1 && e.col <= source.n + 1);
	}
	for (size_t i = 0; i < n->n; i++) {
		check(n->item[i].up == n);
		check(n->kind == NODE_LIST || n->item[i].key_off <= source.n);
		places(&n->item[i], source);
	}
}

/* libyaml's composer has aliases as shared nodes: compared along our tree they are expanded. */
static void
same_yaml(yaml_document_t *d, yaml_node_t *y, const struct node *n)
{
	check(y != NULL);
	if (n->kind == NODE_MAP) {
		yaml_node_pair_t *p = y->data.mapping.pairs.start;

		check(y->type == YAML_MAPPING_NODE &&
		    (size_t)(y->data.mapping.pairs.top - p) == n->n);
		for (size_t i = 0; i < n->n; i++) {
			yaml_node_t *k = yaml_document_get_node(d, p[i].key);

			check(k->type == YAML_SCALAR_NODE && n->item[i].key.n ==
			    k->data.scalar.length && memcmp(n->item[i].key.p,
			    k->data.scalar.value, k->data.scalar.length) == 0);
			same_yaml(d, yaml_document_get_node(d, p[i].value), &n->item[i]);
		}
	} else if (n->kind == NODE_LIST) {
		check(y->type == YAML_SEQUENCE_NODE && (size_t)(y->data.sequence.items.top -
		    y->data.sequence.items.start) == n->n);
		for (size_t i = 0; i < n->n; i++)
			same_yaml(d, yaml_document_get_node(d,
			    y->data.sequence.items.start[i]), &n->item[i]);
	} else {
		check(y->type == YAML_SCALAR_NODE);
		if (n->kind == NODE_STRING)
			check(n->text.n == y->data.scalar.length && memcmp(n->text.p,
			    y->data.scalar.value, n->text.n) == 0);
	}
}

static void
beside_libyaml(const struct docs *d, struct sv source)
{
	yaml_parser_t p;
	yaml_document_t y;

	check(yaml_parser_initialize(&p));
	yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&p, (const unsigned char *)source.p, source.n);
	for (size_t i = 0; i < d->n; i++) {
		/* Composing, libyaml wants each anchor once; the specification does not. */
		if (!yaml_parser_load(&p, &y)) {
			check(strncmp(p.context, "found duplicate anchor", 22) == 0);
			yaml_parser_delete(&p);
			return;
		}
		same_yaml(&y, yaml_document_get_root_node(&y), d->doc[i].root);
		yaml_document_delete(&y);
	}
	check(yaml_parser_load(&p, &y) && yaml_document_get_root_node(&y) == NULL);
	yaml_document_delete(&y);
	yaml_parser_delete(&p);
}

static void
same_json(json_t *j, const struct node *n)
{
	switch (n->kind) {
	case NODE_NULL:
		check(json_is_null(j));
		break;
	case NODE_BOOL:
		check(n->truth ? json_is_true(j) : json_is_false(j));
		break;
	case NODE_NUMBER:
		check(json_is_number(j));
		break;
	case NODE_STRING:
		check(json_is_string(j) && json_string_length(j) == n->text.n &&
		    memcmp(json_string_value(j), n->text.p, n->text.n) == 0);
		break;
	case NODE_LIST:
		check(json_is_array(j) && json_array_size(j) == n->n);
		for (size_t i = 0; i < n->n; i++)
			same_json(json_array_get(j, i), &n->item[i]);
		break;
	case NODE_MAP:
		check(json_is_object(j) && json_object_size(j) == n->n);
		for (size_t i = 0; i < n->n; i++)
			same_json(json_object_getn(j, n->item[i].key.p, n->item[i].key.n),
			    &n->item[i]);
	}
}

/* JSON that jansson refuses: \u0000 and lone surrogates, here U+FFFD; numbers beyond its own. */
static bool
odd_json(struct sv s, const json_error_t *e)
{
	struct sv head = sv_trim(s);

	return head.n != 0 && (*head.p == '{' || *head.p == '[') && (sv_has(s, SV("\\u")) ||
	    json_error_code(e) == json_error_numeric_overflow);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data, size };
	struct arena a;
	struct docs d;
	struct err e = { 0 };
	json_error_t refused = { 0 };
	size_t bom = sv_starts(text, SV("\xef\xbb\xbf")) ? 3 : 0;	/* jansson knows none */
	json_t *j = json_loadb((const char *)data + bom, size - bom, JSON_REJECT_DUPLICATES, &refused);
	/* jansson takes a NUL for the end of a number and goes on behind it. */
	bool brackets = j != NULL && (json_is_object(j) || json_is_array(j)) &&
	    memchr(data, '\0', size) == NULL;
	enum rc rc;

	arena_init(&a);
	rc = doc_parse(&d, "f", text, &a, &e);
	if (rc == RC_OK) {
		for (size_t i = 0; i < d.n; i++)
			places(d.doc[i].root, d.doc[i].source);
		if (brackets && d.n == 1)
			same_json(j, d.doc[0].root);
		else if (d.n > 0 && !odd_json(d.doc[0].source, &refused))
			beside_libyaml(&d, d.doc[0].source);
	} else {
		check(rc == RC_SYNTAX || rc == RC_LIMIT);
		check(strncmp(e.msg, "f:", 2) == 0 && e.line >= 1 && e.text != NULL);
		check(e.col >= 1 && e.col <= size + 1);
		check(!brackets || rc == RC_LIMIT);
	}
	json_decref(j);
	arena_free(&a);
	return 0;
}
