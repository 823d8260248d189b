/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * doc - a specification: YAML or JSON text as a tree of nodes that know where they stand
 *
 *     file ──► bytes ──► doc_yaml (libyaml) or doc_json (json/jread.h) ──► nodes
 *
 * Everything a person got wrong is said as FILE:LINE:COLUMN.  Both languages give the
 * same tree; a node's numbers stay text.  Plain YAML scalars follow the core schema of
 * YAML 1.2 (yes, no, on, off are strings), and its numbers become RFC 8259 text (+1 is 1,
 * 0x1F is 31).  Duplicate keys, keys that are not strings, tags, merge keys, .inf and .nan
 * are refused; aliases are expanded, up to DOC_NODES_MAX; what stands below one keeps the
 * place where it is written.
 *
 * Memory: all of it in the caller's arena, 112 bytes a node and the text.
 */
#ifndef CX_SPEC_DOC_H
#define CX_SPEC_DOC_H

#include "base/arena.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DOC_BYTES_MAX = 64 << 20,
	DOC_NODES_MAX = 1000000,
	DOC_DEPTH_MAX = 256
};

enum node_kind { NODE_NULL, NODE_BOOL, NODE_NUMBER, NODE_STRING, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind     kind;
	bool               truth;	/* NODE_BOOL */
	struct sv          text;	/* NODE_STRING: decoded; NODE_NUMBER: RFC 8259 text */
	struct sv          key;		/* as a member of a map: its name, decoded */
	uint32_t           line;	/* 1-based, where the value begins */
	uint32_t           col;		/* 1-based byte column */
	uint32_t           key_line;
	uint32_t           key_col;
	uint32_t           key_off;
	uint32_t           off;		/* of the value in the document's source */
	bool               quoted;	/* a string in quotes or a block */
	const struct node *up;		/* what it is in; NULL: the root */
	struct node       *item;	/* NODE_LIST, NODE_MAP: what is in it, in order */
	size_t             n;
};

struct doc {
	const char  *file;	/* for messages */
	struct sv    source;	/* of all documents of the file, without a byte order mark */
	struct node *root;
};

struct docs {			/* one file: YAML may hold several documents */
	struct doc *doc;
	size_t      n;
	struct sv   source;	/* of the file, also when it is no specification */
};

/**
 * doc_load - read a file; "-" is standard input
 *
 * JSON when the first byte that is no space is '{' or '[' and all of it is JSON; else YAML.
 * A file without a document (empty, comments only) has n 0.  Messages say "stdin" for "-".
 * Returns: RC_OK; RC_IO "FILE: ..."; RC_SYNTAX "FILE:LINE:COL: ..."; RC_LIMIT.
 */
MUST_USE enum rc doc_load(struct docs *d, const char *path, struct arena *a, struct err *e);

/** doc_parse - the same from memory; @file, for messages, must outlive @d, @text need not */
MUST_USE enum rc doc_parse(struct docs *d, const char *file, struct sv text, struct arena *a,
    struct err *e);

/** node_get - a member of a map; NULL when there is none, or @n is no map or NULL */
const struct node *node_get(const struct node *n, const char *key);

/** node_get_sv - the same for a name that is no constant */
const struct node *node_get_sv(const struct node *n, struct sv key);

/** doc_fail - RC_SYNTAX "FILE:LINE:COL: ..." at a node's value */
enum rc doc_fail(const struct doc *d, const struct node *n, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/** doc_fail_key - the same at its key */
enum rc doc_fail_key(const struct doc *d, const struct node *n, struct err *e,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/**
 * doc_fail_in - the same for a fault inside a text that was parsed by another grammar
 * @inner: its error, with the column in the node's text (expressions, durations ...)
 *
 * The place is that of the character itself, through quotes, escapes and folded lines.
 */
enum rc doc_fail_in(const struct doc *d, const struct node *n, const struct err *inner,
    struct err *e);

/**
 * doc_keys - every key of a map is one of @known (NULL-terminated)
 *
 * Returns: RC_OK; RC_SYNTAX at the first that is not, with the nearest name.
 */
MUST_USE enum rc doc_keys(const struct doc *d, const struct node *map, const char *const *known,
    struct err *e);

/** doc_kind - RC_SYNTAX "expected a map, found ..." unless @n is of this kind */
MUST_USE enum rc doc_kind(const struct doc *d, const struct node *n, enum node_kind kind,
    struct err *e);

/*
 * Members of a map by name and type; absent leaves *out as it is.  RC_OK, or RC_SYNTAX at
 * the value: what was wanted, what was found.
 */

/** doc_text - a string, not empty */
MUST_USE enum rc doc_text(const struct doc *d, const struct node *map, const char *key,
    struct sv *out, struct err *e);

/** doc_bool - true or false */
MUST_USE enum rc doc_bool(const struct doc *d, const struct node *map, const char *key,
    bool *out, struct err *e);

/** doc_number - a number in [@lo, @hi] */
MUST_USE enum rc doc_number(const struct doc *d, const struct node *map, const char *key,
    double lo, double hi, double *out, struct err *e);

/** doc_u64 - a whole number in [@lo, @hi] */
MUST_USE enum rc doc_u64(const struct doc *d, const struct node *map, const char *key,
    uint64_t lo, uint64_t hi, uint64_t *out, struct err *e);

/** doc_choice - one of the names (NULL-terminated): *out is its index */
MUST_USE enum rc doc_choice(const struct doc *d, const struct node *map, const char *key,
    const char *const *names, unsigned *out, struct err *e);

/** doc_need - a member that must be there; RC_SYNTAX at the map when it is not */
MUST_USE enum rc doc_need(const struct doc *d, const struct node *map, const char *key,
    const struct node **out, struct err *e);

/** node_path - where a node stands, as a JSON pointer, in @a */
struct sv node_path(const struct node *n, struct arena *a);

/** node_kind_name - "a map", "a string" ... for messages */
const char *node_kind_name(enum node_kind k);

#endif
