/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * time_member - a time in a record that we write
 */
#ifndef CX_RECORD_TIME_MEMBER_H
#define CX_RECORD_TIME_MEMBER_H

#include "json/jwrite.h"
#include "time/tzone.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * time_member_write - the member @key with a time, in the offset that @zone has then
 * @zone: NULL is UTC
 *
 * A day that a zone cut starts at its own midnight, not at some hour of UTC.
 */
void time_member_write(struct jwrite *w, const char *key, const struct tzone *zone,
    int64_t at_us);

/** time_member_read - the inverse: also years beyond four digits, signed; false for no time */
bool time_member_read(struct sv text, int64_t *at_us);

#endif
