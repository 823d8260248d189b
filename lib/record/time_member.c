/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/time_member.h"

#include "base/rfc3339.h"

void
time_member_write(struct jwrite *w, const char *key, const struct tzone *zone,
    int64_t at_us)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, zone != NULL ? tzone_offset(zone, at_us) : 0, text);

	jwrite_key(w, sv_of(key));
	jwrite_str(w, (struct sv){ text, n });
}
