/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_form - the forms a page can have: one row a writer
 *
 * Adding one: its file, with a writer of this shape; a row in page_form.c; an item in the list
 * of --as in cxreport(1).
 */
#ifndef CX_PAGE_PAGE_FORM_H
#define CX_PAGE_PAGE_FORM_H

#include "base/buf.h"
#include "base/registry.h"
#include "page/doc.h"

struct page_form {
	const char *name;	/* of --as */
	const char *summary;
	const char *ending;	/* of files in an archive: "html" */
	void      (*write)(const struct page *p, struct buf *o);
};

/** page_form_registry - the forms, the default first */
extern const struct registry page_form_registry;

#endif
