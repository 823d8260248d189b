/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE		/* TIOCGWINSZ */

#include "tool/terminal.h"

#include "base/num.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The first of the locale variables that is set decides. */
static bool
speaks_utf8(void)
{
	static const char *const var[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof(var) / sizeof(var[0]); i++) {
		const char *v = getenv(var[i]);
		const char *dot;

		if (v == NULL || *v == '\0')
			continue;
		dot = strchr(v, '.');
		return dot != NULL && (strncasecmp(dot, ".utf-8", 6) == 0 ||
		    strncasecmp(dot, ".utf8", 5) == 0);
	}
	return false;
}

/* A variable that says it, else what the window has, else what it has mostly. */
static size_t
size_of(const char *name, size_t window, size_t mostly)
{
	const char *v = getenv(name);
	uint64_t n;

	if (v != NULL && num_u64(sv_of(v), &n) == RC_OK && n > 0 && n < 10000)
		return (size_t)n;
	return window > 0 ? window : mostly;
}

struct terminal
terminal_look(bool tty)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	const bool cursor = tty && term != NULL && strcmp(term, "dumb") != 0;
	struct winsize ws = { 0 };

	if (tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) != 0)
		ws = (struct winsize){ 0 };

	return (struct terminal){
		.tty = tty,
		.color = cursor && (no == NULL || *no == '\0'),
		.utf8 = speaks_utf8(),
		.cursor = cursor,
		.width = size_of("COLUMNS", ws.ws_col, 80),
		.height = size_of("LINES", ws.ws_row, 24),
	};
}
