/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * textlog - the source of access logs: common, combined, vhost_combined, nginx, apache, and
 * those that other programs write by themselves (server.h)
 *
 * Streaming; a decoder holds one record.  A line that does not fit is rejected
 * with code "log", the directive and the column.  The presets take lines with
 * more behind the format when a space begins it (servers append fields); a
 * format given by the user must fit to the end.
 */
#ifndef CX_ACCESS_TEXTLOG_H
#define CX_ACCESS_TEXTLOG_H

#include "access/server.h"
#include "record/source.h"

/** textlog_common - Apache common */
MUST_USE enum rc textlog_common(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_combined - Apache and nginx combined */
MUST_USE enum rc textlog_combined(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_vhost - Debian's vhost_combined: server:port first */
MUST_USE enum rc textlog_vhost(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_nginx - nginx, with cfg->log_format or its built-in combined */
MUST_USE enum rc textlog_nginx(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_apache - Apache, with cfg->log_format or combined */
MUST_USE enum rc textlog_apache(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_ingress - ingress-nginx, as it comes */
MUST_USE enum rc textlog_ingress(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_tomcat - Tomcat up to 9, with cfg->log_format or common */
MUST_USE enum rc textlog_tomcat(const struct source **s, const struct source_cfg *cfg,
    const struct proj *p, struct arena *a, struct err *e);

/** textlog_server - what a program writes by itself; @name: of the format */
MUST_USE enum rc textlog_server(const struct source **s, const char *name,
    const struct server *server, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e);

#endif
