/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind_rows - the rows of the registry of kinds, for it alone: each stands with its members,
 * in the order in which they are written, in the file of its domain
 */
#ifndef CX_RECORD_RKIND_ROWS_H
#define CX_RECORD_RKIND_ROWS_H

#include "record/rkind.h"

/* rkind_stat.c */
extern const struct rkind rkind_stat, rkind_gap, rkind_change, rkind_change_key, rkind_change_part,
    rkind_total, rkind_event, rkind_fault, rkind_check, rkind_manifest, rkind_manifest_table,
    rkind_manifest_left, rkind_detect, rkind_reject,
    rkind_explain;

/* rkind_slo.c */
extern const struct rkind rkind_slo, rkind_slo_needs, rkind_slo_aa;

/* rkind_session.c */
extern const struct rkind rkind_session, rkind_page, rkind_transition, rkind_path, rkind_repeat,
    rkind_around, rkind_session_alert;

/* rkind_user.c */
extern const struct rkind rkind_user, rkind_identity, rkind_segment, rkind_segment_size,
    rkind_segment_move, rkind_segment_edges, rkind_segment_model, rkind_segment_choice;

/* rkind_funnel.c */
extern const struct rkind rkind_funnel, rkind_funnel_user, rkind_funnel_stuck,
    rkind_attribution, rkind_attribution_path, rkind_attribution_user;

/* rkind_retention.c */
extern const struct rkind rkind_retention, rkind_retention_user, rkind_lifecycle,
    rkind_stickiness, rkind_active, rkind_churn, rkind_activation, rkind_activation_user,
    rkind_survival, rkind_survival_user, rkind_survival_time, rkind_logrank;

/* rkind_predict.c */
extern const struct rkind rkind_fit, rkind_prediction, rkind_calibration, rkind_lift,
    rkind_evaluation, rkind_best_hour, rkind_affinity;

/* rkind_experiment.c */
extern const struct rkind rkind_ab, rkind_ab_arm, rkind_ab_health, rkind_ab_look, rkind_ab_verdict,
    rkind_ab_audit,
    rkind_ab_plan, rkind_ab_power, rkind_ab_bound, rkind_ab_mde, rkind_ab_portfolio,
    rkind_ab_shrunk;

/* rkind_notify.c */
extern const struct rkind rkind_plan, rkind_drop, rkind_delivery, rkind_delivery_status;

/* rkind_kpi.c */
extern const struct rkind rkind_kpi, rkind_kpi_part, rkind_kpi_lead, rkind_kpi_ship,
    rkind_kpi_stage, rkind_review, rkind_tag_agreement;

#endif
