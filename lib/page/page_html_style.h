/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_html_style - how a page looks: its style sheet and its signs
 */
#ifndef CX_PAGE_PAGE_HTML_STYLE_H
#define CX_PAGE_PAGE_HTML_STYLE_H

/** page_html_style - the style sheet in parts, ended by NULL; none has a character of markup */
extern const char *const page_html_style[];

/**
 * page_html_style_signs - the pictures that others refer to, once a page, at its beginning
 *
 * i-NAME beside text: good warn bad unsure, up down odd of what is unusual, on of a funnel;
 * m-NAME on a line of a chart: up down odd.
 */
extern const char *const page_html_style_signs;

#endif
