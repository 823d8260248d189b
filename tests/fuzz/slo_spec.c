/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_spec - any text is objectives that can be judged, or is refused at a place in it
 */
#include "objective/spec.h"
#include "stats/quiet.h"

#include "../xbench.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
counted(const struct slo_objective *o, bool files)
{
	check((o->good == NULL) + (o->bad == NULL) != 0);
	switch (o->type) {
	case SLO_RATIO:
		check((o->good == NULL) != (o->bad == NULL) && o->e0 > 0 && o->e0 < 1);
		break;
	case SLO_PERCENTILE:
		check(o->value != NULL && o->q.num != 0 && o->e0 > 0 && o->e0 < 1);
		break;
	case SLO_LIVENESS:
		check(o->slice_events != 0 && o->slice_us > 0 && o->e0 < 1);
		break;
	case SLO_BASELINE:
		check(o->baseline != NULL || files);
		check((o->value != NULL) == (o->q.num != 0));
		check(o->value != NULL || o->good != NULL || o->bad != NULL);
		break;
	case SLO_APDEX:
		check(o->value != NULL && o->limit > 0 && o->e0 > 0 && o->e0 < 1);
		break;
	case SLO_COMPOSITE:
		check(o->nmember != 0 && o->where == NULL && o->nkey == 0);
	}
}

static void
objective(const struct slo_spec *s, size_t i, bool files)
{
	const struct slo_objective *o = &s->objective[i];

	counted(o, files);
	check(o->name.n != 0 && o->slo.n != 0 && o->line != 0 && o->min_bad != 0);
	for (size_t k = 0; k < i; k++)
		check(!sv_eq(s->objective[k].name, o->name) || !sv_eq(s->objective[k].slo, o->slo));
	check(o->slice_us >= 0 && o->slice_us % SLO_MINUTE_US == 0);
	check(o->settle_us >= 0 && o->settle_us % SLO_MINUTE_US == 0);
	check((o->window.span == SLO_SPAN_ALL) == (o->window.length_us == 0));
	check(o->window.length_us >= 0 && o->window.length_us % SLO_MINUTE_US == 0);
	check(o->method == SLO_OCCURRENCES || (o->slice_us > 0 && o->unit == NULL));
	check(o->after == SIZE_MAX || o->after < i);
	check(isfinite(o->limit) && o->margin >= 0 && o->increase >= 0 && o->floor_e0 >= 0);
	for (size_t k = 0; k < o->nalert; k++)
		check(o->alert[k].long_us > 0 && o->alert[k].short_us < o->alert[k].long_us &&
		    o->alert[k].factor * o->e0 < 1);
	for (size_t k = 0; k < o->nmember; k++)
		check(o->member[k].objective < s->n && o->member[k].weight > 0 &&
		    s->objective[o->member[k].objective].type != SLO_COMPOSITE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct xbench b;
	struct slo_spec s;
	struct slo_spec_cfg cfg = { 0 };
	struct err e = { 0 };
	enum rc rc;

	quiet_gsl();
	xbench_init(&b);
	cfg.env = &b.env;
	cfg.files = size % 2 != 0;
	rc = spec_text(&s, "f", (struct sv){ (const char *)data, size }, &cfg, &e);
	if (rc == RC_OK) {
		check(s.n != 0);
		for (size_t i = 0; i < s.n; i++)
			objective(&s, i, cfg.files);
	} else {
		check(rc == RC_SYNTAX || rc == RC_LIMIT);
		check(strncmp(e.msg, "f:", 2) == 0 && strlen(e.msg) > 4);
		check(e.text == NULL || (e.line != 0 && e.col != 0 && e.col <= size + 1));
	}
	xbench_free(&b);
	return 0;
}
