/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rjson - the records of a table again, as NDJSON
 */
#ifndef CX_REPORT_RJSON_H
#define CX_REPORT_RJSON_H

#include "report/routput.h"

/** rjson_write - each row with the members it has, but those carried along; an output */
MUST_USE enum rc rjson_write(const struct rtable *t, const struct rcell_style *style,
    struct buf *o, struct err *e);

#endif
