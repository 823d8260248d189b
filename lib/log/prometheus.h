/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * prometheus - samples in Prometheus' text format and in OpenMetrics': what exporters show
 *
 *     # HELP http_requests_total Requests served.
 *     http_requests_total{method="post",code="200"} 1027 1395066363000
 *     latency_seconds_bucket{le="0.1"} 8 # {trace_id="abc"} 0.067 1520879607.789
 *
 * A record a sample: `name`, its labels as members, `value`, and `timestamp` where the line
 * has a time, in milliseconds or, of OpenMetrics, in seconds: its size tells which.  A label
 * that is called like one of these three is exported_name and so on, as Prometheus renames
 * what clashes.  Labels are texts, but for `status`.  NaN and infinities are no `value`.
 * The exemplar behind # gives exemplar_value, exemplar_timestamp and exemplar_LABEL.  Lines
 * that begin with # are no records.  Streaming; a decoder holds one record.
 *
 * Source: Prometheus' exposition formats, and OpenMetrics 1.0.  Names in quotes within the
 * braces, {"my.name", "a b"="c"}, are of Prometheus 3.
 */
#ifndef CX_LOG_PROMETHEUS_H
#define CX_LOG_PROMETHEUS_H

#include "record/source.h"

/** prometheus_open - see the head of this file */
MUST_USE enum rc prometheus_open(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

#endif
