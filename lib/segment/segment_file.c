/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment/segment_file.h"

#include "base/num.h"
#include "io/out.h"
#include "io/side.h"

#include <string.h>

static enum rc
first_line(const char *path, struct docs *d, struct arena *a, struct err *e)
{
	const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
	struct sv line = { NULL, 0 };
	struct side side;
	enum rc rc = side_open(&side, path, e);

	if (rc == RC_OK)
		rc = side_next(&side, &line, e);
	if (rc == RC_END)
		rc = rc_err(e, RC_SYNTAX, "%s: nothing in it", name);
	if (rc == RC_OK)
		rc = doc_parse(d, name, line, a, e);
	side_close(&side);
	return rc;
}

enum rc
segment_file_read(const struct doc **doc, const char *path, const char *kind, struct arena *a,
    struct err *e)
{
	struct sv is = { NULL, 0 };
	uint64_t version = 0;
	struct docs docs;
	struct doc *d;
	enum rc rc = first_line(path, &docs, a, e);

	if (rc == RC_OK && docs.n != 1)
		rc = rc_err(e, RC_SYNTAX, "%s:1: expected a record of kind %s", path, kind);
	if (rc != RC_OK)
		return rc;
	*doc = d = &docs.doc[0];
	rc = doc_kind(d, d->root, NODE_MAP, e);
	if (rc == RC_OK)
		rc = doc_text(d, d->root, "kind", &is, e);
	if (rc == RC_OK && !sv_is(is, kind))
		return doc_fail(d, d->root, e, "expected a record of kind %s", kind);
	if (rc == RC_OK)
		rc = doc_u64(d, d->root, "version", 0, UINT64_MAX, &version, e);
	if (rc == RC_OK && version != SEGMENT_FILE_VERSION)
		return doc_fail(d, d->root, e, "expected version %d", (int)SEGMENT_FILE_VERSION);
	return rc;
}

enum rc
segment_file_list(const struct doc *d, const struct node *list, size_t n, struct err *e)
{
	enum rc rc = doc_kind(d, list, NODE_LIST, e);

	if (rc == RC_OK && list->n != n)
		rc = doc_fail(d, list, e, "expected %zu items, found %zu", n, list->n);
	return rc;
}

enum rc
segment_file_numbers(const struct doc *d, const struct node *list, double *x, size_t n,
    struct err *e)
{
	enum rc rc = segment_file_list(d, list, n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		rc = doc_kind(d, &list->item[i], NODE_NUMBER, e);
		if (rc == RC_OK && num_double(list->item[i].text, &x[i]) != RC_OK)
			rc = doc_fail(d, &list->item[i], e, "the number is too large");
	}
	return rc;
}

enum rc
segment_file_write(const char *path, struct sv record, struct err *e)
{
	struct out *out;
	enum rc rc = out_open(&out, path, e);

	if (rc != RC_OK)
		return rc;
	out_sv(out, record);
	return out_close(out, e);
}

void
segment_file_put(struct jwrite *w, const double *x, size_t n)
{
	jwrite_open(w, '[');
	for (size_t i = 0; i < n; i++)
		jwrite_double(w, x[i]);
	jwrite_shut(w, ']');
}
