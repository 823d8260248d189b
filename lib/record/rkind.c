/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * rkind - see rkind.h
 */
#include "record/rkind_rows.h"

#include "base/rfc3339.h"

#include <string.h>

static const struct rkind *const kinds[] = {
	&rkind_stat,
	&rkind_gap,
	&rkind_explain,
	&rkind_change,
	&rkind_change_key,
	&rkind_change_part,
	&rkind_session,
	&rkind_page,
	&rkind_transition,
	&rkind_path,
	&rkind_repeat,
	&rkind_around,
	&rkind_session_alert,
	&rkind_fit,
	&rkind_prediction,
	&rkind_calibration,
	&rkind_lift,
	&rkind_evaluation,
	&rkind_user,
	&rkind_identity,
	&rkind_best_hour,
	&rkind_affinity,
	&rkind_attribution,
	&rkind_attribution_path,
	&rkind_attribution_user,
	&rkind_retention,
	&rkind_retention_user,
	&rkind_lifecycle,
	&rkind_stickiness,
	&rkind_active,
	&rkind_churn,
	&rkind_activation,
	&rkind_activation_user,
	&rkind_survival,
	&rkind_survival_user,
	&rkind_survival_time,
	&rkind_logrank,
	&rkind_funnel,
	&rkind_funnel_user,
	&rkind_funnel_stuck,
	&rkind_slo,
	&rkind_slo_needs,
	&rkind_slo_aa,
	&rkind_segment,
	&rkind_segment_size,
	&rkind_segment_move,
	&rkind_segment_edges,
	&rkind_segment_model,
	&rkind_segment_choice,
	&rkind_ab,
	&rkind_ab_arm,
	&rkind_ab_health,
	&rkind_ab_look,
	&rkind_ab_verdict,
	&rkind_ab_audit,
	&rkind_ab_plan,
	&rkind_ab_power,
	&rkind_ab_bound,
	&rkind_ab_mde,
	&rkind_ab_portfolio,
	&rkind_ab_shrunk,
	&rkind_kpi,
	&rkind_kpi_part,
	&rkind_kpi_lead,
	&rkind_kpi_ship,
	&rkind_kpi_stage,
	&rkind_review,
	&rkind_tag_agreement,
	&rkind_plan,
	&rkind_drop,
	&rkind_delivery,
	&rkind_delivery_status,
	&rkind_total,
	&rkind_event,
	&rkind_fault,
	&rkind_check,
	&rkind_manifest,
	&rkind_manifest_table,
	&rkind_manifest_left,
	&rkind_detect,
	&rkind_reject,
};

const struct registry rkind_registry =
    REGISTRY_POINTERS("record kind", "Kinds of records", kinds, struct rkind);

/* ---- reading ---- */

/* @name is @base with @end behind it. */
static bool
is_part(struct sv name, const char *base, const char *end)
{
	size_t n = strlen(base);

	return name.n == n + strlen(end) && memcmp(name.p, base, n) == 0 &&
	    memcmp(name.p + n, end, strlen(end)) == 0;
}

const struct rkind_member *
rkind_member(const struct rkind *k, struct sv name)
{
	for (const struct rkind_member *m = k->member; m->name != NULL; m++)
		if (sv_is(name, m->name) || (m->type == RKIND_INTERVAL &&
		    (is_part(name, m->name, "_lo") || is_part(name, m->name, "_hi"))))
			return m;
	return NULL;
}

static bool
is_count(struct sv s)
{
	size_t i = 0;

	while (i < s.n && num_is_digit((unsigned char)s.p[i]))
		i++;
	return i == s.n;
}

static bool
is_time(struct sv s)
{
	int32_t offset_s;
	int64_t at_us;

	return rfc3339_parse(s, &at_us, &offset_s);
}

/* Null is a value of every type: there is none to tell. */
static bool
has_type(const struct rkind_member *m, const struct val *v)
{
	if (val_null(v))
		return true;
	switch (m->type) {
	case RKIND_ANY:
		return true;
	case RKIND_TEXT:
		return v->kind == VAL_STRING;
	case RKIND_TIME:
		return v->kind == VAL_STRING && is_time(v->text);
	case RKIND_FLAG:
		return v->kind == VAL_TRUE || v->kind == VAL_FALSE;
	case RKIND_COUNT:
		return v->kind == VAL_NUMBER && is_count(v->text);
	case RKIND_NUMBER:
	case RKIND_INTERVAL:
		return v->kind == VAL_NUMBER;
	case RKIND_LIST:
		return v->kind == VAL_ARRAY;
	case RKIND_OBJECT:
		break;
	}
	return v->kind == VAL_OBJECT;
}

const struct rkind *
rkind_read(const struct jread_member *m, size_t n)
{
	const struct rkind *k = NULL;

	for (size_t i = 0; i < n; i++)
		if (sv_is(m[i].key, "kind"))
			k = m[i].val.kind == VAL_STRING
			    ? registry_find(&rkind_registry, m[i].val.text) : NULL;
	for (size_t i = 0; k != NULL && i < n; i++) {
		const struct rkind_member *is = rkind_member(k, m[i].key);

		if (is != NULL && !has_type(is, &m[i].val))
			k = NULL;
	}
	return k;
}

bool
rkind_taken(const char *filter, struct sv name)
{
	const struct rkind *k;

	for (size_t i = 0; (k = registry_row(&rkind_registry, i)) != NULL; i++)
		if (k->more != RKIND_FIXED && k->filter != NULL && strcmp(k->filter, filter) == 0 &&
		    rkind_member(k, name) != NULL)
			return true;
	return sv_is(name, "kind");
}
