/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * terminal - what the terminal at the other end can show
 */
#ifndef CX_TOOL_TERMINAL_H
#define CX_TOOL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

struct terminal {
	bool   tty;
	bool   color;	/* tty, TERM is not dumb, NO_COLOR unset or empty */
	bool   utf8;	/* LC_ALL, LC_CTYPE or LANG names UTF-8 */
	bool   cursor;	/* tty, TERM is not dumb: it can be drawn over */
	size_t width;	/* columns: COLUMNS, else the window's, else 80 */
	size_t height;	/* lines: LINES, else the window's, else 24 */
};

/** terminal_look - @tty: standard output is a terminal */
struct terminal terminal_look(bool tty);

#endif
