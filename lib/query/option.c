/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/option.h"

#include <stdio.h>

const char *
option_label(const struct opt *o, char *text, size_t n)
{
	if (o->name != NULL)
		snprintf(text, n, "--%s", o->name);
	else if (o->letter != 0)
		snprintf(text, n, "-%c", o->letter);
	else
		snprintf(text, n, "%s", o->as);
	return text;
}
