/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * w3c - extended log files, by the names in their own #Fields: IIS, CloudFront
 *
 *     #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query ... sc-status time-taken
 *     2018-01-01 08:09:10 127.0.0.1 GET / q=100 ... 200 123
 *
 * A #Fields line counts until the next one, in each file anew.  Values stand between TABs where
 * the first line below it has one, else between blanks; "-" is absent.  Times are UTC, but
 * those of date-local and time-local, or under #GMT-Offset; a time without a date has that of
 * #Date or #Start-Date.  time-taken is milliseconds, but seconds between TABs and with decimals.
 * Between blanks + stands for a blank in headers of the client; between TABs they are decoded
 * as URLs are.
 */
#ifndef CX_LOG_W3C_H
#define CX_LOG_W3C_H

#include "record/source.h"

/** w3c_open - the source; one thread reads it, for lines mean what the line before them says */
MUST_USE enum rc w3c_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
