/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clock - time that passes, for speed and silence; and what time it is, for freshness alone
 */
#ifndef CX_RUN_CLOCK_H
#define CX_RUN_CLOCK_H

#include <stdint.h>

/** clock_us - microseconds of the monotonic clock */
int64_t clock_us(void);

/** clock_wall_us - the time of day, UTC microseconds since 1970: for how old records are */
int64_t clock_wall_us(void);

#endif
