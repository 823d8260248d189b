/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rprom - results as Prometheus text, for node_exporter's textfile collector
 *
 * Every number is a gauge cx_NAME, every text column a label; no timestamps
 * (the collector refuses them), so of windows only each series' latest is
 * written.  What the collector would refuse, and drop all files for, is an error
 * here: two samples of one name and labels, two metrics of one name.
 * Format: Prometheus text exposition format 0.0.4.
 */
#ifndef CX_REPORT_RPROM_H
#define CX_REPORT_RPROM_H

#include "report/routput.h"

/**
 * rprom_write - one HELP, TYPE and sample block per number column; nulls are left out
 *
 * An output; @style stays plain.
 * Returns: RC_OK; RC_USAGE when two rows of one window have the same labels, or two columns
 *          the same name once they are spelled as Prometheus wants it.
 */
MUST_USE enum rc rprom_write(const struct rtable *t, const struct rcell_style *style,
    struct buf *o, struct err *e);

#endif
