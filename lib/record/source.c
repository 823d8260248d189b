/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * source - what all sources share
 */
#include "record/source.h"

#include <stdarg.h>
#include <stdio.h>

enum rc
source_reject(struct reject *rej, const char *code, uint64_t line_no, uint64_t col, struct sv raw,
    const char *fmt, ...)
{
	va_list ap;

	rej->line_no = line_no;
	rej->col = col;
	rej->code = code;
	rej->raw = raw;
	rej->more = (struct sv){ NULL, 0 };
	rej->again = false;
	va_start(ap, fmt);
	vsnprintf(rej->msg, sizeof(rej->msg), fmt, ap);
	va_end(ap);
	return RC_BAD;
}
