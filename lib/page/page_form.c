/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_form - see page_form.h
 */
#include "page/page_form.h"

#include "page/page_html.h"
#include "page/page_md.h"
#include "page/page_text.h"

static const struct page_form rows[] = {
	{ "html", "one file for a browser, with charts", "html", page_html_write },
	{ "md", "Markdown, for chats and tickets", "md", page_md_write },
	{ "text", "plain text for mail", "txt", page_text_write },
};

const struct registry page_form_registry =
    REGISTRY("form of pages", "Forms of pages", rows, struct page_form);
