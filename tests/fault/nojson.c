/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nojson - a jansson that reads nothing
 *
 * Built as a shared object for LD_PRELOAD: what goes through jansson fails, and what does
 * not shows that it does not.
 */
#include <jansson.h>

json_t *
json_loadb(const char *text, size_t n, size_t flags, json_error_t *e)
{
	(void)text;
	(void)n;
	(void)flags;
	(void)e;
	return NULL;
}
