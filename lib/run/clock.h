/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clock - time that passes: for speed and silence, never for records
 */
#ifndef CX_RUN_CLOCK_H
#define CX_RUN_CLOCK_H

#include <stdint.h>

/** clock_us - microseconds of the monotonic clock */
int64_t clock_us(void);

#endif
