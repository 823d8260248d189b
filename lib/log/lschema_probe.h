/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lschema_probe - results of probes and load tests, as schemas
 *
 * They say what a client saw.  What they mean by a time, by no status and by bytes differs,
 * and what they cannot tell is told by lschema.cannot.
 */
#ifndef CX_LOG_LSCHEMA_PROBE_H
#define CX_LOG_LSCHEMA_PROBE_H

#include "log/lschema.h"

extern const struct lschema lschema_probe_curl;
extern const struct lschema lschema_probe_vegeta;
extern const struct lschema lschema_probe_har;
extern const struct lschema lschema_probe_k6;
extern const struct lschema lschema_probe_jmeter;
extern const struct lschema lschema_probe_ab;
extern const struct lschema lschema_probe_hey;
extern const struct lschema lschema_probe_locust_stats;
extern const struct lschema lschema_probe_locust_history;
extern const struct lschema lschema_probe_locust_failures;
extern const struct lschema lschema_probe_siege;
extern const struct lschema lschema_probe_blackbox;

#endif
