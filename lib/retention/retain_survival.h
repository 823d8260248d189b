/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * retain_survival - survival curves of the groups, their medians, and their comparison
 */
#ifndef CX_RETENTION_RETAIN_SURVIVAL_H
#define CX_RETENTION_RETAIN_SURVIVAL_H

#include "retention/retain_run.h"

/**
 * retain_survival_write - the records
 * @row: @n of them, by group and time (cohort_order)
 *
 * Groups are compared where there are two to KAPLAN_GROUPS_MAX.
 */
void retain_survival_write(struct retain_run *r, const struct cohort_row *const *row, size_t n);

#endif
