/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_place - see page_place.h
 */
#include "page/page_place.h"

#include "page/page_num.h"
#include "page/page_table.h"

#include <string.h>

/* Verdicts on objectives are not here: each stands where its level does (page/page_slo.h). */
static const struct page_place places[] = {
	{ "total", PAGE_TOPIC_FRESHNESS, page_place_total },
	{ "check", PAGE_TOPIC_FRESHNESS, page_place_checks },
	{ "gap", PAGE_TOPIC_FRESHNESS, page_place_gaps },
	{ "fault", PAGE_TOPIC_FRESHNESS, NULL },
	{ "event", PAGE_TOPIC_FRESHNESS, NULL },
	{ "manifest", PAGE_TOPIC_FRESHNESS, NULL },
	{ "manifest_table", PAGE_TOPIC_FRESHNESS, NULL },
	{ "manifest_left", PAGE_TOPIC_FRESHNESS, NULL },
	{ "reject", PAGE_TOPIC_FRESHNESS, NULL },
	{ "detect", PAGE_TOPIC_FRESHNESS, NULL },
	{ "explain", PAGE_TOPIC_FRESHNESS, NULL },
	{ "slo_needs", PAGE_TOPIC_AVAILABILITY, NULL },
	{ "slo_aa", PAGE_TOPIC_AVAILABILITY, NULL },
	{ "session_alert", PAGE_TOPIC_FUNCTION, page_place_trouble },
	{ "funnel_stuck", PAGE_TOPIC_FUNCTION, page_place_trouble },
	{ "tag_agreement", PAGE_TOPIC_SENTIMENT, NULL },
	{ "review", PAGE_TOPIC_SENTIMENT, NULL },
	{ "change", PAGE_TOPIC_KEY_RESULTS, page_place_changes },
	{ "change_part", PAGE_TOPIC_KEY_RESULTS, page_place_explained },
	{ "change_key", PAGE_TOPIC_KEY_RESULTS, NULL },
	{ "kpi_stage", PAGE_TOPIC_JOURNEY, page_place_stages },
	{ "funnel", PAGE_TOPIC_FUNNEL, page_place_funnel },
	{ "funnel_user", PAGE_TOPIC_FUNNEL, NULL },
	{ "page", PAGE_TOPIC_SESSION, NULL },
	{ "transition", PAGE_TOPIC_SESSION, NULL },
	{ "path", PAGE_TOPIC_SESSION, NULL },
	{ "repeat", PAGE_TOPIC_SESSION, NULL },
	{ "around", PAGE_TOPIC_SESSION, NULL },
	{ "session", PAGE_TOPIC_SESSION, NULL },
	{ "retention", PAGE_TOPIC_RETENTION, page_place_retention },
	{ "retention_user", PAGE_TOPIC_RETENTION, NULL },
	{ "lifecycle", PAGE_TOPIC_RETENTION, NULL },
	{ "stickiness", PAGE_TOPIC_RETENTION, NULL },
	{ "active", PAGE_TOPIC_RETENTION, NULL },
	{ "churn", PAGE_TOPIC_RETENTION, NULL },
	{ "activation", PAGE_TOPIC_RETENTION, NULL },
	{ "activation_user", PAGE_TOPIC_RETENTION, NULL },
	{ "survival", PAGE_TOPIC_RETENTION, page_place_survival },
	{ "survival_user", PAGE_TOPIC_RETENTION, NULL },
	{ "survival_time", PAGE_TOPIC_RETENTION, NULL },
	{ "logrank", PAGE_TOPIC_RETENTION, NULL },
	{ "segment_size", PAGE_TOPIC_SEGMENT, page_place_segments },
	{ "segment_move", PAGE_TOPIC_SEGMENT, NULL },
	{ "segment_edges", PAGE_TOPIC_SEGMENT, NULL },
	{ "segment_model", PAGE_TOPIC_SEGMENT, NULL },
	{ "segment_choice", PAGE_TOPIC_SEGMENT, NULL },
	{ "segment", PAGE_TOPIC_SEGMENT, NULL },
	{ "user", PAGE_TOPIC_SEGMENT, NULL },
	{ "identity", PAGE_TOPIC_SEGMENT, NULL },
	{ "ab_verdict", PAGE_TOPIC_EXPERIMENT, page_place_verdicts },
	{ "ab", PAGE_TOPIC_EXPERIMENT, page_place_effects },
	{ "ab_arm", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_health", PAGE_TOPIC_EXPERIMENT, page_place_health },
	{ "ab_look", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_audit", PAGE_TOPIC_EXPERIMENT, page_place_health },
	{ "ab_plan", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_power", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_bound", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_mde", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_portfolio", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "ab_shrunk", PAGE_TOPIC_EXPERIMENT, NULL },
	{ "attribution", PAGE_TOPIC_ATTRIBUTION, page_place_attribution },
	{ "attribution_path", PAGE_TOPIC_ATTRIBUTION, NULL },
	{ "attribution_user", PAGE_TOPIC_ATTRIBUTION, NULL },
	{ "delivery_status", PAGE_TOPIC_MESSAGE, NULL },
	{ "delivery", PAGE_TOPIC_MESSAGE, page_place_messages },
	{ "plan", PAGE_TOPIC_MESSAGE, page_place_messages },
	{ "drop", PAGE_TOPIC_MESSAGE, page_place_messages },
	{ "evaluation", PAGE_TOPIC_PREDICTION, NULL },
	{ "calibration", PAGE_TOPIC_PREDICTION, NULL },
	{ "lift", PAGE_TOPIC_PREDICTION, NULL },
	{ "prediction", PAGE_TOPIC_PREDICTION, NULL },
	{ "best_hour", PAGE_TOPIC_PREDICTION, NULL },
	{ "affinity", PAGE_TOPIC_PREDICTION, NULL },
	{ "fit", PAGE_TOPIC_PREDICTION, NULL },
	{ "kpi", PAGE_TOPIC_KEY_RESULTS, page_place_kpi },
	{ "kpi_ship", PAGE_TOPIC_KEY_RESULTS, page_place_ship },
	{ "kpi_part", PAGE_TOPIC_KEY_RESULTS, NULL },
	{ "kpi_lead", PAGE_TOPIC_KEY_RESULTS, NULL },
};

const struct page_place *
page_place_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (strcmp(places[i].kind, kind) == 0)
			return &places[i];
	return NULL;
}

void
page_place_table(struct page_build *b, const struct page_family *f)
{
	struct page_pick p = { .most = (size_t)b->spec->rows };

	p.row = page_table_rows(b, f, &p.nrow);
	if (p.nrow == 0)
		return;
	p.caption = page_table_caption(b, f);
	page_build_item(b, PAGE_TABLE, page_table_of(b, f, &p));
}

/* What people said, in their words: records of events with a comment. */
static bool
has_comments(const struct page_family *f)
{
	return f->kind == NULL && page_set_col(f, "comment") != SIZE_MAX;
}

/* What the metrics' part of the page does not show, and no other section either. */
static bool
is_left(const struct page_build *b, const struct page_family *f)
{
	if (f == b->set->deploys || has_comments(f) || page_set_messages(f))
		return false;
	if (f->kind == NULL)
		return page_set_col(f, "window") == SIZE_MAX;
	return strcmp(f->kind->name, "stat") == 0 && page_set_col(f, "window") == SIZE_MAX;
}

/* Metrics of messages that are of no window: those of windows are among the metrics. */
static bool
is_message(const struct page_family *f)
{
	return page_set_messages(f) && page_set_col(f, "window") == SIZE_MAX;
}

void
page_place_write(struct page_build *b, enum page_topic t)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (places[i].topic != t)
			continue;
		for (size_t k = 0; k < b->set->n; k++) {
			const struct page_family *f = b->set->family[k];

			if (f->kind == NULL || strcmp(f->kind->name, places[i].kind) != 0)
				continue;
			if (places[i].draw != NULL)
				places[i].draw(b, f);
			else
				page_place_table(b, f);
		}
	}
	if (t == PAGE_TOPIC_MESSAGE)
		page_place_lift(b);
	for (size_t k = 0; k < b->set->n; k++) {
		const struct page_family *f = b->set->family[k];

		if ((t == PAGE_TOPIC_OTHER && is_left(b, f)) ||
		    (t == PAGE_TOPIC_MESSAGE && is_message(f)) ||
		    (t == PAGE_TOPIC_SENTIMENT && has_comments(f)))
			page_place_table(b, f);
	}
}
