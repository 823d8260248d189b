/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * prom_name - names as Prometheus spells them
 */
#ifndef CX_REPORT_PROM_NAME_H
#define CX_REPORT_PROM_NAME_H

#include "base/arena.h"
#include "base/sv.h"

/** prom_name_metric - cx_ and @s: letters, digits and '_', one for every other character; in @a */
struct sv prom_name_metric(struct sv s, struct arena *a);

/** prom_name_label - the same without cx_; it begins with no digit, nor with "__", which is kept */
struct sv prom_name_label(struct sv s, struct arena *a);

#endif
