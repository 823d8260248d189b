/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * preset - specifications that come with the program, see cx-spec(5)
 *
 * In the short form, over the names of cx-events(7), so that one can be printed, copied
 * and changed.
 */
#include "objective/spec.h"

#include <string.h>

/*
 * Digital customer experience: is it there, does it work, is it fast.  Each level sees
 * only what the one above let through.  Limits of the web vitals: web.dev/vitals; bands
 * of Apdex: its Alliance's specification, .85 is good.
 */
static const char slo_preset_dcx[] =
    "slo: dcx\n"
    "# bots are nobody's experience\n"
    "where: '!(exists(user_agent) && is_bot(user_agent))'\n"
    "objectives:\n"
    "  - name: availability        # requests, answered or not\n"
    "    level: availability\n"
    "    where: exists(status) || exists(error)\n"
    "    bad: status >= 500        # no status, but an error: no answer, bad\n"
    "    target: 99.9%\n"
    "  - name: error rate          # those that failed, whoever is to blame\n"
    "    level: availability\n"
    "    severity: warn\n"
    "    where: exists(status) || exists(error)\n"
    "    bad: status >= 400 || exists(error)\n"
    "    target: 99%\n"
    "  - name: task success        # what users did and what came of it\n"
    "    level: functionality\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(event_name)\n"
    "    bad: exists(error_type) || exists(error)\n"
    "    target: 99%\n"
    "  - name: crash-free users    # each once, if the program says how it ended\n"
    "    level: functionality\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(user_id) && exists(crashed)\n"
    "    bad: crashed\n"
    "    per: user_id\n"
    "    target: 99%\n"
    "  - name: apdex\n"
    "    type: apdex\n"
    "    level: speed\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(duration_ms)\n"
    "    value: duration_ms\n"
    "    limit: 500ms\n"
    "    bad: exists(status) && status >= 500\n"
    "    target: 0.85\n"
    "  - name: largest contentful paint\n"
    "    level: speed\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(lcp_ms)\n"
    "    value: lcp_ms\n"
    "    percentile: p75\n"
    "    limit: 2500ms\n"
    "  - name: interaction to next paint\n"
    "    level: speed\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(inp_ms)\n"
    "    value: inp_ms\n"
    "    percentile: p75\n"
    "    limit: 200ms\n"
    "  - name: cumulative layout shift\n"
    "    level: speed\n"
    "    after: availability\n"
    "    severity: warn\n"
    "    where: exists(cls)\n"
    "    value: cls\n"
    "    percentile: p75\n"
    "    limit: 0.1\n";

static const char *const slo_preset_list[] = { "dcx", NULL };

struct sv
preset(const char *name)
{
	return strcmp(name, "dcx") == 0 ? sv_of(slo_preset_dcx) : SV("");
}

const char *const *
preset_names(void)
{
	return slo_preset_list;
}
